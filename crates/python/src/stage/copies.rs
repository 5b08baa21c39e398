//! `judge` and `witness`: which articles are the same text, and which of their claims repeat one.

use std::sync::Arc;

use arrow_array::builder::Int64Builder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dragoman_store::Copies;
use dragoman_thread::duplicate::{Fingerprint, judge};

use super::Work;
use super::columns::{claim, column, needed};

/// Two columns of whole numbers.
pub(super) struct Pairs {
    names: [&'static str; 2],
    columns: [Int64Builder; 2],
}

impl Pairs {
    pub(super) fn new(names: [&'static str; 2]) -> Self {
        Self { names, columns: Default::default() }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        let fields = self.names.map(|name| Field::new(name, DataType::Int64, true));
        Arc::new(Schema::new(fields.to_vec()))
    }

    pub(super) fn put(&mut self, one: i64, two: Option<i64>) {
        let [ones, twos] = &mut self.columns;
        ones.append_value(one);
        twos.append_option(two);
    }

    pub(super) fn n_rows(&self) -> usize {
        use arrow_array::builder::ArrayBuilder;
        self.columns.first().map_or(0, ArrayBuilder::len)
    }

    pub(super) fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        let schema = self.schema();
        let columns: Vec<ArrayRef> =
            self.columns.iter_mut().map(|column| -> ArrayRef { Arc::new(column.finish()) }).collect();
        RecordBatch::try_new(schema, columns)
    }
}

/// Judges pairs of articles; gives those that are copies of each other.
pub(super) struct Judge {
    found: Pairs,
}

impl Default for Judge {
    fn default() -> Self {
        Self { found: Pairs::new(["one", "two"]) }
    }
}

impl Work for Judge {
    fn schema(&self) -> SchemaRef {
        self.found.schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [one, two, day_one, day_two, words_one, words_two] =
            ["one", "two", "day_one", "day_two", "words_one", "words_two"].map(|name| column(batch, name));
        let (one, two, day_one, day_two) = (one?, two?, day_one?, day_two?);
        let (words_one, words_two) = (words_one?, words_two?);
        for row in 0..batch.num_rows() {
            let print = |day: Option<jiff::civil::Date>, words: Option<&[u8]>| {
                Fingerprint::from_bytes(day, words.unwrap_or_default())
            };
            let first = print(day_one.day(row), words_one.bytes(row));
            let second = print(day_two.day(row), words_two.bytes(row));
            if judge(&first, &second).is_copy() {
                self.found.put(needed(one.number(row), "article")?, two.number(row));
            }
        }
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.found.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.found.give()
    }
}

/// Tells which claims repeat one of an earlier copy. Rows come by family, and within it in the order of publication.
pub(super) struct Witness {
    family: Option<i64>,
    copies: Copies,
    found: Pairs,
}

impl Default for Witness {
    fn default() -> Self {
        Self { family: None, copies: Copies::default(), found: Pairs::new(["claim", "witness_of"]) }
    }
}

impl Work for Witness {
    fn schema(&self) -> SchemaRef {
        self.found.schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [family, article, key, body] =
            ["family", "article_key", "claim", "body"].map(|name| column(batch, name));
        let (family, article, key, body) = (family?, article?, key?, body?);
        for row in 0..batch.num_rows() {
            if self.family != family.number(row) {
                self.family = family.number(row);
                self.copies = Copies::default();
            }
            let own = needed(key.number(row), "claim")?;
            let article = needed(article.number(row), "article")?;
            let first = self.copies.tell(article, own, &claim(body.text(row))?);
            self.found.put(own, first);
        }
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.found.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.found.give()
    }
}
