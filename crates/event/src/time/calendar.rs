//! Arithmetic on days, in numbers: every step of it is total, and ends that no calendar holds are clamped.

use jiff::civil::Date;

use crate::Interval;

/// A day, counted from the first of January 1970.
pub(crate) type Day = i32;

/// The first year and the last that a date can have.
const YEARS: (i32, i32) = (-9999, 9999);

/// The number of a date.
pub(crate) fn number(date: Date) -> Day {
    day(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// The date of a number; the nearest one where it lies outside all calendars.
pub(crate) fn date(day: Day) -> Date {
    let (year, month, day) = fields(day);
    Date::new(year.clamp(YEARS.0, YEARS.1) as i16, month as i8, day as i8).unwrap_or(Date::ZERO)
}

/// The number of year, month and day; days past the month's end go on into the next one.
pub(crate) fn day(year: i32, month: i32, day: i32) -> Day {
    // Years begin in March here, so that the leap day is the last one (Hinnant, "chrono-compatible low-level date
    // algorithms").
    let year = year.clamp(YEARS.0, YEARS.1) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number.
pub(crate) fn fields(day: Day) -> (i32, i32, i32) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let day_of_era = day.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i32::from(month <= 2), month, day_of_month)
}

/// The year of a day.
pub(crate) fn year_of(day: Day) -> i32 {
    fields(day).0
}

/// Monday is 1, Sunday 7.
pub(crate) fn weekday_of(day: Day) -> i32 {
    (day + 3).rem_euclid(7) + 1
}

/// The Monday of a day's week.
pub(crate) fn monday_of(day: Day) -> Day {
    day - weekday_of(day) + 1
}

/// How many days a month has.
pub(crate) fn days_in(year: i32, month: i32) -> i32 {
    let (next_year, next) = if month >= 12 { (year + 1, 1) } else { (year, month + 1) };
    day(next_year, next, 1) - day(year, month, 1)
}

/// Whether there is such a day.
pub(crate) fn is_day(year: i32, month: i32, day: i32) -> bool {
    (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)
}

/// ISO year and week of a day.
pub(crate) fn week_of(day: Day) -> (i32, i32) {
    let thursday = monday_of(day) + 3;
    let year = year_of(thursday);
    (year, (thursday - self::day(year, 1, 1)) / 7 + 1)
}

/// The day of a month that many months away; its last day where the month is shorter.
pub(crate) fn add_months(from: Day, months: i32) -> Day {
    let (year, month, day_of_month) = fields(from);
    let months = year.saturating_mul(12).saturating_add(month - 1).saturating_add(months);
    let (year, month) = (months.div_euclid(12).clamp(YEARS.0, YEARS.1), months.rem_euclid(12) + 1);
    day(year, month, day_of_month.min(days_in(year, month)))
}

/// Easter Sunday of the western churches (Butcher's computus).
pub(crate) fn easter(year: i32) -> Day {
    let (golden, century, in_century) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let skipped = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - skipped + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let sum = moon + weekday - 7 * late + 114;
    day(year, sum / 31, sum % 31 + 1)
}

/// Easter Sunday of the eastern churches, as a day of the Gregorian calendar (Meeus).
pub(crate) fn orthodox_easter(year: i32) -> Day {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let weekday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
    let sum = moon + weekday + 114;
    let behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    day(year, sum / 31, sum % 31 + 1) + behind
}

/// Days from one to another, either end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
}

impl Days {
    pub(crate) fn new(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to.max(from)) }
    }

    pub(crate) fn one(day: Day) -> Self {
        Self::new(day, day)
    }

    pub(crate) fn since(day: Day) -> Self {
        Self { from: Some(day), to: None }
    }

    pub(crate) fn until(day: Day) -> Self {
        Self { from: None, to: Some(day) }
    }

    pub(crate) fn interval(self) -> Interval {
        Interval { from: self.from.map(date), to: self.to.map(date) }
    }

    /// The shortest that holds both.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(one, two)| one.min(two)),
            to: self.to.zip(other.to).map(|(one, two)| one.max(two)),
        }
    }

    /// Some day of it, as near to its beginning as it has one.
    pub(crate) fn start(self) -> Option<Day> {
        self.from.or(self.to)
    }

    /// Some day of it, as near to its end as it has one.
    pub(crate) fn end(self) -> Option<Day> {
        self.to.or(self.from)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as civil;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn feasts_that_move_fall_on_their_days() {
        for (year, western, eastern) in [
            (1999, (4, 4), (4, 11)),
            (2008, (3, 23), (4, 27)),
            (2011, (4, 24), (4, 24)),
            (2023, (4, 9), (4, 16)),
            (2024, (3, 31), (5, 5)),
            (2025, (4, 20), (4, 20)),
        ] {
            assert_eq!(easter(year), day(year, western.0, western.1), "{year}");
            assert_eq!(orthodox_easter(year), day(year, eastern.0, eastern.1), "{year}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_calendar(year in -9999_i16..=9999, month in 1_i8..=12, day_of_month in 1_i8..=28) {
            let one = civil(year, month, day_of_month);
            prop_assert_eq!(date(number(one)), one);
            prop_assert_eq!(weekday_of(number(one)), i32::from(one.weekday().to_monday_one_offset()));
            let week = one.iso_week_date();
            prop_assert_eq!(week_of(number(one)), (i32::from(week.year()), i32::from(week.week())));
        }

        #[test]
        fn no_shift_leaves_the_calendar(from in -4_000_000_i32..2_900_000, months in any::<i32>()) {
            let to = date(add_months(from, months));
            prop_assert!((-9999..=9999).contains(&to.year()));
        }
    }
}
