//! How much is read before it is too much.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::skip::Reason;

/// What may not be exceeded, so that no input fills the memory or takes for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article as it comes: a text, or a page with its markup.
    pub article: usize,
    /// Bytes of what has to be in memory as a whole: a record of a table, a feed, a list of pages.
    pub record: usize,
    /// Bytes of an archive that can be read only in memory, because it is inside another one or comes through a pipe.
    pub archive: usize,
    /// How many times over something may be packed.
    pub depth: usize,
    /// How many times its size a file may unpack to, in all its layers together.
    pub ratio: u64,
    /// Bytes that any file may unpack to, however small it is.
    pub free: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { article: 16 << 20, record: 64 << 20, archive: 256 << 20, depth: 5, ratio: 200, free: 64 << 20 }
    }
}

/// How much was taken from one file, and how much it was unpacked to.
pub(crate) struct Meter {
    taken: Cell<u64>,
    unpacked: Cell<u64>,
    ratio: u64,
    free: u64,
}

impl Meter {
    /// A meter for a file of which `taken` bytes are known to be there.
    pub(crate) fn new(limits: &Limits, taken: u64) -> Rc<Self> {
        Rc::new(Self {
            taken: Cell::new(taken),
            unpacked: Cell::new(0),
            ratio: limits.ratio,
            free: limits.free,
        })
    }

    fn unpack(&self, n_bytes: usize) -> io::Result<()> {
        let unpacked = self.unpacked.get().saturating_add(n_bytes as u64);
        self.unpacked.set(unpacked);
        if unpacked.saturating_sub(self.free) > self.taken.get().saturating_mul(self.ratio) {
            return Err(Reason::Bomb(self.ratio).into_io());
        }
        Ok(())
    }
}

/// A stream whose bytes count as taken from the file.
pub(crate) struct Taken<R>(pub(crate) R, pub(crate) Rc<Meter>);

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.0.read(into)?;
        self.1.taken.set(self.1.taken.get().saturating_add(n_bytes as u64));
        Ok(n_bytes)
    }
}

/// A stream whose bytes count as unpacked, and which fails where they are too many.
pub(crate) struct Unpacked<R>(pub(crate) R, pub(crate) Rc<Meter>);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.0.read(into)?;
        self.1.unpack(n_bytes)?;
        Ok(n_bytes)
    }
}

/// Returns all that is left of a stream, or the reason why not.
pub(crate) fn read_all(stream: impl Read, limit: usize, what: &'static str) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| Reason::of(&error))?;
    if bytes.len() > limit { Err(Reason::TooLarge { what, limit }) } else { Ok(bytes) }
}
