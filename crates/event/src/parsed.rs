//! A read article as the stages of grounding and coding walk it: tokens with their trees, both ways.

use std::borrow::Cow;
use std::ops::Range;

use dragoman_text::{
    Article, Block, BlockKind, Language, NameKind, NameTag, Reading, Relation, Sentence, Span, Token, Upos,
};

/// Relations of subjects to their verbs.
pub(crate) const SUBJECTS: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass];

/// A form without spaces of no width and the like around it, which pages leave between words: "issues" is the same
/// word behind them.
fn seen(form: &str) -> &str {
    let seen = form.trim_matches(|c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    if seen.is_empty() { form } else { seen }
}

/// An article and what was read in it. Tokens are counted through the whole article from 0.
pub struct Parsed<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences and tokens; those of boilerplate are not among them.
    pub reading: &'a Reading,
    language: &'a Language,
    /// Token to sentence.
    sentence_of: Vec<u32>,
    /// Token to lemma, in lower case unless it is a proper noun.
    lemmas: Vec<Cow<'a, str>>,
    /// Children of token `i`: `children[first_child[i]..first_child[i + 1]]`.
    children: Vec<u32>,
    first_child: Vec<u32>,
    /// Tokens that stand between quotation marks.
    quoted: Vec<bool>,
}

impl<'a> Parsed<'a> {
    /// Indexes a reading of an article's text.
    #[must_use]
    pub fn new(article: &'a Article, reading: &'a Reading, language: &'a Language) -> Self {
        let n_tokens = reading.tokens.len();
        let mut sentence_of = vec![0; n_tokens];
        for (sentence_idx, sentence) in reading.sentences.iter().enumerate() {
            for token_idx in sentence.tokens.clone() {
                sentence_of[token_idx as usize] = sentence_idx as u32;
            }
        }
        let lemmas = reading
            .tokens
            .iter()
            .map(|token| {
                let lemma = language.lemma(seen(token.span.of(&article.text)), token.lemma);
                if token.upos != Upos::Propn && lemma.chars().any(char::is_uppercase) {
                    Cow::Owned(lemma.to_lowercase())
                } else {
                    lemma
                }
            })
            .collect();
        let mut parsed = Self {
            article,
            reading,
            language,
            sentence_of,
            lemmas,
            children: Vec::new(),
            first_child: Vec::new(),
            quoted: Vec::new(),
        };
        parsed.index_children();
        parsed.mark_quotations();
        parsed
    }

    fn index_children(&mut self) {
        let n_tokens = self.len();
        let mut first_child = vec![0_u32; n_tokens + 1];
        for token_idx in 0..n_tokens {
            if let Some(head) = self.head(token_idx) {
                first_child[head + 1] += 1;
            }
        }
        for token_idx in 0..n_tokens {
            first_child[token_idx + 1] += first_child[token_idx];
        }
        let mut next = first_child.clone();
        let mut children = vec![0; first_child.last().map_or(0, |n| *n as usize)];
        for token_idx in 0..n_tokens {
            if let Some(head) = self.head(token_idx) {
                children[next[head] as usize] = token_idx as u32;
                next[head] += 1;
            }
        }
        self.children = children;
        self.first_child = first_child;
    }

    /// Curly quotation marks say themselves whether they open; straight ones take turns, and a paragraph's end
    /// closes what is open.
    fn mark_quotations(&mut self) {
        let mut open = false;
        let mut block = 0;
        self.quoted = vec![false; self.len()];
        for token_idx in 0..self.len() {
            let span = self.token(token_idx).span;
            while self.article.blocks.get(block).is_some_and(|one| one.span.end() <= span.start()) {
                block += 1;
                open = false;
            }
            match self.form(token_idx) {
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                "\"" => open = !open,
                _ => self.quoted[token_idx] = open,
            }
        }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.reading.tokens.len()
    }

