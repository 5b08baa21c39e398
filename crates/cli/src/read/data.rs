//! Data of the user's own: files that replace the program's, and predicates that come on top.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use dragoman::Analyst;
use dragoman::event::knowledge::Knowledge;
use dragoman::event::predicate::{Files, Predicates};
use dragoman::event::source::{Sources, Tables};
use dragoman::event::table::Fault;

use crate::data::{has_tables, knowledge};

/// An analyst with the program's data, or with what a directory lays over them.
pub(crate) fn analyst(directory: Option<&Path>) -> anyhow::Result<Analyst> {
    let Some(directory) = directory else {
        return Analyst::embedded().context("the program's own models or data are damaged");
    };
    let (predicates, sources) = wording(directory)?.map_err(told)?;
    Ok(Analyst::with_data(facts(directory)?, predicates, sources)?)
}

/// What is wrong with a user's predicates and words of saying: the files themselves, or else the examples in them that
/// are not coded as they say.
pub(crate) fn wrong_wording(directory: &Path) -> anyhow::Result<Vec<Fault>> {
    let (predicates, sources) = match wording(directory)? {
        Ok(loaded) => loaded,
        Err(faults) => return Ok(faults),
    };
    let theirs = files(directory)?;
    let knowledge = facts(directory).unwrap_or_else(|_| Knowledge::embedded());
    let analyst = Analyst::with_data(knowledge, predicates, sources)?;
    Ok(analyst.wrong_examples(|file| theirs.iter().any(|path| path == file)))
}

/// The user's files of predicates, operators and words of saying.
pub(crate) fn files(directory: &Path) -> anyhow::Result<Vec<String>> {
    let overlay = Overlay { directory };
    let ours = Files::EMBEDDED;
    let tables = Tables::EMBEDDED;
    let named = [ours.ontology, ours.frames, ours.classes, ours.operators];
    let named = named.into_iter().chain([tables.verbs, tables.speakers, tables.anonymity]);
    let mut files: Vec<String> = named
        .chain(ours.predicates.iter().copied())
        .map(|(name, _)| directory.join(name.strip_prefix("data/").unwrap_or(name)))
        .filter(|path| path.is_file())
        .map(|path| path.display().to_string())
        .collect();
    let known: Vec<&str> = ours.predicates.iter().map(|(name, _)| *name).collect();
    files.extend(overlay.further("event/predicate", &known)?.into_iter().map(|(file, _)| file));
    Ok(files)
}

type Wording = (Predicates, Sources);

/// The program's predicates and words of saying, with the user's laid over them; or what is wrong with those.
fn wording(directory: &Path) -> anyhow::Result<Result<Wording, Vec<Fault>>> {
    let overlay = Overlay { directory };
    let ours = Files::EMBEDDED;
    let [ontology, frames, classes, operators] =
        [ours.ontology, ours.frames, ours.classes, ours.operators].map(|file| overlay.file(file));
    let (ontology, frames, classes, operators) = (ontology?, frames?, classes?, operators?);
    let mut predicates: Vec<(String, String)> =
        ours.predicates.iter().map(|file| overlay.file(*file)).collect::<anyhow::Result<_>>()?;
    let known: Vec<&str> = ours.predicates.iter().map(|(name, _)| *name).collect();
    predicates.extend(overlay.further("event/predicate", &known)?);
    let predicates: Vec<(&str, &str)> = predicates.iter().map(borrowed).collect();
    let files = Files {
        ontology: borrowed(&ontology),
        frames: borrowed(&frames),
        classes: borrowed(&classes),
        operators: borrowed(&operators),
        predicates: &predicates,
    };
    let tables = Tables::EMBEDDED;
    let [verbs, speakers, anonymity] =
        [tables.verbs, tables.speakers, tables.anonymity].map(|file| overlay.file(file));
    let (verbs, speakers, anonymity) = (verbs?, speakers?, anonymity?);
    let tables =
        Tables { verbs: borrowed(&verbs), speakers: borrowed(&speakers), anonymity: borrowed(&anonymity) };
    Ok(Predicates::load(&files)
        .and_then(|predicates| Sources::load(&tables).map(|sources| (predicates, sources))))
}

/// The program's tables of facts, with the user's laid over them where there are any.
fn facts(directory: &Path) -> anyhow::Result<Knowledge<'static>> {
    knowledge(Some(directory).filter(|directory| has_tables(directory)))
}

fn borrowed(file: &(String, String)) -> (&str, &str) {
    (&file.0, &file.1)
}

#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn told(faults: Vec<Fault>) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{}", lines.join("\n"))
}

struct Overlay<'a> {
    directory: &'a Path,
}

impl Overlay<'_> {
    /// The user's file of that name, or the program's.
    fn file(&self, (name, text): (&str, &str)) -> anyhow::Result<(String, String)> {
        let path = self.directory.join(name.strip_prefix("data/").unwrap_or(name));
        if path.is_file() {
            let shown = path.display().to_string();
            let text = fs::read_to_string(&path).with_context(|| shown.clone())?;
            Ok((shown, text))
        } else {
            Ok((name.to_owned(), text.to_owned()))
        }
    }

    /// Files under a folder that the program has none of, by name.
    fn further(&self, folder: &str, known: &[&str]) -> anyhow::Result<Vec<(String, String)>> {
        let folder_path = self.directory.join(folder);
        if !folder_path.is_dir() {
            return Ok(Vec::new());
        }
        let shown = folder_path.display().to_string();
        let mut names = Vec::new();
        for entry in fs::read_dir(&folder_path).with_context(|| shown.clone())? {
            let name = entry.with_context(|| shown.clone())?.file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_some_and(|ending| ending == "toml")
                && !known.contains(&format!("data/{folder}/{name}").as_str())
            {
                names.push(name);
            }
        }
        names.sort();
        names.iter().map(|name| self.file((&format!("{folder}/{name}"), ""))).collect()
    }
}
