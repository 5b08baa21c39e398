//! `ahead`: what is planned from a day on, and how often it was put off.

use anyhow::Context as _;
use dragoman_store::{Export, Format, Query, What};

use super::args::{AheadArgs, Form};
use super::export::Scales;
use super::told::{Out, count, days, note};
use super::{VERSION, open, today};
use crate::Outcome;

/// Shows what lies ahead.
pub(super) fn run(args: &AheadArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let newest = || -> anyhow::Result<_> {
        ledger.newest()?.context("no article in the ledger has a day; say with --from from which day on")
    };
    let day = args.from.map_or_else(newest, Ok)?;
    let query = args.filters.query(&[])?;
    let query = Query { limit: Some(args.paging.limit), skip: args.paging.skip, ..query };
    let mut out = Out::new();
    let format = match args.paging.format {
        Form::Table => None,
        Form::Ndjson => Some(Format::Ndjson),
        Form::Csv => Some(Format::Csv),
        Form::Tsv => Some(Format::Tsv),
    };
    if let Some(format) = format {
        let query = query.ahead(day);
        let export = Export {
            what: What::Events,
            format,
            query: &query,
            version: VERSION,
            made: today()?,
            scale: &Scales::default(),
        };
        let summary = ledger.export(&export, &mut out)?;
        out.end()?;
        return Ok(if summary.n_rows > 0 { Outcome::Done } else { Outcome::Lacking });
    }
    let page = ledger.ahead(day, &query)?;
    for ahead in &page.rows {
        out.event(&ahead.event)?;
        if ahead.n_postponed > 0 {
            let was: Vec<String> = ahead.days.iter().filter_map(|one| days(*one)).collect();
            out.line(&format!("    put off {}: {}", count(ahead.n_postponed, "time"), was.join(", then ")))?;
        }
    }
    out.end()?;
    if page.rows.is_empty() {
        note(&format!("nothing was known on {day} to lie ahead"));
        return Ok(Outcome::Lacking);
    }
    if page.more {
        note(&format!("there is more: --skip {}", args.paging.skip + page.rows.len()));
    }
    Ok(Outcome::Done)
}
