//! How fast a model reads, stage by stage, on one core.
//!
//! ```text
//! cargo run --release -p dragoman-text --example speed -- MODEL TEXT
//! ```
//!
//! TEXT has one sentence a line, tokens between spaces; every 25 lines are read as one article.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads a clock and files"
)]

use std::time::{Duration, Instant};

use dragoman_text::{Language, Reading, Sentence, Span, Token};

/// The time this process has had a core for: on Linux what the scheduler says, which other work on the
/// machine does not lengthen; elsewhere the time since the start.
fn clock(start: Instant) -> Duration {
    let had = std::fs::read_to_string("/proc/self/schedstat").ok();
    let had = had.and_then(|s| s.split(' ').next().and_then(|n| n.parse().ok()));
    had.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Sentences of an article as a line each.
const SENTENCES: usize = 25;

fn split(text: &str) -> Reading {
    let mut reading = Reading::default();
    let place = |part: &str| u32::try_from(part.as_ptr() as usize - text.as_ptr() as usize).unwrap_or(0);
    for line in text.lines() {
        let first = u32::try_from(reading.tokens.len()).unwrap_or(0);
        for word in line.split_ascii_whitespace() {
            let start = place(word);
            let span = Span::new(start, start + u32::try_from(word.len()).unwrap_or(0));
            reading.tokens.push(Token::new(span, false));
        }
        let tokens = first..u32::try_from(reading.tokens.len()).unwrap_or(0);
        if !tokens.is_empty() {
            reading.sentences.push(Sentence { span: Span::new(place(line), place(line)), tokens });
        }
    }
    reading
}

#[allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "it reports")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(text)) = (arguments.next(), arguments.next()) else {
        return Err("usage: speed MODEL TEXT".into());
    };
    let file = std::fs::read(model)?;
    let start = Instant::now();
    let begin = clock(start);
    let language = Language::load(&file)?;
    println!("load: {:.1} ms", clock(start).saturating_sub(begin).as_secs_f64() * 1e3);

    let text = std::fs::read_to_string(text)?;
    let lines: Vec<&str> = text.lines().collect();
    let texts: Vec<String> = lines.chunks(SENTENCES).map(|lines| lines.join("\n")).collect();
    let articles: Vec<(&str, Reading)> = texts.iter().map(|text| (text.as_str(), split(text))).collect();
    let tokens: usize = articles.iter().map(|(_, r)| r.tokens.len()).sum();
    let sentences: usize = articles.iter().map(|(_, r)| r.sentences.len()).sum();
    println!("{} articles, {sentences} sentences, {tokens} tokens", articles.len());

    let mut scratch = language.scratch();
    for round in ["new forms", "known forms", "known forms", "known forms", "known forms"] {
        let mut stages = [Duration::ZERO; 4];
        for (text, reading) in &articles {
            let mut reading = reading.clone();
            let batches: Vec<_> = Language::batches(&reading).collect();
            for batch in batches {
                let mut at = clock(start);
                let mut lap = |stage: usize| {
                    let now = clock(start);
                    stages[stage] += now.saturating_sub(at);
                    at = now;
                };
                language.encode(text, &reading, batch, &mut scratch);
                lap(0);
                language.tag(text, &mut reading, &mut scratch);
                lap(1);
                language.parse(&mut reading, &mut scratch);
                lap(2);
                language.name(&mut reading, &mut scratch);
                lap(3);
            }
        }
        let all = stages.iter().sum::<Duration>().as_secs_f64();
        let each = stages.map(|s| s.as_secs_f64() * 1e6 / tokens as f64);
        println!(
            "{round}: {:.0} tokens/s; µs a token: encode {:.2}, tag {:.2}, parse {:.2}, name {:.2}",
            tokens as f64 / all,
            each[0],
            each[1],
            each[2],
            each[3],
        );
    }
    Ok(())
}
