//! Reads a WARC that a run was writing, to find what is in it and where it is whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::store::StoreError;
use crate::warc::LINK;

/// The most bytes of a record's own head; ours are far shorter.
const LONGEST_HEAD: u64 = 1 << 20;

/// How everything packed with gzip begins.
const PACKED: [u8; 3] = [0x1f, 0x8b, 8];

/// More bytes than the first record of ours ever has.
const LONGEST_INTRODUCTION: u64 = 4096;

/// What is in a WARC from some place on.
#[derive(Debug)]
pub(crate) struct Found {
    /// Addresses of pages, both that which the feed gave and that where the page was.
    pub(crate) fetched: Vec<String>,
    /// Where the last whole record ends.
    pub(crate) whole: u64,
    /// Where the file ends.
    pub(crate) length: u64,
}

/// Reads all records from a place on, which must be the end of one or the beginning of the file.
///
/// A last record that is not whole is passed over. Anything else that is no record is an error where the file was not
/// ours to begin with, and the end where it comes after what an earlier run made sure is on the disk.
pub(crate) fn scan(path: &Path, start: u64) -> Result<Found, StoreError> {
    let io = |error| StoreError::io(path, "read")(error);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    file.seek(SeekFrom::Start(start)).map_err(io)?;
    let mut reader = Counted { reader: BufReader::new(file), at: start };
    let mut fetched = Vec::new();
    loop {
        let whole = reader.at;
        let first = reader.fill_buf().map_err(io)?;
        if first.is_empty() {
            return Ok(Found { fetched, whole, length });
        }
        // A decoder calls anything cut off that is shorter than the head of what is packed.
        let is_packed = first.iter().zip(PACKED).all(|(byte, sign)| *byte == sign);
        match member(&mut reader, &mut fetched) {
            Ok(()) => {}
            Err(error) => {
                let is_cut = is_packed && error.kind() == io::ErrorKind::UnexpectedEof;
                let is_wrong = !is_packed
                    || matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData);
                // A file of which nothing is whole was not begun by us, and is not ours to cut.
                let is_ours = whole > 0 || length < LONGEST_INTRODUCTION;
                if is_ours && (is_cut || (is_wrong && start > 0)) {
                    return Ok(Found { fetched, whole, length });
                }
                if is_cut || is_wrong {
                    let what = format!("not a packed WARC record ({error})");
                    return Err(StoreError::NotAnArchive { path: path.to_owned(), at: whole, what });
                }
                return Err(io(error));
            }
        }
    }
}

/// Reads one packed record to its end, and what page it holds.
fn member(reader: &mut Counted<BufReader<File>>, fetched: &mut Vec<String>) -> io::Result<()> {
    let mut record = BufReader::new(GzDecoder::new(reader));
    let mut head = (&mut record).take(LONGEST_HEAD);
    let mut line = Vec::new();
    let (mut is_response, mut is_first) = (false, true);
    let mut addresses = Vec::new();
    loop {
        line.clear();
        head.read_until(b'\n', &mut line)?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if is_first && !text.starts_with("WARC/1.") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "does not begin with WARC/1"));
        }
        is_first = false;
        match text.split_once(':').map(|(name, value)| (name, value.trim())) {
            _ if text.is_empty() => break,
            Some(("WARC-Type", value)) => is_response = value == "response",
            Some(("WARC-Target-URI", value)) => addresses.push(value.to_owned()),
            Some((name, value)) if name == LINK => addresses.push(value.to_owned()),
            _ => {}
        }
    }
    // The check sum at the end says whether the record is whole.
    io::copy(&mut record, &mut io::sink())?;
    if is_response {
        fetched.append(&mut addresses);
    }
    Ok(())
}

/// Counts what is consumed, so that a member's end is known.
struct Counted<R> {
    reader: R,
    at: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.reader.read(buffer)?;
        self.at += n_read as u64;
        Ok(n_read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.reader.consume(n_bytes);
        self.at += n_bytes as u64;
    }
}
