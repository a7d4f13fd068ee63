//! Compresses responses for clients that ask for it (`Accept-Encoding`, RFC 9110 section 12.5.3).
//!
//! A compressed response is another representation, so its `ETag` has a suffix. `EntityTags` ignores
//! it: a client may send the tag of either representation back.

use std::convert::Infallible;

use axum::{body::Body, extract::Request, response::Response};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tower::{ServiceExt as _, service_fn};
use tower_http::compression::{
    Compression,
    predicate::{NotForContentType, Predicate, SizeAbove},
};

use crate::etag;

/// The size from which a response is compressed, in bytes.
const MIN_BYTES: u64 = 1024;

/// Compresses the response if the client asks for it.
pub(super) async fn compress<F: Future<Output = Response>>(
    request: Request,
    mut next: impl FnMut(Request) -> F,
) -> Response {
    if !accepts_gzip(request.headers()) {
        let mut response = next(request).await;
        if is_compressible().should_compress(&response) {
            let vary = HeaderValue::from(header::ACCEPT_ENCODING);
            response.headers_mut().append(header::VARY, vary);
        }
        return response;
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let inner = service_fn(|request| next(request).map(Ok::<_, Infallible>));
    let compression = Compression::new(inner).compress_when(is_compressible());
    let Ok(response) = compression.oneshot(request).await;
    let mut response = response.map(Body::new);
    let is_known = known.is_some() && response.status() == StatusCode::NOT_MODIFIED;
    if response.headers().contains_key(header::CONTENT_ENCODING) {
        mark_tag(response.headers_mut(), |_| true);
    } else if let Some(known) = known.as_ref().filter(|_| is_known) {
        // The client has the compressed representation.
        let known = String::from_utf8_lossy(known.as_bytes()).into_owned();
        mark_tag(response.headers_mut(), |tag| known.contains(tag));
    }
    response
}

/// Whether gzip has a quality above 0. For a client that accepts no encoding at all, the response is
/// sent as it is: the request may have been a write.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let codings = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    let mut any = None;
    for coding in codings {
        let (name, parameter) = coding.split_once(';').unwrap_or((coding, ""));
        let quality = parameter.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        let is_accepted = quality.is_ok_and(|quality| quality > 0.0);
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => return is_accepted,
            "*" => any = Some(is_accepted),
            _ => {}
        }
    }
    any.unwrap_or(false)
}

fn is_compressible() -> impl Predicate {
    SizeAbove::new(MIN_BYTES)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("application/vnd.openxmlformats"))
        .and(NotForContentType::const_new("application/gzip"))
        .and(NotForContentType::const_new("application/zip"))
}

/// Replaces the tag by that of the compressed representation, if `replaces` says so.
fn mark_tag(headers: &mut HeaderMap, replaces: impl Fn(&str) -> bool) {
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let marked = tag.map(etag::of_compressed).filter(|marked| replaces(marked));
    if let Some(Ok(marked)) = marked.map(HeaderValue::try_from) {
        headers.insert(header::ETAG, marked);
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};

    use super::accepts_gzip;

    #[test]
    fn gzip_is_used_only_if_accepted() {
        for (value, expected) in [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("br, *", true),
            ("gzip;q=0, *", false),
            ("*;q=0", false),
            ("identity", false),
            ("br;q=1.0, zstd", false),
            ("gzip;q=x", false),
            ("", false),
        ] {
            let headers =
                HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(accepts_gzip(&headers), expected, "{value}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }
}
