//! Which runs of characters of a page are its article.
//!
//! The steps are those of trafilatura (Apache-2.0), done anew on a tree that keeps its order: what is certainly not
//! the text is set aside, a frame that is called like an article is looked for, from certain names to vague ones, what
//! is called or looks like boilerplate in it is set aside, and what is left in paragraphs, headings, lists, quotations
//! and tables is the article. Where too little is left, the whole page is searched.

use super::cue::Marks;
use super::dense;
use super::page::{NodeIdx, Page};
use super::tag::Tag;
use super::view::{Aside, View};

/// Less text than this, and the search goes on elsewhere.
const ENOUGH: usize = 250;
/// Less text in paragraphs than this, and text outside paragraphs counts as well.
const ENOUGH_IN_PARAGRAPHS: usize = 3 * ENOUGH;

/// What was decided of a page.
pub(super) struct Decision<'p> {
    /// For each node, whether it is a run of characters of the article.
    pub(super) chosen: Vec<bool>,
    /// What was set aside, and why.
    pub(super) view: View<'p>,
}

/// How a page is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Search {
    /// As for an article.
    Strict,
    /// As for a page on which an article was hardly found: teasers and text outside paragraphs count.
    Wide,
}

/// More text than this is never searched for again.
const PLENTY: usize = 3000;

/// Decides which runs of characters are the article. `threaded` says that the page is one of many entries: a live blog,
/// a thread of a forum.
pub(super) fn decide(page: &Page, threaded: bool) -> Decision<'_> {
    let mut clean = View::new(page);
    set_apart(&mut clean);
    let (mut chosen, mut view) = search_and_compare(&clean, Search::Strict, threaded);
    let mut amount = amount_of(&clean, &chosen);
    let whole = clean.chars(0);
    if amount < ENOUGH {
        let all = everything(&clean);
        if amount_of(&clean, &all) > amount {
            chosen = all;
            view = clean.clone();
            amount = amount_of(&clean, &chosen);
        }
    }
    if amount > 0 && amount < PLENTY && amount * 5 < whole {
        let (wide, wide_view) = search_and_compare(&clean, Search::Wide, threaded);
        let wide_amount = amount_of(&clean, &wide);
        if wide_amount >= ENOUGH && wide_amount * 2 > amount * 3 {
            chosen = wide;
            view = wide_view;
        }
    }
    Decision { chosen, view }
}

fn search_and_compare<'p>(clean: &View<'p>, search: Search, threaded: bool) -> (Vec<bool>, View<'p>) {
    let (chosen, view) = find(clean, search, threaded);
    let amount = amount_of(clean, &chosen);
    let page = clean.page;
    if search == Search::Wide && amount > 10 * ENOUGH || amount * 2 > clean.chars(0) {
        return (chosen, view);
    }
    let dense = dense::choose(clean);
    let dense_amount = amount_of(clean, &dense);
    if dense_amount == 0 || amount > 2 * dense_amount {
        return (chosen, view);
    }
    let in_paragraphs = chosen
        .iter()
        .enumerate()
        .any(|(node, &is)| is && page.ancestors(node).any(|around| page.tag(around) == Tag::P));
    let better = dense_amount > 2 * amount
        || dense_amount > 2 * ENOUGH && !in_paragraphs
        || search == Search::Wide && dense_amount * 2 > amount * 3;
    if better { (dense, clean.clone()) } else { (chosen, view) }
}

/// Looks for the article by the names of the page's parts.
fn find<'p>(clean: &View<'p>, search: Search, threaded: bool) -> (Vec<bool>, View<'p>) {
    let wide = search == Search::Wide;
    let mut view = clean.clone();
    let mut chosen = vec![false; view.page.nodes.len()];
    for stage in 0..5 {
        let Some(frame) = frame(&view, stage) else { continue };
        let frame = if threaded { with_siblings(&view, frame) } else { frame };
        prune(&mut view, frame, wide);
        if choose(&view, frame, &mut chosen) > 1 {
            break;
        }
    }
    if amount_of(clean, &chosen) < ENOUGH {
        view = clean.clone();
        prune(&mut view, 0, wide);
        choose_wild(&view, wide, &mut chosen);
    }
    (chosen, view)
}

