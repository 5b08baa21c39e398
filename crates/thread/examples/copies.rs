//! Measures how well copies are told from other articles, on pairs made from texts of the caller's.
//!
//! `cargo run --release -p dragoman-thread --example copies -- FILE.jsonl…`
//!
//! Each line of a file has `id`, `date`, `title` and `text`. Copies are made from texts of at least sixty words, in
//! turns: cut after a part, an excerpt from the middle, sentences taken out, an agency's line before and a credit
//! after, figures brought up to date with a paragraph more, two sentences exchanged and words replaced. Articles that
//! are not copies are neighbours in the file, and all pairs of the files that share half of the shorter one's runs of
//! three words; of these, pairs at most a day apart with at least .95 in common are copies, as published twice.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a program for measuring"
)]

use std::collections::{BTreeMap, BTreeSet};

use dragoman_text::{Article, DateReason, Metadata, Published};
use dragoman_thread::duplicate::{Families, Fingerprint, Verdict, judge};
use jiff::civil::Date;

struct Text {
    id: String,
    day: Date,
    words: String,
}

fn fingerprint(text: &str, day: Date) -> Fingerprint {
    let published =
        Some(Published { day, reason: DateReason::Given, words: String::new(), conflicts: Vec::new() });
    Fingerprint::of(&Article {
        text: text.to_owned(),
        metadata: Metadata { published, ..Metadata::default() },
        ..Article::default()
    })
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '\n']).filter(|sentence| !sentence.trim().is_empty()).collect()
}

const KINDS: [&str; 6] = ["cut", "excerpt", "thinned", "agency", "updated", "reworded"];

/// A copy of the kind, made from a text.
fn copy(kind: &str, text: &str, turn: usize) -> String {
    let sentences = sentences(text);
    let n = sentences.len();
    match kind {
        "cut" => sentences[..(n * 2 / 5).max(2).min(n)].concat(),
        "excerpt" => sentences[n / 4..(n * 3 / 4).max(n / 4 + 2).min(n)].concat(),
        "thinned" => sentences
            .iter()
            .enumerate()
            .filter(|(place, _)| !(place + turn).is_multiple_of(3))
            .map(|(_, one)| *one)
            .collect(),
        "agency" => format!(
            "CITY (Agency) — {}\nReporting by our staff; editing by the desk. All rights reserved.",
            sentences[..(n * 3 / 4).max(1)].concat()
        ),
        "updated" => {
            let figures: String = text
                .chars()
                .map(|letter| if letter.is_ascii_digit() && turn.is_multiple_of(2) { '7' } else { letter })
                .collect();
            format!(
                "{figures}\nOfficials later said that more details would be given in the coming days, and that families had been told."
            )
        }
        _ => {
            let mut sentences: Vec<String> = sentences.iter().map(|one| (*one).to_owned()).collect();
            if n > 3 {
                sentences.swap(1, n - 2);
            }
            let pairs = [
                (" said", " told reporters"),
                (" also ", " "),
                (" will ", " is to "),
                (" after ", " following "),
                (" but ", " however, "),
                (" about ", " some "),
            ];
            pairs.iter().fold(sentences.concat(), |text, (one, other)| text.replace(one, other))
        }
    }
}

fn main() {
    let mut texts: Vec<Text> = Vec::new();
    for file in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| value[name].as_str().unwrap_or("").to_owned();
            texts.push(Text { id: field("id"), day: field("date").parse().unwrap(), words: field("text") });
        }
    }
    let prints: Vec<Fingerprint> = texts.iter().map(|one| fingerprint(&one.words, one.day)).collect();
    let (mut n_right, mut n_found, mut n_copies, mut n_others) = (0, 0, 0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut count = |kind: &'static str, is_copy: bool, verdict: &Verdict, names: String| {
        let found = verdict.is_copy();
        n_copies += usize::from(is_copy);
        n_others += usize::from(!is_copy);
        n_found += usize::from(found);
        n_right += usize::from(found && is_copy);
        let row = by_kind.entry(kind).or_default();
        row.0 += 1;
        row.1 += usize::from(found == is_copy);
        if found != is_copy {
            wrong.push(format!("{kind}: {names}: {verdict:?}"));
        }
    };

    let long: Vec<usize> = (0..texts.len()).filter(|place| prints[*place].n_words() >= 60).collect();
    let step = (long.len() / 600).max(1);
    for (turn, place) in long.iter().step_by(step).enumerate() {
        let kind = KINDS[turn % KINDS.len()];
        let Text { id, day, words: text } = &texts[*place];
        let later = day.checked_add(jiff::Span::new().days((turn % 4) as i64)).unwrap();
        let other = fingerprint(&copy(kind, text, turn / KINDS.len()), later);
        let shares = prints[*place].keys.iter().any(|key| other.keys.contains(key));
        let verdict = if shares { judge(&prints[*place], &other) } else { Verdict::Unlike(0.0) };
        count(kind, true, &verdict, id.clone());
    }
    for pair in texts.iter().zip(&prints).collect::<Vec<_>>().windows(2).step_by(7) {
        let verdict = judge(pair[0].1, pair[1].1);
        count("neighbours", false, &verdict, format!("{} {}", pair[0].0.id, pair[1].0.id));
    }
    let mut families = Families::default();
    let mut seen = BTreeSet::new();
    for print in prints.iter().cloned() {
        for link in families.add(print) {
            let (one, two) = (&prints[link.earlier], &prints[link.later]);
            let half = one.likeness(two);
            if half < 0.5 || !seen.insert((link.earlier, link.later)) {
                continue;
            }
            let apart = (texts[link.later].day - texts[link.earlier].day).get_days().abs();
            let kind = if half >= 0.95 && apart <= 1 { "printed twice" } else { "one template" };
            count(
                kind,
                kind == "printed twice",
                &link.verdict,
                format!("{} {}", texts[link.earlier].id, texts[link.later].id),
            );
        }
    }
    println!("{n_copies} pairs of copies, {n_others} pairs of others");
    println!(
        "precision {:.4}  recall {:.4}",
        n_right as f64 / n_found as f64,
        n_right as f64 / n_copies as f64
    );
    for (kind, (n, n_right)) in by_kind {
        println!("{kind:14} {n:6} pairs, {n_right:6} right");
    }
    for line in wrong {
        println!("wrong: {line}");
    }
}
