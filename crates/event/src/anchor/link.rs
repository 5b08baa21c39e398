//! Words like "next week" beside a day that speaks of the same happening: how they must fit together.

use dragoman_text::{Relation, Upos};

use super::clue::{Bearing, Place, Yearly, predicate, yearless};
use crate::Parsed;
use crate::time::calendar::{self, Days};
use crate::time::count::{around, shifted};
use crate::time::{self, Meaning, Origin, Part, Side, TimeExpression, Unit};
use crate::word::{self, Class};

/// Words that count from the article’s day, turned round: on which days do they mean a day that is known?
#[derive(Clone, Copy, Debug)]
pub(super) enum Deictic {
    /// "Next week", "last month", "yesterday".
    Shift { unit: Unit, n: i32 },
    /// "Earlier this week", "later this month".
    Rest { unit: Unit, after: bool },
    /// "Friday", before or after.
    Weekday { weekday: i32, ahead: bool },
}

/// How much it counts that a verb has both words.
const SAME_VERB: f32 = 1.2;
/// How much it counts that the same people will do the same, by both words.
const SAME_PLAN: f32 = 1.0;

impl Deictic {
    /// What can be turned round of words of time.
    fn of(meaning: &Meaning) -> Option<Self> {
        match meaning {
            Meaning::Shift { unit, n, from: Origin::Anchor }
                if *unit >= Unit::Day && *unit <= Unit::Month =>
            {
                Some(Self::Shift { unit: *unit, n: *n })
            }
            Meaning::Part { part: part @ (Part::Before | Part::After), of } => match **of {
                Meaning::Shift { unit, n: 0, from: Origin::Anchor } => {
                    Some(Self::Rest { unit, after: *part == Part::After })
                }
                _ => None,
            },
            Meaning::Part { of, .. } | Meaning::DayPart { of, .. } => Self::of(of),
            Meaning::Weekday { weekday, side: side @ (Side::Past | Side::Future), from: Origin::Anchor } => {
                Some(Self::Weekday { weekday: *weekday, ahead: *side == Side::Future })
            }
            _ => None,
        }
    }

    /// The days on which the words mean those days, at least in part.
    pub(super) fn anchors(self, days: Days) -> Option<Days> {
        let (from, to) = (days.from?, days.to?);
        match self {
            Self::Shift { unit, n } => {
                let first = around(unit, shifted(unit, -n, from)).from?;
                let last = around(unit, shifted(unit, -n, to)).to?;
                // A text is published on the day after it was written, too.
                let press = i32::from(unit == Unit::Day);
                Some(Days::new(first, last + press))
            }
            Self::Rest { unit, after: false } => Some(Days::new(from, around(unit, to).to?)),
            Self::Rest { unit, after: true } => Some(Days::new(around(unit, from).from?, to)),
            Self::Weekday { weekday, ahead } => {
                let day = (from..=to.min(from + 6)).find(|day| calendar::weekday_of(*day) == weekday)?;
                Some(if ahead { Days::new(day - 6, day) } else { Days::new(day, day + 6) })
            }
        }
    }

    fn is_a_day(self) -> bool {
        matches!(self, Self::Shift { unit: Unit::Day, .. })
    }

    /// Whether they speak of what is to come; `None` where they may speak of either.
    fn is_ahead(self) -> Option<bool> {
        match self {
            Self::Shift { n, .. } if n != 0 => Some(n > 0),
            Self::Shift { .. } => None,
            Self::Rest { after: ahead, .. } | Self::Weekday { ahead, .. } => Some(ahead),
        }
    }
}

/// What pairs of words say of the article’s day.
pub(super) fn bearings(parsed: &Parsed<'_>, times: &[TimeExpression]) -> Vec<Bearing> {
    let deictics: Vec<(&TimeExpression, Deictic)> =
        times.iter().filter_map(|time| Some((time, Deictic::of(&time.meaning)?))).collect();
    if deictics.is_empty() {
        return Vec::new();
    }
    let mut bearings = Vec::new();
    let open = time::count::From { times: &[], day: None };
    for dated in times {
        let once = open.days(&dated.meaning).filter(|_| dated.is_absolute());
        if once.is_none() && yearless(&dated.meaning).is_none() {
            continue;
        }
        for (time, by) in &deictics {
            let Some((weight, why)) = link(parsed, dated, time, *by) else { continue };
            let place = match once {
                Some(days) => match by.anchors(days) {
                    Some(days) => Place::Once(days),
                    None => continue,
                },
                None => Place::Yearly(Yearly::Linked { meaning: dated.meaning.clone(), by: *by }),
            };
            let (one, two) = (dated.span.of(parsed.text()), time.span.of(parsed.text()));
            bearings
                .push(Bearing { place, weight, reason: format!("“{one}” lies in “{two}”: {why}") });
        }
    }
    bearings
}

