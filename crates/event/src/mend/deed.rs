//! What is said of a deed behind it: who did it, and what came of it.

use dragoman_text::{Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Are killed in a raid on a hamlet", with the hamlet taken for where the killing is: whom "on" follows a raid at
    /// once was raided.
    pub(super) fn return_targets_to_deeds(&mut self) {
        for case in 3..self.tokens.len() {
            let is_case =
                self.relation(case) == Relation::Case && matches!(self.form(case), "on" | "against");
            let deed = case - 1;
            let is_deed = is_case && self.upos(deed) == Upos::Noun && self.in_class("attacks-somebody", deed);
            let Some(target) = self.head(case).filter(|target| is_deed && *target > case) else { continue };
            let strays = self.relation(target) == Relation::Obl
                && self.relation(deed) == Relation::Obl
                && self.head(target) == self.head(deed)
                && self.is_nominal(target)
                && !self.in_class("span-of-time", target);
            if strays {
                self.attach(target, deed, Relation::Nmod);
            }
        }
    }

    /// "The toll of an ambush by rebels", "two remain missing in an ambush by rebels", with the rebels hung on the toll or
    /// on the missing: whoever stands behind "by" right behind a deed did the deed.
    pub(super) fn hang_doers_on_deeds_beside(&mut self) {
        for case in 3..self.tokens.len() {
            let is_case = self.relation(case) == Relation::Case && self.form(case) == "by";
            let deed = case - 1;
            let is_deed = is_case
                && self.upos(deed) == Upos::Noun
                && (self.in_class("attacks-somebody", deed) || self.in_class("operation", deed))
                && self.has(deed, &[Relation::Case]);
            let Some(doer) = self.head(case).filter(|doer| is_deed && *doer > case) else { continue };
            let Some(over) = self.head(doer).filter(|over| self.head(deed) == Some(*over)) else { continue };
            let is_passive = self.has(over, &[Relation::AuxPass]) || self.xpos(over) == "VBN";
            // "Confirmed the death of a colonel in a raid by rebels" is told by the death.
            let tells_death =
                self.child_by(over, &[Relation::Obj]).is_some_and(|one| self.in_class("death", one));
            let is_harm = tells_death || self.in_class("death", over) || self.in_class("harms", over);
            let strays = matches!(self.relation(doer), Relation::Nmod | Relation::Obl)
                && matches!(self.relation(deed), Relation::Nmod | Relation::Obl)
                && !is_passive
                && !is_harm
                && self.is_nominal(doer)
                && !self.in_class("span-of-time", doer);
            if strays {
                self.attach(doer, deed, Relation::Nmod);
            }
        }
    }

    /// "An attack on a village by rebels", with the village taken for the rebels': whoever stands behind "by" did the deed.
    pub(super) fn give_deeds_doers(&mut self) {
        for doer in 4..self.tokens.len() {
            let target = self.head(doer).filter(|target| {
                *target < doer
                    && self.relation(doer) == Relation::Nmod
                    && self.is_nominal(doer)
                    && self.is_behind(doer, "by")
                    && self.relation(*target) == Relation::Nmod
                    && !self.knows(Part::Noun, *target)
                    && !self.in_class("made-by-somebody", *target)
            });
            let Some(target) = target else { continue };
            let deed = self.head(target).filter(|deed| {
                *deed < target && self.upos(*deed) == Upos::Noun && self.knows(Part::Noun, *deed)
            });
            let led_by = self.child_by(target, &[Relation::Case]).is_some_and(|case| {
                case < target && matches!(self.form(case), "on" | "against" | "in" | "at" | "near" | "of")
            });
            let has_own = |deed: usize| {
                self.children(deed).into_iter().any(|other| other != target && self.is_behind(other, "by"))
            };
            // "Crackdowns on protests against the king by the army": not the army's protests.
            let aims_at = |deed: usize| {
                self.head(deed).filter(|over| {
                    *over < deed
                        && self.relation(deed) == Relation::Nmod
                        && (self.is_behind(deed, "on") || self.is_behind(deed, "against"))
                        && self.upos(*over) == Upos::Noun
                        && self.knows(Part::Noun, *over)
                })
            };
            let deed = deed.and_then(|deed| std::iter::successors(Some(deed), |deed| aims_at(*deed)).last());
            if let Some(deed) = deed.filter(|deed| led_by && !has_own(*deed)) {
                self.attach(doer, deed, Relation::Nmod);
            }
        }
    }

    /// "Fires on a car carrying aid, killing two", "raids a farm to seize arms, killing two": what a participle behind a
    /// comma says came of it comes of what the sentence tells, and not of a purpose or of something it names.
    pub(super) fn raise_outcomes(&mut self) {
        for outcome in 3..self.tokens.len() {
            let is_closing = self.xpos(outcome) == "VBG"
                && self.upos(outcome) == Upos::Verb
                && matches!(self.relation(outcome), Relation::Advcl | Relation::Acl)
                && self.begins_behind_comma(outcome)
                && !self.has(outcome, &[Relation::Mark]);
            let Some(over) = self.head(outcome).filter(|over| is_closing && *over < outcome) else {
                continue;
            };
            // "Sends a drone to attack a convoy, killing two": what was killed was attacked.
            let is_own = self.in_class("outcome", outcome) && self.in_class("attacks-somebody", over);
            let is_purpose = self.upos(over) == Upos::Verb
                && !is_own
                && matches!(self.relation(over), Relation::Advcl | Relation::Acl)
                && self.child_by(over, &[Relation::Mark]).is_some_and(|to| self.xpos(to) == "TO");
            let is_aside = self.in_class("outcome", outcome)
                && (self.upos(over) == Upos::Verb
                    && matches!(self.xpos(over), "VBG" | "VBN")
                    && self.relation(over) == Relation::Acl
                    || self.is_nominal(over)
                        && self.relation(over) != Relation::Root
                        && !self.in_class("attacks-somebody", over));
            if !is_purpose && !is_aside {
                continue;
            }
            let main = self.upwards(over).skip(1).find(|verb| {
                self.upos(*verb) == Upos::Verb
                    && (self.is_finite(*verb) || self.has(*verb, &[Relation::Aux, Relation::AuxPass]))
            });
            if let Some(main) = main {
                self.attach(outcome, main, Relation::Advcl);
            }
        }
    }

    /// "Led to Chad closing its border", "despite two men being jailed": whoever stands between a word that has deeds
    /// behind it and a gerund is the subject of the gerund.
    pub(super) fn give_gerunds_subjects(&mut self) {
        for gerund in 2..self.tokens.len() {
            let is_gerund = self.upos(gerund) == Upos::Verb
                && matches!(self.relation(gerund), Relation::Advcl | Relation::Acl | Relation::Xcomp)
                && !self.has(gerund, &[Relation::Mark])
                && !self.has(gerund, SUBJECTS);
            let first = self.first_of_gerund(gerund).filter(|_| is_gerund);
            let Some((first, over)) = first.zip(self.head(gerund)) else { continue };
            let doer = self.upwards(first - 1).find(|doer| {
                *doer < first
                    && self.is_nominal(*doer)
                    && matches!(self.relation(*doer), Relation::Obl | Relation::Nmod)
                    && self.has(*doer, &[Relation::Case])
                    && !self.knows(Part::Noun, *doer)
                    && self.ends_without(*doer, Some(gerund)) == first
            });
            let Some((doer, host)) = doer.and_then(|doer| Some((doer, self.head(doer)?))) else { continue };
            let case = self.child_by(doer, &[Relation::Case]).filter(|case| {
                let has_deeds_behind = self.in_class("before-deed", *case)
                    || first < gerund && self.in_class("before-deed-done", *case)
                    || self.in_class("leads-to-deed", host) && !self.has(host, &[Relation::Obj])
                    || self.in_class("deed-told-of", host) && self.form(*case) == "of";
                *case < doer
                    && host < *case
                    && (over == host || over == doer || self.is_under(host, over))
                    && has_deeds_behind
            });
            let Some(case) = case else { continue };
            let of_verb = self.upos(host) == Upos::Verb;
            self.attach(gerund, host, if of_verb { Relation::Advcl } else { Relation::Acl });
            self.attach(doer, gerund, self.relation_of_subject(gerund));
            self.attach(case, gerund, Relation::Mark);
        }
    }

    /// The first word of a gerund, its auxiliaries with it: "closing", "having closed", "being closed".
    fn first_of_gerund(&self, verb: usize) -> Option<usize> {
        let auxiliary = self
            .children(verb)
            .into_iter()
            .find(|child| matches!(self.relation(*child), Relation::Aux | Relation::AuxPass));
        let first = auxiliary.unwrap_or(verb);
        (first <= verb && first > 0 && self.xpos(first) == "VBG").then_some(first)
    }

    /// Whether a word follows a comma, adverbs apart.
    fn begins_behind_comma(&self, word: usize) -> bool {
        let before = (0..word).rev().find(|one| self.upos(*one) != Upos::Adv);
        before.is_some_and(|before| self.form(before) == ",")
    }

    /// "Raids a camp in Lome, Togo, and detains six", with the detaining joined to the place: a finite verb is joined to a
    /// verb.
    pub(super) fn join_verbs_to_verbs(&mut self) {
        for verb in 2..self.tokens.len() {
            let is_open = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBZ" | "VBD" | "VBP")
                && self.relation(verb) == Relation::Conj
                && self.has(verb, &[Relation::Cc])
                && !self.has(verb, SUBJECTS);
            let noun = self.head(verb).filter(|noun| {
                is_open
                    && *noun < verb
                    && matches!(self.upos(*noun), Upos::Noun | Upos::Propn | Upos::Num)
                    && self.relation(*noun) != Relation::Root
                    && !self.has(*noun, &[Relation::Cop])
                    && !self.has(*noun, SUBJECTS)
            });
            let form = self.xpos(verb).to_owned();
            let first = noun.and_then(|noun| {
                self.upwards(noun).skip(1).find(|first| {
                    self.upos(*first) == Upos::Verb
                        && (self.xpos(*first) == form
                            || self
                                .child_by(*first, &[Relation::Aux, Relation::AuxPass])
                                .is_some_and(|aux| self.xpos(aux) == form))
                })
            });
            if let Some(first) = first.filter(|first| *first < verb) {
                self.attach(verb, first, Relation::Conj);
            }
        }
    }

    /// "Soldiers kill a man who shot two and arrest others", with the arresting taken for what the man did: a bare verb is
    /// joined to one of the present, and not to one of the past.
    pub(super) fn join_bare_verbs(&mut self) {
        for verb in 2..self.tokens.len() {
            let is_bare = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VB" | "VBP")
                && self.relation(verb) == Relation::Conj
                && self.has(verb, &[Relation::Cc])
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Aux, Relation::AuxPass, Relation::Mark]);
            let first = self.head(verb).filter(|first| {
                is_bare
                    && *first < verb
                    && matches!(self.xpos(*first), "VBD" | "VBZ")
                    && self.relation(*first) == Relation::AclRelcl
                    && !self.has(*first, &[Relation::Aux])
            });
            let outer = first
                .and_then(|first| self.upwards(first).skip(1).find(|outer| self.upos(*outer) == Upos::Verb));
            // "The agency kills a man who shot two and arrest others": a body may be several.
            if let Some(outer) = outer.filter(|outer| {
                self.xpos(*outer) == "VBP"
                    || self.xpos(*outer) == "VBZ" && first.is_some_and(|one| self.xpos(one) == "VBD")
            }) {
                self.tag(verb, Upos::Verb, self.tags.plural);
                self.attach(verb, outer, Relation::Conj);
            }
        }
    }

    /// "Resign following a scandal", with the scandal taken for what is resigned: what a preposition of time stands before
    /// is no object.
    pub(super) fn tell_times_from_objects(&mut self) {
        for object in 2..self.tokens.len() {
            let of_time = self.relation(object) == Relation::Obj
                && self.child_by(object, &[Relation::Case]).is_some_and(|case| {
                    case < object && matches!(self.form(case), "following" | "amid" | "during" | "despite")
                });
            if let Some(verb) = self.head(object).filter(|_| of_time) {
                self.attach(object, verb, Relation::Obl);
            }
        }
    }
}
