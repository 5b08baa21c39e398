//! What one claim says of another: who tells of it, who held those who are let go, who struck just before.

use dragoman_text::Span;

use super::complete::{is_of_others, named_doers};
use super::party::{countries_of, is_guess};
use super::walk::Walk;
use super::{Draft, is_past};
use crate::actor::Actor;
use crate::claim::{Party, Status};
use crate::predicate::Habit;

impl Walk<'_> {
    /// "Three thousand Afghans were deported, the Iranian ministry said", "ships that enter will be seized, the admiral
    /// said": where nobody is named who uses a state's power on those of another, it is the state whose official says so.
    pub(crate) fn act_as_told(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let claim = &draft.claim;
            let to_come = matches!(claim.status, Status::Planned | Status::Threatened);
            // "Hezbollah would pay dearly, the minister said".
            let threatens = claim.event_type == "THREATEN";
            let is_open = claim.actors.is_empty()
                && self.is_verb(draft.trigger)
                && (self.is_passive(draft.trigger) || threatens)
                && self.facts(draft.trigger).is_some_and(|facts| {
                    // "Three fighters were killed in a strike, the army said".
                    let kills = claim.event_type == "ASSAULT"
                        && claim
                            .source
                            .actor
                            .as_ref()
                            .is_some_and(|one| one.sector.as_deref() == Some("MIL"))
                        && (claim.recipients.iter().all(is_fighter) || !self.means(draft.trigger).is_empty());
                    to_come && (facts.quad == "material-conflict" || threatens)
                        || is_past(claim.status) && (facts.has(Habit::ByTheState) || kills)
                });
            let teller = claim.source.actor.as_ref().filter(|actor| {
                let serves =
                    matches!(actor.sector.as_deref(), Some("GOV" | "MIL" | "COP" | "JUD" | "REB" | "SPY"));
                is_open && serves && !is_guess(actor)
            });
            let Some((teller, country)) = teller.and_then(|actor| Some((actor, actor.country.as_ref()?)))
            else {
                continue;
            };
            let own = std::slice::from_ref(country);
            if !claim.recipients.is_empty() && claim.recipients.iter().all(|party| is_of_others(party, own)) {
                let text = claim.source.who.clone().unwrap_or_default();
                let actor = Actor { reason: "whose official says so".to_owned(), ..teller.clone() };
                draft.claim.actors = vec![Party { text, span: Span::default(), actor, inferred: true }];
                if threatens {
                    draft.claim.status = Status::Held;
                }
            }
        }
    }

    /// What has been told in the sentence of a token and so many before it, the last of it first.
    pub(crate) fn told_within<'d>(
        &self,
        n_sentences: usize,
        before: &'d [Draft],
        token: usize,
    ) -> impl Iterator<Item = &'d Draft> {
        let sentence = self.parsed.sentence_of(token);
        before
            .iter()
            .rev()
            .take_while(move |draft| self.parsed.sentence_of(draft.trigger) + n_sentences >= sentence)
    }

    /// "Two men were arrested by Chad. They were handed over to Niger": by those who held them.
    pub(crate) fn give_up_as_held(&self, drafts: &mut [Draft]) {
        for later in 1..drafts.len() {
            let claim = &drafts[later].claim;
            let trigger = drafts[later].trigger;
            let gives_up =
                claim.modes.iter().any(|mode| matches!(mode.as_str(), "release" | "extradite" | "deport"))
                    || claim.event_type == "COOPERATE" && self.is_a(trigger, "hands-over");
            let is_open =
                gives_up && claim.actors.is_empty() && self.is_verb(trigger) && self.is_passive(trigger);
            if !is_open {
                continue;
            }
            let theirs = countries_of(&claim.recipients);
            let held = self.told_within(1, &drafts[..later], trigger).find(|draft| {
                let holds = draft.claim.modes.iter().any(|mode| mode == "arrest");
                draft.claim.event_type == "COERCE" && holds && is_past(draft.claim.status)
            });
            let captors = held.map_or(Vec::new(), named_doers);
            // Whoever is given back to his own country is given by another.
            if countries_of(&captors).iter().all(|country| !theirs.contains(country)) {
                drafts[later].claim.actors.extend(captors);
            }
        }
    }

    /// "Chadian drones struck the port. A school was damaged, too": by those who struck just before, where nobody else is
    /// named.
    pub(crate) fn strike_on(&self, drafts: &mut [Draft]) {
        for later in 1..drafts.len() {
            let claim = &drafts[later].claim;
            let trigger = drafts[later].trigger;
            let sentence = self.parsed.sentence_of(trigger);
            let is_open = claim.event_type == "ASSAULT"
                && claim.status == Status::Held
                && claim.actors.is_empty()
                && !claim.recipients.is_empty()
                && self.is_verb(trigger)
                && self.is_passive(trigger)
                && self.agent(trigger).is_none()
                && claim.when.words.is_none();
            let theirs = countries_of(&claim.recipients);
            if !is_open || theirs.len() != 1 {
                continue;
            }
            let before = self.told_within(1, &drafts[..later], trigger).find(|draft| {
                draft.claim.event_type == "ASSAULT" && self.parsed.sentence_of(draft.trigger) + 1 == sentence
            });
            let Some(before) = before else { continue };
            let goes_on = before.claim.status == Status::Held
                && countries_of(&before.claim.recipients) == theirs
                && before
                    .claim
                    .actors
                    .iter()
                    .all(|party| party.actor.country.is_some() && !is_guess(&party.actor));
            if goes_on {
                let strikers: Vec<Party> = before.claim.actors.iter().map(Party::again).collect();
                drafts[later].claim.actors.extend(strikers);
            }
        }
    }
}

/// Whether a party bears arms.
fn is_fighter(party: &Party) -> bool {
    matches!(party.actor.sector.as_deref(), Some("MIL" | "REB" | "UAF" | "PRM"))
}
