//! Every example sentence of every predicate codes as its block says.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use dragoman::event::{Claim, Party};
use dragoman::text::{Article, DateReason, Published};
use dragoman::{Analyst, Scratch};
use jiff::civil::date;

/// A Wednesday, so that weekdays lie on either side.
fn article(text: &str) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    article.metadata.published = Some(Published {
        day: date(2024, 5, 15),
        reason: DateReason::Given,
        words: String::new(),
        conflicts: Vec::new(),
    });
    article
}

fn countries(parties: &[Party]) -> String {
    let all: BTreeSet<&str> = parties.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    all.into_iter().collect::<Vec<_>>().join("+")
}

/// `status ACTORS>RECIPIENTS`, the countries sorted.
fn told(claim: &Claim) -> String {
    format!("{} {}>{}", claim.status.as_str(), countries(&claim.actors), countries(&claim.recipients))
}

fn sorted(expected: &str) -> String {
    let (status, sides) = expected.split_once(' ').unwrap_or((expected, ""));
    let sides: Vec<String> = sides
        .splitn(2, '>')
        .map(|side| {
            let all: BTreeSet<&str> = side.split('+').filter(|country| !country.is_empty()).collect();
            all.into_iter().collect::<Vec<_>>().join("+")
        })
        .collect();
    format!(
        "{status} {}>{}",
        sides.first().map_or("", String::as_str),
        sides.get(1).map_or("", String::as_str)
    )
}

fn claims(analyst: &Analyst, text: &str, scratch: &mut Scratch) -> Vec<Claim> {
    analyst.analyse(&mut article(text), scratch).claims
}

#[test]
fn examples_code_as_stated() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    let mut wrong = Vec::new();
    for example in analyst.coder().predicates().examples() {
        let claims = claims(&analyst, &example.text, &mut scratch);
        let all = || {
            claims
                .iter()
                .map(|claim| format!("{} {} ({})", claim.event_type, told(claim), claim.evidence.predicate))
                .collect::<Vec<_>>()
                .join("; ")
        };
        match &example.expected {
            Some(expected) => {
                let is_told = claims.iter().any(|claim| {
                    Some(&claim.event_type) == example.event_type.as_ref() && told(claim) == sorted(expected)
                });
                if !is_told {
                    wrong.push(format!(
                        "{}: {:?} is {expected:?}, coded as [{}]",
                        example.predicate,
                        example.text,
                        all()
                    ));
                }
            }
            None => {
                if claims.iter().any(|claim| claim.evidence.predicate == example.predicate) {
                    wrong.push(format!(
                        "{}: {:?} is no example of it, coded as [{}]",
                        example.predicate,
                        example.text,
                        all()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_as_many_predicates_as_promised() {
    let analyst = Analyst::embedded().unwrap();
    assert!(analyst.coder().predicates().n_predicates() >= 1200);
}
