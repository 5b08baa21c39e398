//! Pages of our own in `tests/cases/`, with what is not the article marked by hand.
//!
//! Above the line `---` stands what the page is about. Below it, `[[kind: words]]` marks what has a kind other than
//! body; everything else is body. The words inside are the page's own, the marks are taken out before it is read.

use std::fs;
use std::path::Path;

use dragoman_intake::clean::Cleaner;
use dragoman_text::{Article, Block, BlockKind};

/// The page without marks, and what is marked: kind, first byte, words.
fn unmarked(page: &str) -> (String, Vec<(String, usize, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (inside, after) = after.split_once("]]").expect("a mark is closed");
        let (kind, words) = inside.split_once(": ").expect("a mark has a kind");
        marks.push((kind.to_owned(), text.len(), words.to_owned()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn kind(block: &Block) -> String {
    match &block.kind {
        BlockKind::Boilerplate { reason, .. } => format!("{reason:?}").to_lowercase(),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

#[test]
fn pages_are_labelled_as_marked() {
    let cleaner = Cleaner::embedded().expect("the tables of the project are sound");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    assert!(files.len() >= 14, "only {} pages", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let page = fs::read_to_string(&file).unwrap();
        let (_, page) = page.split_once("\n---\n").expect("a line --- before the page");
        let (text, expected) = unmarked(page);
        let mut article = Article { text, ..Article::default() };
        cleaner.label(&mut article, None);
        let found: Vec<(String, usize, String)> = article
            .blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Body)
            .map(|block| (kind(block), block.span.start(), block.span.of(&article.text).to_owned()))
            .collect();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for missing in expected.iter().filter(|mark| !found.contains(mark)) {
            wrong.push(format!("{name}: not found: {missing:?}"));
        }
        for more in found.iter().filter(|mark| !expected.contains(mark)) {
            wrong.push(format!("{name}: not marked: {more:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_around_the_headline_say_when_it_was_published() {
    let cleaner = Cleaner::embedded().expect("the tables of the project are sound");
    let talks = "The envoys met on Monday in Geneva. They agreed to meet again.";
    for (head, day) in [
        ("Envoys meet in Geneva\nMarch 4, 2024\n\n", Some("2024-03-04 byline")),
        (
            "Envoys meet in Geneva\n\nBy Ann Lee\nPublished 4 March 2024\nUpdated 6 March 2024\n\n",
            Some("2024-03-04 byline"),
        ),
        (
            "Envoys meet in Geneva\n\nPublished 2024-03-04\n\nGENEVA, March 5, 2024 (AP) - ",
            Some("2024-03-04 byline"),
        ),
        ("GENEVA, March 4, 2024 - ", Some("2024-03-04 dateline")),
        ("GENEVA, March 4 - ", None),
        ("Envoys meet in Geneva\n\nPublished 03/04/2024\n\n", None),
        ("After the treaty of March 4, 2024, much had changed. ", None),
    ] {
        let mut article = Article { text: format!("{head}{talks}"), ..Article::default() };
        cleaner.label(&mut article, None);
        let found =
            article.metadata.published.map(|found| format!("{} {}", found.day, found.reason.as_str()));
        assert_eq!(found.as_deref(), day, "{head}");
    }
}
