//! A network of parties: who has to do with whom, in cooperation and in conflict.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use maud::{Markup, html};

use super::short;
use crate::address;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 560.0;
/// Parties that are drawn.
pub(crate) const MOST_NODES: usize = 36;
/// Rounds in which parties find their places.
const ROUNDS: usize = 240;

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
pub(crate) fn draw(links: &Links, title: &str, name: &dyn Fn(&str) -> String, link: &dyn Fn(&str) -> String) -> Markup {
    let nodes = nodes(links);
    let place_of = |id: &str| nodes.iter().position(|(node, _)| *node == id);
    let edges: Vec<(usize, usize, &(String, String), Link)> = links
        .iter()
        .filter_map(|(pair, link)| Some((place_of(&pair.0)?, place_of(&pair.1)?, pair, *link)))
        .collect();
    let places = settle(nodes.len(), &edges.iter().map(|edge| (edge.0, edge.1, edge.3.total() as f64)).collect::<Vec<_>>());
    let most = edges.iter().map(|edge| edge.3.total()).max().unwrap_or(1) as f64;
    let most_events = nodes.first().map_or(1, |node| node.1) as f64;
    html! {
        div.picture tabindex="0" role="region" aria-label=(title) {
            svg.network viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(title) {
                @for (one, two, pair, weight) in &edges {
                    @if let (Some(from), Some(to)) = (places.get(*one), places.get(*two)) {
                        a href=(address::of_pair(&pair.0, &pair.1)) aria-label=(in_words(&name(&pair.0), &name(&pair.1), *weight)) {
                            title { (in_words(&name(&pair.0), &name(&pair.1), *weight)) }
                            @for (class, n, side) in [("cooperation", weight.cooperation, 1.0), ("conflict", weight.conflict, -1.0)] {
                                @if n > 0 { path class=(format!("link {class}")) d=(curve(*from, *to, side)) stroke-width=(short(1.0 + 5.0 * (n as f64 / most).sqrt())) {} }
                            }
                        }
                    }
                }
                @for ((id, n_events), (x, y)) in nodes.iter().zip(&places) {
                    @let radius = 5.0 + 11.0 * (*n_events as f64 / most_events).sqrt();
                    a.node href=(link(id)) aria-label=(format!("{}: {} events", name(id), n_events)) {
                        title { (name(id)) ": " (n_events) " events" }
                        circle cx=(short(*x)) cy=(short(*y)) r=(short(radius)) {}
                        text x=(short(*x)) y=(short(y + radius + 13.0)) text-anchor="middle" { (crate::told::shorter(&name(id))) }
                    }
                }
            }
        }
    }
}

fn in_words(one: &str, two: &str, link: Link) -> String {
    format!("{one} and {two}: {} of cooperation, {} of conflict", link.cooperation, link.conflict)
}

/// A line that bends to one side, so that cooperation and conflict of two parties lie beside each other.
fn curve((x1, y1): (f64, f64), (x2, y2): (f64, f64), side: f64) -> String {
    let bend = 0.06 * side;
    let (x, y) = (f64::midpoint(x1, x2) + (y2 - y1) * bend, f64::midpoint(y1, y2) - (x2 - x1) * bend);
    format!("M{} {}Q{} {} {} {}", short(x1), short(y1), short(x), short(y), short(x2), short(y2))
}

/// Finds a place for each node: all push each other away, links pull, and the middle pulls a little
/// (Fruchterman and Reingold 1991). They begin on a spiral, so that the same links give the same picture.
fn settle(n: usize, edges: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = (0..n)
        .map(|node| {
            let (turn, reach) = (node as f64 * TAU * 0.381_966, (node as f64 / n.max(1) as f64).sqrt());
            (reach * turn.cos(), reach * turn.sin())
        })
        .collect();
    let ideal = 1.1 / (n.max(2) as f64).sqrt();
    let most = edges.iter().map(|edge| edge.2).fold(1.0, f64::max);
    for round in 0..ROUNDS {
        let mut moves = vec![(0.0_f64, 0.0_f64); n];
        for (one, (x, y)) in places.iter().enumerate() {
            let Some(shift) = moves.get_mut(one) else { continue };
            for (two, (other_x, other_y)) in places.iter().enumerate() {
                if one != two {
                    let (dx, dy) = (x - other_x, y - other_y);
                    let square = (dx * dx + dy * dy).max(1e-4);
                    shift.0 += dx / square * ideal * ideal;
                    shift.1 += dy / square * ideal * ideal;
                }
            }
            shift.0 -= x * 0.35 * ideal;
            shift.1 -= y * 0.35 * ideal;
        }
        for (one, two, weight) in edges {
            let Some(((x1, y1), (x2, y2))) = places.get(*one).copied().zip(places.get(*two).copied()) else { continue };
            let (dx, dy) = (x2 - x1, y2 - y1);
            let pull = (dx * dx + dy * dy).sqrt() / ideal * (0.25 + 0.5 * (weight / most).sqrt());
            for (node, sign) in [(*one, 1.0), (*two, -1.0)] {
                if let Some(shift) = moves.get_mut(node) {
                    shift.0 += sign * dx * pull;
                    shift.1 += sign * dy * pull;
                }
            }
        }
        let warmth = 0.12 * (1.0 - round as f64 / ROUNDS as f64) + 0.002;
        for (place, (dx, dy)) in places.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            place.0 += dx / length * length.min(warmth);
            place.1 += dy / length * length.min(warmth);
        }
    }
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for (x, y) in &places {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    let scale = |value: f64, low: f64, high: f64, from: f64, to: f64| {
        if high - low < 1e-9 { f64::midpoint(from, to) } else { from + (value - low) / (high - low) * (to - from) }
    };
    places
        .iter()
        .map(|(x, y)| (scale(*x, low.0, high.0, 70.0, WIDTH - 70.0), scale(*y, low.1, high.1, 30.0, HEIGHT - 40.0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_stands_on_another_and_all_are_in_the_picture() {
        let edges: Vec<(usize, usize, f64)> = (1..20).map(|two| (0, two, 1.0)).collect();
        let places = settle(20, &edges);
        for (one, a) in places.iter().enumerate() {
            assert!((0.0..=WIDTH).contains(&a.0) && (0.0..=HEIGHT).contains(&a.1), "{a:?}");
            for b in &places[one + 1..] {
                assert!((a.0 - b.0).abs() + (a.1 - b.1).abs() > 8.0, "{a:?} {b:?}");
            }
        }
        assert_eq!(places, settle(20, &edges));
        assert_eq!(settle(1, &[]).len(), 1);
        assert!(settle(0, &[]).is_empty());
    }
}
