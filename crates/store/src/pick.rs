//! Which events answer a query as things stand now, in its order, without looking up many that are not shown.

use std::collections::BTreeMap;

use dragoman_event::{Interval, SourceKind};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params, params_from_iter};

use crate::ask::{
    EventRow, MOST_WITH_WORDS, Sql, day_value, match_of, put_claim_conditions, put_event_conditions,
};
use crate::error::{Answer, StoreError, StoreErrorKind};
use crate::ledger::Ledger;
use crate::news::{MOST_OF_PRONOUN, who_is_meant};
use crate::query::{Query, Sort};

/// So many events are looked up one by one; where there may be more, all are gone through in a row.
const MOST_LOOKED_UP: usize = 6_000;
/// So many claims are gone through for the events of what was published on some days.
const MOST_PUBLISHED: usize = 100_000;

/// Stands for the day of what has none, and is the number of no day.
const UNDATED: i64 = -100;

/// Where an event stands among others, and its row; the least comes first.
type Placed = ([i64; 4], i64);

/// A claim, as far as those on some events are counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// What kind of source says so.
    pub source: SourceKind,
    /// Who that is, by its name in the article or that of who is meant, as [`crate::called`] has it.
    pub who: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

/// How many events there are in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day; none for events that have no day.
    pub first: Option<Date>,
    /// Events whose first day, or else whose last one, is in it.
    pub n_events: usize,
}

impl Ledger {
    /// The same query, where the day whose knowledge is asked for is not before the last on which anything was learned:
    /// then that is what is known now.
    pub(crate) fn as_known(&self, query: &Query) -> Answer<Query> {
        let mut query = query.clone();
        if let Some(day) = query.as_of {
            let last = "SELECT max(learned) FROM claim_row";
            let last: Option<String> = self.db.prepare_cached(last)?.query_row([], |row| row.get(0))?;
            if last.is_none_or(|last| last <= day.to_string()) {
                query.as_of = None;
            }
        }
        Ok(query)
    }

    /// The rows of events that answer a query, in its order, as many as it asks for. The query has a limit and asks for
    /// what is known now.
    pub(crate) fn pick(&self, query: &Query) -> Answer<Vec<i64>> {
        let n = query.skip.saturating_add(query.limit.unwrap_or(usize::MAX));
        let placed = match (self.listed(query)?, query.sort) {
            (Some(list), _) if list.len() <= MOST_LOOKED_UP => self.look_up(&list, query)?,
            (list, Sort::Changed) => self.go_back(list.as_deref(), query, n)?,
            (list, Sort::Date) => self.go_by_days(list.as_deref(), query, n)?,
            (list, Sort::Reports) => self.go_through(list.as_deref(), query)?,
        };
        Ok(first_of(placed, n).into_iter().skip(query.skip).map(|(_, event)| event).collect())
    }

    /// How many events that answer a query there are in each month, the first month first.
    pub fn months(&self, query: &Query) -> Result<Vec<Month>, StoreError> {
        let mut counts: BTreeMap<Option<Date>, usize> = BTreeMap::new();
        let mut count = |days: Interval| {
            let first = days.from.or(days.to).map(Date::first_of_month);
            *counts.entry(first).or_default() += 1;
        };
        let known = self.as_known(query).map_err(|kind| kind.of(&self.path))?;
        let all = Query { limit: None, skip: 0, ..known };
        if all.as_of.is_some() || all.words.is_some() {
            self.each_event(&all, &mut |event| {
                count(event.days);
                Ok(())
            })?;
        } else {
            let mut go = || -> Answer<()> {
                let list = self.listed(&all)?;
                // Months as numbers, since there are far more events than months.
                let mut by_month: BTreeMap<i64, usize> = BTreeMap::new();
                self.through("coalesce(e.date_from, e.date_to)", list.as_deref(), &all, &mut |row| {
                    *by_month.entry(day_or(row, 1, UNDATED)? / 100).or_default() += 1;
                    Ok(())
                })?;
                for (month, n) in by_month {
                    let first = (month != UNDATED / 100).then(|| {
                        let (year, month) = (month / 100, month % 100);
                        Date::new(i16::try_from(year).unwrap_or(0), i8::try_from(month).unwrap_or(0), 1)
                    });
                    let first = first.transpose().map_err(|error| StoreErrorKind::damaged(&error))?;
                    counts.insert(first, n);
                }
                Ok(())
            };
            go().map_err(|kind| kind.of(&self.path))?;
        }
        Ok(counts.into_iter().map(|(first, n_events)| Month { first, n_events }).collect())
    }

