//! Runs from feeds to a WARC, against a server that makes them hard.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod unruly;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dragoman_fetch::{
    Fetcher, Limits, Manners, Options, Outcome, Reach, Report, Run, RunError, StoreError, Summary,
};
use flate2::read::MultiGzDecoder;
use unruly::{Reply, Request, Server, gzip};

fn serve(answer: impl Fn(&str, usize, &Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |path, n, request| match path {
        "/robots.txt" => Reply::status(404),
        _ => answer(path, n, request),
    })
}

/// RSS with these links.
fn rss(links: &[&str]) -> String {
    let items = links.iter().map(|link| {
        format!("<item><title>About {link}</title><link>{link}</link><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate></item>")
    });
    format!("<rss><channel><title>The Example</title>{}</channel></rss>", items.collect::<String>())
}

struct Ran {
    summary: Summary,
    reports: Vec<Report>,
}

impl Ran {
    /// What became of what, in the order of addresses: `fetched /a`.
    fn told(&self, server: &Server) -> Vec<String> {
        let mut told: Vec<String> = self
            .reports
            .iter()
            .map(|report| {
                let outcome = serde_json::to_value(report.outcome).unwrap();
                format!("{} {}", report.url.replace(&server.url(""), ""), outcome.as_str().unwrap())
            })
            .collect();
        told.sort();
        told
    }

    fn why(&self, outcome: Outcome) -> Vec<&str> {
        let those = self.reports.iter().filter(|report| report.outcome == outcome);
        those.filter_map(|report| report.why.as_deref()).collect()
    }
}

/// A place of the test's own to run at.
struct Place {
    out: PathBuf,
    stop: Arc<AtomicBool>,
    manners: Manners,
}

impl Place {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("follow-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let manners = Manners {
            delay: Duration::ZERO,
            backoff: Duration::from_millis(10),
            patience: Duration::from_millis(500),
            ..Manners::default()
        };
        Self { out: folder.join("news.warc.gz"), stop: Arc::default(), manners }
    }

    fn try_run(
        &self,
        server: &Server,
        feeds: &[&str],
        change: impl FnOnce(&mut Run),
    ) -> Result<Ran, RunError> {
        let limits = Limits {
            connect: Duration::from_secs(2),
            answer: Duration::from_secs(2),
            page_bytes: 64 * 1024,
            feed_bytes: 64 * 1024,
            ..Limits::default()
        };
        let reach = Reach {
            machines: vec!["127.0.0.1".parse().unwrap()],
            ports: vec![80, server.port()],
            ..Reach::default()
        };
        let options = Options { limits, manners: self.manners.clone(), reach, contact: None };
        let fetcher = Arc::new(Fetcher::stopped_by(options, Arc::clone(&self.stop)));
        let feeds: Vec<String> = feeds.iter().map(|feed| server.url(feed)).collect();
        let mut run = Run { workers: 3, ..Run::new(self.out.clone()) };
        change(&mut run);
        let mut reports = Vec::new();
        let summary = dragoman_fetch::follow(&fetcher, &feeds, &run, &mut |report| {
            reports.push(report.clone());
            Ok(())
        })?;
        Ok(Ran { summary, reports })
    }

    fn run(&self, server: &Server, feeds: &[&str]) -> Ran {
        self.try_run(server, feeds, |_| {}).unwrap()
    }

    /// The heads of the responses in the WARC, by address, without the server's own.
    fn kept(&self, server: &Server) -> BTreeMap<String, String> {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(fs::File::open(&self.out).unwrap()).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut kept = BTreeMap::new();
        for record in text.split("WARC/1.1\r\n").filter(|record| record.starts_with("WARC-Type: response")) {
            let after = record.split_once("WARC-Target-URI: ").unwrap().1;
            let url = after.split_once("\r\n").unwrap().0.replace(&server.url(""), "");
            assert!(kept.insert(url.clone(), record.to_owned()).is_none(), "{url} is there twice");
        }
        kept
    }

    fn kept_paths(&self, server: &Server) -> Vec<String> {
        self.kept(server).into_keys().collect()
    }

    fn state(&self) -> String {
        fs::read_to_string(self.out.with_file_name("news.warc.gz.state.json")).unwrap()
    }
}

