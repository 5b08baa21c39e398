//! Runs of characters without white space, and what lies between them.

use super::class::{Class, fold};
use super::hash::{EMPTY, mix};
use super::lexicon::{Facts, Lexicon};

/// A run without white space is cut after that many characters: nothing that long is a word, and
/// a text without any space must not make one token.
pub(super) const LONGEST_CHUNK: usize = 1000;

/// How far past [`LONGEST_CHUNK`] a cut may be put off so as not to tear a character from its
/// combining marks.
const LONGEST_TAIL: usize = 64;

/// How far ahead the next line's length is measured; longer lines are not wrapped ones.
const LONGEST_WRAPPED_LINE: usize = 120;

/// What separates a chunk from the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Gap {
    /// Nothing: the run was cut for its length.
    Cut,
    /// The text begins or ends here.
    #[default]
    Edge,
    Space,
    /// A tab, or three spaces and more.
    Wide,
    /// One line end.
    Line,
    /// One line end, then an indented line.
    Indent,
    /// An empty line.
    Blank,
}

/// Case of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Case {
    /// No letters or digits at all.
    #[default]
    None,
    Lower,
    Title,
    /// One capital letter.
    Initial,
    Capitals,
    Mixed,
    Number,
    /// Begins with a digit.
    Digit,
    /// Letters that have no case.
    Letters,
}

/// A run of characters without white space, summed up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chunk {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Of the line ends in the gap before: width of the lines around, and whether this chunk would
    /// have fitted on the line before.
    pub(super) line: u64,
    /// Folded hash from its first to its last letter or digit.
    pub(super) core: u64,
    /// Hash of all of it as it stands, digits alike.
    pub(super) whole: u64,
    /// Hash of the classes before the core, three at most.
    pub(super) lead: u64,
    /// Hash of the characters after the core, the last four at most.
    pub(super) tail: u64,
    /// The kinds of characters after the core, one bit each.
    pub(super) tail_set: u32,
    pub(super) first: Class,
    pub(super) last: Class,
    pub(super) case: Case,
    pub(super) facts: Facts,
    /// Whether the core has a period before a letter in it.
    pub(super) dotted: bool,
    /// Whether it is one word of letters that no list splits.
    pub(super) plain: bool,
    /// Characters, 15 at most.
    pub(super) length: u64,
}

impl Chunk {
    pub(super) fn is_edge(&self) -> bool {
        self.start == self.end
    }

    pub(super) fn tail_has(&self, class: Class) -> bool {
        self.tail_set >> (class as u8) & 1 == 1
    }
}

/// Cuts a text into chunks.
pub(super) struct Chunks<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    at: usize,
    line_start: usize,
    line_before: usize,
    begun: bool,
}

impl<'a> Chunks<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self { text, lexicon, at: 0, line_start: 0, line_before: 0, begun: false }
    }

    /// The next chunk; one of no length when there is none.
    pub(super) fn next(&mut self) -> Chunk {
        let (gap, widths) = self.skip_space();
        let rest = self.text.get(self.at..).unwrap_or("");
        if rest.is_empty() {
            return Chunk { start: self.at, end: self.at, ..Chunk::default() };
        }
        let mut chunk = word(rest, self.lexicon).unwrap_or_else(|| survey(rest, self.lexicon));
        chunk.end += self.at;
        chunk.start = self.at;
        chunk.gap = gap;
        chunk.line = widths.map_or(0, |widths| widths.describe(chunk.end - chunk.start));
        self.at = chunk.end;
        chunk
    }

    fn skip_space(&mut self) -> (Gap, Option<Widths>) {
        let bytes = self.text.as_bytes();
        // By far the most frequent gap.
        if bytes.get(self.at) == Some(&b' ')
            && bytes.get(self.at + 1).is_some_and(u8::is_ascii_graphic)
            && self.begun
        {
            self.at += 1;
            return (Gap::Space, None);
        }
        let from = self.at;
        let mut lines = 0_usize;
        let mut wide = 0_usize;
        let mut widths = None;
        let mut after_return = false;
        for (offset, c) in self.text.get(from..).unwrap_or("").char_indices() {
            if !parts_words(c) {
                break;
            }
            let next = from + offset + c.len_utf8();
            self.at = next;
            match c {
                '\n' if after_return => self.line_start = next,
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    lines += if c == '\u{2029}' { 2 } else { 1 };
                    wide = 0;
                    let length = (from + offset).saturating_sub(self.line_start);
                    if lines == 1 {
                        widths = Some(Widths { before: self.line_before, this: length, next: 0 });
                        self.line_before = length;
                    }
                    self.line_start = next;
                }
                '\t' => wide += 4,
                _ if !c.is_whitespace() => {}
                _ => wide += 1,
            }
            after_return = c == '\r';
        }
        let gap = if !self.begun {
            Gap::Edge
        } else if self.at == from {
            Gap::Cut
        } else {
            match (lines, wide) {
                (0, 0..=2) => Gap::Space,
                (0, _) => Gap::Wide,
                (1, 0..=1) => Gap::Line,
                (1, _) => Gap::Indent,
                _ => Gap::Blank,
            }
        };
        self.begun = true;
        if let Some(widths) = &mut widths {
            let rest = bytes.get(self.at..).unwrap_or(&[]);
            widths.next =
                rest.iter().take(LONGEST_WRAPPED_LINE).position(|byte| *byte == b'\n').unwrap_or(
                    if rest.len() < LONGEST_WRAPPED_LINE { rest.len() } else { LONGEST_WRAPPED_LINE },
                );
        }
        (gap, widths)
    }
}

