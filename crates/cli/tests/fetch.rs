//! `dragoman fetch` as its users meet it, against a server on loopback.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../fetch/tests/unruly/mod.rs"]
mod unruly;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use unruly::{Reply, Request, Server};

fn serve(answer: impl Fn(&str, usize, &Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |path, n, request| match path {
        "/robots.txt" => Reply::status(404),
        _ => answer(path, n, request),
    })
}

fn rss(links: impl IntoIterator<Item = String>) -> Reply {
    let items =
        links.into_iter().map(|link| format!("<item><title>About {link}</title><link>{link}</link></item>"));
    Reply::feed(format!("<rss><channel><title>W</title>{}</channel></rss>", items.collect::<String>()))
}

/// A folder of the test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fetch-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The command in a folder, allowed to reach the server, and not to wait for it.
fn command(folder: &Path, server: &Server, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    let port = server.port().to_string();
    command.args(["fetch", "--delay", "0", "--allow-address", "127.0.0.1", "--allow-port", &port]).args(args);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(folder: &Path, server: &Server, args: &[&str]) -> Ran {
    let output = command(folder, server, args).output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The addresses of the pages in a WARC, in its order.
fn kept(warc: &Path) -> Vec<String> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(fs::File::open(warc).unwrap()).read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("WARC-Target-URI: "));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_was_fetched_decides_how_it_ends() {
    let server = serve(|path, _, _| match path {
        "/feed" => rss(["/a".to_owned(), "/b".to_owned()]),
        "/gaps" => rss(["/c".to_owned(), "/gone".to_owned()]),
        "/gone" => Reply::status(404),
        _ => Reply::html("<p>Read.</p>"),
    });
    let folder = folder("ends");
    let (feed, gaps) = (server.url("/feed"), server.url("/gaps"));
    let ran = run(&folder, &server, &[&feed, "--out", "news.warc.gz"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert!(ran.err.contains(&format!("read        {feed} (2 links, 2 new)\n")), "{}", ran.err);
    assert!(
        ran.err.ends_with("fetched 2 pages (24 bytes); 0 were known\nfeeds: 1 read, 0 unchanged, 0 failed\n"),
        "{}",
        ran.err
    );
    assert_eq!(kept(&folder.join("news.warc.gz")), [server.url("/a"), server.url("/b")]);

    let ran = run(&folder, &server, &[&feed, "--out", "news.warc.gz", "--quiet"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err, "fetched 0 pages (0 bytes); 2 were known\nfeeds: 1 read, 0 unchanged, 0 failed\n");

    let ran = run(&folder, &server, &[&gaps, "--out", "strict", "--strict"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("skipped: 1 answered 404\n"), "{}", ran.err);
    assert_eq!(kept(&folder.join("strict/news-00001.warc.gz")), [server.url("/c")]);
    assert!(folder.join("strict/state.json").exists());

    for (args, what) in [
        (vec!["missing.txt", "--out", "x"], "dragoman: missing.txt: No such file"),
        (vec![feed.as_str()], "--out"),
        (vec![feed.as_str(), "--out", "x.warc"], "expected a file whose name ends in .warc.gz"),
        (vec![feed.as_str(), "--out", "x", "--delay", "soon"], "expected seconds"),
        (vec![feed.as_str(), "--out", "x", "--contact", "two words"], "expected an address"),
    ] {
        let ran = run(&folder, &server, &args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.err.contains(what), "{args:?}: {}", ran.err);
    }
    fs::write(folder.join("foreign.warc.gz"), "mine").unwrap();
    let ran = run(&folder, &server, &[&feed, "--out", "foreign.warc.gz"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("foreign.warc.gz: byte 0: not a packed WARC record"), "{}", ran.err);
    assert_eq!(fs::read(folder.join("foreign.warc.gz")).unwrap(), b"mine");
}

#[test]
fn feeds_come_from_lists_and_outlines() {
    let server = serve(|path, _, _| match path {
        "/one" | "/two" | "/three" => rss([format!("{path}/page")]),
        _ => Reply::html("<p>Read.</p>"),
    });
    let folder = folder("lists");
    fs::write(folder.join("list.txt"), format!("# papers\n\n{} # the first\n", server.url("/one"))).unwrap();
    let outline = format!(
        "<opml><body><outline text=\"P\"><outline xmlUrl=\"{}\"/></outline></body></opml>",
        server.url("/two")
    );
    fs::write(folder.join("papers.opml"), outline).unwrap();
    let third = server.url("/three");
    let ran = run(&folder, &server, &["list.txt", "papers.opml", &third, "--out", "x.warc.gz"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let pages: BTreeSet<String> = kept(&folder.join("x.warc.gz")).into_iter().collect();
    assert_eq!(pages, ["/one/page", "/two/page", "/three/page"].map(|path| server.url(path)).into());

    for (content, what) in [
        (
            "<rss><channel><item><link>https://a.example/</link></item></channel></rss>",
            "is a feed and not a list of feeds",
        ),
        ("just words", "is text and neither a feed nor"),
        ("# nothing\n", "names no feed"),
    ] {
        fs::write(folder.join("list.txt"), content).unwrap();
        let ran = run(&folder, &server, &["list.txt", "--out", "y.warc.gz"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(&format!("list.txt: {what}")), "{}", ran.err);
    }
}

#[test]
fn programs_read_along_and_dry_runs_list() {
    let server = serve(|path, _, _| match path {
        "/feed" => rss(["/a".to_owned()]),
        _ => Reply::html("<p>Read.</p>"),
    });
    let folder = folder("json");
    let feed = server.url("/feed");
    let ran = run(&folder, &server, &[&feed, "--out", "x.warc.gz", "--dry-run"]);
    assert_eq!((ran.code, ran.out), (Some(0), format!("{}\n", server.url("/a"))));
    assert_eq!(server.count("/a"), 0);
    assert!(!folder.join("x.warc.gz").exists());

    let ran = run(&folder, &server, &[&feed, "--out", "x.warc.gz", "--json", "--quiet"]);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["outcome"], &lines[0]["new"]), (&"read".into(), &1.into()));
    let page = serde_json::json!({
        "outcome": "fetched", "url": server.url("/a"), "feed": feed, "title": "About /a", "bytes": 12,
    });
    assert_eq!(lines[1], page);
    assert_eq!(lines[2]["summary"]["fetched"], 1);
}

#[test]
fn this_machine_is_not_reached_unless_that_is_allowed() {
    let server = serve(|_, _, _| rss([]));
    let folder = folder("private");
    let (port, local) = (server.port().to_string(), format!("http://localhost:{}/feed", server.port()));
    let numbers = server.url("/feed");
    for feed in [&numbers, &local] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
        command
            .args(["fetch", feed.as_str(), "--out", "x.warc.gz", "--allow-port", &port])
            .current_dir(&folder);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("which is not on the public internet"), "{err}");
    }
    assert_eq!(server.asked().len(), 0);
}

#[cfg(unix)]
fn signal(child: &std::process::Child, name: &str) {
    let status = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Kills runs again and again at different moments, until one comes to its end.
#[cfg(unix)]
#[test]
fn whatever_was_reported_is_there_after_a_kill() {
    const PAGES: usize = 60;
    let server = serve(|path, _, request| match path {
        "/feed" if request.headers.contains_key("if-none-match") => Reply::status(304),
        "/feed" => rss((0..PAGES).map(|n| format!("/p{n}"))).with("ETag", "\"1\""),
        _ => {
            thread::sleep(Duration::from_millis(2));
            // Letters that do not pack well, so that records take more than one block.
            let noise: String = (0..20_000_u32)
                .map(|n| char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> 27) as u8 % 26))
                .collect();
            Reply::html(&noise)
        }
    });
    let folder = folder("kill");
    let warc = folder.join("x.warc.gz");
    let feed = server.url("/feed");
    let args = [feed.as_str(), "--out", "x.warc.gz", "--json", "--quiet", "--per-host", "3"];
    let mut reported = BTreeSet::new();
    for n_lines in 1..PAGES {
        let mut child = command(&folder, &server, &args).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut take = |line: &str| {
            let report: Value = serde_json::from_str(line).unwrap();
            if report["outcome"] == "fetched" {
                assert!(reported.insert(report["url"].as_str().unwrap().to_owned()), "twice: {line}");
            }
        };
        for line in lines.by_ref().take(1 + n_lines % 7) {
            take(&line.unwrap());
        }
        signal(&child, "-KILL");
        for line in lines.map_while(Result::ok) {
            // The last line may be half a line.
            if line.ends_with('}') {
                take(&line);
            }
        }
        child.wait().unwrap();
        if reported.len() > PAGES / 2 {
            break;
        }
    }
    assert!(reported.len() < PAGES);
    let ran = run(&folder, &server, &args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let pages = kept(&warc);
    let distinct: BTreeSet<String> = pages.iter().cloned().collect();
    assert_eq!((pages.len(), distinct.len()), (PAGES, PAGES));
    assert!(reported.is_subset(&distinct));
    let ran = run(&folder, &server, &args);
    assert!(ran.out.contains("\"outcome\":\"unchanged\""), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_in_order() {
    let server = serve(|path, _, _| match path {
        "/feed" => rss(["/a".to_owned(), "/slow".to_owned(), "/c".to_owned()]),
        "/slow" => Reply::endless("HTTP/1.1 200 OK\r\n\r\n", b"a".to_vec(), Duration::from_millis(10)),
        _ => Reply::html("<p>Read.</p>"),
    });
    let folder = folder("ctrl-c");
    let feed = server.url("/feed");
    let mut child = command(&folder, &server, &[&feed, "--out", "x.warc.gz", "--json"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while server.count("/slow") == 0 {
        thread::sleep(Duration::from_millis(5));
    }
    signal(&child, "-INT");
    let last = lines.by_ref().map_while(Result::ok).last().unwrap();
    let code = child.wait().unwrap().code();
    let summary = &serde_json::from_str::<Value>(&last).unwrap()["summary"];
    assert_eq!((code, &summary["fetched"], &summary["stopped"]), (Some(0), &1.into(), &true.into()));
    assert_eq!(summary["left"], serde_json::json!({"stopped": 2}));
    assert_eq!(kept(&folder.join("x.warc.gz")), [server.url("/a")]);
    assert!(folder.join("x.warc.gz.state.json").exists());
}

#[test]
fn what_was_fetched_goes_into_a_ledger() {
    let server = serve(|path, _, _| match path {
        "/feed" => rss(["/a".to_owned(), "/b".to_owned()]),
        "/a" => Reply::html(
            "<html><head><title>Talks in Oslo</title><meta property='article:published_time' content='2024-05-03'>\
             </head><body><article><h1>Talks in Oslo</h1><p>The president of Kenya met with the president of \
             Uganda in Oslo on Thursday, and the two signed an agreement on trade and on the border between their \
             countries, officials said.</p></article></body></html>",
        ),
        _ => Reply::html(
            "<html><head><title>Envoys meet</title><meta property='article:published_time' content='2024-05-03'>\
             </head><body><article><h1>Envoys meet in Geneva</h1><p>The foreign minister of Chad met the foreign \
             minister of Niger in Geneva on Thursday, and the two spoke of the road between their capitals for three \
             hours, a spokesman said.</p></article></body></html>",
        ),
    });
    let folder = folder("add");
    let first = run(&folder, &server, &[&server.url("/feed"), "--out", "news.warc.gz", "--add", "news.db"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.err.contains("2 articles added; the ledger has 2 articles"), "{}", first.err);
    let again = run(&folder, &server, &[&server.url("/feed"), "--out", "news.warc.gz", "--add", "news.db"]);
    assert!(again.err.contains("0 articles added, 2 known before"), "{}", again.err);
    let found = Command::new(env!("CARGO_BIN_EXE_dragoman"))
        .args(["search", "--ledger", "news.db", "--actor", "KEN", "--published", "2024-05-03"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(String::from_utf8(found.stdout).unwrap().contains("CONSULT"));
}
