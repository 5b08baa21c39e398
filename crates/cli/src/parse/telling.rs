//! Tells on standard error what was noticed, without flooding it.

use std::io::{self, Write as _};

use super::input::Note;

/// Remarks on places in one article that are told one by one; the rest are counted.
const TOLD: usize = 10;

/// What was told of the article at hand.
#[derive(Default)]
pub(super) struct Telling {
    article: String,
    told: usize,
    held: usize,
}

impl Telling {
    /// Tells a note, or counts it where its article has had enough of its kind.
    pub(super) fn tell(&mut self, note: &Note) {
        if let Some(article) = note.place_in() {
            if article != self.article {
                self.end();
                article.clone_into(&mut self.article);
                self.told = 0;
            }
            if self.told == TOLD {
                self.held += 1;
                return;
            }
            self.told += 1;
        }
        say(note.text());
    }

    /// Says how many were not told.
    pub(super) fn end(&mut self) {
        if self.held > 0 {
            say(&format!("{}: {} more remarks like these", self.article, self.held));
            self.held = 0;
        }
    }
}

fn say(what: &str) {
    // A closed standard error is no reason to stop.
    let _ = writeln!(io::stderr().lock(), "dragoman: {what}");
}
