//! Filing: articles and their claims go into the ledger, and copies are found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dragoman_event::{Claim, Party};
use dragoman_text::Article;
use dragoman_thread::duplicate::{Fingerprint, judge};
use dragoman_thread::merge::{Told, WAITS_DAYS, days, undertakings};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::bulk::Copies;
use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::form::{ClaimForm, MoreForm};
use crate::key;
use crate::ledger::{Ledger, Writing};

/// A run of words that stands in more articles than this is a phrase of the trade and makes no candidates.
const COMMON: usize = 400;
/// Fingerprints that are kept at hand.
const MOST_RECENT: usize = 4000;
/// Claims whose days are more than this are kept apart, so that the others are found by a short stretch of days.
const LONG_DAYS: i32 = 800;

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
    marks: HashMap<String, i64>,
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
            let mut added = Vec::new();
            for filed in articles {
                added.push(file(&step, writing, filed, &mut families)?);
            }
            for article in families {
                witness(&step, article)?;
            }
            let mut fates = Vec::new();
            for one in added {
                fates.push(match one {
                    Ok(fate) => fate,
                    Err(article) => fate_of(&step, article)?,
                });
            }
            step.commit()?;
            Ok(fates)
        };
        let added = add();
        if added.is_err() {
            // What was at hand may be of articles that are not in the ledger after all.
            writing.recent = Recent::default();
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
    filed: &Filed,
    families: &mut BTreeSet<i64>,
) -> Answer<Result<Fate, i64>> {
    let article = &filed.article;
    let (name, content) = (name_of(article), key::of_content(article));
    let keys = claim_keys(name, content, &filed.claims);
    if let Some(nr) = find(step, name, content)? {
        let known = known_keys(step, nr)?;
        if known == keys {
            return Ok(Ok(Fate::Known));
        }
        tell_changes(step, writing.run, &known, &keys)?;
        remove_claims(step, nr)?;
        step.execute(
            "UPDATE article_row SET n_claims = ?2, run = ?3 WHERE nr = ?1",
            params![nr, keys.len(), writing.run],
        )?;
        file_claims(step, writing, filed, nr, &keys)?;
        families.insert(nr);
        return Ok(Ok(Fate::ReadAnew));
    }
    let fingerprint = Fingerprint::of(article);
    let nr = insert_article(step, writing, filed, name, content, &fingerprint)?;
    file_claims(step, writing, filed, nr, &keys)?;
    if join_family(step, &mut writing.recent, nr, fingerprint)? {
        families.insert(nr);
    }
    Ok(Err(nr))
}

