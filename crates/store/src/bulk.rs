//! The steps of a ledger as functions of values, for engines that have their own way of keeping and shuffling.
//!
//! What a ledger does between two commits is done here for whoever has the claims: which names articles and claims
//! have, which claims of a copy repeat another's, which claims need to be compared, and what their events look like.
//! The same functions decide in both, so the same articles give the same events.

use std::collections::BTreeMap;

use dragoman_event::actor::Actor;
use dragoman_event::{Claim, Evidence, Party, Source, SourceKind, When, Where};
use dragoman_text::Span;
use dragoman_thread::merge::{Life, Told, keys, merge, undertakings};
use jiff::civil::Date;

use crate::ask::{ClaimRow, EventRow, Turn};
use crate::file::{Filed, claim_keys, learned, name_of};
use crate::form::ClaimForm;
use crate::key::{self, Key};
use crate::settle::{Facts, Kept, days_now};

/// What a ledger would call an article that it files, and its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// The article's name.
    pub article: String,
    /// A hash of what it says and of what is known of it.
    pub content: i64,
    /// A hash of both, by which the article is told from all others.
    pub key: i64,
    /// Its claims, on no event yet.
    pub claims: Vec<ClaimRow>,
}

impl Coded {
    /// Names an article and its claims.
    #[must_use]
    pub fn of(filed: Filed) -> Self {
        let name = name_of(&filed.article).to_owned();
        let content = key::of_content(&filed.article);
        let keys = claim_keys(&name, content, &filed.claims);
        let days: Vec<Date> = filed.claims.iter().map(|claim| learned(&filed, claim)).collect();
        let Filed { article, claims, .. } = filed;
        let rows =
            keys.into_iter().zip(days).zip(claims).enumerate().map(|(number, ((key, learned), claim))| {
                ClaimRow {
                    key: Key::claim(key),
                    event: None,
                    quote: Some(claim.evidence.span.of(&article.text).to_owned()),
                    claim,
                    learned,
                    article: name.clone(),
                    number,
                    title: article.metadata.title.clone(),
                    outlet: article.metadata.outlet.clone(),
                    url: article.metadata.url.clone(),
                    n_witnesses: 0,
                }
            });
        let claims = rows.collect();
        Self { key: key::of_words(&format!("article|{content}|{name}")), article: name, content, claims }
    }
}

/// A claim as it is kept, in JSON.
#[must_use]
pub fn write_claim(claim: &Claim) -> String {
    // Words and numbers can always be written.
    serde_json::to_string(&ClaimForm::of(claim)).unwrap_or_default()
}

/// Reads a claim that [`write_claim`] wrote; says what is wrong with it.
pub fn read_claim(form: &str) -> Result<Claim, String> {
    serde_json::from_str::<ClaimForm<'_>>(form).map_err(|error| error.to_string())?.claim()
}

/// The copies of one text, which are told of in the order of their publication, each claim in the order of its
/// article.
#[derive(Default)]
pub struct Copies {
    first_of: BTreeMap<(String, usize), i64>,
    told: BTreeMap<(i64, String), usize>,
}

impl Copies {
    /// Takes in a claim; gives the one of an earlier copy that it repeats, if it does.
    pub fn tell(&mut self, article: i64, claim: i64, what: &Claim) -> Option<i64> {
        let assertion = key::assertion(what);
        let nth = self.told.entry((article, assertion.clone())).or_default();
        let first = *self.first_of.entry((assertion, *nth)).or_insert(claim);
        *nth += 1;
        Some(first).filter(|first| *first != claim)
    }
}

/// What comparing and merging need of a claim, and nothing else: what is sent to wherever it is compared.
#[must_use]
pub fn slim(claim: &Claim) -> Claim {
    let nowhere = Span::new(0, 0);
    let parties = |side: &[Party]| {
        let party = |party: &Party| Party {
            text: String::new(),
            span: nowhere,
            actor: Actor { wikidata: None, confidence: 1.0, reason: String::new(), ..party.actor.clone() },
            inferred: false,
        };
        side.iter().map(party).collect()
    };
    Claim {
        event_type: claim.event_type.clone(),
        modes: claim.modes.clone(),
        contexts: Vec::new(),
        status: claim.status,
        actors: parties(&claim.actors),
        recipients: parties(&claim.recipients),
        when: When {
            interval: claim.when.interval,
            words: claim.when.words.map(|_| nowhere),
            reason: String::new(),
        },
        place: claim.place.as_ref().map(|place| Where {
            text: String::new(),
            span: nowhere,
            country: place.country.clone(),
            coordinates: None,
        }),
        source: Source { kind: SourceKind::Narrator, who: None, actor: None, through: Vec::new() },
        confirmations: Vec::new(),
        about: None,
        confidence: 1.0,
        evidence: Evidence {
            span: nowhere,
            trigger: nowhere,
            predicate: String::new(),
            operators: Vec::new(),
        },
    }
}

/// The blocks that a claim is compared in: claims that share none do not bear on each other.
///
/// Of the keys for comparison those of one country are enough, as whoever shares two shares one.
#[must_use]
pub fn blocks(published: Date, claim: &Claim) -> Vec<i64> {
    let told = Told { id: "", published, claim };
    let alone = |key: &String| key.split('|').nth(2) == Some("-");
    let compared = keys(&told).into_iter().filter(alone);
    let waiting = undertakings(&told).into_iter().map(|key| format!("undertaking|{key}"));
    compared.chain(waiting).map(|key| key::of_words(&key)).collect()
}

/// An event as a ledger shows it, without what is counted over articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The event. How many articles and outlets tell of it, and its thread, are left open.
    pub row: EventRow,
    /// Its life.
    pub life: Vec<Turn>,
    /// Its claims, by their keys, in the order of publication.
    pub claims: Vec<i64>,
}

/// Merges claims that bear on each other into events: each with its key, the article's name and its number there, and
/// the day on which it became known.
#[must_use]
pub fn merged(claims: Vec<(i64, String, usize, Date, Claim)>) -> Vec<Merged> {
    let kept: Vec<Kept> = claims
        .into_iter()
        .map(|(key, article, number, learned, claim)| Kept::new(key, &article, number, learned, claim))
        .collect();
    let told: Vec<Told<'_>> = kept.iter().map(Kept::told).collect();
    let events = merge(&told);
    events
        .iter()
        .filter_map(|event| {
            let claims: Vec<&Kept> = event.claims.iter().filter_map(|claim| kept.get(*claim)).collect();
            let (first, last) = (claims.first()?, event.life.steps.last()?);
            let facts = Facts::of(&claims, event.life.status)?;
            let row = EventRow {
                key: Key::event(first.key),
                event_type: first.claim.event_type.clone(),
                modes: facts.modes,
                status: event.life.status?,
                actors: facts.actors,
                recipients: facts.recipients,
                days: days_now(&event.life.steps),
                place: facts.place,
                place_country: facts.place_country,
                coordinates: facts.coordinates,
                first_learned: first.learned,
                changed: last.published,
                n_claims: claims.len(),
                n_articles: 0,
                n_outlets: 0,
                confidence: facts.confidence,
                thread: None,
            };
            let turns = event.life.steps.iter().enumerate().filter_map(|(number, turn)| {
                let so_far = event.life.steps.get(..=number)?;
                Some(Turn {
                    learned: turn.published,
                    status: turn.status,
                    current: Life::status_after(so_far)?,
                    days: turn.days,
                    n_claims: turn.n_claims,
                })
            });
            let life = turns.collect();
            Some(Merged { row, life, claims: claims.iter().map(|kept| kept.key).collect() })
        })
        .collect()
}
