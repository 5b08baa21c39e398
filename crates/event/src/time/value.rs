//! `TimeML`'s values of words of time.

use super::calendar;
use super::calendar::Days;
use super::meaning::{Count, DayPart, Field, Meaning, Origin, Unit, YearOf};

/// The value of words that mean those days, or are still open.
pub(super) fn value(meaning: &Meaning, days: Option<Days>) -> String {
    match meaning {
        Meaning::Nothing => "XXXX-XX-XX".to_owned(),
        Meaning::Length { unit, n } => length(*unit, *n),
        Meaning::Window { unit, n, .. } => length(*unit, *n),
        Meaning::Often(value) => value.clone(),
        Meaning::Now => "PRESENT_REF".to_owned(),
        Meaning::Vague { ahead: true, .. } => "FUTURE_REF".to_owned(),
        Meaning::Vague { ahead: false, .. } => "PAST_REF".to_owned(),
        Meaning::Decade(first) => prefix(*first, 10, 3),
        Meaning::Century(first) => prefix(*first, 100, 2),
        // TimeML has the part apart, as a modifier.
        Meaning::Part { of, .. } => value(of, whole(of, days)),
        Meaning::DayPart { part, of } => format!("{}T{}", day_value(of, days), part_value(*part)),
        Meaning::Clock { minutes, of } => {
            let day = day_value(of, days);
            format!("{day}T{:02}:{:02}", minutes / 60, minutes % 60)
        }
        Meaning::Range(ends) => {
            let [first, last] = &**ends;
            let one = |days: Option<calendar::Day>| days.map(Days::one);
            let from = days.and_then(|days| days.from);
            let to = days.and_then(|days| days.to);
            format!("{}/{}", value(&first.meaning, one(from)), value(&last.meaning, one(to)))
        }
        Meaning::Calendar { year, field, .. } => match (year, days.and_then(|days| days.from)) {
            (YearOf::Named(year), _) => of_field(field, Some(*year), days),
            (_, Some(from)) => {
                let year = calendar::year_of(from) + i32::from(matches!(field, Field::FiscalYear));
                of_field(field, Some(year), days)
            }
            (_, None) => of_field(field, None, None),
        },
        Meaning::DayOfMonth { day, .. } => {
            days.map_or_else(|| format!("XXXX-XX-{day:02}"), |days| day_of(Some(days)))
        }
        Meaning::Weekday { weekday, .. } => {
            days.map_or_else(|| format!("XXXX-WXX-{weekday}"), |days| day_of(Some(days)))
        }
        Meaning::Weekend { .. } => of_unit(Unit::Weekend, days),
        Meaning::Shift { unit, .. } => of_unit(*unit, days),
        Meaning::Same { unit: Some(unit), .. } => of_unit(*unit, days),
        Meaning::Same { unit: None, from } => match (days, from) {
            (Some(days), _) => of_days(days),
            (None, Origin::Nothing) => "PAST_REF".to_owned(),
            (None, _) => "XXXX-XX-XX".to_owned(),
        },
        Meaning::Period { .. } => days.map_or_else(|| "XXXX".to_owned(), of_days),
        Meaning::Exact { .. } | Meaning::Beside { .. } => day_of(days),
    }
}

/// The stretch of which a part is known.
fn whole(of: &Meaning, part: Option<Days>) -> Option<Days> {
    let unit = match of {
        Meaning::Shift { unit, .. } | Meaning::Same { unit: Some(unit), .. } => *unit,
        Meaning::Calendar { field: Field::Month(_), .. } => Unit::Month,
        _ => return part,
    };
    Some(super::count::around(unit, part?.start()?))
}

fn day_value(of: &Meaning, days: Option<Days>) -> String {
    let day = match days {
        Some(days) => day_of(Some(days)),
        None => value(of, None),
    };
    if day == "XXXX-XX-XX" { String::new() } else { day }
}

fn part_value(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Noon => "12:00",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
        DayPart::Midnight => "24:00",
    }
}

fn year_value(year: Option<i32>) -> String {
    match year {
        Some(year) if year < 0 => format!("-{:04}", -year),
        Some(year) => format!("{year:04}"),
        None => "XXXX".to_owned(),
    }
}

