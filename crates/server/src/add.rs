//! Adds what was sent to the ledger, where the server may.

use dragoman_store::{Adding, Fate, Filed, Ledger};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use xxhash_rust::xxh3::xxh3_64;

use crate::house::House;
use crate::page::read::Sent;
use crate::problem::Problem;

/// What became of an article that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Added {
    /// Its name.
    article: String,
    /// `added`, `copy`, `known` or `read anew`.
    fate: &'static str,
    /// The article of which it is a copy.
    copy_of: Option<String>,
    /// How many claims were read from it.
    claims: usize,
}

/// Reads an article, adds it, and merges its claims into events.
pub(crate) fn add(house: &House, sent: &Sent) -> Result<Added, Problem> {
    let mut article = sent.article();
    let analysis = house.analyst.analyse(&mut article, &mut house.analyst.reader().scratch());
    if article.id.is_empty() {
        let hash = xxh3_64(article.text.as_bytes());
        article.id = article.metadata.url.clone().unwrap_or_else(|| format!("sent-{hash:016x}"));
    }
    let (id, claims) = (article.id.clone(), analysis.claims.len());
    let started = Timestamp::now().strftime("%Y-%m-%d %H:%M:%S").to_string();
    let adding = Adding { started, version: house.settings.version.clone(), keep_text: true };
    let mut ledger = Ledger::open_to_add(house.readers.path(), &adding)?;
    let learned = analysis.grounding.anchor.interval.to;
    let fates = ledger.add(&[Filed { article, learned, claims: analysis.claims }])?;
    ledger.settle(&mut |_| {})?;
    let (fate, copy_of) = match fates.into_iter().next() {
        Some(Fate::Copy(first)) => ("copy", Some(first)),
        Some(Fate::Known) => ("known", None),
        Some(Fate::ReadAnew) => ("read anew", None),
        _ => ("added", None),
    };
    Ok(Added { article: id, fate, copy_of, claims })
}
