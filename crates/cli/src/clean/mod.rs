//! `dragoman clean`: bytes of any kind in, articles out, with what is not the article labelled or left away.

mod html;
mod json;
mod text;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::thread;

use anyhow::{Context as _, ensure};
use dragoman::intake::clean::{Cleaner, Repeats};
use dragoman::intake::read::{Found, Skip};
use dragoman::text::Article;

use crate::Outcome;
use crate::args::{CleanArgs, CleanFormat};
use crate::gather::Gather;
use crate::relay::relay;
use crate::tally::Tally;

/// An article as it is printed.
struct Done {
    article: Article,
    bytes: Vec<u8>,
}

/// Runs the command.
pub(crate) fn run(args: &CleanArgs) -> anyhow::Result<Outcome> {
    let cleaner = Cleaner::embedded().context("the program's own data are damaged")?;
    let gather = Gather::of(&args.input);
    let workers = args.workers.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let repeats = if args.repeats { Some(learn(&gather, &cleaner, workers)?) } else { None };
    let mut out = open_output(args)?;
    let mut tally = Tally::new(&gather);
    if args.format == CleanFormat::Html {
        out.write_all(html::HEAD.as_bytes()).context("the output")?;
    }
    relay(
        workers,
        |give| gather.each(give),
        || (),
        |(), found| done(found, &cleaner, repeats.as_ref(), args.format),
        |done| {
            match done {
                Ok(done) => {
                    if args.format == CleanFormat::Text && tally.has_articles() {
                        out.write_all(text::BETWEEN.as_bytes()).context("the output")?;
                    }
                    out.write_all(&done.bytes).context("the output")?;
                    tally.read(&done.article);
                }
                Err(skip) => tally.skipped(&skip),
            }
            Ok(())
        },
    )?;
    if args.format == CleanFormat::Html {
        out.write_all(html::TAIL.as_bytes()).context("the output")?;
    }
    out.flush().context("the output")?;
    tally.end();
    Ok(if tally.has_failed() || args.strict && !tally.is_whole() {
        Outcome::Failed
    } else if tally.has_articles() {
        Outcome::Done
    } else {
        Outcome::Lacking
    })
}

fn open_output(args: &CleanArgs) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = &args.output else { return Ok(Box::new(BufWriter::new(io::stdout()))) };
    let name = path.display();
    let same = |file: &std::path::PathBuf| {
        file.canonicalize().is_ok_and(|file| path.canonicalize().is_ok_and(|output| file == output))
    };
    ensure!(!args.input.files.iter().any(same), "{name}: is read from, so it cannot be written to");
    Ok(Box::new(BufWriter::new(File::create(path).with_context(|| name.to_string())?)))
}

/// What the outlets of all articles repeat.
fn learn(gather: &Gather, cleaner: &Cleaner, workers: NonZeroUsize) -> anyhow::Result<Repeats> {
    ensure!(!gather.reads_standard_input(), "standard input cannot be read twice, as --repeats does");
    let mut repeats = Repeats::new();
    relay(
        workers,
        |give| gather.each(give),
        || (),
        |(), found| found.and_then(Found::article).map(|article| cleaner.sketch(&article)),
        |sketch| {
            // What is skipped is told when it is read again.
            if let Ok(sketch) = sketch {
                repeats.add(&sketch);
            }
            Ok(())
        },
    )?;
    Ok(repeats)
}

fn done(
    found: Result<Found, Skip>,
    cleaner: &Cleaner,
    repeats: Option<&Repeats>,
    format: CleanFormat,
) -> Result<Done, Skip> {
    let mut article = found?.article()?;
    cleaner.label(&mut article, repeats);
    let mut bytes = Vec::new();
    match format {
        CleanFormat::Text => text::write(&mut bytes, &article),
        CleanFormat::Json => json::write(&mut bytes, &article),
        CleanFormat::Html => html::write(&mut bytes, &article),
    }
    Ok(Done { article, bytes })
}
