//! The tables of cues: what they say, and how a cue is found among words.
//!
//! A cue is a row of elements with a space between two. An element is one or more words with `|` between them; a name
//! in braces stands for the words of a class (`data/clean/class.tsv`), `{Cap}` for any word with a capital letter,
//! `{num}` for any that begins with a digit. `?` after an element: it may be missing; `+`: it may be there up to
//! twelve times; `...` alone: up to four words of any kind. Signs that no element asks for are passed over.

use std::collections::{HashMap, HashSet};

use dragoman_text::Boilerplate;
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::word::{self, CAPITAL, N_PLAIN, NUMBER, Word};

/// Why the tables of cues could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}:{line}: {what}")]
pub struct TableError {
    /// The table.
    pub file: &'static str,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub what: String,
}

/// Where a cue must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere in a sentence.
    Any,
    /// At the beginning of a sentence.
    Start,
    /// At the end of a sentence.
    End,
    /// At the beginning of a line.
    Head,
    /// At the beginning of a line of few words without a stop at its end.
    Short,
    /// A whole line.
    Line,
}

/// Words that speak for a kind of boilerplate.
#[derive(Debug)]
pub(super) struct Cue {
    pub(super) kind: Boilerplate,
    pub(super) place: Place,
    /// How much it says, in the same tenths as all scores of this module.
    pub(super) weight: i32,
    elements: Vec<Element>,
}

/// One element of a cue.
#[derive(Debug, Default)]
struct Element {
    forms: Vec<u64>,
    classes: u32,
    any: bool,
    least: usize,
    most: usize,
}

impl Element {
    fn takes(&self, word: &Word) -> bool {
        self.any && !word.is_sign() || word.is(self.classes) || self.forms.contains(&word.form)
    }
}

/// Names of the kinds that cues can speak for.
const KINDS: [(&str, Boilerplate); 11] = [
    ("appeal", Boilerplate::Appeal),
    ("bio", Boilerplate::Bio),
    ("byline", Boilerplate::Byline),
    ("caption", Boilerplate::Caption),
    ("cookie", Boilerplate::Cookie),
    ("correction", Boilerplate::Correction),
    ("credit", Boilerplate::Credit),
    ("navigation", Boilerplate::Navigation),
    ("newsletter", Boilerplate::Newsletter),
    ("related", Boilerplate::Related),
    ("share", Boilerplate::Share),
];

const PLACES: [(&str, Place); 6] = [
    ("any", Place::Any),
    ("end", Place::End),
    ("head", Place::Head),
    ("line", Place::Line),
    ("short", Place::Short),
    ("start", Place::Start),
];

/// Classes that the scores ask for by name, beside those that only cues name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Classes {
    /// Too common to say what a text is about.
    pub(super) common: u32,
    /// Words of paying for something.
    pub(super) backing: u32,
    /// Words of donating and subscribing.
    pub(super) giving: u32,
    /// First word of a request.
    pub(super) imperative: u32,
    /// The trade of those who write.
    pub(super) journalism: u32,
    /// Parts of outlets' names.
    pub(super) outlet: u32,
    /// What outlets do and are, in words that others use as well.
    pub(super) publishing: u32,
    /// Verbs of reporting.
    pub(super) reporting: u32,
    /// "We" and "you".
    pub(super) voice: u32,
}

/// The cues and classes, ready to be looked up.
#[derive(Debug)]
pub(super) struct Lexicon {
    forms: FxHashMap<u64, Facts>,
    cues: Vec<Cue>,
    /// Cues that begin with a class and stand anywhere, by the bits of it.
    by_class: Vec<(u32, u32)>,
    /// Cues that begin with a class and a sentence or line.
    by_first_class: Vec<(u32, u32)>,
    /// Classes that some cue that stands anywhere begins with.
    opening: u32,
    pub(super) named: Classes,
    /// The form of "the".
    pub(super) the: u64,
}

#[derive(Debug, Default)]
struct Facts {
    classes: u32,
    /// Cues that begin with this form.
    cues: Vec<u32>,
}

