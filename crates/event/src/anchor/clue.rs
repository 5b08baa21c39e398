//! What an article’s words of time say of the day it was written.

use dragoman_text::{Relation, Upos};

use super::{Clue, link, solve};
use crate::Parsed;
use crate::time::calendar::{self, Day, Days};
use crate::time::{self, Bound, Field, Meaning, Tense, TimeExpression, YearOf};

/// What one clue says of the article’s day.
#[derive(Clone, Debug)]
pub(super) struct Bearing {
    pub(super) place: Place,
    pub(super) weight: f32,
    pub(super) reason: String,
}

/// On which days an article may have been written, by one clue.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// On these.
    Once(Days),
    /// In one of these stretches, which do not meet.
    OneOf(Vec<Days>),
    /// In a year that is not known, around what the clue speaks of.
    Yearly(Yearly),
}

/// Days that come back every year.
#[derive(Clone, Debug)]
pub(super) enum Yearly {
    /// From so many days before to so many days after what the words mean in a year.
    Around { meaning: Meaning, before: i32, after: i32 },
    /// The days on which other words, counted from them, mean what the words mean in a year.
    Linked { meaning: Meaning, by: link::Deictic },
}

/// How much a date at the article’s head counts.
const HEAD: f32 = 6.0;
/// How much a day of a month at its head counts.
const DATELINE: f32 = 3.0;
/// How much a date counts that a verb puts in the past or the future.
const TOLD_PAST: f32 = 3.0;
const TOLD_FUTURE: f32 = 2.0;
/// How much it counts that days are announced when they are near.
const ANNOUNCED: f32 = 0.5;
/// How much a date without a year counts.
const YEARLESS: f32 = 0.8;

/// Among so many sentences a date may stand for the article itself.
const HEAD_SENTENCES: usize = 4;
/// A date of more words of other kinds beside it is no headline of its own.
const HEAD_WORDS: usize = 6;
/// How many days an article is published after it was dated: clocks differ, and presses wait.
const PRESS: i32 = 1;
/// The same for the transcript of what was said on a day.
const TRANSCRIPT: i32 = 5;
/// What is announced will happen within so many days.
const NOTICE: i32 = 400;
/// A day without a year is told within so many days.
const YEARLESS_REACH: i32 = 330;
/// One with its weekday is told within so many.
const WEEKDAY_REACH: i32 = 200;

impl Bearing {
    /// Whether an article of that day may say so.
    pub(super) fn allows(&self, day: Day) -> bool {
        self.meets(Days::one(day))
    }

    /// Whether an article of one of those days may say so.
    pub(super) fn meets(&self, days: Days) -> bool {
        let meets = |one: Days| {
            days.from.is_none_or(|from| one.to.is_none_or(|to| from <= to))
                && days.to.is_none_or(|to| one.from.is_none_or(|from| from <= to))
        };
        match (&self.place, days.start(), days.end()) {
            (Place::Once(one), ..) => meets(*one),
            (Place::OneOf(all), ..) => all.iter().copied().any(meets),
            (Place::Yearly(_), Some(from), Some(to)) => {
                let years =
                    calendar::year_of(from) - 2..=calendar::year_of(to).min(calendar::year_of(from) + 80) + 2;
                years.filter_map(|year| self.in_year(year)).any(meets)
            }
            (Place::Yearly(_), ..) => true,
        }
    }

    /// The days that it leaves if its words mean those of that year.
    pub(super) fn in_year(&self, year: i32) -> Option<Days> {
        match &self.place {
            Place::Once(days) => Some(*days),
            Place::OneOf(all) => all.iter().copied().reduce(Days::hull),
            Place::Yearly(Yearly::Around { meaning, before, after }) => {
                let days = time::count::in_named_year(meaning, year)?;
                Some(Days::new(days.start()? - before, days.end()? + after))
            }
            Place::Yearly(Yearly::Linked { meaning, by }) => {
                by.anchors(time::count::in_named_year(meaning, year)?)
            }
        }
    }
}

