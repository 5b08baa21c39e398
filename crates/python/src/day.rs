//! Days as Python has them.

use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::PyDate;

use crate::failure;

/// A day that was handed over: `"2023-06-18"`, a `date` or a `datetime`.
pub(crate) fn read(value: &Bound<'_, PyAny>) -> PyResult<Date> {
    let words = match value.extract::<String>() {
        Ok(words) => words,
        Err(_) => value.call_method0("isoformat").and_then(|iso| iso.extract()).map_err(|_| {
            failure::value(format!("{value} is not a day: give \"2023-06-18\" or a datetime.date"))
        })?,
    };
    let day = words.get(..10).unwrap_or(&words);
    day.parse().map_err(|_| failure::value(format!("{words:?} is not a day: give it as \"2023-06-18\"")))
}

/// A day for Python.
pub(crate) fn write(py: Python<'_>, day: Date) -> PyResult<Bound<'_, PyDate>> {
    PyDate::new(py, i32::from(day.year()), day.month() as u8, day.day() as u8)
}
