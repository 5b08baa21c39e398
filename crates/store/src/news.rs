//! What is new in a ledger, and who speaks in it: lists that no query gives.

use std::collections::{HashMap, HashSet};

use dragoman_event::{Source, SourceKind, Status};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::ask::{ClaimRow, EventRow, LogRow, Turn};
use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::form::ClaimForm;
use crate::key::Key;
use crate::ledger::Ledger;

/// Who speaks is counted over so many claims, the newest ones; a page needs no more.
pub const MOST_VOICES: usize = 20_000;

/// A thread, by the event that most is said of.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadRow {
    /// Its name.
    pub key: Key,
    /// The event that most is said of.
    pub central: EventRow,
    /// Events in it.
    pub n_events: usize,
    /// When it was first told of.
    pub first_learned: Date,
    /// When it was last told of.
    pub last_learned: Date,
}

/// An event that became something else than it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The event.
    pub event: EventRow,
    /// What it was before.
    pub before: Status,
    /// The turn by which it changed.
    pub turn: Turn,
}

/// How far somebody has read the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The last claim, by the order in which claims were filed.
    pub claim: i64,
    /// The last line of the log.
    pub line: i64,
}

/// What was filed and changed since.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// Claims that are new, in the order in which they were filed, those that repeat one left out.
    pub claims: Vec<ClaimRow>,
    /// What was changed that had been said before, in the order of the changes.
    pub changes: Vec<LogRow>,
    /// From where to go on.
    pub next: Cursor,
    /// Whether more is there already.
    pub more: bool,
}

/// An outlet, and how much of it there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletRow {
    /// Its name; none for articles of which it is not known.
    pub outlet: Option<String>,
    /// Articles, copies with them.
    pub n_articles: usize,
    /// Articles that are copies.
    pub n_copies: usize,
    /// Claims read from them.
    pub n_claims: usize,
    /// The days on which the first and the last were published.
    pub days: (Option<Date>, Option<Date>),
}

/// On whose word claims are made, and what became of what was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceRow {
    /// What kind of source.
    pub kind: SourceKind,
    /// Who, in the articles' words.
    pub who: Option<String>,
    /// Claims made on its word.
    pub n_claims: usize,
    /// Claims that something is to happen: planned, agreed or proposed.
    pub n_announced: usize,
    /// Of these, how many are on events that are now told as held or under way.
    pub n_held: usize,
    /// Of these, how many are on events that are now told as put off, called off, refused or denied.
    pub n_failed: usize,
}

