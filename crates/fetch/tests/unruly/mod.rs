//! A server on loopback that does what it is told, well or badly.
#![allow(dead_code, reason = "each test uses what it needs of it")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Something that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) at: Instant,
}

/// What is answered.
pub(crate) enum Reply {
    /// A status, headers, and a body of known length.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Whatever is done with the connection.
    Do(Box<dyn FnOnce(&mut TcpStream) + Send>),
    /// Nothing, and whatever was sent is left unread, so that the other side hears of a reset.
    Reset,
}

impl Reply {
    pub(crate) fn html(body: &str) -> Self {
        Self::Whole(200, vec![("Content-Type", "text/html; charset=utf-8".to_owned())], body.into())
    }

    pub(crate) fn feed(body: impl Into<Vec<u8>>) -> Self {
        Self::Whole(200, vec![("Content-Type", "application/rss+xml".to_owned())], body.into())
    }

    pub(crate) fn text(body: &str) -> Self {
        Self::Whole(200, vec![("Content-Type", "text/plain".to_owned())], body.into())
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::Whole(status, Vec::new(), Vec::new())
    }

    pub(crate) fn to(location: impl Into<String>) -> Self {
        Self::Whole(302, vec![("Location", location.into())], Vec::new())
    }

    pub(crate) fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        match self {
            Self::Whole(status, mut headers, body) => {
                headers.push((name, value.into()));
                Self::Whole(status, headers, body)
            }
            other => other,
        }
    }

    /// Sends some bytes, and then others again and again with pauses, until the other side is tired of it.
    pub(crate) fn endless(head: &'static str, again: Vec<u8>, pause: Duration) -> Self {
        Self::Do(Box::new(move |stream| {
            let _ = stream.write_all(head.as_bytes());
            let begun = Instant::now();
            // However badly the other side does, the test must end.
            while begun.elapsed() < Duration::from_secs(10) && stream.write_all(&again).is_ok() {
                thread::sleep(pause);
            }
        }))
    }

    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::Do(Box::new(move |stream| {
            let _ = stream.write_all(&bytes);
        }))
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Request>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server that answers each path, asked for the n-th time counted from 0.
    pub(crate) fn start(answer: impl Fn(&str, usize, &Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1:0", answer)
    }

    pub(crate) fn start_at(
        address: &str,
        answer: impl Fn(&str, usize, &Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Request>>> = Arc::default();
        let ended = Arc::new(AtomicBool::new(false));
        let (log, is_ended, answer) = (Arc::clone(&asked), Arc::clone(&ended), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_ended.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Self { address, asked, ended }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// All that was asked for, in order.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths that were asked for, in order, without rules.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|request| request.path).filter(|path| path != "/robots.txt").collect()
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked().iter().filter(|request| request.path == path).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Request>>,
    answer: &(dyn Fn(&str, usize, &Request) -> Reply + Send + Sync),
) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let _ = stream.set_write_timeout(Some(Duration::from_secs(5)));
    // Looked at and not taken, so that the request can be left unread for a reset.
    let mut peeked = vec![0; 16 * 1024];
    let mut length = 0;
    for _ in 0..100 {
        length = stream.peek(&mut peeked).unwrap_or(0);
        if length == 0 || peeked[..length].windows(4).any(|four| four == b"\r\n\r\n") {
            break;
        }
        thread::sleep(Duration::from_millis(2));
    }
    let head = String::from_utf8_lossy(&peeked[..length]).into_owned();
    let mut lines = head.lines();
    let Some(path) = lines.next().and_then(|line| line.split(' ').nth(1)) else { return };
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let request = Request { path: path.to_owned(), headers, at: Instant::now() };
    let n_before = {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        log.iter().filter(|before| before.path == path).count() - 1
    };
    let reply = answer(path, n_before, &request);
    if matches!(reply, Reply::Reset) {
        return;
    }
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap_or(0) > 2 {
        line.clear();
    }
    match reply {
        Reply::Whole(status, headers, body) => {
            let mut out = format!("HTTP/1.1 {status} Whatever\r\nConnection: close\r\n");
            for (name, value) in headers {
                out.push_str(name);
                out.push_str(": ");
                out.push_str(&value);
                out.push_str("\r\n");
            }
            if status != 304 {
                out.push_str("Content-Length: ");
                out.push_str(&body.len().to_string());
                out.push_str("\r\n");
            }
            out.push_str("\r\n");
            let _ = stream.write_all(&[out.as_bytes(), &body].concat());
        }
        Reply::Do(act) => act(&mut stream),
        Reply::Reset => {}
    }
}
