//! Tags, features, lemmas and trees against a gold file.

use super::align::{align, words_of};
use super::count::{Count, common};
use crate::conllu::{Layout, Sentence};

/// Relations of function words, which CLAS leaves out.
const FUNCTIONAL: &[&str] = &["aux", "case", "cc", "clf", "cop", "det", "mark", "punct"];

/// A file's sentences and where they stand, on either side.
pub(super) struct Side<'a> {
    pub(super) sentences: &'a [Sentence],
    pub(super) layout: &'a Layout,
}

/// All counts of a file, in the order they are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ParseScore {
    pub(super) tokens: Count,
    pub(super) sentences: Count,
    pub(super) words: Count,
    pub(super) upos: Count,
    pub(super) xpos: Count,
    pub(super) ufeats: Count,
    pub(super) lemma: Count,
    pub(super) uas: Count,
    pub(super) las: Count,
    pub(super) clas: Count,
    pub(super) las_with_subtypes: Count,
}

/// Compares two readings of one text.
pub(super) fn score(gold: &Side<'_>, system: &Side<'_>) -> ParseScore {
    let aligned = align(&words_of(gold.sentences, gold.layout), &words_of(system.sentences, system.layout));
    let (gold_words, system_words) = (flat(gold.sentences), flat(system.sentences));
    let base = Count { correct: 0, gold: gold_words.len(), system: system_words.len() };
    let mut score = ParseScore {
        tokens: common(&tokens_of(gold.layout), &tokens_of(system.layout)),
        sentences: common(&spans_of(gold.layout), &spans_of(system.layout)),
        words: base,
        upos: base,
        xpos: base,
        ufeats: base,
        lemma: base,
        uas: base,
        las: base,
        las_with_subtypes: base,
        clas: Count {
            correct: 0,
            gold: gold_words.iter().filter(|word| word.is_content()).count(),
            system: system_words.iter().filter(|word| word.is_content()).count(),
        },
    };
    for (gold_word, place) in gold_words.iter().zip(&aligned) {
        let Some(place) = *place else { continue };
        let (left, right) = (gold_word.word, system_words[place].word);
        score.words.correct += 1;
        score.upos.correct += usize::from(left.upos == right.upos);
        score.xpos.correct += usize::from(left.xpos == right.xpos);
        score.ufeats.correct += usize::from(left.feats == right.feats);
        score.lemma.correct += usize::from(left.lemma == "_" || left.lemma == right.lemma);
        let same_head = match (gold_word.head, system_words[place].head) {
            (Head::Root, Head::Root) => true,
            (Head::Word(left), Head::Word(right)) => aligned[left] == Some(right),
            _ => false,
        };
        let same_relation = same_head && universal(&left.deprel) == universal(&right.deprel);
        score.uas.correct += usize::from(same_head);
        score.las.correct += usize::from(same_relation);
        score.las_with_subtypes.correct += usize::from(same_head && left.deprel == right.deprel);
        score.clas.correct += usize::from(same_relation && gold_word.is_content());
    }
    score
}

/// A word among all of its file.
struct FlatWord<'a> {
    word: &'a crate::conllu::Word,
    head: Head,
}

/// What a word hangs on.
#[derive(Clone, Copy)]
enum Head {
    Root,
    /// The place among all words of the file.
    Word(usize),
    Unknown,
}

impl FlatWord<'_> {
    fn is_content(&self) -> bool {
        !FUNCTIONAL.contains(&universal(&self.word.deprel))
    }
}

fn flat(sentences: &[Sentence]) -> Vec<FlatWord<'_>> {
    let mut words = Vec::new();
    for sentence in sentences {
        let first = words.len();
        words.extend(sentence.words.iter().map(|word| FlatWord {
            word,
            head: match word.head {
                Some(0) => Head::Root,
                Some(head) if head <= sentence.words.len() => Head::Word(first + head - 1),
                _ => Head::Unknown,
            },
        }));
    }
    words
}

/// A relation without its subtype.
fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn tokens_of(layout: &Layout) -> Vec<(usize, usize)> {
    let tokens = layout.sentences.iter().flat_map(|placed| &placed.tokens);
    tokens.map(|token| (token.start, token.end)).collect()
}

