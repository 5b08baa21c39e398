//! `add`: articles are read and go into a ledger, batch by batch, and are merged into events.
//!
//! ```text
//! paths ─┬─ exports of articles ─────────────────────┐
//!        └─ gather ─▶ workers: known? else analyse ──┴─▶ one writer: batches ─▶ settle
//! ```

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use dragoman::intake::read::{Found, Skip};
use dragoman::text::Article;
use dragoman::{Analyst, Scratch};
use dragoman_store::{Adding, Fate, Filed, Import, Ledger, StoreError};

use super::args::{AddArgs, YesNo};
use super::told::{count, note};
use super::{VERSION, now};
use crate::Outcome;
use crate::gather::Gather;
use crate::read;
use crate::relay::relay;
use crate::tally::Tally;

/// What the first line of an export begins with.
const EXPORT: &[u8] = b"{\"export\":";

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
    // Models are loaded where there is something to read, and once.
    let mut reading = None;
    for (is_export, paths) in kinds(&args.paths) {
        if !is_export {
            let reading = match &mut reading {
                Some(reading) => reading,
                none => none.insert(Reading::new(args)?),
            };
            add_articles(paths, reading, args, &mut adding)?;
            continue;
        }
        for path in paths {
            if let Err(error) = add_export(&path, &mut adding) {
                // What stands before the fault is added; the next file is read.
                adding.n_broken += 1;
                note(&format!("{}: {error:#}", path.display()));
            }
        }
    }
    adding.finish()
}

/// Paths in their order, those that are exports of a ledger apart from what is to be read.
fn kinds(paths: &[PathBuf]) -> Vec<(bool, Vec<PathBuf>)> {
    let mut kinds: Vec<(bool, Vec<PathBuf>)> = Vec::new();
    for path in paths {
        let is_export = is_export(path);
        match kinds.last_mut() {
            Some((last, paths)) if *last == is_export => paths.push(path.clone()),
            _ => kinds.push((is_export, vec![path.clone()])),
        }
    }
    kinds
}

/// Whether a file or standard input begins as an export does. What cannot be opened is told of by whoever reads it.
fn is_export(path: &Path) -> bool {
    if path == Path::new("-") {
        // What is looked at here stays to be read.
        return io::stdin().lock().fill_buf().is_ok_and(|head| head.starts_with(EXPORT));
    }
    // Looking into a pipe would take its beginning away from whoever reads it.
    let is_regular = path.metadata().is_ok_and(|metadata| metadata.is_file());
    let file = is_regular.then(|| File::open(path).ok()).flatten();
    file.is_some_and(|file| BufReader::new(file).fill_buf().is_ok_and(|head| head.starts_with(EXPORT)))
}

/// What it takes to read articles.
struct Reading {
    analyst: Analyst,
    /// The ledger as it is asked which articles are known.
    known: Mutex<Ledger>,
    workers: NonZeroUsize,
}

impl Reading {
    fn new(args: &AddArgs) -> anyhow::Result<Self> {
        let workers =
            args.workers.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let analyst = read::data::analyst(args.data.as_deref())?;
        Ok(Self { analyst, known: Mutex::new(Ledger::open(&args.file.ledger)?), workers })
    }

    fn knows(&self, article: &Article) -> Result<bool, StoreError> {
        // Questions leave nothing half done that a panic could cut short.
        self.known.lock().unwrap_or_else(PoisonError::into_inner).knows(article)
    }

    fn read(&self, found: Result<Article, Skip>, args: &AddArgs, scratch: &mut Scratch) -> Read {
        let mut article = match found {
            Ok(article) => article,
            Err(skip) => return Read::Skipped(skip),
        };
        if article.metadata.published.is_none() {
            article.metadata.published = args.published.map(read::given);
        }
        if !args.again {
            match self.knows(&article) {
                Ok(true) => return Read::Known(Box::new(article)),
                Ok(false) => {}
                Err(error) => return Read::Failed(error),
            }
        }
        let analysis = self.analyst.analyse(&mut article, scratch);
        let learned = analysis.grounding.anchor.interval.to;
        Read::Filed(Box::new(Filed { article, learned, claims: analysis.claims }))
    }
}

/// What became of something that was found.
enum Read {
    /// It was read.
    Filed(Box<Filed>),
    /// It is in the ledger.
    Known(Box<Article>),
    /// It cannot be read.
    Skipped(Skip),
    /// The ledger cannot be asked.
    Failed(StoreError),
}

/// Reads what the paths lead to, by many workers, and adds it in its order.
fn add_articles(
    paths: Vec<PathBuf>,
    reading: &Reading,
    args: &AddArgs,
    adding: &mut Run,
) -> anyhow::Result<()> {
    let gather = Gather::new(paths, &args.columns);
    let mut tally = Tally::new(&gather);
    relay(
        reading.workers,
        |give| gather.each(give),
        || reading.analyst.reader().scratch(),
        |scratch, found| reading.read(found.and_then(Found::article), args, scratch),
        |read| {
            match read {
                Read::Filed(filed) => {
                    tally.read(&filed.article);
                    adding.put(*filed)?;
                }
                Read::Known(article) => {
                    tally.read(&article);
                    adding.n_known += 1;
                }
                Read::Skipped(skip) => tally.skipped(&skip),
                Read::Failed(error) => return Err(error.into()),
            }
            Ok(())
        },
    )?;
    adding.flush()?;
    tally.end();
    adding.has_failed |= tally.has_failed() || args.strict && !tally.is_whole();
    Ok(())
}

fn add_export(path: &Path, adding: &mut Run) -> anyhow::Result<()> {
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
    n_broken: usize,
    has_failed: bool,
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
            n_broken: 0,
            has_failed: false,
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
            (self.n_broken, "inputs not read to their end"),
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
        Ok(if self.n_broken == 0 && !self.has_failed { Outcome::Done } else { Outcome::Lacking })
    }
}

/// Tells how far it is: over the line before on a terminal, else in lines.
fn progress(what: &str) {
    let mut out = io::stderr().lock();
    let _ = if out.is_terminal() { write!(out, "\r\x1b[K{what}\r") } else { writeln!(out, "{what}") };
}
