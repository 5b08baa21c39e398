//! What is kept of an article to find its copies.

use dragoman_text::Article;
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Words in a run that is hashed to find candidates.
const RUN: usize = 5;
/// Runs of which one is chosen.
const WINDOW: usize = 8;
/// Any shared run of this many words makes two articles candidates.
pub const CERTAIN_RUN: usize = RUN + WINDOW - 1;
/// Words in a run that is counted for containment: short enough to outlive edits.
const SHINGLE: usize = 3;

/// What is kept of an article to find its copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// The day it was published, where that is known.
    pub day: Option<Date>,
    /// Hashes of chosen runs of five words, sorted: two articles that share one are candidates.
    pub keys: Vec<u64>,
    /// Hashes of all runs of three words, sorted, each once.
    pub(crate) shingles: Vec<u64>,
    /// The words, as they are compared.
    pub(crate) words: Vec<Word>,
}

/// A word of a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of its lower-case letters.
    pub(crate) hash: u64,
    /// What it is, as far as the eye can tell.
    pub(crate) look: Look,
}

/// What a word is, as far as the eye can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// In small letters, or at the beginning of a sentence.
    Plain,
    /// With a capital where the sentence does not ask for one.
    Name,
    /// With a digit.
    Number,
}

impl Fingerprint {
    /// Takes the fingerprint of an article; boilerplate has no part in it.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let body = article.blocks.iter().filter(|block| block.kind.is_article());
        let mut words = Vec::new();
        if article.blocks.is_empty() {
            words_of(&article.text, &mut words);
        }
        for block in body {
            words_of(block.span.of(&article.text), &mut words);
        }
        Self::of_words(article.metadata.published.as_ref().map(|one| one.day), words)
    }

    /// The words alone, from which all else can be had: what is kept where the text itself may not be.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words
            .iter()
            .flat_map(|word| word.hash.to_le_bytes().into_iter().chain([word.look as u8]))
            .collect()
    }

    /// The fingerprint of words that were kept; what is not a whole word at the end is left out.
    #[must_use]
    pub fn from_bytes(day: Option<Date>, bytes: &[u8]) -> Self {
        let (words, _) = bytes.as_chunks::<9>();
        let words = words.iter().map(|&[a, b, c, d, e, f, g, h, look]| Word {
            hash: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            look: match look {
                1 => Look::Name,
                2 => Look::Number,
                _ => Look::Plain,
            },
        });
        Self::of_words(day, words.collect())
    }

    fn of_words(day: Option<Date>, words: Vec<Word>) -> Self {
        let hashes: Vec<u64> = words.iter().map(|word| word.hash).collect();
        let mut shingles: Vec<u64> = hashes.windows(SHINGLE.min(hashes.len()).max(1)).map(hash_run).collect();
        shingles.sort_unstable();
        shingles.dedup();
        Self { day, keys: keys(&hashes), shingles, words }
    }

    /// How many words there are.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.words.len()
    }
}

fn words_of(text: &str, words: &mut Vec<Word>) {
    let mut at_start = true;
    let mut last_end = 0;
    for (start, run) in runs(text) {
        at_start |= text[last_end..start].contains(['.', '!', '?', ':', '"', '“', '”', '\n']);
        last_end = start + run.len();
        let look = if run.bytes().any(|byte| byte.is_ascii_digit()) {
            Look::Number
        } else if !at_start && run.chars().next().is_some_and(char::is_uppercase) {
            Look::Name
        } else {
            Look::Plain
        };
        words.push(Word { hash: xxh3_64_with_seed(run.to_lowercase().as_bytes(), 0), look });
        at_start = false;
    }
}

/// Runs of letters and digits, with the byte at which each begins.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(move |run| (run.as_ptr() as usize - text.as_ptr() as usize, run))
}

fn hash_run(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash, word| xxh3_64_with_seed(&word.to_le_bytes(), hash))
}

/// Of every [`WINDOW`] neighbouring runs the one with the smallest hash; of equal ones the last.
fn keys(words: &[u64]) -> Vec<u64> {
    let runs: Vec<u64> = words.windows(RUN.min(words.len()).max(1)).map(hash_run).collect();
    let mut keys: Vec<u64> = runs
        .windows(WINDOW.min(runs.len()).max(1))
        .filter_map(|window| window.iter().min())
        .copied()
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::Look::{Name, Number, Plain};
    use super::*;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(&Article { text: text.to_owned(), ..Article::default() })
    }

    #[test]
    fn letters_and_marks_do_not_count() {
        let one = print("The envoys met in Geneva on Friday, and agreed to meet again.");
        let two = print("the envoys met in Geneva — on FRIDAY — and agreed to meet again");
        assert_eq!(one.keys, two.keys);
        assert_eq!(one.shingles, two.shingles);
    }

    #[test]
    fn a_shared_run_of_words_is_a_shared_key() {
        let shared = "ministers of both countries signed a treaty on fishing in the northern sea";
        assert!(shared.split(' ').count() > CERTAIN_RUN);
        let one = print(&format!("After years of quarrels the {shared} yesterday, officials told us."));
        let two = print(&format!("What nobody expected happened: {shared} before noon."));
        assert!(one.keys.iter().any(|key| two.keys.contains(key)));
    }

    #[test]
    fn capitals_inside_a_sentence_are_names() {
        let looks: Vec<Look> = print("Talks began. They went on in Geneva for 3 days.")
            .words
            .iter()
            .map(|word| word.look)
            .collect();
        assert_eq!(looks, [Plain, Plain, Plain, Plain, Plain, Plain, Name, Plain, Number, Plain]);
    }

    #[test]
    fn the_words_are_enough() {
        let one =
            print("The envoys met in Geneva on 3 May, and agreed to meet again before the summer is over.");
        assert_eq!(Fingerprint::from_bytes(None, &one.to_bytes()), one);
    }

    #[test]
    fn nothing_has_no_keys() {
        assert_eq!(print(""), Fingerprint::default());
        assert!(print(" … — ").keys.is_empty());
    }
}
