//! What parties and happenings are called.

use std::collections::HashMap;

use dragoman::event::{Party, Status};
use serde::Serialize;
use utoipa::ToSchema;

const COUNTRIES: &str = include_str!("../../../data/actor/country.tsv");
const ENTITIES: &str = include_str!("../../../data/event/entity.tsv");
const SECTORS: &str = include_str!("../../../data/event/sector-word.tsv");
const WORDING: &str = include_str!("../../../data/event/wording.tsv");

/// The sector of governments.
const GOVERNMENT: &str = "GOV";

/// Names of countries and sectors, and verbs for types, as the tables have them.
pub(crate) struct Names {
    countries: HashMap<&'static str, &'static str>,
    sectors: HashMap<&'static str, &'static str>,
    verbs: HashMap<&'static str, Verb>,
}

/// How a happening is told in a headline.
#[derive(Clone, Copy)]
struct Verb {
    done: &'static str,
    going: &'static str,
    ahead: &'static str,
    link: &'static str,
}

/// A party as a reader knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub(crate) struct Named {
    /// Country or entity code.
    pub(crate) country: Option<String>,
    /// PLOVER sector.
    pub(crate) sector: Option<String>,
    /// Person, body, or the words where neither is known.
    pub(crate) name: Option<String>,
}

/// The cells of a table's rows, its head left out.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

impl Names {
    pub(crate) fn embedded() -> Self {
        let mut names = Self { countries: HashMap::new(), sectors: HashMap::new(), verbs: HashMap::new() };
        for row in rows(COUNTRIES) {
            if let [id, name, ..] = row[..] {
                names.countries.insert(id, name);
            }
        }
        for row in rows(ENTITIES) {
            if let [code, meaning, ..] = row[..] {
                names.countries.entry(code).or_insert(meaning);
            }
        }
        for row in rows(SECTORS) {
            if let [code, word, ..] = row[..] {
                names.sectors.insert(code, word);
            }
        }
        for row in rows(WORDING) {
            if let [kind, done, going, ahead, link, ..] = row[..] {
                names.verbs.insert(kind, Verb { done, going, ahead, link: link.trim_matches('-') });
            }
        }
        names
    }

    /// The name of a country or entity.
    pub(crate) fn country(&self, code: &str) -> Option<&'static str> {
        self.countries.get(code).copied()
    }

    /// The parties of a side, from the words in which a ledger keeps them (`USA GOV Antony Blinken; CHN`).
    pub(crate) fn parties(&self, words: &str) -> Vec<Named> {
        words.split("; ").filter(|words| !words.is_empty()).map(|words| self.party(words)).collect()
    }

    fn party(&self, words: &str) -> Named {
        let is_code = |word: &str| word.len() == 3 && word.bytes().all(|letter| letter.is_ascii_uppercase());
        let mut rest = words;
        let mut take = |known: &HashMap<&str, &str>| {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            let is_known = is_code(word) && known.contains_key(word);
            is_known.then(|| {
                rest = after;
                word.to_owned()
            })
        };
        let (country, sector) = (take(&self.countries), take(&self.sectors));
        Named { country, sector, name: Some(rest.to_owned()).filter(|rest| !rest.is_empty()) }
    }

    /// What a reader calls a party: its name, or its country and part of society.
    pub(crate) fn shown(&self, party: &Named) -> String {
        if let Some(name) = &party.name {
            return name.clone();
        }
        let country = party.country.as_deref().map(|code| self.country(code).unwrap_or(code).to_owned());
        let sector = party.sector.as_deref().map(|code| self.sectors.get(code).copied().unwrap_or(code));
        match (country, sector) {
            // A country acts by its government, as newspapers have it.
            (Some(country), Some(_)) if party.sector.as_deref() == Some(GOVERNMENT) => country,
            (Some(country), Some(sector)) => format!("{country} ({sector})"),
            (Some(country), None) => country,
            (None, Some(sector)) => format!("unnamed {sector}"),
            (None, None) => "not stated".to_owned(),
        }
    }

    /// How a type and its modes are told of an event with that status, and the word before those to whom it is done.
    pub(crate) fn verb(&self, event_type: &str, modes: &str, status: Status) -> (String, &'static str) {
        let by_mode =
            modes.split('+').find_map(|mode| self.verbs.get(format!("{event_type}/{mode}").as_str()));
        let Some(verb) = by_mode.or_else(|| self.verbs.get(event_type)) else {
            // A type of a user's own.
            return (event_type.to_lowercase(), "");
        };
        let words = match status {
            Status::Held => verb.done,
            Status::Ongoing => verb.going,
            _ => verb.ahead,
        };
        (words.to_owned(), verb.link)
    }
}

impl Named {
    /// A party of a claim.
    pub(crate) fn of(party: &Party) -> Self {
        let actor = &party.actor;
        let name = actor.person.clone().or_else(|| actor.body.clone());
        let is_unknown = name.is_none() && actor.country.is_none();
        Self {
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            name: name.or_else(|| is_unknown.then(|| party.text.clone()).filter(|text| !text.is_empty())),
        }
    }

    /// What it can be asked for by; nothing where only its part of society is known.
    pub(crate) fn id(&self) -> Option<&str> {
        self.name.as_deref().or(self.country.as_deref())
    }

    /// Whether it is called so.
    pub(crate) fn is_called(&self, id: &str) -> bool {
        let is_it = |name: &Option<String>| {
            name.as_ref().is_some_and(|name| name.to_lowercase() == id.to_lowercase())
        };
        is_it(&self.name) || is_it(&self.country)
    }
}

/// Several things in a row: `A`, `A and B`, `A, B and C`.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_read_from_a_ledgers_words() {
        let names = Names::embedded();
        for (words, shown) in [
            ("USA GOV Antony Blinken", "Antony Blinken"),
            ("CHN", "China"),
            ("CHN GOV", "China"),
            ("CHN MIL", "China (military)"),
            ("REB", "unnamed rebels"),
            ("two villagers", "two villagers"),
            ("UNO", "United Nations"),
        ] {
            let parties = names.parties(words);
            assert_eq!(
                parties.iter().map(|party| names.shown(party)).collect::<Vec<_>>(),
                [shown],
                "{words}"
            );
        }
        assert_eq!(names.parties("USA; CHN GOV Qin Gang").len(), 2);
        assert!(names.parties("").is_empty());
    }

    #[test]
    fn verbs_follow_the_status() {
        let names = Names::embedded();
        for (modes, status, told) in [
            ("visit", Status::Held, "visited"),
            ("visit", Status::Ongoing, "visiting"),
            ("visit", Status::Postponed, "to visit"),
            ("", Status::Held, "held talks"),
        ] {
            assert_eq!(names.verb("CONSULT", modes, status).0, told);
        }
        assert_eq!(names.verb("GIFT", "wrapped", Status::Held).0, "gift");
    }

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(list(&names), "A, B and C");
        assert_eq!(list(&names[..1]), "A");
    }
}
