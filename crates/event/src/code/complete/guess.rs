//! Which country goes before one that was guessed, and which guess cannot be right?

use super::struck::country_struck;
use super::{Sides, Telling};
use crate::claim::{Party, Where};
use crate::code::Draft;
use crate::code::party::{GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::{Habit, Predicate};
use dragoman_text::Upos;

impl Walk<'_> {
    /// "Seized two vessels", "the army shot down the pilot", "the firm Alpha sues the government of Chad": whose are they, if
    /// not of the country that the article is about? Returns whether those whom it is done to are now held for others.
    pub(super) fn settle_guesses(
        &self,
        telling: Telling<'_>,
        sides: &mut Sides,
        strike: Option<&Draft>,
    ) -> bool {
        let Telling { token, place, predicate, event_type, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        let struck = strike.and_then(|strike| country_struck(telling, strike));
        let fights = telling.is_conflict() && facts.has(Habit::OnSomebody) && facts.has(Habit::AtHome);
        let guessed = countries_of(recipients);
        self.mend_guesses(token, actors, recipients, place, struck, fights);
        let is_mended = countries_of(recipients) != guessed;
        part_from_guessed(actors, recipients, predicate);
        if event_type == "ACCUSE" {
            // "The firm Alpha sues the government of Chad": of which nothing is said, a firm is not of whom it sues.
            let theirs = countries_of(recipients);
            let is_firm = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.sector.as_deref() == Some("BUS")
                    && self.tokens_in(party.span).any(|word| self.parsed.upos(word) == Upos::Propn)
            };
            for party in actors.iter_mut().filter(|party| is_firm(party)) {
                party.actor.country.take_if(|country| theirs.contains(country));
            }
        }
        is_mended
    }

    /// Where the article's own country was guessed, a country that the clause names goes before it.
    fn mend_guesses(
        &self,
        token: usize,
        actors: &mut [Party],
        recipients: &mut [Party],
        place: Option<&Where>,
        struck: Option<String>,
        fights: bool,
    ) {
        let own: Vec<String> = actors
            .iter()
            .filter(|one| !is_guess(&one.actor))
            .filter_map(|one| one.actor.country.clone())
            .collect();
        // "Five people are hurt at a Lebanese restaurant in Chad": they are of the place, whosever the restaurant is.
        let lies = place.is_some_and(|place| place.country.is_some());
        let beside = ["from", "of", "to", "in", "at", "inside"]
            .into_iter()
            .flat_map(|word| self.nominals(token, word))
            .filter(|one| !(self.is_armed(*one) || lies && self.is_a(*one, "premises")))
            .filter_map(|one| self.parties(&[one]).into_iter().find_map(|party| party.actor.country))
            .find(|country| !own.contains(country));
        let by_a_state = actors
            .iter()
            .any(|one| !is_guess(&one.actor) && matches!(one.actor.sector.as_deref(), Some("MIL" | "GOV")));
        if fights && by_a_state {
            // "The army shot down the pilot": of whom nothing is said, what an army hits is the other side's.
            let theirs = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                    && matches!(party.actor.sector.as_deref(), Some("MIL" | "BUS" | "GOV") | None)
            };
            if recipients.iter().any(&theirs) {
                let other = self.nearest_other(token, &own).and_then(|party| party.actor.country);
                for party in recipients.iter_mut().filter(|party| theirs(party)) {
                    party.actor.country.clone_from(&other);
                    "the other side".clone_into(&mut party.actor.reason);
                    party.actor.confidence = 0.5;
                }
            }
        }
        // "Seized two vessels": whose they are only the clause says.
        let is_craft = |party: &Party| {
            is_guess(&party.actor) && self.has_word(party.span, "craft") && !self.names_a_country(party.span)
        };
        for party in recipients.iter_mut().filter(|party| is_craft(party)) {
            party.actor.country.clone_from(&beside);
            "a country that the clause names, or none".clone_into(&mut party.actor.reason);
        }
        if fights {
            self.tell_whose_drones(token, actors, recipients);
        }
        let country = beside
            .or_else(|| place.and_then(|place| place.country.clone()))
            .or_else(|| struck.filter(|country| !own.contains(country)));
        let Some(country) = country else { return };
        // Whose refugees they are is for the clause alone to say.
        // "Donors meet in Chad": of many countries, wherever they do.
        let is_of_many = |one: &Party| self.is_of_many_lands(one.span) || self.are_countries(one.span);
        let open = |one: &&mut Party| {
            // "Two of its soldiers were hit in Chad": they stay whose they are.
            let is_owned = one.actor.country.is_some() && self.begins_with_possessive(one.span);
            is_guess(&one.actor) && !is_owned && !is_of_many(one) && !self.has_word(one.span, "craft")
                || one.actor.country.is_none() && self.has_word(one.span, "sector-refugee")
        };
        for party in recipients.iter_mut().filter(open) {
            party.actor.country = Some(country.clone());
            "a country that the clause names".clone_into(&mut party.actor.reason);
        }
        // "Chadian gunfire and air strikes", "Malian and Chadian jets": what is listed with a state's is that state's.
        let listed = actors.iter().find(|party| !is_guess(&party.actor)).and_then(|party| {
            let country = party.actor.country.clone()?;
            Some((party.span, country))
        });
        if let Some((span, country)) = listed {
            let joined = |party: &Party| {
                let near = party.span.start() >= span.end() && party.span.start() <= span.end() + 24;
                let of_sector = party.actor.sector.as_deref();
                near && is_guess(&party.actor) && matches!(of_sector, None | Some("MIL"))
            };
            for party in actors.iter_mut().filter(|party| joined(party)) {
                party.actor.country = Some(country.clone());
                party.actor.confidence = GUESS;
                "what it is listed with".clone_into(&mut party.actor.reason);
            }
        }
        // "The admiral says that officers were sent to Chad": they are not of where they go.
        let goes_to = |country: &String| {
            recipients.iter().filter(|party| party.actor.id == *country).any(|party| {
                self.tokens_in(party.span)
                    .any(|word| matches!(self.preposition(word).as_deref(), Some("to" | "into" | "toward")))
            })
        };
        let there = place.and_then(|place| place.country.as_ref());
        if let Some(country) = there.filter(|country| !goes_to(country)) {
            for party in actors.iter_mut().filter(|one| is_guess(&one.actor) && !is_of_many(one)) {
                party.actor.country = Some(country.clone());
                "the country of the place".clone_into(&mut party.actor.reason);
            }
        }
    }
}

/// "The senate voted aid for Chad", "Kenya left the bloc": a body of which nothing is said is not taken to be of the
/// country that it deals with, or that leaves it.
fn part_from_guessed(actors: &mut [Party], recipients: &mut [Party], predicate: &Predicate) {
    let event_type = predicate.event_type.as_deref().unwrap_or_default();
    let at_home = ["convict", "expel", "arrest"].into_iter().any(|mode| predicate.has_mode(mode));
    let states = |parties: &[Party]| -> Vec<String> {
        let states = parties.iter().filter(|party| party.actor.country.as_ref() == Some(&party.actor.id));
        states.filter_map(|party| party.actor.country.clone()).collect()
    };
    let lose = |parties: &mut [Party], others: &[String]| {
        for party in parties.iter_mut().filter(|party| is_guess(&party.actor)) {
            if party.actor.country.take_if(|country| others.contains(country)).is_some() {
                "nobody says of which country".clone_into(&mut party.actor.reason);
            }
        }
    };
    if matches!(event_type, "AID" | "SUPPORT" | "SANCTION") && !at_home {
        lose(actors, &states(recipients));
    }
    if event_type == "SANCTION" && predicate.has_mode("withdraw") {
        lose(recipients, &states(actors));
    }
}
