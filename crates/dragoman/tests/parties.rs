//! Who did it and to whom, in sentences of our own: one line a mechanism, with the claim that must be found.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod reader;

use std::collections::BTreeSet;

use dragoman::Analyst;
use dragoman::event::Claim;
use dragoman::text::Article;
use reader::{claims, countries};

const CASES: &str = include_str!("parties/cases.tsv");

/// `TYPE ACTORS>RECIPIENTS`, the countries in the order of the alphabet.
fn told(claim: &Claim) -> String {
    format!("{} {}>{}", claim.event_type, countries(&claim.actors), countries(&claim.recipients))
}

/// The same of a line of the table, whose countries may come in any order and whose `>` may lack.
fn sorted(expected: &str) -> String {
    let (head, sides) = expected.rsplit_once(' ').unwrap_or((expected, ""));
    let (actors, recipients) = sides.split_once('>').unwrap_or((sides, ""));
    let side = |side: &str| {
        let all: BTreeSet<&str> = side.split('+').filter(|country| !country.is_empty()).collect();
        all.into_iter().collect::<Vec<_>>().join("+")
    };
    format!("{head} {}>{}", side(actors), side(recipients))
}

#[test]
fn parties_are_found_where_they_stand() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for line in CASES.lines().skip(1) {
        let [what, expected, text] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        n_cases += 1;
        let found: Vec<String> = claims(&analyst, text, &mut scratch).iter().map(told).collect();
        if !found.contains(&sorted(expected)) {
            wrong.push(format!("{what}: {text:?} is {:?}, found {found:?}", sorted(expected)));
        }
    }
    assert!(n_cases >= 50);
    assert!(wrong.is_empty(), "{} of {n_cases} are wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_nobodys_politics_is_not_coded() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    for text in [
        "Police in Lima arrested a singer over the murder of his wife.",
        "A court in Ghana convicted a cook of theft.",
        "A blaze swept a tower in Madrid. Two adults were badly injured.",
    ] {
        let found: Vec<String> = claims(&analyst, text, &mut scratch).iter().map(told).collect();
        assert!(found.is_empty(), "{text:?} is coded as {found:?}");
    }
    let text = "Police in Lima arrested an activist over the murder of a senator.";
    let found: Vec<String> = claims(&analyst, text, &mut scratch).iter().map(told).collect();
    assert!(found.contains(&"COERCE PER>PER".to_owned()), "{found:?}");
}

#[test]
fn a_title_names_who_is_meant() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    for (title, text, expected) in [
        ("Iran–Italy relations", "Tehran halts oil deliveries.", "SANCTION IRN>ITA"),
        ("Chad–Niger border dispute", "The two sides agreed to hold talks in May.", "AGREE NER+TCD>"),
        ("Peace talks, Ghana–Togo relations", "The delegations agree to resume flights.", "AGREE GHA+TGO>"),
        ("Weather", "The delegations agree to resume flights.", ""),
    ] {
        let mut article = Article { text: text.to_owned(), ..Article::default() };
        article.metadata.title = Some(title.to_owned());
        let found: Vec<String> =
            analyst.analyse(&mut article, &mut scratch).claims.iter().map(told).collect();
        let fits = if expected.is_empty() { found.is_empty() } else { found.contains(&expected.to_owned()) };
        assert!(fits, "{title}: {text} is {expected:?}, found {found:?}");
    }
}

#[test]
fn words_that_lead_back_to_where_they_began_come_to_an_end() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    for text in [
        "Norway condemned the degree to which the networks linked to which Iran belongs act.",
        "Malta seized a plane linked to the aircraft on Monday.",
        "Malta seized a container tied to the cargo of the ship.",
        "Norway weighs the prospect of ending those.",
    ] {
        let _ = claims(&analyst, text, &mut scratch);
    }
}
