//! `dragoman score`: what is read against what should be.

mod actor;
mod align;
mod anchor;
mod count;
mod name;
mod parse;
mod time;

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use anyhow::Context as _;
use dragoman::Reader;
use serde_json::{Map, Value, json};

use crate::args::{ScoreArgs, What};
use crate::conllu::{self, Layout};
use crate::malformed::Malformed;
use crate::{Outcome, iob2, load, show};
use count::Count;
use parse::{ParseScore, Side};

/// Runs the command.
pub(crate) fn run(args: &ScoreArgs) -> anyhow::Result<Outcome> {
    let reader = load::reader(args.model.as_deref())?;
    for path in &args.gold {
        let file = path.display().to_string();
        if args.what == What::Actor {
            actor::run(&reader, path, args)?;
            continue;
        }
        let table = match args.what {
            What::Parse => score_parse(&reader, path, args.raw).map(Some),
            What::Split => score_split(&reader, path).map(Some),
            What::Name => score_name(&reader, path, args).map(Some),
            What::Time => time::score(&reader, open(path)?, &file, args.wrong).map(Some),
            // Its scores are of another kind, and it prints them itself.
            What::Anchor => anchor::score(&reader, open(path)?, &file, args.wrong, args.json).map(|()| None),
            What::Actor => Ok(None),
        };
        let table = table.map_err(|error| {
            // Errors of a format name the file themselves.
            if error.is::<Malformed>() { error } else { error.context(file.clone()) }
        })?;
        let Some(table) = table else { continue };
        let mut out = io::stdout().lock();
        if args.json {
            writeln!(out, "{}", table.to_json(&file))?;
        } else {
            table.write(&mut out, &file)?;
        }
        out.flush()?;
    }
    Ok(Outcome::Done)
}

/// A table of scores and what it is of.
struct Table {
    /// From "gold tokens" or from "raw text".
    from: &'static str,
    n_sentences: usize,
    n_tokens: usize,
    /// Whether precision and recall differ enough to be shown.
    with_precision: bool,
    rows: Vec<(String, Count)>,
}

impl Table {
    fn write(&self, out: &mut impl Write, file: &str) -> io::Result<()> {
        let Self { from, n_sentences, n_tokens, .. } = self;
        writeln!(out, "{file}: {n_sentences} sentences, {n_tokens} words, from {from}")?;
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(9);
        if self.with_precision {
            writeln!(
                out,
                "  {:width$}  {:>9}  {:>9}  {:>9}  {:>8}  {:>8}",
                "", "precision", "recall", "F1", "gold", "found"
            )?;
        } else {
            writeln!(out, "  {:width$}  {:>9}  {:>8}", "", "score", "gold")?;
        }
        for (name, count) in &self.rows {
            if self.with_precision {
                writeln!(
                    out,
                    "  {name:width$}  {:>9.2}  {:>9.2}  {:>9.2}  {:>8}  {:>8}",
                    count.precision(),
                    count.recall(),
                    count.f1(),
                    count.gold,
                    count.system
                )?;
            } else {
                writeln!(out, "  {name:width$}  {:>9.2}  {:>8}", count.f1(), count.gold)?;
            }
        }
        writeln!(out)
    }

    fn to_json(&self, file: &str) -> Value {
        let scores: Map<String, Value> = self
            .rows
            .iter()
            .map(|(name, count)| {
                let value = json!({
                    "precision": count.precision(),
                    "recall": count.recall(),
                    "f1": count.f1(),
                    "correct": count.correct,
                    "gold": count.gold,
                    "found": count.system,
                });
                (name.clone(), value)
            })
            .collect();
        json!({
            "file": file,
            "from": self.from,
            "sentences": self.n_sentences,
            "words": self.n_tokens,
            "scores": scores,
        })
    }
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path)?))
}

fn score_parse(reader: &Reader, path: &Path, raw: bool) -> anyhow::Result<Table> {
    let gold = read_gold(path)?;
    require_trees(&gold, path)?;
    let layout = Layout::of(&gold);
    let gold_side = Side { sentences: &gold, layout: &layout };
    let score = if raw {
        let (system, system_layout) = read_raw(reader, &layout.text)?;
        parse::score(&gold_side, &Side { sentences: &system, layout: &system_layout })
    } else {
        let system = read_words(reader, gold.clone())?;
        parse::score(&gold_side, &Side { sentences: &system, layout: &layout })
    };
    let ParseScore { upos, xpos, ufeats, lemma, uas, las, clas, las_with_subtypes, .. } = score;
    let mut rows = if raw { split_rows(&score) } else { Vec::new() };
    rows.extend(
        [
            ("UPOS", upos),
            ("XPOS", xpos),
            ("UFeats", ufeats),
            ("Lemma", lemma),
            ("UAS", uas),
            ("LAS", las),
            ("CLAS", clas),
            ("LAS+sub", las_with_subtypes),
        ]
        .map(|(name, count)| (name.to_owned(), count)),
    );
    let from = if raw { "raw text" } else { "gold tokens" };
    Ok(Table { from, n_sentences: gold.len(), n_tokens: score.words.gold, with_precision: raw, rows })
}

