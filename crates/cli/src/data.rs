//! `dragoman data`: users' own tables, checked, imported, and what ours cover.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use dragoman::event::Knowledge;
use dragoman::event::knowledge::{EMBEDDED, petrarch};
use dragoman::overlay;
use jiff::civil::date;

use crate::Outcome;
use crate::args::{DataArgs, DataCommand, Dictionary};

/// Runs the command.
pub(crate) fn run(args: &DataArgs) -> anyhow::Result<Outcome> {
    match &args.command {
        DataCommand::Check { folder } => check(folder.as_deref()),
        DataCommand::Import { format: Dictionary::Petrarch, files, out } => import(files, out),
        DataCommand::Coverage => coverage(),
    }
}

/// Prints all faults of a folder's tables, or of ours.
fn check(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    let theirs = folder.map(overlay::tables).transpose()?.unwrap_or_default();
    if let Some(folder) = folder {
        anyhow::ensure!(
            !theirs.is_empty(),
            "{}: no table of facts in it, such as actor/term.tsv",
            folder.display()
        );
    }
    let ours = EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), *text));
    let all: Vec<(String, &str)> =
        ours.chain(theirs.iter().map(|(file, text)| (file.clone(), text.as_str()))).collect();
    let mut faults = Knowledge::check(&all);
    if folder.is_some() {
        faults.retain(|fault| theirs.iter().any(|(file, _)| *file == fault.file));
    }
    let mut out = io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    let n_files = if folder.is_some() { theirs.len() } else { EMBEDDED.len() };
    writeln!(out, "{n_files} tables, {} faults", faults.len())?;
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

/// Prints how many states' holders of the four offices are known in each year.
fn coverage() -> anyhow::Result<Outcome> {
    let knowledge = Knowledge::embedded();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "States with a holder on a day: known to hold the office on it / known or last seen in it in the three years \
         before.\nActing and disputed holders count. Heads are known up to 2026-05-13 and ministers up to 2025-12-01 at \
         the latest,\nso that nobody is known on a later day."
    )?;
    writeln!(
        out,
        "{:>10}  {:>13}  {:>18}  {:>16}  {:>16}",
        "day", "head of state", "head of government", "foreign minister", "defence minister"
    )?;
    let ends = [date(2025, 12, 1), date(2026, 1, 21), date(2026, 5, 13), date(2026, 7, 1)];
    for day in (1990..=2025).map(|year| date(year, 7, 1)).chain(ends) {
        let [hos, hog, mfa, def] =
            knowledge.coverage(day).map(|(known, believed)| format!("{known}/{believed}"));
        writeln!(out, "{day:>10}  {hos:>13}  {hog:>18}  {mfa:>16}  {def:>16}")?;
    }
    for day in (2023..=2026).map(|year| date(year, 7, 1)) {
        let lacking = knowledge.without_foreign_minister(day);
        writeln!(out, "{day}: no foreign minister of {} states: {}", lacking.len(), lacking.join(" "))?;
    }
    for (what, n) in knowledge.sizes() {
        writeln!(out, "{n:>6}  {what}")?;
    }
    Ok(Outcome::Done)
}
