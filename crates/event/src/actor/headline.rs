//! The countries that an article's title names.
//!
//! Where a sentence leaves open whose somebody is, or who is on the other side, it is as a rule one of those that the
//! title puts together: "Iran–Italy relations".

use super::scan::fits;
use crate::knowledge::{Knowledge, Owner, Target, Word, words};

/// A country, or a body of states, that an article's title names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleCountry {
    /// Its ISO 3166 code, or the code of the body.
    pub code: String,
    /// The title's words.
    pub text: String,
}

/// The countries, and bodies of states, that a title names, each once, in its order.
pub(super) fn countries(title: &str, knowledge: &Knowledge<'_>) -> Vec<TitleCountry> {
    let mut found: Vec<(usize, usize, u64)> = Vec::new();
    words(title, |hash, start, end| found.push((start, end, hash)));
    let listed: Vec<Word> = found
        .iter()
        .enumerate()
        .map(|(place, (_, end, hash))| {
            let next = found.get(place + 1).map_or(title.len(), |(start, _, _)| *start);
            let between = title.get(*end..next).unwrap_or_default().trim();
            let goes_on = between.is_empty() || between == "-" || between == ".";
            Word { hash: *hash, token: place as u32, begins: true, ends: true, goes_on }
        })
        .collect();
    let mut named: Vec<TitleCountry> = Vec::new();
    let mut place = 0;
    while let Some(rest) = listed.get(place..).filter(|rest| !rest.is_empty()) {
        let mut longest: Option<(usize, Owner, &str)> = None;
        for (n_words, names) in knowledge.names.beginning(rest) {
            let stretch = found.get(place).zip(found.get(place + n_words - 1));
            let Some(text) = stretch.and_then(|((start, _, _), (_, end, _))| title.get(*start..*end)) else {
                continue;
            };
            let owner = names.iter().filter(|name| fits(text, name.words, name.case)).find_map(|name| {
                match name.target {
                    Target::Country(country) => Some(Owner::Country(country)),
                    Target::Body(body) => Some(Owner::Body(body)),
                    Target::Place(_) | Target::Person(_) => None,
                }
            });
            longest = owner.map(|owner| (n_words, owner, text)).or(longest);
        }
        if let Some((n_words, owner, text)) = longest {
            let code = knowledge.code_of(owner);
            if !code.is_empty() && named.iter().all(|one| one.code != code) {
                named.push(TitleCountry { code: code.to_owned(), text: text.to_owned() });
            }
            place += n_words;
        } else {
            place += 1;
        }
    }
    named
}
