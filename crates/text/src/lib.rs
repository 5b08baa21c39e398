//! Reads language and knows no politics: text in; sentences, tokens, tags, trees and names out.
//!
//! Everything found is a [`Span`] of the original text. Nothing here touches a disk, a clock or the
//! environment, and the same text and model give the same answer on any machine and any number of
//! workers.

mod label;
mod sentence;
mod span;
pub mod split;

pub use label::{NameKind, NameTag, Relation, Upos};
pub use sentence::{Feats, LemmaRule, Reading, Remark, Sentence, Token, Xpos};
pub use span::Span;
pub use split::Splitter;
