//! Words that hang on what they do not belong to: on the far side of a verb, or on the name that stood last.

use dragoman_text::{NameKind, Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Puts on hold a sale", "brought into force an accord", with the hold taken for what is done: a bare verb cannot stand
    /// behind such a preposition, and what hangs on it is the first verb's.
    pub(super) fn name_bare_verbs(&mut self) {
        for word in 2..self.tokens.len() {
            let preposition = word - 1;
            let is_bare = self.xpos(word) == "VB"
                && self.relation(word) == Relation::Advcl
                && self.head(word) == Some(preposition - 1)
                && self.upos(preposition) == Upos::Adp
                && matches!(
                    self.relation(preposition),
                    Relation::Mark | Relation::CompoundPrt | Relation::Case
                );
            let Some(verb) = self.head(word).filter(|_| is_bare && self.has(word, &[Relation::Obj])) else {
                continue;
            };
            self.name_behind(word, preposition, verb);
        }
    }

    /// "A rebel coalition shells government offices", with the coalition taken for a part of the offices: what stands
    /// before a verb is no part of its object.
    pub(super) fn give_back_subjects(&mut self) {
        for object in 2..self.tokens.len() {
            let verb = self.head(object).filter(|verb| {
                *verb > 0
                    && *verb < object
                    && self.relation(object) == Relation::Obj
                    && !self.has(*verb, SUBJECTS)
                    && !self.has(*verb, &[Relation::Expl, Relation::Csubj])
            });
            if let Some(verb) = verb {
                self.hand_children_before(object, verb, verb, Relation::Nsubj);
            }
        }
    }

    /// "Lists two gangs and a militia as terrorist groups", "the death of a colonel and his aide from a raid": what the last
    /// of those listed is followed by is said of them all, and hangs on what names them so or on their death.
    pub(super) fn raise_from_last_listed(&mut self) {
        for phrase in 3..self.tokens.len() {
            if self.relation(phrase) != Relation::Nmod || !self.is_nominal(phrase) {
                continue;
            }
            let Some(last) = self.head(phrase).filter(|last| *last < phrase) else { continue };
            let first = self.upwards(last).find(|one| self.relation(*one) != Relation::Conj).unwrap_or(last);
            let Some(over) = self.head(first).filter(|over| *over < first) else { continue };
            let is_role = self.is_behind(phrase, "as")
                && self.relation(first) == Relation::Obj
                && self.in_class("names-as", over);
            let is_cause = first != last
                && (self.is_behind(phrase, "from") || self.is_behind(phrase, "in"))
                && self.relation(first) == Relation::Nmod
                && self.is_behind(first, "of")
                && self.in_class("death", over)
                && self.in_class("attacks-somebody", phrase);
            if is_role {
                self.attach(phrase, over, Relation::Obl);
            } else if is_cause {
                self.move_to(phrase, over);
            }
        }
    }

    /// "Declares the group The Front a terrorist group": behind a name, what begins with an article is what it is named, and
    /// hangs on the verb that names it so.
    pub(super) fn tell_what_it_is_named(&mut self) {
        for phrase in 3..self.tokens.len() {
            let begins =
                |det: &usize| self.relation(*det) == Relation::Det && matches!(self.form(*det), "a" | "an");
            let det = self.children(phrase).into_iter().find(begins);
            let Some(det) = det.filter(|_| self.relation(phrase) == Relation::Appos) else { continue };
            let first =
                self.upwards(phrase).find(|one| self.relation(*one) != Relation::Appos).unwrap_or(phrase);
            let Some(verb) = self.head(first).filter(|verb| *verb < first) else { continue };
            let is_named = self.relation(first) == Relation::Obj
                && self.in_class("names-so", verb)
                && self.form(det - 1) != ",";
            if is_named {
                self.attach(phrase, verb, Relation::Xcomp);
            }
        }
    }

    /// "Police arrest at least ten men": a counted noun that has no preposition of its own and stands right behind its
    /// number is the object of a verb that has none.
    pub(super) fn tell_counted_objects(&mut self) {
        for counted in 2..self.tokens.len() {
            let Some(verb) = self.head(counted).filter(|verb| *verb < counted) else { continue };
            let is_bare = self.relation(counted) == Relation::Obl
                && self.upos(counted) == Upos::Noun
                && !self.has(counted, &[Relation::Case, Relation::Mark])
                && !self.in_class("span-of-time", counted)
                && !self.in_class("measure", counted);
            if !is_bare {
                continue;
            }
            let number = self.child_by(counted, &[Relation::Nummod]).filter(|number| *number < counted);
            let Some(number) = number else { continue };
            let is_limited = self.children(number).into_iter().any(|limit| {
                self.children(limit).into_iter().any(|case| {
                    self.relation(case) == Relation::Case && case == verb + 1 && self.form(case) == "at"
                })
            });
            let lacks = self.upos(verb) == Upos::Verb
                && !self.has(verb, &[Relation::Obj, Relation::AuxPass, Relation::Ccomp]);
            if is_limited && lacks {
                self.attach(counted, verb, Relation::Obj);
            }
        }
    }

    /// "The boat was seized near the port of Aden, by coalition forces": behind a comma, "by" tells who did it, and not
    /// whose the port is.
    pub(super) fn free_late_doers(&mut self) {
        for by in 2..self.tokens.len() {
            let doer = self.head(by).filter(|_| self.relation(by) == Relation::Case && self.form(by) == "by");
            let Some(doer) = doer else { continue };
            // "Renewed for a year by the union": no year is anybody's doing.
            let is_of_time = self.head(doer).is_some_and(|over| self.in_class("span-of-time", over));
            // "Promised to Chad by Kenya": a name is nobody's doing.
            let is_of_name = self.head(doer).is_some_and(|over| self.is_name(over) && over < by);
            let is_parted = self.form(by - 1) == ",";
            let strays = (is_parted || is_of_time || is_of_name)
                && (matches!(self.relation(doer), Relation::Nmod | Relation::Obl)
                    // "In Goma, Congo, by Chad", with Chad listed with the towns.
                    || is_parted && self.relation(doer) == Relation::Conj)
                && self.is_nominal(doer)
                && !self.in_class("span-of-time", doer)
                && !self.has(doer, &[Relation::Nummod]);
            let place = self.head(doer).filter(|place| strays && self.upos(*place) != Upos::Verb);
            let Some(place) = place else { continue };
            let verb = self.upwards(place).find(|verb| self.upos(*verb) == Upos::Verb && *verb < by);
            let Some(verb) = verb else { continue };
            let first = std::iter::successors(Some(verb), |one| {
                self.head(*one).filter(|_| self.relation(*one) == Relation::Conj)
            });
            // "Crimes committed against people in Chad by rebels".
            let is_reduced = self.xpos(verb) == "VBN" && self.relation(verb) == Relation::Acl;
            let is_passive = matches!(self.xpos(verb), "VBN" | "VBD")
                && (is_reduced
                    || first.take(self.tokens.len()).any(|one| self.has(one, &[Relation::AuxPass])));
            if is_passive && !self.has(verb, &[Relation::OblAgent, Relation::Obj]) {
                self.attach(doer, verb, Relation::OblAgent);
            }
        }
    }

    /// "A trader shot by the police died", with the shot taken for a noun: what has a doer behind "by" and somebody right
    /// before it is said of him.
    pub(super) fn tell_participles_with_doers(&mut self) {
        for word in 1..self.tokens.len() {
            let is_noun = self.upos(word) == Upos::Noun
                && self.has(word, &[Relation::OblAgent])
                && self.knows(Part::Verb, word)
                && !self.has(word, &[Relation::Cop, Relation::Det, Relation::Case]);
            let [whom] = self.subjects_before(word)[..] else { continue };
            let Some((above, relation)) = self.tokens.get(word).map(|token| (token.head, token.relation))
            else {
                continue;
            };
            if is_noun && self.ends(whom) == word && above != whom as u32 + 1 {
                self.set_head(whom, above, relation);
                self.attach(word, whom, Relation::Acl);
                self.tag(word, Upos::Verb, self.tags.passive);
            }
        }
    }

    /// "Hours after the talks failed, flights were halted", with the hours taken for what was halted: a time before "after"
    /// is no subject beside another.
    pub(super) fn tell_times_from_subjects(&mut self) {
        for time in 0..self.tokens.len().saturating_sub(2) {
            let is_time = SUBJECTS.contains(&self.relation(time))
                && self.in_class("time-counted", time)
                && matches!(self.form(time + 1), "after" | "before");
            let Some(verb) = self.head(time).filter(|verb| is_time && *verb > time) else { continue };
            if self.subjects_before(verb).into_iter().any(|subject| subject > time) {
                self.attach(time, verb, Relation::OblUnmarked);
                continue;
            }
            // "Days after Chad closed its border", with Chad taken for what the days came after.
            let own = self.noun_before(verb).and_then(|last| {
                self.upwards(last).find(|own| self.head(*own) == Some(time) && *own > time + 1)
            });
            let mark = own.and_then(|own| self.child_by(own, &[Relation::Case]));
            if let (Some(own), Some(mark)) = (own, mark.filter(|mark| *mark == time + 1)) {
                self.attach(own, verb, Relation::Nsubj);
                self.attach(mark, verb, Relation::Mark);
                self.attach(time, verb, Relation::OblUnmarked);
            }
        }
    }

    /// "Was threatened with sanctions by Chad": what is done with something to somebody is done by whoever "by" names,
    /// though it stands behind the thing.
    pub(super) fn give_doers_behind_means(&mut self) {
        for doer in 4..self.tokens.len() {
            let is_by = self.relation(doer) == Relation::Nmod && self.is_behind(doer, "by");
            let Some(means) = self.head(doer).filter(|means| is_by && *means < doer) else { continue };
            let is_means = self.relation(means) == Relation::Obl && self.is_behind(means, "with");
            let Some(verb) = self.head(means).filter(|verb| is_means && *verb < means) else { continue };
            let is_open = self.has(verb, &[Relation::AuxPass]) && !self.has(verb, &[Relation::OblAgent]);
            if is_open && self.is_name(doer) {
                self.attach(doer, verb, Relation::OblAgent);
            }
        }
    }

    /// "Bombs camps after an attack yesterday in the province that killed ten": what follows a deed that something came
    /// after tells of that deed.
    pub(super) fn leave_to_deeds(&mut self) {
        for after in 1..self.tokens.len() {
            let deed = self.head(after).filter(|deed| {
                *deed > after
                    && self.relation(after) == Relation::Case
                    && matches!(self.form(after), "after" | "following")
            });
            let Some(deed) = deed else { continue };
            let verb = self.head(deed).filter(|verb| {
                *verb < deed
                    && self.relation(deed) == Relation::Obl
                    && self.upos(*verb) == Upos::Verb
                    && self.upos(deed) == Upos::Noun
                    && self.knows(Part::Noun, deed)
            });
            let Some(verb) = verb else { continue };
            let time = deed + 1;
            let is_time = self.head(time) == Some(verb)
                && self.relation(time) == Relation::OblUnmarked
                && self.ends(deed) == time;
            if is_time {
                self.attach(time, deed, Relation::NmodUnmarked);
                let next = self.children(verb).into_iter().find(|child| *child > time);
                let place = next.filter(|place| {
                    self.relation(*place) == Relation::Obl
                        && self.is_name(*place)
                        && self.child_by(*place, &[Relation::Case]).is_some_and(|case| {
                            case == time + 1 && matches!(self.form(case), "in" | "at" | "near" | "on")
                        })
                });
                if let Some(place) = place {
                    self.attach(place, deed, Relation::Nmod);
                }
            }
            // "That killed ten" is said of no place.
            for place in self.children(deed) {
                if place < deed || !self.is_name(place) {
                    continue;
                }
                let kills = self.child_by(place, &[Relation::AclRelcl]).filter(|kills| {
                    self.in_class("harms", *kills)
                        && self
                            .child_by(*kills, SUBJECTS)
                            .is_some_and(|that| matches!(self.form(that), "that" | "which"))
                });
                if let Some(kills) = kills {
                    self.move_to(kills, deed);
                }
            }
        }
    }

    /// "Launched strikes in the province that killed ten": it is no province that kills.
    pub(super) fn take_harm_from_places(&mut self) {
        for harms in 2..self.tokens.len() {
            let is_clause = self.relation(harms) == Relation::AclRelcl
                && self.in_class("harms", harms)
                && self
                    .child_by(harms, SUBJECTS)
                    .is_some_and(|that| matches!(self.form(that), "that" | "which"));
            let Some(place) = self.head(harms).filter(|place| is_clause && self.is_name(*place)) else {
                continue;
            };
            let lies = self.child_by(place, &[Relation::Case]).is_some_and(|case| {
                matches!(self.form(case), "in" | "on" | "near" | "at" | "across" | "against")
            });
            let over = self.head(place).filter(|_| lies);
            let deed = over.and_then(|over| match self.relation(place) {
                Relation::Nmod => Some(over),
                Relation::Obl => self.child_by(over, &[Relation::Obj]).filter(|deed| *deed < place),
                _ => None,
            });
            let is_deed = |deed: &usize| self.upos(*deed) == Upos::Noun && self.knows(Part::Noun, *deed);
            if let Some(deed) = deed.filter(is_deed) {
                self.move_to(harms, deed);
            }
        }
    }

    /// "Clashes erupted, with ten students and a guard injured": a participle at the end of what "with" brings in says
    /// what became of all of them.
    pub(super) fn open_outcomes(&mut self) {
        for harmed in 3..self.tokens.len() {
            let last = self.head(harmed).filter(|last| {
                *last + 1 == harmed
                    && self.relation(harmed) == Relation::Acl
                    && self.xpos(harmed) == "VBN"
                    && self.in_class("harmed", harmed)
                    && self.children(harmed).iter().all(|child| self.upos(*child) == Upos::Punct)
            });
            let Some(last) = last else { continue };
            let first = if self.relation(last) == Relation::Conj { self.head(last) } else { Some(last) };
            let with = first.and_then(|first| {
                self.child_by(first, &[Relation::Case]).filter(|case| self.form(*case) == "with")
            });
            let (Some(first), Some(with)) = (first, with) else { continue };
            let head = self.head(first).filter(|head| *head < with);
            let verb = head.and_then(|head| self.upwards(head).find(|one| self.upos(*one) == Upos::Verb));
            let Some(verb) = verb else { continue };
            let of_verb = matches!(self.relation(first), Relation::Obl | Relation::Nmod);
            if !of_verb || !self.has(first, &[Relation::Nummod]) {
                continue;
            }
            self.attach(harmed, verb, Relation::Advcl);
            self.attach(with, harmed, Relation::Mark);
            self.attach(first, harmed, Relation::NsubjPass);
        }
    }

    /// "Memphis, Tennessee police arrest", with the police taken for a further name of the town: no comma parts them
    /// from the verb, so that they are its subject and the names say where they are.
    pub(super) fn join_towns_and_lands(&mut self) {
        for town in 0..self.tokens.len() {
            let verb = self.head(town).filter(|verb| {
                SUBJECTS.contains(&self.relation(town))
                    && *verb > town
                    && self.is_name(town)
                    && self.form(town + 1) == ","
                    && self.begins_name(town + 2, NameKind::Location)
            });
            let Some(verb) = verb else { continue };
            let whole = self.children(town).into_iter().find(|whole| {
                self.relation(*whole) == Relation::Appos
                    && self.upos(*whole) == Upos::Noun
                    && *whole > town + 2
                    && self.ends(*whole) == *whole + 1
                    && self.is_under(town + 2, *whole)
                    && matches!(self.upos(*whole + 1), Upos::Verb | Upos::Aux)
            });
            let Some(whole) = whole else { continue };
            self.attach(whole, verb, self.relation(town));
            for child in self.children(town).into_iter().filter(|child| *child < town) {
                self.move_to(child, whole);
            }
            self.attach(town, whole, Relation::Compound);
        }
    }

    /// "As a result of fighting between rebels and the army": behind a preposition, a gerund without an object that has
    /// sides is a noun.
    pub(super) fn tell_deed_behind_preposition(&mut self, gerund: usize) {
        let Some(head) = self.head(gerund).filter(|head| *head < gerund) else { return };
        let mark = self.child_by(gerund, &[Relation::Mark]).filter(|mark| {
            *mark + 1 == gerund
                && matches!(self.form(*mark), "of" | "after" | "from" | "in" | "by" | "with" | "as" | "while")
        });
        let has_sides = self
            .children(gerund)
            .into_iter()
            .any(|side| self.relation(side) == Relation::Obl && self.is_behind(side, "between"));
        let is_noun = has_sides
            && self.knows(Part::Noun, gerund)
            && !self.has(gerund, SUBJECTS)
            && !self.has(gerund, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux]);
        let Some(mark) = mark.filter(|_| is_noun) else { return };
        self.name_deed(gerund);
        let of_noun = self.is_nominal(head);
        self.attach(gerund, head, if of_noun { Relation::Nmod } else { Relation::Obl });
        self.attach(mark, gerund, Relation::Case);
    }

    /// "As fighting between the army and the rebels rages", "Beijing's silence was worrying, the minister complained":
    /// what is taken for a second verb's subject is the other side, or the subject of what is complained of.
    pub(super) fn part_sides_and_tellers(&mut self) {
        for verb in 2..self.tokens.len() {
            // "Fighting between the army and the rebels rages", with the raging taken for a noun.
            let is_taken = self.upos(verb) == Upos::Noun
                && self.relation(verb) == Relation::Conj
                && self.form(verb).ends_with('s')
                && self.form(verb).chars().all(char::is_lowercase)
                && self.in_class("goes-on", verb);
            if is_taken {
                let subject = self.children(verb).into_iter().rfind(|child| {
                    *child < verb && self.relation(*child) == Relation::Compound && self.is_nominal(*child)
                });
                if let Some(subject) = subject {
                    self.join_sides(verb, subject);
                }
                continue;
            }
            if self.upos(verb) != Upos::Verb || !self.is_finite(verb) {
                continue;
            }
            let subjects = self.subjects_before(verb);
            match *subjects.as_slice() {
                [subject] if self.relation(verb) == Relation::Conj => self.join_sides(verb, subject),
                [told, teller] => {
                    let clause = self.children(verb).into_iter().find(|clause| {
                        told < *clause
                            && *clause < teller
                            && self.relation(*clause) == Relation::Ccomp
                            && !self.has(*clause, SUBJECTS)
                            && !self.has(*clause, &[Relation::NsubjOuter, Relation::Mark])
                    });
                    if let Some(clause) = clause {
                        self.attach(told, clause, Relation::Nsubj);
                    }
                }
                _ => {}
            }
        }
    }

    /// Joins a subject to the first side of what is between them, which is then the verb's subject.
    fn join_sides(&mut self, verb: usize, subject: usize) {
        let Some(deed) = self.head(verb).filter(|deed| *deed < subject && self.knows(Part::Noun, *deed))
        else {
            return;
        };
        let side = self.children(deed).into_iter().find(|side| {
            *side > deed
                && matches!(self.relation(*side), Relation::Obl | Relation::Nmod)
                && !self.has(*side, &[Relation::Conj])
                && self.is_behind(*side, "between")
        });
        let and = self.child_by(verb, &[Relation::Cc]).filter(|and| *and < subject);
        let (Some(side), Some(and)) = (side, and) else { return };
        if self.ends(side) != and || self.has(deed, SUBJECTS) {
            return;
        }
        for child in self.children(verb) {
            if child > and && child < subject && self.relation(child) == Relation::Det {
                self.attach(child, subject, Relation::Det);
            }
        }
        if self.upos(verb) != Upos::Verb {
            self.tag(verb, Upos::Verb, self.tags.singular);
            self.take_as_verb(verb);
        }
        self.attach(subject, side, Relation::Conj);
        self.attach(and, subject, Relation::Cc);
        self.put_in_place_of(deed, verb);
        if let Some(mark) = self.child_by(deed, &[Relation::Mark]) {
            self.attach(mark, verb, Relation::Mark);
        }
        self.name_deed(deed);
        self.attach(deed, verb, Relation::Nsubj);
    }

    /// "China tightens export controls", with the tightening taken for who exports: what a finite verb stands for before
    /// another verb and its object is the verb, and the other belongs to the object.
    pub(super) fn free_verbs_from_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            let Some(other) = self.head(verb).filter(|other| *other == verb + 1) else { continue };
            let is_taken = SUBJECTS.contains(&self.relation(verb))
                && self.relation(other) == Relation::Root
                && matches!(self.xpos(other), "VB" | "VBP")
                && self.upos(verb) == Upos::Verb
                && self.form(verb).ends_with('s')
                && self.knows(Part::Verb, verb)
                && self.noun_before(verb).is_some();
            if !is_taken {
                continue;
            }
            let object = self.child_by(other, &[Relation::Obj]).filter(|object| *object == other + 1);
            let Some(object) = object else { continue };
            self.tag(verb, Upos::Verb, self.tags.singular);
            self.tag(other, Upos::Noun, self.tags.noun);
            for child in self.children(other) {
                if child != verb && child != object {
                    self.move_to(child, verb);
                }
            }
            self.crown(verb);
            self.attach(object, verb, Relation::Obj);
            self.attach(other, object, Relation::Compound);
            self.hand_left_children(verb, verb, Relation::Nsubj);
        }
    }

    /// "Seleka rebels overran the town", "M23 rebels advanced", with the rebels taken for what is done: people who stand
    /// between a name and a verb do it.
    pub(super) fn tell_people_from_verbs(&mut self) {
        let Some(people) = self.root() else { return };
        let verb = people + 1;
        let is_people = self.upos(people) == Upos::Verb
            && self.xpos(people) == "VBZ"
            && self.in_class("collective-doer", people)
            && people.checked_sub(1).is_some_and(|name| self.is_name(name))
            && !self.has(people, &[Relation::Obj]);
        let is_participle = self.upos(verb) == Upos::Verb
            && matches!(self.xpos(verb), "VBN" | "VBD")
            && self.head(verb) == Some(people);
        let is_preposition = self.upos(verb) == Upos::Adp
            && self.in_class("no-preposition", verb)
            && self.knows(Part::Verb, verb);
        if !is_people || !(is_participle || is_preposition) {
            return;
        }
        let object = self.head(verb).filter(|_| is_preposition);
        self.tag(people, Upos::Noun, self.tags.nouns);
        self.tag(verb, Upos::Verb, self.tags.past);
        for child in self.children(people) {
            if child == verb {
                continue;
            }
            let before = child < people;
            let is_name = before && SUBJECTS.contains(&self.relation(child));
            if is_name {
                self.attach(child, people, Relation::Compound);
            } else if !before {
                self.move_to(child, verb);
            }
        }
        self.crown(verb);
        self.attach(people, verb, Relation::Nsubj);
        if let Some(object) = object.filter(|object| *object > verb) {
            self.attach(object, verb, Relation::Obj);
        }
    }

    /// "Supporters clashed with police", "the army alleged on Monday that Chad had fired", taken for passives: nobody is
    /// clashed, and whoever is alleged something does not stand before a clause.
    pub(super) fn tell_active(&mut self) {
        for verb in 1..self.tokens.len() {
            let says = (self.in_class("acts-last", verb) || self.in_class("say", verb))
                && self.child_by(verb, &[Relation::Ccomp]).is_some_and(|clause| self.has(clause, SUBJECTS));
            let is_bare = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBN" | "VBD")
                && (self.in_class("never-passive", verb) || says)
                && !self.has(verb, &[Relation::AuxPass, Relation::Aux]);
            let Some(subject) = self.child_by(verb, &[Relation::NsubjPass]).filter(|_| is_bare) else {
                continue;
            };
            self.attach(subject, verb, Relation::Nsubj);
            self.tag(verb, Upos::Verb, self.tags.past);
        }
    }

    /// "Iran drones strike the port", with the drones taken for what Iran does; "closes the bridge with Chad days after
    /// reopening it", with the days taken for what it shares.
    pub(super) fn tell_named_things(&mut self) {
        for thing in 1..self.tokens.len() {
            let name = thing - 1;
            let Some(over) = self.head(thing) else { continue };
            let is_clause = self.upos(thing) == Upos::Verb
                && SUBJECTS.contains(&self.relation(thing))
                && over == thing + 1
                && self.head(name) == Some(thing)
                && SUBJECTS.contains(&self.relation(name))
                && self.is_name(name)
                && self.knows(Part::Noun, thing) | self.in_class("shot-at-somebody", thing);
            if is_clause {
                self.tag(thing, Upos::Noun, self.tags.nouns);
                self.attach(name, thing, Relation::Compound);
            }
            let after = thing + 1;
            let is_span = self.upos(thing) == Upos::Noun
                && self.in_class("span-of-time", thing)
                && self.relation(name) == Relation::Compound
                && self.head(name) == Some(thing)
                && self.is_name(name)
                && matches!(self.form(after), "after" | "before")
                && self.relation(after) == Relation::Mark;
            if !is_span {
                continue;
            }
            let case = self.child_by(thing, &[Relation::Case]).filter(|case| *case < name);
            let (Some(case), Some(clause)) = (case, self.head(after)) else { continue };
            self.attach(name, over, self.relation(thing));
            self.attach(case, name, Relation::Case);
            self.attach(thing, clause, Relation::OblUnmarked);
        }
    }

    /// "Became the tenth country to ratify the pact", with the ratifying taken for a purpose: it says what state that is.
    pub(super) fn tell_feats(&mut self) {
        for deed in 3..self.tokens.len() {
            let becomes = self.head(deed).filter(|becomes| {
                *becomes < deed
                    && self.upos(deed) == Upos::Verb
                    && self.relation(deed) == Relation::Advcl
                    && self.in_class("becomes", *becomes)
                    && self.child_by(deed, &[Relation::Mark]).is_some_and(|mark| self.form(mark) == "to")
            });
            let Some(becomes) = becomes else { continue };
            let what = self.child_by(becomes, &[Relation::Xcomp, Relation::Obj]).filter(|what| {
                *what < deed
                    && self.upos(*what) == Upos::Noun
                    && self.has(*what, &[Relation::Amod, Relation::Det])
            });
            if let Some(what) = what {
                self.attach(deed, what, Relation::Acl);
            }
        }
    }
}
