//! The best tree over scored arcs: a maximum spanning arborescence with one child of the root.
//!
//! Every token's best head is a tree more often than not, and then the answer. Otherwise cycles are
//! contracted (Chu & Liu 1965, Edmonds 1967) along a growing path (as in Gabow et al. 1986), in time
//! and memory that grow with the square of the sentence. One child of the root is had by taking the
//! same large amount off all arcs from the root: a tree with two then never beats a tree with one,
//! while the order of the trees with one stays as it was.

use crate::largest::argmax;

/// Buffers for [`best`].
#[derive(Default)]
pub(crate) struct TreeScratch {
    graph: Graph,
    state: Vec<u8>,
}

/// Finds the heads, counted from 1 and 0 for the root, of `n` tokens. `scores` has a row of `width`
/// values for each: the score of the root as its head, of the first token, of the second, …; that of a
/// token as its own head is overwritten.
pub(crate) fn best(
    scores: &mut [f32],
    width: usize,
    n: usize,
    heads: &mut Vec<u32>,
    scratch: &mut TreeScratch,
) {
    heads.clear();
    for (dependent, row) in (1..=n).zip(scores.chunks_exact_mut(width)) {
        row[dependent] = f32::NEG_INFINITY;
        #[allow(clippy::cast_possible_truncation, reason = "sentences have fewer than 2³² tokens")]
        heads.push(argmax(&row[..=n]) as u32);
    }
    if !is_tree(heads, &mut scratch.state) {
        scratch.graph.fill(scores, width, n);
        scratch.graph.solve(heads);
    }
}

/// Whether heads make a tree with one child of the root.
fn is_tree(heads: &[u32], state: &mut Vec<u8>) -> bool {
    const NEW: u8 = 0;
    const ON_PATH: u8 = 1;
    const ROOTED: u8 = 2;
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    state.clear();
    state.resize(heads.len() + 1, NEW);
    state[0] = ROOTED;
    for start in 1..=heads.len() {
        let mut node = start;
        while state[node] == NEW {
            state[node] = ON_PATH;
            node = heads[node - 1] as usize;
        }
        if state[node] == ON_PATH {
            return false;
        }
        node = start;
        while state[node] == ON_PATH {
            state[node] = ROOTED;
            node = heads[node - 1] as usize;
        }
    }
    true
}

/// An arc of the sentence that stands for the best one between two nodes of the contracted graph.
#[derive(Clone, Copy, Default)]
struct Arc {
    score: f64,
    head: u16,
    dependent: u16,
}

/// The graph with some cycles contracted. A contracted cycle takes the place (row and column) of one
/// of its members and a number of its own.
#[derive(Default)]
struct Graph {
    /// Number of places: tokens and the root.
    size: usize,
    /// The arc into place `row` from place `column`.
    arcs: Vec<Arc>,
    /// Number of the node at each place.
    node: Vec<usize>,
    /// Whether a place has been absorbed by another.
    gone: Vec<bool>,
    /// For each node the contracted node that holds it, and the arc that enters it.
    parent: Vec<usize>,
    entering: Vec<Arc>,
}

const NONE: usize = usize::MAX;
/// Scores are cut to ± this, so that no sum loses what tells two trees apart, whatever a model says.
const LIMIT: f64 = 1e9;

fn finite(score: f32) -> f64 {
    if score.is_nan() { -LIMIT } else { f64::from(score).clamp(-LIMIT, LIMIT) }
}

