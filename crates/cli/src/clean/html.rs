//! A page that shows each article as it is cut: what is not the article is dimmed, with the reason beside it.
//!
//! The page is whole in itself: it loads nothing, runs nothing, and all that was read is escaped.

use std::fmt::Write as _;

use dragoman::text::{Article, Block, BlockKind};

/// What stands before the first article.
pub(super) const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>dragoman clean</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
article + article { border-top: 1px solid; margin-top: 3rem; }
article > * { overflow-wrap: anywhere; }
article p, article h2, article h3 { white-space: pre-line; }
.known, .why { font: .85rem/1.4 sans-serif; }
.deck { font-style: italic; }
.off { border-left: .2rem solid; padding-left: .8rem; }
.off .words { opacity: .55; }
.why { display: block; }
</style>
</head>
<body>
";

/// What stands after the last one.
pub(super) const TAIL: &str = "</body>\n</html>\n";

/// Writes an article.
pub(super) fn write(out: &mut Vec<u8>, article: &Article) {
    let mut page = String::from("<article>\n");
    let metadata = &article.metadata;
    let has_title = article.blocks.iter().any(|block| block.kind == BlockKind::Title);
    if let Some(title) = metadata.title.as_deref().filter(|_| !has_title) {
        element(&mut page, "h2", "", title);
    }
    for block in &article.blocks {
        write_block(&mut page, article, block);
    }
    page.push_str("<ul class=\"known\">\n");
    known(&mut page, "Article", Some(&article.id));
    known(&mut page, "Address", metadata.url.as_deref());
    known(&mut page, "Outlet", metadata.outlet.as_deref());
    known(&mut page, "By", Some(metadata.byline.join(", ").as_str()).filter(|names| !names.is_empty()));
    known(&mut page, "Language", metadata.language.as_deref());
    let published = metadata.published.as_ref().map(|published| {
        let mut words = format!("{} ({}: {}", published.day, published.reason.as_str(), published.words);
        for (day, reason) in &published.conflicts {
            let _ = write!(words, "; {} says {day}", reason.as_str());
        }
        words + ")"
    });
    known(&mut page, "Published", published.as_deref());
    for remark in &article.remarks {
        known(&mut page, "Remark", Some(remark));
    }
    page.push_str("</ul>\n</article>\n");
    out.extend_from_slice(page.as_bytes());
}

fn write_block(page: &mut String, article: &Article, block: &Block) {
    let words = block.span.of(&article.text).trim();
    match &block.kind {
        BlockKind::Title => element(page, "h2", "", words),
        BlockKind::Deck => element(page, "p", " class=\"deck\"", words),
        BlockKind::Heading => element(page, "h3", "", words),
        BlockKind::Body => element(page, "p", "", words),
        BlockKind::Boilerplate { reason, score, why } => {
            page.push_str("<p class=\"off\"><span class=\"words\">");
            escape(page, words);
            page.push_str("</span> <span class=\"why\">");
            escape(page, &format!("{} ({score:.2}): {why}", reason.as_str()));
            page.push_str("</span></p>\n");
        }
    }
}

fn known(page: &mut String, what: &str, words: Option<&str>) {
    if let Some(words) = words {
        element(page, "li", "", &format!("{what}: {words}"));
    }
}

fn element(page: &mut String, tag: &str, attributes: &str, words: &str) {
    let _ = write!(page, "<{tag}{attributes}>");
    escape(page, words);
    let _ = writeln!(page, "</{tag}>");
}

/// Adds words in which nothing is a tag, an attribute's end or a character that pages may not have.
fn escape(page: &mut String, words: &str) {
    for char in words.chars() {
        match char {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            '\n' | '\t' => page.push(char),
            _ if char.is_control() => page.push(char::REPLACEMENT_CHARACTER),
            _ => page.push(char),
        }
    }
}
