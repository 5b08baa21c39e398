//! One object an article and line.

use dragoman::text::{Article, Block, BlockKind, Metadata, Published, Span};
use serde::Serialize;

#[derive(Serialize)]
struct ArticleObject<'a> {
    id: &'a str,
    file: &'a str,
    record: Option<u64>,
    title: Option<&'a str>,
    deck: Option<&'a str>,
    byline: &'a [String],
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    published: Option<PublishedObject<'a>>,
    text: &'a str,
    blocks: Vec<BlockObject<'a>>,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct PublishedObject<'a> {
    day: String,
    reason: &'static str,
    words: &'a str,
    conflicts: Vec<ConflictObject>,
}

#[derive(Serialize)]
struct ConflictObject {
    day: String,
    reason: &'static str,
}

#[derive(Serialize)]
struct BlockObject<'a> {
    /// Bytes of `text`.
    span: [usize; 2],
    /// Bytes of the decoded file or record.
    source: [usize; 2],
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    boilerplate: Option<BoilerplateObject<'a>>,
}

#[derive(Serialize)]
struct BoilerplateObject<'a> {
    reason: &'static str,
    score: f32,
    why: &'a str,
}

/// Writes an article.
pub(super) fn write(out: &mut Vec<u8>, article: &Article) {
    let Article { id, origin, text, blocks, metadata, remarks } = article;
    let Metadata { title, deck, byline, outlet, url, language, published } = metadata;
    let object = ArticleObject {
        id,
        file: &origin.file,
        record: origin.record,
        title: title.as_deref(),
        deck: deck.as_deref(),
        byline,
        outlet: outlet.as_deref(),
        url: url.as_deref(),
        language: language.as_deref(),
        published: published.as_ref().map(published_object),
        text,
        blocks: blocks.iter().map(block_object).collect(),
        remarks,
    };
    // Nothing in an article cannot be said in JSON, and a vector does not fail.
    if serde_json::to_writer(&mut *out, &object).is_ok() {
        out.push(b'\n');
    }
}

fn published_object(published: &Published) -> PublishedObject<'_> {
    let Published { day, reason, words, conflicts } = published;
    PublishedObject {
        day: day.to_string(),
        reason: reason.as_str(),
        words,
        conflicts: conflicts
            .iter()
            .map(|(day, reason)| ConflictObject { day: day.to_string(), reason: reason.as_str() })
            .collect(),
    }
}

fn block_object(block: &Block) -> BlockObject<'_> {
    let pair = |span: Span| [span.start(), span.end()];
    let boilerplate = match &block.kind {
        BlockKind::Boilerplate { reason, score, why } => {
            Some(BoilerplateObject { reason: reason.as_str(), score: *score, why })
        }
        _ => None,
    };
    BlockObject { span: pair(block.span), source: pair(block.source), kind: block.kind.as_str(), boilerplate }
}
