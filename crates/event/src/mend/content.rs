//! What is asked of somebody or laid to their charge, hung on the words that ask or charge.

use dragoman_text::{Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Accuses Chad of a raid": of what somebody is accused hangs on the accusing, and not on a name.
    pub(super) fn hang_charges(&mut self) {
        for verb in 0..self.tokens.len() {
            if self.upos(verb) != Upos::Verb || !self.in_class("takes-of", verb) {
                continue;
            }
            for object in self.children(verb) {
                let is_name = matches!(self.upos(object), Upos::Propn | Upos::Pron);
                let charge = self.children(object).into_iter().rfind(|charge| {
                    *charge > object
                        && self.relation(*charge) == Relation::Nmod
                        && self.upos(*charge) == Upos::Noun
                        && self.is_behind(*charge, "of")
                });
                // "Accused troops of involvement": of a deed, and not whose troops.
                let is_deed = |charge: &usize| {
                    let deed = self.knows(Part::Noun, *charge) || self.in_class("share", *charge);
                    deed && self.upos(object) == Upos::Noun && !self.has(*charge, &[Relation::Det])
                };
                let is_object =
                    object > verb && matches!(self.relation(object), Relation::Obj | Relation::Iobj);
                let Some(charge) = charge.filter(|one| is_object && (is_name || is_deed(one))) else {
                    continue;
                };
                self.attach(charge, verb, Relation::Obl);
                // "Of shooting and killing a villager", with the first taken for a noun.
                let gerund = self.children(verb).into_iter().find(|next| {
                    *next == charge + 2 && self.relation(*next) == Relation::Conj && self.xpos(*next) == "VBG"
                });
                let case = self.child_by(charge, &[Relation::Case]);
                if let (Some(gerund), Some(case)) =
                    (gerund.filter(|_| self.form(charge).ends_with("ing")), case)
                {
                    self.attach(gerund, verb, Relation::Advcl);
                    self.attach(case, gerund, Relation::Mark);
                }
            }
        }
    }

    /// "Asked the minister, who is backed by the army, to resign": what is asked of somebody does not depend on what is
    /// said of him between commas.
    pub(super) fn lead_out_of_asides(&mut self) {
        for aside in 0..self.tokens.len() {
            if self.relation(aside) != Relation::AclRelcl {
                continue;
            }
            let asked = self.head(aside).filter(|noun| {
                matches!(self.relation(*noun), Relation::Obj | Relation::Iobj | Relation::NsubjPass)
            });
            let Some(asks) = asked.and_then(|noun| self.head(noun)) else { continue };
            let is_open = self.in_class("move", asks) && !self.has(asks, &[Relation::Xcomp, Relation::Ccomp]);
            let infinitive = self.children(aside).into_iter().find(|verb| {
                let mark = self.child_by(*verb, &[Relation::Mark]).filter(|mark| self.xpos(*mark) == "TO");
                *verb > aside
                    && matches!(self.relation(*verb), Relation::Advcl | Relation::Xcomp)
                    && mark
                        .and_then(|mark| mark.checked_sub(1))
                        .is_some_and(|before| self.form(before) == ",")
            });
            if let Some(verb) = infinitive.filter(|_| is_open) {
                self.attach(verb, asks, Relation::Xcomp);
            }
        }
    }

    /// The clause that a conjunction begins, where it is this word.
    fn clause_begun_by(&self, mark: usize, word: &str) -> Option<usize> {
        self.head(mark).filter(|clause| {
            self.relation(mark) == Relation::Mark && *clause > mark && self.form(mark) == word
        })
    }

    /// "Calling for the president to step down": who stands between "for" and "to" is to do it.
    pub(super) fn give_infinitives_subjects(&mut self) {
        for for_whom in 1..self.tokens.len() {
            let verb = self
                .clause_begun_by(for_whom, "for")
                .filter(|verb| self.upos(*verb) == Upos::Verb && !self.has(*verb, SUBJECTS));
            let Some(verb) = verb else { continue };
            let marks: Vec<usize> = self
                .children(verb)
                .into_iter()
                .filter(|mark| self.relation(*mark) == Relation::Mark)
                .collect();
            let &[first, to] = marks.as_slice() else { continue };
            if first != for_whom || self.form(to) != "to" {
                continue;
            }
            let Some(over) = self.head(verb) else { continue };
            let whom = self.children(over).into_iter().find(|whom| {
                for_whom < *whom
                    && *whom < to
                    && self.is_nominal(*whom)
                    && matches!(self.relation(*whom), Relation::Obl | Relation::Obj | Relation::Nmod)
                    && !self.has(*whom, &[Relation::Case])
            });
            if let Some(whom) = whom {
                self.attach(whom, verb, Relation::Nsubj);
            }
        }
    }

    /// "A request that Chad take in refugees", with "that" taken for what is taken: a land that "take" is said of is to do
    /// so, and what it is to do is what is asked.
    pub(super) fn tell_requests(&mut self) {
        for mark in 1..self.tokens.len().saturating_sub(2) {
            let verb = self.head(mark).filter(|verb| {
                *verb > mark + 1
                    && self.form(mark) == "that"
                    && self.upos(mark) == Upos::Pron
                    && self.relation(*verb) == Relation::AclRelcl
                    && matches!(self.xpos(*verb), "VB" | "VBP")
                    && !self.has(*verb, &[Relation::Aux])
            });
            let asked = verb.and_then(|verb| self.head(verb)).filter(|asked| {
                *asked + 1 == mark
                    && self.upos(*asked) == Upos::Noun
                    && (self.in_class("calls-for", *asked) || self.in_class("report", *asked))
            });
            let (Some(verb), Some(_)) = (verb, asked) else { continue };
            let is_one = self.child_by(verb, SUBJECTS).is_some_and(|subject| {
                (mark..verb).contains(&subject)
                    && matches!(self.xpos(subject), "NN" | "NNP")
                    && !self.has(subject, &[Relation::Conj])
            });
            if is_one {
                if let Some(token) = self.tokens.get_mut(mark) {
                    token.upos = Upos::Sconj;
                }
                self.attach(mark, verb, Relation::Mark);
                if let Some(over) = self.head(verb) {
                    self.attach(verb, over, Relation::Acl);
                }
            }
        }
    }

    /// "Agreed, as Chad had asked, to free them", with the freeing taken for what was asked: what follows an aside is what
    /// was agreed.
    pub(super) fn lead_past_asides(&mut self) {
        for to in 3..self.tokens.len() {
            let aside = self
                .head(to)
                .filter(|_| self.xpos(to) == "TO" && self.form(to - 1) == ",")
                .and_then(|clause| Some((clause, self.head(clause)?)))
                .filter(|(clause, aside)| {
                    aside < clause
                        && *aside + 1 < to
                        && self.relation(*aside) == Relation::Advcl
                        && matches!(
                            self.relation(*clause),
                            Relation::Ccomp | Relation::Xcomp | Relation::Advcl | Relation::Conj
                        )
                });
            let Some((clause, aside)) = aside else { continue };
            let is_as = self.child_by(aside, &[Relation::Mark]).is_some_and(|mark| {
                self.form(mark) == "as" && mark > 0 && self.form(mark - 1) == "," && self.has(aside, SUBJECTS)
            });
            let over = self.head(aside).filter(|over| {
                is_as && *over < aside && !self.has(*over, &[Relation::Xcomp, Relation::Ccomp])
            });
            if let Some(over) = over {
                self.attach(clause, over, Relation::Xcomp);
            }
        }
    }

    /// "As their presidents, Ana and Ben, meet", with the presidents taken for a phrase of their own: they do what follows
    /// their names.
    pub(super) fn open_as_clauses_of_named(&mut self) {
        for case in 1..self.tokens.len() {
            let people = self.head(case).filter(|people| {
                self.relation(case) == Relation::Case
                    && matches!(self.form(case), "as" | "while" | "after" | "before")
                    && *people > case
                    && self.relation(*people) == Relation::Obl
                    && self.upos(*people) == Upos::Noun
                    && self.has(*people, &[Relation::Appos, Relation::Conj])
                    && self.form(*people + 1) == ","
            });
            let over = people.and_then(|people| self.head(people)).filter(|over| *over < case);
            let (Some(people), Some(over)) = (people, over) else { continue };
            let verb = self.children(over).into_iter().find(|verb| {
                *verb > people
                    && self.upos(*verb) == Upos::Verb
                    && matches!(self.xpos(*verb), "VBP" | "VBZ" | "VBD")
                    && matches!(self.relation(*verb), Relation::Parataxis | Relation::Conj | Relation::Advcl)
                    && !self.has(*verb, SUBJECTS)
                    && !self.has(*verb, &[Relation::Mark, Relation::Cc])
                    && self.ends(people) <= *verb
                    && self.form(*verb - 1) == ","
            });
            let Some(verb) = verb else { continue };
            // Who is named behind them is told beside them, so that each is found.
            let first = self.child_by(people, &[Relation::Appos]);
            for second in first.map_or(Vec::new(), |first| self.children(first)) {
                if self.relation(second) == Relation::Conj {
                    self.move_to(second, people);
                }
            }
            self.attach(verb, over, Relation::Advcl);
            self.attach(case, verb, Relation::Mark);
            self.attach(people, verb, Relation::Nsubj);
        }
    }

    /// "Called for food to be let through": what is to be done to whatever stands behind "for" is what is called for.
    pub(super) fn open_calls_for_deeds(&mut self) {
        for case in 1..self.tokens.len() {
            let Some(thing) = self.head(case).filter(|thing| {
                self.relation(case) == Relation::Case
                    && self.form(case) == "for"
                    && *thing > case
                    && self.relation(*thing) == Relation::Obl
            }) else {
                continue;
            };
            let verb = self.head(thing).filter(|verb| {
                *verb < case && self.upos(*verb) == Upos::Verb && self.in_class("calls-out", *verb)
            });
            let deed = self.children(thing).into_iter().find(|deed| {
                *deed > thing
                    && self.relation(*deed) == Relation::Acl
                    && self.has(*deed, &[Relation::AuxPass])
                    && self
                        .child_by(*deed, &[Relation::Mark])
                        .is_some_and(|mark| self.form(mark) == "to" && mark > thing)
            });
            let (Some(verb), Some(deed)) = (verb, deed) else { continue };
            self.attach(deed, verb, Relation::Advcl);
            self.attach(thing, deed, Relation::NsubjPass);
            self.attach(case, deed, Relation::Mark);
        }
    }

    /// "Ignored calls for him to resign", "there are calls in Peru for the minister to go": the clause says what is
    /// called for, and not why the calls were ignored.
    pub(super) fn hang_clauses_on_calls(&mut self) {
        for mark in 1..self.tokens.len() {
            let clause = self
                .clause_begun_by(mark, "for")
                .filter(|clause| matches!(self.relation(*clause), Relation::Advcl | Relation::Xcomp));
            let Some(clause) = clause else { continue };
            let Some(over) = self.head(clause) else { continue };
            let call = self.children(over).into_iter().rfind(|call| {
                let is_argument =
                    matches!(self.relation(*call), Relation::Nsubj | Relation::NsubjPass | Relation::Obj);
                *call < mark
                    && self.upos(*call) == Upos::Noun
                    && self.in_class("calls-for", *call)
                    && (*call + 1 == mark || is_argument && self.ends(*call) == mark)
            });
            if let Some(call) = call {
                self.attach(clause, call, Relation::Acl);
            }
        }
    }

    /// "Rejected a plan by Chad to deport refugees", "denied a claim from an envoy that troops had left": what a plan or a
    /// report says hangs on it, and neither on whoever made it nor on what is done to it.
    pub(super) fn hang_clauses_on_words_of_others(&mut self) {
        for mark in 2..self.tokens.len() {
            let is_infinitive = self.xpos(mark) == "TO";
            let clause = self.head(mark).filter(|clause| {
                self.relation(mark) == Relation::Mark
                    && *clause > mark
                    && (is_infinitive || self.form(mark) == "that")
                    && matches!(
                        self.relation(*clause),
                        Relation::Advcl | Relation::Xcomp | Relation::Ccomp | Relation::Acl
                    )
            });
            let Some(clause) = clause else { continue };
            let giver = (1..mark).rfind(|giver| {
                self.relation(*giver) == Relation::Nmod
                    && self.ends_without(*giver, Some(clause)) == mark
                    && (self.is_behind(*giver, "by") || self.is_behind(*giver, "from"))
            });
            let word = giver.and_then(|giver| self.head(giver)).filter(|word| {
                let says_so = if is_infinitive {
                    ["resolve", "calls-for", "says-what-to-do"]
                        .iter()
                        .any(|class| self.in_class(class, *word))
                } else {
                    self.in_class("report", *word)
                };
                says_so && self.upos(*word) == Upos::Noun && Some(*word) != self.head(clause)
            });
            let Some((giver, word)) = giver.zip(word) else { continue };
            // The clause hangs on whoever made it, or on the verb over it.
            let over = self.head(clause);
            if over == Some(giver) || over == self.head(word) {
                self.attach(clause, word, Relation::Acl);
            }
        }
    }
}
