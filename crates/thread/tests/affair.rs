//! The affair of `cases/affair`: what a dozen articles promise is one visit with one life.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and reads its cases"
)]

use std::path::Path;

use dragoman_event::case::{Case, Standing};
use dragoman_event::{Claim, Status};
use dragoman_thread::merge::{Event, Told, merge};
use jiff::civil::{Date, date};
use proptest::prelude::*;

struct Promise {
    id: String,
    published: Date,
    claim: Claim,
}

fn promises() -> Vec<Promise> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/affair");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut promises = Vec::new();
    for file in files {
        let case = Case::parse(&file.to_string_lossy(), &std::fs::read_to_string(&file).unwrap()).unwrap();
        let published = case.article.metadata.published.unwrap().day;
        for (place, line) in
            case.lines.iter().enumerate().filter(|(_, line)| line.standing != Standing::Wrong)
        {
            let id = format!("{}/{place:02}", case.article.id);
            promises.push(Promise { id, published, claim: line.claim.claim(&case.article.text) });
        }
    }
    promises
}

fn told(promises: &[Promise]) -> Vec<Told<'_>> {
    promises.iter().map(|one| Told { id: &one.id, published: one.published, claim: &one.claim }).collect()
}

/// The event that a promise belongs to.
fn event_of<'a>(events: &'a [Event], promises: &[Promise], id: &str) -> &'a Event {
    let place = promises.iter().position(|one| one.id == id).unwrap();
    events.iter().find(|event| event.claims.contains(&place)).unwrap()
}

#[test]
fn the_visit_is_one_event_from_agreement_to_arrival() {
    let promises = promises();
    let events = merge(&told(&promises));
    let visit = event_of(&events, &promises, "affair-01/02");
    let ids: Vec<&str> = visit.claims.iter().map(|claim| promises[*claim].id.as_str()).collect();
    for id in [
        "affair-02/01",
        "affair-03/00",
        "affair-04/00",
        "affair-09/00",
        "affair-09/01",
        "affair-10/04",
        "affair-11/00",
        "affair-12/01",
    ] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
    let statuses: Vec<Status> = visit.life.steps.iter().map(|step| step.status).collect();
    assert_eq!(
        statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>(),
        ["agreed", "planned", "planned", "postponed", "proposed", "planned", "planned", "held"],
        "planned for early in the year, then for two days; anew with the day of the talks, then with that of departure"
    );
    assert_eq!(visit.life.status, Some(Status::Held));
}

#[test]
fn other_meetings_stay_events_of_their_own() {
    let promises = promises();
    let events = merge(&told(&promises));
    let visit = event_of(&events, &promises, "affair-01/02");
    for id in [
        "affair-01/00",
        "affair-02/00",
        "affair-06/00",
        "affair-07/00",
        "affair-08/02",
        "affair-09/02",
        "affair-03/02",
    ] {
        assert_ne!(event_of(&events, &promises, id), visit, "{id}");
    }
    assert_eq!(
        event_of(&events, &promises, "affair-01/00"),
        event_of(&events, &promises, "affair-03/04"),
        "Bali"
    );
    assert_eq!(
        event_of(&events, &promises, "affair-05/01"),
        event_of(&events, &promises, "affair-06/01"),
        "the balloon"
    );
}

#[test]
fn each_day_knows_what_was_known_then() {
    let promises = promises();
    let events = merge(&told(&promises));
    let visit = event_of(&events, &promises, "affair-01/02");
    for (day, known) in [
        (date(2022, 11, 13), None),
        (date(2022, 11, 20), Some("agreed")),
        (date(2023, 1, 20), Some("planned")),
        (date(2023, 3, 1), Some("postponed")),
        (date(2023, 6, 15), Some("planned")),
        (date(2023, 6, 18), Some("held")),
    ] {
        let status =
            visit.life.as_of(day).filter(|step| step.status != Status::Held || step.published <= day).last();
        let status = status.map(|step| step.status.as_str());
        if known == Some("postponed") {
            let all: Vec<&str> = visit.life.as_of(day).map(|step| step.status.as_str()).collect();
            assert!(all.contains(&"postponed"), "{all:?}");
        } else {
            assert_eq!(status, known, "{day}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn events_do_not_depend_on_the_order(order in Just((0..promises().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let promises = promises();
        let straight = told(&promises);
        let shuffled: Vec<Told<'_>> = order.iter().map(|place| straight[*place]).collect();
        let ids = |told: &[Told<'_>]| {
            let mut events: Vec<Vec<String>> = merge(told)
                .into_iter()
                .map(|event| event.claims.iter().map(|claim| told[*claim].id.to_owned()).collect())
                .collect();
            events.sort();
            events
        };
        prop_assert_eq!(ids(&shuffled), ids(&straight));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_one_event_on_a_day_stays_one(n_days in 0_i64..240) {
        let promises = promises();
        let last = date(2022, 11, 10).checked_add(jiff::Span::new().days(n_days)).unwrap();
        let known: Vec<Told<'_>> = told(&promises).into_iter().filter(|told| told.published <= last).collect();
        let then: Vec<Vec<&str>> =
            merge(&known).iter().map(|event| event.claims.iter().map(|claim| known[*claim].id).collect()).collect();
        let all = told(&promises);
        let now: Vec<Vec<&str>> = merge(&all)
            .iter()
            .map(|event| {
                let ids = event.claims.iter().map(|claim| &all[*claim]);
                ids.filter(|told| told.published <= last).map(|told| told.id).collect::<Vec<_>>()
            })
            .filter(|claims: &Vec<&str>| !claims.is_empty())
            .collect();
        prop_assert_eq!(then, now);
    }
}
