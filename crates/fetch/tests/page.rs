//! One page from a server that means no good.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod unruly;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dragoman_fetch::{FetchError, Fetcher, Limits, Manners, Options, Reach, Unreachable, Validators};
use unruly::{Reply, Request, Server, gzip};

/// Small measures, so that whoever is slow is too slow soon.
fn options(server: &Server) -> Options {
    let limits = Limits {
        connect: Duration::from_millis(800),
        answer: Duration::from_millis(800),
        page_bytes: 64 * 1024,
        feed_bytes: 64 * 1024,
        ..Limits::default()
    };
    let manners = Manners {
        delay: Duration::ZERO,
        backoff: Duration::ZERO,
        patience: Duration::from_millis(100),
        ..Manners::default()
    };
    // This one machine and port, and nothing else of what is not public.
    let reach = Reach {
        machines: vec!["127.0.0.1".parse().unwrap()],
        ports: vec![server.port()],
        ..Reach::default()
    };
    Options { limits, manners, reach, contact: Some("https://reader.example/bot".parse().unwrap()) }
}

fn serve(answer: impl Fn(&str, usize, &Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |path, n, request| match path {
        "/robots.txt" => Reply::status(404),
        _ => answer(path, n, request),
    })
}

/// Fetches `/page` of a server that answers it in one way, and says why that went wrong.
fn refusal(reply: impl Fn() -> Reply + Send + Sync + 'static) -> String {
    let server = serve(move |_, _, _| reply());
    let begun = Instant::now();
    let error = Fetcher::new(options(&server)).page(&server.url("/page")).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(6), "took {:?}: {error}", begun.elapsed());
    error.to_string()
}

#[test]
fn a_page_is_fetched_and_the_server_knows_who_asks() {
    let server = serve(|_, _, _| Reply::html("<p>The talks are off.</p>").with("Set-Cookie", "a=b"));
    let fetcher = Fetcher::new(options(&server));
    let page = fetcher.page(&server.url("/visit?a=1#top")).unwrap();
    assert_eq!((page.status, page.url), (200, server.url("/visit?a=1")));
    assert_eq!(page.body, b"<p>The talks are off.</p>");
    assert!(page.redirects.is_empty());
    assert!(page.headers.contains(&("content-type".to_owned(), "text/html; charset=utf-8".to_owned())));
    fetcher.page(&server.url("/b|{}^[]`\"é é?a=|{}^[]`\"é é'")).unwrap();
    for request in server.asked() {
        let agent =
            concat!("dragoman/", env!("CARGO_PKG_VERSION"), " (reads news; https://reader.example/bot)");
        assert_eq!(request.headers["user-agent"], agent);
        assert_eq!(request.headers.get("cookie"), None);
    }
}

#[test]
fn packed_pages_are_unpacked() {
    let server = serve(|_, _, _| {
        Reply::Whole(
            200,
            vec![("Content-Type", "text/html".to_owned()), ("Content-Encoding", "gzip".to_owned())],
            gzip(b"<p>Packed.</p>"),
        )
    });
    assert_eq!(Fetcher::new(options(&server)).page(&server.url("/a")).unwrap().body, b"<p>Packed.</p>");
}

#[test]
fn redirects_are_followed_within_reason() {
    let server = serve(|path, _, _| match path {
        "/old" => Reply::to("/newer"),
        "/newer" => Reply::to("new.html#part"),
        "/loop-a" => Reply::to("/loop-b"),
        "/loop-b" => Reply::to("/loop-a"),
        "/self" => Reply::to("/self"),
        "/nowhere" => Reply::status(302),
        "/bad" => Reply::to("http://[broken/"),
        "/new.html" => Reply::html("<p>Here.</p>"),
        long => Reply::to(format!("{long}x")),
    });
    let fetcher = Fetcher::new(options(&server));
    let page = fetcher.page(&server.url("/old")).unwrap();
    assert_eq!(page.url, server.url("/new.html"));
    assert_eq!(page.redirects, [server.url("/old"), server.url("/newer")]);
    for (path, why) in [
        ("/loop-a", "loop-a: one has been there before"),
        ("/self", "/self: one has been there before"),
        ("/long", "/longxxxxxx: that is redirect 6"),
        ("/nowhere", "answered 302"),
        ("/bad", "redirected to http://[broken/: invalid"),
    ] {
        let error = fetcher.page(&server.url(path)).unwrap_err();
        assert!(error.to_string().contains(why), "{path}: {error}");
        assert!(!error.is_temporary(), "{path}");
    }
}