    /// The claims on some events, as they are counted, up to so many, and whether these are all.
    pub fn heard(
        &self,
        events: &[EventRow],
        as_of: Option<Date>,
        most: usize,
    ) -> Result<(Vec<Heard>, bool), StoreError> {
        let hear = || -> Answer<(Vec<Heard>, bool)> {
            let mut heard = Vec::new();
            let last = as_of.unwrap_or(Date::MAX).to_string();
            // Who is meant by words of a few letters, the whole claim says.
            let of_event = format!(
                "SELECT c.source, c.confidence, a.outlet, c.who, \
                 CASE WHEN length(c.who) <= {MOST_OF_PRONOUN} THEN c.body END FROM claim_row f \
                 CROSS JOIN claim_row c ON c.event = f.event CROSS JOIN article_row a ON a.nr = c.article \
                 WHERE f.key = ?1 AND f.event IS NOT NULL AND c.witness_of IS NULL AND c.learned <= ?2"
            );
            let mut of_event = self.db.prepare_cached(&of_event)?;
            for event in events {
                if heard.len() >= most {
                    return Ok((heard, false));
                }
                let mut rows = of_event.query(params![event.key.number, last])?;
                while let Some(row) = rows.next()? {
                    let kind = row.get_ref(0)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
                    let source = SourceKind::parse(kind)
                        .ok_or_else(|| StoreErrorKind::Damaged(format!("source {kind:?}")))?;
                    let body =
                        row.get_ref(4)?.as_str_or_null().map_err(|error| StoreErrorKind::damaged(&error))?;
                    let who = body.map_or_else(|| Ok(row.get(3)?), who_is_meant)?;
                    heard.push(Heard { source, who, confidence: row.get(1)?, outlet: row.get(2)? });
                }
            }
            Ok((heard, true))
        };
        hear().map_err(|kind| kind.of(&self.path))
    }

    /// The events that have the words and all the names that are asked for, and something published on the few days that
    /// are, by their rows; nothing where none of this is asked for.
    fn listed(&self, query: &Query) -> Answer<Option<Vec<i64>>> {
        // Where a name is nowhere in the ledger, there can be no answer.
        let Some(wanted) = self.wanted(query)? else { return Ok(Some(Vec::new())) };
        let mut listed: Option<Vec<i64>> = None;
        if let Some(words) = &query.words {
            let with_words = "SELECT DISTINCT c.event FROM (SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 \
                ORDER BY rowid DESC LIMIT ?2) w CROSS JOIN claim_row c ON c.nr = w.rowid WHERE c.event IS NOT NULL \
                ORDER BY c.event";
            let mut with_words = self.db.prepare_cached(with_words)?;
            let found =
                with_words.query_map(params![match_of(words)?, MOST_WITH_WORDS as i64], |row| row.get(0))?;
            listed = Some(found.collect::<Result<_, _>>()?);
        }
        if listed.is_none()
            && let Some(range) = query.published.from.zip(query.published.to)
        {
            listed = self.published_between(range)?;
        }
        for (mark, parts) in wanted {
            let with_mark = "SELECT event FROM event_mark WHERE mark = ?1 AND roles & ?2 > 0 ORDER BY event";
            let mut with_mark = self.db.prepare_cached(with_mark)?;
            let mut found = with_mark.query(params![mark, parts])?;
            let mut both = Vec::new();
            let mut before = listed.take().map(|list| list.into_iter().peekable());
            while let Some(row) = found.next()? {
                let event: i64 = row.get(0)?;
                match &mut before {
                    None => both.push(event),
                    Some(before) => {
                        while before.next_if(|one| *one < event).is_some() {}
                        both.extend(before.next_if_eq(&event));
                        if before.peek().is_none() {
                            break;
                        }
                    }
                }
            }
            listed = Some(both);
        }
        Ok(listed)
    }

