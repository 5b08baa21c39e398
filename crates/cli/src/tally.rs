//! Counts what was read and what was not, and tells of it on standard error without flooding it.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use dragoman::intake::read::{Reason, Skip, is_damage};
use dragoman::text::Article;

use crate::gather::Gather;

/// Skips of one kind that are told one by one; the rest are counted.
const TOLD: u64 = 10;

/// Work that takes no longer needs no progress.
const FIRST: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(200);

/// What has been read.
pub(crate) struct Tally<'a> {
    gather: &'a Gather,
    n_articles: u64,
    n_bytes: u64,
    n_damaged: u64,
    skipped: BTreeMap<&'static str, u64>,
    languages: BTreeMap<String, u64>,
    failed: bool,
    progress: Option<Progress>,
}

/// The line that says how far the work is.
struct Progress {
    next: Instant,
    is_shown: bool,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(gather: &'a Gather) -> Self {
        let progress =
            io::stderr().is_terminal().then(|| Progress { next: Instant::now() + FIRST, is_shown: false });
        Self {
            gather,
            n_articles: 0,
            n_bytes: 0,
            n_damaged: 0,
            skipped: BTreeMap::new(),
            languages: BTreeMap::new(),
            failed: false,
            progress,
        }
    }

    /// Counts an article and tells what is lost of it.
    pub(crate) fn read(&mut self, article: &Article) {
        self.n_articles += 1;
        self.n_bytes += article.text.len() as u64;
        for remark in article.remarks.iter().filter(|remark| is_damage(remark)) {
            self.n_damaged += 1;
            if self.n_damaged <= TOLD {
                self.say(&format!("{}: {remark}", article.id));
            }
        }
        self.show_progress();
    }

    /// Counts a skip and tells of it.
    pub(crate) fn skipped(&mut self, skip: &Skip) {
        let count = self.skipped.entry(skip.reason.kind()).or_default();
        *count += 1;
        if *count <= TOLD {
            self.say(&skip.to_string());
        }
        match &skip.reason {
            Reason::Unreadable(_) => self.failed |= self.gather.names(&skip.origin.file),
            Reason::Foreign { name, .. } => *self.languages.entry(name.clone()).or_default() += 1,
            _ => {}
        }
        self.show_progress();
    }

    /// Whether there was any article.
    pub(crate) fn has_articles(&self) -> bool {
        self.n_articles > 0
    }

    /// Whether something that was asked for could not be read.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Whether everything was read as it stood.
    pub(crate) fn is_whole(&self) -> bool {
        self.skipped.is_empty() && self.n_damaged == 0
    }

    /// Tells the sum, where not everything was told already.
    pub(crate) fn end(&mut self) {
        self.clear();
        let n_skipped: u64 = self.skipped.values().sum();
        if n_skipped > 0 {
            let kinds: Vec<String> =
                self.skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            self.say(&format!(
                "read {} articles, skipped {n_skipped}: {}",
                self.n_articles,
                kinds.join(", ")
            ));
        }
        if self.languages.len() > 1 {
            let languages = self.languages.iter().map(|(language, count)| format!("{count} {language}"));
            let line = format!("not in English: {}", languages.collect::<Vec<_>>().join(", "));
            self.say(&line);
        }
        if self.n_damaged > TOLD {
            self.say(&format!("{} remarks on damage, of which the first {TOLD} were told", self.n_damaged));
        }
    }

    fn show_progress(&mut self) {
        let Some(progress) = &mut self.progress else { return };
        let now = Instant::now();
        if now < progress.next {
            return;
        }
        *progress = Progress { next: now + AGAIN, is_shown: true };
        let megabytes = self.n_bytes as f64 / 1e6;
        let n_skipped: u64 = self.skipped.values().sum();
        let line = format!("\r{} articles, {megabytes:.1} MB of text, {n_skipped} skipped", self.n_articles);
        let _ = io::stderr().lock().write_all(line.as_bytes());
    }

    fn clear(&mut self) {
        if let Some(progress) = &mut self.progress
            && std::mem::take(&mut progress.is_shown)
        {
            let _ = io::stderr().lock().write_all(b"\r\x1b[K");
        }
    }

    fn say(&mut self, what: &str) {
        self.clear();
        // A closed standard error is no reason to stop.
        let _ = writeln!(io::stderr().lock(), "dragoman: {what}");
    }
}