#[test]
fn redirects_lead_to_no_machine_that_may_not_be_reached() {
    let inside = Server::start_at("127.0.0.2:0", |_, _, _| Reply::html("secret"));
    let inside_port = inside.port();
    let server = serve(move |path, _, _| match path {
        "/other-machine" => Reply::to(format!("http://127.0.0.2:{inside_port}/")),
        "/as-a-number" => Reply::to(format!("http://2130706434:{inside_port}/")),
        "/mapped" => Reply::to(format!("http://[::ffff:7f00:2]:{inside_port}/")),
        "/cloud" => Reply::to(format!("http://169.254.169.254:{inside_port}/latest/meta-data/")),
        "/other-port" => Reply::to("http://127.0.0.1:1/"),
        "/file" => Reply::to("file:///etc/passwd"),
        "/password" => Reply::to(format!("http://admin:admin@127.0.0.1:{inside_port}/")),
        // A second hop is looked at like the first.
        _ => Reply::to("/other-machine"),
    });
    let mut options = options(&server);
    options.reach.ports.push(inside.port());
    let fetcher = Fetcher::new(options);
    for (path, why) in [
        ("/other-machine", "is at 127.0.0.2, which is not on the public internet"),
        ("/as-a-number", "is at 127.0.0.2, which is not on the public internet"),
        ("/mapped", "is at ::ffff:127.0.0.2, which is not on the public internet"),
        ("/cloud", "is at 169.254.169.254, which is not on the public internet"),
        ("/other-port", "port 1 may not be reached"),
        ("/file", "only http and https are followed, not file"),
        ("/password", "holds a user's name or password"),
        ("/twice", "is at 127.0.0.2, which is not on the public internet"),
    ] {
        let error = fetcher.page(&server.url(path)).unwrap_err();
        assert!(matches!(error, FetchError::RedirectUnreachable { .. }), "{path}: {error}");
        assert!(error.to_string().contains(why), "{path}: {error}");
    }
    assert_eq!(inside.asked().len(), 0);
}

#[test]
fn names_are_judged_by_what_they_resolve_to() {
    let server = serve(|_, _, _| Reply::html("secret"));
    let mut options = options(&server);
    options.reach.machines.clear();
    let url = format!("http://localhost:{}/", server.port());
    let error = Fetcher::new(options.clone()).page(&url).unwrap_err();
    assert!(matches!(error, FetchError::Unreachable(Unreachable::Private { .. })), "{error}");
    assert_eq!(server.asked().len(), 0);
    options.reach.private = true;
    assert!(Fetcher::new(options).page(&url).is_ok());
}

#[test]
fn whoever_is_slow_is_not_waited_for() {
    let tick = Duration::from_millis(20);
    let slow = "took too long (answering)";
    assert_eq!(refusal(move || Reply::endless("HTTP/1.1 200 OK\r\nX-Slow: ", b"a".to_vec(), tick)), slow);
    assert_eq!(refusal(move || Reply::endless("", Vec::new(), tick)), slow);
    let body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    assert_eq!(refusal(move || Reply::endless(body, b"a".to_vec(), tick)), slow);
}

#[test]
fn whoever_sends_too_much_is_cut_off() {
    let endless = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    let too_large = "is larger than 65536 bytes";
    assert_eq!(refusal(move || Reply::endless(endless, vec![b'a'; 4096], Duration::ZERO)), too_large);
    let chunk = [b"1000\r\n".as_slice(), &[b'a'; 4096], b"\r\n"].concat();
    assert_eq!(refusal(move || Reply::endless(chunked, chunk.clone(), Duration::ZERO)), too_large);
    assert_eq!(refusal(|| Reply::html(&"a".repeat(64 * 1024 + 1))), too_large);
}