impl Lexicon {
    /// Reads both tables.
    pub(super) fn load(class_table: &str, cue_table: &str) -> Result<Self, TableError> {
        let mut forms: FxHashMap<u64, Facts> = FxHashMap::default();
        let mut classes: HashMap<&str, u32> = HashMap::from([("Cap", CAPITAL), ("num", NUMBER)]);
        let mut n_classes = N_PLAIN;
        for (line, [class, written, _]) in rows("class.tsv", ["class", "word", "source"], class_table)? {
            let bit = *classes.entry(class).or_insert_with(|| {
                n_classes += 1;
                1_u32.checked_shl(n_classes - 1).unwrap_or(0)
            });
            if bit == 0 {
                return Err(TableError { file: "class.tsv", line, what: "more classes than 30".to_owned() });
            }
            let form = one_form(written)
                .ok_or_else(|| fault("class.tsv", line, format!("{written:?} is not one word")))?;
            forms.entry(form).or_default().classes |= bit;
        }
        let bits = |name: &str| {
            classes.get(name).copied().ok_or_else(|| fault("class.tsv", 1, format!("no class {name:?}")))
        };
        let named = Classes {
            common: bits("common")?,
            backing: bits("backing")?,
            giving: bits("giving")?,
            imperative: bits("imperative")?,
            journalism: bits("journalism")?,
            outlet: bits("outlet")?,
            publishing: bits("publishing")?,
            reporting: bits("reporting")?,
            voice: bits("voice")?,
        };
        let mut cues = Vec::new();
        let (mut by_class, mut by_first_class, mut opening) = (Vec::new(), Vec::new(), 0);
        let mut known = HashSet::new();
        for (line, [written, kind_name, place_name, weight, _]) in
            rows("cue.tsv", ["cue", "kind", "place", "weight", "source"], cue_table)?
        {
            let error = |what: String| fault("cue.tsv", line, what);
            let elements = elements(written, &classes).map_err(error)?;
            let kind = named_in(&KINDS, "kind", kind_name).map_err(error)?;
            let place = named_in(&PLACES, "place", place_name).map_err(error)?;
            let weight = weight.parse().ok().filter(|weight| (1..=40).contains(weight));
            let weight = weight.ok_or_else(|| error("the weight is not between 1 and 40".to_owned()))?;
            if !known.insert((written, kind_name, place_name)) {
                return Err(error("the same cue, kind and place stand in a row above".to_owned()));
            }
            let number = word::offset(cues.len());
            let first = elements.first().ok_or_else(|| error("no words".to_owned()))?;
            if first.least == 0 || first.any {
                return Err(error("the first element may not be missing".to_owned()));
            }
            for form in &first.forms {
                forms.entry(*form).or_default().cues.push(number);
            }
            if first.classes != 0 {
                if matches!(place, Place::Any | Place::End) {
                    by_class.push((first.classes, number));
                    opening |= first.classes;
                } else {
                    by_first_class.push((first.classes, number));
                }
            }
            cues.push(Cue { kind, place, weight, elements });
        }
        Ok(Self { forms, cues, by_class, by_first_class, opening, named, the: word::form("the") })
    }

    /// The classes of a form, beside those plain from its letters.
    pub(super) fn classes(&self, form: u64) -> u32 {
        self.forms.get(&form).map_or(0, |facts| facts.classes)
    }

    /// Whether no cue begins with this word.
    pub(super) fn begins_none(&self, word: &Word) -> bool {
        !word.is(self.opening) && self.forms.get(&word.form).is_none_or(|facts| facts.cues.is_empty())
    }

    /// Calls `found` with each cue of an allowed place that begins with the first of these words, and with how many
    /// words it takes.
    pub(super) fn find(
        &self,
        words: &[Word],
        allowed: impl Fn(Place) -> bool,
        mut found: impl FnMut(u32, &Cue, usize),
    ) {
        let Some(word) = words.first() else { return };
        let mut try_cue = |number: u32| {
            if let Some(cue) = self.cues.get(number as usize)
                && allowed(cue.place)
                && let Some(n_words) = matched(&cue.elements, words, cue.place)
            {
                found(number, cue, n_words);
            }
        };
        if let Some(facts) = self.forms.get(&word.form) {
            facts.cues.iter().for_each(|number| try_cue(*number));
        }
        if word.is(self.opening) {
            for (classes, number) in &self.by_class {
                if word.is(*classes) {
                    try_cue(*number);
                }
            }
        }
        if allowed(Place::Start) || allowed(Place::Head) {
            for (classes, number) in &self.by_first_class {
                if word.is(*classes) {
                    try_cue(*number);
                }
            }
        }
    }
}

