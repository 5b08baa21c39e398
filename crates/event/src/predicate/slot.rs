//! Where a party can stand, and what may stand there.

use std::fmt;

use rustc_hash::FxHashMap;

/// A place in the tree, seen from the trigger. Voice is evened out: the subject of a passive is `Obj`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Who does it; for nouns, whoever gives, holds or makes what they name.
    Subj,
    /// To whom or what it is done; for nouns, what follows "of".
    Obj,
    /// The second object.
    Iobj,
    /// A possessor.
    Poss,
    /// A demonym or a name before a noun.
    Adj,
    /// A clause that depends on it.
    Clause,
    /// Words with which a clause that depends on it judges: what its subject is said to be like, and how it is said to
    /// act.
    Judged,
    /// Any word of what such a clause says, however deep.
    Words,
    /// What a verb calls its object: "a slap", "null and void".
    Called,
    /// What is counted up of it: "the demands include a truce", "his conditions are a truce and talks".
    Listed,
    /// What an adjective stands before, or is said of.
    Head,
    /// Who tells of it as of their own: "Mali announces the arrest".
    Teller,
    /// The trigger's own place in the sentence: what governs it.
    Host,
    /// What follows this preposition.
    Prep(Box<str>),
}

impl Place {
    fn parse(text: &str) -> Self {
        match text {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "poss" => Self::Poss,
            "adj" => Self::Adj,
            "clause" => Self::Clause,
            "judged" => Self::Judged,
            "words" => Self::Words,
            "called" => Self::Called,
            "listed" => Self::Listed,
            "head" => Self::Head,
            "host" => Self::Host,
            "teller" => Self::Teller,
            preposition => Self::Prep(Box::from(preposition.replace('-', " "))),
        }
    }
}

/// What may stand in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything at all.
    Any,
    /// Nothing may stand there.
    Nothing,
    /// An actor or people.
    Party,
    /// A country or its government.
    Country,
    /// A named person, or a word for people.
    Person,
    /// Forces, police, armed groups, and their weapons.
    Armed,
    /// A place.
    Place,
    /// A happening, of this type where one is named.
    Event(Option<String>),
    /// A word of this class.
    Class(Box<str>),
    /// This word.
    Word(Box<str>),
    /// Any of these words, all in small letters.
    Words(Box<[Box<str>]>),
    /// Any of the words with these numbers, in their order: the same, once all words are known.
    Numbered(Box<[u32]>),
    /// A person who acts for a state.
    Official,
    /// A clause that says what somebody must or should do.
    Duty,
    /// A clause that says what is so, was so or will be so, and not what should be.
    Told,
    /// A clause that says what somebody cannot or may not do, or that they have no right or power.
    Forbidden,
    /// Parties of two countries or more, listed together.
    Several,
    /// Not any of these.
    Not(Vec<Kind>),
}

impl Kind {
    /// Alternatives, divided by `|`; an exclamation mark before them turns them all round.
    pub(crate) fn parse_all(text: &str) -> Vec<Self> {
        if let Some(rest) = text.strip_prefix('!') {
            return vec![Self::Not(Self::parse_all(rest))];
        }
        text.split('|')
            .map(|word| match word.trim() {
                "any" => Self::Any,
                "none" => Self::Nothing,
                "party" => Self::Party,
                "country" => Self::Country,
                "person" => Self::Person,
                "armed" => Self::Armed,
                "place" => Self::Place,
                "event" => Self::Event(None),
                "duty" => Self::Duty,
                "told" => Self::Told,
                "forbidden" => Self::Forbidden,
                "official" => Self::Official,
                "several" => Self::Several,
                word => match (word.strip_prefix('@'), word.strip_prefix("event:")) {
                    (Some(class), _) => Self::Class(Box::from(class)),
                    (_, Some(event_type)) => Self::Event(Some(event_type.to_owned())),
                    _ => Self::Word(Box::from(word)),
                },
            })
            .collect()
    }

    /// The same alternatives with their words in one list, which is searched much faster than one word after the other.
    fn gathered(kinds: Vec<Self>) -> Vec<Self> {
        let is_plain =
            |kind: &Self| matches!(kind, Self::Word(word) if !word.chars().any(char::is_uppercase));
        let (plain, mut others): (Vec<Self>, Vec<Self>) = kinds.into_iter().partition(is_plain);
        for other in &mut others {
            if let Self::Not(kinds) = other {
                *kinds = Self::gathered(std::mem::take(kinds));
            }
        }
        let mut words = Vec::new();
        for kind in &plain {
            kind.words(&mut words);
        }
        words.sort_unstable();
        words.dedup();
        if !words.is_empty() {
            others.push(Self::Words(words.into_boxed_slice()));
        }
        others.sort_by_key(Self::cost);
        others
    }

