//! The closed lists: types, modes and contexts.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Types, modes and contexts, PLOVER's or a user's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    /// Types by name.
    pub types: BTreeMap<String, TypeFacts>,
    /// Contexts that a claim may have, with the words that say so.
    #[serde(default)]
    pub contexts: BTreeMap<String, Vec<String>>,
}

/// What is known of a type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeFacts {
    /// Verbal or material, cooperation or conflict.
    pub quad: String,
    /// Goldstein-like value where no mode gives its own.
    pub score: f32,
    /// CAMEO root code that comes nearest.
    pub cameo: String,
    /// What goes without saying of it.
    #[serde(default)]
    pub habits: Vec<Habit>,
    /// Modes, with their values.
    #[serde(default)]
    pub modes: BTreeMap<String, f32>,
    /// For verbal acts: content type, or type and mode, to the act's mode.
    #[serde(default)]
    pub content_modes: BTreeMap<String, String>,
}

/// What goes without saying of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Habit {
    /// What is done for a purpose ("gathered to protest") is done, and not only planned.
    DoneOnPurpose,
    /// Parties without a country are at home where it happens.
    AtHome,
    /// Those it is done to are, as a rule, of the country of those who do it.
    AtHomeOnly,
    /// It is the state that does it where nobody else is named.
    ByTheState,
    /// It is the people of the country who do it where nobody else is named.
    ByThePeople,
    /// It is always done to somebody: where nobody is named, to the other side that was spoken of last.
    OnSomebody,
    /// Where nobody is named, it is done to the people of the country.
    OnThePeople,
    /// What is done against a law is done to the government of the country.
    AgainstLaws,
    /// Whoever asks for it is to have it.
    ForTheAsker,
    /// What it says of somebody's deeds is told on the word of whoever does it ("accused Chad of shelling a town").
    OnItsWord,
    /// The place that it is done to is where it happens.
    WhereItHits,
    /// Whoever says that they will do it does it.
    DoneBySaying,
    /// Two or more who do it do it with each other, and to nobody else.
    Together,
    /// Whoever will do it on a condition threatens to.
    OnCondition,
    /// A state does it to, or with, another: where nobody is named, the country that the sentence names besides.
    BetweenStates,
}

impl TypeFacts {
    /// Whether that goes without saying.
    #[must_use]
    pub fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }
}

impl Ontology {
    /// The mode that a verbal act has for what it speaks about.
    #[must_use]
    pub fn content_mode(&self, act: &str, content_type: &str, content_modes: &[String]) -> Option<&str> {
        let table = &self.types.get(act)?.content_modes;
        content_modes
            .iter()
            .find_map(|mode| table.get(&format!("{content_type}/{mode}")))
            .or_else(|| table.get(content_type))
            .map(String::as_str)
    }

    /// The value of a type, by its first mode where it has one.
    #[must_use]
    pub fn score(&self, event_type: &str, modes: &[String]) -> Option<f32> {
        let facts = self.types.get(event_type)?;
        modes.iter().find_map(|mode| facts.modes.get(mode).copied()).or(Some(facts.score))
    }
}
