//! Keeps articles, claims, events and threads in one file, and answers questions about them.
//!
//! ```text
//! articles with claims ─ add ─▶ filed, copies found ─ settle ─▶ events, threads ─ search ─▶ answers
//! ```
//!
//! The file is SQLite and can be read with any of its clients: the views `articles`, `claims`, `events`, `life` and
//! `threads` are meant for people. There are two clocks: when a happening is dated, and the day on which it became
//! known, `learned`; every question can be asked as of a day.

mod ask;
mod bulk;
mod draft;
mod error;
mod export;
mod file;
mod form;
mod key;
mod ledger;
mod marks;
mod news;
mod pick;
mod query;
mod settle;
mod table;
mod thread;

pub use ask::{Ahead, ArticleRow, ClaimRow, Counts, EventRow, EventSheet, LogRow, Page, ThreadSheet, Turn};
pub use bulk::{
    Coded, Compared, Copies, Merged, Placeable, Tied, face, joined, merged, read_claim, write_claim,
};
pub use dragoman_thread::merge::Score;
pub use error::{StoreError, StoreErrorKind};
pub use export::{Export, Format, Import, LICENCE, ParquetFile, Scale, Summary, What, calendar};
pub use file::{Fate, Filed, parties_in_words};
pub use key::{Key, Kind};
pub use ledger::{Adding, Ledger};
pub use news::{Change, Cursor, Interrupter, MOST_VOICES, OutletRow, Since, ThreadRow, VoiceRow, called};
pub use pick::{Heard, Month};
pub use query::{Query, Role, Sort, parse_day};
pub use settle::Settled;
pub use table::Table;
