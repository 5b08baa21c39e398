//! What one claim says of another: who tells of it, who held those who are let go, who struck just before.

use dragoman_text::{Relation, Span};

use super::complete::{is_of_others, named_doers};
use super::merge::adds_nothing;
use super::party::{countries_of, is_guess};
use super::walk::Walk;
use super::{Draft, is_past, point_to, remove_each};
use crate::actor::Actor;
use crate::claim::{Party, Status};
use crate::predicate::Habit;

impl Walk<'_> {
    /// "Three thousand Afghans were deported, the Iranian ministry said", "ships that enter will be seized, the admiral
    /// said": where nobody is named who uses a state's power on those of another, it is the state whose official says so.
    pub(crate) fn act_as_told(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            self.hurt_as_told(draft);
            let claim = &draft.claim;
            let to_come = matches!(claim.status, Status::Planned | Status::Threatened);
            // "Hezbollah would pay dearly, the minister said".
            let threatens = claim.event_type == "THREATEN";
            // "A strike killed two rebels, the army said": the strike is nobody yet.
            let by_a_blow = claim.event_type == "ASSAULT"
                && !claim.recipients.is_empty()
                && claim.recipients.iter().all(is_fighter)
                && claim.actors.iter().all(|one| one.actor.country.is_none() && one.actor.person.is_none())
                && self.surface_subject(draft.trigger).is_some_and(|subject| {
                    self.event_at(subject) == Some(subject) || self.is_a(subject, "shot-at-somebody")
                });
            let is_open = (claim.actors.is_empty() || by_a_blow)
                && self.is_verb(draft.trigger)
                && (self.is_passive(draft.trigger) || threatens || by_a_blow)
                && self.facts(draft.trigger).is_some_and(|facts| {
                    // "Three fighters were killed in a strike, the army said".
                    let kills = claim.event_type == "ASSAULT"
                        && claim
                            .source
                            .actor
                            .as_ref()
                            .is_some_and(|one| one.sector.as_deref() == Some("MIL"))
                        && (claim.recipients.iter().all(|party| {
                            // "Eighty attackers were killed, the army said".
                            is_fighter(party) || self.has_word(party.span, "attacker-named-again")
                        }) || !self.means(draft.trigger).is_empty());
                    // "Forty Malian drones were shot down, the ministry said".
                    // "Six Malian soldiers were killed in clashes, the rebels said": by those who say so.
                    let fells = claim.event_type == "ASSAULT"
                        && claim.recipients.iter().all(is_fighter)
                        && self.means(draft.trigger).into_iter().any(|fight| self.is_a(fight, "fight"));
                    let downs = claim.event_type == "ASSAULT"
                        && !claim.recipients.is_empty()
                        && claim.recipients.iter().all(|party| self.has_word(party.span, "shot-at-somebody"));
                    to_come && (facts.quad == "material-conflict" || threatens)
                        || is_past(claim.status) && (facts.has(Habit::ByTheState) || kills || fells || downs)
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
            // "Three men have been arrested, the Chadian police said": whoever deals with them at home.
            let is_at_home = claim.event_type == "COERCE"
                && is_past(claim.status)
                && claim.modes.iter().any(|mode| mode == "arrest")
                && claim.place.as_ref().is_none_or(|place| place.country.as_ref() == Some(country))
                && claim
                    .recipients
                    .iter()
                    .all(|party| party.actor.country.as_ref().is_none_or(|theirs| theirs == country));
            let are_others = || claim.recipients.iter().all(|party| is_of_others(party, own));
            if !claim.recipients.is_empty() && (is_at_home || are_others()) {
                let text = claim.source.who.clone().unwrap_or_default();
                let actor = Actor { reason: "whose official says so".to_owned(), ..teller.clone() };
                draft.claim.actors = vec![Party { text, span: Span::default(), actor, inferred: true }];
                if threatens {
                    draft.claim.status = Status::Held;
                }
            }
        }
    }

    /// "A Malian drone killed a farmer, the Nigerien governor said": of whom nothing is said, whoever is hurt by others is
    /// of those whose official says so.
    fn hurt_as_told(&self, draft: &mut Draft) {
        let claim = &draft.claim;
        let teller = claim.source.actor.as_ref().filter(|actor| {
            matches!(actor.sector.as_deref(), Some("GOV" | "MIL" | "COP" | "MED")) && !is_guess(actor)
        });
        let Some(home) = teller.and_then(|actor| actor.country.clone()) else { return };
        let by = countries_of(&claim.actors);
        let is_open = claim.event_type == "ASSAULT"
            && is_past(claim.status)
            && !by.is_empty()
            && !by.contains(&home)
            && claim.place.as_ref().is_none_or(|place| place.country.is_none())
            && claim.recipients.iter().all(|party| {
                party.actor.country.is_none()
                    && party.actor.id.is_empty()
                    && !self.has_word(party.span, "craft")
            });
        if is_open {
            for party in &mut draft.claim.recipients {
                party.actor.country = Some(home.clone());
                "whose official says so".clone_into(&mut party.actor.reason);
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
        for later in 0..drafts.len() {
            let claim = &drafts[later].claim;
            let trigger = drafts[later].trigger;
            let gives_up =
                claim.modes.iter().any(|mode| matches!(mode.as_str(), "release" | "extradite" | "deport"))
                    || claim.event_type == "COOPERATE"
                        && (self.is_a(trigger, "hands-over") || self.is_a(trigger, "gives-over"));
            let is_open =
                gives_up && claim.actors.is_empty() && self.is_verb(trigger) && self.is_passive(trigger);
            if !is_open {
                continue;
            }
            let theirs = countries_of(&claim.recipients);
            let is_arrest = |draft: &&Draft| {
                let holds = draft.claim.modes.iter().any(|mode| mode == "arrest");
                draft.claim.event_type == "COERCE" && holds && is_past(draft.claim.status)
            };
            // "Were freed after being held by Chad".
            let below = || {
                let mut under = drafts[later..].iter();
                under.find(|draft| is_arrest(draft) && self.parsed.is_under(draft.trigger, trigger))
            };
            // "Kenya pardons two Malians. Both are flown to Mali".
            let gives_up_too = |draft: &&Draft| {
                let sends = ["release", "deport", "extradite"].map(str::to_owned);
                is_past(draft.claim.status) && draft.claim.modes.iter().any(|mode| sends.contains(mode))
            };
            let told = || self.told_within(1, &drafts[..later], trigger);
            let held = told().find(is_arrest).or_else(below).or_else(|| told().find(gives_up_too));
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
                    point_to(drafts, trigger, open);
                }
            }
        }
        remove_each(drafts, told_twice);
    }

    /// "Ten people are hurt in a car attack. The suspect, a Chadian, is arrested": what nobody was named for was done by
    /// whoever is held or shot for it.
    pub(crate) fn name_suspects(&self, drafts: &mut [Draft]) {
        for later in 1..drafts.len() {
            let (claim, trigger) = (&drafts[later].claim, drafts[later].trigger);
            let deals = matches!(claim.event_type.as_str(), "ASSAULT" | "COERCE") && is_past(claim.status);
            let is_suspect = |party: &Party| {
                let mut words = self.tokens_in(party.span);
                words.next().is_some_and(|word| self.parsed.lemma(word) == "the")
                    && words.clone().next().is_some_and(|word| self.is_a(word, "attacker-named-again"))
                    && party.actor.country.is_some()
                    && !is_guess(&party.actor)
            };
            let [suspect] = claim.recipients.as_slice() else { continue };
            if !deals || !is_suspect(suspect) {
                continue;
            }
            let doer = suspect.again();
            let sentence = self.parsed.sentence_of(trigger);
            let open = (0..later).rev().find(|one| {
                let draft = &drafts[*one];
                draft.claim.event_type == "ASSAULT"
                    && is_past(draft.claim.status)
                    && self.parsed.sentence_of(draft.trigger) + 1 == sentence
                    && countries_of(&draft.claim.actors).is_empty()
                    && countries_of(&draft.claim.recipients)
                        .iter()
                        .all(|hit| Some(hit) != doer.actor.country.as_ref())
                    && draft.claim.actors.iter().all(|party| party.actor.person.is_none())
            });
            if let Some(open) = open {
                drafts[open].claim.actors = vec![doer];
            }
        }
    }

    /// "Chadian drones struck the port. A school was damaged, too", "shelled the town, with ten people killed": by those who
    /// struck just before, where nobody else is named. Whom they hit may be said only then.
    pub(crate) fn strike_on(&self, drafts: &mut [Draft]) {
        for later in 1..drafts.len() {
            if !self.is_open_harm(&drafts[later]) {
                continue;
            }
            let Some(before) = self.strike_before(drafts, later) else { continue };
            let theirs = countries_of(&drafts[later].claim.recipients);
            let strikers: Vec<Party> = drafts[before].claim.actors.iter().map(Party::again).collect();
            drafts[later].claim.actors = strikers;
            if countries_of(&drafts[before].claim.recipients).is_empty() && !theirs.is_empty() {
                let (told, harm) = drafts.split_at_mut(later);
                told[before].claim.recipients.clone_from(&harm[0].claim.recipients);
            }
        }
    }

    /// Whether somebody is said to have been harmed, and nobody is said to have done it: "ten people were killed", "the
    /// attack also hurt three".
    fn is_open_harm(&self, draft: &Draft) -> bool {
        let (claim, trigger) = (&draft.claim, draft.trigger);
        let is_nobody = |party: &Party| party.actor.person.is_none() && party.actor.sector.is_none();
        // "Fired rockets at the port, with two rockets striking a ship".
        let with_weapons = !claim.actors.is_empty()
            && claim.actors.iter().all(|party| self.has_word(party.span, "shot-at-somebody"));
        claim.event_type == "ASSAULT"
            && claim.status == Status::Held
            && countries_of(&claim.actors).is_empty()
            && (with_weapons || claim.actors.iter().all(is_nobody))
            && !claim.recipients.is_empty()
            && self.is_verb(trigger)
            && claim.when.words.is_none()
            // "All rockets were intercepted" is done by those at whom they are fired.
            && !claim.recipients.iter().any(|party| self.has_word(party.span, "shot-at-somebody"))
            && match self.deed_that_harms(trigger) {
                Some(deed) => {
                    let is_nobodys = || self.giver(deed).is_empty() && self.agent(trigger).is_none();
                    self.is_named_again(deed)
                        || self.is_one_more(deed)
                        || self.is_passive(trigger) && is_nobodys()
                }
                None => with_weapons || self.is_passive(trigger) && self.agent(trigger).is_none(),
            }
    }

    /// The happening that is said to have harmed somebody: "the strike" of "the strike killed ten", "were hurt by the
    /// strike", "were hurt in the strike".
    pub(super) fn deed_that_harms(&self, verb: usize) -> Option<usize> {
        let doer = if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb) };
        let doer = doer.and_then(|doer| self.event_at(doer));
        doer.or_else(|| self.means(verb).first().copied()).filter(|deed| !self.is_verb(*deed))
    }

    /// Whether a noun only points back to a deed of violence: "the attack", "these strikes", and not "the attack on the
    /// port", "the Chadian attack".
    pub(super) fn is_named_again(&self, deed: usize) -> bool {
        let points_back = self
            .parsed
            .children_by(deed, Relation::Det)
            .any(|word| matches!(self.parsed.lemma(word), "the" | "this" | "that" | "these" | "those"));
        let is_told = self.parsed.children(deed).any(|child| {
            matches!(self.parsed.relation(child), Relation::Nmod | Relation::Acl | Relation::AclRelcl)
                || !self.parties(&[child]).is_empty()
                || self.country_said_by(child).is_some()
        });
        points_back && !is_told && self.type_of(deed) == Some("ASSAULT")
    }

    /// "Struck a boat, killing ten", "the strike hit a house and killed three", "the raid hurt a child": what is told twice
    /// in one breath is told once, with all that is said of it either time.
    pub(crate) fn tell_once(&self, drafts: &mut Vec<Draft>) {
        let mut told_twice: Vec<usize> = Vec::new();
        // What a fight was told with may be told with something else besides.
        for first in (0..drafts.len()).chain(0..drafts.len()) {
            for again in 0..drafts.len() {
                let is_gone = told_twice.contains(&first) || told_twice.contains(&again);
                if first == again || is_gone || !self.tells_again(&drafts[first], &drafts[again]) {
                    continue;
                }
                let other = drafts[again].clone();
                let both_do_it = self.is_fight_of_both(&drafts[first]);
                // "Ten were killed in clashes between the army and rebels": both do it.
                let is_of_both = self.is_fight(&other) && drafts[first].claim.actors.is_empty();
                // "Eleven were killed after Chadian forces struck boats at sea": nobody says whose they were.
                let is_anybodys = self.is_occasion_of(drafts[first].trigger, other.trigger)
                    && other.claim.recipients.iter().all(|party| is_guess(&party.actor))
                    && countries_of(&drafts[first].claim.actors) == countries_of(&other.claim.recipients);
                let claim = &mut drafts[first].claim;
                if countries_of(&claim.actors).is_empty() && !countries_of(&other.claim.actors).is_empty() {
                    claim.actors = other.claim.actors;
                }
                let own = countries_of(&claim.actors);
                let mine = countries_of(&claim.recipients);
                let hit = countries_of(&other.claim.recipients);
                if is_of_both {
                    claim.recipients = Vec::new();
                } else if !both_do_it
                    && mine.is_empty()
                    && !hit.is_empty()
                    && !is_anybodys
                    && !at_each_other(&own, &hit)
                {
                    claim.recipients = other.claim.recipients;
                } else if !both_do_it && self.parsed.lemma(other.trigger) == "target" {
                    // "Strikes in Niger, targeting Malian rebels": both.
                    let more = other.claim.recipients.into_iter().filter(|party| {
                        !is_guess(&party.actor) && is_of_others(party, &own) && is_of_others(party, &mine)
                    });
                    claim.recipients.extend(more);
                }
                if claim.when.words.is_none() && other.claim.when.words.is_some() {
                    claim.when = other.claim.when;
                }
                if claim.modes.is_empty() && claim.event_type == other.claim.event_type {
                    // Whoever was killed was not always aimed at.
                    let with_what = other.claim.modes.into_iter().filter(|mode| mode != "targeted");
                    claim.modes = with_what.collect();
                }
                claim.place = claim.place.take().or(other.claim.place);
                point_to(drafts, other.trigger, first);
                told_twice.push(again);
            }
        }
        remove_each(drafts, told_twice);
    }

    /// Whether one claim of violence tells in the same breath what another tells, and nothing that it does not allow.
    fn tells_again(&self, first: &Draft, again: &Draft) -> bool {
        let (one, two) = (&first.claim, &again.claim);
        // "Ten were killed in a police raid on a mill".
        let is_raid = || {
            two.event_type == "COERCE"
                && two.modes.iter().any(|mode| mode == "seize")
                && !self.is_verb(again.trigger)
        };
        let is_violence = one.event_type == "ASSAULT" && (two.event_type == "ASSAULT" || is_raid());
        if !is_violence || !is_past(one.status) || !is_past(two.status) || !self.leads_on(first, again) {
            return false;
        }
        let mut own = countries_of(&one.actors);
        if !own.is_empty() && self.is_fight_of_both(again) {
            // "Two soldiers were killed in clashes with rebels": the fight is of both, and the one side fell in it.
            own.extend(countries_of(&one.recipients));
        }
        let allows = |told: &[String], said: &[Party]| {
            let sure = said.iter().filter(|party| !is_guess(&party.actor));
            let mut sure = sure.filter_map(|party| party.actor.country.as_ref());
            told.is_empty() || sure.all(|country| told.contains(country))
        };
        let both_do_it = self.is_fight_of_both(first);
        let aims = self.parsed.lemma(again.trigger) == "target";
        // "Struck the port, killing two Omani sailors": whoever else was hurt by it.
        let results = self.is_result_of(first.trigger, again.trigger) && self.is_a(again.trigger, "harms");
        allows(&own, &two.actors)
            && (both_do_it || aims || results || allows(&countries_of(&one.recipients), &two.recipients))
            && (one.when.words.is_none()
                || two.when.words.is_none()
                || one.when.interval.meets(two.when.interval))
            && (one.source.kind == two.source.kind
                || two.source.who.is_none()
                || self.is_hurt_in_it(first, again)
                || self.is_aimed_so(first, again))
            && !adds_nothing(self, first, again)
            && !adds_nothing(self, again, first)
    }

    /// "Launched strikes at each other", "shelled each other".
    fn is_returned(&self, blow: usize) -> bool {
        std::iter::once(blow).chain(self.light_verb(blow)).any(|word| {
            let mut phrases = self.parsed.children(word).filter(|child| {
                matches!(self.parsed.relation(*child), Relation::Obj | Relation::Obl | Relation::Nmod)
            });
            phrases.any(|phrase| self.is_each_other(phrase))
        })
    }

    /// "Clashes between rival herders": whether a draft tells of a fight, and names all who fight as those who do it.
    fn is_fight(&self, draft: &Draft) -> bool {
        let is_mutual = self.reading(draft.trigger).is_some_and(|one| self.predicate(one).is_mutual());
        let are_rivals = |party: &Party| {
            let head = self.head_of(party.span);
            head.is_some_and(|head| self.parsed.children(head).any(|word| self.is_a(word, "at-odds")))
        };
        let actors = &draft.claim.actors;
        is_mutual && draft.claim.recipients.is_empty() && (actors.len() > 1 || actors.iter().any(are_rivals))
    }

    /// "Soldiers and rebels clashed", "ten soldiers and rebels were killed in the fight": whether both sides do it.
    fn is_fight_of_both(&self, draft: &Draft) -> bool {
        draft.claim.actors.len() > 1
            && draft.claim.recipients.is_empty()
            && self.reading(draft.trigger).is_some_and(|reading| {
                // "Were killed or wounded in the fight".
                let joined = self.parsed.children_by(draft.trigger, Relation::Conj);
                let mut fell = joined.filter(|last| self.fell_too(draft.trigger, *last));
                let in_fight = |verb: usize| self.means(verb).into_iter().any(|one| self.is_a(one, "fight"));
                self.predicate(reading).is_mutual()
                    || in_fight(draft.trigger)
                    || fell.any(in_fight)
                    || self.is_returned(draft.trigger)
            })
    }

    /// "Drones struck the port. Officials say that two were hurt in the strikes": whether somebody came to harm in what was
    /// told before, and nothing is told of it but that.
    fn is_hurt_in_it(&self, first: &Draft, again: &Draft) -> bool {
        let verb = again.trigger;
        let own = countries_of(&first.claim.actors);
        let hit = countries_of(&first.claim.recipients);
        // "At least 200 drones were launched during the attack". What was burnt down in it is told besides.
        let destroys = again.claim.modes.iter().any(|mode| mode == "destroy");
        self.is_verb(verb)
            && !destroys
            && self.is_passive(verb)
            && self.agent(verb).is_none()
            && self.deed_that_harms(verb).is_some_and(|deed| self.is_named_again(deed))
            && again.claim.when.words.is_none()
            && !own.is_empty()
            && countries_of(&again.claim.actors).iter().all(|country| own.contains(country))
            && countries_of(&again.claim.recipients).iter().all(|country| hit.contains(country))
    }

    /// "Launched drone strikes and missile strikes on the port": whether two nouns of one list tell of one deed.
    fn are_listed(&self, first: &Draft, again: &Draft) -> bool {
        let (upper, lower) = (first.trigger, again.trigger);
        let (one, two) = (&first.claim.recipients, &again.claim.recipients);
        let nobody_else = one.is_empty()
            || two.is_empty()
            || two.iter().all(|party| one.iter().any(|other| other.text == party.text));
        self.parsed.relation(lower) == Relation::Conj
            && self.parsed.head(lower) == Some(upper)
            && !self.is_verb(upper)
            && !self.is_verb(lower)
            && self.light_verb(upper) == self.light_verb(lower)
            && !again.claim.modes.iter().any(|mode| mode == "abduct")
            && nobody_else
    }

    /// "Struck a tent. The army says it was targeting rebels": whether a clause only says at whom a deed was aimed.
    fn is_aimed_so(&self, first: &Draft, again: &Draft) -> bool {
        let verb = again.trigger;
        let own = countries_of(&first.claim.actors);
        let hit = countries_of(&first.claim.recipients);
        let stands_for = |subject: usize| matches!(self.parsed.xpos(subject), "PRP" | "WDT");
        self.parsed.lemma(verb) == "target"
            && self.parsed.xpos(verb) == "VBG"
            && self.surface_subject(verb).is_some_and(stands_for)
            && first.trigger < verb
            && !own.is_empty()
            && countries_of(&again.claim.actors) == own
            && countries_of(&again.claim.recipients).iter().all(|country| hit.contains(country))
    }

    /// "Ten members of the band from the hills were killed in a raid on a mill": whether a noun is of what
    /// somebody is said to be killed or hurt in, wherever the phrase hangs.
    fn is_that_harms(&self, verb: usize, deed: usize) -> bool {
        // "Were killed in escalating clashes", with what they do taken for a clause.
        let clause = self.parsed.head(deed).filter(|over| {
            self.parsed.relation(deed) == Relation::Obj
                && self.parsed.xpos(*over) == "VBG"
                && self.parsed.head(*over) == Some(verb)
                && over + 1 == deed
        });
        let is_setting = match self.preposition(clause.unwrap_or(deed)).as_deref() {
            Some("in" | "during") => true,
            Some("after" | "following") => self.is_passive(verb),
            _ => false,
        };
        let clause = self.parsed.ancestors(clause.unwrap_or(deed)).find(|one| self.is_verb(*one));
        // "Ten were killed and four hurt in clashes".
        let is_joined =
            || clause.is_some_and(|last| self.parsed.head(last) == Some(verb) && self.fell_too(verb, last));
        is_setting && self.is_a(verb, "harms") && (clause == Some(verb) || is_joined())
    }

    /// "Ten were killed and four hurt": whether one verb tells of more who came to harm with those of another.
    fn fell_too(&self, verb: usize, last: usize) -> bool {
        let fell = |one: usize| self.is_a(one, "harms") && self.is_passive(one) && self.agent(one).is_none();
        self.parsed.relation(last) == Relation::Conj && fell(verb) && fell(last)
    }

    /// "Struck the port, killing two", "struck it, setting it on fire and killing two": whether a participle tells what
    /// came of a deed.
    fn is_result_of(&self, deed: usize, result: usize) -> bool {
        let is_behind = |one: usize| {
            self.parsed.relation(one) == Relation::Advcl
                && self.parsed.xpos(one) == "VBG"
                && self.preposition(one).is_none()
        };
        let does_it = |one: usize| one == deed || !self.is_verb(deed) && self.light_verb(deed) == Some(one);
        // "Struck the port, using drones, killing two".
        let is_behind = |one: usize| {
            is_behind(one)
                && self.parsed.head(one).is_some_and(|over| {
                    does_it(over) || is_behind(over) && self.parsed.head(over).is_some_and(does_it)
                })
        };
        let first = self
            .parsed
            .head(result)
            .filter(|_| self.parsed.relation(result) == Relation::Conj && self.parsed.xpos(result) == "VBG");
        // "Struck the land, hitting a port". Whoever was carried off in it was not struck.
        let is_blow = self.is_a(result, "harms")
            || self.type_of(result) == Some("ASSAULT")
                && self.reading(result).is_some_and(|reading| !self.predicate(reading).has_mode("abduct"));
        is_blow && (is_behind(result) || first.is_some_and(is_behind))
    }

    /// "Two were killed when a ship was struck by a drone", "as both sides shelled each other": whether a clause tells of the
    /// deed by which somebody came to harm.
    fn is_occasion_of(&self, deed: usize, harm: usize) -> bool {
        if !self.is_a(harm, "harms") || !self.is_passive(harm) || self.agent(harm).is_some() {
            return false;
        }
        let is_then = |clause: usize| {
            self.parsed.relation(clause) == Relation::Advcl
                && self.parsed.children(clause).any(|word| {
                    matches!(self.parsed.relation(word), Relation::Mark | Relation::Advmod)
                        && self.is_a(word, "on-occasion")
                        // "A month after the raid".
                        && self.parsed.children(word).next().is_none()
                })
        };
        let mut at = self.light_verb(deed).filter(|_| !self.is_verb(deed)).unwrap_or(deed);
        for _ in 0..3 {
            if !is_then(at) {
                return false;
            }
            match self.parsed.head(at) {
                Some(over) if over == harm || self.fell_too(harm, over) => return true,
                Some(over) => at = over,
                None => return false,
            }
        }
        false
    }

    /// "Amid fighting", "following clashes": what went on beside something.
    fn is_a_backdrop(&self, happening: usize) -> bool {
        let opens = |word: usize| matches!(self.parsed.relation(word), Relation::Mark | Relation::Case);
        self.parsed.children(happening).any(|word| opens(word) && self.is_a(word, "backdrop"))
    }

    /// "Were set on fire and destroyed": whether two verbs tell what became of the same things.
    fn befell_the_same(&self, upper: usize, lower: usize) -> bool {
        let over = self.parsed.head(lower).filter(|_| self.parsed.relation(lower) == Relation::Conj);
        let is_joined = over.is_some_and(|over| {
            over == upper
                || self.parsed.relation(over) == Relation::Xcomp && self.parsed.head(over) == Some(upper)
        });
        let are_passive = self.is_passive(upper)
            && self.parsed.xpos(lower) == "VBN"
            && self.parsed.child_by(lower, Relation::NsubjPass).is_none();
        // "Strikes and destroys the bridge".
        let share_object = !self.is_passive(upper)
            && self.parsed.child_by(upper, Relation::Obj).is_none()
            && self.parsed.child_by(lower, Relation::Obj).is_some()
            && self.parsed.child_by(lower, Relation::Nsubj).is_none();
        is_joined
            && (are_passive || share_object)
            && self.reading(lower).is_some_and(|reading| self.predicate(reading).has_mode("destroy"))
    }

    /// Whether a word that tells of violence goes on from another: "killing" of "struck the town, killing ten", "killed" of
    /// "the strike hit a house and killed three", "raid" of "the raid hurt ten".
    fn leads_on(&self, first: &Draft, again: &Draft) -> bool {
        let (upper, lower) = (first.trigger, again.trigger);
        let sentence = self.parsed.sentence_of(upper);
        if sentence + 1 == self.parsed.sentence_of(lower) {
            if self.is_hurt_in_it(first, again) || self.is_aimed_so(first, again) {
                return true;
            }
            // "Soldiers and rebels clashed in the north. Twenty were wounded": in that fight.
            let own = countries_of(&first.claim.actors);
            let fell = countries_of(&again.claim.recipients);
            return self.is_fight_of_both(first)
                && again.claim.actors.is_empty()
                && again.claim.when.words.is_none()
                && again.claim.place.is_none()
                && self.is_a(lower, "harms")
                && self.is_passive(lower)
                && self.agent(lower).is_none()
                && self.deed_that_harms(lower).is_none()
                && !fell.is_empty()
                && fell.iter().all(|country| own.contains(country));
        }
        if sentence != self.parsed.sentence_of(lower) {
            return false;
        }
        if self.are_listed(first, again) || self.is_aimed_so(first, again) {
            return true;
        }
        // "Were killed in overnight clashes", with the clashes taken for a verb.
        let is_phrase = matches!(self.parsed.relation(lower), Relation::Obl | Relation::Nmod);
        if !self.is_verb(lower) || is_phrase {
            return self.is_verb(upper)
                && (self.is_that_harms(upper, lower)
                    || !self.is_passive(upper)
                        && self.surface_subject(upper).and_then(|subject| self.event_at(subject))
                            == Some(lower));
        }
        if self.is_result_of(upper, lower)
            || self.is_occasion_of(upper, lower) && again.claim.actors.is_empty()
            || self.befell_the_same(upper, lower)
        {
            return true;
        }
        // "Four soldiers were killed while fighting rebels".
        let in_fight = self.parsed.relation(lower) == Relation::Advcl
            && self.parsed.head(lower) == Some(upper)
            && self.is_a(upper, "harms")
            && self.is_passive(upper)
            && self.agent(upper).is_none()
            && !self.is_a_backdrop(lower)
            && self.reading(lower).is_some_and(|reading| self.predicate(reading).is_mutual());
        if in_fight {
            return true;
        }
        let harms = self.is_a(lower, "harms") || self.parsed.lemma(lower) == "target";
        let over = self.parsed.head(lower);
        match self.parsed.relation(lower) {
            _ if !harms => false,
            Relation::Advcl if self.parsed.xpos(lower) == "VBG" => {
                over == Some(upper)
                    || !self.is_verb(upper) && over.is_some() && self.light_verb(upper) == over
            }
            // "Four men were killed and three women hurt in a bombing", with the women taken for more who were killed.
            Relation::Acl
                if self.is_passive(lower)
                    && over.is_some_and(|victims| {
                        self.parsed.relation(victims) == Relation::NsubjPass
                            && self.parsed.head(victims) == Some(upper)
                            && victims > upper
                    }) =>
            {
                self.is_a(upper, "harms")
            }
            // "Ten were killed by strikes, including three killed in the port".
            Relation::Acl if self.is_passive(lower) => over.is_some_and(|victims| {
                self.preposition(victims).as_deref() == Some("including")
                    && self.is_a(upper, "harms")
                    && self.parsed.is_under(victims, upper)
            }),
            // "An attack on the port that killed ten" may hang the clause on the port.
            Relation::Acl | Relation::AclRelcl => {
                let mut above = self.parsed.ancestors(lower).take_while(|one| !self.is_verb(*one));
                !self.is_verb(upper) && !self.is_passive(lower) && above.any(|one| one == upper)
            }
            Relation::Conj if self.is_passive(lower) => {
                // "Four were killed and three hurt in a bombing".
                over == Some(upper)
                    && self.is_a(upper, "harms")
                    && self.is_passive(upper)
                    && self.agent(upper).or(self.agent(lower)).is_none()
                    && self
                        .deed_that_harms(upper)
                        .is_none_or(|deed| self.deed_that_harms(lower) == Some(deed))
            }
            Relation::Conj => {
                // "A bomber kills one person and wounds three".
                let subject = self.surface_subject(upper);
                over == Some(upper)
                    && self.surface_subject(lower) == subject
                    && (self.is_a(upper, "harms")
                        || subject.and_then(|subject| self.event_at(subject)).is_some())
            }
            _ => false,
        }
    }

    /// "Another strike", "a separate attack": whether a noun is of a deed that was done besides one that was told of.
    pub(super) fn is_one_more(&self, deed: usize) -> bool {
        self.type_of(deed) == Some("ASSAULT")
            && self.parsed.children(deed).any(|word| word < deed && self.is_a(word, "one-more"))
    }

    /// "Drones also hit the depot", "another missile fell on the port": whether a blow is told of as one more.
    pub(super) fn is_told_besides(&self, draft: &Draft) -> bool {
        let is_shot = |token: &usize| self.is_a(*token, "shot-at-somebody");
        let is_blow = |token: &usize| is_shot(token) || self.type_of(*token) == Some("ASSAULT");
        let shot = self.surface_subject(draft.trigger).filter(is_blow);
        let mut also = self.parsed.children_by(draft.trigger, Relation::Advmod);
        shot.is_some() && also.any(|word| self.parsed.lemma(word) == "also")
            || shot
                .into_iter()
                .flat_map(|word| self.parsed.children(word))
                .any(|word| self.is_a(word, "one-more"))
    }

    /// The strike of those who are known that was told of before, in the sentence or the one before it, where whoever
    /// was harmed may have been harmed by it.
    fn strike_before(&self, drafts: &[Draft], later: usize) -> Option<usize> {
        let trigger = drafts[later].trigger;
        let theirs = countries_of(&drafts[later].claim.recipients);
        let sentence = self.parsed.sentence_of(trigger);
        // "The suspects in the raid were killed", "rebels killed in an air raid": of whom no more is said than that.
        let only_describes = matches!(self.parsed.relation(trigger), Relation::Acl | Relation::AclRelcl)
            // Whose another missile is, nobody says, unless it is one more: "drones also hit the depot".
            || !drafts[later].claim.actors.is_empty() && !self.is_told_besides(&drafts[later]);
        let victims: Vec<usize> = if self.is_passive(trigger) {
            self.surface_subject(trigger).into_iter().collect()
        } else {
            Vec::new()
        };
        (0..later).rev().find(|one| {
            let deed = drafts[*one].trigger;
            let is_theirs = victims.iter().any(|victim| self.parsed.is_under(deed, *victim));
            let (claim, at) = (&drafts[*one].claim, self.parsed.sentence_of(drafts[*one].trigger));
            let known = |party: &Party| party.actor.country.is_some() && !is_guess(&party.actor);
            let hit = countries_of(&claim.recipients);
            let fits = hit == theirs || hit.is_empty() || theirs.is_empty();
            let own = countries_of(&claim.actors);
            // "Struck the port in retaliation for attacks on the town".
            let is_background = !self.is_verb(deed)
                && matches!(
                    self.preposition(deed).as_deref(),
                    Some("for" | "after" | "following" | "since" | "despite" | "before")
                );
            (at == sentence && !is_theirs && !is_background || at + 1 == sentence && !only_describes)
                && claim.event_type == "ASSAULT"
                && claim.status == Status::Held
                && !own.is_empty()
                && (own.len() == 1 || !self.is_fight_of_both(&drafts[*one]))
                && claim.actors.iter().all(known)
                && fits
                && (hit == theirs || theirs.iter().all(|country| !own.contains(country)))
        })
    }
}

/// "As both lands shelled each other": whether those who were hit are of the several lands that did it.
fn at_each_other(own: &[String], hit: &[String]) -> bool {
    own.len() > 1 && hit.iter().all(|country| own.contains(country))
}

/// Whether a party bears arms.
fn is_fighter(party: &Party) -> bool {
    matches!(party.actor.sector.as_deref(), Some("MIL" | "REB" | "UAF" | "PRM"))
}
