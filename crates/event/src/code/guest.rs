//! What is told of guests besides: the visit that an invitation proposes or a refused visa prevents, and the meeting that
//! a visit is for.

use dragoman_text::Relation;

use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, insert_each, remove_each};
use crate::claim::{Party, Status};

/// The type of visits.
const VISIT: &str = "CONSULT";

/// Its mode.
const MODE: &str = "visit";

/// The rule's name, where claims name their predicate.
const RULE: &str = "consult.visit-of-guest";

impl Walk<'_> {
    /// Tells of invitations and refusals the visits that they are about, and of a visit and its purpose one thing.
    pub(crate) fn tell_guests(&self, drafts: &mut Vec<Draft>) {
        self.meet_on_visits(drafts);
        self.turn_guests_away(drafts);
        self.ask_guests(drafts);
    }

    /// "The king of Chad visits Kenya to meet its president": whom a guest comes to meet where he comes to is his host.
    fn meet_on_visits(&self, drafts: &mut Vec<Draft>) {
        let mut gone = Vec::new();
        for place in 0..drafts.len() {
            let Some((visit, hosts)) = self.visit_for(place, drafts) else { continue };
            if let Some(visit) = drafts.get_mut(visit) {
                visit.claim.recipients.extend(hosts);
                gone.push(place);
            }
        }
        remove_each(drafts, gone);
    }

    /// The visit that is paid for the sake of a meeting in the country of all whom the visitors meet, and these.
    fn visit_for(&self, place: usize, drafts: &[Draft]) -> Option<(usize, Vec<Party>)> {
        let meeting = drafts.get(place)?;
        let is_meeting = meeting.claim.event_type == VISIT && meeting.claim.modes.is_empty();
        if !is_meeting || !matches!(meeting.claim.status, Status::Planned | Status::Held) {
            return None;
        }
        let purpose = std::iter::once(meeting.trigger)
            .chain(self.parsed.ancestors(meeting.trigger))
            .take(2)
            .find(|one| self.is_purpose(*one))?;
        // "Visits Chad for the first time since being elected to meet the king": the purpose may hang on a part of it.
        let over: Vec<usize> = self.parsed.ancestors(purpose).take(4).collect();
        let going = over.first().copied()?;
        let (visit_at, visit) = drafts.iter().enumerate().find(|(at, other)| {
            *at != place
                && (other.trigger == going
                    || is_visit(other) && over.contains(&other.trigger)
                    || self.host(other.trigger) == Some(going))
                && other.claim.event_type == VISIT
                && matches!(other.claim.status, Status::Held | Status::Ongoing | Status::Planned)
        })?;
        let guests = countries_of(&visit.claim.actors);
        if !is_visit(visit) {
            // "Hold talks to discuss the dam": that they discuss it is said already.
            let is_planned = meeting.claim.status == Status::Planned;
            let meet = countries_of(&meeting.claim.actors);
            let are_same = !meet.is_empty() && meet.iter().all(|country| guests.contains(country));
            return (is_planned && are_same).then(|| (visit_at, Vec::new()));
        }
        let visited = countries_of(&visit.claim.recipients);
        let is_guest =
            |party: &Party| party.actor.country.as_ref().is_some_and(|country| guests.contains(country));
        let hosts: Vec<Party> =
            meeting.claim.actors.iter().filter(|party| !is_guest(party)).cloned().collect();
        let are_there = hosts.iter().all(|host| {
            let country = host.actor.country.as_ref();
            country.is_some_and(|country| visited.contains(country) && !guests.contains(country))
        });
        (!hosts.is_empty() && are_there).then_some((visit_at, hosts))
    }

    /// "To meet", "to hold talks": what somebody goes somewhere for. Talks that he goes there for are told of their own.
    fn is_purpose(&self, token: usize) -> bool {
        matches!(self.parsed.relation(token), Relation::Advcl | Relation::Xcomp)
            && self.is_verb(token)
            && self.has_to(token)
    }

    /// "Chad refuses a visa to the minister", "denies entry to lawmakers who wanted to visit the camps": the visit is
    /// refused.
    fn turn_guests_away(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for place in 0..drafts.len() {
            let Some(draft) = drafts.get(place) else { break };
            let claim = &draft.claim;
            let is_meeting = claim.event_type == "REJECT" && claim.modes.iter().any(|mode| mode == "meet");
            let is_closed = is_meeting || claim.event_type == "SANCTION";
            let guests = countries_of(&claim.recipients);
            if !is_closed
                || claim.status != Status::Held
                || guests.is_empty()
                || !self.keeps_out(draft.trigger)
            {
                continue;
            }
            let (hosts, comers) = (claim.actors.clone(), claim.recipients.clone());
            let sentence = self.parsed.sentence_of(draft.trigger);
            let trigger = draft.trigger;
            let is_theirs = |other: &Draft| {
                other.claim.event_type == VISIT
                    && self.parsed.sentence_of(other.trigger) == sentence
                    && countries_of(&other.claim.actors).iter().any(|country| guests.contains(country))
            };
            let mut is_told = false;
            for other in drafts.iter_mut().filter(|other| is_theirs(other)) {
                is_told = true;
                if self.parsed.is_under(other.trigger, trigger)
                    && matches!(other.claim.status, Status::Proposed | Status::Planned)
                {
                    other.claim.status = Status::Refused;
                }
            }
            let is_own = countries_of(&hosts).iter().any(|country| guests.contains(country));
            if is_told || is_own || hosts.is_empty() || !is_meeting {
                continue;
            }
            let Some(draft) = drafts.get(place) else { break };
            let span = draft.claim.evidence.span;
            let passage = (span.start(), span.end());
            let hosts = self.goal_of(&comers).unwrap_or(hosts);
            let visit = self.visit_besides(draft, trigger, passage, (comers, hosts), Status::Refused);
            told.push((place + 1, visit));
        }
        insert_each(drafts, told);
    }

    /// "Lawmakers bound for the camps in Chad", "on their way to Chad": where guests go who are turned away.
    fn goal_of(&self, guests: &[Party]) -> Option<Vec<Party>> {
        let guest = guests.first().and_then(|guest| self.tokens_in(guest.span).last())?;
        let goals = std::iter::once(guest).chain(self.parsed.ancestors(guest).take(1)).find_map(|one| {
            let bound = self.parsed.children(one).find(|child| self.is_a(*child, "bound-somewhere"))?;
            let goals =
                [self.nominals(bound, "for"), self.nominals(bound, "to"), self.nominals(bound, "toward")];
            Some(goals.concat())
        })?;
        let hosts = self.parties(&goals);
        let theirs = countries_of(guests);
        let is_abroad =
            |party: &Party| party.actor.country.as_ref().is_some_and(|country| !theirs.contains(country));
        (!hosts.is_empty() && hosts.iter().all(is_abroad)).then_some(hosts)
    }

    /// "The king invited the premier of Chad to Nairobi": the visit is proposed.
    fn ask_guests(&self, drafts: &mut Vec<Draft>) {
        let mut told: Vec<(usize, Draft)> = Vec::new();
        for (place, draft) in drafts.iter().enumerate() {
            let claim = &draft.claim;
            let is_invitation = claim.event_type == "REQUEST"
                && claim.status == Status::Held
                && self.is_a(draft.trigger, "invites");
            let is_told = |other: &Draft| {
                other.claim.event_type == VISIT
                    && (draft.content.contains(&other.trigger)
                        || self.parsed.is_under(other.trigger, draft.trigger))
            };
            if !is_invitation || claim.recipients.is_empty() || drafts.iter().any(is_told) {
                continue;
            }
            let guests = countries_of(&claim.recipients);
            let is_land = |goal: &usize| self.place(*goal).is_some() || self.is_country(*goal);
            // "Extended an invitation to the king to attend a parade": the clause may hang on either.
            let verb = self.parsed.head(draft.trigger).filter(|_| !self.is_verb(draft.trigger));
            let around = std::iter::once(draft.trigger).chain(verb);
            let occasion = || {
                let mut clauses = around.flat_map(|one| self.parsed.children(one));
                clauses.find(|one| self.has_to(*one) && self.is_a(*one, "comes-as-guest"))
            };
            let goal = self.nominals(draft.trigger, "to").into_iter().find(is_land).filter(|goal| {
                !claim.recipients.iter().any(|guest| self.tokens_in(guest.span).contains(goal))
            });
            let Some(goal) = goal.or_else(occasion) else { continue };
            let hosts = if claim.actors.is_empty() { self.parties(&[goal]) } else { claim.actors.clone() };
            if hosts.is_empty() || countries_of(&hosts).iter().any(|country| guests.contains(country)) {
                continue;
            }
            let span = claim.evidence.span;
            let end = self.phrase(goal).end().max(span.end());
            let parties = (claim.recipients.clone(), hosts);
            let visit = self.visit_besides(draft, goal, (span.start(), end), parties, Status::Proposed);
            told.push((place + 1, visit));
        }
        insert_each(drafts, told);
    }

    /// The claim of a visit that an act on guests is about.
    fn visit_besides(
        &self,
        act: &Draft,
        trigger: usize,
        passage: (usize, usize),
        (guests, hosts): (Vec<Party>, Vec<Party>),
        status: Status,
    ) -> Draft {
        let evidence = self.evidence_by(RULE, "a guest's visit", passage, trigger);
        let mut visit = act.besides(trigger, VISIT, evidence);
        visit.claim.modes = vec![MODE.to_owned()];
        visit.claim.status = status;
        (visit.claim.actors, visit.claim.recipients) = (guests, hosts);
        visit.claim.when = self.when(act.trigger, &[], status);
        visit
    }

    /// Whether a verb shuts somebody out of a land or a gathering.
    fn keeps_out(&self, verb: usize) -> bool {
        let is_away = || self.parsed.children(verb).any(|child| self.is_a(child, "away"));
        self.is_verb(verb)
            && (self.is_a(verb, "keeps-out") || self.is_a(verb, "sends-somewhere") && is_away())
    }
}

/// Whether a claim tells of a visit.
fn is_visit(draft: &Draft) -> bool {
    draft.claim.event_type == VISIT && draft.claim.modes.iter().any(|mode| mode == MODE)
}
