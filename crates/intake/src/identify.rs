//! In which language is an article written?
//!
//! By letters in threes, which for short texts full of names is a guess, and by the words that hold English sentences
//! together (`data/intake/english.tsv`), which overrule it: with enough of them a text is English, and a text in
//! another language has hardly any. Short texts stay undecided, and count as English, unless their letters are not
//! Latin.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dragoman_text::Article;
use whatlang::{Lang, Script};

/// Letters to look at; more do not change the answer.
const ENOUGH: usize = 3000;

/// Latin letters below which no language is told from another.
const FEWEST: usize = 120;

/// Letters of another script that are no name in an English text.
const FEWEST_FOREIGN: usize = 20;

/// Latin letters among which English would show.
const LONG: usize = 250;

/// How sure it must be that a text in Latin letters is not English.
const SURE: f64 = 0.8;

/// So many words that hold sentences together are no chance.
const ENOUGH_ENGLISH: usize = 3;

/// One word in so many that holds sentences together makes a text English; real texts have one in four.
const ONE_IN: usize = 12;

/// With one word in so many, no other language is claimed.
const ONE_IN_DOUBT: usize = 30;

/// With fewer words than one in so many, it is not English.
const ONE_IN_NONE: usize = 100;

const TABLE: &str = include_str!("../../../data/intake/language.tsv");
const ENGLISH_TABLE: &str = include_str!("../../../data/intake/english.tsv");

/// The ISO 639-1 codes of languages by their ISO 639-3 codes.
static CODES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|row| row.split_once('\t'))
        .map(|(long, rest)| (long, rest.split('\t').next().unwrap_or(long)))
        .collect()
});

/// Words that hold English sentences together.
static ENGLISH: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH_TABLE.lines().skip(1).filter_map(|row| row.split('\t').next()).collect());

/// A language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its ISO 639-1 code; ISO 639-3 where there is none.
    pub code: String,
    /// Its name in English.
    pub name: String,
}

/// Returns the language in which an article is written; nothing where that cannot be told.
#[must_use]
pub fn language(article: &Article) -> Option<Language> {
    let mut sample = String::new();
    let mut n_letters = 0;
    for block in article.blocks.iter().filter(|block| block.kind.is_article()) {
        for char in block.span.of(&article.text).chars() {
            n_letters += usize::from(char.is_alphabetic());
            sample.push(char);
            if n_letters >= ENOUGH {
                return of_text(&sample, n_letters);
            }
        }
        sample.push('\n');
    }
    of_text(&sample, n_letters)
}

fn of_text(sample: &str, n_letters: usize) -> Option<Language> {
    let words = || sample.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
    let n_words = words().count();
    let n_english = words().filter(|word| ENGLISH.contains(word.to_lowercase().as_str())).count();
    if n_english >= ENOUGH_ENGLISH && n_english * ONE_IN >= n_words {
        return Some(named(Lang::Eng));
    }
    let info = whatlang::detect(sample)?;
    let lang = info.lang();
    let is_decided = if info.script() == Script::Latin {
        let in_doubt = n_english * ONE_IN_DOUBT >= n_words;
        // A guess is as good as certainty where English is out of the question.
        let is_sure = info.confidence() >= SURE
            || n_letters >= LONG && lang != Lang::Eng && n_english * ONE_IN_NONE < n_words;
        n_letters >= FEWEST && is_sure && (lang == Lang::Eng || !in_doubt)
    } else {
        n_letters >= FEWEST_FOREIGN
    };
    is_decided.then(|| named(lang))
}

fn named(lang: Lang) -> Language {
    let long = lang.code();
    Language { code: CODES.get(long).copied().unwrap_or(long).to_owned(), name: lang.eng_name().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let n_letters = text.chars().filter(|char| char.is_alphabetic()).count();
        let found = of_text(text, n_letters).map_or("-".to_owned(), |language| language.code);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_language_that_can_be_told_has_a_code() {
        for lang in Lang::all() {
            assert!(CODES.contains_key(lang.code()), "{lang:?}");
        }
    }

    #[test]
    fn languages_are_told() {
        check(
            "The envoys of both countries met in Geneva on Monday for the first talks since the war began, and they agreed \
             to meet again next month.",
            "en",
        );
        check(
            "Die Gesandten beider Länder trafen sich am Montag in Genf zu den ersten Gesprächen seit Beginn des Krieges \
             und vereinbarten, sich im nächsten Monat wieder zu treffen.",
            "de",
        );
        check(
            "Les envoyés des deux pays se sont rencontrés lundi à Genève pour les premiers pourparlers depuis le début de \
             la guerre et sont convenus de se revoir le mois prochain.",
            "fr",
        );
        check("Посланники обеих стран встретились в понедельник в Женеве.", "ru");
        check("两国特使星期一在日内瓦会晤，并同意下个月再次会面，讨论停火问题和难民回返的安排。", "zh");
    }

    #[test]
    fn names_do_not_make_a_text_foreign_and_short_texts_are_undecided() {
        check("Die Gesandten trafen sich in Genf.", "-");
        check(
            "Police say that thieves took a silver cup from the Château de la Rivière in Saint-Aubin-sur-Loire, \
             Indre-et-Loire, France, after closing time on Sunday.",
            "en",
        );
        check("José Ramos, São Paulo", "-");
    }
}
