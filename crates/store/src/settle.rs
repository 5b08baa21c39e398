//! Settling: claims that were filed are placed in events, and events join threads.
//!
//! Only claims that bear on a new one are placed anew ([`dragoman_thread::merge::Shelf`]), so the events are the same
//! in whatever order and in however many runs articles were added.

use std::collections::{BTreeMap, BTreeSet};

use dragoman_event::{Claim, Interval, Status};
use dragoman_thread::link::affair;
use dragoman_thread::merge::{
    Changes, Entry, Face, Keeper, Life, Place, Rank, Shelf, Step, Told, blocks, day_number,
};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::file::{MOST_SCATTERED, parties_in_words};
use crate::form::ClaimForm;
use crate::ledger::Ledger;
use crate::marks;
use crate::thread;

/// Claims that are settled in one step: what is settled stays so, whatever happens afterwards. The more there are, the
/// fewer times each page of the file is written.
const STEP: usize = 50_000;
/// Claims that are kept at hand.
pub(crate) const MOST_AT_HAND: usize = 300_000;

/// What settling has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Claims that were new or changed.
    pub n_claims: usize,
    /// Events that were made or made anew.
    pub n_events: usize,
}

/// A claim with what explaining needs of it.
pub(crate) struct Kept {
    pub(crate) nr: i64,
    pub(crate) key: i64,
    /// Article and number.
    pub(crate) id: String,
    pub(crate) learned: Date,
    pub(crate) claim: Claim,
    /// The claim that it was placed by, and how well it fits that one.
    pub(crate) parent: Option<i64>,
}

impl Kept {
    pub(crate) fn told(&self) -> Told<'_> {
        Told { id: &self.id, published: self.learned, claim: &self.claim }
    }
}

impl Line {
    /// What an event is summed up from, of a claim that is in no ledger.
    pub(crate) fn of(rank: Rank, key: i64, learned: Date, claim: &Claim) -> Self {
        let place = claim.place.as_ref();
        Self {
            rank,
            key,
            event_type: claim.event_type.clone(),
            learned,
            article: rank.article,
            outlet: None,
            status: claim.status,
            days: claim.when.interval,
            modes: claim.modes.join("+"),
            actors: parties_in_words(&claim.actors),
            recipients: parties_in_words(&claim.recipients),
            place: place.map(|place| place.text.clone()).filter(|text| !text.is_empty()),
            place_country: place.and_then(|place| place.country.clone()),
            coordinates: place.and_then(|place| place.coordinates),
            confidence: claim.confidence,
            n_named: n_named(claim),
            marks: Vec::new(),
            affair: affair(claim),
            nr: key,
        }
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
            // Where this fails, what is at hand may be ahead of what is written.
            let mut shelf = writing.shelf.take().unwrap_or_default();
            loop {
                let step = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
                let done = settle_some(db, writing.run, &mut shelf)?;
                step.commit()?;
                all.n_claims += done.n_claims;
                all.n_events += done.n_events;
                progress(all.n_claims);
                if shelf.n_claims() > MOST_AT_HAND {
                    shelf.shed(MOST_AT_HAND / 2);
                }
                if done.n_claims == 0 {
                    writing.shelf = Some(shelf);
                    return Ok(all);
                }
            }
        };
        settle().map_err(|kind| kind.of(path))
    }
}

/// The claims of a ledger, as they are placed.
struct OnDisk<'a> {
    db: &'a Connection,
}

const ENTRY: &str = "SELECT c.nr, c.face, c.event, c.parent, c.fit";

fn read_entry(row: &Row<'_>) -> Answer<Entry> {
    let damaged = || StoreErrorKind::Damaged("a claim cannot be compared".to_owned());
    let face = row.get_ref(1)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
    let (rank, face) = read_face(face).ok_or_else(damaged)?;
    let (before, parent, fit): (Option<i64>, Option<i64>, Option<f32>) =
        (row.get(2)?, row.get(3)?, row.get(4)?);
    let place = fit.zip(before).map(|(fit, event)| Place { parent, fit, event });
    Ok(Entry { id: row.get(0)?, rank, face, place, before })
}

/// A face with its rank, as bytes.
pub(crate) fn write_face(rank: Rank, face: &Face) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(rank.day.to_le_bytes());
    bytes.extend(rank.article.to_le_bytes());
    bytes.extend(rank.number.to_le_bytes());
    bytes.extend(face.to_bytes());
    bytes
}

