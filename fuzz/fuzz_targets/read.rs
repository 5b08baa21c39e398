//! Reads arbitrary bytes as text and checks what must hold of every tree.
#![no_main]

use std::sync::LazyLock;

use dragoman::Reader;
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::embedded().expect("the models are part of the program"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let reading = READER.read(&text);
    let mut next = 0;
    for sentence in &reading.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences cover every token once");
        next = sentence.tokens.end;
        let tokens = reading.tokens_of(sentence);
        assert_eq!(tokens.iter().filter(|token| token.head == 0).count(), 1, "one root");
        for start in 0..tokens.len() {
            let mut at = start + 1;
            for _ in 0..=tokens.len() {
                if at == 0 {
                    break;
                }
                at = tokens[at - 1].head as usize;
            }
            assert_eq!(at, 0, "every token leads to the root");
        }
    }
    assert_eq!(next as usize, reading.tokens.len());
});
