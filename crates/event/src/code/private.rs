//! What is nobody's politics: what private persons do to each other and are tried for, and what befalls them.

use dragoman_text::Upos;

use super::Draft;
use super::complete::is_above_states_code;
use super::party::{GUESS, countries_of};
use super::walk::Walk;
use crate::actor::Actor;
use crate::claim::Party;
use crate::predicate::Habit;

/// A person whom no table knows has at least this confidence where the words say whose they are, and less where the
/// article's country was taken.
const SAID_OF_UNLISTED: f32 = 0.7;

/// Sectors of people who take no side when they are hurt.
const NO_SIDE: &[&str] = &["CVL", "BUS", "EDU", "MED", "LAB"];

impl Walk<'_> {
    /// Whether nobody has a part in it but private persons, of whom not even the country is said: what they say to each
    /// other and do for each other is no politics.
    pub(crate) fn is_private(&self, event_type: &str, actors: &[Party], recipients: &[Party]) -> bool {
        let Some(facts) = self.predicates.ontology.types.get(event_type) else { return false };
        let among_people = facts.quad.starts_with("verbal") || facts.quad == "material-cooperation";
        let by_the_state = facts.has(Habit::AtHome) && !facts.quad.starts_with("verbal");
        let is_person = |party: &Party| {
            let actor = &party.actor;
            let of_no_side = matches!(actor.sector.as_deref(), None | Some("CVL" | "EDU" | "MED" | "BUS"));
            // "The villagers" may be many, and a crowd is a power.
            let is_one = self.tokens_in(party.span).all(|token| self.parsed.xpos(token) != "NNS");
            // Of a name that no table knows, what is said is surer than what was guessed.
            let sure = if actor.person.is_some() { SAID_OF_UNLISTED } else { GUESS };
            let is_guessed = actor.country.is_none() || actor.confidence < sure;
            is_unlisted(actor) && of_no_side && is_one && is_guessed
        };
        let parties = || actors.iter().chain(recipients);
        let are_persons = !actors.is_empty() && parties().all(is_person);
        let countries: Vec<&str> = parties().filter_map(|party| party.actor.country.as_deref()).collect();
        let at_home = countries.windows(2).all(|two| two[0] == two[1])
            && !countries.first().is_some_and(|country| is_above_states_code(country));
        let are_private =
            at_home && parties().next().is_some() && parties().all(|party| self.is_of_no_side(party));
        among_people && !by_the_state && (are_persons || are_private)
    }

    /// Whether somebody is accused of what is done to a state: "charged a Togolese student with spying for Chad".
    pub(crate) fn is_against_state(&self, token: usize, event_type: &str) -> bool {
        event_type == "ACCUSE"
            && self.parsed.subtree(token).any(|word| self.is_a(word, "crime-against-state"))
    }

    /// Whether a party is a person whom no table knows, people of no side or a firm: what such people of one country say
    /// to each other is no politics, whosever they are.
    fn is_of_no_side(&self, party: &Party) -> bool {
        let actor = &party.actor;
        let of_no_side = match actor.sector.as_deref() {
            Some("CVL" | "EDU" | "MED" | "BUS") => true,
            None => {
                actor.person.is_some() || self.tokens_in(party.span).any(|word| self.is_a(word, "person"))
            }
            Some(_) => false,
        };
        let stands_for_others =
            || self.has_word(party.span, "takes-sides") || self.has_word(party.span, "locality");
        is_unlisted(actor) && of_no_side && !stands_for_others()
    }

    /// Whether a court or the police deal with somebody of their own land for a crime among private persons or over a mishap: "police in
    /// Lima arrest a singer over the murder of his wife".
    pub(crate) fn is_crime_among_people(
        &self,
        token: usize,
        event_type: &str,
        (actors, recipients): (&[Party], &[Party]),
    ) -> bool {
        if !matches!(event_type, "COERCE" | "ACCUSE" | "SANCTION" | "CONCEDE") || recipients.is_empty() {
            return false;
        }
        let of_law = |party: &Party| {
            matches!(party.actor.sector.as_deref(), None | Some("COP" | "JUD" | "GOV"))
                && party.actor.person.is_none()
        };
        let is_person = |party: &Party| {
            let actor = &party.actor;
            is_unlisted(actor)
                && matches!(actor.sector.as_deref(), None | Some("CVL" | "BUS" | "CRM" | "MED" | "EDU"))
        };
        let own = countries_of(actors);
        let at_home = own.len() < 2
            && (own.is_empty() || countries_of(recipients).iter().all(|country| own.contains(country)));
        at_home
            && actors.iter().all(of_law)
            && recipients.iter().all(is_person)
            && (self.stands_by(token, "crime-of-people") || self.stands_by(token, "mishap"))
            && !self.stands_by(token, "matter-of-state")
    }

    /// Whether nobody but suspects without a name are held by nobody who is named, and for nothing that was told of: "a
    /// suspect was arrested", but not "gunmen killed two judges. A suspect was arrested".
    pub(crate) fn is_arrest_of_nobody(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        (actors, recipients): (&[Party], &[Party]),
        before: &[Draft],
    ) -> bool {
        let arrests = event_type == "COERCE" && modes.iter().any(|mode| mode == "arrest");
        let by_nobody = self.agent(token).is_none() && actors.iter().all(|party| party.inferred);
        if !arrests || !by_nobody || !self.is_verb(token) || !self.is_passive(token) {
            return false;
        }
        let said_for = ["for", "over", "under", "with"];
        // "At the scene" says nothing, "at a border post" does.
        let somewhere = |one: &usize| !matches!(self.parsed.lemma(*one), "scene" | "home" | "place");
        let tells_more = said_for.into_iter().any(|word| !self.nominals(token, word).is_empty())
            || self.nominals(token, "at").iter().any(somewhere);
        let is_none = |party: &Party| self.tokens_in(party.span).any(|word| self.parsed.lemma(word) == "no");
        let is_suspect = |party: &Party| {
            is_unlisted(&party.actor)
                && party.actor.person.is_none()
                && self.has_word(party.span, "unnamed-suspect")
        };
        let mut sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        // Whoever shot or stabbed others at peace may have had private reasons.
        let in_peace = |draft: &Draft| {
            let hit = countries_of(&draft.claim.recipients);
            hit.iter().all(|land| !self.predicates.in_class("at-war", &land.to_ascii_lowercase()))
        };
        let is_told = |draft: &Draft| {
            draft.claim.event_type == "ASSAULT"
                && !(in_peace(draft) && self.stands_by(token, "private-violence"))
        };
        !recipients.is_empty()
            && recipients.iter().all(is_suspect)
            && !tells_more
            && !sentence.any(|word| self.is_a(word, "suspected-of-more"))
            && (recipients.iter().any(is_none) || !self.told_within(1, before, token).any(is_told))
    }

    /// Whether somebody of no side hurt others of no side with knife, gun or car, in a country of their own where nobody
    /// fights: "two women were stabbed at a shop in Lima". "A shooting near the border of Niger" may be anybody's.
    pub(crate) fn is_violence_among_people(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        (actors, recipients): (&[Party], &[Party]),
        place: Option<&str>,
    ) -> bool {
        let by_hand = modes.iter().all(|mode| matches!(mode.as_str(), "firearms" | "primitive" | "targeted"));
        if event_type != "ASSAULT" || !by_hand || !self.is_verb(token) {
            return false;
        }
        let of_no_side = |party: &Party, also: &[&str]| {
            let is_private = |sector: &str| NO_SIDE.contains(&sector) || also.contains(&sector);
            is_unlisted(&party.actor)
                && !self.has_word(party.span, "public-violence")
                && party.actor.sector.as_deref().is_none_or(is_private)
        };
        let is_one = |party: &Party| {
            let named = self.tokens_in(party.span);
            let mut words = named.filter(|word| matches!(self.parsed.upos(*word), Upos::Noun | Upos::Propn));
            words.all(|word| !matches!(self.parsed.xpos(word), "NNS" | "NNPS"))
        };
        let mut lands = countries_of(recipients);
        lands.extend(countries_of(actors));
        lands.extend(place.map(str::to_owned));
        lands.sort_unstable();
        lands.dedup();
        let in_peace = lands.len() < 2
            && lands.iter().all(|land| !self.predicates.in_class("at-war", &land.to_ascii_lowercase()));
        let mut sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        in_peace
            && recipients.iter().all(|party| of_no_side(party, &[]))
            && actors.iter().all(|party| is_one(party) && of_no_side(party, &["UAF", "REB"]))
            && sentence.any(|word| self.is_a(word, "private-violence"))
            && !self.around(token).any(|word| self.is_a(word, "public-violence"))
    }

    /// Whether something is done to nobody by a power: people of no side leave a town or a stage, a firm tries its rocket.
    pub(crate) fn is_own_affair(&self, event_type: &str, modes: &[String], actors: &[Party]) -> bool {
        let leaves = modes.iter().any(|mode| mode == "withdraw");
        let is_company = |party: &Party| party.actor.country.as_deref() == Some("MNC");
        !actors.is_empty()
            && match event_type {
                "RETREAT" if leaves => {
                    actors.iter().all(|party| self.is_of_no_side(party) || is_company(party))
                }
                "MOBILIZE" => actors.iter().all(is_company),
                _ => false,
            }
    }

    /// Whether those who govern give the people of their own country advice against a mishap: "the mayor urged residents to
    /// stay at home as the storm neared".
    pub(crate) fn is_advice(
        &self,
        token: usize,
        event_type: &str,
        actors: &[Party],
        recipients: &[Party],
    ) -> bool {
        let own = countries_of(actors);
        event_type == "REQUEST"
            && self.stands_by(token, "mishap")
            && !recipients.is_empty()
            && recipients.iter().all(|party| {
                let is_own = party
                    .actor
                    .country
                    .as_ref()
                    .is_none_or(|country| own.contains(country) || own.is_empty());
                is_own && is_unlisted(&party.actor) && self.has_word(party.span, "people-at-large")
            })
    }

    /// Whether harm came of a mishap, and by nobody's hand, or is looked into: "two adults were badly injured", "towns
    /// were damaged", "inspectors are investigating the crash", where a fire is told of and no attack.
    pub(crate) fn is_mishap(
        &self,
        token: usize,
        event_type: &str,
        modes: &[String],
        (actors, recipients): (&[Party], &[Party]),
    ) -> bool {
        let by_nobody = actors.iter().all(|party| {
            let of_a_power = party.actor.sector.is_some() || party.actor.person.is_some();
            // "The crash of the airliner, which killed forty": what carries people means nobody harm.
            !of_a_power && is_unlisted(&party.actor) || self.has_word(party.span, "conveyance")
        });
        let befalls = event_type == "ASSAULT"
            && by_nobody
            && (self.is_verb(token) && self.is_a(token, "harms")
                || self.is_a(token, "goes-off")
                || modes.iter().any(|mode| mode == "destroy"));
        let is_probe = event_type == "ACCUSE"
            && modes.iter().any(|mode| mode == "investigate")
            && recipients.iter().all(|party| party.actor.person.is_none() && party.actor.sector.is_none());
        (befalls || is_probe)
            && self.stands_by(token, "mishap")
            && !self.near(token).any(|other| {
                other != token && self.type_of(other) == Some("ASSAULT") && !self.is_a(other, "harms")
            })
    }

    /// Whether a word of a class stands in the sentence of a token or in the one before.
    fn stands_by(&self, token: usize, class: &str) -> bool {
        self.near(token).any(|word| self.is_a(word, class))
    }

    /// The words of a token's sentence, of the one before and of the one behind.
    fn around(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.parsed.sentence_of(token);
        let last = self.parsed.n_sentences().saturating_sub(1);
        let before = self.parsed.tokens_of(sentence.saturating_sub(1));
        before.start..self.parsed.tokens_of(last.min(sentence + 1)).end
    }

    /// The words of a token's sentence and of the one before.
    fn near(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.parsed.sentence_of(token);
        let before = self.parsed.tokens_of(sentence.saturating_sub(1));
        before.start..self.parsed.tokens_of(sentence).end
    }
}

/// Whether no table knows who is meant, or in what office or body.
fn is_unlisted(actor: &Actor) -> bool {
    actor.id.is_empty() && actor.office.is_none() && actor.body.is_none()
}
