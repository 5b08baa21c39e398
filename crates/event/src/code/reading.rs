//! Which predicate a word is read as, by what stands around it.

use dragoman_text::{Relation, Upos};

use super::party::countries_of;
use super::walk::Walk;
use crate::predicate::{Condition, Entry, Kind, Part, Place, Predicate, Slot, TypeFacts, Where};

/// A word read as a predicate or an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) predicate: u32,
    pub(crate) part: Part,
    /// What a phrase that ends in a preposition reaches: the visas of "did away with visas".
    pub(crate) reach: Option<usize>,
}

/// What is known of a token's reading so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memo {
    Unknown,
    /// It is being found out: whoever asks now gets no answer.
    Asked,
    Known(Option<Reading>),
}

/// Sectors whose unnamed members are people.
const PEOPLE: &[&str] =
    &["CVL", "EDU", "REF", "JRN", "LAB", "MED", "REL", "CRM", "OPP", "AGR", "ELI", "COP", "MIL", "REB"];

/// A particle that the tree binds to its verb makes another verb of it, whatever else stands around.
const PARTICLE: usize = 12;

/// A word may lead to a happening by so many others; "the prospect of ending those" leads back to the prospect.
const MOST_LEADS: usize = 6;

impl Walk<'_> {
    pub(crate) fn predicate(&self, reading: Reading) -> &Predicate {
        &self.predicates.all[reading.predicate as usize]
    }

    /// The type of what a token is read as; `None` where it is no happening.
    pub(crate) fn type_of(&self, token: usize) -> Option<&str> {
        self.predicate(self.reading(token)?).event_type.as_deref()
    }

    /// What goes without saying of what a token is read as; `None` where it is no happening.
    pub(crate) fn facts(&self, token: usize) -> Option<&TypeFacts> {
        self.reading(token).and_then(|reading| self.facts_of(self.predicate(reading)))
    }

    /// What goes without saying of what a predicate tells.
    pub(crate) fn facts_of(&self, predicate: &Predicate) -> Option<&TypeFacts> {
        self.predicates.ontology.types.get(predicate.event_type.as_ref()?)
    }

    /// What a token is read as.
    pub(crate) fn reading(&self, token: usize) -> Option<Reading> {
        match self.memo.borrow().get(token)? {
            Memo::Known(reading) => return *reading,
            Memo::Asked => return None,
            Memo::Unknown => {}
        }
        if let Some(memo) = self.memo.borrow_mut().get_mut(token) {
            *memo = Memo::Asked;
        }
        let reading = self.read(token);
        if let Some(memo) = self.memo.borrow_mut().get_mut(token) {
            *memo = Memo::Known(reading);
        }
        reading
    }

    fn parts(&self, token: usize) -> &'static [Part] {
        let amod = matches!(self.parsed.relation(token), Relation::Amod | Relation::Compound);
        match self.parsed.upos(token) {
            Upos::Verb if amod => &[Part::Adjective],
            Upos::Verb => &[Part::Verb],
            // A tagger takes "fire tear gas" and "summons the envoy" for nouns; only verbs have objects.
            Upos::Noun if self.is_verb(token) => &[Part::Verb, Part::Noun],
            // "Pledged $10 million": the sign of a coin stands for its name.
            Upos::Noun | Upos::Sym => &[Part::Noun],
            // A capital in a headline or a name like "Operation" does not make a happening of a name.
            Upos::Propn if self.mention(token).is_none() && self.parsed.name_kind(token).is_none() => {
                &[Part::Noun]
            }
            Upos::Aux if self.parsed.relation(token) == Relation::Cop => &[Part::Verb],
            Upos::Adj => &[Part::Adjective],
            Upos::Adv if self.parsed.relation(token) == Relation::Amod => &[Part::Adjective],
            _ => &[],
        }
    }

    fn read(&self, token: usize) -> Option<Reading> {
        for part in self.parts(token) {
            let lemma = self.known_lemma(token, *part);
            let mut entries = self.predicates.entries(*part, &lemma);
            if entries.is_empty() && *part == Part::Noun && self.is_gerund_of(token) {
                // "The shelling of a village" is told by the verb where no noun of the kind is known.
                entries = self.predicates.entries(Part::Verb, &self.known_lemma(token, Part::Verb));
            }
            let mut best: Option<(usize, &Entry, Option<usize>)> = None;
            let mut filled = Vec::new();
            for entry in entries {
                let predicate = &self.predicates.all[entry.predicate as usize];
                let most = PARTICLE * entry.words.len()
                    + 2 * predicate.conditions.len()
                    + 2 * usize::from(predicate.negation)
                    + predicate.rank;
                if best.is_some_and(|(best, ..)| most <= best) || !self.has_words(token, *part, &entry.words)
                {
                    continue;
                }
                if predicate.negation && !self.is_denied(token) {
                    continue;
                }
                let reach = self.reach_of(token, *part, entry);
                // With what the phrase reaches for its object, where it reaches something, and as the tree has it.
                for reach in reach.map(Some).into_iter().chain([None]) {
                    let weight = if reach.is_some() {
                        let outer = self.reaching.replace(reach.map(|object| (token, object)));
                        let weight = self.weigh_entry(token, *part, entry, &mut Vec::new());
                        self.reaching.set(outer);
                        weight
                    } else {
                        self.weigh_entry(token, *part, entry, &mut filled)
                    };
                    if let Some(weight) = weight
                        && best.is_none_or(|(best, ..)| weight > best)
                    {
                        best = Some((weight, entry, reach));
                    }
                }
            }
            if let Some((_, entry, reach)) = best {
                return Some(Reading { predicate: entry.predicate, part: *part, reach });
            }
        }
        None
    }

    /// Whether a word is negated, or a noun is said not to be there: "there is no place for Gabon".
    fn is_denied(&self, token: usize) -> bool {
        let is_no = |child: usize| self.parsed.relation(child) == Relation::Det && self.is_a(child, "no");
        self.mood(token).negated || !self.is_verb(token) && self.parsed.children(token).any(is_no)
    }

    /// How much speaks for an entry; `None` where one of its conditions does not hold, or an operator has nothing to
    /// speak about.
    fn weigh_entry<'p>(
        &'p self,
        token: usize,
        part: Part,
        entry: &Entry,
        filled: &mut Vec<(&'p Place, Vec<usize>)>,
    ) -> Option<usize> {
        let predicate = &self.predicates.all[entry.predicate as usize];
        let weights = predicate.conditions.iter().map(|one| self.weigh(token, part, predicate, one, filled));
        let weight = weights.sum::<Option<usize>>()?;
        let is_operator = predicate.event_type.is_none() && predicate.has_content(part);
        if is_operator && self.all_fillers(token, part, &predicate.roles(part).content).is_empty() {
            return None;
        }
        let words = self.weigh_words(token, part, &entry.words);
        Some(weight + words + 2 * usize::from(predicate.negation) + predicate.rank)
    }

    /// What a phrase that ends in a preposition reaches, for predicates that ask for an object: "put an end to the ban".
    fn reach_of(&self, token: usize, part: Part, entry: &Entry) -> Option<usize> {
        let predicate = &self.predicates.all[entry.predicate as usize];
        let roles = predicate.roles(part);
        let asks = || {
            let slots = [&roles.actor, &roles.recipient, &roles.content];
            let is_object = |place: &Place| *place == Place::Obj;
            slots.into_iter().flatten().any(|slot| is_object(&slot.place))
                || predicate
                    .conditions
                    .iter()
                    .any(|one| matches!(&one.at, Where::At(place) if is_object(place)))
        };
        let last = token + entry.words.len();
        // "Call for talks" and its like have places of their own.
        let is_phrase = part == Part::Verb
            && entry.words.len() > 1
            && self.parsed.tokens_of(self.parsed.sentence_of(token)).contains(&last)
            && entry.words.last().is_some_and(|word| self.parsed.form(last).eq_ignore_ascii_case(word))
            && self.parsed.relation(last) == Relation::Case;
        if !is_phrase {
            return None;
        }
        let object = self.parsed.head(last)?;
        // "Pulled out of the talks" works on the talks, and "pulled out of the north" on nothing.
        let is_operator = predicate.event_type.is_none() && predicate.has_content(part);
        let fits = !is_operator || self.event_at(object).is_some();
        (last < object && self.is_nominal(object) && !self.is_passive(token) && asks() && fits)
            .then_some(object)
    }

    /// What the phrase that a verb is read as reaches.
    pub(super) fn phrase_object(&self, verb: usize) -> Option<usize> {
        if let Some((_, object)) = self.reaching.get().filter(|(token, _)| *token == verb) {
            return Some(object);
        }
        match self.memo.borrow().get(verb)? {
            Memo::Known(reading) => reading.as_ref()?.reach,
            _ => None,
        }
    }

    /// Whether a noun is a verb's gerund with what it is done to: "the arming of rebels".
    fn is_gerund_of(&self, noun: usize) -> bool {
        self.parsed.form(noun).ends_with("ing") && !self.nominals(noun, "of").is_empty()
    }

    /// How much it speaks for a predicate that its further words are there: "called off" is no call.
    fn weigh_words(&self, token: usize, part: Part, words: &[Box<str>]) -> usize {
        let has_particle = part == Part::Verb
            && self.parsed.children_by(token, Relation::CompoundPrt).any(|particle| {
                words.iter().any(|word| self.parsed.form(particle).eq_ignore_ascii_case(word))
            });
        words.len() * if has_particle { PARTICLE } else { 3 }
    }

    /// Particles follow a verb, at once or behind its object; modifiers stand right before a noun.
    fn has_words(&self, token: usize, part: Part, words: &[Box<str>]) -> bool {
        if words.is_empty() {
            return true;
        }
        let is = |token: usize, word: &str| {
            self.parsed.form(token).eq_ignore_ascii_case(word) || self.parsed.lemma(token) == word
        };
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(token));
        if part == Part::Noun {
            let mut before = token;
            return words.iter().rev().all(|word| {
                before = before.wrapping_sub(1);
                if sentence.contains(&before) && self.parsed.form(before) == "-" {
                    before = before.wrapping_sub(1);
                }
                sentence.contains(&before) && is(before, word)
            });
        }
        let mut at = token;
        let follow = words.iter().all(|word| {
            at += 1;
            sentence.contains(&at) && is(at, word)
        });
        follow
            || matches!(words, [word] if self.parsed.children(token).any(|child| {
                matches!(self.parsed.relation(child), Relation::CompoundPrt | Relation::Advmod | Relation::Xcomp | Relation::Obj)
                    && is(child, word)
            }))
    }

    /// How much a condition speaks for its predicate: much where something fits, little where something is absent,
    /// nothing where there is nothing to fit; `None` where it does not hold. What fills the trigger's places is found once.
    fn weigh<'p>(
        &self,
        token: usize,
        part: Part,
        predicate: &Predicate,
        condition: &'p Condition,
        filled: &mut Vec<(&'p Place, Vec<usize>)>,
    ) -> Option<usize> {
        match &condition.at {
            Where::At(place) => {
                let at = filled.iter().position(|(known, _)| *known == place).unwrap_or_else(|| {
                    let mut found = self.all_conjuncts(&self.fill(token, part, place));
                    // "Visits Chad and claims that …": of the visiting, the claiming is one more, and not what it stands under.
                    found.retain(|one| *one != token);
                    filled.push((place, found));
                    filled.len() - 1
                });
                let found = &filled[at].1;
                let is_kind = |one: usize, kind: &Kind| {
                    self.is_kind(one, kind)
                        || self.title_of(one).is_some_and(|title| self.is_named_by(title, kind))
                };
                let fits =
                    |kinds: &[Kind]| found.iter().any(|one| kinds.iter().any(|kind| is_kind(*one, kind)));
                match condition.kinds.as_slice() {
                    [Kind::Nothing] => found.is_empty().then_some(1),
                    [Kind::Not(kinds)] if found.is_empty() => (!kinds.contains(&Kind::Any)).then_some(0),
                    [Kind::Not(kinds)] => (!fits(kinds)).then_some(1),
                    kinds if found.is_empty() => kinds.contains(&Kind::Nothing).then_some(0),
                    kinds => fits(kinds).then_some(2),
                }
            }
            Where::Beside => {
                let beside = self.beside(token);
                let fits = |kinds: &[Kind]| {
                    beside.iter().any(|one| kinds.iter().any(|kind| self.is_kind(*one, kind)))
                };
                match condition.kinds.as_slice() {
                    [Kind::Not(kinds)] => (!fits(kinds)).then_some(0),
                    kinds => fits(kinds).then_some(2),
                }
            }
            Where::Form => {
                let form = self.parsed.form(token).to_lowercase();
                let fits = |kinds: &[Kind]| {
                    kinds.iter().any(|kind| matches!(kind, Kind::Word(word) if **word == form))
                };
                match condition.kinds.as_slice() {
                    [Kind::Not(kinds)] => (!fits(kinds)).then_some(1),
                    kinds => fits(kinds).then_some(2),
                }
            }
            Where::Case => {
                let case = self.preposition(token)?;
                let fits = |kind: &Kind| matches!(kind, Kind::Word(word) if **word == case);
                condition.kinds.iter().any(fits).then_some(2)
            }
            Where::Voice => {
                let passive = part == Part::Verb && self.is_passive(token);
                let fits =
                    |kind: &Kind| matches!(kind, Kind::Word(word) if (**word == *"passive") == passive);
                condition.kinds.iter().any(fits).then_some(1)
            }
            Where::Parties => {
                let roles = predicate.roles(part);
                let countries =
                    |slots: &[Slot]| countries_of(&self.parties(&self.fillers(token, part, slots)));
                let (actors, recipients) = (countries(&roles.actor), countries(&roles.recipient));
                let same = recipients.iter().all(|country| actors.contains(country));
                let fits = |kind: &Kind| matches!(kind, Kind::Word(word) if (**word == *"same") == same);
                (!actors.is_empty() && !recipients.is_empty() && condition.kinds.iter().any(fits))
                    .then_some(2)
            }
        }
    }

    /// What fills the first of several slots that anything fills.
    pub(crate) fn fillers(&self, token: usize, part: Part, slots: &[Slot]) -> Vec<usize> {
        slots
            .iter()
            .map(|slot| self.slot_fillers(token, part, slot))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// What fills the first of several slots in which a party stands, else the first that anything fills.
    pub(crate) fn party_fillers(&self, token: usize, part: Part, slots: &[Slot]) -> Vec<usize> {
        let mut first = Vec::new();
        for slot in slots {
            let found = self.slot_fillers(token, part, slot);
            if found.is_empty() {
                continue;
            }
            if !self.parties(&found).is_empty() {
                return found;
            }
            if first.is_empty() {
                first = found;
            }
        }
        first
    }

    /// What fills any of several slots.
    pub(crate) fn all_fillers(&self, token: usize, part: Part, slots: &[Slot]) -> Vec<usize> {
        let mut all = Vec::new();
        for slot in slots {
            let found = self.slot_fillers(token, part, slot);
            // "Clashes between Chad and Niger in the north": both sides are named, and the north is none.
            let are_both = matches!(&slot.place, Place::Prep(word) if &**word == "between")
                && found.iter().any(|one| self.conjuncts(*one).len() > 1);
            for one in found {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
            if are_both {
                break;
            }
        }
        all
    }

    fn slot_fillers(&self, token: usize, part: Part, slot: &Slot) -> Vec<usize> {
        let mut found = self.fill(token, part, &slot.place);
        for one in &mut found {
            *one = self.whole_word(*one);
        }
        if !slot.kinds.is_empty() {
            found.retain(|one| {
                self.conjuncts(*one).iter().any(|one| {
                    slot.kinds.iter().any(|kind| match kind {
                        Kind::Not(kinds) => !kinds.iter().any(|kind| self.is_kind(*one, kind)),
                        kind => self.is_kind(*one, kind),
                    })
                })
            });
        }
        found
    }

    /// The words beside a trigger: what depends on it, what depends on its nominals, what it depends on.
    pub(crate) fn beside(&self, token: usize) -> &[usize] {
        let Some(beside) = self.besides.get(token) else { return &[] };
        beside.get_or_init(|| self.find_beside(token).into_boxed_slice())
    }

    fn find_beside(&self, token: usize) -> Vec<usize> {
        let mut beside = Vec::new();
        for child in self.parsed.children(token) {
            let relation = self.parsed.relation(child);
            if matches!(
                relation,
                Relation::Advcl
                    | Relation::Ccomp
                    | Relation::Parataxis
                    | Relation::AclRelcl
                    | Relation::Punct
            ) || relation == Relation::Conj && self.is_verb(child)
            {
                continue;
            }
            beside.push(child);
            for inner in self.parsed.children(child) {
                if !matches!(self.parsed.relation(inner), Relation::Ccomp | Relation::Punct) {
                    beside.push(inner);
                }
            }
        }
        if !self.is_verb(token)
            && let Some(head) = self.parsed.head(token)
        {
            beside.push(head);
        }
        beside
    }

    /// Whether a token, or what it is a measure of, is one of the words with these numbers, which are in their order.
    fn is_among(&self, token: usize, numbers: &[u32]) -> bool {
        self.numbers_at(token).iter().any(|number| numbers.binary_search(number).is_ok())
            || self.measured(token).is_some_and(|one| self.is_among(one, numbers))
    }

    /// Whether what a token heads is of a kind.
    pub(crate) fn is_kind(&self, token: usize, kind: &Kind) -> bool {
        match kind {
            Kind::Any => true,
            // Conditions are asked once all words have their numbers.
            Kind::Nothing | Kind::Words(_) => false,
            Kind::Party => self.is_party(token) || self.measured(token).is_some_and(|one| self.is_party(one)),
            Kind::Country => self.is_country(token),
            Kind::Person => {
                self.is_a(token, "person")
                    || self.mention(token).is_some_and(|mention| {
                        self.grounding.actors[mention].actors.iter().any(|actor| {
                            actor.person.is_some()
                                || actor.id.is_empty()
                                    && actor.sector.as_deref().is_some_and(|sector| PEOPLE.contains(&sector))
                        })
                    })
                    || self.parsed.name_kind(token) == Some(dragoman_text::NameKind::Person)
                    || self.is_people(token)
                    || self.counts_people(token)
                    || self.measured(token).is_some_and(|one| self.is_kind(one, kind))
                    || self.parsed.upos(token) == Upos::Pron
                        && !matches!(self.parsed.lemma(token), "it" | "this" | "that")
            }
            Kind::Armed => self.is_armed(token),
            Kind::Place => {
                self.place(token).is_some()
                    || self.is_country(token)
                    || self.is_a(token, "place")
                    || self.parsed.name_kind(token) == Some(dragoman_text::NameKind::Location)
                    || self.measured(token).is_some_and(|one| self.is_kind(one, kind))
            }
            Kind::Event(event_type) => {
                let happening = self.event_at(token).or_else(|| self.led_to(token));
                happening.is_some_and(|trigger| {
                    self.reading(trigger).is_some_and(|reading| {
                        let found = &self.predicate(reading).event_type;
                        found.is_some() && (event_type.is_none() || found == event_type)
                    })
                })
            }
            Kind::Class(class) => {
                self.is_a(token, class) || self.measured(token).is_some_and(|one| self.is_a(one, class))
            }
            Kind::Word(word) => {
                *self.parsed.lemma(token) == **word
                    || self.parsed.form(token).eq_ignore_ascii_case(word)
                    || self.lemmas_at(token).contains(word)
                    || self.measured(token).is_some_and(|one| self.is_kind(one, kind))
            }
            Kind::Numbered(numbers) => self.is_among(token, numbers),
            // What is levied is a duty too.
            Kind::Duty => self.is_duty(token) || *self.parsed.lemma(token) == *"duty",
            Kind::Told => self.is_told(token),
            Kind::Forbidden => self.is_forbidden(token),
            Kind::Several => countries_of(&self.parties(&[token])).len() > 1,
            Kind::Official => self.mention(token).is_some_and(|mention| {
                self.grounding.actors[mention].actors.iter().any(|actor| {
                    actor.country.as_deref() != Some(actor.id.as_str())
                        && actor
                            .sector
                            .as_deref()
                            .is_some_and(|sector| matches!(sector, "GOV" | "LEG" | "MIL"))
                        && (actor.person.is_some() || actor.office.is_some() || self.is_a(token, "person"))
                })
            }),
            Kind::Not(kinds) => !kinds.iter().any(|kind| self.is_kind(token, kind)),
        }
    }

    /// What is said of somebody right before a name that no table knows: "judge" of "judge Ana Example".
    fn title_of(&self, name: usize) -> Option<usize> {
        let is_known = || {
            let actors = self.mention(name).map(|mention| &self.grounding.actors[mention].actors);
            actors.is_some_and(|actors| actors.iter().any(|actor| actor.id.starts_with("PER:")))
        };
        if self.parsed.name_kind(name) != Some(dragoman_text::NameKind::Person) || is_known() {
            return None;
        }
        let before = name.checked_sub(1).filter(|title| self.parsed.upos(*title) == Upos::Noun)?;
        let is_said = self.parsed.head(before) == Some(name)
            && matches!(self.parsed.relation(before), Relation::NmodDesc | Relation::Compound)
            || self.parsed.head(name) == Some(before) && self.parsed.relation(name) == Relation::Appos;
        is_said.then_some(before)
    }

    /// Whether a title is a word that a condition names.
    fn is_named_by(&self, title: usize, kind: &Kind) -> bool {
        match kind {
            Kind::Class(class) => self.is_a(title, class),
            Kind::Numbered(numbers) => self.is_among(title, numbers),
            _ => false,
        }
    }

    /// Whether a token names people by where they come from: "168 Liberians".
    fn is_people(&self, token: usize) -> bool {
        self.parsed.name_kind(token) == Some(dragoman_text::NameKind::Group)
            && matches!(self.parsed.upos(token), Upos::Propn | Upos::Noun)
            && (self.parsed.xpos(token) == "NNPS" || self.parsed.form(token).ends_with('s'))
    }

    /// Whether a clause says what somebody named in it must or should do.
    fn is_duty(&self, token: usize) -> bool {
        let subject = self
            .parsed
            .children(token)
            .find(|child| matches!(self.parsed.relation(*child), Relation::Nsubj | Relation::NsubjPass));
        subject.is_some_and(|subject| self.parsed.upos(subject) != Upos::Pron)
            && (self.is_a(token, "need") && self.is_verb(token)
                || self
                    .parsed
                    .children(token)
                    .any(|child| self.parsed.relation(child) == Relation::Aux && self.is_a(child, "duty")))
    }

    /// Whether a clause says what is so, by its tense: "insists that Chad will pay" does not ask for it, "insists that
    /// Chad pay" does.
    fn is_told(&self, token: usize) -> bool {
        let has_subject = self.parsed.children(token).any(|child| {
            matches!(self.parsed.relation(child), Relation::Nsubj | Relation::NsubjPass | Relation::Expl)
        });
        let in_tense = |child: usize| {
            matches!(self.parsed.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                && self.is_a(child, "asserts")
        };
        let in_present = self.parsed.xpos(token) == "VBZ" && self.parsed.form(token).ends_with('s');
        has_subject
            && (in_present || self.parsed.xpos(token) == "VBD" || self.parsed.children(token).any(in_tense))
    }

    /// Whether a clause says what somebody cannot or may not do: "ruled that Chad's president cannot stand again", "has no
    /// authority".
    fn is_forbidden(&self, token: usize) -> bool {
        let children = || self.parsed.children(token);
        let is_denied = |child: usize| self.parsed.children(child).any(|word| self.is_a(word, "no"));
        let is_leave =
            |child: usize| self.parsed.relation(child) == Relation::Aux && self.is_a(child, "leave-to");
        let is_not = |child: usize| self.is_a(child, "negation");
        children().any(is_leave) && children().any(is_not)
            || children().any(|child| self.parsed.relation(child) == Relation::Obj && is_denied(child))
    }

    /// What a word of measure counts: "a series of strikes".
    pub(crate) fn measured(&self, token: usize) -> Option<usize> {
        *self.measured.get(token)?.get_or_init(|| self.find_measured(token))
    }

    fn find_measured(&self, token: usize) -> Option<usize> {
        // "4,300 of some 5,000 migrants".
        let counts = |token: usize| self.is_a(token, "measure") || self.parsed.upos(token) == Upos::Num;
        let next = |token: usize| self.nominals(token, "of").first().copied().filter(|one| *one > token);
        // "The outskirts of the city".
        let lies_in = |one: &usize| {
            let is_somewhere = self.place(*one).is_some() || self.is_a(*one, "boundary");
            is_somewhere && self.is_a(token, "part-of-place")
        };
        let mut measured = next(token).filter(|one| counts(token) || lies_in(one));
        // "Tens of thousands of people".
        while let Some(inner) = measured.filter(|one| counts(*one)).and_then(next) {
            measured = Some(inner);
        }
        measured
    }

    /// The happening that a noun for a plan, a possibility or the like speaks about: "plans for a visit".
    fn led_to(&self, token: usize) -> Option<usize> {
        let reading = self.reading(token).filter(|reading| reading.part == Part::Noun)?;
        let predicate = self.predicate(reading);
        // What is reported is denied, and not turned down.
        if predicate.event_type.is_some() || predicate.gives.is_none() || predicate.transparent {
            return None;
        }
        // Of two plans each may be hung on the other, and neither leads anywhere.
        if self.leading.borrow().contains(&token) {
            return None;
        }
        self.leading.borrow_mut().push(token);
        let contents = self.all_fillers(token, Part::Noun, &predicate.roles(Part::Noun).content);
        self.leading.borrow_mut().pop();
        contents.into_iter().find_map(|one| self.event_at(one))
    }

    /// The trigger of the happening that a token stands for: itself, what it measures, or what a light verb holds.
    pub(crate) fn event_at(&self, token: usize) -> Option<usize> {
        self.event_within(token, MOST_LEADS)
    }

    fn event_within(&self, token: usize, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        if self.type_of(token).is_some() {
            return Some(token);
        }
        if let Some(measured) = self.measured(token) {
            return self.event_within(measured, steps);
        }
        if let Some(copula) = self.parsed.child_by(token, Relation::Cop)
            && self.type_of(copula).is_some()
        {
            return Some(copula);
        }
        if self.is_verb(token) && self.is_a(token, "light") {
            let object = self.fill(token, Part::Verb, &Place::Obj).first().copied()?;
            if object != token && !self.is_verb(object) {
                return self.event_within(object, steps);
            }
        }
        self.part_taken_in(token).and_then(|told| self.event_within(told, steps))
    }

    /// What somebody is involved in or orders, and so is told of him: "denied being involved in the attack".
    fn part_taken_in(&self, verb: usize) -> Option<usize> {
        if !self.is_verb(verb) || self.reading(verb).is_some() {
            return None;
        }
        self.parsed.children(verb).find(|child| {
            matches!(self.parsed.relation(*child), Relation::Obj | Relation::Obl)
                && *child > verb
                && !self.is_verb(*child)
                && self.type_of(*child).is_some()
                && self.light_verb(*child) == Some(verb)
        })
    }
}
