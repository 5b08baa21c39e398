//! How well two claims can speak of one happening.

use dragoman_event::Interval;

use super::face::{Face, Part, number_of};
use super::{Rank, Told};

/// From this score on two claims are taken to speak of one happening.
pub const ENOUGH: f32 = 0.62;
/// A happening that was put off is taken up again within so many days, or is another one.
pub const WAITS_DAYS: i32 = 550;
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

impl Face {
    /// The value of [`score`], which is 0 for most: what excludes most and is looked at soonest comes first.
    #[must_use]
    pub fn value(&self, other: &Self) -> f32 {
        let value = || {
            let is_near = self.meets(other) && self.kind == other.kind;
            let place = is_near.then(|| place(self, other)).flatten()?;
            let parties = parties(self, other)?;
            Some(sum(parties, time(self, other)?, place, modes(self, other)))
        };
        value().unwrap_or_default()
    }

    /// Whether some day can be that of both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether two claims could be one happening, whatever else is said: no named person against another in the same
    /// part, no deed done on two days far apart.
    pub(super) fn can_be_one(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (!(self.is_done && other.is_done) || self.meets(other))
            && place(self, other).is_some()
            && parties(self, other).is_some()
    }
}

/// What of a face excludes most others: small enough to look through many that stand beside each other in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    pub(super) first: i32,
    pub(super) last: i32,
    /// A part of the name of the place's country; 0 where there is none.
    place: u16,
    travels: bool,
    /// Whether who did it and whom it was done to cannot stand for each other.
    has_direction: bool,
    actors: SideGlance,
    recipients: SideGlance,
}

/// Names on one side, as bits that several names can share: where two sides share no bit, they share no name.
#[derive(Clone, Copy, Debug)]
struct SideGlance {
    countries: u32,
    people: u32,
}

impl Glance {
    /// What is seen of a face.
    pub(super) fn of(face: &Face) -> Self {
        let bits = |part: Part| face.part(part).iter().fold(0, |bits, name| bits | 1 << (name >> 27));
        Self {
            first: face.first,
            last: face.last,
            place: if face.place == 0 { 0 } else { face.place as u16 | 1 },
            travels: face.travels,
            has_direction: face.has_recipients && !is_mutual(face),
            actors: SideGlance { countries: bits(Part::ActorCountries), people: bits(Part::ActorPeople) },
            recipients: SideGlance {
                countries: bits(Part::RecipientCountries),
                people: bits(Part::RecipientPeople),
            },
        }
    }

    /// Whether two faces of one kind could be one happening as far as this can tell, days apart: where this says no,
    /// [`Face::value`] is 0, and they are not the same undertaking.
    pub(super) fn may_fit(&self, other: &Self) -> bool {
        if self.travels != other.travels || self.place != 0 && other.place != 0 && self.place != other.place {
            return false;
        }
        let is_straight = self.actors.may_fit(other.actors) && self.recipients.may_fit(other.recipients);
        let has_direction = self.has_direction && other.has_direction;
        is_straight
            || !has_direction && self.actors.and(self.recipients).may_fit(other.actors.and(other.recipients))
    }
}

impl SideGlance {
    fn and(self, other: Self) -> Self {
        Self { countries: self.countries | other.countries, people: self.people | other.people }
    }

    fn may_fit(self, other: Self) -> bool {
        let may_share = |one: u32, two: u32| one == 0 || two == 0 || one & two != 0;
        may_share(self.countries, other.countries) && may_share(self.people, other.people)
    }
}

/// Whether all who take part do it with each other.
fn is_mutual(face: &Face) -> bool {
    face.kind == number_of("CONSULT") && !face.travels
}

/// Whether the same named people mean to do the same with the same country, within a time: a thing that one can put
/// off and take up.
#[must_use]
pub fn is_same_undertaking(one: (&Face, Rank), two: (&Face, Rank)) -> bool {
    let ((one, rank), (two, other)) = (one, two);
    let (all, others) = (one.part(Part::Undertakings), two.part(Part::Undertakings));
    !(one.is_done && two.is_done)
        && (rank.day - other.day).abs() <= WAITS_DAYS
        && n_shared(all, others) > 0
        && one.part(Part::Modes) == two.part(Part::Modes)
        && one.can_be_one(two)
}

