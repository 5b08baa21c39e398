//! The shared encoder: word forms in, the vectors that all readings start from out.
//!
//! Forms become vectors ([`forms`]), two LSTM layers read them in each direction without seeing the
//! other (after Peters et al. 2018, "Deep contextualized word representations"), a weighted sum of
//! the two goes to one more layer that reads both directions, and a rectified linear layer gives
//! each task its part.

mod batch;
mod forms;
pub(crate) mod gazetteer;
pub(crate) mod lexical;

pub(crate) use batch::{Piece, batches};
pub(crate) use forms::{Folded, Forms};
pub(crate) use lexical::Tables;

use std::ops::Range;

use crate::kernel::{Beside, Linear, Lstm, LstmRun, Matrix, Quantise, Simd, UNIT, ZERO};
use crate::{Reading, Token};
use batch::Schedule;
use forms::FormCache;
use gazetteer::{Gazetteer, Known};

/// Rows that pass through the last linear layer at a time; their results stay in the cache.
const CHUNK: usize = 96;

/// Sizes of the parts of the last layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(crate) tag: usize,
    pub(crate) name: usize,
    pub(crate) arc: usize,
    pub(crate) rel: usize,
}

/// The encoder's weights. Pairs hold the forward and the backward layer.
pub(crate) struct Encoder {
    pub(crate) forms: Forms,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lower: [Lstm; 2],
    pub(crate) upper: [Lstm; 2],
    pub(crate) top: [Lstm; 2],
    /// Weights of the two layers in their sum.
    pub(crate) mix: [f32; 2],
    pub(crate) split: Matrix,
    pub(crate) parts: Parts,
}

/// Rows of bytes with the scale of each.
#[derive(Default)]
pub(crate) struct Bytes {
    pub(crate) data: Vec<u8>,
    pub(crate) scale: Vec<f32>,
    pub(crate) width: usize,
}

impl Bytes {
    fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.data.resize(rows * width, ZERO);
        self.scale.resize(rows, 0.0);
    }

    /// Quantises rows `rows` from columns that begin at `first`.
    fn fill(&mut self, rows: Range<usize>, values: &[f32], stride: usize, first: usize, simd: Simd) {
        let width = self.width;
        let bytes = &mut self.data[rows.start * width..rows.end * width];
        Quantise { values, stride, first, width, bytes, scale: &mut self.scale[rows] }.run(simd);
    }
}

/// What a worker needs to encode, and what it has encoded last. Reused from text to text.
#[derive(Default)]
pub(crate) struct Encoding {
    cache: FormCache,
    schedule: Schedule,
    /// Vectors of the forms.
    x: Bytes,
    /// What the gazetteer looks forms up by, and what it says of them.
    known: Vec<Known>,
    listed: Vec<u32>,
    /// States of the lower layer, as bytes and as they are.
    lower: Vec<u8>,
    kept: Vec<f32>,
    upper: Vec<u8>,
    /// Weighted sums of both, forward and backward side by side.
    both: Vec<u8>,
    /// States of the top layers, forward and backward side by side.
    top: Vec<u8>,
    cells: Vec<f32>,
    split: Vec<f32>,
    /// What is read from a token to tag it.
    pub(crate) tag: Bytes,
    /// What is read from a token to find names.
    pub(crate) name: Bytes,
    /// A token as the dependent of an arc.
    pub(crate) arc_dependent: Bytes,
    /// A token as the head of an arc.
    pub(crate) arc_head: Vec<f32>,
    /// A token as the dependent of a relation.
    pub(crate) relation_dependent: Bytes,
    /// A token as the head of a relation.
    pub(crate) relation_head: Vec<f32>,
}

impl Encoding {
    /// The pieces of the batch encoded last.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.schedule.pieces
    }

    /// Number of tokens of the batch encoded last.
    pub(crate) fn rows(&self) -> usize {
        self.schedule.rows
    }

    /// The states of the top layers, a row a token.
    #[cfg(test)]
    pub(crate) fn top(&self) -> &[u8] {
        &self.top
    }
}

/// Makes room for `rows` rows of states and one that stands before each sentence, which is zero.
fn states(buffer: &mut Vec<u8>, rows: usize, width: usize) {
    buffer.resize((rows + 1) * width, ZERO);
    buffer[rows * width..].fill(ZERO);
}

/// What a token is read as: a dash that joins two words as a hyphen would ("the Chad–Niger border"), which is how most of
/// the treebanks write it, as a hyphen.
fn form<'a>(text: &'a str, tokens: &[Token], nth: usize, token: &Token) -> &'a str {
    let form = token.span.of(text);
    let joins = || {
        let before = nth.checked_sub(1).and_then(|before| tokens.get(before));
        let touches = before.is_some_and(|before| before.span.end() == token.span.start());
        touches && tokens.get(nth + 1).is_some_and(|after| after.span.start() == token.span.end())
    };
    if form == "–" && joins() { "-" } else { form }
}

