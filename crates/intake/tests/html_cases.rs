//! Pages of our own, and what is read from each: `tests/html/*.html`, with the answers as snapshots beside them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dragoman_intake::html::article;
use dragoman_text::{Article, BlockKind, Origin};

/// One line for each thing that was found.
fn shown(article: &Article, source: &str) -> String {
    let mut shown = String::new();
    let metadata = &article.metadata;
    for (name, value) in [
        ("title", metadata.title.clone()),
        ("deck", metadata.deck.clone()),
        ("byline", Some(metadata.byline.join("; ")).filter(|names| !names.is_empty())),
        ("outlet", metadata.outlet.clone()),
        ("url", metadata.url.clone()),
        ("language", metadata.language.clone()),
    ] {
        if let Some(value) = value {
            writeln!(shown, "{name}: {value}").unwrap();
        }
    }
    if let Some(published) = &metadata.published {
        writeln!(shown, "published: {} ({:?}: {})", published.day, published.reason, published.words)
            .unwrap();
        for (day, reason) in &published.conflicts {
            writeln!(shown, "but: {day} ({reason:?})").unwrap();
        }
    }
    for remark in &article.remarks {
        writeln!(shown, "remark: {remark}").unwrap();
    }
    for block in &article.blocks {
        let kind = match &block.kind {
            BlockKind::Boilerplate { reason, .. } => format!("  {reason:?}").to_lowercase(),
            kind => format!("{kind:?}"),
        };
        writeln!(shown, "{kind} | {}", block.span.of(&article.text).replace('\n', " / ")).unwrap();
        let source = block.source.of(source);
        let first: String = block.span.of(&article.text).chars().take(3).collect();
        assert!(source.contains(&first), "{first:?} is not in {source:?}");
    }
    shown
}

#[test]
fn pages_are_read_as_promised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut pages: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert!(pages.len() >= 10);
    settings.bind(|| {
        for path in &pages {
            let source = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
            let article = article(&source, None, Origin::default());
            insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), shown(&article, &source));
        }
    });
}
