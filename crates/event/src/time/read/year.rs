//! Years by themselves, and ranges.

use dragoman_text::{Relation, Upos};

use super::make::{calendar, has_range, is_a_day, rank, share_year};
use super::{LIKELY_YEARS, POSSIBLE_YEARS, Read, Reader};
use crate::time::meaning::{End, Field, Meaning, Side, Unit, YearOf};
use crate::time::piece::Shape;
use crate::word::{self, Class};

impl Reader<'_> {
    /// A number that is a year.
    pub(super) fn year_alone(&self, i: usize) -> Read {
        let i = if self.unit(i) == Some(Unit::Year) && !self.word(i)?.plural { i + 1 } else { i };
        let led = i > 0 && self.unit(i - 1) == Some(Unit::Year);
        // "AD 842".
        if let Some(era) = self.word(i).and_then(|word| word.era).filter(|_| self.is_capital(i)) {
            let Shape::Digits { value, n_digits } = self.shape(i + 1) else { return None };
            let year = if era < 0 { 1 - value } else { value };
            return (n_digits <= 4 && value > 0)
                .then(|| (calendar(YearOf::Named(year), Field::Year, Side::Near), i + 2));
        }
        let Shape::Digits { value, n_digits } = self.shape(i) else { return None };
        if let Some(era) = self.word(i + 1).and_then(|word| word.era).filter(|_| self.is_capital(i + 1)) {
            let year = if era < 0 { 1 - value } else { value };
            return (n_digits <= 4 && value > 0)
                .then(|| (calendar(YearOf::Named(year), Field::Year, Side::Near), i + 2));
        }
        if led && n_digits < 4 && n_digits > 1 && !self.word(i - 1).is_some_and(|word| word.plural) {
            return Some((calendar(YearOf::Named(value), Field::Year, Side::Near), i + 1));
        }
        let circa = i > 0 && self.is_a(i - 1, Class::Circa) && n_digits == 3;
        if circa {
            return Some((calendar(YearOf::Named(value), Field::Year, Side::Near), i + 1));
        }
        if n_digits != 4 || !POSSIBLE_YEARS.contains(&value) || self.unit(i + 1).is_some() {
            return None;
        }
        // Addresses and ranges of other things.
        if self.glued(i) && i > 0 && self.is(i - 1, "/") && self.glued(i - 1) {
            return None;
        }
        let before = i.checked_sub(1).and_then(|place| self.piece(place));
        let text = before.map_or("", |piece| piece.text);
        if before.is_some_and(|piece| piece.text.ends_with(['$', '£', '€', '#', '¥', '+', '@', '_']))
            || word::is(text, Class::NoYear)
            || self.glued(i)
                && self.is_joint(i - 1)
                && self.glued(i - 1)
                && i > 1
                && matches!(self.shape(i - 2), Shape::Digits { n_digits, .. } if n_digits != 4)
            || self.glued(i + 1)
                && self.is_joint(i + 1)
                && self.glued(i + 2)
                && matches!(self.shape(i + 2), Shape::Digits { n_digits: 1 | 3 | 5, .. })
        {
            return None;
        }
        let named = before.is_some_and(|piece| {
            piece.word.is_none_or(|word| !word.some && !word.about)
                && matches!(self.parsed.upos(piece.token), Upos::Det | Upos::Adp | Upos::Pron)
                || piece.shape == Shape::Possessive
        });
        // "At 1100 feet".
        let token = self.piece(i)?.token;
        if !LIKELY_YEARS.contains(&value)
            && !named
            && self.parsed.relation(token) == Relation::Nummod
            && self.parsed.head(token).is_some_and(|head| head > token)
        {
            return None;
        }
        if self.counts_something(i) && !(named && LIKELY_YEARS.contains(&value) && !self.is(i - 1, "of")) {
            return None;
        }
        let asked = before.is_some_and(|piece| {
            piece.word.is_some_and(|word| {
                word.preposition.is_some() || word.about || word.part.is_some() || word.month.is_some()
            }) || matches!(piece.text, "(" | "of" | "as")
                || piece.shape == Shape::Joint
        });
        // "Reigned 1715 - 1774", "Louis Street. 1596, built for".
        let spans = self.is_joint(i + 1) && self.four_digits(i + 2).is_some_and(|last| last > value);
        let apart = before.is_none_or(|piece| self.parsed.upos(piece.token) == Upos::Punct)
            && self.upos(i + 1) == Some(Upos::Punct);
        if !(asked || named || spans || apart || LIKELY_YEARS.contains(&value)) {
            return None;
        }
        // "2011-14", "2019/20": from one year to another.
        if self.is_joint(i + 1)
            && self.glued(i + 1) == self.glued(i + 2)
            && let Shape::Digits { value: short, n_digits: 2 } = self.shape(i + 2)
            && short > value % 100
            && !(self.glued(i + 3) && self.is_joint(i + 3))
        {
            let last = value / 100 * 100 + short;
            let one = |year: i32, from: usize| End {
                span: self.span(from, from + 1),
                meaning: calendar(YearOf::Named(year), Field::Year, Side::Near),
            };
            return Some((Meaning::Range(Box::new([one(value, i), one(last, i + 2)])), i + 3));
        }
        Some((calendar(YearOf::Named(value), Field::Year, Side::Near), i + 1))
    }

    /// "March 3 to April 5", "between 2011 and 2014", "Monday through Friday".
    pub(super) fn range(&self, start: usize, first: &Meaning, end: usize) -> Read {
        let between = start > 0
            && (self.is(start - 1, "between")
                || self.is(start - 1, "the") && start > 1 && self.is(start - 2, "between"));
        let from = start > 0 && self.is(start - 1, "from");
        let joined = self.is_a(end, Class::JoinsEnds)
            || self.is(end, "to")
            || self.is_joint(end) && !self.is(end, "/")
            || self.is(end, "and") && between;
        if !joined || !has_range(first) {
            return None;
        }
        let place = if self.is(end + 1, "the") { end + 2 } else { end + 1 };
        let (mut last, stop) = self
            .digits_date(place)
            .or_else(|| self.date(place))
            .or_else(|| self.weekday(place))
            .or_else(|| self.decade(place, true))
            .or_else(|| self.ordinal(place, true))
            .or_else(|| self.step(place, false).filter(|_| from || between))
            .or_else(|| self.deictic(place).filter(|(meaning, _)| is_a_day(meaning)))
            .or_else(|| self.year_alone(place))
            .or_else(|| self.clock(place))?;
        if !has_range(&last) || rank(first) != rank(&last) && !(from || between) {
            return None;
        }
        let mut first = first.clone();
        share_year(&mut first, &mut last);
        if let (
            Meaning::Calendar { year: YearOf::Named(first), field: Field::Year, .. },
            Meaning::Calendar { year: YearOf::Named(last), field: Field::Year, .. },
        ) = (&first, &last)
            && first >= last
        {
            return None;
        }
        let ends = [
            End { span: self.span(start, end), meaning: first },
            End { span: self.span(place, stop), meaning: last },
        ];
        Some((Meaning::Range(Box::new(ends)), stop))
    }
}
