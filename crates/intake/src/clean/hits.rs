//! Finds the cues of an article.

use std::cmp::Reverse;

use dragoman_text::{Boilerplate, Span};

use super::evidence::{KINDS, SHORT, index_of};
use super::layout::{Layout, Line};
use super::lexicon::{Cue, Lexicon, Place};
use super::word::Word;

/// A cue that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The sentence.
    pub(super) unit: usize,
    /// The place of its kind among [`KINDS`].
    pub(super) kind: usize,
    /// The words that it took.
    pub(super) span: Span,
    pub(super) weight: i32,
    /// Its number in the table.
    cue: u32,
    /// Whether none of its words was taken by a stronger one.
    counts: bool,
}

/// A writer is introduced in that many lines at the end, or the last tenth of them.
const TAIL: usize = 5;
/// Byline and date stand in that many lines at the beginning, or where a writer may be introduced.
const TOP: usize = 8;

/// Finds all cues, in the order of the sentences. No word is counted for two cues of a kind, and the strongest is
/// taken first.
pub(super) fn find(layout: &Layout, lexicon: &Lexicon) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in &layout.lines {
        find_in(layout, line, lexicon, &mut hits);
    }
    hits.retain(|hit: &Hit| {
        let Some(unit) = layout.units.get(hit.unit) else { return false };
        let is_tail = layout.lines.len() - unit.line <= TAIL.max(layout.lines.len() / 10);
        match KINDS.get(hit.kind) {
            Some(Boilerplate::Bio) => is_tail,
            Some(Boilerplate::Byline) => is_tail || unit.line < TOP,
            _ => true,
        }
    });
    hits.sort_by_key(|hit| (hit.unit, hit.kind, Reverse(hit.weight), hit.span, hit.cue));
    for same in hits.chunk_by_mut(|one, two| (one.unit, one.kind) == (two.unit, two.kind)) {
        for at in 0..same.len() {
            let (before, rest) = same.split_at_mut(at);
            if let Some(hit) = rest.first_mut() {
                hit.counts = !before.iter().any(|other| other.counts && overlap(other.span, hit.span));
            }
        }
    }
    hits.retain(|hit| hit.counts);
    hits
}

/// The hits in these sentences.
pub(super) fn within(hits: &[Hit], start: usize, end: usize) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.unit < start);
    let to = hits.partition_point(|hit| hit.unit < end);
    hits.get(from..to).unwrap_or(&[])
}

fn overlap(one: Span, two: Span) -> bool {
    one.start() < two.end() && two.start() < one.end()
}

/// Finds the cues of a line.
fn find_in(layout: &Layout, line: &Line, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    let mut push = |unit: usize, number: u32, cue: &Cue, words: &[Word], n_words: usize| {
        let taken = words.get(..n_words).unwrap_or(words);
        let (Some(first), Some(last), Some(kind)) = (taken.first(), taken.last(), index_of(cue.kind)) else {
            return;
        };
        // What others say is reported, whatever it says; and what is said twice is not truer.
        let mut before = hits.iter().rev().take_while(|hit| hit.unit == unit);
        if first.quoted && last.quoted || before.any(|hit| hit.cue == number) {
            return;
        }
        let span = Span::new(first.start, last.end);
        hits.push(Hit { unit, kind, span, weight: cue.weight, cue: number, counts: true });
    };
    let is_short = line.len() <= SHORT && !line.stopped;
    let words = layout.words_of_line(line);
    let lead_in = words.iter().take_while(|word| word.is_sign() && lexicon.begins_none(word)).count();
    let words = words.get(lead_in..).unwrap_or(&[]);
    let at_head = |place| matches!(place, Place::Head | Place::Short | Place::Line);
    lexicon.find(words, at_head, |number, cue, n_words| match cue.place {
        Place::Head => push(line.units.start, number, cue, words, n_words),
        Place::Short if !is_short => {}
        _ => line.units.clone().for_each(|unit| push(unit, number, cue, words, n_words)),
    });
    for (unit, at) in layout.units.get(line.units.clone()).unwrap_or(&[]).iter().zip(line.units.clone()) {
        let words = layout.words_of(unit);
        let first = words.iter().position(|word| !word.is_sign()).unwrap_or(0);
        for from in 0..words.len() {
            let rest = words.get(from..).unwrap_or(&[]);
            let allowed = |place| match place {
                Place::Any | Place::End => true,
                Place::Start => from <= first,
                _ => false,
            };
            lexicon.find(rest, allowed, |number, cue, n_words| push(at, number, cue, rest, n_words));
        }
    }
}
