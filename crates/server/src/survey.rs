//! Looks over the answers to a query as a whole: how many there are, of what kind, when, where and by whom.

use std::collections::{BTreeMap, HashMap, HashSet};

use dragoman_store::{ClaimRow, EventRow, Heard, Ledger, Query, Sort, called, parties_in_words};

use crate::answer::Count;
use crate::frame::View;
use crate::names::Names;
use crate::page::over_time;
use crate::picture::months::{Activity, Counted};
use crate::problem::Problem;
use crate::told::Fate;

/// Answers that are looked over; where there are more, the newest ones, and the page says so.
pub(crate) const MOST: usize = 2000;

/// Claims on them that are looked over.
const MOST_HEARD: usize = 6000;

/// The answers to a query, the newest ones, up to [`MOST`].
pub(crate) struct Survey {
    /// The events; where claims are looked at, each of these as if it were one.
    pub(crate) events: Vec<EventRow>,
    pub(crate) n_events: usize,
    /// What is counted of claims: those on the events, or those that answer by themselves.
    pub(crate) heard: Vec<Heard>,
    pub(crate) n_claims: usize,
    claims: Vec<ClaimRow>,
    /// Whether there are more of either.
    pub(crate) more: bool,
    more_events: bool,
    more_claims: bool,
    /// Events and claims that are left out of these for not being sure enough.
    pub(crate) n_unsure_events: usize,
    pub(crate) n_unsure_claims: usize,
}

/// Which claims are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum With {
    /// None.
    Nothing,
    /// Those on the events.
    TheirClaims,
    /// Those that answer by themselves.
    Claims,
}

impl Survey {
    /// Looks at events, and at claims where they are wanted. What is less sure than `least` is counted and left out.
    pub(crate) fn of(
        ledger: &Ledger,
        query: &Query,
        least: Option<f32>,
        with: With,
    ) -> Result<Self, Problem> {
        let all = Query { limit: Some(MOST), skip: 0, sort: Sort::Changed, ..query.clone() };
        if with == With::Claims {
            return Self::of_claims(ledger, &all, least);
        }
        let page = ledger.events(&all)?;
        let (more_events, mut events) = (page.more || page.capped, page.rows);
        let n_events = events.len();
        if let Some(least) = least {
            events.retain(|event| event.confidence >= least);
        }
        let (mut heard, mut n_claims) = (Vec::new(), 0);
        if with == With::TheirClaims {
            n_claims = events.iter().map(|event| event.n_claims).sum();
            heard = ledger.heard(&events, query.as_of, MOST_HEARD)?.0;
        }
        Ok(Self {
            n_unsure_events: n_events - events.len(),
            n_events: events.len(),
            heard,
            n_claims,
            claims: Vec::new(),
            more: more_events,
            more_events,
            more_claims: more_events,
            n_unsure_claims: 0,
            events,
        })
    }

    /// Looks at claims, and counts each of them as events are counted elsewhere.
    fn of_claims(ledger: &Ledger, query: &Query, least: Option<f32>) -> Result<Self, Problem> {
        let page = ledger.claims(query)?;
        let (more, mut claims) = (page.more || page.capped, page.rows);
        let n_all = claims.len();
        if let Some(least) = least {
            claims.retain(|row| row.claim.confidence >= least);
        }
        let events: HashSet<_> = claims.iter().filter_map(|row| row.event).collect();
        let heard = |row: &ClaimRow| Heard {
            source: row.claim.source.kind,
            who: called(&row.claim.source).map(str::to_owned),
            outlet: row.outlet.clone(),
            confidence: row.claim.confidence,
        };
        Ok(Self {
            n_unsure_events: 0,
            n_events: events.len(),
            events: claims.iter().map(by_itself).collect(),
            heard: claims.iter().map(heard).collect(),
            n_claims: claims.len(),
            n_unsure_claims: n_all - claims.len(),
            more,
            more_events: more,
            more_claims: more,
            claims,
        })
    }

