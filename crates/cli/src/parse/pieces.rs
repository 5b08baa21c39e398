//! A text of any length as pieces of bounded length, cut where no sentence can run across.

use std::io::{self, Read};

/// Long enough that cutting costs nothing, short enough that a few fit any machine.
const PIECE: usize = 1 << 20;
/// Where no blank line is found up to here, a lesser place to cut must do.
const LIMIT: usize = 16 << 20;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Where it begins in the whole, in bytes.
    pub(super) base: u64,
    /// Whether a paragraph begins with it: it stands first, or after a blank line.
    pub(super) begins_paragraph: bool,
    /// Whether it ends where a sentence may still run on.
    pub(super) ends_anywhere: bool,
}

/// The bytes of a text that were not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    /// Where the first one stands.
    pub(super) first: u64,
    /// How many there are.
    pub(super) count: u64,
}

/// The pieces of one text. The cuts depend on its bytes alone, never on how they arrive.
pub(super) struct Pieces<R> {
    input: R,
    held: Vec<u8>,
    base: u64,
    after_blank_line: bool,
    ended: bool,
    piece: usize,
    limit: usize,
    invalid: Option<Invalid>,
}

impl<R: Read> Pieces<R> {
    pub(super) fn new(input: R) -> Self {
        Self::with_sizes(input, PIECE, LIMIT)
    }

    fn with_sizes(input: R, piece: usize, limit: usize) -> Self {
        let (held, invalid) = (Vec::new(), None);
        Self { input, held, base: 0, after_blank_line: true, ended: false, piece, limit, invalid }
    }

    /// What was not UTF-8 in the pieces given so far.
    pub(super) fn invalid(&self) -> Option<Invalid> {
        self.invalid
    }

    fn read_piece(&mut self) -> io::Result<Option<Piece>> {
        let mut target = self.piece;
        let (cut, blank_line) = loop {
            if !self.ended && self.held.len() < target {
                let wanted = target - self.held.len();
                self.ended = self.input.by_ref().take(wanted as u64).read_to_end(&mut self.held)? < wanted;
            }
            if self.base == 0 && self.held.starts_with(b"\xEF\xBB\xBF") {
                self.held.drain(..3);
                self.base = 3;
            }
            if self.ended {
                break (self.held.len(), false);
            }
            if let Some(cut) = after_last_blank_line(&self.held) {
                break (cut, true);
            }
            if target >= self.limit {
                break (lesser_cut(&self.held), false);
            }
            target += self.piece;
        };
        if cut == 0 {
            return Ok(None);
        }
        let rest = self.held.split_off(cut);
        let bytes = std::mem::replace(&mut self.held, rest);
        let piece = Piece {
            text: self.decode(bytes),
            base: self.base,
            begins_paragraph: self.after_blank_line,
            ends_anywhere: !blank_line && !self.ended,
        };
        self.base += cut as u64;
        self.after_blank_line = blank_line;
        Ok(Some(piece))
    }

    /// The bytes as text. Each byte that is not UTF-8 becomes one asterisk: not the usual replacement
    /// character of three bytes, so that spans still count the bytes of the file, and not a question
    /// mark, which would end a sentence.
    fn decode(&mut self, bytes: Vec<u8>) -> String {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return text,
            Err(error) => error.into_bytes(),
        };
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for _ in chunk.invalid() {
                let here = self.base + text.len() as u64;
                self.invalid.get_or_insert(Invalid { first: here, count: 0 }).count += 1;
                text.push('*');
            }
        }
        text
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_piece().transpose()
    }
}

/// The end of the last blank line, if there is one.
fn after_last_blank_line(bytes: &[u8]) -> Option<usize> {
    let mut later_line_end = None;
    for (place, byte) in bytes.iter().enumerate().rev() {
        match (byte, later_line_end) {
            (b'\n', Some(cut)) => return Some(cut),
            (b'\n', None) => later_line_end = Some(place + 1),
            (b' ' | b'\t' | b'\r', _) => {}
            _ => later_line_end = None,
        }
    }
    None
}

