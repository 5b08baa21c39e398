//! Columns of a batch by name, whichever of Arrow's layouts they have.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Float32Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as columns have it.
pub(super) fn number_of(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

fn day_of(number: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().days(number)).ok()
}

/// A column.
pub(super) struct Column<'a>(&'a ArrayRef);

/// The column of that name; an error where there is none.
pub(super) fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<Column<'a>, ArrowError> {
    maybe_column(batch, name).ok_or_else(|| {
        let schema = batch.schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        ArrowError::SchemaError(format!("there is no column {name:?} among {}", names.join(", ")))
    })
}

/// The column of that name, if there is one.
pub(super) fn maybe_column<'a>(batch: &'a RecordBatch, name: &str) -> Option<Column<'a>> {
    batch.column_by_name(name).map(Column)
}

impl<'a> Column<'a> {
    /// The words of a row.
    pub(super) fn text(&self, row: usize) -> Option<&'a str> {
        if self.0.is_null(row) {
            return None;
        }
        match self.0.data_type() {
            DataType::Utf8 => Some(self.0.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Some(self.0.as_string::<i64>().value(row)),
            DataType::Utf8View => Some(self.0.as_string_view().value(row)),
            _ => None,
        }
    }

    /// The bytes of a row.
    pub(super) fn bytes(&self, row: usize) -> Option<&'a [u8]> {
        if self.0.is_null(row) {
            return None;
        }
        match self.0.data_type() {
            DataType::Binary => Some(self.0.as_binary::<i32>().value(row)),
            DataType::LargeBinary => Some(self.0.as_binary::<i64>().value(row)),
            DataType::BinaryView => Some(self.0.as_binary_view().value(row)),
            _ => None,
        }
    }

    /// The whole number of a row.
    pub(super) fn number(&self, row: usize) -> Option<i64> {
        if self.0.is_null(row) {
            return None;
        }
        match self.0.data_type() {
            DataType::Int64 => Some(self.0.as_primitive::<Int64Type>().value(row)),
            DataType::Int32 => Some(self.0.as_primitive::<Int32Type>().value(row).into()),
            _ => None,
        }
    }

    /// The number of a row.
    pub(super) fn real(&self, row: usize) -> Option<f32> {
        let is_there = *self.0.data_type() == DataType::Float32 && !self.0.is_null(row);
        is_there.then(|| self.0.as_primitive::<Float32Type>().value(row))
    }

    /// The day of a row.
    pub(super) fn day(&self, row: usize) -> Option<Date> {
        match self.0.data_type() {
            DataType::Date32 if !self.0.is_null(row) => {
                day_of(self.0.as_primitive::<Date32Type>().value(row))
            }
            _ => self.text(row)?.get(..10)?.parse().ok(),
        }
    }
}

/// A value without which a row means nothing.
pub(super) fn needed<T>(value: Option<T>, what: &str) -> Result<T, ArrowError> {
    value.ok_or_else(|| {
        ArrowError::InvalidArgumentError(format!("a row has no {what}, or one of another type"))
    })
}

/// A claim as it was written down.
pub(super) fn claim(body: Option<&str>) -> Result<dragoman::event::Claim, ArrowError> {
    dragoman_store::read_claim(needed(body, "claim")?)
        .map_err(|what| ArrowError::InvalidArgumentError(format!("a claim cannot be read: {what}")))
}
