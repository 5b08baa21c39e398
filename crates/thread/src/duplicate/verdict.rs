//! Whether two articles are the same text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Fingerprint;
use super::fingerprint::{Look, Word};

/// Copies are printed within days of each other; what comes later in the same words is another happening.
const LATEST_COPY_DAYS: i32 = 4;
/// How much of the shorter one must stand in the longer.
const CONTAINED: f32 = 0.65;
/// Texts shorter than this have few words that could differ: they must be alike, and where both are short, of the
/// same day or the next.
const SHORT: usize = 40;
/// How much of a short one must stand in the longer.
const SHORT_CONTAINED: f32 = 0.85;
/// Replacements longer than this many words are new passages and not other fillings of a slot.
const SLOT: usize = 14;
/// Words at the beginning, where it is said who meets whom: one other name there is enough to tell of somebody else.
const LEAD: usize = 45;
/// One other name in so many words further down is an edit; more tell of somebody else.
const WORDS_A_SWAP: usize = 60;

/// What is said of two articles, and why.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// One text: how much of the shorter one stands in the longer, 0 to 1.
    Copy(f32),
    /// Too little in common: how much of the shorter one stands in the longer, 0 to 1.
    Unlike(f32),
    /// The same words, printed so many days apart.
    OtherDay(i32),
    /// One template, filled with other names so many times.
    OtherNames(usize),
}

impl Verdict {
    /// Whether it is one text.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        matches!(self, Self::Copy(_))
    }
}

/// Judges two articles. The order of the two does not matter.
#[must_use]
pub fn judge(one: &Fingerprint, two: &Fingerprint) -> Verdict {
    let (shorter, longer) = if (one.n_words(), &one.shingles) <= (two.n_words(), &two.shingles) {
        (one, two)
    } else {
        (two, one)
    };
    let is_short = shorter.n_words() < SHORT;
    let containment = one.likeness(two);
    if containment < if is_short { SHORT_CONTAINED } else { CONTAINED } {
        return Verdict::Unlike(containment);
    }
    if let Some((one, two)) = one.day.zip(two.day) {
        let apart = (two - one).get_days().abs();
        if apart > if longer.n_words() < SHORT { 1 } else { LATEST_COPY_DAYS } {
            return Verdict::OtherDay(apart);
        }
    }
    match swaps(&shorter.words, &longer.words) {
        Swaps { n_lead: 0, n_all } if n_all * WORDS_A_SWAP <= shorter.n_words() => Verdict::Copy(containment),
        Swaps { n_all, .. } => Verdict::OtherNames(n_all),
    }
}

impl Fingerprint {
    /// How much of the shorter one stands in the longer, by runs of three words, 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        containment(&self.shingles, &other.shingles)
    }
}

/// How much of the shorter list stands in the longer, 0 to 1; both are sorted.
fn containment(one: &[u64], two: &[u64]) -> f32 {
    let (mut one_idx, mut two_idx, mut n_shared) = (0, 0, 0_usize);
    while let (Some(left), Some(right)) = (one.get(one_idx), two.get(two_idx)) {
        n_shared += usize::from(left == right);
        one_idx += usize::from(left <= right);
        two_idx += usize::from(right <= left);
    }
    match one.len().min(two.len()) {
        0 => 0.0,
        shorter => n_shared as f32 / shorter as f32,
    }
}

/// How often the same place of the same sentence is filled with another name.
struct Swaps {
    n_lead: usize,
    n_all: usize,
}

/// Counts them. A name that was put in, taken out or moved is an edit; one that stands where another stood tells of
/// somebody else. "Another" is one that does not stand near that place in the other text.
fn swaps(one: &[Word], two: &[Word]) -> Swaps {
    let hashes = |words: &[Word]| words.iter().map(|word| word.hash).collect::<Vec<u64>>();
    let (one_hashes, two_hashes) = (hashes(one), hashes(two));
    let near = |words: &[u64], place: usize, n_words: usize| {
        words[place.saturating_sub(LEAD)..words.len().min(place + n_words + LEAD)].to_vec()
    };
    let named = |words: &[Word], others: &[u64]| {
        words.iter().any(|word| word.look == Look::Name && !others.contains(&word.hash))
    };
    let mut swaps = Swaps { n_lead: 0, n_all: 0 };
    for change in capture_diff_slices(Algorithm::Patience, &one_hashes, &two_hashes) {
        let DiffOp::Replace { old_index, old_len, new_index, new_len } = change else { continue };
        if old_len.max(new_len) <= SLOT
            && named(&one[old_index..old_index + old_len], &near(&two_hashes, new_index, new_len))
            && named(&two[new_index..new_index + new_len], &near(&one_hashes, old_index, old_len))
        {
            swaps.n_all += 1;
            swaps.n_lead += usize::from(old_index < LEAD && new_index < LEAD);
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use dragoman_text::{Article, DateReason, Metadata, Published};
    use jiff::civil::{Date, date};

    use super::*;

    fn article(day: Option<Date>, text: &str) -> Fingerprint {
        let published = day.map(|day| Published {
            day,
            reason: DateReason::Given,
            words: String::new(),
            conflicts: Vec::new(),
        });
        Fingerprint::of(&Article {
            text: text.to_owned(),
            metadata: Metadata { published, ..Metadata::default() },
            ..Article::default()
        })
    }

    const CALL: &str = "The president spoke by phone today with King Harald of Norway about the fisheries dispute in the north. \
        He thanked the King for his country's support and they agreed to stay in close contact. The leaders also discussed \
        the situation in the Barents Sea and the safety of shipping.";

    #[test]
    fn cuts_updates_and_new_beginnings_are_copies() {
        let whole = article(Some(date(2021, 3, 4)), CALL);
        for other in [
            "OSLO (NTB) — The president spoke by phone today with King Harald of Norway about the fisheries dispute in the north. \
             He thanked the King for his country's support and they agreed to stay in close contact.",
            "He thanked the King for his country's support and they agreed to stay in close contact.",
            "The president spoke by phone today with King Harald of Norway about the fisheries dispute in the north, which has \
             lasted for 3 years. He thanked the King for his country's support and they agreed to stay in close contact. The \
             leaders also discussed the situation in the Barents Sea and the safety of shipping. Fishermen in Tromso welcomed \
             the call.",
        ] {
            let verdict = judge(&whole, &article(Some(date(2021, 3, 6)), other));
            assert!(verdict.is_copy(), "{other}: {verdict:?}");
        }
    }

    #[test]
    fn the_same_words_weeks_later_tell_of_something_else() {
        let verdict = judge(&article(Some(date(2021, 3, 4)), CALL), &article(Some(date(2021, 4, 20)), CALL));
        assert_eq!(verdict, Verdict::OtherDay(47));
    }

    #[test]
    fn a_template_filled_with_other_names_tells_of_somebody_else() {
        let other = CALL
            .replace("King Harald of Norway", "Queen Margrethe of Denmark")
            .replace("Barents", "Baltic")
            .replace("thanked the King", "thanked the Queen");
        let verdict = judge(&article(None, CALL), &article(None, &other));
        assert!(matches!(verdict, Verdict::OtherNames(2..)), "{verdict:?}");
    }

    #[test]
    fn the_order_of_the_two_does_not_matter() {
        let (one, two) = (article(None, CALL), article(None, &CALL.replace("today", "late on Thursday")));
        assert_eq!(judge(&one, &two), judge(&two, &one));
        assert!(!judge(&one, &article(None, "")).is_copy());
    }
}
