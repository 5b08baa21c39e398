//! What is asserted, of which days, where, and on whose word, in sentences of our own: one line a mechanism, with a
//! claim that must be found; `-` where there must be none.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod reader;

use dragoman::Analyst;
use dragoman::event::Claim;
use reader::{claims, countries};

const CASES: &str = include_str!("contents/cases.tsv");

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
