//! A language model for reading: everything that is predicted of tokens.

use std::borrow::Cow;
use std::ops::Range;

use crate::encoder::{self, Encoding};
use crate::kernel::Simd;
use crate::model::{LoadError, Model};
use crate::name::NameScratch;
use crate::parse::ParseScratch;
use crate::{Feats, LemmaRule, Reading, Xpos};

/// A trained model of a language. It does not change once loaded and is shared by all workers.
///
/// What it predicts of a sentence depends on that sentence alone, not on those read with it, and is
/// the same on every processor.
pub struct Language {
    model: Model,
    simd: Simd,
}

/// What one worker needs to read, reused from text to text: buffers and the vectors of word forms
/// that it has met. It holds nothing that could change a result.
///
/// Takes some 10 MB, and up to 25 MB once it has met many forms.
#[derive(Default)]
pub struct Scratch {
    encoding: Encoding,
    tags: Vec<f32>,
    names: NameScratch,
    parse: ParseScratch,
}

impl Language {
    /// Loads a model file.
    ///
    /// # Errors
    /// If the bytes are not a model file of the right version, whole and consistent.
    pub fn load(file: &[u8]) -> Result<Self, LoadError> {
        Ok(Self { model: Model::load(file)?, simd: Simd::detect() })
    }

    /// Buffers for one worker.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch::default()
    }

    /// Predicts tags, features, lemma rule, head, relation and part in a name for every token of a
    /// reading, whose spans lie in `text`.
    ///
    /// Sentences of more than 512 tokens are read in pieces of that size; the roots of later pieces
    /// depend on that of the first as `parataxis`.
    pub fn read(&self, text: &str, reading: &mut Reading, scratch: &mut Scratch) {
        let batches: Vec<Range<usize>> = Self::batches(reading).collect();
        for batch in batches {
            self.encode(text, reading, batch, scratch);
            self.tag(text, reading, scratch);
            self.parse(reading, scratch);
            self.name(reading, scratch);
        }
    }

    /// Cuts the sentences of a reading into ranges that are best encoded together.
    ///
    /// [`Language::read`] does this and what follows; the single stages are public to be measured.
    pub fn batches(reading: &Reading) -> impl Iterator<Item = Range<usize>> + '_ {
        encoder::batches(reading)
    }

    /// Encodes a range of a reading's sentences. The other stages fill in tokens of the sentences
    /// encoded last.
    pub fn encode(&self, text: &str, reading: &Reading, sentences: Range<usize>, scratch: &mut Scratch) {
        self.model.encoder.encode(text, reading, sentences, &mut scratch.encoding, self.simd);
    }

    /// Fills in tags, features and lemma rules.
    pub fn tag(&self, text: &str, reading: &mut Reading, scratch: &mut Scratch) {
        self.model.tagger.tag(text, &mut reading.tokens, &scratch.encoding, &mut scratch.tags, self.simd);
    }

    /// Fills in heads and relations: in each sentence a tree with one root.
    pub fn parse(&self, reading: &mut Reading, scratch: &mut Scratch) {
        self.model.parser.parse(&mut reading.tokens, &scratch.encoding, &mut scratch.parse, self.simd);
    }

    /// Fills in the parts in names.
    pub fn name(&self, reading: &mut Reading, scratch: &mut Scratch) {
        self.model.names.name(&mut reading.tokens, &scratch.encoding, &mut scratch.names, self.simd);
    }

    /// The written form of a language-specific tag; empty if the model has no such tag.
    #[must_use]
    pub fn xpos(&self, xpos: Xpos) -> &str {
        self.model.tagger.xpos.get(usize::from(xpos.0)).map_or("", String::as_str)
    }

    /// Morphological features as in CoNLL-U (`Number=Plur`, `_` for none); empty if the model has
    /// no such set.
    #[must_use]
    pub fn feats(&self, feats: Feats) -> &str {
        self.model.tagger.feats.get(usize::from(feats.0)).map_or("", String::as_str)
    }

    /// The language-specific tag that is written so; `None` if the model has none such.
    #[must_use]
    pub fn xpos_written(&self, tag: &str) -> Option<Xpos> {
        let tag_idx = self.model.tagger.xpos.iter().position(|one| one == tag)?;
        u8::try_from(tag_idx).ok().map(Xpos)
    }

    /// The set of features that is written so; `None` if the model has none such.
    #[must_use]
    pub fn feats_written(&self, feats: &str) -> Option<Feats> {
        let feats_idx = self.model.tagger.feats.iter().position(|one| one == feats)?;
        u16::try_from(feats_idx).ok().map(Feats)
    }

    /// The rule by which a lemma is the form in lower case; `None` if the model has none such.
    #[must_use]
    pub fn lemma_as_written(&self) -> Option<LemmaRule> {
        let rule_idx = self.model.tagger.lemma.iter().position(|rule| rule.apply("Ab") == "ab")?;
        u16::try_from(rule_idx).ok().map(LemmaRule)
    }

    /// Makes the lemma of a form; the form itself if the model has no such rule.
    #[must_use]
    pub fn lemma<'a>(&'a self, form: &'a str, rule: LemmaRule) -> Cow<'a, str> {
        match self.model.tagger.lemma.get(usize::from(rule.0)) {
            Some(rule) => rule.apply(form),
            None => Cow::Borrowed(form),
        }
    }

    /// Computes with another instruction set.
    #[cfg(test)]
    pub(crate) fn with(self, simd: Simd) -> Self {
        Self { simd, ..self }
    }
}

#[cfg(test)]
mod tests;
