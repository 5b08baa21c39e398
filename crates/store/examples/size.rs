//! How fast a ledger takes claims in and answers, and how large it gets: made-up articles in the shape of real ones.
//!
//! ```sh
//! cargo run --release -p dragoman-store --example size -- 10000 100000 1000000
//! cargo run --release -p dragoman-store --example size -- 1000000 keep=million.db
//! ```
//!
//! Each article has five claims and a passage of some twenty words for each; countries and people are drawn so that
//! few are in most of the news (Zipf); twenty years; three claims tell of one happening in the mean, most of them within
//! a few articles of each other. Questions are told by the processor time that they took, since other programs at work
//! would be measured with them. Results are in `benches/`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails may fail loudly, and prints"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dragoman_event::case::Outline;
use dragoman_event::{Interval, SourceKind, Status};
use dragoman_store::{Adding, Filed, Key, Ledger, Query, Sort};
use dragoman_text::{Article, DateReason, Metadata, Published};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

const CLAIMS_AN_ARTICLE: usize = 5;
/// Claims that tell of one happening, in the mean.
const CLAIMS_A_HAPPENING: u64 = 3;
const BATCH: usize = 1000;
/// Batches after which claims are merged.
const BATCHES_UNMERGED: usize = 16;
const FIRST: Date = date(2004, 1, 1);
const N_DAYS: u64 = 7300;

const COUNTRIES: [&str; 60] = [
    "USA", "CHN", "RUS", "GBR", "FRA", "DEU", "ISR", "IRN", "IND", "PAK", "UKR", "JPN", "KOR", "PRK", "TUR",
    "SYR", "IRQ", "SAU", "EGY", "AFG", "BRA", "MEX", "CAN", "AUS", "ITA", "ESP", "POL", "NLD", "BEL", "SWE",
    "NOR", "FIN", "GRC", "LBN", "JOR", "YEM", "LBY", "SDN", "ETH", "KEN", "NGA", "ZAF", "COD", "MLI", "SOM",
    "VEN", "COL", "CUB", "ARG", "CHL", "PER", "PHL", "IDN", "MYS", "THA", "VNM", "MMR", "BGD", "LKA", "NPL",
];
const TYPES: [(&str, &str); 16] = [
    ("CONSULT", "visit"),
    ("CONSULT", "phone"),
    ("CONSULT", "third-party"),
    ("ACCUSE", "disapprove"),
    ("AGREE", ""),
    ("REQUEST", "meet"),
    ("ASSAULT", "aerial"),
    ("REJECT", "meet"),
    ("SANCTION", "expel"),
    ("COOPERATE", ""),
    ("SUPPORT", ""),
    ("AID", ""),
    ("THREATEN", ""),
    ("PROTEST", ""),
    ("COERCE", "arrest"),
    ("RETREAT", ""),
];
const WORDS: [&str; 64] = [
    "minister",
    "talks",
    "border",
    "treaty",
    "visit",
    "army",
    "trade",
    "border",
    "statement",
    "president",
    "officials",
    "summit",
    "agreement",
    "sanctions",
    "missile",
    "embassy",
    "envoy",
    "ceasefire",
    "troops",
    "parliament",
    "leaders",
    "security",
    "energy",
    "pipeline",
    "harbour",
    "fishing",
    "tariffs",
    "refugees",
    "airport",
    "convoy",
    "province",
    "capital",
    "spokesman",
    "delegation",
    "exercise",
    "crisis",
    "council",
    "protest",
    "election",
    "court",
    "prison",
    "mediation",
    "peace",
    "union",
    "grain",
    "export",
    "nuclear",
    "inspection",
    "satellite",
    "river",
    "island",
    "coast",
    "village",
    "district",
    "governor",
    "general",
    "colonel",
    "journalist",
    "hostage",
    "ransom",
    "verdict",
    "appeal",
    "budget",
    "loan",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }

    /// Small numbers are drawn more often than large ones.
    fn skewed(&mut self, n: u64) -> u64 {
        let uniform = (self.below(1 << 20) as f64 + 1.0) / f64::from(1 << 20);
        ((n as f64).powf(uniform) - 1.0) as u64 % n
    }
}

fn day(number: u64) -> Date {
    FIRST.checked_add((number as i64).days()).unwrap()
}