#[test]
fn feeds_become_a_warc_and_are_not_read_again_while_unchanged() {
    let server = serve(|path, _, request| match path {
        "/feeds/world" if request.headers.get("if-none-match").is_some_and(|tag| tag == "\"v1\"") => {
            Reply::status(304)
        }
        "/feeds/world" => Reply::feed(rss(&[
            "/a",
            "b",
            "/a",
            "../c#part",
            "http://127.0.0.2/private",
            "mailto:me@news.example",
        ]))
        .with("ETag", "\"v1\"")
        .with("Last-Modified", "Tue, 03 Mar 2026 09:00:00 GMT"),
        "/feeds/other" => Reply::feed(rss(&["/a", "/d"])).with("ETag", "\"w1\""),
        _ => Reply::html(path),
    });
    let place = Place::new("unchanged");
    let ran = place.run(&server, &["/feeds/world", "/feeds/other"]);
    assert_eq!(
        ran.told(&server),
        [
            "/a fetched",
            "/c fetched",
            "/d fetched",
            "/feeds/b fetched",
            "/feeds/other read",
            "/feeds/world read",
            "http://127.0.0.2/private skipped",
            "mailto:me@news.example skipped",
        ]
    );
    assert_eq!((ran.summary.fetched, ran.summary.feeds_read), (4, 2));
    assert_eq!(server.count("/a"), 1);
    assert_eq!(place.kept_paths(&server), ["/a", "/c", "/d", "/feeds/b"]);
    let kept = place.kept(&server);
    assert!(kept["/feeds/b"].contains("\r\nDragoman-Feed-Title: About b\r\n"));
    assert!(kept["/feeds/b"].contains("\r\nDragoman-Feed-Published: Tue, 03 Mar 2026 09:00:00 GMT\r\n"));
    assert!(kept["/feeds/b"].contains("\r\nDragoman-Feed-Outlet: The Example\r\n"));

    // The first feed points at a machine that another run may be allowed to reach, so it is read again.
    let ran = place.run(&server, &["/feeds/world", "/feeds/other"]);
    assert_eq!((ran.summary.fetched, ran.summary.known), (0, 4));
    let again: Vec<Request> =
        server.asked().into_iter().rev().filter(|r| r.path.starts_with("/feeds/")).take(2).collect();
    let tag =
        |path: &str| again.iter().find(|r| r.path == path).unwrap().headers.get("if-none-match").cloned();
    assert_eq!((tag("/feeds/world"), tag("/feeds/other")), (None, Some("\"w1\"".to_owned())));
    assert_eq!(place.kept_paths(&server).len(), 4);
}

#[test]
fn an_unchanged_feed_is_asked_for_with_both_validators() {
    let server = serve(|path, _, request| match path {
        "/feed" if request.headers.contains_key("if-modified-since") => Reply::status(304),
        "/feed" => Reply::feed(rss(&["/a"]))
            .with("ETag", "W/\"1\"")
            .with("Last-Modified", "Tue, 03 Mar 2026 09:00:00 GMT"),
        _ => Reply::html(path),
    });
    let place = Place::new("validators");
    place.run(&server, &["/feed"]);
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/feed unchanged"]);
    assert_eq!((ran.summary.feeds_unchanged, ran.summary.fetched), (1, 0));
    let last = server.asked().pop().unwrap();
    assert_eq!(last.headers["if-none-match"], "W/\"1\"");
    assert_eq!(last.headers["if-modified-since"], "Tue, 03 Mar 2026 09:00:00 GMT");
}

#[test]
fn validators_that_cannot_be_sent_are_not() {
    let server = serve(|path, _, _| match path {
        "/feed" => Reply::feed(rss(&[])).with("ETag", "\"é\"").with("Last-Modified", "1. März 2026"),
        _ => Reply::html(path),
    });
    let place = Place::new("odd-validators");
    for _ in 0..2 {
        assert_eq!(place.run(&server, &["/feed"]).told(&server), ["/feed read"]);
    }
}

