//! What clauses and phrases share: doers behind a list of places, results that stand for what brought them about, verbs
//! behind a name that is explained.

use dragoman_text::{NameKind, Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Killed in Goma as a result of a raid": the raid is what kills, and "as a result of" one preposition.
    pub(super) fn fold_results(&mut self) {
        for result in 2..self.tokens.len().saturating_sub(1) {
            let is_result = self.in_class("result-of-deed", result)
                && matches!(self.relation(result), Relation::Obl | Relation::Nmod)
                && self.is_behind(result, "as");
            let harms = |verb: &usize| self.in_class("harms", *verb) || self.in_class("harmed", *verb);
            let over = self.head(result).filter(|verb| is_result && harms(verb));
            let deed = self.children(result).into_iter().find(|deed| {
                *deed > result && self.relation(*deed) == Relation::Nmod && self.is_behind(*deed, "of")
            });
            let opening = self.child_by(result, &[Relation::Case]);
            let (Some(over), Some(deed), Some(opening)) = (over, deed, opening) else { continue };
            let of = self.child_by(deed, &[Relation::Case]);
            self.attach(deed, over, self.relation(result));
            self.attach(opening, deed, Relation::Case);
            for word in opening + 1..result {
                self.attach(word, opening, Relation::Fixed);
            }
            self.attach(result, opening, Relation::Fixed);
            if let Some(of) = of {
                self.attach(of, opening, Relation::Fixed);
            }
            for child in self.children(result) {
                self.move_to(child, deed);
            }
        }
    }

    /// "A raid attributed to Chad killed ten", with the attributing taken for the past or Chad for whose raid it is: a
    /// participle behind a deed says of whom it is thought.
    pub(super) fn tell_blamed_deeds(&mut self) {
        for blamed in 1..self.tokens.len().saturating_sub(2) {
            let deed = self.head(blamed).filter(|deed| {
                *deed < blamed
                    && self.relation(blamed) == Relation::Acl
                    && matches!(self.xpos(blamed), "VBD" | "VBN")
                    && self.in_class("blames-on", blamed)
                    && !self.has(blamed, SUBJECTS)
                    && !self.has(blamed, &[Relation::Obj, Relation::Aux, Relation::AuxPass])
            });
            let Some(deed) = deed else { continue };
            self.tag(blamed, Upos::Verb, self.tags.passive);
            let whom = self.head(blamed + 1).filter(|whom| {
                matches!(self.form(blamed + 1), "to" | "on")
                    && self.relation(blamed + 1) == Relation::Case
                    && self.head(*whom) == Some(deed)
                    && self.relation(*whom) == Relation::Nmod
            });
            if let Some(whom) = whom {
                self.attach(whom, blamed, Relation::Obl);
            }
        }
    }

    /// "A raid attributed to the Chadian army kills ten", with the attributing told and the army taken for a part of the
    /// killing.
    pub(super) fn crown_harms_behind_blame(&mut self) {
        let Some(blamed) = self.root().filter(|root| {
            self.xpos(*root) == "VBD"
                && self.in_class("blames-on", *root)
                && !self.has(*root, &[Relation::Obj, Relation::Aux, Relation::AuxPass])
        }) else {
            return;
        };
        let [deed] = self.subjects_before(blamed)[..] else { return };
        let to = blamed + 1;
        let verb = self.head(to).filter(|verb| {
            matches!(self.form(to), "to" | "on")
                && self.relation(to) == Relation::Case
                && *verb > to + 1
                && self.head(*verb) == Some(blamed)
                && self.relation(*verb) == Relation::Obl
                && self.is_finite(*verb)
                && self.has(*verb, &[Relation::Obj])
        });
        let Some(verb) = verb else { return };
        let whom = verb - 1;
        if self.head(whom) != Some(verb) || self.relation(whom) != Relation::Compound {
            return;
        }
        for child in self.children(verb).into_iter().filter(|child| *child > to && *child < whom) {
            self.move_to(child, whom);
        }
        self.attach(to, whom, Relation::Case);
        self.attach(whom, blamed, Relation::Obl);
        self.hand_over_behind(blamed, verb);
        self.set_head(verb, 0, Relation::Root);
        self.attach(deed, verb, Relation::Nsubj);
        self.attach(whom, blamed, Relation::Obl);
        self.attach(blamed, deed, Relation::Acl);
        self.tag(blamed, Upos::Verb, self.tags.passive);
    }

    /// "Ten are killed while six others are abducted by rebels": what befell others at the same time is told beside it.
    pub(super) fn join_harms_meanwhile(&mut self) {
        for second in 3..self.tokens.len() {
            let is_harmed = |verb: usize| {
                self.xpos(verb) == "VBN"
                    && (self.in_class("harmed", verb) || self.in_class("harms", verb))
                    && self.has(verb, &[Relation::AuxPass])
            };
            let first = self.head(second).filter(|first| {
                *first < second
                    && self.relation(second) == Relation::Advcl
                    && is_harmed(*first)
                    && is_harmed(second)
                    && self.has(second, &[Relation::NsubjPass])
            });
            let mark = self.child_by(second, &[Relation::Mark]).filter(|mark| self.form(*mark) == "while");
            if let (Some(first), Some(mark)) = (first, mark) {
                self.attach(second, first, Relation::Conj);
                self.attach(mark, second, Relation::Cc);
            }
        }
    }

    /// Whether what was taken for a past may be what was done to somebody: it has no object, no clause and no auxiliary.
    fn may_be_passive(&self, verb: usize) -> bool {
        let own = [Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux, Relation::Mark];
        self.xpos(verb) == "VBD" && !self.has(verb, &own) && !self.in_class("never-passive", verb)
    }

    /// "The port of Lome, already attacked on Monday, is hit", with the attacking taken for the past: a verb without
    /// subject and object between a subject and its passive was done to it.
    pub(super) fn tell_passives_in_asides(&mut self) {
        for aside in 2..self.tokens.len() {
            let verb = self.head(aside).filter(|verb| {
                *verb > aside
                    && matches!(self.relation(aside), Relation::Advcl | Relation::Acl)
                    && self.may_be_passive(aside)
                    && self.has(*verb, &[Relation::AuxPass])
                    && !self.has(aside, SUBJECTS)
            });
            let Some(verb) = verb else { continue };
            let behind_comma = (aside.saturating_sub(2)..aside).any(|word| self.form(word) == ",");
            if behind_comma && self.subjects_before(verb).iter().any(|subject| *subject < aside) {
                self.tag(aside, Upos::Verb, self.tags.passive);
            }
        }
    }

    /// "The port, already attacked on Monday, is hit", with the port taken for who attacked: between commas, what has no
    /// object before a passive without subject is done to the same.
    pub(super) fn share_subjects_of_asides(&mut self) {
        for aside in 3..self.tokens.len() {
            let verb = self.head(aside).filter(|verb| {
                *verb > aside + 1
                    && self.relation(aside) == Relation::Advcl
                    && self.may_be_passive(aside)
                    && self.has(*verb, &[Relation::AuxPass])
                    && self.subjects_before(*verb).is_empty()
            });
            let Some(verb) = verb else { continue };
            let [subject] = self.subjects_before(aside)[..] else { continue };
            let opens = (aside.saturating_sub(2)..aside).any(|word| self.form(word) == ",");
            let closes = (aside + 1..verb).any(|word| self.form(word) == ",");
            if opens && closes {
                self.hand_over_before(aside, aside.saturating_sub(2), verb);
                self.attach(subject, verb, Relation::NsubjPass);
                self.tag(aside, Upos::Verb, self.tags.passive);
            }
        }
    }

    /// "Ana Obi, the head of the army, resigns after a scandal", with the resigning taken for a noun: a word that can only be
    /// a verb, behind what explains a name, is what whoever is named does.
    pub(super) fn tell_verbs_behind_explained(&mut self) {
        for word in 3..self.tokens.len().saturating_sub(1) {
            let own = [Relation::Det, Relation::Amod, Relation::Compound, Relation::Case, Relation::NmodPoss];
            let is_taken = self.xpos(word) == "NNS"
                && self.upos(word) == Upos::Noun
                && self.form(word - 1) == ","
                && self.is_only_present(word)
                && matches!(self.relation(word), Relation::Appos | Relation::Nsubj | Relation::NmodUnmarked)
                && !self.has(word, &own);
            let Some(root) = self.root().filter(|root| is_taken && *root != word) else { continue };
            let named = if root < word { Some(root) } else { self.subjects_before(root).first().copied() };
            let Some(named) = named.filter(|named| *named < word && self.is_name(*named)) else { continue };
            if root < word {
                self.crown_behind(word, named);
            } else if self.opens_clause(word + 1) && word + 1 < root {
                self.crown_before(word, named, root);
            }
        }
    }

    /// Makes a word the verb of the name that was taken for the whole sentence.
    fn crown_behind(&mut self, verb: usize, named: usize) {
        self.tag(verb, Upos::Verb, self.tags.singular);
        self.hand_over_behind(named, verb);
        for child in self.children(verb).into_iter().filter(|child| *child < verb) {
            // What explains the name stays with it.
            if self.relation(child) != Relation::Punct || child + 1 != verb {
                self.move_to(child, named);
            }
        }
        self.take_as_verb(verb);
        self.attach(named, verb, Relation::Nsubj);
        self.set_head(verb, 0, Relation::Root);
    }

    /// Makes a word the verb of a sentence, and what was taken for it the verb of the clause behind.
    fn crown_before(&mut self, verb: usize, named: usize, old: usize) {
        let mark = verb + 1;
        let subject = self.head(mark).filter(|subject| *subject < old && *subject > mark);
        self.tag(verb, Upos::Verb, self.tags.singular);
        self.hand_over_before(old, verb, verb);
        self.attach(named, verb, Relation::Nsubj);
        self.set_head(verb, 0, Relation::Root);
        self.attach(old, verb, Relation::Advcl);
        self.attach(mark, old, Relation::Mark);
        if let Some(subject) = subject {
            self.attach(subject, old, self.relation_of_subject(old));
        }
    }

    /// "Acting president Ana Obi resigns", with the acting taken for a verb or for who resigns: it is said of whoever holds
    /// the office.
    pub(super) fn tell_acting_officers(&mut self) {
        let is_acting = self.tokens.len() > 3
            && self.form(0) == "Acting"
            && !self.has(0, &[Relation::Nsubj, Relation::Aux, Relation::Mark]);
        if !is_acting || matches!(self.form(1), "on" | "as" | "in" | "under" | "against" | "through") {
            return;
        }
        let title = (1..self.tokens.len().min(6)).find(|word| self.in_class("office", *word));
        let Some(mut person) = title else { return };
        while let Some(over) = self.head(person).filter(|over| {
            *over > 0
                && self.is_nominal(*over)
                && matches!(
                    self.relation(person),
                    Relation::NmodDesc | Relation::Compound | Relation::Flat | Relation::Amod
                )
        }) {
            person = over;
        }
        let mut name = person;
        // "Ana Obi resigns", with the name hung on the resigning.
        if self.upos(name) != Upos::Propn
            && let Some(first) = self.children(name).into_iter().find(|child| {
                self.relation(*child) == Relation::Compound && self.begins_name(*child, NameKind::Person)
            })
        {
            name = first;
        }
        let verb = self.head(0).filter(|_| SUBJECTS.contains(&self.relation(0)));
        // "Acting Chadian president Ana Obi resigns", with her taken for what is acted.
        let below_verb = verb
            .filter(|verb| name < *verb && self.head(name).is_some_and(|over| over == *verb || over == 0));
        if let Some(verb) = below_verb {
            let relation = self.relation(0);
            self.attach(name, verb, relation);
            self.attach(0, name, Relation::Amod);
        }
    }

    /// "Sentences a Kenyan national to two years", with the national taken for an adjective of the years: what a
    /// preposition follows is a noun.
    pub(super) fn name_people_before_prepositions(&mut self) {
        for word in 2..self.tokens.len().saturating_sub(2) {
            let measure = self.head(word).filter(|measure| {
                *measure > word + 1
                    && self.xpos(word) == "JJ"
                    && self.relation(word) == Relation::Amod
                    && self.in_class("person", word)
                    && self.relation(word + 1) == Relation::Case
            });
            let Some(measure) = measure else { continue };
            let verb = self.head(measure).filter(|verb| *verb < word && self.upos(*verb) == Upos::Verb);
            let case_of = self.head(word + 1);
            let is_inside = case_of.is_some_and(|of| of > word && self.is_under(of, measure));
            let is_open = verb.is_some_and(|verb| {
                !self
                    .children(verb)
                    .into_iter()
                    .any(|object| object != measure && self.relation(object) == Relation::Obj)
            });
            let Some(verb) = verb.filter(|_| is_inside && is_open) else { continue };
            self.tag(word, Upos::Noun, self.tags.noun);
            self.hand_over_before(measure, word, word);
            self.attach(word, verb, Relation::Obj);
            self.attach(measure, verb, Relation::Obl);
            self.attach(word + 1, measure, Relation::Case);
            if let Some(of) = case_of.filter(|of| *of != measure) {
                self.attach(of, measure, Relation::Nummod);
            }
        }
    }

    /// "Are moved to house arrest", with the housing taken for a purpose.
    pub(super) fn tell_house_arrests(&mut self) {
        for house in 2..self.tokens.len().saturating_sub(1) {
            let is_taken = self.form(house) == "house"
                && self.upos(house) == Upos::Verb
                && self.form(house - 1) == "to"
                && self.form(house + 1) == "arrest"
                && self.head(house + 1) == Some(house);
            let Some(over) = self.head(house).filter(|over| is_taken && *over < house) else { continue };
            let arrest = house + 1;
            self.tag(house, Upos::Noun, self.tags.noun);
            self.attach(arrest, over, Relation::Obl);
            self.attach(house, arrest, Relation::Compound);
            for child in self.children(house) {
                let head = if child == house - 1 { arrest } else { over };
                self.move_to(child, head);
            }
            self.attach(house - 1, arrest, Relation::Case);
        }
    }

    /// "A suit backed by a union against Chad": what is backed by somebody is not backed against Chad, but the suit is;
    /// "a term imposed by a court against Obi": the court does so against him.
    pub(super) fn free_those_it_is_against(&mut self) {
        for against in 4..self.tokens.len().saturating_sub(1) {
            let target = self
                .head(against)
                .filter(|_| self.form(against) == "against" && self.relation(against) == Relation::Case);
            let Some(target) = target else { continue };
            let Some(over) = self.head(target).filter(|over| *over < against) else { continue };
            let agent_of =
                |verb: usize| self.child_by(verb, &[Relation::OblAgent]).filter(|agent| *agent < against);
            let is_reduced = |verb: usize| {
                self.relation(verb) == Relation::Acl
                    && self.xpos(verb) == "VBN"
                    && !self.has(verb, &[Relation::AuxPass])
            };
            // Whoever does it may have been given the target.
            let participle =
                if self.relation(over) == Relation::OblAgent { self.head(over) } else { Some(over) };
            let Some(participle) = participle.filter(|verb| is_reduced(*verb)) else { continue };
            if agent_of(participle).is_none() {
                continue;
            }
            let Some(deed) = self.head(participle).filter(|deed| {
                *deed < participle && self.upos(*deed) == Upos::Noun && self.knows(Part::Noun, *deed)
            }) else {
                continue;
            };
            if self.in_class("lends-support", participle) {
                self.attach(target, deed, Relation::Nmod);
            } else if over != participle && !self.knows(Part::Noun, over) {
                self.attach(target, participle, Relation::Obl);
            }
        }
    }

    /// "Missiles are fired at Oman, with its army downing several", with the downing taken for what several are like: what
    /// somebody behind "with" is doing is a clause.
    pub(super) fn open_absolutes(&mut self) {
        for verb in 3..self.tokens.len() {
            let is_taken = self.xpos(verb) == "VBG"
                && matches!(self.relation(verb), Relation::Amod | Relation::Acl)
                && !self.has(verb, &[Relation::Mark, Relation::Aux]);
            let doer = self.child_by(verb, &[Relation::Nsubj]).filter(|doer| is_taken && *doer < verb);
            let (Some(doer), Some(noun)) = (doer, self.head(verb)) else { continue };
            let with = [doer, noun].into_iter().find_map(|one| {
                self.child_by(one, &[Relation::Case])
                    .filter(|with| self.form(*with) == "with" && *with < doer)
            });
            let Some(with) = with else { continue };
            let over = self.upwards(noun).skip(1).find(|over| self.upos(*over) == Upos::Verb);
            let Some(over) = over.filter(|over| *over < with) else { continue };
            if noun > verb {
                for child in self.children(noun).into_iter().filter(|child| *child < doer && *child != with) {
                    self.move_to(child, doer);
                }
                self.attach(noun, verb, Relation::Obj);
            }
            self.attach(verb, over, Relation::Advcl);
            self.attach(with, verb, Relation::Mark);
        }
    }

    /// "Frees two in return for the Chadian government freeing ten", with the freeing taken for the first one's: who stands
    /// between "return for" and the gerund does it.
    pub(super) fn open_returns(&mut self) {
        for verb in 3..self.tokens.len() {
            let doer = verb - 1;
            let is_taken = self.xpos(verb) == "VBG"
                && matches!(self.relation(verb), Relation::Advcl | Relation::Acl)
                && self.relation(doer) == Relation::Nmod
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Mark, Relation::Case]);
            let back = self.head(doer).filter(|back| is_taken && *back < doer);
            let back = back.filter(|back| matches!(self.form(*back), "return" | "exchange"));
            let word = self.child_by(doer, &[Relation::Case]).filter(|word| self.form(*word) == "for");
            if let (Some(back), Some(word)) = (back, word) {
                self.attach(verb, back, Relation::Acl);
                self.attach(doer, verb, Relation::Nsubj);
                self.attach(word, verb, Relation::Mark);
            }
        }
    }

    /// "One man killed and two hurt after soldiers opened fire", with the man taken for whoever opened it: he was killed,
    /// and the noun before the verb is its subject.
    pub(super) fn part_harmed_from_deeds(&mut self) {
        let Some(deed) = self.root() else { return };
        if self.in_class("harmed", deed) {
            self.open_deeds_behind_harm(deed);
            return;
        }
        let [whom] = self.subjects_before(deed)[..] else { return };
        let harm = self.child_by(whom, &[Relation::Acl]).filter(|harm| {
            *harm == self.ends_without(whom, Some(*harm))
                && self.xpos(*harm) == "VBN"
                && self.in_class("harmed", *harm)
        });
        let Some(harm) = harm else { return };
        let below = self.children(harm);
        let Some((doer, case)) =
            below.into_iter().find_map(|doer| Some((doer, self.opens_before(doer, deed)?)))
        else {
            return;
        };
        self.hand_over_before(deed, case, harm);
        self.attach(whom, harm, Relation::NsubjPass);
        self.set_head(harm, 0, Relation::Root);
        self.attach(deed, harm, Relation::Advcl);
        self.attach(case, deed, Relation::Mark);
        self.attach(doer, deed, Relation::Nsubj);
        for next in self.children(harm) {
            let other = self.child_by(next, &[Relation::Nsubj]);
            if let Some(other) =
                other.filter(|_| self.relation(next) == Relation::Conj && self.xpos(next) == "VBN")
            {
                self.attach(other, next, Relation::NsubjPass);
            }
        }
    }

    /// "One man killed and two wounded after rebels attacked a base", with the attacking joined to the killing.
    fn open_deeds_behind_harm(&mut self, harm: usize) {
        let is_bare = self.xpos(harm) == "VBN"
            && !self.has(harm, &[Relation::Aux, Relation::AuxPass, Relation::Obj, Relation::OblAgent]);
        let [whom] = self.subjects_before(harm)[..] else { return };
        let deed = self.children(harm).into_iter().find(|deed| {
            is_bare
                && self.relation(*deed) == Relation::Conj
                && self.xpos(*deed) == "VBD"
                && !self.has(*deed, SUBJECTS)
                && self.has(*deed, &[Relation::Obj])
        });
        let Some(deed) = deed else { return };
        let mut between = harm + 1..deed;
        let Some((doer, case)) = between.find_map(|doer| Some((doer, self.opens_before(doer, deed)?))) else {
            return;
        };
        self.attach(whom, harm, Relation::NsubjPass);
        self.attach(deed, harm, Relation::Advcl);
        self.attach(case, deed, Relation::Mark);
        self.attach(doer, deed, Relation::Nsubj);
    }

    /// The "after" before what ends right before a verb, and hangs where a time would.
    fn opens_before(&self, doer: usize, deed: usize) -> Option<usize> {
        let is_time = self.relation(doer) == Relation::Obl && self.ends(doer) == deed;
        self.child_by(doer, &[Relation::Case]).filter(|case| is_time && self.opens_clause(*case))
    }
}
