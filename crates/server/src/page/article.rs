//! An article: its text as published, what of it is not the article, and what was read where.

use dragoman::event::anchor::AnchorReason;
use dragoman::event::{Claim, Grounding};
use dragoman::text::{Article, BlockKind, Reading, Span};
use dragoman_store::{ClaimRow, Ledger};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::Sheet;
use super::event::claims_table;
use crate::address::{self, Form};
use crate::answer;
use crate::dates;
use crate::frame::{Page, View};
use crate::names::{Named, Names};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

/// Claims whose spans are shown on one page.
const CLAIMS: usize = 60;
/// Sentences whose tokens or trees are shown.
const MOST_SENTENCES: usize = 120;

/// An article, and what was read in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ArticleSheet {
    /// Its name.
    article: String,
    /// Headline.
    title: Option<String>,
    /// Who published it.
    outlet: Option<String>,
    /// Its address.
    url: Option<String>,
    /// Writers.
    byline: Vec<String>,
    /// The day it was published.
    #[schema(format = Date)]
    published: Option<String>,
    /// How that day is known.
    dated_by: Option<String>,
    /// The words that it was read from.
    dated_in: Option<String>,
    /// Its text as published, where texts are kept.
    text: String,
    /// What the parts of the text are, in bytes.
    blocks: Vec<Block>,
    /// What it claims.
    claims: Vec<answer::Claim>,
    #[serde(skip)]
    found: Article,
    #[serde(skip)]
    rows: Vec<ClaimRow>,
    #[serde(skip)]
    again: Option<Again>,
}

/// A stretch of an article's text.
#[derive(Serialize, ToSchema)]
pub(crate) struct Block {
    /// `title`, `deck`, `heading`, `body` or `boilerplate`.
    kind: &'static str,
    /// Where it stands, in bytes.
    span: [usize; 2],
    /// What boilerplate is instead.
    reason: Option<&'static str>,
}

/// What is found when the article is read once more.
struct Again {
    reading: Reading,
    grounding: Grounding,
}

pub(crate) fn find(ledger: &Ledger, id: &str, view: &View<'_>) -> Result<ArticleSheet, Problem> {
    let (found, rows) = ledger.article(id)?;
    let again = view.asked.more("show").filter(|_| !found.text.is_empty()).map(|_| {
        let analyst = &view.house.analyst;
        let mut article = found.clone();
        let analysis = analyst.analyse(&mut article, &mut analyst.reader().scratch());
        Again { reading: analysis.reading, grounding: analysis.grounding }
    });
    let metadata = &found.metadata;
    let published = metadata.published.as_ref();
    Ok(ArticleSheet {
        article: found.id.clone(),
        title: metadata.title.clone(),
        outlet: metadata.outlet.clone(),
        url: metadata.url.clone(),
        byline: metadata.byline.clone(),
        published: published.map(|one| one.day.to_string()),
        dated_by: published.map(|one| one.reason.as_str().to_owned()),
        dated_in: published.map(|one| one.words.clone()),
        text: found.text.clone(),
        blocks: found
            .blocks
            .iter()
            .map(|block| Block {
                kind: block.kind.as_str(),
                span: [block.span.start(), block.span.end()],
                reason: match &block.kind {
                    BlockKind::Boilerplate { reason, .. } => Some(reason.as_str()),
                    _ => None,
                },
            })
            .collect(),
        claims: rows.iter().map(answer::Claim::from).collect(),
        found,
        rows,
        again,
    })
}

/// What a stretch of text is for a claim. The order is that of the underlines, from the words down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Passage,
    Trigger,
    Actor,
    Recipient,
    Days,
    Place,
}

impl Part {
    const ALL: [Self; 6] =
        [Self::Passage, Self::Trigger, Self::Actor, Self::Recipient, Self::Days, Self::Place];

    fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Trigger => "trigger",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Days => "days",
            Self::Place => "place",
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Passage => "passage of a claim",
            Self::Trigger => "word for what happened",
            Self::Actor => "who",
            Self::Recipient => "to whom",
            Self::Days => "when",
            Self::Place => "where",
        }
    }
}

/// A span of a claim, by the claim's number.
struct Marked {
    span: Span,
    part: Part,
    claim: usize,
}

