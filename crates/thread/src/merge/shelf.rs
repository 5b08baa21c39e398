//! Places claims in events, and moves those whose place depends on one that came late.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::block::{blocks, look_in};
use super::face::{Face, Rank};
use super::pair::{ENOUGH, Glance, is_same_undertaking};

/// What is said of a claim that takes up a thing again: less than any likeness, more than nothing.
const TAKEN_UP: f32 = 0.5;

/// Where a claim was placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The earlier claim that it fits best; none where it begins an event.
    pub parent: Option<i64>,
    /// How well it fits that one, 0 to 1.
    pub fit: f32,
    /// Its event, which is called by its first claim.
    pub event: i64,
}

/// A claim that is or can be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub id: i64,
    /// When it is taken.
    pub rank: Rank,
    /// What comparing needs of it.
    pub face: Face,
    /// Where it stands, once it is placed.
    pub place: Option<Place>,
    /// The event on which it is known to be, which may have to be decided anew.
    pub before: Option<i64>,
}

impl Entry {
    /// A claim that has no place yet.
    #[must_use]
    pub fn new(id: i64, rank: Rank, face: Face) -> Self {
        Self { id, rank, face, place: None, before: None }
    }
}

/// Where claims are kept that are not at hand.
pub trait Keeper {
    /// What can go wrong with it.
    type Error;

    /// A claim; nothing where it is not to be placed, as one that repeats another.
    fn claim(&mut self, id: i64) -> Result<Option<Entry>, Self::Error>;

    /// The claims that are entered in a block, placed and not.
    fn block(&mut self, block: i64) -> Result<Vec<Entry>, Self::Error>;

    /// The claims that are placed in an event.
    fn event(&mut self, event: i64) -> Result<Vec<Entry>, Self::Error>;

    /// The last day on which a claim was published that is placed.
    fn latest(&mut self) -> Result<i32, Self::Error>;
}

/// What placing has changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Claims that were placed, or placed anew, with the events on which they were before.
    pub placed: BTreeMap<i64, Option<i64>>,
    /// Events that gained or lost claims.
    pub events: BTreeSet<i64>,
}

/// Where a claim stands in a block.
#[derive(Clone, Copy)]
struct Spot {
    slot: u32,
    glance: Glance,
}

/// An event as far as placing needs it: what is said of it first, and first with certainty.
#[derive(Clone, Default)]
struct Group {
    members: Vec<u32>,
    root: Option<u32>,
    /// The first claim that it is done or under way.
    done: Option<u32>,
    /// The first claim that says in which country.
    located: Option<u32>,
}

/// Numbers that count up or are hashes already need no more than being spread.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type ByNumber<V> = HashMap<i64, V, BuildHasherDefault<Spread>>;
type Numbers = HashSet<i64, BuildHasherDefault<Spread>>;

/// Claims at hand, and where they stand.
#[derive(Default)]
pub struct Shelf {
    /// Whether all claims were at hand, so that a keeper need be asked only for what was left to it since.
    is_whole: bool,
    /// Blocks and events of which claims were left to the keeper.
    left: Numbers,
    left_events: Numbers,
    claims: Vec<Entry>,
    slots: ByNumber<u32>,
    blocks: ByNumber<Vec<Spot>>,
    groups: ByNumber<Group>,
    /// For each claim the last search that came upon it.
    seen: Vec<u32>,
    n_searches: u32,
    queue: BTreeSet<(Rank, u32)>,
    /// No claim with a later rank is placed.
    latest: Option<Rank>,
    changes: Changes,
}

impl Shelf {
    /// An empty shelf beside a keeper that has no claims yet.
    #[must_use]
    pub fn whole() -> Self {
        Self { is_whole: true, ..Self::default() }
    }

    /// Takes in a claim that was just entered in its blocks, so that it need not be asked for.
    pub fn put(&mut self, entry: Entry) {
        if self.slots.contains_key(&entry.id) {
            return;
        }
        let numbers: Vec<i64> = blocks(&entry.face, entry.rank).iter().map(|block| block.number).collect();
        let glance = Glance::of(&entry.face);
        let slot = self.shelve(entry);
        for number in numbers {
            // A block that is not at hand is read when somebody looks into it.
            if self.is_whole && !self.left.contains(&number) {
                self.blocks.entry(number).or_default().push(Spot { slot, glance });
            } else if let Some(spots) = self.blocks.get_mut(&number) {
                spots.push(Spot { slot, glance });
            }
        }
    }

