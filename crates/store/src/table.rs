//! Rows as columns: days as days, lists of parties and turns as lists of structures.
//!
//! One place says which columns events, claims and articles have, so that exports, bulk files, Python and clusters
//! have the same.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, Date32Builder, Float32Builder, ListBuilder, StringBuilder, StructBuilder, UInt32Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use dragoman_event::Party;
use dragoman_thread::merge::day_number;
use jiff::civil::Date;

use crate::ask::{ArticleRow, ClaimRow, EventRow, Turn};
use crate::export::What;

/// A column that is being filled.
enum Column {
    Text(StringBuilder),
    Day(Date32Builder),
    Real(Float32Builder),
    Count(UInt32Builder),
    Texts(ListBuilder<StringBuilder>),
    Parties(ListBuilder<StructBuilder>),
    Life(ListBuilder<StructBuilder>),
}

/// Rows that are being gathered as columns.
pub struct Table {
    schema: SchemaRef,
    columns: Vec<Column>,
    /// The column that is filled next.
    next: usize,
    n_rows: usize,
}

fn party_fields() -> Fields {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    ["text", "country", "sector", "name", "office", "body", "id"].map(text).into_iter().collect()
}

fn turn_fields() -> Fields {
    vec![
        Field::new("learned", DataType::Date32, true),
        Field::new("status", DataType::Utf8, true),
        Field::new("from", DataType::Date32, true),
        Field::new("to", DataType::Date32, true),
        Field::new("claims", DataType::UInt32, true),
    ]
    .into()
}

fn list_of(fields: Fields) -> ListBuilder<StructBuilder> {
    let item = Arc::new(Field::new("item", DataType::Struct(fields.clone()), true));
    ListBuilder::new(StructBuilder::from_fields(fields, 0)).with_field(item)
}

impl Column {
    fn new(kind: char) -> Self {
        match kind {
            'd' => Self::Day(Date32Builder::new()),
            'r' => Self::Real(Float32Builder::new()),
            'n' => Self::Count(UInt32Builder::new()),
            'l' => Self::Texts(ListBuilder::new(StringBuilder::new())),
            'p' => Self::Parties(list_of(party_fields())),
            'w' => Self::Life(list_of(turn_fields())),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => ArrayBuilder::finish(column),
            Self::Day(column) => ArrayBuilder::finish(column),
            Self::Real(column) => ArrayBuilder::finish(column),
            Self::Count(column) => ArrayBuilder::finish(column),
            Self::Texts(column) => ArrayBuilder::finish(column),
            Self::Parties(column) | Self::Life(column) => ArrayBuilder::finish(column),
        }
    }

    fn data_type(&self) -> DataType {
        let list = |of: DataType| DataType::List(Arc::new(Field::new("item", of, true)));
        match self {
            Self::Text(_) => DataType::Utf8,
            Self::Day(_) => DataType::Date32,
            Self::Real(_) => DataType::Float32,
            Self::Count(_) => DataType::UInt32,
            Self::Texts(_) => list(DataType::Utf8),
            Self::Parties(_) => list(DataType::Struct(party_fields())),
            Self::Life(_) => list(DataType::Struct(turn_fields())),
        }
    }
}

impl Table {
    /// Columns by name and kind: `t` text, `d` day, `r` real, `n` count, `l` texts, `p` parties, `w` life.
    fn new(columns: &[(&str, char)]) -> Self {
        let built: Vec<Column> = columns.iter().map(|(_, kind)| Column::new(*kind)).collect();
        let fields: Vec<Field> = columns
            .iter()
            .zip(&built)
            .map(|((name, _), column)| Field::new(*name, column.data_type(), true))
            .collect();
        Self { schema: Arc::new(Schema::new(fields)), columns: built, next: 0, n_rows: 0 }
    }

    /// A table of events, as ledgers export them.
    #[must_use]
    pub fn of_events() -> Self {
        Self::new(&[
            ("event", 't'),
            ("type", 't'),
            ("mode", 'l'),
            ("status", 't'),
            ("actor", 't'),
            ("recipient", 't'),
            ("from", 'd'),
            ("to", 'd'),
            ("place", 't'),
            ("place_country", 't'),
            ("latitude", 'r'),
            ("longitude", 'r'),
            ("first_learned", 'd'),
            ("changed", 'd'),
            ("claims", 'n'),
            ("articles", 'n'),
            ("outlets", 'n'),
            ("confidence", 'r'),
            ("thread", 't'),
            ("life", 'w'),
        ])
    }

    /// A table of claims, as ledgers export them.
    #[must_use]
    pub fn of_claims() -> Self {
        Self::new(&[
            ("claim", 't'),
            ("event", 't'),
            ("learned", 'd'),
            ("type", 't'),
            ("mode", 'l'),
            ("context", 'l'),
            ("status", 't'),
            ("actor", 'p'),
            ("recipient", 'p'),
            ("from", 'd'),
            ("to", 'd'),
            ("place", 't'),
            ("place_country", 't'),
            ("latitude", 'r'),
            ("longitude", 'r'),
            ("source", 't'),
            ("who", 't'),
            ("confidence", 'r'),
            ("quote", 't'),
            ("span_start", 'n'),
            ("span_end", 'n'),
            ("article", 't'),
            ("title", 't'),
            ("outlet", 't'),
            ("url", 't'),
            ("witnesses", 'n'),
        ])
    }

