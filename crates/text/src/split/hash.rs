//! The one hash behind features and word lists: cheap, and the same on every machine.

/// Odd multiplier with well-spread bits (2^64 divided by the golden ratio).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of nothing.
pub(super) const EMPTY: u64 = 0x5149_5f2d_0e1c_7a33;

/// Adds a value to a hash; the order of values matters.
#[inline]
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER)
}

/// Adds two values to a hash.
#[inline]
pub(super) fn mix2(hash: u64, first: u64, second: u64) -> u64 {
    mix(mix(hash, first), second)
}

/// Features of one decision, as hashes; a fixed buffer, so that a decision allocates nothing.
#[derive(Clone, Debug)]
pub(super) struct Features {
    hashes: [u64; Self::CAPACITY],
    len: usize,
}

impl Features {
    /// More than any decision has; further ones would be left out.
    const CAPACITY: usize = 64;

    pub(super) fn new() -> Self {
        Self {
            hashes: [0; Self::CAPACITY],
            len: 0,
        }
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds the feature `template` with a hashed value.
    #[inline]
    pub(super) fn push(&mut self, template: u64, value: u64) {
        if let Some(slot) = self.hashes.get_mut(self.len) {
            *slot = mix(value, template);
            self.len += 1;
        }
    }

    #[inline]
    pub(super) fn as_slice(&self) -> &[u64] {
        self.hashes.get(..self.len).unwrap_or(&[])
    }
}
