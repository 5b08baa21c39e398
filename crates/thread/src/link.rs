//! Links events into threads: the events of one affair.
//!
//! Three things tie events: a verbal act and what it is *about*; words that set one happening beside another in the
//! same passage ("agreed at", "after", "in response to", "on the sidelines of"); and parties in the news together at
//! one time. Ties add up over articles, and two events with enough of them are of one affair. What ties a pair is a
//! matter of that pair alone, so threads do not depend on the order in which articles come.

use std::collections::{BTreeMap, BTreeSet};

use dragoman_event::Claim;

/// From this weight on two events are of one affair.
pub const ENOUGH: f32 = 1.0;
/// Two countries that are in the news together again within so many days are in the same affair.
pub const SAME_TIME_DAYS: i32 = 30;
/// Passages further apart than so many bytes are not set beside each other by words between them.
const NEAR_BYTES: usize = 160;

/// A claim of an article, and the event that it is on.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a, E> {
    /// The event.
    pub event: E,
    /// The claim's place among those of its article.
    pub number: usize,
    /// The claim.
    pub claim: &'a Claim,
}

/// What ties two events.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie<E> {
    /// The lesser of the two.
    pub one: E,
    /// The greater of the two.
    pub two: E,
    /// How much, where [`ENOUGH`] is enough.
    pub weight: f32,
    /// Why, in words that can be shown.
    pub because: String,
}

/// Words that set one happening beside another, as they stand between two passages or at the head of the second.
pub struct Relations {
    words: Vec<&'static str>,
}

impl Relations {
    /// The words that are part of the program.
    #[must_use]
    pub fn embedded() -> Self {
        let table = include_str!("../../../data/thread/relation.tsv");
        Self { words: table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect() }
    }

    /// The word that stands in some words, if any does.
    fn find(&self, between: &str) -> Option<&'static str> {
        let lower = between.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let spaced = format!(" {} ", words.collect::<Vec<_>>().join(" "));
        self.words.iter().copied().find(|word| spaced.contains(&format!(" {word} ")))
    }
}

/// What ties the events that one article tells of. `text` is empty where it was not kept.
#[must_use]
pub fn ties_in<E: Copy + Ord>(claims: &[Placed<'_, E>], text: &str, relations: &Relations) -> Vec<Tie<E>> {
    let mut ties: BTreeMap<(E, E), (f32, String)> = BTreeMap::new();
    let mut tie = |one: E, two: E, weight: f32, because: String| {
        let best = ties.entry((one.min(two), one.max(two))).or_default();
        if one != two && weight > best.0 {
            *best = (weight, because);
        }
    };
    for (place, one) in claims.iter().enumerate() {
        if let Some(about) = one.claim.about.and_then(|about| claims.iter().find(|two| two.number == about)) {
            tie(one.event, about.event, ENOUGH, "one is about the other".to_owned());
        }
        for two in &claims[place + 1..] {
            if let Some(words) = relation_between(one.claim, two.claim, text, relations) {
                tie(one.event, two.event, ENOUGH, format!("{words:?} stands between them"));
            }
            if share_a_party(one.claim, two.claim) {
                tie(one.event, two.event, 0.6, "an article tells of both".to_owned());
            }
        }
    }
    ties.into_iter()
        .filter(|(_, (weight, _))| *weight > 0.0)
        .map(|((one, two), (weight, because))| Tie { one, two, weight, because })
        .collect()
}

/// The word that sets two passages beside each other, where they are near and no sentence ends between them.
fn relation_between(one: &Claim, two: &Claim, text: &str, relations: &Relations) -> Option<&'static str> {
    let (first, second) = if one.evidence.span <= two.evidence.span { (one, two) } else { (two, one) };
    let (from, to) = (first.evidence.trigger.end(), second.evidence.trigger.start());
    if to < from || to - from > NEAR_BYTES {
        return None;
    }
    let between = text.get(from..to)?;
    let ends = between.contains(". ") || between.contains('\n');
    if ends { None } else { relations.find(between) }
}

/// Whether a person, or two countries, have a part in both.
fn share_a_party(one: &Claim, two: &Claim) -> bool {
    let people = |claim: &Claim| names(claim, |party| party.actor.person.clone());
    let shared_people = people(one).intersection(&people(two)).count();
    shared_people > 0 || countries(one).intersection(&countries(two)).count() > 1
}

