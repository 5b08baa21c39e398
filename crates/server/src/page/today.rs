//! The first page: what changed, what comes, and a box for an article of one's own.

use dragoman::event::{Interval, Status};
use dragoman_store::{Ahead, Change, Counts, Ledger, Query, ThreadRow};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sheet, filter};
use crate::address::{self, Form};
use crate::answer::{Event, Step};
use crate::dates;
use crate::frame::{Page, View};
use crate::names::Names;
use crate::problem::Problem;
use crate::table::{Cell, Table};
use crate::told;

/// Days that are called coming.
const COMING_DAYS: i32 = 14;
/// Things of a kind that are shown.
const MOST: usize = 12;

/// What changed last, and what comes.
#[derive(Serialize, ToSchema)]
pub(crate) struct TodaySheet {
    /// The day of the newest article.
    #[schema(value_type = Option<String>, format = Date)]
    newest: Option<Date>,
    /// How much is in the ledger.
    counts: Numbers,
    /// Whether all that was added has been merged into events.
    settled: bool,
    /// Events that became something else than they were, the last change first.
    changes: Vec<Changed>,
    /// Affairs that were told of last.
    threads: Vec<Thread>,
    /// What is meant to happen within a fortnight of the newest article.
    coming: Vec<Event>,
    #[serde(skip)]
    cursor: String,
    #[serde(skip)]
    found: Found,
}

struct Found {
    changes: Vec<Change>,
    /// What each became, one after the other.
    lives: Vec<Vec<Status>>,
    threads: Vec<ThreadRow>,
    coming: Vec<Ahead>,
    examples: Vec<(String, String)>,
    n_unsure: usize,
}

/// How much is in a ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct Numbers {
    /// Articles, copies with them.
    articles: usize,
    /// Articles that are copies.
    copies: usize,
    /// Claims, those that repeat one left out.
    claims: usize,
    /// Events.
    events: usize,
    /// Threads.
    threads: usize,
}

impl From<Counts> for Numbers {
    fn from(counts: Counts) -> Self {
        Self {
            articles: counts.n_articles,
            copies: counts.n_copies,
            claims: counts.n_claims,
            events: counts.n_events,
            threads: counts.n_threads,
        }
    }
}

/// An event that became something else than it was.
#[derive(Serialize, ToSchema)]
pub(crate) struct Changed {
    /// What it was before.
    before: &'static str,
    /// The turn by which it changed.
    turn: Step,
    /// The event as it is now.
    event: Event,
}

/// An affair.
#[derive(Serialize, ToSchema)]
pub(crate) struct Thread {
    /// Its name: `t` and sixteen hexadecimal digits.
    thread: String,
    /// Events in it.
    events: usize,
    /// When it was first told of.
    #[schema(format = Date)]
    first_learned: String,
    /// When it was last told of.
    #[schema(format = Date)]
    last_learned: String,
    /// The event that most is said of.
    central: Event,
}

