//! Data: what the words mean, what the models can do, under which licence it all is, and how to get it.

use std::collections::BTreeMap;

use dragoman::event::{SourceKind, Status};
use dragoman_store::{LICENCE, Ledger};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Sheet;
use crate::address::{self, Form};
use crate::answer::LogLine;
use crate::frame::{Page, View};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

const CARDS: [&str; 2] = [
    include_str!("../../../../models/english.card.toml"),
    include_str!("../../../../models/split.card.toml"),
];

/// Changes that are shown.
const MOST_CHANGES: usize = 50;

/// What the words mean, what the models can do, and under which licence it all is.
#[derive(Serialize, ToSchema)]
pub(crate) struct DataSheet {
    /// The version of the program.
    version: String,
    /// Under which licence what dragoman adds is.
    licence: &'static str,
    /// Types of happenings.
    types: Vec<TypeFacts>,
    /// What a passage can assert.
    statuses: Vec<Meaning>,
    /// On whose word.
    sources: Vec<Meaning>,
    /// The models.
    models: Vec<Card>,
    /// What was changed last that had been said before.
    changes: Vec<LogLine>,
}

/// A type of happenings.
#[derive(Serialize, ToSchema)]
pub(crate) struct TypeFacts {
    /// PLOVER type.
    #[serde(rename = "type")]
    event_type: String,
    /// How it is told.
    told: String,
    /// Verbal or material, cooperation or conflict.
    quad: String,
    /// Between -10, conflict, and 10, cooperation.
    score: f64,
    /// Modes.
    modes: Vec<String>,
}

/// What a word means.
#[derive(Serialize, ToSchema)]
pub(crate) struct Meaning {
    /// The word.
    word: &'static str,
    /// What it means.
    meaning: &'static str,
}

/// What a model was made from, under which licence, and its scores.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
pub(crate) struct Card {
    /// The file.
    file: String,
    /// Its licence.
    licence: String,
    /// Whose work went into it.
    attribution: Vec<String>,
    /// Scores in per cent: by the text that was read, then by what was looked for.
    #[schema(value_type = Object)]
    scores: BTreeMap<String, BTreeMap<String, f64>>,
}

fn meaning_of_status(status: Status) -> &'static str {
    match status {
        Status::Held => "happened, is done",
        Status::Ongoing => "is under way",
        Status::Planned => "will or is meant to happen, say its own side or the article",
        Status::Agreed => "was agreed by those who must do it",
        Status::Proposed => "was asked for, offered, is under discussion, or may happen",
        Status::Threatened => "would be done to somebody's harm",
        Status::Postponed => "was put off to a later or open date",
        Status::Cancelled => "was planned or running, and will not happen or go on",
        Status::Refused => "was asked for, and denied by the one whose consent it needs",
        Status::Denied => "did not, does not or will not happen, on somebody's word",
        Status::Hypothetical => "is conditional, neither planned nor threatened",
    }
}

fn meaning_of_source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Narrator => "the article itself",
        SourceKind::Official => "a government body, or a spokesperson by office",
        SourceKind::Named => "a named person or organisation",
        SourceKind::Anonymous => "unnamed people",
        SourceKind::Media => "another outlet",
        SourceKind::Document => "a document",
    }
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<DataSheet, Problem> {
    let ontology = view.house.analyst.coder().predicates().ontology();
    let types = ontology.types.iter().map(|(name, facts)| TypeFacts {
        event_type: name.clone(),
        told: view.house.names.verb(name, "", Status::Held).0,
        quad: facts.quad.clone(),
        score: crate::answer::rounded(facts.score),
        modes: facts.modes.keys().cloned().collect(),
    });
    Ok(DataSheet {
        version: view.house.settings.version.clone(),
        licence: LICENCE,
        types: types.collect(),
        statuses: Status::ALL
            .iter()
            .map(|one| Meaning { word: one.as_str(), meaning: meaning_of_status(*one) })
            .collect(),
        sources: SourceKind::ALL
            .iter()
            .map(|one| Meaning { word: one.as_str(), meaning: meaning_of_source(*one) })
            .collect(),
        models: CARDS.iter().filter_map(|card| toml::from_str(card).ok()).collect(),
        changes: ledger.log(None, MOST_CHANGES)?.iter().map(LogLine::from).collect(),
    })
}

