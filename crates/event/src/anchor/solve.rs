//! Where the most weight of clues meets.

use super::clue::{Bearing, Place};
use crate::time::calendar::{self, Day, Days};

/// The years that clues without a year are tried in, where no other clue narrows them.
const YEARS: (i32, i32) = (1980, 2035);

/// The shortest stretch that holds all days on which the most weight of clues meets, and the stretches of it on which it
/// does where they are several and lie in years that are known; `None` without clues.
///
/// Clues that name their years are weighed first, and those that come back every year within what they leave.
pub(super) fn solve(bearings: &[Bearing]) -> Option<(Days, Vec<Days>)> {
    let mut named: Vec<(Days, f32)> = Vec::new();
    for bearing in bearings {
        match &bearing.place {
            Place::Once(days) => named.push((*days, bearing.weight)),
            Place::OneOf(all) => named.extend(all.iter().map(|days| (*days, bearing.weight))),
            Place::Yearly(_) => {}
        }
    }
    let all = Days { from: None, to: None };
    let (within, fragments) = if named.is_empty() { (all, vec![all]) } else { heaviest(&named, all) };
    let several = |stretches: Vec<Days>| if stretches.len() > 1 { stretches } else { Vec::new() };
    let yearly: Vec<&Bearing> =
        bearings.iter().filter(|bearing| matches!(bearing.place, Place::Yearly(_))).collect();
    if yearly.is_empty() {
        return (!named.is_empty()).then(|| (within, several(fragments)));
    }
    // A year more on either side, for windows that reach over its ends.
    let year = |end: Option<Day>| end.map(calendar::year_of);
    let last = year(within.to).map_or(YEARS.1, |year| year + 1);
    let first = year(within.from).map_or(YEARS.0, |year| year - 1).max(YEARS.0.min(last - 2));
    let last = last.max(first + 2);
    let mut weighed = Vec::new();
    for bearing in &yearly {
        let stretches = joined((first..=last).filter_map(|year| bearing.in_year(year)).collect());
        weighed.extend(stretches.into_iter().map(|days| (days, bearing.weight)));
    }
    // What the others left outweighs all of these.
    let total: f32 = yearly.iter().map(|bearing| bearing.weight).sum();
    weighed.extend(fragments.iter().map(|days| (*days, 2.0 * total)));
    let (hull, found) = heaviest(&weighed, within);
    // What comes back until the last year that was tried comes back for ever.
    let begins = |from: &Day| {
        calendar::year_of(*from) > first + 1 || within.from.is_some_and(|at| calendar::year_of(at) > first)
    };
    let ends = |to: &Day| calendar::year_of(*to) < last - 1 || within.to.is_some();
    let (from, to) = (hull.from.filter(begins), hull.to.filter(ends));
    let is_all = from == hull.from && to == hull.to;
    let days = Days { from: from.or(within.from), to: to.or(within.to) };
    Some((days, if is_all { several(found) } else { Vec::new() }))
}

/// Joins stretches that overlap, so that no clue counts twice on a day.
pub(super) fn joined(mut stretches: Vec<Days>) -> Vec<Days> {
    stretches.sort_by_key(|days| (days.from, days.to));
    let mut joined: Vec<Days> = Vec::new();
    for days in stretches.drain(..) {
        match joined.last_mut() {
            Some(last) if last.to.is_none_or(|to| days.from.is_none_or(|from| from <= to + 1)) => {
                last.to = last.to.zip(days.to).map(|(one, two)| one.max(two));
            }
            _ => joined.push(days),
        }
    }
    joined
}

/// The stretches on which the most weight meets, and the shortest one that holds them all.
fn heaviest(weighed: &[(Days, f32)], all: Days) -> (Days, Vec<Days>) {
    // What begins on a day counts from it, what ends on a day no longer on the one after.
    let mut changes: Vec<(Day, f64)> = Vec::with_capacity(2 * weighed.len());
    let mut weight = 0.0;
    for (days, one) in weighed {
        match days.from {
            Some(from) => changes.push((from, f64::from(*one))),
            None => weight += f64::from(*one),
        }
        if let Some(to) = days.to {
            changes.push((to + 1, -f64::from(*one)));
        }
    }
    changes.sort_by_key(|change| change.0);
    let mut most = weight;
    let mut found = vec![Days { from: None, to: changes.first().map(|change| change.0 - 1) }];
    let mut place = 0;
    while let Some((day, _)) = changes.get(place).copied() {
        while let Some((_, change)) = changes.get(place).filter(|change| change.0 == day) {
            weight += change;
            place += 1;
        }
        let stretch = Days { from: Some(day), to: changes.get(place).map(|change| change.0 - 1) };
        // Sums of the same weights in another order differ in their last bits.
        let near = 1e-6 * most.abs().max(1.0);
        if weight > most + near {
            most = weight;
            found.clear();
        }
        if weight > most - near {
            found.push(stretch);
        }
    }
    let found = joined(found);
    let hull = found.iter().copied().reduce(Days::hull).unwrap_or(all);
    (hull, found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(from: i32, to: i32) -> Days {
        Days::new(from, to)
    }

    #[test]
    fn the_lightest_clue_gives_way() {
        let all = Days { from: None, to: None };
        let (hull, _) = heaviest(&[(days(0, 10), 3.0), (days(5, 20), 3.0), (days(12, 30), 1.0)], all);
        assert_eq!(hull, days(5, 10));
        let (hull, found) = heaviest(&[(Days::since(3), 1.0), (Days::until(9), 1.0)], all);
        assert_eq!((hull, found.len()), (days(3, 9), 1));
        let (hull, found) = heaviest(&[(days(0, 1), 1.0), (days(8, 9), 1.0)], all);
        assert_eq!((hull, found), (days(0, 9), vec![days(0, 1), days(8, 9)]));
    }

    proptest! {
        #[test]
        fn no_day_has_more_weight(stretches in prop::collection::vec((0_i32..60, 0_i32..20, 1_u8..5), 1..12)) {
            let weighed: Vec<(Days, f32)> =
                stretches.iter().map(|(from, n, weight)| (days(*from, from + n), f32::from(*weight))).collect();
            let weight = |day: Day| -> f32 {
                weighed.iter().filter(|(days, _)| days.from <= Some(day) && Some(day) <= days.to).map(|one| one.1).sum()
            };
            let (hull, found) = heaviest(&weighed, Days { from: None, to: None });
            let most = (0..90).map(weight).fold(0.0, f32::max);
            for stretch in &found {
                prop_assert!((weight(stretch.from.unwrap()) - most).abs() < 1e-3);
                prop_assert!(hull.from <= stretch.from && stretch.to <= hull.to);
            }
            for day in 0..90 {
                let inside = found.iter().any(|one| one.from <= Some(day) && Some(day) <= one.to);
                prop_assert_eq!(inside, (weight(day) - most).abs() < 1e-3);
            }
        }
    }
}
