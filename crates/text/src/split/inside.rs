//! What is known of a place inside a chunk when asking whether a token ends there.

use super::chunk::{Case, Chunk};
use super::class::{Class, fold};
use super::gap::State;
use super::hash::{EMPTY, Features, mix, mix2};
use super::lexicon::{Facts, Lexicon};

/// What is decided of a place inside a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Token, Self::Joined, Self::Sentence];
}

/// One character of a chunk.
#[derive(Clone, Copy, Debug, Default)]
struct Glyph {
    /// First byte, counted from the start of the chunk.
    at: usize,
    folded: u64,
    class: Class,
    /// Of the word (letters and digits) that it lies in or, if it is no part of one, that ended
    /// before it: hash, length and class of the first character.
    left: Run,
    /// The same of the word that it begins or that comes after it; not set inside a word.
    right: Run,
    /// Hash of the chunk from here to its end.
    rest: u64,
    /// Whether a list says that the word may be split before this character.
    listed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Run {
    hash: u64,
    length: u64,
    first: Class,
    facts: Facts,
}

/// The characters of one chunk; kept between chunks to save allocations.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    glyphs: Vec<Glyph>,
    outline: u64,
    hyphens: u64,
    /// Where an internet address begins.
    address: Option<usize>,
    /// The first commercial at.
    at_sign: Option<usize>,
}

const EDGE: Glyph = Glyph {
    at: 0,
    folded: 0,
    class: Class::Edge,
    left: Run {
        hash: 0,
        length: 0,
        first: Class::Edge,
        facts: Facts { bits: 0, cuts: 0 },
    },
    right: Run {
        hash: 0,
        length: 0,
        first: Class::Edge,
        facts: Facts { bits: 0, cuts: 0 },
    },
    rest: 0,
    listed: false,
};

