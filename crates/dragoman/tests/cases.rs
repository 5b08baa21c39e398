//! The cases: what is promised of each article is found, and the file says what is not.
//!
//! After a change on purpose, `UPDATE_CASES=1 cargo test -p dragoman --test cases` writes anew which lines are
//! missing and which are wrong; look at the difference before you commit it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may fail loudly, and says how far it got"
)]

use std::fs;
use std::path::{Path, PathBuf};

use dragoman::Analyst;
use dragoman::event::case::{Case, Line, Outline, Standing};
use dragoman::text::Span;

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<PathBuf> =
        folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    files
}

/// Where a line's words stand; a file tells nothing of a text that does not contain them.
fn span(text: &str, words: &str) -> Option<Span> {
    let start = text.find(words)?;
    Some(Span::new(start as u32, (start + words.len()) as u32))
}

/// The lines as they ought to stand, given what was found.
fn stand(case: &Case, found: &[(Outline, Span)]) -> Vec<Line> {
    let right: Vec<&Line> = case.lines.iter().filter(|line| line.standing != Standing::Wrong).collect();
    let mut pairs = Vec::new();
    for (line_idx, line) in right.iter().enumerate() {
        let words = span(&case.article.text, &line.claim.words);
        for (found_idx, (outline, evidence)) in found.iter().enumerate() {
            let overlaps =
                words.is_some_and(|words| words.start() < evidence.end() && evidence.start() < words.end());
            if overlaps && outline.event_type == line.claim.event_type {
                pairs.push((line.claim.differences(outline).len(), line_idx, found_idx));
            }
        }
    }
    pairs.sort_unstable();
    let mut partner: Vec<Option<(usize, usize)>> = vec![None; right.len()];
    let mut taken = vec![false; found.len()];
    for (n_differences, line_idx, found_idx) in pairs {
        if partner[line_idx].is_none() && !taken[found_idx] {
            partner[line_idx] = Some((n_differences, found_idx));
            taken[found_idx] = true;
        }
    }
    let mut accepted = vec![false; found.len()];
    let mut lines = Vec::new();
    for (line, partner) in right.into_iter().zip(partner) {
        let is_found = partner.is_some_and(|(n_differences, _)| n_differences == 0);
        if let Some((_, found_idx)) = partner {
            accepted[found_idx] = is_found || line.standing == Standing::Optional;
        }
        let standing = match line.standing {
            Standing::Optional => Standing::Optional,
            _ if is_found => Standing::Promised,
            _ => Standing::Missing,
        };
        lines.push(Line { standing, ..line.clone() });
    }
    for ((outline, _), accepted) in found.iter().zip(accepted) {
        if !accepted {
            let claim = Outline { about: None, ..outline.clone() };
            lines.push(Line { number: 0, standing: Standing::Wrong, claim });
        }
    }
    lines
}

#[test]
fn cases_say_what_is_found_in_them() {
    let analyst = Analyst::embedded().unwrap();
    let mut scratch = analyst.reader().scratch();
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let (mut n_promised, mut n_missing, mut n_wrong, mut stale) = (0, 0, 0, Vec::new());
    let files = files();
    assert!(files.len() >= 60);
    for file in files {
        let markdown = fs::read_to_string(&file).unwrap();
        let name = file
            .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .unwrap()
            .display()
            .to_string();
        let mut case = Case::parse(&name, &markdown).unwrap();
        let claims = analyst.analyse(&mut case.article, &mut scratch).claims;
        let found: Vec<(Outline, Span)> = claims
            .iter()
            .map(|claim| (Outline::of(claim, &case.article.text), claim.evidence.span))
            .collect();
        let lines = stand(&case, &found);
        let count = |standing| lines.iter().filter(|line| line.standing == standing).count();
        n_promised += count(Standing::Promised);
        n_missing += count(Standing::Missing);
        n_wrong += count(Standing::Wrong);
        let mut block = lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        if !block.is_empty() {
            block.push('\n');
        }
        let (before, rest) = markdown.split_once("\n```claims\n").unwrap();
        let (_, after) = rest.split_at(rest.rfind("```").unwrap());
        let written = format!("{before}\n```claims\n{block}{after}");
        if written != markdown {
            stale.push(name);
            if update {
                fs::write(&file, written).unwrap();
            }
        }
    }
    eprintln!("{n_promised} claims found as promised, {n_missing} missing, {n_wrong} wrong");
    assert!(update || stale.is_empty(), "what is found has changed in {stale:#?}; see the head of this test");
}

#[test]
fn the_demo_reads_the_cases_of_the_affair() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let demo = fs::read_to_string(root.join("demo/affair.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        demo.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let affair: Vec<PathBuf> =
        files().into_iter().filter(|file| file.parent().unwrap().ends_with("affair")).collect();
    assert_eq!(lines.len(), affair.len());
    for (line, file) in lines.iter().zip(affair) {
        let article = Case::parse("", &fs::read_to_string(file).unwrap()).unwrap().article;
        assert_eq!(line["id"], article.id);
        assert_eq!(line["date"], article.metadata.published.unwrap().day.to_string());
        assert_eq!(line["title"], article.metadata.title.unwrap());
        assert_eq!(line["text"], article.text);
    }
}
