//! Who is meant where a claim names one side only: the other is named by what it is about or by what came before.

use dragoman_text::{Relation, Upos};

use super::complete::is_of_others;
use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, insert_each};
use crate::claim::{Party, Status};

/// The type of what is granted or not.
const FAVOUR: &str = "COOPERATE";

/// The rule's name, where claims name their predicate.
const RULE: &str = "cooperate.favour-refused";

impl Walk<'_> {
    /// "Chad denied Mali permission to use its bases", "refused a request to let the plane land": what was asked for is
    /// refused by whoever would have granted it, to whoever asked.
    pub(crate) fn refuse_favours(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for place in 0..drafts.len() {
            let Some(refusal) = drafts.get(place) else { break };
            let (by, to) = (countries_of(&refusal.claim.actors), countries_of(&refusal.claim.recipients));
            let is_refusal = refusal.claim.event_type == "REJECT"
                && refusal.claim.status == Status::Held
                && by.len() == 1
                && to.len() == 1
                && by != to;
            let trigger = refusal.trigger;
            let Some(favour) = is_refusal.then(|| self.favour_under(trigger)).flatten() else {
                continue;
            };
            let hosts = refusal.claim.actors.iter().map(Party::again).collect::<Vec<_>>();
            let askers = refusal.claim.recipients.iter().map(Party::again).collect::<Vec<_>>();
            let is_within = |other: &Draft| self.parsed.is_under(other.trigger, favour);
            let is_granted = self.is_a(favour, "granted-to-askers");
            let mut is_told = false;
            for other in drafts.iter_mut().filter(|other| is_within(other)) {
                is_told = true;
                let is_turned = countries_of(&other.claim.actors) == to && is_granted;
                if other.claim.status == Status::Refused && is_turned {
                    FAVOUR.clone_into(&mut other.claim.event_type);
                    other.claim.actors.clone_from(&hosts);
                    other.claim.recipients.clone_from(&askers);
                }
            }
            let Some(refusal) = drafts.get(place).filter(|_| !is_told) else { continue };
            let start = self.phrase(favour).start();
            let end = self.parsed.span_of(self.parsed.subtree(favour)).end().max(start);
            let evidence = self.evidence_by(RULE, "what was asked for", (start, end), favour);
            let mut content = refusal.besides(favour, FAVOUR, evidence);
            content.claim.status = Status::Refused;
            content.claim.when = self.when(favour, &[], Status::Refused);
            (content.claim.actors, content.claim.recipients) = (hosts, askers);
            told.push((place + 1, content));
        }
        insert_each(drafts, told);
    }

    /// What a refusal's object says is to be done: "a request to let the plane land".
    fn favour_under(&self, refusal: usize) -> Option<usize> {
        let mut asked = self.parsed.children(refusal).filter(|child| self.is_a(*child, "favour-asked"));
        asked.find_map(|asked| {
            let behind = self.parsed.children(asked).chain(self.parsed.children(refusal));
            let clause = behind.filter(|child| *child > asked && self.has_to(*child)).find(|child| {
                matches!(
                    self.parsed.relation(*child),
                    Relation::Acl | Relation::Advcl | Relation::Xcomp | Relation::Ccomp
                )
            })?;
            let is_favour = self.is_a(clause, "granted-to-askers") || self.is_a(clause, "uses-land");
            is_favour.then_some(clause)
        })
    }

    /// "Convoys from Chad carrying rice arrive in Mali": told once, by the claim that says by whom.
    pub(crate) fn tell_givers_once(&self, drafts: &mut Vec<Draft>) {
        let is_aid = |draft: &Draft| draft.claim.event_type == "AID";
        let gift = |draft: &Draft| {
            let to = countries_of(&draft.claim.recipients);
            (self.parsed.sentence_of(draft.trigger), draft.claim.status, to)
        };
        let given: Vec<_> =
            drafts.iter().filter(|draft| is_aid(draft) && !draft.claim.actors.is_empty()).map(gift).collect();
        drafts.retain(|draft| {
            let is_open = is_aid(draft) && draft.claim.actors.is_empty();
            !is_open || countries_of(&draft.claim.recipients).is_empty() || !given.contains(&gift(draft))
        });
    }

    /// Fills in sides that other claims of the same passage name.
    pub(crate) fn name_other_sides(&self, drafts: &mut [Draft]) {
        for place in 0..drafts.len() {
            if let Some(sides) = drafts.get(place).and_then(|draft| self.talking_sides(draft, drafts))
                && let Some(draft) = drafts.get_mut(place)
            {
                draft.claim.actors = sides;
                continue;
            }
            let meant =
                drafts.get(place).map(|draft| (refused_by(draft, drafts), self.promised_to(draft, drafts)));
            let (Some((by, to)), Some(draft)) = (meant, drafts.get_mut(place)) else { continue };
            draft.claim.actors.extend(by);
            draft.claim.recipients.extend(to);
        }
    }

    /// "Announced that Chad and Kenya agreed on a truce, and that talks will begin in May": those who were named last, two
    /// and no more, are the sides to talks of which nobody says whose they are.
    fn talking_sides(&self, draft: &Draft, drafts: &[Draft]) -> Option<Vec<Party>> {
        let claim = &draft.claim;
        let own = countries_of(&claim.actors);
        let is_named = |party: &Party| {
            !party.span.is_empty()
                && self.tokens_in(party.span).any(|one| {
                    self.parsed.is_under(one, draft.trigger) && self.parsed.upos(one) != Upos::Pron
                })
        };
        let is_bare = claim.event_type == "CONSULT"
            && claim.modes.is_empty()
            && claim.recipients.is_empty()
            && !self.is_verb(draft.trigger)
            && self.light_verb(draft.trigger).is_none()
            && own.len() < 2
            && !claim.actors.iter().any(is_named);
        let sentence = self.parsed.sentence_of(draft.trigger);
        let told = drafts.iter().rev().find(|other| {
            is_bare && other.trigger < draft.trigger && self.parsed.sentence_of(other.trigger) == sentence
        })?;
        let both: Vec<&Party> = told
            .claim
            .actors
            .iter()
            .chain(&told.claim.recipients)
            .filter(|party| party.actor.country.as_deref().is_some_and(|country| country.len() == 3))
            .collect();
        let sides: Vec<Party> = both.into_iter().map(Party::again).collect();
        let is_done = matches!(told.claim.status, Status::Held | Status::Agreed);
        let is_peaceful =
            matches!(told.claim.event_type.as_str(), "AGREE" | "CONCEDE" | "RETREAT" | "SUPPORT");
        (is_done && is_peaceful && countries_of(&sides).len() == 2).then_some(sides)
    }

    /// "Chad approves the sale of jets to Kenya": what is agreed to is agreed with those to whom it will be done.
    fn promised_to(&self, draft: &Draft, drafts: &[Draft]) -> Vec<Party> {
        let own = countries_of(&draft.claim.actors);
        let is_open =
            draft.claim.event_type == "AGREE" && draft.claim.recipients.is_empty() && own.len() == 1;
        if !is_open {
            return Vec::new();
        }
        let is_content = |other: &&Draft| {
            let is_meant = draft.content.contains(&other.trigger)
                || draft.content.iter().any(|one| self.host(other.trigger) == Some(*one))
                || draft.content.iter().any(|one| self.contents_as_written(*one).contains(&other.trigger));
            is_meant
                && matches!(other.claim.event_type.as_str(), "AID" | "COOPERATE" | "CONSULT" | "SUPPORT")
                && countries_of(&other.claim.actors).iter().any(|country| own.contains(country))
        };
        let Some(content) = drafts.iter().find(is_content) else { return Vec::new() };
        let others: Vec<Party> = content
            .claim
            .recipients
            .iter()
            .chain(&content.claim.actors)
            .filter(|party| is_of_others(party, &own))
            .map(Party::again)
            .collect();
        if countries_of(&others).len() == 1 { others } else { Vec::new() }
    }
}

/// "Chad refuses the extradition of the poet to Mali": it is Chad that will not extradite him.
fn refused_by(draft: &Draft, drafts: &[Draft]) -> Vec<Party> {
    let claim = &draft.claim;
    let is_open = claim.event_type == FAVOUR
        && claim.status == Status::Refused
        && claim.actors.is_empty()
        && !claim.recipients.is_empty();
    let to = countries_of(&claim.recipients);
    let refusal = drafts.iter().find(|other| {
        is_open && other.claim.event_type == "REJECT" && other.content.contains(&draft.trigger)
    });
    let by = refusal.into_iter().flat_map(|refusal| &refusal.claim.actors);
    by.filter(|party| is_of_others(party, &to)).map(Party::again).collect()
}
