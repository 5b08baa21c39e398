//! Cuts a page into blocks, and writes their words down with where they stand.

use super::page::{NodeIdx, Page};
use super::tag::Tag;

/// Runs of characters that belong together.
#[derive(Debug)]
pub(super) struct Run<K> {
    /// The runs of characters.
    pub(super) nodes: Vec<NodeIdx>,
    /// The innermost element on lines of its own around the first.
    pub(super) around: NodeIdx,
    /// What they have in common.
    pub(super) kind: K,
}

/// Cuts what `wanted` names into blocks: at elements that stand on lines of their own and where two line breaks meet.
pub(super) fn runs<K: Copy + PartialEq>(page: &Page, wanted: impl Fn(NodeIdx) -> Option<K>) -> Vec<Run<K>> {
    let mut runs: Vec<Run<K>> = Vec::new();
    let mut current: Option<Run<K>> = None;
    let mut n_breaks = 0;
    // Where the innermost open blocks end.
    let mut ends: Vec<NodeIdx> = Vec::new();
    for node in 0..page.nodes.len() {
        let mut cut = false;
        while ends.last().is_some_and(|end| *end <= node) {
            ends.pop();
            cut = true;
        }
        let tag = page.tag(node);
        if tag.is_block() {
            cut = true;
            ends.push(page.end(node));
        }
        if tag == Tag::Br {
            n_breaks += 1;
        }
        let blank = tag != Tag::Text || page.characters(node).trim().is_empty();
        if (cut || n_breaks > 1 && !blank)
            && let Some(run) = current.take()
        {
            runs.push(run);
        }
        if tag != Tag::Text || blank && n_breaks > 0 {
            continue;
        }
        n_breaks = 0;
        let Some(kind) = wanted(node) else { continue };
        match &mut current {
            Some(run) if run.kind == kind => run.nodes.push(node),
            _ if blank => {}
            _ => {
                if let Some(run) = current.take() {
                    runs.push(run);
                }
                let around = page.ancestors(node).find(|&around| page.tag(around).is_block()).unwrap_or(0);
                current = Some(Run { nodes: vec![node], around, kind });
            }
        }
    }
    if let Some(run) = current {
        runs.push(run);
    }
    runs
}

/// Appends the words of a run to a text: white space becomes one blank, a line break one line end.
pub(super) fn write<K>(page: &Page, run: &Run<K>, text: &mut String) {
    let start = text.len();
    let mut before: Option<NodeIdx> = None;
    let mut gap = "";
    for &node in &run.nodes {
        if let Some(before) = before
            && (before..node).any(|between| page.tag(between) == Tag::Br)
        {
            gap = "\n";
        }
        before = Some(node);
        for character in page.characters(node).chars() {
            // Where a word may be broken is not a part of it.
            if matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
                continue;
            }
            if character.is_whitespace() {
                if gap.is_empty() {
                    gap = " ";
                }
            } else {
                if text.len() > start {
                    text.push_str(gap);
                }
                gap = "";
                text.push(character);
            }
        }
    }
}
