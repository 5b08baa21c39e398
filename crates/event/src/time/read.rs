//! The grammar of words of time: what can begin at a piece of a sentence, and where it ends.
//!
//! Each method reads one thing that may begin at a place and returns what it means and the place after it. Surface
//! order decides what is a time, tags and tree what is not one (a person called June, 2000 soldiers, "may").

mod date;
mod length;
mod make;
mod named;
mod step;
mod year;

use std::collections::HashSet;

use crate::time::TimeExpression;
use crate::time::meaning::{Field, Meaning, Origin, Side, Unit};
use crate::time::piece::{Piece, Shape};
use crate::time::vocabulary::{Phrase, Vocabulary, Word};
use crate::word::{self, Class};
use crate::{Parsed, Precision};
use dragoman_text::{NameKind, NameTag, Relation, Span, Upos};
pub(super) use make::aim;
use make::has_days;

/// What was read at a place, and the place after it.
type Read = Option<(Meaning, usize)>;

/// The rule of 2023-06-18 and 6/18/2023.
const DIGITS: &str = "date in digits";

/// Years that a number alone may be.
const LIKELY_YEARS: std::ops::RangeInclusive<i32> = 1900..=2050;

/// Years that a number may be after a word that asks for one.
const POSSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;

/// A sentence to read.
pub(super) struct Reader<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) pieces: &'a [Piece<'a>],
    /// What was read before.
    pub(super) times: &'a [TimeExpression],
    /// Words that are parts of people’s names in this article.
    pub(super) people: &'a HashSet<&'a str>,
    /// Whether the article writes the day before the month, where numbers show it.
    pub(super) day_first: Option<bool>,
}

/// What was found at a place.
pub(super) struct Found {
    pub(super) meaning: Meaning,
    pub(super) end: usize,
    pub(super) rule: &'static str,
}

/// What may stand at a place.
pub(super) enum At {
    Time(Found),
    /// Skip to that place: what stands here holds words of time and is none.
    Other(usize),
    Nothing,
}

