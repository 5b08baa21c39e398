//! Links events into threads: the events of one affair.
//!
//! Three things tie events: a verbal act and what it is *about*; words that set one happening beside another in the
//! same passage ("agreed at", "after", "in response to", "on the sidelines of"); and parties in the news together at
//! one time. Ties add up over articles, and as soon as there are enough of them between an event and an earlier one,
//! it is of the affair of that one: [`join`]. What is published later adds events to an affair and never divides it,
//! so what was one affair on a day follows from what had been published by that day.

use std::collections::{BTreeMap, BTreeSet};

use dragoman_event::{Claim, Party};

/// From this weight on two events are of one affair.
pub const ENOUGH: f32 = 1.0;
/// Parties that are in the news together again within so many days are in the same affair.
pub const SAME_TIME_DAYS: i32 = 30;
/// Passages further apart than so many bytes are not set beside each other by words between them.
const NEAR_BYTES: usize = 160;
/// What it counts that one article tells of two happenings: two articles that do are enough.
const TOLD_TOGETHER: f32 = 0.6;

/// What ties two claims of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The place of the first among the claims of their article.
    pub one: usize,
    /// That of the second.
    pub two: usize,
    /// How much, where [`ENOUGH`] is enough.
    pub weight: f32,
    /// Why, in words that can be shown.
    pub because: String,
}

/// What ties an event to an earlier one, as an article has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie<E> {
    /// The earlier event.
    pub to: E,
    /// The day on which the article was published.
    pub day: i32,
    /// How much, where [`ENOUGH`] is enough.
    pub weight: f32,
    /// Why, in words that can be shown.
    pub because: String,
}

/// The earlier event whose affair an event is of: the one to which it had ties enough first, and of several most.
#[must_use]
pub fn join<E: Clone + Ord>(mut ties: Vec<Tie<E>>) -> Option<Tie<E>> {
    ties.sort_by(|one, two| (one.day, &one.to, &one.because).cmp(&(two.day, &two.to, &two.because)));
    let mut sums: BTreeMap<E, f32> = BTreeMap::new();
    let mut best: Option<Tie<E>> = None;
    for tie in ties {
        if best.as_ref().is_some_and(|best| best.day < tie.day) {
            break;
        }
        let sum = sums.entry(tie.to.clone()).or_default();
        *sum += tie.weight;
        if *sum >= ENOUGH && best.as_ref().is_none_or(|best| best.weight < *sum) {
            best = Some(Tie { weight: *sum, ..tie });
        }
    }
    best
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

/// What ties the claims of an article. `text` is empty where it is not known.
#[must_use]
pub fn links(claims: &[Claim], text: &str, relations: &Relations) -> Vec<Link> {
    let mut links = Vec::new();
    for (one, claim) in claims.iter().enumerate() {
        for (two, other) in claims.iter().enumerate().skip(one + 1) {
            let is_about = claim.about == Some(two) || other.about == Some(one);
            let link = if is_about {
                Some((ENOUGH, "one is about the other".to_owned()))
            } else if let Some(words) = relation_between(claim, other, text, relations) {
                Some((ENOUGH, format!("{words:?} stands between them")))
            } else {
                share_a_party(claim, other).then(|| (TOLD_TOGETHER, "articles tell of both".to_owned()))
            };
            links.extend(link.map(|(weight, because)| Link { one, two, weight, because }));
        }
    }
    links
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

fn names(claim: &Claim, name: impl Fn(&Party) -> Option<String>) -> BTreeSet<String> {
    claim.actors.iter().chain(&claim.recipients).filter_map(name).collect()
}

/// The countries that have a part in a claim.
fn countries(claim: &Claim) -> BTreeSet<String> {
    names(claim, |party| party.actor.country.clone())
}

/// Whose affair it is, in words: that of two countries, or attacks in one. What follows within [`SAME_TIME_DAYS`] in
/// the same words is of it.
#[must_use]
pub fn affair(claim: &Claim) -> Option<String> {
    let mut countries = countries(claim);
    if countries.len() < 2 {
        countries.extend(claim.place.as_ref().and_then(|place| place.country.clone()));
    }
    let names: Vec<&str> = countries.iter().map(String::as_str).collect();
    match names[..] {
        [one, two] => Some(format!("{one} and {two}")),
        [one] if claim.event_type == "ASSAULT" => Some(format!("attacks in {one}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use dragoman_event::case::Outline;

    use super::*;

    fn linked(lines: &[&str], text: &str) -> Vec<(usize, usize, f32, String)> {
        let claims: Vec<Claim> = lines.iter().map(|line| Outline::parse(line).unwrap().claim(text)).collect();
        let links = links(&claims, text, &Relations::embedded());
        links.into_iter().map(|link| (link.one, link.two, link.weight, link.because)).collect()
    }

    #[test]
    fn words_between_two_passages_tie_them() {
        let text = "Kenya recalled its envoy after gunmen attacked a convoy. Norway sold ships.";
        let lines = [
            "SANCTION withdraw | held | KEN > - | ..2024-05-02 | - | narrator | \"Kenya recalled its envoy\"",
            "ASSAULT | held | - > SOM | ..2024-05-02 | - | narrator | \"gunmen attacked a convoy\"",
            "COOPERATE | held | NOR > - | ..2024-05-02 | - | narrator | \"Norway sold ships\"",
        ];
        assert_eq!(linked(&lines, text), [(0, 1, 1.0, "\"after\" stands between them".to_owned())]);
    }

    #[test]
    fn an_act_is_tied_to_what_it_is_about() {
        let text = "Peru rejected a meeting with Chile";
        let lines = [
            "REJECT meet | held | PER > CHL | ..2024-05-02 | - | narrator | \"Peru rejected\" | about 2",
            "CONSULT | refused | PER + CHL > - | .. | - | narrator | \"a meeting with Chile\"",
        ];
        assert_eq!(linked(&lines, text), [(0, 1, 1.0, "one is about the other".to_owned())]);
    }

    #[test]
    fn an_event_joins_the_affair_to_which_it_had_ties_enough_first() {
        let tie = |to, day, weight| Tie { to, day, weight, because: String::new() };
        let joined = |ties: &[Tie<u8>]| {
            let backwards = join(ties.iter().rev().cloned().collect());
            let joined = join(ties.to_vec());
            assert_eq!(joined, backwards);
            joined.map(|tie| (tie.to, tie.day))
        };
        assert_eq!(joined(&[tie(1, 10, 0.6), tie(1, 14, 0.6), tie(2, 20, 1.0)]), Some((1, 14)));
        assert_eq!(joined(&[tie(1, 10, 0.6), tie(1, 24, 0.6), tie(2, 20, 1.0)]), Some((2, 20)));
        assert_eq!(joined(&[tie(1, 10, 1.0), tie(2, 10, 0.6), tie(2, 10, 0.6)]), Some((2, 10)));
        assert_eq!(joined(&[tie(1, 10, 0.6), tie(2, 11, 0.6)]), None);
    }
}
