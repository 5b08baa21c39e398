//! What can be wrong with tables beyond the form of a row: their order, ids that occur twice, words outside of closed
//! vocabularies, and facts that contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::schema::{self, STATUSES, choice, table_of, unknown};
use super::{Day, End, Fault, Held, Knowledge, Target, TermStatus, folded};
use crate::table;

/// For how many days two may hold an office of one holder at once: sources notice a hand-over late.
const MOST_DAYS_TOGETHER: i32 = 31;

/// Names of so few letters are words of the language too, unless the case is right.
const SHORT: usize = 3;

const SECTORS: &str = include_str!("../../../../data/event/sector.tsv");
const ENTITIES: &str = include_str!("../../../../data/event/entity.tsv");

/// Everything that is wrong with the tables, by file and line.
pub(super) fn check(files: &[(String, &str)]) -> Vec<Fault> {
    let (knowledge, mut faults) = Knowledge::load(files.iter().map(|(file, text)| (file.clone(), *text)));
    for (file, text) in files {
        let Some(table) = table_of(file) else { continue };
        check_order(file, text, &mut faults);
        check_ids(file, text, table, &mut faults);
        match table {
            "actor/kind.tsv" => check_codes::<5>(file, text, table, &[(2, Code::Sector)], &mut faults),
            "actor/title.tsv" => check_codes::<5>(file, text, table, &[(3, Code::Sector)], &mut faults),
            "actor/country.tsv" => {
                check_codes::<5>(file, text, table, &[(2, Code::Actor(&knowledge))], &mut faults);
            }
            "actor/body.tsv" => {
                let columns = [(3, Code::Actor(&knowledge)), (4, Code::Sector)];
                check_codes::<6>(file, text, table, &columns, &mut faults);
            }
            "actor/standing.tsv" => {
                let columns = [(3, Code::Actor(&knowledge)), (4, Code::Sector)];
                check_codes::<6>(file, text, table, &columns, &mut faults);
                check_spans(file, text, &mut faults);
            }
            "actor/office.tsv" => check_codes::<6>(file, text, table, &[(4, Code::Sector)], &mut faults),
            "actor/noun.tsv" | "actor/deed.tsv" => {
                check_codes::<4>(file, text, table, &[(2, Code::Sector)], &mut faults);
            }
            _ => {}
        }
    }
    check_terms(files, &knowledge, &mut faults);
    check_aliases(files, &knowledge, &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

fn fault(file: &str, line: usize, what: String) -> Fault {
    Fault { file: file.to_owned(), line, what }
}

fn check_order(file: &str, text: &str, faults: &mut Vec<Fault>) {
    let mut before: Option<&str> = None;
    for (line, number) in text.lines().zip(1..).skip(1) {
        match before {
            Some(before) if before == line => {
                faults.push(fault(file, number, "the row is there twice".to_owned()));
            }
            Some(before) if before > line => {
                let first = line.split('\t').next().unwrap_or(line);
                let after = before.split('\t').next().unwrap_or(before);
                faults.push(fault(file, number, format!("not sorted: {first:?} stands after {after:?}")));
            }
            _ => {}
        }
        before = Some(line);
    }
}

fn check_ids(file: &str, text: &str, table: &str, faults: &mut Vec<Fault>) {
    let Some((_, _, n_columns)) = schema::TABLES.iter().find(|(one, _, _)| *one == table) else { return };
    if *n_columns == 0 {
        return;
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (line, number) in text.lines().zip(1..).skip(1) {
        let id = line.split('\t').take(*n_columns).collect::<Vec<_>>().join(" ");
        if let Some(first) = seen.get(&id) {
            faults.push(fault(file, number, format!("id {id:?} is that of line {first} already")));
        } else {
            seen.insert(id, number);
        }
    }
}

/// A closed vocabulary that a cell comes from.
#[derive(Clone, Copy)]
enum Code<'k> {
    /// PLOVER's sectors.
    Sector,
    /// PLOVER's codes of states and other actors.
    Actor(&'k Knowledge<'k>),
}

fn check_codes<const N: usize>(
    file: &str,
    text: &str,
    table: &str,
    which: &[(usize, Code<'_>)],
    faults: &mut Vec<Fault>,
) {
    let codes = |table: &'static str| table.lines().skip(1).filter_map(|line| line.split('\t').next());
    let sectors: BTreeSet<&str> = codes(SECTORS).collect();
    let mut entities: BTreeSet<&str> = codes(ENTITIES).collect();
    for (place, code) in which {
        if let Code::Actor(knowledge) = code {
            entities.extend(knowledge.countries.iter().map(|country| country.id).filter(|id| id.len() == 3));
        }
        let (what, known) = match code {
            Code::Sector => ("sector", &sectors),
            Code::Actor(_) => ("code", &entities),
        };
        // Faults of form were reported when the table was read.
        for row in table::rows::<N>(file, text, schema::columns(table), &mut Vec::new()) {
            let cell = row.cells.get(*place).copied().unwrap_or("");
            if !cell.is_empty() && !known.contains(cell) {
                faults.push(fault(file, row.line, unknown(what, cell, known.iter().copied())));
            }
        }
    }
}

fn check_spans(file: &str, text: &str, faults: &mut Vec<Fault>) {
    for row in table::rows::<6>(file, text, schema::columns("actor/standing.tsv"), &mut Vec::new()) {
        let [_, from, to, ..] = row.cells;
        if let (Some(from), Some(to)) = (Day::parse(from), Day::parse(to))
            && to.last < from.first
        {
            faults.push(fault(file, row.line, "it ends before it begins".to_owned()));
        }
    }
}

/// A term with the place of its row.
struct Row<'a> {
    file: &'a str,
    line: usize,
    person: &'a str,
    held: Held,
}

impl Row<'_> {
    /// The first day on which the holder surely was in office; without a beginning, the one on which they were seen.
    fn first(&self) -> Date {
        match (self.held.from, self.held.to) {
            (Some(day), _) => day.last,
            (None, End::Open(seen)) => seen,
            (None, End::Known(_) | End::Followed(_)) => Date::MIN,
        }
    }

    /// The last day on which the holder surely was in office; without an end, none is later.
    fn last(&self) -> Date {
        match self.held.to {
            End::Known(day) | End::Followed(day) => day.first,
            End::Open(_) => Date::MAX,
        }
    }
}

/// Terms end after they begin, and an office of one holder has one.
fn check_terms(files: &[(String, &str)], knowledge: &Knowledge<'_>, faults: &mut Vec<Fault>) {
    let mut by_office: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for (file, text) in files.iter().filter(|(file, _)| table_of(file) == Some("actor/term.tsv")) {
        for row in table::rows::<6>(file, text, schema::columns("actor/term.tsv"), &mut Vec::new()) {
            let [person, office, from, to, status, _] = row.cells;
            let (Some(to), Some(status)) = (End::parse(to), choice(STATUSES, status)) else { continue };
            let held = Held { from: Day::parse(from), to };
            if held.from.zip(held.last()).is_some_and(|(from, last)| last < from.first) {
                faults.push(fault(
                    file,
                    row.line,
                    format!("{person} leaves {office} before the term begins"),
                ));
            }
            let exclusive = knowledge
                .ids
                .offices
                .get(office)
                .and_then(|place| knowledge.offices.get(*place as usize))
                .and_then(|office| knowledge.kinds.get(office.kind as usize))
                .is_some_and(|kind| kind.exclusive);
            if exclusive && status == TermStatus::Holder {
                by_office.entry(office).or_default().push(Row { file, line: row.line, person, held });
            }
        }
    }
    for (office, mut rows) in by_office {
        rows.sort_by_key(|row| (row.first(), row.last()));
        for (place, row) in rows.iter().enumerate() {
            for other in rows.iter().skip(place + 1).filter(|other| other.person != row.person) {
                let until = row.last().min(other.last());
                // An open end says nothing against a successor.
                let both_open = row.last() == Date::MAX;
                let n_days = (until - other.first()).get_days();
                if !both_open && until > other.first() && n_days > MOST_DAYS_TOGETHER {
                    let what = format!(
                        "{} and {} hold {office} together for {n_days} days; end one term, or mark it acting or disputed",
                        row.person, other.person
                    );
                    faults.push(fault(other.file, other.line, what));
                }
                if both_open
                    && matches!(row.held.to, End::Open(seen) if (seen - other.first()).get_days() > MOST_DAYS_TOGETHER)
                {
                    let what = format!(
                        "{} is said to be in office still when {} holds {office}; end that term, or mark one acting or disputed",
                        row.person, other.person
                    );
                    faults.push(fault(other.file, other.line, what));
                }
            }
        }
    }
}

/// What a name means, by which id, when, and in which line.
type Meaning<'a> = (Target, &'a str, crate::Interval, usize);

/// Names of few letters mind the case, and no name means two actors at one time.
fn check_aliases(files: &[(String, &str)], knowledge: &Knowledge<'_>, faults: &mut Vec<Fault>) {
    for (file, text) in files.iter().filter(|(file, _)| table_of(file) == Some("actor/alias.tsv")) {
        let mut seen: BTreeMap<(String, String), Vec<Meaning<'_>>> = BTreeMap::new();
        for row in table::rows::<7>(file, text, schema::columns("actor/alias.tsv"), &mut Vec::new()) {
            let [words, id, _, guard, from, to, _] = row.cells;
            let Ok(target) = schema::target_of(knowledge, id) else { continue };
            let letters = words.chars().filter(|letter| letter.is_alphanumeric()).count();
            if letters <= SHORT && guard.is_empty() && !matches!(target, Target::Person(_)) {
                faults.push(fault(
                    file,
                    row.line,
                    format!(
                        "{words:?} is short and would be found in other words' stead; write case as its guard"
                    ),
                ));
            }
            if matches!(target, Target::Person(_)) {
                // Namesakes are told apart by their terms.
                continue;
            }
            let days = crate::Interval {
                from: Day::parse(from).map(|day| day.first),
                to: Day::parse(to).map(|day| day.last),
            };
            let exact = if guard == "case" { words.replace('.', "") } else { String::new() };
            let others = seen.entry((folded(words), exact)).or_default();
            if let Some((_, other, _, line)) =
                others.iter().find(|(other, _, then, _)| *other != target && then.meets(days))
            {
                let what = format!(
                    "{words:?} means {other} in line {line} and {id} here; tell them apart by the words around them, in homonym.tsv"
                );
                faults.push(fault(file, row.line, what));
            }
            others.push((target, id, days, row.line));
        }
    }
}
