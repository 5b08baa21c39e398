//! What is left of a page while its parts are set aside, and how much text stands where.

use super::cue::Marks;
use super::page::{NodeIdx, Page};
use super::tag::Tag;

/// Why a part of a page is set aside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Aside {
    /// It is never shown.
    Unseen,
    /// Its element is not meant for the text: menus, footers, asides.
    Element(Tag),
    /// What the outlet calls it.
    Named(Marks),
    /// It consists of links.
    Links,
}

/// A page with parts set aside. Amounts of text are in characters, a run of white space counting as one.
#[derive(Clone)]
pub(super) struct View<'p> {
    pub(super) page: &'p Page,
    /// For the outermost node of each part set aside, why.
    aside: Vec<Option<Aside>>,
    /// How many characters stand in a run of characters; 0 for elements.
    weights: Vec<u32>,
    /// Whether a node stands in a link.
    linked: Vec<bool>,
    /// How much text stands before a node, of what is left.
    before: Vec<u32>,
    /// The same, only in links.
    links_before: Vec<u32>,
    /// The links.
    links: Vec<NodeIdx>,
}

impl<'p> View<'p> {
    pub(super) fn new(page: &'p Page) -> Self {
        let n = page.nodes.len();
        let mut linked = vec![false; n];
        let mut weights = vec![0; n];
        let mut links = Vec::new();
        for node in 1..n {
            let tag = page.tag(node);
            // An anchor without an address is a mark in the text and no link.
            let is_link = tag == Tag::A && page.attribute(node, "href").is_some();
            linked[node] = is_link || linked[page.node(node).parent];
            match tag {
                Tag::Text => weights[node] = weight(page.characters(node)),
                Tag::A if is_link => links.push(node),
                _ => {}
            }
        }
        let mut view = Self {
            page,
            aside: vec![None; n],
            weights,
            linked,
            before: vec![0; n + 1],
            links_before: vec![0; n + 1],
            links,
        };
        view.weigh();
        view
    }

    /// Sets a part aside; what it says of itself first is what stays known.
    pub(super) fn set_aside(&mut self, node: NodeIdx, why: Aside) {
        if let Some(place) = self.aside.get_mut(node)
            && place.is_none()
        {
            *place = Some(why);
        }
    }

    /// Why this node itself was set aside; `None` where it was not, or only with something around it.
    pub(super) fn why(&self, node: NodeIdx) -> Option<Aside> {
        self.aside.get(node).copied().flatten()
    }

    /// Weighs again what is left. To be called after parts were set aside and before amounts are asked for.
    pub(super) fn weigh(&mut self) {
        let n = self.page.nodes.len();
        let (mut text, mut linked) = (0u32, 0u32);
        let mut hidden_until = 0;
        for node in 0..n {
            self.before[node] = text;
            self.links_before[node] = linked;
            if self.aside[node].is_some() {
                hidden_until = hidden_until.max(self.page.end(node));
            }
            if node >= hidden_until {
                text += self.weights[node];
                if self.linked[node] {
                    linked += self.weights[node];
                }
            }
        }
        self.before[n] = text;
        self.links_before[n] = linked;
    }

    /// How much text is left in a node.
    pub(super) fn chars(&self, node: NodeIdx) -> usize {
        (self.before[self.page.end(node)] - self.before[node]) as usize
    }

    /// How much of it stands in links.
    pub(super) fn link_chars(&self, node: NodeIdx) -> usize {
        (self.links_before[self.page.end(node)] - self.links_before[node]) as usize
    }

    /// Whether a run of characters is left, with something in it.
    pub(super) fn is_left(&self, node: NodeIdx) -> bool {
        self.before[node + 1] > self.before[node]
    }

    /// The links in a node that have text left.
    pub(super) fn links_in(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> + '_ {
        let from = self.links.partition_point(|link| *link <= node);
        let end = self.page.end(node);
        self.links[from..]
            .iter()
            .copied()
            .take_while(move |link| *link < end)
            .filter(|link| self.chars(*link) > 0)
    }

    /// The nodes in `within` that neither were set aside nor stand in something that was.
    pub(super) fn left_in(&self, within: NodeIdx) -> impl Iterator<Item = NodeIdx> + '_ {
        let end = self.page.end(within);
        let mut next = within;
        std::iter::from_fn(move || {
            while next < end {
                let node = next;
                if self.aside[node].is_some() && node != within {
                    next = self.page.end(node).max(node + 1);
                } else {
                    next += 1;
                    return Some(node);
                }
            }
            None
        })
    }

    /// How many characters stand in a run of characters, whether or not it was set aside.
    pub(super) fn weight(&self, node: NodeIdx) -> usize {
        self.weights.get(node).map_or(0, |weight| *weight as usize)
    }

    /// Whether a node stands in a link.
    pub(super) fn is_linked(&self, node: NodeIdx) -> bool {
        self.linked.get(node).copied().unwrap_or(false)
    }

    /// Whether the node stands in something set aside, or is.
    pub(super) fn is_aside(&self, node: NodeIdx) -> bool {
        self.why(node).is_some() || self.page.ancestors(node).any(|around| self.why(around).is_some())
    }
}

/// How much text that is: characters, a run of white space counting as one, none at the ends.
pub(super) fn weight(text: &str) -> u32 {
    let mut weight = 0;
    let mut blank = true;
    for character in text.chars() {
        if character.is_whitespace() {
            if !blank {
                weight += 1;
            }
            blank = true;
        } else {
            weight += 1;
            blank = false;
        }
    }
    if blank && weight > 0 { weight - 1 } else { weight }
}
