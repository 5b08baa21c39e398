//! Parties that the passage leaves out or leaves without a country, taken from the nearest licensed place.

mod abroad;
mod captive;
mod guess;
mod home;
mod host;
mod land;
mod oneself;
mod other;
mod pact;
mod power;
mod recall;
mod several;
mod striker;
mod struck;

use super::Draft;
use super::walk::Walk;
use crate::actor::Actor;
use crate::claim::{Party, Status, Where};
use crate::predicate::{Predicate, TypeFacts};
use dragoman_text::{Relation, Span, Upos};

/// Those who do it, and those whom it is done to.
pub(super) struct Sides {
    pub(super) actors: Vec<Party>,
    pub(super) recipients: Vec<Party>,
}

/// What is told, of which it is asked who is left out of it and meant all the same.
#[derive(Clone, Copy)]
struct Telling<'a> {
    /// The word that tells it.
    token: usize,
    status: Status,
    place: Option<&'a Where>,
    predicate: &'a Predicate,
    event_type: &'a str,
    facts: &'a TypeFacts,
    /// What the article told before.
    before: &'a [Draft],
}

impl Telling<'_> {
    fn is_conflict(self) -> bool {
        self.facts.quad.ends_with("conflict")
    }

    /// "Bans entry into Chad": whoever is kept out is not of the place.
    fn shuts_out(self) -> bool {
        self.predicate.has_mode("deport") || self.predicate.has_mode("discontinue")
    }
}

impl Walk<'_> {
    /// Fills in what can be told from the place, from the other side, and from who else is spoken of.
    ///
    /// Each stage answers a question for those of whom the earlier ones left it open, so that the order is a rule, too.
    pub(super) fn complete(
        &self,
        token: usize,
        status: Status,
        mut sides: Sides,
        place: Option<&Where>,
        predicate: &Predicate,
        before: &[Draft],
    ) -> Sides {
        let event_type = predicate.event_type.as_deref().unwrap_or_default();
        let Some(facts) = self.predicates.ontology.types.get(event_type) else { return sides };
        let telling = Telling { token, status, place, predicate, event_type, facts, before };
        // Whom do the words mean, and whose are they?
        self.tell_several_apart(telling, &mut sides);
        self.mean_others_by_pronouns(telling, &mut sides);
        let strike = self.strike_going_on(telling, &sides);
        self.recall_measure(telling, &mut sides);
        self.tell_whose_are_hit_or_held(telling, &mut sides, strike);
        let is_mended = self.settle_guesses(telling, &mut sides, strike);
        self.look_where_it_hits(telling, &mut sides);
        self.part_from_those_dealt_with(telling, &mut sides);
        self.settle_at_home(telling, &mut sides, is_mended);
        self.leave_captives_open(telling, &mut sides);
        // Who is it that nobody names?
        self.find_whoever_has_power(telling, &mut sides);
        self.turn_from_oneself(telling, &mut sides);
        self.find_whom_it_is_done_to(telling, &mut sides);
        // Who is no party to it, or is on the wrong side?
        self.take_off_ones_own(telling, &mut sides);
        self.receive_guests(telling, &mut sides);
        self.find_whoever_holds(telling, &mut sides);
        self.stay_where_it_happened(telling, &mut sides);
        self.leave_blows_open(telling, &mut sides);
        self.leave_wrongdoers_open(telling, &mut sides);
        sides
    }

    /// The noun that a happening is told by, for a party that only follows from it: the riot of "a riot breaks out", the
    /// curfew of "imposes a curfew".
    fn noun_of_telling(&self, token: usize) -> String {
        let noun = [Relation::Obj, Relation::NsubjPass, Relation::Nsubj]
            .into_iter()
            .find_map(|relation| self.parsed.child_by(token, relation))
            .filter(|noun| self.is_verb(token) && self.is_nominal(*noun));
        self.parsed.form(noun.unwrap_or(token)).to_owned()
    }

    /// Whether a word of a class stands in a span.
    pub(super) fn has_word(&self, span: Span, class: &str) -> bool {
        self.tokens_in(span).any(|token| self.is_a(token, class))
    }

    fn begins_with_possessive(&self, span: Span) -> bool {
        let first = self.tokens_in(span).start;
        self.parsed
            .reading
            .tokens
            .get(first)
            .is_some_and(|token| token.upos == Upos::Pron && token.relation == Relation::NmodPoss)
    }

    /// The last noun of a span, which is what its words are of: "strikes" of "the air strikes".
    fn last_noun(&self, span: Span) -> Option<usize> {
        self.tokens_in(span).rev().find(|word| self.parsed.upos(*word) == Upos::Noun)
    }
}

/// Whether a party is a body of no state.
fn is_above_states(party: &Party) -> bool {
    ["IGO:", "NGO:", "MNC:"].iter().any(|kind| party.actor.id.starts_with(kind))
}

/// Whether a code stands for a body of no state.
pub(super) fn is_above_states_code(code: &str) -> bool {
    matches!(code, "IGO" | "NGO" | "MNC" | "IMG" | "UNO" | "EUR" | "REB" | "CRM")
}

/// Whoever did what was told before, of those whose country is known.
pub(super) fn named_doers(draft: &Draft) -> Vec<Party> {
    draft.claim.actors.iter().filter(|party| party.actor.country.is_some()).map(Party::again).collect()
}

/// Whether a party is of a country, and of none of these.
pub(super) fn is_of_others(party: &Party, own: &[String]) -> bool {
    party.actor.country.as_ref().is_some_and(|country| !own.contains(country))
}

fn only_country(parties: &[Party]) -> Option<String> {
    let mut countries = parties.iter().filter_map(|party| party.actor.country.as_ref());
    let first = countries.next()?;
    countries.all(|country| country == first).then(|| first.clone())
}

/// Whoever is meant and not named.
pub(super) fn inferred(text: String, country: Option<&str>, reason: &str) -> Party {
    Party {
        text,
        span: Span::default(),
        actor: Actor {
            id: country.unwrap_or_default().to_owned(),
            country: country.map(str::to_owned),
            confidence: 0.5,
            reason: reason.to_owned(),
            ..Actor::default()
        },
        inferred: true,
    }
}
