//! Who is the subject of what: clauses whose subject, or whose verb, the tree takes for something else.

use dragoman_text::{Relation, Upos};

use super::{SUBJECTS, Tree};

impl Tree<'_> {
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
            let case = self.child_by(subject, &[Relation::Case]).filter(|case| {
                matches!(
                    self.form(*case),
                    "after" | "before" | "since" | "until" | "as" | "because" | "while"
                )
            });
            if let Some(case) = case {
                self.attach(subject, verb, Relation::Nsubj);
                self.attach(case, verb, Relation::Mark);
            }
        }
    }

    /// "The mission reports forty people were killed", with the reporting taken for a noun.
    pub(super) fn tell_reports(&mut self) {
        for verb in 1..self.tokens.len() {
            let may_tell = self.xpos(verb) == "NNS"
                && SUBJECTS.contains(&self.relation(verb))
                && self.in_class("tell-openly", verb)
                && !self.has(verb, &[Relation::Det, Relation::Amod, Relation::Compound, Relation::NmodPoss]);
            let Some(clause) = self.head(verb).filter(|clause| may_tell && *clause > verb) else { continue };
            let subjects: Vec<usize> = self
                .children(clause)
                .into_iter()
                .filter(|child| *child < clause && SUBJECTS.contains(&self.relation(*child)))
                .collect();
            let &[teller, middle, _] = subjects.as_slice() else { continue };
            if middle == verb && self.is_finite_clause(clause) {
                self.tag(verb, Upos::Verb, self.tags.singular);
                self.put_in_place_of(clause, verb);
                self.attach(clause, verb, Relation::Ccomp);
                self.attach(teller, verb, Relation::Nsubj);
            }
        }
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
}
