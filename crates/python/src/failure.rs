//! Exceptions: what failed, where, and what to do about it.

#![allow(missing_docs, reason = "the macro declares the types; what they mean is said in their doc strings")]

use pyo3::PyErr;
use pyo3::exceptions::{PyException, PyValueError};

pyo3::create_exception!(dragoman, DragomanError, PyException, "Something that dragoman could not do.");
pyo3::create_exception!(
    dragoman,
    NotReadError,
    DragomanError,
    "There is no article in English in what was to be read; the message says why."
);
pyo3::create_exception!(
    dragoman,
    DataError,
    DragomanError,
    "A folder of data of your own does not load; the message names file, line and fault."
);
pyo3::create_exception!(
    dragoman,
    LedgerError,
    DragomanError,
    "A ledger cannot be opened, asked or written to; the message names the file and the way out."
);

/// A value that cannot be meant.
pub(crate) fn value(what: impl Into<String>) -> PyErr {
    PyValueError::new_err(what.into())
}

/// A ledger's failure.
#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
pub(crate) fn ledger(error: dragoman_store::StoreError) -> PyErr {
    LedgerError::new_err(error.to_string())
}