fn insert_article(
    step: &Transaction<'_>,
    writing: &Writing,
    filed: &Filed,
    name: &str,
    content: i64,
    fingerprint: &Fingerprint,
) -> Answer<i64> {
    let article = &filed.article;
    let metadata = &article.metadata;
    let day = metadata.published.as_ref().map(|one| one.day.to_string());
    let words = (!writing.keep_text).then(|| fingerprint.to_bytes());
    step.prepare_cached(
        "INSERT INTO article_row (id, content, run, url, outlet, title, language, published, more, text, words, \
         n_claims, family) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)",
    )?
    .execute(params![
        name,
        content,
        writing.run,
        metadata.url,
        metadata.outlet,
        metadata.title,
        metadata.language,
        day,
        serde_json::to_string(&MoreForm::of(article))?,
        Some(&article.text).filter(|_| writing.keep_text),
        words,
        filed.claims.len(),
    ])?;
    let nr = step.last_insert_rowid();
    step.prepare_cached("UPDATE article_row SET family = nr WHERE nr = ?1")?.execute([nr])?;
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

/// Takes an article's claims out; those akin to them are merged anew.
fn remove_claims(step: &Transaction<'_>, article: i64) -> Answer<()> {
    step.execute(
        "INSERT OR IGNORE INTO pending_row SELECT c.nr FROM claim_row c WHERE c.article <> ?1 AND c.kin IN \
         (SELECT kin FROM claim_row WHERE article = ?1 AND kin IS NOT NULL)",
        [article],
    )?;
    // An event that has lost all its claims has nobody who would ask for it to be merged anew.
    step.execute(
        "INSERT OR IGNORE INTO emptied_row SELECT DISTINCT event FROM claim_row WHERE article = ?1 AND event IS NOT NULL",
        [article],
    )?;
    for part in [
        "DELETE FROM event_mark WHERE event IN (SELECT event FROM claim_row WHERE article = ?1) AND mark IN \
         (SELECT m.mark FROM claim_row c JOIN claim_mark m ON m.claim = c.nr WHERE c.article = ?1)",
        "DELETE FROM claim_words WHERE rowid IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM pending_row WHERE claim IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM claim_mark WHERE claim IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM block_row WHERE claim IN (SELECT nr FROM claim_row WHERE article = ?1)",
        "DELETE FROM claim_row WHERE article = ?1",
    ] {
        step.execute(part, [article])?;
    }
    Ok(())
}

fn file_claims(
    step: &Transaction<'_>,
    writing: &mut Writing,
    filed: &Filed,
    article: i64,
    keys: &[i64],
) -> Answer<()> {
    let outlet = filed.article.metadata.outlet.as_deref();
    for (number, (claim, key)) in filed.claims.iter().zip(keys).enumerate() {
        let learned = learned(filed, claim);
        let quote = claim.evidence.span.of(&filed.article.text);
        let quote = Some(quote).filter(|_| writing.keep_text);
        let (actors, recipients) = (parties_in_words(&claim.actors), parties_in_words(&claim.recipients));
        let place = claim.place.as_ref();
        step.prepare_cached(
            "INSERT INTO claim_row (key, article, number, type, modes, status, actors, recipients, date_from, date_to, \
             place, place_country, source, who, confidence, quote, learned, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            key,
            article,
            number,
            claim.event_type,
            claim.modes.join("+"),
            claim.status.as_str(),
            actors,
            recipients,
            claim.when.interval.from.map(|day| day.to_string()),
            claim.when.interval.to.map(|day| day.to_string()),
            place.map(|place| place.text.as_str()).filter(|text| !text.is_empty()),
            place.and_then(|place| place.country.as_deref()),
            claim.source.kind.as_str(),
            claim.source.who,
            f64::from(claim.confidence),
            quote,
            learned.to_string(),
            serde_json::to_string(&ClaimForm::of(claim))?,
        ])?;
        let nr = step.last_insert_rowid();
        step.prepare_cached("INSERT INTO pending_row (claim) VALUES (?1)")?.execute([nr])?;
        step.prepare_cached(
            "INSERT INTO claim_words (rowid, quote, parties, title) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            nr,
            quote,
            format!("{actors}; {recipients}"),
            filed.article.metadata.title.as_deref()
        ])?;
        for (mark, roles) in marks_of(claim, outlet) {
            let mark = mark_nr(step, &mut writing.recent, &mark)?;
            step.prepare_cached("INSERT OR IGNORE INTO claim_mark (mark, claim, roles) VALUES (?1, ?2, ?3)")?
                .execute(params![mark, nr, roles])?;
        }
        file_blocks(step, nr, learned, claim)?;
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

/// Enters a claim where those akin to it will look.
fn file_blocks(step: &Transaction<'_>, nr: i64, published: Date, claim: &Claim) -> Answer<()> {
    for Block { number, first, last, .. } in blocks_of(&Told { id: "", published, claim }) {
        step.prepare_cached(
            "INSERT OR IGNORE INTO block_row (block, first, claim, last) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![number, first, nr, last])?;
    }
    Ok(())
}

/// Where a claim is entered, and where to look for those akin to it.
pub(crate) struct Block {
    pub(crate) number: i64,
    pub(crate) first: i32,
    pub(crate) last: i32,
    /// Blocks with those that may be akin, and the first day on which one of them may begin.
    pub(crate) look_in: Vec<(i64, i32)>,
}

/// The blocks of a claim: by type and party with the days by which it is compared, and by undertaking.
pub(crate) fn blocks_of(told: &Told<'_>) -> Vec<Block> {
    let claim = told.claim;
    let parties = claim.actors.iter().chain(&claim.recipients);
    let mut sides: BTreeSet<&str> = parties.filter_map(|party| party.actor.country.as_deref()).collect();
    if sides.is_empty() {
        sides.insert("-");
    }
    let interval = days(told);
    let (first, last) = (number_of(interval.from), number_of(interval.to));
    let mut blocks: Vec<Block> = sides
        .into_iter()
        .map(|side| {
            let short = key::of_words(&format!("{}|{side}", claim.event_type));
            let long = key::of_words(&format!("{}|{side}|long", claim.event_type));
            let block = if last - first > LONG_DAYS { long } else { short };
            Block { number: block, first, last, look_in: vec![(short, first - LONG_DAYS), (long, i32::MIN)] }
        })
        .collect();
    let day = number_of(Some(told.published));
    blocks.extend(undertakings(told).into_iter().map(|undertaking| {
        let block = key::of_words(&format!("undertaking|{undertaking}"));
        Block { number: block, first: day, last: day + WAITS_DAYS, look_in: vec![(block, day - WAITS_DAYS)] }
    }));
    blocks
}

/// A day as a number; the first of all where it is open.
pub(crate) fn number_of(day: Option<Date>) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    day.map_or(i32::MIN / 2, |day| (day - epoch).get_days())
}

/// What a claim can be asked for by, with the parts they play in it.
pub(crate) fn marks_of(claim: &Claim, outlet: Option<&str>) -> BTreeMap<String, u8> {
    let mut marks: BTreeMap<String, u8> = BTreeMap::new();
    for (side, role) in [(&claim.actors, 1), (&claim.recipients, 2)] {
        for actor in side.iter().map(|party| &party.actor) {
            let id = Some(&actor.id).filter(|id| !id.is_empty());
            for name in [&actor.country, &actor.person, &actor.body, &id.cloned()].into_iter().flatten() {
                *marks.entry(name.to_lowercase()).or_default() |= role;
            }
        }
    }
    if let Some(place) = &claim.place {
        for name in place.country.iter().chain(Some(&place.text).filter(|text| !text.is_empty())) {
            *marks.entry(name.to_lowercase()).or_default() |= 4;
        }
    }
    if let Some(outlet) = outlet {
        *marks.entry(outlet.to_lowercase()).or_default() |= 8;
    }
    marks
}

fn mark_nr(step: &Transaction<'_>, recent: &mut Recent, name: &str) -> Answer<i64> {
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

/// Finds the copies of an article and joins their families; says whether there are any.
fn join_family(
    step: &Transaction<'_>,
    recent: &mut Recent,
    nr: i64,
    fingerprint: Fingerprint,
) -> Answer<bool> {
    let mut candidates: BTreeSet<i64> = BTreeSet::new();
    for run_of_words in fingerprint.keys.iter().map(|key| key::positive(*key)) {
        let sharing = "SELECT article FROM print_row WHERE run_of_words = ?1 LIMIT ?2";
        let mut sharing = step.prepare_cached(sharing)?;
        let sharing = sharing.query_map(params![run_of_words, COMMON], |row| row.get(0))?;
        let sharing = sharing.collect::<Result<Vec<i64>, _>>()?;
        if sharing.len() < COMMON {
            candidates.extend(sharing);
            step.prepare_cached("INSERT OR IGNORE INTO print_row (run_of_words, article) VALUES (?1, ?2)")?
                .execute(params![run_of_words, nr])?;
        }
    }
    let mut families: BTreeSet<i64> = BTreeSet::new();
    for candidate in candidates {
        if !recent.fingerprints.contains_key(&candidate) {
            recent.make_room();
            recent.fingerprints.insert(candidate, fingerprint_of(step, candidate)?);
        }
        let is_copy =
            recent.fingerprints.get(&candidate).is_some_and(|other| judge(other, &fingerprint).is_copy());
        if is_copy {
            let family = "SELECT family FROM article_row WHERE nr = ?1";
            families.insert(step.prepare_cached(family)?.query_row([candidate], |row| row.get(0))?);
        }
    }
    recent.make_room();
    recent.fingerprints.insert(nr, fingerprint);
    if families.is_empty() {
        return Ok(false);
    }
    families.insert(nr);
    for family in &families {
        step.prepare_cached("UPDATE article_row SET family = ?1 WHERE family = ?2")?
            .execute(params![nr, family])?;
    }
    let first = "SELECT nr FROM article_row WHERE family = ?1 ORDER BY published IS NULL, published, id, content LIMIT 1";
    let first: i64 = step.prepare_cached(first)?.query_row([nr], |row| row.get(0))?;
    step.prepare_cached("UPDATE article_row SET family = ?1 WHERE family = ?2")?
        .execute(params![first, nr])?;
    Ok(true)
}

impl Recent {
    fn make_room(&mut self) {
        if self.fingerprints.len() >= MOST_RECENT {
            self.fingerprints.clear();
        }
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

/// Decides anew, for a family of copies, which claims are its own and which repeat one: the first copy by publication
/// has what it says, and a later one adds what no earlier one says.
fn witness(step: &Transaction<'_>, article: i64) -> Answer<()> {
    let mut copies = step.prepare_cached(
        "SELECT c.nr, c.key, c.body, c.witness_of, a.nr FROM article_row a JOIN claim_row c ON c.article = a.nr \
         WHERE a.family = (SELECT family FROM article_row WHERE nr = ?1) \
         ORDER BY a.published IS NULL, a.published, a.id, a.content, c.number",
    )?;
    let mut rows = copies.query([article])?;
    let mut family = Copies::default();
    let mut changes: Vec<(i64, Option<i64>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (nr, own, body, before): (i64, i64, String, Option<i64>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let claim = serde_json::from_str::<ClaimForm<'_>>(&body)?.claim().map_err(StoreErrorKind::Damaged)?;
        let now = family.tell(row.get(4)?, own, &claim);
        if now != before {
            changes.push((nr, now));
        }
    }
    for (nr, now) in changes {
        step.prepare_cached("UPDATE claim_row SET witness_of = ?2 WHERE nr = ?1")?
            .execute(params![nr, now])?;
        step.prepare_cached("INSERT OR IGNORE INTO pending_row (claim) VALUES (?1)")?.execute([nr])?;
    }
    // Who is first may have changed without any claim of its own having changed.
    step.prepare_cached(
        "INSERT OR IGNORE INTO pending_row SELECT w.witness_of_nr FROM (SELECT f.nr AS witness_of_nr FROM article_row a \
         JOIN claim_row c ON c.article = a.nr JOIN claim_row f ON f.key = c.witness_of \
         WHERE a.family = (SELECT family FROM article_row WHERE nr = ?1)) w",
    )?
    .execute([article])?;
    Ok(())
}
