//! What is refused without a word of refusing: "said that Chad will not withdraw its troops".

use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, insert_each};
use crate::claim::{Party, Status};

/// The type of the refusal.
const REFUSAL: &str = "REJECT";

/// The rule's name, where claims name their predicate.
const RULE: &str = "reject.will-not";

/// Why there is a claim of it, in words that can be shown.
const WHY: &str = "whoever says that he will not do it refuses it";

/// How far to trust it.
const TRUST: f32 = 0.6;

impl Walk<'_> {
    /// Adds to each happening that is refused by a bare "will not" the refusal itself.
    pub(crate) fn refuse_openly(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let claim = &draft.claim;
            let Some(mode) = mode_of(&claim.event_type).filter(|_| claim.status == Status::Refused) else {
                continue;
            };
            let sentence = self.parsed.sentence_of(draft.trigger);
            let is_told = drafts.iter().chain(told.iter().map(|(_, one)| one)).any(|other| {
                other.claim.event_type == REFUSAL && self.parsed.sentence_of(other.trigger) == sentence
            });
            if is_told || claim.actors.is_empty() || !self.is_barely_negated(draft.trigger) {
                continue;
            }
            let mut evidence = claim.evidence.clone();
            RULE.clone_into(&mut evidence.predicate);
            evidence.operators = vec![WHY.to_owned()];
            let mut refusal = draft.act_besides(draft.trigger, (REFUSAL, mode), evidence, TRUST);
            refusal.content = vec![draft.trigger];
            let own = countries_of(&claim.actors[..1]);
            let others = claim.actors[1..].iter().chain(&claim.recipients);
            let is_other =
                |party: &&Party| party.actor.country.as_ref().is_none_or(|country| !own.contains(country));
            refusal.claim.recipients = others.filter(is_other).map(Party::again).collect();
            refusal.claim.actors = vec![claim.actors[0].again()];
            told.push((place, refusal));
        }
        insert_each(drafts, told);
    }

    /// Whether a happening, or the verb that it is told with, is itself negated: "will not hold talks", "there will be no
    /// talks", and not "rejects talks".
    fn is_barely_negated(&self, token: usize) -> bool {
        let verb = if self.is_verb(token) { Some(token) } else { self.light_verb(token) };
        let no = self.parsed.children(token).any(|child| {
            self.is_a(child, "no") && self.parsed.relation(child) == dragoman_text::Relation::Det
        });
        no || verb.is_some_and(|verb| self.mood(verb).negated)
    }
}

/// The mode of a refusal of what is of a type; nothing where refusing it is no answer to anybody.
fn mode_of(event_type: &str) -> Option<&'static str> {
    match event_type {
        "CONSULT" => Some("meet"),
        "RETREAT" => Some("yield"),
        "AID" | "COOPERATE" | "SUPPORT" => Some("assist"),
        "CONCEDE" => Some("change"),
        _ => None,
    }
}
