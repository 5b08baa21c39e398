//! Articles are hostile, and so may be whoever asks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod desk;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use desk::{Desk, HOST, affair, filed, links, settings};
use dragoman::Analyst;
use dragoman_server::{House, Limits, Server};
use serde_json::{Value, json};

/// Markup that would run, show or load something, if it were taken for markup.
const EVIL: &str =
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>&lt;{{7*7}}\u{202e}";

/// An article that has the words in every field that takes any, and the address of a script for its own.
fn hostile(words: &str) -> dragoman_store::Filed {
    let text = format!("{words} Envoys met in {words}. {words}");
    let from = words.len() + 1;
    let party = |id: &str| {
        json!({ "text": words, "span": [0, words.len()], "id": id, "name": words, "body": words, "office": words,
            "country": words, "sector": words, "wikidata": words, "because": words })
    };
    let claim = |status: &str| {
        json!({
            "type": words, "mode": [words], "context": [words], "status": status,
            "actor": [party(words)], "recipient": [party("x")],
            "when": { "from": "2023-06-18", "to": "2023-06-18", "span": [0, words.len()], "because": words },
            "place": { "text": words, "span": [0, words.len()], "country": words, "coordinates": [1.0, 2.0] },
            "source": { "kind": "anonymous", "who": words, "actor": { "name": words, "because": words },
                "through": [{ "kind": "media", "who": words }] },
            "confirmation": [{ "who": words, "stance": "denied", "span": [0, 3] }],
            "confidence": 0.9, "span": [from, text.len() - words.len() - 1], "trigger": [from + 7, from + 10],
            "predicate": words, "operator": [words],
        })
    };
    let line = json!({
        "article": words, "published": "2023-06-18", "title": words, "outlet": words, "url": "javascript:alert(4)",
        "language": "en", "text": text, "deck": words, "byline": [words], "file": words, "dated_by": "byline",
        "dated_in": words, "other_days": [["2023-06-17", "url"]], "remarks": [words],
        "blocks": [
            { "kind": "title", "span": [0, words.len()] },
            { "kind": "appeal", "span": [from, text.len()], "why": words, "score": 0.9 },
        ],
        "claims": [claim("planned"), claim("postponed")],
    });
    filed(&line.to_string())
}

