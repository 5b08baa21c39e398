//! A pair: what two actors do to each other, in either direction, by type and status, over time.

use std::collections::BTreeMap;

use dragoman::event::Interval;
use dragoman_store::{EventRow, Ledger};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter};
use crate::address::{self, Form};
use crate::answer::Event;
use crate::frame::{Page, View};
use crate::picture;
use crate::problem::Problem;
use crate::survey::Survey;
use crate::table::{Cell, Table};
use crate::told;

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
    types: Vec<PairType>,
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
    #[serde(skip)]
    n_all: usize,
}

/// How many events of a type two actors have.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct PairType {
    /// PLOVER type.
    #[serde(rename = "type")]
    event_type: String,
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
    let survey = Survey::of(ledger, &query, view.least, false)?;
    query.confidence = query.confidence.or(view.least);
    let (found, more) = survey.page_of_events(ledger, &query)?;
    let says = told::says(ledger, &found, query.as_of)?;
    let mut types: BTreeMap<&str, PairType> = BTreeMap::new();
    for event in &survey.events {
        let has = |side: &str, id: &str| names.parties(side).iter().any(|party| party.is_called(id));
        let counted = types.entry(&event.event_type).or_default();
        event.event_type.clone_into(&mut counted.event_type);
        if has(&event.actors, one) && has(&event.recipients, two) {
            counted.there += 1;
        } else if has(&event.actors, two) && has(&event.recipients, one) {
            counted.back += 1;
        } else {
            counted.together += 1;
        }
    }
    let types: Vec<PairType> = types.into_values().collect();
    let called = |id: &str| {
        let known = view.house.analyst.knowledge().dossier(id).map(|dossier| dossier.name);
        known.unwrap_or_else(|| id.to_owned())
    };
    let mut all = view.asked.query.clone();
    all.actors.clear();
    let n_all = if view.asked.more("normalise").is_some() {
        Survey::of(ledger, &all, view.least, false)?.events.len()
    } else {
        0
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
        n_all,
    })
}

impl Sheet for PairSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let (one, two) = (&self.called.0, &self.called.1);
        let dates_link = |days: Interval| asked.with(|query| query.dates = days).on(view.path);
        let activity = self.survey.activity(view);
        let body = html! {
            p.over { "Pair" }
            h1 { a href=(address::of("actor", &self.one)) { bdi { (one) } } " and " a href=(address::of("actor", &self.two)) { bdi { (two) } } }
            p.standing {
                b { (self.survey.at_least(self.n_events, "event")) } " in which both have a part · "
                a href=(asked.on(&address::of_pair(&self.two, &self.one))) { "swap" } " · "
                @if self.n_all > 0 {
                    (format!("{:.1}", 100.0 * self.n_events as f64 / self.n_all as f64)) " in a hundred of all events asked for · "
                    a href=(asked.with_more("normalise", None).on(view.path)) { "numbers" }
                } @else { a href=(asked.with_more("normalise", Some("yes")).on(view.path)) { "as a share of all" } }
            }
            (filter::chips(asked, view.path, names))
            (view.unsure(self.survey.n_unsure_events, "event"))
            @if self.n_events == 0 {
                p.nothing { "No event in the ledger has both for parties. " a href=(address::of("actor", &self.one)) { "What is known of " bdi { (one) } } ", "
                    a href=(address::of("actor", &self.two)) { "of " bdi { (two) } } "." }
            } @else {
                (self.directions().html())
                @if !activity.is_empty() {
                    (activity.draw("Events over time", &dates_link))
                    @if let Some(notes) = activity.notes() { p.small { (notes) } }
                    (picture::legend(false))
                    (activity.draw_scores("Mean score over time", &dates_link))
                    p.small { "Mean score of what happened: 10 is cooperation, −10 conflict, by type and mode ("  a href="/data#types" { "values" } ")." }
                    details { summary { "The same as a table" } (activity.table("Events over time", &dates_link).html()) }
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
}

impl PairSheet {
    fn timeline(&self, view: &View<'_>) -> Markup {
        html! { @if self.found.len() > 1 { (super::thread::timeline_of(&self.found, view, None, "Events of the pair over time")) } }
    }

    fn directions(&self) -> Table {
        let mut table = Table::new("Events by type and direction", &["Type", "There", "Back", "Together"]);
        table.caption = format!(
            "Events by type; there: {} to {}; back: the other way round",
            self.called.0, self.called.1
        );
        for one in &self.types {
            let href = format!(
                "/search{}",
                address::tail([
                    ("type", one.event_type.as_str()),
                    ("actor", &self.one),
                    ("actor", &self.two)
                ])
            );
            table.rows.push(vec![
                Cell::text(one.event_type.clone()).to(href),
                Cell::number(one.there),
                Cell::number(one.back),
                Cell::number(one.together),
            ]);
        }
        table
    }
}
