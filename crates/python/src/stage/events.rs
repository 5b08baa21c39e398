//! `merge` and `show`: events of claims that bear on each other, and claims as they are exported.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dragoman::event::Claim;
use dragoman_store::{ClaimRow, Key, Table, merged};
use jiff::civil::Date;

use super::columns::{claim, column, needed};
use super::{Group, Work};

/// A claim with what merging and showing need of it: key, article, number, day, claim.
type Member = (i64, String, usize, Date, Claim);

/// Merges claims into events; rows come by kin, that is by what bears on each other.
///
/// Gives the columns of a ledger's export, in which `articles`, `outlets` and `thread` are still to be filled in, and
/// `key` and `members`, by which the claims are found again.
pub(super) struct Merge {
    group: Group<i64, Member>,
    table: Table,
    keys: Int64Builder,
    members: ListBuilder<Int64Builder>,
}

impl Default for Merge {
    fn default() -> Self {
        Self {
            group: Group::new(),
            table: Table::of_events(),
            keys: Int64Builder::new(),
            members: ListBuilder::new(Int64Builder::new()),
        }
    }
}

impl Merge {
    fn merge(&mut self, members: Vec<Member>) {
        for event in merged(members) {
            self.table.put_event(&event.row, &event.life);
            self.keys.append_value(event.row.key.number);
            event.claims.iter().for_each(|claim| self.members.values().append_value(*claim));
            self.members.append(true);
        }
    }
}

impl Work for Merge {
    fn schema(&self) -> SchemaRef {
        let mut fields: Vec<_> = self.table.schema().fields().iter().cloned().collect();
        let item = Arc::new(Field::new("item", DataType::Int64, true));
        fields.push(Arc::new(Field::new("key", DataType::Int64, true)));
        fields.push(Arc::new(Field::new("members", DataType::List(item), true)));
        Arc::new(Schema::new(fields))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [kin, key, article, number, learned, body] =
            ["kin", "claim", "article", "number", "learned", "body"].map(|name| column(batch, name));
        let (kin, key, article, number, learned, body) = (kin?, key?, article?, number?, learned?, body?);
        for row in 0..batch.num_rows() {
            let member = (
                needed(key.number(row), "claim")?,
                needed(article.text(row), "article")?.to_owned(),
                needed(number.number(row), "number")? as usize,
                needed(learned.day(row), "day")?,
                claim(body.text(row))?,
            );
            if let Some(members) = self.group.put(needed(kin.number(row), "kin")?, member) {
                self.merge(members);
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArrowError> {
        let members = self.group.end();
        self.merge(members);
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
        RecordBatch::try_new(schema, columns)
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
