//! One object a sentence and line.

use serde::Serialize;

use super::Shown;
use crate::name;

#[derive(Serialize)]
struct SentenceObject<'a> {
    article: &'a str,
    sentence: u64,
    text: &'a str,
    span: [u64; 2],
    tokens: Vec<TokenObject<'a>>,
    names: Vec<NameObject<'a>>,
}

#[derive(Serialize)]
struct TokenObject<'a> {
    form: &'a str,
    span: [u64; 2],
    /// Whether it continues the multiword token before it.
    joined: bool,
    lemma: &'a str,
    upos: &'a str,
    xpos: Option<&'a str>,
    feats: Option<&'a str>,
    head: u32,
    deprel: &'a str,
    name: Option<String>,
}

#[derive(Serialize)]
struct NameObject<'a> {
    kind: &'a str,
    text: &'a str,
    span: [u64; 2],
}

pub(super) fn write(out: &mut Vec<u8>, shown: &Shown<'_>) -> serde_json::Result<()> {
    let place = |from: usize, to: usize| [shown.base + from as u64, shown.base + to as u64];
    let words = |from: usize, to: usize| shown.text.get(from..to).unwrap_or("");
    let (Some(first), Some(last)) = (shown.tokens.first(), shown.tokens.last()) else { return Ok(()) };
    let (from, to) = (first.span.start(), last.span.end());
    let tokens = shown.rows.words.iter().zip(shown.tokens).map(|(word, token)| TokenObject {
        form: token.span.of(shown.text),
        span: place(token.span.start(), token.span.end()),
        joined: token.joined,
        lemma: &word.lemma,
        upos: &word.upos,
        xpos: Some(word.xpos.as_str()).filter(|xpos| !xpos.is_empty()),
        feats: Some(word.feats.as_str()).filter(|feats| !feats.is_empty()),
        head: token.head,
        deprel: &word.deprel,
        name: name::written(token.name),
    });
    let names = name::of_tokens(shown.tokens).into_iter().map(|(run, kind)| {
        let (from, to) = (shown.tokens[run.start].span.start(), shown.tokens[run.end - 1].span.end());
        NameObject { kind, text: words(from, to), span: place(from, to) }
    });
    let object = SentenceObject {
        article: shown.article,
        sentence: shown.number,
        text: words(from, to),
        span: place(from, to),
        tokens: tokens.collect(),
        names: names.collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.push(b'\n');
    Ok(())
}
