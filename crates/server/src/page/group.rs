//! Events by their parties: each stands under every one of them, and says under whom else.

use std::collections::BTreeMap;

use dragoman_store::EventRow;
use maud::{Markup, html};

use crate::frame::View;
use crate::names::{Named, Names};
use crate::told;

/// Groups that are shown; where there are more, the page says so.
const MOST: usize = 20;

/// The events of one party.
pub(crate) struct Group<'a> {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) events: Vec<&'a EventRow>,
}

/// Whether events are to stand under their parties.
pub(crate) fn is_wanted(view: &View<'_>) -> bool {
    view.asked.more("group") == Some("actor")
}

/// The way to one order and back.
pub(crate) fn switch(view: &View<'_>, otherwise: &str) -> Markup {
    let (value, words) =
        if is_wanted(view) { (None, otherwise) } else { (Some("actor"), "by their parties") };
    html! { a href=(view.asked.with_more("group", value).on(view.path)) { (words) } }
}

/// Countries, and parties without one, once each.
fn parties(event: &EventRow, names: &Names) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let party = |party: Named| party.country.or(party.name);
    for id in
        names.parties(&event.actors).into_iter().chain(names.parties(&event.recipients)).filter_map(party)
    {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Groups, those with most events first; the order of the events is kept. How many groups are not among them is told,
/// and how many events have no party that has a name.
pub(crate) fn of<'a>(events: &'a [EventRow], names: &Names) -> (Vec<Group<'a>>, usize, Vec<&'a EventRow>) {
    let mut by_id: BTreeMap<String, Vec<&EventRow>> = BTreeMap::new();
    let mut alone = Vec::new();
    for event in events {
        let ids = parties(event, names);
        if ids.is_empty() {
            alone.push(event);
        }
        for id in ids {
            by_id.entry(id).or_default().push(event);
        }
    }
    let mut groups: Vec<Group<'_>> = by_id
        .into_iter()
        .map(|(id, events)| Group { name: names.country(&id).unwrap_or(&id).to_owned(), id, events })
        .collect();
    groups.sort_by(|one, two| two.events.len().cmp(&one.events.len()).then_with(|| one.name.cmp(&two.name)));
    let n_more = groups.len().saturating_sub(MOST);
    groups.truncate(MOST);
    (groups, n_more, alone)
}

/// Under whom else an event stands.
pub(crate) fn also(event: &EventRow, id: &str, names: &Names) -> Vec<String> {
    let others = parties(event, names).into_iter().filter(|other| other != id);
    others.map(|other| names.country(&other).unwrap_or(&other).to_owned()).collect()
}

/// Events in a list, under their parties.
pub(crate) fn list(events: &[EventRow], says: &told::Says, names: &Names) -> Markup {
    let (groups, n_more, alone) = of(events, names);
    html! {
        @for group in &groups {
            section {
                h3.group { a href=(crate::address::of("actor", &group.id)) dir="auto" { (group.name) } " " span.unit { (told::count(group.events.len(), "event")) } }
                ol.items { @for event in &group.events { (told::event_also(event, says, names, &also(event, &group.id, names))) } }
            }
        }
        @if !alone.is_empty() {
            section {
                h3.group { "No party with a name " span.unit { (told::count(alone.len(), "event")) } }
                ol.items { @for event in &alone { (told::event(event, says, names)) } }
            }
        }
        @if n_more > 0 { p.small { "Under " (told::count(n_more, "more party")) " with fewer events they are not shown again." } }
    }
}
