//! Names: the best sequence of tags in which every name has a beginning.

use crate::encoder::Encoding;
use crate::kernel::{Linear, Matrix, Simd};
use crate::{NameKind, NameTag, Token};

/// The weights and labels that names are found with.
pub(crate) struct NameTags {
    pub(crate) matrix: Matrix,
    pub(crate) tags: Vec<NameTag>,
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
    /// For each token and tag, the tag before it on the best path.
    back: Vec<u8>,
    best: Vec<usize>,
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
            let rows =
                || scratch.scores.chunks_exact(width).take(piece.len).map(|row| &row[..self.tags.len()]);
            best_sequence(&self.tags, rows(), &mut scratch.back, &mut scratch.best);
            for (token, &tag) in
                tokens.get_mut(piece.tokens()).unwrap_or(&mut []).iter_mut().zip(&scratch.best)
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

/// The allowed sequence with the highest sum of scores (Viterbi 1967), as indices into `tags`.
fn best_sequence<'a>(
    tags: &[NameTag],
    rows: impl Iterator<Item = &'a [f32]> + Clone,
    back: &mut Vec<u8>,
    best: &mut Vec<usize>,
) {
    // What is best for each token alone is best for all, if it is allowed.
    best.clear();
    best.extend(
        rows.clone().map(|row| (1..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })),
    );
    let mut before = None;
    let allowed = best.iter().all(|&i| may_follow(tags[i], before.replace(tags[i])));
    if allowed {
        return;
    }

    back.clear();
    let mut sums: Vec<f64> = Vec::new();
    for row in rows {
        let next = tags.iter().zip(row).map(|(&tag, &score)| {
            let (from, sum) = if sums.is_empty() {
                (0, if may_follow(tag, None) { 0.0 } else { f64::NEG_INFINITY })
            } else {
                let candidates = sums.iter().enumerate().filter(|&(i, _)| may_follow(tag, Some(tags[i])));
                candidates.fold(
                    (0, f64::NEG_INFINITY),
                    |best, (i, &sum)| {
                        if sum > best.1 { (i, sum) } else { best }
                    },
                )
            };
            (from, sum + f64::from(score))
        });
        let next: Vec<(usize, f64)> = next.collect();
        back.extend(next.iter().map(|&(from, _)| u8::try_from(from).unwrap_or(0)));
        sums = next.into_iter().map(|(_, sum)| sum).collect();
    }
    let mut tag = (1..sums.len()).fold(0, |best, i| if sums[i] > sums[best] { i } else { best });
    for (place, back) in best.iter_mut().zip(back.chunks_exact(tags.len())).rev() {
        *place = tag;
        tag = usize::from(back[tag]);
    }
}

#[cfg(test)]
mod tests;
