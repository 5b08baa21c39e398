//! Reads the texts of `cases/time.tsv` through the project's models and compares what their words of time mean.
//!
//! A row has the article's day, its text, and one expression: its words, its TimeML value, its first and its last day.
//! All expressions of a text stand there, and a text without any has one row of dashes. Set `UPDATE_EXPECT=1` to write
//! what was found into the file, and read the difference with care.

#![allow(clippy::disallowed_methods, reason = "asks whether to write the case file")]

use std::fmt::Write as _;
use std::path::Path;

use dragoman_event::time::{self, Vocabulary};
use dragoman_event::{Interval, Parsed};
use dragoman_text::{Article, Block, BlockKind, Language, Span, Splitter};

const SPLITTER: &[u8] = include_bytes!("../../../models/split.bin");
const LANGUAGE: &[u8] = include_bytes!("../../../models/english.bin");
const CASES: &str = include_str!("cases/time.tsv");
const HEADER: &str = "day\ttext\twords\tvalue\tfrom\tto";

/// The days that a case gives its article: one, or a range with two points between.
fn anchor(day: &str) -> Interval {
    match day.split_once("..") {
        Some((from, to)) => Interval { from: from.parse().ok(), to: to.parse().ok() },
        None => Interval::day(day.parse().expect("a case has a day")),
    }
}

fn article(text: &str) -> Article {
    let (title, body) = match text.strip_prefix("# ") {
        Some(rest) => {
            let end = rest.find("\n\n").map_or(text.len(), |end| end + 2);
            (Some(Span::new(0, end as u32)), Span::new(end as u32, text.len() as u32))
        }
        None => (None, Span::new(0, text.len() as u32)),
    };
    let block = |span, kind| Block { span, source: span, kind };
    let mut blocks: Vec<Block> = title.map(|span| block(span, BlockKind::Title)).into_iter().collect();
    blocks.push(block(body, BlockKind::Body));
    Article { text: text.to_owned(), blocks, ..Article::default() }
}

#[test]
fn dates_in_digits_that_may_be_read_either_way_say_so() {
    let splitter = Splitter::load(SPLITTER).expect("the model of the project loads");
    let language = Language::load(LANGUAGE).expect("the model of the project loads");
    let (vocabulary, _) = Vocabulary::embedded();
    let reasons = |text: &str| -> Vec<(String, String)> {
        let article = article(text);
        let mut reading = splitter.split(&article.text);
        language.read(&article.text, &mut reading, &mut language.scratch());
        let parsed = Parsed::new(&article, &reading, &language);
        time::find(&parsed, &vocabulary).into_iter().map(|time| (time.value, time.reason)).collect()
    };
    let check = |text: &str, value: &str, reason: &str| {
        let found = reasons(text);
        assert_eq!(found.last(), Some(&(value.to_owned(), reason.to_owned())), "{text}");
    };
    check(
        "The truce was signed on 03/04/2021.",
        "2021-03-04",
        "date in digits, either way; the month is taken to stand first",
    );
    check(
        "The truce was signed on 03.04.2021.",
        "2021-04-03",
        "date in digits, either way; the day is taken to stand first",
    );
    check(
        "Talks began on 28/03/2021. The truce was signed on 03/04/2021.",
        "2021-04-03",
        "date in digits, either way; read as another date of the article",
    );
    check("The truce was signed on 04/04/2021.", "2021-04-04", "date in digits");
    check("The truce was signed on 03/28/2021.", "2021-03-28", "date in digits");
}

#[test]
fn cases_mean_what_they_promise() {
    let splitter = Splitter::load(SPLITTER).expect("the model of the project loads");
    let language = Language::load(LANGUAGE).expect("the model of the project loads");
    let (vocabulary, _) = Vocabulary::embedded();
    let mut scratch = language.scratch();
    let mut found = format!("{HEADER}\n");
    let mut before = ("", "");
    assert_eq!(CASES.lines().next(), Some(HEADER));
    for row in CASES.lines().skip(1) {
        let mut cells = row.split('\t');
        let (day, written) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        if before == (day, written) {
            continue;
        }
        before = (day, written);
        let article = article(&written.replace("\\n", "\n"));
        let mut reading = splitter.split(&article.text);
        language.read(&article.text, &mut reading, &mut scratch);
        let parsed = Parsed::new(&article, &reading, &language);
        let mut times = time::find(&parsed, &vocabulary);
        time::resolve(&mut times, anchor(day));
        for time in &times {
            let end =
                |end: Option<_>| end.map_or_else(|| "-".to_owned(), |day: jiff::civil::Date| day.to_string());
            let bounded = time.bounded().unwrap_or_default();
            let words = time.span.of(&article.text);
            writeln!(
                found,
                "{day}\t{written}\t{words}\t{}\t{}\t{}",
                time.value,
                end(bounded.from),
                end(bounded.to)
            )
            .expect("a string takes all");
        }
        if times.is_empty() {
            writeln!(found, "{day}\t{written}\t-\t-\t-\t-").expect("a string takes all");
        }
    }
    if found != CASES && std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/time.tsv");
        std::fs::write(path, found).expect("the case file can be written");
        return;
    }
    let wrong: Vec<String> = CASES
        .lines()
        .zip(found.lines())
        .filter(|(expected, found)| expected != found)
        .map(|(expected, found)| format!("expected {expected}\nfound    {found}"))
        .collect();
    assert!(wrong.is_empty() && found == CASES, "{}", wrong.join("\n\n"));
}
