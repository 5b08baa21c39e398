//! Articles from pages: the text, what surrounds it, and the day of publication.

mod blocks;
mod body;
mod cue;
mod dense;
mod page;
mod tag;
mod view;

use dragoman_text::{Article, Block, BlockKind, Metadata, Origin, Span};

use page::{NodeIdx, Page};

/// Returns the article that a page tells.
pub fn article(source: &str, url: Option<&str>, origin: Origin) -> Article {
    let page = Page::parse(source);
    let decision = body::decide(&page);
    let runs = blocks::runs(&page, |node| decision.chosen[node].then_some(0));
    let mut text = String::new();
    let mut blocks = Vec::new();
    for run in &runs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        blocks::write(&page, run, &mut text);
        let heading = page.tag(run.around).is_heading();
        blocks.push(Block {
            span: span(start, text.len()),
            source: source_of(&page, &run.nodes),
            kind: if heading { BlockKind::Heading } else { BlockKind::Body },
        });
    }
    Article {
        origin,
        text,
        blocks,
        metadata: Metadata { url: url.map(str::to_owned), ..Metadata::default() },
        ..Article::default()
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

fn source_of(page: &Page, nodes: &[NodeIdx]) -> Span {
    let start = nodes.iter().map(|&node| page.node(node).source.start).min().unwrap_or(0);
    let end = nodes.iter().map(|&node| page.node(node).source.end).max().unwrap_or(0);
    span(start, end)
}
