//! Walks an article’s sentences and makes expressions of what is read in them.

use std::collections::HashSet;

use dragoman_text::{NameKind, Span, Upos};

use super::meaning::{Field, Meaning, Origin, Part, Side, Unit, YearOf};
use super::piece::{Piece, Shape, pieces};
use super::read::{At, Found, Reader, aim};
use super::vocabulary::Vocabulary;
use super::{Bound, CountedFrom, TimeExpression, TimeKind, tense, value};
use crate::{Parsed, Precision};

/// How many sentences back a year of long ago may have been named for a date without one to belong to it.
const TALE_REACH: usize = 2;

/// Finds an article's words of time, and how each is to be counted.
///
/// What they mean is open until [`resolve`](super::resolve) knows the article's day.
#[must_use]
pub fn find(parsed: &Parsed<'_>, vocabulary: &Vocabulary) -> Vec<TimeExpression> {
    let people: HashSet<&str> = (0..parsed.len())
        .filter(|token| parsed.name_kind(*token) == Some(NameKind::Person))
        .map(|token| parsed.form(token))
        .collect();
    let day_first = day_first(parsed.text());
    let mut times: Vec<TimeExpression> = Vec::new();
    let mut buffer = Vec::new();
    for sentence_idx in 0..parsed.n_sentences() {
        pieces(parsed, vocabulary, sentence_idx, &mut buffer);
        let first_of_sentence = times.len();
        let mut i = 0;
        while i < buffer.len() {
            if !may_begin(&buffer, i) {
                i += 1;
                continue;
            }
            let reader =
                Reader { parsed, vocabulary, pieces: &buffer, times: &times, people: &people, day_first };
            match reader.at(i) {
                At::Time(found) => {
                    let end = found.end;
                    times.push(expression(parsed, vocabulary, &buffer, &times, i, found));
                    i = end.max(i + 1);
                }
                At::Other(end) => i = end.max(i + 1),
                At::Nothing => i += 1,
            }
        }
        place_clocks(parsed, &mut times, first_of_sentence);
    }
    times
}

