//! What is known of a place inside a chunk when asking whether a token ends there.

use super::chunk::{Case, Chunk};
use super::gap::State;
use super::glyph::{Glyph, Glyphs};
use super::hash::{EMPTY, Features, mix, mix2};

/// What is decided of a place inside a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "train"), expect(unreachable_pub, reason = "public to the trainer only"))]
pub enum Inside {
    /// The token goes on.
    Nothing,
    /// A token ends.
    Token,
    /// A token ends, and the next is part of the same multiword token.
    Joined,
    /// A sentence ends.
    Sentence,
}

impl Inside {
    /// All decisions, in the order of their weights.
    #[cfg(feature = "train")]
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Token, Self::Joined, Self::Sentence];
}

/// Where the current token began, and what was decided last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// Folded hash of the token so far.
    pub(super) token: u64,
    /// Its length in characters.
    pub(super) length: u64,
    /// The decision that began it.
    pub(super) begun: Inside,
}

impl Progress {
    pub(super) fn new(begun: Inside) -> Self {
        Self { token: EMPTY, length: 0, begun }
    }

    pub(super) fn see(&mut self, glyphs: &Glyphs, index: usize) {
        self.token = mix(self.token, glyphs.glyph(index).folded);
        self.length += 1;
    }
}

/// A place inside a chunk, and what is near it.
struct Place<'a> {
    glyphs: &'a Glyphs,
    /// The characters before it, nearest first.
    l: [&'a Glyph; 3],
    /// The characters after it.
    r: [&'a Glyph; 3],
    /// The characters on both sides, letters and digits by class only.
    joint: u64,
    /// Characters to the end of the chunk, six at most.
    rest: u64,
    /// Case and first character of the next chunk.
    next: u64,
    before: &'a Chunk,
    here: &'a Chunk,
    after: &'a Chunk,
}

/// Fills in the features of the place before character `index` of the chunk `here`.
pub(super) fn describe(
    features: &mut Features,
    glyphs: &Glyphs,
    index: usize,
    progress: &Progress,
    state: &State,
    [before, here, after]: [&Chunk; 3],
) {
    let near = |offset: usize, back: usize| glyphs.glyph((index + offset).wrapping_sub(back));
    let l = [near(0, 1), near(0, 2), near(0, 3)];
    let r = [near(0, 0), near(1, 0), near(2, 0)];
    let place = Place {
        glyphs,
        l,
        r,
        joint: mix(l[0].coarse(), r[0].coarse()),
        rest: u64::try_from(glyphs.len().saturating_sub(index)).unwrap_or(0).min(6),
        next: mix(after.case as u64, after.first.code()),
        before,
        here,
        after,
    };
    features.clear();
    place.describe_characters(features, progress);
    place.describe_words(features, index, progress);
    place.describe_surroundings(features, state, progress);
    place.describe_address(features, index);
    if r[0].listed {
        place.describe_contraction(features);
    }
}

impl Place<'_> {
    /// The characters on both sides.
    fn describe_characters(&self, features: &mut Features, progress: &Progress) {
        let ([l1, l2, l3], [r1, r2, r3]) = (self.l, self.r);
        let pair = mix(l1.folded, r1.folded);
        let four = mix2(pair, l2.folded, r2.folded);
        let classes = mix2(mix2(l2.class.code(), l1.class.code(), r1.class.code()), r2.class.code(), 0);
        features.push(1, self.joint);
        features.push(2, pair);
        features.push(3, mix(pair, l2.folded));
        features.push(4, mix(pair, r2.folded));
        features.push(5, four);
        features.push(6, mix2(four, l3.folded, r3.folded));
        features.push(7, mix2(classes, l3.class.code(), r3.class.code()));
        features.push(8, mix2(classes, self.rest.min(3), progress.length.min(3)));
        features.push(26, mix2(mix2(l3.folded, l2.folded, l1.folded), r1.coarse(), self.is_last()));
        features.push(27, mix2(mix2(r3.folded, r2.folded, r1.folded), l1.coarse(), 0));
    }

    /// The words on both sides, the token so far and what is left of the chunk.
    fn describe_words(&self, features: &mut Features, index: usize, progress: &Progress) {
        let ([l1, ..], [r1, r2, _]) = (self.l, self.r);
        let (left, right, joint) = (l1.left, r1.right, self.joint);
        let outline = self.glyphs.outline;
        let index = u64::try_from(index).unwrap_or(0);
        let firsts = mix2(left.first.code(), right.first.code(), 0);
        features.push(9, mix(progress.token, r1.coarse()));
        features.push(10, mix(progress.token, r1.rest));
        features.push(11, r1.rest);
        features.push(12, mix2(r1.rest, l1.coarse(), left.length.min(2)));
        features.push(13, mix2(left.hash, joint, 0));
        features.push(14, mix2(right.hash, joint, 0));
        features.push(15, mix2(left.hash, right.hash, joint));
        features.push(16, mix(self.here.whole, self.rest.max(index.min(40))));
        features.push(17, mix2(outline, index, joint));
        features.push(18, mix2(outline, joint, progress.length.min(2)));
        features.push(28, mix2(joint, left.length.min(5), mix(right.length.min(5), firsts)));
        features.push(29, mix2(joint, self.glyphs.hyphens.min(3), firsts));
        let ending = u64::from(right.facts.is_ending());
        features.push(31, mix2(joint, ending, mix(firsts, r2.class.code())));
    }

    /// The chunk as a whole, the chunks around it and the sentence so far.
    fn describe_surroundings(&self, features: &mut Features, state: &State, progress: &Progress) {
        let ([l1, l2, _], [r1, r2, _]) = (self.l, self.r);
        let (before, here, after) = (self.before, self.here, self.after);
        let (joint, next, last) = (self.joint, self.next, self.is_last());
        let (gap, case) = (after.gap as u64, here.case as u64);
        let near_end = self.rest.min(2);
        let length = l1.left.length.min(5);
        let dotted = u64::from(here.dotted);
        // The facts of an abbreviation are those of the word before its last period.
        let abbreviation = here.facts.abbreviation();
        let known = abbreviation << 1 | u64::from(l1.left.facts.is_ending());
        features.push(19, mix2(progress.begun as u64, joint, near_end));
        features.push(20, mix2(next, joint, self.rest.min(3)));
        features.push(21, mix2(after.core, joint, near_end));
        features.push(22, mix2(mix(known, next), joint, near_end));
        features.push(23, mix2(mix(abbreviation, gap), joint, mix(last, dotted)));
        features.push(24, mix2(gap, r1.coarse(), mix2(last, l1.coarse(), length)));
        features.push(25, mix2(before.core, joint, progress.token));
        features.push(30, mix2(joint, state.nesting(), mix2(last, l2.class.code(), r2.class.code())));
        features.push(32, mix2(here.lead, here.tail, mix2(joint, self.rest, case)));
        features.push(33, mix2(mix(case, dotted), joint, mix2(length, last, next)));
        features.push(34, mix2(mix(after.whole, before.whole), joint, near_end));
        let initial = u64::from(here.case == Case::Initial);
        features.push(35, mix2(joint, initial, mix2(next, before.case as u64, last)));
        let opening = u64::try_from(state.chunks.min(3)).unwrap_or(0);
        features.push(39, mix2(opening, joint, mix2(l1.left.first.code(), near_end, gap)));
    }

    /// Whether and where it lies in an internet address.
    fn describe_address(&self, features: &mut Features, index: usize) {
        let part = self.glyphs.address_part(index);
        if part != 0 {
            let classes = mix(self.l[0].class.code(), self.r[0].class.code());
            features.push(36, mix2(part, self.rest, self.joint));
            features.push(37, mix2(part, self.rest.min(2), classes));
            features.push(38, mix2(part, self.rest.min(2), self.r[1].class.code()));
        }
    }

    /// What tells a contraction from a word that looks the same ("its").
    fn describe_contraction(&self, features: &mut Features) {
        let word = self.r[0].right.hash;
        let head = self.l[0].left.hash;
        features.push(40, mix2(head, self.before.core, 0));
        features.push(41, mix2(head, self.after.core, 0));
        features.push(42, mix2(head, self.after.case as u64, self.here.case as u64));
        features.push(43, mix2(head, self.before.tail, self.after.tail));
        features.push(44, mix(word, 0));
    }

    fn is_last(&self) -> u64 {
        u64::from(self.rest == 1)
    }
}