/// All paragraphs; all text where there are none.
fn everything(clean: &View<'_>) -> Vec<bool> {
    let page = clean.page;
    let mut chosen = vec![false; page.nodes.len()];
    choose_wild(clean, false, &mut chosen);
    if amount_of(clean, &chosen) < 100 {
        choose_wild(clean, true, &mut chosen);
    }
    chosen
}

fn amount_of(view: &View<'_>, chosen: &[bool]) -> usize {
    (0..chosen.len()).filter(|&node| chosen[node]).map(|node| view.chars(node)).sum()
}

/// Sets aside what by its element or by being hidden is not the text.
fn set_apart(view: &mut View<'_>) {
    let page = view.page;
    let mut boxes = Vec::new();
    for node in 1..page.nodes.len() {
        let (tag, marks) = (page.tag(node), page.node(node).marks);
        if tag.is_unseen() {
            view.set_aside(node, Aside::Unseen);
        } else if tag == Tag::Figure {
            let has_table = page.subtree(node).any(|one| page.tag(one) == Tag::Table);
            if !has_table {
                boxes.push(node);
            }
        } else if tag.is_apart() || tag == Tag::Form {
            boxes.push(node);
        }
        let is_box = matches!(tag, Tag::Div | Tag::Section | Tag::Aside);
        let holds_headline = || page.subtree(node).any(|one| page.tag(one) == Tag::H1);
        let is_added = marks.any(Marks::SHARE_WIDGET)
            || marks.any(Marks::APPENDED)
            || marks.any(Marks::SCROLL) && !holds_headline();
        if is_box && is_added {
            view.set_aside(node, Aside::Named(Marks::RELATED));
        }
        let is_part = matches!(tag, Tag::Div | Tag::Section | Tag::Details) || tag.is_list();
        if is_part && (marks.any(Marks::COMMENT) || marks.any(Marks::CONSENT)) && !holds_headline() {
            view.set_aside(node, Aside::Named(marks));
        }
    }
    view.weigh();
    // Some outlets write whole pages into what is meant for parts apart.
    let all = view.chars(0);
    for node in boxes {
        let tag = page.tag(node);
        let holds_headline = matches!(tag, Tag::Aside | Tag::Form | Tag::Label | Tag::Fieldset)
            && page.subtree(node).any(|one| page.tag(one) == Tag::H1);
        if view.chars(node) * 2 <= all && !holds_headline {
            view.set_aside(node, Aside::Element(tag));
        }
    }
    view.weigh();
}

/// The first element that is called like an article's text, from certain names (0) to vague ones (4).
fn frame(view: &View<'_>, stage: usize) -> Option<NodeIdx> {
    let page = view.page;
    view.left_in(0).find(|&node| {
        let (tag, marks) = (page.tag(node), page.node(node).marks);
        let is_box = matches!(tag, Tag::Article | Tag::Div | Tag::Main | Tag::Section);
        match stage {
            0 => is_box && marks.any(Marks::FRAME_1),
            1 => tag == Tag::Article,
            2 => is_box && marks.any(Marks::FRAME_3),
            3 => is_box && marks.any(Marks::FRAME_4),
            _ => tag == Tag::Main || is_box && marks.any(Marks::FRAME_5),
        }
    })
}

/// The element around a frame where others like it stand beside it: posts of a thread, entries of a live blog.
fn with_siblings(view: &View<'_>, frame: NodeIdx) -> NodeIdx {
    let page = view.page;
    let parent = page.node(frame).parent;
    let like = |node: &NodeIdx| {
        page.tag(*node) == page.tag(frame)
            && page.attribute(*node, "class") == page.attribute(frame, "class")
            && view.chars(*node) * 8 > view.chars(frame)
    };
    let n_like = page.children(parent).filter(like).count();
    if n_like > 1 && page.attribute(frame, "class").is_some() { parent } else { frame }
}

