//! `search` and `timeline`.

use dragoman_store::{Export, Format, Ledger, Query, Sort};

use super::args::{Form, Paging, SearchArgs, TimelineArgs, What};
use super::export::Scales;
use super::told::{Out, article, days, kind, note, one_line, source, whom};
use super::{VERSION, open, today};
use crate::Outcome;

/// Finds events, claims or articles.
pub(super) fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let mut query = args.filters.query(&args.words)?;
    query.set("sort", &args.sort).map_err(|what| anyhow::anyhow!("--sort: {what}"))?;
    find(&ledger, args.what, &query, &args.paging)
}

/// Finds what happened between actors.
pub(super) fn timeline(args: &TimelineArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let mut query = args.filters.query(&[])?;
    query.actors.extend(args.actors.iter().cloned());
    query.sort = Sort::Date;
    find(&ledger, What::Events, &query, &args.paging)
}

fn find(ledger: &Ledger, what: What, query: &Query, paging: &Paging) -> anyhow::Result<Outcome> {
    let query = Query { limit: Some(paging.limit), skip: paging.skip, ..query.clone() };
    let mut out = Out::new();
    let exported = match what {
        What::Events => dragoman_store::What::Events,
        What::Claims => dragoman_store::What::Claims,
        What::Articles => dragoman_store::What::Articles,
    };
    let format = match paging.format {
        Form::Table => {
            let outcome = print(ledger, what, &query, &mut out)?;
            out.end()?;
            return Ok(outcome);
        }
        Form::Ndjson => Format::Ndjson,
        Form::Csv => Format::Csv,
        Form::Tsv => Format::Tsv,
    };
    let export = Export {
        what: exported,
        format,
        query: &query,
        version: VERSION,
        made: today()?,
        scale: &Scales::default(),
    };
    let summary = ledger.export(&export, &mut out)?;
    out.end()?;
    Ok(if summary.n_rows > 0 { Outcome::Done } else { Outcome::Lacking })
}

fn print(ledger: &Ledger, what: What, query: &Query, out: &mut Out) -> anyhow::Result<Outcome> {
    let (n_found, more, capped) = match what {
        What::Events => {
            let page = ledger.events(query)?;
            for event in &page.rows {
                out.event(event)?;
            }
            (page.rows.len(), page.more, page.capped)
        }
        What::Claims => {
            let page = ledger.claims(query)?;
            for row in &page.rows {
                let claim = &row.claim;
                let parties = |side| dragoman_store::parties_in_words(side);
                let days = days(claim.when.interval).map(|days| format!(" · {days}"));
                let line = format!(
                    "{}  {}{}  {}{}",
                    out.name(&row.key.to_string()),
                    out.status(claim.status),
                    kind(&claim.event_type, &claim.modes.join("+")),
                    whom(&parties(&claim.actors), &parties(&claim.recipients)),
                    days.unwrap_or_default()
                );
                out.line(&line)?;
                if let Some(quote) = &row.quote {
                    out.line(&format!("    “{}”", one_line(quote)))?;
                }
                out.line(&format!("    {} · says {}", article(row), source(row)))?;
            }
            (page.rows.len(), page.more, page.capped)
        }
        What::Articles => {
            let page = ledger.articles(query)?;
            for row in &page.rows {
                let mut parts =
                    vec![row.published.map_or_else(|| "undated".to_owned(), |day| day.to_string())];
                parts.extend(row.outlet.clone());
                parts.push(super::told::count(row.n_claims, "claim"));
                parts.extend(row.copy_of.as_ref().map(|first| format!("copy of {first}")));
                out.line(&format!(
                    "{}  {}",
                    out.name(&row.id),
                    row.title.as_deref().map(one_line).unwrap_or_default()
                ))?;
                out.line(&format!("    {}", parts.join(" · ")))?;
            }
            (page.rows.len(), page.more, page.capped)
        }
    };
    if capped {
        note(
            "so much has these words that only the newest part was looked through; name days or actors as well",
        );
    }
    if n_found == 0 {
        note("nothing was found");
        return Ok(Outcome::Lacking);
    }
    if more {
        note(&format!("there is more: --skip {}", query.skip + n_found));
    }
    Ok(Outcome::Done)
}
