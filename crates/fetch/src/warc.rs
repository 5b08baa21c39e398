//! Where pages are kept: WARC 1.1, each record packed by itself.
//!
//! ```text
//! WARC/1.1
//! WARC-Type: response
//! WARC-Record-ID: <urn:uuid:…>
//! WARC-Date: 2026-03-03T09:00:00Z                       when the page was fetched
//! WARC-Target-URI: https://news.example/visit.html      where it was in the end
//! WARC-Payload-Digest: sha256:…
//! Dragoman-Feed: https://news.example/world.xml         the feed or sitemap that pointed at it
//! Dragoman-Feed-Link: https://news.example/visit?rss    the address it gave
//! Dragoman-Feed-Title: Visit is put off                 the headline it gave
//! Dragoman-Feed-Published: Tue, 03 Mar 2026 09:00 GMT   when it says that the article was published, in its words
//! Dragoman-Feed-Updated: …                              when it says that it was changed, in its words
//! Dragoman-Feed-Outlet: The Example                     the name of the paper, or of the feed
//! Content-Type: application/http; msgtype=response
//! Content-Length: …
//!
//! HTTP/1.1 200 OK
//! content-type: text/html
//! …
//! ```
//!
//! What the feed says is in fields of the response's own record and not in a record beside it, so that a reader has
//! it when it reads the page, and that one write keeps both or neither. Fields that are not known are absent.
//! Readers that do not know these fields pass over them, as the standard asks.
//!
//! Bodies are stored as they are after unpacking and joining; where that changed them, the headers that say how they were
//! sent are kept with `X-Crawl-` before their names, as Common Crawl does, and `Content-Length` is true.
//!
//! A record is written with one call and is either whole or the last thing in the file; [`Archive::open`] cuts off what
//! is not whole.

mod scan;

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::{Timestamp, Unit};
use sha2::{Digest, Sha256};

use crate::fetcher::Page;
use crate::listing::Link;
use crate::state::{Mark, is_file, parent};
use crate::store::StoreError;

pub(crate) use scan::scan;

/// In a folder, a new file is begun when one has become this large.
const ENOUGH: u64 = 1 << 30;

/// The most letters of one field.
const LONGEST_FIELD: usize = 4096;

/// The fields that carry what a feed says; see the module.
pub(crate) const FEED: &str = "Dragoman-Feed";
pub(crate) const LINK: &str = "Dragoman-Feed-Link";
const TITLE: &str = "Dragoman-Feed-Title";
const PUBLISHED: &str = "Dragoman-Feed-Published";
const UPDATED: &str = "Dragoman-Feed-Updated";
const OUTLET: &str = "Dragoman-Feed-Outlet";

/// A WARC that is being appended to.
#[derive(Debug)]
pub(crate) struct Archive {
    out: PathBuf,
    path: PathBuf,
    file: File,
    length: u64,
    user_agent: String,
}

/// What was found in the WARC when it was opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Resumed {
    /// Addresses of the pages that came after the mark.
    pub(crate) fetched: Vec<String>,
    /// How many bytes at the end were not a whole record, and are gone.
    pub(crate) cut: u64,
}

impl Archive {
    /// Opens the WARC to append to, for nobody else, and repairs its end.
    pub(crate) fn open(
        out: &Path,
        mark: Option<&Mark>,
        user_agent: String,
    ) -> Result<(Self, Resumed), StoreError> {
        let folder = if is_file(out) { parent(out) } else { out };
        fs::create_dir_all(folder).map_err(StoreError::io(folder, "make the folder"))?;
        let path = current(out)?;
        let file = open(&path)?;
        let found = scan(&path, start(&path, mark)?)?;
        let mut archive = Self { out: out.to_owned(), path, file, length: found.whole, user_agent };
        let cut = found.length - found.whole;
        archive.cut_back()?;
        if archive.length == 0 {
            archive.introduce()?;
        }
        Ok((archive, Resumed { fetched: found.fetched, cut }))
    }

    /// Addresses of the pages that came after the mark, where nothing is to be written.
    pub(crate) fn look(out: &Path, mark: Option<&Mark>) -> Result<Vec<String>, StoreError> {
        let path = current(out)?;
        if !path.exists() {
            return Ok(Vec::new());
        }
        Ok(scan(&path, start(&path, mark)?)?.fetched)
    }

    pub(crate) fn mark(&self) -> Mark {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Mark { file, length: self.length }
    }

