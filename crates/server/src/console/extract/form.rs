//! Form bodies, protected by a token of the session.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use roster_directory::Session;
use roster_model::SecretString;
use roster_wire::Params;
use sha2::{Digest as _, Sha256};

use crate::{
    App,
    body_limit::read_all,
    console::extract::{CurrentSession, csrf},
    error::ApiError,
};

/// A form of a signed-in web user, with a valid form token.
#[derive(Debug)]
pub(crate) struct Form(Params);

/// A form that does not need a session, from a page of the same origin.
#[derive(Debug)]
pub(crate) struct PublicForm(pub(crate) Form);

impl FromRequest<App> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let CurrentSession(session) = CurrentSession::from_request_parts(&mut parts, app).await?;
        if !csrf::is_same_origin(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        let form = Self::parse(&read_all(body).await?);
        check_token(form.text("token"), &session)?;
        Ok(form)
    }
}

impl FromRequest<App> for PublicForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if !csrf::is_same_origin(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        Ok(Self(Form::parse(&read_all(body).await?)))
    }
}

impl Form {
    /// Parses a form body.
    pub(crate) fn parse(body: &[u8]) -> Self {
        Self(Params::parse(&String::from_utf8_lossy(body)))
    }

    /// All fields with their values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter()
    }

    /// The trimmed value of the field `name`; empty if it is missing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_default().trim()
    }

    /// The trimmed value of the field `name`; `None` if it is missing or empty.
    pub(crate) fn non_empty(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// The value of the field `name`, not trimmed.
    pub(crate) fn secret(&self, name: &str) -> SecretString {
        self.0.get(name).unwrap_or_default().into()
    }

    /// All values of the field `name`, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0.all(name).map(|value| value.trim().to_owned()).collect()
    }

    /// Whether a checkbox is checked.
    pub(crate) fn is_checked(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// The fields whose name begins with `prefix`, with the rest of the name and the value.
    pub(crate) fn with_prefix<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let named =
            move |(name, value): (&'a str, &'a str)| Some((name.strip_prefix(prefix)?, value));
        self.0.iter().filter_map(named)
    }
}

const TOKEN_BYTES: usize = 16;

/// The form token of a page: the token of the session under a random mask. Pages are compressed, so the
/// length of a page could otherwise reveal the token (the BREACH attack). The mask also makes the
/// forms of a page distinct from those of any other page (see `submit_once`).
pub(crate) fn page_token(session: &Session) -> String {
    mask_token(session.form_token(), session.form_mask())
}

fn mask_token(token: &str, mask: [u8; TOKEN_BYTES]) -> String {
    let Some(bytes) = unhex(token) else { return String::new() };
    let masked: String = bytes.iter().zip(mask).map(|(byte, mask)| hex(byte ^ mask)).collect();
    mask.into_iter().map(hex).collect::<String>() + &masked
}

/// Rejects a form whose token is not the token of the session.
pub(crate) fn check_token(token: &str, session: &Session) -> Result<(), ApiError> {
    // Comparing hashes makes the timing independent of the token.
    if unmasked(token).map(Sha256::digest) == Some(Sha256::digest(session.form_token())) {
        return Ok(());
    }
    Err(ApiError::FormForeign)
}

fn unmasked(masked: &str) -> Option<String> {
    if masked.len() != TOKEN_BYTES * 4 || !masked.is_ascii() {
        return None;
    }
    let (mask, rest) = masked.split_at(TOKEN_BYTES * 2);
    let bytes = unhex(mask)?.into_iter().zip(unhex(rest)?);
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
    use super::{mask_token, unmasked};

    #[test]
    fn masked_token_can_be_unmasked() {
        let token = "00112233445566778899aabbccddeeff";
        let (one, other) = (mask_token(token, [7; 16]), mask_token(token, [200; 16]));
        assert_ne!(one, other);
        assert_eq!(unmasked(&one).as_deref(), Some(token));
        assert_eq!(unmasked(&other).as_deref(), Some(token));
        for wrong in ["", "zz", &one[1..], &one.replace(&one[..1], "é")] {
            assert_ne!(unmasked(wrong).as_deref(), Some(token), "{wrong}");
        }
    }
}
