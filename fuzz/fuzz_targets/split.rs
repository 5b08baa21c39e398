//! Splits arbitrary bytes as text and checks what must hold of every token and sentence. Apart from
//! `read`, because without the network a thousand times as many texts are tried.
#![no_main]

use std::sync::LazyLock;

use dragoman::Reader;
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::embedded().expect("the models are part of the program"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let reading = READER.split(&text);
    let mut end = 0;
    for token in &reading.tokens {
        let range = token.span.range();
        assert!(range.start >= end && range.end > range.start, "spans are ordered and not empty");
        assert!(text.get(range.clone()).is_some(), "spans lie on character boundaries");
        assert!(text[end..range.start].trim().is_empty(), "nothing but white space is between tokens");
        assert!(!token.joined || range.start == end, "the parts of a multiword token touch");
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "nothing but white space is after the last token");
    let mut next = 0;
    for sentence in &reading.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences cover every token once");
        assert!(!reading.tokens_of(sentence).is_empty(), "no sentence is empty");
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, reading.tokens.len());
});
