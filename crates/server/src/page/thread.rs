//! A thread: the events of one affair on one time line.

use dragoman_store::{EventRow, Kind, Ledger, ThreadSheet as Found};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::event::key_of;
use super::{Sheet, group, over_time};
use crate::address::{self, Form};
use crate::answer::Event;
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Names;
use crate::picture::timeline::{self, Bar, Group, MOST_BARS, Window};
use crate::picture::{self, Picture};
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told::{self, Fate};

const TITLE_OF_LINE: &str = "The affair over time";
/// Events on one page.
const MOST_EVENTS: usize = 100;
/// Claims that are looked through for what nobody has confirmed.
const MOST_ASKED: usize = 40;

/// The events of one affair.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThreadSheet {
    /// Its name.
    thread: String,
    /// The event that most is said of.
    central: Event,
    /// Its events, by the days of the happening.
    events: Vec<Event>,
    /// What is not confirmed or denied: the event, by whom, and which.
    open: Vec<OpenQuestion>,
    #[serde(skip)]
    found: Found,
    #[serde(skip)]
    newest: Option<jiff::civil::Date>,
    #[serde(skip)]
    says: told::Says,
    #[serde(skip)]
    n_unsure: usize,
    /// Its events, those that are left out with them.
    #[serde(skip)]
    all: Vec<EventRow>,
}

/// Something that one side says and another does not confirm.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenQuestion {
    /// The event.
    event: String,
    /// Who has not confirmed it.
    who: String,
    /// `not confirmed` or `denied`.
    stance: &'static str,
    /// When that was told.
    #[schema(format = Date)]
    learned: String,
}

pub(crate) fn find(ledger: &Ledger, key: &str, view: &View<'_>) -> Result<ThreadSheet, Problem> {
    let names = &view.house.names;
    let as_of = view.asked.query.as_of;
    let mut found = ledger.thread(key_of(key, &[Kind::Thread, Kind::Event], "thread")?, as_of)?;
    let all = found.events.clone();
    let has_part = |event: &EventRow, id: &String| {
        let parties = names.parties(&event.actors).into_iter().chain(names.parties(&event.recipients));
        parties.into_iter().any(|party| party.is_called(id))
    };
    let days = view.asked.query.dates;
    found.events.retain(|event| {
        event.days.meets(days) && view.asked.query.actors.iter().all(|id| has_part(event, id))
    });
    let n_events = found.events.len();
    // What the affair is called by is shown however unsure it is.
    found.events.retain(|event| view.shows(event.confidence) || event.key == found.central.key);
    let n_unsure = n_events - found.events.len();
    // What is only known to have been by a day stands there, and not behind all else.
    found.events.sort_by_key(|event| {
        (event.days.from.or(event.days.to).is_none(), event.days.from.or(event.days.to), event.days.to)
    });
    let mut open = Vec::new();
    for event in found.events.iter().take(MOST_ASKED) {
        for row in ledger.event(event.key, as_of)?.claims {
            for one in row.claim.confirmations {
                if one.stance != dragoman::event::Stance::Confirmed {
                    open.push(OpenQuestion {
                        event: event.key.to_string(),
                        who: one.who,
                        stance: one.stance.as_str(),
                        learned: row.learned.to_string(),
                    });
                }
            }
        }
    }
    Ok(ThreadSheet {
        thread: found.key.to_string(),
        central: Event::of(&found.central, names),
        events: found.events.iter().map(|event| Event::of(event, names)).collect(),
        open,
        newest: ledger.newest()?,
        says: told::says(ledger, &found.events, as_of)?,
        n_unsure,
        all,
        found,
    })
}

/// Bars that are drawn where they stand under their parties, some of them several times.
const MOST_GROUPED: usize = 120;

/// Events as bars on a line of time.
pub(crate) struct Line {
    groups: Vec<Group>,
    window: Option<Window>,
    n_undated: usize,
    n_more: usize,
}

impl Line {
    /// Events by their days, or under their parties where that is asked for.
    pub(crate) fn of(events: &[EventRow], view: &View<'_>) -> Self {
        let names = &view.house.names;
        if !group::is_wanted(view) {
            return Self::of_bars(events.iter().map(|event| bar(event, names)).collect(), view);
        }
        let (groups, ..) = group::of(events, names);
        let mut n_left = MOST_GROUPED;
        let mut drawn: Vec<Group> = Vec::new();
        for one in groups {
            let of_group =
                |event: &&EventRow| Bar { also: group::also(event, &one.id, names), ..bar(event, names) };
            let bars: Vec<Bar> = one.events.iter().map(of_group).collect();
            if bars.len() > n_left {
                break;
            }
            n_left -= bars.len();
            drawn.push(Group { name: Some(one.name), bars });
        }
        Self::of_groups(drawn, 0, view)
    }

