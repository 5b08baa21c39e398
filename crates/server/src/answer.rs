//! What answers look like to programs.

use dragoman::event::{Interval, Source};
use dragoman::text::Span;
use dragoman_store::{ArticleRow, ClaimRow, EventRow, LogRow, Turn};
use serde::Serialize;
use utoipa::ToSchema;

use crate::names::{Named, Names};

/// From the first to the last day, both included; an end that is not known is null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Days {
    /// First day.
    #[schema(value_type = Option<String>, format = Date)]
    pub(crate) from: Option<jiff::civil::Date>,
    /// Last day.
    #[schema(value_type = Option<String>, format = Date)]
    pub(crate) to: Option<jiff::civil::Date>,
}

impl From<Interval> for Days {
    fn from(days: Interval) -> Self {
        Self { from: days.from, to: days.to }
    }
}

/// A happening, merged from all claims on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// Its name: `e` and sixteen hexadecimal digits.
    pub(crate) event: String,
    /// What it is, in a line.
    pub(crate) headline: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub(crate) event_type: String,
    /// Modes.
    pub(crate) mode: Vec<String>,
    /// What became of it.
    pub(crate) status: &'static str,
    /// Who.
    pub(crate) actor: Vec<Named>,
    /// To whom.
    pub(crate) recipient: Vec<Named>,
    /// When.
    pub(crate) when: Days,
    /// The words for its place.
    pub(crate) place: Option<String>,
    /// Country of its place.
    pub(crate) place_country: Option<String>,
    /// Degrees north and east.
    pub(crate) coordinates: Option<[f64; 2]>,
    /// When it was first told of.
    #[schema(format = Date)]
    pub(crate) first_learned: String,
    /// When what is said of it last changed.
    #[schema(format = Date)]
    pub(crate) changed: String,
    /// Claims on it.
    pub(crate) claims: usize,
    /// Articles that tell of it, copies with them.
    pub(crate) articles: usize,
    /// Outlets that tell of it.
    pub(crate) outlets: usize,
    /// How sure it is, 0 to 1.
    pub(crate) confidence: f64,
    /// Its thread.
    pub(crate) thread: Option<String>,
}

impl Event {
    pub(crate) fn of(row: &EventRow, names: &Names) -> Self {
        Self {
            event: row.key.to_string(),
            headline: crate::told::headline_in_words(row, names),
            event_type: row.event_type.clone(),
            mode: row.modes.split('+').filter(|mode| !mode.is_empty()).map(str::to_owned).collect(),
            status: row.status.as_str(),
            actor: names.parties(&row.actors),
            recipient: names.parties(&row.recipients),
            when: row.days.into(),
            place: row.place.clone(),
            place_country: row.place_country.clone(),
            coordinates: row.coordinates.map(|(north, east)| [degrees(north), degrees(east)]),
            first_learned: row.first_learned.to_string(),
            changed: row.changed.to_string(),
            claims: row.n_claims,
            articles: row.n_articles,
            outlets: row.n_outlets,
            confidence: rounded(row.confidence),
            thread: row.thread.map(|key| key.to_string()),
        }
    }
}

fn degrees(value: f32) -> f64 {
    (f64::from(value) * 10_000.0).round() / 10_000.0
}

/// A number without digits that mean nothing.
pub(crate) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

/// A step in the life of an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Step {
    /// The day it was published.
    #[schema(format = Date)]
    pub(crate) learned: String,
    /// What was said.
    pub(crate) status: &'static str,
    /// What the event was from then on.
    pub(crate) current: &'static str,
    /// The days it has, or was to have.
    pub(crate) when: Days,
    /// How many claims say so.
    pub(crate) claims: usize,
}

impl From<&Turn> for Step {
    fn from(turn: &Turn) -> Self {
        Self {
            learned: turn.learned.to_string(),
            status: turn.status.as_str(),
            current: turn.current.as_str(),
            when: turn.days.into(),
            claims: turn.n_claims,
        }
    }
}

/// One passage of one article asserts something of one happening.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Claim {
    /// Its name: `c` and sixteen hexadecimal digits.
    pub(crate) claim: String,
    /// The event that it is on.
    pub(crate) event: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub(crate) event_type: String,
    /// Modes.
    pub(crate) mode: Vec<String>,
    /// What is asserted.
    pub(crate) status: &'static str,
    /// Who.
    pub(crate) actor: Vec<Named>,
    /// To whom.
    pub(crate) recipient: Vec<Named>,
    /// When.
    pub(crate) when: Days,
    /// How the days were counted.
    pub(crate) when_because: String,
    /// The words for its place.
    pub(crate) place: Option<String>,
    /// Country of its place.
    pub(crate) place_country: Option<String>,
    /// On whose word.
    pub(crate) source: Voice,
    /// Who else is said to have confirmed, not confirmed or denied it.
    pub(crate) confirmation: Vec<Confirmation>,
    /// How sure it is, 0 to 1.
    pub(crate) confidence: f64,
    /// The passage, where texts are kept.
    pub(crate) quote: Option<String>,
    /// Where the passage stands in the article's text, in bytes.
    pub(crate) span: [usize; 2],
    /// Where the word stands that expresses the happening.
    pub(crate) trigger: [usize; 2],
    /// The rule that read it.
    pub(crate) predicate: String,
    /// Words that say how far it has come, from the inside out.
    pub(crate) operators: Vec<String>,
    /// The day on which it became known.
    #[schema(format = Date)]
    pub(crate) learned: String,
    /// The article.
    pub(crate) article: String,
    /// The article's headline.
    pub(crate) title: Option<String>,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Its address.
    pub(crate) url: Option<String>,
    /// Copies of the article that repeat it.
    pub(crate) copies: usize,
}

