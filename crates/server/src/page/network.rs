//! The network of the parties of a search, by cooperation and conflict.

use dragoman_store::{EventRow, Ledger};
use maud::html;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter};
use crate::address::{self, Form};
use crate::frame::{Page, View};
use crate::names::{Named, Names};
use crate::picture::Picture;
use crate::picture::network::{self, Link, Links, MOST_NODES};
use crate::problem::Problem;
use crate::survey::{Survey, With};
use crate::table::{Cell, Table};

/// Parties of an event that are linked to each other; a list of fifty signatories says little of any two.
const MOST_PARTIES: usize = 8;
/// Rows of the table under the picture.
const MOST_ROWS: usize = 200;

/// Who has to do with whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct NetworkSheet {
    /// Events that were counted.
    n_events: usize,
    /// Whether there are more, and these are the newest.
    at_least: bool,
    /// Events that have only one party, and are in no link.
    n_alone: usize,
    /// Links, the strongest first.
    links: Vec<NetworkLink>,
    #[serde(skip)]
    found: Links,
    #[serde(skip)]
    survey: Survey,
}

/// How much two parties have to do with each other.
#[derive(Serialize, ToSchema)]
pub(crate) struct NetworkLink {
    /// One of them.
    one: String,
    /// The other.
    two: String,
    /// Events of cooperation.
    cooperation: usize,
    /// Events of conflict.
    conflict: usize,
}

/// The pairs of countries, or of parties without one, that have part in an event. The lesser id comes first.
pub(crate) fn pairs_of(event: &EventRow, names: &Names) -> Vec<(String, String)> {
    let ids = |words: &str| -> Vec<String> {
        let party = |party: Named| party.country.or(party.name);
        names.parties(words).into_iter().filter_map(party).take(MOST_PARTIES).collect()
    };
    let (actors, recipients) = (ids(&event.actors), ids(&event.recipients));
    // What is done with each other has no recipients.
    let (ones, twos) = if recipients.is_empty() { (&actors, &actors) } else { (&actors, &recipients) };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for one in ones {
        for two in twos {
            let pair = if one < two { (one.clone(), two.clone()) } else { (two.clone(), one.clone()) };
            if one != two && !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<NetworkSheet, Problem> {
    let names = &view.house.names;
    let ontology = view.house.analyst.coder().predicates().ontology();
    let survey = Survey::of(ledger, &view.asked.query, view.least, With::Nothing)?;
    let mut found = Links::new();
    let mut n_alone = 0;
    for event in &survey.events {
        let pairs = pairs_of(event, names);
        n_alone += usize::from(pairs.is_empty());
        let is_conflict =
            ontology.types.get(&event.event_type).is_some_and(|facts| facts.quad.ends_with("conflict"));
        for pair in pairs {
            let link: &mut Link = found.entry(pair).or_default();
            if is_conflict { link.conflict += 1 } else { link.cooperation += 1 }
        }
    }
    let mut links: Vec<NetworkLink> = found
        .iter()
        .map(|((one, two), link)| NetworkLink {
            one: one.clone(),
            two: two.clone(),
            cooperation: link.cooperation,
            conflict: link.conflict,
        })
        .collect();
    links.sort_by(|a, b| {
        (b.cooperation + b.conflict, &a.one, &a.two).cmp(&(a.cooperation + a.conflict, &b.one, &b.two))
    });
    Ok(NetworkSheet { n_events: survey.events.len(), at_least: survey.more, n_alone, links, found, survey })
}

impl NetworkSheet {
    fn drawn(&self, view: &View<'_>) -> Picture {
        let name = |id: &str| view.house.names.country(id).unwrap_or(id).to_owned();
        let link = |id: &str| view.asked.with(|query| query.actors.push(id.to_owned())).on("/search");
        network::draw(&self.found, "Parties and what they have to do with each other", &name, &link)
    }
}

impl Sheet for NetworkSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let (asked, names) = (view.asked, &view.house.names);
        let types: Vec<String> =
            view.house.analyst.coder().predicates().ontology().types.keys().cloned().collect();
        let n_nodes = network::nodes(&self.found).len();
        let body = html! {
            h1 { "Network" }
            (filter::form(asked, view.path, &types))
            (filter::chips(asked, view.path, names))
            p.total { b { (self.survey.at_least(self.n_events, "event")) } ", " (self.n_alone) " of them with one party only" @if self.at_least { " " span.faint { "(the newest ones are drawn)" } } }
            (view.unsure(self.survey.n_unsure_events, "event"))
            @if self.links.is_empty() { p.nothing { "No two parties have to do with each other in what is asked for. " a href=(view.path) { "Ask for all" } "." } }
            @else {
                (self.drawn(view).framed(&view.alone(None)))
                ul.legend aria-label="Lines" {
                    li { svg.network viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" { path.link.cooperation d="M1 6H33" stroke-width="2.5" {} } " cooperation" }
                    li { svg.network viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" { path.link.conflict d="M1 6H33" stroke-width="2.5" {} } " conflict" }
                    @if n_nodes == MOST_NODES { li { "the " (MOST_NODES) " parties with most events are drawn" } }
                }
                (self.table(view).html())
            }
        };
        Page { title: "Network".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let name = |id: &str| view.house.names.country(id).unwrap_or(id).to_owned();
        let mut table = Table::new(
            "Parties by how much they have to do with each other",
            &["One", "Two", "Cooperation", "Conflict", "Events"],
        );
        for link in self.links.iter().take(MOST_ROWS) {
            table.rows.push(vec![
                Cell::text(name(&link.one)).to(address::of("actor", &link.one)),
                Cell::text(name(&link.two)).to(address::of("actor", &link.two)),
                Cell::number(link.cooperation),
                Cell::number(link.conflict),
                Cell::number(link.cooperation + link.conflict).to(address::of_pair(&link.one, &link.two)),
            ]);
        }
        table
    }

    fn picture(&self, view: &View<'_>, _: Option<&str>) -> Result<Option<Picture>, Problem> {
        Ok((!self.links.is_empty()).then(|| self.drawn(view)))
    }
}
