//! Stretches by others: "last week", "early June", "the eve of", "the third week of".

use dragoman_text::{Relation, Upos};

use super::make::{aim, calendar, with_part};
use super::{POSSIBLE_YEARS, Read, Reader};
use crate::time::meaning::{Count, DayPart, Field, Meaning, Origin, Part, Side, Unit, YearOf};
use crate::time::piece::Shape;
use crate::time::vocabulary::{Ago, PartWord, Phrase, Step};
use crate::word::Class;

impl Reader<'_> {
    /// "Last week", "the past three months", "this summer", "that day", "the following morning".
    pub(super) fn step(&self, i: usize, the: bool) -> Read {
        let word = self.word(i)?;
        let mut step = word.step?;
        let mut told = word.told;
        let (mut j, mut this) = (i + 1, false);
        if let Some(second) = self.word(j).filter(|_| matches!(step, Step::This | Step::Same))
            && let Some(next) = second.step
        {
            this = step == Step::This;
            told |= second.told || step == Step::Same;
            step = if step == Step::Same { Step::Same } else { next };
            j += 1;
        }
        let coming = self.is_a(j - 1, Class::Coming);
        let n = match step {
            Step::Last => -1,
            Step::Next => 1,
            Step::This | Step::Same => 0,
        };
        if let Some((count, unit, end)) = self.count_and_unit(j).filter(|_| n != 0) {
            // "The last five months of her life".
            if self.is(end, "of") && self.stretch(end + 1).is_none() {
                return Some((Meaning::Length { unit, n: count }, end));
            }
            let from = if told { self.before(unit) } else { Origin::Anchor };
            return Some((Meaning::Window { unit, n: count, ahead: n > 0, from }, end));
        }
        let side = match step {
            Step::Last => Side::Last,
            Step::Next if coming => Side::Future,
            Step::Next => Side::Next,
            Step::This => Side::This,
            Step::Same => Side::Near,
        };
        if let Some(unit) = self.unit(j) {
            return self.step_unit(j, (step, n), (told, the && !told, this, coming), unit);
        }
        let word = self.word(j);
        if let Some(weekday) = word.and_then(|word| word.weekday).filter(|_| self.is_capital(j)) {
            // "The last Monday of May".
            if let Some(nth) = self.nth_weekday(weekday, if n < 0 { -1 } else { 0 }, j + 1) {
                return Some(nth);
            }
            let told = told || the && step == Step::Next && !coming;
            let from = if told || step == Step::Same { self.before(Unit::Day) } else { Origin::Anchor };
            let side = if told && n < 0 {
                Side::Last
            } else if matches!(from, Origin::Anchor) {
                side
            } else if n > 0 {
                Side::Next
            } else {
                Side::This
            };
            return Some(self.with_day_part(Meaning::Weekday { weekday, side, from }, j + 1));
        }
        if let Some(part) = word.and_then(|word| word.day_part) {
            let (n, from) = match step {
                Step::Last if !told && part == DayPart::Night && !the => (-1, Origin::Anchor),
                Step::This => (0, Origin::Anchor),
                Step::Same => (0, self.before(Unit::Day)),
                Step::Last => (-1, self.before(Unit::Day)),
                Step::Next => (1, self.before(Unit::Day)),
            };
            let of = Box::new(Meaning::Shift { unit: Unit::Day, n, from });
            return Some((Meaning::DayPart { part, of }, j + 1));
        }
        if let Some(season) = self.season_word(j) {
            // The winter of a new year began in the old one.
            let side = if season == 4 && side == Side::This { Side::Near } else { side };
            return Some((calendar(YearOf::Open, Field::Season(season), side), j + 1));
        }
        if let Some((Phrase::Feast(feast), end)) = self.phrase(j) {
            return Some((calendar(YearOf::Open, Field::Feast(feast.clone()), side), end));
        }
        let (mut date, end) = self.date(j)?;
        aim(&mut date, side);
        Some((date, end))
    }

    pub(super) fn step_unit(
        &self,
        j: usize,
        (step, n): (Step, i32),
        (told, the, this, coming): (bool, bool, bool, bool),
        unit: Unit,
    ) -> Read {
        let end = j + 1;
        let plural = self.word(j).is_some_and(|word| word.plural);
        // "Last-minute", "next-day", and the like.
        if plural && n != 0 {
            let from = if told { self.before(unit) } else { Origin::Anchor };
            return Some((Meaning::Window { unit, n: Count::Some, ahead: n > 0, from }, end));
        }
        if plural && step == Step::This {
            return None;
        }
        if unit < Unit::Day {
            return (the && n != 0).then_some((
                Meaning::Window { unit, n: Count::Exactly(1), ahead: n > 0, from: Origin::Anchor },
                end,
            ));
        }
        if step == Step::Same {
            return Some((Meaning::Same { from: self.before(unit), unit: Some(unit) }, end));
        }
        if told {
            let from = match self.before(unit) {
                Origin::Nothing if n < 0 => Origin::Anchor,
                other => other,
            };
            return Some((Meaning::Shift { unit, n, from }, end));
        }
        if n < 0 && self.is_any(end, &["of", "in", "before"]) && the {
            // "The last week of June".
            if unit == Unit::Week
                && let Some((month, end)) = self.date(end + 1)
            {
                return Some((Meaning::Part { part: Part::Week(-1), of: Box::new(month) }, end));
            }
            // "The last quarter of 2023".
            if unit == Unit::Quarter {
                return Some(self.quarter_of_year(4, end));
            }
            if unit == Unit::Day {
                return None;
            }
        }
        if unit == Unit::Weekend {
            let side = match step {
                Step::Last => Side::Last,
                Step::Next if coming || this => Side::Future,
                Step::Next => Side::Next,
                _ => Side::Near,
            };
            return Some((Meaning::Weekend { side, from: Origin::Anchor }, end));
        }
        // "The last year" and "the past week" end today; "last year" is a year of the calendar.
        if the && n < 0 && unit != Unit::Day {
            let window = Meaning::Window { unit, n: Count::Exactly(1), ahead: false, from: Origin::Anchor };
            return Some((window, end));
        }
        if unit == Unit::Day && n != 0 {
            // "The next day", but not "the last day of talks".
            let next = n > 0 && !this && !coming;
            return next.then(|| (Meaning::Shift { unit, n, from: self.before(unit) }, end));
        }
        if the && n > 0 {
            if coming {
                let window =
                    Meaning::Window { unit, n: Count::Exactly(1), ahead: true, from: Origin::Anchor };
                return Some((window, end));
            }
            return Some((Meaning::Shift { unit, n, from: self.before(unit) }, end));
        }
        Some((Meaning::Shift { unit, n, from: Origin::Anchor }, end))
    }

    /// "Early June", "mid-2022", "the end of last year", "earlier this week", "the rest of the year".
    pub(super) fn part(&self, i: usize) -> Read {
        let word = self.word(i)?;
        if word.elliptic {
            return self.elliptic(i, word.ago == Some(Ago::After));
        }
        if let Some(part) = word.part {
            return self.part_of(i, part);
        }
        // "Year-end", "the month’s end".
        let unit = self.unit(i).filter(|unit| *unit > Unit::Day)?;
        let joint = i + 1;
        let joined = self.is_joint(joint) || self.shape(joint) == Shape::Possessive;
        let end = if joined { joint + 1 } else { joint };
        if self.is(end, "end") && (joined || i > 0 && self.is(i - 1, "by")) {
            let of = Box::new(Meaning::Shift { unit, n: 0, from: Origin::Anchor });
            return Some((Meaning::Part { part: Part::End, of }, end + 1));
        }
        None
    }

    pub(super) fn part_of(&self, i: usize, part: PartWord) -> Read {
        let mut j = i + 1;
        if self.is_joint(j) && self.glued(j) {
            j += 1;
        }
        let noun = self.upos(i) == Some(Upos::Noun);
        let of = self.is(j, "of");
        let loose = self.is_any(j, &["of", "in", "on"]);
        // "Late on Friday", "early in the year", "the end of June"; "the rest of" asks for its "of".
        let adjective = self.is_a(i, Class::PartAdjective);
        if adjective && loose || of {
            j += 1;
        } else if !adjective && !(self.is(i, "end") && (j > i + 1 || self.four_digits(j).is_some())) {
            return None;
        } else if noun && !adjective && !of && j == i + 1 && self.four_digits(j).is_none() {
            return None;
        }
        let (meaning, end) = self.stretch(j)?;
        let part = match part {
            PartWord::Whole => return Some((meaning, end)),
            PartWord::Part(part) => part,
        };
        Some((with_part(part, meaning), end))
    }

    /// "Earlier this week", "later in the month", "later on Friday".
    pub(super) fn elliptic(&self, i: usize, after: bool) -> Read {
        let j = if self.is_any(i + 1, &["in", "on"]) { i + 2 } else { i + 1 };
        let (meaning, end) = self.stretch(j)?;
        let part = if after { Part::After } else { Part::Before };
        Some(match &meaning {
            Meaning::Shift { unit, n: 0, from: Origin::Anchor } if *unit > Unit::Day => {
                (Meaning::Part { part, of: Box::new(meaning) }, end)
            }
            Meaning::Shift { .. }
            | Meaning::Same { .. }
            | Meaning::Weekday { .. }
            | Meaning::DayPart { .. }
            | Meaning::Part { .. }
            | Meaning::Calendar { field: Field::Month(_) | Field::Season(_) | Field::Year, .. } => {
                (meaning, end)
            }
            _ => return None,
        })
    }

    /// A stretch that has parts: a date, a year, a decade, "last week", "the month".
    pub(super) fn stretch(&self, i: usize) -> Read {
        let the = self.is(i, "the");
        let start = if the { i + 1 } else { i };
        if let Some(unit) = self.unit(start)
            && the
            && unit >= Unit::Day
            && !self.word(start).is_some_and(|word| word.plural)
        {
            let unit_alone = !self.is(start + 1, "of") || self.fixed_phrase(start + 2).is_some();
            return unit_alone.then_some((Meaning::Shift { unit, n: 0, from: Origin::Anchor }, start + 1));
        }
        self.fixed_phrase(start)
            .or_else(|| self.digits_date(start))
            .or_else(|| self.part(start))
            .or_else(|| self.ordinal(start, the))
            .or_else(|| self.step(start, the))
            .or_else(|| self.date(start))
            .or_else(|| self.weekday(start))
            .or_else(|| self.deictic(start))
            .or_else(|| self.decade(start, the))
            .or_else(|| self.quarter(start))
            .or_else(|| self.fiscal(start))
            .or_else(|| self.season(start, true))
            .or_else(|| {
                let year = self.four_digits(start).filter(|year| POSSIBLE_YEARS.contains(year))?;
                let (year, end) = self.with_era(year, start + 1);
                Some((calendar(year, Field::Year, Side::Near), end))
            })
    }

    /// "On the eve of the feast", "the day before Christmas", "the night before", "two days after June 18".
    pub(super) fn eve(&self, i: usize) -> Read {
        if self.is(i, "eve") && self.is(i + 1, "of") {
            let (of, end) = self.stretch(i + 2)?;
            return Some((Meaning::Beside { days: -1, of: Box::new(of) }, end));
        }
        let word = self.word(i)?;
        let (unit, part) = match (word.unit, word.day_part) {
            (Some(unit), _) if unit >= Unit::Day && !word.plural => (unit, None),
            (None, Some(part)) => (Unit::Day, Some(part)),
            _ => return None,
        };
        let n = if self.is(i + 1, "before") {
            -1
        } else if self.is(i + 1, "after") {
            1
        } else {
            return None;
        };
        self.beside(i + 2, unit, n).map(|(meaning, end)| match part {
            Some(part) => (Meaning::DayPart { part, of: Box::new(meaning) }, end),
            None => (meaning, end),
        })
    }

    /// What lies so many units before or after what begins at a place, or after earlier words if nothing does.
    pub(super) fn beside(&self, i: usize, unit: Unit, n: i32) -> Read {
        if let Some((of, end)) = self.stretch(i) {
            let of = Box::new(of);
            return Some(match unit {
                Unit::Day => (Meaning::Beside { days: n, of }, end),
                _ => (Meaning::Exact { unit, n, from: of }, end),
            });
        }
        let free = self.ends_here(i);
        free.then(|| (Meaning::Shift { unit, n, from: self.before(unit) }, i))
    }

    /// Whether nothing follows that "before" could belong to.
    pub(super) fn ends_here(&self, i: usize) -> bool {
        match self.upos(i) {
            None | Some(Upos::Punct | Upos::Cconj | Upos::Verb | Upos::Aux) => true,
            Some(Upos::Adp) => !self.is_any(i, &["than"]),
            _ => false,
        }
    }

    /// "Third quarter of 2022", "19th century", "first half of June", "the 18th", "first Monday in May".
    pub(super) fn ordinal(&self, i: usize, the: bool) -> Read {
        let (n, mut end) = match self.shape(i) {
            Shape::Ordinal(n) => (n, i + 1),
            _ => self.ordinal_word(i)?,
        };
        if self.is_joint(end) && self.glued(end) {
            end += 1;
        }
        if let Some(unit) = self.unit(end) {
            return self.ordinal_unit(n, unit, end + 1, the);
        }
        if self.word(end).is_some_and(|word| word.half) && n <= 2 {
            let of = if self.is(end + 1, "of") { end + 2 } else { end + 1 };
            let (whole, end) = self.stretch(of).or_else(|| self.year_alone(of))?;
            if let Meaning::Calendar { year, field: Field::Year, side, .. } = whole {
                return Some((calendar(year, Field::Half(n), side), end));
            }
            if let Meaning::Shift { unit: Unit::Year, n: years, from } = whole {
                let year = YearOf::Shifted { n: years, from };
                return Some((calendar(year, Field::Half(n), Side::Near), end));
            }
            let part = if n == 1 { Part::FirstHalf } else { Part::SecondHalf };
            return Some((Meaning::Part { part, of: Box::new(whole) }, end));
        }
        if let Some(weekday) = self.word(end).and_then(|word| word.weekday) {
            return self.nth_weekday(weekday, n, end + 1);
        }
        // "On the 18th", with nothing after it that it could count.
        let asked = i > 1
            && self.word(i - 2).is_some_and(|word| word.preposition.is_some())
            && !self.is(i - 2, "for");
        if !(the && asked && matches!(self.shape(i), Shape::Ordinal(_)) && n <= 31) {
            return None;
        }
        let token = self.piece(i)?.token;
        let counts = self.parsed.head(token).is_some_and(|head| {
            head > token && matches!(self.parsed.relation(token), Relation::Amod | Relation::Compound)
        });
        let month = match self.before(Unit::Month) {
            Origin::Expression(place) => Some(place),
            _ => None,
        };
        (!counts && !self.is_any(end, &["and", "to", "of"]))
            .then_some((Meaning::DayOfMonth { day: n, side: Side::Near, month }, end))
    }

    pub(super) fn ordinal_unit(&self, n: i32, unit: Unit, end: usize, the: bool) -> Read {
        match unit {
            Unit::Century if (1..=30).contains(&n) => {
                let first = (n - 1) * 100;
                Some(match self.word(end).and_then(|word| word.era) {
                    Some(era) if era < 0 => (Meaning::Century(1 - n * 100), end + 1),
                    Some(_) => (Meaning::Century(first), end + 1),
                    None => (Meaning::Century(first), end),
                })
            }
            // No quarter-final.
            Unit::Quarter if (1..=4).contains(&n) && !(self.is_joint(end) && self.glued(end)) => {
                Some(self.quarter_of_year(n, end))
            }
            Unit::Week if the && self.is_any(end, &["of", "in"]) && n <= 5 => {
                let (month, end) = self.month_first(end + 1)?;
                Some((Meaning::Part { part: Part::Week(n), of: Box::new(month) }, end))
            }
            _ => None,
        }
    }
}
