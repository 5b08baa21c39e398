//! What a predicate's example tells is told in other sentences, too.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod reader;

use std::collections::BTreeSet;

use dragoman::Analyst;
use dragoman::event::Claim;
use reader::{claims, countries};

const FRAMES: &str = include_str!("frames/frames.tsv");

/// One of so many examples is told in every frame.
const EACH: usize = 8;

/// Whether an example is among those that are told. By its own words, so that an example more changes nothing for others.
fn is_chosen(text: &str) -> bool {
    text.bytes().map(usize::from).sum::<usize>() % EACH == 0
}

struct Told<'a> {
    text: &'a str,
    event_type: &'a str,
    /// Countries of those who do it and of those to whom it is done.
    sides: [String; 2],
}

/// The countries of a side of an example, in the order of the alphabet.
fn side(text: &str) -> String {
    let all: BTreeSet<&str> = text.split('+').filter(|one| !one.is_empty()).collect();
    all.into_iter().collect::<Vec<_>>().join("+")
}

/// An example as it stands within a sentence: its article is small.
fn within(text: &str) -> String {
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = text.strip_prefix(article) {
            return article.to_lowercase() + rest;
        }
    }
    text.to_owned()
}

fn is_told(told: &Told<'_>, claims: &[Claim]) -> bool {
    claims.iter().any(|claim| {
        claim.event_type == told.event_type
            && [countries(&claim.actors), countries(&claim.recipients)] == told.sides
    })
}

#[test]
fn examples_are_told_alike_in_other_sentences() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    let examples = analyst.coder().predicates().examples().iter().filter_map(|example| {
        let sides = example.expected.as_deref()?.strip_prefix("held ")?.split_once('>')?;
        let text = example.text.strip_suffix('.')?;
        let is_plain = !text.contains(['.', ',', '"', ';', ':', '(']) && !text.contains(" said ");
        is_plain.then_some(Told {
            text,
            event_type: example.event_type.as_deref()?,
            sides: [side(sides.0), side(sides.1)],
        })
    });
    let told: Vec<Told<'_>> = examples.filter(|told| is_chosen(told.text)).collect();
    assert!(told.len() > 200);
    let mut short = Vec::new();
    let mut n_frames = 0;
    for line in FRAMES.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (least, frame) = line.split_once('\t').unwrap();
        n_frames += 1;
        let lost: Vec<String> = told
            .iter()
            .map(|told| (told, frame.replace("{S}", told.text).replace("{s}", &within(told.text))))
            .filter(|(told, text)| !is_told(told, &claims(&analyst, text, &mut scratch)))
            .map(|(_, text)| text)
            .collect();
        let share = 1.0 - lost.len() as f64 / told.len() as f64;
        if share < least.parse().unwrap() {
            short.push(format!("{share:.3} of {least}: {frame}\n  {}", lost.join("\n  ")));
        }
    }
    assert!(n_frames > 10);
    assert!(short.is_empty(), "{}", short.join("\n"));
}
