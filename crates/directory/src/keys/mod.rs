//! API keys of web users, and app keys of the User.com dialect.

mod api;
mod app;
mod last_used;
mod repeatable;

use jiff::Timestamp;
use roster_model::{Error, ExposeSecret as _, Id, Rule, SecretString};
use sha2::{Digest as _, Sha256};

pub(crate) use api::revocation;
pub use api::{Keys, ListedKey};
pub use app::{AppKeys, ListedAppKey};
pub(crate) use last_used::LastUsed;

use crate::auth::digest::hex;

/// The hash that identifies a key or token in the store. A key has 256 random bits, so it needs
/// neither a salt nor a slow hash.
pub(crate) fn hash(key: &SecretString) -> String {
    hex(&Sha256::digest(key.expose_secret()))
}

/// Rejects a key that has expired before it is used.
///
/// # Errors
/// [`Error::Invalid`] of the field `expires`.
fn check_expiry(expires_at: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    if expires_at.is_none_or(|expiry| now < expiry) {
        return Ok(());
    }
    Err(Error::invalid_field("expires", Rule::NotInFuture.into()))
}

/// The last use of the key with this id.
fn last_use<T: Copy>(uses: &[(Id, T)], id: &Id) -> Option<T> {
    uses.iter().find(|(used, _)| used == id).map(|(_, at)| *at)
}