impl Reader<'_> {
    /// What begins at a place.
    pub(super) fn at(&self, i: usize) -> At {
        let start = if self.is(i, "the") { i + 1 } else { i };
        for place in [i, start] {
            if let Some((Phrase::Other, end)) = self.phrase(place) {
                return At::Other(end);
            }
        }
        let rules: [(&'static str, &dyn Fn() -> Read); 18] = [
            ("fixed phrase", &|| self.fixed_phrase(i).or_else(|| self.fixed_phrase(start))),
            (DIGITS, &|| self.digits_date(i)),
            ("eve", &|| self.eve(start)),
            ("part", &|| self.part(start)),
            ("ordinal", &|| self.ordinal(start, start > i)),
            ("last, next, this", &|| self.step(start, start > i)),
            ("date", &|| self.date(start)),
            ("weekday", &|| self.weekday(start)),
            ("length", &|| self.length(i)),
            ("time of day", &|| self.clock(i)),
            ("every", &|| self.every(i)),
            ("day named from the article’s", &|| self.deictic(i)),
            ("decade", &|| self.decade(start, start > i)),
            ("quarter or half", &|| self.quarter(start)),
            ("fiscal year", &|| self.fiscal(start)),
            ("weekend", &|| self.weekend(start, start > i)),
            ("season or part of a day", &|| self.season(start, start > i).or_else(|| self.day_part(start))),
            ("year", &|| self.year_alone(start)),
        ];
        for (rule, read) in rules {
            let Some((meaning, end)) = read() else { continue };
            if end <= i || rule != "fixed phrase" && self.is_name(i, end) {
                continue;
            }
            let rule = if rule == DIGITS { self.digits_rule(i) } else { rule };
            let (meaning, end, rule) = match self.range(i, &meaning, end) {
                Some((meaning, end)) => (meaning, end, "range"),
                None => (meaning, end, rule),
            };
            return At::Time(Found { meaning, end, rule });
        }
        At::Nothing
    }

    // What stands at a place.

    fn piece(&self, i: usize) -> Option<&Piece<'_>> {
        self.pieces.get(i)
    }

    fn word(&self, i: usize) -> Option<&Word> {
        self.piece(i)?.word
    }

    fn is(&self, i: usize, form: &str) -> bool {
        self.piece(i).is_some_and(|piece| piece.text.eq_ignore_ascii_case(form))
    }

    fn is_any(&self, i: usize, forms: &[&str]) -> bool {
        forms.iter().any(|form| self.is(i, form))
    }

    fn is_a(&self, i: usize, class: Class) -> bool {
        self.piece(i).is_some_and(|piece| word::is_in_any_case(piece.text, class))
    }

    fn shape(&self, i: usize) -> Shape {
        self.piece(i).map_or(Shape::Word, |piece| piece.shape)
    }

    fn is_joint(&self, i: usize) -> bool {
        self.shape(i) == Shape::Joint
    }

    fn glued(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.glued)
    }

    fn is_capital(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|piece| piece.text.starts_with(char::is_uppercase))
    }

    fn upos(&self, i: usize) -> Option<Upos> {
        Some(self.parsed.upos(self.piece(i)?.token))
    }

    fn span(&self, from: usize, end: usize) -> Span {
        match (self.piece(from), end.checked_sub(1).and_then(|last| self.piece(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start() as u32, last.span.end() as u32),
            _ => Span::default(),
        }
    }

    fn unit(&self, i: usize) -> Option<Unit> {
        let unit = self.word(i)?.unit?;
        // "The second" is mostly the one after the first.
        (unit != Unit::Second || self.upos(i) == Some(Upos::Noun)).then_some(unit)
    }

    /// Whether a number counts what follows it: "2000 soldiers".
    fn counts_something(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        let next = self.piece(i + 1).map_or("", |next| next.text);
        if word::is(next, Class::Measure) {
            return true;
        }
        let token = piece.token;
        self.parsed.relation(token) == Relation::Nummod
            && self.parsed.head(token).is_some_and(|head| {
                head > token
                    && matches!(self.parsed.xpos(head), "NNS" | "NNPS")
                    && self.word(i + 1).is_none_or(|word| word.month.is_none())
            })
    }

    /// Whether a token says of which kind the noun after it is: "a Monday meeting".
    fn modifies(&self, token: usize) -> bool {
        matches!(
            self.parsed.relation(token),
            Relation::Compound
                | Relation::Amod
                | Relation::Nmod
                | Relation::NmodUnmarked
                | Relation::NmodPoss
        ) && self.parsed.head(token).is_some_and(|head| head > token)
    }

    /// Whether a word or number belongs to a name of something else.
    fn is_name(&self, from: usize, end: usize) -> bool {
        let Some(pieces) = self.pieces.get(from..end) else { return false };
        if pieces.iter().any(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit())) {
            return false;
        }
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        let mut tokens = first.token..last.token + 1;
        if self.parsed.form(tokens.start).eq_ignore_ascii_case("the") {
            tokens.start += 1;
        }
        let mut kinds = tokens.clone().filter_map(|token| self.parsed.name_kind(token));
        let Some(kind) = kinds.next_back() else { return false };
        let inside = |token: usize| {
            token < self.parsed.len() && matches!(self.parsed.token(token).name, NameTag::Inside(_))
        };
        // A season by itself is taken for a person’s name where it begins a sentence.
        let season = end - from == 1 && first.word.is_some_and(|word| word.season.is_some());
        kind == NameKind::Person && !season || inside(tokens.start) || inside(tokens.end)
    }

    fn phrase(&self, i: usize) -> Option<(&Phrase, usize)> {
        let piece = self.piece(i)?;
        let text = self.parsed.text().get(piece.span.start()..)?;
        let (length, phrase) = self.vocabulary.phrase(text)?;
        let end = piece.span.start() + length;
        let after = self.pieces.iter().skip(i).position(|piece| piece.span.end() >= end)? + i;
        (self.piece(after)?.span.end() == end).then_some((phrase, after + 1))
    }

    // What can be read.

    fn fixed_phrase(&self, i: usize) -> Read {
        if self.is(i, "then") && i > 0 && self.is_a(i - 1, Class::BeforeThen) {
            return Some((Meaning::Same { from: self.latest(), unit: None }, i + 1));
        }
        let (phrase, end) = self.phrase(i)?;
        let meaning = match phrase {
            Phrase::Now | Phrase::Same | Phrase::Vague { .. } if self.is(end, "of") => return None,
            Phrase::Days(n) => {
                let day = Meaning::Shift { unit: Unit::Day, n: *n, from: Origin::Anchor };
                return Some(self.with_day_part(day, end));
            }
            Phrase::Now => Meaning::Now,
            Phrase::Same => Meaning::Same { from: self.latest(), unit: None },
            Phrase::Vague { ahead } => Meaning::Vague { ahead: *ahead, from: Origin::Anchor },
            Phrase::Period(from, to) if self.has_capital(i, end) => Meaning::Period { from: *from, to: *to },
            Phrase::Feast(feast) if self.has_capital(i, end) => {
                return Some(self.with_year(Field::Feast(feast.clone()), Side::Near, end));
            }
            _ => return None,
        };
        Some((meaning, end))
    }

    fn has_capital(&self, i: usize, end: usize) -> bool {
        self.pieces.get(i..end).is_some_and(|pieces| {
            pieces.iter().any(|p| p.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        })
    }

    // What was told before.

    /// The latest words that speak at least as finely as a unit.
    fn before(&self, unit: Unit) -> Origin {
        let finest = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Precision::Days,
            Unit::Week | Unit::Weekend => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Century | Unit::Millennium => Precision::Century,
        };
        self.latest_that(|time| time.precision <= finest)
    }

    /// The latest words that mean some days.
    fn latest(&self) -> Origin {
        self.latest_that(|time| time.precision < Precision::Vague)
    }

    fn latest_that(&self, fits: impl Fn(&TimeExpression) -> bool) -> Origin {
        let place = self.times.iter().rposition(|time| has_days(&time.meaning) && fits(time));
        place.map_or(Origin::Nothing, Origin::Expression)
    }
}
