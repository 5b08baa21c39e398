//! From how words are counted and the article's day to the days they mean.

use super::TimeExpression;
use super::calendar::{self, Day, Days};
use super::meaning::{Count, Field, Meaning, Origin, Part, Side, Unit, YearOf};

/// A year of words before is one of long ago where it lies at least so many years before the article's: a date without
/// a year then belongs to the tale and not to the news.
const TALE_AGE: i32 = 2;

/// A day that a verb puts further away than this, while one on the other side is nearer than that, is the near one:
/// writers name the year of such a day, and verbs are misread.
const FAR: i32 = 300;
const CLOSE: i32 = 60;

/// What there is to count from.
#[derive(Clone, Copy)]
pub(crate) struct From<'a> {
    /// The article's words of time; those that others count from come before them.
    pub(crate) times: &'a [TimeExpression],
    /// The article's day, real or supposed.
    pub(crate) day: Option<Day>,
}

impl From<'_> {
    /// The days that a meaning has; `None` where it has none or they cannot be counted.
    pub(crate) fn days(self, meaning: &Meaning) -> Option<Days> {
        match meaning {
            Meaning::Nothing | Meaning::Length { .. } | Meaning::Often(_) => None,
            Meaning::Calendar { year, field, side, tale } => self.calendar(*year, field, *side, *tale),
            Meaning::DayOfMonth { day, side, month } => self.day_of_month(*day, *side, *month),
            Meaning::Decade(first) => Some(years(*first, first + 9)),
            Meaning::Century(first) => Some(years(*first, first + 99)),
            Meaning::Period { from, to } => Some(Days::new(calendar::number(*from), calendar::number(*to))),
            Meaning::Weekday { weekday, side, from } => self.weekday(*weekday, 1, *side, *from),
            Meaning::Weekend { side, from } => self.weekday(6, 2, *side, *from),
            Meaning::Shift { unit, n, from } => {
                let origin = self.origin(*from)?;
                let day = if *n < 0 { origin.start()? } else { origin.end()? };
                Some(around(*unit, shifted(*unit, *n, day)))
            }
            Meaning::Exact { unit, n, from } => {
                let origin = self.days(from)?;
                let day = if *n < 0 { origin.start()? } else { origin.end()? };
                Some(Days::one(shifted(*unit, *n, day)))
            }
            Meaning::Window { unit, n, ahead, from } => self.window(*unit, *n, *ahead, *from),
            Meaning::Vague { ahead, from } => {
                let origin = self.origin(*from)?;
                if *ahead { origin.end().map(Days::since) } else { origin.start().map(Days::until) }
            }
            Meaning::Now => self.day.map(Days::one),
            Meaning::Same { from, unit } => {
                let origin = self.origin(*from)?;
                match unit {
                    Some(unit) => {
                        let whole = around(*unit, origin.start()?);
                        // "That week" of something longer than a week is that itself.
                        let longer = origin.end()? > whole.end()?;
                        Some(if longer { origin } else { whole })
                    }
                    None => Some(origin),
                }
            }
            Meaning::Part { part, of } => {
                let whole = self.days(of)?;
                part_of(*part, whole, of, self.day)
            }
            Meaning::Beside { days, of } => {
                let of = self.days(of)?;
                Some(Days::one(if *days < 0 { of.start()? } else { of.end()? } + days))
            }
            Meaning::DayPart { of, .. } | Meaning::Clock { of, .. } => self.days(of),
            Meaning::Range(ends) => {
                let [first, last] = &**ends;
                let (from, to) = (self.days(&first.meaning)?, self.days(&last.meaning)?);
                let (from, to) = (from.from?, to.to?);
                // Each end was looked for by itself: bring the last one behind the first.
                let to = if to < from { self.later(&last.meaning, from).unwrap_or(to) } else { to };
                (from <= to).then(|| Days::new(from, to))
            }
        }
    }

    /// The first end of a meaning that has one a week or a year, after a day.
    fn later(self, meaning: &Meaning, day: Day) -> Option<Day> {
        let behind = From { times: self.times, day: Some(day) };
        let days = match meaning {
            Meaning::Weekday { weekday, .. } => behind.weekday(*weekday, 1, Side::Future, Origin::Anchor),
            Meaning::Calendar { year: YearOf::Open, field, .. } => {
                behind.calendar(YearOf::Open, field, Side::Future, None)
            }
            _ => None,
        };
        days?.to
    }

    fn origin(self, origin: Origin) -> Option<Days> {
        match origin {
            Origin::Anchor => self.day.map(Days::one),
            Origin::Expression(place) => self.of_expression(place),
            Origin::Nothing => None,
        }
    }

    fn of_expression(self, place: usize) -> Option<Days> {
        // Words count from earlier ones only, so that there is no going round in circles.
        let (before, rest) = self.times.split_at_checked(place)?;
        let meaning = &rest.first()?.meaning;
        From { times: before, day: self.day }.days(meaning)
    }

    fn calendar(self, year: YearOf, field: &Field, side: Side, tale: Option<usize>) -> Option<Days> {
        match year {
            YearOf::Named(year) => return in_year(field, year),
            YearOf::Shifted { n, from } => {
                return in_year(field, calendar::year_of(self.origin(from)?.start()?) + n);
            }
            YearOf::Open => {}
        }
        if let Some(told) = tale.and_then(|place| self.of_expression(place)) {
            let told = told.from?;
            let old = self.day.is_none_or(|day| calendar::year_of(day) - calendar::year_of(told) >= TALE_AGE);
            if old {
                return From { times: &[], day: Some(told) }.calendar(
                    YearOf::Open,
                    field,
                    Side::Future,
                    None,
                );
            }
        }
        let day = self.day?;
        let year = calendar::year_of(day);
        if side == Side::This {
            return in_year(field, year);
        }
        // A weekday and a day of a month meet again after six years, or after eleven.
        let reach = match field {
            Field::Day { weekday: Some(_), .. } => 6,
            Field::Day { month: 2, day: 29, .. } => 8,
            _ => 2,
        };
        let all = || (year - reach..=year + reach).filter_map(|year| in_year(field, year));
        match field {
            // So few years have such a day that the nearest one is meant.
            Field::Day { weekday: Some(_), .. } => choose(all(), Side::Near, day),
            Field::Day { .. } if matches!(side, Side::Past | Side::Future) => {
                let told = choose(all(), side, day)?;
                let near = choose(all(), Side::Near, day)?;
                let far = away(told, day) > FAR && away(near, day) < CLOSE;
                Some(if far { near } else { told })
            }
            _ => choose(all(), side, day),
        }
    }

    fn day_of_month(self, day_of_month: i32, side: Side, month: Option<usize>) -> Option<Days> {
        let in_month = |year: i32, month: i32| {
            calendar::is_day(year, month, day_of_month)
                .then(|| Days::one(calendar::day(year, month, day_of_month)))
        };
        if let Some(told) = month.and_then(|place| self.of_expression(place)) {
            let (year, month, _) = calendar::fields(told.start()?);
            return in_month(year, month);
        }
        let day = self.day?;
        let months = (-2..=2).filter_map(|months| {
            let (year, month, _) = calendar::fields(calendar::add_months(day, months));
            in_month(year, month)
        });
        choose(months, side, day)
    }

    fn weekday(self, weekday: i32, n_days: i32, side: Side, from: Origin) -> Option<Days> {
        let day = self.origin(from)?.start()?;
        let this = calendar::monday_of(day) + weekday - 1;
        let days = |weeks: i32| Days::new(this + 7 * weeks, this + 7 * weeks + n_days - 1);
        match side {
            Side::This => Some(days(0)),
            // That of the next week, as "last week" is the week before.
            Side::Next if from == Origin::Anchor => Some(days(1)),
            // Saturday speaks of its own weekend as of this one, and of the one before as of the last.
            Side::Last if n_days > 1 => Some(days(-1)),
            _ => choose((-2..=2).map(days), side, day),
        }
    }

    fn window(self, unit: Unit, n: Count, ahead: bool, from: Origin) -> Option<Days> {
        let origin = self.origin(from)?;
        let from = if ahead { origin.end()? } else { origin.start()? };
        let n = match n {
            Count::Exactly(n) => n,
            Count::AndAHalf(n) => {
                let end = halves(unit, n, ahead, from);
                return Some(if ahead { Days::new(from, end) } else { Days::new(end, from) });
            }
            Count::Some => return Some(if ahead { Days::since(from) } else { Days::until(from) }),
        };
        let end = shifted(unit, if ahead { n } else { n.saturating_neg() }, from);
        // The past week is seven days of which today is the last.
        let first = if unit > Unit::Day { end + 1 } else { end };
        Some(if ahead { Days::new(from, end) } else { Days::new(first, from) })
    }
}