    /// Whether there is nothing to walk.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reading.tokens.is_empty()
    }

    /// The article's text, into which every span points.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The token itself.
    #[must_use]
    pub fn token(&self, token_idx: usize) -> &'a Token {
        &self.reading.tokens[token_idx]
    }

    /// Its words as they stand in the text, without what is not seen before and after them.
    #[must_use]
    pub fn form(&self, token_idx: usize) -> &'a str {
        seen(self.token(token_idx).span.of(&self.article.text))
    }

    /// Its lemma, in lower case unless it is a proper noun.
    #[must_use]
    pub fn lemma(&self, token_idx: usize) -> &str {
        &self.lemmas[token_idx]
    }

    /// Its universal tag.
    #[must_use]
    pub fn upos(&self, token_idx: usize) -> Upos {
        self.token(token_idx).upos
    }

    /// Its Penn Treebank tag.
    #[must_use]
    pub fn xpos(&self, token_idx: usize) -> &'a str {
        self.language.xpos(self.token(token_idx).xpos)
    }

    /// Its relation to its head.
    #[must_use]
    pub fn relation(&self, token_idx: usize) -> Relation {
        self.token(token_idx).relation
    }

    /// The value of a morphological feature (`feature(i, "Tense")` is `Some("Past")`).
    #[must_use]
    pub fn feature(&self, token_idx: usize, name: &str) -> Option<&'a str> {
        let feats = self.language.feats(self.token(token_idx).feats);
        feats
            .split('|')
            .find_map(|feat| feat.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
    }

    /// The kind of name that it is a part of.
    #[must_use]
    pub fn name_kind(&self, token_idx: usize) -> Option<NameKind> {
        match self.token(token_idx).name {
            NameTag::Outside => None,
            NameTag::Begin(kind) | NameTag::Inside(kind) => Some(kind),
        }
    }

    /// Which sentence it stands in.
    #[must_use]
    pub fn sentence_of(&self, token_idx: usize) -> usize {
        self.sentence_of[token_idx] as usize
    }

    /// A sentence.
    #[must_use]
    pub fn sentence(&self, sentence_idx: usize) -> &'a Sentence {
        &self.reading.sentences[sentence_idx]
    }

    /// How many sentences there are.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        self.reading.sentences.len()
    }

    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence_idx: usize) -> Range<usize> {
        let tokens = &self.reading.sentences[sentence_idx].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// The block that a sentence stands in.
    #[must_use]
    pub fn block_of(&self, sentence_idx: usize) -> Option<&'a Block> {
        let start = self.sentence(sentence_idx).span.start();
        let after = self.article.blocks.partition_point(|block| block.span.start() <= start);
        after.checked_sub(1).map(|block_idx| &self.article.blocks[block_idx])
    }

    /// Whether the sentence is a headline or a heading, where the present tense tells of the past.
    #[must_use]
    pub fn is_headline(&self, sentence_idx: usize) -> bool {
        self.block_of(sentence_idx)
            .is_some_and(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading))
    }

    /// The token it depends on; `None` for the root of a sentence.
    #[must_use]
    pub fn head(&self, token_idx: usize) -> Option<usize> {
        let in_sentence = self.token(token_idx).head.checked_sub(1)?;
        Some(self.tokens_of(self.sentence_of(token_idx)).start + in_sentence as usize)
    }

    /// The root of a sentence.
    #[must_use]
    pub fn root_of(&self, sentence_idx: usize) -> usize {
        let tokens = self.tokens_of(sentence_idx);
        tokens.clone().find(|token_idx| self.token(*token_idx).head == 0).unwrap_or(tokens.start)
    }

    /// The tokens that depend on it, in the order of the text.
    #[must_use]
    pub fn children(&self, token_idx: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.first_child[token_idx] as usize..self.first_child[token_idx + 1] as usize;
        self.children[range].iter().map(|child| *child as usize)
    }

    /// Its children with that relation.
    #[must_use]
    pub fn children_by(
        &self,
        token_idx: usize,
        relation: Relation,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(token_idx).filter(move |child| self.relation(*child) == relation)
    }

    /// Its first child with that relation.
    #[must_use]
    pub fn child_by(&self, token_idx: usize, relation: Relation) -> Option<usize> {
        self.children_by(token_idx, relation).next()
    }

    /// Its heads, from the nearest to the root.
    pub fn ancestors(&self, token_idx: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token_idx), |token_idx| self.head(*token_idx))
    }

    /// Whether it is `ancestor` or depends on it, however far.
    #[must_use]
    pub fn is_under(&self, token_idx: usize, ancestor: usize) -> bool {
        token_idx == ancestor || self.ancestors(token_idx).any(|one| one == ancestor)
    }

    /// The first and last token of all that depends on it, itself included, as a range.
    #[must_use]
    pub fn subtree(&self, token_idx: usize) -> Range<usize> {
        let mut range = token_idx..token_idx + 1;
        let mut open = vec![token_idx];
        while let Some(one) = open.pop() {
            range.start = range.start.min(one);
            range.end = range.end.max(one + 1);
            open.extend(self.children(one));
        }
        range
    }

    /// The span of a range of tokens; empty for an empty range.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (
            self.reading.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.reading.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                Span::new(first.span.start() as u32, last.span.end() as u32)
            }
            _ => Span::default(),
        }
    }

    /// Whether it stands between quotation marks.
    #[must_use]
    pub fn is_quoted(&self, token_idx: usize) -> bool {
        self.quoted[token_idx]
    }
}
