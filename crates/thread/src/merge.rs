//! Merges claims into events: everything that articles say of one happening.
//!
//! Pairs of claims are scored for how well they can speak of one happening ([`score`]): type, parties, days, place.
//! The best pairs are joined first, and a join is not made where it would bring together what cannot be one: two
//! deeds done on different days, different people on one side. A happening that was put off, or agreed without a day,
//! waits: the next one of the same kind between the same parties is the same event, told with another date.
//!
//! An event's life is its claims ordered by the day on which they were published. Its status is derived from them.

mod cluster;
mod key;
mod life;
mod pair;

pub use cluster::{Event, WAITS_DAYS, are_akin, merge};
pub use key::{keys, undertakings};
pub use life::{Life, Step};
pub use pair::{Compared, Score, days, score};

use dragoman_event::Claim;
use jiff::civil::Date;

/// A claim, and the article that makes it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Stable name of the claim; its order among claims decides what nothing else does.
    pub id: &'a str,
    /// The day on which it was published.
    pub published: Date,
    /// What is claimed.
    pub claim: &'a Claim,
}
