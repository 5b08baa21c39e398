//! Claims as JSON, in the form of the codebook.

use dragoman::Analysis;
use dragoman::event::code::confidence;
use dragoman::event::{Claim, Interval, Party, Source, Stance};
use dragoman::text::{Article, Span};
use serde_json::{Map, Value, json};

/// Writes an article with its claims.
pub(super) fn write_article(
    article: &Article,
    analysis: &Analysis,
    why: bool,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let places = Places::new(&article.text);
    let claims: Vec<Value> =
        analysis.claims.iter().map(|claim| claim_value(article, &places, claim, why)).collect();
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(article.id));
    let day = article.metadata.published.as_ref().map(|published| published.day.to_string());
    object.insert("date".to_owned(), json!(day));
    if day.is_none() {
        let Interval { from, to } = analysis.grounding.anchor.interval;
        let days = [from, to].map(|day| day.map(|day| day.to_string()));
        object.insert("published_between".to_owned(), json!(days));
    }
    object.insert("claims".to_owned(), json!(claims));
    serde_json::to_writer(&mut *out, &object)?;
    out.push(b'\n');
    Ok(())
}

/// Writes each claim as a line of its own.
pub(super) fn write_claims(
    article: &Article,
    analysis: &Analysis,
    why: bool,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let places = Places::new(&article.text);
    for (number, claim) in analysis.claims.iter().enumerate() {
        let mut object = Map::new();
        object.insert("article".to_owned(), json!(article.id));
        object.insert("claim".to_owned(), json!(number));
        if let Value::Object(fields) = claim_value(article, &places, claim, why) {
            object.extend(fields);
        }
        serde_json::to_writer(&mut *out, &object)?;
        out.push(b'\n');
    }
    Ok(())
}

/// Counts characters where spans count bytes.
pub(super) struct Places {
    /// The byte at which each character begins; `None` where all are one byte long.
    starts: Option<Vec<usize>>,
}

impl Places {
    pub(super) fn new(text: &str) -> Self {
        Self { starts: (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect()) }
    }

    pub(super) fn characters(&self, span: Span) -> [usize; 2] {
        [span.start(), span.end()].map(|byte| match &self.starts {
            Some(starts) => starts.partition_point(|start| *start < byte),
            None => byte,
        })
    }
}

fn claim_value(article: &Article, places: &Places, claim: &Claim, why: bool) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("type", json!(claim.event_type));
    put("mode", json!(claim.modes));
    if !claim.contexts.is_empty() {
        put("context", json!(claim.contexts));
    }
    put("status", json!(claim.status.as_str()));
    put("actor", claim.actors.iter().map(|party| party_value(party, why)).collect());
    put("recipient", claim.recipients.iter().map(|party| party_value(party, why)).collect());
    let mut when = Map::new();
    when.insert("from".to_owned(), json!(claim.when.interval.from.map(|day| day.to_string())));
    when.insert("to".to_owned(), json!(claim.when.interval.to.map(|day| day.to_string())));
    if let Some(words) = claim.when.words {
        when.insert("words".to_owned(), json!(words.of(&article.text)));
    }
    put("when", Value::Object(when));
    put(
        "place",
        claim
            .place
            .as_ref()
            .map_or(Value::Null, |place| json!({ "text": place.text, "country": place.country })),
    );
    put("source", source_value(&claim.source));
    for (key, stance) in [
        ("confirmed_by", Stance::Confirmed),
        ("not_confirmed_by", Stance::NotConfirmed),
        ("denied_by", Stance::Denied),
    ] {
        let who: Vec<&str> = claim
            .confirmations
            .iter()
            .filter(|one| one.stance == stance)
            .map(|one| one.who.as_str())
            .collect();
        if !who.is_empty() {
            put(key, json!(who));
        }
    }
    put("quote", json!(claim.evidence.span.of(&article.text)));
    put("span", json!(places.characters(claim.evidence.span)));
    if let Some(about) = claim.about {
        put("about", json!(about));
    }
    put("confidence", json!(f64::from((claim.confidence * 1000.0).round()) / 1000.0));
    if why {
        put("predicate", json!(claim.evidence.predicate));
        put("trigger", json!(claim.evidence.trigger.of(&article.text)));
        put("operators", json!(claim.evidence.operators));
        put("signs", json!(confidence::signs(claim)));
        put("when_because", json!(claim.when.reason));
    }
    Value::Object(object)
}

fn party_value(party: &Party, why: bool) -> Value {
    let actor = &party.actor;
    let mut object = Map::new();
    object.insert("text".to_owned(), json!(party.text));
    object.insert("country".to_owned(), json!(actor.country));
    let id = Some(&actor.id).filter(|id| !id.is_empty());
    for (key, value) in [
        ("sector", &actor.sector),
        ("name", &actor.person),
        ("office", &actor.office),
        ("body", &actor.body),
        ("wikidata", &actor.wikidata),
        ("id", &id.cloned()),
    ] {
        if let Some(value) = value {
            object.insert(key.to_owned(), json!(value));
        }
    }
    if party.inferred {
        object.insert("inferred".to_owned(), json!(true));
    }
    if why {
        object.insert("because".to_owned(), json!(actor.reason));
    }
    Value::Object(object)
}

fn source_value(source: &Source) -> Value {
    let mut object = Map::new();
    object.insert("kind".to_owned(), json!(source.kind.as_str()));
    if let Some(who) = &source.who {
        object.insert("who".to_owned(), json!(who));
    }
    if !source.through.is_empty() {
        object.insert("through".to_owned(), source.through.iter().map(source_value).collect());
    }
    Value::Object(object)
}
