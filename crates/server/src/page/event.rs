//! An event: its life as a ladder, what it is made of, and every claim with its words.

use dragoman::event::Stance;
use dragoman_store::{ClaimRow, EventSheet as Found, Key, Kind, Ledger, Score, Turn};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::Sheet;
use crate::address::Form;
use crate::answer::{Claim, Event, Step};
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Names;
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

/// Claims on one page; more are in the other forms.
const MOST_CLAIMS: usize = 100;
/// Claims of which it is said why they were taken for one happening.
const MOST_REASONS: usize = 60;
/// Ties to other events that are told of.
const MOST_TIES: usize = 12;

/// Everything on one event.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventSheet {
    /// The event.
    event: Event,
    /// Its life, step by step.
    life: Vec<Step>,
    /// Its claims, by publication.
    claims: Vec<Claim>,
    /// What ties it to other events.
    ties: Vec<Tie>,
    #[serde(skip)]
    found: Found,
    #[serde(skip)]
    asked_for: String,
    #[serde(skip)]
    reasons: Vec<(Key, Key, Score)>,
    #[serde(skip)]
    tied: Vec<(dragoman_store::EventRow, String)>,
}

/// What ties two events.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tie {
    /// The other event.
    event: String,
    /// Why.
    because: String,
}

/// Reads a name of the kind that is asked for.
pub(crate) fn key_of(text: &str, kinds: &[Kind], what: &str) -> Result<Key, Problem> {
    Key::parse(text)
        .filter(|key| kinds.contains(&key.kind))
        .ok_or_else(|| Problem::absent(format!("There is no {what} {text:?}.")))
}

pub(crate) fn find(ledger: &Ledger, key: &str, view: &View<'_>) -> Result<EventSheet, Problem> {
    let names = &view.house.names;
    let found = ledger.event(key_of(key, &[Kind::Event], "event")?, view.asked.query.as_of)?;
    let reasons = if found.claims.len() <= MOST_REASONS { ledger.why(found.event.key)? } else { Vec::new() };
    let mut tied = Vec::new();
    for (other, because) in found.ties.iter().take(MOST_TIES) {
        if let Ok(sheet) = ledger.event(*other, view.asked.query.as_of) {
            tied.push((sheet.event, because.clone()));
        }
    }
    Ok(EventSheet {
        event: Event::of(&found.event, names),
        life: found.life.iter().map(Step::from).collect(),
        claims: found.claims.iter().map(Claim::from).collect(),
        ties: found
            .ties
            .iter()
            .map(|(key, because)| Tie { event: key.to_string(), because: because.clone() })
            .collect(),
        asked_for: key.to_owned(),
        reasons,
        tied,
        found,
    })
}

/// One claim.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimSheet {
    /// The claim.
    claim: Claim,
    #[serde(skip)]
    found: ClaimRow,
}

pub(crate) fn find_claim(ledger: &Ledger, key: &str, _: &View<'_>) -> Result<ClaimSheet, Problem> {
    let found = ledger.claim(key_of(key, &[Kind::Claim], "claim")?)?;
    Ok(ClaimSheet { claim: Claim::from(&found), found })
}

impl Sheet for ClaimSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let words = told::claim_in_words(&self.found, names);
        let body = html! {
            p.over { "Claim" }
            h1 dir="auto" { (words) }
            ol.items { (told::claim(&self.found, names)) }
            (told::why(&self.found))
            @if let Some(event) = self.found.event { p { a href=(told::of_key(event)) { "The event that this is on" } } }
        };
        Page { title: words, body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        claims_table(std::slice::from_ref(&self.found), &view.house.names)
    }
}

/// Claims as rows.
pub(crate) fn claims_table(claims: &[ClaimRow], names: &Names) -> Table {
    let mut table = Table::new(
        "Claims",
        &["Claim", "Headline", "Status", "From", "To", "Says", "Learned", "Outlet", "Article", "Words"],
    );
    for row in claims {
        let days = row.claim.when.interval;
        let end = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        table.rows.push(vec![
            Cell::text(row.key.to_string()),
            Cell::text(told::claim_in_words(row, names)).to(told::evidence(row)),
            Cell::text(row.claim.status.as_str()),
            Cell::text(end(days.from)),
            Cell::text(end(days.to)),
            Cell::text(told::source(row)),
            Cell::text(row.learned.to_string()),
            Cell::text(row.outlet.clone().unwrap_or_default()),
            Cell::text(row.article.clone()),
            Cell::text(row.quote.clone().unwrap_or_default()),
        ]);
    }
    table
}

