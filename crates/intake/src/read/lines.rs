//! The lines of a stream of any length, in bounded memory.

use std::io::{self, BufRead};

/// What stands between two line ends.
pub(crate) enum Line<'a> {
    /// A line, without its end.
    Whole(&'a [u8]),
    /// A line longer than the limit; it has been passed over.
    TooLong,
}

/// The lines of a stream.
pub(crate) struct Lines<R> {
    input: R,
    limit: usize,
    line: Vec<u8>,
    begun: bool,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, line: Vec::new(), begun: false }
    }

    /// Returns the next line, with no byte order mark on the first; none after the last.
    pub(crate) fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut any, mut too_long) = (false, false);
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', bytes);
            let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes);
            too_long |= self.line.len() + part.len() > self.limit;
            if !too_long {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut self.begun, true);
        if too_long {
            self.line = Vec::new();
            return Ok(Some(Line::TooLong));
        }
        let line = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        let mark = if first { line.strip_prefix(b"\xEF\xBB\xBF") } else { None };
        Ok(Some(Line::Whole(mark.unwrap_or(line))))
    }
}
