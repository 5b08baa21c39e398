//! The words of time, from their tables.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Bound;
use super::calendar::{self, Day};
use super::feast::{Feast, Rule};
use super::meaning::{DayPart, Part, Unit};
use crate::table::{Fault, nearest, rows};

/// The tables that a vocabulary is made of, as text.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// Words and what they are: `word class value source`.
    pub word: &'a str,
    /// Fixed phrases: `phrase meaning source`.
    pub phrase: &'a str,
    /// Holidays and their rules: `name rule days source`.
    pub holiday: &'a str,
    /// First days of feasts of other calendars: `feast first source`.
    pub feast: &'a str,
    /// Named stretches of history: `name from to source`.
    pub period: &'a str,
    /// Phrases that hold words of time and are none: `phrase source`.
    pub other: &'a str,
    /// Words that look ahead or back: `lemma side source`.
    pub outlook: &'a str,
}

/// The words of time, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: HashMap<Box<str>, Word>,
    /// By their first word, the longest first.
    phrases: HashMap<Box<str>, Vec<(Box<str>, Phrase)>>,
    outlook: HashMap<Box<str>, Outlook>,
    /// Bytes of the longest word.
    longest: usize,
}

/// What a fixed phrase means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phrase {
    /// So many days from the article's.
    Days(i32),
    Now,
    /// What earlier words mean.
    Same,
    /// Some time ago, or some time to come.
    Vague {
        ahead: bool,
    },
    Feast(Feast),
    Period(Date, Date),
    /// Not a time.
    Other,
}

/// Where a lemma looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Ahead: plans, due.
    Ahead,
    /// Back: former.
    Behind,
    /// Ahead of what it is put off to, and back at the putting off.
    Moved,
    /// A verb whose past is written as its present.
    Unmarked,
    /// A verb of what lasts and is not done on a day.
    State,
}

/// Which neighbour "last", "next", "this" or "that" points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Last,
    Next,
    This,
    Same,
}

/// What stands after a length and says from where it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ago {
    /// Back from the article's day.
    Ago,
    /// Back from what was spoken of.
    Before,
    /// On from what was spoken of.
    After,
}

/// What a part is a part of, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartWord {
    Part(Part),
    Whole,
}

/// All that one form may be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) month: Option<i32>,
    pub(crate) weekday: Option<i32>,
    pub(crate) unit: Option<Unit>,
    pub(crate) plural: bool,
    pub(crate) number: Option<i32>,
    pub(crate) half: bool,
    pub(crate) some: bool,
    pub(crate) ordinal: Option<i32>,
    pub(crate) decade: Option<i32>,
    pub(crate) part: Option<PartWord>,
    pub(crate) step: Option<Step>,
    /// Counts from what was told before and not from the article's day ("following").
    pub(crate) told: bool,
    pub(crate) day: Option<i32>,
    pub(crate) now: bool,
    /// Vague, and whether it lies ahead.
    pub(crate) vague: Option<bool>,
    pub(crate) season: Option<i32>,
    pub(crate) day_part: Option<DayPart>,
    pub(crate) every: bool,
    pub(crate) rate: Option<Box<str>>,
    pub(crate) meridiem: Option<i32>,
    pub(crate) zone: bool,
    pub(crate) era: Option<i32>,
    pub(crate) about: bool,
    pub(crate) preposition: Option<Bound>,
    pub(crate) ago: Option<Ago>,
    pub(crate) fiscal: bool,
    /// An abbreviation, which needs digits beside it to be a time.
    pub(crate) short: bool,
    /// May stand between a number and its unit.
    pub(crate) filler: bool,
    /// Names a part of what follows: "earlier this week".
    pub(crate) elliptic: bool,
}

/// The classes of words, as they are written in the table.
const CLASSES: &[&str] = &[
    "about",
    "ago",
    "day",
    "daypart",
    "decade",
    "era",
    "every",
    "elliptic",
    "filler",
    "fiscal",
    "meridiem",
    "month",
    "now",
    "number",
    "ordinal",
    "part",
    "plural",
    "preposition",
    "rate",
    "season",
    "short",
    "some",
    "step",
    "told",
    "unit",
    "vague",
    "weekday",
    "zone",
];

