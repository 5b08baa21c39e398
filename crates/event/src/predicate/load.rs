//! Reads the files of predicates, and checks them: closed lists, frames, classes, ids, examples.

use std::collections::{BTreeMap, HashSet};

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::inflect::{plural, verb_forms};
use super::slot::{Condition, Slot};
use super::{
    Doer, Entry, Example, Ontology, Part, Predicate, Predicates, Refinement, Roles, Sharing, TypeFacts,
};
use crate::claim::Status;
use crate::table::{Fault, nearest};

/// The files that predicates are read from, each with its name and its text.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// Types, modes, contexts.
    pub ontology: (&'a str, &'a str),
    /// Frames that families share.
    pub frames: (&'a str, &'a str),
    /// Classes of words.
    pub classes: (&'a str, &'a str),
    /// Operators.
    pub operators: (&'a str, &'a str),
    /// Predicates, one file a type.
    pub predicates: &'a [(&'a str, &'a str)],
}

impl Files<'static> {
    /// The files that are part of the program.
    pub const EMBEDDED: Self = super::embedded::FILES;
}

/// What a negated operator says of its content, where that is nothing.
const SILENT: &str = "nothing";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameText {
    #[allow(dead_code, reason = "it is for people who read the file")]
    gloss: String,
    #[serde(default)]
    verb: RolesText,
    #[serde(default)]
    noun: RolesText,
    #[serde(default)]
    adjective: RolesText,
    /// Whether all parties do it with each other.
    #[serde(default)]
    mutual: bool,
    /// Whether whoever the clause is about takes part where only one party is named.
    #[serde(default)]
    company: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesText {
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    content: Vec<String>,
}

impl RolesText {
    fn roles(&self) -> Roles {
        let slots = |texts: &[String]| texts.iter().map(|text| Slot::parse(text)).collect();
        Roles { actor: slots(&self.actor), recipient: slots(&self.recipient), content: slots(&self.content) }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateFile {
    /// The type of all predicates in the file; absent for operators.
    #[serde(rename = "type")]
    event_type: Option<String>,
    /// What is known of the type, where the ontology does not list it.
    #[serde(default)]
    define: Option<Spanned<TypeFacts>>,
    #[serde(default)]
    predicate: Vec<PredicateText>,
    #[serde(default)]
    refine: Vec<RefineText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RefineText {
    mode: Spanned<String>,
    class: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateText {
    id: Spanned<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    frame: Option<String>,
    #[serde(default)]
    mode: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    actor: Option<Vec<String>>,
    #[serde(default)]
    recipient: Option<Vec<String>>,
    #[serde(default)]
    content: Option<Vec<String>>,
    #[serde(default, rename = "where")]
    conditions: BTreeMap<String, String>,
    #[serde(default)]
    gives: Option<String>,
    #[serde(default)]
    negated: Option<String>,
    #[serde(default)]
    doer: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    trust: Option<f32>,
    /// A negation belongs to what the words mean, and must be there.
    #[serde(default)]
    negation: bool,
    /// The words mean no happening where this reading fits.
    #[serde(default)]
    nothing: bool,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "it is for people who read the file")]
    why: Option<String>,
}

/// Whoever writes predicates of their own means them: they are preferred to ours for the same word, whatever stands
/// around it.
const THEIRS: usize = 1000;

/// Whether a file is part of the program.
fn is_ours(file: &str) -> bool {
    let ours = &Files::EMBEDDED;
    ours.operators.0 == file || ours.predicates.iter().any(|(name, _)| *name == file)
}

/// Collects what is loaded and what is wrong with it.
struct Loader {
    frames: BTreeMap<String, FrameText>,
    /// The words of each class.
    classes: BTreeMap<Box<str>, HashSet<Box<str>>>,
    predicates: Predicates,
    ids: HashSet<String>,
    faults: Vec<Fault>,
}

pub(super) fn load(files: &Files<'_>) -> Result<Predicates, Vec<Fault>> {
    let mut faults = Vec::new();
    let ontology: Ontology = parse(files.ontology, &mut faults).unwrap_or_default();
    let frames: BTreeMap<String, FrameText> = parse(files.frames, &mut faults).unwrap_or_default();
    let classes: BTreeMap<String, Vec<String>> = parse(files.classes, &mut faults).unwrap_or_default();
    let classes: BTreeMap<Box<str>, HashSet<Box<str>>> =
        classes.keys().map(|name| (Box::from(name.as_str()), words_of(&classes, name, 0))).collect();
    let mut loader = Loader {
        frames,
        classes,
        predicates: Predicates {
            all: Vec::new(),
            index: Default::default(),
            forms: FxHashMap::default(),
            class_numbers: FxHashMap::default(),
            classes_of: FxHashMap::default(),
            contexts_of: FxHashMap::default(),
            word_numbers: FxHashMap::default(),
            refinements: Vec::new(),
            ontology,
            examples: Vec::new(),
        },
        ids: HashSet::new(),
        faults,
    };
    let mut all = Vec::new();
    for file in std::iter::once(&files.operators).chain(files.predicates) {
        if let Some(mut read) = parse::<PredicateFile>(*file, &mut loader.faults) {
            loader.define(*file, &mut read);
            all.push((*file, read));
        }
    }
    // Conditions name types, which may be defined in a later file.
    for (file, read) in all {
        loader.file(file, read);
    }
    loader.learn_forms();
    loader.number_classes();
    loader.number_words();
    loader.index_contexts();
    if loader.faults.is_empty() { Ok(loader.predicates) } else { Err(loader.faults) }
}

/// A class holds words and, written `@name`, other classes.
fn words_of(classes: &BTreeMap<String, Vec<String>>, name: &str, depth: usize) -> HashSet<Box<str>> {
    let mut words = HashSet::new();
    for word in classes.get(name).map_or(&[][..], Vec::as_slice) {
        match word.strip_prefix('@') {
            Some(other) if depth < 4 => words.extend(words_of(classes, other, depth + 1)),
            _ => {
                words.insert(Box::from(word.as_str()));
            }
        }
    }
    words
}

fn parse<T: serde::de::DeserializeOwned>(file: (&str, &str), faults: &mut Vec<Fault>) -> Option<T> {
    match toml::from_str(file.1) {
        Ok(read) => Some(read),
        Err(error) => {
            let line = error.span().map_or(1, |span| Lines::of(file.1).at(span.start));
            faults.push(Fault { file: file.0.to_owned(), line, what: error.message().to_owned() });
            None
        }
    }
}

/// Where the lines of a file end, so that no line is counted from the top for each block.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(end, _)| end).collect())
    }

    /// The line on which a byte lies, counted from 1.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|end| *end < byte) + 1
    }
}