    /// Leaves to the keeper, which must have everything by now, what was published first, so that so many claims stay
    /// at hand.
    pub fn shed(&mut self, n_claims: usize) {
        let mut all = std::mem::take(self);
        if !all.is_whole {
            return;
        }
        self.is_whole = true;
        self.latest = all.latest;
        self.left = all.left;
        self.left_events = all.left_events;
        all.claims.sort_unstable_by_key(|entry| Reverse(entry.rank));
        let gone = all.claims.split_off(n_claims.min(all.claims.len()));
        self.left
            .extend(gone.iter().flat_map(|entry| blocks(&entry.face, entry.rank)).map(|block| block.number));
        self.left_events.extend(gone.iter().filter_map(|entry| entry.place).map(|place| place.event));
        let mut members: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        for entry in all.claims {
            let event = entry.place.map(|place| place.event);
            let slot = self.claims.len() as u32;
            self.put(entry);
            if let Some(event) = event.filter(|event| !self.left_events.contains(event)) {
                members.entry(event).or_default().push(slot);
            }
        }
        self.groups = members.into_iter().map(|(event, members)| (event, self.grouped(members))).collect();
    }

    /// How many claims are at hand.
    #[must_use]
    pub fn n_claims(&self) -> usize {
        self.claims.len()
    }

    /// Where a claim at hand stands.
    #[must_use]
    pub fn placed(&self, id: i64) -> Option<Place> {
        self.slots.get(&id).and_then(|slot| self.entry(*slot).place)
    }

    /// Places claims, and moves those that depend on them.
    pub fn settle<K: Keeper>(&mut self, keeper: &mut K, ids: &[i64]) -> Result<Changes, K::Error> {
        if self.latest.is_none() {
            let day = keeper.latest()?;
            self.latest = Some(Rank { day, article: i64::MAX, number: u32::MAX });
        }
        for id in ids {
            if let Some(slot) = self.slot(keeper, *id)? {
                self.queue.insert((self.entry(slot).rank, slot));
            }
        }
        // What becomes of a claim depends on earlier ones alone, and they are settled when its turn comes.
        while let Some((_, slot)) = self.queue.pop_first() {
            self.decide(keeper, slot)?;
        }
        Ok(std::mem::take(&mut self.changes))
    }

    fn entry(&self, slot: u32) -> &Entry {
        &self.claims[slot as usize]
    }

    fn slot<K: Keeper>(&mut self, keeper: &mut K, id: i64) -> Result<Option<u32>, K::Error> {
        if let Some(slot) = self.slots.get(&id) {
            return Ok(Some(*slot));
        }
        Ok(keeper.claim(id)?.map(|entry| self.shelve(entry)))
    }

    /// Takes a claim from the keeper; one that is at hand already may be ahead of what is kept.
    fn shelve(&mut self, entry: Entry) -> u32 {
        if let Some(slot) = self.slots.get(&entry.id) {
            return *slot;
        }
        let slot = self.claims.len() as u32;
        self.slots.insert(entry.id, slot);
        self.claims.push(entry);
        self.seen.push(0);
        slot
    }

    /// Claims that may fit one: near it in time between its parties, or of the same undertaking.
    fn near<K: Keeper>(&mut self, keeper: &mut K, slot: u32) -> Result<Vec<u32>, K::Error> {
        self.n_searches += 1;
        let search = self.n_searches;
        self.seen[slot as usize] = search;
        let own = Glance::of(&self.entry(slot).face);
        let mut near = Vec::new();
        for block in look_in(&self.entry(slot).face, self.entry(slot).rank) {
            let is_here = self.is_whole && !self.left.contains(&block.number);
            if !is_here && !self.blocks.contains_key(&block.number) {
                let kept = keeper.block(block.number)?;
                let mut spots = Vec::with_capacity(kept.len());
                for entry in kept {
                    let glance = Glance::of(&entry.face);
                    spots.push(Spot { slot: self.shelve(entry), glance });
                }
                self.blocks.insert(block.number, spots);
            }
            for spot in self.blocks.get(&block.number).into_iter().flatten() {
                let Spot { slot, glance } = spot;
                let meets = !block.is_of_days || glance.first <= own.last && own.first <= glance.last;
                if !meets || !own.may_fit(glance) {
                    continue;
                }
                let seen = &mut self.seen[*slot as usize];
                if *seen != search {
                    *seen = search;
                    near.push(*slot);
                }
            }
        }
        Ok(near)
    }

