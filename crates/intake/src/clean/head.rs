//! Headline, the line under it, headings, and what is told twice.

use dragoman_text::{Block, BlockKind, Metadata};
use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::{ANCHOR, Evidence};
use super::layout::{Layout, Line, Unit};
use super::lexicon::Lexicon;
use super::word::{self, Word};

/// What stands at the head of an article.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The line of the headline.
    pub(super) title: Option<usize>,
    /// The line under the headline.
    pub(super) deck: Option<usize>,
    /// The words of the headline, from the text or from what is known besides.
    title_words: Vec<Word>,
    /// The forms of the deck's words.
    deck_forms: Vec<u64>,
}

/// A headline is looked for in that many lines.
const HEAD: usize = 6;
/// Headlines have no more words than this.
const LONGEST_TITLE: usize = 32;
/// Decks have no more words than this.
const LONGEST_DECK: usize = 70;
/// Lines of at least that many words, with a stop, are paragraphs.
const PARAGRAPH: usize = 12;
/// Fewer words than this are alike by chance.
const LEAST_ALIKE: usize = 6;
/// The share of words, in hundredths, that makes two sentences tell the same.
const ALIKE: usize = 85;
/// The share of words, in hundredths, that a headline shares with what is known to be the headline.
const TITLE_ALIKE: usize = 70;

impl Head {
    /// Finds headline and deck, unless the blocks say already which they are.
    pub(super) fn find(
        text: &str,
        layout: &Layout,
        blocks: &[Block],
        metadata: &Metadata,
        lexicon: &Lexicon,
        evidence: &[Evidence],
    ) -> Self {
        let mut head = Self::default();
        let kind_of = |line: &Line| {
            layout
                .units
                .get(line.units.start)
                .and_then(|unit| blocks.get(unit.block))
                .map(|block| &block.kind)
        };
        let is_given =
            |unit: &Unit, kind: &BlockKind| blocks.get(unit.block).is_some_and(|block| block.kind == *kind);
        let given =
            |kind: &BlockKind| layout.units.iter().find(|unit| is_given(unit, kind)).map(|unit| unit.line);
        // Which line is looked at must not hang on what was labelled before, or a second look would find another.
        let is_free = |line: &Line| !is_label(line, evidence);
        let is_open = |at: &usize| {
            let kind = layout.lines.get(*at).and_then(kind_of);
            matches!(kind, Some(BlockKind::Body | BlockKind::Heading))
        };
        let body_from =
            |from: usize| layout.lines.iter().skip(from).any(|line| line.stopped && line.len() >= PARAGRAPH);
        let known = metadata.title.as_deref().map(|title| words_of(title, lexicon)).unwrap_or_default();
        let title = || {
            let mut open = layout.lines.iter().enumerate().take(HEAD).filter(|(_, line)| is_free(line));
            let is_known = |line: &Line| alike(layout.words_of_line(line), &forms(&known), TITLE_ALIKE);
            if known.is_empty() {
                let (at, line) = open.next()?;
                let ends =
                    text.get(line.start..line.end).is_some_and(|words| words.ends_with(['.', ',', ':', ';']));
                let fits = (3..=LONGEST_TITLE).contains(&line.len()) && !ends;
                (fits && body_from(at + 1)).then_some(at)
            } else {
                open.find(|(_, line)| line.len() <= LONGEST_TITLE && is_known(line)).map(|(at, _)| at)
            }
        };
        head.title = given(&BlockKind::Title).or_else(|| title().filter(is_open));
        head.title_words = head
            .title
            .and_then(|at| layout.lines.get(at))
            .map_or(known, |line| layout.words_of_line(line).to_vec());
        let deck = || {
            let title = head.title?;
            let after = layout.lines.iter().enumerate().skip(title + 1).take(HEAD);
            let is_title = |line: &Line| forms(layout.words_of_line(line)) == forms(&head.title_words);
            let (at, line) = after.into_iter().find(|(_, line)| is_free(line) && !is_title(line))?;
            let fits = (LEAST_ALIKE..=LONGEST_DECK).contains(&line.len()) && body_from(at + 1);
            let unstopped =
                text.get(line.start..line.end).is_some_and(|words| !words.ends_with(['.', ':', '?']));
            let told = || {
                let forms = forms(layout.words_of_line(line));
                layout
                    .units
                    .iter()
                    .skip(line.units.end)
                    .take(MOST_UNITS)
                    .any(|unit| alike(layout.words_of(unit), &forms, ALIKE))
            };
            let known =
                metadata.deck.as_deref().map(|deck| forms(&words_of(deck, lexicon))).unwrap_or_default();
            let is_known = alike(layout.words_of_line(line), &known, ALIKE);
            (fits && (is_known || told() || unstopped && line.units.len() == 1)).then_some(at)
        };
        head.deck = given(&BlockKind::Deck).or_else(|| deck().filter(is_open));
        if let Some(line) = head.deck.and_then(|at| layout.lines.get(at)) {
            head.deck_forms = forms(layout.words_of_line(line));
        }
        head
    }

