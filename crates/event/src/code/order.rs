//! What a state orders itself to do: "the president ordered the ministry to raise tariffs on Chad" is a plan of the state,
//! and no request that one makes of another.

use super::Draft;
use super::party::countries_of;
use super::walk::Walk;
use crate::claim::{Party, Status};

/// Sectors of those whom a government can give orders.
const OWN_HANDS: &[&str] = &["GOV", "MIL", "COP", "SPY"];

impl Walk<'_> {
    /// Takes orders and approvals within one state for what they lead to.
    pub(crate) fn carry_out_orders(&self, drafts: &mut Vec<Draft>) {
        let mut gone = Vec::new();
        for place in 0..drafts.len() {
            let Some(draft) = drafts.get(place) else { break };
            let own = countries_of(&draft.claim.actors);
            let is_order = own.len() == 1
                && draft.claim.status == Status::Held
                && match draft.claim.event_type.as_str() {
                    "REQUEST" => {
                        self.is_a(draft.trigger, "orders") && are_own_hands(&draft.claim.recipients, &own)
                    }
                    "AGREE" => self.is_a(draft.trigger, "approves"),
                    _ => false,
                };
            let content = draft.content.clone();
            let leads_to = |other: &Draft| {
                content.contains(&other.trigger)
                    && matches!(other.claim.status, Status::Proposed | Status::Agreed | Status::Planned)
                    && self.facts(other.trigger).is_some_and(|facts| facts.quad == "material-conflict")
                    && countries_of(&other.claim.actors) == own
                    && !countries_of(&other.claim.recipients).iter().any(|country| own.contains(country))
            };
            if !is_order || !drafts.iter().any(leads_to) {
                continue;
            }
            for other in drafts.iter_mut().filter(|other| leads_to(other)) {
                other.claim.status = Status::Planned;
            }
            gone.push(place);
        }
        for place in gone.into_iter().rev() {
            drafts.remove(place);
        }
    }
}

fn are_own_hands(recipients: &[Party], own: &[String]) -> bool {
    !recipients.is_empty()
        && recipients.iter().all(|party| {
            party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                && party.actor.sector.as_deref().is_some_and(|sector| OWN_HANDS.contains(&sector))
        })
}
