//! What reading a text gives: sentences and tokens, each a span of the text.

use std::ops::Range;

use crate::{NameTag, Relation, Span, Upos};

/// Language-specific tag (Penn Treebank), an index into the model's list of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Xpos(pub u8);

/// Morphological features, an index into the model's list of feature sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats(pub u16);

/// How the lemma is made from the form, an index into the model's list of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LemmaRule(pub u16);

/// A syntactic word (Universal Dependencies v2). The parts of a multiword token ("don't": "do",
/// "n't") are tokens of their own whose spans touch; all but the first are `joined`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether it continues the multiword token that the token before it began or continues.
    pub joined: bool,
    /// Universal tag.
    pub upos: Upos,
    /// Relation to the head.
    pub relation: Relation,
    /// Part in a name.
    pub name: NameTag,
    /// Language-specific tag.
    pub xpos: Xpos,
    /// Morphological features.
    pub feats: Feats,
    /// How to make the lemma.
    pub lemma: LemmaRule,
    /// The head's place in the sentence, counted from 1; 0 for the root.
    pub head: u32,
}

impl Token {
    /// A token of which nothing but its place is known.
    #[must_use]
    pub fn new(span: Span, joined: bool) -> Self {
        Self {
            span,
            joined,
            upos: Upos::X,
            relation: Relation::Dep,
            name: NameTag::Outside,
            xpos: Xpos::default(),
            feats: Feats::default(),
            lemma: LemmaRule::default(),
            head: 0,
        }
    }
}

/// A sentence: a span and a run of the reading's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first byte of its first token to the last of its last.
    pub span: Span,
    /// Its tokens, as a range of [`Reading::tokens`]; never empty.
    pub tokens: Range<u32>,
}

/// Something worth knowing that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// A sentence longer than the limit was cut after its last token here.
    SentenceCut(Span),
    /// A run of characters without a space, longer than the limit, was cut here.
    TokenCut(Span),
}

/// Everything read from one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// All tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// All sentences, in the order of the text; together they cover every token once.
    pub sentences: Vec<Sentence>,
    /// What was noticed on the way.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or(&[])
    }

    /// Adds the reading of a part of the text that begins at byte `start`, after what was read before it.
    pub fn append(&mut self, part: Self, start: u32) {
        let moved = |span: Span| Span::new(span.start() as u32 + start, span.end() as u32 + start);
        let first = self.tokens.len() as u32;
        self.tokens.extend(part.tokens.into_iter().map(|token| Token { span: moved(token.span), ..token }));
        self.sentences.extend(part.sentences.into_iter().map(|sentence| Sentence {
            span: moved(sentence.span),
            tokens: sentence.tokens.start + first..sentence.tokens.end + first,
        }));
        self.remarks.extend(part.remarks.into_iter().map(|remark| match remark {
            Remark::SentenceCut(span) => Remark::SentenceCut(moved(span)),
            Remark::TokenCut(span) => Remark::TokenCut(moved(span)),
        }));
    }
}