/// How many words the elements take; for cues that must reach an end, all of them.
fn matched(elements: &[Element], words: &[Word], place: Place) -> Option<usize> {
    let whole = matches!(place, Place::End | Place::Line);
    rest(elements, words, 0, whole)
}

fn rest(elements: &[Element], words: &[Word], at: usize, whole: bool) -> Option<usize> {
    let Some((element, others)) = elements.split_first() else {
        let left_over = words.get(at..).unwrap_or(&[]);
        return (!whole || left_over.iter().all(Word::is_sign)).then_some(at);
    };
    let mut at = at;
    let mut n_taken = 0;
    // As few as may be of what can be anything, as many as can be of the rest: each end is tried once.
    let mut ends = [0; MOST_REPEATS + 1];
    loop {
        if let Some(end) = ends.get_mut(n_taken) {
            *end = at;
        }
        if n_taken >= element.most {
            break;
        }
        let mut next = at;
        while words.get(next).is_some_and(|word| word.is_sign() && !element.takes(word)) {
            next += 1;
        }
        if !words.get(next).is_some_and(|word| element.takes(word)) {
            break;
        }
        at = next + 1;
        n_taken += 1;
    }
    let tried = ends.get(element.least..=n_taken)?;
    let go_on = |end: &usize| rest(others, words, *end, whole);
    if element.any { tried.iter().find_map(go_on) } else { tried.iter().rev().find_map(go_on) }
}

/// How often an element with `+` may be there.
const MOST_REPEATS: usize = 12;
/// How many words `...` stands for at most.
const MOST_BETWEEN: usize = 4;

fn elements(written: &str, classes: &HashMap<&str, u32>) -> Result<Vec<Element>, String> {
    written.split(' ').map(|element| one_element(element, classes)).collect()
}

fn one_element(written: &str, classes: &HashMap<&str, u32>) -> Result<Element, String> {
    if written == "..." {
        return Ok(Element { any: true, least: 0, most: MOST_BETWEEN, ..Element::default() });
    }
    let (inner, least, most) = match written.strip_suffix(['?', '+']) {
        Some(inner) if written.ends_with('?') => (inner, 0, 1),
        Some(inner) => (inner, 1, MOST_REPEATS),
        None => (written, 1, 1),
    };
    let mut element = Element { least, most, ..Element::default() };
    for alternative in inner.split('|') {
        if let Some(class) = alternative.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            element.classes |=
                classes.get(class).ok_or_else(|| format!("{class:?} is no class of class.tsv"))?;
        } else {
            element.forms.push(
                one_form(alternative)
                    .ok_or_else(|| format!("{alternative:?} in {written:?} is not one word"))?,
            );
        }
    }
    Ok(element)
}

/// The hash of what is written, if it is one word as words are read, in small letters.
fn one_form(written: &str) -> Option<u64> {
    let folded: String = written.to_lowercase();
    (folded == written).then_some(())?;
    let none = Lexicon {
        forms: FxHashMap::default(),
        cues: Vec::new(),
        by_class: Vec::new(),
        by_first_class: Vec::new(),
        opening: 0,
        named: Classes::default(),
        the: 0,
    };
    let mut words = Vec::new();
    word::read(written, 0..written.len(), &none, &mut words);
    match words.as_slice() {
        [word] => Some(word.form),
        _ => None,
    }
}

fn named_in<T: Copy>(known: &[(&str, T)], what: &str, name: &str) -> Result<T, String> {
    known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        format!("{what} {name:?}, expected one of: {}", names.join(", "))
    })
}

fn fault(file: &'static str, line: usize, what: String) -> TableError {
    TableError { file, line, what }
}

