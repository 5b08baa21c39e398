//! On whose word: speakers, documents, outlets, and who confirms or does not.

mod load;

pub use load::Tables;

use std::collections::HashSet;

use aho_corasick::AhoCorasick;
use dragoman_text::{NameKind, Relation, Upos};

use crate::claim::{Confirmation, Source, SourceKind, Stance};
use crate::code::walk::Walk;
use crate::code::{Assertion, confirmation};
use crate::predicate::Habit;
use crate::table::Fault;

/// Words of saying, of papers and outlets, and of not being named.
#[derive(Debug, Default)]
pub struct Sources {
    /// Verbs of saying, with what they do to what is said.
    verbs: std::collections::HashMap<Box<str>, Saying>,
    documents: HashSet<Box<str>>,
    outlets: HashSet<Box<str>>,
    spokespeople: HashSet<Box<str>>,
    unnamed: HashSet<Box<str>>,
    /// Phrases that say that somebody is not named; nothing where there are none.
    anonymity: Option<AhoCorasick>,
}

/// What a verb of saying does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saying {
    /// It says so.
    Says,
    /// It says that what another said is so.
    Confirms,
    /// It says that it is not so.
    Denies,
}

impl Sources {
    /// Those that are part of the program.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        load::load(&Tables::EMBEDDED)
    }

    /// Reads tables of words of saying, of papers and people who speak, and of not being named.
    pub fn load(tables: &Tables<'_>) -> Result<Self, Vec<Fault>> {
        load::load(tables)
    }

    /// Whether a text has words that say that somebody is not named.
    fn keep_a_name(&self, text: &str) -> bool {
        self.anonymity.as_ref().is_some_and(|cues| cues.is_match(text))
    }
}

/// Who speaks where in an article.
pub(crate) struct Speakers<'s> {
    sources: &'s Sources,
    /// Nouns for people who, somewhere in the article, are said to speak without a name.
    unnamed_here: HashSet<String>,
    /// Sentence to its speaker, for sentences that stand wholly between quotation marks.
    quoting: Vec<Option<usize>>,
    /// Confirmations and their absence, with the sentence they stand in.
    stances: Vec<(usize, Confirmation)>,
    /// Verbs of saying that close a sentence, with who speaks and the comma before them.
    closing: Vec<Closing>,
}

/// "…, two officials said on Friday": a source that a sentence closes with, wherever the tree hangs it.
#[derive(Clone, Copy, Debug)]
struct Closing {
    sentence: usize,
    comma: usize,
    speaker: usize,
    verb: usize,
}

impl<'s> Speakers<'s> {
    pub(crate) fn find(walk: &Walk<'_>, sources: &'s Sources) -> Self {
        let mut speakers = Self {
            sources,
            unnamed_here: HashSet::new(),
            quoting: vec![None; walk.parsed.n_sentences()],
            stances: Vec::new(),
            closing: Vec::new(),
        };
        speakers.closing = (0..walk.parsed.n_sentences())
            .filter_map(|sentence| speakers.closing_of(walk, sentence))
            .collect();
        let mut last: Option<(usize, usize)> = None;
        let mut named: Vec<Option<usize>> = Vec::with_capacity(walk.parsed.n_sentences());
        for sentence in 0..walk.parsed.n_sentences() {
            let tokens = walk.parsed.tokens_of(sentence);
            let text = walk.parsed.sentence(sentence).span.of(walk.parsed.text());
            if sources.keep_a_name(text) {
                let root = walk.parsed.root_of(sentence);
                if let Some(subject) = walk.surface_subject(root) {
                    speakers.unnamed_here.insert(walk.parsed.lemma(subject).to_owned());
                }
            }
            let mut own = None;
            for token in tokens.clone() {
                // Whoever is said to have spoken within somebody's words is not who speaks.
                if !walk.parsed.is_quoted(token)
                    && let Some(speaker) = speakers.speaker_of_verb(walk, token)
                {
                    own = Some(speaker);
                }
                speakers.note_stance(walk, token, sentence);
            }
            let words: Vec<usize> = tokens.clone().filter(|token| walk.is_word(*token)).collect();
            let all_quoted = !words.is_empty() && words.iter().all(|token| walk.parsed.is_quoted(*token));
            if all_quoted
                && own.is_none()
                && let Some((at, speaker)) = last
                && at + 2 > sentence
            {
                speakers.quoting[sentence] = Some(speaker);
                last = Some((sentence, speaker));
            }
            if let Some(own) = own {
                last = Some((sentence, own));
            }
            named.push(own);
        }
        // "'They cheat. They lie,' the minister said": who speaks may be named where the quotation ends.
        for sentence in (1..named.len()).rev() {
            let speaker = named[sentence].or(speakers.quoting[sentence]);
            if named[sentence - 1].is_none() && is_one_quotation(walk, sentence - 1) {
                speakers.quoting[sentence - 1] = speaker.or(speakers.quoting[sentence - 1]);
            }
        }
        speakers
    }