fn spans_of(layout: &Layout) -> Vec<(usize, usize)> {
    layout.sentences.iter().map(|placed| (placed.span().start, placed.span().end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::read_all;

    /// A file from lines of `form upos head deprel`, a multiword token as `1-2 form`.
    fn file(lines: &str) -> Vec<Sentence> {
        let columns = |line: &str| {
            let parts: Vec<&str> = line.split_whitespace().collect();
            match parts.as_slice() {
                [id, form] => format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_"),
                [id, form, upos, head, deprel] => {
                    format!("{id}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_")
                }
                _ => String::new(),
            }
        };
        let text: Vec<String> = lines.lines().map(|line| columns(line.trim())).collect();
        read_all(text.join("\n").as_bytes(), "a").unwrap()
    }

    fn score_files(gold: &str, system: &str) -> ParseScore {
        let (gold, system) = (file(gold), file(system));
        let (gold_layout, system_layout) = (Layout::of(&gold), Layout::of(&system));
        assert_eq!(gold_layout.text, system_layout.text);
        score(
            &Side { sentences: &gold, layout: &gold_layout },
            &Side { sentences: &system, layout: &system_layout },
        )
    }

    fn count(correct: usize, gold: usize, system: usize) -> Count {
        Count { correct, gold, system }
    }

    const ENVOYS: &str = "1 Envoys NOUN 4 nsubj
        2-3 didn't
        2 did AUX 4 aux
        3 n't PART 4 advmod
        4 meet VERB 0 root
        5 him PRON 4 obj
        6 . PUNCT 4 punct";

    #[test]
    fn a_file_against_itself_is_all_right() {
        let score = score_files(ENVOYS, ENVOYS);
        assert_eq!(score.words, count(6, 6, 6));
        assert_eq!(score.tokens, count(5, 5, 5));
        assert_eq!(score.las, count(6, 6, 6));
        assert_eq!(score.clas, count(4, 4, 4));
        assert_eq!(score.sentences, count(1, 1, 1));
    }

    #[test]
    fn one_wrong_head_one_wrong_relation_one_wrong_subtype() {
        let system = "1 Envoys PROPN 4 nsubj:pass
            2-3 didn't
            2 did AUX 4 cop
            3 n't PART 2 advmod
            4 meet VERB 0 root
            5 him PRON 4 obj
            6 . PUNCT 4 punct";
        let score = score_files(ENVOYS, system);
        assert_eq!(score.upos, count(5, 6, 6));
        assert_eq!(score.uas, count(5, 6, 6));
        assert_eq!(score.las, count(4, 6, 6));
        assert_eq!(score.las_with_subtypes, count(3, 6, 6));
        // Content words: Envoys, n't, meet, him; n't hangs wrongly.
        assert_eq!(score.clas, count(3, 4, 4));
    }

    #[test]
    fn an_unsplit_token_costs_its_words_and_the_heads_that_point_at_them() {
        let system = "1 Envoys NOUN 3 nsubj
            2 didn't AUX 3 aux
            3 meet VERB 0 root
            4 him PRON 3 obj
            5 . PUNCT 3 punct";
        let score = score_files(ENVOYS, system);
        assert_eq!(score.tokens, count(5, 5, 5));
        assert_eq!(score.words, count(4, 6, 5));
        assert_eq!(score.las, count(4, 6, 5));
    }

    #[test]
    fn a_missed_sentence_end_costs_both_sentences_and_one_root() {
        let gold = "1 Go VERB 0 root
            2 . PUNCT 1 punct

            1 Stay VERB 0 root
            2 . PUNCT 1 punct";
        let system = "1 Go VERB 0 root
            2 . PUNCT 1 punct
            3 Stay VERB 1 parataxis
            4 . PUNCT 3 punct";
        let score = score_files(gold, system);
        assert_eq!(score.sentences, count(0, 2, 1));
        assert_eq!(score.words, count(4, 4, 4));
        assert_eq!(score.uas, count(3, 4, 4));
        assert_eq!(score.clas, count(1, 2, 2));
    }
}