impl Loader {
    /// Adds the type that a file brings with it.
    fn define(&mut self, (name, text): (&str, &str), read: &mut PredicateFile) {
        let Some(facts) = read.define.take() else { return };
        let line = Lines::of(text).at(facts.span().start);
        let Some(event_type) = read.event_type.clone() else {
            self.fault(name, line, "`define` needs a `type` that it defines".to_owned());
            return;
        };
        if self.predicates.ontology.types.contains_key(&event_type) {
            self.fault(name, line, format!("type {event_type:?} is defined already"));
            return;
        }
        self.predicates.ontology.types.insert(event_type, facts.into_inner());
    }

    fn file(&mut self, file: (&str, &str), read: PredicateFile) {
        let (name, text) = file;
        if let Some(event_type) = &read.event_type
            && !self.predicates.ontology.types.contains_key(event_type)
        {
            let known = self.predicates.ontology.types.keys().map(String::as_str);
            let what = unknown("type", event_type, known);
            self.faults.push(Fault { file: name.to_owned(), line: 1, what });
            return;
        }
        let lines = Lines::of(text);
        for refine in read.refine {
            let event_type = read.event_type.clone().unwrap_or_default();
            let line = lines.at(refine.mode.span().start);
            self.check_mode(name, line, &event_type, refine.mode.get_ref());
            self.check_class(name, line, &refine.class);
            self.predicates.refinements.push(Refinement {
                event_type,
                mode: refine.mode.into_inner(),
                class: Box::from(refine.class.as_str()),
            });
        }
        for block in read.predicate {
            let line = lines.at(block.id.span().start);
            self.block(name, line, read.event_type.as_deref(), block);
        }
    }

    fn fault(&mut self, file: &str, line: usize, what: String) {
        self.faults.push(Fault { file: file.to_owned(), line, what });
    }

    fn check_mode(&mut self, file: &str, line: usize, event_type: &str, mode: &str) {
        let modes = self.predicates.ontology.types.get(event_type).map(|facts| &facts.modes);
        if modes.is_none_or(|modes| !modes.contains_key(mode)) {
            let known = modes.into_iter().flatten().map(|(known, _)| known.as_str());
            let what = unknown("mode", mode, known);
            self.fault(file, line, what);
        }
    }

    fn check_class(&mut self, file: &str, line: usize, class: &str) {
        if !self.classes.contains_key(class) {
            let mut known: Vec<&str> = self.classes.keys().map(AsRef::as_ref).collect();
            known.sort_unstable();
            let what = unknown("class", class, known);
            self.fault(file, line, what);
        }
    }

    fn status(&mut self, file: &str, line: usize, text: Option<&str>) -> Option<Status> {
        let text = text?;
        let status = Status::parse(text);
        if status.is_none() {
            let what = unknown("status", text, Status::ALL.iter().map(|status| status.as_str()));
            self.fault(file, line, what);
        }
        status
    }

