//! Which land is meant by "the country", or by where something lies that is named?

use super::{Sides, Telling, inferred, is_above_states_code};
use crate::claim::{Party, Where};
use crate::code::Draft;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use dragoman_text::{Relation, Span};

impl Walk<'_> {
    /// "Missiles fired from Chad towards the country": not at Chad, where it is Chad that fires them.
    pub(super) fn hit_country_there(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        if event_type == "ASSAULT" {
            // "Missiles fired from Chad towards the country".
            let own = countries_of(actors);
            let by_a_state = actors.iter().all(|party| party.actor.country.as_ref() == Some(&party.actor.id));
            let is_there = |party: &Party| {
                let mut words = self.tokens_in(party.span);
                by_a_state
                    && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                    && words.next().is_some_and(|word| self.parsed.lemma(word) == "the")
                    && words.next().is_some_and(|word| self.parsed.lemma(word) == "country")
                    && words.next().is_none()
            };
            for party in recipients.iter_mut().filter(|party| is_there(party)) {
                let other = self.nearest_other(token, &own);
                party.actor.country = other.and_then(|other| other.actor.country);
                "the other side".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "Chadian jets bombed Zinder and their tanks moved on to take the city": a state's forces strike no land of their own
    /// where another's was named just before.
    pub(super) fn hit_land_named_again(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        before: &[Draft],
    ) {
        let mut own = countries_of(actors);
        let are_shots = actors.iter().all(|party| self.has_word(party.span, "shot-at-somebody"));
        if own.is_empty() && are_shots {
            // "Fired missiles at the port, with one missile hitting the city".
            let strike = self.told_within(1, before, token).find(|draft| draft.claim.event_type == "ASSAULT");
            own = strike.map_or(Vec::new(), |draft| countries_of(&draft.claim.actors));
        }
        let serves = |party: &Party| {
            party.actor.country.is_none()
                || !is_guess(&party.actor)
                    && (party.actor.country.as_ref() == Some(&party.actor.id)
                        || matches!(party.actor.sector.as_deref(), Some("MIL" | "GOV")))
        };
        if own.len() != 1 || !actors.iter().all(serves) {
            return;
        }
        for party in recipients.iter_mut() {
            let is_own = party.actor.country.as_ref().is_none_or(|country| own.contains(country));
            let words = self.tokens_in(party.span);
            let named = words.clone().last().filter(|_| is_own && words.len() == 2);
            let other = named.and_then(|land| self.land_named_again(land, &own));
            if let Some(other) = other {
                party.actor.country = Some(other);
                "the land that was named before".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "A Chadian blockade of the island", "invaded the country": the land that is meant, where what is done to it says no
    /// more.
    pub(super) fn land_below(&self, token: usize, own: &[String]) -> Option<Party> {
        if own.len() != 1 {
            return None;
        }
        let behind = ["of", "on", "against", "to"].into_iter().flat_map(|word| self.nominals(token, word));
        let object = self.parsed.child_by(token, Relation::Obj).filter(|_| self.is_verb(token));
        // "Enforces a blockade of the island".
        let of_object = object.into_iter().flat_map(|object| self.nominals(object, "of"));
        behind.chain(object).chain(of_object).find_map(|land| {
            let other = self.land_named_again(land, own)?;
            let text = self.phrase(land).of(self.parsed.text()).to_owned();
            Some(inferred(text, Some(&other), "the land that was named before"))
        })
    }

    /// Which land "the country", "the island" or "the city" stands for, where it is none of these: the last that was named
    /// in the sentence or the one before it.
    fn land_named_again(&self, noun: usize, besides: &[String]) -> Option<String> {
        let is_town = self.is_a(noun, "town-named-again");
        let is_named_again = (is_town || self.is_a(noun, "land-named-again"))
            && self.parsed.feature(noun, "Number") != Some("Plur")
            && noun.checked_sub(1).is_some_and(|one| self.parsed.lemma(one) == "the");
        if !is_named_again {
            return None;
        }
        let sentence = self.parsed.sentence_of(noun);
        let start = self.parsed.tokens_of(sentence.saturating_sub(1)).start;
        let near = |head: usize| (start..noun).contains(&head);
        let mut places = self.grounding.places.iter().filter(|place| near(place.head));
        if is_town {
            let last = places.rfind(|place| !place.is_state)?;
            return last.country.clone().filter(|country| !besides.contains(country));
        }
        let lies = places.filter_map(|place| Some((place.head, place.country.clone()?)));
        let states =
            self.grounding.actors.iter().filter(|mention| near(mention.head)).filter_map(|mention| {
                let [actor] = mention.actors.as_slice() else { return None };
                let country = actor.country.clone().filter(|country| *country == actor.id)?;
                Some((mention.head, country))
            });
        let others = lies.chain(states).filter(|(_, country)| {
            !besides.contains(country) && country.len() == 3 && !is_above_states_code(country)
        });
        others
            .max_by_key(|(head, _)| *head)
            .map(|(_, country)| country)
            .or_else(|| self.nearest_other(noun, besides).and_then(|other| other.actor.country))
    }

    /// The first other country in which something lies that the rest of the sentence names: "strikes across Chad".
    pub(super) fn lies_behind(&self, token: usize, own: &[String]) -> Option<String> {
        let end = self.parsed.tokens_of(self.parsed.sentence_of(token)).end;
        let mut named = self.grounding.places.iter().filter(|place| (token..end).contains(&place.head));
        named.find_map(|place| {
            let there = place.country.clone().filter(|country| !own.contains(country))?;
            let lies = ["in", "on", "at", "across", "inside", "near", "around", "throughout"];
            let word = self.says_where(place.head)?;
            lies.contains(&word.as_str()).then_some(there)
        })
    }

    /// The preposition of a place or of what it is named behind: "in" for both of "in Mongo, Chad".
    pub(super) fn says_where(&self, place: usize) -> Option<String> {
        let is_behind = |one: &usize| {
            matches!(
                self.parsed.relation(*one),
                Relation::Appos | Relation::NmodUnmarked | Relation::Nmod | Relation::Flat
            )
        };
        let above = std::iter::successors(Some(place), |one| {
            self.parsed.head(*one).filter(|_| is_behind(one) && self.preposition(*one).is_none())
        });
        above.take(4).find_map(|one| self.preposition(one))
    }

    /// The countries of a place and of those that are listed with it, each once: "in Chad and Kenya".
    pub(super) fn listed_lands(&self, place: &Where) -> Vec<String> {
        let named = self.tokens_in(place.span).filter(|token| self.place(*token).is_some());
        let listed: Vec<usize> = named.flat_map(|token| self.conjuncts(token)).collect();
        // "In Lagos, Nigeria" is no list.
        if !listed.iter().any(|one| self.parsed.child_by(*one, Relation::Cc).is_some()) {
            return Vec::new();
        }
        let mut lands: Vec<String> = Vec::new();
        let land_at = |one: usize| match self.place(one) {
            Some(place) => self.grounding.places[place].country.clone(),
            None => self.country_itself(one),
        };
        for land in listed.into_iter().filter_map(land_at) {
            if !lands.contains(&land) {
                lands.push(land);
            }
        }
        lands
    }

    /// Whether a country or a place is named in a span.
    pub(super) fn names_a_country(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| self.country_itself(token).is_some() || self.place(token).is_some())
    }
}