    /// Who speaks in a sentence that stands wholly between quotation marks and has no words of saying.
    pub(crate) fn quoted_in(&self, sentence: usize) -> Option<usize> {
        self.quoting.get(sentence).copied().flatten()
    }

    fn saying(&self, walk: &Walk<'_>, token: usize) -> Option<Saying> {
        if !walk.is_verb(token) {
            return None;
        }
        self.sources.verbs.get(walk.parsed.lemma(token)).copied()
    }

    /// The one who speaks, where a verb of saying has one.
    fn speaker_of_verb(&self, walk: &Walk<'_>, token: usize) -> Option<usize> {
        self.saying(walk, token)?;
        if let Some(closing) = self.closing.iter().find(|closing| closing.verb == token) {
            return Some(closing.speaker);
        }
        if walk.is_passive(token) { walk.agent(token) } else { walk.surface_subject(token) }
    }

    /// The words of saying that a sentence closes with, behind a comma and a noun phrase without a verb.
    fn closing_of(&self, walk: &Walk<'_>, sentence: usize) -> Option<Closing> {
        let tokens = walk.parsed.tokens_of(sentence);
        let is_finite = |token: usize| matches!(walk.parsed.xpos(token), "VBD" | "VBZ" | "VBP");
        let verb =
            tokens.clone().rev().find(|token| is_finite(*token) && self.saying(walk, *token).is_some())?;
        // What is said stands before, and behind the verb at most when and to whom.
        let says_more = walk.parsed.children(verb).any(|child| {
            child > verb
                && matches!(
                    walk.parsed.relation(child),
                    Relation::Ccomp | Relation::Xcomp | Relation::Parataxis
                )
        });
        let comma = (tokens.start..verb).rev().find(|token| walk.parsed.form(*token) == ",")?;
        let phrase = comma + 1..verb;
        let is_phrase = !phrase.is_empty()
            && phrase.clone().any(|token| walk.is_nominal(token))
            && !phrase.clone().any(|token| {
                matches!(walk.parsed.upos(token), Upos::Aux | Upos::Sconj)
                    || walk.parsed.upos(token) == Upos::Verb && is_finite(token)
                    || matches!(walk.parsed.lemma(token), "who" | "which" | "that" | "not")
            })
            && !matches!(walk.parsed.upos(phrase.start), Upos::Cconj | Upos::Adp | Upos::Adv);
        if says_more || !is_phrase || comma < tokens.start + 3 {
            return None;
        }
        let outside = |token: &usize| {
            walk.is_nominal(*token) && walk.parsed.head(*token).is_none_or(|head| !phrase.contains(&head))
        };
        let subject = |token: &usize| {
            walk.parsed.head(*token) == Some(verb)
                && matches!(walk.parsed.relation(*token), Relation::Nsubj | Relation::NsubjPass)
        };
        let speaker = phrase.clone().find(subject).or_else(|| phrase.clone().find(outside))?;
        Some(Closing { sentence, comma, speaker, verb })
    }