#[test]
fn bombs_do_not_go_off() {
    // 4 MiB of nothing in some 4 KiB, and the same packed once more.
    let once = gzip(&vec![0; 4 << 20]);
    let twice = gzip(&once);
    assert!(once.len() < 8 * 1024 && twice.len() < once.len());
    let packed = |bomb: Vec<u8>| {
        Reply::Whole(
            200,
            vec![("Content-Type", "text/html".to_owned()), ("Content-Encoding", "gzip".to_owned())],
            bomb,
        )
    };
    let bomb = once.clone();
    assert_eq!(refusal(move || packed(bomb.clone())), "is larger than 65536 bytes");
    // A sitemap may be packed itself, besides the way it is sent.
    let server = serve(move |_, _, _| packed(twice.clone()));
    let error =
        Fetcher::new(options(&server)).listing(&server.url("/sitemap.xml.gz"), &Validators::default());
    assert_eq!(error.unwrap_err().to_string(), "is larger than 65536 bytes");
}

#[test]
fn what_is_no_page_is_refused_before_it_is_read() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n";
    let video = refusal(move || Reply::endless(head, vec![0; 4096], Duration::ZERO));
    assert_eq!(video, "is video/mp4 and not a page");
    assert_eq!(
        refusal(|| Reply::html("").with("Content-Encoding", "br")),
        "is packed as br, which was not asked for"
    );
    let broken = refusal(|| Reply::html("not packed").with("Content-Encoding", "gzip"));
    assert!(broken.starts_with("cannot be unpacked"), "{broken}");
}

#[test]
fn what_is_not_http_is_refused() {
    let huge = format!("HTTP/1.1 200 OK\r\nX-Huge: {}\r\n\r\n", "a".repeat(200 * 1024));
    assert_eq!(refusal(move || Reply::raw(huge.clone())), "has more than 65536 bytes of headers");
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Many: a\r\n".repeat(1000));
    assert!(refusal(move || Reply::raw(many.clone())).starts_with("not as HTTP should be"));
    assert!(refusal(|| Reply::raw("SSH-2.0-OpenSSH_9.2\r\n")).starts_with("not as HTTP should be"));
    assert!(refusal(|| Reply::raw("")).starts_with("connection failed"));
    let short = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort";
    assert!(refusal(move || Reply::raw(short)).starts_with("connection failed"));
    assert!(refusal(|| Reply::Reset).starts_with("connection failed"));
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    let server = serve(|_, _, _| Reply::status(429).with("Retry-After", "120"));
    let fetcher = Fetcher::new(options(&server));
    let error = fetcher.page(&server.url("/a")).unwrap_err();
    assert_eq!(error.to_string(), "answered 429");
    assert!(error.is_temporary());
    assert_eq!(error.retry_after(), Some(Duration::from_mins(2)));
    let error = fetcher.page(&server.url("/b")).unwrap_err();
    assert!(matches!(error, FetchError::NotYet { wait, .. } if wait > Duration::from_secs(110)), "{error}");
    assert_eq!(server.paths(), ["/a"]);
}

#[test]
fn failures_are_told_from_refusals() {
    let server = serve(|path, _, _| Reply::status(path[1..].parse().unwrap()));
    for (status, is_temporary) in [
        (404, false),
        (410, false),
        (403, false),
        (451, false),
        (204, false),
        (408, true),
        (500, true),
        (503, true),
    ] {
        let error = Fetcher::new(options(&server)).page(&server.url(&format!("/{status}"))).unwrap_err();
        assert_eq!(error.to_string(), format!("answered {status}"));
        assert_eq!(error.is_temporary(), is_temporary, "{status}");
    }
}

