//! The day of publication: where a page says it, in which order that is believed, and what contradicts.
//!
//! The order is that of htmldate (Apache-2.0), as measured: the address, what machines are told (`<meta>`, JSON-LD),
//! elements that are called after dates, headings, `<time>`, time stamps anywhere, and words. No clock is read.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use dragoman_text::{DateReason, Published};
use jiff::civil::Date;

use super::cue::Marks;
use super::day::{Form, day_in, days};
use super::facts::{Facts, meta, squeeze};
use super::ld;
use super::page::{NodeIdx, Page};
use super::tag::Tag;

const TABLE: &str = include_str!("../../../../data/html/date.tsv");

/// Text longer than this is not the date line of anything.
const LONGEST: usize = 52;
/// More candidates than this mean that the page lists things.
const MOST: usize = 1000;

/// Names of `<meta>`, and whether each tells of publication; the others tell of changes.
static NAMES: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()? == "published"))
        })
        .collect()
});

/// A day that a page gives, and why it may be the one.
struct Candidate {
    day: Date,
    reason: DateReason,
    words: String,
}

impl Candidate {
    fn new(day: Date, reason: DateReason, words: &str) -> Self {
        Self { day, reason, words: words.chars().take(200).collect() }
    }
}

/// Finds the day of publication.
pub(super) fn find(page: &Page, source: &str, facts: &Facts, url: Option<&str>) -> Option<Published> {
    let month_first = facts.month_first;
    let mut candidates = Vec::new();
    for url in [url, facts.url.as_deref()].into_iter().flatten() {
        candidates.extend(from_url(url));
    }
    let (told, changed) = from_metas(page, month_first);
    candidates.extend(told);
    candidates.extend(from_json(page, facts, month_first));
    candidates.extend(from_elements(page, month_first));
    candidates.extend(changed);
    if candidates.is_empty() {
        candidates.extend(from_stamp(source));
        candidates.extend(from_picture(page));
        candidates.extend(from_words(page, month_first));
    }
    let best = best_of(&candidates)?;
    let first = candidates.remove(best);
    let mut conflicts: Vec<(Date, DateReason)> = Vec::new();
    for other in candidates {
        if other.day != first.day && !conflicts.contains(&(other.day, other.reason)) {
            conflicts.push((other.day, other.reason));
        }
    }
    Some(Published { day: first.day, reason: first.reason, words: first.words, conflicts })
}

/// Which candidate is believed: the first, unless two others agree on another day, or it is a time of day in UTC and
/// the page states the day before or after, which is then the day where the outlet is.
fn best_of(candidates: &[Candidate]) -> Option<usize> {
    let first = candidates.first()?;
    if candidates.iter().skip(1).any(|other| other.day == first.day) {
        return Some(0);
    }
    if is_utc(&first.words) {
        let near = candidates.iter().position(|other| {
            other.day != first.day
                && !is_utc(&other.words)
                && first.day.until(other.day).is_ok_and(|gap| gap.get_days().abs() == 1)
        });
        if near.is_some() {
            return near;
        }
    }
    for (place, other) in candidates.iter().enumerate().skip(1) {
        let agrees = candidates.iter().any(|third| {
            let told = |one: &Candidate| !matches!(one.reason, DateReason::TimeElement | DateReason::Byline);
            third.day == other.day && third.reason != other.reason && (told(third) || told(other))
        });
        if agrees {
            return Some(place);
        }
    }
    Some(0)
}

/// Whether a stamp is in UTC.
fn is_utc(words: &str) -> bool {
    words.contains(':') && (words.ends_with('Z') || words.ends_with("+00:00") || words.ends_with("+0000"))
}

/// Year, month and day in an address.
fn from_url(url: &str) -> Option<Candidate> {
    let is_edge = |at: Option<char>| at.is_none_or(|one| !one.is_ascii_digit());
    for found in days(&url.replace('_', "-"), false) {
        let edges = is_edge(url[..found.range.start].chars().next_back())
            && is_edge(url.get(found.range.end..).and_then(|rest| rest.chars().next()));
        // A slug may begin with a figure: /2020/04/3-reasons is not the third.
        let written = url.get(found.range.clone()).unwrap_or("");
        let rest = url.get(found.range.end..).unwrap_or("");
        let n_figures = written.bytes().rev().take_while(u8::is_ascii_digit).count();
        let whole = !written.contains('/')
            || rest.is_empty()
            || rest.starts_with(['/', '.', '?', '#'])
            || n_figures == 2;
        if found.form == Form::Ymd && edges && whole {
            return Some(Candidate::new(found.day, DateReason::Url, url));
        }
    }
    None
}

