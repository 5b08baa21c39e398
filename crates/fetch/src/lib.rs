//! Follows feeds and sitemaps, politely.
//!
//! [`Fetcher::page`] fetches one page, and [`follow`] all that feeds point at; either asks each host one thing at a time
//! and with pauses, obeys its robots.txt, keeps to limits of size and time, and reaches no machine that is not on the
//! public internet unless that is allowed.
//! What is fetched is appended to a WARC (its form is described in `warc.rs`), which is what intake reads.

mod error;
mod exchange;
mod fetcher;
mod follow;
mod limits;
mod listing;
mod pace;
mod queue;
mod reach;
mod report;
mod robots;
mod state;
mod store;
mod warc;

pub use error::FetchError;
pub use exchange::Validators;
pub use fetcher::{Asked, Contact, Fetcher, Options, Page};
pub use follow::{Run, RunError, follow};
pub use limits::{Limits, Manners};
pub use listing::{Link, Listing, NotAListing};
pub use reach::{Reach, Unreachable, is_public};
pub use report::{Outcome, Report, Summary};
pub use store::StoreError;
