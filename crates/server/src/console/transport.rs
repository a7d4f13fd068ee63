//! How a request came: over TLS or not, and from which page.

use http::{HeaderMap, header, request::Parts, uri::Authority};

use crate::origin::Scheme;

/// Whether the browser speaks TLS, be it to us or to a proxy before us.
pub(super) fn is_secure(parts: &Parts) -> bool {
    Scheme::of(&parts.extensions) == Scheme::Https || browser_says_so(&parts.headers)
}

/// Behind a proxy that is not known to be one only the browser knows, and it tells: an `Origin` has
/// the scheme, and the `Sec-Fetch` headers are sent to nobody whom it reaches without TLS, but for
/// the machine that it runs on.
fn browser_says_so(headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if let Some(origin) = origin.filter(|origin| *origin != "null") {
        return origin.starts_with("https://");
    }
    headers.contains_key("sec-fetch-site") && !is_this_machine(headers)
}

/// Whether a form was sent by a page of ours, as far as the browser tells: an old one tells
/// nothing.
pub(super) fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text("host")
        }
        (None, None) => true,
    }
}

fn is_this_machine(headers: &HeaderMap) -> bool {
    let authority = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = authority.and_then(|host| host.parse::<Authority>().ok());
    let host = authority.as_ref().map(Authority::host).unwrap_or_default();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]"
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{browser_says_so, is_own_page};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn the_browser_tells_whether_there_is_tls() {
        let host = ("host", "roster.example.org");
        assert!(browser_says_so(&headers(&[host, ("origin", "https://roster.example.org")])));
        assert!(!browser_says_so(&headers(&[host, ("origin", "http://roster.example.org")])));
        assert!(browser_says_so(&headers(&[host, ("sec-fetch-site", "none")])));
        assert!(!browser_says_so(&headers(&[host])));
        for here in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"] {
            assert!(
                !browser_says_so(&headers(&[("host", here), ("sec-fetch-site", "none")])),
                "{here}"
            );
        }
    }

    #[test]
    fn forms_of_other_pages_are_told_apart() {
        let host = ("host", "here:1");
        assert!(is_own_page(&headers(&[host, ("sec-fetch-site", "same-origin")])));
        assert!(!is_own_page(&headers(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(is_own_page(&headers(&[host, ("origin", "http://here:1")])));
        assert!(!is_own_page(&headers(&[host, ("origin", "http://there:1")])));
        assert!(!is_own_page(&headers(&[host, ("origin", "null")])));
        assert!(is_own_page(&headers(&[host])));
    }
}