/// What `<meta>` says of publication, and, as a reserve, of changes.
fn from_metas(page: &Page, month_first: bool) -> (Option<Candidate>, Option<Candidate>) {
    let mut reserve = None;
    for node in page.all(Tag::Meta) {
        let Some((name, value)) = meta(page, node) else { continue };
        let value = page.attribute(node, "datetime").unwrap_or(&value);
        if name == "og:url" {
            reserve = from_url(value).or(reserve);
            continue;
        }
        let Some(&published) = NAMES.get(name.as_str()) else { continue };
        let Some(day) = day_in(value, month_first) else { continue };
        let graph = name.starts_with("article:") || name.starts_with("og:");
        let reason = if graph { DateReason::OpenGraph } else { DateReason::Meta };
        let candidate = Candidate::new(day, reason, value);
        if published {
            return (Some(candidate), reserve);
        }
        reserve = Some(candidate);
    }
    (None, reserve)
}

/// What JSON-LD says: of articles first, then of anything.
fn from_json(page: &Page, facts: &Facts, month_first: bool) -> Option<Candidate> {
    let keys = ["datePublished", "dateCreated", "uploadDate"];
    let of = |article: bool| {
        facts.things.iter().filter(move |thing| ld::is_article(thing) == article).find_map(|thing| {
            keys.iter().find_map(|key| {
                let value = ld::text(thing, key)?;
                Some(Candidate::new(day_in(value, month_first)?, DateReason::JsonLd, value))
            })
        })
    };
    of(true).or_else(|| of(false)).or_else(|| {
        // Scripts that are not sound JSON still say it.
        page.all(Tag::Script).find_map(|script| {
            let kind = page.attribute(script, "type")?;
            if !kind.contains("json") {
                return None;
            }
            let text = page.inner_text(script);
            let after = text.split_once("\"datePublished\"")?.1.trim_start_matches([' ', ':', '"']);
            let value = after.split('"').next()?;
            Some(Candidate::new(day_in(value, month_first)?, DateReason::JsonLd, value))
        })
    })
}

/// Whether an element and what is in it can say when the page was published.
fn is_told(page: &Page, node: NodeIdx) -> bool {
    !page.ancestors(node).chain([node]).any(|around| {
        matches!(
            page.tag(around),
            Tag::Head
                | Tag::Script
                | Tag::Style
                | Tag::Audio
                | Tag::Canvas
                | Tag::Embed
                | Tag::Frame
                | Tag::Iframe
                | Tag::Label
                | Tag::Map
                | Tag::Math
                | Tag::Object
                | Tag::Picture
                | Tag::Svg
                | Tag::Video
        ) || matches!(page.attribute(around, "id"), Some("wm-ipp-base" | "wm-ipp"))
    })
}

