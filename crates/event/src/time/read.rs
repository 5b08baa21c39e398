//! The grammar of words of time: what can begin at a piece of a sentence, and where it ends.
//!
//! Each method reads one thing that may begin at a place and returns what it means and the place after it. Surface
//! order decides what is a time, tags and tree what is not one (a person called June, 2000 soldiers, "may").

use std::collections::HashSet;

use dragoman_text::{NameKind, NameTag, Relation, Span, Upos};

use super::Bound;
use super::TimeExpression;
use super::feast::{Feast, Rule};
use super::meaning::{Count, DayPart, End, Field, Meaning, Origin, Part, Side, Unit, YearOf};
use super::piece::{Piece, Shape};
use super::vocabulary::{Ago, PartWord, Phrase, Step, Vocabulary, Word};
use crate::word::{self, Class};
use crate::{Parsed, Precision};

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

    /// 2023-06-18, 18/06/2023, 6/18/23, 18.06.2023.
    fn digits_date(&self, i: usize) -> Read {
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
        super::calendar::is_day(year, month, day).then(|| {
            let field = Field::Day { month, day, weekday: None };
            (calendar(YearOf::Named(year), field, Side::Near), i + 5)
        })
    }

    /// Whether the day stands first where numbers may be read either way.
    fn is_day_first(&self, joint: &str) -> bool {
        joint == "." || self.day_first.unwrap_or(false)
    }

    /// The rule that read a date in digits, which tells where they may be read either way.
    fn digits_rule(&self, i: usize) -> &'static str {
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
    fn date(&self, i: usize) -> Read {
        self.month_first(i).or_else(|| self.day_first(i))
    }

    /// A month’s name, where it is one.
    fn month(&self, i: usize) -> Option<i32> {
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

    fn day_number(&self, i: usize) -> Option<i32> {
        let day = match self.shape(i) {
            Shape::Digits { value, n_digits } if n_digits <= 2 => value,
            Shape::Ordinal(value) => value,
            _ => return None,
        };
        (1..=31).contains(&day).then_some(day)
    }

    /// A day as a word: "fifth", "twenty-first".
    fn ordinal_word(&self, i: usize) -> Option<(i32, usize)> {
        if let Some(ordinal) = self.word(i).and_then(|word| word.ordinal) {
            return Some((ordinal, i + 1));
        }
        let tens = self.word(i)?.number.filter(|number| number % 10 == 0 && (20..100).contains(number))?;
        let after = if self.is_joint(i + 1) { i + 2 } else { i + 1 };
        let ones = self.word(after)?.ordinal.filter(|ordinal| *ordinal < 10)?;
        Some((tens + ones, after + 1))
    }

    fn month_first(&self, i: usize) -> Read {
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
    fn second_day(&self, first: i32, i: usize) -> Option<(i32, usize)> {
        let joined = self.is_joint(i) && !self.is(i, "/") || self.is_a(i, Class::JoinsDays);
        let last = self.day_number(i + 1).filter(|last| joined && *last > first)?;
        let free = !self.counts_something(i + 1)
            && self.month_after(i + 2).is_none()
            && !(self.is_joint(i) && !self.glued(i + 1) && self.glued(i));
        free.then_some((last, i + 2))
    }

    fn month_after(&self, i: usize) -> Option<i32> {
        let i = if self.is(i, "of") { i + 1 } else { i };
        self.word(i)?.month
    }

    /// From one day of a month to another, and the year that may follow.
    fn days_of_month(
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
    fn day_first(&self, i: usize) -> Read {
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
    fn with_year(&self, field: Field, side: Side, end: usize) -> (Meaning, usize) {
        match self.year_tail(end) {
            Some((year, end)) => (calendar(year, field, side), end),
            None => (calendar(YearOf::Open, field, side), end),
        }
    }

    /// ", 2023", "2023", "of 2023", "of last year", "this year", "the same year".
    fn year_tail(&self, i: usize) -> Option<(YearOf, usize)> {
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
    fn relative_year(&self, i: usize) -> Option<(YearOf, usize)> {
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

    fn with_era(&self, year: i32, end: usize) -> (YearOf, usize) {
        match self.word(end).and_then(|word| word.era) {
            Some(era) => (YearOf::Named(if era < 0 { 1 - year } else { year }), end + 1),
            None => (YearOf::Named(year), end),
        }
    }

    fn four_digits(&self, i: usize) -> Option<i32> {
        match self.shape(i) {
            Shape::Digits { value, n_digits: 4 } => Some(value),
            _ => None,
        }
    }

    fn weekday(&self, i: usize) -> Read {
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
    fn with_day_part(&self, day: Meaning, end: usize) -> (Meaning, usize) {
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
    fn deictic(&self, i: usize) -> Read {
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
    fn is_nowadays(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        if i > 0 && self.is(i - 1, "of") {
            return true;
        }
        super::tense::is_state(self.parsed, self.vocabulary, piece.token)
    }

    /// "Last week", "the past three months", "this summer", "that day", "the following morning".
    fn step(&self, i: usize, the: bool) -> Read {
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

    fn step_unit(
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
    fn part(&self, i: usize) -> Read {
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

    fn part_of(&self, i: usize, part: PartWord) -> Read {
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
    fn elliptic(&self, i: usize, after: bool) -> Read {
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
    fn stretch(&self, i: usize) -> Read {
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
    fn eve(&self, i: usize) -> Read {
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
    fn beside(&self, i: usize, unit: Unit, n: i32) -> Read {
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
    fn ends_here(&self, i: usize) -> bool {
        match self.upos(i) {
            None | Some(Upos::Punct | Upos::Cconj | Upos::Verb | Upos::Aux) => true,
            Some(Upos::Adp) => !self.is_any(i, &["than"]),
            _ => false,
        }
    }

    /// "Third quarter of 2022", "19th century", "first half of June", "the 18th", "first Monday in May".
    fn ordinal(&self, i: usize, the: bool) -> Read {
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

    fn ordinal_unit(&self, n: i32, unit: Unit, end: usize, the: bool) -> Read {
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

    fn quarter_of_year(&self, quarter: i32, end: usize) -> (Meaning, usize) {
        let quarter = quarter.clamp(1, 4);
        let of_the = self.is(end, "of") && self.is(end + 1, "the") && self.unit(end + 2) == Some(Unit::Year);
        if of_the {
            let year = YearOf::Shifted { n: 0, from: Origin::Anchor };
            return (calendar(year, Field::Quarter(quarter), Side::Near), end + 3);
        }
        self.with_year(Field::Quarter(quarter), Side::Near, end)
    }

    /// "Monday of May", after "first" or "last".
    fn nth_weekday(&self, weekday: i32, n: i32, i: usize) -> Read {
        if !self.is_any(i, &["of", "in"]) || n == 0 || n > 5 {
            return None;
        }
        let month = self.month(i + 1)?;
        let feast = Feast { name: "".into(), rule: Rule::Nth { month, weekday, n }, n_days: 1 };
        Some(self.with_year(Field::Feast(feast), Side::Near, i + 2))
    }

    /// "Q3 2022", "H1".
    fn quarter(&self, i: usize) -> Read {
        match self.shape(i) {
            Shape::Quarter(quarter) => Some(self.quarter_of_year(quarter, i + 1)),
            Shape::Half(half) => {
                self.year_tail(i + 1).map(|(year, end)| (calendar(year, Field::Half(half), Side::Near), end))
            }
            _ => None,
        }
    }

    /// "Fiscal year 2023", "FY23", "fiscal 2023".
    fn fiscal(&self, i: usize) -> Read {
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
    fn decade(&self, i: usize, the: bool) -> Read {
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

    fn season_word(&self, i: usize) -> Option<i32> {
        let season = self.word(i)?.season?;
        matches!(self.upos(i), Some(Upos::Noun | Upos::Propn)).then_some(season)
    }

    /// "Summer of 2019", "summer 2019", "in the fall", "this winter".
    fn season(&self, i: usize, the: bool) -> Read {
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
    fn weekend(&self, i: usize, the: bool) -> Read {
        let weekend = self.unit(i)? == Unit::Weekend && !self.word(i)?.plural && the;
        weekend.then_some((Meaning::Weekend { side: Side::Near, from: Origin::Anchor }, i + 1))
    }

    /// "The night of June 3", "noon", "midnight", "overnight".
    fn day_part(&self, i: usize) -> Read {
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

    /// "10:38 a.m.", "6 p.m.", "two o’clock".
    fn clock(&self, i: usize) -> Read {
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
    fn every(&self, i: usize) -> Read {
        let word = self.word(i)?;
        if let Some(rate) = &word.rate {
            let adverb = matches!(self.upos(i), Some(Upos::Adv | Upos::Adj));
            return adverb.then(|| (Meaning::Often(rate.to_string()), i + 1));
        }
        if !word.every {
            return None;
        }
        if let Some((count, unit, end)) = self.count_and_unit(i + 1) {
            let value = super::value::value(&Meaning::Length { unit, n: count }, None);
            return Some((Meaning::Often(value), end));
        }
        let j = if self.is(i + 1, "other") { i + 2 } else { i + 1 };
        let word = self.word(j)?;
        let value = if let Some(unit) = self.unit(j) {
            let n = Count::Exactly(if j > i + 1 { 2 } else { 1 });
            super::value::value(&Meaning::Length { unit, n }, None)
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

    // Lengths.

    /// A number: "three", "a few", "33 1/2", "twenty-five", "two to three".
    fn count(&self, i: usize) -> Option<(Count, usize)> {
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

    fn number(&self, i: usize) -> Option<(Count, usize)> {
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

    fn count_and_unit(&self, i: usize) -> Option<(Count, Unit, usize)> {
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
    fn length(&self, i: usize) -> Read {
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
            let value = super::value::value(&Meaning::Length { unit, n: count }, None);
            return Some((Meaning::Often(value), end));
        }
        if is_article && !self.fits_duration(i) && !hyphen {
            return None;
        }
        let long = hyphen && self.is(end + 1, "long");
        Some((Meaning::Length { unit, n: count }, if long { end + 2 } else { end }))
    }

    /// Whether "a week" after this is how long something takes.
    fn fits_duration(&self, i: usize) -> bool {
        i > 0 && (self.is_a(i - 1, Class::Lasting) || self.word(i - 1).is_some_and(|word| word.about))
    }

    /// Whether the verb that governs a place looks ahead.
    fn is_ahead(&self, i: usize) -> bool {
        let Some(piece) = self.piece(i) else { return false };
        super::tense::side(self.parsed, self.vocabulary, piece.token) == Side::Future
    }

    /// "Ago", "later", "earlier", "before June 18", "from now", after a length.
    fn tail(&self, count: Count, unit: Unit, i: usize) -> Read {
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
    fn bare_units(&self, i: usize) -> Read {
        let unit = self.unit(i).filter(|_| self.word(i).is_some_and(|word| word.plural))?;
        if let Some(found) = self.tail(Count::Some, unit, i + 1) {
            return Some(found);
        }
        let lasting = i > 0 && self.is_any(i - 1, &["for", "over"]) && self.upos(i + 1) != Some(Upos::Adp);
        lasting.then_some((Meaning::Length { unit, n: Count::Some }, i + 1))
    }

    // Years.

    /// A number that is a year.
    fn year_alone(&self, i: usize) -> Read {
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

    // Ranges.

    /// "March 3 to April 5", "between 2011 and 2014", "Monday through Friday".
    fn range(&self, start: usize, first: &Meaning, end: usize) -> Read {
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

/// A field of a year.
fn calendar(year: YearOf, field: Field, side: Side) -> Meaning {
    Meaning::Calendar { year, field, side, tale: None }
}

/// Whether something means days and not how long or how often.
fn has_days(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Nothing
            | Meaning::Length { .. }
            | Meaning::Often(_)
            | Meaning::Now
            | Meaning::Vague { .. }
            | Meaning::Clock { .. }
    )
}

fn is_a_day(meaning: &Meaning) -> bool {
    super::find::precision(meaning) == Precision::Day && has_days(meaning)
}

/// Whether something may be an end of a range.
fn has_range(meaning: &Meaning) -> bool {
    has_days(meaning) && !matches!(meaning, Meaning::Range(_) | Meaning::Window { .. })
        || matches!(meaning, Meaning::Clock { .. })
}

/// Which kind of end it is: a range has two of one kind.
fn rank(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::Calendar { field: Field::Year, .. } => 0,
        Meaning::Calendar { field: Field::Month(_), .. } => 1,
        Meaning::Calendar { field: Field::Day { .. }, .. } => 2,
        Meaning::Weekday { .. } => 3,
        Meaning::Decade(_) => 4,
        Meaning::Century(_) => 5,
        Meaning::Clock { .. } => 6,
        Meaning::Part { of, .. } => rank(of),
        _ => 7,
    }
}

/// "March to August 2011": the first end takes its year from the last one.
fn share_year(first: &mut Meaning, last: &mut Meaning) {
    if let (
        Meaning::Calendar { year: year @ YearOf::Open, field, .. },
        Meaning::Calendar { year: other @ (YearOf::Named(_) | YearOf::Shifted { .. }), field: last, .. },
    ) = (&mut *first, &mut *last)
    {
        let month = |field: &Field| match field {
            Field::Month(month) | Field::Day { month, .. } => *month,
            _ => 0,
        };
        let before = i32::from(month(field) > month(last));
        *year = match *other {
            YearOf::Named(year) => YearOf::Named(year - before),
            YearOf::Shifted { n, from } => YearOf::Shifted { n: n - before, from },
            YearOf::Open => YearOf::Open,
        };
    }
}

/// Puts a weekday to a date; `None` where the date is no day of the calendar.
fn add_weekday(mut date: Meaning, of: i32) -> Option<Meaning> {
    match &mut date {
        Meaning::Calendar { field: Field::Day { weekday, .. }, year, .. } => {
            // A named year needs no help, and a wrong weekday must not make a day of no year.
            if matches!(year, YearOf::Open) {
                *weekday = Some(of);
            }
            Some(date)
        }
        _ => None,
    }
}

/// A part of a stretch; days and weekdays have no parts.
fn with_part(part: Part, of: Meaning) -> Meaning {
    if is_a_day(&of) { of } else { Meaning::Part { part, of: Box::new(of) } }
}

/// Says where to look for what is still open.
pub(super) fn aim(meaning: &mut Meaning, to: Side) {
    match meaning {
        Meaning::Calendar { side, .. }
        | Meaning::DayOfMonth { side, .. }
        | Meaning::Weekday { side, .. }
        | Meaning::Weekend { side, .. }
            if *side == Side::Near =>
        {
            *side = to;
        }
        Meaning::Part { of, .. }
        | Meaning::Beside { of, .. }
        | Meaning::DayPart { of, .. }
        | Meaning::Clock { of, .. } => aim(of, to),
        Meaning::Exact { from, .. } => aim(from, to),
        Meaning::Range(ends) => {
            for end in ends.iter_mut() {
                aim(&mut end.meaning, to);
            }
        }
        _ => {}
    }
}
