//! From sentences to the file.

use std::io::{self, Write};

use super::Sentence;

/// Writes one sentence and the blank line after it.
pub(crate) fn write_sentence(out: &mut impl Write, sentence: &Sentence) -> io::Result<()> {
    for comment in &sentence.comments {
        writeln!(out, "# {comment}")?;
    }
    let mut multiwords = sentence.multiwords.iter().peekable();
    for (place, word) in sentence.words.iter().enumerate() {
        if let Some(multiword) = multiwords.next_if(|multiword| multiword.words.start == place) {
            let misc = or_blank(&multiword.misc);
            let (first, last) = (multiword.words.start + 1, multiword.words.end);
            writeln!(out, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", multiword.form)?;
        }
        write!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t",
            place + 1,
            word.form,
            or_blank(&word.lemma),
            or_blank(&word.upos),
            or_blank(&word.xpos),
            or_blank(&word.feats)
        )?;
        match word.head {
            Some(head) => write!(out, "{head}")?,
            None => write!(out, "_")?,
        }
        writeln!(out, "\t{}\t_\t{}", or_blank(&word.deprel), or_blank(&word.misc))?;
    }
    writeln!(out)
}

fn or_blank(column: &str) -> &str {
    if column.is_empty() { "_" } else { column }
}

#[cfg(test)]
mod tests {
    use super::super::read_all;
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let text = "# newdoc id = a\n\
            # sent_id = 1\n\
            1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            1\tCa\tcan\tAUX\tMD\tVerbForm=Fin\t0\troot\t_\t_\n\
            2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\
            3\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\tNE=B-PER|SpaceAfter=No\n\
            \n\
            1\t_\t_\tSYM\tNFP\t_\t_\t_\t_\t_\n\
            \n";
        let sentences = read_all(text.as_bytes(), "a").unwrap();
        let mut out = Vec::new();
        for sentence in &sentences {
            write_sentence(&mut out, sentence).unwrap();
        }
        assert_eq!(String::from_utf8(out).unwrap(), text);
    }
}
