//! Days of terms as tables write them: a day, a month or a year, and ends that are not known.

use jiff::civil::Date;

use crate::Interval;

/// A day as exactly as a source knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// The first day that can be meant.
    pub(crate) first: Date,
    /// The last day that can be meant.
    pub(crate) last: Date,
}

impl Day {
    /// Reads `2023-07-25`, `2023-07` or `2023`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i16> {
            bytes.get(from..to)?.iter().try_fold(0_i16, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
            })
        };
        let dash = |at: usize| bytes.get(at) == Some(&b'-');
        let year = number(0, 4)?;
        match bytes.len() {
            4 => Some(Self { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? }),
            7 if dash(4) => {
                let first = Date::new(year, number(5, 7)? as i8, 1).ok()?;
                Some(Self { first, last: first.last_of_month() })
            }
            10 if dash(4) && dash(7) => {
                let day = Date::new(year, number(5, 7)? as i8, number(8, 10)? as i8).ok()?;
                Some(Self { first: day, last: day })
            }
            _ => None,
        }
    }
}

/// When a term ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// On this day, which belongs to the term.
    Known(Day),
    /// About then, because somebody else held the office from then on.
    Followed(Day),
    /// It had not ended on this day, and nothing is known of later ones.
    Open(Date),
}

impl End {
    /// Reads a day, `succ@` a day, or `open@` a day.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(day) = text.strip_prefix("open@") {
            Day::parse(day).map(|day| Self::Open(day.last))
        } else if let Some(day) = text.strip_prefix("succ@") {
            Day::parse(day).map(Self::Followed)
        } else {
            Day::parse(text).map(Self::Known)
        }
    }
}

/// From when to when somebody held an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// When it began; `None` where only a day on which it ran is known.
    pub(crate) from: Option<Day>,
    /// When it ended.
    pub(crate) to: End,
}

/// For how long after the last day on which somebody was known to be in office they are taken to be still.
const STILL_DAYS: i32 = 3 * 365;

impl Held {
    /// All days that can belong to it; open where its end is not known.
    pub(crate) fn longest(self) -> Interval {
        Interval { from: self.from.map(|day| day.first), to: self.last() }
    }

    /// The last day that can belong to it, if there is one.
    pub(crate) fn last(self) -> Option<Date> {
        match self.to {
            End::Known(day) => Some(day.last),
            // Sources notice a hand-over some days late.
            End::Followed(day) => Some(moved(day.last, 7)),
            End::Open(_) => None,
        }
    }

    /// The last day on which it can reasonably be believed.
    pub(crate) fn believed(self) -> Interval {
        let to = match self.to {
            End::Open(day) => Some(moved(day, STILL_DAYS)),
            _ => self.last(),
        };
        let from = match (self.from, self.to) {
            (Some(day), _) => Some(day.first),
            // Seen in office on a day, and since when is not known: at least half a year is likely.
            (None, End::Open(day)) => Some(moved(day, -183)),
            (None, _) => None,
        };
        Interval { from, to }
    }

    /// Whether every day of the interval surely belongs to it.
    pub(crate) fn covers(self, days: Interval) -> bool {
        let begun = match (self.from, days.from) {
            (Some(day), Some(from)) => day.last <= from,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let running = match (self.to, days.to) {
            (End::Known(day) | End::Followed(day), Some(to)) => to <= day.first,
            (End::Open(_), _) => true,
            (_, None) => false,
        };
        begun && running
    }
}

/// A day so many days later or earlier; the day itself where there is no such day.
pub(crate) fn moved(day: Date, n_days: i32) -> Date {
    use jiff::ToSpan as _;
    day.checked_add(i64::from(n_days).days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_as_exact_as_they_are_written() {
        let check = |text: &str, first: Date, last: Date| {
            assert_eq!(Day::parse(text), Some(Day { first, last }), "{text}");
        };
        check("2023-07-25", date(2023, 7, 25), date(2023, 7, 25));
        check("2024-02", date(2024, 2, 1), date(2024, 2, 29));
        check("1998", date(1998, 1, 1), date(1998, 12, 31));
        for wrong in ["", "98", "2023-13", "2023-02-30", "2023/07/25", "2023-7-25", "2010s", "２０２３"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn unknown_ends_are_believed_for_a_while() {
        let held = Held { from: Day::parse("2021-09-21"), to: End::parse("open@2023-03-01").unwrap() };
        assert_eq!(held.longest(), Interval::since(date(2021, 9, 21)));
        assert!(held.believed().contains(date(2024, 3, 1)));
        assert!(!held.believed().contains(date(2027, 3, 1)));
        let seen = Held { from: None, to: End::parse("open@2026-05-13").unwrap() };
        assert!(seen.believed().contains(date(2026, 3, 1)));
        assert!(!seen.believed().contains(date(2024, 3, 1)));
        let known = Held { from: Day::parse("2022-12-30"), to: End::parse("2023-07-25").unwrap() };
        assert!(known.covers(Interval::new(date(2023, 6, 5), date(2023, 6, 11))));
        assert!(!known.covers(Interval::new(date(2023, 7, 20), date(2023, 7, 27))));
    }
}
