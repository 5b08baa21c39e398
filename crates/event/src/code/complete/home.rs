//! Who is at home where it happens: whose people, whose forces, whose government?

use super::{Sides, Telling, inferred, is_above_states, is_above_states_code, only_country};
use crate::actor::Actor;
use crate::claim::{Party, Where};
use crate::code::Draft;
use crate::code::is_past;
use crate::code::party::{GUESS, countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::Habit;
use crate::word;
use dragoman_text::{NameKind, Relation, Span, Upos};

/// Of ten mentions, so many are of the one country that an article of home affairs speaks of.
const DOMESTIC: usize = 8;

impl Walk<'_> {
    /// "Police arrested ten people in Chad", "a riot breaks out", "an anti-government march": of which land are those who
    /// are at home, and who are they where nobody is named?
    pub(super) fn settle_at_home(&self, telling: Telling<'_>, sides: &mut Sides, is_mended: bool) {
        if !telling.facts.has(Habit::AtHome) {
            return;
        }
        // Where a body above states has its seat says nothing of those whom it deals with.
        let seat = sides.actors.iter().any(is_above_states);
        let country = telling.place.and_then(|place| place.country.clone()).filter(|_| !seat);
        if let Some(country) = &country {
            self.name_those_of_place(telling, sides, country);
        }
        self.name_each_by_other(telling, sides, seat, is_mended);
        self.find_people_or_forces(telling, sides, country.as_deref());
    }

    /// "A protest in Chad": those of whom nothing is said are of the place.
    fn name_those_of_place(&self, telling: Telling<'_>, sides: &mut Sides, country: &str) {
        let Telling { place, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        let reason = "the country of the place";
        self.name_country(actors, country, reason);
        if let Some(place) = place.filter(|_| facts.has(Habit::ByThePeople)) {
            self.gather_in_each(actors, place);
        }
        let own_house = telling.shuts_out() && only_country(actors).as_deref() == Some(country);
        if !own_house {
            self.name_country(recipients, country, reason);
        }
    }

    /// Police, courts and crowds are those of the country whose people they deal with.
    fn name_each_by_other(&self, telling: Telling<'_>, sides: &mut Sides, seat: bool, is_mended: bool) {
        let Telling { predicate, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        // A court that sends home a Chadian asylum seeker is not of Chad.
        let are_guests = recipients.iter().any(|party| self.has_word(party.span, "sector-refugee"));
        // "Mobs loot a depot of the World Health Organization": they are of some state.
        let is_crowd = facts.has(Habit::ByThePeople);
        let theirs = only_country(recipients)
            .filter(|country| !(are_guests || is_crowd && is_above_states_code(country)));
        // "The group blames Chad": it need not be Chad's.
        let is_state = recipients.iter().any(|party| party.actor.country.as_ref() == Some(&party.actor.id));
        if let Some(country) = theirs.filter(|_| !is_state || facts.quad != "verbal-conflict") {
            self.name_country(actors, &country, "the country of the other side");
        }
        let police = actors.iter().all(|party| party.actor.sector.as_deref() == Some("COP"));
        let at_home = facts.has(Habit::AtHomeOnly) || police;
        let deports = predicate.has_mode("deport");
        let own = only_country(actors).filter(|_| at_home && !seat && !deports);
        if let Some(country) = own {
            let theirs = |party: &&mut Party| police && !is_mended && is_guess(&party.actor);
            for party in recipients.iter_mut().filter(theirs) {
                party.actor.country = Some(country.clone());
            }
            self.name_country(recipients, &country, "the country of the other side");
        }
    }

    /// "A riot breaks out", "ten people were arrested": whoever does it at home and is not named is the people, their
    /// forces or their rulers.
    fn find_people_or_forces(&self, telling: Telling<'_>, sides: &mut Sides, country: Option<&str>) {
        let Telling { token, place, predicate, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        if facts.has(Habit::ByThePeople) && actors.is_empty() {
            let home = country.map(str::to_owned).or_else(|| only_country(recipients));
            let told = || self.home_of_crowd(token).filter(|_| !self.is_verb(token));
            if let Some(home) = home.or_else(told) {
                let words = self.noun_of_telling(token);
                actors.push(inferred(words, Some(&home), "the people of the country do it"));
                if let Some(place) = place {
                    self.gather_in_each(actors, place);
                }
            }
        }
        if facts.has(Habit::ByThePeople) && recipients.is_empty() && self.is_against_rulers(token) {
            let home = only_country(actors).or_else(|| country.map(str::to_owned));
            recipients.extend(home.map(|home| {
                let words = self.noun_of_telling(token);
                let mut rulers = inferred(words, Some(&home), "the government of the country");
                rulers.actor.sector = Some("GOV".to_owned());
                rulers
            }));
        }
        if facts.has(Habit::ByTheState) && actors.is_empty() {
            actors.extend(self.forces_before(token, recipients, before));
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
            actors.push(inferred(place.text.clone(), country, reason));
        }
    }

    /// "Puts the town under curfew", "the opposition demands that the bill be dropped": is it done to their own people or
    /// said to their own government, where nobody else is named?
    pub(super) fn find_those_at_home(&self, telling: Telling<'_>, sides: &mut Sides, open: bool) {
        let Telling { token, place, predicate, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        if recipients.is_empty() && open {
            let home = place.and_then(|place| place.country.clone());
            let on_the_people = facts.has(Habit::OnThePeople) && !predicate.has_mode("deport");
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
            let own = only_country(actors).filter(|own| self.is_domestic(own));
            recipients.extend(own.and_then(|own| self.own_government(token, &own, actors)));
        }
    }

    /// "An officer is killed in Lagos. A suspect is arrested", "a state of emergency is declared": of which land are they, by
    /// where it happened, and who rules and lives there?
    pub(super) fn stay_where_it_happened(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, status, place, predicate, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        let stays_there = facts.has(Habit::ByTheState)
            || facts.has(Habit::WhereItHits) && is_past(status)
            || predicate.has_mode("release");
        if stays_there && countries_of(actors).is_empty() && countries_of(recipients).is_empty() {
            self.stay_there(token, recipients, before);
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
            self.leave_open_whose(token, recipients);
        }
        if predicate.has_mode("curfew") && countries_of(recipients).is_empty() {
            // "The mayor imposed a curfew": on whoever lives there.
            let home = only_country(actors).filter(|own| self.is_domestic(own));
            recipients.extend(home.map(|home| {
                let words = self.noun_of_telling(token);
                inferred(words, Some(&home), "whoever lives where it holds")
            }));
        }
    }

    /// "Police shoot the attacker", "arrests a suspect": of which land they are nobody says.
    pub(super) fn leave_wrongdoers_open(&self, telling: Telling<'_>, sides: &mut Sides) {
        if !matches!(telling.event_type, "ASSAULT" | "COERCE") || countries_of(&sides.actors).is_empty() {
            return;
        }
        let is_wrongdoer = |party: &Party| {
            let last = self.head_of(party.span);
            is_guess(&party.actor) && last.is_some_and(|last| self.is_a(last, "wrongdoer"))
        };
        for party in sides.recipients.iter_mut().filter(|party| is_wrongdoer(party)) {
            party.actor.country = None;
            "nobody says of which country".clone_into(&mut party.actor.reason);
        }
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
    pub(super) fn is_named(&self, span: Span) -> bool {
        // "Several figures, including the leader Ana Example".
        let own = self.tokens_in(span).take_while(|token| self.parsed.lemma(*token) != "include");
        own.into_iter().any(|token| {
            matches!(self.parsed.name_kind(token), Some(NameKind::Organisation))
                || matches!(self.parsed.lemma(token), "hacker" | "smuggler")
                || word::is_in_any_case(self.parsed.lemma(token), word::Class::Outsider)
                || word::is_in_any_case(self.parsed.lemma(token), word::Class::FromOutside)
        })
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
    pub(super) fn is_domestic(&self, country: &str) -> bool {
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

    /// The government at home that was last spoken of: at whom words are directed that are directed at nobody.
    pub(super) fn own_government(&self, token: usize, country: &str, actors: &[Party]) -> Option<Party> {
        let until = self.grounding.actors.partition_point(|mention| mention.head < token);
        let (before, after) = self.grounding.actors.split_at_checked(until)?;
        before.iter().rev().chain(after).find_map(|mention| {
            let [actor] = mention.actors.as_slice() else { return None };
            let governs = actor.country.as_deref() == Some(country)
                && matches!(actor.sector.as_deref(), Some("GOV" | "LEG") | None);
            let speaks = actors.iter().any(|one| {
                one.span == mention.span || one.actor.person.is_some() && one.actor.person == actor.person
            });
            // "Reopens its airspace": nobody is told of whom it is done to.
            let is_said = self.parsed.upos(mention.head) != Upos::Pron;
            (governs && !speaks && is_said).then(|| Party {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: Span::default(),
                actor: Actor { confidence: 0.5, ..actor.clone() },
                inferred: true,
            })
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
    pub(super) fn settle_populace(&self, recipients: &mut [Party], there: &str) {
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
    pub(super) fn settle_reporters(&self, recipients: &mut [Party], there: &str) {
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
}
