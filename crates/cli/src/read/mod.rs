//! `dragoman read`: articles in, claims out.

pub(crate) mod data;
mod json;
mod plover;
mod rows;
mod text;

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::thread;

use dragoman::event::Claim;
use dragoman::event::table::nearest;
use dragoman::intake::read::{Found, Skip};
use dragoman::text::{Article, DateReason, Published};
use dragoman::{Analysis, Analyst, Scratch};
use jiff::civil::Date;

use crate::Outcome;
use crate::args::ReadArgs;
use crate::gather::Gather;
use crate::relay::relay;
use crate::tally::Tally;

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

/// Runs the command.
pub(crate) fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let analyst = data::analyst(args.data.as_deref())?;
    let known = analyst.coder().predicates().ontology().types.keys().map(String::as_str);
    for wanted in &args.types {
        if !known.clone().any(|known| known == wanted) {
            let near = nearest(wanted, known).map_or(String::new(), |near| format!("; did you mean {near}?"));
            anyhow::bail!("--type {wanted}: there is no such type{near}");
        }
    }
    let workers = args.workers.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let gather = Gather::of(&args.input);
    let mut tally = Tally::new(&gather);
    let mut out = BufWriter::new(io::stdout());
    let mut n_claims = 0;
    rows::write_header(args.format, &mut out)?;
    relay(
        workers,
        |give| gather.each(give),
        || analyst.reader().scratch(),
        |scratch, found| done(&analyst, found.and_then(Found::article), args, scratch),
        |done| {
            match done {
                Ok(done) => {
                    out.write_all(&done.bytes?)?;
                    n_claims += done.n_claims;
                    tally.read(&done.article);
                }
                Err(skip) => tally.skipped(&skip),
            }
            Ok(())
        },
    )?;
    out.flush()?;
    tally.end();
    Ok(if tally.has_failed() || args.strict && !tally.is_whole() {
        Outcome::Failed
    } else if n_claims > 0 {
        Outcome::Done
    } else {
        Outcome::Nothing
    })
}

/// An article that was read, and how it is printed.
struct Done {
    article: Article,
    n_claims: usize,
    bytes: anyhow::Result<Vec<u8>>,
}

fn done(
    analyst: &Analyst,
    found: Result<Article, Skip>,
    args: &ReadArgs,
    scratch: &mut Scratch,
) -> Result<Done, Skip> {
    let mut article = found?;
    if article.metadata.published.is_none() {
        article.metadata.published = args.published.map(given);
    }
    let mut analysis = analyst.analyse(&mut article, scratch);
    if !args.types.is_empty() {
        keep(&args.types, &mut analysis.claims);
    }
    let mut bytes = Vec::new();
    let written = write(analyst, &article, &analysis, args, &mut bytes);
    Ok(Done { article, n_claims: analysis.claims.len(), bytes: written.map(|()| bytes) })
}

/// Leaves only claims of some types.
fn keep(types: &[String], claims: &mut Vec<Claim>) {
    let kept: Vec<usize> = (0..claims.len()).filter(|idx| types.contains(&claims[*idx].event_type)).collect();
    claims.retain(|claim| types.contains(&claim.event_type));
    for claim in claims {
        claim.about = claim.about.and_then(|about| kept.iter().position(|kept| *kept == about));
    }
}

/// A day of publication that the user gives.
pub(crate) fn given(day: Date) -> Published {
    Published { day, reason: DateReason::Given, words: day.to_string(), conflicts: Vec::new() }
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