#[test]
fn what_fails_for_now_is_tried_again_in_the_run_and_in_the_next() {
    let server = serve(|path, n, _| match path {
        "/feed" if n == 0 => Reply::status(503),
        "/feed" => Reply::feed(rss(&["/good", "/reset", "/bad", "/gone"])).with("ETag", "\"1\""),
        "/reset" if n == 0 => Reply::Reset,
        "/bad" if n < 4 => Reply::status(500),
        "/gone" => Reply::status(410),
        _ => Reply::html(path),
    });
    let place = Place::new("again");
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(
        ran.told(&server),
        [
            "/bad delayed",
            "/bad delayed",
            "/bad failed",
            "/feed delayed",
            "/feed read",
            "/gone skipped",
            "/good fetched",
            "/reset delayed",
            "/reset fetched",
        ]
    );
    assert_eq!(ran.why(Outcome::Failed), ["answered 500"]);
    assert_eq!(ran.summary.failed, BTreeMap::from([("answered 500".to_owned(), 1)]));
    assert_eq!(ran.summary.skipped, BTreeMap::from([("answered 410".to_owned(), 1)]));
    assert!(!ran.summary.is_complete());
    // The feed is read again although it has not changed, since not all that it points at is settled.
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/bad delayed", "/bad fetched", "/feed read"]);
    assert!(server.asked().last().is_some_and(|request| !request.headers.contains_key("if-none-match")));
    assert!(ran.summary.is_complete());
    assert_eq!(server.count("/gone"), 1);
}

#[test]
fn a_page_that_fails_in_five_runs_is_given_up() {
    let server = serve(|path, _, _| match path {
        "/feed" => Reply::feed(rss(&["/bad"])),
        _ => Reply::status(500),
    });
    let place = Place::new("give-up");
    for _ in 0..5 {
        let ran = place.try_run(&server, &["/feed"], |run| run.tries = 1).unwrap();
        assert_eq!(ran.told(&server), ["/bad failed", "/feed read"]);
    }
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.told(&server), server.count("/bad")), (vec!["/feed read".to_owned()], 5));
    assert!(place.state().contains("failed in 5 runs, at last: answered 500"));
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_also_by_the_next_run() {
    let server = serve(|path, n, _| match path {
        "/feed" => Reply::feed(rss(&["/a", "/b"])),
        _ if n == 0 => Reply::status(429).with("Retry-After", "3600"),
        _ => Reply::html(path),
    });
    let place = Place::new("alone");
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/a delayed", "/a left", "/b left", "/feed read"]);
    assert_eq!(ran.why(Outcome::Left), ["host is to be left alone"; 2]);
    let n_asked = server.asked().len();
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/feed left"]);
    assert_eq!(server.asked().len(), n_asked);
}

#[test]
fn a_short_wait_is_waited_for() {
    let server = serve(|path, n, _| match path {
        "/feed" => Reply::feed(rss(&["/a"])),
        _ if n == 0 => Reply::status(429).with("Retry-After", "1"),
        _ => Reply::html(path),
    });
    let mut place = Place::new("short-wait");
    place.manners.patience = Duration::from_secs(5);
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/a delayed", "/a fetched", "/feed read"]);
    let times: Vec<Instant> =
        server.asked().iter().filter(|asked| asked.path == "/a").map(|asked| asked.at).collect();
    assert!(times[1] - times[0] >= Duration::from_millis(990), "{:?}", times[1] - times[0]);
}

#[test]
fn rules_are_obeyed_and_remembered() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::text("User-agent: dragoman\nDisallow: /private/\n"),
        "/feed" => Reply::feed(rss(&["/a", "/private/b"])),
        _ => Reply::html(path),
    });
    let place = Place::new("rules");
    let ran = place.run(&server, &["/feed", "/private/feed"]);
    assert_eq!(
        ran.told(&server),
        ["/a fetched", "/feed read", "/private/b refused", "/private/feed refused"]
    );
    assert_eq!(ran.summary.refused, 2);
    place.run(&server, &["/feed"]);
    assert_eq!(server.count("/robots.txt"), 1);
    assert_eq!(server.paths(), ["/feed", "/a", "/feed"]);
}

