//! What stands around every page.

use axum::body::Bytes;
use dragoman_store::{LICENCE, Query};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

use crate::address::{self, Asked, Form};
use crate::dates;
use crate::house::House;
use crate::problem::Problem;
use crate::told;

/// How a page is to look, whatever the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }
}

/// Who looks at what.
#[derive(Clone)]
pub(crate) struct View<'a> {
    pub(crate) house: &'a House,
    pub(crate) asked: &'a Asked,
    /// The page's own path, without form and without what is asked for.
    pub(crate) path: &'a str,
    pub(crate) theme: Theme,
    /// How sure what is shown must be, where nothing was asked: people are shown less than programs.
    pub(crate) least: Option<f32>,
}

/// Less than half of what is less sure than this is read right (`docs/confidence.md`): people see it when they ask.
pub(crate) const LEAST_SURE: f32 = 0.4;

impl View<'_> {
    /// What is asked of the ledger: what was asked for, and no less sure than is shown.
    pub(crate) fn query(&self) -> Query {
        let mut query = self.asked.query.clone();
        query.confidence = query.confidence.or(self.least);
        query
    }

    /// Whether something is sure enough to be shown.
    pub(crate) fn shows(&self, confidence: f32) -> bool {
        self.asked.query.confidence.or(self.least).is_none_or(|least| confidence >= least)
    }

    /// The address of a picture of this page by itself; by its name, where the page has several.
    pub(crate) fn alone(&self, name: Option<&str>) -> String {
        let asked = self.asked.with_more("picture", name);
        form_address(&View { asked: &asked, ..self.clone() }, "svg")
    }

    /// How what a page shows can be cited.
    pub(crate) fn cite(&self, headline: &str, what: &str, day: Date) -> Markup {
        html! {
            details.cite {
                summary { "Cite" }
                p { "“" bdi { (headline) } "”, " (what) ", as told by " (dates::day(day)) "; read by dragoman " (self.house.settings.version) ". " span.address { (self.path) } }
                p hidden { button type="button" { "Copy the citation" } " " span role="status" {} }
            }
        }
    }

    /// How much is not shown for not being sure enough, and the way to it.
    pub(crate) fn unsure(&self, n: usize, noun: &str) -> Markup {
        let all = self.asked.with(|query| query.confidence = Some(0.0)).on(self.path);
        html! {
            @if n > 0 {
                p.small.unsure { (told::count(n, noun)) " below " (LEAST_SURE) " sure " (if n == 1 { "is" } else { "are" }) " hidden – " a href=(all) { "show" } }
            }
        }
    }
}

/// A page without what stands around it.
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) body: Markup,
    /// The forms in which the same can be had.
    pub(crate) forms: &'static [(Form, &'static str)],
}

pub(crate) const STYLE: &str =
    concat!(include_str!("../../../web/picture.css"), include_str!("../../../web/page.css"));
pub(crate) const SCRIPT: &str = include_str!("../assets/page.js");

/// A file that pages need, by its name, which has a hash of it: what has been fetched once stays right.
pub(crate) fn asset(name: &str) -> Option<(&'static str, Bytes)> {
    if name == asset_name("page", "css", STYLE) {
        Some(("text/css; charset=utf-8", Bytes::from_static(STYLE.as_bytes())))
    } else if name == asset_name("page", "js", SCRIPT) {
        Some(("text/javascript; charset=utf-8", Bytes::from_static(SCRIPT.as_bytes())))
    } else {
        None
    }
}

