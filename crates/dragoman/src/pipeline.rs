//! The path of one article, one line a stage.

use crate::stub::{Language, ModelError, Scratch, Splitter};
use crate::text::Reading;

/// A stage of the path, for whoever wants to know where the time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Sentences and tokens.
    Split,
    /// The encoder, tags, features and lemmas.
    Tag,
    /// Heads and relations.
    Parse,
    /// Names.
    Name,
}

impl Stage {
    /// All stages, in the order of the path.
    pub const ALL: &'static [Self] = &[Self::Split, Self::Tag, Self::Parse, Self::Name];

    /// The stage's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Tag => "tag",
            Self::Parse => "parse",
            Self::Name => "name",
        }
    }
}

/// Why a reader could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The model that finds sentences and tokens does not load.
    #[error("the model that splits text does not load")]
    Splitter(#[source] ModelError),
    /// The model that finds tags, trees and names does not load.
    #[error("the language model does not load")]
    Language(#[source] ModelError),
}

/// Reads text: holds the models, and is shared by all workers.
#[derive(Debug)]
pub struct Reader {
    splitter: Splitter,
    language: Language,
}

impl Reader {
    /// A reader with the models that are part of the program.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::load(&[], &[])
    }

    /// A reader with a language model of the caller's, and the program's own splitter.
    pub fn with_language(language: &[u8]) -> Result<Self, LoadError> {
        Self::load(&[], language)
    }

    /// A reader with both models given.
    pub fn load(splitter: &[u8], language: &[u8]) -> Result<Self, LoadError> {
        Ok(Self {
            splitter: Splitter::load(splitter).map_err(LoadError::Splitter)?,
            language: Language::load(language).map_err(LoadError::Language)?,
        })
    }

    /// Reads a text from its first byte to its names.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let mut reading = self.split(text);
        self.read_tokens(text, &mut reading, &mut self.scratch());
        reading
    }

    /// Finds sentences and tokens, and nothing else.
    #[must_use]
    pub fn split(&self, text: &str) -> Reading {
        self.splitter.split(text)
    }

    /// Fills in tags, trees and names where sentences and tokens already stand.
    pub fn read_tokens(&self, text: &str, reading: &mut Reading, scratch: &mut Scratch) {
        self.read_tokens_watched(text, reading, scratch, &mut |_| {});
    }

    /// Does the same as [`Reader::read_tokens`], and calls `watch` each time a stage has ended.
    ///
    /// A stage may end more than once, where the sentences are read in several batches. The watcher
    /// holds the clock, since nothing in here may.
    pub fn read_tokens_watched(
        &self,
        text: &str,
        reading: &mut Reading,
        scratch: &mut Scratch,
        watch: &mut dyn FnMut(Stage),
    ) {
        self.language.read(text, reading, scratch);
        watch(Stage::Tag);
    }

    /// Room to work in, to be kept from text to text; each worker has its own.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        self.language.scratch()
    }

    /// The language model, which knows how tags, features and lemmas are written.
    #[must_use]
    pub fn language(&self) -> &Language {
        &self.language
    }
}
