//! Fetches one page or one listing: politely, within the limits, and from nowhere it should not.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use url::Url;

use crate::error::FetchError;
use crate::exchange::{Answer, Exchange, Validators, Wanted};
use crate::limits::{Limits, Manners};
use crate::pace::{Pace, Turn, host_of};
use crate::reach::Reach;
use crate::robots::Robots;

/// How to fetch.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much one answer may cost.
    pub limits: Limits,
    /// How a host is treated.
    pub manners: Manners,
    /// What may be reached.
    pub reach: Reach,
    /// Whom to turn to, told to every server.
    pub contact: Option<Contact>,
}

/// Whom a server's keeper can turn to: an address of a page or of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl FromStr for Contact {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'\\'));
        if fits && !text.is_empty() {
            Ok(Self(text.to_owned()))
        } else {
            Err("expected an address of a page or a mailbox, in ASCII and without spaces".to_owned())
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was in the end, after all redirects.
    pub url: String,
    /// The addresses that led there, the one that was asked for first; empty where there was no redirect.
    pub redirects: Vec<String>,
    /// When the answer was there.
    pub fetched: Timestamp,
    /// The status of the answer: 200 or 203.
    pub status: u16,
    /// The headers of the answer, names in lower case.
    pub headers: Vec<(String, String)>,
    /// What was sent, unpacked.
    pub body: Vec<u8>,
}

/// What became of asking for something that may be known already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is what it was.
    Unchanged,
    /// It is this, and can be asked for with these the next time.
    Changed(Page, Validators),
}

/// Fetches pages and feeds.
///
/// One fetcher serves any number of workers, and whoever asks, each host is asked one thing at a time, with a pause, and
/// only for what its robots.txt allows. It keeps no cookies, runs no scripts and uses no proxy, since it could not know
/// what a proxy reaches.
///
/// ```no_run
/// let fetcher = dragoman_fetch::Fetcher::new(dragoman_fetch::Options::default());
/// let page = fetcher.page("https://news.example/visit.html")?;
/// println!("{} bytes from {}", page.body.len(), page.url);
/// # Ok::<(), dragoman_fetch::FetchError>(())
/// ```
#[derive(Debug)]
pub struct Fetcher {
    exchange: Exchange,
    options: Options,
    user_agent: String,
    pub(crate) robots: Robots,
    pub(crate) pace: Arc<Pace>,
    stop: Arc<AtomicBool>,
}

