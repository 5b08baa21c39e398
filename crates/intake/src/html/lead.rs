//! Headline and deck: where they stand on the page.

use super::blocks::{Run, runs, write};
use super::body::Decision;
use super::cue::Marks;
use super::facts::Facts;
use super::page::{NodeIdx, Page};
use super::tag::Tag;
use super::view::{Aside, weight};

/// A deck is at least this long, in characters.
const SHORTEST: usize = 30;
/// A deck is at most this long.
const LONGEST: usize = 900;
/// This much of a page's own summary must be found again for a run to be the deck.
const SAME: usize = 40;

/// What stands above the text.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// The runs of characters of the headline.
    pub(super) title: Vec<NodeIdx>,
    /// The runs of characters of the deck.
    pub(super) deck: Vec<NodeIdx>,
}

/// Finds headline and deck. What is already chosen as text is never taken for a deck.
pub(super) fn find(decision: &Decision<'_>, facts: &Facts) -> Lead {
    let page = decision.view.page;
    let mut lead = Lead::default();
    let heading = headline(page, decision, facts);
    if let Some(heading) = heading {
        lead.title = page.subtree(heading).filter(|&node| !page.characters(node).trim().is_empty()).collect();
    }
    let Some(first) =
        decision.chosen.iter().enumerate().position(|(node, &is)| is && !lead.title.contains(&node))
    else {
        return lead;
    };
    let summaries: Vec<String> = facts.descriptions.iter().map(|summary| letters(summary)).collect();
    let body: String = {
        let mut body = String::new();
        for node in first..page.nodes.len() {
            if decision.chosen[node] {
                body.push_str(&letters(page.characters(node)));
            }
        }
        body
    };
    let start = heading.map_or(0, |heading| page.end(heading));
    let mut best: Option<(usize, Run<()>)> = None;
    for run in runs(page, |node| {
        (node >= start && node < first && !decision.chosen[node] && is_shown(page, node)).then_some(())
    }) {
        let mut words = String::new();
        write(page, &run, &mut words);
        let length = weight(&words) as usize;
        let linked: usize = run
            .nodes
            .iter()
            .filter(|&&node| page.ancestors(node).any(|around| page.tag(around) == Tag::A))
            .map(|&node| weight(page.characters(node)) as usize)
            .sum();
        if !(SHORTEST..=LONGEST).contains(&length) || linked * 3 > length {
            continue;
        }
        let own = letters(&words);
        let is_summary = own.len() >= SAME
            && summaries.iter().any(|summary| {
                let n = SAME.max(summary.len().min(own.len()) * 2 / 3);
                summary.len() >= SAME
                    && (summary.starts_with(cut(&own, n)) || own.starts_with(cut(summary, n)))
            });
        let is_called_so = heading.is_some()
            && page
                .ancestors(run.nodes[0])
                .take(3)
                .take_while(|&around| around >= start)
                .any(|around| page.node(around).marks.any(Marks::LEAD));
        let in_vain = page.ancestors(run.nodes[0]).any(|around| {
            let (tag, marks) = (page.tag(around), page.node(around).marks);
            matches!(tag, Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Button | Tag::Figure)
                || tag.is_item()
                || matches!(decision.view.why(around), Some(Aside::Named(_))) && marks.any(Marks::COMMENT)
                || marks.any(Marks::RELATED)
                || marks.any(Marks::CAPTION)
                || marks.any(Marks::NEWSLETTER)
        });
        let score = usize::from(is_summary) * 2 + usize::from(is_called_so && !in_vain);
        let told_again = || own.len() >= SAME && body.contains(cut(&own, own.len().min(120)));
        if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) && !told_again() {
            best = Some((score, run));
        }
    }
    if let Some((_, run)) = best {
        lead.deck = run.nodes;
    }
    lead
}

/// The heading that the page's title repeats; else the only one of the first level.
fn headline(page: &Page, decision: &Decision<'_>, facts: &Facts) -> Option<NodeIdx> {
    let titles: Vec<String> = facts.titles.iter().map(|title| letters(title)).collect();
    let last = decision.chosen.iter().rposition(|is| *is).unwrap_or(page.nodes.len());
    let mut firsts = Vec::new();
    let mut best: Option<(usize, NodeIdx)> = None;
    for node in 0..last {
        let tag = page.tag(node);
        if !tag.is_heading() || !page.subtree(node).any(|one| is_shown(page, one)) {
            continue;
        }
        let own = letters(&page.inner_text(node));
        // A heading that was never closed goes round the whole page.
        if own.len() > LONGEST {
            continue;
        }
        if tag == Tag::H1 {
            firsts.push(node);
        }
        if own.len() < 8 {
            continue;
        }
        let same = titles
            .iter()
            .any(|title| title.starts_with(&own) || title.len() > 15 && own.contains(title.as_str()));
        // The first level counts for more; the first of the same level is taken.
        let score = usize::from(same) * 2 + usize::from(tag == Tag::H1);
        if same && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, node));
        }
    }
    best.map(|(_, node)| node).or(match firsts.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// Whether a run of characters is one that readers see.
fn is_shown(page: &Page, node: NodeIdx) -> bool {
    page.tag(node) == Tag::Text
        && !page.characters(node).trim().is_empty()
        && !page.ancestors(node).any(|around| page.tag(around).is_unseen())
}

/// Letters and digits only, in small letters, so that texts can be compared whatever stands between the words.
fn letters(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first `n` bytes, or a few less where that would cut a character.
fn cut(text: &str, n: usize) -> &str {
    text.get(..text.floor_char_boundary(n)).unwrap_or(text)
}
