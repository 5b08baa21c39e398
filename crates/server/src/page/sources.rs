//! Sources: which outlets there are, who speaks, and what became of what they announced.

use dragoman_store::{Ledger, MOST_VOICES, OutletRow, VoiceRow};
use maud::html;
use serde::Serialize;
use utoipa::ToSchema;

use super::Sheet;
use crate::address::{self, Form};
use crate::frame::{Page, View};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

/// Rows of a list.
const MOST: usize = 100;

/// How many in a hundred; nothing where there is nothing to compare with.
fn share(n: usize, n_all: usize) -> Cell {
    (100 * n + n_all / 2).checked_div(n_all).map_or_else(Cell::default, Cell::number)
}

/// Outlets and voices.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourcesSheet {
    /// Outlets, those with most articles first.
    outlets: Vec<Outlet>,
    /// On whose word claims are made, over the newest claims.
    voices: Vec<Speaker>,
}

/// An outlet.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outlet {
    /// Its name; null for articles of which it is not known.
    outlet: Option<String>,
    /// Articles, copies with them.
    articles: usize,
    /// Articles that are copies.
    copies: usize,
    /// Claims read from them.
    claims: usize,
    /// The day of the first.
    #[schema(format = Date)]
    first: Option<String>,
    /// The day of the last.
    #[schema(format = Date)]
    last: Option<String>,
}

/// Somebody on whose word claims are made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Speaker {
    /// `narrator`, `official`, `named`, `anonymous`, `media` or `document`.
    kind: &'static str,
    /// Who, in the articles' words.
    who: Option<String>,
    /// Claims.
    claims: usize,
    /// Claims that something is planned, agreed or proposed.
    announced: usize,
    /// Of these, how many are on events that are now told as held or under way.
    held: usize,
    /// Of these, how many are on events that are now told as put off, called off, refused or denied.
    off: usize,
}

pub(crate) fn find(ledger: &Ledger) -> Result<SourcesSheet, Problem> {
    let outlet = |row: OutletRow| Outlet {
        outlet: row.outlet,
        articles: row.n_articles,
        copies: row.n_copies,
        claims: row.n_claims,
        first: row.days.0.map(|day| day.to_string()),
        last: row.days.1.map(|day| day.to_string()),
    };
    let voice = |row: VoiceRow| Speaker {
        kind: row.kind.as_str(),
        who: row.who,
        claims: row.n_claims,
        announced: row.n_announced,
        held: row.n_held,
        off: row.n_failed,
    };
    Ok(SourcesSheet {
        outlets: ledger.outlets(MOST)?.into_iter().map(outlet).collect(),
        voices: ledger.voices(MOST)?.into_iter().map(voice).collect(),
    })
}

impl Sheet for SourcesSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let mut outlets = Table::new("Outlets", &["Outlet", "Articles", "Copies", "Claims", "First", "Last"]);
        for one in &self.outlets {
            let name = match &one.outlet {
                Some(name) => Cell::text(name.clone())
                    .to(format!("/search{}", address::tail([("outlet", name.as_str())]))),
                None => Cell::text("not known"),
            };
            outlets.rows.push(vec![
                name,
                Cell::number(one.articles),
                Cell::number(one.copies),
                Cell::number(one.claims),
                Cell::text(one.first.clone().unwrap_or_else(|| "undated".to_owned())),
                Cell::text(one.last.clone().unwrap_or_else(|| "undated".to_owned())),
            ]);
        }
        let body = html! {
            h1 { "Sources" }
            @if self.outlets.is_empty() { p.nothing { "There are no articles yet." } }
            @else {
                section { h2 { "Who published" } (outlets.html()) }
                section {
                    h2 { "Who says so" }
                    p.small { "Of the newest " (told::count(MOST_VOICES, "claim")) " at most. “Announced” are claims that something is planned, agreed or proposed; beside them stands what their events are told to be now. It says what was reported, not who was right: what nobody reported on again stays open. A name leads to the claims on the word of those who are called so, and of those who are meant by it where articles call them otherwise." }
                    (self.table(view).html())
                }
            }
        };
        Page { title: "Sources".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, _: &View<'_>) -> Table {
        let mut table = Table::new(
            "On whose word",
            &["Kind", "Who", "Claims", "Announced", "Now held", "In a hundred", "Now off", "Still open"],
        );
        for one in &self.voices {
            let of_kind = format!("/search{}", address::tail([("source", one.kind), ("what", "claims")]));
            let who = match &one.who {
                Some(who) => Cell::text(who.clone()).to(format!(
                    "/search{}",
                    address::tail([("source", one.kind), ("voice", who.as_str()), ("what", "claims")])
                )),
                None => Cell::text("–"),
            };
            table.rows.push(vec![
                Cell::text(one.kind).to(of_kind),
                who,
                Cell::number(one.claims),
                Cell::number(one.announced),
                Cell::number(one.held),
                share(one.held, one.announced),
                Cell::number(one.off),
                Cell::number(one.announced.saturating_sub(one.held + one.off)),
            ]);
        }
        table
    }
}
