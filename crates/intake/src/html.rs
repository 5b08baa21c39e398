//! Articles from pages: the text, what surrounds it, and the day of publication.

mod blocks;
mod body;
mod cue;
mod day;
mod dense;
mod facts;
mod ld;
mod lead;
mod page;
mod published;
mod tag;
mod view;

use dragoman_text::{Article, Block, BlockKind, Metadata, Origin, Published, Span};

use facts::Facts;
use page::{NodeIdx, Page};

/// Returns the article that a page tells.
pub fn article(source: &str, url: Option<&str>, origin: Origin) -> Article {
    let page = Page::parse(source);
    let facts = Facts::gather(&page);
    let decision = body::decide(&page);
    let head = lead::find(&decision, &facts);
    let runs = blocks::runs(&page, |node| {
        if head.title.contains(&node) {
            Some(1)
        } else if head.deck.contains(&node) {
            Some(2)
        } else {
            decision.chosen[node].then_some(0)
        }
    });
    let mut text = String::new();
    let mut blocks = Vec::new();
    for run in &runs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        blocks::write(&page, run, &mut text);
        let kind = if head.title.contains(&run.nodes[0]) {
            BlockKind::Title
        } else if head.deck.contains(&run.nodes[0]) {
            BlockKind::Deck
        } else if page.tag(run.around).is_heading() {
            BlockKind::Heading
        } else {
            BlockKind::Body
        };
        blocks.push(Block { span: span(start, text.len()), source: source_of(&page, &run.nodes), kind });
    }
    Article {
        origin,
        text,
        blocks,
        metadata: Metadata { url: url.map(str::to_owned), ..Metadata::default() },
        ..Article::default()
    }
}

/// Returns the day on which a page says that it was published.
pub fn published(source: &str, url: Option<&str>) -> Option<Published> {
    let page = Page::parse(source);
    let facts = Facts::gather(&page);
    published::find(&page, source, &facts, url)
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

fn source_of(page: &Page, nodes: &[NodeIdx]) -> Span {
    let start = nodes.iter().map(|&node| page.node(node).source.start).min().unwrap_or(0);
    let end = nodes.iter().map(|&node| page.node(node).source.end).max().unwrap_or(0);
    span(start, end)
}

/// TEMPORARY
pub fn explain(source: &str, needle: &str) -> String {
    let page = Page::parse(source);
    let decision = body::decide(&page);
    let mut all = String::new();
    let mut first = String::new();
    for node in 0..page.nodes.len() {
        let squeezed = page.characters(node).split_whitespace().collect::<Vec<_>>().join(" ");
        if squeezed.contains(needle)
            && page.tag(page.node(node).parent) != tag::Tag::Script
            && page.tag(page.node(node).parent) != tag::Tag::Title
        {
            if !first.is_empty() {
                all.push_str("\n     ALSO ");
            }
            first = format!("chosen {}", decision.chosen[node]);
            for around in page.ancestors(node) {
                if let Some(why) = decision.view.why(around) {
                    first = format!(
                        "{first} ASIDE {:?} <{:?} class={:?} id={:?}>",
                        match why {
                            view::Aside::Named(_) => "named".to_owned(),
                            o => format!("{o:?}"),
                        },
                        page.tag(around),
                        page.attribute(around, "class"),
                        page.attribute(around, "id")
                    );
                    break;
                }
            }
            first.push_str(" | ");
            for around in page.ancestors(node).take(9) {
                first.push_str(&format!(
                    "{:?}.{} ",
                    page.tag(around),
                    page.attribute(around, "class")
                        .or(page.attribute(around, "id"))
                        .unwrap_or("")
                        .chars()
                        .take(25)
                        .collect::<String>()
                ));
            }
            all.push_str(&first);
        }
    }
    if all.is_empty() { "not found".to_owned() } else { all }
}
