//! A pair: what two actors do to each other, in either direction, by type and status, over time.

use std::collections::BTreeMap;

use dragoman::event::{Interval, Status};
use dragoman_store::{EventRow, Ledger, Month, Query};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter, over_time};
use crate::address::{self, Form};
use crate::answer::Event;
use crate::dates;
use crate::frame::{Page, View};
use crate::picture::Picture;
use crate::problem::Problem;
use crate::survey::{Survey, With};
use crate::table::{Cell, Table};
use crate::told;

const TITLE_OF_LINE: &str = "Events of the pair over time";

/// What two actors do to each other.
#[derive(Serialize, ToSchema)]
pub(crate) struct PairSheet {
    /// The first.
    one: String,
    /// The second.
    two: String,
    /// Events in which both have a part.
    n_events: usize,
    /// Whether there are more than these.
    at_least: bool,
    /// How many of each type, in each direction.
    types: Vec<Directions>,
    /// How many with each status, in each direction.
    statuses: Vec<Directions>,
    /// Events by month: of both, and of all that answers the rest of what is asked for; where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    shares: Option<Vec<Share>>,
    /// The events, the last change first.
    events: Vec<Event>,
    #[serde(skip)]
    found: Vec<EventRow>,
    #[serde(skip)]
    more: bool,
    #[serde(skip)]
    says: told::Says,
    #[serde(skip)]
    survey: Survey,
    #[serde(skip)]
    called: (String, String),
}

/// How many events two actors have of a type, or with a status.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct Directions {
    /// The type or the status.
    of: String,
    /// What the first does to the second.
    there: usize,
    /// What the second does to the first.
    back: usize,
    /// What they do together.
    together: usize,
}

pub(crate) fn find(ledger: &Ledger, one: &str, two: &str, view: &View<'_>) -> Result<PairSheet, Problem> {
    let names = &view.house.names;
    let mut query = view.asked.query.clone();
    query.actors = vec![one.to_owned(), two.to_owned()];
    let survey = Survey::of(ledger, &query, view.least, With::Nothing)?;
    query.confidence = query.confidence.or(view.least);
    let (found, more) = survey.page_of_events(ledger, &query)?;
    let says = told::says(ledger, &found, query.as_of)?;
    let directions = |of: &dyn Fn(&EventRow) -> String| -> Vec<Directions> {
        let mut counts: BTreeMap<String, Directions> = BTreeMap::new();
        for event in &survey.events {
            let has = |side: &str, id: &str| names.parties(side).iter().any(|party| party.is_called(id));
            let counted = counts.entry(of(event)).or_default();
            counted.of = of(event);
            if has(&event.actors, one) && has(&event.recipients, two) {
                counted.there += 1;
            } else if has(&event.actors, two) && has(&event.recipients, one) {
                counted.back += 1;
            } else {
                counted.together += 1;
            }
        }
        counts.into_values().collect()
    };
    let types = directions(&|event| event.event_type.clone());
    let mut statuses = directions(&|event| event.status.as_str().to_owned());
    statuses.sort_by_key(|one| Status::ALL.iter().position(|status| status.as_str() == one.of));
    let called = |id: &str| {
        let known = view.house.analyst.knowledge().dossier(id).map(|dossier| dossier.name);
        known.unwrap_or_else(|| id.to_owned())
    };
    let shares = if view.asked.more("normalise").is_some() {
        let all = Query { actors: Vec::new(), ..query.clone() };
        Some(shares(&ledger.months(&query)?, &ledger.months(&all)?))
    } else {
        None
    };
    Ok(PairSheet {
        one: one.to_owned(),
        two: two.to_owned(),
        n_events: survey.events.len(),
        at_least: survey.more,
        types,
        events: found.iter().map(|event| Event::of(event, names)).collect(),
        called: (called(one), called(two)),
        more,
        found,
        says,
        survey,
        shares,
        statuses,
    })
}

