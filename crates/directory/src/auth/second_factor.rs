//! The second factor of a web user: codes of an authenticator app, and recovery codes.

use jiff::Timestamp;
use roster_model::{Channel, Error, ExposeSecret as _, Id, Kind, Rule, SecretString};
use roster_store::{Tx, second_factors};
use sha2::{Digest as _, Sha256};

use super::{digest::hex, login_throttle::Factor, sessions::Session, totp};
use crate::{Directory, environment::Environment, unit_of_work::AccountTx};

/// The number of recovery codes.
const RECOVERY_CODES: usize = 10;

/// The random bytes of a recovery code: 80 bits, so a fast hash suffices.
const RECOVERY_CODE_BYTES: usize = 10;

/// A new second factor that is not set up yet.
#[derive(Debug)]
pub struct Offer {
    /// The secret, for typing into an app.
    pub secret: SecretString,
    /// The same as an `otpauth` URI, for a QR code.
    pub address: SecretString,
    /// The encrypted secret, to send back with the first code.
    pub sealed: String,
}

/// The second factor of a web user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// When it was set up.
    pub since: Timestamp,
    /// The number of unused recovery codes.
    pub codes_left: i64,
}

impl Directory {
    /// The second factor of the session's owner.
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

    /// Generates a second factor. Nothing is stored until [`Directory::set_up_second_factor`].
    pub fn offer_second_factor(&self, session: &Session) -> Offer {
        let secret: [u8; totp::SECRET_BYTES] = self.environment().random();
        let context = offer_context(&session.user.id);
        let nonce = self.environment().random();
        offer(session, &secret, self.auth().cipher.encrypt(&context, &secret, nonce))
    }

    /// Decrypts an offer, to show it again after a wrong code.
    pub fn same_offer(&self, session: &Session, sealed: &str) -> Option<Offer> {
        let secret = self.auth().cipher.decrypt(&offer_context(&session.user.id), sealed)?;
        Some(offer(session, &secret, sealed.to_owned()))
    }

    /// Sets up the offered second factor, which replaces an existing one, after a correct code of
    /// the app. Returns the recovery codes; they cannot be shown again.
    ///
    /// # Errors
    /// [`Denial::PasswordNotConfirmed`](roster_model::Denial); [`Error::Invalid`] of the field `code`,
    /// or of no field when the offer is invalid.
    pub async fn set_up_second_factor(
        &self,
        session: &Session,
        sealed: &str,
        code: &str,
    ) -> Result<Vec<SecretString>, Error> {
        session.check_confirmed()?;
        let user = &session.user.id;
        let cipher = &self.auth().cipher;
        let secret = cipher.decrypt(&offer_context(user), sealed);
        let secret = secret.ok_or_else(|| Error::invalid_field("", Rule::OfferExpired.into()))?;
        let now = self.environment().clock_time();
        let last_step = totp::verify(&secret, code, now).ok_or_else(wrong_code)?;
        let nonce = self.environment().random();
        let secret = cipher.encrypt(&stored_context(user), &secret, nonce);
        let factor = second_factors::SecondFactor { secret, last_step, created_at: now };
        let mut tx = self.begin_account_change(session).await?;
        second_factors::save(&mut tx.store, user, &factor).await?;
        let codes = replace_recovery_codes(&mut tx.store, self.environment(), user).await?;
        tx.log(Kind::WebUserUpdated, user.as_str(), &["second_factor"]);
        tx.commit().await?;
        Ok(codes)
    }

    /// Replaces the recovery codes of the session's owner. Returns the new ones; they cannot be
    /// shown again.
    ///
    /// # Errors
    /// [`Denial::PasswordNotConfirmed`](roster_model::Denial); [`Error::Invalid`] of the field `code`;
    /// [`Error::Throttled`].
    pub async fn renew_recovery_codes(
        &self,
        session: &Session,
        code: &str,
    ) -> Result<Vec<SecretString>, Error> {
        session.check_confirmed()?;
        self.confirm_with_code(session, code).await?;
        let user = &session.user.id;
        let mut tx = self.begin_account_change(session).await?;
        let codes = replace_recovery_codes(&mut tx.store, self.environment(), user).await?;
        tx.log(Kind::WebUserUpdated, user.as_str(), &["recovery_codes"]);
        tx.commit().await?;
        Ok(codes)
    }

