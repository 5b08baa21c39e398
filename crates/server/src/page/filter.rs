//! What is asked for, as a form, as chips that can be taken away, and as facets that can be added.

use dragoman::event::{Interval, SourceKind, Status};
use dragoman_store::{Query, Role, Sort};
use maud::{Markup, html};

use crate::address::Asked;
use crate::answer::Count;
use crate::dates;
use crate::names::Names;

/// The form by which a query is asked.
pub(crate) fn form(asked: &Asked, path: &str, types: &[String]) -> Markup {
    let query = &asked.query;
    let days = |days: Interval| if days == Interval::OPEN { None } else { Some(dates::address(days)) };
    let is_open = query.pairs().iter().any(|(name, _)| !matches!(*name, "words" | "limit" | "sort"));
    html! {
        form.ask action=(path) {
            div.fields {
                label.wide { "Words" input type="search" name="words" maxlength="300" dir="auto" value=[query.words.as_deref()] placeholder="visit \"foreign minister\" negotiat*"; }
                label { "Actor" input name="actor" maxlength="200" dir="auto" value=[query.actors.first()] placeholder="CHN, or a name"; }
                @for actor in query.actors.iter().skip(1) { label { "and" input name="actor" dir="auto" value=(actor); } }
                label { "Days of the happening" input name="date" value=[days(query.dates)] placeholder="2023-06, or from..to"; }
                button.primary { "Search" }
            }
            details open[is_open] {
                summary { "More" }
                div.fields {
                    label { "as" select name="role" {
                        option value="" { "any part" }
                        option value="actor" selected[query.role == Some(Role::Actor)] { "who did it" }
                        option value="recipient" selected[query.role == Some(Role::Recipient)] { "to whom it was done" }
                    } }
                    label { "Type" select name="type" {
                        option value="" { "any" }
                        @for one in types { option selected[query.types.contains(one)] { (one) } }
                    } }
                    label { "Status" select name="status" {
                        option value="" { "any" }
                        @for one in Status::ALL { option selected[query.statuses.contains(one)] { (one.as_str()) } }
                    } }
                    label { "Place" input name="place" dir="auto" value=[query.place.as_deref()] placeholder="CHN, or Beijing"; }
                    label { "On whose word" input name="voice" maxlength="200" dir="auto" value=[query.voice.as_deref()] placeholder="a name, or CHN"; }
                    label { "Kind of source" select name="source" {
                        option value="" { "any" }
                        @for one in SourceKind::ALL { option selected[query.sources.contains(one)] { (one.as_str()) } }
                    } }
                    label { "Outlet" input name="outlet" dir="auto" value=[query.outlet.as_deref()]; }
                    label { "Days of publication" input name="published" value=[days(query.published)] placeholder="2023-06, or from..to"; }
                    label { "As known on" input name="as-of" value=[query.as_of.map(|day| day.to_string())] placeholder="2023-06-10"; }
                    label { "Sure at least" input name="confidence" inputmode="decimal" value=[query.confidence.map(|least| least.to_string())] placeholder=(crate::frame::LEAST_SURE); }
                    label { "In the order of" select name="sort" {
                        option value="" { (order(Sort::Changed)) }
                        option value="date" selected[query.sort == Sort::Date] { (order(Sort::Date)) }
                        option value="reports" selected[query.sort == Sort::Reports] { (order(Sort::Reports)) }
                    } }
                }
            }
        }
    }
}

/// Where the searches are listed that a reader keeps; only the reader's browser knows them.
pub(crate) fn saved() -> Markup {
    html! { section.saved hidden { h2 tabindex="-1" { "Searches you keep" } ul {} } }
}

/// By what answers are ordered, in words.
pub(crate) fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Changed => "the last change",
        Sort::Date => "the days",
        Sort::Reports => "the most articles",
    }
}

