//! From a grounded article to claims.
//!
//! ```text
//! tokens ─ reading ─▶ triggers and operators ─ governors ─▶ assertions ┐
//!                     └── roles, when, where ── source ────────────────┴─ merge ─▶ claims
//! ```

pub mod confidence;

mod accord;
mod again;
mod answer;
mod charge;
mod complete;
mod demand;
mod follow;
mod guest;
mod judge;
mod meant;
mod merge;
mod order;
mod party;
mod private;
mod reading;
mod refuse;
mod role;
mod status;
mod when;
mod whole;

pub(crate) mod walk;

use std::collections::BTreeSet;

use dragoman_text::{Relation, Span, Upos};

use crate::actor::Actor;
use crate::claim::{Claim, Confirmation, Evidence, Party, Source, SourceKind, Stance, Status, Where};
use crate::predicate::{Habit, Kind, Part, Place, Predicates, Where as At};
use crate::source::{self, Sources};
use crate::{Grounding, Parsed};
use complete::Sides;
use party::{countries_of, is_guess};
use reading::Reading;
pub(crate) use status::Assertion;
use walk::Walk;

/// Codes articles: holds what says that something happened, and what says on whose word.
#[derive(Debug)]
pub struct Coder {
    predicates: Predicates,
    sources: Sources,
}

impl Coder {
    /// A coder with these predicates and words of saying.
    #[must_use]
    pub fn new(predicates: Predicates, sources: Sources) -> Self {
        Self { predicates, sources }
    }

    /// What it reads happenings by.
    #[must_use]
    pub fn predicates(&self) -> &Predicates {
        &self.predicates
    }

    /// The claims of an article, in the order of the text.
    #[must_use]
    pub fn code(&self, parsed: &Parsed<'_>, grounding: &Grounding) -> Vec<Claim> {
        let walk = Walk::new(parsed, grounding, &self.predicates);
        let governors = walk.governors();
        let silenced = walk.silenced();
        let speakers = source::Speakers::find(&walk, &self.sources);
        let mut drafts: Vec<Draft> = Vec::new();
        for token in 0..parsed.len() {
            let is_silent = silenced.get(token).copied().unwrap_or(false);
            if is_silent || !walk.is_event(token) {
                continue;
            }
            for assertion in walk.assertions(token, &governors) {
                if let Some(draft) = walk.draft(token, &assertion, &governors, &speakers, &drafts) {
                    drafts.extend(walk.split_possible(draft));
                }
            }
        }
        walk.own_up(&mut drafts);
        walk.act_as_told(&mut drafts);
        walk.give_up_as_held(&mut drafts);
        walk.name_suspects(&mut drafts);
        walk.strike_on(&mut drafts);
        walk.tell_once(&mut drafts);
        walk.tell_records_once(&mut drafts);
        walk.tell_means_once(&mut drafts);
        walk.tell_named_once(&mut drafts);
        walk.tell_accords(&mut drafts);
        walk.tell_undertakings(&mut drafts);
        walk.tell_guests(&mut drafts);
        walk.tell_givers_once(&mut drafts);
        walk.name_other_sides(&mut drafts);
        walk.refuse_favours(&mut drafts);
        walk.carry_out_orders(&mut drafts);
        walk.charge_others(&mut drafts);
        walk.judge_in_quotations(&mut drafts, &speakers);
        walk.demand_unless(&mut drafts);
        walk.refuse_openly(&mut drafts);
        walk.lay_blame(&mut drafts);
        walk.deny_again(&mut drafts, &speakers);
        walk.deny_once(&mut drafts);
        leave_unsaid(&mut drafts);
        keep_nationality(&mut drafts);
        walk.settle_in_one_country(&mut drafts);
        link(&walk, &mut drafts);
        let mut claims = merge::merge(&walk, &drafts);
        for claim in &mut claims {
            claim.confidence *= confidence::confidence(claim);
            claim.evidence.span = with_brackets(parsed.text(), claim.evidence.span);
        }
        claims
    }
}

/// The words of a claim with the bracket that an editor's words in them end or begin with: `I urge [Deby]`.
fn with_brackets(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let is_open = words.rfind('[') > words.rfind(']');
    let is_shut = words.find(']').is_some_and(|shut| words.find('[').is_none_or(|open| shut < open));
    let opens = text.get(..span.start()).is_some_and(|before| before.ends_with('['));
    let shuts = text.get(span.end()..).is_some_and(|behind| behind.starts_with(']'));
    let start = span.start() - usize::from(is_shut && opens);
    let end = span.end() + usize::from(is_open && shuts);
    Span::new(start as u32, end as u32)
}

/// "The handover of a captive was put off, the rebels say": who puts off a release and says so held them.
fn puts_off(modes: &[String], status: Status, source: &Source, recipients: &[Party]) -> bool {
    let speaks = matches!(source.kind, SourceKind::Official | SourceKind::Named);
    let own = source.actor.as_ref().and_then(|actor| actor.country.as_ref());
    let is_other = |party: &Party| is_guess(&party.actor) || party.actor.country.as_ref() != own;
    recipients.iter().all(is_other)
        && modes.iter().any(|mode| mode == "release")
        && matches!(status, Status::Postponed | Status::Cancelled)
        && speaks
        && own.is_some()
}

/// Whoever puts off a release and says so.
fn captor_who_says(source: &Source) -> Option<Party> {
    let actor = source.actor.as_ref()?;
    Some(Party {
        text: source.who.clone().unwrap_or_default(),
        span: Span::default(),
        actor: Actor { confidence: 0.5, reason: "whoever says so does it".to_owned(), ..actor.clone() },
        inferred: true,
    })
}

/// "If Chad rejects the plan": nobody has said so, and nothing else would be done by it.
fn leave_unsaid(drafts: &mut Vec<Draft>) {
    let is_word = |event_type: &str| {
        matches!(event_type, "ACCUSE" | "AGREE" | "REJECT" | "REQUEST" | "SUPPORT" | "THREATEN")
    };
    drafts.retain(|draft| draft.claim.status != Status::Hypothetical || !is_word(&draft.claim.event_type));
}

/// "Chad demands the release of the reporter Ana Example, held in Niger": whoever is told to be of a country in one claim
/// is so in all, where the others only guess.
fn keep_nationality(drafts: &mut [Draft]) {
    let told: Vec<(String, String)> = drafts
        .iter()
        .flat_map(|draft| draft.claim.actors.iter().chain(&draft.claim.recipients))
        .filter(|party| party.actor.reason == party::ASKED_FREE)
        .filter_map(|party| Some((party.actor.person.clone()?, party.actor.country.clone()?)))
        .collect();
    for draft in drafts.iter_mut() {
        for party in draft.claim.actors.iter_mut().chain(&mut draft.claim.recipients) {
            let is_unsure = party.actor.id.is_empty() && party.actor.confidence < party::GUESS;
            let of = told.iter().find(|(person, _)| party.actor.person.as_ref() == Some(person));
            if let Some((_, country)) = of.filter(|_| is_unsure) {
                party.actor.country = Some(country.clone());
                party::ASKED_FREE.clone_into(&mut party.actor.reason);
            }
        }
    }
}

/// A denial of what was told before bears on at most so many claims.
const MOST_DENIED: usize = 2;

/// A claim in the making, with the tokens it was made of.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) claim: Claim,
    pub(crate) trigger: usize,
    /// Triggers of what a verbal act speaks about.
    pub(crate) content: Vec<usize>,
}

impl Draft {
    /// Another claim that the same words make, told by another word, for a reason that can be shown.
    fn besides(&self, trigger: usize, event_type: &str, evidence: Evidence) -> Self {
        let mut other = self.clone();
        other.trigger = trigger;
        other.content = Vec::new();
        event_type.clone_into(&mut other.claim.event_type);
        other.claim.modes = Vec::new();
        other.claim.evidence = evidence;
        other
    }

    /// An act of speech that the same words make besides, and that the outlet itself tells.
    fn act_besides(
        &self,
        trigger: usize,
        (event_type, mode): (&str, &str),
        evidence: Evidence,
        confidence: f32,
    ) -> Self {
        let mut act = self.besides(trigger, event_type, evidence);
        let claim = &mut act.claim;
        claim.modes = vec![mode.to_owned()];
        claim.status = Status::Held;
        claim.place = None;
        claim.source = Source::narrator();
        claim.confirmations = Vec::new();
        claim.confidence = confidence;
        act
    }
}

/// Lets what speaks about a draft that is told twice speak about the one that stays.
fn point_to(drafts: &mut [Draft], trigger: usize, first: usize) {
    let stays = drafts[first].trigger;
    for content in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
        if *content == trigger {
            *content = stays;
        }
    }
}

/// Takes out the drafts at these places.
fn remove_each(drafts: &mut Vec<Draft>, mut places: Vec<usize>) {
    places.sort_unstable();
    places.dedup();
    for place in places.into_iter().rev() {
        drafts.remove(place);
    }
}

/// Puts each draft where it is to stand among those that there are, whose places it was given in rising order.
fn insert_each(drafts: &mut Vec<Draft>, told: Vec<(usize, Draft)>) {
    for (place, draft) in told.into_iter().rev() {
        drafts.insert(place, draft);
    }
}

