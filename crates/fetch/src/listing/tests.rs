use super::*;

fn read(text: &str) -> Listing {
    let base = Url::parse("https://news.example/feeds/world.xml").unwrap();
    Listing::read(text.as_bytes(), None, Some(&base)).unwrap()
}

/// Each link as `address | title | published | updated | outlet`.
fn lines(listing: &Listing) -> Vec<String> {
    let all = listing.links.iter();
    all.map(|link| {
        let parts = [&link.title, &link.published, &link.updated, &link.outlet];
        let parts = parts.map(|part| part.as_deref().unwrap_or("-"));
        format!("{} | {}", link.url, parts.join(" | "))
    })
    .collect()
}

#[test]
fn rss_with_relative_links_and_titles_escaped_twice() {
    let listing = read(
        r#"<?xml version="1.0"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Example &amp; Sons</title><link>https://news.example/</link>
          <atom:link rel="self" href="https://news.example/feeds/world.xml"/>
          <image><title>Logo</title><link>https://news.example/logo</link></image>
          <item><title>Minister&amp;#8217;s &lt;b&gt;visit&lt;/b&gt; is off</title><link>/world/visit?a=1&amp;b=2</link>
            <pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate></item>
          <item><title><![CDATA[Profits < costs & more]]></title><guid>https://news.example/profits</guid>
            <dc:date>2026-03-04</dc:date></item>
          <item><title>Nowhere</title><guid isPermaLink="false">https://news.example/17</guid></item>
          <item><description>&lt;p&gt;No title&nbsp;here</description><link> https://news.example/untitled </link></item>
        </channel></rss>"#,
    );
    assert_eq!(listing.title.as_deref(), Some("Example & Sons"));
    assert_eq!(
        lines(&listing),
        [
            "https://news.example/world/visit?a=1&b=2 | Minister’s visit is off | Tue, 03 Mar 2026 09:00:00 GMT | - | \
             Example & Sons",
            "https://news.example/profits | Profits < costs & more | 2026-03-04 | - | Example & Sons",
            "https://news.example/untitled | - | - | - | Example & Sons",
        ]
    );
    assert_eq!(listing.remarks, ["no address for \"Nowhere\""]);
}

#[test]
fn atom_with_a_base_and_several_links() {
    let listing = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/atom/">
        <title type="text">World</title>
        <entry xml:base="2026/"><title type="xhtml"><div>Talks <em>resume</em></div></title>
          <link rel="enclosure" href="https://cdn.example/talks.mp3"/><link href="talks.json" type="application/json"/>
          <link rel="alternate" href="talks.html"/><id>tag:news.example,2026:1</id>
          <published>2026-03-03T09:00:00Z</published><updated>2026-03-03T10:00:00Z</updated>
          <source><title>Another paper</title></source></entry>
        <entry><title>By its id</title><id>https://news.example/by-id</id><updated>2026-03-05</updated></entry></feed>"#,
    );
    assert_eq!(
        lines(&listing),
        [
            "https://news.example/atom/2026/talks.html | Talks resume | 2026-03-03T09:00:00Z | 2026-03-03T10:00:00Z | World",
            "https://news.example/by-id | By its id | - | 2026-03-05 | World",
        ]
    );
    assert_eq!(listing.remarks, [""; 0]);
}

#[test]
fn atom_whose_elements_all_have_a_prefix() {
    let listing = read(
        r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>W</a:title>
        <a:entry><a:title>T</a:title><a:link href="/t"/></a:entry></a:feed>"#,
    );
    assert_eq!(lines(&listing), ["https://news.example/t | T | - | - | W"]);
}

#[test]
fn rdf_puts_its_items_outside_the_channel() {
    let listing = read(
        r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <channel rdf:about="https://news.example/"><title>Old paper</title></channel>
        <item rdf:about="x"><title>Strike ends</title><link>https://news.example/strike</link></item></rdf:RDF>"#,
    );
    assert_eq!(lines(&listing), ["https://news.example/strike | Strike ends | - | - | Old paper"]);
}

