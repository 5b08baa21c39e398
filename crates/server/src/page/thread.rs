//! A thread: the events of one affair on one time line.

use dragoman_store::{EventRow, Kind, Ledger, ThreadSheet as Found};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::Sheet;
use super::event::key_of;
use crate::address::{self, Form};
use crate::answer::Event;
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Names;
use crate::picture;
use crate::picture::timeline::{self, Bar, MOST_BARS, Window};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told::{self, Fate};

/// Claims that are looked through for what nobody has confirmed.
const MOST_ASKED: usize = 40;

/// The events of one affair.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThreadSheet {
    /// Its name.
    thread: String,
    /// The event that most is said of.
    central: Event,
    /// Its events, by the days of the happening.
    events: Vec<Event>,
    /// What is not confirmed or denied: the event, by whom, and which.
    open: Vec<OpenQuestion>,
    #[serde(skip)]
    found: Found,
    #[serde(skip)]
    newest: Option<jiff::civil::Date>,
}

/// Something that one side says and another does not confirm.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenQuestion {
    /// The event.
    event: String,
    /// Who has not confirmed it.
    who: String,
    /// `not confirmed` or `denied`.
    stance: &'static str,
    /// When that was told.
    #[schema(format = Date)]
    learned: String,
}

pub(crate) fn find(ledger: &Ledger, key: &str, view: &View<'_>) -> Result<ThreadSheet, Problem> {
    let names = &view.house.names;
    let as_of = view.asked.query.as_of;
    let found = ledger.thread(key_of(key, &[Kind::Thread, Kind::Event], "thread")?, as_of)?;
    let mut open = Vec::new();
    for event in found.events.iter().take(MOST_ASKED) {
        for row in ledger.event(event.key, as_of)?.claims {
            for one in row.claim.confirmations {
                if one.stance != dragoman::event::Stance::Confirmed {
                    open.push(OpenQuestion {
                        event: event.key.to_string(),
                        who: one.who,
                        stance: one.stance.as_str(),
                        learned: row.learned.to_string(),
                    });
                }
            }
        }
    }
    Ok(ThreadSheet {
        thread: found.key.to_string(),
        central: Event::of(&found.central, names),
        events: found.events.iter().map(|event| Event::of(event, names)).collect(),
        open,
        newest: ledger.newest()?,
        found,
    })
}

/// Events on a time line, with the ways to see all days and the same as a table.
pub(crate) fn timeline_of(
    events: &[EventRow],
    view: &View<'_>,
    newest: Option<jiff::civil::Date>,
    title: &str,
) -> Markup {
    let names = &view.house.names;
    let all = view.asked.more("window") == Some("all");
    let mut bars: Vec<Bar> = events.iter().take(MOST_BARS).map(|event| bar(event, names)).collect();
    bars.sort_by_key(|bar| (bar.days.from.or(bar.days.to), bar.days.to));
    let Some(window) = Window::of(bars.iter().map(|bar| bar.days), all) else { return html! {} };
    let n_undated = bars.iter().filter(|bar| bar.days == dragoman::event::Interval::OPEN).count();
    let notes: Vec<String> = [
        (window.n_earlier, "earlier"),
        (window.n_later, "later"),
        (n_undated, "undated"),
        (events.len().saturating_sub(MOST_BARS), "more below"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} {what}"))
    .collect();
    html! {
        (picture::softness())
        (timeline::draw(&bars, window, newest, title))
        (picture::legend(true))
        p.small {
            @if !notes.is_empty() { "Not in the picture: " (notes.join(", ")) ". " }
            @if window.n_earlier + window.n_later > 0 { a href=(view.asked.with_more("window", Some("all")).on(view.path)) { "Fit all" } }
            @if all { a href=(view.asked.with_more("window", None).on(view.path)) { "Fit most" } }
        }
    }
}

fn bar(event: &EventRow, names: &Names) -> Bar {
    Bar {
        label: told::headline_in_words(event, names),
        href: told::of_key(event.key),
        days: event.days,
        fate: Fate::of(event.status),
        status: event.status.as_str(),
    }
}

/// Events as rows.
pub(crate) fn events_table(events: &[EventRow], names: &Names, caption: &str) -> Table {
    let mut table = Table::new(
        caption,
        &["Event", "Headline", "Days", "Status", "Place", "Claims", "Articles", "Outlets", "Last changed"],
    );
    for event in events {
        table.rows.push(vec![
            Cell::text(event.key.to_string()).to(told::of_key(event.key)),
            Cell::text(told::headline_in_words(event, names)).to(told::of_key(event.key)),
            Cell::text(dates::days(event.days)),
            Cell::text(event.status.as_str()),
            Cell::text(told::place(event, names).unwrap_or_default()),
            Cell::number(event.n_claims),
            Cell::number(event.n_articles),
            Cell::number(event.n_outlets),
            Cell::text(event.changed.to_string()),
        ]);
    }
    table
}

impl Sheet for ThreadSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let central = &self.found.central;
        let headline = told::headline_in_words(central, names);
        let events = &self.found.events;
        let last = events.iter().max_by_key(|event| (event.changed, event.n_claims));
        let body = html! {
            p.over { "Thread" }
            h1 dir="auto" { (headline) }
            p.standing { (told::status(central.status)) " " span.days { (dates::days(central.days)) } " · " (told::count(events.len(), "event")) " of one affair" }
            @if let Some(last) = last {
                p { "Last changed on " (dates::day(last.changed)) ": " a href=(told::of_key(last.key)) dir="auto" { (told::headline_in_words(last, names)) } " " (told::status(last.status)) }
            }
            (pairs(events, names))
            (timeline_of(events, view, self.newest, "The affair over time"))
            section { h2 { "Its events, by their days" } ol.items { @for event in events { (told::event(event, names)) } } }
            @if !self.open.is_empty() {
                section {
                    h2 { "Open questions" }
                    ul { @for one in &self.open {
                        li { bdi { (one.who) } ": " b { (one.stance) } " " a href=(address::of("event", &one.event)) { (self.headline_of(&one.event, names)) } " " span.faint { "(told on " (one.learned) ")" } }
                    } }
                }
            }
            details { summary { "The same as a table" } (events_table(events, names, "Events of the thread").html()) }
        };
        Page {
            title: headline,
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        events_table(&self.found.events, &view.house.names, "Events of the thread")
    }
}

impl ThreadSheet {
    pub(crate) fn headline_of(&self, key: &str, names: &Names) -> String {
        let event = self.found.events.iter().find(|event| event.key.to_string() == key);
        event.map_or_else(|| key.to_owned(), |event| told::headline_in_words(event, names))
    }
}

/// The parties of an affair, in pairs.
fn pairs(events: &[EventRow], names: &Names) -> Markup {
    let mut pairs: std::collections::BTreeMap<(String, String), usize> = std::collections::BTreeMap::new();
    for event in events {
        for pair in super::network::pairs_of(event, names) {
            *pairs.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<((String, String), usize)> = pairs.into_iter().collect();
    pairs.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let called = |id: &str| names.country(id).unwrap_or(id).to_owned();
    html! {
        @if !pairs.is_empty() {
            p.small { "Between " @for (place, ((one, two), n)) in pairs.iter().take(6).enumerate() {
                @if place > 0 { ", " }
                a href=(address::of_pair(one, two)) { bdi { (called(one)) } " and " bdi { (called(two)) } } " (" (n) ")"
            } }
        }
    }
}
