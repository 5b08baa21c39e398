//! The map of a search: where events are placed, and how many are placed nowhere.

use dragoman::event::Interval;
use dragoman_store::{Ledger, Query};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter, over_time};
use crate::address::{Asked, Form};
use crate::answer::Count;
use crate::dates;
use crate::frame::{Page, View};
use crate::picture::Picture;
use crate::picture::map::{self, Places, Spot};
use crate::picture::months::Activity;
use crate::problem::Problem;
use crate::survey::{self, Survey, With};
use crate::table::{Cell, Table};
use crate::told;

const TITLE: &str = "Where events are placed";

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
    #[serde(skip)]
    whole: Activity,
    #[serde(skip)]
    n_undated: usize,
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
    let query = &view.asked.query;
    let survey = Survey::of(ledger, query, view.least, With::Nothing)?;
    // The slider runs over all days, whichever are shown.
    let whole = if query.dates == Interval::OPEN {
        survey::activity(&survey.events, view)
    } else {
        let on_any_day = Query { dates: Interval::OPEN, ..query.clone() };
        Survey::of(ledger, &on_any_day, view.least, With::Nothing)?.activity(view)
    };
    let n_undated = survey.events.iter().filter(|event| event.days == Interval::OPEN).count();
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
        whole,
        n_undated,
    })
}

/// Where the name of a place leads.
fn link(view: &View<'_>) -> impl Fn(&str) -> String {
    let mut asked = view.asked.clone();
    asked.more.clear();
    move |place| asked.with(|query| query.place = Some(place.to_owned())).on("/search")
}

/// The days that two fields of a form ask for, written as those of the query; nothing where there are no such fields.
pub(crate) fn between(asked: &Asked) -> Result<Option<Asked>, Problem> {
    let end = |name: &str| -> Result<Option<Date>, Problem> {
        let Some(text) = asked.more(name) else { return Ok(None) };
        dragoman_store::parse_day(text).map(Some).ok_or_else(|| {
            Problem::wrong(format!("{name}: {text:?} is not a day."), "Write it as 2023-06-18.")
        })
    };
    let (from, to) = (end("from")?, end("to")?);
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let is_turned = from.zip(to).is_some_and(|(from, to)| from > to);
    let dates = if is_turned { Interval { from: to, to: from } } else { Interval { from, to } };
    let mut other = asked.with(|query| query.dates = dates);
    other.more.retain(|(name, _)| name != "from" && name != "to");
    Ok(Some(other))
}

impl MapSheet {
    /// The days that are shown, as a stretch that can be moved along all days on which something is.
    fn slider(&self, view: &View<'_>) -> Markup {
        let asked = view.asked;
        let (whole, shown) = (self.whole.days(), asked.query.dates);
        let Some((first, last)) = whole.from.zip(whole.to) else { return html! {} };
        let (from, to) = (shown.from.unwrap_or(first), shown.to.unwrap_or(last));
        let width = dates::number(to) - dates::number(from) + 1;
        let moved = |by: i32| {
            let day = |day: Date| dates::of_number(dates::number(day) + by);
            asked.with(|query| query.dates = Interval::new(day(from), day(to))).on(view.path)
        };
        let rest = asked.with(|query| query.dates = Interval::OPEN).pairs();
        html! {
            section.slider aria-labelledby="days" {
                h2 #days { "Days shown" }
                (over_time::activity(&self.whole, view, Some("activity")))
                form.stretch action=(view.path) data-first=(first) data-last=(last) {
                    @for (name, value) in &rest { input type="hidden" name=(name) value=(value); }
                    div.fields {
                        label { "From" input type="date" name="from" value=(from); }
                        label { "To" input type="date" name="to" value=(to); }
                        button { "Show these days" }
                    }
                    p.small.steps {
                        @if shown != Interval::OPEN {
                            a.earlier href=(moved(-width)) { "← the " (told::count(width.max(1) as usize, "day")) " before" } " · "
                            a.later href=(moved(width)) { "the " (told::count(width.max(1) as usize, "day")) " after →" }
                        }
                    }
                }
                (over_time::table(&self.whole, view))
            }
        }
    }
}

impl Sheet for MapSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let types: Vec<String> =
            view.house.analyst.coder().predicates().ontology().types.keys().cloned().collect();
        let link = link(view);
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
            div #shown {
                (filter::chips(asked, view.path, names))
                p.total role="status" {
                    b { (self.survey.at_least(self.n_events, "event")) } " · place not stated: " b { (told::count(self.n_without_place, "event")) }
                    @if self.n_undated > 0 && asked.query.dates != Interval::OPEN { " · undated, which may be of any day: " b { (told::count(self.n_undated, "event")) } }
                    @if self.at_least { " " span.faint { "(of the newest ones)" } }
                }
                (view.unsure(self.survey.n_unsure_events, "event"))
                @if self.n_events == 0 { p.nothing { "Nothing in the ledger answers this. " a href=(view.path) { "Ask for all" } "." } }
                (map::draw(&self.found, TITLE, &link).framed(&view.alone(None)))
                (map::legend())
            }
            (self.slider(view))
            div #rows {
                @if asked.query.dates != Interval::OPEN { p.small { "An event is shown on all days on which it can have been: one that is only told to have been by a day, on all days before." } }
                p.small { "A place is where an article says that something happens, never the capital of whoever does it." }
                @if !self.countries.is_empty() { (self.table(view).html()) }
                @if !places.rows.is_empty() { (places.html()) }
            }
            p.small { "Outlines: Natural Earth 1:110m, public domain. Small states have no outline at this scale; the table has them." }
        };
        Page { title: "Map".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let mut table = Table::new("Events by country of the place", &["Country", "Code", "Events"]);
        for one in &self.countries {
            let href = link(view)(&one.value);
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

    fn picture(&self, view: &View<'_>, name: Option<&str>) -> Result<Option<Picture>, Problem> {
        match name {
            None | Some("map") => Ok(Some(map::draw(&self.found, TITLE, &link(view)))),
            Some("activity") => over_time::drawn(&self.whole, view, name),
            Some(other) => Err(super::no_picture(other, "map, activity")),
        }
    }
}
