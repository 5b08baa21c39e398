//! Cuts an article into the runs of sentences that are the article and those that are not.
//!
//! No sentence is judged by itself: an appeal has sentences that could stand anywhere, between others that could
//! not. The runs are found together, as the best path through a chain whose states are the article and each kind of
//! boilerplate. A run has to be worth what entering it costs, and has to have a cue that is enough by itself.

use super::evidence::{ANCHOR, Evidence, HALF_ANCHOR, KINDS, N_KINDS, NEUTRAL, Spread, spread};
use super::layout::Layout;
use dragoman_text::Boilerplate;

/// What is settled of a sentence beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// Nothing.
    Open,
    /// It is a part of the article.
    Article,
    /// It is boilerplate of this kind, by its place among the kinds.
    Kind(usize),
    /// It is boilerplate of a kind that makes no runs.
    Apart,
}

/// A run of sentences that is not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// First sentence.
    pub(super) start: usize,
    /// One past the last sentence.
    pub(super) end: usize,
    pub(super) kind: usize,
    /// By how many tenths it is better than taking it for the article.
    pub(super) margin: i32,
}

/// What it costs to begin a run.
const ENTER: i32 = 10;
/// What it costs to begin or end a run inside a line, where nothing but words speaks for it.
const MID_LINE: i32 = 14;
/// The same for kinds that stand in lines of their own.
const MID_LINE_LINES: i32 = 18;
/// What it is worth when the sentence after a run tells the deck again.
const RESUMES: i32 = 12;
/// What it is worth when a run begins with a cue at the beginning of a sentence.
const OPENS: i32 = 3;
/// What it is worth when the last sentence of a run has a cue and ends a line.
const CLOSES: i32 = 3;
/// A line without a cue in a run of lines that each say what they are.
const NO_CUE: i32 = -15;
/// A line like a headline among such lines, after "read more".
const LISTED: i32 = 4;
/// Sentences in lines of their own have more words than labels.
const LONG: usize = 24;

/// Worse than any path.
const NEVER: i32 = i32::MIN / 4;

/// States: the article, what is settled apart, then some for each kind: nothing speaks for the kind yet, something
/// does, enough does.
const N_STATES: usize = 2 + N_LEVELS * N_KINDS;
const N_LEVELS: usize = 3;
const ENOUGH: usize = 2;
const ARTICLE: usize = 0;
const APART: usize = 1;

const fn state_of(kind: usize, level: usize) -> usize {
    2 + N_LEVELS * kind + level
}

const fn anchored(kind: usize) -> usize {
    state_of(kind, ENOUGH)
}

/// The kind of a state.
fn kind_of(state: usize) -> Option<usize> {
    state.checked_sub(2).map(|state| state / N_LEVELS)
}

/// Finds the best runs.
pub(super) fn runs(layout: &Layout, evidence: &[Evidence], settled: &[Settled]) -> Vec<Run> {
    let n_units = layout.units.len();
    let mut from: Vec<[u8; N_STATES]> = Vec::with_capacity(n_units);
    let mut scores = [NEVER; N_STATES];
    if let Some(article) = scores.get_mut(ARTICLE) {
        *article = 0;
    }
    for at in 0..n_units {
        let step = Step { layout, evidence, settled, at };
        let (next, came) = step.take(&scores);
        scores = next;
        from.push(came);
    }
    let ends = |state: usize| state < 2 || kind_of(state).is_some_and(|kind| anchored(kind) == state);
    let mut state = (0..N_STATES)
        .filter(|state| ends(*state))
        .max_by_key(|state| (scores.get(*state).copied(), std::cmp::Reverse(*state)))
        .unwrap_or(ARTICLE);
    let mut kinds = vec![None; n_units];
    let mut begins = vec![false; n_units];
    for (at, came) in from.iter().enumerate().rev() {
        let before = came.get(state).map_or(ARTICLE, |before| usize::from(*before));
        if let (Some(kind), Some(begin)) = (kinds.get_mut(at), begins.get_mut(at)) {
            *kind = kind_of(state);
            *begin = kind_of(before) != kind_of(state);
        }
        state = before;
    }
    gather(layout, evidence, settled, &kinds, &begins)
}

fn gather(
    layout: &Layout,
    evidence: &[Evidence],
    settled: &[Settled],
    kinds: &[Option<usize>],
    begins: &[bool],
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, (kind, begins)) in kinds.iter().zip(begins).enumerate() {
        let Some(kind) = *kind else { continue };
        let step = Step { layout, evidence, settled, at };
        let worth = step.emit(kind);
        match runs.last_mut() {
            Some(run) if run.end == at && run.kind == kind && !begins => {
                run.end = at + 1;
                run.margin += worth;
            }
            _ => runs.push(Run { start: at, end: at + 1, kind, margin: worth + step.enter(kind) }),
        }
    }
    for run in &mut runs {
        run.margin += Step { layout, evidence, settled, at: run.end }.leave(run.kind);
    }
    runs
}

/// The step to one sentence.
struct Step<'a> {
    layout: &'a Layout,
    evidence: &'a [Evidence],
    settled: &'a [Settled],
    at: usize,
}

