//! What can go wrong with a ledger, in words that name the file and the way out.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Something went wrong with a ledger: which file, what, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct StoreError {
    /// The ledger.
    pub path: PathBuf,
    /// What went wrong.
    pub kind: StoreErrorKind,
}

/// What can go wrong with a ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// There is no such file.
    #[error("there is no ledger here; `dragoman add` makes one")]
    Absent,
    /// The file is something else.
    #[error("this is not a ledger of dragoman's; name another file")]
    Foreign,
    /// A later version made it.
    #[error(
        "this ledger has format {found}, and this version knows formats up to {known}; use a newer dragoman"
    )]
    Newer {
        /// The format of the file.
        found: u32,
        /// The last format that is known.
        known: u32,
    },
    /// It was opened to be read, and is of an older format.
    #[error(
        "this ledger has the older format {found}; `dragoman add` without articles brings it to format {known}"
    )]
    Older {
        /// The format of the file.
        found: u32,
        /// The last format that is known.
        known: u32,
    },
    /// Somebody else writes into it.
    #[error("another dragoman is adding to this ledger; wait until it has ended, and try again")]
    Busy,
    /// It may not be written to.
    #[error("this ledger cannot be written to; check the rights of the file and of its folder")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full; what was reported as added is kept: make room and run the same command again")]
    Full,
    /// It is damaged.
    #[error(
        "this ledger is damaged ({0}); take a copy from before, or make it anew with `dragoman add` from an export or the articles"
    )]
    Damaged(String),
    /// The words of a search are not a search.
    #[error("the words {words:?} cannot be searched for: {what}")]
    Words {
        /// The words.
        words: String,
        /// What is wrong with them.
        what: String,
    },
    /// Something is asked for that is not there.
    #[error("there is no {what}; `dragoman search` lists what there is")]
    Unknown {
        /// What was asked for.
        what: String,
    },
    /// An export or an import cannot be written or read.
    #[error("{0}")]
    Format(String),
    /// The disk does not do what it is asked to.
    #[error(transparent)]
    Disk(#[from] std::io::Error),
    /// The database says something else.
    #[error("the database says: {0}")]
    Database(rusqlite::Error),
}

/// A result of the database that has still to be told of which file it speaks.
pub(crate) type Answer<T> = Result<T, StoreErrorKind>;

impl StoreErrorKind {
    /// Says of which ledger it speaks.
    pub(crate) fn of(self, path: &Path) -> StoreError {
        StoreError { path: path.to_owned(), kind: self }
    }

    /// Something was read from the ledger that no writer of ours wrote.
    pub(crate) fn damaged(what: &dyn std::fmt::Display) -> Self {
        Self::Damaged(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreErrorKind {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Damaged(error.to_string()),
                error => Self::Database(error),
            },
        }
    }
}

impl From<serde_json::Error> for StoreErrorKind {
    fn from(error: serde_json::Error) -> Self {
        if let Some(kind) = error.io_error_kind() {
            return Self::Disk(kind.into());
        }
        Self::Damaged(error.to_string())
    }
}
