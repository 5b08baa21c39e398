//! Who tells of another's wrong as a charge charges them with it: "the minister complained that Chad's army had shelled the
//! village".

use dragoman_text::Relation;

use super::party::{countries_of, is_guess};
use super::walk::Walk;
use super::{Draft, insert_each};
use crate::claim::{Party, SourceKind, Status};

/// The type of what is said.
const CHARGE: &str = "ACCUSE";

/// Its mode.
const MODE: &str = "allege";

/// The rule's name, where claims name their predicate.
const RULE: &str = "accuse.tell-of-deed";

/// Why there is a claim of it, in words that can be shown.
const WHY: &str = "whoever tells of it charges the doer with it";

/// How far to trust it.
const TRUST: f32 = 0.6;

/// The word by which a deed is told is among the first so many up the tree, the deed's own counted.
const MOST_STEPS: usize = 2;

impl Walk<'_> {
    /// Adds to each harm that somebody of another state says was done the charge that lies in saying so.
    pub(crate) fn charge_others(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        let mut hit: Vec<(usize, Vec<Party>)> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let Some(verb) = self.told_by(draft) else { continue };
            let Some(speaker) = self.surface_subject(verb) else { continue };
            let accusers = self.parties(&[speaker]);
            let own = countries_of(&accusers);
            let known = |parties: &[Party]| -> Vec<Party> {
                parties.iter().filter(|party| !is_guess(&party.actor)).map(Party::again).collect()
            };
            let doers = known(&draft.claim.actors);
            let others = countries_of(&doers);
            // What a state does to its own people is told of as news.
            let suffering = countries_of(&known(&draft.claim.recipients));
            let is_at_home =
                !suffering.is_empty() && suffering.iter().all(|country| others.contains(country));
            let is_told_already = |other: &Draft| {
                let above = other.trigger == verb || self.parsed.is_under(draft.trigger, other.trigger);
                other.claim.event_type == CHARGE && above
            };
            // "The strike hit the port, with the governor saying that two were hurt": he names nobody.
            let names_nobody = draft.claim.actors.iter().all(|party| party.inferred);
            if own.is_empty()
                || names_nobody
                || others.is_empty()
                || is_at_home
                || accusers.iter().any(|party| is_guess(&party.actor))
                || others.iter().any(|country| own.contains(country))
                || drafts.iter().chain(told.iter().map(|(_, one)| one)).any(is_told_already)
            {
                continue;
            }
            let suffers: Vec<Party> = accusers
                .iter()
                .filter(|party| matches!(party.actor.sector.as_deref(), Some("MIL" | "GOV")))
                .map(Party::again)
                .collect();
            // "The ministry says that the strike killed ten" gives news, "complains that" charges, and so does "says that
            // Chad was behind the strike".
            let is_behind = self.preposition(draft.trigger).is_some_and(|word| word == "behind");
            if is_behind || self.is_a(verb, "tell-against") {
                // "Chad's army shelled the village, the minister said": whoever says so may stand behind.
                let spans = [self.phrase(speaker), self.parsed.token(verb).span, draft.claim.evidence.span];
                let start = spans.iter().map(|span| span.start()).min().unwrap_or_default();
                let end = spans.iter().map(|span| span.end()).max().unwrap_or_default();
                let evidence = self.evidence_by(RULE, WHY, (start, end), verb);
                let mut charge = draft.act_besides(verb, (CHARGE, MODE), evidence, TRUST);
                charge.content = vec![draft.trigger];
                (charge.claim.actors, charge.claim.recipients) = (accusers, doers);
                charge.claim.when = self.when(verb, &[], Status::Held);
                told.push((place, charge));
            }
            if draft.claim.event_type == "ASSAULT" && draft.claim.recipients.is_empty() {
                // "Chad said that Nigerien soldiers had opened fire": on its own.
                hit.push((place, suffers));
            }
        }
        for (place, suffers) in hit {
            drafts[place].claim.recipients.extend(suffers);
        }
        insert_each(drafts, told);
    }

    /// The word by which a party says openly that harm was done; nothing where it is owned up to or only confirmed.
    fn told_by(&self, draft: &Draft) -> Option<usize> {
        let claim = &draft.claim;
        let is_harm = matches!(claim.event_type.as_str(), "ASSAULT" | "COERCE")
            && matches!(claim.status, Status::Held | Status::Ongoing)
            && matches!(claim.source.kind, SourceKind::Official | SourceKind::Named);
        if !is_harm {
            return None;
        }
        // "Said that he launched strikes" tells who launched them, "reported strikes" and "spoke after strikes" does not.
        let mut inner = draft.trigger;
        for outer in self.parsed.ancestors(draft.trigger).take(MOST_STEPS) {
            let relation = self.parsed.relation(inner);
            // "Said that Chad was behind the attack".
            let is_clause = || self.is_verb(inner) || self.claims_deed(inner).is_some();
            if relation == Relation::Ccomp && is_clause() && self.is_a(outer, "tell-openly") {
                return (!self.mood(outer).negated).then_some(outer);
            }
            if relation != Relation::Obj || inner != draft.trigger || !self.is_verb(outer) {
                return None;
            }
            inner = outer;
        }
        None
    }
}
