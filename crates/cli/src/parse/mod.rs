//! `dragoman parse`: texts in, sentences out, in order, by any number of workers.

mod input;
mod pieces;
mod telling;

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::thread;

use anyhow::{Context as _, bail};
use dragoman::text::{Reading, Remark};
use dragoman::{Reader, Scratch};

use crate::args::ParseArgs;
use crate::relay::relay;
use crate::show::{self, Format, Shown};
use crate::{Outcome, conllu, load};
use input::{Job, Note};
use telling::Telling;

/// What a job comes to.
struct Done {
    bytes: Vec<u8>,
    notes: Vec<Note>,
}

/// How to write, and for whom.
struct Style {
    format: Format,
    colour: bool,
}

/// Runs the command.
pub(crate) fn run(args: &ParseArgs) -> anyhow::Result<Outcome> {
    let reader = load::reader(args.model.as_deref())?;
    let (mut out, to_terminal) = open_output(args)?;
    let style = Style { format: args.format, colour: to_terminal && wants_colour() };
    let workers = args.workers.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let mut lacking = false;
    let mut telling = Telling::default();
    relay(
        workers,
        |give| input::read_all(args, &reader, give),
        || reader.scratch(),
        |scratch, job| read_job(&reader, scratch, &style, job),
        |done: anyhow::Result<Done>| {
            let done = done?;
            out.write_all(&done.bytes).context("the output")?;
            for note in done.notes {
                lacking |= args.strict || note.is_failure();
                telling.tell(&note);
            }
            Ok(())
        },
    )?;
    telling.end();
    out.flush().context("the output")?;
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

/// Where to write, and whether it is a terminal.
fn open_output(args: &ParseArgs) -> anyhow::Result<(Box<dyn Write>, bool)> {
    let Some(path) = &args.output else {
        return Ok((Box::new(io::stdout()), io::stdout().is_terminal()));
    };
    let name = path.display();
    if let Ok(output) = path.canonicalize()
        && args.files.iter().any(|file| file.canonicalize().is_ok_and(|file| file == output))
    {
        bail!("{name}: is read from, so it cannot be written to");
    }
    Ok((Box::new(File::create(path).with_context(|| name.to_string())?), false))
}

/// See <https://no-color.org>.
fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|value| value != "dumb")
}

fn read_job(reader: &Reader, scratch: &mut Scratch, style: &Style, job: Job) -> anyhow::Result<Done> {
    let mut done = Done { bytes: Vec::new(), notes: Vec::new() };
    match job {
        Job::Note(note) => done.notes.push(note),
        Job::Text(batch) => {
            let piece = &batch.piece;
            let (mut reading, next) = batch.reading();
            reader.read_tokens(&piece.text, &mut reading, scratch);
            note_remarks(&mut done.notes, &batch.article, piece.base, &reading);
            for (nth, sentence) in reading.sentences.iter().enumerate() {
                let tokens = reading.tokens_of(sentence);
                let next = reading.sentences.get(nth + 1).map(|next| next.span.start()).or(next);
                let mut rows = show::rows_of_text(reader.language(), &piece.text, tokens, next);
                let number = batch.number + nth as u64;
                rows.comments = batch.comments(nth, number);
                let shown = Shown {
                    article: &batch.article,
                    number,
                    text: &piece.text,
                    base: piece.base,
                    tokens,
                    rows: &rows,
                    colour: style.colour,
                };
                show::write(style.format, &mut done.bytes, &shown)?;
            }
        }
        Job::Gold(mut batch) => {
            let (text, mut reading) =
                conllu::words_as_text(&batch.sentences).context("a sentence of more than 4 GiB")?;
            reader.read_tokens(&text, &mut reading, scratch);
            note_remarks(&mut done.notes, &batch.article, 0, &reading);
            for (nth, (rows, sentence)) in batch.sentences.iter_mut().zip(&reading.sentences).enumerate() {
                let tokens = reading.tokens_of(sentence);
                show::fill(reader.language(), &text, tokens, rows);
                let shown = Shown {
                    article: &batch.article,
                    number: batch.number + nth as u64,
                    text: &text,
                    base: 0,
                    tokens,
                    rows,
                    colour: style.colour,
                };
                show::write(style.format, &mut done.bytes, &shown)?;
            }
        }
    }
    Ok(done)
}

fn note_remarks(notes: &mut Vec<Note>, article: &str, base: u64, reading: &Reading) {
    notes.extend(reading.remarks.iter().map(|remark| note_of(article, base, remark)));
}

fn note_of(article: &str, base: u64, remark: &Remark) -> Note {
    let what = match remark {
        Remark::SentenceCut(span) => {
            format!("byte {}: a sentence longer than the limit was cut", base + span.end() as u64)
        }
        Remark::TokenCut(span) => {
            format!("byte {}: a token longer than the limit was cut", base + span.end() as u64)
        }
        _ => "read with a remark".to_owned(),
    };
    Note::place(article, &what)
}
