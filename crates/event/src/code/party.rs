//! From the tokens that fill a role to the parties they name.

use std::ops::Range;

use dragoman_text::{NameKind, Relation, Span, Upos};

use super::walk::Walk;
use crate::actor::{Actor, ActorMention};
use crate::claim::Party;

/// Sectors of those who bear arms for a state or against one.
pub(super) const ARMED: &[&str] = &["MIL", "REB", "COP", "PRM", "UAF", "SPY"];

/// Below this, the country of an unnamed actor was guessed from what the article is about.
pub(crate) const GUESS: f32 = 0.8;

/// Whose a thing is may be asked of what it is tied to, and so on; words that lead back to where they began end here.
const MOST_NESTED: usize = 6;

/// "The plane" is one that was named at most so many sentences before.
const CRAFT_REACH: usize = 6;

/// Why a thing is taken to be of a country that the words around it name.
const IN_SAME_PHRASE: &str = "the country named in the same phrase";

/// Why a captive is taken to be of a country.
pub(super) const ASKED_FREE: &str = "whoever asks for their freedom";

/// Whether the country of an actor is a guess.
pub(crate) fn is_guess(actor: &Actor) -> bool {
    actor.id.is_empty() && actor.person.is_none() && actor.confidence < GUESS
}

/// The countries of several parties, each once, in the order of the alphabet.
pub(crate) fn countries_of(parties: &[Party]) -> Vec<String> {
    let mut countries: Vec<String> = parties.iter().filter_map(|party| party.actor.country.clone()).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

impl Walk<'_> {
    /// Whether a token names somebody who can act or suffer in politics.
    pub(crate) fn is_party(&self, token: usize) -> bool {
        // "A public inquiry" is nobody's.
        let is_adjective =
            self.parsed.upos(token) == Upos::Adj && self.parsed.relation(token) == Relation::Amod;
        if is_adjective && self.country_itself(token).is_none() && self.is_a(token, "of-everybody") {
            return false;
        }
        // "A suspected ambush": the suspicion is no suspect.
        let is_participle = matches!(self.parsed.xpos(token), "VBN" | "VBG" | "JJ")
            && self.parsed.relation(token) == Relation::Amod;
        if is_participle && self.mention(token).is_none() && self.is_a(token, "said-to-be") {
            return false;
        }
        self.mention(token).is_some()
            || self.is_a(token, "person")
            || self.is_a(token, "armed")
            || self.is_a(token, "body")
            || matches!(
                self.parsed.name_kind(token),
                Some(NameKind::Person | NameKind::Organisation | NameKind::Group)
            )
            || self.is_country(token)
            || self.counts_people(token)
    }

    /// "Killed five and wounded 110": a bare number of those who were harmed is one of people.
    pub(crate) fn counts_people(&self, token: usize) -> bool {
        let is_bare = self.parsed.upos(token) == Upos::Num && self.measured(token).is_none();
        let undergoes = matches!(self.parsed.relation(token), Relation::Obj | Relation::NsubjPass);
        is_bare && undergoes && self.parsed.head(token).is_some_and(|verb| self.is_a(verb, "harmed"))
    }

    /// "Killed three officers and injured two": two officers.
    fn counted_before(&self, token: usize) -> Option<usize> {
        let verb = self.parsed.head(token).filter(|_| self.counts_people(token))?;
        let first = self
            .parsed
            .head(verb)
            .filter(|first| self.parsed.relation(verb) == Relation::Conj && self.is_a(*first, "harmed"))?;
        let harmed = [Relation::Obj, Relation::NsubjPass];
        let harmed = harmed.into_iter().find_map(|relation| self.parsed.child_by(first, relation))?;
        (self.parsed.upos(harmed) == Upos::Noun && self.is_party(harmed)).then_some(harmed)
    }

    /// Whether a token names a country that acts, even where the words name it as a place.
    pub(crate) fn is_country(&self, token: usize) -> bool {
        let acts = matches!(
            self.parsed.relation(token),
            Relation::Nsubj | Relation::NsubjPass | Relation::OblAgent | Relation::Obj
        );
        acts && self.mention(token).is_none()
            && self.place(token).is_some_and(|place| self.grounding.places[place].country.is_some())
            || self.mention(token).is_some_and(|mention| {
                self.grounding.actors[mention].actors.iter().any(|actor| {
                    actor.person.is_none()
                        && actor.office.is_none()
                        && actor.country.as_deref() == Some(actor.id.as_str())
                })
            })
    }

    pub(crate) fn is_armed(&self, token: usize) -> bool {
        self.is_a(token, "armed")
            || self.mention(token).is_some_and(|mention| {
                self.grounding.actors[mention]
                    .actors
                    .iter()
                    .any(|actor| actor.sector.as_deref().is_some_and(|sector| ARMED.contains(&sector)))
            })
    }

    /// The parties that some tokens name, with all that is coordinated with them, each once.
    pub(crate) fn parties(&self, tokens: &[usize]) -> Vec<Party> {
        let nested = self.nested.get();
        if nested >= MOST_NESTED {
            return Vec::new();
        }
        self.nested.set(nested + 1);
        let parties = self.parties_within(tokens);
        self.nested.set(nested);
        parties
    }

    fn parties_within(&self, tokens: &[usize]) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        let mut listed = self.all_conjuncts(tokens);
        let members: Vec<usize> = listed.iter().flat_map(|token| self.members(*token)).collect();
        // "Two Malian guards, including a commander": the commander is one of them and of no land of his own.
        let has_country = |token: usize| {
            let is_known = |party: &Party| party.actor.country.is_some() && !is_guess(&party.actor);
            self.parties_at(token).iter().any(is_known)
        };
        let is_of_whole = listed.iter().any(|token| has_country(*token));
        for member in self.all_conjuncts(&members) {
            let tells_more =
                if is_of_whole { has_country(member) } else { !self.parties_at(member).is_empty() };
            if !listed.contains(&member) && tells_more {
                listed.push(member);
            }
        }
        let named: Vec<usize> = members.iter().copied().filter(|member| has_country(*member)).collect();
        if !named.is_empty() {
            // "Frees ten prisoners, including two Chadians": the others are not known to be the article's own.
            let is_whole = |token: &usize| self.members(*token).iter().any(|member| named.contains(member));
            let is_guessed =
                |token: &usize| self.parties_at(*token).iter().all(|party| is_guess(&party.actor));
            listed.retain(|token| !(is_whole(token) && is_guessed(token)));
        }
        // "Russian missiles and drone strikes on the town": the second tell of nobody else, and least of the town.
        let tells = |token: &usize| {
            self.event_at(*token) == Some(*token)
                || self.is_a(*token, "shot-at-somebody")
                || self.is_a(*token, "gunfire")
        };
        let says_whose = |token: &usize| {
            self.parsed.children(*token).any(|word| self.country_said_by(word).is_some())
                || self.parsed.child_by(*token, Relation::NmodPoss).is_some()
                || !self.nominals(*token, "by").is_empty()
        };
        if listed.len() > 1 && listed.iter().any(|token| tells(token) && says_whose(token) || !tells(token)) {
            listed.retain(|token| !tells(token) || says_whose(token) || self.mention(*token).is_some());
        }
        for token in listed {
            for party in self.parties_at(token) {
                let same = |other: &Party| {
                    party.actor == other.actor && (!party.actor.id.is_empty() || party.span == other.span)
                };
                if !parties.iter().any(same) {
                    parties.push(party);
                }
            }
        }
        parties
    }

    /// "Two Malians were killed and four others held", "expelled ten Malians and held hundreds more": of the same people as
    /// those before.
    fn others_like(&self, token: usize) -> Option<usize> {
        let more = || self.parsed.children(token).any(|word| self.parsed.lemma(word) == "more");
        let is_open = self.parsed.lemma(token) == "other" && self.parsed.form(token).ends_with('s')
            || more() && (self.is_a(token, "measure") || self.parsed.upos(token) == Upos::Num);
        let is_bare = self.nominals(token, "of").is_empty() && self.nominals(token, "from").is_empty();
        let done_to = [Relation::Obj, Relation::NsubjPass];
        let verb = self
            .parsed
            .head(token)
            .filter(|_| is_open && is_bare && done_to.contains(&self.parsed.relation(token)))?;
        let first = self.parsed.head(verb).filter(|first| {
            self.parsed.relation(verb) == Relation::Conj
                && *first < verb
                && (self.is_a(*first, "harmed") || self.type_of(*first) == Some("COERCE"))
        })?;
        let like = done_to.into_iter().find_map(|relation| self.parsed.child_by(first, relation))?;
        (self.parsed.upos(like) == Upos::Noun || self.parsed.upos(like) == Upos::Propn)
            .then_some(like)
            .filter(|like| self.is_party(*like))
    }

    fn parties_at(&self, token: usize) -> Vec<Party> {
        if let Some(like) = self.others_like(token) {
            let span = self.phrase(token);
            let same: Vec<Party> = self.parties(&[like]);
            if countries_of(&same).len() == 1 {
                return same.into_iter().take(1).map(|party| self.party(span, party.actor)).collect();
            }
        }
        let is_of_nobody = || self.parsed.child_by(token, Relation::NmodPoss).is_none();
        if self.is_a(token, "edge") || self.is_a(token, "bond") && is_of_nobody() {
            // "The sidelines of an African Union summit" are nobody, and so is "membership of an armed group".
            return Vec::new();
        }
        if let Some(country) = self.installer(token) {
            // "The Chad-installed mayor of a Malian town".
            let named = self.mention(token).and_then(|found| self.grounding.actors[found].actors.first());
            let actor = Actor {
                country: Some(country),
                sector: Some("GOV".to_owned()),
                person: named.and_then(|actor| actor.person.clone()),
                confidence: GUESS,
                reason: "by whoever installed them".to_owned(),
                ..Actor::default()
            };
            return vec![self.party(self.phrase(token), actor)];
        }
        if self.is_a(token, "import-of") {
            // "A tariff on U.S. imports from Chile": they are Chile's.
            let into = ["into", "to"].into_iter().any(|word| !self.nominals(token, word).is_empty());
            let from = self.parties(&self.named_below(token, "from"));
            let says_whose = self.parsed.children(token).any(|word| self.country_said_by(word).is_some());
            if into && from.is_empty() && !says_whose {
                // "A tariff on all imports into Chad" is Chad's own.
                return Vec::new();
            }
            if from.iter().any(|party| party.actor.country.is_some()) {
                return from;
            }
        }
        if self.parsed.upos(token) == Upos::Num {
            // "Two of its soldiers in Mali": they are whose the soldiers are.
            let whole = self
                .nominals(token, "of")
                .into_iter()
                .find(|one| self.parsed.child_by(*one, Relation::NmodPoss).is_some() && self.is_party(*one));
            let same = whole.map_or(Vec::new(), |whole| self.parties(&[whole]));
            if same.iter().any(|party| party.actor.country.is_some()) {
                return same;
            }
        }
        if let Some(found) = self.mention(token) {
            let mention = &self.grounding.actors[found];
            let weak = mention.actors.iter().all(is_guess);
            let unlisted = mention.actors.iter().all(|actor| actor.id.is_empty() && actor.office.is_none());
            let says_whose = !weak && !self.nominals(token, "of").is_empty();
            if unlisted
                && !says_whose
                && let Some(actor) = self.described_elsewhere(token)
            {
                return vec![self.party(self.grounding.actors[found].span, actor)];
            }
            if weak && let Some(name) = self.name_beside(token).filter(|name| *name != found) {
                // "The armed group Hamas" is Hamas.
                let named = &self.grounding.actors[name];
                return named.actors.iter().map(|actor| self.party(named.span, actor.clone())).collect();
            }
            // "The U.S. company Google" is of the United States, wherever else it sells.
            let everywhere = mention.actors.iter().all(|actor| actor.country.as_deref() == Some("MNC"));
            let is_unsure = mention.actors.iter().all(|actor| actor.confidence < GUESS);
            let inner = if weak {
                // "The suspect, a Chadian citizen".
                let within = self.named_within(token);
                if within.is_empty() { self.named_behind_name(token) } else { within }
            } else if unlisted && is_unsure {
                self.named_behind_name(token)
            } else {
                Vec::new()
            };
            let inner = if everywhere { self.said_nationality(mention) } else { inner };
            return mention
                .actors
                .iter()
                .map(|actor| {
                    let mut actor = actor.clone();
                    if let [country] = inner.as_slice() {
                        actor.country = Some(country.clone());
                        actor.confidence = 0.85;
                        IN_SAME_PHRASE.clone_into(&mut actor.reason);
                    }
                    self.party(mention.span, actor)
                })
                .collect();
        }
        if let Some(measured) = self.measured(token) {
            return self.parties(&[measured]);
        }
        if let Some(others) = self.counted_before(token) {
            let span = self.phrase(token);
            let same = self.parties(&[others]).into_iter();
            return same.map(|party| self.party(span, party.actor)).collect();
        }
        let span = self.phrase(token);
        if self.is_a(token, "craft") && self.is_definite(token) {
            // "A U.S. Navy plane landed. China accused the plane": it is whose it was.
            let told = self.craft_before(token);
            if !told.is_empty() {
                return told;
            }
        }
        if self.is_a(token, "boundary") {
            // "Massed troops along its border with Mali": what lies behind it is meant.
            for word in ["with", "between"] {
                let beyond = self.parties(&self.named_below(token, word));
                if !beyond.is_empty() {
                    return beyond;
                }
            }
        }
        if self.is_a(token, "document") {
            // "A statement by the ministry said": whoever made it speaks.
            let makers = self.makers(token);
            if !makers.is_empty() {
                return self.parties(&makers);
            }
        }
        if self.event_at(token) == Some(token) {
            // "Condemned the recognition of Somaliland by Israel": a deed is whoever's did it.
            let by = self.parties(&self.named_below(token, "by"));
            if by.iter().any(|party| party.actor.country.is_some()) {
                return by;
            }
            // "Hit by a strike that was carried out by Chad".
            let carried_out = self
                .doing_verb(token)
                .filter(|verb| self.parsed.head(*verb) == Some(token) && self.is_passive(*verb));
            let agents: Vec<usize> = carried_out.and_then(|verb| self.agent(verb)).into_iter().collect();
            let agents = self.parties(&agents);
            if agents.iter().any(|party| party.actor.country.is_some()) {
                return agents;
            }
            // "Condemned the pact between Chad and Libya".
            let between = self.parties(&self.named_below(token, "between"));
            if between.len() > 1 {
                return between;
            }
        }
        let mut inner = self.named_within(token);
        if inner.len() > 1
            && let Some(place) = self.place(token)
            && let Some(lies_in) = &self.grounding.places[place].country
            && inner.contains(lies_in)
        {
            // "Strikes Lagos in Nigeria with Chadian missiles", with the missiles hung on the town.
            inner = vec![lies_in.clone()];
        }
        if !inner.is_empty() {
            let sector = self.sector(token);
            return inner
                .into_iter()
                .map(|country| {
                    let actor = Actor {
                        country: Some(country),
                        sector: sector.map(str::to_owned),
                        confidence: GUESS,
                        reason: IN_SAME_PHRASE.to_owned(),
                        ..Actor::default()
                    };
                    self.party(span, actor)
                })
                .collect();
        }
        let owner = self.parsed.child_by(token, Relation::NmodPoss).and_then(|owner| self.mention(owner));
        if let Some(owner) = owner.filter(|_| !self.is_party(token)) {
            let mention = &self.grounding.actors[owner];
            return mention.actors.iter().map(|actor| self.party(mention.span, actor.clone())).collect();
        }
        if let Some(place) = self.place(token) {
            let place = &self.grounding.places[place];
            let actor = Actor {
                id: place.country.clone().unwrap_or_default(),
                country: place.country.clone(),
                confidence: 0.7 * place.confidence,
                reason: "the country of the place".to_owned(),
                ..Actor::default()
            };
            return vec![self.party(place.span, actor)];
        }
        if let Some(actor) = self.described_elsewhere(token) {
            return vec![self.party(span, actor)];
        }
        if let Some(name) = self.name_beside(token) {
            // "Rights watchdog Amnesty International".
            let mention = &self.grounding.actors[name];
            return mention.actors.iter().map(|actor| self.party(mention.span, actor.clone())).collect();
        }
        if self.is_party(token) {
            let person = self.parsed.name_kind(token) == Some(NameKind::Person);
            let actor = Actor {
                sector: self.sector(token).map(str::to_owned),
                person: person.then(|| span.of(self.parsed.text()).to_owned()),
                confidence: 0.4,
                reason: "named by the article, known to no table".to_owned(),
                ..Actor::default()
            };
            return vec![self.party(span, actor)];
        }
        Vec::new()
    }

    /// An organisation that no table knows, by what the article says of it elsewhere: "the Iranian airline Mahan Air".
    fn described_elsewhere(&self, token: usize) -> Option<Actor> {
        if !matches!(self.parsed.name_kind(token), Some(NameKind::Organisation | NameKind::Person)) {
            return None;
        }
        let first = self.phrase_tokens(token).find(|one| self.parsed.upos(*one) == Upos::Propn)?;
        let name = self.parsed.form(first);
        if name.chars().count() < 3 {
            return None;
        }
        self.grounding.actors.iter().find_map(|mention| {
            let [actor] = mention.actors.as_slice() else { return None };
            let described = actor.id.is_empty() && actor.person.is_none() && actor.country.is_some();
            // "Mahan" after "Mahan Air".
            let shortened = actor.body.is_some()
                && actor.person.is_none()
                && mention.tokens.len() > 1
                && self.parsed.form(mention.tokens.start) == name
                && mention.tokens.start != first;
            let named = |one: usize| {
                one != first
                    && self.parsed.form(one) == name
                    && self.parsed.name_kind(one) == Some(NameKind::Organisation)
                    && self.parsed.upos(one) == Upos::Propn
            };
            let beside = || {
                let above = self.parsed.head(mention.head);
                above.filter(|_| self.parsed.relation(mention.head) == Relation::Appos).is_some_and(named)
            };
            let fits = described && !is_guess(actor) && (mention.tokens.clone().any(named) || beside());
            (fits || shortened).then(|| Actor {
                reason: format!("as the article says elsewhere: {}", mention.span.of(self.parsed.text())),
                confidence: actor.confidence.min(0.8),
                ..actor.clone()
            })
        })
    }

    /// The country that stands before a name as an adjective does: "the U.S. company Google".
    fn said_nationality(&self, mention: &ActorMention) -> Vec<String> {
        // "The U.S. companies Alpha and Beta".
        let first =
            self.parsed.head(mention.head).filter(|_| self.parsed.relation(mention.head) == Relation::Conj);
        let listed =
            first.and_then(|first| self.mention(first)).map(|first| &self.grounding.actors[first].tokens);
        let mut words = mention.tokens.clone().chain(listed.cloned().unwrap_or_default());
        words.find_map(|token| self.country_said_by(token)).into_iter().collect()
    }

    /// The country that a word before a noun names: "Kenyan" in "a Kenyan national".
    pub(super) fn country_said_by(&self, token: usize) -> Option<String> {
        let before =
            matches!(self.parsed.relation(token), Relation::Amod | Relation::Compound | Relation::NmodDesc);
        self.country_itself(token).filter(|_| before)
    }

    /// The country that a word names.
    pub(super) fn country_itself(&self, token: usize) -> Option<String> {
        let mention = self.mention(token)?;
        let actor = self.grounding.actors[mention].actors.first()?;
        actor.country.clone().filter(|country| *country == actor.id)
    }

    /// The tokens of a name, from its first to its head.
    fn phrase_tokens(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let parts = self.parsed.children(token).filter(|child| {
            matches!(self.parsed.relation(*child), Relation::Compound | Relation::Flat | Relation::Amod)
        });
        let mut parts: Vec<usize> = parts.chain(std::iter::once(token)).collect();
        parts.sort_unstable();
        parts.into_iter()
    }

    /// The country before "-installed", where that stands before a noun or before what a name is said to be.
    fn installer(&self, token: usize) -> Option<String> {
        let said = self
            .parsed
            .children_by(token, Relation::Appos)
            .chain(self.parsed.children_by(token, Relation::NmodDesc));
        let nouns = std::iter::once(token).chain(said).filter(|noun| {
            self.is_a(*noun, "person") || self.is_a(*noun, "office") || self.mention(*noun).is_some()
        });
        let words = nouns.flat_map(|noun| self.parsed.children_by(noun, Relation::Amod));
        words
            .filter(|word| self.is_a(*word, "installed"))
            .flat_map(|word| self.parsed.children(word))
            .find_map(|name| self.country_itself(name))
    }

    pub(super) fn is_definite(&self, token: usize) -> bool {
        self.parsed
            .children_by(token, Relation::Det)
            .any(|word| matches!(self.parsed.lemma(word), "the" | "this" | "that"))
    }

    /// The word of a phrase that the others hang on.
    pub(super) fn head_of(&self, span: Span) -> Option<usize> {
        let words = self.tokens_in(span);
        words.clone().find(|word| self.parsed.head(*word).is_none_or(|head| !words.contains(&head)))
    }

    /// "A farmer", "three farmers": whether a noun is of somebody who was not spoken of before.
    pub(super) fn is_said_anew(&self, noun: usize) -> bool {
        self.parsed.children(noun).any(|word| match self.parsed.relation(word) {
            Relation::Det => matches!(self.parsed.lemma(word), "a" | "an" | "another"),
            Relation::Nummod => true,
            _ => false,
        }) && !self.is_definite(noun)
    }

    /// Whose a ship, plane or balloon was that was named last before.
    fn craft_before(&self, token: usize) -> Vec<Party> {
        let from = self.parsed.tokens_of(self.parsed.sentence_of(token).saturating_sub(CRAFT_REACH)).start;
        // "A tanker linked to the ship" would lead back to where it began.
        let told = (from..token).rev().filter(|one| {
            self.parsed.upos(*one) == Upos::Noun
                && self.is_a(*one, "craft")
                && !self.is_definite(*one)
                && !self.parsed.is_under(token, *one)
        });
        let span = self.phrase(token);
        let countries = told.map(|one| self.named_within(one)).find(|countries| !countries.is_empty());
        let party = |country: String| {
            let reason = "whose it was where it was named before".to_owned();
            self.party(span, Actor { country: Some(country), confidence: GUESS, reason, ..Actor::default() })
        };
        countries.unwrap_or_default().into_iter().map(party).collect()
    }

    /// Nominals with a preposition that stand behind a token; "the border with which" would lead back to where it began.
    fn named_behind(&self, token: usize, preposition: &str) -> Vec<usize> {
        self.nominals(token, preposition).into_iter().filter(|one| *one > token).collect()
    }

    /// The same, where the phrase may hang on what the token is of.
    fn named_below(&self, token: usize, preposition: &str) -> Vec<usize> {
        self.nominals_or_below(token, preposition).into_iter().filter(|one| *one > token).collect()
    }

    /// The mention of a name that stands right beside the word that says what it is.
    fn name_beside(&self, token: usize) -> Option<usize> {
        self.parsed
            .children(token)
            .filter(|child| {
                matches!(self.parsed.relation(*child), Relation::Flat | Relation::Appos | Relation::NmodDesc)
            })
            .filter_map(|child| self.grounding_mention(child))
            .find(|mention| {
                let actors = &self.grounding.actors[*mention].actors;
                actors.iter().any(|actor| !actor.id.is_empty() || actor.person.is_some())
            })
    }

    /// The mentions of actors whose heads are among these tokens.
    pub(super) fn actors_in(&self, tokens: Range<usize>) -> &[ActorMention] {
        let from = self.grounding.actors.partition_point(|mention| mention.head < tokens.start);
        let until = self.grounding.actors.partition_point(|mention| mention.head < tokens.end);
        self.grounding.actors.get(from..until).unwrap_or_default()
    }

    /// The mention that a token is the head of, wherever the tree hangs it.
    pub(super) fn grounding_mention(&self, token: usize) -> Option<usize> {
        let at = self.grounding.actors.partition_point(|mention| mention.head < token);
        self.grounding.actors.get(at).filter(|mention| mention.head == token).map(|_| at)
    }

    pub(super) fn party(&self, span: Span, actor: Actor) -> Party {
        Party { text: span.of(self.parsed.text()).to_owned(), span, actor, inferred: false }
    }

    fn sector(&self, token: usize) -> Option<&'static str> {
        const SECTORS: &[(&str, &str)] = &[
            ("sector-police", "COP"),
            ("sector-military", "MIL"),
            ("sector-rebel", "REB"),
            ("sector-judge", "JUD"),
            ("sector-lawmaker", "LEG"),
            ("sector-press", "JRN"),
            ("sector-business", "BUS"),
            ("sector-government", "GOV"),
            ("sector-refugee", "REF"),
            ("sector-party", "PTY"),
            ("sector-school", "EDU"),
            ("sector-health", "MED"),
            ("sector-labour", "LAB"),
            ("sector-faith", "REL"),
            ("sector-gang", "CRM"),
            ("sector-civilian", "CVL"),
        ];
        SECTORS.iter().find(|(class, _)| self.is_a(token, class)).map(|(_, sector)| *sector)
    }

    /// The country named by what a name is said to be: "Nordik, a supplier of fuel in Latvia".
    fn named_behind_name(&self, token: usize) -> Vec<String> {
        let said = self.parsed.children_by(token, Relation::Appos).filter(|said| *said > token);
        let said: Vec<usize> = said.flat_map(|said| self.conjuncts(said)).collect();
        // "A Chadian national from Malta".
        let of_people = said.iter().flat_map(|said| self.parsed.children(*said));
        if let Some(country) = of_people.into_iter().find_map(|word| self.country_said_by(word)) {
            return vec![country];
        }
        // "A member of the armed wing of the front".
        let members = said.iter().filter(|said| self.is_a(**said, "member-of"));
        let of = members.flat_map(|said| self.nominals(*said, "of")).flat_map(|one| {
            std::iter::once(one).chain(self.parsed.children_by(one, Relation::NmodPoss)).collect::<Vec<_>>()
        });
        let mut groups =
            of.filter_map(|one| self.mention(one)).flat_map(|one| &self.grounding.actors[one].actors);
        if let Some(group) = groups.find(|actor| actor.body.is_some() && actor.country.is_some()) {
            return group.country.clone().into_iter().collect();
        }
        let named = said
            .into_iter()
            .flat_map(|said| ["in", "of", "from"].map(|word| self.named_below(said, word)))
            .flatten();
        let mut countries = named.filter_map(|one| match self.place(one) {
            Some(place) => self.grounding.places[place].country.clone(),
            None => self.country_itself(one),
        });
        countries.next().into_iter().collect()
    }

    /// The countries named inside a phrase that is not itself a known actor: "Kyrgyz firms", "a port in Yemen".
    fn named_within(&self, token: usize) -> Vec<String> {
        let mut countries: Vec<String> = Vec::new();
        let mut look = |relations: &[Relation], prepositions: &[&str]| {
            if !countries.is_empty() {
                return;
            }
            for child in self.parsed.children(token) {
                // "A village on the Thai border" is on this side of it.
                // "Bombed a camp with the help of France": of the help.
                let beside =
                    child > token && (self.is_a(child, "boundary") || self.is_a(child, "helping-hand"));
                if beside || !relations.contains(&self.parsed.relation(child)) {
                    continue;
                }
                let fits = match self.preposition(child) {
                    Some(word) if self.parsed.relation(child) != Relation::NmodPoss => {
                        prepositions.contains(&word.as_str())
                    }
                    _ => self.parsed.relation(child) != Relation::Acl && prepositions != ["by"],
                };
                if !fits {
                    continue;
                }
                for one in self.conjuncts(child) {
                    let found = match (self.mention(one), self.place(one)) {
                        (Some(mention), _) => self.grounding.actors[mention]
                            .actors
                            .iter()
                            .filter(|actor| !is_guess(actor))
                            .filter_map(|actor| actor.country.clone())
                            .collect(),
                        (None, Some(place)) => {
                            self.grounding.places[place].country.iter().cloned().collect::<Vec<_>>()
                        }
                        (None, None) => Vec::new(),
                    };
                    for country in found {
                        if !countries.contains(&country) {
                            countries.push(country);
                        }
                    }
                }
            }
        };
        look(&[Relation::Amod, Relation::Compound, Relation::NmodPoss, Relation::NmodDesc], &[]);
        // "The abuses by the Malian army".
        look(&[Relation::Nmod], &["by"]);
        look(
            &[Relation::Nmod, Relation::Acl, Relation::Appos],
            &[
                "of",
                "from",
                "in",
                "at",
                "near",
                "on",
                "across",
                "throughout",
                "inside",
                "around",
                "for",
                "with",
            ],
        );
        if countries.is_empty() {
            // "Networks linked to Chad".
            let ties = self.parsed.children_by(token, Relation::Acl).filter(|tie| self.is_a(*tie, "tied"));
            let tied = ties.map(|tie| {
                ["to", "with", "by"].into_iter().flat_map(move |word| self.named_behind(tie, word))
            });
            let tied = tied.map(Iterator::collect::<Vec<_>>).find(|tied| !tied.is_empty());
            // "Suspects linked to a network that is tied to a Chadian": nobody says whose the suspects are.
            let named = |party: &Party| party.actor.reason != IN_SAME_PHRASE && !is_guess(&party.actor);
            let tied = tied.into_iter().flatten().flat_map(|one| self.parties(&[one])).filter(named);
            for country in tied.filter_map(|party| party.actor.country) {
                if !countries.contains(&country) {
                    countries.push(country);
                }
            }
        }
        if countries.is_empty() {
            // "A bus carrying Kenyan officers".
            let bears = self
                .parsed
                .children_by(token, Relation::Acl)
                .filter(|verb| self.is_a(*verb, "carries") && self.parsed.xpos(*verb) == "VBG");
            let borne = bears.flat_map(|verb| self.parsed.children_by(verb, Relation::Obj));
            let is_somebody = |one: &usize| {
                let serves = |mention: usize| {
                    self.grounding.actors[mention].actors.iter().any(|actor| actor.sector.is_some())
                };
                self.is_a(*one, "person") || self.mention(*one).is_some_and(serves)
            };
            let borne: Vec<usize> =
                borne.filter(|one| is_somebody(one) && !self.is_a(*one, "shot-at-somebody")).collect();
            let sure =
                self.parties(&borne).into_iter().filter(|party| !is_guess(&party.actor)).collect::<Vec<_>>();
            if let [country] = countries_of(&sure).as_slice() {
                return vec![country.clone()];
            }
        }
        if countries.is_empty() {
            // "A road linking two towns in Chad".
            let joins = self
                .parsed
                .children_by(token, Relation::Acl)
                .filter(|verb| self.is_a(*verb, "joins") && self.parsed.xpos(*verb) == "VBG");
            let ends: Vec<usize> =
                joins.flat_map(|verb| self.parsed.children_by(verb, Relation::Obj)).collect();
            let lies_in = countries_of(&self.parties(&ends));
            if lies_in.len() == 1 {
                return lies_in;
            }
        }
        countries
    }

    /// The words of a phrase: what stands before its head and belongs to it, the head, and the rest of a name.
    pub(crate) fn phrase(&self, token: usize) -> Span {
        if let Some(mention) = self.mention(token) {
            return self.grounding.actors[mention].span;
        }
        let (mut first, mut last) = (token, token);
        for child in self.parsed.children(token) {
            match self.parsed.relation(child) {
                Relation::Flat | Relation::Fixed | Relation::Goeswith => last = last.max(child),
                Relation::Det
                | Relation::Amod
                | Relation::Compound
                | Relation::Nummod
                | Relation::NmodPoss
                | Relation::NmodDesc
                    if child < token =>
                {
                    first = first.min(self.parsed.subtree(child).start);
                }
                _ => {}
            }
        }
        self.parsed.span_of(first..last + 1)
    }

    /// Whether a token is a word and not a mark.
    pub(crate) fn is_word(&self, token: usize) -> bool {
        self.parsed.upos(token) != Upos::Punct
    }
}