impl Tables<'static> {
    /// The tables that are part of the program.
    pub const EMBEDDED: Self = Self {
        word: include_str!("../../../../data/time/word.tsv"),
        phrase: include_str!("../../../../data/time/phrase.tsv"),
        holiday: include_str!("../../../../data/time/holiday.tsv"),
        feast: include_str!("../../../../data/time/feast.tsv"),
        period: include_str!("../../../../data/time/period.tsv"),
        other: include_str!("../../../../data/time/other.tsv"),
        outlook: include_str!("../../../../data/time/outlook.tsv"),
    };
}

impl Vocabulary {
    /// The vocabulary that is part of the program, and what is wrong with its tables: nothing, as its tests show.
    #[must_use]
    pub fn embedded() -> (Self, Vec<Fault>) {
        Self::load(&Tables::EMBEDDED)
    }

    /// A vocabulary from tables; rows that are wrong are left out and reported.
    #[must_use]
    pub fn load(tables: &Tables<'_>) -> (Self, Vec<Fault>) {
        let mut vocabulary = Self::default();
        let mut faults = Vec::new();
        vocabulary.load_words(tables.word, &mut faults);
        vocabulary.load_phrases(tables.phrase, &mut faults);
        vocabulary.load_holidays(tables.holiday, tables.feast, &mut faults);
        vocabulary.load_periods(tables.period, &mut faults);
        for row in rows("time/other.tsv", tables.other, ["phrase", "source"], &mut faults) {
            vocabulary.add_phrase(row.cells[0], Phrase::Other);
        }
        let file = "time/outlook.tsv";
        for row in rows(file, tables.outlook, ["lemma", "side", "source"], &mut faults) {
            let [lemma, side, _] = row.cells;
            let outlook = match side {
                "ahead" => Outlook::Ahead,
                "behind" => Outlook::Behind,
                "moved" => Outlook::Moved,
                "unmarked" => Outlook::Unmarked,
                "state" => Outlook::State,
                _ => {
                    let known = ["ahead", "behind", "moved", "unmarked", "state"];
                    faults.push(unknown(file, row.line, "side", side, &known));
                    continue;
                }
            };
            vocabulary.outlook.insert(lemma.into(), outlook);
        }
        (vocabulary, faults)
    }

    fn load_words(&mut self, text: &str, faults: &mut Vec<Fault>) {
        let file = "time/word.tsv";
        for row in rows(file, text, ["word", "class", "value", "source"], faults) {
            let [form, class, value, _] = row.cells;
            self.longest = self.longest.max(form.len());
            let word = self.words.entry(form.into()).or_default();
            if !CLASSES.contains(&class) {
                faults.push(unknown(file, row.line, "class", class, CLASSES));
            } else if !word.learn(class, value) {
                let what = format!("a {class} cannot have the value {value:?}");
                faults.push(Fault { file: file.to_owned(), line: row.line, what });
            }
        }
    }

    fn load_phrases(&mut self, text: &str, faults: &mut Vec<Fault>) {
        let file = "time/phrase.tsv";
        for row in rows(file, text, ["phrase", "meaning", "source"], faults) {
            let [phrase, meaning, _] = row.cells;
            let meaning = match meaning {
                "now" => Phrase::Now,
                "same" => Phrase::Same,
                "past" => Phrase::Vague { ahead: false },
                "future" => Phrase::Vague { ahead: true },
                other => {
                    if let Some(days) = other.strip_prefix("day").and_then(|days| days.parse().ok()) {
                        Phrase::Days(days)
                    } else {
                        let known = ["now", "same", "past", "future", "day+1"];
                        faults.push(unknown(file, row.line, "meaning", other, &known));
                        continue;
                    }
                }
            };
            self.add_phrase(phrase, meaning);
        }
    }

