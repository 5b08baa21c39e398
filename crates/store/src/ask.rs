//! Answers: events, claims, articles and threads for a query, and everything on one of them.

use dragoman_event::{Claim, Interval, Status};
use dragoman_text::Article;
use dragoman_thread::merge::{ENOUGH, Life, Score, Step, score};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::file::as_voice;
use crate::form::{ClaimForm, MoreForm};
use crate::key::Key;
use crate::ledger::Ledger;
use crate::marks::role;
use crate::query::{Query, Role, Sort};
use crate::settle::{Facts, KEPT, Kept, life_of, lines, read_kept, showing};

/// A search for words looks at so many passages that have them, the newest ones; a page needs no more.
pub(crate) const MOST_WITH_WORDS: usize = 8_000;
/// What fewer answers than this have is looked for by it, and all else by time.
const RARE: usize = 5_000;
/// The same where more is asked for at once, so that few of the newest answers would do.
const RARE_BESIDE_OTHERS: usize = 60_000;
/// The same for claims, of which there are more.
const RARE_CLAIMS_BESIDE_OTHERS: usize = 150_000;

/// Some answers, and whether there are more.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The answers.
    pub rows: Vec<T>,
    /// Whether more follow.
    pub more: bool,
    /// Whether so much has the words asked for that only the newest part of it was looked at.
    pub capped: bool,
}

/// An event, as it stands or stood.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Its name.
    pub key: Key,
    /// PLOVER type.
    pub event_type: String,
    /// Modes, joined by `+`.
    pub modes: String,
    /// What became of it.
    pub status: Status,
    /// Who, in words.
    pub actors: String,
    /// To whom, in words.
    pub recipients: String,
    /// The days of what it now is.
    pub days: Interval,
    /// The words for its place.
    pub place: Option<String>,
    /// Country of its place.
    pub place_country: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f32, f32)>,
    /// When it was first told of.
    pub first_learned: Date,
    /// When what is said of it last changed.
    pub changed: Date,
    /// Claims on it.
    pub n_claims: usize,
    /// Articles that tell of it, copies with them.
    pub n_articles: usize,
    /// Outlets that tell of it.
    pub n_outlets: usize,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Its thread.
    pub thread: Option<Key>,
}

/// A claim, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// Its name.
    pub key: Key,
    /// Its event, once it is merged.
    pub event: Option<Key>,
    /// The claim.
    pub claim: Claim,
    /// The passage, where texts are kept.
    pub quote: Option<String>,
    /// When it became known.
    pub learned: Date,
    /// The article's name.
    pub article: String,
    /// The claim's place among those of its article.
    pub number: usize,
    /// The article's headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Copies that repeat it.
    pub n_witnesses: usize,
}

/// An article, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its name.
    pub id: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// How many claims were read from it.
    pub n_claims: usize,
    /// The earliest article of which it is a copy.
    pub copy_of: Option<String>,
}

/// A turn in the life of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The day it was published.
    pub learned: Date,
    /// What was said.
    pub status: Status,
    /// What the event was from then on.
    pub current: Status,
    /// The days it has, or was to have.
    pub days: Interval,
    /// How many claims say so.
    pub n_claims: usize,
}

/// Everything on one event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSheet {
    /// The event.
    pub event: EventRow,
    /// Its life.
    pub life: Vec<Turn>,
    /// Its claims, by publication, those that repeat one left out.
    pub claims: Vec<ClaimRow>,
    /// What ties it to others: their names, and why.
    pub ties: Vec<(Key, String)>,
}

/// The events of one affair.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadSheet {
    /// Its name.
    pub key: Key,
    /// The event that most is said of.
    pub central: EventRow,
    /// Its events, by the days of the happening.
    pub events: Vec<EventRow>,
}

/// What is planned, and how often that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// The event.
    pub event: EventRow,
    /// How often it was put off.
    pub n_postponed: usize,
    /// The days on which it was to be, one after the other.
    pub days: Vec<Interval>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// When the run began that made the change.
    pub started: String,
    /// The version that made it.
    pub version: String,
    /// What was changed.
    pub what: String,
    /// Which claim or event.
    pub key: Key,
    /// Which one took its place.
    pub other: Option<Key>,
    /// More on it.
    pub detail: String,
}

/// How much is in a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles, copies with them.
    pub n_articles: usize,
    /// Articles that are copies.
    pub n_copies: usize,
    /// Claims, those that repeat one left out.
    pub n_claims: usize,
    /// Claims that repeat one.
    pub n_witnesses: usize,
    /// Events.
    pub n_events: usize,
    /// Threads.
    pub n_threads: usize,
}

/// A question in the database's words.
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    pub(crate) fn put(&mut self, text: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(text);
        self.values.extend(values);
    }

    /// `column IN (…)`, or nothing where any will do.
    pub(crate) fn put_one_of(&mut self, column: &str, values: impl ExactSizeIterator<Item = String>) {
        if values.len() > 0 {
            let marks = vec!["?"; values.len()].join(", ");
            self.put(&format!(" AND {column} IN ({marks})"), values.map(Value::Text));
        }
    }

    pub(crate) fn put_days(&mut self, from: &str, to: &str, days: Interval) {
        if let Some(last) = days.to {
            self.put(&format!(" AND ({from} IS NULL OR {from} <= ?)"), [day_value(last)]);
        }
        if let Some(first) = days.from {
            self.put(&format!(" AND ({to} IS NULL OR {to} >= ?)"), [day_value(first)]);
        }
    }
}

pub(crate) fn day_value(day: Date) -> Value {
    Value::Text(day.to_string())
}

