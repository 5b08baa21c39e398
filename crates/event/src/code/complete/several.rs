//! Do words speak of several, and so of no one land's?

use super::{Sides, Telling, pact};
use crate::claim::Status;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use dragoman_text::{Relation, Span, Upos};

impl Walk<'_> {
    /// "Sign a pact, granting Chad the use of ports", "other countries", "African leaders", "rights groups": which of two
    /// is it, whose are many, and who is of no state?
    pub(super) fn tell_several_apart(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { status, predicate, event_type, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        let is_given = matches!(event_type, "COOPERATE" | "AID")
            || matches!(event_type, "SANCTION" | "CONCEDE") && actors.is_empty();
        if is_given && !predicate.is_mutual() {
            pact::part_pair(status, actors, recipients, before);
        }
        let is_promised = matches!(event_type, "COOPERATE" | "AID" | "RETREAT" | "CONCEDE" | "SANCTION");
        if status == Status::Agreed && is_promised && !predicate.is_mutual() && recipients.is_empty() {
            // "Chad and Mali agree on a pact, with Chad agreeing to open its ports": to Mali.
            recipients.extend(pact::partner(before, &countries_of(actors)));
        }
        for party in actors.iter_mut().chain(recipients.iter_mut()) {
            // "Other countries" are nobody's guess.
            let is_unnamed = party.actor.id.is_empty() && party.actor.person.is_none();
            let are_many = || self.are_countries(party.span) || self.is_of_many_lands(party.span);
            let meet = predicate.is_mutual() && self.are_of_each_land(party.span);
            if is_guess(&party.actor) && (are_many() || meet)
                || is_unnamed && self.are_some_countries(party.span)
            {
                party.actor.country = None;
            }
        }
        for party in actors.iter_mut() {
            let is_unsaid = is_guess(&party.actor) || party.actor.country.is_none();
            let is_bloc = predicate.is_mutual()
                && facts.quad == "verbal-cooperation"
                && self.has_word(party.span, "of-a-bloc")
                && self.is_of_many_lands(party.span)
                && !self.are_countries(party.span);
            if is_unsaid && is_bloc {
                party.actor.country = Some("IGO".to_owned());
                "those of a region".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.6;
            }
            // "Rights groups" are of no state.
            if is_unsaid && !self.is_named(party.span) && self.has_word(party.span, "non-governmental") {
                party.actor.country = Some("NGO".to_owned());
                "of no state".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.6;
            }
        }
    }

    /// "Foreign ministers met": of those of whom a land has one, several are of several lands.
    fn are_of_each_land(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| {
            let is_one_of_each = self.is_a(token, "one-of-each-land")
                || token > 0
                    && self.is_a(token, "speaks-for-land")
                    && self.is_a(token - 1, "one-of-each-land");
            is_one_of_each && self.parsed.xpos(token) == "NNS"
        })
    }

    /// Whether people of many lands are named as one: "donors", "African leaders".
    pub(in crate::code) fn is_of_many_lands(&self, span: Span) -> bool {
        let speak_for_lands = |token: usize| {
            self.is_a(token, "speaks-for-land") && matches!(self.parsed.xpos(token), "NNS" | "NNPS")
        };
        self.has_word(span, "of-many-lands")
            || self.are_of_each_land(span)
            || self.has_word(span, "of-a-region") && self.tokens_in(span).any(speak_for_lands)
    }

    /// Whether a span speaks of countries without saying which: "several other nations".
    pub(super) fn are_countries(&self, span: Span) -> bool {
        let words = self.tokens_in(span);
        // "Foreign ministers from 20 countries".
        let are_counted = |token: usize| self.parsed.child_by(token, Relation::Nummod).is_some();
        let mut states = words.clone().filter(|token| self.tells_of_states(*token)).peekable();
        // "Gulf states" are named for where they lie.
        let is_region = |token: usize| {
            self.parsed.relation(token) == Relation::Compound
                && self.country_itself(token).is_none()
                && self.parsed.head(token).is_some_and(|head| self.tells_of_states(head))
        };
        let is_known = |token: usize| {
            matches!(self.parsed.upos(token), Upos::Det | Upos::Pron | Upos::Propn) && !is_region(token)
                || self.mention(token).is_some_and(|mention| self.grounding.actors[mention].span != span)
        };
        states.peek().is_some() && (states.any(are_counted) || !words.clone().any(is_known))
    }

    /// "The countries that use the strait".
    fn are_some_countries(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| {
            self.tells_of_states(token) && self.parsed.child_by(token, Relation::AclRelcl).is_some()
        })
    }

    /// "Nations", "governments": several states, by no name.
    fn tells_of_states(&self, token: usize) -> bool {
        matches!(self.parsed.lemma(token), "country" | "nation" | "state" | "government")
            && self.parsed.xpos(token) == "NNS"
    }
}