    /// Waits until all that was written is on the disk.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(StoreError::io(&self.path, "write"))
    }

    /// Whether it is time for a new file.
    pub(crate) fn is_full(&self) -> bool {
        self.length >= ENOUGH && !is_file(&self.out)
    }

    /// Begins a new file. What the state knows must reach to the end of the old one, which is not looked at again.
    pub(crate) fn turn_over(&mut self) -> Result<(), StoreError> {
        let path = numbered(&self.out, number(&self.path).unwrap_or(0) + 1);
        let file = open(&path)?;
        (self.path, self.file, self.length) = (path, file, 0);
        self.cut_back()?;
        self.introduce()
    }

    /// Appends a page with what the feed says of it.
    pub(crate) fn append(&mut self, page: &Page, feed: &str, link: &Link) -> Result<(), StoreError> {
        let digest = hex(&Sha256::digest(&page.body));
        let fields = [
            ("WARC-Target-URI", Some(page.url.as_str())),
            ("WARC-Payload-Digest", Some(&format!("sha256:{digest}"))),
            (FEED, Some(feed)),
            (LINK, Some(link.url.as_str())),
            (TITLE, link.title.as_deref()),
            (PUBLISHED, link.published.as_deref()),
            (UPDATED, link.updated.as_deref()),
            (OUTLET, link.outlet.as_deref()),
            ("Content-Type", Some("application/http; msgtype=response")),
        ];
        self.put("response", page.fetched, &fields, &response(page))
    }

    /// Writes what every WARC begins with: who wrote it.
    fn introduce(&mut self) -> Result<(), StoreError> {
        let info = format!(
            "software: {}\r\nformat: WARC File Format 1.1\r\n\
             conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
             robots: obey\r\n",
            self.user_agent
        );
        let name = self.mark().file;
        let fields =
            [("WARC-Filename", Some(name.as_str())), ("Content-Type", Some("application/warc-fields"))];
        self.put("warcinfo", Timestamp::now(), &fields, info.as_bytes())
    }

    /// Writes one record whole, or leaves the file as it was.
    fn put(
        &mut self,
        kind: &str,
        when: Timestamp,
        fields: &[(&str, Option<&str>)],
        block: &[u8],
    ) -> Result<(), StoreError> {
        let when = when.round(Unit::Second).unwrap_or(when);
        let mut head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {when}\r\n");
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = write!(head, "{name}: {}\r\n", one_line(value));
            }
        }
        let id = identifier(&[head.as_bytes(), &self.length.to_le_bytes(), block]);
        let _ = write!(head, "WARC-Record-ID: <urn:uuid:{id}>\r\nContent-Length: {}\r\n\r\n", block.len());
        let packed = (|| {
            let mut packer = GzEncoder::new(Vec::new(), Compression::default());
            packer.write_all(head.as_bytes())?;
            packer.write_all(block)?;
            packer.write_all(b"\r\n\r\n")?;
            packer.finish()
        })()
        .map_err(StoreError::io(&self.path, "pack a record"))?;
        if let Err(error) = self.file.write_all(&packed) {
            // A full disk leaves half a record behind.
            self.cut_back()?;
            return Err(StoreError::io(&self.path, "write")(error));
        }
        self.length += packed.len() as u64;
        Ok(())
    }

    /// Cuts the file where its last whole record ends, and goes there.
    fn cut_back(&mut self) -> Result<(), StoreError> {
        let cut = || -> io::Result<()> {
            self.file.set_len(self.length)?;
            let mut file = &self.file;
            file.seek(SeekFrom::Start(self.length))?;
            Ok(())
        };
        cut().map_err(StoreError::io(&self.path, "cut off half a record"))
    }
}

/// Opens a file for nobody else.
fn open(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(StoreError::io(path, "open"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::io(path, "lock")(error)),
    }
}

/// Where to begin to read: where the state ends, as far as it speaks of this file.
fn start(path: &Path, mark: Option<&Mark>) -> Result<u64, StoreError> {
    let Some(mark) = mark.filter(|mark| path.file_name().is_some_and(|name| name == mark.file.as_str()))
    else {
        return Ok(0);
    };
    match fs::metadata(path) {
        // A file that is shorter than it was is another one.
        Ok(now) if now.len() >= mark.length => Ok(mark.length),
        Ok(_) => Ok(0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(StoreError::io(path, "look at")(error)),
    }
}

/// The file to append to: the output itself, or the last of the folder's.
fn current(out: &Path) -> Result<PathBuf, StoreError> {
    if is_file(out) {
        return Ok(out.to_owned());
    }
    let mut last = 1;
    match fs::read_dir(out) {
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(StoreError::io(out, "list"))?;
                last = last.max(number(&entry.path()).unwrap_or(1));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(StoreError::io(out, "list")(error)),
    }
    Ok(numbered(out, last))
}

fn numbered(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("news-{number:05}.warc.gz"))
}

fn number(path: &Path) -> Option<u32> {
    path.file_name()?.to_str()?.strip_prefix("news-")?.strip_suffix(".warc.gz")?.parse().ok()
}

/// The answer as HTTP would have sent it unpacked.
fn response(page: &Page) -> Vec<u8> {
    let reason = if page.status == 200 { "OK" } else { "Non-Authoritative Information" };
    let mut out = format!("HTTP/1.1 {} {reason}\r\n", page.status);
    for (name, value) in &page.headers {
        let sent = matches!(name.as_str(), "content-encoding" | "transfer-encoding" | "content-length");
        let _ = write!(out, "{}{name}: {}\r\n", if sent { "X-Crawl-" } else { "" }, one_line(value));
    }
    let _ = write!(out, "Content-Length: {}\r\n\r\n", page.body.len());
    let mut out = out.into_bytes();
    out.extend_from_slice(&page.body);
    out
}

/// Keeps a value from ending its line.
fn one_line(value: &str) -> String {
    let letters = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    letters.take(LONGEST_FIELD).collect::<String>().trim().to_owned()
}

/// A name that no other record has, made from what is in the record and where it stands (a UUID of version 8).
fn identifier(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let digits = hex(&hash.finalize());
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-8{}-a{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests;
