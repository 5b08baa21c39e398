//! `dragoman data`: users' own tables, checked, imported, and what ours cover.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use dragoman::event::Knowledge;
use dragoman::event::knowledge::{Chief, EMBEDDED, Line, petrarch};
use dragoman::overlay;
use jiff::civil::{Date, date};

use crate::Outcome;
use crate::args::{DataArgs, DataCommand, Dictionary};

/// Years of which coverage is told.
const YEARS: RangeInclusive<i16> = 1990..=2026;

/// Years of which it is told whose foreign ministers are not known.
const GAP_YEARS: RangeInclusive<i16> = 2023..=2026;

/// How many of the days on which sources end are told.
const N_ENDS: usize = 5;

/// Runs the command.
pub(crate) fn run(args: &DataArgs) -> anyhow::Result<Outcome> {
    match &args.command {
        DataCommand::Check { folder } => check(folder.as_deref()),
        DataCommand::Import { format: Dictionary::Petrarch, files, out } => import(files, out),
        DataCommand::Coverage => coverage(),
    }
}

/// Prints all faults of a folder's tables and predicates, or of ours.
fn check(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    let theirs = folder.map(overlay::tables).transpose()?.unwrap_or_default();
    let wording = folder.map(overlay::files).transpose()?.unwrap_or_default();
    if let Some(folder) = folder {
        anyhow::ensure!(
            !theirs.is_empty() || !wording.is_empty(),
            "{}: neither a table of facts in it, such as actor/term.tsv, nor a file of predicates, such as \
             event/predicate/visit.toml",
            folder.display()
        );
    }
    let ours = EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), *text));
    let all: Vec<(String, &str)> =
        ours.chain(theirs.iter().map(|(file, text)| (file.clone(), text.as_str()))).collect();
    let mut faults = Knowledge::check(&all);
    if let Some(folder) = folder {
        faults.retain(|fault| theirs.iter().any(|(file, _)| *file == fault.file));
        if !wording.is_empty() {
            faults.extend(overlay::wrong_wording(folder)?);
        }
    }
    let mut out = io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    if folder.is_none() {
        writeln!(out, "{} tables, {} faults", EMBEDDED.len(), faults.len())?;
    } else {
        writeln!(out, "{} tables, {} files of words, {} faults", theirs.len(), wording.len(), faults.len())?;
    }
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Lacking })
}

/// Makes tables of dictionaries.
fn import(files: &[PathBuf], folder: &Path) -> anyhow::Result<Outcome> {
    let mut texts = Vec::new();
    for path in files {
        let file = path.display().to_string();
        let bytes = fs::read(path).with_context(|| file.clone())?;
        // Older dictionaries are in Latin-1, whose bytes are its characters' numbers.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| error.into_bytes().iter().map(|byte| char::from(*byte)).collect());
        texts.push((file, text));
    }
    let imported = petrarch::import(texts.iter().map(|(file, text)| (file.as_str(), text.as_str())));
    let name = folder.display().to_string();
    fs::create_dir_all(folder).with_context(|| name.clone())?;
    let mut out = io::stdout().lock();
    for fault in &imported.faults {
        writeln!(out, "{fault}")?;
    }
    for (file, text) in &imported.tables {
        let path = folder.join(file);
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        writeln!(out, "{}: {} rows", path.display(), text.lines().count() - 1)?;
    }
    let [heads, names, dated, agents] = imported.counts;
    writeln!(
        out,
        "{heads} actors, {names} further names, {dated} dated codes, {agents} agents; {} lines could not be read",
        imported.faults.len()
    )?;
    Ok(if imported.faults.is_empty() { Outcome::Done } else { Outcome::Lacking })
}

/// Prints how many states' holders of the four offices are known in each year, beside how many are asked, and of whom
/// no foreign minister is known in the latest years.
fn coverage() -> anyhow::Result<Outcome> {
    let knowledge = Knowledge::embedded();
    let (lines, faults) = Line::all();
    if let Some(fault) = faults.first() {
        anyhow::bail!("the program's own data are damaged: {fault}");
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "States with a holder on a day: known to hold the office on it / known, or last known as of a day of the three\n\
         years before / line of collected facts, of which it must not fall short. Acting and disputed holders count."
    )?;
    write!(out, "{:>10}", "day")?;
    for office in Chief::ALL {
        write!(out, "  {:>18}", office.as_str())?;
    }
    writeln!(out)?;
    let ends: BTreeSet<Date> =
        Chief::ALL.iter().filter_map(|office| source_end(&knowledge, *office)).collect();
    let years = YEARS.map(|year| date(year, 7, 1));
    let days: BTreeSet<Date> = years.chain(ends).collect();
    for day in days {
        write!(out, "{day:>10}")?;
        for office in Chief::ALL {
            let (known, believed) = knowledge.coverage(office, day);
            let line = lines.iter().find(|line| date(line.year, 7, 1) == day && line.office == office);
            let line = line.map_or("-".to_owned(), |line| line.n_states.to_string());
            write!(out, "  {:>18}", format!("{known}/{believed}/{line}"))?;
        }
        writeln!(out)?;
    }
    for line in lines.iter().filter(|line| !line.wrong.is_empty()) {
        let (year, office, wrong) = (line.year, line.office.as_str(), line.wrong.join(" "));
        writeln!(out, "{year}, {office}: the line counts {wrong} wrongly: {}", line.why)?;
    }
    writeln!(
        out,
        "Where the sources end: on how many days holders who have not left were last seen in office"
    )?;
    for office in Chief::ALL {
        let seen = knowledge.last_seen(office);
        let n_seen: usize = seen.values().sum();
        let latest = seen.iter().rev().take(N_ENDS);
        let latest: Vec<String> = latest.map(|(day, n)| format!("{n} on {day}")).collect();
        writeln!(out, "  {:<18} {n_seen} states, of which {}", office.as_str(), latest.join(", "))?;
    }
    for day in GAP_YEARS.map(|year| date(year, 7, 1)) {
        let gaps = knowledge.gaps(Chief::ForeignMinister, day);
        let (known, believed) = knowledge.coverage(Chief::ForeignMinister, day);
        writeln!(out, "{day}: foreign ministers of {known} states known, of {believed} known or last known")?;
        for gap in gaps {
            writeln!(out, "  {}  {}", gap.country, gap.why)?;
        }
    }
    for (what, n) in knowledge.sizes() {
        writeln!(out, "{n:>6}  {what}")?;
    }
    Ok(Outcome::Done)
}

/// The day on which most holders of an office who have not left it were last seen.
fn source_end(knowledge: &Knowledge<'_>, office: Chief) -> Option<Date> {
    knowledge.last_seen(office).into_iter().max_by_key(|(_, n)| *n).map(|(day, _)| day)
}
