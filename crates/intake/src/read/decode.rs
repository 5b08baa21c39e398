//! Bytes of any encoding as text.
//!
//! A byte order mark counts most, then whether the bytes are sound UTF-8 (which hardly anything else is by chance),
//! then what the server or the page says, and last what the bytes look like.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::damage;

/// How far into a page it may say its encoding; the standard's 1024 bytes are too few for pages as they are.
const PRESCAN: usize = 4096;

/// How much is looked at to tell UTF-16 without a mark, and the encoding of a stream.
const SAMPLE: usize = 4096;

/// A decoded text, and what was noticed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) remarks: Vec<String>,
}

/// Returns bytes as text; `declared` is what the server says they are.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&str>, is_page: bool) -> Decoded {
    if let Some((encoding, n_mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, bytes.get(n_mark..).unwrap_or(&[]));
    }
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return with(encoding, &bytes);
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| is_page.then(|| declared_in_page(&bytes)).flatten());
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let wrong = declared.filter(|other| *other != UTF_8 && !text.is_ascii());
            let remarks = wrong.map(|other| format!("is UTF-8, although it says {}", other.name()));
            return Decoded { text, remarks: remarks.into_iter().collect() };
        }
        Err(error) => error.into_bytes(),
    };
    if is_mostly_utf_8(&bytes) {
        return lossy_utf_8(&bytes);
    }
    // Who declares UTF-8 and has it not has not looked.
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(&bytes));
    with(encoding, &bytes)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    if encoding == UTF_8 {
        return lossy_utf_8(bytes);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut remarks = vec![format!("is read as {}", encoding.name())];
    if had_errors {
        remarks.push(damage(&format!("bytes that {} does not have were replaced", encoding.name())));
    }
    Decoded { text: text.into_owned(), remarks }
}

/// Each sequence that is not UTF-8 becomes one replacement character.
pub(crate) fn lossy_utf_8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut at, mut first, mut count) = (0, None, 0_usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(at);
            count += 1;
            text.push(char::REPLACEMENT_CHARACTER);
            at += chunk.invalid().len();
        }
    }
    let remarks = first.map(|first| {
        damage(&format!("byte {first}: invalid UTF-8; {count} of these, the first here, were replaced"))
    });
    Decoded { text, remarks: remarks.into_iter().collect() }
}

/// Whether bytes that are not all UTF-8 are so but for a few places. In a text of another encoding hardly any
/// letter happens to be sound UTF-8.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut unsound) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        unsound += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && sound >= unsound || is_cut_utf_8(bytes)
}

/// Whether the only fault is a character that is cut at the end.
fn is_cut_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none() && error.valid_up_to() > 0)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Text in UTF-16 has a zero in every second byte, as far as it is in Latin letters.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    if sample.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= half * 6 && even * 20 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 6 && odd * 20 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What `<meta charset>` or `<?xml encoding?>` says.
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN))?.to_ascii_lowercase();
    for key in [b"charset".as_slice(), b"encoding"] {
        for place in memchr::memmem::find_iter(&head, key) {
            let after = head.get(place + key.len()..)?.trim_ascii_start();
            let Some(after) = after.strip_prefix(b"=") else { continue };
            let after = after.trim_ascii_start();
            let quoted = after.strip_prefix(b"\"").or_else(|| after.strip_prefix(b"'")).unwrap_or(after);
            let end = quoted.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)));
            if let Some(encoding) = Encoding::for_label(quoted.get(..end?)?) {
                // A page that could be read thus far is not in UTF-16, whatever it says.
                let wide = encoding == UTF_16LE || encoding == UTF_16BE;
                return Some(if wide { UTF_8 } else { encoding });
            }
        }
    }
    None
}

/// Returns the encoding of a stream of rows that begins with `head`, where it is not UTF-8.
pub(crate) fn of_stream(head: &[u8]) -> Option<&'static Encoding> {
    let encoding = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding,
        None => match utf_16_without_mark(head) {
            Some(encoding) => encoding,
            None if std::str::from_utf8(head).is_ok() || is_mostly_utf_8(head) => UTF_8,
            None => guess(head),
        },
    };
    (encoding != UTF_8).then_some(encoding)
}

/// Returns the head of a stream as text, good enough to tell what it is.
pub(crate) fn peek(head: &[u8]) -> String {
    match of_stream(head) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            encoding.decode(head).0.into_owned()
        }
        _ => {
            let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
            // Single-byte encodings have ASCII in common, and nothing else is looked at.
            if std::str::from_utf8(head).is_ok() || is_mostly_utf_8(head) {
                String::from_utf8_lossy(head).into_owned()
            } else {
                WINDOWS_1252.decode_without_bom_handling(head).0.into_owned()
            }
        }
    }
}

