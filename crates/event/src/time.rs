//! Words of time and the days they mean.

use std::ops::Range;

use dragoman_text::Span;

use crate::{Interval, Precision};

/// Words of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where they stand.
    pub span: Span,
    /// Their tokens.
    pub tokens: Range<usize>,
    /// The token among them that depends on one outside.
    pub head: usize,
    /// What they are.
    pub kind: TimeKind,
    /// TimeML value; `X` for digits that are not known (`XXXX-06-18` while the year is open).
    pub value: String,
    /// The days they mean, as far as the article's day lets them be known; `None` for durations and sets.
    pub interval: Option<Interval>,
    /// How finely they speak.
    pub precision: Precision,
    /// What they were counted from.
    pub counted_from: CountedFrom,
    /// Which rule read them, in words that can be shown.
    pub reason: String,
}

/// TimeML's kinds of words of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or a longer stretch on the calendar.
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

/// What words of time were counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountedFrom {
    /// They say themselves which days they mean.
    Calendar,
    /// The article's day.
    Anchor,
    /// Other words of time of the article, by their place in the list.
    Expression(usize),
    /// Nothing: they cannot be counted.
    Nothing,
}
