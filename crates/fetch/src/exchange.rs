//! One question and one answer over HTTP, within the limits.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::Agent;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::error::FetchError;
use crate::limits::Limits;
use crate::reach::{Guard, Reach, Unreachable};

/// Reads dates whose day of the week is not that day's, too.
const DATES: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// The longest wait that a server may ask for and get.
const LONGEST_WAIT: Duration = Duration::from_hours(7 * 24);

/// What a server said of a version of something, to ask it later whether that has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    /// Its `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A page with an article.
    Page,
    /// A feed, a sitemap or a list of feeds.
    Listing,
    /// A robots.txt.
    Rules,
}

/// An answer: its head, and its body where that was wanted.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case, and values, in the order in which they came as far as that is known.
    pub(crate) headers: Vec<(String, String)>,
    /// Unpacked; `None` where the status is not one of success.
    pub(crate) body: Option<Vec<u8>>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn validators(&self) -> Validators {
        let own = |name| self.header(name).map(str::to_owned);
        Validators { etag: own("etag"), last_modified: own("last-modified") }
    }

    /// How long the server asks to wait, as seconds or as a date.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let text = self.header("retry-after")?.trim();
        let wait = text.parse().ok().map(Duration::from_secs).or_else(|| {
            let when = DATES.parse_timestamp(text).ok()?;
            Some(Duration::from_secs(when.duration_since(Timestamp::now()).as_secs().max(0).unsigned_abs()))
        });
        wait.map(|wait| wait.min(LONGEST_WAIT))
    }
}

/// Sends requests, and reads answers within the limits.
#[derive(Debug)]
pub(crate) struct Exchange {
    agent: Agent,
    limits: Limits,
    user_agent: String,
    stop: Arc<AtomicBool>,
}

impl Exchange {
    pub(crate) fn new(limits: Limits, reach: Reach, user_agent: String, stop: Arc<AtomicBool>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Each hop is checked against the rules of its host, so ureq must not follow any.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // What a proxy reaches cannot be checked here.
            .proxy(None)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.answer))
            // Most servers close what is idle for five seconds, and closing crosses with asking.
            .max_idle_age(Duration::from_secs(4))
            .max_response_header_size(limits.header_bytes)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guard::new(reach));
        Self { agent, limits, user_agent, stop }
    }

    /// The most bytes that are taken of what is wanted.
    fn most_bytes(&self, wanted: Wanted) -> u64 {
        match wanted {
            Wanted::Page => self.limits.page_bytes,
            Wanted::Listing => self.limits.feed_bytes,
            // What RFC 9309 asks to be read at least.
            Wanted::Rules => 500 * 1024,
        }
    }

    /// Asks one address, follows nothing.
    pub(crate) fn ask(&self, url: &Url, wanted: Wanted, known: &Validators) -> Result<Answer, FetchError> {
        let accept = match wanted {
            Wanted::Page => "text/html, application/xhtml+xml, text/plain;q=0.5",
            Wanted::Listing => {
                "application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/xml, */*;q=0.5"
            }
            Wanted::Rules => "text/plain, */*;q=0.5",
        };
        let mut request = self
            .agent
            .get(url.as_str())
            .header(header::USER_AGENT, &self.user_agent)
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_ENCODING, "gzip");
        // What a server sends it cannot always be sent back: headers that we send are ASCII.
        let can_be_sent = |text: &&String| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if let Some(etag) = known.etag.as_ref().filter(can_be_sent) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = known.last_modified.as_ref().filter(can_be_sent) {
            request = request.header(header::IF_MODIFIED_SINCE, day);
        }
        let response = request.call().map_err(|error| self.say(error))?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers: headers_of(response.headers()),
            body: None,
        };
        if matches!(answer.status, 200 | 203) {
            check_media_type(&answer, wanted)?;
            answer.body = Some(self.body(response, wanted)?);
        }
        Ok(answer)
    }

    /// Reads and unpacks a body.
    fn body(&self, response: Response<ureq::Body>, wanted: Wanted) -> Result<Vec<u8>, FetchError> {
        let most = self.most_bytes(wanted);
        let packing = response.headers().get(header::CONTENT_ENCODING).map(|value| lossy(value.as_bytes()));
        let wire = Watched { reader: response.into_body().into_reader(), left: most, stop: &self.stop };
        let body = match packing.as_deref().map(str::trim) {
            None | Some("" | "identity") => self.read(wire, most, wanted)?,
            Some("gzip" | "x-gzip") => self.read(MultiGzDecoder::new(wire), most, wanted)?,
            Some(other) => return Err(FetchError::Packing(other.to_owned())),
        };
        // Sitemaps are files that may be packed themselves, whatever is said of the way they are sent.
        if wanted == Wanted::Listing && body.starts_with(&[0x1f, 0x8b]) {
            return self.read(MultiGzDecoder::new(body.as_slice()), most, wanted);
        }
        Ok(body)
    }

    fn read(&self, reader: impl Read, most: u64, wanted: Wanted) -> Result<Vec<u8>, FetchError> {
        let mut body = Vec::new();
        let whole = match reader.take(most + 1).read_to_end(&mut body) {
            Ok(_) => Ok(body.len() as u64 <= most),
            Err(error) if is_too_large(&error) => Ok(false),
            Err(error) => Err(error),
        };
        match whole {
            Ok(true) => Ok(body),
            // Rules beyond the limit are left unread, as RFC 9309 allows.
            Ok(false) if wanted == Wanted::Rules => {
                body.truncate(most as usize);
                Ok(body)
            }
            Ok(false) => Err(FetchError::TooLarge(most)),
            Err(_) if self.stop.load(Ordering::Relaxed) => Err(FetchError::Stopped),
            // What the decoder finds wrong is no fault of the connection.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) =>
            {
                Err(FetchError::Unpack(error))
            }
            Err(error) => Err(self.say(ureq::Error::from(error))),
        }
    }

    /// Turns what ureq says into what we say.
    fn say(&self, error: ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(phase) => FetchError::Timeout(match phase {
                ureq::Timeout::Resolve => "finding the host",
                ureq::Timeout::Connect => "connecting",
                _ => "answering",
            }),
            ureq::Error::LargeResponseHeader(..) => FetchError::Headers(self.limits.header_bytes),
            ureq::Error::Protocol(error) => FetchError::Protocol(error.to_string()),
            ureq::Error::Http(error) => FetchError::Unreachable(Unreachable::Malformed(error.to_string())),
            ureq::Error::BadUri(error) => FetchError::Unreachable(Unreachable::Malformed(error)),
            ureq::Error::Other(inner) => match inner.downcast::<Unreachable>() {
                Ok(unreachable) => FetchError::Unreachable(*unreachable),
                Err(inner) => FetchError::Connection(inner.to_string()),
            },
            ureq::Error::Io(error) => FetchError::Connection(error.to_string()),
            error => FetchError::Connection(error.to_string()),
        }
    }
}

