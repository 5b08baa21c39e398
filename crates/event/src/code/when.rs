//! When and where a happening is: the words of time and place that hang on it, else what the codebook sets.

use dragoman_text::{NameKind, Relation, Upos};

use super::walk::Walk;
use crate::Interval;
use crate::claim::{Status, When, Where};
use crate::time::TimeKind;

/// Prepositions after which a place is where something is.
const AT: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "off",
    "on",
    "inside",
    "across",
    "around",
    "within",
    "over",
    "along",
    "throughout",
    "outside of",
    "off of",
    "at the",
    "to",
    "into",
];

impl Walk<'_> {
    /// The node that words of time or place hang on: the first happening, verb or noun of event above them.
    fn hangs_on(&self, token: usize, own: usize) -> bool {
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(8) {
            if outer == own {
                return true;
            }
            let relation = self.parsed.relation(inner);
            if matches!(
                relation,
                Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Advcl | Relation::Parataxis
            ) || self.reading(outer).is_some_and(|reading| self.predicate(reading).event_type.is_some())
                || self.is_verb(outer)
            {
                return false;
            }
            inner = outer;
        }
        false
    }

    /// Whether words of time are a part of a name ("March 23 Movement").
    fn is_in_name(&self, token: usize) -> bool {
        self.grounding.actors.iter().any(|mention| {
            mention.tokens.contains(&token)
                && mention.tokens.len() > 1
                && mention.head != token
                && self.parsed.relation(token) == Relation::Compound
        })
    }

    /// Whether days can be those of a happening with that status: what is over does not lie ahead.
    fn fits(&self, time: &crate::time::TimeExpression, status: Status) -> bool {
        let words = time.span.of(self.parsed.text()).to_lowercase();
        if matches!(
            words.as_str(),
            "now" | "currently" | "previously" | "recently" | "future" | "in the future"
        ) {
            return false;
        }
        let (Some(interval), anchor) = (time.bounded(), self.grounding.anchor.interval) else { return false };
        let after = matches!((interval.from, anchor.to), (Some(from), Some(day)) if from > day);
        let before = matches!((interval.to, anchor.from), (Some(to), Some(day)) if to < day);
        match status {
            Status::Held => !after,
            Status::Planned | Status::Proposed | Status::Threatened => !before,
            _ => true,
        }
    }

    /// When the happening is, by its status where no words say so.
    pub(crate) fn when(&self, token: usize, carriers: &[usize], status: Status) -> When {
        let sentence = self.parsed.sentence_of(token);
        let tokens = self.parsed.tokens_of(sentence);
        let mut best: Option<(usize, usize, usize)> = None;
        for (time_idx, time) in self.grounding.times.iter().enumerate() {
            let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.interval.is_some();
            if !dated
                || !tokens.contains(&time.head)
                || self.is_in_name(time.head)
                || !self.fits(time, status)
            {
                continue;
            }
            let rank = std::iter::once(token)
                .chain(carriers.iter().copied())
                .position(|node| self.hangs_on(time.head, node));
            if let Some(rank) = rank {
                let days = time.interval.and_then(Interval::n_days).map_or(usize::MAX, |days| days as usize);
                if best.is_none_or(|(best_rank, best_days, _)| (rank, days) < (best_rank, best_days)) {
                    best = Some((rank, days, time_idx));
                }
            }
        }
        if let Some((_, _, time_idx)) = best {
            let time = &self.grounding.times[time_idx];
            let mut interval = time.bounded().unwrap_or_default();
            let anchor = self.grounding.anchor.interval;
            match status {
                // "By August": not before the article's day, while it is to come.
                Status::Planned | Status::Agreed | Status::Proposed | Status::Threatened
                    if interval.from.is_none() =>
                {
                    interval.from = anchor.from.filter(|from| interval.to.is_none_or(|to| *from <= to));
                }
                Status::Held if interval.to.is_none() => {
                    interval.to = anchor.to.filter(|to| interval.from.is_none_or(|from| from <= *to));
                }
                _ => {}
            }
            return When { interval, words: Some(time.span), reason: time.reason.clone() };
        }
        let anchor = self.grounding.anchor.interval;
        let (interval, reason) = match status {
            Status::Held | Status::Denied => {
                (Interval { from: None, to: anchor.to }, "past, without words of time")
            }
            Status::Ongoing | Status::Refused => (Interval::OPEN, "open at both ends"),
            Status::Planned
            | Status::Agreed
            | Status::Proposed
            | Status::Hypothetical
            | Status::Threatened
            | Status::Postponed
            | Status::Cancelled => (
                Interval { from: anchor.from, to: None },
                "not before the article's day, without words of time",
            ),
        };
        When { interval, words: None, reason: reason.to_owned() }
    }

    /// A city that stands where somebody else could ("hit Sanaa", "visits Washington") is where it is.
    fn visited(&self, visited: &[usize]) -> Option<Where> {
        visited.iter().find_map(|one| {
            let mention = &self.grounding.actors[self.mention(*one)?];
            let actor = mention.actors.first().filter(|actor| actor.country.is_some())?;
            let is_place = self.parsed.name_kind(*one) == Some(NameKind::Location)
                && self.parsed.upos(*one) == Upos::Propn
                && actor.person.is_none();
            is_place.then(|| Where {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: mention.span,
                country: actor.country.clone(),
                coordinates: None,
            })
        })
    }

    /// Where the happening is, where its words say so: on the happening itself, or on what `around` it is done by or to.
    pub(crate) fn where_at(
        &self,
        token: usize,
        carriers: &[usize],
        visited: &[usize],
        around: &[usize],
    ) -> Option<Where> {
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let mut best: Option<(usize, usize)> = None;
        for (place_idx, place) in self.grounding.places.iter().enumerate() {
            if !tokens.contains(&place.head) {
                continue;
            }
            let rank = if visited.iter().any(|one| self.place(*one) == Some(place_idx)) {
                Some(0)
            } else {
                let stated = self.preposition(place.head).is_some_and(|word| AT.contains(&word.as_str()));
                std::iter::once(token)
                    .chain(carriers.iter().copied())
                    .chain(around.iter().copied())
                    .position(|node| self.hangs_on(place.head, node))
                    .filter(|_| stated)
                    .map(|rank| rank + 1)
            };
            if let Some(rank) = rank
                && best.is_none_or(|(best, _)| rank < best)
            {
                best = Some((rank, place_idx));
            }
        }
        let Some((_, place_idx)) = best else { return self.visited(visited) };
        let place = &self.grounding.places[place_idx];
        Some(Where {
            text: place.span.of(self.parsed.text()).to_owned(),
            span: place.span,
            country: place.country.clone(),
            coordinates: place.coordinates,
        })
    }
}
