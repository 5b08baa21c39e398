//! Columns between Python and Rust, by the Arrow `PyCapsule` interface: pointers are handed over, nothing is copied.
#![allow(unsafe_code, reason = "the C data interface is pointers; each use says why it is sound")]

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_schema::Schema;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::failure;

/// Hands a stream to Python.
pub(crate) fn give(
    py: Python<'_>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), c"arrow_array_stream")
}

/// Hands the names and types of columns to Python.
pub(crate) fn give_schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|error| failure::value(error.to_string()))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

/// Takes a stream from Python: a table, a reader or a data frame of whatever library.
pub(crate) fn take(object: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = object.call_method0("__arrow_c_stream__").map_err(|_| {
        PyTypeError::new_err(format!(
            "{} has no Arrow columns: give a table or a data frame of pyarrow, Polars or pandas",
            object.get_type()
        ))
    })?;
    let capsule = capsule.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of that name points to a valid stream, which is moved out here and left released, so that
    // nobody else uses it.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(|error| failure::value(error.to_string()))
}
