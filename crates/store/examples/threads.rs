//! How well threads agree with a grouping that editors made: pairs of articles, and B³ (Bagga and Baldwin 1998).
//!
//! ```sh
//! dragoman add --ledger news.db news.jsonl
//! cargo run --release -p dragoman-store --example threads -- news.db news.jsonl
//! ```
//!
//! Each line of the second file is an object with `id`, and `thread`: the names of the affair, the widest first. An
//! article is of the thread of its first claim; one without claims stands alone. Articles that editors gave no thread
//! are left out.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measurement that fails may fail loudly, and prints"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use dragoman_store::{Ledger, Query};
use serde_json::Value;

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn report(what: &str, articles: &[(String, String)]) {
    let (mut ours, mut theirs, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (own, gold) in articles {
        *ours.entry(own).or_insert(0.0) += 1.0;
        *theirs.entry(gold).or_insert(0.0) += 1.0;
        *both.entry((own, gold)).or_insert(0.0) += 1.0;
    }
    let n_pairs = |sizes: &mut dyn Iterator<Item = f64>| sizes.map(|n| n * (n - 1.0) / 2.0).sum::<f64>();
    let shared = n_pairs(&mut both.values().copied());
    let (precision, recall) =
        (shared / n_pairs(&mut ours.values().copied()), shared / n_pairs(&mut theirs.values().copied()));
    let n_articles = articles.len() as f64;
    let sum = |sizes: &BTreeMap<&String, f64>, is_ours: bool| -> f64 {
        let parts = both.iter().map(|((own, gold), n)| n * n / sizes[if is_ours { own } else { gold }]);
        parts.sum::<f64>() / n_articles
    };
    let (exact, whole) = (sum(&ours, true), sum(&theirs, false));
    println!(
        "| {what} | {} | {} | {} | {precision:.3} | {recall:.3} | {:.3} | {exact:.3} | {whole:.3} | {:.3} |",
        articles.len(),
        theirs.len(),
        ours.len(),
        f1(precision, recall),
        f1(exact, whole)
    );
}

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [ledger, gold] = &arguments[..] else {
        panic!("a ledger and a file with the grouping are asked for")
    };
    let ledger = Ledger::open(ledger).unwrap();
    let mut thread_of = BTreeMap::new();
    ledger
        .each_event(&Query::default(), &mut |event| {
            thread_of.insert(event.key, event.thread);
            Ok(())
        })
        .unwrap();
    // The widest names of affairs and the narrowest, of all articles and of those with claims.
    let mut groups: [Vec<(String, String)>; 4] = [const { Vec::new() }; 4];
    for line in fs::read_to_string(gold).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (id, names) = (line["id"].as_str().unwrap(), line["thread"].as_array().unwrap());
        let (Some(widest), Some(narrowest)) = (names.first(), names.last()) else { continue };
        let (_, claims) = ledger.article(id).unwrap();
        let thread = claims.iter().find_map(|claim| *thread_of.get(&claim.event?)?);
        let own = thread.map_or_else(|| id.to_owned(), |thread| thread.to_string());
        for (place, name) in [widest, narrowest].into_iter().enumerate() {
            let pair = (own.clone(), name.as_str().unwrap().to_owned());
            if thread.is_some() {
                groups[2 + place].push(pair.clone());
            }
            groups[place].push(pair);
        }
    }
    println!("| | articles | of editors | of ours | pairs P | R | F1 | B³ P | R | F1 |");
    println!("|---|{}", "--:|".repeat(9));
    for (what, group) in
        ["widest", "narrowest", "widest, with claims", "narrowest, with claims"].iter().zip(&groups)
    {
        report(what, group);
    }
}
