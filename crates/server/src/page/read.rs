//! An article of one's own: read at once, shown in place, and kept nowhere.

use dragoman::intake::html;
use dragoman::text::{Article, DateReason, Metadata, Origin, Published};
use dragoman::{Analysis, event::Claim};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::article;
use crate::answer::{Days, Voice, rounded};
use crate::dates;
use crate::frame::Page;
use crate::house::House;
use crate::names::{Named, Names};
use crate::problem::Problem;
use crate::told;

/// Letters of a text that is pasted.
pub(crate) const MOST_LETTERS: usize = 200_000;

/// What was read in a text.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadSheet {
    /// The days on which it was published, or can have been.
    published: Days,
    /// How that is known.
    because: Vec<String>,
    /// What it claims.
    claims: Vec<ReadClaim>,
    #[serde(skip)]
    article: Article,
    #[serde(skip)]
    found: Vec<Claim>,
    #[serde(skip)]
    is_given: bool,
}

/// A claim that is in no ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadClaim {
    /// What it says, in a line.
    headline: String,
    /// PLOVER type and modes.
    #[serde(rename = "type")]
    event_type: String,
    /// What is asserted.
    status: &'static str,
    /// Who.
    actor: Vec<Named>,
    /// To whom.
    recipient: Vec<Named>,
    /// When.
    when: Days,
    /// The words for its place.
    place: Option<String>,
    /// On whose word.
    source: Voice,
    /// How sure it is, 0 to 1.
    confidence: f64,
    /// The passage.
    quote: String,
    /// Where it stands in the text, in bytes.
    span: [usize; 2],
}

/// What is sent to be read or added: a text or page, or an address, and what is known of it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SentText {
    /// The text, or the page in HTML.
    pub(crate) text: Option<String>,
    /// Its address; fetched where there is no text.
    pub(crate) url: Option<String>,
    /// The day on which it was published.
    #[schema(
        pattern = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?$"
    )]
    pub(crate) published: Option<String>,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Headline.
    pub(crate) title: Option<String>,
}

/// What was sent to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) text: String,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) outlet: Option<String>,
    pub(crate) title: Option<String>,
    /// The article, where an address was sent and it is at hand already.
    pub(crate) fetched: Option<Article>,
}

impl Sent {
    /// The article in what was sent: a page of the web where it is one, else plain text.
    pub(crate) fn article(&self) -> Article {
        if let Some(article) = &self.fetched {
            return article.clone();
        }
        let start = self.text.trim_start().chars().take(200).collect::<String>();
        let start = start.to_ascii_lowercase();
        let is_page = start.starts_with("<!doctype")
            || start.starts_with("<html")
            || start.contains("<head")
            || start.contains("<body");
        let mut article = if is_page {
            html::article(&self.text, self.url.as_deref(), Origin::default())
        } else {
            Article { text: self.text.clone(), metadata: Metadata::default(), ..Article::default() }
        };
        let metadata = &mut article.metadata;
        if let Some(day) = self.published {
            let words = day.to_string();
            metadata.published =
                Some(Published { day, reason: DateReason::Given, words, conflicts: Vec::new() });
        }
        metadata.outlet = self.outlet.clone().or(metadata.outlet.take());
        metadata.title = self.title.clone().or(metadata.title.take());
        metadata.url = self.url.clone().or(metadata.url.take());
        article
    }
}

/// Reads what was sent. Takes as long as it takes, and is called by workers that may block.
pub(crate) fn read(house: &House, sent: &Sent) -> ReadSheet {
    let mut article = sent.article();
    let Analysis { grounding, claims, .. } =
        house.analyst.analyse(&mut article, &mut house.analyst.reader().scratch());
    let names = &house.names;
    ReadSheet {
        published: grounding.anchor.interval.into(),
        because: grounding.anchor.because,
        claims: claims.iter().map(|claim| read_claim(claim, &article, names)).collect(),
        is_given: sent.published.is_some(),
        article,
        found: claims,
    }
}