/// A claim of the article of a number: claims that are made soon after each other often tell of one happening.
fn line(dice: &mut Dice, number: usize, day_of: impl Fn(usize) -> u64) -> (String, String) {
    let happening = ((number * CLAIMS_AN_ARTICLE) as u64 / CLAIMS_A_HAPPENING).saturating_sub(dice.below(24));
    let held = day_of((happening * CLAIMS_A_HAPPENING) as usize / CLAIMS_AN_ARTICLE) as i64;
    let mut about = Dice(happening.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (one, two) = (about.skewed(60) as usize, about.skewed(60) as usize);
    let (event_type, mode) = TYPES[about.skewed(16) as usize];
    let person = about.skewed(40);
    let (status, when) = match dice.below(10) {
        0 | 1 => ("planned", format!("{}", day((held + 9) as u64))),
        2 => ("proposed", format!("{}..", day(held as u64))),
        3 => ("held", format!("..{}", day(held as u64))),
        _ => ("held", format!("{}", day(held as u64))),
    };
    let mut words: Vec<&str> = (0..16).map(|_| WORDS[dice.below(64) as usize]).collect();
    let name = format!("Person{one}x{person}");
    words.insert(3, COUNTRIES[one]);
    words.insert(5, &name);
    words.insert(9, COUNTRIES[two]);
    let quote = format!("{} {}", words.join(" "), dice.below(100_000));
    let kind = ["narrator", "official the ministry", "anonymous two officials", "named a lawyer"]
        [dice.below(4) as usize];
    let place = if dice.below(3) == 0 { COUNTRIES[two] } else { "-" };
    let (from, to) = (COUNTRIES[one], COUNTRIES[two]);
    let mode = if mode.is_empty() { String::new() } else { format!(" {mode}") };
    (
        format!(
            "{event_type}{mode} | {status} | {from} GOV {name} > {to} GOV | {when} | {place} | {kind} | \"{quote}\""
        ),
        quote,
    )
}

fn article(dice: &mut Dice, number: usize, n_claims: usize) -> Filed {
    // News comes in by days; a happening is told of within a few days.
    let day_of = |number: usize| (number as u64 * N_DAYS) / (n_claims / CLAIMS_AN_ARTICLE).max(1) as u64;
    let lines: Vec<(String, String)> = (0..CLAIMS_AN_ARTICLE).map(|_| line(dice, number, day_of)).collect();
    let text = lines.iter().map(|(_, quote)| format!("{quote}.")).collect::<Vec<_>>().join("\n\n");
    let title = lines[0].1.split(' ').take(9).collect::<Vec<_>>().join(" ");
    let day = day(day_of(number));
    let metadata = Metadata {
        title: Some(title),
        outlet: Some(format!("Outlet {}", dice.skewed(200))),
        url: Some(format!("https://news.example/{number}")),
        published: Some(Published {
            day,
            reason: DateReason::Given,
            words: String::new(),
            conflicts: Vec::new(),
        }),
        ..Metadata::default()
    };
    let claims = lines.iter().map(|(line, _)| Outline::parse(line).unwrap().claim(&text)).collect();
    Filed {
        article: Article { id: format!("a{number}"), text, metadata, ..Article::default() },
        learned: None,
        claims,
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// Median processor time of a question, asked with other words each time.
fn time(n: usize, mut ask: impl FnMut(usize)) -> f64 {
    median(
        (0..n)
            .map(|nth| {
                let before = spent();
                ask(nth);
                spent().saturating_sub(before)
            })
            .collect(),
    )
}

/// Does something, and adds what it took by the clock and of the processor.
fn timed<T>((clock, processor): &mut (Duration, Duration), work: impl FnOnce() -> T) {
    let (start, before) = (Instant::now(), spent());
    work();
    *clock += start.elapsed();
    *processor += spent().saturating_sub(before);
}

/// Processor time that this worker has had: what is measured beside others at work is told by it.
fn spent() -> Duration {
    let status = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = status.split_whitespace().next().and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("0 0");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn measure(n_claims: usize, path: &Path) {
    let adding = Adding { started: "2024-01-01".to_owned(), version: "size".to_owned(), keep_text: true };
    let mut ledger = Ledger::open_to_add(path, &adding).unwrap();
    let mut dice = Dice(7);
    let (mut adding, mut settling) = ((Duration::ZERO, Duration::ZERO), (Duration::ZERO, Duration::ZERO));
    let n_articles = n_claims / CLAIMS_AN_ARTICLE;
    for (nth, first) in (0..n_articles).step_by(BATCH).enumerate() {
        let batch: Vec<Filed> = (first..(first + BATCH).min(n_articles))
            .map(|number| article(&mut dice, number, n_claims))
            .collect();
        timed(&mut adding, || ledger.add(&batch).unwrap());
        // As `dragoman add` does, so that little is left to do after an interruption.
        if nth % BATCHES_UNMERGED == BATCHES_UNMERGED - 1 {
            timed(&mut settling, || ledger.settle(&mut |_| {}).unwrap());
        }
    }
    timed(&mut settling, || ledger.settle(&mut |_| {}).unwrap());
    drop(ledger);
    let ledger = Ledger::open(path).unwrap();
    let size = fs::metadata(path).unwrap().len();
    let counts = ledger.counts().unwrap();
    let page = |query: Query| Query { limit: Some(50), ..query };
    let actors = ["USA", "NPL", "Person3x7", "CHN", "PER", "FRA", "Person0x0", "SYR", "GRC"];
    let statuses = [Status::Planned, Status::Held, Status::Proposed];
    let filtered = time(27, |nth| {
        let mut query = page(Query { actors: vec![actors[nth % 9].to_owned()], ..Query::default() });
        query.statuses = vec![statuses[nth % 3]];
        query.types = vec!["CONSULT".to_owned()];
        ledger.events(&query).unwrap();
    });
    let pairs = time(18, |nth| {
        let pair = vec![actors[nth % 9].to_owned(), actors[(nth + 4) % 9].to_owned()];
        ledger.events(&page(Query { actors: pair, sort: Sort::Date, ..Query::default() })).unwrap();
    });
    let claims = time(18, |nth| {
        let sources = vec![SourceKind::Anonymous];
        let query = Query { actors: vec![actors[nth % 9].to_owned()], sources, ..Query::default() };
        ledger.claims(&page(query)).unwrap();
    });
    let words = time(18, |nth| {
        let words = format!("{} {}", WORDS[nth], WORDS[nth + 20]);
        ledger.events(&page(Query { words: Some(words), ..Query::default() })).unwrap();
    });
    let phrase = time(18, |nth| {
        let words = format!("\"{} {}\"", WORDS[nth], WORDS[nth + 20]);
        ledger.events(&page(Query { words: Some(words), ..Query::default() })).unwrap();
    });
    let as_of = time(18, |nth| {
        let day = day(400 * (nth as u64 + 1) - 100);
        let mut query = page(Query { as_of: Some(day), ..Query::default() });
        query.actors = vec![actors[nth % 9].to_owned()];
        ledger.events(&query).unwrap();
    });
    let ahead = time(9, |nth| {
        ledger.ahead(day(700 * (nth as u64 + 1)), &page(Query::default())).unwrap();
    });
    let dated = time(9, |nth| {
        let from = day(700 * (nth as u64 + 1));
        ledger.events(&page(Query { dates: Interval::new(from, from), ..Query::default() })).unwrap();
    });
    let mut keys: Vec<Key> = Vec::new();
    for event in ledger.events(&page(Query::default())).unwrap().rows {
        keys.push(event.key);
    }
    let one = time(20, |nth| {
        ledger.event(keys[nth % keys.len()], None).unwrap();
    });
    let rate = |time: Duration| n_claims as f64 / time.as_secs_f64();
    println!(
        "| {n_claims} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {} | {} | {:.0} | {filtered:.1} | {pairs:.1} | {claims:.1} | {words:.1} | \
         {phrase:.1} | {as_of:.1} | {ahead:.1} | {dated:.1} | {one:.1} | {} |",
        rate(adding.0),
        rate(adding.1),
        rate(settling.0),
        rate(settling.1),
        rate(adding.0 + settling.0),
        counts.n_events,
        counts.n_threads,
        size as f64 / n_claims as f64,
        peak_memory(),
    );
}

fn main() {
    println!(
        "| claims | added/s | added/CPU-s | merged/s | merged/CPU-s | both/s | events | threads | bytes/claim | filtered ms | pair ms | claims ms | words ms | \
         phrase ms | as-of ms | ahead ms | dated ms | one event ms | peak MiB |"
    );
    println!("|{}", "--:|".repeat(19));
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::args().find_map(|argument| argument.strip_prefix("keep=").map(PathBuf::from));
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    assert!(kept.is_none() || sizes.len() == 1, "one ledger can be kept, of one size");
    for n_claims in sizes {
        let own = folder.path().join(format!("{n_claims}.db"));
        measure(n_claims, kept.as_ref().unwrap_or(&own));
        drop(fs::remove_file(own));
    }
}
