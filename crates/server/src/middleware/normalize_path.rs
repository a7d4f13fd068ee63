//! Normalizes the request line, so that each route is registered once.

use std::net::IpAddr;

use axum::extract::Request;
use http::{HeaderMap, Method, Uri, uri::PathAndQuery};

/// The IP address of the client. The listener inserts it into the extensions of each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The request line as the client sent it. Digest authentication signs it.
#[derive(Clone, Debug)]
pub(crate) struct RawRequestLine {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
}

impl RawRequestLine {
    /// The path and the query.
    pub(crate) fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", PathAndQuery::as_str)
    }
}

/// Collapses double slashes in the path and removes the slash at its end. Replaces POST by the
/// method in `X-HTTP-Method-Override`, for clients that cannot send other methods.
///
/// Keeps the original request line in the extensions, as [`RawRequestLine`].
pub(crate) fn normalize(mut request: Request) -> Request {
    let original = RawRequestLine { method: request.method().clone(), uri: request.uri().clone() };
    request.extensions_mut().insert(original);
    if let Some(uri) = normalized_uri(request.uri()) {
        *request.uri_mut() = uri;
    }
    if let Some(method) = overriding_method(&request) {
        *request.method_mut() = method;
    }
    request
}

/// The URI with a normalized path; none if it is normalized already.
fn normalized_uri(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if !path.starts_with('/') || path == "/" || !(path.contains("//") || path.ends_with('/')) {
        return None;
    }
    let mut normalized = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        normalized.push('/');
        normalized.push_str(segment);
    }
    if normalized.is_empty() {
        normalized.push('/');
    }
    if let Some(query) = uri.query() {
        normalized.push('?');
        normalized.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(normalized).ok()?);
    Uri::from_parts(parts).ok()
}

fn overriding_method(request: &Request) -> Option<Method> {
    let path = request.uri().path();
    if request.method() != Method::POST || !(path.starts_with("/a/") || path.starts_with("/api/")) {
        return None;
    }
    method_override(request.headers())
}

fn method_override(headers: &HeaderMap) -> Option<Method> {
    let name = headers.get("x-http-method-override")?.to_str().ok()?.trim().to_ascii_uppercase();
    Method::from_bytes(name.as_bytes()).ok()
}
