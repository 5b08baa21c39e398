//! The analyst: loaded when it is first needed, once for each folder of data, and shared by all.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use dragoman::event::Claim;
use dragoman::event::anchor::Anchor;
use dragoman::intake::read::{Found, Skip};
use dragoman::text::Article;
use dragoman::{Analyst, Scratch};
use pyo3::prelude::*;

use crate::failure::DataError;

/// An analyst, and the rooms to work in that its workers are not using.
pub(crate) struct Desk {
    analyst: Analyst,
    scratches: Mutex<Vec<Scratch>>,
}

/// An article with what it claims.
pub(crate) struct Analysed {
    pub(crate) article: Article,
    pub(crate) claims: Vec<Claim>,
    pub(crate) anchor: Anchor,
    /// Why it was not read, if it was not.
    pub(crate) skipped: Option<String>,
}

impl Desk {
    /// Makes claims of what was found.
    pub(crate) fn analyse(&self, found: Result<Found, Skip>) -> Result<Analysed, Skip> {
        let mut article = found?.article()?;
        let mut scratch = self.scratches().pop().unwrap_or_else(|| self.analyst.reader().scratch());
        let analysis = self.analyst.analyse(&mut article, &mut scratch);
        self.scratches().push(scratch);
        Ok(Analysed { article, claims: analysis.claims, anchor: analysis.grounding.anchor, skipped: None })
    }

    fn scratches(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        self.scratches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

static DESKS: Mutex<Option<HashMap<Option<PathBuf>, Arc<Desk>>>> = Mutex::new(None);

/// The analyst with the program's data, or with what a folder lays over them.
pub(crate) fn desk(py: Python<'_>, data: Option<&Path>) -> PyResult<Arc<Desk>> {
    py.detach(|| load(data)).map_err(DataError::new_err)
}

/// The same, for whoever has no interpreter at hand.
pub(crate) fn load(data: Option<&Path>) -> Result<Arc<Desk>, String> {
    let mut desks = DESKS.lock().unwrap_or_else(PoisonError::into_inner);
    let desks = desks.get_or_insert_default();
    if let Some(desk) = desks.get(&data.map(Path::to_owned)) {
        return Ok(Arc::clone(desk));
    }
    let analyst = match data {
        None => Analyst::embedded().map_err(|error| error.to_string())?,
        Some(folder) if !folder.is_dir() => {
            return Err(format!(
                "{}: there is no such folder; give one that is laid out like the program's data/",
                folder.display()
            ));
        }
        Some(folder) => Analyst::overlaid(folder).map_err(|error| error.to_string())?,
    };
    let desk = Arc::new(Desk { analyst, scratches: Mutex::default() });
    desks.insert(data.map(Path::to_owned), Arc::clone(&desk));
    Ok(desk)
}
