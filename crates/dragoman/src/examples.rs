//! Whether example sentences are coded as the predicates that they stand under say.

use std::collections::BTreeSet;

use crate::Analyst;
use crate::event::predicate::Example;
use crate::event::table::Fault;
use crate::event::{Claim, Party};
use crate::text::{Article, DateReason, Published, Scratch};

impl Analyst {
    /// The examples of its predicates that are not coded as they say, of those whose file is wanted.
    ///
    /// Each sentence is read as an article of its own that was published on Wednesday, 15 May 2024, so that weekdays
    /// lie on either side.
    #[must_use]
    pub fn wrong_examples(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<Fault> {
        let mut scratch = self.reader().scratch();
        let examples = self.coder().predicates().examples().iter();
        examples
            .filter(|example| is_wanted(&example.file))
            .filter_map(|example| self.wrong(example, &mut scratch))
            .collect()
    }

    fn wrong(&self, example: &Example, scratch: &mut Scratch) -> Option<Fault> {
        let claims = self.analyse(&mut article(&example.text), scratch).claims;
        let promise = if let Some(expected) = &example.expected {
            let expected = sorted(expected);
            let is_told = claims.iter().any(|claim| {
                Some(&claim.event_type) == example.event_type.as_ref() && told(claim) == expected
            });
            if is_told {
                return None;
            }
            format!("should be {expected:?}")
        } else {
            if claims.iter().all(|claim| claim.evidence.predicate != example.predicate) {
                return None;
            }
            "should be no example of it".to_owned()
        };
        let coded: Vec<String> = claims
            .iter()
            .map(|claim| format!("{} {} ({})", claim.event_type, told(claim), claim.evidence.predicate))
            .collect();
        let coded = if coded.is_empty() { "nothing".to_owned() } else { coded.join("; ") };
        Some(Fault {
            file: example.file.clone(),
            line: example.line,
            what: format!("{}: {:?} {promise}, and is coded as {coded}", example.predicate, example.text),
        })
    }
}

fn article(text: &str) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    article.metadata.published = Some(Published {
        day: jiff::civil::date(2024, 5, 15),
        reason: DateReason::Given,
        words: String::new(),
        conflicts: Vec::new(),
    });
    article
}

/// `status ACTORS>RECIPIENTS`, the countries sorted.
fn told(claim: &Claim) -> String {
    format!("{} {}>{}", claim.status.as_str(), countries(&claim.actors), countries(&claim.recipients))
}

fn countries(parties: &[Party]) -> String {
    let all: BTreeSet<&str> = parties.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    all.into_iter().collect::<Vec<_>>().join("+")
}

/// What an example promises, written as [`told`] writes claims.
fn sorted(expected: &str) -> String {
    let (status, sides) = expected.split_once(' ').unwrap_or((expected, ""));
    let (actors, recipients) = sides.split_once('>').unwrap_or((sides, ""));
    let [actors, recipients] = [actors, recipients].map(|side| {
        let all: BTreeSet<&str> = side.split('+').filter(|country| !country.is_empty()).collect();
        all.into_iter().collect::<Vec<_>>().join("+")
    });
    format!("{status} {actors}>{recipients}")
}