#[test]
fn rules_are_asked_for_once_and_obeyed() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::text("User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /\n"),
        "/way-round" => Reply::to("/private/b"),
        _ => Reply::html("<p>Open.</p>"),
    });
    let fetcher = Fetcher::new(options(&server));
    assert!(fetcher.page(&server.url("/open")).is_ok());
    assert!(fetcher.page(&server.url("/also-open")).is_ok());
    for path in ["/private/a", "/way-round"] {
        assert!(matches!(fetcher.page(&server.url(path)), Err(FetchError::Robots)), "{path}");
    }
    assert_eq!(server.count("/robots.txt"), 1);
    assert_eq!(server.paths(), ["/open", "/also-open", "/way-round"]);
}

#[test]
fn a_host_that_cannot_tell_its_rules_is_left_alone() {
    for (status, expected) in [
        (500, "held off: robots.txt answered 500"),
        (503, "held off: robots.txt answered 503"),
        (429, "held off: robots.txt answered 429"),
        (404, ""),
        (403, ""),
        (401, ""),
    ] {
        let server = Server::start(move |path, _, _| match path {
            "/robots.txt" => Reply::status(status),
            _ => Reply::html("<p>Open.</p>"),
        });
        let fetcher = Fetcher::new(options(&server));
        for _ in 0..2 {
            let said =
                fetcher.page(&server.url("/a")).map_or_else(|error| error.to_string(), |_| String::new());
            assert_eq!(said, expected, "{status}");
        }
        assert_eq!(server.count("/robots.txt"), 1, "{status}");
        assert_eq!(server.paths().is_empty(), !expected.is_empty(), "{status}");
    }
    let server =
        Server::start(|path, _, _| if path == "/robots.txt" { Reply::Reset } else { Reply::html("") });
    let error = Fetcher::new(options(&server)).page(&server.url("/a")).unwrap_err();
    assert!(error.to_string().starts_with("held off: robots.txt: connection failed"), "{error}");
}

#[test]
fn rules_that_are_elsewhere_or_never_end_are_rules() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::to("/rules"),
        "/rules" => Reply::text(&format!(
            "User-agent: *\nDisallow: /private\n#{}\nDisallow: /late\n",
            "a".repeat(600 * 1024)
        )),
        _ => Reply::html(""),
    });
    let fetcher = Fetcher::new(options(&server));
    assert!(matches!(fetcher.page(&server.url("/private")), Err(FetchError::Robots)));
    assert!(fetcher.page(&server.url("/late")).is_ok());
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::to("/robots.txt"),
        _ => Reply::html(""),
    });
    assert!(Fetcher::new(options(&server)).page(&server.url("/a")).is_ok());
}

#[test]
fn pauses_are_kept_also_those_that_a_host_asks_for() {
    let server = Server::start(|path, _, _| match path {
        "/robots.txt" => Reply::text("User-agent: *\nCrawl-delay: 0.2\n"),
        _ => Reply::html(""),
    });
    let mut options = options(&server);
    options.manners.delay = Duration::from_millis(50);
    options.manners.patience = Duration::from_secs(5);
    let fetcher = Arc::new(Fetcher::new(options));
    let askers: Vec<_> = (0..3)
        .map(|n| {
            let (fetcher, url) = (Arc::clone(&fetcher), server.url(&format!("/{n}")));
            thread::spawn(move || fetcher.page(&url).unwrap())
        })
        .collect();
    for asker in askers {
        asker.join().unwrap();
    }
    let times: Vec<Instant> =
        server.asked().iter().filter(|asked| asked.path != "/robots.txt").map(|a| a.at).collect();
    assert_eq!(times.len(), 3);
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(195), "{:?}", pair[1] - pair[0]);
    }
}

#[test]
fn stopping_ends_what_is_under_way() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let server = serve(move |_, _, _| Reply::endless(head, b"a".to_vec(), Duration::from_millis(10)));
    let mut options = options(&server);
    options.limits.answer = Duration::from_secs(20);
    let stop = Arc::new(AtomicBool::new(false));
    let fetcher = Fetcher::stopped_by(options, Arc::clone(&stop));
    let begun = Instant::now();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(150));
        stop.store(true, Ordering::SeqCst);
    });
    assert!(matches!(fetcher.page(&server.url("/a")), Err(FetchError::Stopped)));
    assert!(begun.elapsed() < Duration::from_secs(6));
}