    fn block(&mut self, file: &str, line: usize, event_type: Option<&str>, block: PredicateText) {
        let id = block.id.into_inner();
        if !self.ids.insert(id.clone()) {
            self.fault(file, line, format!("id {id:?} is taken already"));
        }
        let lemmas = block.verbs.len() + block.nouns.len() + block.adjectives.len();
        if lemmas == 0 {
            self.fault(file, line, format!("{id} has no verbs, nouns or adjectives"));
        }
        let (mut frames, sharing) = self.frames_of(file, line, block.frame.as_deref());
        for roles in &mut frames {
            let slots = |texts: &Option<Vec<String>>| -> Option<Vec<Slot>> {
                texts.as_ref().map(|texts| texts.iter().map(|text| Slot::parse(text)).collect())
            };
            roles.actor = slots(&block.actor).unwrap_or(std::mem::take(&mut roles.actor));
            roles.recipient = slots(&block.recipient).unwrap_or(std::mem::take(&mut roles.recipient));
            roles.content = slots(&block.content).unwrap_or(std::mem::take(&mut roles.content));
        }
        for mode in &block.mode {
            self.check_mode(file, line, event_type.unwrap_or_default(), mode);
        }
        for context in &block.context {
            if !self.predicates.ontology.contexts.contains_key(context) {
                let known = self.predicates.ontology.contexts.keys().map(String::as_str);
                let what = unknown("context", context, known);
                self.fault(file, line, what);
            }
        }
        let mut conditions: Vec<Condition> =
            block.conditions.iter().flat_map(|(at, kinds)| Condition::parse_all(at, kinds)).collect();
        // Most conditions do not hold, and the first that does not is the last that is asked.
        conditions.sort_by_key(Condition::cost);
        self.check_names(file, line, &frames, &conditions);
        let gives = match block.gives.as_deref() {
            Some("same") | None => None,
            gives => self.status(file, line, gives),
        };
        let doer = match block.doer.as_deref() {
            None => Doer::Unknown,
            Some("actor") => Doer::Actor,
            Some("recipient") => Doer::Recipient,
            Some("both") => Doer::Both,
            Some(other) => {
                let what = unknown("doer", other, ["actor", "recipient", "both"]);
                self.fault(file, line, what);
                Doer::Unknown
            }
        };
        let predicate = Predicate {
            event_type: event_type.filter(|_| !block.nothing).map(str::to_owned),
            modes: block.mode,
            contexts: block.context,
            frames,
            sharing,
            gives,
            negated: self.status(file, line, block.negated.as_deref().filter(|text| *text != SILENT)),
            is_silent_negated: block.negated.as_deref() == Some(SILENT),
            doer,
            transparent: block.gives.as_deref() == Some("same"),
            conditions,
            status: self.status(file, line, block.status.as_deref()),
            negation: block.negation,
            trust: block.trust.unwrap_or(1.0),
            rank: if is_ours(file) { 0 } else { THEIRS },
            id: id.clone(),
        };
        let kind = event_type.filter(|_| !block.nothing);
        self.examples(file, line, &id, kind, &block.yes, &block.no);
        let predicate_idx = self.predicates.all.len() as u32;
        self.predicates.all.push(predicate);
        for (part, lemmas) in
            [(Part::Verb, &block.verbs), (Part::Noun, &block.nouns), (Part::Adjective, &block.adjectives)]
        {
            for lemma in lemmas {
                self.index(part, lemma, predicate_idx);
            }
        }
    }

    fn frames_of(&mut self, file: &str, line: usize, frame: Option<&str>) -> ([Roles; 3], Sharing) {
        let Some(frame) = frame else { return (Default::default(), Sharing::Sided) };
        if let Some(text) = self.frames.get(frame) {
            let sharing = match (text.company, text.mutual) {
                (true, _) => Sharing::Company,
                (false, true) => Sharing::Mutual,
                (false, false) => Sharing::Sided,
            };
            ([text.verb.roles(), text.noun.roles(), text.adjective.roles()], sharing)
        } else {
            let what = unknown("frame", frame, self.frames.keys().map(String::as_str));
            self.fault(file, line, what);
            (Default::default(), Sharing::Sided)
        }
    }

    fn check_names(&mut self, file: &str, line: usize, frames: &[Roles; 3], conditions: &[Condition]) {
        let mut names = Vec::new();
        for roles in frames {
            for slot in roles.actor.iter().chain(&roles.recipient).chain(&roles.content) {
                slot.kinds.iter().for_each(|kind| kind.names(&mut names));
            }
        }
        for condition in conditions {
            condition.kinds.iter().for_each(|kind| kind.names(&mut names));
        }
        for (is_class, name) in names {
            if is_class {
                self.check_class(file, line, &name);
            } else if !self.predicates.ontology.types.contains_key(&name) {
                let what = unknown("type", &name, self.predicates.ontology.types.keys().map(String::as_str));
                self.fault(file, line, what);
            }
        }
    }

