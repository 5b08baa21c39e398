//! What a run decides: what is asked for, what is kept, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::error::FetchError;
use crate::exchange::Validators;
use crate::fetcher::{Fetcher, Page};
use crate::follow::{Found, Run, RunError};
use crate::listing::{Link, Listing};
use crate::queue::{Job, LeftFor, Queue, What};
use crate::reach::Unreachable;
use crate::report::{Outcome, Report, Summary};
use crate::state::{Fate, State};
use crate::warc::Archive;

/// The most sitemaps that are followed in one run without having been named.
const MOST_FOUND_LISTINGS: usize = 1000;

/// A run under way.
pub(super) struct Course<'a> {
    fetcher: &'a Fetcher,
    run: &'a Run,
    queue: &'a Queue,
    state: State,
    state_path: PathBuf,
    archive: Option<Archive>,
    tell: &'a mut dyn FnMut(&Report) -> io::Result<()>,
    summary: Summary,
    /// Pages to be asked for, each with the listings that point at it.
    waiting: BTreeMap<String, Vec<String>>,
    /// Pages that were decided on in this run, and whether another run has to try again.
    decided: BTreeMap<String, bool>,
    /// Listings that have been read.
    open: BTreeMap<String, Open>,
    /// Listings that have been asked for.
    asked: BTreeSet<String>,
    n_found_listings: usize,
    saved: Instant,
    /// How long that took.
    saving: Duration,
}

/// A listing whose pages are not all settled yet.
///
/// Only when they are can it be asked for with its validators: until then, a server that says that it is unchanged
/// would hide what is still to be fetched.
#[derive(Debug)]
struct Open {
    validators: Validators,
    pending: usize,
    /// Something it points at has to be tried in another run.
    is_lacking: bool,
}

impl<'a> Course<'a> {
    pub(super) fn new(
        fetcher: &'a Fetcher,
        run: &'a Run,
        queue: &'a Queue,
        state: State,
        state_path: PathBuf,
        archive: Option<Archive>,
        tell: &'a mut dyn FnMut(&Report) -> io::Result<()>,
    ) -> Self {
        Self {
            fetcher,
            run,
            queue,
            state,
            state_path,
            archive,
            tell,
            summary: Summary::default(),
            waiting: BTreeMap::new(),
            decided: BTreeMap::new(),
            open: BTreeMap::new(),
            asked: BTreeSet::new(),
            n_found_listings: 0,
            saved: Instant::now(),
            saving: Duration::ZERO,
        }
    }

    /// Takes up what an earlier run fetched and did not live to note, and how much of the WARC it left unfinished.
    pub(super) fn resume(&mut self, fetched: &[String], cut: u64) {
        for page in fetched {
            // In the WARC an address may stand as the feed gave it.
            let page = self.fetcher.url(page).map_or_else(|_| page.clone(), String::from);
            self.state.settle(&page, Fate::Fetched);
        }
        self.summary.cut = cut;
    }

    /// Asks for a feed or sitemap that was named.
    pub(super) fn begin(&mut self, feed: &str) -> Result<(), RunError> {
        match self.fetcher.url(feed) {
            Ok(url) if self.asked.insert(url.to_string()) => {
                let known = self.state.validators(url.as_str());
                self.queue.push(Job { url, what: What::Listing { depth: 0, known }, tries: 0 });
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) => {
                self.summary.feeds_failed += 1;
                self.tell(&Report {
                    outcome: Outcome::Skipped,
                    url: feed.to_owned(),
                    why: Some(error.to_string()),
                    ..Report::default()
                })
            }
        }
    }