fn read_claim(claim: &Claim, article: &Article, names: &Names) -> ReadClaim {
    let (headline, event_type) = article::in_words(claim, names);
    let span = claim.evidence.span;
    ReadClaim {
        headline,
        event_type,
        status: claim.status.as_str(),
        actor: claim.actors.iter().map(Named::of).collect(),
        recipient: claim.recipients.iter().map(Named::of).collect(),
        when: claim.when.interval.into(),
        place: claim.place.as_ref().map(|place| place.text.clone()),
        source: Voice::from(&claim.source),
        confidence: rounded(claim.confidence),
        quote: span.of(&article.text).to_owned(),
        span: [span.start(), span.end()],
    }
}

/// The box into which an article is pasted.
pub(crate) fn form(text: &str, published: &str) -> Markup {
    html! {
        form.paste action="/read" method="post" {
            label for="paste" { "Try an article of your own: paste its text, its HTML or its address" }
            textarea #paste name="text" rows="5" maxlength=(MOST_LETTERS) dir="auto" required { (text) }
            div.fields {
                label { "Published on " input name="published" size="10" placeholder="if known: 2023-06-18" value=(published); }
                button.primary { "Read it" }
                span.faint.small { "Nothing is stored." }
            }
        }
    }
}

impl ReadSheet {
    /// What is shown in place of a page, where a page asks for it.
    pub(crate) fn part(&self) -> Markup {
        let claims: Vec<(usize, &Claim)> = self.found.iter().enumerate().collect();
        let title = self.article.metadata.title.as_deref();
        html! {
            section.read aria-labelledby="read" {
                h2 #read tabindex="-1" { "Read: " (told::count(self.claims.len(), "claim")) @if let Some(title) = title { " in " bdi { "“" (told::shorter(title)) "”" } } }
                p.small {
                    @match (self.published.from, self.published.to) {
                        (None, None) => { "It does not say when it was published; words like “next week” stay open." },
                        (from, to) => {
                            "It hangs on " b { (dates::days(dragoman::event::Interval { from, to })) }
                            @if self.is_given { ", as you said" } @else if let Some(why) = self.because.first() { ": " (why) } "."
                        },
                    }
                }
                div.reading {
                    div.text { (article::legend()) (article::text(&self.article, &claims)) }
                    aside.margin aria-label="Claims" {
                        @if self.claims.is_empty() { p.nothing { "Nothing that is coded happens in it: no political act of one party towards another. Weather, sport, markets and comment are left out on purpose." } }
                        ol.items {
                            @for (number, (claim, shown)) in self.found.iter().zip(&self.claims).enumerate() {
                                @let more = html! {
                                    p.small {
                                        span.kind { (shown.event_type) } " · says " bdi { (told::voice(&claim.source)) }
                                        @if let Some(place) = &shown.place { " · in " bdi { (place) } }
                                        " · " (format!("{:.0} in 100 sure", claim.confidence * 100.0))
                                        @for one in &claim.confirmations { " · " b { (one.stance.as_str()) } " by " bdi { (one.who) } }
                                    }
                                };
                                (article::margin(number, claim, &shown.headline, &more, false))
                            }
                        }
                    }
                }
            }
        }
    }

    pub(crate) fn page(&self, sent: &Sent) -> Page {
        let body = html! {
            h1 { "Your article" }
            (self.part())
            (form(&sent.text, &sent.published.map(|day| day.to_string()).unwrap_or_default()))
        };
        Page { title: "Your article".to_owned(), body, forms: &[] }
    }
}

/// Reads the day that was sent, where one was.
pub(crate) fn day(text: Option<&str>) -> Result<Option<Date>, Problem> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| {
        dragoman_store::parse_day(text).ok_or_else(|| {
            Problem::wrong(format!("published: {text:?} is not a day."), "Write it as 2023-06-18.")
        })
    })
    .transpose()
}
