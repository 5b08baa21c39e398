//! The model file, and what is made of it in memory.
//!
//! The file is one zstd frame. Unpacked it is
//!
//! ```text
//! "DRAGOMAN" · version u32 · length of the header u32 · header (JSON) · zeros · arrays
//! ```
//!
//! all numbers in little-endian order. The header gives the sizes of the network (`config`), the
//! closed sets (`labels`), some forms with their features (`form_tests`), and for each array its
//! type, shape and place, counted from the start of the unpacked file (`arrays`). A weight matrix
//! `X.weight` holds signed bytes, to be multiplied by the number of their row in `X.scale`.
//!
//! A file is checked before it is used: whatever its bytes, loading gives a model or an error.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use crate::encoder::gazetteer::Gazetteer;
use crate::encoder::{Encoder, Forms, Tables, lexical};
use crate::kernel::{COLUMN_BLOCK, Column, Lstm, Matrix};
use crate::name::{NameTags, Steps};
use crate::tag::lemma::{Lexicon, Rule};
use crate::tag::{Pair, Tagger};
use crate::{NameTag, Relation, Upos};

/// Version of the file's layout that this program reads.
const VERSION: u32 = 1;
/// Largest unpacked size, in bytes.
const LIMIT: u64 = 256 << 20;
/// Largest size of a layer; keeps every sum of products within 32 bits.
const LARGEST: usize = 8192;
/// Largest magnitude of a number in the file; keeps every result finite.
const MAGNITUDE: f32 = 1e5;

/// Why a model could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes are no zstd frame, or a damaged one.
    #[error("the model cannot be unpacked; is the file complete?")]
    Unpack(#[source] std::io::Error),
    /// The unpacked model exceeds the limit.
    #[error("the model is larger than {LIMIT} bytes when unpacked")]
    TooLarge,
    /// The unpacked bytes do not begin like a model.
    #[error("this is no dragoman model: it does not begin with \"DRAGOMAN\"")]
    Magic,
    /// The file has another version.
    #[error("the model has version {0}, this program reads version {VERSION}")]
    Version(u32),
    /// The header is cut short or says something else than expected.
    #[error("the model's header cannot be read: {0}")]
    Header(String),
    /// A size is zero, too large, or no multiple of what it must be.
    #[error("the model's size \"{name}\" is {value}; {expected}")]
    Size {
        /// Which size.
        name: &'static str,
        /// What it is.
        value: usize,
        /// What it should be.
        expected: &'static str,
    },
    /// An array is missing, lies outside of the file, or has another type or shape.
    #[error("the model's array \"{name}\" {problem}")]
    Array {
        /// Its name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A label is unknown to this program, or a set of labels has too few or too many.
    #[error("the model's labels \"{set}\": {problem}")]
    Label {
        /// The set of labels.
        set: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// Training and this program compute different features for a form.
    #[error("the model was made with other features of word forms: they differ for \"{0}\"")]
    Features(String),
}

#[derive(Deserialize)]
struct Header {
    config: Config,
    labels: Labels,
    arrays: BTreeMap<String, Place>,
    #[serde(default)]
    form_tests: Vec<FormTest>,
}

#[derive(Deserialize)]
struct Config {
    word: usize,
    affix: usize,
    sub: usize,
    hidden: usize,
    top: usize,
    tag: usize,
    name: usize,
    arc: usize,
    rel: usize,
    affix_rows: u32,
    ngram_rows: u32,
    ngram_chars: usize,
    mix: [f32; 2],
    gazetteer_longest: usize,
}

#[derive(Deserialize)]
struct Labels {
    upos: Vec<String>,
    xpos: Vec<String>,
    feats: Vec<String>,
    lemma: Vec<String>,
    rel: Vec<String>,
    name: Vec<String>,
}

#[derive(Deserialize)]
struct Place {
    dtype: String,
    shape: Vec<usize>,
    offset: usize,
}

#[derive(Deserialize)]
struct FormTest {
    form: String,
    normal: String,
    shape: String,
    affixes: Vec<u32>,
    ngrams: Vec<u32>,
}

/// A model ready for use.
pub(crate) struct Model {
    pub(crate) encoder: Encoder,
    pub(crate) tagger: Tagger,
    pub(crate) names: NameTags,
    pub(crate) parser: crate::parse::Parser,
}

/// A table of vectors, one byte a value.
pub(crate) struct Table {
    pub(crate) width: usize,
    weights: Vec<i8>,
    scale: Vec<f32>,
}

impl Table {
    /// Adds a row to `sum`; nothing where there is no such row.
    pub(crate) fn add(&self, row: usize, sum: &mut [f32]) {
        let weights = self.weights.get(row * self.width..(row + 1) * self.width);
        let (Some(weights), Some(&scale)) = (weights, self.scale.get(row)) else {
            return;
        };
        for (s, &w) in sum.iter_mut().zip(weights) {
            *s += f32::from(w) * scale;
        }
    }
}

/// A small linear layer in full precision.
pub(crate) struct Dense {
    /// Weights, a row an input.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// Number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The layer's outputs.
    pub(crate) fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let mut out = self.bias.clone();
        for (&x, row) in inputs.iter().zip(self.weights.chunks_exact(self.bias.len())) {
            for (o, &w) in out.iter_mut().zip(row) {
                *o += w * x;
            }
        }
        out
    }
}

/// Rows of a weight matrix as they stand in the file.
struct Weights<'a> {
    rows: &'a [i8],
    scale: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Weights<'_> {
    fn column(&self, row: usize) -> Column<'_> {
        Column {
            weights: &self.rows[row * self.inputs..(row + 1) * self.inputs],
            scale: self.scale[row],
            bias: self.bias.get(row).copied().unwrap_or(0.0),
        }
    }

    fn matrix(&self) -> Matrix {
        Matrix::pack(self.scale.len(), self.inputs, |c| Some(self.column(c)))
    }
}

