//! From a reading to columns.

use std::borrow::Cow;

use dragoman::Language;
use dragoman::text::Token;

use crate::conllu::{Multiword, Sentence, Word, space_after};
use crate::name;

/// The columns of a sentence of a text. `next` is where the token after the sentence begins.
pub(crate) fn rows_of_text(
    language: &Language,
    text: &str,
    tokens: &[Token],
    next: Option<usize>,
) -> Sentence {
    let mut rows = Sentence::default();
    let mut first = 0;
    while first < tokens.len() {
        let joined = tokens[first + 1..].iter().take_while(|token| token.joined).count();
        let end = first + 1 + joined;
        let (from, to) = (tokens[first].span.start(), tokens[end - 1].span.end());
        let following = tokens.get(end).map(|token| token.span.start()).or(next);
        let misc = if following == Some(to) { "SpaceAfter=No" } else { "" };
        if joined > 0 {
            let form = one_line(text.get(from..to).unwrap_or("")).into_owned();
            rows.multiwords.push(Multiword { words: first..end, form, misc: misc.to_owned() });
        }
        for token in &tokens[first..end] {
            let form = one_line(token.span.of(text)).into_owned();
            let misc = if joined > 0 { "" } else { misc };
            rows.words.push(Word { form, misc: misc.to_owned(), ..Word::default() });
        }
        first = end;
    }
    fill(language, text, tokens, &mut rows);
    rows
}

/// Fills in what was read, and leaves words, multiword tokens, comments and `SpaceAfter` as they are.
pub(crate) fn fill(language: &Language, text: &str, tokens: &[Token], rows: &mut Sentence) {
    for multiword in &mut rows.multiwords {
        multiword.misc = misc(None, space_after(&multiword.misc));
    }
    for (word, token) in rows.words.iter_mut().zip(tokens) {
        word.lemma = one_line(&language.lemma(token.span.of(text), token.lemma)).into_owned();
        token.upos.as_str().clone_into(&mut word.upos);
        blank_if_underscore(language.xpos(token.xpos)).clone_into(&mut word.xpos);
        blank_if_underscore(language.feats(token.feats)).clone_into(&mut word.feats);
        word.head = Some(token.head as usize);
        token.relation.as_str().clone_into(&mut word.deprel);
        word.misc = misc(name::written(token.name), space_after(&word.misc));
    }
}

fn misc(name: Option<String>, space_after: bool) -> String {
    match (name, space_after) {
        (None, true) => String::new(),
        (None, false) => "SpaceAfter=No".to_owned(),
        (Some(tag), true) => format!("NE={tag}"),
        (Some(tag), false) => format!("NE={tag}|SpaceAfter=No"),
    }
}

fn blank_if_underscore(column: &str) -> &str {
    if column == "_" { "" } else { column }
}

/// White space as single spaces: no format here has room for a tab or a line end within a field.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c.is_whitespace() && c != ' ') || text.contains("  ") {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}
