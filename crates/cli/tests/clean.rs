//! `dragoman clean` as its users meet it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const ENVOYS: &str = "The envoys of both countries met in Geneva on Monday for the first talks since the war \
    began, and they agreed to meet again next month, their spokesman said.";

const APPEAL: &str = "Your donation makes all the difference. Please support our journalism with a subscription \
    today, because we need your help to keep our reporting free for everyone.";

/// How a run ended.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn clean(args: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dragoman"))
        .arg("clean")
        .args(args)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file of the test's own.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn row(id: &str, text: &str) -> String {
    json!({ "id": id, "date": "2023-06-18", "title": "Envoys <meet>", "text": text }).to_string() + "\n"
}

#[test]
fn the_article_is_printed_without_what_is_not_the_article() {
    let ran =
        clean(&[], format!("Envoys meet again in Geneva\n\n{ENVOYS}\n\n{APPEAL}\n\n{ENVOYS}").as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("Envoys meet again in Geneva\n\nThe envoys"), "{}", ran.out);
    assert!(!ran.out.contains("donation"), "{}", ran.out);
}

#[test]
fn two_articles_are_told_apart_and_a_row_brings_its_headline() {
    let ran = clean(&["-"], (row("1", ENVOYS) + &row("2", ENVOYS)).as_bytes());
    let one = format!("Envoys <meet>\n\n{ENVOYS}\n");
    assert_eq!(ran.out, format!("{one}\n-----\n\n{one}"));
}

#[test]
fn json_has_all_blocks_with_spans_of_the_records_own_text() {
    let text = format!("{ENVOYS}\n\n{APPEAL}");
    let ran = clean(&["--format", "json"], row("envoys-1", &text).as_bytes());
    let article: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((article["id"].as_str(), article["record"].as_u64()), (Some("envoys-1"), Some(1)));
    assert_eq!(article["text"], text);
    assert_eq!(
        article["published"],
        json!({ "day": "2023-06-18", "reason": "given", "words": "2023-06-18", "conflicts": [] })
    );
    let blocks = article["blocks"].as_array().unwrap();
    let words = |block: &Value| {
        let end = |nth: usize| usize::try_from(block["span"][nth].as_u64().unwrap()).unwrap();
        text[end(0)..end(1)].to_owned()
    };
    assert_eq!((words(&blocks[0]).as_str(), blocks[0]["kind"].as_str()), (ENVOYS, Some("body")));
    assert!(blocks[1..].iter().all(|block| block["kind"] == "boilerplate"));
    assert_eq!(blocks[1]["boilerplate"]["reason"], "appeal");
}

#[test]
fn the_page_escapes_what_was_read_and_gives_reasons() {
    let text = format!("<script>alert(\"1\")</script> & more: {ENVOYS}\n\n{APPEAL}");
    let ran = clean(&["--format", "html"], format!("Envoys meet\n\n{text}").as_bytes());
    assert!(ran.out.starts_with("<!DOCTYPE html>") && ran.out.ends_with("</html>\n"));
    assert!(!ran.out.contains("<script"), "{}", ran.out);
    assert!(ran.out.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more"));
    assert!(ran.out.contains("<p class=\"off\"><span class=\"words\">Your donation"), "{}", ran.out);
    assert!(ran.out.contains("<span class=\"why\">appeal ("), "{}", ran.out);
    assert!(!ran.out.contains("http://") && !ran.out.contains("https://"), "nothing is loaded");
}

#[test]
fn exit_codes_tell_what_was_read() {
    let good = file("good.txt", ENVOYS);
    let german = file(
        "german.txt",
        "Die Gesandten beider Länder trafen sich am Montag in Genf zu den ersten Gesprächen seit Beginn des Krieges \
         und vereinbarten, sich im nächsten Monat wieder zu treffen.",
    );
    let broken = file("broken.jsonl", row("1", ENVOYS) + "{\"text\": \"Envoys\n");
    let damaged = file("damaged.txt", ENVOYS.replace("Geneva ", "Geneva\0"));
    let check = |args: &[&str], code: i32, err: &str| {
        let ran = clean(args, b"");
        assert!(ran.err.contains(err), "{args:?}: {}", ran.err);
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.err);
    };
    check(&[&good, "--strict"], 0, "");
    check(&[&german], 1, "is not in English but in German (de)");
    check(&[&german, &good], 0, "read 1 articles, skipped 1: 1 not in English");
    check(&[&german, &good, "--strict"], 2, "German");
    check(&[&broken], 0, "broken.jsonl: record 2: is malformed");
    check(&[&broken, "--strict"], 2, "broken.jsonl: record 2: is malformed");
    check(&[&damaged], 0, "damaged: 1 zero bytes");
    check(&[&damaged, "--strict"], 2, "damaged: 1 zero bytes");
    check(&[], 1, "-: is empty");
    check(&["nowhere.txt"], 2, "nowhere.txt: cannot be read: No such file");
    check(&["nowhere.txt", &good], 2, "nowhere.txt");
    check(&["-", "--repeats"], 2, "standard input cannot be read twice");
    check(&[&good, "--text"], 2, "--text");
    check(&[&good, "-o", &good], 2, "so it cannot be written to");
}

#[test]
fn a_named_column_that_is_missing_is_said() {
    let table = file("table.csv", format!("day,corpo\n2023-06-18,\"{ENVOYS}\"\n"));
    let ran = clean(&[&table, "--text", "body"], b"");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("has no column \"body\"; it has \"day\", \"corpo\""), "{}", ran.err);
    let ran = clean(&[&table, "--text", "corpo", "--date", "day", "--format", "json"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("\"day\":\"2023-06-18\""));
}

#[test]
fn the_output_is_the_same_for_any_number_of_workers() {
    let rows: String =
        (0..200).map(|nth| row(&nth.to_string(), if nth % 9 == 0 { "" } else { ENVOYS })).collect();
    let path = file("rows.jsonl", rows);
    for args in [["--format", "json"], ["--format", "text"]] {
        let with = |n| clean(&[path.as_str(), args[0], args[1], "--repeats", "--workers", n], b"");
        let (one, three) = (with("1"), with("3"));
        assert_eq!(
            (one.code, one.out.as_str(), one.err.as_str()),
            (three.code, three.out.as_str(), three.err.as_str())
        );
        assert!(one.err.contains("skipped 23: 23 without text"), "{}", one.err);
        assert_eq!(one.err.lines().count(), 11, "ten are told, and the sum: {}", one.err);
    }
}
