//! The rules of the house, as far as they can be tested: licences, weight, and which room may know
//! which.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The rooms from the innermost to the outermost, and what each may know of the others.
const ROOMS: &[(&str, &[&str])] = &[
    ("dragoman-text", &[]),
    ("dragoman-intake", &["dragoman-text"]),
    ("dragoman-event", &["dragoman-text"]),
    ("dragoman-thread", &["dragoman-text", "dragoman-event"]),
    ("dragoman-fetch", &["dragoman-text", "dragoman-intake"]),
    ("dragoman", &["dragoman-text", "dragoman-intake", "dragoman-event"]),
    ("dragoman-store", &["dragoman-text", "dragoman-event", "dragoman-thread"]),
    ("dragoman-server", &["dragoman", "dragoman-fetch", "dragoman-store"]),
    ("dragoman-cli", &["dragoman", "dragoman-fetch", "dragoman-store", "dragoman-server"]),
    ("dragoman-python", &["dragoman", "dragoman-store", "dragoman-thread"]),
];

/// Rooms that take bytes and data and return values: no disk, no clock, no network, no environment.
const PURE: &[&str] = &["dragoman-text", "dragoman-event", "dragoman-thread"];

/// Crates whose purpose is what a pure room must not do, or whose answers differ from run to run.
const IMPURE: &[&str] = &[
    "anyhow",
    "chrono",
    "clap",
    "dirs",
    "fastrand",
    "getrandom",
    "glob",
    "ignore",
    "indicatif",
    "memmap2",
    "rand",
    "reqwest",
    "rusqlite",
    "rustls",
    "signal-hook",
    "tempfile",
    "time",
    "tokio",
    "tracing",
    "ureq",
    "walkdir",
];

/// More packages than this, and it is time to ask what each is for. Reading pages, archives and columnar files, and
/// fetching over TLS, are worth a hundred and fifty.
const MOST_PACKAGES: usize = 300;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "common", "manager", "helper", "helpers", "misc"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().unwrap()
}

/// The rooms' own packages.
fn members(metadata: &Value) -> Vec<&Value> {
    packages(metadata).iter().filter(|package| package["source"].is_null()).collect()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap()
}

/// The names of what a package needs to run, without what only its tests need.
fn dependencies(package: &Value) -> Vec<&str> {
    let all = package["dependencies"].as_array().unwrap();
    all.iter().filter(|dependency| dependency["kind"].is_null()).map(name).collect()
}

/// The quoted strings of the list that follows `key` in a TOML file of ours.
fn list_after(toml: &str, key: &str) -> Vec<String> {
    let list = toml.split_once(key).unwrap().1.split_once(']').unwrap().0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a licence expression can be met with the licences allowed. Knows `OR`, `AND`, `WITH`, the
/// old `/`, and brackets.
fn can_be_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let met = any_of(&mut rest, allowed);
    met && rest.is_empty()
}

fn any_of(rest: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = all_of(rest, allowed);
    while let [first, others @ ..] = *rest
        && *first == "OR"
    {
        *rest = others;
        met |= all_of(rest, allowed);
    }
    met
}

fn all_of(rest: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(rest, allowed);
    while let [first, others @ ..] = *rest
        && *first == "AND"
    {
        *rest = others;
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &[String]) -> bool {
    match *rest {
        ["(", inside @ ..] => {
            *rest = inside;
            let met = any_of(rest, allowed);
            *rest = rest.strip_prefix(&[")"]).unwrap_or(&[]);
            met
        }
        [licence, "WITH", exception, others @ ..] => {
            *rest = others;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, others @ ..] => {
            *rest = others;
            allowed.iter().any(|allowed| allowed == licence)
        }
        [] => false,
    }
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"].map(str::to_owned);
    for good in [
        "MIT",
        "MIT OR Apache-2.0",
        "GPL-3.0 OR MIT",
        "MIT/Apache-2.0",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "GPL-3.0 OR Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(can_be_met(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0", "MIT WITH Rider", ""] {
        assert!(!can_be_met(bad, &allowed), "{bad}");
    }
}

#[test]
fn every_dependency_has_a_licence_that_we_allow() {
    let allowed = list_after(&read("deny.toml"), "allow = [");
    let metadata = metadata();
    let wrong: Vec<String> = packages(&metadata)
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| can_be_met(licence, &allowed)))
        .map(|package| format!("{} {}: {}", name(package), package["version"], package["license"]))
        .collect();
    assert!(wrong.is_empty(), "not allowed by deny.toml: {wrong:#?}");
}

#[test]
fn the_lock_file_stays_small() {
    let n_packages = read("Cargo.lock").matches("[[package]]").count();
    assert!(n_packages <= MOST_PACKAGES, "{n_packages} packages, {MOST_PACKAGES} are the most");
}

#[test]
fn every_room_is_listed_and_knows_only_the_rooms_it_may() {
    let metadata = metadata();
    let members = members(&metadata);
    let mut names: Vec<&str> = members.iter().map(|member| name(member)).collect();
    let mut rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    names.sort_unstable();
    rooms.sort_unstable();
    assert_eq!(names, rooms, "a new crate is a new door: say in ROOMS what it may know");
    for member in members {
        let (_, may_know) = ROOMS.iter().find(|(room, _)| *room == name(member)).unwrap();
        for dependency in dependencies(member) {
            let known = !rooms.contains(&dependency) || may_know.contains(&dependency);
            assert!(known, "{} must not know {dependency}", name(member));
        }
    }
}

#[test]
fn pure_rooms_stay_pure() {
    let metadata = metadata();
    for member in members(&metadata).into_iter().filter(|member| PURE.contains(&name(member))) {
        for dependency in dependencies(member) {
            assert!(!IMPURE.contains(&dependency), "{} is pure and must not know {dependency}", name(member));
        }
        let manifest = Path::new(member["manifest_path"].as_str().unwrap());
        let bans = fs::read_to_string(manifest.with_file_name("clippy.toml")).unwrap();
        for ban in ["std::fs::read", "std::env::var", "std::time::Instant::now", "std::io::stdin"] {
            assert!(bans.contains(&format!("\"{ban}\"")), "{} does not ban {ban}", name(member));
        }
    }
}

#[test]
fn every_room_takes_its_rules_from_the_workspace() {
    for member in members(&metadata()) {
        let manifest = fs::read_to_string(member["manifest_path"].as_str().unwrap()).unwrap();
        for line in [
            "[lints]\nworkspace = true",
            "version.workspace = true",
            "edition.workspace = true",
            "rust-version.workspace = true",
            "license.workspace = true",
            "publish.workspace = true",
            "description = ",
        ] {
            assert!(manifest.contains(line), "{} lacks {line:?}", name(member));
        }
    }
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let mut open = vec![root().join("crates")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(!EMPTY_NAMES.contains(&stem.as_str()), "{}", path.display());
            if path.is_dir() {
                open.push(path);
            }
        }
    }
}
