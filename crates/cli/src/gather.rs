//! Getting articles from what was named on the command line.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dragoman::intake::disk;
use dragoman::intake::read::{Columns, Found, Settings, Skip};

use crate::args::{ColumnArgs, InputArgs};

/// What is to be read, and how.
pub(crate) struct Gather {
    paths: Vec<PathBuf>,
    settings: Settings,
}

impl Gather {
    /// What the command line asks for.
    pub(crate) fn of(args: &InputArgs) -> Self {
        let paths = if args.files.is_empty() { vec![PathBuf::from("-")] } else { args.files.clone() };
        Self::new(paths, &args.columns)
    }

    /// What these paths lead to.
    pub(crate) fn new(paths: Vec<PathBuf>, columns: &ColumnArgs) -> Self {
        let ColumnArgs { text, date, url, title, id } = columns;
        let columns = Columns {
            text: text.clone(),
            date: date.clone(),
            url: url.clone(),
            title: title.clone(),
            id: id.clone(),
        };
        Self { paths, settings: Settings { columns, ..Settings::default() } }
    }

    /// Hands over all that is found, in order, until `give` returns false.
    pub(crate) fn each(&self, give: &mut dyn FnMut(Result<Found, Skip>) -> bool) {
        let _ = self.each_of(&self.paths, give);
    }

    /// Hands over all that is found in some files of these paths; breaks where `give` returned false.
    pub(crate) fn each_of(
        &self,
        files: &[PathBuf],
        give: &mut dyn FnMut(Result<Found, Skip>) -> bool,
    ) -> ControlFlow<()> {
        disk::read_all(files, &self.settings, &mut |found| {
            if give(found) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    }

    /// The files that the paths lead to, in the order in which they are read, and what cannot be looked into.
    pub(crate) fn files(&self) -> Vec<Result<PathBuf, Skip>> {
        let mut files = Vec::new();
        let _ = disk::each_file(&self.paths, &mut |file| {
            files.push(file.map(Path::to_owned));
            ControlFlow::Continue(())
        });
        files
    }

    /// Whether a file was named, and not met in a folder.
    pub(crate) fn names(&self, file: &str) -> bool {
        self.paths.iter().any(|path| path.display().to_string() == file)
    }

    /// Whether standard input is read, which can be done only once.
    pub(crate) fn reads_standard_input(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }
}
