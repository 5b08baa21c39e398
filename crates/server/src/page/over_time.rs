//! What a page shows over time: the picture, the days that it shows, and the ways to more and fewer of them.

use dragoman::event::Interval;
use maud::{Markup, html};

use crate::dates;
use crate::frame::View;
use crate::picture::months::Activity;
use crate::picture::{self, Picture};
use crate::problem::Problem;

const TITLE_OF_SCORES: &str = "Mean score over time";

/// What it is called.
fn title(view: &View<'_>) -> &'static str {
    if noun(view) == "claim" { "Claims over time" } else { "Events over time" }
}

/// What is counted.
pub(crate) fn noun(view: &View<'_>) -> &'static str {
    if view.asked.more("what") == Some("claims") { "claim" } else { "event" }
}

/// The same page on other days.
fn on_days(view: &View<'_>, days: Interval) -> String {
    view.asked.with(|query| query.dates = days).on(view.path)
}

/// Activity as a picture, with what is not in it, and the ways to other days. `name` is the picture's among those of a
/// page, where it is not the first.
pub(crate) fn activity(activity: &Activity, view: &View<'_>, name: Option<&str>) -> Markup {
    let link = |days: Interval| on_days(view, days);
    html! {
        @if let Some(picture) = activity.draw(title(view), &link) {
            (picture.framed(&view.alone(name)))
            p.small {
                @if let Some(notes) = activity.notes() { (notes) " " }
                (zoom(view, activity.days()))
                @if activity.n_earlier + activity.n_later > 0 { " · " (fit(view)) }
                @if is_whole(view) { " · " (fit(view)) }
            }
            (picture::legend(false))
        }
    }
}

/// The same as a table.
pub(crate) fn table(activity: &Activity, view: &View<'_>) -> Markup {
    let link = |days: Interval| on_days(view, days);
    html! { details { summary { "The same as a table" } (activity.table(title(view), &link).html()) } }
}

/// Mean scores as a picture, with what they mean.
pub(crate) fn scores(activity: &Activity, view: &View<'_>) -> Markup {
    let link = |days: Interval| on_days(view, days);
    html! {
        @if let Some(picture) = activity.draw_scores(TITLE_OF_SCORES, &link) {
            (picture.framed(&view.alone(Some("scores"))))
            p.small { "Mean score of what happened: 10 is cooperation, −10 conflict, by type and mode ("  a href="/data#types" { "values" } ")." }
        }
    }
}

/// Whether days far from most others are shown as well.
pub(crate) fn is_whole(view: &View<'_>) -> bool {
    view.asked.more("window") == Some("all")
}

/// The way to all that was found, or back to where most of it is.
pub(crate) fn fit(view: &View<'_>) -> Markup {
    let (window, words) = if is_whole(view) { (None, "fit most") } else { (Some("all"), "fit all") };
    html! { a.fit href=(view.asked.with_more("window", window).on(view.path)) { (words) } }
}

/// Ways to fewer and to more days than are shown.
pub(crate) fn zoom(view: &View<'_>, days: Interval) -> Markup {
    let asked = view.asked.query.dates;
    let shown = if asked.from.is_some() && asked.to.is_some() { asked } else { days };
    let Some((from, to)) = shown.from.zip(shown.to) else { return html! {} };
    let (first, last) = (dates::number(from), dates::number(to));
    let quarter = ((last - first) / 4).max(1);
    let day = dates::of_number;
    let wider = Interval::new(day(first - 2 * quarter), day(last + 2 * quarter));
    let narrower = Interval::new(day(first + quarter), day((last - quarter).max(first + quarter)));
    let to = |days: Interval| on_days(view, days);
    html! {
        span.zoom {
            a.wider href=(to(wider)) { "more days" } " · "
            a.narrower href=(to(narrower)) { "fewer days" }
            @if asked != Interval::OPEN { " · " a href=(to(Interval::OPEN)) { "all days" } }
        }
    }
}

/// The picture that is asked for by its name.
pub(crate) fn drawn(
    activity: &Activity,
    view: &View<'_>,
    name: Option<&str>,
) -> Result<Option<Picture>, Problem> {
    let link = |days: Interval| on_days(view, days);
    match name {
        None | Some("activity") => Ok(activity.draw(title(view), &link)),
        Some("scores") => Ok(activity.draw_scores(TITLE_OF_SCORES, &link)),
        Some(other) => Err(super::no_picture(other, "activity, scores")),
    }
}
