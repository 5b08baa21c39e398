//! `export`.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};

use anyhow::Context as _;
use dragoman::event::predicate::{Ontology, Predicates};
use dragoman_store::{Export, Format, Scale, What};

use super::args::ExportArgs;
use super::told::{Out, note};
use super::{VERSION, open, today};
use crate::Outcome;

/// What PLOVER says of its types, as far as a form asks for it.
#[derive(Default)]
pub(super) struct Scales(Option<Predicates>);

impl Scales {
    /// What a form asks for.
    fn of(format: Format) -> anyhow::Result<Self> {
        if !matches!(format, Format::Plover | Format::Gdelt) {
            return Ok(Self::default());
        }
        let predicates = Predicates::embedded().map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}", lines.join("\n")).context("the program's own data are damaged")
        })?;
        Ok(Self(Some(predicates)))
    }

    fn ontology(&self) -> Option<&Ontology> {
        self.0.as_ref().map(Predicates::ontology)
    }
}

impl Scale for Scales {
    fn quad(&self, event_type: &str) -> Option<&str> {
        Some(self.ontology()?.types.get(event_type)?.quad.as_str())
    }

    fn cameo(&self, event_type: &str) -> Option<&str> {
        Some(self.ontology()?.types.get(event_type)?.cameo.as_str())
    }

    fn score(&self, event_type: &str, modes: &[String]) -> Option<f32> {
        self.ontology()?.score(event_type, modes)
    }

    fn content_mode(&self, act: &str, event_type: &str, modes: &[String]) -> Option<&str> {
        self.ontology()?.content_mode(act, event_type, modes)
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
    let scale = Scales::of(format)?;
    let export = Export { what, format, query: &query, version: VERSION, made: today()?, scale: &scale };
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
