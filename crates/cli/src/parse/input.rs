//! From files to jobs: what is read, split and packed before the workers get it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use dragoman::Reader;
use dragoman::text::Reading;

use super::note_of;
use super::pieces::{Pieces, has_blank_line};
use crate::args::{From, ParseArgs};
use crate::conllu;
use crate::excerpt::{SENTENCES_AT_ONCE, excerpt};

/// Something for a worker to do.
pub(super) enum Job {
    /// Sentences of a text.
    Text(TextBatch),
    /// Sentences of a CoNLL-U file.
    Gold(GoldBatch),
    /// Something to be said at this place in the order.
    Note(Note),
}

/// A piece of a text, split into sentences and tokens.
pub(super) struct SplitPiece {
    pub(super) text: String,
    pub(super) base: u64,
    begins_paragraph: bool,
    reading: Reading,
}

/// Some sentences of a piece.
pub(super) struct TextBatch {
    pub(super) article: Arc<str>,
    pub(super) piece: Arc<SplitPiece>,
    /// The number of the first sentence in its article.
    pub(super) number: u64,
    sentences: Range<usize>,
    /// Whether there are other articles, so that this one has to be told apart.
    one_of_many: bool,
}

/// Some sentences of a CoNLL-U file.
pub(super) struct GoldBatch {
    pub(super) article: Arc<str>,
    pub(super) sentences: Vec<conllu::Sentence>,
    /// The number of the first sentence in its file.
    pub(super) number: u64,
}

/// Something to tell the caller that is not output.
pub(super) struct Note {
    text: String,
    failure: bool,
    /// The article in which this is one remark on a place among perhaps many.
    place_in: Option<String>,
}

impl Note {
    /// Something was not read as it stood.
    pub(super) fn remark(text: String) -> Self {
        Self { text, failure: false, place_in: None }
    }

    /// Something was not read as it stood, at a place of an article that may have many such.
    pub(super) fn place(article: &str, what: &str) -> Self {
        Self { text: format!("{article}: {what}"), failure: false, place_in: Some(article.to_owned()) }
    }

    /// Something was not read at all.
    fn failure(text: String) -> Self {
        Self { text, failure: true, place_in: None }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn place_in(&self) -> Option<&str> {
        self.place_in.as_deref()
    }

    pub(super) fn is_failure(&self) -> bool {
        self.failure
    }
}

impl TextBatch {
    /// The batch's own tokens and sentences, and where the token after them begins.
    pub(super) fn reading(&self) -> (Reading, Option<usize>) {
        let whole = &self.piece.reading;
        let next = whole.sentences.get(self.sentences.end).map(|next| next.span.start());
        (excerpt(whole, self.sentences.clone()), next)
    }

    /// The comment lines of the batch's sentence at `nth`.
    pub(super) fn comments(&self, nth: usize, number: u64) -> Vec<String> {
        let place = self.sentences.start + nth;
        let Some(sentence) = self.piece.reading.sentences.get(place) else { return Vec::new() };
        let text = &self.piece.text;
        let mut comments = Vec::new();
        if number == 1 && self.one_of_many {
            comments.push(format!("newdoc id = {}", self.article));
        }
        let begins_paragraph = match place.checked_sub(1).and_then(|p| self.piece.reading.sentences.get(p)) {
            Some(before) => has_blank_line(text.get(before.span.end()..sentence.span.start()).unwrap_or("")),
            None => self.piece.begins_paragraph,
        };
        if begins_paragraph {
            comments.push("newpar".to_owned());
        }
        comments.push(if self.one_of_many {
            format!("sent_id = {}-{number}", self.article)
        } else {
            format!("sent_id = {number}")
        });
        let words = sentence.span.of(text).split_whitespace();
        comments.push(format!("text = {}", words.collect::<Vec<_>>().join(" ")));
        comments
    }
}

/// Reads all inputs and gives their jobs, in order. What cannot be read becomes a note, and the next
/// input is read.
pub(super) fn read_all(args: &ParseArgs, reader: &Reader, give: &mut dyn FnMut(Job) -> bool) {
    let standard_input = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() { standard_input.as_slice() } else { args.files.as_slice() };
    let one_of_many = files.len() > 1;
    for file in files {
        let article: Arc<str> = file.display().to_string().into();
        let ended = open(file).and_then(|input| match args.from {
            From::Text => read_text(reader, &article, one_of_many, input, give),
            From::Conllu => read_gold(&article, input, give),
        });
        let goes_on = match ended {
            Ok(goes_on) => goes_on,
            Err(error) => {
                // Errors of a format name the file themselves.
                let named = error.is::<crate::malformed::Malformed>();
                let text = if named { format!("{error:#}") } else { format!("{article}: {error:#}") };
                give(Job::Note(Note::failure(text)))
            }
        };
        if !goes_on {
            return;
        }
    }
}

fn open(file: &Path) -> anyhow::Result<Box<dyn Read>> {
    Ok(if file == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(file)?) })
}

