//! `log`: what was changed that had been said before.

use dragoman_store::Key;

use super::args::LogArgs;
use super::open;
use super::told::{Out, note};
use crate::Outcome;

/// Shows the log.
pub(super) fn run(args: &LogArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let key = match &args.id {
        Some(id) => {
            let key = Key::parse(id);
            Some(key.ok_or_else(|| anyhow::anyhow!("{id:?} names no event (e…) and no claim (c…)"))?)
        }
        None => None,
    };
    let rows = ledger.log(key, args.limit)?;
    let mut out = Out::new();
    for row in &rows {
        let into = row.other.map(|other| format!(" → {other}")).unwrap_or_default();
        let detail = if row.detail.is_empty() { String::new() } else { format!("  ({})", row.detail) };
        out.line(&format!("{}  {}  {} {}{into}{detail}", row.started, row.version, row.what, row.key))?;
    }
    out.end()?;
    if rows.is_empty() {
        note("nothing was changed that had been said before");
    }
    Ok(Outcome::Done)
}
