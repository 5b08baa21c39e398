//! What the world is made of: countries, bodies, offices, who held them when, what all of them are called, and where
//! places lie. Read from tables of facts, ours and those that users lay over them.

mod check;
mod coverage;
mod day;
mod dossier;
mod fold;
pub mod petrarch;
mod phrase;
mod schema;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use jiff::civil::Date;

use crate::Interval;
use crate::table::{self, Fault};
pub use coverage::{Chief, Gap, Line};
pub(crate) use day::{Day, End, Held};
pub use dossier::{Dossier, Held as OfficeHeld};
pub(crate) use fold::{Hash, folded, skeleton, words};
use phrase::Already;
pub(crate) use phrase::{Phrases, Word};
pub use schema::TABLES;

/// Everything that is known of actors and places, ready to be asked.
///
/// It borrows the tables it was read from. Of two rows with the same id the later one holds, and so do a user's names
/// over ours.
#[derive(Default)]
pub struct Knowledge<'a> {
    files: Vec<(String, &'a str)>,
    pub(crate) countries: Vec<Country<'a>>,
    pub(crate) bodies: Vec<Body<'a>>,
    pub(crate) standings: Vec<Standing<'a>>,
    pub(crate) kinds: Vec<Kind<'a>>,
    pub(crate) offices: Vec<Office<'a>>,
    pub(crate) people: Vec<Person<'a>>,
    /// By office, then by their beginning.
    pub(crate) terms: Vec<Term>,
    pub(crate) places: Vec<Place<'a>>,
    /// Proper names.
    pub(crate) names: Phrases<Name<'a>>,
    /// Days on which names that have them name what they name.
    validity: Vec<Interval>,
    /// Titles, nouns and what modifies them, as lemmas.
    pub(crate) vocabulary: Phrases<Vocabulary>,
    pub(crate) titles: Vec<Title<'a>>,
    pub(crate) nouns: Vec<Noun<'a>>,
    pub(crate) homonyms: Vec<Homonym<'a>>,
    /// Lemma and whether it is a verb, to the sector of those who do it.
    pub(crate) deeds: HashMap<(&'a str, bool), &'a str>,
    /// Office to its terms: `terms[first_term[i]..first_term[i + 1]]`.
    first_term: Vec<u32>,
    /// Terms by person, and where those of a person begin.
    terms_by_person: Vec<u32>,
    first_by_person: Vec<u32>,
    /// People by the last word of their surname, by their hash.
    by_surname: Vec<(u64, u32)>,
    /// Surnames in other spellings than in the table of people, and whose they are.
    spelled: Vec<(&'a str, u32)>,
    /// Offices by owner and kind.
    by_owner: HashMap<(Owner, u8), Vec<u32>>,
    ids: Ids<'a>,
}

/// Where each id stands in its list.
#[derive(Default)]
struct Ids<'a> {
    countries: Index<'a>,
    bodies: Index<'a>,
    kinds: Index<'a>,
    offices: Index<'a>,
    people: Index<'a>,
    places: Index<'a>,
}

type Index<'a> = HashMap<&'a str, u32, BuildHasherDefault<Already>>;

/// A state, territory or region that acts in the name of its own.
pub(crate) struct Country<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    /// PLOVER's code: that of the sovereign for dependencies.
    pub(crate) code: &'a str,
    pub(crate) kind: &'a str,
}

/// An organisation, party, armed group, company, seat of a government.
pub(crate) struct Body<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) code: &'a str,
    pub(crate) sector: &'a str,
}

/// What a body's code and sector were for a time.
pub(crate) struct Standing<'a> {
    pub(crate) body: u32,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) code: &'a str,
    pub(crate) sector: &'a str,
}

/// A kind of office.
pub(crate) struct Kind<'a> {
    pub(crate) id: &'a str,
    pub(crate) sector: &'a str,
    pub(crate) exclusive: bool,
}

/// Whose an office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    Country(u32),
    Body(u32),
}

/// A post.
pub(crate) struct Office<'a> {
    pub(crate) id: &'a str,
    pub(crate) owner: Owner,
    pub(crate) kind: u8,
    pub(crate) title: &'a str,
    pub(crate) sector: &'a str,
}

/// A person who held an office.
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) surname: &'a str,
    pub(crate) wikidata: &'a str,
}

