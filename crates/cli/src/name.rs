//! Names as runs of tokens.

use std::ops::Range;

use dragoman::text::{NameTag, Token};

/// A tag as IOB2 writes it; none outside names.
pub(crate) fn written(tag: NameTag) -> Option<String> {
    match tag {
        NameTag::Outside => None,
        NameTag::Begin(kind) => Some(format!("B-{kind}")),
        NameTag::Inside(kind) => Some(format!("I-{kind}")),
    }
}

/// The names among tokens, each with its kind.
pub(crate) fn of_tokens(tokens: &[Token]) -> Vec<(Range<usize>, &'static str)> {
    runs(tokens.iter().map(|token| match token.name {
        NameTag::Outside => None,
        NameTag::Begin(kind) => Some((true, kind.as_str())),
        NameTag::Inside(kind) => Some((false, kind.as_str())),
    }))
}

/// The runs of tags: whether it begins a name, and the name's kind.
///
/// A tag that continues no name of its kind begins one, as the usual scorers have it.
pub(crate) fn runs<K: Copy + PartialEq>(
    tags: impl IntoIterator<Item = Option<(bool, K)>>,
) -> Vec<(Range<usize>, K)> {
    let mut runs: Vec<(Range<usize>, K)> = Vec::new();
    for (place, tag) in tags.into_iter().enumerate() {
        let Some((begins, kind)) = tag else { continue };
        match runs.last_mut() {
            Some((run, of)) if !begins && run.end == place && *of == kind => run.end += 1,
            _ => runs.push((place..place + 1, kind)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_continues_nothing_begins_a_name() {
        let tags = [
            Some((false, 'P')),
            Some((false, 'P')),
            Some((false, 'L')),
            None,
            Some((true, 'P')),
            Some((true, 'P')),
        ];
        assert_eq!(runs(tags), [(0..2, 'P'), (2..3, 'L'), (4..5, 'P'), (5..6, 'P')]);
    }
}
