//! What a dialect is: one value. [`DIALECTS`] is the table of all.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, Uri, header, request::Parts},
    response::Response,
};
use futures_util::future::BoxFuture;
use roster_model::{Actor, Channel};
use serde_json::{Map, Value};

use crate::{
    App, DIALECTS,
    error::ApiError,
    middleware::RequestId,
    ops::openapi::{shared::ErrorSchema, tags::Tag},
};

/// How requests below some path prefixes are served.
pub(crate) struct Dialect {
    /// The prefixes of its paths, in whole segments; `{domain}` is any segment. The prefix of all
    /// dialects with most segments wins.
    pub(crate) prefixes: &'static [&'static str],
    /// The channel in the change log.
    pub(crate) channel: Channel,
    /// Its routes.
    pub(crate) routes: fn(&App) -> Router<App>,
    /// Authenticates a request from its head, and authorizes it for the domain of its path.
    pub(crate) authenticate: Authenticate,
    /// Whether the rate limit of the domain applies.
    pub(crate) is_rate_limited: bool,
    /// Renders an error. There is no [`App`] while the store is opening.
    pub(crate) render_error: RenderError,
    /// Whether errors show the session of the request, so that they need its head.
    pub(crate) errors_show_session: bool,
    /// Adds the headers that all responses have, errors included.
    pub(crate) add_headers: fn(&mut Response),
    /// Which pages of other origins may use it.
    pub(crate) cors: Cors,
    /// Its part of the API document.
    pub(crate) openapi: Option<OpenApi>,
}

/// See [`Dialect::authenticate`].
pub(crate) type Authenticate =
    for<'a> fn(&'a App, &'a mut Parts) -> BoxFuture<'a, Result<Actor, ApiError>>;

/// See [`Dialect::render_error`].
pub(crate) type RenderError =
    for<'a> fn(&'a ApiError, &'a ErrorRequest, Option<&'a App>) -> BoxFuture<'a, Response>;

/// The parts of a request that decide how its error is rendered.
pub(crate) struct ErrorRequest {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) accept: Option<HeaderValue>,
    /// Whether the script of the console sent it, which puts the response into the current page.
    pub(crate) is_from_script: bool,
    /// The value of `X-Request-Id` in the response.
    pub(crate) request_id: Option<HeaderValue>,
    /// The head, for a dialect that needs it.
    pub(crate) head: Option<Box<Parts>>,
}

/// The CORS policy of a dialect, as its live service has it. Neither accepts cookies, so other
/// origins cannot act for a user who is signed in to the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cors {
    /// Same origin only.
    SameOrigin,
    /// Any origin, without credentials: `Access-Control-Allow-Origin: *`.
    AnyOrigin,
    /// Any origin, with credentials: the `Origin` of the request is sent back, because `*` is not
    /// allowed then. Two published client programs run in a browser, one with `withCredentials`.
    AnyOriginWithCredentials,
}

/// A dialect's part of the OpenAPI document.
pub(crate) struct OpenApi {
    /// Adds the operations to `paths`.
    pub(crate) add_paths: fn(&mut Map<String, Value>),
    /// The schemas that the operations refer to.
    pub(crate) schemas: fn() -> Vec<(&'static str, Value)>,
    /// The tags of the operations.
    pub(crate) tags: &'static [Tag],
    /// The responses to failed requests.
    pub(crate) errors: &'static ErrorSchema,
}

impl OpenApi {
    /// The parts of all dialects, in the order of the document.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        DIALECTS.into_iter().filter_map(|dialect| dialect.openapi.as_ref())
    }
}

impl Dialect {
    /// Finds the dialect of a normalized path. The server's own pages, such as `/livez`, have none.
    pub(crate) fn find(path: &str) -> Option<&'static Self> {
        let matching = |dialect: &'static Self| {
            let matched =
                dialect.prefixes.iter().filter_map(|prefix| matched_segments(path, prefix));
            matched.max().map(|count| (count, dialect))
        };
        let matches = DIALECTS.into_iter().filter_map(matching);
        matches.max_by_key(|(count, _)| *count).map(|(_, dialect)| dialect)
    }

    /// Notes the dialect of the path in the extensions of the request, for middleware and
    /// extractors. The path of a nested router lacks the prefix.
    pub(crate) fn attach(request: &mut Request) {
        if let Some(dialect) = Self::find(request.uri().path()) {
            request.extensions_mut().insert(dialect);
        }
    }

    /// The dialect that [`Dialect::attach`] noted.
    pub(crate) fn from_extensions(extensions: &http::Extensions) -> Option<&'static Self> {
        extensions.get::<&'static Self>().copied()
    }
}

impl ErrorRequest {
    /// Copies these parts of `request`.
    pub(crate) fn new(request: &Request, dialect: Option<&Dialect>) -> Self {
        let head = dialect.filter(|dialect| dialect.errors_show_session).map(|_| head(request));
        Self {
            head,
            method: request.method().clone(),
            uri: request.uri().clone(),
            accept: request.headers().get(header::ACCEPT).cloned(),
            is_from_script: request.headers().contains_key("hx-request"),
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()),
        }
    }
}

/// Copies the head of a request.
fn head(request: &Request) -> Box<Parts> {
    let (mut head, ()) = http::Request::new(()).into_parts();
    head.method.clone_from(request.method());
    head.uri.clone_from(request.uri());
    head.headers.clone_from(request.headers());
    head.extensions.clone_from(request.extensions());
    Box::new(head)
}

/// Marks a response of an API: it shows people to one caller, in the format that the caller asked for,
/// so that no cache may store it.
pub(crate) fn private_response(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept, Authorization"));
}

/// The number of segments of `prefix`, if `path` begins with it.
fn matched_segments(path: &str, prefix: &str) -> Option<usize> {
    // Every request passes all prefixes, and most of them end here.
    let literal = prefix.find('{').map_or(prefix, |start| &prefix[..start]);
    if !path.starts_with(literal) {
        return None;
    }
    let mut segments = path.split('/');
    let mut count = 0;
    for expected in prefix.split('/') {
        let segment = segments.next()?;
        if segment != expected && (expected != "{domain}" || segment.is_empty()) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use roster_model::Channel;

    use super::Dialect;

    #[test]
    fn longest_prefix_decides() {
        let channel = |path| Dialect::find(path).map(|dialect| dialect.channel);
        assert_eq!(channel("/a/demo/api/user/v1"), Some(Channel::CommCare));
        assert_eq!(channel("/a/demo/scim/v2/Users"), Some(Channel::Scim));
        assert_eq!(channel("/a/scim"), Some(Channel::CommCare));
        assert_eq!(channel("/a/demo/scimmer"), Some(Channel::CommCare));
        assert_eq!(channel("/api/identity/v1"), Some(Channel::CommCare));
        assert_eq!(channel("/api/public/users"), Some(Channel::UserCom));
        assert_eq!(channel("/api/publicity"), Some(Channel::CommCare));
        assert_eq!(channel("/"), Some(Channel::Console));
        assert_eq!(channel("/d/demo"), Some(Channel::Console));
        assert_eq!(channel("/livez"), None);
    }
}