/// So many and a half units away.
fn halves(unit: Unit, n: i32, ahead: bool, from: Day) -> Day {
    let sign = if ahead { 1 } else { -1 };
    match unit {
        Unit::Year => calendar::add_months(from, sign * (n.saturating_mul(12).saturating_add(6))),
        Unit::Month => shifted(Unit::Month, sign * n, from) + sign * 15,
        Unit::Week => shifted(Unit::Week, sign * n, from) + sign * 3,
        Unit::Decade => shifted(Unit::Year, sign * (n.saturating_mul(10).saturating_add(5)), from),
        Unit::Century => shifted(Unit::Year, sign * (n.saturating_mul(100).saturating_add(50)), from),
        other => shifted(other, sign * n, from),
    }
}

fn years(first: i32, last: i32) -> Days {
    Days::new(calendar::day(first, 1, 1), calendar::day(last, 12, 31))
}

fn months(year: i32, first: i32, n_months: i32) -> Days {
    let from = calendar::day(year, first, 1);
    Days::new(from, calendar::add_months(from, n_months) - 1)
}

/// The days that a meaning without a year has in one; `None` where that year has none.
pub(crate) fn in_named_year(meaning: &Meaning, year: i32) -> Option<Days> {
    fn name(meaning: &mut Meaning, named: i32) {
        match meaning {
            Meaning::Calendar { year, .. } => *year = YearOf::Named(named),
            Meaning::Part { of, .. } | Meaning::DayPart { of, .. } | Meaning::Beside { of, .. } => {
                name(of, named);
            }
            Meaning::Range(ends) => {
                for end in ends.iter_mut() {
                    name(&mut end.meaning, named);
                }
            }
            _ => {}
        }
    }
    if let Meaning::Calendar { field, .. } = meaning {
        return in_year(field, year);
    }
    let mut named = meaning.clone();
    name(&mut named, year);
    From { times: &[], day: None }.days(&named)
}

