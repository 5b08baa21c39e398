//! The analyst that a command asks for.

use std::path::Path;

use anyhow::Context as _;
use dragoman::Analyst;

/// An analyst with the program's data, or with what a directory lays over them.
pub(crate) fn analyst(directory: Option<&Path>) -> anyhow::Result<Analyst> {
    match directory {
        None => Analyst::embedded().context("the program's own models or data are damaged"),
        Some(directory) => Ok(Analyst::overlaid(directory)?),
    }
}
