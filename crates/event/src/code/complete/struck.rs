//! Who is hit, and whose is what is hit?

use super::{Sides, Telling, inferred, is_of_others, only_country};
use crate::claim::{Party, Status, Where};
use crate::code::party::{GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::code::{Draft, is_past};
use crate::place::PlaceMention;
use crate::predicate::{Habit, Part, Place};
use dragoman_text::{NameKind, Relation, Upos};

impl Walk<'_> {
    /// "Missiles hit the port. Two people were hurt", "shelled the town, killing twenty": in which strike that was told before?
    pub(super) fn strike_going_on<'a>(&self, telling: Telling<'a>, sides: &Sides) -> Option<&'a Draft> {
        let Telling { token, before, .. } = telling;
        let conflict = telling.is_conflict();
        let actors = &sides.actors;
        let goes_on = |draft: &&Draft| {
            // "Shelled the town, killing twenty": those of the town.
            // "Carried out a strike on the town, killing twenty" tells it of the carrying out.
            // "Shelled the town, causing fires and killing twenty".
            let is_participle = |verb: usize| self.parsed.xpos(verb) == "VBG";
            let joined = self.parsed.relation(token) == Relation::Conj;
            let first =
                self.parsed.head(token).filter(|first| joined && is_participle(*first)).unwrap_or(token);
            let over = self.parsed.head(first);
            let is_over = over == Some(draft.trigger) || over.is_some() && self.host(draft.trigger) == over;
            // "Bombed a port in Chad and destroyed three boats": boats of the port.
            let is_next = joined && self.is_verb(token) && self.own_subject(token).is_none();
            is_over
                && (is_next && draft.claim.event_type == "ASSAULT"
                    || self.parsed.relation(first) == Relation::Advcl && is_participle(first))
        };
        // "A raid on a farm accused of hiding arms, killing three": what it is accused of stands between.
        let last = before.iter().rev().find(|draft| draft.claim.event_type != "ACCUSE");
        last.filter(|draft| conflict && (actors.is_empty() || goes_on(draft)))
    }

    /// "Fired from Chad towards the country", "held its crew", "shot ten of the attackers", "intercepted the missile":
    /// whose are they, by what is done to them and by what was told before?
    pub(super) fn tell_whose_are_hit_or_held(
        &self,
        telling: Telling<'_>,
        sides: &mut Sides,
        strike: Option<&Draft>,
    ) {
        let Telling { token, predicate, event_type, before, .. } = telling;
        let conflict = telling.is_conflict();
        if predicate.has_mode("release") {
            self.free_the_others(token, &sides.actors, &mut sides.recipients);
        }
        self.hit_country_there(telling, sides);
        if conflict && matches!(event_type, "ASSAULT" | "THREATEN" | "SANCTION" | "COERCE") {
            self.hit_land_named_again(token, &sides.actors, &mut sides.recipients, before);
        }
        if predicate.has_mode("arrest") {
            self.hold_crew(token, &mut sides.recipients, before);
        }
        self.give_over_to_another(telling, sides);
        if matches!(event_type, "ASSAULT" | "COERCE") {
            self.name_attackers(token, &mut sides.recipients, before);
            self.tell_police_of_place(&mut sides.actors, &sides.recipients, before, token);
        }
        if predicate.has_mode("destroy") || event_type == "ASSAULT" && self.is_a(token, "brings-down") {
            self.tell_whose_shots(token, &mut sides.recipients, before);
        }
        let struck_land = strike.and_then(|strike| country_struck(telling, strike));
        let hits_more = event_type == "ASSAULT" && !predicate.is_mutual() && !sides.actors.is_empty();
        if let Some(country) = struck_land.as_deref().filter(|_| hits_more && sides.recipients.is_empty()) {
            // "Bombed a port in Chad and destroyed two depots".
            let struck = self.fill(token, Part::Verb, &Place::Obj).into_iter().next();
            let words = self.phrase(struck.unwrap_or(token)).of(self.parsed.text()).to_owned();
            sides.recipients.push(inferred(words, Some(country), "of the country that was struck"));
        }
        let is_of_nobody = strike.is_some() && struck_land.is_none();
        if event_type == "ASSAULT" && is_of_nobody {
            // "Struck a boat, killing eleven people": whose they are nobody says, and they are not those of the strikers.
            let own = countries_of(&sides.actors);
            for party in sides.recipients.iter_mut().filter(|party| is_guess(&party.actor)) {
                party.actor.country.take_if(|country| own.contains(country));
            }
        }
    }

    /// "Strikes across Chad", "the Libyan minority of the region", "a cameraman is killed in Mali": whose are those who are
    /// hit, by where it hits them and by whom it was against?
    pub(super) fn look_where_it_hits(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, facts, .. } = telling;
        let conflict = telling.is_conflict();
        let Sides { actors, recipients } = sides;
        if facts.has(Habit::WhereItHits) {
            self.look_behind_deed(token, actors, recipients);
            self.tell_whose_fighters(token, recipients);
        }
        if let Some(there) = place.and_then(|place| place.country.as_ref()).filter(|_| conflict) {
            self.settle_populace(recipients, there);
            if facts.has(Habit::WhereItHits) {
                self.settle_reporters(recipients, there);
            }
        }
    }

    /// "Kenyan rebels raid Malian posts. The Malian army says that it killed ten attackers": those who attacked.
    fn name_attackers(&self, token: usize, recipients: &mut [Party], before: &[Draft]) {
        let is_open = |party: &&mut Party| {
            let first = self.tokens_in(party.span).start;
            let points_back = matches!(self.parsed.upos(first), Upos::Num)
                || matches!(self.parsed.lemma(first), "the" | "both" | "all");
            let is_said = self.tokens_in(party.span).any(|word| self.country_said_by(word).is_some());
            points_back
                && !is_said
                && party.actor.id.is_empty()
                && party.actor.person.is_none()
                && self.has_word(party.span, "attacker-named-again")
        };
        let attack = self.told_within(1, before, token).find(|draft| {
            draft.claim.event_type == "ASSAULT"
                && is_past(draft.claim.status)
                && !draft.claim.recipients.is_empty()
                && draft.claim.actors.iter().all(|party| !is_guess(&party.actor))
        });
        let Some(attackers) = attack.and_then(|draft| only_country(&draft.claim.actors)) else { return };
        for party in recipients.iter_mut().filter(is_open) {
            party.actor.country = Some(attackers.clone());
            "whoever attacked before".clone_into(&mut party.actor.reason);
            party.actor.confidence = GUESS;
        }
    }

    /// "Chad fires a missile at Niger. The missile was intercepted": the one that was fired.
    fn tell_whose_shots(&self, token: usize, recipients: &mut [Party], before: &[Draft]) {
        let is_that_shot = |party: &&mut Party| {
            let mut words = self.tokens_in(party.span);
            let points_back =
                words.next().is_some_and(|word| matches!(self.parsed.lemma(word), "the" | "this" | "both"));
            points_back
                && (party.actor.country.is_none() || is_guess(&party.actor))
                && self.has_word(party.span, "shot-at-somebody")
                && !self.names_a_country(party.span)
        };
        let fired = self.told_within(1, before, token).find(|draft| {
            draft.claim.event_type == "ASSAULT"
                && is_past(draft.claim.status)
                && draft.claim.modes.iter().any(|mode| matches!(mode.as_str(), "heavy-weapons" | "drone"))
                && !draft.claim.actors.iter().any(|party| is_guess(&party.actor))
        });
        let Some(theirs) = fired.and_then(|draft| only_country(&draft.claim.actors)) else { return };
        for party in recipients.iter_mut().filter(is_that_shot) {
            party.actor.country = Some(theirs.clone());
            "whoever fired it".clone_into(&mut party.actor.reason);
        }
    }

    /// "The army shot down ten drones": those of the other side, which is neither who says so nor nobody else.
    pub(super) fn tell_whose_drones(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let mut own = countries_of(actors);
        // "Intercepts a missile fired from Chad" says whose it is.
        for party in recipients.iter_mut().filter(|party| !is_of_others(party, &own)) {
            let shot = self.last_noun(party.span).filter(|noun| self.is_a(*noun, "shot-at-somebody"));
            if let Some(launcher) = shot.and_then(|shot| self.launcher(shot)) {
                party.actor.country = Some(launcher);
                "whoever launched it".clone_into(&mut party.actor.reason);
            }
        }
        let is_force = |one: &Party| matches!(one.actor.sector.as_deref(), Some("MIL" | "GOV") | None);
        let is_weapon = |party: &Party, own: &[String]| {
            party.actor.id.is_empty()
                && (party.actor.country.is_none() || is_guess(&party.actor) && !is_of_others(party, own))
                && self.has_word(party.span, "craft")
                && self.has_word(party.span, "shot-at-somebody")
        };
        if own.len() != 1
            || !actors.iter().all(is_force)
            || !recipients.iter().any(|one| is_weapon(one, &own))
        {
            return;
        }
        // "Kenya reports that a jet of Chad's shot down a drone".
        let mut inner = token;
        while let Some(outer) =
            self.parsed.head(inner).filter(|_| self.parsed.relation(inner) == Relation::Ccomp)
        {
            let teller = self.parsed.child_by(outer, Relation::Nsubj);
            let tellers = teller.map_or(Vec::new(), |teller| self.parties(&[teller]));
            own.extend(tellers.into_iter().filter_map(|party| party.actor.country));
            inner = outer;
        }
        let titled = || self.sole_in_title(&own).map(|one| one.code.clone());
        let other = self.nearest_other(token, &own).and_then(|party| party.actor.country).or_else(titled);
        for party in recipients.iter_mut().filter(|party| is_weapon(party, &own)) {
            party.actor.country.clone_from(&other);
            "the other side".clone_into(&mut party.actor.reason);
            party.actor.confidence = 0.5;
        }
    }

    /// "Five people were killed in Israeli strikes across Lebanon": of whom nothing is said, whoever is hit by those of
    /// another country is of the one in which something lies that is named behind the deed.
    fn look_behind_deed(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let own: Vec<String> = actors
            .iter()
            .filter(|one| !is_guess(&one.actor))
            .filter_map(|one| one.actor.country.clone())
            .collect();
        let is_own = |country: &Option<String>| country.as_ref().is_some_and(|one| own.contains(one));
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let end = sentence.end;
        let is_named_here = |country: &String| {
            self.actors_in(sentence.clone()).iter().any(|mention| {
                mention.actors.iter().any(|one| !is_guess(one) && one.country.as_ref() == Some(country))
            })
        };
        let is_open = |party: &Party| {
            let far = party.actor.country.as_ref().is_none_or(|country| !is_named_here(country));
            is_guess(&party.actor) && (far || is_own(&party.actor.country))
        };
        if own.is_empty() || !recipients.iter().any(&is_open) {
            return;
        }
        let named = || self.grounding.places.iter().filter(|place| (token..end).contains(&place.head));
        if named().any(|place| is_own(&place.country)) {
            return;
        }
        let lies = ["in", "on", "at", "across", "inside", "near", "around", "throughout"];
        let is_where = |place: &&PlaceMention| {
            self.says_where(place.head).is_some_and(|word| lies.contains(&word.as_str()))
        };
        let Some(there) = named().filter(is_where).find_map(|place| place.country.clone()) else {
            // "Israeli tanks pounded Khan Younis": a name that nothing is known of is not of those who strike.
            let is_name = |party: &Party| {
                let last = self.tokens_in(party.span).end.checked_sub(1);
                last.is_some_and(|last| self.parsed.name_kind(last) == Some(NameKind::Location))
            };
            for party in recipients.iter_mut().filter(|party| is_open(party) && is_name(party)) {
                party.actor.country = None;
            }
            return;
        };
        for party in recipients.iter_mut().filter(|party| is_open(party)) {
            party.actor.country = Some(there.clone());
            "a country that is named behind".clone_into(&mut party.actor.reason);
        }
    }

    /// "Air strikes against the Red Front killed ten fighters": those of whom the strikes were against.
    fn tell_whose_fighters(&self, token: usize, recipients: &mut [Party]) {
        let is_open = |party: &Party| is_guess(&party.actor) && self.has_word(party.span, "combatant");
        let blow = self.surface_subject(token).filter(|blow| self.type_of(*blow) == Some("ASSAULT"));
        let Some(blow) = blow.filter(|_| recipients.iter().any(is_open)) else { return };
        let aims = ["against", "on", "targeting"].into_iter().flat_map(|word| self.nominals(blow, word));
        let foes = self.parties(&aims.collect::<Vec<_>>());
        let foe = foes.iter().find(|foe| {
            foe.actor.body.is_some() && matches!(foe.actor.sector.as_deref(), Some("REB" | "PRM" | "CRM"))
        });
        let Some(foe) = foe else { return };
        for party in recipients.iter_mut().filter(|party| is_open(party)) {
            party.actor.country.clone_from(&foe.actor.country);
            "whom it was against".clone_into(&mut party.actor.reason);
        }
    }

    /// "Captured a post during clashes with Chadian troops": from those whom they fight.
    pub(super) fn fought_meanwhile(&self, token: usize, own: &[String]) -> Vec<Party> {
        let fights = self.parsed.children_by(token, Relation::Obl).filter(|one| {
            matches!(self.preposition(*one).as_deref(), Some("in" | "during" | "amid"))
                && self.is_a(*one, "fight")
        });
        let with = fights.flat_map(|fight| self.nominals(fight, "with")).collect::<Vec<_>>();
        let others = self.parties(&with).into_iter();
        others.filter(|party| is_of_others(party, own) && !is_guess(&party.actor)).collect()
    }

    /// "Struck a ferry off Chad, killing three": whoever is hit at sea need not be of those who hit, nor
    /// whoever is bombed from the air by a state, where nobody says that it was at home.
    pub(in crate::code) fn lose_at_sea(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        place: Option<&Where>,
        modes: &[String],
    ) {
        let own = countries_of(actors);
        let at_sea = place.is_some_and(|place| place.country.is_none());
        let is_own = |place: &PlaceMention| {
            let there = place.country.as_ref().is_some_and(|country| own.contains(country));
            there && !place.is_state && self.parsed.sentence_of(place.head) == self.parsed.sentence_of(token)
        };
        let at_home =
            place.and_then(|place| place.country.as_ref()).is_some_and(|country| own.contains(country))
                || self.grounding.places.iter().any(is_own);
        let from_the_air =
            modes.iter().any(|mode| matches!(mode.as_str(), "aerial" | "drone" | "heavy-weapons"));
        // "A strike by the Kenyan air force": whose it is needs no saying at home.
        let is_said = actors.iter().all(|party| {
            !is_guess(&party.actor) && matches!(party.actor.sector.as_deref(), Some("MIL" | "GOV"))
        });
        let is_abroad =
            from_the_air && !at_home && (is_said || !own.iter().any(|country| self.is_domestic(country)));
        // "Ten people are hurt in a Chadian attack", under a title that has Chad at war with Niger.
        let by_a_state = || {
            own.len() == 1
                && (from_the_air || !modes.iter().any(|mode| mode == "targeted"))
                && actors.iter().all(|party| {
                    !is_guess(&party.actor)
                        && (party.actor.country.as_ref() == Some(&party.actor.id)
                            // "Hezbollah rocket fire".
                            || matches!(party.actor.sector.as_deref(), Some("MIL" | "REB" | "PRM")))
                })
        };
        let other = (!at_sea && !at_home && by_a_state())
            .then(|| {
                let behind = self.lies_behind(token, &own);
                behind.or_else(|| self.other_in_title(&own).and_then(|other| other.actor.country))
            })
            .flatten();
        if !at_sea && !is_abroad && other.is_none() {
            return;
        }
        for party in recipients.iter_mut().filter(|party| is_guess(&party.actor)) {
            if party.actor.country.take_if(|country| own.contains(country)).is_some() {
                "nobody says of which country".clone_into(&mut party.actor.reason);
                if let Some(other) = &other {
                    party.actor.country = Some(other.clone());
                    "the other side".clone_into(&mut party.actor.reason);
                }
            }
        }
    }
}

/// "Missiles hit the port. Two people were hurt": the people of the country that was hit.
pub(super) fn country_struck(telling: Telling<'_>, draft: &Draft) -> Option<String> {
    let event_type = telling.event_type;
    let strike = &draft.claim;
    let hit = || strike.place.as_ref().and_then(|place| place.country.clone());
    let same = strike.event_type == event_type && draft.claim.status == Status::Held;
    // "Shelled a town and a hotel of a Dutch name".
    let first = || strike.recipients.iter().find(|one| !is_guess(&one.actor))?.actor.country.clone();
    same.then(|| only_country(&strike.recipients).or_else(hit).or_else(first)).flatten()
}
