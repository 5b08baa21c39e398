//! Articles and claims as JSON: what is kept, what is exported, and what is read back.
//!
//! Spans are pairs of byte offsets into the article's text. What is empty is left out.

use std::borrow::Cow;

use dragoman_event::actor::Actor;
use dragoman_event::{
    Claim, Confirmation, Evidence, Interval, Party, Source, SourceKind, Stance, Status, When, Where,
};
use dragoman_text::{Article, Block, BlockKind, Boilerplate, DateReason, Origin, Published, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether a value goes without saying.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
mod empty {
    pub(super) fn is_false(value: &bool) -> bool {
        !*value
    }

    pub(super) fn is_sure(value: &f32) -> bool {
        (*value - 1.0).abs() < f32::EPSILON
    }
}

use empty::{is_false, is_sure};

type Words<'a> = Cow<'a, str>;
type Pair = [u32; 2];

fn sure() -> f32 {
    1.0
}

/// A claim.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ClaimForm<'a> {
    #[serde(rename = "type")]
    event_type: Words<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mode: Vec<Words<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    context: Vec<Words<'a>>,
    status: Words<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actor: Vec<PartyForm<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<PartyForm<'a>>,
    when: WhenForm<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<PlaceForm<'a>>,
    source: SourceForm<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    confirmation: Vec<ConfirmationForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<usize>,
    #[serde(default = "sure", skip_serializing_if = "is_sure")]
    confidence: f32,
    span: Pair,
    trigger: Pair,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    predicate: Words<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    operator: Vec<Words<'a>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct PartyForm<'a> {
    #[serde(default, skip_serializing_if = "str::is_empty")]
    text: Words<'a>,
    span: Pair,
    #[serde(default, skip_serializing_if = "is_false")]
    inferred: bool,
    #[serde(flatten)]
    actor: ActorForm<'a>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct ActorForm<'a> {
    #[serde(default, skip_serializing_if = "str::is_empty")]
    id: Words<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sector: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    office: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wikidata: Option<Words<'a>>,
    #[serde(default = "sure", skip_serializing_if = "is_sure")]
    sureness: f32,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    because: Words<'a>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct WhenForm<'a> {
    from: Option<Date>,
    to: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<Pair>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    because: Words<'a>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct PlaceForm<'a> {
    #[serde(default, skip_serializing_if = "str::is_empty")]
    text: Words<'a>,
    span: Pair,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coordinates: Option<(f32, f32)>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct SourceForm<'a> {
    kind: Words<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<ActorForm<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    through: Vec<SourceForm<'a>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct ConfirmationForm<'a> {
    who: Words<'a>,
    stance: Words<'a>,
    span: Pair,
}

fn pair(span: Span) -> Pair {
    [span.start() as u32, span.end() as u32]
}

fn span([start, end]: Pair) -> Result<Span, String> {
    if start <= end { Ok(Span::new(start, end)) } else { Err(format!("a span runs from {start} to {end}")) }
}

fn some(words: Option<&String>) -> Option<Words<'_>> {
    words.map(|words| Cow::Borrowed(words.as_str()))
}

fn all(words: &[String]) -> Vec<Words<'_>> {
    words.iter().map(|words| Cow::Borrowed(words.as_str())).collect()
}

fn owned(words: Vec<Words<'_>>) -> Vec<String> {
    words.into_iter().map(Cow::into_owned).collect()
}

impl<'a> ClaimForm<'a> {
    /// The form of a claim.
    pub(crate) fn of(claim: &'a Claim) -> Self {
        Self {
            event_type: Cow::Borrowed(&claim.event_type),
            mode: all(&claim.modes),
            context: all(&claim.contexts),
            status: Cow::Borrowed(claim.status.as_str()),
            actor: claim.actors.iter().map(PartyForm::of).collect(),
            recipient: claim.recipients.iter().map(PartyForm::of).collect(),
            when: WhenForm {
                from: claim.when.interval.from,
                to: claim.when.interval.to,
                span: claim.when.words.map(pair),
                because: Cow::Borrowed(&claim.when.reason),
            },
            place: claim.place.as_ref().map(|place| PlaceForm {
                text: Cow::Borrowed(&place.text),
                span: pair(place.span),
                country: some(place.country.as_ref()),
                coordinates: place.coordinates,
            }),
            source: SourceForm::of(&claim.source),
            confirmation: claim
                .confirmations
                .iter()
                .map(|one| ConfirmationForm {
                    who: Cow::Borrowed(&one.who),
                    stance: Cow::Borrowed(one.stance.as_str()),
                    span: pair(one.span),
                })
                .collect(),
            about: claim.about,
            confidence: claim.confidence,
            span: pair(claim.evidence.span),
            trigger: pair(claim.evidence.trigger),
            predicate: Cow::Borrowed(&claim.evidence.predicate),
            operator: all(&claim.evidence.operators),
        }
    }

    /// The claim of a form; says what no claim can have.
    pub(crate) fn claim(self) -> Result<Claim, String> {
        let parties = |side: Vec<PartyForm<'_>>| {
            side.into_iter().map(PartyForm::party).collect::<Result<Vec<Party>, String>>()
        };
        let status =
            Status::parse(&self.status).ok_or_else(|| format!("status {:?} is unknown", self.status))?;
        Ok(Claim {
            event_type: self.event_type.into_owned(),
            modes: owned(self.mode),
            contexts: owned(self.context),
            status,
            actors: parties(self.actor)?,
            recipients: parties(self.recipient)?,
            when: When {
                interval: Interval { from: self.when.from, to: self.when.to },
                words: self.when.span.map(span).transpose()?,
                reason: self.when.because.into_owned(),
            },
            place: self
                .place
                .map(|place| {
                    Ok::<Where, String>(Where {
                        text: place.text.into_owned(),
                        span: span(place.span)?,
                        country: place.country.map(Cow::into_owned),
                        coordinates: place.coordinates,
                    })
                })
                .transpose()?,
            source: self.source.source()?,
            confirmations: self
                .confirmation
                .into_iter()
                .map(|one| {
                    let stance = Stance::parse(&one.stance);
                    let stance = stance.ok_or_else(|| format!("stance {:?} is unknown", one.stance))?;
                    Ok(Confirmation { who: one.who.into_owned(), stance, span: span(one.span)? })
                })
                .collect::<Result<_, String>>()?,
            about: self.about,
            confidence: self.confidence,
            evidence: Evidence {
                span: span(self.span)?,
                trigger: span(self.trigger)?,
                predicate: self.predicate.into_owned(),
                operators: owned(self.operator),
            },
        })
    }
}

impl<'a> PartyForm<'a> {
    fn of(party: &'a Party) -> Self {
        Self {
            text: Cow::Borrowed(&party.text),
            span: pair(party.span),
            inferred: party.inferred,
            actor: ActorForm::of(&party.actor),
        }
    }

    fn party(self) -> Result<Party, String> {
        Ok(Party {
            text: self.text.into_owned(),
            span: span(self.span)?,
            inferred: self.inferred,
            actor: self.actor.actor(),
        })
    }
}

impl<'a> ActorForm<'a> {
    fn of(actor: &'a Actor) -> Self {
        Self {
            id: Cow::Borrowed(&actor.id),
            country: some(actor.country.as_ref()),
            sector: some(actor.sector.as_ref()),
            name: some(actor.person.as_ref()),
            office: some(actor.office.as_ref()),
            body: some(actor.body.as_ref()),
            wikidata: some(actor.wikidata.as_ref()),
            sureness: actor.confidence,
            because: Cow::Borrowed(&actor.reason),
        }
    }

    fn actor(self) -> Actor {
        Actor {
            id: self.id.into_owned(),
            country: self.country.map(Cow::into_owned),
            sector: self.sector.map(Cow::into_owned),
            person: self.name.map(Cow::into_owned),
            office: self.office.map(Cow::into_owned),
            body: self.body.map(Cow::into_owned),
            wikidata: self.wikidata.map(Cow::into_owned),
            confidence: self.sureness,
            reason: self.because.into_owned(),
        }
    }
}

impl<'a> SourceForm<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            kind: Cow::Borrowed(source.kind.as_str()),
            who: some(source.who.as_ref()),
            actor: source.actor.as_ref().map(ActorForm::of),
            through: source.through.iter().map(SourceForm::of).collect(),
        }
    }

    fn source(self) -> Result<Source, String> {
        let kind =
            SourceKind::parse(&self.kind).ok_or_else(|| format!("source {:?} is unknown", self.kind))?;
        Ok(Source {
            kind,
            who: self.who.map(Cow::into_owned),
            actor: self.actor.map(ActorForm::actor),
            through: self.through.into_iter().map(SourceForm::source).collect::<Result<_, String>>()?,
        })
    }
}

