//! When and where a happening is: the words of time and place that hang on it, else what the codebook sets.

use dragoman_text::{NameKind, Relation, Upos};
use jiff::civil::Date;

use super::party::countries_of;
use super::walk::Walk;
use super::{Assertion, Draft};
use crate::Interval;
use crate::claim::{Status, When, Where};
use crate::place::PlaceMention;
use crate::time::{Bound, TimeKind};

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
        if self.is_before_noun(token) {
            // "Monday's attack", "the 2015 deal": of that noun alone, or of what is said in "a Friday address".
            let noun = self.parsed.head(token);
            let is_setting = |noun: usize| {
                self.parsed.relation(noun) == Relation::Obl
                    && self.parsed.head(noun) == Some(own)
                    && self.event_at(noun).is_none()
            };
            return noun == Some(own)
                || noun.is_some_and(|noun| self.measured(noun) == Some(own) || is_setting(noun));
        }
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(8) {
            if outer == own {
                return true;
            }
            let relation = self.parsed.relation(inner);
            if matches!(
                relation,
                Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Advcl | Relation::Parataxis
            ) || self.type_of(outer).is_some()
                || self.is_verb(outer)
            {
                return false;
            }
            inner = outer;
        }
        false
    }

    fn is_before_noun(&self, token: usize) -> bool {
        matches!(
            self.parsed.relation(token),
            Relation::Compound | Relation::Nummod | Relation::Amod | Relation::NmodPoss
        ) && self.preposition(token).is_none()
    }

    /// Whether a happening told by a bare noun lies ahead of the article's day, by words of time of its own.
    pub(crate) fn lies_ahead(&self, token: usize, carriers: &[usize]) -> bool {
        let Some(today) = self.grounding.anchor.interval.to else { return false };
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(token));
        self.grounding.times.iter().any(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && tokens.contains(&time.head)
                && time.bounded().and_then(|interval| interval.from).is_some_and(|from| from > today)
                && !self.is_in_name(time.head)
                && std::iter::once(token)
                    .chain(carriers.iter().copied())
                    .any(|node| self.hangs_on(time.head, node))
        })
    }

    /// Whether what a verb of the present tells is to come, by a word of time right beside it that looks ahead: "flies to
    /// Lima next week". A bare month may be the last one.
    pub(crate) fn is_to_come(&self, verb: usize) -> bool {
        let Some(today) = self.grounding.anchor.interval.to else { return false };
        self.grounding.times.iter().any(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && self.parsed.head(time.head) == Some(verb)
                && time.tokens.clone().any(|word| self.is_a(word, "looks-ahead"))
                && time.bounded().and_then(|interval| interval.from).is_some_and(|from| from > today)
        })
    }

    /// Whether a node says with its words of time when the happening is, and not when it was put off.
    fn dates(&self, node: usize, time: &crate::time::TimeExpression, status: Status) -> bool {
        if !matches!(status, Status::Postponed | Status::Cancelled) {
            return true;
        }
        let puts_off = self.reading(node).is_some_and(|reading| {
            let predicate = self.predicate(reading);
            predicate.event_type.is_none()
                && matches!(predicate.gives, Some(Status::Postponed | Status::Cancelled))
        });
        let word = self.preposition(time.head);
        if status == Status::Postponed && (time.bound == Bound::Until || word.as_deref() == Some("to")) {
            return false;
        }
        !puts_off || matches!(word.as_deref(), Some("for" | "from"))
    }

    /// The days of all words of time that stand in one list with some: "on Sunday and Monday".
    fn listed_days(&self, time: &crate::time::TimeExpression) -> Interval {
        // "Before dawn on Monday" is on Monday.
        let of_day = time.kind == TimeKind::Time && matches!(time.bound, Bound::Before | Bound::After);
        let mut interval = if of_day { time.interval } else { time.bounded() }.unwrap_or_default();
        for other in &self.grounding.times {
            let beside = self.parsed.relation(other.head) == Relation::Conj
                && self.parsed.head(other.head) == Some(time.head)
                || self.parsed.relation(time.head) == Relation::Conj
                    && self.parsed.head(time.head) == Some(other.head);
            if beside
                && other.kind == TimeKind::Date
                && let Some(days) = other.bounded()
            {
                interval = interval.hull(days);
            }
        }
        interval
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
    fn fits(&self, time: &crate::time::TimeExpression, status: Status, nodes: &[usize]) -> bool {
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
            // "Had been planned for February" may be over.
            Status::Planned | Status::Proposed | Status::Threatened => {
                !before || nodes.iter().any(|node| self.was_meant(*node))
            }
            _ => true,
        }
    }

    /// Clauses that say when and where a happening is to be, behind its noun or under an operator: "talks that were to
    /// begin on Monday", "talks are expected to begin on Monday".
    fn described_by(&self, token: usize, carriers: &[usize]) -> Vec<usize> {
        let mut clauses = self.describers(token);
        clauses.extend(
            carriers.iter().flat_map(|carrier| self.parsed.children_by(*carrier, Relation::Xcomp)).filter(
                |verb| {
                    *verb != token
                        && (self.is_a(*verb, "set-down")
                            || self.is_a(*verb, "go-on")
                            || self.is_a(*verb, "occur"))
                },
            ),
        );
        clauses
    }

    /// Clauses that say when what a noun names is held, begins or was to: "a summit that was to be held on Friday".
    fn describers(&self, token: usize) -> Vec<usize> {
        if self.is_verb(token) {
            return Vec::new();
        }
        let mut inside = vec![token];
        let mut found = Vec::new();
        let mut next = 0;
        while let Some(noun) = inside.get(next).copied() {
            next += 1;
            for child in self.parsed.children(noun).filter(|child| *child > noun) {
                match self.parsed.relation(child) {
                    Relation::Acl | Relation::AclRelcl if self.is_a(child, "set-down") => {
                        found.push(child);
                        let verb = self.parsed.child_by(child, Relation::Xcomp);
                        found.extend(verb.filter(|verb| self.is_a(*verb, "set-down")));
                    }
                    Relation::Nmod | Relation::Appos | Relation::NmodDesc | Relation::Conj
                        if inside.len() < 8 =>
                    {
                        inside.push(child);
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// The clause that a verb without a subject of its own is joined to.
    fn clause_before(&self, verb: usize) -> Option<usize> {
        let head = self.true_head(verb).filter(|head| *head < verb && self.is_verb(*head))?;
        let is_joined = self.is_verb(verb)
            && self.parsed.relation(verb) == Relation::Conj
            && self.parsed.child_by(verb, Relation::Nsubj).is_none()
            && self.parsed.xpos(verb) == self.parsed.xpos(head);
        is_joined.then_some(head)
    }

    /// "Within two months": from the article's day on.
    fn within_days(&self, nodes: &[usize], status: Status) -> Option<When> {
        if !matches!(status, Status::Planned | Status::Agreed | Status::Proposed | Status::Threatened) {
            return None;
        }
        let time = self.grounding.times.iter().find(|time| {
            time.kind == TimeKind::Duration
                && self.preposition(time.head).as_deref() == Some("within")
                && nodes.iter().any(|node| self.hangs_on(time.head, *node))
        })?;
        Some(When { interval: time.interval?, words: Some(time.span), reason: time.reason.clone() })
    }

    /// The article's day, for an entry of a live report that begins with the time of day.
    fn entry_day(&self, token: usize) -> Option<When> {
        let block = self.parsed.block_of(self.parsed.sentence_of(token))?;
        let time = self
            .grounding
            .times
            .iter()
            .find(|time| time.kind == TimeKind::Time && time.span.start() == block.span.start())?;
        let interval = self.grounding.anchor.interval;
        let reason = "an entry of the article's day".to_owned();
        Some(When { interval, words: Some(time.span), reason })
    }

    /// When a happening is by words of time before `limit` that hang on some nodes, the first of which counts most.
    fn dated(&self, nodes: &[usize], status: Status, limit: usize) -> Option<When> {
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(*nodes.first()?));
        let mut best: Option<(usize, usize, usize)> = None;
        for (time_idx, time) in self.grounding.times.iter().enumerate() {
            let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.interval.is_some();
            if !dated
                || time.head >= limit
                || !tokens.contains(&time.head)
                || self.is_in_name(time.head)
                || !self.fits(time, status, nodes)
            {
                continue;
            }
            let rank = nodes
                .iter()
                .position(|node| self.hangs_on(time.head, *node) && self.dates(*node, time, status));
            if let Some(rank) = rank {
                let days = time.interval.and_then(Interval::n_days).map_or(usize::MAX, |days| days as usize);
                if best.is_none_or(|(best_rank, best_days, _)| (rank, days) < (best_rank, best_days)) {
                    best = Some((rank, days, time_idx));
                }
            }
        }
        let time = self.grounding.times.get(best?.2)?;
        let mut interval = self.listed_days(time);
        let anchor = self.grounding.anchor.interval;
        match status {
            // "By August": not before the article's day, while it is to come.
            Status::Planned | Status::Agreed | Status::Proposed | Status::Threatened
                if interval.from.is_none() =>
            {
                interval.from = anchor.from.filter(|from| interval.to.is_none_or(|to| *from <= to));
            }
            // "This year": not after it, where it is over.
            Status::Held => {
                let to = anchor.to.filter(|to| interval.from.is_none_or(|from| from <= *to));
                if interval.to.is_none_or(|own| to.is_some_and(|to| own > to)) {
                    interval.to = to.or(interval.to);
                }
            }
            _ => {}
        }
        Some(When { interval, words: Some(time.span), reason: time.reason.clone() })
    }

    /// Whether an operator tells in the past of what was to come: "had been planned", "was to be held".
    fn was_meant(&self, verb: usize) -> bool {
        self.is_verb(verb)
            && self.reading(verb).is_some_and(|reading| self.predicate(reading).event_type.is_none())
            && self.parsed.children(verb).any(|child| {
                matches!(self.parsed.relation(child), Relation::Aux | Relation::AuxPass)
                    && matches!(self.parsed.form(child).to_lowercase().as_str(), "had" | "was" | "were")
            })
    }

    /// When the happening is, by its status where no words say so.
    pub(super) fn when(&self, token: usize, carriers: &[usize], status: Status) -> When {
        let mut nodes = vec![token];
        nodes.extend(carriers);
        nodes.extend(self.described_by(token, carriers));
        if let Some(when) = self.dated(&nodes, status, usize::MAX) {
            return when;
        }
        // "Made a visit on Monday and met the king": what is told in one breath is of one day.
        for node in std::iter::once(token).chain(carriers.iter().copied()) {
            let beside = self.clause_before(node);
            if matches!(status, Status::Held | Status::Postponed | Status::Cancelled)
                && let Some(beside) = beside
                && let Some(when) = self.dated(&[beside], status, node)
            {
                return when;
            }
            // "Agreed last year at a meeting in Bali".
            let setting = self.parsed.head(node).filter(|_| {
                !self.is_verb(node)
                    && self.parsed.relation(node) == Relation::Obl
                    && matches!(self.preposition(node).as_deref(), Some("at" | "during" | "in"))
            });
            if let Some(setting) = setting
                && let Some(when) = self.dated(&[setting], status, usize::MAX)
            {
                return when;
            }
            // "A 2010 raid in which soldiers killed nine": the clause is of the day of its noun.
            let noun = self.parsed.head(node).filter(|noun| {
                matches!(self.parsed.relation(node), Relation::AclRelcl | Relation::Acl)
                    && self.event_at(*noun).is_some()
            });
            if let Some(noun) = noun
                && !self.has_to(node)
                && let Some(when) = self.dated(&[noun], status, usize::MAX)
            {
                return when;
            }
        }
        if let Some(when) = self.within_days(&nodes, status) {
            return when;
        }
        if status == Status::Held
            && let Some(when) = self.entry_day(token)
        {
            return when;
        }
        let anchor = self.grounding.anchor.interval;
        let (interval, reason) = match status {
            Status::Held
                if let Some(to) = self.over_by(token).filter(|to| anchor.to.is_none_or(|day| *to < day)) =>
            {
                (Interval { from: None, to: Some(to) }, "before what the sentence dates")
            }
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

    /// The same, with what the word that governs the happening and what was told before say of it.
    pub(crate) fn when_told(
        &self,
        token: usize,
        assertion: &Assertion,
        status: Status,
        before: &[Draft],
    ) -> When {
        let when = self.when(token, &assertion.carriers, status);
        if when.words.is_some() {
            return when;
        }
        match status {
            Status::Held => self.at_the_time(token, before).unwrap_or(when),
            Status::Agreed if assertion.governor.is_some_and(|governor| self.was_long_ago(governor)) => {
                let reason = "agreed before the article's day, for a day that is not said".to_owned();
                When { interval: Interval::OPEN, words: None, reason }
            }
            // "Turned down last week a request for a meeting": it did not come about then.
            Status::Refused => {
                let mut refusals = assertion.governor.into_iter().chain(assertion.chain.iter().copied());
                refusals.find_map(|verb| self.dated(&[verb], Status::Held, usize::MAX)).unwrap_or(when)
            }
            _ => when,
        }
    }

    /// Whether the words of time on a verb say that it was over before the article's day.
    fn was_long_ago(&self, verb: usize) -> bool {
        let told = self.dated(&[verb], Status::Held, usize::MAX);
        let to = told.and_then(|when| when.interval.to);
        matches!((to, self.grounding.anchor.interval.from), (Some(to), Some(day)) if to < day)
    }

    /// The last day by which a happening was over: when it was answered, or when something came of it. "Turned down last
    /// week a request for aid", "put off in May after the attack".
    fn over_by(&self, token: usize) -> Option<Date> {
        let day_of = |verb: usize| {
            let clauses = [Some(verb), self.clause_before(verb)].into_iter().flatten();
            // "The talks planned for March were put off": before the day they were planned for.
            let put_off = self.contents(verb).into_iter().map(|content| {
                let when = self.when(content, &[verb], Status::Postponed);
                Some(when).filter(|when| when.words.is_some())
            });
            clauses
                .map(|one| self.dated(&[one], Status::Held, usize::MAX))
                .chain(put_off)
                .find_map(|when| when?.interval.to)
        };
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(4) {
            let is_after = |one: usize| {
                let word = self.preposition(one);
                matches!(word.as_deref(), Some("after" | "following" | "in the wake of"))
            };
            let is_answered =
                self.parsed.relation(inner) == Relation::Obj && self.is_act(outer) && self.is_act(inner);
            if self.is_verb(outer) && (is_after(inner) || is_answered) {
                return day_of(outer);
            }
            if self.is_verb(outer) && self.parsed.relation(inner) != Relation::AclRelcl {
                return None;
            }
            inner = outer;
        }
        None
    }

    /// "The ministry said at the time": of the day of what was told last.
    fn at_the_time(&self, token: usize, before: &[Draft]) -> Option<When> {
        let points_back = |verb: usize| {
            self.parsed.children_by(verb, Relation::Obl).find(|time| {
                self.parsed.lemma(*time) == "time"
                    && self.preposition(*time).as_deref() == Some("at")
                    && self
                        .parsed
                        .children_by(*time, Relation::Det)
                        .any(|word| matches!(self.parsed.form(word).to_lowercase().as_str(), "the" | "that"))
            })
        };
        // A quotation goes on over several sentences: what its speaker said of the first holds for all.
        let opens = (0..=token).rev().take_while(|one| self.parsed.is_quoted(*one)).last();
        let speech = opens.filter(|first| self.parsed.sentence_of(*first) != self.parsed.sentence_of(token));
        let words = std::iter::once(token)
            .chain(self.parsed.ancestors(token))
            .chain(speech.into_iter().flat_map(|first| self.parsed.ancestors(first)))
            .filter(|verb| self.is_verb(*verb))
            .find_map(points_back)?;
        let sentence = self.parsed.sentence_of(words);
        let told = before.iter().rev().find(|draft| {
            let claim = &draft.claim;
            draft.trigger < words
                && self.parsed.sentence_of(draft.trigger) + 1 >= sentence
                && claim.when.words.is_some()
                && claim.status == Status::Held
        })?;
        Some(When {
            interval: told.claim.when.interval,
            words: Some(self.parsed.span_of(self.parsed.subtree(words).start..words + 1)),
            reason: "when the happening told before it was".to_owned(),
        })
    }

    /// A city that stands where somebody else could ("hit Sanaa", "visits Washington") is where it is.
    fn visited(&self, visited: &[usize]) -> Option<Where> {
        visited.iter().find_map(|one| {
            let mention = &self.grounding.actors[self.mention(*one)?];
            let actor = mention.actors.first().filter(|actor| actor.country.is_some())?;
            let is_named = self.parsed.name_kind(*one) == Some(NameKind::Location)
                && self.parsed.upos(*one) == Upos::Propn;
            // "Visited the country", which was named before.
            let is_place = (is_named || self.is_common_place(*one)) && actor.person.is_none();
            is_place.then(|| Where {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: mention.span,
                country: actor.country.clone(),
                coordinates: None,
            })
        })
    }

    /// Whether a token names a country, and not a place in one.
    pub(crate) fn is_country_itself(&self, token: usize) -> bool {
        self.mention(token).is_some_and(|mention| {
            let mention = &self.grounding.actors[mention];
            mention.actors.iter().any(|actor| actor.country.as_deref() == Some(actor.id.as_str()))
                && self.place(token).is_none_or(|place| self.grounding.places[place].is_state)
        })
    }

    /// Whether those visited are of more than one country.
    fn are_several_states(&self, visited: &[usize]) -> bool {
        countries_of(&self.parties(visited)).len() > 1
            && visited.iter().any(|one| self.is_country(*one) || self.place(*one).is_some())
    }

    /// Whether a token is a common noun for a place, or the seat of a government.
    fn is_common_place(&self, token: usize) -> bool {
        self.parsed.upos(token) == Upos::Noun && self.is_a(token, "locality")
            || self.parsed.upos(token) == Upos::Propn && self.is_a(token, "seat")
    }

    /// Happenings in or during which another one is: "killed in protests in Lima".
    fn settings(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.parsed.children_by(token, Relation::Obl).filter(|child| {
            matches!(self.preposition(*child).as_deref(), Some("in" | "during" | "at"))
                && self.event_at(*child).is_some()
        })
    }

    /// How near to a happening a place stands that a token names; `None` where it is the place of something else.
    fn nearness(&self, token: usize, head: usize, nodes: &[usize]) -> Option<usize> {
        let stated = self.stated_place(head)?;
        let is_act = |node: usize| {
            self.reading(node).is_some_and(|reading| {
                let predicate = self.predicate(reading);
                predicate.event_type.is_some() && predicate.gives.is_some()
            })
        };
        nodes.iter().position(|node| {
            if !self.hangs_on(stated, *node) {
                return false;
            }
            // "Killed a general in Iran's army", "wrote to the embassy in London": where they are, and not it.
            let mut above = self.parsed.ancestors(stated).take_while(|outer| outer != node);
            let through = above.find(|outer| self.place(*outer).is_none());
            match through {
                Some(_) if *node == token && is_act(token) && self.is_verb(token) => false,
                Some(outer) => !self.is_office(outer),
                None => true,
            }
        })
    }

    /// The noun that says that something is in a place: the place itself, what stands in it ("at a Kyiv hotel"), or a
    /// part of it ("on the streets of Lima").
    fn stated_place(&self, head: usize) -> Option<usize> {
        let is_stated = |token: usize, outside: bool| {
            self.preposition(token).is_some_and(|word| {
                AT.contains(&word.as_str())
                    && !(outside && matches!(word.as_str(), "to" | "into" | "on" | "over"))
            })
        };
        if is_stated(head, false) {
            // "Near Iraq" is not in Iraq.
            let beside = self.preposition(head).is_some_and(|word| word == "near")
                && (self.is_country_itself(head) || self.is_state(head));
            return (!beside).then_some(head);
        }
        let noun = self.parsed.head(head).filter(|noun| self.parsed.upos(*noun) == Upos::Noun)?;
        // "On the streets of Lima", "near the mining town of Karal".
        let is_of = self.preposition(head).as_deref() == Some("of");
        if is_of && (self.is_a(noun, "part-of-a-town") || self.is_a(noun, "locality")) {
            return is_stated(noun, false).then_some(noun);
        }
        let is_before = matches!(self.parsed.relation(head), Relation::Compound | Relation::NmodPoss);
        // "Near the Chad–Niger border" is on either side of it.
        let parts = self.is_a(noun, "boundary")
            && self.grounding.places.iter().any(|other| {
                other.head != head && self.parsed.is_under(other.head, noun) && other.head < noun
            });
        (is_before && !parts && !self.is_party(noun) && is_stated(noun, true)).then_some(noun)
    }

    /// "Killed six soldiers whose convoy had stopped in Mopti": the nearest place of the sentence that something is said
    /// to be in, where it is in the country of a party.
    pub(crate) fn lies_in(&self, token: usize, countries: &[&str]) -> Option<Where> {
        let tokens = self.parsed.tokens_of(self.parsed.sentence_of(token));
        let is_said = |place: &&PlaceMention| {
            tokens.contains(&place.head)
                && place.country.as_deref().is_some_and(|country| countries.contains(&country))
                && self.stated_place(place.head).is_some()
        };
        let nearest = self
            .grounding
            .places
            .iter()
            .filter(is_said)
            .min_by_key(|place| (place.head < token, place.head.abs_diff(token)))?;
        Some(self.as_where(nearest))
    }

    fn as_where(&self, place: &PlaceMention) -> Where {
        Where {
            text: place.span.of(self.parsed.text()).to_owned(),
            span: place.span,
            country: place.country.clone(),
            coordinates: place.coordinates,
        }
    }

    /// Whether a place is a whole state.
    fn is_state(&self, token: usize) -> bool {
        self.place(token).is_some_and(|place| self.grounding.places[place].is_state)
    }

    /// Whether a token names somebody by office, who holds it where a place beside it says.
    fn is_office(&self, token: usize) -> bool {
        self.parsed.upos(token) == Upos::Noun
            && self.mention(token).is_some_and(|mention| {
                let mention = &self.grounding.actors[mention];
                mention.actors.iter().any(|actor| actor.person.is_some() || actor.office.is_some())
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
        let mut nodes = vec![token];
        nodes.extend(carriers);
        nodes.extend(self.described_by(token, carriers));
        nodes.extend(around);
        nodes.extend(self.settings(token));
        // A round trip has no place of its own.
        if self.are_several_states(visited) {
            return None;
        }
        let mut best: Option<(usize, usize)> = None;
        for (place_idx, place) in self.grounding.places.iter().enumerate() {
            if !tokens.contains(&place.head) {
                continue;
            }
            let rank = if visited.iter().any(|one| self.place(*one) == Some(place_idx)) {
                Some(0)
            } else {
                self.nearness(token, place.head, &nodes).map(|rank| rank + 1)
            };
            if let Some(rank) = rank
                && best.is_none_or(|(best, _)| rank < best)
            {
                best = Some((rank, place_idx));
            }
        }
        if let Some((_, place_idx)) = best {
            return Some(self.as_where(&self.grounding.places[place_idx]));
        }
        // "In the country", which was named before.
        let again: Vec<usize> = self
            .grounding
            .actors
            .iter()
            .map(|mention| mention.head)
            .filter(|head| tokens.contains(head) && self.is_common_place(*head))
            .filter(|head| self.nearness(token, *head, &nodes).is_some())
            .collect();
        self.visited(visited).or_else(|| self.visited(&again))
    }
}
