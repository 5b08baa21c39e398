//! Rows in the shape of GDELT 2.0: the events table (61 columns) for events, the mentions table (16) for claims.
//!
//! What differs from GDELT's own, and cannot but differ:
//! - an event is a happening that many articles tell of, and not a sentence of one;
//! - types are PLOVER's; `EventCode` is the CAMEO root that comes nearest, and so is `EventBaseCode`;
//! - `Actor…Code` has country and sector, no ethnic group and no religion;
//! - places are never derived from actors: `Actor1Geo_*` and `Actor2Geo_*` are empty;
//! - `AvgTone` is empty: dragoman measures no tone;
//! - `GLOBALEVENTID` is a positive number made from the event's name, larger than GDELT's own;
//! - what was denied, refused, cancelled or is only planned is exported as plain PLOVER has it, or not at all.

use std::io::Write;

use dragoman_event::{Claim, Party};
use jiff::civil::Date;

use super::{Export, What, in_plover, inner, one_day};
use crate::ask::{ClaimRow, EventRow};
use crate::error::Answer;
use crate::ledger::Ledger;

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let (mut n_rows, mut n_left_out) = (0, 0);
    let mut put = |row: Option<Vec<String>>| -> Answer<()> {
        let Some(row) = row else {
            n_left_out += 1;
            return Ok(());
        };
        n_rows += 1;
        let cells: Vec<String> = row.iter().map(|cell| one_line(cell)).collect();
        writeln!(out, "{}", cells.join("\t"))?;
        Ok(())
    };
    if export.what == What::Events {
        ledger
            .each_event(export.query, &mut |event| {
                let shown = ledger.shown(&event, export.query.as_of)?;
                put(shown.and_then(|claim| event_row(&event, &claim, export)))
            })
            .map_err(inner)?;
    } else {
        ledger.each_claim(export.query, &mut |claim| put(Some(mention_row(&claim)))).map_err(inner)?;
    }
    Ok((n_rows, n_left_out))
}

fn one_line(cell: &str) -> String {
    cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn number(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn event_row(event: &EventRow, shown: &ClaimRow, export: &Export<'_>) -> Option<Vec<String>> {
    let claim = &shown.claim;
    let (event_type, modes) = in_plover(claim, false, export.scale)?;
    let scale = export.scale;
    let day = one_day(event.days).unwrap_or(event.first_learned);
    let mut row = vec![event.key.number.to_string(), number(day)];
    row.push(format!("{:04}{:02}", day.year(), day.month()));
    row.push(day.year().to_string());
    row.push(format!(
        "{:.4}",
        f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / f64::from(day.days_in_year())
    ));
    row.extend(actor(claim.actors.first()));
    row.extend(actor(claim.recipients.first().or(claim.actors.get(1))));
    row.push("1".to_owned());
    let cameo = scale.cameo(&event_type).unwrap_or_default();
    row.extend([cameo.to_owned(), cameo.to_owned(), cameo.to_owned()]);
    row.push(
        match scale.quad(&event_type) {
            Some("verbal-cooperation") => "1",
            Some("material-cooperation") => "2",
            Some("verbal-conflict") => "3",
            Some("material-conflict") => "4",
            _ => "",
        }
        .to_owned(),
    );
    row.push(scale.score(&event_type, &modes).map(|score| format!("{score:.1}")).unwrap_or_default());
    row.extend([event.n_claims, event.n_outlets, event.n_articles].map(|count| count.to_string()));
    row.push(String::new());
    row.extend(vec![String::new(); 16]);
    row.extend(place(event));
    row.push(format!("{}000000", number(event.first_learned)));
    row.push(shown.url.clone().unwrap_or_else(|| shown.article.clone()));
    Some(row)
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn actor(party: Option<&Party>) -> Vec<String> {
    let mut cells = vec![String::new(); 10];
    let Some(Party { text, actor, .. }) = party else { return cells };
    let (country, sector) =
        (actor.country.clone().unwrap_or_default(), actor.sector.clone().unwrap_or_default());
    let name = actor.person.as_ref().or(actor.body.as_ref()).unwrap_or(text).to_uppercase();
    let filled = [(0, format!("{country}{sector}")), (1, name), (2, country), (7, sector)];
    for (place, value) in filled {
        if let Some(cell) = cells.get_mut(place) {
            *cell = value;
        }
    }
    cells
}

/// Type, full name, country, first and second division, latitude, longitude, feature.
fn place(event: &EventRow) -> Vec<String> {
    let name = event.place.clone().or(event.place_country.clone()).unwrap_or_default();
    let kind = match (&event.place, &event.place_country) {
        (None, None) => "0",
        (None, Some(_)) => "1",
        (Some(_), _) => "4",
    };
    let coordinate = |value: Option<f32>| value.map(|value| value.to_string()).unwrap_or_default();
    vec![
        kind.to_owned(),
        name,
        event.place_country.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        coordinate(event.coordinates.map(|(north, _)| north)),
        coordinate(event.coordinates.map(|(_, east)| east)),
        String::new(),
    ]
}

fn mention_row(row: &ClaimRow) -> Vec<String> {
    let Claim { evidence, confidence, .. } = &row.claim;
    let span = evidence.span;
    let learned = format!("{}000000", number(row.learned));
    vec![
        row.event.map(|key| key.number.to_string()).unwrap_or_default(),
        learned.clone(),
        learned,
        "1".to_owned(),
        row.outlet.clone().unwrap_or_default(),
        row.url.clone().unwrap_or_else(|| row.article.clone()),
        (row.number + 1).to_string(),
        row.claim.actors.first().map(|party| party.span.start().to_string()).unwrap_or_default(),
        row.claim.recipients.first().map(|party| party.span.start().to_string()).unwrap_or_default(),
        evidence.trigger.start().to_string(),
        "1".to_owned(),
        format!("{:.0}", f64::from(*confidence) * 100.0),
        span.len().to_string(),
        String::new(),
        String::new(),
        row.claim.status.as_str().to_owned(),
    ]
}