/// A stream of any encoding as one of UTF-8.
pub(crate) struct Utf8<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    raw_ended: bool,
    out: Vec<u8>,
    out_at: usize,
    done: bool,
}

impl<R: Read> Utf8<R> {
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            raw_at: 0,
            raw_ended: false,
            out: Vec::new(),
            out_at: 0,
            done: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.out_at >= self.out.len() && !self.done {
            if self.raw_at >= self.raw.len() && !self.raw_ended {
                self.raw.resize(SAMPLE, 0);
                let n_bytes = self.input.read(&mut self.raw)?;
                self.raw.truncate(n_bytes);
                self.raw_at = 0;
                self.raw_ended = n_bytes == 0;
            }
            self.out.resize(SAMPLE * 3, 0);
            let raw = self.raw.get(self.raw_at..).unwrap_or(&[]);
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.out, self.raw_ended);
            self.raw_at += read;
            self.out.truncate(written);
            self.out_at = 0;
            self.done = self.raw_ended && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let rest = self.out.get(self.out_at..).unwrap_or(&[]);
        let n_bytes = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..n_bytes), rest.get(..n_bytes)) {
            to.copy_from_slice(from);
        }
        self.out_at += n_bytes;
        Ok(n_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The café in Zürich was “closed”, Łukasz said.";

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        let bytes = text.encode_utf16().map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        bytes.flatten().collect()
    }

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, remarks: &[&str]) {
        let decoded = decode(bytes.to_vec(), declared, true);
        assert_eq!(
            (decoded.text.as_str(), decoded.remarks.iter().map(String::as_str).collect::<Vec<_>>()),
            (text, remarks.to_vec())
        );
    }

    #[test]
    fn encodings_are_found_and_named() {
        check(TEXT.as_bytes(), None, TEXT, &[]);
        check(format!("\u{feff}{TEXT}").as_bytes(), None, TEXT, &[]);
        check(&utf_16(TEXT, false), None, TEXT, &["is read as UTF-16LE"]);
        check(&utf_16(TEXT, true), None, TEXT, &["is read as UTF-16BE"]);
        check(&utf_16(&format!("\u{feff}{TEXT}"), true), None, TEXT, &["is read as UTF-16BE"]);
        let western = b"The caf\xE9 was \x93closed\x94, he said, and the fa\xE7ade was painted.";
        let words = "The café was “closed”, he said, and the façade was painted.";
        check(western, None, words, &["is read as windows-1252"]);
        check(western, Some("iso-8859-1"), words, &["is read as windows-1252"]);
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        check(TEXT.as_bytes(), Some("iso-8859-1"), TEXT, &["is UTF-8, although it says windows-1252"]);
        let page = format!("<meta charset='windows-1251'><p>{TEXT}");
        check(page.as_bytes(), None, &page, &["is UTF-8, although it says windows-1251"]);
        check(b"caf\xE9 and caf\xE9", Some("utf-8"), "café and café", &["is read as windows-1252"]);
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>\xCC\xEE\xF1\xEA\xE2\xE0";
        let decoded = decode(page.to_vec(), None, true);
        assert!(decoded.text.ends_with("Москва"), "{}", decoded.text);
    }

    #[test]
    fn a_few_invalid_bytes_do_not_make_it_another_encoding() {
        check(
            b"Caf\xC3\xA9 \xC3\xBC \xE2\x80\x9Cclosed\xE2\x80\x9D \xFF.",
            None,
            "Café ü “closed” \u{fffd}.",
            &["damaged: byte 22: invalid UTF-8; 1 of these, the first here, were replaced"],
        );
        check(
            b"The envoys met at the caf\xC3",
            None,
            "The envoys met at the caf\u{fffd}",
            &["damaged: byte 25: invalid UTF-8; 1 of these, the first here, were replaced"],
        );
    }

    #[test]
    fn a_stream_is_decoded_whatever_the_pieces() {
        let long = TEXT.repeat(500);
        for big in [false, true] {
            let bytes = utf_16(&format!("\u{feff}{long}"), big);
            let encoding = of_stream(&bytes).unwrap();
            let mut text = String::new();
            Utf8::new(bytes.as_slice(), encoding).read_to_string(&mut text).unwrap();
            assert_eq!(text, long);
        }
    }
}
