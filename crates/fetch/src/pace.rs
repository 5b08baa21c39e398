//! Whose turn it is: how often and how many at once a host is asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use crate::error::FetchError;
use crate::limits::Manners;

/// How often waiting looks up to see whether it was stopped.
const LOOK_UP: Duration = Duration::from_millis(50);

/// When each host may be asked next.
#[derive(Debug)]
pub(crate) struct Pace {
    manners: Manners,
    hosts: Mutex<BTreeMap<String, Host>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Host {
    /// No request before this.
    next: Instant,
    /// Requests under way.
    active: usize,
    /// Least time between two requests.
    delay: Duration,
    /// Failures since the last success.
    failures: u32,
}

/// Leave to send one request to a host; given back when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    pace: Arc<Pace>,
    host: String,
    /// When the next turn would have come without this one.
    before: Instant,
    /// When the next turn comes because of this one.
    after: Instant,
    used: bool,
}

/// The name under which a host is paced: with its port where that is not the usual one.
pub(crate) fn host_of(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

impl Pace {
    pub(crate) fn new(manners: Manners) -> Self {
        Self { manners, hosts: Mutex::default(), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_host(&self) -> Host {
        Host { next: Instant::now(), active: 0, delay: self.manners.delay, failures: 0 }
    }

    /// Takes a turn where the host is free; says when to come back otherwise, as far as can be told.
    pub(crate) fn try_take(self: &Arc<Self>, host: &str) -> Result<Turn, Instant> {
        let mut hosts = self.lock();
        let entry = hosts.entry(host.to_owned()).or_insert_with(|| self.new_host());
        let now = Instant::now();
        if now < entry.next {
            return Err(entry.next);
        }
        if entry.active >= self.manners.at_once {
            return Err(now + LOOK_UP);
        }
        entry.active += 1;
        let (before, after) = (entry.next, now + entry.delay);
        entry.next = after;
        Ok(Turn { pace: Arc::clone(self), host: host.to_owned(), before, after, used: true })
    }

    /// Waits for a turn.
    pub(crate) fn take(self: &Arc<Self>, host: &str, stop: &AtomicBool) -> Result<Turn, FetchError> {
        let begun = Instant::now();
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(FetchError::Stopped);
            }
            let until = match self.try_take(host) {
                Ok(turn) => return Ok(turn),
                Err(until) => until,
            };
            let wait = until.saturating_duration_since(Instant::now());
            if begun.elapsed() + wait > self.manners.patience {
                return Err(FetchError::NotYet { host: host.to_owned(), wait });
            }
            let hosts = self.lock();
            drop(self.changed.wait_timeout(hosts, wait.min(LOOK_UP)));
        }
    }

    /// Leaves a host alone for some time.
    pub(crate) fn hold(&self, host: &str, wait: Duration) {
        let mut hosts = self.lock();
        let entry = hosts.entry(host.to_owned()).or_insert_with(|| self.new_host());
        entry.next = entry.next.max(Instant::now() + wait);
    }

    /// Says that a host failed: it is left alone for as long as it asks or, doubling with each failure, as we choose.
    pub(crate) fn failed(&self, host: &str, asked: Option<Duration>) {
        let mut hosts = self.lock();
        let entry = hosts.entry(host.to_owned()).or_insert_with(|| self.new_host());
        let ours = self.manners.backoff.saturating_mul(2u32.saturating_pow(entry.failures));
        entry.failures += 1;
        let wait = ours.min(self.manners.longest_backoff).max(asked.unwrap_or_default());
        entry.next = entry.next.max(Instant::now() + wait);
    }

    /// Says that a host is well.
    pub(crate) fn went_well(&self, host: &str) {
        if let Some(entry) = self.lock().get_mut(host) {
            entry.failures = 0;
        }
    }

    /// Sets the least time between two requests, where a host asks for more than we grant anyway.
    pub(crate) fn slow_down(&self, host: &str, delay: Duration) {
        let mut hosts = self.lock();
        let entry = hosts.entry(host.to_owned()).or_insert_with(|| self.new_host());
        entry.delay = self.manners.delay.max(delay);
    }

    /// Hosts that are to be left alone for longer than the usual delay, and for how long.
    pub(crate) fn held(&self) -> Vec<(String, Duration)> {
        let now = Instant::now();
        let hosts = self.lock();
        let left = hosts.iter().map(|(name, host)| (name.clone(), host.next.saturating_duration_since(now)));
        left.filter(|(_, wait)| *wait > self.manners.delay).collect()
    }
}

impl Turn {
    /// The host whose turn it is.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Gives the turn back without having asked the host for anything: the next one need not wait.
    pub(crate) fn unused(mut self) {
        self.used = false;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut hosts = self.pace.lock();
        if let Some(entry) = hosts.get_mut(&self.host) {
            entry.active = entry.active.saturating_sub(1);
            if self.used {
                entry.next = entry.next.max(Instant::now() + entry.delay);
            } else if entry.next == self.after {
                entry.next = self.before;
            }
        }
        drop(hosts);
        self.pace.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(delay: u64, at_once: usize) -> Arc<Pace> {
        let manners = Manners {
            delay: Duration::from_millis(delay),
            at_once,
            backoff: Duration::from_secs(100),
            longest_backoff: Duration::from_mins(5),
            ..Manners::default()
        };
        Arc::new(Pace::new(manners))
    }

    #[test]
    fn a_host_has_one_turn_at_a_time_and_others_do_not_wait_for_it() {
        let pace = pace(0, 1);
        let turn = pace.try_take("a.example");
        assert!(turn.is_ok());
        assert!(pace.try_take("a.example").is_err());
        assert!(pace.try_take("b.example").is_ok());
        drop(turn);
        assert!(pace.try_take("a.example").is_ok());
    }

    #[test]
    fn the_next_turn_comes_after_the_delay() {
        let pace = pace(60_000, 1);
        drop(pace.try_take("a.example"));
        let until = pace.try_take("a.example").unwrap_err();
        let wait = until.duration_since(Instant::now());
        assert!(wait > Duration::from_secs(55) && wait <= Duration::from_mins(1), "{wait:?}");
    }

    #[test]
    fn a_turn_that_was_not_used_costs_nothing() {
        let pace = pace(60_000, 1);
        if let Ok(turn) = pace.try_take("a.example") {
            turn.unused();
        }
        assert!(pace.try_take("a.example").is_ok());
    }

    #[test]
    fn failures_double_the_wait_up_to_the_longest_and_one_success_ends_them() {
        let pace = pace(0, 1);
        let wait = |pace: &Arc<Pace>| match pace.held().as_slice() {
            [(_, wait)] => wait.as_secs_f64().round() as u64,
            _ => 0,
        };
        for expected in [100, 200, 300, 300] {
            pace.failed("a.example", None);
            assert_eq!(wait(&pace), expected);
        }
        pace.failed("a.example", Some(Duration::from_secs(1000)));
        assert_eq!(wait(&pace), 1000);
        pace.went_well("a.example");
        pace.failed("b.example", Some(Duration::from_secs(7)));
        assert_eq!(pace.held().len(), 2);
        assert_eq!(pace.held()[1].1.as_secs_f64().round() as u64, 100);
    }

    #[test]
    fn patience_ends_and_stopping_ends_it_sooner() {
        let pace = pace(0, 1);
        pace.hold("a.example", Duration::from_secs(500));
        let error = pace.take("a.example", &AtomicBool::new(false)).unwrap_err();
        assert!(matches!(error, FetchError::NotYet { .. }), "{error}");
        let error = pace.take("b.example", &AtomicBool::new(true)).unwrap_err();
        assert!(matches!(error, FetchError::Stopped), "{error}");
    }
}
