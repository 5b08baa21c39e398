//! Lines, sentences and words of an article: what is looked at, before anything is judged.

use std::ops::Range;

use dragoman_text::{Block, BlockKind, Span, Splitter};

use super::lexicon::Lexicon;
use super::word::{self, Word, offset};

/// A line that is not empty, without the white space around it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: Range<usize>,
    pub(super) units: Range<usize>,
    /// Whether it ends as a sentence does.
    pub(super) stopped: bool,
    /// Whether it ends as a question.
    pub(super) asks: bool,
}

impl Line {
    /// How many words and signs it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// A sentence, or the part of one that stands in one line and one block: what is labelled as a whole.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: Range<usize>,
    pub(super) line: usize,
    pub(super) block: usize,
    /// Whether no white space parts it from what stands before it in its line.
    pub(super) glued: bool,
}

/// An article laid out.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) lines: Vec<Line>,
    pub(super) units: Vec<Unit>,
    pub(super) words: Vec<Word>,
}

impl Layout {
    /// Lays out a text whose blocks are in order and cover it.
    pub(super) fn new(text: &str, blocks: &[Block], splitter: &Splitter, lexicon: &Lexicon) -> Self {
        let mut layout = Self::default();
        let reading = splitter.split(text);
        let mut sentences = reading.sentences.iter().map(|sentence| sentence.span).peekable();
        let mut block = 0;
        for line in lines(text) {
            let first_word = layout.words.len();
            let first_unit = layout.units.len();
            word::read(text, line.clone(), lexicon, &mut layout.words);
            let mut at = line.start;
            let mut next_word = first_word;
            while at < line.end {
                while sentences.next_if(|sentence| sentence.end() <= at).is_some() {}
                while blocks.get(block).is_some_and(|block| block.span.end() <= at) {
                    block += 1;
                }
                // A sentence ends where the next one begins: nothing between two is left out.
                let sentence = sentences.peek().map_or(line.end, |sentence| {
                    if sentence.start() > at { sentence.start() } else { sentence.end() }
                });
                let border = blocks.get(block).map_or(line.end, |block| {
                    if block.span.start() > at { block.span.start() } else { block.span.end() }
                });
                let end = sentence.min(border).min(line.end);
                if let Some(unit) = trimmed(text, at..end) {
                    let words_from = next_word;
                    while layout.words.get(next_word).is_some_and(|word| (word.start as usize) < unit.end) {
                        next_word += 1;
                    }
                    layout.units.push(Unit {
                        start: unit.start,
                        end: unit.end,
                        words: words_from..next_word,
                        line: layout.lines.len(),
                        block,
                        glued: unit.start > line.start
                            && text
                                .get(..unit.start)
                                .is_some_and(|text| !text.ends_with(char::is_whitespace)),
                    });
                }
                at = end.max(at + 1);
            }
            layout.lines.push(Line {
                stopped: text.get(line.clone()).is_some_and(ends_in_stop),
                asks: text.get(line.clone()).is_some_and(|words| words.ends_with('?')),
                start: line.start,
                end: line.end,
                words: first_word..layout.words.len(),
                units: first_unit..layout.units.len(),
            });
        }
        layout
    }

    pub(super) fn words_of(&self, unit: &Unit) -> &[Word] {
        self.words.get(unit.words.clone()).unwrap_or(&[])
    }

    pub(super) fn words_of_line(&self, line: &Line) -> &[Word] {
        self.words.get(line.words.clone()).unwrap_or(&[])
    }

    pub(super) fn line_of(&self, unit: &Unit) -> Option<&Line> {
        self.lines.get(unit.line)
    }

    /// Whether the unit is the first of its line.
    pub(super) fn begins_line(&self, at: usize, unit: &Unit) -> bool {
        self.line_of(unit).is_none_or(|line| line.units.start == at)
    }

    /// Whether the unit is the last of its line.
    pub(super) fn ends_line(&self, at: usize, unit: &Unit) -> bool {
        self.line_of(unit).is_none_or(|line| line.units.end == at + 1)
    }
}

/// Whether a stop ends the words, with or without quotation marks and brackets after it.
pub(super) fn ends_in_stop(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
        })
        .ends_with(['.', '!', '?', '…'])
}

/// Whether a character ends a line.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a text that are not empty, without the white space around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(is_break).filter_map(move |line| {
        let start = at;
        at = start + line.len();
        let breadth = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        at += breadth;
        trimmed(text, start..start + line.len())
    })
}

/// The range without white space at its ends; `None` where nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(range.clone())?;
    let start = range.start + (inside.len() - inside.trim_start().len());
    let end = start + inside.trim().len();
    (start < end).then_some(start..end)
}

/// Makes blocks where there are none, one a line; puts those there are in order; and covers what none covers.
pub(super) fn cover(text: &str, blocks: &mut Vec<Block>) {
    let text = text.get(..text.floor_char_boundary(u32::MAX as usize)).unwrap_or(text);
    let mut given = std::mem::take(blocks);
    given.sort_by_key(|block| (block.span.start(), block.span.end()));
    let mut at = 0;
    for mut block in given {
        let start = text.ceil_char_boundary(block.span.start().max(at));
        let end = text.floor_char_boundary(block.span.end());
        let Some(inside) = (start < end).then(|| trimmed(text, start..end)).flatten() else { continue };
        cover_gap(text, at..inside.start, blocks);
        at = inside.end;
        let span = Span::new(offset(inside.start), offset(inside.end));
        if block.source == block.span {
            block.source = span;
        }
        block.span = span;
        blocks.push(block);
    }
    cover_gap(text, at..text.len(), blocks);
}

fn cover_gap(text: &str, gap: Range<usize>, blocks: &mut Vec<Block>) {
    let Some(inside) = text.get(gap.clone()) else { return };
    blocks.extend(lines(inside).map(|line| {
        let span = Span::new(offset(gap.start + line.start), offset(gap.start + line.end));
        Block { span, source: span, kind: BlockKind::Body }
    }));
}