impl Encoder {
    /// Encodes some sentences of a reading.
    pub(crate) fn encode(
        &self,
        text: &str,
        reading: &Reading,
        sentences: Range<usize>,
        e: &mut Encoding,
        simd: Simd,
    ) {
        e.schedule.plan(reading, sentences);
        let rows = e.schedule.rows;
        e.x.resize(rows, self.forms.width());
        e.known.resize(rows, Known::default());
        e.listed.clear();
        e.listed.resize(rows, 0);
        for piece in &e.schedule.pieces {
            let tokens = reading.tokens.get(piece.tokens()).unwrap_or(&[]);
            for (nth, (row, token)) in piece.rows().zip(tokens).enumerate() {
                let bytes = &mut e.x.data[row * e.x.width..(row + 1) * e.x.width];
                (e.x.scale[row], e.known[row]) =
                    e.cache.vector(&self.forms, form(text, tokens, nth, token), bytes, simd);
            }
            self.gazetteer.find(&e.known[piece.rows()], &mut e.listed[piece.rows()]);
        }
        self.layers(e, simd);
        self.split(e, simd);
    }

    /// The six recurrent layers.
    fn layers(&self, e: &mut Encoding, simd: Simd) {
        let rows = e.schedule.rows;
        let (units, top_units) = (self.lower[0].units(), self.top[0].units());
        states(&mut e.lower, rows, units);
        states(&mut e.upper, rows, units);
        states(&mut e.top, rows, 2 * top_units);
        e.kept.resize(rows * units, 0.0);
        e.both.resize(rows * 2 * units, ZERO);
        let blend_scale = (self.mix[0].abs() + self.mix[1].abs()) * UNIT;
        let factors = self.mix.map(|m| m / blend_scale);
        let steps = &e.schedule.steps;
        for (direction, turns) in [&e.schedule.forward, &e.schedule.backward].into_iter().enumerate() {
            e.cells.resize(e.schedule.lanes * units, 0.0);
            LstmRun {
                layer: &self.lower[direction],
                turns,
                steps,
                x: &e.x.data,
                x_stride: e.x.width,
                x_scale: &e.x.scale,
                h: &mut e.lower,
                h_stride: units,
                h_first: 0,
                tokens: rows,
                cells: &mut e.cells,
                beside: Beside::Keep(&mut e.kept),
            }
            .run(simd);
            LstmRun {
                layer: &self.upper[direction],
                turns,
                steps,
                x: &e.lower,
                x_stride: units,
                x_scale: &[UNIT],
                h: &mut e.upper,
                h_stride: units,
                h_first: 0,
                tokens: rows,
                cells: &mut e.cells,
                beside: Beside::Blend {
                    kept: &e.kept,
                    factors,
                    out: &mut e.both,
                    stride: 2 * units,
                    first: direction * units,
                },
            }
            .run(simd);
        }
        e.cells.resize(e.schedule.lanes * top_units, 0.0);
        for (direction, turns) in [&e.schedule.forward, &e.schedule.backward].into_iter().enumerate() {
            LstmRun {
                layer: &self.top[direction],
                turns,
                steps,
                x: &e.both,
                x_stride: 2 * units,
                x_scale: &[blend_scale],
                h: &mut e.top,
                h_stride: 2 * top_units,
                h_first: direction * top_units,
                tokens: rows,
                cells: &mut e.cells,
                beside: Beside::Nothing,
            }
            .run(simd);
        }
    }

    /// The last layer, and its parts as those who read them want them.
    fn split(&self, e: &mut Encoding, simd: Simd) {
        let rows = e.schedule.rows;
        let Parts { tag, name, arc, rel } = self.parts;
        e.tag.resize(rows, tag);
        e.name.resize(rows, name);
        e.arc_dependent.resize(rows, arc);
        e.arc_head.resize(rows * arc, 0.0);
        e.relation_dependent.resize(rows, rel);
        e.relation_head.resize(rows * rel, 0.0);
        let (depth, width) = (self.split.depth(), self.split.width());
        e.split.resize(CHUNK * width, 0.0);
        for start in (0..rows).step_by(CHUNK) {
            let end = rows.min(start + CHUNK);
            let x = &e.top[start * depth..];
            Linear {
                matrix: &self.split,
                x,
                x_stride: depth,
                x_scale: &[UNIT],
                rows: end - start,
                out: &mut e.split,
                floor: f32::NEG_INFINITY,
            }
            .run(simd);
            let chunk = start..end;
            for (&listed, values) in e.listed[chunk.clone()].iter().zip(e.split.chunks_exact_mut(width)) {
                if listed != 0 {
                    self.gazetteer.add(listed, &mut values[tag..tag + name]);
                }
                for value in values {
                    *value = if *value > 0.0 { *value } else { 0.0 };
                }
            }
            e.tag.fill(chunk.clone(), &e.split, width, 0, simd);
            e.name.fill(chunk.clone(), &e.split, width, tag, simd);
            e.arc_dependent.fill(chunk.clone(), &e.split, width, tag + name, simd);
            e.relation_dependent.fill(chunk.clone(), &e.split, width, tag + name + 2 * arc, simd);
            for (row, values) in chunk.zip(e.split.chunks_exact(width)) {
                let head = tag + name + arc;
                e.arc_head[row * arc..(row + 1) * arc].copy_from_slice(&values[head..head + arc]);
                let head = tag + name + 2 * arc + rel;
                e.relation_head[row * rel..(row + 1) * rel].copy_from_slice(&values[head..head + rel]);
            }
        }
    }
}
