//! How articles arrive: one reader for every format, which is told by content and never by name.
//!
//! ```text
//! file, bytes, stream ─▶ kind ─┬─ gzip, zstd, xz, Brotli, ZIP, tar ──▶ again, for each file within
//!                              ├─ WARC ──▶ again, for each page within
//!                              ├─ JSON, CSV, Parquet, feed ──▶ Found, for each row
//!                              └─ plain text, page ──▶ Found ──▶ Article
//! ```
//! Streams are read from the front and nothing is kept of what has been handed on, so an archive of any size takes
//! no more memory than its longest article.
//! What cannot be read is handed on too, as a [`Skip`] that names the file, the record and the reason.

mod columnar;
mod columns;
mod day;
mod decode;
mod feed;
mod found;
mod guard;
mod json;
mod kind;
mod limits;
mod lines;
mod packed;
mod paragraphs;
mod skip;
mod table;
mod warc;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek as _};
use std::ops::ControlFlow;
use std::rc::Rc;

use bytes::Bytes;
use dragoman_text::{Metadata, Origin};

pub use columns::Columns;
use found::Content;
pub use found::Found;
use kind::Kind;
pub use limits::Limits;
use limits::{Meter, Taken, read_all};
pub use skip::{Reason, Skip};

/// What remarks begin with that say that something is lost, and not only how it was read.
const DAMAGE: &str = "damaged: ";

/// Whether a remark of an article says that something is lost.
#[must_use]
pub fn is_damage(remark: &str) -> bool {
    remark.starts_with(DAMAGE)
}

fn damage(what: &str) -> String {
    format!("{DAMAGE}{what}")
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which column of a table holds what.
    pub columns: Columns,
    /// How much is too much.
    pub limits: Limits,
}

/// Something to read.
pub enum Input<'a> {
    /// A file that can be read from any place.
    File(File),
    /// What is in memory already.
    Bytes(Bytes),
    /// What can only be read from the front.
    Stream(Box<dyn Read + 'a>),
}

/// Where findings go. `Break` stops the reading.
pub type Sink<'a> = dyn FnMut(Result<Found, Skip>) -> ControlFlow<()> + 'a;

/// Reads an input, called `name` in messages, and hands over what is found, in order.
pub fn read(input: Input<'_>, name: &str, settings: &Settings, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let size = match &input {
        Input::File(file) => file.metadata().map_or(0, |metadata| metadata.len()),
        Input::Bytes(bytes) => bytes.len() as u64,
        Input::Stream(_) => 0,
    };
    let meter = Meter::new(&settings.limits, size);
    let input = match input {
        Input::Stream(stream) => Input::Stream(Box::new(Taken(stream, Rc::clone(&meter)))),
        other => other,
    };
    let place = Place { file: name.to_owned(), ..Place::default() };
    Walk { settings, meter, sink }.enter(input, &place)
}

/// The reading of one file with all that is in it.
struct Walk<'a> {
    settings: &'a Settings,
    meter: Rc<Meter>,
    sink: &'a mut Sink<'a>,
}

/// Where the reading stands, and what is known of the bytes from around them.
#[derive(Clone, Debug, Default)]
struct Place {
    file: String,
    record: Option<u64>,
    /// How many times over it is packed.
    depth: usize,
    media: String,
    charset: Option<String>,
    /// What pointed at it says of it.
    hints: Metadata,
    remarks: Vec<String>,
}

impl Place {
    fn origin(&self) -> Origin {
        Origin { file: self.file.clone(), record: self.record }
    }

    /// A record of what is read here. A record of a record is named like a member of an archive.
    fn at_record(&self, number: u64) -> Self {
        let mut place = self.clone();
        if let Some(outer) = place.record.replace(number) {
            place.file = format!("{}!{outer}", place.file);
        }
        place
    }

    /// A file in the archive that is read here.
    fn member(&self, name: &str) -> Self {
        let mut place = self.deeper();
        if let Some(outer) = place.record.take() {
            place.file = format!("{}!{outer}", place.file);
        }
        place.file = format!("{}!{name}", place.file);
        place
    }

    /// What is packed in what is read here.
    fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
    }

    /// Takes in the type that a server states: `text/html; charset=utf-8`.
    fn set_media(&mut self, stated: &str) {
        let mut parts = stated.split(';').map(str::trim);
        self.media = parts.next().unwrap_or("").to_ascii_lowercase();
        self.charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
    }

    /// Whether a server says that there is something else than text. Style sheets and scripts look like plain text.
    fn is_no_text(&self) -> bool {
        let texts = ["html", "xml", "plain", "json", "csv", "tab-separated", "rss", "atom", "octet-stream"];
        !self.media.is_empty()
            && (self.media.contains("svg") || !texts.iter().any(|text| self.media.contains(text)))
    }
}

