//! The day an article hangs on: given, in its metadata, or inferred from what it says.
//!
//! What an article says of its day is a list of clues, each a set of days on which it may have been written: a date at
//! its head, dates that it tells as past or as to come, weekdays with their days of a month, words like "next week"
//! that speak of a day named elsewhere, and the terms of office of whom it names. The answer is where the most weight
//! of clues meets, so that the weakest are dropped first; it is as wide as what remains.

mod clue;
mod link;
mod solve;

use dragoman_text::{DateReason, Span};

use crate::actor::TermClue;
use crate::time::TimeExpression;
use crate::time::calendar;
use crate::{Interval, Parsed};
use clue::Bearing;

/// The article's day, or range of days, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The days on which it may have been published; open at both ends where nothing is known.
    pub interval: Interval,
    /// The stretches of them that its clues leave, where they leave several: two terms of one holder.
    pub stretches: Vec<Interval>,
    /// How it is known.
    pub reason: AnchorReason,
    /// The chain of reasons, strongest first, in words that can be shown.
    pub because: Vec<String>,
    /// Contradictions between what is given and what the text says.
    pub remarks: Vec<String>,
}

/// How an article's day is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnchorReason {
    /// Whoever handed us the article said so.
    Given,
    /// The article's metadata say so.
    Metadata,
    /// It follows from what the text says.
    Inferred,
    /// It is not known.
    #[default]
    Unknown,
}

/// Something outside the words of time that says on which days an article may have been written: a term of office.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// The words that it rests on.
    pub span: Span,
    /// Stretches of days, of which the article's day lies in one.
    pub days: Vec<Interval>,
    /// How much it counts against others that contradict it; a date told as past counts 3.
    pub weight: f32,
    /// What it is, in words that can be shown: "Qin Gang was foreign minister from 2022-12-30 to 2023-07-25".
    pub reason: String,
}

/// A past date counts this much; a term of office that is known to the day counts as much.
const TERM: f32 = 3.0;

impl From<TermClue> for Clue {
    /// A person's terms in one office: the article is of one of them, and not of the years between.
    fn from(term: TermClue) -> Self {
        Self { span: term.span, days: term.intervals, weight: TERM * term.weight, reason: term.reason }
    }
}

/// How much a clue must count to contradict a day that is given.
const CONTRADICTS: f32 = 2.0;

/// Articles are dated a day early or late where the world's clocks differ.
const SLACK: i32 = 1;

/// The day that is given, or that the metadata have, checked against the text; else the one inferred from it.
#[must_use]
pub fn find(parsed: &Parsed<'_>, times: &[TimeExpression], terms: &[Clue]) -> Anchor {
    let Some(published) = &parsed.article.metadata.published else { return infer(parsed, times, terms) };
    let reason = match published.reason {
        DateReason::Given => AnchorReason::Given,
        _ => AnchorReason::Metadata,
    };
    let day = calendar::number(published.day);
    let remarks = clue::bearings(parsed, times, terms)
        .into_iter()
        .filter(|bearing| bearing.weight >= CONTRADICTS)
        .filter(|bearing| (-SLACK..=SLACK).all(|slack| !bearing.allows(day + slack)))
        .map(|bearing| format!("{} does not go with {}", bearing.reason, published.day))
        .collect();
    Anchor {
        interval: Interval::day(published.day),
        stretches: Vec::new(),
        reason,
        because: vec![format!("{:?} says {}", published.words, published.day)],
        remarks,
    }
}

/// The day that follows from what the text says and from terms of office, whatever the metadata have.
#[must_use]
pub fn infer(parsed: &Parsed<'_>, times: &[TimeExpression], terms: &[Clue]) -> Anchor {
    let mut bearings = clue::bearings(parsed, times, terms);
    bearings.sort_by(|one, two| two.weight.total_cmp(&one.weight));
    let Some((days, stretches)) = solve::solve(&bearings) else { return Anchor::default() };
    let (kept, dropped): (Vec<&Bearing>, Vec<&Bearing>) =
        bearings.iter().partition(|bearing| bearing.meets(days));
    let mut because: Vec<String> = Vec::new();
    for bearing in kept {
        if !because.contains(&bearing.reason) {
            because.push(bearing.reason.clone());
        }
    }
    let remarks = dropped.iter().map(|bearing| format!("left out: {}", bearing.reason)).collect();
    let interval = days.interval();
    let reason = if interval == Interval::OPEN { AnchorReason::Unknown } else { AnchorReason::Inferred };
    let stretches = stretches.into_iter().map(calendar::Days::interval).collect();
    Anchor { interval, stretches, reason, because, remarks }
}