    /// On whose word a trigger is told, given what stands over it.
    pub(crate) fn source_of(&self, walk: &Walk<'_>, trigger: usize, assertion: &Assertion) -> Source {
        let governor = assertion.governor;
        let mut chain: Vec<usize> = Vec::new();
        let denier = assertion.chain.iter().rev().find_map(|one| self.denier(walk, *one));
        if let Some(denier) = denier.or_else(|| denier_of_report(walk, &assertion.chain)) {
            chain.push(denier);
        } else if let Some(claimant) = assertion.chain.iter().find_map(|one| walk.claimant_of(*one)) {
            chain.push(claimant);
        }
        chain.extend(
            governor.and_then(|governor| accuser(walk, governor)).or_else(|| accuser_over(walk, trigger)),
        );
        chain.extend(announcer_behind(walk, trigger));
        let mut inner = trigger;
        let mut relative = false;
        self.beside_clause(walk, trigger, &mut chain);
        for _ in 0..14 {
            let Some(outer) = walk.true_head(inner) else { break };
            // "Said that they left and warned": what stands beside the saying is not said.
            let relation = if walk.parsed.head(inner) == Some(outer) {
                walk.parsed.relation(inner)
            } else {
                Relation::Conj
            };
            let reported = matches!(
                relation,
                Relation::Ccomp
                    | Relation::Parataxis
                    | Relation::CsubjPass
                    | Relation::Xcomp
                    | Relation::Obj
                    | Relation::Dep
            );
            let is_act = Some(outer) == governor
                && walk.reading(outer).is_some_and(|reading| walk.predicate(reading).event_type.is_some());
            if reported
                && !is_act
                && !relative
                && (relation != Relation::Obj || hands_on(walk, outer, inner))
                && let Some(speaker) = self.speaker_of_verb(walk, outer)
                && !chain.contains(&speaker)
                && !walk.parsed.is_under(speaker, inner)
            {
                chain.push(speaker);
            }
            if relation == Relation::Acl
                && walk.parsed.child_by(inner, Relation::Mark).is_some()
                && self.is_document(walk, outer)
            {
                // "a report that ..." speaks for whoever made it.
                chain.push(walk.giver(outer).first().copied().unwrap_or(outer));
            }
            // What a report only leads up to, or sets against, the article tells in its own voice.
            if matches!(relation, Relation::AclRelcl) || is_background(walk, inner) {
                relative = true;
            }
            if !relative {
                self.beside_clause(walk, outer, &mut chain);
            }
            inner = outer;
        }
        let sentence = walk.parsed.sentence_of(trigger);
        chain.extend(
            self.closing
                .iter()
                .filter(|closing| closing.sentence == sentence && trigger < closing.comma)
                .map(|closing| closing.speaker)
                .filter(|speaker| !chain.contains(speaker))
                .take(1)
                .collect::<Vec<_>>(),
        );
        if chain.is_empty()
            && let Some(speaker) = self.quoting.get(walk.parsed.sentence_of(trigger)).copied().flatten()
        {
            chain.push(speaker);
        }
        if chain.is_empty() {
            chain.extend(according_to(walk, trigger));
        }
        let mut sources = chain.into_iter().filter_map(|speaker| self.source(walk, speaker));
        match sources.next() {
            Some(mut first) => {
                first.through = sources.collect();
                first.through.reverse();
                first
            }
            None => Source::narrator(),
        }
    }

    /// Whoever denies what a governor speaks about.
    fn denier(&self, walk: &Walk<'_>, governor: usize) -> Option<usize> {
        let reading = walk.reading(governor)?;
        let predicate = walk.predicate(reading);
        let denies = predicate.event_type.is_none() && predicate.gives == Some(crate::Status::Denied);
        (denies && self.saying(walk, governor) == Some(Saying::Denies))
            .then(|| self.speaker_of_verb(walk, governor))
            .flatten()
    }

