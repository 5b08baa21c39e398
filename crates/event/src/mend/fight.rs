//! Words of fighting that the tagger took for something else: what breaks out, what soldiers do, who is hit.

use dragoman_text::{NameKind, Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Clashes between the army and rebels break out", with the clashes taken for a verb: what opens a sentence and has
    /// sides between which it is, is a noun, and who is listed behind fights too.
    pub(super) fn name_clashes(&mut self) {
        let clashes = 0;
        let is_taken = self.upos(clashes) == Upos::Verb
            && self.xpos(clashes) == "VBZ"
            && self.in_class("fight", clashes)
            && self.form(clashes + 1) == "between"
            && !self.has(clashes, SUBJECTS);
        if !is_taken {
            return;
        }
        self.tag(clashes, Upos::Noun, self.tags.nouns);
        let side = self.children(clashes).into_iter().find(|side| self.is_behind(*side, "between"));
        let Some(side) = side else { return };
        self.attach(side, clashes, Relation::Nmod);
        for other in self.children(clashes) {
            if self.relation(other) == Relation::Conj && other > side && self.upos(other) != Upos::Verb {
                self.attach(other, side, Relation::Conj);
            }
        }
    }

    /// "Fierce fighting between the two", with the fierce taken for a noun that fights: what stands right before a gerund
    /// that has no object and can only be what it is like, is so, and the gerund names what happened.
    pub(super) fn name_fierce_fights(&mut self) {
        for gerund in 1..self.tokens.len() {
            let fierce = gerund - 1;
            let is_taken = self.xpos(gerund) == "VBG"
                && self.upos(gerund) == Upos::Verb
                && self.knows(Part::Noun, gerund)
                && self.in_class("fierce", fierce)
                && !self.has(gerund, &[Relation::Obj, Relation::Aux, Relation::Ccomp, Relation::Xcomp]);
            if !is_taken {
                continue;
            }
            if self.head(gerund) == Some(fierce) {
                self.put_in_place_of(fierce, gerund);
                for child in self.children(fierce) {
                    self.move_to(child, gerund);
                }
            } else if self.head(fierce) != Some(gerund) {
                continue;
            }
            self.attach(fierce, gerund, Relation::Amod);
            self.name_deed(gerund);
            let relation = match self.relation(gerund) {
                Relation::Acl => Relation::Nmod,
                Relation::Advcl => Relation::Obl,
                Relation::Csubj => Relation::Nsubj,
                Relation::CsubjPass => Relation::NsubjPass,
                other => other,
            };
            if let Some(over) = self.head(gerund) {
                self.attach(gerund, over, relation);
            }
            for child in self.children(gerund) {
                if self.relation(child) == Relation::Mark {
                    self.attach(child, gerund, Relation::Case);
                }
            }
        }
    }

    /// "Fighting resumed in the north", with the fighting taken for what is done meanwhile: before a verb of going on that
    /// has no subject, it is what goes on.
    pub(super) fn name_fights_that_go_on(&mut self) {
        let gerund = 0;
        let is_taken = self.xpos(gerund) == "VBG"
            && self.upos(gerund) == Upos::Verb
            && self.relation(gerund) == Relation::Advcl
            && self.knows(Part::Noun, gerund)
            && !self.has(gerund, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp]);
        let verb = self.head(gerund).filter(|verb| {
            let begins =
                self.children(*verb).into_iter().find(|child| *child > gerund).unwrap_or(*verb).min(*verb);
            is_taken && begins == gerund + 1 && self.in_class("goes-on", *verb) && !self.has(*verb, SUBJECTS)
        });
        let Some(verb) = verb else { return };
        self.name_deed(gerund);
        let relation = self.relation_of_subject(verb);
        self.attach(gerund, verb, relation);
    }

    /// "Against inflation, President Ana Deby and a new tax", with the president taken for another word for the inflation:
    /// a person in a list of things is one of the list.
    pub(super) fn list_people_with_things(&mut self) {
        for person in 2..self.tokens.len() {
            let thing = self.head(person).filter(|thing| {
                self.relation(person) == Relation::Appos
                    && *thing < person
                    && self.begins_name(person, NameKind::Person)
                    && self.upos(*thing) == Upos::Noun
                    && !self.in_class("person", *thing)
            });
            let is_listed = thing.is_some_and(|thing| {
                self.children(thing).into_iter().any(|last| {
                    last > person && self.relation(last) == Relation::Conj && self.has(last, &[Relation::Cc])
                })
            });
            if let Some(thing) = thing.filter(|_| is_listed) {
                self.attach(person, thing, Relation::Conj);
            }
        }
    }

    /// "After heavy fighting breaks out in the north", with the breaks taken for what is heavy: what a particle stands
    /// behind, and the fighting before, is the verb of the clause.
    pub(super) fn open_outbreaks(&mut self) {
        for verb in 1..self.tokens.len().saturating_sub(1) {
            let fight = verb - 1;
            let is_taken = self.upos(verb) == Upos::Noun
                && self.form(verb) == "breaks"
                && self.form(verb + 1) == "out"
                && self.head(fight) == Some(verb)
                && self.relation(fight) == Relation::Compound;
            if !is_taken {
                continue;
            }
            self.tag(verb, Upos::Verb, self.tags.singular);
            self.tag(fight, Upos::Noun, self.tags.noun);
            let relation = self.relation(verb);
            for child in self.children(verb) {
                match self.relation(child) {
                    Relation::Case => self.attach(child, verb, Relation::Mark),
                    Relation::Nmod => self.attach(child, verb, Relation::Obl),
                    Relation::Amod | Relation::Det => self.move_to(child, fight),
                    Relation::Advmod if child == verb + 1 => self.attach(child, verb, Relation::CompoundPrt),
                    _ => {}
                }
            }
            self.attach(fight, verb, Relation::Nsubj);
            if let Some(over) = self.head(verb).filter(|_| relation != Relation::Root) {
                self.attach(verb, over, Relation::Advcl);
            }
        }
    }

    /// "Is fatally shot by gunmen", with the shot taken for what somebody is: nobody is a shot that an adverb tells how.
    pub(super) fn tell_how_shot(&mut self) {
        for verb in 2..self.tokens.len() {
            let how = verb - 1;
            let is_taken = self.upos(verb) == Upos::Noun
                && self.in_class("harmed-how", how)
                && self.head(how) == Some(verb)
                && self.knows(Part::Verb, verb)
                && !self.has(verb, &[Relation::Det, Relation::Case, Relation::NmodPoss]);
            let copula = self.child_by(verb, &[Relation::Cop]).filter(|copula| is_taken && *copula < verb);
            let Some(copula) = copula else { continue };
            self.tag(verb, Upos::Verb, self.tags.passive);
            self.attach(copula, verb, Relation::AuxPass);
            self.attach(how, verb, Relation::Advmod);
            if let Some(subject) = self.child_by(verb, &[Relation::Nsubj]) {
                self.attach(subject, verb, Relation::NsubjPass);
            }
            for child in self.children(verb).into_iter().filter(|child| *child > verb) {
                if self.relation(child) == Relation::Nmod {
                    self.attach(child, verb, Relation::Obl);
                }
            }
            self.free_last_doer(verb);
        }
    }

    /// "Is shot in Lome, Togo, by gunmen", with the gunmen listed beside the town: whoever stands behind "by" and a comma
    /// did it.
    fn free_last_doer(&mut self, verb: usize) {
        let doer = (verb + 1..self.tokens.len()).find(|doer| {
            self.is_behind(*doer, "by")
                && self.is_nominal(*doer)
                && matches!(self.relation(*doer), Relation::Conj | Relation::Nmod | Relation::Appos)
                && self.is_under(*doer, verb)
        });
        if let Some(doer) = doer {
            self.attach(doer, verb, Relation::OblAgent);
        }
    }

    /// "Kill two women and injure four men", with the injuring taken for what is said of the men: a word that is only a
    /// verb joins the verb before.
    pub(super) fn tell_joined_harms(&mut self) {
        for harm in 3..self.tokens.len().saturating_sub(1) {
            let is_taken = self.relation(harm) == Relation::Amod
                && matches!(self.form(harm), "injure" | "wound" | "injures" | "wounds")
                && self.upos(harm - 1) == Upos::Cconj
                && matches!(self.upos(harm + 1), Upos::Num | Upos::Det | Upos::Adp | Upos::Adj);
            let Some(whom) = self.head(harm).filter(|whom| is_taken && *whom > harm) else { continue };
            let list = self.head(whom).filter(|_| self.relation(whom) == Relation::Conj);
            let first = list.and_then(|list| {
                self.upwards(list).find(|verb| {
                    *verb < harm
                        && self.upos(*verb) == Upos::Verb
                        && matches!(self.xpos(*verb), "VBP" | "VBZ" | "VB")
                })
            });
            let Some(first) = first else { continue };
            let tag = if self.xpos(first) == "VBZ" { self.tags.singular } else { self.tags.plural };
            self.tag(harm, Upos::Verb, tag);
            self.attach(harm, first, Relation::Conj);
            self.attach(harm - 1, harm, Relation::Cc);
            self.attach(whom, harm, Relation::Obj);
        }
    }

    /// "As Kenyan tanks fire on a crowd", with the firing taken for what somebody is like: a finite verb behind "as" has
    /// the noun before it for its subject.
    pub(super) fn open_as_clauses(&mut self) {
        for verb in 3..self.tokens.len() {
            let doer = verb - 1;
            let is_taken = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBP" | "VBZ" | "VBD")
                && self.relation(verb) == Relation::Obl
                && self.head(doer) == Some(verb)
                && self.relation(doer) == Relation::Compound
                && !self.has(verb, SUBJECTS);
            let opening = self.child_by(verb, &[Relation::Case]).filter(|case| {
                is_taken && *case < verb && matches!(self.form(*case), "as" | "after" | "before")
            });
            let Some(opening) = opening else { continue };
            for child in self.children(verb).into_iter().filter(|child| *child > opening && *child < doer) {
                self.move_to(child, doer);
            }
            self.attach(opening, verb, Relation::Mark);
            self.attach(doer, verb, Relation::Nsubj);
            if let Some(over) = self.head(verb) {
                self.attach(verb, over, Relation::Advcl);
            }
        }
    }

    /// "Strikes targeting IS militants", with the name taken for a copula: what is in capitals within a sentence is a name.
    pub(super) fn name_capitals(&mut self) {
        for name in 1..self.tokens.len().saturating_sub(1) {
            let is_taken = self.upos(name) == Upos::Aux
                && self.form(name) == "IS"
                && self.relation(name) == Relation::Cop
                && self.form(name - 1).chars().any(char::is_lowercase);
            let Some(thing) = self.head(name).filter(|thing| is_taken && *thing > name) else { continue };
            self.tag(name, Upos::Propn, self.tags.name);
            self.keep_form(name);
            self.attach(name, thing, Relation::Compound);
            let verb =
                (0..name).rev().find(|one| !matches!(self.upos(*one), Upos::Num | Upos::Det | Upos::Adj));
            let Some(verb) = verb.filter(|verb| self.upos(*verb) == Upos::Verb) else { continue };
            if self.relation(thing) == Relation::Ccomp && !self.has(verb, &[Relation::Obj]) {
                self.attach(thing, verb, Relation::Obj);
            }
        }
    }

    /// "While others flee after the army opens fire", with the army taken for one that flees: a second subject, between
    /// a word that opens a clause and a verb without one, is that verb's.
    pub(super) fn give_nested_subjects(&mut self) {
        for verb in 4..self.tokens.len() {
            let is_bare = self.is_finite(verb)
                && self.upos(verb) == Upos::Verb
                && self.relation(verb) == Relation::Advcl
                && !self.has(verb, SUBJECTS);
            let subject = (verb - 3..verb).rev().find(|one| {
                is_bare
                    && self.relation(*one) == Relation::Nsubj
                    && self
                        .head(*one)
                        .is_some_and(|inner| inner < *one && self.relation(inner) == Relation::Advcl)
                    && (*one + 1..verb).all(|word| self.upos(word) == Upos::Adv)
            });
            let Some(subject) = subject else { continue };
            let Some(inner) = self.head(subject) else { continue };
            let marks = self.children(verb).into_iter().filter(|mark| self.relation(*mark) == Relation::Mark);
            let marks: Vec<usize> = marks.collect();
            let [outer, own] = marks[..] else { continue };
            let is_apart = !self.is_under(inner, verb);
            if outer < inner && inner < own && is_apart && self.subjects_before(inner).len() == 1 {
                self.attach(subject, verb, Relation::Nsubj);
                self.attach(outer, inner, Relation::Mark);
                self.attach(verb, inner, Relation::Advcl);
            }
        }
    }
}
