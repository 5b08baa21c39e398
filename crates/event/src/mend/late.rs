//! Verbs that stand far behind their subject, and were hung on something else.

use dragoman_text::{Feats, Relation, Upos, Xpos};

use super::{SUBJECTS, Tree};
use crate::predicate::Part;

impl Tree<'_> {
    /// "Clashes in the north, on the border, kill four", with the clashes taken for the whole sentence and the killing for
    /// a remark: a finite verb behind a phrase that has none is its verb.
    pub(super) fn crown_late_verbs(&mut self) {
        let Some(noun) = self.root().filter(|root| self.is_nominal(*root)) else { return };
        if self.has(noun, &[Relation::Cop, Relation::Case, Relation::Aux]) || self.has(noun, SUBJECTS) {
            return;
        }
        let verb = self.children(noun).into_iter().find(|verb| {
            *verb > noun
                && matches!(
                    self.relation(*verb),
                    Relation::Parataxis | Relation::Advcl | Relation::Acl | Relation::Conj
                )
                && (self.is_present(*verb) || self.is_told_by_auxiliary(*verb))
                && !self.has(*verb, &[Relation::Mark, Relation::Cc])
        });
        let Some(verb) = verb.filter(|verb| self.lacks_subject(*verb)) else { return };
        self.hand_over_behind(noun, verb);
        self.attach(noun, verb, Relation::Nsubj);
        self.set_head(verb, 0, Relation::Root);
    }

    /// "Has been put off": a participle whose auxiliary is finite.
    fn is_told_by_auxiliary(&self, verb: usize) -> bool {
        self.xpos(verb) == "VBN"
            && self
                .below(verb)
                .any(|child| child < verb && self.relation(child) == Relation::Aux && self.is_finite(child))
    }

    /// "After an ambush in the north kills eleven", "says a strike on the port injures three": what stands between the
    /// conjunction, or the word for saying, and a verb without a subject is its subject.
    pub(super) fn open_late_clauses(&mut self) {
        for verb in 2..self.tokens.len() {
            let is_open = self.is_present(verb)
                || (self.xpos(verb) == "VBD" && self.upos(verb) == Upos::Verb
                    || self.is_told_by_auxiliary(verb))
                    && self.has(verb, &[Relation::Obj]);
            if !is_open || !self.lacks_subject(verb) {
                continue;
            }
            if self.give_first_object(verb) {
                continue;
            }
            let is_clause = matches!(
                self.relation(verb),
                Relation::Advcl | Relation::Ccomp | Relation::Parataxis | Relation::Acl
            );
            let Some(over) = self.head(verb).filter(|over| is_clause && *over < verb) else { continue };
            if self.relation(verb) == Relation::Acl {
                self.open_clause_of_time(verb, over);
                continue;
            }
            if self.open_nearest_clause(verb, over) {
                continue;
            }
            let ends_here = |subject: &usize| {
                *subject > over
                    && *subject < verb
                    && self.is_nominal(*subject)
                    && self.reaches(*subject, verb)
            };
            let Some(subject) = self.children(over).into_iter().rfind(ends_here) else { continue };
            if self.relation(subject) == Relation::Obj && self.in_class("say", over) {
                self.attach(subject, verb, Relation::Nsubj);
                self.attach(verb, over, Relation::Ccomp);
                continue;
            }
            let mark = self.child_by(verb, &[Relation::Mark]).filter(|mark| *mark < subject);
            let is_bare = !self.has(subject, &[Relation::Case]);
            if self.relation(subject) == Relation::Obl && mark.is_some() && is_bare {
                self.attach(subject, verb, Relation::Nsubj);
                self.attach(verb, over, Relation::Advcl);
            }
        }
    }

    /// "A raid on the port, the second in May, has killed four", with the raid taken for what was killed: of two objects,
    /// the one before the verb is its subject.
    fn give_first_object(&mut self, verb: usize) -> bool {
        let objects = self.children(verb).into_iter().filter(|child| self.relation(*child) == Relation::Obj);
        let objects: Vec<usize> = objects.collect();
        let [first, second] = objects[..] else { return false };
        let is_subject =
            first < verb && second > verb && matches!(self.upos(first), Upos::Noun | Upos::Propn);
        if is_subject {
            self.attach(first, verb, Relation::Nsubj);
        }
        is_subject
    }

    /// "A raid attributed to Chad killed ten", with the attributing taken for what is told: of two verbs that share a
    /// subject, with nothing between them that joins them, the first says which raid.
    pub(super) fn fold_first_verbs(&mut self) {
        for first in 1..self.tokens.len() {
            let is_bare = self.upos(first) == Upos::Verb
                && matches!(self.xpos(first), "VBD" | "VBN")
                && !self.has(
                    first,
                    &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux, Relation::AuxPass],
                );
            if !is_bare {
                continue;
            }
            let [subject] = self.subjects_before(first)[..] else { continue };
            let is_next = self.upos(subject) == Upos::Noun && self.ends(subject) == first;
            let second = self.children(first).into_iter().find(|second| {
                *second > first + 2
                    && self.relation(*second) == Relation::Advcl
                    && (self.is_present(*second) || matches!(self.xpos(*second), "VBD" | "VBN"))
                    && self.has(*second, &[Relation::Obj])
                    && self.form(*second - 1) != ","
            });
            let Some(second) = second.filter(|_| is_next) else { continue };
            match (self.child_by(second, &[Relation::Mark]), self.child_by(second, &[Relation::Nsubj])) {
                (None, None) => {}
                // "To Chad killed ten": what the preposition is for was taken for the one that kills.
                (Some(to), Some(whom))
                    if to == first + 1 && self.form(to) == "to" && whom > to && whom < second =>
                {
                    self.attach(whom, first, Relation::Obl);
                    self.attach(to, whom, Relation::Case);
                }
                _ => continue,
            }
            self.put_in_place_of(first, second);
            self.hand_over_behind(first, second);
            self.attach(subject, second, Relation::Nsubj);
            self.attach(first, subject, Relation::Acl);
            self.tag(first, Upos::Verb, self.tags.passive);
        }
    }

    /// "The raid, blamed on Chad, killed ten": whose it was is said of the raid and not of the killing.
    pub(super) fn hang_blame_on_deeds(&mut self) {
        for blamed in 2..self.tokens.len() {
            let is_blamed = self.xpos(blamed) == "VBN"
                && self.relation(blamed) == Relation::Advcl
                && ["blames-on", "own-up-to"].into_iter().any(|class| self.in_class(class, blamed))
                && self.lacks_subject(blamed);
            let Some(verb) = self.head(blamed).filter(|verb| is_blamed && *verb > blamed) else { continue };
            let subject = self.subjects_before(verb).into_iter().rfind(|subject| *subject < blamed);
            if let Some(subject) = subject.filter(|subject| self.ends(*subject) + 1 >= blamed) {
                self.attach(blamed, subject, Relation::Acl);
            }
        }
    }

    /// "A bomb exploded as the mayor was speaking, killing five": it is the bomb that kills, unless what went on
    /// meanwhile could.
    pub(super) fn free_harms_from_circumstances(&mut self) {
        for harm in 3..self.tokens.len() {
            let is_behind = self.xpos(harm) == "VBG"
                && self.relation(harm) == Relation::Advcl
                && self.form(harm - 1) == ","
                && self.in_class("harms", harm)
                && !self.has(harm, SUBJECTS);
            let Some(meanwhile) = self.head(harm).filter(|verb| is_behind && *verb < harm) else { continue };
            let opens =
                self.child_by(meanwhile, &[Relation::Mark]).is_some_and(|mark| self.opens_clause(mark));
            let Some(over) = self
                .head(meanwhile)
                .filter(|over| opens && *over < meanwhile && self.relation(meanwhile) == Relation::Advcl)
            else {
                continue;
            };
            if self.may_harm(over) && !self.may_harm(meanwhile) {
                self.attach(harm, over, Relation::Advcl);
            }
        }
    }

    /// Whether a verb, or what it is done by or with, can kill.
    fn may_harm(&self, verb: usize) -> bool {
        let kills = |word: usize| self.in_class("can-kill", word);
        let does = [Relation::Nsubj, Relation::Obj, Relation::Obl];
        kills(verb) || self.below(verb).any(|child| does.contains(&self.relation(child)) && kills(child))
    }

    /// "Announces the end of the talks after a strike kills two": the noun behind the last conjunction before a verb is
    /// its subject.
    fn open_nearest_clause(&mut self, verb: usize, over: usize) -> bool {
        let case = (over + 1..verb).rev().find(|case| {
            self.relation(*case) == Relation::Case
                && self.opens_clause(*case)
                && self
                    .head(*case)
                    .is_some_and(|noun| noun > *case && noun < verb && self.reaches(noun, verb))
        });
        let Some((case, noun)) = case.and_then(|case| Some((case, self.head(case)?))) else { return false };
        if !self.is_under(noun, over) || self.is_under(verb, noun) {
            return false;
        }
        self.attach(noun, verb, Relation::Nsubj);
        self.attach(case, verb, Relation::Mark);
        self.attach(verb, over, Relation::Advcl);
        true
    }

    /// "After rival factions shoot at each other", with the shooting taken for what kind of factions.
    fn open_clause_of_time(&mut self, verb: usize, subject: usize) {
        let case = self.child_by(subject, &[Relation::Case]).filter(|case| self.opens_clause(*case));
        let is_phrase = matches!(self.relation(subject), Relation::Obl | Relation::Nmod);
        let over = self.head(subject).filter(|over| is_phrase && *over < subject);
        if let (Some(case), Some(over), true) = (case, over, self.is_present(verb)) {
            self.attach(subject, verb, Relation::Nsubj);
            self.attach(case, verb, Relation::Mark);
            self.attach(verb, over, Relation::Advcl);
        }
    }

    /// "Kills three people and injures ten others", with the second verb taken for a noun although it has an object, and
    /// "says … and vows to answer" likewise: it is the next verb of whoever is the subject of the first.
    pub(super) fn tell_second_verbs(&mut self) {
        for word in 2..self.tokens.len() {
            let cc = self.child_by(word, &[Relation::Cc]);
            let is_noun = self.upos(word) == Upos::Noun
                && self.relation(word) == Relation::Conj
                && self.form(word).ends_with('s')
                && cc.is_some_and(|cc| cc + 1 == word)
                && !self.has(word, &[Relation::Det, Relation::Amod, Relation::Compound, Relation::NmodPoss]);
            if !is_noun || !self.knows(Part::Verb, word) {
                continue;
            }
            let object = self.children(word).into_iter().find(|child| {
                *child > word && matches!(self.relation(*child), Relation::Obj | Relation::Iobj)
            });
            let to_do = self.child_by(word, &[Relation::Acl]).filter(|deed| {
                *deed == word + 2 && self.xpos(word + 1) == "TO" && self.in_class("vows", word)
            });
            // "Meets envoys and alleges that …".
            let told = self.child_by(word, &[Relation::Ccomp, Relation::Acl]).filter(|clause| {
                *clause > word + 1
                    && self.form(word + 1) == "that"
                    && self.relation(word + 1) == Relation::Mark
                    && self.head(word + 1) == Some(*clause)
            });
            // "Condemns the raid and warns of revenge": no noun is spelt like that.
            let is_verb_alone = self.in_class("speaks-up", word)
                && self.is_only_present(word)
                && self.upos(word + 1) == Upos::Adp;
            if object.is_none() && to_do.is_none() && told.is_none() && !is_verb_alone {
                continue;
            }
            let first = self.upwards(word).skip(1).filter(|verb| {
                self.upos(*verb) == Upos::Verb
                    && self.xpos(*verb) == "VBZ"
                    && self.has(*verb, &[Relation::Nsubj])
            });
            let Some(first) = first.last() else { continue };
            self.tag(word, Upos::Verb, self.tags.singular);
            self.attach(word, first, Relation::Conj);
            if is_verb_alone && object.is_none() {
                self.take_as_verb(word);
            }
            if let Some(deed) = to_do {
                self.attach(deed, word, Relation::Xcomp);
            }
            if let Some(clause) = told {
                self.attach(clause, word, Relation::Ccomp);
            }
        }
    }

    /// "Met envoys and says Chad broke the truce", with Chad taken for who says so: it broke the truce.
    pub(super) fn part_told_from_tellers(&mut self) {
        for verb in 2..self.tokens.len() {
            let tells = self.upos(verb) == Upos::Verb
                && self.in_class("say", verb)
                && matches!(self.relation(verb), Relation::Conj | Relation::Advcl | Relation::Acl);
            let subject = self.child_by(verb, SUBJECTS).filter(|subject| tells && *subject > verb);
            let clause = self.child_by(verb, &[Relation::Ccomp]).filter(|clause| {
                subject.is_some_and(|subject| subject < *clause && self.reaches(subject, *clause))
                    && !self.has(*clause, SUBJECTS)
                    && !self.has(*clause, &[Relation::Mark])
            });
            if let (Some(subject), Some(clause)) = (subject, clause) {
                self.attach(subject, clause, self.relation_of_subject(clause));
            }
        }
    }

    /// "Three are killed and nine injured in a strike", with the strike taken for that of the injured alone: by what, where
    /// and when the last of two was harmed, the first was.
    pub(super) fn share_circumstances(&mut self) {
        for second in 2..self.tokens.len() {
            let is_harmed = |verb: usize| self.xpos(verb) == "VBN" && self.in_class("harms", verb);
            let first = self.head(second).filter(|first| {
                *first < second
                    && self.relation(second) == Relation::Conj
                    && is_harmed(*first)
                    && is_harmed(second)
                    && self.has(*first, &[Relation::AuxPass])
                    && !self.has(second, &[Relation::Obj])
            });
            let Some(first) = first else { continue };
            let circumstances = |tree: &Self, verb: usize| {
                let behind = tree.children(verb).into_iter().filter(move |child| *child > verb);
                let told = behind.filter(|child| {
                    matches!(tree.relation(*child), Relation::Obl | Relation::OblAgent | Relation::Advcl)
                });
                told.collect::<Vec<_>>()
            };
            if circumstances(self, first).iter().any(|child| *child < second) {
                continue;
            }
            for child in circumstances(self, second) {
                self.move_to(child, first);
            }
        }
    }

    /// "States that Example, who is alleged to …, has been killed", with the stating taken for a clause of the killing.
    pub(super) fn crown_tellers(&mut self) {
        for mark in 2..self.tokens.len() {
            let teller = mark - 1;
            let clause = self.head(mark).filter(|clause| {
                *clause > mark
                    && self.relation(mark) == Relation::Mark
                    && self.form(mark) == "that"
                    && self.head(teller) == Some(*clause)
                    && matches!(
                        self.relation(teller),
                        Relation::Advcl | Relation::Parataxis | Relation::Ccomp
                    )
            });
            let tells = self.in_class("say", teller) && self.is_finite(teller);
            let Some(clause) = clause.filter(|_| tells) else { continue };
            self.put_in_place_of(clause, teller);
            self.attach(clause, teller, Relation::Ccomp);
            let subject = self.relation_of_subject(clause);
            for child in self.children(teller).into_iter().filter(|child| *child > mark && *child < clause) {
                let relation = self.relation(child);
                self.attach(child, clause, if SUBJECTS.contains(&relation) { subject } else { relation });
            }
            for child in self.children(clause).into_iter().filter(|child| *child < teller) {
                self.move_to(child, teller);
            }
        }
    }

    /// "Stopped short of bombing it", "is busy bombing it", with the bombing hung on how far, or taken for what is busy:
    /// whoever stops or is busy does it, or does not.
    pub(super) fn tell_gerunds_behind_adjectives(&mut self) {
        for gerund in 2..self.tokens.len() {
            let Some(adjective) = self.head(gerund).filter(|adjective| {
                self.xpos(gerund) == "VBG" && *adjective < gerund && self.upos(*adjective) == Upos::Adj
            }) else {
                continue;
            };
            if self.relation(gerund) == Relation::Csubj
                && adjective + 1 == gerund
                && self.has(adjective, SUBJECTS)
            {
                self.attach(gerund, adjective, Relation::Xcomp);
                continue;
            }
            let verb = self.head(adjective).filter(|verb| {
                self.relation(adjective) == Relation::Xcomp
                    && self.upos(*verb) == Upos::Verb
                    && adjective + 2 == gerund
                    && self.form(adjective + 1) == "of"
            });
            if let Some(verb) = verb {
                self.attach(gerund, verb, Relation::Xcomp);
                self.attach(adjective, verb, Relation::Advmod);
            }
        }
    }

    /// "Chad, the statement says, has left the pact", with Chad taken for whom somebody speaks to: whoever stands before
    /// an aside that tells is the subject of what is told.
    pub(super) fn give_subjects_around_asides(&mut self) {
        for teller in 3..self.tokens.len().saturating_sub(1) {
            let tells = self.in_class("say", teller) && self.form(teller + 1) == ",";
            let clause = self.child_by(teller, &[Relation::Ccomp]).filter(|clause| {
                tells
                    && *clause > teller
                    && !self.has(*clause, SUBJECTS)
                    && !self.has(*clause, &[Relation::Mark])
            });
            let first = self.children(teller).into_iter().find(|first| {
                self.relation(*first) == Relation::Vocative
                    && self.is_nominal(*first)
                    && self.ends(*first) < teller
            });
            let subject = self.child_by(teller, SUBJECTS);
            let (Some(clause), Some(first), Some(subject)) = (clause, first, subject) else { continue };
            if first < subject && subject < teller {
                self.attach(first, clause, self.relation_of_subject(clause));
            }
        }
    }

    /// "Agreed to go on negotiating", with the "on" taken for a word that opens a clause: it belongs to the going.
    pub(super) fn tell_going_on(&mut self) {
        for on in 1..self.tokens.len().saturating_sub(1) {
            let (verb, gerund) = (on - 1, on + 1);
            let is_taken = self.form(on) == "on"
                && self.upos(verb) == Upos::Verb
                && self.in_class("takes-on-gerund", verb)
                && self.xpos(gerund) == "VBG"
                && self.head(gerund) == Some(verb)
                && self.head(on) == Some(gerund);
            if is_taken {
                self.attach(on, verb, Relation::CompoundPrt);
                self.attach(gerund, verb, Relation::Xcomp);
            }
        }
    }

    /// "The army has shelled a village, Chad charges", with the charges taken for nouns: what ends a sentence behind a comma
    /// and a name, and can be a word for saying, is one.
    pub(super) fn tell_last_tellers(&mut self) {
        let Some(last) = self.last_word() else { return };
        let is_taken = last > 2
            && self.upos(last) == Upos::Noun
            && self.xpos(last) == "NNS"
            && self.in_class("tells-last", last)
            && self.is_name(last - 1)
            && self.head(last - 1) == Some(last)
            && self.relation(last - 1) == Relation::Compound;
        let start = (0..last).rev().find(|token| self.head(*token) != Some(last) || self.form(*token) == ",");
        let Some(root) = self.root().filter(|root| is_taken && *root < last && self.has(*root, SUBJECTS))
        else {
            return;
        };
        if start.is_some_and(|comma| self.form(comma) == "," && comma > root) {
            self.tag(last, Upos::Verb, self.tags.singular);
            self.attach(last - 1, last, Relation::Nsubj);
            self.attach(last, root, Relation::Parataxis);
        }
    }

    fn last_word(&self) -> Option<usize> {
        (0..self.tokens.len()).rev().find(|token| self.upos(*token) != Upos::Punct)
    }

    /// "The accord should be scrapped, lawmakers have demanded", with the demanding hung on the scrapping: whoever says so
    /// at the end of a sentence says all before.
    pub(super) fn crown_last_tellers(&mut self) {
        let (Some(root), Some(teller)) = (self.root(), self.last_word()) else { return };
        self.free_last_leaders(teller);
        let is_teller = self.relation(teller) == Relation::Parataxis
            && self.head(teller) == Some(root)
            && self.in_class("tells-last", teller)
            && self.has(teller, SUBJECTS)
            && (self.is_finite(teller) || self.has(teller, &[Relation::Aux]))
            && !self.has(teller, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::AuxPass])
            && self.upos(root) == Upos::Verb
            && self.has(root, SUBJECTS);
        if is_teller {
            self.put_in_place_of(root, teller);
            self.attach(root, teller, Relation::Ccomp);
        }
    }

    /// "…, leading politicians have demanded", with the politicians taken for whom somebody leads: before a word for
    /// saying that has no subject, they say it.
    fn free_last_leaders(&mut self, teller: usize) {
        let leading = self.head(teller).filter(|leading| {
            self.in_class("tells-last", teller)
                && !self.has(teller, SUBJECTS)
                && self.relation(teller) == Relation::Ccomp
                && *leading > 1
                && self.xpos(*leading) == "VBG"
                && self.form(*leading - 1) == ","
                && self.relation(*leading) == Relation::Advcl
        });
        let Some(leading) = leading else { return };
        let (Some(who), Some(over)) = (self.child_by(leading, &[Relation::Obj]), self.head(leading)) else {
            return;
        };
        if who < teller {
            self.attach(teller, over, Relation::Parataxis);
            self.attach(who, teller, Relation::Nsubj);
            self.attach(leading, who, Relation::Amod);
        }
    }

    /// "The move is illegal, the minister said", "Chad broke the truce, contends Mali", with the saying hung on what is told:
    /// what is said is said by somebody.
    pub(super) fn crown_tellers_of_judgements(&mut self) {
        for teller in 1..self.tokens.len() {
            let tells = self.relation(teller) == Relation::Parataxis
                && self.in_class("say-or-tell", teller)
                && self.is_finite(teller)
                && !self.has(teller, &[Relation::Ccomp, Relation::Xcomp, Relation::Aux]);
            let told = self.head(teller).filter(|told| {
                let is_clause = match self.upos(*told) {
                    Upos::Adj | Upos::Noun => self.has(*told, &[Relation::Cop]),
                    upos => upos == Upos::Verb,
                };
                tells && *told < teller && is_clause && self.has(*told, SUBJECTS)
            });
            let Some(told) = told else { continue };
            if !self.has(teller, SUBJECTS) {
                // "Contends Mali", with Mali taken for what is contended.
                let speaker = self.child_by(teller, &[Relation::Obj]).filter(|speaker| {
                    self.form(teller - 1) == "," && self.is_nominal(*speaker) && teller < *speaker
                });
                let Some(speaker) = speaker else { continue };
                self.attach(speaker, teller, Relation::Nsubj);
            } else if self.has(teller, &[Relation::Obj]) {
                continue;
            }
            self.put_in_place_of(told, teller);
            self.attach(told, teller, Relation::Ccomp);
        }
    }

    /// "Reports that Chad sent arms are false", with the reports taken for a verb: what is said to be so is its subject.
    pub(super) fn name_first_reports(&mut self) {
        let is_bare = self.root() == Some(0) && self.in_class("report", 0) && !self.has(0, SUBJECTS);
        let clauses: Vec<usize> =
            self.children(0).into_iter().filter(|child| self.relation(*child) == Relation::Ccomp).collect();
        let &[told, judged, ..] = clauses.as_slice() else { return };
        let is_told = self.child_by(told, &[Relation::Mark]).is_some_and(|mark| mark == 1);
        if !is_bare || !is_told || self.upos(0) != Upos::Verb || self.has(judged, SUBJECTS) {
            return;
        }
        self.tag(0, Upos::Noun, self.tags.nouns);
        self.set_head(judged, 0, Relation::Root);
        for child in self.children(0) {
            self.move_to(child, judged);
        }
        self.attach(told, 0, Relation::Acl);
        self.attach(0, judged, Relation::Nsubj);
    }

    /// "Chad will, it says, lift the ban", with the lifting taken for a noun: behind what is put in between, the verb of the
    /// auxiliary follows.
    pub(super) fn rejoin_auxiliaries(&mut self) {
        let Some(root) = self.root() else { return };
        for modal in 1..root {
            let is_parted = self.xpos(modal) == "MD"
                && self.form(modal + 1) == ","
                && self.head(modal) == Some(root)
                && matches!(self.relation(modal), Relation::Aux | Relation::AuxPass);
            let Some(subject) = self.subjects_before(root).first().copied().filter(|_| is_parted) else {
                continue;
            };
            let close =
                (root + 1..self.tokens.len().saturating_sub(1)).find(|token| self.form(*token) == ",");
            let verb = close.map(|close| close + 1).filter(|verb| {
                matches!(self.upos(*verb), Upos::Noun | Upos::Verb | Upos::Adj)
                    && self.knows(Part::Verb, *verb)
                    && self
                        .predicates
                        .lemmas_of(self.form(*verb))
                        .iter()
                        .any(|one| **one == *self.form(*verb))
            });
            let Some(verb) = verb.filter(|_| subject < modal) else { continue };
            let object = self.head(verb).filter(|head| *head > verb);
            self.tag(verb, Upos::Verb, self.tags.infinitive);
            self.set_head(verb, 0, Relation::Root);
            self.attach(root, verb, Relation::Parataxis);
            self.hand_over_behind(root, verb);
            if let Some(object) = object {
                self.attach(object, verb, Relation::Obj);
            }
            self.attach(modal, verb, Relation::Aux);
            self.attach(subject, verb, Relation::Nsubj);
            return;
        }
    }

    /// "Described the step as unacceptable", with the judgement taken for a clause: a bare adjective behind "as" says what
    /// something is called.
    pub(super) fn tell_what_called(&mut self) {
        for adjective in 1..self.tokens.len() {
            let is_bare = self.upos(adjective) == Upos::Adj
                && self.relation(adjective) == Relation::Advcl
                && !self.has(adjective, SUBJECTS)
                && !self.has(adjective, &[Relation::Cop, Relation::Aux]);
            let opening = self
                .child_by(adjective, &[Relation::Mark])
                .filter(|mark| is_bare && *mark < adjective && self.form(*mark) == "as");
            let verb = self.head(adjective).filter(|verb| {
                *verb < adjective && self.upos(*verb) == Upos::Verb && self.has(*verb, &[Relation::Obj])
            });
            let (Some(opening), Some(verb)) = (opening, verb) else { continue };
            self.attach(adjective, verb, Relation::Obl);
            self.attach(opening, adjective, Relation::Case);
        }
    }

    /// "The mission in Chad reports at least ten guards have been killed", with the reporting taken for a part of the
    /// killing: who stands before it reports, and what follows is reported.
    pub(super) fn crown_bare_tellers(&mut self) {
        for teller in 1..self.tokens.len() {
            let tells = self.is_present(teller)
                && self.in_class("say", teller)
                && matches!(self.relation(teller), Relation::Obl | Relation::Nmod | Relation::Dep)
                && self.lacks_subject(teller);
            let clause = self.head(teller).filter(|clause| tells && *clause > teller);
            let Some(clause) = clause.filter(|clause| self.upos(*clause) == Upos::Verb) else { continue };
            let subjects = self.subjects_before(clause);
            let &[first, second, ..] = subjects.as_slice() else { continue };
            if !(self.reaches(first, teller) && teller < second) {
                continue;
            }
            self.put_in_place_of(clause, teller);
            self.attach(clause, teller, Relation::Ccomp);
            self.attach(first, teller, Relation::Nsubj);
            for child in self.children(clause).into_iter().filter(|child| *child < teller) {
                self.move_to(child, teller);
            }
        }
    }

    /// "The cabinet falls after a party quits it", with the falling taken for what quits: a finite verb with a subject of its
    /// own, before the conjunction of a second clause, is what the sentence tells.
    pub(super) fn crown_first_clauses(&mut self) {
        for first in 1..self.tokens.len() {
            let second = self.head(first).filter(|second| {
                *second > first
                    && self.relation(first) == Relation::Nsubj
                    && self.upos(first) == Upos::Verb
                    && matches!(self.xpos(first), "VBZ" | "VBD" | "VBP")
                    && self.has(first, SUBJECTS)
                    && self.upos(*second) == Upos::Verb
            });
            let Some(second) = second else { continue };
            let parts = |mark: &usize| (first..second).contains(mark);
            let mark = self.child_by(second, &[Relation::Mark]).filter(parts);
            let own = self
                .children(second)
                .into_iter()
                .any(|child| child != first && child > first && SUBJECTS.contains(&self.relation(child)));
            if mark.is_some() && own {
                self.put_in_place_of(second, first);
                self.hand_over_before(second, first, first);
                self.attach(second, first, Relation::Advcl);
            }
        }
    }

    /// Whether a word is a verb in the present tense.
    fn is_present(&self, verb: usize) -> bool {
        self.upos(verb) == Upos::Verb && matches!(self.xpos(verb), "VBZ" | "VBP")
    }

    fn lacks_subject(&self, verb: usize) -> bool {
        !self.has(verb, SUBJECTS) && !self.has(verb, &[Relation::Expl, Relation::Csubj, Relation::AuxPass])
    }

    /// Whether a phrase ends right before a verb and its auxiliaries, adverbs and a closing comma apart.
    fn reaches(&self, phrase: usize, verb: usize) -> bool {
        let end = self.ends(phrase);
        let auxiliaries = self.below(verb).filter(|child| self.relation(*child) == Relation::Aux);
        let told = auxiliaries.chain(std::iter::once(verb)).filter(|word| *word >= end).min().unwrap_or(verb);
        end <= told
            && (end..told)
                .all(|token| self.upos(token) == Upos::Adv || self.form(token) == "," && token + 1 == told)
    }

    pub(super) fn opens_clause(&self, word: usize) -> bool {
        matches!(self.form(word), "after" | "before" | "since" | "until" | "as" | "because" | "while")
    }

    /// "Three ministers who belong to the party resign in protest", "a faction led by Holm calls for a truce": a sentence
    /// that ends in a full stop and has no finite verb has one that was taken for a noun. It stands behind a noun, has the
    /// number of what the sentence is about, and goes on as a verb does.
    pub(super) fn verb_of_verbless(&self, root: usize) -> Option<(usize, (Xpos, Feats))> {
        let last = self.tokens.len().checked_sub(1)?;
        let is_verbless = self.form(last) == "."
            && self.is_nominal(root)
            && !self.has(root, &[Relation::Case, Relation::Cop, Relation::Aux, Relation::AuxPass])
            && !(1..last).any(|word| self.is_finite(word) && self.is_in_main(word, root));
        if !is_verbless {
            return None;
        }
        (root.max(1)..last).find_map(|word| {
            let before = self.noun_before(word)?;
            let form = self.form(word);
            let is_taken = matches!(self.upos(word), Upos::Noun | Upos::Adj | Upos::Verb)
                && !matches!(self.xpos(word), "VBN" | "VBG" | "VBD")
                && form.chars().all(char::is_lowercase)
                && (self.knows(Part::Verb, word) || self.in_class("say", word));
            let next = word + 1;
            let goes_on = match self.upos(next) {
                Upos::Adp => !matches!(self.form(next), "of" | "by"),
                Upos::Det | Upos::Propn | Upos::Num | Upos::Pron | Upos::Sconj | Upos::Sym => true,
                _ => self.xpos(next) == "TO" || next == last,
            };
            let behind_participle = self.head(word).is_some_and(|clause| {
                clause < word && self.relation(clause) == Relation::Acl && self.is_under(clause, root)
            });
            let own = [Relation::Case, Relation::Det, Relation::Amod, Relation::Nummod];
            let is_free = word == root || behind_participle || !self.has(word, &own);
            let is_plural = if word == root {
                self.is_plural(before, word)
            } else {
                self.is_plural(root, word) || self.has(root, &[Relation::Conj])
            };
            let is_singular = form.ends_with('s') && !form.ends_with("ss");
            let present = if is_plural { self.tags.plural } else { self.tags.singular };
            (is_taken && goes_on && is_free && is_plural != is_singular).then_some((word, present))
        })
    }
}
