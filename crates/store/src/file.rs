//! Filing: articles and their claims go into the ledger, and copies are found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::mpsc::sync_channel;

use dragoman_event::{Claim, Party, Source, SourceKind};
use dragoman_text::Article;
use dragoman_thread::duplicate::{Fingerprint, judge};
use dragoman_thread::link::{Link, Relations, links};
use dragoman_thread::merge::{Entry, Rank, day_number};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::bulk::Copies;
use crate::draft::{Draft, Drafted, Entered};
use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::form::{ClaimForm, MoreForm};
use crate::key;
use crate::ledger::{Ledger, Writing};
use crate::marks::{self, role};
use crate::news::called;
use crate::settle::MOST_AT_HAND;
use crate::thread::begun_after;

/// A run of words that stands in more articles than this is a phrase of the trade and makes no candidates.
const COMMON: usize = 400;
/// Fingerprints that are kept at hand.
const MOST_RECENT: usize = 4000;
/// Copies are printed within so many days of each other.
const COPY_DAYS: i32 = 4;
/// The day under which articles are entered that have none.
const NO_DAY: i32 = i32::MIN;
/// Runs of words by which an article is found that has no day.
const FEW: usize = 4;
/// Articles whose runs of words are kept at hand.
const MOST_RUNS: usize = 30_000;
/// Articles that are prepared ahead of the one that is written.
const MOST_AHEAD: usize = 64;

/// Rows that are put off at most.
pub(crate) const MOST_SCATTERED: usize = 1_000_000;

/// An article with what was read from it.
#[derive(Clone, Debug, Default)]
pub struct Filed {
    /// The article.
    pub article: Article,
    /// The day on which it became known, where it is not dated: the last on which it can have been published.
    pub learned: Option<Date>,
    /// What it claims.
    pub claims: Vec<Claim>,
}

/// What became of an article that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is new, and a copy of others, the earliest of which has this name.
    Copy(String),
    /// It was known, and nothing has changed.
    Known,
    /// It was known, and now says other things than it did: what changed is in the log.
    ReadAnew,
}

/// What is kept at hand while adding.
#[derive(Default)]
pub(crate) struct Recent {
    fingerprints: HashMap<i64, Fingerprint>,
    marks: HashMap<String, u32>,
    /// The last of `entered` that has a run of words.
    runs: HashMap<u64, u32>,
    entered: Vec<RunOfWords>,
    /// Days whose articles are in `runs`.
    days: BTreeSet<i32>,
    n_runs: usize,
    /// Whether there are articles that have no day; nothing until somebody asks.
    has_undated: Option<bool>,
}

/// An article that has a run of words.
struct RunOfWords {
    /// The day under which it is entered.
    day: i32,
    article: i64,
    /// The one before it that has the same run.
    before: Option<u32>,
}

/// What is put off to the end of a step. Rows that belong all over their tables are written in the order of their keys,
/// which is far quicker than one by one.
#[derive(Default)]
struct Scattered {
    /// What is not written but shelved, once the step is done.
    entries: Vec<Entry>,
    marks: Vec<(u32, i64, u8)>,
    blocks: Vec<(i64, i64)>,
    few: Vec<(i64, bool, i64)>,
}

impl Scattered {
    fn write(&mut self, step: &Transaction<'_>) -> Answer<()> {
        self.marks.sort_unstable();
        let mut insert =
            step.prepare_cached("INSERT OR IGNORE INTO claim_mark (mark, claim, roles) VALUES (?1, ?2, ?3)")?;
        for (mark, claim, roles) in self.marks.drain(..) {
            insert.execute(params![mark, claim, roles])?;
        }
        self.blocks.sort_unstable();
        let mut insert =
            step.prepare_cached("INSERT OR IGNORE INTO block_row (block, claim) VALUES (?1, ?2)")?;
        for (block, claim) in self.blocks.drain(..) {
            insert.execute([block, claim])?;
        }
        self.write_few(step)
    }

    fn write_few(&mut self, step: &Transaction<'_>) -> Answer<()> {
        self.few.sort_unstable();
        let mut insert = step
            .prepare_cached("INSERT OR IGNORE INTO few_row (run, is_dated, article) VALUES (?1, ?2, ?3)")?;
        for (run, is_dated, article) in self.few.drain(..) {
            insert.execute(params![run, is_dated, article])?;
        }
        Ok(())
    }
}

impl Ledger {
    /// Whether exactly this article is in the ledger, so that it need not be read again.
    pub fn knows(&self, article: &Article) -> Result<bool, StoreError> {
        let known = find(&self.db, name_of(article), key::of_content(article));
        known.map(|found| found.is_some()).map_err(|kind| kind.of(&self.path))
    }