/// All that an article’s words of time, and the terms of whom it names, say of its day.
pub(super) fn bearings(parsed: &Parsed<'_>, times: &[TimeExpression], terms: &[Clue]) -> Vec<Bearing> {
    let mut bearings: Vec<Bearing> = terms
        .iter()
        .map(|term| Bearing {
            place: Place::OneOf(solve::joined(
                term.days
                    .iter()
                    .map(|days| Days {
                        from: days.from.map(calendar::number),
                        to: days.to.map(calendar::number),
                    })
                    .collect(),
            )),
            weight: term.weight,
            reason: term.reason.clone(),
        })
        .collect();
    let open = time::count::From { times: &[], day: None };
    for time in times {
        let words = time.span.of(parsed.text());
        let mut add = |place: Place, weight: f32, what: &str| {
            bearings.push(Bearing { place, weight, reason: format!("“{words}” {what}") });
        };
        let sentence = parsed.sentence_of(time.tokens.start);
        if let Some(days) = open.days(&time.meaning)
            && time.is_absolute()
        {
            let full = time::count::names_a_day(&time.meaning);
            if full && let Some(wait) = head_wait(parsed, time, sentence) {
                let days = Days { from: days.from, to: days.to.map(|day| day + wait) };
                add(Place::Once(days), HEAD, "stands at the head");
                continue;
            }
            match (time.tense, days.from, days.to) {
                (Tense::Past, Some(from), _) => {
                    add(Place::Once(Days::since(from - PRESS)), TOLD_PAST, "is told as past");
                }
                (Tense::Future, _, Some(to)) => {
                    add(Place::Once(Days::until(to + PRESS)), TOLD_FUTURE, "is told as to come");
                    if full && time.bound == Bound::At {
                        add(Place::Once(Days::new(to - NOTICE, to + PRESS)), ANNOUNCED, "is announced");
                    }
                }
                _ => {}
            }
            continue;
        }
        let Some(weekday) = yearless(&time.meaning) else { continue };
        let around = |before: i32, after: i32| {
            Place::Yearly(Yearly::Around { meaning: time.meaning.clone(), before, after })
        };
        if time::count::names_a_day(&time.meaning) && is_dateline(parsed, time) {
            add(around(0, PRESS), DATELINE, "stands in the dateline");
            continue;
        }
        // Nobody names the weekday of a day that is far.
        let reach = if weekday { WEEKDAY_REACH } else { YEARLESS_REACH };
        match time.tense {
            Tense::Past => add(around(PRESS, reach), YEARLESS, "is told as past"),
            Tense::Future => add(around(reach, PRESS), YEARLESS, "is told as to come"),
            Tense::Unknown if weekday => {
                add(around(WEEKDAY_REACH, WEEKDAY_REACH), YEARLESS, "is a day of few years");
            }
            Tense::Unknown => {}
        }
    }
    bearings.extend(link::bearings(parsed, times));
    bearings
}

/// Whether words name something that every year has, and whether with a weekday; `None` for all others.
pub(super) fn yearless(meaning: &Meaning) -> Option<bool> {
    match meaning {
        Meaning::Calendar { year: YearOf::Open, field, side, tale: None } => {
            let pointed = matches!(side, time::Side::Last | time::Side::Next | time::Side::This);
            match field {
                _ if pointed => None,
                Field::Day { weekday, .. } => Some(weekday.is_some()),
                Field::Month(_) | Field::Feast(_) => Some(false),
                _ => None,
            }
        }
        Meaning::Part { of, .. } | Meaning::DayPart { of, .. } | Meaning::Beside { of, .. } => yearless(of),
        Meaning::Range(ends) => {
            let [first, last] = &**ends;
            yearless(&first.meaning).and(yearless(&last.meaning))
        }
        _ => None,
    }
}

/// The first sentence that is no headline.
fn first_sentence(parsed: &Parsed<'_>) -> usize {
    (0..parsed.n_sentences()).find(|sentence| !parsed.is_headline(*sentence)).unwrap_or(0)
}

/// How many days after a date that stands by itself near its head an article may be published; `None` for all others.
fn head_wait(parsed: &Parsed<'_>, time: &TimeExpression, sentence: usize) -> Option<i32> {
    if sentence >= first_sentence(parsed) + HEAD_SENTENCES || parsed.is_headline(sentence) {
        return None;
    }
    // The line that it stands in: sentences run on where a heading has no full stop.
    let text = parsed.text();
    let before = text.get(..time.span.start()).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    let after = text.get(time.span.end()..).and_then(|after| after.split('\n').next()).unwrap_or("");
    if [before, after].iter().all(|side| !side.contains(char::is_alphanumeric)) {
        return Some(PRESS);
    }
    // "Via Teleconference (July 18, 2022)".
    let tokens = parsed.tokens_of(sentence);
    let others = tokens
        .clone()
        .take_while(|token| *token < time.tokens.start)
        .filter(|token| parsed.upos(*token) != Upos::Punct)
        .count();
    let verbless = !tokens.clone().any(|token| matches!(parsed.upos(token), Upos::Verb | Upos::Aux));
    let bracketed = before.ends_with('(') && after.starts_with(')');
    (bracketed && others <= HEAD_WORDS && (verbless || others <= 2)).then_some(TRANSCRIPT)
}

/// Whether a day without a year stands between a place and a dash, at the beginning of a block.
fn is_dateline(parsed: &Parsed<'_>, time: &TimeExpression) -> bool {
    let sentence = parsed.sentence_of(time.tokens.start);
    let start = parsed.tokens_of(sentence).start;
    let begins = parsed
        .block_of(sentence)
        .is_some_and(|block| block.span.start() == parsed.sentence(sentence).span.start());
    let names = (start..time.tokens.start)
        .all(|token| matches!(parsed.upos(token), Upos::Propn | Upos::Punct | Upos::Sym));
    let dash = (time.tokens.end..parsed.tokens_of(sentence).end.min(time.tokens.end + 5))
        .any(|token| matches!(parsed.form(token), "—" | "–" | "-" | "--"));
    begins && names && dash && time.tokens.start > start && time.tokens.start < start + 8
}

/// The predicate that words of time date: a verb, or a noun of a happening.
pub(super) fn predicate(parsed: &Parsed<'_>, time: &TimeExpression) -> Option<usize> {
    let head = parsed.head(time.head)?;
    matches!(
        parsed.relation(time.head),
        Relation::Obl
            | Relation::OblUnmarked
            | Relation::Advmod
            | Relation::Nmod
            | Relation::NmodUnmarked
            | Relation::NmodPoss
            | Relation::Compound
    )
    .then_some(head)
}
