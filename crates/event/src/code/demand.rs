//! What a threat demands: "threatened to close the border unless Chad withdrew" asks Chad to withdraw.

use dragoman_text::Relation;

use super::party::{countries_of, is_guess};
use super::walk::Walk;
use super::{Draft, insert_each};
use crate::claim::{Party, Status};

/// The type of what is asked.
const DEMAND: &str = "REQUEST";

/// Its mode where something is to be given up, and where anything else is to be done.
const MODES: (&str, &str) = ("yield", "change");

/// The rule's name, where claims name their predicate.
const RULE: &str = "request.unless";

/// Why there is a claim of it, in words that can be shown.
const WHY: &str = "whoever threatens unless something is done demands it";

/// How far to trust it.
const TRUST: f32 = 0.6;

impl Walk<'_> {
    /// Adds to each threat the demand that lies in what it is threatened with "unless".
    pub(crate) fn demand_unless(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let is_threat = draft.claim.event_type == "THREATEN" || draft.claim.status == Status::Threatened;
            let Some(clause) = self.unless_below(draft.trigger).filter(|_| is_threat) else { continue };
            let is_told = told.iter().any(|(_, one)| one.trigger == clause);
            if is_told || draft.claim.actors.is_empty() {
                continue;
            }
            let own = countries_of(&draft.claim.actors);
            // "Unless their comrades are freed": whoever is threatened is to free them.
            let doer = self.surface_subject(clause).filter(|_| !self.is_passive(clause));
            let asked: Vec<Party> = doer.map(|doer| self.parties(&[doer])).unwrap_or_default();
            let is_other = |party: &Party| {
                !is_guess(&party.actor)
                    && party.actor.country.as_ref().is_some_and(|country| !own.contains(country))
            };
            let recipients = if asked.iter().any(is_other) {
                asked
            } else {
                draft.claim.recipients.iter().map(Party::again).collect()
            };
            let words = self.parsed.span_of(self.parsed.subtree(clause));
            let evidence = self.evidence_by(RULE, WHY, (words.start(), words.end()), clause);
            let mode = if self.type_of(clause) == Some("RETREAT") { MODES.0 } else { MODES.1 };
            let mut demand = draft.act_besides(clause, (DEMAND, mode), evidence, TRUST);
            demand.content = vec![clause];
            demand.claim.recipients = recipients;
            demand.claim.when = self.when(draft.trigger, &[], Status::Held);
            told.push((place + 1, demand));
        }
        for draft in drafts.iter_mut().filter(|draft| draft.claim.status == Status::Hypothetical) {
            let Some((_, demand)) = told.iter().find(|(_, demand)| demand.trigger == draft.trigger) else {
                continue;
            };
            // What is demanded is put forward, and no mere condition.
            draft.claim.status = Status::Proposed;
            let (own, asked) = (countries_of(&demand.claim.actors), countries_of(&demand.claim.recipients));
            let done_by = countries_of(&draft.claim.actors);
            if !asked.is_empty() && !done_by.is_empty() && done_by.iter().all(|country| own.contains(country))
            {
                // "Threatens Chad with tariffs unless it drops its duties": Chad is to drop them.
                draft.claim.actors = demand.claim.recipients.iter().map(Party::again).collect();
                draft.claim.recipients.retain(|party| {
                    party.actor.country.as_ref().is_none_or(|country| !asked.contains(country))
                });
            }
        }
        insert_each(drafts, told);
    }

    /// The clause with "unless" that hangs on a threat, on what it is about or on what tells of it.
    fn unless_below(&self, token: usize) -> Option<usize> {
        let above = self.parsed.head(token).filter(|head| self.is_verb(*head));
        let inner = |verb: usize| {
            let under = self.parsed.children(verb).filter(|one| {
                matches!(
                    self.parsed.relation(*one),
                    Relation::Ccomp | Relation::Xcomp | Relation::Conj | Relation::Advcl
                )
            });
            std::iter::once(verb).chain(under).collect::<Vec<_>>()
        };
        let is_unless = |clause: &usize| {
            self.parsed.children_by(*clause, Relation::Mark).any(|mark| self.parsed.lemma(mark) == "unless")
        };
        let clauses = |verb: usize| self.parsed.children_by(verb, Relation::Advcl).find(is_unless);
        inner(token).into_iter().chain(above).find_map(clauses)
    }
}