    /// The events of which something was published between two days; nothing where that is a lot.
    fn published_between(&self, (first, last): (Date, Date)) -> Answer<Option<Vec<i64>>> {
        let n = "SELECT count(*) FROM (SELECT 1 FROM claim_row WHERE learned BETWEEN ?1 AND ?2 LIMIT ?3)";
        let n: usize = self
            .db
            .prepare_cached(n)?
            .query_row(params![first.to_string(), last.to_string(), MOST_PUBLISHED + 1], |row| row.get(0))?;
        if n > MOST_PUBLISHED {
            return Ok(None);
        }
        let events = "SELECT DISTINCT event FROM claim_row WHERE learned BETWEEN ?1 AND ?2 AND event IS NOT NULL ORDER BY event";
        let mut events = self.db.prepare_cached(events)?;
        let events = events.query_map([first.to_string(), last.to_string()], |row| row.get(0))?;
        Ok(Some(events.collect::<Result<_, _>>()?))
    }

    /// Looks up each event of a list.
    fn look_up(&self, list: &[i64], query: &Query) -> Answer<Vec<Placed>> {
        let mut sql =
            Sql::new(&format!("SELECT e.nr, {} FROM event_row e WHERE 1", order_columns(query.sort)));
        put_event_conditions(&mut sql, query);
        put_conditions_on_claims(&mut sql, query);
        sql.put(" AND e.nr = ?", [Value::Null]);
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut placed = Vec::new();
        for event in list {
            if let Some(last) = sql.values.last_mut() {
                *last = Value::Integer(*event);
            }
            let mut rows = asked.query(params_from_iter(&sql.values))?;
            if let Some(row) = rows.next()? {
                placed.push((order_of(row, query)?, *event));
            }
        }
        Ok(placed)
    }

    /// Goes back from the last change until there are enough.
    fn go_back(&self, list: Option<&[i64]>, query: &Query, n: usize) -> Answer<Vec<Placed>> {
        let mut sql = Sql::new("SELECT s.event FROM step_row s INDEXED BY step_by_day WHERE s.is_last = 1");
        put_turn_conditions(&mut sql, query);
        sql.put(" ORDER BY s.learned DESC, s.event DESC", []);
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut rows = asked.query(params_from_iter(&sql.values))?;
        let mut rest = Rest::of(query);
        let mut placed = Vec::new();
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if is_in(list, event) && rest.holds(self, event)? {
                placed.push(([placed.len() as i64, 0, 0, 0], event));
                if placed.len() >= n {
                    break;
                }
            }
        }
        Ok(placed)
    }

    /// Sorts all by their days, and goes on from the first until there are enough.
    fn go_by_days(&self, list: Option<&[i64]>, query: &Query, n: usize) -> Answer<Vec<Placed>> {
        let mut sql = Sql::new(
            "SELECT s.event, s.now_from, s.now_to FROM step_row s INDEXED BY step_by_day WHERE s.is_last = 1",
        );
        put_turn_conditions(&mut sql, query);
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut rows = asked.query(params_from_iter(&sql.values))?;
        let mut all: Vec<([i64; 3], i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if is_in(list, event) {
                all.push((order_of_days(row, query)?, event));
            }
        }
        all.sort_unstable();
        let mut rest = Rest::of(query);
        let mut key = self.db.prepare_cached("SELECT key FROM event_row WHERE nr = ?1")?;
        let mut placed: Vec<Placed> = Vec::new();
        for same in all.chunk_by(|one, two| one.0 == two.0) {
            if placed.len() >= n {
                break;
            }
            for ([late, from, to], event) in same {
                if rest.holds(self, *event)? {
                    placed.push(([*late, *from, *to, key.query_row([event], |row| row.get(0))?], *event));
                }
            }
        }
        Ok(placed)
    }

    fn go_through(&self, list: Option<&[i64]>, query: &Query) -> Answer<Vec<Placed>> {
        let mut placed = Vec::new();
        self.through(order_columns(query.sort), list, query, &mut |row| {
            placed.push((order_of(row, query)?, row.get(0)?));
            Ok(())
        })?;
        Ok(placed)
    }

    /// Goes through all events in the order in which they stand on the disk.
    fn through(
        &self,
        columns: &str,
        list: Option<&[i64]>,
        query: &Query,
        tell: &mut dyn FnMut(&Row<'_>) -> Answer<()>,
    ) -> Answer<()> {
        let mut sql = Sql::new(&format!("SELECT e.nr, {columns} FROM event_row e NOT INDEXED WHERE 1"));
        put_event_conditions(&mut sql, query);
        let mut asked = self.db.prepare_cached(&sql.text)?;
        let mut rows = asked.query(params_from_iter(&sql.values))?;
        let mut rest = Rest { sql: None };
        if asks_claims(query) {
            rest = Rest::of(query);
        }
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if is_in(list, event) && rest.holds(self, event)? {
                tell(row)?;
            }
        }
        Ok(())
    }
}