/// Words as the full-text index reads them: all of them, none of its own signs among them.
pub(crate) fn match_of(words: &str) -> Answer<String> {
    let mut terms: Vec<String> = Vec::new();
    for (place, part) in words.split('"').enumerate() {
        let is_phrase = place % 2 == 1;
        let parts: Vec<&str> = if is_phrase { vec![part] } else { part.split_whitespace().collect() };
        for term in parts {
            let (term, begins) = term.strip_suffix('*').map_or((term, ""), |term| (term, " *"));
            // Beyond ASCII the index itself says what is a letter.
            if term.chars().any(|letter| letter.is_ascii_alphanumeric() || !letter.is_ascii()) {
                terms.push(format!("\"{term}\"{begins}"));
            }
        }
    }
    if terms.is_empty() {
        let what = "there is no letter and no digit in them".to_owned();
        return Err(StoreErrorKind::Words { words: words.to_owned(), what });
    }
    Ok(terms.join(" "))
}

/// What a query asks for by name: actors, place, voice and outlet, as numbers with the parts they must play.
struct Marks {
    /// The mark, and the parts of which it must play one.
    wanted: Vec<(i64, u8)>,
    /// The one by which answers are looked for, where that is quicker than by time.
    rare: Option<(i64, u8)>,
    /// Something is asked for that is nowhere in the ledger.
    is_hopeless: bool,
}

impl Ledger {
    fn ask<T>(&self, ask: impl FnOnce() -> Answer<T>) -> Result<T, StoreError> {
        ask().map_err(|kind| kind.of(&self.path))
    }

    /// Events for a query.
    pub fn events(&self, query: &Query) -> Result<Page<EventRow>, StoreError> {
        let mut page = Page { rows: Vec::new(), more: false, capped: false };
        let known = self.ask(|| self.as_known(query))?;
        if known.as_of.is_none() && known.limit.is_some() {
            page.rows = self.ask(|| {
                let picked = self.pick(&one_more(&known))?;
                picked.into_iter().filter_map(|nr| self.event_row(nr, None).transpose()).collect()
            })?;
            return self.finish(page, query);
        }
        self.each_event(&one_more(&known), &mut |event| {
            page.rows.push(event);
            Ok(())
        })?;
        self.finish(page, query)
    }

    /// Claims for a query, those that repeat one left out.
    pub fn claims(&self, query: &Query) -> Result<Page<ClaimRow>, StoreError> {
        let mut page = Page { rows: Vec::new(), more: false, capped: false };
        self.each_claim(&one_more(query), &mut |claim| {
            page.rows.push(claim);
            Ok(())
        })?;
        self.finish(page, query)
    }

    /// Articles for a query: its words are looked for in whole texts, and only days of publication, outlet and page
    /// count besides.
    pub fn articles(&self, query: &Query) -> Result<Page<ArticleRow>, StoreError> {
        let rows = self.ask(|| self.ask_articles(&one_more(query)))?;
        self.finish(Page { rows, more: false, capped: false }, query)
    }

    fn finish<T>(&self, mut page: Page<T>, query: &Query) -> Result<Page<T>, StoreError> {
        if let Some(limit) = query.limit {
            page.more = page.rows.len() > limit;
            page.rows.truncate(limit);
        }
        page.capped = self.ask(|| self.is_capped(query))?;
        Ok(page)
    }

    fn is_capped(&self, query: &Query) -> Answer<bool> {
        let Some(words) = &query.words else { return Ok(false) };
        let n_found = "SELECT count(*) FROM (SELECT 1 FROM claim_words WHERE claim_words MATCH ?1 LIMIT ?2)";
        let n_found: usize = self
            .db
            .prepare_cached(n_found)?
            .query_row(params![match_of(words)?, MOST_WITH_WORDS + 1], |row| row.get(0))?;
        Ok(n_found > MOST_WITH_WORDS)
    }

    /// Tells of each event of a query, one after the other, however many there are.
    pub fn each_event(
        &self,
        query: &Query,
        tell: &mut dyn FnMut(EventRow) -> Result<(), StoreErrorKind>,
    ) -> Result<(), StoreError> {
        self.ask(|| {
            let query = &self.as_known(query)?;
            let Some(sql) = self.event_sql(query, None)? else { return Ok(()) };
            let mut asked = self.db.prepare_cached(&sql.text)?;
            let mut rows = asked.query(rusqlite::params_from_iter(&sql.values))?;
            while let Some(row) = rows.next()? {
                tell(self.then(row.get(19)?, read_event(row)?, query.as_of)?)?;
            }
            Ok(())
        })
    }

    /// Tells of each claim of a query, one after the other, however many there are.
    pub fn each_claim(
        &self,
        query: &Query,
        tell: &mut dyn FnMut(ClaimRow) -> Result<(), StoreErrorKind>,
    ) -> Result<(), StoreError> {
        self.ask(|| {
            let query = &self.as_known(query)?;
            let Some(sql) = self.claim_sql(query)? else { return Ok(()) };
            let mut asked = self.db.prepare_cached(&sql.text)?;
            let mut rows = asked.query(rusqlite::params_from_iter(&sql.values))?;
            while let Some(row) = rows.next()? {
                tell(read_claim(row)?)?;
            }
            Ok(())
        })
    }

    /// Tells of each article of a query with its claims, in the order in which they were added.
    pub(crate) fn each_article(
        &self,
        query: &Query,
        tell: &mut dyn FnMut(&Article, &[ClaimRow]) -> Answer<()>,
    ) -> Answer<()> {
        let sql = article_sql("SELECT a.nr", query, " ORDER BY a.nr")?;
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut rows = asked.query(rusqlite::params_from_iter(&sql.values))?;
        while let Some(row) = rows.next()? {
            let (article, claims) = self.article_at(row.get(0)?)?;
            tell(&article, &claims)?;
        }
        Ok(())
    }