fn read_rank(bytes: &[u8]) -> Option<(Rank, &[u8])> {
    let (day, rest) = bytes.split_first_chunk()?;
    let (article, rest) = rest.split_first_chunk()?;
    let (number, rest) = rest.split_first_chunk()?;
    let rank = Rank {
        day: i32::from_le_bytes(*day),
        article: i64::from_le_bytes(*article),
        number: u32::from_le_bytes(*number),
    };
    Some((rank, rest))
}

pub(crate) fn read_face(bytes: &[u8]) -> Option<(Rank, Face)> {
    let (rank, face) = read_rank(bytes)?;
    Some((rank, Face::from_bytes(face)?))
}

/// The blocks in which a claim is entered, by its face as it is kept.
pub(crate) fn blocks_in(face: &[u8]) -> Answer<Vec<i64>> {
    let damaged = || StoreErrorKind::Damaged("a claim cannot be compared".to_owned());
    let (rank, face) = read_face(face).ok_or_else(damaged)?;
    Ok(blocks(&face, rank).iter().map(|block| block.number).collect())
}

impl OnDisk<'_> {
    fn entries(&self, from: &str, number: i64) -> Answer<Vec<Entry>> {
        let mut entries = self.db.prepare_cached(&format!("{ENTRY} {from}"))?;
        let mut rows = entries.query([number])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(read_entry(row)?);
        }
        Ok(entries)
    }
}

impl Keeper for OnDisk<'_> {
    type Error = StoreErrorKind;

    fn claim(&mut self, id: i64) -> Answer<Option<Entry>> {
        Ok(self.entries("FROM claim_row c WHERE c.nr = ?1 AND c.witness_of IS NULL", id)?.pop())
    }

    fn block(&mut self, block: i64) -> Answer<Vec<Entry>> {
        let of_block = "FROM block_row b CROSS JOIN claim_row c ON c.nr = b.claim \
            WHERE b.block = ?1 AND c.witness_of IS NULL";
        self.entries(of_block, block)
    }

    fn event(&mut self, event: i64) -> Answer<Vec<Entry>> {
        self.entries("FROM claim_row c WHERE c.event = ?1 AND c.fit IS NOT NULL", event)
    }

    fn latest(&mut self) -> Answer<i32> {
        let latest = "SELECT learned FROM claim_row WHERE fit IS NOT NULL ORDER BY learned DESC LIMIT 1";
        let latest: Option<String> =
            self.db.prepare_cached(latest)?.query_row([], |row| row.get(0)).optional()?;
        let Some(latest) = latest else { return Ok(i32::MIN) };
        Ok(day_number(latest.parse().map_err(|error| StoreErrorKind::damaged(&error))?))
    }
}

/// What [`read_kept`] reads.
pub(crate) const KEPT: &str = "SELECT c.nr, c.key, a.id, c.number, c.learned, c.body, c.parent \
    FROM claim_row c JOIN article_row a ON a.nr = c.article";

/// A claim from a row of [`KEPT`].
pub(crate) fn read_kept(row: &Row<'_>) -> Answer<Kept> {
    let article: String = row.get(2)?;
    let number: u32 = row.get(3)?;
    let learned: String = row.get(4)?;
    let body = row.get_ref(5)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(Kept {
        nr: row.get(0)?,
        key: row.get(1)?,
        id: format!("{article}/{number:04}"),
        learned: learned.parse().map_err(|error| StoreErrorKind::damaged(&error))?,
        claim: serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?,
        parent: row.get(6)?,
    })
}