    /// Removes the second factor of the session's owner, with its recovery codes.
    ///
    /// # Errors
    /// [`Denial::PasswordNotConfirmed`](roster_model::Denial); [`Error::Invalid`] of the field `code`;
    /// [`Error::Throttled`].
    pub async fn remove_second_factor(&self, session: &Session, code: &str) -> Result<(), Error> {
        session.check_confirmed()?;
        self.confirm_with_code(session, code).await?;
        let user = &session.user.id;
        let mut tx = self.begin_account_change(session).await?;
        second_factors::delete(&mut tx.store, user).await?;
        tx.log(Kind::WebUserUpdated, user.as_str(), &["second_factor"]);
        tx.commit().await
    }

    /// Marks a code of the app, or a recovery code, as used. Returns whether it was valid.
    pub(super) async fn spend_code(&self, user: &Id, code: &str) -> Result<bool, Error> {
        let mut tx = self.store().write().await?;
        let Some(factor) = second_factors::find(&mut tx, user).await? else {
            return Ok(false);
        };
        let secret = self.auth().cipher.decrypt(&stored_context(user), &factor.secret);
        let secret = secret.ok_or_else(|| {
            Error::Internal("a second factor was encrypted with another secret".into())
        })?;
        let valid = match totp::verify(&secret, code, self.environment().clock_time()) {
            Some(step) => second_factors::spend_step(&mut tx, user, step).await?,
            None => second_factors::spend_code(&mut tx, user, &code_hash(user, code)).await?,
        };
        tx.commit().await?;
        Ok(valid)
    }

    async fn begin_account_change(&self, session: &Session) -> Result<AccountTx, Error> {
        let mut tx = AccountTx::begin(self, &session.who(), Channel::Console).await?;
        tx.lock_domains_of(&session.user.id).await?;
        Ok(tx)
    }

    async fn confirm_with_code(&self, session: &Session, code: &str) -> Result<(), Error> {
        let user = &session.user;
        let attempt = self.known_client_attempt(Factor::Code, &user.username, session.client());
        if self.verify_code(attempt, &user.id, code).await? { Ok(()) } else { Err(wrong_code()) }
    }
}

fn offer(session: &Session, secret: &[u8], sealed: String) -> Offer {
    Offer {
        secret: totp::base32(secret).into(),
        address: totp::uri(secret, &session.user.username).into(),
        sealed,
    }
}

fn wrong_code() -> Error {
    Error::invalid_field("code", Rule::WrongCode.into())
}

async fn replace_recovery_codes(
    tx: &mut Tx,
    environment: &Environment,
    user: &Id,
) -> Result<Vec<SecretString>, Error> {
    let new = || readable(&environment.random::<RECOVERY_CODE_BYTES>());
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| code_hash(user, code)).collect();
    second_factors::replace_codes(tx, user, &hashes).await?;
    Ok(codes.into_iter().map(SecretString::from).collect())
}

/// Formats a recovery code: sixteen letters and digits in groups of four.
fn readable(bytes: &[u8]) -> String {
    let text = totp::base32(bytes).to_lowercase();
    let groups: Vec<&str> = (0..text.len()).step_by(4).map(|at| &text[at..at + 4]).collect();
    groups.join("-")
}

/// The hash of a recovery code. Case, white space and hyphens are ignored.
fn code_hash(user: &Id, code: &str) -> String {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let code = SecretString::from(format!("{user} {}", code.to_ascii_lowercase()));
    hex(&Sha256::digest(code.expose_secret()))
}

/// The encryption contexts of an offered and of a stored secret differ, so that an offer cannot be
/// used as a stored secret.
fn offer_context(user: &Id) -> String {
    format!("second factor offered to {user}")
}

fn stored_context(user: &Id) -> String {
    format!("second factor of {user}")
}