#[test]
fn a_host_without_readable_rules_is_held_off() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::status(500),
        _ => Reply::feed(rss(&["/a"])),
    });
    let place = Place::new("no-rules");
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.told(&server), ["/feed left"]);
    assert_eq!(ran.why(Outcome::Left), ["held off: robots.txt answered 500"]);
    assert_eq!(ran.summary.left, BTreeMap::from([("robots.txt could not be read".to_owned(), 1)]));
}

#[test]
fn broken_feeds_give_what_they_have() {
    let latin1: Vec<u8> = [
        b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>M\xfcller</title>"
            .as_slice(),
        b"<link>/m</link></item></channel></rss>",
    ]
    .concat();
    let server = serve(move |path, _, _| match path {
        "/cut" => Reply::feed(
            "<rss><channel><item><title>A &amp; B & C</title><link>/a</link></item><item><link>/b",
        ),
        "/latin1" => Reply::feed(latin1.clone()),
        "/html" => Reply::html("<!DOCTYPE html><html>Sign in</html>"),
        "/picture" => Reply::Whole(200, vec![("Content-Type", "image/png".to_owned())], vec![0; 10]),
        "/large" => Reply::feed("x".repeat(100_000)),
        "/empty" => Reply::feed(""),
        _ => Reply::html(path),
    });
    let place = Place::new("broken");
    let ran =
        place.run(&server, &["/cut", "/latin1", "/html", "/picture", "/large", "/empty", "/missing-is-html"]);
    assert_eq!(
        ran.told(&server),
        [
            "/a fetched",
            "/cut read",
            "/empty skipped",
            "/html skipped",
            "/large skipped",
            "/latin1 read",
            "/m fetched",
            "/missing-is-html skipped",
            "/picture skipped",
        ]
    );
    let cut = ran.reports.iter().find(|report| report.url.ends_with("/cut")).unwrap();
    assert_eq!(cut.remarks, ["breaks off before its end", "an item without an address"]);
    assert_eq!(ran.summary.feeds_failed, 5);
    let kept = place.kept(&server);
    assert!(kept["/a"].contains("\r\nDragoman-Feed-Title: A & B & C\r\n"));
    assert!(kept["/m"].contains("\r\nDragoman-Feed-Title: Müller\r\n"));
}

#[test]
fn sitemaps_lead_to_sitemaps_packed_or_not() {
    let index = "<sitemapindex><sitemap><loc>/news.xml.gz</loc></sitemap><sitemap><loc>/sitemap.xml</loc></sitemap>\
                 <sitemap><loc>/list.txt</loc></sitemap></sitemapindex>";
    let news = gzip(
        b"<urlset><url><loc>/n</loc><news:news><news:publication><news:name>The Example</news:name></news:publication>\
          <news:publication_date>2026-03-03</news:publication_date><news:title>Vote</news:title></news:news></url></urlset>",
    );
    let server = serve(move |path, _, request| match path {
        "/sitemap.xml" => Reply::feed(index),
        "/news.xml.gz" => {
            Reply::Whole(200, vec![("Content-Type", "application/gzip".to_owned())], news.clone())
        }
        "/list.txt" => Reply::text(&format!("http://{}/l\n", request.headers["host"])),
        _ => Reply::html(path),
    });
    let place = Place::new("sitemaps");
    let ran = place.run(&server, &["/sitemap.xml"]);
    assert_eq!(
        ran.told(&server),
        ["/l fetched", "/list.txt read", "/n fetched", "/news.xml.gz read", "/sitemap.xml read"]
    );
    let kept = place.kept(&server);
    assert!(
        kept["/n"].contains("Dragoman-Feed-Published: 2026-03-03\r\nDragoman-Feed-Outlet: The Example\r\n")
    );
}

