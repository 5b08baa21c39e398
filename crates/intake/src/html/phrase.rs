//! What the first words of a short block say of it: "Read also", "Photo:", "All rights reserved".
//!
//! The phrases are data: `data/html/phrase.tsv`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use dragoman_text::Boilerplate;

const TABLE: &str = include_str!("../../../../data/html/phrase.tsv");

/// A line of credits or rights is not longer than this, in characters.
const LONGEST: usize = 200;
/// Caption lines are not longer than this.
const LONGEST_CAPTION: usize = 90;
/// Besides a phrase, a heading of related links has no more than this.
const REST: usize = 20;

struct Phrases {
    finder: Option<AhoCorasick>,
    means: Vec<Boilerplate>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut means = Vec::new();
    for line in TABLE.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(phrase), Some(meaning)) = (cells.next(), cells.next()) else { continue };
        phrases.push(phrase);
        means.push(match meaning {
            "caption" => Boilerplate::Caption,
            "copyright" => Boilerplate::Credit,
            "newsletter" => Boilerplate::Newsletter,
            "comment" => Boilerplate::Navigation,
            _ => Boilerplate::Related,
        });
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(&phrases)
        .ok();
    Phrases { finder, means }
});

/// What a block is by its first words; `None` where they say nothing. `length` and `linked` are how much text it has
/// and how much of it stands in links, in characters.
pub(super) fn told(words: &str, length: usize, linked: usize) -> Option<Boilerplate> {
    if length > LONGEST {
        return None;
    }
    let phrases = &*PHRASES;
    let words = words.to_lowercase();
    let words = words.trim_start_matches(|one: char| !one.is_alphanumeric() && one != '©');
    let found = phrases.finder.as_ref()?.find(Input::new(words).anchored(Anchored::Yes))?;
    let rest = words.get(found.end()..).unwrap_or("");
    // "Photographers" does not begin with "photo".
    if rest.starts_with(char::is_alphanumeric) && words[..found.end()].ends_with(char::is_alphanumeric) {
        return None;
    }
    let n_rest = rest.chars().count();
    let means = *phrases.means.get(found.pattern().as_usize())?;
    let fits = match means {
        Boilerplate::Related | Boilerplate::Navigation => {
            linked * 5 > length * 2 || n_rest <= 3 || n_rest <= REST && rest.trim_end().ends_with(':')
        }
        Boilerplate::Caption => n_rest <= LONGEST_CAPTION,
        Boilerplate::Newsletter => linked * 5 > length * 2,
        _ => true,
    };
    fits.then_some(means)
}
