//! Why something was not fetched.

use std::time::Duration;

use url::Url;

use crate::reach::Unreachable;

/// Why one address was not fetched.
///
/// The address itself is not a part of the message: whoever asked for it knows it, and redirects name theirs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// It may not be reached.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// The rules of its host refuse it.
    #[error("refused by robots.txt")]
    Robots,
    /// The rules of its host could not be read.
    #[error("held off: {0}")]
    NoRules(String),
    /// A redirect leads where it may not.
    #[error("redirected to {to}: {why}")]
    Redirect {
        /// Where it leads, as the server says.
        to: String,
        /// What is wrong with it.
        why: String,
    },
    /// A redirect leads to what may not be reached.
    #[error("redirected to {to}: {why}")]
    RedirectUnreachable {
        /// Where it leads, as the server says.
        to: String,
        /// Why that may not be reached.
        why: Unreachable,
    },
    /// The host wants to be left alone longer than one has patience.
    #[error("{host} is to be left alone for {} s more", .wait.as_secs())]
    NotYet {
        /// The host.
        host: String,
        /// How long.
        wait: Duration,
    },
    /// The server answered with something that is not a page.
    #[error("answered {status}")]
    Status {
        /// The status of the answer.
        status: u16,
        /// How long the server says to wait.
        retry_after: Option<Duration>,
    },
    /// The server sent what was not asked for.
    #[error("is {0} and not {1}")]
    MediaType(String, &'static str),
    /// The answer is packed in a way that was not asked for.
    #[error("is packed as {0}, which was not asked for")]
    Packing(String),
    /// The answer is packed wrongly.
    #[error("cannot be unpacked: {0}")]
    Unpack(std::io::Error),
    /// The answer is too large.
    #[error("is larger than {0} bytes")]
    TooLarge(u64),
    /// The headers are too many or too large.
    #[error("has more than {0} bytes of headers")]
    Headers(usize),
    /// The answer took too long.
    #[error("took too long ({0})")]
    Timeout(&'static str),
    /// The host could not be found or reached, or the connection broke.
    #[error("connection failed: {0}")]
    Connection(String),
    /// The server does not speak HTTP as it should.
    #[error("not as HTTP should be: {0}")]
    Protocol(String),
    /// A fault in dragoman, which ended the work on this one address.
    #[error("a fault in dragoman; please report it")]
    Broken,
    /// It was stopped.
    #[error("stopped")]
    Stopped,
}

impl FetchError {
    /// Whether it may go well another time.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..),
            Self::NoRules(_)
            | Self::NotYet { .. }
            | Self::Timeout(_)
            | Self::Connection(_)
            | Self::Protocol(_)
            | Self::Stopped => true,
            _ => false,
        }
    }

    /// What kind of reason it is, to count by.
    #[must_use]
    pub fn kind(&self) -> String {
        let kind = match self {
            Self::Status { status, .. } => return format!("answered {status}"),
            Self::Unreachable(_) => "may not be reached",
            Self::Robots => "refused by robots.txt",
            Self::NoRules(_) => "robots.txt could not be read",
            Self::Redirect { .. } | Self::RedirectUnreachable { .. } => "bad redirect",
            Self::NotYet { .. } => "host is to be left alone",
            Self::MediaType(..) => "wrong media type",
            Self::Packing(_) | Self::Unpack(_) => "cannot be unpacked",
            Self::TooLarge(_) | Self::Headers(_) => "too large",
            Self::Timeout(_) => "took too long",
            Self::Connection(_) => "connection failed",
            Self::Protocol(_) => "bad HTTP",
            Self::Broken => "a fault of ours",
            Self::Stopped => "stopped",
        };
        kind.to_owned()
    }

    /// Whether the host should be left alone for a while.
    pub(crate) fn strains_host(&self) -> bool {
        self.is_temporary() && !matches!(self, Self::NoRules(_) | Self::NotYet { .. } | Self::Stopped)
    }

    /// How long the server says to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    pub(crate) fn redirect(to: &Url, why: impl Into<String>) -> Self {
        Self::Redirect { to: to.to_string(), why: why.into() }
    }
}