fn score_split(reader: &Reader, path: &Path) -> anyhow::Result<Table> {
    let gold = read_gold(path)?;
    let layout = Layout::of(&gold);
    check_length(&layout.text)?;
    let reading = reader.split(&layout.text);
    let system_layout = Layout::of_reading(&layout.text, &reading);
    // Without tags and trees: forms are all that the scores of splitting look at.
    let system: Vec<conllu::Sentence> = reading
        .sentences
        .iter()
        .map(|sentence| conllu::Sentence {
            words: reading
                .tokens_of(sentence)
                .iter()
                .map(|token| conllu::Word {
                    form: token.span.of(&layout.text).to_owned(),
                    ..conllu::Word::default()
                })
                .collect(),
            ..conllu::Sentence::default()
        })
        .collect();
    let score = parse::score(
        &Side { sentences: &gold, layout: &layout },
        &Side { sentences: &system, layout: &system_layout },
    );
    let rows = split_rows(&score);
    Ok(Table {
        from: "raw text",
        n_sentences: gold.len(),
        n_tokens: score.words.gold,
        with_precision: true,
        rows,
    })
}

fn split_rows(score: &ParseScore) -> Vec<(String, Count)> {
    [("Sentences", score.sentences), ("Tokens", score.tokens), ("Words", score.words)]
        .map(|(name, count)| (name.to_owned(), count))
        .to_vec()
}

fn score_name(reader: &Reader, path: &Path, args: &ScoreArgs) -> anyhow::Result<Table> {
    let file = path.display().to_string();
    let gold = iob2::read_all(open(path)?, &file)?;
    let (text, placed) = iob2::as_text(&gold).context("longer than 4 GiB")?;
    let kinds = name::Kinds { labels: args.labels.clone(), renamed: args.rename.iter().cloned().collect() };
    let mut reading = if args.raw { reader.split(&text) } else { placed.clone() };
    reader.read_tokens(&text, &mut reading, &mut reader.scratch());
    let counts = name::score(&name::of_gold(&gold, &placed, &kinds), &name::of_reading(&reading, &kinds));
    let mut all = Count::default();
    for count in counts.values() {
        all.add(*count);
    }
    let mut rows: Vec<(String, Count)> = counts.into_iter().collect();
    rows.push(("all".to_owned(), all));
    let from = if args.raw { "raw text" } else { "gold tokens" };
    Ok(Table { from, n_sentences: gold.len(), n_tokens: placed.tokens.len(), with_precision: true, rows })
}

fn read_gold(path: &Path) -> anyhow::Result<Vec<conllu::Sentence>> {
    conllu::read_all(open(path)?, &path.display().to_string())
}

/// A word without a head would count as an error of ours.
fn require_trees(gold: &[conllu::Sentence], path: &Path) -> Result<(), Malformed> {
    let lacking = gold.iter().find_map(|sentence| {
        let place = sentence.words.iter().position(|word| word.head.is_none())?;
        Some((sentence.line, place))
    });
    match lacking {
        None => Ok(()),
        Some((line, place)) => Err(Malformed {
            file: path.display().to_string(),
            line,
            what: format!("word {} of the sentence that begins here has no head to score against", place + 1),
        }),
    }
}

fn check_length(text: &str) -> anyhow::Result<()> {
    u32::try_from(text.len()).map(drop).context("longer than 4 GiB")
}

/// Reads the raw text of a file.
fn read_raw(reader: &Reader, text: &str) -> anyhow::Result<(Vec<conllu::Sentence>, Layout)> {
    check_length(text)?;
    let reading = reader.read(text);
    let rows = reading
        .sentences
        .iter()
        .map(|sentence| show::rows_of_text(reader.language(), text, reading.tokens_of(sentence), None));
    Ok((rows.collect(), Layout::of_reading(text, &reading)))
}

/// Reads the words of a file, and fills them in.
fn read_words(
    reader: &Reader,
    mut sentences: Vec<conllu::Sentence>,
) -> anyhow::Result<Vec<conllu::Sentence>> {
    let (text, mut reading) = conllu::words_as_text(&sentences).context("longer than 4 GiB")?;
    reader.read_tokens(&text, &mut reading, &mut reader.scratch());
    for (rows, placed) in sentences.iter_mut().zip(&reading.sentences) {
        show::fill(reader.language(), &text, reading.tokens_of(placed), rows);
    }
    Ok(sentences)
}
