//! Words by what the rules of this room use them for: prepositions before places, verbs of going, pronouns.
//!
//! Which words these are is told by `data/event/word.tsv`; what a class means for a rule is told where it is asked.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::{self, Fault};

const TABLE: &str = include_str!("../../../data/event/word.tsv");

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident => $name:literal,)+) => {
        /// What a word is used for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class {
            $($(#[$doc])* $class,)+
        }

        /// The names of the classes in the table.
        const CLASSES: &[(&str, Class)] = &[$(($name, Class::$class)),+];
    };
}

classes! {
    /// "in Vienna": prepositions before a place that one is in.
    PlaceWithin => "place-within",
    /// "to Vienna": prepositions before a place or those who govern it.
    PlaceToward => "place-toward",
    /// Prepositions before the place that another one lies in.
    PlaceAround => "place-around",
    /// Goings, comings and sendings, and parts of places, that make "to Vienna" a place.
    Going => "going",
    /// Prepositions after which a state is a place and does not act.
    Locative => "locative",
    /// Prepositions that say of which country a sentence speaks.
    There => "there",
    /// Verbs whose object says what is done: "launched an offensive".
    CarryOut => "carry-out",
    /// "Dozens were hurt": words for numbers of people.
    Counted => "counted",
    /// What is done by people or to them, and to or by nothing else that is counted.
    BefallsPeople => "befalls-people",
    /// "Two others were arrested": of whom no more is said.
    Others => "others",
    /// What courts, police and captors do to people.
    DealsWithPeople => "deals-with-people",
    /// Nouns for those who govern with somebody: "the Blair administration".
    OfPerson => "of-person",
    /// Pronouns of one person.
    OnePerson => "one-person",
    /// Pronouns of several.
    Several => "several",
    /// Verbs whose object is met as an equal: "met the premier".
    Meets => "meets",
    /// Pronouns of a state or body.
    OneThing => "one-thing",
    /// Pronouns of those on whose side the speaker is.
    Ours => "ours",
    /// Pronouns of the speaker.
    Mine => "mine",
    /// "The Batha Province": nouns for parts of states, in the names of which they stand.
    RegionKind => "region-kind",
    /// What stands between a place and the one that it lies in.
    BetweenPlaces => "between-places",
    /// "San Juan del Sur": small words inside names of towns.
    NameParticle => "name-particle",
    /// "French-speaking": what makes a people's name that of its language.
    Tongue => "tongue",
    /// "Latin American": what makes a people's name that of a part of the world.
    WiderThanState => "wider-than-state",
    /// "Men held over a Chadian's murder": what people are mixed up in, whoever else was.
    Affair => "affair",
    /// "Chad's": what says that what follows is owned.
    Owning => "owning",
    /// Words that the houses and courts of many states are called by: "supreme", "assembly".
    OfHouse => "of-house",
    /// "Lome Street": what is called by a town and lies elsewhere.
    OfAStreet => "of-a-street",
    /// "USS Example": what ships of a navy or line are called before their names.
    ShipPrefix => "ship-prefix",
    /// "The tanker Example": nouns right behind which a ship's name stands.
    Ship => "ship",
    /// "Iran-backed": what others do for somebody who is not theirs.
    Backed => "backed",
    /// Who has left home, wherever that was: "refugee".
    Displaced => "displaced",
    /// People of no country in particular, whosever the country around them is.
    Outsider => "outsider",
    /// "Foreign forces": adjectives of whoever is not of the country around them.
    FromOutside => "from-outside",
    /// "The two sides": nouns for two parties named before.
    Side => "side",
    /// Those among them that mean people.
    SidePerson => "side-person",
    /// Nouns for people, which mean two who were named before where an article says so: "the two men".
    SideSaid => "side-said",
    /// Nouns that mean one of two where they are told of one by one: "each side".
    SideAlone => "side-alone",
    /// Words that tell of two one by one.
    EachSide => "each-side",
    /// Words for two.
    Pair => "pair",
    /// Words for three.
    Trio => "trio",
    /// Words for four.
    Quartet => "quartet",
    /// Determiners of what was named before.
    Definite => "definite",
    /// Determiners of nobody in particular.
    Indefinite => "indefinite",
    /// Determiners of one of many, in either case.
    OneOf => "one-of",
    /// Nouns that stand for an armed group named before.
    OfArmedGroup => "of-armed-group",
    /// Nouns that stand for an organisation named before.
    OfNgo => "of-ngo",
    /// Nouns that stand for an international body named before.
    OfIgo => "of-igo",
    /// Nouns that stand for a company named before.
    OfCompany => "of-company",
    /// Nouns that stand for a party named before.
    OfParty => "of-party",
    /// Nouns that stand for a court named before.
    OfCourt => "of-court",
    /// Nouns that stand for a country named before.
    OfCountry => "of-country",
    /// What is signed, and called by the place where it was.
    Treaty => "treaty",
    /// What a government does with forces of its own.
    Commands => "commands",
    /// What only a superior does.
    Orders => "orders",
    /// Before a people that is not meant as a state's.
    Ethnic => "ethnic",
    /// "The country": nouns for the one that an article is about.
    TheCountry => "the-country",
    /// Things that can stand for an actor, though they are none by themselves.
    Counterpart => "counterpart",
    /// What is tagged with a name by some texts and not by others.
    Honorific => "honorific",
    /// What tells a son from his father: "Jr."
    Suffix => "suffix",
    /// Verbs that stand for another one: whoever will be in a place will have travelled there.
    Light => "light",
    /// What makes the number before it no year.
    Measure => "measure",
    /// What makes the number after it no year.
    NoYear => "no-year",
    /// Prepositions before "then" as a time.
    BeforeThen => "before-then",
    /// What joins the days of "June 18 to 20".
    JoinsDays => "joins-days",
    /// What joins the ends of a range.
    JoinsEnds => "joins-ends",
    /// Determiners that make a weekday none in particular.
    AnyDay => "any-day",
    /// Words for the next that will not be the one after it.
    Coming => "coming",
    /// Parts of a stretch that are adjectives or adverbs.
    PartAdjective => "part-adjective",
    /// Seasons whose names are other words too.
    OtherSeason => "other-season",
    /// Words for about, before a year.
    Circa => "circa",
    /// What is counted before "a week".
    Rate => "rate",
    /// What makes "a week" after it a length.
    Lasting => "lasting",
    /// What makes a number an hour.
    OClock => "o-clock",
}

