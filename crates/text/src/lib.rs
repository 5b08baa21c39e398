//! Reads language and knows no politics: text in; sentences, tokens, tags, trees and names out.
//!
//! Everything found is a [`Span`] of the original text. Nothing here touches a disk, a clock or the
//! environment, and the same text and model give the same answer on any machine and any number of
//! workers.

mod article;
mod dateline;
mod editorial;
mod encoder;
#[allow(unsafe_code, reason = "byte dot products make the network several times as fast; see the module")]
#[allow(clippy::needless_range_loop, reason = "rows, vectors and places index several arrays at once")]
mod kernel;
mod label;
mod language;
mod largest;
mod model;
mod name;
mod parse;
mod sentence;
mod span;
pub mod split;
mod tag;
#[cfg(test)]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "small numbers of tests"
)]
mod testing;

pub use article::{Article, Block, BlockKind, Boilerplate, DateReason, Metadata, Origin, Published};
pub use dateline::dateline;
pub use editorial::leave_out_brackets;
pub use label::{NameKind, NameTag, Relation, Upos};
pub use language::{Language, Scratch};
pub use model::LoadError;
pub use sentence::{Feats, LemmaRule, Reading, Remark, Sentence, Token, Xpos};
pub use span::Span;
pub use split::Splitter;
