//! Splits the texts of `cases/split.txt` and compares.
//!
//! Set `UPDATE_EXPECT=1` to write what was found into the file, and read the difference with care.

#![allow(clippy::disallowed_methods, reason = "asks whether to write the case file")]

use std::fmt::Write as _;
use std::path::Path;

use dragoman_text::{Reading, Splitter};

const MODEL: &[u8] = include_bytes!("../../../models/split.bin");
const CASES: &str = include_str!("cases/split.txt");

/// A sentence a line, tokens with a space between, the words of a multiword token with a bar.
fn show(text: &str, reading: &Reading) -> String {
    let mut shown = String::new();
    for sentence in &reading.sentences {
        shown.push('=');
        for token in reading.tokens_of(sentence) {
            let between = if token.joined { '|' } else { ' ' };
            write!(shown, "{between}{}", token.span.of(text)).expect("a string takes all");
        }
        shown.push('\n');
    }
    shown
}

#[test]
fn cases_split_as_promised() {
    let splitter = Splitter::load(MODEL).expect("the model of the project loads");
    let mut found = String::new();
    for line in CASES.lines() {
        if let Some(written) = line.strip_prefix("> ") {
            let text = written.replace("\\n", "\n").replace("\\r", "\r").replace("\\s", "\u{a0}");
            let shown = show(&text, &splitter.split(&text));
            write!(found, "{line}\n{shown}").expect("a string takes all");
        } else if !line.starts_with('=') {
            writeln!(found, "{line}").expect("a string takes all");
        }
    }
    if found != CASES && std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/split.txt");
        std::fs::write(path, found).expect("the case file can be written");
        return;
    }
    let wrong: Vec<String> = CASES
        .split("\n\n")
        .zip(found.split("\n\n"))
        .filter(|(expected, found)| expected != found)
        .map(|(expected, found)| format!("expected\n{expected}\nfound\n{found}"))
        .collect();
    assert!(wrong.is_empty() && found == CASES, "{}", wrong.join("\n\n"));
}
