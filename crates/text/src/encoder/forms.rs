//! A form's vector: its row of the word table beside a mixture of its parts; and a cache of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::gazetteer::Known;
use super::lexical::{self, Tables};
use crate::kernel::{Quantise, Simd};
use crate::model::{Dense, Table};

/// Forms that a cache holds before it is emptied; at 224 bytes each and the form itself, 20 MB.
const CACHED_FORMS: usize = 1 << 16;
/// Longer forms, which hardly recur, are not kept.
const CACHED_LENGTH: usize = 64;

/// What turns a form into its vector.
pub(crate) struct Forms {
    pub(crate) tables: Tables,
    /// Rows of the word table by the hash of the normal form.
    pub(crate) rows: HashMap<u64, u32, BuildHasherDefault<Folded>>,
    pub(crate) word: Table,
    pub(crate) affix: Table,
    pub(crate) ngram: Table,
    pub(crate) mix: Dense,
    pub(crate) out: Dense,
}

impl Forms {
    /// Length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.word.width + self.out.outputs()
    }

    /// The vector of a form, as bytes into `bytes`; returns their scale, and what the gazetteer needs.
    fn vector(&self, form: &str, bytes: &mut [u8], simd: Simd) -> (f32, Known) {
        let features = lexical::features(form, self.tables);
        let mut parts = vec![0.0; self.affix.width + self.ngram.width];
        let (affixes, ngrams) = parts.split_at_mut(self.affix.width);
        for &row in &features.affixes {
            self.affix.add(row as usize, affixes);
        }
        for &row in &features.ngrams {
            self.ngram.add(row as usize, ngrams);
        }
        #[allow(clippy::cast_precision_loss, reason = "a form has few n-grams")]
        let count = features.ngrams.len() as f32;
        for x in ngrams {
            *x /= count;
        }

        let mut mixed = self.mix.apply(&parts);
        for x in &mut mixed {
            *x = if *x > 0.0 { *x } else { 0.0 };
        }
        let mut vector = vec![0.0; self.word.width];
        self.word.add(self.rows.get(&features.word).copied().unwrap_or(0) as usize, &mut vector);
        vector.extend(self.out.apply(&mixed));

        let mut scale = [0.0];
        let width = vector.len();
        Quantise { values: &vector, stride: width, first: 0, width, bytes, scale: &mut scale }.run(simd);
        let opens = form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        (scale[0], Known { word: features.word, opens })
    }
}

/// Vectors of forms met so far, so that each is computed once.
#[derive(Default)]
pub(crate) struct FormCache {
    slots: HashMap<Box<str>, u32, BuildHasherDefault<Folded>>,
    bytes: Vec<u8>,
    scale: Vec<(f32, Known)>,
}

impl FormCache {
    /// Writes the vector of a form to `bytes`; returns its scale, and what the gazetteer needs.
    pub(crate) fn vector(&mut self, forms: &Forms, form: &str, bytes: &mut [u8], simd: Simd) -> (f32, Known) {
        let width = forms.width();
        if let Some(&slot) = self.slots.get(form) {
            let slot = slot as usize;
            bytes.copy_from_slice(&self.bytes[slot * width..(slot + 1) * width]);
            return self.scale[slot];
        }
        let scale = forms.vector(form, bytes, simd);
        if form.len() <= CACHED_LENGTH {
            if self.scale.len() >= CACHED_FORMS {
                self.slots.clear();
                self.bytes.clear();
                self.scale.clear();
            }
            if let Ok(slot) = u32::try_from(self.scale.len()) {
                self.slots.insert(form.into(), slot);
                self.bytes.extend_from_slice(bytes);
                self.scale.push(scale);
            }
        }
        scale
    }
}

/// A fast hash with a fixed seed: eight bytes at a time, multiplied and folded. Forms come from the
/// open web, but the table is bounded, so that collisions made on purpose cost time within bounds.
#[derive(Clone, Copy, Default)]
pub(crate) struct Folded(u64);

impl Folded {
    fn mix(&mut self, x: u64) {
        let product = u128::from(self.0 ^ x) * 0x9E37_79B9_7F4A_7C15;
        #[allow(clippy::cast_possible_truncation, reason = "folding the halves together is the point")]
        let folded = product as u64 ^ (product >> 64) as u64;
        self.0 = folded;
    }
}

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
        }
        let rest = chunks.remainder().iter().fold(bytes.len() as u64, |h, &b| (h << 8) | u64::from(b));
        self.mix(rest);
    }
    fn write_u8(&mut self, x: u8) {
        self.0 = self.0.wrapping_add(u64::from(x));
    }
    fn write_u64(&mut self, x: u64) {
        self.mix(x);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}
