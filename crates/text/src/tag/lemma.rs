//! How a lemma is made from a form.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::encoder::{Folded, lexical};
use crate::{LemmaRule, Upos};

/// A rule: what becomes of the case, and then of the end (`l-1+`: lower case, without the last
/// character), or the whole lemma (`l=be`).
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Drop `cut` characters from the end and append `suffix`.
    Ending { case: Case, cut: usize, suffix: String },
    /// The lemma, whatever the form.
    Whole(String),
}

/// What becomes of the case of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Keep,
    Lower,
    /// The first character in upper case, the others in lower case.
    Title,
}

impl Rule {
    /// Reads a rule.
    pub(crate) fn parse(rule: &str) -> Option<Self> {
        let case = match rule.chars().next()? {
            'k' => Case::Keep,
            'l' => Case::Lower,
            't' => Case::Title,
            _ => return None,
        };
        if let Some(lemma) = rule[1..].strip_prefix('=') {
            return Some(Self::Whole(lemma.to_owned()));
        }
        let (cut, suffix) = rule[1..].strip_prefix('-')?.split_once('+')?;
        Some(Self::Ending { case, cut: cut.parse().ok()?, suffix: suffix.to_owned() })
    }

    /// Makes the lemma of a form. From a form that is too short nothing is dropped, and nothing
    /// appended.
    pub(crate) fn apply<'a>(&'a self, form: &'a str) -> Cow<'a, str> {
        let (case, cut, suffix) = match self {
            Self::Whole(lemma) => return Cow::Borrowed(lemma),
            Self::Ending { case, cut, suffix } => (*case, *cut, suffix.as_str()),
        };
        let cased = case.apply(form);
        let end = match cut {
            0 => Some(cased.len()),
            n => cased.char_indices().rev().nth(n - 1).map(|(i, _)| i),
        };
        let Some(end) = end else { return cased };
        match cased {
            Cow::Borrowed(form) if suffix.is_empty() => Cow::Borrowed(&form[..end]),
            cased => Cow::Owned([&cased[..end], suffix].concat()),
        }
    }
}

impl Case {
    fn apply(self, form: &str) -> Cow<'_, str> {
        let lower = |c: char| !c.is_ascii() || c.is_ascii_uppercase();
        match self {
            Self::Keep => Cow::Borrowed(form),
            Self::Lower if !form.chars().any(lower) => Cow::Borrowed(form),
            Self::Lower => Cow::Owned(form.chars().flat_map(char::to_lowercase).collect()),
            Self::Title => {
                let mut characters = form.chars();
                let first = characters.next();
                Cow::Owned(
                    first
                        .into_iter()
                        .flat_map(char::to_uppercase)
                        .chain(characters.flat_map(char::to_lowercase))
                        .collect(),
                )
            }
        }
    }
}

/// Rules of forms that training text shows with a tag; they go before what the network says.
pub(crate) struct Lexicon {
    /// By the hash of `M`, the tag, a space and the form.
    pub(crate) rules: HashMap<u64, u16, BuildHasherDefault<Folded>>,
}

impl Lexicon {
    /// The rule of a form, or else of the form in lower case.
    pub(crate) fn rule(&self, form: &str, upos: Upos) -> Option<LemmaRule> {
        let key = |bytes: &mut dyn Iterator<Item = u8>| {
            lexical::fnv_of("M".bytes().chain(upos.as_str().bytes()).chain(" ".bytes()).chain(bytes))
        };
        let found = self.rules.get(&key(&mut form.bytes()));
        found
            .or_else(|| match Case::Lower.apply(form) {
                Cow::Borrowed(_) => None,
                Cow::Owned(lower) => self.rules.get(&key(&mut lower.bytes())),
            })
            .map(|&rule| LemmaRule(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    fn check(form: &str, rule: &str, lemma: &str) {
        assert_eq!(Rule::parse(rule).expect("a rule").apply(form), lemma, "{form} {rule}");
    }

    #[test]
    fn lemmas_are_made_by_rule() {
        check("visits", "l-1+", "visit");
        check("Visits", "k-1+", "Visit");
        check("CHINA", "t-0+", "China");
        check("Talked", "l-2+", "talk");
        check("carries", "l-3+y", "carry");
        check("was", "l=be", "be");
        check("’s", "l=have", "have");
        check("don’t", "k-2+'t", "don't");
        check("élysées", "t-1+", "Élysée");
        check("ÉTÉ", "l-1+ée", "étée");
        check("a", "l-1+", "");
        check("A", "l-2+x", "a");
        check("", "t-0+", "");
        check("", "k-1+x", "");
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for rule in ["", "l", "x-1+", "l-x+", "l-1", "l1+", "é-1+", "l--1+"] {
            assert_eq!(Rule::parse(rule), None, "{rule}");
        }
    }
}