impl Graph {
    #[allow(clippy::cast_possible_truncation, reason = "sentences are cut far below 2¹⁶ tokens")]
    fn fill(&mut self, scores: &[f32], width: usize, n: usize) {
        let size = n + 1;
        self.size = size;
        let row =
            |dependent: usize| scores[(dependent - 1) * width..][..size].iter().map(|&score| finite(score));
        let (low, high) = (1..size)
            .flat_map(row)
            .fold((LIMIT, -LIMIT), |(low, high), score| (low.min(score), high.max(score)));
        // More than any two trees can differ by.
        let penalty = (high - low + 1.0) * size as f64;
        self.arcs.clear();
        self.arcs.resize(size * size, Arc { score: f64::NEG_INFINITY, head: 0, dependent: 0 });
        for dependent in 1..size {
            for (head, score) in row(dependent).enumerate() {
                let score = if head == dependent {
                    f64::NEG_INFINITY
                } else {
                    score - if head == 0 { penalty } else { 0.0 }
                };
                self.arcs[dependent * size + head] =
                    Arc { score, head: head as u16, dependent: dependent as u16 };
            }
        }
        self.node.clear();
        self.node.extend(0..size);
        self.gone.clear();
        self.gone.resize(size, false);
        self.parent.clear();
        self.parent.resize(size, NONE);
        self.entering.clear();
        self.entering.resize(size, Arc::default());
    }

    /// The best place to enter `place` from.
    fn best(&self, place: usize) -> usize {
        let row = &self.arcs[place * self.size..(place + 1) * self.size];
        let mut best = 0;
        for from in 1..self.size {
            if !self.gone[from] && from != place && (row[from].score > row[best].score || best == place) {
                best = from;
            }
        }
        best
    }

    fn solve(&mut self, heads: &mut [u32]) {
        // Places from which the root is reached over entering arcs, and the path being grown, each
        // place of which is entered from the next.
        let mut rooted = vec![false; self.size];
        rooted[0] = true;
        let mut on_path = vec![false; self.size];
        let mut path: Vec<usize> = Vec::new();
        for start in 1..self.size {
            if rooted[start] || self.gone[start] {
                continue;
            }
            path.push(start);
            on_path[start] = true;
            while let Some(&place) = path.last() {
                let from = self.best(place);
                self.entering[self.node[place]] = self.arcs[place * self.size + from];
                if rooted[from] {
                    for place in path.drain(..) {
                        on_path[place] = false;
                        rooted[place] = true;
                    }
                } else if on_path[from] {
                    let begin = path.iter().rposition(|&p| p == from).unwrap_or(0);
                    for &place in &path[begin + 1..] {
                        on_path[place] = false;
                    }
                    self.contract(&path[begin..]);
                    path.truncate(begin + 1);
                } else {
                    path.push(from);
                    on_path[from] = true;
                }
            }
        }
        self.expand(heads);
    }

    /// Makes one node of a cycle, at the place of its first member.
    fn contract(&mut self, cycle: &[usize]) {
        let size = self.size;
        let Some((&keep, others)) = cycle.split_first() else {
            return;
        };
        let number = self.parent.len();
        // An arc into the cycle replaces the one that entered its member.
        for &place in cycle {
            let node = self.node[place];
            self.parent[node] = number;
            let lost = self.entering[node].score;
            for arc in &mut self.arcs[place * size..(place + 1) * size] {
                arc.score -= lost;
            }
        }
        for &place in others {
            self.gone[place] = true;
            for other in 0..size {
                let (into, out) = (self.arcs[place * size + other], self.arcs[other * size + place]);
                if into.score > self.arcs[keep * size + other].score {
                    self.arcs[keep * size + other] = into;
                }
                if out.score > self.arcs[other * size + keep].score {
                    self.arcs[other * size + keep] = out;
                }
            }
        }
        self.node[keep] = number;
        self.parent.push(NONE);
        self.entering.push(Arc::default());
    }

    /// Opens the contracted nodes, the last first: the arc that enters one enters the member that
    /// holds its dependent, and the other members keep theirs.
    fn expand(&mut self, heads: &mut [u32]) {
        for number in (self.size..self.parent.len()).rev() {
            let arc = self.entering[number];
            let mut member = usize::from(arc.dependent);
            while self.parent[member] != number {
                member = self.parent[member];
            }
            self.entering[member] = arc;
        }
        for (head, arc) in heads.iter_mut().zip(&self.entering[1..]) {
            *head = u32::from(arc.head);
        }
    }
}

#[cfg(test)]
mod tests;
