//! Setting up and removing a second factor.

use jiff::Timestamp;
use roster_model::{Error, ExposeSecret as _, Id, Problem, SecretString};
use roster_store::{Tx, second_factors};
use sha2::{Digest as _, Sha256};

use super::lockout;
use crate::{Directory, digest::hex, environment::Environment, sessions::Session, totp};

/// The number of recovery codes.
const RECOVERY_CODES: usize = 10;

/// The random bytes of each code: 80 bits, so a fast hash suffices.
const RECOVERY_BYTES: usize = 10;

/// A second factor that can be set up.
#[derive(Debug)]
pub struct Offer {
    /// The secret, to type into an app.
    pub secret: SecretString,
    /// The `otpauth:` URI, for a QR code.
    pub address: SecretString,
    /// The encrypted offer, to be sent with the first code.
    pub sealed: String,
}

/// A second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// When it was set up.
    pub since: Timestamp,
    /// The number of unused recovery codes.
    pub codes_left: i64,
}

impl Directory {
    /// Returns the second factor of the session's owner.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn second_factor(&self, session: &Session) -> Result<Option<SecondFactor>, Error> {
        let mut tx = self.store().read().await?;
        let user = &session.user.id;
        let Some(factor) = second_factors::find(&mut tx, user).await? else {
            return Ok(None);
        };
        let codes_left = second_factors::codes_left(&mut tx, user).await?;
        Ok(Some(SecondFactor { since: factor.created_at, codes_left }))
    }

    /// Creates a second factor to set up. It is not stored before a code confirms it.
    pub fn offer_second_factor(&self, session: &Session) -> Offer {
        let secret: [u8; totp::SECRET_BYTES] = self.environment().random();
        let owner = offered(&session.user.id);
        Offer {
            secret: totp::base32(&secret).into(),
            address: totp::address(&secret, &session.user.username).into(),
            sealed: self.access().seal.close(&owner, &secret, self.environment().random()),
        }
    }

    /// Decrypts an offer, to show it again after a wrong code.
    pub fn same_offer(&self, session: &Session, sealed: &str) -> Option<Offer> {
        let secret = self.access().seal.open(&offered(&session.user.id), sealed)?;
        Some(Offer {
            secret: totp::base32(&secret).into(),
            address: totp::address(&secret, &session.user.username).into(),
            sealed: sealed.to_owned(),
        })
    }

    /// Stores the offered second factor, replacing any other, after a code has confirmed it. The
    /// returned recovery codes are not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `code`, or without a field when the offer is invalid.
    pub async fn set_up_second_factor(
        &self,
        session: &Session,
        sealed: &str,
        code: &str,
    ) -> Result<Vec<SecretString>, Error> {
        let user = &session.user.id;
        let secret = self.access().seal.open(&offered(user), sealed);
        let secret =
            secret.ok_or_else(|| Error::invalid_field("", Problem::Other(GONE.to_owned())))?;
        let now = self.environment().now();
        let step = totp::step_of(&secret, code, now).ok_or_else(wrong_code)?;
        let sealed = self.access().seal.close(&kept(user), &secret, self.environment().random());
        let factor =
            second_factors::SecondFactor { secret: sealed, last_step: step, created_at: now };
        let mut tx = self.store().write().await?;
        second_factors::save(&mut tx, user, &factor).await?;
        let codes = new_codes(&mut tx, self.environment(), user).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Replaces the recovery codes of the session's owner. The returned codes are not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `code`; [`Error::Throttled`].
    pub async fn renew_recovery_codes(
        &self,
        session: &Session,
        code: &str,
    ) -> Result<Vec<SecretString>, Error> {
        self.confirm(session, code).await?;
        let mut tx = self.store().write().await?;
        let codes = new_codes(&mut tx, self.environment(), &session.user.id).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Removes the second factor of the session's owner.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `code`; [`Error::Throttled`].
    pub async fn remove_second_factor(&self, session: &Session, code: &str) -> Result<(), Error> {
        self.confirm(session, code).await?;
        let mut tx = self.store().write().await?;
        second_factors::delete(&mut tx, &session.user.id).await?;
        Ok(tx.commit().await?)
    }

    /// Uses up a code of the web user's app, or a recovery code. Returns whether it was valid.
    pub(super) async fn take_code(&self, user: &Id, code: &str) -> Result<bool, Error> {
        let mut tx = self.store().write().await?;
        let Some(factor) = second_factors::find(&mut tx, user).await? else {
            return Ok(false);
        };
        let secret = self.access().seal.open(&kept(user), &factor.secret);
        let secret = secret.ok_or_else(|| {
            Error::Internal("a second factor was sealed with another secret".into())
        })?;
        let step = totp::step_of(&secret, code, self.environment().now());
        let good = if let Some(step) = step {
            second_factors::spend_step(&mut tx, user, step).await?
        } else {
            let hash = code_hash(user, code);
            second_factors::spend_code(&mut tx, user, &hash).await?
        };
        tx.commit().await?;
        Ok(good)
    }

    async fn confirm(&self, session: &Session, code: &str) -> Result<(), Error> {
        let subjects = lockout::of_session(&session.user.username);
        self.reserve(&subjects).await?;
        if !self.take_code(&session.user.id, code).await? {
            return Err(wrong_code());
        }
        self.forgive(&subjects).await
    }
}

const GONE: &str = "begin again: what was offered is no longer good";

fn wrong_code() -> Error {
    let text = "is not the code that the app shows now, or was used already";
    Error::invalid_field("code", Problem::Other(text.to_owned()))
}

async fn new_codes(
    tx: &mut Tx,
    environment: &Environment,
    user: &Id,
) -> Result<Vec<SecretString>, Error> {
    let codes: Vec<String> =
        (0..RECOVERY_CODES).map(|_| readable(&environment.random::<RECOVERY_BYTES>())).collect();
    let hashes: Vec<String> = codes.iter().map(|code| code_hash(user, code)).collect();
    second_factors::replace_codes(tx, user, &hashes).await?;
    Ok(codes.into_iter().map(SecretString::from).collect())
}

/// Sixteen letters and digits in groups of four.
fn readable(bytes: &[u8]) -> String {
    let text = totp::base32(bytes).to_lowercase();
    let fours: Vec<&str> = (0..text.len()).step_by(4).map(|at| &text[at..at + 4]).collect();
    fours.join("-")
}

/// The hash of a recovery code, regardless of case and separators.
fn code_hash(user: &Id, code: &str) -> String {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let code = SecretString::from(format!("{user} {}", code.to_ascii_lowercase()));
    hex(&Sha256::digest(code.expose_secret()))
}

/// The owner of an encrypted offer, so that an offer does not decrypt as a stored secret.
fn offered(user: &Id) -> String {
    format!("second factor offered to {user}")
}

fn kept(user: &Id) -> String {
    format!("second factor of {user}")
}
