//! A network of parties: who has to do with whom, in cooperation and in conflict.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use maud::html;

use super::{Picture, short};
use crate::address;
use crate::told;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 700.0;
/// Up to so many parties have their names beside them, and not turned like the spokes of a wheel.
const FEW: usize = 14;
/// How much of the picture they need.
const SIZE_OF_FEW: (f64, f64) = (740.0, 470.0);
/// Radius of the circle on which parties stand.
const REACH: f64 = 190.0;
/// Parties that are drawn.
pub(crate) const MOST_NODES: usize = 36;

/// How much two have to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) cooperation: usize,
    pub(crate) conflict: usize,
}

impl Link {
    pub(crate) fn total(self) -> usize {
        self.cooperation + self.conflict
    }
}

/// Links by the ids of both parties, the lesser first.
pub(crate) type Links = BTreeMap<(String, String), Link>;

/// The parties with most links, each with the number of its events.
pub(crate) fn nodes(links: &Links) -> Vec<(&str, usize)> {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for ((one, two), link) in links {
        *sums.entry(one).or_default() += link.total();
        *sums.entry(two).or_default() += link.total();
    }
    let mut nodes: Vec<(&str, usize)> = sums.into_iter().collect();
    nodes.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
    nodes.truncate(MOST_NODES);
    nodes
}

/// Draws the network. `name` says what a party is called, `link` where it leads.
pub(crate) fn draw(
    links: &Links,
    title: &str,
    name: &dyn Fn(&str) -> String,
    link: &dyn Fn(&str) -> String,
) -> Picture {
    let nodes = nodes(links);
    let place_of = |id: &str| nodes.iter().position(|(node, _)| *node == id);
    let edges: Vec<(usize, usize, &(String, String), Link)> = links
        .iter()
        .filter_map(|(pair, link)| Some((place_of(&pair.0)?, place_of(&pair.1)?, pair, *link)))
        .collect();
    let weights: Vec<(usize, usize, usize)> =
        edges.iter().map(|edge| (edge.0, edge.1, edge.3.total())).collect();
    let angles = angles(nodes.len(), &weights);
    let most = edges.iter().map(|edge| edge.3.total()).max().unwrap_or(1) as f64;
    let most_events = nodes.first().map_or(1, |node| node.1) as f64;
    let is_small = nodes.len() <= FEW;
    let (wide, high) = if is_small { SIZE_OF_FEW } else { (WIDTH, HEIGHT) };
    let body = html! {
        @for (one, two, pair, weight) in &edges {
            @if let (Some(from), Some(to)) = (angles.get(*one), angles.get(*two)) {
                a href=(address::of_pair(&pair.0, &pair.1)) aria-label=(in_words(&name(&pair.0), &name(&pair.1), *weight)) {
                    title { (in_words(&name(&pair.0), &name(&pair.1), *weight)) }
                    @for (class, n, side) in [("cooperation", weight.cooperation, 1.0), ("conflict", weight.conflict, -1.0)] {
                        @if n > 0 { path class=(format!("link {class}")) d=(curve(point(*from, REACH), point(*to, REACH), side)) stroke-width=(short(1.0 + 5.0 * (n as f64 / most).sqrt())) {} }
                    }
                }
            }
        }
        @for ((id, n_events), angle) in nodes.iter().zip(&angles) {
            @let radius = 4.0 + 9.0 * (*n_events as f64 / most_events).sqrt();
            @let (x, y) = point(*angle, REACH);
            @let (turn, anchor) = if is_small { beside(*angle, REACH + radius + 7.0) } else { turned(*angle, REACH + radius + 5.0) };
            @let told = format!("{}: {}", name(id), told::count(*n_events, "event"));
            a.node href=(link(id)) aria-label=(told) {
                title { (told) }
                circle cx=(short(x)) cy=(short(y)) r=(short(radius)) {}
                text transform=(turn) y="4" text-anchor=(anchor) { (told::cut(&name(id), MOST_LETTERS)) }
            }
        }
    };
    Picture {
        title: title.to_owned(),
        class: if is_small { "network few" } else { "network" },
        view: [(WIDTH - wide) / 2.0, (HEIGHT - high) / 2.0, wide, high],
        data: Vec::new(),
        body,
    }
}

fn in_words(one: &str, two: &str, link: Link) -> String {
    let of_cooperation = told::count(link.cooperation, "event");
    format!("{one} and {two}: {of_cooperation} of cooperation, {} of conflict", link.conflict)
}

