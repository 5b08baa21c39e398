//! A map of the world: outlines of Natural Earth, countries shaded by how many events are placed there, and a circle
//! where a place is known.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use maud::{Markup, html};

use super::{Picture, short};
use crate::told;

const OUTLINES: &str = include_str!("../../../../data/place/outline.tsv");
const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 438.0;
/// How much of it is shown: there is no politics south of Cape Horn.
const SHOWN: f64 = 384.0;
/// Classes of shades, by how many events are placed in a country at least.
const SHADES: [usize; 4] = [1, 3, 10, 30];

/// So many events have the largest circle, unless there are more at one place.
const MANY: usize = 12;

/// A country's outline, ready to be drawn.
struct Outline {
    code: &'static str,
    name: &'static str,
    path: String,
}

fn outlines() -> &'static [Outline] {
    static OUTLINES_DRAWN: OnceLock<Vec<Outline>> = OnceLock::new();
    OUTLINES_DRAWN.get_or_init(|| {
        let rows = OUTLINES.lines().skip(1).filter_map(|line| {
            let mut cells = line.split('\t');
            let (code, name, rings) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Outline { code, name, path: path(rings) })
        });
        rows.collect()
    })
}

fn path(rings: &str) -> String {
    let mut path = String::new();
    for ring in rings.split(';') {
        let mut before: Option<f64> = None;
        for (place, point) in ring.split(' ').enumerate() {
            let degrees = point
                .split_once(',')
                .and_then(|(east, north)| east.parse::<f64>().ok().zip(north.parse().ok()));
            let Some((mut east, north)) = degrees else { continue };
            // What goes on beyond the last meridian is drawn beyond it, and not right across the map.
            if let Some(before) = before {
                east += ((before - east) / 360.0).round() * 360.0;
            }
            before = Some(east);
            let (x, y) = project(north, east);
            let _ = write!(path, "{}{} {}", if place == 0 { "M" } else { "L" }, short(x), short(y));
        }
        path.push('Z');
    }
    path
}

/// The Equal Earth projection (Šavrič, Patterson and Jenny 2018), in pixels.
fn project(north: f64, east: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let half_root = 3.0_f64.sqrt() / 2.0;
    let angle = (half_root * north.to_radians().sin()).asin();
    let (square, sixth) = (angle * angle, angle.powi(6));
    let [a, b, c, d] = A;
    let slope = a + 3.0 * b * square + sixth * (7.0 * c + 9.0 * d * square);
    let x = east.to_radians() * angle.cos() / (half_root * slope);
    let y = angle * (a + b * square + sixth * (c + d * square));
    (WIDTH / 2.0 + x * 166.0, HEIGHT / 2.0 - y * 166.0)
}

/// What is placed where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// Events by country.
    pub(crate) countries: BTreeMap<String, usize>,
    /// Events by words, country and tenths of degrees north and east.
    pub(crate) spots: BTreeMap<(i32, i32), Spot>,
    /// Events of which no place is stated.
    pub(crate) n_nowhere: usize,
}

/// Events at one place.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) n: usize,
}

/// Draws the map; `link` says where a country or the name of a place leads.
pub(crate) fn draw(places: &Places, title: &str, link: &dyn Fn(&str) -> String) -> Picture {
    let most = places.spots.values().map(|spot| spot.n).max().unwrap_or(1).max(MANY) as f64;
    let body = html! {
        @for outline in outlines() {
            @let n = places.countries.get(outline.code).copied().unwrap_or(0);
            @if n == 0 { path d=(outline.path) {} }
            @else {
                @let name = format!("{}: {}", outline.name, told::count(n, "event"));
                a href=(link(outline.code)) aria-label=(name) {
                    title { (name) }
                    path class=(format!("shade-{}", shade(n))) d=(outline.path) {}
                }
            }
        }
        @for ((north, east), spot) in &places.spots {
            @let (x, y) = project(f64::from(*north) / 10.0, f64::from(*east) / 10.0);
            @let name = format!("{}: {}", spot.name, told::count(spot.n, "event"));
            a.spot href=(link(&spot.name)) aria-label=(name) {
                title { (name) }
                circle cx=(short(x)) cy=(short(y)) r=(short(2.0 + 10.0 * (spot.n as f64 / most).sqrt())) {}
            }
        }
    };
    Picture { title: title.to_owned(), class: "map", view: [0.0, 4.0, WIDTH, SHOWN], data: Vec::new(), body }
}

fn shade(n: usize) -> usize {
    SHADES.iter().filter(|least| n >= **least).count()
}

/// What shades and circles mean.
pub(crate) fn legend() -> Markup {
    html! {
        ul.legend aria-label="Shades" {
            @for (place, least) in SHADES.iter().enumerate() {
                li { svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true" { rect class=(format!("shade-{}", place + 1)) width="20" height="12" {} } " " (least) " or more events" }
            }
            li { svg.map viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { g.spot { circle cx="7" cy="7" r="5" {} } } " a place named" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_fits_the_picture() {
        for (north, east) in [(83.0, -30.0), (-56.0, -70.0), (0.0, 180.0), (0.0, -180.0), (78.0, 105.0)] {
            let (x, y) = project(north, east);
            assert!((0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y), "{north} {east}: {x} {y}");
        }
        let (x, y) = project(0.0, 0.0);
        assert!((x - WIDTH / 2.0).abs() < 0.1 && (y - HEIGHT / 2.0).abs() < 0.1);
        assert!(outlines().len() > 170);
    }

    #[test]
    fn shades_grow_with_numbers() {
        assert_eq!([0, 1, 2, 3, 12, 400].map(shade), [0, 1, 1, 2, 3, 4]);
    }
}
