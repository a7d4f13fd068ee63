//! The cookies of a session, and who is behind them.
//!
//! Over TLS their names begin with `__Host-`, which browsers take from nobody but this host and over
//! TLS alone. Without TLS, on the machine itself or in a closed network, they cannot have that name.
//! A session begun over TLS is not opened by a cookie that came under the plain name.

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{HeaderMap, HeaderValue, header};
use roster_directory::{Opened, Session};
use roster_model::{AuthFailure, Error, ExposeSecret as _, SecretString};

use super::transport;
use crate::{App, error::ApiError};

const SESSION: &str = "roster";
const DEVICE: &str = "roster-device";

/// How long a browser keeps what shows that it was let in before: a year, in seconds.
const DEVICE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A web user who is signed in.
pub(super) struct SignedIn(pub(super) Session);

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if let Some(session) = parts.extensions.get::<Session>() {
            return Ok(Self(session.clone()));
        }
        let nobody = || Error::Unauthenticated(AuthFailure::NoCredentials);
        let token = token(&parts.headers, transport::is_secure(parts));
        let (token, secure) = token.ok_or_else(nobody)?;
        let session = app.directory.session(&token).await?;
        if session.secure && !secure {
            return Err(nobody().into());
        }
        parts.extensions.insert(session.clone());
        Ok(Self(session))
    }
}

/// What an earlier sign-in left with this browser.
pub(super) fn device(headers: &HeaderMap) -> Option<SecretString> {
    cookie(headers, &name(DEVICE, true)).or_else(|| cookie(headers, DEVICE)).map(Into::into)
}

/// The cookies of a session that has begun.
pub(super) fn begin(opened: &Opened, secure: bool) -> [HeaderValue; 2] {
    let device = opened.device.expose_secret();
    [
        // Without an age it ends with the browser, if not before.
        set(&name(SESSION, secure), opened.token.expose_secret(), None, secure),
        set(&name(DEVICE, secure), device, Some(DEVICE_SECONDS), secure),
    ]
}

/// The cookies that end a session in this browser.
pub(super) fn end() -> [HeaderValue; 2] {
    [true, false].map(|secure| set(&name(SESSION, secure), "", Some(0), secure))
}

/// The session's token, and whether it came under the name that is only used over TLS, where the
/// other one means nothing.
fn token(headers: &HeaderMap, over_tls: bool) -> Option<(SecretString, bool)> {
    if let Some(token) = cookie(headers, &name(SESSION, true)) {
        return Some((token.into(), true));
    }
    cookie(headers, SESSION).filter(|_| !over_tls).map(|token| (token.into(), false))
}

fn name(of: &str, secure: bool) -> String {
    if secure { format!("__Host-{of}") } else { of.to_owned() }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(known, value)| known.trim() == name && !value.is_empty());
    named.next().map(|(_, value)| value.trim().to_owned())
}

fn set(name: &str, value: &str, seconds: Option<u32>, secure: bool) -> HeaderValue {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let tls = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{tls}");
    let mut value = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};
    use roster_model::ExposeSecret as _;

    use super::token;

    fn headers(cookies: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static(cookies));
        headers
    }

    fn read(headers: &HeaderMap, over_tls: bool) -> Option<(String, bool)> {
        token(headers, over_tls).map(|(token, secure)| (token.expose_secret().to_owned(), secure))
    }

    #[test]
    fn the_name_for_tls_goes_before_the_plain_one() {
        let both = headers("a=1; roster=plain; __Host-roster=safe");
        assert_eq!(read(&both, false), Some(("safe".to_owned(), true)));
        assert_eq!(read(&headers("roster=plain"), false), Some(("plain".to_owned(), false)));
        assert_eq!(read(&headers("rosters=x"), false), None);
    }

    #[test]
    fn the_plain_name_means_nothing_over_tls() {
        assert_eq!(read(&headers("roster=planted"), true), None);
    }
}
