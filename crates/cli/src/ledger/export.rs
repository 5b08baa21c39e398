//! `export`.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};

use anyhow::Context as _;
use dragoman_store::{Export, Format, Scale, What};

use super::args::ExportArgs;
use super::told::{Out, note};
use super::{VERSION, open, today};
use crate::Outcome;

/// What PLOVER says of its types.
pub(super) struct Scales;

impl Scale for Scales {
    fn quad(&self, _event_type: &str) -> Option<&str> {
        None
    }

    fn cameo(&self, _event_type: &str) -> Option<&str> {
        None
    }

    fn score(&self, _event_type: &str, _modes: &[String]) -> Option<f32> {
        None
    }

    fn content_mode(&self, _act: &str, _event_type: &str, _modes: &[String]) -> Option<&str> {
        None
    }
}

/// Writes what a query asks for.
pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let known = |names: Vec<&str>| names.join(", ");
    let what = What::parse(&args.what).with_context(|| {
        format!(
            "--what: {:?} is not one of {}",
            args.what,
            known(What::ALL.iter().map(|one| one.as_str()).collect())
        )
    })?;
    let format = Format::parse(&args.format).with_context(|| {
        let all = known(Format::ALL.iter().map(|one| one.as_str()).collect());
        format!("--format: {:?} is not one of {all}", args.format)
    })?;
    let query = args.filters.query(&args.words)?;
    let export = Export { what, format, query: &query, version: VERSION, made: today()?, scale: &Scales };
    let summary = match &args.output {
        None => {
            let mut out = Out::new();
            let summary = ledger.export(&export, &mut out)?;
            out.end()?;
            summary
        }
        Some(path) => {
            let name = path.display().to_string();
            let file = File::create(path).with_context(|| name.clone())?;
            let mut out = BufWriter::new(file);
            let summary = ledger.export(&export, &mut out)?;
            out.flush().and_then(|()| out.get_ref().sync_all()).with_context(|| name.clone())?;
            let mut beside = path.as_os_str().to_owned();
            beside.push(".about.json");
            fs::write(&beside, format!("{:#}\n", summary.about)).with_context(|| name)?;
            summary
        }
    };
    let left_out = match summary.n_left_out {
        0 => String::new(),
        n => format!("; {n} have no place in this form and were left out"),
    };
    note(&format!("{} rows, complete{left_out}", summary.n_rows));
    Ok(Outcome::Done)
}