impl Step<'_> {
    fn take(&self, before: &[i32; N_STATES]) -> ([i32; N_STATES], [u8; N_STATES]) {
        let mut scores = [NEVER; N_STATES];
        let mut from = [0_u8; N_STATES];
        let get = |state: usize| before.get(state).copied().unwrap_or(NEVER);
        let mut out = (get(ARTICLE), ARTICLE);
        if get(APART) > out.0 {
            out = (get(APART), APART);
        }
        for kind in 0..N_KINDS {
            let score = get(anchored(kind));
            if score > NEVER {
                let score = score + self.leave(kind);
                if score > out.0 {
                    out = (score, anchored(kind));
                }
            }
        }
        let mut set = |state: usize, score: i32, came: usize| {
            if let (Some(best), Some(from)) = (scores.get_mut(state), from.get_mut(state))
                && score > *best
            {
                *best = score;
                *from = came as u8;
            }
        };
        let settled = self.settled.get(self.at).copied().unwrap_or(Settled::Open);
        match settled {
            Settled::Apart => {
                set(APART, out.0, out.1);
                return (scores, from);
            }
            Settled::Article => {
                set(ARTICLE, out.0, out.1);
                return (scores, from);
            }
            Settled::Open => set(ARTICLE, out.0, out.1),
            Settled::Kind(_) => {}
        }
        for kind in 0..N_KINDS {
            let is_settled = settled == Settled::Kind(kind);
            if !is_settled && settled != Settled::Open {
                continue;
            }
            let gained = if is_settled { ENOUGH } else { self.level(kind) };
            let worth = self.emit(kind);
            set(state_of(kind, gained), out.0 + self.enter(kind) + worth, out.1);
            for level in 0..N_LEVELS {
                let score = get(state_of(kind, level));
                if score > NEVER {
                    set(state_of(kind, (level + gained).min(ENOUGH)), score + worth, state_of(kind, level));
                }
            }
        }
        (scores, from)
    }

    /// How far the cues of this sentence go towards saying that a run is of a kind.
    fn level(&self, kind: usize) -> usize {
        let Some(one) = self.evidence.get(self.at) else { return 0 };
        match one.cues.get(kind).copied().unwrap_or(0) {
            _ if one.anchors >> kind & 1 == 1 => ENOUGH,
            ANCHOR.. => ENOUGH,
            HALF_ANCHOR.. => 1,
            _ => 0,
        }
    }

    /// What beginning a run of a kind with this sentence is worth.
    fn enter(&self, kind: usize) -> i32 {
        let (Some(unit), Some(one)) = (self.layout.units.get(self.at), self.evidence.get(self.at)) else {
            return NEVER;
        };
        let mut worth = -ENTER;
        if !unit.glued && !self.layout.begins_line(self.at, unit) {
            worth -= mid_line(kind);
        }
        if one.opens >> kind & 1 == 1 {
            worth += OPENS;
        }
        worth
    }

    /// What ending a run of a kind before this sentence is worth.
    fn leave(&self, kind: usize) -> i32 {
        let Some(before) = self.at.checked_sub(1) else { return 0 };
        let (Some(unit), Some(one)) = (self.layout.units.get(before), self.evidence.get(before)) else {
            return 0;
        };
        let next = self.layout.units.get(self.at).zip(self.evidence.get(self.at));
        let resumes = next.is_some_and(|(_, next)| next.resumes);
        let mut worth = 0;
        if resumes {
            worth += RESUMES;
        } else if !self.layout.ends_line(before, unit) && !next.is_some_and(|(next, _)| next.glued) {
            worth -= mid_line(kind);
        }
        let is_link = one.listed && KINDS.get(kind) == Some(&Boilerplate::Related);
        if self.layout.ends_line(before, unit) && (is_link || one.cues.get(kind).is_some_and(|cue| *cue > 0))
        {
            worth += CLOSES;
        }
        worth
    }

    /// What this sentence is worth in a run of a kind.
    fn emit(&self, kind: usize) -> i32 {
        let (Some(unit), Some(one)) = (self.layout.units.get(self.at), self.evidence.get(self.at)) else {
            return 0;
        };
        let cues = one.cues.get(kind).copied().unwrap_or(0);
        let reason = KINDS.get(kind).copied().unwrap_or(Boilerplate::Repeated);
        match spread(reason) {
            Spread::Prose => cues + one.carry,
            Spread::Lines if cues > 0 => {
                let is_sentence = unit.words.len() > LONG && !self.layout.begins_line(self.at, unit);
                cues + if is_sentence { one.carry.min(0) } else { 0 }
            }
            Spread::Lines if one.said_by_line >> kind & 1 == 1 => match reason {
                Boilerplate::Caption => 0,
                _ => (one.carry - NEUTRAL).min(0),
            },
            Spread::Lines if reason == Boilerplate::Related && one.listed => LISTED,
            Spread::Lines => NO_CUE,
        }
    }
}

fn mid_line(kind: usize) -> i32 {
    match KINDS.get(kind).map(|kind| spread(*kind)) {
        Some(Spread::Prose) => MID_LINE,
        _ => MID_LINE_LINES,
    }
}