/// Ends the question that a ledger is being asked, from another worker.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// Ends the question, which then fails; does nothing where none is asked.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Ledger {
    /// Ends questions that take too long.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.db.get_interrupt_handle())
    }

    fn tell<T>(&self, ask: impl FnOnce() -> Answer<T>) -> Result<T, StoreError> {
        ask().map_err(|kind| kind.of(&self.path))
    }

    /// A number that is another one after anybody has written to the ledger since this connection was opened.
    pub fn generation(&self) -> Result<i64, StoreError> {
        self.tell(|| Ok(self.db.query_row("PRAGMA data_version", [], |row| row.get(0))?))
    }

    /// Threads of several events, what was last told of first.
    pub fn threads(&self, limit: usize, skip: usize) -> Result<Vec<ThreadRow>, StoreError> {
        let named: Vec<(i64, i64, usize, String, String)> = self.tell(|| {
            // From the newest claim back, until enough threads have been told of on later days than the next one.
            let mut told = self.db.prepare_cached(
                "SELECT e.thread, c.learned FROM claim_row c CROSS JOIN event_row e ON e.nr = c.event \
                 ORDER BY c.learned DESC",
            )?;
            let mut facts = self.db.prepare_cached(
                "SELECT t.key, (SELECT m.nr FROM event_row m WHERE m.thread = ?1 ORDER BY m.n_claims DESC, m.rank \
                 LIMIT 1), count(*), min(e.first_learned), max(e.last_learned) \
                 FROM event_row e CROSS JOIN event_row t ON t.nr = ?1 WHERE e.thread = ?1",
            )?;
            let mut rows = told.query([])?;
            let (mut seen, mut named) = (HashSet::new(), Vec::new());
            let mut day: Option<String> = None;
            while let Some(row) = rows.next()? {
                let (thread, learned): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
                if learned != day {
                    if named.len() >= limit.saturating_add(skip) {
                        break;
                    }
                    day = learned;
                }
                if !seen.insert(thread) {
                    continue;
                }
                let thread: (i64, i64, usize, String, String) = facts.query_row([thread], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })?;
                if thread.2 > 1 {
                    named.push(thread);
                }
            }
            named.sort_by(|one, two| two.4.cmp(&one.4).then(two.2.cmp(&one.2)).then(one.0.cmp(&two.0)));
            Ok(named.into_iter().skip(skip).take(limit).collect())
        })?;
        let mut threads = Vec::new();
        for (key, central, n_events, first, last) in named {
            threads.push(ThreadRow {
                key: Key::thread(key),
                central: self.event_told(central)?,
                n_events,
                first_learned: self.tell(|| day(&first))?,
                last_learned: self.tell(|| day(&last))?,
            });
        }
        Ok(threads)
    }

    /// Events that became something else than they were, the last change first.
    pub fn changes(&self, limit: usize) -> Result<Vec<Change>, StoreError> {
        let steps: Vec<(i64, i64)> = self.tell(|| {
            let mut asked = self.db.prepare_cached(
                "SELECT s.event, s.step FROM step_row s JOIN step_row b ON b.event = s.event AND b.step = s.step - 1 \
                 WHERE b.current <> s.current ORDER BY s.learned DESC, s.event LIMIT ?1",
            )?;
            let rows = asked.query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        let mut changes = Vec::new();
        for (event, step) in steps {
            let life = self.tell(|| self.life_of(event, None))?;
            let first: i64 = self.tell(|| {
                let first = "SELECT min(step) FROM step_row WHERE event = ?1";
                Ok(self.db.prepare_cached(first)?.query_row([event], |row| row.get(0))?)
            })?;
            let place = usize::try_from(step - first).unwrap_or(0);
            let turns = place.checked_sub(1).and_then(|before| life.get(before)).zip(life.get(place));
            let Some((before, turn)) = turns else { continue };
            changes.push(Change {
                event: self.event_told(event)?,
                before: before.current,
                turn: turn.clone(),
            });
        }
        Ok(changes)
    }

    /// What was filed and changed since somebody last asked; only what has been merged into events.
    pub fn since(&self, since: Cursor, limit: usize) -> Result<Since, StoreError> {
        let claims: Vec<(i64, i64)> = self.tell(|| {
            let mut asked = self.db.prepare_cached(
                "SELECT nr, key FROM claim_row WHERE nr > ?1 AND witness_of IS NULL \
                 AND nr < coalesce((SELECT min(claim) FROM pending_row), 9223372036854775807) ORDER BY nr LIMIT ?2",
            )?;
            let rows = asked.query_map(params![since.claim, limit + 1], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        let lines: Vec<i64> = self.tell(|| {
            let mut asked =
                self.db.prepare_cached("SELECT nr FROM log_row WHERE nr > ?1 ORDER BY nr LIMIT ?2")?;
            let rows = asked.query_map(params![since.line, limit + 1], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        let mut told =
            Since { next: since, more: claims.len() > limit || lines.len() > limit, ..Since::default() };
        for (nr, key) in claims.into_iter().take(limit) {
            told.claims.push(self.claim(Key::claim(key))?);
            told.next.claim = nr;
        }
        for nr in lines.into_iter().take(limit) {
            told.changes.push(self.tell(|| self.log_line(nr))?);
            told.next.line = nr;
        }
        Ok(told)
    }

    fn event_told(&self, nr: i64) -> Result<EventRow, StoreError> {
        self.tell(|| {
            let missing = || StoreErrorKind::Damaged(format!("the event of row {nr} is not there"));
            self.event_row(nr, None)?.ok_or_else(missing)
        })
    }

    fn log_line(&self, nr: i64) -> Answer<LogRow> {
        let line = "SELECT r.started, r.version, l.what, l.key, l.other, l.detail FROM log_row l \
            JOIN run_row r ON r.nr = l.run WHERE l.nr = ?1";
        Ok(self.db.prepare_cached(line)?.query_row([nr], |row| {
            let what: String = row.get(2)?;
            let named =
                |number: i64| if what.starts_with("claim") { Key::claim(number) } else { Key::event(number) };
            let other: Option<i64> = row.get(4)?;
            Ok(LogRow {
                started: row.get(0)?,
                version: row.get(1)?,
                key: named(row.get(3)?),
                other: other.map(named),
                detail: row.get(5)?,
                what,
            })
        })?)
    }

    /// How far the ledger has been written, as [`Ledger::since`] goes on from.
    pub fn cursor(&self) -> Result<Cursor, StoreError> {
        self.tell(|| {
            let last = "SELECT coalesce((SELECT min(claim) - 1 FROM pending_row), (SELECT max(nr) FROM claim_row), 0), \
                coalesce((SELECT max(nr) FROM log_row), 0)";
            let mut last = self.db.prepare_cached(last)?;
            Ok(last.query_row([], |row| Ok(Cursor { claim: row.get(0)?, line: row.get(1)? }))?)
        })
    }

    /// Outlets, those with most articles first.
    pub fn outlets(&self, limit: usize) -> Result<Vec<OutletRow>, StoreError> {
        self.tell(|| {
            let mut asked = self.db.prepare_cached(
                "SELECT outlet, count(*) AS n, sum(copy_of IS NOT NULL), sum(n_claims), min(published), max(published) \
                 FROM article_row GROUP BY outlet ORDER BY n DESC, outlet LIMIT ?1",
            )?;
            let mut rows = asked.query([limit])?;
            let mut outlets = Vec::new();
            while let Some(row) = rows.next()? {
                let ends: (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
                outlets.push(OutletRow {
                    outlet: row.get(0)?,
                    n_articles: row.get(1)?,
                    n_copies: row.get(2)?,
                    n_claims: row.get(3)?,
                    days: (
                        ends.0.map(|text| day(&text)).transpose()?,
                        ends.1.map(|text| day(&text)).transpose()?,
                    ),
                });
            }
            Ok(outlets)
        })
    }

    /// On whose word the newest [`MOST_VOICES`] claims are made, those who are told to say most first. Words that alone
    /// do not say whom they mean, such as "she", are counted for who is meant.
    pub fn voices(&self, limit: usize) -> Result<Vec<VoiceRow>, StoreError> {
        self.tell(|| {
            let newest = "FROM (SELECT source, who, status, event, body FROM claim_row WHERE witness_of IS NULL \
                ORDER BY learned DESC LIMIT ?1) c JOIN event_row e ON e.nr = c.event";
            let counts = "count(*), sum(c.status IN ('planned', 'agreed', 'proposed')), \
                sum(c.status IN ('planned', 'agreed', 'proposed') AND e.status IN ('held', 'ongoing')), \
                sum(c.status IN ('planned', 'agreed', 'proposed') \
                    AND e.status IN ('postponed', 'cancelled', 'refused', 'denied'))";
            let little = format!("length(c.who) <= {MOST_OF_PRONOUN}");
            let mut voices: HashMap<(String, Option<String>), VoiceRow> = HashMap::new();
            let plain = format!(
                "SELECT c.source, c.who, {counts} {newest} WHERE c.who IS NULL OR NOT {little} \
                 GROUP BY c.source, c.who COLLATE NOCASE"
            );
            let mut asked = self.db.prepare_cached(&plain)?;
            let mut rows = asked.query([MOST_VOICES])?;
            while let Some(row) = rows.next()? {
                let who = row.get(1)?;
                hear(&mut voices, row, who)?;
            }
            let meant = format!("SELECT c.source, c.body, {counts} {newest} WHERE {little} GROUP BY c.body");
            let mut asked = self.db.prepare_cached(&meant)?;
            let mut rows = asked.query([MOST_VOICES])?;
            while let Some(row) = rows.next()? {
                let body = row.get_ref(1)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
                let who = who_is_meant(body)?;
                hear(&mut voices, row, who)?;
            }
            let mut voices: Vec<VoiceRow> = voices.into_values().collect();
            voices.sort_by(|one, two| {
                let order = |voice: &VoiceRow| (std::cmp::Reverse(voice.n_claims), voice.kind.as_str());
                order(one).cmp(&order(two)).then_with(|| one.who.cmp(&two.who))
            });
            voices.truncate(limit);
            Ok(voices)
        })
    }
}

/// Letters of words that say nothing of whom they mean, such as "it" and "they", at most.
pub(crate) const MOST_OF_PRONOUN: usize = 4;

/// What the one is called on whose word a claim is made, out of the claim as it is kept.
pub(crate) fn who_is_meant(body: &str) -> Answer<Option<String>> {
    let claim = serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?;
    Ok(called(&claim.source).map(str::to_owned))
}

/// Who a source is: in the article's words, or who is meant where these alone do not say it; nothing where neither does.
#[must_use]
pub fn called(source: &Source) -> Option<&str> {
    let says_little = |who: &str| who.len() <= MOST_OF_PRONOUN && who.chars().skip(1).all(char::is_lowercase);
    let actor = source.actor.as_ref();
    let meant = actor.and_then(|actor| actor.person.as_deref().or(actor.body.as_deref()));
    source.who.as_deref().filter(|who| !says_little(who)).or(meant)
}

/// Adds what a row counts to the voice whose it is.
fn hear(
    voices: &mut HashMap<(String, Option<String>), VoiceRow>,
    row: &Row<'_>,
    who: Option<String>,
) -> Answer<()> {
    let kind: String = row.get(0)?;
    let key = (kind, who.as_ref().map(|who| who.to_lowercase()));
    let source =
        SourceKind::parse(&key.0).ok_or_else(|| StoreErrorKind::Damaged(format!("source {:?}", key.0)))?;
    let voice = voices.entry(key).or_insert(VoiceRow {
        kind: source,
        who,
        n_claims: 0,
        n_announced: 0,
        n_held: 0,
        n_failed: 0,
    });
    voice.n_claims += row.get::<_, usize>(2)?;
    voice.n_announced += row.get::<_, usize>(3)?;
    voice.n_held += row.get::<_, usize>(4)?;
    voice.n_failed += row.get::<_, usize>(5)?;
    Ok(())
}

fn day(text: &str) -> Answer<Date> {
    text.parse().map_err(|error| StoreErrorKind::damaged(&error))
}
