//! `dragoman code`: articles in bulk into Parquet files of claims and articles, that can be cut short and goes on.
//!
//! ```text
//! paths ─ files that are not done ─ lots ─▶ workers ─▶ one writer: claims, articles, skipped ─▶ done
//! ```
//! A lot is what becomes whole at once: one large file, or many small ones. Its Parquet files get their names when it
//! is whole, and what is written in `done` last says so.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use anyhow::Context as _;
use dragoman::intake::read::{Found, Skip};
use dragoman::text::Article;
use dragoman::{Analyst, Scratch};
use dragoman_store::{ArticleRow, Coded, Filed, ParquetFile, Table, What};
use serde_json::{Value, json};

use crate::Outcome;
use crate::args::CodeArgs;
use crate::gather::Gather;
use crate::read;
use crate::relay::relay;
use crate::tally::Tally;

/// Small files are gathered into one lot until it has so many bytes.
const LOT_BYTES: u64 = 64 << 20;
/// And no more than so many files.
const LOT_FILES: usize = 10_000;
/// Rows that are gathered before they are written.
const BATCH: usize = 8192;

/// Runs the command.
pub(crate) fn run(args: &CodeArgs) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.out)?;
    let gather = Gather::new(args.paths.clone(), &args.columns);
    let mut tally = Tally::new(&gather);
    let lots = folder.lots(&gather, &mut tally)?;
    if lots.is_empty() {
        tally.end();
        note("all was coded before");
        return Ok(if tally.has_failed() { Outcome::Lacking } else { Outcome::Done });
    }
    let analyst = read::data::analyst(args.data.as_deref())?;
    let workers = args.workers.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let mut writer =
        Writer { folder: &folder, args, lot: Lot::default(), n_done: 0, started: Instant::now() };
    let n_lots = lots.len();
    relay(
        workers,
        |give| {
            for files in lots {
                let broken =
                    gather.each_of(&files, &mut |found| give(Job::Found(Box::new(found)))).is_break();
                if broken || !give(Job::EndOfLot(files)) {
                    return;
                }
            }
        },
        || analyst.reader().scratch(),
        |scratch, job| match job {
            Job::Found(found) => Done::Read(Box::new(code(&analyst, *found, args, scratch))),
            Job::EndOfLot(files) => Done::EndOfLot(files),
        },
        |done| {
            match done {
                Done::Read(read) => match *read {
                    Ok((article, coded)) => {
                        tally.read(&article);
                        writer.put(&article, &coded)?;
                    }
                    Err(skip) => {
                        tally.skipped(&skip);
                        writer.skip(&skip)?;
                    }
                },
                Done::EndOfLot(files) => writer.end_lot(&files, n_lots)?,
            }
            Ok(())
        },
    )?;
    tally.end();
    let is_lacking = tally.has_failed() || args.strict && !tally.is_whole();
    Ok(if is_lacking { Outcome::Lacking } else { Outcome::Done })
}

enum Job {
    Found(Box<Result<Found, Skip>>),
    EndOfLot(Vec<PathBuf>),
}

enum Done {
    Read(Box<Result<(Article, Coded), Skip>>),
    EndOfLot(Vec<PathBuf>),
}

fn code(
    analyst: &Analyst,
    found: Result<Found, Skip>,
    args: &CodeArgs,
    scratch: &mut Scratch,
) -> Result<(Article, Coded), Skip> {
    let mut article = found?.article()?;
    if article.metadata.published.is_none() {
        article.metadata.published = args.published.map(read::given);
    }
    let analysis = analyst.analyse(&mut article, scratch);
    let learned = analysis.grounding.anchor.interval.to;
    let coded = Coded::of(Filed { article: article.clone(), learned, claims: analysis.claims });
    Ok((article, coded))
}

/// The folder that is written into.
struct Folder {
    path: PathBuf,
    /// Files that are done, with their sizes.
    done: BTreeMap<String, u64>,
    /// How many lots are done.
    n_lots: usize,
}

impl Folder {
    fn open(path: &Path) -> anyhow::Result<Self> {
        for part in ["claims", "articles", "skipped", "done"] {
            let part = path.join(part);
            fs::create_dir_all(&part).with_context(|| part.display().to_string())?;
        }
        let mut folder = Self { path: path.to_owned(), done: BTreeMap::new(), n_lots: 0 };
        while let Some(lot) = folder.read_lot(folder.n_lots)? {
            folder.done.extend(lot);
            folder.n_lots += 1;
        }
        Ok(folder)
    }

