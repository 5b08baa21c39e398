//! Tables as text: CSV, TSV and the like.
//!
//! A row with more or fewer cells than the header is not read, because nobody knows which cell is which.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::columns::{Row, Value};
use super::skip::Reason;
use super::{Place, Walk, decode};

/// Reads a table whose first row names the columns.
pub(crate) fn read(walk: &mut Walk<'_>, stream: impl Read, delimiter: u8, place: &Place) -> ControlFlow<()> {
    let limit = walk.settings.limits.record;
    let mut rows = Rows {
        input: BufReader::with_capacity(64 << 10, stream),
        reader: ReaderBuilder::new().delimiter(delimiter).build(),
        limit,
        cells: Vec::new(),
        ends: Vec::new(),
        n_ends: 0,
    };
    let header: Vec<String> = match rows.next_row() {
        Ok(Some(true)) => rows.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect(),
        Ok(Some(false)) => return walk.skip(place, Reason::TooLarge { what: "a row", limit }),
        Ok(None) => return walk.skip(place, Reason::Empty),
        Err(error) => return walk.skip(place, Reason::of(&error)),
    };
    let chosen = match walk.settings.columns.choose(&header.iter().map(String::as_str)) {
        Ok(chosen) => chosen,
        Err(reason) => return walk.skip(place, reason),
    };
    let mut number = 0;
    loop {
        number += 1;
        let place = place.at_record(number);
        match rows.next_row() {
            Ok(Some(true)) => {}
            Ok(Some(false)) => {
                // A quotation mark that is never closed makes one row of all the rest.
                walk.skip(&place, Reason::TooLarge { what: "a row", limit })?;
                continue;
            }
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return walk.skip(&place, Reason::of(&error)),
        }
        let n_cells = rows.cells().count();
        if n_cells != header.len() {
            let what = format!("{n_cells} cells, but {} columns", header.len());
            walk.skip(&place, Reason::Malformed(what))?;
            continue;
        }
        let mut row = Row::default();
        for (at, cell) in rows.cells().enumerate() {
            let Some(field) = chosen.field_at(at) else { continue };
            let decoded = decode::lossy_utf_8(cell);
            row.remark(decoded.remarks);
            row.set(field, Value::Words(decoded.text));
        }
        let found = row.into_found(place.origin());
        walk.give(found)?;
    }
}

struct Rows<R> {
    input: R,
    reader: Reader,
    limit: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
    n_ends: usize,
}

impl<R: BufRead> Rows<R> {
    /// Reads the next row; false for one that is longer than the limit, none after the last.
    fn next_row(&mut self) -> std::io::Result<Option<bool>> {
        let (mut n_out, mut n_ends, mut too_long) = (0, 0, false);
        if self.cells.len() > 1 << 20 {
            // One long row is no reason to keep its memory for all that follow.
            self.cells = Vec::new();
        }
        loop {
            let input = self.input.fill_buf()?;
            let out = self.cells.get_mut(n_out..).unwrap_or(&mut []);
            let ends = self.ends.get_mut(n_ends..).unwrap_or(&mut []);
            let (result, n_read, n_written, n_ended) = self.reader.read_record(input, out, ends);
            self.input.consume(n_read);
            n_out += n_written;
            n_ends += n_ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() >= self.limit => {
                    // What has been read is given up, and so is the rest of the row.
                    (too_long, n_out) = (true, 0);
                }
                ReadRecordResult::OutputFull => {
                    self.cells.resize((self.cells.len() * 2).clamp(4096, self.limit.max(4096)), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() >= self.limit => {
                    (too_long, n_ends) = (true, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    self.ends.resize((self.ends.len() * 2).clamp(64, self.limit.max(64)), 0);
                }
                ReadRecordResult::Record => {
                    self.n_ends = n_ends;
                    return Ok(Some(!too_long));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// The cells of the row read last.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..self.n_ends).unwrap_or(&[]);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, end)| self.cells.get(start..*end).unwrap_or(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_longer_than_the_limit_are_passed_over() {
        let long = "x".repeat(10_000);
        let table = format!("a,b\n1,2\n\"{long}\",3\n4,5\n");
        let mut rows = Rows {
            input: BufReader::with_capacity(7, table.as_bytes()),
            reader: ReaderBuilder::new().build(),
            limit: 5000,
            cells: Vec::new(),
            ends: Vec::new(),
            n_ends: 0,
        };
        let mut seen = Vec::new();
        while let Some(whole) = rows.next_row().unwrap() {
            let cells: Vec<_> = rows.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            seen.push(if whole { cells.join("|") } else { "too long".to_owned() });
        }
        assert_eq!(seen, ["a|b", "1|2", "too long", "4|5"]);
    }
}
