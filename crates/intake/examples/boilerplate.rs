//! Shows or scores what is boilerplate.
//!
//! `boilerplate FILE.txt` prints the blocks of a text. `boilerplate FILE.jsonl` scores articles of which it is known:
//! one object a line with `text`, maybe `title`, `outlet` and `set`, and `boilerplate`, a list of `[from, to, kind]`
//! with byte offsets. `--repeats` reads all articles of the file before, and takes what outlets repeat for a reason;
//! `--wrong` prints what was wrongly labelled or missed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use dragoman_intake::clean::{Cleaner, Repeats};
use dragoman_text::{Article, BlockKind};
use serde_json::Value;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let cleaner = Cleaner::embedded()?;
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option == name);
    for file in files {
        let bytes = std::fs::read_to_string(&file)?;
        if Path::new(&file).extension().is_some_and(|ending| ending == "jsonl") {
            score(&cleaner, &bytes, has("--repeats"), has("--wrong"))?;
        } else {
            show(&cleaner, bytes);
        }
    }
    Ok(())
}

/// What is not the article, as byte range and kind, with how sure that is and why.
fn boilerplate(article: &Article) -> Vec<(Range<usize>, String, String)> {
    let blocks = article.blocks.iter();
    blocks
        .filter_map(|block| match &block.kind {
            BlockKind::Boilerplate { reason, score, why } => {
                let kind = format!("{reason:?}").to_lowercase();
                Some((block.span.range(), kind, format!("{score:.2} {why}")))
            }
            _ => None,
        })
        .collect()
}

fn show(cleaner: &Cleaner, text: String) {
    let mut article = Article { text, ..Article::default() };
    cleaner.label(&mut article, None);
    for block in &article.blocks {
        println!("{:?} {:?}\n    {}", block.span.range(), block.kind, block.span.of(&article.text));
    }
}

#[derive(Default)]
struct Counts {
    right: f64,
    found: f64,
    there: f64,
}

impl Counts {
    fn line(&self) -> String {
        let precision = self.right / self.found.max(1.0);
        let recall = self.right / self.there.max(1.0);
        let f = 2.0 * precision * recall / (precision + recall).max(1e-9);
        format!(
            "P {:.3}  R {:.3}  F1 {:.3}  (right {}, found {}, there {})",
            precision, recall, f, self.right, self.found, self.there
        )
    }
}

