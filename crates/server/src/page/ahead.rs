//! Ahead: what is meant to happen, by its days, with how sure that is and how often it was put off.

use dragoman::event::Interval;
use dragoman_store::{Ahead, EventRow, Ledger, Query};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::thread::Line;
use super::{Sheet, filter};
use crate::address::Form;
use crate::answer::{Days, Event};
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Names;
use crate::picture::Picture;
use crate::picture::timeline::Bar;
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

const TITLE_OF_LINE: &str = "What lies ahead, and from when it was moved";

/// Events that are looked through for those that are not sure enough to be shown.
const MOST_COUNTED: usize = 500;

/// What lies ahead of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct AheadSheet {
    /// The day from which on; that of the newest article where none was asked for.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// What lies ahead, by its days.
    events: Vec<AheadEvent>,
    /// Whether there is more.
    more: bool,
    #[serde(skip)]
    n_unsure: usize,
    #[serde(skip)]
    found: Vec<Ahead>,
}

/// Something that lies ahead.
#[derive(Serialize, ToSchema)]
pub(crate) struct AheadEvent {
    /// The event.
    event: Event,
    /// How often it was put off.
    postponed: usize,
    /// The days on which it was to be, one after the other.
    was_to_be: Vec<Days>,
}

/// The day that is asked for, or that of the newest article.
pub(crate) fn day(ledger: &Ledger, view: &View<'_>) -> Result<Option<Date>, Problem> {
    match view.asked.more("from") {
        Some(text) => dragoman_store::parse_day(text).map(Some).ok_or_else(|| {
            Problem::wrong(format!("from: {text:?} is not a day."), "Write it as 2023-06-18.")
        }),
        None => Ok(ledger.newest()?),
    }
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<AheadSheet, Problem> {
    let from = day(ledger, view)?;
    let (mut found, mut more, mut n_unsure) = (Vec::new(), false, 0);
    if let Some(day) = from {
        let page = ledger.ahead(day, &view.query())?;
        (found, more) = (page.rows, page.more);
        if let Some(least) = view.least {
            let all = Query { limit: Some(MOST_COUNTED), skip: 0, ..view.asked.query.ahead(day) };
            n_unsure = ledger.events(&all)?.rows.iter().filter(|event| event.confidence < least).count();
        }
    }
    let events = found.iter().map(|ahead| AheadEvent {
        event: Event::of(&ahead.event, &view.house.names),
        postponed: ahead.n_postponed,
        was_to_be: ahead.days.iter().map(|days| Days::from(*days)).collect(),
    });
    Ok(AheadSheet { from, events: events.collect(), more, n_unsure, found })
}

/// Whether it was to begin before a day, and nobody said by when.
pub(crate) fn is_overdue(event: &EventRow, day: Date) -> bool {
    event.days.to.is_none() && event.days.from.is_some_and(|from| from < day)
}

/// The days from which it was moved: not those that were only said more closely since, and none with an open end.
fn moved_from(ahead: &Ahead) -> Vec<Interval> {
    let is_moved = |was: &Interval| was.from.is_some() && was.to.is_some() && !was.meets(ahead.event.days);
    ahead.days.iter().copied().filter(is_moved).collect()
}

/// Something that lies ahead, among others.
pub(crate) fn item(ahead: &Ahead, names: &Names) -> Markup {
    let event = &ahead.event;
    let was: Vec<String> = moved_from(ahead).into_iter().map(dates::days).collect();
    let headline = told::headline_in_words(event, names);
    let key = told::of_key(event.key);
    html! {
        li.item {
            p.line { a.headline href=(key) dir="auto" { (headline) } " " span.days { (dates::days(event.days)) } " " (told::status(event.status)) }
            p.small {
                @if let Some(place) = told::place(event, names) { bdi { (place) } " · " }
                (told::reports(event)) " · " (format!("{:.0} in 100 sure", event.confidence * 100.0))
                @if ahead.n_postponed > 0 { " · " b { "put off " (told::count(ahead.n_postponed, "time")) } } @if !was.is_empty() { ", was to be " (was.join(", then ")) }
                " · " a.evidence href=(format!("{key}#evidence")) { "evidence" span.hidden { " for: " (headline) } }
            }
        }
    }
}

fn bar(ahead: &Ahead, names: &Names) -> Bar {
    let was = moved_from(ahead);
    Bar { was, ..super::thread::bar(&ahead.event, names) }
}

impl AheadSheet {
    fn line(&self, view: &View<'_>) -> Line {
        let is_due = |ahead: &&Ahead| self.from.is_none_or(|day| !is_overdue(&ahead.event, day));
        let bars = self.found.iter().filter(is_due).map(|ahead| bar(ahead, &view.house.names));
        Line::of_bars(bars.collect(), view)
    }
}

impl Sheet for AheadSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let mut months: Vec<(String, Vec<&Ahead>)> = Vec::new();
        for ahead in &self.found {
            // What goes on is filed under the day that is asked for.
            let day = ahead.event.days.from.max(self.from).or(ahead.event.days.to);
            let is_overdue = self.from.is_some_and(|day| is_overdue(&ahead.event, day));
            let month = match day {
                _ if is_overdue => "Any day, as was said before".to_owned(),
                Some(day) => dates::month(day),
                None => "Some day".to_owned(),
            };
            match months.last_mut() {
                Some((name, list)) if *name == month => list.push(ahead),
                _ => months.push((month, vec![ahead])),
            }
        }
        let body = html! {
            h1 { "Ahead" }
            form.ask action=(view.path) { div.fields {
                label { "From" input name="from" value=[self.from.map(|day| day.to_string())] placeholder="2023-06-18"; }
                label { "Actor" input name="actor" dir="auto" value=[asked.query.actors.first()]; }
                button.primary { "Show" }
            } }
            (filter::chips(asked, view.path, names))
            @match self.from {
                Some(day) => { p { "What was known on " b { (dates::day(day)) } " to lie ahead. Subscribe to it in any calendar: " a href=(format!("/ahead.ics{}", asked.tail())) { "iCalendar" } "." } },
                None => { p.nothing { "No article in the ledger has a day. Say from which day on." } },
            }
            (view.unsure(self.n_unsure, "event"))
            @if self.found.is_empty() && self.from.is_some() { p.nothing { "Nothing was known to lie ahead" @if !asked.tail().is_empty() { " under what is asked for. " a href=(view.path) { "Ask for all" } } "." } }
            @if self.found.len() > 1 { (self.line(view).html(view, None, TITLE_OF_LINE, None)) }
            @for (month, list) in &months {
                section { h2 { (month) } ol.items { @for ahead in list { (item(ahead, names)) } } }
            }
            (filter::pager(asked, view.path, self.found.len(), self.more))
            @if !self.found.is_empty() { details { summary { "The same as a table" } (self.table(view).html()) } }
        };
        Page {
            title: "Ahead".to_owned(),
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let names = &view.house.names;
        let mut table = Table::new(
            "Ahead",
            &["Event", "Headline", "From", "To", "Status", "Confidence", "Postponed", "Was to be", "Place"],
        );
        let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        for ahead in &self.found {
            let event = &ahead.event;
            table.rows.push(vec![
                Cell::text(event.key.to_string()),
                Cell::text(told::headline_in_words(event, names)),
                Cell::text(end(event.days.from)),
                Cell::text(end(event.days.to)),
                Cell::text(event.status.as_str()),
                Cell::text(format!("{:.3}", event.confidence)),
                Cell::number(ahead.n_postponed),
                Cell::text(
                    ahead.days.iter().map(|days| dates::days(*days)).collect::<Vec<_>>().join(", then "),
                ),
                Cell::text(told::place(event, names).unwrap_or_default()),
            ]);
        }
        table
    }

    fn picture(&self, view: &View<'_>, _: Option<&str>) -> Result<Option<Picture>, Problem> {
        Ok(self.line(view).drawn(None, TITLE_OF_LINE))
    }
}
