//! Knows politics and no disk: grounds one read article in time, actors and places, and codes what it claims.
//!
//! ```text
//! Parsed ─┬─ time ──┐
//!         ├─ actor ─┼─ anchor ─▶ Grounding ─ source ─ code ─▶ claims
//!         └─ place ─┘
//! ```
//!
//! `predicate` holds what says that something happened, `source` what says on whose word.

pub mod actor;
pub mod anchor;
pub mod case;
mod claim;
pub mod code;
mod interval;
pub mod knowledge;
pub mod mend;
mod parsed;
pub mod place;
pub mod predicate;
pub mod source;
pub mod table;
pub mod time;
mod word;

pub use claim::{
    Claim, Confirmation, EventType, Evidence, Party, Source, SourceKind, Stance, Status, When, Where,
};
pub use interval::{Interval, Precision};
pub use knowledge::Knowledge;
pub use parsed::Parsed;

/// What an article's words refer to: its days, its actors and its places, and the day it hangs on.
#[derive(Clone, Debug, Default)]
pub struct Grounding {
    /// Words of time, in the order of the text.
    pub times: Vec<time::TimeExpression>,
    /// Words that name actors, in the order of the text.
    pub actors: Vec<actor::ActorMention>,
    /// Words that name places, in the order of the text.
    pub places: Vec<place::PlaceMention>,
    /// The article's day, or range of days, and why.
    pub anchor: anchor::Anchor,
    /// The countries that the article's title names, in its order.
    pub title: Vec<actor::TitleCountry>,
}
