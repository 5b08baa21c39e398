//! Where the words of a file stand in the text that the file was made from.

use std::ops::Range;

use dragoman::text::{Reading, Sentence as TextSentence, Span, Token};

use super::{Sentence, space_after};

/// A text, and where the sentences of a file stand in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The text.
    pub(crate) text: String,
    /// Where each sentence stands in it.
    pub(crate) sentences: Vec<Placed>,
}

/// Where the parts of one sentence stand in a text, as byte ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Each token of the text; a multiword token is one.
    pub(crate) tokens: Vec<Range<usize>>,
    /// For each word, the place of its token in `tokens`.
    pub(crate) token_of: Vec<usize>,
}

impl Placed {
    /// From the first token's first byte to the last one's last.
    pub(crate) fn span(&self) -> Range<usize> {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Whether the word shares its token with others.
    pub(crate) fn is_multiword(&self, word: usize) -> bool {
        let token = self.token_of[word];
        (word > 0 && self.token_of[word - 1] == token) || self.token_of.get(word + 1) == Some(&token)
    }
}

/// Whether a new paragraph or article begins with the sentence.
fn is_break(sentence: &Sentence) -> bool {
    sentence.has_comment("newpar") || sentence.has_comment("newdoc")
}

impl Layout {
    /// The text of a file: tokens with a space between them unless `SpaceAfter=No`, and a blank line
    /// where a paragraph or an article begins.
    pub(crate) fn of(sentences: &[Sentence]) -> Self {
        let mut layout = Self::default();
        let mut space = false;
        for sentence in sentences {
            if is_break(sentence) && !layout.text.is_empty() {
                layout.text.push_str("\n\n");
                space = false;
            }
            let mut placed = Placed::default();
            let mut word = 0;
            while word < sentence.words.len() {
                if space {
                    layout.text.push(' ');
                }
                let (form, misc, end) = match sentence.multiword_of(word) {
                    Some(multiword) => (&multiword.form, &multiword.misc, multiword.words.end),
                    None => (&sentence.words[word].form, &sentence.words[word].misc, word + 1),
                };
                let start = layout.text.len();
                layout.text.push_str(form);
                placed.token_of.resize(end, placed.tokens.len());
                placed.tokens.push(start..layout.text.len());
                space = space_after(misc);
                word = end;
            }
            layout.sentences.push(placed);
        }
        layout
    }

    /// Where the sentences of a reading stand in its text.
    pub(crate) fn of_reading(text: &str, reading: &Reading) -> Self {
        let sentences = reading.sentences.iter().map(|sentence| {
            let mut placed = Placed::default();
            for token in reading.tokens_of(sentence) {
                match placed.tokens.last_mut() {
                    Some(before) if token.joined => before.end = token.span.end(),
                    _ => placed.tokens.push(token.span.range()),
                }
                placed.token_of.push(placed.tokens.len() - 1);
            }
            placed
        });
        Self { text: text.to_owned(), sentences: sentences.collect() }
    }
}

/// The words of sentences as a text to read, with tokens and sentences already in place.
///
/// Each word is written as its own form, also within a multiword token: the text then says what the
/// file's columns say, even where "du" stands for "de le" and no slice of it is either word. Texts
/// beyond 4 GiB do not fit a span; none is given for them.
pub(crate) fn words_as_text(sentences: &[Sentence]) -> Option<(String, Reading)> {
    let mut text = String::new();
    let mut reading = Reading::default();
    let mut space = false;
    for sentence in sentences {
        if is_break(sentence) && !text.is_empty() {
            text.push_str("\n\n");
            space = false;
        }
        let first = reading.tokens.len();
        for (place, word) in sentence.words.iter().enumerate() {
            let multiword = sentence.multiword_of(place);
            let joined = multiword.is_some_and(|multiword| multiword.words.start < place);
            if space && !joined {
                text.push(' ');
            }
            let start = u32::try_from(text.len()).ok()?;
            text.push_str(&word.form);
            let end = u32::try_from(text.len()).ok()?;
            reading.tokens.push(Token::new(Span::new(start, end), joined));
            space = space_after(multiword.map_or(&word.misc, |multiword| &multiword.misc));
        }
        let (Some(head), Some(last)) = (reading.tokens.get(first), reading.tokens.last()) else { continue };
        let span = Span::new(head.span.start() as u32, last.span.end() as u32);
        reading.sentences.push(TextSentence { span, tokens: first as u32..reading.tokens.len() as u32 });
    }
    Some((text, reading))
}

#[cfg(test)]
mod tests {
    use super::super::read_all;
    use super::*;

    const GOLD: &str = "# newdoc id = a\n\
        # newpar\n\
        1-2\tWon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tWill\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        4\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        \n\
        1\tGlued\t_\t_\t_\t_\t_\t_\t_\t_\n\
        \n\
        1\tNext\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        \n\
        # newpar\n\
        1\tLast\t_\t_\t_\t_\t_\t_\t_\t_\n";

    #[test]
    fn the_text_has_each_token_once_and_blank_lines_between_paragraphs() {
        let layout = Layout::of(&read_all(GOLD.as_bytes(), "a").unwrap());
        assert_eq!(layout.text, "Won't go.Glued Next\n\nLast");
        assert_eq!(layout.sentences[0].tokens, [0..5, 6..8, 8..9]);
        assert_eq!(layout.sentences[0].token_of, [0, 0, 1, 2]);
        assert_eq!(layout.sentences[0].span(), 0..9);
        assert!(layout.sentences[0].is_multiword(0));
        assert!(layout.sentences[0].is_multiword(1));
        assert!(!layout.sentences[0].is_multiword(2));
    }

    #[test]
    fn words_are_read_as_the_file_writes_them() {
        let sentences = read_all(GOLD.as_bytes(), "a").unwrap();
        let (text, reading) = words_as_text(&sentences).unwrap();
        assert_eq!(text, "Willnot go.Glued Next\n\nLast");
        assert_eq!(reading.sentences.len(), 4);
        for (sentence, placed) in sentences.iter().zip(&reading.sentences) {
            let forms: Vec<&str> =
                reading.tokens_of(placed).iter().map(|token| token.span.of(&text)).collect();
            let words: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
            assert_eq!(forms, words);
        }
        assert_eq!(reading.tokens.iter().filter(|token| token.joined).count(), 1);
    }

    #[test]
    fn a_readings_parts_of_a_token_are_one_token() {
        let (text, reading) = words_as_text(&read_all(GOLD.as_bytes(), "a").unwrap()).unwrap();
        let layout = Layout::of_reading(&text, &reading);
        assert_eq!(layout.sentences[0].tokens, [0..7, 8..10, 10..11]);
        assert_eq!(layout.sentences[0].token_of, [0, 0, 1, 2]);
    }
}
