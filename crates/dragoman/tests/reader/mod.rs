//! Sentences of our own read as articles, and whose countries their claims name.

use std::collections::BTreeSet;

use dragoman::event::{Claim, Party};
use dragoman::text::{Article, DateReason, Published};
use dragoman::{Analyst, Scratch};
use jiff::civil::date;

/// The countries of a side, in the order of the alphabet.
pub(crate) fn countries(parties: &[Party]) -> String {
    let all: BTreeSet<&str> = parties.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    all.into_iter().collect::<Vec<_>>().join("+")
}

/// The claims of a text that was published on Wednesday, 15 May 2024.
pub(crate) fn claims(analyst: &Analyst, text: &str, scratch: &mut Scratch) -> Vec<Claim> {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    article.metadata.published = Some(Published {
        day: date(2024, 5, 15),
        reason: DateReason::Given,
        words: String::new(),
        conflicts: Vec::new(),
    });
    analyst.analyse(&mut article, scratch).claims
}
