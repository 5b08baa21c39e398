//! Inputs made for tests.
#![allow(dead_code, unreachable_pub, reason = "each test file takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use dragoman_intake::read::{self, Columns, Found, Input, Settings, Skip};
use dragoman_text::Article;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

pub const ENVOYS: &str = "The envoys of both countries met in Geneva on Monday for the first talks since the war \
    began, and they agreed to meet again next month, their spokesman said after the meeting.";

pub const HARBOUR: &str = "The harbour was closed for a second day because of the storm, which had torn two ships \
    from their moorings, and the mayor said that it would not be opened before the end of the week.";

pub type Findings = Vec<Result<Article, Skip>>;

/// What is found in some bytes that are called "input".
pub fn read(bytes: &[u8]) -> Findings {
    read_with(bytes, &Settings::default())
}

/// The same with settings, and once more from a stream, which must give the same.
pub fn read_with(bytes: &[u8], settings: &Settings) -> Findings {
    let from_memory = gather(Input::Bytes(Bytes::copy_from_slice(bytes)), settings);
    assert_eq!(from_memory, gather(Input::Stream(Box::new(bytes)), settings));
    from_memory
}

pub fn gather(input: Input<'_>, settings: &Settings) -> Findings {
    let mut findings = Vec::new();
    let _ = read::read(input, "input", settings, &mut |found| {
        findings.push(found.and_then(Found::article));
        ControlFlow::Continue(())
    });
    findings
}

/// The same with the text in a column of that name.
pub fn named(text: &str, bytes: &[u8]) -> Findings {
    let columns = Columns { text: Some(text.to_owned()), ..Columns::default() };
    read_with(bytes, &Settings { columns, ..Settings::default() })
}

/// Compares findings, each an id or the words of a skip.
pub fn check(findings: &[Result<Article, Skip>], expected: &[&str]) {
    let words: Vec<String> = findings
        .iter()
        .map(|found| match found {
            Ok(article) => article.id.clone(),
            Err(skip) => skip.to_string(),
        })
        .collect();
    assert_eq!(words, expected);
}

/// A page with an article that is long enough to be found.
pub fn page(title: &str, text: &str) -> String {
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
         <nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1>"
    );
    for text in [text, HARBOUR, text, HARBOUR] {
        let _ = write!(page, "<p>{text}</p>");
    }
    page + "</article></body></html>"
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 3).unwrap()
}

pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A record of a web archive.
pub fn warc(kind: &str, url: &str, content: &[u8]) -> Vec<u8> {
    let media = match kind {
        "response" => "application/http; msgtype=response",
        "request" => "application/http; msgtype=request",
        "resource" => "text/html",
        _ => "application/warc-fields",
    };
    let length = content.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// A Parquet file with a column of text, and one with the days of June 2023 from the 18th on.
pub fn parquet(text: &str, rows: &[&str]) -> Vec<u8> {
    let schema = format!("message m {{ required binary {text} (UTF8); required int32 date (DATE); }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut bytes = Vec::new();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    let mut group = file.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let words: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(row.as_bytes().to_vec())).collect();
    column.typed::<ByteArrayType>().write_batch(&words, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let days: Vec<i32> = (19_526..).take(rows.len()).collect();
    column.typed::<Int32Type>().write_batch(&days, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    file.close().unwrap();
    bytes
}

/// The page of the envoys, packed by Google's own program.
pub fn brotli() -> Vec<u8> {
    include_bytes!("envoys.html.br").to_vec()
}

/// The words of the envoys, packed by `xz`.
pub fn xz() -> Vec<u8> {
    include_bytes!("envoys.txt.xz").to_vec()
}
