//! Web archives (WARC 0.18 to 1.1).
//!
//! Of the records, responses, resources and conversions hold pages. Requests, notes of the crawler and metadata
//! are no articles and no loss, so they are passed over in silence. A record of any other type, or of none, may
//! have held a page.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use bytes::Bytes;
use dragoman_text::{DateReason, Metadata, Published};

use super::limits::read_all;
use super::packed;
use super::skip::Reason;
use super::{Input, Place, Walk, damage, day};

/// Bytes of one line, and of all lines, of the head of a record.
const HEAD_LINE: u64 = 64 << 10;
const HEAD: usize = 1 << 20;

/// Bytes of the head of a response.
const RESPONSE_HEAD: usize = 256 << 10;

/// The head of a record, its names in small letters.
type Head = Vec<(String, String)>;

/// Reads the pages of a web archive.
pub(crate) fn read(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    let mut number = 0;
    loop {
        number += 1;
        let place = place.at_record(number);
        let (head, n_lost) = match next_head(&mut stream) {
            Ok(Some(found)) => found,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return walk.skip(&place, Reason::of(&error)),
        };
        if n_lost > 0 {
            let what = format!("{n_lost} lines before it belong to no record");
            walk.skip(&place, Reason::Malformed(what))?;
        }
        let Some(length) = value(&head, "content-length").and_then(|length| length.parse::<u64>().ok())
        else {
            walk.skip(&place, Reason::Malformed("it does not say its length".to_owned()))?;
            continue;
        };
        let mut content = (&mut stream).take(length);
        if let Some(reason) = read_record(walk, &head, &mut content, &place)? {
            walk.skip(&place, reason.clone())?;
            if !matches!(reason, Reason::TooLarge { .. }) {
                // The stream itself is at fault, and would say so again.
                return ControlFlow::Continue(());
            }
        }
        if let Err(error) = io::copy(&mut content, &mut io::sink()) {
            return walk.skip(&place, Reason::of(&error));
        }
        if content.limit() > 0 && !holds_page(&head) {
            let missing = content.limit();
            return walk.skip(&place, Reason::CutOff(format!("{missing} of {length} bytes are missing")));
        }
    }
}

