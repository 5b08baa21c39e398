//! `add`: articles go into a ledger, batch by batch, and are merged into events.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use dragoman_store::{Adding, Fate, Filed, Import, Ledger};

use super::args::{AddArgs, YesNo};
use super::told::{count, note};
use super::{VERSION, now};
use crate::Outcome;

/// Batches after which claims are merged, so that little is left to do after an interruption.
const BATCHES_UNMERGED: usize = 16;
/// How often progress is told.
const PATIENCE: Duration = Duration::from_millis(500);

/// Adds articles.
pub(super) fn run(args: &AddArgs) -> anyhow::Result<Outcome> {
    let started = now()?.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let keep_text = args.keep_text == YesNo::Yes;
    let ledger =
        Ledger::open_to_add(&args.file.ledger, &Adding { started, version: VERSION.to_owned(), keep_text })?;
    let mut adding = Run::new(ledger, args.batch.get());
    for path in &args.paths {
        if let Err(error) = add_file(path, &mut adding) {
            // What stands before the fault is added; the next file is read.
            adding.n_skipped += 1;
            note(&format!("{}: {error:#}", path.display()));
        }
    }
    adding.finish()
}

fn add_file(path: &Path, adding: &mut Run) -> anyhow::Result<()> {
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path)?))
    };
    let read = || -> anyhow::Result<()> {
        for filed in Import::new(input) {
            adding.put(filed.map_err(anyhow::Error::from)?)?;
        }
        Ok(())
    };
    let read = read();
    adding.flush()?;
    read.context("only exports of articles are read (`dragoman export --what articles`)")
}

/// What has been done so far.
struct Run {
    ledger: Ledger,
    batch: Vec<Filed>,
    batch_size: usize,
    n_batches: usize,
    n_added: usize,
    n_copies: usize,
    n_known: usize,
    n_read_anew: usize,
    n_skipped: usize,
    started: Instant,
    told: Instant,
}

impl Run {
    fn new(ledger: Ledger, batch_size: usize) -> Self {
        let now = Instant::now();
        Self {
            ledger,
            batch: Vec::new(),
            batch_size,
            n_batches: 0,
            n_added: 0,
            n_copies: 0,
            n_known: 0,
            n_read_anew: 0,
            n_skipped: 0,
            started: now,
            told: now,
        }
    }

    fn put(&mut self, filed: Filed) -> anyhow::Result<()> {
        self.batch.push(filed);
        if self.batch.len() >= self.batch_size { self.flush() } else { Ok(()) }
    }

    /// Puts the batch on the disk, and counts it only then.
    fn flush(&mut self) -> anyhow::Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        for fate in self.ledger.add(&self.batch)? {
            match fate {
                Fate::Added => self.n_added += 1,
                Fate::Copy(_) => self.n_copies += 1,
                Fate::Known => self.n_known += 1,
                Fate::ReadAnew => self.n_read_anew += 1,
            }
        }
        self.batch.clear();
        self.n_batches += 1;
        if self.told.elapsed() >= PATIENCE {
            self.told = Instant::now();
            let n_articles = self.n_added + self.n_copies + self.n_known + self.n_read_anew;
            let rate = n_articles as f64 / self.started.elapsed().as_secs_f64();
            progress(&format!("{} ({rate:.0} a second)", count(n_articles, "article")));
        }
        if self.n_batches.is_multiple_of(BATCHES_UNMERGED) {
            self.ledger.settle(&mut |_| {})?;
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<Outcome> {
        let mut told = Instant::now();
        self.ledger.settle(&mut |n_claims| {
            if told.elapsed() >= PATIENCE {
                told = Instant::now();
                progress(&format!("{} merged", count(n_claims, "claim")));
            }
        })?;
        let mut parts = vec![format!("{} added", count(self.n_added + self.n_copies, "article"))];
        for (n, what) in [
            (self.n_copies, "of them copies"),
            (self.n_known, "known before"),
            (self.n_read_anew, "read anew"),
            (self.n_skipped, "inputs not read to their end"),
        ] {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        }
        let counts = self.ledger.counts()?;
        let ledger = [
            count(counts.n_articles, "article"),
            count(counts.n_claims, "claim"),
            count(counts.n_events, "event"),
            count(counts.n_threads, "thread"),
        ];
        note(&format!("{}; the ledger has {}", parts.join(", "), ledger.join(", ")));
        Ok(if self.n_skipped == 0 { Outcome::Done } else { Outcome::Lacking })
    }
}

/// Tells how far it is: over the line before on a terminal, else in lines.
fn progress(what: &str) {
    let mut out = io::stderr().lock();
    let _ = if out.is_terminal() { write!(out, "\r\x1b[K{what}\r") } else { writeln!(out, "{what}") };
}
