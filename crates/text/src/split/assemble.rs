//! Puts tokens and sentences together, and keeps sentences short.

use crate::{Reading, Remark, Sentence, Span, Token};

/// Sentences are cut after that many tokens: parsing takes time that grows with the square of a
/// sentence's length, and what is longer is a list or a table.
pub(super) const LONGEST_SENTENCE: usize = 250;

/// A cut is looked for in that many tokens before the limit.
const CUT_WINDOW: usize = 125;

/// A reading in the making.
pub(super) struct Assembly<'a> {
    text: &'a str,
    reading: Reading,
    /// The first token of the sentence being read.
    first: usize,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // One token in five bytes is what news has; too few costs a copy, too many costs nothing.
        let tokens = Vec::with_capacity(text.len() / 5);
        Self {
            text,
            reading: Reading {
                tokens,
                ..Reading::default()
            },
            first: 0,
        }
    }

    pub(super) fn token(&mut self, span: Span, joined: bool) {
        if self.reading.tokens.len() - self.first >= LONGEST_SENTENCE {
            self.cut(joined);
        }
        let begins = self.reading.tokens.len() == self.first;
        self.reading
            .tokens
            .push(Token::new(span, joined && !begins));
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        self.reading.remarks.push(remark);
    }

    pub(super) fn end_sentence(&mut self) {
        self.end_sentence_before(self.reading.tokens.len());
    }

    pub(super) fn finish(mut self) -> Reading {
        self.end_sentence();
        self.reading
    }

    fn end_sentence_before(&mut self, end: usize) -> Option<Span> {
        let tokens = self.reading.tokens.get(self.first..end)?;
        let span = Span::new(
            offset(tokens.first()?.span.start()),
            offset(tokens.last()?.span.end()),
        );
        self.reading.sentences.push(Sentence {
            span,
            tokens: offset(self.first)..offset(end),
        });
        self.first = end;
        Some(span)
    }

    /// Ends the sentence at the best place near its end: after a semicolon rather than after a
    /// comma, as late as can be, never inside a multiword token if there is any other place.
    fn cut(&mut self, next_joined: bool) {
        let end = self.reading.tokens.len();
        let mut best = (0, end);
        let mut joined = next_joined;
        for place in (end.saturating_sub(CUT_WINDOW).max(self.first + 1)..=end).rev() {
            let Some(token) = self.reading.tokens.get(place - 1) else {
                break;
            };
            let worth = match token.span.of(self.text) {
                _ if joined => 0,
                ";" | "•" | "|" => 4,
                "," | ":" | "–" | "—" | "--" => 3,
                ")" | "\"" | "”" => 2,
                _ => 1,
            };
            if worth > best.0 {
                best = (worth, place);
            }
            joined = token.joined;
        }
        if let Some(span) = self.end_sentence_before(best.1) {
            self.remark(Remark::SentenceCut(span));
        }
        if let Some(token) = self.reading.tokens.get_mut(self.first) {
            token.joined = false;
        }
    }
}

/// As a span counts; texts end at 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
