//! `spread`, `akin` and `contract`: which claims bear on each other, and what hangs together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder as _, BooleanBuilder, Date32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dragoman::event::Claim;
use dragoman_store::{blocks, slim, write_claim};
use dragoman_thread::merge::{Compared, Told, are_akin};
use jiff::civil::Date;

use super::columns::{claim, column, needed, number_of};
use super::copies::Pairs;
use super::{Group, Work};

/// Sends each claim to the blocks in which it is compared, with no more than comparing needs of it.
#[derive(Default)]
pub(super) struct Spread {
    block: Int64Builder,
    claim: Int64Builder,
    learned: Date32Builder,
    told: StringBuilder,
}

impl Work for Spread {
    fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(vec![
            Field::new("block", DataType::Int64, true),
            Field::new("claim", DataType::Int64, true),
            Field::new("learned", DataType::Date32, true),
            Field::new("told", DataType::Utf8, true),
        ]))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [key, learned, body] = ["claim", "learned", "body"].map(|name| column(batch, name));
        let (key, learned, body) = (key?, learned?, body?);
        for row in 0..batch.num_rows() {
            let day = needed(learned.day(row), "day")?;
            let claim = slim(&claim(body.text(row))?);
            let told = write_claim(&claim);
            for block in blocks(day, &claim) {
                self.block.append_value(block);
                self.claim.append_option(key.number(row));
                self.learned.append_value(number_of(day));
                self.told.append_value(&told);
            }
        }
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.block.len()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.block.finish()),
            Arc::new(self.claim.finish()),
            Arc::new(self.learned.finish()),
            Arc::new(self.told.finish()),
        ];
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// A claim in a cell of a block.
struct Member {
    key: i64,
    /// The part of the block that it is of.
    part: i64,
    learned: Date,
    claim: Claim,
}

/// Compares the claims of each cell and gives the pairs that bear on each other. Rows come by block and cell.
///
/// A small block is one cell. A large one is divided into parts, and a cell holds one part or two: two parts are
/// compared with each other there and not within themselves, so every pair of a block meets exactly once.
pub(super) struct Akin {
    group: Group<(i64, i64), Member>,
    found: Pairs,
}

impl Default for Akin {
    fn default() -> Self {
        Self { group: Group::new(), found: Pairs::new(["one", "two"]) }
    }
}

impl Akin {
    fn compare(&mut self, members: &[Member]) {
        let compared: Vec<Compared<'_>> = members
            .iter()
            .map(|one| Compared::of(Told { id: "", published: one.learned, claim: &one.claim }))
            .collect();
        let is_one_part = members.iter().all(|one| Some(one.part) == members.first().map(|first| first.part));
        for (place, (one, left)) in members.iter().zip(&compared).enumerate() {
            for (two, right) in members.iter().zip(&compared).skip(place + 1) {
                if (is_one_part || one.part != two.part) && are_akin(left, right) {
                    self.found.put(one.key.min(two.key), Some(one.key.max(two.key)));
                }
            }
        }
    }
}

impl Work for Akin {
    fn schema(&self) -> SchemaRef {
        self.found.schema()
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let [block, cell, part, key, learned, told] =
            ["block", "cell", "part", "claim", "learned", "told"].map(|name| column(batch, name));
        let (block, cell, part, key, learned, told) = (block?, cell?, part?, key?, learned?, told?);
        for row in 0..batch.num_rows() {
            let group = (needed(block.number(row), "block")?, needed(cell.number(row), "cell")?);
            let member = Member {
                key: needed(key.number(row), "claim")?,
                part: needed(part.number(row), "part")?,
                learned: needed(learned.day(row), "day")?,
                claim: claim(told.text(row))?,
            };
            if let Some(members) = self.group.put(group, member) {
                self.compare(&members);
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArrowError> {
        let members = self.group.end();
        self.compare(&members);
        Ok(())
    }

    fn n_rows(&self) -> usize {
        self.found.n_rows()
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        self.found.give()
    }
}

/// One round of finding what hangs together: of all pairs that were brought here, each one's least companion, and
/// whether that is news.
///
/// The engine brings every pair to the place of its one and to that of its two, and hands what comes out round again
/// until nothing is news. Then every pair names the least of all that hang together.
#[derive(Default)]
pub(super) struct Contract {
    pairs: BTreeSet<(i64, i64)>,
    is_done: bool,
    ones: Int64Builder,
    twos: Int64Builder,
    news: BooleanBuilder,
}

impl Work for Contract {
    fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(vec![
            Field::new("one", DataType::Int64, true),
            Field::new("two", DataType::Int64, true),
            Field::new("news", DataType::Boolean, true),
        ]))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let (one, two) = (column(batch, "one")?, column(batch, "two")?);
        for row in 0..batch.num_rows() {
            let (one, two) = (needed(one.number(row), "one")?, needed(two.number(row), "two")?);
            self.pairs.insert((one.min(two), one.max(two)));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArrowError> {
        let pairs = std::mem::take(&mut self.pairs);
        for (member, least) in least_of(&pairs) {
            self.ones.append_value(least);
            self.twos.append_value(member);
            self.news.append_value(!pairs.contains(&(least, member)));
        }
        self.is_done = true;
        Ok(())
    }

    fn n_rows(&self) -> usize {
        if self.is_done { self.ones.len() } else { 0 }
    }

    fn give(&mut self) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> =
            vec![Arc::new(self.ones.finish()), Arc::new(self.twos.finish()), Arc::new(self.news.finish())];
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// Each member of a pair with the least that it hangs together with, itself left out where it is that.
fn least_of(pairs: &BTreeSet<(i64, i64)>) -> BTreeMap<i64, i64> {
    let mut parent: HashMap<i64, i64> = HashMap::new();
    for (one, two) in pairs {
        let (one, two) = (root(&mut parent, *one), root(&mut parent, *two));
        if one != two {
            parent.insert(one.max(two), one.min(two));
        }
    }
    let members: BTreeSet<i64> = pairs.iter().flat_map(|(one, two)| [*one, *two]).collect();
    members
        .into_iter()
        .filter_map(|member| {
            Some((member, root(&mut parent, member))).filter(|(member, least)| member != least)
        })
        .collect()
}

/// The least that one is known to hang together with; the way there is shortened.
fn root(parent: &mut HashMap<i64, i64>, mut one: i64) -> i64 {
    while let Some(above) = parent.get(&one).copied() {
        if let Some(next) = parent.get(&above).copied() {
            parent.insert(one, next);
        }
        one = above;
    }
    one
}
