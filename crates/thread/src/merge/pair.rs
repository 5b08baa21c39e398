//! How well two claims can speak of one happening.

use dragoman_event::{Claim, Interval, Party, Status};

use super::Told;
use super::key::undertakings;

/// Days that reporting is off by: "on Sunday" here is "on Monday" there.
const SLACK_DAYS: i64 = 1;
/// Without words of time a past happening is taken to lie within so many days before it was told.
const RECENT_DAYS: i64 = 21;
/// A happening ahead without a day is taken to come within so many days.
const AHEAD_DAYS: i64 = 365;
/// What modes count that have nothing in common.
const DIFFERENT_MODES: f32 = 0.2;

/// How well two claims can speak of one happening, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// 0 where they cannot, up to 1.
    pub value: f32,
    /// What speaks for and against it, in words that can be shown.
    pub because: Vec<String>,
}

/// A claim with what comparing needs of it, found once and not again for each pair.
pub struct Compared<'a> {
    pub(super) told: Told<'a>,
    pub(super) is_done: bool,
    pub(super) undertakings: Vec<String>,
    days: Interval,
    travels: bool,
    actors: Side<'a>,
    recipients: Side<'a>,
    /// Both sides together.
    all: Side<'a>,
}

impl<'a> Compared<'a> {
    /// What comparing needs of a claim.
    #[must_use]
    pub fn of(told: Told<'a>) -> Self {
        let claim = told.claim;
        Self {
            is_done: is_done(claim),
            undertakings: undertakings(&told),
            days: days(&told),
            travels: claim.modes.iter().any(|mode| mode == "visit"),
            actors: Side::of(&claim.actors.iter()),
            recipients: Side::of(&claim.recipients.iter()),
            all: Side::of(&claim.actors.iter().chain(&claim.recipients)),
            told,
        }
    }

    /// The value of [`score`], which is 0 for most: what excludes most and is looked at soonest comes first.
    pub(super) fn value(&self, other: &Self) -> f32 {
        let value = || {
            let is_near = self.days.meets(other.days) && self.is_of_type_of(other);
            let place = is_near.then(|| place(self, other)).flatten()?;
            Some(sum(parties(self, other)?, time(self, other)?, place, modes(self, other)))
        };
        value().unwrap_or_default()
    }

    /// Whether two claims could be one happening, whatever else is said: no named person against another in the same
    /// part, no deed done on two days far apart.
    pub(super) fn can_be_one(&self, other: &Self) -> bool {
        self.is_of_type_of(other)
            && (!(self.is_done && other.is_done) || self.days.meets(other.days))
            && place(self, other).is_some()
            && parties(self, other).is_some()
    }

    fn is_of_type_of(&self, other: &Self) -> bool {
        self.told.claim.event_type == other.told.claim.event_type
    }
}

/// Scores two claims. The order of the two does not matter.
#[must_use]
pub fn score(one: &Told<'_>, two: &Told<'_>) -> Score {
    let mut score = Score::default();
    let (one, two) = (&Compared::of(*one), &Compared::of(*two));
    if !one.is_of_type_of(two) {
        return score;
    }
    let Some(parties) = parties(one, two) else { return score };
    score.because.push(format!("parties {parties:.2}"));
    let Some(time) = time(one, two) else { return score };
    score.because.push(format!("days {time:.2}"));
    let Some(place) = place(one, two) else { return score };
    if let Some(country) = country(one).filter(|_| country(two).is_some()) {
        score.because.push(format!("both in {country}"));
    }
    let modes = modes(one, two);
    if modes <= DIFFERENT_MODES {
        score.because.push("different modes".to_owned());
    }
    score.value = sum(parties, time, place, modes);
    score
}

fn sum(parties: f32, time: f32, place: f32, modes: f32) -> f32 {
    0.45 * parties + 0.35 * time + 0.1 * place + 0.1 * modes
}

/// Whether it is told as done or under way.
fn is_done(claim: &Claim) -> bool {
    matches!(claim.status, Status::Held | Status::Ongoing)
}

