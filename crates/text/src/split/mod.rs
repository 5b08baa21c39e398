//! Sentences and tokens, after the conventions of the Universal Dependencies English treebanks.
//!
//! A text is a row of *chunks*, runs without white space. Most chunks are one word of letters, and
//! between most of them plainly nothing ends; all other places – a gap after a stop, an apostrophe,
//! a hyphen, a period inside a chunk – are described by hashed features and put to a linear
//! classifier, the way of Satz (Palmer and Hearst, 1997) and Splitta (Gillick, 2009), extended from
//! stops to every place where a token may end. Inside a chunk a sentence may end too, since
//! paragraphs are often glued together ("… the difference.Secretary of State …").
//!
//! What it does not do: it never moves, drops or rewrites a character; it does not read tables; and
//! it knows no language but English, though any text comes out as tokens.

mod assemble;
mod chunk;
mod class;
mod gap;
mod hash;
mod inside;
mod lexicon;
mod model;
#[cfg(feature = "train")]
pub mod train;
mod walk;

use hash::Features;
use inside::Inside;
use lexicon::Lexicon;
pub use model::LoadError;
use model::Model;
use walk::Judge;

use crate::Reading;

/// Splits texts into sentences and tokens.
///
/// Whatever the text, each character that is not white space lies in exactly one token; tokens
/// follow each other in order and do not overlap, a `joined` one touches the one before; sentences
/// cover all tokens and have 250 at most. Takes time and memory in proportion to the text, and can
/// be shared by any number of workers.
///
/// Texts are read up to 4 GiB, as far as a [`crate::Span`] reaches.
#[derive(Debug)]
pub struct Splitter {
    lexicon: Lexicon,
    model: Model,
}

impl Splitter {
    /// Reads a model such as `models/split.bin`.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, or damaged.
    pub fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        let lexicon = Lexicon::embedded().map_err(LoadError::Lexicon)?;
        Ok(Self {
            lexicon,
            model: Model::from_bytes(bytes)?,
        })
    }

    /// Finds the sentences and tokens of a text.
    #[must_use]
    pub fn split(&self, text: &str) -> Reading {
        let limit = usize::try_from(u32::MAX).unwrap_or(usize::MAX);
        let text = text.get(..text.floor_char_boundary(limit)).unwrap_or(text);
        walk::walk(text, &self.lexicon, &mut &self.model)
    }
}

impl Judge for &Model {
    #[inline]
    fn inside(&mut self, _at: usize, features: &Features) -> Inside {
        let [nothing, token, joined, sentence] = Model::inside(self, features.as_slice());
        let best = nothing.max(token).max(joined).max(sentence);
        if best == nothing {
            Inside::Nothing
        } else if best == token {
            Inside::Token
        } else if best == joined {
            Inside::Joined
        } else {
            Inside::Sentence
        }
    }

    #[inline]
    fn gap(&mut self, _at: usize, features: &Features) -> bool {
        Model::gap(self, features.as_slice()) > 0
    }
}