/// What is asked of an event beyond what stands beside its turns.
struct Rest {
    sql: Option<Sql>,
}

impl Rest {
    fn of(query: &Query) -> Self {
        let mut sql = Sql::new("SELECT 1 FROM event_row e WHERE 1");
        let n_bytes = sql.text.len();
        let only = Query { statuses: Vec::new(), types: Vec::new(), dates: Interval::OPEN, ..query.clone() };
        put_event_conditions(&mut sql, &only);
        put_conditions_on_claims(&mut sql, query);
        if sql.text.len() == n_bytes {
            return Self { sql: None };
        }
        sql.put(" AND e.nr = ?", [Value::Null]);
        Self { sql: Some(sql) }
    }

    fn holds(&mut self, ledger: &Ledger, event: i64) -> Answer<bool> {
        let Some(sql) = &mut self.sql else { return Ok(true) };
        if let Some(last) = sql.values.last_mut() {
            *last = Value::Integer(event);
        }
        let mut asked = ledger.db.prepare_cached(&sql.text)?;
        Ok(asked.query_row(params_from_iter(&sql.values), |_| Ok(())).optional()?.is_some())
    }
}

/// Whether something is asked that only claims can tell.
fn asks_claims(query: &Query) -> bool {
    !query.sources.is_empty() || query.published != Interval::OPEN
}

/// Status, type and days, of the last turns of events.
fn put_turn_conditions(sql: &mut Sql, query: &Query) {
    sql.put_one_of("s.current", query.statuses.iter().map(|status| status.as_str().to_owned()));
    sql.put_one_of("s.type", query.types.iter().cloned());
    sql.put_days("s.now_from", "s.now_to", query.dates);
}

/// That a claim on the event is as asked for.
fn put_conditions_on_claims(sql: &mut Sql, query: &Query) {
    if asks_claims(query) {
        // No claim on an event was published before its first or after its last one.
        if let Some(first) = query.published.from {
            sql.put(" AND e.last_learned >= ?", [day_value(first)]);
        }
        if let Some(last) = query.published.to {
            sql.put(" AND e.first_learned <= ?", [day_value(last)]);
        }
        sql.put(" AND EXISTS (SELECT 1 FROM claim_row c WHERE c.event = e.nr", []);
        put_claim_conditions(sql, query);
        sql.put(")", []);
    }
}

fn is_in(list: Option<&[i64]>, event: i64) -> bool {
    list.is_none_or(|list| list.binary_search(&event).is_ok())
}

/// What an order needs to know of an event.
fn order_columns(sort: Sort) -> &'static str {
    match sort {
        Sort::Changed => {
            "(SELECT s.learned FROM step_row s WHERE s.event = e.nr ORDER BY s.step DESC LIMIT 1), 0, 0"
        }
        Sort::Date => "e.date_from, e.date_to, e.key",
        Sort::Reports => "e.n_articles, e.key, 0",
    }
}

fn order_of(row: &Row<'_>, query: &Query) -> Answer<[i64; 4]> {
    Ok(match query.sort {
        Sort::Changed => [-day_or(row, 1, 0)?, -row.get::<_, i64>(0)?, 0, 0],
        Sort::Date => {
            let [late, from, to] = order_of_days(row, query)?;
            [late, from, to, row.get(3)?]
        }
        Sort::Reports => [-row.get::<_, i64>(1)?, row.get(2)?, 0, 0],
    })
}

/// Where an event stands by its days, which are the second and the third column.
fn order_of_days(row: &Row<'_>, query: &Query) -> Answer<[i64; 3]> {
    let (from, to) = (day_or(row, 1, i64::MAX)?, day_or(row, 2, i64::MIN)?);
    let asked = query.dates.from.map_or(i64::MIN, |day| digits_of(&day.to_string()));
    Ok([i64::from(to == i64::MIN && from < asked), from, to])
}

/// A day as a number that grows with it; `none` where it is not known.
fn day_or(row: &Row<'_>, column: usize, none: i64) -> Answer<i64> {
    let day = row.get_ref(column)?.as_str_or_null().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(day.map_or(none, digits_of))
}

