//! Who did what to whom: the tokens that fill a happening's roles, its own or those that governing words hand down.

use dragoman_text::Relation;

use super::walk::Walk;
use crate::predicate::{Doer, Part};

/// The tokens that fill the roles of a happening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cast {
    pub(crate) actors: Vec<usize>,
    pub(crate) recipients: Vec<usize>,
    /// Whether the actors were handed down by other words and do not belong to the passage.
    pub(crate) is_handed: bool,
}

/// Acts about acts about acts end here.
const MOST_DEPTH: usize = 4;

impl Walk<'_> {
    /// Who fills the roles of a trigger under its governor.
    pub(crate) fn cast(&self, token: usize, governors: &[Vec<usize>], governor: Option<usize>) -> Cast {
        self.cast_within(token, governors, governor, MOST_DEPTH)
    }

    fn cast_within(
        &self,
        token: usize,
        governors: &[Vec<usize>],
        governor: Option<usize>,
        depth: usize,
    ) -> Cast {
        let Some(reading) = self.reading(token) else { return Cast::default() };
        let Some(depth) = depth.checked_sub(1) else { return Cast::default() };
        let predicate = self.predicate(reading);
        let roles = predicate.roles(reading.part);
        let mut cast = Cast {
            actors: self.party_fillers(token, reading.part, &roles.actor),
            recipients: self.party_fillers(token, reading.part, &roles.recipient),
            is_handed: false,
        };
        if !self.is_verb(token) && cast.recipients.is_empty() {
            cast.recipients.extend(self.undergoer(token));
        }
        if !self.is_verb(token)
            && cast.recipients.is_empty()
            && let Some(verb) = self.light_verb(token)
        {
            // "Granted Iraq a waiver".
            cast.recipients.extend(self.parsed.children_by(verb, Relation::Iobj));
        }
        let own = cast.actors.clone();
        if predicate.is_mutual() {
            cast.recipients = self.all_fillers(token, reading.part, &roles.recipient);
        }
        if let Some(governor) =
            governor.or_else(|| governors.get(token).and_then(|over| over.first()).copied())
        {
            let next = governors.get(governor).and_then(|over| over.first()).copied();
            let outer = self.cast_within(governor, governors, next, depth);
            self.hand_down(token, reading.part, governor, &outer, &mut cast);
        }
        let is_act = predicate.event_type.is_some() && predicate.gives.is_some();
        if is_act && cast.recipients.is_empty() {
            cast.recipients = self.addressees(token, predicate.doer, &cast, governors, depth);
        }
        if cast.recipients.is_empty()
            && self.is_asked_for(token)
            && let Some(clause) = self.parsed.head(token).filter(|head| self.is_verb(*head))
        {
            // "Halted it at the request of Chad": whoever does it was asked.
            cast.recipients.extend(self.surface_subject(clause));
        }
        if predicate.has_company() && !self.is_event_of_others(token) && self.is_one_side(&cast) {
            let setting = self.held_at(token);
            let own = cast.actors.is_empty() && cast.recipients.is_empty();
            match setting.filter(|parties| own && parties.len() > 1) {
                Some(parties) => cast.actors = parties,
                None => cast.actors.extend(self.bystanders(token, &cast)),
            }
        }
        cast.is_handed = cast.actors != own;
        // Whoever does something to themselves was found twice.
        cast.recipients.retain(|one| !cast.actors.contains(one));
        cast
    }

    /// Whom a verbal act must be said to, seen from what it speaks about: who is to do it, or to whom it is done.
    fn addressees(
        &self,
        token: usize,
        doer: Doer,
        cast: &Cast,
        governors: &[Vec<usize>],
        depth: usize,
    ) -> Vec<usize> {
        let actors = self.parties(&cast.actors);
        let is_other = |one: &usize| {
            let parties = self.parties(&[*one]);
            !parties.is_empty()
                && !parties.iter().any(|party| {
                    let same = |actor: &crate::claim::Party| {
                        actor.span == party.span
                            || !party.actor.id.is_empty() && actor.actor.id == party.actor.id
                    };
                    actors.iter().any(same)
                })
        };
        // "Demanded that the army leave": whoever is to do it.
        if doer == Doer::Recipient {
            for clause in self.clauses_under(token) {
                let subject = self.parsed.children(clause).find(|child| {
                    matches!(self.parsed.relation(*child), Relation::Nsubj | Relation::NsubjPass)
                });
                if let Some(subject) = subject.filter(|one| self.is_party(*one) && is_other(one)) {
                    return vec![subject];
                }
            }
        }
        // "Summoned the envoy to demand a release": whoever was dealt with was told.
        if doer == Doer::Recipient
            && let Some(dealt_with) = self.dealt_with(token).filter(is_other)
        {
            return vec![dealt_with];
        }
        for content in self.contents(token) {
            let Some(reading) = self.reading(content) else { continue };
            let predicate = self.predicate(reading);
            let inner = if predicate.event_type.is_none() {
                // What an operator speaks about, it speaks about.
                Cast {
                    recipients: self.addressees_below(content, doer, cast, governors, depth),
                    ..Cast::default()
                }
            } else {
                let mut own = self.own_cast(content);
                if own.recipients.is_empty() && predicate.has_content(reading.part) {
                    own.recipients = self.addressees_below(content, predicate.doer, &own, governors, depth);
                }
                own
            };
            let is_act = predicate.event_type.is_some() && predicate.gives.is_some();
            let found: Vec<usize> =
                if doer != Doer::Actor && doer != Doer::Both || is_act || predicate.is_mutual() {
                    inner.actors.iter().chain(&inner.recipients).copied().filter(is_other).collect()
                } else {
                    inner.recipients.iter().copied().filter(is_other).collect()
                };
            if !found.is_empty() {
                return if doer == Doer::Recipient || is_act {
                    found.into_iter().take(1).collect()
                } else {
                    found
                };
            }
        }
        // What is agreed to or turned down need be no happening: "agreed to join the Union's fund".
        let others: Vec<usize> = self
            .contents_as_written(token)
            .into_iter()
            .flat_map(|one| {
                let mut near: Vec<usize> = vec![one];
                near.extend(self.parsed.children(one).filter(|child| {
                    matches!(
                        self.parsed.relation(*child),
                        Relation::Obj
                            | Relation::Obl
                            | Relation::Nmod
                            | Relation::NmodPoss
                            | Relation::Amod
                            | Relation::Compound
                    )
                }));
                near
            })
            .filter(is_other)
            .take(1)
            .collect();
        if doer != Doer::Recipient && !others.is_empty() {
            return others;
        }
        // "Demanded that the court be closed": whoever the clause is about.
        if doer == Doer::Recipient {
            for clause in self.clauses_under(token) {
                let subject = self.surface_subject(clause).filter(|one| self.is_party(*one) && is_other(one));
                if let Some(subject) = subject {
                    return vec![subject];
                }
            }
        }
        Vec::new()
    }

    /// Whom the clause deals with that an infinitive of purpose belongs to.
    fn dealt_with(&self, token: usize) -> Option<usize> {
        if !self.is_verb(token) || !self.has_to(token) {
            return None;
        }
        let mut head = self.parsed.head(token)?;
        match self.parsed.relation(token) {
            Relation::Advcl => {}
            Relation::Acl if self.is_party(head) => head = self.parsed.head(head)?,
            _ => return None,
        }
        let deals = self.is_verb(head) && !self.is_passive(head);
        self.parsed.child_by(head, Relation::Obj).filter(|object| deals && self.is_party(*object))
    }

    fn addressees_below(
        &self,
        token: usize,
        doer: Doer,
        cast: &Cast,
        governors: &[Vec<usize>],
        depth: usize,
    ) -> Vec<usize> {
        match depth.checked_sub(1) {
            Some(depth) => self.addressees(token, doer, cast, governors, depth),
            None => Vec::new(),
        }
    }

    fn clauses_under(&self, token: usize) -> Vec<usize> {
        self.parsed
            .children(token)
            .filter(|child| matches!(self.parsed.relation(*child), Relation::Ccomp | Relation::Xcomp))
            .collect()
    }

    /// Who fills the roles of a trigger by its own words alone.
    fn own_cast(&self, token: usize) -> Cast {
        let Some(reading) = self.reading(token) else { return Cast::default() };
        let roles = self.predicate(reading).roles(reading.part);
        Cast {
            actors: self.party_fillers(token, reading.part, &roles.actor),
            recipients: self.party_fillers(token, reading.part, &roles.recipient),
            is_handed: false,
        }
    }

    /// What a governing word says of who does what it speaks about.
    fn hand_down(&self, token: usize, part: Part, governor: usize, outer: &Cast, cast: &mut Cast) {
        let Some(over) = self.reading(governor) else { return };
        let over_predicate = self.predicate(over);
        let Some(reading) = self.reading(token) else { return };
        let predicate = self.predicate(reading);
        let own_subject = part == Part::Verb
            && self.parsed.children(token).any(|child| {
                matches!(
                    self.parsed.relation(child),
                    Relation::Nsubj | Relation::NsubjPass | Relation::OblAgent
                )
            });
        let is_act =
            predicate.event_type.is_some() && predicate.has_content(part) && predicate.gives.is_some();
        let over_is_act = over_predicate.event_type.is_some();
        if is_act && over_is_act && over_predicate.doer != Doer::Actor {
            // "Rebuffed a request": who asks is turned down, and who turns down was asked.
            if cast.actors.is_empty() {
                cast.actors.clone_from(&outer.recipients);
            }
            if cast.recipients.is_empty() {
                cast.recipients.clone_from(&outer.actors);
            }
            return;
        }
        let mut handed: Vec<usize> = match over_predicate.doer {
            Doer::Both if predicate.is_mutual() => {
                outer.actors.iter().chain(&outer.recipients).copied().collect()
            }
            Doer::Actor | Doer::Both => outer.actors.clone(),
            Doer::Recipient => outer.recipients.clone(),
            Doer::Unknown => Vec::new(),
        };
        if predicate.is_mutual() {
            // Who asks for talks takes part in them; who asks for a truce need not.
            let asker: &[usize] = if predicate.has_company() || over_predicate.doer != Doer::Recipient {
                &outer.actors
            } else {
                &[]
            };
            let both = asker.iter().chain(&outer.recipients).copied();
            if self.parties(&cast.actors).len() + self.parties(&cast.recipients).len() < 2 && over_is_act {
                cast.actors.extend(both.filter(|one| !cast.recipients.contains(one)));
                cast.actors.sort_unstable();
                cast.actors.dedup();
            } else if cast.actors.is_empty() {
                cast.actors = handed;
            }
            return;
        }
        // Whoever is to be released does not do the releasing, even where the request was taken to be made of them.
        handed.retain(|one| !cast.recipients.contains(one));
        let passive = part == Part::Verb && self.is_passive(token);
        let controlled = part == Part::Verb && !own_subject && !passive;
        let open = controlled || cast.actors.is_empty() && !own_subject;
        if open && !handed.is_empty() {
            cast.actors = handed;
        }
    }

    /// Whether all who are named are of one side.
    fn is_one_side(&self, cast: &Cast) -> bool {
        let parties = self.parties(&[cast.actors.as_slice(), cast.recipients.as_slice()].concat());
        parties.len() < 2
            || cast.actors.is_empty()
                && parties.iter().all(|party| {
                    party.actor.country.is_some() && party.actor.country == parties[0].actor.country
                })
    }

    /// Who does together what is done at a meeting: "agreed between Chad and Niger at a meeting in Paris".
    fn held_at(&self, noun: usize) -> Option<Vec<usize>> {
        let clause = self.parsed.head(noun).filter(|head| {
            self.is_verb(*head)
                && self.parsed.relation(noun) == Relation::Obl
                && matches!(self.preposition(noun).as_deref(), Some("at" | "during" | "in" | "after"))
        })?;
        let cast = self.own_cast(clause);
        let parties = [cast.actors, cast.recipients].concat();
        (self.parties(&parties).len() > 1).then_some(parties)
    }

    /// Whether a meeting is named as that of a body, at which others happen to be: "spoke at the African Union summit".
    fn is_event_of_others(&self, token: usize) -> bool {
        !self.is_verb(token)
            && self
                .preposition(token)
                .is_some_and(|word| matches!(word.as_str(), "at" | "during" | "on" | "ahead of"))
            && self.nominals(token, "with").is_empty()
            && !self.modifiers(token).is_empty()
    }

    /// Who else is there when only one party of a mutual happening is named: the subject of the clause it stands in.
    fn bystanders(&self, token: usize, cast: &Cast) -> Vec<usize> {
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(6) {
            if self.is_verb(outer) || self.parsed.child_by(outer, Relation::Nsubj).is_some() {
                if self.is_a(outer, "say") && self.parsed.relation(inner) == Relation::Ccomp {
                    return Vec::new();
                }
                let subject = self.surface_subject(outer);
                if let Some(subject) = subject
                    && self.is_party(subject)
                    && !cast.actors.contains(&subject)
                    && !cast.recipients.contains(&subject)
                {
                    return vec![subject];
                }
            }
            if matches!(self.parsed.relation(outer), Relation::AclRelcl) {
                break;
            }
            inner = outer;
        }
        Vec::new()
    }
}
