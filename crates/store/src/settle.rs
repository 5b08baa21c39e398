//! Settling: claims that were filed are merged into events, and events are linked into threads.
//!
//! Only claims that bear on a new one are merged anew ([`dragoman_thread::merge::are_akin`], and those akin to them),
//! so the events are the same in whatever order and in however many runs articles were added.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use dragoman_event::{Claim, Interval, Status};
use dragoman_thread::merge::{Compared, Event, Life, Step, Told, are_akin, merge};
use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::file::{Block, blocks_of, parties_in_words};
use crate::form::ClaimForm;
use crate::ledger::Ledger;
use crate::thread;

/// Claims that are settled in one step: what is settled stays so, whatever happens afterwards.
const STEP: usize = 4000;
/// Claims that are kept at hand.
const MOST_AT_HAND: usize = 100_000;

/// What settling has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Claims that were new or changed.
    pub n_claims: usize,
    /// Events that were made or made anew.
    pub n_events: usize,
}

/// A claim with what merging needs of it.
pub(crate) struct Kept {
    pub(crate) nr: i64,
    pub(crate) key: i64,
    pub(crate) article: i64,
    /// Article, number and key: the order in which claims of one day are told.
    pub(crate) id: String,
    pub(crate) learned: Date,
    pub(crate) claim: Claim,
}

impl Kept {
    /// A claim that is in no ledger.
    pub(crate) fn new(key: i64, article: &str, number: usize, learned: Date, claim: Claim) -> Self {
        Self { nr: 0, key, article: 0, id: id_of(article, number, key), learned, claim }
    }

    pub(crate) fn told(&self) -> Told<'_> {
        Told { id: &self.id, published: self.learned, claim: &self.claim }
    }
}

impl Ledger {
    /// Whether there are claims that events do not know of yet.
    pub fn is_settled(&self) -> Result<bool, StoreError> {
        let pending =
            "SELECT NOT EXISTS (SELECT 1 FROM pending_row) AND NOT EXISTS (SELECT 1 FROM emptied_row)";
        self.db
            .query_row(pending, [], |row| row.get(0))
            .map_err(|error| StoreErrorKind::from(error).of(&self.path))
    }

    /// Merges what was filed into events and threads. May be cut short and taken up again at any time; `progress` is
    /// told now and then how many claims have been settled.
    pub fn settle(&mut self, progress: &mut dyn FnMut(usize)) -> Result<Settled, StoreError> {
        let Self { path, db, writing } = self;
        let Some(writing) = writing else { return Err(StoreErrorKind::ReadOnly.of(path)) };
        let mut settle = || -> Answer<Settled> {
            let mut all = Settled::default();
            let mut at_hand = AtHand::default();
            loop {
                let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                let done = settle_some(&step, writing.run, &mut at_hand)?;
                step.commit()?;
                all.n_claims += done.n_claims;
                all.n_events += done.n_events;
                progress(all.n_claims);
                if done.n_claims == 0 {
                    return Ok(all);
                }
            }
        };
        settle().map_err(|kind| kind.of(path))
    }
}

/// Claims at hand, so that they are not read again for each comparison.
#[derive(Default)]
struct AtHand {
    claims: HashMap<i64, Rc<Kept>>,
}

impl AtHand {
    fn get(&mut self, step: &Transaction<'_>, nr: i64) -> Answer<Rc<Kept>> {
        if let Some(kept) = self.claims.get(&nr) {
            return Ok(Rc::clone(kept));
        }
        let kept = format!("{KEPT} WHERE c.nr = ?1");
        let kept = step.prepare_cached(&kept)?.query_row([nr], |row| Ok(read_kept(row)))??;
        if self.claims.len() >= MOST_AT_HAND {
            self.claims.clear();
        }
        let kept = Rc::new(kept);
        self.claims.insert(nr, Rc::clone(&kept));
        Ok(kept)
    }
}

/// What [`read_kept`] reads.
pub(crate) const KEPT: &str = "SELECT c.nr, c.key, c.article, a.id, c.number, c.learned, c.body \
    FROM claim_row c JOIN article_row a ON a.nr = c.article";

/// What orders claims of one day: the article's name, the claim's number in it, and, as two articles may have one
/// name, the claim's key.
fn id_of(article: &str, number: usize, key: i64) -> String {
    format!("{article}/{number:04}/{key:016x}")
}

/// A claim from a row of [`KEPT`].
pub(crate) fn read_kept(row: &Row<'_>) -> Answer<Kept> {
    let article: String = row.get(3)?;
    let number: u32 = row.get(4)?;
    let learned: String = row.get(5)?;
    let body = row.get_ref(6)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(Kept {
        nr: row.get(0)?,
        key: row.get(1)?,
        article: row.get(2)?,
        id: id_of(&article, number as usize, row.get(1)?),
        learned: learned.parse().map_err(|error| StoreErrorKind::damaged(&error))?,
        claim: serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?,
    })
}

