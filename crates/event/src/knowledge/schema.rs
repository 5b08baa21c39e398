//! The tables: their columns, and how a row becomes a fact.

use std::collections::HashMap;

use crate::Interval;

use super::{
    Body, Country, Day, End, Fault, Hash, Held, Homonym, Kind, Knowledge, Modifier, Name, NameKind, Noun,
    NounClass, Office, Owner, Person, Phrases, Place, Standing, Target, Term, TermStatus, Title, Vocabulary,
    table,
};

/// A table's name, its columns, and how many of the first ones make its id (0: the whole row does).
pub const TABLES: &[(&str, &[&str], usize)] = &[
    ("actor/kind.tsv", &["id", "name", "sector", "exclusive", "source"], 1),
    ("actor/country.tsv", &["id", "name", "code", "kind", "source"], 1),
    ("actor/body.tsv", &["id", "name", "kind", "code", "sector", "source"], 1),
    ("actor/standing.tsv", &["body", "from", "to", "code", "sector", "source"], 2),
    ("actor/office.tsv", &["id", "country", "kind", "title", "sector", "source"], 1),
    ("actor/person.tsv", &["id", "name", "surname", "order", "wikidata", "born", "source"], 1),
    ("actor/term.tsv", &["person", "office", "from", "to", "status", "source"], 3),
    ("actor/title.tsv", &["title", "kind", "country", "sector", "source"], 0),
    ("actor/noun.tsv", &["noun", "class", "sector", "source"], 1),
    ("actor/modifier.tsv", &["word", "kind", "source"], 1),
    ("actor/alias.tsv", &["alias", "target", "kind", "guard", "from", "to", "source"], 0),
    ("actor/homonym.tsv", &["alias", "target", "cue", "source"], 0),
    ("actor/deed.tsv", &["lemma", "tag", "sector", "source"], 2),
    (
        "place/gazetteer.tsv",
        &["id", "name", "country", "kind", "latitude", "longitude", "population", "source"],
        1,
    ),
    ("place/name.tsv", &["name", "place", "source"], 0),
];

/// Kinds of names of actors.
pub(super) const ALIAS_KINDS: &[(&str, NameKind)] = &[
    ("name", NameKind::Name),
    ("former", NameKind::Former),
    ("adjective", NameKind::Adjective),
    ("demonym", NameKind::Demonym),
    ("capital", NameKind::Capital),
    ("spelling", NameKind::Spelling),
    ("words", NameKind::Words),
];

/// What a term's holder was.
pub(super) const STATUSES: &[(&str, TermStatus)] = &[
    ("holder", TermStatus::Holder),
    ("acting", TermStatus::Acting),
    ("designate", TermStatus::Designate),
    ("disputed", TermStatus::Disputed),
];

/// What nouns stand for.
pub(super) const CLASSES: &[(&str, NounClass)] = &[
    ("people", NounClass::People),
    ("body", NounClass::Body),
    ("unit", NounClass::Unit),
    ("thing", NounClass::Thing),
];

/// What modifiers do.
pub(super) const MODIFIERS: &[(&str, Modifier)] = &[
    ("none", Modifier::None),
    ("former", Modifier::Former),
    ("then", Modifier::Then),
    ("acting", Modifier::Acting),
    ("elect", Modifier::Elect),
    ("deputy", Modifier::Deputy),
    ("shadow", Modifier::Shadow),
];

/// The table that a file is, whatever folder it lies in.
pub(super) fn table_of(file: &str) -> Option<&'static str> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    TABLES.iter().map(|(table, _, _)| *table).find(|table| table.rsplit('/').next() == Some(name))
}

pub(super) fn choice<T: Copy>(choices: &[(&str, T)], word: &str) -> Option<T> {
    choices.iter().find(|(one, _)| *one == word).map(|(_, choice)| *choice)
}

