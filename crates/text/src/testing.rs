//! For tests: small random models in the file's format, and the same network in plain floating point.

use std::collections::BTreeMap;
use std::io::Write;

use crate::encoder::gazetteer::{EMPTY, lengthen};
use crate::encoder::{Tables, lexical};
use crate::{Reading, Relation, Sentence, Span, Token, Upos};

/// Random numbers (`SplitMix64`), the same on every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("small")
    }

    /// A number in −1…1.
    pub(crate) fn float(&mut self) -> f32 {
        (self.below(2_000_001) as f32 - 1e6) / 1e6
    }

    pub(crate) fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.next() as u8).collect()
    }
}

/// Sizes of the small models.
const WORD: usize = 32;
const AFFIX: usize = 16;
const SUB: usize = 16;
const MIXED: usize = 24;
const HIDDEN: usize = 32;
const TOP: usize = 48;
const TAG: usize = 32;
const NAME: usize = 16;
const ARC: usize = 16;
const REL: usize = 16;
const LEMMAS: usize = 70;
const TABLES: Tables = Tables { affix_rows: 64, ngram_rows: 128, ngram_chars: 24 };
const WORDS: [&str; 6] = ["the", "visit", "to", "beijing", "was", "postponed"];
const NAMES: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH"];

/// A random model: its file, and its numbers.
pub(crate) struct TestModel {
    pub(crate) file: Vec<u8>,
    numbers: BTreeMap<String, Vec<f32>>,
}

/// What the network in floating point says of a sentence, a row a token.
pub(crate) struct Answer {
    pub(crate) top: Vec<Vec<f32>>,
    pub(crate) upos: Vec<Vec<f32>>,
    pub(crate) lemma: Vec<Vec<f32>>,
    pub(crate) name: Vec<Vec<f32>>,
    pub(crate) arc: Vec<Vec<f32>>,
    /// Scores of relations for the given heads.
    pub(crate) rel: Vec<Vec<f32>>,
}