impl Sheet for PairSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let (one, two) = (&self.called.0, &self.called.1);
        let activity = self.survey.activity(view);
        let body = html! {
            p.over { "Pair" }
            h1 { a href=(address::of("actor", &self.one)) { bdi { (one) } } " and " a href=(address::of("actor", &self.two)) { bdi { (two) } } }
            p.standing {
                b { (self.survey.at_least(self.n_events, "event")) } " in which both have a part · "
                a href=(asked.on(&address::of_pair(&self.two, &self.one))) { "swap" } " · "
                @if self.shares.is_some() { a href=(asked.with_more("normalise", None).on(view.path)) { "as numbers" } }
                @else { a href=(asked.with_more("normalise", Some("yes")).on(view.path)) { "as shares of all events" } }
            }
            (filter::chips(asked, view.path, names))
            (view.unsure(self.survey.n_unsure_events, "event"))
            @if self.n_events == 0 {
                p.nothing { "No event in the ledger has both for parties. " a href=(address::of("actor", &self.one)) { "What is known of " bdi { (one) } } ", "
                    a href=(address::of("actor", &self.two)) { "of " bdi { (two) } } "." }
            } @else {
                @if let Some(shares) = &self.shares { (in_shares(shares, view)) }
                div.columns.even { (self.directions("type", &self.types).html()) (self.directions("status", &self.statuses).html()) }
                @if !activity.is_empty() {
                    (over_time::activity(&activity, view, None))
                    (over_time::scores(&activity, view))
                    (over_time::table(&activity, view))
                }
                (self.timeline(view))
                h2 { "Events" }
                ol.items { @for event in &self.found { (told::event(event, &self.says, names)) } }
                (filter::pager(asked, view.path, self.found.len(), self.more))
            }
        };
        Page {
            title: format!("{one} and {two}"),
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        super::thread::events_table(&self.found, &view.house.names, "Events")
    }

    fn picture(&self, view: &View<'_>, name: Option<&str>) -> Result<Option<Picture>, Problem> {
        match name {
            Some("timeline") => Ok(super::thread::Line::of(&self.found, view).drawn(None, TITLE_OF_LINE)),
            None | Some("activity" | "scores") => over_time::drawn(&self.survey.activity(view), view, name),
            Some(other) => Err(super::no_picture(other, "activity, scores, timeline")),
        }
    }
}

impl PairSheet {
    fn timeline(&self, view: &View<'_>) -> Markup {
        html! { @if self.found.len() > 1 { (super::thread::Line::of(&self.found, view).html(view, None, TITLE_OF_LINE, Some("timeline"))) } }
    }

    /// How often each type or status is there, in each direction.
    fn directions(&self, name: &'static str, counts: &[Directions]) -> Table {
        let head = if name == "type" { "Type" } else { "Status" };
        let caption = format!(
            "Events by {name}; there: {} to {}; back: the other way round",
            self.called.0, self.called.1
        );
        let mut table = Table::new(caption, &[head, "There", "Back", "Together"]);
        for one in counts {
            let pairs = [(name, one.of.as_str()), ("actor", &self.one), ("actor", &self.two)];
            table.rows.push(vec![
                Cell::text(one.of.clone()).to(format!("/search{}", address::tail(pairs))),
                Cell::number(one.there),
                Cell::number(one.back),
                Cell::number(one.together),
            ]);
        }
        table
    }
}

/// How much of all that happened is between the two, month by month: more news of all is no more news of them.
fn in_shares(shares: &[Share], view: &View<'_>) -> Markup {
    let (n, n_all) = shares.iter().fold((0, 0), |sum, one| (sum.0 + one.events, sum.1 + one.all));
    let mut table = Table::new(
        "Events by the month of their first day",
        &["Month", "Of both", "Of all", "In a thousand"],
    );
    let asked = view.asked.with_more("normalise", None);
    for one in shares.iter().filter(|one| one.events > 0) {
        let (name, days) = match one.first {
            Some(first) => (dates::month(first), Interval::new(first, first.last_of_month())),
            None => ("undated".to_owned(), Interval::OPEN),
        };
        let cell = Cell::text(name);
        table.rows.push(vec![
            if days == Interval::OPEN {
                cell
            } else {
                cell.to(asked.with(|query| query.dates = days).on(view.path))
            },
            Cell::number(one.events),
            Cell::number(one.all),
            Cell::text(in_a_thousand(one.events, one.all)),
        ]);
    }
    html! {
        p { (told::count(n, "event")) " of " (told::count(n_all, "event")) " that there are in all: " b { (in_a_thousand(n, n_all)) " in a thousand" } "." }
        (table.html())
    }
}

fn in_a_thousand(n: usize, n_all: usize) -> String {
    format!("{:.1}", 1000.0 * n as f64 / n_all.max(1) as f64)
}

/// Events of one month, and how many there are in all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Share {
    /// The first day of the month; null for events without a day.
    #[schema(value_type = Option<String>, format = Date)]
    first: Option<Date>,
    /// Events in which both have a part.
    events: usize,
    /// All events.
    all: usize,
}

fn shares(both: &[Month], all: &[Month]) -> Vec<Share> {
    let of = |first: Option<Date>| {
        both.iter().find(|month| month.first == first).map_or(0, |month| month.n_events)
    };
    all.iter()
        .map(|month| Share { first: month.first, events: of(month.first), all: month.n_events })
        .collect()
}
