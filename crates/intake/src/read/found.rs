//! What was found in an input, and how it becomes an article.
//!
//! Finding is done by one worker, as streams are read from the front; making articles of what was found takes most
//! of the time and can be done by many.

use dragoman_text::Span;
use dragoman_text::{Article, Metadata, Origin, Published};

use super::columns::{Columns, Row, Value};
use super::skip::{Reason, Skip};
use super::{decode, paragraphs};
use crate::{html, identify};

/// Bytes in which an article should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where they stand.
    pub(crate) origin: Origin,
    /// The name that its record gives it.
    pub(crate) id: Option<String>,
    /// What its record says of it, which counts more than what its page says.
    pub(crate) metadata: Metadata,
    /// What pointed at it says, for what its page does not say.
    pub(crate) hints: Metadata,
    /// What was noticed on the way.
    pub(crate) remarks: Vec<String>,
    pub(crate) content: Content,
}

/// What the article is to be made from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// Plain text in an encoding to be found out.
    Plain { bytes: Vec<u8>, charset: Option<String> },
    /// A page in an encoding to be found out.
    Page { bytes: Vec<u8>, charset: Option<String> },
    /// Plain text.
    Text(String),
    /// A page or a piece of one.
    Markup(String),
}

impl Found {
    /// Returns what a row of a table holds, given as pairs of a column's name and its words. Usual names are known, as
    /// in tables that are read from files: `text`, `date`, `title`, `url`, `id`, `outlet` and others.
    pub fn of_row<'a>(
        cells: impl IntoIterator<Item = (&'a str, String)>,
        origin: Origin,
    ) -> Result<Self, Skip> {
        let (names, words): (Vec<&str>, Vec<String>) = cells.into_iter().unzip();
        let chosen = match Columns::default().choose(&names.iter().copied()) {
            Ok(chosen) => chosen,
            Err(reason) => return Err(Skip { origin, reason }),
        };
        let mut row = Row::default();
        for (at, words) in words.into_iter().enumerate() {
            if let Some(field) = chosen.field_at(at) {
                row.set(field, Value::Words(words));
            }
        }
        row.into_found(origin)
    }

    /// Returns how many bytes there are.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        match &self.content {
            Content::Plain { bytes, .. } | Content::Page { bytes, .. } => bytes.len(),
            Content::Text(text) | Content::Markup(text) => text.len(),
        }
    }

    /// Returns the article, or why there is none: no text, no article in the page, another language than English.
    pub fn article(self) -> Result<Article, Skip> {
        let Self { origin, id, metadata, hints, mut remarks, content } = self;
        let mut decoded = |bytes, charset: Option<String>, is_page| {
            let decoded = decode::decode(bytes, charset.as_deref(), is_page);
            remarks.extend(decoded.remarks);
            decoded.text
        };
        let (source, is_page) = match content {
            Content::Plain { bytes, charset } => (decoded(bytes, charset, false), false),
            Content::Page { bytes, charset } => (decoded(bytes, charset, true), true),
            Content::Text(text) => (text, false),
            Content::Markup(text) => (text, true),
        };
        let skip = |reason| Err(Skip { origin: origin.clone(), reason });
        if source.trim_matches(|char: char| char.is_whitespace() || char == '\0').is_empty() {
            return skip(Reason::NoText);
        }
        let mut article = if is_page {
            let article =
                html::article(&source, hints.url.as_deref().or(metadata.url.as_deref()), origin.clone());
            if !article.blocks.iter().any(|block| block.kind.is_article()) {
                return skip(Reason::NoArticle);
            }
            article
        } else {
            let n_zeros = memchr::memchr_iter(0, source.as_bytes()).count();
            if n_zeros > 0 {
                remarks.push(super::damage(&format!("{n_zeros} zero bytes stand in the text")));
            }
            let blocks = paragraphs::blocks(&source);
            Article { origin: origin.clone(), text: source, blocks, ..Article::default() }
        };
        let page = std::mem::replace(&mut article.metadata, metadata);
        fill(&mut article.metadata, page);
        if hints.outlet.is_some() && has_host_for_outlet(&article.metadata) {
            article.metadata.outlet = None;
        }
        fill(&mut article.metadata, hints);
        if let Some(language) = identify::language(&article) {
            if language.code != "en" {
                return skip(Reason::Foreign { code: language.code, name: language.name });
            }
            article.metadata.language = Some(language.code);
        }
        article.id = id.unwrap_or_else(|| match article.origin.record {
            Some(record) => format!("{}#{record}", article.origin.file),
            None => article.origin.file.clone(),
        });
        remarks.append(&mut article.remarks);
        article.remarks = remarks;
        Ok(article)
    }
}

