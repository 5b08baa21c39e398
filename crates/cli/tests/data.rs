//! What must hold of the tables under `data/`, and of the models and their cards.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The files of facts under `data/`, by their path from there.
fn files() -> BTreeSet<String> {
    let data = root().join("data");
    let mut found = BTreeSet::new();
    let mut open = vec![data.clone()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.parent() != Some(&data) {
                found.insert(path.strip_prefix(&data).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// Those that are tables.
fn tables() -> BTreeSet<String> {
    files()
        .into_iter()
        .filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "tsv"))
        .collect()
}

/// What is wrong with a table, as `line: what`.
fn faults(table: &str) -> Vec<String> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let mut faults = Vec::new();
    if header.last() != Some(&"source") {
        faults.push("1: the last column is not \"source\"".to_owned());
    }
    let mut before: Option<&str> = None;
    for (line, number) in lines.zip(2..) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != header.len() {
            faults.push(format!("{number}: {} cells, expected {}", cells.len(), header.len()));
        }
        if cells.iter().any(|cell| cell.trim() != *cell || cell.is_empty()) {
            faults.push(format!("{number}: a cell is empty or has white space around it"));
        }
        if before.is_some_and(|before| before >= line) {
            faults.push(format!("{number}: not sorted, or there twice"));
        }
        before = Some(line);
    }
    faults
}

#[test]
fn faults_of_tables_are_named() {
    let check = |table: &str, expected: &[&str]| assert_eq!(faults(table), expected, "{table}");
    check("form\tkind\tsource\nGen.\ttitle\tours\nSen.\ttitle\tours\n", &[]);
    check("form\tkind\nGen.\ttitle\n", &["1: the last column is not \"source\""]);
    check("form\tsource\nSen.\tours\nGen.\tours\n", &["3: not sorted, or there twice"]);
    check("form\tsource\nGen.\tours\nGen.\tours\n", &["3: not sorted, or there twice"]);
    check("form\tsource\nGen.\n", &["2: 1 cells, expected 2"]);
    check("form\tsource\n\tours\n", &["2: a cell is empty or has white space around it"]);
}

#[test]
fn tables_are_sorted_complete_and_have_a_source() {
    for table in tables() {
        let text = fs::read_to_string(root().join("data").join(&table)).unwrap();
        let faults = faults(&text);
        assert!(faults.is_empty(), "data/{table}: {}", faults.join("\n"));
    }
}

#[test]
fn every_file_of_facts_has_an_origin_and_a_licence() {
    let sources = fs::read_to_string(root().join("data/SOURCES.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = sources.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 3 && row.iter().all(|cell| !cell.is_empty())));
    let listed: BTreeSet<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    assert_eq!(listed, files());
}

#[test]
fn kinds_of_listed_names_are_known() {
    let known = [
        "country", "city", "group", "body", "armed", "given", "family", "region", "town", "company",
        "agency", "media", "team", "school", "product",
    ];
    for table in ["text/gazetteer.tsv", "text/known.tsv"] {
        let text = fs::read_to_string(root().join("data").join(table)).unwrap();
        for (line, number) in text.lines().zip(1..).skip(1) {
            let kinds: Vec<&str> = line.split('\t').nth(1).unwrap().split(',').collect();
            let places: Vec<Option<usize>> =
                kinds.iter().map(|kind| known.iter().position(|one| one == kind)).collect();
            assert!(
                places.iter().all(Option::is_some) && places.is_sorted(),
                "data/{table}:{number}: {kinds:?}"
            );
        }
    }
}

#[test]
fn models_are_those_of_their_cards_and_small() {
    let mut n_models = 0;
    for file in fs::read_dir(root().join("models")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "bin") {
            continue;
        }
        n_models += 1;
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.len() <= 25 << 20, "{} is larger than 25 MiB", path.display());
        let hash = format!("{:x}", Sha256::digest(&bytes));
        let card = fs::read_to_string(path.with_extension("card.toml")).unwrap();
        assert!(card.contains(&format!("sha256 = \"{hash}\"")), "{}: its hash is {hash}", path.display());
        for key in ["licence = ", "command = ", "seed = ", "attribution = ", "[scores"] {
            assert!(card.contains(key), "{}: the card does not say {key:?}", path.display());
        }
    }
    assert_eq!(n_models, 2);
}
