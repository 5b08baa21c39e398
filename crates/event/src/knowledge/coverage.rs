//! Of how many states we know who held the chief offices on a day, and of which not, and why.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{End, Fault, Knowledge, Owner, Term, table};
use crate::Interval;

/// How many states' holders collected facts have, for each year and office.
const LINES: &str = include_str!("../../../../data/actor/coverage.tsv");

/// One of the four offices that most states have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chief {
    /// A president, monarch or other head of state, or the governor-general who stands for one.
    HeadOfState,
    /// A prime minister, or the head of state where there is none.
    HeadOfGovernment,
    /// A foreign minister.
    ForeignMinister,
    /// A defence minister.
    DefenceMinister,
}

/// How many states' holders collected facts have on 1 July of a year, which ours are held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The year.
    pub year: i16,
    /// The office.
    pub office: Chief,
    /// How many states.
    pub n_states: usize,
    /// States among them whose holder is none.
    pub wrong: Vec<&'static str>,
    /// Why these are wrong.
    pub why: &'static str,
}

/// A state of which nobody is known to have held an office on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// ISO 3166-1 alpha-3 code.
    pub country: &'a str,
    /// Why nobody is known, in words that can be shown.
    pub why: String,
}

impl Chief {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::HeadOfState, Self::HeadOfGovernment, Self::ForeignMinister, Self::DefenceMinister];

    /// What people call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadOfState => "head of state",
            Self::HeadOfGovernment => "head of government",
            Self::ForeignMinister => "foreign minister",
            Self::DefenceMinister => "defence minister",
        }
    }

    /// Kinds of office that count as it.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::HeadOfState => &["HOS", "LEADER", "GOVGEN"],
            Self::HeadOfGovernment => &["HOG", "HOS"],
            Self::ForeignMinister => &["MFA"],
            Self::DefenceMinister => &["DEF"],
        }
    }
}

impl Line {
    /// All of them, and what is wrong with their table.
    #[must_use]
    pub fn all() -> (Vec<Self>, Vec<Fault>) {
        let file = "actor/coverage.tsv";
        let mut faults = Vec::new();
        let mut lines = Vec::new();
        let columns = ["year", "office", "states", "wrong", "why", "source"];
        for row in table::rows(file, LINES, columns, &mut faults) {
            let [year, office, n_states, wrong, why, _] = row.cells;
            let office = Chief::ALL.into_iter().find(|one| one.kinds().first() == Some(&office));
            let (Ok(year), Some(office), Ok(n_states)) = (year.parse(), office, n_states.parse()) else {
                let what = "a year, one of HOS, HOG, MFA and DEF, and a number are expected".to_owned();
                faults.push(Fault { file: file.to_owned(), line: row.line, what });
                continue;
            };
            lines.push(Self { year, office, n_states, wrong: wrong.split_whitespace().collect(), why });
        }
        (lines, faults)
    }
}

impl<'a> Knowledge<'a> {
    /// How many states have a holder of an office on a day: who surely held it, and who did or was last seen in it not
    /// long before.
    #[must_use]
    pub fn coverage(&self, office: Chief, day: Date) -> (usize, usize) {
        let mut n_known = 0;
        let mut n_believed = 0;
        for (place, _) in self.states() {
            let mut known = false;
            let mut believed = false;
            for term in self.chiefs(place, office) {
                known |= surely(term, day);
                believed |= term.held.believed().meets(Interval::day(day));
            }
            n_known += usize::from(known);
            n_believed += usize::from(believed);
        }
        (n_known, n_believed)
    }

    /// The states of which nobody is known to have held an office on a day, with who is known before and after it.
    #[must_use]
    pub fn gaps(&self, office: Chief, day: Date) -> Vec<Gap<'a>> {
        self.states()
            .filter(|(place, _)| !self.chiefs(*place, office).any(|term| surely(term, day)))
            .map(|(place, country)| Gap { country, why: self.why_unknown(place, office, day) })
            .collect()
    }

    /// Days on which holders of an office that have not left it as far as we know were last seen in it, with how many
    /// of them were; where the sources end.
    #[must_use]
    pub fn last_seen(&self, office: Chief) -> BTreeMap<Date, usize> {
        let mut days = BTreeMap::new();
        for (place, _) in self.states() {
            let seen = self.chiefs(place, office).filter_map(|term| match term.held.to {
                End::Open(seen) => Some(seen),
                _ => None,
            });
            if let Some(seen) = seen.max() {
                *days.entry(seen).or_insert(0) += 1;
            }
        }
        days
    }

    /// Whose holders are counted: states, by their place in the list.
    fn states(&self) -> impl Iterator<Item = (u32, &'a str)> + '_ {
        let all = (0..).zip(&self.countries);
        all.filter(|(_, country)| country.kind == "state").map(|(place, country)| (place, country.id))
    }

    /// The terms of a state's office, acting and disputed ones too.
    fn chiefs(&self, country: u32, office: Chief) -> impl Iterator<Item = &Term> + '_ {
        office
            .kinds()
            .iter()
            .filter_map(|kind| self.kind(kind))
            .flat_map(move |kind| self.offices_of(Owner::Country(country), kind))
            .flat_map(|office| self.terms_of(*office))
    }

    /// Why nobody is known: the last holder before the day, and the first one after it.
    fn why_unknown(&self, country: u32, office: Chief, day: Date) -> String {
        let name = |term: &Term| self.people.get(term.person as usize).map_or("", |person| person.name);
        let end = |term: &Term| match term.held.to {
            End::Open(seen) => seen,
            End::Known(end) | End::Followed(end) => end.last,
        };
        let before = self.chiefs(country, office).filter(|term| end(term) < day).max_by_key(|term| end(term));
        let start = |term: &Term| term.held.from.map(|from| from.first).or(Some(end(term)));
        let after = self
            .chiefs(country, office)
            .filter(|term| start(term) > Some(day))
            .min_by_key(|term| start(term));
        let before = match before {
            Some(term) => match term.held.to {
                End::Open(seen) => format!("{} last known as of {seen}", name(term)),
                End::Known(_) => format!("{} left by {}", name(term), end(term)),
                End::Followed(_) => format!("{} followed by another about {}", name(term), end(term)),
            },
            None => "nobody known before".to_owned(),
        };
        match after {
            Some(term) if term.held.from.is_some() => {
                format!(
                    "{before}, then {} from {}",
                    name(term),
                    start(term).map_or(String::new(), |day| day.to_string())
                )
            }
            Some(term) => format!("{before}, then {} seen on {}", name(term), end(term)),
            None => before,
        }
    }
}

/// Whether the holder is known to have been in office on that day, and not only before it.
fn surely(term: &Term, day: Date) -> bool {
    match term.held.to {
        End::Open(seen) => {
            day <= seen
                && term.held.from.is_none_or(|from| from.first <= day)
                && (term.held.from.is_some() || day == seen)
        }
        _ => term.held.longest().contains(day),
    }
}