impl TestModel {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let mut numbers = BTreeMap::new();
        let mut arrays: Vec<(String, &str, Vec<usize>, Vec<u8>)> = Vec::new();
        let mut quantised = |name: &str, rows: usize, width: usize, size: f32| {
            let weights = random.bytes(rows * width);
            let scale: Vec<f32> = (0..rows).map(|_| size * (1.0 + 0.5 * random.float()) / 127.0).collect();
            numbers.insert(
                name.to_owned(),
                weights.iter().enumerate().map(|(i, &w)| f32::from(w as i8) * scale[i / width]).collect(),
            );
            arrays.push((format!("{name}.weight"), "i8", vec![rows, width], weights));
            arrays.push((
                format!("{name}.scale"),
                "f32",
                vec![rows],
                scale.iter().flat_map(|s| s.to_le_bytes()).collect(),
            ));
        };
        quantised("word", WORDS.len() + 1, WORD, 1.0);
        quantised("affix", 64, AFFIX, 0.5);
        quantised("ngram", 128, AFFIX, 1.0);
        for (name, units, inputs) in LSTMS {
            quantised(&format!("{name}.ih"), 4 * units, inputs, 0.3);
            quantised(&format!("{name}.hh"), 4 * units, units, 0.3);
        }
        let parts = TAG + NAME + 2 * ARC + 2 * REL;
        for (name, rows, width) in [
            ("split", parts, 2 * TOP),
            ("upos", Upos::ALL.len(), TAG),
            ("xpos", 5, TAG),
            ("feats", 7, TAG),
            ("lemma", LEMMAS, TAG),
            ("name", NAMES.len(), NAME),
            ("arc", ARC, ARC),
            ("rel", Relation::ALL.len() * (REL + 1), REL),
        ] {
            quantised(name, rows, width, 0.3);
        }
        let mut floats = |name: String, shape: &[usize], size: f32| {
            let values: Vec<f32> = (0..shape.iter().product()).map(|_| size * random.float()).collect();
            arrays.push((
                name.clone(),
                "f32",
                shape.to_vec(),
                values.iter().flat_map(|x| x.to_le_bytes()).collect(),
            ));
            numbers.insert(name, values);
        };
        floats("forms.mix.weight".into(), &[MIXED, 2 * AFFIX], 0.5);
        floats("forms.mix.bias".into(), &[MIXED], 0.5);
        floats("forms.out.weight".into(), &[SUB, MIXED], 0.5);
        floats("forms.out.bias".into(), &[SUB], 0.5);
        for (name, units, _) in LSTMS {
            floats(format!("{name}.bias"), &[4 * units], 0.5);
        }
        for (name, n) in [
            ("split", parts),
            ("upos", Upos::ALL.len()),
            ("xpos", 5),
            ("feats", 7),
            ("lemma", LEMMAS),
            ("name", NAMES.len()),
            ("arc", ARC),
            ("rel", Relation::ALL.len() * (REL + 1)),
        ] {
            floats(format!("{name}.bias"), &[n], 0.3);
        }
        floats("root_arc".into(), &[ARC], 0.5);
        floats("root_rel".into(), &[REL], 0.5);
        floats("gazetteer.weight".into(), &[4, NAME], 0.5);
        floats("name.transitions".into(), &[NAMES.len() + 1, NAMES.len()], 0.5);
        let keys = WORDS.iter().flat_map(|w| lexical::fnv(b'W', w).to_le_bytes()).collect();
        arrays.push(("word.keys".into(), "u64", vec![WORDS.len()], keys));
        // One form whose lemma the lexicon knows, by a rule that the network has not.
        let key = lexical::fnv(b'M', "VERB postponed").to_le_bytes().to_vec();
        arrays.push(("lemma.keys".into(), "u64", vec![1], key));
        arrays.push(("lemma.rules".into(), "u16", vec![1], (LEMMAS as u16).to_le_bytes().to_vec()));
        let name = |words: &[&str]| {
            words.iter().fold(EMPTY, |key, word| lengthen(key, lexical::fnv(b'W', word))).to_le_bytes()
        };
        let keys = [name(&["beijing"]), name(&["beijing", "was"])].concat();
        arrays.push(("gazetteer.keys".into(), "u64", vec![2], keys));
        let kinds = [0b01_u16, 0b10].iter().flat_map(|k| k.to_le_bytes()).collect();
        arrays.push(("gazetteer.kinds".into(), "u16", vec![2], kinds));
        let triples: Vec<u16> = (0..40).flat_map(|i| [i % 17, i % 5, i % 7]).collect();
        arrays.push((
            "tags".into(),
            "u16",
            vec![40, 3],
            triples.iter().flat_map(|x| x.to_le_bytes()).collect(),
        ));

