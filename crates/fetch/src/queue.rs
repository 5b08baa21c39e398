//! What is still to be asked, host by host.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use crate::exchange::Validators;
use crate::fetcher::Fetcher;
use crate::listing::Link;
use crate::pace::{Turn, host_of};

/// How often a worker looks up when nothing happens.
const LOOK_UP: Duration = Duration::from_millis(50);

/// Something to ask for.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) url: Url,
    pub(crate) what: What,
    /// How often it has been tried in this run.
    pub(crate) tries: u32,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A feed or sitemap, how many others lie between it and the one that was named, and what to ask for it with.
    Listing { depth: usize, known: Validators },
    /// A page, with the listing that pointed at it first and what that says of it.
    Page { feed: String, link: Link },
}

/// Why a job was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftFor {
    /// Enough pages, bytes or time.
    Limit,
    /// Its host is to be left alone.
    Host,
}

/// What is still to be asked, host by host, so that no worker waits for one host while another is free.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    hosts: BTreeMap<String, Jobs>,
    /// The host that was served last; the next one's turn comes first.
    last: String,
    in_flight: usize,
    /// How many pages may still be asked for.
    pages_left: Option<u64>,
    closed: bool,
    left: Vec<(Job, LeftFor)>,
}

/// Listings go before pages: who knows more of what there is can choose better when to stop.
#[derive(Debug, Default)]
struct Jobs {
    listings: VecDeque<Job>,
    pages: VecDeque<Job>,
}

impl Jobs {
    fn is_empty(&self) -> bool {
        self.listings.is_empty() && self.pages.is_empty()
    }

    fn into_all(self) -> impl Iterator<Item = Job> {
        self.listings.into_iter().chain(self.pages)
    }
}

impl Queue {
    pub(crate) fn new(most_pages: Option<u64>) -> Self {
        let inner = Inner { pages_left: most_pages, ..Inner::default() };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, job: Job) {
        let mut inner = self.lock();
        if inner.closed {
            inner.left.push((job, LeftFor::Limit));
            return;
        }
        let jobs = inner.hosts.entry(host_of(&job.url)).or_default();
        match job.what {
            What::Listing { .. } => jobs.listings.push_back(job),
            What::Page { .. } => jobs.pages.push_back(job),
        }
        drop(inner);
        self.changed.notify_one();
    }

    /// Returns the next job whose host is free, with its turn; waits for one; ends when there are and will be no more.
    pub(crate) fn next(&self, fetcher: &Fetcher) -> Option<(Job, Turn)> {
        let mut inner = self.lock();
        loop {
            if inner.closed || fetcher.is_stopped() {
                return None;
            }
            let wait = match inner.pick(fetcher) {
                Ok(found) => return Some(found),
                Err(wait) => wait,
            };
            if inner.hosts.is_empty() && inner.in_flight == 0 {
                self.changed.notify_all();
                return None;
            }
            (inner, _) = self.changed.wait_timeout(inner, wait).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Says that a job and all that followed from it is done, and whether a page was got by it.
    pub(crate) fn done(&self, is_page: bool, got: bool) {
        let mut inner = self.lock();
        inner.in_flight = inner.in_flight.saturating_sub(1);
        if is_page && !got {
            inner.pages_left = inner.pages_left.map(|left| left + 1);
        }
        drop(inner);
        self.changed.notify_all();
    }

    /// Ends the handing out of jobs.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Whether nothing is under way.
    pub(crate) fn is_idle(&self) -> bool {
        self.lock().in_flight == 0
    }

    /// Takes out all that was not done.
    pub(crate) fn take_left(&self) -> Vec<(Job, LeftFor)> {
        let mut inner = self.lock();
        let mut left = std::mem::take(&mut inner.left);
        for jobs in std::mem::take(&mut inner.hosts).into_values() {
            left.extend(jobs.into_all().map(|job| (job, LeftFor::Limit)));
        }
        left
    }
}

impl Inner {
    /// Takes a job of the first free host after the one served last; says how long to wait otherwise.
    fn pick(&mut self, fetcher: &Fetcher) -> Result<(Job, Turn), Duration> {
        let after = (Bound::Excluded(self.last.clone()), Bound::Unbounded);
        let before = (Bound::Unbounded, Bound::Included(self.last.clone()));
        let hosts = self.hosts.range(after).chain(self.hosts.range(before));
        let names: Vec<String> = hosts.map(|(name, _)| name.clone()).collect();
        let mut wait = LOOK_UP;
        for name in names {
            let Some(jobs) = self.hosts.get_mut(&name) else { continue };
            if jobs.listings.is_empty() && self.pages_left == Some(0) {
                // A page that is under way may yet come to nothing, and then another one may be asked for.
                if self.in_flight == 0 {
                    let jobs = self.hosts.remove(&name).unwrap_or_default();
                    self.left.extend(jobs.into_all().map(|job| (job, LeftFor::Limit)));
                }
                continue;
            }
            match fetcher.pace.try_take(&name) {
                Ok(turn) => {
                    let job = jobs.listings.pop_front().or_else(|| {
                        self.pages_left = self.pages_left.map(|left| left.saturating_sub(1));
                        jobs.pages.pop_front()
                    });
                    if jobs.is_empty() {
                        self.hosts.remove(&name);
                    }
                    if let Some(job) = job {
                        self.in_flight += 1;
                        self.last = name;
                        return Ok((job, turn));
                    }
                }
                Err(when) => {
                    let until = when.saturating_duration_since(Instant::now());
                    if until > fetcher.manners().patience {
                        let jobs = self.hosts.remove(&name).unwrap_or_default();
                        self.left.extend(jobs.into_all().map(|job| (job, LeftFor::Host)));
                    } else {
                        wait = wait.min(until);
                    }
                }
            }
        }
        Err(wait.max(Duration::from_millis(1)))
    }
}
