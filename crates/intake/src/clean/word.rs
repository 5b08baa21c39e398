//! Words as the cues see them: folded, hashed, with what is plain from their letters.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use super::lexicon::Lexicon;

/// A word, or one of the few signs that cues ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Hash of its folded form.
    pub(super) form: u64,
    /// Where it stands in the text.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
    /// Its classes, one bit each; see [`Lexicon`].
    pub(super) classes: u32,
    /// Whether it stands inside quotation marks.
    pub(super) quoted: bool,
    /// How many letters it has, up to 255.
    pub(super) letters: u8,
}

impl Word {
    pub(super) fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// Whether it is a sign and no word.
    pub(super) fn is_sign(&self) -> bool {
        self.letters == 0
    }
}

/// Class of words that begin with a capital letter.
pub(super) const CAPITAL: u32 = 1;
/// Class of words that begin with a digit.
pub(super) const NUMBER: u32 = 1 << 1;
/// How many classes are plain from the letters.
pub(super) const N_PLAIN: u32 = 2;

/// FNV-1a's offset and prime: the same on every machine.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Adds a character to the hash of a form.
fn add(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME)
}

/// The hash of a form that is already folded.
pub(super) fn form(folded: &str) -> u64 {
    folded.chars().fold(OFFSET, add)
}

/// Signs that cues ask for.
fn is_sign(c: char) -> bool {
    matches!(c, '©' | '@' | '#' | '>' | '»' | '›' | '|' | ':' | '/' | '•' | '·')
}

/// Appends the words of a line. Quotation marks are paired within the line; one that is never closed reaches to its
/// end, as those of quotations that run over several paragraphs do.
pub(super) fn read(text: &str, line: Range<usize>, lexicon: &Lexicon, words: &mut Vec<Word>) {
    let Some(inside) = text.get(line.clone()) else { return };
    let mut chars = inside.char_indices().peekable();
    let mut quoted = false;
    while let Some((at, c)) = chars.next() {
        let start = line.start + at;
        let (form, end, plain, letters) = match c {
            '“' | '«' | '„' => {
                quoted = true;
                continue;
            }
            '”' => {
                quoted = false;
                continue;
            }
            '"' => {
                quoted = !quoted;
                continue;
            }
            _ if c.is_alphanumeric() => {
                let (form, len, letters) = go_on(c, &mut chars);
                let capital = if c.is_uppercase() { CAPITAL } else { 0 };
                let number = if c.is_numeric() { NUMBER } else { 0 };
                (form, start + len, capital | number, letters)
            }
            _ if is_sign(c) => (add(OFFSET, c), start + c.len_utf8(), 0, 0),
            _ => continue,
        };
        let classes = plain | lexicon.classes(form);
        words.push(Word { form, start: offset(start), end: offset(end), classes, quoted, letters });
    }
}

/// Reads a word whose first letter was read: its hash, its bytes and its letters. An apostrophe inside belongs to it
/// ("don't"); the possessive is left off: "the paper's" is "the paper".
fn go_on(first: char, chars: &mut Peekable<CharIndices<'_>>) -> (u64, usize, u8) {
    let (mut hash, mut len, mut letters) = (fold(OFFSET, first), first.len_utf8(), 1_u8);
    while let Some(&(_, c)) = chars.peek() {
        if c.is_alphanumeric() {
            hash = fold(hash, c);
            letters = letters.saturating_add(1);
        } else if matches!(c, '\'' | '’') {
            let mut ahead = chars.clone();
            ahead.next();
            let after = ahead.next().map(|(_, c)| c).filter(|c| c.is_alphanumeric());
            let is_last = ahead.next().is_none_or(|(_, c)| !c.is_alphanumeric());
            match after {
                None => break,
                Some('s' | 'S') if is_last => {
                    chars.nth(1);
                    break;
                }
                Some(_) => hash = add(hash, '\''),
            }
        } else {
            break;
        }
        len += c.len_utf8();
        chars.next();
    }
    (hash, len, letters)
}

fn fold(hash: u64, c: char) -> u64 {
    if c.is_ascii() { add(hash, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(hash, add) }
}

/// A place in a text as spans keep it; texts are limited to 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
