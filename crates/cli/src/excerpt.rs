//! Some sentences of a reading as a reading of their own.

use std::ops::Range;

use dragoman::text::{Reading, Sentence};

/// How many sentences go to a worker at once: enough to keep it busy for longer than handing them over
/// takes, and few enough that the first ones appear at once. A constant, since what is read together
/// must not depend on the machine.
pub(crate) const SENTENCES_AT_ONCE: usize = 64;

/// The sentences in the range with their tokens; spans stay where they are.
pub(crate) fn excerpt(whole: &Reading, range: Range<usize>) -> Reading {
    let sentences = whole.sentences.get(range).unwrap_or(&[]);
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return Reading::default() };
    let (from, to) = (first.tokens.start, last.tokens.end);
    let tokens = whole.tokens.get(from as usize..to as usize).unwrap_or(&[]).to_vec();
    let moved = sentences.iter().map(|sentence| Sentence {
        span: sentence.span,
        tokens: sentence.tokens.start - from..sentence.tokens.end - from,
    });
    Reading { tokens, sentences: moved.collect(), remarks: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_make_up_the_whole() {
        let text = "Talks began. They went on. They ended.";
        let whole = dragoman::Reader::embedded().unwrap().split(text);
        let mut forms = Vec::new();
        for place in 0..whole.sentences.len() {
            let part = excerpt(&whole, place..place + 1);
            forms.extend(part.tokens_of(&part.sentences[0]).iter().map(|token| token.span.of(text)));
        }
        assert_eq!(forms, whole.tokens.iter().map(|token| token.span.of(text)).collect::<Vec<_>>());
        assert_eq!(excerpt(&whole, 7..9), Reading::default());
    }
}