    fn group<K: Keeper>(&mut self, keeper: &mut K, event: i64) -> Result<&mut Group, K::Error> {
        let is_here = self.is_whole && !self.left_events.contains(&event);
        if !is_here && !self.groups.contains_key(&event) {
            let mut members = Vec::new();
            for entry in keeper.event(event)? {
                members.push(self.shelve(entry));
            }
            // What is at hand may have moved since.
            members.retain(|slot| self.entry(*slot).place.is_some_and(|place| place.event == event));
            let group = self.grouped(members);
            self.groups.insert(event, group);
        }
        Ok(self.groups.entry(event).or_default())
    }

    /// An event of these claims.
    fn grouped(&self, members: Vec<u32>) -> Group {
        let first = |fits: fn(&Face) -> bool| {
            let fitting = members.iter().copied().filter(|slot| fits(&self.entry(*slot).face));
            fitting.min_by_key(|slot| self.entry(*slot).rank)
        };
        Group {
            root: first(|_| true),
            done: first(|face| face.is_done),
            located: first(|face| face.place != 0),
            members,
        }
    }

    /// Decides where a claim stands, and has those decided anew that depend on it.
    fn decide<K: Keeper>(&mut self, keeper: &mut K, slot: u32) -> Result<(), K::Error> {
        let near = self.near(keeper, slot)?;
        let new = self.choose(keeper, slot, &near)?;
        let Entry { id, rank, place: old, before, .. } = *self.entry(slot);
        if old == Some(new) {
            return Ok(());
        }
        self.changes.placed.entry(id).or_insert(old.map(|old| old.event).or(before));
        self.changes.events.insert(new.event);
        self.changes.events.extend(before);
        if old.map(|old| old.event) == Some(new.event) {
            self.claims[slot as usize].place = Some(new);
            return Ok(());
        }
        if let Some(old) = old {
            self.changes.events.insert(old.event);
            self.leave(keeper, slot, old.event)?;
        }
        self.join(keeper, slot, new)?;
        if self.latest.is_some_and(|latest| rank < latest) {
            self.wake(slot, &near);
        } else {
            self.latest = Some(rank);
        }
        Ok(())
    }

    /// The earlier claim that one fits best, and its event, unless that excludes it.
    fn choose<K: Keeper>(&mut self, keeper: &mut K, slot: u32, near: &[u32]) -> Result<Place, K::Error> {
        let own = self.entry(slot);
        let mut akin: Vec<(f32, Rank, u32)> = Vec::new();
        let mut same: Vec<(Rank, u32)> = Vec::new();
        for other in near {
            let entry = self.entry(*other);
            if entry.rank >= own.rank || entry.place.is_none() {
                continue;
            }
            let value = own.face.value(&entry.face);
            if value >= ENOUGH {
                akin.push((value, entry.rank, *other));
            } else if is_same_undertaking((&own.face, own.rank), (&entry.face, entry.rank)) {
                same.push((entry.rank, *other));
            }
        }
        let (id, rank) = (own.id, own.rank);
        akin.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        same.sort_unstable_by(|a, b| b.cmp(a));
        let mut refused: Vec<i64> = Vec::new();
        for (fit, parent) in akin
            .iter()
            .map(|(fit, _, slot)| (*fit, *slot))
            .chain(same.iter().map(|(_, slot)| (TAKEN_UP, *slot)))
        {
            let (parent, place) = (self.entry(parent).id, self.entry(parent).place);
            let Some(event) = place.map(|place| place.event) else { continue };
            if refused.contains(&event) && fit > TAKEN_UP {
                continue;
            }
            let accepts = self.accepts(keeper, event, slot)?;
            // What waits is taken up once: when it has been done, the next one is another.
            let waits = fit > TAKEN_UP || {
                let done = self.group(keeper, event)?.done;
                done.is_none_or(|done| self.entry(done).rank.day >= rank.day)
            };
            if accepts && waits {
                return Ok(Place { parent: Some(parent), fit, event });
            }
            refused.push(event);
        }
        Ok(Place { parent: None, fit: 0.0, event: id })
    }

