//! Joins claims into events, the best pairs first.

use std::collections::BTreeMap;

use super::Told;
use super::key::{keys, undertakings};
use super::life::Life;
use super::pair::Compared;

/// From this score on two claims are taken to speak of one happening.
const ENOUGH: f32 = 0.62;
/// A happening that was put off is taken up again within so many days, or is another one.
pub const WAITS_DAYS: i32 = 550;

/// Whether two claims bear on each other: what becomes of a claim depends on those akin to it, those akin to them, and
/// on no others. Whoever keeps claims merges these anew when one comes in, and leaves the rest as it stands.
#[must_use]
pub fn are_akin(one: &Compared<'_>, two: &Compared<'_>) -> bool {
    let waits = || (two.told.published - one.told.published).get_days().abs() <= WAITS_DAYS;
    one.value(two) >= ENOUGH || is_same_undertaking(one, two) && waits()
}

/// Everything that articles say of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its claims, by their place in what was merged, ordered by publication.
    pub claims: Vec<usize>,
    /// What became of it.
    pub life: Life,
}

/// Merges claims into events, ordered by the first claim on each.
///
/// Claims of one family of copies are told once: give only the first of each.
#[must_use]
pub fn merge(told: &[Told<'_>]) -> Vec<Event> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|claim| (told[*claim].published, told[*claim].id));
    let compared: Vec<Compared<'_>> = told.iter().map(|told| Compared::of(*told)).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for candidates in blocks(told, &order, keys) {
        for (place, one) in candidates.iter().enumerate() {
            for two in &candidates[place + 1..] {
                let value = compared[*one].value(&compared[*two]);
                if value >= ENOUGH {
                    pairs.push((value, *one, *two));
                }
            }
        }
    }
    let rank = |claim: usize| (told[claim].published, told[claim].id);
    pairs.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| (rank(a.1), rank(a.2)).cmp(&(rank(b.1), rank(b.2))))
    });
    pairs.dedup_by_key(|pair| (pair.1, pair.2));

    let mut cluster_of: Vec<usize> = (0..told.len()).collect();
    let mut clusters: BTreeMap<usize, Vec<usize>> =
        (0..told.len()).map(|claim| (claim, vec![claim])).collect();
    for (_, one, two) in pairs {
        join(&compared, &mut cluster_of, &mut clusters, one, two, |_, _| true);
    }
    for group in blocks(told, &order, undertakings) {
        take_up_again(&compared, &group, &mut cluster_of, &mut clusters);
    }

    let mut events: Vec<Event> = clusters
        .into_values()
        .map(|mut claims| {
            claims.sort_by_key(|claim| rank(*claim));
            let life = Life::of(claims.iter().map(|claim| &told[*claim]));
            Event { claims, life }
        })
        .collect();
    events.sort_by_key(|event| event.claims.first().map(|claim| rank(*claim)));
    events
}

/// Joins the clusters of two claims unless some claim of one excludes some claim of the other.
fn join(
    compared: &[Compared<'_>],
    cluster_of: &mut [usize],
    clusters: &mut BTreeMap<usize, Vec<usize>>,
    one: usize,
    two: usize,
    also: impl Fn(&[usize], &[usize]) -> bool,
) {
    let (into, from) = (cluster_of[one].min(cluster_of[two]), cluster_of[one].max(cluster_of[two]));
    let (Some(kept), Some(gone)) = (clusters.get(&into), clusters.get(&from)) else { return };
    let compatible =
        || kept.iter().all(|one| gone.iter().all(|two| compared[*one].can_be_one(&compared[*two])));
    if into == from || !compatible() || !also(kept, gone) {
        return;
    }
    let gone = clusters.remove(&from).unwrap_or_default();
    for claim in &gone {
        cluster_of[*claim] = into;
    }
    clusters.entry(into).or_default().extend(gone);
}

/// Groups of claims that share a key, each in the order of publication, in the order of the keys.
fn blocks(told: &[Told<'_>], order: &[usize], keys: impl Fn(&Told<'_>) -> Vec<String>) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for claim in order {
        for key in keys(&told[*claim]) {
            blocks.entry(key).or_default().push(*claim);
        }
    }
    blocks.into_values().filter(|block| block.len() > 1).collect()
}

/// Joins a happening that waits (put off, or agreed without a day) with the next of its kind between its parties.
fn take_up_again(
    compared: &[Compared<'_>],
    order: &[usize],
    cluster_of: &mut [usize],
    clusters: &mut BTreeMap<usize, Vec<usize>>,
) {
    for (place, earlier) in order.iter().enumerate() {
        for later in &order[place + 1..] {
            let (one, two) = (&compared[*earlier], &compared[*later]);
            if (two.told.published - one.told.published).get_days() > WAITS_DAYS {
                break;
            }
            if cluster_of[*earlier] == cluster_of[*later] || !is_same_undertaking(one, two) {
                continue;
            }
            join(compared, cluster_of, clusters, *earlier, *later, |kept, gone| {
                let waits = |claims: &[usize]| {
                    let mut claims = claims.iter().map(|claim| &compared[*claim]);
                    !claims.any(|claim| claim.is_done && claim.told.published < two.told.published)
                };
                waits(kept) && waits(gone)
            });
        }
    }
}

/// Whether the same named people mean to do the same with the same country: a thing one can put off and take up.
fn is_same_undertaking(one: &Compared<'_>, two: &Compared<'_>) -> bool {
    one.undertakings.iter().any(|key| two.undertakings.contains(key))
        && !(one.is_done && two.is_done)
        && one.told.claim.modes == two.told.claim.modes
        && one.can_be_one(two)
}