/// Years without their last digits.
fn prefix(first: i32, step: i32, width: usize) -> String {
    let sign = if first < 0 { "-" } else { "" };
    format!("{sign}{:0width$}", (first / step).abs())
}

fn of_field(field: &Field, year: Option<i32>, days: Option<Days>) -> String {
    let year_value = year_value(year);
    match field {
        Field::Year => year_value,
        Field::Half(half) => format!("{year_value}-H{half}"),
        Field::Quarter(quarter) => format!("{year_value}-Q{quarter}"),
        Field::Season(season) => {
            let season = ["SP", "SU", "FA", "WI"].get((season - 1) as usize).copied().unwrap_or("XX");
            format!("{year_value}-{season}")
        }
        Field::Month(month) => format!("{year_value}-{month:02}"),
        Field::Day { month, day, .. } => format!("{year_value}-{month:02}-{day:02}"),
        Field::Feast(feast) => match (days, feast.fixed()) {
            (Some(days), _) => of_days(days),
            (None, Some((month, day))) => format!("{year_value}-{month:02}-{day:02}"),
            (None, None) => "XXXX-XX-XX".to_owned(),
        },
        Field::FiscalYear => format!("FY{year_value}"),
    }
}

fn day_of(days: Option<Days>) -> String {
    match days.and_then(Days::start) {
        Some(day) => {
            let (year, month, day) = calendar::fields(day);
            format!("{}-{month:02}-{day:02}", year_value(Some(year)))
        }
        None => "XXXX-XX-XX".to_owned(),
    }
}

/// A day, or two with a stroke between.
fn of_days(days: Days) -> String {
    match (days.from, days.to) {
        (Some(from), Some(to)) if from == to => day_of(Some(days)),
        (Some(from), Some(to)) => {
            // A whole unit has a name of its own.
            for unit in [Unit::Week, Unit::Month, Unit::Quarter, Unit::Year] {
                if super::count::around(unit, from) == days {
                    return of_unit(unit, Some(days));
                }
            }
            format!("{}/{}", day_of(Some(Days::one(from))), day_of(Some(Days::one(to))))
        }
        (Some(from), None) => format!("{}/..", day_of(Some(Days::one(from)))),
        (None, Some(to)) => format!("../{}", day_of(Some(Days::one(to)))),
        (None, None) => "XXXX-XX-XX".to_owned(),
    }
}

fn of_unit(unit: Unit, days: Option<Days>) -> String {
    let Some(day) = days.and_then(Days::start) else {
        return match unit {
            Unit::Week => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::Century => "XX",
            Unit::Millennium => "X",
            _ => "XXXX-XX-XX",
        }
        .to_owned();
    };
    let (year, month, _) = calendar::fields(day);
    match unit {
        Unit::Week | Unit::Weekend => {
            let (year, week) = calendar::week_of(day);
            let ending = if unit == Unit::Weekend { "-WE" } else { "" };
            format!("{}-W{week:02}{ending}", year_value(Some(year)))
        }
        Unit::Month => format!("{}-{month:02}", year_value(Some(year))),
        Unit::Quarter => format!("{}-Q{}", year_value(Some(year)), (month - 1) / 3 + 1),
        Unit::Year => year_value(Some(year)),
        Unit::Decade => prefix(year.div_euclid(10) * 10, 10, 3),
        Unit::Century => prefix(year.div_euclid(100) * 100, 100, 2),
        Unit::Millennium => prefix(year.div_euclid(1000) * 1000, 1000, 1),
        _ => day_of(days),
    }
}

fn length(unit: Unit, n: Count) -> String {
    let (time, letter) = match unit {
        Unit::Second => ("T", "S"),
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day => ("", "D"),
        Unit::Weekend => ("", "WE"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Quarter => ("", "Q"),
        Unit::Year => ("", "Y"),
        Unit::Decade => ("", "DE"),
        Unit::Century => ("", "CE"),
        Unit::Millennium => ("", "ML"),
    };
    match n {
        Count::Exactly(n) => format!("P{time}{n}{letter}"),
        Count::AndAHalf(n) => format!("P{time}{n}.5{letter}"),
        Count::Some => format!("P{time}X{letter}"),
    }
}
