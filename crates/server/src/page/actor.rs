//! An actor: who it is, what it takes part in, with whom, and what is said on its word.

use dragoman::event::Interval;
use dragoman::event::knowledge::Dossier;
use dragoman_store::{ClaimRow, EventRow, Ledger, Query};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter, over_time};
use crate::address::{self, Asked, Form};
use crate::answer::{Claim, Count, Days, Event};
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Named;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::survey::{self, Survey, With};
use crate::table::Table;
use crate::told;

/// Counterparts that are listed.
const MOST_OTHERS: usize = 20;
/// Other names that are shown; the rest are counted.
const MOST_NAMES: usize = 12;
/// Claims on its word that are shown.
const MOST_SAID: usize = 10;

/// An actor.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActorSheet {
    /// As it was asked for.
    actor: String,
    /// What it is called.
    name: String,
    /// What else the tables know it is called: other names, then former ones, then other spellings.
    also: Vec<String>,
    /// What it is, where the tables know it: `person`, `state` and so on.
    kind: Option<String>,
    /// Wikidata id.
    wikidata: Option<String>,
    /// The offices that a person held.
    offices: Vec<Office>,
    /// Events in which it has a part.
    n_events: usize,
    /// Whether there are more than these.
    at_least: bool,
    /// Events that it does.
    n_as_actor: usize,
    /// Events that are done to it.
    n_as_recipient: usize,
    /// With whom, and in how many events.
    counterparts: Vec<Count>,
    /// The events, the last change first.
    events: Vec<Event>,
    /// Claims that are made on its word.
    said: Vec<Claim>,
    #[serde(skip)]
    found: Vec<EventRow>,
    #[serde(skip)]
    more: bool,
    #[serde(skip)]
    says: told::Says,
    #[serde(skip)]
    survey: Survey,
    #[serde(skip)]
    heard: Vec<ClaimRow>,
    /// By what the claims on its word are asked for.
    #[serde(skip)]
    voice: Option<String>,
}

/// An office, and when it was held.
#[derive(Serialize, ToSchema)]
pub(crate) struct Office {
    /// Its id.
    id: String,
    /// What it is called.
    title: String,
    /// Whose it is.
    of: String,
    /// From when to when.
    when: Days,
    /// `holder`, `acting`, `designate` or `disputed`.
    status: &'static str,
}

