//! JSON: an object a line, a list of objects, or several objects one after another.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde_json::{Map, Value as Json};

use super::columns::{Chosen, Field, Row, Value};
use super::found::Found;
use super::lines::{Line, Lines};
use super::skip::{Reason, Skip};
use super::{Place, Walk, decode};

/// Reads an object from each line.
pub(crate) fn read_lines(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let limit = walk.settings.limits.record;
    let mut lines = Lines::new(BufReader::with_capacity(64 << 10, stream), limit);
    let mut number = 0;
    loop {
        let place = |number| place.at_record(number);
        let line = match lines.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return walk.skip(&place(number + 1), Reason::of(&error)),
        };
        number += 1;
        match line {
            Line::Whole(line) if line.trim_ascii().is_empty() => {}
            Line::Whole(line) => read_bytes(walk, line, &place(number))?,
            Line::TooLong => {
                walk.skip(&place(number), Reason::TooLarge { what: "a line", limit })?;
            }
        }
    }
}

/// Reads objects that stand one after another or in a list, on any number of lines.
pub(crate) fn read_values(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let limit = walk.settings.limits.record;
    let mut values = Values { input: BufReader::with_capacity(64 << 10, stream), limit };
    let mut number = 0;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let found = match values.next_value(&mut bytes) {
            Ok(Some(found)) => found,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return walk.skip(&place.at_record(number + 1), Reason::of(&error)),
        };
        number += 1;
        let place = place.at_record(number);
        match found {
            Ended::Whole => read_bytes(walk, &bytes, &place)?,
            Ended::TooLong => walk.skip(&place, Reason::TooLarge { what: "an object", limit })?,
            Ended::CutOff => {
                return walk.skip(&place, Reason::CutOff("the file ends within an object".to_owned()));
            }
        }
    }
}

fn read_bytes(walk: &mut Walk<'_>, bytes: &[u8], place: &Place) -> ControlFlow<()> {
    let decoded;
    let (parsed, remarks) = if let Ok(text) = std::str::from_utf8(bytes) {
        (serde_json::from_str(text), Vec::new())
    } else {
        decoded = decode::lossy_utf_8(bytes);
        (serde_json::from_str(&decoded.text), decoded.remarks)
    };
    match parsed {
        Ok(Json::Object(object)) => read_object(walk, object, remarks, place),
        Ok(_) => walk.skip(place, Reason::Malformed("it is no object".to_owned())),
        Err(error) => walk.skip(place, Reason::Malformed(error.to_string())),
    }
}

fn read_object(
    walk: &mut Walk<'_>,
    object: Map<String, Json>,
    remarks: Vec<String>,
    place: &Place,
) -> ControlFlow<()> {
    let reason = match walk.settings.columns.choose(&object.keys().map(String::as_str)) {
        Ok(chosen) => return walk.give(row_of(&chosen, object, remarks, place)),
        Err(reason) => reason,
    };
    // An envelope around a list, as interfaces on the web send it.
    let Some(rows) = sole_list(object) else { return walk.skip(place, reason) };
    for (row, number) in rows.into_iter().zip(1..) {
        let place = place.at_record(number);
        let Json::Object(row) = row else {
            walk.skip(&place, Reason::Malformed("it is no object".to_owned()))?;
            continue;
        };
        match walk.settings.columns.choose(&row.keys().map(String::as_str)) {
            Ok(chosen) => walk.give(row_of(&chosen, row, remarks.clone(), &place))?,
            Err(reason) => walk.skip(&place, reason)?,
        }
    }
    ControlFlow::Continue(())
}

/// The only list of objects in an object.
fn sole_list(object: Map<String, Json>) -> Option<Vec<Json>> {
    let mut lists = object.into_iter().filter_map(|(_, value)| match value {
        Json::Array(values) if values.first().is_some_and(Json::is_object) => Some(values),
        _ => None,
    });
    let list = lists.next()?;
    lists.next().is_none().then_some(list)
}