#[test]
fn news_sitemaps_say_more_than_others() {
    let listing = read(
        r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                   xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://news.example/vote</loc><lastmod>2026-03-04</lastmod>
          <news:news><news:publication><news:name>The Example</news:name><news:language>en</news:language></news:publication>
          <news:publication_date>2026-03-03T09:00+01:00</news:publication_date><news:title>Vote is put off</news:title></news:news>
          <image:image><image:loc>https://news.example/vote.jpg</image:loc><image:title>A hall</image:title></image:image></url>
        <url><loc>https://news.example/plain</loc></url></urlset>"#,
    );
    assert_eq!(
        lines(&listing),
        [
            "https://news.example/vote | Vote is put off | 2026-03-03T09:00+01:00 | 2026-03-04 | The Example",
            "https://news.example/plain | - | - | - | -",
        ]
    );
}

#[test]
fn indexes_and_outlines_point_at_listings() {
    let index = read(
        "<sitemapindex><sitemap><loc>https://news.example/a.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap>\
         <sitemap><loc>/b.xml</loc></sitemap></sitemapindex>",
    );
    assert_eq!(index.listings, ["https://news.example/a.xml.gz", "https://news.example/b.xml"]);
    let outline = read(
        r#"<opml version="2.0"><body><outline text="Papers"><outline type="rss" xmlUrl="https://a.example/?x=1&amp;y=2"/>
        <outline text="No feed" htmlUrl="https://b.example/"/></outline></body></opml>"#,
    );
    assert_eq!(outline.listings, ["https://a.example/?x=1&y=2"]);
    assert!(index.links.is_empty() && outline.links.is_empty());
}

#[test]
fn json_feeds() {
    let listing = read(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": "1", "url": "/one", "title": "One &amp; only", "date_published": "2026-03-03T09:00:00Z"},
        {"id": "2", "external_url": "https://other.example/two", "date_modified": "2026-03-04"}, {"id": "3"}]}"#,
    );
    assert_eq!(
        lines(&listing),
        [
            "https://news.example/one | One & only | 2026-03-03T09:00:00Z | - | J",
            "https://other.example/two | - | - | 2026-03-04 | J",
        ]
    );
    assert_eq!(listing.remarks, ["an item without an address"]);
}

#[test]
fn lists_have_comments() {
    let listing = read("# papers\nhttps://a.example/feed#x # the first\n\n  https://b.example/feed\n");
    assert_eq!(
        lines(&listing),
        ["https://a.example/feed#x | - | - | - | -", "https://b.example/feed | - | - | - | -"]
    );
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    for (feed, links, remark) in [
        (
            "<rss><channel><item><link>https://a.example/1</link></item><item><link>https://a.ex",
            1,
            "breaks off",
        ),
        ("<rss><channel><item><link>https://a.example/1</link></item><item <<", 1, "malformed at byte"),
        // An end tag that fits nothing, one that is missing, and a bare ampersand.
        (
            "<rss><channel><item><title>Q&A & more</b></title><link>https://a.example/1</link></channel></rss>",
            1,
            "",
        ),
    ] {
        let listing = read(feed);
        assert_eq!(listing.links.len(), links, "{feed}");
        assert_eq!(listing.links[0].url, "https://a.example/1");
        assert!(listing.remarks.concat().contains(remark), "{:?}", listing.remarks);
        assert_eq!(listing.remarks.is_empty(), remark.is_empty(), "{:?}", listing.remarks);
    }
}

#[test]
fn other_things_are_named() {
    for (text, what) in [
        ("", "is empty"),
        ("<!DOCTYPE html><html><body>Not found</body></html>", "is an HTML page"),
        ("<html><body>Not found</body></html>", "is an HTML page"),
        ("<svg/>", "is XML of another kind (<svg>)"),
        ("{\"error\": 1}", "is JSON"),
        ("{broken", "is malformed: JSON"),
        ("Not found", "is text"),
        ("<!-- nothing -->", "is markup without an element"),
    ] {
        let error = Listing::read(text.as_bytes(), None, None).unwrap_err().to_string();
        assert!(error.starts_with(what), "{text:?}: {error}");
    }
}

