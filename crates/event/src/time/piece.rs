//! Tokens cut to the pieces that dates are written in: "mid-2022", "18/06/2023", "1990s", "Monday’s".

use dragoman_text::Span;

use super::vocabulary::{Vocabulary, Word};
use crate::Parsed;

/// A piece of a token.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// The token that it is of, in the article.
    pub(super) token: usize,
    /// Whether no space stands before it.
    pub(super) glued: bool,
    pub(super) shape: Shape,
    /// All that it may be, if the vocabulary has it.
    pub(super) word: Option<&'a Word>,
}

/// What digits and signs make of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// None of these.
    Word,
    /// Digits alone.
    Digits {
        value: i32,
        n_digits: usize,
    },
    /// "18th".
    Ordinal(i32),
    /// "1990s", "’90s": its first year, and whether the century is said.
    Decade {
        first: i32,
        full: bool,
    },
    /// "10:38" and "6pm": minutes from midnight, and whether the half of the day is known.
    Clock {
        minutes: i32,
        sure: bool,
    },
    /// "Q3".
    Quarter(i32),
    /// "H1".
    Half(i32),
    /// "FY2023".
    FiscalYear(i32),
    /// A dash, hyphen or slash.
    Joint,
    /// A full stop, as in "18.06.2023".
    Point,
    /// ’s.
    Possessive,
    Comma,
}

/// The pieces of a sentence.
pub(super) fn pieces<'a>(
    parsed: &Parsed<'a>,
    vocabulary: &'a Vocabulary,
    sentence_idx: usize,
    pieces: &mut Vec<Piece<'a>>,
) {
    pieces.clear();
    let mut end_before = usize::MAX;
    for token in parsed.tokens_of(sentence_idx) {
        let (form, span) = (parsed.form(token), parsed.token(token).span);
        for (start, end) in cuts(form) {
            let text = form.get(start..end).unwrap_or("");
            let start = span.start() + start;
            let shape = shape(text);
            pieces.push(Piece {
                text,
                span: Span::new(start as u32, (start + text.len()) as u32),
                token,
                glued: start == end_before,
                shape,
                word: if shape == Shape::Word || shape == Shape::Joint {
                    vocabulary.word(text)
                } else {
                    None
                },
            });
            end_before = start + text.len();
        }
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/' | '‑' | '−')
}

/// Where to cut a form: around joints where digits or another cuttable thing are beside them, before a possessive,
/// and at the points of "18.06.2023".
fn cuts(form: &str) -> Vec<(usize, usize)> {
    let plain = form.bytes().all(|byte| byte.is_ascii_alphabetic());
    if plain {
        return vec![(0, form.len())];
    }
    // "The 15th." at the end of a sentence.
    if let Some(bare) = form.strip_suffix('.')
        && form.starts_with(|c: char| c.is_ascii_digit())
        && !bare.contains('.')
    {
        let mut pieces = cuts(bare);
        pieces.push((bare.len(), form.len()));
        return pieces;
    }
    let mut cuts = Vec::new();
    let mut start = 0;
    let points = form.bytes().filter(|byte| *byte == b'.').count() == 2
        && form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && form.len() >= 8;
    for (place, c) in form.char_indices() {
        if is_joint(c) || points && c == '.' {
            if start < place {
                cuts.push((start, place));
            }
            start = place + c.len_utf8();
            cuts.push((place, start));
        }
    }
    if start < form.len() {
        let rest = &form[start..];
        let bare = rest.strip_suffix("'s").or_else(|| rest.strip_suffix("’s"));
        // The apostrophe of "1930's" is of another kind.
        match bare.filter(|bare| !bare.is_empty() && !bare.ends_with(|c: char| c.is_ascii_digit())) {
            Some(bare) => {
                cuts.push((start, start + bare.len()));
                cuts.push((start + bare.len(), form.len()));
            }
            None => cuts.push((start, form.len())),
        }
    }
    cuts
}

fn shape(text: &str) -> Shape {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(','), None) => return Shape::Comma,
        (Some(c), None) if is_joint(c) => return Shape::Joint,
        (Some('.'), None) => return Shape::Point,
        _ => {}
    }
    if matches!(text, "'s" | "’s" | "'" | "’") {
        return Shape::Possessive;
    }
    if let Some(value) = with_commas(text) {
        // Of more digits than any year has.
        return Shape::Digits { value, n_digits: text.len() };
    }
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(n_digits);
    if n_digits > 0 && n_digits <= 5 {
        let value: i32 = digits.parse().unwrap_or(0);
        return digits_shape(value, n_digits, rest);
    }
    let lower = text.to_lowercase();
    if let Some(rest) = lower.strip_prefix(['\'', '’', '‘'])
        && let Some(short) = rest.strip_suffix('s').and_then(|digits| digits.parse::<i32>().ok())
        && rest.len() == 3
        && short % 10 == 0
    {
        return Shape::Decade { first: in_last_century(short), full: true };
    }
    let quarter = lower.strip_prefix('q').and_then(|digits| digits.parse().ok());
    if let Some(quarter) = quarter.filter(|quarter| (1..=4).contains(quarter) && text.len() == 2) {
        return Shape::Quarter(quarter);
    }
    let half = lower.strip_prefix('h').and_then(|digits| digits.parse().ok());
    if let Some(half) = half.filter(|half| (1..=2).contains(half) && text.len() == 2) {
        return Shape::Half(half);
    }
    if let Some(digits) = lower.strip_prefix("fy").map(|rest| rest.trim_start_matches(['\'', '’']))
        && let Ok(year) = digits.parse::<i32>()
    {
        match digits.len() {
            2 => return Shape::FiscalYear(2000 + year),
            4 => return Shape::FiscalYear(year),
            _ => {}
        }
    }
    Shape::Word
}

