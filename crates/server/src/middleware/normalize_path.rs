//! Normalizes request lines to the form of the routes.

use std::net::IpAddr;

use axum::extract::Request;
use http::{HeaderMap, Method, Uri, uri::PathAndQuery};

/// The client address of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The raw request line, which a Digest response signs.
#[derive(Clone, Debug)]
pub(crate) struct RawRequestLine {
    /// The method.
    pub(crate) method: Method,
    /// The URI.
    pub(crate) uri: Uri,
}

impl RawRequestLine {
    /// Path and query.
    pub(crate) fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", PathAndQuery::as_str)
    }
}

/// Normalizes the path: double slashes are collapsed, and the final slash is removed, so that each
/// route is registered once and served with and without it. Applies `X-HTTP-Method-Override` to
/// POST, for clients that cannot send other methods.
pub(crate) fn normalize(mut request: Request) -> Request {
    let sent = RawRequestLine { method: request.method().clone(), uri: request.uri().clone() };
    request.extensions_mut().insert(sent);
    if let Some(uri) = tidy(request.uri()) {
        *request.uri_mut() = uri;
    }
    if let Some(method) = overriding_method(&request) {
        *request.method_mut() = method;
    }
    request
}

/// The URI with a normalized path, unless it is normalized already.
fn tidy(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if !path.starts_with('/') || path == "/" || !(path.contains("//") || path.ends_with('/')) {
        return None;
    }
    let mut tidied = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        tidied.push('/');
        tidied.push_str(segment);
    }
    if tidied.is_empty() {
        tidied.push('/');
    }
    if let Some(query) = uri.query() {
        tidied.push('?');
        tidied.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(tidied).ok()?);
    Uri::from_parts(parts).ok()
}

fn overriding_method(request: &Request) -> Option<Method> {
    let path = request.uri().path();
    if request.method() != Method::POST || !(path.starts_with("/a/") || path.starts_with("/api/")) {
        return None;
    }
    method_named(request.headers())
}

fn method_named(headers: &HeaderMap) -> Option<Method> {
    let name = headers.get("x-http-method-override")?.to_str().ok()?.trim().to_ascii_uppercase();
    Method::from_bytes(name.as_bytes()).ok()
}