/// Reads rows of one table, wherever it is laid over.
fn each<'a, const N: usize>(
    knowledge: &Knowledge<'a>,
    table: &str,
    columns: [&str; N],
    faults: &mut Vec<Fault>,
    mut row: impl FnMut([&'a str; N]) -> Result<(), String>,
) {
    for (file, text) in &knowledge.files {
        if table_of(file) != Some(table) {
            continue;
        }
        for one in table::rows(file, text, columns, faults) {
            if let Err(what) = row(one.cells) {
                faults.push(Fault { file: file.clone(), line: one.line, what });
            }
        }
    }
}

pub(super) fn columns<const N: usize>(table: &str) -> [&'static str; N] {
    let mut all = [""; N];
    if let Some((_, columns, _)) = TABLES.iter().find(|(one, _, _)| *one == table) {
        for (place, column) in all.iter_mut().zip(*columns) {
            *place = column;
        }
    }
    all
}

/// "office "x" unknown; did you mean "y"?"
pub(super) fn unknown<'k>(what: &str, word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    match table::nearest(word, known) {
        Some(near) => format!("{what} {word:?} unknown; did you mean {near:?}?"),
        None => format!("{what} {word:?} unknown"),
    }
}

fn word_of<T: Copy>(what: &str, choices: &[(&str, T)], word: &str) -> Result<T, String> {
    choice(choices, word).ok_or_else(|| {
        let known: Vec<&str> = choices.iter().map(|(one, _)| *one).collect();
        format!("{}; it is one of {}", unknown(what, word, known.iter().copied()), known.join(", "))
    })
}

fn optional_day(what: &str, text: &str) -> Result<Option<Day>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    Day::parse(text)
        .map(Some)
        .ok_or_else(|| format!("{what} {text:?} is no day; write 2023-07-25, 2023-07 or 2023"))
}

/// Puts a row in its place: over an earlier one with the same id, or at the end.
fn put<'a, T>(rows: &mut Vec<T>, index: &mut super::Index<'a>, id: &'a str, row: T) {
    let next = rows.len() as u32;
    let place = *index.entry(id).or_insert(next);
    match rows.get_mut(place as usize) {
        Some(old) => *old = row,
        None => rows.push(row),
    }
}

/// Fills in all that the files say. What is referred to is read before what refers to it.
pub(super) fn read(knowledge: &mut Knowledge<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, _) in &knowledge.files {
        if table_of(file).is_none() {
            let known = TABLES.iter().map(|(table, _, _)| *table);
            faults.push(Fault { file: file.clone(), line: 1, what: unknown("table", file, known) });
        }
    }
    read_actors(knowledge, &mut faults);
    read_offices(knowledge, &mut faults);
    read_vocabulary(knowledge, &mut faults);
    read_names(knowledge, &mut faults);
    knowledge.index();
    faults
}