fn score(cleaner: &Cleaner, lines: &str, with_repeats: bool, show_wrong: bool) -> Fallible<()> {
    let mut articles = Vec::new();
    for line in lines.lines() {
        let object: Value = serde_json::from_str(line)?;
        let get = |key: &str| object[key].as_str().map(str::to_owned);
        let mut article = Article { text: get("text").unwrap_or_default(), ..Article::default() };
        article.metadata.title = get("title");
        article.metadata.outlet = get("outlet");
        article.id = get("id").unwrap_or_default();
        let gold: Vec<(Range<usize>, String)> = object["boilerplate"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|span| {
                let at = |i: usize| span[i].as_u64().unwrap_or(0) as usize;
                (at(0)..at(1), span[2].as_str().unwrap_or("appeal").to_owned())
            })
            .collect();
        articles.push((article, gold));
    }
    let mut repeats = Repeats::new();
    if with_repeats {
        for (article, _) in &articles {
            repeats.add(&cleaner.sketch(article));
        }
    }
    let begun = Instant::now();
    for (article, _) in &mut articles {
        cleaner.label(article, with_repeats.then_some(&repeats));
    }
    let seconds = begun.elapsed().as_secs_f64();
    let n_bytes: usize = articles.iter().map(|(article, _)| article.text.len()).sum();

    let mut spans = Counts::default();
    let mut kinds: BTreeMap<String, Counts> = BTreeMap::new();
    let mut blocks = Counts::default();
    let mut bytes = Counts::default();
    let (mut n_sentences, mut n_deleted, mut n_untouched) = (0, 0, 0);
    for (article, gold) in &articles {
        let found = boilerplate(article);
        let text = article.text.as_str();
        let mut not_space = vec![0_u8; text.len()];
        let letters = |range: Range<usize>| {
            text.get(range).unwrap_or("").bytes().filter(|b| !b.is_ascii_whitespace()).count()
        };
        for (range, _) in gold {
            not_space.get_mut(range.clone()).into_iter().flatten().for_each(|b| *b |= 1);
        }
        for (range, _, _) in &found {
            not_space.get_mut(range.clone()).into_iter().flatten().for_each(|b| *b |= 2);
        }
        for (bits, byte) in not_space.iter().zip(text.bytes()).filter(|(_, byte)| !byte.is_ascii_whitespace())
        {
            let _ = byte;
            bytes.there += f64::from(bits & 1);
            bytes.found += f64::from(bits >> 1 & 1);
            bytes.right += f64::from(bits & (bits >> 1) & 1);
        }
        // Blocks: each piece between borders of gold and of lines, right when labelled from end to end.
        let mut borders: Vec<usize> = gold.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        borders.extend(text.match_indices('\n').map(|(at, _)| at));
        borders.extend([0, text.len()]);
        borders.sort_unstable();
        for pair in borders.windows(2) {
            let piece = pair[0]..pair[1];
            let n = letters(piece.clone());
            if n == 0 {
                continue;
            }
            let is_gold = gold.iter().any(|(range, _)| range.start <= piece.start && piece.end <= range.end);
            let n_found: usize = not_space[piece.clone()]
                .iter()
                .zip(text[piece].bytes())
                .filter(|(bits, byte)| !byte.is_ascii_whitespace() && **bits & 2 == 2)
                .count();
            let is_found = if is_gold { n_found == n } else { n_found > 0 };
            blocks.there += f64::from(u8::from(is_gold));
            blocks.found += f64::from(u8::from(is_found));
            blocks.right += f64::from(u8::from(is_gold && is_found));
        }
        // Spans: maximal runs, across lines.
        let merged = |ranges: Vec<Range<usize>>| {
            let mut all: Vec<Range<usize>> = Vec::new();
            for range in ranges {
                match all.last_mut() {
                    Some(last)
                        if text.get(last.end..range.start).is_some_and(|gap| gap.trim().is_empty()) =>
                    {
                        last.end = range.end;
                    }
                    _ => all.push(range),
                }
            }
            all
        };
        let found_spans = merged(found.iter().map(|(range, _, _)| range.clone()).collect());
        let gold_spans = merged(gold.iter().map(|(range, _)| range.clone()).collect());
        spans.found += found_spans.len() as f64;
        spans.there += gold_spans.len() as f64;
        for range in &gold_spans {
            if found_spans.contains(range) {
                spans.right += 1.0;
            }
        }
        for (range, kind) in gold {
            let counts = kinds.entry(kind.clone()).or_default();
            counts.there += 1.0;
            let inside = not_space[range.clone()]
                .iter()
                .zip(text[range.clone()].bytes())
                .all(|(bits, byte)| byte.is_ascii_whitespace() || bits & 2 == 2);
            counts.right += f64::from(u8::from(inside));
            let same = found
                .iter()
                .any(|(span, one, _)| one == kind && span.start < range.end && range.start < span.end);
            counts.found += f64::from(u8::from(same));
            if show_wrong && !inside {
                println!("MISSED {} {kind}: {}", article.id, &text[range.clone()]);
            }
        }
        let is_untouched = gold.is_empty();
        let wrong = found.iter().filter(|(range, _, _)| {
            !gold.iter().any(|(gold, _)| gold.start < range.end && range.start < gold.end)
        });
        let sentences =
            |text: &str| text.split_inclusive(['.', '!', '?', '\n']).filter(|s| s.trim().len() > 1).count();
        for (range, kind, why) in wrong {
            n_deleted += sentences(&text[range.clone()]);
            if show_wrong {
                println!("WRONG {} {kind} {why}: {}", article.id, &text[range.clone()]);
            }
        }
        n_sentences += sentences(text);
        n_untouched += usize::from(is_untouched);
    }
    println!("{} articles, {n_untouched} of them without boilerplate, {n_bytes} bytes", articles.len());
    println!("blocks  {}", blocks.line());
    println!("spans   {}", spans.line());
    println!("letters {}", bytes.line());
    for (kind, counts) in &kinds {
        println!(
            "  {kind:<11} recall {:.3} of {}, so named {:.3}",
            counts.right / counts.there,
            counts.there,
            counts.found / counts.there
        );
    }
    let per_thousand = f64::from(n_deleted as u32) * 1000.0 / f64::from(n_sentences as u32).max(1.0);
    println!("wrongly labelled: {n_deleted} of {n_sentences} sentences, {per_thousand:.2} in 1,000");
    println!("{:.0} articles/s, {:.1} MB/s", articles.len() as f64 / seconds, n_bytes as f64 / seconds / 1e6);
    Ok(())
}
