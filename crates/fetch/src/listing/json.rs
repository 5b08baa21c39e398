//! JSON Feed.

use serde_json::Value;
use url::Url;

use super::text::tidy;
use super::{Link, Listing, NotAListing, absolute};

/// Reads a JSON Feed of any version.
pub(super) fn read(text: &str, base: Option<&Url>) -> Result<Listing, NotAListing> {
    let feed: Value =
        serde_json::from_str(text).map_err(|error| NotAListing::Malformed(format!("JSON: {error}")))?;
    let Some(items) = feed.get("items").and_then(Value::as_array) else {
        return Err(NotAListing::Other("JSON".to_owned()));
    };
    let mut listing = Listing { title: words(&feed, "title"), ..Listing::default() };
    for item in items {
        let Some(url) = words(item, "url").or_else(|| words(item, "external_url")) else {
            listing.remarks.push("an item without an address".to_owned());
            continue;
        };
        listing.links.push(Link {
            url: absolute(&url, base),
            title: words(item, "title"),
            published: words(item, "date_published"),
            updated: words(item, "date_modified"),
            outlet: None,
        });
    }
    Ok(listing)
}

fn words(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(tidy).filter(|text| !text.is_empty())
}
