//! What is packed: gzip, zstd, xz and Brotli around one stream, ZIP and tar around many files.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::limits::{Unpacked, read_all};
use super::skip::Reason;
use super::{Input, Place, Walk};

/// A window of more than this is not kept for any file; `zstd --long` uses as much.
const ZSTD_WINDOW_LOG: u32 = 27;

/// The most bytes of a dictionary at the front of a `.warc.zst`.
const DICTIONARY: u32 = 16 << 20;

/// Reads what is packed in gzip, in one member or in many.
pub(crate) fn read_gzip(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let stream = MultiGzDecoder::new(BufReader::with_capacity(64 << 10, stream));
    enter(walk, stream, place)
}

/// Reads what is packed in Brotli.
pub(crate) fn read_brotli(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    enter(walk, brotli_decompressor::Decompressor::new(stream, 64 << 10), place)
}

/// Reads what is packed in xz.
pub(crate) fn read_xz(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    enter(walk, lzma_rust2::XzReader::new(stream, true), place)
}

/// Reads what is packed in zstd, in one frame or in many. A WARC may begin with a dictionary in a frame of its own.
pub(crate) fn read_zstd(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    let opened = dictionary_of(&mut stream).and_then(|dictionary| {
        let mut decoder = zstd::Decoder::with_dictionary(stream, &dictionary)?;
        decoder.window_log_max(ZSTD_WINDOW_LOG)?;
        Ok(decoder)
    });
    match opened {
        Ok(stream) => enter(walk, stream, place),
        Err(error) => walk.skip(place, Reason::of(&error)),
    }
}

fn dictionary_of(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let [0x5D, 0x2A, 0x4D, 0x18, size @ ..] = stream.fill_buf()? else { return Ok(Vec::new()) };
    let Some(Ok(size)) = size.get(..4).map(<[u8; 4]>::try_from) else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    let size = u32::from_le_bytes(size);
    if size > DICTIONARY {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "its dictionary is too large"));
    }
    stream.consume(8);
    let mut dictionary = Vec::new();
    stream.take(u64::from(size)).read_to_end(&mut dictionary)?;
    if dictionary.starts_with(b"\x28\xB5\x2F\xFD") {
        let mut unpacked = Vec::new();
        zstd::Decoder::new(dictionary.as_slice())?.take(u64::from(DICTIONARY)).read_to_end(&mut unpacked)?;
        return Ok(unpacked);
    }
    Ok(dictionary)
}

fn enter<'a>(walk: &mut Walk<'_>, stream: impl Read + 'a, place: &Place) -> ControlFlow<()> {
    let stream = Unpacked(stream, walk.meter.clone());
    walk.enter(Input::Stream(Box::new(stream)), &place.deeper())
}

/// Returns what a server packed for its way; where it does not unpack, it was perhaps not packed.
pub(crate) fn unpack_body(walk: &Walk<'_>, body: Vec<u8>, coding: &str) -> Result<Vec<u8>, Reason> {
    let limit = walk.settings.limits.article;
    let unpack = |stream: &mut dyn Read| read_all(Unpacked(stream, walk.meter.clone()), limit, "a page");
    let mut from = body.as_slice();
    let unpacked = match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => unpack(&mut MultiGzDecoder::new(from)),
        "deflate" => match unpack(&mut ZlibDecoder::new(from)) {
            // Some servers leave the frame away.
            Err(Reason::Malformed(_)) => unpack(&mut DeflateDecoder::new(from)),
            other => other,
        },
        "br" => unpack(&mut brotli_decompressor::Decompressor::new(&mut from, 4096)),
        "zstd" if body.starts_with(b"\x28\xB5\x2F\xFD") => zstd::Decoder::new(from)
            .map_err(|error| Reason::of(&error))
            .and_then(|mut stream| unpack(&mut stream)),
        _ => return Ok(body),
    };
    match unpacked {
        Err(Reason::Malformed(_)) if body.trim_ascii_start().starts_with(b"<") => Ok(body),
        other => other,
    }
}

/// Reads the files of a tar archive, in their order.
pub(crate) fn read_tar(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.skip(place, Reason::of(&error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            // Nobody knows where the next file begins.
            Err(error) => return walk.skip(place, Reason::of(&error)),
        };
        let place = place.member(&String::from_utf8_lossy(&entry.path_bytes()));
        let kind = entry.header().entry_type();
        if kind.is_dir() {
            continue;
        }
        if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
            walk.skip(&place, Reason::Other("a link or device".to_owned()))?;
            continue;
        }
        walk.enter(Input::Stream(Box::new(entry)), &place)?;
    }
    ControlFlow::Continue(())
}

/// Reads the files of a ZIP archive, in their order.
pub(crate) fn read_zip(walk: &mut Walk<'_>, input: Input<'_>, place: &Place) -> ControlFlow<()> {
    match input {
        Input::File(file) => read_zip_from(walk, BufReader::<File>::new(file), place),
        Input::Bytes(bytes) => read_zip_from(walk, Cursor::new(bytes), place),
        Input::Stream(stream) => match walk.in_memory(stream, "an archive in an archive") {
            Ok(bytes) => read_zip_from(walk, Cursor::<Bytes>::new(bytes), place),
            Err(reason) => walk.skip(place, reason),
        },
    }
}

fn read_zip_from(walk: &mut Walk<'_>, source: impl Read + Seek, place: &Place) -> ControlFlow<()> {
    let mut archive = match zip::ZipArchive::new(source) {
        Ok(archive) => archive,
        Err(error) => return walk.skip(place, Reason::Malformed(error.to_string())),
    };
    for at in 0..archive.len() {
        let name = archive.name_for_index(at).and_then(Result::ok).map(std::borrow::Cow::into_owned);
        let place = place.member(&name.unwrap_or_else(|| format!("file {}", at + 1)));
        let file = match archive.by_index(at) {
            Ok(file) => file,
            Err(error) => {
                walk.skip(&place, Reason::Malformed(error.to_string()))?;
                continue;
            }
        };
        if file.is_dir() {
            continue;
        }
        let stream = Unpacked(file, walk.meter.clone());
        walk.enter(Input::Stream(Box::new(stream)), &place)?;
    }
    ControlFlow::Continue(())
}
