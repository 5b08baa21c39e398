//! Feeds (RSS, Atom, JSON Feed) and sitemaps.
//!
//! An item whose feed has all of its text is an article; all others are recorded with the address of their page.

use std::io::Read;
use std::ops::ControlFlow;

use dragoman_text::{DateReason, Metadata, Published};
use feed_rs::model::Entry;
use quick_xml::events::Event;

use super::found::{Content, Found};
use super::guard::guarded;
use super::limits::read_all;
use super::skip::{Reason, Skip};
use super::{Place, Walk, day, decode, kind};

/// Letters that a summary must have to be taken for the whole text.
const WHOLE_SUMMARY: usize = 1500;

/// Reads the items of a feed.
pub(crate) fn read(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let bytes = match read_all(stream, walk.settings.limits.record, "a feed") {
        Ok(bytes) => bytes,
        Err(reason) => return walk.skip(place, reason),
    };
    let feed = match parse(bytes, place) {
        Ok(feed) => feed,
        Err(reason) => return walk.skip(place, reason),
    };
    let outlet = feed.title.map(|title| plain(&title.content));
    let language = feed.language;
    for (entry, number) in feed.entries.into_iter().zip(1..) {
        let found = found(entry, outlet.as_deref(), language.as_deref(), &place.at_record(number));
        walk.give(found)?;
    }
    ControlFlow::Continue(())
}

fn parse(bytes: Vec<u8>, place: &Place) -> Result<feed_rs::model::Feed, Reason> {
    let read = |bytes: &[u8]| {
        guarded(|| {
            feed_rs::parser::Builder::new()
                .base_uri(place.hints.url.as_deref())
                // An item without a name would get another one by chance each time.
                .id_generator(|_, _, _| String::new())
                // The day is kept as the feed states it, and not as it was in Greenwich.
                .timestamp_parser(|words| format!("{}T00:00:00Z", day::parse(words)?).parse().ok())
                .build()
                .parse(bytes)
        })
    };
    read(&bytes).or_else(|reason| {
        // Feeds are often not quite XML: control characters, ampersands that stand for themselves, a wrong encoding.
        let text = decode::decode(bytes, place.charset.as_deref(), true).text;
        read(mended(&text).as_bytes()).map_err(|_| reason)
    })
}

/// XML without what is not allowed in it.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    // The encoding is another one now.
    let text = text.trim_start();
    let text =
        if text.starts_with("<?xml") { text.split_once("?>").map_or(text, |(_, rest)| rest) } else { text };
    let mut rest = text;
    while let Some(at) = rest.find(|char: char| char == '&' || char.is_control() && !"\t\n\r".contains(char))
    {
        let (before, after) = rest.split_at(at);
        mended.push_str(before);
        rest = after.get(1..).or_else(|| after.get(2..)).unwrap_or("");
        if after.starts_with('&') {
            let name = rest.split_once(';').map_or("", |(name, _)| name);
            let is_sound = !name.is_empty()
                && name.len() <= 10
                && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '#');
            mended.push_str(if is_sound { "&" } else { "&amp;" });
        }
    }
    mended.push_str(rest);
    mended
}

fn found(entry: Entry, outlet: Option<&str>, language: Option<&str>, place: &Place) -> Result<Found, Skip> {
    let origin = place.origin();
    let url = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .or(entry.links.first())
        .map(|link| link.href.clone());
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let summary = entry.summary.map(|summary| summary.content);
    // Atom has a day of its own for the last change, which is none for the publication.
    let published = entry.published.or(entry.updated).and_then(|moment| {
        let words = moment.to_rfc3339();
        let day = day::parse(&words)?;
        Some(Published { day, reason: DateReason::Feed, words: day.to_string(), conflicts: Vec::new() })
    });
    let whole = content.or_else(|| summary.filter(|summary| is_whole(summary)));
    let Some(whole) = whole else {
        let url = url.unwrap_or_else(|| "a page without an address".to_owned());
        return Err(Skip { origin, reason: Reason::Elsewhere { what: "a teaser", url } });
    };
    let metadata = Metadata {
        title: entry.title.map(|title| plain(&title.content)).filter(|title| !title.is_empty()),
        byline: entry.authors.into_iter().filter_map(|author| author.name).collect(),
        outlet: outlet.map(str::to_owned),
        url,
        language: entry.language.or(language.map(str::to_owned)),
        published,
        ..Metadata::default()
    };
    let is_markup = kind::is_markup(&whole) || whole.contains("</p>") || whole.contains("<br");
    let content = if is_markup { Content::Markup(whole) } else { Content::Text(whole) };
    let id = Some(entry.id).filter(|id| !id.is_empty());
    Ok(Found { origin, id, metadata, hints: Metadata::default(), remarks: Vec::new(), content })
}

/// Whether a summary is in truth the whole text.
fn is_whole(summary: &str) -> bool {
    let words = plain(summary);
    let end = words.trim_end_matches([']', ')', '»', '>', ' ']);
    words.chars().filter(|char| char.is_alphabetic()).count() >= WHOLE_SUMMARY
        && !end.ends_with('…')
        && !end.ends_with("...")
}

/// Words without tags and with single spaces.
fn plain(markup: &str) -> String {
    let mut words = String::with_capacity(markup.len());
    let mut in_tag = false;
    for char in markup.chars() {
        match char {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                words.push(' ');
            }
            _ if in_tag => {}
            _ => words.push(char),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a sitemap, which has addresses and no text.
pub(crate) fn read_sitemap(walk: &mut Walk<'_>, stream: impl Read, place: &Place) -> ControlFlow<()> {
    let bytes = match read_all(stream, walk.settings.limits.record, "a sitemap") {
        Ok(bytes) => bytes,
        Err(reason) => return walk.skip(place, reason),
    };
    let text = decode::decode(bytes, place.charset.as_deref(), true).text;
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut number, mut in_address, mut url) = (0, false, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => in_address = tag.local_name().as_ref() == "loc",
            Ok(Event::Text(text)) if in_address => url.push_str(&text),
            Ok(Event::CData(text)) if in_address => url.push_str(&text),
            Ok(Event::GeneralRef(name)) if in_address => url.push_str(if &*name == "amp" { "&" } else { "" }),
            Ok(Event::End(tag)) => {
                in_address = false;
                if matches!(tag.local_name().as_ref(), "url" | "sitemap") {
                    number += 1;
                    let url = std::mem::take(&mut url).trim().to_owned();
                    walk.skip(&place.at_record(number), Reason::Elsewhere { what: "the address", url })?;
                }
            }
            Ok(Event::Eof) if number == 0 => return walk.skip(place, Reason::NoText),
            Ok(Event::Eof) => return ControlFlow::Continue(()),
            Ok(_) => {}
            Err(error) => {
                return walk.skip(&place.at_record(number + 1), Reason::Malformed(error.to_string()));
            }
        }
    }
}
