//! How well two claims can speak of one happening.

use std::collections::BTreeSet;

use dragoman_event::{Claim, Interval, Party, Status};

use super::Told;

/// Days that reporting is off by: "on Sunday" here is "on Monday" there.
const SLACK_DAYS: i64 = 1;
/// Without words of time a past happening is taken to lie within so many days before it was told.
const RECENT_DAYS: i64 = 21;
/// A happening ahead without a day is taken to come within so many days.
const AHEAD_DAYS: i64 = 365;

/// How well two claims can speak of one happening, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// 0 where they cannot, up to 1.
    pub value: f32,
    /// What speaks for and against it, in words that can be shown.
    pub because: Vec<String>,
}

/// Scores two claims. The order of the two does not matter.
#[must_use]
pub fn score(one: &Told<'_>, two: &Told<'_>) -> Score {
    let mut score = Score::default();
    if one.claim.event_type != two.claim.event_type {
        return score;
    }
    let Some(parties) = parties(one.claim, two.claim, &mut score.because) else { return score };
    let Some(time) = time(one, two, &mut score.because) else { return score };
    let Some(place) = place(one.claim, two.claim, &mut score.because) else { return score };
    let modes = if one.claim.modes.iter().any(|mode| two.claim.modes.contains(mode)) {
        1.0
    } else if one.claim.modes.is_empty() || two.claim.modes.is_empty() {
        0.6
    } else {
        score.because.push("different modes".to_owned());
        0.2
    };
    score.value = 0.45 * parties + 0.35 * time + 0.1 * place + 0.1 * modes;
    score
}

/// Whether two claims could be one happening, whatever else is said: no named person against another in the same
/// part, no deed done on two days far apart.
pub(super) fn can_be_one(one: &Told<'_>, two: &Told<'_>) -> bool {
    let mut why = Vec::new();
    one.claim.event_type == two.claim.event_type
        && parties(one.claim, two.claim, &mut why).is_some()
        && place(one.claim, two.claim, &mut why).is_some()
        && (!(is_done(one.claim) && is_done(two.claim)) || days(one).meets(days(two)))
}

/// Whether it is told as done or under way.
pub(super) fn is_done(claim: &Claim) -> bool {
    matches!(claim.status, Status::Held | Status::Ongoing)
}

/// How like the parties are, 0 to 1; `None` where they cannot be the same.
///
/// What is done with each other has no direction, and a visit is told from either side.
fn parties(one: &Claim, two: &Claim, because: &mut Vec<String>) -> Option<f32> {
    // A talk in the course of a visit is not the visit.
    if travels(one) != travels(two) {
        return None;
    }
    let straight = side(&one.actors, &two.actors).zip(side(&one.recipients, &two.recipients));
    let all = |claim: &Claim| claim.actors.iter().chain(&claim.recipients).cloned().collect::<Vec<Party>>();
    let together = if one.event_type == "CONSULT" && !travels(one)
        || one.recipients.is_empty()
        || two.recipients.is_empty()
    {
        side(&all(one), &all(two))
    } else {
        None
    };
    let best = straight
        .map(|(actors, recipients)| 0.5 * (actors + recipients))
        .into_iter()
        .chain(together)
        .reduce(f32::max);
    if let Some(value) = best {
        because.push(format!("parties {value:.2}"));
    }
    best
}

fn travels(claim: &Claim) -> bool {
    claim.modes.iter().any(|mode| mode == "visit")
}

/// How like two sides are, 0 to 1; `None` where one has somebody whom the other excludes.
fn side(one: &[Party], two: &[Party]) -> Option<f32> {
    if one.is_empty() || two.is_empty() {
        return Some(if one.is_empty() && two.is_empty() { 0.6 } else { 0.4 });
    }
    let countries =
        |side: &[Party]| side.iter().filter_map(|party| party.actor.country.clone()).collect::<BTreeSet<_>>();
    let (one_countries, two_countries) = (countries(one), countries(two));
    let n_shared = one_countries.intersection(&two_countries).count();
    if n_shared == 0 && !(one_countries.is_empty() || two_countries.is_empty()) {
        return None;
    }
    let mut likeness = match one_countries.union(&two_countries).count() {
        0 => 0.4,
        n_all => n_shared as f32 / n_all as f32,
    };
    let people =
        |side: &[Party]| side.iter().filter_map(|party| party.actor.person.clone()).collect::<BTreeSet<_>>();
    let (one_people, two_people) = (people(one), people(two));
    let n_people = one_people.intersection(&two_people).count();
    if n_people > 0 {
        likeness = likeness.max(0.8) + 0.2;
    } else if !one_people.is_empty() && !two_people.is_empty() {
        // Different people of the same country: an envoy's visit is not his president's.
        return None;
    } else if !(one_people.is_empty() && two_people.is_empty()) {
        likeness *= 0.6;
    }
    Some(likeness.min(1.0))
}

/// How well the days fit, 0 to 1; `None` where they cannot be the same.
fn time(one: &Told<'_>, two: &Told<'_>, because: &mut Vec<String>) -> Option<f32> {
    let (one_days, two_days) = (days(one), days(two));
    if !one_days.meets(two_days) {
        return None;
    }
    let both = one_days.intersect(two_days).n_days().map_or(0.3, |n_days| n_days as f32);
    let all = one_days.hull(two_days).n_days().map_or(1.0, |n_days| n_days as f32);
    let stated = one.claim.when.words.is_some() && two.claim.when.words.is_some();
    let value = if stated { 0.5 + 0.5 * (both / all).sqrt() } else { 0.4 + 0.3 * (both / all).sqrt() };
    because.push(format!("days {value:.2}"));
    Some(value)
}

/// The days of a claim by which it is compared: what reporting leaves open is closed.
#[must_use]
pub fn days(told: &Told<'_>) -> Interval {
    let Interval { from, to } = told.claim.when.interval;
    let day = told.published;
    let shift =
        |day: jiff::civil::Date, n_days: i64| day.checked_add(jiff::Span::new().days(n_days)).unwrap_or(day);
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, shift(from.max(day), AHEAD_DAYS)),
        (None, Some(to)) => (shift(to, -RECENT_DAYS), to),
        (None, None) => (shift(day, -AHEAD_DAYS), shift(day, AHEAD_DAYS)),
    };
    Interval::new(shift(from, -SLACK_DAYS), shift(to, SLACK_DAYS))
}

/// How well the places fit, 0 to 1; `None` where they are in different countries.
fn place(one: &Claim, two: &Claim, because: &mut Vec<String>) -> Option<f32> {
    let country = |claim: &Claim| claim.place.as_ref().and_then(|place| place.country.clone());
    match (country(one), country(two)) {
        (Some(one), Some(two)) if one == two => {
            because.push(format!("both in {one}"));
            Some(1.0)
        }
        (Some(_), Some(_)) => None,
        _ => Some(0.5),
    }
}