fn marks(claims: &[(usize, &Claim)]) -> Vec<Marked> {
    let mut marks = Vec::new();
    for (number, claim) in claims {
        let mut put = |span: Span, part: Part| {
            if span.start() < span.end() {
                marks.push(Marked { span, part, claim: *number });
            }
        };
        put(claim.evidence.span, Part::Passage);
        put(claim.evidence.trigger, Part::Trigger);
        for party in &claim.actors {
            put(party.span, Part::Actor);
        }
        for party in &claim.recipients {
            put(party.span, Part::Recipient);
        }
        if let Some(words) = claim.when.words {
            put(words, Part::Days);
        }
        if let Some(place) = &claim.place {
            put(place.span, Part::Place);
        }
    }
    marks
}

/// The text of an article with its spans underlined, block by block. Spans may overlap as they like: the text is cut
/// wherever one begins or ends, and each piece says which it lies in.
pub(crate) fn text(article: &Article, claims: &[(usize, &Claim)]) -> Markup {
    let marks = marks(claims);
    let whole = Span::new(0, article.text.len() as u32);
    html! {
        div.published dir="auto" {
            @if article.blocks.is_empty() { p { (pieces(&article.text, whole, &marks)) } }
            @for block in &article.blocks {
                @let words = pieces(&article.text, block.span, &marks);
                @match &block.kind {
                    BlockKind::Title => { h2.title { (words) } },
                    BlockKind::Deck => { p.deck { (words) } },
                    BlockKind::Heading => { h3 { (words) } },
                    BlockKind::Body => { p { (words) } },
                    BlockKind::Boilerplate { reason, why, .. } => {
                        div.boilerplate {
                            p.label title=(why) { "not the article: " (reason.as_str()) }
                            p { (words) }
                        }
                    },
                }
            }
        }
    }
}

fn pieces(text: &str, within: Span, marks: &[Marked]) -> Markup {
    let (from, to) = (within.start(), within.end().min(text.len()));
    let here: Vec<&Marked> =
        marks.iter().filter(|mark| mark.span.start() < to && from < mark.span.end()).collect();
    let mut cuts: Vec<usize> = vec![from, to];
    cuts.extend(
        here.iter()
            .flat_map(|mark| [mark.span.start(), mark.span.end()])
            .filter(|cut| from < *cut && *cut < to),
    );
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        @for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            // The words of the deep links are where passages begin.
            @for mark in here.iter().filter(|mark| mark.part == Part::Passage && mark.span.start() == *start) {
                span.anchor id=(format!("c={}-{}", mark.span.start(), mark.span.end())) {}
            }
            @let over: Vec<&&Marked> = here.iter().filter(|mark| mark.span.start() <= *start && *end <= mark.span.end()).collect();
            @let words = text.get(*start..*end).unwrap_or_default();
            @if over.is_empty() { (words) }
            @else { span class=(classes(&over)) data-claims=(numbers(&over)) { (words) } }
        }
    }
}

fn classes(over: &[&&Marked]) -> String {
    let mut classes = String::from("s");
    for part in Part::ALL {
        if over.iter().any(|mark| mark.part == part) {
            classes.push_str(" s-");
            classes.push_str(part.as_str());
        }
    }
    classes
}

