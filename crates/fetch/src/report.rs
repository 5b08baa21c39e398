//! What a run says of what it did.

use std::collections::BTreeMap;

use serde::Serialize;

/// What became of one feed or one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What became of it.
    pub outcome: Outcome,
    /// Its address, as it was given or as a feed gave it.
    pub url: String,
    /// The feed or sitemap that pointed at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// The headline that the feed gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published, in the feed's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Where it was in the end, where that is not its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Bytes of a page, unpacked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// How many pages and listings a feed points at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<usize>,
    /// How many of them were not known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<usize>,
    /// Why it was not fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What was noticed that did not stop the reading.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// What can become of a feed or a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A page is in the WARC.
    #[default]
    Fetched,
    /// A page would be fetched.
    Listed,
    /// A page is in the WARC already under another address.
    Known,
    /// A feed was read.
    Read,
    /// A feed is what it was.
    Unchanged,
    /// A page or a feed is refused by robots.txt.
    Refused,
    /// It is not to be had, and will not be asked for again.
    Skipped,
    /// It could not be had in this run.
    Failed,
    /// It is left for the next run.
    Left,
    /// It will be asked for again in this run.
    Delayed,
}

/// How many of each there were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages that are in the WARC now.
    pub fetched: u64,
    /// Their bytes, unpacked.
    pub bytes: u64,
    /// Pages that would be fetched.
    pub listed: u64,
    /// Pages that were settled before, or under another address.
    pub known: u64,
    /// Feeds and sitemaps that were read.
    pub feeds_read: u64,
    /// Feeds that are what they were.
    pub feeds_unchanged: u64,
    /// Feeds and sitemaps that could not be read.
    pub feeds_failed: u64,
    /// Pages and feeds that robots.txt refuses.
    pub refused: u64,
    /// Pages that are not to be had, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Pages that could not be had in this run, by reason.
    pub failed: BTreeMap<String, u64>,
    /// Pages and feeds left for the next run, by reason.
    pub left: BTreeMap<String, u64>,
    /// Bytes at the end of the WARC that were not a whole record when the run began, and are gone.
    pub cut: u64,
    /// Whether the run was ended from outside.
    pub stopped: bool,
}

impl Summary {
    /// Whether everything that was pointed at is here now or was before.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let lacking = self.feeds_failed + self.refused;
        lacking == 0
            && self.skipped.is_empty()
            && self.failed.is_empty()
            && self.left.is_empty()
            && !self.stopped
    }
}
