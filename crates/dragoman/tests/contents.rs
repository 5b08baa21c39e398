//! What is asserted, of which days, where, and on whose word, in sentences of our own: one line a mechanism, with a
//! claim that must be found; `-` where there must be none.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use dragoman::event::{Claim, Party};
use dragoman::text::{Article, DateReason, Published};
use dragoman::{Analyst, Scratch};
use jiff::civil::date;

const CASES: &str = include_str!("contents/cases.tsv");

fn countries(parties: &[Party]) -> String {
    let all: BTreeSet<&str> = parties.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    all.into_iter().collect::<Vec<_>>().join("+")
}

/// `TYPE status ACTORS>RECIPIENTS from..to PLACE source`, the countries in the order of the alphabet.
fn told(claim: &Claim) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    format!(
        "{} {} {}>{} {}..{} {} {}",
        claim.event_type,
        claim.status.as_str(),
        countries(&claim.actors),
        countries(&claim.recipients),
        day(claim.when.interval.from),
        day(claim.when.interval.to),
        claim.place.as_ref().and_then(|place| place.country.as_deref()).unwrap_or("-"),
        claim.source.kind.as_str(),
    )
}

fn claims(analyst: &Analyst, text: &str, scratch: &mut Scratch) -> Vec<Claim> {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    article.metadata.published = Some(Published {
        day: date(2024, 5, 15),
        reason: DateReason::Given,
        words: String::new(),
        conflicts: Vec::new(),
    });
    analyst.analyse(&mut article, scratch).claims
}

#[test]
fn contents_are_told_as_they_stand() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    let mut wrong = Vec::new();
    for line in CASES.lines().skip(1) {
        let [what, n_claims, expected, text] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let found: Vec<String> = claims(&analyst, text, &mut scratch).iter().map(told).collect();
        let counted = n_claims == "-" || found.len().to_string() == n_claims;
        let is_there = expected == "-" || found.iter().any(|one| one == expected);
        if !counted || !is_there {
            wrong.push(format!("{what}: {text:?} is {n_claims} claims, one {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
}
