//! `spread`, `akin` and `contract`: which claims bear on each other, and what hangs together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder as _, BinaryBuilder, BooleanBuilder, Int32Builder, Int64Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dragoman_store::Compared;

use super::columns::{column, needed};
use super::copies::Pairs;
use super::{Group, Work};

/// Sends each claim to the blocks in which it is entered (side 0) and to those in which it looks for others (side 1),
/// with no more than comparing needs of it.
#[derive(Default)]
pub(super) struct Spread {
    block: Int64Builder,
    side: Int32Builder,
    claim: Int64Builder,
    face: BinaryBuilder,
}

impl Work for Spread {
    fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(vec![
            Field::new("block", DataType::Int64, true),
            Field::new("side", DataType::Int32, true),
            Field::new("claim", DataType::Int64, true),
            Field::new("face", DataType::Binary, true),
        ]))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let (key, face) = (column(batch, "claim")?, column(batch, "face")?);
        for row in 0..batch.num_rows() {
            let bytes = needed(face.bytes(row), "face")?;
            let compared = needed(Compared::read(bytes), "face")?;
            for (side, blocks) in [(0, compared.entered()), (1, compared.looked_in())] {
                for block in blocks {
                    self.block.append_value(block);
                    self.side.append_value(side);
                    self.claim.append_option(key.number(row));
                    self.face.append_value(bytes);
                }
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
            Arc::new(self.side.finish()),
            Arc::new(self.claim.finish()),
            Arc::new(self.face.finish()),
        ];
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// A claim in a cell of a block.
struct Member {
    key: i64,
    looks: bool,
    compared: Compared,
}

/// Compares the claims of each cell and gives the pairs of which one may join the other. Rows come by block and cell.
///
/// A small block is one cell. In a large one those that are entered are divided into parts, and so are those that look;
/// each part of the one meets each part of the other in a cell, so every pair of a block meets exactly once.
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
        for one in members.iter().filter(|one| one.looks) {
            for two in members.iter().filter(|two| !two.looks) {
                if one.compared.may_join(&two.compared) {
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
        let [block, cell, side, key, face] =
            ["block", "cell", "side", "claim", "face"].map(|name| column(batch, name));
        let (block, cell, side, key, face) = (block?, cell?, side?, key?, face?);
        for row in 0..batch.num_rows() {
            let group = (needed(block.number(row), "block")?, needed(cell.number(row), "cell")?);
            let compared = face.bytes(row).and_then(Compared::read);
            let member = Member {
                key: needed(key.number(row), "claim")?,
                looks: side.number(row) == Some(1),
                compared: needed(compared, "face")?,
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
