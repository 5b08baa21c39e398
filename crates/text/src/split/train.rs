//! Training of the splitter, for `examples/train_split.rs`: walks the same way through a text as
//! reading does, so that the features cannot differ.

use super::LoadError;
use super::hash::Features;
pub use super::inside::Inside;
use super::lexicon::{self, Lexicon};
use super::model::{INSIDE_LABELS, Model, slot};
use super::walk::{Judge, walk};
use crate::Reading;

/// Knows the right answers, and is told what each was asked with.
pub trait Teacher {
    /// What happens at byte `at`, inside a chunk, described by these features.
    fn inside(&mut self, at: usize, features: &[u64]) -> Inside;
    /// Whether a sentence begins at byte `at`, after white space.
    fn gap(&mut self, at: usize, features: &[u64]) -> bool;
}

struct Asked<'a, T>(&'a mut T);

impl<T: Teacher> Judge for Asked<'_, T> {
    fn inside(&mut self, at: usize, features: &Features) -> Inside {
        self.0.inside(at, features.as_slice())
    }

    fn gap(&mut self, at: usize, features: &Features) -> bool {
        self.0.gap(at, features.as_slice())
    }
}

/// The word lists, parsed.
#[derive(Debug)]
pub struct Lists(Lexicon);

impl Lists {
    /// Parses the lists.
    ///
    /// # Errors
    ///
    /// If a list is malformed.
    pub fn new() -> Result<Self, LoadError> {
        Lexicon::embedded().map(Self).map_err(LoadError::Lexicon)
    }

    /// The abbreviations as they are written, each with its kind.
    #[must_use]
    pub fn abbreviations() -> Vec<(&'static str, &'static str)> {
        lexicon::abbreviations().unwrap_or_default()
    }

    /// Walks through a text, asking the teacher at every place.
    pub fn walk(&self, text: &str, teacher: &mut impl Teacher) -> Reading {
        walk(text, &self.0, &mut Asked(teacher))
    }
}

/// A feature's place in a table of `1 << bits` weights.
#[must_use]
pub fn place(feature: u64, bits: u8) -> usize {
    slot(feature, bits)
}

/// Packs weights, four for each place inside a chunk (in the order of [`Inside::ALL`]) and one for
/// each gap, into a model.
///
/// # Errors
///
/// If compression fails.
pub fn pack(
    inside_bits: u8,
    inside: Vec<[i8; INSIDE_LABELS]>,
    gap_bits: u8,
    gap: Vec<i8>,
) -> std::io::Result<Vec<u8>> {
    Model {
        inside_bits,
        gap_bits,
        inside,
        gap,
    }
    .to_bytes()
}