/// What no page may hold, whatever it shows.
fn check_page(path: &str, page: &str) {
    for sign in ["<script>", "<img", "<svg onload", "javascript:", " onerror=alert(2)>", " style=\""] {
        assert!(!page.contains(sign), "{path} holds {sign}");
    }
    assert_eq!(page.matches("<script").count(), 1, "{path}: one script, and it is ours");
    assert!(page.contains("<script src=\"/assets/page-"), "{path}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_articles_say_is_shown_as_text() {
    let mut articles = affair();
    articles.push(hostile(EVIL));
    let desk = Desk::with(&articles);
    let mut seen = std::collections::BTreeSet::new();
    let name = percent(EVIL);
    let mut open =
        vec!["/".to_owned(), format!("/article/{name}"), format!("/actor/{name}"), format!("/pair/{name}/x")];
    open.extend(
        ["search", "network", "map", "ahead"]
            .map(|page| format!("/{page}?actor={name}&place={name}&outlet={name}&voice={name}&type={name}")),
    );
    open.extend(["/search?what=claims", "/search?what=articles", "/sources", "/changes"].map(str::to_owned));
    open.push(format!("/article/{name}?show=tokens"));
    open.push("/ahead?from=2023-06-01".to_owned());
    let mut open = std::collections::VecDeque::from(open);
    let mut n_shown = 0;
    while let Some(path) = open.pop_front() {
        if seen.len() > 250 || !seen.insert(path.clone()) {
            continue;
        }
        let got = desk.get(&path).await;
        if !got.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = got.text();
        check_page(&path, &page);
        n_shown += page.matches("&lt;script&gt;alert(1)").count();
        // Pages on the hostile article first.
        for link in links(&page) {
            if link.contains("script") || link.starts_with("/event") || link.starts_with("/thread") {
                open.push_back(link);
            }
        }
    }
    assert!(n_shown > 100, "the words are shown, as text: {n_shown}");
    for kind in ["/event/", "/thread/", "/article/", "/actor/", "/pair/"] {
        assert!(seen.iter().any(|path| path.starts_with(kind)), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_asked_for_is_shown_as_text() {
    let desk = Desk::shared();
    let evil = percent(EVIL);
    for path in [
        format!("/search?words={evil}"),
        format!("/search?actor={evil}"),
        format!("/search?{evil}=1"),
        format!("/search?status={evil}"),
        format!("/search?date={evil}"),
        format!("/actor/{evil}"),
        format!("/pair/{evil}/CHN"),
        format!("/article/{evil}"),
        format!("/event/{evil}"),
        format!("/ahead?from={evil}"),
        format!("/changes?since={evil}"),
        format!("/search?what={evil}"),
        format!("/nowhere/{evil}"),
    ] {
        let got = desk.get(&path).await;
        check_page(&path, &got.text());
    }
    let sent = format!("text={evil}+Envoys+met+in+Geneva+on+Monday.&published=2023-06-18");
    let got = desk.post("/read", "application/x-www-form-urlencoded", sent, &[("accept", "text/html")]).await;
    assert_eq!(got.status, 200);
    check_page("/read", &got.text());
    assert!(got.text().contains("&lt;script&gt;"));
}

/// Every byte escaped.
fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_get_the_words_as_they_are_and_browsers_no_page() {
    let mut articles = affair();
    articles.push(hostile(EVIL));
    let desk = Desk::with(&articles);
    let got = desk.get(&format!("/article/{}.json", percent(EVIL))).await;
    assert_eq!(got.header("content-type"), "application/json");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert_eq!(got.json()["title"], Value::from(EVIL));
    for form in ["csv", "ndjson", "geojson", "ics", "tsv"] {
        let got = desk.get(&format!("/search.{form}")).await;
        assert!(!got.header("content-type").contains("html"), "{form}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_forbids_scripts_of_its_own() {
    let desk = Desk::shared();
    for path in [
        "/",
        "/search.json",
        "/search.csv",
        "/nowhere",
        "/health",
        "/metrics",
        "/openapi.json",
        "/search?colour=red",
    ] {
        let got = desk.get(path).await;
        let policy = got.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self';"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{path}");
        assert_eq!(got.header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_names_and_other_pages_are_turned_away() {
    let desk = Desk::shared();
    let got = desk.get_as("/", &[("host", "evil.example:7323")]).await;
    assert_eq!(got.status, 421, "two hosts are one too many");
    let request = axum::http::Request::get("/today.json")
        .header("host", "rebound.example")
        .body(axum::body::Body::empty());
    let got = desk.ask(request.unwrap()).await;
    assert_eq!(got.status, 421);
    assert!(!got.text().contains("Blinken"));
    for headers in
        [[("origin", "http://evil.example")], [("origin", "null")], [("sec-fetch-site", "cross-site")]]
    {
        let got = desk.post("/read", "text/plain", "Envoys met.", &headers).await;
        assert_eq!(got.status, 403, "{headers:?}");
        assert_eq!(got.headers.get("access-control-allow-origin"), None);
    }
    let got = desk
        .post("/theme", "application/x-www-form-urlencoded", "theme=dark&back=//evil.example/", &[])
        .await;
    assert_eq!((got.status.as_u16(), got.header("location")), (303, "/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused() {
    let desk = Desk::shared();
    let long = "x".repeat(3 << 20);
    let got = desk.post("/read", "text/plain", long, &[]).await;
    assert_eq!(got.status, 413);
    assert_eq!(got.json()["title"], "Payload Too Large");
    let got = desk.post("/read", "text/plain", "Envoys met. ".repeat(90_000), &[]).await;
    assert_eq!(got.status, 413);
    assert_eq!(desk.post("/read", "application/xml", "<a/>", &[]).await.status, 415);
    assert_eq!(desk.post("/read", "text/plain", vec![0xFF, 0xFE], &[]).await.status, 400);
    assert_eq!(desk.post("/read", "application/json", "[1]", &[]).await.status, 400);
    assert_eq!(desk.get(&format!("/search?words={}", "x".repeat(5000))).await.status, 400);
    assert_eq!(desk.get(&format!("/search?{}", "actor=CHN&".repeat(80))).await.status, 400);
    for (path, status) in [("/search", 405), ("/read", 405), ("/articles", 405)] {
        let request = axum::http::Request::delete(path).header("host", HOST).body(axum::body::Body::empty());
        assert_eq!(desk.ask(request.unwrap()).await.status.as_u16(), status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_read_in_place_and_not_kept() {
    let desk = Desk::with(&affair()[..1]);
    let text = "PARIS — The French foreign minister will visit Berlin on June 20, officials said on Monday.";
    let sent = json!({ "text": text, "published": "2023-06-12" }).to_string();
    let got = desk.post("/read", "application/json", sent, &[]).await;
    assert_eq!(got.status, 200);
    let read = got.json();
    assert_eq!(read["published"], json!({ "from": "2023-06-12", "to": "2023-06-12" }));
    let claim = &read["claims"][0];
    let span: Vec<usize> =
        claim["span"].as_array().unwrap().iter().map(|at| at.as_u64().unwrap() as usize).collect();
    assert_eq!(text.get(span[0]..span[1]), claim["quote"].as_str());
    let part = desk.post("/read", "text/plain", text, &[("x-part", "yes")]).await.text();
    assert!(part.starts_with("<section") && part.contains("data-claims=\"0\""), "{part}");
    let page = "<!doctype html><html><head><title>Visit</title></head><body><article><h1>Minister to visit Berlin</h1>\
        <p>The French foreign minister will visit Berlin on June 20, officials said on Monday.</p></article></body></html>";
    assert_eq!(desk.post("/read", "text/html", page, &[]).await.status, 200);
    assert_eq!(desk.get("/today.json").await.json()["counts"]["articles"], 1);
    let refused = desk.post("/articles", "text/plain", text, &[]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["way_out"].as_str().unwrap().contains("--allow-add"));
}

#[tokio::test(flavor = "multi_thread")]
async fn private_addresses_are_not_fetched() {
    let desk = Desk::shared();
    for url in [
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "http://localhost/",
    ] {
        let got = desk.post("/read", "application/json", json!({ "url": url }).to_string(), &[]).await;
        assert_eq!(got.status, 422, "{url}: {}", got.text());
    }
    let got = desk.post("/read", "text/plain", "file:///etc/passwd", &[]).await;
    assert_eq!(got.json()["claims"], json!([]), "it is a text, and no address");
}

#[tokio::test(flavor = "multi_thread")]
async fn articles_are_added_where_that_is_allowed() {
    let desk = Desk::set(
        &affair()[..1],
        dragoman_server::Settings { allow_add: true, ..settings(Limits::default()) },
    );
    let sent = json!({ "text": "The French foreign minister visited Berlin on Monday.", "published": "2023-06-20",
        "outlet": "The Harbour Times", "title": "Minister in Berlin" });
    let added = desk.post("/articles", "application/json", sent.to_string(), &[]).await;
    assert_eq!(added.status, 201);
    let added = added.json();
    assert_eq!(added["fate"], "added");
    assert_eq!(
        desk.post("/articles", "application/json", sent.to_string(), &[]).await.json()["fate"],
        "known"
    );
    assert_eq!(desk.get("/today.json").await.json()["counts"]["articles"], 2);
    let page = desk.get(&format!("/article/{}", added["article"].as_str().unwrap())).await;
    assert!(page.text().contains("Minister in Berlin"));
}

/// A server on a port of its own, until the returned sender is dropped.
fn listening(
    limits: Limits,
) -> (std::net::SocketAddr, tokio::sync::oneshot::Sender<()>, std::thread::JoinHandle<()>, tempfile::TempDir)
{
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    desk::fill(&path, &affair());
    let server = Server::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = server.address().unwrap();
    let mut settings = settings(limits);
    settings.hosts = vec![address.to_string()];
    let house = House::open(&path, Analyst::embedded().unwrap(), settings, 1).unwrap();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let thread = std::thread::spawn(move || {
        server.run(house, async {
            let _ = ended.await;
        });
    });
    (address, end, thread, folder)
}

fn read_all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn slow_clients_are_let_go_and_others_are_served() {
    let limits =
        Limits { head: Duration::from_millis(700), sending: Duration::from_millis(700), ..Limits::default() };
    let (address, end, thread, _folder) = listening(limits);
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nhost: ").unwrap();
            stream
        })
        .collect();
    let mut sender = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /read HTTP/1.1\r\nhost: {address}\r\ncontent-type: text/plain\r\ncontent-length: 1000\r\n\r\nEnv"
    );
    sender.write_all(head.as_bytes()).unwrap();
    let mut quick = TcpStream::connect(address).unwrap();
    quick
        .write_all(format!("GET /health HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes())
        .unwrap();
    assert!(read_all(&mut quick).starts_with("HTTP/1.1 200"));
    assert!(read_all(&mut sender).starts_with("HTTP/1.1 408"));
    for stream in &mut slow {
        read_all(stream);
    }
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    drop(end);
    thread.join().unwrap();
}

#[test]
fn connections_beyond_the_limit_are_told_so() {
    let (address, end, thread, _folder) = listening(Limits { connections: 3, ..Limits::default() });
    let held: Vec<TcpStream> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
    std::thread::sleep(Duration::from_millis(200));
    let mut refused = TcpStream::connect(address).unwrap();
    let told = read_all(&mut refused);
    assert!(told.starts_with("HTTP/1.1 503") && told.contains("There are too many connections"), "{told}");
    drop(held);
    std::thread::sleep(Duration::from_millis(200));
    let mut served = TcpStream::connect(address).unwrap();
    served
        .write_all(format!("GET /health HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes())
        .unwrap();
    assert!(read_all(&mut served).starts_with("HTTP/1.1 200"));
    drop(end);
    thread.join().unwrap();
}

#[test]
fn heads_without_end_are_refused() {
    let (address, end, thread, _folder) = listening(Limits::default());
    let mut stream = TcpStream::connect(address).unwrap();
    let _ = stream.write_all(
        format!("GET / HTTP/1.1\r\nhost: {address}\r\nx: {}\r\n\r\n", "y".repeat(200_000)).as_bytes(),
    );
    let told = read_all(&mut stream);
    assert!(
        told.is_empty() || told.starts_with("HTTP/1.1 431") || told.starts_with("HTTP/1.1 400"),
        "{told}"
    );
    drop(end);
    thread.join().unwrap();
}