    /// Adds articles, all or none of them: when this returns, they are on the disk.
    ///
    /// Their claims can be asked for at once; events and threads know of them after [`Ledger::settle`].
    pub fn add(&mut self, articles: &[Filed]) -> Result<Vec<Fate>, StoreError> {
        let Self { path, db, writing } = self;
        let Some(writing) = writing else { return Err(StoreErrorKind::ReadOnly.of(path)) };
        let mut add = || -> Answer<Vec<Fate>> {
            let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut families = BTreeSet::new();
            let mut scattered = Scattered::default();
            let first_claim = writing.next_claim;
            let added = std::thread::scope(|scope| -> Answer<Vec<Result<Fate, i64>>> {
                // What needs no ledger is done beside the writing.
                let (give, drafts) = sync_channel(MOST_AHEAD);
                scope.spawn(move || {
                    let relations = Relations::embedded();
                    for filed in articles {
                        // Whoever stopped listening has failed, and says so.
                        if give.send(Draft::of(filed, &relations)).is_err() {
                            return;
                        }
                    }
                });
                let file =
                    |draft: Answer<Draft<'_>>| file(&step, writing, draft?, &mut families, &mut scattered);
                drafts.into_iter().map(file).collect()
            })?;
            scattered.write(&step)?;
            let mut witnesses = Witnesses { since: first_claim, ..Witnesses::default() };
            for family in families {
                witness(&step, family, &mut witnesses)?;
            }
            let mut fates = Vec::new();
            for one in added {
                fates.push(match one {
                    Ok(fate) => fate,
                    Err(article) => fate_of(&step, article)?,
                });
            }
            step.commit()?;
            if witnesses.have_moved {
                writing.shelf = None;
            }
            if let Some(shelf) = &mut writing.shelf {
                scattered.entries.retain(|entry| !witnesses.new.contains(&entry.id));
                scattered.entries.drain(..).for_each(|entry| shelf.put(entry));
                if shelf.n_claims() > MOST_AT_HAND {
                    shelf.shed(MOST_AT_HAND / 2);
                }
            }
            Ok(fates)
        };
        let added = add();
        if added.is_err() {
            // What was at hand may be of articles that are not in the ledger after all.
            writing.recent = Recent::default();
            writing.shelf = None;
        }
        added.map_err(|kind| kind.of(path))
    }
}

/// The name of an article: its own, its address, or the file that it came from.
pub(crate) fn name_of(article: &Article) -> &str {
    let names =
        [Some(article.id.as_str()), article.metadata.url.as_deref(), Some(article.origin.file.as_str())];
    names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or("-")
}

fn find(db: &Connection, name: &str, content: i64) -> Answer<Option<i64>> {
    let mut found = db.prepare_cached("SELECT nr FROM article_row WHERE id = ?1 AND content = ?2")?;
    Ok(found.query_row(params![name, content], |row| row.get(0)).optional()?)
}

/// What became of an article that is new, once all copies are known.
fn fate_of(step: &Transaction<'_>, article: i64) -> Answer<Fate> {
    let first = "SELECT f.nr, f.id FROM article_row a JOIN article_row f ON f.nr = a.family WHERE a.nr = ?1";
    let (nr, id): (i64, String) =
        step.prepare_cached(first)?.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(if nr == article { Fate::Added } else { Fate::Copy(id) })
}

/// Files an article; gives its fate, or its row where that depends on its copies.
fn file(
    step: &Transaction<'_>,
    writing: &mut Writing,
    mut draft: Draft<'_>,
    families: &mut BTreeSet<i64>,
    scattered: &mut Scattered,
) -> Answer<Result<Fate, i64>> {
    if let Some(nr) = find(step, draft.name, draft.content)? {
        let known = known_keys(step, nr)?;
        if known == draft.keys {
            return Ok(Ok(Fate::Known));
        }
        // What is taken out may have been filed in this step.
        scattered.write(step)?;
        tell_changes(step, writing.run, &known, &draft.keys)?;
        remove_claims(step, nr)?;
        step.execute(
            "UPDATE article_row SET n_claims = ?2, run = ?3 WHERE nr = ?1",
            params![nr, draft.keys.len(), writing.run],
        )?;
        // What is at hand may be placed by what is taken out.
        writing.shelf = None;
        file_claims(step, writing, draft, nr, scattered)?;
        let family = "SELECT family FROM article_row WHERE nr = ?1";
        families.insert(step.prepare_cached(family)?.query_row([nr], |row| row.get(0))?);
        return Ok(Ok(Fate::ReadAnew));
    }
    let nr = insert_article(step, writing, &draft)?;
    let learned = draft.filed.learned;
    let fingerprint = std::mem::take(&mut draft.fingerprint);
    file_claims(step, writing, draft, nr, scattered)?;
    families.extend(join_family(step, &mut writing.recent, nr, learned, fingerprint, scattered)?);
    Ok(Err(nr))
}

