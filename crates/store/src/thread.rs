//! Threads: the events of one affair, linked anew where events have changed.

use std::collections::{BTreeMap, BTreeSet};

use dragoman_thread::link::{ENOUGH, Placed, Relations, SAME_TIME_DAYS, Tie, countries, threads, ties_in};
use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::{Answer, StoreErrorKind};
use crate::file::number_of;
use crate::key;
use crate::settle::KEPT;

/// An event that was in the news for longer than this is not looked for by the day on which it began.
const LONGEST_DAYS: i32 = 800;

/// Links events anew that were made, made anew or taken out.
pub(crate) fn link_anew(step: &Transaction<'_>, changed: &BTreeSet<i64>) -> Answer<()> {
    let relations = Relations::embedded();
    let mut reached: BTreeSet<i64> = BTreeSet::new();
    for event in changed {
        reached.insert(*event);
        reached.extend(cut(step, *event)?);
    }
    for event in changed {
        let ties = ties_of(step, *event, &relations)?;
        for Tie { one, two, weight, because } in ties {
            reached.extend([one, two]);
            for (one, two) in [(one, two), (two, one)] {
                step.prepare_cached(
                    "INSERT OR REPLACE INTO tie_row (one, two, weight, because) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![one, two, f64::from(weight), because])?;
            }
        }
    }
    regroup(step, &reached)
}

/// Takes out what tied an event; gives those it was tied to.
fn cut(step: &Transaction<'_>, event: i64) -> Answer<Vec<i64>> {
    let tied: Vec<i64> = step
        .prepare_cached("SELECT two FROM tie_row WHERE one = ?1")?
        .query_map([event], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for two in &tied {
        step.prepare_cached("DELETE FROM tie_row WHERE one = ?1 AND two = ?2")?.execute([two, &event])?;
    }
    step.prepare_cached("DELETE FROM tie_row WHERE one = ?1")?.execute([event])?;
    step.prepare_cached("DELETE FROM dyad_row WHERE event = ?1")?.execute([event])?;
    Ok(tied)
}

/// What ties an event to others, over all articles.
fn ties_of(step: &Transaction<'_>, event: i64, relations: &Relations) -> Answer<Vec<Tie<i64>>> {
    let mut ties: BTreeMap<(i64, i64), (f32, String)> = BTreeMap::new();
    let mut add = |tie: Tie<i64>| {
        let sum = ties.entry((tie.one, tie.two)).or_default();
        sum.0 += tie.weight;
        if sum.1.is_empty() || tie.weight >= ENOUGH {
            sum.1 = tie.because;
        }
    };
    let articles: Vec<i64> = step
        .prepare_cached(
            "SELECT DISTINCT article FROM claim_row WHERE event = ?1 AND witness_of IS NULL ORDER BY article",
        )?
        .query_map([event], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut parties: Option<BTreeSet<String>> = None;
    for article in articles {
        let text: Option<String> = step
            .prepare_cached("SELECT text FROM article_row WHERE nr = ?1")?
            .query_row([article], |row| row.get(0))?;
        let of_article = format!(
            "{} WHERE c.article = ?1 ORDER BY c.number",
            KEPT.replace("a.id", "coalesce(c.event, 0)")
        );
        let mut of_article = step.prepare_cached(&of_article)?;
        let mut rows = of_article.query([article])?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            let on: i64 = row.get(3)?;
            claims.push((on, row.get::<_, usize>(4)?, read_kept_of(row)?));
        }
        let placed: Vec<Placed<'_, i64>> = claims
            .iter()
            .filter(|(on, ..)| *on != 0)
            .map(|(on, number, claim)| Placed { event: *on, number: *number, claim })
            .collect();
        for placed in placed.iter().filter(|placed| placed.event == event) {
            let own = countries(placed.claim);
            parties = Some(parties.map_or_else(|| own.clone(), |all| all.union(&own).cloned().collect()));
        }
        let of_event = ties_in(&placed, text.as_deref().unwrap_or(""), relations);
        of_event.into_iter().filter(|tie| tie.one == event || tie.two == event).for_each(&mut add);
    }
    for tie in at_one_time(step, event, &parties.unwrap_or_default())? {
        add(tie);
    }
    Ok(ties.into_iter().map(|((one, two), (weight, because))| Tie { one, two, weight, because }).collect())
}

/// Events between the same two countries that were in the news at the same time; enters this one among them.
fn at_one_time(step: &Transaction<'_>, event: i64, parties: &BTreeSet<String>) -> Answer<Vec<Tie<i64>>> {
    let in_the_news = "SELECT first_learned, last_learned FROM event_row WHERE key = ?1";
    let in_the_news: Option<(String, String)> = step
        .prepare_cached(in_the_news)?
        .query_row([event], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((first, last)) = in_the_news.filter(|_| parties.len() == 2) else { return Ok(Vec::new()) };
    let day = |text: &str| {
        text.parse::<Date>().map(|day| number_of(Some(day))).map_err(|error| StoreErrorKind::damaged(&error))
    };
    let (first, last) = (day(&first)?, day(&last)?);
    let names = parties.iter().map(String::as_str).collect::<Vec<_>>().join("|");
    let dyad = key::of_words(&format!("dyad|{names}"));
    let others: Vec<i64> = step
        .prepare_cached(
            "SELECT event FROM dyad_row WHERE dyad = ?1 AND first BETWEEN ?2 AND ?3 AND last >= ?4 AND event <> ?5",
        )?
        .query_map(
            params![dyad, first - LONGEST_DAYS, last + SAME_TIME_DAYS, first - SAME_TIME_DAYS, event],
            |row| row.get(0),
        )?
        .collect::<Result<_, _>>()?;
    step.prepare_cached(
        "INSERT OR REPLACE INTO dyad_row (dyad, first, event, last) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![dyad, first, event, last])?;
    let because = format!("{} in the news at the same time", names.replace('|', " and "));
    let tie = |other: i64| Tie {
        one: event.min(other),
        two: event.max(other),
        weight: ENOUGH,
        because: because.clone(),
    };
    Ok(others.into_iter().map(tie).collect())
}

fn read_kept_of(row: &rusqlite::Row<'_>) -> Answer<dragoman_event::Claim> {
    let body = row.get_ref(6)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    let form: crate::form::ClaimForm<'_> = serde_json::from_str(body)?;
    form.claim().map_err(StoreErrorKind::Damaged)
}

/// Groups anew the events that were reached, and all that hang together with them.
fn regroup(step: &Transaction<'_>, reached: &BTreeSet<i64>) -> Answer<()> {
    let mut events: BTreeSet<i64> = BTreeSet::new();
    let mut ties: Vec<Tie<i64>> = Vec::new();
    let mut open: Vec<i64> = reached.iter().copied().collect();
    let mut stale: BTreeSet<i64> = BTreeSet::new();
    for event in reached {
        let thread = "SELECT thread FROM member_row WHERE event = ?1";
        let thread: Option<i64> =
            step.prepare_cached(thread)?.query_row([event], |row| row.get(0)).optional()?;
        if let Some(thread) = thread.filter(|thread| stale.insert(*thread)) {
            let members = "SELECT event FROM member_row WHERE thread = ?1";
            let mut members = step.prepare_cached(members)?;
            for event in members.query_map([thread], |row| row.get(0))? {
                open.push(event?);
            }
        }
    }
    let mut gone: BTreeSet<i64> = BTreeSet::new();
    while let Some(event) = open.pop() {
        if events.contains(&event) || gone.contains(&event) {
            continue;
        }
        let exists = "SELECT 1 FROM event_row WHERE key = ?1";
        if step.prepare_cached(exists)?.query_row([event], |_| Ok(())).optional()?.is_none() {
            gone.insert(event);
            continue;
        }
        events.insert(event);
        let mut tied = step.prepare_cached("SELECT two, weight FROM tie_row WHERE one = ?1")?;
        let mut tied = tied.query([event])?;
        while let Some(row) = tied.next()? {
            let (two, weight): (i64, f64) = (row.get(0)?, row.get(1)?);
            if weight as f32 >= ENOUGH {
                open.push(two);
            }
            ties.push(Tie { one: event, two, weight: weight as f32, because: String::new() });
        }
    }
    for event in events.iter().chain(&gone) {
        let thread = "DELETE FROM member_row WHERE event = ?1 RETURNING thread";
        stale.extend(step.prepare_cached(thread)?.query_row([event], |row| row.get::<_, i64>(0)).optional()?);
    }
    for thread in stale {
        step.prepare_cached("DELETE FROM thread_row WHERE key = ?1")?.execute([thread])?;
    }
    let mut degree: BTreeMap<i64, f32> = BTreeMap::new();
    for tie in &ties {
        *degree.entry(tie.one).or_default() += tie.weight;
    }
    for members in threads(&events, &ties) {
        write_thread(step, &members, &degree)?;
    }
    Ok(())
}

fn write_thread(step: &Transaction<'_>, members: &[i64], degree: &BTreeMap<i64, f32>) -> Answer<()> {
    let mut earliest: Option<(String, i64)> = None;
    let mut latest: Option<String> = None;
    let mut central: Option<(u32, f32, std::cmp::Reverse<i64>)> = None;
    for event in members {
        let facts = "SELECT first_learned, last_learned, n_claims FROM event_row WHERE key = ?1";
        let (first, last, n_claims): (String, String, u32) = step
            .prepare_cached(facts)?
            .query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let own = (first, *event);
        earliest = Some(earliest.map_or_else(|| own.clone(), |best| best.min(own.clone())));
        latest = latest.max(Some(last));
        // The event that most is said of; of several, the one with most ties.
        let rank = (n_claims, degree.get(event).copied().unwrap_or(0.0), std::cmp::Reverse(*event));
        if central.as_ref().is_none_or(|best| rank.partial_cmp(best).is_some_and(std::cmp::Ordering::is_gt)) {
            central = Some(rank);
        }
    }
    let (Some((first, key)), Some((.., central))) = (earliest, central) else { return Ok(()) };
    step.prepare_cached(
        "INSERT OR REPLACE INTO thread_row (key, central, n_events, first_learned, last_learned) \
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![key, central.0, members.len(), first, latest])?;
    for event in members {
        step.prepare_cached("INSERT OR REPLACE INTO member_row (event, thread) VALUES (?1, ?2)")?
            .execute([*event, key])?;
    }
    Ok(())
}
