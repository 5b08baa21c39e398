//! What holds in whole articles, and cannot be told in items of a sentence or two: whoever is left open in an article that
//! tells of one country only is of that country.

use std::collections::BTreeMap;

use super::Draft;
use super::complete::inferred;
use super::party::is_guess;
use super::walk::Walk;
use crate::claim::Party;

/// Why a party is of the country, in words that can be shown.
const WHY: &str = "the article tells of one country only";

/// A whole article has so many sentences at least.
const FEWEST_SENTENCES: usize = 6;

/// So many parties at least must be known.
const FEWEST_PARTIES: usize = 5;

/// So many of a hundred of them at least must be of the country.
const MOST_OF_A_HUNDRED: usize = 80;

/// What somebody of the same country does, where nobody is named: "an investigation into the president".
const AT_HOME: &str = "ACCUSE";

impl Walk<'_> {
    fn is_whole_article(&self) -> bool {
        self.parsed.n_sentences() >= FEWEST_SENTENCES
    }

    /// Gives the country that an article tells of to the parties of which nobody says whose they are.
    pub(crate) fn settle_in_one_country(&self, drafts: &mut [Draft]) {
        let Some(country) = self.only_country_told_of(drafts) else { return };
        let of_itself = |party: &&Party| party.actor.id == country && !party.text.is_empty();
        let mut parties =
            drafts.iter().flat_map(|draft| draft.claim.actors.iter().chain(&draft.claim.recipients));
        let name = parties.find(of_itself).map_or_else(|| country.clone(), |party| party.text.clone());
        for claim in drafts.iter_mut().map(|draft| &mut draft.claim) {
            let is_of_it = |parties: &[Party]| {
                !parties.is_empty()
                    && parties.iter().all(|party| party.actor.country.as_ref() == Some(&country))
            };
            if claim.actors.is_empty() && is_of_it(&claim.recipients) && claim.event_type == AT_HOME {
                claim.actors.push(inferred(name.clone(), Some(&country), WHY));
            }
            if is_of_it(&claim.actors) {
                for party in &mut claim.recipients {
                    if party.actor.country.is_none() && party.actor.id.is_empty() {
                        party.actor.country = Some(country.clone());
                        WHY.clone_into(&mut party.actor.reason);
                    }
                }
            }
        }
    }

    /// The country of nearly all parties that an article names, where it names enough of them.
    fn only_country_told_of(&self, drafts: &[Draft]) -> Option<String> {
        if !self.is_whole_article() {
            return None;
        }
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for draft in drafts {
            for party in draft.claim.actors.iter().chain(&draft.claim.recipients) {
                if let Some(country) = party.actor.country.as_deref().filter(|_| !is_guess(&party.actor)) {
                    *known.entry(country).or_default() += 1;
                }
            }
        }
        let all: usize = known.values().sum();
        let (country, most) = known.into_iter().max_by_key(|(_, n)| *n)?;
        (all >= FEWEST_PARTIES && most * 100 >= all * MOST_OF_A_HUNDRED).then(|| country.to_owned())
    }
}
