//! `code`: articles to claims, one row an article.

use std::sync::Arc;

use arrow_array::builder::{
    BinaryBuilder, Date32Builder, Float32Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder,
    StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use dragoman::intake::read::{Found, Skip};
use dragoman::text::Origin;
use dragoman_store::{ClaimRow, Coded, Filed, face, write_claim};
use dragoman_thread::duplicate::Fingerprint;
use dragoman_thread::link::{Link, Relations, affair, links};

use super::Work;
use super::columns::{maybe_column, number_of};
use crate::analyst::{Analysed, Desk};

/// Columns that are taken in where they are there.
const TAKEN: [&str; 8] = ["text", "markup", "date", "title", "url", "id", "outlet", "deck"];

pub(super) struct Code {
    desk: Arc<Desk>,
    relations: Relations,
    n_taken: u64,
    rows: Rows,
}

impl Code {
    pub(super) fn new(desk: Arc<Desk>) -> Self {
        Self { desk, relations: Relations::embedded(), n_taken: 0, rows: Rows::new() }
    }
}

impl Work for Code {
    fn schema(&self) -> SchemaRef {
        schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let columns: Vec<_> =
            TAKEN.iter().filter_map(|name| Some((*name, maybe_column(batch, name)?))).collect();
        for row in 0..batch.num_rows() {
            self.n_taken += 1;
            let cells = columns.iter().filter_map(|(name, column)| {
                let day = || column.day(row).map(|day| day.to_string());
                let words = column.text(row).map(str::to_owned).or_else(day)?;
                Some((*name, words))
            });
            let origin = Origin { file: "articles".to_owned(), record: Some(self.n_taken) };
            let named = columns.iter().find(|(name, _)| *name == "id");
            let name = named.and_then(|(_, column)| column.text(row));
            match self.desk.analyse(Found::of_row(cells, origin)) {
                Ok(analysed) => self.rows.put(analysed, &self.relations),
                Err(skip) => self.rows.skip(name, &skip),
            }
        }
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.rows.n_gathered
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows.give()
    }
}

/// A claim in a row of its article.
fn claim_fields() -> Fields {
    vec![
        Field::new("number", DataType::Int32, true),
        Field::new("claim", DataType::Int64, true),
        Field::new("learned", DataType::Date32, true),
        Field::new("body", DataType::Utf8, true),
        Field::new("quote", DataType::Utf8, true),
        Field::new("affair", DataType::Utf8, true),
        Field::new("face", DataType::Binary, true),
    ]
    .into()
}

/// What ties two claims of an article.
fn tie_fields() -> Fields {
    vec![
        Field::new("one", DataType::Int32, true),
        Field::new("two", DataType::Int32, true),
        Field::new("weight", DataType::Float32, true),
        Field::new("because", DataType::Utf8, true),
    ]
    .into()
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", of, true)))
}

/// The columns of coded articles.
fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("article", DataType::Utf8, true),
        Field::new("article_key", DataType::Int64, true),
        Field::new("content", DataType::Int64, true),
        Field::new("published", DataType::Date32, true),
        Field::new("day", DataType::Date32, true),
        Field::new("title", DataType::Utf8, true),
        Field::new("outlet", DataType::Utf8, true),
        Field::new("url", DataType::Utf8, true),
        Field::new("skipped", DataType::Utf8, true),
        Field::new("words", DataType::Binary, true),
        Field::new("runs", list(DataType::Int64), true),
        Field::new("claims", list(DataType::Struct(claim_fields())), true),
        Field::new("ties", list(DataType::Struct(tie_fields())), true),
    ]))
}

struct Rows {
    n_gathered: usize,
    /// Article, title, outlet, url, skipped.
    texts: [StringBuilder; 5],
    /// Key, content.
    numbers: [Int64Builder; 2],
    published: Date32Builder,
    day: Date32Builder,
    words: BinaryBuilder,
    runs: ListBuilder<Int64Builder>,
    claims: ListBuilder<StructBuilder>,
    ties: ListBuilder<StructBuilder>,
}

fn structures(
    fields: Fields,
    builders: Vec<Box<dyn arrow_array::builder::ArrayBuilder>>,
) -> ListBuilder<StructBuilder> {
    let item = Arc::new(Field::new("item", DataType::Struct(fields.clone()), true));
    ListBuilder::new(StructBuilder::new(fields, builders)).with_field(item)
}

