//! How a request asks: what one must know beside the directory's answer to write it down.

use std::hash::Hash;

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{HeaderValue, Uri, header};
use roster_directory::Revision;
use roster_model::{Actor, Domain, WireMode};
use roster_wire::{
    BadAccept, Format, Params,
    commcare::{Document, Style, View},
};

use crate::{App, answers::CacheKey, error::ApiError, origin::origin, reply::Reply};

/// The format, the style and the parameters of a request.
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
    /// What an encoder must know, for an answer about `domain`.
    pub(crate) fn view<'a>(&'a self, domain: &'a Domain) -> View<'a> {
        let style = if self.version_first {
            Style::VersionFirst(&self.version)
        } else {
            Style::ResourceFirst(&self.version)
        };
        View { domain, style, format: self.format, origin: &self.origin }
    }

    /// `document` as the answer, in the byte habits of `domain`.
    pub(crate) fn reply(&self, domain: &Domain, document: Document) -> Reply {
        Reply::ok(self.format, document.write(self.format, domain.settings.wire))
    }

    /// What is written in the format asked for already, as the answer.
    pub(crate) fn written(&self, body: Vec<u8>) -> Reply {
        Reply::ok(self.format, body)
    }

    /// The question that this is, if the answer depends on the actor's domain alone.
    pub(crate) fn question(&self, actor: &Actor) -> Option<CacheKey> {
        let with_activity = self.params.get("extras").is_some();
        CacheKey::of(actor, self.format, self.target.as_deref()?, with_activity)
    }

    /// `document`, which tells of `thing` alone, as the answer.
    pub(crate) fn show(&self, domain: &Domain, document: Document, thing: &impl Hash) -> Reply {
        self.reply(domain, document).version(&Revision::of(domain, thing))
    }

    /// `document` as an answer outside of any domain.
    pub(crate) fn reply_outside(&self, document: Document) -> Reply {
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
            format: format_of(&params, accept).map_err(|_| ApiError::Accept)?,
            params,
            version,
            version_first,
            origin: origin(parts),
            target: target(&parts.uri),
        })
    }
}

/// Path and query, unless there is a credential in them.
fn target(uri: &Uri) -> Option<String> {
    let tells_key = uri.query().is_some_and(|query| query.contains("api_key"));
    let target = uri.path_and_query()?.as_str();
    (!tells_key).then(|| target.to_owned())
}

/// The format that a request with these parameters and this `Accept` header asks its answer in.
///
/// # Errors
/// [`BadAccept`] when the `Accept` header decides and cannot be read.
pub(crate) fn format_of(
    params: &Params,
    accept: Option<&HeaderValue>,
) -> Result<Format, BadAccept> {
    Format::choose(params.get("format"), accept.and_then(|value| value.to_str().ok()))
}

/// The version in a path of either style, and whether it stands before the resource.
fn style(path: &str) -> (String, bool) {
    // What stands before: an empty segment, `api`; or an empty one, `a`, the domain, `api`.
    let before = if path.starts_with("/a/") { 4 } else { 2 };
    let mut segments = path.split('/').skip(before).map(str::to_owned);
    let first = segments.next().unwrap_or_default();
    if is_version(&first) {
        return (first, true);
    }
    (segments.next().unwrap_or_default(), false)
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::style;

    #[test]
    fn both_styles_are_told_apart() {
        let told = |path| style(path);
        assert_eq!(told("/a/demo/api/v0.5/user/1"), ("v0.5".to_owned(), true));
        assert_eq!(told("/a/demo/api/user/v1/1"), ("v1".to_owned(), false));
        assert_eq!(told("/a/api/api/v1/user"), ("v1".to_owned(), true));
        assert_eq!(told("/api/identity/v1"), ("v1".to_owned(), false));
    }
}