/// Whether a meaning is one day of the calendar.
pub(crate) fn names_a_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { field: Field::Day { .. }, .. } => true,
        Meaning::DayPart { of, .. } => names_a_day(of),
        _ => false,
    }
}

/// What of a year a field is; `None` where that year has none.
pub(super) fn in_year(field: &Field, year: i32) -> Option<Days> {
    Some(match field {
        Field::Year => years(year, year),
        Field::Half(half) => months(year, half * 6 - 5, 6),
        Field::Quarter(quarter) => months(year, quarter * 3 - 2, 3),
        Field::Season(season) => months(year, season * 3, 3),
        Field::Month(month) => months(year, *month, 1),
        Field::Day { month, day, weekday } => {
            if !calendar::is_day(year, *month, *day) {
                return None;
            }
            let number = calendar::day(year, *month, *day);
            if weekday.is_some_and(|weekday| weekday != calendar::weekday_of(number)) {
                return None;
            }
            Days::one(number)
        }
        Field::Feast(feast) => return feast.in_year(year),
        // From October of the year before (31 U.S.C. § 1102).
        Field::FiscalYear => months(year - 1, 10, 12),
    })
}

/// How far some days are from a day.
fn away(days: Days, day: Day) -> i32 {
    let (from, to) = (days.start().unwrap_or(day), days.end().unwrap_or(day));
    (from - day).max(day - to).max(0)
}

/// The one that a side points at, of some in the order of the calendar.
fn choose(all: impl Iterator<Item = Days>, side: Side, day: Day) -> Option<Days> {
    let mut best: Option<(Day, Days)> = None;
    for one in all {
        let (Some(from), Some(to)) = (one.from, one.to) else { continue };
        match side {
            Side::Past if from <= day => best = Some((0, one)),
            Side::Last if to < day => best = Some((0, one)),
            Side::Future if to >= day && best.is_none() => best = Some((0, one)),
            Side::Next if from > day && best.is_none() => best = Some((0, one)),
            Side::Near | Side::This => {
                let away = away(one, day);
                if best.is_none_or(|(nearest, _)| away < nearest) {
                    best = Some((away, one));
                }
            }
            _ => {}
        }
    }
    best.map(|(_, days)| days)
}

