//! Dates: "June 18, 2023", "18–20 June", "2023-06-18", and the years that follow them.

use dragoman_text::{NameKind, Relation, Upos};

use super::make::calendar;
use super::{DIGITS, POSSIBLE_YEARS, Read, Reader};
use crate::time::meaning::{End, Field, Meaning, Origin, Side, Unit, YearOf};
use crate::time::piece::Shape;
use crate::time::vocabulary::Step;
use crate::word::Class;

impl Reader<'_> {
    /// 2023-06-18, 18/06/2023, 6/18/23, 18.06.2023.
    pub(super) fn digits_date(&self, i: usize) -> Read {
        let Shape::Digits { value: first, n_digits } = self.shape(i) else { return None };
        let joint = self.piece(i + 1)?.text;
        let joined = self.is_joint(i + 1) || self.shape(i + 1) == Shape::Point;
        if !(joined && self.is(i + 3, joint)) {
            return None;
        }
        if !(1..=4).all(|place| self.glued(i + place)) || self.glued(i + 5) && self.is_joint(i + 5) {
            return None;
        }
        let (Shape::Digits { value: second, .. }, Shape::Digits { value: third, n_digits: last_digits }) =
            (self.shape(i + 2), self.shape(i + 4))
        else {
            return None;
        };
        let (year, month, day) = if n_digits == 4 {
            (first, second, third)
        } else {
            let year = match last_digits {
                4 => third,
                2 if joint == "/" => {
                    if third < 70 {
                        2000 + third
                    } else {
                        1900 + third
                    }
                }
                _ => return None,
            };
            // Points are written where days come first; with strokes, an article that shows it once is followed.
            let day_first = first > 12 || second <= 12 && self.is_day_first(joint);
            if day_first { (year, second, first) } else { (year, first, second) }
        };
        crate::time::calendar::is_day(year, month, day).then(|| {
            let field = Field::Day { month, day, weekday: None };
            (calendar(YearOf::Named(year), field, Side::Near), i + 5)
        })
    }

    /// Whether the day stands first where numbers may be read either way.
    pub(super) fn is_day_first(&self, joint: &str) -> bool {
        joint == "." || self.day_first.unwrap_or(false)
    }

    /// The rule that read a date in digits, which tells where they may be read either way.
    pub(super) fn digits_rule(&self, i: usize) -> &'static str {
        let number = |i: usize| match self.shape(i) {
            Shape::Digits { value, n_digits } if n_digits <= 2 && value <= 12 => Some(value),
            _ => None,
        };
        let either = number(i).zip(number(i + 2)).is_some_and(|(first, second)| first != second);
        match either.then(|| self.piece(i + 1).map_or("", |joint| joint.text)) {
            Some(joint) if joint == "/" && self.day_first.is_some() => {
                "date in digits, either way; read as another date of the article"
            }
            Some(joint) if self.is_day_first(joint) => {
                "date in digits, either way; the day is taken to stand first"
            }
            Some(_) => "date in digits, either way; the month is taken to stand first",
            None => DIGITS,
        }
    }

    /// "June 18", "June 18-20, 2023", "18 June", "June 2023", "June".
    pub(super) fn date(&self, i: usize) -> Read {
        self.month_first(i).or_else(|| self.day_first(i))
    }

    /// A month’s name, where it is one.
    pub(super) fn month(&self, i: usize) -> Option<i32> {
        let word = self.word(i)?;
        let month = word.month?;
        let digits = |i: usize| matches!(self.shape(i), Shape::Digits { .. } | Shape::Ordinal(_));
        let beside =
            digits(i + 1) || i > 0 && digits(i - 1) || i > 1 && self.is(i - 1, "of") && digits(i - 2);
        if word.short && !beside {
            return None;
        }
        if beside && (self.is_capital(i) || self.piece(i)?.text.len() > 5) {
            return Some(month);
        }
        let token = self.piece(i)?.token;
        if !self.is_capital(i) || matches!(self.upos(i), Some(Upos::Aux | Upos::Verb)) {
            return None;
        }
        let person = self.parsed.name_kind(token) == Some(NameKind::Person)
            || self.piece(i + 1).is_some_and(|next| {
                self.parsed.relation(next.token) == Relation::Flat
                    && self.parsed.head(next.token) == Some(token)
                    && self.is_capital(i + 1)
            });
        let asked = i > 0
            && (self.word(i - 1).is_some_and(|w| w.step.is_some() || w.part.is_some())
                || self.word(i - 1).is_some_and(|w| w.preposition.is_some()) && !person)
            || self.year_tail(i + 1).is_some();
        let known = self.people.contains(self.piece(i)?.text);
        (asked || !person && !known).then_some(month)
    }

    pub(super) fn day_number(&self, i: usize) -> Option<i32> {
        let day = match self.shape(i) {
            Shape::Digits { value, n_digits } if n_digits <= 2 => value,
            Shape::Ordinal(value) => value,
            _ => return None,
        };
        (1..=31).contains(&day).then_some(day)
    }

    /// A day as a word: "fifth", "twenty-first".
    pub(super) fn ordinal_word(&self, i: usize) -> Option<(i32, usize)> {
        if let Some(ordinal) = self.word(i).and_then(|word| word.ordinal) {
            return Some((ordinal, i + 1));
        }
        let tens = self.word(i)?.number.filter(|number| number % 10 == 0 && (20..100).contains(number))?;
        let after = if self.is_joint(i + 1) { i + 2 } else { i + 1 };
        let ones = self.word(after)?.ordinal.filter(|ordinal| *ordinal < 10)?;
        Some((tens + ones, after + 1))
    }

    pub(super) fn month_first(&self, i: usize) -> Read {
        let month = self.month(i)?;
        let the = if self.is(i + 1, "the") { i + 2 } else { i + 1 };
        let day = match self.day_number(the) {
            Some(day) if !self.counts_something(the) && !self.is(the + 1, "%") => Some((day, the + 1)),
            _ => self.ordinal_word(the).filter(|_| the > i + 1),
        };
        let Some((day, end)) = day else {
            return Some(self.with_year(Field::Month(month), Side::Near, i + 1));
        };
        if let Some((last, end)) = self.second_day(day, end) {
            return Some(self.days_of_month(month, day, last, (i, end), end));
        }
        Some(self.with_year(Field::Day { month, day, weekday: None }, Side::Near, end))
    }

    /// The other day of "June 18-20", "June 18 to 20", "June 18 and 19".
    pub(super) fn second_day(&self, first: i32, i: usize) -> Option<(i32, usize)> {
        let joined = self.is_joint(i) && !self.is(i, "/") || self.is_a(i, Class::JoinsDays);
        let last = self.day_number(i + 1).filter(|last| joined && *last > first)?;
        let free = !self.counts_something(i + 1)
            && self.month_after(i + 2).is_none()
            && !(self.is_joint(i) && !self.glued(i + 1) && self.glued(i));
        free.then_some((last, i + 2))
    }

    pub(super) fn month_after(&self, i: usize) -> Option<i32> {
        let i = if self.is(i, "of") { i + 1 } else { i };
        self.word(i)?.month
    }

    /// From one day of a month to another, and the year that may follow.
    pub(super) fn days_of_month(
        &self,
        month: i32,
        first: i32,
        last: i32,
        (start, stop): (usize, usize),
        end: usize,
    ) -> (Meaning, usize) {
        let (year, end) = self.year_tail(end).unwrap_or((YearOf::Open, end));
        let side = Side::Near;
        let one = |day: i32| End {
            span: self.span(start, stop),
            meaning: calendar(year, Field::Day { month, day, weekday: None }, side),
        };
        (Meaning::Range(Box::new([one(first), one(last)])), end)
    }

    /// "18 June", "18th of June", "the fifth of January", "18–20 June".
    pub(super) fn day_first(&self, i: usize) -> Read {
        let (day, mut end) = match self.day_number(i) {
            Some(day) => (day, i + 1),
            None => self.ordinal_word(i)?,
        };
        let mut last = None;
        if self.month_after(end).is_none() {
            let joined = self.is_joint(end) && !self.is(end, "/") || self.is_a(end, Class::JoinsDays);
            let other = self.day_number(end + 1).filter(|other| joined && *other > day)?;
            last = Some(other);
            end += 2;
        }
        let of = if self.is(end, "of") { end + 1 } else { end };
        // "In 18 May" is no date, but nobody writes it; "20 March for" is one.
        let month = self.month(of).or_else(|| {
            let word = self.word(of)?;
            word.month.filter(|_| self.is_capital(of))
        })?;
        let end = of + 1;
        Some(match last {
            Some(last) => self.days_of_month(month, day, last, (i, end), end),
            None => self.with_year(Field::Day { month, day, weekday: None }, Side::Near, end),
        })
    }

    /// A field of a year with the year that may follow.
    pub(super) fn with_year(&self, field: Field, side: Side, end: usize) -> (Meaning, usize) {
        match self.year_tail(end) {
            Some((year, end)) => (calendar(year, field, side), end),
            None => (calendar(YearOf::Open, field, side), end),
        }
    }

    /// ", 2023", "2023", "of 2023", "of last year", "this year", "the same year".
    pub(super) fn year_tail(&self, i: usize) -> Option<(YearOf, usize)> {
        let mut j = i;
        if self.shape(j) == Shape::Comma || self.is_any(j, &["of", "in"]) {
            j += 1;
        }
        if let Some(year) = self.four_digits(j).filter(|_| !self.counts_something(j)) {
            // "On June 18, 2000 soldiers"; "in June, 2014 and 2015".
            return POSSIBLE_YEARS.contains(&year).then(|| self.with_era(year, j + 1));
        }
        if let Shape::Digits { value, n_digits: 3 } = self.shape(j)
            && self.is(i, "of")
            && !self.counts_something(j)
        {
            return Some(self.with_era(value, j + 1));
        }
        if self.shape(j) == Shape::Comma {
            return None;
        }
        self.relative_year(j)
    }

    /// "Last year", "next year", "this year", "that year", "the same year", "the following year".
    pub(super) fn relative_year(&self, i: usize) -> Option<(YearOf, usize)> {
        let mut j = if self.is(i, "the") { i + 1 } else { i };
        let first = self.word(j)?;
        let mut step = first.step?;
        let mut told = first.told || j > i;
        j += 1;
        if let Some(second) = self.word(j).and_then(|word| Some((word.step?, word.told))) {
            step = second.0;
            told |= second.1 || first.step == Some(Step::Same);
            j += 1;
        }
        if self.unit(j)? != Unit::Year || self.word(j)?.plural {
            return None;
        }
        let n = match step {
            Step::Last => -1,
            Step::Next => 1,
            Step::This | Step::Same => 0,
        };
        let from = if told || step == Step::Same { self.before(Unit::Year) } else { Origin::Anchor };
        Some((YearOf::Shifted { n, from }, j + 1))
    }

    pub(super) fn with_era(&self, year: i32, end: usize) -> (YearOf, usize) {
        match self.word(end).and_then(|word| word.era) {
            Some(era) => (YearOf::Named(if era < 0 { 1 - year } else { year }), end + 1),
            None => (YearOf::Named(year), end),
        }
    }

    pub(super) fn four_digits(&self, i: usize) -> Option<i32> {
        match self.shape(i) {
            Shape::Digits { value, n_digits: 4 } => Some(value),
            _ => None,
        }
    }
}
