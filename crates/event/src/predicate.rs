//! What words say that something happened: predicates and operators, loaded from data and checked.
//!
//! A *predicate* is a block of `data/event/predicate/*.toml`: a family of verbs, nouns or adjectives that name one
//! kind of happening, and a frame that says where its parties stand. A *verbal act* (to agree, to ask, to threaten)
//! is a predicate that has a content, the happening it speaks about, and gives it a status. An *operator*
//! (`data/status/operator.toml`) gives a status and is no happening itself.

mod embedded;
mod inflect;
mod load;
mod ontology;
mod slot;

use rustc_hash::FxHashMap;

pub use load::Files;
pub use ontology::{Habit, Ontology, TypeFacts};
pub(crate) use slot::{Condition, Kind, Place, Slot, Where};

use crate::claim::Status;
use crate::table::Fault;

/// What a trigger is, as far as frames are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A verb, finite or not.
    Verb,
    /// A noun.
    Noun,
    /// An adjective, or a participle before a noun.
    Adjective,
}

/// Whose deed the content of a verbal act is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Doer {
    /// Nobody says.
    #[default]
    Unknown,
    /// The one who speaks: "threatened to expel".
    Actor,
    /// The one who is spoken to: "urged Iran to release".
    Recipient,
    /// Both: "agreed to meet".
    Both,
}

/// A family of words that name one kind of happening, or an operator over happenings.
#[derive(Clone, Debug)]
pub(crate) struct Predicate {
    pub(crate) id: String,
    /// PLOVER type; `None` for operators and for readings that are no happening at all.
    pub(crate) event_type: Option<String>,
    pub(crate) modes: Vec<String>,
    pub(crate) contexts: Vec<String>,
    /// Roles by part of speech, in the order verb, noun, adjective.
    pub(crate) frames: [Roles; 3],
    pub(crate) sharing: Sharing,
    /// What the content gets.
    pub(crate) gives: Option<Status>,
    /// What the content gets when the operator itself is negated; `None` leaves it denied.
    pub(crate) negated: Option<Status>,
    /// Whether nothing is asserted of the content when the operator itself is negated: what was not discussed is
    /// neither off nor on.
    pub(crate) is_silent_negated: bool,
    pub(crate) doer: Doer,
    /// Whether the content's own status shows through.
    pub(crate) transparent: bool,
    pub(crate) conditions: Vec<Condition>,
    /// What a bare noun of this family asserts, where nothing else says; a verb too, where what it tells is planned.
    pub(crate) status: Option<Status>,
    /// Whether a negation belongs to what the words mean: "will not accept" rejects.
    pub(crate) negation: bool,
    /// How far the words are to be trusted, 0 to 1.
    pub(crate) trust: f32,
    /// How far it goes before others for the same word, whatever their conditions.
    pub(crate) rank: usize,
}

/// Whether all parties do it with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Some do it to others.
    #[default]
    Sided,
    /// All do it with each other.
    Mutual,
    /// All do it with each other, and whoever the clause is about takes part where only one party is named.
    Company,
}

/// Where the parties and the content of a trigger stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) actor: Vec<Slot>,
    pub(crate) recipient: Vec<Slot>,
    pub(crate) content: Vec<Slot>,
}

impl Predicate {
    /// Whether all parties are actors of what is done with each other.
    pub(crate) fn is_mutual(&self) -> bool {
        self.sharing != Sharing::Sided
    }

    /// Whether it tells of happenings in this mode.
    pub(crate) fn has_mode(&self, mode: &str) -> bool {
        self.modes.iter().any(|one| one == mode)
    }

    /// Whether whoever the clause is about takes part.
    pub(crate) fn has_company(&self) -> bool {
        self.sharing == Sharing::Company
    }

    pub(crate) fn roles(&self, part: Part) -> &Roles {
        &self.frames[part as usize]
    }

    /// Whether it speaks about another happening, as a verbal act or as an operator.
    pub(crate) fn has_content(&self, part: Part) -> bool {
        !self.roles(part).content.is_empty()
    }
}

/// One word or phrase of a predicate.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) predicate: u32,
    /// For verbs the particles that must follow; for nouns the words that must stand before.
    pub(crate) words: Vec<Box<str>>,
}

/// An example sentence of a predicate, with what it is coded as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The predicate that it belongs to.
    pub predicate: String,
    /// The file that it stands in.
    pub file: String,
    /// The line on which its predicate begins, from 1.
    pub line: usize,
    /// The predicate's type; `None` for operators and for readings that are no happening.
    pub event_type: Option<String>,
    /// The sentence.
    pub text: String,
    /// `status ACTORS>RECIPIENTS`, each side's countries joined by `+`; `None` where the predicate must not be found.
    pub expected: Option<String>,
}

