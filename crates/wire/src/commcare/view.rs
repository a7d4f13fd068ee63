//! The parts of a request that affect the encoding of its response.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Domain, WireMode};
use serde_json::Value;

use crate::Format;

/// The style of a path. Links in a response have the style of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style<'a> {
    /// `/a/demo/api/v0.5/user/`: the version, here `v0.5`, precedes the resource.
    VersionFirst(&'a str),
    /// `/a/demo/api/user/v1/`: the version, here `v1`, follows the resource.
    ResourceFirst(&'a str),
}

/// The context of an encoder.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The domain of the request.
    pub domain: &'a Domain,
    /// The style of the request's path.
    pub style: Style<'a>,
    /// The format of the response.
    pub format: Format,
    /// The scheme and host of absolute links, for example `https://roster.example.org`.
    pub origin: &'a str,
}

/// The characters to escape in a path segment: more than RFC 3986 requires, but none that
/// identities normally contain.
const IN_SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':').remove(b'@');

impl View<'_> {
    /// Returns the wire mode of the domain.
    pub fn mode(&self) -> WireMode {
        self.domain.settings.wire
    }

    /// Returns the path of the list of a resource, for example `/a/demo/api/v0.5/user/`.
    pub fn list_path(&self, resource: &str) -> String {
        let domain = &self.domain.name;
        match self.style {
            Style::VersionFirst(version) => format!("/a/{domain}/api/{version}/{resource}/"),
            Style::ResourceFirst(version) => format!("/a/{domain}/api/{resource}/{version}/"),
        }
    }

    /// Returns the path of one resource, for `resource_uri` and `Location`.
    pub fn detail_path(&self, resource: &str, id: &str) -> String {
        Self::below(&self.list_path(resource), id)
    }

    /// Returns the same as [`View::detail_path`], for several resources with the same list path.
    pub(super) fn below(list_path: &str, id: &str) -> String {
        let mut path = String::with_capacity(list_path.len() + id.len() + 1);
        path.push_str(list_path);
        path.extend(utf8_percent_encode(id, IN_SEGMENT));
        path.push('/');
        path
    }

    /// Returns the absolute URL of one resource.
    pub fn detail_url(&self, resource: &str, id: &str) -> String {
        format!("{}{}", self.origin, self.detail_path(resource, id))
    }
}

/// Returns whether `value` is the path or URL of this resource, in any style. Clients send it back
/// as they received it.
pub(super) fn is_path_of(value: &Value, resource: &str, id: &str, domain: &Domain) -> bool {
    let styles = [
        Style::ResourceFirst("v1"),
        Style::VersionFirst("v1"),
        Style::VersionFirst("v0.5"),
        Style::VersionFirst("v0.4"),
    ];
    let Some(link) = value.as_str() else { return false };
    let path = match link.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => link,
    };
    styles.into_iter().any(|style| {
        let view = View { domain, style, format: Format::Json, origin: "" };
        path == view.detail_path(resource, id)
    })
}
