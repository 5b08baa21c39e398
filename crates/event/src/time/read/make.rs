//! Puts together what words mean.

use crate::Precision;
use crate::time::meaning::{Field, Meaning, Part, Side, YearOf};

/// A field of a year.
pub(super) fn calendar(year: YearOf, field: Field, side: Side) -> Meaning {
    Meaning::Calendar { year, field, side, tale: None }
}

/// Whether something means days and not how long or how often.
pub(super) fn has_days(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Nothing
            | Meaning::Length { .. }
            | Meaning::Often(_)
            | Meaning::Now
            | Meaning::Vague { .. }
            | Meaning::Clock { .. }
    )
}

pub(super) fn is_a_day(meaning: &Meaning) -> bool {
    crate::time::find::precision(meaning) == Precision::Day && has_days(meaning)
}

/// Whether something may be an end of a range.
pub(super) fn has_range(meaning: &Meaning) -> bool {
    has_days(meaning) && !matches!(meaning, Meaning::Range(_) | Meaning::Window { .. })
        || matches!(meaning, Meaning::Clock { .. })
}

/// Which kind of end it is: a range has two of one kind.
pub(super) fn rank(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::Calendar { field: Field::Year, .. } => 0,
        Meaning::Calendar { field: Field::Month(_), .. } => 1,
        Meaning::Calendar { field: Field::Day { .. }, .. } => 2,
        Meaning::Weekday { .. } => 3,
        Meaning::Decade(_) => 4,
        Meaning::Century(_) => 5,
        Meaning::Clock { .. } => 6,
        Meaning::Part { of, .. } => rank(of),
        _ => 7,
    }
}

/// "March to August 2011": the first end takes its year from the last one.
pub(super) fn share_year(first: &mut Meaning, last: &mut Meaning) {
    if let (
        Meaning::Calendar { year: year @ YearOf::Open, field, .. },
        Meaning::Calendar { year: other @ (YearOf::Named(_) | YearOf::Shifted { .. }), field: last, .. },
    ) = (&mut *first, &mut *last)
    {
        let month = |field: &Field| match field {
            Field::Month(month) | Field::Day { month, .. } => *month,
            _ => 0,
        };
        let before = i32::from(month(field) > month(last));
        *year = match *other {
            YearOf::Named(year) => YearOf::Named(year - before),
            YearOf::Shifted { n, from } => YearOf::Shifted { n: n - before, from },
            YearOf::Open => YearOf::Open,
        };
    }
}

/// Puts a weekday to a date; `None` where the date is no day of the calendar.
pub(super) fn add_weekday(mut date: Meaning, of: i32) -> Option<Meaning> {
    match &mut date {
        Meaning::Calendar { field: Field::Day { weekday, .. }, year, .. } => {
            // A named year needs no help, and a wrong weekday must not make a day of no year.
            if matches!(year, YearOf::Open) {
                *weekday = Some(of);
            }
            Some(date)
        }
        _ => None,
    }
}

/// A part of a stretch; days and weekdays have no parts.
pub(super) fn with_part(part: Part, of: Meaning) -> Meaning {
    if is_a_day(&of) { of } else { Meaning::Part { part, of: Box::new(of) } }
}

/// Says where to look for what is still open.
pub(in crate::time) fn aim(meaning: &mut Meaning, to: Side) {
    match meaning {
        Meaning::Calendar { side, .. }
        | Meaning::DayOfMonth { side, .. }
        | Meaning::Weekday { side, .. }
        | Meaning::Weekend { side, .. }
            if *side == Side::Near =>
        {
            *side = to;
        }
        Meaning::Part { of, .. }
        | Meaning::Beside { of, .. }
        | Meaning::DayPart { of, .. }
        | Meaning::Clock { of, .. } => aim(of, to),
        Meaning::Exact { from, .. } => aim(from, to),
        Meaning::Range(ends) => {
            for end in ends.iter_mut() {
                aim(&mut end.meaning, to);
            }
        }
        _ => {}
    }
}
