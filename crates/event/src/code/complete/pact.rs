//! Who does it together, and who is bound by what they agree on?

use super::{Sides, Telling, inferred, is_of_others};
use crate::claim::{Party, Status, Where};
use crate::code::Draft;
use crate::code::party::{GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::{Doer, Habit, Part, Place};
use dragoman_text::{Relation, Span};

impl Walk<'_> {
    /// "Refused to meet": with whom, where one party alone is named of what takes two?
    pub(super) fn find_partner(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, status, predicate, .. } = telling;
        let actors = &mut sides.actors;
        let one_party = predicate.has_company()
            && countries_of(actors).len() == 1
            && actors.iter().all(|one| !one.inferred);
        let asks = matches!(
            status,
            Status::Refused | Status::Agreed | Status::Proposed | Status::Cancelled | Status::Postponed
        );
        if one_party
            && asks
            && predicate.modes.is_empty()
            && let Some(other) = self.nearest_other(token, &countries_of(actors))
        {
            actors.push(other);
        }
        self.sign_with_those_it_is_for(telling, sides);
    }

    /// "Signs an agreement to supply gas to Chad", "a deal for ten trains from Chad": of one that signs, whoever the
    /// agreement deals with signs it, too.
    fn sign_with_those_it_is_for(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, .. } = telling;
        let own = countries_of(&sides.actors);
        let signs = event_type == "SUPPORT" && predicate.is_mutual() && self.is_verb(token);
        if !signs || own.len() != 1 || sides.actors.iter().any(|one| one.inferred) {
            return;
        }
        let signed = self.fill(token, Part::Verb, &Place::Obj);
        let accords = signed.into_iter().filter(|one| self.is_a(*one, "accord"));
        let contents = accords.flat_map(|accord| {
            let to_do = self.parsed.children_by(accord, Relation::Acl).filter(|verb| self.has_to(*verb));
            to_do.chain(self.nominals(accord, "for")).collect::<Vec<_>>()
        });
        let others = contents.flat_map(|content| self.parties(&self.own_cast(content).recipients));
        let other = others.into_iter().find(|party| !is_guess(&party.actor) && is_of_others(party, &own));
        sides.actors.extend(other.map(|party| party.again()));
    }

    /// "Hosts the prince at the palace", "announced a deal with Chad", "withdraws from a town of its own": is it done to
    /// others at all, or with them, or within one land?
    pub(super) fn take_off_ones_own(&self, telling: Telling<'_>, sides: &mut Sides) {
        self.join_sides(telling, sides);
        self.take_off_own_land(telling, sides);
    }

    /// "Meets his Chadian counterpart, agreeing to open the road": those who do it with each other are both its doers.
    fn join_sides(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if facts.has(Habit::Together) && countries_of(actors).len() > 1 {
            recipients.clear();
        }
        if predicate.is_mutual() && countries_of(actors).len() > 1 {
            // "Hosts the prince at the palace": the palace is no third party.
            let own = countries_of(actors);
            recipients.retain(|party| is_of_others(party, &own));
        }
        if event_type == "AGREE"
            && recipients.is_empty()
            && self.parsed.relation(token) == Relation::Advcl
            && self.parsed.xpos(token) == "VBG"
            && let Some(met) =
                before.iter().rev().find(|draft| self.parsed.head(token) == Some(draft.trigger))
            && met.claim.event_type == "CONSULT"
            && countries_of(&met.claim.actors).len() > 1
        {
            // "Meets his Chadian counterpart, agreeing to open the road": they both do.
            let own = countries_of(actors);
            actors
                .extend(met.claim.actors.iter().filter(|party| is_of_others(party, &own)).map(Party::again));
        }
        if event_type == "AGREE" && predicate.doer == Doer::Both {
            // "Announced a deal with Chad" was agreed by both.
            let contents = self.contents_as_written(token);
            let both: Vec<usize> = std::iter::once(token)
                .chain(contents)
                .flat_map(|one| {
                    ["with", "between", "among"].into_iter().flat_map(move |word| self.nominals(one, word))
                })
                .collect();
            let with: Vec<Span> = self.parties(&both).into_iter().map(|party| party.span).collect();
            let (partners, others): (Vec<Party>, Vec<Party>) =
                recipients.drain(..).partition(|party| with.contains(&party.span) && !party.span.is_empty());
            actors.extend(partners);
            *recipients = others;
        }
    }

    /// "Each side freed twenty prisoners", "troops leave a town of their own country": what is done within one's own land
    /// is done to nobody else.
    fn take_off_own_land(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, .. } = telling;
        let conflict = telling.is_conflict();
        let Sides { actors, recipients } = sides;
        let own = countries_of(actors);
        let of_theirs = |party: &Party| {
            let is_theirs = party.actor.country.as_ref().is_some_and(|country| own.contains(country));
            is_theirs && party.actor.person.is_none()
        };
        if own.len() > 1 && !conflict && recipients.iter().all(of_theirs) {
            // "Each side freed twenty prisoners", "opened a consulate in the town": what two do for each other.
            recipients.clear();
        }
        // "Bombed a bridge in Chad" hits the bridge, "committed crimes in Chad" nothing that is named.
        let done = self.parsed.child_by(token, Relation::Obj).filter(|_| self.is_verb(token));
        let names_what_is_hit =
            done.map_or_else(|| self.is_verb(token), |done| !self.is_a(done, "evil-deed"));
        if event_type == "ASSAULT" && own.len() == 1 && !names_what_is_hit {
            // "Rebels of Chad carry out attacks in a region of Chad": where, and upon nobody who is named.
            let is_where = |party: &Party| {
                let last = self.head_of(party.span);
                let lies = last.filter(|last| {
                    self.place(*last).is_some() || self.is_country(*last) || self.is_a(*last, "place")
                });
                // "In the north of Chad".
                let part = lies.and_then(|lies| self.parsed.head(lies));
                let part = part.filter(|part| self.is_a(*part, "quarter"));
                let word = part.or(lies).and_then(|lies| self.preposition(lies));
                party.actor.country.as_ref() == own.first()
                    && (party.actor.sector.is_none()
                        || party.actor.country.as_deref() == Some(&party.actor.id))
                    && word.is_some_and(|word| {
                        matches!(word.as_str(), "in" | "across" | "throughout" | "around")
                    })
            };
            recipients.retain(|party| !is_where(party));
        }
        if event_type == "COERCE" && own.len() == 1 && !predicate.has_mode("seize") {
            // "Closes its airspace", "declares an emergency in Chad": nobody is told of whom it is done to.
            let rules = predicate.has_mode("curfew") || predicate.has_mode("martial-law");
            recipients.retain(|party| {
                let last = self.head_of(party.span);
                let is_somewhere = last.is_some_and(|last| {
                    let word = self.preposition(last);
                    let lies_there = word.is_some_and(|word| {
                        matches!(word.as_str(), "in" | "across" | "over" | "throughout" | "around")
                    });
                    let is_land =
                        self.is_country(last) || self.is_a(last, "place") || self.place(last).is_some();
                    rules && is_land && lies_there || self.is_a(last, "way-through")
                });
                !(is_somewhere && party.actor.country.as_ref() == own.first())
            });
        }
        if event_type == "MOBILIZE" && own.len() == 1 {
            // "Denmark sends troops to Greenland": nobody is threatened at home.
            recipients.retain(|party| {
                let is_land = self.grounding.places.iter().any(|place| place.span == party.span);
                (party.actor.sector.is_some() || party.actor.person.is_some()) && !is_land
                    || !party.actor.country.as_ref().is_some_and(|one| own.contains(one))
            });
        }
        if predicate.has_mode("withdraw") && event_type == "RETREAT" && own.len() == 1 {
            // Troops leave a town of their own country to nobody in particular.
            let is_own = |party: &Party| party.actor.country.as_ref().is_some_and(|one| own.contains(one));
            recipients.retain(|party| {
                // "Withdraws from the base": a base that it may hold abroad.
                party.actor.sector.is_some()
                    && !(is_guess(&party.actor) && party.actor.sector.as_deref() == Some("MIL"))
                    || !is_own(party)
            });
        }
    }

    /// "Left the Nairobi Convention", "approves a law on its pact with Chad": with whom is it made that is left or approved?
    pub(super) fn find_whoever_is_bound(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, .. } = telling;
        let Sides { actors, recipients } = sides;
        if event_type == "SANCTION" && predicate.has_mode("withdraw") {
            let bound = self.bound_by(token);
            if !bound.is_empty() {
                *recipients = bound;
            }
        }
        if event_type == "SUPPORT" && recipients.is_empty() {
            *recipients = self.partners(token, actors);
        }
    }

    /// "The envoy met Vice Minister Chen in Beijing": whoever deals with somebody is not taken for one of theirs, where
    /// nothing says whose they are.
    pub(super) fn tell_apart(&self, token: usize, actors: &mut [Party], place: Option<&Where>) {
        let is_open = |party: &Party| {
            // The opposition is that of the same country.
            party.actor.id.is_empty()
                && party.actor.sector.as_deref() != Some("OPP")
                && (party.actor.country.is_none() || party.actor.confidence < GUESS)
                && (party.actor.person.is_some() || party.actor.office.is_some())
        };
        let known: Vec<String> =
            actors.iter().filter(|one| !is_open(one)).filter_map(|one| one.actor.country.clone()).collect();
        let guessed_alike = |party: &Party| {
            is_open(party) && party.actor.country.as_ref().is_none_or(|country| known.contains(country))
        };
        if known.is_empty() || !actors.iter().any(guessed_alike) {
            return;
        }
        let there = place.and_then(|place| place.country.clone()).filter(|country| !known.contains(country));
        let other = there.or_else(|| self.nearest_other(token, &known).and_then(|party| party.actor.country));
        for party in actors.iter_mut().filter(|party| guessed_alike(party)) {
            party.actor.country.clone_from(&other);
            "the other side".clone_into(&mut party.actor.reason);
            party.actor.confidence = 0.5;
        }
    }

    /// "Left the Nairobi Convention": whoever is bound by a treaty that has a name is many.
    fn bound_by(&self, token: usize) -> Vec<Party> {
        let left = self.parsed.child_by(token, Relation::Obj).into_iter().chain(self.nominals(token, "from"));
        left.filter(|one| {
            let is_named = self.parsed.form(*one).starts_with(char::is_uppercase);
            is_named && self.is_a(*one, "treaty") && countries_of(&self.parties(&[*one])).len() < 2
        })
        .map(|one| {
            let span = self.phrase(one);
            let text = span.of(self.parsed.text()).to_owned();
            Party { span, ..inferred(text, Some("IGO"), "the states that a treaty binds") }
        })
        .collect()
    }

    /// "Kenya ratifies the Chad–Kenya agreement", "approves a law on its pact with Chad": with whom it is made.
    fn partners(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let own = countries_of(actors);
        let approved = self.parsed.child_by(token, Relation::Obj);
        let below = approved.into_iter().flat_map(|one| self.parsed.children_by(one, Relation::Nmod));
        let accords = approved.into_iter().chain(below).filter(|one| self.is_a(*one, "accord"));
        for accord in accords {
            let sides = self.parties(&[accord]);
            if own.len() == 1 && countries_of(&sides).len() > 1 {
                return sides
                    .into_iter()
                    .filter(|side| is_of_others(side, &own))
                    .map(|side| side.again())
                    .collect();
            }
        }
        Vec::new()
    }
}

