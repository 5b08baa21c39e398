//! Events of plain PLOVER, derived from claims by the codebook's rules.

use dragoman::Analysis;
use dragoman::event::predicate::Ontology;
use dragoman::event::{Claim, Party, Status};
use dragoman::text::Article;
use serde_json::{Map, Value, json};

use super::json::Places;

/// What a claim is in plain PLOVER.
#[allow(clippy::struct_field_names, reason = "`type` is a keyword")]
struct Event<'a> {
    event_type: String,
    modes: Vec<String>,
    auxiliary: Vec<&'static str>,
    source: Vec<&'a Party>,
    target: Vec<&'a Party>,
    claim: &'a Claim,
}

/// Writes an article with its events.
pub(super) fn write_article(
    article: &Article,
    analysis: &Analysis,
    ontology: &Ontology,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let places = Places::new(&article.text);
    let events: Vec<Value> = events(&analysis.claims, ontology)
        .iter()
        .map(|event| Value::Object(value(article, &places, event, ontology)))
        .collect();
    serde_json::to_writer(&mut *out, &json!({ "id": article.id, "events": events }))?;
    out.push(b'\n');
    Ok(())
}

/// Writes each event as a line of its own.
pub(super) fn write_events(
    article: &Article,
    analysis: &Analysis,
    ontology: &Ontology,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let places = Places::new(&article.text);
    for event in events(&analysis.claims, ontology) {
        let mut object = Map::new();
        object.insert("article".to_owned(), json!(article.id));
        object.extend(value(article, &places, &event, ontology));
        serde_json::to_writer(&mut *out, &object)?;
        out.push(b'\n');
    }
    Ok(())
}

fn events<'a>(claims: &'a [Claim], ontology: &Ontology) -> Vec<Event<'a>> {
    let is_told_by_act: Vec<bool> =
        (0..claims.len()).map(|idx| claims.iter().any(|claim| claim.about == Some(idx))).collect();
    claims
        .iter()
        .zip(is_told_by_act)
        .filter_map(|(claim, is_told_by_act)| event(claim, is_told_by_act, ontology))
        .collect()
}

fn event<'a>(claim: &'a Claim, is_told_by_act: bool, ontology: &Ontology) -> Option<Event<'a>> {
    let happened = matches!(claim.status, Status::Held | Status::Ongoing);
    if is_told_by_act && !happened || matches!(claim.status, Status::Denied | Status::Hypothetical) {
        return None;
    }
    let content_mode = |act: &str| {
        let mode = ontology.content_mode(act, &claim.event_type, &claim.modes);
        mode.map(str::to_owned).into_iter().collect::<Vec<_>>()
    };
    let cooperative = matches!(claim.event_type.as_str(), "CONSULT" | "SUPPORT" | "COOPERATE" | "AID");
    let yielding = matches!(claim.event_type.as_str(), "RETREAT" | "CONCEDE");
    let (event_type, modes) = match claim.status {
        Status::Planned | Status::Agreed | Status::Proposed if cooperative => {
            ("AGREE".to_owned(), Vec::new())
        }
        Status::Planned | Status::Agreed if yielding => ("CONCEDE".to_owned(), Vec::new()),
        Status::Planned if claim.event_type == "ASSAULT" => ("THREATEN".to_owned(), content_mode("THREATEN")),
        Status::Threatened => ("THREATEN".to_owned(), content_mode("THREATEN")),
        Status::Refused | Status::Cancelled | Status::Postponed if claim.event_type == "CONSULT" => {
            ("REJECT".to_owned(), vec!["meet".to_owned()])
        }
        Status::Refused => ("REJECT".to_owned(), content_mode("REJECT")),
        _ => (claim.event_type.clone(), claim.modes.clone()),
    };
    let future =
        matches!(claim.status, Status::Planned | Status::Agreed | Status::Proposed | Status::Threatened);
    // Who protests at home protests against the government, where nobody else is named.
    let at_home = claim.event_type == "PROTEST" && claim.recipients.is_empty();
    let (source, target) = claim.called_off_by().unwrap_or_else(|| {
        let target = if at_home { &claim.actors } else { &claim.recipients };
        (claim.actors.iter().collect(), target.iter().collect())
    });
    Some(Event {
        event_type,
        modes,
        auxiliary: if future { vec!["future"] } else { Vec::new() },
        source,
        target,
        claim,
    })
}

fn value(article: &Article, places: &Places, event: &Event<'_>, ontology: &Ontology) -> Map<String, Value> {
    let facts = ontology.types.get(&event.event_type);
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("event", json!(event.event_type));
    put("mode", json!(event.modes));
    put("auxiliary", json!(event.auxiliary));
    put("context", json!(event.claim.contexts));
    put("source", event.source.iter().map(|party| actor_value(party)).collect());
    put("target", event.target.iter().map(|party| actor_value(party)).collect());
    put(
        "date",
        json!(event.claim.when.interval.from.or(event.claim.when.interval.to).map(|day| day.to_string())),
    );
    put("event_text", json!(event.claim.evidence.span.of(&article.text)));
    put("span", json!(places.characters(event.claim.evidence.span)));
    put("status", json!(event.claim.status.as_str()));
    if let Some(facts) = facts {
        put("quad", json!(facts.quad));
        put("cameo", json!(facts.cameo));
    }
    put("score", json!(ontology.score(&event.event_type, &event.modes)));
    object
}

fn actor_value(party: &Party) -> Value {
    json!({ "text": party.text, "code": party.actor.country, "sector": party.actor.sector })
}
