//! Bad input: each ends as a skip that names the place and the reason, and the rest is read.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod made;

use std::fs;
use std::io::{Read, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dragoman_intake::disk::{self, Articles};
use dragoman_intake::read::{Columns, Found, Input, Limits, Reason, Settings, is_damage};
use made::{
    ENVOYS, Findings, HARBOUR, check, gather, gzip, named, page, parquet, read, read_with, tar, warc, zip,
    zstd,
};
use proptest::prelude::*;

/// A folder of the test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// What is found in files and folders, with the folder's name left away.
fn found_in(folder: &Path, paths: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
    let mut found = Vec::new();
    let _ = disk::read_all(&paths, &Settings::default(), &mut |one| {
        found.push(match one.and_then(Found::article) {
            Ok(article) => article.id,
            Err(skip) => skip.to_string(),
        });
        ControlFlow::Continue(())
    });
    let name = format!("{}/", folder.display());
    found.into_iter().map(|one| one.replace(&name, "")).collect()
}

fn line(text: &str) -> String {
    serde_json::json!({ "text": text }).to_string() + "\n"
}

/// A stream of as many bytes as are wanted, without the memory for them.
fn stream_of(head: &str, byte: u8, n_bytes: u64, tail: &str) -> impl Read + use<> {
    let body = std::io::repeat(byte).take(n_bytes);
    std::io::Cursor::new(head.as_bytes().to_vec())
        .chain(body)
        .chain(std::io::Cursor::new(tail.as_bytes().to_vec()))
}

#[test]
fn a_page_that_is_cut_off_is_read_as_far_as_it_goes() {
    let whole = page("Envoys meet", ENVOYS);
    let article = read(&whole.as_bytes()[..whole.len() - 150]).remove(0).unwrap();
    assert!(article.text.contains(ENVOYS));
    check(&read(b"<html><head><title>Envoys me"), &["input: no article was found in the page"]);
}

#[test]
fn a_wrong_charset_in_the_header_is_noticed() {
    let body = page("Envoys meet", &ENVOYS.replace("Geneva", "Zürich"));
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n{body}");
    let article = read(&warc("response", "https://news.example/1", response.as_bytes())).remove(0).unwrap();
    assert!(article.text.contains("Zürich"));
    assert!(
        article.remarks.contains(&"is UTF-8, although it says windows-1252".to_owned()),
        "{:?}",
        article.remarks
    );
}

#[test]
fn utf_16_is_read_and_named() {
    for text in [format!("\u{feff}{ENVOYS}"), ENVOYS.to_owned()] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let article = read(&bytes).remove(0).unwrap();
        assert_eq!(
            (article.text.as_str(), article.remarks.as_slice()),
            (ENVOYS, ["is read as UTF-16BE".to_owned()].as_slice())
        );
    }
}

#[test]
fn zero_bytes_are_damage_and_stay_in_the_text() {
    let text = ENVOYS.replace("Geneva ", "Geneva\0");
    let article = read(text.as_bytes()).remove(0).unwrap();
    assert_eq!(article.text, text);
    assert_eq!(article.remarks, ["damaged: 1 zero bytes stand in the text"]);
    check(&read(&[0; 5000]), &["input: is binary, in which no article can be read"]);
}

#[test]
fn invalid_utf_8_is_damage() {
    let bytes =
        [b"Za\xC3\xBCrich \xE2\x80\x9Copened\xE2\x80\x9D \xFF ".as_slice(), ENVOYS.as_bytes()].concat();
    let article = read(&bytes).remove(0).unwrap();
    assert!(article.text.starts_with("Zaürich “opened” \u{fffd} The envoys"));
    assert!(article.remarks.iter().all(|remark| is_damage(remark)) && article.remarks.len() == 1);
    let row = [b"{\"text\": \"Caf\xC3\xA9 \xFF ".as_slice(), ENVOYS.as_bytes(), b"\"}"].concat();
    let article = read(&row).remove(0).unwrap();
    assert!(article.text.starts_with("Café \u{fffd} The"));
    assert!(is_damage(&article.remarks[0]));
}

#[test]
fn a_line_of_200_megabytes_is_passed_over() {
    let megabytes = 200 << 20;
    let skip = "is longer than the 16777216 bytes that an article may have; divide it, for instance into one article a line (JSONL)";
    let plain = stream_of("Envoys ", b'x', megabytes, "");
    check(&gather(Input::Stream(Box::new(plain)), &Settings::default()), &[&format!("input: {skip}")]);

    let first = line(ENVOYS);
    let rows =
        stream_of(&format!("{first}{{\"text\": \""), b'x', megabytes, &format!("\"}}\n{}", line(HARBOUR)));
    check(
        &gather(Input::Stream(Box::new(rows)), &Settings::default()),
        &[
            "input#1",
            "input: record 2: is longer than the 67108864 bytes that a line may have; divide it, for instance into one \
             article a line (JSONL)",
            "input#3",
        ],
    );
}

