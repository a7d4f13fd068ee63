//! Forms: what was filled in, by a page of this very session.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use roster_directory::Session;
use roster_model::SecretString;
use roster_wire::Params;
use sha2::{Digest as _, Sha256};

use super::{session::SignedIn, transport};
use crate::{App, body_limit::read_all, error::ApiError};

/// A form of a page of this session.
#[derive(Debug)]
pub(super) struct Form(Params);

/// A form that nobody need be signed in for, but of a page of ours.
#[derive(Debug)]
pub(super) struct OpenForm(pub(super) Form);

impl FromRequest<App> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let SignedIn(session) = SignedIn::from_request_parts(&mut parts, app).await?;
        if !transport::is_own_page(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        let form = Self::parse(&read_all(body).await?);
        check_token(form.text("token"), &session)?;
        Ok(form)
    }
}

impl FromRequest<App> for OpenForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if !transport::is_own_page(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        Ok(Self(Form::parse(&read_all(body).await?)))
    }
}

impl Form {
    fn parse(body: &[u8]) -> Self {
        Self(Params::parse(&String::from_utf8_lossy(body)))
    }

    /// What was filled in as `name`, without blanks around; empty when nothing was.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_default().trim()
    }

    /// The same, unless nothing was filled in.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// What was filled in as `name`, to the letter.
    pub(super) fn secret(&self, name: &str) -> SecretString {
        self.0.get(name).unwrap_or_default().into()
    }

    /// Everything that was chosen as `name`, in order.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.all(name).map(|value| value.trim().to_owned()).collect()
    }

    /// Whether a box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// Everything whose name begins with `prefix`, under the rest of its name.
    pub(super) fn prefixed<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let named =
            move |(name, value): (&'a str, &'a str)| Some((name.strip_prefix(prefix)?, value));
        self.0.iter().filter_map(named)
    }
}

const TOKEN_BYTES: usize = 16;

/// `token` under a mask that is another on every page: pages are compressed, and what is the same on
/// each could be guessed from their lengths.
pub(super) fn masked(token: &str) -> String {
    static PAGES: AtomicU64 = AtomicU64::new(0);
    let Some(bytes) = unhex(token) else { return String::new() };
    let page = PAGES.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let mask: [u8; 32] = Sha256::digest([&page[..], token.as_bytes()].concat()).into();
    let under: String = bytes.iter().zip(mask).map(|(byte, mask)| hex(byte ^ mask)).collect();
    let mask: String = mask.into_iter().take(TOKEN_BYTES).map(hex).collect();
    mask + &under
}

/// Refuses a form whose token is not that of the session.
pub(super) fn check_token(told: &str, session: &Session) -> Result<(), ApiError> {
    // Hashes are compared, so that the time tells nothing of what they are of.
    if unmasked(told).map(Sha256::digest) == Some(Sha256::digest(session.form_token())) {
        return Ok(());
    }
    Err(ApiError::FormForeign)
}

fn unmasked(told: &str) -> Option<String> {
    if told.len() != TOKEN_BYTES * 4 || !told.is_ascii() {
        return None;
    }
    let (mask, under) = told.split_at(TOKEN_BYTES * 2);
    let bytes = unhex(mask)?.into_iter().zip(unhex(under)?);
    Some(bytes.map(|(mask, byte)| hex(mask ^ byte)).collect())
}

fn hex(byte: u8) -> String {
    format!("{byte:02x}")
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{masked, unmasked};

    #[test]
    fn a_mask_comes_off_again_and_is_never_the_same() {
        let token = "00112233445566778899aabbccddeeff";
        let (one, other) = (masked(token), masked(token));
        assert_ne!(one, other);
        assert_eq!(unmasked(&one).as_deref(), Some(token));
        assert_eq!(unmasked(&other).as_deref(), Some(token));
        for wrong in ["", "zz", &one[1..], &one.replace(&one[..1], "é")] {
            assert_ne!(unmasked(wrong).as_deref(), Some(token), "{wrong}");
        }
    }
}
