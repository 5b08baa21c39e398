//! Every format in which articles arrive, and every wrapping around them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod made;

use dragoman_intake::read::{Columns, Settings};
use dragoman_text::{Article, DateReason};
use made::{
    ENVOYS, HARBOUR, brotli, check, gzip, named, page, parquet, read, read_with, tar, warc, xz, zip, zstd,
};

fn only(bytes: impl AsRef<[u8]>) -> Article {
    let mut found = read(bytes.as_ref());
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

fn day(article: &Article) -> Option<(String, DateReason)> {
    article.metadata.published.as_ref().map(|published| (published.day.to_string(), published.reason))
}

/// A row with all that a row can have.
fn row(id: &str, text: &str) -> String {
    serde_json::json!({
        "id": id,
        "date": "2023-06-18",
        "title": "Envoys meet",
        "url": format!("https://news.example/{id}"),
        "text": text,
    })
    .to_string()
}

#[test]
fn plain_text_is_the_article() {
    let article = only(format!("Envoys meet\n\n{ENVOYS}\n"));
    assert_eq!(article.text, format!("Envoys meet\n\n{ENVOYS}\n"));
    assert_eq!((article.id.as_str(), article.origin.record), ("input", None));
    assert_eq!(article.metadata.language.as_deref(), Some("en"));
}

#[test]
fn a_page_gives_its_paragraphs() {
    let article = only(page("Envoys meet", ENVOYS));
    assert!(article.text.contains(ENVOYS), "{}", article.text);
}

#[test]
fn a_row_keeps_its_own_text_and_names() {
    let text = format!("  {ENVOYS}\n");
    let article = only(row("envoys-1", &text));
    assert_eq!((article.id.as_str(), article.text.as_str()), ("envoys-1", text.as_str()));
    assert_eq!(article.metadata.title.as_deref(), Some("Envoys meet"));
    assert_eq!(article.metadata.url.as_deref(), Some("https://news.example/envoys-1"));
    assert_eq!(day(&article), Some(("2023-06-18".to_owned(), DateReason::Given)));
}

#[test]
fn json_comes_in_lines_in_lists_in_envelopes_and_over_many_lines() {
    let (one, two) = (row("1", ENVOYS), row("2", HARBOUR));
    let pretty = format!("{:#}", serde_json::from_str::<serde_json::Value>(&one).unwrap());
    for json in [
        format!("{one}\n{two}\n"),
        format!("{one}\r\n\r\n{two}"),
        format!("\u{feff}{one}\n{two}"),
        format!("[{one},{two}]"),
        format!("[\n  {pretty},\n  {two}\n]\n"),
        format!("{pretty}\n{two}\n"),
        format!("{{\"status\": \"ok\", \"articles\": [{one}, {two}]}}"),
    ] {
        let found = read(json.as_bytes());
        let ids: Vec<&str> = found.iter().map(|found| found.as_ref().unwrap().id.as_str()).collect();
        assert_eq!(ids, ["1", "2"], "{json}");
    }
}

#[test]
fn a_key_can_hold_a_page_or_a_list_of_paragraphs() {
    let html = serde_json::json!({ "html": page("Envoys meet", ENVOYS), "date": "2023-06-18" }).to_string();
    assert!(only(html).text.contains(ENVOYS));
    let rendered = serde_json::json!({ "content": { "rendered": format!("<p>{ENVOYS}</p>") } }).to_string();
    assert_eq!(only(rendered).text, ENVOYS);
    let list = serde_json::json!({ "text": [ENVOYS, HARBOUR] }).to_string();
    assert_eq!(only(list).text, format!("{ENVOYS}\n\n{HARBOUR}"));
}

#[test]
fn tables_are_read_with_any_delimiter_and_encoding() {
    let rows = |mark: char| {
        format!(
            "id{mark}Date{mark}Headline{mark}Text\n1{mark}2023-06-18{mark}Envoys meet{mark}\"{ENVOYS}\"\n"
        )
    };
    let utf_16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    for table in [rows(',').into_bytes(), rows('\t').into_bytes(), rows(';').into_bytes(), utf_16(&rows(','))]
    {
        let article = only(table);
        assert_eq!((article.id.as_str(), article.text.as_str()), ("1", ENVOYS));
        assert_eq!(day(&article), Some(("2023-06-18".to_owned(), DateReason::Given)));
        assert_eq!(article.metadata.title.as_deref(), Some("Envoys meet"));
    }
}

#[test]
fn named_columns_are_taken() {
    let columns =
        Columns { text: Some("corpo".to_owned()), date: Some("dia".to_owned()), ..Columns::default() };
    let settings = Settings { columns, ..Settings::default() };
    let table = format!("dia,corpo,text\n18 June 2023,\"{ENVOYS}\",other\n");
    let article = read_with(table.as_bytes(), &settings).remove(0).unwrap();
    assert_eq!(article.text, ENVOYS);
    assert_eq!(day(&article), Some(("2023-06-18".to_owned(), DateReason::Given)));
}

#[test]
fn parquet_is_read_by_column() {
    for found in
        [read(&parquet("text", &[ENVOYS, HARBOUR])), named("body", &parquet("body", &[ENVOYS, HARBOUR]))]
    {
        let articles: Vec<Article> = found.into_iter().map(Result::unwrap).collect();
        assert_eq!(articles.len(), 2);
        assert_eq!((articles[0].text.as_str(), articles[1].text.as_str()), (ENVOYS, HARBOUR));
        assert_eq!(day(&articles[0]), Some(("2023-06-18".to_owned(), DateReason::Given)));
        assert_eq!((articles[1].id.as_str(), articles[1].origin.record), ("input#2", Some(2)));
    }
}

#[test]
fn feeds_give_articles_with_the_day_that_they_state() {
    let rss = format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
         <title>The Example</title><item><title>Envoys meet</title><link>https://news.example/1</link>\
         <pubDate>Sun, 18 Jun 2023 23:30:00 -0700</pubDate>\
         <content:encoded><![CDATA[<p>{ENVOYS}</p><p>{HARBOUR}</p>]]></content:encoded></item>\
         <item><title>A teaser & more</title><link>https://news.example/2</link>\
         <description>Envoys met.</description></item></channel></rss>"
    );
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Example</title><entry><title>Envoys meet</title>\
         <link href='https://news.example/1'/><published>2023-06-18T23:30:00-07:00</published>\
         <content type='html'>&lt;p&gt;{ENVOYS}&lt;/p&gt;</content></entry>\
         <entry><title>A teaser</title><link href='https://news.example/2'/><summary>Envoys met.</summary></entry></feed>"
    );
    let json = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Example",
        "items": [
            { "id": "1", "url": "https://news.example/1", "title": "Envoys meet", "content_html": format!("<p>{ENVOYS}</p>"),
              "date_published": "2023-06-18T23:30:00-07:00" },
            { "id": "2", "url": "https://news.example/2", "summary": "Envoys met." },
        ],
    })
    .to_string();
    for feed in [rss, atom, json] {
        let found = read(feed.as_bytes());
        let article = found[0].as_ref().unwrap();
        assert!(article.text.contains(ENVOYS));
        assert_eq!(day(article), Some(("2023-06-18".to_owned(), DateReason::Feed)));
        assert_eq!(article.metadata.outlet.as_deref(), Some("The Example"));
        assert_eq!(article.metadata.url.as_deref(), Some("https://news.example/1"));
        check(
            &found[1..],
            &["input: record 2: has no more than a teaser of https://news.example/2; fetch the page"],
        );
    }
}

