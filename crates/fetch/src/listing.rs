//! What points at pages: feeds, sitemaps, lists of feeds. Told apart by what they hold.

mod json;
mod lines;
mod text;
mod xml;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use url::Url;

/// A feed, a sitemap, or a list of such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What it calls itself.
    pub title: Option<String>,
    /// The pages it points at, in its order.
    pub links: Vec<Link>,
    /// Feeds and sitemaps it points at, in its order.
    pub listings: Vec<String>,
    /// What was noticed on the way: a place where it broke off, letters that could not be read.
    pub remarks: Vec<String>,
}

/// What a feed or a sitemap says of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The page's address, made absolute.
    pub url: String,
    /// Headline.
    pub title: Option<String>,
    /// When it was published, in the feed's own words.
    pub published: Option<String>,
    /// When it was last changed, in the feed's own words.
    pub updated: Option<String>,
    /// Who published it: the feed's title, or the name that a news sitemap gives.
    pub outlet: Option<String>,
}

/// Why something is not a listing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAListing {
    /// It is something else.
    #[error("is {0} and neither a feed nor a sitemap nor a list of addresses")]
    Other(String),
    /// It breaks off or is malformed before it says what it is.
    #[error("is malformed: {0}")]
    Malformed(String),
}

impl Listing {
    /// Reads RSS, Atom, JSON Feed, sitemaps, indexes of sitemaps, OPML, and plain lists of addresses.
    ///
    /// `content_type` is what the server said of it, and `base` is where it was read from.
    /// What is malformed is read as far as it goes, with a remark.
    pub fn read(bytes: &[u8], content_type: Option<&str>, base: Option<&Url>) -> Result<Self, NotAListing> {
        let (text, remark) = decode(bytes, content_type);
        let start = text.trim_start();
        let mut listing = match start.chars().next() {
            None => return Err(NotAListing::Other("empty".to_owned())),
            Some('<') => xml::read(&text, base)?,
            Some('{') => json::read(start, base)?,
            Some(_) => lines::read(start)?,
        };
        listing.remarks.extend(remark);
        for link in &mut listing.links {
            if link.outlet.is_none() {
                link.outlet.clone_from(&listing.title);
            }
        }
        Ok(listing)
    }
}

/// Turns bytes into text: by the mark at its start, as UTF-8 where it is that, by what the server says, by what it says
/// itself, and by what feeds without any of these mostly are.
fn decode(bytes: &[u8], content_type: Option<&str>) -> (String, Option<String>) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if str::from_utf8(bytes).is_ok() => UTF_8,
        None => content_type
            .and_then(|stated| labelled(stated, "charset="))
            .or_else(|| labelled(&String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)), "encoding="))
            .filter(|encoding| *encoding != UTF_8)
            .unwrap_or(WINDOWS_1252),
    };
    let (text, used, malformed) = encoding.decode(bytes);
    let remark = malformed.then(|| format!("some letters cannot be read as {}", used.name()));
    (text.into_owned(), remark)
}

/// The encoding that is named after a key.
fn labelled(text: &str, key: &str) -> Option<&'static Encoding> {
    let at = text.to_ascii_lowercase().find(key)? + key.len();
    let label = text.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ';', ' ', '?']).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

/// Makes an address absolute; what cannot be made so stays as it is, to be refused by name later.
fn absolute(address: &str, base: Option<&Url>) -> String {
    let address = address.trim();
    match base.map(|base| base.join(address)) {
        Some(Ok(url)) => url.into(),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests;