/// The unpacked file.
struct File<'a> {
    bytes: &'a [u8],
    arrays: BTreeMap<String, Place>,
}

impl<'a> File<'a> {
    fn array(&self, name: &str, dtype: &str, size: usize, shape: &[usize]) -> Result<&'a [u8], LoadError> {
        let error = |problem: String| LoadError::Array { name: name.to_owned(), problem };
        let place = self.arrays.get(name).ok_or_else(|| error("is missing".to_owned()))?;
        if place.dtype != dtype {
            return Err(error(format!("has type {}, expected {dtype}", place.dtype)));
        }
        if place.shape != shape {
            return Err(error(format!("has shape {:?}, expected {shape:?}", place.shape)));
        }
        shape
            .iter()
            .try_fold(size, |a, &b| a.checked_mul(b))
            .and_then(|length| self.bytes.get(place.offset..place.offset.checked_add(length)?))
            .ok_or_else(|| error(format!("lies outside of the file (offset {})", place.offset)))
    }

    /// The number of rows that an array says it has.
    fn rows(&self, name: &str) -> usize {
        self.arrays.get(name).and_then(|a| a.shape.first()).copied().unwrap_or(0)
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let bytes = self.array(name, "f32", 4, shape)?;
        let floats: Vec<f32> =
            bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if floats.iter().any(|x| !x.is_finite() || x.abs() > MAGNITUDE) {
            return Err(LoadError::Array {
                name: name.to_owned(),
                problem: format!("has numbers beyond ±{MAGNITUDE}"),
            });
        }
        Ok(floats)
    }

    /// Keys of a table: hashes, as many as it has rows.
    fn keys(&self, name: &str, n: usize) -> Result<impl Iterator<Item = u64> + use<'a>, LoadError> {
        let bytes = self.array(name, "u64", 8, &[n])?;
        Ok(bytes.chunks_exact(8).map(|k| u64::from_le_bytes(k.try_into().unwrap_or_default())))
    }

    /// A row of small numbers of any length.
    fn numbers(&self, name: &str) -> Result<Vec<u16>, LoadError> {
        let bytes = self.array(name, "u16", 2, &[self.rows(name)])?;
        Ok(bytes.chunks_exact(2).map(|n| u16::from_le_bytes([n[0], n[1]])).collect())
    }

    fn bytes(&self, name: &str, shape: &[usize]) -> Result<&'a [i8], LoadError> {
        let bytes = self.array(name, "i8", 1, shape)?;
        Ok(crate::kernel::signed(bytes))
    }

    fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, LoadError> {
        Ok(Table {
            width,
            weights: self.bytes(&format!("{name}.weight"), &[rows, width])?.to_vec(),
            scale: self.floats(&format!("{name}.scale"), &[rows])?,
        })
    }

    fn dense(&self, name: &str, outputs: usize, inputs: usize) -> Result<Dense, LoadError> {
        let rows = self.floats(&format!("{name}.weight"), &[outputs, inputs])?;
        let weights = (0..inputs).flat_map(|i| rows.iter().skip(i).step_by(inputs).copied()).collect();
        Ok(Dense { weights, bias: self.floats(&format!("{name}.bias"), &[outputs])? })
    }

    /// The weights `{name}.weight` with their scales, and a bias if `bias` names one.
    fn weights(
        &self,
        name: &str,
        bias: Option<&str>,
        outputs: usize,
        inputs: usize,
    ) -> Result<Weights<'a>, LoadError> {
        Ok(Weights {
            rows: self.bytes(&format!("{name}.weight"), &[outputs, inputs])?,
            scale: self.floats(&format!("{name}.scale"), &[outputs])?,
            bias: bias.map_or(Ok(Vec::new()), |bias| self.floats(bias, &[outputs]))?,
            inputs,
        })
    }

    fn linear(&self, name: &str, outputs: usize, inputs: usize) -> Result<Weights<'a>, LoadError> {
        self.weights(name, Some(&format!("{name}.bias")), outputs, inputs)
    }

    fn lstm(&self, name: &str, units: usize, inputs: usize) -> Result<Lstm, LoadError> {
        let input = self.weights(&format!("{name}.ih"), Some(&format!("{name}.bias")), 4 * units, inputs)?;
        let recurrent = self.weights(&format!("{name}.hh"), None, 4 * units, units)?;
        Ok(Lstm::pack(
            units,
            inputs,
            |gate, unit| input.column(gate * units + unit),
            |gate, unit| recurrent.column(gate * units + unit),
        ))
    }
}