/// Groups of things that belong together.
#[derive(Default)]
struct Groups {
    parent: BTreeMap<i64, i64>,
}

impl Groups {
    fn of(&mut self, mut one: i64) -> i64 {
        self.parent.entry(one).or_insert(one);
        while let Some(parent) = self.parent.get(&one).copied().filter(|parent| *parent != one) {
            let above = self.parent.get(&parent).copied().unwrap_or(parent);
            self.parent.insert(one, above);
            one = parent;
        }
        one
    }

    fn join(&mut self, one: i64, two: i64) {
        let (one, two) = (self.of(one), self.of(two));
        self.parent.insert(one.max(two), one.min(two));
    }
}

fn settle_some(step: &Transaction<'_>, run: i64, at_hand: &mut AtHand) -> Answer<Settled> {
    let pending: Vec<(i64, Option<i64>, bool)> = step
        .prepare_cached(
            "SELECT p.claim, c.kin, c.witness_of IS NOT NULL FROM pending_row p JOIN claim_row c ON c.nr = p.claim \
             ORDER BY p.claim LIMIT ?1",
        )?
        .query_map([STEP], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut changed: BTreeSet<i64> = BTreeSet::new();
    empty(step, &mut changed)?;
    // A group is named by the smallest of its claims or of the kin that it takes in; both count rows of claims.
    let mut groups = Groups::default();
    let mut fresh: BTreeSet<i64> = BTreeSet::new();
    let mut kins: BTreeSet<i64> = BTreeSet::new();
    for (nr, kin, is_witness) in &pending {
        if let Some(kin) = kin {
            kins.insert(*kin);
            groups.of(*kin);
        }
        if *is_witness {
            step.prepare_cached("UPDATE claim_row SET kin = NULL WHERE nr = ?1")?.execute([nr])?;
            continue;
        }
        let own = kin.unwrap_or(*nr);
        if kin.is_none() {
            fresh.insert(*nr);
        }
        let kept = at_hand.get(step, *nr)?;
        let told = kept.told();
        let compared = Compared::of(told);
        for Block { first, last, look_in, .. } in blocks_of(&told) {
            for (block, earliest) in look_in {
                let meeting = "SELECT b.claim, c.kin FROM block_row b JOIN claim_row c ON c.nr = b.claim \
                    WHERE b.block = ?1 AND b.first BETWEEN ?2 AND ?3 AND b.last >= ?4 AND c.witness_of IS NULL";
                let mut meeting = step.prepare_cached(meeting)?;
                let mut meeting = meeting.query(params![block, earliest, last, first])?;
                while let Some(row) = meeting.next()? {
                    let (other, other_kin): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
                    let theirs = other_kin.unwrap_or(other);
                    if groups.of(own) == groups.of(theirs) {
                        continue;
                    }
                    if are_akin(&compared, &Compared::of(at_hand.get(step, other)?.told())) {
                        groups.join(own, theirs);
                        match other_kin {
                            Some(kin) => kins.insert(kin),
                            None => fresh.insert(other),
                        };
                    }
                }
            }
        }
    }
    let mut members: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for nr in fresh {
        members.entry(groups.of(nr)).or_default().insert(nr);
    }
    for kin in kins {
        let group = members.entry(groups.of(kin)).or_default();
        let mut of_kin = step.prepare_cached("SELECT nr FROM claim_row WHERE kin = ?1")?;
        for nr in of_kin.query_map([kin], |row| row.get(0))? {
            group.insert(nr?);
        }
    }
    let mut n_events = 0;
    for (kin, members) in members {
        let members = members.into_iter().map(|nr| at_hand.get(step, nr)).collect::<Answer<Vec<_>>>()?;
        n_events += merge_group(step, run, kin, &members, &mut changed)?;
    }
    place_witnesses(step, &pending)?;
    for (nr, ..) in &pending {
        step.prepare_cached("DELETE FROM pending_row WHERE claim = ?1")?.execute([nr])?;
    }
    for event in &changed {
        sum_up(step, *event)?;
    }
    thread::link_anew(step, &changed)?;
    Ok(Settled { n_claims: pending.len(), n_events })
}

/// Takes out events that have no claims any more.
fn empty(step: &Transaction<'_>, changed: &mut BTreeSet<i64>) -> Answer<()> {
    let emptied: Vec<i64> = step
        .prepare_cached("SELECT event FROM emptied_row")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for event in emptied {
        changed.insert(event);
        let claims = "SELECT 1 FROM claim_row WHERE event = ?1 AND witness_of IS NULL LIMIT 1";
        let has_claims = step.prepare_cached(claims)?.query_row([event], |_| Ok(())).optional()?.is_some();
        if !has_claims {
            remove_event(step, event)?;
        }
    }
    step.execute("DELETE FROM emptied_row", [])?;
    Ok(())
}

fn remove_event(step: &Transaction<'_>, event: i64) -> Answer<()> {
    for part in ["DELETE FROM event_row WHERE key = ?1", "DELETE FROM step_row WHERE event = ?1"] {
        step.prepare_cached(part)?.execute([event])?;
    }
    let marks = "DELETE FROM event_mark WHERE event = ?1 AND mark IN \
        (SELECT m.mark FROM claim_row c JOIN claim_mark m ON m.claim = c.nr WHERE c.event = ?1)";
    step.prepare_cached(marks)?.execute([event])?;
    Ok(())
}

/// Merges claims that bear on each other, and writes down their events.
fn merge_group(
    step: &Transaction<'_>,
    run: i64,
    kin: i64,
    members: &[Rc<Kept>],
    changed: &mut BTreeSet<i64>,
) -> Answer<usize> {
    let told: Vec<Told<'_>> = members.iter().map(|kept| kept.told()).collect();
    let events = merge(&told);
    let mut moved: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    let mut stale: BTreeSet<i64> = BTreeSet::new();
    let mut event_of: Vec<(&Kept, i64, bool)> = Vec::new();
    for event in &events {
        let Some(key) = event.claims.first().and_then(|first| members.get(*first)).map(|kept| kept.key)
        else {
            continue;
        };
        for kept in event.claims.iter().filter_map(|claim| members.get(*claim)) {
            let before = "SELECT event FROM claim_row WHERE nr = ?1";
            let before: Option<i64> = step.prepare_cached(before)?.query_row([kept.nr], |row| row.get(0))?;
            if let Some(before) = before {
                stale.insert(before);
                if before != key {
                    *moved.entry((before, key)).or_default() += 1;
                }
            }
            event_of.push((kept, key, before != Some(key)));
        }
    }
    for event in &stale {
        remove_event(step, *event)?;
    }
    changed.extend(&stale);
    for (kept, event, has_moved) in event_of {
        step.prepare_cached("UPDATE claim_row SET event = ?2, kin = ?3 WHERE nr = ?1")?
            .execute(params![kept.nr, event, kin])?;
        if has_moved {
            move_witnesses(step, kept, event)?;
        }
    }
    for event in &events {
        changed.extend(write_event(step, event, members)?);
    }
    for ((before, now), n_claims) in moved {
        step.prepare_cached(
            "INSERT INTO log_row (run, what, key, other, detail) VALUES (?1, 'event moved', ?2, ?3, ?4)",
        )?
        .execute(params![run, before, now, format!("{n_claims} claims")])?;
    }
    Ok(events.len())
}

fn write_event(step: &Transaction<'_>, event: &Event, members: &[Rc<Kept>]) -> Answer<Option<i64>> {
    let claims: Vec<&Kept> =
        event.claims.iter().filter_map(|claim| members.get(*claim)).map(Rc::as_ref).collect();
    let (Some(first), Some(facts)) = (claims.first(), Facts::of(&claims, event.life.status)) else {
        return Ok(None);
    };
    let days = days_now(&event.life.steps);
    step.prepare_cached(
        "INSERT OR REPLACE INTO event_row (key, type, modes, status, actors, recipients, date_from, date_to, place, \
         place_country, latitude, longitude, first_learned, last_learned, n_claims, n_articles, n_outlets, confidence) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, 0, ?16)",
    )?
    .execute(params![
        first.key,
        first.claim.event_type,
        facts.modes,
        event.life.status.map(Status::as_str),
        facts.actors,
        facts.recipients,
        days.from.map(|day| day.to_string()),
        days.to.map(|day| day.to_string()),
        facts.place,
        facts.place_country,
        facts.coordinates.map(|(north, _)| north),
        facts.coordinates.map(|(_, east)| east),
        first.learned.to_string(),
        claims.last().map(|kept| kept.learned.to_string()),
        claims.len(),
        f64::from(facts.confidence),
    ])?;
    for (number, turn) in event.life.steps.iter().enumerate() {
        let so_far = event.life.steps.get(..=number).unwrap_or_default();
        let now = days_now(so_far);
        step.prepare_cached(
            "INSERT OR REPLACE INTO step_row (event, step, learned, status, current, date_from, date_to, now_from, \
             now_to, n_claims) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            first.key,
            number,
            turn.published.to_string(),
            turn.status.as_str(),
            Life::status_after(so_far).map(Status::as_str),
            turn.days.from.map(|day| day.to_string()),
            turn.days.to.map(|day| day.to_string()),
            now.from.map(|day| day.to_string()),
            now.to.map(|day| day.to_string()),
            turn.n_claims,
        ])?;
    }
    Ok(Some(first.key))
}