fn names(claim: &Claim, name: impl Fn(&dragoman_event::Party) -> Option<String>) -> BTreeSet<String> {
    claim.actors.iter().chain(&claim.recipients).filter_map(name).collect()
}

/// The countries that have a part in a claim.
#[must_use]
pub fn countries(claim: &Claim) -> BTreeSet<String> {
    names(claim, |party| party.actor.country.clone())
}

/// Puts events together that have ties enough; gives each group in order, and the groups by their first.
#[must_use]
pub fn threads<E: Copy + Ord>(events: &BTreeSet<E>, ties: &[Tie<E>]) -> Vec<Vec<E>> {
    let mut parent: BTreeMap<E, E> = events.iter().map(|event| (*event, *event)).collect();
    let root = |parent: &BTreeMap<E, E>, mut event: E| {
        while let Some(above) = parent.get(&event).copied().filter(|above| *above != event) {
            event = above;
        }
        event
    };
    for tie in ties.iter().filter(|tie| tie.weight >= ENOUGH) {
        if !events.contains(&tie.one) || !events.contains(&tie.two) {
            continue;
        }
        let (one, two) = (root(&parent, tie.one), root(&parent, tie.two));
        parent.insert(one.max(two), one.min(two));
        // Long chains are shortened, so that large threads stay quick.
        parent.insert(tie.one, one.min(two));
        parent.insert(tie.two, one.min(two));
    }
    let mut threads: BTreeMap<E, Vec<E>> = BTreeMap::new();
    for event in events {
        threads.entry(root(&parent, *event)).or_default().push(*event);
    }
    threads.into_values().collect()
}

#[cfg(test)]
mod tests {
    use dragoman_event::case::Outline;

    use super::*;

    fn ties(lines: &[&str], text: &str) -> Vec<(usize, usize, f32, String)> {
        let claims: Vec<Claim> = lines.iter().map(|line| Outline::parse(line).unwrap().claim(text)).collect();
        let placed: Vec<Placed<'_, usize>> = claims
            .iter()
            .enumerate()
            .map(|(number, claim)| Placed { event: number, number, claim })
            .collect();
        let ties = ties_in(&placed, text, &Relations::embedded());
        ties.into_iter().map(|tie| (tie.one, tie.two, tie.weight, tie.because)).collect()
    }

    #[test]
    fn words_between_two_passages_tie_them() {
        let text = "Kenya recalled its envoy after gunmen attacked a convoy. Norway sold ships.";
        let lines = [
            "SANCTION withdraw | held | KEN > - | ..2024-05-02 | - | narrator | \"Kenya recalled its envoy\"",
            "ASSAULT | held | - > SOM | ..2024-05-02 | - | narrator | \"gunmen attacked a convoy\"",
            "COOPERATE | held | NOR > - | ..2024-05-02 | - | narrator | \"Norway sold ships\"",
        ];
        assert_eq!(ties(&lines, text), [(0, 1, 1.0, "\"after\" stands between them".to_owned())]);
    }

    #[test]
    fn an_act_is_tied_to_what_it_is_about() {
        let text = "Peru rejected a meeting with Chile";
        let lines = [
            "REJECT meet | held | PER > CHL | ..2024-05-02 | - | narrator | \"Peru rejected\" | about 2",
            "CONSULT | refused | PER + CHL > - | .. | - | narrator | \"a meeting with Chile\"",
        ];
        assert_eq!(ties(&lines, text), [(0, 1, 1.0, "one is about the other".to_owned())]);
    }

    #[test]
    fn groups_follow_from_ties_alone() {
        let events: BTreeSet<u8> = (0..6).collect();
        let tie = |one, two, weight| Tie { one, two, weight, because: String::new() };
        let ties = [tie(0, 3, 1.0), tie(3, 5, 1.2), tie(1, 2, 0.6), tie(4, 9, 1.0)];
        let backwards: Vec<Tie<u8>> = ties.iter().rev().cloned().collect();
        let expected = vec![vec![0, 3, 5], vec![1], vec![2], vec![4]];
        assert_eq!(threads(&events, &ties), expected);
        assert_eq!(threads(&events, &backwards), expected);
    }
}
