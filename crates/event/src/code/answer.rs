//! Whom words are directed at that name nobody: those who did what the words speak of.

use dragoman_text::{Relation, Upos};

use super::Draft;
use super::complete::{is_of_others, named_doers};
use super::is_past;
use super::party::countries_of;
use super::walk::Walk;
use crate::claim::{Party, Status};
use crate::parsed::SUBJECTS;
use crate::predicate::{Part, Place, Predicate};

/// How many sentences after a wrong whoever complains of nobody complains of it.
const ANSWERED_AFTER: usize = 2;

impl Walk<'_> {
    /// What an act is directed at or speaks about, and what its clauses are about.
    pub(super) fn things(&self, token: usize, predicate: &Predicate) -> Vec<usize> {
        let Some(reading) = self.reading(token) else { return Vec::new() };
        let roles = predicate.roles(reading.part);
        let mut things: Vec<usize> =
            roles.recipient.iter().flat_map(|slot| self.fill(token, reading.part, &slot.place)).collect();
        for one in self.contents_as_written(token) {
            things.push(one);
            things.extend(self.surface_subject(one));
        }
        if reading.part == Part::Verb {
            things.extend(self.fill(token, Part::Verb, &Place::Obj));
        }
        things
    }

    /// "The leader called the move an outrage", "they welcomed the veto": whoever did last what is spoken of as known.
    pub(super) fn doers_before(
        &self,
        token: usize,
        predicate: &Predicate,
        actors: &[Party],
        before: &[Draft],
    ) -> Vec<Party> {
        let points_back = |thing: &usize| {
            self.parsed
                .children_by(*thing, Relation::Det)
                .any(|word| matches!(self.parsed.lemma(word), "the" | "this" | "that" | "these" | "those"))
                && self.parsed.child_by(*thing, Relation::Nmod).is_none()
        };
        let mut things = self.things(token, predicate);
        things.retain(points_back);
        let is_clause = self.judges_clause(token);
        let of_type = things.iter().find_map(|thing| {
            let reading = self.reading(*thing).filter(|_| self.event_at(*thing) == Some(*thing))?;
            self.predicate(reading).event_type.clone()
        });
        let is_any = is_clause
            || things.iter().any(|thing| {
                self.is_a(*thing, "deed") || self.is_a(*thing, "law") || self.is_a(*thing, "policy")
            });
        // "Caracas condemned the transfer": any other noun for a thing, where something was done to those who speak.
        let judges = matches!(predicate.event_type.as_deref(), Some("ACCUSE" | "REJECT"));
        let is_thing = things.iter().filter(|_| judges).any(|thing| {
            self.parsed.upos(*thing) == Upos::Noun
                && !self.is_a(*thing, "nobodys-deed")
                && self.parties(&[*thing]).is_empty()
        });
        if of_type.is_none() && !is_any && !is_thing {
            return Vec::new();
        }
        let sentence = self.parsed.sentence_of(token);
        let same = |one: &Party, other: &Party| {
            one.actor.id == other.actor.id && one.actor.country == other.actor.country
                || one.span == other.span && !one.span.is_empty()
        };
        let known = |draft: &&Draft| {
            draft.trigger < token
                && self.parsed.sentence_of(draft.trigger) + 6 > sentence
                && (is_past(draft.claim.status) || draft.claim.status == Status::Planned)
                && draft.claim.actors.iter().any(|party| party.actor.country.is_some())
                && !draft.claim.actors.iter().any(|party| actors.iter().any(|actor| same(actor, party)))
        };
        let of_this_type = |draft: &&Draft| Some(&draft.claim.event_type) == of_type.as_ref();
        // Whoever condemned the incident before did not do it.
        let is_other = |draft: &&Draft| predicate.event_type.as_ref() != Some(&draft.claim.event_type);
        // Whoever speaks of what was done to his own speaks of that.
        let own = countries_of(actors);
        let is_own =
            |party: &Party| party.actor.country.as_ref().is_some_and(|country| own.contains(country));
        let to_own = |draft: &&Draft| is_other(draft) && draft.claim.recipients.iter().any(is_own);
        let mut told = before.iter().rev().filter(known);
        let found = told
            .clone()
            .find(of_this_type)
            .or_else(|| told.clone().find(to_own).filter(|_| is_any || is_thing))
            .or_else(|| {
                let other = told.clone().find(is_other);
                other.or_else(|| told.next()).filter(|_| is_any)
            });
        // "Condemned the agreement": whom of those who made it, nobody says.
        let is_accord = |draft: &Draft| {
            matches!(draft.claim.event_type.as_str(), "AGREE" | "SUPPORT")
                && countries_of(&draft.claim.actors).len() > 1
        };
        let found = found.filter(|draft| of_type.is_some() || !is_accord(draft));
        found.map(named_doers).unwrap_or_default()
    }

    /// "Kenya seized a Chadian truck, which the minister called reckless": "which" stands for all that was told before it.
    fn judges_clause(&self, token: usize) -> bool {
        let which = self.parsed.children(token).find(|child| {
            *child < token && self.parsed.lemma(*child) == "which" && self.preposition(*child).is_none()
        });
        self.parsed.relation(token) == Relation::AclRelcl
            && which.and_then(|which| which.checked_sub(1)).is_some_and(|one| self.parsed.form(one) == ",")
    }

    /// "A Kenyan ship rammed a Somali trawler. Mogadishu lodged a protest": whoever complains of nobody complains of
    /// those who did something to them.
    pub(super) fn wrongdoers(&self, token: usize, own: &[String], before: &[Draft]) -> Vec<Party> {
        let sentence = self.parsed.sentence_of(token);
        let is_own =
            |party: &Party| party.actor.country.as_ref().is_some_and(|country| own.contains(country));
        let wrong = before.iter().rev().find(|draft| {
            let quad = self.predicates.ontology.types.get(&draft.claim.event_type).map(|facts| &facts.quad);
            let harms = match quad.map(String::as_str) {
                Some("material-conflict") => true,
                // What is said against somebody is answered too.
                Some("verbal-conflict") => draft.claim.event_type != "REQUEST",
                _ => false,
            };
            self.parsed.sentence_of(draft.trigger) + ANSWERED_AFTER >= sentence
                && harms
                && (is_past(draft.claim.status) || draft.claim.status == Status::Planned)
                && draft.claim.recipients.iter().any(is_own)
                && !draft.claim.actors.iter().any(is_own)
        });
        wrong.map(named_doers).unwrap_or_default()
    }

    /// "Beijing's silence was worrying, the minister complained": whoever the clause is about that somebody complains
    /// in, or whose its subject is.
    pub(super) fn told_of(&self, token: usize, own: &[String]) -> Vec<Party> {
        let clauses = self
            .parsed
            .children(token)
            .filter(|clause| matches!(self.parsed.relation(*clause), Relation::Ccomp | Relation::Parataxis));
        let subjects = clauses.flat_map(|clause| {
            self.parsed.children(clause).filter(|child| {
                let relation = self.parsed.relation(*child);
                SUBJECTS.contains(&relation) || relation == Relation::NsubjOuter
            })
        });
        let found = subjects.flat_map(|subject| {
            let owner = self.parsed.child_by(subject, Relation::NmodPoss);
            self.parties(&[owner.unwrap_or(subject)])
        });
        found.filter(|party| is_of_others(party, own)).map(|party| party.again()).collect()
    }
}