/// Scores two claims. The order of the two does not matter.
#[must_use]
pub fn score(one: &Told<'_>, two: &Told<'_>) -> Score {
    let mut score = Score::default();
    let country = |told: &Told<'_>| told.claim.place.as_ref().and_then(|place| place.country.clone());
    let (country, has_both) = (country(one), country(one).is_some() && country(two).is_some());
    let (one, two) = (&Face::of(one), &Face::of(two));
    if one.kind != two.kind {
        return score;
    }
    let Some(parties) = parties(one, two) else { return score };
    score.because.push(format!("parties {parties:.2}"));
    let Some(time) = time(one, two) else { return score };
    score.because.push(format!("days {time:.2}"));
    let Some(place) = place(one, two) else { return score };
    if let Some(country) = country.filter(|_| has_both) {
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

/// How well the modes fit, 0 to 1.
fn modes(one: &Face, two: &Face) -> f32 {
    let (one, two) = (one.part(Part::Modes), two.part(Part::Modes));
    if n_shared(one, two) > 0 {
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
fn parties(one: &Face, two: &Face) -> Option<f32> {
    // A talk in the course of a visit is not the visit.
    if one.travels != two.travels {
        return None;
    }
    let (actors, recipients) = (Side::actors(one), Side::recipients(one));
    let straight = actors.likeness(Side::actors(two)).zip(recipients.likeness(Side::recipients(two)));
    let has_no_direction = is_mutual(one) || !one.has_recipients || !two.has_recipients;
    let together = has_no_direction.then(|| Side::all(one).likeness(Side::all(two))).flatten();
    straight
        .map(|(actors, recipients)| 0.5 * (actors + recipients))
        .into_iter()
        .chain(together)
        .reduce(f32::max)
}

/// Those on one side of a claim, each named once.
#[derive(Clone, Copy)]
struct Side<'a> {
    is_empty: bool,
    countries: &'a [u32],
    people: &'a [u32],
}

impl<'a> Side<'a> {
    fn actors(face: &'a Face) -> Self {
        let (countries, people) = (face.part(Part::ActorCountries), face.part(Part::ActorPeople));
        Self { is_empty: !face.has_actors, countries, people }
    }

    fn recipients(face: &'a Face) -> Self {
        let (countries, people) = (face.part(Part::RecipientCountries), face.part(Part::RecipientPeople));
        Self { is_empty: !face.has_recipients, countries, people }
    }

    fn all(face: &'a Face) -> Self {
        let is_empty = !(face.has_actors || face.has_recipients);
        Self { is_empty, countries: face.part(Part::Countries), people: face.part(Part::People) }
    }

    /// How like two sides are, 0 to 1; `None` where one has somebody whom the other excludes.
    fn likeness(self, other: Self) -> Option<f32> {
        if self.is_empty || other.is_empty {
            return Some(if self.is_empty && other.is_empty { 0.6 } else { 0.4 });
        }
        let n_shared = n_shared(self.countries, other.countries);
        let (n_one, n_two) = (self.countries.len(), other.countries.len());
        let (n_least, n_all) = (n_one.min(n_two), n_one + n_two - n_shared);
        // With China and with Russia are two talks; with both of them and one more is one.
        let is_another = n_least > n_shared && n_shared * 2 <= n_least;
        if n_least > 0 && (n_shared == 0 || is_another) {
            return None;
        }
        let mut likeness = if n_all == 0 { 0.4 } else { n_shared as f32 / n_all as f32 };
        if self::n_shared(self.people, other.people) > 0 {
            likeness = likeness.max(0.8) + 0.2;
        } else if !self.people.is_empty() && !other.people.is_empty() {
            // Different people of the same country: an envoy's visit is not his president's.
            return None;
        } else if !(self.people.is_empty() && other.people.is_empty()) {
            likeness *= 0.5;
        }
        Some(likeness.min(1.0))
    }
}

/// How many names two lists share. They are short: looking through both is quicker than any index.
fn n_shared(one: &[u32], two: &[u32]) -> usize {
    one.iter().filter(|name| two.contains(name)).count()
}

/// How well the days fit, 0 to 1; `None` where they cannot be the same.
fn time(one: &Face, two: &Face) -> Option<f32> {
    if !one.meets(two) {
        return None;
    }
    let n_days = |first: i32, last: i32| (last.saturating_sub(first) as f32) + 1.0;
    let both = n_days(one.first.max(two.first), one.last.min(two.last));
    let all = n_days(one.first.min(two.first), one.last.max(two.last));
    let stated = one.is_stated && two.is_stated;
    let shared = (both / all).sqrt();
    Some(if stated { 0.3 + 0.7 * shared } else { 0.3 + 0.4 * shared })
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
fn place(one: &Face, two: &Face) -> Option<f32> {
    match (one.place, two.place) {
        (0, _) | (_, 0) => Some(0.5),
        (one, two) => (one == two).then_some(1.0),
    }
}
