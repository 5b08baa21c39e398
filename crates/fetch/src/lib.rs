//! Follows feeds and sitemaps, politely.