#[test]
fn a_day_that_a_feed_states_in_no_known_way_costs_the_day_alone() {
    let feed = format!(
        "<rss version='2.0'><channel><item><title>Envoys meet</title><pubDate>Sometime in June</pubDate>\
         <description>&lt;p&gt;{}&lt;/p&gt;</description></item></channel></rss>",
        [ENVOYS; 12].join(" ")
    );
    assert_eq!(day(&only(feed)), None);
}

#[test]
fn a_sitemap_has_addresses_and_no_text() {
    let sitemap = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
                   <url><loc>https://news.example/1?a=1&amp;b=2</loc></url></urlset>";
    check(
        &read(sitemap.as_bytes()),
        &["input: record 1: has no more than the address of https://news.example/1?a=1&b=2; fetch the page"],
    );
}

#[test]
fn web_archives_give_their_pages_and_say_what_else_they_hold() {
    let html = page("Envoys meet", ENVOYS);
    let chunked =
        format!("{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", 10, &html[..10], html.len() - 10, &html[10..]);
    let records = [
        warc("warcinfo", "", b"software: example"),
        warc("request", "https://news.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        warc(
            "response",
            "https://news.example/1",
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}").as_bytes(),
        ),
        warc(
            "response",
            "https://news.example/2",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n{chunked}"
            )
            .as_bytes(),
        ),
        warc(
            "response",
            "https://news.example/3",
            &[b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".as_slice(), &gzip(html.as_bytes())]
                .concat(),
        ),
        warc(
            "response",
            "https://news.example/4",
            &[b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n".as_slice(), &brotli()].concat(),
        ),
        warc("response", "https://news.example/5", b"HTTP/1.1 404 Not Found\r\n\r\nGone"),
        warc(
            "response",
            "https://news.example/6",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np { color: red }",
        ),
        warc("revisit", "https://news.example/1", b""),
        warc("resource", "https://news.example/7", html.as_bytes()),
        warc("continuation", "https://news.example/7", b"</html>"),
        String::from_utf8(warc("resource", "https://news.example/8", b"<p>Envoys"))
            .unwrap()
            .replace("WARC-Type", "WARC?Type")
            .into_bytes(),
    ];
    let together = records.concat();
    let each_gzip: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let each_zstd: Vec<u8> = records.iter().flat_map(|record| zstd(record)).collect();
    for archive in [together, each_gzip, each_zstd] {
        let found = read(&archive);
        let pages: Vec<(Option<&str>, Option<u64>)> = found
            .iter()
            .flatten()
            .map(|article| (article.metadata.url.as_deref(), article.origin.record))
            .collect();
        assert_eq!(
            pages,
            [
                (Some("https://news.example/1"), Some(3)),
                (Some("https://news.example/2"), Some(4)),
                (Some("https://news.example/3"), Some(5)),
                (Some("https://news.example/4"), Some(6)),
                (Some("https://news.example/7"), Some(10)),
            ]
        );
        assert!(found.iter().flatten().all(|article| article.text.contains(ENVOYS)));
        let skips: Vec<_> = found.into_iter().filter(Result::is_err).collect();
        check(
            &skips,
            &[
                "input: record 7: the server answered 404",
                "input: record 8: is text/css, in which no article can be read",
                "input: record 9: is the same as an earlier capture of https://news.example/1",
                "input: record 11: is a record of type \"continuation\", in which no article can be read",
                "input: record 12: is a record of no type, in which no article can be read",
            ],
        );
    }
}