fn read_actors(knowledge: &mut Knowledge<'_>, faults: &mut Vec<Fault>) {
    let mut kinds = std::mem::take(&mut knowledge.kinds);
    let mut ids = std::mem::take(&mut knowledge.ids);
    let table = "actor/kind.tsv";
    each(knowledge, table, columns::<5>(table), faults, |[id, _, sector, exclusive, _]| {
        let exclusive = word_of("exclusive", &[("yes", true), ("no", false)], exclusive)?;
        put(&mut kinds, &mut ids.kinds, id, Kind { id, sector, exclusive });
        Ok(())
    });
    let mut countries = Vec::new();
    let table = "actor/country.tsv";
    each(knowledge, table, columns::<5>(table), faults, |[id, name, code, kind, _]| {
        put(&mut countries, &mut ids.countries, id, Country { id, name, code, kind });
        Ok(())
    });
    let mut bodies = Vec::new();
    let table = "actor/body.tsv";
    each(knowledge, table, columns::<6>(table), faults, |[id, name, kind, code, sector, _]| {
        put(&mut bodies, &mut ids.bodies, id, Body { id, name, kind, code, sector });
        Ok(())
    });
    let mut standings = Vec::new();
    let table = "actor/standing.tsv";
    each(knowledge, table, columns::<6>(table), faults, |[body, from, to, code, sector, _]| {
        let body = *ids.bodies.get(body).ok_or_else(|| unknown("body", body, ids.bodies.keys().copied()))?;
        let from = optional_day("from", from)?.map(|day| day.first);
        let to = optional_day("to", to)?.map(|day| day.last);
        standings.push(Standing { body, from, to, code, sector });
        Ok(())
    });
    let mut places = Vec::new();
    let table = "place/gazetteer.tsv";
    each(
        knowledge,
        table,
        columns::<8>(table),
        faults,
        |[id, name, country, kind, latitude, longitude, population, _]| {
            let degrees =
                |what: &str, text: &str, most: f32| -> Result<Option<f32>, String> {
                    if text.is_empty() {
                        return Ok(None);
                    }
                    text.parse::<f32>().ok().filter(|degrees| degrees.abs() <= most).map(Some).ok_or_else(
                        || format!("{what} {text:?} is no number of degrees from -{most} to {most}"),
                    )
                };
            let coordinates =
                degrees("latitude", latitude, 90.0)?.zip(degrees("longitude", longitude, 180.0)?);
            if !population.is_empty() && population.parse::<u32>().is_err() {
                return Err(format!("population {population:?} is no number"));
            }
            if !country.is_empty() && !ids.countries.contains_key(country) {
                return Err(unknown("country", country, ids.countries.keys().copied()));
            }
            put(
                &mut places,
                &mut ids.places,
                id,
                Place { name, country, coordinates, is_region: kind == "region" },
            );
            Ok(())
        },
    );
    knowledge.kinds = kinds;
    knowledge.ids = ids;
    knowledge.countries = countries;
    knowledge.bodies = bodies;
    knowledge.standings = standings;
    knowledge.places = places;
}

fn read_offices(knowledge: &mut Knowledge<'_>, faults: &mut Vec<Fault>) {
    let mut ids = std::mem::take(&mut knowledge.ids);
    let mut offices = Vec::new();
    let table = "actor/office.tsv";
    each(knowledge, table, columns::<6>(table), faults, |[id, owner, kind, title, sector, _]| {
        let country = ids.countries.get(owner).map(|place| Owner::Country(*place));
        let owner = country
            .or_else(|| ids.bodies.get(owner).map(|place| Owner::Body(*place)))
            .ok_or_else(|| unknown("country or body", owner, ids.countries.keys().copied()))?;
        let kind =
            *ids.kinds.get(kind).ok_or_else(|| unknown("kind", kind, ids.kinds.keys().copied()))? as u8;
        put(&mut offices, &mut ids.offices, id, Office { id, owner, kind, title, sector });
        Ok(())
    });
    let mut people = Vec::new();
    let table = "actor/person.tsv";
    each(knowledge, table, columns::<7>(table), faults, |[id, name, surname, order, wikidata, _, _]| {
        word_of("order", &[("gs", ()), ("sg", ())], order)?;
        put(&mut people, &mut ids.people, id, Person { id, name, surname, wikidata });
        Ok(())
    });
    let mut terms: Vec<Term> = Vec::new();
    let mut overlaid: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
    let n_files = knowledge.files.iter().filter(|(file, _)| table_of(file) == Some("actor/term.tsv")).count();
    let table = "actor/term.tsv";
    each(knowledge, table, columns::<6>(table), faults, |[person, office, from, to, status, _]| {
        let person =
            *ids.people.get(person).ok_or_else(|| unknown("person", person, ids.people.keys().copied()))?;
        let office =
            *ids.offices.get(office).ok_or_else(|| unknown("office", office, ids.offices.keys().copied()))?;
        let from = optional_day("from", from)?;
        let to = End::parse(to).ok_or_else(|| {
            format!("to {to:?} is no end; write a day, open@ a day on which it had not ended, or succ@ the successor's first")
        })?;
        let status = word_of("status", STATUSES, status)?;
        let term = Term { person, office, held: Held { from, to }, status };
        // A later table's row on the same term holds in place of the earlier one.
        if n_files > 1 {
            let places = overlaid.entry((person, office)).or_default();
            let near = |one: &Term| match (one.held.from, from) {
                (Some(one), Some(two)) => (one.first - two.first).get_days().abs() <= 31,
                (one, two) => one.is_none() && two.is_none(),
            };
            let same = places.iter().copied().find(|place| terms.get(*place as usize).is_some_and(near));
            if let Some(old) = same.and_then(|place| terms.get_mut(place as usize)) {
                *old = term;
                return Ok(());
            }
            places.push(terms.len() as u32);
        }
        terms.push(term);
        Ok(())
    });
    knowledge.ids = ids;
    knowledge.offices = offices;
    knowledge.people = people;
    knowledge.terms = terms;
}

