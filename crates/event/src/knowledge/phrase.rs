//! Finds listed phrases in running text: the longest one that begins at a word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::fold::{self, Hash};

/// A word of a text, folded: its hash and the token it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Hash of its letters.
    pub(crate) hash: u64,
    /// The token it stands in.
    pub(crate) token: u32,
    /// Whether it is the first word of its token.
    pub(crate) begins: bool,
    /// Whether it is the last word of its token.
    pub(crate) ends: bool,
    /// Whether a phrase may go on after it: the sentence does, and no sign of punctuation but a hyphen follows.
    pub(crate) goes_on: bool,
}

/// Keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Already(u64);

impl Hasher for Already {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        // The table takes its buckets from the low bits and its tags from the high ones.
        self.0 ^ (self.0 >> 29)
    }
}

/// A map whose keys are hashes.
type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Already>>;

/// What is known of a run of words.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The entries of the phrase that ends here: first and how many.
    first: u32,
    n: u32,
    /// Whether a longer phrase begins like this.
    goes_on: bool,
}

/// Phrases with what they stand for.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    slots: ByHash<Slot>,
    entries: Vec<T>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { slots: ByHash::default(), entries: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Lists phrases. Those with the same words keep their order.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let phrases = phrases.into_iter();
        let mut prefixes = Vec::with_capacity(phrases.size_hint().0 * 2);
        let mut hashed: Vec<(u64, T)> = Vec::with_capacity(phrases.size_hint().0);
        for (phrase, entry) in phrases {
            let mut hash = Hash::START;
            let mut n_words = 0;
            fold::words(phrase, |word, _, _| {
                if n_words > 0 {
                    prefixes.push(hash.0);
                }
                hash = hash.then(word);
                n_words += 1;
            });
            if n_words > 0 {
                hashed.push((hash.0, entry));
            }
        }
        hashed.sort_by_key(|(hash, _)| *hash);
        let mut slots = ByHash::with_capacity_and_hasher(
            hashed.len() + prefixes.len() * 2 / 3,
            BuildHasherDefault::default(),
        );
        for prefix in prefixes {
            slots.entry(prefix).or_insert_with(Slot::default).goes_on = true;
        }
        let mut entries = Vec::with_capacity(hashed.len());
        for (hash, entry) in hashed {
            let slot: &mut Slot = slots.entry(hash).or_default();
            if slot.n == 0 {
                slot.first = entries.len() as u32;
            }
            slot.n += 1;
            entries.push(entry);
        }
        Self { slots, entries }
    }

    /// What a phrase stands for.
    pub(crate) fn get(&self, phrase: &str) -> &[T] {
        self.slots.get(&Hash::of(phrase).0).map_or(&[], |slot| self.of(*slot))
    }

    /// What any of the phrases stands for.
    pub(crate) fn entries(&self) -> &[T] {
        &self.entries
    }

    fn of(&self, slot: Slot) -> &[T] {
        self.entries.get(slot.first as usize..(slot.first + slot.n) as usize).unwrap_or(&[])
    }

    /// All phrases that begin with the first of the words, shortest first: how many words each has, and what it
    /// stands for.
    pub(crate) fn beginning<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = (usize, &'a [T])> {
        let mut hash = Hash::START;
        let mut open = words.first().is_some_and(|word| word.begins);
        words
            .iter()
            .enumerate()
            .map_while(move |(place, word)| {
                if !open {
                    return None;
                }
                hash = hash.then(word.hash);
                let slot = *self.slots.get(&hash.0)?;
                open = slot.goes_on && word.goes_on;
                Some((place + 1, word.ends, slot))
            })
            .filter(|(_, ends, slot)| *ends && slot.n > 0)
            .map(|(n_words, _, slot)| (n_words, self.of(slot)))
    }

    /// Bytes that it occupies, about.
    pub(crate) fn n_bytes(&self) -> usize {
        self.slots.capacity() * (size_of::<(u64, Slot)>() + 1) + self.entries.capacity() * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        for (token, form) in text.split(' ').enumerate() {
            let first = words.len();
            fold::words(form, |hash, _, _| {
                words.push(Word { hash, token: token as u32, begins: false, ends: false, goes_on: true });
            });
            if let Some(word) = words.get_mut(first) {
                word.begins = true;
            }
            if let Some(word) = words.last_mut() {
                word.ends = true;
            }
        }
        words
    }

    #[test]
    fn the_words_of_a_phrase_are_found_whatever_the_tokens() {
        let phrases = Phrases::new([("Moon Jae-in", 1), ("Moon", 2), ("U.S.", 3), ("Côte d'Ivoire", 4)]);
        let found = |text: &str| -> Vec<(usize, i32)> {
            phrases.beginning(&words(text)).map(|(n_words, found)| (n_words, found[0])).collect()
        };
        assert_eq!(found("Moon Jae - in said"), [(1, 2), (3, 1)]);
        assert_eq!(found("Moon Jae-in said"), [(1, 2), (3, 1)]);
        assert_eq!(found("US troops"), [(1, 3)]);
        assert_eq!(found("Cote d'Ivoire"), [(2, 4)]);
        assert_eq!(found("Moon-based"), []);
        assert_eq!(phrases.get("moon jae in"), [1]);
        assert!(phrases.get("sun").is_empty());
        assert!(phrases.n_bytes() > 0);
    }
}