/// "5,000": a number with a comma before each three digits.
fn with_commas(text: &str) -> Option<i32> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let mut value: i32 = first.parse().ok()?;
    let mut n_groups = 0;
    for group in groups {
        let digits = group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
        value = value.checked_mul(1000)?.checked_add(digits.then(|| group.parse().ok()).flatten()?)?;
        n_groups += 1;
    }
    (n_groups > 0).then_some(value)
}

/// The decade of two digits: that of the century before, but for the first ones.
fn in_last_century(short: i32) -> i32 {
    if short >= 20 { 1900 + short } else { 2000 + short }
}

fn digits_shape(value: i32, n_digits: usize, rest: &str) -> Shape {
    match rest {
        "" => Shape::Digits { value, n_digits },
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" if value > 0 => Shape::Ordinal(value),
        "s" | "'s" | "’s" if n_digits == 4 && value % 10 == 0 => Shape::Decade { first: value, full: true },
        "s" | "'s" | "’s" if n_digits == 2 && value % 10 == 0 => {
            Shape::Decade { first: in_last_century(value), full: false }
        }
        "am" | "a.m." | "AM" | "a.m" if (1..=12).contains(&value) => {
            Shape::Clock { minutes: value % 12 * 60, sure: true }
        }
        "pm" | "p.m." | "PM" | "p.m" if (1..=12).contains(&value) => {
            Shape::Clock { minutes: (value % 12 + 12) * 60, sure: true }
        }
        _ => match clock(value, n_digits, rest) {
            Some((minutes, sure)) => Shape::Clock { minutes, sure },
            None => Shape::Word,
        },
    }
}

/// "10:38", "10:38:05", "6:30pm".
fn clock(hour: i32, n_digits: usize, rest: &str) -> Option<(i32, bool)> {
    let rest = rest.strip_prefix(':')?;
    let minute: i32 = rest.get(..2)?.parse().ok()?;
    let after = rest.get(2..)?;
    let after = match after.strip_prefix(':') {
        Some(seconds) => seconds.get(2..)?,
        None => after,
    };
    if n_digits > 2 || hour > 24 || minute > 59 {
        return None;
    }
    match after.to_ascii_lowercase().as_str() {
        "" => Some((hour * 60 + minute, hour > 12 || hour == 0)),
        "am" | "a.m." if hour <= 12 => Some((hour % 12 * 60 + minute, true)),
        "pm" | "p.m." if hour <= 12 => Some(((hour % 12 + 12) * 60 + minute, true)),
        _ => None,
    }
}
