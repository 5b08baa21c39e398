//! What one claim says of another: who tells of it, who held those who are let go, who struck just before.

use dragoman_text::{Relation, Span};

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

    /// "Drones hit a tanker. Mali accused Chad of being behind the attack", "attributing the strike to Chad": what nobody
    /// was named for was done by whoever is said to have done it.
    pub(crate) fn lay_blame(&self, drafts: &mut Vec<Draft>) {
        let mut told_twice = Vec::new();
        for later in 0..drafts.len() {
            let blame = &drafts[later];
            let trigger = blame.trigger;
            let points_back = |noun: usize| {
                let is_deed = self.event_at(noun).and_then(|deed| self.type_of(deed)) == Some("ASSAULT");
                let words = &mut self.parsed.children_by(noun, Relation::Det);
                is_deed
                    && words.any(|word| matches!(self.parsed.lemma(word), "the" | "this" | "that" | "these"))
            };
            let is_blame = is_past(blame.claim.status) && blame.claim.confirmations.is_empty();
            let (doers, is_same) = match blame.claim.event_type.as_str() {
                "ASSAULT" if is_blame && points_back(trigger) => (named_doers(blame), true),
                "ACCUSE" if is_blame => {
                    // "Said that Chad was responsible for the attack".
                    let clauses = self.parsed.children_by(trigger, Relation::Ccomp);
                    let is_about = |word: &usize| {
                        let is_clause = self.parsed.child_by(*word, Relation::Cop).is_some();
                        is_clause || matches!(self.parsed.relation(*word), Relation::Obj | Relation::Obl)
                    };
                    let over =
                        clauses.chain(std::iter::once(trigger)).flat_map(|one| self.parsed.children(one));
                    let over = over.filter(is_about);
                    let is_over = over.chain(std::iter::once(trigger)).any(points_back);
                    let blamed = blame.claim.recipients.iter().filter(|_| is_over);
                    (blamed.filter(|party| party.actor.country.is_some()).map(Party::again).collect(), false)
                }
                _ => continue,
            };
            if doers.is_empty() || doers.iter().any(|party| is_guess(&party.actor)) {
                continue;
            }
            let hit = countries_of(&blame.claim.recipients);
            let sentence = self.parsed.sentence_of(trigger);
            let open = (0..drafts.len()).rev().find(|one| {
                let draft = &drafts[*one];
                let at = self.parsed.sentence_of(draft.trigger);
                *one != later
                    && draft.trigger < trigger
                    && at + 1 >= sentence
                    && draft.claim.event_type == "ASSAULT"
                    && is_past(draft.claim.status)
                    && !draft.claim.recipients.is_empty()
                    // "The strikes on Gaza" are not the bomb in Kabul that was told of before.
                    && (!is_same || hit.is_empty() || countries_of(&draft.claim.recipients) == hit)
                    && draft.claim.actors.iter().all(|party| {
                        party.actor.country.is_none() && party.actor.person.is_none()
                            || is_guess(&party.actor)
                    })
            });
            let nobody_hit = || drafts[later].claim.recipients.is_empty();
            if open.is_none() && is_same && self.claims_deed(trigger).is_some() && nobody_hit() {
                // What it points back to was told as something else.
                told_twice.push(later);
            }
            if let Some(open) = open {
                drafts[open].claim.actors = doers;
                if is_same {
                    told_twice.push(later);
                    let first = drafts[open].trigger;
                    for content in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
                        if *content == trigger {
                            *content = first;
                        }
                    }
                }
            }
        }
        for later in told_twice.into_iter().rev() {
            drafts.remove(later);
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
