//! `dragoman read`: articles in, claims out.

mod data;
mod input;
mod json;
mod plover;
mod rows;
mod text;

use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dragoman::text::Article;
use dragoman::{Analysis, Analyst};

use crate::Outcome;
use crate::args::ReadArgs;

/// How claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: each claim a line, its words marked below it
    Text,
    /// One claim a line, as JSON
    Ndjson,
    /// One article a line, as JSON, with its claims
    Articles,
    /// One event of plain PLOVER a line, as JSON
    Plover,
    /// One article a line, as JSON, with its events of plain PLOVER
    PloverArticles,
    /// Comma-separated rows
    Csv,
    /// Tab-separated rows
    Tsv,
}

/// Articles that are read side by side before their answers are written.
const ARTICLES_AT_ONCE: usize = 64;

pub(crate) fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let analyst = data::analyst(args.data.as_deref())?;
    let n_workers =
        args.workers.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut n_claims = 0;
    rows::write_header(args.format, &mut out)?;
    let mut batch = Vec::new();
    for article in input::articles(&args.files, args.date)? {
        batch.push(article?);
        if batch.len() == ARTICLES_AT_ONCE {
            n_claims += answer(&analyst, &batch, n_workers, args, &mut out)?;
            batch.clear();
        }
    }
    n_claims += answer(&analyst, &batch, n_workers, args, &mut out)?;
    out.flush()?;
    Ok(if n_claims > 0 { Outcome::Done } else { Outcome::Nothing })
}

/// Reads a batch of articles side by side and writes the answers in their order.
fn answer(
    analyst: &Analyst,
    articles: &[Article],
    n_workers: usize,
    args: &ReadArgs,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let next = AtomicUsize::new(0);
    let answers: Vec<Mutex<(Vec<u8>, usize)>> = articles.iter().map(|_| Mutex::default()).collect();
    thread::scope(|scope| -> anyhow::Result<()> {
        let workers: Vec<_> = (0..n_workers.min(articles.len()))
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    let mut scratch = analyst.reader().scratch();
                    loop {
                        let article_idx = next.fetch_add(1, Ordering::Relaxed);
                        let (Some(article), Some(answer)) =
                            (articles.get(article_idx), answers.get(article_idx))
                        else {
                            return Ok(());
                        };
                        let analysis = analyst.analyse(article, &mut scratch);
                        let mut bytes = Vec::new();
                        write(analyst, article, &analysis, args, &mut bytes)?;
                        if let Ok(mut answer) = answer.lock() {
                            *answer = (bytes, analysis.claims.len());
                        }
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a worker ended before its time"))??;
        }
        Ok(())
    })?;
    let mut n_claims = 0;
    for answer in answers {
        let (bytes, n) =
            answer.into_inner().map_err(|_| anyhow::anyhow!("a worker ended before its time"))?;
        out.write_all(&bytes)?;
        n_claims += n;
    }
    Ok(n_claims)
}

fn write(
    analyst: &Analyst,
    article: &Article,
    analysis: &Analysis,
    args: &ReadArgs,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let ontology = analyst.coder().predicates().ontology();
    match args.format {
        Format::Text => text::write(article, analysis, args.why, out)?,
        Format::Ndjson => json::write_claims(article, analysis, args.why, out)?,
        Format::Articles => json::write_article(article, analysis, args.why, out)?,
        Format::Plover => plover::write_events(article, analysis, ontology, out)?,
        Format::PloverArticles => plover::write_article(article, analysis, ontology, out)?,
        Format::Csv => rows::write(article, analysis, ',', out)?,
        Format::Tsv => rows::write(article, analysis, '\t', out)?,
    }
    Ok(())
}
