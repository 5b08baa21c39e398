//! What an outlet repeats over many articles.

use rustc_hash::FxHashMap;

use super::word::Word;

/// What one article tells of repetition: small, made by any worker, and added in the order of the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of who published it.
    pub(super) outlet: u64,
    /// The words of its headline, one bit each.
    pub(super) topic: u64,
    /// Hashes of its sentences.
    pub(super) sentences: Vec<u64>,
}

/// Counts in how many articles on different topics an outlet says the same sentence.
///
/// Memory is bounded: when there are more sentences than are to be kept, those seen least often are forgotten. The same articles in the same order give the same counts on any machine.
///
/// An article that was mostly seen before, such as one collected twice, is not counted; nor is one whose headline
/// has half of its words from one that was counted, such as an update.
#[derive(Clone, Debug)]
pub struct Repeats {
    seen: FxHashMap<u64, Seen>,
    most: usize,
    /// Sentences seen in fewer articles were forgotten when memory ran out.
    forgotten: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    n_articles: u32,
    /// The topics of the last articles counted.
    topics: [u64; 2],
}

/// Sentences of fewer words are said by anyone.
const SHORTEST: usize = 5;
/// An article with more of its sentences known than this, in tenths, was seen before.
const KNOWN: usize = 8;

/// Sentences that are kept where nothing else is said: some 40 MB.
const MOST: usize = 1 << 20;

impl Default for Repeats {
    fn default() -> Self {
        Self::keeping(MOST)
    }
}

impl Repeats {
    /// Has counted nothing yet, and keeps a million sentences, about 40 bytes each.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has counted nothing yet, and keeps that many sentences.
    #[must_use]
    pub fn keeping(most: usize) -> Self {
        Self { seen: FxHashMap::default(), most, forgotten: 0 }
    }

    /// Counts the sentences of an article.
    pub fn add(&mut self, sketch: &Sketch) {
        let n_known = sketch
            .sentences
            .iter()
            .filter(|hash| self.seen.contains_key(&key(sketch.outlet, **hash)))
            .count();
        if n_known * 10 > sketch.sentences.len() * KNOWN {
            return;
        }
        for hash in &sketch.sentences {
            let seen = self.seen.entry(key(sketch.outlet, *hash)).or_default();
            if seen.n_articles == 0 || !seen.topics.iter().any(|topic| is_same(*topic, sketch.topic)) {
                seen.topics = [sketch.topic, seen.topics[0]];
                seen.n_articles = seen.n_articles.saturating_add(1);
            }
        }
        while self.seen.len() > self.most {
            self.forgotten += 1;
            let least = self.forgotten;
            self.seen.retain(|_, seen| seen.n_articles > least);
        }
    }

    /// What is known of one outlet.
    pub(super) fn of(&self, outlet: u64) -> Known<'_> {
        Known { repeats: self, outlet }
    }
}

/// The repetitions of one outlet.
#[derive(Debug)]
pub(super) struct Known<'a> {
    repeats: &'a Repeats,
    outlet: u64,
}

impl Known<'_> {
    /// In how many articles the outlet has this sentence.
    pub(super) fn count(&self, words: &[Word]) -> u32 {
        let seen = sentence(words).and_then(|hash| self.repeats.seen.get(&key(self.outlet, hash)));
        seen.map_or(0, |seen| seen.n_articles)
    }
}

/// The hash of a sentence, any number in place of another; `None` where it is short.
pub(super) fn sentence(words: &[Word]) -> Option<u64> {
    let mut hash = 0_u64;
    let mut n_words = 0;
    for word in words.iter().filter(|word| !word.is_sign()) {
        let form = if word.is(super::word::NUMBER) { 1 } else { word.form };
        hash = mix(hash, form);
        n_words += 1;
    }
    (n_words >= SHORTEST).then_some(hash)
}

/// The bits of words that say what an article is about.
pub(super) fn topic(forms: impl Iterator<Item = u64>) -> u64 {
    forms.fold(0, |bits, form| bits | 1 << (mix(0, form) >> 58))
}

/// Whether half of the words of one are in the other.
fn is_same(one: u64, two: u64) -> bool {
    let least = one.count_ones().min(two.count_ones());
    least == 0 && one == two || least > 0 && (one & two).count_ones() * 2 >= least
}

fn key(outlet: u64, hash: u64) -> u64 {
    mix(outlet, hash)
}

/// 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(topic: u64, sentences: &[u64]) -> Sketch {
        Sketch { outlet: 1, topic, sentences: sentences.to_vec() }
    }

    fn count(repeats: &Repeats, sentence: u64) -> u32 {
        repeats.seen.get(&key(1, sentence)).map_or(0, |seen| seen.n_articles)
    }

    #[test]
    fn articles_on_different_topics_are_counted() {
        let mut repeats = Repeats::new();
        repeats.add(&article(0b0011, &[7, 1, 2, 3]));
        repeats.add(&article(0b1100, &[7, 4, 5, 6]));
        assert_eq!(count(&repeats, 7), 2);
        repeats.add(&article(0b1100, &[7, 8, 9, 10]));
        assert_eq!(count(&repeats, 7), 2, "the same topic again");
        repeats.add(&article(0b110000, &[7, 1, 2, 3]));
        assert_eq!(count(&repeats, 7), 2, "all of it was seen before");
        repeats.add(&Sketch { outlet: 2, ..article(0b110000, &[7, 11, 12]) });
        assert_eq!(count(&repeats, 7), 2, "another outlet");
    }

    #[test]
    fn what_is_seen_least_is_forgotten_first() {
        let mut repeats = Repeats::keeping(10);
        for number in 0..1000 {
            let first = 100 + number * 3;
            repeats.add(&article(1 << (number % 64), &[7, first, first + 1, first + 2]));
            assert!(repeats.seen.len() <= 10);
        }
        assert!(count(&repeats, 7) > 3, "{}", count(&repeats, 7));
    }
}