fn numbers(over: &[&&Marked]) -> String {
    let mut numbers: Vec<usize> = over.iter().map(|mark| mark.claim).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What the underlines mean.
pub(crate) fn legend() -> Markup {
    html! { ul.legend.spans aria-label="Underlines" { @for part in Part::ALL { li { span class=(format!("s s-{}", part.as_str())) { (part.in_words()) } } } } }
}

/// A claim in the margin of its article.
pub(crate) fn margin(number: usize, claim: &Claim, words: &str, more: &Markup, is_here: bool) -> Markup {
    let span = claim.evidence.span;
    html! {
        li.claim data-claim=(number) aria-current=[is_here.then_some("true")] {
            p.line {
                a.headline href=(format!("#c={}-{}", span.start(), span.end())) dir="auto" { (words) } " "
                span.days { (dates::days(claim.when.interval)) } " " (told::status(claim.status))
            }
            (more)
        }
    }
}

/// A claim in a line, before it is in any ledger.
pub(crate) fn in_words(claim: &Claim, names: &Names) -> (String, String) {
    let verb = names.verb(&claim.event_type, &claim.modes.join("+"), claim.status);
    let listed = |side: &[dragoman::event::Party]| {
        crate::names::list(&side.iter().map(|party| names.shown(&Named::of(party))).collect::<Vec<_>>())
    };
    let kind = told::kind(&claim.event_type, &claim.modes.join("+"));
    (told::told(&listed(&claim.actors), &listed(&claim.recipients), verb), kind)
}

impl Sheet for ArticleSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let title = self.title.clone().unwrap_or_else(|| self.article.clone());
        let asked: Option<usize> = view.asked.more("claim").and_then(|number| number.parse().ok());
        // The page of claims on which the one that is asked for stands.
        let first =
            asked.map_or(view.asked.query.skip, |number| number / CLAIMS * CLAIMS).min(self.rows.len());
        let here: Vec<&ClaimRow> = self.rows.iter().skip(first).take(CLAIMS).collect();
        let claims: Vec<(usize, &Claim)> = here.iter().map(|row| (row.number, &row.claim)).collect();
        let body = html! {
            p.over { "Article" }
            h1 dir="auto" { (title) }
            p.standing {
                @if let Some(outlet) = &self.outlet { a href=(format!("/search{}", address::tail([("outlet", outlet.as_str())]))) dir="auto" { (outlet) } " · " }
                @match &self.found.metadata.published { Some(one) => { (dates::day(one.day)) }, None => { "undated" } }
                @if !self.byline.is_empty() { " · " bdi { (self.byline.join(", ")) } }
                " · " (told::count(self.rows.len(), "claim"))
                @if let Some(url) = self.url.as_deref().and_then(told::outside) { " · " a href=(url) rel="noopener noreferrer external" { "original" } }
            }
            (self.dated(view))
            div.reading {
                div.text {
                    (legend())
                    @if self.text.is_empty() { p.nothing { "The words of articles are not kept in this ledger; what was read in them is." } }
                    @else { (text(&self.found, &claims)) }
                }
                aside.margin aria-label="Claims" {
                    h2 { "Claims" }
                    @if self.rows.is_empty() { p.nothing { "Nothing that can be coded was read in this article." } }
                    @if self.rows.len() > here.len() {
                        p.small { (first + 1) "–" (first + here.len()) " of " (self.rows.len())
                            @if first > 0 { " · " a href=(Self::claims_from(view, first.saturating_sub(CLAIMS))) { "before" } }
                            @if first + here.len() < self.rows.len() { " · " a href=(Self::claims_from(view, first + CLAIMS)) { "after" } }
                        }
                    }
                    ol.items {
                        @for row in &here { (margin(row.number, &row.claim, &told::claim_in_words(row, names), &self.beside(row), asked == Some(row.number))) }
                    }
                }
            }
            (self.words(view))
        };
        Page { title, body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        claims_table(&self.rows, &view.house.names)
    }
}

impl ArticleSheet {
    fn claims_from(view: &View<'_>, skip: usize) -> String {
        let mut asked = view.asked.with_more("claim", None);
        asked.query.skip = skip;
        asked.on(view.path)
    }

    fn beside(&self, row: &ClaimRow) -> Markup {
        html! {
            p.small {
                "says " bdi { (told::source(row)) }
                @if let Some(event) = row.event { " · " a href=(told::of_key(event)) { "event" span.hidden { " of this claim" } } }
                @if let Some(about) = row.claim.about.and_then(|about| self.rows.iter().find(|other| other.number == about)) {
                    " · about " a href=(told::evidence(about)) { "claim " (about.number + 1) }
                }
                @for one in &row.claim.confirmations { " · " b { (one.stance.as_str()) } " by " bdi { (one.who) } }
            }
            (told::why(row))
        }
    }

    fn dated(&self, view: &View<'_>) -> Markup {
        html! {
            details.dated open[self.found.metadata.published.is_none()] {
                summary { "How it was dated" }
                @match &self.found.metadata.published {
                    Some(one) => {
                        p { (dates::day(one.day)) ", " (reason(one.reason.as_str())) @if !one.words.is_empty() { ": " q { bdi { (one.words) } } } "." }
                        @if !one.conflicts.is_empty() {
                            p { "Elsewhere it says "
                                @for (place, (day, by)) in one.conflicts.iter().enumerate() { @if place > 0 { ", " } (dates::day(*day)) " (" (reason(by.as_str())) ")" }
                                "." }
                        }
                    },
                    None => {
                        p { "It does not say on which day it was published, and none was given." }
                    },
                }
                @match &self.again {
                    Some(again) => {
                        @let anchor = &again.grounding.anchor;
                        p { "Read once more, it hangs on " b { (dates::days(anchor.interval)) } " (" (anchored(anchor.reason)) ")" }
                        ul { @for one in &anchor.because { li { (one) } } }
                        @if !anchor.remarks.is_empty() { p { "Against it:" } ul { @for one in &anchor.remarks { li { (one) } } } }
                    },
                    None => {
                        @if !self.text.is_empty() { p { a href=(view.asked.with_more("show", Some("tokens")).on(view.path)) { "Read it once more and say why" } } }
                    },
                }
            }
        }
    }

