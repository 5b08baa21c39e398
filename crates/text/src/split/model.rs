//! The trained weights, and how they are kept.

use thiserror::Error;

use super::hash::mix;

/// Why a splitter could not be loaded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes do not begin as a splitter's model does.
    #[error("not a splitter model: it does not begin with {MAGIC:?}")]
    NotAModel,
    /// The model was made for another version of this program.
    #[error(
        "splitter model of version {found}, but this program reads version {VERSION}; train it anew"
    )]
    Version {
        /// The version that the model names.
        found: u8,
    },
    /// The model is cut short or damaged.
    #[error("damaged splitter model: {0}")]
    Damaged(&'static str),
    /// A word list compiled into the program is malformed.
    #[error("malformed word list: {0}")]
    Lexicon(String),
}

const MAGIC: &[u8; 8] = b"dragospl";
const VERSION: u8 = 1;
/// Magic, version, two sizes, one reserved byte, checksum.
const HEADER: usize = 8 + 4 + 8;
/// Larger tables are refused, so that a damaged header cannot ask for much memory.
const LARGEST_BITS: u8 = 22;

/// What a decision inside a chunk may be, in the order of their weights.
pub(super) const INSIDE_LABELS: usize = 4;

/// Weights of hashed features, one byte each.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) inside_bits: u8,
    pub(super) gap_bits: u8,
    pub(super) inside: Vec<[i8; INSIDE_LABELS]>,
    pub(super) gap: Vec<i8>,
}

/// A feature's place in a table of `1 << bits` weights.
#[inline]
pub(super) fn slot(feature: u64, bits: u8) -> usize {
    usize::try_from(feature >> (64 - u32::from(bits.clamp(1, LARGEST_BITS)))).unwrap_or(0)
}

impl Model {
    /// Sums the weights of each decision inside a chunk.
    #[inline]
    pub(super) fn inside(&self, features: &[u64]) -> [i32; INSIDE_LABELS] {
        let mut sums = [0; INSIDE_LABELS];
        for &feature in features {
            if let Some(weights) = self.inside.get(slot(feature, self.inside_bits)) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(*weight);
                }
            }
        }
        sums
    }

    /// Sums the weights for a sentence boundary between two chunks.
    #[inline]
    pub(super) fn gap(&self, features: &[u64]) -> i32 {
        features
            .iter()
            .filter_map(|&feature| self.gap.get(slot(feature, self.gap_bits)))
            .map(|weight| i32::from(*weight))
            .sum()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(LoadError::NotAModel)?;
        let (&[version, inside_bits, gap_bits, _], rest) = rest
            .split_first_chunk()
            .ok_or(LoadError::Damaged("the header is cut short"))?;
        if version != VERSION {
            return Err(LoadError::Version { found: version });
        }
        let (checksum, packed) = rest
            .split_first_chunk()
            .ok_or(LoadError::Damaged("the header is cut short"))?;
        let sizes = 1..=LARGEST_BITS;
        if !sizes.contains(&inside_bits) || !sizes.contains(&gap_bits) {
            return Err(LoadError::Damaged("sizes out of range"));
        }
        let inside_len = INSIDE_LABELS << inside_bits;
        let gap_len = 1_usize << gap_bits;
        let weights = zstd::bulk::decompress(packed, inside_len + gap_len)
            .map_err(|_| LoadError::Damaged("the weights do not unpack"))?;
        if weights.len() != inside_len + gap_len {
            return Err(LoadError::Damaged("weights are missing"));
        }
        if sum(&weights) != u64::from_le_bytes(*checksum) {
            return Err(LoadError::Damaged("the checksum differs"));
        }
        let mut weights = weights.into_iter().map(u8::cast_signed);
        let mut inside = vec![[0; INSIDE_LABELS]; 1 << inside_bits];
        for (weight, byte) in inside.iter_mut().flatten().zip(&mut weights) {
            *weight = byte;
        }
        Ok(Self {
            inside_bits,
            gap_bits,
            inside,
            gap: weights.collect(),
        })
    }

    /// The form that [`Self::from_bytes`] reads.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let weights: Vec<u8> = self
            .inside
            .iter()
            .flatten()
            .chain(&self.gap)
            .map(|weight| weight.cast_unsigned())
            .collect();
        let mut bytes = Vec::with_capacity(HEADER);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&[VERSION, self.inside_bits, self.gap_bits, 0]);
        bytes.extend_from_slice(&sum(&weights).to_le_bytes());
        bytes.extend(zstd::bulk::compress(&weights, 19)?);
        Ok(bytes)
    }
}

fn sum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |hash, byte| mix(hash, u64::from(*byte)))
}
