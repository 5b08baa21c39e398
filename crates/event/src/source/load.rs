//! Reads the tables of sources.

use super::{Saying, Sources};
use crate::table::{Fault, rows};

pub(super) fn embedded() -> Result<Sources, Vec<Fault>> {
    load(
        ("data/source/verb.tsv", include_str!("../../../../data/source/verb.tsv")),
        ("data/source/speaker.tsv", include_str!("../../../../data/source/speaker.tsv")),
        ("data/source/anonymity.tsv", include_str!("../../../../data/source/anonymity.tsv")),
    )
}

pub(super) fn load(
    verbs: (&str, &str),
    speakers: (&str, &str),
    anonymity: (&str, &str),
) -> Result<Sources, Vec<Fault>> {
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
    for row in rows(anonymity.0, anonymity.1, ["cue", "source"], &mut faults) {
        sources.anonymity.push(Box::from(row.cells[0]));
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}
