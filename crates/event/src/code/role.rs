//! Who did what to whom: the tokens that fill a happening's roles, its own or those that governing words hand down.

use dragoman_text::{Relation, Upos};

use super::party::{ARMED, countries_of, is_guess};
use super::walk::Walk;
use crate::claim::{Party, Status};
use crate::parsed::SUBJECTS;
use crate::predicate::{Doer, Habit, Kind, Part, Place, Predicate, Roles};
use crate::source::according_to;

/// The tokens that fill the roles of a happening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cast {
    pub(crate) actors: Vec<usize>,
    pub(crate) recipients: Vec<usize>,
    /// Whether the actors were handed down by other words and do not belong to the passage.
    pub(crate) is_handed: bool,
}

/// Acts about acts about acts end here.
const MOST_DEPTH: usize = 4;

/// "Intercepts several waves of a swarm of drones": a thing may be part of so many others.
const MOST_WHOLES: usize = 3;

impl Walk<'_> {
    /// Who fills the roles of a trigger under its governor.
    pub(crate) fn cast(&self, token: usize, governors: &[Vec<usize>], governor: Option<usize>) -> Cast {
        self.cast_within(token, governors, governor, MOST_DEPTH)
    }

    fn cast_within(
        &self,
        token: usize,
        governors: &[Vec<usize>],
        governor: Option<usize>,
        depth: usize,
    ) -> Cast {
        let Some(reading) = self.reading(token) else { return Cast::default() };
        let Some(depth) = depth.checked_sub(1) else { return Cast::default() };
        let predicate = self.predicate(reading);
        let roles = predicate.roles(reading.part);
        let mut cast = Cast {
            actors: self.party_fillers(token, reading.part, &roles.actor),
            recipients: self.party_fillers(token, reading.part, &roles.recipient),
            is_handed: false,
        };
        if self.is_verb(token) {
            // "The strike killed two": whoever struck.
            cast.actors = cast.actors.iter().flat_map(|one| self.behind(*one)).collect();
        }
        if !self.is_verb(token) && cast.recipients.is_empty() {
            cast.recipients.extend(self.undergoer(token));
        }
        let gives = |place: &Place| matches!(place, Place::Subj | Place::Poss);
        let owns_up = roles.actor.iter().any(|slot| gives(&slot.place)) || roles.actor.is_empty();
        if !owns_up && !self.is_verb(token) && cast.actors.is_empty() && !cast.recipients.is_empty() {
            // "The envoy's arrest" is done to the envoy, "Mali's arrest of the envoy" by Mali.
            let is_other = |one: &usize| {
                self.is_party(*one)
                    && !cast.recipients.contains(one)
                    && !matches!(self.parsed.relation(*one), Relation::Amod | Relation::Compound)
            };
            let givers: Vec<usize> = self.giver(token).into_iter().filter(is_other).collect();
            cast.actors.extend(givers);
        }
        if !self.is_verb(token)
            && cast.recipients.is_empty()
            && let Some(verb) = self.light_verb(token)
        {
            // "Granted Iraq a waiver".
            cast.recipients.extend(self.parsed.children_by(verb, Relation::Iobj));
        }
        let hits = self.facts_of(predicate).is_some_and(|facts| facts.has(Habit::WhereItHits));
        if !self.is_verb(token) && cast.recipients.is_empty() && hits {
            // "The 2019 Bilbao synagogue attack": the town before it is hit.
            let before = self.parsed.children_by(token, Relation::Compound).filter(|child| *child < token);
            let towns = before.flat_map(|one| {
                self.parsed
                    .children_by(one, Relation::Compound)
                    .chain(std::iter::once(one))
                    .collect::<Vec<_>>()
            });
            let is_town = |one: &usize| self.place(*one).is_some() && self.mention(*one).is_none();
            cast.recipients.extend(towns.filter(is_town).take(1));
        }
        if !self.is_verb(token) && cast.recipients.is_empty() && predicate.has_mode("release") {
            // "Prisoner releases".
            let freed = self.parsed.children_by(token, Relation::Compound);
            cast.recipients.extend(freed.filter(|one| self.is_a(*one, "captive-of-any")));
        }
        if !self.is_verb(token)
            && self.parties(&cast.actors).is_empty()
            && let Some(charge) = self.charge_over(token).or_else(|| self.punishment_over(token))
        {
            let charged = self.own_cast(charge).recipients;
            cast.actors = charged.into_iter().filter(|one| !cast.recipients.contains(one)).collect();
        }
        if self.is_verb(token)
            && matches!(self.parsed.relation(token), Relation::Acl | Relation::AclRelcl)
            && !self.is_passive(token)
            && self.parties(&cast.actors).is_empty()
            && let Some(verdict) = self.parsed.head(token).and_then(|deed| self.punishment_over(deed))
        {
            // "Hanged two men for an attack that killed ten".
            let punished = self.fill(verdict, Part::Verb, &Place::Obj).into_iter();
            cast.actors = punished.filter(|one| !cast.recipients.contains(one)).collect();
        }
        if predicate.is_mutual() {
            cast.recipients = self.all_fillers(token, reading.part, &roles.recipient);
            if !cast.recipients.is_empty() {
                // "An army exercise with Chad" is not the army's alone.
                cast.actors.retain(|one| {
                    self.parsed.relation(*one) != Relation::Compound || self.parsed.upos(*one) != Upos::Noun
                });
            }
        }
        if predicate.is_mutual() && self.is_one_side(token, &cast) {
            self.sides_around(token, &mut cast);
        }
        if !self.is_verb(token)
            && let Some(verb) =
                self.light_verb(token).filter(|verb| self.is_a(*verb, "stop") && self.has_to(*verb))
            && !cast.actors.is_empty()
            && cast.actors.iter().all(|one| {
                self.parsed.relation(*one) == Relation::NmodPoss && self.parsed.upos(*one) == Upos::Pron
            })
            && let Some(subject) = self.surface_subject(verb)
        {
            // "Chad asked Mali to end its support": Mali's.
            cast.actors = vec![subject];
        }
        let mut own = cast.actors.clone();
        if let Some(governor) =
            governor.or_else(|| governors.get(token).and_then(|over| over.first()).copied())
        {
            let next = governors.get(governor).and_then(|over| over.first()).copied();
            let outer = self.cast_within(governor, governors, next, depth);
            self.hand_down(token, reading.part, governor, &outer, &mut cast);
        }
        if predicate.has_mode("ceasefire") && !predicate.is_mutual() && !self.is_verb(token) {
            self.sides_of_halted(token, &mut cast);
        }
        if predicate.is_mutual() && !self.is_verb(token) && predicate.event_type.as_deref() == Some("ASSAULT")
        {
            let between = self.nominals(token, "between");
            if self.all_conjuncts(&between).len() > 1 {
                // "Flew them out as fighting between the army and the rebels raged": nobody else fought.
                cast.actors.clear();
                cast.recipients = between;
            }
        }
        if predicate.event_type.as_deref() == Some("ACCUSE") && self.is_verb(token) {
            // "Condemned the attack by rebels against civilians": those who did it are condemned.
            let deeds = self
                .parsed
                .children_by(token, Relation::Obj)
                .filter(|deed| self.event_at(*deed) == Some(*deed));
            let deeds: Vec<usize> = deeds.collect();
            let mut doers: Vec<usize> = deeds.iter().flat_map(|deed| self.nominals(*deed, "by")).collect();
            if let Some(deed) = deeds.first().filter(|_| doers.is_empty() && !self.is_passive(token)) {
                // The phrase may hang on the verb.
                let behind = self.nominals(token, "by").into_iter();
                doers.extend(behind.filter(|one| one > deed && self.is_party(*one)));
            }
            let of_violence = |deed: &&usize| self.type_of(**deed) == Some("ASSAULT");
            if let Some(deed) = deeds.iter().find(of_violence).filter(|_| doers.is_empty()) {
                // "Condemned attacks on Chad": not Chad is condemned, nor both in "condemned Mali's attacks on Chad".
                let hit =
                    ["on", "against", "at", "in"].into_iter().flat_map(|word| self.nominals(*deed, word));
                let hit: Vec<usize> = hit.collect();
                cast.recipients.retain(|one| !hit.contains(one));
                let countries = |tokens: &[usize]| countries_of(&self.parties(tokens));
                let is_deed = cast.recipients == [*deed];
                if is_deed && countries(&[*deed]).iter().any(|country| countries(&hit).contains(country)) {
                    let mut givers = self.giver(*deed);
                    givers.retain(|one| {
                        self.parsed.is_under(*one, *deed) && self.parsed.upos(*one) != Upos::Pron
                    });
                    cast.recipients = givers;
                }
            }
            if !doers.is_empty() {
                cast.recipients = doers;
            }
        }
        if predicate.event_type.as_deref() == Some("ASSAULT")
            && self.parsed.xpos(token) == "VBG"
            && self.parsed.relation(token) == Relation::Advcl
            && !predicate.is_mutual()
            && self.preposition(token).is_none()
            && self.own_subject(token).is_none()
            && let Some(over) = self.passive_over(token)
        {
            // "The hospital was hit by a missile, killing two": what was hit kills nobody.
            let mut doers = self.fill(over, Part::Verb, &Place::Subj);
            doers.retain(|one| !cast.recipients.contains(one));
            cast.actors = doers.iter().flat_map(|one| self.behind(*one)).collect();
        }
        if predicate.event_type.as_deref() == Some("ASSAULT") && self.is_verb(token) && self.is_passive(token)
        {
            self.sides_of_fight(token, &mut cast);
        }
        if predicate.event_type.as_deref() == Some("ASSAULT")
            && !self.is_verb(token)
            && self.parties(&cast.recipients).is_empty()
            && self.nominals(token, "on").is_empty()
        {
            cast.recipients.extend(self.stopped_by(token).filter(|one| !cast.actors.contains(one)));
        }
        if predicate.event_type.as_deref() == Some("ASSAULT")
            && self.is_a(token, "launches")
            && self.parties(&cast.recipients).is_empty()
        {
            cast.recipients.extend(self.interceptor(token).filter(|one| !cast.actors.contains(one)));
        }
        let quad = self.facts_of(predicate).map_or("", |facts| facts.quad.as_str());
        let each_other = cast.recipients.iter().any(|one| self.is_each_other(*one));
        if !predicate.is_mutual() && !each_other && self.parties(&cast.recipients).is_empty() {
            cast.recipients.extend(self.owners_of(token, reading.part, roles, &cast.actors, quad));
            if cast.recipients.is_empty() && quad.starts_with("verbal") {
                // "Complied with the king's request": with the king.
                let acts = self.contents(token).into_iter().filter(|content| {
                    self.reading(*content).is_some_and(|reading| self.predicate(reading).gives.is_some())
                });
                let asked: Vec<usize> = acts
                    .flat_map(|act| {
                        let actors = self.own_cast(act).actors;
                        if actors.is_empty() { self.owners_within(act, 1, &cast.actors) } else { actors }
                    })
                    .collect();
                cast.recipients.extend(asked.into_iter().filter(|one| !cast.actors.contains(one)));
            }
        }
        if quad == "material-conflict" && self.is_verb(token) && self.is_oneself(&cast) {
            // "Took the country out of a pact with its neighbour".
            let pacts = self.nominals(token, "from").into_iter().chain(self.nominals(token, "of"));
            let others: Vec<usize> =
                pacts.flat_map(|pact| self.owners_within(pact, 2, &cast.actors)).collect();
            if !others.is_empty() {
                cast.recipients = others;
            }
        }
        if quad == "verbal-conflict" && self.parties(&cast.recipients).is_empty() {
            cast.recipients.extend(self.spoken_of(token, &cast.actors));
        }
        if quad == "material-conflict"
            && !cast.recipients.is_empty()
            && self
                .parties(&cast.recipients)
                .iter()
                .all(|party| party.actor.country.is_none() || is_guess(&party.actor))
            && let Some(accuser) = self.accuser(token).filter(|one| !cast.actors.contains(one))
        {
            cast.recipients.push(accuser);
        }
        let is_act = predicate.event_type.is_some() && predicate.gives.is_some();
        if quad == "material-conflict" && reading.part == Part::Verb && roles.actor.is_empty() {
            // "Died in a Russian attack": whoever is behind the attack is not named beside the verb.
            let means = self.means(token).into_iter().map(|happening| self.giver(happening));
            cast.actors.extend(means.into_iter().find(|givers| !givers.is_empty()).unwrap_or_default());
        }
        let is_deed = quad == "material-conflict" || self.is_a(token, "police-work");
        if is_deed && self.is_verb(token) && cast.actors.is_empty() {
            cast.actors = self.agents_of_next(token);
            own.clone_from(&cast.actors);
        }
        if quad == "material-conflict" && self.is_verb(token) && cast.actors.is_empty() {
            // "Ten soldiers were killed when rebels overran their camp".
            let doers = self.deed_in_time(token).map(|clause| self.own_cast(clause).actors);
            cast.actors = doers.unwrap_or_default();
            if cast.actors.is_empty() {
                cast.actors = self.foes_beaten_off(token, &cast.recipients);
            }
        }
        if predicate.event_type.as_deref() == Some("ASSAULT")
            && cast.actors.is_empty()
            && self.is_verb(token)
            && self.is_passive(token)
            && self.is_a(token, "launches")
        {
            // "Missiles fired from Chad".
            cast.actors =
                self.nominals(token, "from").into_iter().filter(|one| self.is_country(*one)).collect();
        }
        if predicate.event_type.as_deref() == Some("ACCUSE") && cast.actors.is_empty() {
            cast.actors = self.prosecutors(token);
            cast.actors.extend(self.judge_over(token));
        }
        let by_teller = roles.actor.iter().any(|slot| slot.place == Place::Teller);
        if by_teller
            && matches!(
                predicate.event_type.as_deref(),
                Some(
                    "THREATEN"
                        | "ACCUSE"
                        | "REJECT"
                        | "REQUEST"
                        | "SANCTION"
                        | "COERCE"
                        | "RETREAT"
                        | "CONCEDE"
                )
            )
            && cast.actors.is_empty()
            && let Some(clause) = self.clause_of(token)
        {
            // "Warned that Chad would face reprisals", "said that the raid amounts to piracy": whoever says so threatens
            // or accuses. "Oman says the strait is closed", "will be opened": it is who closes and opens it.
            let over = self.parsed.head(clause).filter(|over| {
                self.parsed.relation(clause) == Relation::Ccomp
                    && self.is_a(*over, "say-or-tell")
                    && self.is_verb(*over)
            });
            let speaker = over
                .and_then(|over| self.surface_subject(over))
                .or_else(|| according_to(self, token).filter(|one| self.is_party(*one)));
            cast.actors = speaker.into_iter().filter(|one| !cast.recipients.contains(one)).collect();
            // "Said that the seizure of its ship by Chad amounts to piracy": Chad's.
            let behind = cast.recipients.iter().flat_map(|one| self.behind(*one)).collect::<Vec<_>>();
            if !self.parties(&behind).is_empty() {
                cast.recipients = behind;
            }
        }
        if predicate.has_mode("release") && cast.actors.is_empty() && self.is_verb(token) {
            // "Ten sailors held by Chad were freed", "two tourists detained in Chad": by those who held them.
            cast.actors = self.captors(&cast.recipients);
        }
        if is_act && predicate.doer == Doer::Recipient {
            // "Demanded the arrest of the general": nobody asks the general for it.
            let contents = self.contents(token);
            let undergoers = contents.into_iter().flat_map(|content| {
                let inner = self.own_cast(content);
                let undergoes =
                    |one: &usize| self.parsed.is_under(*one, content) && !inner.actors.contains(one);
                inner.recipients.iter().copied().filter(undergoes).collect::<Vec<_>>()
            });
            let undergoers: Vec<usize> = undergoers.collect();
            cast.recipients.retain(|one| !undergoers.contains(one));
        }
        if is_act && self.parties(&cast.recipients).is_empty() {
            let addressees = self.addressees(token, predicate.doer, &cast, governors, depth);
            if !addressees.is_empty() {
                cast.recipients = addressees;
            }
        }
        if predicate.event_type.as_deref() == Some("THREATEN")
            && predicate.has_mode("arrest")
            && !self.is_verb(token)
            && self.parties(&cast.recipients).is_empty()
        {
            cast.recipients = self.wanted(token);
        }
        if cast.actors.is_empty() && self.is_asked_for(token) {
            cast.actors = self.nominals(token, "of");
        }
        if self.parties(&cast.recipients).is_empty()
            && self.parsed.relation(token) == Relation::Advcl
            && self.parsed.xpos(token) == "VBG"
            && self.preposition(token).as_deref() == Some("by")
            && let Some(clause) = self.parsed.head(token)
        {
            // "Will support the navy by providing drones".
            cast.recipients = self.own_cast(clause).recipients;
        }
        if cast.actors.is_empty()
            && predicate.has_mode("visit")
            && let Some(clause) = self.parsed.head(token).filter(|head| self.is_verb(*head))
            && self.parsed.relation(token) == Relation::Obl
            && matches!(self.preposition(token).as_deref(), Some("during" | "on" | "at the end of"))
        {
            // "Signed a treaty during a visit to Lima".
            cast.actors.extend(self.surface_subject(clause).filter(|one| self.is_party(*one)));
        }
        if cast.recipients.is_empty()
            && self.is_asked_for(token)
            && let Some(clause) = self.parsed.head(token).filter(|head| self.is_verb(*head))
        {
            // "Halted it at the request of Chad": whoever does it was asked.
            cast.recipients.extend(self.surface_subject(clause));
        }
        if predicate.has_company() && !self.is_event_of_others(token) && self.is_one_side(token, &cast) {
            let setting = self.held_at(token);
            let own = cast.actors.is_empty() && cast.recipients.is_empty();
            match setting.filter(|_| own) {
                Some(parties) => cast.actors = parties,
                None => cast.actors.extend(self.bystanders(token, &cast)),
            }
        }
        if let Some(fighter) = self.fighter_over(token, predicate, &cast) {
            cast.actors.push(fighter);
        }
        if self.facts_of(predicate).is_some_and(|facts| facts.has(Habit::ByThePeople)) {
            self.side_of_protest(token, governors, &mut cast, depth);
        }
        if predicate.event_type.as_deref() == Some("SANCTION")
            && cast.recipients.is_empty()
            && self.parsed.relation(token) == Relation::Conj
            && self.own_subject(token).is_none()
            && let Some(first) = self.parsed.head(token).filter(|first| {
                self.is_verb(*first) && self.type_of(*first) == Some("SANCTION") && !self.is_passive(*first)
            })
        {
            // "Sentences the minister to two years and imposes a fine": on him.
            cast.recipients = self.own_cast(first).recipients;
        }
        // "Stood by himself" is done to nobody.
        cast.recipients.retain(|one| !self.is_reflexive(*one));
        // "A Russian attack" acts by the Russians.
        let is_somebody = |one: &usize| self.event_at(*one).is_none();
        if cast.actors.iter().any(is_somebody) {
            cast.actors.retain(is_somebody);
        }
        // Whoever tells it stands outside the clause that says it.
        let is_teller = |one: &usize| *one < token && !self.parsed.is_under(*one, token);
        let told = self.is_verb(token)
            && self.parsed.relation(token) == Relation::Ccomp
            && !cast.actors.is_empty()
            && cast.actors.iter().all(is_teller);
        cast.is_handed = cast.actors != own || told;
        // Whoever does something to themselves was found twice.
        cast.recipients.retain(|one| !cast.actors.contains(one));
        cast
    }

    /// The passive that a participle follows: "was hit" over "injuring" in "was hit and caught fire, injuring two".
    fn passive_over(&self, participle: usize) -> Option<usize> {
        let head = self.parsed.head(participle)?;
        let first = self.parsed.head(head).filter(|_| self.parsed.relation(head) == Relation::Conj);
        let mut over = std::iter::once(head).chain(first.filter(|_| !self.is_verb(head)));
        over.find(|over| self.is_verb(*over) && self.is_passive(*over))
    }

    /// "Was held on a warrant", "a warrant for his arrest": whom a warrant is for that names nobody.
    fn wanted(&self, warrant: usize) -> Vec<usize> {
        let arrests = self.nominals(warrant, "for").into_iter();
        let owners = arrests.flat_map(|arrest| self.fill(arrest, Part::Noun, &Place::Poss));
        let owners: Vec<usize> = owners.filter(|one| self.is_party(*one)).collect();
        if !owners.is_empty() {
            return owners;
        }
        let clause = self.parsed.ancestors(warrant).find(|over| self.is_verb(*over));
        let Some(clause) = clause else { return Vec::new() };
        if self.type_of(clause) != Some("COERCE") {
            return Vec::new();
        }
        // "Arrested migrants with warrants": those speak of other people.
        let held = self.own_cast(clause).recipients;
        held.into_iter().filter(|one| !self.parsed.is_under(warrant, *one)).collect()
    }

    /// "An end to Chadian strikes on Mali": those who strike end it, towards those who are struck.
    fn sides_of_halted(&self, halt: usize, cast: &mut Cast) {
        let attacks = ["of", "to", "in"].into_iter().flat_map(|word| self.nominals(halt, word));
        let attack = attacks.into_iter().find(|attack| self.type_of(*attack) == Some("ASSAULT"));
        let Some(attack) = attack else { return };
        let inner = self.own_cast(attack);
        if !self.parties(&inner.actors).is_empty() {
            cast.actors = inner.actors;
        }
        if !self.parties(&inner.recipients).is_empty() {
            cast.recipients = inner.recipients;
        }
    }

    /// "Two farmers are killed and a barn is burnt by rebels": by whom the last of several harms of one passage is done.
    fn agents_of_next(&self, token: usize) -> Vec<usize> {
        let is_done = |verb: usize| self.is_verb(verb) && self.is_passive(verb);
        let harms = |verb: usize| {
            is_done(verb) && (self.is_a(verb, "harms") || self.type_of(verb) == Some("ASSAULT"))
        };
        // "Two hostages are rescued and several bandits arrested by the army".
        let is_police_work = |verb: usize| is_done(verb) && self.is_a(verb, "police-work");
        let are_alike =
            |other: usize| harms(token) && harms(other) || is_police_work(token) && is_police_work(other);
        let joined = self.parsed.children_by(token, Relation::Conj);
        let mut next = joined.filter(|other| *other > token && are_alike(*other));
        next.find_map(|other| self.agent(other)).filter(|agent| self.is_party(*agent)).into_iter().collect()
    }

    /// "Kenya shoots down a drone launched by rebels": whoever brings down what was launched was aimed at, where nobody
    /// else is said to have been.
    fn interceptor(&self, launch: usize) -> Option<usize> {
        let shot = self.parsed.head(launch).filter(|shot| {
            matches!(self.parsed.relation(launch), Relation::Acl | Relation::AclRelcl)
                && self.is_passive(launch)
                && self.is_nominal(*shot)
        })?;
        // "Intercepts several waves of missiles".
        let whole = std::iter::successors(Some(shot), |one| {
            self.parsed.head(*one).filter(|of| {
                self.parsed.relation(*one) == Relation::Nmod
                    && self.is_nominal(*of)
                    && self.preposition(*one).as_deref() == Some("of")
            })
        });
        let mut things = whole.take(MOST_WHOLES);
        let verb = things.find_map(|thing| {
            self.parsed.head(thing).filter(|verb| {
                let done_to = matches!(self.parsed.relation(thing), Relation::Obj | Relation::NsubjPass);
                done_to && self.is_a(*verb, "brings-down") && !self.mood(*verb).negated
            })
        })?;
        let by = if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb) };
        by.filter(|one| self.is_party(*one))
    }

    /// "The refinery in Lome halts work following an air raid", "the port shut after an attack by rebels": the works that
    /// stand still over an attack are those that it hit.
    fn stopped_by(&self, attack: usize) -> Option<usize> {
        let over = self.preposition(attack).is_some_and(|word| {
            matches!(word.as_str(), "following" | "after" | "because of" | "due to" | "over" | "amid")
        });
        // "Shoots down a rocket in the third attack of the week".
        let meanwhile = self.preposition(attack).is_some_and(|word| matches!(word.as_str(), "in" | "during"));
        if let Some(clause) = self.parsed.head(attack).filter(|clause| {
            meanwhile
                && self.is_a(*clause, "brings-down")
                && !self.is_passive(*clause)
                && !self.mood(*clause).negated
        }) {
            let shots = self.parsed.children_by(clause, Relation::Obj);
            let is_shot = shots.into_iter().any(|shot| self.is_a(shot, "shot-at-somebody"));
            return self.surface_subject(clause).filter(|one| is_shot && self.is_party(*one));
        }
        if let Some(launch) =
            self.parsed.head(attack).filter(|verb| meanwhile && self.is_a(*verb, "launches"))
        {
            // "Shoots down a rocket fired by rebels in the third attack of the week".
            return self.interceptor(launch);
        }
        let clause = self.parsed.head(attack).filter(|clause| {
            over && self.is_verb(*clause) && self.is_a(*clause, "stands-still") && !self.mood(*clause).negated
        })?;
        let object = self.parsed.child_by(clause, Relation::Obj).filter(|_| !self.is_passive(clause));
        // "The airline Alpha resumes flights after an attack by rebels".
        let is_firm = |one: usize| {
            self.parties(&[one]).iter().any(|party| party.actor.sector.as_deref() == Some("BUS"))
        };
        let works = |one: &usize| self.is_a(*one, "works") || is_firm(*one);
        self.surface_subject(clause).filter(works).or(object.filter(works))
    }

    /// "Ten rebels are killed as the army repels an attack": by the army; "ten soldiers are killed as the army repels an
    /// attack by rebels": by the rebels.
    fn foes_beaten_off(&self, token: usize, fallen: &[usize]) -> Vec<usize> {
        let mut clauses = self.parsed.children_by(token, Relation::Advcl);
        let defence = clauses.find(|clause| {
            self.is_opened_by(*clause, &["when", "as", "after", "while"]) && self.is_a(*clause, "beats-off")
        });
        let Some(defence) = defence else { return Vec::new() };
        let attack = self.parsed.child_by(defence, Relation::Obj).and_then(|attack| self.event_at(attack));
        let are_rebels = self
            .parties(fallen)
            .iter()
            .any(|party| matches!(party.actor.sector.as_deref(), Some("REB" | "UAF" | "CRM")));
        if are_rebels {
            let defender = self.surface_subject(defence).into_iter();
            return defender.filter(|one| self.is_party(*one)).collect();
        }
        let mut attackers = attack.map_or(Vec::new(), |attack| self.giver(attack));
        attackers.retain(|one| self.is_party(*one));
        attackers
    }

    /// The deed of the same kind in a clause of time: "ten were killed and two hurt when rebels attacked their camp".
    pub(crate) fn deed_in_time(&self, token: usize) -> Option<usize> {
        let listed = self.parsed.children_by(token, Relation::Conj).filter(|other| {
            let same = self.type_of(*other) == self.type_of(token)
                || self.is_a(token, "harms") && self.is_a(*other, "harms");
            self.is_verb(*other) && same
        });
        let clauses = std::iter::once(token)
            .chain(listed)
            .flat_map(|verb| self.parsed.children_by(verb, Relation::Advcl));
        clauses
            .filter(|clause| self.is_opened_by(*clause, &["when", "as", "after"]))
            // "Two were hurt after the army shot down a drone": by the drone, if by anybody's hand.
            .find(|clause| self.type_of(*clause) == self.type_of(token) && !self.brings_down_shots(*clause))
    }

    /// "Shot down a drone", "the rockets were intercepted".
    fn brings_down_shots(&self, verb: usize) -> bool {
        let things = [Relation::Obj, Relation::NsubjPass].into_iter();
        let mut things = things.filter_map(|relation| self.parsed.child_by(verb, relation));
        self.is_a(verb, "brings-down") && things.any(|thing| self.is_a(thing, "shot-at-somebody"))
    }

    /// Whether one of these words opens a clause: "when" of "when rebels attacked".
    fn is_opened_by(&self, clause: usize, words: &[&str]) -> bool {
        let marks = self.parsed.children_by(clause, Relation::Mark);
        let mut opening = marks.chain(self.parsed.children_by(clause, Relation::Advmod));
        opening.any(|word| words.contains(&self.parsed.lemma(word)))
    }

    /// "Clashes broke out on the border between Chad and Niger", "took part in talks with Chad": sides that the tree hangs
    /// on what a happening stands beside.
    fn sides_around(&self, token: usize, cast: &mut Cast) {
        let over = self.parsed.head(token).filter(|head| !self.is_verb(token) && self.is_verb(*head));
        // "Fighting is underway between Chad and Niger".
        let said_of = self.parsed.head(token).filter(|head| {
            !self.is_verb(token)
                && self.parsed.relation(token) == Relation::Nsubj
                && self.parsed.child_by(*head, Relation::Cop).is_some()
        });
        let underway = said_of.map(|said| self.nominals(said, "between")).unwrap_or_default();
        // "Talks were held involving Chad and Niger".
        let involved = over.map(|verb| self.nominals(verb, "involving")).unwrap_or_default();
        let around = std::iter::once(token).chain(over).flat_map(|one| self.parsed.children(one));
        let between: Vec<usize> = around
            .filter(|one| self.is_a(*one, "boundary"))
            .flat_map(|boundary| self.nominals(boundary, "between"))
            .collect();
        let attended = self.parsed.children_by(token, Relation::Obl).filter(|one| {
            self.is_verb(token)
                && matches!(self.preposition(*one).as_deref(), Some("in" | "at"))
                && self.is_a(*one, "gathering")
        });
        let with = attended.flat_map(|talks| self.nominals(talks, "with")).filter(|one| self.is_party(*one));
        // "Hosts Chad–Mali talks".
        let hosted = self.parsed.child_by(token, Relation::Obj).filter(|talks| {
            self.is_verb(token) && cast.recipients.is_empty() && self.type_of(*talks) == Some("CONSULT")
        });
        let mut sides = hosted.map(|talks| self.modifiers(talks)).unwrap_or_default();
        sides.retain(|side| self.is_country(*side));
        if countries_of(&self.parties(&sides)).len() < 2 {
            sides.clear();
        }
        let found: Vec<usize> = between
            .into_iter()
            .chain(sides)
            .chain(with)
            .chain(underway)
            .chain(involved.into_iter().filter(|one| self.is_party(*one)))
            .filter(|one| !cast.actors.contains(one))
            .collect();
        cast.recipients.extend(found);
    }

    /// "Accused Chad of an attack on the town", "blamed it for its part in the raid": the word by which somebody is
    /// charged with a happening.
    pub(crate) fn charge_over(&self, token: usize) -> Option<usize> {
        let mut deed = token;
        if let Some(part) = self.parsed.head(token).filter(|part| {
            self.parsed.relation(token) == Relation::Nmod
                && self.preposition(token).as_deref() == Some("in")
                && self.is_a(*part, "share")
        }) {
            deed = part;
        }
        let charge = self.parsed.head(deed).filter(|verb| {
            self.parsed.relation(deed) == Relation::Obl
                && self.is_verb(*verb)
                && self.type_of(*verb) == Some("ACCUSE")
        })?;
        matches!(self.preposition(deed).as_deref(), Some("of" | "for" | "with")).then_some(charge)
    }

    /// "Jailed a Kenyan for an attack on the port", "hanged two men over the raid", "arrested him in connection with the
    /// bombing": the word by which those are dealt with who did a deed of violence.
    fn punishment_over(&self, token: usize) -> Option<usize> {
        let is_deed = self.type_of(token) == Some("ASSAULT");
        let deed = self.parsed.head(token).filter(|part| self.is_a(*part, "share")).unwrap_or(token);
        let is_tie = |one: usize| self.parsed.lemma(one) == "connection";
        let over = self.parsed.head(deed).filter(|_| is_deed)?;
        // "In connection with the raid" may hang on whoever is dealt with.
        let tied = if is_tie(over) { Some(over) } else { None };
        let verb = match tied.and_then(|tie| self.parsed.head(tie)) {
            Some(above) if self.is_verb(above) => above,
            Some(above) => self.parsed.head(above)?,
            None => over,
        };
        let is_tied = tied.is_some() || self.nominals(verb, "in").into_iter().any(is_tie);
        // "Arrested for alleged crimes": nobody says that there were any.
        let is_alleged = self.parsed.children(token).any(|word| self.is_a(word, "said-to-be"));
        let for_it = match self.preposition(deed).as_deref() {
            _ if is_alleged => false,
            Some("for" | "over" | "of") => true,
            Some("to" | "in") => self.is_a(verb, "links-to"),
            Some("with") => is_tied,
            _ => false,
        };
        let deals = self.is_verb(verb)
            && self.reading(verb).is_some_and(|reading| {
                let predicate = self.predicate(reading);
                match predicate.event_type.as_deref() {
                    Some("ACCUSE") => true,
                    // "Dropped charges against two men over the raid", "acquitted them of it".
                    Some("CONCEDE") => self.is_done_by_accuser(verb) || self.is_a(verb, "state-power"),
                    Some("SANCTION") => predicate.has_mode("convict"),
                    Some("COERCE") => predicate.has_mode("arrest"),
                    Some("ASSAULT") => predicate.has_mode("targeted"),
                    _ => false,
                }
            });
        (for_it && deals).then_some(verb)
    }

    /// "A court ruled that he must stand trial": who so rules sends him there.
    fn judge_over(&self, verb: usize) -> Option<usize> {
        let over = self.parsed.head(verb).filter(|over| {
            self.parsed.relation(verb) == Relation::Ccomp
                && self.is_verb(*over)
                && self.is_a(*over, "rules-so")
        })?;
        self.surface_subject(over).filter(|judge| self.is_a(*judge, "sector-judge"))
    }

    /// "Chad arrested two men accused of spying": whoever does something to those who are accused accuses them.
    pub(super) fn prosecutors(&self, participle: usize) -> Vec<usize> {
        let is_behind = self.is_verb(participle)
            && matches!(self.parsed.lemma(participle), "accuse" | "charge" | "indict")
            && self.is_passive(participle)
            && self.agent(participle).is_none()
            && matches!(self.parsed.relation(participle), Relation::Acl | Relation::AclRelcl);
        let Some(accused) = self.parsed.head(participle).filter(|_| is_behind) else { return Vec::new() };
        if self.is_a(accused, "vessel") || self.is_a(accused, "craft") {
            return Vec::new();
        }
        let mut within = vec![accused];
        for over in self.parsed.ancestors(accused) {
            if self.is_done_by_accuser(over) {
                let cast = self.own_cast(over);
                let hit = self.all_conjuncts(&cast.recipients);
                if !within.iter().any(|one| hit.contains(one)) && self.parsed.head(accused) != Some(over) {
                    return Vec::new();
                }
                let doers = if cast.actors.is_empty() && !self.is_verb(over) {
                    self.giver(over)
                } else {
                    cast.actors
                };
                let is_doer = |one: &usize| {
                    self.is_party(*one) && self.event_at(*one).is_none() && !within.contains(one)
                };
                return doers.into_iter().filter(is_doer).collect();
            }
            let inner = within.last().copied().unwrap_or(accused);
            if !matches!(self.parsed.relation(inner), Relation::Conj | Relation::Nmod) {
                break;
            }
            within.push(over);
        }
        Vec::new()
    }

    /// Whether whoever does it to somebody must think him guilty: arrests him, punishes him, or drops the charges that he
    /// brought. Whoever grants an amnesty need not have accused anybody.
    fn is_done_by_accuser(&self, token: usize) -> bool {
        match self.type_of(token) {
            Some("COERCE" | "SANCTION" | "ASSAULT") => true,
            Some("CONCEDE") => {
                self.parsed.children_by(token, Relation::Obj).any(|one| self.parsed.lemma(one) == "charge")
            }
            _ => false,
        }
    }

    /// Who holds people, by the words behind them; where they are held by nobody who is named, the country that they are
    /// held in.
    fn captors(&self, captives: &[usize]) -> Vec<usize> {
        let holds = captives
            .iter()
            .flat_map(|one| self.parsed.children_by(*one, Relation::Acl))
            .filter(|verb| self.is_passive(*verb) && self.is_a(*verb, "holds-captive"));
        holds
            .flat_map(|verb| {
                let by = self.nominals(verb, "by");
                let in_country = || self.nominals(verb, "in").into_iter().filter(|one| self.is_country(*one));
                if by.is_empty() { in_country().collect() } else { by }
            })
            .collect()
    }

    /// "Ten Chadian soldiers were killed in clashes with Nigerien forces": those on either side fought.
    fn sides_of_fight(&self, token: usize, cast: &mut Cast) {
        if self.agent(token).is_some() {
            return;
        }
        let fights = self.parsed.children_by(token, Relation::Obl).filter(|one| {
            let of_fire = || {
                let of = self.nominals(*one, "of");
                self.parsed.lemma(*one) == "exchange"
                    && of.iter().any(|of| self.parsed.lemma(*of).ends_with("fire"))
            };
            matches!(
                self.preposition(*one).as_deref(),
                Some("in" | "during" | "after" | "following" | "amid")
            ) && (self.is_a(*one, "fight") || self.is_a(*one, "operation") || of_fire())
        });
        let fights: Vec<usize> = fights.collect();
        if cast.actors.is_empty() {
            // "Killed while taking part in an operation against rebels", "killed fighting the rebels": by the rebels.
            let fought = self.parsed.children_by(token, Relation::Advcl).filter(|clause| {
                self.parsed.xpos(*clause) == "VBG" && self.parsed.child_by(*clause, Relation::Nsubj).is_none()
            });
            let in_clauses = fought.flat_map(|clause| {
                let taken_part = self.parsed.children_by(clause, Relation::Obl);
                let against = taken_part
                    .chain(std::iter::once(clause))
                    .filter(|one| self.is_a(*one, "fight") || self.is_a(*one, "operation"))
                    .flat_map(|one| [self.nominals(one, "against"), self.nominals(one, "with")].concat());
                let object =
                    self.parsed.child_by(clause, Relation::Obj).filter(|_| self.is_a(clause, "fight"));
                against.chain(object).collect::<Vec<_>>()
            });
            let against = fights.iter().flat_map(|fight| self.nominals(*fight, "against"));
            cast.actors =
                against.chain(in_clauses).filter(|one| self.is_party(*one) && self.is_armed(*one)).collect();
            if !cast.actors.is_empty() {
                return;
            }
        }
        for fight in fights {
            let between = self.nominals(fight, "between");
            let with = self.nominals(fight, "with");
            if !between.is_empty() {
                cast.actors = between;
            } else if with.iter().any(|one| self.is_party(*one)) {
                // "Were killed in clashes with the army": by the army.
                cast.actors = with;
                continue;
            } else if self.are_foes(&cast.recipients) && self.is_a(fight, "fight") {
                cast.actors = std::mem::take(&mut cast.recipients);
            } else {
                continue;
            }
            cast.recipients.clear();
            return;
        }
    }

    /// "Ten rebels and three soldiers died in a battle": armed people of two sides, who fell to each other.
    fn are_foes(&self, fallen: &[usize]) -> bool {
        let all = self.all_conjuncts(fallen);
        let armed: Vec<Party> = self
            .parties(&all)
            .into_iter()
            .filter(|party| {
                // Fighters of those who govern a land bear arms, and so do gangs.
                let is_fighter = |head: usize| self.is_a(head, "troops") || self.is_a(head, "sector-rebel");
                let fights = || self.head_of(party.span).is_some_and(is_fighter);
                let bears = |sector: &str| ARMED.contains(&sector) || sector == "CRM";
                party.actor.sector.as_deref().is_some_and(|sector| bears(sector) || fights())
            })
            .collect();
        let is_rebel = |party: &Party| matches!(party.actor.sector.as_deref(), Some("REB" | "CRM"));
        let differ = armed.windows(2).any(|two| {
            let [one, other] = two else { return false };
            one.actor.country != other.actor.country || is_rebel(one) != is_rebel(other)
        });
        armed.len() == all.len() && differ
    }

    /// "Rioted, demanding independence from Chad", "threw stones during a protest against Chad": what is demanded in the
    /// same breath says against whom, and who protests by other means protests.
    fn side_of_protest(&self, token: usize, governors: &[Vec<usize>], cast: &mut Cast, depth: usize) {
        cast.recipients.retain(|one| !self.is_mere_issue(*one));
        let is_place = |one: &usize| self.place(*one).is_some();
        if cast.recipients.iter().all(is_place) && self.is_verb(token) {
            let goes_on = |verb: usize| {
                let clauses = self.parsed.children(verb);
                clauses.filter(move |child| {
                    // "Rallied and demanded independence from Chad".
                    let is_joined = self.parsed.relation(*child) == Relation::Conj && *child > verb;
                    (is_joined || matches!(self.parsed.relation(*child), Relation::Advcl | Relation::Xcomp))
                        && self.parsed.child_by(*child, Relation::Nsubj).is_none()
                })
            };
            // "A strike takes place, with unions urging the government to resign".
            let in_company = self
                .parsed
                .children_by(token, Relation::Obl)
                .filter(|one| *one > token && self.has_preposition(*one, "with") && self.is_party(*one));
            let urged = in_company.flat_map(|one| self.parsed.children_by(one, Relation::Acl));
            let demands =
                goes_on(token).flat_map(|one| std::iter::once(one).chain(goes_on(one))).chain(urged);
            let addressees = demands
                .filter(|verb| self.facts(*verb).is_some_and(|facts| facts.quad.starts_with("verbal")))
                .map(|verb| self.cast_within(verb, governors, None, depth).recipients)
                .find(|found| self.parties(found).iter().any(|party| party.actor.country.is_some()));
            if let Some(addressees) = addressees {
                cast.recipients = addressees;
            }
        }
        // "Marched against the war outside the embassy of Chad": against Chad.
        let before_house =
            self.parsed.children_by(token, Relation::Obl).filter(|one| self.is_a(*one, "mission-house"));
        let house = before_house.filter(|one| {
            let somebodys = self.parties(&[*one]);
            somebodys.iter().any(|party| party.actor.country.is_some() && !is_guess(&party.actor))
        });
        if let Some(house) = house.last() {
            cast.recipients = vec![house];
        }
        if self.parties(&cast.recipients).is_empty() {
            // "Blocked the bridge in protest at the arrest of a driver by Chad": whoever did it.
            let protests =
                self.parsed.children_by(token, Relation::Obl).filter(|one| self.is_a(*one, "in-against"));
            let over = protests.chain(std::iter::once(token)).flat_map(|one| {
                ["at", "over", "against", "about"].into_iter().flat_map(move |word| self.nominals(one, word))
            });
            let deeds =
                over.filter(|deed| self.event_at(*deed) == Some(*deed)).flat_map(|deed| self.giver(deed));
            let own = countries_of(&self.parties(&cast.actors));
            let others = deeds.filter(|one| {
                self.parties(&[*one]).iter().any(|party| {
                    party.actor.country.as_ref().is_some_and(|country| !own.contains(country))
                        && !is_guess(&party.actor)
                })
            });
            cast.recipients = others.take(1).collect();
        }
        if cast.actors.is_empty()
            && self.parsed.relation(token) == Relation::Obl
            && let Some(verb) = self.parsed.head(token).filter(|verb| self.is_verb(*verb))
            && self.facts(verb).is_some_and(|facts| facts.has(Habit::ByThePeople))
        {
            cast.actors.extend(self.surface_subject(verb).filter(|one| self.is_party(*one)));
        }
    }

    /// "A rally at a mosque over fuel prices": where people gather, and what it is about, is nobody whom they march
    /// against.
    fn is_mere_issue(&self, token: usize) -> bool {
        let about = matches!(self.preposition(token).as_deref(), Some("over" | "about" | "at"));
        let is_somebody = self.is_a(token, "person")
            || self.is_a(token, "body")
            || self.is_a(token, "official-body")
            || self.is_a(token, "armed")
            || self.is_a(token, "mission-house");
        let is_named = || self.parties(&[token]).iter().any(|party| !is_guess(&party.actor));
        // "Protested the shooting of a nurse": not against the nurse.
        let deed = self.parsed.head(token).filter(|_| self.preposition(token).as_deref() == Some("of"));
        let undergoes = deed.is_some_and(|deed| matches!(self.type_of(deed), Some("ASSAULT" | "COERCE")));
        undergoes && !self.is_armed(token)
            || about && (self.is_a(token, "premises") || !is_somebody && !is_named())
    }

    /// "Themselves", "himself".
    fn is_reflexive(&self, token: usize) -> bool {
        let form = self.parsed.form(token);
        self.parsed.upos(token) == Upos::Pron && (form.ends_with("self") || form.ends_with("selves"))
    }

    /// "The two ministers announced they had signed": a pronoun of which nothing is known, or nothing else, means those
    /// who tell it.
    pub(crate) fn teller_meant(&self, pronoun: usize) -> Option<usize> {
        if self.parsed.xpos(pronoun) != "PRP" || !SUBJECTS.contains(&self.parsed.relation(pronoun)) {
            return None;
        }
        let clause = self.parsed.head(pronoun)?;
        let tells = self
            .parsed
            .head(clause)
            .filter(|over| self.parsed.relation(clause) == Relation::Ccomp && self.is_a(*over, "say"))?;
        let teller = self.surface_subject(tells).filter(|one| *one != pronoun && self.is_party(*one))?;
        let meant = countries_of(&self.parties(&[pronoun]));
        // "He will travel, a spokesman said": not the spokesman.
        let is_many = matches!(self.parsed.lemma(pronoun), "they" | "it" | "we");
        let is_same = || is_many && meant == countries_of(&self.parties(&[teller]));
        (meant.is_empty() || is_same()).then_some(teller)
    }

    /// The verb of the clause that says it: the verb itself, and "is" of "there is no place for Gabon".
    fn clause_of(&self, token: usize) -> Option<usize> {
        // "The blast was the work of rebels": the noun is what is said.
        if self.is_verb(token) || self.parsed.child_by(token, Relation::Cop).is_some() {
            return Some(token);
        }
        self.parsed.head(token).filter(|be| {
            self.parsed.relation(token) == Relation::Nsubj
                && self.parsed.child_by(*be, Relation::Expl).is_some()
        })
    }

    /// Whether what is done is done to the very country of those who do it.
    fn is_oneself(&self, cast: &Cast) -> bool {
        let actors = self.parties(&cast.actors);
        let recipients = self.parties(&cast.recipients);
        !recipients.is_empty()
            && recipients.iter().all(|party| {
                party.actor.country.as_deref() == Some(party.actor.id.as_str())
                    && actors.iter().any(|actor| actor.actor.country == party.actor.country)
            })
    }

    /// Who is behind a happening that stands where a doer should; any other token stands for itself.
    fn behind(&self, token: usize) -> Vec<usize> {
        let happens = self.parsed.upos(token) == Upos::Noun
            && self.mention(token).is_none()
            && !self.is_party(token)
            && self.event_at(token) == Some(token);
        if happens || self.type_of(token) == Some("ASSAULT") {
            // "An airstrike blamed on Chad killed ten".
            let charged = self.charged_behind(token);
            if !charged.is_empty() {
                return charged;
            }
        }
        // "A joint operation between the army and the police killed ten".
        let between =
            if self.is_a(token, "operation") { self.nominals(token, "between") } else { Vec::new() };
        if !between.is_empty() {
            return between;
        }
        if happens { self.giver(token) } else { vec![token] }
    }

    /// "Criticised the ministry's plan", "an inquiry into fraud by the mayor": where a thing stands in the recipient's
    /// place, whoever made it, owns it or is behind it.
    fn owners_of(&self, token: usize, part: Part, roles: &Roles, actors: &[usize], quad: &str) -> Vec<usize> {
        let (verbal, for_somebody) = (quad.starts_with("verbal"), quad == "material-cooperation");
        let things = roles
            .recipient
            .iter()
            .filter(|slot| !slot.kinds.contains(&Kind::Nothing))
            .flat_map(|slot| self.fill(token, part, &slot.place));
        let mut things: Vec<usize> = things.collect();
        if part == Part::Verb {
            things.extend(self.fill(token, part, &Place::Obj));
        }
        if for_somebody {
            // "Will lend a billion to support the country's budget".
            let purposes = things.iter().chain(std::iter::once(&token)).flat_map(|one| self.purposes(*one));
            let goods: Vec<usize> =
                purposes.filter_map(|purpose| self.parsed.child_by(purpose, Relation::Obj)).collect();
            things.extend(goods);
        }
        // "Streets in the capital" are nobody's.
        things.retain(|thing| !self.is_a(*thing, "road") && !self.is_a(*thing, "place"));
        let found = self
            .all_conjuncts(&things)
            .into_iter()
            .filter(|thing| !self.is_verb(*thing) && !self.is_party(*thing))
            .map(|thing| {
                let mut owners = self.owners_within(thing, 3, actors);
                let marches = self.facts(token).is_some_and(|facts| facts.has(Habit::ByThePeople));
                let deed = self.type_of(thing);
                if quad == "verbal-conflict" && deed == Some("ASSAULT") {
                    // "Condemned attacks on Chad" blames whoever made them.
                    owners.retain(|one| !matches!(self.preposition(*one).as_deref(), Some("on" | "against")));
                }
                if marches && matches!(deed, Some("ASSAULT" | "COERCE")) {
                    // Nobody marches against the victim over "the shooting of a nurse".
                    owners.retain(|one| {
                        let undergoes = matches!(self.preposition(*one).as_deref(), Some("on" | "of"));
                        !undergoes || self.is_armed(*one)
                    });
                }
                owners
            })
            .find(|owners| !owners.is_empty());
        if let Some(found) = found {
            return found;
        }
        // "Ordered an inquiry into fraud by the mayor" may hang the phrase on the verb.
        let verb = if part == Part::Verb { Some(token) } else { self.light_verb(token) };
        let by = verb.filter(|verb| verbal && !self.is_passive(*verb)).map(|verb| self.nominals(verb, "by"));
        let is_new = |one: &usize| self.is_party(*one) && !actors.contains(one);
        by.unwrap_or_default().into_iter().filter(is_new).collect()
    }

    /// Who made a document: "the statement by the ministry", "the ministry's letter".
    pub(crate) fn makers(&self, document: usize) -> Vec<usize> {
        let mut near = self.nominals(document, "by");
        near.extend(self.parsed.children_by(document, Relation::NmodPoss));
        near.extend(self.modifiers(document));
        for word in ["from", "of"] {
            near.extend(self.nominals(document, word));
        }
        near.retain(|one| self.is_party(*one) && *one != document);
        near.truncate(1);
        near
    }

    fn owners_within(&self, thing: usize, steps: usize, besides: &[usize]) -> Vec<usize> {
        let Some(steps) = steps.checked_sub(1) else { return Vec::new() };
        // "A warrant for his arrest" is for him.
        let is_deed_to_them = self.type_of(thing) == Some("COERCE") || self.is_a(thing, "holds-captive");
        let is_owner = |one: &usize| {
            !besides.contains(one)
                && self.is_party(*one)
                && (is_deed_to_them || self.parsed.upos(*one) != Upos::Pron)
                && (self.is_a(*one, "official-body")
                    || self.parties(&[*one]).iter().any(|party| !is_guess(&party.actor)))
        };
        let by: Vec<usize> = self.nominals_or_below(thing, "by").into_iter().filter(is_owner).collect();
        if !by.is_empty() {
            return by;
        }
        // "A draft tabled by Chad".
        let making = self.parsed.children_by(thing, Relation::Acl).filter(|verb| {
            self.is_a(*verb, "puts-forward") && (self.is_passive(*verb) || self.parsed.xpos(*verb) == "VBN")
        });
        let maker: Vec<usize> = making.filter_map(|verb| self.agent(verb)).filter(is_owner).take(1).collect();
        if !maker.is_empty() {
            return maker;
        }
        let mut near: Vec<usize> = self.parsed.children_by(thing, Relation::NmodPoss).collect();
        near.extend(self.modifiers(thing));
        if self.is_a(thing, "manner-word") {
            // "The way in which Chad treats the press" is Chad's.
            let told = self.parsed.children_by(thing, Relation::AclRelcl);
            near.extend(told.filter_map(|clause| self.parsed.child_by(clause, Relation::Nsubj)));
        }
        for word in ["of", "from", "for", "with"] {
            near.extend(self.nominals(thing, word));
        }
        if self.event_at(thing) == Some(thing) {
            // "A halt to attacks on Chadian soldiers" is for these.
            for word in ["on", "against"] {
                near.extend(self.nominals(thing, word));
            }
        }
        near.retain(is_owner);
        if !near.is_empty() {
            return near;
        }
        // "Issued statements that Chad called offensive": of whoever issued them.
        let words = self.is_a(thing, "document") || self.is_a(thing, "deed");
        let issuer: Vec<usize> =
            self.teller(thing).into_iter().filter(|one| words && is_owner(one)).collect();
        if !issuer.is_empty() {
            return issuer;
        }
        self.parsed
            .children_by(thing, Relation::Nmod)
            .filter(|child| *child > thing && !self.is_party(*child) && !self.is_a(*child, "edge"))
            // "Closer ties amid concerns over Chad" are not with Chad.
            .filter(|child| {
                !self.preposition(*child).is_some_and(|word| self.predicates.in_class("beside-it", &word))
            })
            .map(|child| self.owners_within(child, steps, besides))
            .find(|owners| !owners.is_empty())
            .unwrap_or_default()
    }

    /// "Alleged that the airline had carried arms": whom a charge is about stands in its clause.
    fn spoken_of(&self, token: usize, actors: &[usize]) -> Option<usize> {
        let reading = self.reading(token)?;
        if self.predicate(reading).gives.is_some() || !self.is_verb(token) {
            return None;
        }
        let charged = |clause: usize| {
            let subject = self.own_subject(clause).map(|one| self.antecedent(one))?;
            let named = self.parties(&[subject]).iter().any(|party| !is_guess(&party.actor));
            (self.is_party(subject) && named && !actors.contains(&subject)).then_some(subject)
        };
        self.clauses_under(token).into_iter().find_map(charged)
    }

    /// "Accused its neighbour of shelling a village": whoever accuses, for whose village is it?
    fn accuser(&self, token: usize) -> Option<usize> {
        if !self.is_verb(token) {
            return None;
        }
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(3) {
            let goes_on = matches!(
                self.parsed.relation(inner),
                Relation::Acl | Relation::Advcl | Relation::Ccomp | Relation::Conj | Relation::Obj
            );
            if !goes_on {
                return None;
            }
            if self.is_verb(outer) && self.type_of(outer) == Some("ACCUSE") {
                return self.own_cast(outer).actors.first().copied().filter(|one| self.is_country(*one));
            }
            inner = outer;
        }
        None
    }

    /// "In exchange for a seat", "in return".
    pub(super) fn is_in_return(&self, token: usize) -> bool {
        matches!(self.parsed.lemma(token), "return" | "exchange")
            && self.preposition(token).as_deref() == Some("in")
    }

    /// Whom a verbal act must be said to, seen from what it speaks about: who is to do it, or to whom it is done.
    fn addressees(
        &self,
        token: usize,
        doer: Doer,
        cast: &Cast,
        governors: &[Vec<usize>],
        depth: usize,
    ) -> Vec<usize> {
        let actors = self.parties(&cast.actors);
        let own: Vec<&String> = actors.iter().filter_map(|party| party.actor.country.as_ref()).collect();
        let is_other = |one: &usize| {
            let parties = self.parties(&[*one]);
            // "Withdrew its troops" has nobody else in it.
            let is_own = self
                .parsed
                .child_by(*one, Relation::NmodPoss)
                .is_some_and(|owner| self.parsed.upos(owner) == Upos::Pron)
                && parties
                    .iter()
                    .all(|party| party.actor.country.as_ref().is_some_and(|country| own.contains(&country)));
            !is_own
                && !parties.is_empty()
                && !parties.iter().any(|party| {
                    let same = |actor: &crate::claim::Party| {
                        actor.span == party.span
                            || !party.actor.id.is_empty() && actor.actor.id == party.actor.id
                    };
                    actors.iter().any(same)
                })
        };
        // "Demanded that the army leave": whoever is to do it.
        if doer == Doer::Recipient {
            for clause in self.clauses_under(token) {
                // "Says that its airspace was breached by Chad": whoever did it.
                let is_told = self.parsed.relation(clause) == Relation::Ccomp && self.is_passive(clause);
                let agent = self.agent(clause).filter(|agent| is_told && self.is_party(*agent));
                // "Demanded that the nurse be freed" is not said to the nurse.
                let own = || self.own_subject(clause).filter(|_| !self.is_passive(clause));
                let subject = agent.or_else(own);
                if let Some(subject) = subject.filter(|one| self.is_party(*one) && is_other(one)) {
                    return vec![subject];
                }
            }
        }
        // "Summoned the envoy to demand a release": whoever was dealt with was told.
        if doer == Doer::Recipient
            && let Some(dealt_with) = self.dealt_with(token).filter(is_other)
        {
            return vec![dealt_with];
        }
        for content in self.contents(token) {
            let Some(reading) = self.reading(content) else { continue };
            let predicate = self.predicate(reading);
            let inner = if predicate.event_type.is_none() {
                // What an operator speaks about, it speaks about.
                Cast {
                    recipients: self.addressees_below(content, doer, cast, governors, depth),
                    ..Cast::default()
                }
            } else {
                let mut own = self.own_cast(content);
                if own.recipients.is_empty() && predicate.has_content(reading.part) {
                    own.recipients = self.addressees_below(content, predicate.doer, &own, governors, depth);
                }
                own
            };
            let is_act = predicate.event_type.is_some() && predicate.gives.is_some();
            let by_them = doer != Doer::Actor && doer != Doer::Both;
            // "Called for the release of the nurse" is not said to the nurse.
            let freed = predicate.has_mode("release");
            // "Rejected calls for the mayor to resign": an answer is not given to whoever is to do what was asked for.
            let answers = by_them && is_act && predicate.doer == Doer::Recipient && !self.is_verb(content);
            let found: Vec<usize> = if by_them && freed || answers {
                inner.actors.iter().copied().filter(is_other).collect()
            } else if by_them || is_act || predicate.is_mutual() {
                inner.actors.iter().chain(&inner.recipients).copied().filter(is_other).collect()
            } else {
                inner.recipients.iter().copied().filter(is_other).collect()
            };
            // "The conflict of two countries" is nobody who could be spoken to.
            let speaks = |one: &usize| {
                let listed = self.is_a(*one, "person") || self.is_a(*one, "body");
                listed
                    || self.parties(&[*one]).iter().any(|party| {
                        party.actor.sector.is_some()
                            || party.actor.person.is_some()
                            || !party.actor.id.is_empty()
                    })
            };
            let found: Vec<usize> = found.into_iter().filter(speaks).collect();
            if !found.is_empty() {
                return if doer == Doer::Recipient || is_act {
                    found.into_iter().take(1).collect()
                } else {
                    found
                };
            }
        }
        // What is agreed to or turned down need be no happening: "agreed to join the Union's fund".
        let others: Vec<usize> = self
            .contents_as_written(token)
            .into_iter()
            .flat_map(|one| {
                let mut near: Vec<usize> = vec![one];
                near.extend(self.parsed.children(one).filter(|child| {
                    matches!(
                        self.parsed.relation(*child),
                        Relation::Obj
                            | Relation::Iobj
                            | Relation::Obl
                            | Relation::Nmod
                            | Relation::NmodPoss
                            | Relation::Amod
                            | Relation::Compound
                    )
                    // "Agreed to leave along roads of the Red Cross" is not agreed with it.
                    && !self.preposition(*child).is_some_and(|word| {
                        self.predicates.in_class("beside-it", &word) || self.predicates.in_class("by-way", &word)
                    })
                }));
                near
            })
            .filter(is_other)
            .filter(|one| self.event_at(*one).is_none())
            // "Agreed to leave in exchange for a seat in the bloc": nobody is an exchange.
            .filter(|one| !self.is_in_return(*one))
            .filter(|one| self.parties(&[*one]).iter().any(|party| !is_guess(&party.actor)))
            .take(1)
            .collect();
        if doer != Doer::Recipient && !others.is_empty() {
            return others;
        }
        if doer == Doer::Both && self.type_of(token) == Some("AGREE") {
            // "Agreed to a part of the plan proposed by Chad".
            let agreed = self.contents_as_written(token).into_iter().filter(|one| !self.is_verb(*one));
            let owners = agreed.map(|one| self.owners_within(one, 2, &cast.actors));
            let owners = owners.map(|owners| owners.into_iter().filter(is_other).collect::<Vec<_>>());
            if let Some(owners) = owners.into_iter().find(|owners| !owners.is_empty()) {
                return owners;
            }
        }
        // "Demanded that the court be closed": whoever the clause is about.
        if doer == Doer::Recipient {
            for clause in self.clauses_under(token) {
                let subject = self.surface_subject(clause).filter(|one| self.is_party(*one) && is_other(one));
                if let Some(subject) = subject {
                    return vec![subject];
                }
            }
        }
        Vec::new()
    }

    /// Whom the clause deals with that an infinitive of purpose belongs to.
    fn dealt_with(&self, token: usize) -> Option<usize> {
        if !self.is_verb(token) {
            return None;
        }
        if let Some(told) = self.written_to(token).or_else(|| self.dealt_with_together(token)) {
            return Some(told);
        }
        let mut head = self.parsed.head(token)?;
        if self.parsed.relation(token) == Relation::Advcl && !self.is_passive(head) {
            // "Wrote to the embassy asking", "met the envoy, urging".
            let told = ["to", "with"].into_iter().flat_map(|word| self.nominals(head, word));
            let told = told.into_iter().find(|one| self.is_party(*one));
            if let Some(told) = told.filter(|_| self.is_a(head, "address")) {
                return Some(told);
            }
        }
        if self.parsed.relation(token) == Relation::Conj && self.is_a(head, "informs") {
            // "Informs Chad of the warrant and asks for his return".
            return self.parsed.child_by(head, Relation::Obj).filter(|object| self.is_party(*object));
        }
        if !self.has_to(token) && self.parsed.xpos(token) != "VBG" {
            return None;
        }
        match self.parsed.relation(token) {
            Relation::Advcl => {}
            Relation::Acl if self.is_party(head) => head = self.parsed.head(head)?,
            _ => return None,
        }
        let deals = self.is_verb(head) && !self.is_passive(head);
        self.parsed.child_by(head, Relation::Obj).filter(|object| deals && self.is_party(*object))
    }

    /// "In a note to Chad, it asked for his return": to whom the note goes.
    fn written_to(&self, verb: usize) -> Option<usize> {
        let notes = self.parsed.children_by(verb, Relation::Obl).filter(|note| self.is_a(*note, "missive"));
        notes.flat_map(|note| self.nominals(note, "to")).find(|one| self.is_party(*one))
    }

    /// "Summoned the envoy and demanded a release", "was summoned by the ministry, which demanded a release": with whom
    /// whoever demands it has to do in the clause before.
    fn dealt_with_together(&self, verb: usize) -> Option<usize> {
        let head = self.parsed.head(verb)?;
        let over = match self.parsed.relation(verb) {
            Relation::Conj if self.parsed.child_by(verb, Relation::Nsubj).is_none() => head,
            Relation::AclRelcl => {
                self.parsed.head(head).filter(|over| self.own_cast(*over).actors.contains(&head))?
            }
            _ => return None,
        };
        let deals = self.is_verb(over) && matches!(self.type_of(over), Some("ACCUSE" | "CONSULT"));
        let others = if deals { self.own_cast(over).recipients } else { Vec::new() };
        others.into_iter().find(|one| self.is_party(*one))
    }

    fn addressees_below(
        &self,
        token: usize,
        doer: Doer,
        cast: &Cast,
        governors: &[Vec<usize>],
        depth: usize,
    ) -> Vec<usize> {
        match depth.checked_sub(1) {
            Some(depth) => self.addressees(token, doer, cast, governors, depth),
            None => Vec::new(),
        }
    }

    /// The subject that a clause has of its own; "the US cancel plans" may come with the verb taken for a noun.
    pub(super) fn own_subject(&self, clause: usize) -> Option<usize> {
        let subject = self
            .parsed
            .children(clause)
            .find(|child| matches!(self.parsed.relation(*child), Relation::Nsubj | Relation::NsubjPass));
        let before = || self.parsed.children_by(clause, Relation::Compound).find(|child| *child < clause);
        subject.or_else(|| before().filter(|_| self.parsed.upos(clause) == Upos::Noun))
    }

    fn clauses_under(&self, token: usize) -> Vec<usize> {
        self.parsed
            .children(token)
            .filter(|child| matches!(self.parsed.relation(*child), Relation::Ccomp | Relation::Xcomp))
            .collect()
    }

    /// Who fills the roles of a trigger by its own words alone.
    pub(crate) fn own_cast(&self, token: usize) -> Cast {
        let Some(reading) = self.reading(token) else { return Cast::default() };
        let roles = self.predicate(reading).roles(reading.part);
        Cast {
            actors: self.party_fillers(token, reading.part, &roles.actor),
            recipients: self.party_fillers(token, reading.part, &roles.recipient),
            is_handed: false,
        }
    }

    /// What a governing word says of who does what it speaks about.
    fn hand_down(&self, token: usize, part: Part, governor: usize, outer: &Cast, cast: &mut Cast) {
        let Some(over) = self.reading(governor) else { return };
        let over_predicate = self.predicate(over);
        let Some(reading) = self.reading(token) else { return };
        let predicate = self.predicate(reading);
        let own_subject = part == Part::Verb
            && self.parsed.children(token).any(|child| {
                matches!(
                    self.parsed.relation(child),
                    Relation::Nsubj | Relation::NsubjPass | Relation::OblAgent
                )
            });
        let is_act =
            predicate.event_type.is_some() && predicate.has_content(part) && predicate.gives.is_some();
        let over_is_act = over_predicate.event_type.is_some();
        if is_act && over_is_act && over_predicate.doer != Doer::Actor {
            // "Rebuffed a request": who asks is turned down, and who turns down was asked.
            if cast.actors.is_empty() {
                cast.actors.clone_from(&outer.recipients);
            }
            if cast.recipients.is_empty() {
                cast.recipients.clone_from(&outer.actors);
            }
            return;
        }
        let mut handed: Vec<usize> = match over_predicate.doer {
            Doer::Both if predicate.is_mutual() => {
                outer.actors.iter().chain(&outer.recipients).copied().collect()
            }
            Doer::Actor | Doer::Both => outer.actors.clone(),
            Doer::Recipient => outer.recipients.clone(),
            Doer::Unknown => Vec::new(),
        };
        if predicate.is_mutual() {
            // Who asks for talks takes part in them; who asks for a truce need not.
            let asker: &[usize] = if predicate.has_company() || over_predicate.doer != Doer::Recipient {
                &outer.actors
            } else {
                &[]
            };
            let both = asker.iter().chain(&outer.recipients).copied();
            if self.parties(&cast.actors).len() + self.parties(&cast.recipients).len() < 2 && over_is_act {
                cast.actors.extend(both.filter(|one| !cast.recipients.contains(one)));
                cast.actors.sort_unstable();
                cast.actors.dedup();
            } else if cast.actors.is_empty() {
                cast.actors = handed;
            }
            return;
        }
        if self.parties(&cast.recipients).is_empty() {
            let for_the_asker = self.facts_of(predicate).is_some_and(|facts| facts.has(Habit::ForTheAsker));
            let other = match over_predicate.doer {
                // "Asked the bank for help": whoever asks is to have it.
                Doer::Recipient if for_the_asker => &outer.actors,
                // "Agreed with its neighbour to open the road".
                Doer::Actor | Doer::Both if over_is_act => &outer.recipients,
                _ => &cast.actors,
            };
            let others = other.iter().filter(|one| !cast.actors.contains(one) && !handed.contains(one));
            let others: Vec<usize> = others.copied().collect();
            let countries = |tokens: &[usize]| -> Vec<Option<String>> {
                self.parties(tokens).into_iter().map(|party| party.actor.country).collect()
            };
            let own = countries(if cast.actors.is_empty() { &handed } else { &cast.actors });
            if countries(&others).iter().any(|country| !own.contains(country)) {
                cast.recipients.extend(others);
            }
        }
        // Whoever is to be released does not do the releasing, even where the request was taken to be made of them.
        handed.retain(|one| !cast.recipients.contains(one));
        let passive = part == Part::Verb && self.is_passive(token);
        if passive {
            // "Is expected to be extradited": nobody extradites himself.
            let undergoer = self.surface_subject(token);
            handed.retain(|one| Some(*one) != undergoer);
        }
        let controlled = part == Part::Verb && !own_subject && !passive;
        // "Warned that soldiers of Chad will be hit": by those who warn.
        let is_threat = over_predicate.gives == Some(Status::Threatened) && self.agent(token).is_none();
        let open = controlled || cast.actors.is_empty() && (!own_subject || passive && is_threat);
        if open && !handed.is_empty() {
            cast.actors = handed;
        }
    }

    /// Whether all who are named are of one side: of one land, or those with whom somebody else meets: "arrives for talks
    /// with Chad and Mali".
    fn is_one_side(&self, token: usize, cast: &Cast) -> bool {
        let with = if self.is_verb(token) { Vec::new() } else { self.nominals(token, "with") };
        let is_met = |one: &usize| with.iter().any(|met| self.parsed.is_under(*one, *met));
        let are_met =
            cast.actors.is_empty() && !cast.recipients.is_empty() && cast.recipients.iter().all(is_met);
        let parties = self.parties(&[cast.actors.as_slice(), cast.recipients.as_slice()].concat());
        parties.len() < 2
            || are_met
            || cast.actors.is_empty()
                && parties.iter().all(|party| {
                    party.actor.country.is_some() && party.actor.country == parties[0].actor.country
                })
    }

    /// "Troops of Chad retook the town after clashes with rebels": whoever acts after a fight with others was in it.
    fn fighter_over(&self, fight: usize, predicate: &Predicate, cast: &Cast) -> Option<usize> {
        let with = self.nominals(fight, "with");
        let is_fight = predicate.is_mutual() && predicate.event_type.as_deref() == Some("ASSAULT");
        let others: Vec<usize> = cast.actors.iter().chain(&cast.recipients).copied().collect();
        if !is_fight
            || self.is_verb(fight)
            || others.is_empty()
            || !others.iter().all(|one| with.iter().any(|met| self.parsed.is_under(*one, *met)))
            || self.parsed.relation(fight) != Relation::Obl
            || !matches!(
                self.preposition(fight).as_deref(),
                Some("after" | "following" | "during" | "amid" | "in")
            )
        {
            return None;
        }
        let clause = self.parsed.head(fight).filter(|verb| self.is_verb(*verb) && !self.is_passive(*verb))?;
        self.surface_subject(clause).filter(|subject| {
            self.event_at(*subject).is_none() && self.is_party(*subject) && !others.contains(subject)
        })
    }

    /// Who does together what is done at a meeting: "agreed between Chad and Niger at a meeting in Paris".
    fn held_at(&self, noun: usize) -> Option<Vec<usize>> {
        let clause = self.parsed.head(noun).filter(|head| {
            self.is_verb(*head)
                && self.parsed.relation(noun) == Relation::Obl
                && matches!(self.preposition(noun).as_deref(), Some("at" | "during" | "in" | "after"))
        })?;
        let cast = self.own_cast(clause);
        let parties = [cast.actors, cast.recipients].concat();
        (self.parties(&parties).len() > 1).then_some(parties)
    }

    /// Whether a meeting is named as that of a body, at which others happen to be: "spoke at the African Union summit".
    fn is_event_of_others(&self, token: usize) -> bool {
        !self.is_verb(token)
            && self
                .preposition(token)
                .is_some_and(|word| matches!(word.as_str(), "at" | "during" | "on" | "ahead of"))
            && self.nominals(token, "with").is_empty()
            && !self.modifiers(token).is_empty()
    }

    /// Who else is there when only one party of a mutual happening is named: the subject of the clause it stands in.
    fn bystanders(&self, token: usize, cast: &Cast) -> Vec<usize> {
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(6) {
            if self.is_verb(outer) || self.parsed.child_by(outer, Relation::Nsubj).is_some() {
                // "The ministry said that talks with Chad will resume": with those who say so.
                let with = !self.is_verb(token) && !self.nominals(token, "with").is_empty();
                if self.is_a(outer, "say") && self.parsed.relation(inner) == Relation::Ccomp && !with {
                    return Vec::new();
                }
                let subject = self.surface_subject(outer);
                if let Some(subject) = subject
                    && self.is_party(subject)
                    && !cast.actors.contains(&subject)
                    && !cast.recipients.contains(&subject)
                {
                    return vec![subject];
                }
            }
            if matches!(self.parsed.relation(outer), Relation::AclRelcl) {
                break;
            }
            inner = outer;
        }
        Vec::new()
    }
}