#[test]
fn letters_are_read_in_the_encoding_they_are_written_in() {
    let feed = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\"{encoding}?><rss><channel><title>W</title><item><title>@</title>\
                 <link>https://a.example/1</link></item></channel></rss>"
        )
    };
    let with = |feed: &str, letters: &[u8]| {
        let (before, after) = feed.split_once('@').unwrap();
        [before.as_bytes(), letters, after.as_bytes()].concat()
    };
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(feed("").replace('@', "Müller").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, content_type, title) in [
        (with(&feed(" encoding=\"ISO-8859-1\""), b"M\xfcller"), None, "Müller"),
        (with(&feed(""), b"\xcc\xf3\xec\xe8\xed"), Some("text/xml; charset=windows-1251"), "Мумин"),
        // It says one thing and is another.
        (with(&feed(" encoding=\"ISO-8859-1\""), "Müller".as_bytes()), None, "Müller"),
        (with(&feed(" encoding=\"UTF-8\""), b"M\xfcller"), Some("text/xml; charset=utf-8"), "Müller"),
        (with(&feed(" encoding='Shift_JIS'"), b"\x93\x8c\x8b\x9e"), Some("text/xml"), "東京"),
        (utf16, None, "Müller"),
    ] {
        let listing = Listing::read(&bytes, content_type, None).unwrap();
        assert_eq!(listing.links[0].title.as_deref(), Some(title));
        assert_eq!(listing.remarks, [""; 0]);
    }
}

#[test]
fn what_is_made_to_take_for_ever_does_not() {
    let begun = std::time::Instant::now();
    let item = |title: &str| {
        format!("<rss><channel><item><title>{title}</title><link>/a</link></item></channel></rss>")
    };
    for (feed, links) in [
        (item(&"&amp;".repeat(60_000)), 1),
        (item(&"&".repeat(200_000)), 1),
        (item(&"&lt;a".repeat(60_000)), 1),
        (item(&"<![CDATA[<a]]>".repeat(100_000)), 1),
        (format!("<rss>{}{}", "<a>".repeat(60_000), "</b>".repeat(60_000)), 0),
        (format!("<rss><channel><item>{}", "</b>".repeat(100_000)), 0),
        (format!("<rss {}>", "a='b' ".repeat(60_000)), 0),
        ("[".repeat(200_000), 0),
        (format!("{{\"items\": {}", "[".repeat(200_000)), 0),
    ] {
        let found = Listing::read(feed.as_bytes(), None, Some(&Url::parse("http://a.example/").unwrap()));
        assert_eq!(found.map_or(0, |listing| listing.links.len()), links);
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(10), "{:?}", begun.elapsed());
}

proptest::proptest! {
    #[test]
    fn no_bytes_end_the_program(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = Listing::read(&bytes, None, None);
    }

    #[test]
    fn no_broken_feed_ends_the_program(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<rss>", "<feed>", "<urlset>", "<sitemapindex>", "<opml>", "<channel>", "<item>", "</item>", "<entry", "<url>",
        "<link>", "</link>", "<link href='/a'/>", "<title>", "</title>", "<![CDATA[", "]]>", "&amp;", "&#x110000;", "&",
        "<!DOCTYPE", "<!--", "-->", "<?xml encoding='utf-16'?>", " xml:base='//'", ">", "é", "/a", "\0", "{\"items\":[", "]}",
    ]), 0..30)) {
        let text = parts.concat();
        let base = Url::parse("https://news.example/").unwrap();
        let _ = Listing::read(text.as_bytes(), Some("text/xml; charset="), Some(&base));
    }
}
