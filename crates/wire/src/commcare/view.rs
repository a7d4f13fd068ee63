//! How a thing is shown: to which request, in which domain.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Domain, WireMode};
use serde_json::Value;

use crate::Format;

/// The two ways in which paths are written; links in an answer follow the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style<'a> {
    /// `/a/demo/api/v0.5/user/`: the version, here `v0.5`, before the resource.
    VersionFirst(&'a str),
    /// `/a/demo/api/user/v1/`: the version, here `v1`, behind the resource.
    ResourceFirst(&'a str),
}

/// What an encoder must know beside the thing it encodes.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The domain asked.
    pub domain: &'a Domain,
    /// The style of the request's path.
    pub style: Style<'a>,
    /// The format of the answer.
    pub format: Format,
    /// Scheme and host of absolute links, for example `https://roster.example.org`; no slash after.
    pub origin: &'a str,
}

/// What RFC 3986 allows unescaped in a path segment, as far as identities are concerned.
const IN_SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':').remove(b'@');

impl View<'_> {
    /// The byte habits of the domain.
    pub fn mode(&self) -> WireMode {
        self.domain.settings.wire
    }

    /// The path of a resource's list, for example `/a/demo/api/v0.5/user/`.
    pub fn list_path(&self, resource: &str) -> String {
        let domain = &self.domain.name;
        match self.style {
            Style::VersionFirst(version) => format!("/a/{domain}/api/{version}/{resource}/"),
            Style::ResourceFirst(version) => format!("/a/{domain}/api/{resource}/{version}/"),
        }
    }

    /// The path of one thing: its `resource_uri` and, when it is new, its `Location`.
    pub fn detail_path(&self, resource: &str, id: &str) -> String {
        Self::below(&self.list_path(resource), id)
    }

    /// [`View::detail_path`] of a thing in the list with this path: for many of one list.
    pub(super) fn below(list_path: &str, id: &str) -> String {
        let mut path = String::with_capacity(list_path.len() + id.len() + 1);
        path.push_str(list_path);
        path.extend(utf8_percent_encode(id, IN_SEGMENT));
        path.push('/');
        path
    }

    /// The absolute URL of one thing.
    pub fn detail_url(&self, resource: &str, id: &str) -> String {
        format!("{}{}", self.origin, self.detail_path(resource, id))
    }
}

/// Whether `value` is the path or URL of this thing, in any style: what a client has read of it and
/// repeats.
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
