//! What some bytes are, told by the bytes alone.

use std::io::Read as _;

use super::columns::{Columns, Header};
use super::decode;

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// What some bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Empty,
    Gzip,
    Zstd,
    Xz,
    Brotli,
    Zip,
    Tar,
    Parquet,
    Warc,
    /// One object a line.
    JsonLines,
    /// One value, a list of them, or several one after another.
    Json,
    /// RSS, Atom or JSON Feed.
    Feed,
    Sitemap,
    /// A table whose cells stand between these bytes.
    Table(u8),
    Page,
    Plain,
    /// Nothing in which there is text, in words.
    Other(&'static str),
}

/// What begins so is no text.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"\x1F\x8B", Kind::Gzip),
    (b"\x28\xB5\x2F\xFD", Kind::Zstd),
    (b"\xFD7zXZ\0", Kind::Xz),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PAR1", Kind::Parquet),
    (b"WARC/", Kind::Warc),
    (b"%PDF-", Kind::Other("a PDF file")),
    (b"\x89PNG", Kind::Other("a picture")),
    (b"\xFF\xD8\xFF", Kind::Other("a picture")),
    (b"GIF8", Kind::Other("a picture")),
    (b"RIFF", Kind::Other("a picture or sound")),
    (b"ID3", Kind::Other("a sound")),
    (b"OggS", Kind::Other("a sound or film")),
    (b"\xD0\xCF\x11\xE0", Kind::Other("an old office file")),
    (b"BZh", Kind::Other("a bzip2 file")),
    (b"7z\xBC\xAF\x27\x1C", Kind::Other("a 7z archive")),
    (b"Rar!", Kind::Other("a RAR archive")),
    (b"\x7FELF", Kind::Other("a program")),
    (b"SQLite format 3\0", Kind::Other("a database")),
    (b"ARROW1", Kind::Other("an Arrow file")),
    (b"Obj\x01", Kind::Other("an Avro file")),
    (b"wOFF", Kind::Other("a font")),
    (b"wOF2", Kind::Other("a font")),
];

impl Kind {
    /// Tells what begins with `head`; `whole` says that it is all there is.
    pub(crate) fn of(head: &[u8], whole: bool, columns: &Columns) -> Self {
        if head.is_empty() {
            return Self::Empty;
        }
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return kind.clone();
        }
        // The skippable frame of a zstd file, which in a WARC holds the dictionary.
        if matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..]) {
            return Self::Zstd;
        }
        if head.get(4..8) == Some(b"ftyp") {
            return Self::Other("a film or picture");
        }
        if is_tar(head) {
            return Self::Tar;
        }
        let text = decode::peek(head);
        let n_controls = text.chars().filter(|char| is_control(*char)).count();
        if n_controls > 0 && is_brotli(head, whole) {
            return Self::Brotli;
        }
        let n_chars = text.chars().count();
        let n_zeros = text.chars().filter(|char| *char == '\0').count();
        if (n_controls - n_zeros) * 20 > n_chars || n_zeros * 2 > n_chars {
            return Self::Other("binary");
        }
        Self::of_text(text.trim_start(), whole, columns)
    }

    fn of_text(text: &str, whole: bool, columns: &Columns) -> Self {
        let second = |after: char| text.strip_prefix(after).and_then(|rest| rest.trim_start().chars().next());
        if matches!(second('{'), Some('"' | '}')) {
            return match () {
                () if is_json_feed(text) => Self::Feed,
                () if is_one_a_line(text, whole) => Self::JsonLines,
                () => Self::Json,
            };
        }
        if matches!(second('['), Some('{' | ']')) {
            return Self::Json;
        }
        if text.starts_with('<') {
            match root_of(text).as_deref() {
                Some("rss" | "feed" | "rdf") => return Self::Feed,
                Some("urlset" | "sitemapindex") => return Self::Sitemap,
                _ if is_markup(text) => return Self::Page,
                _ => {}
            }
        } else if text.get(..text.floor_char_boundary(1024)).is_some_and(|head| {
            let head = head.to_ascii_lowercase();
            head.contains("<!doctype html") || head.contains("<html")
        }) {
            return Self::Page;
        }
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let (first, second) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        let delimiter = b",\t;|".iter().find(|delimiter| {
            let mark = char::from(**delimiter);
            let cells = first.split(mark).map(|cell| cell.trim().trim_matches('"'));
            match columns.know_header(&cells) {
                Header::Yes => true,
                Header::Perhaps => second.matches(mark).count() >= first.matches(mark).count(),
                Header::No => false,
            }
        });
        delimiter.map_or(Self::Plain, |delimiter| Self::Table(*delimiter))
    }
}

/// Whether a text is marked up: a page or a piece of one.
pub(crate) fn is_markup(text: &str) -> bool {
    let text = text.trim_start();
    let Some(rest) = text.strip_prefix('<') else { return false };
    if ["!--", "!doctype", "?xml"].iter().any(|start| starts_with_any_case(rest, start)) {
        return true;
    }
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let ends = rest.get(name.len()..).and_then(|after| after.chars().next());
    if !name.starts_with(|first: char| first.is_ascii_alphabetic())
        || !matches!(ends, Some('>' | '/' | ' ' | '\t' | '\n' | '\r'))
    {
        return false;
    }
    // A page may be cut off before its first end tag.
    let begins_page = ["html", "head", "body", "p", "div", "br"];
    begins_page.iter().any(|known| name.eq_ignore_ascii_case(known)) || rest.contains("</")
}

