//! How long knowledge takes to load, what it occupies, how long a look-up takes, and what actors and places cost beside
//! the reading of the text: `cargo run --release -p dragoman-event --example knowledge -- FILE`.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it measures, and is no part of the library"
)]

use std::time::{Duration, Instant};

use dragoman_event::actor;
use dragoman_event::{Interval, Knowledge, Parsed, place};
use dragoman_text::{Article, Block, BlockKind, Language, Span, Splitter};
use jiff::civil::date;

/// The time this process has had a core for, which other work on the machine does not lengthen.
fn clock(start: Instant) -> Duration {
    let had = std::fs::read_to_string("/proc/self/schedstat").ok();
    let had = had.and_then(|text| text.split(' ').next().and_then(|n| n.parse().ok()));
    had.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn main() {
    let start = Instant::now();
    for _ in 0..3 {
        let before = clock(start);
        let knowledge = Knowledge::embedded();
        println!("loaded in {:.1} ms", clock(start).saturating_sub(before).as_secs_f64() * 1e3);
        drop(knowledge);
    }
    let knowledge = Knowledge::embedded();
    println!(
        "indexes {:.1} MB, tables {:.1} MB",
        knowledge.n_bytes() as f64 / 1e6,
        knowledge.n_text_bytes() as f64 / 1e6
    );
    let names =
        ["Antony Blinken", "Wang Yi", "Nobody Known", "Sergey Lavrov", "Muammar Gaddafi", "Iván Duque"];
    let started = Instant::now();
    let n_rounds = 100_000;
    let n_found = (0..n_rounds).filter(|round| knowledge.has_person(names[round % names.len()])).count();
    println!(
        "a look-up takes {:.3} µs ({n_found} found)",
        started.elapsed().as_secs_f64() * 1e6 / n_rounds as f64
    );
    let Some(file) = std::env::args().nth(1) else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let splitter = Splitter::load(include_bytes!("../../../models/split.bin")).unwrap();
    let language = Language::load(include_bytes!("../../../models/english.bin")).unwrap();
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start as u32, (start + line.trim_end().len()) as u32);
        blocks.push(Block { span, source: span, kind: BlockKind::Body });
        start += line.len();
    }
    let article = Article { text, blocks, ..Article::default() };
    let mut scratch = language.scratch();
    let [mut read, mut found, mut settled, mut placed] = [0.0; 4];
    let mut n_mentions = 0;
    let n_rounds = 20;
    let mut n_tokens = 0;
    for _ in 0..n_rounds {
        let started = Instant::now();
        let mut reading = splitter.split(&article.text);
        for batch in Language::batches(&reading).collect::<Vec<_>>() {
            language.encode(&article.text, &reading, batch, &mut scratch);
            language.tag(&article.text, &mut reading, &mut scratch);
            language.parse(&mut reading, &mut scratch);
            language.name(&mut reading, &mut scratch);
        }
        read += started.elapsed().as_secs_f64();
        let parsed = Parsed::new(&article, &reading, &language);
        let started = Instant::now();
        let candidates = actor::find(&parsed, &knowledge);
        found += started.elapsed().as_secs_f64();
        let started = Instant::now();
        n_mentions = actor::settle(&candidates, &knowledge, Interval::day(date(2023, 6, 9))).len();
        settled += started.elapsed().as_secs_f64();
        let started = Instant::now();
        let _ = place::find(&parsed, &knowledge);
        placed += started.elapsed().as_secs_f64();
        n_tokens = reading.tokens.len();
    }
    let shown = |seconds: f64| seconds * 1e3 / f64::from(n_rounds);
    println!(
        "{n_tokens} tokens, {n_mentions} mentions: reading {:.2} ms, finding {:.2} ms, settling {:.2} ms, places {:.2} ms",
        shown(read),
        shown(found),
        shown(settled),
        shown(placed)
    );
    println!("actors and places take {:.1} % of reading", 100.0 * (found + settled + placed) / read);
}
