//! Dependency trees: biaffine scores of arcs and relations (Dozat & Manning 2017, "Deep biaffine
//! attention for neural dependency parsing"), and the best tree among them.

mod tree;

use crate::encoder::{Encoding, Piece};
use crate::kernel::{Linear, Matrix, Products, Relations, Simd};
use crate::largest::argmax;
use crate::{Relation, Token};
use tree::TreeScratch;

/// The parser's weights and labels.
pub(crate) struct Parser {
    /// From a dependent to what its head should look like.
    pub(crate) arc: Matrix,
    /// The root as a head.
    pub(crate) root_arc: Vec<f32>,
    /// For each place of the head's side, and a constant 1, a column for each relation.
    pub(crate) relation: Matrix,
    /// The root as the head of a relation.
    pub(crate) root_relation: Vec<f32>,
    pub(crate) relations: Vec<Relation>,
    /// Which of them are `root`.
    pub(crate) root: Vec<bool>,
}

/// Buffers for [`Parser::parse`].
#[derive(Default)]
pub(crate) struct ParseScratch {
    dependents: Vec<f32>,
    /// Heads, the root first, a column each.
    heads: Vec<f32>,
    /// Scores of arcs: a row a dependent, a column a head.
    arcs: Vec<f32>,
    chosen: Vec<u32>,
    relation_heads: Vec<f32>,
    relation_rows: Vec<u32>,
    relations: Vec<f32>,
    tree: TreeScratch,
}

#[cfg(test)]
impl ParseScratch {
    /// Scores of arcs of the piece parsed last.
    pub(crate) fn arcs(&self) -> &[f32] {
        &self.arcs
    }

    /// Scores of relations of the batch parsed last.
    pub(crate) fn relations(&self) -> &[f32] {
        &self.relations
    }
}

impl Parser {
    /// Finds the trees of the sentences encoded last.
    pub(crate) fn parse(&self, tokens: &mut [Token], e: &Encoding, s: &mut ParseScratch, simd: Simd) {
        self.score_dependents(e, s, simd);
        s.relation_heads.clear();
        s.relation_heads.extend_from_slice(&self.root_relation);
        s.relation_heads.extend_from_slice(&e.relation_head[..e.rows() * self.root_relation.len()]);
        s.relation_rows.clear();
        for piece in e.pieces() {
            let width = self.score_arcs(piece, e, s, simd);
            tree::best(&mut s.arcs, width, piece.len, &mut s.chosen, &mut s.tree);
            // Row 0 is the root's, row i + 1 that of the batch's token i.
            #[allow(clippy::cast_possible_truncation, reason = "a batch has few tokens")]
            let shift = piece.row as u32;
            s.relation_rows.extend(s.chosen.iter().map(|&head| if head == 0 { 0 } else { head + shift }));
        }
        self.score_relations(e, s, simd);

        let width = self.relation.width() / (self.root_relation.len() + 1);
        let mut sentence_root = 0;
        for piece in e.pieces() {
            let tokens = tokens.get_mut(piece.tokens()).unwrap_or(&mut []);
            for (token, row) in tokens.iter_mut().zip(piece.rows()) {
                let head = s.relation_rows[row];
                let scores = &mut s.relations[row * width..row * width + self.relations.len()];
                token.relation = self.best_relation(scores, head == 0);
                #[allow(clippy::cast_possible_truncation, reason = "sentences have fewer than 2³² tokens")]
                let (row, offset) = (piece.row as u32, piece.offset as u32);
                token.head = if head == 0 { 0 } else { head - row + offset };
            }
            // A sentence has one root: that of its first piece, which the others hang on.
            let Some(root) = tokens.iter().position(|t| t.head == 0) else {
                continue;
            };
            if piece.offset == 0 {
                sentence_root = root + 1;
            } else {
                #[allow(clippy::cast_possible_truncation, reason = "sentences have fewer than 2³² tokens")]
                let head = sentence_root as u32;
                (tokens[root].head, tokens[root].relation) = (head, Relation::Parataxis);
            }
        }
    }

    /// What every dependent's head should look like.
    fn score_dependents(&self, e: &Encoding, s: &mut ParseScratch, simd: Simd) {
        let (rows, width) = (e.rows(), e.arc_dependent.width);
        s.dependents.resize(rows * self.arc.width(), 0.0);
        Linear {
            matrix: &self.arc,
            x: &e.arc_dependent.data,
            x_stride: width,
            x_scale: if rows == 0 { &[0.0] } else { &e.arc_dependent.scale },
            rows,
            out: &mut s.dependents,
            floor: f32::NEG_INFINITY,
        }
        .run(simd);
    }

    /// Scores the arcs of a sentence; returns the length of a row of scores.
    fn score_arcs(&self, piece: &Piece, e: &Encoding, s: &mut ParseScratch, simd: Simd) -> usize {
        let places = self.root_arc.len();
        let width = (piece.len + 1).next_multiple_of(16);
        s.heads.clear();
        s.heads.resize(places * width, 0.0);
        for (row, &root) in s.heads.chunks_exact_mut(width).zip(&self.root_arc) {
            row[0] = root;
        }
        let heads = &e.arc_head[piece.row * places..(piece.row + piece.len) * places];
        for (column, head) in heads.chunks_exact(places).enumerate() {
            for (row, &x) in s.heads.chunks_exact_mut(width).zip(head) {
                row[column + 1] = x;
            }
        }
        s.arcs.resize((piece.len * width).max(s.arcs.len()), 0.0);
        let stride = self.arc.width();
        let a = &s.dependents[piece.row * stride..];
        Products { a, stride, places, rows: piece.len, b: &s.heads, width, out: &mut s.arcs }.run(simd);
        width
    }

    /// Scores the relations of all dependents to their chosen heads.
    fn score_relations(&self, e: &Encoding, s: &mut ParseScratch, simd: Simd) {
        let places = self.root_relation.len();
        s.relations.resize(e.rows() * (self.relation.width() / (places + 1)), 0.0);
        Relations {
            matrix: &self.relation,
            dependents: &e.relation_dependent.data,
            stride: e.relation_dependent.width,
            scale: &e.relation_dependent.scale,
            heads: &s.relation_heads,
            chosen: &s.relation_rows,
            places,
            out: &mut s.relations,
        }
        .run(simd);
    }

    /// The best relation; `root` if and only if the head is the root.
    fn best_relation(&self, scores: &mut [f32], root: bool) -> Relation {
        if root {
            return Relation::Root;
        }
        for (score, &root) in scores.iter_mut().zip(&self.root) {
            *score = if root { f32::NEG_INFINITY } else { *score };
        }
        self.relations.get(argmax(scores)).copied().filter(|&r| r != Relation::Root).unwrap_or(Relation::Dep)
    }
}