#[test]
fn the_day_of_the_feed_comes_with_the_page() {
    let html = page("Envoys meet", ENVOYS);
    let record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/visit\r\n\
         Dragoman-Feed-Published: Sun, 18 Jun 2023 23:30:00 -0700\r\nDragoman-Feed-Outlet: The Example\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{html}\r\n\r\n",
        html.len() + 19
    );
    let article = only(record);
    assert_eq!(day(&article), Some(("2023-06-18".to_owned(), DateReason::Feed)));
    assert_eq!(article.metadata.outlet.as_deref(), Some("The Example"));
}

#[test]
fn what_is_packed_is_unpacked() {
    let text = ENVOYS.as_bytes();
    for packed in [gzip(text), zstd(text), xz(), [gzip(&text[..60]), gzip(&text[60..])].concat()] {
        assert_eq!(only(packed).text, ENVOYS);
    }
    assert!(only(brotli()).text.contains(ENVOYS));
}

#[test]
fn archives_are_read_file_by_file_and_archives_in_archives_too() {
    let rows = format!("{}\n{}\n", row("1", ENVOYS), row("2", HARBOUR));
    let files: &[(&str, &[u8])] = &[("a/envoys.txt", ENVOYS.as_bytes()), ("rows.gz", &gzip(rows.as_bytes()))];
    for archive in [tar(files), zip(files), gzip(&tar(files))] {
        let found = read(&archive);
        let places: Vec<(String, Option<u64>)> = found
            .iter()
            .map(|found| found.as_ref().unwrap().origin.clone())
            .map(|origin| (origin.file, origin.record))
            .collect();
        assert_eq!(
            places,
            [
                ("input!a/envoys.txt".to_owned(), None),
                ("input!rows.gz".to_owned(), Some(1)),
                ("input!rows.gz".to_owned(), Some(2)),
            ]
        );
    }
    let nested = tar(&[("inner.zip", &zip(files))]);
    let found = read(&nested);
    assert_eq!(found[0].as_ref().unwrap().origin.file, "input!inner.zip!a/envoys.txt");
    assert_eq!(found.len(), 3);
}

#[test]
fn a_zstd_archive_may_bring_its_dictionary() {
    let html = page("Envoys meet", ENVOYS);
    let record = warc(
        "response",
        "https://news.example/1",
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}").as_bytes(),
    );
    let dictionary = record.clone();
    let mut archive = b"\x5D\x2A\x4D\x18".to_vec();
    archive.extend_from_slice(&u32::try_from(dictionary.len()).unwrap().to_le_bytes());
    archive.extend_from_slice(&dictionary);
    let mut packer = ::zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
    archive.extend_from_slice(&packer.compress(&record).unwrap());
    assert!(only(archive).text.contains(ENVOYS));
}

#[test]
fn what_is_not_in_english_is_named() {
    let german = "Die Gesandten beider Länder trafen sich am Montag in Genf zu den ersten Gesprächen seit Beginn des \
                  Krieges und vereinbarten, sich im nächsten Monat wieder zu treffen. Unterschrieben wurde nichts.";
    check(&read(german.as_bytes()), &["input: is not in English but in German (de)"]);
}
