//! Tells the article from what is not: labels each stretch of it, and deletes nothing.
//!
//! What is read and judged is the sentence; what is decided is where runs of sentences begin and end. Appeals are
//! fluent prose that is often glued to the first sentence of the article, so a run may end in the middle of a line.
//! The way: sentences ([`dragoman_text::Splitter`]) and words (`layout`), cues from `data/clean/cue.tsv` (`lexicon`),
//! headline and deck (`head`), what else speaks for and against each sentence (`evidence`), and the best cut into runs
//! (`segment`). What an outlet repeats over many articles ([`Repeats`]) is one more reason.
//!
//! What it does not do: it never rewrites or moves a character, and it knows no language but English.

mod evidence;
mod head;
mod hits;
mod layout;
mod lexicon;
mod published;
mod repeats;
mod segment;
mod word;

use dragoman_text::{Article, Block, BlockKind, Boilerplate, Span, Splitter, split};
use thiserror::Error;

use evidence::{Evidence, KINDS};
use head::Head;
use hits::Hit;
use layout::Layout;
use lexicon::Lexicon;
pub use lexicon::TableError;
pub use repeats::{Repeats, Sketch};
use segment::{Run, Settled};
use word::offset;

/// Why a cleaner could not be loaded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The model of the splitter is none.
    #[error(transparent)]
    Splitter(#[from] split::LoadError),
    /// A table of cues is malformed.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// The data that a [`Cleaner`] works with.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// A model such as `models/split.bin`.
    pub splitter: &'a [u8],
    /// A table such as `data/clean/class.tsv`.
    pub classes: &'a str,
    /// A table such as `data/clean/cue.tsv`.
    pub cues: &'a str,
}

impl Data<'static> {
    /// The data that are part of the program.
    pub const EMBEDDED: Self = Self {
        splitter: include_bytes!("../../../models/split.bin"),
        classes: include_str!("../../../data/clean/class.tsv"),
        cues: include_str!("../../../data/clean/cue.tsv"),
    };
}

/// Labels the blocks of articles; can be shared by any number of workers.
#[derive(Debug)]
pub struct Cleaner {
    splitter: Splitter,
    lexicon: Lexicon,
}