    /// Speakers that stand beside a clause: "according to X", "X said" between commas, "as X said".
    fn beside_clause(&self, walk: &Walk<'_>, clause: usize, chain: &mut Vec<usize>) {
        for child in walk.parsed.children(clause) {
            let relation = walk.parsed.relation(child);
            let speaker = match relation {
                Relation::Parataxis
                    if !walk
                        .parsed
                        .children(child)
                        .any(|inner| walk.parsed.relation(inner) == Relation::Ccomp) =>
                {
                    self.speaker_of_verb(walk, child)
                }
                Relation::Advcl
                    if walk
                        .parsed
                        .children_by(child, Relation::Mark)
                        .any(|mark| walk.parsed.lemma(mark) == "as")
                        || walk
                            .parsed
                            .children_by(child, Relation::Advmod)
                            .any(|mark| walk.parsed.lemma(mark) == "as") =>
                {
                    self.speaker_of_verb(walk, child)
                }
                Relation::Obl | Relation::Nmod | Relation::Advcl | Relation::Parataxis | Relation::Dep
                    if walk.preposition(child).is_some_and(|word| {
                        matches!(word.as_str(), "according to" | "according" | "per" | "citing")
                    }) =>
                {
                    Some(child)
                }
                Relation::Advcl if walk.parsed.lemma(child) == "accord" => {
                    walk.parsed.child_by(child, Relation::Obl)
                }
                // "Citing a law" gives a reason, "citing officials" a source.
                Relation::Advcl if walk.parsed.lemma(child) == "cite" => {
                    walk.parsed.child_by(child, Relation::Obj).filter(|one| self.can_be_cited(walk, *one))
                }
                _ => None,
            };
            if let Some(speaker) = speaker.filter(|speaker| !chain.contains(speaker)) {
                chain.push(speaker);
            }
        }
    }

    fn can_be_cited(&self, walk: &Walk<'_>, token: usize) -> bool {
        let lemma = walk.parsed.lemma(token).to_lowercase();
        self.is_outlet(walk, token)
            || self.is_document(walk, token)
            || self.sources.spokespeople.contains(lemma.as_str())
            || self.sources.unnamed.contains(lemma.as_str())
            || walk.is_a(token, "official-body")
            || walk.parsed.name_kind(token) == Some(NameKind::Person)
    }

    fn is_document(&self, walk: &Walk<'_>, token: usize) -> bool {
        self.sources.documents.contains(walk.parsed.lemma(token))
    }

    /// What kind of source a speaker is.
    pub(crate) fn source(&self, walk: &Walk<'_>, speaker: usize) -> Option<Source> {
        let text = walk.parsed.text();
        let who = walk.phrase(speaker).of(text).to_owned();
        let lemma = walk.parsed.lemma(speaker).to_lowercase();
        let actor =
            walk.mention(speaker).and_then(|mention| walk.grounding.actors[mention].actors.first()).cloned();
        let range = walk.parsed.subtree(speaker);
        let around = walk.parsed.span_of(range).of(text);
        let cue = self.sources.keep_a_name(around);
        let named = walk.parsed.name_kind(speaker);
        let person =
            named == Some(NameKind::Person) && !walk.is_country(speaker) || names_person(walk, speaker);
        let kind = if cue || self.unnamed_here.contains(walk.parsed.lemma(speaker)) && !person {
            SourceKind::Anonymous
        } else if self.sources.outlets.contains(who.to_lowercase().trim_start_matches("the ")) {
            SourceKind::Media
        } else if person {
            SourceKind::Named
        } else if self.is_outlet(walk, speaker) {
            SourceKind::Media
        } else if self.is_document(walk, speaker) && walk.is_nominal(speaker) {
            let maker = walk.giver(speaker).first().copied().filter(|maker| *maker != speaker);
            match maker.and_then(|maker| source_kind(walk, maker)) {
                Some(SourceKind::Official) => SourceKind::Official,
                _ => SourceKind::Document,
            }
        } else if self.sources.spokespeople.contains(lemma.as_str()) {
            SourceKind::Official
        } else if self.sources.unnamed.contains(lemma.as_str()) {
            SourceKind::Anonymous
        } else {
            source_kind(walk, speaker)?
        };
        Some(Source { kind, who: Some(who), actor, through: Vec::new() })
    }