/// What elements say that are called after dates, then headings, then `<time>`.
fn from_elements(page: &Page, month_first: bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut named = Vec::new();
    let mut times = Vec::new();
    for node in 1..page.nodes.len() {
        let tag = page.tag(node);
        if tag == Tag::Text {
            continue;
        }
        let marks = page.node(node).marks;
        if tag == Tag::Abbr && found.is_empty() && is_told(page, node) {
            let words =
                page.attribute(node, "title").map_or_else(|| squeeze(&page.inner_text(node)), squeeze);
            found.extend(
                day_in(&words, month_first).map(|day| Candidate::new(day, DateReason::TimeElement, &words)),
            );
        }
        if (marks.any(Marks::DATED) || matches!(tag, Tag::Footer | Tag::Small)) && is_told(page, node) {
            named.push(node);
        }
        if tag == Tag::Time && is_told(page, node) {
            times.push(node);
        }
    }
    if named.len() <= MOST {
        found.extend(named.iter().find_map(|&node| {
            let words = start_of(page, node);
            let title = page.attribute(node, "title").unwrap_or("");
            [words.as_str(), title].into_iter().find_map(|words| {
                let reason = if page.node(node).marks.any(Marks::BYLINE) {
                    DateReason::Byline
                } else {
                    DateReason::TimeElement
                };
                Some(Candidate::new(day_in(until_digit(words), month_first)?, reason, words))
            })
        }));
    }
    found.extend(page.all(Tag::Title).chain(page.all(Tag::H1)).find_map(|node| {
        let words = start_of(page, node);
        Some(Candidate::new(day_in(until_digit(&words), month_first)?, DateReason::Byline, &words))
    }));
    if times.len() <= MOST {
        let mut oldest: Option<Candidate> = None;
        for node in times {
            let stated = page.attribute(node, "datetime").filter(|value| value.len() > 6);
            let words = stated.map_or_else(|| start_of(page, node), str::to_owned);
            let Some(day) = day_in(&words, month_first) else { continue };
            let candidate = Candidate::new(day, DateReason::TimeElement, &words);
            let sure = page.attribute(node, "pubdate").is_some()
                || page
                    .attribute(node, "class")
                    .is_some_and(|class| class.starts_with("entry-date") || class.starts_with("entry-time"));
            if sure {
                oldest = Some(candidate);
                break;
            }
            if oldest.as_ref().is_none_or(|old| candidate.day < old.day) {
                oldest = Some(candidate);
            }
        }
        found.extend(oldest);
    }
    found
}

/// The first characters of an element.
fn start_of(page: &Page, node: NodeIdx) -> String {
    let mut text = String::new();
    for inner in page.subtree(node) {
        if page.tag(page.node(inner).parent) == Tag::Script {
            continue;
        }
        text.push_str(page.characters(inner));
        if text.len() > 1000 {
            break;
        }
    }
    squeeze(&text).chars().take(LONGEST).collect()
}

/// The text up to its last figure.
fn until_digit(text: &str) -> &str {
    text.rfind(|one: char| one.is_ascii_digit()).map_or("", |last| &text[..=last])
}

/// The first time stamp anywhere in the source.
fn from_stamp(source: &str) -> Option<Candidate> {
    let bytes = source.as_bytes();
    let mut from = 0;
    while let Some(colon) = source.get(from..).and_then(|rest| rest.find(':')) {
        let colon = from + colon;
        from = colon + 1;
        // 2020-04-03T10:20:30 with the first colon at byte 13.
        let Some(stamp) = colon.checked_sub(13).and_then(|start| source.get(start..colon + 6)) else {
            continue;
        };
        let shape: Vec<u8> =
            stamp.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }).collect();
        let fits = matches!(shape.as_slice(), b"0000-00-00T00:00:00" | b"0000-00-00 00:00:00");
        let alone = colon < 14 || !bytes[colon - 14].is_ascii_digit();
        if fits && alone {
            return day_in(&stamp[..10], false).map(|day| Candidate::new(day, DateReason::Meta, stamp));
        }
    }
    None
}

/// The day in the address of the picture that stands for the page.
fn from_picture(page: &Page) -> Option<Candidate> {
    page.all(Tag::Meta)
        .filter_map(|node| meta(page, node))
        .find(|(name, _)| name == "og:image")
        .and_then(|(_, value)| from_url(&value))
        .map(|candidate| Candidate { reason: DateReason::Meta, ..candidate })
}

/// What short runs of words say: the oldest day; else the day that is most often written anywhere.
fn from_words(page: &Page, month_first: bool) -> Option<Candidate> {
    let mut oldest: Option<Candidate> = None;
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    for node in 1..page.nodes.len() {
        if page.tag(node) != Tag::Text || !is_told(page, node) {
            continue;
        }
        let words = page.characters(node).trim();
        if words.len() < 6 {
            continue;
        }
        if words.chars().count() < LONGEST {
            if let Some(day) = day_in(words, month_first)
                && oldest.as_ref().is_none_or(|old| day < old.day)
            {
                oldest = Some(Candidate::new(day, DateReason::Byline, words));
            }
        } else {
            for found in days(words, month_first) {
                *counts.entry(found.day).or_default() += 1;
            }
        }
    }
    oldest.or_else(|| {
        let most = counts.values().copied().max()?;
        let day = counts.iter().find(|(_, n)| **n == most).map(|(day, _)| *day)?;
        Some(Candidate::new(day, DateReason::Byline, &day.to_string()))
    })
}