    fn about(&self, lot: usize) -> PathBuf {
        self.path.join("done").join(format!("part-{lot:06}.jsonl"))
    }

    /// The files of a lot that is done; nothing where it is not.
    fn read_lot(&self, lot: usize) -> anyhow::Result<Option<Vec<(String, u64)>>> {
        let path = self.about(lot);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let mut files = Vec::new();
        for line in BufReader::new(file).lines() {
            let line: Value = serde_json::from_str(&line?).with_context(|| path.display().to_string())?;
            if let (Some(file), Some(bytes)) = (line["file"].as_str(), line["bytes"].as_u64()) {
                files.push((file.to_owned(), bytes));
            }
        }
        Ok(Some(files))
    }

    /// What is still to be coded, in lots. A file that has changed since it was coded is an error: what was made of it
    /// stands among what was made of others.
    fn lots(&self, gather: &Gather, tally: &mut Tally<'_>) -> anyhow::Result<Vec<Vec<PathBuf>>> {
        let mut lots: Vec<Vec<PathBuf>> = Vec::new();
        let mut n_bytes = LOT_BYTES;
        for file in gather.files() {
            let file = match file {
                Ok(file) => file,
                Err(skip) => {
                    tally.skipped(&skip);
                    continue;
                }
            };
            let bytes = size_of(&file);
            match self.done.get(&file.display().to_string()) {
                Some(before) if *before == bytes => continue,
                Some(before) => anyhow::bail!(
                    "{}: has {bytes} bytes, and had {before} when it was coded into {}; code it into another folder",
                    file.display(),
                    self.path.display()
                ),
                None => {}
            }
            let is_full = n_bytes + bytes > LOT_BYTES || lots.last().is_none_or(|lot| lot.len() >= LOT_FILES);
            if is_full {
                lots.push(Vec::new());
                n_bytes = 0;
            }
            n_bytes += bytes;
            if let Some(lot) = lots.last_mut() {
                lot.push(file);
            }
        }
        Ok(lots)
    }
}

/// How many bytes a file has; none where that cannot be said, as of standard input.
fn size_of(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

/// A file that has another name until it is whole.
struct Part {
    path: PathBuf,
    hidden: PathBuf,
}

impl Part {
    fn new(folder: &Path, name: &str) -> Self {
        Self { path: folder.join(name), hidden: folder.join(format!(".{name}")) }
    }

    fn create(&self) -> anyhow::Result<File> {
        File::create(&self.hidden).with_context(|| self.hidden.display().to_string())
    }

    fn show(&self) -> anyhow::Result<()> {
        let file = File::open(&self.hidden).with_context(|| self.hidden.display().to_string())?;
        file.sync_all().with_context(|| self.hidden.display().to_string())?;
        fs::rename(&self.hidden, &self.path).with_context(|| self.path.display().to_string())
    }
}

/// A Parquet file that is being written, with the rows that are being gathered.
struct Rows {
    part: Part,
    file: ParquetFile<BufWriter<File>>,
    table: Table,
}

impl Rows {
    fn start(part: Part, what: What) -> anyhow::Result<Self> {
        let table = Table::of(what);
        let about = json!({ "code": what.as_str(), "version": env!("CARGO_PKG_VERSION") });
        let file = ParquetFile::start(BufWriter::new(part.create()?), table.schema(), &about)?;
        Ok(Self { part, file, table })
    }

    fn flush(&mut self, least: usize) -> anyhow::Result<()> {
        if self.table.n_rows() >= least {
            self.file.put(&self.table.take()?)?;
        }
        Ok(())
    }

    /// Ends the file and gives it its name.
    fn end(mut self) -> anyhow::Result<()> {
        self.flush(1)?;
        self.file.finish()?;
        self.part.show()
    }
}

/// What has been written of a lot.
#[derive(Default)]
struct Lot {
    n_files: usize,
    n_articles: usize,
    n_claims: usize,
    n_skipped: usize,
    /// Articles in the files that are being written.
    n_here: usize,
    rows: Option<(Rows, Rows)>,
    skipped: Option<(Part, BufWriter<File>)>,
}

struct Writer<'a> {
    folder: &'a Folder,
    args: &'a CodeArgs,
    lot: Lot,
    n_done: usize,
    started: Instant,
}