/// "Kenya and Chad sign a pact, granting Chad the use of ports", "agree on the sale of boats to Chad": what one of two
/// gets under what both agreed on comes from the other.
pub(super) fn part_pair(status: Status, actors: &mut Vec<Party>, recipients: &[Party], before: &[Draft]) {
    let theirs = countries_of(recipients);
    let [gets_it] = theirs.as_slice() else { return };
    if recipients.iter().any(|party| is_guess(&party.actor)) {
        return;
    }
    let own = countries_of(actors);
    if own.len() == 2 && own.contains(gets_it) {
        actors.retain(|party| party.actor.country.as_ref() != Some(gets_it));
    } else if status == Status::Agreed
        && actors.iter().all(|party| is_guess(&party.actor) || party.actor.country.is_none())
        && let Some(other) = partner(before, &theirs)
    {
        *actors = vec![other];
    }
}

/// The other one with whom they signed, agreed or talked last: what they commit themselves to then is meant for them.
pub(super) fn partner(before: &[Draft], own: &[String]) -> Option<Party> {
    let is_shared = |draft: &&Draft| {
        matches!(draft.claim.event_type.as_str(), "SUPPORT" | "AGREE" | "CONSULT" | "COOPERATE")
    };
    // "Agree on a deal, with Chad agreeing to free him": what one of them says stands in between.
    let by_one =
        |draft: &&Draft| draft.claim.event_type == "AGREE" && countries_of(&draft.claim.actors) == own;
    let last = &before.iter().rev().find(|draft| !by_one(draft)).filter(is_shared)?.claim;
    let countries = countries_of(&last.actors);
    let between_two = countries.len() == 2 && countries.iter().any(|country| own.contains(country));
    let other = last.actors.iter().find(|party| is_of_others(party, own))?;
    (between_two && own.len() == 1).then(|| other.again())
}