    /// Tokens, tags and heads, on demand.
    fn words(&self, view: &View<'_>) -> Markup {
        let Some(again) = &self.again else {
            return html! { @if !self.text.is_empty() { p.small { a href=(view.asked.with_more("show", Some("tokens")).on(view.path)) { "Show tokens and trees" } } } };
        };
        let language = view.house.analyst.reader().language();
        let reading = &again.reading;
        let n_sentences = reading.sentences.len();
        html! {
            section #words {
                h2 { "Tokens and trees" }
                p.small { (told::count(n_sentences, "sentence")) ", " (told::count(reading.tokens.len(), "token")) @if n_sentences > MOST_SENTENCES { "; the first " (MOST_SENTENCES) " sentences are shown" }
                    ". " a href=(view.asked.with_more("show", None).on(view.path)) { "Hide them" } }
                @for (number, sentence) in reading.sentences.iter().take(MOST_SENTENCES).enumerate() {
                    @let tokens = reading.tokens_of(sentence);
                    @let form = |place: usize| tokens.get(place).map_or("", |token| token.span.of(&self.text));
                    details open[number == 0] {
                        summary dir="auto" { (told::shorter(sentence.span.of(&self.text))) }
                        (sentence_table(tokens, &form, language).html())
                    }
                }
            }
        }
    }
}

fn sentence_table<'a>(
    tokens: &[dragoman::text::Token],
    form: &dyn Fn(usize) -> &'a str,
    language: &dragoman::Language,
) -> Table {
    let mut table = Table::new("Tokens", &["No", "Token", "Lemma", "Tag", "Head", "Relation"]);
    for (place, token) in tokens.iter().enumerate() {
        let head = match (token.head as usize).checked_sub(1) {
            Some(head) => format!("{} {}", head + 1, form(head)),
            None => "root".to_owned(),
        };
        table.rows.push(vec![
            Cell::number(place + 1),
            Cell::text(form(place)),
            Cell::text(language.lemma(form(place), token.lemma)),
            Cell::text(token.upos.as_str()),
            Cell::text(head),
            Cell::text(token.relation.as_str()),
        ]);
    }
    table
}

fn reason(reason: &str) -> &str {
    match reason {
        "given" => "given by whoever added it",
        "json-ld" | "opengraph" | "meta" => "stated by the page to machines",
        "time-element" => "stated beside the headline",
        "url" => "read from its address",
        "feed" => "stated by the feed",
        "byline" => "stated beside the byline",
        "dateline" => "stated in the dateline",
        other => other,
    }
}

fn anchored(reason: AnchorReason) -> &'static str {
    match reason {
        AnchorReason::Given => "given",
        AnchorReason::Metadata => "stated",
        AnchorReason::Inferred => "inferred from what it says",
        AnchorReason::Unknown => "not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_cut_and_none_is_lost() {
        let text = "Envoys <b>met</b> in Geneva.";
        let marks = [
            Marked { span: Span::new(0, 27), part: Part::Passage, claim: 0 },
            Marked { span: Span::new(10, 13), part: Part::Trigger, claim: 0 },
            Marked { span: Span::new(7, 17), part: Part::Actor, claim: 3 },
        ];
        let shown = pieces(text, Span::new(0, text.len() as u32), &marks).into_string();
        assert!(
            shown.contains("<span class=\"s s-passage s-trigger s-actor\" data-claims=\"0 3\">met</span>"),
            "{shown}"
        );
        assert!(
            shown.contains("id=\"c=0-27\"") && shown.contains("&lt;b&gt;") && !shown.contains("<b>"),
            "{shown}"
        );
        let plain: String =
            shown.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        assert_eq!(plain.replace("&lt;", "<").replace("&gt;", ">"), text);
    }

    #[test]
    fn spans_beyond_the_text_show_nothing() {
        let marks = [Marked { span: Span::new(3, 900), part: Part::Passage, claim: 0 }];
        let shown = pieces("Envoys", Span::new(0, 6), &marks).into_string();
        assert!(shown.contains("oys"), "{shown}");
    }
}
