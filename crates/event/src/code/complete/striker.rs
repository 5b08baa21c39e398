//! Who struck, and whose are they, where the words for them name nobody?

use super::{Sides, Telling};
use crate::claim::Party;
use crate::code::Draft;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use dragoman_text::{Relation, Span, Upos};

impl Walk<'_> {
    /// "A warrant was issued", "a raid in which forces shot two Palestinians": whose court, and whose forces?
    pub(super) fn tell_whose_forces(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        if actors.is_empty() && event_type == "THREATEN" && predicate.has_mode("arrest") {
            actors.extend(self.nearest_court(token));
        }
        if event_type == "ASSAULT"
            && !recipients.is_empty()
            && !recipients.iter().any(|party| is_guess(&party.actor))
        {
            // "A raid in which forces shot two Palestinians": not forces of theirs, where others are spoken of.
            let theirs = countries_of(recipients);
            let is_bare = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.sector.as_deref() == Some("MIL")
                    && party.actor.country.as_ref().is_some_and(|country| theirs.contains(country))
            };
            if actors.iter().any(is_bare)
                && let Some(other) = self.nearest_other(token, &theirs)
            {
                for party in actors.iter_mut().filter(|party| is_bare(party)) {
                    party.actor.country.clone_from(&other.actor.country);
                    "the other side".clone_into(&mut party.actor.reason);
                }
            }
        }
    }

    /// "Air strikes hit the port", "gunmen", "a rocket launched from Chad": is it said at all whose they are?
    pub(super) fn leave_blows_open(&self, telling: Telling<'_>, sides: &mut Sides) {
        let facts = telling.facts;
        let actors = &mut sides.actors;
        if facts.quad == "material-conflict" {
            // "Air strikes hit the port": nobody says whose, and least of all the port's.
            actors.retain(|party| !(is_guess(&party.actor) && self.is_bare_blow(party.span)));
            // Who "gunmen" are is not said by where they strike, nor whose a rocket is by where it falls.
            for party in actors.iter_mut() {
                // "Boko Haram gunmen" are of the band that is named.
                if let Some(band) = self.band_within(party.span) {
                    if party.actor.country.is_none() || is_guess(&party.actor) {
                        party.actor.country = Some(band);
                        "the group that is named in the same phrase".clone_into(&mut party.actor.reason);
                    }
                    continue;
                }
                // "Gunmen in Chad", "a drone near Mongo" need not be of the country.
                let first = self.tokens_in(party.span).find(|word| self.parsed.upos(*word) == Upos::Noun);
                let is_only_there = first.is_some_and(|doer| {
                    let has = |preposition: &str| !self.nominals(doer, preposition).is_empty();
                    let says_whose =
                        self.parsed.children(doer).any(|word| self.country_said_by(word).is_some());
                    let is_there = self.is_a(doer, "unknown-doer") && has("in")
                        || self.is_a(doer, "shot-at-somebody")
                            && ["in", "near", "over", "off", "at", "outside"].into_iter().any(has);
                    is_there && !has("of") && !has("from") && !says_whose
                });
                if !is_guess(&party.actor) && !is_only_there {
                    continue;
                }
                let head = self.last_noun(party.span);
                let is_shot = head.is_some_and(|head| self.is_a(head, "shot-at-somebody"));
                // "Airstrikes hit the port": by whom, nobody says.
                let is_strike = head.is_some_and(|head| self.type_of(head) == Some("ASSAULT"));
                if self.has_word(party.span, "unknown-doer") || is_shot || is_strike {
                    let launcher = head.filter(|_| is_shot).and_then(|shot| self.launcher(shot));
                    let why = if launcher.is_some() { "whoever launched it" } else { "nobody says whose" };
                    why.clone_into(&mut party.actor.reason);
                    party.actor.country = launcher;
                }
            }
        }
    }

    /// "Two people are stabbed in Mali. The attacker, a Chadian, is shot by police": police are of the place, and not of the
    /// land of those with whom they deal.
    pub(super) fn tell_police_of_place(
        &self,
        actors: &mut [Party],
        recipients: &[Party],
        before: &[Draft],
        token: usize,
    ) {
        let theirs = countries_of(recipients);
        let is_open = |party: &&mut Party| {
            is_guess(&party.actor)
                && matches!(party.actor.sector.as_deref(), Some("COP" | "CVL"))
                && party.actor.country.as_ref().is_none_or(|country| theirs.contains(country))
        };
        let there = self.told_within(1, before, token).find_map(|draft| {
            let place = draft.claim.place.as_ref()?;
            place.country.clone().filter(|_| draft.claim.event_type == "ASSAULT")
        });
        let Some(there) = there else { return };
        for party in actors.iter_mut().filter(is_open) {
            party.actor.country = Some(there.clone());
            "where it happened".clone_into(&mut party.actor.reason);
        }
    }

    /// The country of the armed group that is named before the word for its people: "Boko Haram gunmen".
    fn band_within(&self, span: Span) -> Option<String> {
        let doer = self
            .tokens_in(span)
            .find(|word| self.parsed.upos(*word) == Upos::Noun && self.is_a(*word, "unknown-doer"))?;
        let before = self.tokens_in(span).start..doer;
        self.grounding.actors.iter().filter(|mention| before.contains(&mention.head)).find_map(|mention| {
            let [actor] = mention.actors.as_slice() else { return None };
            let is_band = actor.body.is_some()
                && matches!(actor.sector.as_deref(), Some("REB" | "PRM" | "UAF" | "CRM"));
            actor.country.clone().filter(|_| is_band)
        })
    }

    /// "Air strikes", "the shelling": a deed with nothing before it that says whose.
    fn is_bare_blow(&self, span: Span) -> bool {
        self.last_noun(span).is_some_and(|head| {
            self.event_at(head) == Some(head)
                && self.type_of(head) == Some("ASSAULT")
                && !self.parsed.children(head).any(|word| word < head && self.is_party(word))
                && self.nominals(head, "by").is_empty()
        })
    }

    /// "A missile fired by the rebels", "a rocket launched from Chad": whose it is.
    pub(super) fn launcher(&self, shot: usize) -> Option<String> {
        let firing = self.parsed.children_by(shot, Relation::Acl).filter(|verb| self.is_a(*verb, "launches"));
        firing
            .flat_map(|verb| {
                let agent = self.agent(verb).map_or(Vec::new(), |agent| vec![agent]);
                if agent.is_empty() { self.nominals(verb, "from") } else { agent }
            })
            .find_map(|one| {
                let told = self.parties(&[one]).into_iter().find_map(|party| party.actor.country);
                // "From the Syrian side".
                let adjective = || {
                    let mut said = self.parsed.children_by(one, Relation::Amod);
                    said.find_map(|word| self.country_said_by(word))
                };
                told.or_else(adjective)
            })
    }
}