/// What is asked for, each part with a way to take it away.
pub(crate) fn chips(asked: &Asked, path: &str, names: &Names) -> Markup {
    let pairs = asked.query.pairs();
    let shown: Vec<(usize, &(&str, String))> = pairs
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| !matches!(*name, "limit" | "skip" | "sort"))
        .collect();
    html! {
        @if !shown.is_empty() {
            ul.chips aria-label="Asked for" {
                @for (place, (name, value)) in &shown {
                    @let told = if (*name, value.as_str()) == ("confidence", "0") { "nothing, so that all is shown".to_owned() } else { value_in_words(asked, name, value, names) };
                    li { a href=(without(asked, *place).on(path)) { span.faint { (name_in_words(name)) } " " bdi { (told) } span.hidden { ", take away" } span aria-hidden="true" { " ×" } } }
                }
                li { a.clear href=(path) { "Clear" } }
            }
        }
    }
}

/// What is asked for, in a line.
pub(crate) fn in_words(asked: &Asked, names: &Names) -> String {
    let pairs = asked.query.pairs().into_iter();
    let shown = pairs.filter(|(name, _)| !matches!(*name, "limit" | "skip" | "sort"));
    let told = shown.map(|(name, value)| {
        format!("{} {}", name_in_words(name), value_in_words(asked, name, &value, names))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn value_in_words(asked: &Asked, name: &str, value: &str, names: &Names) -> String {
    match name {
        "date" => dates::days(asked.query.dates),
        "published" => dates::days(asked.query.published),
        _ => names.country(value).unwrap_or(value).to_owned(),
    }
}

fn name_in_words(name: &str) -> &str {
    match name {
        "date" => "happening",
        "as-of" => "as known on",
        "source" => "kind of source",
        "voice" => "on the word of",
        "confidence" => "sure at least",
        name => name,
    }
}

/// The same without one of its parts.
fn without(asked: &Asked, place: usize) -> Asked {
    asked.with(|query| {
        let mut rest = Query { limit: query.limit, ..Query::default() };
        for (at, (name, value)) in query.pairs().into_iter().enumerate() {
            if at != place && !matches!(name, "limit" | "skip") {
                // What a query has written, it reads.
                let _ = rest.set(name, &value);
            }
        }
        *query = rest;
    })
}

/// Values that answers have, each leading to those that have it.
pub(crate) fn facet(
    asked: &Asked,
    path: &str,
    name: &str,
    title: &str,
    unit: &str,
    counts: &[Count],
) -> Markup {
    let has = |value: &str| {
        asked
            .query
            .pairs()
            .iter()
            .any(|(known, one)| *known == name && one.to_lowercase() == value.to_lowercase())
    };
    html! {
        @if !counts.is_empty() {
            section.facet {
                h2 { (title) " " span.unit { (unit) } }
                ul {
                    @for one in counts {
                        @if has(&one.value) { li.on { b { bdi { (one.name) } } " " span.n { (one.n) } } }
                        @else {
                            li { a href=(asked.with(|query| { let _ = query.set(name, &one.value); }).on(path)) { bdi { (one.name) } } " " span.n { (one.n) } }
                        }
                    }
                }
            }
        }
    }
}

/// Ways to the page before and the one after.
pub(crate) fn pager(asked: &Asked, path: &str, n_here: usize, more: bool) -> Markup {
    let (skip, limit) = (asked.query.skip, asked.query.limit.unwrap_or(crate::address::PAGE));
    let to = |skip: usize| {
        let mut other = asked.clone();
        other.query.skip = skip;
        other.on(path)
    };
    html! {
        @if skip > 0 || more {
            nav.pager aria-label="Pages of answers" {
                @if skip > 0 { a rel="prev" href=(to(skip.saturating_sub(limit))) { "← before" } }
                span { (skip + 1) "–" (skip + n_here) }
                @if more { a rel="next" href=(to(skip + limit)) { "after →" } }
            }
        }
    }
}
