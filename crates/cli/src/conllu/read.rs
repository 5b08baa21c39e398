//! From the file to sentences, one at a time.

use std::io::BufRead;

use super::{Multiword, Sentence, Word};
use crate::lines::Lines;
use crate::malformed::Malformed;

/// The sentences of a file, read as they are asked for.
pub(crate) struct Sentences<R> {
    lines: Lines<R>,
    failed: bool,
}

/// Reads a whole file.
pub(crate) fn read_all(input: impl BufRead, file: &str) -> anyhow::Result<Vec<Sentence>> {
    Sentences::new(input, file).collect()
}

impl<R: BufRead> Sentences<R> {
    /// The sentences of `input`, which errors will call `file`.
    pub(crate) fn new(input: R, file: &str) -> Self {
        Self { lines: Lines::new(input, file), failed: false }
    }

    fn read_sentence(&mut self) -> anyhow::Result<Option<Sentence>> {
        let mut sentence = Sentence::default();
        let mut heads: Vec<(usize, usize)> = Vec::new();
        while let Some(line) = self.lines.next_line()? {
            if line.trim().is_empty() {
                // Comments that no word follows are the next sentence's.
                if sentence.words.is_empty() && sentence.multiwords.is_empty() {
                    continue;
                }
                break;
            }
            if let Some(comment) = line.strip_prefix('#') {
                let comment = comment.strip_prefix(' ').unwrap_or(comment).to_owned();
                sentence.comments.push(comment);
                continue;
            }
            let read = take_line(&mut sentence, line);
            let number = self.lines.number();
            let head = read.map_err(|what| self.lines.malformed(what))?;
            if sentence.line == 0 {
                sentence.line = number;
            }
            if let Some(head) = head {
                heads.push((number, head));
            }
        }
        if sentence.words.is_empty() && sentence.multiwords.is_empty() {
            return Ok(None);
        }
        self.check(&sentence, &heads)?;
        Ok(Some(sentence))
    }

    /// What can only be known once the sentence has ended.
    fn check(&self, sentence: &Sentence, heads: &[(usize, usize)]) -> Result<(), Malformed> {
        let n_words = sentence.words.len();
        if let Some((line, head)) = heads.iter().find(|(_, head)| *head > n_words) {
            return Err(self.lines.malformed_at(
                *line,
                format!("the head is word {head}, but the sentence ends with word {n_words}"),
            ));
        }
        match sentence.multiwords.last() {
            Some(last) if last.words.end > n_words => Err(self.lines.malformed_at(
                sentence.line,
                format!(
                    "the multiword token {}-{} reaches beyond the sentence, which ends with word {n_words}",
                    last.words.start + 1,
                    last.words.end
                ),
            )),
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Iterator for Sentences<R> {
    type Item = anyhow::Result<Sentence>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let read = self.read_sentence();
        self.failed = read.is_err();
        read.transpose()
    }
}

/// Adds one line to the sentence; gives the head it names.
fn take_line(sentence: &mut Sentence, line: &str) -> Result<Option<usize>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, deprel, _deps, misc] = columns.as_slice() else {
        return Err(format!("{} columns, where CoNLL-U has 10, separated by tabs", columns.len()));
    };
    if form.trim().is_empty() {
        return Err("the second column, the form, is empty".to_owned());
    }
    let next = sentence.words.len() + 1;
    if let Some((number, sub)) = id.split_once('.') {
        number_of(number)
            .and(number_of(sub))
            .ok_or_else(|| format!("{id:?} is not the id of an empty node"))?;
        return Ok(None);
    }
    if let Some((first, last)) = id.split_once('-') {
        let (first, last) =
            number_of(first).zip(number_of(last)).ok_or_else(|| format!("{id:?} is not a range of words"))?;
        if first != next || last < first {
            return Err(format!("the multiword token {id} stands before word {next}"));
        }
        if sentence.multiwords.last().is_some_and(|before| before.words.end >= first) {
            return Err(format!("the multiword token {id} overlaps the one before it"));
        }
        let words = first - 1..last;
        sentence.multiwords.push(Multiword { words, form: form.to_owned(), misc: value(misc) });
        return Ok(None);
    }
    if number_of(id) != Some(next) {
        return Err(format!("the id is {id:?}, where word {next} is expected"));
    }
    let head = match head {
        "_" | "" => None,
        _ => Some(number_of(head).ok_or_else(|| format!("the head {head:?} is not a number"))?),
    };
    if head == Some(next) {
        return Err(format!("word {next} is its own head"));
    }
    sentence.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: value(upos),
        xpos: value(xpos),
        feats: value(feats),
        head,
        deprel: value(deprel),
        misc: value(misc),
    });
    Ok(head)
}

