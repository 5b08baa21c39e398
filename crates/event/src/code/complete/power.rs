//! Who has power over those whom it is done to, and with whom does a state deal so?

use super::{Sides, Telling, inferred, is_above_states, is_above_states_code, only_country};
use crate::claim::Party;
use crate::code::Draft;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::{Part, Place};
use dragoman_text::{Relation, Span};

impl Walk<'_> {
    /// "Was found guilty at the district court", "clashes that killed dozens", "was impeached": who did it, where no subject
    /// says so?
    pub(super) fn find_whoever_has_power(&self, telling: Telling<'_>, sides: &mut Sides) {
        self.find_court(telling, sides);
        self.find_sides_of_fight(telling, sides);
        self.find_state_of_those_dealt_with(telling, sides);
        self.find_government_in_power(telling, sides);
        self.find_host_of_mission(telling, sides);
        self.find_state_that_puts_to_death(telling, sides);
    }

    /// "Two convicts were hanged in Chad": by the state where they were, where a court or a prison is spoken of.
    fn find_state_that_puts_to_death(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, event_type, .. } = telling;
        let by_law = || {
            self.is_passive(token)
                && self.agent(token).is_none()
                && self.is_a(token, "puts-to-death")
                && self
                    .parsed
                    .tokens_of(self.parsed.sentence_of(token))
                    .any(|word| self.is_a(word, "of-penal-law"))
        };
        if event_type != "ASSAULT" || !sides.actors.is_empty() || !by_law() {
            return;
        }
        let there = place.and_then(|place| Some((place.text.clone(), place.country.as_deref()?)));
        sides.actors.extend(
            there.map(|(text, country)| {
                inferred(text, Some(country), "the state that puts convicts to death")
            }),
        );
    }

    /// "The expulsion of ten Chadians under the Deby administration": by that government.
    fn find_government_in_power(&self, telling: Telling<'_>, sides: &mut Sides) {
        if !telling.is_conflict() || !sides.actors.is_empty() {
            return;
        }
        let under = self.nominals(telling.token, "under").into_iter();
        let governments = under.filter(|one| self.is_a(*one, "government-of-somebody"));
        let parties = self.parties(&governments.collect::<Vec<_>>());
        sides.actors.extend(
            parties
                .into_iter()
                .filter(|party| party.actor.country.is_some() && !is_guess(&party.actor))
                .take(1),
        );
    }

    /// "The Chadian consulate in Lagos is ordered to close": by whoever rules where it stands.
    fn find_host_of_mission(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        let [mission] = recipients.as_slice() else { return };
        let is_mission = self.has_word(mission.span, "mission-house");
        if event_type != "SANCTION" || !actors.is_empty() || !is_mission {
            return;
        }
        let stands_in = self.tokens_in(mission.span).find_map(|token| self.place(token));
        let place = stands_in.map(|place| &self.grounding.places[place]);
        let Some(place) = place.filter(|place| place.country != mission.actor.country) else { return };
        let text = place.span.of(self.parsed.text()).to_owned();
        actors.extend(
            place
                .country
                .as_deref()
                .map(|there| inferred(text, Some(there), "the country where the mission stands")),
        );
    }

    /// "Was found guilty at the district court": by the court.
    fn find_court(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, .. } = telling;
        let actors = &mut sides.actors;
        if actors.is_empty() && (self.is_a(token, "state-power") || predicate.has_mode("convict")) {
            // "Was found guilty at the district court".
            let courts = ["at", "in", "before"].into_iter().flat_map(|word| self.nominals(token, word));
            let courts: Vec<usize> = courts.collect();
            actors.extend(
                self.parties(&courts)
                    .into_iter()
                    .filter(|party| party.actor.sector.as_deref() == Some("JUD")),
            );
        }
    }

    /// "Met after clashes that killed dozens": those who fought, and nobody attacks himself.
    fn find_sides_of_fight(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, event_type, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if event_type == "ASSAULT" && actors.is_empty() {
            let fights = |token: usize| self.is_a(token, "fight") && !self.is_verb(token);
            let fought = fights(token) || self.surface_subject(token).is_some_and(fights);
            let fighters = self.sides_before(token, before).filter(|_| fought);
            let fighters = fighters.or_else(|| self.fighters_meanwhile(token));
            if let Some(fighters) = fighters {
                *actors = fighters;
                recipients.clear();
            }
        }
        if event_type == "ASSAULT" && !actors.is_empty() && !recipients.is_empty() {
            self.tell_owner_apart(token, actors, recipients);
        }
    }

    /// "Ten people are hurt as rebels clash with the army": hurt by both, and by neither alone.
    fn fighters_meanwhile(&self, token: usize) -> Option<Vec<Party>> {
        let mut clauses = self.parsed.children_by(token, Relation::Advcl);
        let fight = clauses.find(|clause| self.is_a(*clause, "fight") && self.is_a(token, "harms"))?;
        let with = self.nominals(fight, "with");
        let fighters = self.parties(&self.own_subject(fight).into_iter().chain(with).collect::<Vec<_>>());
        (countries_of(&fighters).len() > 1).then_some(fighters)
    }

    /// "The former president was impeached": by a court above states that was spoken of, else by the state whose people
    /// it deals with.
    fn find_state_of_those_dealt_with(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, .. } = telling;
        let Sides { actors, recipients } = sides;
        if actors.is_empty() && self.is_a(token, "state-power") {
            // Where a court above states was spoken of, it is the one that charges.
            actors.extend(self.nearest_court(token).filter(is_above_states));
        }
        // Who arrested somebody is not known where nobody says so; under house arrest a state puts its own.
        let at_home = || {
            self.parsed.children_by(token, Relation::Compound).any(|one| self.is_a(one, "of-house-arrest"))
        };
        let arrests = telling.predicate.has_mode("arrest") && !at_home();
        if actors.is_empty() && !arrests && self.is_a(token, "state-power") && !self.is_a(token, "prosecutes")
        {
            // "The former president was impeached": by whoever has power over him.
            let sure: Vec<Party> =
                recipients.iter().filter(|party| !is_guess(&party.actor)).cloned().collect();
            let there = place.and_then(|place| place.country.clone());
            // "Two Chinese tourists were arrested" says nothing of China, "a former minister of Chad" much of Chad.
            let serves = |party: &Party| {
                party.actor.person.is_some()
                    || matches!(
                        party.actor.sector.as_deref(),
                        Some("GOV" | "ELI" | "LEG" | "OPP" | "PTY" | "MIL")
                    )
            };
            let home =
                only_country(&sure).filter(|country| sure.iter().all(serves) || self.is_domestic(country));
            let at_home = home.filter(|country| there.is_none_or(|there| there == *country));
            if let Some(country) = at_home.filter(|_| !sure.is_empty()) {
                actors.extend(self.own_government(token, &country, recipients).or_else(|| {
                    let words = self.noun_of_telling(token);
                    Some(inferred(words, Some(&country), "the state whose people it deals with"))
                }));
            }
        }
    }

    /// "Expelled three diplomats", "used tear gas to break up a march", "sentences a singer to death", "closed its embassy
    /// in Chad": whom does a state deal with so?
    pub(super) fn find_whom_state_goes_after(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, predicate, event_type, facts, before, .. } = telling;
        let conflict = telling.is_conflict();
        let Sides { actors, recipients } = sides;
        if conflict {
            self.send_abroad(token, actors, recipients, facts.quad == "verbal-conflict");
        }
        if predicate.has_mode("crowd-control") && recipients.is_empty() {
            // "Used water cannon that damaged a Chadian vessel".
            let used = self.fill(token, Part::Verb, &Place::Obj).into_iter();
            let harms = used.flat_map(|one| self.parsed.children_by(one, Relation::AclRelcl));
            let harmed: Vec<usize> =
                harms.filter_map(|verb| self.parsed.child_by(verb, Relation::Obj)).collect();
            recipients.extend(self.parties(&harmed));
        }
        if predicate.has_mode("crowd-control") && recipients.is_empty() {
            // "Used tear gas to break up a march": against their own people.
            let own = only_country(actors);
            recipients.extend(own.map(|own| {
                let words = self.noun_of_telling(token);
                let mut crowd = inferred(words, Some(&own), "the people of the country");
                crowd.actor.sector = Some("CVL".to_owned());
                crowd
            }));
        }
        if predicate.has_mode("convict") && countries_of(recipients).is_empty() {
            self.punish_own(token, actors, recipients, before);
        }
        if event_type == "SANCTION" || event_type == "SUPPORT" && recipients.is_empty() {
            self.leave_house(token, actors, recipients, place);
        }
    }

    /// The court that was last spoken of: whose else is a warrant?
    pub(super) fn nearest_court(&self, token: usize) -> Option<Party> {
        let sentence = self.parsed.sentence_of(token);
        let start = self.parsed.tokens_of(sentence.saturating_sub(1)).start;
        self.actors_in(start..token).iter().rev().find_map(|mention| {
            let [actor] = mention.actors.as_slice() else { return None };
            let judges = actor.sector.as_deref() == Some("JUD") && actor.person.is_none();
            (judges && actor.country.is_some()).then(|| Party {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: Span::default(),
                actor: actor.clone(),
                inferred: true,
            })
        })
    }

    /// "A court sentences a singer to death", "jails a Malian and fines him": of whom nothing is said, whoever is punished is
    /// whom the court punished in the same breath, else of its own country.
    fn punish_own(&self, token: usize, actors: &[Party], recipients: &mut Vec<Party>, before: &[Draft]) {
        let Some(own) = only_country(actors).filter(|own| !is_above_states_code(own)) else { return };
        let told = self.told_within(0, before, token).find(|draft| {
            draft.claim.event_type == "SANCTION"
                && only_country(&draft.claim.actors).as_ref() == Some(&own)
                && !draft.claim.recipients.is_empty()
        });
        if let Some(told) = told.filter(|_| recipients.is_empty()) {
            recipients.extend(told.claim.recipients.iter().map(Party::again));
            return;
        }
        // "Found the general guilty" hides whom it names in what is found.
        if recipients.is_empty() && self.is_verb(token) && self.is_a(token, "prosecutes") {
            let words = self.noun_of_telling(token);
            recipients.push(inferred(words, Some(&own), "whoever stands before a court of the country"));
        }
        // Of an office or a trade more may be known elsewhere.
        let is_open = |party: &&mut Party| {
            let of_no_trade = matches!(party.actor.sector.as_deref(), None | Some("CVL"));
            party.actor.id.is_empty()
                && (of_no_trade || party.actor.person.is_some())
                && !self.is_of_many_lands(party.span)
        };
        for party in recipients.iter_mut().filter(is_open) {
            party.actor.country = Some(own.clone());
            "whoever stands before a court of the country".clone_into(&mut party.actor.reason);
        }
    }
}