    fn is_outlet(&self, walk: &Walk<'_>, token: usize) -> bool {
        let phrase = walk.phrase(token).of(walk.parsed.text()).to_lowercase();
        let common = walk.parsed.upos(token) == Upos::Noun
            && self.sources.outlets.contains(walk.parsed.lemma(token).to_lowercase().as_str());
        common
            || self.sources.outlets.contains(phrase.trim_start_matches("the "))
            || self.sources.outlets.iter().any(|outlet| outlet.contains(' ') && phrase.contains(&**outlet))
    }

    fn note_stance(&mut self, walk: &Walk<'_>, token: usize, sentence: usize) {
        let Some(saying) = self.saying(walk, token) else { return };
        let negated = walk.mood(token).negated
            || walk.parsed.children_by(token, Relation::Nsubj).any(|subject| {
                walk.parsed.children(subject).any(|child| {
                    walk.parsed.relation(child) == Relation::CcPreconj
                        && walk.parsed.lemma(child) == "neither"
                })
            });
        let stance = match (saying, negated) {
            (Saying::Confirms, true) => Stance::NotConfirmed,
            (Saying::Confirms, false) => Stance::Confirmed,
            (Saying::Denies, false) => Stance::Denied,
            _ => return,
        };
        let Some(subject) = walk.surface_subject(token) else { return };
        for one in walk.conjuncts(subject) {
            let who = walk.phrase(one).of(walk.parsed.text());
            let who = who.strip_prefix("neither ").or(who.strip_prefix("the ")).unwrap_or(who).to_owned();
            let span = walk.parsed.sentence(sentence).span;
            self.stances.push((sentence, confirmation(who, stance, span)));
        }
    }

    /// Who else confirms or denies what a trigger tells, in its own sentence or the two that follow.
    pub(crate) fn confirmations(
        &self,
        walk: &Walk<'_>,
        trigger: usize,
        source: &Source,
    ) -> Vec<Confirmation> {
        let sentence = walk.parsed.sentence_of(trigger);
        self.stances
            .iter()
            .filter(|(at, stance)| {
                let near = *at == sentence || *at == sentence + 1 && source.kind == SourceKind::Anonymous;
                near && source.who.as_deref() != Some(stance.who.as_str())
                    && (*at != sentence || stance.stance != Stance::Confirmed)
            })
            .map(|(_, stance)| stance.clone())
            .collect()
    }
}

/// Verbs that hand on a happening as a noun: "confirmed the visit", "announced sanctions".
fn hands_on(walk: &Walk<'_>, verb: usize, object: usize) -> bool {
    !walk.is_verb(object) && (walk.is_a(verb, "confirm") || walk.is_a(verb, "announce"))
}

/// Whoever rejects a report: "Iran rejected claims that it had fired".
fn denier_of_report(walk: &Walk<'_>, chain: &[usize]) -> Option<usize> {
    let (report, operator) = chain.iter().zip(chain.get(1..)?).rev().find(|(_, operator)| {
        walk.reading(**operator)
            .is_some_and(|reading| walk.predicate(reading).gives == Some(crate::Status::Denied))
    })?;
    let is_report = walk.reading(*report).is_some_and(|reading| walk.predicate(reading).transparent);
    let denier = is_report && walk.is_verb(*operator) && !walk.is_passive(*operator);
    denier.then(|| walk.surface_subject(*operator)).flatten()
}

/// Whoever accuses: what they charge somebody with is told on their word.
fn accuser(walk: &Walk<'_>, governor: usize) -> Option<usize> {
    let reading = walk.reading(governor)?;
    let predicate = walk.predicate(reading);
    let facts = walk.facts_of(predicate)?;
    if !facts.has(Habit::OnItsWord) {
        return None;
    }
    walk.party_fillers(governor, reading.part, &predicate.roles(reading.part).actor).first().copied()
}

