//! What a state orders itself to do: "the president ordered the ministry to raise tariffs on Chad" is a plan of the state,
//! "a court ordered the seizure of their land" is the deed, and neither is a request that one makes of another.

use dragoman_text::Relation;

use super::complete::is_above_states_code;
use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, remove_each};
use crate::claim::{Party, Status};

/// Sectors of those whom a government can give orders.
const OWN_HANDS: &[&str] = &["GOV", "MIL", "COP", "SPY"];

/// Sectors of those whose word is carried out.
const DECREES: &[&str] = &["GOV", "JUD", "MIL"];

impl Walk<'_> {
    /// Takes orders and approvals within one state for what they lead to, and decrees for what they decree.
    pub(crate) fn carry_out_orders(&self, drafts: &mut Vec<Draft>) {
        let mut gone = Vec::new();
        for place in 0..drafts.len() {
            let Some(draft) = drafts.get(place) else { break };
            let own = countries_of(&draft.claim.actors);
            if own.len() != 1 || draft.claim.status != Status::Held {
                continue;
            }
            let is_order = draft.claim.event_type == "REQUEST" && self.is_a(draft.trigger, "orders");
            let is_approval = draft.claim.event_type == "AGREE" && self.is_a(draft.trigger, "approves");
            if !is_order && !is_approval {
                continue;
            }
            let content = draft.content.clone();
            let addressed = countries_of(&draft.claim.recipients);
            let is_addressed = are_own_hands(&draft.claim.recipients, &own);
            let by_state = draft.claim.actors.iter().all(is_of_state);
            let is_decree = is_order && by_state && self.is_decree(draft);
            let decreeing = draft.claim.actors.clone();
            let undergoing = draft.claim.recipients.clone();
            let by_court =
                draft.claim.actors.iter().any(|party| party.actor.sector.as_deref() == Some("JUD"));
            let is_open_content = |other: &Draft| {
                content.contains(&other.trigger)
                    && matches!(other.claim.status, Status::Proposed | Status::Agreed | Status::Planned)
            };
            let is_content =
                |other: &Draft| is_open_content(other) && countries_of(&other.claim.actors) == own;
            // "Ordered the editor to be freed": whoever is freed was told nothing.
            let is_undergone = |other: &Draft| {
                is_order
                    && by_state
                    && self.is_verb(other.trigger)
                    && self.is_passive(other.trigger)
                    && self.agent(other.trigger).is_none()
                    && is_open_content(other)
            };
            let is_decreed = |other: &Draft| {
                let type_of = other.claim.event_type.as_str();
                (is_decree && is_content(other) || is_undergone(other))
                    && (matches!(type_of, "SANCTION" | "COERCE" | "CONCEDE")
                        || by_court && type_of == "RETREAT")
            };
            let leads_to = |other: &Draft| {
                let hit = countries_of(&other.claim.recipients);
                // "Signed an order directing Chad to leave the bank": the bank was told nothing.
                let to_nobody = !hit.is_empty() && addressed == hit;
                is_content(other)
                    && (is_approval || is_order && (is_addressed || to_nobody))
                    && self.facts(other.trigger).is_some_and(|facts| facts.quad == "material-conflict")
                    && !hit.iter().any(|country| own.contains(country))
            };
            let hands_do = |other: &Draft| are_own_hands(&other.claim.actors, &own);
            let mut is_carried_out = false;
            for other in drafts.iter_mut() {
                if is_decreed(other) {
                    if is_undergone(other) {
                        other.claim.actors.clone_from(&decreeing);
                        if !undergoing.is_empty() {
                            other.claim.recipients.clone_from(&undergoing);
                        }
                    }
                    other.claim.status = Status::Held;
                    other.claim.when = self.when(other.trigger, &[], Status::Held);
                } else if leads_to(other) {
                    other.claim.status = Status::Planned;
                } else {
                    if is_order && !by_court && is_addressed && is_open_content(other) && hands_do(other) {
                        // "Directed the ministry to take in refugees": told to do it, and so it is planned.
                        other.claim.status = Status::Planned;
                    }
                    continue;
                }
                is_carried_out = true;
            }
            if is_carried_out {
                gone.push(place);
            }
        }
        remove_each(drafts, gone);
    }

    /// "A court ordered the seizure of their land": who orders a deed, and nobody to do it, does it by the order.
    fn is_decree(&self, draft: &Draft) -> bool {
        let is_object = |deed: &usize| {
            self.parsed.head(*deed) == Some(draft.trigger) && self.parsed.relation(*deed) == Relation::Obj
        };
        // "Defied an order by the army to close the road".
        let is_told_by_noun = |deed: &usize| {
            self.is_verb(*deed)
                && self.parsed.head(*deed) == Some(draft.trigger)
                && self.parsed.relation(*deed) == Relation::Acl
        };
        draft.content.iter().any(|deed| {
            if self.is_verb(draft.trigger) {
                !self.is_verb(*deed) && is_object(deed)
            } else {
                is_told_by_noun(deed)
            }
        })
    }
}

/// Whether somebody can order what a state does by ordering it; courts above states can but ask.
fn is_of_state(party: &Party) -> bool {
    party.actor.sector.as_deref().is_some_and(|sector| DECREES.contains(&sector))
        && !party.actor.country.as_deref().is_some_and(is_above_states_code)
}

fn are_own_hands(recipients: &[Party], own: &[String]) -> bool {
    !recipients.is_empty()
        && recipients.iter().all(|party| {
            party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                && party.actor.sector.as_deref().is_some_and(|sector| OWN_HANDS.contains(&sector))
        })
}