        // The arrays' places depend on nothing but the room left for the header.
        let mut offset = 1 << 14;
        let mut places = serde_json::Map::new();
        let mut body = vec![0; offset];
        for (name, dtype, shape, bytes) in &arrays {
            places.insert(
                name.clone(),
                serde_json::json!({ "dtype": dtype, "shape": shape, "offset": offset }),
            );
            body.extend_from_slice(bytes);
            body.resize(body.len().next_multiple_of(64), 0);
            offset = body.len();
        }
        let header = serde_json::json!({
            "config": {
                "word": WORD, "affix": AFFIX, "sub": SUB, "hidden": HIDDEN, "top": TOP, "tag": TAG, "name": NAME, "arc": ARC, "rel": REL,
                "affix_rows": 64, "ngram_rows": 128, "ngram_chars": 24, "mix": MIX,
                "gazetteer_longest": 6,
            },
            "labels": {
                "upos": Upos::ALL.iter().map(|u| u.as_str()).collect::<Vec<_>>(),
                "xpos": ["NN", "NNP", "VBD", "IN", "DT"],
                "feats": ["_", "A=1", "A=2", "A=3", "A=4", "A=5", "A=6"],
                "lemma": (0..LEMMAS)
                    .map(|i| format!("l-{}+{i}", i % 3))
                    .chain(["l=put off".to_owned()])
                    .collect::<Vec<_>>(),
                "rel": Relation::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>(),
                "name": NAMES,
            },
            "arrays": places,
        });
        let header = header.to_string();
        assert!(16 + header.len() <= 1 << 14, "the header has outgrown its room");
        body[..8].copy_from_slice(b"DRAGOMAN");
        body[8..12].copy_from_slice(&1_u32.to_le_bytes());
        body[12..16].copy_from_slice(&u32::try_from(header.len()).expect("short").to_le_bytes());
        body[16..16 + header.len()].copy_from_slice(header.as_bytes());
        Self { file: pack(&body), numbers }
    }

    fn linear(&self, name: &str, rows: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let (weights, bias) = (
            self.numbers.get(&format!("{name}.weight")).unwrap_or_else(|| &self.numbers[name]),
            &self.numbers[&format!("{name}.bias")],
        );
        rows.iter().map(|x| weights.chunks(x.len()).zip(bias).map(|(w, b)| dot(w, x) + b).collect()).collect()
    }

    fn form(&self, form: &str) -> Vec<f32> {
        let features = lexical::features(form, TABLES);
        let row = |table: &str, i: u32, width: usize| {
            self.numbers[table][i as usize * width..(i as usize + 1) * width].to_vec()
        };
        let sum = |table: &str, rows: &[u32]| {
            rows.iter()
                .map(|&i| row(table, i, AFFIX))
                .fold(vec![0.0; AFFIX], |a, b| a.iter().zip(b).map(|(a, b)| a + b).collect())
        };
        let mut parts = sum("affix", &features.affixes);
        parts.extend(sum("ngram", &features.ngrams).iter().map(|x| x / features.ngrams.len() as f32));
        let mixed = relu(self.linear("forms.mix", &[parts]));
        let word = WORDS.iter().position(|w| *w == lexical::normal(form)).map_or(0, |i| i + 1);
        let mut x = row("word", u32::try_from(word).expect("few"), WORD);
        x.extend(self.linear("forms.out", &mixed).remove(0));
        x
    }

    fn lstm(&self, name: &str, rows: &[Vec<f32>], backward: bool) -> Vec<Vec<f32>> {
        let bias = &self.numbers[&format!("{name}.bias")];
        let units = bias.len() / 4;
        let (mut h, mut c) = (vec![0.0; units], vec![0.0; units]);
        let mut out = vec![Vec::new(); rows.len()];
        let order: Vec<usize> =
            if backward { (0..rows.len()).rev().collect() } else { (0..rows.len()).collect() };
        for t in order {
            let x = &rows[t];
            let input = self.numbers[&format!("{name}.ih")].chunks(x.len()).map(|w| dot(w, x));
            let recurrent = self.numbers[&format!("{name}.hh")].chunks(units).map(|w| dot(w, &h));
            let sums: Vec<f32> = input.zip(recurrent).zip(bias).map(|((a, b), c)| a + b + c).collect();
            let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
            for u in 0..units {
                c[u] = sigmoid(sums[units + u]) * c[u] + sigmoid(sums[u]) * sums[2 * units + u].tanh();
                h[u] = sigmoid(sums[3 * units + u]) * c[u].tanh();
            }
            out[t].clone_from(&h);
        }
        out
    }

    /// Reads a sentence in floating point.
    pub(crate) fn answer(&self, forms: &[&str], heads: &[u32]) -> Answer {
        let x: Vec<Vec<f32>> = forms.iter().map(|f| self.form(f)).collect();
        let mut both = vec![Vec::new(); x.len()];
        for (lower, upper, backward) in [("forward1", "forward2", false), ("backward1", "backward2", true)] {
            let lower = self.lstm(lower, &x, backward);
            let upper = self.lstm(upper, &lower, backward);
            for ((both, l), u) in both.iter_mut().zip(&lower).zip(&upper) {
                both.extend(l.iter().zip(u).map(|(l, u)| MIX[0] * l + MIX[1] * u));
            }
        }
        let (f, b) = (self.lstm("top_forward", &both, false), self.lstm("top_backward", &both, true));
        let top: Vec<Vec<f32>> = f.into_iter().zip(b).map(|(f, b)| [f, b].concat()).collect();
        let mut parts = self.linear("split", &top);
        let listed = |row: usize| &self.numbers["gazetteer.weight"][row * NAME..(row + 1) * NAME];
        let mut list = |token: usize, row: usize| {
            parts[token][TAG..TAG + NAME].iter_mut().zip(listed(row)).for_each(|(x, w)| *x += w);
        };
        for (i, _) in forms.iter().enumerate().filter(|(_, form)| **form == "Beijing") {
            match forms.get(i + 1) {
                Some(&"was") => {
                    list(i, 2);
                    list(i + 1, 3);
                }
                _ => list(i, 0),
            }
        }
        let parts = relu(parts);
        let mut from = 0;
        let mut part = |width: usize| {
            from += width;
            parts.iter().map(|row| row[from - width..from].to_vec()).collect::<Vec<_>>()
        };
        let (tag, name, arc_dependent, arc_head, rel_dependent, rel_head) =
            (part(TAG), part(NAME), part(ARC), part(ARC), part(REL), part(REL));
        let arc = self
            .linear("arc", &arc_dependent)
            .iter()
            .map(|d| std::iter::once(&self.numbers["root_arc"]).chain(&arc_head).map(|h| dot(d, h)).collect())
            .collect();
        let sides = self.linear("rel", &rel_dependent);
        let rel = sides.iter().zip(heads).map(|(side, &head)| {
            let mut h = if head == 0 {
                self.numbers["root_rel"].clone()
            } else {
                rel_head[head as usize - 1].clone()
            };
            h.push(1.0);
            side.chunks(REL + 1).map(|s| dot(s, &h)).collect()
        });
        let rel = rel.collect();
        Answer {
            top,
            upos: self.linear("upos", &tag),
            lemma: self.linear("lemma", &tag),
            name: self.linear("name", &name),
            arc,
            rel,
        }
    }
}

