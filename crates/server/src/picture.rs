//! Pictures: drawn here, as SVG, from what their tables say.

pub(crate) mod map;
pub(crate) mod months;
pub(crate) mod network;
pub(crate) mod timeline;

use maud::{Markup, html};

use crate::told::Fate;

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
            defs {
                @for fate in Fate::ALL {
                    linearGradient id=(format!("soft-left-{}", fate.class())) { stop.clear offset="0" {} stop class=(fate.class()) offset="1" {} }
                    linearGradient id=(format!("soft-right-{}", fate.class())) { stop class=(fate.class()) offset="0" {} stop.clear offset="1" {} }
                }
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
