//! Exports: exactly what a query asks for, written while it is read, in forms that others read.
//!
//! Each says what it is an export of, and that it is complete: in its own metadata where the form has room for them
//! (NDJSON, Parquet, GeoJSON, iCalendar), and in any case in the [`Summary`] that is given back, which the caller
//! keeps beside the file.

mod calendar;
mod gdelt;
mod geojson;
mod ndjson;
mod parquet;
mod plover;
mod rows;

use std::io::{self, Write};

use dragoman_event::{Claim, Interval, Status};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::ledger::Ledger;
use crate::query::Query;

pub use calendar::calendar;
pub use ndjson::Import;
pub use parquet::ParquetFile;

/// What an export's data may be used for; the words of the articles stay their publishers'.
pub const LICENCE: &str = "CC0-1.0 for what dragoman adds; quoted words remain their publishers'";

/// Declares a closed set of words with their written forms.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The one of that written form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// What is exported.
    What {
        /// Events.
        Events = "events",
        /// Claims.
        Claims = "claims",
        /// Articles with their claims, from which a ledger can be made again.
        Articles = "articles",
    }
}

words! {
    /// In which form.
    Format {
        /// A JSON object a line; the first says what the export is of, the last how many there are.
        Ndjson = "ndjson",
        /// Comma-separated values.
        Csv = "csv",
        /// Tab-separated values.
        Tsv = "tsv",
        /// Parquet, typed and nested.
        Parquet = "parquet",
        /// Events of plain PLOVER, a JSON object a line.
        Plover = "plover",
        /// Rows in the shape of GDELT 2.0: the events table for events, the mentions table for claims.
        Gdelt = "gdelt",
        /// GeoJSON: what has a place with coordinates.
        GeoJson = "geojson",
        /// iCalendar: what has a day.
        Calendar = "ics",
    }
}

/// What PLOVER says of its types, which the program has as data.
pub trait Scale {
    /// `verbal-cooperation`, `material-cooperation`, `verbal-conflict` or `material-conflict`.
    fn quad(&self, event_type: &str) -> Option<&str>;
    /// The CAMEO root code that comes nearest.
    fn cameo(&self, event_type: &str) -> Option<&str>;
    /// The value between -10 and 10.
    fn score(&self, event_type: &str, modes: &[String]) -> Option<f32>;
    /// The mode that a verbal act has for what it speaks about.
    fn content_mode(&self, act: &str, event_type: &str, modes: &[String]) -> Option<&str>;
}

/// What is to be exported, and how.
pub struct Export<'a> {
    /// What.
    pub what: What,
    /// In which form.
    pub format: Format,
    /// Which of it.
    pub query: &'a Query,
    /// The version of the program.
    pub version: &'a str,
    /// The day of the export, which calendars must state.
    pub made: Date,
    /// What PLOVER says of its types.
    pub scale: &'a dyn Scale,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Rows written, headers not counted.
    pub n_rows: usize,
    /// Answers to the query that the form has no place for (without coordinates, without a day), and were left out.
    pub n_left_out: usize,
    /// What the export is of, as an object to keep beside it.
    pub about: Value,
}

impl Export<'_> {
    /// What the export is of.
    fn about(&self) -> Value {
        let query: Vec<String> =
            self.query.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
        json!({
            "export": self.what.as_str(),
            "format": self.format.as_str(),
            "query": query,
            "version": self.version,
            "made": self.made.to_string(),
            "licence": LICENCE,
        })
    }
}

impl Ledger {
    /// Writes an export; what is on its way to `out` when an error comes back is not complete.
    pub fn export(&self, export: &Export<'_>, out: &mut (dyn Write + Send)) -> Result<Summary, StoreError> {
        self.write_export(export, out).map_err(|kind| kind.of(self.path()))
    }

    fn write_export(&self, export: &Export<'_>, out: &mut (dyn Write + Send)) -> Answer<Summary> {
        let (n_rows, n_left_out) = match (export.format, export.what) {
            (Format::Ndjson, _) => ndjson::write(self, export, out)?,
            (Format::Csv, What::Events | What::Claims) => rows::write(self, export, b',', out)?,
            (Format::Tsv, What::Events | What::Claims) => rows::write(self, export, b'\t', out)?,
            (Format::Parquet, _) => parquet::write(self, export, out)?,
            (Format::Plover, What::Claims | What::Events) => plover::write(self, export, out)?,
            (Format::Gdelt, What::Events | What::Claims) => gdelt::write(self, export, out)?,
            (Format::GeoJson, What::Events) => geojson::write(self, export, out)?,
            (Format::Calendar, What::Events) => calendar::write(self, export, out)?,
            (format, what) => {
                let (format, what) = (format.as_str(), what.as_str());
                return Err(StoreErrorKind::Format(format!(
                    "{what} cannot be written as {format}; events can"
                )));
            }
        };
        out.flush()?;
        let mut about = export.about();
        if let Value::Object(about) = &mut about {
            about.insert("rows".to_owned(), json!(n_rows));
            about.insert("left_out".to_owned(), json!(n_left_out));
        }
        Ok(Summary { n_rows, n_left_out, about })
    }
}

/// Passes on what went wrong while rows were being told.
fn inner(error: StoreError) -> StoreErrorKind {
    error.kind
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn write_line(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// The day by which something is filed where a form has room for one only: the first, or else the last.
fn one_day(days: Interval) -> Option<Date> {
    days.from.or(days.to)
}

/// What a claim is in plain PLOVER: type and modes, or nothing where it is not exported.
fn in_plover(claim: &Claim, is_told_by_act: bool, scale: &dyn Scale) -> Option<(String, Vec<String>)> {
    let happened = matches!(claim.status, Status::Held | Status::Ongoing);
    if is_told_by_act && !happened {
        return None;
    }
    let content = |act: &str| {
        let mode = scale.content_mode(act, &claim.event_type, &claim.modes);
        (act.to_owned(), mode.map(str::to_owned).into_iter().collect())
    };
    let cooperative = matches!(claim.event_type.as_str(), "CONSULT" | "SUPPORT" | "COOPERATE" | "AID");
    let yielding = matches!(claim.event_type.as_str(), "RETREAT" | "CONCEDE");
    Some(match claim.status {
        Status::Denied | Status::Hypothetical => return None,
        Status::Planned | Status::Agreed | Status::Proposed if cooperative => {
            ("AGREE".to_owned(), Vec::new())
        }
        Status::Planned | Status::Agreed if yielding => ("CONCEDE".to_owned(), Vec::new()),
        Status::Threatened => content("THREATEN"),
        Status::Refused | Status::Cancelled | Status::Postponed if claim.event_type == "CONSULT" => {
            ("REJECT".to_owned(), vec!["meet".to_owned()])
        }
        Status::Refused => content("REJECT"),
        _ => (claim.event_type.clone(), claim.modes.clone()),
    })
}
