//! Parquet.
//!
//! Only the columns that are wanted are read, a page of each at a time.

use std::ops::ControlFlow;

use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader as _, SerializedFileReader};
use parquet::record::{Field as Cell, Row as Cells};
use parquet::schema::types::Type;

use super::columns::{Row, Value};
use super::guard::guarded;

use super::{Input, Place, Walk, day, decode};

/// Reads a Parquet file.
pub(crate) fn read(walk: &mut Walk<'_>, input: Input<'_>, place: &Place) -> ControlFlow<()> {
    match input {
        Input::File(file) => read_from(walk, file, place),
        Input::Bytes(bytes) => read_from(walk, bytes, place),
        Input::Stream(stream) => match walk.in_memory(stream, "an archive in an archive") {
            Ok(bytes) => read_from(walk, bytes, place),
            Err(reason) => walk.skip(place, reason),
        },
    }
}

fn read_from(walk: &mut Walk<'_>, source: impl ChunkReader + 'static, place: &Place) -> ControlFlow<()> {
    let rows = guarded(|| {
        let reader = SerializedFileReader::new(source)?;
        let schema = reader.metadata().file_metadata().schema().clone();
        Ok::<_, ParquetError>((reader, schema))
    });
    let (reader, schema) = match rows {
        Ok(opened) => opened,
        Err(reason) => return walk.skip(place, reason),
    };
    let fields = if schema.is_group() { schema.get_fields() } else { &[] };
    let chosen = match walk.settings.columns.choose(&fields.iter().map(|field| field.name())) {
        Ok(chosen) => chosen,
        Err(reason) => return walk.skip(place, reason),
    };
    let wanted: Vec<_> = fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| Some((chosen.field_at(at)?, field.clone())))
        .collect();
    let columns = wanted.iter().map(|(_, column)| column.clone()).collect();
    let opened = guarded(|| {
        let projection = Type::group_type_builder(schema.name()).with_fields(columns).build()?;
        reader.get_row_iter(Some(projection))
    });
    let mut rows = match opened {
        Ok(rows) => rows,
        Err(reason) => return walk.skip(place, reason),
    };
    let mut number = 0;
    loop {
        number += 1;
        let place = place.at_record(number);
        let cells: Cells = match guarded(|| rows.next().transpose()) {
            Ok(Some(cells)) => cells,
            Ok(None) => return ControlFlow::Continue(()),
            // Where a page is damaged, nobody knows how many rows of it to pass over.
            Err(reason) => return walk.skip(&place, reason),
        };
        let mut row = Row::default();
        for ((_, cell), (field, _)) in cells.into_columns().into_iter().zip(&wanted) {
            if let Some(value) = value_of(cell, &mut row) {
                row.set(*field, value);
            }
        }
        let found = row.into_found(place.origin());
        walk.give(found)?;
    }
}

fn value_of(cell: Cell, row: &mut Row) -> Option<Value> {
    Some(match cell {
        Cell::Str(words) => Value::Words(words),
        Cell::Bytes(bytes) => {
            let decoded = decode::lossy_utf_8(bytes.data());
            row.remark(decoded.remarks);
            Value::Words(decoded.text)
        }
        Cell::Date(days) => Value::Day(day::of_epoch_day(i64::from(days))?),
        Cell::TimestampMillis(count) => Value::Day(day::of_epoch_day(count.div_euclid(86_400_000))?),
        Cell::TimestampMicros(count) => Value::Day(day::of_epoch_day(count.div_euclid(86_400_000_000))?),
        Cell::Byte(count) => Value::Count(count.into()),
        Cell::Short(count) => Value::Count(count.into()),
        Cell::Int(count) => Value::Count(count.into()),
        Cell::Long(count) => Value::Count(count),
        Cell::UByte(count) => Value::Count(count.into()),
        Cell::UShort(count) => Value::Count(count.into()),
        Cell::UInt(count) => Value::Count(count.into()),
        Cell::ULong(count) => Value::Count(i64::try_from(count).ok()?),
        Cell::ListInternal(list) => {
            let words = list.elements().iter().filter_map(|cell| match cell {
                Cell::Str(words) => Some(words.clone()),
                _ => None,
            });
            Value::List(words.collect())
        }
        _ => return None,
    })
}