    /// Whether a claim can be on an event, by what is known of it before: the claim that it began with, the first that
    /// it was done, and the first that says where.
    fn accepts<K: Keeper>(&mut self, keeper: &mut K, event: i64, slot: u32) -> Result<bool, K::Error> {
        let Group { root, done, located, .. } = *self.group(keeper, event)?;
        let own = self.entry(slot);
        let known = |anchor: Option<u32>| {
            anchor.map(|anchor| self.entry(anchor)).filter(|anchor| anchor.rank < own.rank)
        };
        let fits =
            [root, done, located].into_iter().filter_map(known).all(|one| own.face.can_be_one(&one.face));
        // What was done is not still to be done on a later day.
        let is_another = known(done).is_some_and(|done| {
            !own.face.is_done && done.rank.day < own.rank.day && own.face.first > done.face.last
        });
        Ok(fits && !is_another)
    }

    fn leave<K: Keeper>(&mut self, keeper: &mut K, slot: u32, event: i64) -> Result<(), K::Error> {
        let rank = self.entry(slot).rank;
        let group = self.group(keeper, event)?;
        let is_anchor = [group.root, group.done, group.located].contains(&Some(slot));
        group.members.retain(|member| *member != slot);
        if is_anchor {
            let members = std::mem::take(&mut group.members);
            let anew = self.grouped(members);
            self.groups.insert(event, anew);
            self.stir(keeper, event, rank)?;
        }
        Ok(())
    }

    fn join<K: Keeper>(&mut self, keeper: &mut K, slot: u32, place: Place) -> Result<(), K::Error> {
        let Group { root, done, located, .. } = *self.group(keeper, place.event)?;
        let own = self.entry(slot);
        let first = |anchor: Option<u32>, fits: bool| {
            if fits && anchor.is_none_or(|anchor| own.rank < self.entry(anchor).rank) {
                Some(slot)
            } else {
                anchor
            }
        };
        let (face, rank) = (&own.face, own.rank);
        let anchors = (first(root, true), first(done, face.is_done), first(located, face.place != 0));
        let is_anchor = anchors != (root, done, located);
        let group = self.group(keeper, place.event)?;
        (group.root, group.done, group.located) = anchors;
        group.members.push(slot);
        self.claims[slot as usize].place = Some(place);
        if is_anchor { self.stir(keeper, place.event, rank) } else { Ok(()) }
    }

    /// Has those decided anew that may look at a claim, now that it stands elsewhere.
    fn wake(&mut self, slot: u32, near: &[u32]) {
        for other in near {
            if self.looks_at(*other, slot) {
                self.queue.insert((self.entry(*other).rank, *other));
            }
        }
    }

    /// Whether a later claim stands beside an earlier one, or would rather than where it stands.
    fn looks_at(&self, later: u32, earlier: u32) -> bool {
        let (later, earlier) = (self.entry(later), self.entry(earlier));
        let Some(place) = later.place.filter(|_| later.rank > earlier.rank) else { return false };
        if place.parent == Some(earlier.id) {
            return true;
        }
        let value = later.face.value(&earlier.face);
        value >= ENOUGH && value >= place.fit
            || place.fit <= TAKEN_UP
                && is_same_undertaking((&later.face, later.rank), (&earlier.face, earlier.rank))
    }

    /// Has those decided anew that come after a rank and look at claims of an event, now that it accepts others.
    fn stir<K: Keeper>(&mut self, keeper: &mut K, event: i64, after: Rank) -> Result<(), K::Error> {
        if self.latest.is_some_and(|latest| latest <= after) {
            return Ok(());
        }
        for member in self.group(keeper, event)?.members.clone() {
            if self.entry(member).rank > after {
                self.queue.insert((self.entry(member).rank, member));
            }
            for other in self.near(keeper, member)? {
                if self.entry(other).rank > after && self.looks_at(other, member) {
                    self.queue.insert((self.entry(other).rank, other));
                }
            }
        }
        Ok(())
    }
}