    /// One page of the events, and whether there are more: out of what was looked over, where that has it.
    pub(crate) fn page_of_events(
        &self,
        ledger: &Ledger,
        query: &Query,
    ) -> Result<(Vec<EventRow>, bool), Problem> {
        if let Some(page) = page_of(&self.events, self.more_events, query) {
            return Ok(page);
        }
        let page = ledger.events(query)?;
        Ok((page.rows, page.more))
    }

    /// One page of the claims, likewise.
    pub(crate) fn page_of_claims(
        &self,
        ledger: &Ledger,
        query: &Query,
    ) -> Result<(Vec<ClaimRow>, bool), Problem> {
        if let Some(page) = page_of(&self.claims, self.more_claims, query) {
            return Ok(page);
        }
        let page = ledger.claims(query)?;
        Ok((page.rows, page.more))
    }

    /// What is counted over time.
    pub(crate) fn activity(&self, view: &View<'_>) -> Activity {
        activity(&self.events, view)
    }

    /// A count as it can be told: exact, or as a least one.
    pub(crate) fn at_least(&self, n: usize, noun: &str) -> String {
        let counted = crate::told::count(n, noun);
        let more = if noun == "event" { self.more_events } else { self.more };
        if more { format!("more than {counted}") } else { counted }
    }
}

/// Events counted over time.
pub(crate) fn activity(events: &[EventRow], view: &View<'_>) -> Activity {
    let ontology = view.house.analyst.coder().predicates().ontology();
    let counted = events.iter().map(|event| {
        let modes: Vec<String> = event.modes.split('+').map(str::to_owned).collect();
        Counted {
            days: event.days,
            fate: Fate::of(event.status),
            score: ontology.score(&event.event_type, &modes),
        }
    });
    Activity::of(counted, over_time::is_whole(view), over_time::noun(view))
}

/// A claim as if it were all that is said of its happening.
fn by_itself(row: &ClaimRow) -> EventRow {
    let claim = &row.claim;
    let place = claim.place.as_ref();
    EventRow {
        key: row.event.unwrap_or(row.key),
        event_type: claim.event_type.clone(),
        modes: claim.modes.join("+"),
        status: claim.status,
        actors: parties_in_words(&claim.actors),
        recipients: parties_in_words(&claim.recipients),
        days: claim.when.interval,
        place: place.map(|place| place.text.clone()).filter(|words| !words.is_empty()),
        place_country: place.and_then(|place| place.country.clone()),
        coordinates: place.and_then(|place| place.coordinates),
        first_learned: row.learned,
        changed: row.learned,
        n_claims: 1,
        n_articles: 1,
        n_outlets: usize::from(row.outlet.is_some()),
        confidence: claim.confidence,
        thread: None,
    }
}

/// A page out of answers that stand in the order of their last change.
fn page_of<T: Clone>(rows: &[T], more: bool, query: &Query) -> Option<(Vec<T>, bool)> {
    let end = query.skip.checked_add(query.limit?)?;
    let is_there = query.sort == Sort::Changed && (end < rows.len() || !more);
    is_there.then(|| {
        let page = rows.get(query.skip.min(rows.len())..end.min(rows.len())).unwrap_or_default();
        (page.to_vec(), end < rows.len())
    })
}

/// How often each value occurs, the most frequent first.
pub(crate) fn count<'a>(
    values: impl IntoIterator<Item = &'a str>,
    name: &dyn Fn(&str) -> String,
    most: usize,
) -> Vec<Count> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
    counts.truncate(most);
    counts.into_iter().map(|(value, n)| Count { value: value.to_owned(), name: name(value), n }).collect()
}

/// Ids of the parties of events, each once an event: countries, and those with a name.
pub(crate) fn parties(events: &[EventRow], names: &Names) -> Vec<String> {
    let mut all = Vec::new();
    for event in events {
        let mut ids: Vec<String> = Vec::new();
        for party in names.parties(&event.actors).into_iter().chain(names.parties(&event.recipients)) {
            for id in [party.country, party.name].into_iter().flatten() {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        all.extend(ids);
    }
    all
}

/// How often each value occurs, by its name.
pub(crate) fn tally<K: Ord>(values: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}