/// A number written in digits alone: `parse` would take a sign.
fn number_of(text: &str) -> Option<usize> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn value(column: &str) -> String {
    if column == "_" { String::new() } else { column.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::conllu::words_as_text;

    fn read(text: &str) -> Result<Vec<Sentence>, String> {
        read_all(text.as_bytes(), "gold.conllu").map_err(|error| error.to_string())
    }

    const GOLD: &str = "# sent_id = a\n\
        # newpar\n\
        1\tEnvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_\n\
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
        3.1\tever\tever\tADV\tRB\t_\t_\t_\t4:advmod\t_\n\
        4\tmeet\tmeet\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n";

    proptest! {
        /// Whatever stands in a file, there are sentences or an error that names file and line; and
        /// sentences make a text in which every word has its place.
        #[test]
        fn no_file_ends_the_program(cells in vec(select(PARTS), 0..120), bytes in vec(any::<u8>(), 0..80)) {
            for input in [cells.concat().into_bytes(), [GOLD.as_bytes(), &bytes].concat(), bytes] {
                match read_all(&input[..], "gold.conllu") {
                    Ok(sentences) => {
                        let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
                        if let Some((text, reading)) = words_as_text(&sentences) {
                            prop_assert_eq!(reading.tokens.len(), words);
                            prop_assert!(reading.tokens.iter().all(|token| !token.span.of(&text).is_empty()));
                        }
                    }
                    Err(error) => prop_assert!(error.to_string().starts_with("gold.conllu:"), "{}", error),
                }
            }
        }
    }

    /// What a malformed file may be made of.
    const PARTS: &[&str] = &[
        "1",
        "2",
        "3",
        "1-2",
        "2-1",
        "0-0",
        "1.1",
        "99999999999",
        "-",
        "\t",
        "\t",
        "\t",
        "\t_",
        "\t_\t_\t_\t_\t_",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "# newpar\n",
        "# text = \n",
        "_",
        " ",
        "é",
        "don't",
        "SpaceAfter=No",
        "0",
        "1\tEnvoys\tenvoy\tNOUN\tNNS\t_\t0\troot\t_\t_\n",
        "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "2\tdid\tdo\tAUX\tVBD\t_\t1\taux\t_\t_\n",
        "3\tn't\tnot\tPART\tRB\t_\t9\tadvmod\t_\t_\n",
    ];

    #[test]
    fn multiword_tokens_are_kept_and_empty_nodes_left_out() {
        let sentences = read(GOLD).unwrap();
        assert_eq!(sentences.len(), 1);
        let sentence = &sentences[0];
        let forms: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        assert_eq!(forms, ["Envoys", "did", "n't", "meet", "."]);
        assert_eq!(sentence.multiwords[0].words, 1..3);
        assert_eq!(sentence.multiword_of(2).map(|multiword| multiword.form.as_str()), Some("didn't"));
        assert_eq!(sentence.multiword_of(3), None);
        assert!(sentence.has_comment("newpar"));
        assert!(!sentence.has_comment("newdoc"));
        assert_eq!(sentence.line, 3);
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
        let windows = format!("\u{feff}{}", GOLD.replace('\n', "\r\n"));
        assert_eq!(read(&windows), read(GOLD));
    }

    #[test]
    fn a_longer_comment_key_is_another_key() {
        let text = format!("# newpar_block = p\n{}", GOLD.replace("# newpar\n", ""));
        assert!(!read(&text).unwrap()[0].has_comment("newpar"));
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        let cases = [
            ("1\tPeace\n", "gold.conllu:1: 2 columns, where CoNLL-U has 10, separated by tabs"),
            ("2\tA\t_\t_\t_\t_\t_\t_\t_\t_\n", "gold.conllu:1: the id is \"2\", where word 1 is expected"),
            ("1\tA\t_\t_\t_\t_\tx\t_\t_\t_\n", "gold.conllu:1: the head \"x\" is not a number"),
            ("1\tA\t_\t_\t_\t_\t-1\t_\t_\t_\n", "gold.conllu:1: the head \"-1\" is not a number"),
            ("1\tA\t_\t_\t_\t_\t1\t_\t_\t_\n", "gold.conllu:1: word 1 is its own head"),
            (
                "# a\n1\tA\t_\t_\t_\t_\t7\t_\t_\t_\n",
                "gold.conllu:2: the head is word 7, but the sentence ends with word 1",
            ),
            ("1\t\t_\t_\t_\t_\t0\t_\t_\t_\n", "gold.conllu:1: the second column, the form, is empty"),
            (
                "3-4\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
                "gold.conllu:1: the multiword token 3-4 stands before word 1",
            ),
            (
                "1-2\tA\t_\t_\t_\t_\t_\t_\t_\t_\n1\tA\t_\t_\t_\t_\t0\t_\t_\t_\n",
                "gold.conllu:1: the multiword token 1-2 reaches beyond the sentence, which ends with word 1",
            ),
            (
                "1-2\tA\t_\t_\t_\t_\t_\t_\t_\t_\n1-2\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
                "gold.conllu:2: the multiword token 1-2 overlaps the one before it",
            ),
            ("x.1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n", "gold.conllu:1: \"x.1\" is not the id of an empty node"),
        ];
        for (text, error) in cases {
            assert_eq!(read(text), Err(error.to_owned()), "{text}");
        }
        let invalid = read_all(b"1\tA\xFF".as_slice(), "gold.conllu").unwrap_err();
        assert_eq!(invalid.to_string(), "gold.conllu:1: invalid UTF-8 at byte 3 of the line");
    }

    #[test]
    fn any_damage_to_a_file_is_an_error_or_a_sentence_and_never_a_panic() {
        for cut in 0..GOLD.len() {
            let _ = read(&GOLD[..cut]);
            let mut bytes = GOLD.as_bytes().to_vec();
            for replacement in [b'\t', b'\n', b'-', b'.', b'9', 0xFF] {
                bytes[cut] = replacement;
                let _ = read_all(bytes.as_slice(), "gold.conllu");
            }
        }
    }
}