    /// Bars as they are.
    pub(crate) fn of_bars(mut bars: Vec<Bar>, view: &View<'_>) -> Self {
        let n_more = bars.len().saturating_sub(MOST_BARS);
        bars.truncate(MOST_BARS);
        Self::of_groups(vec![Group { name: None, bars }], n_more, view)
    }

    fn of_groups(mut groups: Vec<Group>, n_more: usize, view: &View<'_>) -> Self {
        for group in &mut groups {
            group.bars.sort_by_key(|bar| (bar.days.from.or(bar.days.to), bar.days.to));
        }
        let bars = || groups.iter().flat_map(|group| &group.bars);
        let days = bars().flat_map(|bar| bar.was.iter().copied().chain(Some(bar.days)));
        let window = Window::of(days, over_time::is_whole(view));
        let n_undated = bars().filter(|bar| bar.days == dragoman::event::Interval::OPEN).count();
        Self { groups, window, n_undated, n_more }
    }

    /// The picture; nothing where no event has a day.
    pub(crate) fn drawn(&self, newest: Option<jiff::civil::Date>, title: &str) -> Option<Picture> {
        Some(timeline::draw(&self.groups, self.window?, newest, title))
    }

    /// The picture with what it does not show, and the way to that. `name` is the picture's among those of a page.
    pub(crate) fn html(
        &self,
        view: &View<'_>,
        newest: Option<jiff::civil::Date>,
        title: &str,
        name: Option<&str>,
    ) -> Markup {
        let Some((picture, window)) = self.drawn(newest, title).zip(self.window) else { return html! {} };
        let notes: Vec<String> = [
            (window.n_earlier, "earlier"),
            (window.n_later, "later"),
            (self.n_undated, "undated"),
            (self.n_more, "more below"),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
        let was_moved = self.groups.iter().flat_map(|group| &group.bars).any(|bar| !bar.was.is_empty());
        html! {
            (picture::softness())
            (picture.framed(&view.alone(name)))
            (picture::legend(true))
            @if was_moved { p.small { "A struck bar with a line from it: the days on which it was to be before." } }
            p.small {
                @if !notes.is_empty() { "Not in the picture: " (notes.join(", ")) ". " }
                @if window.n_earlier + window.n_later > 0 || over_time::is_whole(view) { (over_time::fit(view)) }
            }
        }
    }
}

pub(crate) fn bar(event: &EventRow, names: &Names) -> Bar {
    Bar {
        label: told::headline_in_words(event, names),
        href: told::of_key(event.key),
        days: event.days,
        was: Vec::new(),
        also: Vec::new(),
        fate: Fate::of(event.status),
        status: event.status.as_str(),
    }
}

/// Events as rows.
pub(crate) fn events_table(events: &[EventRow], names: &Names, caption: &str) -> Table {
    let mut table = Table::new(
        caption,
        &["Event", "Headline", "Days", "Status", "Place", "Claims", "Articles", "Outlets", "Last changed"],
    );
    for event in events {
        table.rows.push(vec![
            Cell::text(event.key.to_string()).to(told::of_key(event.key)),
            Cell::text(told::headline_in_words(event, names)).to(told::of_key(event.key)),
            Cell::text(dates::days(event.days)),
            Cell::text(event.status.as_str()),
            Cell::text(told::place(event, names).unwrap_or_default()),
            Cell::number(event.n_claims),
            Cell::number(event.n_articles),
            Cell::number(event.n_outlets),
            Cell::text(event.changed.to_string()),
        ]);
    }
    table
}

impl Sheet for ThreadSheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let central = &self.found.central;
        let headline = told::headline_in_words(central, names);
        let all = &self.found.events;
        let skip = view.asked.query.skip.min(all.len().saturating_sub(1));
        let events = all.get(skip..all.len().min(skip + MOST_EVENTS)).unwrap_or_default();
        let last = all.iter().max_by_key(|event| (event.changed, event.n_claims));
        let body = html! {
            p.over { "Thread" }
            h1 dir="auto" { (headline) }
            p.standing { (told::status(central.status)) " " span.days { (dates::days(central.days)) } " · " (told::count(self.all.len(), "event")) " of one affair" }
            @if let Some(day) = view.asked.query.as_of { p.note { "As it was known on " (dates::day(day)) ". " a href=(view.path) { "As it is known now" } "." } }
            @if let Some(last) = last {
                p { "Last changed on " (dates::day(last.changed)) ": " a href=(told::of_key(last.key)) dir="auto" { (told::headline_in_words(last, names)) } " " (told::status(last.status)) }
            }
            (pairs(&self.all, view))
            (super::filter::chips(view.asked, view.path, names))
            (view.unsure(self.n_unsure, "event"))
            @if events.is_empty() { p.nothing { "No event of this affair has all of this. " a href=(view.path) { "Show all" } "." } }
            @if all.len() > MOST_BARS {
                @let activity = crate::survey::activity(all, view);
                (over_time::activity(&activity, view, Some("activity")))
                (over_time::table(&activity, view))
            }
            (Line::of(events, view).html(view, self.newest, TITLE_OF_LINE, None))
            @if all.len() > events.len() {
                nav.pager aria-label="Events" {
                    @if skip > 0 { a rel="prev" href=(page_from(view, skip.saturating_sub(MOST_EVENTS))) { "← before" } }
                    span { (skip + 1) "–" (skip + events.len()) " of " (told::count(all.len(), "event")) ", by their days" }
                    @if skip + events.len() < all.len() { a rel="next" href=(page_from(view, skip + MOST_EVENTS)) { "after →" } }
                }
            }
            section {
                @let of_thread: Vec<EventRow> = events.iter().map(|event| EventRow { thread: None, ..event.clone() }).collect();
                @if group::is_wanted(view) { h2 { "Its events, by their parties" } }
                @else { h2 { "Its events, by their days" } }
                @if of_thread.len() > 1 { p.small { (group::switch(view, "by their days")) } }
                @if group::is_wanted(view) { (group::list(&of_thread, &self.says, names)) }
                @else { ol.items { @for event in &of_thread { (told::event(event, &self.says, names)) } } }
            }
            @if !self.open.is_empty() {
                section {
                    h2 { "Open questions" }
                    ul { @for one in &self.open {
                        li { bdi { (one.who) } ": " b { (one.stance) } " " a href=(address::of("event", &one.event)) { (self.headline_of(&one.event, names)) } " " span.faint { "(told on " (one.learned) ")" } }
                    } }
                }
            }
            details { summary { "The same as a table" } (events_table(events, names, "Events of the thread").html()) }
            (view.cite(&headline, &format!("thread {}", self.thread), central.changed))
        };
        Page {
            title: headline,
            body,
            forms: &[(Form::Json, "json"), (Form::Csv, "csv"), (Form::Calendar, "ics")],
        }
    }

    fn table(&self, view: &View<'_>) -> Table {
        events_table(&self.found.events, &view.house.names, "Events of the thread")
    }

    fn picture(&self, view: &View<'_>, name: Option<&str>) -> Result<Option<Picture>, Problem> {
        let all = &self.found.events;
        match name {
            None | Some("timeline") => {}
            Some("activity") => return over_time::drawn(&crate::survey::activity(all, view), view, name),
            Some(other) => return Err(super::no_picture(other, "timeline, activity")),
        }
        let events = all.get(..all.len().min(MOST_EVENTS)).unwrap_or_default();
        Ok(Line::of(events, view).drawn(self.newest, TITLE_OF_LINE))
    }
}

