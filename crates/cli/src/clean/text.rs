//! The article alone.

use dragoman::text::{Article, BlockKind};

/// What stands between two articles.
pub(super) const BETWEEN: &str = "\n-----\n\n";

/// Writes the headline and the blocks of the article, with a blank line between two of them.
pub(super) fn write(out: &mut Vec<u8>, article: &Article) {
    let mut first = true;
    let mut put = |words: &str| {
        if !std::mem::replace(&mut first, false) {
            out.extend_from_slice(b"\n");
        }
        out.extend_from_slice(words.trim().as_bytes());
        out.extend_from_slice(b"\n");
    };
    // The headline of a row is no part of its text.
    if !article.blocks.iter().any(|block| block.kind == BlockKind::Title)
        && let Some(title) = &article.metadata.title
    {
        put(title);
    }
    for block in article.blocks.iter().filter(|block| block.kind.is_article()) {
        put(block.span.of(&article.text));
    }
}
