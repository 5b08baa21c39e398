//! Inflection, so that a predicate is found where the lemma in the tree is not the dictionary's.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::{self, Fault};

const TABLE: &str = include_str!("../../../../data/event/irregular.tsv");

/// The irregular past forms of each verb.
static IRREGULAR: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| irregular(TABLE).0);

fn irregular(text: &str) -> (HashMap<&str, Vec<&str>>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in table::rows("event/irregular.tsv", text, ["form", "lemma", "source"], &mut faults) {
        let [form, lemma, _] = row.cells;
        forms.entry(lemma).or_default().push(form);
    }
    (forms, faults)
}

/// Writes the forms of a verb: third person, gerund, and the past, regular or irregular.
pub(super) fn verb_forms(lemma: &str) -> Vec<String> {
    let mut forms = vec![plural(lemma)];
    if let Some(stem) = lemma.strip_suffix('e') {
        forms.push(format!("{lemma}d"));
        forms.push(match stem.strip_suffix('i') {
            Some(stem) => format!("{stem}ying"),
            None => format!("{stem}ing"),
        });
        // What a lemmatiser makes of "imposed" when it takes off too much.
        forms.push(stem.to_owned());
    } else if let Some(stem) = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        forms.push(format!("{stem}ied"));
        forms.push(format!("{lemma}ing"));
    } else {
        forms.push(format!("{lemma}ed"));
        forms.push(format!("{lemma}ing"));
        if let Some(last) = doubled(lemma) {
            forms.push(format!("{lemma}{last}ed"));
            forms.push(format!("{lemma}{last}ing"));
        }
    }
    forms.extend(IRREGULAR.get(lemma).into_iter().flatten().map(|form| (*form).to_owned()));
    forms
}

/// Writes the regular plural, which is also the third person of a verb.
pub(super) fn plural(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        format!("{stem}ies")
    } else if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The last letter, where it may be doubled before an ending ("ban", "expel").
fn doubled(lemma: &str) -> Option<char> {
    let mut letters = lemma.chars().rev();
    let (last, middle) = (letters.next()?, letters.next()?);
    (!is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(middle)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_come_from_their_table() {
        assert!(irregular(TABLE).1.is_empty());
        assert!(verb_forms("flee").contains(&"fled".to_owned()));
        assert!(verb_forms("overthrow").contains(&"overthrown".to_owned()));
    }

    #[test]
    fn regular_forms_are_spelt_as_in_print() {
        assert_eq!(verb_forms("impose"), ["imposes", "imposed", "imposing", "impos"]);
        assert_eq!(verb_forms("deny"), ["denies", "denied", "denying"]);
        assert_eq!(verb_forms("ban"), ["bans", "baned", "baning", "banned", "banning"]);
        assert_eq!(verb_forms("vie"), ["vies", "vied", "vying", "vi"]);
        assert_eq!(plural("embassy"), "embassies");
        assert_eq!(plural("clash"), "clashes");
    }
}
