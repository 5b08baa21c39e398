//! The steps of a ledger as functions of values, for engines that have their own way of keeping and shuffling.
//!
//! What a ledger does between two commits is done here for whoever has the claims: which names articles and claims
//! have, which claims of a copy repeat another's, which claims need to be compared, and what their events look like.
//! The same functions decide in both, so the same articles give the same events.

use std::collections::BTreeMap;

use dragoman_event::Claim;
use dragoman_thread::link::{Tie, join};
use dragoman_thread::merge::{
    ENOUGH, Entry, Face, Life, Rank, Step, Told, blocks, day_number, is_same_undertaking, look_in, placed,
};
use jiff::civil::Date;

use crate::ask::{ClaimRow, EventRow, Turn};
use crate::file::{Filed, claim_keys, learned, name_of, order_by_name};
use crate::form::ClaimForm;
use crate::key::{self, Key};
use crate::settle::{Facts, Line, days_now, rank_in_words, read_face, write_face};
use crate::thread::stronger;

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
        Self { key: order_by_name(&name, content), article: name, content, claims }
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

/// What comparing needs of a claim, as bytes: its rank and its face.
#[must_use]
pub fn face(article: i64, number: usize, learned: Date, claim: &Claim) -> Vec<u8> {
    let told = Told { id: "", published: learned, claim };
    write_face(rank(article, number, learned), &Face::of(&told))
}

fn rank(article: i64, number: usize, learned: Date) -> Rank {
    Rank { day: day_number(learned), article, number: number as u32 }
}

/// A claim as far as comparing needs it.
pub struct Compared {
    rank: Rank,
    face: Face,
}

impl Compared {
    /// Reads what [`face`] wrote; nothing where it is something else.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        read_face(bytes).map(|(rank, face)| Self { rank, face })
    }

    /// The blocks in which it is entered.
    #[must_use]
    pub fn entered(&self) -> Vec<i64> {
        blocks(&self.face, self.rank).iter().map(|block| block.number).collect()
    }

    /// The blocks in which those are looked for that it may join.
    #[must_use]
    pub fn looked_in(&self) -> Vec<i64> {
        look_in(&self.face, self.rank).iter().map(|block| block.number).collect()
    }

    /// Whether it may join the event of an earlier one: what becomes of a claim depends on those that it may join, on
    /// what becomes of these, and on no others.
    #[must_use]
    pub fn may_join(&self, other: &Self) -> bool {
        other.rank < self.rank
            && (self.face.value(&other.face) >= ENOUGH
                || is_same_undertaking((&self.face, self.rank), (&other.face, other.rank)))
    }
}

/// An event as a ledger shows it, without what is counted over articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The event. How many articles and outlets tell of it, and its thread, are left open.
    pub row: EventRow,
    /// Its life.
    pub life: Vec<Turn>,
    /// When it is taken, in words: an event joins the affair of one that comes before it.
    pub rank: String,
    /// Whose affair it is.
    pub affair: Option<String>,
    /// Its claims, by their keys, in the order of publication.
    pub claims: Vec<i64>,
}

/// A claim with what merging needs of it.
#[derive(Clone, Debug)]
pub struct Placeable {
    /// Its key.
    pub key: i64,
    /// Its article's key.
    pub article: i64,
    /// Its place among those of its article.
    pub number: usize,
    /// The day on which it became known.
    pub learned: Date,
    /// The claim.
    pub claim: Claim,
}

/// Merges claims into events: all that may join each other, and all that may join these.
#[must_use]
pub fn merged(claims: &[Placeable]) -> Vec<Merged> {
    let ranks: Vec<Rank> = claims.iter().map(|one| rank(one.article, one.number, one.learned)).collect();
    let entries = claims.iter().zip(&ranks).enumerate().map(|(place, (one, rank))| {
        let told = Told { id: "", published: one.learned, claim: &one.claim };
        Entry::new(place as i64, *rank, Face::of(&told))
    });
    placed(entries.collect())
        .into_iter()
        .filter_map(|places| {
            let lines: Vec<Line> = places
                .iter()
                .filter_map(|place| {
                    let (one, rank) = (claims.get(*place as usize)?, ranks.get(*place as usize)?);
                    Some(Line::of(*rank, one.key, one.learned, &one.claim))
                })
                .collect();
            event_of(&lines)
        })
        .collect()
}

/// An event from its claims, which are in the order in which they are taken.
fn event_of(lines: &[Line]) -> Option<Merged> {
    let first = lines.first()?;
    let life = Life::of(lines.iter().map(|line| (line.learned, line.status, line.days)));
    let facts = Facts::of(lines, life.status);
    let row = EventRow {
        key: Key::event(first.key),
        event_type: first.event_type.clone(),
        modes: facts.modes,
        status: life.status?,
        actors: facts.actors,
        recipients: facts.recipients,
        days: days_now(&life.steps),
        place: facts.place,
        place_country: facts.place_country,
        coordinates: facts.coordinates,
        first_learned: first.learned,
        changed: life.steps.last()?.published,
        n_claims: lines.len(),
        n_articles: 0,
        n_outlets: 0,
        confidence: facts.confidence,
        thread: None,
    };
    let turns = life.steps.iter().enumerate().filter_map(|(number, turn)| {
        let current = Life::status_after(life.steps.get(..=number)?)?;
        let Step { published, status, days, n_claims } = turn.clone();
        Some(Turn { learned: published, status, current, days, n_claims })
    });
    Some(Merged {
        row,
        life: turns.collect(),
        rank: rank_in_words(first.learned, first.rank),
        affair: first.affair.clone(),
        claims: lines.iter().map(|line| line.key).collect(),
    })
}

/// What ties an event to an earlier one, in one article or because both are of one affair.
#[derive(Clone, Debug, PartialEq)]
pub struct Tied {
    /// The article; nothing where it is the affair.
    pub article: Option<i64>,
    /// When the earlier event is taken, and its key.
    pub to: (String, i64),
    /// The day on which the article was published.
    pub day: i32,
    /// How much.
    pub weight: f32,
    /// Why.
    pub because: String,
}

/// The earlier event whose affair an event joins, of all that tie it.
#[must_use]
pub fn joined(ties: Vec<Tied>) -> Option<i64> {
    let mut strongest = BTreeMap::new();
    for Tied { article, to, day, weight, because } in ties {
        let tie = Tie { to: to.clone(), day, weight, because };
        stronger(&mut strongest, (article, to), tie);
    }
    join(strongest.into_values().collect()).map(|tie| tie.to.1)
}