#[test]
fn values_and_rows_without_end_are_passed_over_in_bounded_memory() {
    let limits = Limits { record: 100_000, ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let list = stream_of(
        &format!("[{},{{\"text\": \"", line(ENVOYS)),
        b'x',
        5 << 20,
        &format!("\"}},{}]", line(HARBOUR)),
    );
    let found = gather(Input::Stream(Box::new(list)), &settings);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);

    let table = stream_of(
        &format!("id,text\n1,\"{ENVOYS}\"\n2,\""),
        b'x',
        5 << 20,
        &format!("\"\n3,\"{HARBOUR}\"\n"),
    );
    let found = gather(Input::Stream(Box::new(table)), &settings);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);

    // A quotation mark that is never closed takes the rest of the file with it, and says so.
    let table = stream_of(&format!("id,text\n1,\"{ENVOYS}\"\n2,\""), b'x', 5 << 20, "");
    let found = gather(Input::Stream(Box::new(table)), &settings);
    assert!(found.len() == 2 && found[1].is_err(), "{found:?}");
}

#[test]
fn ten_thousand_nested_tags_are_read() {
    for (open, close) in [("<div>", "</div>"), ("<b><i>", ""), ("<table><tr><td>", "")] {
        let nested = format!(
            "<html><body>{}<p>{ENVOYS}</p><p>{HARBOUR}</p>{}</body></html>",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        assert_eq!(read(nested.as_bytes()).len(), 1);
    }
    let nested = format!("{{\"text\": {}1{}}}\n{}", "[".repeat(10_000), "]".repeat(10_000), line(ENVOYS));
    let found = read(nested.as_bytes());
    assert!(matches!(&found[0], Err(skip) if matches!(skip.reason, Reason::Malformed(_))));
    assert!(found[1].is_ok());
}

#[test]
fn bombs_are_given_up_and_the_rest_is_read() {
    let limits = Limits { free: 1 << 20, ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let bomb = "unpacks to more than 200 times its size, as a bomb does; the rest of it is not read (unpack it by other \
                means if it is sound)";
    let rows = line(&format!("{ENVOYS}{}", " ".repeat(3000))).repeat(3000);
    for packed in [gzip(rows.as_bytes()), gzip(&gzip(&vec![b'x'; 20 << 20])), zstd(&vec![b'x'; 50 << 20])] {
        let found = gather(Input::Stream(Box::new(packed.as_slice())), &settings);
        let Some(Err(last)) = found.last() else { panic!("{found:?}") };
        assert!(last.to_string().ends_with(bomb), "{last}");
    }
    let zeros = vec![b' '; 2 << 20];
    let files: Vec<(String, &[u8])> = (0..5).map(|nth| (format!("{nth}.txt"), zeros.as_slice())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let found = gather(Input::Bytes(zip(&files).into()), &settings);
    assert!(found.iter().all(Result::is_err));
    assert!(found.last().unwrap().as_ref().unwrap_err().to_string().ends_with(bomb), "{found:?}");

    let folder = folder("bombs");
    fs::write(folder.join("1.zst"), zstd(&vec![b' '; 300 << 20])).unwrap();
    fs::write(folder.join("2.txt"), ENVOYS).unwrap();
    assert_eq!(
        found_in(&folder, &["."]),
        [
            "./1.zst: is longer than the 16777216 bytes that an article may have; divide it, for instance into one \
             article a line (JSONL)",
            "./2.txt",
        ]
    );
}

#[test]
fn what_is_packed_too_often_is_left() {
    let packed = (0..8).fold(ENVOYS.as_bytes().to_vec(), |packed, _| gzip(&packed));
    check(&read(&packed), &["input: is packed more than 5 times over; unpack it"]);
    let nested = (0..8).fold(ENVOYS.as_bytes().to_vec(), |packed, _| tar(&[("inner", &packed)]));
    let found = read(&nested);
    assert!(
        found[0].as_ref().unwrap_err().to_string().ends_with("is packed more than 5 times over; unpack it")
    );
}

#[test]
fn a_web_archive_that_is_cut_in_the_middle_is_read_as_far_as_it_goes() {
    let html = page("Envoys meet", ENVOYS);
    let record =
        warc("response", "https://news.example/1", format!("HTTP/1.1 200 OK\r\n\r\n{html}").as_bytes());
    let two = [record.clone(), record.clone()].concat();
    let cut = &two[..two.len() - 300];
    let content = 19 + html.len();
    check(
        &read(cut),
        &["input#1", &format!("input: record 2: is cut off: {} of {content} bytes are there", content - 296)],
    );
    check(
        &read(&two[..record.len() + 30]),
        &["input#1", "input: record 2: is cut off: the file ends within the head of a record"],
    );
    let packed = [gzip(&record), gzip(&record)].concat();
    let found = read(&packed[..packed.len() - 60]);
    assert!(found[0].is_ok());
    assert!(matches!(&found[1], Err(skip) if matches!(skip.reason, Reason::CutOff(_))), "{:?}", found[1]);
    let lost = [b"stray\r\nlines\r\n".as_slice(), &record].concat();
    check(
        &read(&[record.clone(), lost].concat()),
        &["input#1", "input: record 2: is malformed: 2 lines before it belong to no record", "input#2"],
    );
}

#[test]
fn a_parquet_file_or_table_without_the_named_column_says_which_it_has() {
    let has = "has no column \"corpo\"; it has \"text\", \"date\"; name the one to take";
    check(&named("corpo", &parquet("text", &[ENVOYS])), &[&format!("input: {has}")]);
    check(&named("corpo", b"text,date\nEnvoys met.,2023-06-18\n"), &[&format!("input: {has}")]);
    check(
        &read(&parquet("corpo", &[ENVOYS])),
        &["input: has no column \"text\"; it has \"corpo\", \"date\"; name the one to take"],
    );
    check(
        &named("corpo", line(ENVOYS).as_bytes()),
        &["input: record 1: has no column \"corpo\"; it has \"text\"; name the one to take"],
    );
}

#[test]
fn a_damaged_parquet_file_is_malformed() {
    let sound = parquet("text", &[ENVOYS, HARBOUR]);
    let cut = read(&sound[..sound.len() - 40]);
    assert!(matches!(&cut[0], Err(skip) if matches!(skip.reason, Reason::Malformed(_))), "{cut:?}");
}

#[test]
fn a_page_without_an_article_and_an_empty_file_are_skips() {
    check(
        &read(b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
        &["input: no article was found in the page"],
    );
    check(&read(b""), &["input: is empty"]);
    check(&read(b" \n\t\n"), &["input: has no text"]);
    check(&read(&gzip(b"")), &["input: is empty"]);
    check(&read(b"{\"text\": \"  \", \"title\": \"Envoys meet\"}"), &["input: record 1: has no text"]);
    check(&read(b"%PDF-1.7\n..."), &["input: is a PDF file, in which no article can be read"]);
}

#[test]
fn a_broken_line_does_not_hide_the_next() {
    let rows = format!("{}{{\"text\": \"Envoys\n[1]\nnothing\n{}", line(ENVOYS), line(HARBOUR));
    let found = read(rows.as_bytes());
    let words: Vec<String> = found
        .iter()
        .map(|one| one.as_ref().map_or_else(ToString::to_string, |article| article.id.clone()))
        .collect();
    assert_eq!(words[0], "input#1");
    assert!(
        words[1].starts_with("input: record 2: is malformed: EOF while parsing a string"),
        "{}",
        words[1]
    );
    assert_eq!(words[2], "input: record 3: is malformed: it is no object");
    assert!(words[3].starts_with("input: record 4: is malformed: expected ident"), "{}", words[3]);
    assert_eq!(words[4], "input#5");
}

#[test]
fn ragged_rows_are_skips() {
    let table = format!(
        "id,date,text\n1,2023-06-18,\"{ENVOYS}\"\n2,\"{ENVOYS}\"\n3,2023-06-18,a,b\n4,2023-06-18,\"{HARBOUR}\"\n"
    );
    check(
        &read(table.as_bytes()),
        &[
            "1",
            "input: record 2: is malformed: 2 cells, but 3 columns",
            "input: record 3: is malformed: 4 cells, but 3 columns",
            "4",
        ],
    );
}

#[test]
fn folders_are_read_in_order_and_loops_and_hidden_files_are_named() {
    let folder = folder("loops");
    fs::create_dir_all(folder.join("b/inner")).unwrap();
    fs::write(folder.join("c.txt"), ENVOYS).unwrap();
    fs::write(folder.join("a.txt"), ENVOYS).unwrap();
    fs::write(folder.join("b/inner/one.jsonl"), line(ENVOYS)).unwrap();
    fs::write(folder.join(".hidden"), ENVOYS).unwrap();
    std::os::unix::fs::symlink("..", folder.join("b/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("d.txt")).unwrap();
    let found = found_in(&folder, &["."]);
    assert_eq!(
        found,
        [
            "./.hidden: is hidden; name it to have it read",
            "./a.txt",
            "./b/inner/one.jsonl#1",
            "./b/up: leads back to .",
            "./c.txt",
            "./d.txt: cannot be read: No such file or directory (os error 2)",
        ]
    );
    assert_eq!(
        found_in(&folder, &["[ac].txt", ".hidden", "no*.txt"]),
        ["a.txt", "c.txt", ".hidden", "no*.txt: cannot be read: No such file or directory (os error 2)",]
    );
}

#[test]
fn a_file_that_vanishes_is_named_and_the_next_is_read() {
    let folder = folder("vanishing");
    for name in ["1.txt", "2.txt", "3.txt"] {
        fs::write(folder.join(name), ENVOYS).unwrap();
    }
    let mut found = Vec::new();
    let _ = disk::read_all(std::slice::from_ref(&folder), &Settings::default(), &mut |one| {
        // The walk has listed the folder by now.
        let _ = fs::remove_file(folder.join("2.txt"));
        found.push(one.map(|found| found.n_bytes()).map_err(|skip| skip.reason));
        ControlFlow::Continue(())
    });
    assert_eq!(
        found,
        [
            Ok(ENVOYS.len()),
            Err(Reason::Unreadable("No such file or directory (os error 2)".to_owned())),
            Ok(ENVOYS.len()),
        ]
    );
}

#[test]
fn a_pipe_in_a_folder_does_not_keep_us_waiting() {
    let folder = folder("pipes");
    fs::write(folder.join("a.txt"), ENVOYS).unwrap();
    let pipe = folder.join("b");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(
        found_in(&folder, &["."]),
        ["./a.txt", "./b: is a pipe, socket or device, in which no article can be read"]
    );
}

#[test]
fn articles_come_one_by_one_and_may_be_left() {
    let folder = folder("many");
    let path = folder.join("rows.jsonl");
    fs::File::create(&path).unwrap().write_all(line(ENVOYS).repeat(300).as_bytes()).unwrap();
    let all: Findings = Articles::of(vec![path.clone()], Settings::default()).collect();
    assert_eq!(all.len(), 300);
    let mut some = Articles::of(vec![path], Settings::default());
    assert!(some.next().unwrap().is_ok());
}

/// Sound inputs of every format, to be damaged.
fn sound() -> Vec<Vec<u8>> {
    let rows = format!("{}{}", line(ENVOYS), line(HARBOUR));
    let html = page("Envoys meet", ENVOYS);
    let record =
        warc("response", "https://news.example/1", format!("HTTP/1.1 200 OK\r\n\r\n{html}").as_bytes());
    let rss = format!(
        "<rss version='2.0'><channel><item><title>Envoys</title><description>{html}</description></item></channel></rss>"
    );
    let table = format!("id,text\n1,\"{ENVOYS}\"\n2,\"{HARBOUR}\"\n");
    vec![
        parquet("text", &[ENVOYS, HARBOUR, ENVOYS]),
        zip(&[("a.txt", ENVOYS.as_bytes()), ("b.jsonl", rows.as_bytes())]),
        tar(&[("a.txt", ENVOYS.as_bytes()), ("b.jsonl", rows.as_bytes())]),
        zstd(rows.as_bytes()),
        gzip(&record),
        record,
        rss.into_bytes(),
        table.into_bytes(),
        rows.into_bytes(),
        html.into_bytes(),
        made::brotli(),
        made::xz(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damage_anywhere_ends_in_articles_and_skips(
        which in 0..12_usize,
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in 0.3..=1.0_f64,
    ) {
        let mut bytes = sound().remove(which);
        for (place, byte) in &places {
            let at = place.index(bytes.len());
            bytes[at] = *byte;
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        let found = read(&bytes);
        prop_assert!(!found.is_empty(), "nothing is lost silently");
        for article in found.iter().flatten() {
            for block in &article.blocks {
                prop_assert!(article.text.get(block.span.range()).is_some());
            }
        }
    }

    #[test]
    fn any_bytes_end_in_articles_and_skips(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(!read(&bytes).is_empty());
    }
}

#[test]
fn settings_are_the_callers() {
    let columns = Columns { text: Some("t".to_owned()), ..Columns::default() };
    let limits = Limits { article: 100, ..Limits::default() };
    let found = read_with(ENVOYS.as_bytes(), &Settings { columns, limits });
    assert!(
        matches!(&found[0], Err(skip) if skip.reason == Reason::TooLarge { what: "an article", limit: 100 })
    );
}
