//! Verbs that were taken for nouns, and words for people and for what they are suspected of that were taken for verbs.

use dragoman_text::{Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Seleka forces retreat from the town", with the retreat taken for what is forced: people who stand between a name
    /// and the bare form of a verb do what it says.
    pub(super) fn tell_forces(&mut self) {
        for people in 1..self.tokens.len() {
            let (name, verb) = (people - 1, people + 1);
            let is_people = self.upos(people) == Upos::Verb
                && self.xpos(people) == "VBZ"
                && self.in_class("people-or-verb", people)
                && self.is_name(name)
                && self.head(verb) == Some(people);
            let is_bare = self.upos(verb) == Upos::Verb && self.xpos(verb) == "VBP"
                || self.xpos(verb) == "NN"
                    && self.relation(verb) == Relation::Obj
                    && self.knows(Part::Verb, verb)
                    && !self.has(verb, &[Relation::Det, Relation::Amod, Relation::Compound])
                    // "Forces board and seize a ship": beside a bare verb with an object it is one.
                    && self.children(verb).into_iter().all(|child| {
                        self.relation(child) != Relation::Conj
                            || self.xpos(child) == "VB" && self.has(child, &[Relation::Obj])
                    })
                    && !matches!(self.form(verb + 1), "of" | "to");
            if is_people && is_bare && !self.has(verb, SUBJECTS) {
                self.make_people(people, verb);
            }
        }
    }

    /// Makes a word that was taken for a verb the subject of the verb right behind it.
    fn make_people(&mut self, people: usize, verb: usize) {
        let name = people - 1;
        self.tag(people, Upos::Noun, self.tags.nouns);
        self.tag(verb, Upos::Verb, self.tags.plural);
        self.put_in_place_of(people, verb);
        let first = self.head(name).filter(|first| {
            *first < name && self.relation(name) == Relation::Conj && self.head(*first) == Some(people)
        });
        for child in self.children(people).into_iter().filter(|child| *child != verb) {
            let is_subject = child < people && SUBJECTS.contains(&self.relation(child));
            if is_subject && child != name {
                self.attach(child, verb, Relation::Nsubj);
            } else if is_subject {
                self.attach(child, people, Relation::Compound);
            } else if child > people {
                let relation = self.as_of_verb(child, verb);
                self.attach(child, verb, relation);
            }
        }
        self.take_as_verb(verb);
        if let Some(first) = first {
            // "The militia and Seleka rebels clash".
            self.attach(people, first, Relation::Conj);
            for child in self.children(name).into_iter().filter(|child| *child < name) {
                self.move_to(child, people);
            }
            self.attach(name, people, Relation::Compound);
        } else {
            self.attach(people, verb, Relation::Nsubj);
        }
    }

    /// "Kenyan police arrest suspected dealers", with the suspecting taken for what the arrest does, or for what is said
    /// of the arrest: it is said of whoever stands behind it.
    pub(super) fn tell_suspects(&mut self) {
        for word in 2..self.tokens.len().saturating_sub(1) {
            let verb = word - 1;
            let is_between = self.in_class("said-of-suspects", word)
                && matches!(self.xpos(word), "VBD" | "VBN")
                && self.upos(verb) == Upos::Noun
                && self.knows(Part::Verb, verb)
                && !self.has(verb, &[Relation::Det, Relation::NmodPoss])
                && matches!(self.upos(word + 1), Upos::Noun | Upos::Propn | Upos::Adj)
                && self.noun_before(verb).is_some();
            if !is_between {
                continue;
            }
            if self.relation(word) == Relation::Amod && self.head(word) == Some(verb) {
                let whom = self.children(verb).into_iter().find(|child| {
                    *child > word
                        && matches!(
                            self.relation(*child),
                            Relation::Compound | Relation::Obj | Relation::Appos | Relation::Nmod
                        )
                        && !self.has(*child, &[Relation::Case])
                });
                if let Some(whom) = whom {
                    self.attach(word, whom, Relation::Amod);
                    self.attach(whom, verb, Relation::Obj);
                }
                continue;
            }
            let is_verb = self.head(verb) == Some(word) && SUBJECTS.contains(&self.relation(verb));
            let whom = self.child_by(word, &[Relation::Obj]).filter(|whom| is_verb && *whom > word);
            let Some(whom) = whom.filter(|_| !self.has(word, &[Relation::Aux, Relation::AuxPass])) else {
                continue;
            };
            let is_plural = self.noun_before(verb).is_some_and(|noun| self.is_plural(noun, verb));
            let present = if is_plural || !self.form(verb).ends_with('s') {
                self.tags.plural
            } else {
                self.tags.singular
            };
            self.tag(verb, Upos::Verb, present);
            self.tag(word, Upos::Verb, self.tags.passive);
            self.put_in_place_of(word, verb);
            self.hand_left_children(verb, verb, Relation::Nsubj);
            for child in self.children(word) {
                self.move_to(child, verb);
            }
            self.attach(whom, verb, Relation::Obj);
            self.attach(word, whom, Relation::Amod);
        }
    }

    /// "The chairman of the board of Chad resigns after the vote", with the resigning taken for a noun that there is not:
    /// the first verb of a sentence, whatever the sentence was taken to be about.
    pub(super) fn tell_sure_presents(&mut self) {
        for verb in 1..self.tokens.len().saturating_sub(1) {
            let is_taken = self.xpos(verb) == "NNS"
                && self.in_class("never-a-noun", verb)
                && self.form(verb).chars().all(char::is_lowercase)
                && !self.has(verb, &[Relation::Det, Relation::NmodPoss]);
            let has_subject = self.noun_before(verb).is_some() || self.form(verb - 1) == ",";
            if !is_taken || !has_subject || (0..verb).any(|one| self.is_finite(one)) {
                continue;
            }
            match self.root() {
                Some(root) if root > verb && self.is_finite(root) => self.lead_with(verb, root),
                Some(root) if self.xpos(root) == "VBG" && root < verb => self.describe_by(root, verb),
                Some(root) if root <= verb => {
                    self.name_what_was_no_verb(root);
                    self.make_root(verb, self.tags.singular);
                }
                _ => {}
            }
        }
    }

    /// "Party leader Eluned Paz resigns", with the name taken for what the leader does.
    fn name_what_was_no_verb(&mut self, word: usize) {
        if self.upos(word) == Upos::Verb && self.xpos(word) == "NNP" {
            self.tag(word, Upos::Propn, self.tags.name);
            for title in self.subjects_before(word) {
                self.attach(title, word, Relation::NmodDesc);
            }
        }
    }

    /// Makes a verb that was taken for a subject the one of its sentence, and what was its verb a clause that says when or
    /// why: "the envoy resigns after the board opened a case".
    fn lead_with(&mut self, verb: usize, old: usize) {
        let mark = verb + 1;
        let opens = |opened: &usize| self.opens_clause(mark) && (mark + 1..=old).contains(opened);
        let Some(opened) = self.head(mark).filter(opens) else { return };
        let mut top = self.noun_before(verb);
        for _ in 0..verb {
            let over = top.and_then(|top| self.head(top)).filter(|over| *over < verb);
            top = over.or(top);
        }
        let subject = self.subjects_before(old).into_iter().find(|subject| *subject < verb);
        let subject = subject.or(top.filter(|top| self.head(*top) != Some(verb)));
        self.tag(verb, Upos::Verb, self.tags.singular);
        self.put_in_place_of(old, verb);
        for child in self.children(old) {
            if child != verb && (child < verb || child + 1 == self.tokens.len()) {
                self.move_to(child, verb);
            }
        }
        if let Some(subject) = subject {
            self.attach(subject, verb, Relation::Nsubj);
        } else {
            self.hand_left_children(verb, verb, Relation::Nsubj);
        }
        if opened != old {
            self.attach(opened, old, self.relation_of_subject(old));
            self.attach(mark, old, Relation::Mark);
        }
        self.attach(old, verb, Relation::Advcl);
    }

    /// "Acting president Paz resigns", with the acting taken for the verb: it is said of who resigns.
    fn describe_by(&mut self, participle: usize, verb: usize) {
        let subject = self.children(participle).into_iter().find(|child| {
            matches!(self.relation(*child), Relation::Obj | Relation::Nsubj)
                && *child < verb
                && *child > participle
        });
        let Some(subject) = subject.filter(|_| self.xpos(participle) == "VBG") else { return };
        self.tag(verb, Upos::Verb, self.tags.singular);
        self.put_in_place_of(participle, verb);
        for child in self.children(participle) {
            let relation = if child > verb { self.as_of_verb(child, verb) } else { self.relation(child) };
            self.attach(child, verb, relation);
        }
        self.attach(subject, verb, Relation::Nsubj);
        self.attach(participle, subject, Relation::Amod);
        self.take_as_verb(verb);
    }

    /// "A rocket fired by the rebels strikes the port", with the strikes taken for who fired it: a plural that a phrase
    /// follows at once, behind a participle that has no auxiliary, is the verb of the clause.
    pub(super) fn tell_verbs_behind_doers(&mut self) {
        for verb in 3..self.tokens.len().saturating_sub(1) {
            let is_taken = self.xpos(verb) == "NNS"
                && matches!(self.relation(verb), Relation::OblAgent | Relation::Obl | Relation::Obj)
                && self.form(verb).ends_with('s')
                && self.form(verb).chars().all(char::is_lowercase)
                && self.knows(Part::Verb, verb)
                && (self.has_object_behind(verb)
                    || self.in_class("tries", verb) && self.xpos(verb + 1) == "TO"
                    || self.in_class("calls-for", verb) && self.form(verb + 1) == "for")
                && self.noun_before(verb).is_some_and(|noun| self.head(noun) == Some(verb));
            let participle = self.head(verb).filter(|participle| {
                is_taken
                    && *participle < verb
                    && matches!(self.xpos(*participle), "VBN" | "VBD")
                    && !self.has(*participle, &[Relation::Aux, Relation::AuxPass, Relation::Cop])
            });
            let Some(participle) = participle else { continue };
            let own = self.child_by(participle, SUBJECTS).filter(|own| *own < participle);
            let over = self.head(participle).filter(|over| {
                self.relation(participle) == Relation::Acl && *over < participle && self.is_clauseless(*over)
            });
            let Some(subject) = own.or(over) else { continue };
            if matches!(self.xpos(subject), "NNS" | "NNPS") || self.has(subject, &[Relation::Conj]) {
                continue;
            }
            let relation = self.relation(verb);
            self.tag(verb, Upos::Verb, self.tags.singular);
            self.hand_left_children(verb, participle, relation);
            self.tag(participle, Upos::Verb, self.tags.passive);
            if own.is_some() {
                self.put_in_place_of(participle, verb);
                for child in self.children(participle) {
                    if child < subject || child > verb {
                        self.move_to(child, verb);
                    }
                }
            } else {
                self.put_in_place_of(subject, verb);
                for child in self.children(subject) {
                    if child > verb || self.relation(child) == Relation::Mark {
                        self.move_to(child, verb);
                    }
                }
            }
            self.attach(subject, verb, Relation::Nsubj);
            self.attach(participle, subject, Relation::Acl);
            for child in self.children(verb).into_iter().filter(|child| *child > verb) {
                let relation = match self.as_of_verb(child, verb) {
                    Relation::Acl | Relation::Advcl if child == verb + 2 && self.xpos(verb + 1) == "TO" => {
                        Relation::Xcomp
                    }
                    relation => relation,
                };
                self.attach(child, verb, relation);
            }
        }
    }

    /// Whether a noun stands for a whole sentence that has no verb.
    fn is_clauseless(&self, noun: usize) -> bool {
        self.relation(noun) == Relation::Root
            && self.is_nominal(noun)
            && !self.has(noun, &[Relation::Cop, Relation::Case, Relation::Aux])
            && !self.has(noun, SUBJECTS)
    }

    /// Whether a phrase without a preposition follows a word at once and hangs on it: "strikes the port".
    fn has_object_behind(&self, word: usize) -> bool {
        let begins = |child: &usize| {
            *child > word
                && matches!(
                    self.relation(*child),
                    Relation::Obj
                        | Relation::Appos
                        | Relation::Flat
                        | Relation::Nmod
                        | Relation::NmodUnmarked
                        | Relation::NmodDesc
                )
                && !self.has(*child, &[Relation::Case])
        };
        matches!(
            self.upos(word + 1),
            Upos::Det | Upos::Propn | Upos::Num | Upos::Adj | Upos::Noun | Upos::Pron
        ) && self.children(word).into_iter().any(|child| begins(&child))
    }

    /// "An air force drone strikes and then destroys a bridge", with the strikes taken for a noun beside a verb: what a
    /// verb without a subject is joined to is a verb.
    pub(super) fn tell_first_verbs(&mut self) {
        for first in 1..self.tokens.len().saturating_sub(2) {
            let and = first + 1;
            let is_noun = self.upos(first) == Upos::Noun
                && self.form(first).ends_with('s')
                && self.upos(and) == Upos::Cconj
                && self.knows(Part::Verb, first)
                && self.noun_before(first).is_some_and(|noun| self.is_under(noun, first));
            let second = self.head(and).filter(|second| {
                is_noun
                    && self.head(*second) == Some(first)
                    && self.xpos(*second) == "VBZ"
                    && self.relation(*second) == Relation::Conj
                    && !self.has(*second, SUBJECTS)
                    && (and + 1..*second).all(|one| self.upos(one) == Upos::Adv)
            });
            let Some(second) = second else { continue };
            let over = self.head(first);
            match self.relation(first) {
                Relation::Root => {}
                Relation::Nsubj => {
                    let clause = over.filter(|over| *over > second && self.relation(*over) == Relation::Root);
                    let Some(clause) = clause else { continue };
                    if self.xpos(clause) != "VBG" {
                        // "Boards and seizes a ship after it caused a spill".
                        let own = self.noun_before(clause).filter(|own| {
                            *own > second && self.is_finite(clause) && self.is_under(*own, second)
                        });
                        let mark = own.and_then(|own| self.child_by(own, &[Relation::Case]));
                        let Some((own, mark)) = own.zip(mark.filter(|mark| self.upos(*mark) == Upos::Sconj))
                        else {
                            continue;
                        };
                        self.attach(own, clause, Relation::Nsubj);
                        self.attach(mark, clause, Relation::Mark);
                    }
                    self.crown(first);
                    self.attach(clause, first, Relation::Advcl);
                }
                _ => continue,
            }
            self.tag(first, Upos::Verb, self.tags.singular);
            self.free_subject_of(first);
        }
    }

    /// Makes the last noun before a word that proves to be a verb its subject, wherever the tree hangs it.
    fn free_subject_of(&mut self, verb: usize) {
        if self.has(verb, SUBJECTS) {
            // "A man from the north stabs", with the north joined to the stabbing.
            let subject = self.child_by(verb, SUBJECTS);
            if let (Some(subject), Some(_)) = (subject, self.child_by(verb, &[Relation::Case])) {
                self.hand_left_children(verb, subject, Relation::Nmod);
            }
            return;
        }
        self.hand_left_children(verb, verb, Relation::Nsubj);
    }

    /// "Was tried in the north and deported to Chad", with the deporting taken for the past: what has no object and is
    /// joined to a passive is done to the same.
    pub(super) fn tell_joined_passives(&mut self) {
        for second in 2..self.tokens.len() {
            let is_open = self.xpos(second) == "VBD"
                && self.upos(second) == Upos::Verb
                && self.relation(second) == Relation::Conj
                && !self.has(second, SUBJECTS)
                && !self.has(second, &[Relation::Obj, Relation::Ccomp, Relation::Aux])
                // "Are freed and required to stay": nobody requires to stay.
                && self.in_class(
                    if self.has(second, &[Relation::Xcomp]) { "made-to" } else { "done-to" },
                    second,
                );
            let first = self.head(second).filter(|first| {
                is_open
                    && self.xpos(*first) == "VBN"
                    && self.has(*first, &[Relation::AuxPass])
                    && !self.has(*first, &[Relation::Obj])
            });
            if first.is_some() {
                self.tag(second, Upos::Verb, self.tags.passive);
            }
        }
    }

    /// "Two herders killed and three hurt in a raid": nobody kills without an object, so that they were killed.
    pub(super) fn tell_harmed(&mut self) {
        for verb in 1..self.tokens.len() {
            let is_open = self.xpos(verb) == "VBD"
                && self.upos(verb) == Upos::Verb
                && self.in_class("harmed", verb)
                && matches!(self.relation(verb), Relation::Root | Relation::Acl | Relation::Ccomp)
                && !self.has(
                    verb,
                    &[Relation::Obj, Relation::Iobj, Relation::Ccomp, Relation::Xcomp, Relation::Aux],
                )
                && !self.has(verb, &[Relation::Mark, Relation::CompoundPrt]);
            if !is_open {
                continue;
            }
            let subject = self.child_by(verb, &[Relation::Nsubj]);
            let is_somebody = subject.is_none_or(|subject| {
                self.upos(subject) != Upos::Pron
                    && (self.has(subject, &[Relation::Nummod]) || self.upos(subject) == Upos::Num)
            });
            let joined = self
                .children(verb)
                .into_iter()
                .any(|next| self.relation(next) == Relation::Conj && self.has(next, &[Relation::Obj]));
            if !is_somebody || joined || subject.is_none() && self.relation(verb) != Relation::Acl {
                continue;
            }
            self.tag(verb, Upos::Verb, self.tags.passive);
            if let Some(subject) = subject {
                self.attach(subject, verb, Relation::NsubjPass);
            }
        }
    }

    /// "Ten died, with three barns set on fire", with the barns taken for what sets fires: behind "with", what has no
    /// object and is no gerund is done to its subject.
    pub(super) fn tell_absolutes(&mut self) {
        for verb in 2..self.tokens.len() {
            let is_open = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBD" | "VBP" | "VBN")
                && self.child_by(verb, &[Relation::Mark]).is_some_and(|mark| self.form(mark) == "with")
                && !self.in_class("never-passive", verb)
                && !self.has(
                    verb,
                    &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux, Relation::AuxPass],
                );
            let subject = self.child_by(verb, &[Relation::Nsubj]).filter(|_| is_open);
            if let Some(subject) = subject {
                self.tag(verb, Upos::Verb, self.tags.passive);
                self.attach(subject, verb, Relation::NsubjPass);
            }
        }
    }

    /// "The army is \"taking power\"", with the being taken for a copula because of the marks: it is the auxiliary of
    /// what somebody is about.
    pub(super) fn tell_quoted_verbs(&mut self) {
        for verb in 2..self.tokens.len() {
            let copula = self.child_by(verb, &[Relation::Cop]).filter(|copula| {
                *copula < verb
                    && self.xpos(verb) == "VBG"
                    && self.upos(verb) == Upos::Verb
                    && self.has(verb, &[Relation::Obj])
                    && (*copula + 1..verb)
                        .all(|one| matches!(self.upos(one), Upos::Punct | Upos::Adv | Upos::Part))
            });
            let Some(copula) = copula else { continue };
            self.attach(copula, verb, Relation::Aux);
            if let Some(subject) = self.child_by(verb, &[Relation::NsubjOuter]) {
                self.attach(subject, verb, Relation::Nsubj);
            }
        }
    }
}