    fn examples(
        &mut self,
        file: &str,
        line: usize,
        id: &str,
        event_type: Option<&str>,
        yes: &[String],
        no: &[String],
    ) {
        if event_type.is_some() && (yes.is_empty() || no.is_empty()) {
            self.fault(file, line, format!("{id} needs at least one `yes` and one `no` example"));
        }
        for text in yes {
            match text.split_once(" => ") {
                Some((text, expected)) => self.predicates.examples.push(Example {
                    predicate: id.to_owned(),
                    file: file.to_owned(),
                    line,
                    event_type: event_type.map(str::to_owned),
                    text: text.to_owned(),
                    expected: Some(expected.to_owned()),
                }),
                None => self.fault(
                    file,
                    line,
                    format!("{id}: a `yes` example ends in \" => status ACTORS>RECIPIENTS\""),
                ),
            }
        }
        for text in no {
            self.predicates.examples.push(Example {
                predicate: id.to_owned(),
                file: file.to_owned(),
                line,
                event_type: event_type.map(str::to_owned),
                text: text.clone(),
                expected: None,
            });
        }
    }

    /// Writes down the forms of all words that classes and conditions name, so that they are known by their forms too.
    fn learn_forms(&mut self) {
        let mut words: Vec<Box<str>> = Vec::new();
        for of_class in self.classes.values() {
            words.extend(of_class.iter().cloned());
        }
        for predicate in &self.predicates.all {
            for condition in &predicate.conditions {
                condition.kinds.iter().for_each(|kind| kind.words(&mut words));
            }
        }
        words.sort_unstable();
        words.dedup();
        for word in &words {
            let mut forms = verb_forms(word);
            forms.push(plural(word));
            // What is left of "aide" without its end is another word.
            let is_other = |form: &String| {
                word.strip_suffix('e') == Some(form.as_str())
                    && words.binary_search_by(|one| (**one).cmp(form.as_str())).is_ok()
            };
            forms.retain(|form| !is_other(form));
            for form in forms {
                let lemmas = self.predicates.forms.entry(Box::from(form)).or_default();
                if !lemmas.contains(word) {
                    lemmas.push(word.clone());
                }
            }
        }
    }

    /// Numbers the classes, in the order of their names, so that what a word is of can be told at once.
    #[allow(
        clippy::iter_over_hash_type,
        reason = "the classes of a word do not depend on the order of words"
    )]
    fn number_classes(&mut self) {
        // Nobody writes 65,000 classes.
        for (number, (name, words)) in (0..=u16::MAX).zip(&self.classes) {
            self.predicates.class_numbers.insert(name.clone(), number);
            for word in words {
                self.predicates.classes_of.entry(word.clone()).or_default().push(number);
            }
        }
    }

    /// Numbers the words that conditions list: two numbers are told apart at once, two words letter by letter.
    fn number_words(&mut self) {
        let known = &mut self.predicates.word_numbers;
        for predicate in &mut self.predicates.all {
            let slots = predicate.frames.iter_mut().flat_map(|roles| {
                roles.actor.iter_mut().chain(&mut roles.recipient).chain(&mut roles.content)
            });
            let in_slots = slots.flat_map(|slot| &mut slot.kinds);
            let in_conditions = predicate.conditions.iter_mut().flat_map(|condition| &mut condition.kinds);
            in_slots.chain(in_conditions).for_each(|kind| kind.number(known));
        }
    }

    /// Notes which contexts each word says.
    fn index_contexts(&mut self) {
        for (number, words) in (0..=u16::MAX).zip(self.predicates.ontology.contexts.values()) {
            for word in words {
                self.predicates.contexts_of.entry(Box::from(word.as_str())).or_default().push(number);
            }
        }
    }

    /// A verb's particles follow it; a noun's modifiers stand before it.
    fn index(&mut self, part: Part, lemma: &str, predicate: u32) {
        let mut words: Vec<Box<str>> = lemma.split(' ').map(Box::from).collect();
        let head = if part == Part::Noun { words.pop() } else { Some(words.remove(0)) };
        let Some(head) = head else { return };
        let forms = if part == Part::Verb { verb_forms(&head) } else { vec![plural(&head)] };
        for form in forms {
            let lemmas = self.predicates.forms.entry(Box::from(form)).or_default();
            if !lemmas.contains(&head) {
                lemmas.push(head.clone());
            }
        }
        self.predicates.index[part as usize].entry(head).or_default().push(Entry { predicate, words });
    }
}

fn unknown<'a>(what: &str, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(wrong, known) {
        Some(near) => format!("{what} {wrong:?} is not known; did you mean {near:?}?"),
        None => format!("{what} {wrong:?} is not known"),
    }
}