/// A line that bends towards the middle, and a little to one side, so that cooperation and conflict of two parties lie
/// beside each other.
fn curve((x1, y1): (f64, f64), (x2, y2): (f64, f64), side: f64) -> String {
    let (middle_x, middle_y) = (f64::midpoint(x1, x2), f64::midpoint(y1, y2));
    let bend = 0.03 * side;
    let x = middle_x + (WIDTH / 2.0 - middle_x) * 0.55 + (y2 - y1) * bend;
    let y = middle_y + (HEIGHT / 2.0 - middle_y) * 0.55 - (x2 - x1) * bend;
    format!("M{} {}Q{} {} {} {}", short(x1), short(y1), short(x), short(y), short(x2), short(y2))
}

/// Letters of a name outside the circle.
const MOST_LETTERS: usize = 24;

/// The order in which nodes stand on the circle: each beside the one that it has most to do with, so that few lines
/// cross. The same links give the same picture.
fn order(n: usize, edges: &[(usize, usize, usize)]) -> Vec<usize> {
    let weight = |one: usize, two: usize| {
        let both =
            |edge: &&(usize, usize, usize)| (edge.0, edge.1) == (one, two) || (edge.0, edge.1) == (two, one);
        edges.iter().filter(both).map(|edge| edge.2).sum::<usize>()
    };
    let mut order: Vec<usize> = Vec::new();
    let mut rest: Vec<usize> = (0..n).collect();
    while !rest.is_empty() {
        let nearness = |node: &usize| {
            let last = order.last().map_or(0, |last| weight(*last, *node));
            (last, order.iter().rev().take(4).map(|other| weight(*other, *node)).sum::<usize>())
        };
        // Of several that are as near, the one with most events, which comes first.
        let best =
            rest.iter().enumerate().max_by_key(|(place, node)| (nearness(node), std::cmp::Reverse(*place)));
        let Some(place) = best.map(|(place, _)| place) else { break };
        order.push(rest.remove(place));
    }
    order
}

/// The angle of each node.
fn angles(n: usize, edges: &[(usize, usize, usize)]) -> Vec<f64> {
    let mut angles = vec![0.0; n];
    for (place, node) in order(n, edges).into_iter().enumerate() {
        if let Some(angle) = angles.get_mut(node) {
            *angle = (place as f64 / n.max(1) as f64 - 0.25) * TAU;
        }
    }
    angles
}

fn point(angle: f64, reach: f64) -> (f64, f64) {
    (WIDTH / 2.0 + reach * angle.cos(), HEIGHT / 2.0 + reach * angle.sin())
}

/// How a label is turned so that it stands outside the circle and nobody reads upside down.
fn turned(angle: f64, reach: f64) -> (String, &'static str) {
    let (x, y) = point(angle, reach);
    let degrees = angle.to_degrees();
    let is_left = angle.cos() < -1e-9;
    let degrees = if is_left { degrees + 180.0 } else { degrees };
    (
        format!("translate({} {}) rotate({})", short(x), short(y), short(degrees)),
        if is_left { "end" } else { "start" },
    )
}

/// Where a name stands upright beside its party.
fn beside(angle: f64, reach: f64) -> (String, &'static str) {
    let (x, y) = point(angle, reach);
    let anchor = if angle.cos() > 0.2 {
        "start"
    } else if angle.cos() < -0.2 {
        "end"
    } else {
        "middle"
    };
    // Above and below, a name needs its own height besides.
    (format!("translate({} {})", short(x), short(y + 6.0 * angle.sin())), anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_with_most_to_do_with_each_other_stand_side_by_side() {
        let edges = [(0, 3, 9), (1, 2, 5), (0, 1, 1)];
        let order = order(4, &edges);
        assert_eq!(order.len(), 4);
        let beside = |one: usize, two: usize| {
            let place = |node| order.iter().position(|other| *other == node).unwrap();
            place(one).abs_diff(place(two)) == 1
        };
        assert!(beside(0, 3) && beside(1, 2), "{order:?}");
        assert!(angles(0, &[]).is_empty());
    }

    #[test]
    fn labels_are_never_upside_down() {
        for node in 0..36 {
            let (turn, _) = turned(f64::from(node) / 36.0 * TAU, 200.0);
            let degrees: f64 = turn.rsplit_once('(').unwrap().1.trim_end_matches(')').parse().unwrap();
            let degrees = (degrees + 180.0).rem_euclid(360.0) - 180.0;
            assert!((-90.5..=90.5).contains(&degrees), "{node}: {turn}");
        }
    }
}
