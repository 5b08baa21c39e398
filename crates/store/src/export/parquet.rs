//! Parquet: typed columns, days as days, lists of parties and turns as lists of structures.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::Value;

use super::{Export, What, inner};
use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::ledger::Ledger;
use crate::query::Query;
use crate::table::Table;

/// Rows that are gathered before they are written.
const BATCH: usize = 8192;
/// Rows of a group, which is in memory until it is whole: some MB of claims.
const GROUP: usize = 65_536;

impl From<ParquetError> for StoreErrorKind {
    fn from(error: ParquetError) -> Self {
        Self::Format(format!("the Parquet file cannot be written: {error}"))
    }
}

impl From<ArrowError> for StoreErrorKind {
    fn from(error: ArrowError) -> Self {
        Self::Format(format!("the Parquet file cannot be written: {error}"))
    }
}

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let mut file = ParquetFile::start(out, Table::of(export.what).schema(), &export.about())?;
    each_batch(ledger, export.what, export.query, &mut |batch| file.put(batch))?;
    Ok((file.finish()?, 0))
}

/// A Parquet file that is being written.
pub struct ParquetFile<W: Write + Send> {
    writer: ArrowWriter<W>,
    n_rows: usize,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file with these columns, which says itself what it is about.
    pub fn start(out: W, schema: SchemaRef, about: &Value) -> Result<Self, StoreErrorKind> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(vec![KeyValue::new("dragoman".to_owned(), about.to_string())]))
            .build();
        Ok(Self { writer: ArrowWriter::try_new(out, schema, Some(properties))?, n_rows: 0 })
    }

    /// Adds rows.
    pub fn put(&mut self, batch: &RecordBatch) -> Result<(), StoreErrorKind> {
        self.n_rows += batch.num_rows();
        Ok(self.writer.write(batch)?)
    }

    /// Writes what is still in memory; returns how many rows there are, which the file says too.
    pub fn finish(mut self) -> Result<usize, StoreErrorKind> {
        self.writer.append_key_value_metadata(KeyValue::new("rows".to_owned(), self.n_rows.to_string()));
        self.writer.close()?;
        Ok(self.n_rows)
    }
}

impl Ledger {
    /// Tells of what a query asks for as columns, so many rows at a time, however many there are.
    pub fn each_batch(
        &self,
        what: What,
        query: &Query,
        tell: &mut dyn FnMut(&RecordBatch) -> Result<(), StoreErrorKind>,
    ) -> Result<(), StoreError> {
        each_batch(self, what, query, tell).map_err(|kind| kind.of(self.path()))
    }
}

fn each_batch(
    ledger: &Ledger,
    what: What,
    query: &Query,
    tell: &mut dyn FnMut(&RecordBatch) -> Answer<()>,
) -> Answer<()> {
    let mut table = Table::of(what);
    let mut flush = |table: &mut Table, is_last: bool| {
        let is_full = table.n_rows() >= BATCH || is_last && table.n_rows() > 0;
        if is_full { tell(&table.take()?) } else { Ok(()) }
    };
    match what {
        What::Events => ledger.each_event(query, &mut |event| {
            table.put_event(&event, &ledger.life(event.key, query.as_of)?);
            flush(&mut table, false)
        }),
        What::Claims => ledger.each_claim(query, &mut |claim| {
            table.put_claim(&claim);
            flush(&mut table, false)
        }),
        What::Articles => {
            let articles = ledger.articles(query).map_err(inner)?;
            for article in &articles.rows {
                table.put_article(article);
                flush(&mut table, false)?;
            }
            Ok(())
        }
    }
    .map_err(inner)?;
    flush(&mut table, true)
}