pub(crate) fn find(ledger: &Ledger, view: &View<'_>) -> Result<TodaySheet, Problem> {
    let names = &view.house.names;
    let newest = ledger.newest()?;
    let mut changes = ledger.changes(MOST * 4)?;
    let n_changes = changes.len();
    changes.retain(|change| view.shows(change.event.confidence));
    let mut n_unsure = n_changes - changes.len();
    // What was meant to happen and was put off comes first; within each, the last change.
    changes.sort_by_key(|change| std::cmp::Reverse((change.turn.learned, was_put_off(change))));
    // An event stands once, with what it was before in a row.
    let mut lives: Vec<Vec<Status>> = Vec::new();
    let mut last: Vec<Change> = Vec::new();
    for change in changes {
        if let Some(place) = last.iter().position(|other| other.event.key == change.event.key) {
            if let Some(life) = lives.get_mut(place) {
                life.insert(0, change.before);
            }
        } else {
            lives.push(vec![change.before, change.turn.current]);
            last.push(change);
        }
    }
    last.truncate(MOST);
    let changes = last;
    let threads = ledger.threads(MOST, 0)?;
    let coming = match newest {
        Some(day) => {
            let days =
                Interval { from: Some(day), to: Some(dates::of_number(dates::number(day) + COMING_DAYS)) };
            let mut coming =
                ledger.ahead(day, &Query { dates: days, limit: Some(MOST), ..Query::default() })?.rows;
            let n_coming = coming.len();
            coming.retain(|ahead| view.shows(ahead.event.confidence));
            n_unsure += n_coming - coming.len();
            // What was to begin long ago and has no last day may still come, and is no news.
            coming.retain(|ahead| !super::ahead::is_overdue(&ahead.event, day));
            coming
        }
        None => Vec::new(),
    };
    Ok(TodaySheet {
        newest,
        cursor: super::changes::written(ledger.cursor()?),
        counts: ledger.counts()?.into(),
        settled: ledger.is_settled()?,
        changes: changes
            .iter()
            .map(|change| Changed {
                before: change.before.as_str(),
                turn: Step::from(&change.turn),
                event: Event::of(&change.event, names),
            })
            .collect(),
        threads: threads
            .iter()
            .map(|thread| Thread {
                thread: thread.key.to_string(),
                events: thread.n_events,
                first_learned: thread.first_learned.to_string(),
                last_learned: thread.last_learned.to_string(),
                central: Event::of(&thread.central, names),
            })
            .collect(),
        coming: coming.iter().map(|ahead| Event::of(&ahead.event, names)).collect(),
        found: Found { examples: examples(ledger, names)?, changes, lives, threads, coming, n_unsure },
    })
}

fn was_put_off(change: &Change) -> bool {
    told::Fate::of(change.before) == told::Fate::Ahead
        && told::Fate::of(change.turn.current) == told::Fate::Off
}

/// Searches that find something in this ledger.
fn examples(ledger: &Ledger, names: &Names) -> Result<Vec<(String, String)>, Problem> {
    let page = ledger.events(&Query { limit: Some(200), ..Query::default() })?;
    let parties = crate::survey::parties(&page.rows, names);
    let mut counts: Vec<(&String, usize)> = crate::survey::tally(&parties).into_iter().collect();
    counts.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
    let mut examples = Vec::new();
    let mut put = |what: String, pairs: &[(&str, &str)]| {
        examples.push((what, format!("/search{}", address::tail(pairs.iter().copied()))));
    };
    let called = |id: &str| names.country(id).unwrap_or(id).to_owned();
    let mut most = counts.iter().map(|(id, _)| id.as_str());
    let country = most.clone().find(|id| names.country(id).is_some());
    let person = most.find(|id| names.country(id).is_none());
    if let Some(id) = country {
        put(format!("what is meant to happen with {}", called(id)), &[("status", "planned"), ("actor", id)]);
    }
    if let Some(id) = person {
        put(called(id), &[("actor", id)]);
    }
    put("put off or called off".to_owned(), &[("status", "postponed"), ("status", "cancelled")]);
    put("on the word of unnamed people".to_owned(), &[("source", "anonymous")]);
    Ok(examples)
}

