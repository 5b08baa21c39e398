//! What two sides agree on: "signed an agreement on fisheries" tells of the signing and of what will be done together.

use dragoman_text::Relation;

use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, insert_each};
use crate::claim::Status;

/// The type of what is done together, where nothing more is said of it.
const TOGETHER: &str = "COOPERATE";

/// The rule's name, where claims name their predicate.
const RULE: &str = "cooperate.content-of-accord";

/// The rule's name for what is agreed to be done.
const UNDERTAKEN: &str = "cooperate.undertaken";

impl Walk<'_> {
    /// Adds to each accord between two sides or more what it is about, where that tells of nothing else.
    pub(crate) fn tell_accords(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        let mut terms: Vec<usize> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let claim = &draft.claim;
            let is_accord = matches!(claim.event_type.as_str(), "SUPPORT" | "AGREE")
                && matches!(claim.status, Status::Held | Status::Planned | Status::Agreed)
                && claim.recipients.is_empty()
                && countries_of(&claim.actors).len() > 1;
            let Some(accord) = self.accord_of(draft.trigger).filter(|_| is_accord) else { continue };
            let Some(about) = self.subject_of_accord(draft.trigger, accord) else { continue };
            // "A deal that will join the grids after Chad cut off gas": the cut is told beside it.
            let is_beside = |trigger: usize| {
                let up = std::iter::once(trigger).chain(self.parsed.ancestors(trigger));
                up.take_while(|one| *one != about).any(|one| self.parsed.relation(one) == Relation::Advcl)
            };
            let within = |trigger: usize| {
                trigger != accord && self.parsed.is_under(trigger, about) && !is_beside(trigger)
            };
            let says_more =
                drafts.iter().any(|other| within(other.trigger) && self.says_enough(other, accord));
            terms.extend(
                drafts.iter().enumerate().filter(|(_, other)| within(other.trigger)).map(|(term, _)| term),
            );
            // "A partnership agreement on foreign policy" names nothing that will be done.
            let is_to_come = matches!(self.mood(about).status, Some(Status::Planned | Status::Hypothetical));
            let names_a_deed = self.is_a(about, "done-by-accord")
                || self.parsed.relation(about) == Relation::AclRelcl && is_to_come;
            if says_more || !names_a_deed || told.iter().any(|(_, other)| other.trigger == accord) {
                continue;
            }
            let start = self.phrase(accord).start();
            let end = self.parsed.span_of(self.parsed.subtree(about)).end().max(start);
            let evidence = self.evidence_by(RULE, "what was agreed on", (start, end), accord);
            let mut content = draft.besides(accord, TOGETHER, evidence);
            let claim = &mut content.claim;
            if claim.status == Status::Held {
                claim.status = Status::Agreed;
            }
            claim.when = self.when(about, &[], claim.status);
            told.push((place + 1, content));
        }
        for term in terms {
            if let Some(draft) = drafts.get_mut(term)
                && matches!(draft.claim.event_type.as_str(), "SANCTION" | "CONCEDE")
                && matches!(draft.claim.status, Status::Planned | Status::Hypothetical)
            {
                // "A deal that would set a tariff of five percent": it is agreed on.
                draft.claim.status = Status::Agreed;
            }
        }
        self.deliver_as_contracted(drafts);
        insert_each(drafts, told);
    }

    /// "Chad and Mali agree to rebuild the road", "commits to a billion in investment in Chad": what two agree to do, or one
    /// to do for the other, where no word tells what kind of deed it is.
    pub(crate) fn tell_undertakings(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let claim = &draft.claim;
            let sides = [countries_of(&claim.actors), countries_of(&claim.recipients)].concat();
            let is_between_two = sides.iter().any(|side| *side != sides[0]);
            let is_promise = claim.event_type == "AGREE" && claim.status == Status::Held && is_between_two;
            if !is_promise || !self.is_a(draft.trigger, "undertakes") || !self.is_verb(draft.trigger) {
                continue;
            }
            let Some(deed) = self.undertaken(draft.trigger) else { continue };
            if self.is_a(deed, "idle-undertaking") || self.mood(deed).negated {
                continue;
            }
            let below = self.parsed.subtree(deed);
            let is_told = drafts.iter().any(|other| below.contains(&other.trigger))
                || below.clone().any(|one| self.event_at(one).is_some());
            if is_told {
                continue;
            }
            let start = self.parsed.span_of(deed..deed + 1).start().min(self.phrase(deed).start());
            let end = self.parsed.span_of(below).end().max(start);
            let evidence = self.evidence_by(UNDERTAKEN, "what was agreed on", (start, end), deed);
            let mut content = draft.besides(deed, TOGETHER, evidence);
            content.claim.status = Status::Agreed;
            content.claim.when = self.when(deed, &[], Status::Agreed);
            told.push((place + 1, content));
        }
        insert_each(drafts, told);
    }

    /// What somebody agrees to do: "agrees to rebuild the road", "commits to a billion in investment".
    fn undertaken(&self, agrees: usize) -> Option<usize> {
        let to_do = self.parsed.children_by(agrees, Relation::Xcomp).filter(|verb| self.has_to(*verb));
        let to_what = self.nominals(agrees, "to").into_iter();
        to_do
            .chain(to_what.filter(|noun| self.mention(*noun).is_none() && self.place(*noun).is_none()))
            .next()
    }

    /// "Signed a contract with Chad to supply ten jets": what is contracted for is sold and no gift.
    fn deliver_as_contracted(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|draft| draft.claim.event_type == "AID") {
            let is_contract = |one: usize| self.is_a(one, "contract");
            let is_contracted = draft.claim.status == Status::Agreed
                && self.parsed.ancestors(draft.trigger).take(2).any(|over| {
                    is_contract(over) || self.parsed.children_by(over, Relation::Obj).any(is_contract)
                });
            if is_contracted {
                TOGETHER.clone_into(&mut draft.claim.event_type);
                draft.claim.modes.clear();
            }
        }
    }

    /// Whether a claim within what an accord is about tells what will be done together: of a trade deal, that it sets or
    /// cuts tariffs does not.
    fn says_enough(&self, within: &Draft, accord: usize) -> bool {
        !matches!(within.claim.event_type.as_str(), "SANCTION" | "CONCEDE")
            || !self.parsed.children(accord).any(|word| self.is_a(word, "of-trade"))
    }

    /// Whether something is what an accord provides for: "signed a pact allowing Chad to use the port", "reach a deal that
    /// places a tariff on steel".
    pub(super) fn is_term_of_accord(&self, token: usize) -> bool {
        let verb = if self.is_verb(token) { Some(token) } else { self.host(token) };
        verb.is_some_and(|verb| {
            matches!(self.parsed.relation(verb), Relation::Acl | Relation::AclRelcl)
                && matches!(self.parsed.xpos(verb), "VBZ" | "VBP" | "VBG")
                && self.parsed.children_by(verb, Relation::Aux).next().is_none()
                && self.parsed.head(verb).is_some_and(|noun| !self.is_verb(noun) && self.is_a(noun, "accord"))
        })
    }

    /// The accord that is signed, reached or announced, itself or as the object of a verb.
    fn accord_of(&self, trigger: usize) -> Option<usize> {
        let is_accord = |noun: &usize| {
            self.is_a(*noun, "accord")
                && !self.is_a(*noun, "accord-of-peace")
                && !self.parsed.children(*noun).any(|word| self.is_a(word, "accord-of-peace"))
        };
        if !self.is_verb(trigger) {
            return Some(trigger).filter(is_accord);
        }
        self.parsed.children_by(trigger, Relation::Obj).find(is_accord)
    }

    /// What follows an accord and says what it is about.
    fn subject_of_accord(&self, trigger: usize, accord: usize) -> Option<usize> {
        let behind = |head: usize| self.parsed.children(head).filter(move |child| *child > accord);
        let of_verb = if trigger == accord { None } else { Some(trigger) };
        behind(accord).chain(of_verb.into_iter().flat_map(behind)).find(|phrase| {
            match self.parsed.relation(*phrase) {
                Relation::Nmod | Relation::Obl => {
                    let leads = matches!(
                        self.preposition(*phrase).as_deref(),
                        Some("on" | "for" | "about" | "regarding" | "concerning" | "covering" | "including")
                    );
                    leads
                        && !self.is_word_of_time(*phrase)
                        && self.parsed.lemma(*phrase) != "behalf"
                        && self.mention(*phrase).is_none()
                        && self.place(*phrase).is_none()
                }
                Relation::Acl => self.has_to(*phrase) || self.parsed.xpos(*phrase) == "VBG",
                Relation::AclRelcl => {
                    let mood = self.mood(*phrase);
                    let is_open = matches!(mood.status, Some(Status::Planned | Status::Hypothetical));
                    (is_open || self.is_term_of_accord(*phrase)) && !mood.negated
                }
                Relation::Advcl => self.has_to(*phrase),
                _ => false,
            }
        })
    }
}
