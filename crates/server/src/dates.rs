//! Days as people write them.

use dragoman::event::Interval;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day: `18 June 2023`.
pub(crate) fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

/// The month of a day: `June 2023`.
pub(crate) fn month(day: Date) -> String {
    format!("{} {}", month_name(day), day.year())
}

fn month_name(day: Date) -> &'static str {
    MONTHS.get(usize::try_from(day.month() - 1).unwrap_or(0)).copied().unwrap_or("")
}

/// Days, an open end as an open end: `by 18 June 2023`, `18–19 June 2023`, `June 2023`, `undated`.
pub(crate) fn days(days: Interval) -> String {
    let (from, to) = match (days.from, days.to) {
        (None, None) => return "undated".to_owned(),
        (None, Some(to)) => return format!("by {}", day(to)),
        (Some(from), None) => return format!("from {}", day(from)),
        (Some(from), Some(to)) => (from, to),
    };
    if from == to {
        return day(from);
    }
    if from.year() == to.year() && from == from.first_of_year() && to == to.last_of_year() {
        return from.year().to_string();
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        if from == from.first_of_month() && to == to.last_of_month() {
            return month(from);
        }
        return format!("{}–{}", from.day(), day(to));
    }
    if from.year() == to.year() {
        return format!("{} {} – {}", from.day(), month_name(from), day(to));
    }
    format!("{} – {}", day(from), day(to))
}

/// Days as addresses have them: `2023-06-01..2023-06-30`.
pub(crate) fn address(days: Interval) -> String {
    let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", end(days.from), end(days.to))
}

/// A day as a number that grows by one a day.
pub(crate) fn number(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// The day of a number; the last or first day that there is where it lies beyond.
pub(crate) fn of_number(number: i32) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().try_days(number).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_people_write_them() {
        for (from, to, written) in [
            ("2023-06-18", "2023-06-18", "18 June 2023"),
            ("2023-06-18", "2023-06-19", "18–19 June 2023"),
            ("2023-06-01", "2023-06-30", "June 2023"),
            ("2023-01-01", "2023-12-31", "2023"),
            ("2023-05-30", "2023-06-02", "30 May – 2 June 2023"),
            ("2022-12-30", "2023-01-02", "30 December 2022 – 2 January 2023"),
            ("", "2023-06-18", "by 18 June 2023"),
            ("2023-06-18", "", "from 18 June 2023"),
            ("", "", "undated"),
        ] {
            let end = |text: &str| text.parse().ok();
            assert_eq!(days(Interval { from: end(from), to: end(to) }), written);
        }
    }

    #[test]
    fn days_are_numbers_and_back() {
        let day: Date = "2023-06-18".parse().unwrap();
        assert_eq!(of_number(number(day)), day);
        assert_eq!(of_number(number(day) + 1).to_string(), "2023-06-19");
    }
}