fn read_vocabulary(knowledge: &mut Knowledge<'_>, faults: &mut Vec<Fault>) {
    let mut titles = Vec::new();
    let mut nouns: Vec<Noun<'_>> = Vec::new();
    let mut modifiers = Vec::new();
    let table = "actor/title.tsv";
    each(knowledge, table, columns::<5>(table), faults, |[words, kind, country, sector, _]| {
        let kinds = &knowledge.ids.kinds;
        let kind = *kinds.get(kind).ok_or_else(|| unknown("kind", kind, kinds.keys().copied()))? as u8;
        let known = &knowledge.ids.countries;
        let country = match country {
            "" => None,
            id => Some(*known.get(id).ok_or_else(|| unknown("country", id, known.keys().copied()))?),
        };
        titles.push(Title { words, kind, country, sector });
        Ok(())
    });
    let table = "actor/noun.tsv";
    each(knowledge, table, columns::<4>(table), faults, |[words, class, sector, _]| {
        let class = word_of("class", CLASSES, class)?;
        nouns.push(Noun { words, class, sector });
        Ok(())
    });
    let table = "actor/modifier.tsv";
    each(knowledge, table, columns::<3>(table), faults, |[words, kind, _]| {
        modifiers.push((words, word_of("kind", MODIFIERS, kind)?));
        Ok(())
    });
    let mut deeds = HashMap::new();
    let table = "actor/deed.tsv";
    each(knowledge, table, columns::<4>(table), faults, |[lemma, tag, sector, _]| {
        let is_verb = word_of("tag", &[("noun", false), ("verb", true)], tag)?;
        deeds.insert((lemma, is_verb), sector);
        Ok(())
    });
    knowledge.deeds = deeds;
    let all_titles = titles.iter().zip(0..).map(|(title, place)| (title.words, Vocabulary::Title(place)));
    let all_nouns = nouns.iter().zip(0..).map(|(noun, place)| (noun.words, Vocabulary::Noun(place)));
    let all_modifiers = modifiers.iter().map(|(words, kind)| (*words, Vocabulary::Modifier(*kind)));
    knowledge.vocabulary = Phrases::new(all_titles.chain(all_nouns).chain(all_modifiers));
    knowledge.titles = titles;
    knowledge.nouns = nouns;
}