    pub(super) fn title_words(&self) -> &[Word] {
        &self.title_words
    }

    /// Whether a sentence tells what the deck told: the article goes on from there.
    pub(super) fn resumes(&self, words: &[Word]) -> bool {
        alike(words, &self.deck_forms, ALIKE)
    }

    /// The first sentence below the deck that tells it again: the lead.
    pub(super) fn told_again<'a>(&self, layout: &'a Layout) -> Option<&'a Unit> {
        let below = layout.lines.get(self.deck?)?.units.end;
        layout.units.iter().skip(below).take(MOST_UNITS).find(|unit| self.resumes(layout.words_of(unit)))
    }

    /// Finds the lines, below the head, of which every sentence was told before in a line of its own: headlines
    /// and paragraphs that stand twice. The second telling of the deck is the lead, and stays.
    pub(super) fn duplicates(&self, layout: &Layout) -> Vec<usize> {
        let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
        let title = forms(&self.title_words);
        let mut duplicates = Vec::new();
        for (at, line) in layout.lines.iter().enumerate() {
            if Some(at) == self.title || Some(at) == self.deck {
                continue;
            }
            let words = layout.words_of_line(line);
            if line.len() >= 3 && !title.is_empty() && forms(words) == title {
                duplicates.push(at);
                continue;
            }
            let mut n_known = 0;
            for unit in layout.units.get(line.units.clone()).unwrap_or(&[]) {
                let words = layout.words_of(unit);
                if words.len() < LEAST_TWICE {
                    continue;
                }
                let hash = words.iter().fold(0_u64, |hash, word| hash.rotate_left(7) ^ word.form);
                n_known += usize::from(*seen.entry(hash).or_insert(at) < at);
            }
            if n_known == line.units.len() && (line.stopped || line.len() >= SENTENCE) {
                duplicates.push(at);
            }
        }
        duplicates
    }

    /// Finds the headings of a text that says nothing of its blocks: lines of few words without a stop, between
    /// paragraphs.
    pub(super) fn headings(&self, text: &str, layout: &Layout) -> Vec<usize> {
        let is_paragraph = |line: &Line| line.stopped && line.len() > LONGEST_HEADING;
        let at = |at: Option<usize>| at.and_then(|at| layout.lines.get(at)).is_some_and(is_paragraph);
        let is_heading = |line: &Line| {
            let plain = text.get(line.start..line.end).unwrap_or("");
            let sentence = line.stopped || plain.ends_with([',', ':', ';', '-', '–', '—', '"', '”']);
            (1..=LONGEST_HEADING).contains(&line.len())
                && !sentence
                && plain.starts_with(char::is_uppercase)
                && !layout.words_of_line(line).iter().any(|word| word.quoted)
        };
        (layout.lines.iter().enumerate())
            .filter(|(i, line)| is_heading(line) && at(i.checked_sub(1)) && at(i.checked_add(1)))
            .map(|(at, _)| at)
            .filter(|line| Some(*line) != self.title && Some(*line) != self.deck)
            .collect()
    }
}

/// The lead is looked for in that many sentences after the deck.
const MOST_UNITS: usize = 60;
/// Lines of at least that many words without a stop are sentences and no headings, which may stand twice.
const SENTENCE: usize = 14;
/// Sentences of fewer words may be said twice.
const LEAST_TWICE: usize = 10;
/// Headings have no more words than this.
const LONGEST_HEADING: usize = 9;

/// Whether a cue says that the line is no part of the article.
fn is_label(line: &Line, evidence: &[Evidence]) -> bool {
    let units = evidence.get(line.units.clone()).unwrap_or(&[]);
    let says =
        |one: &Evidence| one.anchors | one.said_by_line != 0 || one.cues.iter().any(|cue| *cue >= ANCHOR);
    units.iter().any(says)
}

fn words_of(words: &str, lexicon: &Lexicon) -> Vec<Word> {
    let mut read = Vec::new();
    word::read(words, 0..words.len(), lexicon, &mut read);
    read
}

fn forms(words: &[Word]) -> Vec<u64> {
    words.iter().filter(|word| !word.is_sign()).map(|word| word.form).collect()
}

/// Whether the shorter of both lies in the longer, as far as that share of its words goes.
fn alike(words: &[Word], others: &[u64], share: usize) -> bool {
    if others.len() < LEAST_ALIKE.min(4) || words.len() < LEAST_ALIKE.min(4) {
        return false;
    }
    let one: FxHashSet<u64> = words.iter().filter(|word| !word.is_sign()).map(|word| word.form).collect();
    let two: FxHashSet<u64> = others.iter().copied().collect();
    let n_shared = one.intersection(&two).count();
    // A few words of a long sentence do not make it the same.
    let (short, long) = (one.len().min(two.len()), one.len().max(two.len()));
    n_shared * 100 >= short * share && short * 2 >= long
}
