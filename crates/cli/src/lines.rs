//! The lines of a text format, with what is needed to complain about one.

use std::io::{self, BufRead};

use crate::malformed::Malformed;

/// The lines of one file, counted.
pub(crate) struct Lines<R> {
    input: R,
    file: String,
    number: usize,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`, which complaints will call `file`.
    pub(crate) fn new(input: R, file: impl Into<String>) -> Self {
        Self { input, file: file.into(), number: 0, bytes: Vec::new() }
    }

    /// The next line without its end; none after the last.
    pub(crate) fn next_line(&mut self) -> anyhow::Result<Option<&str>> {
        self.bytes.clear();
        let length = self.input.read_until(b'\n', &mut self.bytes)?;
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        while matches!(self.bytes.last(), Some(b'\n' | b'\r')) {
            self.bytes.pop();
        }
        let from = if self.number == 1 && self.bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        match std::str::from_utf8(&self.bytes[from..]) {
            Ok(line) => Ok(Some(line)),
            Err(error) => Err(self
                .malformed(format!("invalid UTF-8 at byte {} of the line", error.valid_up_to()))
                .into()),
        }
    }

    /// The number of the line read last.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// A complaint about the line read last.
    pub(crate) fn malformed(&self, what: impl Into<String>) -> Malformed {
        self.malformed_at(self.number, what)
    }

    /// A complaint about an earlier line.
    pub(crate) fn malformed_at(&self, line: usize, what: impl Into<String>) -> Malformed {
        Malformed { file: self.file.clone(), line, what: what.into() }
    }
}

/// Whether an error is the reader of our output having gone away.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
