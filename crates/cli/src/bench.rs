//! `dragoman bench`: how fast each stage is on one core, and how much memory it takes.
//!
//! First a stream of articles is read and cleaned (`intake`), before anything else takes memory; then a text is read.
//! Then articles are grounded, of the same archive where one is given, which shows what that costs beside reading.
//! The text is read as `dragoman parse` reads it with one worker, but without input and output.
//! Without a file the text is an article of the program's own whose sentences come again and again in
//! an order that is shuffled each time; that is kind to any cache of words, so figures that matter
//! are taken with a text of one's own.

mod ground;
mod intake;

use std::fs;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use dragoman::{Reader, Stage};
use serde_json::{Value, json};

use crate::args::BenchArgs;
use crate::excerpt::{SENTENCES_AT_ONCE, excerpt};
use crate::{Outcome, load};

const ARTICLE: &str = include_str!("../../../demo/article.txt");

/// How long a stage took.
struct Timed {
    name: &'static str,
    time: Duration,
}

struct Measured {
    n_bytes: usize,
    n_sentences: usize,
    n_tokens: usize,
    load: Duration,
    stages: Vec<Timed>,
    /// None where the system does not tell.
    peak_memory: Option<u64>,
}

/// Runs the command.
pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<Outcome> {
    let streamed = match args.articles {
        0 => None,
        n_articles => Some(intake::measure(n_articles, args.archive.as_deref())?),
    };
    let started = Instant::now();
    let reader = load::reader(args.model.as_deref())?;
    let load = started.elapsed();
    let text = match &args.file {
        None => text_of(&reader, ARTICLE, args.tokens),
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            ensure!(!text.trim().is_empty(), "{}: there is nothing to read", path.display());
            text_of(&reader, &text, args.tokens)
        }
    };
    u32::try_from(text.len()).context("the text is longer than 4 GiB")?;
    let measured = measure(&reader, &text, load);
    let grounded = ground::measure(&reader, args.archive.as_deref(), args.tokens)?;
    let mut out = io::stdout().lock();
    if args.json {
        let mut object = measured.to_json();
        if let (Some(streamed), Some(object)) = (&streamed, object.as_object_mut()) {
            object.insert("intake".to_owned(), streamed.to_json());
        }
        if let Some(object) = object.as_object_mut() {
            object.insert("ground".to_owned(), grounded.to_json());
        }
        writeln!(out, "{object}")?;
    } else {
        if let Some(streamed) = &streamed {
            streamed.write(&mut out)?;
        }
        measured.write(&mut out)?;
        grounded.write(&mut out)?;
    }
    Ok(Outcome::Done)
}

/// The text, followed by its own sentences in a new order each time until it has enough tokens.
fn text_of(reader: &Reader, text: &str, n_tokens: usize) -> String {
    let reading = reader.split(text);
    let once = reading.tokens.len().max(1);
    let mut sentences: Vec<&str> = reading.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
    let mut long = text.to_owned();
    let mut random = Random(1);
    for _ in 1..n_tokens.div_ceil(once) {
        random.shuffle(&mut sentences);
        for (place, sentence) in sentences.iter().enumerate() {
            long.push_str(if place % 3 == 0 { "\n\n" } else { " " });
            long.push_str(sentence);
        }
    }
    long
}

/// Numbers that are the same in each run (Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (2..=items.len()).rev() {
            items.swap(end - 1, self.below(end));
        }
    }
}

fn measure(reader: &Reader, text: &str, load: Duration) -> Measured {
    let mut times = vec![Duration::ZERO; Stage::ALL.len()];
    let mut scratch = reader.scratch();
    let mut since = Instant::now();
    let mut charge = |stage: Stage, since: &mut Instant| {
        let now = Instant::now();
        if let Some(place) = Stage::ALL.iter().position(|one| *one == stage) {
            times[place] += now - *since;
        }
        *since = now;
    };
    let reading = reader.split(text);
    charge(Stage::Split, &mut since);
    for first in (0..reading.sentences.len()).step_by(SENTENCES_AT_ONCE) {
        let mut batch = excerpt(&reading, first..reading.sentences.len().min(first + SENTENCES_AT_ONCE));
        since = Instant::now();
        let watch = &mut |stage| charge(stage, &mut since);
        reader.read_tokens_watched(text, &mut batch, &mut scratch, watch);
    }
    let stages = Stage::ALL.iter().zip(times).map(|(stage, time)| Timed { name: stage.as_str(), time });
    Measured {
        n_bytes: text.len(),
        n_sentences: reading.sentences.len(),
        n_tokens: reading.tokens.len(),
        load,
        stages: stages.collect(),
        peak_memory: peak_memory(),
    }
}

/// The most memory that the process has held, in bytes.
fn peak_memory() -> Option<u64> {
    memory("VmHWM:")
}

/// What the system says of the process's memory under a name, in bytes.
fn memory(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

impl Measured {
    fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.time).sum()
    }

    /// None for a stage that was not seen to run.
    fn tokens_a_second(&self, time: Duration) -> Option<f64> {
        (!time.is_zero()).then(|| self.n_tokens as f64 / time.as_secs_f64())
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { n_bytes, n_sentences, n_tokens, load, .. } = self;
        writeln!(out, "{n_tokens} tokens, {n_sentences} sentences, {n_bytes} bytes, on one core")?;
        writeln!(out, "models loaded in {:.0} ms", load.as_secs_f64() * 1e3)?;
        writeln!(out, "  {:6}  {:>9}  {:>12}", "stage", "seconds", "tokens/s")?;
        let total = [Timed { name: "all", time: self.total() }];
        for Timed { name, time } in self.stages.iter().chain(&total) {
            let speed = self.tokens_a_second(*time).map_or("-".to_owned(), |speed| format!("{speed:.0}"));
            writeln!(out, "  {name:6}  {:>9.3}  {speed:>12}", time.as_secs_f64())?;
        }
        match self.peak_memory {
            Some(bytes) => writeln!(out, "peak memory {:.1} MiB", bytes as f64 / f64::from(1 << 20)),
            None => writeln!(out, "peak memory unknown on this system"),
        }
    }

    fn to_json(&self) -> Value {
        let speed = |time: Duration| json!({ "seconds": time.as_secs_f64(), "tokens_per_second": self.tokens_a_second(time) });
        let stages: serde_json::Map<String, Value> =
            self.stages.iter().map(|stage| (stage.name.to_owned(), speed(stage.time))).collect();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "tokens": self.n_tokens,
            "sentences": self.n_sentences,
            "bytes": self.n_bytes,
            "load_seconds": self.load.as_secs_f64(),
            "stages": stages,
            "all": speed(self.total()),
            "peak_memory_bytes": self.peak_memory,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_enough_tokens_and_is_the_same_each_time() {
        let reader = Reader::embedded().unwrap();
        let text = text_of(&reader, ARTICLE, 5_000);
        assert_eq!(text, text_of(&reader, ARTICLE, 5_000));
        assert!(reader.split(&text).tokens.len() >= 4_900, "splitting anew may join a token or two");
    }
}