fn settle_some(db: &Connection, run: i64, shelf: &mut Shelf) -> Answer<Settled> {
    let pending: Vec<(i64, bool)> = db
        .prepare_cached(
            "SELECT p.claim, c.witness_of IS NOT NULL FROM pending_row p CROSS JOIN claim_row c ON c.nr = p.claim \
             ORDER BY p.claim LIMIT ?1",
        )?
        .query_map([STEP], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let own: Vec<i64> = pending.iter().filter(|(_, is_witness)| !is_witness).map(|(nr, _)| *nr).collect();
    let changes = shelf.settle(&mut OnDisk { db }, &own)?;
    let mut events = changes.events.clone();
    let emptied = db
        .prepare_cached("SELECT event FROM emptied_row")?
        .query_map([], |row| row.get::<_, i64>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    events.extend(emptied);
    db.prepare_cached("DELETE FROM emptied_row")?.execute([])?;
    let Placed { articles, affairs } = write_places(db, run, shelf, &changes)?;
    for nr in pending.iter().filter(|(_, is_witness)| *is_witness).map(|(nr, _)| nr) {
        events.extend(place_witness(db, *nr)?);
    }
    if let (Some((first, _)), Some((last, _))) = (pending.first(), pending.last()) {
        db.prepare_cached("DELETE FROM pending_row WHERE claim BETWEEN ?1 AND ?2")?.execute([first, last])?;
    }
    let mut gone = Vec::new();
    let mut written: BTreeSet<i64> = BTreeSet::new();
    let mut remarked = Remarked::default();
    for event in &events {
        if write_event(db, *event, &mut remarked)? {
            written.insert(*event);
        } else {
            gone.push(*event);
        }
    }
    remarked.write(db)?;
    for article in articles {
        let told = "SELECT event FROM claim_row WHERE article = ?1 AND event IS NOT NULL";
        for event in db.prepare_cached(told)?.query_map([article], |row| row.get(0))? {
            written.insert(event?);
        }
    }
    thread::link_anew(db, written, &gone, &affairs)?;
    Ok(Settled { n_claims: pending.len(), n_events: events.len() })
}

/// What may be tied otherwise, now that claims were placed.
#[derive(Default)]
struct Placed {
    /// The articles that they stand in.
    articles: BTreeSet<i64>,
    /// Whose affairs they are, and the days on which they were published.
    affairs: BTreeSet<(String, String)>,
}

/// Writes down where claims were placed.
fn write_places(db: &Connection, run: i64, shelf: &Shelf, changes: &Changes) -> Answer<Placed> {
    let mut moved: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    let mut placed = Placed::default();
    let told = "SELECT c.key, c.article, c.affair, c.learned, \
        EXISTS (SELECT 1 FROM claim_row w WHERE w.witness_of = c.key) FROM claim_row c WHERE c.nr = ?1";
    let mut told = db.prepare_cached(told)?;
    let mut write =
        db.prepare_cached("UPDATE claim_row SET event = ?2, parent = ?3, fit = ?4 WHERE nr = ?1")?;
    let mut follow = db.prepare_cached("UPDATE claim_row SET event = ?2 WHERE witness_of = ?1")?;
    for (nr, before) in &changes.placed {
        let Some(place) = shelf.placed(*nr) else { continue };
        let (key, article, affair, learned, has_witnesses): (i64, i64, Option<String>, String, bool) =
            told.query_row([nr], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
        write.execute(params![nr, place.event, place.parent, f64::from(place.fit)])?;
        placed.articles.insert(article);
        placed.affairs.extend(affair.map(|affair| (affair, learned)));
        if *before == Some(place.event) {
            continue;
        }
        if has_witnesses {
            follow.execute([key, place.event])?;
        }
        if let Some(before) = before {
            *moved.entry((*before, place.event)).or_default() += 1;
        }
    }
    // What an event was called is known as long as its row is there.
    for ((before, now), n_claims) in moved {
        let key = "SELECT key FROM event_row WHERE nr = ?1";
        let before: Option<i64> = db.prepare_cached(key)?.query_row([before], |row| row.get(0)).optional()?;
        let now: i64 = db
            .prepare_cached("SELECT key FROM claim_row WHERE nr = ?1")?
            .query_row([now], |row| row.get(0))?;
        if let Some(before) = before.filter(|before| *before != now) {
            db.prepare_cached(
                "INSERT INTO log_row (run, what, key, other, detail) VALUES (?1, 'event moved', ?2, ?3, ?4)",
            )?
            .execute(params![run, before, now, format!("{n_claims} claims")])?;
        }
    }
    Ok(placed)
}

/// Puts one that repeats a claim beside it; gives the events that this changes.
fn place_witness(db: &Connection, nr: i64) -> Answer<Vec<i64>> {
    let before = "SELECT event FROM claim_row WHERE nr = ?1";
    let before: Option<i64> = db.prepare_cached(before)?.query_row([nr], |row| row.get(0))?;
    let now: Option<i64> = db
        .prepare_cached(
            "UPDATE claim_row SET fit = NULL, parent = NULL, \
             event = (SELECT f.event FROM claim_row f WHERE f.key = claim_row.witness_of AND f.event IS NOT NULL) \
             WHERE nr = ?1 RETURNING event",
        )?
        .query_row([nr], |row| row.get(0))?;
    Ok(before.into_iter().chain(now).collect())
}

/// What an event is summed up from, of one claim.
pub(crate) struct Line {
    pub(crate) rank: Rank,
    pub(crate) key: i64,
    pub(crate) event_type: String,
    pub(crate) learned: Date,
    pub(crate) article: i64,
    pub(crate) outlet: Option<String>,
    pub(crate) status: Status,
    pub(crate) days: Interval,
    pub(crate) modes: String,
    pub(crate) actors: String,
    pub(crate) recipients: String,
    pub(crate) place: Option<String>,
    pub(crate) place_country: Option<String>,
    pub(crate) coordinates: Option<(f32, f32)>,
    pub(crate) confidence: f32,
    pub(crate) n_named: u32,
    pub(crate) marks: Vec<u8>,
    pub(crate) affair: Option<String>,
    pub(crate) nr: i64,
}

/// The claims of an event that were known on a day, in the order in which they are taken.
pub(crate) fn lines(db: &Connection, event: i64, as_of: Date) -> Answer<Vec<Line>> {
    let of_event = "SELECT c.face, c.key, c.type, c.learned, c.article, a.outlet, c.status, c.date_from, c.date_to, \
        c.modes, c.actors, c.recipients, c.place, c.place_country, c.latitude, c.longitude, c.confidence, c.n_named, \
        c.marks, c.affair, c.nr FROM claim_row c CROSS JOIN article_row a ON a.nr = c.article \
        WHERE c.event = ?1 AND c.fit IS NOT NULL AND c.learned <= ?2";
    let mut of_event = db.prepare_cached(of_event)?;
    let mut rows = of_event.query(params![event, as_of.to_string()])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let text =
            |column: usize| row.get_ref(column)?.as_str().map_err(|error| StoreErrorKind::damaged(&error));
        let day = |column: usize| -> Answer<Option<Date>> {
            let day =
                row.get_ref(column)?.as_str_or_null().map_err(|error| StoreErrorKind::damaged(&error))?;
            day.map(|day| day.parse().map_err(|error| StoreErrorKind::damaged(&error))).transpose()
        };
        let damaged = || StoreErrorKind::Damaged("a claim cannot be summed up".to_owned());
        let face = row.get_ref(0)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
        let (north, east): (Option<f32>, Option<f32>) = (row.get(14)?, row.get(15)?);
        lines.push(Line {
            rank: read_rank(face).ok_or_else(damaged)?.0,
            key: row.get(1)?,
            event_type: row.get(2)?,
            learned: day(3)?.ok_or_else(damaged)?,
            article: row.get(4)?,
            outlet: row.get(5)?,
            status: Status::parse(text(6)?).ok_or_else(damaged)?,
            days: Interval { from: day(7)?, to: day(8)? },
            modes: row.get(9)?,
            actors: row.get(10)?,
            recipients: row.get(11)?,
            place: row.get(12)?,
            place_country: row.get(13)?,
            coordinates: north.zip(east),
            confidence: row.get(16)?,
            n_named: row.get(17)?,
            marks: row.get(18)?,
            affair: row.get(19)?,
            nr: row.get(20)?,
        });
    }
    lines.sort_by_key(|line| line.rank);
    Ok(lines)
}

/// What became of an event, as told by some of its claims.
pub(crate) fn life_of(lines: &[Line]) -> Life {
    Life::of(lines.iter().map(|line| (line.learned, line.status, line.days)))
}

/// Writes an event down as its claims have it; takes it out where it has none any more, and says so.
fn write_event(db: &Connection, event: i64, remarked: &mut Remarked) -> Answer<bool> {
    let lines = lines(db, event, Date::MAX)?;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        remove_event(db, event, remarked)?;
        return Ok(false);
    };
    let life = life_of(&lines);
    let facts = Facts::of(&lines, life.status);
    let days = days_now(&life.steps);
    let mut articles: BTreeSet<i64> = lines.iter().map(|line| line.article).collect();
    let mut outlets: BTreeSet<&str> = lines.iter().filter_map(|line| line.outlet.as_deref()).collect();
    let witnesses = "SELECT c.article, a.outlet FROM claim_row c CROSS JOIN article_row a ON a.nr = c.article \
        WHERE c.event = ?1 AND c.witness_of IS NOT NULL";
    let witnesses: Vec<(i64, Option<String>)> = db
        .prepare_cached(witnesses)?
        .query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    articles.extend(witnesses.iter().map(|(article, _)| *article));
    outlets.extend(witnesses.iter().filter_map(|(_, outlet)| outlet.as_deref()));
    let mut marked: BTreeMap<u32, u8> = BTreeMap::new();
    for line in &lines {
        marks::add(&mut marked, &line.marks);
    }
    remarked.note(db, event, &marked)?;
    db.prepare_cached(
        "INSERT INTO event_row (nr, key, rank, type, modes, status, actors, recipients, date_from, date_to, place, \
         place_country, latitude, longitude, first_learned, last_learned, n_claims, n_articles, n_outlets, confidence, \
         marks, affair, thread) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?1) \
         ON CONFLICT (nr) DO UPDATE SET key = excluded.key, rank = excluded.rank, type = excluded.type, \
         modes = excluded.modes, status = excluded.status, actors = excluded.actors, recipients = excluded.recipients, \
         date_from = excluded.date_from, date_to = excluded.date_to, place = excluded.place, \
         place_country = excluded.place_country, latitude = excluded.latitude, longitude = excluded.longitude, \
         first_learned = excluded.first_learned, last_learned = excluded.last_learned, n_claims = excluded.n_claims, \
         n_articles = excluded.n_articles, n_outlets = excluded.n_outlets, confidence = excluded.confidence, \
         marks = excluded.marks, affair = excluded.affair",
    )?
    .execute(params![
        event,
        first.key,
        rank_in_words(first.learned, first.rank),
        first.event_type,
        facts.modes,
        life.status.map(Status::as_str),
        facts.actors,
        facts.recipients,
        days.from.map(|day| day.to_string()),
        days.to.map(|day| day.to_string()),
        facts.place,
        facts.place_country,
        facts.coordinates.map(|(north, _)| north),
        facts.coordinates.map(|(_, east)| east),
        first.learned.to_string(),
        last.learned.to_string(),
        lines.len(),
        articles.len(),
        outlets.len(),
        f64::from(facts.confidence),
        marks::to_bytes(&marked),
        first.affair,
    ])?;
    write_life(db, event, &first.event_type, &life)?;
    Ok(true)
}

/// When an event is taken that begins with a claim, in words that sort so.
pub(crate) fn rank_in_words(learned: Date, rank: Rank) -> String {
    format!("{learned}/{:016x}/{:06}", rank.article, rank.number)
}

fn write_life(db: &Connection, event: i64, event_type: &str, life: &Life) -> Answer<()> {
    db.prepare_cached("DELETE FROM step_row WHERE event = ?1 AND step >= ?2")?
        .execute(params![event, life.steps.len()])?;
    for (number, turn) in life.steps.iter().enumerate() {
        let so_far = life.steps.get(..=number).unwrap_or_default();
        let now = days_now(so_far);
        db.prepare_cached(
            "INSERT OR REPLACE INTO step_row (event, step, learned, status, current, date_from, date_to, now_from, \
             now_to, n_claims, type, is_last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            event,
            number,
            turn.published.to_string(),
            turn.status.as_str(),
            Life::status_after(so_far).map(Status::as_str),
            turn.days.from.map(|day| day.to_string()),
            turn.days.to.map(|day| day.to_string()),
            now.from.map(|day| day.to_string()),
            now.to.map(|day| day.to_string()),
            turn.n_claims,
            event_type,
            number + 1 == life.steps.len(),
        ])?;
    }
    Ok(())
}

