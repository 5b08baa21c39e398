//! Stretches of days.

use jiff::civil::Date;

/// A stretch of whole days, both ends included; an end that is not known is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day; `None` where it is open.
    pub from: Option<Date>,
    /// Last day; `None` where it is open.
    pub to: Option<Date>,
}

impl Interval {
    /// Open at both ends.
    pub const OPEN: Self = Self { from: None, to: None };

    /// From one day to another, both included.
    #[must_use]
    pub fn new(from: Date, to: Date) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self::new(day, day)
    }

    /// From a day on.
    #[must_use]
    pub fn since(from: Date) -> Self {
        Self { from: Some(from), to: None }
    }

    /// Up to a day, that day included.
    #[must_use]
    pub fn until(to: Date) -> Self {
        Self { from: None, to: Some(to) }
    }

    /// Whether no day lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The days that lie in both; may be empty.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: least(self.to, other.to) }
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        !self.intersect(other).is_empty()
    }

    /// The shortest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(one, two)| one.min(two)),
            to: self.to.zip(other.to).map(|(one, two)| one.max(two)),
        }
    }

    /// How many days, where both ends are known; 0 where it is empty.
    #[must_use]
    pub fn n_days(self) -> Option<u32> {
        let (from, to) = self.from.zip(self.to)?;
        let days = (to - from).get_days();
        Some(u32::try_from(days + 1).unwrap_or(0))
    }
}

/// The earlier of two ends, of which an absent one is the latest of all.
fn least(one: Option<Date>, two: Option<Date>) -> Option<Date> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

/// How finely words of time speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day, or a part of one.
    #[default]
    Day,
    /// A few days: a weekend, a feast, a part of a month.
    Days,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter or a season.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// Only on which side of something it lies.
    Vague,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn absent_ends_are_open() {
        let june = Interval::new(date(2023, 6, 1), date(2023, 6, 30));
        assert_eq!(
            Interval::since(date(2023, 6, 18)).intersect(june),
            Interval::new(date(2023, 6, 18), date(2023, 6, 30))
        );
        assert_eq!(
            Interval::until(date(2023, 6, 18)).intersect(june),
            Interval::new(date(2023, 6, 1), date(2023, 6, 18))
        );
        assert_eq!(Interval::OPEN.intersect(june), june);
        assert_eq!(Interval::OPEN.hull(june), Interval::OPEN);
        assert!(!june.meets(Interval::since(date(2023, 7, 1))));
        assert_eq!(june.n_days(), Some(30));
        assert_eq!(Interval::since(date(2023, 7, 1)).n_days(), None);
    }
}
