use super::{Language, Scratch};
use crate::kernel::Simd;
use crate::testing::{Random, TestModel, pack, sentences, text};
use crate::{NameTag, Reading, Relation, Token, Upos};

fn load(seed: u64) -> (TestModel, Language) {
    let model = TestModel::new(seed);
    let language = Language::load(&model.file).expect("a good model");
    (model, language)
}

fn read(language: &Language, sentences: &[Vec<&str>], scratch: &mut Scratch) -> Reading {
    let (text, mut reading) = text(sentences);
    language.read(&text, &mut reading, scratch);
    reading
}

/// Predictions without what differs from text to text.
fn predictions(tokens: &[Token]) -> Vec<Token> {
    tokens.iter().map(|t| Token { span: crate::Span::default(), ..*t }).collect()
}

/// Checks that heads make a tree with one root, whose relation alone is `root`.
fn check_tree(tokens: &[Token]) {
    assert_eq!(tokens.iter().filter(|t| t.head == 0).count(), 1);
    for (i, token) in tokens.iter().enumerate() {
        assert_eq!(token.head == 0, token.relation == Relation::Root);
        let (mut node, mut steps) = (i + 1, 0);
        while node != 0 {
            node = tokens[node - 1].head as usize;
            steps += 1;
            assert!(steps <= tokens.len(), "a cycle");
        }
    }
}

/// The error of all scores but those that have been ruled out, in shares of their standard deviation.
fn error(found: &[&[f32]], expected: &[Vec<f32>]) -> f32 {
    let expected: Vec<f32> = expected.concat();
    let found: Vec<f32> = found.concat();
    assert_eq!(found.len(), expected.len());
    let mean = expected.iter().sum::<f32>() / expected.len() as f32;
    let spread: f32 = expected.iter().map(|x| (x - mean).powi(2)).sum();
    let possible = expected.iter().zip(&found).filter(|(_, y)| y.is_finite());
    let error: f32 = possible.map(|(x, y)| (x - y).powi(2)).sum();
    (error / spread).sqrt()
}

#[test]
fn scores_are_those_of_the_network_in_floating_point() {
    for seed in 0..5 {
        let (model, language) = load(seed);
        let sentence =
            sentences(&mut Random(seed + 100), &[13 + usize::try_from(seed).expect("small")]).remove(0);
        let mut scratch = language.scratch();
        let reading = read(&language, std::slice::from_ref(&sentence), &mut scratch);
        let n = sentence.len();
        let heads: Vec<u32> = reading.tokens.iter().map(|t| t.head).collect();
        let answer = model.answer(&sentence, &heads);

        let top: Vec<f32> =
            scratch.encoding.top().iter().take(n * 96).map(|&b| (f32::from(b) - 128.0) / 127.0).collect();
        let check = |what: &str, found: &[f32], width: usize, first: usize, expected: &[Vec<f32>]| {
            let found: Vec<&[f32]> =
                found.chunks(width).take(n).map(|row| &row[first..first + expected[0].len()]).collect();
            let error = error(&found, expected);
            assert!(error < 0.08, "{what}: error {error}, seed {seed}");
        };
        check("top", &top, 96, 0, &answer.top);
        let tagger = &language.model.tagger;
        check("upos", &scratch.tags, tagger.matrix.width(), tagger.first[0], &answer.upos);
        check("lemma", &scratch.tags, tagger.matrix.width(), tagger.first[3], &answer.lemma);
        check("name", scratch.names.scores(), 64, 0, &answer.name);
        check("arc", scratch.parse.arcs(), (n + 1).next_multiple_of(16), 0, &answer.arc);
        check("rel", scratch.parse.relations(), 64, 0, &answer.rel);
        check_tree(&reading.tokens);
    }
}