/// Whether the outlet was only read off the address, so that any name is better.
fn has_host_for_outlet(metadata: &Metadata) -> bool {
    let (Some(outlet), Some(url)) = (&metadata.outlet, &metadata.url) else { return false };
    let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).split('/').next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host) == outlet.strip_prefix("www.").unwrap_or(outlet)
}

/// Adds what another says of an article to what is known already, which counts more. Of two days, that counts more of
/// which the reason is better.
fn fill(known: &mut Metadata, said: Metadata) {
    let Metadata { title, deck, byline, outlet, url, language, published } = said;
    known.title = known.title.take().or(title);
    known.deck = known.deck.take().or(deck);
    known.outlet = known.outlet.take().or(outlet);
    known.url = known.url.take().or(url);
    known.language = known.language.take().or(language);
    if known.byline.is_empty() {
        known.byline = byline;
    }
    known.published = match (known.published.take(), published) {
        (Some(one), Some(other)) => Some(settle(one, other)),
        (one, other) => one.or(other),
    };
}

/// The better known of two days, with what the other says where it differs.
fn settle(one: Published, other: Published) -> Published {
    let (mut better, worse) = if other.reason < one.reason { (other, one) } else { (one, other) };
    let said = std::iter::once((worse.day, worse.reason)).chain(worse.conflicts);
    for (day, reason) in said.filter(|(day, _)| *day != better.day) {
        if !better.conflicts.contains(&(day, reason)) {
            better.conflicts.push((day, reason));
        }
    }
    better
}

/// The span of a stretch of a text; texts of more than 4 GiB do not come this far.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use dragoman_text::DateReason;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_row_is_read_by_the_usual_names_of_its_columns() {
        let row = |text: &str| {
            let cells = [("Body", text), ("published_at", "2023-06-18"), ("headline", "Envoys meet")];
            let cells = cells.map(|(name, words)| (name, words.to_owned()));
            Found::of_row(cells, Origin { file: "table".to_owned(), record: Some(3) })
        };
        let article = row("The envoys met in Geneva.").unwrap().article().unwrap();
        assert_eq!(article.metadata.title.as_deref(), Some("Envoys meet"));
        assert_eq!(article.metadata.published.map(|one| one.day), Some(date(2023, 6, 18)));
        assert_eq!(article.id, "table#3");
        assert_eq!(row("  ").unwrap_err().to_string(), "table: record 3: has no text");
    }

    #[test]
    fn a_day_given_counts_more_than_the_pages_and_the_pages_more_than_the_feeds() {
        let said = |day, reason| Published { day, reason, words: String::new(), conflicts: Vec::new() };
        let (early, late) = (date(2023, 6, 17), date(2023, 6, 18));
        let given = settle(said(late, DateReason::JsonLd), said(early, DateReason::Given));
        assert_eq!((given.day, given.conflicts), (early, vec![(late, DateReason::JsonLd)]));
        let page = settle(said(late, DateReason::JsonLd), said(early, DateReason::Feed));
        assert_eq!((page.day, page.conflicts), (late, vec![(early, DateReason::Feed)]));
        let feed = settle(said(late, DateReason::Dateline), said(early, DateReason::Feed));
        assert_eq!(feed.day, early);
    }
}