/// In what capacity somebody held an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TermStatus {
    Holder,
    Acting,
    Designate,
    Disputed,
}

/// Who held an office from when to when.
pub(crate) struct Term {
    pub(crate) person: u32,
    pub(crate) office: u32,
    pub(crate) held: Held,
    pub(crate) status: TermStatus,
}

/// A place of the gazetteer.
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
    pub(crate) country: &'a str,
    pub(crate) coordinates: Option<(f32, f32)>,
    /// Whether it is a part of a state, as provinces are.
    pub(crate) is_region: bool,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Country(u32),
    Body(u32),
    Person(u32),
    Place(u32),
}

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    Name,
    Former,
    Adjective,
    Demonym,
    Capital,
    Spelling,
    /// Words that lead to it and need not name it: its leaders, its men, those who are near it.
    Words,
    Place,
}

/// A name, and what it names when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a> {
    pub(crate) words: &'a str,
    pub(crate) target: Target,
    pub(crate) kind: NameKind,
    /// Whether the letters' case must be as written.
    pub(crate) case: bool,
    /// On which days, counted from 1 in the list of them; 0 for a name of all days.
    validity: u16,
}

/// A title, noun or modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    Title(u32),
    Noun(u32),
    Modifier(Modifier),
}

/// Words for an office.
pub(crate) struct Title<'a> {
    pub(crate) words: &'a str,
    pub(crate) kind: u8,
    /// Only of this country, where there is one.
    pub(crate) country: Option<u32>,
    pub(crate) sector: &'a str,
}

/// A common noun for people, bodies or things.
pub(crate) struct Noun<'a> {
    pub(crate) words: &'a str,
    pub(crate) class: NounClass,
    pub(crate) sector: &'a str,
}

/// What a common noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    People,
    Body,
    /// A body of which there are many, so that "the embassy" is the one named before.
    Unit,
    Thing,
}

/// What a modifier does to a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Modifier {
    /// Nothing that matters here.
    #[default]
    None,
    Former,
    Then,
    Acting,
    Elect,
    Deputy,
    Shadow,
}

/// A name that means something else where certain words stand in the article.
pub(crate) struct Homonym<'a> {
    pub(crate) alias: u64,
    /// `None`: it names no actor.
    pub(crate) target: Option<Target>,
    pub(crate) cue: &'a str,
}

macro_rules! embedded {
    ($($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../../../data/", $file)))),+]
    };
}

/// Our own tables.
pub const EMBEDDED: &[(&str, &str)] = embedded![
    "actor/kind.tsv",
    "actor/country.tsv",
    "actor/body.tsv",
    "actor/standing.tsv",
    "actor/office.tsv",
    "actor/person.tsv",
    "actor/term.tsv",
    "actor/title.tsv",
    "actor/noun.tsv",
    "actor/modifier.tsv",
    "actor/alias.tsv",
    "actor/homonym.tsv",
    "actor/deed.tsv",
    "place/gazetteer.tsv",
    "place/name.tsv",
];

impl Knowledge<'static> {
    /// What our own tables say.
    #[must_use]
    pub fn embedded() -> Self {
        let files = EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), *text));
        // Our own tables have no faults; the tests see to it.
        Self::load(files).0
    }
}

