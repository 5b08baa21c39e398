//! What a cluster runs between two of its shuffles: each stage takes columns and gives columns, a batch at a time.
//!
//! ```text
//! code ─▶ articles, claims ─┬─ (runs of words) ─▶ judge ─▶ contract ─▶ witness ─┐
//!                           └───────────────────────────────────────────────────┴─ spread ─▶ akin ─▶ contract ─▶ merge ─▶ join ─▶ show
//! ```
//! The engine groups and joins by columns of whole numbers that stages have computed; what is decided about articles
//! and claims is decided here, by the functions that ledgers call too. Rows of one group stand together in what
//! `witness`, `akin`, `merge` and `join` are given, and no stage holds more than one group.

mod code;
mod columns;
mod copies;
mod events;
mod kin;

use std::path::PathBuf;

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;

use crate::table::Stream;
use crate::{capsule, failure};

/// Rows that are gathered before they are handed on.
const BATCH: usize = 4096;

/// A stage at work.
trait Work: Send {
    /// The columns that it gives.
    fn schema(&self) -> SchemaRef;
    /// Takes rows in.
    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError>;
    /// Ends: no more rows follow.
    fn end(&mut self) -> Result<(), ArrowError> {
        Ok(())
    }
    /// How many rows it has to give.
    fn n_rows(&self) -> usize;
    /// Gives them.
    fn give(&mut self) -> Result<RecordBatch, ArrowError>;
}

/// The stream of what a stage gives.
struct Running {
    input: RecordBatchStreamReader,
    work: Box<dyn Work>,
    has_ended: bool,
}

impl Iterator for Running {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.work.n_rows() < BATCH && !self.has_ended {
            let worked = if let Some(batch) = self.input.next() {
                batch.and_then(|batch| self.work.take(&batch))
            } else {
                self.has_ended = true;
                self.work.end()
            };
            if let Err(error) = worked {
                self.has_ended = true;
                return Some(Err(error));
            }
        }
        (self.work.n_rows() > 0).then(|| self.work.give())
    }
}

impl RecordBatchReader for Running {
    fn schema(&self) -> SchemaRef {
        self.work.schema()
    }
}

/// Rows with one key, as they follow each other.
struct Group<K, T> {
    key: Option<K>,
    rows: Vec<T>,
}

impl<K: PartialEq, T> Group<K, T> {
    fn new() -> Self {
        Self { key: None, rows: Vec::new() }
    }

    /// Takes a row in; gives the rows of the group before it where a new one begins.
    fn put(&mut self, key: K, row: T) -> Option<Vec<T>> {
        let ended = if self.key.as_ref() == Some(&key) { None } else { Some(std::mem::take(&mut self.rows)) };
        self.key = Some(key);
        self.rows.push(row);
        ended.filter(|rows| !rows.is_empty())
    }

    /// The key of the group whose rows are being gathered.
    fn key(&self) -> Option<K>
    where
        K: Copy,
    {
        self.key
    }

    fn end(&mut self) -> Vec<T> {
        self.key = None;
        std::mem::take(&mut self.rows)
    }
}

/// Runs one stage over a stream of columns: `code`, `judge`, `contract`, `witness`, `spread`, `akin`, `merge`, `join`
/// or `show`.
///
/// `dragoman.spark` puts them together; whoever has another engine can do the same.
#[pyfunction]
#[pyo3(signature = (name, stream, data=None))]
#[allow(clippy::needless_pass_by_value, reason = "Python hands over values")]
pub(crate) fn stage(
    py: Python<'_>,
    name: &str,
    stream: &Bound<'_, PyAny>,
    data: Option<PathBuf>,
) -> PyResult<Stream> {
    let input = capsule::take(stream)?;
    let work: Box<dyn Work> = match name {
        "code" => Box::new(code::Code::new(crate::analyst::desk(py, data.as_deref())?)),
        "judge" => Box::new(copies::Judge::default()),
        "witness" => Box::new(copies::Witness::default()),
        "contract" => Box::new(kin::Contract::default()),
        "spread" => Box::new(kin::Spread::default()),
        "akin" => Box::new(kin::Akin::default()),
        "merge" => Box::new(events::Merge::default()),
        "join" => Box::new(events::Join::default()),
        "show" => Box::new(events::Show::default()),
        _ => return Err(failure::value(format!("there is no stage {name:?}"))),
    };
    Ok(Stream::new(Box::new(Running { input, work, has_ended: false })))
}
