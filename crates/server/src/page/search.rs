//! Search: events, claims or articles for a query, counted and ordered by what they have in common.

use std::collections::{BTreeSet, HashMap};

use dragoman::event::Interval;
use dragoman_store::{ClaimRow, EventRow, Heard, Ledger, Query};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter, group, over_time};
use crate::address::Form;
use crate::answer::{ArticleHead, Claim, Count, Event};
use crate::dates;
use crate::frame::{Page, View};
use crate::picture::Picture;
use crate::problem::Problem;
use crate::survey::{self, Survey, With};
use crate::table::{Cell, Table};
use crate::told;

/// Values of a facet that are shown.
const MOST_VALUES: usize = 8;

/// Letters of the name of a search that is kept.
const MOST_OF_NAME: usize = 90;

/// How sure events can be asked to be, by a click.
const CERTAINTIES: [(&str, f32); 3] = [("0.8", 0.8), ("0.7", 0.7), ("0.6", 0.6)];

/// Answers to a query.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchSheet {
    /// What was asked for, as it stands in an address.
    query: String,
    /// Events that answer it; those of the claims, where claims were asked for.
    n_events: usize,
    /// Claims on these events; those that answer it by themselves, where claims were asked for.
    n_claims: usize,
    /// Outlets in which these claims stand.
    n_outlets: usize,
    /// Whether there are more events or claims than these; then the facets are of the newest ones.
    at_least: bool,
    /// Events, where these were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<Event>>,
    /// Claims, where these were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<Claim>>,
    /// Articles, where these were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<Vec<ArticleHead>>,
    /// Where the next answers are.
    next: Option<String>,
    /// How many answers have what.
    facets: Vec<Facet>,
    #[serde(skip)]
    found: Found,
    #[serde(skip)]
    says: told::Says,
    #[serde(skip)]
    settled: bool,
    #[serde(skip)]
    survey: Survey,
    #[serde(skip)]
    advice: Vec<(String, String)>,
}

/// How many answers have each value of something.
#[derive(Serialize, ToSchema)]
pub(crate) struct Facet {
    /// The name by which a value is asked for.
    name: &'static str,
    /// Of what the numbers are.
    unit: &'static str,
    /// The values that most answers have.
    values: Vec<Count>,
    #[serde(skip)]
    title: &'static str,
}

