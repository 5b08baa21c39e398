//! The day that a feed or a table states, in any of the ways in which they state it.
//!
//! The day is the outlet's own: where a time of day and a zone follow, they are not converted.
//! What can be read in two ways, as 4/5/2023, is not read.

use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const SECONDS_A_DAY: i64 = 86_400;

/// Returns the day that some words or digits state.
pub(crate) fn parse(words: &str) -> Option<Date> {
    let words = words.trim();
    numbers_first(words).or_else(|| slashes(words)).or_else(|| month_in_words(words))
}

/// Returns the day of a moment that is counted from 1970 in seconds, milli-, micro- or nanoseconds.
pub(crate) fn of_epoch(count: i64) -> Option<Date> {
    let mut seconds = count;
    // Seconds reach this in the year 5138, milliseconds did in 1973.
    while seconds.unsigned_abs() >= 100_000_000_000 {
        seconds /= 1000;
    }
    of_epoch_day(seconds.div_euclid(SECONDS_A_DAY))
}

/// Returns the day that is so many days after the first of January 1970.
pub(crate) fn of_epoch_day(days: i64) -> Option<Date> {
    let epoch = Date::new(1970, 1, 1).ok()?;
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// 2023-06-18, 2023/6/18, 20230618, each with a time after it or not, and counts of seconds.
fn numbers_first(words: &str) -> Option<Date> {
    let n_digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = words.split_at_checked(n_digits)?;
    match n_digits {
        4 => {
            let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.' | ':'))?;
            let mut parts = rest.split(mark).skip(1);
            let month = parts.next()?.parse().ok()?;
            let day = parts.next()?;
            let end = day.bytes().take_while(u8::is_ascii_digit).count();
            date(first.parse().ok()?, month, day.get(..end)?.parse().ok()?)
        }
        8 | 14 => date(
            first.get(..4)?.parse().ok()?,
            first.get(4..6)?.parse().ok()?,
            first.get(6..8)?.parse().ok()?,
        ),
        9 | 10 | 13 | 16 | 19 if rest.is_empty() || rest.starts_with('.') => of_epoch(first.parse().ok()?),
        _ => None,
    }
}

/// 18/6/2023 and 6/18/2023, where only one of the two can be a month.
fn slashes(words: &str) -> Option<Date> {
    let head = words.split_whitespace().next()?;
    let mark = head.chars().find(|mark| matches!(mark, '/' | '.' | '-'))?;
    let mut parts = head.split(mark).map(|part| part.parse::<i16>().ok());
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    match (first > 12, second > 12) {
        _ if year < 1000 => None,
        (true, false) => date(year, second, first),
        (false, true) => date(year, first, second),
        _ if first == second || mark == '.' => date(year, second, first),
        _ => None,
    }
}

/// Sun, 18 Jun 2023 10:00:00 GMT, June 18th, 2023 and the like.
fn month_in_words(words: &str) -> Option<Date> {
    let (mut month, mut day, mut year) = (None, None, None);
    for word in words.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let n_digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = word.split_at_checked(n_digits)?;
        if n_digits == 0 {
            month = month.or_else(|| month_of(word));
        } else if n_digits <= 2 && matches!(rest, "" | "st" | "nd" | "rd" | "th") {
            if day.is_none() {
                day = digits.parse::<i8>().ok();
            } else if year.is_none() && month.is_some() && n_digits == 2 && rest.is_empty() {
                // RFC 822 had years of two digits.
                year = digits.parse::<i16>().ok().map(|year| year + if year < 70 { 2000 } else { 1900 });
            }
        } else if n_digits == 4 && rest.is_empty() && year.is_none() {
            year = digits.parse::<i16>().ok();
        }
        if let (Some(year), Some(month), Some(day)) = (year, month, day) {
            return date(year, month, day);
        }
    }
    None
}

fn month_of(word: &str) -> Option<i8> {
    let start = word.get(..3)?;
    let place = MONTHS.iter().position(|month| start.eq_ignore_ascii_case(month))?;
    i8::try_from(place + 1).ok()
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    (1500..=2500).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_stated() {
        let check = |words: &str, expected: &str| {
            assert_eq!(parse(words).map_or("-".to_owned(), |day| day.to_string()), expected, "{words}");
        };
        for words in [
            "2023-06-18",
            " 2023-06-18T23:30:00-07:00 ",
            "2023/6/18",
            "20230618",
            "20230618T120000Z",
            "2023-06-18 22:14:29-05:00",
            "Sun, 18 Jun 2023 10:00:00 GMT",
            "18 Jun 23 10:00 EST",
            "June 18th, 2023",
            "Sunday 18 June 2023",
            "18/06/2023",
            "6/18/2023 4:00 PM",
            "18.06.2023",
            "1687082400",
            "1687082400000",
        ] {
            check(words, "2023-06-18");
        }
        for words in [
            "",
            "4/5/2023",
            "2023",
            "2023-13-01",
            "yesterday",
            "18 June",
            "31 Feb 2023",
            "99999999999999999999",
        ] {
            check(words, "-");
        }
    }
}