/// What events can be asked for by, where that has changed. It belongs all over its table, and is written in the order of
/// its keys, which is far quicker than event by event.
#[derive(Default)]
struct Remarked {
    gone: Vec<(u32, i64)>,
    new: Vec<(u32, i64, u8)>,
}

impl Remarked {
    /// Notes by what an event can be asked for now.
    fn note(&mut self, db: &Connection, event: i64, now: &BTreeMap<u32, u8>) -> Answer<()> {
        let before = "SELECT marks FROM event_row WHERE nr = ?1";
        let before: Option<Vec<u8>> =
            db.prepare_cached(before)?.query_row([event], |row| row.get(0)).optional()?;
        let mut marked = BTreeMap::new();
        marks::add(&mut marked, &before.unwrap_or_default());
        let gone = marked.keys().filter(|mark| !now.contains_key(mark));
        self.gone.extend(gone.map(|mark| (*mark, event)));
        let new = now.iter().filter(|(mark, roles)| marked.get(mark) != Some(roles));
        self.new.extend(new.map(|(mark, roles)| (*mark, event, *roles)));
        Ok(())
    }

    fn write(mut self, db: &Connection) -> Answer<()> {
        self.gone.sort_unstable();
        let mut delete = db.prepare_cached("DELETE FROM event_mark WHERE mark = ?1 AND event = ?2")?;
        for (mark, event) in self.gone {
            delete.execute(params![mark, event])?;
        }
        self.new.sort_unstable();
        let insert = "INSERT OR REPLACE INTO event_mark (mark, event, roles) VALUES (?1, ?2, ?3)";
        let mut insert = db.prepare_cached(insert)?;
        for (mark, event, roles) in self.new {
            insert.execute(params![mark, event, roles])?;
        }
        Ok(())
    }
}

