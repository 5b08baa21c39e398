//! Merges claims into events: everything that articles say of one happening.
//!
//! Claims are taken in the order in which they were published. Each joins the event of the earlier claim that it fits
//! best ([`score`]: parties, days, place, modes), unless what is known of that event by then excludes it: another
//! person on the same side, a deed done on another day. A happening that was put off, or agreed without a day, waits:
//! the next one of the same kind between the same parties is the same event, told with another date. What fits nothing
//! begins an event.
//!
//! So what is known of an event on a day follows from what had been published by that day, and nothing that is
//! published later changes it; and a claim that comes late, or in whatever order, leads to the same events.
//!
//! An event's life is its claims ordered by the day on which they were published. Its status is derived from them.

mod block;
mod face;
mod life;
mod pair;
mod shelf;

use std::collections::BTreeMap;

pub use block::{Block, blocks, look_in};
pub use face::{Face, Rank, day_number};
pub use life::{Life, Step};
pub use pair::{ENOUGH, Score, WAITS_DAYS, days, is_same_undertaking, score};
pub use shelf::{Changes, Entry, Keeper, Place, Shelf};

use dragoman_event::Claim;
use jiff::civil::Date;

/// A claim, and the article that makes it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Stable name of the claim; its order among claims of a day decides what nothing else does.
    pub id: &'a str,
    /// The day on which it was published.
    pub published: Date,
    /// What is claimed.
    pub claim: &'a Claim,
}

/// Everything that articles say of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its claims, by their place in what was merged, ordered by publication.
    pub claims: Vec<usize>,
    /// What became of it.
    pub life: Life,
}

/// Merges claims into events, ordered by the first claim on each.
///
/// Claims of one family of copies are told once: give only the first of each.
#[must_use]
pub fn merge(told: &[Told<'_>]) -> Vec<Event> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|claim| told.get(*claim).map(|told| (told.published, told.id)));
    let entries = order.iter().enumerate().filter_map(|(place, claim)| {
        let told = told.get(*claim)?;
        let rank = Rank { day: day_number(told.published), article: place as i64, number: 0 };
        Some(Entry::new(place as i64, rank, Face::of(told)))
    });
    let events = placed(entries.collect());
    let events = events.into_iter().map(|places| -> Vec<usize> {
        places.into_iter().filter_map(|place| order.get(place as usize).copied()).collect()
    });
    let life = |claims: &[usize]| {
        Life::of(claims.iter().filter_map(|claim| told.get(*claim)).map(|told| {
            let claim = told.claim;
            (told.published, claim.status, claim.when.interval)
        }))
    };
    events.map(|claims| Event { life: life(&claims), claims }).collect()
}

/// Places claims in events; gives for each event the ids of its claims in the order of their ranks, the event that is
/// taken first first.
#[must_use]
pub fn placed(entries: Vec<Entry>) -> Vec<Vec<i64>> {
    let mut listed = Listed::default();
    let order: BTreeMap<Rank, i64> = entries.iter().map(|entry| (entry.rank, entry.id)).collect();
    for entry in entries {
        listed.put(entry);
    }
    let mut shelf = Shelf::default();
    let ids: Vec<i64> = order.into_values().collect();
    // A list at hand cannot fail to be read.
    let Ok(_) = shelf.settle(&mut listed, &ids);
    let mut events: BTreeMap<i64, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<i64>> = Vec::new();
    for id in ids {
        let event = shelf.placed(id).map_or(id, |placed| placed.event);
        let group = *events.entry(event).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.push(id);
        }
    }
    groups
}

/// Claims in memory.
#[derive(Clone, Default)]
struct Listed {
    entries: BTreeMap<i64, Entry>,
    blocks: BTreeMap<i64, Vec<i64>>,
    /// Claims that came with a place, by their event.
    events: BTreeMap<i64, Vec<i64>>,
}

impl Listed {
    fn put(&mut self, entry: Entry) {
        for block in blocks(&entry.face, entry.rank) {
            self.blocks.entry(block.number).or_default().push(entry.id);
        }
        if let Some(place) = entry.place {
            self.events.entry(place.event).or_default().push(entry.id);
        }
        self.entries.insert(entry.id, entry);
    }
}

impl Keeper for Listed {
    type Error = std::convert::Infallible;

    fn claim(&mut self, id: i64) -> Result<Option<Entry>, Self::Error> {
        Ok(self.entries.get(&id).cloned())
    }

    fn block(&mut self, block: i64) -> Result<Vec<Entry>, Self::Error> {
        let ids = self.blocks.get(&block).into_iter().flatten();
        Ok(ids.filter_map(|id| self.entries.get(id)).cloned().collect())
    }

    fn event(&mut self, event: i64) -> Result<Vec<Entry>, Self::Error> {
        let ids = self.events.get(&event).into_iter().flatten();
        Ok(ids.filter_map(|id| self.entries.get(id)).cloned().collect())
    }

    fn latest(&mut self) -> Result<i32, Self::Error> {
        let placed = self.entries.values().filter(|entry| entry.place.is_some());
        Ok(placed.map(|entry| entry.rank.day).max().unwrap_or(i32::MIN))
    }
}

#[cfg(test)]
mod tests {
    use dragoman_event::case::Outline;
    use proptest::prelude::*;

    use super::*;

    const STATUSES: [&str; 5] = ["planned", "postponed", "held", "agreed", "proposed"];

