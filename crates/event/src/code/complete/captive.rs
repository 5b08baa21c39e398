//! Whose are those who are held, freed, sent away or kept out, and who holds them?

use super::{Sides, Telling, inferred, is_above_states_code, is_of_others, only_country};
use crate::claim::{Party, Where};
use crate::code::party::{ASKED_FREE, GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::code::{Draft, is_past};
use crate::predicate::{Part, Place};
use dragoman_text::{Relation, Span, Upos};

impl Walk<'_> {
    /// "Italy demands the release of a reporter": whoever asks for somebody's freedom asks for their own.
    pub(in crate::code) fn free_ones_own(
        &self,
        governor: Option<usize>,
        modes: &[String],
        recipients: &mut [Party],
    ) {
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

    /// "Authorities will extradite them to Mali": whoever gives somebody over is not of those who get him.
    pub(super) fn give_over_to_another(&self, telling: Telling<'_>, sides: &mut Sides) {
        let token = telling.token;
        let Sides { actors, recipients } = sides;
        if self.is_a(token, "gives-over") && !actors.is_empty() {
            // "Two men were held in Chad, and authorities will extradite them to Mali": not those of Mali.
            let to = countries_of(recipients);
            let is_guessed = |party: &Party| {
                is_guess(&party.actor)
                    && party.actor.country.as_ref().is_some_and(|country| to.contains(country))
            };
            if to.len() == 1 && actors.iter().all(is_guessed) {
                let other = self.nearest_other(token, &to).and_then(|other| other.actor.country);
                for party in actors.iter_mut() {
                    party.actor.country.clone_from(&other);
                    "whoever gives somebody up to a country is of another"
                        .clone_into(&mut party.actor.reason);
                }
            }
        }
    }

    /// "Sanctions on the banker Petrov", "deports ten people": whoever is kept out or sent away is not of those who do it.
    pub(super) fn leave_shut_out_open(telling: Telling<'_>, sides: &mut Sides) {
        let predicate = telling.predicate;
        let Sides { actors, recipients } = sides;
        let deports = predicate.has_mode("deport");
        if telling.shuts_out() {
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
    }

    /// "Rebels hold ten hostages", "sign a deal in Malta to free prisoners": are those who are held of no land that is said?
    pub(super) fn leave_captives_open(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, place, predicate, .. } = telling;
        let Sides { actors, recipients } = sides;
        self.free_captives(actors, recipients, true);
        if predicate.has_mode("release") {
            self.leave_where_signed(token, actors, recipients, place);
        }
    }

    /// "Arrests 35 people", "police arrest 40 migrants", "was arrested in Chad": of which land are they, is that said at
    /// all, and who holds them or lets them go?
    pub(super) fn find_whoever_holds(&self, telling: Telling<'_>, sides: &mut Sides) {
        self.leave_anybody_open(telling, sides);
        self.find_whoever_is_bound(telling, sides);
        let Telling { token, status, place, predicate, event_type, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if event_type == "AID" || predicate.has_mode("arrest") {
            self.leave_strangers_open(actors, recipients, predicate.has_mode("arrest"));
        }
        if actors.is_empty() && is_past(status) {
            let arrests = event_type == "COERCE" && predicate.has_mode("arrest");
            let frees = event_type == "RETREAT" && predicate.has_mode("release");
            if arrests {
                actors.extend(self.custodian(token, place, recipients, before));
            } else if frees {
                actors.extend(self.freer(token, recipients));
            }
        }
    }

    /// "Deports 35 people", "arrests 35 people suspected of spying for Mali", "puts a man to death": of whom no word says
    /// anything, the land is left open.
    fn leave_anybody_open(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        let holds = match event_type {
            // "Arrests 35 people": its own, as a rule, where no other country is named beside them.
            "COERCE" => {
                predicate.has_mode("deport")
                    || predicate.has_mode("arrest") && self.names_another(token, &countries_of(actors))
            }
            "ASSAULT" => predicate.has_mode("targeted"),
            _ => false,
        };
        if holds && !countries_of(actors).is_empty() && !self.is_at_protest(token, actors, before) {
            // "Deports 35 people": of which country they are nobody says.
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
    }

    /// "Chad freed ten prisoners under a truce with Niger": those of the other side of what it is done under.
    pub(super) fn free_the_others(&self, token: usize, actors: &[Party], recipients: &mut [Party]) {
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

    /// "Seized a tanker and held its crew": those of the tanker, and not of whoever seized it.
    pub(super) fn hold_crew(&self, token: usize, recipients: &mut [Party], before: &[Draft]) {
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

    /// Whom an armed group holds or frees need not be of its own country, nor, where the group is known, of where it does.
    pub(super) fn free_captives(&self, actors: &[Party], recipients: &mut [Party], known: bool) {
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

    /// "Deports asylum seekers to Chad": where they are sent says not whose they are, unless they are sent back.
    pub(super) fn leave_open_whose(&self, token: usize, recipients: &mut Vec<Party>) {
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
        // "Detained in Chad" is held by Chad; "arrested in Chad" may be for anybody, where nobody else names Chad.
        let keeps = !self.is_a(token, "arrests") || self.names_elsewhere(token, there);
        let deals = (is_done_to && keeps || acts()) && are_foreign(recipients, there);
        deals.then(|| inferred(place.text.clone(), Some(there), "the country that deals with them there"))
    }

    /// Whether a sentence names some country besides these.
    fn names_another(&self, token: usize, own: &[String]) -> bool {
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let named = self.actors_in(sentence).iter();
        let mut countries = named.flat_map(|mention| mention.actors.iter()).filter(|one| !is_guess(one));
        countries.any(|one| {
            let country = one.country.as_ref();
            country.is_some_and(|one| one.len() == 3 && !own.contains(one) && !is_above_states_code(one))
        })
    }

    /// Whether a country is named in a sentence by more than the place that something happens in.
    fn names_elsewhere(&self, token: usize, country: &str) -> bool {
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        self.actors_in(sentence).iter().any(|mention| {
            let is_it = mention.actors.iter().any(|one| one.country.as_deref() == Some(country));
            is_it && self.place(mention.head).is_none()
        })
    }

    /// "Two Kenyans were released from Chad", "was freed from prison in Chad": foreigners are let go by the country that
    /// they leave.
    fn freer(&self, token: usize, recipients: &[Party]) -> Option<Party> {
        let from = self.nominals(token, "from").into_iter();
        let held = from.flat_map(|one| {
            if !self.is_a(one, "custody") {
                return vec![one];
            }
            let lies_in = self.nominals(one, "in");
            // The phrase may hang on the verb.
            if lies_in.is_empty() { self.nominals(token, "in") } else { lies_in }
        });
        let parties = held.flat_map(|one| self.parties(&[one]).into_iter().map(move |party| (one, party)));
        parties.into_iter().find_map(|(one, party)| {
            let there = party.actor.country.clone()?;
            let is_land = party.actor.id == there || self.place(one).is_some();
            let frees = is_land && are_foreign(recipients, &there);
            frees.then(|| inferred(party.text.clone(), Some(&there), "the country that they leave"))
        })
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
    pub(super) fn is_anybody(&self, span: Span) -> bool {
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
