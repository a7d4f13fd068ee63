//! The signing secrets of webhooks.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use roster_model::{Error, Id, SecretString};
use roster_store::webhooks::Secrets;

use crate::{Directory, environment::Environment};

/// The prefix of a secret (Standard Webhooks 1.0).
const PREFIX: &str = "whsec_";

/// The length of a secret in bytes. The standard allows 24 to 64.
const BYTES: usize = 32;

/// The secrets that sign the messages of a webhook at one time: the present one and, for some time
/// after a rotation, the one before.
pub struct SigningSecrets(Vec<Vec<u8>>);

impl SigningSecrets {
    /// The secrets as bytes, the present one first.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Decrypts the secrets that are valid at `now`.
    ///
    /// # Errors
    /// [`Error::Internal`] when the store has another secret than when they were encrypted.
    pub(super) fn decrypt(
        directory: &Directory,
        webhook: &Id,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let previous = secrets.previous.iter().filter(|(_, until)| now < *until);
        let valid = std::iter::once(&secrets.present).chain(previous.map(|(secret, _)| secret));
        let decrypt = |encrypted: &String| {
            let plain = directory.auth().cipher.decrypt(&context(webhook), encrypted);
            plain.ok_or_else(|| Error::Internal("the secret of a webhook is unreadable".into()))
        };
        valid.map(decrypt).collect::<Result<_, _>>().map(Self)
    }
}

/// Creates a secret. Returns it as the user gets it, and encrypted.
pub(super) fn generate(directory: &Directory, webhook: &Id) -> (SecretString, String) {
    let environment: &Environment = directory.environment();
    let bytes = environment.random::<BYTES>();
    let encrypted =
        directory.auth().cipher.encrypt(&context(webhook), &bytes, environment.random());
    (format!("{PREFIX}{}", BASE64_STANDARD.encode(bytes)).into(), encrypted)
}

/// Is authenticated with the ciphertext: the secret of another webhook does not decrypt.
fn context(webhook: &Id) -> String {
    format!("webhook:{webhook}")
}
