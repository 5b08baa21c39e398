//! What was filed and changed: a feed to go on from, and nothing silently.

use dragoman_store::{Cursor, Ledger, Since};
use maud::html;
use serde::Serialize;
use utoipa::ToSchema;

use super::Sheet;
use crate::address::{self, Form};
use crate::answer::{Claim, LogLine};
use crate::frame::{Page, View};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

/// What was filed and changed since.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangesSheet {
    /// Claims that are new, in the order in which they were filed.
    claims: Vec<Claim>,
    /// What was withdrawn, read anew, or is now called otherwise.
    changes: Vec<LogLine>,
    /// What to ask for next, as `since`.
    next: String,
    /// Whether more is there already.
    more: bool,
    #[serde(skip)]
    found: Since,
}

fn parse(text: &str) -> Option<Cursor> {
    let (claim, line) = text.split_once('.')?;
    let number = |text: &str| text.parse().ok().filter(|number: &i64| *number >= 0);
    Some(Cursor { claim: number(claim)?, line: number(line)? })
}

/// How far a ledger was read, as an address has it.
pub(crate) fn written(cursor: Cursor) -> String {
    format!("{}.{}", cursor.claim, cursor.line)
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<ChangesSheet, Problem> {
    let since = match view.asked.more("since") {
        None => Cursor::default(),
        Some(text) => parse(text).ok_or_else(|| {
            Problem::wrong(
                format!("since: {text:?} is nothing that this ledger gave out."),
                "Begin without it, and go on with what each answer gives as next.",
            )
        })?,
    };
    let found = ledger.since(since, view.asked.query.limit.unwrap_or(address::PAGE))?;
    Ok(ChangesSheet {
        claims: found.claims.iter().map(Claim::from).collect(),
        changes: found.changes.iter().map(LogLine::from).collect(),
        next: written(found.next),
        more: found.more,
        found,
    })
}

impl Sheet for ChangesSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let next = view.asked.with_more("since", Some(&self.next)).on(view.path);
        let body = html! {
            h1 { "Changes" }
            p { "Everything in the order in which it was filed. Programs go on from where they were: ask for " code { "/changes.json?since=" (self.next) } "." }
            @if self.claims.is_empty() && self.changes.is_empty() { p.nothing { "Nothing was filed or changed since." } }
            @if !self.changes.is_empty() {
                h2 { "What was changed after it had been said" }
                ul { @for line in &self.found.changes {
                    li { (line.started) ": " (line.what) " " a href=(told::of_key(line.key)) { (line.key) }
                        @if let Some(other) = line.other { ", now " a href=(told::of_key(other)) { (other) } } @if !line.detail.is_empty() { " (" (line.detail) ")" } }
                } }
            }
            @if !self.claims.is_empty() { h2 { "What was filed" } ol.items { @for row in &self.found.claims { (told::claim(row, names)) } } }
            @if self.more { p { a rel="next" href=(next) { "after →" } } }
        };
        Page { title: "Changes".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let mut table = super::event::claims_table(&self.found.claims, &view.house.names);
        for row in &mut table.rows {
            row.insert(0, Cell::text("claim filed"));
        }
        table.head.insert(0, "What");
        for line in &self.changes {
            let mut row = vec![Cell::text(line.what.clone()), Cell::text(line.key.clone())];
            row.push(Cell::text(line.other.clone().unwrap_or_else(|| line.detail.clone())));
            row.resize_with(table.head.len(), Cell::default);
            table.rows.push(row);
        }
        table
    }
}
