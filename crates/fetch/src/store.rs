//! What can go wrong with files.

use std::io;
use std::path::{Path, PathBuf};

/// Why a file of a run could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system refused.
    #[error("{path}: cannot {what}: {error}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What could not be done.
        what: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// Another run is writing there.
    #[error("{}: another run is writing to it; wait for it, or name another output", .0.display())]
    Locked(PathBuf),
    /// A file that was to be appended to is no WARC of single members.
    #[error("{path}: byte {at}: {what}; move the file away or name another output", path = .path.display())]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// Where it is wrong.
        at: u64,
        /// What is wrong.
        what: String,
    },
    /// The state cannot be read.
    #[error("{path}: {what}; without that file, the run starts from what is in the WARC", path = .path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

impl StoreError {
    pub(crate) fn io(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), what, error }
    }
}