#[test]
fn listings_that_never_end_do() {
    let server = serve(|path, _, _| {
        let next = path.trim_start_matches('/').parse::<u32>().unwrap_or(0) + 1;
        Reply::feed(format!("<sitemapindex><sitemap><loc>/{next}</loc></sitemap></sitemapindex>"))
    });
    let ran = Place::new("endless").run(&server, &["/0"]);
    assert_eq!(ran.told(&server), ["/0 read", "/1 read", "/2 read", "/3 read", "/4 left"]);
    assert_eq!(ran.why(Outcome::Left), ["too many listings deep"]);
}

#[test]
fn one_page_under_two_addresses_is_kept_once() {
    let server = serve(|path, _, _| match path {
        "/feed" => Reply::feed(rss(&["/one?from=feed", "/two"])),
        "/one?from=feed" | "/two" => Reply::to("/same"),
        _ => Reply::html(path),
    });
    let place = Place::new("same");
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.summary.fetched, ran.summary.known), (1, 1));
    assert_eq!(place.kept_paths(&server), ["/same"]);
    assert!(place.kept(&server)["/same"].contains("\r\nDragoman-Feed-Link: "));
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.summary.fetched, ran.summary.known), (0, 2));
}

#[test]
fn limits_end_a_run_and_the_next_one_goes_on() {
    let links: Vec<String> = (0..10).map(|n| format!("/p{n}")).collect();
    let server = serve(move |path, _, _| match path {
        "/feed" => {
            Reply::feed(rss(&links.iter().map(String::as_str).collect::<Vec<_>>())).with("ETag", "\"1\"")
        }
        "/p1" => Reply::status(404),
        _ => Reply::html(&"a".repeat(1000)),
    });
    let place = Place::new("limits");
    let ran = place.try_run(&server, &["/feed"], |run| run.most_pages = Some(3)).unwrap();
    assert_eq!((ran.summary.fetched, ran.summary.left["more than the limit"]), (3, 6));
    assert_eq!(place.kept_paths(&server), ["/p0", "/p2", "/p3"]);
    let ran = place.try_run(&server, &["/feed"], |run| run.per_listing = 2).unwrap();
    assert_eq!((ran.summary.fetched, ran.summary.left["more than the limit"]), (2, 4));
    let ran =
        place.try_run(&server, &["/feed"], |run| (run.workers, run.most_bytes) = (1, Some(1500))).unwrap();
    // What was under way when there was enough is kept, too.
    let by_bytes = ran.summary.fetched;
    assert!((2..=4).contains(&by_bytes), "{by_bytes}");
    let ran = place.try_run(&server, &["/feed"], |run| run.most_time = Some(Duration::ZERO)).unwrap();
    let by_time = ran.summary.fetched;
    let ran = place.run(&server, &["/feed"]);
    assert_eq!(ran.summary.fetched, 4 - by_bytes - by_time);
    assert_eq!(place.kept_paths(&server).len(), 9);
}

#[test]
fn a_dry_run_writes_nothing_and_asks_for_no_page() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::text("User-agent: *\nDisallow: /private\n"),
        "/feed" => Reply::feed(rss(&["/a", "/private", "/b", "/a"])),
        _ => Reply::html(path),
    });
    let mut place = Place::new("dry");
    // Without a page to ask for, there is nothing to pause for.
    place.manners.delay = Duration::from_millis(400);
    let begun = Instant::now();
    let ran = place.try_run(&server, &["/feed"], |run| run.dry_run = true).unwrap();
    assert_eq!(ran.told(&server), ["/a listed", "/b listed", "/feed read", "/private refused"]);
    assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
    assert_eq!(server.paths(), ["/feed"]);
    assert_eq!(fs::read_dir(place.out.parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn what_the_state_does_not_know_is_read_from_the_warc() {
    let server = serve(|path, _, _| match path {
        "/feed" => Reply::feed(rss(&["/a", "/b?x=1"])),
        "/b?x=1" => Reply::to("/moved"),
        _ => Reply::html(path),
    });
    let place = Place::new("lost-state");
    place.run(&server, &["/feed"]);
    fs::remove_file(place.out.with_file_name("news.warc.gz.state.json")).unwrap();
    let bytes = fs::read(&place.out).unwrap();
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.summary.fetched, ran.summary.known, ran.summary.cut), (0, 2, 0));
    // A record that was being written when the program was killed.
    fs::write(&place.out, [bytes.as_slice(), &bytes[..100]].concat()).unwrap();
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.summary.fetched, ran.summary.known, ran.summary.cut), (0, 2, 100));
    assert_eq!(fs::read(&place.out).unwrap(), bytes);
    assert_eq!(server.count("/a"), 1);
}

