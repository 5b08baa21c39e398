//! Comma- and tab-separated values.
//!
//! A cell that a spreadsheet would take for a formula has an apostrophe before it, as spreadsheets themselves write
//! what is text and not a formula. In tab-separated rows white space is a space, since that form knows no quotes.

use std::io::Write;

use super::{Export, What, day, inner};
use crate::ask::{ClaimRow, EventRow};
use crate::error::Answer;
use crate::file::parties_in_words;
use crate::ledger::Ledger;

const EVENT_COLUMNS: &[&str] = &[
    "event",
    "type",
    "mode",
    "status",
    "actor",
    "recipient",
    "from",
    "to",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "first_learned",
    "changed",
    "claims",
    "articles",
    "outlets",
    "confidence",
    "thread",
];

const CLAIM_COLUMNS: &[&str] = &[
    "claim",
    "event",
    "learned",
    "type",
    "mode",
    "status",
    "actor",
    "recipient",
    "from",
    "to",
    "place",
    "place_country",
    "source",
    "who",
    "confidence",
    "quote",
    "article",
    "title",
    "outlet",
    "url",
    "witnesses",
];

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    divider: u8,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let mut n_rows = 0;
    let mut put = |cells: &[String]| -> Answer<()> {
        n_rows += 1;
        Ok(write_row(cells, divider, out)?)
    };
    let header = |columns: &[&str]| columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>();
    if export.what == What::Events {
        put(&header(EVENT_COLUMNS))?;
        ledger.each_event(export.query, &mut |event| put(&event_cells(event))).map_err(inner)?;
    } else {
        put(&header(CLAIM_COLUMNS))?;
        ledger.each_claim(export.query, &mut |claim| put(&claim_cells(claim))).map_err(inner)?;
    }
    Ok((n_rows - 1, 0))
}

fn event_cells(event: EventRow) -> Vec<String> {
    let coordinate = |value: Option<f32>| value.map(|value| value.to_string()).unwrap_or_default();
    vec![
        event.key.to_string(),
        event.event_type,
        event.modes,
        event.status.as_str().to_owned(),
        event.actors,
        event.recipients,
        day(event.days.from).unwrap_or_default(),
        day(event.days.to).unwrap_or_default(),
        event.place.unwrap_or_default(),
        event.place_country.unwrap_or_default(),
        coordinate(event.coordinates.map(|(north, _)| north)),
        coordinate(event.coordinates.map(|(_, east)| east)),
        event.first_learned.to_string(),
        event.changed.to_string(),
        event.n_claims.to_string(),
        event.n_articles.to_string(),
        event.n_outlets.to_string(),
        format!("{:.3}", event.confidence),
        event.thread.map(|key| key.to_string()).unwrap_or_default(),
    ]
}

fn claim_cells(row: ClaimRow) -> Vec<String> {
    let claim = row.claim;
    let (place, country) =
        claim.place.map(|place| (place.text, place.country.unwrap_or_default())).unwrap_or_default();
    vec![
        row.key.to_string(),
        row.event.map(|key| key.to_string()).unwrap_or_default(),
        row.learned.to_string(),
        claim.event_type,
        claim.modes.join("+"),
        claim.status.as_str().to_owned(),
        parties_in_words(&claim.actors),
        parties_in_words(&claim.recipients),
        day(claim.when.interval.from).unwrap_or_default(),
        day(claim.when.interval.to).unwrap_or_default(),
        place,
        country,
        claim.source.kind.as_str().to_owned(),
        claim.source.who.unwrap_or_default(),
        format!("{:.3}", claim.confidence),
        row.quote.unwrap_or_default(),
        row.article,
        row.title.unwrap_or_default(),
        row.outlet.unwrap_or_default(),
        row.url.unwrap_or_default(),
        row.n_witnesses.to_string(),
    ]
}

fn write_row(cells: &[String], divider: u8, out: &mut dyn Write) -> std::io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.write_all(&[divider])?;
        }
        let cell = harmless(cell);
        if divider == b'\t' {
            let cell: String =
                cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
            out.write_all(cell.as_bytes())?;
        } else if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// A cell that no spreadsheet takes for a formula; numbers stay numbers.
fn harmless(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let is_number = cell.starts_with('-') && cell.parse::<f64>().is_ok();
    if begins && !is_number { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_cells_stay_in_their_cell() {
        for (cell, comma, tab) in [
            ("plain", "plain", "plain"),
            ("a,b", "\"a,b\"", "a,b"),
            ("he said \"no\"", "\"he said \"\"no\"\"\"", "he said \"no\""),
            ("two\nlines", "\"two\nlines\"", "two lines"),
            ("a\tb", "a\tb", "a b"),
            ("=1+1", "'=1+1", "'=1+1"),
            ("-12.5", "-12.5", "-12.5"),
            ("-cmd", "'-cmd", "'-cmd"),
            ("+1", "'+1", "'+1"),
            ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"),
        ] {
            for (divider, expected) in [(b',', comma), (b'\t', tab)] {
                let mut out = Vec::new();
                write_row(&[cell.to_owned()], divider, &mut out).unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\n"));
            }
        }
    }
}