    /// How long it takes to ask for it, by rank: a word or its class is looked up, a party is looked for in what is
    /// known of the article, and for a happening another word has to be read.
    fn cost(&self) -> u8 {
        match self {
            Self::Any | Self::Nothing | Self::Word(_) | Self::Words(_) | Self::Numbered(_) => 0,
            Self::Class(_) => 1,
            Self::Party | Self::Country | Self::Person | Self::Armed | Self::Place | Self::Official => 2,
            Self::Duty | Self::Told | Self::Forbidden | Self::Several => 3,
            Self::Event(_) => 4,
            Self::Not(kinds) => kinds.iter().map(Self::cost).max().unwrap_or(0),
        }
    }

    /// The words that it names.
    pub(crate) fn words(&self, into: &mut Vec<Box<str>>) {
        match self {
            Self::Word(word) => into.push(word.clone()),
            Self::Words(words) => into.extend(words.iter().cloned()),
            Self::Not(kinds) => kinds.iter().for_each(|kind| kind.words(into)),
            _ => {}
        }
    }

    /// Puts numbers in the place of lists of words, new ones for words that have none yet.
    pub(crate) fn number(&mut self, known: &mut FxHashMap<Box<str>, u32>) {
        match self {
            Self::Words(words) => {
                let mut numbers: Vec<u32> = Vec::with_capacity(words.len());
                for word in std::mem::take(words) {
                    let next = known.len() as u32;
                    numbers.push(*known.entry(word).or_insert(next));
                }
                numbers.sort_unstable();
                *self = Self::Numbered(numbers.into_boxed_slice());
            }
            Self::Not(kinds) => kinds.iter_mut().for_each(|kind| kind.number(known)),
            _ => {}
        }
    }

    /// The classes and types that it names, for checking that they exist.
    pub(crate) fn names(&self, into: &mut Vec<(bool, String)>) {
        match self {
            Self::Class(class) => into.push((true, class.to_string())),
            Self::Event(Some(event_type)) => into.push((false, event_type.clone())),
            Self::Not(kinds) => kinds.iter().for_each(|kind| kind.names(into)),
            _ => {}
        }
    }
}

/// A place with what may stand there; without kinds, whatever does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) place: Place,
    pub(crate) kinds: Vec<Kind>,
}

impl Slot {
    /// Reads `obj`, `to:place` or `with:party|country`.
    pub(crate) fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some((place, kinds)) => {
                Self { place: Place::parse(place), kinds: Kind::gathered(Kind::parse_all(kinds)) }
            }
            None => Self { place: Place::parse(text), kinds: Vec::new() },
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Prep(preposition) => f.write_str(preposition),
            place => write!(f, "{place:?}"),
        }
    }
}

/// Where a condition looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// At what stands in a place.
    At(Place),
    /// At every word beside the trigger: its dependants and theirs, and what it depends on.
    Beside,
    /// At the trigger's own form.
    Form,
    /// At the preposition before the trigger.
    Case,
    /// At whether actors and recipients are of different countries, or of the same.
    Parties,
    /// At whether the trigger is passive.
    Voice,
}

/// What must hold for a predicate to be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) at: Where,
    pub(crate) kinds: Vec<Kind>,
}

impl Condition {
    /// Reads what must stand at a place; several demands on it are divided by commas.
    pub(crate) fn parse_all(at: &str, kinds: &str) -> Vec<Self> {
        kinds.split(',').map(|kinds| Self::parse(at, kinds.trim())).collect()
    }

    fn parse(at: &str, kinds: &str) -> Self {
        let at = match at {
            "beside" => Where::Beside,
            "form" => Where::Form,
            "case" => Where::Case,
            "parties" => Where::Parties,
            "voice" => Where::Voice,
            place => Where::At(Place::parse(place)),
        };
        let kinds = Kind::parse_all(kinds);
        // Forms, voices and the like are no words that stand somewhere.
        let kinds = if matches!(at, Where::At(_) | Where::Beside) { Kind::gathered(kinds) } else { kinds };
        Self { at, kinds }
    }

    /// How long it takes to ask for it, by rank.
    pub(crate) fn cost(&self) -> u8 {
        let kinds = self.kinds.iter().map(Kind::cost).max().unwrap_or(0);
        match self.at {
            Where::Form | Where::Case | Where::Voice => 0,
            Where::At(_) => kinds,
            Where::Beside => kinds + 1,
            Where::Parties => u8::MAX,
        }
    }
}