/// All predicates and operators, ready to be looked up.
#[derive(Debug)]
pub struct Predicates {
    pub(crate) all: Vec<Predicate>,
    /// By part of speech and head word.
    index: [FxHashMap<Box<str>, Vec<Entry>>; 3],
    /// Inflected form to lemma, for lemmas that the index knows.
    forms: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// The number of each class.
    class_numbers: FxHashMap<Box<str>, u16>,
    /// The classes of each word.
    classes_of: FxHashMap<Box<str>, Vec<u16>>,
    /// The contexts that each word says, by their places in the ontology.
    contexts_of: FxHashMap<Box<str>, Vec<u16>>,
    /// The number of each word that conditions list.
    word_numbers: FxHashMap<Box<str>, u32>,
    pub(crate) refinements: Vec<Refinement>,
    pub(crate) ontology: Ontology,
    examples: Vec<Example>,
}

/// A mode that follows from a word beside the trigger, whatever the predicate.
#[derive(Clone, Debug)]
pub(crate) struct Refinement {
    pub(crate) event_type: String,
    pub(crate) mode: String,
    /// Class of the word.
    pub(crate) class: Box<str>,
}

impl Predicates {
    /// Those that are part of the program.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        Self::load(&embedded::FILES)
    }

    /// Reads and checks files of predicates; all faults are reported at once.
    pub fn load(files: &Files<'_>) -> Result<Self, Vec<Fault>> {
        load::load(files)
    }

    /// Types, modes, contexts.
    #[must_use]
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Example sentences, in the order of the files.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// How many predicates there are: words or phrases that belong to a type.
    #[must_use]
    #[allow(clippy::iter_over_hash_type, reason = "a count does not depend on the order")]
    pub fn n_predicates(&self) -> usize {
        let mut n = 0;
        for entries in self.index.iter().flat_map(FxHashMap::values) {
            n += entries
                .iter()
                .filter(|entry| self.all[entry.predicate as usize].event_type.is_some())
                .count();
        }
        n
    }

    /// Whether a form, in lower case, may be one of a word that says that something happened.
    pub(crate) fn knows(&self, part: Part, form: &str) -> bool {
        let is_known = |lemma: &str| !self.entries(part, lemma).is_empty();
        is_known(form) || self.lemmas_of(form).iter().any(|lemma| is_known(lemma))
    }

    /// Whether a form, in lower case, may be one of a verb that a particle makes another verb of: "switched off".
    pub(crate) fn takes(&self, form: &str, particle: &str) -> bool {
        let with_it = |lemma: &str| {
            let mut entries = self.entries(Part::Verb, lemma).iter();
            entries.any(|entry| entry.words.first().is_some_and(|word| **word == *particle))
        };
        with_it(form) || self.lemmas_of(form).iter().any(|lemma| with_it(lemma))
    }

    /// Entries whose head word has that lemma.
    pub(crate) fn entries(&self, part: Part, lemma: &str) -> &[Entry] {
        self.index[part as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The lemmas that an inflected form may have, of those that the index knows.
    pub(crate) fn lemmas_of(&self, form: &str) -> &[Box<str>] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a class of words has this one.
    pub(crate) fn in_class(&self, class: &str, word: &str) -> bool {
        let classes = self.classes_of.get(word);
        classes
            .is_some_and(|classes| self.class_number(class).is_some_and(|number| classes.contains(&number)))
    }

    /// The number of a class.
    pub(crate) fn class_number(&self, class: &str) -> Option<u16> {
        self.class_numbers.get(class).copied()
    }

    /// The numbers that conditions know these words by, of those that they know.
    pub(crate) fn numbers_of<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Box<[u32]> {
        let mut numbers: Vec<u32> =
            words.into_iter().filter_map(|word| self.word_numbers.get(word).copied()).collect();
        numbers.dedup();
        numbers.into_boxed_slice()
    }

    /// The contexts that a word says, by their places in the ontology.
    pub(crate) fn contexts_of(&self, lemma: &str) -> &[u16] {
        self.contexts_of.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The classes of all these words.
    pub(crate) fn classes_of<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Box<[u16]> {
        let mut all: Vec<u16> = Vec::new();
        for class in words.into_iter().filter_map(|word| self.classes_of.get(word)).flatten() {
            if !all.contains(class) {
                all.push(*class);
            }
        }
        all.into_boxed_slice()
    }
}
