//! Which word of ours is which word of the gold file, as the CoNLL 2018 shared task has it.
//!
//! Words of their own are the same where they stand on the same characters. Within a stretch that
//! multiword tokens of either side cover, forms are compared, and the longest common subsequence is
//! taken, since no part of such a token has characters that are its own.

use std::ops::Range;

use crate::conllu::{Layout, Sentence};

/// A word of either side, as the alignment sees it.
#[derive(Clone, Debug)]
pub(super) struct AlignWord {
    /// Where its token stands in the text.
    pub(super) token: Range<usize>,
    /// Whether it shares its token with others.
    pub(super) multiword: bool,
    /// Its form in lower case.
    pub(super) form: String,
}

/// The words of a whole file, in order.
pub(super) fn words_of(sentences: &[Sentence], layout: &Layout) -> Vec<AlignWord> {
    let mut words = Vec::new();
    for (sentence, placed) in sentences.iter().zip(&layout.sentences) {
        for (place, word) in sentence.words.iter().enumerate() {
            let token = placed.tokens[placed.token_of[place]].clone();
            words.push(AlignWord {
                token,
                multiword: placed.is_multiword(place),
                form: word.form.to_lowercase(),
            });
        }
    }
    words
}

/// For each gold word, the system word that is the same one.
pub(super) fn align(gold: &[AlignWord], system: &[AlignWord]) -> Vec<Option<usize>> {
    let mut aligned = vec![None; gold.len()];
    let (mut at_gold, mut at_system) = (0, 0);
    while let (Some(left), Some(right)) = (gold.get(at_gold), system.get(at_system)) {
        if left.multiword || right.multiword {
            let (gold_run, system_run) = multiword_stretch(gold, system, at_gold, at_system);
            for (left, right) in longest_common(&gold[gold_run.clone()], &system[system_run.clone()]) {
                aligned[gold_run.start + left] = Some(system_run.start + right);
            }
            (at_gold, at_system) = (gold_run.end, system_run.end);
        } else if left.token == right.token {
            aligned[at_gold] = Some(at_system);
            (at_gold, at_system) = (at_gold + 1, at_system + 1);
        } else if left.token.start <= right.token.start {
            at_gold += 1;
        } else {
            at_system += 1;
        }
    }
    aligned
}

/// The words on both sides that multiword tokens tie together, from here on.
fn multiword_stretch(
    gold: &[AlignWord],
    system: &[AlignWord],
    mut at_gold: usize,
    mut at_system: usize,
) -> (Range<usize>, Range<usize>) {
    let (left, right) = (&gold[at_gold], &system[at_system]);
    let mut end;
    if left.multiword {
        end = left.token.end;
        at_system += usize::from(!right.multiword && right.token.start < left.token.start);
    } else {
        end = right.token.end;
        at_gold += usize::from(left.token.start < right.token.start);
    }
    let (first_gold, first_system) = (at_gold, at_system);
    loop {
        let (left, right) = (gold.get(at_gold), system.get(at_system));
        if is_beyond(left, end) && is_beyond(right, end) {
            return (first_gold..at_gold, first_system..at_system);
        }
        let takes_gold = match (left, right) {
            (Some(left), Some(right)) => left.token.start <= right.token.start,
            (left, _) => left.is_some(),
        };
        let (taken, place) = if takes_gold { (left, &mut at_gold) } else { (right, &mut at_system) };
        if let Some(word) = taken.filter(|word| word.multiword) {
            end = end.max(word.token.end);
        }
        *place += 1;
    }
}

fn is_beyond(word: Option<&AlignWord>, end: usize) -> bool {
    word.is_none_or(|word| if word.multiword { word.token.start >= end } else { word.token.end > end })
}