/// Words and the classes of each, one bit a class.
static WORDS: LazyLock<HashMap<&'static str, u128>> = LazyLock::new(|| load(TABLE).0);

/// Whether a word, written like this, is of a class.
pub(crate) fn is(word: &str, class: Class) -> bool {
    WORDS.get(word).is_some_and(|classes| classes & bit(class) != 0)
}

/// Whether a word is of a class in small letters.
pub(crate) fn is_in_any_case(word: &str, class: Class) -> bool {
    let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let word = if has_capital { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) };
    is(&word, class)
}

fn bit(class: Class) -> u128 {
    1 << class as u64
}

/// The words of a table, and what is wrong with it.
fn load(text: &str) -> (HashMap<&str, u128>, Vec<Fault>) {
    let file = "event/word.tsv";
    let mut faults = Vec::new();
    let mut words = HashMap::new();
    for row in table::rows(file, text, ["word", "class", "source"], &mut faults) {
        let [word, name, _] = row.cells;
        if let Some((_, class)) = CLASSES.iter().find(|(one, _)| *one == name) {
            *words.entry(word).or_insert(0) |= bit(*class);
        } else {
            let near = table::nearest(name, CLASSES.iter().map(|(one, _)| *one));
            let hint = near.map_or(String::new(), |near| format!("; did you mean {near:?}?"));
            let what = format!("class {name:?} is not known{hint}");
            faults.push(Fault { file: file.to_owned(), line: row.line, what });
        }
    }
    (words, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_table_is_sound_and_has_words_of_each_class() {
        let (words, faults) = load(TABLE);
        assert!(faults.is_empty(), "{faults:?}");
        for (name, class) in CLASSES {
            assert!(words.values().any(|classes| classes & bit(*class) != 0), "{name} has no words");
        }
    }

    #[test]
    fn a_class_that_is_not_known_is_told() {
        let (words, faults) = load("word\tclass\tsource\nstroll\tgoin\tx\n");
        assert!(words.is_empty());
        assert_eq!(
            faults[0].to_string(),
            "event/word.tsv:2: class \"goin\" is not known; did you mean \"going\"?"
        );
    }

    #[test]
    fn case_counts_where_it_is_asked() {
        assert!(is("travel", Class::Going) && !is("Travel", Class::Going));
        assert!(is_in_any_case("UNTIL", Class::JoinsEnds) && !is_in_any_case("Vienna", Class::JoinsEnds));
    }
}