    /// Whether a verbal act of the same article speaks about what is claimed.
    pub(crate) fn is_told_by_act(&self, row: &ClaimRow) -> Answer<bool> {
        let acts = format!(
            "SELECT 1 FROM claim_row c JOIN claim_row own ON own.article = c.article \
             WHERE own.nr IN ({NR_OF_KEY}) AND json_extract(c.body, '$.about') = own.number LIMIT 1"
        );
        Ok(self.db.prepare_cached(&acts)?.query_row([row.key.number], |_| Ok(())).optional()?.is_some())
    }

    /// The claim by which an event is shown.
    pub(crate) fn shown(&self, event: &EventRow, as_of: Option<Date>) -> Answer<Option<ClaimRow>> {
        let Some(nr) = self.nr_of(event.key)? else { return Ok(None) };
        let lines = lines(&self.db, nr, as_of.unwrap_or(Date::MAX))?;
        let Some(shown) = showing(&lines, Some(event.status)) else { return Ok(None) };
        let one = format!(
            "{CLAIM_COLUMNS} FROM claim_row c JOIN article_row a ON a.nr = c.article WHERE c.nr = ?1"
        );
        let mut one = self.db.prepare_cached(&one)?;
        let mut rows = one.query([shown.nr])?;
        rows.next()?.map(read_claim).transpose()
    }

    /// The claim by which an event is shown, as it stands or stood on a day.
    pub fn shown_by(&self, event: &EventRow, as_of: Option<Date>) -> Result<Option<ClaimRow>, StoreError> {
        self.ask(|| self.shown(event, as_of))
    }

    /// The names that are asked for, as numbers with the parts that they must play; nothing where one of them is nowhere
    /// in the ledger.
    pub(crate) fn wanted(&self, query: &Query) -> Answer<Option<Vec<(i64, u8)>>> {
        let parts = match query.role {
            None => role::ACTOR | role::RECIPIENT,
            Some(Role::Actor) => role::ACTOR,
            Some(Role::Recipient) => role::RECIPIENT,
        };
        let mut asked: Vec<(String, u8)> =
            query.actors.iter().map(|actor| (actor.to_lowercase(), parts)).collect();
        asked.extend(query.place.iter().map(|place| (place.to_lowercase(), role::PLACE)));
        asked.extend(query.voice.iter().map(|voice| (as_voice(voice), role::VOICE)));
        asked.extend(query.outlet.iter().map(|outlet| (outlet.to_lowercase(), role::OUTLET)));
        let mut mark = self.db.prepare_cached("SELECT nr FROM mark_row WHERE name = ?1")?;
        let mut wanted = Vec::new();
        for (name, parts) in asked {
            let found: Option<i64> = mark.query_row([name], |row| row.get(0)).optional()?;
            let Some(found) = found else { return Ok(None) };
            wanted.push((found, parts));
        }
        Ok(Some(wanted))
    }

