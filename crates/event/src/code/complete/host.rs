//! Who is a guest, who is the host, and in whose country does a house stand?

use super::{Sides, Telling, inferred, is_above_states, is_above_states_code, only_country};
use crate::claim::{Party, Where};
use crate::code::party::{GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::place::PlaceMention;
use dragoman_text::Relation;

impl Walk<'_> {
    /// "Will send nobody to the summit in Johannesburg", "Kozak welcomed his Moldovan counterpart": who visits whom, and who
    /// only meets there?
    pub(super) fn receive_guests(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, predicate, event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        if let Some((host, place)) = place.and_then(|place| Some((place.country.as_ref()?, place))) {
            let as_host = || inferred(place.text.clone(), Some(host), "whoever is the host");
            // "The summit of the union is held in Chad": the union meets, and visits nobody.
            let is_above = |one: &Party| {
                is_above_states(one) || one.actor.country.as_deref().is_some_and(is_above_states_code)
            };
            let has_guests = !actors.iter().all(is_above);
            let are_many = actors.iter().any(|one| self.is_of_many_lands(one.span));
            let is_guest = has_guests && self.is_anothers_house(actors, host)
                || self.is_a(token, "gathering")
                    && actors.len() == 1
                    && actors.iter().all(|one| !is_above(one) && one.actor.country.as_ref() != Some(host));
            let is_large = predicate.has_mode("multilateral");
            if event_type == "CONSULT" && is_guest && recipients.is_empty() && !is_large && !are_many {
                recipients.push(as_host());
            }
            if self.is_anothers_house(recipients, host) && recipients.is_empty() {
                recipients.push(as_host());
            }
        }
        if predicate.has_mode("visit") && recipients.is_empty() {
            recipients.extend(self.visited_meanwhile(token, actors));
        }
        if predicate.has_mode("visit") {
            self.send_on_visit(token, actors, recipients);
            self.tell_host(token, actors, recipients);
            if self.meet_there(token, actors, recipients) {
                recipients.clear();
            }
        }
    }

    /// "Will send nobody to the G20 summit in Johannesburg": the host is dealt with, and not the body that the meeting is
    /// named for. Takes such bodies off.
    fn is_anothers_house(&self, parties: &mut Vec<Party>, host: &String) -> bool {
        let is_gathering = |token: usize| {
            self.is_a(token, "gathering")
                || self.parsed.head(token).is_some_and(|head| {
                    self.is_a(head, "gathering")
                        && matches!(self.parsed.relation(token), Relation::Compound | Relation::NmodDesc)
                })
        };
        let names_it = |party: &Party| {
            let is_body = is_above_states(party)
                || party.actor.id.is_empty()
                    && party.actor.country.as_deref().is_some_and(is_above_states_code);
            is_body && self.tokens_in(party.span).any(is_gathering)
        };
        let visits = |party: &Party| !is_above_states(party) && party.actor.country.as_ref() != Some(host);
        let n_before = parties.len();
        let alone = parties.iter().all(names_it);
        if alone || parties.iter().any(visits) {
            parties.retain(|party| !names_it(party));
        }
        parties.len() < n_before
    }

    /// "Was arrested in Chad while the president of Niger was visiting": where the rest of the sentence is.
    fn visited_meanwhile(&self, token: usize, actors: &[Party]) -> Option<Party> {
        let own = countries_of(actors);
        // "Closed the square in Chad ahead of a visit by the president of Niger".
        let is_beside = match self.parsed.relation(token) {
            Relation::Advcl => self.is_verb(token),
            Relation::Obl => !self.is_verb(token) && !actors.is_empty(),
            _ => false,
        };
        let main = self.parsed.head(token).filter(|_| is_beside)?;
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(main));
        let places = self.grounding.places.iter().filter(|place| tokens.contains(&place.head));
        let there: Vec<&PlaceMention> = places.filter(|place| place.country.is_some()).collect();
        let first = there.first()?;
        let is_one = there.iter().all(|place| place.country == first.country);
        let is_abroad = first.country.as_ref().is_some_and(|there| !own.contains(there));
        (is_one && is_abroad && !own.is_empty()).then(|| {
            let text = first.span.of(self.parsed.text()).to_owned();
            inferred(text, first.country.as_deref(), "where the rest of the sentence is")
        })
    }

    /// "The president will travel to Japan": of whom nothing is said, whoever visits a country is of another.
    fn send_on_visit(&self, token: usize, actors: &mut [Party], recipients: &[Party]) {
        let visited: Vec<String> = recipients
            .iter()
            .filter(|party| party.actor.country.as_deref() == Some(party.actor.id.as_str()))
            .filter_map(|party| party.actor.country.clone())
            .collect();
        let is_host = |party: &&mut Party| {
            party.actor.id.is_empty()
                && party.actor.confidence < GUESS
                && party.actor.country.as_ref().is_some_and(|country| visited.contains(country))
        };
        for party in actors.iter_mut().filter(is_host) {
            let other = self.nearest_other(token, &visited).and_then(|other| other.actor.country);
            party.actor.country = other;
            "whoever visits a country is of another".clone_into(&mut party.actor.reason);
            party.actor.confidence = 0.5;
        }
    }

    /// "Kozak welcomed his Moldovan counterpart": of whom nothing is said, whoever receives somebody is of another
    /// country.
    fn tell_host(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let Some(guests) = only_country(actors) else { return };
        if actors.iter().any(|party| is_guess(&party.actor) || party.actor.confidence < GUESS) {
            return;
        }
        for party in recipients.iter_mut() {
            let is_open = party.actor.id.is_empty()
                && party.actor.person.is_some()
                && party.actor.confidence < GUESS
                && party.actor.country.as_ref() == Some(&guests);
            if is_open {
                let other = self.nearest_other(token, std::slice::from_ref(&guests));
                party.actor.country = other.and_then(|other| other.actor.country);
                "whoever receives somebody is of another country".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.5;
            }
        }
    }

    /// "Envoys of Chad and Mali fly to Geneva for talks": with each other, and with nobody of the place.
    fn meet_there(&self, token: usize, actors: &[Party], recipients: &[Party]) -> bool {
        let is_mutual = |purpose: usize| {
            let reading = self.event_at(purpose).and_then(|event| self.reading(event));
            reading.is_some_and(|reading| self.predicate(reading).is_mutual())
        };
        countries_of(actors).len() > 1
            && recipients.iter().all(|party| party.actor.person.is_none() && party.actor.sector.is_none())
            && self.nominals(token, "for").into_iter().any(is_mutual)
    }

    /// "Closed its embassy in Chad": a state closes its own house, and the state in which it stands is meant.
    pub(super) fn leave_house(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut Vec<Party>,
        place: Option<&Where>,
    ) {
        let Some(own) = only_country(actors) else { return };
        let Some(place) = place.filter(|place| place.country.as_ref().is_some_and(|other| *other != own))
        else {
            return;
        };
        let all_own = recipients.iter().all(|party| party.actor.country.as_ref() == Some(&own));
        let house = self.parsed.subtree(token).any(|word| self.is_a(word, "mission-house"));
        if all_own && house {
            *recipients = vec![inferred(
                place.text.clone(),
                place.country.as_deref(),
                "the state in which the house stands",
            )];
        }
    }
}
