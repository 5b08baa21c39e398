//! What holds of the splitter whatever the text and whatever the bytes of its model.

use std::sync::LazyLock;

use dragoman_text::{Reading, Remark, Splitter};
use proptest::prelude::*;

const MODEL: &[u8] = include_bytes!("../../../models/split.bin");
static SPLITTER: LazyLock<Splitter> =
    LazyLock::new(|| Splitter::load(MODEL).expect("the model of the project loads"));

/// Space, and space of no width.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{feff}')
}

/// Splits, and checks every promise of [`Splitter`].
fn check(text: &str) -> Reading {
    let reading = SPLITTER.split(text);
    let mut end = 0;
    for (index, token) in reading.tokens.iter().enumerate() {
        let span = token.span;
        assert!(span.start() >= end, "token {index} overlaps the one before");
        let word = text.get(span.range()).expect("on character boundaries");
        assert!(!word.is_empty(), "token {index} is empty");
        assert!(!word.contains(parts_words), "white space in token {word:?}");
        assert!(word.chars().count() <= 1064, "a token of {} bytes", word.len());
        let between = &text[end..span.start()];
        assert!(between.chars().all(parts_words), "{between:?} is in no token");
        assert!(!token.joined || between.is_empty() && index > 0, "{word:?} joins nothing");
        end = span.end();
    }
    assert!(text[end..].chars().all(parts_words), "the end is in no token");

    let mut next = 0;
    for sentence in &reading.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences leave out tokens");
        next = sentence.tokens.end;
        let tokens = reading.tokens_of(sentence);
        assert!((1..=250).contains(&tokens.len()), "a sentence of {} tokens", tokens.len());
        assert_eq!(sentence.span.start(), tokens[0].span.start());
        assert_eq!(sentence.span.end(), tokens[tokens.len() - 1].span.end());
        assert!(!tokens[0].joined, "a multiword token in two sentences");
    }
    assert_eq!(next as usize, reading.tokens.len(), "sentences leave out tokens");

    for remark in &reading.remarks {
        match remark {
            Remark::SentenceCut(span) => {
                assert!(reading.sentences.iter().any(|sentence| sentence.span == *span));
            }
            Remark::TokenCut(span) => {
                assert!(reading.tokens.iter().any(|token| token.span.end() == span.end()));
            }
            _ => {}
        }
    }
    assert_eq!(SPLITTER.split(text), reading, "the same text, another reading");
    reading
}

/// Pieces of news, and of what is found between them.
const PIECES: [&str; 66] = [
    " ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    ".",
    ".",
    ",",
    "...",
    "…",
    "!",
    "?",
    "\"",
    "“",
    "”",
    "'",
    "’",
    "‘",
    "(",
    ")",
    "[",
    "]",
    "-",
    "—",
    "–",
    "/",
    ":",
    ";",
    "$",
    "€",
    "%",
    "@",
    "#",
    "&",
    "•",
    "U.S.",
    "Gen.",
    "a.m.",
    "Inc.",
    "e.g.",
    "J.",
    "don't",
    "can’t",
    "cannot",
    "gonna",
    "its",
    "Bush's",
    "the",
    "minister",
    "Said",
    "GENEVA",
    "3.5",
    "1,000",
    "2023",
    "10km",
    "https://www.example.com/?a=b",
    "jane@example.com",
    "\u{301}",
    "\u{200d}",
    "👍🏽",
    "中国",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_split(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_characters_are_split(text in "(?s).{0,60}") {
        check(&text);
    }

    #[test]
    fn news_is_split(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.concat());
    }
}

proptest! {
    // Unpacking a model takes a while without optimisation.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_models_are_refused_or_work(at in 0..MODEL.len(), bit in 0_u8..8) {
        let mut bytes = MODEL.to_vec();
        bytes[at] ^= 1 << bit;
        // Compression has bits that carry nothing; with one of those the model is still the same.
        if let Ok(splitter) = Splitter::load(&bytes) {
            let text = "The U.S. can't agree. It's over.";
            prop_assert_eq!(splitter.split(text), SPLITTER.split(text));
        }
    }

    #[test]
    fn garbage_is_no_model(bytes in prop::collection::vec(any::<u8>(), 0..200), header in 0..22_usize) {
        let mut model = MODEL[..header].to_vec();
        model.extend(bytes);
        prop_assert!(Splitter::load(&model).is_err());
    }
}

#[test]
fn models_cut_short_are_refused() {
    for end in (0..64).chain((64..MODEL.len()).step_by(7919)) {
        let error = Splitter::load(&MODEL[..end]).expect_err("a part is not the whole");
        assert!(error.to_string().contains("splitter model"), "{error}");
    }
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\n\n", "\u{2003}\t\r\n"] {
        let reading = check(text);
        assert!(reading.tokens.is_empty() && reading.sentences.is_empty());
    }
}

#[test]
fn strange_characters_are_kept() {
    for text in [
        "\0",
        "a\0b",
        "\u{301}",
        " \u{301} ",
        "e\u{301}.",
        "\u{200b}",
        "\u{feff}The end.",
        "\u{1b}[31m red",
        "a\r\nb\rc\n",
        "\u{85}x\u{2028}y",
        "👩‍👩‍👧‍👦",
        "....",
        "''''",
        "'s",
        "n't",
        "@",
        "://",
        "www.",
        "-",
        "it\u{301}s",
    ] {
        check(text);
    }
}

#[test]
fn text_without_a_stop_is_cut_at_commas() {
    let text = "one two three four five six, ".repeat(3_000);
    let reading = check(&text);
    assert!(matches!(reading.remarks.first(), Some(Remark::SentenceCut(_))));
    for sentence in &reading.sentences {
        assert!(sentence.span.of(&text).ends_with(','), "cut within a phrase");
    }
}

#[test]
fn text_without_a_space_is_cut() {
    for piece in ["x", "x.", "'s", "中", "e\u{301}", "\u{301}", "n't", "-", "(", "a@b.c/", "cannot"] {
        let text = piece.repeat(20_000);
        let reading = check(&text);
        let cut = reading.remarks.iter().any(|remark| matches!(remark, Remark::TokenCut(_)));
        assert!(cut, "{piece:?} is not cut");
    }
}