impl Sheet for EventSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let event = &self.found.event;
        let headline = told::headline_in_words(event, names);
        let body = html! {
            p.over { "Event" @if let Some(thread) = event.thread { " of " a href=(told::of_key(thread)) { "a thread" } } }
            h1 dir="auto" { (headline) }
            p.standing { (told::status(event.status)) " " span.days { (dates::days(event.days)) } " · " (told::reports(event)) }
            @if event.key.to_string() != self.asked_for {
                p.note { code { (self.asked_for) } " was taken for another event and is now this one." }
            }
            @if let Some(day) = view.asked.query.as_of { p.note { "As it was known on " (dates::day(day)) ". " a href=(view.path) { "As it is known now" } "." } }
            (self.facts(names))
            section aria-labelledby="life" {
                h2 #life { "What became of it" }
                (self.ladder(view))
            }
            (self.contradictions())
            section #evidence aria-labelledby="claims" {
                h2 #claims { "Every claim, with its words" }
                ol.items {
                    @for row in self.found.claims.iter().take(MOST_CLAIMS) {
                        (told::claim(row, names))
                        li.under { (told::why(row)) }
                    }
                }
                @if self.found.claims.len() > MOST_CLAIMS {
                    p { (told::count(self.found.claims.len() - MOST_CLAIMS, "more claim")) " are in the " a href=(format!("{}.csv", view.path)) { "table" } "." }
                }
            }
            (self.other_events(names))
            (view.cite(&headline, &format!("event {}", event.key), event.changed))
        };
        Page {
            title: headline,
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        claims_table(&self.found.claims, &view.house.names)
    }
}

impl EventSheet {
    fn facts(&self, names: &Names) -> Markup {
        let event = &self.found.event;
        let shown = self
            .found
            .claims
            .iter()
            .rev()
            .find(|row| row.claim.status == event.status)
            .or(self.found.claims.first());
        let mark = |what: &str| {
            html! { @if let Some(row) = shown { " " a.mark href=(told::evidence(row)) title="the words that say so" { span aria-hidden="true" { "“”" } span.hidden { "evidence of " (what) } } } }
        };
        html! {
            dl.facts {
                dt { "Who" } dd { (told::parties(&names.parties(&event.actors), names)) (mark("who")) }
                @if !event.recipients.is_empty() { dt { "To whom" } dd { (told::parties(&names.parties(&event.recipients), names)) (mark("to whom")) } }
                dt { "What" } dd { span.kind { (told::kind(&event.event_type, &event.modes)) } (mark("what")) }
                dt { "When" } dd {
                    (dates::days(event.days))
                    @if let Some(row) = shown { @if !row.claim.when.reason.is_empty() { " " span.faint { "(" (row.claim.when.reason) ")" } } }
                    (mark("when"))
                }
                dt { "Where" } dd { @match told::place(event, names) { Some(place) => { bdi { (place) } (mark("where")) }, None => { span.faint { "not stated" } } } }
                dt { "Sure" } dd { (format!("{:.2}", event.confidence)) " of 1" }
                dt { "First told" } dd { (dates::day(event.first_learned)) ", last changed " (dates::day(event.changed)) }
            }
        }
    }

    /// The claims by which a turn is known.
    fn claims_of(&self, turn: &Turn) -> Vec<&ClaimRow> {
        let same = |row: &&ClaimRow| row.learned == turn.learned && row.claim.status == turn.status;
        self.found.claims.iter().filter(same).collect()
    }

