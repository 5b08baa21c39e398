//! Who was told of before, when the same thing was told?

use super::{Sides, Telling};
use crate::claim::Party;
use crate::code::Draft;
use crate::code::party::countries_of;
use crate::code::role::Cast;
use crate::code::walk::Walk;
use dragoman_text::Relation;

impl Walk<'_> {
    /// "Lifts the sanctions on Chad, which were imposed in 2019": who took the measure that is taken back?
    pub(super) fn recall_measure(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if actors.is_empty()
            && (event_type == "SANCTION" || predicate.has_mode("curfew") || predicate.has_mode("restrict"))
            && !predicate.has_mode("convict")
            && let Some(taken_back) = self.taken_back(token, before)
        {
            *actors = taken_back.claim.actors.iter().map(Party::again).collect();
            // "Its envoy returns to Chad after being recalled": the envoy is of those who called him.
            let own = countries_of(actors);
            if countries_of(recipients).iter().all(|country| own.contains(country)) {
                *recipients = taken_back.claim.recipients.iter().map(Party::again).collect();
            }
        }
    }

    /// "Lifts the sanctions on Chad, which were imposed in 2019", "reopens the road, ending a closure imposed in 2019",
    /// "reopens it after it was closed in 2019": whoever takes a measure back had taken it.
    fn taken_back<'a>(&self, token: usize, before: &'a [Draft]) -> Option<&'a Draft> {
        if !self.is_passive(token) {
            return None;
        }
        let verb = match self.parsed.relation(token) {
            Relation::Acl | Relation::AclRelcl => {
                let measure = self.parsed.head(token)?;
                self.parsed.head(measure).filter(|_| self.parsed.relation(measure) == Relation::Obj)?
            }
            Relation::Advcl => self.parsed.head(token).filter(|_| {
                self.parsed
                    .children_by(token, Relation::Mark)
                    .any(|mark| matches!(self.parsed.lemma(mark), "after" | "since"))
            })?,
            _ => return None,
        };
        let over = self
            .parsed
            .head(verb)
            .filter(|_| self.parsed.relation(verb) == Relation::Advcl && self.parsed.xpos(verb) == "VBG");
        let undoes = |draft: &&Draft, verb: usize| {
            draft.trigger == verb
                && matches!(
                    draft.claim.event_type.as_str(),
                    "CONCEDE" | "COOPERATE" | "SUPPORT" | "AID" | "RETREAT"
                )
                && !draft.claim.actors.is_empty()
        };
        [Some(verb), over]
            .into_iter()
            .flatten()
            .find_map(|verb| before.iter().rev().find(|draft| undoes(draft, verb)))
    }

    /// "The visit was put off": a happening named again is the one that was told before, with its parties.
    pub(in crate::code) fn recall(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        cast: &Cast,
        sides: Sides,
        before: &[Draft],
    ) -> Sides {
        let named_again = !self.is_verb(token)
            && self.parsed.children(token).any(|child| {
                matches!(self.parsed.relation(child), Relation::Det | Relation::NmodPoss)
                    && matches!(
                        self.parsed.form(child).to_lowercase().as_str(),
                        "the" | "that" | "this" | "those" | "these" | "his" | "her" | "their" | "its"
                    )
            });
        let own_actors = !cast.is_handed && !sides.actors.is_empty();
        let own_recipients = !sides.recipients.is_empty();
        if !named_again || own_actors && own_recipients {
            return sides;
        }
        let same_doer = |draft: &&Draft| {
            !own_actors
                || sides.actors.iter().any(|one| {
                    draft.claim.actors.iter().any(|other| other.actor.country == one.actor.country)
                })
        };
        let told = before.iter().rev().filter(same_doer).find(|draft| {
            draft.claim.event_type == event_type && modes.iter().all(|mode| draft.claim.modes.contains(mode))
        });
        let Some(told) = told else {
            return self.sides_of_accord(token, event_type, modes, sides, before);
        };
        let again = |parties: &[Party]| -> Vec<Party> { parties.iter().map(Party::again).collect() };
        match (own_actors, own_recipients) {
            (true, false) if !told.claim.recipients.is_empty() => {
                Sides { actors: sides.actors, recipients: again(&told.claim.recipients) }
            }
            (false, false) => {
                Sides { actors: again(&told.claim.actors), recipients: again(&told.claim.recipients) }
            }
            _ => sides,
        }
    }

    /// "Chad signed a truce with the rebels. The truce will last a week": between those who signed it.
    fn sides_of_accord(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        sides: Sides,
        before: &[Draft],
    ) -> Sides {
        let is_open = event_type == "RETREAT"
            && modes.iter().any(|mode| mode == "ceasefire")
            && countries_of(&sides.actors).len() + countries_of(&sides.recipients).len() == 0;
        let is_same = |one: usize| self.parsed.lemma(one) == self.parsed.lemma(token);
        let made = before.iter().rev().find(|draft| {
            is_open
                && matches!(draft.claim.event_type.as_str(), "AGREE" | "CONCEDE" | "SUPPORT")
                && self.parsed.children(draft.trigger).any(is_same)
        });
        let Some(made) = made else { return sides };
        let both = made.claim.actors.iter().chain(&made.claim.recipients);
        Sides { actors: both.map(Party::again).collect(), recipients: Vec::new() }
    }

    /// "Envoys of Chad and Niger met after clashes that killed dozens": those who meet over it fought.
    pub(super) fn sides_before(&self, token: usize, before: &[Draft]) -> Option<Vec<Party>> {
        let sentence = self.parsed.sentence_of(token);
        let told = before.iter().rev().find(|draft| {
            self.parsed.sentence_of(draft.trigger) == sentence
                && draft.claim.recipients.is_empty()
                && countries_of(&draft.claim.actors).len() == 2
        })?;
        Some(told.claim.actors.iter().map(Party::again).collect())
    }
}
