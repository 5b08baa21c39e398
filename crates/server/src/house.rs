//! What all requests share.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use dragoman::Analyst;
use dragoman_fetch::{Fetcher, Options};
use dragoman_store::StoreError;
use xxhash_rust::xxh3::xxh3_64;

use crate::metrics::Metrics;
use crate::names::Names;
use crate::readers::Readers;

/// How much of what is given to those who ask.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once; whoever comes after is told so, and let go.
    pub connections: usize,
    /// How long a head of a request may take, and how long a connection may rest between two.
    pub head: Duration,
    /// How long one may take to send what is to be read.
    pub sending: Duration,
    /// How long a connection lasts; exports take longest.
    pub life: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            head: Duration::from_secs(15),
            sending: Duration::from_secs(20),
            life: Duration::from_mins(10),
        }
    }
}

/// How a ledger is served.
pub struct Settings {
    /// How much of what is given to those who ask.
    pub limits: Limits,
    /// Names of hosts, with their ports where they have one, under which the page may be asked for.
    pub hosts: Vec<String>,
    /// Whether articles may be added.
    pub allow_add: bool,
    /// Whether pages of other sites may show the pictures.
    pub share_pictures: bool,
    /// The version of the program.
    pub version: String,
}

/// The ledger, what is needed to read articles, and what was counted.
pub struct House {
    pub(crate) settings: Settings,
    pub(crate) readers: Arc<Readers>,
    pub(crate) analyst: Analyst,
    pub(crate) names: Names,
    pub(crate) metrics: Metrics,
    pub(crate) fetcher: Fetcher,
    pub(crate) kept: Kept,
    /// Tells answers of this process from those of others.
    pub(crate) boot: u64,
    /// Texts that are read at once, and articles that are being added.
    pub(crate) reading: Arc<tokio::sync::Semaphore>,
    pub(crate) adding: tokio::sync::Mutex<()>,
    pub(crate) downloads: Arc<tokio::sync::Semaphore>,
}

/// Texts that are read at once.
const READING: usize = 2;
/// Exports that are written at once.
const DOWNLOADS: usize = 8;

impl House {
    /// Opens a ledger to show it. `now` is any number that differs from start to start, as the time does.
    pub fn open(ledger: &Path, analyst: Analyst, settings: Settings, now: u64) -> Result<Self, StoreError> {
        Ok(Self {
            boot: xxh3_64(format!("{now} {}", settings.version).as_bytes()),
            settings,
            readers: Arc::new(Readers::open(ledger)?),
            analyst,
            names: Names::embedded(),
            metrics: Metrics::default(),
            fetcher: Fetcher::new(Options::default()),
            kept: Kept::default(),
            reading: Arc::new(tokio::sync::Semaphore::new(READING)),
            adding: tokio::sync::Mutex::new(()),
            downloads: Arc::new(tokio::sync::Semaphore::new(DOWNLOADS)),
        })
    }
}

/// Bytes of answers that are kept.
const MOST_KEPT: usize = 32 << 20;

/// Answers that were made of the ledger as it is, for whoever asks the same.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    generation: i64,
    n_bytes: usize,
    answers: HashMap<String, Answer>,
}

/// An answer as it is sent.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) content_type: &'static str,
    pub(crate) plain: Bytes,
    /// Compressed by gzip, where that makes it smaller.
    pub(crate) packed: Option<Bytes>,
}

impl Kept {
    pub(crate) fn get(&self, generation: i64, key: &str) -> Option<Answer> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.answers.get(key).filter(|_| shelf.generation == generation).cloned()
    }

    pub(crate) fn put(&self, generation: i64, key: String, answer: &Answer) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let n_bytes = answer.plain.len() + answer.packed.as_ref().map_or(0, Bytes::len) + key.len();
        if shelf.generation != generation || shelf.n_bytes + n_bytes > MOST_KEPT {
            *shelf = Shelf { generation, ..Shelf::default() };
        }
        if n_bytes < MOST_KEPT / 8 && shelf.answers.insert(key, answer.clone()).is_none() {
            shelf.n_bytes += n_bytes;
        }
    }
}