    /// Adds an event with its life.
    pub fn put_event(&mut self, event: &EventRow, life: &[Turn]) {
        self.text(Some(&event.key.to_string()));
        self.text(Some(&event.event_type));
        self.texts(event.modes.split('+').filter(|mode| !mode.is_empty()));
        self.text(Some(event.status.as_str()));
        self.text(Some(&event.actors));
        self.text(Some(&event.recipients));
        self.day(event.days.from);
        self.day(event.days.to);
        self.text(event.place.as_deref());
        self.text(event.place_country.as_deref());
        self.real(event.coordinates.map(|(north, _)| north));
        self.real(event.coordinates.map(|(_, east)| east));
        self.day(Some(event.first_learned));
        self.day(Some(event.changed));
        self.count(event.n_claims);
        self.count(event.n_articles);
        self.count(event.n_outlets);
        self.real(Some(event.confidence));
        self.text(event.thread.map(|key| key.to_string()).as_deref());
        self.life(life);
        self.end_row();
    }

    /// Adds a claim.
    pub fn put_claim(&mut self, row: &ClaimRow) {
        let claim = &row.claim;
        let place = claim.place.as_ref();
        let coordinates = place.and_then(|place| place.coordinates);
        self.text(Some(&row.key.to_string()));
        self.text(row.event.map(|key| key.to_string()).as_deref());
        self.day(Some(row.learned));
        self.text(Some(&claim.event_type));
        self.texts(claim.modes.iter().map(String::as_str));
        self.texts(claim.contexts.iter().map(String::as_str));
        self.text(Some(claim.status.as_str()));
        self.parties(&claim.actors);
        self.parties(&claim.recipients);
        self.day(claim.when.interval.from);
        self.day(claim.when.interval.to);
        self.text(place.map(|place| place.text.as_str()).filter(|text| !text.is_empty()));
        self.text(place.and_then(|place| place.country.as_deref()));
        self.real(coordinates.map(|(north, _)| north));
        self.real(coordinates.map(|(_, east)| east));
        self.text(Some(claim.source.kind.as_str()));
        self.text(claim.source.who.as_deref());
        self.real(Some(claim.confidence));
        self.text(row.quote.as_deref());
        self.count(claim.evidence.span.start());
        self.count(claim.evidence.span.end());
        self.text(Some(&row.article));
        self.text(row.title.as_deref());
        self.text(row.outlet.as_deref());
        self.text(row.url.as_deref());
        self.count(row.n_witnesses);
        self.end_row();
    }

    /// Its columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// How many rows are being gathered.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// A table of articles, without their words.
    #[must_use]
    pub fn of_articles() -> Self {
        Self::new(&[
            ("article", 't'),
            ("published", 'd'),
            ("title", 't'),
            ("outlet", 't'),
            ("url", 't'),
            ("claims", 'n'),
            ("copy_of", 't'),
        ])
    }

    /// A table of what ledgers export.
    #[must_use]
    pub fn of(what: What) -> Self {
        match what {
            What::Events => Self::of_events(),
            What::Claims => Self::of_claims(),
            What::Articles => Self::of_articles(),
        }
    }

    /// Adds an article.
    pub fn put_article(&mut self, row: &ArticleRow) {
        self.text(Some(&row.id));
        self.day(row.published);
        self.text(row.title.as_deref());
        self.text(row.outlet.as_deref());
        self.text(row.url.as_deref());
        self.count(row.n_claims);
        self.text(row.copy_of.as_deref());
        self.end_row();
    }

    fn column(&mut self) -> Option<&mut Column> {
        self.next += 1;
        self.columns.get_mut(self.next - 1)
    }

    fn text(&mut self, value: Option<&str>) {
        if let Some(Column::Text(column)) = self.column() {
            column.append_option(value);
        }
    }

    fn day(&mut self, value: Option<Date>) {
        if let Some(Column::Day(column)) = self.column() {
            column.append_option(value.map(day_number));
        }
    }

    fn real(&mut self, value: Option<f32>) {
        if let Some(Column::Real(column)) = self.column() {
            column.append_option(value);
        }
    }

    fn count(&mut self, value: usize) {
        if let Some(Column::Count(column)) = self.column() {
            column.append_value(value as u32);
        }
    }

    fn texts<'a>(&mut self, values: impl Iterator<Item = &'a str>) {
        if let Some(Column::Texts(column)) = self.column() {
            values.for_each(|value| column.values().append_value(value));
            column.append(true);
        }
    }

    fn parties(&mut self, parties: &[Party]) {
        let Some(Column::Parties(column)) = self.column() else { return };
        for Party { text, actor, .. } in parties {
            let id = Some(&actor.id).filter(|id| !id.is_empty());
            let values = [
                Some(text),
                actor.country.as_ref(),
                actor.sector.as_ref(),
                actor.person.as_ref(),
                actor.office.as_ref(),
                actor.body.as_ref(),
                id,
            ];
            for (place, value) in values.into_iter().enumerate() {
                if let Some(field) = column.values().field_builder::<StringBuilder>(place) {
                    field.append_option(value);
                }
            }
            column.values().append(true);
        }
        column.append(true);
    }

    fn life(&mut self, life: &[Turn]) {
        let Some(Column::Life(column)) = self.column() else { return };
        for turn in life {
            let turns = column.values();
            for (place, day) in [(0, Some(turn.learned)), (2, turn.days.from), (3, turn.days.to)] {
                if let Some(field) = turns.field_builder::<Date32Builder>(place) {
                    field.append_option(day.map(day_number));
                }
            }
            if let Some(field) = turns.field_builder::<StringBuilder>(1) {
                field.append_value(turn.status.as_str());
            }
            if let Some(field) = turns.field_builder::<UInt32Builder>(4) {
                field.append_value(turn.n_claims as u32);
            }
            turns.append(true);
        }
        column.append(true);
    }

    fn end_row(&mut self) {
        self.next = 0;
        self.n_rows += 1;
    }

    /// The rows gathered so far; the next ones follow anew.
    pub fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.n_rows = 0;
        let columns = self.columns.iter_mut().map(Column::finish).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }
}