impl Walk<'_> {
    fn give(&mut self, found: Result<Found, Skip>) -> ControlFlow<()> {
        (self.sink)(found)
    }

    fn skip(&mut self, place: &Place, reason: Reason) -> ControlFlow<()> {
        self.give(Err(Skip { origin: place.origin(), reason }))
    }

    /// Reads all of a stream that has to be read from any place.
    fn in_memory(&self, stream: impl Read, what: &'static str) -> Result<Bytes, Reason> {
        read_all(stream, self.settings.limits.archive, what).map(Bytes::from)
    }

    /// Reads what stands at a place, whatever it is.
    fn enter(&mut self, input: Input<'_>, place: &Place) -> ControlFlow<()> {
        let depth = self.settings.limits.depth;
        if place.depth > depth {
            return self.skip(place, Reason::TooDeep(depth));
        }
        let Peeked { head, whole, input } = match peek(input) {
            Ok(peeked) => peeked,
            Err(error) => return self.skip(place, Reason::of(&error)),
        };
        let kind = Kind::of(&head, whole, &self.settings.columns);
        let is_text = matches!(
            kind,
            Kind::Plain | Kind::Page | Kind::Table(_) | Kind::Json | Kind::JsonLines | Kind::Feed
        );
        if is_text && place.is_no_text() {
            return self.skip(place, Reason::Other(place.media.clone()));
        }
        match kind {
            Kind::Empty => self.skip(place, Reason::Empty),
            Kind::Gzip => packed::read_gzip(self, input.into_stream(), place),
            Kind::Zstd => packed::read_zstd(self, input.into_stream(), place),
            Kind::Xz => packed::read_xz(self, input.into_stream(), place),
            Kind::Brotli => packed::read_brotli(self, input.into_stream(), place),
            Kind::Zip => packed::read_zip(self, input, place),
            Kind::Tar => packed::read_tar(self, input.into_stream(), place),
            Kind::Parquet => columnar::read(self, input, place),
            Kind::Warc => warc::read(self, input.into_stream(), place),
            Kind::JsonLines => json::read_lines(self, rows(&head, input), place),
            Kind::Json => json::read_values(self, rows(&head, input), place),
            Kind::Table(delimiter) => table::read(self, rows(&head, input), delimiter, place),
            Kind::Feed => feed::read(self, input.into_stream(), place),
            Kind::Sitemap => feed::read_sitemap(self, input.into_stream(), place),
            Kind::Page | Kind::Plain => self.read_article(kind == Kind::Page, input, place),
            Kind::Other(what) => self.skip(place, Reason::Other(what.to_owned())),
        }
    }

    fn read_article(&mut self, is_page: bool, input: Input<'_>, place: &Place) -> ControlFlow<()> {
        let bytes = match read_all(input.into_stream(), self.settings.limits.article, "an article") {
            Ok(bytes) => bytes,
            Err(reason) => return self.skip(place, reason),
        };
        let charset = place.charset.clone();
        let content =
            if is_page { Content::Page { bytes, charset } } else { Content::Plain { bytes, charset } };
        let (hints, remarks) = (place.hints.clone(), place.remarks.clone());
        let metadata = Metadata::default();
        self.give(Ok(Found { origin: place.origin(), id: None, metadata, hints, remarks, content }))
    }
}

/// Rows as UTF-8, whatever they were.
fn rows<'a>(head: &[u8], input: Input<'a>) -> Box<dyn Read + 'a> {
    match decode::of_stream(head) {
        Some(encoding) => Box::new(decode::Utf8::new(input.into_stream(), encoding)),
        None => input.into_stream(),
    }
}

impl<'a> Input<'a> {
    fn into_stream(self) -> Box<dyn Read + 'a> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stream(stream) => stream,
        }
    }
}

/// The beginning of an input, and the input as if nothing had been read of it.
struct Peeked<'a> {
    head: Vec<u8>,
    /// Whether the head is all there is.
    whole: bool,
    input: Input<'a>,
}

fn peek(input: Input<'_>) -> io::Result<Peeked<'_>> {
    let mut head = Vec::new();
    match input {
        Input::File(mut file) => {
            (&mut file).take(kind::HEAD as u64).read_to_end(&mut head)?;
            file.rewind()?;
            Ok(Peeked { whole: head.len() < kind::HEAD, head, input: Input::File(file) })
        }
        Input::Bytes(bytes) => {
            head.extend_from_slice(bytes.get(..bytes.len().min(kind::HEAD)).unwrap_or(&bytes));
            Ok(Peeked { whole: head.len() == bytes.len(), head, input: Input::Bytes(bytes) })
        }
        Input::Stream(mut stream) => {
            let ended = (&mut stream).take(kind::HEAD as u64).read_to_end(&mut head);
            // What stands before a fault is read, and the fault is met again where it stands.
            let fault = match ended {
                Err(error) if head.is_empty() => return Err(error),
                Err(error) => Some(error),
                Ok(_) => None,
            };
            let whole = head.len() < kind::HEAD && fault.is_none();
            let again = Cursor::new(head.clone()).chain(Fault(fault)).chain(stream);
            Ok(Peeked { whole, head, input: Input::Stream(Box::new(again)) })
        }
    }
}

/// A stream that is empty or fails once.
struct Fault(Option<io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
