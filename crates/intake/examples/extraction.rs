//! Measures extraction from pages against segments and days that people wrote down, on one core.
//!
//! `extraction pages DIR` reads `DIR/evaldata.json` (adbar/trafilatura, `tests/`): for each page, segments that are the
//! article and segments that are not; it counts which are found. `extraction days DIR` reads `DIR/eval_default.json`
//! (adbar/htmldate, `tests/`): for each page its day of publication. Pages stand in `DIR/cache` and `DIR/eval`.
//! `extraction text FILE…` prints the words of the article of each page, for other measurements.
//! Results are also given for the two halves of the pages, told apart by a hash of their names.
#![allow(clippy::print_stdout, reason = "a measurement, run by hand")]

use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use dragoman_intake::html::{article, published};
use dragoman_text::{Article, BlockKind, Origin};
use serde_json::Value;

/// Name, text, and what people say of it.
type Page = (String, String, Value);
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Hits, false alarms, misses.
#[derive(Clone, Copy, Default)]
struct Count(usize, usize, usize);

impl Count {
    fn add(&mut self, other: Self) {
        *self = Self(self.0 + other.0, self.1 + other.1, self.2 + other.2);
    }

    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (2 * self.0 + self.1 + self.2).max(1) as f64
    }

    fn shown(self) -> String {
        let precision = self.0 as f64 / (self.0 + self.1).max(1) as f64;
        let recall = self.0 as f64 / (self.0 + self.2).max(1) as f64;
        format!(
            "F1 {:.4}  precision {precision:.4}  recall {recall:.4}  {} {} {}",
            self.f1(),
            self.0,
            self.1,
            self.2
        )
    }
}

/// All, the first half, the second half.
#[derive(Default)]
struct Halves([Count; 3]);

impl Halves {
    fn add(&mut self, name: &str, count: Count) {
        let hash = name
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        self.0[0].add(count);
        self.0[1 + (hash >> 16 & 1) as usize].add(count);
    }

    fn print(&self, what: &str) {
        let [all, first, second] = self.0;
        println!("{what:<28} {}  halves {:.4} {:.4}", all.shown(), first.f1(), second.f1());
    }
}

fn main() -> Outcome {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["pages", folder] => pages(Path::new(folder)),
        ["days", folder] => days(Path::new(folder)),
        ["text", files @ ..] => {
            for file in files {
                let source = decoded(&fs::read(file)?);
                println!("{}", words(&article(&source, None, Origin::default()), &[]).replace('\n', " "));
            }
            Ok(())
        }
        _ => Err("extraction pages DIR | days DIR | text FILE…".into()),
    }
}

/// The pages of a measurement: name, text, and what is said of them.
fn read(folder: &Path, answers: &str) -> Result<Vec<Page>, Box<dyn std::error::Error>> {
    let answers: Value = serde_json::from_slice(&fs::read(folder.join(answers))?)?;
    let mut pages = Vec::new();
    for (_, answer) in answers.as_object().ok_or("not an object")? {
        let name = answer["file"].as_str().ok_or("no file")?.to_owned();
        let bytes = fs::read(folder.join("cache").join(&name))
            .or_else(|_| fs::read(folder.join("eval").join(&name)))?;
        pages.push((name, decoded(&bytes), answer.clone()));
    }
    Ok(pages)
}

/// Decoded as UTF-8, else as the page says, else as it looks.
fn decoded(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    let stated = head.split_once("charset=").and_then(|(_, rest)| {
        let label =
            rest.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', '>', ';', '/']).next()?;
        encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
    });
    let encoding = stated.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
    encoding.decode(bytes).0.into_owned()
}

/// The words of the body, and of blocks of these kinds besides.
fn words(article: &Article, besides: &[BlockKind]) -> String {
    let blocks = article.blocks.iter().filter(|block| {
        matches!(block.kind, BlockKind::Body | BlockKind::Heading) || besides.contains(&block.kind)
    });
    let words: Vec<&str> = blocks.map(|block| block.span.of(&article.text)).collect();
    words.join("\n\n")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(folder: &Path) -> Outcome {
    let pages = read(folder, "evaldata.json")?;
    let start = Instant::now();
    let articles: Vec<Article> =
        pages.iter().map(|(_, source, _)| article(source, None, Origin::default())).collect();
    let seconds = start.elapsed().as_secs_f64();
    for (what, besides) in [
        ("body", [].as_slice()),
        ("deck and body", &[BlockKind::Deck]),
        ("title, deck and body", &[BlockKind::Deck, BlockKind::Title]),
    ] {
        let mut halves = Halves::default();
        for ((name, _, answer), article) in pages.iter().zip(&articles) {
            let text = squeezed(&words(article, besides));
            let found = |key: &str| {
                let segments = answer[key].as_array().map_or(&[][..], Vec::as_slice);
                let found =
                    segments.iter().filter_map(Value::as_str).filter(|one| text.contains(&squeezed(one)));
                (found.count(), segments.len())
            };
            let ((hits, wanted), (alarms, _)) = (found("with"), found("without"));
            halves.add(name, Count(hits, alarms, wanted - hits));
        }
        halves.print(what);
    }
    println!("{} pages, {:.1} a second", pages.len(), pages.len() as f64 / seconds);
    Ok(())
}

fn days(folder: &Path) -> Outcome {
    let pages = read(folder, "eval_default.json")?;
    let start = Instant::now();
    let found: Vec<_> = pages.iter().map(|(_, source, _)| published(source, None)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut halves = Halves::default();
    for ((name, _, answer), found) in pages.iter().zip(&found) {
        // As htmldate counts: no day is a miss, a wrong day a false alarm.
        let right =
            found.as_ref().map(|found| Some(found.day.to_string().as_str()) == answer["date"].as_str());
        halves.add(
            name,
            Count((right == Some(true)).into(), (right == Some(false)).into(), right.is_none().into()),
        );
    }
    halves.print("day of publication");
    println!("{} pages, {:.1} a second", pages.len(), pages.len() as f64 / seconds);
    Ok(())
}