#[test]
fn a_warc_that_was_taken_away_is_begun_anew_without_what_was_in_it() {
    let server = serve(|path, n, _| match path {
        "/feed" if n == 0 => Reply::feed(rss(&["/a"])),
        "/feed" => Reply::feed(rss(&["/a", "/b"])),
        _ => Reply::html(path),
    });
    let place = Place::new("taken");
    place.run(&server, &["/feed"]);
    fs::remove_file(&place.out).unwrap();
    place.run(&server, &["/feed"]);
    assert_eq!(place.kept_paths(&server), ["/b"]);
}

#[test]
fn a_state_that_cannot_be_read_is_an_error_and_stays() {
    let server = serve(|_, _, _| Reply::feed(rss(&[])));
    let place = Place::new("bad-state");
    let path = place.out.with_file_name("news.warc.gz.state.json");
    for (text, what) in [("{", "EOF"), ("{\"version\": 99}", "is of version 99")] {
        fs::write(&path, text).unwrap();
        let error = place.try_run(&server, &["/feed"], |_| {}).err().unwrap();
        assert!(matches!(error, RunError::Store(StoreError::State { .. })));
        assert!(error.to_string().contains(what), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn stopping_leaves_the_rest_for_the_next_run() {
    let place = Place::new("stop");
    let stop = Arc::clone(&place.stop);
    let server = serve(move |path, n, _| {
        if path == "/b" && n == 0 {
            stop.store(true, Ordering::SeqCst);
        }
        match path {
            "/feed" => Reply::feed(rss(&["/a", "/b", "/c", "/d"])).with("ETag", "\"1\""),
            _ => Reply::html(path),
        }
    });
    let ran = place.run(&server, &["/feed"]);
    assert!(ran.summary.stopped && !ran.summary.is_complete());
    assert_eq!((ran.summary.fetched, ran.summary.left["stopped"]), (1, 3));
    assert!(place.state().contains("\"version\":1"));
    place.stop.store(false, Ordering::SeqCst);
    let ran = place.run(&server, &["/feed"]);
    assert_eq!((ran.summary.fetched, ran.summary.known, ran.summary.feeds_unchanged), (3, 1, 0));
    assert_eq!(place.kept_paths(&server), ["/a", "/b", "/c", "/d"]);
}

#[test]
fn telling_that_fails_ends_the_run_and_loses_nothing() {
    let server = serve(|path, _, _| match path {
        "/feed" => Reply::feed(rss(&["/a", "/b"])),
        _ => Reply::html(path),
    });
    let place = Place::new("telling");
    let fetcher = Arc::new(Fetcher::new(Options {
        manners: place.manners.clone(),
        reach: Reach { private: true, ports: vec![server.port()], ..Reach::default() },
        ..Options::default()
    }));
    let run = Run { workers: 1, ..Run::new(place.out.clone()) };
    let result =
        dragoman_fetch::follow(&fetcher, &[server.url("/feed")], &run, &mut |report| match report.outcome {
            Outcome::Fetched => Err(std::io::ErrorKind::BrokenPipe.into()),
            _ => Ok(()),
        });
    assert!(matches!(result, Err(RunError::Telling(_))));
    assert_eq!(place.kept_paths(&server), ["/a"]);
    drop(fetcher);
    assert_eq!(place.run(&server, &["/feed"]).summary.fetched, 1);
    assert_eq!(place.kept_paths(&server), ["/a", "/b"]);
}
