//! Phrases of several words that the tree takes apart.

use std::collections::HashSet;

use dragoman_text::{NameKind, NameTag, Relation, Token, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

/// "Omar Deby left. Deby had ruled for years", with the second taken for an organisation: a word by which somebody is named
/// in full names the same person alone.
pub(super) fn name_by_surname(text: &str, tokens: &mut [Token]) {
    let person = NameKind::Person;
    let mut surnames: HashSet<&str> = HashSet::new();
    let mut is_long = false;
    for place in 0..tokens.len() {
        let Some(token) = tokens.get(place) else { break };
        let form = token.span.of(text);
        let next = tokens.get(place + 1).map(|token| token.name);
        let goes_on = matches!(next, Some(NameTag::Inside(_)));
        match token.name {
            NameTag::Inside(kind) => {
                if kind == person && !goes_on && is_long {
                    surnames.insert(form);
                }
            }
            NameTag::Begin(kind) => {
                is_long = kind == person && goes_on;
                let is_other = kind == NameKind::Organisation && token.upos == Upos::Propn;
                if is_other && !goes_on && surnames.contains(form) {
                    tokens[place].name = NameTag::Begin(person);
                }
            }
            NameTag::Outside => {
                if token.upos == Upos::Propn && surnames.contains(form) {
                    tokens[place].name = NameTag::Begin(person);
                }
            }
        }
    }
}

impl Tree<'_> {
    /// "Took Gabon to court", with the court taken for what is done: nobody is courted where nobody follows.
    pub(super) fn tell_courts(&mut self) {
        for court in 2..self.tokens.len() {
            let to = court - 1;
            let is_taken = self.form(court) == "court"
                && self.upos(court) == Upos::Verb
                && self.form(to) == "to"
                && !self.has(court, &[Relation::Obj, Relation::Iobj, Relation::Ccomp]);
            let verb = self
                .head(court)
                .filter(|verb| is_taken && *verb < to && self.in_class("brings-somewhere", *verb));
            if let Some(verb) = verb {
                self.name_behind(court, to, verb);
            }
        }
    }

    /// "Did away with a levy", with the levy taken for company: it is what the doing is done to.
    pub(super) fn give_objects_to_doing_away(&mut self) {
        for away in 1..self.tokens.len().saturating_sub(2) {
            let with = away + 1;
            let verb = self.head(away).filter(|verb| {
                self.form(away) == "away"
                    && self.form(with) == "with"
                    && *verb + 1 == away
                    && matches!(self.form(*verb), "do" | "does" | "did" | "done" | "doing")
            });
            let Some(verb) = verb else { continue };
            let levy = self.head(with).filter(|levy| *levy > with && self.head(*levy) == Some(verb));
            if let Some(levy) = levy {
                self.attach(levy, verb, Relation::Obj);
                self.attach(with, verb, Relation::CompoundPrt);
                self.attach(away, verb, Relation::CompoundPrt);
            }
        }
    }

    /// "Threatened to march on a town", with the march taken for whither: behind "to", what is threatened is a verb.
    pub(super) fn tell_marches(&mut self) {
        for march in 2..self.tokens.len().saturating_sub(2) {
            let (to, on) = (march - 1, march + 1);
            let is_verb = self.form(march) == "march"
                && self.upos(march) == Upos::Noun
                && self.form(to) == "to"
                && matches!(self.form(on), "on" | "into" | "towards" | "through");
            let Some(verb) = self.head(march).filter(|verb| is_verb && *verb < to) else { continue };
            self.tag(march, Upos::Verb, self.tags.infinitive);
            self.attach(march, verb, Relation::Xcomp);
            self.attach(to, march, Relation::Mark);
            for child in self.children(verb).into_iter().filter(|child| *child > on) {
                if self.relation(child) == Relation::Obl {
                    self.move_to(child, march);
                }
            }
        }
    }

    /// "Refused to so much as answer": what stands between says how little is done, and not what is refused.
    pub(super) fn fold_so_much_as(&mut self) {
        for so in 1..self.tokens.len().saturating_sub(3) {
            let (to, much, with, deed) = (so - 1, so + 1, so + 2, so + 3);
            let is_phrase = self.form(so) == "so"
                && self.form(much) == "much"
                && self.form(with) == "as"
                && self.form(to) == "to"
                && self.upos(deed) == Upos::Verb;
            let over = self.upwards(deed).skip(1).find(|over| *over < to);
            let Some(over) = over.filter(|over| is_phrase && self.upos(*over) == Upos::Verb) else {
                continue;
            };
            self.attach(deed, over, Relation::Xcomp);
            self.attach(to, deed, Relation::Mark);
            self.attach(much, deed, Relation::Advmod);
            self.attach(so, much, Relation::Advmod);
            self.attach(with, much, Relation::Fixed);
        }
    }

    /// "Talks are under way with Gabon": those who take part do so in the talks, and not in the way.
    pub(super) fn hang_company_on_talks(&mut self) {
        for way in 2..self.tokens.len() {
            let goes_on = self.in_class("goes-on-word", way) && self.has(way, &[Relation::Cop]);
            let talks =
                self.subjects_before(way).into_iter().next_back().filter(|talks| {
                    goes_on && self.upos(*talks) == Upos::Noun && self.knows(Part::Noun, *talks)
                });
            let Some(talks) = talks else { continue };
            for child in self.children(way).into_iter().filter(|child| *child > way) {
                let is_with =
                    ["with", "between", "against"].into_iter().any(|word| self.is_behind(child, word));
                if is_with && matches!(self.relation(child), Relation::Nmod | Relation::Obl) {
                    self.attach(child, talks, Relation::Nmod);
                }
            }
        }
    }

    /// "Withdrew, in Accra, its complaint", "recalled for talks its envoy": what is somebody's own stands beside no place;
    /// behind a verb that has no object it is one.
    pub(super) fn free_objects_behind_asides(&mut self) {
        for verb in 0..self.tokens.len().saturating_sub(4) {
            let case = if self.form(verb + 1) == "," { verb + 2 } else { verb + 1 };
            let is_open = self.upos(verb) == Upos::Verb
                && self.upos(case) == Upos::Adp
                && !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::AuxPass]);
            let aside = self.head(case).filter(|aside| {
                is_open && self.head(*aside) == Some(verb) && self.relation(case) == Relation::Case
            });
            let Some(aside) = aside else { continue };
            let own = self.children(aside).into_iter().find(|own| {
                *own > aside
                    && matches!(self.relation(*own), Relation::Appos | Relation::Conj | Relation::Nmod)
                    && self.upos(*own) == Upos::Noun
                    && !self.has(*own, &[Relation::Case, Relation::Cc])
                    && self.child_by(*own, &[Relation::NmodPoss]).is_some_and(|whose| {
                        let is_apart = case == verb + 2 && self.form(whose.saturating_sub(1)) == ",";
                        self.xpos(whose) == "PRP$" && (is_apart || case == verb + 1 && whose == aside + 1)
                    })
            });
            if let Some(own) = own {
                self.attach(own, verb, Relation::Obj);
            }
        }
    }

    /// "Said that planes had bombed a town, and warned of more", "says that ships are safe but warns of mines", "said the town
    /// had fallen, calling it a disgrace": whoever tells goes on to tell, where what is told cannot.
    pub(super) fn hand_warnings_to_tellers(&mut self) {
        for warning in 3..self.tokens.len() {
            if self.upos(warning) != Upos::Verb || self.has(warning, SUBJECTS) {
                continue;
            }
            let told = self.head(warning).filter(|told| {
                self.relation(*told) == Relation::Ccomp
                    && !self.in_class("say", *told)
                    && self.is_finite_clause(*told)
            });
            let Some(told) = told else { continue };
            let teller = self.head(told).filter(|teller| {
                let says = self.in_class("say", *teller) || self.in_class("deny", *teller);
                *teller < told && says && self.upos(*teller) == Upos::Verb
            });
            let Some(teller) = teller else { continue };
            match self.relation(warning) {
                Relation::Conj if self.is_finite_clause(warning) => {
                    let is_of_things = self.in_class("say", warning) && self.is_told_of_things(told);
                    if is_of_things || self.goes_on_as(warning, teller, told) {
                        self.attach(warning, teller, Relation::Conj);
                    }
                }
                Relation::Advcl if warning > told && self.is_remark(warning) => {
                    self.attach(warning, teller, Relation::Advcl);
                }
                _ => {}
            }
        }
    }

    /// Whether what is told is told of things that do not speak.
    fn is_told_of_things(&self, told: usize) -> bool {
        self.subjects_before(told).into_iter().next_back().is_some_and(|subject| {
            self.upos(subject) == Upos::Noun
                && ["troops", "conveyance", "sails", "shot-at-somebody", "craft", "works"]
                    .into_iter()
                    .any(|class| self.in_class(class, subject))
        })
    }

    /// Whether a verb has the form of the one who tells, and not that of what is told: "says … are safe but warns".
    fn goes_on_as(&self, verb: usize, teller: usize, told: usize) -> bool {
        let mut words = self.children(told).into_iter();
        let first = words
            .find(|word| matches!(self.relation(*word), Relation::Aux | Relation::AuxPass | Relation::Cop));
        let form = self.xpos(verb);
        matches!(form, "VBZ" | "VBD") && form == self.xpos(teller) && form != self.xpos(first.unwrap_or(told))
    }

    /// Whether a participle behind a comma says what whoever tells thinks of it: ", calling it a disgrace".
    fn is_remark(&self, participle: usize) -> bool {
        self.xpos(participle) == "VBG"
            && participle > 0
            && self.form(participle - 1) == ","
            && self.in_class("remarks", participle)
    }

    /// "An envoy is among those held by rebels", "among those held was an envoy": what is said of those is said of whoever is
    /// among them.
    pub(super) fn tell_among_those(&mut self) {
        for those in 1..self.tokens.len() {
            let is_among = matches!(self.form(those), "those" | "people" | "persons")
                && self
                    .child_by(those, &[Relation::Case])
                    .is_some_and(|case| self.form(case).eq_ignore_ascii_case("among"))
                && self.upos(those) != Upos::Verb;
            let done = self.children(those).into_iter().find(|done| {
                is_among
                    && *done > those
                    && self.relation(*done) == Relation::Acl
                    && self.xpos(*done) == "VBN"
                    && self.knows(Part::Verb, *done)
            });
            let Some(done) = done else { continue };
            let (said, whom) = if self.has(those, &[Relation::Cop]) {
                (those, self.subjects_before(those).pop())
            } else {
                let over = self.head(those).filter(|over| {
                    *over > done
                        && self.has(*over, &[Relation::Cop])
                        && matches!(self.relation(those), Relation::Nsubj | Relation::Obl | Relation::Nmod)
                });
                let Some(over) = over else { continue };
                (over, Some(over))
            };
            let copula = self.child_by(said, &[Relation::Cop]);
            let (Some(whom), Some(copula)) = (whom, copula) else { continue };
            self.put_in_place_of(said, done);
            for child in self.children(said) {
                let is_of_clause = matches!(
                    self.relation(child),
                    Relation::Punct | Relation::Aux | Relation::Advcl | Relation::Parataxis | Relation::Mark
                );
                if is_of_clause && child != done {
                    self.move_to(child, done);
                }
            }
            self.attach(copula, done, Relation::AuxPass);
            self.attach(whom, done, Relation::NsubjPass);
            self.attach(those, done, Relation::Obl);
        }
    }

    /// "Let three hostages go", with those who go taken for whoever lets them: they are who is let.
    pub(super) fn give_letting_its_objects(&mut self) {
        for verb in 0..self.tokens.len() {
            let lets = self.upos(verb) == Upos::Verb
                && matches!(self.form(verb), "let" | "lets" | "letting")
                && !self.has(verb, &[Relation::Obj]);
            let goes = self.child_by(verb, &[Relation::Xcomp, Relation::Ccomp]).filter(|goes| {
                lets && *goes > verb
                    && matches!(self.xpos(*goes), "VB" | "VBP")
                    && !self.has(*goes, &[Relation::Mark, Relation::Aux])
            });
            let Some(goes) = goes else { continue };
            if let Some(whom) = self.subjects_before(goes).pop().filter(|whom| *whom > verb) {
                self.attach(whom, verb, Relation::Obj);
                self.set_head(goes, verb as u32 + 1, Relation::Xcomp);
                self.tag(goes, Upos::Verb, self.tags.infinitive);
            }
        }
    }

    /// "Declared three envoys personae non gratae", with the envoys taken for what they are declared: the Latin says
    /// what they are called, and what stands behind it is of the verb.
    pub(super) fn fold_personae(&mut self) {
        for persona in 2..self.tokens.len().saturating_sub(2) {
            let (non, grata) = (persona + 1, persona + 2);
            let is_phrase = matches!(self.form(persona), "persona" | "personae" | "personas")
                && self.form(non) == "non"
                && self.form(grata).starts_with("grata");
            let verb =
                self.upwards(persona).skip(1).find(|verb| *verb < persona && self.upos(*verb) == Upos::Verb);
            let Some(verb) = verb.filter(|_| is_phrase) else { continue };
            if let Some(whom) = self.subjects_before(persona).pop().filter(|whom| *whom > verb) {
                self.attach(whom, verb, Relation::Obj);
            } else {
                self.hand_left_children(persona, verb, Relation::Obj);
            }
            for word in persona..=grata {
                for child in self.children(word) {
                    if child > grata {
                        self.move_to(child, verb);
                    } else if child < persona && self.relation(child) == Relation::Case {
                        // "The envoy of Chad persona non grata": the preposition is Chad's.
                        self.attach(child, persona - 1, Relation::Case);
                    }
                }
                self.tag(word, Upos::Noun, self.tags.noun);
                self.attach(word, persona, Relation::Flat);
            }
            self.attach(persona, verb, Relation::Xcomp);
        }
    }

    /// "Meet in Accra to discuss a force, alongside envoys of Gabon": whom a comma parts from what is discussed is there
    /// with those who meet.
    pub(super) fn raise_those_alongside(&mut self) {
        for case in 2..self.tokens.len() {
            let is_alongside = self.form(case) == "alongside"
                && self.form(case - 1) == ","
                && self.relation(case) == Relation::Case;
            let beside = self.head(case).filter(|beside| is_alongside && *beside > case);
            let purpose = beside.and_then(|beside| self.head(beside)).filter(|purpose| {
                *purpose < case
                    && self.relation(*purpose) == Relation::Advcl
                    && self.xpos(*purpose) == "VB"
                    && !self.has(*purpose, SUBJECTS)
            });
            let over = purpose.and_then(|purpose| self.head(purpose)).filter(|over| *over < case);
            if let Some((beside, over)) = beside.zip(over) {
                self.attach(beside, over, Relation::Obl);
            }
        }
    }

    /// "The rebels' decision to leave surprised them", with the rebels taken for what surprised them: whose a thing is hangs
    /// on the thing.
    pub(super) fn give_owners_their_things(&mut self) {
        for mark in 1..self.tokens.len().saturating_sub(1) {
            let owner = self.head(mark).filter(|owner| {
                self.xpos(mark) == "POS" && *owner + 1 == mark && SUBJECTS.contains(&self.relation(*owner))
            });
            let Some((owner, verb)) = owner.and_then(|owner| Some((owner, self.head(owner)?))) else {
                continue;
            };
            let thing = self
                .subjects_before(verb)
                .into_iter()
                .find(|thing| *thing > mark && (mark + 1..*thing).all(|word| self.is_under(word, *thing)));
            if let Some(thing) = thing {
                self.attach(owner, thing, Relation::NmodPoss);
            }
        }
    }

    /// "Chad says that it is ready to close the port", with the "it" taken for nobody: whoever is ready is somebody.
    pub(super) fn tell_who_is_ready(&mut self) {
        for it in 0..self.tokens.len() {
            let ready = self.head(it).filter(|ready| {
                self.relation(it) == Relation::Expl
                    && *ready > it
                    && self.form(it).eq_ignore_ascii_case("it")
                    && self.in_class("disposed", *ready)
            });
            let Some(ready) = ready else { continue };
            let to_do = self.children(ready).into_iter().any(|deed| {
                deed > ready
                    && self.xpos(deed) == "VB"
                    && matches!(
                        self.relation(deed),
                        Relation::Xcomp | Relation::Advcl | Relation::Ccomp | Relation::Csubj
                    )
            });
            if to_do {
                self.attach(it, ready, self.relation_of_subject(ready));
            }
        }
    }

    /// "Chad is due to ship grain", with "due to" taken for a preposition: what is due is done by whoever stands before it.
    pub(super) fn open_dues(&mut self) {
        for due in 1..self.tokens.len().saturating_sub(2) {
            let (be, to, deed) = (due - 1, due + 1, due + 2);
            let is_due = self.form(due) == "due"
                && self.form(to) == "to"
                && self.relation(to) == Relation::Fixed
                && self.xpos(deed) == "VB"
                && self.upos(be) == Upos::Aux;
            if !is_due {
                continue;
            }
            let Some(top) = self.upwards(deed).chain(self.upwards(due)).filter(|one| *one >= due).last()
            else {
                continue;
            };
            let noun = self.head(deed).filter(|noun| *noun > deed);
            let (over, relation) = (self.tokens[top].head, self.relation(top));
            let subject = self
                .upwards(deed)
                .flat_map(|one| self.children(one))
                .find(|child| *child < be && SUBJECTS.contains(&self.relation(*child)));
            self.set_head(due, over, relation);
            self.attach(deed, due, Relation::Xcomp);
            self.attach(to, deed, Relation::Mark);
            self.attach(be, due, Relation::Cop);
            if let Some(subject) = subject {
                self.attach(subject, due, Relation::Nsubj);
            }
            if let Some(noun) = noun {
                for child in self.children(noun).into_iter().filter(|child| *child < due) {
                    self.move_to(child, due);
                }
                self.attach(noun, deed, Relation::Obj);
            }
        }
    }
}
