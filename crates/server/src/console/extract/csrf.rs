//! Protection of forms against cross-site requests, and detection of TLS.

use http::{HeaderMap, header, request::Parts, uri::Authority};

use crate::origin::Scheme;

/// Whether the browser uses TLS, either to this server or to a proxy in front of it.
pub(crate) fn is_secure(parts: &Parts) -> bool {
    Scheme::from_extensions(&parts.extensions) == Scheme::Https
        || browser_reports_tls(&parts.headers)
}

/// Detects TLS behind a proxy that is not configured as trusted. `Origin` contains the scheme, and
/// browsers send `Sec-Fetch` headers only over TLS or to the local machine (Fetch Metadata).
fn browser_reports_tls(headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if let Some(origin) = origin.filter(|origin| *origin != "null") {
        return origin.starts_with("https://");
    }
    headers.contains_key("sec-fetch-site") && !is_localhost(headers)
}

/// Whether a form was sent by a page of this server. Old browsers send neither header; they are let
/// through, because the form token protects too.
pub(crate) fn is_same_origin(headers: &HeaderMap) -> bool {
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

/// Whether the browser says that a page of this server sent the form. Without a word of the browser,
/// nothing is assumed.
pub(crate) fn is_from_own_page(headers: &HeaderMap) -> bool {
    let is_declared =
        headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    is_declared && is_same_origin(headers)
}

fn is_localhost(headers: &HeaderMap) -> bool {
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

    use super::{browser_reports_tls, is_same_origin};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn tls_is_detected_from_browser_headers() {
        let host = ("host", "roster.example.org");
        assert!(browser_reports_tls(&headers(&[host, ("origin", "https://roster.example.org")])));
        assert!(!browser_reports_tls(&headers(&[host, ("origin", "http://roster.example.org")])));
        assert!(browser_reports_tls(&headers(&[host, ("sec-fetch-site", "none")])));
        assert!(!browser_reports_tls(&headers(&[host])));
        for here in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"] {
            assert!(
                !browser_reports_tls(&headers(&[("host", here), ("sec-fetch-site", "none")])),
                "{here}"
            );
        }
    }

    #[test]
    fn cross_site_forms_are_rejected() {
        let host = ("host", "here:1");
        assert!(is_same_origin(&headers(&[host, ("sec-fetch-site", "same-origin")])));
        assert!(!is_same_origin(&headers(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(is_same_origin(&headers(&[host, ("origin", "http://here:1")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "http://there:1")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "null")])));
        assert!(is_same_origin(&headers(&[host])));
    }
}
