//! Getting the models.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use dragoman::Reader;

/// A reader with the program's own models, or with the caller's language model.
pub(crate) fn reader(model: Option<&Path>) -> anyhow::Result<Reader> {
    match model {
        None => Reader::embedded().context("the program's own models are damaged"),
        Some(path) => {
            let name = path.display().to_string();
            let bytes = fs::read(path).with_context(|| name.clone())?;
            Reader::with_language(&bytes).context(name)
        }
    }
}
