//! Holidays: when they are in a year.

use std::sync::Arc;

use super::calendar::{self, Day, Days};

/// A holiday by its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Feast {
    /// Its name, in lower case.
    pub name: Arc<str>,
    pub(crate) rule: Rule,
    /// How many days it lasts.
    pub(crate) n_days: i32,
}

/// How a holiday is found in a year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rule {
    /// The same day of the same month.
    Fixed { month: i32, day: i32 },
    /// The nth such weekday of a month; counted from its end below 0.
    Nth { month: i32, weekday: i32, n: i32 },
    /// So many days from western Easter.
    Easter(i32),
    /// So many days from eastern Easter.
    OrthodoxEaster(i32),
    /// As tables of other calendars have it: first days, ascending.
    Table(Arc<[Day]>),
}

impl Feast {
    /// The days of the feast that begins in a year; the first one where there are two.
    pub(crate) fn in_year(&self, year: i32) -> Option<Days> {
        let first = match &self.rule {
            Rule::Fixed { month, day } => calendar::day(year, *month, *day),
            Rule::Nth { month, weekday, n } if *n > 0 => {
                let first = calendar::day(year, *month, 1);
                first + (weekday - calendar::weekday_of(first)).rem_euclid(7) + 7 * (n - 1)
            }
            Rule::Nth { month, weekday, n } => {
                let last = calendar::day(year, *month, calendar::days_in(year, *month));
                last - (calendar::weekday_of(last) - weekday).rem_euclid(7) + 7 * (n + 1)
            }
            Rule::Easter(days) => calendar::easter(year) + days,
            Rule::OrthodoxEaster(days) => calendar::orthodox_easter(year) + days,
            Rule::Table(days) => *days.iter().find(|day| calendar::year_of(**day) == year)?,
        };
        Some(Days::new(first, first + self.n_days - 1))
    }

    /// Whether it is on the same day of the same month each year, and on which.
    pub(crate) fn fixed(&self) -> Option<(i32, i32)> {
        match self.rule {
            Rule::Fixed { month, day } if self.n_days == 1 => Some((month, day)),
            _ => None,
        }
    }
}
