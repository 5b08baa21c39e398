//! What was not read, and why.

use std::fmt;
use std::io;

use dragoman_text::Origin;

/// Something that held no article that could be read. Every one is handed on, so that nothing is lost silently.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", Place(origin))]
pub struct Skip {
    /// Where it stands.
    pub origin: Origin,
    /// Why it was not read.
    pub reason: Reason,
}

/// Why something was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The system did not let us read it, or it vanished; with the system's words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Not one byte.
    #[error("is empty")]
    Empty,
    /// White space, or no words in the column of text.
    #[error("has no text")]
    NoText,
    /// A page without an article.
    #[error("no article was found in the page")]
    NoArticle,
    /// Not in English.
    #[error("is not in English but in {name} ({code})")]
    Foreign {
        /// ISO 639-1 code, or ISO 639-3 where there is none.
        code: String,
        /// The language's name in English.
        name: String,
    },
    /// A kind of file in which there is nothing to read.
    #[error("is {0}, in which no article can be read")]
    Other(String),
    /// Longer than an article may be.
    #[error(
        "is longer than the {limit} bytes that {what} may have; divide it, for instance into one article a line (JSONL)"
    )]
    TooLarge {
        /// What is too long.
        what: &'static str,
        /// How many bytes it may have.
        limit: usize,
    },
    /// Unpacks to far more than its size.
    #[error(
        "unpacks to more than {0} times its size, as a bomb does; the rest of it is not read (unpack it by other means if it is sound)"
    )]
    Bomb(u64),
    /// Archives in archives.
    #[error("is packed more than {0} times over; unpack it")]
    TooDeep(usize),
    /// A table without the column in which the text should be.
    #[error("has no column {column:?}; it has {has}; name the one to take")]
    MissingColumn {
        /// The column that was asked for, or that is usual.
        column: String,
        /// The columns there are.
        has: String,
    },
    /// Not what its format says it should be.
    #[error("is malformed: {0}")]
    Malformed(String),
    /// Ends too early.
    #[error("is cut off: {0}")]
    CutOff(String),
    /// A link or a teaser, of which the article is elsewhere.
    #[error("has no more than {what} of {url}; fetch the page")]
    Elsewhere {
        /// What there is of the article.
        what: &'static str,
        /// Where the article is.
        url: String,
    },
    /// A capture that an archive holds once and refers to again.
    #[error("is the same as an earlier capture of {0}")]
    Again(String),
    /// A page that was not given out.
    #[error("the server answered {0}")]
    Status(u16),
    /// A file or folder whose name begins with a dot, met in a folder.
    #[error("is hidden; name it to have it read")]
    Hidden,
    /// A folder that holds itself, by way of a link.
    #[error("leads back to {0}")]
    Loop(String),
}

impl Reason {
    /// Returns what several of the kind have in common, in a few words for a summary.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::NoText => "without text",
            Self::NoArticle => "pages without an article",
            Self::Foreign { .. } => "not in English",
            Self::Other(_) => "of a kind without articles",
            Self::TooLarge { .. } => "too large",
            Self::Bomb(_) => "bombs",
            Self::TooDeep(_) => "packed too deep",
            Self::MissingColumn { .. } => "without the column",
            Self::Malformed(_) => "malformed",
            Self::CutOff(_) => "cut off",
            Self::Elsewhere { .. } => "without more than a link or teaser",
            Self::Again(_) => "captured earlier",
            Self::Status(_) => "answered with an error",
            Self::Hidden => "hidden",
            Self::Loop(_) => "leading back",
        }
    }

    /// Returns the reason why reading stopped with this error.
    pub(crate) fn of(error: &io::Error) -> Self {
        if let Some(reason) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return reason.clone();
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutOff(error.to_string()),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Self::Malformed(error.to_string()),
            _ => Self::Unreadable(error.to_string()),
        }
    }

    /// Returns the reason as an error of a stream.
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}

/// An origin in the words that messages begin with.
struct Place<'a>(&'a Origin);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Origin { file, record } = self.0;
        match record {
            None => write!(f, "{file}"),
            Some(record) => write!(f, "{file}: record {record}"),
        }
    }
}
