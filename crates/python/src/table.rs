//! Columns that Python can take without copying them.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use dragoman_store::{Coded, Filed};
use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::article::Shared;
use crate::{capsule, failure, html};

/// Rows that notebooks show.
const SHOWN: usize = 20;

/// Columns in memory. pyarrow, Polars, DuckDB and pandas take them as they are: `pyarrow.table(t)`,
/// `polars.DataFrame(t)`, `t.to_pandas()`.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

    /// The claims of articles, with the columns of a ledger's export.
    pub(crate) fn of_claims<'a>(articles: impl Iterator<Item = &'a Shared>) -> PyResult<Self> {
        let mut table = dragoman_store::Table::of_claims();
        for Shared { analysed, .. } in articles {
            let filed = Filed {
                article: analysed.article.clone(),
                learned: analysed.anchor.interval.to,
                claims: analysed.claims.clone(),
            };
            for claim in &Coded::of(filed).claims {
                table.put_claim(claim);
            }
        }
        let schema = table.schema();
        let batch = table.take().map_err(|error| failure::value(error.to_string()))?;
        Ok(Self { schema, batches: vec![batch] })
    }

    fn reader(&self) -> Box<dyn RecordBatchReader + Send> {
        let batches: Vec<Result<RecordBatch, ArrowError>> = self.batches.iter().cloned().map(Ok).collect();
        Box::new(RecordBatchIterator::new(batches, self.schema.clone()))
    }
}

/// Imports a library that is not a part of dragoman, or says how to get it.
fn import<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(name).map_err(|error| {
        if error.is_instance_of::<PyImportError>(py) {
            PyImportError::new_err(format!("{name} is not installed: pip install {name}"))
        } else {
            error
        }
    })
}

#[pymethods]
impl Table {
    /// The columns as a stream of the Arrow C data interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish for other types may be left to whoever has it.
        drop(requested_schema);
        capsule::give(py, self.reader())
    }

    /// Names and types of the columns, for the Arrow C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::give_schema(py, &self.schema)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// As a table of pyarrow, without copying.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        import(slf.py(), "pyarrow")?.call_method1("table", (slf,))
    }

    /// As a data frame of Polars, without copying.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        import(slf.py(), "polars")?.call_method1("DataFrame", (slf,))
    }

    /// As a data frame of pandas, whose columns stay Arrow's.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let types = import(slf.py(), "pandas")?.getattr("ArrowDtype")?;
        let options = pyo3::types::PyDict::new(slf.py());
        options.set_item("types_mapper", types)?;
        Self::to_pyarrow(slf)?.call_method("to_pandas", (), Some(&options))
    }

    fn __repr__(&self) -> String {
        format!("<Table of {} rows: {}>", self.__len__(), self.columns().join(", "))
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let shown = Self::to_pyarrow(slf)?.call_method1("slice", (0, SHOWN))?.call_method0("to_pylist")?;
        let table = slf.get();
        let mut out = String::from("<table><tr>");
        for column in table.columns() {
            let _ = write!(out, "<th>{}</th>", html::escaped(column));
        }
        out.push_str("</tr>");
        for row in shown.try_iter()? {
            out.push_str("<tr>");
            for column in table.columns() {
                let row = row.as_ref().map_err(|error| error.clone_ref(slf.py()))?;
                let cell = row.get_item(column)?;
                let words = if cell.is_none() { String::new() } else { cell.str()?.to_string() };
                let _ = write!(out, "<td>{}</td>", html::escaped(&words));
            }
            out.push_str("</tr>");
        }
        let _ = write!(out, "</table><p>{} rows</p>", table.__len__());
        Ok(out)
    }
}

/// Columns that are made while they are taken, once.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Stream {
    reader: Mutex<Option<Box<dyn RecordBatchReader + Send>>>,
    schema: SchemaRef,
}

impl Stream {
    pub(crate) fn new(reader: Box<dyn RecordBatchReader + Send>) -> Self {
        Self { schema: reader.schema(), reader: Mutex::new(Some(reader)) }
    }
}

#[pymethods]
impl Stream {
    /// The columns as a stream of the Arrow C data interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner).take();
        capsule::give(
            py,
            reader.ok_or_else(|| failure::value("this stream was taken before; make it again"))?,
        )
    }

    /// Names and types of the columns, for the Arrow C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::give_schema(py, &self.schema)
    }
}
