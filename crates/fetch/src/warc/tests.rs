use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::*;

/// A folder of the test's own, empty, and gone after it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> Folder {
    let folder = std::env::temp_dir().join(format!("dragoman-fetch-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    Folder(folder)
}

fn page(url: &str) -> Page {
    Page {
        url: url.to_owned(),
        redirects: Vec::new(),
        fetched: "2026-03-03T09:00:00Z".parse().unwrap(),
        status: 200,
        headers: vec![
            ("content-type".to_owned(), "text/html".to_owned()),
            ("content-encoding".to_owned(), "gzip".to_owned()),
            ("x-evil".to_owned(), "a\r\nInjected: b".to_owned()),
        ],
        body: format!("<p>The page at {url}.</p>").into_bytes(),
    }
}

fn link(url: &str) -> Link {
    let some = |text: &str| Some(text.to_owned());
    Link {
        url: url.to_owned(),
        title: some("Müller’s visit\r\nWARC-Type: evil"),
        published: some("Tue, 03 Mar 2026 09:00:00 GMT"),
        updated: None,
        outlet: some("The Example"),
    }
}

fn open(out: &Path, mark: Option<&Mark>) -> Result<(Archive, Resumed), StoreError> {
    Archive::open(out, mark, "dragoman/test".to_owned())
}

fn unpack(path: &Path) -> String {
    let mut text = String::new();
    MultiGzDecoder::new(File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_page_becomes_a_response_with_what_the_feed_says() {
    let folder = folder("form");
    let out = folder.0.join("news.warc.gz");
    let (mut archive, resumed) = open(&out, None).unwrap();
    assert_eq!(resumed, Resumed::default());
    archive
        .append(
            &page("https://news.example/a"),
            "https://news.example/feed",
            &link("https://news.example/a?rss"),
        )
        .unwrap();
    let text = unpack(&out);
    let (info, response) = text.split_once("\r\n\r\nWARC/1.1\r\n").unwrap();
    assert!(info.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"));
    assert!(info.ends_with(
        "software: dragoman/test\r\nformat: WARC File Format 1.1\r\nconformsTo: \
        http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n"
    ));
    let mut lines: Vec<&str> = response.split("\r\n").collect();
    let id = lines.remove(10);
    assert!(
        id.starts_with("WARC-Record-ID: <urn:uuid:") && id.len() == "WARC-Record-ID: <urn:uuid:>".len() + 36,
        "{id}"
    );
    assert_eq!(
        lines,
        [
            "WARC-Type: response",
            "WARC-Date: 2026-03-03T09:00:00Z",
            "WARC-Target-URI: https://news.example/a",
            "WARC-Payload-Digest: sha256:b2f7541233b2950c516117f1b65fba182c5dacef76b88252219128843edf95be",
            "Dragoman-Feed: https://news.example/feed",
            "Dragoman-Feed-Link: https://news.example/a?rss",
            "Dragoman-Feed-Title: Müller’s visit  WARC-Type: evil",
            "Dragoman-Feed-Published: Tue, 03 Mar 2026 09:00:00 GMT",
            "Dragoman-Feed-Outlet: The Example",
            "Content-Type: application/http; msgtype=response",
            "Content-Length: 162",
            "",
            "HTTP/1.1 200 OK",
            "content-type: text/html",
            "X-Crawl-content-encoding: gzip",
            "x-evil: a  Injected: b",
            "Content-Length: 42",
            "",
            "<p>The page at https://news.example/a.</p>",
            "",
            "",
        ]
    );
}

#[test]
fn half_a_record_is_cut_off_wherever_it_ends() {
    let folder = folder("cut");
    let out = folder.0.join("news.warc.gz");
    let (mut archive, _) = open(&out, None).unwrap();
    archive.append(&page("https://news.example/a"), "f", &link("https://news.example/a")).unwrap();
    let whole = archive.mark();
    archive.append(&page("https://news.example/b"), "f", &link("https://news.example/b?rss")).unwrap();
    let full = archive.mark().length;
    drop(archive);
    let bytes = fs::read(&out).unwrap();
    let text = unpack(&out);
    // With a state and without one.
    for mark in [Some(&whole), None] {
        for length in (whole.length..full).step_by(7) {
            fs::write(&out, &bytes[..length as usize]).unwrap();
            let (mut archive, resumed) = open(&out, mark).unwrap();
            assert_eq!(resumed.cut, length - whole.length);
            assert!(!resumed.fetched.iter().any(|url| url.contains("/b")), "{length}");
            assert_eq!(resumed.fetched.is_empty(), mark.is_some(), "{length}");
            archive
                .append(&page("https://news.example/b"), "f", &link("https://news.example/b?rss"))
                .unwrap();
            drop(archive);
            assert_eq!(fs::read(&out).unwrap(), bytes, "{length}");
        }
    }
    let (_, resumed) = open(&out, Some(&whole)).unwrap();
    assert_eq!(resumed.fetched, ["https://news.example/b", "https://news.example/b?rss"]);
    assert_eq!(unpack(&out), text);
}

#[test]
fn what_a_dying_disk_leaves_after_the_mark_is_cut_and_before_it_is_told() {
    let folder = folder("rot");
    let out = folder.0.join("news.warc.gz");
    let (mut archive, _) = open(&out, None).unwrap();
    let mark = archive.mark();
    archive.append(&page("https://news.example/a"), "f", &link("https://news.example/a")).unwrap();
    drop(archive);
    let mut bytes = fs::read(&out).unwrap();
    bytes.truncate(mark.length as usize);
    bytes.extend([0; 100]);
    fs::write(&out, &bytes).unwrap();
    let error = open(&out, None).unwrap_err().to_string();
    assert!(error.contains(&format!("byte {}: not a packed WARC record", mark.length)), "{error}");
    assert_eq!(fs::read(&out).unwrap(), bytes);
    assert_eq!(open(&out, Some(&mark)).unwrap().1, Resumed { fetched: Vec::new(), cut: 100 });
}

#[test]
fn files_that_are_not_ours_stay_as_they_are() {
    let folder = folder("foreign");
    // Text; a packed text; the beginning of a large packed file.
    let pack = |bytes: &[u8]| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::none());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let mut large = pack(&[b"WARC/1.0\r\n".as_slice(), &[b'a'; 9000]].concat());
    large.truncate(8000);
    for (name, bytes) in [
        ("short", b"mine".to_vec()),
        ("text", b"not packed".to_vec()),
        ("packed", pack(b"hello")),
        ("large", large),
    ] {
        let path = folder.0.join(format!("{name}.warc.gz"));
        fs::write(&path, &bytes).unwrap();
        let error = open(&path, None).unwrap_err();
        assert!(matches!(error, StoreError::NotAnArchive { at: 0, .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn one_run_writes_at_a_time() {
    let folder = folder("lock");
    let out = folder.0.join("news.warc.gz");
    let (archive, _) = open(&out, None).unwrap();
    let error = open(&out, None).unwrap_err();
    assert!(matches!(error, StoreError::Locked(_)), "{error}");
    drop(archive);
    assert!(open(&out, None).is_ok());
}

#[test]
fn a_folder_has_numbered_files_and_the_last_is_gone_on_with() {
    let folder = folder("numbered");
    let out = folder.0.join("deep/er");
    let (archive, _) = open(&out, None).unwrap();
    assert_eq!(archive.mark().file, "news-00001.warc.gz");
    drop(archive);
    fs::write(out.join("news-00007.warc.gz"), b"").unwrap();
    fs::write(out.join("notes.txt"), b"").unwrap();
    let (mut archive, _) = open(&out, None).unwrap();
    assert_eq!(archive.mark().file, "news-00007.warc.gz");
    // As if it had become large.
    assert!(!archive.is_full());
    archive.length = ENOUGH;
    assert!(archive.is_full());
    archive.turn_over().unwrap();
    archive.append(&page("https://news.example/a"), "f", &link("https://news.example/a")).unwrap();
    assert_eq!(archive.mark().file, "news-00008.warc.gz");
    assert!(unpack(&out.join("news-00008.warc.gz")).contains("WARC-Filename: news-00008.warc.gz"));
}
