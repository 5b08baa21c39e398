//! What to say of a file that is not in the format it should be in.

/// A file is not what it should be: which one, where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub(crate) struct Malformed {
    /// The file as the caller named it.
    pub(crate) file: String,
    /// The line, counted from 1.
    pub(crate) line: usize,
    /// What is wrong, and what was expected.
    pub(crate) what: String,
}
