//! Tags, morphological features and lemma rules: the best of those that training text shows.

pub(crate) mod lemma;

use crate::encoder::Encoding;
use crate::kernel::{COLUMN_BLOCK, Linear, Matrix, Simd};
use crate::{Feats, LemmaRule, Token, Upos, Xpos};

/// Tokens that are scored at a time; their scores, some 4 kB each, stay in the cache.
const CHUNK: usize = 48;

/// The tagger's weights and labels.
pub(crate) struct Tagger {
    /// One linear layer for all four sets of labels, each from a block of columns of its own.
    pub(crate) matrix: Matrix,
    /// First column of universal tags, language-specific tags, features, lemma rules.
    pub(crate) first: [usize; 4],
    /// The triples of the first three that are possible.
    pub(crate) triples: Vec<[u16; 3]>,
    pub(crate) upos: Vec<Upos>,
    pub(crate) xpos: Vec<String>,
    pub(crate) feats: Vec<String>,
    pub(crate) lemma: Vec<lemma::Rule>,
}

impl Tagger {
    /// Tags the tokens encoded last.
    #[allow(clippy::cast_possible_truncation, reason = "loading has checked the number of labels")]
    pub(crate) fn tag(&self, tokens: &mut [Token], e: &Encoding, scores: &mut Vec<f32>, simd: Simd) {
        let width = self.matrix.width();
        scores.resize(CHUNK * width, 0.0);
        for piece in e.pieces() {
            for start in (0..piece.len).step_by(CHUNK) {
                let rows = CHUNK.min(piece.len - start);
                let row = piece.row + start;
                let x = &e.tag.bytes[row * e.tag.width..];
                let x_scale = &e.tag.scale[row..row + rows];
                Linear { matrix: &self.matrix, x, x_stride: e.tag.width, x_scale, rows, out: scores, floor: f32::NEG_INFINITY }.run(simd);
                let first = piece.first + start;
                for (token, scores) in tokens.get_mut(first..first + rows).unwrap_or(&mut []).iter_mut().zip(scores.chunks_exact(width)) {
                    let [upos, xpos, feats] = self.best_triple(scores);
                    token.upos = self.upos.get(usize::from(upos)).copied().unwrap_or(Upos::X);
                    token.xpos = Xpos(xpos as u8);
                    token.feats = Feats(feats);
                    token.lemma = LemmaRule(argmax(&scores[self.first[3]..self.first[3] + self.lemma.len()]) as u16);
                }
            }
        }
    }

    fn best_triple(&self, scores: &[f32]) -> [u16; 3] {
        let [upos, xpos, feats, lemma] = self.first;
        let (u, x, f) = (&scores[upos..xpos], &scores[xpos..feats], &scores[feats..lemma]);
        let (mut best, mut best_score) = ([0; 3], f32::NEG_INFINITY);
        for triple in &self.triples {
            let [a, b, c] = triple.map(usize::from);
            let score = u[a] + x[b] + f[c];
            if score > best_score {
                (best, best_score) = (*triple, score);
            }
        }
        best
    }
}

/// The first place of the largest value; 0 where there is none.
fn argmax(values: &[f32]) -> usize {
    // The largest of each block first: comparing whole blocks is quick, and only one is searched.
    let largest = |values: &[f32]| values.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    let (mut block, mut best) = (0, f32::NEG_INFINITY);
    for (i, values) in values.chunks(COLUMN_BLOCK).enumerate() {
        let mut lanes = [f32::NEG_INFINITY; 16];
        let mut chunks = values.chunks_exact(16);
        for chunk in &mut chunks {
            for (lane, &x) in lanes.iter_mut().zip(chunk) {
                *lane = if x > *lane { x } else { *lane };
            }
        }
        let score = largest(&[largest(&lanes), largest(chunks.remainder())]);
        if score > best {
            (block, best) = (i, score);
        }
    }
    let start = block * COLUMN_BLOCK;
    values.iter().skip(start).position(|&x| x >= best).map_or(0, |i| start + i)
}
