//! TEMPORARY: stands in for the language crate's `Splitter` and `Language` until they land, with the
//! same signatures. Splits at white space, and hangs every token of a sentence on the first.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{Feats, LemmaRule, Reading, Relation, Sentence, Span, Token, Xpos};

/// Why a model does not load.
#[derive(Debug, thiserror::Error)]
#[error("not a model")]
pub(crate) struct ModelError;

#[derive(Debug)]
pub(crate) struct Splitter;

impl Splitter {
    pub(crate) fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.is_empty() { Ok(Self) } else { Err(ModelError) }
    }

    #[expect(clippy::unused_self, reason = "the signature of the real one")]
    pub(crate) fn split(&self, text: &str) -> Reading {
        let mut reading = Reading::default();
        let mut first = 0;
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let form = word.trim_end();
            let stem = form.trim_end_matches(['.', ',', '!', '?']);
            for (from, to) in [(0, stem.len()), (stem.len(), form.len())] {
                if from < to {
                    reading.tokens.push(Token::new(Span::new((at + from) as u32, (at + to) as u32), false));
                }
            }
            at += word.len();
            let ends = form.ends_with(['.', '!', '?']) || word.ends_with('\n') || at == text.len();
            if ends && first < reading.tokens.len() {
                let run = &reading.tokens[first..];
                let span = Span::new(run[0].span.start() as u32, run[run.len() - 1].span.end() as u32);
                reading.sentences.push(Sentence { span, tokens: first as u32..reading.tokens.len() as u32 });
                first = reading.tokens.len();
            }
        }
        reading
    }
}

/// Stands in for the language model.
#[derive(Debug)]
pub struct Language;

/// Stands in for the language model's room to work in.
#[derive(Debug)]
pub struct Scratch;

#[expect(clippy::unused_self, clippy::unnecessary_literal_bound, reason = "the signatures of the real one")]
impl Language {
    pub(crate) fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.is_empty() { Ok(Self) } else { Err(ModelError) }
    }

    pub(crate) fn scratch(&self) -> Scratch {
        Scratch
    }

    #[allow(clippy::single_range_in_vec_init, reason = "one batch is enough here")]
    pub(crate) fn batches(reading: &Reading) -> impl Iterator<Item = Range<usize>> + '_ {
        [0..reading.sentences.len()].into_iter()
    }

    pub(crate) fn encode(&self, _: &str, _: &Reading, _: Range<usize>, _: &mut Scratch) {}

    pub(crate) fn tag(&self, _: &mut Reading, _: &mut Scratch) {}

    pub(crate) fn parse(&self, reading: &mut Reading, _: &mut Scratch) {
        for sentence in &reading.sentences {
            for (place, token) in sentence.tokens.clone().enumerate() {
                let root = place == 0;
                reading.tokens[token as usize].head = u32::from(!root);
                reading.tokens[token as usize].relation = if root { Relation::Root } else { Relation::Dep };
            }
        }
    }

    pub(crate) fn name(&self, _: &mut Reading, _: &mut Scratch) {}

    #[must_use]
    /// The lemma of a form.
    pub fn lemma<'a>(&self, form: &'a str, _rule: LemmaRule) -> Cow<'a, str> {
        Cow::Borrowed(form)
    }

    #[must_use]
    /// A language-specific tag as it is written.
    pub fn xpos(&self, _xpos: Xpos) -> &str {
        "_"
    }

    #[must_use]
    /// A set of features as it is written.
    pub fn feats(&self, _feats: Feats) -> &str {
        "_"
    }
}
