//! A dozen articles on one affair: one event with one life in one thread, in whatever order they were added.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod cases;

use dragoman_event::Status;
use dragoman_store::{Fate, Filed, Ledger, Query};
use jiff::civil::date;
use proptest::prelude::*;

use cases::{adding, contents, event_of, filed, ledger};

#[test]
fn the_visit_is_one_event_with_one_life() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("affair.db"), &filed("affair"), 5);
    let visit = event_of(&ledger, "affair-01", 2);
    for (article, number) in [
        ("affair-03", 0),
        ("affair-04", 0),
        ("affair-09", 0),
        ("affair-10", 4),
        ("affair-11", 0),
        ("affair-12", 1),
    ] {
        assert_eq!(event_of(&ledger, article, number), visit, "{article}/{number}");
    }
    let sheet = ledger.event(visit, None).unwrap();
    let turns: Vec<(String, &str)> =
        sheet.life.iter().map(|turn| (turn.learned.to_string(), turn.status.as_str())).collect();
    let told = [
        ("2022-11-14", "agreed"),
        ("2022-12-12", "planned"),
        ("2023-01-17", "planned"),
        ("2023-02-03", "postponed"),
        ("2023-05-11", "proposed"),
        ("2023-06-09", "planned"),
        ("2023-06-14", "planned"),
        ("2023-06-18", "held"),
    ];
    assert_eq!(turns, told.map(|(day, status)| (day.to_owned(), status)));
    assert_eq!(sheet.event.status, Status::Held);
    assert_eq!(sheet.event.actors, "USA GOV Antony Blinken");
    assert_eq!(sheet.event.place_country.as_deref(), Some("CHN"));
    assert!(sheet.event.n_articles >= 9, "{}", sheet.event.n_articles);
    let sources: Vec<Option<&str>> =
        sheet.claims.iter().map(|claim| claim.claim.source.who.as_deref()).collect();
    assert!(sources.contains(&Some("two U.S. officials")), "{sources:?}");
}

#[test]
fn each_day_is_answered_with_what_was_known_then() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("affair.db"), &filed("affair"), 12);
    let visit = event_of(&ledger, "affair-01", 2);
    assert!(ledger.event(visit, Some(date(2022, 11, 13))).is_err(), "nothing was known the day before");
    for (day, status, from, n_articles) in [
        (date(2022, 11, 20), "agreed", "2022-11-14", 1),
        (date(2023, 1, 20), "planned", "2023-02-05", 3),
        (date(2023, 3, 1), "postponed", "2023-02-05", 4),
        (date(2023, 6, 15), "planned", "2023-06-16", 7),
        (date(2023, 7, 1), "held", "2023-06-18", 9),
    ] {
        let sheet = ledger.event(visit, Some(day)).unwrap();
        assert_eq!(sheet.event.status.as_str(), status, "{day}");
        assert_eq!(sheet.event.days.from.map(|day| day.to_string()).as_deref(), Some(from), "{day}");
        assert_eq!(sheet.event.n_articles, n_articles, "{day}");
        assert!(sheet.claims.iter().all(|claim| claim.learned <= day), "{day}");
        let query = Query {
            as_of: Some(day),
            statuses: vec![sheet.event.status],
            actors: vec!["antony blinken".to_owned()],
            types: vec!["CONSULT".to_owned()],
            ..Query::default()
        };
        let found = ledger.events(&query).unwrap();
        assert!(found.rows.contains(&sheet.event), "{day}");
    }
}

#[test]
fn the_affair_is_one_thread_around_the_visit() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("affair.db"), &filed("affair"), 3);
    let visit = event_of(&ledger, "affair-01", 2);
    let thread = ledger.thread(visit, None).unwrap();
    assert_eq!(thread.central.key, visit);
    for (article, number, what) in [
        ("affair-01", 0, "the meeting in Bali where it was agreed"),
        ("affair-05", 1, "the balloon over which it was put off"),
        ("affair-06", 0, "Munich"),
        ("affair-07", 0, "Vienna"),
        ("affair-08", 2, "the meeting refused in Singapore"),
        ("affair-12", 0, "the reception by Xi"),
    ] {
        let event = event_of(&ledger, article, number);
        assert!(thread.events.iter().any(|one| one.key == event), "{what}");
    }
}

#[test]
fn adding_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let articles = filed("affair");
    let mut ledger = ledger(&folder.path().join("affair.db"), &articles, 12);
    let before = contents(&ledger);
    let fates = ledger.add(&articles).unwrap();
    assert!(fates.iter().all(|fate| *fate == Fate::Known), "{fates:?}");
    assert!(ledger.is_settled().unwrap());
    assert!(articles.iter().all(|filed| ledger.knows(&filed.article).unwrap()));
    assert_eq!(contents(&ledger), before);
}

