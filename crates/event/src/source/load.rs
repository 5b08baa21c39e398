//! Reads the tables of sources.

use aho_corasick::AhoCorasick;

use super::{Saying, Sources};
use crate::table::{Fault, rows};

/// The tables of sources, each with its name and its text.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// Verbs of saying.
    pub verbs: (&'a str, &'a str),
    /// Papers, outlets, spokespeople, and words for people without a name.
    pub speakers: (&'a str, &'a str),
    /// Phrases that say that somebody is not named.
    pub anonymity: (&'a str, &'a str),
}

impl Tables<'static> {
    /// Those that are part of the program.
    pub const EMBEDDED: Self = Self {
        verbs: ("data/source/verb.tsv", include_str!("../../../../data/source/verb.tsv")),
        speakers: ("data/source/speaker.tsv", include_str!("../../../../data/source/speaker.tsv")),
        anonymity: ("data/source/anonymity.tsv", include_str!("../../../../data/source/anonymity.tsv")),
    };
}

pub(super) fn load(tables: &Tables<'_>) -> Result<Sources, Vec<Fault>> {
    let Tables { verbs, speakers, anonymity } = *tables;
    let mut faults = Vec::new();
    let mut sources = Sources::default();
    for row in rows(verbs.0, verbs.1, ["lemma", "says", "source"], &mut faults) {
        let [lemma, says, _] = row.cells;
        let saying = match says {
            "says" => Saying::Says,
            "confirms" => Saying::Confirms,
            "denies" => Saying::Denies,
            other => {
                let what = format!("{other:?} is none of says, confirms, denies");
                faults.push(Fault { file: verbs.0.to_owned(), line: row.line, what });
                continue;
            }
        };
        sources.verbs.insert(Box::from(lemma), saying);
    }
    for row in rows(speakers.0, speakers.1, ["word", "kind", "source"], &mut faults) {
        let [word, kind, _] = row.cells;
        let set = match kind {
            "document" => &mut sources.documents,
            "outlet" => &mut sources.outlets,
            "spokesperson" => &mut sources.spokespeople,
            "unnamed" => &mut sources.unnamed,
            other => {
                let what = format!("{other:?} is none of document, outlet, spokesperson, unnamed");
                faults.push(Fault { file: speakers.0.to_owned(), line: row.line, what });
                continue;
            }
        };
        set.insert(Box::from(word));
    }
    let cues: Vec<&str> = rows(anonymity.0, anonymity.1, ["cue", "source"], &mut faults)
        .into_iter()
        .map(|row| row.cells[0])
        .collect();
    match AhoCorasick::builder().ascii_case_insensitive(true).build(cues) {
        Ok(cues) => sources.anonymity = Some(cues),
        Err(error) => faults.push(Fault { file: anonymity.0.to_owned(), line: 1, what: error.to_string() }),
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}