fn read_names(knowledge: &mut Knowledge<'_>, faults: &mut Vec<Fault>) {
    let mut names: Vec<(&str, Name<'_>)> =
        Vec::with_capacity(knowledge.people.len() + knowledge.places.len() * 3);
    let table = "actor/alias.tsv";
    let mut first_of_file = Vec::new();
    let mut validity: Vec<Interval> = Vec::new();
    for (file, text) in &knowledge.files {
        if table_of(file) != Some(table) {
            continue;
        }
        first_of_file.push(names.len());
        for row in table::rows(file, text, columns::<7>(table), faults) {
            let [words, target, kind, guard, from, to, _] = row.cells;
            match alias(knowledge, words, target, kind, guard, from, to) {
                Ok((name, days)) => {
                    let validity = validity_of(&mut validity, days);
                    names.push((words, Name { validity, ..name }));
                }
                Err(what) => faults.push(Fault { file: file.clone(), line: row.line, what }),
            }
        }
    }
    if let Some(last) = first_of_file.get(1) {
        // What a user calls something is not what we call so.
        let mut theirs = std::collections::BTreeSet::new();
        for (words, _) in names.get(*last..).unwrap_or(&[]) {
            theirs.insert(Hash::of(words).0);
        }
        let mut place = 0;
        names.retain(|(words, _)| {
            place += 1;
            place > *last || !theirs.contains(&Hash::of(words).0)
        });
    }
    // "Zelensky", where the table of people has another spelling.
    knowledge.spelled = names
        .iter()
        .filter_map(|(words, name)| match name.target {
            Target::Person(person) if name.kind == NameKind::Spelling => {
                let (_, surname) = words.rsplit_once(' ')?;
                Some((surname, person))
            }
            _ => None,
        })
        .collect();
    let plain = |words, target, kind| Name { words, target, kind, case: false, validity: 0 };
    names.extend(
        knowledge.people.iter().zip(0..).map(|(person, place)| {
            (person.name, plain(person.name, Target::Person(place), NameKind::Spelling))
        }),
    );
    let table = "place/name.tsv";
    each(knowledge, table, columns::<3>(table), faults, |[words, place, _]| {
        let place = knowledge
            .place(place)
            .ok_or_else(|| unknown("place", place, knowledge.ids.places.keys().copied()))?;
        names.push((words, plain(words, Target::Place(place), NameKind::Place)));
        Ok(())
    });
    let mut homonyms = Vec::new();
    let table = "actor/homonym.tsv";
    each(knowledge, table, columns::<4>(table), faults, |[words, target, cue, _]| {
        let target = match target {
            "" => None,
            id => Some(target_of(knowledge, id)?),
        };
        homonyms.push(Homonym { alias: Hash::of(words).0, target, cue });
        Ok(())
    });
    homonyms.sort_by_key(|homonym| homonym.alias);
    knowledge.homonyms = homonyms;
    knowledge.names = Phrases::new(names);
    knowledge.validity = validity;
}

/// The place of these days in the list of days on which names hold, counted from 1; 0 for all days.
fn validity_of(validity: &mut Vec<Interval>, days: Interval) -> u16 {
    if days == Interval::OPEN {
        return 0;
    }
    let place = validity.iter().position(|one| *one == days).unwrap_or_else(|| {
        validity.push(days);
        validity.len() - 1
    });
    // More kinds of days than that are no table of names; the last ones then hold on all days.
    u16::try_from(place + 1).unwrap_or(0)
}

/// The actor of an id.
pub(super) fn target_of(knowledge: &Knowledge<'_>, id: &str) -> Result<Target, String> {
    knowledge
        .country(id)
        .map(Target::Country)
        .or_else(|| knowledge.body(id).map(Target::Body))
        .or_else(|| knowledge.person(id).map(Target::Person))
        .ok_or_else(|| {
            let ids = &knowledge.ids;
            let bodies_and_countries = ids.bodies.keys().chain(ids.countries.keys()).copied();
            unknown("target", id, bodies_and_countries)
        })
}

fn alias<'a>(
    knowledge: &Knowledge<'_>,
    words: &'a str,
    target: &str,
    kind: &str,
    guard: &str,
    from: &str,
    to: &str,
) -> Result<(Name<'a>, Interval), String> {
    let days = Interval {
        from: optional_day("from", from)?.map(|day| day.first),
        to: optional_day("to", to)?.map(|day| day.last),
    };
    let name = Name {
        words,
        target: target_of(knowledge, target)?,
        kind: word_of("kind", ALIAS_KINDS, kind)?,
        case: match guard {
            "" => false,
            _ => word_of("guard", &[("case", true)], guard)?,
        },
        validity: 0,
    };
    Ok((name, days))
}
