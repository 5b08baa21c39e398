//! Which tokens are read together, and in what order the layers see them.

use std::ops::Range;

use crate::Reading;
use crate::kernel::Turn;

/// Longer sentences are read in pieces of at most this many tokens, each as if it were a sentence;
/// arc scores take memory with the square of this.
pub(crate) const LONGEST: usize = 512;
/// A batch takes no further sentence once it has so many tokens. Its buffers, some 5 kB a token,
/// should stay in the second-level cache and what is behind it.
const BATCH: usize = 768;
/// Sentences that the layers read side by side at most: three groups of rows, so that each block of
/// weights is fetched once for all of them.
const LANES: usize = 18;

/// A sentence, or a piece of a long one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Its first token in [`Reading::tokens`].
    pub(crate) first: usize,
    /// Its first row in the batch.
    pub(crate) row: usize,
    /// Number of tokens.
    pub(crate) len: usize,
    /// How many tokens of the same sentence precede it.
    pub(crate) offset: usize,
}

impl Piece {
    /// Its rows in the batch.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.row..self.row + self.len
    }

    /// Its tokens in [`Reading::tokens`].
    pub(crate) fn tokens(&self) -> Range<usize> {
        self.first..self.first + self.len
    }
}

/// Cuts the sentences of a reading into batches: ranges of [`Reading::sentences`].
pub(crate) fn batches(reading: &Reading) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut tokens = 0;
        let mut end = start;
        while end < reading.sentences.len() && (end == start || tokens < BATCH) {
            tokens += reading.sentences[end].tokens.len();
            end += 1;
        }
        let batch = start..end;
        start = end;
        (!batch.is_empty()).then_some(batch)
    })
}

/// The pieces of a batch, and the order in which the layers read them: in each step, one token of
/// every lane. A lane reads one piece after the other.
#[derive(Default)]
pub(crate) struct Schedule {
    pub(crate) pieces: Vec<Piece>,
    /// Number of rows.
    pub(crate) rows: usize,
    pub(crate) lanes: usize,
    /// The turns of all steps, reading forward.
    pub(crate) forward: Vec<Turn>,
    /// The same reading backward.
    pub(crate) backward: Vec<Turn>,
    /// Where each step ends.
    pub(crate) steps: Vec<u32>,
}

impl Schedule {
    /// Plans the reading of some sentences.
    #[allow(clippy::cast_possible_truncation, reason = "texts and hence tokens number less than 2³²")]
    pub(crate) fn plan(&mut self, reading: &Reading, sentences: Range<usize>) {
        self.pieces.clear();
        self.forward.clear();
        self.backward.clear();
        self.steps.clear();
        self.rows = 0;
        for sentence in reading.sentences.get(sentences).unwrap_or(&[]) {
            let end = (sentence.tokens.end as usize).min(reading.tokens.len());
            let begin = sentence.tokens.start as usize;
            for first in (begin..end).step_by(LONGEST) {
                let len = LONGEST.min(end - first);
                self.pieces.push(Piece { first, row: self.rows, len, offset: first - begin });
                self.rows += len;
            }
        }

        // The longest first, each to the lane that has least to read; with fewer lanes than would
        // leave some idle while another reads the longest piece.
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(self.pieces[i].len), i));
        let longest = order.first().map_or(1, |&i| self.pieces[i].len);
        self.lanes = self.rows.div_ceil(longest).clamp(1, LANES);
        let mut lanes: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new()); self.lanes];
        for i in order {
            if let Some(lane) = lanes.iter_mut().min_by_key(|lane| lane.0) {
                lane.0 += self.pieces[i].len;
                lane.1.push(i);
            }
        }
        lanes.sort_by_key(|lane| std::cmp::Reverse(lane.0));

        let mut at = vec![(0, 0); lanes.len()];
        let none = self.rows as u32;
        loop {
            let before = self.forward.len();
            for (lane, ((_, pieces), (piece, place))) in lanes.iter().zip(&mut at).enumerate() {
                let Some(&Piece { row, len, .. }) = pieces.get(*piece).and_then(|&i| self.pieces.get(i))
                else {
                    continue;
                };
                let lane = lane as u32;
                let token = (row + *place) as u32;
                self.forward.push(Turn { token, previous: if *place == 0 { none } else { token - 1 }, lane });
                let token = (row + len - 1 - *place) as u32;
                self.backward.push(Turn {
                    token,
                    previous: if *place == 0 { none } else { token + 1 },
                    lane,
                });
                *place += 1;
                if *place == len {
                    (*piece, *place) = (*piece + 1, 0);
                }
            }
            if self.forward.len() == before {
                break;
            }
            self.steps.push(self.forward.len() as u32);
        }
    }
}