    fn load_holidays(&mut self, holidays: &str, feasts: &str, faults: &mut Vec<Fault>) {
        let mut tables: HashMap<&str, Vec<Day>> = HashMap::new();
        let file = "time/feast.tsv";
        for row in rows(file, feasts, ["feast", "first", "source"], faults) {
            let [feast, first, _] = row.cells;
            match first.parse::<Date>() {
                Ok(first) => tables.entry(feast).or_default().push(calendar::number(first)),
                Err(_) => faults.push(not_a_day(file, row.line, first)),
            }
        }
        let tables: HashMap<&str, Arc<[Day]>> =
            tables.into_iter().map(|(name, days)| (name, days.into())).collect();
        let file = "time/holiday.tsv";
        for row in rows(file, holidays, ["name", "rule", "days", "source"], faults) {
            let [name, rule, days, _] = row.cells;
            let rule = parse_rule(rule, &tables);
            let n_days = days.parse().ok().filter(|days| (1..=40).contains(days));
            match rule.zip(n_days) {
                Some((rule, n_days)) => {
                    self.add_phrase(name, Phrase::Feast(Feast { name: name.into(), rule, n_days }));
                }
                None => faults.push(Fault {
                    file: file.to_owned(),
                    line: row.line,
                    what: "the rule is one of MM-DD, nth:MM:weekday:n, easter±n, orthodox±n and table:feast with \
                           a feast of feast.tsv, and days are 1 to 40"
                        .to_owned(),
                }),
            }
        }
    }

    fn load_periods(&mut self, text: &str, faults: &mut Vec<Fault>) {
        let file = "time/period.tsv";
        for row in rows(file, text, ["name", "from", "to", "source"], faults) {
            let [name, from, to, _] = row.cells;
            match (from.parse::<Date>(), to.parse::<Date>()) {
                (Ok(from), Ok(to)) if from <= to => self.add_phrase(name, Phrase::Period(from, to)),
                (Ok(_), Ok(_)) => {
                    let what = format!("{name:?} ends before it begins");
                    faults.push(Fault { file: file.to_owned(), line: row.line, what });
                }
                (Err(_), _) => faults.push(not_a_day(file, row.line, from)),
                (_, Err(_)) => faults.push(not_a_day(file, row.line, to)),
            }
        }
    }

    fn add_phrase(&mut self, phrase: &str, meaning: Phrase) {
        let list = self.phrases.entry(first_word(phrase).into()).or_default();
        list.push((phrase.into(), meaning));
        list.sort_by(|one, two| two.0.len().cmp(&one.0.len()).then_with(|| one.0.cmp(&two.0)));
    }

    /// All that a form may be.
    pub(crate) fn word(&self, form: &str) -> Option<&Word> {
        if form.len() > self.longest || !form.is_ascii() {
            return match form {
                "–" | "—" => self.words.get(form),
                _ => None,
            };
        }
        if form.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.words.get(form.to_ascii_lowercase().as_str())
        } else {
            self.words.get(form)
        }
    }

    /// The longest fixed phrase that the text begins with, and its length in bytes.
    ///
    /// Letters match in either case, a curly apostrophe matches a straight one, and any white space matches a space.
    pub(crate) fn phrase(&self, text: &str) -> Option<(usize, &Phrase)> {
        let first = first_word(text);
        let list = if first.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.phrases.get(first.to_ascii_lowercase().as_str())
        } else {
            self.phrases.get(first)
        }?;
        list.iter().find_map(|(phrase, meaning)| Some((begins_with(text, phrase)?, meaning)))
    }

    /// Where a lemma looks, if it looks anywhere.
    pub(crate) fn outlook(&self, lemma: &str) -> Option<Outlook> {
        self.outlook.get(lemma).copied()
    }

    /// Whether a lemma looks ahead (`true`), back (`false`), or neither.
    pub(crate) fn looks_ahead(&self, lemma: &str) -> Option<bool> {
        match self.outlook(lemma)? {
            Outlook::Ahead => Some(true),
            Outlook::Behind => Some(false),
            Outlook::Moved | Outlook::Unmarked | Outlook::State => None,
        }
    }
}