    /// Decides on an answer.
    pub(super) fn answered(&mut self, job: Job, found: Result<Found, FetchError>) -> Result<(), RunError> {
        let is_page = matches!(job.what, What::Page { .. });
        let fetched_before = self.summary.fetched;
        let decided = match found {
            Ok(Found::Page(page)) => self.keep(&job, &page),
            Ok(Found::Allowed) => {
                self.summary.listed += 1;
                self.settled(&job, true);
                self.tell(&report(&job, Outcome::Listed))
            }
            Ok(Found::Unchanged) => {
                self.summary.feeds_unchanged += 1;
                self.tell(&report(&job, Outcome::Unchanged))
            }
            Ok(Found::Listing { listing: Ok(listing), validators }) => self.read(&job, listing, validators),
            Ok(Found::Listing { listing: Err(error), .. }) => {
                self.summary.feeds_failed += 1;
                self.state.set_validators(job.url.as_str(), None);
                self.tell(&Report { why: Some(error.to_string()), ..report(&job, Outcome::Skipped) })
            }
            Err(error) => self.lacking(job, &error),
        };
        self.queue.done(is_page, self.summary.fetched > fetched_before);
        decided
    }

    /// Puts a page into the WARC.
    fn keep(&mut self, job: &Job, page: &Page) -> Result<(), RunError> {
        let What::Page { feed, link } = &job.what else { return Ok(()) };
        let at = (page.url != job.url.as_str()).then(|| page.url.clone());
        if at.is_some() && self.state.is_fetched(&page.url) {
            self.summary.known += 1;
            self.state.settle(job.url.as_str(), Fate::Fetched);
            self.settled(job, false);
            return self.tell(&Report { at, ..report(job, Outcome::Known) });
        }
        if self.archive.as_ref().is_some_and(Archive::is_full) {
            self.save()?;
            if let Some(archive) = &mut self.archive {
                archive.turn_over()?;
            }
        }
        if let Some(archive) = &mut self.archive {
            archive.append(page, feed, link)?;
        }
        self.state.settle(job.url.as_str(), Fate::Fetched);
        self.state.settle(&page.url, Fate::Fetched);
        self.settled(job, false);
        self.summary.fetched += 1;
        self.summary.bytes += page.body.len() as u64;
        if self.run.most_bytes.is_some_and(|most| self.summary.bytes >= most) {
            self.queue.close();
        }
        self.tell(&Report { at, bytes: Some(page.body.len() as u64), ..report(job, Outcome::Fetched) })
    }

    /// Goes on from a listing to what it points at.
    fn read(&mut self, job: &Job, listing: Listing, validators: Validators) -> Result<(), RunError> {
        let What::Listing { depth, .. } = job.what else { return Ok(()) };
        self.summary.feeds_read += 1;
        let name = job.url.to_string();
        let links = listing.links.len() + listing.listings.len();
        // What points at listings says nothing of whether these have changed.
        let validators = if listing.listings.is_empty() { validators } else { Validators::default() };
        self.state.set_validators(&name, None);
        self.open.insert(name.clone(), Open { validators, pending: 0, is_lacking: false });
        let mut room = self.run.per_listing;
        let mut new = 0;
        for found in listing.listings {
            new += usize::from(self.go_deeper(&name, &found, depth, &mut room)?);
        }
        for link in listing.links {
            new += usize::from(self.go_on(&name, link, &mut room)?);
        }
        self.close(&name);
        self.tell(&Report {
            links: Some(links),
            new: Some(new),
            remarks: listing.remarks,
            ..report(job, Outcome::Read)
        })
    }

    /// Asks for a listing that another one points at; says whether it is new.
    fn go_deeper(
        &mut self,
        from: &str,
        found: &str,
        depth: usize,
        room: &mut usize,
    ) -> Result<bool, RunError> {
        let url = match self.fetcher.url(found) {
            Ok(url) => url,
            Err(error) => {
                self.summary.feeds_failed += 1;
                self.tell(&Report {
                    outcome: Outcome::Skipped,
                    url: found.to_owned(),
                    feed: Some(from.to_owned()),
                    why: Some(error.to_string()),
                    ..Report::default()
                })?;
                return Ok(false);
            }
        };
        if self.asked.contains(url.as_str()) {
            return Ok(false);
        }
        let known = self.state.validators(url.as_str());
        let job = Job { url, what: What::Listing { depth: depth + 1, known }, tries: 0 };
        let is_too_deep = depth >= self.run.depth;
        if is_too_deep || *room == 0 || self.n_found_listings >= MOST_FOUND_LISTINGS {
            let why = if is_too_deep { "too many listings deep" } else { "more than the limit" };
            self.leave(&job, why, why)?;
            return Ok(true);
        }
        *room -= 1;
        self.n_found_listings += 1;
        self.asked.insert(job.url.to_string());
        self.queue.push(job);
        Ok(true)
    }

