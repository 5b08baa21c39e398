//! Tags, morphological features and lemma rules: the best of those that training text shows.

pub(crate) mod lemma;

use crate::encoder::Encoding;
use crate::kernel::{Linear, Matrix, Simd};
use crate::largest::{argmax, largest};
use crate::{Feats, LemmaRule, Token, Upos, Xpos};

/// Tokens that are scored at a time; their scores, some 4 kB each, stay in the cache.
const CHUNK: usize = 48;

/// The tagger's weights and labels.
pub(crate) struct Tagger {
    /// One linear layer for all four sets of labels, each from a block of columns of its own.
    pub(crate) matrix: Matrix,
    /// First column of universal tags, language-specific tags, features, lemma rules.
    pub(crate) first: [usize; 4],
    /// The combinations of the first three that are possible.
    pub(crate) pairs: Vec<Pair>,
    pub(crate) upos: Vec<Upos>,
    pub(crate) xpos: Vec<String>,
    pub(crate) feats: Vec<String>,
    /// Rules that the network chooses from, then those that only the lexicon knows.
    pub(crate) lemma: Vec<lemma::Rule>,
    pub(crate) n_network_lemmas: usize,
    pub(crate) lexicon: lemma::Lexicon,
}

impl Tagger {
    /// Tags the tokens encoded last.
    #[allow(clippy::cast_possible_truncation, reason = "loading has checked the number of labels")]
    pub(crate) fn tag(
        &self,
        text: &str,
        tokens: &mut [Token],
        e: &Encoding,
        scores: &mut Vec<f32>,
        simd: Simd,
    ) {
        let width = self.matrix.width();
        scores.resize(CHUNK * width, 0.0);
        for piece in e.pieces() {
            for start in (0..piece.len).step_by(CHUNK) {
                let rows = CHUNK.min(piece.len - start);
                let row = piece.row + start;
                let x = &e.tag.data[row * e.tag.width..];
                let x_scale = &e.tag.scale[row..row + rows];
                Linear {
                    matrix: &self.matrix,
                    x,
                    x_stride: e.tag.width,
                    x_scale,
                    rows,
                    out: scores,
                    floor: f32::NEG_INFINITY,
                }
                .run(simd);
                let first = piece.first + start;
                for (token, scores) in tokens
                    .get_mut(first..first + rows)
                    .unwrap_or(&mut [])
                    .iter_mut()
                    .zip(scores.chunks_exact(width))
                {
                    let [upos, xpos, feats] = self.best_triple(scores);
                    token.upos = self.upos.get(usize::from(upos)).copied().unwrap_or(Upos::X);
                    token.xpos = Xpos(xpos as u8);
                    token.feats = Feats(feats);
                    let lemmas = &scores[self.first[3]..self.first[3] + self.n_network_lemmas];
                    token.lemma = self
                        .lexicon
                        .rule(token.span.of(text), token.upos)
                        .unwrap_or_else(|| LemmaRule(argmax(lemmas) as u16));
                }
            }
        }
    }

    fn best_triple(&self, scores: &[f32]) -> [u16; 3] {
        let [upos, xpos, feats, lemma] = self.first;
        let (u, x, f) = (&scores[upos..xpos], &scores[xpos..feats], &scores[feats..lemma]);
        // No pair of tags can gain more from features than this; most are passed over.
        let most = largest(&f[..self.feats.len()]);
        let (mut best, mut best_score) = ([0; 3], f32::NEG_INFINITY);
        for pair in &self.pairs {
            let tags = u[usize::from(pair.upos)] + x[usize::from(pair.xpos)];
            if tags + most <= best_score {
                continue;
            }
            for &feats in &pair.feats {
                let score = tags + f[usize::from(feats)];
                if score > best_score {
                    (best, best_score) = ([pair.upos, pair.xpos, feats], score);
                }
            }
        }
        best
    }
}

/// A universal and a language-specific tag, and the features that may go with both.
pub(crate) struct Pair {
    upos: u16,
    xpos: u16,
    feats: Vec<u16>,
}

impl Pair {
    /// Groups triples of tags and features by their tags.
    pub(crate) fn group(triples: &[[u16; 3]]) -> Vec<Self> {
        let mut pairs: Vec<Self> = Vec::new();
        for &[upos, xpos, feats] in triples {
            match pairs.last_mut() {
                Some(pair) if (pair.upos, pair.xpos) == (upos, xpos) => pair.feats.push(feats),
                _ => pairs.push(Self { upos, xpos, feats: vec![feats] }),
            }
        }
        pairs
    }
}