/// The pairs of a longest common subsequence of forms.
fn longest_common(gold: &[AlignWord], system: &[AlignWord]) -> Vec<(usize, usize)> {
    // longest[g][s]: how many pairs the words from g and from s on can make.
    let mut longest = vec![vec![0_usize; system.len() + 1]; gold.len() + 1];
    for g in (0..gold.len()).rev() {
        for s in (0..system.len()).rev() {
            let both = if gold[g].form == system[s].form { 1 + longest[g + 1][s + 1] } else { 0 };
            longest[g][s] = both.max(longest[g + 1][s]).max(longest[g][s + 1]);
        }
    }
    let (mut g, mut s) = (0, 0);
    let mut pairs = Vec::new();
    while g < gold.len() && s < system.len() {
        if gold[g].form == system[s].form {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if longest[g][s] == longest[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `form@start-end`, with a `+` before those that share their token.
    fn words(text: &str) -> Vec<AlignWord> {
        text.split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| {
                let (form, place) = word.trim_start_matches('+').split_once('@').unwrap();
                let (start, end) = place.split_once('-').unwrap();
                let token = start.parse().unwrap()..end.parse().unwrap();
                AlignWord { token, multiword: word.starts_with('+'), form: form.to_owned() }
            })
            .collect()
    }

    fn check(gold: &str, system: &str, expected: &[Option<usize>]) {
        assert_eq!(align(&words(gold), &words(system)), expected, "{gold} / {system}");
    }

    #[test]
    fn words_on_the_same_characters_are_the_same() {
        check("a@0-1 b@1-2 c@2-3", "a@0-1 b@1-2 c@2-3", &[Some(0), Some(1), Some(2)]);
        check("a@0-1 b@1-2 c@2-3", "ab@0-2 c@2-3", &[None, None, Some(1)]);
        check("ab@0-2 c@2-3", "a@0-1 b@1-2 c@2-3", &[None, Some(2)]);
        check("a@0-1", "", &[None]);
        check("", "a@0-1", &[]);
    }

    #[test]
    fn parts_of_multiword_tokens_are_matched_by_form() {
        check("+do@0-5 +n't@0-5 go@6-8", "+do@0-5 +n't@0-5 go@6-8", &[Some(0), Some(1), Some(2)]);
        check("+do@0-5 +n't@0-5 go@6-8", "don't@0-5 go@6-8", &[None, None, Some(1)]);
        check("+do@0-5 +n't@0-5 go@6-8", "do@0-2 n't@2-5 go@6-8", &[Some(0), Some(1), Some(2)]);
        check("don@0-3 't@3-5 go@6-8", "+do@0-5 +n't@0-5 go@6-8", &[None, None, Some(2)]);
        check("+do@0-5 +n't@0-5 go@6-8", "+do@0-8 +go@0-8", &[Some(0), None, Some(1)]);
    }

    #[test]
    fn every_pair_is_in_order_and_used_once() {
        // All ways to cut six characters into tokens of one to three, some of them multiword tokens.
        fn cuts(from: usize, so_far: &mut Vec<AlignWord>, all: &mut Vec<Vec<AlignWord>>) {
            if from == 6 {
                all.push(so_far.clone());
            }
            for end in from + 1..=6.min(from + 3) {
                let word =
                    |multiword| AlignWord { token: from..end, multiword, form: format!("{}", end % 2) };
                so_far.push(word(false));
                cuts(end, so_far, all);
                so_far.pop();
                if end - from > 1 {
                    so_far.extend([word(true), word(true)]);
                    cuts(end, so_far, all);
                    so_far.truncate(so_far.len() - 2);
                }
            }
        }
        let mut all = Vec::new();
        cuts(0, &mut Vec::new(), &mut all);
        for gold in &all {
            let itself: Vec<_> = (0..gold.len()).map(Some).collect();
            assert_eq!(align(gold, gold), itself);
            for system in &all {
                let used: Vec<usize> = align(gold, system).into_iter().flatten().collect();
                assert!(used.is_sorted_by(|one, next| one < next), "{gold:?}\n{system:?}");
            }
        }
    }
}
