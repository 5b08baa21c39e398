//! Lists of known names, and what they add to what is read from a token to find names.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::forms::Folded;
use super::lexical::{FNV_EMPTY, fnv_on};

/// Known names with their kinds, and a vector for each kind and place in a name.
pub(crate) struct Gazetteer {
    /// Kinds as bits, by the key of the name's tokens: see [`lengthen`].
    pub(crate) names: HashMap<u64, u16, BuildHasherDefault<Folded>>,
    /// Tokens of the longest name.
    pub(crate) longest: usize,
    /// Rows of the features: for each kind, of a token that begins and that continues such a name.
    pub(crate) weights: Vec<f32>,
    /// Length of a row.
    pub(crate) width: usize,
}

/// What a token brings to the search.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Hash of the form's normal form.
    pub(crate) word: u64,
    /// Whether a name may begin here: the form begins with a capital or a digit.
    pub(crate) opens: bool,
}

/// The key of no tokens.
pub(crate) const EMPTY: u64 = FNV_EMPTY;

/// Lengthens the key of some tokens by one more: 64-bit FNV-1a over the hashes of their normal forms.
pub(crate) fn lengthen(key: u64, word: u64) -> u64 {
    fnv_on(key, word.to_le_bytes().into_iter())
}

impl Gazetteer {
    /// Finds names in a sentence: at each token the longest, from left to right. Sets the bits of the
    /// features in `features`, a number a token.
    pub(crate) fn find(&self, tokens: &[Known], features: &mut [u32]) {
        let mut at = 0;
        while at < tokens.len() {
            let found = if tokens[at].opens { self.longest_at(&tokens[at..]) } else { None };
            let Some((length, kinds)) = found else {
                at += 1;
                continue;
            };
            for (place, features) in features[at..at + length].iter_mut().enumerate() {
                let continues = u32::from(place > 0);
                for kind in (0..16).filter(|kind| kinds >> kind & 1 == 1) {
                    *features |= 1 << (2 * kind + continues);
                }
            }
            at += length;
        }
    }

    /// Length and kinds of the longest name that the tokens begin with.
    fn longest_at(&self, tokens: &[Known]) -> Option<(usize, u16)> {
        let mut key = EMPTY;
        let mut found = None;
        for (token, length) in tokens.iter().zip(1..=self.longest) {
            key = lengthen(key, token.word);
            found = self.names.get(&key).map(|&kinds| (length, kinds)).or(found);
        }
        found
    }

    /// Adds the vectors of a token's features.
    pub(crate) fn add(&self, features: u32, values: &mut [f32]) {
        for (feature, row) in self.weights.chunks_exact(self.width).enumerate() {
            if features >> feature & 1 == 1 {
                for (value, weight) in values.iter_mut().zip(row) {
                    *value += weight;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, Gazetteer, Known, lengthen};

    #[test]
    fn the_longest_name_is_found_from_left_to_right() {
        // Words are their own hashes here: 1 "New", 2 "York", 3 "Times", 4 "Herald".
        let key = |words: &[u64]| words.iter().fold(EMPTY, |key, &word| lengthen(key, word));
        let names =
            [(key(&[1, 2]), 0b001), (key(&[1, 2, 3]), 0b010), (key(&[2]), 0b100)].into_iter().collect();
        let gazetteer = Gazetteer { names, longest: 3, weights: vec![0.0; 12], width: 2 };
        let check = |words: &[(u64, bool)], expected: &[u32]| {
            let tokens: Vec<Known> = words.iter().map(|&(word, opens)| Known { word, opens }).collect();
            let mut features = vec![0; tokens.len()];
            gazetteer.find(&tokens, &mut features);
            assert_eq!(features, expected, "{words:?}");
        };
        check(&[(1, true), (2, true), (4, true)], &[0b01, 0b10, 0]);
        check(&[(1, true), (2, true), (3, true)], &[0b0100, 0b1000, 0b1000]);
        check(&[(1, false), (2, true), (3, true)], &[0, 0b1_0000, 0]);
        check(&[(1, true)], &[0]);
        check(&[], &[]);
    }

    #[test]
    fn vectors_of_all_features_are_added() {
        let weights = vec![1.0, 2.0, 10.0, 20.0, 100.0, 200.0, 0.5, 0.5];
        let gazetteer = Gazetteer { names: [].into_iter().collect(), longest: 1, weights, width: 2 };
        let mut values = [0.0, 0.0];
        gazetteer.add(0b101, &mut values);
        assert_eq!(values.map(f32::to_bits), [101.0_f32, 202.0].map(f32::to_bits));
    }
}
