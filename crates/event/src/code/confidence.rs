//! How likely it is that a claim is right: what can be seen of it, weighed by how such claims fared.
//!
//! A logistic model over a few signs. `data/event/confidence.tsv` has the weights and what each sign is;
//! `training/confidence` has how they were fitted, and `docs/confidence.md` how well the outcome holds.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::party::countries_of;
use crate::claim::{Claim, Party, SourceKind, Status};
use crate::table::{self, Fault};

const TABLE: &str = include_str!("../../../../data/event/confidence.tsv");
const FILE: &str = "event/confidence.tsv";

/// What is always there.
const ALWAYS: &str = "always";

/// Below this a party is guessed.
const GUESS: f32 = 0.6;

/// More bytes than this are a long passage.
const LONG: usize = 160;

/// The weight of each sign.
static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| load(TABLE).0);

fn load(text: &str) -> (HashMap<&str, f32>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut weights = HashMap::new();
    for row in table::rows(FILE, text, ["sign", "weight", "what", "source"], &mut faults) {
        let [sign, weight, ..] = row.cells;
        match weight.parse() {
            Ok(weight) => {
                weights.insert(sign, weight);
            }
            Err(_) => faults.push(Fault {
                file: FILE.to_owned(),
                line: row.line,
                what: format!("{weight:?} is no number"),
            }),
        }
    }
    (weights, faults)
}

/// What speaks for and against a claim, by the names in the table.
#[must_use]
pub fn signs(claim: &Claim) -> Vec<String> {
    let parties = || claim.actors.iter().chain(&claim.recipients);
    let is_unknown = |party: &Party| party.actor.country.is_none() && party.actor.id.is_empty();
    let (doers, others) = (countries_of(&claim.actors), countries_of(&claim.recipients));
    let is_shared = claim.recipients.is_empty() && doers.len() > 1;
    let is_at_home = !doers.is_empty() && doers == others;
    let n_operators = claim.evidence.operators.len();
    let told = |sign: &str, holds: bool| holds.then(|| sign.to_owned());
    [
        told("actor-missing", claim.actors.is_empty()),
        told("actor-unknown", claim.actors.iter().any(is_unknown)),
        told("recipient-missing", claim.recipients.is_empty() && !is_shared),
        told("shared", is_shared),
        told("at-home", is_at_home),
        told("recipient-unknown", claim.recipients.iter().any(is_unknown)),
        told("party-inferred", parties().any(|party| party.inferred)),
        told("party-guessed", parties().any(|party| party.actor.confidence < GUESS)),
        told("parties-many", parties().count() > 3),
        told("operator", n_operators == 1),
        told("operators-many", n_operators > 1),
        told("held", claim.status == Status::Held),
        told("dated", claim.when.words.is_some()),
        told("placed", claim.place.is_some()),
        told("on-somebody's-word", claim.source.kind != SourceKind::Narrator),
        told("says-more", claim.about.is_some()),
        told("passage-long", claim.evidence.span.end() - claim.evidence.span.start() > LONG),
        Some(claim.event_type.to_lowercase()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How likely it is that type, status and both sides' countries are as a careful reader would have them, 0 to 1.
#[must_use]
pub fn confidence(claim: &Claim) -> f32 {
    let weight = |sign: &str| WEIGHTS.get(sign).copied().unwrap_or(0.0);
    let sum = signs(claim).iter().map(|sign| weight(sign)).sum::<f32>() + weight(ALWAYS);
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let (weights, faults) = load(TABLE);
        assert!(faults.is_empty(), "{faults:?}");
        assert!(weights.contains_key(ALWAYS) && weights.len() > 10);
    }
}
