//! The map of a search: where events are placed, and how many are placed nowhere.

use dragoman_store::Ledger;
use maud::html;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter};
use crate::address::Form;
use crate::answer::Count;
use crate::frame::{Page, View};
use crate::picture::map::{self, Places, Spot};
use crate::problem::Problem;
use crate::survey::Survey;
use crate::table::{Cell, Table};

/// Where events are placed.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapSheet {
    /// Events that were counted.
    n_events: usize,
    /// Whether there are more, and these are the newest.
    at_least: bool,
    /// Events of which no place is stated.
    n_without_place: usize,
    /// Events by country of the place.
    countries: Vec<Count>,
    /// Events by place, where coordinates are known.
    places: Vec<MapPlace>,
    #[serde(skip)]
    found: Places,
    #[serde(skip)]
    survey: Survey,
}

/// A place, and how many events there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapPlace {
    /// The words for it.
    name: String,
    /// Degrees north and east.
    coordinates: [f64; 2],
    /// Events.
    n: usize,
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<MapSheet, Problem> {
    let names = &view.house.names;
    let survey = Survey::of(ledger, &view.asked.query, view.least, false)?;
    let mut found = Places::default();
    for event in &survey.events {
        if let Some(country) = &event.place_country {
            *found.countries.entry(country.clone()).or_default() += 1;
        }
        match (event.coordinates, &event.place) {
            (Some((north, east)), Some(name)) => {
                let spot = ((north * 10.0).round() as i32, (east * 10.0).round() as i32);
                found.spots.entry(spot).or_insert_with(|| Spot { name: name.clone(), n: 0 }).n += 1;
            }
            _ if event.place_country.is_none() => found.n_nowhere += 1,
            _ => {}
        }
    }
    let mut countries: Vec<Count> = found
        .countries
        .iter()
        .map(|(code, n)| Count {
            value: code.clone(),
            name: names.country(code).unwrap_or(code).to_owned(),
            n: *n,
        })
        .collect();
    countries.sort_by(|one, two| two.n.cmp(&one.n).then_with(|| one.name.cmp(&two.name)));
    let mut places: Vec<MapPlace> = found
        .spots
        .iter()
        .map(|((north, east), spot)| MapPlace {
            name: spot.name.clone(),
            coordinates: [f64::from(*north) / 10.0, f64::from(*east) / 10.0],
            n: spot.n,
        })
        .collect();
    places.sort_by(|one, two| two.n.cmp(&one.n).then_with(|| one.name.cmp(&two.name)));
    Ok(MapSheet {
        n_events: survey.events.len(),
        at_least: survey.more,
        n_without_place: found.n_nowhere,
        countries,
        places,
        found,
        survey,
    })
}

impl Sheet for MapSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let types: Vec<String> =
            view.house.analyst.coder().predicates().ontology().types.keys().cloned().collect();
        let link = |place: &str| asked.with(|query| query.place = Some(place.to_owned())).on("/search");
        let mut places = Table::new("Places with coordinates", &["Place", "North", "East", "Events"]);
        for one in &self.places {
            places.rows.push(vec![
                Cell::text(one.name.clone()).to(link(&one.name)),
                Cell::text(format!("{:.1}", one.coordinates[0])),
                Cell::text(format!("{:.1}", one.coordinates[1])),
                Cell::number(one.n),
            ]);
        }
        let body = html! {
            h1 { "Map" }
            (filter::form(asked, view.path, &types))
            (filter::chips(asked, view.path, names))
            p.total { b { (self.survey.at_least(self.n_events, "event")) } " · place not stated: " b { (self.n_without_place) } @if self.at_least { " " span.faint { "(of the newest ones)" } } }
            p.small { "A place is where an article says that something happens, never the capital of whoever does it." }
            (view.unsure(self.survey.n_unsure_events, "event"))
            @if self.n_events == 0 { p.nothing { "Nothing in the ledger answers this. " a href=(view.path) { "Ask for all" } "." } }
            (map::draw(&self.found, "Where events are placed", &link))
            (map::legend())
            @if !self.countries.is_empty() { (self.table(view).html()) }
            @if !places.rows.is_empty() { (places.html()) }
            p.small { "Outlines: Natural Earth 1:110m, public domain. Small states have no outline at this scale; the table has them." }
        };
        Page { title: "Map".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let mut table = Table::new("Events by country of the place", &["Country", "Code", "Events"]);
        for one in &self.countries {
            let href = view.asked.with(|query| query.place = Some(one.value.clone())).on("/search");
            table.rows.push(vec![
                Cell::text(one.name.clone()).to(href),
                Cell::text(one.value.clone()),
                Cell::number(one.n),
            ]);
        }
        table.rows.push(vec![
            Cell::text("place not stated"),
            Cell::text(""),
            Cell::number(self.n_without_place),
        ]);
        table
    }
}
