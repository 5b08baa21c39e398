//! Stretches with a name: weekdays, "tomorrow", decades, quarters, fiscal years, seasons, weekends, parts of days.

use dragoman_text::{Relation, Upos};

use super::make::{add_weekday, calendar, is_a_day};
use super::{Read, Reader};
use crate::time::Bound;
use crate::time::feast::{Feast, Rule};
use crate::time::meaning::{Count, DayPart, Field, Meaning, Origin, Side, Unit, YearOf};
use crate::time::piece::Shape;
use crate::word::Class;

impl Reader<'_> {
    pub(super) fn weekday(&self, i: usize) -> Read {
        let word = self.word(i)?;
        let weekday = word.weekday?;
        if !self.is_capital(i) || matches!(self.upos(i), Some(Upos::Verb | Upos::Aux)) {
            return None;
        }
        let mut j = i + 1;
        // "Friday the 13th".
        if self.shape(j) == Shape::Comma || self.is(j, "the") || self.is_joint(j) && !self.glued(j) {
            j += 1;
        }
        if let Some((date, end)) = self.date(j).or_else(|| self.digits_date(j)) {
            let with = add_weekday(date, weekday);
            if let Some(with) = with {
                return Some((with, end));
            }
        }
        let asked = i > 0 && self.word(i - 1).is_some_and(|word| word.preposition.is_some());
        if word.short && !asked {
            return None;
        }
        let token = self.piece(i)?.token;
        let any = i > 0 && self.is_a(i - 1, Class::AnyDay);
        if any && !self.modifies(token) {
            return None;
        }
        if word.plural {
            return Some((Meaning::Often(format!("XXXX-WXX-{weekday}")), i + 1));
        }
        let day = Meaning::Weekday { weekday, side: Side::Near, from: Origin::Anchor };
        // "A week ago Friday" is read from its front; "Friday week" not at all.
        Some(self.with_day_part(day, i + 1))
    }

    /// "Tuesday night", "tomorrow morning".
    pub(super) fn with_day_part(&self, day: Meaning, end: usize) -> (Meaning, usize) {
        let joint = usize::from(self.is_joint(end) && self.glued(end));
        match self.word(end + joint).and_then(|word| word.day_part) {
            Some(_) if self.word(end + joint).is_some_and(|word| word.plural) => match day {
                Meaning::Weekday { weekday, .. } => {
                    (Meaning::Often(format!("XXXX-WXX-{weekday}")), end + joint + 1)
                }
                day => (day, end),
            },
            Some(part) if !matches!(part, DayPart::Noon | DayPart::Midnight) => {
                (Meaning::DayPart { part, of: Box::new(day) }, end + joint + 1)
            }
            _ => (day, end),
        }
    }

    /// "Today", "tomorrow night", "now", "recently".
    pub(super) fn deictic(&self, i: usize) -> Read {
        let word = self.word(i)?;
        if let Some(n) = word.day {
            if n == 0 && self.is(i, "today") && self.is_nowadays(i) {
                return Some((Meaning::Now, i + 1));
            }
            let day = Meaning::Shift { unit: Unit::Day, n, from: Origin::Anchor };
            if self.is(i, "tonight") {
                return Some((Meaning::DayPart { part: DayPart::Night, of: Box::new(day) }, i + 1));
            }
            return Some(self.with_day_part(day, i + 1));
        }
        let adverb = self.upos(i) == Some(Upos::Adv);
        if word.now && adverb {
            return Some((Meaning::Now, i + 1));
        }
        let ahead = word.vague.filter(|_| adverb)?;
        Some((Meaning::Vague { ahead, from: Origin::Anchor }, i + 1))
    }

    /// Whether "today" means these days: "is still used today", "the city of today".
    pub(super) fn is_nowadays(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        if i > 0 && self.is(i - 1, "of") {
            return true;
        }
        crate::time::tense::is_state(self.parsed, self.vocabulary, piece.token)
    }

    pub(super) fn quarter_of_year(&self, quarter: i32, end: usize) -> (Meaning, usize) {
        let quarter = quarter.clamp(1, 4);
        let of_the = self.is(end, "of") && self.is(end + 1, "the") && self.unit(end + 2) == Some(Unit::Year);
        if of_the {
            let year = YearOf::Shifted { n: 0, from: Origin::Anchor };
            return (calendar(year, Field::Quarter(quarter), Side::Near), end + 3);
        }
        self.with_year(Field::Quarter(quarter), Side::Near, end)
    }

    /// "Monday of May", after "first" or "last".
    pub(super) fn nth_weekday(&self, weekday: i32, n: i32, i: usize) -> Read {
        if !self.is_any(i, &["of", "in"]) || n == 0 || n > 5 {
            return None;
        }
        let month = self.month(i + 1)?;
        let feast = Feast { name: "".into(), rule: Rule::Nth { month, weekday, n }, n_days: 1 };
        Some(self.with_year(Field::Feast(feast), Side::Near, i + 2))
    }

    /// "Q3 2022", "H1".
    pub(super) fn quarter(&self, i: usize) -> Read {
        match self.shape(i) {
            Shape::Quarter(quarter) => Some(self.quarter_of_year(quarter, i + 1)),
            Shape::Half(half) => {
                self.year_tail(i + 1).map(|(year, end)| (calendar(year, Field::Half(half), Side::Near), end))
            }
            _ => None,
        }
    }

    /// "Fiscal year 2023", "FY23", "fiscal 2023".
    pub(super) fn fiscal(&self, i: usize) -> Read {
        if let Shape::FiscalYear(year) = self.shape(i) {
            return Some((calendar(YearOf::Named(year), Field::FiscalYear, Side::Near), i + 1));
        }
        if !self.word(i)?.fiscal {
            return None;
        }
        let j = if self.unit(i + 1) == Some(Unit::Year) { i + 2 } else { i + 1 };
        let year = self.four_digits(j)?;
        Some((calendar(YearOf::Named(year), Field::FiscalYear, Side::Near), j + 1))
    }

    /// "The 1990s", "the ’90s", "the nineties", "the 1600s".
    pub(super) fn decade(&self, i: usize, the: bool) -> Read {
        let own = i > 0
            && self.piece(i - 1).is_some_and(|piece| {
                self.parsed.feature(piece.token, "Poss") == Some("Yes") || piece.shape == Shape::Possessive
            });
        if let Shape::Decade { first, full: true } = self.shape(i) {
            let meaning = if first % 100 == 0 && first < 2000 {
                Meaning::Century(first)
            } else {
                Meaning::Decade(first)
            };
            Some((meaning, i + 1))
        } else {
            let short = self.word(i)?.decade?;
            let part = i > 0 && self.word(i - 1).is_some_and(|word| word.part.is_some());
            // Whoever is in her sixties is no decade.
            (!own && (the || part)).then_some((Meaning::Decade(1900 + short), i + 1))
        }
    }

    pub(super) fn season_word(&self, i: usize) -> Option<i32> {
        let season = self.word(i)?.season?;
        matches!(self.upos(i), Some(Upos::Noun | Upos::Propn)).then_some(season)
    }

    /// "Summer of 2019", "summer 2019", "in the fall", "this winter".
    pub(super) fn season(&self, i: usize, the: bool) -> Read {
        let season = self.season_word(i)?;
        if let Some((year, end)) = self.year_tail(i + 1) {
            // "The winter of 1776-77".
            let end = match self.shape(end + 1) {
                Shape::Digits { n_digits: 2, .. } if self.is_joint(end) && self.glued(end + 1) => end + 2,
                _ => end,
            };
            return Some((calendar(year, Field::Season(season), Side::Near), end));
        }
        let before = if the { i.checked_sub(2) } else { i.checked_sub(1) };
        let asked = before.and_then(|place| self.word(place)).is_some_and(|word| {
            word.preposition.is_some_and(|bound| bound != Bound::From) || word.part.is_some()
        });
        // "The fall of Kabul", "a fall in prices", "a spring board".
        let noun = self.is_any(i + 1, &["of", "in"]) || self.is_joint(i + 1) && self.glued(i + 1);
        let subject = !the
            && self.piece(i).is_some_and(|piece| self.parsed.relation(piece.token) == Relation::Nsubj)
            && !self.word(i).is_some_and(|word| word.plural);
        let sure = subject || !self.is_a(i, Class::OtherSeason);
        // "Winter wheat", "the Summer Games".
        let kind = self.piece(i).is_some_and(|piece| {
            self.parsed.relation(piece.token) == Relation::Compound
                && (!the || self.is_capital(i) || !sure)
                && !self.word(i + 1).is_some_and(|word| word.weekday.is_some() || word.month.is_some())
        });
        if noun || kind || !(asked || sure) {
            return None;
        }
        Some((calendar(YearOf::Open, Field::Season(season), Side::Near), i + 1))
    }

    /// "The weekend", "the weekend summit".
    pub(super) fn weekend(&self, i: usize, the: bool) -> Read {
        let weekend = self.unit(i)? == Unit::Weekend && !self.word(i)?.plural && the;
        weekend.then_some((Meaning::Weekend { side: Side::Near, from: Origin::Anchor }, i + 1))
    }

    /// "The night of June 3", "noon", "midnight", "overnight".
    pub(super) fn day_part(&self, i: usize) -> Read {
        let part = self.word(i)?.day_part?;
        let of = if self.is_any(i + 1, &["of", "on"]) { i + 2 } else { i + 1 };
        if let Some((day, end)) = self.stretch(of).filter(|(day, _)| is_a_day(day)) {
            return Some((Meaning::DayPart { part, of: Box::new(day) }, end));
        }
        if self.is(i, "overnight") && self.upos(i) == Some(Upos::Adv) {
            let night =
                Meaning::Window { unit: Unit::Day, n: Count::Exactly(1), ahead: false, from: Origin::Anchor };
            return Some((Meaning::DayPart { part, of: Box::new(night) }, i + 1));
        }
        let minutes = match part {
            DayPart::Noon if self.is_any(i, &["noon", "midday"]) => 12 * 60,
            DayPart::Midnight => 24 * 60,
            _ => return None,
        };
        Some((Meaning::Clock { minutes, of: Box::new(Meaning::Nothing) }, i + 1))
    }
}