/// Checks that sizes are what the kernels need.
fn check_sizes(c: &Config) -> Result<(), LoadError> {
    let layers = [
        ("word", c.word),
        ("affix", c.affix),
        ("sub", c.sub),
        ("hidden", c.hidden),
        ("top", c.top),
        ("tag", c.tag),
        ("name", c.name),
        ("arc", c.arc),
        ("rel", c.rel),
    ];
    for (name, value) in layers {
        if value == 0 || value % 16 != 0 || value > LARGEST / 4 {
            return Err(LoadError::Size {
                name,
                value,
                expected: "a multiple of 16 up to 2,048 is expected",
            });
        }
    }
    for (name, value) in [("affix_rows", c.affix_rows), ("ngram_rows", c.ngram_rows)] {
        if value == 0 {
            return Err(LoadError::Size { name, value: 0, expected: "a positive number is expected" });
        }
    }
    if c.rel > 256 {
        return Err(LoadError::Size { name: "rel", value: c.rel, expected: "256 at most is expected" });
    }
    if c.mix.iter().any(|m| !m.is_finite() || m.abs() > MAGNITUDE) || c.mix.iter().all(|m| m.abs() < 1e-3) {
        return Err(LoadError::Header(format!(
            "\"mix\" is {:?}, expected two numbers that are not all zero",
            c.mix
        )));
    }
    Ok(())
}

fn check_labels(labels: &Labels) -> Result<(), LoadError> {
    let sets = [
        ("upos", &labels.upos, 256),
        ("xpos", &labels.xpos, 256),
        ("feats", &labels.feats, LARGEST),
        ("lemma", &labels.lemma, 65_536),
        ("rel", &labels.rel, 256),
        ("name", &labels.name, 256),
    ];
    for (set, labels, limit) in sets {
        if labels.is_empty() || labels.len() > limit {
            return Err(LoadError::Label {
                set,
                problem: format!("there are {}, expected 1 to {limit}", labels.len()),
            });
        }
    }
    Ok(())
}

fn check_features(tests: &[FormTest], tables: Tables) -> Result<(), LoadError> {
    for test in tests {
        let found = lexical::features(&test.form, tables);
        let same = lexical::normal(&test.form) == test.normal
            && lexical::shape(&test.form) == test.shape
            && found.affixes == test.affixes
            && found.ngrams == test.ngrams;
        if !same {
            return Err(LoadError::Features(test.form.clone()));
        }
    }
    Ok(())
}