fn starts_with_any_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn is_control(char: char) -> bool {
    char.is_ascii_control() && !matches!(char, '\t' | '\n' | '\r' | '\x0C' | '\x1B')
}

/// The header of a tar archive has a sum of its own bytes, in octal digits.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let (Some(digits), true) = (header.get(148..156), header.first() != Some(&0)) else { return false };
    let digits: String =
        digits.iter().map(|byte| char::from(*byte)).filter(|char| !matches!(char, ' ' | '\0')).collect();
    let sum = header.iter().enumerate().map(|(at, byte)| match at {
        148..156 => u32::from(b' '),
        _ => u32::from(*byte),
    });
    u32::from_str_radix(&digits, 8).is_ok_and(|stated| stated == sum.sum::<u32>())
}

/// Brotli has no mark of its own; it is told by unpacking to more than there was, all of it text.
fn is_brotli(head: &[u8], whole: bool) -> bool {
    let mut unpacked = vec![0; HEAD];
    let mut stream = brotli_decompressor::Decompressor::new(head, 4096);
    let mut n_bytes = 0;
    let mut failed = false;
    while let Some(room) = unpacked.get_mut(n_bytes..).filter(|room| !room.is_empty()) {
        match stream.read(room) {
            Ok(0) => break,
            Ok(more) => n_bytes += more,
            Err(_) => {
                failed = true;
                break;
            }
        }
    }
    if failed && whole || n_bytes <= head.len().min(HEAD / 2) {
        return false;
    }
    let text = unpacked.get(..n_bytes).map(decode::peek).unwrap_or_default();
    text.chars().filter(|char| is_control(*char)).count() * 100 <= text.chars().count()
}

fn is_json_feed(text: &str) -> bool {
    text.get(..text.floor_char_boundary(1024)).is_some_and(|head| head.contains("://jsonfeed.org/version/"))
}

/// Whether each line holds an object of its own. The first one may be broken, so the second is looked at too.
fn is_one_a_line(text: &str, whole: bool) -> bool {
    let mut lines = text.lines().map(str::trim);
    let Some(first) = lines.next() else { return false };
    let next = lines.find(|line| !line.is_empty());
    match next {
        Some(next) => next.starts_with("{\"") || next.starts_with("{}") || first.ends_with('}'),
        None => !whole || first.ends_with('}'),
    }
}

/// The name of the outermost element of an XML text, without its prefix and in small letters.
fn root_of(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.get(rest.find('<')?..)?;
        let after = |end: &str| rest.find(end).and_then(|at| rest.get(at + end.len()..));
        rest = if rest.starts_with("<!--") {
            after("-->")?
        } else if rest.starts_with("<?") {
            after("?>")?
        } else if rest.starts_with("<!") {
            after(">")?
        } else {
            let name: String = rest
                .chars()
                .skip(1)
                .take_while(|char| char.is_alphanumeric() || matches!(char, ':' | '-' | '_'))
                .collect();
            let local = name.rsplit(':').next().unwrap_or(&name).to_ascii_lowercase();
            return Some(local);
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        let check = |text: &str, expected: Kind| {
            assert_eq!(Kind::of(text.as_bytes(), true, &Columns::default()), expected, "{text}");
        };
        check("", Kind::Empty);
        check("The envoys met in Geneva.", Kind::Plain);
        check("[Updated] The envoys met in Geneva.", Kind::Plain);
        check("{sic} The envoys met in Geneva.", Kind::Plain);
        check("<The Times> The envoys met.", Kind::Plain);
        check("In Geneva, the envoys, the date and the title of the text.", Kind::Plain);
        check("Title, date\n\nThe envoys met in Geneva.", Kind::Plain);
        check("date,corpo,url\n2023-06-18,Envoys met.,https://news.example/1", Kind::Table(b','));
        check("<!DOCTYPE html><p>Envoys met.", Kind::Page);
        check("\u{feff} <p>Envoys met.</p>", Kind::Page);
        check("<?xml version='1.0'?><!-- a -->\n<rss version='2.0'>", Kind::Feed);
        check("<feed xmlns='http://www.w3.org/2005/Atom'>", Kind::Feed);
        check("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", Kind::Sitemap);
        check("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Kind::Feed);
        check("{\"text\": \"Envoys met.\"}\n{\"text\": \"They left.\"}", Kind::JsonLines);
        check("{\"text\": \"Envoys\n{\"text\": \"They left.\"}", Kind::JsonLines);
        check("{\n  \"text\": \"Envoys met.\"\n}", Kind::Json);
        check("[\n{\"text\": \"Envoys met.\"}]", Kind::Json);
        check("id,date,text\n1,2023-06-18,Envoys met.", Kind::Table(b','));
        check("\"id\"\t\"text\"\n1\tEnvoys met.", Kind::Table(b'\t'));
        check("%PDF-1.7", Kind::Other("a PDF file"));
        check("\u{1}\u{2}\u{3}a\u{4}", Kind::Other("binary"));
        check("The envoys\0met in Geneva.", Kind::Plain);
    }
}