impl Walk<'_> {
    /// Whether a token is read as a happening.
    fn is_event(&self, token: usize) -> bool {
        self.type_of(token).is_some()
    }

    /// The content of a token that is read as an operator or a verbal act.
    fn contents(&self, token: usize) -> Vec<usize> {
        let Some(reading) = self.reading(token) else { return Vec::new() };
        let mut found = Vec::new();
        for one in self.contents_as_written(token) {
            let speaks =
                self.reading(one).is_some_and(|reading| self.predicate(reading).has_content(reading.part));
            // "Prepared to resume strikes": the resuming is prepared, and the strikes are resumed.
            let by_itself = speaks && self.is_verb(one) && self.type_of(one).is_none();
            let target = match self.event_at(one).filter(|event| *event == one || !by_itself) {
                Some(event) => Some(event),
                None if speaks || self.claims(one) => Some(one),
                // "A planned arms sale" may hang the adjective on the arms.
                None if reading.part == Part::Adjective
                    && self.parsed.relation(one) == Relation::Compound =>
                {
                    self.parsed.head(one).and_then(|noun| self.event_at(noun))
                }
                None => self.event_below(one),
            };
            if let Some(target) = target.filter(|target| *target != token)
                && !found.contains(&target)
            {
                found.push(target);
            }
        }
        // What an operator speaks about is the operator's: "rejected talks of a truce" has one content.
        let inner: Vec<usize> = found
            .iter()
            .filter(|one| self.event_at(**one).is_none())
            .flat_map(|one| {
                let reading = self.reading(*one);
                let slots = reading
                    .map(|reading| (reading.part, &self.predicate(reading).roles(reading.part).content));
                slots.map_or_else(Vec::new, |(part, slots)| self.all_fillers(*one, part, slots))
            })
            .collect();
        found.retain(|one| !inner.contains(one));
        found
    }

    /// Whether a clause behind a noun says what the noun reports: "a report claiming that …".
    fn claims(&self, noun: usize) -> bool {
        self.parsed.children_by(noun, Relation::Acl).any(|verb| {
            self.reading(verb).is_some_and(|reading| {
                let predicate = self.predicate(reading);
                predicate.event_type.is_none() && predicate.transparent && predicate.has_content(reading.part)
            })
        })
    }

    /// What fills the content's places, happening or not, with all that is listed beside it.
    pub(crate) fn contents_as_written(&self, token: usize) -> Vec<usize> {
        let Some(reading) = self.reading(token) else { return Vec::new() };
        let predicate = self.predicate(reading);
        let filled = self.all_fillers(token, reading.part, &predicate.roles(reading.part).content);
        let mut all = self.all_conjuncts(&filled);
        let mut next = 0;
        while let Some(one) = all.get(next).copied() {
            next += 1;
            let more = self.all_conjuncts(&self.listed_below(one, token));
            all.extend(more.into_iter().filter(|other| !all.contains(other)).collect::<Vec<_>>());
        }
        all.sort_unstable();
        all
    }

    /// Happenings that belong to a list, where the tree hangs them on a noun within its first member or takes them
    /// for another name of it: "called for the release of all prisoners, a truce and talks".
    fn listed_below(&self, member: usize, token: usize) -> Vec<usize> {
        if self.is_verb(member) {
            return Vec::new();
        }
        let is_apart = |one: usize| {
            let start = self.parsed.subtree(one).start;
            let comma = [Some(start), start.checked_sub(1)]
                .into_iter()
                .flatten()
                .any(|token| self.parsed.form(token) == ",");
            comma && self.parsed.child_by(one, Relation::Det).is_some()
                || self.parsed.child_by(one, Relation::Cc).is_some()
        };
        let is_event = |one: usize| one != token && !self.is_verb(one) && self.event_at(one).is_some();
        let mut found = Vec::new();
        let mut inside = vec![member];
        let mut next = 0;
        while let Some(one) = inside.get(next).copied() {
            next += 1;
            for child in self.parsed.children(one).filter(|child| *child > one) {
                match self.parsed.relation(child) {
                    Relation::Nmod if !self.is_verb(child) && inside.len() < 12 => inside.push(child),
                    Relation::Appos if is_apart(child) && is_event(child) => found.push(child),
                    Relation::Conj if one != member && is_apart(child) => {
                        if is_event(child) && !is_event(one) {
                            found.push(child);
                        } else if inside.len() < 12 {
                            inside.push(child);
                        }
                    }
                    Relation::Conj if inside.len() < 12 => inside.push(child),
                    _ => {}
                }
            }
        }
        found
    }

    /// A happening that the words of a content lead to: "his visit plans", "the possibility of a strike".
    fn event_below(&self, token: usize) -> Option<usize> {
        if self.is_verb(token) {
            return None;
        }
        self.parsed
            .children(token)
            .filter(|child| {
                matches!(self.parsed.relation(*child), Relation::Compound | Relation::Nmod)
                    && self.preposition(*child).is_none_or(|word| word == "of" || word == "for")
            })
            .find_map(|child| self.event_at(child))
            .filter(|_| self.is_a(token, "abstract"))
    }

    /// Token to the operators and acts that it is the content of.
    fn governors(&self) -> Vec<Vec<usize>> {
        let mut governors = vec![Vec::new(); self.parsed.len()];
        for token in 0..self.parsed.len() {
            let Some(reading) = self.reading(token) else { continue };
            if !self.predicate(reading).has_content(reading.part) {
                continue;
            }
            for content in self.contents(token) {
                if let Some(over) = governors.get_mut(content)
                    && !over.contains(&token)
                {
                    over.push(token);
                }
            }
        }
        governors
    }

    /// Tokens whose happening another word already tells: "agreement" in "signed an agreement".
    fn silenced(&self) -> Vec<bool> {
        let mut silenced = vec![false; self.parsed.len()];
        for token in 0..self.parsed.len() {
            let Some(reading) = self.reading(token) else { continue };
            let predicate = self.predicate(reading);
            if let Some(silent) = self.told_with(token).and_then(|one| silenced.get_mut(one)) {
                *silent = true;
            }
            let content = &predicate.roles(reading.part).content;
            if predicate.event_type.is_none() {
                continue;
            }
            for condition in &predicate.conditions {
                let At::At(place) = &condition.at else { continue };
                let tells = |kind: &&Kind| {
                    matches!(kind, Kind::Class(_) | Kind::Event(_) | Kind::Word(_) | Kind::Numbered(_))
                };
                let kinds: Vec<&Kind> = condition.kinds.iter().filter(tells).collect();
                let told = !kinds.is_empty()
                    && content.iter().all(|slot| slot.place != *place)
                    && *place != Place::Host;
                if !told {
                    continue;
                }
                let speaks = self.facts_of(predicate).is_some_and(|facts| facts.quad.starts_with("verbal"));
                for one in self.all_conjuncts(&self.fill(token, reading.part, place)) {
                    if speaks && self.is_deed_between(one) {
                        continue;
                    }
                    let fits = kinds.iter().any(|kind| self.is_kind(one, kind));
                    for target in [Some(one), self.measured(one), self.event_at(one)].into_iter().flatten() {
                        if fits
                            && target != token
                            && let Some(silent) = silenced.get_mut(target)
                        {
                            *silent = true;
                        }
                    }
                }
            }
        }
        silenced
    }

    /// "A bomb killed ten soldiers. The group claimed responsibility": whoever says so did what nobody was named for.
    fn own_up(&self, drafts: &mut [Draft]) {
        for word in 0..self.parsed.len() {
            let claims = self.parsed.head(word).filter(|verb| {
                self.parsed.lemma(word) == "responsibility"
                    && matches!(self.parsed.relation(word), Relation::Obj | Relation::NsubjPass)
                    && self.is_a(*verb, "own-up")
                    && !self.mood(*verb).negated
            });
            // "Responsibility was claimed by the group".
            let claimant = claims.and_then(|verb| match self.parsed.relation(word) {
                Relation::NsubjPass => self.agent(verb),
                _ => self.surface_subject(verb),
            });
            let Some(claimant) = claimant else { continue };
            let doers = self.parties(&[claimant]);
            if doers.iter().all(|party| party.actor.country.is_none()) {
                continue;
            }
            let sentence = self.parsed.sentence_of(word);
            let unknown = drafts.iter_mut().rev().find(|draft| {
                draft.claim.event_type == "ASSAULT"
                    && draft.trigger < word
                    && self.parsed.sentence_of(draft.trigger) + 2 >= sentence
                    && is_past(draft.claim.status)
            });
            let unknown = unknown.filter(|draft| {
                draft.claim.actors.iter().all(|party| party.actor.country.is_none() || is_guess(&party.actor))
            });
            if let Some(draft) = unknown {
                draft.claim.actors = doers.iter().map(Party::again).collect();
            }
        }
    }

    /// Whether a noun tells who did something to whom, so that it is told even where it is only spoken of: "condemned
    /// Russia's strikes on Ukraine".
    fn is_deed_between(&self, noun: usize) -> bool {
        let Some(event) = self.event_at(noun).filter(|event| !self.is_verb(*event)) else { return false };
        let is_material = self.facts(event).is_some_and(|facts| facts.quad.starts_with("material"));
        let cast = self.own_cast(event);
        let known = |tokens: &[usize]| self.parties(tokens).iter().any(|party| party.actor.country.is_some());
        // "Condemned the attack on Chad" tells whom it hit, whoever did it.
        let is_named = |party: &Party| party.actor.country.is_some() && !is_guess(&party.actor);
        let is_attack =
            self.type_of(event) == Some("ASSAULT") && self.parties(&cast.recipients).iter().any(is_named);
        is_material && (known(&cast.actors) && !cast.recipients.is_empty() || is_attack)
    }

    /// "His office denied the reports": what was told before on another's word is told again, as denied.
    fn deny_again(&self, drafts: &mut Vec<Draft>, speakers: &source::Speakers) {
        let mut again: Vec<(usize, Draft)> = Vec::new();
        for verb in 0..self.parsed.len() {
            let Some(denier) = self.denier_of_reports(verb) else { continue };
            let Some(source) = speakers.source(self, denier) else { continue };
            let sentence = self.parsed.sentence_of(verb);
            let own = countries_of(&self.parties(&[denier]));
            // "Accused Chad of shelling the town. Chad denied the charge."
            let is_alleged = |told: &Draft| {
                drafts.iter().any(|draft| {
                    draft.claim.event_type == "ACCUSE"
                        && countries_of(&draft.claim.recipients).iter().any(|country| own.contains(country))
                        && self.contents(draft.trigger).contains(&told.trigger)
                })
            };
            let told = drafts.iter().filter(|draft| {
                let at = self.parsed.sentence_of(draft.trigger);
                let near = at == sentence && draft.trigger < verb || at < sentence && at + 2 >= sentence;
                let claim = &draft.claim;
                let reported = claim.source.kind != SourceKind::Narrator
                    && claim.source.who != source.who
                    && at + 1 >= sentence
                    || is_alleged(draft);
                let is_denied = claim.status == Status::Denied && at < sentence && at + 1 >= sentence;
                let is_again = is_denied && self.teller_of_no_such(verb).is_some();
                near && (reported && is_past(claim.status) || is_again) && !self.is_act(draft.trigger)
            });
            for draft in told.take(MOST_DENIED) {
                let mut denied = draft.clone();
                denied.claim.status = Status::Denied;
                denied.claim.source = source.clone();
                denied.claim.confirmations = Vec::new();
                denied.claim.evidence.span = self.phrase(verb);
                denied.claim.evidence.trigger =
                    self.word_in(denied.claim.evidence.span, std::iter::once(verb));
                denied.claim.evidence.operators.push("what was told before is denied".to_owned());
                again.push((verb, denied));
            }
        }
        for (verb, denied) in again {
            drafts.retain(|draft| draft.trigger != verb || draft.claim.event_type != "REJECT");
            let place = drafts.partition_point(|draft| draft.trigger <= verb);
            drafts.insert(place, denied);
        }
    }

    /// "Chad rejected allegations that it had shelled the town": that it did so is denied, and no more is rejected.
    fn deny_once(&self, drafts: &mut Vec<Draft>) {
        let denied: Vec<usize> = drafts
            .iter()
            .filter(|draft| draft.claim.status == Status::Denied)
            .map(|draft| draft.trigger)
            .collect();
        drafts.retain(|draft| {
            let gives_denial = || {
                self.reading(draft.trigger)
                    .is_some_and(|reading| self.predicate(reading).gives == Some(Status::Denied))
            };
            draft.claim.event_type != "REJECT"
                || !denied.iter().any(|deed| self.parsed.is_under(*deed, draft.trigger))
                || !gives_denial()
        });
    }

    /// "No such attack took place, the army said": whoever says so.
    fn teller_of_no_such(&self, verb: usize) -> Option<usize> {
        let subject = self.parsed.child_by(verb, Relation::Nsubj)?;
        let has = |word: &str| self.parsed.children(subject).any(|child| self.parsed.lemma(child) == word);
        let is_denied = self.is_a(verb, "takes-place")
            && self.parsed.upos(subject) == Upos::Noun
            && has("no")
            && has("such");
        if !is_denied {
            return None;
        }
        let over = self.parsed.head(verb).filter(|_| self.parsed.relation(verb) == Relation::Ccomp);
        let beside = || self.parsed.child_by(verb, Relation::Parataxis);
        let tells = over.or_else(beside).filter(|tells| self.is_a(*tells, "say"))?;
        self.surface_subject(tells)
    }

    /// Whoever denies reports that were told before: "denied the reports", "rejects these allegations", "denied it".
    fn denier_of_reports(&self, verb: usize) -> Option<usize> {
        if let Some(denier) = self.says_untrue(verb).or_else(|| self.teller_of_no_such(verb)) {
            return Some(denier);
        }
        if !self.is_verb(verb) || !self.is_a(verb, "deny") || self.mood(verb).negated {
            return None;
        }
        // "That is denied by the ministry".
        let is_passive = self.is_passive(verb);
        let object =
            self.parsed.child_by(verb, if is_passive { Relation::NsubjPass } else { Relation::Obj })?;
        let points_back = self
            .parsed
            .children(object)
            .any(|child| matches!(self.parsed.lemma(child), "the" | "this" | "that" | "these" | "those"));
        let is_report = self.is_a(object, "report") && points_back
            || matches!(
                self.parsed.lemma(object).to_lowercase().as_str(),
                "it" | "this" | "that" | "involvement" | "responsibility"
            );
        let denier = || if is_passive { self.agent(verb) } else { self.surface_subject(verb) };
        (is_report && self.contents(verb).is_empty()).then(denier).flatten()
    }

    /// Whoever says of what was told before that it is not true: "calls that untrue", "untrue, says the army", "says that
    /// this is not so".
    fn says_untrue(&self, word: usize) -> Option<usize> {
        let points_back = |one: usize| {
            let lemma = self.parsed.lemma(one).to_lowercase();
            let is_demonstrative = |child: usize| {
                matches!(self.parsed.lemma(child), "the" | "this" | "that" | "these" | "those" | "such")
            };
            matches!(lemma.as_str(), "this" | "that" | "it" | "these" | "which")
                || self.is_a(one, "report") && self.parsed.children(one).any(is_demonstrative)
        };
        if self.is_verb(word) && self.is_a(word, "terms") && !self.mood(word).negated {
            let judgement = self.parsed.children(word).find(|child| self.is_a(*child, "untrue"));
            let judges = judgement.is_some();
            // "Calls that untrue", with "that" hung on the judgement.
            let near = std::iter::once(word).chain(judgement).flat_map(|one| self.parsed.children(one));
            let is_said_of_it = near.into_iter().any(points_back);
            let denier = self.surface_subject(word).filter(|denier| !points_back(*denier));
            return denier.filter(|_| judges && is_said_of_it && self.contents(word).is_empty());
        }
        let is_true = matches!(self.parsed.lemma(word), "true" | "so" | "case");
        let is_judged = is_true || self.is_a(word, "untrue");
        if !is_judged || self.mood(word).negated != is_true {
            return None;
        }
        let subject = self
            .parsed
            .children_by(word, Relation::Nsubj)
            .chain(self.parsed.children_by(word, Relation::Csubj))
            .next();
        let clause = self.parsed.children(word).any(|child| {
            self.is_verb(child) && !matches!(self.parsed.relation(child), Relation::Cop | Relation::Aux)
        });
        if clause || !subject.is_none_or(points_back) {
            return None;
        }
        let teller = self
            .parsed
            .head(word)
            .filter(|teller| self.is_verb(*teller) && self.is_a(*teller, "say-or-tell"))?;
        // "Untrue, replies his office", with the office taken for what is replied.
        let behind = || self.parsed.child_by(teller, Relation::Obj).filter(|one| *one > teller);
        self.surface_subject(teller).or_else(behind).filter(|denier| *denier != word)
    }

    /// "With the minister and possibly the president": one claim for those who will, another for those who may.
    fn split_possible(&self, draft: Draft) -> Vec<Draft> {
        let reading = self.reading(draft.trigger);
        let is_mutual = reading.is_some_and(|reading| self.predicate(reading).is_mutual());
        let named = draft.claim.actors.iter().flat_map(|party| self.tokens_in(party.span));
        let maybes: Vec<Span> = self
            .tokens_in(draft.claim.evidence.span)
            .chain(named)
            .filter(|token| self.parsed.relation(*token) == Relation::Conj && self.is_possible(*token))
            .filter_map(|token| {
                let at = self.parsed.token(token).span;
                let holds = |span: &Span| span.start() <= at.start() && at.end() <= span.end();
                let spans = draft.claim.actors.iter().map(|party| party.span).filter(holds);
                spans.min_by_key(|span| span.end() - span.start())
            })
            .collect();
        let is_doubtful = |party: &Party| maybes.contains(&party.span);
        let (doubtful, sure): (Vec<Party>, Vec<Party>) =
            draft.claim.actors.iter().cloned().partition(|party| is_doubtful(party));
        let other = doubtful
            .first()
            .and_then(|party| sure.iter().find(|one| one.actor.country != party.actor.country).cloned());
        let (Some(other), Some(first)) = (other, doubtful.first().filter(|_| is_mutual)) else {
            return vec![draft];
        };
        let mut maybe = draft.clone();
        let mut span = first.span;
        for adverb in self.tokens_in(span).flat_map(|token| self.parsed.children(token)) {
            if self.is_a(adverb, "possible") {
                let start = self.parsed.token(adverb).span.start().min(span.start());
                span = Span::new(start as u32, span.end() as u32);
            }
        }
        maybe.claim.actors = std::iter::once(other).chain(doubtful).collect();
        maybe.claim.status = Status::Proposed;
        maybe.claim.evidence.span = span;
        maybe.claim.evidence.trigger = self.word_in(span, std::iter::empty());
        maybe.claim.evidence.operators.push("possible".to_owned());
        let mut certain = draft;
        certain.claim.actors = sure;
        vec![certain, maybe]
    }

    /// Tokens that stand in a span.
    pub(crate) fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let tokens = &self.parsed.reading.tokens;
        let first = tokens.partition_point(|token| token.span.start() < span.start());
        first..tokens.partition_point(|token| token.span.start() < span.end())
    }

    /// "At the request of Chad": the act that a clause answers.
    pub(crate) fn is_asked_for(&self, token: usize) -> bool {
        self.parsed.relation(token) == Relation::Obl
            && self.preposition(token).as_deref() == Some("at")
            && self.is_act(token)
    }

    /// The second telling where a passage tells of victims and of what they fell victim to: "were killed in an air
    /// strike". Where both sides fight, it is the fight that is told, else the killing.
    fn told_with(&self, verb: usize) -> Option<usize> {
        let hits = |token: usize| {
            let reading = self.reading(token)?;
            let predicate = self.predicate(reading);
            self.facts_of(predicate)?.has(Habit::WhereItHits).then_some(predicate)
        };
        if !self.is_verb(verb) || !self.is_passive(verb) {
            return None;
        }
        hits(verb)?;
        // "Thirty are killed and a hundred injured in clashes" says it once for both.
        let joined = self.parsed.children_by(verb, Relation::Conj).filter(|other| self.is_passive(*other));
        let noun = std::iter::once(verb)
            .chain(joined)
            .flat_map(|verb| self.parsed.children(verb))
            .filter(|child| matches!(self.parsed.relation(*child), Relation::Obl | Relation::OblAgent))
            .filter(|child| {
                matches!(
                    self.preposition(*child).as_deref(),
                    Some("in" | "during" | "by" | "amid" | "after" | "following")
                )
            })
            .find_map(|child| self.event_at(child))?;
        let both = hits(noun)?.is_mutual();
        let sides = if both { self.parties(&self.nominals(noun, "between")).len() } else { 0 };
        match (both, sides) {
            (true, 2..) => Some(verb),
            // "Soldiers and rebels were killed in fighting": nobody else fought.
            (true, _) if self.parties(&self.nominals(verb, "with")).is_empty() && self.has_no_sides(noun) => {
                Some(noun)
            }
            (true, _) => None,
            (false, _) => Some(noun),
        }
    }

    /// Whether nobody is said to have fought a fight: "the clashes in the north".
    fn has_no_sides(&self, fight: usize) -> bool {
        let named = ["between", "with", "against", "by", "among"].into_iter();
        named.flat_map(|word| self.nominals(fight, word)).next().is_none() && self.giver(fight).is_empty()
    }

    /// "Withdrew from the town": a land or a place that is left is where it happens, and nobody to whom it is done, unless
    /// it is handed over to somebody.
    fn part_left_places(
        &self,
        token: usize,
        predicate: &crate::predicate::Predicate,
        cast: &mut role::Cast,
    ) -> Vec<usize> {
        if !predicate.has_mode("withdraw") || predicate.event_type.as_deref() != Some("RETREAT") {
            return Vec::new();
        }
        if self.is_a(token, "hands-back") {
            return Vec::new();
        }
        let all = std::mem::take(&mut cast.recipients);
        let (gets_it, left) = all.into_iter().partition(|one| self.has_preposition(*one, "to"));
        cast.recipients = gets_it;
        left
    }

    /// The claim that one assertion on a trigger makes; `None` where too little of it is known.
    fn draft(
        &self,
        token: usize,
        assertion: &Assertion,
        governors: &[Vec<usize>],
        speakers: &source::Speakers,
        before: &[Draft],
    ) -> Option<Draft> {
        let reading = self.reading(token)?;
        let predicate = self.predicate(reading);
        let event_type = predicate.event_type.clone()?;
        if reading.part == Part::Noun
            && matches!(self.parsed.relation(token), Relation::Compound | Relation::Amod)
            && assertion.governor.is_none()
        {
            return None;
        }
        // What somebody has not confirmed is told elsewhere, or not at all.
        let unconfirmed = |governor: usize| self.is_a(governor, "confirm") && self.mood(governor).negated;
        if assertion.governor.is_some_and(unconfirmed) {
            return None;
        }
        if self.is_provision(token, &assertion.chain)
            || self.is_record(token)
            || self.is_of_anybody(token)
            || self.is_mere_hope(token, assertion)
            || self.is_prevented(token)
            || self.is_turned_round(token, assertion)
            || self.is_open_charge(token, assertion)
            || self.is_mere_talk(token, assertion)
            || self.leads_to_same(token, reading, &event_type)
        {
            return None;
        }
        let mut cast = self.cast(token, governors, assertion.governor);
        self.sides_of_answered(token, &mut cast);
        let status = self.foreseen(token, assertion);
        // Whoever will not leave refuses it to those whose land it is.
        let left = match status {
            Status::Refused => Vec::new(),
            _ => self.part_left_places(token, predicate, &mut cast),
        };
        if matches!(event_type.as_str(), "PROTEST" | "REQUEST") {
            // "Staged a rally, calling for change": the rally is nobody who could be called on.
            cast.recipients.retain(|one| self.type_of(*one) != Some("PROTEST"));
        }
        let actors = self.parties(&cast.actors);
        let each_other = cast.recipients.iter().any(|one| self.is_each_other(*one));
        let recipients: Vec<Party> = self
            .parties(&cast.recipients)
            .into_iter()
            .filter(|_| !each_other)
            .filter(|party| !actors.iter().any(|actor| actor.span == party.span && !party.span.is_empty()))
            .collect();
        let sides = if predicate.is_mutual() {
            let mut all = actors;
            for party in recipients {
                let same = |actor: &Party| !party.actor.id.is_empty() && actor.actor.id == party.actor.id;
                if !all.iter().any(same) {
                    all.push(party);
                }
            }
            Sides { actors: all, recipients: Vec::new() }
        } else {
            Sides { actors, recipients }
        };
        let when = self.when_told(token, assertion, status, before);
        let sides = self.recall(token, &event_type, &predicate.modes, &cast, sides, before);
        let travels = predicate.has_mode("visit");
        let at_home =
            self.predicates.ontology.types.get(&event_type).is_some_and(|facts| facts.has(Habit::AtHome));
        let hits = self
            .predicates
            .ontology
            .types
            .get(&event_type)
            .is_some_and(|facts| facts.has(Habit::WhereItHits));
        // Who is hit or visited says where; who is spoken to does not.
        // "Strikes on Iran" do not say where in Iran.
        let is_in = |one: &usize| travels || hits && !self.is_country_itself(*one);
        let mut visited: Vec<usize> = cast.recipients.iter().copied().filter(is_in).collect();
        // "Were killed in airstrikes on the town": who lives there is hit.
        let targets: Vec<usize> = if hits && self.is_verb(token) {
            let strike = self.surface_subject(token).and_then(|subject| self.event_at(subject));
            let in_time = self.deed_in_time(token).filter(|_| self.is_passive(token));
            let happenings = self.means(token).into_iter().chain(strike).chain(in_time);
            let there = in_time.into_iter().flat_map(|clause| self.nominals(clause, "in"));
            let hit = happenings.flat_map(|happening| self.own_cast(happening).recipients);
            hit.chain(there.filter(|one| self.place(*one).is_some())).collect()
        } else {
            Vec::new()
        };
        visited.extend(targets.iter().copied().filter(|one| self.place(*one).is_some()));
        visited.extend(left);
        let around: Vec<usize> =
            if at_home { cast.recipients.iter().chain(&cast.actors).copied().collect() } else { Vec::new() };
        let place = self.where_at(token, &assertion.carriers, &visited, &around);
        let struck = self.parties(&targets).into_iter().find_map(|party| {
            let country = Some(party.actor.country?);
            Some(Where { text: party.text, span: party.span, country, coordinates: None })
        });
        let Sides { actors, mut recipients } = self.complete(
            token,
            status,
            sides,
            place.as_ref().filter(|place| place.country.is_some()).or(struck.as_ref()),
            predicate,
            before,
        );
        if each_other && actors.len() > 1 {
            recipients.clear();
        }
        let mut modes = predicate.modes.clone();
        self.refine(token, &event_type, &mut modes);
        if event_type == "ASSAULT" {
            self.lose_at_sea(token, &actors, &mut recipients, place.as_ref(), &modes);
        }
        self.free_ones_own(assertion.governor, &predicate.modes, &mut recipients);
        let known = |party: &&Party| party.actor.country.is_some() || !party.actor.id.is_empty();
        let n_known = actors.iter().chain(&recipients).filter(known).count();
        // "Called for the release of all hostages" is told by the call.
        let told_by_act = assertion.governor.is_some_and(|governor| {
            let is_told = governor > token || before.iter().any(|draft| draft.trigger == governor);
            self.is_event(governor) && is_told
        });
        // "A ship was attacked off Chad": by whom and whose is not known, where is; "donors met in Chad".
        // "A cargo ship was attacked in the strait": nor is that known of what is nobody's sea.
        let is_of_many = |party: &Party| self.is_of_many_lands(party.span);
        let is_ship = |party: &Party| self.has_word(party.span, "sails");
        // "Came under attack".
        let is_struck = || {
            self.is_a(token, "attacks-somebody")
                || self.nominals(token, "under").iter().any(|deed| self.is_a(*deed, "attacks-somebody"))
        };
        let is_somewhere = place.as_ref().is_some_and(|place| place.country.is_some())
            || recipients.iter().any(is_ship) && is_struck();
        let is_told_where = (event_type == "ASSAULT" && actors.len() + recipients.len() > 0
            || predicate.is_mutual() && actors.iter().any(is_of_many))
            && (self.is_verb(token) || !actors.is_empty())
            && is_somewhere;
        let is_ruled = || {
            let source = speakers.source_of(self, token, assertion);
            let puts_off = puts_off(&predicate.modes, status, &source, &recipients);
            actors.is_empty() && (puts_off || self.rules_over(token, status, &source, &recipients))
        };
        let is_told_by_act = told_by_act && actors.len() + recipients.len() > 0;
        if n_known == 0 && !is_told_where && !is_told_by_act && !is_ruled() {
            return None;
        }
        if self.is_private(&event_type, &actors, &recipients) && !self.is_against_state(token, &event_type)
            || self.is_crime_among_people(token, &event_type, (&actors, &recipients))
            || self.is_mishap(token, &event_type, &modes, (&actors, &recipients))
            || self.is_arrest_of_nobody(token, &event_type, &modes, (&actors, &recipients), before)
            || self.is_violence_among_people(
                token,
                &event_type,
                &modes,
                (&actors, &recipients),
                place.as_ref().and_then(|place| place.country.as_deref()),
            )
            || self.is_own_affair(&event_type, &modes, &actors)
            || self.is_advice(token, &event_type, &actors, &recipients)
            || travels && actors.is_empty() && is_past(status)
        {
            return None;
        }
        if assertion.governor.is_none()
            && when.words.is_none()
            && self.only_refers(token, &event_type, &cast, before)
        {
            return None;
        }
        if reading.part == Part::Noun {
            let told = assertion.governor.is_some()
                || self
                    .host(token)
                    .is_some_and(|host| !self.is_a(token, "lasting") || !self.is_a(host, "stop"))
                || self.is_asked_for(token)
                // "Held on a warrant": that there is one is told.
                || event_type == "THREATEN" && predicate.has_mode("arrest") && !recipients.is_empty()
                || self.charge_over(token).is_some()
                || self.claims_deed(token).is_some()
                || self.parsed.child_by(token, Relation::Cop).is_some();
            // Where it hits is the same as whom.
            let is_apart = |place: &crate::claim::Where| recipients.iter().all(|one| one.span != place.span);
            // "Shut the road after the killing of two Malian soldiers": what something was done over took place.
            let is_deed = self.facts_of(predicate).is_some_and(|facts| facts.quad.starts_with("material"));
            let is_conflict = self.facts_of(predicate).is_some_and(|facts| facts.quad.ends_with("conflict"));
            let led_to = n_known == 1
                && ((is_deed || event_type == "ACCUSE") && self.led_to_more(token)
                    || is_conflict && self.is_taken_for_fact(token));
            // "Killed in a riot at a prison in Chile": what befell somebody there is told of as having been there.
            let befell = || {
                matches!(self.preposition(token).as_deref(), Some("in" | "during" | "amid" | "at"))
                    && self.facts_of(predicate).is_some_and(|facts| facts.has(Habit::ByThePeople))
                    && self
                        .parsed
                        .head(token)
                        .filter(|verb| self.is_verb(*verb) && self.type_of(*verb).is_some())
                        .and_then(|verb| self.where_at(verb, &[], &[], &[]))
                        .is_some_and(|place| is_apart(&place))
            };
            // "Sorry for Mali's attacks on its neighbours": who did it to whom, whosever these are.
            let of_one_to_others = event_type == "ASSAULT"
                && countries_of(&actors).len() == 1
                && !actors.iter().any(|party| is_guess(&party.actor))
                && !recipients.is_empty();
            let anchored = when.words.is_some()
                || place.as_ref().is_some_and(is_apart)
                || n_known >= 2
                || of_one_to_others
                || led_to
                || befell();
            // It takes two to talk, and to fight.
            // "Amid a fight among units of the guard": one name may stand for both who fight.
            let is_place = |party: &Party| {
                self.tokens_in(party.span).all(|word| self.place(word).is_some()) && !party.span.is_empty()
            };
            let is_fight = event_type == "ASSAULT" && n_known == 1 && led_to && !actors.iter().all(is_place);
            let one_sided = predicate.is_mutual() && n_known < 2 && self.host(token).is_none() && !is_fight;
            // "His first visits abroad" says of nobody that they were visited.
            let is_at_home = travels
                && !recipients.is_empty()
                && recipients.iter().all(|one| {
                    actors.iter().any(|actor| {
                        actor.actor.country.is_some() && actor.actor.country == one.actor.country
                    })
                });
            let is_aside = self.is_beside(token) && when.words.is_none();
            if assertion.governor.is_none() && (is_at_home || is_aside) {
                return None;
            }
            if !told && (!anchored || when.words.is_none() && self.is_a(token, "lasting"))
                || one_sided && (assertion.governor.is_none() || self.is_mere_setting(token))
            {
                return None;
            }
        }
        let content = if predicate.has_content(reading.part) { self.contents(token) } else { Vec::new() };
        if let Some(mode) = content.iter().find_map(|one| self.content_mode(&event_type, *one)) {
            modes = vec![mode];
        }
        let span = self.evidence(
            token,
            assertion,
            if cast.is_handed { &[] } else { &actors },
            &recipients,
            &when,
            place.as_ref(),
        );
        let stays_there = self.facts_of(predicate).is_some_and(|facts| {
            [Habit::WhereItHits, Habit::ByThePeople, Habit::ByTheState].into_iter().any(|one| facts.has(one))
        });
        let place = place.or_else(|| {
            let parties = recipients.iter().chain(&actors);
            let countries: Vec<&str> = parties.filter_map(|party| party.actor.country.as_deref()).collect();
            (stays_there && is_past(status)).then(|| self.lies_in(token, &countries)).flatten()
        });
        let evidence = Evidence {
            span,
            trigger: self.word_in(span, std::iter::once(token).chain(assertion.governor)),
            predicate: predicate.id.clone(),
            operators: assertion.operators.clone(),
        };
        let source = speakers.source_of(self, token, assertion);
        let (actors, status) = if actors.is_empty() {
            let speaker = self.doer_who_says(token, status, &source, &recipients);
            let threatens = !speaker.is_empty() && event_type == "ASSAULT" && status == Status::Planned;
            (speaker, if threatens { Status::Threatened } else { status })
        } else {
            (actors, status)
        };
        let actors = if actors.is_empty() && puts_off(&predicate.modes, status, &source, &recipients) {
            captor_who_says(&source).into_iter().collect()
        } else {
            actors
        };
        let confirmations = speakers.confirmations(self, token, &source);
        Some(Draft {
            claim: Claim {
                contexts: self.contexts(&predicate.contexts, evidence.span),
                event_type,
                modes,
                status,
                actors,
                recipients,
                when,
                place,
                source,
                confirmations,
                about: None,
                confidence: predicate.trust.min(1.0),
                evidence,
            },
            trigger: token,
            content,
        })
    }

    /// "Migrants will be jailed, Chad's interior minister said": a state's power will be used by the state whose official
    /// says so, on whoever is in it.
    fn rules_over(&self, token: usize, status: Status, source: &Source, recipients: &[Party]) -> bool {
        let Some(speaker) = source.actor.as_ref().filter(|_| source.kind == SourceKind::Official) else {
            return false;
        };
        let rules = matches!(speaker.sector.as_deref(), Some("GOV" | "COP" | "JUD" | "MIL"));
        let at_home = |party: &Party| party.actor.country.is_none() || party.actor.country == speaker.country;
        rules
            && speaker.country.is_some()
            && !speaker.country.as_deref().is_some_and(complete::is_above_states_code)
            && status == Status::Planned
            && self.is_verb(token)
            && self.is_passive(token)
            && self.facts(token).is_some_and(|facts| facts.has(Habit::ByTheState))
            && !recipients.is_empty()
            && recipients.iter().all(at_home)
    }

    /// "Ships that come near will be sunk, the admiral said", "Moldova will receive a loan, the bank says": what is to be
    /// done by nobody that is named is to be done by those who say so, where it is done to others.
    fn doer_who_says(
        &self,
        token: usize,
        status: Status,
        source: &Source,
        recipients: &[Party],
    ) -> Vec<Party> {
        let is_ahead =
            matches!(status, Status::Planned | Status::Refused | Status::Threatened | Status::Agreed);
        let speaks = matches!(source.kind, SourceKind::Official | SourceKind::Named);
        // "Chad announced that two envoys were expelled".
        let is_announced = status == Status::Held
            && source.kind == SourceKind::Official
            && self.facts(token).is_some_and(|facts| facts.has(Habit::BetweenStates))
            && self.parsed.relation(token) == Relation::Ccomp
            && self.parsed.head(token).is_some_and(|over| self.parsed.lemma(over) == "announce");
        let is_ahead = is_ahead || is_announced;
        let suffers = self.is_verb(token) && (self.is_passive(token) || self.is_a(token, "receives"));
        let Some(speaker) = source.actor.as_ref().filter(|_| is_ahead && speaks && suffers) else {
            return Vec::new();
        };
        let others = countries_of(recipients);
        let is_other =
            speaker.country.as_ref().is_some_and(|own| !others.is_empty() && !others.contains(own));
        if !is_other && !self.rules_over(token, status, source, recipients) {
            return Vec::new();
        }
        vec![Party {
            text: source.who.clone().unwrap_or_default(),
            span: Span::default(),
            actor: Actor { confidence: 0.5, reason: "whoever says so does it".to_owned(), ..speaker.clone() },
            inferred: true,
        }]
    }

    /// The evidence of what a rule of the program, and no predicate of the data, reads in a passage.
    fn evidence_by(&self, rule: &str, why: &str, (start, end): (usize, usize), trigger: usize) -> Evidence {
        let span = Span::new(start as u32, end as u32);
        Evidence {
            span,
            trigger: self.word_in(span, std::iter::once(trigger)),
            predicate: rule.to_owned(),
            operators: vec![why.to_owned()],
        }
    }

    /// The first of several tokens that stands in a passage, else the passage's first word.
    fn word_in(&self, passage: Span, tokens: impl Iterator<Item = usize>) -> Span {
        let is_inside =
            |word: &Span| passage.start() <= word.start() && word.end() <= passage.end() && !word.is_empty();
        let first = || self.tokens_in(passage).map(|token| self.parsed.token(token).span).find(is_inside);
        tokens.map(|token| self.parsed.token(token).span).find(is_inside).or_else(first).unwrap_or(passage)
    }

    /// Whether a clause says what a law, plan or other thing will, would or may do, or what it lets others do, and not
    /// what somebody does: "a bill that would allow the police to seize phones".
    fn is_provision(&self, token: usize, chain: &[usize]) -> bool {
        let provides = |verb: usize| {
            !self.is_passive(verb)
                && self.surface_subject(verb).is_some_and(|subject| {
                    self.is_nominal(subject)
                        && self.is_a(subject, "provision")
                        && self.parties(&[subject]).iter().all(|party| {
                            // "It" may be a government.
                            let is_pronoun = self.parsed.upos(subject) == Upos::Pron;
                            party.actor.id.is_empty() && !(is_pronoun && party.actor.sector.is_some())
                        })
                })
        };
        let is_open = |verb: usize| {
            matches!(self.mood(verb).status, Some(Status::Planned | Status::Proposed | Status::Hypothetical))
        };
        // "Passes a law requiring firms to pay": the passing tells it, as "blocks a bill that would require it" does.
        let enacted = |verb: usize| {
            let law = self.parsed.head(verb).filter(|_| self.is_act(verb));
            law.is_some_and(|law| match self.parsed.relation(verb) {
                Relation::Acl => self.lawmaking(law).is_some_and(|over| self.is_event(over)),
                Relation::AclRelcl => self.stage_of_bill(law).is_some(),
                _ => false,
            })
        };
        let lets = |verb: usize| {
            self.parsed.head(verb).filter(|_| {
                (self.has_to(verb) || self.parsed.xpos(verb) == "VB")
                    && matches!(
                        self.parsed.relation(verb),
                        Relation::Xcomp | Relation::Ccomp | Relation::Advcl
                    )
            })
        };
        std::iter::once(token).chain(chain.iter().copied()).any(|one| {
            self.is_verb(one)
                && (self.reading(one).is_some() && is_open(one) && provides(one)
                    || enacted(one)
                    || lets(one).is_some_and(|over| self.is_a(over, "let") && provides(over)))
        })
    }

    /// Whether an infinitive of purpose only says what something is good for: "a loan to support the reserves".
    fn is_mere_hope(&self, token: usize, assertion: &Assertion) -> bool {
        assertion.governor.is_none()
            && self.is_verb(token)
            && self.has_to(token)
            && matches!(self.parsed.relation(token), Relation::Advcl | Relation::Acl | Relation::Xcomp)
            && self.is_a(token, "hoped-for")
    }

    /// "Refuses to rule out a strike": a refusal that is refused is none.
    fn is_turned_round(&self, token: usize, assertion: &Assertion) -> bool {
        assertion.status == Status::Refused && self.is_verb(token) && self.type_of(token) == Some("REJECT")
    }

    /// "Barred from attending the college", "kept from being seized", "wants to stop meeting them": what is kept from
    /// being done is told by the keeping, and what is to end is not to come.
    fn is_prevented(&self, token: usize) -> bool {
        let kept = |verb: usize| {
            self.is_a(verb, "keep-from") && self.preposition(token).as_deref() == Some("from")
                || self.is_a(verb, "stop")
                    && self.has_to(verb)
                    && self.parsed.relation(token) == Relation::Xcomp
                    && !self.is_asked_to_end(token)
        };
        let is_gerund = self.parsed.xpos(token) == "VBG"
            || self.parsed.children(token).any(|word| {
                self.parsed.relation(word) == Relation::AuxPass && self.parsed.xpos(word) == "VBG"
            });
        is_gerund && self.parsed.head(token).is_some_and(kept)
    }

    /// Whether a noun or gerund says no more than of what somebody is charged, or what somebody was asked: "jailed for
    /// espionage", "when questioned", "accused of demonising".
    fn is_open_charge(&self, token: usize, assertion: &Assertion) -> bool {
        // What a charge is about may hang on whoever is charged.
        let head = self.parsed.head(token);
        let above = head.filter(|head| !self.is_verb(*head)).and_then(|head| self.parsed.head(head));
        let over = [assertion.governor, head, above].into_iter().flatten().find_map(|one| self.type_of(one));
        match self.type_of(token) {
            Some("COERCE") if !self.is_verb(token) => {
                matches!(over, Some("COERCE" | "SANCTION" | "ACCUSE"))
                    && matches!(self.preposition(token).as_deref(), Some("for" | "of" | "on"))
                    && self.own_cast(token).actors.is_empty()
            }
            Some("ACCUSE") if self.is_verb(token) => {
                let is_charge = over == Some("ACCUSE")
                    && self.parsed.xpos(token) == "VBG"
                    && self.preposition(token).is_some();
                let own = self.own_cast(token);
                let when_asked = self.parsed.relation(token) == Relation::Advcl
                    && self.parsed.xpos(token) == "VBN"
                    && own.actors.is_empty()
                    && self.parsed.children(token).any(|child| self.parsed.lemma(child) == "when");
                // "People accused of theft queued": by nobody who is told of.
                let by_nobody = self.is_passive(token)
                    && self.agent(token).is_none()
                    && self.parsed.lemma(token) == "accuse"
                    && head.is_some_and(|noun| self.is_a(noun, "accused-at-large"))
                    && self.prosecutors(token).is_empty();
                is_charge && self.parties(&own.recipients).is_empty() || when_asked || by_nobody
            }
            _ => {
                // "A clerk charged with stealing a car": by a charge that is nobody's politics nothing is told.
                self.parsed.xpos(token) == "VBG"
                    && matches!(self.preposition(token).as_deref(), Some("of" | "for" | "with"))
                    && head.is_some_and(|verb| {
                        self.is_verb(verb)
                            && self.is_a(verb, "charges-with")
                            && self.is_passive(verb)
                            && self.type_of(verb).is_none()
                    })
            }
        }
    }

    /// Whether a noun names only what is talked or feared about, with nothing that would set it apart: "spoke about the
    /// war and the sanctions", "concern about its commitments".
    fn is_mere_talk(&self, token: usize, assertion: &Assertion) -> bool {
        let Some(reading) = self.reading(token).filter(|_| !self.is_verb(token)) else { return false };
        let predicate = self.predicate(reading);
        let feared = assertion.status == Status::Hypothetical
            && predicate.gives.is_some()
            && self.contents(token).is_empty();
        let conflict = self.facts_of(predicate).is_some_and(|facts| facts.quad == "material-conflict");
        feared || conflict && assertion.governor.is_none() && self.is_topic(token)
    }

    /// Whether a noun, or the first of a list that it stands in, is what somebody talks about.
    fn is_topic(&self, token: usize) -> bool {
        let mut first = token;
        while self.parsed.relation(first) == Relation::Conj
            && let Some(head) = self.parsed.head(first).filter(|head| !self.is_verb(*head))
        {
            first = head;
        }
        let about = matches!(
            self.preposition(first).as_deref(),
            Some("about" | "on" | "over" | "regarding" | "concerning")
        );
        let talks = |over: usize| self.type_of(self.event_at(over).unwrap_or(over)) == Some("CONSULT");
        about && self.parsed.head(first).is_some_and(talks)
    }

    /// Whether what an act speaks about is a happening of its own kind: "gathered to protest".
    fn leads_to_same(&self, token: usize, reading: Reading, event_type: &str) -> bool {
        let predicate = self.predicate(reading);
        // "Thousands march to protest the bill" is one protest.
        let purposes = self.parsed.children(token).filter(|child| {
            matches!(self.parsed.relation(*child), Relation::Advcl | Relation::Xcomp)
                && self.has_to(*child)
                && event_type == "PROTEST"
        });
        let mut contents: Vec<usize> = purposes.collect();
        if predicate.has_content(reading.part) {
            contents.extend(self.contents(token));
        }
        self.is_verb(token)
            && contents.iter().any(|one| {
                self.is_verb(*one)
                    && self.reading(*one).is_some_and(|inner| {
                        let inner = self.predicate(inner);
                        inner.event_type.as_deref() == Some(event_type) && inner.gives.is_none()
                    })
            })
    }

    /// "A law on prison for people convicted of murder", "for attacks that kill children": whether it is told of whoever it may
    /// concern, and of nobody in particular.
    fn is_of_anybody(&self, token: usize) -> bool {
        let is_court = |verb: usize| {
            self.parsed.relation(verb) == Relation::Acl
                && self.parsed.xpos(verb) == "VBN"
                && self.is_a(verb, "charge-or-verdict")
        };
        let verb =
            std::iter::once(token).chain(self.parsed.ancestors(token).take(4)).find(|one| is_court(*one));
        let whom = verb.and_then(|verb| Some((verb, self.parsed.head(verb)?)));
        whom.is_some_and(|(verb, noun)| {
            let tells = |word: usize| {
                matches!(
                    self.parsed.relation(word),
                    Relation::Det
                        | Relation::Nummod
                        | Relation::NmodPoss
                        | Relation::Compound
                        | Relation::Nmod
                ) || self.country_said_by(word).is_some()
            };
            let is_dated = |word: usize| {
                self.parsed.upos(word) == Upos::Propn
                    || self.is_word_of_time(word)
                    || self.place(word).is_some()
            };
            // "Arrests teachers accused of theft" tells of some.
            self.parsed.xpos(noun) == "NNS"
                && matches!(self.parsed.relation(noun), Relation::Nmod | Relation::Obl)
                && !self.parsed.children(noun).any(tells)
                && !self.parsed.subtree(verb).any(is_dated)
        })
    }

    /// Whether an infinitive only says who was the first, last or only one to do something, or a noun beside another which
    /// of its kind that was: "a visit to Chad, the first by a Kenyan president". Who becomes the first does it now.
    fn is_record(&self, token: usize) -> bool {
        let is_of_many = |noun: usize| {
            self.parsed.children(noun).any(|child| {
                child < noun
                    && matches!(
                        self.parsed.lemma(child),
                        "first" | "last" | "only" | "second" | "third" | "high" | "old" | "young" | "latest"
                    )
            })
        };
        if self.has_to(token) && self.parsed.relation(token) == Relation::Acl {
            return self
                .parsed
                .head(token)
                .is_some_and(|noun| self.becoming(noun).is_none() && is_of_many(noun));
        }
        !self.is_verb(token) && self.parsed.relation(token) == Relation::Appos && is_of_many(token)
    }

    /// Whether a noun only points back to what was told before, and neither it nor its verb says anything new of it:
    /// "the talks were candid", "during the trip".
    fn only_refers(&self, token: usize, event_type: &str, cast: &role::Cast, before: &[Draft]) -> bool {
        let points_back = self.parsed.children(token).any(|child| {
            self.parsed.relation(child) == Relation::Det
                && matches!(self.parsed.lemma(child), "the" | "this" | "that" | "these" | "those")
        });
        let own = self.parsed.children(token).any(|child| {
            child != token
                && !self.parties(&[child]).is_empty()
                && self.parsed.relation(child) != Relation::AclRelcl
        });
        let tells = self.light_verb(token).is_some_and(|verb| !self.is_a(verb, "stop"))
            || self.host(token).is_some_and(|host| {
                self.reading(host).is_some() || self.is_a(host, "go-on") || self.is_a(host, "set-down")
            });
        !self.is_verb(token)
            && points_back
            && !own
            && !tells
            && (cast.is_handed || cast.actors.is_empty())
            && before.iter().any(|draft| draft.claim.event_type == event_type)
    }

    /// Whether something else came of a happening or went on beside it, so that it took place: "amid raids by Chad", "in
    /// response to a series of raids on Chad".
    fn led_to_more(&self, token: usize) -> bool {
        if self.is_known_by_name(token) {
            return false;
        }
        let mut noun = token;
        // "After a series of raids".
        while let Some(over) = self.parsed.head(noun).filter(|over| self.measured(*over) == Some(noun)) {
            noun = over;
        }
        self.parsed.children_by(noun, Relation::Case).any(|case| {
            let before = case.checked_sub(1);
            self.is_a(case, "backdrop")
                || matches!(self.parsed.lemma(case), "to" | "for" | "of" | "with")
                    && before.is_some_and(|word| self.is_a(word, "backdrop-noun"))
        })
    }

    /// "Chad shelled Malian posts in response to an attack on its base": whoever strikes back was struck by those that they
    /// strike.
    fn sides_of_answered(&self, token: usize, cast: &mut role::Cast) {
        let is_answered = self.parsed.children_by(token, Relation::Case).any(|case| {
            let before = case.checked_sub(1);
            matches!(self.parsed.lemma(case), "to" | "for")
                && before.is_some_and(|word| self.is_a(word, "answer-noun"))
        });
        let is_conflict =
            |event: usize| self.facts(event).is_some_and(|facts| facts.quad == "material-conflict");
        let has_one_side = cast.actors.is_empty() != cast.recipients.is_empty();
        if self.is_verb(token) || !has_one_side || !is_conflict(token) || !self.led_to_more(token) {
            return;
        }
        let over = self.parsed.ancestors(token).take(3).find(|over| self.is_verb(*over));
        let answer = over.and_then(|verb| self.event_at(verb));
        let Some(answer) = answer.filter(|answer| *answer != token && is_conflict(*answer)) else { return };
        let outer = self.own_cast(answer);
        let told = countries_of(&self.parties(&cast.actors))
            .into_iter()
            .chain(countries_of(&self.parties(&cast.recipients)))
            .collect::<Vec<_>>();
        let others = |tokens: Vec<usize>| -> Vec<usize> {
            let is_other = |one: &usize| {
                let countries = countries_of(&self.parties(&[*one]));
                !countries.is_empty() && !countries.iter().any(|country| told.contains(country))
            };
            tokens.into_iter().filter(is_other).collect()
        };
        // After an attack by Mali, a blow at Mali answers it; one at others need not.
        let came_first = matches!(self.preposition(token).as_deref(), Some("after" | "following"));
        let turns_back = |tokens: &[usize]| {
            came_first && countries_of(&self.parties(tokens)).iter().any(|country| told.contains(country))
        };
        if cast.actors.is_empty() && (is_answered || turns_back(&outer.actors)) {
            cast.actors = others(outer.recipients);
            cast.is_handed = true;
        } else if cast.recipients.is_empty() && (is_answered || turns_back(&outer.recipients)) {
            cast.recipients = others(outer.actors);
        }
    }

    /// "The 2014 invasion of Chad", "the Lakeside shooting": a happening of old that is only pointed to, by its year or its
    /// name.
    fn is_known_by_name(&self, token: usize) -> bool {
        let is_year = |word: usize| {
            let form = self.parsed.form(word);
            form.len() == 4 && form.starts_with(['1', '2']) && form.chars().all(|one| one.is_ascii_digit())
        };
        let is_name = |word: usize| {
            self.parsed.relation(word) == Relation::Compound
                && self.parsed.upos(word) == Upos::Propn
                && self.mention(word).is_none()
        };
        let before = || self.parsed.children(token).filter(|child| *child < token);
        let is_definite = before().any(|child| self.parsed.lemma(child) == "the");
        before().any(is_year) || is_definite && before().any(is_name)
    }

    /// Whether a verb takes what a noun tells for a fact: "confirmed the killing of the commander", "condemned the raid
    /// on Chad".
    fn is_taken_for_fact(&self, token: usize) -> bool {
        // "Marched against the assassination of the mayor".
        let is_protested = || {
            matches!(self.parsed.relation(token), Relation::Obl | Relation::Nmod)
                && matches!(self.preposition(token).as_deref(), Some("against" | "over" | "at"))
                && self.is_definite(token)
                && self
                    .parsed
                    .head(token)
                    .is_some_and(|over| self.type_of(self.event_at(over).unwrap_or(over)) == Some("PROTEST"))
        };
        is_protested()
            || self.parsed.relation(token) == Relation::Obj
                && self.parsed.head(token).is_some_and(|verb| {
                    self.is_verb(verb) && self.is_a(verb, "takes-for-fact") && !self.mood(verb).negated
                })
    }

    /// Whether a noun only says at what other happening something is done: "met at the summit".
    fn is_mere_setting(&self, token: usize) -> bool {
        self.parsed.relation(token) == Relation::Nmod && self.is_beside(token)
            || matches!(self.parsed.relation(token), Relation::Obl | Relation::Nmod)
                && self.preposition(token).is_some_and(|word| {
                    matches!(word.as_str(), "at" | "during" | "ahead of" | "on" | "amid" | "before" | "after")
                })
    }

    /// Whether something is done beside a happening: "on the sidelines of the summit".
    fn is_beside(&self, token: usize) -> bool {
        self.parsed.head(token).is_some_and(|head| self.is_a(head, "edge"))
    }

    /// What is asserted, where words of time say that what a noun names lies ahead: "announced talks for May".
    fn foreseen(&self, token: usize, assertion: &Assertion) -> Status {
        let is_bare = !self.is_verb(token) && self.host(token).is_none_or(|host| self.is_a(host, "tell"));
        let is_deed = self
            .facts(token)
            .is_some_and(|facts| !facts.quad.starts_with("verbal") || self.type_of(token) == Some("CONSULT"));
        let in_present = is_deed
            && self.is_verb(token)
            && (matches!(self.parsed.xpos(token), "VBZ" | "VBP") || self.parsed.upos(token) == Upos::Noun)
            && self.parsed.children_by(token, Relation::Aux).next().is_none();
        // "The October 7 attacks" were.
        let is_attack = self.type_of(token) == Some("ASSAULT");
        // "Following his dismissal in August".
        let is_behind =
            matches!(self.preposition(token).as_deref(), Some("after" | "following" | "since" | "despite"));
        let to_come = is_bare && !is_attack && !is_behind && self.lies_ahead(token, &assertion.carriers)
            || self.begins_later(token)
            || in_present && self.is_to_come(token)
            || self.facts(token).is_some_and(|facts| facts.has(Habit::BetweenStates))
                && self.takes_effect_later(token);
        if assertion.status == Status::Held && to_come {
            Status::Planned
        } else if is_past(assertion.status)
            && (is_deed || self.type_of(token) == Some("CONCEDE"))
            && self.is_term_of_accord(token)
        {
            Status::Agreed
        } else if assertion.status == Status::Held
            && assertion.governor.is_none()
            && (self.parsed.xpos(token) == "VBG" || is_bare && self.is_asked_back(token))
            && self.is_topic(token)
        {
            // "Spoke about lifting the ban", "talks on the release of prisoners".
            Status::Proposed
        } else if assertion.status == Status::Planned && self.is_done_by_saying(token, assertion) {
            Status::Held
        } else {
            assertion.status
        }
    }

    /// "The release of prisoners", "the withdrawal of troops": what two sides talk about so that it may be done. A truce that
    /// they talk about may hold.
    fn is_asked_back(&self, noun: usize) -> bool {
        matches!(self.type_of(noun), Some("RETREAT" | "CONCEDE"))
            && !self.is_verb(noun)
            && !self.reading(noun).is_some_and(|reading| self.predicate(reading).has_mode("ceasefire"))
    }

    /// "Announces tariffs on Chad starting next Friday": what is decided and has not begun.
    fn begins_later(&self, token: usize) -> bool {
        if !self.facts(token).is_some_and(|facts| facts.has(Habit::BetweenStates)) {
            return false;
        }
        let over = self.host(token).or_else(|| self.governing_verb(token));
        let objects = self.parsed.children_by(token, Relation::Obj).filter(|_| self.is_verb(token));
        let nouns: Vec<usize> = objects.chain((!self.is_verb(token)).then_some(token)).collect();
        let of_nouns: Vec<usize> =
            nouns.iter().flat_map(|noun| self.parsed.children_by(*noun, Relation::Nmod)).collect();
        let words = std::iter::once(token).chain(over).chain(nouns).chain(of_nouns);
        words.flat_map(|word| self.parsed.children(word)).any(|verb| {
            matches!(self.parsed.relation(verb), Relation::Acl | Relation::Advcl | Relation::Amod)
                && matches!(self.parsed.form(verb), "starting" | "beginning" | "effective")
                && self.lies_ahead(verb, &[])
        })
    }

    /// "Announces tariffs, to take effect on Monday", "a ban that will come into force in June": what is decided and not yet
    /// done.
    fn takes_effect_later(&self, token: usize) -> bool {
        let over = self.host(token).or_else(|| self.governing_verb(token));
        let objects = self.parsed.children_by(token, Relation::Obj).filter(|_| self.is_verb(token));
        let inside = objects.flat_map(|one| self.all_conjuncts(&[one])).collect::<Vec<_>>();
        let nouns = inside.iter().flat_map(|one| self.parsed.children_by(*one, Relation::Nmod));
        let words = std::iter::once(token).chain(over).chain(inside.iter().copied()).chain(nouns);
        words.flat_map(|word| self.parsed.children(word)).any(|verb| {
            let is_clause = matches!(
                self.parsed.relation(verb),
                Relation::Acl | Relation::AclRelcl | Relation::Advcl | Relation::Xcomp
            );
            let lies_ahead = || self.has_to(verb) || self.mood(verb).status == Some(Status::Planned);
            // "Set to start in June".
            let is_set = || {
                self.is_a(verb, "set-down-to")
                    && self.parsed.children(verb).any(|start| {
                        self.has_to(start)
                            && matches!(self.parsed.lemma(start), "start" | "begin" | "kick" | "take")
                    })
            };
            let takes = || {
                self.parsed.children(verb).any(|word| match self.parsed.relation(word) {
                    Relation::Obj => self.parsed.lemma(word) == "effect",
                    Relation::Obl => {
                        matches!(self.parsed.lemma(word), "effect" | "force")
                            && self.preposition(word).as_deref() == Some("into")
                    }
                    _ => false,
                })
            };
            is_clause && (takes() && lies_ahead() || is_set())
        })
    }

    /// "Said it would accept the offer": whoever says so accepts it.
    fn is_done_by_saying(&self, token: usize, assertion: &Assertion) -> bool {
        let says = |over: usize| self.parsed.relation(token) == Relation::Ccomp && self.is_a(over, "say");
        // "Announced that they will pull out of the talks", "warned that Chad will face reprisals".
        let breaks_off = matches!(self.type_of(token), Some("REJECT" | "THREATEN"));
        assertion.governor.is_none()
            && (breaks_off || self.facts(token).is_some_and(|facts| facts.has(Habit::DoneBySaying)))
            && self.is_verb(token)
            && self.parsed.head(token).is_some_and(says)
    }

    fn content_mode(&self, act: &str, content: usize) -> Option<String> {
        let mut content = content;
        for _ in 0..4 {
            if self.ended_by(content).is_some() {
                return None;
            }
            let reading = self.reading(content)?;
            let predicate = self.predicate(reading);
            if let Some(event_type) = predicate.event_type.as_deref() {
                let mut modes = predicate.modes.clone();
                self.refine(content, event_type, &mut modes);
                if let Some(mode) = self.predicates.ontology.content_mode(act, event_type, &modes) {
                    return Some(mode.to_owned());
                }
            }
            // What a request asks for is what its refusal refuses.
            content = self.contents(content).first().copied()?;
        }
        None
    }

    /// Whether a phrase is "each other" or belongs to it.
    fn is_each_other(&self, token: usize) -> bool {
        self.parsed.subtree(token).any(|one| {
            let Some(before) = one.checked_sub(1).map(|before| self.parsed.form(before).to_lowercase())
            else {
                return false;
            };
            match (self.parsed.lemma(one), before.as_str()) {
                // "Expelled one another's envoys".
                ("another", "one") | ("other", "each") => true,
                ("other", "the") => self.parsed.relation(one) == Relation::NmodPoss,
                _ => false,
            }
        })
    }

    /// Modes that words beside the trigger speak for, where the predicate has none of its own.
    fn refine(&self, token: usize, event_type: &str, modes: &mut Vec<String>) {
        if !modes.is_empty() {
            return;
        }
        let mut beside = self.beside(token).to_vec();
        beside.push(token);
        for refinement in &self.predicates.refinements {
            if refinement.event_type == event_type
                && beside.iter().any(|one| self.is_a(*one, &refinement.class))
                && !modes.contains(&refinement.mode)
            {
                modes.push(refinement.mode.clone());
                return;
            }
        }
    }

    fn contexts(&self, own: &[String], span: Span) -> Vec<String> {
        let mut contexts = own.to_vec();
        let tokens = &self.parsed.reading.tokens;
        let first = tokens.partition_point(|token| token.span.start() < span.start());
        let last = tokens.partition_point(|token| token.span.start() < span.end());
        let said: BTreeSet<u16> = (first..last)
            .flat_map(|token| self.predicates.contexts_of(self.parsed.lemma(token)))
            .copied()
            .collect();
        for (number, context) in (0..=u16::MAX).zip(self.predicates.ontology.contexts.keys()) {
            if said.contains(&number) && !contexts.contains(context) {
                contexts.push(context.clone());
            }
        }
        contexts
    }

    /// The shortest passage that says it: from the first to the last word of trigger, parties, time and place.
    fn evidence(
        &self,
        token: usize,
        assertion: &Assertion,
        actors: &[Party],
        recipients: &[Party],
        when: &crate::claim::When,
        place: Option<&crate::claim::Where>,
    ) -> Span {
        let sentence = self.parsed.sentence(self.parsed.sentence_of(token)).span;
        let mut span = self.parsed.token(token).span;
        if let Some(span) = self.own_words(token, assertion) {
            return span;
        }
        let mut widen = |other: Span| {
            if !other.is_empty() && sentence.start() <= other.start() && other.end() <= sentence.end() {
                let start = span.start().min(other.start());
                let end = span.end().max(other.end());
                span = Span::new(start as u32, end as u32);
            }
        };
        for party in actors.iter().chain(recipients) {
            widen(party.span);
            // "In a Russian strike" does not end with the strike left out.
            let last = self.tokens_in(party.span).end.saturating_sub(1);
            let modified = self.parsed.head(last).filter(|head| {
                *head > last
                    && !self.is_verb(*head)
                    && !party.span.is_empty()
                    && matches!(self.parsed.relation(last), Relation::Amod | Relation::Compound)
            });
            if let Some(head) = modified {
                widen(self.parsed.token(head).span);
            }
        }
        for words in when.words.into_iter().chain(place.map(|place| place.span)) {
            widen(words);
        }
        for carrier in &assertion.carriers {
            widen(self.parsed.token(*carrier).span);
        }
        for child in self.parsed.children(token) {
            // A subject that is a pronoun, and the "not" of a refusal, belong to what is quoted.
            let says_so = self.parsed.relation(child) == Relation::Advmod && self.negates(child);
            if says_so
                || matches!(
                    self.parsed.relation(child),
                    Relation::Obj
                        | Relation::Obl
                        | Relation::Nmod
                        | Relation::CompoundPrt
                        | Relation::NsubjPass
                        | Relation::Nsubj
                        | Relation::Aux
                        | Relation::AuxPass
                )
            {
                widen(self.phrase(child));
            }
        }
        span
    }
}

