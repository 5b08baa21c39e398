//! How many requests a second a server answers, how long they take, and how it refuses what is too much.
//!
//! ```sh
//! dragoman serve news.db & cargo run --release -p dragoman-server --example load -- 127.0.0.1:7323 1000 30 / /search
//! ```
//!
//! So many connections ask for so many seconds, each for one of the paths after the other, and never for a second one
//! before the first is answered. It asks nobody but this machine. Results are in `benches/`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails may fail loudly, and prints"
)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came of one request: its status, 0 where the connection broke, and how long it took.
type Told = (u16, Duration);

fn main() {
    let mut args = std::env::args().skip(1);
    let address: SocketAddr = args.next().unwrap().parse().unwrap();
    assert!(address.ip().is_loopback(), "only this machine is asked");
    let connections: usize = args.next().unwrap().parse().unwrap();
    let seconds: u64 = args.next().unwrap().parse().unwrap();
    let paths: Arc<Vec<String>> = Arc::new(args.collect());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (all, began) = runtime.block_on(async {
        let began = Instant::now();
        let end = began + Duration::from_secs(seconds);
        let asking: Vec<_> = (0..connections)
            .map(|number| tokio::spawn(ask(address, Arc::clone(&paths), number, end)))
            .collect();
        let mut all: Vec<Told> = Vec::new();
        for one in asking {
            all.extend(one.await.unwrap());
        }
        (all, began)
    });
    tell(all, began.elapsed());
}

async fn ask(address: SocketAddr, paths: Arc<Vec<String>>, number: usize, end: Instant) -> Vec<Told> {
    let mut told = Vec::new();
    let mut stream: Option<TcpStream> = None;
    for turn in number.. {
        if Instant::now() >= end {
            break;
        }
        let path = &paths[turn % paths.len()];
        let began = Instant::now();
        let status = exchange(&mut stream, address, path).await.unwrap_or_default();
        told.push((status, began.elapsed()));
        if status != 200 {
            // Whoever is refused waits a little, and comes again on a new connection.
            stream = None;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    told
}

async fn exchange(stream: &mut Option<TcpStream>, address: SocketAddr, path: &str) -> std::io::Result<u16> {
    let connection = match stream {
        Some(connection) => connection,
        None => stream.insert(TcpStream::connect(address).await?),
    };
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: gzip\r\naccept: text/html\r\n\r\n"
    );
    connection.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::with_capacity(64 * 1024);
    loop {
        if connection.read_buf(&mut bytes).await? == 0 {
            break;
        }
        let Some(head_end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..head_end]).to_ascii_lowercase();
        let length =
            head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
        if bytes.len() >= head_end + 4 + length.unwrap_or(0) {
            return Ok(head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0));
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

fn tell(all: Vec<Told>, took: Duration) {
    let mut by_status: BTreeMap<u16, Vec<Duration>> = BTreeMap::new();
    for (status, took) in all {
        by_status.entry(status).or_default().push(took);
    }
    for (status, mut times) in by_status {
        times.sort_unstable();
        let at = |part: usize| times[(times.len() * part / 1000).min(times.len() - 1)].as_secs_f64() * 1000.0;
        println!(
            "status {status}: {} answers, {:.0} a second, p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            times.len(),
            times.len() as f64 / took.as_secs_f64(),
            at(500),
            at(900),
            at(990),
            at(1000)
        );
    }
}
