//! The pages, one module each: what is asked of the ledger, what programs get of it, and how it looks.

pub(crate) mod actor;
pub(crate) mod ahead;
pub(crate) mod article;
pub(crate) mod changes;
pub(crate) mod data;
pub(crate) mod event;
pub(crate) mod filter;
pub(crate) mod group;
pub(crate) mod network;
pub(crate) mod over_time;
pub(crate) mod pair;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod sources;
pub(crate) mod thread;
pub(crate) mod today;
pub(crate) mod world;

use dragoman_store::Ledger;
use serde::Serialize;

use crate::address::{self, Form};
use crate::frame::{self, Page, View};
use crate::picture::{self, Picture};
use crate::problem::Problem;
use crate::table::Table;

/// What was found for a page, before it has a form.
pub(crate) trait Sheet: Serialize {
    /// As a page.
    fn page(&self, view: &View<'_>) -> Page;
    /// As a table, for those who want rows.
    fn table(&self, view: &View<'_>) -> Table;
    /// As a picture, by its name where there are several; nothing where there is nothing to draw.
    fn picture(&self, _: &View<'_>, _: Option<&str>) -> Result<Option<Picture>, Problem> {
        Err(no_form())
    }
}

/// That a page does not come in a form.
fn no_form() -> Problem {
    Problem::new(
        axum::http::StatusCode::NOT_ACCEPTABLE,
        "This page does not come in that form.",
        "Ask for it as a page, as .json or as .csv; searches come in all forms, and pages with a picture as .svg.",
    )
}

/// That a page has no picture of that name.
pub(crate) fn no_picture(name: &str, known: &str) -> Problem {
    Problem::wrong(format!("picture: {name:?} is not one of {known}."), "Ask for one of them, or for none.")
}

/// Which page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Today,
    Search,
    Ahead,
    Network,
    World,
    Sources,
    Data,
    Changes,
    Event(String),
    Thread(String),
    Claim(String),
    Article(String),
    Actor(String),
    Pair(String, String),
}

impl Which {
    /// The page of a path's parts.
    pub(crate) fn of(parts: &[String]) -> Option<Self> {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(match parts[..] {
            [] | ["today"] => Self::Today,
            ["search"] => Self::Search,
            ["ahead"] => Self::Ahead,
            ["network"] => Self::Network,
            ["map"] => Self::World,
            ["sources"] => Self::Sources,
            ["data"] => Self::Data,
            ["changes"] => Self::Changes,
            ["event", key] => Self::Event(key.to_owned()),
            ["thread", key] => Self::Thread(key.to_owned()),
            ["claim", key] => Self::Claim(key.to_owned()),
            ["article", id] => Self::Article(id.to_owned()),
            ["actor", id] => Self::Actor(id.to_owned()),
            ["pair", one, two] => Self::Pair(one.to_owned(), two.to_owned()),
            _ => return None,
        })
    }

    /// The parts of a query that this page heeds. What it would not heed cannot be asked of it: an answer to less than
    /// was asked for would be taken for one to all of it.
    pub(crate) fn heeds(&self) -> &'static [&'static str] {
        match self {
            Self::Search | Self::Ahead | Self::Network | Self::World => &address::QUERY,
            Self::Actor(_) | Self::Pair(..) => address::WITHOUT_ACTORS,
            Self::Thread(_) => &["actor", "date", "confidence", "as-of", "skip"],
            Self::Event(_) => &["as-of"],
            Self::Changes => &["limit"],
            Self::Today => &["confidence"],
            Self::Article(_) => &["skip"],
            Self::Sources | Self::Data | Self::Claim(_) => &[],
        }
    }

    /// Names that this page knows besides those of a query.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        match self {
            Self::Search => &["what", "window", "group"],
            Self::Ahead => &["from", "window"],
            // Two days in fields of their own, as forms send them, become the days of the query.
            Self::World => &["from", "to", "window", "picture"],
            Self::Changes => &["since"],
            Self::Event(_) => &["rung"],
            Self::Thread(_) => &["window", "group", "picture"],
            Self::Actor(_) => &["window", "picture"],
            Self::Pair(..) => &["window", "normalise", "picture"],
            Self::Article(_) => &["show", "claim"],
            _ => &[],
        }
    }
}

/// Makes an answer in a form that is held in memory: a page, JSON or rows.
pub(crate) fn make(which: &Which, form: Form, ledger: &Ledger, view: &View<'_>) -> Result<String, Problem> {
    match which {
        Which::Today => told(&today::find(ledger, view)?, form, view),
        Which::Search => told(&search::find(ledger, view)?, form, view),
        Which::Ahead => told(&ahead::find(ledger, view)?, form, view),
        Which::Network => told(&network::find(ledger, view)?, form, view),
        Which::World => told(&world::find(ledger, view)?, form, view),
        Which::Sources => told(&sources::find(ledger)?, form, view),
        Which::Data => told(&data::find(ledger, view)?, form, view),
        Which::Changes => told(&changes::find(ledger, view)?, form, view),
        Which::Event(key) => told(&event::find(ledger, key, view)?, form, view),
        Which::Thread(key) => told(&thread::find(ledger, key, view)?, form, view),
        Which::Claim(key) => told(&event::find_claim(ledger, key, view)?, form, view),
        Which::Article(id) => told(&article::find(ledger, id, view)?, form, view),
        Which::Actor(id) => told(&actor::find(ledger, id, view)?, form, view),
        Which::Pair(one, two) => told(&pair::find(ledger, one, two, view)?, form, view),
    }
}

fn told<S: Sheet>(sheet: &S, form: Form, view: &View<'_>) -> Result<String, Problem> {
    match form {
        Form::Html => Ok(crate::frame::whole(view, &sheet.page(view))),
        Form::Json => serde_json::to_string(sheet).map_err(|error| Problem::broken(error.to_string())),
        Form::Csv => Ok(sheet.table(view).csv()),
        Form::Svg => {
            let drawn = sheet.picture(view, view.asked.more("picture"))?;
            let picture = drawn.unwrap_or_else(picture::nothing);
            let asked = filter::in_words(view.asked, &view.house.names);
            let says =
                if asked.is_empty() { picture.title.clone() } else { format!("{}: {asked}", picture.title) };
            Ok(picture.alone(&says, &frame::signed(view)))
        }
        _ => Err(no_form()),
    }
}
