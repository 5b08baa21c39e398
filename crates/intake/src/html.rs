//! A stand-in.

use dragoman_text::Span;
use dragoman_text::{Article, Block, BlockKind, Origin};

/// Returns the paragraphs of a page.
#[must_use]
pub fn article(source: &str, url: Option<&str>, origin: Origin) -> Article {
    let mut article = Article { origin, ..Article::default() };
    article.metadata.url = url.map(str::to_owned);
    for part in source.split("<p>").skip(1) {
        let words = part.split('<').next().unwrap_or("").trim();
        if words.is_empty() {
            continue;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(words);
        let span = Span::new(start as u32, article.text.len() as u32);
        article.blocks.push(Block { span, source: span, kind: BlockKind::Body });
    }
    article
}
