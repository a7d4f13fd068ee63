//! The parts of a request that decide how its response is serialized.

use std::hash::Hash;

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{HeaderValue, Uri, header};
use roster_directory::Revision;
use roster_model::{Actor, Domain, RestoreUnshown, WireMode};
use roster_wire::{
    BadAccept, Format, Params,
    commcare::{Document, ListRequest, Style, View, body},
};

use crate::{
    App, error::ApiError, extract::Body, origin::origin, reply::Reply, response_cache::CacheKey,
};

/// The format, the path style and the parameters of a request.
pub(crate) struct RequestContext {
    /// The parameters of the query.
    pub(crate) params: Params,
    format: Format,
    version: String,
    version_first: bool,
    origin: String,
    target: Option<String>,
}

impl RequestContext {
    /// What a serializer needs for a response about `domain`.
    pub(crate) fn view<'a>(&'a self, domain: &'a Domain) -> View<'a> {
        let style = if self.version_first {
            Style::VersionFirst(&self.version)
        } else {
            Style::ResourceFirst(&self.version)
        };
        View { domain, style, format: self.format, origin: &self.origin }
    }

    /// The origin of the request, such as `https://roster.example.org`.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// The request for a list of `resource`.
    pub(crate) fn list<'a>(&'a self, view: &'a View<'a>, resource: &'a str) -> ListRequest<'a> {
        ListRequest { view, resource, params: &self.params }
    }

    /// The function that keeps what a client who reads XML has not seen of custom data.
    pub(crate) fn restore_unshown(&self, body: &Body) -> Option<RestoreUnshown> {
        body::restore_unshown(body.content_type(), self.format)
    }

    /// 200 with `document`, in the wire mode of `domain`.
    pub(crate) fn reply(&self, domain: &Domain, document: Document) -> Reply {
        Reply::ok(self.format, document.write(self.format, domain.settings.wire))
    }

    /// 200 with a body that is serialized already.
    pub(crate) fn written(&self, mut body: Vec<u8>) -> Reply {
        // Space was reserved for a longer body, and the response may be cached.
        if body.capacity() - body.len() > body.len() / 8 {
            body.shrink_to_fit();
        }
        Reply::ok(self.format, body)
    }

    /// The cache key of the request, if its response depends only on the state of the domain.
    pub(crate) fn cache_key(&self, actor: &Actor) -> Option<CacheKey> {
        let with_activity = self.params.get("extras").is_some();
        CacheKey::new(actor, self.format, self.target.as_deref()?, with_activity)
    }

    /// 200 with `document`, which shows one resource, and the `ETag` of its view.
    pub(crate) fn show(&self, domain: &Domain, document: Document, view: &impl Hash) -> Reply {
        self.reply(domain, document).revision(&Revision::new(domain, view))
    }

    /// 200 with `document`, on a path without a domain.
    pub(crate) fn reply_without_domain(&self, document: Document) -> Reply {
        Reply::ok(self.format, document.write(self.format, WireMode::default()))
    }
}

impl FromRequestParts<App> for RequestContext {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let (version, version_first) = style(parts.uri.path());
        let params = Params::parse(parts.uri.query().unwrap_or_default());
        let accept = parts.headers.get(header::ACCEPT);
        Ok(Self {
            format: choose_format(&params, accept).map_err(|_| ApiError::Accept)?,
            params,
            version,
            version_first,
            origin: origin(parts),
            target: target(&parts.uri),
        })
    }
}

/// Path and query, unless the query contains a credential.
fn target(uri: &Uri) -> Option<String> {
    let has_key = uri.query().is_some_and(|query| query.contains("api_key"));
    let target = uri.path_and_query()?.as_str();
    (!has_key).then(|| target.to_owned())
}

/// The response format: the parameter `format` decides, else the `Accept` header.
///
/// # Errors
/// [`BadAccept`] when the `Accept` header decides and is invalid.
pub(super) fn choose_format(
    params: &Params,
    accept: Option<&HeaderValue>,
) -> Result<Format, BadAccept> {
    Format::negotiate(params.get("format"), accept.and_then(|value| value.to_str().ok()))
}

/// The version in a path of either style, and whether it precedes the resource.
fn style(path: &str) -> (String, bool) {
    // Skips an empty segment and `api`; or an empty segment, `a`, the domain and `api`.
    let prefix_len = if path.starts_with("/a/") { 4 } else { 2 };
    let mut segments = path.split('/').skip(prefix_len);
    let first = segments.next().unwrap_or_default();
    if is_version(first) {
        return (first.to_owned(), true);
    }
    (segments.find(|segment| is_version(segment)).unwrap_or_default().to_owned(), false)
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::style;

    #[test]
    fn style_is_recognized_by_the_position_of_the_version() {
        assert_eq!(style("/a/demo/api/v0.5/user/1"), ("v0.5".to_owned(), true));
        assert_eq!(style("/a/demo/api/user/v1/1"), ("v1".to_owned(), false));
        assert_eq!(style("/a/api/api/v1/user"), ("v1".to_owned(), true));
        assert_eq!(style("/api/identity/v1"), ("v1".to_owned(), false));
        assert_eq!(style("/a/demo/api/forwarded/user/v1"), ("v1".to_owned(), false));
    }
}