enum Found {
    Events(Vec<EventRow>, bool),
    Claims(Vec<ClaimRow>, bool),
    Articles(Vec<ArticleHead>, bool),
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<SearchSheet, Problem> {
    let (asked, names) = (view.asked, &view.house.names);
    let query = &view.query();
    let what = asked.more("what").unwrap_or("events");
    let with = if what == "claims" { With::Claims } else { With::TheirClaims };
    let survey = Survey::of(ledger, &asked.query, view.least, with)?;
    let found = match what {
        "events" => {
            let (rows, more) = survey.page_of_events(ledger, query)?;
            Found::Events(rows, more)
        }
        "claims" => {
            let (rows, more) = survey.page_of_claims(ledger, query)?;
            Found::Claims(rows, more)
        }
        "articles" => {
            let page = ledger.articles(query)?;
            Found::Articles(page.rows.iter().map(ArticleHead::from).collect(), page.more)
        }
        other => {
            return Err(Problem::wrong(
                format!("what: {other:?} is not one of events, claims, articles."),
                "Ask for one of them.",
            ));
        }
    };
    let facets = facets(&survey, if with == With::Claims { "claims" } else { "events" }, view);
    let says = match &found {
        Found::Events(rows, _) => told::says(ledger, rows, query.as_of)?,
        _ => told::Says::new(),
    };
    let (n_found, more) = match &found {
        Found::Events(rows, more) => (rows.len(), *more),
        Found::Claims(rows, more) => (rows.len(), *more),
        Found::Articles(rows, more) => (rows.len(), *more),
    };
    let advice = if n_found == 0 { advice(ledger, view)? } else { Vec::new() };
    let next = more.then(|| {
        let mut next = asked.clone();
        next.query.skip += n_found;
        next.on("/search.json")
    });
    Ok(SearchSheet {
        query: asked.tail(),
        n_events: survey.n_events,
        n_claims: survey.n_claims,
        n_outlets: outlets(&survey).len(),
        at_least: survey.more,
        events: if let Found::Events(rows, _) = &found {
            Some(rows.iter().map(|row| Event::of(row, names)).collect())
        } else {
            None
        },
        claims: if let Found::Claims(rows, _) = &found {
            Some(rows.iter().map(Claim::from).collect())
        } else {
            None
        },
        articles: if let Found::Articles(rows, _) = &found { Some(rows.clone()) } else { None },
        next,
        facets,
        found,
        says,
        settled: ledger.is_settled()?,
        survey,
        advice,
    })
}

fn facets(survey: &Survey, unit: &'static str, view: &View<'_>) -> Vec<Facet> {
    let names = &view.house.names;
    let plain = |value: &str| value.to_owned();
    let country = |value: &str| names.country(value).unwrap_or(value).to_owned();
    let (events, heard) = (&survey.events, &survey.heard);
    let parties = survey::parties(events, names);
    let facet = |name, title, unit, values| Facet { name, unit, values, title };
    vec![
        facet(
            "status",
            "Status",
            unit,
            survey::count(events.iter().map(|event| event.status.as_str()), &plain, 11),
        ),
        facet(
            "type",
            "Type",
            unit,
            survey::count(events.iter().map(|event| event.event_type.as_str()), &plain, MOST_VALUES),
        ),
        facet(
            "actor",
            "Party",
            unit,
            survey::count(parties.iter().map(String::as_str), &country, MOST_VALUES),
        ),
        facet(
            "place",
            "Country of the place",
            unit,
            survey::count(
                events.iter().filter_map(|event| event.place_country.as_deref()),
                &country,
                MOST_VALUES,
            ),
        ),
        facet("role", "Part of the party", unit, roles(survey, view)),
        facet("confidence", "Sure at least", unit, certainties(events)),
        facet(
            "source",
            "Kind of source",
            "claims",
            survey::count(heard.iter().map(|one| one.source.as_str()), &plain, MOST_VALUES),
        ),
        facet("voice", "On whose word", "claims", voices(heard)),
        facet(
            "outlet",
            "Outlet",
            "claims",
            survey::count(heard.iter().filter_map(|one| one.outlet.as_deref()), &plain, MOST_VALUES),
        ),
    ]
}

/// The outlets in which the claims stand that were looked over.
fn outlets(survey: &Survey) -> BTreeSet<&str> {
    survey.heard.iter().filter_map(|one| one.outlet.as_deref()).collect()
}

/// Those on whose word most of the claims are made that were looked over, however their first letter is written.
fn voices(heard: &[Heard]) -> Vec<Count> {
    let named = |one: &Heard| Some(one.who.as_ref()?.split_whitespace().collect::<Vec<_>>().join(" "));
    let names: Vec<String> = heard.iter().filter_map(named).collect();
    let mut by_letters: HashMap<String, &str> = HashMap::new();
    for name in &names {
        by_letters.entry(name.to_lowercase()).or_insert(name);
    }
    let written = names.iter().filter_map(|name| by_letters.get(&name.to_lowercase()).copied());
    survey::count(written, &str::to_owned, MOST_VALUES)
}

/// In how many events the actor that is asked for has which part.
fn roles(survey: &Survey, view: &View<'_>) -> Vec<Count> {
    let names = &view.house.names;
    let [id] = view.asked.query.actors.as_slice() else { return Vec::new() };
    let has = |side: &str| names.parties(side).iter().any(|party| party.is_called(id));
    let count = |value: &str, name: &str, side: &dyn Fn(&EventRow) -> &str| Count {
        value: value.to_owned(),
        name: name.to_owned(),
        n: survey.events.iter().filter(|event| has(side(event))).count(),
    };
    let roles = [
        count("actor", "did it", &|event| &event.actors),
        count("recipient", "it was done to", &|event| &event.recipients),
    ];
    roles.into_iter().filter(|one| one.n > 0).collect()
}

/// How many events are how sure at least.
fn certainties(events: &[EventRow]) -> Vec<Count> {
    let counts = CERTAINTIES.into_iter().map(|(value, least)| Count {
        value: value.to_owned(),
        name: value.to_owned(),
        n: events.iter().filter(|event| event.confidence >= least).count(),
    });
    counts.filter(|one| one.n > 0 && one.n < events.len()).collect()
}

/// Where nothing was found: what would be found with one thing less asked, or with more days.
fn advice(ledger: &Ledger, view: &View<'_>) -> Result<Vec<(String, String)>, Problem> {
    let asked = view.asked;
    let mut ways: Vec<(String, Query)> = Vec::new();
    let query = &asked.query;
    let mut way = |what: &str, change: &dyn Fn(&mut Query)| {
        let mut other = query.clone();
        change(&mut other);
        if other != *query {
            ways.push((what.to_owned(), other));
        }
    };
    if query.dates != Interval::OPEN {
        let month = |day: jiff::civil::Date, by: i32| dates::of_number(dates::number(day) + by);
        let wide = Interval {
            from: query.dates.from.map(|day| month(day, -31)),
            to: query.dates.to.map(|day| month(day, 31)),
        };
        way("within a month of these days", &|other| other.dates = wide);
    }
    way("on any day", &|other| other.dates = Interval::OPEN);
    way("published on any day", &|other| other.published = Interval::OPEN);
    way("with any status", &|other| other.statuses.clear());
    way("of any type", &|other| other.types.clear());
    way("with less certainty", &|other| other.confidence = None);
    way("without the words", &|other| other.words = None);
    way("by anybody", &|other| {
        other.actors.clear();
        other.role = None;
    });
    way("anywhere", &|other| other.place = None);
    way("from any kind of source", &|other| other.sources.clear());
    way("on anybody's word", &|other| other.voice = None);
    way("in any outlet", &|other| other.outlet = None);
    way("as known today", &|other| other.as_of = None);
    let mut advice = Vec::new();
    for (what, mut other) in ways {
        (other.limit, other.skip) = (Some(100), 0);
        let page = ledger.events(&other)?;
        if !page.rows.is_empty() {
            other.limit = query.limit;
            let n = if page.more {
                "more than 100 events".to_owned()
            } else {
                told::count(page.rows.len(), "event")
            };
            advice.push((format!("{n} {what}"), asked.with(|query| *query = other).on(view.path)));
        }
    }
    Ok(advice)
}

impl Sheet for SearchSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let (path, query) = (view.path, &view.asked.query);
        let types: Vec<String> =
            view.house.analyst.coder().predicates().ontology().types.keys().cloned().collect();
        let activity = self.survey.activity(view);
        let n_here = match &self.found {
            Found::Events(rows, _) => rows.len(),
            Found::Claims(rows, _) => rows.len(),
            Found::Articles(rows, _) => rows.len(),
        };
        let body = html! {
            h1 { "Search" }
            (filter::form(asked, path, &types))
            (filter::chips(asked, path, names))
            @if !asked.tail().is_empty() {
                p.small.keep data-name=(told::cut(&filter::in_words(asked, names), MOST_OF_NAME)) data-n=(self.n_events) {
                    span.plain { "To come back to this search, bookmark its address: all that is asked for stands in it." }
                    button type="button" hidden { "Keep this search" } " " span role="status" {}
                }
            }
            (filter::saved())
            div.columns {
                div.results {
                    p.total role="status" {
                        b { (self.survey.at_least(self.n_events, "event")) } " · " (self.survey.at_least(self.n_claims, "claim"))
                        @if self.n_outlets > 0 { " · " (self.survey.at_least(self.n_outlets, "outlet")) }
                        @if self.at_least { " " span.faint { "(numbers at the side are of the newest ones)" } }
                    }
                    p.tabs {
                        @for what in ["events", "claims", "articles"] {
                            @let here = asked.more("what").unwrap_or("events") == what;
                            @let value = Some(what).filter(|what| *what != "events");
                            a href=(asked.with(|_| {}).with_more("what", value).on(path)) aria-current=[here.then_some("true")] { (what) }
                        }
                    }
                    @if !self.settled { p.note { "Some articles were added and are not yet merged into events: what they say is not among these." } }
                    @match self.found {
                        Found::Events(..) => (view.unsure(self.survey.n_unsure_events, "event")),
                        Found::Claims(..) => (view.unsure(self.survey.n_unsure_claims, "claim")),
                        Found::Articles(..) => {},
                    }
                    @if !activity.is_empty() && n_here > 0 {
                        (over_time::activity(&activity, view, None))
                        (over_time::table(&activity, view))
                    }
                    @match &self.found {
                        Found::Events(rows, more) => {
                            @if !rows.is_empty() { p.small.order { "In the order of " (filter::order(query.sort)) " · " (group::switch(view, "one after the other")) } }
                            @if group::is_wanted(view) { h2.hidden { "Events by their parties" } (group::list(rows, &self.says, names)) }
                            @else { ol.items { @for row in rows { (told::event(row, &self.says, names)) } } }
                            (filter::pager(asked, path, rows.len(), *more))
                        },
                        Found::Claims(rows, more) => {
                            ol.items { @for row in rows { (told::claim(row, names)) } }
                            (filter::pager(asked, path, rows.len(), *more))
                        },
                        Found::Articles(rows, more) => {
                            ol.items { @for row in rows { (article(row)) } }
                            (filter::pager(asked, path, rows.len(), *more))
                        },
                    }
                    @if n_here == 0 { (self.nothing(view)) }
                }
                aside.facets aria-label="Narrow down" {
                    @for facet in &self.facets { (filter::facet(asked, path, facet.name, facet.title, facet.unit, &facet.values)) }
                    @if !self.survey.events.is_empty() {
                        section.facet { h2 { "See these as" } ul {
                            li { a href=(asked.with(|_| {}).with_more("what", None).on("/network")) { "network" } }
                            li { a href=(asked.with(|_| {}).with_more("what", None).on("/map")) { "map" } }
                            li { a href=(asked.with(|_| {}).with_more("what", None).on("/ahead")) { "what lies ahead" } }
                        } }
                    }
                }
            }
        };
        let forms: &'static [(Form, &'static str)] = match &self.found {
            Found::Events(..) => &[
                (Form::Json, "json"),
                (Form::Csv, "csv"),
                (Form::Tsv, "tsv"),
                (Form::Ndjson, "ndjson"),
                (Form::Parquet, "parquet"),
                (Form::GeoJson, "geojson"),
                (Form::Calendar, "ics"),
            ],
            Found::Claims(..) => &[
                (Form::Json, "json"),
                (Form::Csv, "csv"),
                (Form::Tsv, "tsv"),
                (Form::Ndjson, "ndjson"),
                (Form::Parquet, "parquet"),
            ],
            Found::Articles(..) => &[(Form::Json, "json"), (Form::Ndjson, "ndjson")],
        };
        let title = asked
            .query
            .words
            .as_deref()
            .map_or_else(|| "Search".to_owned(), |words| format!("{words} – Search"));
        Page { title, body, forms }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let names = &view.house.names;
        let mut table = Table::new("Events", &["Event", "Headline", "Days", "Status"]);
        if let Found::Events(rows, _) = &self.found {
            for row in rows {
                table.rows.push(vec![
                    Cell::text(row.key.to_string()),
                    Cell::text(told::headline_in_words(row, names)),
                    Cell::text(dates::days(row.days)),
                    Cell::text(row.status.as_str()),
                ]);
            }
        }
        table
    }

    fn picture(&self, view: &View<'_>, name: Option<&str>) -> Result<Option<Picture>, Problem> {
        over_time::drawn(&self.survey.activity(view), view, name)
    }
}

