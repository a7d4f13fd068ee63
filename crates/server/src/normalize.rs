//! The request line, brought to the one form that the routes are written in.

use std::net::IpAddr;

use axum::extract::Request;
use http::{HeaderMap, Method, Uri, uri::PathAndQuery};

/// The address that a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The request line as it was sent, which is what a Digest answer is computed over.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// The method.
    pub(crate) method: Method,
    /// The address.
    pub(crate) uri: Uri,
}

impl Sent {
    /// Path and query.
    pub(crate) fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", PathAndQuery::as_str)
    }
}

/// Brings the path to one form: double slashes collapsed, and without the slash at the end, so that
/// each route is registered once and served with and without it. Puts the method of
/// `X-HTTP-Method-Override` in place of POST, for clients that cannot send another.
pub(crate) fn normalize(mut request: Request) -> Request {
    let sent = Sent { method: request.method().clone(), uri: request.uri().clone() };
    request.extensions_mut().insert(sent);
    if let Some(uri) = tidy(request.uri()) {
        *request.uri_mut() = uri;
    }
    if let Some(method) = overriding_method(&request) {
        *request.method_mut() = method;
    }
    request
}

/// The URI with its path in that form, unless it has it already.
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