    /// Asks for a page; says whether it is new.
    fn go_on(&mut self, from: &str, link: Link, room: &mut usize) -> Result<bool, RunError> {
        let url = match self.fetcher.url(&link.url) {
            Ok(url) => url,
            Err(error) => {
                self.forgo(from, &error);
                self.tell(&Report {
                    outcome: Outcome::Skipped,
                    feed: Some(from.to_owned()),
                    title: link.title,
                    published: link.published,
                    why: Some(error.to_string()),
                    url: link.url,
                    ..Report::default()
                })?;
                return Ok(false);
            }
        };
        if let Some(is_lacking) = self.decided.get(url.as_str()) {
            if let Some(open) = self.open.get_mut(from) {
                open.is_lacking |= is_lacking;
            }
            return Ok(false);
        }
        if self.state.is_settled(url.as_str()) {
            self.summary.known += 1;
            self.decided.insert(url.into(), false);
            return Ok(false);
        }
        if let Some(listings) = self.waiting.get_mut(url.as_str()) {
            if !listings.iter().any(|listing| listing == from) {
                listings.push(from.to_owned());
                self.pending(from);
            }
            return Ok(false);
        }
        let key = url.to_string();
        let job = Job { url, what: What::Page { feed: from.to_owned(), link }, tries: 0 };
        self.waiting.insert(key, vec![from.to_owned()]);
        self.pending(from);
        if *room == 0 {
            self.leave(&job, "more than the limit", "more than the limit")?;
            return Ok(true);
        }
        *room -= 1;
        self.queue.push(job);
        Ok(true)
    }

    fn pending(&mut self, listing: &str) {
        if let Some(open) = self.open.get_mut(listing) {
            open.pending += 1;
        }
    }

    /// Counts a link that is not followed. Whether a machine may be reached depends on the run, and another run may
    /// decide otherwise.
    fn forgo(&mut self, listing: &str, error: &FetchError) {
        *self.summary.skipped.entry(error.kind()).or_default() += 1;
        if let Some(open) = self.open.get_mut(listing) {
            open.is_lacking |= depends_on_run(error);
        }
    }

    /// Notes that nothing more is to be done about a page in this run.
    fn settled(&mut self, job: &Job, is_lacking: bool) {
        let listings = self.waiting.remove(job.url.as_str()).unwrap_or_default();
        self.decided.insert(job.url.to_string(), is_lacking);
        for name in listings {
            if let Some(open) = self.open.get_mut(&name) {
                open.pending = open.pending.saturating_sub(1);
                open.is_lacking |= is_lacking;
            }
            self.close(&name);
        }
    }

    /// Notes how to ask for a listing again, where all is settled that it points at.
    fn close(&mut self, name: &str) {
        if let Some(open) = self.open.get(name)
            && open.pending == 0
        {
            let validators = (!open.is_lacking).then(|| open.validators.clone());
            self.state.set_validators(name, validators);
        }
    }