/// Whether anything can begin there at all.
fn may_begin(pieces: &[Piece<'_>], i: usize) -> bool {
    let Some(piece) = pieces.get(i) else { return false };
    match piece.shape {
        Shape::Word => piece.word.is_some() || piece.text.starts_with(char::is_alphanumeric),
        Shape::Joint | Shape::Possessive | Shape::Comma | Shape::Point => false,
        _ => true,
    }
}

fn expression(
    parsed: &Parsed<'_>,
    vocabulary: &Vocabulary,
    pieces: &[Piece<'_>],
    times: &[TimeExpression],
    start: usize,
    found: Found,
) -> TimeExpression {
    let Found { mut meaning, end, rule } = found;
    // "The 2016 agreement": the article is the agreement's.
    let start = start + usize::from(lends_its_article(parsed, pieces, start, end));
    let (first, last) = (&pieces[start], &pieces[end - 1]);
    let span = Span::new(first.span.start() as u32, last.span.end() as u32);
    let tokens = first.token..last.token + 1;
    let head = tokens
        .clone()
        .find(|token| parsed.head(*token).is_none_or(|head| !tokens.contains(&head)))
        .unwrap_or(tokens.start);
    let side = tense::side(parsed, vocabulary, head);
    aim(&mut meaning, side);
    join_tale(parsed, &mut meaning, times, tokens.start, side);
    if matches!(side, Side::Future)
        && let Meaning::DayPart { of, .. } = &mut meaning
        && let Meaning::Window { ahead, .. } = &mut **of
    {
        *ahead = true;
    }
    let bound = match (&meaning, bound(pieces, start)) {
        (_, Bound::Between) | (Meaning::Range(_), Bound::From) => Bound::At,
        // "After Monday’s vote" is after the vote, on whatever day that is told of.
        (_, _) if modifies_noun(parsed, head, tokens.end) => Bound::At,
        (_, bound) => bound,
    };
    TimeExpression {
        span,
        tense: tense::firm(parsed, vocabulary, head, bound),
        tokens,
        head,
        kind: kind(&meaning),
        value: value::value(&meaning, None),
        interval: None,
        precision: match &meaning {
            Meaning::Same { from: Origin::Expression(place), unit: None } => {
                times.get(*place).map_or(Precision::Vague, |time| time.precision)
            }
            other => precision(other),
        },
        counted_from: counted_from(&meaning),
        reason: reason(rule, &meaning),
        meaning,
        bound,
    }
}

/// Whether the article before a time belongs to a noun after it.
fn lends_its_article(parsed: &Parsed<'_>, pieces: &[Piece<'_>], start: usize, end: usize) -> bool {
    let (Some(first), Some(last)) = (pieces.get(start), pieces.get(end - 1)) else { return false };
    end - start > 1
        && first.text.eq_ignore_ascii_case("the")
        && parsed.head(first.token).is_some_and(|noun| noun > last.token)
}

/// Whether a time says of which day the noun after it is: "Monday’s vote", "the June 18 summit".
fn modifies_noun(parsed: &Parsed<'_>, head: usize, end: usize) -> bool {
    parsed.head(head).is_some_and(|noun| noun >= end && parsed.upos(noun) == Upos::Noun)
}

/// Gives a date without a year to a tale of long ago that was begun shortly before.
fn join_tale(parsed: &Parsed<'_>, meaning: &mut Meaning, times: &[TimeExpression], token: usize, side: Side) {
    let to = match meaning {
        Meaning::Calendar {
            year: YearOf::Open,
            field: Field::Month(_) | Field::Day { .. } | Field::Season(_) | Field::Quarter(_),
            tale,
            side: Side::Past | Side::Near,
            ..
        } if side != Side::Future => tale,
        Meaning::Part { of, .. } | Meaning::DayPart { of, .. } => {
            return join_tale(parsed, of, times, token, side);
        }
        Meaning::Range(ends) => {
            for end in ends.iter_mut() {
                join_tale(parsed, &mut end.meaning, times, token, side);
            }
            return;
        }
        _ => return,
    };
    let sentence = parsed.sentence_of(token);
    *to = times.iter().rposition(|time| {
        let told = parsed.sentence_of(time.tokens.start);
        let near = sentence - told <= TALE_REACH;
        near && names_a_year(&time.meaning) && (told == sentence || !is_since(parsed, time.tokens.start))
    });
}

/// Whether a time stands in a clause of "since": "the first visit since the king came in 2018" begins no tale of 2018.
fn is_since(parsed: &Parsed<'_>, token: usize) -> bool {
    std::iter::once(token).chain(parsed.ancestors(token)).any(|one| {
        parsed.children(one).any(|child| child < one && parsed.form(child).eq_ignore_ascii_case("since"))
    })
}

fn names_a_year(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { year: YearOf::Named(_), .. } => true,
        Meaning::Calendar { tale, .. } => tale.is_some(),
        Meaning::Part { of, .. } | Meaning::DayPart { of, .. } => names_a_year(of),
        _ => false,
    }
}

/// Gives each time of day of a sentence its day: that beside it, that of the sentence, or the latest one before.
fn place_clocks(parsed: &Parsed<'_>, times: &mut [TimeExpression], first: usize) {
    for place in first..times.len() {
        let lacks = |time: &TimeExpression| match &time.meaning {
            Meaning::Clock { of, .. } => **of == Meaning::Nothing,
            Meaning::Range(ends) => matches!(ends[0].meaning, Meaning::Clock { .. }),
            _ => false,
        };
        if !times.get(place).is_some_and(lacks) {
            continue;
        }
        let is_day = |time: &TimeExpression| {
            time.precision == Precision::Day
                && time.kind != TimeKind::Duration
                && time.kind != TimeKind::Set
                && !matches!(time.meaning, Meaning::Clock { .. } | Meaning::Now | Meaning::Nothing)
                && !matches!(&time.meaning, Meaning::Range(_))
        };
        let after = times.get(place + 1).filter(|time| is_day(time));
        let close = after.filter(|time| time.tokens.start <= times[place].tokens.end + 2);
        let before = times[..place].iter().rposition(is_day);
        let in_sentence = before.filter(|place| *place >= first);
        let of = if let Some(time) = close.or(after.filter(|_| in_sentence.is_none())) {
            time.meaning.clone()
        } else if let Some(told) = before.filter(|told| {
            let sentence = parsed.sentence_of(times[place].tokens.start);
            sentence - parsed.sentence_of(times[*told].tokens.start) <= TALE_REACH
        }) {
            Meaning::Same { from: Origin::Expression(told), unit: None }
        } else {
            Meaning::Shift { unit: Unit::Day, n: 0, from: Origin::Anchor }
        };
        let time = &mut times[place];
        match &mut time.meaning {
            Meaning::Clock { of: day, .. } => **day = of,
            Meaning::Range(ends) => {
                for end in ends.iter_mut() {
                    if let Meaning::Clock { of: day, .. } = &mut end.meaning {
                        **day = of.clone();
                    }
                }
            }
            _ => {}
        }
        time.counted_from = counted_from(&time.meaning);
        time.precision = precision(&time.meaning);
    }
}

