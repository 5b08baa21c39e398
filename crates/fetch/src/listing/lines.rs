//! Plain lists: one address a line, `#` before comments.

use super::{Link, Listing, NotAListing};

/// Reads a list in which every line is an address, empty, or a comment.
pub(super) fn read(text: &str) -> Result<Listing, NotAListing> {
    let mut listing = Listing::default();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.contains("://") {
            return Err(NotAListing::Other("text".to_owned()));
        }
        // A comment needs white space before it: addresses have `#` inside.
        let url = line.split([' ', '\t']).next().unwrap_or(line);
        listing.links.push(Link { url: url.to_owned(), ..Link::default() });
    }
    Ok(listing)
}