/// Enters anew what events can be asked for by, as their claims have it.
pub(crate) fn mark_events_anew(db: &Connection) -> Answer<()> {
    let events = "SELECT nr FROM event_row ORDER BY nr";
    let events: Vec<i64> = db.prepare(events)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut own = db.prepare("SELECT marks FROM claim_row WHERE event = ?1 AND fit IS NOT NULL")?;
    let mut write = db.prepare("UPDATE event_row SET marks = ?2 WHERE nr = ?1")?;
    let mut remarked = Remarked::default();
    for event in events {
        let mut marked = BTreeMap::new();
        let mut rows = own.query([event])?;
        while let Some(row) = rows.next()? {
            let kept = row.get_ref(0)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
            marks::add(&mut marked, kept);
        }
        remarked.note(db, event, &marked)?;
        write.execute(params![event, marks::to_bytes(&marked)])?;
        if remarked.new.len() > MOST_SCATTERED {
            std::mem::take(&mut remarked).write(db)?;
        }
    }
    remarked.write(db)
}

fn remove_event(db: &Connection, event: i64, remarked: &mut Remarked) -> Answer<()> {
    remarked.note(db, event, &BTreeMap::new())?;
    for part in ["DELETE FROM step_row WHERE event = ?1", "DELETE FROM event_row WHERE nr = ?1"] {
        db.prepare_cached(part)?.execute([event])?;
    }
    Ok(())
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
    /// Sums up claims, which are in the order of publication.
    pub(crate) fn of(lines: &[Line], status: Option<Status>) -> Self {
        let shown = showing(lines, status);
        let modes: BTreeSet<&str> =
            lines.iter().flat_map(|line| line.modes.split('+')).filter(|mode| !mode.is_empty()).collect();
        let placed = lines.iter().rev().find(|line| line.place.is_some() || line.place_country.is_some());
        Self {
            modes: modes.into_iter().collect::<Vec<_>>().join("+"),
            actors: shown.map(|line| line.actors.clone()).unwrap_or_default(),
            recipients: shown.map(|line| line.recipients.clone()).unwrap_or_default(),
            place: placed.and_then(|line| line.place.clone()),
            place_country: placed.and_then(|line| line.place_country.clone()),
            coordinates: lines.iter().rev().find_map(|line| line.coordinates),
            confidence: lines.iter().map(|line| line.confidence).fold(0.0, f32::max),
        }
    }
}

/// The claim by which an event is shown: of those that say what it now is, the one that names most.
pub(crate) fn showing(lines: &[Line], status: Option<Status>) -> Option<&Line> {
    let current = lines.iter().filter(|line| Some(line.status) == status);
    current.rev().max_by_key(|line| line.n_named).or(lines.first())
}

/// How much a claim names: people before sides, sides before days.
pub(crate) fn n_named(claim: &Claim) -> u32 {
    let parties = claim.actors.iter().chain(&claim.recipients);
    let n_people = parties.filter(|party| party.actor.person.is_some()).count();
    let n_sides = claim.actors.len().min(1) + claim.recipients.len().min(1);
    n_people as u32 * 8 + n_sides as u32 * 2 + u32::from(claim.when.words.is_some())
}

/// The days of what is current after these turns.
pub(crate) fn days_now(steps: &[Step]) -> Interval {
    let status = Life::status_after(steps);
    let current = steps.iter().rev().find(|turn| Some(turn.status) == status);
    current.map_or(Interval::OPEN, |turn| turn.days)
}