fn insert_article(step: &Transaction<'_>, writing: &mut Writing, draft: &Draft<'_>) -> Answer<i64> {
    let article = &draft.filed.article;
    let metadata = &article.metadata;
    let day = metadata.published.as_ref().map(|one| one.day.to_string());
    let words = (!writing.keep_text).then(|| draft.fingerprint.to_bytes());
    let nr = writing.next_article;
    writing.next_article += 1;
    step.prepare_cached(
        "INSERT INTO article_row (nr, id, content, run, url, outlet, title, language, published, more, text, words, \
         n_claims, family) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?1)",
    )?
    .execute(params![
        nr,
        draft.name,
        draft.content,
        writing.run,
        metadata.url,
        metadata.outlet,
        metadata.title,
        metadata.language,
        day,
        draft.more,
        Some(&article.text).filter(|_| writing.keep_text),
        words,
        draft.claims.len(),
    ])?;
    step.prepare_cached("INSERT INTO article_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![nr, metadata.title, if writing.keep_text { article.text.as_str() } else { "" },])?;
    Ok(nr)
}

/// The keys of an article's claims, in their order.
pub(crate) fn claim_keys(name: &str, content: i64, claims: &[Claim]) -> Vec<i64> {
    let mut told: BTreeMap<i64, usize> = BTreeMap::new();
    let keys = claims.iter().map(|claim| {
        let nth = told.entry(key::of_claim(name, content, claim, 0)).or_default();
        *nth += 1;
        key::of_claim(name, content, claim, *nth - 1)
    });
    keys.collect()
}

fn known_keys(step: &Transaction<'_>, article: i64) -> Answer<Vec<i64>> {
    let mut keys = step.prepare_cached("SELECT key FROM claim_row WHERE article = ?1 ORDER BY number")?;
    Ok(keys.query_map([article], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn tell_changes(step: &Transaction<'_>, run: i64, known: &[i64], keys: &[i64]) -> Answer<()> {
    for (what, these, those) in [("claim withdrawn", known, keys), ("claim read anew", keys, known)] {
        for key in these.iter().filter(|key| !those.contains(key)) {
            step.prepare_cached(
                "INSERT INTO log_row (run, what, key, other, detail) VALUES (?1, ?2, ?3, NULL, '')",
            )?
            .execute(params![run, what, key])?;
        }
    }
    Ok(())
}

/// Takes an article's claims out; those on the same events are placed anew.
fn remove_claims(step: &Transaction<'_>, article: i64) -> Answer<()> {
    let on = "SELECT DISTINCT event FROM claim_row WHERE article = ?1 AND event IS NOT NULL";
    let events =
        step.prepare_cached(on)?.query_map([article], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    for event in events {
        place_anew(step, event)?;
    }
    no_longer_told(step, "SELECT affair, learned FROM claim_row WHERE article = ?1", article)?;
    for part in [
        "DELETE FROM claim_words WHERE rowid IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM pending_row WHERE claim IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM link_row WHERE article = ?1",
    ] {
        step.execute(part, [article])?;
    }
    let own = "SELECT nr, face, marks FROM claim_row WHERE article = ?1";
    let own: Vec<(i64, Vec<u8>, Vec<u8>)> = step
        .prepare_cached(own)?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (nr, face, marked) in own {
        for block in crate::settle::blocks_in(&face)? {
            step.execute("DELETE FROM block_row WHERE block = ?1 AND claim = ?2", params![block, nr])?;
        }
        let mut marks = BTreeMap::new();
        marks::add(&mut marks, &marked);
        for mark in marks.keys() {
            step.execute("DELETE FROM claim_mark WHERE mark = ?1 AND claim = ?2", params![mark, nr])?;
        }
    }
    step.execute("DELETE FROM claim_row WHERE article = ?1", [article])?;
    Ok(())
}

/// Has those events tied anew that may have joined an affair because of claims that are no longer told.
fn no_longer_told(step: &Transaction<'_>, claims: &str, of: i64) -> Answer<()> {
    let affairs: Vec<(Option<String>, String)> = step
        .prepare_cached(claims)?
        .query_map([of], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (affair, day) in affairs {
        let Some(affair) = affair else { continue };
        for event in begun_after(step, &affair, &day)? {
            step.prepare_cached("INSERT OR IGNORE INTO emptied_row (event) VALUES (?1)")?.execute([event])?;
        }
    }
    Ok(())
}

/// Has all claims on an event placed anew, as when one of them is no longer told.
fn place_anew(step: &Transaction<'_>, event: i64) -> Answer<()> {
    for part in [
        "INSERT OR IGNORE INTO pending_row SELECT nr FROM claim_row WHERE event = ?1 AND fit IS NOT NULL",
        "UPDATE claim_row SET fit = NULL, parent = NULL WHERE event = ?1",
        "INSERT OR IGNORE INTO emptied_row (event) VALUES (?1)",
    ] {
        step.prepare_cached(part)?.execute([event])?;
    }
    Ok(())
}

fn file_claims(
    step: &Transaction<'_>,
    writing: &mut Writing,
    draft: Draft<'_>,
    article: i64,
    scattered: &mut Scattered,
) -> Answer<()> {
    let title = draft.filed.article.metadata.title.as_deref();
    let mut insert = step.prepare_cached(
        "INSERT INTO claim_row (nr, key, article, number, type, modes, status, actors, recipients, date_from, \
         date_to, place, place_country, source, who, confidence, quote, learned, body, latitude, longitude, n_named, \
         face, marks, affair) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
         ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
    )?;
    let mut pending = step.prepare_cached("INSERT INTO pending_row (claim) VALUES (?1)")?;
    let mut words = step
        .prepare_cached("INSERT INTO claim_words (rowid, quote, parties, title) VALUES (?1, ?2, ?3, ?4)")?;
    for (number, (drafted, key)) in draft.claims.into_iter().zip(&draft.keys).enumerate() {
        let Drafted { claim, modes, actors, recipients, parties, ends, learned, body, names, entered } =
            drafted;
        let [from, to] = ends;
        let quote = claim.evidence.span.of(&draft.filed.article.text);
        let quote = Some(quote).filter(|_| writing.keep_text);
        let place = claim.place.as_ref();
        // A number is never used again, so that an event that is called by it is not taken for another.
        let nr = writing.next_claim;
        writing.next_claim += 1;
        let mut marks: BTreeMap<u32, u8> = BTreeMap::new();
        for (name, roles) in names {
            marks.insert(mark_nr(step, &mut writing.recent, &name)?, roles);
        }
        insert.execute(params![
            nr,
            key,
            article,
            number,
            claim.event_type,
            modes,
            claim.status.as_str(),
            actors,
            recipients,
            from,
            to,
            place.map(|place| place.text.as_str()).filter(|text| !text.is_empty()),
            place.and_then(|place| place.country.as_deref()),
            claim.source.kind.as_str(),
            claim.source.who,
            f64::from(claim.confidence),
            quote,
            learned,
            body,
            entered.latitude,
            entered.longitude,
            entered.n_named,
            entered.kept_face,
            marks::to_bytes(&marks),
            entered.affair,
        ])?;
        pending.execute([nr])?;
        words.execute(params![nr, quote, parties, title])?;
        scattered.marks.extend(marks.into_iter().map(|(mark, roles)| (mark, nr, roles)));
        scattered.blocks.extend(entered.blocks.iter().map(|block| (*block, nr)));
        scattered.entries.push(Entry::new(nr, entered.rank, entered.face));
    }
    file_links(step, article, &draft.links)
}

/// A number by which articles of one day are taken in the same order in every ledger.
pub(crate) fn order_by_name(id: &str, content: i64) -> i64 {
    key::of_words(&format!("{id}\n{content}"))
}

/// Notes what ties the claims of an article.
fn file_links(step: &Transaction<'_>, article: i64, links: &[Link]) -> Answer<()> {
    let mut insert = step.prepare_cached(
        "INSERT INTO link_row (article, one, two, weight, because) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for link in links {
        insert.execute(params![article, link.one, link.two, f64::from(link.weight), link.because])?;
    }
    Ok(())
}

/// The day on which a claim became known: that of publication, or the last on which the article can have been
/// published, or else the last day of what it claims.
pub(crate) fn learned(filed: &Filed, claim: &Claim) -> Date {
    let published = filed.article.metadata.published.as_ref().map(|one| one.day);
    let interval = claim.when.interval;
    published.or(filed.learned).or(interval.to).or(interval.from).unwrap_or(Date::MAX)
}

/// What a claim can be asked for by, with the parts they play in it.
pub(crate) fn marks_of(claim: &Claim, outlet: Option<&str>) -> BTreeMap<String, u8> {
    let mut marks: BTreeMap<String, u8> = BTreeMap::new();
    for (side, role) in [(&claim.actors, role::ACTOR), (&claim.recipients, role::RECIPIENT)] {
        for actor in side.iter().map(|party| &party.actor) {
            let id = Some(&actor.id).filter(|id| !id.is_empty());
            for name in [&actor.country, &actor.person, &actor.body, &id.cloned()].into_iter().flatten() {
                *marks.entry(name.to_lowercase()).or_default() |= role;
            }
        }
    }
    if let Some(place) = &claim.place {
        for name in place.country.iter().chain(Some(&place.text).filter(|text| !text.is_empty())) {
            *marks.entry(name.to_lowercase()).or_default() |= role::PLACE;
        }
    }
    if let Some(outlet) = outlet {
        *marks.entry(outlet.to_lowercase()).or_default() |= role::OUTLET;
    }
    for voice in voices_of(&claim.source) {
        *marks.entry(voice).or_default() |= role::VOICE;
    }
    marks
}

/// What those are called on whose word something is claimed: as the article calls them, and as the tables call who is
/// meant. Where a country's officials speak, it is the country's word.
fn voices_of(source: &Source) -> BTreeSet<String> {
    let mut names: Vec<&str> = called(source).into_iter().collect();
    if let Some(actor) = &source.actor {
        let known = || [&actor.person, &actor.body].into_iter().flatten().map(String::as_str);
        // A name may be as short as a pronoun, and is then told from it by whose it is.
        let is_of = |who: &&str| known().any(|name| name.split_whitespace().any(|word| word == *who));
        names.extend(source.who.as_deref().filter(is_of));
        names.extend(known());
        names.push(&actor.id);
        names.extend(actor.country.as_deref().filter(|_| source.kind == SourceKind::Official));
    }
    let voices = names.into_iter().map(as_voice);
    voices.filter(|voice| !voice.is_empty()).collect()
}

/// The name of a voice as it is entered and asked for, however its letters and lines are set.
pub(crate) fn as_voice(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mark_nr(step: &Transaction<'_>, recent: &mut Recent, name: &str) -> Answer<u32> {
    if let Some(nr) = recent.marks.get(name) {
        return Ok(*nr);
    }
    step.prepare_cached("INSERT OR IGNORE INTO mark_row (name) VALUES (?1)")?.execute([name])?;
    let nr = step
        .prepare_cached("SELECT nr FROM mark_row WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?;
    if recent.marks.len() > MOST_RECENT * 10 {
        recent.marks.clear();
    }
    recent.marks.insert(name.to_owned(), nr);
    Ok(nr)
}

/// Parties as they are shown: country, sector, and name or words.
#[must_use]
pub fn parties_in_words(parties: &[Party]) -> String {
    let mut words: Vec<String> = Vec::new();
    for Party { text, actor, .. } in parties {
        let name = actor.person.as_ref().or(actor.body.as_ref());
        let codes = [&actor.country, &actor.sector];
        let mut parts: Vec<&str> = codes.into_iter().flatten().map(String::as_str).collect();
        parts.extend(name.map(String::as_str));
        if parts.is_empty() || name.is_none() && actor.country.is_none() {
            parts.push(text);
        }
        words.push(parts.join(" "));
    }
    words.join("; ")
}

/// Finds the copies of an article; gives the families of which one has gained or lost an article.
///
/// An article is of the family of the earliest one of which it is a copy. So which ones were known to be copies on a
/// day follows from what had been published by then.
fn join_family(
    step: &Transaction<'_>,
    recent: &mut Recent,
    nr: i64,
    learned: Option<Date>,
    fingerprint: Fingerprint,
    scattered: &mut Scattered,
) -> Answer<BTreeSet<i64>> {
    let day = fingerprint.day.or(learned).map_or(NO_DAY, day_number);
    let is_dated = fingerprint.day.is_some();
    let mut candidates = recent.sharing(step, day, &fingerprint.keys)?;
    // Two articles that have a day are found by it: as long as all have one, nobody looks for the few runs.
    if !is_dated && !recent.has_undated(step)? {
        note_few(step, scattered)?;
        recent.has_undated = Some(true);
    }
    if recent.has_undated(step)? {
        scattered.write_few(step)?;
        let sharing = "SELECT article FROM few_row WHERE run = ?1 AND is_dated <= ?2 LIMIT ?3";
        let mut sharing = step.prepare_cached(sharing)?;
        for run in fingerprint.keys.iter().take(FEW).map(|run| key::positive(*run)) {
            for other in sharing.query_map(params![run, !is_dated, COMMON], |row| row.get(0))? {
                candidates.insert(other?);
            }
            scattered.few.push((run, is_dated, nr));
        }
    }
    let runs: Vec<u8> = fingerprint.keys.iter().flat_map(|run| run.to_le_bytes()).collect();
    step.prepare_cached("INSERT OR REPLACE INTO print_row (day, article, runs) VALUES (?1, ?2, ?3)")?
        .execute(params![day, nr, runs])?;
    recent.enter(day, nr, &fingerprint.keys);
    candidates.remove(&nr);
    let mut copies: Vec<i64> = Vec::new();
    for candidate in candidates {
        if !recent.fingerprints.contains_key(&candidate) {
            recent.make_room();
            recent.fingerprints.insert(candidate, fingerprint_of(step, candidate)?);
        }
        if recent.fingerprints.get(&candidate).is_some_and(|other| judge(other, &fingerprint).is_copy()) {
            copies.push(candidate);
        }
    }
    recent.make_room();
    recent.fingerprints.insert(nr, fingerprint);
    if copies.is_empty() {
        return Ok(BTreeSet::new());
    }
    let own = order_of(step, nr)?;
    let mut families = BTreeSet::new();
    let mut first: Option<(Order, i64)> = None;
    for copy in copies {
        let theirs = order_of(step, copy)?;
        if theirs < own {
            first =
                Some(first.map_or_else(|| (theirs.clone(), copy), |first| first.min((theirs.clone(), copy))));
        } else {
            let of = "SELECT copy_of FROM article_row WHERE nr = ?1";
            let of: Option<i64> = step.prepare_cached(of)?.query_row([copy], |row| row.get(0))?;
            let is_earlier = match of {
                Some(of) => own < order_of(step, of)?,
                None => true,
            };
            if is_earlier {
                families.extend(copy_from(step, copy, nr)?);
            }
        }
    }
    if let Some((_, first)) = first {
        families.extend(copy_from(step, nr, first)?);
    }
    Ok(families)
}

/// Notes by which few runs of words those articles are found that have a day, now that one has none.
fn note_few(step: &Transaction<'_>, scattered: &mut Scattered) -> Answer<()> {
    let mut kept = step.prepare_cached("SELECT article, runs FROM print_row WHERE day <> ?1")?;
    let mut rows = kept.query([NO_DAY])?;
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        let bytes = row.get_ref(1)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
        let (runs, _) = bytes.as_chunks::<8>();
        let few = runs.iter().take(FEW).map(|run| key::positive(u64::from_le_bytes(*run)));
        scattered.few.extend(few.map(|run| (run, true, article)));
        if scattered.few.len() > MOST_RUNS {
            scattered.write_few(step)?;
        }
    }
    Ok(())
}

/// The order in which articles are taken, of which the first of a family is the first.
type Order = (bool, Option<String>, String, i64);

fn order_of(step: &Transaction<'_>, article: i64) -> Answer<Order> {
    let order = "SELECT published IS NULL, published, id, content FROM article_row WHERE nr = ?1";
    let mut order = step.prepare_cached(order)?;
    Ok(order.query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?)
}

/// Makes an article a copy of another, and all that were its copies with it; gives the families that this changes.
fn copy_from(step: &Transaction<'_>, article: i64, first: i64) -> Answer<[i64; 2]> {
    let family = "SELECT family FROM article_row WHERE nr = ?1";
    let before = step.prepare_cached(family)?.query_row([article], |row| row.get(0))?;
    let now = step.prepare_cached(family)?.query_row([first], |row| row.get(0))?;
    step.prepare_cached("UPDATE article_row SET copy_of = ?2 WHERE nr = ?1")?.execute([article, first])?;
    step.prepare_cached(
        "WITH RECURSIVE copy (nr) AS (SELECT ?1 UNION SELECT a.nr FROM copy JOIN article_row a ON a.copy_of = copy.nr) \
         UPDATE article_row SET family = ?2 WHERE nr IN (SELECT nr FROM copy)",
    )?
    .execute([article, now])?;
    Ok([before, now])
}

impl Recent {
    fn make_room(&mut self) {
        if self.fingerprints.len() >= MOST_RECENT {
            self.fingerprints.clear();
        }
    }

    /// Whether there are articles that have no day.
    fn has_undated(&mut self, step: &Transaction<'_>) -> Answer<bool> {
        if let Some(known) = self.has_undated {
            return Ok(known);
        }
        let any = "SELECT EXISTS (SELECT 1 FROM few_row WHERE is_dated = 0)";
        let any = step.prepare_cached(any)?.query_row([], |row| row.get(0))?;
        self.has_undated = Some(any);
        Ok(any)
    }

    /// Articles of about a day that share a run of words.
    fn sharing(&mut self, step: &Transaction<'_>, day: i32, runs: &[u64]) -> Answer<BTreeSet<i64>> {
        if self.n_runs > MOST_RUNS {
            self.runs.clear();
            self.entered.clear();
            self.days.clear();
            self.n_runs = 0;
        }
        let near = day.saturating_sub(COPY_DAYS)..=day.saturating_add(COPY_DAYS);
        for day in near.clone() {
            if self.days.contains(&day) {
                continue;
            }
            let mut kept = step.prepare_cached("SELECT article, runs FROM print_row WHERE day = ?1")?;
            let mut rows = kept.query([day])?;
            while let Some(row) = rows.next()? {
                let bytes = row.get_ref(1)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
                let (kept, _) = bytes.as_chunks::<8>();
                let kept: Vec<u64> = kept.iter().map(|run| u64::from_le_bytes(*run)).collect();
                self.put(day, row.get(0)?, &kept);
            }
            self.days.insert(day);
        }
        let mut articles = BTreeSet::new();
        for run in runs {
            let last = self.runs.get(run).and_then(|last| self.entered.get(*last as usize));
            let with_run = std::iter::successors(last, |one| self.entered.get(one.before? as usize));
            let sharing = with_run.filter(|one| near.contains(&one.day));
            if sharing.clone().count() < COMMON {
                articles.extend(sharing.map(|one| one.article));
            }
        }
        Ok(articles)
    }

    /// Notes the runs of an article that has come in; where its day is not at hand, the ledger has them.
    fn enter(&mut self, day: i32, article: i64, runs: &[u64]) {
        if self.days.contains(&day) {
            self.put(day, article, runs);
        }
    }

    fn put(&mut self, day: i32, article: i64, runs: &[u64]) {
        for run in runs {
            let before = self.runs.insert(*run, self.entered.len() as u32);
            self.entered.push(RunOfWords { day, article, before });
        }
        self.n_runs += 1;
    }
}

/// The fingerprint of an article in the ledger.
fn fingerprint_of(step: &Transaction<'_>, article: i64) -> Answer<Fingerprint> {
    let kept = "SELECT published, more, text, words FROM article_row WHERE nr = ?1";
    let (published, more, text, words): (Option<String>, String, Option<String>, Option<Vec<u8>>) = step
        .prepare_cached(kept)?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let day =
        published.map(|day| day.parse().map_err(|error| StoreErrorKind::damaged(&error))).transpose()?;
    let Some(text) = text else { return Ok(Fingerprint::from_bytes(day, &words.unwrap_or_default())) };
    let mut article = Article { text, ..Article::default() };
    let more: MoreForm<'_> = serde_json::from_str(&more)?;
    more.fill(day, &mut article).map_err(StoreErrorKind::Damaged)?;
    Ok(Fingerprint::of(&article))
}

/// What deciding who repeats whom has changed.
#[derive(Default)]
struct Witnesses {
    /// Claims from this one on are new in this step.
    since: i64,
    /// New claims that repeat one.
    new: BTreeSet<i64>,
    /// Whether one that was there before repeats another now, or does no longer.
    have_moved: bool,
}

/// Decides anew, for a family of copies, which claims are its own and which repeat one: the first copy by publication
/// has what it says, and a later one adds what no earlier one says.
fn witness(step: &Transaction<'_>, family: i64, witnesses: &mut Witnesses) -> Answer<()> {
    let mut copies = step.prepare_cached(
        "SELECT c.nr, c.key, c.body, c.witness_of, a.nr, c.event FROM article_row a JOIN claim_row c ON c.article = a.nr \
         WHERE a.family = ?1 ORDER BY a.published IS NULL, a.published, a.id, a.content, c.number",
    )?;
    let mut rows = copies.query([family])?;
    let mut copies_so_far = Copies::default();
    let mut changes: Vec<(i64, Option<i64>, Option<i64>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (nr, own, body, before): (i64, i64, String, Option<i64>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let claim = serde_json::from_str::<ClaimForm<'_>>(&body)?.claim().map_err(StoreErrorKind::Damaged)?;
        let now = copies_so_far.tell(row.get(4)?, own, &claim);
        if now != before {
            changes.push((nr, now, row.get(5)?));
        }
    }
    for (nr, now, event) in changes {
        witnesses.have_moved |= nr < witnesses.since;
        witnesses.new.insert(nr);
        // One that was told by itself may have been what others were placed by.
        if let Some(event) = event {
            place_anew(step, event)?;
        }
        no_longer_told(step, "SELECT affair, learned FROM claim_row WHERE nr = ?1", nr)?;
        step.prepare_cached("UPDATE claim_row SET witness_of = ?2, fit = NULL, parent = NULL WHERE nr = ?1")?
            .execute(params![nr, now])?;
        step.prepare_cached("INSERT OR IGNORE INTO pending_row (claim) VALUES (?1)")?.execute([nr])?;
    }
    Ok(())
}

/// Brings what is kept of articles and claims up to the second format.
pub(crate) fn refile(step: &Transaction<'_>) -> Answer<()> {
    let mut recent = Recent::default();
    let mut scattered = Scattered::default();
    let relations = Relations::embedded();
    let articles = "SELECT nr FROM article_row ORDER BY nr";
    let articles: Vec<i64> =
        step.prepare(articles)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    step.execute("UPDATE article_row SET family = nr", [])?;
    let mut families: BTreeSet<i64> = BTreeSet::new();
    for nr in articles {
        let mut filed = Filed { article: article_of(step, nr)?, ..Filed::default() };
        let content = "SELECT id, content FROM article_row WHERE nr = ?1";
        let (id, content): (String, i64) =
            step.prepare_cached(content)?.query_row([nr], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kept = "SELECT nr, learned, body FROM claim_row WHERE article = ?1 ORDER BY number";
        let kept: Vec<(i64, String, String)> = step
            .prepare_cached(kept)?
            .query_map([nr], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        for (number, (claim_nr, learned, body)) in kept.iter().enumerate() {
            let learned: Date = learned.parse().map_err(|error| StoreErrorKind::damaged(&error))?;
            let claim =
                serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?;
            let outlet = filed.article.metadata.outlet.as_deref();
            let mut marks = BTreeMap::new();
            for (name, roles) in marks_of(&claim, outlet) {
                marks.insert(mark_nr(step, &mut recent, &name)?, roles);
            }
            let article = order_by_name(&id, content);
            let rank = Rank { day: day_number(learned), article, number: number as u32 };
            let entered = Entered::of(&claim, learned, rank);
            step.prepare_cached(
                "UPDATE claim_row SET latitude = ?2, longitude = ?3, n_named = ?4, face = ?5, marks = ?6, affair = ?7 \
                 WHERE nr = ?1",
            )?
            .execute(params![
                claim_nr,
                entered.latitude,
                entered.longitude,
                entered.n_named,
                entered.kept_face,
                marks::to_bytes(&marks),
                entered.affair,
            ])?;
            scattered.blocks.extend(entered.blocks.iter().map(|block| (*block, *claim_nr)));
            filed.learned = Some(learned);
            filed.claims.push(claim);
        }
        file_links(step, nr, &links(&filed.claims, &filed.article.text, &relations))?;
        let fingerprint = fingerprint_of(step, nr)?;
        families.extend(join_family(step, &mut recent, nr, filed.learned, fingerprint, &mut scattered)?);
    }
    scattered.write(step)?;
    for family in families {
        witness(step, family, &mut Witnesses::default())?;
    }
    Ok(())
}

/// Enters all claims in their blocks anew.
pub(crate) fn enter_anew(step: &Transaction<'_>) -> Answer<()> {
    let mut scattered = Scattered::default();
    let mut kept = step.prepare("SELECT nr, face FROM claim_row ORDER BY nr")?;
    let mut rows = kept.query([])?;
    while let Some(row) = rows.next()? {
        let nr: i64 = row.get(0)?;
        let face = row.get_ref(1)?.as_blob().map_err(|error| StoreErrorKind::damaged(&error))?;
        scattered.blocks.extend(crate::settle::blocks_in(face)?.into_iter().map(|block| (block, nr)));
        if scattered.blocks.len() > MOST_SCATTERED {
            scattered.write(step)?;
        }
    }
    scattered.write(step)
}

/// Enters anew what claims and events can be asked for by, now that this is also on whose word a claim is made.
pub(crate) fn mark_anew(step: &Transaction<'_>) -> Answer<()> {
    let mut recent = Recent::default();
    let mut scattered = Scattered::default();
    let mut last = i64::MIN;
    loop {
        let some = "SELECT nr, marks, body FROM claim_row WHERE nr > ?1 ORDER BY nr LIMIT ?2";
        let some: Vec<(i64, Vec<u8>, String)> = step
            .prepare_cached(some)?
            .query_map(params![last, MOST_RECENT], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let Some((nr, ..)) = some.last() else { break };
        last = *nr;
        for (nr, kept, body) in &some {
            let claim =
                serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?;
            let voices = voices_of(&claim.source);
            let mut marked = BTreeMap::new();
            marks::add(&mut marked, kept);
            for voice in &voices {
                *marked.entry(mark_nr(step, &mut recent, voice)?).or_default() |= role::VOICE;
            }
            if !voices.is_empty() {
                step.prepare_cached("UPDATE claim_row SET marks = ?2 WHERE nr = ?1")?
                    .execute(params![nr, marks::to_bytes(&marked)])?;
            }
            scattered.marks.extend(marked.into_iter().map(|(mark, roles)| (mark, *nr, roles)));
        }
        if scattered.marks.len() > MOST_SCATTERED {
            scattered.write(step)?;
        }
    }
    scattered.write(step)?;
    crate::settle::mark_events_anew(step)
}

/// An article as far as it is kept: its words are empty where they are not.
fn article_of(step: &Transaction<'_>, nr: i64) -> Answer<Article> {
    let kept = "SELECT outlet, text FROM article_row WHERE nr = ?1";
    let (outlet, text): (Option<String>, Option<String>) =
        step.prepare_cached(kept)?.query_row([nr], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut article = Article { text: text.unwrap_or_default(), ..Article::default() };
    article.metadata.outlet = outlet;
    Ok(article)
}