/// The head of the next record, and how many lines stood before it that are none of any record.
fn next_head(stream: &mut impl BufRead) -> io::Result<Option<(Head, u64)>> {
    let mut line = Vec::new();
    let mut n_lost = 0;
    loop {
        line.clear();
        if stream.take(HEAD_LINE).read_until(b'\n', &mut line)? == 0 {
            return if n_lost == 0 {
                Ok(None)
            } else {
                Err(Reason::Malformed(format!("{n_lost} lines at the end belong to no record")).into_io())
            };
        }
        if line.starts_with(b"WARC/") {
            break;
        }
        n_lost += u64::from(!line.trim_ascii().is_empty());
    }
    let mut head: Head = Vec::new();
    let mut n_bytes = 0;
    loop {
        line.clear();
        if stream.take(HEAD_LINE).read_until(b'\n', &mut line)? == 0 {
            return Err(Reason::CutOff("the file ends within the head of a record".to_owned()).into_io());
        }
        n_bytes += line.len();
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() || n_bytes > HEAD {
            return Ok(Some((head, n_lost)));
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = head.last_mut() {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

fn value<'a>(head: &'a Head, name: &str) -> Option<&'a str> {
    head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// What the feed that pointed at a page says of it. `dragoman fetch` writes these fields; no one else does.
fn hints(head: &Head, url: Option<String>) -> Metadata {
    let said = |name: &str| value(head, name).filter(|said| !said.is_empty()).map(str::to_owned);
    let words = said("dragoman-feed-published").or_else(|| said("dragoman-feed-updated"));
    let published = words.and_then(|words| {
        let day = day::parse(&words)?;
        Some(Published { day, reason: DateReason::Feed, words, conflicts: Vec::new() })
    });
    let (title, outlet) = (said("dragoman-feed-title"), said("dragoman-feed-outlet"));
    Metadata { title, outlet, url, published, ..Metadata::default() }
}

/// Whether a record holds a page, so that its end is looked after where it is read.
fn holds_page(head: &Head) -> bool {
    matches!(value(head, "warc-type"), Some("response" | "resource" | "conversion"))
}

/// Reads what is in a record. What is returned is a fault of the archive, which the caller tells.
fn read_record(
    walk: &mut Walk<'_>,
    head: &Head,
    content: &mut io::Take<impl BufRead>,
    place: &Place,
) -> ControlFlow<(), Option<Reason>> {
    // Some writers put the address in angle brackets.
    let url = value(head, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let mut place = place.clone();
    place.hints = hints(head, url.clone());
    match value(head, "warc-type") {
        Some("revisit") => {
            let url = url.unwrap_or_else(|| "an unnamed page".to_owned());
            walk.skip(&place, Reason::Again(url))?;
            return ControlFlow::Continue(None);
        }
        Some("warcinfo" | "request" | "metadata") => return ControlFlow::Continue(None),
        _ if holds_page(head) => {}
        kind => {
            let what =
                kind.map_or("a record of no type".to_owned(), |kind| format!("a record of type {kind:?}"));
            walk.skip(&place, Reason::Other(what))?;
            return ControlFlow::Continue(None);
        }
    }
    if let Some(why) = value(head, "warc-truncated") {
        place.remarks.push(damage(&format!("the crawler did not take all of the page ({why})")));
    }
    let media = value(head, "content-type").unwrap_or("").to_ascii_lowercase();
    let limit = walk.settings.limits.article;
    if url.as_deref().is_some_and(|url| url.starts_with("dns:")) {
        return ControlFlow::Continue(None);
    }
    let length = content.limit();
    let (body, whole) = match read_all(&mut *content, limit + RESPONSE_HEAD, "a page") {
        Ok(body) => {
            let whole = body.len() as u64 == length;
            (body, whole)
        }
        Err(reason) => return ControlFlow::Continue(Some(reason)),
    };
    if !whole {
        let what = format!("{} of {length} bytes are there", body.len());
        return ControlFlow::Continue(Some(Reason::CutOff(what)));
    }
    let is_response = media.starts_with("application/http") || media.is_empty() && body.starts_with(b"HTTP/");
    let body = if is_response {
        match unwrap_response(walk, &body, &mut place) {
            Ok(body) => body,
            Err(reason) => {
                walk.skip(&place, reason)?;
                return ControlFlow::Continue(None);
            }
        }
    } else {
        place.set_media(&media);
        body
    };
    walk.enter(Input::Bytes(Bytes::from(body)), &place.deeper())?;
    ControlFlow::Continue(None)
}

/// Returns the page in the answer of a server.
fn unwrap_response(walk: &Walk<'_>, message: &[u8], place: &mut Place) -> Result<Vec<u8>, Reason> {
    let mut headers = vec![httparse::EMPTY_HEADER; 256];
    let mut response = httparse::Response::new(&mut headers);
    let config = {
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .ignore_invalid_headers_in_responses(true);
        config
    };
    let at = match config.parse_response(&mut response, message) {
        Ok(httparse::Status::Complete(at)) => at,
        Ok(httparse::Status::Partial) => {
            return Err(Reason::CutOff("the answer ends within its head".to_owned()));
        }
        Err(error) => return Err(Reason::Malformed(format!("the head of the answer: {error}"))),
    };
    match response.code {
        Some(200 | 203 | 206) => {}
        code => return Err(Reason::Status(code.unwrap_or(0))),
    }
    let value = |name: &str| {
        let header = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| String::from_utf8_lossy(header.value).trim().to_owned())
    };
    place.set_media(&value("content-type").unwrap_or_default());
    let is_chunked = value("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let codings = value("content-encoding").unwrap_or_default();
    let mut body = message.get(at..).unwrap_or(&[]).to_vec();
    if is_chunked && let Some(joined) = join_chunks(&body) {
        body = joined?;
    }
    for coding in codings.split(',').rev() {
        body = packed::unpack_body(walk, body, coding)?;
    }
    if body.len() > walk.settings.limits.article {
        return Err(Reason::TooLarge { what: "a page", limit: walk.settings.limits.article });
    }
    Ok(body)
}

/// Returns the chunks of a body as one; nothing where it is not in chunks, because many crawlers join them and
/// leave the header as it was.
fn join_chunks(body: &[u8]) -> Option<Result<Vec<u8>, Reason>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(end) = memchr::memchr(b'\n', rest) else {
            return (!joined.is_empty()).then(|| Err(Reason::CutOff("the last chunk is missing".to_owned())));
        };
        let line = rest.get(..end)?.split(|byte| *byte == b';').next()?.trim_ascii();
        let size = std::str::from_utf8(line).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let Some(size) = size else {
            let broken = || Err(Reason::Malformed("a chunk does not say its size".to_owned()));
            return (!joined.is_empty()).then(broken);
        };
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(Ok(joined));
        }
        let Some(chunk) = rest.get(..size) else {
            return (!joined.is_empty() || size < 1 << 30)
                .then(|| Err(Reason::CutOff("a chunk is missing bytes".to_owned())));
        };
        joined.extend_from_slice(chunk);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_not_in_chunks_is_left() {
        assert_eq!(join_chunks(b"4\r\nEnvo\r\n3;x=y\r\nys \r\n0\r\n\r\n"), Some(Ok(b"Envoys ".to_vec())));
        assert_eq!(join_chunks(b"<html>\n"), None);
        assert!(matches!(join_chunks(b"4\r\nEnvo\r\n9\r\nys"), Some(Err(Reason::CutOff(_)))));
    }
}
