//! Articles from pages: the text, what surrounds it, and the day of publication.
//!
//! [`article`] reads a page into a tree that knows where in the source everything stands (`html/page.rs`), decides
//! which runs of characters are the article (`html/body.rs`, `html/dense.rs`, `html/lead.rs`), and writes all that
//! readers see down as blocks, those that are not the article labelled with what they are instead (`html/label.rs`).
//! [`published`] finds the day of publication alone (`html/published.rs`).
//!
//! What outlets call the parts of their pages, the names of months and of `<meta>` are data under `data/html/`.
//!
//! A page on which no article is found has no block that is the article, and a remark that says why.

mod blocks;
mod body;
mod cue;
pub(crate) mod day;
mod dense;
mod facts;
mod label;
mod ld;
mod lead;
mod page;
mod phrase;
mod published;
mod tag;
mod view;

use dragoman_text::{Article, Block, BlockKind, Metadata, Origin, Published, Span};

use facts::Facts;
use page::{NodeIdx, Page};

/// The longest page that is read, in bytes, because spans are 32 bits wide; what is behind is cut, with a remark.
const LONGEST: usize = u32::MAX as usize / 4;

/// Returns the article that a page tells, with all that readers see of the page as blocks.
///
/// `source` is the decoded page, which the blocks' source spans point into. `url` is where it was found; the address
/// that the page gives as its own goes before it. Where there is no article, no block [is one](BlockKind::is_article),
/// and a remark says why. Reads no clock: days in the future are believed as they are.
#[must_use]
pub fn article(source: &str, url: Option<&str>, origin: Origin) -> Article {
    let (source, cut) = shortened(source);
    let page = Page::parse(source);
    let facts = Facts::gather(&page);
    let decision = body::decide(&page, facts.threaded);
    let lead = lead::find(&decision, &facts);
    let mut labels = label::labels(&decision, &lead);
    let mut remarks = Vec::new();
    if cut {
        remarks.push(format!("the page was cut after {LONGEST} bytes"));
    }
    if let Some(why) = label::no_article(&decision, &mut labels) {
        remarks.push(format!("no article on this page: {why}"));
    } else if facts.paid && label::is_short(&decision) {
        remarks.push("the page shows only the beginning of an article that has to be paid for".to_owned());
    }
    let mut text = String::new();
    let mut blocks = Vec::new();
    for run in blocks::runs(&page, |node| labels.get(node).copied().flatten()) {
        let start = text.len() + if text.is_empty() { 0 } else { 2 };
        let mut words = String::new();
        blocks::write(&page, &run, &mut words);
        if words.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&words);
        let heading = page.tag(run.around).is_heading();
        let kind = run.kind.kind(heading);
        blocks.push(Block { span: span(start, text.len()), source: source_of(&page, &run.nodes), kind });
    }
    let metadata = metadata(&page, source, facts, url, &text, &blocks);
    Article { id: String::new(), origin, text, blocks, metadata, remarks }
}

/// Returns the day on which a page says that it was published, why that is believed, and what contradicts it.
///
/// `None` where the page states no whole day. Reads no clock: days in the future are believed as they are.
#[must_use]
pub fn published(source: &str, url: Option<&str>) -> Option<Published> {
    let (source, _) = shortened(source);
    let page = Page::parse(source);
    let facts = Facts::gather(&page);
    published::find(&page, source, &facts, url)
}

fn shortened(source: &str) -> (&str, bool) {
    let end = source.floor_char_boundary(LONGEST);
    (source.get(..end).unwrap_or(source), end < source.len())
}

fn metadata(
    page: &Page,
    source: &str,
    facts: Facts,
    url: Option<&str>,
    text: &str,
    blocks: &[Block],
) -> Metadata {
    let published = published::find(page, source, &facts, url);
    let first = |wanted: &BlockKind| {
        blocks.iter().find(|block| block.kind == *wanted).map(|block| block.span.of(text).replace('\n', " "))
    };
    let title = first(&BlockKind::Title).or_else(|| facts.titles.first().cloned());
    let deck = first(&BlockKind::Deck).or_else(|| facts.descriptions.first().cloned());
    let byline = if facts.byline.is_empty() { facts::byline(page) } else { facts.byline };
    let url = facts.url.or_else(|| url.map(str::to_owned));
    let outlet = facts.outlet.or_else(|| url.as_deref().and_then(facts::host).map(str::to_owned));
    Metadata { title, deck, byline, outlet, url, language: facts.language, published }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// Where a block stands in the source: from its first character to its last.
fn source_of(page: &Page, nodes: &[NodeIdx]) -> Span {
    let words = |node: &&NodeIdx| !page.characters(**node).trim().is_empty();
    let start = nodes.iter().find(words).map_or(0, |&node| page.node(node).source.start);
    let end = nodes.iter().rev().find(words).map_or(start, |&node| page.node(node).source.end);
    span(start, end)
}
