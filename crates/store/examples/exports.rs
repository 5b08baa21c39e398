//! Writes exports of a ledger with hostile words in every form into a folder, for `tests/readers.py` to open.
//!
//! ```sh
//! make readers
//! ```
#![allow(clippy::unwrap_used, reason = "what cannot be written may fail loudly")]

#[path = "../tests/cases/mod.rs"]
mod cases;

use std::fs;
use std::path::PathBuf;

use dragoman_store::{Export, Format, Query, Scale, What};
use jiff::civil::date;

/// A scale that knows one type.
struct OneType;

impl Scale for OneType {
    fn quad(&self, event_type: &str) -> Option<&str> {
        (event_type == "CONSULT").then_some("verbal-cooperation")
    }

    fn cameo(&self, event_type: &str) -> Option<&str> {
        (event_type == "CONSULT").then_some("04")
    }

    fn score(&self, _: &str, _: &[String]) -> Option<f32> {
        None
    }

    fn content_mode(&self, _: &str, _: &str, _: &[String]) -> Option<&str> {
        None
    }
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    fs::create_dir_all(&folder).unwrap();
    let kept = tempfile::tempdir().unwrap();
    let ledger = cases::ledger(&kept.path().join("ledger.db"), &cases::hostile(), 30);
    let query = Query::default();
    for (what, format, name) in [
        (What::Events, Format::Ndjson, "events.ndjson"),
        (What::Events, Format::Parquet, "events.parquet"),
        (What::Events, Format::Csv, "events.csv"),
        (What::Events, Format::GeoJson, "events.geojson"),
        (What::Events, Format::Calendar, "events.ics"),
        (What::Events, Format::Gdelt, "events.gdelt.tsv"),
        (What::Claims, Format::Parquet, "claims.parquet"),
        (What::Claims, Format::Csv, "claims.csv"),
        (What::Claims, Format::Tsv, "claims.tsv"),
        (What::Claims, Format::Gdelt, "claims.gdelt.tsv"),
    ] {
        let export =
            Export { what, format, query: &query, version: "0.1.0", made: date(2024, 1, 2), scale: &OneType };
        let mut out = Vec::new();
        let summary = ledger.export(&export, &mut out).unwrap();
        fs::write(folder.join(name), out).unwrap();
        fs::write(folder.join(format!("{name}.about.json")), format!("{{\"rows\":{}}}", summary.n_rows))
            .unwrap();
    }
}