/// The day that lies so many units away.
pub(crate) fn shifted(unit: Unit, n: i32, from: Day) -> Day {
    // No count of any article reaches beyond the calendar.
    let n = n.clamp(-200_000, 200_000);
    match unit {
        Unit::Second | Unit::Minute => from,
        Unit::Hour => from + n / 24,
        Unit::Day => from + n,
        Unit::Week | Unit::Weekend => from + 7 * n,
        Unit::Month => calendar::add_months(from, n),
        Unit::Quarter => calendar::add_months(from, 3 * n),
        Unit::Year => calendar::add_months(from, 12 * n),
        Unit::Decade => calendar::add_months(from, 120 * n),
        Unit::Century => calendar::add_months(from, 1200 * n),
        Unit::Millennium => calendar::add_months(from, 12_000 * (n.clamp(-20, 20))),
    }
}

/// The whole unit that holds a day.
pub(crate) fn around(unit: Unit, day: Day) -> Days {
    let (year, month, _) = calendar::fields(day);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Days::one(day),
        Unit::Week => {
            let monday = calendar::monday_of(day);
            Days::new(monday, monday + 6)
        }
        Unit::Weekend => {
            let saturday = calendar::monday_of(day) + 5;
            Days::new(saturday, saturday + 1)
        }
        Unit::Month => months(year, month, 1),
        Unit::Quarter => months(year, (month - 1) / 3 * 3 + 1, 3),
        Unit::Year => years(year, year),
        Unit::Decade => years(year.div_euclid(10) * 10, year.div_euclid(10) * 10 + 9),
        Unit::Century => years(year.div_euclid(100) * 100, year.div_euclid(100) * 100 + 99),
        Unit::Millennium => years(year.div_euclid(1000) * 1000, year.div_euclid(1000) * 1000 + 999),
    }
}

fn part_of(part: Part, whole: Days, of: &Meaning, today: Option<Day>) -> Option<Days> {
    let (from, to) = (whole.from?, whole.to?);
    let n_days = to - from + 1;
    let of_month = (28..=31).contains(&n_days) && calendar::fields(from).2 == 1;
    // Whole months where the stretch is made of them.
    let n_months = {
        let (year, month, first) = calendar::fields(from);
        let (next_year, next_month, next) = calendar::fields(to + 1);
        (first == 1 && next == 1).then_some((next_year - year) * 12 + next_month - month)
    };
    let cut = |low: i32, high: i32, of: i32| match n_months {
        Some(n) if n >= of => {
            Days::new(calendar::add_months(from, n * low / of), calendar::add_months(from, n * high / of) - 1)
        }
        _ => Days::new(from + n_days * low / of, from + (n_days * high / of - 1).max(n_days * low / of)),
    };
    Some(match part {
        Part::Before => Days::new(from, today.filter(|day| whole_contains(whole, *day)).unwrap_or(to)),
        Part::After => Days::new(today.filter(|day| whole_contains(whole, *day)).unwrap_or(from), to),
        Part::Week(n) if n > 0 => Days::new(from + 7 * (n - 1), to.min(from + 7 * n - 1)),
        Part::Week(_) => Days::new(to - 6, to),
        Part::FirstHalf => cut(0, 1, 2),
        Part::SecondHalf => cut(1, 2, 2),
        Part::Early | Part::Start if of_month => Days::new(from, from + 9),
        Part::Mid if of_month => Days::new(from + 10, from + 19),
        Part::Late | Part::End if of_month => Days::new(from + 20, to),
        // The 1990s begin with their first half, and so do centuries.
        Part::Early if matches!(of, Meaning::Decade(_)) => cut(0, 1, 2),
        Part::Late if matches!(of, Meaning::Decade(_)) => cut(1, 2, 2),
        Part::Early if matches!(of, Meaning::Century(_)) => cut(0, 1, 4),
        Part::Late if matches!(of, Meaning::Century(_)) => cut(3, 4, 4),
        // The start and the end of a year are its first and last month, those of a week its first and last days.
        Part::Start if n_months == Some(12) => cut(0, 1, 12),
        Part::End if n_months == Some(12) => cut(11, 12, 12),
        Part::Early | Part::Start => cut(0, 1, 3),
        Part::Mid => cut(1, 2, 3),
        Part::Late | Part::End => cut(2, 3, 3),
    })
}

fn whole_contains(whole: Days, day: Day) -> bool {
    whole.from.is_none_or(|from| from <= day) && whole.to.is_none_or(|to| day <= to)
}