impl Sheet for DataSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let body = html! {
            h1 { "Data" }
            nav.contents aria-label="On this page" {
                a href="#types" { "types" } " · " a href="#statuses" { "statuses" } " · " a href="#sources" { "sources" } " · "
                a href="#models" { "models and scores" } " · " a href="#licence" { "licence" } " · " a href="#changes" { "changes" } " · " a href="#api" { "API and exports" }
            }
            section {
                h2 #levels { "Claims, events, threads" }
                p { "A " b { "claim" } ": one passage of one article asserts something of one happening, on somebody's word. An " b { "event" } ": the happening itself, merged from all claims on it; what became of it follows from them. A " b { "thread" } ": the events of one affair. Numbers always say which of them they count." }
            }
            section #types { h2 { "Types" } p.small { "PLOVER's (2021). Values run from -10, conflict, to 10, cooperation." } (self.table(view).html()) }
            section #statuses { h2 { "Statuses" } (meanings("What a passage asserts", &self.statuses, "status").html()) }
            section #sources { h2 { "On whose word" } (meanings("Kinds of sources", &self.sources, "source").html()) }
            section #models { h2 { "Models and scores" } @for card in &self.models { (model(card)) } }
            section #licence {
                h2 { "Licence" }
                p { (self.licence) "." }
                p { "Made with dragoman " (self.version) ". Outlines on the map: Natural Earth, public domain." }
            }
            section #changes {
                h2 { "Changes" }
                @if self.changes.is_empty() { p.nothing { "Nothing that had been said was changed." } }
                ul { @for line in &self.changes { li { (line.started) ": " (line.what) " " code { (line.key) } @if let Some(other) = &line.other { ", now " code { (other) } } } } }
                p { a href="/changes" { "All that was filed and changed" } }
            }
            section #api {
                h2 { "API and exports" }
                p { "Every page comes as " code { ".json" } " and " code { ".csv" } " at the same address; searches also as " code { ".ndjson" } ", " code { ".parquet" } ", " code { ".tsv" } ", " code { ".geojson" } " and " code { ".ics" } ", streamed, with all answers. Every picture stands by itself at the address of its page with " code { ".svg" } ", with its licence in it, ready for an " code { "<img>" } "; pages of other sites can show it from here where the server was started with " code { "--share-pictures" } ". "
                    a href="/openapi.json" { "OpenAPI 3.1" } " describes it. " a href="/health" { "Health" } " and " a href="/metrics" { "metrics" } " are for whoever watches over it." }
                p { "The ledger is one SQLite file; its views " code { "articles" } ", " code { "claims" } ", " code { "events" } ", " code { "life" } " and " code { "threads" } " can be read with any of its clients." }
            }
        };
        Page { title: "Data".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, _: &View<'_>) -> Table {
        let mut table = Table::new("Types of happenings", &["Type", "Told as", "Kind", "Value", "Modes"]);
        for one in &self.types {
            let href = format!("/search{}", address::tail([("type", one.event_type.as_str())]));
            table.rows.push(vec![
                Cell::text(one.event_type.clone()).to(href),
                Cell::text(one.told.clone()),
                Cell::text(one.quad.replace('-', " ")),
                Cell::text(one.score.to_string()),
                Cell::text(one.modes.join(", ")),
            ]);
        }
        table
    }
}

fn meanings(caption: &str, meanings: &[Meaning], name: &str) -> Table {
    let mut table = Table::new(caption, &["Word", "Meaning"]);
    for one in meanings {
        let href = format!("/search{}", address::tail([(name, one.word)]));
        table.rows.push(vec![Cell::text(one.word).to(href), Cell::text(one.meaning)]);
    }
    table
}

fn model(card: &Card) -> Markup {
    let mut names: Vec<&String> = card.scores.values().flat_map(BTreeMap::keys).collect();
    names.sort();
    names.dedup();
    html! {
        h3 { (card.file) }
        p.small { "Licence " (card.licence) ". " (card.attribution.join(" ")) }
        div.table tabindex="0" role="region" aria-label=(format!("Scores of {}", card.file)) {
            table {
                caption { "Scores in per cent" }
                thead { tr { th scope="col" { "Text" } @for name in &names { th scope="col" { (name) } } } }
                tbody { @for (text, scores) in &card.scores { tr { th scope="row" { (text) } @for name in &names { td.number { @if let Some(score) = scores.get(*name) { (told::hundredths(*score)) } } } } } }
            }
        }
    }
}