/// Parses all labels of a set.
fn parse_labels<T>(
    set: &'static str,
    labels: &[String],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, LoadError> {
    labels
        .iter()
        .map(|label| {
            parse(label).ok_or_else(|| LoadError::Label {
                set,
                problem: format!("\"{label}\" is unknown to this program"),
            })
        })
        .collect()
}

/// Unpacks the file and takes it apart.
fn unpack(packed: &[u8]) -> Result<(Vec<u8>, Header), LoadError> {
    let mut bytes = Vec::new();
    let decoder = zstd::Decoder::with_buffer(packed).map_err(LoadError::Unpack)?;
    decoder.take(LIMIT + 1).read_to_end(&mut bytes).map_err(LoadError::Unpack)?;
    if bytes.len() as u64 > LIMIT {
        return Err(LoadError::TooLarge);
    }
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    if !bytes.starts_with(b"DRAGOMAN") {
        return Err(LoadError::Magic);
    }
    let (Some(version), Some(length)) = (number(8), number(12)) else {
        return Err(LoadError::Header("the file ends before it".to_owned()));
    };
    if version != VERSION {
        return Err(LoadError::Version(version));
    }
    let header = bytes
        .get(16..16 + length as usize)
        .ok_or_else(|| LoadError::Header("the file ends within it".to_owned()))?;
    let header = serde_json::from_slice(header).map_err(|e| LoadError::Header(e.to_string()))?;
    Ok((bytes, header))
}

impl Model {
    /// Unpacks, checks and arranges a model.
    pub(crate) fn load(packed: &[u8]) -> Result<Self, LoadError> {
        let (bytes, Header { config: c, labels, arrays, form_tests }) = unpack(packed)?;
        let file = File { bytes: &bytes, arrays };
        check_sizes(&c)?;
        check_labels(&labels)?;
        let tables =
            Tables { affix_rows: c.affix_rows, ngram_rows: c.ngram_rows, ngram_chars: c.ngram_chars };
        check_features(&form_tests, tables)?;

        let words = file.rows("word.weight");
        let keys = file.keys("word.keys", words.saturating_sub(1))?;
        let mixed = file.rows("forms.mix.weight");
        if mixed == 0 || mixed > LARGEST {
            return Err(LoadError::Size {
                name: "forms.mix",
                value: mixed,
                expected: "1 to 8,192 rows are expected",
            });
        }
        let forms = Forms {
            tables,
            rows: keys.zip(1..).collect(),
            word: file.table("word", words, c.word)?,
            affix: file.table("affix", c.affix_rows as usize, c.affix)?,
            ngram: file.table("ngram", c.ngram_rows as usize, c.affix)?,
            mix: file.dense("forms.mix", mixed, 2 * c.affix)?,
            out: file.dense("forms.out", c.sub, mixed)?,
        };
        let input = c.word + c.sub;
        let parts = c.tag + c.name + 2 * c.arc + 2 * c.rel;
        let encoder = Encoder {
            forms,
            gazetteer: gazetteer(&file, &c)?,
            lower: [file.lstm("forward1", c.hidden, input)?, file.lstm("backward1", c.hidden, input)?],
            upper: [file.lstm("forward2", c.hidden, c.hidden)?, file.lstm("backward2", c.hidden, c.hidden)?],
            top: [
                file.lstm("top_forward", c.top, 2 * c.hidden)?,
                file.lstm("top_backward", c.top, 2 * c.hidden)?,
            ],
            mix: c.mix,
            split: file.linear("split", parts, 2 * c.top)?.matrix(),
            parts: crate::encoder::Parts { tag: c.tag, name: c.name, arc: c.arc, rel: c.rel },
        };
        Ok(Self {
            encoder,
            tagger: tagger(&file, &c, &labels)?,
            names: names(&file, &c, &labels)?,
            parser: parser(&file, &c, &labels)?,
        })
    }
}

/// The most kinds of names that a gazetteer may tell apart.
const GAZETTEER_KINDS: usize = 16;

fn gazetteer(file: &File<'_>, c: &Config) -> Result<Gazetteer, LoadError> {
    let features = file.rows("gazetteer.weight");
    if features > 2 * GAZETTEER_KINDS || !(1..=64).contains(&c.gazetteer_longest) {
        return Err(LoadError::Size {
            name: "gazetteer",
            value: features,
            expected: "32 features at most, and names of 1 to 64 tokens are expected",
        });
    }
    let kinds = file.numbers("gazetteer.kinds")?;
    Ok(Gazetteer {
        names: file.keys("gazetteer.keys", kinds.len())?.zip(kinds).collect(),
        longest: c.gazetteer_longest,
        weights: file.floats("gazetteer.weight", &[features, c.name])?,
        width: c.name,
    })
}

fn tagger(file: &File<'_>, c: &Config, labels: &Labels) -> Result<Tagger, LoadError> {
    let sets = [
        ("upos", labels.upos.len()),
        ("xpos", labels.xpos.len()),
        ("feats", labels.feats.len()),
        ("lemma", file.rows("lemma.weight")),
    ];
    let mut columns = Vec::new();
    let mut first = [0; 4];
    let linear = sets.map(|(name, n)| file.linear(name, n, c.tag));
    let [upos, xpos, feats, lemma] = linear;
    let linear = [upos?, xpos?, feats?, lemma?];
    for (first, weights) in first.iter_mut().zip(&linear) {
        // Each set begins with a block of columns of its own.
        columns.resize(columns.len().next_multiple_of(COLUMN_BLOCK), None);
        *first = columns.len();
        columns.extend((0..weights.scale.len()).map(|row| Some(weights.column(row))));
    }
    let matrix = Matrix::pack(columns.len(), c.tag, |column| columns[column]);

    let triples = file.array("tags", "u16", 2, &[file.rows("tags"), 3])?;
    let number = |at: &[u8]| u16::from_le_bytes([at[0], at[1]]);
    let triples: Vec<[u16; 3]> =
        triples.chunks_exact(6).map(|t| [number(t), number(&t[2..]), number(&t[4..])]).collect();
    if triples.is_empty()
        || triples.iter().any(|t| t.iter().zip(sets).any(|(&i, (_, n))| usize::from(i) >= n))
    {
        return Err(LoadError::Array {
            name: "tags".to_owned(),
            problem: "is empty or names labels that do not exist".to_owned(),
        });
    }
    let n_network_lemmas = sets[3].1;
    if n_network_lemmas == 0 || n_network_lemmas > labels.lemma.len() {
        return Err(LoadError::Label {
            set: "lemma",
            problem: format!(
                "there are {} for {n_network_lemmas} rows of \"lemma.weight\"",
                labels.lemma.len()
            ),
        });
    }
    Ok(Tagger {
        matrix,
        first,
        n_network_lemmas,
        lexicon: lexicon(file, labels.lemma.len())?,
        pairs: Pair::group(&triples),
        upos: parse_labels("upos", &labels.upos, Upos::parse)?,
        xpos: labels.xpos.clone(),
        feats: labels.feats.clone(),
        lemma: parse_labels("lemma", &labels.lemma, Rule::parse)?,
    })
}

fn lexicon(file: &File<'_>, n_rules: usize) -> Result<Lexicon, LoadError> {
    let rules = file.numbers("lemma.rules")?;
    if rules.iter().any(|&rule| usize::from(rule) >= n_rules) {
        return Err(LoadError::Array {
            name: "lemma.rules".to_owned(),
            problem: "names rules that do not exist".to_owned(),
        });
    }
    Ok(Lexicon { rules: file.keys("lemma.keys", rules.len())?.zip(rules).collect() })
}

fn names(file: &File<'_>, c: &Config, labels: &Labels) -> Result<NameTags, LoadError> {
    let tags = parse_labels("name", &labels.name, crate::name::parse_tag)?;
    if !tags.contains(&NameTag::Outside) {
        return Err(LoadError::Label { set: "name", problem: "\"O\" is missing".to_owned() });
    }
    let steps = Steps::new(&tags, file.floats("name.transitions", &[tags.len() + 1, tags.len()])?);
    Ok(NameTags { matrix: file.linear("name", tags.len(), c.name)?.matrix(), tags, steps })
}

fn parser(file: &File<'_>, c: &Config, labels: &Labels) -> Result<crate::parse::Parser, LoadError> {
    let relations = parse_labels("rel", &labels.rel, Relation::parse)?;
    if !relations.contains(&Relation::Root) || relations.iter().all(|&r| r == Relation::Root) {
        return Err(LoadError::Label {
            set: "rel",
            problem: "\"root\" and at least one other are expected".to_owned(),
        });
    }
    // In the file relations come first, then places of the head; the kernel wants it the other way.
    let rel = file.linear("rel", relations.len() * (c.rel + 1), c.rel)?;
    let padded = relations.len().next_multiple_of(COLUMN_BLOCK);
    let matrix = Matrix::pack(padded * (c.rel + 1), c.rel, |column| {
        let (place, relation) = (column / padded, column % padded);
        (relation < relations.len()).then(|| rel.column(relation * (c.rel + 1) + place))
    });
    Ok(crate::parse::Parser {
        arc: file.linear("arc", c.arc, c.arc)?.matrix(),
        root_arc: file.floats("root_arc", &[c.arc])?,
        relation: matrix,
        root_relation: file.floats("root_rel", &[c.rel])?,
        root: relations.iter().map(|&r| r == Relation::Root).collect(),
        relations,
    })
}