/// What is known of an article besides what has a column of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct MoreForm<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deck: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    byline: Vec<Words<'a>>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    file: Words<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dated_by: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dated_in: Option<Words<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    other_days: Vec<(Date, Words<'a>)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    blocks: Vec<BlockForm<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Words<'a>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct BlockForm<'a> {
    kind: Words<'a>,
    span: Pair,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Pair>,
    #[serde(default = "sure", skip_serializing_if = "is_sure")]
    score: f32,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    why: Words<'a>,
}

/// Declares the written forms of a closed set that another crate leaves without.
macro_rules! written {
    ($name:ident, $parse:ident, $set:ident { $($variant:ident = $text:literal,)+ }) => {
        fn $name(value: $set) -> &'static str {
            match value { $($set::$variant => $text,)+ }
        }

        fn $parse(text: &str) -> Option<$set> {
            match text { $($text => Some($set::$variant),)+ _ => None }
        }
    };
}

written!(reason_name, parse_reason, DateReason {
    Given = "given",
    JsonLd = "json-ld",
    OpenGraph = "opengraph",
    Meta = "meta",
    TimeElement = "time",
    Url = "url",
    Feed = "feed",
    Byline = "byline",
    Dateline = "dateline",
});

written!(boilerplate_name, parse_boilerplate, Boilerplate {
    Appeal = "appeal",
    Cookie = "cookie",
    Newsletter = "newsletter",
    Related = "related",
    Share = "share",
    Caption = "caption",
    Bio = "bio",
    Correction = "correction",
    Duplicate = "duplicate",
    Credit = "credit",
    Byline = "byline",
    Navigation = "navigation",
    Repeated = "repeated",
});