impl Walk<'_> {
    /// The clause that says one thing of several of a happening that is named once: "had been planned for May" of
    /// "the visit had been planned for May but was put off".
    fn own_words(&self, token: usize, assertion: &Assertion) -> Option<Span> {
        let verb = assertion.governor.filter(|verb| assertion.is_one_of_many && self.is_verb(*verb))?;
        let mut span = self.parsed.token(verb).span;
        let behind = matches!(self.parsed.relation(verb), Relation::AclRelcl | Relation::Acl)
            && self.parsed.head(verb) == Some(token);
        let own = self.parsed.children(verb).filter(|child| {
            matches!(
                self.parsed.relation(*child),
                Relation::Aux
                    | Relation::AuxPass
                    | Relation::Obl
                    | Relation::OblUnmarked
                    | Relation::OblAgent
                    | Relation::Advmod
                    | Relation::CompoundPrt
            )
        });
        for part in own.map(|child| self.phrase(child)).chain(behind.then(|| self.parsed.token(token).span)) {
            let (start, end) = (span.start().min(part.start()), span.end().max(part.end()));
            span = Span::new(start as u32, end as u32);
        }
        Some(span)
    }
}

/// Points each verbal act at the claim on what it speaks about.
fn link(walk: &Walk<'_>, drafts: &mut [Draft]) {
    let triggers: Vec<usize> = drafts.iter().map(|draft| draft.trigger).collect();
    for (draft_idx, draft) in drafts.iter_mut().enumerate() {
        let mut found = None;
        for one in draft.content.iter().copied() {
            // What an operator under the act speaks about is what the act speaks about.
            let mut targets = walk.contents(one);
            if walk.is_verb(one) {
                targets.insert(0, one);
            } else {
                targets.push(one);
            }
            found = targets.into_iter().find_map(|target| {
                (0..triggers.len()).find(|idx| triggers[*idx] == target && *idx != draft_idx)
            });
            if found.is_some() {
                break;
            }
        }
        draft.claim.about = found;
    }
}

/// Whether a status tells of what is over or under way.
pub(crate) fn is_past(status: Status) -> bool {
    matches!(status, Status::Held | Status::Ongoing)
}

/// A stance on a happening by somebody who is not its source.
pub(crate) fn confirmation(who: String, stance: Stance, span: Span) -> Confirmation {
    Confirmation { who, stance, span }
}
