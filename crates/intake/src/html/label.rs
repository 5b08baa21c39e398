//! What each run of characters of a page is: the article, or what else.

use dragoman_text::{BlockKind, Boilerplate};

use super::blocks::{runs, write};
use super::body::Decision;
use super::cue::Marks;
use super::day::days;
use super::lead::Lead;
use super::page::{NodeIdx, Page};
use super::phrase;
use super::tag::Tag;
use super::view::Aside;

/// Less text than this outside of links, and a page has no article.
const LEAST: usize = 80;
/// An article that has to be paid for and shows less than this shows only its beginning.
const SHORT: usize = 1500;

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    Title,
    Deck,
    Text,
    Boilerplate(Boilerplate, Reason),
}

/// Why a run of characters is not the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reason {
    Element,
    Name,
    Links,
    Outside,
    TooLittle,
    Words,
}

impl Label {
    /// As a block's kind; `heading` says whether the element around it is one.
    pub(super) fn kind(self, heading: bool) -> BlockKind {
        match self {
            Self::Title => BlockKind::Title,
            Self::Deck => BlockKind::Deck,
            Self::Text if heading => BlockKind::Heading,
            Self::Text => BlockKind::Body,
            Self::Boilerplate(reason, why) => {
                let (score, why) = match why {
                    Reason::Element => (0.9, "stands in an element that is not meant for the text"),
                    Reason::Name => (0.8, "stands in a part that the page calls so"),
                    Reason::Links => (0.8, "consists of links"),
                    Reason::Outside => (0.7, "stands outside of the text"),
                    Reason::Words => (0.8, "begins with words that say so"),
                    Reason::TooLittle => (0.6, "too little text for an article"),
                };
                BlockKind::Boilerplate { reason, score, why: why.to_owned() }
            }
        }
    }
}

/// A label for each run of characters that readers see.
pub(super) fn labels(decision: &Decision<'_>, lead: &Lead) -> Vec<Option<Label>> {
    let page = decision.view.page;
    let mut labels = vec![None; page.nodes.len()];
    // What an element passes on to those in it.
    let mut passed: Vec<Option<Label>> =
        vec![Some(Label::Boilerplate(Boilerplate::Navigation, Reason::Outside)); page.nodes.len()];
    for node in 1..page.nodes.len() {
        let around = passed[page.node(node).parent];
        let tag = page.tag(node);
        if tag == Tag::Text {
            labels[node] = if decision.chosen[node] { Some(Label::Text) } else { around };
            continue;
        }
        passed[node] = match around {
            None => None,
            Some(Label::Boilerplate(_, Reason::Outside)) => own(decision, node),
            named => named.filter(|_| !is_unseen(page, node)),
        };
    }
    for run in runs(page, |node| (labels[node] == Some(Label::Text)).then_some(())) {
        let mut words = String::new();
        write(page, &run, &mut words);
        let (length, linked) = run.nodes.iter().fold((0, 0), |(length, linked), &node| {
            let weight = decision.view.weight(node);
            (length + weight, linked + if decision.view.is_linked(node) { weight } else { 0 })
        });
        let reason = if is_date_line(&words) {
            Some((Boilerplate::Byline, Reason::Words))
        } else {
            phrase::told(&words, length, linked).map(|reason| (reason, Reason::Words))
        };
        if let Some((reason, why)) = reason {
            for node in run.nodes {
                labels[node] = Some(Label::Boilerplate(reason, why));
            }
        }
    }
    for &node in &lead.title {
        labels[node] = Some(Label::Title);
    }
    for &node in &lead.deck {
        labels[node] = Some(Label::Deck);
    }
    labels
}

/// Whether a block is a day and next to nothing else.
fn is_date_line(words: &str) -> bool {
    if words.len() > 80 {
        return false;
    }
    let Some(found) = days(words, false).into_iter().next() else { return false };
    let rest = words.len() - found.range.len();
    rest <= 16
}

fn is_unseen(page: &Page, node: NodeIdx) -> bool {
    page.tag(node).is_unseen() || page.node(node).marks.any(Marks::HIDDEN)
}

