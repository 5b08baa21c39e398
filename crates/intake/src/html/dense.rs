//! Where on a page the running text is densest, whatever the parts are called.
//!
//! The scoring is that of readability (Apache-2.0): paragraphs give points to the elements around them.

use std::collections::BTreeMap;

use super::blocks::{Run, runs};
use super::cue::Marks;
use super::page::{NodeIdx, Page};
use super::tag::Tag;
use super::view::{Aside, View};

/// A paragraph has at least this much text.
const SHORTEST: usize = 25;

/// Chooses the runs of characters where running text is densest.
pub(super) fn choose(clean: &View<'_>) -> Vec<bool> {
    let page = clean.page;
    let mut view = clean.clone();
    let unlikely: Vec<NodeIdx> = view
        .left_in(0)
        .filter(|&node| {
            let marks = page.node(node).marks;
            !matches!(page.tag(node), Tag::Body | Tag::Html)
                && marks.any(Marks::UNLIKELY)
                && !marks.any(Marks::MAYBE)
        })
        .collect();
    for node in unlikely {
        view.set_aside(node, Aside::Named(page.node(node).marks));
    }
    view.weigh();
    let scores = scores(&view);
    let mut best: Option<(NodeIdx, f32)> = None;
    for (&node, &score) in &scores {
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((node, score));
        }
    }
    let mut chosen = vec![false; page.nodes.len()];
    let Some((best, most)) = best else { return chosen };
    let threshold = (most * 0.2).max(10.0);
    let parent = page.node(best).parent;
    let mut parts = Vec::new();
    for sibling in page.children(parent) {
        let takes = sibling == best
            || scores.get(&sibling).is_some_and(|score| *score >= threshold)
            || is_paragraph(page, sibling) && {
                let length = view.chars(sibling);
                let linked = view.link_chars(sibling);
                length > 80 && linked * 4 < length
                    || length > 0 && linked == 0 && page.inner_text(sibling).trim_end().ends_with('.')
            };
        if takes {
            parts.push(sibling);
        }
    }
    for &part in &parts {
        set_poor_aside(&mut view, part, &scores);
    }
    for &part in &parts {
        for node in view.left_in(part) {
            if view.is_left(node) {
                chosen[node] = true;
            }
        }
    }
    chosen
}

fn weight_of(marks: Marks) -> f32 {
    let mut weight = 0.0;
    if marks.any(Marks::NEGATIVE) {
        weight -= 25.0;
    }
    if marks.any(Marks::POSITIVE) {
        weight += 25.0;
    }
    weight
}

fn weight_of_tag(tag: Tag) -> f32 {
    match tag {
        Tag::Div | Tag::Article => 5.0,
        Tag::Pre | Tag::Td | Tag::Blockquote => 3.0,
        Tag::Address | Tag::Ol | Tag::Ul | Tag::Dl | Tag::Dd | Tag::Dt | Tag::Li | Tag::Form => -3.0,
        Tag::Th | Tag::Header => -5.0,
        _ if tag.is_heading() => -5.0,
        _ => 0.0,
    }
}

/// Whether it is a paragraph, or a part without parts of its own that stands for one.
fn is_paragraph(page: &Page, node: NodeIdx) -> bool {
    match page.tag(node) {
        Tag::P | Tag::Pre => true,
        Tag::Div => !page.subtree(node).skip(1).any(|inner| page.tag(inner).is_block()),
        _ => false,
    }
}

/// The points of the elements around paragraphs.
fn scores(view: &View<'_>) -> BTreeMap<NodeIdx, f32> {
    let page = view.page;
    let mut scores: BTreeMap<NodeIdx, f32> = BTreeMap::new();
    for run in runs(page, |node| (view.is_left(node) && !view.is_aside(node)).then_some(())) {
        let Some(parent) = giver(page, &run) else { continue };
        let (mut length, mut commas) = (0, 0);
        for &node in &run.nodes {
            length += view.chars(node);
            commas += page.characters(node).matches(',').count();
        }
        if length < SHORTEST {
            continue;
        }
        let score = 2.0 + commas as f32 + (length as f32 / 100.0).min(3.0);
        for (node, share) in [(parent, 1.0), (page.node(parent).parent, 0.5)] {
            let start = || weight_of(page.node(node).marks) + weight_of_tag(page.tag(node));
            *scores.entry(node).or_insert_with(start) += score * share;
        }
    }
    for (&node, score) in &mut scores {
        let (all, linked) = (view.chars(node).max(1), view.link_chars(node));
        *score *= 1.0 - linked as f32 / all as f32;
    }
    scores
}

/// The element that a run gives its points to; `None` where it is no paragraph.
fn giver(page: &Page, run: &Run<()>) -> Option<NodeIdx> {
    let around = run.around;
    match page.tag(around) {
        Tag::P | Tag::Pre | Tag::Td => Some(page.node(around).parent),
        Tag::Div if is_paragraph(page, around) => Some(page.node(around).parent),
        Tag::Div => Some(around),
        _ => None,
    }
}

/// Sets aside what, inside of the densest part, is poor in running text.
fn set_poor_aside(view: &mut View<'_>, part: NodeIdx, scores: &BTreeMap<NodeIdx, f32>) {
    let page = view.page;
    let mut poor = Vec::new();
    for node in view.left_in(part) {
        if node == part {
            continue;
        }
        let (tag, marks) = (page.tag(node), page.node(node).marks);
        let length = view.chars(node);
        let linked = view.link_chars(node) as f32 / length.max(1) as f32;
        if tag.is_heading() {
            if weight_of(marks) < 0.0 || linked > 0.33 {
                poor.push(node);
            }
            continue;
        }
        if !(matches!(tag, Tag::Table | Tag::Ul | Tag::Header | Tag::Section)
            || tag == Tag::Div && !is_paragraph(page, node))
        {
            continue;
        }
        let weight = weight_of(marks);
        let (mut n_paragraphs, mut n_images, mut n_items, mut n_inputs, mut commas) =
            (0i32, 0i32, -100i32, 0i32, 0);
        for inner in view.left_in(node) {
            match page.tag(inner) {
                Tag::P => n_paragraphs += 1,
                Tag::Div if is_paragraph(page, inner) => n_paragraphs += 1,
                Tag::Img => n_images += 1,
                Tag::Li => n_items += 1,
                Tag::Input => n_inputs += 1,
                Tag::Text => commas += page.characters(inner).matches(',').count(),
                _ => {}
            }
        }
        let is_poor = weight + scores.get(&node).copied().unwrap_or(0.0) < 0.0
            || commas < 10
                && (n_paragraphs > 0 && n_images as f32 > 1.0 + n_paragraphs as f32 * 1.3
                    || n_items > n_paragraphs && tag != Tag::Ul
                    || n_inputs as f32 > n_paragraphs as f32 / 3.0
                    || length < SHORTEST && (n_images == 0 || n_images > 2)
                    || linked > if weight >= 25.0 { 0.5 } else { 0.2 });
        if is_poor {
            poor.push(node);
        }
    }
    for node in poor {
        view.set_aside(node, Aside::Links);
    }
    view.weigh();
}
