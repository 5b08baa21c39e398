//! In which language is an article written?
//!
//! Short texts stay undecided, and count as English, unless their letters are not Latin.

use std::collections::HashMap;
use std::sync::LazyLock;

use dragoman_text::Article;
use whatlang::{Lang, Script};

/// Letters to look at; more do not change the answer.
const ENOUGH: usize = 3000;

/// Latin letters below which no language is told from another.
const FEWEST: usize = 120;

/// Letters of another script that are no name in an English text.
const FEWEST_FOREIGN: usize = 20;

/// How sure it must be that a text in Latin letters is not English.
const SURE: f64 = 0.8;

const TABLE: &str = include_str!("../../../data/intake/language.tsv");

/// The ISO 639-1 codes of languages by their ISO 639-3 codes.
static CODES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|row| row.split_once('\t'))
        .map(|(long, rest)| (long, rest.split('\t').next().unwrap_or(long)))
        .collect()
});

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
    let info = whatlang::detect(sample)?;
    let is_decided = if info.script() == Script::Latin {
        n_letters >= FEWEST && (info.lang() == Lang::Eng || info.confidence() >= SURE)
    } else {
        n_letters >= FEWEST_FOREIGN
    };
    let long = info.lang().code();
    let code = CODES.get(long).copied().unwrap_or(long).to_owned();
    is_decided.then(|| Language { code, name: info.lang().eng_name().to_owned() })
}
