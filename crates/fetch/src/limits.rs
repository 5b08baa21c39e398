//! How much is taken from a server, and how fast it is asked.

use std::time::Duration;

/// How much one answer may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long finding and reaching a machine may take.
    pub connect: Duration,
    /// How long one answer may take from the first byte sent to the last byte received.
    pub answer: Duration,
    /// The most bytes of all headers of an answer.
    pub header_bytes: usize,
    /// The most bytes of a page, on the wire and unpacked.
    pub page_bytes: u64,
    /// The most bytes of a feed or sitemap, on the wire and unpacked.
    pub feed_bytes: u64,
    /// How often one may be sent on from one address to the next.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            header_bytes: 64 * 1024,
            page_bytes: 10 << 20,
            // What the sitemap protocol allows for one file.
            feed_bytes: 50 << 20,
            redirects: 5,
        }
    }
}

/// How a host is treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// The least time between two requests to a host; its robots.txt can ask for more.
    pub delay: Duration,
    /// How many requests to a host may be under way at once.
    pub at_once: usize,
    /// How long a host is left alone after its first failure; twice as long after each further one.
    pub backoff: Duration,
    /// The longest that a host is left alone for failures of its own.
    pub longest_backoff: Duration,
    /// How long one waits for a host's turn before giving up for now.
    pub patience: Duration,
    /// How long rules of robots.txt are kept.
    pub rules: Duration,
    /// How long one holds off where robots.txt could not be read.
    pub no_rules: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(1),
            at_once: 1,
            backoff: Duration::from_secs(2),
            longest_backoff: Duration::from_hours(1),
            patience: Duration::from_mins(1),
            rules: Duration::from_hours(24),
            no_rules: Duration::from_mins(10),
        }
    }
}