/// Sets aside in a frame what is called or looks like boilerplate.
fn prune(view: &mut View<'_>, frame: NodeIdx, keep_teasers: bool) {
    let page = view.page;
    // Names mislead where they would take nearly everything.
    let before = view.chars(frame);
    let mut named: Vec<NodeIdx> = Vec::new();
    let mut n_named = 0;
    let mut until = 0;
    for node in view.left_in(frame) {
        if node == frame || node < until {
            continue;
        }
        let (tag, marks) = (page.tag(node), page.node(node).marks);
        let is_part =
            matches!(tag, Tag::Div | Tag::P | Tag::Section | Tag::Span) || tag.is_list() || tag.is_item();
        if marks.any(Marks::HIDDEN) || is_part && marks.any(Marks::DISCARD) {
            named.push(node);
            n_named += view.chars(node);
            until = page.end(node);
        }
    }
    if before.saturating_sub(n_named) > before / 7 {
        for node in named {
            let marks = page.node(node).marks;
            view.set_aside(node, Aside::Named(marks));
        }
    }
    let parts: Vec<NodeIdx> = view
        .left_in(frame)
        .filter(|&node| {
            let (tag, marks) = (page.tag(node), page.node(node).marks);
            node != frame
                && (matches!(tag, Tag::Div | Tag::P | Tag::Section | Tag::Span)
                    || tag.is_list()
                    || tag.is_item())
                && (marks.any(Marks::CAPTION) || !keep_teasers && marks.any(Marks::TEASER))
        })
        .collect();
    for node in parts {
        let marks = page.node(node).marks;
        view.set_aside(node, Aside::Named(marks));
    }
    view.weigh();
    for _ in 0..2 {
        set_links_aside(view, frame, |tag| tag == Tag::Div, true);
        set_links_aside(view, frame, Tag::is_list, false);
        set_links_aside(view, frame, |tag| tag == Tag::P, false);
    }
    let tables: Vec<NodeIdx> = view
        .left_in(frame)
        .filter(|&node| page.tag(node) == Tag::Table && is_table_of_links(view, node))
        .collect();
    for node in tables {
        view.set_aside(node, Aside::Links);
    }
    view.weigh();
}

fn set_links_aside(view: &mut View<'_>, frame: NodeIdx, wanted: impl Fn(Tag) -> bool, short_too: bool) {
    let page = view.page;
    let mut found = Vec::new();
    for node in view.left_in(frame) {
        if !wanted(page.tag(node)) {
            continue;
        }
        let (linked, short) = linkedness(view, node);
        let n_children = || page.children(node).filter(|&child| page.tag(child) != Tag::Text).count();
        if linked || short_too && short && view.chars(node) < 100 && n_children() >= 3 {
            let parent = page.tag(page.node(node).parent);
            if page.tag(node) == Tag::P && (parent.is_item() || matches!(parent, Tag::Td | Tag::Th)) {
                continue;
            }
            found.push(node);
        }
    }
    for node in found {
        view.set_aside(node, Aside::Links);
    }
    view.weigh();
}

/// Whether nothing but text follows a node in its parent.
fn is_last(view: &View<'_>, node: NodeIdx) -> bool {
    let page = view.page;
    let mut next = page.end(node);
    let end = page.end(page.node(node).parent);
    while next < end {
        if page.tag(next) != Tag::Text && view.why(next).is_none() {
            return false;
        }
        next = page.end(next);
    }
    true
}