/// Whether a date and words that count from the article’s day date the same, and how sure that is.
fn link(
    parsed: &Parsed<'_>,
    dated: &TimeExpression,
    time: &TimeExpression,
    by: Deictic,
) -> Option<(f32, &'static str)> {
    // "This day" may be any.
    if dated.span == time.span || parsed.lemma(time.tokens.start) == "this" && by.is_a_day() {
        return None;
    }
    // "Tomorrow, Monday, July 19".
    let day = time::count::names_a_day(&dated.meaning);
    let beside = dated.tokens.start == time.tokens.end + 1
        && parsed.form(time.tokens.end) == ","
        && parsed.sentence_of(dated.tokens.start) == parsed.sentence_of(time.tokens.start);
    if beside && day {
        return Some((SAME_VERB, "they stand side by side"));
    }
    let (one, two) = (predicate(parsed, dated)?, predicate(parsed, time)?);
    if one == two && day && parsed.upos(one) == Upos::Verb {
        return Some((SAME_VERB, "one verb has both"));
    }
    // Plans: whoever will do the same by both words has one plan.
    if by.is_ahead() == Some(false) || !is_planned(&dated.meaning) || !looks_ahead(parsed, two, by) {
        return None;
    }
    let (lemma_one, lemma_two) = (lemma_of(parsed, one), lemma_of(parsed, two));
    let light = |lemma: &str| word::is(lemma, Class::Light);
    let same = lemma_one == lemma_two || light(lemma_one) || light(lemma_two);
    (same && one != two && share_subject(parsed, one, two))
        .then_some((SAME_PLAN, "the same is planned for both"))
}

fn is_planned(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { side, .. } => *side == Side::Future,
        Meaning::Part { of, .. } | Meaning::DayPart { of, .. } => is_planned(of),
        Meaning::Range(ends) => is_planned(&ends[0].meaning),
        _ => false,
    }
}

/// Whether the predicate of words for now or later is to come.
fn looks_ahead(parsed: &Parsed<'_>, predicate: usize, by: Deictic) -> bool {
    by.is_ahead() == Some(true)
        || parsed.children(predicate).any(|child| {
            parsed.relation(child) == Relation::Mark && parsed.lemma(child) == "to"
                || parsed.relation(child) == Relation::Aux && parsed.lemma(child) == "will"
        })
}

/// The lemma of a predicate; that of its copula where it has one.
fn lemma_of<'a>(parsed: &'a Parsed<'_>, predicate: usize) -> &'a str {
    parsed.lemma(parsed.child_by(predicate, Relation::Cop).unwrap_or(predicate))
}

/// Whether two predicates have a name in their subjects in common.
fn share_subject(parsed: &Parsed<'_>, one: usize, two: usize) -> bool {
    let (Some(one), Some(two)) = (subject(parsed, one), subject(parsed, two)) else { return false };
    // The names of the subject itself, and not of what is told of it.
    let names = |subject: usize| {
        let parts = parsed.children(subject).filter(|part| {
            matches!(
                parsed.relation(*part),
                Relation::Flat | Relation::Compound | Relation::NmodDesc | Relation::Appos | Relation::Conj
            )
        });
        std::iter::once(subject)
            .chain(parts)
            .filter(|token| parsed.name_kind(*token).is_some())
            .map(|token| parsed.form(token))
    };
    names(one).any(|name| name.len() > 2 && names(two).any(|other| name == other))
}

/// Who does it: the subject of a predicate, or of the one above that lends it.
fn subject(parsed: &Parsed<'_>, predicate: usize) -> Option<usize> {
    let mut one = predicate;
    for _ in 0..4 {
        let own = parsed.child_by(one, Relation::Nsubj).or_else(|| parsed.child_by(one, Relation::NsubjPass));
        if own.is_some() {
            return own;
        }
        let above = parsed.head(one)?;
        match parsed.relation(one) {
            // Headlines: "Minister to visit".
            Relation::Acl if parsed.child_by(one, Relation::Mark).is_some() => return Some(above),
            Relation::Xcomp | Relation::Conj | Relation::Advcl => one = above,
            _ => return None,
        }
    }
    None
}