impl Cleaner {
    /// Loads what is part of the program.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::load(&Data::EMBEDDED)
    }

    /// Loads a splitter and tables of cues.
    pub fn load(data: &Data<'_>) -> Result<Self, LoadError> {
        Ok(Self {
            splitter: Splitter::load(data.splitter)?,
            lexicon: Lexicon::load(data.classes, data.cues)?,
        })
    }

    /// Labels the blocks of an article, and cuts blocks where only a part of one is boilerplate.
    ///
    /// An article without blocks gets one for each line. Afterwards the blocks are in order, do not overlap, lie on
    /// character boundaries and cover all of the text that is not white space. What is labelled already as headline,
    /// deck or boilerplate stays so; labelling twice is the same as labelling once. Headline and deck that were not
    /// known are noted in the metadata, and a deck that the lead repeats in the remarks.
    pub fn label(&self, article: &mut Article, repeats: Option<&Repeats>) {
        layout::cover(&article.text, &mut article.blocks);
        let text = article.text.as_str();
        let layout = Layout::new(text, &article.blocks, &self.splitter, &self.lexicon);
        let hits = hits::find(&layout, &self.lexicon);
        let mut evidence = evidence::of_cues(&layout, &hits);
        let head = Head::find(text, &layout, &article.blocks, &article.metadata, &self.lexicon, &evidence);
        let outlet = self.forms(article.metadata.outlet.as_deref().unwrap_or(""));
        let known = repeats.map(|repeats| repeats.of(outlet_of(article)));
        evidence::weigh(&layout, &head, &outlet, &self.lexicon, known.as_ref(), &mut evidence);

        let mut settled = settled(&layout, &article.blocks);
        let mut labels: Vec<Option<BlockKind>> = vec![None; layout.units.len()];
        for (line, kind) in [(head.title, BlockKind::Title), (head.deck, BlockKind::Deck)] {
            for unit in line.and_then(|line| layout.lines.get(line)).map_or(0..0, |line| line.units.clone()) {
                settle(&mut settled, &mut labels, unit, Settled::Article, &kind);
            }
        }
        for line in head.duplicates(&layout) {
            let kind = BlockKind::Boilerplate {
                reason: Boilerplate::Duplicate,
                score: 1.0,
                why: "told before in the same words".to_owned(),
            };
            for unit in layout.lines.get(line).map_or(0..0, |line| line.units.clone()) {
                settle(&mut settled, &mut labels, unit, Settled::Apart, &kind);
            }
        }
        for run in segment::runs(&layout, &evidence, &settled) {
            let strongest = strongest(&run, &hits);
            let mut start = run.start;
            while start < run.end {
                let block = layout.units.get(start).map(|unit| unit.block);
                let is_same = |unit: &usize| layout.units.get(*unit).map(|unit| unit.block) == block;
                let end = (start..run.end).find(|unit| !is_same(unit)).unwrap_or(run.end);
                let part = Run { start, end, ..run };
                let kind = boilerplate(text, &part, strongest, &evidence, &hits);
                for unit in start..end {
                    if let (Some(label), Some(Settled::Open)) = (labels.get_mut(unit), settled.get(unit)) {
                        *label = Some(kind.clone());
                    }
                }
                start = end;
            }
        }
        for line in head.headings(text, &layout) {
            for unit in layout.lines.get(line).map_or(0..0, |line| line.units.clone()) {
                if let (Some(label @ None), Some(Settled::Open)) = (labels.get_mut(unit), settled.get(unit)) {
                    *label = Some(BlockKind::Heading);
                }
            }
        }
        let told_again = head.told_again(&layout).map(|unit| {
            let words = Span::new(offset(unit.start), offset(unit.end));
            format!("the deck is told again at bytes {} to {}", words.start(), words.end())
        });
        article.blocks = cut(text, &layout, &article.blocks, labels);
        note_head(article);
        if article.metadata.published.is_none() {
            article.metadata.published = published::by_its_lines(article);
        }
        if let Some(remark) = told_again.filter(|remark| !article.remarks.contains(remark)) {
            article.remarks.push(remark);
        }
    }

    /// What an article tells of repetition, to be added to [`Repeats`] in the order of the articles.
    #[must_use]
    pub fn sketch(&self, article: &Article) -> Sketch {
        let mut blocks = article.blocks.clone();
        layout::cover(&article.text, &mut blocks);
        let layout = Layout::new(&article.text, &blocks, &self.splitter, &self.lexicon);
        let title = match &article.metadata.title {
            Some(title) => self.forms(title),
            None => layout
                .lines
                .first()
                .map_or(Vec::new(), |line| layout.words_of_line(line).iter().map(|word| word.form).collect()),
        };
        let common = self.lexicon.named.common;
        let told = title.into_iter().filter(|form| self.lexicon.classes(*form) & common == 0);
        let mut sentences: Vec<u64> =
            layout.units.iter().filter_map(|unit| repeats::sentence(layout.words_of(unit))).collect();
        sentences.sort_unstable();
        sentences.dedup();
        Sketch { outlet: outlet_of(article), topic: repeats::topic(told), sentences }
    }

    fn forms(&self, words: &str) -> Vec<u64> {
        let mut read = Vec::new();
        word::read(words, 0..words.len(), &self.lexicon, &mut read);
        read.iter().map(|word| word.form).collect()
    }
}

/// Hash of who published an article: the outlet, or else the host of its address.
fn outlet_of(article: &Article) -> u64 {
    let metadata = &article.metadata;
    let host = || {
        let address = metadata.url.as_deref()?;
        let (_, rest) = address.split_once("://")?;
        rest.split(['/', '?', '#']).next()
    };
    word::form(metadata.outlet.as_deref().or_else(host).unwrap_or(""))
}

/// What the blocks say already of their sentences.
fn settled(layout: &Layout, blocks: &[Block]) -> Vec<Settled> {
    let of = |kind: &BlockKind| match kind {
        BlockKind::Title | BlockKind::Deck => Settled::Article,
        BlockKind::Heading | BlockKind::Body => Settled::Open,
        BlockKind::Boilerplate { reason, .. } => {
            evidence::index_of(*reason).map_or(Settled::Apart, Settled::Kind)
        }
    };
    layout
        .units
        .iter()
        .map(|unit| blocks.get(unit.block).map_or(Settled::Open, |block| of(&block.kind)))
        .collect()
}

/// Settles a sentence that nothing was settled of.
fn settle(
    settled: &mut [Settled],
    labels: &mut [Option<BlockKind>],
    unit: usize,
    as_what: Settled,
    kind: &BlockKind,
) {
    if let (Some(settled), Some(label)) = (settled.get_mut(unit), labels.get_mut(unit))
        && *settled == Settled::Open
    {
        *settled = as_what;
        *label = Some(kind.clone());
    }
}