const MIX: [f32; 2] = [0.5, 1.0];
const LSTMS: [(&str, usize, usize); 6] = [
    ("forward1", HIDDEN, WORD + SUB),
    ("forward2", HIDDEN, HIDDEN),
    ("backward1", HIDDEN, WORD + SUB),
    ("backward2", HIDDEN, HIDDEN),
    ("top_forward", TOP, 2 * HIDDEN),
    ("top_backward", TOP, 2 * HIDDEN),
];

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn relu(mut rows: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
    rows.iter_mut().flatten().for_each(|x| *x = x.max(0.0));
    rows
}

/// Packs the bytes of a model.
pub(crate) fn pack(body: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("a level");
    encoder.write_all(body).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A text of sentences with a space after each token, and its tokens.
pub(crate) fn text(sentences: &[Vec<&str>]) -> (String, Reading) {
    let (mut text, mut reading) = (String::new(), Reading::default());
    let at = |n: usize| u32::try_from(n).expect("short");
    for sentence in sentences {
        let (first, start) = (at(reading.tokens.len()), at(text.len()));
        for form in sentence {
            reading.tokens.push(Token::new(Span::new(at(text.len()), at(text.len() + form.len())), false));
            text.push_str(form);
            text.push(' ');
        }
        reading.sentences.push(Sentence {
            span: Span::new(start, at(text.len() - 1)),
            tokens: first..at(reading.tokens.len()),
        });
    }
    (text, reading)
}

/// Some sentences of random words.
pub(crate) fn sentences(random: &mut Random, lengths: &[usize]) -> Vec<Vec<&'static str>> {
    const FORMS: [&str; 14] = [
        "The",
        "visit",
        "to",
        "Beijing",
        "was",
        "postponed",
        "by",
        "U.S.",
        "don’t",
        "1,234",
        "Élysée",
        "北京",
        "a",
        ".",
    ];
    lengths.iter().map(|&n| (0..n).map(|_| FORMS[random.below(FORMS.len())]).collect()).collect()
}
