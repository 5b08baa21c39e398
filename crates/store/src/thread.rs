//! Threads: the events of one affair. Each event joins the affair of an earlier one, or begins its own.

use std::collections::{BTreeMap, BTreeSet};

use dragoman_thread::link::{ENOUGH, SAME_TIME_DAYS, Tie, join};
use dragoman_thread::merge::day_number;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::{Answer, StoreErrorKind};

/// An earlier event, with when it is taken; of two, the first is less.
pub(crate) type Earlier = (String, i64);

/// Finds anew whose affair these events are of: those that were written, those with which their claims share an
/// article, those that joined through one that was taken out, and those that began while there was news of `affairs`.
pub(crate) fn link_anew(
    db: &Connection,
    mut events: BTreeSet<i64>,
    gone: &[i64],
    affairs: &BTreeSet<(String, String)>,
) -> Answer<()> {
    for event in gone {
        let children = "SELECT nr FROM event_row WHERE parent = ?1";
        for child in db.prepare_cached(children)?.query_map([event], |row| row.get(0))? {
            events.insert(child?);
        }
    }
    for (affair, day) in affairs {
        events.extend(begun_after(db, affair, day)?);
    }
    let facts = "SELECT rank, affair, first_learned FROM event_row WHERE nr = ?1";
    let mut facts = db.prepare_cached(facts)?;
    let mut joining: Vec<Joining> = Vec::new();
    for event in events {
        let found = facts.query_row([event], |row| {
            let (affair, first): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
            Ok(Joining { rank: row.get(0)?, event, news: affair.zip(first) })
        });
        joining.extend(found.optional()?);
    }
    joining.sort_unstable_by(|one, two| (&one.rank, one.event).cmp(&(&two.rank, two.event)));
    // Whose affair an event is of depends on earlier ones alone.
    for event in joining {
        adopt(db, &event)?;
    }
    Ok(())
}

/// An event whose affair is to be found.
struct Joining {
    rank: String,
    event: i64,
    /// The affair that it was first told in, and when.
    news: Option<(String, String)>,
}

/// Events of an affair that began while news of a day was new.
pub(crate) fn begun_after(db: &Connection, affair: &str, day: &str) -> Answer<Vec<i64>> {
    let last = day_of(parse_day(day)? + SAME_TIME_DAYS + 1).to_string();
    let begun = "SELECT nr FROM event_row WHERE affair = ?1 AND rank BETWEEN ?2 AND ?3";
    let mut begun = db.prepare_cached(begun)?;
    Ok(begun.query_map([affair, day, &last], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Has an event join the affair of an earlier one, or none; all that joined through it go with it.
fn adopt(db: &Connection, joining: &Joining) -> Answer<()> {
    let event = joining.event;
    let before = "SELECT parent, joined, because, thread FROM event_row WHERE nr = ?1";
    let (parent, joined, because, thread): (Option<i64>, Option<String>, Option<String>, i64) = db
        .prepare_cached(before)?
        .query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let tie = join(ties_of(db, joining)?);
    let now = tie.as_ref().map(|tie| tie.to.1);
    let day = tie.as_ref().map(|tie| day_of(tie.day).to_string());
    let why = tie.map(|tie| tie.because);
    let of = match now {
        Some(parent) => db
            .prepare_cached("SELECT thread FROM event_row WHERE nr = ?1")?
            .query_row([parent], |row| row.get(0))?,
        None => event,
    };
    if (parent, &joined, &because, thread) != (now, &day, &why, of) {
        let joins = "UPDATE event_row SET parent = ?2, joined = ?3, because = ?4, thread = ?5 WHERE nr = ?1";
        db.prepare_cached(joins)?.execute(params![event, now, day, why, of])?;
    }
    if thread != of {
        let children = "SELECT nr FROM event_row WHERE parent = ?1";
        let mut children = db.prepare_cached(children)?;
        let mut follows = db.prepare_cached("UPDATE event_row SET thread = ?2 WHERE nr = ?1")?;
        let mut open = vec![event];
        while let Some(event) = open.pop() {
            for child in children.query_map([event], |row| row.get(0))? {
                let child = child?;
                follows.execute([child, of])?;
                open.push(child);
            }
        }
    }
    Ok(())
}

/// What ties an event to earlier ones, over all articles.
fn ties_of(db: &Connection, joining: &Joining) -> Answer<Vec<Tie<Earlier>>> {
    let Joining { rank, event, news } = joining;
    let linked = "SELECT c.article, c.learned, l.weight, l.because, f.rank, f.nr FROM claim_row c \
        CROSS JOIN link_row l ON l.article = c.article AND (l.one = c.number OR l.two = c.number) \
        CROSS JOIN claim_row o ON o.article = c.article AND o.number = l.one + l.two - c.number \
        CROSS JOIN event_row f ON f.nr = o.event \
        WHERE c.event = ?1 AND c.fit IS NOT NULL AND f.nr <> ?1 AND f.rank < ?2";
    let mut linked = db.prepare_cached(linked)?;
    let mut rows = linked.query(params![event, rank])?;
    // However often an article sets two happenings beside each other, it does so once.
    let mut strongest: BTreeMap<(i64, Earlier), Tie<Earlier>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let to: Earlier = (row.get(4)?, row.get(5)?);
        let day = parse_day(row.get_ref(1)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?)?;
        let tie = Tie { to: to.clone(), day, weight: row.get(2)?, because: row.get(3)? };
        stronger(&mut strongest, (row.get(0)?, to), tie);
    }
    let mut ties: Vec<Tie<Earlier>> = strongest.into_values().collect();
    if let Some((affair, first)) = news {
        let day = parse_day(first)?;
        let since = day_of(day - SAME_TIME_DAYS).to_string();
        // The earlier event of which there was news last.
        let last = "SELECT f.rank, f.nr FROM claim_row c CROSS JOIN event_row f ON f.nr = c.event \
            WHERE c.affair = ?1 AND c.learned BETWEEN ?2 AND ?3 AND c.fit IS NOT NULL AND f.rank < ?4 \
            ORDER BY c.learned DESC, f.rank DESC LIMIT 1";
        let last: Option<Earlier> = db
            .prepare_cached(last)?
            .query_row(params![affair, since, first, rank], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let because = || format!("{affair} in the news at the same time");
        ties.extend(last.map(|to| Tie { to, day, weight: ENOUGH, because: because() }));
    }
    Ok(ties)
}

/// Keeps of several ties in one place the strongest, and of these the one whose reason comes first.
pub(crate) fn stronger<K: Ord>(strongest: &mut BTreeMap<K, Tie<Earlier>>, place: K, tie: Tie<Earlier>) {
    let best = strongest.entry(place).or_insert_with(|| tie.clone());
    if (tie.weight, &best.because) > (best.weight, &tie.because) {
        *best = tie;
    }
}

fn parse_day(day: &str) -> Answer<i32> {
    let day: Date = day.parse().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(day_number(day))
}

fn day_of(number: i32) -> Date {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap_or(Date::MAX)
}