#[test]
fn reading_anew_is_logged_and_leaves_the_rest_alone() {
    let folder = tempfile::tempdir().unwrap();
    let articles = filed("affair");
    let mut ledger = ledger(&folder.path().join("affair.db"), &articles, 12);
    let visit = event_of(&ledger, "affair-01", 2);
    let call = event_of(&ledger, "affair-10", 2);
    // A newer reader no longer sees the agreement, on which the event's name rests.
    let mut article = articles[0].clone();
    let withdrawn = ledger.article("affair-01").unwrap().1[2].key;
    article.claims.remove(2);
    article.claims[1].about = None;
    assert_eq!(ledger.add(&[article]).unwrap(), [Fate::ReadAnew]);
    ledger.settle(&mut |_| {}).unwrap();
    let sheet = ledger.event(visit, None).unwrap();
    assert_ne!(sheet.event.key, visit, "its earliest claim is gone");
    assert_eq!(
        sheet.life.first().map(|turn| turn.status),
        Some(Status::Planned),
        "and its old name still leads to it"
    );
    assert_eq!(event_of(&ledger, "affair-10", 2), call, "what has nothing to do with it keeps its name");
    let log = ledger.log(None, 100).unwrap();
    assert!(log.iter().any(|row| row.what == "claim withdrawn" && row.key == withdrawn), "{log:?}");
    assert!(log.iter().any(|row| row.what == "event moved" && row.key == visit), "{log:?}");
    // The reader of before brings everything back.
    ledger.add(&articles[..1]).unwrap();
    ledger.settle(&mut |_| {}).unwrap();
    let fresh = cases::ledger(&folder.path().join("fresh.db"), &articles, 12);
    assert_eq!(contents(&ledger), contents(&fresh));
}

#[test]
fn what_lies_ahead_knows_how_often_it_was_put_off() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("affair.db"), &filed("affair"), 12);
    let visit = event_of(&ledger, "affair-01", 2);
    let page = ledger.ahead(date(2023, 6, 10), &Query::default()).unwrap();
    let ahead = page.rows.iter().find(|ahead| ahead.event.key == visit).unwrap();
    assert_eq!(ahead.n_postponed, 1);
    assert_eq!(ahead.event.days.from, Some(date(2023, 6, 18)));
    assert!(ahead.days.len() >= 3, "{:?}", ahead.days);
    let over = ledger.ahead(date(2023, 7, 1), &Query::default()).unwrap();
    assert!(over.rows.iter().all(|ahead| ahead.event.key != visit));
}

#[test]
fn words_are_found_in_passages_parties_and_headlines() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("affair.db"), &filed("affair"), 12);
    let find = |words: &str| {
        let query = Query { words: Some(words.to_owned()), ..Query::default() };
        ledger.claims(&query).unwrap().rows.iter().map(|claim| claim.article.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        find("\"surveillance balloon\""),
        Vec::<String>::new(),
        "in the article, and in none of its passages"
    );
    assert!(find("\"postponed a visit\"").contains(&"affair-04".to_owned()));
    assert!(find("sanctio*").contains(&"affair-08".to_owned()));
    assert!(find("rebuffs defense").contains(&"affair-08".to_owned()), "the headline counts");
    let articles =
        ledger.articles(&Query { words: Some("\"surveillance balloon\"".to_owned()), ..Query::default() });
    assert_eq!(
        articles.unwrap().rows.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(),
        ["affair-04"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_ledger_does_not_depend_on_the_order(
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle(),
        at_a_time in 1_usize..6,
    ) {
        let articles = filed("affair");
        let folder = tempfile::tempdir().unwrap();
        let straight = ledger(&folder.path().join("straight.db"), &articles, 12);
        let shuffled: Vec<_> = order.iter().map(|place| articles[*place].clone()).collect();
        let shuffled = ledger(&folder.path().join("shuffled.db"), &shuffled, at_a_time);
        prop_assert_eq!(contents(&shuffled), contents(&straight));
    }
}

/// Events and claims as they stood on a day.
fn known(ledger: &Ledger, day: jiff::civil::Date) -> Vec<String> {
    let query = Query { as_of: Some(day), ..Query::default() };
    let mut known = Vec::new();
    for event in ledger.events(&query).unwrap().rows {
        let sheet = ledger.event(event.key, Some(day)).unwrap();
        assert_eq!(sheet.event, event);
        known.push(format!("{sheet:?}"));
        let thread = ledger.thread(event.key, Some(day)).unwrap();
        assert_eq!(Some(thread.key), event.thread);
        known.push(format!("{thread:?}"));
    }
    known.sort();
    known
}

#[test]
fn as_of_a_day_is_what_a_ledger_of_that_day_has() {
    let folder = tempfile::tempdir().unwrap();
    let articles = filed("affair");
    let whole = ledger(&folder.path().join("whole.db"), &articles, 5);
    for n_known in 1..articles.len() {
        let published = |filed: &Filed| filed.article.metadata.published.as_ref().unwrap().day;
        let day = published(&articles[n_known - 1]);
        let until: Vec<Filed> = articles.iter().filter(|filed| published(filed) <= day).cloned().collect();
        let then = ledger(&folder.path().join(format!("{n_known}.db")), &until, 12);
        let (whole, then) = (known(&whole, day), known(&then, day));
        let differs = whole.iter().zip(&then).find(|(one, two)| one != two);
        assert!(differs.is_none() && whole.len() == then.len(), "{day}: {differs:#?}");
    }
}

#[test]
fn one_writes_while_others_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("affair.db");
    let articles = filed("affair");
    let mut writer = ledger(&path, &articles[..6], 6);
    let reader = Ledger::open(&path).unwrap();
    let before = reader.counts().unwrap();
    let second = Ledger::open_to_add(&path, &adding()).err().unwrap().to_string();
    assert!(
        second.ends_with("another dragoman is adding to this ledger; wait until it has ended, and try again"),
        "{second}"
    );
    writer.add(&articles[6..]).unwrap();
    assert_eq!(reader.counts().unwrap().n_articles, before.n_articles + 6);
}
