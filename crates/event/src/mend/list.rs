//! What belongs to one list: names with their titles, and adjectives that share a name.

use dragoman_text::{NameKind, NameTag, Relation, Upos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Premier Ana Example, president Bob Example and king Carl Example": each name with its title is one of a list,
    /// where the tree takes the later ones for other names of the first.
    pub(super) fn list_titled_names(&mut self) {
        let begins = |tree: &Self, token: usize| tree.begins_name(token, NameKind::Person);
        let goes_on = |tree: &Self, token: usize| {
            matches!(tree.tokens.get(token).map(|token| token.name), Some(NameTag::Inside(NameKind::Person)))
        };
        for name in 3..self.tokens.len() {
            let title = name - 1;
            let is_titled = begins(self, name)
                && self.upos(title) == Upos::Noun
                && matches!(
                    self.relation(title),
                    Relation::NmodDesc | Relation::Appos | Relation::Compound | Relation::Conj
                );
            if !is_titled {
                continue;
            }
            let mut start = title;
            while start > 0
                && matches!(self.upos(start - 1), Upos::Adj | Upos::Noun | Upos::Propn)
                && !begins(self, start - 1)
                && !goes_on(self, start - 1)
            {
                start -= 1;
            }
            let Some(link) = start.checked_sub(1) else { continue };
            let is_link = self.form(link) == "," || self.upos(link) == Upos::Cconj;
            let comma = link.checked_sub(1).filter(|comma| self.form(*comma) == ",");
            let Some(last) = comma.unwrap_or(link).checked_sub(1).filter(|_| is_link) else { continue };
            let first = (0..=last).rev().take_while(|token| goes_on(self, *token) || begins(self, *token));
            let Some(first) = first.last().filter(|first| begins(self, *first)) else { continue };
            // A name in apposition to its title stands for it.
            let whole = match (self.relation(first), self.head(first)) {
                (Relation::Appos | Relation::Conj | Relation::Flat, Some(head)) if head < first => head,
                _ => first,
            };
            let is_within = self.is_under(name, first) || self.is_under(name, whole);
            let is_other_name = matches!(
                self.relation(name),
                Relation::Appos | Relation::NmodDesc | Relation::Flat | Relation::Nmod
            );
            // "President Ana Example, and king Carl Example sign": no second subject.
            let is_second = self.upos(link) == Upos::Cconj
                && SUBJECTS.contains(&self.relation(name))
                && SUBJECTS.contains(&self.relation(whole))
                && self.head(name) == self.head(whole);
            // What the first name hangs on cannot be hung on the second.
            let is_above = [name, title, link].into_iter().any(|one| self.is_under(whole, one));
            if !(is_within && is_other_name || is_second) || is_above {
                continue;
            }
            self.attach(name, whole, Relation::Conj);
            self.attach(title, name, Relation::NmodDesc);
            let relation = if self.form(link) == "," { Relation::Punct } else { Relation::Cc };
            self.attach(link, name, relation);
        }
    }

    /// "Premier Ana Example and king Bob Example", with the second joined to the name of the first, which its title
    /// governs: one title holds one name, so the second is joined to the whole.
    pub(super) fn raise_seconds_of_titled(&mut self) {
        for second in 3..self.tokens.len() {
            let name = self.head(second).filter(|name| {
                *name < second
                    && self.relation(second) == Relation::Conj
                    && self.relation(*name) == Relation::Appos
                    && self.begins_name(*name, NameKind::Person)
                    && self.is_nominal(second)
            });
            let title = name.and_then(|name| self.head(name).filter(|title| title + 1 == name));
            let is_one = |title: &usize| self.upos(*title) == Upos::Noun && self.xpos(*title) == "NN";
            // "Leader Ana Example, a poet and singer": what she is besides has nothing of its own before it.
            let is_whole = self.is_name(second)
                || self.below(second).any(|child| {
                    child < second && !matches!(self.relation(child), Relation::Cc | Relation::Punct)
                });
            if let Some(title) = title.filter(|title| is_whole && is_one(title)) {
                self.attach(second, title, Relation::Conj);
            }
        }
    }

    /// "Donors meeting in Oman pledged a loan", with the donors taken for what kind of meeting: people named in the
    /// plural, with no article, who then do something, are those who meet.
    pub(super) fn let_people_meet(&mut self) {
        for people in 0..self.tokens.len() {
            let meeting = people + 1;
            let is_meeting = self.xpos(people) == "NNS"
                && self.relation(people) == Relation::Compound
                && self.head(people) == Some(meeting)
                && self.in_class("meets-as-noun", meeting)
                && self.relation(meeting) == Relation::Nsubj
                && !self.below(meeting).any(|child| self.relation(child) == Relation::Det);
            let Some(verb) = self.head(meeting).filter(|_| is_meeting) else { continue };
            if self.in_class("occur", verb) {
                continue;
            }
            self.attach(people, verb, Relation::Nsubj);
            for child in self.children(meeting) {
                if child < people {
                    self.move_to(child, people);
                } else if self.relation(child) == Relation::Nmod {
                    self.attach(child, meeting, Relation::Obl);
                }
            }
            // What the tree hung on the people behind their meeting is where they meet.
            self.hand_over_behind(people, meeting);
            self.attach(meeting, people, Relation::Acl);
            if let Some(gerund) = self.language.xpos_written("VBG") {
                let feats = self.tokens.get(meeting).map(|token| token.feats).unwrap_or_default();
                self.tag(meeting, Upos::Verb, (gerund, feats));
            }
        }
    }

    /// "Across eastern and southern Chad": the first adjective is of the name too.
    pub(super) fn join_quarters(&mut self) {
        for adjective in 1..self.tokens.len().saturating_sub(3) {
            let name = adjective + 3;
            let is_pair = self.upos(adjective) == Upos::Adj
                && matches!(self.relation(adjective), Relation::Nmod | Relation::Obl)
                && self.upos(adjective + 1) == Upos::Cconj
                && self.upos(adjective + 2) == Upos::Adj
                && self.head(adjective + 2) == Some(name)
                && self.upos(name) == Upos::Propn;
            let case = is_pair.then(|| self.child_by(adjective, &[Relation::Case])).flatten();
            let (Some(case), Some(over)) = (case, self.head(adjective)) else { continue };
            let is_above = [name, adjective + 1].into_iter().any(|one| self.is_under(over, one));
            if over == name || is_above {
                continue;
            }
            self.attach(name, over, self.relation(adjective));
            self.attach(adjective, name, Relation::Amod);
            self.attach(case, name, Relation::Case);
            self.attach(adjective + 1, adjective + 2, Relation::Cc);
        }
    }

    /// "The ministers of Kenya, Uganda and Rwanda": where the last name of a list is joined to the first, one between
    /// them is no second subject.
    pub(super) fn join_lists(&mut self) {
        for middle in 0..self.tokens.len() {
            let Some(noun) = self.head(middle) else { continue };
            if self.relation(middle) != Relation::Conj || self.upos(middle) != Upos::Propn || noun > middle {
                continue;
            }
            let of_noun = |one: &usize| {
                *one > noun
                    && *one < middle
                    && matches!(self.relation(*one), Relation::Nmod | Relation::Obl)
                    && self.upos(*one) == Upos::Propn
            };
            let Some(first) = self.children(noun).into_iter().rfind(of_noun) else { continue };
            let goes_on = self.children(first).into_iter().any(|last| {
                last > middle && self.relation(last) == Relation::Conj && self.upos(last) == Upos::Propn
            });
            if goes_on {
                self.attach(middle, first, Relation::Conj);
            }
        }
    }

    /// "Chad, Niger and Mali withdrew", with the second taken for a further name of the first: where a third is joined to
    /// it, all of them are listed.
    pub(super) fn list_after_first(&mut self) {
        for second in 2..self.tokens.len() {
            let first = self.head(second).filter(|first| {
                *first < second
                    && self.relation(second) == Relation::Appos
                    && matches!(self.relation(*first), Relation::Nsubj | Relation::NsubjPass | Relation::Obj)
                    && self.is_name(*first)
                    && self.is_name(second)
                    && !self.has(*first, &[Relation::Case, Relation::Conj])
            });
            let Some(first) = first else { continue };
            let is_third = |last: &usize| {
                self.relation(*last) == Relation::Conj
                    && self.is_name(*last)
                    && self.has(*last, &[Relation::Cc])
            };
            let others: Vec<usize> = self
                .children(second)
                .into_iter()
                .filter(|other| self.relation(*other) == Relation::Conj)
                .collect();
            if others.iter().any(is_third) {
                self.attach(second, first, Relation::Conj);
                for other in others {
                    self.attach(other, first, Relation::Conj);
                }
            }
        }
    }

    /// "Peru's Ana Example, Chad's Bob Example and Oman's Carl Example", with the second taken for another name of the
    /// first: whoever is called by another land is another.
    pub(super) fn list_owned_names(&mut self) {
        for second in 3..self.tokens.len() {
            let owner =
                |name: usize| self.child_by(name, &[Relation::NmodPoss]).filter(|owner| self.is_name(*owner));
            let first = self.head(second).filter(|first| {
                *first < second
                    && self.relation(second) == Relation::Appos
                    && self.is_name(*first)
                    && self.is_name(second)
            });
            let are_owned = first.and_then(owner).zip(owner(second)).filter(|(one, other)| {
                let start = (1..=*other).rev().find(|token| !self.is_inside_name(*token));
                self.form(*one) != self.form(*other) && start.is_some_and(|start| self.form(start - 1) == ",")
            });
            let Some(first) = first.filter(|_| are_owned.is_some()) else { continue };
            let list = self.head(first).filter(|_| self.relation(first) == Relation::Conj).unwrap_or(first);
            self.attach(second, list, Relation::Conj);
        }
    }

    /// "Talks took place in Oman between Iran and Peru": what is between them is the talks and not Oman.
    pub(super) fn hand_sides_to_talks(&mut self) {
        for side in 3..self.tokens.len() {
            let place = self.head(side).filter(|place| {
                *place < side
                    && self.relation(side) == Relation::Nmod
                    && self.relation(*place) == Relation::Obl
                    && self.is_name(*place)
                    && self.has(side, &[Relation::Conj])
                    && self.is_behind(side, "between")
            });
            let verb = place.and_then(|place| self.head(place));
            let talks = verb.and_then(|verb| self.child_by(verb, SUBJECTS));
            if let Some(talks) = talks.filter(|talks| {
                *talks < side && self.upos(*talks) == Upos::Noun && self.knows(Part::Noun, *talks)
            }) {
                self.attach(side, talks, Relation::Nmod);
            }
        }
    }

    /// "Talks between the government in Chad and Peru": one body has its seat in one land, so that the other land is the
    /// other side.
    pub(super) fn part_sides_from_seats(&mut self) {
        for other in 4..self.tokens.len() {
            let seat = self.head(other).filter(|seat| {
                *seat < other
                    && self.relation(other) == Relation::Conj
                    && self.relation(*seat) == Relation::Nmod
            });
            let body = seat.and_then(|seat| self.head(seat)).filter(|body| {
                matches!(self.xpos(*body), "NN" | "NNP") && !self.has(*body, &[Relation::Conj])
            });
            let Some((seat, body)) = seat.zip(body) else { continue };
            let is_side = self.is_behind(body, "between");
            let is_of_side = self.is_behind(seat, "in")
                && self.relation(body) == Relation::Nmod
                && self.head(body).is_some_and(|side| {
                    self.is_behind(side, "between") && !self.has(side, &[Relation::Conj])
                });
            if (is_side || is_of_side) && self.is_name(seat) && self.is_name(other) {
                self.attach(other, body, Relation::Conj);
            }
        }
    }

    /// "A combined Chadian drone and missile attack": whose drones they are is whose attack it is.
    pub(super) fn hand_owners_to_attacks(&mut self) {
        for owner in 0..self.tokens.len() {
            let arms = self.head(owner).filter(|arms| {
                *arms > owner
                    && self.relation(owner) == Relation::Amod
                    && self.is_name(owner)
                    && self.relation(*arms) == Relation::Compound
                    && self.in_class("shot-at-somebody", *arms)
            });
            let attack = arms
                .and_then(|arms| self.head(arms))
                .filter(|attack| arms.is_some_and(|arms| *attack > arms) && self.knows(Part::Noun, *attack));
            if let Some(attack) = attack {
                self.attach(owner, attack, Relation::Amod);
            }
        }
    }

    /// "Chadian air and drone strikes", with the strikes joined to the air: both say how the strikes are carried out, and
    /// what was said of the first is said of the strikes.
    pub(super) fn join_means_of_attacks(&mut self) {
        for attack in 3..self.tokens.len() {
            let (second, joint, first) = (attack - 1, attack - 2, attack - 3);
            // "Air and ground raids", each hung on the verb.
            let is_beside = self.head(attack) == self.head(first)
                && self.relation(attack) == self.relation(first)
                && !self.has(attack, &[Relation::Case])
                && self.head(joint) == Some(attack);
            let is_joined = self.relation(attack) == Relation::Conj && self.head(attack) == Some(first);
            let is_pair = (is_joined || is_beside)
                && self.head(second) == Some(attack)
                && self.relation(second) == Relation::Compound
                && self.upos(joint) == Upos::Cconj
                && self.xpos(first) == "NN"
                && self.in_class("means-of-attack", first)
                && self.in_class("means-of-attack", second)
                && self.knows(Part::Noun, attack);
            let Some(over) = self.head(first).filter(|_| is_pair) else { continue };
            self.attach(attack, over, self.relation(first));
            for child in self.children(first).into_iter().filter(|child| *child != attack) {
                self.move_to(child, attack);
            }
            self.attach(first, attack, Relation::Compound);
        }
    }

    /// "Ten soldiers, including six from Chad, three from Mali and one from Niger", with the three hung on Chad and the one on
    /// Mali: those that are counted are listed together.
    pub(super) fn list_those_counted(&mut self) {
        let is_counted = |tree: &Self, number: usize| {
            tree.upos(number) == Upos::Num
                && tree.form(number + 1) == "from"
                && tree.head(number + 1).is_some_and(|land| tree.head(land) == Some(number))
        };
        let mut first: Option<usize> = None;
        for number in 1..self.tokens.len().saturating_sub(2) {
            if !is_counted(self, number) {
                continue;
            }
            let before = number - 1;
            let goes_on = self.form(before) == "," || self.upos(before) == Upos::Cconj;
            let list = first.filter(|first| goes_on && number - first < 24);
            let strays = |list: usize| {
                let top = self.head(list);
                let within = |over: usize| top.is_some_and(|top| over == top || self.is_under(over, top));
                matches!(self.relation(number), Relation::Appos | Relation::Conj)
                    && self.head(number).is_some_and(|over| over != list && within(over))
            };
            match list {
                Some(list) if strays(list) => {
                    self.attach(number, list, Relation::Conj);
                }
                Some(_) => {}
                None => first = Some(number),
            }
        }
    }

    /// "Hurt in a nighttime Chadian attack", with the night and the attack each hung on the verb: the hour is the attack's.
    pub(super) fn join_hours_to_attacks(&mut self) {
        for attack in 2..self.tokens.len() {
            let is_bare = self.relation(attack) == Relation::Obl
                && !self.has(attack, &[Relation::Case])
                && self.knows(Part::Noun, attack);
            if !is_bare {
                continue;
            }
            let first = self.below(attack).next().unwrap_or(attack).min(attack);
            let hour = first.checked_sub(1).filter(|hour| {
                self.in_class("hour-of-day", *hour)
                    && self.head(*hour) == self.head(attack)
                    && self.relation(*hour) == Relation::Obl
                    && self.has(*hour, &[Relation::Case])
            });
            let Some(hour) = hour else { continue };
            for child in self.children(hour) {
                self.move_to(child, attack);
            }
            self.attach(hour, attack, Relation::Compound);
        }
    }

    /// "An attack by the Red Front in Oman", with the land hung on the front: a deed with a doer is done where something is
    /// said to be.
    pub(super) fn place_deeds_of_named(&mut self) {
        for place in 3..self.tokens.len() {
            let doer = self.head(place).filter(|doer| {
                *doer < place
                    && self.relation(place) == Relation::Nmod
                    && self.upos(place) == Upos::Propn
                    && self.upos(*doer) == Upos::Propn
                    && self.is_behind(*doer, "by")
                    && ["in", "near", "at", "outside"].iter().any(|word| self.is_behind(place, word))
            });
            let deed = doer.and_then(|doer| self.head(doer)).filter(|deed| {
                doer.is_some_and(|doer| *deed < doer && self.relation(doer) == Relation::Nmod)
                    && self.upos(*deed) == Upos::Noun
                    && self.knows(Part::Noun, *deed)
            });
            if let Some(deed) = deed {
                self.attach(place, deed, Relation::Nmod);
            }
        }
    }

    /// "Described the decision as unlawful", with the "as" taken for a degree: it says what the object is called.
    pub(super) fn tell_judged_as(&mut self) {
        for word in 2..self.tokens.len().saturating_sub(1) {
            let judged = word + 1;
            let is_degree = self.form(word) == "as"
                && self.relation(word) == Relation::Advmod
                && self.head(word) == Some(judged)
                && self.upos(judged) == Upos::Adj
                && self.form(judged + 1) != "as";
            let verb = self.head(judged).filter(|verb| {
                is_degree
                    && *verb < word
                    && matches!(self.relation(judged), Relation::Advcl | Relation::Xcomp)
                    && self
                        .children(*verb)
                        .into_iter()
                        .any(|child| child > *verb && child < word && self.relation(child) == Relation::Obj)
            });
            if let Some(verb) = verb {
                self.attach(judged, verb, Relation::Obl);
                self.attach(word, judged, Relation::Case);
            }
        }
    }

    /// "The juntas of Burkina Faso and Mali", with both halves of the name hung on the juntas: the second belongs to the
    /// first.
    pub(super) fn join_halves_of_names(&mut self) {
        let joins =
            [Relation::Nmod, Relation::Conj, Relation::Obj, Relation::Nsubj, Relation::Obl, Relation::Appos];
        for second in 1..self.tokens.len() {
            let first = second - 1;
            let is_split = self.is_inside_name(second)
                && joins.contains(&self.relation(second))
                && self.relation(first) == self.relation(second)
                && self.head(first) == self.head(second)
                && self.upos(first) == Upos::Propn
                && self.upos(second) == Upos::Propn;
            if is_split {
                for child in self.children(second) {
                    self.move_to(child, first);
                }
                self.attach(second, first, Relation::Flat);
            }
        }
    }

    /// "Found a soldier guilty", with the soldier taken for what kind of guilty.
    pub(super) fn tell_verdicts(&mut self) {
        for verdict in 2..self.tokens.len() {
            let verb = self.head(verdict).filter(|verb| {
                *verb < verdict
                    && self.relation(verdict) == Relation::Obj
                    && self.upos(*verb) == Upos::Verb
                    && self.in_class("verdict", verdict)
            });
            let Some(verb) = verb else { continue };
            let judged = self.hand_children_before(verdict, verdict, verb, Relation::Obj);
            if judged.is_some()
                && let Some(token) = self.tokens.get_mut(verdict)
            {
                (token.upos, token.relation) = (Upos::Adj, Relation::Xcomp);
            }
        }
    }
}
