//! What somebody calls bad in a sentence of their own words that has no words of saying: "'This is our land,' the minister
//! said. 'Their plan is a disgrace.'"

use dragoman_text::{Relation, Span};

use super::party::{countries_of, is_guess};
use super::walk::Walk;
use super::{Draft, insert_each, source};
use crate::claim::{Claim, Party, Source, Status};

/// The type of what is said.
const BLAME: &str = "ACCUSE";

/// Its mode.
const MODE: &str = "disapprove";

/// The rule's name, where claims name their predicate.
const RULE: &str = "accuse.judge-in-quotation";

/// Why there is a claim of it, in words that can be shown.
const WHY: &str = "whoever is quoted calls it bad";

/// How far to trust it.
const TRUST: f32 = 0.55;

/// Whoever is blamed was blamed before, so many sentences back at most.
const MOST_BACK: usize = 2;

impl Walk<'_> {
    /// Adds what is called bad in sentences that stand wholly between quotation marks, and whose speaker another sentence
    /// names.
    pub(crate) fn judge_in_quotations(&self, drafts: &mut Vec<Draft>, speakers: &source::Speakers<'_>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for sentence in 0..self.parsed.n_sentences() {
            let Some(speaker) = speakers.quoted_in(sentence) else { continue };
            let at = |draft: &Draft| self.parsed.sentence_of(draft.trigger);
            if drafts.iter().any(|draft| draft.claim.event_type == BLAME && at(draft) == sentence) {
                continue;
            }
            let Some(clause) = self.judging_clause(self.parsed.root_of(sentence)) else { continue };
            let accusers = self.parties(&[speaker]);
            let own = countries_of(&accusers);
            let subject = self.surface_subject(clause);
            let is_oneself = subject.is_some_and(|subject| self.is_a(subject, "who-speaks"));
            if own.is_empty() || is_oneself || accusers.iter().any(|party| is_guess(&party.actor)) {
                continue;
            }
            let known = |party: &Party| party.actor.country.is_some() && !is_guess(&party.actor);
            let mut blamed: Vec<Party> = subject.map_or_else(Vec::new, |subject| self.parties(&[subject]));
            blamed.retain(known);
            if blamed.is_empty() {
                let earlier = drafts.iter().chain(told.iter().map(|(_, draft)| draft)).filter(|draft| {
                    draft.claim.event_type == BLAME
                        && (at(draft)..=at(draft) + MOST_BACK).contains(&sentence)
                        && countries_of(&draft.claim.actors) == own
                });
                let last = earlier.max_by_key(|draft| draft.trigger);
                blamed = last
                    .map_or_else(Vec::new, |draft| draft.claim.recipients.iter().map(Party::again).collect());
            }
            let place = drafts.partition_point(|draft| draft.trigger < clause);
            let span = self.words_of(clause);
            let evidence = self.evidence_by(RULE, WHY, (span.start(), span.end()), clause);
            let said = self.parsed.head(speaker).unwrap_or(clause);
            let claim = Claim {
                event_type: BLAME.to_owned(),
                modes: vec![MODE.to_owned()],
                contexts: self.contexts(&[], evidence.span),
                status: Status::Held,
                actors: accusers,
                recipients: blamed,
                when: self.when(said, &[], Status::Held),
                place: None,
                source: Source::narrator(),
                confirmations: Vec::new(),
                about: None,
                confidence: TRUST,
                evidence,
            };
            told.push((place, Draft { claim, trigger: clause, content: Vec::new() }));
        }
        insert_each(drafts, told);
    }

    /// The first clause of a sentence that calls something bad.
    fn judging_clause(&self, root: usize) -> Option<usize> {
        let beside = self.parsed.children_by(root, Relation::Conj);
        let mut clauses = std::iter::once(root).chain(beside).chain(self.clauses_told(root));
        clauses.find(|clause| {
            let is_verb = self.is_verb(*clause);
            let says = self.is_a(*clause, "blame") || is_verb && self.is_a(*clause, "do-wrong");
            let judges = |word: usize| {
                let relation = self.parsed.relation(word);
                let is_said_of_it = relation == Relation::Advmod || relation == Relation::Amod && !is_verb;
                is_said_of_it && self.is_a(word, "blame")
            };
            (says || self.parsed.children(*clause).any(judges)) && !self.mood(*clause).negated
        })
    }

    /// The words of a clause, without the marks around them.
    fn words_of(&self, clause: usize) -> Span {
        let mut range = self.parsed.subtree(clause);
        while range.len() > 1 && !self.is_word(range.start) {
            range.start += 1;
        }
        while range.len() > 1 && !self.is_word(range.end - 1) {
            range.end -= 1;
        }
        self.parsed.span_of(range)
    }
}
