//! Who is the subject of what: clauses whose subject, or whose verb, the tree takes for something else.

use dragoman_text::{NameKind, NameTag, Relation, Upos};

use super::{SUBJECTS, Tree};

impl Tree<'_> {
    /// "Protested against president Omar Deby", with Deby taken for a second subject: who stands behind a preposition and
    /// behind the verb is no subject.
    pub(super) fn tell_subjects_behind_prepositions(&mut self) {
        for whom in 3..self.tokens.len() {
            if self.relation(whom) != Relation::Nsubj {
                continue;
            }
            let Some(verb) = self.head(whom).filter(|verb| *verb < whom && self.upos(*verb) == Upos::Verb)
            else {
                continue;
            };
            let title = self.child_by(whom, &[Relation::NmodDesc]).filter(|title| *title < whom);
            let case = title.and_then(|title| self.child_by(title, &[Relation::Case]));
            if let Some(case) = case.filter(|case| *case == verb + 1) {
                self.attach(whom, verb, Relation::Obl);
                self.attach(case, whom, Relation::Case);
            }
        }
    }

    /// "Protested against a minister named by Chad", with the minister taken for the subject of the naming: who stands
    /// behind a preposition belongs to the word before it, and the participle to them.
    pub(super) fn return_those_acted_on(&mut self) {
        for participle in 3..self.tokens.len() {
            let is_bare = self.xpos(participle) == "VBN"
                && matches!(self.relation(participle), Relation::Advcl | Relation::Ccomp | Relation::Acl)
                && !self.has(participle, &[Relation::AuxPass, Relation::Aux, Relation::Mark, Relation::Cop]);
            let Some(over) = self.head(participle).filter(|over| is_bare && *over < participle) else {
                continue;
            };
            let [whom] = self.subjects_before(participle)[..] else { continue };
            let led_by = std::iter::once(whom)
                .chain(self.child_by(whom, &[Relation::NmodDesc]))
                .find_map(|one| self.child_by(one, &[Relation::Case]));
            let Some(case) = led_by.filter(|case| {
                over < *case
                    && *case < whom
                    && !self.in_class("before-deed", *case)
                    && self.ends(whom) == participle
            }) else {
                continue;
            };
            self.attach(
                whom,
                over,
                if self.upos(over) == Upos::Verb { Relation::Obl } else { Relation::Nmod },
            );
            self.attach(case, whom, Relation::Case);
            self.attach(participle, whom, Relation::Acl);
        }
    }

    /// "A court orders a man be freed", with the order taken for an aside: what is ordered depends on the order.
    pub(super) fn crown_mandates(&mut self) {
        for verb in 0..self.tokens.len() {
            let orders = self.is_finite(verb)
                && self.upos(verb) == Upos::Verb
                && self.relation(verb) == Relation::Advcl
                && self.in_class("mandates", verb);
            let Some(deed) = self.head(verb).filter(|deed| orders && *deed > verb) else { continue };
            let is_bare = self.child_by(deed, &[Relation::AuxPass]).is_some_and(|be| {
                be > verb && self.xpos(be) == "VB" && !self.has(deed, &[Relation::Aux, Relation::Mark])
            });
            if is_bare {
                self.put_in_place_of(deed, verb);
                self.attach(deed, verb, Relation::Ccomp);
            }
        }
    }

    /// "The minister said Omar Deby, son of a rebel, has been killed": of two subjects of a telling, the one behind it
    /// is that of what is told.
    pub(super) fn give_told_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            // "The envoy, said the minister, must leave": turned round, the one behind it speaks.
            let is_turned = self.form(verb - 1) == ",";
            if is_turned || self.upos(verb) != Upos::Verb || !self.in_class("tell-openly", verb) {
                continue;
            }
            let children = self.children(verb);
            let late = children.iter().copied().find(|child| {
                *child > verb && self.relation(*child) == Relation::Nsubj && self.is_nominal(*child)
            });
            let Some(late) = late.filter(|_| self.subjects_before(verb).len() == 1) else { continue };
            let told = children.into_iter().find(|clause| {
                *clause > late
                    && matches!(self.relation(*clause), Relation::Ccomp | Relation::Conj)
                    && self.is_finite_clause(*clause)
                    && !self.has(*clause, SUBJECTS)
                    && !self.has(*clause, &[Relation::Cc])
            });
            let Some(told) = told else { continue };
            self.attach(late, told, self.relation_of_subject(told));
            self.attach(told, verb, Relation::Ccomp);
        }
    }

    /// "The general, a commander, has been killed, the army says": of two subjects of a telling that comes last, the first is
    /// that of what is told.
    pub(super) fn give_first_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            if self.upos(verb) != Upos::Verb || !self.in_class("say-or-tell", verb) {
                continue;
            }
            let &[first, last] = self.subjects_before(verb).as_slice() else { continue };
            let told = self.children(verb).into_iter().find(|clause| {
                (first..last).contains(clause)
                    && self.relation(*clause) == Relation::Ccomp
                    && self.is_finite_clause(*clause)
                    && !self.has(*clause, SUBJECTS)
            });
            let Some(told) = told else { continue };
            self.attach(first, told, self.relation_of_subject(told));
        }
    }

    /// "Said reports that it had closed were false": whoever or whatever stands right behind a telling, with a clause behind
    /// it that has no subject, is told of and is not told.
    pub(super) fn give_told_objects(&mut self) {
        for verb in 1..self.tokens.len() {
            if self.upos(verb) != Upos::Verb || !self.in_class("tell-openly", verb) {
                continue;
            }
            let children = self.children(verb);
            let late = children.iter().copied().find(|child| {
                *child > verb && matches!(self.relation(*child), Relation::Iobj | Relation::Obj)
            });
            let Some(late) = late.filter(|late| self.is_nominal(*late)) else { continue };
            let told = children.into_iter().find(|clause| {
                *clause > late
                    && self.relation(*clause) == Relation::Ccomp
                    && self.is_finite_clause(*clause)
                    && !self.has(*clause, SUBJECTS)
                    && !self.has(*clause, &[Relation::Cc, Relation::Mark, Relation::Expl])
            });
            if let Some(told) = told {
                self.attach(late, told, self.relation_of_subject(told));
            }
        }
    }

    /// "Denies having closed it", with the denying taken for an auxiliary: no verb but those of tenses is one, and what
    /// follows is what it tells of.
    pub(super) fn part_from_auxiliaries(&mut self) {
        for verb in 1..self.tokens.len() {
            let is_told = self.relation(verb) == Relation::Aux
                && matches!(self.xpos(verb), "VBZ" | "VBD" | "VBP")
                && self.in_class("takes-gerund", verb)
                && self.xpos(verb + 1) == "VBG";
            if let Some(deed) = self.head(verb).filter(|deed| is_told && *deed > verb) {
                let tag = match self.xpos(verb) {
                    "VBZ" => self.tags.singular,
                    "VBP" => self.tags.plural,
                    _ => self.tags.past,
                };
                self.tag(verb, Upos::Verb, tag);
                self.put_in_place_of(deed, verb);
                self.hand_over_before(deed, verb, verb);
                self.attach(deed, verb, Relation::Xcomp);
            }
        }
    }

    /// "Hours after the envoy threatened to leave": what follows "after" and has a verb of its own behind it is its
    /// subject, and not a time.
    pub(super) fn open_time_clauses(&mut self) {
        for verb in 2..self.tokens.len() {
            let is_bare = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBD" | "VBZ" | "VBP")
                && self.relation(verb) == Relation::Advcl
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Mark]);
            if !is_bare {
                continue;
            }
            let subject = self.children(verb).into_iter().rfind(|child| {
                *child < verb && self.relation(*child) == Relation::Obl && self.is_nominal(*child)
            });
            let Some(subject) = subject.filter(|subject| self.ends(*subject) == verb) else { continue };
            let case = self.child_by(subject, &[Relation::Case]).filter(|case| self.opens_clause(*case));
            if let Some(case) = case {
                self.attach(subject, verb, Relation::Nsubj);
                self.attach(case, verb, Relation::Mark);
            }
        }
    }

    /// "The vote comes after Chad and Niger reached a deal", "after Chad donated to Mali", "after a ship sailed by", with Chad
    /// taken for what the vote comes after: who stands between "after" and a verb that nothing else has done it.
    pub(super) fn open_clauses_of_doers(&mut self) {
        for verb in 3..self.tokens.len() {
            let is_free = self.upos(verb) == Upos::Verb
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
            let Some(last) = self.noun_before(verb).filter(|_| is_free) else { continue };
            let doer = self.upwards(last).find(|doer| {
                self.relation(*doer) == Relation::Obl && self.head(*doer).is_some_and(|over| over < *doer)
            });
            let Some((doer, over)) = doer.and_then(|doer| Some((doer, self.head(doer)?))) else { continue };
            let begins = |mark: &usize| {
                *mark > over
                    && *mark < doer
                    && matches!(self.form(*mark), "after" | "before" | "since" | "until")
            };
            let own = self.child_by(doer, &[Relation::Case]).filter(begins);
            let mark = own.or_else(|| self.child_by(verb, &[Relation::Mark]).filter(begins));
            let Some(mark) = mark else { continue };
            let is_active = self.xpos(verb) == "VBD"
                || self.has(verb, &[Relation::Obj])
                || self.in_class("never-passive", verb);
            let is_open = match self.relation(verb) {
                Relation::Conj => self.xpos(verb) == "VBD" && self.upos(verb - 1) != Upos::Cconj,
                Relation::Advcl => is_active || self.xpos(verb) == "VBN",
                Relation::Acl => is_active && self.head(verb) == Some(doer),
                _ => false,
            };
            let hangs = self.head(verb).is_some_and(|head| head == over || head == doer);
            if is_open && hangs {
                self.attach(verb, over, Relation::Advcl);
                self.attach(doer, verb, Relation::Nsubj);
                self.attach(mark, verb, Relation::Mark);
                let cc = self.child_by(verb, &[Relation::Cc]).filter(|cc| *cc < last);
                if let Some(cc) = cc {
                    self.attach(cc, last, Relation::Cc);
                }
            }
        }
    }

    /// "The mission reports forty people were killed", "the rebels claim to have won", with the reporting taken for a noun.
    pub(super) fn tell_reports(&mut self) {
        self.tell_sole_report();
        for verb in 1..self.tokens.len() {
            let may_tell = self.xpos(verb) == "NNS"
                && SUBJECTS.contains(&self.relation(verb))
                && self.in_class("tell-openly", verb)
                && !self.has(verb, &[Relation::Det, Relation::Amod, Relation::Compound, Relation::NmodPoss]);
            let Some(clause) = self.head(verb).filter(|clause| may_tell && *clause > verb) else { continue };
            let subjects = self.subjects_before(clause);
            let &[teller, middle, _] = subjects.as_slice() else { continue };
            if middle == verb && self.is_finite_clause(clause) {
                self.tag(verb, Upos::Verb, self.tags.singular);
                self.put_in_place_of(clause, verb);
                self.attach(clause, verb, Relation::Ccomp);
                self.attach(teller, verb, Relation::Nsubj);
            }
        }
    }

    /// "The guards report that …": a noun with a clause of what it tells is no sentence.
    fn tell_sole_report(&mut self) {
        let Some(noun) = self.root().filter(|root| *root > 0 && self.upos(*root) == Upos::Noun) else {
            return;
        };
        let is_bare = self.in_class("tell-openly", noun)
            && !self.has(noun, &[Relation::Cop, Relation::Case, Relation::NmodPoss])
            && !self.has(noun, SUBJECTS);
        let told = self.children(noun).into_iter().find(|clause| {
            let is_clause =
                matches!(self.relation(*clause), Relation::Acl | Relation::Ccomp | Relation::Xcomp);
            let mark = self.child_by(*clause, &[Relation::Mark]);
            let is_told = mark.is_some_and(|mark| {
                mark == noun + 1 && (self.form(mark) == "that" || self.xpos(mark) == "TO")
            });
            is_clause && is_told
        });
        let Some(told) = told.filter(|_| is_bare) else { return };
        if self.hand_left_children(noun, noun, Relation::Nsubj).is_none() {
            return;
        }
        let present = if self.form(noun).ends_with('s') { self.tags.singular } else { self.tags.plural };
        self.tag(noun, Upos::Verb, present);
        let is_infinitive = self.xpos(noun + 1) == "TO";
        self.attach(told, noun, if is_infinitive { Relation::Xcomp } else { Relation::Ccomp });
    }

    /// "The benchmark Example index rises", "the mosque and the school are hit": of two subjects before a verb that nothing
    /// parts, the first describes the second, and so does the end of what hangs on the first; behind "and" the second is
    /// one more.
    pub(super) fn join_subjects(&mut self) {
        for verb in 2..self.tokens.len() {
            let subjects = self.subjects_before(verb);
            for pair in subjects.windows(2) {
                if let &[first, second] = pair {
                    self.join_subject(first, second);
                }
            }
        }
    }

    fn join_subject(&mut self, first: usize, second: usize) {
        let Some(before) = self.begins(second).checked_sub(1) else { return };
        if self.upos(second) == Upos::Pron || self.upos(first) == Upos::Pron {
            return;
        }
        let cc = Some(before).filter(|cc| self.upos(*cc) == Upos::Cconj);
        let cc = cc.or_else(|| self.child_by(second, &[Relation::Cc]).filter(|cc| *cc < second));
        if let Some(cc) = cc {
            if cc == self.ends(first) || self.is_under(cc, first) {
                self.attach(second, first, Relation::Conj);
                self.attach(cc, second, Relation::Cc);
            }
            return;
        }
        let stands_alone = self.has(
            second,
            &[Relation::Det, Relation::NmodPoss, Relation::Nummod, Relation::Case, Relation::Mark],
        );
        let touches = self.is_under(before, first)
            && before < second
            && matches!(self.upos(before), Upos::Noun | Upos::Propn);
        if stands_alone || !touches || !self.is_nominal(second) {
            return;
        }
        let is_part = |tree: &Self, token: usize| {
            matches!(
                tree.relation(token),
                Relation::Flat | Relation::Compound | Relation::NmodDesc | Relation::Amod
            )
        };
        let unit = self.upwards(before).take_while(|token| *token != first && is_part(self, *token)).last();
        let unit = match unit {
            Some(part) => self.head(part).unwrap_or(part),
            None => before,
        };
        if unit > second || !self.is_under(unit, first) {
            return;
        }
        let describes = self.upos(unit) == Upos::Noun && self.is_name(second);
        let of_person = self.begins_name(self.begins(second), NameKind::Person);
        if describes && !of_person && !self.has(second, &[Relation::Conj]) {
            // "The oil company Example": what is known of a company is known of it under its name.
            self.attach(second, unit, Relation::Appos);
            return;
        }
        if unit != first {
            // "People of the opposition Example Party are held".
            if !matches!(self.relation(unit), Relation::Nmod | Relation::Conj | Relation::Appos) {
                return;
            }
            let Some(over) = self.head(unit) else { return };
            self.attach(second, over, self.relation(unit));
        }
        for child in self.children(unit).into_iter().filter(|child| *child < unit) {
            let relation = self.relation(child);
            let of_phrase = matches!(
                relation,
                Relation::Det | Relation::NmodPoss | Relation::Nummod | Relation::Case | Relation::Cc
            );
            if of_phrase {
                self.move_to(child, second);
            }
        }
        self.attach(unit, second, if describes { Relation::NmodDesc } else { Relation::Compound });
    }

    /// Where what hangs on a token begins.
    fn begins(&self, token: usize) -> usize {
        self.children(token)
            .into_iter()
            .filter(|child| *child < token)
            .map(|child| self.begins(child))
            .min()
            .unwrap_or(token)
    }

    /// Whether a verb, or an auxiliary of it, has a tense.
    pub(super) fn is_finite_clause(&self, verb: usize) -> bool {
        let aux = |child: usize| {
            matches!(self.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                && self.is_finite(child)
        };
        self.is_finite(verb) || self.children(verb).into_iter().any(aux)
    }

    /// "Both agreed to meet": where nothing else is the subject, both are.
    pub(super) fn tell_both(&mut self) {
        for both in 0..self.tokens.len().saturating_sub(1) {
            if self.xpos(both) != "DT" || !self.form(both).eq_ignore_ascii_case("both") {
                continue;
            }
            let verb = self.head(both).filter(|verb| {
                *verb > both
                    && self.upos(*verb) == Upos::Verb
                    && self.is_finite_clause(*verb)
                    && !self
                        .children(*verb)
                        .into_iter()
                        .any(|child| child != both && SUBJECTS.contains(&self.relation(child)))
            });
            let Some(verb) = verb else { continue };
            let relation = match self.relation(both) {
                Relation::Advmod | Relation::Det => Relation::Nsubj,
                subject if SUBJECTS.contains(&subject) => subject,
                _ => continue,
            };
            self.attach(both, verb, relation);
            self.tag(both, Upos::Pron, self.tags.pronoun);
        }
    }

    /// "Four people are killed and nine others injured": the others are the subject of what is said of them.
    pub(super) fn open_gaps(&mut self) {
        for others in 2..self.tokens.len() {
            let verb = self.head(others).filter(|verb| {
                self.relation(others) == Relation::NsubjPass && *verb < others && self.xpos(*verb) == "VBN"
            });
            let Some(verb) = verb.filter(|verb| {
                self.children(*verb)
                    .into_iter()
                    .any(|child| child < *verb && self.relation(child) == Relation::NsubjPass)
            }) else {
                continue;
            };
            let gap = self.children(others).into_iter().find(|gap| {
                *gap > others
                    && self.xpos(*gap) == "VBN"
                    && matches!(self.relation(*gap), Relation::Acl | Relation::Amod)
            });
            let Some(gap) = gap else { continue };
            let cc = (verb + 1..others).rev().find(|token| self.upos(*token) == Upos::Cconj);
            self.attach(gap, verb, Relation::Conj);
            self.attach(others, gap, Relation::NsubjPass);
            if let Some(cc) = cc.filter(|cc| !self.is_under(gap, *cc)) {
                self.attach(cc, gap, Relation::Cc);
            }
        }
    }

    /// "Chad fines two Malian firms", with Chad hung on the firms: what stands right before a verb that has no subject
    /// cannot belong to something behind the verb.
    pub(super) fn return_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            let is_open = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBZ" | "VBP" | "VBD")
                && matches!(
                    self.relation(verb),
                    Relation::Root | Relation::Ccomp | Relation::Advcl | Relation::Parataxis
                );
            if !is_open || self.has(verb, SUBJECTS) || self.has(verb, &[Relation::Expl, Relation::AuxPass]) {
                continue;
            }
            let Some(mut top) = self.noun_before(verb) else { continue };
            while let Some(head) = self.head(top).filter(|head| *head < verb) {
                top = head;
            }
            let strays = self.head(top).is_some_and(|head| head > verb && self.is_under(head, verb));
            if strays && self.is_nominal(top) && !self.has(top, &[Relation::Case]) && self.ends(top) <= verb {
                self.attach(top, verb, Relation::Nsubj);
            }
        }
    }

    /// "After talks in Lome, Togo, the ministers of Chad and Mali agree", with the ministers taken for the last of the
    /// places: what follows a comma and ends at a verb without a subject is its subject.
    pub(super) fn give_fronted_subjects(&mut self) {
        for verb in 3..self.tokens.len() {
            let is_open = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBZ" | "VBP" | "VBD")
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Expl, Relation::AuxPass]);
            if !is_open {
                continue;
            }
            let fronted = self.children(verb).into_iter().filter(|child| {
                *child < verb && self.relation(*child) == Relation::Obl && self.has(*child, &[Relation::Case])
            });
            let subject = fronted.flat_map(|phrase| self.children(phrase)).find(|subject| {
                matches!(self.relation(*subject), Relation::Conj | Relation::Appos)
                    && self.head(*subject).is_some_and(|phrase| phrase < *subject)
                    && !self.has(*subject, &[Relation::Cc, Relation::Case])
                    && self
                        .child_by(*subject, &[Relation::Det])
                        .is_some_and(|article| article > 0 && self.form(article - 1) == ",")
                    && self.ends(*subject) == verb
            });
            if let Some(subject) = subject {
                self.attach(subject, verb, Relation::Nsubj);
            }
        }
    }

    /// "The Example military withdraws", with the military taken for an adjective: what stands between an article and a
    /// verb without a subject is a noun.
    pub(super) fn name_adjectives(&mut self) {
        for verb in 2..self.tokens.len() {
            let last = verb - 1;
            let is_lone = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBZ" | "VBP")
                && self.upos(last) == Upos::Adj
                && self.head(last) == Some(verb)
                && self.relation(last) == Relation::Amod
                && self.form(last - 1) != "-"
                && self.child_by(verb, &[Relation::Det]).is_some_and(|article| article < last)
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Expl, Relation::Case]);
            if is_lone {
                self.tag(last, Upos::Noun, self.tags.noun);
                self.hand_left_children(verb, verb, Relation::Nsubj);
                self.take_as_verb(verb);
            }
        }
    }

    /// "Ana Example, the leader of the Example Party, who was ousted": a party is no "who", and its leader is.
    pub(super) fn hear_who(&mut self) {
        for who in 2..self.tokens.len() {
            let clause = self.head(who).filter(|_| {
                self.form(who) == "who" && SUBJECTS.contains(&self.relation(who)) && self.form(who - 1) == ","
            });
            let clause = clause.filter(|clause| self.relation(*clause) == Relation::AclRelcl);
            let Some(thing) = clause.and_then(|clause| self.head(clause)) else { continue };
            let is_body = self.is_in_name_of_body(thing) && self.relation(thing) == Relation::Nmod;
            let person = self.head(thing).filter(|person| {
                is_body
                    && *person < thing
                    && (self.in_class("person", *person) || self.begins_name(*person, NameKind::Person))
            });
            if let (Some(clause), Some(person)) = (clause, person) {
                self.attach(clause, person, Relation::AclRelcl);
            }
        }
    }

    /// "Lifts curbs on Kenyans which were imposed in May", "restores ties with Chad that were cut in May": what is done to
    /// measures, ties and borders is not done to those whom they are for.
    pub(super) fn hear_which_measure(&mut self) {
        for which in 2..self.tokens.len() {
            let clause = self.head(which).filter(|_| {
                matches!(self.form(which), "which" | "that") && self.relation(which) == Relation::NsubjPass
            });
            let clause = clause.filter(|clause| {
                self.relation(*clause) == Relation::AclRelcl && self.in_class("befalls-measures", *clause)
            });
            let Some(other) = clause.and_then(|clause| self.head(clause)) else { continue };
            let is_somebody = other < which && (self.is_name(other) || self.in_class("person", other));
            let over = self.head(other).filter(|over| is_somebody && *over < other);
            let measure = match self.relation(other) {
                Relation::Nmod => over,
                Relation::Obl => over.and_then(|verb| self.child_by(verb, &[Relation::Obj])),
                _ => None,
            };
            let measure = measure.filter(|noun| *noun < other && self.upos(*noun) == Upos::Noun);
            let measure = measure.filter(|noun| !self.in_class("person", *noun));
            if let (Some(clause), Some(measure)) = (clause, measure) {
                self.attach(clause, measure, Relation::AclRelcl);
            }
        }
    }

    /// "Orders the border with Chad shut", with Chad taken for what shuts: what a preposition stands before is no subject,
    /// and belongs to the object before it.
    pub(super) fn return_others_to_objects(&mut self) {
        for other in 2..self.tokens.len() {
            let verb = self.head(other).filter(|verb| {
                *verb > other
                    && matches!(self.relation(other), Relation::Nsubj | Relation::NsubjPass)
                    && self.relation(*verb) == Relation::Advcl
                    && !self.has(*verb, &[Relation::Mark, Relation::Aux, Relation::AuxPass])
            });
            let Some(verb) = verb else { continue };
            let case = self
                .child_by(other, &[Relation::Case])
                .filter(|case| matches!(self.form(*case), "with" | "to" | "between"));
            let object = case.and_then(|case| case.checked_sub(1)).filter(|object| {
                self.relation(*object) == Relation::Obj && self.head(*object) == self.head(verb)
            });
            if let Some(object) = object {
                self.attach(other, object, Relation::Nmod);
                if let Some(over) = self.head(verb) {
                    self.attach(verb, over, Relation::Xcomp);
                }
            }
        }
    }

    /// Whether a token is part of the name of a body or of a place.
    fn is_in_name_of_body(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| {
            matches!(
                token.name,
                NameTag::Begin(NameKind::Organisation | NameKind::Location)
                    | NameTag::Inside(NameKind::Organisation | NameKind::Location)
            )
        })
    }

    /// "Talks between the rebel-led government of Chad and Mali": there are two sides to what is between them.
    pub(super) fn part_sides_of_one(&mut self) {
        for side in 1..self.tokens.len() {
            let is_alone = self.is_behind(side, "between")
                && self.xpos(side) == "NN"
                && !self.has(side, &[Relation::Conj]);
            let inner = self.children(side).into_iter().find(|inner| {
                is_alone
                    && *inner > side
                    && self.relation(*inner) == Relation::Nmod
                    && self.is_behind(*inner, "of")
                    && self.is_name(*inner)
            });
            let other = inner.and_then(|inner| self.child_by(inner, &[Relation::Conj]));
            if let Some(other) =
                other.filter(|other| self.is_name(*other) && self.has(*other, &[Relation::Cc]))
            {
                self.attach(other, side, Relation::Conj);
            }
        }
    }

    /// "Chad to quit the court", a headline that is told like a noun with an infinitive: what somebody is to do is the clause,
    /// and whoever is to do it its subject.
    pub(super) fn crown_plans_of_headlines(&mut self) {
        let Some(somebody) = self.root().filter(|root| {
            let is_somebody = self.is_name(*root)
                || ["person", "armed", "body"].iter().any(|class| self.in_class(class, *root));
            is_somebody
                && self.is_nominal(*root)
                && !self.has(*root, SUBJECTS)
                && !self.has(*root, &[Relation::Cop])
        }) else {
            return;
        };
        let plan = self.children(somebody).into_iter().find(|plan| {
            let is_open = matches!(self.xpos(*plan), "VB" | "VBN")
                && matches!(self.relation(*plan), Relation::Acl | Relation::Advcl)
                && *plan > somebody;
            let to = self.child_by(*plan, &[Relation::Mark]).filter(|to| self.xpos(*to) == "TO");
            is_open
                && to.is_some_and(|to| self.ends_without(somebody, Some(*plan)) <= to || to == somebody + 1)
        });
        let Some(plan) = plan.filter(|plan| !(0..*plan).any(|word| self.is_finite(word))) else { return };
        self.crown(plan);
        self.attach(somebody, plan, self.relation_of_subject(plan));
        for child in self.children(somebody).into_iter().filter(|child| *child > plan) {
            let relation = self.as_of_verb(child, plan);
            self.attach(child, plan, relation);
        }
    }
}
