//! Compression of answers that are held in memory.

use std::io::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Answers shorter than this gain nothing.
const LEAST: usize = 1024;

/// Compressed by gzip, where that makes it smaller.
pub(crate) fn packed(plain: &[u8]) -> Option<Bytes> {
    if plain.len() < LEAST {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    encoder.write_all(plain).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < plain.len()).then(|| packed.into())
}

/// Whether whoever asks takes gzip.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight =
            weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok()).unwrap_or(1.0_f32);
        matches!(name.trim(), "gzip" | "*") && weight > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_only_to_those_who_take_it() {
        for (accepted, takes) in [
            ("gzip, deflate, br", true),
            ("br, gzip;q=0", false),
            ("identity", false),
            ("*", true),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            assert_eq!(takes_gzip(&headers), takes, "{accepted}");
        }
    }

    #[test]
    fn short_answers_stay_as_they_are() {
        assert!(packed(b"ok").is_none());
        assert!(packed(&[b'a'; 5000]).is_some_and(|packed| packed.len() < 200));
    }
}