#[test]
fn every_instruction_set_gives_the_same() {
    let file = TestModel::new(7).file;
    let lengths = [1, 40, 3, 17, 25, 2, 9, 30, 30, 11, 5, 60, 8];
    let sentences = sentences(&mut Random(8), &lengths);
    let readings: Vec<Reading> = Simd::supported()
        .into_iter()
        .map(|simd| {
            let language = Language::load(&file).expect("a good model").with(simd);
            read(&language, &sentences, &mut language.scratch())
        })
        .collect();
    assert!(readings.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_sentence_is_read_the_same_in_any_company() {
    let (_, language) = load(11);
    let mut random = Random(12);
    let lengths: Vec<usize> = (0..90).map(|_| 1 + random.below(45)).collect();
    let sentences = sentences(&mut random, &lengths);
    let mut scratch = language.scratch();
    let together = read(&language, &sentences, &mut scratch);
    for (sentence, words) in together.sentences.iter().zip(&sentences) {
        let alone = read(&language, std::slice::from_ref(words), &mut scratch);
        assert_eq!(predictions(together.tokens_of(sentence)), predictions(&alone.tokens));
        check_tree(together.tokens_of(sentence));
    }
    assert_eq!(together, read(&language, &sentences, &mut language.scratch()));
}

#[test]
fn sentences_of_any_length_are_read() {
    let (_, language) = load(13);
    let mut scratch = language.scratch();
    for n in [1, 2, 511, 512, 513, 1025, 5000] {
        let sentences = sentences(&mut Random(n as u64), &[n, 1]);
        let reading = read(&language, &sentences, &mut scratch);
        for sentence in &reading.sentences {
            check_tree(reading.tokens_of(sentence));
        }
    }
    assert_eq!(read(&language, &[], &mut scratch).tokens, []);
}

#[test]
fn names_have_a_beginning() {
    for seed in 20..24 {
        let (_, language) = load(seed);
        let sentences = sentences(&mut Random(seed), &[50, 1, 20, 3]);
        let reading = read(&language, &sentences, &mut language.scratch());
        for sentence in &reading.sentences {
            let mut before = NameTag::Outside;
            for token in reading.tokens_of(sentence) {
                if let NameTag::Inside(kind) = token.name {
                    assert!(before == NameTag::Begin(kind) || before == NameTag::Inside(kind));
                }
                before = token.name;
            }
        }
    }
}

#[test]
fn spans_and_ranges_that_lead_nowhere_do_no_harm() {
    let (_, language) = load(14);
    let mut scratch = language.scratch();
    let (text, mut reading) = text(&[vec!["The", "visit"], vec!["was", "postponed"]]);
    reading.tokens[1].span = crate::Span::new(1000, 2000);
    reading.sentences[1].tokens = 3..4_000_000_000;
    language.read(&text, &mut reading, &mut scratch);
    language.encode(&text, &reading, 0..2, &mut scratch);
    language.encode(&text, &reading, 7..9, &mut scratch);
    language.encode(&text, &reading, 0..2, &mut scratch);
    let mut shorter = Reading::default();
    language.tag(&text, &mut shorter, &mut scratch);
    language.parse(&mut shorter, &mut scratch);
    language.name(&mut shorter, &mut scratch);
}

#[test]
fn lemmas_and_labels_are_written() {
    let (_, language) = load(15);
    assert_eq!(language.xpos(crate::Xpos(1)), "NNP");
    assert_eq!(language.feats(crate::Feats(0)), "_");
    assert_eq!(language.lemma("Visits", crate::LemmaRule(1)), "visit1");
    assert_eq!((language.xpos(crate::Xpos(200)), language.feats(crate::Feats(999))), ("", ""));
    assert_eq!(language.lemma("Visits", crate::LemmaRule(999)), "Visits");
}

#[test]
fn the_lexicon_goes_before_the_network() {
    let (_, language) = load(15);
    let lexicon = &language.model.tagger.lexicon;
    let rule = |form, upos| lexicon.rule(form, upos).map(|rule| language.lemma(form, rule).into_owned());
    assert_eq!(rule("postponed", Upos::Verb).as_deref(), Some("put off"));
    assert_eq!(rule("POSTPONED", Upos::Verb).as_deref(), Some("put off"), "by the form in lower case");
    assert_eq!(rule("postponed", Upos::Adj), None, "only with the tag it was seen with");
    assert_eq!(rule("postpone", Upos::Verb), None);
}

#[test]
fn damaged_files_are_refused_or_read_without_harm() {
    let model = TestModel::new(16);
    let refused = |file: &[u8]| Language::load(file).is_err();
    assert!(refused(b"") && refused(b"DRAGOMAN"));
    for length in (0..model.file.len()).step_by(1024) {
        assert!(refused(&model.file[..length]), "cut at {length}");
    }

    // Damage within the frame: of the header every byte, of the rest some.
    let body = zstd::decode_all(&*model.file).expect("a frame");
    let sentences = sentences(&mut Random(17), &[5, 9]);
    let mut random = Random(18);
    let mut places: Vec<usize> = (0..16).chain((16..6000).step_by(23)).collect();
    places.extend((0..60).map(|_| random.below(body.len())));
    for place in places {
        let mut damaged = body.clone();
        damaged[place] ^= 1 << random.below(8);
        if let Ok(language) = Language::load(&pack(&damaged)) {
            read(&language, &sentences, &mut language.scratch());
        }
    }
    for length in (0..body.len()).step_by(4096) {
        assert!(refused(&pack(&body[..length])), "cut at {length}");
    }
}

#[test]
fn errors_name_what_is_wrong() {
    let body = zstd::decode_all(&*TestModel::new(19).file).expect("a frame");
    let check = |from: &str, to: &str, expected: &str| {
        assert_eq!(from.len(), to.len());
        let at = body.windows(from.len()).position(|bytes| bytes == from.as_bytes()).expect("in the header");
        let mut changed = body.clone();
        changed[at..at + to.len()].copy_from_slice(to.as_bytes());
        let error = Language::load(&pack(&changed)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains(expected), "{error}");
    };
    check("DRAGOMAN", "dragoman", "does not begin with");
    check("\"hidden\":32", "\"hidden\":33", "\"hidden\" is 33");
    check("\"top\":48", "\"top\":32", "has shape");
    check("PROPN", "PROXN", "\"PROXN\" is unknown");
    check("\"O\"", "\"I\"", "\"I\" is unknown");
    check("\"nsubj\"", "\"NSUBJ\"", "\"NSUBJ\" is unknown");
    check("\"l-0+0\"", "\"x-0+0\"", "\"x-0+0\" is unknown");
    check("\"arc.bias\"", "\"arc.bios\"", "\"arc.bias\" is missing");
}
