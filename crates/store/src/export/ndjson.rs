//! JSON lines: events, claims, and articles with all that is needed to make the ledger again.

use std::io::{BufRead, Write};

use dragoman_event::Claim;
use dragoman_text::Article;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Export, What, day, inner, write_line};
use crate::ask::{ClaimRow, EventRow};
use crate::error::{Answer, StoreErrorKind};
use crate::file::Filed;
use crate::form::{ClaimForm, MoreForm};
use crate::ledger::Ledger;

pub(super) fn write(
    ledger: &Ledger,
    export: &Export<'_>,
    out: &mut (dyn Write + Send),
) -> Answer<(usize, usize)> {
    write_line(out, &export.about())?;
    let mut n_rows = 0;
    match export.what {
        What::Events => ledger
            .each_event(export.query, &mut |event| {
                n_rows += 1;
                Ok(write_line(out, &event_value(ledger, &event, export.query.as_of)?)?)
            })
            .map_err(inner)?,
        What::Claims => ledger
            .each_claim(export.query, &mut |claim| {
                n_rows += 1;
                Ok(write_line(out, &claim_value(&claim)?)?)
            })
            .map_err(inner)?,
        What::Articles => ledger.each_article(export.query, &mut |article, claims| {
            n_rows += 1;
            Ok(write_line(out, &article_value(article, claims)?)?)
        })?,
    }
    write_line(out, &json!({ "end": n_rows }))?;
    Ok((n_rows, 0))
}

/// An event with its life.
pub(super) fn event_value(
    ledger: &Ledger,
    event: &EventRow,
    as_of: Option<jiff::civil::Date>,
) -> Answer<Value> {
    let life: Vec<Value> = ledger
        .life(event.key, as_of)?
        .iter()
        .map(|turn| {
            json!({
                "learned": turn.learned.to_string(),
                "status": turn.status.as_str(),
                "from": day(turn.days.from),
                "to": day(turn.days.to),
                "claims": turn.n_claims,
            })
        })
        .collect();
    let modes: Vec<&str> = event.modes.split('+').filter(|mode| !mode.is_empty()).collect();
    Ok(json!({
        "event": event.key.to_string(),
        "type": event.event_type,
        "mode": modes,
        "status": event.status.as_str(),
        "actor": event.actors,
        "recipient": event.recipients,
        "from": day(event.days.from),
        "to": day(event.days.to),
        "place": event.place,
        "place_country": event.place_country,
        "coordinates": event.coordinates.map(|(north, east)| [north, east]),
        "first_learned": event.first_learned.to_string(),
        "changed": event.changed.to_string(),
        "claims": event.n_claims,
        "articles": event.n_articles,
        "outlets": event.n_outlets,
        "confidence": rounded(event.confidence),
        "thread": event.thread.map(|key| key.to_string()),
        "life": life,
    }))
}

/// A number without digits that mean nothing.
pub(super) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

fn claim_value(row: &ClaimRow) -> Answer<Value> {
    let mut value = json!({
        "claim": row.key.to_string(),
        "event": row.event.map(|key| key.to_string()),
        "learned": row.learned.to_string(),
        "article": { "id": row.article, "title": row.title, "outlet": row.outlet, "url": row.url },
        "number": row.number,
        "witnesses": row.n_witnesses,
        "quote": row.quote,
    });
    if let (Value::Object(value), Value::Object(claim)) =
        (&mut value, serde_json::to_value(ClaimForm::of(&row.claim))?)
    {
        value.extend(claim);
    }
    Ok(value)
}

/// An article with its claims, as it is exported and read back.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<jiff::civil::Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    learned: Option<jiff::civil::Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    text: String,
    #[serde(flatten)]
    more: MoreForm<'a>,
    claims: Vec<ClaimForm<'a>>,
}

fn article_value(article: &Article, claims: &[ClaimRow]) -> Answer<Value> {
    let metadata = &article.metadata;
    let published = metadata.published.as_ref().map(|one| one.day);
    let line = Line {
        article: article.id.clone(),
        published,
        learned: claims.first().map(|claim| claim.learned).filter(|_| published.is_none()),
        title: metadata.title.clone(),
        outlet: metadata.outlet.clone(),
        url: metadata.url.clone(),
        language: metadata.language.clone(),
        text: article.text.clone(),
        more: MoreForm::of(article),
        claims: claims.iter().map(|claim| ClaimForm::of(&claim.claim)).collect(),
    };
    Ok(serde_json::to_value(line)?)
}

/// Reads an export of articles back, one after the other.
///
/// The last line must count them: an export that was cut short is an error, once all its whole lines were given.
pub struct Import<R> {
    input: R,
    line: String,
    number: usize,
    n_articles: usize,
    is_over: bool,
}

impl<R: BufRead> Import<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self { input, line: String::new(), number: 0, n_articles: 0, is_over: false }
    }

    fn read(&mut self) -> Result<Option<Filed>, String> {
        loop {
            self.line.clear();
            self.number += 1;
            if self.input.read_line(&mut self.line).map_err(|error| error.to_string())? == 0 {
                return Err("the export ends before its last line; it is not complete".to_owned());
            }
            let line = self.line.trim();
            if line.is_empty() || self.number == 1 && line.starts_with("{\"export\":") {
                continue;
            }
            if line.starts_with("{\"end\":") {
                let end: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
                return match end.get("end").and_then(Value::as_u64) {
                    Some(count) if count == self.n_articles as u64 => Ok(None),
                    _ => Err(format!(
                        "the last line does not count the {} articles before it",
                        self.n_articles
                    )),
                };
            }
            self.n_articles += 1;
            let line: Line<'_> = serde_json::from_str(line).map_err(|error| error.to_string())?;
            return filed(line).map(Some);
        }
    }
}

fn filed(line: Line<'_>) -> Result<Filed, String> {
    let mut article = Article { id: line.article, text: line.text, ..Article::default() };
    article.metadata.title = line.title;
    article.metadata.outlet = line.outlet;
    article.metadata.url = line.url;
    article.metadata.language = line.language;
    line.more.fill(line.published, &mut article)?;
    let claims = line.claims.into_iter().map(ClaimForm::claim).collect::<Result<Vec<Claim>, String>>()?;
    Ok(Filed { article, learned: line.learned, claims })
}

impl<R: BufRead> Iterator for Import<R> {
    type Item = Result<Filed, StoreErrorKind>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        match self.read() {
            Ok(filed) => {
                self.is_over = filed.is_none();
                filed.map(Ok)
            }
            Err(what) => {
                self.is_over = true;
                Some(Err(StoreErrorKind::Format(format!("line {}: {what}", self.number))))
            }
        }
    }
}