    /// Claims on a few visits and strikes of a few people, days apart, so that most bear on each other.
    fn entry(id: i64, (day, person, status, length, kind): (i32, u8, u8, i32, u8)) -> Entry {
        let published = Date::constant(2024, 1, 1) + jiff::Span::new().days(day);
        let last = published + jiff::Span::new().days(length);
        let status = STATUSES[usize::from(status)];
        let days = if length > 20 { format!("{published}..") } else { format!("{published}..{last}") };
        let actor = ["USA GOV", "USA GOV Ann Lee", "USA GOV Bo Roe", "CHN GOV"][usize::from(person)];
        let place = if kind == 1 { "IDN" } else { "-" };
        let kind = ["CONSULT visit", "CONSULT", "ASSAULT"][usize::from(kind)];
        let line = format!("{kind} | {status} | {actor} > KEN GOV | {days} | {place} | narrator | \"went\"");
        let claim = Outline::parse(&line).unwrap().claim("went");
        let told = Told { id: "", published, claim: &claim };
        Entry::new(
            id,
            Rank { day: day_number(published), article: id % 7, number: id as u32 },
            Face::of(&told),
        )
    }

    /// Keeps where a claim was placed, as a ledger does.
    fn write_down(kept: &mut Listed, id: i64, place: Option<Place>) {
        let Some(entry) = kept.entries.get_mut(&id) else { return };
        if let Some(before) = entry.place.and_then(|before| kept.events.get_mut(&before.event)) {
            before.retain(|other| *other != id);
        }
        entry.place = place;
        if let Some(place) = place {
            kept.events.entry(place.event).or_default().push(id);
        }
    }

    fn places(shelf: &Shelf, n_claims: usize) -> Vec<Option<Place>> {
        (0..n_claims as i64).map(|id| shelf.placed(id)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_comes_late_leads_to_the_same_events(
            claims in prop::collection::vec((0_i32..90, 0_u8..4, 0_u8..5, 0_i32..30, 0_u8..3), 1..50),
            seed in any::<u64>(),
            at_a_time in 1_usize..9,
            is_kept in any::<bool>(),
        ) {
            let mut listed = Listed::default();
            for (id, claim) in claims.iter().enumerate() {
                listed.put(entry(id as i64, *claim));
            }
            let mut order: Vec<i64> = (0..claims.len() as i64).collect();
            let mut straight = Shelf::default();
            let Ok(_) = straight.settle(&mut listed, &order);
            order.sort_by_key(|id| xxhash_rust::xxh3::xxh3_64_with_seed(&id.to_le_bytes(), seed));
            let mut shelf = Shelf::default();
            for some in order.chunks(at_a_time) {
                let Ok(changes) = shelf.settle(&mut listed, some);
                if is_kept {
                    // What was decided is written down, and the next ones find it there.
                    for id in changes.placed.keys() {
                        write_down(&mut listed, *id, shelf.placed(*id));
                    }
                    shelf = Shelf::default();
                }
            }
            let last: Vec<Option<Place>> = if is_kept {
                listed.entries.values().map(|entry| entry.place).collect()
            } else {
                places(&shelf, claims.len())
            };
            prop_assert_eq!(last, places(&straight, claims.len()));
        }

        #[test]
        fn a_glance_excludes_only_what_does_not_fit(
            claims in prop::collection::vec((0_i32..30, 0_u8..4, 0_u8..5, 0_i32..30, 0_u8..3), 2..30),
        ) {
            let entries: Vec<Entry> =
                claims.iter().enumerate().map(|(id, claim)| entry(id as i64, *claim)).collect();
            for one in &entries {
                for two in entries.iter().filter(|two| two.face.kind == one.face.kind) {
                    let fits = one.face.value(&two.face) > 0.0
                        || is_same_undertaking((&one.face, one.rank), (&two.face, two.rank));
                    let is_seen = pair::Glance::of(&one.face).may_fit(&pair::Glance::of(&two.face));
                    prop_assert!(is_seen || !fits, "{one:?} {two:?}");
                    // And whoever fits stands where the other one looks.
                    let looked_in: Vec<i64> = look_in(&one.face, one.rank).iter().map(|block| block.number).collect();
                    let is_found = blocks(&two.face, two.rank).iter().any(|block| looked_in.contains(&block.number));
                    prop_assert!(is_found || !fits, "{one:?} {two:?}");
                }
            }
        }

        #[test]
        fn what_was_left_to_the_keeper_is_found_there(
            claims in prop::collection::vec((0_i32..90, 0_u8..4, 0_u8..5, 0_i32..30, 0_u8..3), 1..50),
            seed in any::<u64>(),
            at_a_time in 1_usize..9,
            n_at_hand in 0_usize..12,
        ) {
            let all: Vec<Entry> = claims.iter().enumerate().map(|(id, claim)| entry(id as i64, *claim)).collect();
            let straight = placed(all.clone());
            let mut order: Vec<&Entry> = all.iter().collect();
            order.sort_by_key(|entry| xxhash_rust::xxh3::xxh3_64_with_seed(&entry.id.to_le_bytes(), seed));
            let (mut kept, mut shelf) = (Listed::default(), Shelf::whole());
            for some in order.chunks(at_a_time) {
                for entry in some {
                    kept.put((*entry).clone());
                    shelf.put((*entry).clone());
                }
                let ids: Vec<i64> = some.iter().map(|entry| entry.id).collect();
                let Ok(changes) = shelf.settle(&mut kept, &ids);
                for id in changes.placed.keys() {
                    write_down(&mut kept, *id, shelf.placed(*id));
                }
                if shelf.n_claims() > n_at_hand {
                    shelf.shed(n_at_hand);
                }
            }
            for event in straight {
                for id in &event {
                    prop_assert_eq!(kept.entries[id].place.map(|place| place.event), Some(event[0]));
                }
            }
        }
    }
}
