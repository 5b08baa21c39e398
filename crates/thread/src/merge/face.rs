//! What comparing needs of a claim, as numbers: small enough to keep many at hand, and written beside each claim.

use std::collections::BTreeSet;

use dragoman_event::{Claim, Party, Status};
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::Told;
use super::pair::days;

/// Names of one part that are compared; a list longer than this is a roll call.
const MOST_NAMES: usize = 30;
/// Bytes before the names.
const HEAD: usize = 1 + N_PARTS + 16;

/// The parts of a face that are lists of names.
#[derive(Clone, Copy)]
pub(super) enum Part {
    ActorCountries,
    ActorPeople,
    RecipientCountries,
    RecipientPeople,
    Countries,
    People,
    Modes,
    /// Who means to do it, with which country: what can be put off and taken up.
    Undertakings,
}

const N_PARTS: usize = 8;

/// The order in which claims are taken: by publication, and then by article and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The day on which it was published, as [`day_number`] has it.
    pub day: i32,
    /// The article: any number that is the same in every ledger.
    pub article: i64,
    /// The claim's place among those of its article.
    pub number: u32,
}

/// What comparing needs of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and kept as one bit")]
pub struct Face {
    /// Type of the happening.
    pub(super) kind: u32,
    /// Told as done or under way.
    pub(super) is_done: bool,
    /// Somebody goes somewhere for it.
    pub(super) travels: bool,
    /// Words state its days.
    pub(super) is_stated: bool,
    pub(super) has_actors: bool,
    pub(super) has_recipients: bool,
    /// The days by which it is compared, as [`day_number`] has them.
    pub(super) first: i32,
    pub(super) last: i32,
    /// Country of its place; 0 where it has none.
    pub(super) place: u32,
    /// Where each part of the names ends.
    ends: [u8; N_PARTS],
    names: Box<[u32]>,
}

/// A day as a number: days since 1970.
#[must_use]
pub fn day_number(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// A name as a number. Two names that share one would have to be compared within days of each other to do harm.
pub(super) fn number_of(name: &str) -> u32 {
    xxh3_64(name.as_bytes()) as u32
}

impl Face {
    /// What comparing needs of a claim.
    #[must_use]
    pub fn of(told: &Told<'_>) -> Self {
        let claim = told.claim;
        let interval = days(told);
        let end = |day: Option<Date>, open: i32| day.map_or(open, day_number);
        let (actors, recipients) = (&claim.actors, &claim.recipients);
        let country = |party: &Party| party.actor.country.as_deref().map(number_of);
        let person = |party: &Party| party.actor.person.as_deref().map(number_of);
        let all = || actors.iter().chain(recipients);
        let parts: [BTreeSet<u32>; N_PARTS] = [
            actors.iter().filter_map(country).collect(),
            actors.iter().filter_map(person).collect(),
            recipients.iter().filter_map(country).collect(),
            recipients.iter().filter_map(person).collect(),
            all().filter_map(country).collect(),
            all().filter_map(person).collect(),
            claim.modes.iter().map(|mode| number_of(mode)).collect(),
            undertakings(claim),
        ];
        let mut names: Vec<u32> = Vec::new();
        let ends = parts.map(|part| {
            names.extend(part.into_iter().take(MOST_NAMES));
            names.len() as u8
        });
        Self {
            kind: number_of(&claim.event_type),
            is_done: matches!(claim.status, Status::Held | Status::Ongoing),
            travels: claim.modes.iter().any(|mode| mode == "visit"),
            is_stated: claim.when.words.is_some(),
            has_actors: !actors.is_empty(),
            has_recipients: !recipients.is_empty(),
            first: end(interval.from, i32::MIN / 2),
            last: end(interval.to, i32::MAX / 2),
            place: claim.place.as_ref().and_then(|place| place.country.as_deref()).map_or(0, number_of),
            ends,
            names: names.into(),
        }
    }

    /// The names of one part, in order and each once.
    pub(super) fn part(&self, part: Part) -> &[u32] {
        let part = part as usize;
        let end = |part: usize| self.ends.get(part).copied().map_or(0, usize::from);
        let start = part.checked_sub(1).map_or(0, end);
        self.names.get(start..end(part)).unwrap_or_default()
    }

    /// As bytes, for keeping.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let flags = [self.is_done, self.travels, self.is_stated, self.has_actors, self.has_recipients];
        let mut bytes = Vec::with_capacity(HEAD + 4 * self.names.len());
        bytes.push(flags.iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag)));
        bytes.extend(self.ends);
        for number in [self.kind, self.place] {
            bytes.extend(number.to_le_bytes());
        }
        for day in [self.first, self.last] {
            bytes.extend(day.to_le_bytes());
        }
        bytes.extend(self.names.iter().flat_map(|name| name.to_le_bytes()));
        bytes
    }

    /// What was kept; nothing where that is no face.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&flags, rest) = bytes.split_first()?;
        let (ends, rest) = rest.split_first_chunk::<N_PARTS>()?;
        let (words, rest) = rest.as_chunks::<4>();
        let (&[kind, place, first, last], names) = words.split_first_chunk::<4>()?;
        let is_whole = rest.is_empty() && ends.is_sorted() && usize::from(ends[N_PARTS - 1]) == names.len();
        let flag = |place: u8| flags >> place & 1 == 1;
        is_whole.then(|| Self {
            kind: u32::from_le_bytes(kind),
            is_done: flag(0),
            travels: flag(1),
            is_stated: flag(2),
            has_actors: flag(3),
            has_recipients: flag(4),
            first: i32::from_le_bytes(first),
            last: i32::from_le_bytes(last),
            place: u32::from_le_bytes(place),
            ends: *ends,
            names: names.iter().map(|name| u32::from_le_bytes(*name)).collect(),
        })
    }
}

/// What is meant to be done, by whom, and with which countries.
fn undertakings(claim: &Claim) -> BTreeSet<u32> {
    let countries: BTreeSet<&str> =
        claim.recipients.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    if countries.is_empty() {
        return BTreeSet::new();
    }
    let countries = countries.into_iter().collect::<Vec<_>>().join("+");
    let people = claim.actors.iter().filter_map(|party| party.actor.person.as_deref());
    people.map(|person| number_of(&format!("{}|{person}|{countries}", claim.event_type))).collect()
}

#[cfg(test)]
mod tests {
    use dragoman_event::case::Outline;

    use super::*;

    #[test]
    fn faces_are_kept_as_they_are() {
        for line in [
            "CONSULT visit | planned | USA GOV Antony Blinken > CHN | 2023-06-18 | CHN | narrator | \"visit\"",
            "ASSAULT | held | - > - | .. | - | narrator | \"visit\"",
            "CONSULT | held | USA + CHN + FRA > - | ..2024-02-03 | - | narrator | \"visit\"",
        ] {
            let claim = Outline::parse(line).unwrap().claim("a visit");
            let face = Face::of(&Told { id: "", published: Date::constant(2024, 2, 3), claim: &claim });
            let bytes = face.to_bytes();
            assert_eq!(Face::from_bytes(&bytes), Some(face), "{line}");
            assert_eq!(Face::from_bytes(&bytes[..bytes.len() - 1]), None);
            assert_eq!(Face::from_bytes(&bytes[..3]), None);
        }
    }
}