/// The rows of a table with their lines.
fn rows<'a, const N: usize>(
    file: &'static str,
    columns: [&str; N],
    table: &'a str,
) -> Result<Vec<(usize, [&'a str; N])>, TableError> {
    let mut lines = table.lines().zip(1..);
    if lines.next().map(|(header, _)| header) != Some(columns.join("\t").as_str()) {
        return Err(fault(file, 1, format!("the columns are not {}", columns.join(", "))));
    }
    lines
        .map(|(text, line)| {
            let cells: Vec<&str> = text.split('\t').collect();
            let row: [&str; N] = cells.try_into().map_err(|cells: Vec<&str>| {
                fault(file, line, format!("{} cells, expected {N}", cells.len()))
            })?;
            if row.iter().any(|cell| cell.is_empty() || cell.trim() != *cell) {
                return Err(fault(file, line, "a cell is empty or has white space around it".to_owned()));
            }
            Ok((line, row))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &str = "class\tword\tsource\nbacking\tfund\tours\ncommon\tthe\tours\ngiving\tdonate\tours\nimperative\tread\tours\n\
        journalism\tjournalism\tours\noutlet\tpost\tours\npublishing\tpress\tours\nreporting\tsaid\tours\nvoice\tour\tours\n";

    /// Reads a table of these rows.
    fn load(rows: &[&str]) -> Result<Lexicon, TableError> {
        let mut table = "cue\tkind\tplace\tweight\tsource".to_owned();
        for row in rows {
            table = format!("{table}\n{row}\tours");
        }
        Lexicon::load(CLASSES, &table)
    }

    /// The words that one cue takes at the beginning of a line.
    fn taken<'a>(cue: &str, line: &'a str) -> Option<&'a str> {
        let lexicon = load(&[&format!("{cue}\tappeal\tany\t20")]).unwrap();
        let mut words = Vec::new();
        word::read(line, 0..line.len(), &lexicon, &mut words);
        let mut taken = None;
        lexicon.find(
            &words,
            |_| true,
            |_, _, n_words| taken = words.get(n_words - 1).map(|word| word.end as usize),
        );
        taken.and_then(|end| line.get(..end))
    }

    #[test]
    fn cues_take_the_words_they_describe() {
        let check = |cue: &str, line: &str, expected: Option<&str>| {
            assert_eq!(taken(cue, line), expected, "{cue:?} in {line:?}");
        };
        check("support our {journalism}", "Support our journalism today", Some("Support our journalism"));
        check("support our {journalism}", "Support our troops", None);
        check("your gift|donation helps", "Your donation helps us", Some("Your donation helps"));
        check("read more :", "READ MORE: The last herring", Some("READ MORE:"));
        check("read more", "Read: more", Some("Read: more"));
        check(
            "sign up ... newsletter",
            "Sign up for our free weekly newsletter",
            Some("Sign up for our free weekly newsletter"),
        );
        check("sign up ... newsletter", "Sign up for our free weekly politics newsletter", None);
        check("by {Cap}+", "By Ana Maria Pires in Bergen", Some("By Ana Maria Pires"));
        check("by {Cap}+", "By the way", None);
        check("start free? trial", "Start trial", Some("Start trial"));
        check("your paper", "Your paper’s future", Some("Your paper"));
        check("don't miss", "Don’t miss this", Some("Don’t miss"));
        check("{num} min? read", "5 min read", Some("5 min read"));
    }

    #[test]
    fn faults_name_line_and_way_out() {
        let check = |rows: &[&str], expected: &str| {
            assert_eq!(load(rows).unwrap_err().to_string(), expected, "{rows:?}");
        };
        check(&["read more\trelated\tline"], "cue.tsv:2: 4 cells, expected 5");
        check(
            &["a b\tspam\tany\t20"],
            "cue.tsv:2: kind \"spam\", expected one of: appeal, bio, byline, caption, cookie, correction, credit, navigation, newsletter, related, share",
        );
        check(
            &["a b\tbio\there\t20"],
            "cue.tsv:2: place \"here\", expected one of: any, end, head, line, short, start",
        );
        check(&["a b\tbio\tany\t50"], "cue.tsv:2: the weight is not between 1 and 40");
        check(&["a {b}\tbio\tany\t20"], "cue.tsv:2: \"b\" is no class of class.tsv");
        check(&["A b\tbio\tany\t20"], "cue.tsv:2: \"A\" in \"A\" is not one word");
        check(&["a? b\tbio\tany\t20"], "cue.tsv:2: the first element may not be missing");
        check(
            &["a b\tbio\tany\t20", "a b\tbio\tany\t30"],
            "cue.tsv:3: the same cue, kind and place stand in a row above",
        );
    }
}
