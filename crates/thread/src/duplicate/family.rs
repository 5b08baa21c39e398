//! Families of copies, found while articles come in.

use std::collections::BTreeMap;

use super::{Fingerprint, Verdict, judge};

/// A run of words that stands in more articles than this is a phrase of the trade and makes no candidates.
const COMMON: usize = 400;

/// Two articles that were compared, by their places in the order of adding.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The one added earlier.
    pub earlier: usize,
    /// The one added later.
    pub later: usize,
    /// What was found.
    pub verdict: Verdict,
}

/// Families of copies.
#[derive(Default)]
pub struct Families {
    articles: Vec<Fingerprint>,
    /// Key to the articles that have it.
    keys: BTreeMap<u64, Vec<u32>>,
    /// Article to an earlier one of its family, or to itself.
    parent: Vec<usize>,
}

impl Families {
    /// Adds an article and compares it with all candidates that came before; gives what was said of each.
    pub fn add(&mut self, article: Fingerprint) -> Vec<Link> {
        let later = self.articles.len();
        let mut candidates: Vec<u32> = Vec::new();
        for key in &article.keys {
            let sharing = self.keys.entry(*key).or_default();
            if sharing.len() < COMMON {
                candidates.extend(sharing.iter());
                sharing.push(later as u32);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        self.parent.push(later);
        let mut links = Vec::new();
        for earlier in candidates.into_iter().map(|earlier| earlier as usize) {
            let verdict = judge(&self.articles[earlier], &article);
            if verdict.is_copy() {
                self.join(earlier, later);
            }
            links.push(Link { earlier, later, verdict });
        }
        self.articles.push(article);
        links
    }

    /// The first article of the family that this one belongs to; itself where it has no copies, or is not known.
    #[must_use]
    pub fn first_of(&self, mut article: usize) -> usize {
        while let Some(parent) = self.parent.get(article).filter(|parent| **parent != article) {
            article = *parent;
        }
        article
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.first_of(one), self.first_of(two));
        self.parent[one.max(two)] = one.min(two);
    }
}

#[cfg(test)]
mod tests {
    use dragoman_text::Article;
    use proptest::prelude::*;

    use super::*;

    const TEXTS: [&str; 5] = [
        "Ministers of both countries signed a treaty on fishing in the northern sea after a year of talks in the capital.",
        "REYKJAVIK — Ministers of both countries signed a treaty on fishing in the northern sea after a year of talks in the capital. Fishermen were pleased.",
        "Police arrested nine people at a march against the new tax on fuel in the western port, where lorries had blocked the docks.",
        "Update: Police arrested nine people at a march against the new tax on fuel in the western port, where lorries had blocked the docks for a week.",
        "A storm closed the airport for the second day and left thousands of homes on the coast without power.",
    ];

    fn families(order: &[usize]) -> Vec<Vec<usize>> {
        let mut families = Families::default();
        for text_idx in order {
            families
                .add(Fingerprint::of(&Article { text: TEXTS[*text_idx].to_owned(), ..Article::default() }));
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, text_idx) in order.iter().enumerate() {
            members.entry(families.first_of(place)).or_default().push(*text_idx);
        }
        let mut members: Vec<Vec<usize>> = members
            .into_values()
            .map(|mut family| {
                family.sort_unstable();
                family
            })
            .collect();
        members.sort();
        members
    }

    proptest! {
        #[test]
        fn families_do_not_depend_on_the_order(order in Just((0..TEXTS.len()).collect::<Vec<_>>()).prop_shuffle()) {
            prop_assert_eq!(families(&order), vec![vec![0, 1], vec![2, 3], vec![4]]);
        }
    }
}
