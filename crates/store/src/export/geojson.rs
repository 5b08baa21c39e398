//! GeoJSON: events whose place is known, as points. A place is never derived from an actor.

use std::io::Write;

use serde_json::json;

use super::ndjson::event_value;
use super::{Export, inner};
use crate::error::Answer;
use crate::ledger::Ledger;

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let (mut n_rows, mut n_left_out) = (0_usize, 0_usize);
    write!(out, "{{\"type\":\"FeatureCollection\",\"about\":{},\"features\":[", export.about())?;
    ledger
        .each_event(export.query, &mut |event| {
            let Some((north, east)) = event.coordinates else {
                n_left_out += 1;
                return Ok(());
            };
            let feature = json!({
                "type": "Feature",
                "id": event.key.to_string(),
                "geometry": { "type": "Point", "coordinates": [degrees(east), degrees(north)] },
                "properties": event_value(ledger, &event, export.query.as_of)?,
            });
            out.write_all(if n_rows == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &feature)?;
            n_rows += 1;
            Ok(())
        })
        .map_err(inner)?;
    writeln!(out, "\n],\"count\":{n_rows},\"without_place\":{n_left_out}}}")?;
    Ok((n_rows, n_left_out))
}

/// Degrees to some metres.
fn degrees(value: f32) -> f64 {
    (f64::from(value) * 10_000.0).round() / 10_000.0
}