impl ThreadSheet {
    /// The events that are shown.
    pub(crate) fn into_events(self) -> Vec<EventRow> {
        self.found.events
    }

    pub(crate) fn headline_of(&self, key: &str, names: &Names) -> String {
        let event = self.all.iter().find(|event| event.key.to_string() == key);
        event.map_or_else(|| key.to_owned(), |event| told::headline_in_words(event, names))
    }
}

/// The address of the events from one on.
fn page_from(view: &View<'_>, skip: usize) -> String {
    let mut asked = view.asked.clone();
    asked.query.skip = skip;
    asked.on(view.path)
}

/// The parties of an affair, in pairs, each of which leads to what is between the two.
fn pairs(events: &[EventRow], view: &View<'_>) -> Markup {
    let names = &view.house.names;
    let mut pairs: std::collections::BTreeMap<(String, String), usize> = std::collections::BTreeMap::new();
    for event in events {
        for pair in super::network::pairs_of(event, names) {
            *pairs.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<((String, String), usize)> = pairs.into_iter().collect();
    pairs.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let called = |id: &str| names.country(id).unwrap_or(id).to_owned();
    let only = |one: &String, two: &String| {
        view.asked.with(|query| query.actors = vec![one.clone(), two.clone()]).on(view.path)
    };
    html! {
        @if !pairs.is_empty() {
            p.small { "Only what is between " @for (place, ((one, two), n)) in pairs.iter().take(6).enumerate() {
                @if place > 0 { ", " }
                a href=(only(one, two)) { bdi { (called(one)) } " and " bdi { (called(two)) } } " (" (told::count(*n, "event")) ")"
            } }
        }
    }
}