    /// Decides on something that could not be had.
    fn lacking(&mut self, mut job: Job, error: &FetchError) -> Result<(), RunError> {
        let why = Some(error.to_string());
        match error {
            FetchError::Stopped | FetchError::NotYet { .. } | FetchError::NoRules(_) => {
                return self.leave(&job, &error.kind(), &error.to_string());
            }
            FetchError::Robots => {
                self.summary.refused += 1;
                self.settled(&job, false);
                return self.tell(&Report { why, ..report(&job, Outcome::Refused) });
            }
            _ => {}
        }
        job.tries += 1;
        if error.is_temporary() && job.tries < self.run.tries {
            let report = Report { why, ..report(&job, Outcome::Delayed) };
            self.queue.push(job);
            return self.tell(&report);
        }
        let What::Page { .. } = job.what else {
            self.summary.feeds_failed += 1;
            let outcome = if error.is_temporary() { Outcome::Failed } else { Outcome::Skipped };
            return self.tell(&Report { why, ..report(&job, outcome) });
        };
        if error.is_temporary() {
            *self.summary.failed.entry(error.kind()).or_default() += 1;
            let is_given_up = self.state.failed(job.url.as_str(), &error.kind());
            self.settled(&job, !is_given_up);
            return self.tell(&Report { why, ..report(&job, Outcome::Failed) });
        }
        *self.summary.skipped.entry(error.kind()).or_default() += 1;
        let is_lacking = depends_on_run(error);
        if !is_lacking {
            self.state.settle(job.url.as_str(), Fate::Skipped { why: error.kind() });
        }
        self.settled(&job, is_lacking);
        self.tell(&Report { why, ..report(&job, Outcome::Skipped) })
    }

    /// Leaves something for the next run.
    fn leave(&mut self, job: &Job, kind: &str, why: &str) -> Result<(), RunError> {
        *self.summary.left.entry(kind.to_owned()).or_default() += 1;
        if matches!(job.what, What::Page { .. }) {
            self.settled(job, true);
        }
        self.tell(&Report { why: Some(why.to_owned()), ..report(job, Outcome::Left) })
    }

    fn tell(&mut self, report: &Report) -> Result<(), RunError> {
        Ok((self.tell)(report)?)
    }

    /// Saves the state where that was long ago.
    pub(super) fn save_now_and_then(&mut self) -> Result<(), RunError> {
        // A state of a million pages takes its time; most of the run's is for other things.
        let pause = self.run.save_every.max(self.saving.saturating_mul(20));
        if self.saved.elapsed() >= pause { self.save() } else { Ok(()) }
    }

    fn save(&mut self) -> Result<(), RunError> {
        let begun = Instant::now();
        if let Some(archive) = &self.archive {
            // The state must not speak of what is not on the disk.
            archive.sync()?;
            self.state.warc = Some(archive.mark());
            self.state.keep(self.fetcher);
            self.state.save(&self.state_path)?;
        }
        self.saved = Instant::now();
        self.saving = begun.elapsed();
        Ok(())
    }

    /// Ends the run: says what is left, and saves the state.
    pub(super) fn finish(mut self) -> Result<Summary, RunError> {
        let mut told = Ok(());
        let is_stopped = self.fetcher.is_stopped();
        for (job, left_for) in self.queue.take_left() {
            let why = match left_for {
                LeftFor::Host => "host is to be left alone",
                LeftFor::Limit if is_stopped => "stopped",
                LeftFor::Limit => "more than the limit",
            };
            told = told.and(self.leave(&job, why, why));
        }
        // What was under way when it was stopped.
        if !self.waiting.is_empty() {
            *self.summary.left.entry("stopped".to_owned()).or_default() += self.waiting.len() as u64;
        }
        self.summary.stopped = is_stopped;
        self.save()?;
        told.map(|()| self.summary)
    }
}

/// Whether another run may decide otherwise, because it may reach more or take more.
fn depends_on_run(error: &FetchError) -> bool {
    matches!(
        error,
        FetchError::Unreachable(Unreachable::Port(_) | Unreachable::Private { .. })
            | FetchError::RedirectUnreachable { .. }
            | FetchError::TooLarge(_)
            | FetchError::Headers(_)
            | FetchError::Broken
    )
}

fn report(job: &Job, outcome: Outcome) -> Report {
    let report = Report { outcome, url: job.url.to_string(), ..Report::default() };
    match &job.what {
        What::Listing { .. } => report,
        What::Page { feed, link } => Report {
            feed: Some(feed.clone()),
            title: link.title.clone(),
            published: link.published.clone(),
            ..report
        },
    }
}
