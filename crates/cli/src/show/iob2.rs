//! One token and its name tag a line, a blank line after each sentence.

use std::io::{self, Write};

use super::Shown;
use crate::name;

pub(super) fn write(out: &mut Vec<u8>, shown: &Shown<'_>) -> io::Result<()> {
    for (word, token) in shown.rows.words.iter().zip(shown.tokens) {
        writeln!(out, "{}\t{}", word.form, name::written(token.name).as_deref().unwrap_or("O"))?;
    }
    writeln!(out)
}
