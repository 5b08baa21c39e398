//! Lengths, rates and times of day: "two days ago", "every Friday", "6 p.m.".

use dragoman_text::{Relation, Upos};

use super::make::is_a_day;
use super::{Read, Reader};
use crate::time::meaning::{Count, Meaning, Origin, Side, Unit};
use crate::time::piece::Shape;
use crate::time::vocabulary::Ago;
use crate::word::Class;

impl Reader<'_> {
    /// "10:38 a.m.", "6 p.m.", "two o’clock".
    pub(super) fn clock(&self, i: usize) -> Read {
        let (minutes, end) = match self.shape(i) {
            Shape::Clock { minutes, sure } => {
                // "Corinthians 9:25".
                let verse =
                    i > 0 && !sure && self.upos(i - 1) == Some(Upos::Propn) && self.word(i - 1).is_none();
                if verse && self.word(i + 1).is_none_or(|word| word.meridiem.is_none()) {
                    return None;
                }
                match self.word(i + 1).and_then(|word| word.meridiem).filter(|_| !sure) {
                    Some(later) if minutes < 13 * 60 => (minutes % (12 * 60) + later * 60, i + 2),
                    _ => (minutes, i + 1),
                }
            }
            Shape::Digits { value, n_digits } if n_digits <= 2 && (1..=12).contains(&value) => {
                match self.word(i + 1).and_then(|word| word.meridiem) {
                    Some(later) => ((value % 12 + later) * 60, i + 2),
                    None if self.is_a(i + 1, Class::OClock) => (value * 60, i + 2),
                    None => return None,
                }
            }
            _ => {
                let hour = self.word(i)?.number.filter(|hour| (1..=12).contains(hour))?;
                if !self.is_a(i + 1, Class::OClock) {
                    return None;
                }
                (hour * 60, i + 2)
            }
        };
        Some((Meaning::Clock { minutes, of: Box::new(Meaning::Nothing) }, end))
    }

    /// "Every Friday", "each year", "every two weeks", "daily".
    pub(super) fn every(&self, i: usize) -> Read {
        let word = self.word(i)?;
        if let Some(rate) = &word.rate {
            let adverb = matches!(self.upos(i), Some(Upos::Adv | Upos::Adj));
            return adverb.then(|| (Meaning::Often(rate.to_string()), i + 1));
        }
        if !word.every {
            return None;
        }
        if let Some((count, unit, end)) = self.count_and_unit(i + 1) {
            let value = crate::time::value::value(&Meaning::Length { unit, n: count }, None);
            return Some((Meaning::Often(value), end));
        }
        let j = if self.is(i + 1, "other") { i + 2 } else { i + 1 };
        let word = self.word(j)?;
        let value = if let Some(unit) = self.unit(j) {
            let n = Count::Exactly(if j > i + 1 { 2 } else { 1 });
            crate::time::value::value(&Meaning::Length { unit, n }, None)
        } else if let Some(weekday) = word.weekday {
            format!("XXXX-WXX-{weekday}")
        } else if let Some(month) = word.month {
            format!("XXXX-{month:02}")
        } else if word.season.is_some() || word.day_part.is_some() {
            if word.season.is_some() { "P1Y" } else { "P1D" }.to_owned()
        } else {
            return None;
        };
        Some((Meaning::Often(value), j + 1))
    }

    /// A number: "three", "a few", "33 1/2", "twenty-five", "two to three".
    pub(super) fn count(&self, i: usize) -> Option<(Count, usize)> {
        let (n, mut end) = self.number(i)?;
        if (self.is_any(end, &["to", "or"]) || self.is_joint(end) && self.glued(end))
            && let Some((_, after)) = self.number(end + 1).filter(|(n, _)| *n != Count::Some)
        {
            // "1/2" was read by `number`.
            return Some((Count::Some, after));
        }
        if let Count::Exactly(whole) = n
            && self.is(end, "and")
            && self.is_any(end + 1, &["a"])
            && self.is(end + 2, "half")
        {
            return Some((Count::AndAHalf(whole), end + 3));
        }
        if self.is_any(end, &["of"]) && self.is(end - 1, "couple") {
            end += 1;
        }
        Some((n, end))
    }

    pub(super) fn number(&self, i: usize) -> Option<(Count, usize)> {
        if let Shape::Digits { value, n_digits } = self.shape(i) {
            let half =
                self.is(i + 1, "1") && self.is_joint(i + 2) && self.is(i + 3, "2") || self.is(i + 1, "½");
            if half {
                let end = if self.is(i + 1, "½") { i + 2 } else { i + 4 };
                return Some((Count::AndAHalf(value), end));
            }
            return (n_digits != 4).then_some((Count::Exactly(value), i + 1));
        }
        let word = self.word(i)?;
        let article = self.is_any(i, &["a", "an"]);
        if article {
            if self.word(i + 1).is_some_and(|word| word.some) {
                return Some((Count::Some, i + 2));
            }
            if self.is(i + 1, "couple") {
                return Some((Count::Exactly(2), i + 2));
            }
            if self.word(i + 1).is_some_and(|word| word.number.is_some_and(|n| n >= 12)) {
                return Some((Count::Exactly(self.word(i + 1)?.number?), i + 2));
            }
        }
        if word.some {
            return Some((Count::Some, i + 1));
        }
        let n = word.number?;
        if (20..100).contains(&n) && n % 10 == 0 {
            let after = if self.is_joint(i + 1) { i + 2 } else { i + 1 };
            if let Some(ones) = self.word(after).and_then(|word| word.number).filter(|ones| *ones < 10)
                && !self.is_any(after, &["a", "an"])
            {
                return Some((Count::Exactly(n + ones), after + 1));
            }
        }
        if n < 100
            && let Some(times) = self.word(i + 1).and_then(|word| word.number).filter(|times| *times >= 100)
        {
            return Some((Count::Exactly(n * times), i + 2));
        }
        Some((Count::Exactly(n), i + 1))
    }

    pub(super) fn count_and_unit(&self, i: usize) -> Option<(Count, Unit, usize)> {
        let (count, mut end) = self.count(i)?;
        let hyphen = self.is_joint(end) && self.glued(end) && self.glued(end + 1);
        if hyphen {
            end += 1;
        }
        while self.word(end).is_some_and(|word| word.filler) && end < i + 8 {
            end += 1;
        }
        let unit = self.unit(end)?;
        Some((count, unit, end + 1))
    }

    /// "Two days ago", "a week later", "in three weeks", "two-week", "years ago".
    pub(super) fn length(&self, i: usize) -> Read {
        let half = self.word(i).is_some_and(|word| word.half) && self.is_any(i + 1, &["a", "an"]);
        let read = if half {
            self.unit(i + 2).map(|unit| (Count::AndAHalf(0), unit, i + 3))
        } else {
            self.count_and_unit(i)
        };
        let Some((count, unit, end)) = read else { return self.bare_units(i) };
        let (count, end) = match count {
            Count::Exactly(n) if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") => {
                (Count::AndAHalf(n), end + 3)
            }
            count => (count, end),
        };
        let is_article = self.is_any(i, &["a", "an"]);
        let hyphen = self.is_joint(end) && self.glued(end);
        // An age is no time: "a 30-year-old man", "five years old".
        if self.is(end, "old") || hyphen && self.is(end + 1, "old") {
            return None;
        }
        if let Some((meaning, end)) = self.tail(count, unit, end) {
            return Some((meaning, end));
        }
        if self.is(end, "of") && is_article && !self.fits_duration(i) {
            return None;
        }
        // "In two weeks", "in three days’ time" ahead of now; "within a week" up to then.
        let time = self.shape(end) == Shape::Possessive && self.is(end + 1, "time") || self.is(end, "time");
        let in_front = i > 0 && self.is(i - 1, "in");
        let a_day = is_article && unit == Unit::Day;
        if in_front
            && (time || self.is_ahead(i) && !a_day)
            && unit >= Unit::Day
            && self.upos(end) != Some(Upos::Adp)
        {
            let end = if time { if self.is(end, "time") { end + 1 } else { end + 2 } } else { end };
            return Some(match count {
                Count::Exactly(n) => (Meaning::Shift { unit, n, from: Origin::Anchor }, end),
                _ => (Meaning::Window { unit, n: count, ahead: true, from: Origin::Anchor }, end),
            });
        }
        if i > 0 && self.is(i - 1, "within") && self.is_ahead(i) && !self.is(end, "of") {
            return Some((Meaning::Window { unit, n: count, ahead: true, from: Origin::Anchor }, end));
        }
        // "Three times a week".
        let per = is_article
            && i > 0
            && (self.is_a(i - 1, Class::Rate)
                || self.shape(i - 1) != Shape::Word && self.shape(i - 1) != Shape::Comma);
        if per {
            let value = crate::time::value::value(&Meaning::Length { unit, n: count }, None);
            return Some((Meaning::Often(value), end));
        }
        if is_article && !self.fits_duration(i) && !hyphen {
            return None;
        }
        let long = hyphen && self.is(end + 1, "long");
        Some((Meaning::Length { unit, n: count }, if long { end + 2 } else { end }))
    }

    /// Whether "a week" after this is how long something takes.
    pub(super) fn fits_duration(&self, i: usize) -> bool {
        i > 0 && (self.is_a(i - 1, Class::Lasting) || self.word(i - 1).is_some_and(|word| word.about))
    }

    /// Whether the verb that governs a place looks ahead.
    pub(super) fn is_ahead(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        crate::time::tense::side(self.parsed, self.vocabulary, piece.token) == Side::Future
            && !self.measures_a_record(piece.token)
    }

    /// "The first visit in six years", "the worst attack in a decade": how long there had been none like it.
    fn measures_a_record(&self, token: usize) -> bool {
        let verb = self.parsed.ancestors(token).find(|above| self.parsed.upos(*above) == Upos::Verb);
        let start = verb
            .filter(|verb| *verb < token)
            .unwrap_or_else(|| self.parsed.tokens_of(self.parsed.sentence_of(token)).start);
        (start..token).any(|adjective| {
            self.parsed.relation(adjective) == Relation::Amod
                && (self.parsed.lemma(adjective) == "first"
                    || self.parsed.feature(adjective, "Degree") == Some("Sup"))
        })
    }

    /// "Ago", "later", "earlier", "before June 18", "from now", after a length.
    pub(super) fn tail(&self, count: Count, unit: Unit, i: usize) -> Read {
        if self.is(i, "from") && self.is_any(i + 1, &["now", "today"]) {
            return Some(match count {
                Count::Exactly(n) => (Meaning::Shift { unit, n, from: Origin::Anchor }, i + 2),
                _ => (Meaning::Vague { ahead: true, from: Origin::Anchor }, i + 2),
            });
        }
        let ago = self.word(i)?.ago?;
        // "A decade ago" is a year and not ten of them.
        let (unit, factor) = match unit {
            Unit::Decade => (Unit::Year, 10),
            Unit::Century => (Unit::Year, 100),
            Unit::Millennium => (Unit::Year, 1000),
            other => (other, 1),
        };
        let exact = |n: i32, end: usize| -> Read {
            let n = n.saturating_mul(factor);
            match ago {
                Ago::Ago => {
                    // "A year ago today", "a week ago Tuesday".
                    let day = self.deictic(end).filter(|(day, _)| is_a_day(day));
                    if let Some((day, end)) = day.filter(|_| unit > Unit::Day) {
                        return Some((Meaning::Exact { unit, n: -n, from: Box::new(day) }, end));
                    }
                    Some((Meaning::Shift { unit, n: -n, from: Origin::Anchor }, end))
                }
                Ago::Before | Ago::After => {
                    let n = if ago == Ago::Before { -n } else { n };
                    let preposition = self.is_any(i, &["before", "after"]);
                    if preposition {
                        return self.beside(end, unit, n).filter(|_| unit >= Unit::Day);
                    }
                    if self.is(i, "on") || self.is(i, "later") && self.elliptic(i, true).is_some() {
                        return None;
                    }
                    Some((Meaning::Shift { unit, n, from: self.before(unit) }, end))
                }
            }
        };
        match count {
            Count::Exactly(n) => exact(n, i + 1),
            // "A year and a half ago": the middle of it is nearer the truth than either end.
            Count::AndAHalf(n) if ago == Ago::Ago => {
                let finer = match unit {
                    Unit::Year => {
                        Some((Unit::Month, (n.saturating_mul(12).saturating_add(6)).saturating_mul(factor)))
                    }
                    Unit::Month => Some((Unit::Week, n.saturating_mul(4).saturating_add(2))),
                    _ => None,
                };
                let (unit, n) = finer?;
                Some((Meaning::Shift { unit, n: -n, from: Origin::Anchor }, i + 1))
            }
            _ => {
                if self.is_any(i, &["before", "after", "on"]) && !self.ends_here(i + 1) {
                    return None;
                }
                let (ahead, from) = match ago {
                    Ago::Ago => (false, Origin::Anchor),
                    Ago::Before => (false, self.before(unit)),
                    Ago::After => (true, self.before(unit)),
                };
                Some((Meaning::Vague { ahead, from }, i + 1))
            }
        }
    }

    /// "Years ago", "days later", "for months".
    pub(super) fn bare_units(&self, i: usize) -> Read {
        let unit = self.unit(i).filter(|_| self.word(i).is_some_and(|word| word.plural))?;
        if let Some(found) = self.tail(Count::Some, unit, i + 1) {
            return Some(found);
        }
        let lasting = i > 0 && self.is_any(i - 1, &["for", "over"]) && self.upos(i + 1) != Some(Upos::Adp);
        lasting.then_some((Meaning::Length { unit, n: Count::Some }, i + 1))
    }
}