/// What an event is shown by, as told by some of its claims.
pub(crate) struct Facts {
    pub(crate) modes: String,
    pub(crate) actors: String,
    pub(crate) recipients: String,
    pub(crate) place: Option<String>,
    pub(crate) place_country: Option<String>,
    pub(crate) coordinates: Option<(f32, f32)>,
    /// How sure it is that at least one claim is right; claims of one event err alike, so the best one counts.
    pub(crate) confidence: f32,
}

impl Facts {
    /// Sums up claims, which are in the order of publication; nothing where there is none.
    pub(crate) fn of(claims: &[&Kept], status: Option<Status>) -> Option<Self> {
        let shown = &showing(claims, status).or(claims.first().copied())?.claim;
        let modes: BTreeSet<&str> =
            claims.iter().flat_map(|kept| &kept.claim.modes).map(String::as_str).collect();
        let place = claims.iter().rev().find_map(|kept| kept.claim.place.as_ref());
        Some(Self {
            modes: modes.into_iter().collect::<Vec<_>>().join("+"),
            actors: parties_in_words(&shown.actors),
            recipients: parties_in_words(&shown.recipients),
            place: place.map(|place| place.text.clone()).filter(|text| !text.is_empty()),
            place_country: place.and_then(|place| place.country.clone()),
            coordinates: claims.iter().rev().find_map(|kept| kept.claim.place.as_ref()?.coordinates),
            confidence: claims.iter().map(|kept| kept.claim.confidence).fold(0.0, f32::max),
        })
    }
}