fn digits_of(day: &str) -> i64 {
    let digits = day.bytes().filter(u8::is_ascii_digit);
    digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// The first ones, in order.
fn first_of(mut placed: Vec<Placed>, n: usize) -> Vec<Placed> {
    if placed.len() > n {
        placed.select_nth_unstable(n);
        placed.truncate(n);
    }
    placed.sort_unstable();
    placed
}

#[cfg(test)]
mod tests {
    use dragoman_event::Status;
    use dragoman_event::case::Outline;
    use dragoman_text::{Article, DateReason, Metadata, Published};

    use super::*;
    use crate::{Adding, Filed};

    const PARTIES: [&str; 4] = ["USA", "CHN", "KEN", "NOR"];
    const SOURCES: [&str; 3] = ["narrator", "official the ministry", "named USA"];
    const STATUSES: [&str; 3] = ["planned", "held", "postponed"];

    fn article(number: usize) -> Filed {
        let nth = |n: usize, all: &[&'static str]| all[(number * 7 + n * 3 + number / 5) % all.len()];
        let words = format!("Envoys spoke for the {number}th time");
        let day = format!("2024-{:02}-{:02}", 1 + number % 4, 1 + number * 5 % 28);
        let when = match number % 5 {
            0 => format!("..{day}"),
            1 => format!("{day}.."),
            _ => day.clone(),
        };
        let source = nth(4, &SOURCES);
        let (from, to, status) = (nth(0, &PARTIES), nth(1, &PARTIES), nth(2, &STATUSES));
        let line = format!("CONSULT visit | {status} | {from} > {to} | {when} | - | {source} | \"{words}\"");
        let text = format!("{words}.");
        let published = Published {
            day: day.parse().unwrap(),
            reason: DateReason::Given,
            words: String::new(),
            conflicts: Vec::new(),
        };
        let metadata = Metadata { published: Some(published), ..Metadata::default() };
        let mut claim = Outline::parse(&line).unwrap().claim(&text);
        claim.confidence = 0.2 + 0.1 * (number % 8) as f32;
        let article = Article { id: format!("a{number}"), text, metadata, ..Article::default() };
        Filed { article, learned: None, claims: vec![claim] }
    }

    #[test]
    fn every_way_of_looking_finds_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let adding = Adding { started: "2024-05-01".to_owned(), version: "test".to_owned(), keep_text: true };
        let mut ledger = Ledger::open_to_add(&folder.path().join("ledger.db"), &adding).unwrap();
        ledger.add(&(0..160).map(article).collect::<Vec<_>>()).unwrap();
        ledger.settle(&mut |_| {}).unwrap();
        let mut n_found = 0;
        let one = Query { actors: vec!["USA".to_owned()], ..Query::default() };
        let days = Interval::new("2024-02-03".parse().unwrap(), "2024-03-10".parse().unwrap());
        let queries = [
            one.clone(),
            Query { statuses: vec![Status::Held, Status::Planned], ..one.clone() },
            Query { dates: days, confidence: Some(0.5), ..one.clone() },
            Query { published: days, sources: vec![SourceKind::Narrator], ..one.clone() },
            Query { actors: vec!["USA".to_owned(), "CHN".to_owned()], ..one.clone() },
            Query { voice: Some("The Ministry".to_owned()), ..Query::default() },
            Query { voice: Some("usa".to_owned()), confidence: Some(0.4), ..Query::default() },
            Query { voice: Some("the ministry".to_owned()), dates: days, ..one },
        ];
        for query in queries {
            for sort in [Sort::Changed, Sort::Date, Sort::Reports] {
                let query = Query { sort, ..query.clone() };
                let list = ledger.listed(&query).unwrap().unwrap();
                let events = |placed: Vec<Placed>| -> Vec<i64> {
                    first_of(placed, 12).into_iter().map(|(_, event)| event).collect()
                };
                let one_by_one = events(ledger.look_up(&list, &query).unwrap());
                let in_a_row = match sort {
                    Sort::Changed => ledger.go_back(Some(&list), &query, 12),
                    Sort::Date => ledger.go_by_days(Some(&list), &query, 12),
                    Sort::Reports => ledger.go_through(Some(&list), &query),
                };
                assert_eq!(events(in_a_row.unwrap()), one_by_one, "{query:?}");
                assert!(!one_by_one.is_empty(), "{query:?}");
                n_found += one_by_one.len();
            }
        }
        assert!(n_found > 60, "{n_found}");
    }
}
