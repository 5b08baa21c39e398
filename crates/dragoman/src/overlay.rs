//! Data of the user's own: files that replace the program's, and predicates that come on top.

use std::fs;
use std::path::{Path, PathBuf};

use crate::event::knowledge::{Knowledge, TABLES};
use crate::event::predicate::{Files, Predicates};
use crate::event::source::{Sources, Tables};
use crate::event::table::Fault;
use crate::{Analyst, AnalystError};

/// Why a folder of data cannot be laid over the program's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OverlayError {
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A table is not text.
    #[error("{}: not UTF-8", .0.display())]
    NotUtf8(PathBuf),
    /// The folder has no tables.
    #[error("{}: no table of facts in it, such as actor/term.tsv", .0.display())]
    NoTables(PathBuf),
    /// Nothing in the folder is named like the program's data.
    #[error("{}: no data in it, such as event/predicate/mine.toml or actor/term.tsv", .0.display())]
    Nothing(PathBuf),
    /// The tables do not go together.
    #[error("{fault} ({n_faults} faults in all; `dragoman data check {}` lists them)", folder.display())]
    Tables {
        /// The folder.
        folder: PathBuf,
        /// The first fault.
        fault: Box<Fault>,
        /// How many there are.
        n_faults: usize,
    },
    /// What is laid over does not load.
    #[error(transparent)]
    Analyst(#[from] AnalystError),
}

type Answer<T> = Result<T, OverlayError>;

impl Analyst {
    /// An analyst with the program's data and what a folder laid out like the program's `data/` lays over them: its
    /// files replace those of the same name, and its further predicates come on top.
    ///
    /// # Errors
    /// If the folder cannot be read, has nothing of the kind in it, or has faults.
    pub fn overlaid(folder: &Path) -> Result<Self, OverlayError> {
        fs::read_dir(folder).map_err(|error| OverlayError::Unreadable { path: folder.to_owned(), error })?;
        if files(folder)?.is_empty() && !has_tables(folder) {
            return Err(OverlayError::Nothing(folder.to_owned()));
        }
        let (predicates, sources) = wording(folder)?.map_err(AnalystError::Data)?;
        Ok(Self::with_data(facts(folder)?, predicates, sources)?)
    }
}

/// What is wrong with a user's predicates and words of saying: the files themselves, or else the examples in them that
/// are not coded as they say.
pub fn wrong_wording(folder: &Path) -> Result<Vec<Fault>, OverlayError> {
    let (predicates, sources) = match wording(folder)? {
        Ok(loaded) => loaded,
        Err(faults) => return Ok(faults),
    };
    let theirs = files(folder)?;
    let knowledge = facts(folder).unwrap_or_else(|_| Knowledge::embedded());
    let analyst = Analyst::with_data(knowledge, predicates, sources)?;
    Ok(analyst.wrong_examples(|file| theirs.iter().any(|path| path == file)))
}

/// The user's files of predicates, operators and words of saying.
pub fn files(folder: &Path) -> Result<Vec<String>, OverlayError> {
    let overlay = Overlay { folder };
    let ours = Files::EMBEDDED;
    let tables = Tables::EMBEDDED;
    let named = [ours.ontology, ours.frames, ours.classes, ours.operators];
    let named = named.into_iter().chain([tables.verbs, tables.speakers, tables.anonymity]);
    let mut files: Vec<String> = named
        .chain(ours.predicates.iter().copied())
        .map(|(name, _)| folder.join(name.strip_prefix("data/").unwrap_or(name)))
        .filter(|path| path.is_file())
        .map(|path| path.display().to_string())
        .collect();
    let known: Vec<&str> = ours.predicates.iter().map(|(name, _)| *name).collect();
    files.extend(overlay.further("event/predicate", &known)?.into_iter().map(|(file, _)| file));
    Ok(files)
}

type Wording = (Predicates, Sources);

/// The program's predicates and words of saying, with the user's laid over them; or what is wrong with those.
fn wording(folder: &Path) -> Answer<Result<Wording, Vec<Fault>>> {
    let overlay = Overlay { folder };
    let ours = Files::EMBEDDED;
    let [ontology, frames, classes, operators] =
        [ours.ontology, ours.frames, ours.classes, ours.operators].map(|file| overlay.file(file));
    let (ontology, frames, classes, operators) = (ontology?, frames?, classes?, operators?);
    let mut predicates: Vec<(String, String)> =
        ours.predicates.iter().map(|file| overlay.file(*file)).collect::<Answer<_>>()?;
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
fn facts(folder: &Path) -> Answer<Knowledge<'static>> {
    if has_tables(folder) { knowledge(folder) } else { Ok(Knowledge::embedded()) }
}

/// Whether there is any table of facts in a folder.
fn has_tables(folder: &Path) -> bool {
    TABLES.iter().any(|(table, _, _)| places_of(folder, table).iter().any(|path| path.is_file()))
}

/// What our tables know, with a folder's laid over them.
fn knowledge(folder: &Path) -> Answer<Knowledge<'static>> {
    let files = tables(folder)?;
    if files.is_empty() {
        return Err(OverlayError::NoTables(folder.to_owned()));
    }
    // They are needed as long as the program runs.
    let files = files.into_iter().map(|(file, text)| -> (String, &'static str) { (file, text.leak()) });
    let (knowledge, mut faults) = Knowledge::embedded().overlay(files);
    if faults.is_empty() {
        return Ok(knowledge);
    }
    let n_faults = faults.len();
    Err(OverlayError::Tables { folder: folder.to_owned(), fault: Box::new(faults.swap_remove(0)), n_faults })
}

/// The tables of facts in a folder and its `actor` and `place`, each with the name of its file.
pub fn tables(folder: &Path) -> Result<Vec<(String, String)>, OverlayError> {
    let mut files = Vec::new();
    for (table, _, _) in TABLES {
        for path in places_of(folder, table).into_iter().filter(|path| path.is_file()) {
            let text = read(&path)?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(files)
}

/// Where a table can be: in the folder of its name, or beside all others.
fn places_of(folder: &Path, table: &str) -> [PathBuf; 2] {
    let name = table.rsplit('/').next().unwrap_or(table);
    [folder.join(table), folder.join(name)]
}

fn read(path: &Path) -> Answer<String> {
    let bytes = fs::read(path).map_err(|error| OverlayError::Unreadable { path: path.to_owned(), error })?;
    String::from_utf8(bytes).map_err(|_| OverlayError::NotUtf8(path.to_owned()))
}

fn borrowed(file: &(String, String)) -> (&str, &str) {
    (&file.0, &file.1)
}

struct Overlay<'a> {
    folder: &'a Path,
}

impl Overlay<'_> {
    /// The user's file of that name, or the program's.
    fn file(&self, (name, text): (&str, &str)) -> Answer<(String, String)> {
        let path = self.folder.join(name.strip_prefix("data/").unwrap_or(name));
        if path.is_file() {
            let text = read(&path)?;
            Ok((path.display().to_string(), text))
        } else {
            Ok((name.to_owned(), text.to_owned()))
        }
    }

    /// Files under a folder that the program has none of, by name.
    fn further(&self, folder: &str, known: &[&str]) -> Answer<Vec<(String, String)>> {
        let path = self.folder.join(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let unreadable = |error| OverlayError::Unreadable { path: path.clone(), error };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
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