impl Word {
    /// Takes in one row; `false` where the class cannot have that value.
    fn learn(&mut self, class: &str, value: &str) -> bool {
        let number = value.parse::<i32>().ok();
        let in_range = |low: i32, high: i32| number.filter(|number| (low..=high).contains(number));
        match class {
            "month" => set(&mut self.month, in_range(1, 12)),
            "weekday" => set(&mut self.weekday, in_range(1, 7)),
            "unit" => set(&mut self.unit, parse_unit(value)),
            "number" if value == "half" => {
                self.half = true;
                true
            }
            "number" => set(&mut self.number, in_range(0, 1000)),
            "ordinal" => set(&mut self.ordinal, in_range(1, 31)),
            "decade" => set(&mut self.decade, in_range(10, 90)),
            "day" => set(&mut self.day, in_range(-9, 9)),
            "season" => set(&mut self.season, in_range(1, 4)),
            "meridiem" => set(&mut self.meridiem, in_range(0, 12)),
            "era" => set(&mut self.era, in_range(-1, 1)),
            "part" => set(
                &mut self.part,
                match value {
                    "early" => Some(PartWord::Part(Part::Early)),
                    "mid" => Some(PartWord::Part(Part::Mid)),
                    "late" => Some(PartWord::Part(Part::Late)),
                    "start" => Some(PartWord::Part(Part::Start)),
                    "end" => Some(PartWord::Part(Part::End)),
                    "after" => Some(PartWord::Part(Part::After)),
                    "whole" => Some(PartWord::Whole),
                    _ => None,
                },
            ),
            "step" => set(
                &mut self.step,
                match value {
                    "last" => Some(Step::Last),
                    "next" => Some(Step::Next),
                    "this" => Some(Step::This),
                    "same" => Some(Step::Same),
                    _ => None,
                },
            ),
            "vague" => set(
                &mut self.vague,
                match value {
                    "past" => Some(false),
                    "future" => Some(true),
                    _ => None,
                },
            ),
            "daypart" => set(
                &mut self.day_part,
                match value {
                    "morning" => Some(DayPart::Morning),
                    "noon" => Some(DayPart::Noon),
                    "afternoon" => Some(DayPart::Afternoon),
                    "evening" => Some(DayPart::Evening),
                    "night" => Some(DayPart::Night),
                    "midnight" => Some(DayPart::Midnight),
                    _ => None,
                },
            ),
            "preposition" => set(
                &mut self.preposition,
                match value {
                    "at" => Some(Bound::At),
                    "since" => Some(Bound::Since),
                    "from" => Some(Bound::From),
                    "between" => Some(Bound::Between),
                    "until" | "to" => Some(Bound::Until),
                    "by" => Some(Bound::By),
                    "before" => Some(Bound::Before),
                    "after" => Some(Bound::After),
                    _ => None,
                },
            ),
            "ago" => set(
                &mut self.ago,
                match value {
                    "ago" => Some(Ago::Ago),
                    "before" => Some(Ago::Before),
                    "after" => Some(Ago::After),
                    _ => None,
                },
            ),
            "rate" => set(&mut self.rate, value.starts_with('P').then(|| value.into())),
            "plural" => flag(&mut self.plural, value),
            "some" => flag(&mut self.some, value),
            "told" => flag(&mut self.told, value),
            "now" => flag(&mut self.now, value),
            "every" => flag(&mut self.every, value),
            "zone" => flag(&mut self.zone, value),
            "about" => flag(&mut self.about, value),
            "short" => flag(&mut self.short, value),
            "filler" => flag(&mut self.filler, value),
            "elliptic" => flag(&mut self.elliptic, value),
            "fiscal" => flag(&mut self.fiscal, value),
            _ => false,
        }
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let known = value.is_some();
    *place = value.or(place.take());
    known
}

fn flag(place: &mut bool, value: &str) -> bool {
    *place = true;
    value.is_empty()
}

fn parse_unit(value: &str) -> Option<Unit> {
    Some(match value {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn parse_rule(rule: &str, tables: &HashMap<&str, Arc<[Day]>>) -> Option<Rule> {
    if let Some(feast) = rule.strip_prefix("table:") {
        return tables.get(feast).cloned().map(Rule::Table);
    }
    if let Some(days) = rule.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some(days) = rule.strip_prefix("orthodox") {
        return days.parse().ok().map(Rule::OrthodoxEaster);
    }
    if let Some(nth) = rule.strip_prefix("nth:") {
        let mut numbers = nth.split(':').map(str::parse::<i32>);
        let (month, weekday, n) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
        let sound = (1..=12).contains(&month)
            && (1..=7).contains(&weekday)
            && n != 0
            && n.abs() <= 5
            && numbers.next().is_none();
        return sound.then_some(Rule::Nth { month, weekday, n });
    }
    let (month, day) = rule.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that its last day is one.
    calendar::is_day(2000, month, day).then_some(Rule::Fixed { month, day })
}

fn unknown(file: &str, line: usize, kind: &str, value: &str, known: &[&str]) -> Fault {
    let hint = nearest(value, known.iter().copied()).map_or_else(
        || format!("; known are {}", known.join(", ")),
        |near| format!("; did you mean {near:?}?"),
    );
    Fault { file: file.to_owned(), line, what: format!("{kind} {value:?} is not known{hint}") }
}

fn not_a_day(file: &str, line: usize, value: &str) -> Fault {
    Fault { file: file.to_owned(), line, what: format!("{value:?} is not a day; write it as 2023-06-18") }
}

/// Letters and digits up to the first of anything else.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// How many bytes of the text the phrase covers, if the text begins with it and no word goes on after it.
fn begins_with(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in phrase.chars() {
        let (_, found) = rest.next()?;
        let same = match found {
            '’' | '\'' => matches!(wanted, '’' | '\''),
            '–' | '‑' => wanted == '-',
            found if found.is_whitespace() => {
                while rest.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                    rest.next();
                }
                wanted == ' '
            }
            found => found.to_ascii_lowercase() == wanted,
        };
        if !same {
            return None;
        }
    }
    match rest.next() {
        None => Some(text.len()),
        Some((_, next)) if next.is_alphanumeric() => None,
        Some((end, _)) => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(change: impl FnOnce(&mut Tables<'static>)) -> Vec<String> {
        let mut tables = Tables::EMBEDDED;
        change(&mut tables);
        Vocabulary::load(&tables).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn our_own_tables_have_no_faults() {
        assert_eq!(faults(|_| {}), [""; 0]);
    }

    #[test]
    fn each_kind_of_fault_is_told() {
        let word = "word\tclass\tvalue\tsource\nmayo\tmont\t5\tx\nmai\tmonth\t13\tx\n";
        assert_eq!(
            faults(|tables| tables.word = word),
            [
                "time/word.tsv:2: class \"mont\" is not known; did you mean \"month\"?",
                "time/word.tsv:3: a month cannot have the value \"13\""
            ]
        );
        let phrase = "phrase\tmeaning\tsource\nby and by\tfutur\tx\n";
        assert_eq!(
            faults(|tables| tables.phrase = phrase),
            ["time/phrase.tsv:2: meaning \"futur\" is not known; did you mean \"future\"?"]
        );
        let holiday = "name\trule\tdays\tsource\nbig day\t02-30\t1\tx\nlong day\t02-20\t99\tx\n";
        let told = faults(|tables| tables.holiday = holiday);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("time/holiday.tsv:2: the rule is one of MM-DD"), "{told:?}");
        let feast = "feast\tfirst\tsource\nramadan\t2023-02-30\tx\n";
        let told = faults(|tables| tables.feast = feast);
        assert_eq!(told[0], "time/feast.tsv:2: \"2023-02-30\" is not a day; write it as 2023-06-18");
        let period = "name\tfrom\tto\tsource\nthe war\t1945-01-01\t1939-01-01\tx\n";
        assert_eq!(
            faults(|tables| tables.period = period),
            ["time/period.tsv:2: \"the war\" ends before it begins"]
        );
        let outlook = "lemma\tside\tsource\nplan\tahed\tx\n";
        assert_eq!(
            faults(|tables| tables.outlook = outlook),
            ["time/outlook.tsv:2: side \"ahed\" is not known; did you mean \"ahead\"?"]
        );
    }

    #[test]
    fn phrases_match_whole_words_only() {
        let (vocabulary, _) = Vocabulary::embedded();
        let length = |text: &str| vocabulary.phrase(text).map(|(length, _)| length);
        assert_eq!(length("New  Year’s Day brought snow"), Some("New  Year’s Day".len()));
        assert_eq!(length("Christmasy"), None);
        assert_eq!(length("Christmas"), Some(9));
    }
}
