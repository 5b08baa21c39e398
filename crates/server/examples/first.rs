//! How long a server takes to the first byte of each kind of page, asked for what nobody has asked for before, and how
//! large the page is.
//!
//! ```sh
//! dragoman serve news.db & cargo run --release -p dragoman-server --example first -- 127.0.0.1:7323 $!
//! ```
//!
//! Where the number of the server's process is given, processor time is told, too, which others at work on the machine
//! do not lengthen as they do the time by the clock.
//! One after the other, each page once, compressed; events, actors and articles are those that a search finds. It asks
//! nobody but this machine. Results are in `benches/`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails may fail loudly, and prints"
)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Pages of a kind that are asked for.
const PAGES: usize = 9;

struct Asker(SocketAddr, Option<u32>);

/// What came of one request.
struct Got {
    first: Duration,
    spent: Duration,
    n_bytes: usize,
    body: Vec<u8>,
}

impl Asker {
    fn get(&self, path: &str, encoding: &str) -> Got {
        let mut stream = TcpStream::connect(self.0).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\naccept-encoding: {encoding}\r\nconnection: close\r\n\r\n",
            self.0
        );
        let (began, before) = (Instant::now(), self.spent());
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = vec![0; 64 * 1024];
        let n_first = stream.read(&mut bytes).unwrap();
        let first = began.elapsed();
        bytes.truncate(n_first);
        stream.read_to_end(&mut bytes).unwrap();
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let status = String::from_utf8_lossy(&bytes[..head]).split(' ').nth(1).unwrap().to_owned();
        assert_eq!(status, "200", "{path}");
        let body = bytes.split_off(head);
        Got { first, spent: self.spent().saturating_sub(before), n_bytes: body.len(), body }
    }

    /// Processor time that the server has had.
    fn spent(&self) -> Duration {
        let Some(process) = self.1 else { return Duration::ZERO };
        let workers = fs::read_dir(format!("/proc/{process}/task")).unwrap();
        let spent = |worker: std::io::Result<fs::DirEntry>| -> Option<u64> {
            let told = fs::read_to_string(worker.ok()?.path().join("schedstat")).ok()?;
            told.split(' ').next()?.parse().ok()
        };
        Duration::from_nanos(workers.filter_map(spent).sum())
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path, "identity").body).unwrap()
    }
}

fn escaped(name: &str) -> String {
    utf8_percent_encode(name, NON_ALPHANUMERIC).to_string()
}

/// The values of one name in a list, each once.
fn values(list: &Value, name: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for one in list.as_array().unwrap() {
        if let Some(value) = one[name].as_str()
            && !values.iter().any(|known| known == value)
        {
            values.push(value.to_owned());
        }
    }
    values
}

fn main() {
    let address: SocketAddr = std::env::args().nth(1).unwrap().parse().unwrap();
    assert!(address.ip().is_loopback(), "only this machine is asked");
    let asker = Asker(address, std::env::args().nth(2).map(|number| number.parse().unwrap()));
    // What is there: the newest, and what most is said of.
    let newest = asker.json("/search.json?limit=60");
    let most = asker.json("/search.json?limit=60&sort=reports");
    let claims = asker.json("/search.json?what=claims&limit=60");
    let of = |name: &str| -> Vec<String> {
        let both = values(&most["events"], name).into_iter().chain(values(&newest["events"], name));
        both.collect()
    };
    let facet = |name: &str| -> Vec<String> {
        let facets = newest["facets"].as_array().unwrap();
        let facet = facets.iter().find(|facet| facet["name"] == name);
        facet.map(|facet| values(&facet["values"], "value")).unwrap_or_default()
    };
    let (actors, types, places) = (facet("actor"), facet("type"), facet("place"));
    let words: Vec<String> = claims["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|claim| {
            claim["quote"].as_str()?.split(' ').find(|word| word.len() > 5).map(str::to_owned)
        })
        .collect();
    let each = |values: &[String], path: &dyn Fn(&str) -> String| -> Vec<String> {
        values.iter().map(|value| path(&escaped(value))).collect()
    };
    let pairs: Vec<String> = actors
        .iter()
        .zip(actors.iter().skip(1))
        .map(|(one, two)| format!("/pair/{}/{}", escaped(one), escaped(two)))
        .collect();
    let filtered: Vec<String> = types
        .iter()
        .zip(&actors)
        .map(|(one, two)| format!("/search?type={one}&actor={}", escaped(two)))
        .collect();
    let day = asker.json("/today.json")["newest"].as_str().unwrap_or("2024-01-01").to_owned();
    let kinds: Vec<(&str, Vec<String>)> = vec![
        ("today", vec!["/".into()]),
        ("search, all", vec!["/search".into(), "/search?sort=date".into(), "/search?sort=reports".into()]),
        ("search, one actor", each(&actors, &|id| format!("/search?actor={id}"))),
        ("search, actor and type", filtered),
        ("search, words", each(&words, &|word| format!("/search?words={word}"))),
        ("search, claims", each(&actors, &|id| format!("/search?what=claims&actor={id}"))),
        (
            "search, nothing found",
            vec!["/search?actor=NOBODY&type=AID".into(), "/search?words=zzzzqq&status=held".into()],
        ),
        ("event", each(&of("event"), &|key| format!("/event/{key}"))),
        ("thread", each(&of("thread"), &|key| format!("/thread/{key}"))),
        ("article", each(&values(&claims["claims"], "article"), &|id| format!("/article/{id}"))),
        ("actor", each(&actors, &|id| format!("/actor/{id}"))),
        ("pair", pairs),
        ("ahead", vec!["/ahead".into(), format!("/ahead?from={day}&type=CONSULT")]),
        (
            "network",
            each(&actors, &|id| format!("/network?actor={id}"))
                .into_iter()
                .chain(Some("/network".into()))
                .collect(),
        ),
        (
            "map",
            each(&places, &|id| format!("/map?place={id}")).into_iter().chain(Some("/map".into())).collect(),
        ),
        ("sources", vec!["/sources".into()]),
        ("data", vec!["/data".into()]),
        ("changes", vec!["/changes".into(), "/changes?limit=200".into()]),
    ];
    println!(
        "| page | asked | first byte, median ms | worst ms | processor, median ms | worst ms | most kB, compressed | worst |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|---|");
    for (kind, paths) in kinds {
        let mut got: Vec<(Got, &String)> =
            paths.iter().take(PAGES).map(|path| (asker.get(path, "gzip"), path)).collect();
        if got.is_empty() {
            println!("| {kind} | 0 | | | | | | |");
            continue;
        }
        let mut spent: Vec<Duration> = got.iter().map(|(one, _)| one.spent).collect();
        spent.sort();
        let most = got.iter().map(|(one, _)| one.n_bytes).max().unwrap_or_default();
        got.sort_by_key(|(one, _)| one.first);
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let (worst, path) = got.last().map(|(one, path)| (one.first, path.as_str())).unwrap();
        println!(
            "| {kind} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {path} |",
            got.len(),
            ms(got[got.len() / 2].0.first),
            ms(worst),
            ms(spent[spent.len() / 2]),
            ms(spent[spent.len() - 1]),
            most as f64 / 1000.0
        );
    }
}