/// How well the modes fit, 0 to 1.
fn modes(one: &Compared<'_>, two: &Compared<'_>) -> f32 {
    let (one, two) = (&one.told.claim.modes, &two.told.claim.modes);
    if one.iter().any(|mode| two.contains(mode)) {
        1.0
    } else if one.is_empty() || two.is_empty() {
        0.6
    } else {
        DIFFERENT_MODES
    }
}

/// How like the parties are, 0 to 1; `None` where they cannot be the same.
///
/// What is done with each other has no direction, and a visit is told from either side.
fn parties(one: &Compared<'_>, two: &Compared<'_>) -> Option<f32> {
    // A talk in the course of a visit is not the visit.
    if one.travels != two.travels {
        return None;
    }
    let straight = one.actors.likeness(&two.actors).zip(one.recipients.likeness(&two.recipients));
    let has_no_direction = one.told.claim.event_type == "CONSULT" && !one.travels
        || one.recipients.is_empty
        || two.recipients.is_empty;
    let together = has_no_direction.then(|| one.all.likeness(&two.all)).flatten();
    straight
        .map(|(actors, recipients)| 0.5 * (actors + recipients))
        .into_iter()
        .chain(together)
        .reduce(f32::max)
}

/// Those on one side of a claim, each named once and in order.
struct Side<'a> {
    is_empty: bool,
    countries: Vec<&'a str>,
    people: Vec<&'a str>,
}

impl<'a> Side<'a> {
    fn of(parties: &(impl Iterator<Item = &'a Party> + Clone)) -> Self {
        let names = |name: fn(&Party) -> Option<&str>| {
            let mut names: Vec<&str> = parties.clone().filter_map(name).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        Self {
            is_empty: parties.clone().next().is_none(),
            countries: names(|party| party.actor.country.as_deref()),
            people: names(|party| party.actor.person.as_deref()),
        }
    }

    /// How like two sides are, 0 to 1; `None` where one has somebody whom the other excludes.
    fn likeness(&self, other: &Self) -> Option<f32> {
        if self.is_empty || other.is_empty {
            return Some(if self.is_empty && other.is_empty { 0.6 } else { 0.4 });
        }
        let n_shared = n_shared(&self.countries, &other.countries);
        if n_shared == 0 && !(self.countries.is_empty() || other.countries.is_empty()) {
            return None;
        }
        let mut likeness = match self.countries.len() + other.countries.len() - n_shared {
            0 => 0.4,
            n_all => n_shared as f32 / n_all as f32,
        };
        if self::n_shared(&self.people, &other.people) > 0 {
            likeness = likeness.max(0.8) + 0.2;
        } else if !self.people.is_empty() && !other.people.is_empty() {
            // Different people of the same country: an envoy's visit is not his president's.
            return None;
        } else if !(self.people.is_empty() && other.people.is_empty()) {
            likeness *= 0.6;
        }
        Some(likeness.min(1.0))
    }
}

/// How many names two lists share. They are short: looking through both is quicker than any index.
fn n_shared(one: &[&str], two: &[&str]) -> usize {
    one.iter().filter(|name| two.contains(name)).count()
}

/// How well the days fit, 0 to 1; `None` where they cannot be the same.
fn time(one: &Compared<'_>, two: &Compared<'_>) -> Option<f32> {
    let (one_days, two_days) = (one.days, two.days);
    if !one_days.meets(two_days) {
        return None;
    }
    let both = one_days.intersect(two_days).n_days().map_or(0.3, |n_days| n_days as f32);
    let all = one_days.hull(two_days).n_days().map_or(1.0, |n_days| n_days as f32);
    let stated = one.told.claim.when.words.is_some() && two.told.claim.when.words.is_some();
    Some(if stated { 0.5 + 0.5 * (both / all).sqrt() } else { 0.4 + 0.3 * (both / all).sqrt() })
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
fn place(one: &Compared<'_>, two: &Compared<'_>) -> Option<f32> {
    match (country(one), country(two)) {
        (Some(one), Some(two)) => (one == two).then_some(1.0),
        _ => Some(0.5),
    }
}

/// The country in which it is said to happen.
fn country<'a>(compared: &Compared<'a>) -> Option<&'a str> {
    compared.told.claim.place.as_ref()?.country.as_deref()
}
