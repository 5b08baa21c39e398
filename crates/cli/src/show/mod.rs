//! What a sentence looks like on the way out, in each format.

mod iob2;
mod json;
mod rows;
mod tree;

use dragoman::text::Token;

use crate::conllu;

pub(crate) use rows::{fill, rows_of_text};

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// All columns, names in MISC as NE=B-PER
    Conllu,
    /// One token and its name tag a line
    Iob2,
    /// One object a sentence and line
    Json,
    /// Trees to look at
    Tree,
}

/// A sentence that has been read, with all that a format may want to show of it.
pub(crate) struct Shown<'a> {
    /// The article's name, as the caller gave it.
    pub(crate) article: &'a str,
    /// The sentence's number in the article, counted from 1.
    pub(crate) number: u64,
    /// The text that the tokens' spans lie in.
    pub(crate) text: &'a str,
    /// Where that text begins in the article, in bytes.
    pub(crate) base: u64,
    /// The tokens, as read.
    pub(crate) tokens: &'a [Token],
    /// The same, as columns.
    pub(crate) rows: &'a conllu::Sentence,
    /// Whether the terminal shows colour.
    pub(crate) colour: bool,
}

/// Appends the sentence to `out`.
pub(crate) fn write(format: Format, out: &mut Vec<u8>, shown: &Shown<'_>) -> anyhow::Result<()> {
    match format {
        Format::Conllu => conllu::write_sentence(out, shown.rows)?,
        Format::Iob2 => iob2::write(out, shown)?,
        Format::Json => json::write(out, shown)?,
        Format::Tree => tree::write(out, shown)?,
    }
    Ok(())
}
