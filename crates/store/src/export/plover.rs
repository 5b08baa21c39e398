//! Events of plain PLOVER, for users of the standard: each claim by the rules that the codebook gives.

use std::io::Write;

use dragoman_event::{Claim, Party, Status};
use serde_json::{Value, json};

use super::{Export, day, in_plover, inner, one_day, write_line};
use crate::ask::ClaimRow;
use crate::error::Answer;
use crate::ledger::Ledger;

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    let (mut n_rows, mut n_left_out) = (0, 0);
    ledger
        .each_claim(export.query, &mut |row| {
            let is_told_by_act = ledger.is_told_by_act(&row)?;
            if let Some((event_type, modes)) = in_plover(&row.claim, is_told_by_act, export.scale) {
                n_rows += 1;
                write_line(out, &value(&row, &event_type, &modes, export))?;
            } else {
                n_left_out += 1;
            }
            Ok(())
        })
        .map_err(inner)?;
    Ok((n_rows, n_left_out))
}

fn value(row: &ClaimRow, event_type: &str, modes: &[String], export: &Export<'_>) -> Value {
    let claim = &row.claim;
    let (source, target) = claim
        .called_off_by()
        .unwrap_or_else(|| (claim.actors.iter().collect(), claim.recipients.iter().collect()));
    json!({
        "id": row.key.to_string(),
        "event_id": row.event.map(|key| key.to_string()),
        "date": day(one_day(claim.when.interval)),
        "publication_date": row.learned.to_string(),
        "event": event_type,
        "mode": modes,
        "auxiliary": auxiliary(claim),
        "context": claim.contexts,
        "source": actors(&source),
        "target": actors(&target),
        "location": claim.place.as_ref().map(|place| json!({ "text": place.text, "country": place.country })),
        "quad": export.scale.quad(event_type),
        "cameo": export.scale.cameo(event_type),
        "goldstein": export.scale.score(event_type, modes),
        "event_text": row.quote,
        "publisher": row.outlet,
        "url": row.url,
        "article": row.article,
    })
}

/// PLOVER's modes of whatever type.
pub(super) fn auxiliary(claim: &Claim) -> Vec<&'static str> {
    match claim.status {
        Status::Planned | Status::Agreed | Status::Proposed | Status::Threatened => vec!["future"],
        Status::Hypothetical => vec!["hypothetical"],
        Status::Denied => vec!["negation"],
        _ => Vec::new(),
    }
}

fn actors(side: &[&Party]) -> Vec<Value> {
    let actor = |party: &&Party| {
        json!({
            "text": party.text,
            "code": party.actor.country,
            "sector": party.actor.sector,
            "name": party.actor.person.as_ref().or(party.actor.body.as_ref()),
        })
    };
    side.iter().map(actor).collect()
}
