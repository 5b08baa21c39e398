//! The path of one article as far as language goes, one line a stage; `analyst.rs` goes on to claims.

use std::error::Error;

use crate::models;
use crate::text::{Article, Language, Reading, Scratch, Splitter, dateline, leave_out_brackets};

/// Reads text: holds the models, and is shared by all workers.
pub struct Reader {
    splitter: Splitter,
    language: Language,
}

impl Reader {
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

    /// Finds the sentences and tokens of what in an article is the article; without blocks, all of it is.
    #[must_use]
    pub fn split_article(&self, article: &Article) -> Reading {
        let mut reading = self.split_blocks(article);
        leave_out_brackets(&article.text, &mut reading);
        reading
    }

    fn split_blocks(&self, article: &Article) -> Reading {
        if article.blocks.is_empty() {
            return self.split(&article.text);
        }
        let mut reading = Reading::default();
        for block in article.blocks.iter().filter(|block| block.kind.is_article()) {
            let words = block.span.of(&article.text);
            // Nothing in the first sentence depends on the dateline before it.
            let (dateline, rest) = words.split_at(dateline(words));
            reading.append(self.split(dateline), block.span.start() as u32);
            reading.append(self.split(rest), (block.span.start() + dateline.len()) as u32);
        }
        reading
    }

    /// Fills in tags, trees and names where sentences and tokens already stand.
    pub fn read_tokens(&self, text: &str, reading: &mut Reading, scratch: &mut Scratch) {
        self.read_tokens_watched(text, reading, scratch, &mut |_| {});
    }

    /// Does the same as [`Reader::read_tokens`], and calls `watch` each time a stage has ended.
    ///
    /// A stage ends once for each batch of sentences. The watcher holds the clock, since nothing in
    /// here may.
    pub fn read_tokens_watched(
        &self,
        text: &str,
        reading: &mut Reading,
        scratch: &mut Scratch,
        watch: &mut dyn FnMut(Stage),
    ) {
        let batches: Vec<_> = Language::batches(reading).collect();
        for batch in batches {
            self.language.encode(text, reading, batch, scratch);
            watch(Stage::Encode);
            self.language.tag(text, reading, scratch);
            watch(Stage::Tag);
            self.language.parse(reading, scratch);
            watch(Stage::Parse);
            self.language.name(reading, scratch);
            watch(Stage::Name);
        }
    }

    /// A reader with the models that are part of the program.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::load(models::SPLIT, models::ENGLISH)
    }

    /// A reader with a language model of the caller's, and the program's own splitter.
    pub fn with_language(language: &[u8]) -> Result<Self, LoadError> {
        Self::load(models::SPLIT, language)
    }

    /// A reader with both models given.
    pub fn load(splitter: &[u8], language: &[u8]) -> Result<Self, LoadError> {
        Ok(Self {
            splitter: Splitter::load(splitter).map_err(|error| LoadError::Splitter(error.into()))?,
            language: Language::load(language).map_err(|error| LoadError::Language(error.into()))?,
        })
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

/// A stage of the path, for whoever wants to know where the time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Sentences and tokens.
    Split,
    /// What the network makes of each token, for all stages that follow.
    Encode,
    /// Tags, features and lemmas.
    Tag,
    /// Heads and relations.
    Parse,
    /// Names.
    Name,
}

impl Stage {
    /// All stages, in the order of the path.
    pub const ALL: &'static [Self] = &[Self::Split, Self::Encode, Self::Tag, Self::Parse, Self::Name];

    /// The stage's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Encode => "encode",
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
    Splitter(#[source] Box<dyn Error + Send + Sync>),
    /// The model that finds tags, trees and names does not load.
    #[error("the language model does not load")]
    Language(#[source] Box<dyn Error + Send + Sync>),
}
