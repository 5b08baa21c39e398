//! What a run knows of the runs before it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::exchange::Validators;
use crate::fetcher::Fetcher;
use crate::robots::Kept;
use crate::store::StoreError;

/// Raised when the file's meaning changes.
const VERSION: u32 = 1;

/// A page that no feed has pointed at for so many seconds is forgotten.
const FORGET: i64 = 180 * 24 * 3600;

/// In how many runs a page may fail before it is given up.
const MOST_TROUBLES: u32 = 5;

/// What a run knows of the runs before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    /// How far the WARC is accounted for here; what follows is read from the WARC.
    #[serde(default)]
    pub(crate) warc: Option<Mark>,
    /// What unchanged feeds can be asked for with.
    #[serde(default)]
    feeds: BTreeMap<String, Validators>,
    #[serde(default)]
    hosts: BTreeMap<String, HostState>,
    /// Pages that are settled, or have failed before.
    #[serde(default)]
    pages: BTreeMap<String, PageState>,
}

/// A place in a WARC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The file's name, without its folder.
    pub(crate) file: String,
    pub(crate) length: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct HostState {
    /// Seconds since 1970 before which the host is left alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_before: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    robots: Option<Kept>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PageState {
    /// Seconds since 1970 when a feed last pointed at it.
    last: i64,
    #[serde(flatten)]
    fate: Fate,
}

/// What has become of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fate")]
pub(crate) enum Fate {
    /// It is in the WARC.
    Fetched,
    /// It is not to be had.
    Skipped { why: String },
    /// It could not be had so often, in a run each.
    Failed { runs: u32 },
}

impl Default for State {
    fn default() -> Self {
        Self {
            version: VERSION,
            warc: None,
            feeds: BTreeMap::new(),
            hosts: BTreeMap::new(),
            pages: BTreeMap::new(),
        }
    }
}

impl State {
    /// Reads a state, which is empty where there is no file yet.
    pub(crate) fn load(path: &Path) -> Result<Self, StoreError> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(StoreError::io(path, "read the state")(error)),
        };
        let wrong = |what: String| StoreError::State { path: path.to_owned(), what };
        let state: Self = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        if state.version != VERSION {
            return Err(wrong(format!("is of version {}, and only {VERSION} is known", state.version)));
        }
        Ok(state)
    }

    /// Replaces the file at once: whenever the program ends, the old state or the new one is there.
    pub(crate) fn save(&self, path: &Path) -> Result<(), StoreError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let new = path.with_file_name(name);
        let mut text = serde_json::to_vec(self)
            .map_err(|error| StoreError::State { path: path.to_owned(), what: error.to_string() })?;
        text.push(b'\n');
        let write = || -> io::Result<()> {
            let mut file = File::create(&new)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&new, path)?;
            // On some systems a folder cannot be opened; the file has its new name all the same.
            if let Ok(folder) = File::open(parent(path)) {
                let _ = folder.sync_all();
            }
            Ok(())
        };
        write().map_err(StoreError::io(path, "write the state"))
    }

    /// Puts back what the fetcher knew of hosts.
    pub(crate) fn recall(&self, fetcher: &Fetcher) {
        let now = Timestamp::now().as_second();
        for (name, host) in &self.hosts {
            if let Some(wait) = host.not_before.and_then(|then| u64::try_from(then - now).ok()) {
                fetcher.pace.hold(name, Duration::from_secs(wait.min(7 * 24 * 3600)));
            }
            if let Some(kept) = host.robots.clone().filter(|kept| kept.until > now) {
                fetcher.robots.recall(name.clone(), kept);
            }
        }
    }

    /// Takes up what the fetcher knows of hosts, and forgets pages of long ago.
    pub(crate) fn keep(&mut self, fetcher: &Fetcher) {
        let now = Timestamp::now().as_second();
        self.hosts.clear();
        for (host, wait) in fetcher.pace.held() {
            let wait = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
            self.hosts.entry(host).or_default().not_before = Some(now.saturating_add(wait));
        }
        for (origin, kept) in fetcher.robots.keep() {
            self.hosts.entry(origin).or_default().robots = Some(kept);
        }
        self.pages.retain(|_, page| now.saturating_sub(page.last) < FORGET);
    }

    pub(crate) fn validators(&self, feed: &str) -> Validators {
        self.feeds.get(feed).cloned().unwrap_or_default()
    }

    /// Remembers how to ask for a feed, or that it has to be read anew.
    pub(crate) fn set_validators(&mut self, feed: &str, validators: Option<Validators>) {
        match validators.filter(|validators| *validators != Validators::default()) {
            Some(validators) => self.feeds.insert(feed.to_owned(), validators),
            None => self.feeds.remove(feed),
        };
    }

    /// Whether nothing is to be done about a page any more. Notes that a feed still points at it.
    pub(crate) fn is_settled(&mut self, page: &str) -> bool {
        let Some(known) = self.pages.get_mut(page) else { return false };
        known.last = Timestamp::now().as_second();
        !matches!(known.fate, Fate::Failed { .. })
    }

    pub(crate) fn is_fetched(&self, page: &str) -> bool {
        self.pages.get(page).is_some_and(|known| known.fate == Fate::Fetched)
    }

    pub(crate) fn settle(&mut self, page: &str, fate: Fate) {
        self.pages.insert(page.to_owned(), PageState { last: Timestamp::now().as_second(), fate });
    }

    /// Notes that a page failed in this run; says whether it is given up.
    pub(crate) fn failed(&mut self, page: &str, why: &str) -> bool {
        let runs = match self.pages.get(page) {
            Some(PageState { fate: Fate::Failed { runs }, .. }) => runs + 1,
            _ => 1,
        };
        let given_up = runs >= MOST_TROUBLES;
        let why = || format!("failed in {runs} runs, at last: {why}");
        self.settle(page, if given_up { Fate::Skipped { why: why() } } else { Fate::Failed { runs } });
        given_up
    }
}

/// Where the state of an output stands: beside the file, or in the folder.
pub(crate) fn place(out: &Path) -> PathBuf {
    if is_file(out) {
        let mut name = out.file_name().unwrap_or_default().to_owned();
        name.push(".state.json");
        out.with_file_name(name)
    } else {
        out.join("state.json")
    }
}

/// Whether an output is a file by its name; otherwise it is a folder.
pub(crate) fn is_file(out: &Path) -> bool {
    out.file_name().is_some_and(|name| name.to_string_lossy().to_ascii_lowercase().ends_with(".warc.gz"))
}

pub(crate) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