impl<'a> Knowledge<'a> {
    /// Reads tables, each with the name it has under `data/`; later ones lie over earlier ones.
    ///
    /// Rows with faults are left out and reported, the others are read.
    #[must_use]
    pub fn load(files: impl IntoIterator<Item = (String, &'a str)>) -> (Self, Vec<Fault>) {
        let mut knowledge = Self { files: files.into_iter().collect(), ..Self::default() };
        let faults = schema::read(&mut knowledge);
        (knowledge, faults)
    }

    /// Lays a user's tables over these.
    #[must_use]
    pub fn overlay<'b>(
        self,
        files: impl IntoIterator<Item = (String, &'b str)>,
    ) -> (Knowledge<'b>, Vec<Fault>)
    where
        'a: 'b,
    {
        let mine = self.files.into_iter().map(|(file, text)| -> (String, &'b str) { (file, text) });
        let all: Vec<(String, &'b str)> = mine.chain(files).collect();
        Knowledge::load(all)
    }

    /// Everything that is wrong with the tables: form, order, references, and facts that contradict each other.
    #[must_use]
    pub fn check(files: &[(String, &str)]) -> Vec<Fault> {
        check::check(files)
    }

    /// Bytes that the indexes occupy besides the tables themselves, about.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        let rows = size_of_val(self.countries.as_slice())
            + size_of_val(self.bodies.as_slice())
            + size_of_val(self.offices.as_slice())
            + size_of_val(self.people.as_slice())
            + size_of_val(self.terms.as_slice())
            + size_of_val(self.places.as_slice());
        let ids =
            [&self.ids.countries, &self.ids.bodies, &self.ids.offices, &self.ids.people, &self.ids.places];
        let ids: usize = ids.iter().map(|index| index.capacity() * (size_of::<(&str, u32)>() + 1)).sum();
        rows + ids
            + self.names.n_bytes()
            + self.vocabulary.n_bytes()
            + size_of_val(self.by_surname.as_slice())
            + (self.terms_by_person.len() + self.first_by_person.len() + self.first_term.len()) * 4
            + self.by_owner.len() * 64
    }

    /// Bytes of the tables' text.
    #[must_use]
    pub fn n_text_bytes(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }

    pub(crate) fn country(&self, id: &str) -> Option<u32> {
        self.ids.countries.get(id).copied()
    }

    pub(crate) fn body(&self, id: &str) -> Option<u32> {
        self.ids.bodies.get(id).copied()
    }

    pub(crate) fn kind(&self, id: &str) -> Option<u8> {
        self.ids.kinds.get(id).map(|place| *place as u8)
    }

    pub(crate) fn kind_id(&self, kind: u8) -> &'a str {
        self.kinds.get(kind as usize).map_or("", |kind| kind.id)
    }

    pub(crate) fn person(&self, id: &str) -> Option<u32> {
        self.ids.people.get(id).copied()
    }

    /// The days on which a name names what it names.
    pub(crate) fn days_of(&self, name: &Name<'_>) -> Interval {
        let place = usize::from(name.validity).checked_sub(1);
        place.and_then(|place| self.validity.get(place)).copied().unwrap_or(Interval::OPEN)
    }

    fn place(&self, id: &str) -> Option<u32> {
        self.ids.places.get(id).copied()
    }

    /// PLOVER's code of an owner.
    pub(crate) fn code_of(&self, owner: Owner) -> &'a str {
        match owner {
            Owner::Country(country) => {
                self.countries.get(country as usize).map_or("", |country| country.code)
            }
            Owner::Body(body) => self.bodies.get(body as usize).map_or("", |body| body.code),
        }
    }

    /// An owner's name.
    pub(crate) fn name_of(&self, owner: Owner) -> &'a str {
        match owner {
            Owner::Country(country) => {
                self.countries.get(country as usize).map_or("", |country| country.name)
            }
            Owner::Body(body) => self.bodies.get(body as usize).map_or("", |body| body.name),
        }
    }

    /// A body's code and sector on a day, or as a rule where the day is not known.
    pub(crate) fn standing(&self, body: u32, day: Option<Date>) -> (&'a str, &'a str) {
        let first = self.standings.partition_point(|standing| standing.body < body);
        let mine = self.standings.get(first..).unwrap_or(&[]).iter().take_while(|one| one.body == body);
        let mut last = None;
        for standing in mine {
            last = Some((standing.code, standing.sector));
            if let Some(day) = day
                && standing.from.is_none_or(|from| from <= day)
                && standing.to.is_none_or(|to| day <= to)
            {
                return (standing.code, standing.sector);
            }
        }
        match self.bodies.get(body as usize) {
            Some(body) => last.unwrap_or((body.code, body.sector)),
            None => ("", ""),
        }
    }

    /// Offices of a kind that belong to an owner.
    pub(crate) fn offices_of(&self, owner: Owner, kind: u8) -> &[u32] {
        self.by_owner.get(&(owner, kind)).map_or(&[], Vec::as_slice)
    }

    /// The terms of an office.
    pub(crate) fn terms_of(&self, office: u32) -> &[Term] {
        let bound = |at: usize| self.first_term.get(at).copied().unwrap_or(0) as usize;
        self.terms.get(bound(office as usize)..bound(office as usize + 1)).unwrap_or(&[])
    }

    /// The terms of a person.
    pub(crate) fn terms_held_by(&self, person: u32) -> impl Iterator<Item = &Term> + Clone {
        let bound = |at: usize| self.first_by_person.get(at).copied().unwrap_or(0) as usize;
        let range = bound(person as usize)..bound(person as usize + 1);
        self.terms_by_person
            .get(range)
            .unwrap_or(&[])
            .iter()
            .filter_map(|term| self.terms.get(*term as usize))
    }

    /// People whose surname ends in that word.
    pub(crate) fn people_by_surname(&self, surname: &str) -> impl Iterator<Item = u32> + '_ {
        let hash = last_word(surname);
        let first = self.by_surname.partition_point(|(one, _)| *one < hash);
        self.by_surname
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .take_while(move |(one, _)| *one == hash)
            .map(|(_, person)| *person)
    }

