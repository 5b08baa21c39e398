//! `merge`, `join` and `show`: events of claims that may join each other, whose affairs they are of, and claims as they
//! are exported.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dragoman_store::{ClaimRow, Key, Placeable, Table, Tied, joined, merged};

use super::columns::{claim, column, needed, number_of};
use super::copies::Pairs;
use super::{Group, Work};

/// Merges claims into events; rows come by kin, that is by what bears on each other.
///
/// Gives the columns of a ledger's export, in which `articles`, `outlets` and `thread` are still to be filled in, and
/// `key` and `members`, by which the claims are found again, and `rank` and `affair`, by which events are tied.
pub(super) struct Merge {
    group: Group<i64, Placeable>,
    table: Table,
    keys: Int64Builder,
    members: ListBuilder<Int64Builder>,
    /// Rank, affair.
    texts: [StringBuilder; 2],
}

impl Default for Merge {
    fn default() -> Self {
        Self {
            group: Group::new(),
            table: Table::of_events(),
            keys: Int64Builder::new(),
            members: ListBuilder::new(Int64Builder::new()),
            texts: Default::default(),
        }
    }
}

impl Merge {
    fn merge(&mut self, members: &[Placeable]) {
        for event in merged(members) {
            self.table.put_event(&event.row, &event.life);
            self.keys.append_value(event.row.key.number);
            event.claims.iter().for_each(|claim| self.members.values().append_value(*claim));
            self.members.append(true);
            let [rank, affair] = &mut self.texts;
            rank.append_value(event.rank);
            affair.append_option(event.affair);
        }
    }
}

impl Work for Merge {
    fn schema(&self) -> SchemaRef {
        let mut fields: Vec<_> = self.table.schema().fields().iter().cloned().collect();
        let item = Arc::new(Field::new("item", DataType::Int64, true));
        fields.push(Arc::new(Field::new("key", DataType::Int64, true)));
        fields.push(Arc::new(Field::new("members", DataType::List(item), true)));
        fields.extend(["rank", "affair"].map(|name| Arc::new(Field::new(name, DataType::Utf8, true))));
        Arc::new(Schema::new(fields))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [kin, key, article, number, learned, body] =
            ["kin", "claim", "article_key", "number", "learned", "body"].map(|name| column(batch, name));
        let (kin, key, article, number, learned, body) = (kin?, key?, article?, number?, learned?, body?);
        for row in 0..batch.num_rows() {
            let member = Placeable {
                key: needed(key.number(row), "claim")?,
                article: needed(article.number(row), "article")?,
                number: needed(number.number(row), "number")? as usize,
                learned: needed(learned.day(row), "day")?,
                claim: claim(body.text(row))?,
            };
            if let Some(members) = self.group.put(needed(kin.number(row), "kin")?, member) {
                self.merge(&members);
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArrowError> {
        let members = self.group.end();
        self.merge(&members);
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.table.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        let schema = self.schema();
        let mut columns: Vec<ArrayRef> = self.table.take()?.columns().to_vec();
        columns.push(Arc::new(self.keys.finish()));
        columns.push(Arc::new(self.members.finish()));
        columns.extend(self.texts.iter_mut().map(|text| -> ArrayRef { Arc::new(text.finish()) }));
        RecordBatch::try_new(schema, columns)
    }
}

/// Finds for each event the earlier one whose affair it joins; rows come by event.
pub(super) struct Join {
    group: Group<i64, Tied>,
    found: Pairs,
}

impl Default for Join {
    fn default() -> Self {
        Self { group: Group::new(), found: Pairs::new(["event", "parent"]) }
    }
}

impl Join {
    fn join(&mut self, event: Option<i64>, ties: Vec<Tied>) {
        if let (Some(event), Some(parent)) = (event, joined(ties)) {
            self.found.put(event, Some(parent));
        }
    }
}

impl Work for Join {
    fn schema(&self) -> SchemaRef {
        self.found.schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [event, article, rank, to, day, weight, because] =
            ["event", "article_key", "to_rank", "to", "day", "weight", "because"]
                .map(|name| column(batch, name));
        let (event, article, rank, to, day) = (event?, article?, rank?, to?, day?);
        let (weight, because) = (weight?, because?);
        for row in 0..batch.num_rows() {
            let tied = Tied {
                article: article.number(row),
                to: (needed(rank.text(row), "rank")?.to_owned(), needed(to.number(row), "event")?),
                day: number_of(needed(day.day(row), "day")?),
                weight: needed(weight.real(row), "weight")?,
                because: because.text(row).unwrap_or_default().to_owned(),
            };
            let before = self.group.key();
            if let Some(ties) = self.group.put(needed(event.number(row), "event")?, tied) {
                self.join(before, ties);
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArrowError> {
        let before = self.group.key();
        let ties = self.group.end();
        self.join(before, ties);
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.found.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.found.give()
    }
}

/// Claims with the columns of a ledger's export.
pub(super) struct Show {
    table: Table,
}

impl Default for Show {
    fn default() -> Self {
        Self { table: Table::of_claims() }
    }
}

impl Work for Show {
    fn schema(&self) -> SchemaRef {
        self.table.schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [key, event, learned, body, quote] =
            ["claim", "event", "learned", "body", "quote"].map(|name| column(batch, name));
        let (key, event, learned, body, quote) = (key?, event?, learned?, body?, quote?);
        let [article, number, title, outlet, url, witnesses] =
            ["article", "number", "title", "outlet", "url", "witnesses"].map(|name| column(batch, name));
        let (article, number, title, outlet, url, witnesses) =
            (article?, number?, title?, outlet?, url?, witnesses?);
        for row in 0..batch.num_rows() {
            let owned = |words: Option<&str>| words.map(str::to_owned);
            self.table.put_claim(&ClaimRow {
                key: Key::claim(needed(key.number(row), "claim")?),
                event: event.number(row).map(Key::event),
                claim: claim(body.text(row))?,
                quote: owned(quote.text(row)),
                learned: needed(learned.day(row), "day")?,
                article: needed(article.text(row), "article")?.to_owned(),
                number: number.number(row).unwrap_or(0) as usize,
                title: owned(title.text(row)),
                outlet: owned(outlet.text(row)),
                url: owned(url.text(row)),
                n_witnesses: witnesses.number(row).unwrap_or(0) as usize,
            });
        }
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.table.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.table.take()
    }
}
