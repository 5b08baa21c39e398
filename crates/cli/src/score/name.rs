//! Names against a gold file: right where the kind and every character of the span are.

use std::collections::BTreeMap;
use std::ops::Range;

use dragoman::text::Reading;

use super::count::{Count, common};
use crate::iob2::Sentence;
use crate::name;

/// Which kinds count, and what they are called.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    /// The kinds that count; all where empty.
    pub(super) labels: Vec<String>,
    /// Kinds that are taken for others.
    pub(super) renamed: BTreeMap<String, String>,
}

impl Kinds {
    /// What the kind counts as, if it does.
    fn of<'a>(&'a self, kind: &'a str) -> Option<&'a str> {
        let kind = self.renamed.get(kind).map_or(kind, String::as_str);
        (self.labels.is_empty() || self.labels.iter().any(|label| label == kind)).then_some(kind)
    }
}

/// A name: where it begins and ends in the text, in bytes.
type Place = (usize, usize);

/// Names by kind, each list ascending.
type Names<'a> = BTreeMap<&'a str, Vec<Place>>;

/// The names of a gold file, whose tokens stand as `reading` has them.
pub(super) fn of_gold<'a>(sentences: &'a [Sentence], reading: &Reading, kinds: &'a Kinds) -> Names<'a> {
    let mut names = Names::new();
    for (sentence, placed) in sentences.iter().zip(&reading.sentences) {
        let tokens = reading.tokens_of(placed);
        let tags =
            sentence.tags.iter().map(|tag| tag.as_ref().map(|(begins, kind)| (*begins, kind.as_str())));
        add(&mut names, kinds, name::runs(tags), |run| {
            (tokens[run.start].span.start(), tokens[run.end - 1].span.end())
        });
    }
    names
}

/// The names that were read.
pub(super) fn of_reading<'a>(reading: &Reading, kinds: &'a Kinds) -> Names<'a> {
    let mut names = Names::new();
    for sentence in &reading.sentences {
        let tokens = reading.tokens_of(sentence);
        add(&mut names, kinds, name::of_tokens(tokens), |run| {
            (tokens[run.start].span.start(), tokens[run.end - 1].span.end())
        });
    }
    names
}

fn add<'a>(
    names: &mut Names<'a>,
    kinds: &'a Kinds,
    runs: Vec<(Range<usize>, &'a str)>,
    place: impl Fn(Range<usize>) -> Place,
) {
    for (run, kind) in runs {
        if let Some(kind) = kinds.of(kind) {
            names.entry(kind).or_default().push(place(run));
        }
    }
}

/// One count a kind, by the kind's name.
pub(super) fn score(gold: &Names<'_>, system: &Names<'_>) -> BTreeMap<String, Count> {
    let kinds = gold.keys().chain(system.keys());
    let list = |names: &Names<'_>, kind: &str| names.get(kind).cloned().unwrap_or_default();
    kinds.map(|kind| ((*kind).to_owned(), common(&list(gold, kind), &list(system, kind)))).collect()
}

#[cfg(test)]
mod tests {
    use dragoman::text::{NameKind, NameTag};

    use super::*;
    use crate::iob2::{as_text, read_all};

    #[test]
    fn a_name_is_right_where_kind_and_span_are() {
        let file = "Ana\tB-politician\nRuiz\tI-politician\nleft\tO\nNordavia\tB-country\nfor\tO\nthe\tB-event\n\
            Games\tI-event\n\nUnity\tB-politicalparty\nParty\tI-politicalparty\n";
        let sentences = read_all(file.as_bytes(), "a").unwrap();
        let (_, mut reading) = as_text(&sentences).unwrap();
        let gold_reading = reading.clone();
        let tags = [
            NameTag::Begin(NameKind::Person),
            NameTag::Inside(NameKind::Person),
            NameTag::Outside,
            NameTag::Begin(NameKind::Organisation),
            NameTag::Outside,
            NameTag::Begin(NameKind::Group),
            NameTag::Outside,
            NameTag::Outside,
            NameTag::Begin(NameKind::Organisation),
        ];
        for (token, tag) in reading.tokens.iter_mut().zip(tags) {
            token.name = tag;
        }
        let renamed = [("politician", "PER"), ("country", "LOC"), ("politicalparty", "ORG")];
        let kinds = Kinds {
            labels: ["PER", "ORG", "LOC"].map(str::to_owned).to_vec(),
            renamed: renamed.map(|(old, new)| (old.to_owned(), new.to_owned())).into(),
        };
        let counts = score(&of_gold(&sentences, &gold_reading, &kinds), &of_reading(&reading, &kinds));
        let expected = [
            ("LOC", Count { correct: 0, gold: 1, system: 0 }),
            ("ORG", Count { correct: 0, gold: 1, system: 2 }),
            ("PER", Count { correct: 1, gold: 1, system: 1 }),
        ];
        assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)).into());
    }
}