/// Whoever accuses somebody "of" what a trigger names.
fn accuser_over(walk: &Walk<'_>, trigger: usize) -> Option<usize> {
    let mut charge = false;
    let mut inner = trigger;
    for outer in walk.parsed.ancestors(trigger).take(4) {
        charge |= walk.preposition(inner).as_deref() == Some("of")
            && !matches!(walk.parsed.relation(inner), Relation::AclRelcl)
            && (inner == trigger || walk.is_verb(inner));
        if charge && walk.reading(outer).is_some() {
            return accuser(walk, outer);
        }
        inner = outer;
    }
    None
}

/// "The truce announced by the president".
fn announcer_behind(walk: &Walk<'_>, trigger: usize) -> Option<usize> {
    walk.parsed
        .children_by(trigger, Relation::Acl)
        .find(|verb| walk.is_a(*verb, "announce") && walk.is_passive(*verb))
        .and_then(|verb| walk.agent(verb))
}

/// Whether a phrase or clause only leads up to what is told, or is set against it.
fn is_background(walk: &Walk<'_>, token: usize) -> bool {
    let word = match walk.parsed.relation(token) {
        Relation::Obl | Relation::Nmod => walk.preposition(token),
        Relation::Advcl => {
            walk.parsed.child_by(token, Relation::Mark).map(|mark| walk.parsed.form(mark).to_lowercase())
        }
        _ => None,
    };
    word.is_some_and(|word| {
        matches!(
            word.as_str(),
            "following" | "after" | "amid" | "amidst" | "ahead of" | "while" | "despite" | "before"
        )
    })
}

/// Whoever a sentence gives as its source, wherever the tree hangs the phrase.
pub(crate) fn according_to(walk: &Walk<'_>, trigger: usize) -> Option<usize> {
    walk.parsed
        .tokens_of(walk.parsed.sentence_of(trigger))
        .filter(|token| walk.is_nominal(*token))
        .find(|token| walk.preposition(*token).as_deref() == Some("according to"))
}

/// Whether a sentence stands wholly between quotation marks that are still open where the next one begins.
fn is_one_quotation(walk: &Walk<'_>, sentence: usize) -> bool {
    let words = |sentence: usize| walk.parsed.tokens_of(sentence).filter(|token| walk.is_word(*token));
    let (Some(last), Some(next)) = (words(sentence).next_back(), words(sentence + 1).next()) else {
        return false;
    };
    let between = last + 1..next;
    words(sentence).all(|token| walk.parsed.is_quoted(token))
        && walk.parsed.is_quoted(next)
        && !between.into_iter().any(|token| walk.parsed.form(token).contains(['"', '\u{201c}', '\u{201d}']))
}

/// Whether a person's name stands in the words that name a speaker, or a pronoun does for one.
fn names_person(walk: &Walk<'_>, speaker: usize) -> bool {
    let Some(mention) = walk.mention(speaker) else { return false };
    let mention = &walk.grounding.actors[mention];
    let stands_for = walk.parsed.upos(speaker) == Upos::Pron;
    mention.actors.iter().any(|actor| actor.person.is_some())
        && (stands_for
            || mention.tokens.clone().any(|token| walk.parsed.name_kind(token) == Some(NameKind::Person)))
}

fn source_kind(walk: &Walk<'_>, speaker: usize) -> Option<SourceKind> {
    const OFFICIAL: &[&str] = &["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];
    if let Some(mention) = walk.mention(speaker) {
        let actor = walk.grounding.actors[mention].actors.first()?;
        let state = actor.sector.as_deref().is_none_or(|sector| OFFICIAL.contains(&sector));
        return Some(if actor.person.is_some() && walk.parsed.upos(speaker) == Upos::Propn {
            SourceKind::Named
        } else if state {
            SourceKind::Official
        } else {
            SourceKind::Named
        });
    }
    match walk.parsed.upos(speaker) {
        Upos::Pron | Upos::Propn => Some(SourceKind::Named),
        _ if walk.is_a(speaker, "official-body") => Some(SourceKind::Official),
        _ if walk.is_party(speaker) => Some(SourceKind::Anonymous),
        _ => None,
    }
}