/// The error of a body that is larger than it may be.
#[derive(Debug, thiserror::Error)]
#[error("too large")]
struct TooLarge;

fn is_too_large(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLarge>)
}

/// Reads from the wire, and ends where there is too much or where it was stopped.
struct Watched<'a, R> {
    reader: R,
    left: u64,
    stop: &'a AtomicBool,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let n_read = self.reader.read(buffer)?;
        match self.left.checked_sub(n_read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(TooLarge)),
        }
        Ok(n_read)
    }
}

fn headers_of(headers: &HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), lossy(value.as_bytes()))).collect()
}

/// Header values are bytes; those that are not UTF-8 are read as Latin-1, which HTTP once said they are.
fn lossy(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Refuses what is certainly not wanted before a byte of it is read.
fn check_media_type(answer: &Answer, wanted: Wanted) -> Result<(), FetchError> {
    let Some(stated) = answer.header("content-type") else { return Ok(()) };
    let media_type = stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match wanted {
        Wanted::Page
            if !matches!(media_type.as_str(), "text/html" | "application/xhtml+xml" | "text/plain" | "") =>
        {
            Err(FetchError::MediaType(media_type, "a page"))
        }
        Wanted::Listing
            if ["image/", "video/", "audio/", "font/"].iter().any(|kind| media_type.starts_with(kind)) =>
        {
            Err(FetchError::MediaType(media_type, "a feed or sitemap"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_ask_to_wait_in_seconds_or_until_a_date() {
        let wait = |text: &str| {
            let headers = vec![("retry-after".to_owned(), text.to_owned())];
            Answer { status: 429, headers, body: None }.retry_after()
        };
        assert_eq!(wait("120"), Some(Duration::from_mins(2)));
        assert_eq!(wait("99999999999999999"), Some(LONGEST_WAIT));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("Sun, 06 Nov 2994 08:49:37 GMT"), Some(LONGEST_WAIT));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-5"), None);
    }

    #[test]
    fn header_values_need_not_be_utf8() {
        assert_eq!(lossy(b"caf\xe9"), "café");
        assert_eq!(lossy("café".as_bytes()), "café");
    }
}
