//! Whom do words mean that would turn a deed on whoever does it?

use super::{Sides, Telling, is_of_others, only_country};
use crate::actor::Actor;
use crate::claim::Party;
use crate::code::Draft;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::Predicate;
use dragoman_text::{Relation, Upos};

impl Walk<'_> {
    /// "The army hit their base", "recalled its ambassador", "Chad said it would hit them": whose are they, if not those of
    /// whoever does it?
    pub(super) fn mean_others_by_pronouns(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if facts.quad == "verbal-cooperation" && !actors.is_empty() {
            // "Expresses the gratitude of his government": nobody thanks himself.
            let own = countries_of(actors);
            recipients.retain(|party| {
                let is_own = party.actor.country.as_ref().is_some_and(|country| own.contains(country));
                !(is_own
                    && party.actor.sector.as_deref() == Some("GOV")
                    && party.actor.person.is_none()
                    && self.begins_with_possessive(party.span))
            });
        }
        if telling.is_conflict() {
            self.recall_envoys(token, actors, recipients, predicate, before);
            if let Some(dealt_with) = self.dealt_with_before(token, actors, recipients, before) {
                *recipients = dealt_with;
            }
            let verbal = facts.quad == "verbal-conflict";
            let expels = predicate.has_mode("expel") && self.is_a(token, "throws-out");
            let whose = if event_type == "REQUEST" { "ones-own-to-order" } else { "ones-own" };
            let kept = (event_type == "REQUEST" || !verbal).then_some(whose);
            self.set_right_pronouns(token, actors, recipients, (verbal, kept), expels);
            if matches!(event_type, "ASSAULT" | "THREATEN" | "SANCTION") {
                self.tell_them_apart(token, actors, recipients);
            }
        }
    }

    /// "The envoy met Vice Minister Chen", "the rebels freed ten hostages", "sanctions on the banker Petrov", "forces shot two
    /// Palestinians": who is not of the land of those with whom they deal?
    pub(super) fn part_from_those_dealt_with(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, predicate, .. } = telling;
        if predicate.is_mutual() {
            self.tell_apart(token, &mut sides.actors, place);
        }
        self.free_captives(&sides.actors, &mut sides.recipients, false);
        Self::leave_shut_out_open(telling, sides);
        self.tell_whose_forces(telling, sides);
    }

    /// "Called the strike a violation of its sovereignty", "apologizes for its attacks": nobody meets, accuses, turns down
    /// or thanks himself, so who else is meant?
    pub(super) fn turn_from_oneself(&self, telling: Telling<'_>, sides: &mut Sides) {
        self.find_partner(telling, sides);
        self.blame_others(telling, sides);
        self.turn_others_down(telling, sides);
        self.spare_oneself(telling, sides);
    }

    /// "Called the strike a violation of its sovereignty": a state at odds with itself is at odds with those who did what
    /// its words are about.
    fn blame_others(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if facts.quad == "verbal-conflict" && !recipients.is_empty() {
            // "Called the strike a violation of its sovereignty": by those who struck.
            let own = countries_of(actors);
            let governs = actors.iter().all(|one| matches!(one.actor.sector.as_deref(), Some("GOV") | None));
            let at_oneself = governs && countries_of(recipients).iter().all(|country| own.contains(country));
            let mut doers = Vec::new();
            if at_oneself && !own.is_empty() {
                doers = self.doers_before(token, predicate, actors, before);
                if doers.is_empty() && event_type == "ACCUSE" {
                    doers = self.told_of(token, &own);
                }
            }
            if countries_of(&doers).iter().any(|country| !own.contains(country)) {
                *recipients = doers;
            }
        }
    }

    /// "Chad's president ruled out loans to Niger by Chad": whoever turns his own country down turns down the others in
    /// what he speaks of.
    fn turn_others_down(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        if facts.quad == "verbal-conflict" && predicate.gives.is_some() && !recipients.is_empty() {
            // "Chad's president ruled out loans to Niger by Chad": not his own country is turned down.
            let own = countries_of(actors);
            let oneself = !own.is_empty()
                && recipients.iter().all(|party| {
                    let is_own = party.actor.country.as_ref().is_some_and(|country| own.contains(country));
                    is_own && party.actor.country.as_deref() == Some(party.actor.id.as_str())
                });
            if oneself {
                let contents = self.contents(token).into_iter().map(|content| self.own_cast(content));
                let others = contents.flat_map(|cast| self.parties(&[cast.recipients, cast.actors].concat()));
                let others: Vec<Party> = others.filter(|party| is_of_others(party, &own)).collect();
                if !others.is_empty() {
                    *recipients = others.iter().map(Party::again).collect();
                }
            }
        }
    }

    /// "Apologizes for its attacks on villages", "agreed not to attack them": takes off those who would do it to themselves.
    fn spare_oneself(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        if self.is_a(token, "makes-amends") {
            // "Apologizes for its attacks on villages": not to those who attacked.
            let own = countries_of(actors);
            let of_a_deed =
                |party: &Party| self.tokens_in(party.span).any(|one| self.event_at(one) == Some(one));
            recipients.retain(|party| {
                !of_a_deed(party) || party.actor.country.as_ref().is_none_or(|country| !own.contains(country))
            });
        }
        if event_type == "AGREE" {
            // "The council agreed not to attack them": not themselves.
            let own = countries_of(actors);
            recipients.retain(|party| {
                let mut words = self.tokens_in(party.span);
                let is_pronoun =
                    !party.span.is_empty() && words.all(|word| self.parsed.upos(word) == Upos::Pron);
                !(is_pronoun && party.actor.country.as_ref().is_some_and(|country| own.contains(country)))
            });
        }
    }

    /// "Dismisses its ambassador to Chile": whoever is sent is of those whose envoy it is. "Recalled its ambassador" is
    /// done to those whom he was sent to, whether this is said or not.
    fn recall_envoys(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        predicate: &Predicate,
        before: &[Draft],
    ) {
        let Some(own) = only_country(actors) else { return };
        let sentence = self.parsed.sentence_of(token);
        // "Closed its embassy in Lima and recalled its envoy".
        let before_it = || {
            let same = |draft: &&Draft| {
                self.parsed.sentence_of(draft.trigger) == sentence
                    && only_country(&draft.claim.actors).as_ref() == Some(&own)
            };
            let told = before.iter().rev().find(same)?;
            told.claim
                .recipients
                .iter()
                .find(|party| is_of_others(party, std::slice::from_ref(&own)))
                .map(Party::again)
        };
        for party in recipients.iter_mut() {
            if self.begins_with_possessive(party.span) && self.has_word(party.span, "envoy") {
                let host = self
                    .nearest_other(token, std::slice::from_ref(&own))
                    .or_else(before_it)
                    .filter(|_| predicate.has_mode("withdraw"));
                if let Some(host) = host {
                    *party = host;
                    continue;
                }
                party.actor.country = Some(own.clone());
                "whose envoy it is".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "Summoned the envoy, calling it a crime": whoever is spoken of with a mere pronoun, after whom a comma parts it
    /// from, is whoever was dealt with in the clause before.
    fn dealt_with_before(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &[Party],
        before: &[Draft],
    ) -> Option<Vec<Party>> {
        let own = countries_of(actors);
        let [party] = recipients else { return None };
        let is_open = party.actor.country.as_ref().is_none_or(|country| own.contains(country));
        let is_pronoun = self.tokens_in(party.span).all(|word| {
            self.parsed.upos(word) == Upos::Pron && self.parsed.relation(word) != Relation::NmodPoss
        });
        if !is_open || !is_pronoun || party.span.is_empty() || !self.is_closing_word(token) {
            return None;
        }
        let sentence = self.parsed.sentence_of(token);
        let draft = before.iter().rev().find(|draft| {
            self.parsed.sentence_of(draft.trigger) == sentence
                && countries_of(&draft.claim.actors) == own
                && countries_of(&draft.claim.recipients).iter().any(|country| !own.contains(country))
        })?;
        let again = |other: &Party| Party { span: party.span, text: party.text.clone(), ..other.clone() };
        Some(draft.claim.recipients.iter().map(again).collect())
    }

    /// "The army hit their base": a possessive that was taken for the doer's means somebody else's.
    fn set_right_pronouns(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        (verbal, kept): (bool, Option<&str>),
        expels: bool,
    ) {
        let own: Vec<String> = actors.iter().filter_map(|party| party.actor.country.clone()).collect();
        let mut other = None;
        for party in recipients.iter_mut() {
            // "Urged its residents to stay indoors": those are its own.
            let own_people = verbal && party.actor.sector.as_deref() == Some("CVL");
            let theirs = party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                && !own_people
                && self.begins_with_possessive(party.span)
                && !kept.is_some_and(|class| self.has_word(party.span, class))
                && (expels || !self.has_word(party.span, "envoy"));
            if theirs {
                other = other.or_else(|| self.nearest_other(token, &own));
                match &other {
                    Some(other) => {
                        party.actor.country.clone_from(&other.actor.country);
                        party.inferred = true;
                    }
                    None => party.actor.country = None,
                }
            }
        }
    }

    /// "Niger fired at Chad; Chad said it would hit them": a state strikes others and not itself.
    fn tell_them_apart(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let own = countries_of(actors);
        let is_named =
            |party: &Party| self.tokens_in(party.span).any(|word| self.parsed.upos(word) != Upos::Pron);
        let are_states = actors
            .iter()
            .all(|party| party.actor.country.as_ref() == Some(&party.actor.id) && is_named(party));
        if own.is_empty() || !are_states {
            return;
        }
        let is_pronoun = |party: &Party| {
            let mut words = self.tokens_in(party.span);
            !party.span.is_empty()
                && words.all(|word| matches!(self.parsed.lemma(word), "they" | "them" | "it"))
                && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
        };
        for party in recipients.iter_mut().filter(|party| is_pronoun(party)) {
            party.actor = self.nearest_other(token, &own).map_or_else(Actor::default, |other| other.actor);
            "the other side".clone_into(&mut party.actor.reason);
        }
    }

    /// "Chad shut the embassy of Mali for its role in attacks on Chad": nobody attacks himself, so that a pronoun stands
    /// for the other.
    pub(super) fn tell_owner_apart(&self, token: usize, actors: &mut [Party], recipients: &[Party]) {
        // "As they press on into the northern province" may be at home.
        let is_country = |party: &Party| {
            party.actor.country.as_deref() == Some(party.actor.id.as_str())
                && !self.grounding.places.iter().any(|place| place.span == party.span && !place.is_state)
        };
        let hit: Vec<String> = recipients
            .iter()
            .filter(|party| is_country(party) && !party.inferred)
            .filter_map(|party| party.actor.country.clone())
            .collect();
        let is_pronoun = |party: &Party| {
            let mut words = self.tokens_in(party.span);
            !party.span.is_empty() && words.all(|word| self.parsed.upos(word) == Upos::Pron)
        };
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let told = self.actors_in(sentence.start..token).iter().rev();
        let other = told.filter(|mention| mention.actors.len() == 1).find_map(|mention| {
            let actor = mention.actors.first().filter(|actor| !is_guess(actor))?;
            let country = actor.country.as_ref()?;
            (!hit.contains(country)).then(|| self.party(mention.span, actor.clone()).again())
        });
        for party in actors.iter_mut().filter(|party| is_pronoun(party)) {
            let hits_itself = party.actor.country.as_ref().is_some_and(|country| hit.contains(country));
            if let Some(other) = other.as_ref().filter(|_| hits_itself) {
                *party = other.clone();
            }
        }
    }
}
