//! What the tables say of one actor, for people to read.

use super::fold::plain;
use super::{Knowledge, NameKind, Owner, Target, TermStatus, folded};
use crate::Interval;

/// What is known of a country, a body or a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Its id in the tables.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What else it is called: other names, then former ones, then other spellings, each by the alphabet.
    pub also: Vec<String>,
    /// What it is: `person`, or the kind that the tables give.
    pub kind: String,
    /// PLOVER country or entity code; empty where there is none.
    pub code: String,
    /// Wikidata id; empty where there is none.
    pub wikidata: String,
    /// The offices that a person held, by their beginning.
    pub offices: Vec<Held>,
}

/// An office, and when it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The office's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The country or body whose it is.
    pub of: String,
    /// The days that can belong to it; open where its end is not known.
    pub days: Interval,
    /// `holder`, `acting`, `designate` or `disputed`.
    pub status: &'static str,
}

impl Knowledge<'_> {
    /// What is known of an actor by its id or its name, whatever the case of its letters.
    ///
    /// Where several people have one name, it is the one of whom most offices are known.
    #[must_use]
    pub fn dossier(&self, asked: &str) -> Option<Dossier> {
        let wanted = folded(asked);
        // Few of many thousands of names begin alike, and no other is folded.
        let initial = |text: &str| {
            let letter = text.chars().find(|letter| letter.is_alphanumeric());
            letter.and_then(|letter| plain(letter).next())
        };
        let first = initial(asked);
        let is_it = |id: &str, name: &str| {
            id.eq_ignore_ascii_case(asked) || (initial(name) == first && folded(name) == wanted)
        };
        if let Some(country) = self.countries.iter().find(|one| is_it(one.id, one.name)) {
            return Some(Dossier {
                id: country.id.to_owned(),
                name: country.name.to_owned(),
                also: self.also(self.country(country.id).map(Target::Country), country.name),
                kind: country.kind.to_owned(),
                code: country.code.to_owned(),
                wikidata: String::new(),
                offices: Vec::new(),
            });
        }
        let people = self.people.iter().zip(0_u32..).filter(|(person, _)| is_it(person.id, person.name));
        if let Some((person, place)) = people.max_by_key(|(_, place)| self.terms_held_by(*place).count()) {
            let mut offices: Vec<Held> =
                self.terms_held_by(place).filter_map(|term| self.held(term)).collect();
            offices.sort_by_key(|held| (held.days.from, held.days.to));
            return Some(Dossier {
                id: person.id.to_owned(),
                name: person.name.to_owned(),
                also: self.also(Some(Target::Person(place)), person.name),
                kind: "person".to_owned(),
                code: String::new(),
                wikidata: person.wikidata.trim_matches('-').to_owned(),
                offices,
            });
        }
        self.bodies.iter().find(|one| is_it(one.id, one.name)).map(|body| Dossier {
            id: body.id.to_owned(),
            name: body.name.to_owned(),
            also: self.also(self.body(body.id).map(Target::Body), body.name),
            kind: body.kind.replace('_', " "),
            code: body.code.trim_matches('-').to_owned(),
            wikidata: String::new(),
            offices: Vec::new(),
        })
    }

    /// The name of a country by its code.
    #[must_use]
    pub fn name_of_country(&self, code: &str) -> Option<&str> {
        self.countries.iter().find(|country| country.id == code).map(|country| country.name)
    }

    /// The names of what has one already; those that differ in case, accents and signs alone are one.
    fn also(&self, target: Option<Target>, name: &str) -> Vec<String> {
        let rank = |kind| match kind {
            NameKind::Name => Some(0),
            NameKind::Former => Some(1),
            NameKind::Spelling => Some(2),
            // Its people, its capital and whatever else leads to it are none of its names.
            NameKind::Adjective
            | NameKind::Demonym
            | NameKind::Capital
            | NameKind::Words
            | NameKind::Place => None,
        };
        let names = self.names.entries().iter().filter(|one| Some(one.target) == target);
        let mut ranked: Vec<(u8, &str)> =
            names.filter_map(|one| Some((rank(one.kind)?, one.words))).collect();
        ranked.sort_unstable();
        let mut told = vec![folded(name)];
        ranked.retain(|(_, words)| {
            let words = folded(words);
            let is_new = !told.contains(&words);
            told.push(words);
            is_new
        });
        ranked.into_iter().map(|(_, words)| words.to_owned()).collect()
    }

    fn held(&self, term: &super::Term) -> Option<Held> {
        let office = self.offices.get(term.office as usize)?;
        let of = match office.owner {
            Owner::Country(place) => self.countries.get(place as usize).map(|one| one.name),
            Owner::Body(place) => self.bodies.get(place as usize).map(|one| one.name),
        };
        Some(Held {
            id: office.id.to_owned(),
            title: office.title.to_owned(),
            of: of.unwrap_or_default().to_owned(),
            days: term.held.longest(),
            status: match term.status {
                TermStatus::Holder => "holder",
                TermStatus::Acting => "acting",
                TermStatus::Designate => "designate",
                TermStatus::Disputed => "disputed",
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_name_with_their_offices() {
        let knowledge = Knowledge::embedded();
        let dossier = knowledge.dossier("antony blinken").unwrap();
        assert_eq!((dossier.kind.as_str(), dossier.name.as_str()), ("person", "Antony Blinken"));
        let day = "2023-06-18".parse().unwrap();
        let then: Vec<&str> = dossier
            .offices
            .iter()
            .filter(|held| held.days.contains(day))
            .map(|held| held.id.as_str())
            .collect();
        assert!(then.iter().any(|office| office.starts_with("USA.")), "{then:?}");
        assert!(dossier.offices.is_sorted_by_key(|held| held.days.from));
    }

    #[test]
    fn countries_are_found_by_code_and_by_name() {
        let knowledge = Knowledge::embedded();
        for asked in ["CHN", "chn", "China"] {
            assert_eq!(knowledge.dossier(asked).map(|dossier| dossier.name), Some("China".to_owned()));
        }
        assert_eq!(knowledge.name_of_country("CHN"), Some("China"));
        assert_eq!(knowledge.dossier("Nobody Of That Name"), None);
    }

    #[test]
    fn other_names_are_told_and_no_words_for_people_or_capitals() {
        let files = [
            ("actor/country.tsv", "id\tname\tcode\tkind\tsource\nSWZ\tEswatini\tSWZ\tstate\tours\n"),
            (
                "actor/body.tsv",
                "id\tname\tkind\tcode\tsector\tsource\nORG:x\tHarbour Board\tagency\tSWZ\tGOV\tours\n",
            ),
            (
                "actor/person.tsv",
                "id\tname\tsurname\torder\twikidata\tborn\tsource\nPER:x\tJan Roë\tRoë\tgs\t-\t-\tours\n",
            ),
            (
                "actor/alias.tsv",
                "alias\ttarget\tkind\tguard\tfrom\tto\tsource\n\
                 Board of the Harbour\tORG:x\tname\t-\t-\t-\tours\n\
                 ESWATINI\tSWZ\tname\t-\t-\t-\tours\n\
                 Jan Roe\tPER:x\tspelling\t-\t-\t-\tours\n\
                 John Roe\tPER:x\tspelling\t-\t-\t-\tours\n\
                 Kingdom of Eswatini\tSWZ\tname\t-\t-\t-\tours\n\
                 Mbabane\tSWZ\tcapital\t-\t-\t-\tours\n\
                 Our Man in Mbabane\tSWZ\twords\t-\t-\t-\tours\n\
                 Swazi\tSWZ\tdemonym\t-\t-\t-\tours\n\
                 Swaziland\tSWZ\tformer\t-\t-\t-\tours\n\
                 eSwatini\tSWZ\tspelling\t-\t-\t-\tours\n\
                 the Kingdom\tSWZ\tname\t-\t-\t-\tours\n",
            ),
        ];
        let (knowledge, faults) = Knowledge::load(files.map(|(file, text)| (file.to_owned(), text)));
        assert_eq!(faults, []);
        let also = |asked: &str| knowledge.dossier(asked).unwrap().also;
        assert_eq!(also("SWZ"), ["Kingdom of Eswatini", "the Kingdom", "Swaziland"]);
        assert_eq!(also("Harbour Board"), ["Board of the Harbour"]);
        assert_eq!(also("PER:x"), ["John Roe"]);
    }

    #[test]
    fn our_tables_know_other_names_of_many() {
        let knowledge = Knowledge::embedded();
        let also = |asked: &str| knowledge.dossier(asked).unwrap().also;
        assert_eq!(also("Antony Blinken"), ["Tony Blinken"]);
        assert!(also("CHN").contains(&"People's Republic of China".to_owned()));
        assert!(!also("CHN").contains(&"Beijing".to_owned()));
        assert_eq!(also("GBR"), ["Britain", "Great Britain", "U.K."]);
        assert_eq!(also("ISR"), [""; 0], "what opponents call it is none of its names");
        let hezbollah = also("ARM:HEZBOLLAH");
        assert!(["Hizbullah", "Party of God"].iter().all(|name| hezbollah.contains(&(*name).to_owned())));
        assert!(
            !hezbollah.iter().any(|name| name.contains("Nasrallah")),
            "who leads it is none of its names"
        );
    }
}
