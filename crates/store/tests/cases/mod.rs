//! The cases as articles with the claims that are promised of them.
#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test may fail loudly, and not every test uses all of it"
)]

use std::fs;
use std::path::Path;

use dragoman_event::case::{Case, Standing};
use dragoman_store::{Adding, Filed, Key, Ledger, Query};

/// The articles of a folder of cases, in the order of their files.
pub(crate) fn filed(folder: &str) -> Vec<Filed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let cases = files
        .iter()
        .map(|file| Case::parse(&file.to_string_lossy(), &fs::read_to_string(file).unwrap()).unwrap());
    cases
        .map(|case| {
            let lines = case.lines.iter().filter(|line| line.standing != Standing::Wrong);
            let claims = lines.map(|line| line.claim.claim(&case.article.text)).collect();
            Filed { article: case.article, learned: None, claims }
        })
        .collect()
}

pub(crate) fn adding() -> Adding {
    Adding { started: "2024-01-02 03:04".to_owned(), version: "test".to_owned(), keep_text: true }
}

/// A ledger with these articles, added so many at a time.
pub(crate) fn ledger(path: &Path, articles: &[Filed], at_a_time: usize) -> Ledger {
    let mut ledger = Ledger::open_to_add(path, &adding()).unwrap();
    for some in articles.chunks(at_a_time) {
        ledger.add(some).unwrap();
        ledger.settle(&mut |_| {}).unwrap();
    }
    ledger
}

/// Everything that is in a ledger, in words that do not depend on how it got there.
pub(crate) fn contents(ledger: &Ledger) -> String {
    let mut lines = Vec::new();
    ledger
        .each_event(&Query::default(), &mut |event| {
            lines.push(format!("{event:?}"));
            Ok(())
        })
        .unwrap();
    ledger
        .each_claim(&Query::default(), &mut |claim| {
            lines.push(format!("{claim:?}"));
            Ok(())
        })
        .unwrap();
    lines.extend(
        ledger.articles(&Query::default()).unwrap().rows.iter().map(|article| format!("{article:?}")),
    );
    lines.sort();
    format!("{:?}\n{}", ledger.counts().unwrap(), lines.join("\n"))
}

/// The event of an article's claim.
pub(crate) fn event_of(ledger: &Ledger, article: &str, number: usize) -> Key {
    let (_, claims) = ledger.article(article).unwrap();
    claims.iter().find(|claim| claim.number == number).unwrap().event.unwrap()
}

/// All cases, some with places on the map and with words that spreadsheets, tables and calendars stumble over.
pub(crate) fn hostile() -> Vec<Filed> {
    let mut articles = filed("affair");
    articles.extend(filed("status"));
    for (place, filed) in articles.iter_mut().enumerate() {
        filed.article.metadata.outlet = Some(format!("Outlet; \"{place}\", Inc.\\"));
        filed.article.metadata.title = Some("=HYPERLINK(\"http://example.org\")\tand\nmore".to_owned());
        for claim in &mut filed.claims {
            if let Some(place) = &mut claim.place {
                "Île, \"Ω\"; \\ Ünder".clone_into(&mut place.text);
                place.coordinates = Some((-12.5, 130.25));
            }
            claim.source.who = claim.source.who.take().map(|who| format!("+{who}"));
        }
    }
    articles
}
