//! How fast a stream of articles is read and cleaned, and whether memory stays flat.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek as _, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use dragoman::intake::clean::Cleaner;
use dragoman::intake::read::{self, Found, Input, Settings};
use serde_json::{Value, json};

use super::{ARTICLE, peak_memory};

/// Memory is noted after this part of the articles and after all of them.
const EARLY: u64 = 4;

/// What was measured.
pub(super) struct Streamed {
    n_articles: u64,
    n_skipped: u64,
    n_bytes: u64,
    time: Duration,
    /// After how many articles the process had held how much memory at most.
    peaks: Vec<(u64, Option<u64>)>,
}

/// Streams so many articles through reading and cleaning, on one core.
pub(super) fn measure(n_articles: u64, archive: Option<&Path>) -> anyhow::Result<Streamed> {
    let cleaner = Cleaner::embedded().context("the program's own data are damaged")?;
    let mut n_bytes = 0;
    let source: Box<dyn Again> = if let Some(path) = archive {
        Box::new(File::open(path).with_context(|| path.display().to_string())?)
    } else {
        let row = json!({ "id": "demo", "text": ARTICLE }).to_string() + "\n";
        Box::new(Cursor::new(row.into_bytes()))
    };
    let stream = Input::Stream(Box::new(Endless { source, any: false, n_bytes: &mut n_bytes }));
    let mut streamed =
        Streamed { n_articles: 0, n_skipped: 0, n_bytes: 0, time: Duration::ZERO, peaks: Vec::new() };
    let started = Instant::now();
    let _ = read::read(stream, "the stream", &Settings::default(), &mut |found| {
        match found.and_then(Found::article) {
            Ok(mut article) => {
                cleaner.label(&mut article, None);
                streamed.n_articles += 1;
                if [n_articles / EARLY, n_articles].contains(&streamed.n_articles) {
                    streamed.peaks.push((streamed.n_articles, peak_memory()));
                }
            }
            Err(_) => streamed.n_skipped += 1,
        }
        let is_enough = streamed.n_articles == n_articles || streamed.n_skipped > n_articles;
        if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    streamed.time = started.elapsed();
    streamed.n_bytes = n_bytes;
    ensure!(streamed.n_articles == n_articles, "there are no rows of articles in the file to stream");
    Ok(streamed)
}

/// What can be read from the beginning again.
trait Again: Read {
    fn again(&mut self) -> io::Result<()>;
}

impl Again for File {
    fn again(&mut self) -> io::Result<()> {
        self.rewind()
    }
}

impl Again for Cursor<Vec<u8>> {
    fn again(&mut self) -> io::Result<()> {
        self.rewind()
    }
}

/// The same bytes again and again.
struct Endless<'a> {
    source: Box<dyn Again>,
    /// Whether any byte came since the beginning; an empty file would never end.
    any: bool,
    n_bytes: &'a mut u64,
}

impl Read for Endless<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut n_bytes = self.source.read(into)?;
        if n_bytes == 0 && self.any {
            self.any = false;
            self.source.again()?;
            n_bytes = self.source.read(into)?;
        }
        self.any |= n_bytes > 0;
        *self.n_bytes += n_bytes as u64;
        Ok(n_bytes)
    }
}

impl Streamed {
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { n_articles, n_skipped, n_bytes, time, peaks } = self;
        let seconds = time.as_secs_f64();
        let megabytes = *n_bytes as f64 / 1e6;
        writeln!(
            out,
            "{n_articles} articles read and cleaned ({n_skipped} skipped), {megabytes:.1} MB, on one core"
        )?;
        writeln!(
            out,
            "  {seconds:.1} seconds, {:.0} articles/s, {:.1} MB/s",
            *n_articles as f64 / seconds,
            megabytes / seconds
        )?;
        for (n_articles, peak) in peaks {
            match peak {
                Some(bytes) => {
                    let mebibytes = *bytes as f64 / f64::from(1 << 20);
                    writeln!(out, "  peak memory {mebibytes:.1} MiB after {n_articles} articles")?;
                }
                None => writeln!(out, "  peak memory unknown on this system")?,
            }
        }
        Ok(())
    }

    pub(super) fn to_json(&self) -> Value {
        let seconds = self.time.as_secs_f64();
        let peaks: Vec<Value> = self
            .peaks
            .iter()
            .map(|(n_articles, bytes)| json!({ "articles": n_articles, "peak_memory_bytes": bytes }))
            .collect();
        json!({
            "articles": self.n_articles,
            "skipped": self.n_skipped,
            "bytes": self.n_bytes,
            "seconds": seconds,
            "articles_per_second": self.n_articles as f64 / seconds,
            "bytes_per_second": self.n_bytes as f64 / seconds,
            "memory": peaks,
        })
    }
}