impl SearchSheet {
    /// Says why there is nothing, and what would be found instead.
    fn nothing(&self, view: &View<'_>) -> Markup {
        html! {
            div.nothing {
                @let n_unsure = match self.found { Found::Events(..) => self.survey.n_unsure_events, Found::Claims(..) => self.survey.n_unsure_claims, Found::Articles(..) => 0 };
                @if n_unsure > 0 { p { b { "Nothing that is sure enough answers this; what is less sure is hidden." } } }
                @else { p { b { "Nothing in the ledger answers this." } } }
                @if self.advice.is_empty() {
                    p { "Nothing is found with any one part of it left out, either. " a href=(view.path) { "Begin again" } "." }
                } @else {
                    p { "There would be" }
                    ul { @for (what, href) in &self.advice { li { a href=(href) { (what) } } } }
                }
                @if view.asked.query.words.is_some() && view.asked.more("what") != Some("articles") {
                    p { "Words are looked for in passages, parties and headlines; "
                        a href=(view.asked.with(|_| {}).with_more("what", Some("articles")).on(view.path)) { "look in whole articles" } "." }
                }
            }
        }
    }
}

fn article(row: &ArticleHead) -> Markup {
    let title = row.title.as_deref().unwrap_or(&row.article);
    html! {
        li.item {
            p.line { a.headline href=(crate::address::of("article", &row.article)) dir="auto" { (title) } }
            p.small {
                @if let Some(outlet) = &row.outlet { bdi { (outlet) } " · " }
                (row.published.as_deref().unwrap_or("undated")) " · " (told::count(row.claims, "claim"))
                @if let Some(first) = &row.copy_of { " · copy of " a href=(crate::address::of("article", first)) { (first) } }
            }
        }
    }
}