impl Glyphs {
    /// Takes in the characters of a chunk.
    pub(super) fn read(&mut self, text: &str, lexicon: &Lexicon) {
        self.glyphs.clear();
        self.hyphens = 0;
        let mut outline = EMPTY;
        let mut last = Class::Edge;
        let mut left = Run::default();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            let class = Class::of(c);
            let folded = u64::from(fold(c, class));
            if class.is_word() {
                if !inside {
                    left = Run {
                        hash: EMPTY,
                        length: 0,
                        first: class,
                        facts: Facts::default(),
                    };
                }
                left.hash = mix(left.hash, folded);
                left.length += 1;
            }
            inside = class.is_word() || (inside && class == Class::Extend);
            if class != last || !(class.is_word() || class == Class::Hyphen) {
                outline = mix(outline, class.code());
                last = class;
            }
            self.hyphens += u64::from(class == Class::Hyphen);
            self.glyphs.push(Glyph {
                at,
                folded,
                class,
                left,
                ..Glyph::default()
            });
        }
        self.outline = outline;
        self.look_back(lexicon);
        self.find_address();
    }

    /// Looks for "scheme://", "www." and "name@".
    fn find_address(&mut self) {
        let www = |glyphs: &[Glyph]| {
            glyphs
                .iter()
                .take(3)
                .all(|glyph| glyph.folded == u64::from(b'w'))
                && glyphs
                    .get(3)
                    .is_some_and(|glyph| glyph.class == Class::Period)
        };
        let scheme = |glyphs: &[Glyph]| {
            glyphs.iter().map(|glyph| glyph.class).take(3).eq([
                Class::Colon,
                Class::Slash,
                Class::Slash,
            ])
        };
        self.address = (0..self.glyphs.len()).find_map(|index| {
            let rest = self.glyphs.get(index..)?;
            if www(rest) {
                Some(index)
            } else if scheme(rest) {
                let length = usize::try_from(rest.first()?.left.length).unwrap_or(0);
                Some(index.saturating_sub(length))
            } else {
                None
            }
        });
        self.at_sign = self
            .glyphs
            .iter()
            .position(|glyph| glyph.class == Class::At);
    }

    /// Whether the place before a character lies in an address, and in which part.
    fn address_part(&self, index: usize) -> u64 {
        let in_address = self.address.is_some_and(|start| index > start);
        let around_at = self.at_sign.map_or(0, |at| if index <= at { 1 } else { 2 });
        u64::from(in_address) * 3 + around_at
    }

    /// Fills in what depends on the characters after.
    fn look_back(&mut self, lexicon: &Lexicon) {
        let mut rest = EMPTY;
        let mut right = Run::default();
        let mut word_end = None;
        let mut cuts: Option<(usize, u32)> = None;
        for index in (0..self.glyphs.len()).rev() {
            let class_before = index
                .checked_sub(1)
                .and_then(|before| self.glyphs.get(before))
                .map_or(Class::Edge, |glyph| glyph.class);
            let Some(glyph) = self.glyphs.get_mut(index) else {
                break;
            };
            rest = mix(rest, glyph.folded);
            glyph.rest = rest;
            if glyph.class.is_word() {
                if word_end.is_none() {
                    word_end = Some(index);
                    let facts = lexicon.get(glyph.left.hash);
                    right = Run {
                        facts,
                        ..glyph.left
                    };
                    let length = usize::try_from(right.length).unwrap_or(0);
                    cuts = (facts.cuts != 0 && length <= 31)
                        .then_some(((index + 1).saturating_sub(length), facts.cuts));
                }
                if let Some((start, cuts)) = cuts {
                    let offset = index.saturating_sub(start);
                    glyph.listed = offset < 32 && cuts >> offset & 1 == 1;
                }
                glyph.left.facts = right.facts;
                glyph.right = right;
                if !(class_before.is_word() || class_before == Class::Extend) {
                    word_end = None;
                    cuts = None;
                }
            } else {
                glyph.right = right;
                if glyph.class != Class::Extend {
                    word_end = None;
                    cuts = None;
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub(super) fn at(&self, index: usize) -> usize {
        self.glyph(index).at
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.glyph(index).class
    }

    #[inline]
    fn glyph(&self, index: usize) -> &Glyph {
        self.glyphs.get(index).unwrap_or(&EDGE)
    }

    /// Whether a token may end before the character `index`.
    pub(super) fn is_candidate(&self, index: usize) -> bool {
        let after = self.glyph(index);
        let before = self.glyph(index.wrapping_sub(1));
        match (before.class, after.class) {
            (Class::Edge, _) | (_, Class::Edge | Class::Extend) | (Class::Extend, _) => false,
            _ if after.listed => true,
            // "do|n't" is the one place where English cuts between letters unlisted.
            (left, right) if left.is_letter() && right.is_letter() => {
                self.class(index + 1).is_apostrophe() && self.class(index + 2).is_letter()
            }
            (Class::Digit, Class::Digit) => false,
            _ => true,
        }
    }
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
        Self {
            token: EMPTY,
            length: 0,
            begun,
        }
    }

    pub(super) fn see(&mut self, glyphs: &Glyphs, index: usize) {
        self.token = mix(self.token, glyphs.glyph(index).folded);
        self.length += 1;
    }
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
    features.clear();
    let glyph = |offset: usize, back: usize| glyphs.glyph((index + offset).wrapping_sub(back));
    let (l1, l2, l3) = (glyph(0, 1), glyph(0, 2), glyph(0, 3));
    let (r1, r2, r3) = (glyph(0, 0), glyph(1, 0), glyph(2, 0));
    let rest_length = u64::try_from(glyphs.len().saturating_sub(index))
        .unwrap_or(0)
        .min(6);
    let pair = mix(l1.folded, r1.folded);
    let l_class = if l1.class.is_word() {
        l1.class.code()
    } else {
        l1.folded
    };
    let r_class = if r1.class.is_word() {
        r1.class.code()
    } else {
        r1.folded
    };
    let joint = mix(l_class, r_class);
    let classes = mix2(
        mix2(l2.class.code(), l1.class.code(), r1.class.code()),
        r2.class.code(),
        0,
    );
    let left = l1.left;
    let right = r1.right;
    let left_length = left.length.min(5);
    let right_length = right.length.min(5);
    let next_case = mix(u64::from(after.case as u8), after.first.code());
    let last = u64::from(rest_length == 1);
    // The facts of an abbreviation are those of the word before its last period.
    let token_facts = here.facts.abbreviation() << 1 | u64::from(l1.left.facts.is_ending());

    features.push(1, joint);
    features.push(2, pair);
    features.push(3, mix(pair, l2.folded));
    features.push(4, mix(pair, r2.folded));
    features.push(5, mix2(pair, l2.folded, r2.folded));
    features.push(
        6,
        mix2(mix2(pair, l2.folded, r2.folded), l3.folded, r3.folded),
    );
    features.push(7, mix2(classes, l3.class.code(), r3.class.code()));
    features.push(8, mix2(classes, rest_length.min(3), progress.length.min(3)));
    features.push(9, mix(progress.token, r_class));
    features.push(10, mix(progress.token, r1.rest));
    features.push(11, r1.rest);
    features.push(12, mix2(r1.rest, l_class, l1.left.length.min(2)));
    features.push(13, mix2(left.hash, joint, 0));
    features.push(14, mix2(right.hash, joint, 0));
    features.push(15, mix2(left.hash, right.hash, joint));
    features.push(
        16,
        mix(
            here.whole,
            rest_length.max(u64::try_from(index.min(40)).unwrap_or(0)),
        ),
    );
    features.push(
        17,
        mix2(glyphs.outline, u64::try_from(index).unwrap_or(0), joint),
    );
    features.push(18, mix2(glyphs.outline, joint, progress.length.min(2)));
    features.push(19, mix2(progress.begun as u64, joint, rest_length.min(2)));
    features.push(20, mix2(next_case, joint, rest_length.min(3)));
    features.push(21, mix2(after.core, joint, rest_length.min(2)));
    features.push(
        22,
        mix2(mix(token_facts, next_case), joint, rest_length.min(2)),
    );
    features.push(
        23,
        mix2(
            mix(here.facts.abbreviation(), u64::from(after.gap as u8)),
            joint,
            mix(last, u64::from(here.dotted)),
        ),
    );
    features.push(
        24,
        mix2(
            u64::from(after.gap as u8),
            r_class,
            mix2(last, l_class, left_length),
        ),
    );
    features.push(25, mix2(before.core, joint, progress.token));
    features.push(
        26,
        mix2(mix2(l3.folded, l2.folded, l1.folded), r_class, last),
    );
    features.push(27, mix2(mix2(r3.folded, r2.folded, r1.folded), l_class, 0));
    features.push(
        28,
        mix2(
            joint,
            left_length,
            mix2(right_length, left.first.code(), right.first.code()),
        ),
    );
    features.push(
        29,
        mix2(
            joint,
            glyphs.hyphens.min(3),
            mix2(left.first.code(), right.first.code(), 0),
        ),
    );
    features.push(
        30,
        mix2(
            joint,
            state.nesting(),
            mix2(last, l2.class.code(), r2.class.code()),
        ),
    );
    features.push(
        31,
        mix2(
            joint,
            u64::from(right.facts.is_ending()),
            mix2(right.first.code(), left.first.code(), r2.class.code()),
        ),
    );
    features.push(
        32,
        mix2(
            here.lead,
            here.tail,
            mix2(joint, rest_length, u64::from(here.case as u8)),
        ),
    );
    features.push(
        33,
        mix2(
            mix(u64::from(here.case as u8), u64::from(here.dotted)),
            joint,
            mix2(left_length, last, next_case),
        ),
    );
    features.push(
        34,
        mix2(mix(after.whole, before.whole), joint, rest_length.min(2)),
    );
    features.push(
        35,
        mix2(
            joint,
            u64::from(here.case == Case::Initial),
            mix2(next_case, u64::from(before.case as u8), last),
        ),
    );
    let address = glyphs.address_part(index);
    if address != 0 {
        features.push(36, mix2(address, rest_length, joint));
        features.push(
            37,
            mix2(
                address,
                rest_length.min(2),
                mix(l1.class.code(), r1.class.code()),
            ),
        );
        features.push(38, mix2(address, rest_length.min(2), r2.class.code()));
    }
    if r1.listed {
        features.push(40, mix2(left.hash, before.core, 0));
        features.push(41, mix2(left.hash, after.core, 0));
        features.push(
            42,
            mix2(
                left.hash,
                u64::from(after.case as u8),
                u64::from(here.case as u8),
            ),
        );
        features.push(43, mix2(left.hash, before.tail, after.tail));
        features.push(44, mix(right.hash, 0));
    }
}
