//! Looks over the answers to a query as a whole: how many there are, of what kind, when, where and by whom.

use std::collections::{BTreeMap, HashMap};

use dragoman_store::{ClaimRow, EventRow, Ledger, Query, Sort};

use crate::answer::Count;
use crate::frame::View;
use crate::names::Names;
use crate::picture::months::{Activity, Counted};
use crate::problem::Problem;
use crate::told::Fate;

/// Answers that are looked over; where there are more, the newest ones, and the page says so.
pub(crate) const MOST: usize = 2000;

/// The answers to a query, the newest ones, up to [`MOST`].
pub(crate) struct Survey {
    pub(crate) events: Vec<EventRow>,
    pub(crate) claims: Vec<ClaimRow>,
    /// Whether there are more of either.
    pub(crate) more: bool,
    more_events: bool,
    more_claims: bool,
    /// Events and claims that are left out of these for not being sure enough.
    pub(crate) n_unsure_events: usize,
    pub(crate) n_unsure_claims: usize,
}

impl Survey {
    /// Looks at events, and at claims where they are wanted. What is less sure than `least` is counted and left out.
    pub(crate) fn of(
        ledger: &Ledger,
        query: &Query,
        least: Option<f32>,
        with_claims: bool,
    ) -> Result<Self, Problem> {
        let all = Query { limit: Some(MOST), skip: 0, sort: Sort::Changed, ..query.clone() };
        let page = ledger.events(&all)?;
        let (more_events, is_capped, mut events) = (page.more, page.capped, page.rows);
        let (more_claims, mut claims) = if with_claims {
            let page = ledger.claims(&all)?;
            (page.more, page.rows)
        } else {
            (false, Vec::new())
        };
        let (n_events, n_claims) = (events.len(), claims.len());
        if let Some(least) = least {
            events.retain(|event| event.confidence >= least);
            claims.retain(|row| row.claim.confidence >= least);
        }
        let (n_unsure_events, n_unsure_claims) = (n_events - events.len(), n_claims - claims.len());
        let more = more_events || more_claims || is_capped;
        Ok(Self { events, claims, more, more_events, more_claims, n_unsure_events, n_unsure_claims })
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
        let ontology = view.house.analyst.coder().predicates().ontology();
        Activity::of(self.events.iter().map(|event| {
            let modes: Vec<String> = event.modes.split('+').map(str::to_owned).collect();
            Counted {
                days: event.days,
                fate: Fate::of(event.status),
                score: ontology.score(&event.event_type, &modes),
            }
        }))
    }

    /// A count as it can be told: exact, or as a least one.
    pub(crate) fn at_least(&self, n: usize, noun: &str) -> String {
        let counted = crate::told::count(n, noun);
        if self.more && n + self.n_unsure_events.max(self.n_unsure_claims) >= MOST {
            format!("more than {counted}")
        } else {
            counted
        }
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