/// On which side the words before them put what they date.
fn bound(pieces: &[Piece<'_>], start: usize) -> Bound {
    let before = pieces.get(..start).unwrap_or(&[]);
    let skipped = |piece: &&Piece<'_>| {
        piece.word.is_some_and(|word| word.about) && piece.word.is_some_and(|word| word.preposition.is_none())
            || piece.text.eq_ignore_ascii_case("the")
    };
    let mut words = before.iter().rev().filter(|piece| !skipped(piece));
    let Some(last) = words.next() else { return Bound::At };
    let bound = last.word.and_then(|word| word.preposition);
    match bound {
        // "Ahead of", and "to" alone binds nothing.
        _ if last.text.eq_ignore_ascii_case("of") => match words.next() {
            Some(ahead) if ahead.text.eq_ignore_ascii_case("ahead") => Bound::Before,
            _ => Bound::At,
        },
        Some(Bound::Until)
            if !matches!(last.text.to_ascii_lowercase().as_str(), "until" | "till" | "til") =>
        {
            Bound::At
        }
        Some(bound) => bound,
        None => Bound::At,
    }
}

pub(super) fn kind(meaning: &Meaning) -> TimeKind {
    match meaning {
        Meaning::Length { .. } | Meaning::Window { .. } => TimeKind::Duration,
        Meaning::Often(_) => TimeKind::Set,
        Meaning::DayPart { .. } | Meaning::Clock { .. } => TimeKind::Time,
        Meaning::Range(ends) => kind(&ends[0].meaning),
        _ => TimeKind::Date,
    }
}

pub(super) fn precision(meaning: &Meaning) -> Precision {
    match meaning {
        Meaning::Nothing | Meaning::Now | Meaning::Vague { .. } | Meaning::Often(_) => Precision::Vague,
        Meaning::Calendar { field, .. } => match field {
            Field::Year | Field::FiscalYear => Precision::Year,
            Field::Half(_) => Precision::Half,
            Field::Quarter(_) | Field::Season(_) => Precision::Quarter,
            Field::Month(_) => Precision::Month,
            Field::Day { .. } => Precision::Day,
            Field::Feast(feast) if feast.n_days == 1 => Precision::Day,
            Field::Feast(_) => Precision::Days,
        },
        Meaning::Decade(_) => Precision::Decade,
        Meaning::Century(_) => Precision::Century,
        Meaning::Period { .. } => Precision::Year,
        Meaning::DayOfMonth { .. }
        | Meaning::Weekday { .. }
        | Meaning::Exact { .. }
        | Meaning::Beside { .. }
        | Meaning::DayPart { .. }
        | Meaning::Clock { .. } => Precision::Day,
        Meaning::Weekend { .. } => Precision::Days,
        Meaning::Shift { unit, .. } | Meaning::Length { unit, .. } => of_unit(*unit),
        Meaning::Same { unit, .. } => unit.map_or(Precision::Vague, of_unit),
        Meaning::Window { unit, n, .. } => match (unit, n) {
            (_, super::Count::Some) => Precision::Vague,
            (Unit::Day, _) => Precision::Days,
            (unit, _) => of_unit(*unit),
        },
        Meaning::Part { part, of } => match (precision(of), part) {
            (Precision::Month, _) => Precision::Days,
            (Precision::Year, Part::Start | Part::End) => Precision::Month,
            (Precision::Year, Part::FirstHalf | Part::SecondHalf) => Precision::Half,
            (Precision::Year, _) => Precision::Quarter,
            (Precision::Quarter | Precision::Half, _) => Precision::Month,
            (Precision::Decade, _) => Precision::Year,
            (Precision::Century, _) => Precision::Decade,
            (Precision::Week, _) => Precision::Days,
            (other, _) => other,
        },
        Meaning::Range(ends) => {
            precision(&ends[0].meaning).max(precision(&ends[1].meaning)).max(Precision::Days)
        }
    }
}

