//! Who is meant where a claim names one side only: the other is named by what it is about or by what came before.

use dragoman_text::{Relation, Upos};

use super::Draft;
use super::complete::is_of_others;
use super::party::countries_of;
use super::walk::Walk;
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
            let Some((clause, favour)) = is_refusal.then(|| self.favour_under(trigger)).flatten() else {
                continue;
            };
            let hosts = refusal.claim.actors.iter().map(Party::again).collect::<Vec<_>>();
            let askers = refusal.claim.recipients.iter().map(Party::again).collect::<Vec<_>>();
            let is_within = |other: &Draft| self.parsed.is_under(other.trigger, clause);
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
            let start = self.phrase(clause).start();
            let end = self.parsed.span_of(self.parsed.subtree(clause)).end().max(start);
            let evidence = self.evidence_by(RULE, "what was asked for", (start, end), favour);
            let mut content = refusal.besides(favour, FAVOUR, evidence);
            content.claim.status = Status::Refused;
            content.claim.when = self.when(favour, &[], Status::Refused);
            (content.claim.actors, content.claim.recipients) = (hosts, askers);
            told.push((place, content));
        }
        for (place, content) in told.into_iter().rev() {
            drafts.insert(place + 1, content);
        }
    }

    /// What a refusal's object says is to be done, and the verb of that: "a request to let the plane land".
    fn favour_under(&self, refusal: usize) -> Option<(usize, usize)> {
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
            is_favour.then_some((clause, clause))
        })
    }

    /// "Convoys from Chad carrying rice arrive in Mali": told once, by the claim that says by whom.
    pub(crate) fn tell_givers_once(&self, drafts: &mut Vec<Draft>) {
        let given: Vec<(usize, String, Status, Vec<String>)> = drafts
            .iter()
            .filter(|draft| draft.claim.event_type == "AID" && !draft.claim.actors.is_empty())
            .map(|draft| {
                let claim = &draft.claim;
                let sentence = self.parsed.sentence_of(draft.trigger);
                (sentence, claim.event_type.clone(), claim.status, countries_of(&claim.recipients))
            })
            .collect();
        drafts.retain(|draft| {
            let claim = &draft.claim;
            let to = countries_of(&claim.recipients);
            !claim.actors.is_empty()
                || to.is_empty()
                || !given.iter().any(|(sentence, event_type, status, others)| {
                    *sentence == self.parsed.sentence_of(draft.trigger)
                        && *event_type == claim.event_type
                        && *status == claim.status
                        && *others == to
                })
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
            let meant = drafts.get(place).map(|draft| Meant {
                to: self.promised_to(draft, drafts),
                by: refused_by(draft, drafts).or_else(|| self.sent_away_by(draft, drafts)),
            });
            let (Some(meant), Some(draft)) = (meant, drafts.get_mut(place)) else { continue };
            draft.claim.recipients.extend(meant.to);
            draft.claim.actors.extend(meant.by.unwrap_or_default());
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

    /// "Was arrested by Chad's police and later extradited to Mali": whoever held somebody hands him over.
    fn sent_away_by(&self, draft: &Draft, drafts: &[Draft]) -> Option<Vec<Party>> {
        let claim = &draft.claim;
        let is_open = claim.event_type == "COOPERATE"
            && claim.actors.is_empty()
            && !claim.recipients.is_empty()
            && self.is_verb(draft.trigger)
            && self.is_a(draft.trigger, "gives-over");
        let sentence = self.parsed.sentence_of(draft.trigger);
        let to = countries_of(&claim.recipients);
        let is_hold = |other: &&Draft| {
            is_open
                && other.claim.event_type == "COERCE"
                && other.claim.modes.iter().any(|mode| mode == "arrest")
                && other.trigger < draft.trigger
                && self.parsed.sentence_of(other.trigger) + 1 >= sentence
                && countries_of(&other.claim.actors).len() == 1
        };
        let hold = drafts.iter().rev().find(is_hold)?;
        let by: Vec<Party> =
            hold.claim.actors.iter().filter(|party| is_of_others(party, &to)).map(Party::again).collect();
        Some(by).filter(|by| !by.is_empty())
    }
}

/// "Chad refuses the extradition of the poet to Mali": it is Chad that will not extradite him.
fn refused_by(draft: &Draft, drafts: &[Draft]) -> Option<Vec<Party>> {
    let claim = &draft.claim;
    let is_open = claim.event_type == "COOPERATE"
        && claim.status == Status::Refused
        && claim.actors.is_empty()
        && !claim.recipients.is_empty();
    let refusal = drafts.iter().find(|other| {
        is_open && other.claim.event_type == "REJECT" && other.content.contains(&draft.trigger)
    })?;
    let to = countries_of(&claim.recipients);
    let by: Vec<Party> =
        refusal.claim.actors.iter().filter(|party| is_of_others(party, &to)).map(Party::again).collect();
    Some(by).filter(|by| !by.is_empty())
}

/// What a claim leaves out.
struct Meant {
    /// To whom it is done.
    to: Vec<Party>,
    /// Who does it.
    by: Option<Vec<Party>>,
}