impl Fetcher {
    /// Returns a fetcher that has asked nobody anything yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self::stopped_by(options, Arc::default())
    }

    /// Returns a fetcher that ends what it is doing soon after `stop` is set.
    #[must_use]
    pub fn stopped_by(options: Options, stop: Arc<AtomicBool>) -> Self {
        let Options { limits, manners, reach, contact } = options.clone();
        let user_agent = user_agent(contact.as_ref());
        let exchange = Exchange::new(limits, reach, user_agent.clone(), Arc::clone(&stop));
        Self {
            exchange,
            options,
            user_agent,
            robots: Robots::default(),
            pace: Arc::new(Pace::new(manners)),
            stop,
        }
    }

    /// Fetches one page, once its host's turn has come.
    pub fn page(&self, url: &str) -> Result<Page, FetchError> {
        let url = self.options.reach.url(url)?;
        let turn = self.turn(&url)?;
        match self.get(&url, turn, Wanted::Page, &Validators::default())? {
            Asked::Changed(page, _) => Ok(page),
            Asked::Unchanged => Err(FetchError::Status { status: 304, retry_after: None }),
        }
    }

    /// Fetches a feed or a sitemap, once its host's turn has come; `known` are what it could be asked for with last time.
    pub fn listing(&self, url: &str, known: &Validators) -> Result<Asked, FetchError> {
        let url = self.options.reach.url(url)?;
        let turn = self.turn(&url)?;
        self.get(&url, turn, Wanted::Listing, known)
    }

    /// Reads and checks an address; see [`Reach::url`].
    pub(crate) fn url(&self, url: &str) -> Result<Url, FetchError> {
        Ok(self.options.reach.url(url)?)
    }

    pub(crate) fn manners(&self) -> &Manners {
        &self.options.manners
    }

    /// What every server is told of who asks.
    #[must_use]
    pub fn user_agent(&self) -> &str {
        &self.user_agent
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Whether the rules of its host allow an address.
    pub(crate) fn allow(&self, url: &Url, turn: &Turn) -> Result<(), FetchError> {
        let Options { limits, manners, reach, .. } = &self.options;
        if let Some(delay) = self.robots.allow(url, &self.exchange, reach, limits, manners)? {
            self.pace.slow_down(turn.host(), delay);
        }
        Ok(())
    }

    fn turn(&self, url: &Url) -> Result<Turn, FetchError> {
        self.pace.take(&host_of(url), &self.stop)
    }

    /// Fetches what an address leads to, with the first host's turn already taken.
    pub(crate) fn get(
        &self,
        asked: &Url,
        turn: Turn,
        wanted: Wanted,
        known: &Validators,
    ) -> Result<Asked, FetchError> {
        let mut turn = turn;
        let mut url = asked.clone();
        let mut redirects: Vec<String> = Vec::new();
        loop {
            if let Err(error) = self.allow(&url, &turn) {
                turn.unused();
                return Err(error);
            }
            let answer = match self.one(&url, &turn, wanted, known) {
                Err(FetchError::Unreachable(why)) if !redirects.is_empty() => {
                    return Err(FetchError::RedirectUnreachable { to: url.into(), why });
                }
                answer => answer?,
            };
            let next = match answer.status {
                304 => return Ok(Asked::Unchanged),
                300..=399 => self.next(&url, &answer)?,
                status => {
                    let validators = answer.validators();
                    let Answer { headers, body, .. } = answer;
                    let body = body.unwrap_or_default();
                    let fetched = Timestamp::now();
                    let page = Page { url: url.into(), redirects, fetched, status, headers, body };
                    return Ok(Asked::Changed(page, validators));
                }
            };
            redirects.push(url.into());
            if redirects.iter().any(|been| been == next.as_str()) {
                return Err(FetchError::redirect(&next, "one has been there before"));
            }
            if redirects.len() > self.options.limits.redirects {
                return Err(FetchError::redirect(&next, format!("that is redirect {}", redirects.len())));
            }
            // The old host's turn is over before the new one's begins, or two workers could wait for each other.
            drop(turn);
            turn = self.turn(&next)?;
            url = next;
        }
    }

    /// Where a redirect leads, where it may be followed.
    fn next(&self, url: &Url, answer: &Answer) -> Result<Url, FetchError> {
        let Some(to) = answer.header("location") else {
            return Err(FetchError::Status { status: answer.status, retry_after: None });
        };
        let to = to.to_owned();
        match url.join(&to) {
            Ok(next) => {
                self.options.reach.check(next).map_err(|why| FetchError::RedirectUnreachable { to, why })
            }
            Err(error) => Err(FetchError::Redirect { to, why: error.to_string() }),
        }
    }

    /// Asks one address, and tells its host's pace how it went.
    fn one(&self, url: &Url, turn: &Turn, wanted: Wanted, known: &Validators) -> Result<Answer, FetchError> {
        let answer = self.exchange.ask(url, wanted, known).and_then(|answer| match answer.status {
            200 | 203 | 300..=399 => Ok(answer),
            status => Err(FetchError::Status { status, retry_after: answer.retry_after() }),
        });
        match &answer {
            Err(error) if error.strains_host() => self.pace.failed(turn.host(), error.retry_after()),
            _ => self.pace.went_well(turn.host()),
        }
        answer
    }
}

fn user_agent(contact: Option<&Contact>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match contact {
        Some(contact) => format!("dragoman/{version} (reads news; {contact})"),
        None => format!("dragoman/{version} (reads news)"),
    }
}
