//! What is nobody's politics: what private persons do to each other and are tried for, and what befalls them.

use super::party::{GUESS, countries_of};
use super::walk::Walk;
use crate::actor::Actor;
use crate::claim::Party;
use crate::predicate::Habit;

/// A person whom no table knows has at least this confidence where the words say whose they are, and less where the
/// article's country was taken.
const SAID_OF_UNLISTED: f32 = 0.7;

impl Walk<'_> {
    /// Whether nobody has a part in it but private persons, of whom not even the country is said: what they say to each
    /// other and do for each other is no politics.
    pub(crate) fn is_private(&self, event_type: &str, actors: &[Party], recipients: &[Party]) -> bool {
        let Some(facts) = self.predicates.ontology.types.get(event_type) else { return false };
        let among_people = facts.quad.starts_with("verbal") || facts.quad == "material-cooperation";
        let by_the_state = facts.has(Habit::AtHome) && !facts.quad.starts_with("verbal");
        let is_person = |party: &Party| {
            let actor = &party.actor;
            let of_no_side = matches!(actor.sector.as_deref(), None | Some("CVL" | "EDU" | "MED" | "BUS"));
            // "The villagers" may be many, and a crowd is a power.
            let is_one = self.tokens_in(party.span).all(|token| self.parsed.xpos(token) != "NNS");
            // Of a name that no table knows, what is said is surer than what was guessed.
            let sure = if actor.person.is_some() { SAID_OF_UNLISTED } else { GUESS };
            let is_guessed = actor.country.is_none() || actor.confidence < sure;
            is_unlisted(actor) && of_no_side && is_one && is_guessed
        };
        among_people && !by_the_state && !actors.is_empty() && actors.iter().chain(recipients).all(is_person)
    }

    /// Whether a court or the police deal with somebody of their own land for a crime among private persons: "police in
    /// Lima arrest a singer over the murder of his wife".
    pub(crate) fn is_crime_among_people(
        &self,
        token: usize,
        event_type: &str,
        (actors, recipients): (&[Party], &[Party]),
    ) -> bool {
        if !matches!(event_type, "COERCE" | "ACCUSE" | "SANCTION" | "CONCEDE") || recipients.is_empty() {
            return false;
        }
        let of_law = |party: &Party| {
            matches!(party.actor.sector.as_deref(), None | Some("COP" | "JUD" | "GOV"))
                && party.actor.person.is_none()
        };
        let is_person = |party: &Party| {
            let actor = &party.actor;
            is_unlisted(actor)
                && matches!(actor.sector.as_deref(), None | Some("CVL" | "BUS" | "CRM" | "MED" | "EDU"))
        };
        let own = countries_of(actors);
        let at_home = own.len() < 2
            && (own.is_empty() || countries_of(recipients).iter().all(|country| own.contains(country)));
        at_home
            && actors.iter().all(of_law)
            && recipients.iter().all(is_person)
            && self.stands_by(token, "crime-of-people")
            && !self.stands_by(token, "matter-of-state")
    }

    /// Whether people came to harm by a mishap, and by nobody's hand: "two adults were badly injured" where a fire is
    /// told of and no attack.
    pub(crate) fn is_mishap(&self, token: usize, event_type: &str, actors: &[Party]) -> bool {
        event_type == "ASSAULT"
            && actors.is_empty()
            && self.is_verb(token)
            && self.is_passive(token)
            && self.is_a(token, "harms")
            && self.stands_by(token, "mishap")
            && !self.near(token).any(|other| {
                other != token && self.type_of(other) == Some("ASSAULT") && !self.is_a(other, "harms")
            })
    }

    /// Whether a word of a class stands in the sentence of a token or in the one before.
    fn stands_by(&self, token: usize, class: &str) -> bool {
        self.near(token).any(|word| self.is_a(word, class))
    }

    /// The words of a token's sentence and of the one before.
    fn near(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.parsed.sentence_of(token);
        let before = self.parsed.tokens_of(sentence.saturating_sub(1));
        before.start..self.parsed.tokens_of(sentence).end
    }
}

/// Whether no table knows who is meant, or in what office or body.
fn is_unlisted(actor: &Actor) -> bool {
    actor.id.is_empty() && actor.office.is_none() && actor.body.is_none()
}
