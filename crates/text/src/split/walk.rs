//! The way through a text: places are found, described and put to a judge.

use super::assemble::{Assembly, offset};
use super::chunk::{Chunk, Chunks, Gap};
use super::class::Class;
use super::gap::{self, State};
use super::glyph::Glyphs;
use super::hash::Features;
use super::inside::{self, Inside, Progress};
use super::lexicon::Lexicon;
use crate::{Reading, Remark, Span};

/// Decides of each place: a model when reading, the known answer when training.
pub(super) trait Judge {
    /// What happens at byte `at`, inside a chunk.
    fn inside(&mut self, at: usize, features: &Features) -> Inside;
    /// Whether a sentence begins at byte `at`, after white space.
    fn gap(&mut self, at: usize, features: &Features) -> bool;
}

/// Reads a text as the judge decides.
pub(super) fn walk(text: &str, lexicon: &Lexicon, judge: &mut impl Judge) -> Reading {
    let mut chunks = Chunks::new(text, lexicon);
    let mut assembly = Assembly::new(text);
    let mut features = Features::new();
    let mut glyphs = Glyphs::default();
    let mut state = State::default();
    let (mut before2, mut before) = (Chunk::default(), Chunk::default());
    let (mut here, mut after) = (chunks.next(), chunks.next());
    while !here.is_edge() {
        match here.gap {
            Gap::Edge => {}
            Gap::Cut => assembly.remark(Remark::TokenCut(span(before.start, before.end))),
            _ if gap::goes_on(&before2, &before, &here) => {}
            _ => {
                gap::describe(&mut features, &state, [&before2, &before, &here, &after]);
                if judge.gap(here.start, &features) {
                    assembly.end_sentence();
                    state = State::default();
                }
            }
        }
        if state.chunks == 0 {
            state.first = here.first;
        }
        state.chunks += 1;
        if here.plain {
            assembly.token(span(here.start, here.end), false);
        } else {
            glyphs.read(text.get(here.start..here.end).unwrap_or(""), lexicon);
            let mut opened =
                Opened { glyphs: &glyphs, around: [&before, &here, &after], features: &mut features };
            opened.split(&mut state, &mut assembly, judge);
        }
        before2 = before;
        before = here;
        here = after;
        after = chunks.next();
    }
    assembly.finish()
}

fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

/// A chunk about to be split.
struct Opened<'a> {
    glyphs: &'a Glyphs,
    around: [&'a Chunk; 3],
    features: &'a mut Features,
}

impl Opened<'_> {
    fn split(&mut self, state: &mut State, assembly: &mut Assembly<'_>, judge: &mut impl Judge) {
        let [_, here, _] = self.around;
        let mut start = here.start;
        let mut progress = Progress::new(Inside::Token);
        for index in 0..self.glyphs.len() {
            if self.glyphs.is_candidate(index) {
                inside::describe(self.features, self.glyphs, index, &progress, state, self.around);
                let at = here.start + self.glyphs.at(index);
                let mut decision = judge.inside(at, self.features);
                if decision == Inside::Nothing {
                    decision = self.glyphs.settled(index);
                } else if decision == Inside::Joined && self.glyphs.is_inner_apostrophe(index) {
                    decision = Inside::Nothing;
                }
                if decision != Inside::Nothing {
                    assembly.token(span(start, at), progress.begun == Inside::Joined);
                    start = at;
                    progress = Progress::new(decision);
                }
                if decision == Inside::Sentence {
                    assembly.end_sentence();
                    *state = State { chunks: 1, first: self.glyphs.class(index), ..State::default() };
                }
            }
            progress.see(self.glyphs, index);
            let class = self.glyphs.class(index);
            if class != Class::Lower {
                state.see(class);
            }
        }
        assembly.token(span(start, here.end), progress.begun == Inside::Joined);
    }
}