/// On whose word something is said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Voice {
    /// `narrator`, `official`, `named`, `anonymous`, `media` or `document`.
    pub(crate) kind: &'static str,
    /// Who, in the article's words.
    pub(crate) who: Option<String>,
    /// Those who hand it on, from the outermost in.
    pub(crate) through: Vec<String>,
}

impl From<&Source> for Voice {
    fn from(source: &Source) -> Self {
        let who = |one: &Source| one.who.clone().unwrap_or_else(|| one.kind.as_str().to_owned());
        Self {
            kind: source.kind.as_str(),
            who: source.who.clone(),
            through: source.through.iter().map(who).collect(),
        }
    }
}

/// Somebody other than the source, and what they say of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Confirmation {
    /// Who, in the article's words.
    pub(crate) who: String,
    /// `confirmed`, `not confirmed` or `denied`.
    pub(crate) stance: &'static str,
}

fn pair(span: Span) -> [usize; 2] {
    [span.start(), span.end()]
}

impl From<&ClaimRow> for Claim {
    fn from(row: &ClaimRow) -> Self {
        let claim = &row.claim;
        Self {
            claim: row.key.to_string(),
            event: row.event.map(|key| key.to_string()),
            event_type: claim.event_type.clone(),
            mode: claim.modes.clone(),
            status: claim.status.as_str(),
            actor: claim.actors.iter().map(Named::of).collect(),
            recipient: claim.recipients.iter().map(Named::of).collect(),
            when: claim.when.interval.into(),
            when_because: claim.when.reason.clone(),
            place: claim.place.as_ref().map(|place| place.text.clone()),
            place_country: claim.place.as_ref().and_then(|place| place.country.clone()),
            source: Voice::from(&claim.source),
            confirmation: claim
                .confirmations
                .iter()
                .map(|one| Confirmation { who: one.who.clone(), stance: one.stance.as_str() })
                .collect(),
            confidence: rounded(claim.confidence),
            quote: row.quote.clone(),
            span: pair(claim.evidence.span),
            trigger: pair(claim.evidence.trigger),
            predicate: claim.evidence.predicate.clone(),
            operators: claim.evidence.operators.clone(),
            learned: row.learned.to_string(),
            article: row.article.clone(),
            title: row.title.clone(),
            outlet: row.outlet.clone(),
            url: row.url.clone(),
            copies: row.n_witnesses,
        }
    }
}

/// An article, without its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ArticleHead {
    /// Its name.
    pub(crate) article: String,
    /// The day it was published.
    #[schema(format = Date)]
    pub(crate) published: Option<String>,
    /// Headline.
    pub(crate) title: Option<String>,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Its address.
    pub(crate) url: Option<String>,
    /// How many claims were read from it.
    pub(crate) claims: usize,
    /// The earliest article of which it is a copy.
    pub(crate) copy_of: Option<String>,
}

impl From<&ArticleRow> for ArticleHead {
    fn from(row: &ArticleRow) -> Self {
        Self {
            article: row.id.clone(),
            published: row.published.map(|day| day.to_string()),
            title: row.title.clone(),
            outlet: row.outlet.clone(),
            url: row.url.clone(),
            claims: row.n_claims,
            copy_of: row.copy_of.clone(),
        }
    }
}

/// Something that was changed after it had been said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LogLine {
    /// When the run began that made the change.
    pub(crate) started: String,
    /// The version that made it.
    pub(crate) version: String,
    /// What was changed.
    pub(crate) what: String,
    /// Which claim or event.
    pub(crate) key: String,
    /// Which one took its place.
    pub(crate) other: Option<String>,
    /// More on it.
    pub(crate) detail: String,
}

impl From<&LogRow> for LogLine {
    fn from(row: &LogRow) -> Self {
        Self {
            started: row.started.clone(),
            version: row.version.clone(),
            what: row.what.clone(),
            key: row.key.to_string(),
            other: row.other.map(|key| key.to_string()),
            detail: row.detail.clone(),
        }
    }
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Count {
    /// Of what, as it is asked for.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) name: String,
    /// How many.
    pub(crate) n: usize,
}
