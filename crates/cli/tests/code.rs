//! `dragoman code`: in bulk, in parts that are whole or not there, and on from where it ended.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What the command said, and how it ended.
fn code(paths: &[PathBuf], out: &Path, more: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_dragoman"))
        .arg("code")
        .args(paths)
        .arg("--out")
        .arg(out)
        .args(more)
        .output()
        .unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

/// Files of a folder and what is in them, by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    contents(folder).into_iter().map(|(name, _)| name).collect()
}

/// A file of articles, one a line.
fn articles(folder: &TempDir, name: &str, texts: &[&str]) -> PathBuf {
    let lines: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            format!(r#"{{"id": "{name}-{number}", "date": "2024-05-02", "text": "{text}"}}"#)
        })
        .collect();
    let path = folder.path().join(name);
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

const NEWS: [&str; 4] = [
    "Kenya recalled its ambassador from Somalia.",
    "Norway agreed to send aid to Chad.",
    "",
    "Police in Peru arrested nine people.",
];

#[test]
fn it_goes_on_where_it_ended_and_codes_what_has_come_since() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let first = articles(&folder, "a.jsonl", &NEWS);
    let (told, ended) = code(std::slice::from_ref(&first), &out, &[]);
    assert_eq!(ended, Some(0), "{told}");
    assert!(told.contains("1 of 1 parts done") && told.contains("3 articles"), "{told}");
    assert_eq!(names(&out.join("claims")), ["part-000000-000.parquet"]);
    let skipped = fs::read_to_string(out.join("skipped/part-000000.jsonl")).unwrap();
    assert!(skipped.contains("a.jsonl") && skipped.contains("has no text"), "{skipped}");
    let before = contents(&out.join("claims"));

    let (told, ended) = code(std::slice::from_ref(&first), &out, &[]);
    assert_eq!((told.as_str(), ended), ("dragoman: all was coded before\n", Some(0)));
    let second = articles(&folder, "b.jsonl", &NEWS[..2]);
    let (told, _) = code(&[first.clone(), second], &out, &[]);
    assert!(told.contains("2 articles"), "{told}");
    assert_eq!(names(&out.join("articles")), ["part-000000-000.parquet", "part-000001-000.parquet"]);
    assert_eq!(contents(&out.join("claims"))[..1], before, "what was whole is left as it is");

    articles(&folder, "a.jsonl", &NEWS[..1]);
    let (told, ended) = code(&[first], &out, &[]);
    assert_eq!(ended, Some(1));
    assert!(told.contains("a.jsonl: has") && told.contains("code it into another folder"), "{told}");
}

#[test]
fn what_was_cut_short_is_coded_again_and_leaves_nothing_that_looks_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let news = articles(&folder, "a.jsonl", &NEWS);
    code(std::slice::from_ref(&news), &out, &[]);
    let whole = contents(&out.join("claims"));
    // As a kill leaves it between two files: some have their names, and nothing says that they are done.
    fs::remove_file(out.join("done/part-000000.jsonl")).unwrap();
    fs::write(out.join("claims/.part-000000-000.parquet"), "half").unwrap();
    let (told, ended) = code(&[news], &out, &[]);
    assert_eq!(ended, Some(0), "{told}");
    assert_eq!(contents(&out.join("claims")), whole);
}

#[test]
fn the_output_is_the_same_for_any_number_of_workers_and_in_files_of_any_size() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<&str> = NEWS.iter().copied().cycle().take(40).collect();
    let news = articles(&folder, "a.jsonl", &texts);
    let coded = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        let (told, ended) = code(std::slice::from_ref(&news), &out, more);
        assert_eq!(ended, Some(0), "{told}");
        (contents(&out.join("claims")), contents(&out.join("articles")), contents(&out.join("skipped")))
    };
    let one = coded("one", &["--workers", "1"]);
    assert_eq!(coded("three", &["--workers", "3"]), one);
    let (claims, articles, _) = coded("small", &["--rows", "7"]);
    assert_eq!((claims.len(), articles.len()), (5, 5), "thirty articles, seven a file");
}

#[test]
fn nothing_to_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (told, ended) = code(&[folder.path().join("none.jsonl")], &folder.path().join("out"), &[]);
    assert_eq!(ended, Some(1));
    assert!(told.contains("none.jsonl"), "{told}");
    let news = articles(&folder, "a.jsonl", &NEWS);
    let (_, ended) = code(&[news], &folder.path().join("strict"), &["--strict"]);
    assert_eq!(ended, Some(1), "one article has no text");
}
