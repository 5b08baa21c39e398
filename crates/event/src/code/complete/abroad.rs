//! Which other state does one state deal with?

use super::{Sides, Telling, inferred, is_above_states_code, is_of_others, only_country};
use crate::claim::Party;
use crate::code::is_past;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::Habit;
use crate::word;
use dragoman_text::{Relation, Span, Upos};

impl Walk<'_> {
    /// "Ended all agreements between its government and that of Qatar", "unfroze Venezuelan assets": what is done between
    /// states is done to which other one?
    pub(super) fn find_other_state(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        let deals_abroad = facts.has(Habit::BetweenStates)
            && !actors.is_empty()
            && !predicate.is_mutual()
            && !predicate.modes.iter().any(|mode| matches!(mode.as_str(), "convict" | "expel"));
        if deals_abroad && countries_of(recipients).len() > 1 {
            // "Ended all agreements between its government and that of Qatar".
            let own = countries_of(actors);
            recipients.retain(|party| !party.actor.country.as_ref().is_some_and(|one| own.contains(one)));
        }
        self.find_sole_other(telling, sides);
        let Sides { actors, recipients } = sides;
        let are_things =
            recipients.iter().all(|party| party.actor.sector.is_none() && party.actor.person.is_none());
        let at_others = !facts.has(Habit::AtHomeOnly) || are_things;
        let is_one = countries_of(actors).len() == 1;
        if deals_abroad && is_one && recipients.is_empty() {
            // "Suspends its aid and imposes sanctions on Chad".
            let joined = self
                .parsed
                .children_by(token, Relation::Conj)
                .find(|other| self.type_of(*other) == Some(event_type) && self.own_subject(*other).is_none());
            let own = countries_of(actors);
            let theirs = joined.map_or(Vec::new(), |other| self.parties(&self.own_cast(other).recipients));
            recipients.extend(theirs.iter().filter(|party| is_of_others(party, &own)).map(Party::again));
        }
        if deals_abroad && is_one && event_type == "SANCTION" && !recipients.is_empty() {
            // "Chad's parliament bans entry into Chad for holders of Malian passports": it keeps out others.
            let own = countries_of(actors);
            let is_home = |party: &Party| {
                party.actor.country.as_ref().is_some_and(|one| own.contains(one) && *one == party.actor.id)
            };
            if recipients.iter().all(is_home)
                && let Some(other) = self.other_states_within(token, &own, true).into_iter().next()
            {
                *recipients = vec![other];
            }
        }
        // "Left the bloc, citing the violations of Chad": it is the bloc that is left.
        let is_left = predicate.has_mode("withdraw") && !recipients.is_empty();
        if deals_abroad && is_one && countries_of(recipients).is_empty() && at_others {
            recipients.extend(self.other_states_within(token, &countries_of(actors), is_left));
        }
    }

    /// "A fire in Chad grows after a Malian strike on the depot", "a Malian minister hails the gas that reaches Chad": who is
    /// on the other side, where the sentence names but one other land?
    fn find_sole_other(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, .. } = telling;
        if predicate.is_mutual() {
            return;
        }
        let Sides { actors, recipients } = sides;
        let is_done_to_others = event_type == "ASSAULT" && is_past(telling.status)
            || event_type == "AGREE" && self.agrees_with_somebody(token, &countries_of(actors))
            || predicate.has_mode("visit");
        let is_by_one = countries_of(actors).len() == 1 && actors.iter().all(|one| !one.inferred);
        if is_done_to_others && is_by_one && recipients.is_empty() {
            recipients.extend(self.other_states_within(token, &countries_of(actors), false));
        }
        let is_given = matches!(event_type, "COOPERATE" | "SUPPORT") && countries_of(recipients).len() == 1;
        if is_given && actors.is_empty() {
            actors.extend(self.other_states_within(token, &countries_of(recipients), false));
        }
    }

    /// "Chad agreed to talks": whether it takes another to agree with, and nobody else is named in what is agreed to; not
    /// "the two sides agreed", nor "promised to bring its troops home".
    fn agrees_with_somebody(&self, token: usize, own: &[String]) -> bool {
        let between_sides = self.surface_subject(token).is_some_and(|subject| {
            word::is_in_any_case(self.parsed.lemma(subject), word::Class::Side)
                || matches!(self.parsed.lemma(subject), "both" | "two")
        });
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let is_named = self.actors_in(token + 1..sentence.end).iter().any(|mention| {
            let inside = self.parsed.is_under(mention.head, token);
            let mut actors = mention.actors.iter().filter(|one| !is_guess(one));
            inside && actors.any(|one| one.country.as_ref().is_some_and(|one| !own.contains(one)))
        });
        self.is_a(token, "takes-another") && !between_sides && !is_named
    }

    /// "Unfroze Venezuelan assets", "will lift all curbs that were put on Chad", "cut off gas over an unpaid bill of
    /// Moldova's": of whom nothing is said, the country that is named in what is done, else the only other one in the
    /// sentence.
    fn other_states_within(&self, token: usize, own: &[String], only_in_it: bool) -> Vec<Party> {
        if own.is_empty() {
            return Vec::new();
        }
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let actors = self.actors_in(sentence.clone()).iter();
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
        // "Froze all aid except that to Chad".
        others.retain(|(head, ..)| {
            let above = self.parsed.ancestors(*head).take_while(|above| *above != token);
            !std::iter::once(*head).chain(above).any(|one| self.is_excepted(one))
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

    /// "Summoned the envoy", "expelled three diplomats": a government deals so with those of another.
    pub(super) fn send_abroad(&self, token: usize, actors: &[Party], recipients: &mut [Party], verbal: bool) {
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
}
