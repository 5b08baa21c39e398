//! The day an article hangs on: given, in its metadata, or inferred from what it says.

use crate::Interval;

/// The article's day, or range of days, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The days on which it may have been published; open at both ends where nothing is known.
    pub interval: Interval,
    /// How it is known.
    pub reason: AnchorReason,
    /// The chain of reasons, strongest first, in words that can be shown.
    pub because: Vec<String>,
    /// Contradictions between what is given and what the text says.
    pub remarks: Vec<String>,
}

/// How an article's day is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnchorReason {
    /// Whoever handed us the article said so.
    Given,
    /// The article's metadata say so.
    Metadata,
    /// It follows from what the text says.
    Inferred,
    /// It is not known.
    #[default]
    Unknown,
}
