//! Words of time and the days they mean.
//!
//! ```text
//! Parsed ─ find ─▶ expressions that know how they are to be counted ─ resolve ─▶ days
//! ```
//!
//! [`find`] reads them off tokens and trees, and needs no day. [`resolve`] counts from the article's day, or from the
//! range of days that it may be; [`days_on`] counts one expression from a day that is only supposed.

pub(crate) mod calendar;
pub(crate) mod count;
mod feast;
#[allow(
    clippy::match_same_arms,
    reason = "each arm is a rule of its own, in the order in which they are tried"
)]
mod find;
mod meaning;
mod piece;
#[allow(clippy::if_same_then_else, reason = "each branch is a phrase of its own")]
mod read;
#[allow(
    clippy::match_same_arms,
    reason = "each arm is a rule of its own, in the order in which they are tried"
)]
mod tense;
#[allow(
    clippy::match_same_arms,
    reason = "each arm is a rule of its own, in the order in which they are tried"
)]
mod value;
#[allow(
    clippy::enum_variant_names,
    clippy::struct_excessive_bools,
    reason = "the names are the words themselves; a word can be several things"
)]
mod vocabulary;

use std::ops::Range;

use dragoman_text::Span;
use jiff::civil::Date;

pub use feast::Feast;
pub use find::find;
pub use meaning::{Count, DayPart, End, Field, Meaning, Origin, Part, Side, Unit, YearOf};
pub use vocabulary::{Tables, Vocabulary};

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
    /// `TimeML` value; `X` for digits that are not known (`XXXX-06-18` while the year is open).
    pub value: String,
    /// The days they mean, as far as the article's day lets them be known. A duration has days only where it says
    /// which ("the past three months"), and a set has none.
    pub interval: Option<Interval>,
    /// How finely they speak.
    pub precision: Precision,
    /// What they were counted from.
    pub counted_from: CountedFrom,
    /// Which rule read them, in words that can be shown.
    pub reason: String,
    /// How they are to be counted.
    pub meaning: Meaning,
    /// On which side of the days the preposition before them puts what they date.
    pub bound: Bound,
    /// Where their verb firmly puts them.
    pub tense: Tense,
}

impl TimeExpression {
    /// The days on which what they date may lie: "since 2020" is open at its end, "by Friday" at its start.
    #[must_use]
    pub fn bounded(&self) -> Option<Interval> {
        let interval = self.interval?;
        let next = |day: Date| calendar::date(calendar::number(day) + 1);
        let before = |day: Date| calendar::date(calendar::number(day) - 1);
        Some(match self.bound {
            Bound::At | Bound::Between => interval,
            Bound::Since | Bound::From => Interval { from: interval.from, to: None },
            Bound::Until | Bound::By => Interval { from: None, to: interval.to },
            Bound::Before => Interval { from: None, to: interval.from.map(before) },
            Bound::After => Interval { from: interval.to.map(next), to: None },
        })
    }

    /// Whether they say themselves which days they mean.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        self.counted_from == CountedFrom::Calendar
    }
}

/// `TimeML`'s kinds of words of time.
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

/// Where the verb of words of time puts them, seen from the moment of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    /// Before it, or at it.
    Past,
    /// After it, or at it.
    Future,
    /// It does not say for certain.
    #[default]
    Unknown,
}

/// On which side of its days a preposition puts what words of time date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// On them.
    #[default]
    At,
    /// From them on, up to now.
    Since,
    /// From them on.
    From,
    /// "Between", before a range.
    Between,
    /// Up to them.
    Until,
    /// Not later than them.
    By,
    /// Earlier than them.
    Before,
    /// Later than them.
    After,
}

/// Fills in the days, the values and what they were counted from.
///
/// The article's day may be a range of days: each expression then gets the shortest interval that holds what it means
/// on any of them, and its value stays open where that differs.
pub fn resolve(times: &mut [TimeExpression], anchor: Interval) {
    let ends = [anchor.from, anchor.to].map(|end| end.map(calendar::number));
    for place in 0..times.len() {
        let (before, rest) = times.split_at_mut(place);
        let Some(time) = rest.first_mut() else { break };
        let days = ends.map(|day| count::From { times: before, day }.days(&time.meaning));
        let (interval, sharp) = match days {
            [Some(one), Some(two)] => (Some(one.hull(two)), (one == two).then_some(one)),
            // Open at one end: so are the days.
            [Some(one), None] => (one.from.map(calendar::Days::since), None),
            [None, Some(two)] => (two.to.map(calendar::Days::until), None),
            [None, None] => (None, None),
        };
        time.interval = interval.map(calendar::Days::interval);
        time.value = value::value(&time.meaning, sharp);
        time.counted_from = find::counted_from(&time.meaning);
    }
}

/// The days of the expression at a place of the list, if the article's day were that one.
#[must_use]
pub fn days_on(times: &[TimeExpression], place: usize, day: Date) -> Option<Interval> {
    let time = times.get(place)?;
    let from = count::From { times: times.get(..place)?, day: Some(calendar::number(day)) };
    from.days(&time.meaning).map(calendar::Days::interval)
}

/// The days of the stretch of which an expression names a part, if the article's day were that one.
#[must_use]
pub fn whole_on(times: &[TimeExpression], place: usize, day: Date) -> Option<Interval> {
    let Meaning::Part { of, .. } = &times.get(place)?.meaning else { return None };
    let from = count::From { times: times.get(..place)?, day: Some(calendar::number(day)) };
    from.days(of).map(calendar::Days::interval)
}

/// The days of an end of a range, if the article's day were that one.
#[must_use]
pub fn end_on(times: &[TimeExpression], place: usize, end: &End, day: Date) -> Option<Interval> {
    let from = count::From { times: times.get(..place)?, day: Some(calendar::number(day)) };
    from.days(&end.meaning).map(calendar::Days::interval)
}

/// The `TimeML` value of an end of a range, if the article's day were that one.
#[must_use]
pub fn value_on(times: &[TimeExpression], place: usize, end: &End, day: Option<Date>) -> String {
    let times = times.get(..place).unwrap_or(&[]);
    let days = count::From { times, day: day.map(calendar::number) }.days(&end.meaning);
    value::value(&end.meaning, days)
}