/// After the last line, else after the last space, else between two characters.
fn lesser_cut(bytes: &[u8]) -> usize {
    let after_last = |wanted: u8| bytes.iter().rposition(|byte| *byte == wanted).map(|place| place + 1);
    let between_characters = || {
        bytes.iter().rposition(|byte| byte & 0xC0 != 0x80).filter(|place| *place > 0).unwrap_or(bytes.len())
    };
    after_last(b'\n').or_else(|| after_last(b' ')).unwrap_or_else(between_characters)
}

/// Whether a stretch between two sentences holds a blank line.
pub(super) fn has_blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() && line.trim().is_empty() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, as a slow pipe does.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let (Some(to), Some((first, rest))) = (into.first_mut(), self.0.split_first()) else {
                return Ok(0);
            };
            (*to, self.0) = (*first, rest);
            Ok(1)
        }
    }

    fn pieces(text: &[u8], piece: usize, limit: usize) -> Vec<Piece> {
        Pieces::with_sizes(text, piece, limit).map(Result::unwrap).collect()
    }

    #[test]
    fn pieces_end_at_blank_lines_and_make_up_the_text() {
        let text = "Talks began.\n\nThey went on.\n \nThey ended without a word.\n\nNobody came.";
        let found = pieces(text.as_bytes(), 20, 1000);
        let texts: Vec<&str> = found.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(
            texts,
            ["Talks began.\n\n", "They went on.\n \n", "They ended without a word.\n\n", "Nobody came."]
        );
        for piece in &found {
            assert_eq!(&text[piece.base as usize..][..piece.text.len()], piece.text);
            assert!(piece.begins_paragraph && !piece.ends_anywhere);
        }
    }

    #[test]
    fn the_cuts_do_not_depend_on_how_the_bytes_arrive() {
        let text = "One.\n\nTwo is a longer one.\n\nThree.\n\n\nFour.".repeat(7);
        for size in 1..60 {
            let slow: Vec<Piece> =
                Pieces::with_sizes(Slow(text.as_bytes()), size, 50).map(Result::unwrap).collect();
            assert_eq!(slow, pieces(text.as_bytes(), size, 50));
            assert_eq!(slow.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        }
    }

    #[test]
    fn without_blank_lines_a_line_end_a_space_or_a_character_must_do() {
        assert_eq!(pieces(b"one two\nthree four", 12, 12)[0].text, "one two\n");
        assert_eq!(pieces(b"one two three four", 12, 12)[0].text, "one two ");
        let unbroken = "é".repeat(10);
        let cut = pieces(unbroken.as_bytes(), 5, 5);
        assert_eq!(cut[0].text, "éé");
        assert!(cut[0].ends_anywhere);
        assert_eq!(cut.iter().map(|piece| piece.text.as_str()).collect::<String>(), unbroken);
    }

    #[test]
    fn each_invalid_byte_is_one_asterisk() {
        let mut pieces = Pieces::new(b"Caf\xE9 \xFF\xFE closed.".as_slice());
        assert_eq!(pieces.next().unwrap().unwrap().text, "Caf* ** closed.");
        assert_eq!(pieces.invalid(), Some(Invalid { first: 3, count: 3 }));
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts() {
        let found = pieces("\u{feff}Talks.".as_bytes(), 20, 100);
        assert_eq!((found[0].text.as_str(), found[0].base), ("Talks.", 3));
    }

    #[test]
    fn blank_lines_between_sentences_are_seen() {
        for gap in ["\n\n", " \r\n\t\r\n", "\n\n\n"] {
            assert!(has_blank_line(gap), "{gap:?}");
        }
        for gap in ["", " ", "\n", "\r\n  ", "\n * "] {
            assert!(!has_blank_line(gap), "{gap:?}");
        }
    }
}