fn of_unit(unit: Unit) -> Precision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Precision::Day,
        Unit::Weekend => Precision::Days,
        Unit::Week => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century | Unit::Millennium => Precision::Century,
    }
}

/// What words are counted from, by how they are counted.
pub(super) fn counted_from(meaning: &Meaning) -> CountedFrom {
    let of_origin = |origin: &Origin| match origin {
        Origin::Anchor => CountedFrom::Anchor,
        Origin::Expression(place) => CountedFrom::Expression(*place),
        Origin::Nothing => CountedFrom::Nothing,
    };
    match meaning {
        Meaning::Nothing | Meaning::Length { .. } | Meaning::Often(_) => CountedFrom::Nothing,
        Meaning::Calendar { year, .. } => match year {
            YearOf::Named(_) => CountedFrom::Calendar,
            YearOf::Shifted { from, .. } => of_origin(from),
            YearOf::Open => CountedFrom::Anchor,
        },
        Meaning::Decade(_) | Meaning::Century(_) | Meaning::Period { .. } => CountedFrom::Calendar,
        Meaning::DayOfMonth { month: Some(place), .. } => CountedFrom::Expression(*place),
        Meaning::DayOfMonth { .. } | Meaning::Now => CountedFrom::Anchor,
        Meaning::Weekday { from, .. }
        | Meaning::Weekend { from, .. }
        | Meaning::Shift { from, .. }
        | Meaning::Window { from, .. }
        | Meaning::Vague { from, .. }
        | Meaning::Same { from, .. } => of_origin(from),
        Meaning::Exact { from: of, .. }
        | Meaning::Part { of, .. }
        | Meaning::Beside { of, .. }
        | Meaning::DayPart { of, .. }
        | Meaning::Clock { of, .. } => counted_from(of),
        Meaning::Range(ends) => counted_from(&ends[1].meaning),
    }
}

fn reason(rule: &str, meaning: &Meaning) -> String {
    let side = match meaning {
        Meaning::Calendar { year: YearOf::Open, side, .. }
        | Meaning::Weekday { side, .. }
        | Meaning::Weekend { side, .. }
        | Meaning::DayOfMonth { side, .. } => *side,
        Meaning::DayPart { of, .. } | Meaning::Part { of, .. } => return reason(rule, of),
        _ => return rule.to_owned(),
    };
    let side = match side {
        Side::Past => "the latest one, as its verb looks back",
        Side::Future => "the coming one, as its verb looks ahead",
        Side::Near => "the nearest one",
        Side::Last => "the one before",
        Side::Next => "the one after",
        Side::This => "the one under way",
    };
    format!("{rule}: {side}")
}

/// Whether the article writes days before months, where a date in digits shows it.
fn day_first(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    for (place, _) in text.match_indices('/') {
        let digits = |range: std::ops::Range<usize>| -> Option<u32> { text.get(range)?.parse().ok() };
        let (Some(first), Some(second)) =
            (place.checked_sub(2).and_then(|start| digits(start..place)), digits(place + 1..place + 3))
        else {
            continue;
        };
        if bytes.get(place + 3) != Some(&b'/') {
            continue;
        }
        if first > 12 && second <= 12 {
            return Some(true);
        }
        if second > 12 && first <= 12 {
            return Some(false);
        }
    }
    None
}
