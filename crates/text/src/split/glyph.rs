//! The characters of a chunk, each with the words around it.

use super::class::{Class, fold};
use super::hash::{EMPTY, mix};
use super::inside::Inside;
use super::lexicon::{Facts, Lexicon};

/// One character of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Glyph {
    /// First byte, counted from the start of the chunk.
    pub(super) at: usize,
    pub(super) folded: u64,
    pub(super) class: Class,
    /// Of the word (letters and digits) that it lies in or, if it is no part of one, that ended
    /// before it: hash, length and class of the first character.
    pub(super) left: Run,
    /// The same of the word that it begins or that comes after it; not set inside a word.
    pub(super) right: Run,
    /// Hash of the chunk from here to its end.
    pub(super) rest: u64,
    /// Whether a list says that the word may be split before this character.
    pub(super) listed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    pub(super) hash: u64,
    pub(super) length: u64,
    pub(super) first: Class,
    pub(super) facts: Facts,
}

impl Glyph {
    /// The character; of letters and digits, only the class.
    pub(super) fn coarse(&self) -> u64 {
        if self.class.is_word() { self.class.code() } else { self.folded }
    }
}

/// The characters of one chunk; kept between chunks to save allocations.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    all: Vec<Glyph>,
    /// Hash of the classes, runs of letters, digits and hyphens counted once.
    pub(super) outline: u64,
    /// How many hyphens there are.
    pub(super) hyphens: u64,
    /// Where an internet address begins.
    address: Option<usize>,
    /// The first commercial at.
    at_sign: Option<usize>,
}

const EDGE: Glyph = Glyph {
    at: 0,
    folded: 0,
    class: Class::Edge,
    left: Run { hash: 0, length: 0, first: Class::Edge, facts: Facts { bits: 0, cuts: 0 } },
    right: Run { hash: 0, length: 0, first: Class::Edge, facts: Facts { bits: 0, cuts: 0 } },
    rest: 0,
    listed: false,
};

impl Glyphs {
    /// Takes in the characters of a chunk.
    pub(super) fn read(&mut self, text: &str, lexicon: &Lexicon) {
        self.all.clear();
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
                    left = Run { hash: EMPTY, length: 0, first: class, facts: Facts::default() };
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
            self.all.push(Glyph { at, folded, class, left, ..Glyph::default() });
        }
        self.outline = outline;
        self.look_back(lexicon);
        self.find_address();
    }

    /// Looks for "scheme://", "www." and "name@".
    fn find_address(&mut self) {
        let www = |glyphs: &[Glyph]| {
            glyphs.iter().take(3).all(|glyph| glyph.folded == u64::from(b'w'))
                && glyphs.get(3).is_some_and(|glyph| glyph.class == Class::Period)
        };
        let scheme = |glyphs: &[Glyph]| {
            glyphs.iter().map(|glyph| glyph.class).take(3).eq([Class::Colon, Class::Slash, Class::Slash])
        };
        self.address = (0..self.all.len()).find_map(|index| {
            let rest = self.all.get(index..)?;
            if www(rest) {
                Some(index)
            } else if scheme(rest) {
                let length = usize::try_from(rest.first()?.left.length).unwrap_or(0);
                Some(index.saturating_sub(length))
            } else {
                None
            }
        });
        self.at_sign = self.all.iter().position(|glyph| glyph.class == Class::At);
    }

    /// Whether the place before a character lies in an address, and in which part.
    pub(super) fn address_part(&self, index: usize) -> u64 {
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
        for index in (0..self.all.len()).rev() {
            let class_before = index
                .checked_sub(1)
                .and_then(|before| self.all.get(before))
                .map_or(Class::Edge, |glyph| glyph.class);
            let Some(glyph) = self.all.get_mut(index) else {
                break;
            };
            rest = mix(rest, glyph.folded);
            glyph.rest = rest;
            if glyph.class.is_word() {
                if word_end.is_none() {
                    word_end = Some(index);
                    let facts = lexicon.get(glyph.left.hash);
                    right = Run { facts, ..glyph.left };
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
        self.all.len()
    }

    pub(super) fn at(&self, index: usize) -> usize {
        self.glyph(index).at
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.glyph(index).class
    }

    #[inline]
    pub(super) fn glyph(&self, index: usize) -> &Glyph {
        self.all.get(index).unwrap_or(&EDGE)
    }

    /// Whether a token may end before the character `index`.
    pub(super) fn is_candidate(&self, index: usize) -> bool {
        let after = self.glyph(index);
        let before = self.glyph(index.wrapping_sub(1));
        match (before.class, after.class) {
            (Class::Edge | Class::Extend, _) | (_, Class::Edge | Class::Extend) => false,
            _ if after.listed => true,
            // "do|n't" is the one place where English cuts between letters unlisted.
            (left, right) if left.is_letter() && right.is_letter() => {
                self.class(index + 1).is_apostrophe() && self.class(index + 2).is_letter()
            }
            (Class::Digit, Class::Digit) => false,
            _ => true,
        }
    }

    /// Whether the character `index` is an apostrophe inside a name or foreign word ("Ma'rib"), and begins none of the
    /// short forms that English parts from the word before.
    pub(super) fn is_inner_apostrophe(&self, index: usize) -> bool {
        const SHORT: [&str; 8] = ["s", "d", "m", "t", "re", "ve", "ll", "em"];
        if !self.class(index.wrapping_sub(1)).is_letter() || !self.class(index).is_apostrophe() {
            return false;
        }
        let is_here = |form: &str| {
            let ends = !self.class(index + 1 + form.len()).is_word();
            ends && form
                .chars()
                .enumerate()
                .all(|(at, c)| self.glyph(index + 1 + at).folded == u64::from(u32::from(c)))
        };
        self.class(index + 1).is_letter() && !SHORT.iter().any(|form| is_here(form))
    }

    /// What a place is that the rules of English settle, wherever a judge saw nothing: before the "'s" that ends a word,
    /// and on both sides of a dash between words ("the Chad–Niger border").
    pub(super) fn settled(&self, index: usize) -> Inside {
        let before = self.class(index.wrapping_sub(1));
        let here = self.class(index);
        let after = self.class(index + 1);
        let is_genitive = before.is_letter()
            && here.is_apostrophe()
            && self.glyph(index + 1).folded == u64::from(u32::from('s'))
            && !self.class(index + 2).is_word()
            && !self.class(index + 2).is_apostrophe();
        let dash_begins = before.is_letter() && here == Class::Dash && after.is_letter();
        let dash_ended =
            self.class(index.wrapping_sub(2)).is_letter() && before == Class::Dash && here.is_letter();
        if is_genitive {
            Inside::Joined
        } else if dash_begins || dash_ended {
            Inside::Token
        } else {
            Inside::Nothing
        }
    }
}