pub(crate) fn find(ledger: &Ledger, id: &str, view: &View<'_>) -> Result<ActorSheet, Problem> {
    let names = &view.house.names;
    let dossier = view.house.analyst.knowledge().dossier(id);
    let ids = ids(id, dossier.as_ref());
    let mut query = view.asked.query.clone();
    let mut survey = None;
    // The ledger may know it by its id, its name or its code.
    for id in &ids {
        query.actors = vec![id.clone()];
        let found = Survey::of(ledger, &query, view.least, With::Nothing)?;
        let is_empty = found.events.is_empty() && found.n_unsure_events == 0;
        survey = Some(found);
        if !is_empty {
            break;
        }
    }
    let Some(survey) =
        survey.filter(|survey| !survey.events.is_empty() || survey.n_unsure_events > 0 || dossier.is_some())
    else {
        return Err(Problem::absent(format!("Nothing in the ledger is about an actor called {id:?}.")));
    };
    query.confidence = query.confidence.or(view.least);
    let (found, more) = survey.page_of_events(ledger, &query)?;
    let says = told::says(ledger, &found, query.as_of)?;
    let is_it = |party: &Named| ids.iter().any(|id| party.is_called(id));
    let count = |side: &dyn Fn(&EventRow) -> &str| {
        survey.events.iter().filter(|event| names.parties(side(event)).iter().any(is_it)).count()
    };
    let (n_as_actor, n_as_recipient) = (count(&|event| &event.actors), count(&|event| &event.recipients));
    let parties = survey::parties(&survey.events, names);
    let own_country = survey.events.iter().find_map(|event| {
        let all = names.parties(&event.actors).into_iter().chain(names.parties(&event.recipients));
        all.into_iter().find(|party| party.name.as_ref().is_some_and(|name| ids.contains(name)))?.country
    });
    let others = parties.iter().map(String::as_str).filter(|other| {
        !ids.iter().any(|id| id.to_lowercase() == other.to_lowercase())
            && Some(*other) != own_country.as_deref()
    });
    let country = |value: &str| names.country(value).unwrap_or(value).to_owned();
    // Officials speak for their country by its code, all others by their names.
    let spoken = dossier.as_ref().map(|dossier| match names.country(&dossier.id) {
        Some(_) => dossier.id.as_str(),
        None => dossier.name.as_str(),
    });
    let (voice, heard) = heard(ledger, &ids, spoken, &query)?;
    Ok(ActorSheet {
        actor: id.to_owned(),
        name: dossier.as_ref().map_or_else(|| country(id), |dossier| dossier.name.clone()),
        also: dossier.as_ref().map(|dossier| dossier.also.clone()).unwrap_or_default(),
        kind: dossier.as_ref().map(|dossier| dossier.kind.clone()),
        wikidata: dossier.as_ref().map(|dossier| dossier.wikidata.clone()).filter(|one| !one.is_empty()),
        offices: offices(dossier.as_ref()),
        n_events: survey.events.len(),
        at_least: survey.more,
        n_as_actor,
        n_as_recipient,
        counterparts: survey::count(others, &country, MOST_OTHERS),
        events: found.iter().map(|event| Event::of(event, names)).collect(),
        said: heard.iter().map(Claim::from).collect(),
        more,
        found,
        says,
        survey,
        heard,
        voice,
    })
}

/// What an actor can be asked for by.
fn ids(id: &str, dossier: Option<&Dossier>) -> Vec<String> {
    let mut ids = vec![id.to_owned()];
    if let Some(dossier) = dossier {
        for other in [&dossier.name, &dossier.id] {
            if !other.is_empty() && !ids.contains(other) {
                ids.push(other.clone());
            }
        }
    }
    ids
}

fn offices(dossier: Option<&Dossier>) -> Vec<Office> {
    let held = dossier.map(|dossier| dossier.offices.as_slice()).unwrap_or_default();
    held.iter()
        .map(|one| Office {
            id: one.id.clone(),
            title: one.title.clone(),
            of: one.of.clone(),
            when: one.days.into(),
            status: one.status,
        })
        .collect()
}

/// What the claims on an actor's word are asked for by, and those of them that are shown.
fn heard(
    ledger: &Ledger,
    ids: &[String],
    spoken: Option<&str>,
    query: &Query,
) -> Result<(Option<String>, Vec<ClaimRow>), Problem> {
    let is_its = |voice: &str| ids.iter().any(|id| id.to_lowercase() == voice.to_lowercase());
    if query.voice.as_deref().is_some_and(|voice| !is_its(voice)) {
        return Ok((None, Vec::new()));
    }
    for voice in spoken.into_iter().chain(ids.iter().map(String::as_str)) {
        let said = Query {
            voice: Some(voice.to_owned()),
            actors: Vec::new(),
            role: None,
            limit: Some(MOST_SAID),
            skip: 0,
            ..query.clone()
        };
        let claims = ledger.claims(&said)?.rows;
        if !claims.is_empty() {
            return Ok((said.voice, claims));
        }
    }
    Ok((None, Vec::new()))
}

