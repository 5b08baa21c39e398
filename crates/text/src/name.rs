//! Names: the best sequence of tags in which every name has a beginning, by a linear-chain conditional
//! random field (Lafferty et al. 2001).

use crate::encoder::Encoding;
use crate::kernel::{Linear, Matrix, Simd};
use crate::{NameKind, NameTag, Token};

/// The weights and labels that names are found with.
pub(crate) struct NameTags {
    pub(crate) matrix: Matrix,
    pub(crate) tags: Vec<NameTag>,
    pub(crate) steps: Steps,
}

/// Reads a tag in IOB2 notation.
pub(crate) fn parse_tag(text: &str) -> Option<NameTag> {
    match text.split_once('-') {
        None => (text == "O").then_some(NameTag::Outside),
        Some(("B", kind)) => NameKind::parse(kind).map(NameTag::Begin),
        Some(("I", kind)) => NameKind::parse(kind).map(NameTag::Inside),
        Some(_) => None,
    }
}

/// Buffers for [`NameTags::name`].
#[derive(Default)]
pub(crate) struct NameScratch {
    scores: Vec<f32>,
    path: Path,
}

#[cfg(test)]
impl NameScratch {
    /// Scores of the piece named last.
    pub(crate) fn scores(&self) -> &[f32] {
        &self.scores
    }
}

impl NameTags {
    /// Finds names among the tokens encoded last.
    pub(crate) fn name(&self, tokens: &mut [Token], e: &Encoding, scratch: &mut NameScratch, simd: Simd) {
        let width = self.matrix.width();
        for piece in e.pieces() {
            scratch.scores.resize((piece.len * width).max(scratch.scores.len()), 0.0);
            let x = &e.name.data[piece.row * e.name.width..];
            let x_scale = &e.name.scale[piece.rows()];
            Linear {
                matrix: &self.matrix,
                x,
                x_stride: e.name.width,
                x_scale,
                rows: piece.len,
                out: &mut scratch.scores,
                floor: f32::NEG_INFINITY,
            }
            .run(simd);
            let rows = scratch.scores.chunks_exact(width).take(piece.len).map(|row| &row[..self.tags.len()]);
            self.steps.best_sequence(rows, &mut scratch.path);
            for (token, &tag) in
                tokens.get_mut(piece.tokens()).unwrap_or(&mut []).iter_mut().zip(&scratch.path.best)
            {
                token.name = self.tags[tag];
            }
        }
    }
}

/// Whether a tag may follow another, or begin a sentence.
fn may_follow(tag: NameTag, before: Option<NameTag>) -> bool {
    match tag {
        NameTag::Inside(kind) => {
            matches!(before, Some(NameTag::Begin(k) | NameTag::Inside(k)) if k == kind)
        }
        NameTag::Outside | NameTag::Begin(_) => true,
    }
}

/// What a step from one tag to the next adds to the score of a sequence: learnt numbers, and minus
/// infinity where IOB2 forbids the step.
pub(crate) struct Steps {
    n_tags: usize,
    /// A row for the beginning of a sentence, then one for each tag.
    scores: Vec<f32>,
}

impl Steps {
    /// Forbids what is forbidden among the learnt numbers.
    pub(crate) fn new(tags: &[NameTag], mut scores: Vec<f32>) -> Self {
        let before = std::iter::once(None).chain(tags.iter().map(|&tag| Some(tag)));
        for (before, row) in before.zip(scores.chunks_exact_mut(tags.len())) {
            for (&tag, score) in tags.iter().zip(row) {
                if !may_follow(tag, before) {
                    *score = f32::NEG_INFINITY;
                }
            }
        }
        Self { n_tags: tags.len(), scores }
    }

    /// The sequence with the highest sum of scores and steps (Viterbi 1967), as numbers of tags.
    fn best_sequence<'a>(&self, rows: impl Iterator<Item = &'a [f32]>, path: &mut Path) {
        let (first, steps) = self.scores.split_at(self.n_tags);
        path.back.clear();
        path.sums.clear();
        path.best.clear();
        for row in rows {
            path.best.push(0);
            path.next.clear();
            for (tag, &score) in row.iter().enumerate() {
                let (mut from, mut sum) = (0, f32::NEG_INFINITY);
                if path.sums.is_empty() {
                    sum = first[tag];
                }
                for (before, &so_far) in path.sums.iter().enumerate() {
                    let candidate = so_far + steps[before * self.n_tags + tag];
                    if candidate > sum {
                        (from, sum) = (before, candidate);
                    }
                }
                path.back.push(from as u8);
                path.next.push(sum + score);
            }
            std::mem::swap(&mut path.sums, &mut path.next);
        }
        let mut tag = (1..path.sums.len()).fold(0, |b, i| if path.sums[i] > path.sums[b] { i } else { b });
        for (place, back) in path.best.iter_mut().zip(path.back.chunks_exact(self.n_tags)).rev() {
            *place = tag;
            tag = usize::from(back[tag]);
        }
    }
}

/// The search for the best sequence, and its result.
#[derive(Default)]
struct Path {
    /// Best sums so far of sequences that end in each tag, and those of the next token.
    sums: Vec<f32>,
    next: Vec<f32>,
    /// For each token and tag, the tag before it on the best path.
    back: Vec<u8>,
    best: Vec<usize>,
}

#[cfg(test)]
mod tests;