    fn marks(&self, query: &Query, of: &str) -> Answer<Marks> {
        let Some(wanted) = self.wanted(query)? else {
            return Ok(Marks { wanted: Vec::new(), rare: None, is_hopeless: true });
        };
        let mut marks = Marks { wanted, rare: None, is_hopeless: false };
        let asks_more = marks.wanted.len() > 1
            || query.place.is_some()
            || query.role.is_some()
            || !query.types.is_empty()
            || query.dates != Interval::OPEN;
        let mut fewest = match (asks_more, of) {
            (false, _) => RARE,
            (true, "event_mark") => RARE_BESIDE_OTHERS,
            (true, _) => RARE_CLAIMS_BESIDE_OTHERS,
        };
        for (mark, parts) in &marks.wanted {
            // Who is often a party may seldom be heard.
            let counted = if *parts == role::VOICE { *parts } else { u8::MAX };
            let n_with = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {of} WHERE mark = ?1 AND roles & ?2 > 0 LIMIT ?3)"
            );
            let n_with: usize = self
                .db
                .prepare_cached(&n_with)?
                .query_row(params![mark, counted, fewest], |row| row.get(0))?;
            if n_with < fewest {
                (marks.rare, fewest) = (Some((*mark, *parts)), n_with);
            }
        }
        Ok(marks)
    }

    /// The question for events; nothing where there can be no answer. `thread` asks only for those of one.
    fn event_sql(&self, query: &Query, thread: Option<i64>) -> Answer<Option<Sql>> {
        let marks = self.marks(query, "event_mark")?;
        if marks.is_hopeless {
            return Ok(None);
        }
        let mut sql = Sql::new(EVENT_COLUMNS);
        let of_event =
            " CROSS JOIN event_row e ON e.nr = k.event CROSS JOIN step_row s ON s.event = e.nr WHERE 1";
        if let Some(thread) = thread {
            sql.put(" FROM (SELECT nr AS event FROM event_row WHERE thread = ?) k", [Value::Integer(thread)]);
            sql.put(of_event, []);
        } else if let Some(words) = &query.words {
            sql.put(
                " FROM (SELECT DISTINCT c.event FROM (SELECT rowid FROM claim_words WHERE claim_words MATCH ? \
                 ORDER BY rowid DESC LIMIT ?) w CROSS JOIN claim_row c ON c.nr = w.rowid",
                [Value::Text(match_of(words)?), Value::Integer(MOST_WITH_WORDS as i64)],
            );
            if let Some(day) = query.as_of {
                sql.put(" WHERE c.learned <= ?", [day_value(day)]);
            }
            sql.put(&format!(") k{of_event}"), []);
        } else if let Some((mark, parts)) = marks.rare {
            sql.put(" FROM event_mark k", []);
            sql.put(
                &format!("{of_event} AND k.mark = ? AND k.roles & ? > 0"),
                [Value::Integer(mark), Value::Integer(i64::from(parts))],
            );
        } else {
            sql.put(" FROM step_row s CROSS JOIN event_row e ON e.nr = s.event WHERE 1", []);
        }
        match query.as_of {
            None => sql.put(" AND s.is_last = 1", []),
            Some(day) => sql.put(
                " AND s.learned <= ? AND NOT EXISTS (SELECT 1 FROM step_row n WHERE n.event = s.event \
                 AND n.step > s.step AND n.learned <= ?)",
                [day_value(day), day_value(day)],
            ),
        }
        sql.put_one_of("s.current", query.statuses.iter().map(|status| status.as_str().to_owned()));
        sql.put_one_of("e.type", query.types.iter().cloned());
        sql.put_days("s.now_from", "s.now_to", query.dates);
        for (mark, parts) in &marks.wanted {
            let (mark, parts) = (Value::Integer(*mark), Value::Integer(i64::from(*parts)));
            sql.put(
                " AND EXISTS (SELECT 1 FROM event_mark h WHERE h.mark = ? AND h.event = e.nr AND h.roles & ? > 0)",
                [mark.clone(), parts.clone()],
            );
            if let Some(day) = query.as_of {
                sql.put(
                    " AND EXISTS (SELECT 1 FROM claim_row c CROSS JOIN claim_mark h ON h.mark = ? AND h.claim = c.nr \
                     WHERE c.event = e.nr AND c.fit IS NOT NULL AND c.learned <= ? AND h.roles & ? > 0)",
                    [mark, day_value(day), parts],
                );
            }
        }
        let asks_claims = !query.sources.is_empty() || query.published != Interval::OPEN;
        // An event is as sure as its surest claim; as of a day, as the surest one that was known.
        if let (Some(least), false, None) = (query.confidence, asks_claims, query.as_of) {
            sql.put(" AND e.confidence >= ?", [Value::Real(f64::from(least))]);
        } else if asks_claims || query.confidence.is_some() {
            sql.put(" AND EXISTS (SELECT 1 FROM claim_row c WHERE c.event = e.nr", []);
            put_claim_conditions(&mut sql, query);
            sql.put(")", []);
        }
        match (query.sort, query.dates.from) {
            (Sort::Changed, _) => sql.put(" ORDER BY s.learned DESC, s.event DESC", []),
            (Sort::Date, None) => sql.put(" ORDER BY s.now_from IS NULL, s.now_from, s.now_to, e.key", []),
            (Sort::Date, Some(first)) => sql.put(
                " ORDER BY s.now_to IS NULL AND s.now_from IS NOT NULL AND s.now_from < ?, s.now_from IS NULL, \
                 s.now_from, s.now_to, e.key",
                [day_value(first)],
            ),
            (Sort::Reports, _) => sql.put(" ORDER BY e.n_articles DESC, e.key", []),
        }
        put_page(&mut sql, query);
        Ok(Some(sql))
    }

    fn claim_sql(&self, query: &Query) -> Answer<Option<Sql>> {
        let marks = self.marks(query, "claim_mark")?;
        if marks.is_hopeless {
            return Ok(None);
        }
        let mut sql = Sql { text: CLAIM_COLUMNS.to_owned(), values: Vec::new() };
        let of_claim =
            " CROSS JOIN claim_row c ON c.nr = k.claim JOIN article_row a ON a.nr = c.article WHERE 1";
        if let Some(words) = &query.words {
            sql.put(
                " FROM (SELECT rowid AS claim FROM claim_words WHERE claim_words MATCH ? ORDER BY rowid DESC LIMIT ?) k",
                [Value::Text(match_of(words)?), Value::Integer(MOST_WITH_WORDS as i64)],
            );
            sql.put(of_claim, []);
        } else if let Some((mark, parts)) = marks.rare {
            sql.put(" FROM claim_mark k", []);
            sql.put(
                &format!("{of_claim} AND k.mark = ? AND k.roles & ? > 0"),
                [Value::Integer(mark), Value::Integer(i64::from(parts))],
            );
        } else {
            sql.put(" FROM claim_row c CROSS JOIN article_row a ON a.nr = c.article WHERE 1", []);
        }
        sql.put(" AND c.witness_of IS NULL", []);
        put_claim_conditions(&mut sql, query);
        sql.put_one_of("c.status", query.statuses.iter().map(|status| status.as_str().to_owned()));
        sql.put_one_of("c.type", query.types.iter().cloned());
        sql.put_days("c.date_from", "c.date_to", query.dates);
        for (mark, parts) in &marks.wanted {
            sql.put(
                " AND EXISTS (SELECT 1 FROM claim_mark h WHERE h.mark = ? AND h.claim = c.nr AND h.roles & ? > 0)",
                [Value::Integer(*mark), Value::Integer(i64::from(*parts))],
            );
        }
        sql.put(
            match query.sort {
                Sort::Changed => " ORDER BY c.learned DESC, c.nr DESC",
                Sort::Date => " ORDER BY c.date_from IS NULL, c.date_from, c.date_to, c.key",
                Sort::Reports => " ORDER BY n_witnesses DESC, c.key",
            },
            [],
        );
        put_page(&mut sql, query);
        Ok(Some(sql))
    }

    fn ask_articles(&self, query: &Query) -> Answer<Vec<ArticleRow>> {
        let sql = article_sql(ARTICLE_COLUMNS, query, " ORDER BY a.published DESC, a.id, a.content")?;
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut rows = asked.query(rusqlite::params_from_iter(&sql.values))?;
        let mut articles = Vec::new();
        while let Some(row) = rows.next()? {
            articles.push(read_article_row(row)?);
        }
        Ok(articles)
    }

    /// An event as it stood on a day, from what was known then and nothing else.
    fn then(&self, nr: i64, mut event: EventRow, as_of: Option<Date>) -> Answer<EventRow> {
        let Some(day) = as_of else { return Ok(event) };
        let lines = lines(&self.db, nr, day)?;
        let facts = Facts::of(&lines, Some(event.status));
        event.modes = facts.modes;
        event.actors = facts.actors;
        event.recipients = facts.recipients;
        event.place = facts.place;
        event.place_country = facts.place_country;
        event.coordinates = facts.coordinates;
        event.confidence = facts.confidence;
        event.n_claims = lines.len();
        let counts = "SELECT count(DISTINCT c.article), count(DISTINCT a.outlet) FROM claim_row c \
            JOIN article_row a ON a.nr = c.article WHERE c.event = ?1 AND c.learned <= ?2";
        (event.n_articles, event.n_outlets) = self
            .db
            .prepare_cached(counts)?
            .query_row(params![nr, day.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        event.thread = Some(Key::thread(self.key_of(self.first_of_thread(nr, day)?)?));
        Ok(event)
    }

    /// The first event of the affair that one was known to be of on a day.
    fn first_of_thread(&self, mut event: i64, day: Date) -> Answer<i64> {
        let joined = "SELECT parent FROM event_row WHERE nr = ?1 AND joined <= ?2";
        let mut joined = self.db.prepare_cached(joined)?;
        let day = day.to_string();
        while let Some(parent) = joined.query_row(params![event, day], |row| row.get(0)).optional()? {
            event = parent;
        }
        Ok(event)
    }

    fn key_of(&self, event: i64) -> Answer<i64> {
        let key = "SELECT key FROM event_row WHERE nr = ?1";
        Ok(self.db.prepare_cached(key)?.query_row([event], |row| row.get(0))?)
    }

    fn kept(&self, event: i64) -> Answer<Vec<Kept>> {
        let of_event =
            format!("{KEPT} WHERE c.event = ?1 AND c.witness_of IS NULL ORDER BY c.learned, a.id, c.number");
        let mut of_event = self.db.prepare_cached(&of_event)?;
        let mut rows = of_event.query([event])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            kept.push(read_kept(row)?);
        }
        Ok(kept)
    }

    /// Everything on one event, as it stands or as it stood on a day. An event that has been merged into another
    /// since is answered for by that one.
    pub fn event(&self, key: Key, as_of: Option<Date>) -> Result<EventSheet, StoreError> {
        self.ask(|| {
            let unknown = || StoreErrorKind::Unknown {
                what: match as_of {
                    Some(day) => format!("event {key} that was known on {day}"),
                    None => format!("event {key}"),
                },
            };
            let nr = self.nr_of(key)?.ok_or_else(unknown)?;
            let event = self.event_row(nr, as_of)?.ok_or_else(unknown)?;
            let last = as_of.unwrap_or(Date::MAX).to_string();
            let mut claims = Vec::new();
            let of_event = format!(
                "{CLAIM_COLUMNS} FROM claim_row c JOIN article_row a ON a.nr = c.article WHERE c.event = ?1 AND \
                 c.witness_of IS NULL AND c.learned <= ?2 ORDER BY c.learned, a.id, c.number"
            );
            let mut of_event = self.db.prepare_cached(&of_event)?;
            let mut rows = of_event.query(params![nr, last])?;
            while let Some(row) = rows.next()? {
                claims.push(read_claim(row)?);
            }
            let tied = "SELECT f.key, e.because FROM event_row e JOIN event_row f ON f.nr = e.parent \
                WHERE e.nr = ?1 AND e.joined <= ?2 \
                UNION ALL SELECT f.key, f.because FROM event_row f WHERE f.parent = ?1 AND f.joined <= ?2 ORDER BY 1";
            let ties = self
                .db
                .prepare_cached(tied)?
                .query_map(params![nr, last], |row| Ok((Key::event(row.get(0)?), row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(EventSheet { life: self.life_of(nr, as_of)?, event, claims, ties })
        })
    }

    pub(crate) fn event_row(&self, nr: i64, as_of: Option<Date>) -> Answer<Option<EventRow>> {
        let Some(day) = as_of else {
            let mut asked = self.db.prepare_cached(EVENT_NOW)?;
            let mut rows = asked.query([nr])?;
            return rows.next()?.map(read_event).transpose();
        };
        let then = format!(
            "{EVENT_COLUMNS} FROM event_row e CROSS JOIN step_row s ON s.event = e.nr \
            WHERE e.nr = ?1 AND s.learned <= ?2 ORDER BY s.step DESC LIMIT 1"
        );
        let mut asked = self.db.prepare_cached(&then)?;
        let mut rows = asked.query(params![nr, day.to_string()])?;
        let event = rows.next()?.map(read_event).transpose()?;
        event.map(|event| self.then(nr, event, as_of)).transpose()
    }

    /// The life of an event, or what of it was known on a day.
    pub(crate) fn life(&self, event: Key, as_of: Option<Date>) -> Answer<Vec<Turn>> {
        self.nr_of(event)?.map_or_else(|| Ok(Vec::new()), |nr| self.life_of(nr, as_of))
    }

    pub(crate) fn life_of(&self, nr: i64, as_of: Option<Date>) -> Answer<Vec<Turn>> {
        // A turn that is told again later had been told less often then.
        let life = life_of(&lines(&self.db, nr, as_of.unwrap_or(Date::MAX))?);
        let turn = |(number, step): (usize, &Step)| Turn {
            learned: step.published,
            status: step.status,
            current: Life::status_after(life.steps.get(..=number).unwrap_or_default()).unwrap_or(step.status),
            days: step.days,
            n_claims: step.n_claims,
        };
        Ok(life.steps.iter().enumerate().map(turn).collect())
    }

    /// Why the claims of an event were taken for one happening: for each that did not begin it, the earlier one that
    /// brought it there, and what speaks for the two.
    pub fn why(&self, key: Key) -> Result<Vec<(Key, Key, Score)>, StoreError> {
        self.ask(|| {
            let unknown = || StoreErrorKind::Unknown { what: format!("event {key}") };
            let kept = self.kept(self.nr_of(key)?.ok_or_else(unknown)?)?;
            let mut reasons = Vec::new();
            for one in &kept {
                let Some(two) = kept.iter().find(|two| Some(two.nr) == one.parent) else { continue };
                let mut score = score(&one.told(), &two.told());
                if score.value < ENOUGH {
                    score.because.push("what was put off or had no day is taken up again".to_owned());
                }
                reasons.push((Key::claim(one.key), Key::claim(two.key), score));
            }
            Ok(reasons)
        })
    }

    /// The day of the newest article; none in an empty ledger.
    pub fn newest(&self) -> Result<Option<Date>, StoreError> {
        self.ask(|| {
            let newest = "SELECT max(published) FROM article_row";
            self.db.query_row(newest, [], |row| Ok(maybe_day(row, 0)))?
        })
    }

    /// The event that has or had a name: it is called by its first claim, which may be on another event by now, or gone.
    fn nr_of(&self, key: Key) -> Answer<Option<i64>> {
        let mut number = key.number;
        for _ in 0..100 {
            let event = "SELECT event FROM claim_row WHERE key = ?1 AND event IS NOT NULL";
            let event: Option<i64> =
                self.db.prepare_cached(event)?.query_row([number], |row| row.get(0)).optional()?;
            if event.is_some() {
                return Ok(event);
            }
            let moved =
                "SELECT other FROM log_row WHERE key = ?1 AND what = 'event moved' ORDER BY nr DESC LIMIT 1";
            let moved: Option<i64> =
                self.db.prepare_cached(moved)?.query_row([number], |row| row.get(0)).optional()?;
            let Some(moved) = moved else { break };
            number = moved;
        }
        Ok(None)
    }

    /// One claim.
    pub fn claim(&self, key: Key) -> Result<ClaimRow, StoreError> {
        self.ask(|| {
            let one = format!(
                "{CLAIM_COLUMNS} FROM claim_row c JOIN article_row a ON a.nr = c.article WHERE c.nr IN ({NR_OF_KEY})"
            );
            let mut one = self.db.prepare_cached(&one)?;
            let mut rows = one.query([key.number])?;
            let row = rows.next()?.ok_or_else(|| StoreErrorKind::Unknown { what: format!("claim {key}") })?;
            read_claim(row)
        })
    }

    /// An article with its claims, those that repeat one with them; where texts are not kept, without its words.
    pub fn article(&self, id: &str) -> Result<(Article, Vec<ClaimRow>), StoreError> {
        self.ask(|| {
            let nr = "SELECT nr FROM article_row WHERE id = ?1 ORDER BY run DESC, nr DESC LIMIT 1";
            let nr: Option<i64> = self.db.prepare_cached(nr)?.query_row([id], |row| row.get(0)).optional()?;
            let nr = nr.ok_or_else(|| StoreErrorKind::Unknown { what: format!("article {id:?}") })?;
            let (article, claims) = self.article_at(nr)?;
            Ok((article, claims))
        })
    }

    pub(crate) fn article_at(&self, nr: i64) -> Answer<(Article, Vec<ClaimRow>)> {
        let columns =
            "SELECT id, text, title, outlet, url, language, published, more FROM article_row WHERE nr = ?1";
        let mut asked = self.db.prepare_cached(columns)?;
        let mut rows = asked.query([nr])?;
        let row =
            rows.next()?.ok_or_else(|| StoreErrorKind::Damaged(format!("article {nr} is not there")))?;
        let mut article = Article { id: row.get(0)?, ..Article::default() };
        article.text = row.get::<_, Option<String>>(1)?.unwrap_or_default();
        article.metadata.title = row.get(2)?;
        article.metadata.outlet = row.get(3)?;
        article.metadata.url = row.get(4)?;
        article.metadata.language = row.get(5)?;
        let more: MoreForm<'_> =
            serde_json::from_str(row.get_ref(7)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?)?;
        more.fill(maybe_day(row, 6)?, &mut article).map_err(StoreErrorKind::Damaged)?;
        let of_article = format!(
            "{CLAIM_COLUMNS} FROM claim_row c JOIN article_row a ON a.nr = c.article WHERE c.article = ?1 ORDER BY c.number"
        );
        let mut of_article = self.db.prepare_cached(&of_article)?;
        let mut rows = of_article.query([nr])?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            claims.push(read_claim(row)?);
        }
        Ok((article, claims))
    }

    /// The events of one affair, as they stand or stood on a day; the name may be a thread's or one of its events'.
    pub fn thread(&self, key: Key, as_of: Option<Date>) -> Result<ThreadSheet, StoreError> {
        self.ask(|| {
            let unknown = || StoreErrorKind::Unknown { what: format!("thread {key}") };
            // A thread is called by its first event, and stays findable when an earlier one turns up.
            let nr = self.nr_of(key)?.ok_or_else(unknown)?;
            let thread = "SELECT thread FROM event_row WHERE nr = ?1";
            let thread: Option<i64> =
                self.db.prepare_cached(thread)?.query_row([nr], |row| row.get(0)).optional()?;
            let thread = thread.ok_or_else(unknown)?;
            // Of what is one affair today, that part is asked for that was known to be.
            let first = as_of.map_or(Ok(thread), |day| self.first_of_thread(nr, day))?;
            let first = self.key_of(first)?;
            let query = Query { as_of, sort: Sort::Date, ..Query::default() };
            let sql = self.event_sql(&query, Some(thread))?.ok_or_else(unknown)?;
            let mut asked = self.db.prepare_cached(&sql.text)?;
            let mut rows = asked.query(rusqlite::params_from_iter(&sql.values))?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                let event = self.then(row.get(19)?, read_event(row)?, as_of)?;
                if event.thread == Some(Key::thread(first)) {
                    events.push(event);
                }
            }
            // The one that most is said of; of several, the first.
            let most =
                |event: &&EventRow| (event.n_claims, std::cmp::Reverse((event.first_learned, event.key)));
            let central = events.iter().max_by_key(most).cloned().ok_or_else(unknown)?;
            Ok(ThreadSheet { key: Key::thread(first), central, events })
        })
    }

    /// What is planned, agreed, proposed or threatened and not over on a day, as it was known that day, by its days.
    pub fn ahead(&self, day: Date, query: &Query) -> Result<Page<Ahead>, StoreError> {
        let page = self.events(&query.ahead(day))?;
        let rows = page.rows.into_iter().map(|event| {
            let life = self.ask(|| self.life(event.key, Some(day)))?;
            let n_postponed = life.iter().filter(|turn| turn.status == Status::Postponed).count();
            let mut days: Vec<Interval> = life.iter().map(|turn| turn.days).collect();
            days.dedup();
            Ok(Ahead { event, n_postponed, days })
        });
        Ok(Page { rows: rows.collect::<Result<_, StoreError>>()?, more: page.more, capped: page.capped })
    }

    /// What was changed that had been said before, the last change first; of one claim or event, or of all.
    pub fn log(&self, of: Option<Key>, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        self.ask(|| {
            let rows = "SELECT r.started, r.version, l.what, l.key, l.other, l.detail FROM log_row l \
                JOIN run_row r ON r.nr = l.run WHERE ?1 IS NULL OR l.key = ?1 OR l.other = ?1 ORDER BY l.nr DESC LIMIT ?2";
            let mut rows = self.db.prepare_cached(rows)?;
            let rows = rows.query_map(params![of.map(|key| key.number), limit], |row| {
                let what: String = row.get(2)?;
                let named = |number: i64| if what.starts_with("claim") { Key::claim(number) } else { Key::event(number) };
                let other: Option<i64> = row.get(4)?;
                Ok(LogRow {
                    started: row.get(0)?,
                    version: row.get(1)?,
                    key: named(row.get(3)?),
                    other: other.map(named),
                    detail: row.get(5)?,
                    what,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// How much is in the ledger.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.ask(|| {
            let count = |what: &str| -> Answer<usize> {
                Ok(self.db.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0))?)
            };
            // Whole tables and their rarer parts are counted off indices.
            let (n_all_claims, n_witnesses) =
                (count("claim_row")?, count("claim_row WHERE witness_of IS NOT NULL")?);
            let n_events = count("event_row")?;
            Ok(Counts {
                n_articles: count("article_row")?,
                n_copies: count("article_row WHERE copy_of IS NOT NULL")?,
                n_claims: n_all_claims.saturating_sub(n_witnesses),
                n_witnesses,
                n_events,
                n_threads: n_events.saturating_sub(count("event_row WHERE parent IS NOT NULL")?),
            })
        })
    }
}

/// The same query for one answer more, which tells whether there are more.
fn one_more(query: &Query) -> Query {
    Query { limit: query.limit.map(|limit| limit + 1), ..query.clone() }
}

fn put_page(sql: &mut Sql, query: &Query) {
    let limit = query.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
    sql.put(" LIMIT ? OFFSET ?", [Value::Integer(limit), Value::Integer(query.skip as i64)]);
}

/// The question for articles: words of their whole text, days of publication, and outlet.
fn article_sql(columns: &str, query: &Query, order: &str) -> Answer<Sql> {
    let mut sql = Sql { text: columns.to_owned(), values: Vec::new() };
    if let Some(words) = &query.words {
        sql.put(
            " FROM (SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rowid DESC LIMIT ?) w \
             CROSS JOIN article_row a ON a.nr = w.rowid WHERE 1",
            [Value::Text(match_of(words)?), Value::Integer(MOST_WITH_WORDS as i64)],
        );
    } else {
        sql.put(" FROM article_row a WHERE 1", []);
    }
    if let Some(last) = query.as_of.into_iter().chain(query.published.to).min() {
        sql.put(" AND a.published <= ?", [day_value(last)]);
    }
    if let Some(first) = query.published.from {
        sql.put(" AND a.published >= ?", [day_value(first)]);
    }
    if let Some(outlet) = &query.outlet {
        sql.put(" AND lower(a.outlet) = ?", [Value::Text(outlet.to_lowercase())]);
    }
    sql.put(order, []);
    put_page(&mut sql, query);
    Ok(sql)
}

/// What is asked of an event itself, called `e`, as things stand now.
pub(crate) fn put_event_conditions(sql: &mut Sql, query: &Query) {
    sql.put_one_of("e.status", query.statuses.iter().map(|status| status.as_str().to_owned()));
    sql.put_one_of("e.type", query.types.iter().cloned());
    sql.put_days("e.date_from", "e.date_to", query.dates);
    // An event is as sure as its surest claim.
    let asks_claims = !query.sources.is_empty() || query.published != Interval::OPEN;
    if let (Some(least), false) = (query.confidence, asks_claims) {
        sql.put(" AND e.confidence >= ?", [Value::Real(f64::from(least))]);
    }
}

/// What is asked of a claim itself, called `c`.
pub(crate) fn put_claim_conditions(sql: &mut Sql, query: &Query) {
    sql.put_one_of("c.source", query.sources.iter().map(|kind| kind.as_str().to_owned()));
    if let Some(least) = query.confidence {
        sql.put(" AND c.confidence >= ?", [Value::Real(f64::from(least))]);
    }
    if let Some(last) = query.as_of.into_iter().chain(query.published.to).min() {
        sql.put(" AND c.learned <= ?", [day_value(last)]);
    }
    if let Some(first) = query.published.from {
        sql.put(" AND c.learned >= ?", [day_value(first)]);
    }
}

/// The row of a claim: those on an event and those on none yet are entered apart.
const NR_OF_KEY: &str = "SELECT nr FROM claim_row WHERE key = ?1 AND event IS NOT NULL \
    UNION ALL SELECT nr FROM claim_row WHERE key = ?1 AND event IS NULL";

/// What [`read_event`] reads, of an event `e` and its turn `s`.
const EVENT_COLUMNS: &str = "SELECT e.key, e.type, e.modes, s.current, e.actors, e.recipients, s.now_from, s.now_to, e.place, \
    e.place_country, e.latitude, e.longitude, e.first_learned, s.learned, e.n_claims, e.n_articles, \
    e.n_outlets, e.confidence, (SELECT t.key FROM event_row t WHERE t.nr = e.thread), e.nr";
/// The same of one event as it is now.
const EVENT_NOW: &str = "SELECT e.key, e.type, e.modes, e.status, e.actors, e.recipients, e.date_from, e.date_to, e.place, \
    e.place_country, e.latitude, e.longitude, e.first_learned, \
    (SELECT s.learned FROM step_row s WHERE s.event = e.nr ORDER BY s.step DESC LIMIT 1), e.n_claims, e.n_articles, \
    e.n_outlets, e.confidence, (SELECT t.key FROM event_row t WHERE t.nr = e.thread), e.nr \
    FROM event_row e WHERE e.nr = ?1";

const CLAIM_COLUMNS: &str = "SELECT c.key, (SELECT e.key FROM event_row e WHERE e.nr = c.event), c.body, c.quote, c.learned, a.id, c.number, a.title, a.outlet, a.url, \
    (SELECT count(*) FROM claim_row w WHERE w.witness_of = c.key) AS n_witnesses";

const ARTICLE_COLUMNS: &str = "SELECT a.id, a.published, a.title, a.outlet, a.url, a.n_claims, \
    CASE WHEN a.family <> a.nr THEN (SELECT f.id FROM article_row f WHERE f.nr = a.family) END";

fn read_event(row: &Row<'_>) -> Answer<EventRow> {
    let (north, east): (Option<f32>, Option<f32>) = (row.get(10)?, row.get(11)?);
    let thread: Option<i64> = row.get(18)?;
    Ok(EventRow {
        key: Key::event(row.get(0)?),
        event_type: row.get(1)?,
        modes: row.get(2)?,
        status: status_of(row, 3)?,
        actors: row.get(4)?,
        recipients: row.get(5)?,
        days: days_of(row, 6)?,
        place: row.get(8)?,
        place_country: row.get(9)?,
        coordinates: north.zip(east),
        first_learned: day_of(row, 12)?,
        changed: day_of(row, 13)?,
        n_claims: row.get(14)?,
        n_articles: row.get(15)?,
        n_outlets: row.get(16)?,
        confidence: row.get(17)?,
        thread: thread.map(Key::thread),
    })
}

fn read_claim(row: &Row<'_>) -> Answer<ClaimRow> {
    let event: Option<i64> = row.get(1)?;
    let body = row.get_ref(2)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(ClaimRow {
        key: Key::claim(row.get(0)?),
        event: event.map(Key::event),
        claim: serde_json::from_str::<ClaimForm<'_>>(body)?.claim().map_err(StoreErrorKind::Damaged)?,
        quote: row.get(3)?,
        learned: day_of(row, 4)?,
        article: row.get(5)?,
        number: row.get(6)?,
        title: row.get(7)?,
        outlet: row.get(8)?,
        url: row.get(9)?,
        n_witnesses: row.get(10)?,
    })
}

fn read_article_row(row: &Row<'_>) -> Answer<ArticleRow> {
    Ok(ArticleRow {
        id: row.get(0)?,
        published: maybe_day(row, 1)?,
        title: row.get(2)?,
        outlet: row.get(3)?,
        url: row.get(4)?,
        n_claims: row.get(5)?,
        copy_of: row.get(6)?,
    })
}

fn maybe_day(row: &Row<'_>, column: usize) -> Answer<Option<Date>> {
    let day = row.get_ref(column)?.as_str_or_null().map_err(|error| StoreErrorKind::damaged(&error))?;
    day.map(|day| day.parse().map_err(|error| StoreErrorKind::damaged(&error))).transpose()
}

fn day_of(row: &Row<'_>, column: usize) -> Answer<Date> {
    maybe_day(row, column)?.ok_or_else(|| StoreErrorKind::Damaged("a day is missing".to_owned()))
}

/// Two days side by side.
fn days_of(row: &Row<'_>, column: usize) -> Answer<Interval> {
    Ok(Interval { from: maybe_day(row, column)?, to: maybe_day(row, column + 1)? })
}

fn status_of(row: &Row<'_>, column: usize) -> Answer<Status> {
    let status = row.get_ref(column)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    Status::parse(status).ok_or_else(|| StoreErrorKind::Damaged(format!("status {status:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_commands() {
        for (words, asked) in [
            ("visit", "\"visit\""),
            ("visit China", "\"visit\" \"China\""),
            ("\"foreign minister\" OR", "\"foreign minister\" \"OR\""),
            ("negotiat*", "\"negotiat\" *"),
            ("a-b (c) ^d", "\"a-b\" \"(c)\" \"^d\""),
        ] {
            assert_eq!(match_of(words).ok().as_deref(), Some(asked), "{words}");
        }
        assert!(match_of(" \" - ").is_err());
    }
}
