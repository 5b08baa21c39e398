//! Pictures: drawn here, as SVG, from what their tables say.

pub(crate) mod map;
pub(crate) mod months;
pub(crate) mod network;
pub(crate) mod timeline;

use maud::{Markup, PreEscaped, html};

use crate::told::{self, Fate};

/// Colours and strokes, for pages and for pictures by themselves.
pub(crate) const STYLE: &str = include_str!("../../../web/picture.css");

/// Pixels above and below what is drawn, where a picture stands by itself.
const HEAD: f64 = 34.0;
const FOOT: f64 = 30.0;
/// Letters of the line above it.
const MOST_LETTERS: usize = 110;

/// What is drawn, before it stands on a page or by itself.
pub(crate) struct Picture {
    /// What it shows; this is also how it is called where it cannot be seen.
    pub(crate) title: String,
    /// The kind of picture, by which it is coloured.
    pub(crate) class: &'static str,
    /// Left, top, width and height.
    pub(crate) view: [f64; 4],
    /// What of it a script needs: names and values.
    pub(crate) data: Vec<(&'static str, String)>,
    pub(crate) body: Markup,
}

impl Picture {
    fn view_box(&self) -> String {
        self.view.map(short).join(" ")
    }

    /// On a page, with the address under which it stands by itself.
    pub(crate) fn framed(&self, address: &str) -> Markup {
        let value = |name: &str| self.data.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        html! {
            div.picture tabindex="0" role="region" aria-label=(self.title) {
                svg class=(self.class) viewBox=(self.view_box()) role="group" aria-label=(self.title)
                    data-first=[value("first")] data-last=[value("last")] data-left=[value("left")] data-right=[value("right")] { (self.body) }
            }
            p.small.alone { a href=(address) { "this picture alone" span.hidden { ": " (self.title) } } " (SVG)" }
        }
    }

    /// By itself, in a file that needs nothing else: what it shows, and under which licence from where.
    pub(crate) fn alone(&self, says: &str, licence: &str) -> String {
        let [_, _, width, height] = self.view;
        let whole = HEAD + height + FOOT;
        let markup = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(short(width)) height=(short(whole)) viewBox=(format!("0 0 {} {}", short(width), short(whole))) font-family="system-ui, sans-serif" font-size="12" {
                title { (told::cut(says, MOST_LETTERS)) }
                style { (PreEscaped(STYLE)) }
                rect width="100%" height="100%" fill="var(--sheet, white)" {}
                text x="8" y="22" font-size="14" font-weight="600" { (told::cut(says, MOST_LETTERS)) }
                svg class=(self.class) y=(short(HEAD)) width=(short(width)) height=(short(height)) viewBox=(self.view_box()) {
                    (gradients())
                    (self.body)
                }
                text x="8" y=(short(whole - 10.0)) font-size="11" { (licence) }
            }
        };
        markup.into_string()
    }
}

/// What is shown where there is nothing to draw.
pub(crate) fn nothing() -> Picture {
    let body = html! { text x="8" y="20" { "Nothing is found that could be drawn." } };
    Picture {
        title: "Nothing".to_owned(),
        class: "none",
        view: [0.0, 0.0, 900.0, 32.0],
        data: Vec::new(),
        body,
    }
}

/// The shapes by which fates are told apart, as patterns and words for a legend.
pub(crate) fn legend(with_soft: bool) -> Markup {
    html! {
        ul.legend aria-label="Shapes" {
            @for fate in Fate::ALL {
                li {
                    svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" {
                        (bar(fate, 1.0, 1.0, 32.0, 10.0))
                    }
                    " " (fate.as_str())
                }
            }
            @if with_soft { li { svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true" { rect x="1" y="1" width="32" height="10" fill="url(#soft-right-happened)" {} } " an end is not known" } }
        }
    }
}

/// Gradients for ends that are not known. They stand once on a page with bars.
pub(crate) fn softness() -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            (gradients())
        }
    }
}

fn gradients() -> Markup {
    html! {
        defs {
            @for fate in Fate::ALL {
                linearGradient id=(format!("soft-left-{}", fate.class())) { stop.clear offset="0" {} stop class=(fate.class()) offset="1" {} }
                linearGradient id=(format!("soft-right-{}", fate.class())) { stop class=(fate.class()) offset="0" {} stop.clear offset="1" {} }
            }
        }
    }
}

/// A bar: filled for what happened, outlined for what is meant to, dotted for what is feared, struck for what is off.
pub(crate) fn bar(fate: Fate, x: f64, y: f64, width: f64, height: f64) -> Markup {
    let middle = y + height / 2.0;
    html! {
        rect class=(format!("bar {}", fate.class())) x=(short(x)) y=(short(y)) width=(short(width)) height=(short(height)) rx="2" {}
        @if fate == Fate::Off { line.strike x1=(short(x - 2.0)) y1=(short(middle)) x2=(short(x + width + 2.0)) y2=(short(middle)) {} }
    }
}

/// A number with no more digits than a screen can show.
pub(crate) fn short(number: f64) -> String {
    let tenths = (number * 10.0).round() / 10.0;
    format!("{tenths}")
}