fn row_of(
    chosen: &Chosen,
    object: Map<String, Json>,
    remarks: Vec<String>,
    place: &Place,
) -> Result<Found, Skip> {
    let mut row = Row::default();
    row.remark(remarks);
    for (at, (_, value)) in object.into_iter().enumerate() {
        let Some(field) = chosen.field_at(at) else { continue };
        if let Some(value) = value_of(field, value) {
            row.set(field, value);
        }
    }
    row.into_found(place.origin())
}

fn value_of(field: Field, value: Json) -> Option<Value> {
    Some(match value {
        Json::String(words) => Value::Words(words),
        Json::Number(number) => match number.as_i64() {
            Some(count) => Value::Count(count),
            None => Value::Words(number.to_string()),
        },
        Json::Array(values) => {
            let words: Vec<String> = values.into_iter().filter_map(words_of).collect();
            // Some keep a text as the list of its paragraphs.
            if field == Field::Text { Value::Words(words.join("\n\n")) } else { Value::List(words) }
        }
        Json::Object(_) => Value::Words(words_of(value)?),
        Json::Null | Json::Bool(_) => return None,
    })
}

/// The words of a value that may be wrapped in an object, as in `{"rendered": "…"}`.
fn words_of(value: Json) -> Option<String> {
    match value {
        Json::String(words) => Some(words),
        Json::Object(mut object) => {
            let key =
                ["rendered", "value", "name", "text"].into_iter().find(|key| object.contains_key(*key))?;
            object.remove(key).and_then(words_of)
        }
        _ => None,
    }
}

/// How a value ended.
enum Ended {
    Whole,
    TooLong,
    CutOff,
}

/// Cuts a stream into the values that stand in it, by counting brackets outside strings. What is in them is not
/// looked at, so a broken one does not hide the next.
struct Values<R> {
    input: R,
    limit: usize,
}

impl<R: BufRead> Values<R> {
    fn next_value(&mut self, value: &mut Vec<u8>) -> std::io::Result<Option<Ended>> {
        let (mut depth, mut in_string, mut escaped, mut begun) = (0_usize, false, false, false);
        let mut too_long = false;
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(begun.then_some(if too_long { Ended::TooLong } else { Ended::CutOff }));
            }
            let mut end = None;
            let mut start = 0;
            for (at, byte) in bytes.iter().enumerate() {
                if !begun {
                    // Between values there are the brackets and commas of a list around them, and white space.
                    if *byte == b'{' {
                        (begun, depth, start) = (true, 1, at);
                    } else if !b"[], \t\r\n\x1E".contains(byte) && !b"\xEF\xBB\xBF".contains(byte) {
                        // Something else, which ends before the next of these.
                        (begun, start, in_string) = (true, at, *byte == b'"');
                    }
                    continue;
                }
                match (*byte, in_string) {
                    _ if escaped => escaped = false,
                    (b'\\', true) => escaped = true,
                    (b'"', _) => in_string = !in_string,
                    (b'{' | b'[', false) => depth += 1,
                    (b'}' | b']', false) if depth > 1 => depth -= 1,
                    (b'}' | b']', false) => {
                        // A stray one after something that is no object belongs to the list.
                        end = Some(if depth == 1 { at + 1 } else { at });
                        break;
                    }
                    (b',' | b'\n', false) if depth == 0 => {
                        end = Some(at);
                        break;
                    }
                    _ => {}
                }
            }
            let to = end.unwrap_or(bytes.len());
            if begun {
                let part = bytes.get(start..to).unwrap_or(&[]);
                too_long |= value.len() + part.len() > self.limit;
                if too_long {
                    value.clear();
                } else {
                    value.extend_from_slice(part);
                }
            }
            let used = to.max(usize::from(end.is_some_and(|end| end == 0)));
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(if too_long { Ended::TooLong } else { Ended::Whole }));
            }
        }
    }
}