impl Rows {
    fn new() -> Self {
        Self {
            n_gathered: 0,
            texts: Default::default(),
            numbers: Default::default(),
            published: Date32Builder::new(),
            day: Date32Builder::new(),
            words: BinaryBuilder::new(),
            runs: ListBuilder::new(Int64Builder::new()),
            claims: structures(
                claim_fields(),
                vec![
                    Box::new(Int32Builder::new()),
                    Box::new(Int64Builder::new()),
                    Box::new(Date32Builder::new()),
                    Box::new(StringBuilder::new()),
                    Box::new(StringBuilder::new()),
                    Box::new(StringBuilder::new()),
                    Box::new(BinaryBuilder::new()),
                ],
            ),
            ties: structures(
                tie_fields(),
                vec![
                    Box::new(Int32Builder::new()),
                    Box::new(Int32Builder::new()),
                    Box::new(Float32Builder::new()),
                    Box::new(StringBuilder::new()),
                ],
            ),
        }
    }

    fn put_texts(&mut self, values: [Option<&str>; 5]) {
        for (column, value) in self.texts.iter_mut().zip(values) {
            column.append_option(value);
        }
    }

    fn put(&mut self, analysed: Analysed, relations: &Relations) {
        let Analysed { article, claims, anchor, .. } = analysed;
        let print = Fingerprint::of(&article);
        let ties = links(&claims, &article.text, relations);
        let metadata = article.metadata.clone();
        let learned = anchor.interval.to;
        let coded = Coded::of(Filed { article, learned, claims });
        self.put_texts([
            Some(&coded.article),
            metadata.title.as_deref(),
            metadata.outlet.as_deref(),
            metadata.url.as_deref(),
            None,
        ]);
        for (column, value) in self.numbers.iter_mut().zip([coded.key, coded.content]) {
            column.append_value(value);
        }
        let published = metadata.published.map(|one| one.day);
        self.published.append_option(published.map(number_of));
        self.day.append_option(published.or(learned).map(number_of));
        self.words.append_value(print.to_bytes());
        // Engines have no numbers without a sign.
        print.keys.iter().for_each(|key| self.runs.values().append_value(*key as i64));
        self.runs.append(true);
        for claim in &coded.claims {
            self.put_claim(coded.key, claim);
        }
        self.claims.append(true);
        for tie in &ties {
            self.put_tie(tie);
        }
        self.ties.append(true);
        self.n_gathered += 1;
    }

    fn put_claim(&mut self, article: i64, row: &ClaimRow) {
        let claim = self.claims.values();
        if let Some(number) = claim.field_builder::<Int32Builder>(0) {
            number.append_value(row.number as i32);
        }
        if let Some(key) = claim.field_builder::<Int64Builder>(1) {
            key.append_value(row.key.number);
        }
        if let Some(learned) = claim.field_builder::<Date32Builder>(2) {
            learned.append_value(number_of(row.learned));
        }
        if let Some(body) = claim.field_builder::<StringBuilder>(3) {
            body.append_value(write_claim(&row.claim));
        }
        if let Some(quote) = claim.field_builder::<StringBuilder>(4) {
            quote.append_option(row.quote.as_deref());
        }
        if let Some(of) = claim.field_builder::<StringBuilder>(5) {
            of.append_option(affair(&row.claim));
        }
        if let Some(bytes) = claim.field_builder::<BinaryBuilder>(6) {
            bytes.append_value(face(article, row.number, row.learned, &row.claim));
        }
        claim.append(true);
    }

    fn put_tie(&mut self, tie: &Link) {
        let row = self.ties.values();
        for (place, number) in [(0, tie.one), (1, tie.two)] {
            if let Some(column) = row.field_builder::<Int32Builder>(place) {
                column.append_value(number as i32);
            }
        }
        if let Some(weight) = row.field_builder::<Float32Builder>(2) {
            weight.append_value(tie.weight);
        }
        if let Some(because) = row.field_builder::<StringBuilder>(3) {
            because.append_value(&tie.because);
        }
        row.append(true);
    }

    fn skip(&mut self, name: Option<&str>, skip: &Skip) {
        let why = skip.reason.to_string();
        self.put_texts([name, None, None, None, Some(&why)]);
        self.numbers.iter_mut().for_each(Int64Builder::append_null);
        self.published.append_null();
        self.day.append_null();
        self.words.append_null();
        self.runs.append(true);
        self.claims.append(true);
        self.ties.append(true);
        self.n_gathered += 1;
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.n_gathered = 0;
        let [article, title, outlet, url, skipped] = &mut self.texts;
        let [key, content] = &mut self.numbers;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(article.finish()),
            Arc::new(key.finish()),
            Arc::new(content.finish()),
            Arc::new(self.published.finish()),
            Arc::new(self.day.finish()),
            Arc::new(title.finish()),
            Arc::new(outlet.finish()),
            Arc::new(url.finish()),
            Arc::new(skipped.finish()),
            Arc::new(self.words.finish()),
            Arc::new(self.runs.finish()),
            Arc::new(self.claims.finish()),
            Arc::new(self.ties.finish()),
        ];
        RecordBatch::try_new(schema(), columns)
    }
}
