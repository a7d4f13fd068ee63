//! Session cookies and the extractor of the current session.
//!
//! Over TLS the cookie names begin with `__Host-`: browsers accept such cookies only from this host and
//! only over TLS. Without TLS (localhost or a closed network) the names are plain. A session that was
//! opened over TLS is rejected when its token comes in a cookie with the plain name.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{HeaderMap, HeaderValue, header};
use roster_directory::{Opened, Session};
use roster_model::{AuthFailure, Error, ExposeSecret as _, SecretString};

use crate::{
    App,
    console::{extract::csrf, i18n::Language},
    error::ApiError,
};

const SESSION: &str = "roster";
const DEVICE: &str = "roster-device";
const PROVIDER: &str = "roster-provider";
const LANGUAGE: &str = "roster-language";

/// The lifetime of the device cookie: one year, in seconds.
const DEVICE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The lifetime of the language cookie: one year, in seconds.
const LANGUAGE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The lifetime of the cookie of a sign-in at the provider: ten minutes, in seconds.
const PROVIDER_SECONDS: u32 = 10 * 60;

/// The session of the signed-in web user.
pub(crate) struct CurrentSession(pub(crate) Session);

/// Whether the browser uses TLS, so that cookies are only sent over TLS.
pub(crate) struct Secure(pub(crate) bool);

impl FromRequestParts<App> for Secure {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(csrf::is_secure(parts)))
    }
}

impl FromRequestParts<App> for CurrentSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if let Some(session) = parts.extensions.get::<Session>() {
            return Ok(Self(session.clone()));
        }
        let unauthenticated = || Error::Unauthenticated(AuthFailure::NoCredentials);
        let token = token(&parts.headers, csrf::is_secure(parts));
        let (token, secure) = token.ok_or_else(unauthenticated)?;
        let session = app.directory.session(&token).await?;
        if session.secure && !secure {
            return Err(unauthenticated().into());
        }
        parts.extensions.insert(session.clone());
        Ok(Self(session))
    }
}

/// The device token that an earlier sign-in left in this browser.
pub(crate) fn device(headers: &HeaderMap) -> Option<SecretString> {
    cookie(headers, &cookie_name(DEVICE, true)).or_else(|| cookie(headers, DEVICE)).map(Into::into)
}

/// The cookies that begin a session.
pub(crate) fn set_cookies(opened: &Opened, secure: bool) -> [HeaderValue; 2] {
    let device = opened.device.expose_secret();
    [
        // Without Max-Age the cookie ends with the browser.
        build_cookie(&cookie_name(SESSION, secure), opened.token.expose_secret(), None, secure),
        build_cookie(&cookie_name(DEVICE, secure), device, Some(DEVICE_SECONDS), secure),
    ]
}

/// The cookies that end the session in this browser.
pub(crate) fn clear_cookies() -> [HeaderValue; 2] {
    [true, false].map(|secure| build_cookie(&cookie_name(SESSION, secure), "", Some(0), secure))
}

/// The encrypted state of a sign-in at the provider. Over TLS the plain cookie is ignored.
pub(crate) fn provider_state(headers: &HeaderMap, over_tls: bool) -> Option<SecretString> {
    let plain = || cookie(headers, PROVIDER).filter(|_| !over_tls);
    cookie(headers, &cookie_name(PROVIDER, true)).or_else(plain).map(Into::into)
}

/// The cookie of a sign-in at the provider.
pub(crate) fn set_provider_state(sealed: &SecretString, secure: bool) -> HeaderValue {
    let name = cookie_name(PROVIDER, secure);
    build_cookie(&name, sealed.expose_secret(), Some(PROVIDER_SECONDS), secure)
}

/// The cookies that end a sign-in at the provider.
pub(crate) fn clear_provider_state() -> [HeaderValue; 2] {
    [true, false].map(|secure| build_cookie(&cookie_name(PROVIDER, secure), "", Some(0), secure))
}

/// The language that was chosen in this browser.
pub(crate) fn language(headers: &HeaderMap) -> Option<Language> {
    Language::from_tag(&cookie(headers, LANGUAGE)?)
}

/// The cookie that keeps the language of this browser, or removes it.
pub(crate) fn set_language(language: Option<Language>, secure: bool) -> HeaderValue {
    let (code, seconds) = language.map_or(("", 0), |it| (it.code(), LANGUAGE_SECONDS));
    build_cookie(LANGUAGE, code, Some(seconds), secure)
}

/// The session token, and whether it came in the `__Host-` cookie. Over TLS the plain cookie is
/// ignored.
fn token(headers: &HeaderMap, over_tls: bool) -> Option<(SecretString, bool)> {
    if let Some(token) = cookie(headers, &cookie_name(SESSION, true)) {
        return Some((token.into(), true));
    }
    cookie(headers, SESSION).filter(|_| !over_tls).map(|token| (token.into(), false))
}

fn cookie_name(base: &str, secure: bool) -> String {
    if secure { format!("__Host-{base}") } else { base.to_owned() }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(known, value)| known.trim() == name && !value.is_empty());
    named.next().map(|(_, value)| value.trim().to_owned())
}

fn build_cookie(name: &str, value: &str, seconds: Option<u32>, secure: bool) -> HeaderValue {
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
    fn host_cookie_takes_precedence() {
        let both = headers("a=1; roster=plain; __Host-roster=safe");
        assert_eq!(read(&both, false), Some(("safe".to_owned(), true)));
        assert_eq!(read(&headers("roster=plain"), false), Some(("plain".to_owned(), false)));
        assert_eq!(read(&headers("rosters=x"), false), None);
    }

    #[test]
    fn plain_cookie_is_ignored_over_tls() {
        assert_eq!(read(&headers("roster=planted"), true), None);
    }
}