/// What an element says of the runs of characters in it, where nothing around it says more.
fn own(decision: &Decision<'_>, node: NodeIdx) -> Option<Label> {
    let page = decision.view.page;
    if is_unseen(page, node) {
        return None;
    }
    let (tag, marks) = (page.tag(node), page.node(node).marks);
    let (reason, why) = match (decision.view.why(node), tag) {
        (_, Tag::Figure | Tag::Figcaption) => (Boilerplate::Caption, Reason::Element),
        (_, Tag::Time) => (Boilerplate::Byline, Reason::Element),
        (Some(Aside::Links), _) => (Boilerplate::Related, Reason::Links),
        (Some(Aside::Element(_)), _) => (called(marks).unwrap_or(Boilerplate::Navigation), Reason::Element),
        _ => match called(marks) {
            Some(reason) => (reason, Reason::Name),
            None => (Boilerplate::Navigation, Reason::Outside),
        },
    };
    Some(Label::Boilerplate(reason, why))
}

/// What the names of a part say that it is.
fn called(marks: Marks) -> Option<Boilerplate> {
    let kinds = [
        (Marks::NEWSLETTER, Boilerplate::Newsletter),
        (Marks::CONSENT, Boilerplate::Cookie),
        (Marks::COOKIE, Boilerplate::Cookie),
        (Marks::COMMENT, Boilerplate::Navigation),
        (Marks::RELATED, Boilerplate::Related),
        (Marks::SHARE, Boilerplate::Share),
        (Marks::SHARE_WIDGET, Boilerplate::Share),
        (Marks::CAPTION, Boilerplate::Caption),
        (Marks::BYLINE, Boilerplate::Byline),
        (Marks::APPEAL, Boilerplate::Appeal),
        (Marks::NAVIGATION, Boilerplate::Navigation),
        (Marks::ADVERTISEMENT, Boilerplate::Navigation),
        (Marks::FOOTER, Boilerplate::Navigation),
    ];
    kinds.iter().find(|(mark, _)| marks.any(*mark)).map(|(_, kind)| *kind)
}

/// How much of what was chosen stands in links, and how much does not.
fn amounts(decision: &Decision<'_>) -> (usize, usize) {
    let (mut linked, mut told) = (0, 0);
    for (node, _) in decision.chosen.iter().enumerate().filter(|(_, is)| **is) {
        let weight = decision.view.weight(node);
        if decision.view.is_linked(node) {
            linked += weight;
        } else {
            told += weight;
        }
    }
    (linked, told)
}

/// Whether what was chosen is short.
pub(super) fn is_short(decision: &Decision<'_>) -> bool {
    let (linked, told) = amounts(decision);
    linked + told < SHORT
}

/// Whether what was chosen is a list of headlines that lead elsewhere, each with a few words at most.
fn lists_articles(decision: &Decision<'_>, told: usize) -> bool {
    let view = &decision.view;
    let page = view.page;
    let n_headlines = (1..page.nodes.len())
        .filter(|&node| {
            page.tag(node).is_heading()
                && page.subtree(node).any(|one| decision.chosen[one])
                && page
                    .subtree(node)
                    .filter(|&one| view.weight(one) > 0)
                    .all(|one| decision.chosen[one] && view.is_linked(one))
        })
        .count();
    n_headlines >= 5 && told < n_headlines * 250
}

/// Why a page has no article; `None` where it has one. What was taken for text is labelled anew where it has none.
pub(super) fn no_article(decision: &Decision<'_>, labels: &mut [Option<Label>]) -> Option<&'static str> {
    let (linked, told) = amounts(decision);
    let why = if told == 0 && linked == 0 {
        "it has no running text"
    } else if linked > told * 2 && told < SHORT / 3 {
        "what text it has consists of links"
    } else if lists_articles(decision, told) {
        "it lists other articles"
    } else if told < LEAST {
        "it has too little running text"
    } else {
        return None;
    };
    for label in labels.iter_mut().flatten() {
        if matches!(label, Label::Text | Label::Deck | Label::Title) {
            *label = Label::Boilerplate(Boilerplate::Navigation, Reason::TooLittle);
        }
    }
    Some(why)
}
