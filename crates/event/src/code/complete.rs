//! Parties that the passage leaves out or leaves without a country, taken from the nearest licensed place.

use super::party::{ASKED_FREE, GUESS, countries_of, is_guess};
use super::role::Cast;
use super::walk::Walk;
use super::{Draft, is_past};
use crate::actor::{Actor, TitleCountry};
use crate::claim::{Party, Status, Where};
use crate::place::PlaceMention;
use crate::predicate::{Doer, Habit, Part, Place, Predicate};
use crate::word;
use dragoman_text::{NameKind, Relation, Span, Upos};

/// Actors and recipients.
type Sides = (Vec<Party>, Vec<Party>);

/// Of ten mentions, so many are of the one country that an article of home affairs speaks of.
const DOMESTIC: usize = 8;

impl Walk<'_> {
    /// "Italy demands the release of a reporter": whoever asks for somebody's freedom asks for their own.
    pub(crate) fn free_ones_own(&self, governor: Option<usize>, modes: &[String], recipients: &mut [Party]) {
        let frees = modes.iter().any(|mode| mode == "release");
        let Some(governor) = governor.filter(|_| frees) else { return };
        if self.type_of(governor) != Some("REQUEST") {
            return;
        }
        let cast = self.cast(governor, &[], None);
        let Some(country) = only_country(&self.parties(&cast.actors)) else { return };
        let guessed = |party: &&mut Party| {
            let actor = &party.actor;
            actor.id.is_empty() && actor.confidence < 0.8
        };
        for party in recipients.iter_mut().filter(guessed) {
            // "Abdi, a Kenyan national from Ohio".
            let national = self.tokens_in(party.span).find_map(|token| self.country_said_by(token));
            if let Some(national) = national {
                party.actor.country = Some(national);
                "the nationality that is said".clone_into(&mut party.actor.reason);
                continue;
            }
            if self.has_word(party.span, "captive-of-any") {
                // "The release of all hostages", whosever they are.
                party.actor.country = None;
                continue;
            }
            party.actor.country = Some(country.clone());
            ASKED_FREE.clone_into(&mut party.actor.reason);
        }
    }

    /// Fills in what can be told from the place, from the other side, and from who else is spoken of.
    pub(crate) fn complete(
        &self,
        token: usize,
        status: Status,
        sides: Sides,
        place: Option<&Where>,
        predicate: &Predicate,
        before: &[Draft],
    ) -> Sides {
        let (mut actors, mut recipients) = sides;
        let event_type = predicate.event_type.as_deref().unwrap_or_default();
        let Some(facts) = self.predicates.ontology.types.get(event_type) else { return (actors, recipients) };
        let conflict = facts.quad.ends_with("conflict");
        if matches!(event_type, "COOPERATE" | "AID") && !predicate.is_mutual() {
            part_pair(status, &mut actors, &recipients, before);
        }
        for party in actors.iter_mut().chain(recipients.iter_mut()) {
            // "Other countries" are nobody's guess.
            let is_unnamed = party.actor.id.is_empty() && party.actor.person.is_none();
            let are_many = || self.are_countries(party.span) || self.is_of_many_lands(party.span);
            let meet = predicate.is_mutual() && self.are_of_each_land(party.span);
            if is_guess(&party.actor) && (are_many() || meet)
                || is_unnamed && self.are_some_countries(party.span)
            {
                party.actor.country = None;
            }
        }
        for party in &mut actors {
            let is_unsaid = is_guess(&party.actor) || party.actor.country.is_none();
            let is_bloc = predicate.is_mutual()
                && facts.quad == "verbal-cooperation"
                && self.has_word(party.span, "of-a-bloc")
                && self.is_of_many_lands(party.span)
                && !self.are_countries(party.span);
            if is_unsaid && is_bloc {
                party.actor.country = Some("IGO".to_owned());
                "those of a region".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.6;
            }
            // "Rights groups" are of no state.
            if is_unsaid && !self.is_named(party.span) && self.has_word(party.span, "non-governmental") {
                party.actor.country = Some("NGO".to_owned());
                "of no state".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.6;
            }
        }
        if facts.quad == "verbal-cooperation" && !actors.is_empty() {
            // "Expresses the gratitude of his government": nobody thanks himself.
            let own = countries_of(&actors);
            recipients.retain(|party| {
                let is_own = party.actor.country.as_ref().is_some_and(|country| own.contains(country));
                !(is_own
                    && party.actor.sector.as_deref() == Some("GOV")
                    && party.actor.person.is_none()
                    && self.begins_with_possessive(party.span))
            });
        }
        if conflict {
            self.recall_envoys(token, &actors, &mut recipients, predicate, before);
            if let Some(dealt_with) = self.dealt_with_before(token, &actors, &recipients, before) {
                recipients = dealt_with;
            }
            let verbal = facts.quad == "verbal-conflict";
            let expels = predicate.has_mode("expel") && self.is_a(token, "throws-out");
            let whose = if event_type == "REQUEST" { "ones-own-to-order" } else { "ones-own" };
            let kept = (event_type == "REQUEST" || !verbal).then_some(whose);
            self.set_right_pronouns(token, &actors, &mut recipients, (verbal, kept), expels);
            if matches!(event_type, "ASSAULT" | "THREATEN" | "SANCTION") {
                self.tell_them_apart(token, &actors, &mut recipients);
            }
        }
        // "Missiles hit the port. Two people were hurt": the people of the country that was hit.
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
            is_over && self.parsed.relation(first) == Relation::Advcl && is_participle(first)
        };
        // "A raid on a farm accused of hiding arms, killing three": what it is accused of stands between.
        let last = before.iter().rev().find(|draft| draft.claim.event_type != "ACCUSE");
        let strike = last.filter(|draft| conflict && (actors.is_empty() || goes_on(draft)));
        let struck = strike.and_then(|draft| {
            let strike = &draft.claim;
            let hit = || strike.place.as_ref().and_then(|place| place.country.clone());
            let same = strike.event_type == event_type && draft.claim.status == Status::Held;
            // "Shelled a town and a hotel of a Dutch name".
            let first = || strike.recipients.iter().find(|one| !is_guess(&one.actor))?.actor.country.clone();
            same.then(|| only_country(&strike.recipients).or_else(hit).or_else(first)).flatten()
        });
        let fights = conflict && facts.has(Habit::OnSomebody) && facts.has(Habit::AtHome);
        if actors.is_empty()
            && (event_type == "SANCTION" || predicate.has_mode("curfew") || predicate.has_mode("restrict"))
            && !predicate.has_mode("convict")
            && let Some(taken_back) = self.taken_back(token, before)
        {
            actors = taken_back.claim.actors.iter().map(Party::again).collect();
            // "Its envoy returns to Chad after being recalled": the envoy is of those who called him.
            let own = countries_of(&actors);
            if countries_of(&recipients).iter().all(|country| own.contains(country)) {
                recipients = taken_back.claim.recipients.iter().map(Party::again).collect();
            }
        }
        if predicate.has_mode("release") {
            self.free_the_others(token, &actors, &mut recipients);
        }
        if event_type == "ASSAULT" {
            // "Missiles fired from Chad towards the country".
            let own = countries_of(&actors);
            let by_a_state = actors.iter().all(|party| party.actor.country.as_ref() == Some(&party.actor.id));
            let is_there = |party: &Party| {
                let mut words = self.tokens_in(party.span);
                by_a_state
                    && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                    && words.next().is_some_and(|word| self.parsed.lemma(word) == "the")
                    && words.next().is_some_and(|word| self.parsed.lemma(word) == "country")
                    && words.next().is_none()
            };
            for party in recipients.iter_mut().filter(|party| is_there(party)) {
                let other = self.nearest_other(token, &own);
                party.actor.country = other.and_then(|other| other.actor.country);
                "the other side".clone_into(&mut party.actor.reason);
            }
        }
        if conflict && matches!(event_type, "ASSAULT" | "THREATEN" | "SANCTION" | "COERCE") {
            self.hit_land_named_again(token, &actors, &mut recipients, before);
        }
        if predicate.has_mode("arrest") {
            self.hold_crew(token, &mut recipients, before);
        }
        if self.is_a(token, "gives-over") && !actors.is_empty() {
            // "Two men were held in Chad, and authorities will extradite them to Mali": not those of Mali.
            let to = countries_of(&recipients);
            let is_guessed = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.country.as_ref().is_some_and(|country| to.contains(country))
            };
            if to.len() == 1 && actors.iter().all(is_guessed) {
                let other = self.nearest_other(token, &to).and_then(|other| other.actor.country);
                for party in &mut actors {
                    party.actor.country.clone_from(&other);
                    "whoever gives somebody up to a country is of another"
                        .clone_into(&mut party.actor.reason);
                }
            }
        }
        if matches!(event_type, "ASSAULT" | "COERCE") {
            self.name_attackers(token, &mut recipients, before);
            self.tell_police_of_place(&mut actors, &recipients, before, token);
        }
        if predicate.has_mode("destroy") || event_type == "ASSAULT" && self.is_a(token, "brings-down") {
            self.tell_whose_shots(token, &mut recipients, before);
        }
        if event_type == "ASSAULT" && strike.is_some() && struck.is_none() {
            // "Struck a boat, killing eleven people": whose they are nobody says, and they are not those of the strikers.
            let own = countries_of(&actors);
            for party in recipients.iter_mut().filter(|party| is_guess(&party.actor)) {
                party.actor.country.take_if(|country| own.contains(country));
            }
        }
        let guessed = countries_of(&recipients);
        self.mend_guesses(token, &mut actors, &mut recipients, place, struck, fights);
        let is_mended = countries_of(&recipients) != guessed;
        part_from_guessed(&mut actors, &mut recipients, predicate);
        if event_type == "ACCUSE" {
            // "The firm Alpha sues the government of Chad": of which nothing is said, a firm is not of whom it sues.
            let theirs = countries_of(&recipients);
            let is_firm = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.sector.as_deref() == Some("BUS")
                    && self.tokens_in(party.span).any(|word| self.parsed.upos(word) == Upos::Propn)
            };
            for party in actors.iter_mut().filter(|party| is_firm(party)) {
                party.actor.country.take_if(|country| theirs.contains(country));
            }
        }
        if facts.has(Habit::WhereItHits) {
            self.look_behind_deed(token, &actors, &mut recipients);
            self.tell_whose_fighters(token, &mut recipients);
        }
        if let Some(there) = place.and_then(|place| place.country.as_ref()).filter(|_| conflict) {
            self.settle_populace(&mut recipients, there);
            if facts.has(Habit::WhereItHits) {
                self.settle_reporters(&mut recipients, there);
            }
        }
        if predicate.is_mutual() {
            self.tell_apart(token, &mut actors, place);
        }
        self.free_captives(&actors, &mut recipients, false);
        let deports = predicate.has_mode("deport");
        // "Bans entry into Chad": whoever is kept out is not of the place.
        let shuts_out = deports || predicate.has_mode("discontinue");
        if shuts_out {
            // A government puts nobody of its own under sanctions, and sends nobody of its own away.
            let own: Vec<String> = actors.iter().filter_map(|party| party.actor.country.clone()).collect();
            // "Sanctions on the banker Petrov", of whom nothing is said: a name that no table has says no more.
            let guessed = |party: &Party| {
                is_guess(&party.actor)
                    || predicate.has_mode("discontinue")
                        && party.actor.id.is_empty()
                        && party.actor.confidence < GUESS
                    || deports && party.actor.id.is_empty() && party.actor.confidence < GUESS
            };
            for party in recipients.iter_mut().filter(|party| guessed(party)) {
                party.actor.country.take_if(|country| deports || own.contains(country));
            }
        }
        if actors.is_empty() && event_type == "THREATEN" && predicate.has_mode("arrest") {
            actors.extend(self.nearest_court(token));
        }
        if event_type == "ASSAULT"
            && !recipients.is_empty()
            && !recipients.iter().any(|party| is_guess(&party.actor))
        {
            // "A raid in which forces shot two Palestinians": not forces of theirs, where others are spoken of.
            let theirs = countries_of(&recipients);
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
        if facts.has(Habit::AtHome) {
            // Where a body above states has its seat says nothing of those whom it deals with.
            let seat = actors.iter().any(is_above_states);
            let country = place.and_then(|place| place.country.clone()).filter(|_| !seat);
            let reason = "the country of the place";
            if let Some(country) = &country {
                self.name_country(&mut actors, country, reason);
                if let Some(place) = place.filter(|_| facts.has(Habit::ByThePeople)) {
                    self.gather_in_each(&mut actors, place);
                }
                let own_house = shuts_out && only_country(&actors).as_ref() == Some(country);
                if !own_house {
                    self.name_country(&mut recipients, country, reason);
                }
            }
            // Police, courts and crowds are those of the country whose people they deal with.
            // A court that sends home a Chadian asylum seeker is not of Chad.
            let are_guests = recipients.iter().any(|party| self.has_word(party.span, "sector-refugee"));
            // "Mobs loot a depot of the World Health Organization": they are of some state.
            let is_crowd = facts.has(Habit::ByThePeople);
            let theirs = only_country(&recipients)
                .filter(|country| !(are_guests || is_crowd && is_above_states_code(country)));
            // "The group blames Chad": it need not be Chad's.
            let is_state =
                recipients.iter().any(|party| party.actor.country.as_ref() == Some(&party.actor.id));
            if let Some(country) = theirs.filter(|_| !is_state || facts.quad != "verbal-conflict") {
                self.name_country(&mut actors, &country, "the country of the other side");
            }
            let police = actors.iter().all(|party| party.actor.sector.as_deref() == Some("COP"));
            let at_home = facts.has(Habit::AtHomeOnly) || police;
            let own = only_country(&actors).filter(|_| at_home && !seat && !deports);
            if let Some(country) = own {
                let theirs = |party: &&mut Party| police && !is_mended && is_guess(&party.actor);
                for party in recipients.iter_mut().filter(theirs) {
                    party.actor.country = Some(country.clone());
                }
                self.name_country(&mut recipients, &country, "the country of the other side");
            }
            if facts.has(Habit::ByThePeople) && actors.is_empty() {
                let home = country.clone().or_else(|| only_country(&recipients));
                let told = || self.home_of_crowd(token).filter(|_| !self.is_verb(token));
                if let Some(home) = home.or_else(told) {
                    let words = self.noun_of_telling(token);
                    actors.push(inferred(words, Some(&home), "the people of the country do it"));
                    if let Some(place) = place {
                        self.gather_in_each(&mut actors, place);
                    }
                }
            }
            if facts.has(Habit::ByThePeople) && recipients.is_empty() && self.is_against_rulers(token) {
                let home = only_country(&actors).or(country.clone());
                recipients.extend(home.map(|home| {
                    let words = self.noun_of_telling(token);
                    let mut rulers = inferred(words, Some(&home), "the government of the country");
                    rulers.actor.sector = Some("GOV".to_owned());
                    rulers
                }));
            }
            if facts.has(Habit::ByTheState) && actors.is_empty() {
                actors.extend(self.forces_before(token, &recipients, before));
            }
            // Whoever is arrested somewhere is arrested by those who are named or by nobody known; a state of
            // emergency is the state's.
            let rules = predicate.modes.iter().any(|mode| {
                matches!(mode.as_str(), "restrict" | "censor" | "curfew" | "martial-law" | "withhold")
            });
            let held_by_state =
                facts.has(Habit::ByTheState) && actors.is_empty() && !recipients.is_empty() && rules;
            if let (Some(place), true) = (place, held_by_state && country.is_some()) {
                let reason = "whoever rules the place does it";
                actors.push(inferred(place.text.clone(), country.as_deref(), reason));
            }
        }
        self.free_captives(&actors, &mut recipients, true);
        if predicate.has_mode("release") {
            self.leave_where_signed(token, &actors, &mut recipients, place);
        }
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
        if event_type == "ASSAULT" && actors.is_empty() {
            let fights = |token: usize| self.is_a(token, "fight") && !self.is_verb(token);
            let fought = fights(token) || self.surface_subject(token).is_some_and(fights);
            let sides = self.sides_before(token, before).filter(|_| fought);
            if let Some(sides) = sides {
                actors = sides;
                recipients.clear();
            }
        }
        if event_type == "ASSAULT" && !actors.is_empty() && !recipients.is_empty() {
            self.tell_owner_apart(token, &mut actors, &recipients);
        }
        if actors.is_empty() && self.is_a(token, "state-power") {
            // Where a court above states was spoken of, it is the one that charges.
            actors.extend(self.nearest_court(token).filter(is_above_states));
        }
        if actors.is_empty() && self.is_a(token, "state-power") && !self.is_a(token, "prosecutes") {
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
                actors.extend(self.own_government(token, &country, &recipients).or_else(|| {
                    let words = self.noun_of_telling(token);
                    Some(inferred(words, Some(&country), "the state whose people it deals with"))
                }));
            }
        }
        let one_party = predicate.has_company()
            && countries_of(&actors).len() == 1
            && actors.iter().all(|one| !one.inferred);
        let asks = matches!(
            status,
            Status::Refused | Status::Agreed | Status::Proposed | Status::Cancelled | Status::Postponed
        );
        if one_party
            && asks
            && predicate.modes.is_empty()
            && let Some(other) = self.nearest_other(token, &countries_of(&actors))
        {
            actors.push(other);
        }
        if facts.quad == "verbal-conflict" && !recipients.is_empty() {
            // "Called the strike a violation of its sovereignty": by those who struck.
            let own = countries_of(&actors);
            let governs = actors.iter().all(|one| matches!(one.actor.sector.as_deref(), Some("GOV") | None));
            let at_oneself = governs && countries_of(&recipients).iter().all(|country| own.contains(country));
            let mut doers = Vec::new();
            if at_oneself && !own.is_empty() {
                doers = self.doers_before(token, predicate, &actors, before);
                if doers.is_empty() && event_type == "ACCUSE" {
                    doers = self.told_of(token, &own);
                }
            }
            if countries_of(&doers).iter().any(|country| !own.contains(country)) {
                recipients = doers;
            }
        }
        if facts.quad == "verbal-conflict" && predicate.gives.is_some() && !recipients.is_empty() {
            // "Chad's president ruled out loans to Niger by Chad": not his own country is turned down.
            let own = countries_of(&actors);
            let oneself = !own.is_empty()
                && recipients.iter().all(|party| {
                    let is_own = party.actor.country.as_ref().is_some_and(|country| own.contains(country));
                    is_own && party.actor.country.as_deref() == Some(party.actor.id.as_str())
                });
            if oneself {
                let contents = self.contents(token).into_iter().map(|content| self.own_cast(content));
                let others = contents.flat_map(|cast| self.parties(&[cast.recipients, cast.actors].concat()));
                let others: Vec<Party> = others.filter(|party| is_of_others(party, &own)).collect();
                if !others.is_empty() {
                    recipients = others.iter().map(Party::again).collect();
                }
            }
        }
        if self.is_a(token, "makes-amends") {
            // "Apologizes for its attacks on villages": not to those who attacked.
            let own = countries_of(&actors);
            let of_a_deed =
                |party: &Party| self.tokens_in(party.span).any(|one| self.event_at(one) == Some(one));
            recipients.retain(|party| {
                !of_a_deed(party) || party.actor.country.as_ref().is_none_or(|country| !own.contains(country))
            });
        }
        if event_type == "AGREE" {
            // "The council agreed not to attack them": not themselves.
            let own = countries_of(&actors);
            recipients.retain(|party| {
                let mut words = self.tokens_in(party.span);
                let is_pronoun =
                    !party.span.is_empty() && words.all(|word| self.parsed.upos(word) == Upos::Pron);
                !(is_pronoun && party.actor.country.as_ref().is_some_and(|country| own.contains(country)))
            });
        }
        let open = recipients.is_empty() && !actors.is_empty() && !predicate.is_mutual();
        if open && facts.quad == "material-conflict" {
            recipients.extend(self.land_below(token, &countries_of(&actors)));
        }
        let open = recipients.is_empty() && open;
        if open && event_type == "ASSAULT" {
            recipients.extend(self.fought_meanwhile(token, &countries_of(&actors)));
        }
        let open = recipients.is_empty() && open;
        if open {
            let own = countries_of(&actors);
            let to_come = !matches!(status, Status::Held | Status::Ongoing | Status::Denied);
            let is_act = predicate.gives.is_some();
            let threatens = event_type == "THREATEN" || status == Status::Threatened;
            let opposed =
                || self.nearest_other(token, &own).filter(|_| is_act || threatens || to_come && conflict);
            let praises = facts.quad.starts_with("verbal")
                && facts.has(Habit::ForTheAsker)
                && !facts.has(Habit::DoneOnPurpose);
            if facts.has(Habit::OnSomebody) || facts.has(Habit::AgainstLaws) || praises {
                recipients.extend(self.doers_before(token, predicate, &actors, before));
            }
            if recipients.is_empty() && event_type == "ACCUSE" {
                recipients.extend(self.told_of(token, &own));
            }
            if recipients.is_empty() && facts.quad == "verbal-conflict" {
                recipients.extend(self.dealt_with_over(token, &own, before));
            }
            if recipients.is_empty() && facts.quad == "verbal-conflict" {
                recipients.extend(self.wrongdoers(token, &own, before));
            }
            let ruler = if facts.has(Habit::OnSomebody) || facts.has(Habit::AgainstLaws) {
                self.lawgiver(token, predicate, &actors).filter(|_| recipients.is_empty())
            } else {
                None
            };
            let other = if ruler.is_some() || !recipients.is_empty() {
                ruler
            } else if facts.has(Habit::OnSomebody) {
                self.provoker(token, &own)
                    .filter(|_| threatens)
                    .or_else(|| asker(before, &own).filter(|_| is_act))
                    .or_else(opposed)
            } else if is_act && own.len() == 1 && self.is_about_meeting(token) {
                // It takes two to agree to talks.
                self.nearest_other(token, &own)
            } else if is_act {
                asker(before, &own).or_else(|| self.helped_by_content(token, &own)).or_else(|| {
                    partner(before, &own).filter(|_| event_type == "AGREE" && !self.is_closing_word(token))
                })
            } else {
                None
            };
            // "Apologizes for the incursion", "agreed in return not to strike": to the other side.
            let in_return = self.parsed.children_by(token, Relation::Obl).any(|one| {
                matches!(self.parsed.lemma(one), "return" | "exchange")
                    && self.preposition(one).as_deref() == Some("in")
            });
            let makes_amends = self.is_a(token, "makes-amends") || in_return && is_act;
            let other = other.or_else(|| makes_amends.then(|| self.nearest_other(token, &own)).flatten());
            // "Sealed its side of the crossing": against those on the other side.
            let other = other.or_else(|| {
                let at_border = self.fill(token, Part::Verb, &Place::Obj).into_iter().any(|one| {
                    self.is_a(one, "boundary")
                        || self.measured(one).is_some_and(|of| self.is_a(of, "boundary"))
                });
                let governs = own.len() == 1 && matches!(event_type, "SANCTION" | "CONCEDE");
                self.nearest_other(token, &own).filter(|_| at_border && governs)
            });
            let speaks = facts.quad.starts_with("verbal");
            let other = other.or_else(|| self.other_in_dispute(token, &own).filter(|_| speaks));
            recipients.extend(other);
        }
        let deals_abroad = facts.has(Habit::BetweenStates)
            && !actors.is_empty()
            && !predicate.is_mutual()
            && !predicate.modes.iter().any(|mode| matches!(mode.as_str(), "convict" | "expel"));
        if deals_abroad && countries_of(&recipients).len() > 1 {
            // "Ended all agreements between its government and that of Qatar".
            let own = countries_of(&actors);
            recipients.retain(|party| !party.actor.country.as_ref().is_some_and(|one| own.contains(one)));
        }
        let are_things =
            recipients.iter().all(|party| party.actor.sector.is_none() && party.actor.person.is_none());
        let at_others = !facts.has(Habit::AtHomeOnly) || are_things;
        let is_one = countries_of(&actors).len() == 1;
        if deals_abroad && is_one && recipients.is_empty() {
            // "Suspends its aid and imposes sanctions on Chad".
            let joined = self
                .parsed
                .children_by(token, Relation::Conj)
                .find(|other| self.type_of(*other) == Some(event_type) && self.own_subject(*other).is_none());
            let own = countries_of(&actors);
            let theirs = joined.map_or(Vec::new(), |other| self.parties(&self.own_cast(other).recipients));
            recipients.extend(theirs.iter().filter(|party| is_of_others(party, &own)).map(Party::again));
        }
        if deals_abroad && is_one && event_type == "SANCTION" && !recipients.is_empty() {
            // "Chad's parliament bans entry into Chad for holders of Malian passports": it keeps out others.
            let own = countries_of(&actors);
            let is_home = |party: &Party| {
                party.actor.country.as_ref().is_some_and(|one| own.contains(one) && *one == party.actor.id)
            };
            if recipients.iter().all(is_home)
                && let Some(other) = self.other_states_within(token, &own, true).into_iter().next()
            {
                recipients = vec![other];
            }
        }
        // "Left the bloc, citing the violations of Chad": it is the bloc that is left.
        let is_left = predicate.has_mode("withdraw") && !recipients.is_empty();
        if deals_abroad && is_one && countries_of(&recipients).is_empty() && at_others {
            recipients.extend(self.other_states_within(token, &countries_of(&actors), is_left));
        }
        if recipients.is_empty() && open {
            let home = place.and_then(|place| place.country.clone());
            let on_the_people = facts.has(Habit::OnThePeople) && !deports;
            let home = home.filter(|_| on_the_people);
            recipients.extend(home.map(|country| {
                let words = self.noun_of_telling(token);
                let mut party = inferred(words, Some(&country), "the people of the country");
                party.actor.sector = Some("CVL".to_owned());
                party
            }));
        }
        let speaks = facts.quad.starts_with("verbal") && facts.has(Habit::OnSomebody);
        // A minister's words that are said to nobody are not said to his own government.
        let speaks = speaks
            && !actors.iter().any(|one| {
                one.actor.person.is_some()
                    && one.actor.sector.as_deref() == Some("GOV")
                    && one.actor.office.is_some()
            });
        // A president who gives in gives in to somebody else than the government.
        let gives_in =
            facts.quad.ends_with("cooperation") && actors.iter().all(|one| one.actor.person.is_some());
        // A decree is directed at nobody in the government that makes it.
        let rules = predicate.has_mode("curfew") || predicate.has_mode("martial-law");
        let governs = |one: &Party| matches!(one.actor.sector.as_deref(), Some("GOV" | "LEG" | "JUD") | None);
        let decrees = facts.quad == "material-conflict"
            && !facts.has(Habit::ByThePeople)
            && !predicate.has_mode("arrest")
            && !predicate.has_mode("seize")
            && (rules || actors.iter().all(governs));
        // At whom a crowd's anger is directed is said where it matters.
        let at_somebody =
            speaks || facts.has(Habit::AtHomeOnly) && !gives_in && !decrees && !facts.has(Habit::ByThePeople);
        if recipients.is_empty() && open && at_somebody && !actors.iter().any(is_above_states) {
            let own = only_country(&actors).filter(|own| self.is_domestic(own));
            recipients.extend(own.and_then(|own| self.own_government(token, &own, &actors)));
        }
        if conflict {
            self.send_abroad(token, &actors, &mut recipients, facts.quad == "verbal-conflict");
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
            let own = only_country(&actors);
            recipients.extend(own.map(|own| {
                let words = self.noun_of_telling(token);
                let mut crowd = inferred(words, Some(&own), "the people of the country");
                crowd.actor.sector = Some("CVL".to_owned());
                crowd
            }));
        }
        if predicate.has_mode("convict") && countries_of(&recipients).is_empty() {
            self.punish_own(token, &actors, &mut recipients, before);
        }
        if event_type == "SANCTION" || event_type == "SUPPORT" && recipients.is_empty() {
            self.leave_house(token, &actors, &mut recipients, place);
        }
        if facts.has(Habit::Together) && countries_of(&actors).len() > 1 {
            recipients.clear();
        }
        if predicate.is_mutual() && countries_of(&actors).len() > 1 {
            // "Hosts the prince at the palace": the palace is no third party.
            let sides = countries_of(&actors);
            recipients.retain(|party| is_of_others(party, &sides));
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
            let own = countries_of(&actors);
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
            let (partners, others): (Vec<Party>, Vec<Party>) = recipients
                .into_iter()
                .partition(|party| with.contains(&party.span) && !party.span.is_empty());
            actors.extend(partners);
            recipients = others;
        }
        let sides = countries_of(&actors);
        let of_theirs = |party: &Party| {
            let is_theirs = party.actor.country.as_ref().is_some_and(|country| sides.contains(country));
            is_theirs && party.actor.person.is_none()
        };
        if sides.len() > 1 && !conflict && recipients.iter().all(of_theirs) {
            // "Each side freed twenty prisoners", "opened a consulate in the town": what two do for each other.
            recipients.clear();
        }
        if event_type == "MOBILIZE" && sides.len() == 1 {
            // "Denmark sends troops to Greenland": nobody is threatened at home.
            recipients.retain(|party| {
                let is_land = self.grounding.places.iter().any(|place| place.span == party.span);
                (party.actor.sector.is_some() || party.actor.person.is_some()) && !is_land
                    || !party.actor.country.as_ref().is_some_and(|one| sides.contains(one))
            });
        }
        if predicate.has_mode("withdraw") && event_type == "RETREAT" && sides.len() == 1 {
            // Troops leave a town of their own country to nobody in particular.
            let is_own = |party: &Party| party.actor.country.as_ref().is_some_and(|one| sides.contains(one));
            recipients.retain(|party| {
                // "Withdraws from the base": a base that it may hold abroad.
                party.actor.sector.is_some()
                    && !(is_guess(&party.actor) && party.actor.sector.as_deref() == Some("MIL"))
                    || !is_own(party)
            });
        }
        if let Some((host, place)) = place.and_then(|place| Some((place.country.as_ref()?, place))) {
            let as_host = || inferred(place.text.clone(), Some(host), "whoever is the host");
            // "The summit of the union is held in Chad": the union meets, and visits nobody.
            let is_above = |one: &Party| {
                is_above_states(one) || one.actor.country.as_deref().is_some_and(is_above_states_code)
            };
            let has_guests = !actors.iter().all(is_above);
            let are_many = actors.iter().any(|one| self.is_of_many_lands(one.span));
            let is_guest = has_guests && self.is_anothers_house(&mut actors, host)
                || self.is_a(token, "gathering")
                    && actors.len() == 1
                    && actors.iter().all(|one| !is_above(one) && one.actor.country.as_ref() != Some(host));
            let is_large = predicate.has_mode("multilateral");
            if event_type == "CONSULT" && is_guest && recipients.is_empty() && !is_large && !are_many {
                recipients.push(as_host());
            }
            if self.is_anothers_house(&mut recipients, host) && recipients.is_empty() {
                recipients.push(as_host());
            }
        }
        if predicate.has_mode("visit") && recipients.is_empty() {
            recipients.extend(self.visited_meanwhile(token, &actors));
        }
        if predicate.has_mode("visit") {
            self.send_on_visit(token, &mut actors, &recipients);
            self.tell_host(token, &actors, &mut recipients);
            if self.meet_there(token, &actors, &recipients) {
                recipients.clear();
            }
        }
        let holds = match event_type {
            "COERCE" => predicate.has_mode("arrest") || predicate.has_mode("deport"),
            "ASSAULT" => predicate.has_mode("targeted"),
            _ => false,
        };
        if holds && !countries_of(&actors).is_empty() && !self.is_at_protest(token, &actors, before) {
            // "Arrests 35 people": of which country they are nobody says.
            // "Puts ten people to death": its own, as a rule; of "a man" that is not said.
            let is_one = |party: &Party| {
                event_type != "ASSAULT"
                    || !self
                        .tokens_in(party.span)
                        .any(|word| self.parsed.feature(word, "Number") == Some("Plur"))
            };
            for party in recipients.iter_mut().filter(|party| is_guess(&party.actor) && is_one(party)) {
                if self.is_anybody(party.span) && party.actor.country.take().is_some() {
                    "nobody says of which country".clone_into(&mut party.actor.reason);
                }
            }
        }
        if event_type == "SANCTION" && predicate.has_mode("withdraw") {
            let bound = self.bound_by(token);
            if !bound.is_empty() {
                recipients = bound;
            }
        }
        if event_type == "SUPPORT" && recipients.is_empty() {
            recipients = self.partners(token, &actors);
        }
        if event_type == "AID" || predicate.has_mode("arrest") {
            self.leave_strangers_open(&actors, &mut recipients, predicate.has_mode("arrest"));
        }
        if actors.is_empty() && is_past(status) {
            let arrests = event_type == "COERCE" && predicate.has_mode("arrest");
            let frees = event_type == "RETREAT" && predicate.has_mode("release");
            if arrests {
                actors.extend(self.custodian(token, place, &recipients, before));
            } else if frees {
                actors.extend(self.freer(token, &recipients));
            }
        }
        let stays_there = facts.has(Habit::ByTheState)
            || facts.has(Habit::WhereItHits) && is_past(status)
            || predicate.has_mode("release");
        if stays_there && countries_of(&actors).is_empty() && countries_of(&recipients).is_empty() {
            self.stay_there(token, &mut recipients, before);
        }
        let decrees_at_home = predicate.has_mode("curfew") || predicate.has_mode("martial-law");
        if decrees_at_home && actors.is_empty() && recipients.is_empty() {
            // "A state of emergency is declared": by whoever rules where the article is.
            let home = place.and_then(|place| place.country.clone());
            let home = home.or_else(|| self.told_there(token, before)).or_else(|| self.only_land());
            actors.extend(home.map(|home| {
                let words = self.noun_of_telling(token);
                inferred(words, Some(&home), "whoever rules the place does it")
            }));
        }
        if predicate.has_mode("deport") && self.is_verb(token) {
            self.leave_open_whose(token, &mut recipients);
        }
        if predicate.has_mode("curfew") && countries_of(&recipients).is_empty() {
            // "The mayor imposed a curfew": on whoever lives there.
            let home = only_country(&actors).filter(|own| self.is_domestic(own));
            recipients.extend(home.map(|home| {
                let words = self.noun_of_telling(token);
                inferred(words, Some(&home), "whoever lives where it holds")
            }));
        }
        if facts.quad == "material-conflict" {
            // "Air strikes hit the port": nobody says whose, and least of all the port's.
            actors.retain(|party| !(is_guess(&party.actor) && self.is_bare_blow(party.span)));
            // Who "gunmen" are is not said by where they strike, nor whose a rocket is by where it falls.
            for party in &mut actors {
                // "Boko Haram gunmen" are of the band that is named.
                if let Some(band) = self.band_within(party.span) {
                    if party.actor.country.is_none() || is_guess(&party.actor) {
                        party.actor.country = Some(band);
                        "the group that is named in the same phrase".clone_into(&mut party.actor.reason);
                    }
                    continue;
                }
                // "Gunmen in Chad" need not be of the country.
                let first = self.tokens_in(party.span).find(|word| self.parsed.upos(*word) == Upos::Noun);
                let is_only_there = first.is_some_and(|doer| {
                    let has = |preposition: &str| !self.nominals(doer, preposition).is_empty();
                    let says_whose =
                        self.parsed.children(doer).any(|word| self.country_said_by(word).is_some());
                    self.is_a(doer, "unknown-doer") && has("in") && !has("of") && !has("from") && !says_whose
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
        (actors, recipients)
    }

    /// "Niger fired at Chad; Chad said it would hit them": a state strikes others and not itself.
    fn tell_them_apart(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let own = countries_of(actors);
        let is_named =
            |party: &Party| self.tokens_in(party.span).any(|word| self.parsed.upos(word) != Upos::Pron);
        let are_states = actors
            .iter()
            .all(|party| party.actor.country.as_ref() == Some(&party.actor.id) && is_named(party));
        if own.is_empty() || !are_states {
            return;
        }
        let is_pronoun = |party: &Party| {
            let mut words = self.tokens_in(party.span);
            !party.span.is_empty()
                && words.all(|word| matches!(self.parsed.lemma(word), "they" | "them" | "it"))
                && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
        };
        for party in recipients.iter_mut().filter(|party| is_pronoun(party)) {
            party.actor = self.nearest_other(token, &own).map_or_else(Actor::default, |other| other.actor);
            "the other side".clone_into(&mut party.actor.reason);
        }
    }

    /// "Chadian jets bombed Zinder and their tanks moved on to take the city": a state's forces strike no land of their own
    /// where another's was named just before.
    fn hit_land_named_again(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        before: &[Draft],
    ) {
        let mut own = countries_of(actors);
        let are_shots = actors.iter().all(|party| self.has_word(party.span, "shot-at-somebody"));
        if own.is_empty() && are_shots {
            // "Fired missiles at the port, with one missile hitting the city".
            let strike = self.told_within(1, before, token).find(|draft| draft.claim.event_type == "ASSAULT");
            own = strike.map_or(Vec::new(), |draft| countries_of(&draft.claim.actors));
        }
        let serves = |party: &Party| {
            party.actor.country.is_none()
                || !is_guess(&party.actor)
                    && (party.actor.country.as_ref() == Some(&party.actor.id)
                        || matches!(party.actor.sector.as_deref(), Some("MIL" | "GOV")))
        };
        if own.len() != 1 || !actors.iter().all(serves) {
            return;
        }
        for party in recipients.iter_mut() {
            let is_own = party.actor.country.as_ref().is_none_or(|country| own.contains(country));
            let words = self.tokens_in(party.span);
            let named = words.clone().last().filter(|_| is_own && words.len() == 2);
            let other = named.and_then(|land| self.land_named_again(land, &own));
            if let Some(other) = other {
                party.actor.country = Some(other);
                "the land that was named before".clone_into(&mut party.actor.reason);
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

    /// "Two people are stabbed in Mali. The attacker, a Chadian, is shot by police": police are of the place, and not of the
    /// land of those with whom they deal.
    fn tell_police_of_place(
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

    /// "Seized a tanker and held its crew": those of the tanker, and not of whoever seized it.
    fn hold_crew(&self, token: usize, recipients: &mut [Party], before: &[Draft]) {
        let is_crew = |party: &&mut Party| {
            self.begins_with_possessive(party.span) && self.has_word(party.span, "crew-of-craft")
        };
        let seized = self.told_within(0, before, token).find(|draft| {
            let modes = &draft.claim.modes;
            modes.iter().any(|mode| mode == "seize")
                && draft.claim.recipients.iter().any(|one| self.has_word(one.span, "craft"))
        });
        let Some(seized) = seized else {
            return;
        };
        let country = only_country(&seized.claim.recipients);
        for party in recipients.iter_mut().filter(is_crew) {
            party.actor.country.clone_from(&country);
            "whose the craft is".clone_into(&mut party.actor.reason);
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

    /// "A Chadian blockade of the island", "invaded the country": the land that is meant, where what is done to it says no
    /// more.
    fn land_below(&self, token: usize, own: &[String]) -> Option<Party> {
        if own.len() != 1 {
            return None;
        }
        let behind = ["of", "on", "against", "to"].into_iter().flat_map(|word| self.nominals(token, word));
        let object = self.parsed.child_by(token, Relation::Obj).filter(|_| self.is_verb(token));
        // "Enforces a blockade of the island".
        let of_object = object.into_iter().flat_map(|object| self.nominals(object, "of"));
        behind.chain(object).chain(of_object).find_map(|land| {
            let other = self.land_named_again(land, own)?;
            let text = self.phrase(land).of(self.parsed.text()).to_owned();
            Some(inferred(text, Some(&other), "the land that was named before"))
        })
    }

    /// Which land "the country", "the island" or "the city" stands for, where it is none of these: the last that was named
    /// in the sentence or the one before it.
    fn land_named_again(&self, noun: usize, besides: &[String]) -> Option<String> {
        let is_town = self.is_a(noun, "town-named-again");
        let is_named_again = (is_town || self.is_a(noun, "land-named-again"))
            && self.parsed.feature(noun, "Number") != Some("Plur")
            && noun.checked_sub(1).is_some_and(|one| self.parsed.lemma(one) == "the");
        if !is_named_again {
            return None;
        }
        let sentence = self.parsed.sentence_of(noun);
        let start = self.parsed.tokens_of(sentence.saturating_sub(1)).start;
        let near = |head: usize| (start..noun).contains(&head);
        let mut places = self.grounding.places.iter().filter(|place| near(place.head));
        if is_town {
            let last = places.rfind(|place| !place.is_state)?;
            return last.country.clone().filter(|country| !besides.contains(country));
        }
        let lies = places.filter_map(|place| Some((place.head, place.country.clone()?)));
        let states =
            self.grounding.actors.iter().filter(|mention| near(mention.head)).filter_map(|mention| {
                let [actor] = mention.actors.as_slice() else { return None };
                let country = actor.country.clone().filter(|country| *country == actor.id)?;
                Some((mention.head, country))
            });
        let others = lies.chain(states).filter(|(_, country)| {
            !besides.contains(country) && country.len() == 3 && !is_above_states_code(country)
        });
        others
            .max_by_key(|(head, _)| *head)
            .map(|(_, country)| country)
            .or_else(|| self.nearest_other(noun, besides).and_then(|other| other.actor.country))
    }

    /// "An anti-government march", "joined anti-government protests".
    fn is_against_rulers(&self, token: usize) -> bool {
        let below = self.parsed.children(token).filter(|one| {
            matches!(self.parsed.relation(*one), Relation::Obj | Relation::Obl | Relation::NsubjPass)
        });
        std::iter::once(token)
            .chain(below)
            .flat_map(|one| self.parsed.children(one))
            // "Anti-Example government protests".
            .any(|word| {
                // "Anti-Malian government protests" in Chad are against another's.
                let of_others = |one: usize| {
                    self.mention(one).is_some_and(|mention| {
                        let actors = &self.grounding.actors[mention].actors;
                        actors.iter().any(|actor| actor.person.is_none() && actor.country.is_some())
                    })
                };
                let is_against =
                    |one: usize| self.parsed.form(one).to_lowercase().starts_with("anti-") && !of_others(one);
                self.is_a(word, "against-rulers")
                    || matches!(self.parsed.lemma(word), "government" | "regime" | "junta")
                        && word.checked_sub(1).is_some_and(|one| {
                            is_against(one)
                                // The hyphen may part it.
                                || one >= 2
                                    && self.parsed.form(one - 1) == "-"
                                    && self.parsed.form(one - 2).eq_ignore_ascii_case("anti")
                        })
            })
    }

    /// "A Kenyan was arrested in Chad", "Chad freed a Kenyan who had been held there": by Chad, which deals with foreigners
    /// within its borders.
    fn custodian(
        &self,
        token: usize,
        place: Option<&Where>,
        recipients: &[Party],
        before: &[Draft],
    ) -> Option<Party> {
        let place = place?;
        let there = place.country.as_ref()?;
        let acts = || {
            self.told_within(0, before, token).any(|draft| countries_of(&draft.claim.actors).contains(there))
        };
        // Whoever had escaped from another state is caught for that one.
        let is_done_to = (!self.is_verb(token) || self.is_passive(token)) && !self.is_a(token, "recaptures");
        let deals = (is_done_to || acts()) && are_foreign(recipients, there);
        deals.then(|| inferred(place.text.clone(), Some(there), "the country that deals with them there"))
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

    /// "Two Kenyans were released from Chad", "was freed from prison in Chad": foreigners are let go by the country that
    /// they leave.
    fn freer(&self, token: usize, recipients: &[Party]) -> Option<Party> {
        let from = self.nominals(token, "from").into_iter();
        let held =
            from.flat_map(|one| if self.is_a(one, "custody") { self.nominals(one, "in") } else { vec![one] });
        held.flat_map(|one| self.parties(&[one])).find_map(|party| {
            let there = party.actor.country.clone()?;
            let is_land = party.actor.id == there && are_foreign(recipients, &there);
            is_land.then(|| inferred(party.text.clone(), Some(&there), "the country that they leave"))
        })
    }

    /// "Struck a boat in the Caribbean Sea, killing three people": whoever is hit at sea need not be of those who hit, nor
    /// whoever is bombed from the air by a state, where nobody says that it was at home.
    pub(crate) fn lose_at_sea(
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

    /// "Lifts the sanctions on Chad, which were imposed in 2019", "reopens the road, ending a closure imposed in 2019",
    /// "reopens it after it was closed in 2019": whoever takes a measure back had taken it.
    fn taken_back<'a>(&self, token: usize, before: &'a [Draft]) -> Option<&'a Draft> {
        if !self.is_passive(token) {
            return None;
        }
        let verb = match self.parsed.relation(token) {
            Relation::Acl | Relation::AclRelcl => {
                let measure = self.parsed.head(token)?;
                self.parsed.head(measure).filter(|_| self.parsed.relation(measure) == Relation::Obj)?
            }
            Relation::Advcl => self.parsed.head(token).filter(|_| {
                self.parsed
                    .children_by(token, Relation::Mark)
                    .any(|mark| matches!(self.parsed.lemma(mark), "after" | "since"))
            })?,
            _ => return None,
        };
        let over = self
            .parsed
            .head(verb)
            .filter(|_| self.parsed.relation(verb) == Relation::Advcl && self.parsed.xpos(verb) == "VBG");
        let undoes = |draft: &&Draft, verb: usize| {
            draft.trigger == verb
                && matches!(
                    draft.claim.event_type.as_str(),
                    "CONCEDE" | "COOPERATE" | "SUPPORT" | "AID" | "RETREAT"
                )
                && !draft.claim.actors.is_empty()
        };
        [Some(verb), over]
            .into_iter()
            .flatten()
            .find_map(|verb| before.iter().rev().find(|draft| undoes(draft, verb)))
    }

    /// "Deports asylum seekers to Chad": where they are sent says not whose they are, unless they are sent back.
    fn leave_open_whose(&self, token: usize, recipients: &mut Vec<Party>) {
        let goes_back = self.parsed.subtree(token).any(|word| self.is_a(word, "homewards"));
        let objects = self.fill(token, Part::Verb, &Place::Obj);
        let sent = objects.into_iter().find(|one| {
            let counted = self.measured(*one).unwrap_or(*one);
            self.is_a(*one, "of-any-land") || self.is_a(counted, "of-any-land")
        });
        let Some(sent) = sent.filter(|_| !goes_back) else { return };
        let to = countries_of(&self.parties(&self.nominals_or_below(token, "to")));
        let Some(mut party) = self.parties(&[sent]).into_iter().next() else { return };
        let is_theirs = |one: &Party| one.actor.country.as_ref().is_some_and(|country| to.contains(country));
        let is_said = self.tokens_in(party.span).any(|word| {
            matches!(self.parsed.relation(word), Relation::Amod | Relation::Compound)
                && self.country_said_by(word).is_some()
        });
        if !is_said && recipients.iter().any(is_theirs) {
            party.actor.country = None;
            "nobody says of which country".clone_into(&mut party.actor.reason);
            recipients.retain(|one| !is_theirs(one));
            recipients.push(party);
        }
    }

    /// "Chad freed ten prisoners under a truce with Niger": those of the other side of what it is done under.
    fn free_the_others(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let own = countries_of(actors);
        let pacts = self.parsed.subtree(token).filter(|one| self.is_a(*one, "ends-war"));
        let with: Vec<usize> = pacts
            .flat_map(|pact| {
                let over =
                    self.parsed.head(pact).filter(|_| self.parsed.relation(pact) == Relation::Compound);
                over.into_iter()
                    .chain(std::iter::once(pact))
                    .flat_map(|one| self.nominals(one, "with"))
                    .collect::<Vec<_>>()
            })
            .collect();
        let Some(other) = self.parties(&with).into_iter().find(|party| is_of_others(party, &own)) else {
            return;
        };
        for party in
            recipients.iter_mut().filter(|party| is_guess(&party.actor) && !self.is_named(party.span))
        {
            party.actor.country.clone_from(&other.actor.country);
            "the other side".clone_into(&mut party.actor.reason);
        }
    }

    /// "Recalled its envoy to Niger, accusing them of a raid": those with whom the clause over it deals.
    fn dealt_with_over(&self, token: usize, own: &[String], before: &[Draft]) -> Vec<Party> {
        let is_aside = self.parsed.relation(token) == Relation::Advcl && self.parsed.xpos(token) == "VBG";
        let over =
            before.iter().rev().find(|draft| is_aside && self.parsed.head(token) == Some(draft.trigger));
        let conflict =
            |draft: &&Draft| self.facts(draft.trigger).is_some_and(|facts| facts.quad.ends_with("conflict"));
        let others = over.filter(conflict).map_or(&[][..], |draft| &draft.claim.recipients);
        others.iter().filter(|party| is_of_others(party, own)).map(Party::again).collect()
    }

    /// "Captured a post during clashes with Chadian troops": from those whom they fight.
    fn fought_meanwhile(&self, token: usize, own: &[String]) -> Vec<Party> {
        let fights = self.parsed.children_by(token, Relation::Obl).filter(|one| {
            matches!(self.preposition(*one).as_deref(), Some("in" | "during" | "amid"))
                && self.is_a(*one, "fight")
        });
        let with = fights.flat_map(|fight| self.nominals(fight, "with")).collect::<Vec<_>>();
        let others = self.parties(&with).into_iter();
        others.filter(|party| is_of_others(party, own) && !is_guess(&party.actor)).collect()
    }

    /// "Was arrested in Chad while the president of Niger was visiting": where the rest of the sentence is.
    fn visited_meanwhile(&self, token: usize, actors: &[Party]) -> Option<Party> {
        let own = countries_of(actors);
        // "Closed the square in Chad ahead of a visit by the president of Niger".
        let is_beside = match self.parsed.relation(token) {
            Relation::Advcl => self.is_verb(token),
            Relation::Obl => !self.is_verb(token) && !actors.is_empty(),
            _ => false,
        };
        let main = self.parsed.head(token).filter(|_| is_beside)?;
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(main));
        let places = self.grounding.places.iter().filter(|place| tokens.contains(&place.head));
        let there: Vec<&PlaceMention> = places.filter(|place| place.country.is_some()).collect();
        let first = there.first()?;
        let is_one = there.iter().all(|place| place.country == first.country);
        let is_abroad = first.country.as_ref().is_some_and(|there| !own.contains(there));
        (is_one && is_abroad && !own.is_empty()).then(|| {
            let text = first.span.of(self.parsed.text()).to_owned();
            inferred(text, first.country.as_deref(), "where the rest of the sentence is")
        })
    }

    /// "An officer is killed in Lagos. A suspect is arrested": where what was told just before happened, else in the only
    /// country that the article speaks of.
    fn stay_there(&self, token: usize, recipients: &mut [Party], before: &[Draft]) {
        let is_blow = self.facts(token).is_some_and(|facts| facts.has(Habit::WhereItHits));
        let there = self.told_there(token, before).or_else(|| self.only_land().filter(|_| !is_blow));
        let Some(there) = there else { return };
        let is_open = |party: &&mut Party| {
            let span = party.span;
            // "A police helicopter" is of the place, "a tanker" of anywhere.
            let is_craft = self.has_word(span, "craft") && party.actor.sector.is_none();
            // Who else was hurt in what was told before is no news.
            let is_told = is_blow && (self.is_anybody(span) || self.has_word(span, "unknown-doer"));
            party.actor.person.is_none()
                && !is_craft
                && !is_told
                && !self.has_word(span, "held-captive")
                && !self.has_word(span, "guest")
                && !self.tokens_in(span).any(|word| self.place(word).is_some())
        };
        for party in recipients.iter_mut().filter(is_open) {
            party.actor.country = Some(there.clone());
            party.actor.confidence = 0.5;
            "where it happened".clone_into(&mut party.actor.reason);
        }
    }

    /// The country in which what was told last, at most a sentence before, happened.
    fn told_there(&self, token: usize, before: &[Draft]) -> Option<String> {
        let sentence = self.parsed.sentence_of(token);
        let told = before.last().filter(|draft| self.parsed.sentence_of(draft.trigger) + 1 >= sentence)?;
        let place = told.claim.place.as_ref().and_then(|place| place.country.clone());
        place.or_else(|| only_country(&told.claim.recipients))
    }

    /// The country of all places that the article names, and of all parties of which it says whose they are, where there
    /// is but one.
    fn only_land(&self) -> Option<String> {
        let of_actors = self.grounding.actors.iter().flat_map(|mention| &mention.actors);
        let of_actors = of_actors.filter(|actor| !is_guess(actor)).filter_map(|actor| actor.country.as_ref());
        let of_places = self.grounding.places.iter().filter_map(|place| place.country.as_ref());
        let titled = self.grounding.title.iter().map(|one| &one.code);
        let mut lands = of_actors.chain(of_places).chain(titled).filter(|land| !is_above_states_code(land));
        let first = lands.next()?;
        lands.all(|land| land == first).then(|| first.clone())
    }

    /// "The Libyan minority of the region": people of the place, whatever they are called.
    fn settle_populace(&self, recipients: &mut [Party], there: &str) {
        let is_of_somewhere = |token: usize| {
            self.is_a(token, "populace")
                && ["of", "in"]
                    .into_iter()
                    .any(|word| self.nominals(token, word).into_iter().any(|one| self.is_a(one, "place")))
        };
        for party in recipients.iter_mut().filter(|party| party.actor.person.is_none()) {
            if self.tokens_in(party.span).any(is_of_somewhere) {
                party.actor.country = Some(there.to_owned());
                "the people of the place".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "A Radio Chad cameraman is killed in Mali": whoever works for an outlet is of the place, whosever the outlet is.
    fn settle_reporters(&self, recipients: &mut [Party], there: &str) {
        let is_outlet = |token: usize| {
            self.grounding_mention(token).is_some_and(|mention| {
                let actors = &self.grounding.actors[mention].actors;
                actors.iter().any(|actor| actor.body.is_some() && actor.sector.as_deref() == Some("JRN"))
            })
        };
        let works = |party: &Party| {
            party.actor.id.is_empty()
                && party.actor.sector.as_deref() == Some("JRN")
                && self.tokens_in(party.span).any(is_outlet)
                // "A reporter for the Chadian outlet".
                && self.tokens_in(party.span).all(|token| self.country_itself(token).is_none())
        };
        for party in recipients.iter_mut().filter(|party| works(party)) {
            party.actor.country = Some(there.to_owned());
            "where the outlet has them work".clone_into(&mut party.actor.reason);
        }
    }

    /// "The president will travel to Japan": of whom nothing is said, whoever visits a country is of another.
    fn send_on_visit(&self, token: usize, actors: &mut [Party], recipients: &[Party]) {
        let visited: Vec<String> = recipients
            .iter()
            .filter(|party| party.actor.country.as_deref() == Some(party.actor.id.as_str()))
            .filter_map(|party| party.actor.country.clone())
            .collect();
        let is_host = |party: &&mut Party| {
            party.actor.id.is_empty()
                && party.actor.confidence < GUESS
                && party.actor.country.as_ref().is_some_and(|country| visited.contains(country))
        };
        for party in actors.iter_mut().filter(is_host) {
            let other = self.nearest_other(token, &visited).and_then(|other| other.actor.country);
            party.actor.country = other;
            "whoever visits a country is of another".clone_into(&mut party.actor.reason);
            party.actor.confidence = 0.5;
        }
    }

    /// "Kozak welcomed his Moldovan counterpart": of whom nothing is said, whoever receives somebody is of another
    /// country.
    fn tell_host(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let Some(guests) = only_country(actors) else { return };
        if actors.iter().any(|party| is_guess(&party.actor) || party.actor.confidence < GUESS) {
            return;
        }
        for party in recipients.iter_mut() {
            let is_open = party.actor.id.is_empty()
                && party.actor.person.is_some()
                && party.actor.confidence < GUESS
                && party.actor.country.as_ref() == Some(&guests);
            if is_open {
                let other = self.nearest_other(token, std::slice::from_ref(&guests));
                party.actor.country = other.and_then(|other| other.actor.country);
                "whoever receives somebody is of another country".clone_into(&mut party.actor.reason);
                party.actor.confidence = 0.5;
            }
        }
    }

    /// "Envoys of Chad and Mali fly to Geneva for talks": with each other, and with nobody of the place.
    fn meet_there(&self, token: usize, actors: &[Party], recipients: &[Party]) -> bool {
        let is_mutual = |purpose: usize| {
            let reading = self.event_at(purpose).and_then(|event| self.reading(event));
            reading.is_some_and(|reading| self.predicate(reading).is_mutual())
        };
        countries_of(actors).len() > 1
            && recipients.iter().all(|party| party.actor.person.is_none() && party.actor.sector.is_none())
            && self.nominals(token, "for").into_iter().any(is_mutual)
    }

    /// "Summoned the envoy", "expelled three diplomats": a government deals so with those of another.
    fn send_abroad(&self, token: usize, actors: &[Party], recipients: &mut [Party], verbal: bool) {
        let Some(own) = only_country(actors) else { return };
        for party in recipients.iter_mut().filter(|party| party.actor.country.as_ref() == Some(&own)) {
            let is_said = self.tokens_in(party.span).any(|token| {
                matches!(self.parsed.relation(token), Relation::Amod | Relation::NmodPoss)
                    && (self.mention(token).is_some() || self.parsed.upos(token) == Upos::Pron)
            });
            // "Accusing ambassador Jan Novak", of whom nothing else is said.
            let speaks = party.actor.id.is_empty()
                && verbal
                && self.tokens_in(party.span).all(|token| self.parsed.lemma(token) != "former");
            let is_nobody = party.actor.person.is_none() || speaks;
            if self.has_word(party.span, "envoy") && !is_said && is_nobody {
                party.actor.country = self
                    .nearest_other(token, std::slice::from_ref(&own))
                    .and_then(|other| other.actor.country);
                party.actor.confidence = 0.5;
                "the other side".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "Summoned the envoy, calling it a crime": whoever is spoken of with a mere pronoun, after whom a comma parts it
    /// from, is whoever was dealt with in the clause before.
    fn dealt_with_before(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &[Party],
        before: &[Draft],
    ) -> Option<Vec<Party>> {
        let own = countries_of(actors);
        let [party] = recipients else { return None };
        let is_open = party.actor.country.as_ref().is_none_or(|country| own.contains(country));
        let is_pronoun = self.tokens_in(party.span).all(|word| {
            self.parsed.upos(word) == Upos::Pron && self.parsed.relation(word) != Relation::NmodPoss
        });
        if !is_open || !is_pronoun || party.span.is_empty() || !self.is_closing_word(token) {
            return None;
        }
        let sentence = self.parsed.sentence_of(token);
        let draft = before.iter().rev().find(|draft| {
            self.parsed.sentence_of(draft.trigger) == sentence
                && countries_of(&draft.claim.actors) == own
                && countries_of(&draft.claim.recipients).iter().any(|country| !own.contains(country))
        })?;
        let again = |other: &Party| Party { span: party.span, text: party.text.clone(), ..other.clone() };
        Some(draft.claim.recipients.iter().map(again).collect())
    }

    /// "Closed its embassy in Chad": a state closes its own house, and the state in which it stands is meant.
    fn leave_house(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut Vec<Party>,
        place: Option<&Where>,
    ) {
        let Some(own) = only_country(actors) else { return };
        let Some(place) = place.filter(|place| place.country.as_ref().is_some_and(|other| *other != own))
        else {
            return;
        };
        let all_own = recipients.iter().all(|party| party.actor.country.as_ref() == Some(&own));
        let house = self.parsed.subtree(token).any(|word| self.is_a(word, "mission-house"));
        if all_own && house {
            *recipients = vec![inferred(
                place.text.clone(),
                place.country.as_deref(),
                "the state in which the house stands",
            )];
        }
    }

    /// "Dismisses its ambassador to Chile": whoever is sent is of those whose envoy it is. "Recalled its ambassador" is
    /// done to those whom he was sent to, whether this is said or not.
    fn recall_envoys(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        predicate: &Predicate,
        before: &[Draft],
    ) {
        let Some(own) = only_country(actors) else { return };
        let sentence = self.parsed.sentence_of(token);
        // "Closed its embassy in Lima and recalled its envoy".
        let before_it = || {
            let same = |draft: &&Draft| {
                self.parsed.sentence_of(draft.trigger) == sentence
                    && only_country(&draft.claim.actors).as_ref() == Some(&own)
            };
            let told = before.iter().rev().find(same)?;
            told.claim
                .recipients
                .iter()
                .find(|party| is_of_others(party, std::slice::from_ref(&own)))
                .map(Party::again)
        };
        for party in recipients.iter_mut() {
            if self.begins_with_possessive(party.span) && self.has_word(party.span, "envoy") {
                let host = self
                    .nearest_other(token, std::slice::from_ref(&own))
                    .or_else(before_it)
                    .filter(|_| predicate.has_mode("withdraw"));
                if let Some(host) = host {
                    *party = host;
                    continue;
                }
                party.actor.country = Some(own.clone());
                "whose envoy it is".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "Will send nobody to the G20 summit in Johannesburg": the host is dealt with, and not the body that the meeting is
    /// named for. Takes such bodies off.
    fn is_anothers_house(&self, parties: &mut Vec<Party>, host: &String) -> bool {
        let is_gathering = |token: usize| {
            self.is_a(token, "gathering")
                || self.parsed.head(token).is_some_and(|head| {
                    self.is_a(head, "gathering")
                        && matches!(self.parsed.relation(token), Relation::Compound | Relation::NmodDesc)
                })
        };
        let names_it = |party: &Party| {
            let is_body = is_above_states(party)
                || party.actor.id.is_empty()
                    && party.actor.country.as_deref().is_some_and(is_above_states_code);
            is_body && self.tokens_in(party.span).any(is_gathering)
        };
        let visits = |party: &Party| !is_above_states(party) && party.actor.country.as_ref() != Some(host);
        let n_before = parties.len();
        let alone = parties.iter().all(names_it);
        if alone || parties.iter().any(visits) {
            parties.retain(|party| !names_it(party));
        }
        parties.len() < n_before
    }

    /// The noun that a happening is told by, for a party that only follows from it: the riot of "a riot breaks out", the
    /// curfew of "imposes a curfew".
    fn noun_of_telling(&self, token: usize) -> String {
        let noun = [Relation::Obj, Relation::NsubjPass, Relation::Nsubj]
            .into_iter()
            .find_map(|relation| self.parsed.child_by(token, relation))
            .filter(|noun| self.is_verb(token) && self.is_nominal(*noun));
        self.parsed.form(noun.unwrap_or(token)).to_owned()
    }

    /// "A bill of Chad was shelved after last week's protests": the only country that the sentence names; where it names
    /// none, the only one that the article speaks of.
    fn home_of_crowd(&self, token: usize) -> Option<String> {
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let is_state = |country: &&String| !is_above_states_code(country);
        let of_actors = self.grounding.actors.iter().flat_map(|mention| {
            let sure = mention.actors.iter().filter(|actor| !is_guess(actor));
            sure.filter_map(|actor| actor.country.as_ref()).map(|country| (mention.head, country))
        });
        let of_places =
            self.grounding.places.iter().filter_map(|place| Some((place.head, place.country.as_ref()?)));
        let named: Vec<(usize, &String)> =
            of_actors.chain(of_places).filter(|(_, country)| is_state(country)).collect();
        let here: Vec<&String> =
            named.iter().filter(|(head, _)| tokens.contains(head)).map(|(_, country)| *country).collect();
        if let Some(first) = here.first() {
            return here.iter().all(|other| other == first).then(|| (*first).clone());
        }
        let mut all: Vec<&String> = named.iter().map(|(_, country)| *country).collect();
        all.sort_unstable();
        let most = all.chunk_by(|one, other| one == other).max_by_key(|same| same.len());
        most.and_then(|same| same.first()).copied().filter(|country| self.is_domestic(country)).cloned()
    }

    /// Whether the article speaks of hardly any country but this one.
    fn is_domestic(&self, country: &str) -> bool {
        let mentions =
            self.grounding.actors.iter().filter(|mention| {
                mention.actors.iter().any(|actor| actor.country.is_some() && !is_guess(actor))
            });
        let (mut own, mut all) = (0_usize, 0_usize);
        for mention in mentions {
            all += 1;
            let is_own = |actor: &Actor| actor.country.as_deref() == Some(country);
            own += usize::from(mention.actors.iter().all(is_own));
        }
        // "The embassy in London" is not at home.
        let elsewhere = self.grounding.places.iter().filter(|place| {
            place.country.as_ref().is_some_and(|there| there != country) && self.mention(place.head).is_none()
        });
        all += elsewhere.count();
        own * 10 >= all * DOMESTIC
    }

    /// "Envoys of Chad and Niger met after clashes that killed dozens": those who meet over it fought.
    fn sides_before(&self, token: usize, before: &[Draft]) -> Option<Vec<Party>> {
        let sentence = self.parsed.sentence_of(token);
        let told = before.iter().rev().find(|draft| {
            self.parsed.sentence_of(draft.trigger) == sentence
                && draft.claim.recipients.is_empty()
                && countries_of(&draft.claim.actors).len() == 2
        })?;
        Some(told.claim.actors.iter().map(Party::again).collect())
    }

    /// "Chad shut the embassy of Mali for its role in attacks on Chad": nobody attacks himself, so that a pronoun stands
    /// for the other.
    fn tell_owner_apart(&self, token: usize, actors: &mut [Party], recipients: &[Party]) {
        // "As they press on into the northern province" may be at home.
        let is_country = |party: &Party| {
            party.actor.country.as_deref() == Some(party.actor.id.as_str())
                && !self.grounding.places.iter().any(|place| place.span == party.span && !place.is_state)
        };
        let hit: Vec<String> = recipients
            .iter()
            .filter(|party| is_country(party) && !party.inferred)
            .filter_map(|party| party.actor.country.clone())
            .collect();
        let is_pronoun = |party: &Party| {
            let mut words = self.tokens_in(party.span);
            !party.span.is_empty() && words.all(|word| self.parsed.upos(word) == Upos::Pron)
        };
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let from = self.grounding.actors.partition_point(|mention| mention.head < sentence.start);
        let until = self.grounding.actors.partition_point(|mention| mention.head < token);
        let told = self.grounding.actors.get(from..until).unwrap_or(&[]).iter().rev();
        let other = told.filter(|mention| mention.actors.len() == 1).find_map(|mention| {
            let actor = mention.actors.first().filter(|actor| !is_guess(actor))?;
            let country = actor.country.as_ref()?;
            (!hit.contains(country)).then(|| self.party(mention.span, actor.clone()).again())
        });
        for party in actors.iter_mut().filter(|party| is_pronoun(party)) {
            let hits_itself = party.actor.country.as_ref().is_some_and(|country| hit.contains(country));
            if let Some(other) = other.as_ref().filter(|_| hits_itself) {
                *party = other.clone();
            }
        }
    }

    /// The government at home that was last spoken of: at whom words are directed that are directed at nobody.
    fn own_government(&self, token: usize, country: &str, actors: &[Party]) -> Option<Party> {
        let until = self.grounding.actors.partition_point(|mention| mention.head < token);
        let (before, after) = self.grounding.actors.split_at_checked(until)?;
        before.iter().rev().chain(after).find_map(|mention| {
            let [actor] = mention.actors.as_slice() else { return None };
            let governs = actor.country.as_deref() == Some(country)
                && matches!(actor.sector.as_deref(), Some("GOV" | "LEG") | None);
            let speaks = actors.iter().any(|one| {
                one.span == mention.span || one.actor.person.is_some() && one.actor.person == actor.person
            });
            (governs && !speaks).then(|| Party {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: Span::default(),
                actor: Actor { confidence: 0.5, ..actor.clone() },
                inferred: true,
            })
        })
    }

    /// "The envoy met Vice Minister Chen in Beijing": whoever deals with somebody is not taken for one of theirs, where
    /// nothing says whose they are.
    fn tell_apart(&self, token: usize, actors: &mut [Party], place: Option<&Where>) {
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

    /// Whether an act speaks about something that is done with each other.
    fn is_about_meeting(&self, token: usize) -> bool {
        self.contents(token)
            .into_iter()
            .any(|content| self.reading(content).is_some_and(|reading| self.predicate(reading).has_company()))
    }

    /// "Police fired tear gas at the crowd. Ten people were arrested": by the forces of the same country that were told
    /// of in the clause or sentence before.
    fn forces_before(&self, token: usize, recipients: &[Party], before: &[Draft]) -> Option<Party> {
        let country = only_country(recipients)?;
        let sentence = self.parsed.sentence_of(token);
        let serves = |party: &&Party| {
            party.actor.country.as_ref() == Some(&country)
                && matches!(party.actor.sector.as_deref(), Some("COP" | "MIL" | "SPY"))
        };
        let near = |draft: &&Draft| {
            self.parsed.sentence_of(draft.trigger) + 1 >= sentence && is_past(draft.claim.status)
        };
        let forces =
            before.iter().rev().filter(near).find_map(|draft| draft.claim.actors.iter().find(serves))?;
        Some(forces.again())
    }

    /// "Unions want the bill dropped": a law is its government's, for those who do not govern.
    fn lawgiver(&self, token: usize, predicate: &Predicate, actors: &[Party]) -> Option<Party> {
        let governs = |party: &Party| party.actor.sector.as_deref() == Some("GOV") || is_above_states(party);
        let home = only_country(actors).filter(|_| !actors.iter().any(governs))?;
        let is_law =
            |one: &usize| !self.is_verb(*one) && (self.is_a(*one, "law") || self.is_a(*one, "policy"));
        let law = self.things(token, predicate).into_iter().find(is_law)?;
        let mut party = inferred(
            self.phrase(law).of(self.parsed.text()).to_owned(),
            Some(&home),
            "the government that the law is of",
        );
        party.actor.sector = Some("GOV".to_owned());
        Some(party)
    }

    /// "Pledged a million towards rebuilding schools in Lebanon": a promise is made to those for whom it will be kept.
    fn helped_by_content(&self, token: usize, own: &[String]) -> Option<Party> {
        let helps =
            |content: &usize| self.facts(*content).is_some_and(|facts| facts.quad == "material-cooperation");
        let contents = self.contents(token).into_iter().filter(helps);
        let mut helped = contents.flat_map(|content| self.parties(&self.own_cast(content).recipients));
        let party = helped.find(|party| !is_guess(&party.actor) && is_of_others(party, own))?;
        Some(party.again())
    }

    /// "Unfroze Venezuelan assets", "will lift all sanctions imposed on Syria", "cut off gas over an unpaid bill of
    /// Moldova's": of whom nothing is said, the country that is named in what is done, else the only other one in the
    /// sentence.
    fn other_states_within(&self, token: usize, own: &[String], only_in_it: bool) -> Vec<Party> {
        if own.is_empty() {
            return Vec::new();
        }
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let actors = self.grounding.actors.iter().filter(|mention| sentence.contains(&mention.head));
        let named = actors.filter_map(|mention| {
            let actor = mention.actors.first().filter(|actor| !is_guess(actor))?;
            Some((mention.head, mention.span, actor.country.clone()?))
        });
        let places = self.grounding.places.iter().filter(|place| sentence.contains(&place.head));
        let lies_in = places.filter_map(|place| Some((place.head, place.span, place.country.clone()?)));
        let mut others: Vec<(usize, Span, String)> = named.chain(lies_in).collect();
        // "Suspended flights over the cost of the Chad war": the war is named, and nobody in it.
        others.retain(|(head, ..)| {
            let names_it = matches!(self.parsed.relation(*head), Relation::Compound | Relation::Amod);
            let of = self.parsed.head(*head).filter(|_| names_it);
            !std::iter::once(*head).chain(of).any(|of| self.parsed.lemma(of) == "war")
        });
        others.retain(|(_, _, country)| {
            !own.contains(country) && country.len() == 3 && !is_above_states_code(country)
        });
        others.sort_by_key(|(head, _, _)| *head);
        let subject = self.surface_subject(token);
        let is_in_it = |head: usize| {
            head > token
                && self.parsed.is_under(head, token)
                && !subject.is_some_and(|subject| self.parsed.is_under(head, subject))
                && !self.parsed.ancestors(head).take_while(|above| *above != token).any(|above| {
                    matches!(self.parsed.relation(above), Relation::Conj | Relation::Advcl)
                        && self.is_verb(above)
                })
        };
        let sole = || {
            let (_, _, first) = others.first()?;
            others.iter().all(|(_, _, country)| country == first).then(|| others.first()).flatten()
        };
        let found = others.iter().find(|(head, _, _)| is_in_it(*head));
        let Some(found) = found.or_else(|| sole().filter(|_| !only_in_it)) else {
            return self.other_in_title(own).filter(|_| !only_in_it).into_iter().collect();
        };
        // "Tariffs on Mexico and Chile": both.
        let is_listed = |head: usize| {
            self.parsed.relation(head) == Relation::Conj && self.parsed.head(head) == Some(found.0)
        };
        let mut listed = vec![found];
        for one in others.iter().filter(|(head, ..)| is_listed(*head)) {
            if listed.iter().all(|(.., country)| *country != one.2) {
                listed.push(one);
            }
        }
        listed
            .into_iter()
            .map(|(_, span, country)| {
                let text = span.of(self.parsed.text()).to_owned();
                inferred(text, Some(country), "the other country that the sentence names")
            })
            .collect()
    }

    /// "Backed down in its feud with Manila": towards the other one in the feud.
    fn other_in_dispute(&self, token: usize, own: &[String]) -> Option<Party> {
        let quarrels = ["in", "over", "amid", "to"]
            .into_iter()
            .flat_map(|word| self.nominals(token, word))
            .filter(|noun| self.is_a(*noun, "dispute"));
        // The phrase may hang on the verb.
        let others: Vec<usize> = quarrels
            .flat_map(|noun| {
                let on_the_verb = self.nominals(token, "with").into_iter().filter(move |one| *one > noun);
                self.nominals(noun, "with").into_iter().chain(on_the_verb)
            })
            .collect();
        self.parties(&others).into_iter().find(|party| is_of_others(party, own))
    }

    /// "Will respond if the army crosses the river": whoever must not do it is threatened with it.
    fn provoker(&self, token: usize, besides: &[String]) -> Option<Party> {
        let under = self.parsed.children(token).filter(|child| {
            matches!(self.parsed.relation(*child), Relation::Ccomp | Relation::Xcomp | Relation::Parataxis)
        });
        let clauses = std::iter::once(token).chain(under);
        clauses
            .flat_map(|clause| self.parsed.children_by(clause, Relation::Advcl))
            .filter(|condition| {
                let even = self.parsed.children_by(*condition, Relation::Advmod);
                self.parsed.children_by(*condition, Relation::Mark).any(|mark| self.is_a(mark, "condition"))
                    && !even.into_iter().any(|word| self.parsed.lemma(word) == "even")
            })
            .filter_map(|condition| self.surface_subject(condition))
            .flat_map(|subject| self.parties(&[subject]))
            .find(|party| is_of_others(party, besides))
    }

    /// "Chad signed a truce with the rebels. The truce will last a week": between those who signed it.
    fn sides_of_accord(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        sides: Sides,
        before: &[Draft],
    ) -> Sides {
        let is_open = event_type == "RETREAT"
            && modes.iter().any(|mode| mode == "ceasefire")
            && countries_of(&sides.0).len() + countries_of(&sides.1).len() == 0;
        let is_same = |one: usize| self.parsed.lemma(one) == self.parsed.lemma(token);
        let made = before.iter().rev().find(|draft| {
            is_open
                && matches!(draft.claim.event_type.as_str(), "AGREE" | "CONCEDE" | "SUPPORT")
                && self.parsed.children(draft.trigger).any(is_same)
        });
        let Some(made) = made else { return sides };
        let both = made.claim.actors.iter().chain(&made.claim.recipients);
        (both.map(Party::again).collect(), Vec::new())
    }

    /// "The visit was put off": a happening named again is the one that was told before, with its parties.
    pub(crate) fn recall(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        cast: &Cast,
        sides: Sides,
        before: &[Draft],
    ) -> Sides {
        let named_again = !self.is_verb(token)
            && self.parsed.children(token).any(|child| {
                matches!(self.parsed.relation(child), Relation::Det | Relation::NmodPoss)
                    && matches!(
                        self.parsed.form(child).to_lowercase().as_str(),
                        "the" | "that" | "this" | "those" | "these" | "his" | "her" | "their" | "its"
                    )
            });
        let own_actors = !cast.is_handed && !sides.0.is_empty();
        let own_recipients = !sides.1.is_empty();
        if !named_again || own_actors && own_recipients {
            return sides;
        }
        let same_doer = |draft: &&Draft| {
            !own_actors
                || sides.0.iter().any(|one| {
                    draft.claim.actors.iter().any(|other| other.actor.country == one.actor.country)
                })
        };
        let told = before.iter().rev().filter(same_doer).find(|draft| {
            draft.claim.event_type == event_type && modes.iter().all(|mode| draft.claim.modes.contains(mode))
        });
        let Some(told) = told else {
            return self.sides_of_accord(token, event_type, modes, sides, before);
        };
        let again = |parties: &[Party]| -> Vec<Party> { parties.iter().map(Party::again).collect() };
        match (own_actors, own_recipients) {
            (true, false) if !told.claim.recipients.is_empty() => (sides.0, again(&told.claim.recipients)),
            (false, false) => (again(&told.claim.actors), again(&told.claim.recipients)),
            _ => sides,
        }
    }

    /// "The army hit their base": a possessive that was taken for the doer's means somebody else's.
    fn set_right_pronouns(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        (verbal, kept): (bool, Option<&str>),
        expels: bool,
    ) {
        let own: Vec<String> = actors.iter().filter_map(|party| party.actor.country.clone()).collect();
        let mut other = None;
        for party in recipients.iter_mut() {
            // "Urged its residents to stay indoors": those are its own.
            let own_people = verbal && party.actor.sector.as_deref() == Some("CVL");
            let theirs = party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                && !own_people
                && self.begins_with_possessive(party.span)
                && !kept.is_some_and(|class| self.has_word(party.span, class))
                && (expels || !self.has_word(party.span, "envoy"));
            if theirs {
                other = other.or_else(|| self.nearest_other(token, &own));
                match &other {
                    Some(other) => {
                        party.actor.country.clone_from(&other.actor.country);
                        party.inferred = true;
                    }
                    None => party.actor.country = None,
                }
            }
        }
    }

    /// Where the article's own country was guessed, a country that the clause names goes before it.
    fn mend_guesses(
        &self,
        token: usize,
        actors: &mut [Party],
        recipients: &mut [Party],
        place: Option<&Where>,
        struck: Option<String>,
        fights: bool,
    ) {
        let own: Vec<String> = actors
            .iter()
            .filter(|one| !is_guess(&one.actor))
            .filter_map(|one| one.actor.country.clone())
            .collect();
        // "Five people are hurt at a Lebanese restaurant in Chad": they are of the place, whosever the restaurant is.
        let lies = place.is_some_and(|place| place.country.is_some());
        let beside = ["from", "of", "to", "in", "at", "inside"]
            .into_iter()
            .flat_map(|word| self.nominals(token, word))
            .filter(|one| !(self.is_armed(*one) || lies && self.is_a(*one, "premises")))
            .filter_map(|one| self.parties(&[one]).into_iter().find_map(|party| party.actor.country))
            .find(|country| !own.contains(country));
        let by_a_state = actors
            .iter()
            .any(|one| !is_guess(&one.actor) && matches!(one.actor.sector.as_deref(), Some("MIL" | "GOV")));
        if fights && by_a_state {
            // "The army shot down the pilot": of whom nothing is said, what an army hits is the other side's.
            let theirs = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.country.as_ref().is_some_and(|country| own.contains(country))
                    && matches!(party.actor.sector.as_deref(), Some("MIL" | "BUS" | "GOV") | None)
            };
            if recipients.iter().any(&theirs) {
                let other = self.nearest_other(token, &own).and_then(|party| party.actor.country);
                for party in recipients.iter_mut().filter(|party| theirs(party)) {
                    party.actor.country.clone_from(&other);
                    "the other side".clone_into(&mut party.actor.reason);
                    party.actor.confidence = 0.5;
                }
            }
        }
        // "Seized two vessels": whose they are only the clause says.
        let is_craft = |party: &Party| {
            is_guess(&party.actor) && self.has_word(party.span, "craft") && !self.names_a_country(party.span)
        };
        for party in recipients.iter_mut().filter(|party| is_craft(party)) {
            party.actor.country.clone_from(&beside);
            "a country that the clause names, or none".clone_into(&mut party.actor.reason);
        }
        if fights {
            self.tell_whose_drones(token, actors, recipients);
        }
        let country = beside
            .or_else(|| place.and_then(|place| place.country.clone()))
            .or_else(|| struck.filter(|country| !own.contains(country)));
        let Some(country) = country else { return };
        // Whose refugees they are is for the clause alone to say.
        // "Donors meet in Chad": of many countries, wherever they do.
        let is_of_many = |one: &Party| self.is_of_many_lands(one.span) || self.are_countries(one.span);
        let open = |one: &&mut Party| {
            // "Two of its soldiers were hit in Chad": they stay whose they are.
            let is_owned = one.actor.country.is_some() && self.begins_with_possessive(one.span);
            is_guess(&one.actor) && !is_owned && !is_of_many(one) && !self.has_word(one.span, "craft")
                || one.actor.country.is_none() && self.has_word(one.span, "sector-refugee")
        };
        for party in recipients.iter_mut().filter(open) {
            party.actor.country = Some(country.clone());
            "a country that the clause names".clone_into(&mut party.actor.reason);
        }
        // "Chadian gunfire and air strikes", "Malian and Chadian jets": what is listed with a state's is that state's.
        let listed = actors.iter().find(|party| !is_guess(&party.actor)).and_then(|party| {
            let country = party.actor.country.clone()?;
            Some((party.span, country))
        });
        if let Some((span, country)) = listed {
            let joined = |party: &Party| {
                let near = party.span.start() >= span.end() && party.span.start() <= span.end() + 24;
                let of_sector = party.actor.sector.as_deref();
                near && is_guess(&party.actor) && matches!(of_sector, None | Some("MIL"))
            };
            for party in actors.iter_mut().filter(|party| joined(party)) {
                party.actor.country = Some(country.clone());
                party.actor.confidence = GUESS;
                "what it is listed with".clone_into(&mut party.actor.reason);
            }
        }
        // "The admiral says that officers were sent to Chad": they are not of where they go.
        let goes_to = |country: &String| {
            recipients.iter().filter(|party| party.actor.id == *country).any(|party| {
                self.tokens_in(party.span)
                    .any(|word| matches!(self.preposition(word).as_deref(), Some("to" | "into" | "toward")))
            })
        };
        let there = place.and_then(|place| place.country.as_ref());
        if let Some(country) = there.filter(|country| !goes_to(country)) {
            for party in actors.iter_mut().filter(|one| is_guess(&one.actor) && !is_of_many(one)) {
                party.actor.country = Some(country.clone());
                "the country of the place".clone_into(&mut party.actor.reason);
            }
        }
    }

    /// "The army shot down ten drones": those of the other side, which is neither who says so nor nobody else.
    fn tell_whose_drones(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
        let mut own = countries_of(actors);
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
            self.grounding.actors.iter().filter(|mention| sentence.contains(&mention.head)).any(|mention| {
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

    /// The first other country in which something lies that the rest of the sentence names: "strikes across Chad".
    fn lies_behind(&self, token: usize, own: &[String]) -> Option<String> {
        let end = self.parsed.tokens_of(self.parsed.sentence_of(token)).end;
        let mut named = self.grounding.places.iter().filter(|place| (token..end).contains(&place.head));
        named.find_map(|place| {
            let there = place.country.clone().filter(|country| !own.contains(country))?;
            let lies = ["in", "on", "at", "across", "inside", "near", "around", "throughout"];
            let word = self.says_where(place.head)?;
            lies.contains(&word.as_str()).then_some(there)
        })
    }

    /// The preposition of a place or of what it is named behind: "in" for both of "in Mongo, Chad".
    fn says_where(&self, place: usize) -> Option<String> {
        let is_behind = |one: &usize| {
            matches!(
                self.parsed.relation(*one),
                Relation::Appos | Relation::NmodUnmarked | Relation::Nmod | Relation::Flat
            )
        };
        let above = std::iter::successors(Some(place), |one| {
            self.parsed.head(*one).filter(|_| is_behind(one) && self.preposition(*one).is_none())
        });
        above.take(4).find_map(|one| self.preposition(one))
    }

    /// Whom an armed group holds or frees need not be of its own country, nor, where the group is known, of where it does.
    fn free_captives(&self, actors: &[Party], recipients: &mut [Party], known: bool) {
        let is_captor = |party: &Party| {
            party.actor.sector.as_deref() == Some("REB") && !(known && party.actor.id.is_empty())
        };
        if !actors.iter().any(is_captor) {
            return;
        }
        let own = countries_of(actors);
        for party in recipients.iter_mut() {
            // "Two hostages' bodies".
            let is_owned = self.tokens_in(party.span).any(|word| {
                self.is_a(word, "held-captive") && self.parsed.relation(word) == Relation::NmodPoss
            }) && party.actor.country.as_ref().is_some_and(|country| own.contains(country));
            if (is_owned || is_guess(&party.actor)) && self.has_word(party.span, "held-captive") {
                party.actor.country = None;
            }
        }
    }

    /// "Police arrest 40 migrants", "houses asylum seekers": whoever comes from elsewhere is of no country that the place
    /// or the doer could say.
    fn leave_strangers_open(&self, actors: &[Party], recipients: &mut [Party], counted: bool) {
        let own = countries_of(actors);
        let is_counted = |party: &Party| {
            self.tokens_in(party.span).any(|token| matches!(self.parsed.upos(token), Upos::Num | Upos::Adj))
        };
        let is_open = |party: &&mut Party| self.is_stranger(party) && (!counted || is_counted(party));
        for party in recipients.iter_mut().filter(is_open) {
            party.actor.country.take_if(|country| own.contains(country));
            "whoever comes from elsewhere".clone_into(&mut party.actor.reason);
        }
    }

    /// Whether a phrase speaks of people from elsewhere and does not say from where.
    fn is_stranger(&self, party: &Party) -> bool {
        let is_it = |token: &usize| {
            self.is_a(*token, "newcomer") && self.parsed.relation(*token) != Relation::Compound
        };
        let Some(head) = self.tokens_in(party.span).find(is_it) else { return false };
        let names = |word: usize| {
            self.grounding_mention(word).is_some_and(|mention| {
                let actors = &self.grounding.actors[mention].actors;
                word != head && actors.iter().any(|actor| actor.country.is_some() && !is_guess(actor))
            })
        };
        let is_said = self
            .parsed
            .children(head)
            .any(|word| names(word) && (word < head || self.preposition(word).as_deref() == Some("from")));
        party.actor.id.is_empty() && party.actor.person.is_none() && party.actor.office.is_none() && !is_said
    }

    /// "Protests are held in Chad and Kenya": by the people of each.
    fn gather_in_each(&self, actors: &mut Vec<Party>, place: &Where) {
        let lands = self.listed_lands(place);
        let crowd = actors.first().filter(|_| actors.len() == 1);
        let is_theirs = |party: &&Party| {
            party.actor.confidence < GUESS
                && party.actor.person.is_none()
                && party.actor.country.as_ref().is_some_and(|country| lands.contains(country))
        };
        let Some(crowd) = crowd.filter(is_theirs).cloned() else { return };
        let others = lands.iter().filter(|land| Some(*land) != crowd.actor.country.as_ref());
        for land in others {
            let mut more = crowd.clone();
            more.actor.country = Some(land.clone());
            if !more.actor.id.is_empty() {
                more.actor.id.clone_from(land);
            }
            actors.push(more);
        }
    }

    /// "Chad and Niger sign a deal in Malta to free prisoners": whoever is freed is not of where it is signed.
    fn leave_where_signed(
        &self,
        token: usize,
        actors: &[Party],
        recipients: &mut [Party],
        place: Option<&Where>,
    ) {
        let own = countries_of(actors);
        let is_of_it = |word: usize| word == token || self.parsed.is_under(word, token);
        let is_here = place.is_some_and(|place| self.tokens_in(place.span).any(is_of_it));
        // What is done as it is told has no other place: "freed in Chad".
        if is_here || self.parsed.relation(token) == Relation::Root {
            return;
        }
        let elsewhere: Vec<&String> = self
            .grounding
            .places
            .iter()
            .filter(|place| !is_of_it(place.head))
            .filter_map(|place| place.country.as_ref())
            .collect();
        let is_there = |country: &String| elsewhere.contains(&country) && !own.contains(country);
        for party in recipients.iter_mut().filter(|party| is_guess(&party.actor)) {
            let is_captive = self.has_word(party.span, "captive-of-any");
            if is_captive && party.actor.country.take_if(|country| is_there(country)).is_some() {
                "nobody says of which country".clone_into(&mut party.actor.reason);
            }
        }
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

    /// The countries of a place and of those that are listed with it, each once: "in Chad and Kenya".
    fn listed_lands(&self, place: &Where) -> Vec<String> {
        let named = self.tokens_in(place.span).filter(|token| self.place(*token).is_some());
        let listed: Vec<usize> = named.flat_map(|token| self.conjuncts(token)).collect();
        // "In Lagos, Nigeria" is no list.
        if !listed.iter().any(|one| self.parsed.child_by(*one, Relation::Cc).is_some()) {
            return Vec::new();
        }
        let mut lands: Vec<String> = Vec::new();
        let land_at = |one: usize| match self.place(one) {
            Some(place) => self.grounding.places[place].country.clone(),
            None => self.country_itself(one),
        };
        for land in listed.into_iter().filter_map(land_at) {
            if !lands.contains(&land) {
                lands.push(land);
            }
        }
        lands
    }

    /// "Foreign ministers met": of those of whom a land has one, several are of several lands.
    fn are_of_each_land(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| {
            let is_one_of_each = self.is_a(token, "one-of-each-land")
                || token > 0
                    && self.is_a(token, "speaks-for-land")
                    && self.is_a(token - 1, "one-of-each-land");
            is_one_of_each && self.parsed.xpos(token) == "NNS"
        })
    }

    /// Whether people of many lands are named as one: "donors", "African leaders".
    pub(crate) fn is_of_many_lands(&self, span: Span) -> bool {
        let speak_for_lands = |token: usize| {
            self.is_a(token, "speaks-for-land") && matches!(self.parsed.xpos(token), "NNS" | "NNPS")
        };
        self.has_word(span, "of-many-lands")
            || self.are_of_each_land(span)
            || self.has_word(span, "of-a-region") && self.tokens_in(span).any(speak_for_lands)
    }

    /// Whether a word of a class stands in a span.
    pub(super) fn has_word(&self, span: Span, class: &str) -> bool {
        self.tokens_in(span).any(|token| self.is_a(token, class))
    }

    /// Gives parties without a country this one, where nothing but a common noun names them.
    fn name_country(&self, parties: &mut [Party], country: &str, reason: &str) {
        for party in parties {
            // "A tanker seized off Chad": whose it is nobody says.
            let is_open = party.actor.country.is_none()
                && party.actor.id.is_empty()
                && !self.has_word(party.span, "craft")
                && !self.is_of_many_lands(party.span);
            if is_open && !self.is_named(party.span) && !self.are_countries(party.span) {
                party.actor.country = Some(country.to_owned());
                party.actor.confidence = 0.5;
                reason.clone_into(&mut party.actor.reason);
            }
        }
    }

    /// Whether a person or organisation is named in a span.
    fn is_named(&self, span: Span) -> bool {
        // "Several figures, including the leader Ana Example".
        let own = self.tokens_in(span).take_while(|token| self.parsed.lemma(*token) != "include");
        own.into_iter().any(|token| {
            matches!(self.parsed.name_kind(token), Some(NameKind::Organisation))
                || matches!(self.parsed.lemma(token), "hacker" | "smuggler")
                || word::is_in_any_case(self.parsed.lemma(token), word::Class::Outsider)
                || word::is_in_any_case(self.parsed.lemma(token), word::Class::FromOutside)
        })
    }

    /// Whether a span speaks of countries without saying which: "several other nations".
    fn are_countries(&self, span: Span) -> bool {
        let words = self.tokens_in(span);
        // "Foreign ministers from 20 countries".
        let are_counted = |token: usize| self.parsed.child_by(token, Relation::Nummod).is_some();
        let mut states = words.clone().filter(|token| self.tells_of_states(*token)).peekable();
        // "Gulf states" are named for where they lie.
        let is_region = |token: usize| {
            self.parsed.relation(token) == Relation::Compound
                && self.country_itself(token).is_none()
                && self.parsed.head(token).is_some_and(|head| self.tells_of_states(head))
        };
        let is_known = |token: usize| {
            matches!(self.parsed.upos(token), Upos::Det | Upos::Pron | Upos::Propn) && !is_region(token)
                || self.mention(token).is_some_and(|mention| self.grounding.actors[mention].span != span)
        };
        states.peek().is_some() && (states.any(are_counted) || !words.clone().any(is_known))
    }

    /// Whether a country or a place is named in a span.
    fn names_a_country(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| self.country_itself(token).is_some() || self.place(token).is_some())
    }

    /// Whether something is done at a march, or after the same forces went at a crowd: those whom it is done to are then
    /// the place's own people.
    fn is_at_protest(&self, token: usize, actors: &[Party], before: &[Draft]) -> bool {
        let sentence = self.parsed.sentence_of(token);
        let told = self.told_within(6, before, token).any(|draft| {
            let claim = &draft.claim;
            let on_a_crowd =
                || claim.recipients.iter().any(|party| party.actor.sector.as_deref() == Some("CVL"));
            claim.event_type == "PROTEST"
                || claim.event_type == "ASSAULT"
                    && on_a_crowd()
                    && countries_of(&claim.actors) == countries_of(actors)
        });
        told || self.parsed.tokens_of(sentence).any(|one| self.type_of(one) == Some("PROTEST"))
    }

    /// "Two men", "35 people", "a suspect": people of whom no word before them says anything.
    fn is_anybody(&self, span: Span) -> bool {
        let first = self.tokens_in(span).find(|token| self.is_a(*token, "anybody"));
        first.is_some_and(|noun| {
            !self.parsed.children(noun).any(|child| {
                child < noun
                    && matches!(
                        self.parsed.relation(child),
                        Relation::Amod | Relation::Compound | Relation::NmodPoss
                    )
            })
        })
    }

    /// "A missile fired by the rebels", "a rocket launched from Chad": whose it is.
    fn launcher(&self, shot: usize) -> Option<String> {
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

    /// "The countries that use the strait".
    fn are_some_countries(&self, span: Span) -> bool {
        self.tokens_in(span).any(|token| {
            self.tells_of_states(token) && self.parsed.child_by(token, Relation::AclRelcl).is_some()
        })
    }

    /// "Nations", "governments": several states, by no name.
    fn tells_of_states(&self, token: usize) -> bool {
        matches!(self.parsed.lemma(token), "country" | "nation" | "state" | "government")
            && self.parsed.xpos(token) == "NNS"
    }

    fn begins_with_possessive(&self, span: Span) -> bool {
        let first = self.tokens_in(span).start;
        self.parsed
            .reading
            .tokens
            .get(first)
            .is_some_and(|token| token.upos == Upos::Pron && token.relation == Relation::NmodPoss)
    }

    /// The court that was last spoken of: whose else is a warrant?
    fn nearest_court(&self, token: usize) -> Option<Party> {
        let sentence = self.parsed.sentence_of(token);
        let start = self.parsed.tokens_of(sentence.saturating_sub(1)).start;
        let from = self.grounding.actors.partition_point(|mention| mention.head < start);
        let until = self.grounding.actors.partition_point(|mention| mention.head < token);
        self.grounding.actors.get(from..until)?.iter().rev().find_map(|mention| {
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

    /// The government that was last spoken of and is none of these: in the sentence, or in the one before.
    fn nearest_other(&self, token: usize, besides: &[String]) -> Option<Party> {
        let sentence = self.parsed.sentence_of(token);
        let fits = |idx: usize| {
            let mention = self.grounding.actors.get(idx)?;
            let actor = mention.actors.first().filter(|_| mention.actors.len() == 1)?;
            let country = actor.country.as_ref()?;
            let sector = actor.sector.as_deref();
            let fights = actor.body.is_some() && matches!(sector, Some("REB" | "PRM" | "PRE"));
            let acts = sector.is_none_or(|sector| sector == "GOV") || fights;
            let mere_adjective = self.parsed.relation(mention.head) == Relation::Compound;
            // "The ambassador to Russia" says nothing of Russia.
            let within = |other: &&crate::actor::ActorMention| {
                other.head != mention.head
                    && (self.parsed.relation(mention.head) == Relation::Amod
                        || other.actors.iter().all(|whole| whole.country.as_ref() != Some(country)))
                    && other.tokens.contains(&mention.head)
                    && other.tokens.len() > mention.tokens.len()
            };
            let nearby = idx.saturating_sub(2)..(idx + 3).min(self.grounding.actors.len());
            let is_part = self.grounding.actors[nearby].iter().any(|other| within(&other));
            let case = self.preposition(mention.head);
            let is_part = is_part
                || case.as_deref() == Some("to") && self.parsed.relation(mention.head) == Relation::Nmod
                || matches!(
                    case.as_deref(),
                    Some("in" | "at" | "near" | "across" | "inside" | "within" | "through" | "via" | "over")
                );
            let fits = acts && !country.starts_with("NGO") && !mere_adjective && !is_part;
            (fits && !besides.contains(country)).then(|| Party {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: Span::default(),
                actor: actor.clone(),
                inferred: true,
            })
        };
        let own = self.parsed.tokens_of(sentence);
        let start = sentence.checked_sub(1).map_or(own.start, |before| self.parsed.tokens_of(before).start);
        let before = self.grounding.actors.partition_point(|mention| mention.head < token);
        let from = self.grounding.actors.partition_point(|mention| mention.head < start);
        let until = self.grounding.actors.partition_point(|mention| mention.head < own.end);
        (from..before).rev().chain(before..until).find_map(fits).or_else(|| self.other_in_title(besides))
    }

    /// The only country that the title names besides these: "Iran–Italy relations".
    fn other_in_title(&self, besides: &[String]) -> Option<Party> {
        let other = self.sole_in_title(besides)?;
        let mut title = self.grounding.title.iter();
        let is_about = besides.is_empty() || title.any(|one| besides.contains(&one.code));
        is_about.then(|| {
            inferred(other.text.clone(), Some(&other.code), "the other country that the title names")
        })
    }

    /// The one country that the title names and that is none of these, whether or not it names them, too.
    fn sole_in_title(&self, besides: &[String]) -> Option<&TitleCountry> {
        let mut others = self.grounding.title.iter().filter(|one| !besides.contains(&one.code));
        others.next().filter(|_| others.next().is_none())
    }

    /// The last noun of a span, which is what its words are of: "strikes" of "the air strikes".
    fn last_noun(&self, span: Span) -> Option<usize> {
        self.tokens_in(span).rev().find(|word| self.parsed.upos(*word) == Upos::Noun)
    }
}

/// Whether a party is a body of no state.
fn is_above_states(party: &Party) -> bool {
    ["IGO:", "NGO:", "MNC:"].iter().any(|kind| party.actor.id.starts_with(kind))
}

/// Whether a code stands for a body of no state.
pub(super) fn is_above_states_code(code: &str) -> bool {
    matches!(code, "IGO" | "NGO" | "MNC" | "IMG" | "UNO" | "EUR" | "REB" | "CRM")
}

/// Whoever did what was told before, of those whose country is known.
pub(super) fn named_doers(draft: &Draft) -> Vec<Party> {
    draft.claim.actors.iter().filter(|party| party.actor.country.is_some()).map(Party::again).collect()
}

/// Whether a party is of a country, and of none of these.
pub(super) fn is_of_others(party: &Party, own: &[String]) -> bool {
    party.actor.country.as_ref().is_some_and(|country| !own.contains(country))
}

/// "The senate voted aid for Chad", "Kenya left the bloc": a body of which nothing is said is not taken to be of the
/// country that it deals with, or that leaves it.
fn part_from_guessed(actors: &mut [Party], recipients: &mut [Party], predicate: &Predicate) {
    let event_type = predicate.event_type.as_deref().unwrap_or_default();
    let at_home = ["convict", "expel", "arrest"].into_iter().any(|mode| predicate.has_mode(mode));
    let states = |parties: &[Party]| -> Vec<String> {
        let states = parties.iter().filter(|party| party.actor.country.as_ref() == Some(&party.actor.id));
        states.filter_map(|party| party.actor.country.clone()).collect()
    };
    let lose = |parties: &mut [Party], others: &[String]| {
        for party in parties.iter_mut().filter(|party| is_guess(&party.actor)) {
            if party.actor.country.take_if(|country| others.contains(country)).is_some() {
                "nobody says of which country".clone_into(&mut party.actor.reason);
            }
        }
    };
    if matches!(event_type, "AID" | "SUPPORT" | "SANCTION") && !at_home {
        lose(actors, &states(recipients));
    }
    if event_type == "SANCTION" && predicate.has_mode("withdraw") {
        lose(recipients, &states(actors));
    }
}

/// "Kenya and Chad sign a pact, granting Chad the use of ports", "agree on the sale of boats to Chad": what one of two
/// gets under what both agreed on comes from the other.
fn part_pair(status: Status, actors: &mut Vec<Party>, recipients: &[Party], before: &[Draft]) {
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
fn partner(before: &[Draft], own: &[String]) -> Option<Party> {
    let last = &before.last()?.claim;
    let is_shared = matches!(last.event_type.as_str(), "SUPPORT" | "AGREE" | "CONSULT");
    let countries = countries_of(&last.actors);
    let between_two = countries.len() == 2 && countries.iter().any(|country| own.contains(country));
    let other = last.actors.iter().find(|party| is_of_others(party, own))?;
    (is_shared && between_two && own.len() == 1).then(|| other.again())
}

/// Whoever asked them for something last: an answer is given to them.
fn asker(before: &[Draft], own: &[String]) -> Option<Party> {
    let asks = |draft: &&Draft| {
        draft.claim.event_type == "REQUEST"
            && draft
                .claim
                .recipients
                .iter()
                .any(|party| party.actor.country.as_ref().is_some_and(|country| own.contains(country)))
    };
    let asked = before.iter().rev().find(asks)?;
    let party = asked.claim.actors.iter().find(|party| is_of_others(party, own))?;
    Some(party.again())
}

/// Whether all are known to be of some other country than that; soldiers abroad are held by whom they fight.
fn are_foreign(parties: &[Party], there: &str) -> bool {
    let is_foreign = |party: &Party| {
        let of_other =
            |country: &String| country != there && country.len() == 3 && !is_above_states_code(country);
        !is_guess(&party.actor)
            && party.actor.sector.as_deref() != Some("MIL")
            && party.actor.country.as_ref().is_some_and(of_other)
    };
    !parties.is_empty() && parties.iter().all(is_foreign)
}

fn only_country(parties: &[Party]) -> Option<String> {
    let mut countries = parties.iter().filter_map(|party| party.actor.country.as_ref());
    let first = countries.next()?;
    countries.all(|country| country == first).then(|| first.clone())
}

fn inferred(text: String, country: Option<&str>, reason: &str) -> Party {
    Party {
        text,
        span: Span::default(),
        actor: Actor {
            id: country.unwrap_or_default().to_owned(),
            country: country.map(str::to_owned),
            confidence: 0.5,
            reason: reason.to_owned(),
            ..Actor::default()
        },
        inferred: true,
    }
}