impl Writer<'_> {
    fn part(&self, folder: &str, ending: &str) -> Part {
        let lot = self.folder.n_lots + self.n_done;
        let name = format!("part-{lot:06}-{:03}.{ending}", self.lot.n_files);
        Part::new(&self.folder.path.join(folder), &name)
    }

    fn put(&mut self, article: &Article, coded: &Coded) -> anyhow::Result<()> {
        if self.lot.rows.is_none() {
            let claims = Rows::start(self.part("claims", "parquet"), What::Claims)?;
            let articles = Rows::start(self.part("articles", "parquet"), What::Articles)?;
            self.lot.rows = Some((claims, articles));
        }
        let Some((claims, articles)) = &mut self.lot.rows else { return Ok(()) };
        coded.claims.iter().for_each(|claim| claims.table.put_claim(claim));
        let metadata = &article.metadata;
        articles.table.put_article(&ArticleRow {
            id: coded.article.clone(),
            published: metadata.published.as_ref().map(|one| one.day),
            title: metadata.title.clone(),
            outlet: metadata.outlet.clone(),
            url: metadata.url.clone(),
            n_claims: coded.claims.len(),
            copy_of: None,
        });
        claims.flush(BATCH)?;
        articles.flush(BATCH)?;
        self.lot.n_articles += 1;
        self.lot.n_here += 1;
        self.lot.n_claims += coded.claims.len();
        if self.lot.n_here >= self.args.rows.get() { self.end_file() } else { Ok(()) }
    }

    /// Ends the files that are being written; what follows goes into the next.
    fn end_file(&mut self) -> anyhow::Result<()> {
        if let Some((claims, articles)) = self.lot.rows.take() {
            claims.end()?;
            articles.end()?;
            self.lot.n_files += 1;
            self.lot.n_here = 0;
        }
        Ok(())
    }

    fn skip(&mut self, skip: &Skip) -> anyhow::Result<()> {
        let (_, out) = match &mut self.lot.skipped {
            Some(skipped) => skipped,
            none => {
                let lot = self.folder.n_lots + self.n_done;
                let part = Part::new(&self.folder.path.join("skipped"), &format!("part-{lot:06}.jsonl"));
                let out = BufWriter::new(part.create()?);
                none.insert((part, out))
            }
        };
        let (file, record) = (&skip.origin.file, skip.origin.record);
        let line = json!({ "file": file, "record": record, "reason": skip.reason.to_string() });
        writeln!(out, "{line}")?;
        self.lot.n_skipped += 1;
        Ok(())
    }

    /// Makes a lot whole: gives its files their names, and says last that it is done.
    fn end_lot(&mut self, files: &[PathBuf], n_lots: usize) -> anyhow::Result<()> {
        self.end_file()?;
        if let Some((part, mut out)) = self.lot.skipped.take() {
            out.flush().with_context(|| part.hidden.display().to_string())?;
            part.show()?;
        }
        let about = self.folder.about(self.folder.n_lots + self.n_done);
        let name = about.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = Part::new(about.parent().unwrap_or(&self.folder.path), &name);
        let mut out = BufWriter::new(part.create()?);
        for file in files {
            writeln!(out, "{}", json!({ "file": file.display().to_string(), "bytes": size_of(file) }))?;
        }
        let Lot { n_articles, n_claims, n_skipped, .. } = std::mem::take(&mut self.lot);
        let version = env!("CARGO_PKG_VERSION");
        let sum = json!({
            "articles": n_articles, "claims": n_claims, "skipped": n_skipped, "version": version,
        });
        writeln!(out, "{sum}")?;
        out.flush().with_context(|| part.hidden.display().to_string())?;
        part.show()?;
        self.n_done += 1;
        let seconds = self.started.elapsed().as_secs_f64();
        note(&format!(
            "{} of {n_lots} parts done after {seconds:.0} s; the last one has {n_articles} articles, {n_claims} claims",
            self.n_done
        ));
        Ok(())
    }
}

/// Says something on standard error, over the line that tells how far it is.
fn note(what: &str) {
    let mut out = io::stderr().lock();
    let clear = if out.is_terminal() { "\r\x1b[K" } else { "" };
    let _ = writeln!(out, "{clear}dragoman: {what}");
}