/// The cue of a run that says most.
fn strongest<'a>(run: &Run, hits: &'a [Hit]) -> Option<&'a Hit> {
    let of_run = hits::within(hits, run.start, run.end).iter().filter(|hit| hit.kind == run.kind);
    of_run.max_by_key(|hit| (hit.weight, std::cmp::Reverse(hit.span)))
}

/// The label of the part of a run that lies in one block.
fn boilerplate(
    text: &str,
    part: &Run,
    strongest: Option<&Hit>,
    evidence: &[Evidence],
    hits: &[Hit],
) -> BlockKind {
    let reason = KINDS.get(part.kind).copied().unwrap_or(Boilerplate::Repeated);
    let told = |hit: &Hit| format!("“{}”", hit.span.of(text));
    let evidence = evidence.get(part.start..part.end).unwrap_or(&[]);
    let of_part = hits::within(hits, part.start, part.end).iter();
    let mut here: Vec<&Hit> = of_part.filter(|hit| hit.kind == part.kind).collect();
    here.sort_by_key(|hit| (std::cmp::Reverse(hit.weight), hit.span));
    let mut why: Vec<String> = Vec::new();
    for hit in here {
        if why.len() == MOST_REASONS {
            break;
        }
        let words = told(hit);
        if !why.contains(&words) {
            why.push(words);
        }
    }
    if reason == Boilerplate::Appeal && evidence.iter().any(|one| one.asks > 0) {
        why.push("an outlet speaks of itself and of giving".to_owned());
    }
    if why.is_empty()
        && let Some(hit) = strongest
    {
        why.push(format!("in one run with {}", told(hit)));
    }
    let n_articles = evidence.iter().map(|one| one.repeated).max().unwrap_or(0);
    if n_articles > 1 {
        why.push(format!("in {n_articles} articles of the outlet"));
    }
    if why.is_empty() {
        why.push("in one run with what is labelled so".to_owned());
    }
    let margin = part.margin.max(0) as f32;
    BlockKind::Boilerplate { reason, score: 0.5 + 0.5 * margin / (margin + HALF_SURE), why: why.join(", ") }
}

/// More reasons than these help nobody.
const MOST_REASONS: usize = 3;
/// The margin at which a run is as sure as it is not.
const HALF_SURE: f32 = 20.0;

/// Cuts the blocks where the labels of their sentences change.
fn cut(text: &str, layout: &Layout, blocks: &[Block], labels: Vec<Option<BlockKind>>) -> Vec<Block> {
    let mut pieces: Vec<Block> = Vec::with_capacity(blocks.len() + 2);
    let mut last = None;
    for (unit, label) in layout.units.iter().zip(labels) {
        let Some(block) = blocks.get(unit.block) else { continue };
        let kind = label.unwrap_or_else(|| block.kind.clone());
        let end = offset(unit.end);
        match pieces.last_mut() {
            Some(piece) if last == Some(unit.block) && piece.kind == kind => {
                piece.span = Span::new(offset(piece.span.start()), end);
            }
            _ => {
                let span = Span::new(offset(unit.start), end);
                pieces.push(Block { span, source: span, kind });
            }
        }
        last = Some(unit.block);
        if let Some(piece) = pieces.last_mut() {
            piece.source = source(block, piece.span);
        }
    }
    debug_assert!(pieces.iter().all(|piece| !piece.span.of(text).is_empty()));
    pieces
}

/// Where a part of a block stands in the source: exactly where the block is its source, else in the whole block's.
fn source(block: &Block, part: Span) -> Span {
    if block.source.len() != block.span.len() {
        return block.source;
    }
    let shift = |at: usize| offset(block.source.start() + (at - block.span.start().min(at)));
    Span::new(shift(part.start()), shift(part.end()))
}

/// Notes headline and deck where they were not known.
fn note_head(article: &mut Article) {
    let find = |kind: &BlockKind| {
        article
            .blocks
            .iter()
            .find(|block| block.kind == *kind)
            .map(|block| block.span.of(&article.text).to_owned())
    };
    let (title, deck) = (find(&BlockKind::Title), find(&BlockKind::Deck));
    article.metadata.title = article.metadata.title.take().or(title);
    article.metadata.deck = article.metadata.deck.take().or(deck);
}