impl Sheet for ActorSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let asked = view.asked;
        let activity = self.survey.activity(view);
        let with_role = |role: &str| {
            format!("/search{}", address::tail([("actor", self.actor.as_str()), ("role", role)]))
        };
        let body = html! {
            p.over { (self.kind.as_deref().unwrap_or("Actor")) }
            h1 dir="auto" { (self.name) }
            @if !self.also.is_empty() { (other_names(&self.also)) }
            p.standing {
                "part in " b { (self.survey.at_least(self.n_events, "event")) }
                ": does something in " a href=(with_role("actor")) { (told::count(self.n_as_actor, "event")) } ", something is done to it in " a href=(with_role("recipient")) { (told::count(self.n_as_recipient, "event")) }
                @if !self.heard.is_empty() { " · " a href="#said" { "heard as a source" } }
            }
            (filter::chips(asked, view.path, names))
            (view.unsure(self.survey.n_unsure_events, "event"))
            @if !activity.is_empty() {
                (over_time::activity(&activity, view, None))
                (over_time::scores(&activity, view))
                (over_time::table(&activity, view))
            }
            div.columns {
                div.results {
                    h2 { "Events" }
                    @if self.found.is_empty() { p.nothing { "No event in the ledger has it for a party" @if !asked.tail().is_empty() { " under what is asked for. " a href=(view.path) { "Ask for all" } } "." } }
                    ol.items { @for event in &self.found { (told::event(event, &self.says, names)) } }
                    (filter::pager(asked, view.path, self.found.len(), self.more))
                    @if !self.heard.is_empty() {
                        h2 #said { "On its word" }
                        ol.items { @for row in &self.heard { (told::claim(row, names)) } }
                        @if let Some(voice) = &self.voice { p.small { a href=(all_on_word_of(voice, asked)) { "All claims on its word" } } }
                    }
                }
                aside.facets aria-label="Whom it has to do with" {
                    @if !self.counterparts.is_empty() {
                        section.facet {
                            h2 { "Counterparts " span.unit { "events" } }
                            ul { @for one in &self.counterparts { li { a href=(address::of_pair(&self.actor, &one.value)) { bdi { (one.name) } } " " span.n { (one.n) } } } }
                        }
                    }
                    @if !self.offices.is_empty() { (self.held()) }
                    @if let Some(id) = &self.wikidata { p.small { "Wikidata " code { (id) } } }
                }
            }
        };
        Page {
            title: self.name.clone(),
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        super::thread::events_table(&self.found, &view.house.names, "Events")
    }

    fn picture(&self, view: &View<'_>, name: Option<&str>) -> Result<Option<Picture>, Problem> {
        over_time::drawn(&self.survey.activity(view), view, name)
    }
}

/// The address of all claims on the word of one, as far as they are asked for.
fn all_on_word_of(voice: &str, asked: &Asked) -> String {
    let asked = asked.with(|query| {
        query.voice = Some(voice.to_owned());
        query.role = None;
    });
    Asked { more: vec![("what".to_owned(), "claims".to_owned())], ..asked }.on("/search")
}

/// What else an actor is called, the first of its names.
fn other_names(names: &[String]) -> Markup {
    let shown = names.get(..MOST_NAMES).unwrap_or(names);
    html! {
        p.small.also {
            "Also called "
            @for (place, name) in shown.iter().enumerate() { @if place > 0 { ", " } bdi { (name) } }
            @if names.len() > shown.len() { " and " (told::count(names.len() - shown.len(), "more name")) }
        }
    }
}

impl ActorSheet {
    fn held(&self) -> Markup {
        html! {
            section.facet {
                h2 { "Offices" }
                ul.offices {
                    @for office in &self.offices {
                        li {
                            (office.title) @if !office.of.is_empty() { ", " (office.of) }
                            br; span.faint { (dates::days(Interval { from: office.when.from, to: office.when.to })) @if office.status != "holder" { ", " (office.status) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dozen_other_names_are_shown_and_the_rest_counted() {
        let told =
            |n: usize| other_names(&(1..=n).map(|n| format!("N{n}")).collect::<Vec<_>>()).into_string();
        assert_eq!(told(2), "<p class=\"small also\">Also called <bdi>N1</bdi>, <bdi>N2</bdi></p>");
        assert!(told(12).ends_with("<bdi>N12</bdi></p>"));
        assert!(told(13).ends_with("<bdi>N12</bdi> and 1 more name</p>"));
        assert!(told(20).ends_with("<bdi>N12</bdi> and 8 more names</p>"));
    }
}
