//! The secret of a store: keys derived from it, and encryption of small values that a reader of the
//! database file must not see.

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _,
    aead::{Aead as _, Payload},
};
use hmac::{Hmac, Mac as _};
use roster_model::{Error, ExposeSecret as _, SecretString};
use roster_store::{Store, secrets};
use sha2::{Digest as _, Sha256};

use crate::environment::Environment;

/// The secret that all processes of a store share.
pub(crate) struct StoreSecret([u8; 32]);

impl StoreSecret {
    /// The `given` secret, or the one in the store, which is created when it is missing. With a given
    /// secret, a stolen copy of the store reveals no encrypted value.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn load(
        store: &Store,
        environment: &Environment,
        given: Option<&SecretString>,
    ) -> Result<Self, Error> {
        if let Some(given) = given {
            return Ok(Self::from_text(given.expose_secret()));
        }
        let candidate = BASE64_STANDARD_NO_PAD.encode(environment.random::<32>());
        let mut tx = store.write().await?;
        let stored = secrets::find_or_keep(&mut tx, &candidate).await?;
        tx.commit().await?;
        Ok(Self::from_text(&stored))
    }

    fn from_text(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// Derives the key for one purpose. It reveals nothing about the keys for other purposes.
    pub(crate) fn derive_key(&self, purpose: &str) -> [u8; 32] {
        keyed_hash(&self.0, &[purpose.as_bytes()])
    }
}

/// HMAC-SHA-256 of the parts. Each part is preceded by its length, so different lists of parts never
/// hash the same bytes.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC accepts keys of any length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any key length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Encrypts and authenticates small values (ChaCha20-Poly1305, RFC 8439).
pub(crate) struct Cipher(ChaCha20Poly1305);

const NONCE_BYTES: usize = 12;

impl Cipher {
    pub(crate) fn new(secret: &StoreSecret) -> Self {
        Self(ChaCha20Poly1305::new(&secret.derive_key("seal").into()))
    }

    /// Encrypts `plain`. The ciphertext decrypts only with the same `context`.
    pub(crate) fn encrypt(&self, context: &str, plain: &[u8], nonce: [u8; NONCE_BYTES]) -> String {
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        #[expect(clippy::expect_used, reason = "fails only above 256 GiB")]
        let encrypted = self.0.encrypt(&nonce.into(), payload).expect("a small value");
        BASE64_STANDARD_NO_PAD.encode([&nonce[..], &encrypted].concat())
    }

    /// Decrypts a value. `None` when the context or the secret is a different one.
    pub(crate) fn decrypt(&self, context: &str, encrypted: &str) -> Option<Vec<u8>> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(encrypted).ok()?;
        let (nonce, encrypted) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: encrypted, aad: context.as_bytes() };
        self.0.decrypt(nonce.into(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cipher, StoreSecret};

    #[test]
    fn value_decrypts_only_in_its_context() {
        let cipher = Cipher::new(&StoreSecret::from_text("secret"));
        let encrypted = cipher.encrypt("amina", b"plain", [7; 12]);
        assert_eq!(cipher.decrypt("amina", &encrypted).as_deref(), Some(&b"plain"[..]));
        assert_eq!(cipher.decrypt("bello", &encrypted), None);
        let other = Cipher::new(&StoreSecret::from_text("other"));
        assert_eq!(other.decrypt("amina", &encrypted), None);
        assert_eq!(cipher.decrypt("amina", "AAAA"), None);
    }
}
