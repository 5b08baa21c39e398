//! The day of articles, inferred from their words with their dates hidden: does the true one lie in the answer, and
//! how wide is it?

use std::io::{BufRead, Write};

use dragoman::Reader;
use dragoman::event::knowledge::Knowledge;
use dragoman::event::time::{self, Field, Meaning, Vocabulary, YearOf};
use dragoman::event::{Parsed, actor, anchor};
use dragoman::text::{Article, Block, BlockKind, Span};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::malformed::Malformed;

/// An article with its day.
#[derive(Debug, Deserialize)]
struct Dated {
    #[serde(default)]
    id: String,
    date: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// What came of some articles.
#[derive(Default)]
struct Tally {
    n_articles: usize,
    n_inside: usize,
    /// Days of those with both ends known.
    widths: Vec<u32>,
}

impl Tally {
    fn add(&mut self, inside: bool, width: Option<u32>) {
        self.n_articles += 1;
        self.n_inside += usize::from(inside);
        self.widths.extend(width);
    }

    fn json(&mut self) -> Value {
        self.widths.sort_unstable();
        json!({
            "articles": self.n_articles,
            "inside": self.n_inside,
            "median_width": self.widths.get(self.n_articles / 2),
            "both_ends": self.widths.len(),
            "their_median": self.widths.get(self.widths.len() / 2),
        })
    }

    fn write(&mut self, out: &mut impl Write, name: &str) -> std::io::Result<()> {
        self.widths.sort_unstable();
        let share = |part: usize| 100.0 * part as f64 / self.n_articles.max(1) as f64;
        // An open end is wider than any that is known.
        let median = self.widths.get(self.n_articles / 2).map_or("open".to_owned(), ToString::to_string);
        let closed = self.widths.get(self.widths.len() / 2).map_or("-".to_owned(), ToString::to_string);
        writeln!(
            out,
            "  {name:28}  {:>8}  {:>9.2}  {:>12}  {:>10.2}  {:>12}",
            self.n_articles,
            share(self.n_inside),
            median,
            share(self.widths.len()),
            closed
        )
    }
}

/// Scores one file and prints what came of it.
pub(super) fn score(
    reader: &Reader,
    input: impl BufRead,
    file: &str,
    show_wrong: bool,
    as_json: bool,
) -> anyhow::Result<()> {
    let (vocabulary, _) = Vocabulary::embedded();
    let knowledge = Knowledge::embedded();
    let mut scratch = reader.scratch();
    let [mut all, mut full, mut known] = [Tally::default(), Tally::default(), Tally::default()];
    let mut out = std::io::stdout().lock();
    for (line, number) in input.lines().zip(1..) {
        let dated: Dated = serde_json::from_str(&line?).map_err(|error| Malformed {
            file: file.to_owned(),
            line: number,
            what: error.to_string(),
        })?;
        let day: Date = dated.date.parse().map_err(|_| Malformed {
            file: file.to_owned(),
            line: number,
            what: format!("{:?} is not a day; write it as 2023-06-18", dated.date),
        })?;
        let article = undated(&dated.title, &dated.text);
        let mut reading = reader.split(&article.text);
        reader.read_tokens(&article.text, &mut reading, &mut scratch);
        let parsed = Parsed::new(&article, &reading, reader.language());
        let times = time::find(&parsed, &vocabulary);
        let candidates = actor::find(&parsed, &knowledge);
        let terms: Vec<anchor::Clue> =
            actor::terms(&candidates, &knowledge).into_iter().map(anchor::Clue::from).collect();
        let found = anchor::infer(&parsed, &times, &terms);
        let inside = found.interval.contains(day);
        let width = found.interval.n_days();
        all.add(inside, width);
        if times.iter().any(|time| bears_a_date(&time.meaning)) {
            full.add(inside, width);
        }
        if found.reason == anchor::AnchorReason::Inferred {
            known.add(inside, width);
        }
        if show_wrong && !inside {
            writeln!(
                out,
                "{} of {}: {:?}, because {:?}",
                dated.id, dated.date, found.interval, found.because
            )?;
        }
    }
    if as_json {
        let scores = json!({ "full_date": full.json(), "any_clue": known.json(), "all": all.json() });
        writeln!(out, "{}", json!({ "file": file, "scores": scores }))?;
        return Ok(());
    }
    writeln!(out, "{file}")?;
    writeln!(
        out,
        "  {:28}  {:>8}  {:>9}  {:>12}  {:>10}  {:>12}",
        "", "articles", "inside", "median width", "both ends", "their median"
    )?;
    full.write(&mut out, "with a full date")?;
    known.write(&mut out, "with any clue")?;
    all.write(&mut out, "all")?;
    writeln!(out)?;
    Ok(())
}

/// An article as it would be without its day: its title and its text.
fn undated(title: &str, text: &str) -> Article {
    let whole = format!("{title}\n\n{text}");
    let block = |from: usize, to: usize, kind: BlockKind| {
        let span = Span::new(from as u32, to as u32);
        Block { span, source: span, kind }
    };
    let mut blocks = Vec::new();
    if !title.is_empty() {
        blocks.push(block(0, title.len(), BlockKind::Title));
    }
    let mut start = title.len() + 2;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            blocks.push(block(start, start + line.len(), BlockKind::Body));
        }
        start += line.len() + 1;
    }
    Article { text: whole, blocks, ..Article::default() }
}

/// Whether words name a day with its year or its weekday.
fn bears_a_date(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { year, field: Field::Day { weekday, .. }, .. } => {
            matches!(year, YearOf::Named(_)) || weekday.is_some()
        }
        Meaning::DayPart { of, .. } => bears_a_date(of),
        _ => false,
    }
}