fn read_text(
    reader: &Reader,
    article: &Arc<str>,
    one_of_many: bool,
    input: impl Read,
    give: &mut dyn FnMut(Job) -> bool,
) -> anyhow::Result<bool> {
    let mut number = 1;
    let mut pieces = Pieces::new(input);
    for piece in pieces.by_ref() {
        let piece = piece?;
        let reading = reader.split(&piece.text);
        let end = piece.base + piece.text.len() as u64;
        for remark in &reading.remarks {
            if !give(Job::Note(note_of(article, piece.base, remark))) {
                return Ok(false);
            }
        }
        let n_sentences = reading.sentences.len();
        let begins_paragraph = piece.begins_paragraph;
        let split = Arc::new(SplitPiece { text: piece.text, base: piece.base, begins_paragraph, reading });
        for first in (0..n_sentences).step_by(SENTENCES_AT_ONCE) {
            let sentences = first..n_sentences.min(first + SENTENCES_AT_ONCE);
            let (article, piece, n_taken) = (Arc::clone(article), Arc::clone(&split), sentences.len() as u64);
            if !give(Job::Text(TextBatch { article, piece, number, sentences, one_of_many })) {
                return Ok(false);
            }
            number += n_taken;
        }
        let cut =
            format!("{article}: byte {end}: cut here for want of a blank line; a sentence may be in two");
        if piece.ends_anywhere && !give(Job::Note(Note::remark(cut))) {
            return Ok(false);
        }
    }
    let Some(invalid) = pieces.invalid() else { return Ok(true) };
    Ok(give(Job::Note(Note::remark(format!(
        "{article}: byte {}: invalid UTF-8; {} read as `*`",
        invalid.first,
        if invalid.count == 1 {
            "1 byte".to_owned()
        } else {
            format!("{} bytes, the first here,", invalid.count)
        },
    )))))
}

fn read_gold(
    article: &Arc<str>,
    input: impl Read,
    give: &mut dyn FnMut(Job) -> bool,
) -> anyhow::Result<bool> {
    let mut sentences = conllu::Sentences::new(BufReader::new(input), article);
    let mut number = 1;
    loop {
        let mut batch = Vec::new();
        let mut failure = None;
        for sentence in sentences.by_ref().take(SENTENCES_AT_ONCE) {
            match sentence {
                Ok(sentence) => batch.push(sentence),
                Err(error) => failure = Some(error),
            }
        }
        let n_taken = batch.len() as u64;
        if n_taken > 0
            && !give(Job::Gold(GoldBatch { article: Arc::clone(article), sentences: batch, number }))
        {
            return Ok(false);
        }
        number += n_taken;
        match failure {
            Some(error) => return Err(error),
            None if n_taken == 0 => return Ok(true),
            None => {}
        }
    }
}
