//! Words that an editor put into a quotation: `I urge [Deby] to withdraw`, `the [sic] bill`.

use crate::{Reading, Sentence, Token};

/// An editor adds no more words than these; what is longer is a text of its own.
const MOST_WORDS: usize = 6;

/// Leaves square brackets out of a reading that has its sentences and tokens and nothing more, so that the words between
/// them are read as what they are: words of the sentence. Of `[sic]` and of numbers of notes the word goes, too.
///
/// Brackets stay that hold dots (`[…]`, where words of the sentence are missing), that stand within a word (`[t]he`) or
/// that hold all of a sentence.
pub fn leave_out_brackets(text: &str, reading: &mut Reading) {
    if !text.contains('[') {
        return;
    }
    let mut tokens = Vec::with_capacity(reading.tokens.len());
    for sentence in &mut reading.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let own = reading.tokens.get(range).unwrap_or(&[]);
        let is_kept = kept(text, own);
        let start = tokens.len() as u32;
        tokens.extend(own.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(token, _)| *token));
        *sentence = Sentence { tokens: start..tokens.len() as u32, ..sentence.clone() };
    }
    reading.tokens = tokens;
}

/// Which tokens of a sentence are kept.
fn kept(text: &str, tokens: &[Token]) -> Vec<bool> {
    let form = |token: &Token| token.span.of(text);
    let mut is_kept = vec![true; tokens.len()];
    let mut open = None;
    for (place, token) in tokens.iter().enumerate() {
        match form(token) {
            "[" => open = Some(place),
            "]" => {
                let Some(open) = open.take() else { continue };
                let between = tokens.get(open + 1..place).unwrap_or(&[]);
                let holds_words =
                    between.iter().all(|token| form(token).contains(|letter: char| letter.is_alphanumeric()));
                let is_whole = between.len() + 2 == tokens.len();
                let touches =
                    |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
                if between.is_empty()
                    || between.len() > MOST_WORDS
                    || !holds_words
                    || is_whole
                    || touches(token.span.end())
                {
                    continue;
                }
                let is_note = matches!(between, [only] if is_of_the_editor(form(only)));
                for (at, kept) in is_kept.iter_mut().enumerate().take(place + 1).skip(open) {
                    *kept = !(is_note || at == open || at == place);
                }
            }
            _ => {}
        }
    }
    is_kept
}

/// Whether a word in brackets is about the text and not of it.
fn is_of_the_editor(word: &str) -> bool {
    word.eq_ignore_ascii_case("sic") || word.chars().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Remark, Span};

    /// Tokens as they stand between spaces, bars apart: "[|Deby|]".
    fn read(text: &str) -> (String, Reading) {
        let plain = text.replace('|', "");
        let mut tokens = Vec::new();
        let mut at = 0;
        for word in text.split(['|', ' ']) {
            let start = at + plain[at..].find(word).unwrap();
            at = start + word.len();
            tokens.push(Token::new(Span::new(start as u32, at as u32), false));
        }
        let span = Span::new(0, plain.len() as u32);
        let sentences = vec![Sentence { span, tokens: 0..tokens.len() as u32 }];
        let reading = Reading { tokens, sentences, remarks: Vec::<Remark>::new() };
        (plain, reading)
    }

    #[test]
    fn words_that_an_editor_adds_are_words_of_the_sentence() {
        for (text, left) in [
            ("I urge [|Deby|] to go", "I urge Deby to go"),
            ("[|The envoy|] left", "The envoy left"),
            ("the [|sic|] bill", "the bill"),
            ("the bill [|12|] of Chad", "the bill of Chad"),
            ("ends [|…|] begins", "ends [ … ] begins"),
            ("[|T|]|he envoy left", "[ T ] he envoy left"),
            ("[|Music plays|]", "[ Music plays ]"),
            ("a [|b [|c|] d", "a [ b c d"),
            (
                "it [|one two three four five six seven|] ends",
                "it [ one two three four five six seven ] ends",
            ),
        ] {
            let (plain, mut reading) = read(text);
            leave_out_brackets(&plain, &mut reading);
            let words: Vec<&str> =
                reading.tokens_of(&reading.sentences[0]).iter().map(|token| token.span.of(&plain)).collect();
            assert_eq!(words.join(" "), left);
            assert_eq!(reading.sentences[0].tokens.end as usize, reading.tokens.len());
        }
    }
}