/// Whether an element consists of links, and whether it is short and has some.
fn linkedness(view: &View<'_>, node: NodeIdx) -> (bool, bool) {
    let page = view.page;
    let mut n_links = 0;
    let mut n_short = 0;
    let mut last = 0;
    for link in view.links_in(node) {
        n_links += 1;
        last = link;
        if view.chars(link) < 10 {
            n_short += 1;
        }
    }
    let length = view.chars(node);
    if n_links == 0 {
        let empty_links = page.subtree(node).any(|one| page.tag(one) == Tag::A);
        return (empty_links && length < 100, false);
    }
    if n_links == 1 {
        let link = view.chars(last);
        let least = if page.tag(node) == Tag::P { 10 } else { 100 };
        if link > least && link * 10 > length * 9 {
            return (true, false);
        }
    }
    let limit = match (page.tag(node) == Tag::P, is_last(view, node)) {
        (true, true) => 60,
        (true, false) => 30,
        (false, true) => 300,
        (false, false) => 100,
    };
    let links = view.link_chars(node);
    if length < limit {
        return (links * 10 > length * 8 || n_links > 1 && n_short * 10 > n_links * 8, true);
    }
    if n_links > 4 && links * 10 > length * 9 && links < 100 * n_links && !is_listing(view, node) {
        return (true, false);
    }
    (false, false)
}

/// Whether each link stands alone in a paragraph of its own.
fn is_listing(view: &View<'_>, node: NodeIdx) -> bool {
    view.links_in(node).all(|link| {
        let parent = view.page.node(link).parent;
        view.page.tag(parent) == Tag::P && view.links_in(parent).take(2).count() == 1
    })
}

fn is_table_of_links(view: &View<'_>, node: NodeIdx) -> bool {
    let length = view.chars(node);
    let links = view.link_chars(node);
    length >= 200 && if length < 1000 { links * 10 > length * 8 } else { links * 2 > length }
}

/// The element that a run of characters is told in: paragraph, heading, item, quotation, cell.
fn carrier(page: &Page, text: NodeIdx, frame: NodeIdx) -> Option<NodeIdx> {
    page.ancestors(text).take_while(|&around| around > frame).find(|&around| {
        let tag = page.tag(around);
        matches!(tag, Tag::P | Tag::Blockquote | Tag::Pre | Tag::Q | Tag::Code | Tag::Table | Tag::Summary)
            || tag.is_heading()
            || tag.is_list()
    })
}

/// Chooses what is told in a frame; how many parts that is.
fn choose(view: &View<'_>, frame: NodeIdx, chosen: &mut [bool]) -> usize {
    let page = view.page;
    let in_paragraphs: usize = view
        .left_in(frame)
        .filter(|&node| view.is_left(node) && page.ancestors(node).any(|around| page.tag(around) == Tag::P))
        .map(|node| view.chars(node))
        .sum();
    let loose_too = in_paragraphs < ENOUGH_IN_PARAGRAPHS;
    let mut parts = Vec::new();
    let mut found = Vec::new();
    for node in view.left_in(frame) {
        if !view.is_left(node) {
            continue;
        }
        if let Some(carrier) = carrier(page, node, frame) {
            parts.push((carrier, page.tag(carrier).is_heading()));
            found.push(node);
        } else if loose_too || follows_break(page, node) {
            // Lines between breaks are told apart as paragraphs are.
            let around = page.ancestors(node).find(|&around| page.tag(around).is_block()).unwrap_or(0);
            parts.push((if follows_break(page, node) { node } else { around }, false));
            found.push(node);
        }
    }
    // Headings with nothing under them are not the article.
    while let Some((_, true)) = parts.last() {
        parts.pop();
        found.pop();
    }
    parts.dedup();
    for node in found {
        chosen[node] = true;
    }
    parts.len()
}

/// Whether a line break stands right before a run of characters.
fn follows_break(page: &Page, text: NodeIdx) -> bool {
    text > 0 && matches!(page.tag(text - 1), Tag::Br | Tag::Hr)
}

/// Chooses what is told anywhere.
fn choose_wild(view: &View<'_>, all: bool, chosen: &mut [bool]) {
    let page = view.page;
    for node in view.left_in(0) {
        let told = view.is_left(node)
            && (all
                || page.ancestors(node).any(|around| {
                    matches!(
                        page.tag(around),
                        Tag::P | Tag::Blockquote | Tag::Pre | Tag::Q | Tag::Code | Tag::Table
                    )
                }));
        if told {
            chosen[node] = true;
        }
    }
}
