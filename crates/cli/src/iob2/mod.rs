//! IOB2: a token and its name tag a line, two columns, a blank line after each sentence.

use std::io::BufRead;

use dragoman::text::{Reading, Sentence as TextSentence, Span, Token};

use crate::lines::Lines;

/// One sentence of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its tokens.
    pub(crate) forms: Vec<String>,
    /// For each token: whether it begins a name, and the kind; none outside names.
    pub(crate) tags: Vec<Option<(bool, String)>>,
    /// Whether an article or a paragraph begins with it.
    pub(crate) is_break: bool,
}

/// Reads a whole file.
pub(crate) fn read_all(input: impl BufRead, file: &str) -> anyhow::Result<Vec<Sentence>> {
    let mut lines = Lines::new(input, file);
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    while let Some(line) = lines.next_line()? {
        if line.trim().is_empty() {
            // What comments announce is not ended by a blank line before the first token.
            if !sentence.forms.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        // "#" can be a token, but then it has a tag.
        if let Some(comment) = line.strip_prefix('#').filter(|_| !line.contains('\t')) {
            let key = comment.trim_start().split(['=', ' ']).next();
            sentence.is_break |= matches!(key, Some("newpar" | "newdoc"));
            continue;
        }
        let taken = take_line(&mut sentence, line);
        taken.map_err(|what| lines.malformed(what))?;
    }
    if !sentence.forms.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn take_line(sentence: &mut Sentence, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[form, tag] = columns.as_slice() else {
        return Err(format!(
            "{} columns, where a token and its tag are expected, separated by a tab",
            columns.len()
        ));
    };
    if form.trim().is_empty() {
        return Err("the token is empty".to_owned());
    }
    let tag = match tag.split_once('-') {
        _ if tag == "O" => None,
        Some(("B", kind)) if !kind.is_empty() => Some((true, kind.to_owned())),
        Some(("I", kind)) if !kind.is_empty() => Some((false, kind.to_owned())),
        _ => return Err(format!("the tag {tag:?} is neither O nor B-KIND nor I-KIND")),
    };
    sentence.forms.push(form.to_owned());
    sentence.tags.push(tag);
    Ok(())
}

/// The tokens as a text, a space between them and a blank line where a paragraph begins, with tokens
/// and sentences in place. None for texts beyond 4 GiB, which do not fit a span.
pub(crate) fn as_text(sentences: &[Sentence]) -> Option<(String, Reading)> {
    let mut text = String::new();
    let mut reading = Reading::default();
    for sentence in sentences {
        let first = reading.tokens.len() as u32;
        for (place, form) in sentence.forms.iter().enumerate() {
            if !text.is_empty() {
                text.push_str(if place == 0 && sentence.is_break { "\n\n" } else { " " });
            }
            let start = u32::try_from(text.len()).ok()?;
            text.push_str(form);
            let end = u32::try_from(text.len()).ok()?;
            reading.tokens.push(Token::new(Span::new(start, end), false));
        }
        let (Some(head), Some(last)) = (reading.tokens.get(first as usize), reading.tokens.last()) else {
            continue;
        };
        let span = Span::new(head.span.start() as u32, last.span.end() as u32);
        reading.sentences.push(TextSentence { span, tokens: first..reading.tokens.len() as u32 });
    }
    Some((text, reading))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    proptest! {
        /// Whatever stands in a file, there are sentences or an error that names file and line.
        #[test]
        fn no_file_ends_the_program(parts in vec(select(PARTS), 0..80), bytes in vec(any::<u8>(), 0..80)) {
            for input in [parts.concat().into_bytes(), bytes] {
                match read_all(&input[..], "a.iob2") {
                    Ok(sentences) => {
                        let forms: usize = sentences.iter().map(|sentence| sentence.forms.len()).sum();
                        if let Some((_, reading)) = as_text(&sentences) {
                            prop_assert_eq!(reading.tokens.len(), forms);
                        }
                    }
                    Err(error) => prop_assert!(error.to_string().starts_with("a.iob2:"), "{}", error),
                }
            }
        }
    }

    /// What a malformed file may be made of.
    const PARTS: &[&str] = &[
        "Ana", "#", "# text\n", "é ", "\t", "\t", "O", "B-PER", "I-PER", "I-", "B", "\n", "\n", "\n\n",
        "\r\n", " ",
    ];

    #[test]
    fn comments_tokens_and_a_number_sign_are_told_apart() {
        let text = "# newdoc id = a\n\n# sent_id = 1\nAna\tB-PER\nRuiz\tI-PER\n\n#\tO\nrose\tO\n";
        let sentences = read_all(text.as_bytes(), "a.iob2").unwrap();
        assert_eq!(sentences.len(), 2);
        assert!(sentences[0].is_break);
        assert!(!sentences[1].is_break);
        assert_eq!(sentences[1].forms, ["#", "rose"]);
        assert_eq!(sentences[0].tags[1], Some((false, "PER".to_owned())));
        let (text, reading) = as_text(&sentences).unwrap();
        assert_eq!(text, "Ana Ruiz # rose");
        assert_eq!(reading.sentences.len(), 2);
        assert_eq!(reading.tokens[2].span.of(&text), "#");
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        let cases = [
            ("Ana\n", "a.iob2:1: 1 columns, where a token and its tag are expected, separated by a tab"),
            ("Ana\tB-PER\n\nRuiz\tPER\n", "a.iob2:3: the tag \"PER\" is neither O nor B-KIND nor I-KIND"),
            ("Ana\tB-\n", "a.iob2:1: the tag \"B-\" is neither O nor B-KIND nor I-KIND"),
            ("\tO\n", "a.iob2:1: the token is empty"),
        ];
        for (text, error) in cases {
            assert_eq!(read_all(text.as_bytes(), "a.iob2").unwrap_err().to_string(), error);
        }
    }
}