    fn ladder(&self, view: &View<'_>) -> Markup {
        let rungs: Vec<usize> = {
            let asked = view.asked.more.iter().filter(|(name, _)| name == "rung");
            asked.filter_map(|(_, value)| value.parse().ok()).collect()
        };
        let can_compare = self.found.life.len() > 1;
        html! {
            form.ladder-form action=(view.path) {
                ol.ladder {
                    @for (place, turn) in self.found.life.iter().enumerate() {
                        @let claims = self.claims_of(turn);
                        li class=(told::Fate::of(turn.status).class()) {
                            p.line {
                                (told::status(turn.status)) " " span.days { (dates::days(turn.days)) }
                                @if turn.current != turn.status { " " span.faint { "(it stays " (turn.current.as_str()) ")" } }
                            }
                            p.small {
                                "first told on " (dates::day(turn.learned)) " · " (told::count(turn.n_claims, "claim"))
                                @if can_compare { " · " label.compare { input type="checkbox" name="rung" value=(place) checked[rungs.contains(&place)]; " compare" span.hidden { " step " (place + 1) } } }
                            }
                            @if let Some(row) = claims.first() { (told::quote(row)) (told::told_by(row)) }
                        }
                    }
                }
                @if can_compare { p { button { "Compare the words of two steps" } } }
            }
            @if let [one, two] = rungs[..] { (self.comparison(one, two)) }
        }
    }

    /// The words of two steps side by side, those that only one has in bold, and what else differs.
    fn comparison(&self, one: usize, two: usize) -> Markup {
        let rung = |place: usize| {
            let turn = self.found.life.get(place)?;
            Some((turn, self.claims_of(turn).first().copied()))
        };
        let Some(((before, of_before), (after, of_after))) = rung(one).zip(rung(two)) else {
            return html! {};
        };
        let words = |row: Option<&ClaimRow>| row.and_then(|row| row.quote.clone()).unwrap_or_default();
        let (first, second) = (words(of_before), words(of_after));
        let marked = |words: &str, other: &str| {
            let plain =
                |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
            let others: Vec<String> = other.split_whitespace().map(plain).collect();
            html! { @for word in words.split_whitespace() { @if others.contains(&plain(word)) { (word) } @else { b { (word) } } " " } }
        };
        let side = |place: usize, turn: &Turn, row: Option<&ClaimRow>, words: &Markup| {
            html! {
                div {
                    h3 { "Step " (place + 1) ": " (told::status(turn.status)) " " span.days { (dates::days(turn.days)) } }
                    @match row {
                        Some(row) if row.quote.is_some() => { blockquote dir="auto" { (words) } (told::told_by(row)) },
                        _ => { p.faint { "The words of this step are not kept." } },
                    }
                }
            }
        };
        html! {
            section aria-labelledby="compared" {
                h2 #compared { "Two steps compared" }
                p.small { "Words that only one of them has are in bold." }
                div.compared {
                    (side(one, before, of_before, &marked(&first, &second)))
                    (side(two, after, of_after, &marked(&second, &first)))
                }
                p.small { a href=(told::of_key(self.found.event.key)) { "Compare no more" } }
            }
        }
    }

    /// What sources say against each other, side by side.
    fn contradictions(&self) -> Markup {
        let stances: Vec<(&ClaimRow, &dragoman::event::Confirmation)> = self
            .found
            .claims
            .iter()
            .flat_map(|row| row.claim.confirmations.iter().map(move |one| (row, one)))
            .collect();
        let against: Vec<_> = stances.iter().filter(|(_, one)| one.stance != Stance::Confirmed).collect();
        html! {
            @if !against.is_empty() {
                section {
                    h2 { "Not all say so" }
                    div.compared {
                        @for (row, one) in against.iter().take(6) {
                            div {
                                p { b { bdi { (one.who) } } ": " (one.stance.as_str()) }
                                p.small { "against " bdi { (told::source(row)) } ", " (dates::day(row.learned)) " · " a.evidence href=(told::evidence(row)) { "in the article" span.hidden { " " (row.article) } } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn other_events(&self, names: &Names) -> Markup {
        html! {
            @if !self.tied.is_empty() {
                section {
                    h2 { "What it is tied to" }
                    ol.items {
                        @for (event, because) in &self.tied {
                            li.item { p.line { a.headline href=(told::of_key(event.key)) dir="auto" { (told::headline_in_words(event, names)) } " " (told::status(event.status)) } p.small { (because) } }
                        }
                    }
                }
            }
            @if !self.reasons.is_empty() {
                details {
                    summary { "Why these claims were taken for one happening" }
                    ul {
                        @for (one, two, score) in &self.reasons {
                            li.small { a href=(format!("#{one}")) { (one) } " and " a href=(format!("#{two}")) { (two) } ": " (format!("{:.2}", score.value)) " (" (score.because.join(", ")) ")" }
                        }
                    }
                }
            }
        }
    }
}
