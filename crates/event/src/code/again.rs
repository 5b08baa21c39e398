//! What is told once more for what was special about it: "the first visit in years", "his largest attack so far"; and
//! what is told by what it was done with.

use dragoman_text::{Relation, Upos};

use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, is_past, point_to, remove_each};
use crate::claim::{Party, Status};

/// A record may hang so many nouns above the word that tells the happening.
const RECORD_REACH: usize = 3;

impl Walk<'_> {
    /// "Visits Oman, making it the first visit by a leader of Chad", "struck the port in what it calls its largest attack":
    /// what was told just before is told once.
    pub(super) fn tell_records_once(&self, drafts: &mut Vec<Draft>) {
        let mut told_twice: Vec<usize> = Vec::new();
        for again in 0..drafts.len() {
            if !self.tells_record(drafts[again].trigger) {
                continue;
            }
            let first = (0..drafts.len()).rev().find(|first| {
                *first != again
                    && !told_twice.contains(first)
                    && self.is_broken_by(&drafts[*first], &drafts[again])
            });
            let Some(first) = first else { continue };
            let other = drafts[again].clone();
            let claim = &mut drafts[first].claim;
            if claim.recipients.is_empty() && claim.actors.len() < 2 && !other.claim.recipients.is_empty() {
                claim.recipients = other.claim.recipients.iter().map(Party::again).collect();
            }
            claim.place = claim.place.take().or(other.claim.place);
            point_to(drafts, other.trigger, first);
            told_twice.push(again);
        }
        remove_each(drafts, told_twice);
    }

    /// "A bomb went off in Lima. The attack was the work of a gang": a deed that is only named again is told already.
    pub(super) fn tell_named_once(&self, drafts: &mut Vec<Draft>) {
        let mut told_twice: Vec<usize> = Vec::new();
        for again in 1..drafts.len() {
            let (claim, trigger) = (&drafts[again].claim, drafts[again].trigger);
            let is_bare = claim.event_type == "ASSAULT"
                && claim.status == Status::Held
                && !self.is_verb(trigger)
                && self.is_named_again(trigger)
                // "The attack follows a raid on the port" keeps two deeds apart.
                && !self.parsed.head(trigger).is_some_and(|verb| self.is_a(verb, "one-after-another"));
            let sentence = self.parsed.sentence_of(trigger);
            let first = (0..again).rev().find(|first| {
                let draft = &drafts[*first];
                let before = self.parsed.sentence_of(draft.trigger);
                is_bare
                    && draft.claim.event_type == "ASSAULT"
                    && is_past(draft.claim.status)
                    && before < sentence
                    && before + 2 >= sentence
                    && says_no_more(&claim.actors, &draft.claim.actors)
                    && says_no_more(&claim.recipients, &draft.claim.recipients)
            });
            if let Some(first) = first {
                point_to(drafts, trigger, first);
                told_twice.push(again);
            }
        }
        remove_each(drafts, told_twice);
    }

    /// "Sent a drone to attack a convoy": what is brought to strike with is told by the strike.
    pub(super) fn tell_means_once(&self, drafts: &mut Vec<Draft>) {
        let is_struck_with = |means: &Draft, strike: &Draft| {
            means.claim.event_type == "MOBILIZE"
                && strike.claim.event_type == "ASSAULT"
                && is_past(means.claim.status)
                && is_past(strike.claim.status)
                && self.has_to(strike.trigger)
                && self.parsed.head(strike.trigger).is_some_and(|over| {
                    over == means.trigger
                        || self.light_verb(means.trigger) == Some(over)
                        || self.parsed.relation(over) == Relation::Obj
                            && self.parsed.head(over) == Some(means.trigger)
                })
        };
        let mut told_twice: Vec<usize> = Vec::new();
        for means in 0..drafts.len() {
            let strike = (0..drafts.len()).find(|one| is_struck_with(&drafts[means], &drafts[*one]));
            if let Some(strike) = strike {
                let trigger = drafts[means].trigger;
                point_to(drafts, trigger, strike);
                told_twice.push(means);
            }
        }
        remove_each(drafts, told_twice);
    }

    /// Whether a happening that was told in the sentence, or in the one before it, is the one that another word calls a
    /// record.
    fn is_broken_by(&self, first: &Draft, record: &Draft) -> bool {
        let at = |draft: &Draft| self.parsed.sentence_of(draft.trigger);
        let (one, two) = (&first.claim, &record.claim);
        let is_same = one.event_type == two.event_type
            || self.parsed.lemma(first.trigger) == self.parsed.lemma(record.trigger);
        let open =
            matches!(two.status, Status::Held | Status::Ongoing | Status::Planned | Status::Hypothetical);
        is_same
            && open
            && matches!(one.status, Status::Held | Status::Ongoing | Status::Planned)
            && (at(first) == at(record) || at(first) + 1 == at(record))
            && first.trigger < record.trigger
            && !self.tells_record(first.trigger)
    }

    /// "Marking the first visit", "it is the third raid", "in what is his largest attack", "he became the first to be
    /// charged": whether a happening is told by what it is the first or the greatest of.
    pub(super) fn tells_record(&self, trigger: usize) -> bool {
        let clause = |one: usize| {
            matches!(
                self.parsed.relation(one),
                Relation::Acl | Relation::AclRelcl | Relation::Nmod | Relation::NmodPoss | Relation::Conj
            )
        };
        // "The first time that Chad held talks".
        let mut at = self.light_verb(trigger).unwrap_or(trigger);
        for _ in 0..=RECORD_REACH {
            let is_record = self.is_first_or_greatest(at) && self.is_said_of_it(at);
            if !self.is_verb(at) && (is_record || self.is_sum(at)) {
                return true;
            }
            match self.parsed.head(at).filter(|over| clause(at) && !self.is_verb(*over)) {
                Some(over) => at = over,
                None => return false,
            }
        }
        false
    }

    /// "Bringing the total to forty killed", "raising the number of those killed to forty": whether a noun is counted with
    /// what was told of before.
    fn is_sum(&self, noun: usize) -> bool {
        let is_count = |one: usize| self.is_a(one, "count");
        let adds_up = |verb: usize| {
            let counted = |one: usize| {
                matches!(self.parsed.relation(one), Relation::Obj | Relation::Nsubj) && is_count(one)
            };
            self.is_a(verb, "adds-up") && self.parsed.children(verb).any(counted)
        };
        matches!(self.parsed.relation(noun), Relation::Obj | Relation::Obl | Relation::Nsubj)
            && (is_count(noun) || self.parsed.relation(noun) == Relation::Obl)
            && self.parsed.head(noun).is_some_and(adds_up)
    }

    /// "The first visit", "the fifth tanker", "the deadliest raid", "its most massive attack".
    fn is_first_or_greatest(&self, noun: usize) -> bool {
        self.parsed.children(noun).any(|word| {
            self.is_a(word, "of-a-row")
                || matches!(self.parsed.xpos(word), "JJS" | "RBS")
                || self.parsed.children(word).any(|most| self.parsed.xpos(most) == "RBS")
        }) || self.parsed.xpos(noun) == "JJS"
    }

    /// Whether a noun is said of what was told before: "marks the first visit", "it was the first visit".
    fn is_said_of_it(&self, noun: usize) -> bool {
        let points_back = |subject: usize| {
            self.parsed.upos(subject) == Upos::Pron
                || matches!(self.parsed.xpos(subject), "DT" | "WDT" | "WP" | "PRP")
                || self.is_named_again(subject)
        };
        // "In what it says is its largest and deadliest attack".
        let first = self.parsed.head(noun).filter(|_| self.parsed.relation(noun) == Relation::Conj);
        let is = std::iter::once(noun).chain(first).any(|one| {
            self.parsed.child_by(one, Relation::Cop).is_some()
                && self.parsed.child_by(one, Relation::Nsubj).is_none_or(points_back)
        });
        // "In what is the first visit", with the visit taken for what it is said of.
        let is_turned = self.parsed.relation(noun) == Relation::Nsubj
            && self.parsed.head(noun).is_some_and(|what| {
                self.parsed.upos(what) == Upos::Pron && self.parsed.child_by(what, Relation::Cop).is_some()
            });
        let makes = matches!(
            self.parsed.relation(noun),
            Relation::Obj | Relation::Xcomp | Relation::Obl | Relation::Ccomp
        ) && self.parsed.head(noun).is_some_and(|verb| self.is_a(verb, "makes-it"));
        is || is_turned || makes
    }
}

/// Whether the countries of some parties are all among those of others.
fn says_no_more(few: &[Party], many: &[Party]) -> bool {
    let told = countries_of(many);
    countries_of(few).iter().all(|country| told.contains(country))
}
