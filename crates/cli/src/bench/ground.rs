//! What it costs to find an article's days, actors, places and claims beside reading it, and what knowing them takes.

use std::fs::File;
use std::io::{self, Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use dragoman::event::anchor::{self, Clue};
use dragoman::event::code::Coder;
use dragoman::event::predicate::Predicates;
use dragoman::event::source::Sources;
use dragoman::event::time::{self, Vocabulary};
use dragoman::event::{Grounding, Knowledge, Parsed, actor, mend, place};
use dragoman::intake::clean::Cleaner;
use dragoman::intake::read::{self, Found, Input, Settings};
use dragoman::text::Article;
use dragoman::{AnalystError, Reader};
use serde_json::{Value, json};

use super::{ARTICLE, Timed, memory};

/// How often each mention is looked up, so that the clock's own steps do not matter.
const LOOK_UPS: u32 = 20;

/// What was measured.
pub(super) struct Grounded {
    n_articles: usize,
    n_tokens: usize,
    n_mentions: usize,
    n_claims: usize,
    /// Sentences, tokens, trees and names of the same articles.
    reading: Duration,
    stages: [Timed; 6],
    look_up: Duration,
    load: Duration,
    /// Bytes of the tables and of what finds things in them.
    knowledge: usize,
    /// By how much loading it made the process grow, in bytes; None where the system does not tell.
    growth: Option<u64>,
}

/// Reads, grounds and codes articles of an archive, or the demo article again and again, until they have so many tokens.
pub(super) fn measure(reader: &Reader, archive: Option<&Path>, n_tokens: usize) -> anyhow::Result<Grounded> {
    let before = memory("VmRSS:");
    let started = Instant::now();
    let knowledge = Knowledge::embedded();
    let load = started.elapsed();
    let growth = memory("VmRSS:").zip(before).map(|(after, before)| after.saturating_sub(before));
    let (vocabulary, _) = Vocabulary::embedded();
    let coder = Coder::new(
        Predicates::embedded().map_err(AnalystError::Data)?,
        Sources::embedded().map_err(AnalystError::Data)?,
    );
    let articles = articles(archive)?;
    let mut scratch = reader.scratch();
    let mut grounded = Grounded {
        n_articles: 0,
        n_tokens: 0,
        n_mentions: 0,
        n_claims: 0,
        reading: Duration::ZERO,
        stages: ["mend", "time", "actor", "place", "anchor", "code"]
            .map(|name| Timed { name, time: Duration::ZERO }),
        look_up: Duration::ZERO,
        load,
        knowledge: knowledge.n_bytes() + knowledge.n_text_bytes(),
        growth,
    };
    for article in articles.iter().cycle() {
        let mut since = Instant::now();
        let mut lap = || {
            let now = Instant::now();
            let time = now - since;
            since = now;
            time
        };
        let mut reading = reader.split_article(article);
        reader.read_tokens(&article.text, &mut reading, &mut scratch);
        grounded.reading += lap();
        mend::mend(&article.text, &mut reading, reader.language(), coder.predicates());
        let parsed = Parsed::new(article, &reading, reader.language());
        let mended = lap();
        let mut times = time::find(&parsed, &vocabulary);
        let time = lap();
        let candidates = actor::find(&parsed, &knowledge);
        let terms: Vec<Clue> = actor::terms(&candidates, &knowledge).into_iter().map(Clue::from).collect();
        let actor = lap();
        let anchor = anchor::find(&parsed, &times, &terms);
        let dating = lap();
        time::resolve(&mut times, anchor.interval);
        let time = time + lap();
        let actors = actor::settle(&candidates, &knowledge, anchor.interval);
        let actor = actor + lap();
        let places = place::find(&parsed, &knowledge);
        let place = lap();
        let grounding = Grounding { times, actors, places, anchor, title: candidates.in_title().to_vec() };
        grounded.n_claims += coder.code(&parsed, &grounding).len();
        let code = lap();
        for (stage, time) in grounded.stages.iter_mut().zip([mended, time, actor, place, dating, code]) {
            stage.time += time;
        }
        let Grounding { actors, places, .. } = &grounding;
        let words: Vec<&str> = actors
            .iter()
            .map(|mention| mention.span.of(&article.text))
            .chain(places.iter().map(|place| place.span.of(&article.text)))
            .collect();
        lap();
        for _ in 0..LOOK_UPS {
            for words in &words {
                std::hint::black_box(knowledge.has_person(std::hint::black_box(words)));
            }
        }
        grounded.look_up += lap() / LOOK_UPS;
        grounded.n_articles += 1;
        grounded.n_tokens += reading.tokens.len();
        grounded.n_mentions += words.len();
        let is_empty = grounded.n_tokens == 0 && grounded.n_articles >= articles.len();
        if grounded.n_tokens >= n_tokens || is_empty {
            break;
        }
    }
    ensure!(grounded.n_tokens > 0, "there is nothing to read in the articles");
    Ok(grounded)
}

/// The articles of an archive, cleaned, or the demo article.
fn articles(archive: Option<&Path>) -> anyhow::Result<Vec<Article>> {
    let cleaner = Cleaner::embedded().context("the program's own data are damaged")?;
    let input = if let Some(path) = archive {
        Input::Stream(Box::new(File::open(path).with_context(|| path.display().to_string())?))
    } else {
        let row = json!({ "id": "demo", "text": ARTICLE }).to_string() + "\n";
        Input::Stream(Box::new(Cursor::new(row.into_bytes())))
    };
    let mut articles = Vec::new();
    let _ = read::read(input, "the archive", &Settings::default(), &mut |found| {
        if let Ok(mut article) = found.and_then(Found::article) {
            cleaner.label(&mut article, None);
            articles.push(article);
        }
        if articles.len() < MOST_ARTICLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    Ok(articles)
}

/// So many articles of an archive are read at most, so that memory stays bounded.
const MOST_ARTICLES: usize = 2_000;

impl Grounded {
    fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.time).sum()
    }

    /// A time as a share of that of reading, in percent.
    fn share(&self, time: Duration) -> f64 {
        100.0 * time.as_secs_f64() / self.reading.as_secs_f64()
    }

    /// Nanoseconds a mention.
    fn look_up(&self) -> f64 {
        self.look_up.as_secs_f64() * 1e9 / self.n_mentions.max(1) as f64
    }

    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { n_articles, n_tokens, n_mentions, n_claims, reading, .. } = self;
        let seconds = reading.as_secs_f64();
        writeln!(
            out,
            "{n_articles} articles coded, {n_tokens} tokens, {n_mentions} mentions, {n_claims} claims, read in {seconds:.3} s"
        )?;
        writeln!(out, "  {:6}  {:>9}  {:>12}", "stage", "seconds", "% of reading")?;
        let total = [Timed { name: "all", time: self.total() }];
        for Timed { name, time } in self.stages.iter().chain(&total) {
            writeln!(out, "  {name:6}  {:>9.3}  {:>12.2}", time.as_secs_f64(), self.share(*time))?;
        }
        writeln!(out, "a mention is looked up in {:.0} ns", self.look_up())?;
        let mebibytes = |bytes: f64| bytes / f64::from(1 << 20);
        write!(
            out,
            "knowledge loaded in {:.0} ms, {:.1} MiB with its tables",
            self.load.as_secs_f64() * 1e3,
            mebibytes(self.knowledge as f64)
        )?;
        match self.growth {
            Some(bytes) => writeln!(out, "; the process grew by {:.1} MiB", mebibytes(bytes as f64)),
            None => writeln!(out),
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let stages: serde_json::Map<String, Value> = self
            .stages
            .iter()
            .map(|stage| {
                let cost = json!({ "seconds": stage.time.as_secs_f64(), "percent_of_reading": self.share(stage.time) });
                (stage.name.to_owned(), cost)
            })
            .collect();
        json!({
            "articles": self.n_articles,
            "tokens": self.n_tokens,
            "mentions": self.n_mentions,
            "claims": self.n_claims,
            "reading_seconds": self.reading.as_secs_f64(),
            "stages": stages,
            "percent_of_reading": self.share(self.total()),
            "look_up_nanoseconds": self.look_up(),
            "load_seconds": self.load.as_secs_f64(),
            "knowledge_bytes": self.knowledge,
            "growth_bytes": self.growth,
        })
    }
}
