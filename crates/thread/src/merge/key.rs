//! Blocking keys: two claims that share none are not compared. An engine that shuffles by key needs only these.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Told;
use super::pair::days;

/// Days in a stretch of time that shares a key; most happenings touch one or two.
const STRETCH_DAYS: i32 = 16;
/// Happenings with open days are entered under so many stretches and no more.
const MOST_STRETCHES: i32 = 28;

/// Keys for the comparison: type, two parties' countries (or one alone) and stretch of days.
#[must_use]
pub fn keys(told: &Told<'_>) -> Vec<String> {
    let claim = told.claim;
    let parties = claim.actors.iter().chain(&claim.recipients);
    let countries: BTreeSet<&str> = parties.filter_map(|party| party.actor.country.as_deref()).collect();
    let mut sides: Vec<String> = countries.iter().map(|country| format!("{country}|-")).collect();
    for one in &countries {
        sides.extend(countries.range(*one..).skip(1).map(|two| format!("{one}|{two}")));
    }
    if sides.is_empty() {
        sides.push("-|-".to_owned());
    }
    let interval = days(told);
    let stretch = |day: Option<Date>| {
        day.map_or(0, |day| (day - Date::new(1970, 1, 1).unwrap_or(day)).get_days().div_euclid(STRETCH_DAYS))
    };
    let (first, last) = (stretch(interval.from), stretch(interval.to));
    let mut keys = Vec::new();
    for place in first..=last.min(first + MOST_STRETCHES) {
        keys.extend(sides.iter().map(|sides| format!("{}|{sides}|{place}", claim.event_type)));
    }
    keys
}

/// Keys for taking up again what was put off: type, who means to do it, and with which country.
#[must_use]
pub fn undertakings(told: &Told<'_>) -> Vec<String> {
    let claim = told.claim;
    let people: BTreeSet<&str> =
        claim.actors.iter().filter_map(|party| party.actor.person.as_deref()).collect();
    let countries: BTreeSet<&str> =
        claim.recipients.iter().filter_map(|party| party.actor.country.as_deref()).collect();
    let countries = countries.into_iter().collect::<Vec<_>>().join("+");
    if countries.is_empty() {
        return Vec::new();
    }
    people.into_iter().map(|person| format!("{}|{person}|{countries}", claim.event_type)).collect()
}
