//! `dragoman data`: users' own tables, checked, imported, and what ours cover.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use dragoman::event::Knowledge;
use dragoman::event::knowledge::TABLES;

/// What our tables know, with a user's laid over them.
pub(crate) fn knowledge(folder: Option<&Path>) -> anyhow::Result<Knowledge<'static>> {
    let Some(folder) = folder else { return Ok(Knowledge::embedded()) };
    let files = tables(folder)?;
    let name = folder.display().to_string();
    anyhow::ensure!(!files.is_empty(), "{name}: no table of facts in it, such as actor/term.tsv");
    // They are needed as long as the program runs.
    let files = files.into_iter().map(|(file, text)| -> (String, &'static str) { (file, text.leak()) });
    let (knowledge, faults) = Knowledge::embedded().overlay(files);
    match faults.first() {
        None => Ok(knowledge),
        Some(fault) => anyhow::bail!("{fault} ({} faults in all; `dragoman data check {name}` lists them)", faults.len()),
    }
}

/// The tables in a folder and its `actor` and `place`, by name.
fn tables(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for (table, _, _) in TABLES {
        let name = table.rsplit('/').next().unwrap_or(table);
        for path in [folder.join(table), folder.join(name)] {
            if path.is_file() {
                let file = path.display().to_string();
                let bytes = fs::read(&path).with_context(|| file.clone())?;
                let text = String::from_utf8(bytes).with_context(|| format!("{file}: not UTF-8"))?;
                files.push((file, text));
            }
        }
    }
    Ok(files)
}