fn asset_name(stem: &str, ending: &str, text: &str) -> String {
    format!("{stem}-{:016x}.{ending}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

const PAGES: [(&str, &str); 7] = [
    ("/", "Today"),
    ("/search", "Search"),
    ("/ahead", "Ahead"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/sources", "Sources"),
    ("/data", "Data"),
];

/// Keys, and what they do.
const KEYS: [(&str, &str); 7] = [
    ("/", "go to the search box"),
    ("j", "next item"),
    ("k", "item before"),
    ("Enter", "open the item"),
    ("e", "evidence of the item"),
    ("[ ]", "more days, fewer days"),
    ("?", "this list"),
];

pub(crate) fn whole(view: &View<'_>, page: &Page) -> String {
    let theme = Some(view.theme).filter(|theme| *theme != Theme::System).map(Theme::as_str);
    let markup = html! {
        (DOCTYPE)
        html lang="en" data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(theme.unwrap_or("light dark"));
                meta name="referrer" content="same-origin";
                title { (page.title) " – dragoman" }
                link rel="stylesheet" href=(format!("/assets/{}", asset_name("page", "css", STYLE)));
                link rel="icon" href="data:,";
                @for (form, name) in page.forms {
                    link rel="alternate" type=(form.content_type()) href=(form_address(view, name));
                }
                script src=(format!("/assets/{}", asset_name("page", "js", SCRIPT))) defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    a.brand href="/" { "dragoman" }
                    nav aria-label="Pages" {
                        @for (path, name) in PAGES { a href=(path) aria-current=[(path == view.path).then_some("page")] { (name) } }
                    }
                    // The first page has a larger one.
                    @if view.path != "/" {
                        form.find action="/search" role="search" {
                            label.hidden for="find" { "Search passages, parties and headlines" }
                            input #find name="words" type="search" placeholder="Search" maxlength="300" dir="auto" value=[view.asked.query.words.as_deref()];
                            button { "Search" }
                        }
                    }
                }
                main #main tabindex="-1" { (page.body) }
                footer.bottom {
                    @if !page.forms.is_empty() {
                        p.forms {
                            "This view as "
                            @for (place, (_, name)) in page.forms.iter().enumerate() {
                                @if place > 0 { ", " }
                                a href=(form_address(view, name)) download[*name != "json"] { (form_name(name)) }
                            }
                            "."
                        }
                        p { button.copy hidden type="button" { "Copy link" } " " span.copied role="status" {} }
                    }
                    p { "dragoman " (view.house.settings.version) " · " a href="/data" { (LICENCE) } }
                    form.theme action="/theme" method="post" {
                        input type="hidden" name="back" value=(view.asked.on(view.path));
                        fieldset {
                            legend { "Colours" }
                            @for theme in Theme::ALL {
                                button name="theme" value=(theme.as_str()) aria-pressed=(if theme == view.theme { "true" } else { "false" }) { (theme.as_str()) }
                            }
                        }
                    }
                    details.keys {
                        summary { "Keys" }
                        dl { @for (key, what) in KEYS { div { dt { kbd { (key) } } dd { (what) } } } }
                        p hidden { label { input.keys-on type="checkbox" checked; " keys are on" } }
                    }
                }
            }
        }
    };
    markup.into_string()
}

fn form_name(name: &str) -> &str {
    match name {
        "json" => "JSON",
        "csv" => "CSV",
        "tsv" => "TSV",
        "ndjson" => "NDJSON",
        "parquet" => "Parquet",
        "geojson" => "GeoJSON",
        "ics" => "calendar",
        name => name,
    }
}

/// What a picture by itself says below: from where it is, and under which licence.
pub(crate) fn signed(view: &View<'_>) -> String {
    format!("dragoman {} · {}{} · {LICENCE}", view.house.settings.version, view.path, view.asked.tail())
}

fn form_address(view: &View<'_>, ending: &str) -> String {
    let path = if view.path == "/" { "/today" } else { view.path };
    // What a page leaves out is left out of its other forms, too.
    let mut shown = view.asked.clone();
    shown.query.confidence = shown.query.confidence.or(view.least);
    format!("{path}.{ending}{}", shown.tail())
}

/// A page that says what went wrong, and keeps what was asked for.
pub(crate) fn problem(view: &View<'_>, problem: &Problem, asked: &str) -> String {
    let again = address::pairs(asked).unwrap_or_default();
    let words = again.iter().find(|(name, _)| name == "words").map(|(_, value)| value.as_str());
    let page = Page {
        title: problem.title().to_owned(),
        forms: &[],
        body: html! {
            h1 { (problem.title()) }
            p { (problem.detail) }
            p { (problem.way_out) }
            @if let Some(words) = words {
                form action="/search" { label { "Search again " input type="search" name="words" dir="auto" value=(words); } " " button { "Search" } }
            }
            p { a href="/" { "To the first page" } }
        },
    };
    whole(view, &page)
}