/// The claim by which an event is shown: of those that say what it now is, the one that names most.
pub(crate) fn showing<'a>(claims: &[&'a Kept], status: Option<Status>) -> Option<&'a Kept> {
    let names = |claim: &Claim| {
        let parties = claim.actors.iter().chain(&claim.recipients);
        let n_named = parties.filter(|party| party.actor.person.is_some()).count();
        (n_named, claim.actors.len().min(1) + claim.recipients.len().min(1), claim.when.words.is_some())
    };
    let current = claims.iter().filter(|kept| Some(kept.claim.status) == status);
    current.copied().rev().max_by_key(|kept| names(&kept.claim))
}

/// The days of what is current after these turns.
pub(crate) fn days_now(steps: &[Step]) -> Interval {
    let status = Life::status_after(steps);
    let current = steps.iter().rev().find(|turn| Some(turn.status) == status);
    current.map_or(Interval::OPEN, |turn| turn.days)
}

/// Puts those that repeat a claim beside it.
fn place_witnesses(step: &Transaction<'_>, pending: &[(i64, Option<i64>, bool)]) -> Answer<()> {
    for (nr, _, is_witness) in pending {
        if *is_witness {
            step.prepare_cached(
                "UPDATE claim_row SET event = (SELECT f.event FROM claim_row f WHERE f.key = claim_row.witness_of) \
                 WHERE nr = ?1",
            )?
            .execute([nr])?;
        }
    }
    Ok(())
}

/// Takes those along that repeat a claim.
fn move_witnesses(step: &Transaction<'_>, kept: &Kept, event: i64) -> Answer<()> {
    step.prepare_cached(
        "UPDATE claim_row SET event = ?2 WHERE witness_of = ?1 AND article IN (SELECT copy.nr FROM article_row copy \
         JOIN article_row own ON own.family = copy.family WHERE own.nr = ?3)",
    )?
    .execute(params![kept.key, event, kept.article])?;
    Ok(())
}

/// Counts the articles and outlets that tell of an event, copies with them, and notes what it can be asked for by.
fn sum_up(step: &Transaction<'_>, event: i64) -> Answer<()> {
    step.prepare_cached(
        "UPDATE event_row SET (n_articles, n_outlets) = (SELECT count(DISTINCT c.article), count(DISTINCT a.outlet) \
         FROM claim_row c JOIN article_row a ON a.nr = c.article WHERE c.event = ?1) WHERE key = ?1",
    )?
    .execute([event])?;
    step.prepare_cached(
        "INSERT OR REPLACE INTO event_mark (mark, event, roles) SELECT m.mark, ?1, \
         max(m.roles & 1) + max(m.roles & 2) + max(m.roles & 4) + max(m.roles & 8) \
         FROM claim_row c JOIN claim_mark m ON m.claim = c.nr WHERE c.event = ?1 GROUP BY m.mark",
    )?
    .execute([event])?;
    Ok(())
}
