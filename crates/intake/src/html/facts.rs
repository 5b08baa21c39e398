//! What a page says of the article besides its words.

use super::cue::Marks;
use super::ld::{self, Thing};
use super::page::{NodeIdx, Page};
use super::tag::Tag;

/// More titles, summaries and writers than this are not believed.
const MOST: usize = 20;

/// What a page says of the article, gathered but not yet weighed.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Headlines, the most trusted first.
    pub(super) titles: Vec<String>,
    /// Summaries, the most trusted first.
    pub(super) descriptions: Vec<String>,
    /// Writers.
    pub(super) byline: Vec<String>,
    /// The name of the outlet.
    pub(super) outlet: Option<String>,
    /// The address that the page gives as its own.
    pub(super) url: Option<String>,
    /// The language that the page says it is in, as ISO 639-1.
    pub(super) language: Option<String>,
    /// Whether days are written with the month first, as in the United States.
    pub(super) month_first: bool,
    /// Whether the page says that it is one of many entries: a live blog, a thread of a forum.
    pub(super) threaded: bool,
    /// Whether the page says that the article has to be paid for.
    pub(super) paid: bool,
    /// What it describes in JSON-LD.
    pub(super) things: Vec<Thing>,
}

impl Facts {
    pub(super) fn gather(page: &Page) -> Self {
        let mut facts = Self { things: ld::things(page), ..Self::default() };
        let mut metas: Vec<(String, String)> = Vec::new();
        let mut title = None;
        for node in 0..page.nodes.len() {
            match page.tag(node) {
                Tag::Meta => metas.extend(meta(page, node)),
                Tag::Link if facts.url.is_none() && page.attribute(node, "rel") == Some("canonical") => {
                    facts.url = page.attribute(node, "href").map(|href| href.trim().to_owned());
                }
                Tag::Html => facts.language = page.attribute(node, "lang").and_then(language),
                Tag::Title if title.is_none() => title = Some(squeeze(&page.inner_text(node))),
                _ => {}
            }
        }
        let all = |names: &[&str]| -> Vec<String> {
            let mut values = Vec::new();
            for name in names {
                values
                    .extend(metas.iter().filter(|(other, _)| other == name).map(|(_, value)| squeeze(value)));
            }
            values.retain(|value| !value.is_empty());
            values
        };
        facts.titles = all(&["og:title", "twitter:title", "dc.title", "title"]);
        facts.descriptions = all(&["og:description", "description", "twitter:description", "dc.description"]);
        for thing in facts.things.iter().filter(|thing| ld::is_article(thing)) {
            facts.titles.extend(ld::text(thing, "headline").map(squeeze));
            facts.descriptions.extend(ld::text(thing, "description").map(squeeze));
            if facts.byline.is_empty() {
                facts.byline = ld::names(thing, "author").iter().map(|name| squeeze(name)).collect();
            }
            if facts.outlet.is_none() {
                facts.outlet = ld::names(thing, "publisher").first().map(|name| squeeze(name));
            }
        }
        facts.threaded = facts.things.iter().any(|thing| {
            ld::text(thing, "@type")
                .is_some_and(|kind| matches!(kind, "LiveBlogPosting" | "DiscussionForumPosting"))
        });
        facts.titles.truncate(MOST);
        facts.descriptions.truncate(MOST);
        facts.byline.truncate(MOST);
        facts.paid = facts.things.iter().any(|thing| match thing.get("isAccessibleForFree") {
            Some(serde_json::Value::Bool(free)) => !free,
            Some(serde_json::Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        });
        facts.titles.extend(title);
        if facts.byline.is_empty() {
            facts.byline =
                all(&["author", "article:author", "dc.creator", "parsely-author", "sailthru.author"]);
        }
        facts.byline.retain(|name| is_name(name));
        facts.byline.dedup();
        facts.outlet = all(&["og:site_name"])
            .into_iter()
            .next()
            .or(facts.outlet)
            .or_else(|| all(&["application-name", "dc.publisher", "publisher"]).into_iter().next());
        facts.url =
            facts.url.filter(|url| url.starts_with("http")).or_else(|| all(&["og:url"]).into_iter().next());
        facts.language = facts.language.or_else(|| {
            all(&["og:locale", "content-language", "language"]).first().and_then(|value| language(value))
        });
        facts
    }
}

/// Name, in small letters, and value of a `<meta>`.
pub(super) fn meta(page: &Page, node: NodeIdx) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|attribute| page.attribute(node, attribute))?;
    let value = page.attribute(node, "content")?;
    Some((name.trim().to_ascii_lowercase(), value.to_owned()))
}

/// Text with each run of white space as one blank, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a byline is a name and not an address.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() < 100 && !name.contains("://") && !name.contains('@')
}

/// The two letters of a language tag: `en` of `en-GB`.
fn language(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_', ',']).next()?.to_ascii_lowercase();
    (first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(first)
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The writers, as the page shows them.
pub(super) fn byline(page: &Page) -> Vec<String> {
    for node in 1..page.nodes.len() {
        let is_author = page.attribute(node, "rel") == Some("author")
            || page.attribute(node, "itemprop") == Some("author")
            || page.node(node).marks.any(Marks::BYLINE);
        if !is_author || page.tag(node).is_unseen() {
            continue;
        }
        let words = squeeze(&page.inner_text(node));
        let name = match words.split_once(' ') {
            Some((by, rest)) if matches!(by.to_lowercase().as_str(), "by" | "von" | "par" | "por" | "di") => {
                rest
            }
            _ => words.as_str(),
        };
        let n_words = name.split(' ').count();
        if (2..=6).contains(&n_words)
            && name.len() < 80
            && is_name(name)
            && !name.contains(|one: char| one.is_ascii_digit())
        {
            return vec![name.to_owned()];
        }
    }
    Vec::new()
}
