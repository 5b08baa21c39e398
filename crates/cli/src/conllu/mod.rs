//! CoNLL-U: reading it, writing it, and the text that a file of it was made from.
//!
//! What is kept of a file: comments, multiword tokens, all columns of the words but DEPS. Empty nodes
//! (`5.1`) belong to the enhanced graph, which nobody here reads, and are left out.

mod layout;
mod read;
mod write;

pub(crate) use layout::{Layout, words_as_text};
pub(crate) use read::{Sentences, read_all};
pub(crate) use write::write_sentence;

use std::ops::Range;

/// One sentence of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// The line it begins on, counted from 1; 0 where it comes from no file.
    pub(crate) line: usize,
    /// Its comment lines, without the `#` and the space after it.
    pub(crate) comments: Vec<String>,
    /// Its syntactic words; word 1 is the first.
    pub(crate) words: Vec<Word>,
    /// Its multiword tokens in order, none overlapping.
    pub(crate) multiwords: Vec<Multiword>,
}

/// One syntactic word. An empty string is the format's `_`, except in the form and the lemma, where
/// `_` may be the word itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    pub(crate) feats: String,
    /// The head's number, 0 for the root; none where the file says nothing.
    pub(crate) head: Option<usize>,
    pub(crate) deprel: String,
    pub(crate) misc: String,
}

/// A token of the text that is several syntactic words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Multiword {
    /// Its words, as a range of [`Sentence::words`].
    pub(crate) words: Range<usize>,
    pub(crate) form: String,
    pub(crate) misc: String,
}

impl Sentence {
    /// Whether a comment of that key stands before the sentence, with or without a value.
    pub(crate) fn has_comment(&self, key: &str) -> bool {
        self.comments.iter().any(|comment| comment.split(['=', ' ']).next() == Some(key))
    }

    /// The multiword token that a word belongs to.
    pub(crate) fn multiword_of(&self, word: usize) -> Option<&Multiword> {
        let after = self.multiwords.partition_point(|multiword| multiword.words.end <= word);
        self.multiwords.get(after).filter(|multiword| multiword.words.contains(&word))
    }
}

/// Whether a space follows, according to a MISC column.
pub(crate) fn space_after(misc: &str) -> bool {
    !misc.split('|').any(|item| item == "SpaceAfter=No")
}
