//! iCalendar (RFC 5545): events that have a day, those ahead foremost, to be shown in anybody's calendar.

use std::io::Write;

use dragoman_event::Status;
use jiff::civil::Date;

use super::{Export, inner};
use crate::ask::EventRow;
use crate::error::{Answer, StoreErrorKind};
use crate::ledger::Ledger;

/// Bytes of a line, its end not counted.
const MOST_BYTES: usize = 75;
/// What takes longer than this is no appointment.
const MOST_DAYS: u32 = 92;

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let (mut n_rows, mut n_left_out) = (0, 0);
    write_head(out, export.version, &export.about().to_string())?;
    ledger
        .each_event(export.query, &mut |event| {
            let Some((from, to)) = appointment(&event) else {
                n_left_out += 1;
                return Ok(());
            };
            n_rows += 1;
            write_event(out, &event, from, to, export.made)
        })
        .map_err(inner)?;
    put(out, "END:VCALENDAR")?;
    Ok((n_rows, n_left_out))
}

/// A calendar of these events, as exports write it. What has no day, or too many, is left out.
pub fn calendar(events: &[EventRow], version: &str, made: Date) -> Result<Vec<u8>, StoreErrorKind> {
    let mut out = Vec::new();
    write_head(&mut out, version, &format!("{} events", events.len()))?;
    for event in events {
        if let Some((from, to)) = appointment(event) {
            write_event(&mut out, event, from, to, made)?;
        }
    }
    put(&mut out, "END:VCALENDAR")?;
    Ok(out)
}

fn write_head(out: &mut dyn Write, version: &str, about: &str) -> Answer<()> {
    put(out, "BEGIN:VCALENDAR")?;
    put(out, "VERSION:2.0")?;
    put(out, &format!("PRODID:-//dragoman//dragoman {}//EN", text(version)))?;
    put(out, "X-WR-CALNAME:dragoman")?;
    put(out, &format!("X-WR-CALDESC:{}", text(about)))
}

/// The first and the last day of what has both, and few enough between them.
fn appointment(event: &EventRow) -> Option<(Date, Date)> {
    event.days.from.zip(event.days.to).filter(|_| event.days.n_days().is_some_and(|n| n <= MOST_DAYS))
}

fn write_event(out: &mut dyn Write, event: &EventRow, from: Date, to: Date, made: Date) -> Answer<()> {
    let until = to.tomorrow().unwrap_or(to);
    let whom = if event.recipients.is_empty() { String::new() } else { format!(" > {}", event.recipients) };
    put(out, "BEGIN:VEVENT")?;
    put(out, &format!("UID:{}@dragoman", event.key))?;
    put(out, &format!("DTSTAMP:{}T000000Z", number(made)))?;
    put(out, &format!("DTSTART;VALUE=DATE:{}", number(from)))?;
    put(out, &format!("DTEND;VALUE=DATE:{}", number(until)))?;
    put(out, &format!("SUMMARY:{}", text(&format!("{}: {}{whom}", kind(event), event.actors))))?;
    let told = format!(
        "{}; {} claims in {} articles; last changed {}",
        event.status.as_str(),
        event.n_claims,
        event.n_articles,
        event.changed
    );
    put(out, &format!("DESCRIPTION:{}", text(&told)))?;
    if let Some(place) = event.place.as_ref().or(event.place_country.as_ref()) {
        put(out, &format!("LOCATION:{}", text(place)))?;
    }
    if let Some((north, east)) = event.coordinates {
        put(out, &format!("GEO:{north:.4};{east:.4}"))?;
    }
    let status = match event.status {
        Status::Held | Status::Ongoing => "CONFIRMED",
        Status::Cancelled | Status::Refused | Status::Denied | Status::Postponed => "CANCELLED",
        _ => "TENTATIVE",
    };
    put(out, &format!("STATUS:{status}"))?;
    put(out, "TRANSP:TRANSPARENT")?;
    put(out, "END:VEVENT")
}

fn kind(event: &EventRow) -> String {
    if event.modes.is_empty() {
        event.event_type.clone()
    } else {
        format!("{}/{}", event.event_type, event.modes)
    }
}

fn number(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text as a value: signs of the form itself are escaped, and what cannot be shown is a space.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            ';' => escaped.push_str("\\;"),
            ',' => escaped.push_str("\\,"),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line, folded so that none is too long and no character is cut.
fn put(out: &mut dyn Write, line: &str) -> Answer<()> {
    let mut n_bytes = 0;
    for letter in line.chars() {
        if n_bytes + letter.len_utf8() > MOST_BYTES {
            out.write_all(b"\r\n ")?;
            n_bytes = 1;
        }
        write!(out, "{letter}")?;
        n_bytes += letter.len_utf8();
    }
    out.write_all(b"\r\n")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = Vec::new();
        put(&mut out, &format!("SUMMARY:{}", text(&"é, ".repeat(40)))).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.split("\r\n").all(|line| line.len() <= MOST_BYTES), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é\\, ".repeat(40)).trim_end());
    }
}