/// Lengths in bytes of the lines around a line end.
#[derive(Clone, Copy)]
struct Widths {
    before: usize,
    this: usize,
    next: usize,
}

impl Widths {
    /// Whether the line is likely to have been wrapped: how wide the lines are, and whether the
    /// word that follows would have fitted.
    fn describe(self, word: usize) -> u64 {
        let widest = self.this.max(self.next).max(self.before.min(LONGEST_WRAPPED_LINE));
        let bucket = match widest {
            0..=40 => 1,
            41..=58 => 2,
            59..=68 => 3,
            69..=78 => 4,
            79..=90 => 5,
            91..=119 => 6,
            _ => 7,
        };
        let missing = widest.saturating_sub(self.this + 1 + word.min(20));
        let room = match missing {
            0 => 0,
            1..=3 => 1,
            4..=12 => 2,
            _ => 3,
        };
        let short = u64::from(self.this < 40);
        bucket << 3 | room << 1 | short
    }
}

/// The chunk at the start of `rest` if it is nothing but ASCII letters, the fast path.
fn word(rest: &str, lexicon: &Lexicon) -> Option<Chunk> {
    let bytes = rest.as_bytes();
    let first = *bytes.first()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let mut core = EMPTY;
    let mut whole = EMPTY;
    let mut upper = 0;
    let mut end = 0;
    for &byte in bytes.iter().take(LONGEST_CHUNK) {
        if !byte.is_ascii_alphabetic() {
            break;
        }
        upper += usize::from(byte.is_ascii_uppercase());
        core = mix(core, u64::from(byte.to_ascii_lowercase()));
        whole = mix(whole, u64::from(byte));
        end += 1;
    }
    if bytes.get(end).is_some_and(|byte| !matches!(byte, b' ' | b'\n')) {
        return None;
    }
    let facts = lexicon.get(core);
    let case = match (first.is_ascii_uppercase(), upper, end) {
        (_, 0, _) => Case::Lower,
        (true, 1, 1) => Case::Initial,
        (true, 1, _) => Case::Title,
        _ if upper == end => Case::Capitals,
        _ => Case::Mixed,
    };
    let last = bytes.get(end - 1).copied().unwrap_or(first);
    Some(Chunk {
        end,
        core,
        whole,
        lead: EMPTY,
        tail: EMPTY,
        first: Class::of(char::from(first)),
        last: Class::of(char::from(last)),
        case,
        facts,
        plain: facts.cuts == 0,
        length: u64::try_from(end).unwrap_or(15).min(15),
        ..Chunk::default()
    })
}

/// Whether a character parts words: space, and space of no width, which pages leave beside words.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{feff}')
}

/// The chunk at the start of `rest`, whatever it is made of.
fn survey(rest: &str, lexicon: &Lexicon) -> Chunk {
    let mut chunk = Chunk { core: EMPTY, whole: EMPTY, lead: EMPTY, tail: EMPTY, ..Chunk::default() };
    let mut count = 0_usize;
    let mut lead = 0;
    let mut tail = 0;
    let mut tail_hash = EMPTY;
    let mut pending = EMPTY;
    let mut pending_dot = false;
    let (mut upper, mut lower, mut digits, mut words) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut first_word = Class::Edge;
    for (at, c) in rest.char_indices() {
        let class = Class::of(c);
        let full =
            count >= LONGEST_CHUNK && (class != Class::Extend || count >= LONGEST_CHUNK + LONGEST_TAIL);
        if parts_words(c) || full {
            break;
        }
        count += 1;
        chunk.end = at + c.len_utf8();
        if chunk.first == Class::Edge {
            chunk.first = class;
        }
        chunk.last = class;
        let folded = u64::from(fold(c, class));
        chunk.whole = mix(chunk.whole, if class == Class::Digit { folded } else { u64::from(u32::from(c)) });
        if class.is_word() {
            // Everything since the last letter or digit turns out to lie inside the core.
            chunk.core = if words == 0 { mix(EMPTY, folded) } else { mix(pending, folded) };
            chunk.dotted |= pending_dot && class.is_letter();
            pending = chunk.core;
            pending_dot = false;
            words += 1;
            if first_word == Class::Edge {
                first_word = class;
            }
            match class {
                Class::Upper => upper += 1,
                Class::Lower => lower += 1,
                Class::Digit => digits += 1,
                _ => {}
            }
            tail = 0;
            tail_hash = EMPTY;
            chunk.tail_set = 0;
        } else if words == 0 {
            if lead < 3 {
                chunk.lead = mix(chunk.lead, class.code());
                lead += 1;
            }
            chunk.tail_set |= 1 << (class as u8);
        } else {
            pending = mix(pending, folded);
            pending_dot |= class == Class::Period;
            if tail < 4 {
                tail_hash = mix(tail_hash, folded);
                tail += 1;
            }
            chunk.tail_set |= 1 << (class as u8);
        }
    }
    chunk.tail = if words == 0 { mix(EMPTY, chunk.whole) } else { tail_hash };
    chunk.length = u64::try_from(count).unwrap_or(15).min(15);
    chunk.case = match (first_word, upper, lower) {
        _ if words == 0 => Case::None,
        (Class::Digit, 0, 0) if digits == words => Case::Number,
        (Class::Digit, _, _) => Case::Digit,
        (_, 0, 0) => Case::Letters,
        (_, 0, _) => Case::Lower,
        (Class::Upper, 1, 0) => Case::Initial,
        (Class::Upper, 1, _) => Case::Title,
        (_, _, 0) => Case::Capitals,
        _ => Case::Mixed,
    };
    chunk.facts = lexicon.get(chunk.core);
    chunk.plain = count == words && digits == 0 && chunk.facts.cuts == 0;
    chunk
}