impl Sheet for TodaySheet {
    fn page(&self, view: &View<'_>) -> Page {
        let names = &view.house.names;
        let found = &self.found;
        let body = html! {
            h1.hidden { "Today" }
            div.intro {
                section {
                    form.ask action="/search" role="search" {
                        div.fields {
                            label.wide { "Search what was reported" input type="search" name="words" maxlength="300" dir="auto"; }
                            button.primary { "Search" }
                        }
                    }
                    @if self.counts.articles > 0 { p.small { "For example: " @for (place, (what, href)) in found.examples.iter().enumerate() { @if place > 0 { " · " } a href=(href) { bdi { (what) } } } } }
                    p.small.corpus {
                        (told::count(self.counts.articles, "article")) " · " (told::count(self.counts.claims, "claim")) " · "
                        (told::count(self.counts.events, "event")) " · " (told::count(self.counts.threads, "thread"))
                        @match self.newest {
                            Some(day) => { ". The newest article is of " b { (dates::day(day)) } ", which stands here for today." },
                            None => { ". No article has a day yet." },
                        }
                        @if !self.settled { " " b { "Some articles were added and are not yet merged into events." } }
                    }
                    p.small.since hidden data-cursor=(self.cursor) {}
                    (filter::saved())
                    @if self.counts.articles == 0 { p.nothing { "The ledger is empty. Add articles with " code { "dragoman add" } ", or try one here." } }
                }
                (super::read::form("", ""))
            }
            div #reading aria-live="polite" {}
            div.columns.even {
                section {
                    h2 { "What changed last" }
                    (filter::chips(view.asked, "/", names))
                    @if found.changes.is_empty() { p.nothing { "No event has become anything else than it was first told to be." } }
                    ol.items { @for (change, life) in found.changes.iter().zip(&found.lives) { (changed(change, life, names)) } }
                    (view.unsure(found.n_unsure, "change or plan"))
                    p.small { a href="/changes" { "All that was filed and changed" } }
                }
                section {
                    h2 { "The next " (COMING_DAYS) " days" }
                    @if found.coming.is_empty() {
                        p.nothing { "Nothing is known to lie in the fortnight after the newest article. " a href="/ahead" { "What lies further ahead" } "." }
                    }
                    ol.items { @for ahead in &found.coming { (super::ahead::item(ahead, names)) } }
                    @if !found.coming.is_empty() { p.small { a href="/ahead" { "All that lies ahead" } } }
                    h2 { "Affairs told of last" }
                    @if found.threads.is_empty() { p.nothing { "No two events belong together yet." } }
                    ol.items { @for thread in &found.threads { (affair(thread, names)) } }
                }
            }
        };
        Page { title: "Today".to_owned(), body, forms: &[(Form::Json, "json"), (Form::Csv, "csv")] }
    }

    fn table(&self, view: &View<'_>) -> Table {
        let mut table =
            Table::new("What changed last", &["Event", "Headline", "Learned", "Before", "After", "Days"]);
        for change in &self.found.changes {
            table.rows.push(vec![
                Cell::text(change.event.key.to_string()),
                Cell::text(told::headline_in_words(&change.event, &view.house.names)),
                Cell::text(change.turn.learned.to_string()),
                Cell::text(change.before.as_str()),
                Cell::text(change.turn.current.as_str()),
                Cell::text(dates::days(change.turn.days)),
            ]);
        }
        table
    }
}

fn changed(change: &Change, life: &[Status], names: &Names) -> Markup {
    let event = &change.event;
    let headline = told::headline_in_words(event, names);
    let key = told::of_key(event.key);
    html! {
        li.item {
            p.line {
                a.headline href=(key) dir="auto" { (headline) } " "
                span.turn { @for (place, status) in life.iter().enumerate() { @if place > 0 { span aria-hidden="true" { " → " } span.hidden { " became " } } (told::status(*status)) } }
            }
            p.small {
                "on " (dates::day(change.turn.learned)) " · " (dates::days(change.turn.days)) " · " (told::reports(event))
                " · " a.evidence href=(format!("{key}#evidence")) { "evidence" span.hidden { " for: " (headline) } }
            }
        }
    }
}

fn affair(thread: &ThreadRow, names: &Names) -> Markup {
    let headline = told::headline_in_words(&thread.central, names);
    html! {
        li.item {
            p.line { a.headline href=(told::of_key(thread.key)) dir="auto" { (headline) } " " (told::status(thread.central.status)) }
            p.small { (told::count(thread.n_events, "event")) " · told from " (dates::day(thread.first_learned)) " to " (dates::day(thread.last_learned)) }
        }
    }
}
