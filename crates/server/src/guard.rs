//! Who may ask at all: only whoever asks under a name of ours, and, to have something done, only a page of ours.
//!
//! Without the first, any page of the web could have its own name point at this machine and read the ledger through a
//! reader's browser (DNS rebinding); without the second, it could have things done here, though not see the answer.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

use crate::problem::Problem;

/// What a page may load and do: only what comes from here, and no script or style that stands in a page itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a picture by itself may do: nothing but bring its own colours. It holds no script, and could run none.
const POLICY_OF_PICTURES: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// Whether a request may be answered under the names of hosts that are ours.
pub(crate) fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    hosts: &[String],
) -> Result<(), Problem> {
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next().and_then(|host| host.to_str().ok());
    // An address in full names a host as well, which must be the same.
    let authority = uri.authority().map(axum::http::uri::Authority::as_str);
    let is_ours = |name: &str| hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
    if named.next().is_some() || !host.is_some_and(is_ours) || authority.is_some_and(|name| !is_ours(name)) {
        return Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "This is not the host that was asked for.",
            "Use the address that `dragoman serve` printed, or start it with `--host NAME`.",
        ));
    }
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let from_ours = text("origin").is_none_or(|origin| {
        let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        host.is_some_and(is_ours)
    });
    let from_same = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    if from_ours && from_same {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "Another page asked for this.",
        "Do it on a page of this server.",
    ))
}

/// What every answer says to browsers. Where pictures may stand in pages of others, they say so; their size alone could
/// tell these how much is in the ledger.
pub(crate) fn put_headers(headers: &mut HeaderMap, is_picture: bool, shares_pictures: bool) {
    let fixed = [
        ("content-security-policy", if is_picture { POLICY_OF_PICTURES } else { POLICY }),
        ("x-content-type-options", "nosniff"),
        // Without a referrer here, a form of ours would not say where it comes from, and be turned away.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "cross-origin-resource-policy",
            if is_picture && shares_pictures { "cross-origin" } else { "same-origin" },
        ),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &Method, uri: &str, headers: &[(&'static str, &str)]) -> u16 {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let hosts = ["localhost:7323".to_owned(), "127.0.0.1:7323".to_owned()];
        check(method, &uri.parse().unwrap(), &map, &hosts)
            .err()
            .map_or(200, |problem| problem.status.as_u16())
    }

    #[test]
    fn only_names_of_ours_are_answered() {
        for (uri, host, status) in [
            ("/", "localhost:7323", 200),
            ("/", "LOCALHOST:7323", 200),
            ("/", "127.0.0.1:7323", 200),
            ("/", "evil.example:7323", 421),
            ("/", "localhost:7323.evil.example", 421),
            ("/", "localhost", 421),
            ("http://evil.example/", "localhost:7323", 421),
        ] {
            assert_eq!(asked(&Method::GET, uri, &[("host", host)]), status, "{uri} {host}");
        }
        assert_eq!(asked(&Method::GET, "/", &[]), 421);
        assert_eq!(asked(&Method::GET, "/", &[("host", "localhost:7323"), ("host", "evil.example")]), 421);
    }

    #[test]
    fn only_pages_of_ours_have_things_done() {
        let host = ("host", "localhost:7323");
        for (name, value, status) in [
            ("origin", "http://localhost:7323", 200),
            ("origin", "http://evil.example", 403),
            ("origin", "null", 403),
            ("origin", "http://localhost:7323.evil.example", 403),
            ("sec-fetch-site", "same-origin", 200),
            ("sec-fetch-site", "cross-site", 403),
            ("sec-fetch-site", "same-site", 403),
        ] {
            assert_eq!(asked(&Method::POST, "/read", &[host, (name, value)]), status, "{name}: {value}");
        }
        assert_eq!(asked(&Method::POST, "/read", &[host]), 200);
    }
}