    /// Whether a person is known by a surname, in the table's spelling or in another.
    pub(crate) fn has_surname(&self, person: u32, surname: &str) -> bool {
        self.people.get(person as usize).is_some_and(|one| one.surname == surname)
            || self.spelled.binary_search(&(surname, person)).is_ok()
    }

    /// Whether it is the surname of somebody who is known to have led a state or its government.
    pub(crate) fn is_leaders_name(&self, surname: &str) -> bool {
        self.people_by_surname(surname).any(|person| {
            self.has_surname(person, surname)
                && self.terms_held_by(person).any(|term| {
                    self.offices
                        .get(term.office as usize)
                        .is_some_and(|office| matches!(self.kind_id(office.kind), "HOS" | "HOG" | "LEADER"))
                })
        })
    }

    /// Makes the indexes once all rows are there.
    fn index(&mut self) {
        self.standings.sort_by_key(|standing| (standing.body, standing.from));
        self.terms.sort_by_key(|term| (term.office, term.held.from.map(|day| day.first), term.person));
        self.first_term = bounds(self.offices.len(), self.terms.iter().map(|term| term.office));
        let mut by_person: Vec<u32> = (0..self.terms.len() as u32).collect();
        by_person.sort_by_key(|term| {
            self.terms.get(*term as usize).map(|term| (term.person, term.held.from.map(|day| day.first)))
        });
        self.first_by_person = bounds(
            self.people.len(),
            by_person.iter().filter_map(|term| self.terms.get(*term as usize)).map(|term| term.person),
        );
        self.terms_by_person = by_person;
        self.by_surname =
            self.people.iter().zip(0..).map(|(person, place)| (last_word(person.surname), place)).collect();
        self.by_surname.extend(self.spelled.iter().map(|(surname, person)| (last_word(surname), *person)));
        self.by_surname.sort_unstable();
        self.by_surname.dedup();
        self.spelled.sort_unstable();
        for (office, place) in self.offices.iter().zip(0..) {
            self.by_owner.entry((office.owner, office.kind)).or_default().push(place);
        }
    }

    /// Whether somebody of that name is listed.
    #[must_use]
    pub fn has_person(&self, name: &str) -> bool {
        self.names.get(name).iter().any(|one| matches!(one.target, Target::Person(_)))
    }

    /// Whether a person is listed under that name too.
    #[must_use]
    pub fn is_called(&self, id: &str, name: &str) -> bool {
        let person = self.person(id).map(Target::Person);
        person.is_some_and(|person| self.names.get(name).iter().any(|one| one.target == person))
    }

    /// How many people, terms of office, bodies and names there are, for whoever wants to know.
    #[must_use]
    pub fn sizes(&self) -> [(&'static str, usize); 6] {
        [
            ("countries and regions", self.countries.len()),
            ("bodies", self.bodies.len()),
            ("offices", self.offices.len()),
            ("people", self.people.len()),
            ("terms", self.terms.len()),
            ("places", self.places.len()),
        ]
    }
}

/// A name without case, accents and signs, one space between two words.
#[must_use]
pub fn plain(name: &str) -> String {
    folded(name)
}

/// Where the rows of each of `n` begin, when rows are sorted by it.
fn bounds(n: usize, sorted: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut first = vec![0_u32; n + 1];
    for place in sorted {
        if let Some(count) = first.get_mut(place as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut first {
        sum += *count;
        *count = sum;
    }
    first
}

/// Hash of the last word.
fn last_word(text: &str) -> u64 {
    let mut last = 0;
    words(text, |word, _, _| last = word);
    last
}