impl<'a> MoreForm<'a> {
    /// The form of what is known of an article.
    pub(crate) fn of(article: &'a Article) -> Self {
        let metadata = &article.metadata;
        let published = metadata.published.as_ref();
        Self {
            deck: some(metadata.deck.as_ref()),
            byline: all(&metadata.byline),
            file: Cow::Borrowed(&article.origin.file),
            record: article.origin.record,
            dated_by: published.map(|one| Cow::Borrowed(reason_name(one.reason))),
            dated_in: published.map(|one| Cow::Borrowed(one.words.as_str())),
            other_days: published.map_or_else(Vec::new, |one| {
                one.conflicts.iter().map(|(day, why)| (*day, Cow::Borrowed(reason_name(*why)))).collect()
            }),
            blocks: article.blocks.iter().map(BlockForm::of).collect(),
            remarks: all(&article.remarks),
        }
    }

    /// Fills in an article of which id, text, title, outlet, address, language and day are known.
    pub(crate) fn fill(self, day: Option<Date>, article: &mut Article) -> Result<(), String> {
        article.metadata.deck = self.deck.map(Cow::into_owned);
        article.metadata.byline = owned(self.byline);
        article.origin = Origin { file: self.file.into_owned(), record: self.record };
        article.remarks = owned(self.remarks);
        let reason =
            |name: &str| parse_reason(name).ok_or_else(|| format!("date's reason {name:?} is unknown"));
        if let Some(day) = day {
            article.metadata.published = Some(Published {
                day,
                reason: reason(self.dated_by.as_deref().unwrap_or("given"))?,
                words: self.dated_in.map(Cow::into_owned).unwrap_or_default(),
                conflicts: self
                    .other_days
                    .into_iter()
                    .map(|(day, why)| Ok((day, reason(&why)?)))
                    .collect::<Result<_, String>>()?,
            });
        }
        article.blocks = self.blocks.into_iter().map(BlockForm::block).collect::<Result<_, String>>()?;
        Ok(())
    }
}

impl<'a> BlockForm<'a> {
    fn of(block: &'a Block) -> Self {
        let (kind, score, why) = match &block.kind {
            BlockKind::Title => ("title", 1.0, ""),
            BlockKind::Deck => ("deck", 1.0, ""),
            BlockKind::Heading => ("heading", 1.0, ""),
            BlockKind::Body => ("body", 1.0, ""),
            BlockKind::Boilerplate { reason, score, why } => {
                (boilerplate_name(*reason), *score, why.as_str())
            }
        };
        Self {
            kind: Cow::Borrowed(kind),
            span: pair(block.span),
            source: Some(pair(block.source)).filter(|_| block.source != block.span),
            score,
            why: Cow::Borrowed(why),
        }
    }

    fn block(self) -> Result<Block, String> {
        let own = span(self.span)?;
        let kind = match &*self.kind {
            "title" => BlockKind::Title,
            "deck" => BlockKind::Deck,
            "heading" => BlockKind::Heading,
            "body" => BlockKind::Body,
            other => BlockKind::Boilerplate {
                reason: parse_boilerplate(other).ok_or_else(|| format!("block {other:?} is unknown"))?,
                score: self.score,
                why: self.why.into_owned(),
            },
        };
        Ok(Block { span: own, source: self.source.map(span).transpose()?.unwrap_or(own), kind })
    }
}
