//! What must hold of every page, however broken.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::time::{Duration, Instant};

use dragoman_intake::html::{article, published};
use dragoman_text::{Article, Origin};
use proptest::prelude::*;

fn check(source: &str) -> Article {
    let article = article(source, None, Origin::default());
    let mut end = 0;
    for block in &article.blocks {
        let range = block.span.range();
        assert!(range.start >= end && range.end > range.start, "blocks are ordered and not empty");
        assert!(article.text.get(range.clone()).is_some(), "blocks lie on character boundaries");
        assert!(article.text[end..range.start].trim().is_empty(), "only white space is between blocks");
        let place = source.get(block.source.range());
        assert!(place.is_some_and(|place| !place.is_empty()), "blocks stand in the source");
        end = range.end;
    }
    assert_eq!(end, article.text.len(), "nothing is after the last block");
    assert_eq!(published(source, None), article.metadata.published);
    article
}

/// Pieces that pages are made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zäßé \u{0}\u{ad}]{0,30}",
        prop::sample::select(vec![
            "<p>", "</p>", "<div class=content>", "<div class='newsletter'>", "</div>", "<article>", "</article>",
            "<a href=/x>", "</a>", "<br>", "<h1>", "</h1>", "<h2>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>",
            "<script>", "</script>", "<style>", "<!--", "-->", "<svg><title>", "</svg>", "&amp;", "&eacute", "&#x20AC;",
            "<time datetime=2020-02-30>", "<time datetime=2020-02-03>", "\r\n", "<textarea>", "</", "<", "'", "=\"",
            "3 April 2020", "© 2020", "<meta name=date content='2020-01-02'>", "<title>", "<form>", "<aside>",
            "Norland signed an accord on Tuesday that will bring back the ferry between Westhaven and Portside.",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_are_ordered_and_stand_in_the_source(pieces in prop::collection::vec(piece(), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn arbitrary_characters_are_a_page(source in "\\PC{0,200}") {
        check(&source);
    }
}

/// Whether a page is read in a time that only a hanging program would need.
fn check_fast(source: &str) -> Article {
    let start = Instant::now();
    let article = article(source, None, Origin::default());
    assert!(start.elapsed() < Duration::from_mins(2), "{:?}", start.elapsed());
    article
}

#[test]
fn deep_nesting_neither_overflows_nor_hangs() {
    let words = "The ferry between Westhaven and Portside will run again from September, the ministry said on Tuesday.";
    for tag in ["div", "b", "a href=/", "ul><li", "table><tr><td", "svg", "x-y", "p"] {
        let source = format!("{}{words}", format!("<{tag}>").repeat(10_000));
        let article = check_fast(&source);
        if !matches!(tag, "svg" | "a href=/") {
            assert!(article.text.contains("Westhaven"), "<{tag}>");
        }
    }
    check_fast(&"</div>".repeat(10_000));
    check_fast(&format!("<script type=application/ld+json>{}", "[".repeat(100_000)));
    check_fast(&format!("<script type=application/ld+json>{}", "{\"mainEntity\":".repeat(100_000)));
}

#[test]
fn a_huge_page_is_read_in_linear_time() {
    check_fast(&"word ".repeat(400_000));
    check_fast(&"<p>".repeat(100_000));
    check_fast(&"<div class=a>x".repeat(50_000));
    check_fast(&"<time>1 May 2020</time>".repeat(20_000));
}

#[test]
fn the_same_page_gives_the_same_article() {
    let source = include_str!("html/news.html");
    assert_eq!(check(source), check(source));
}
