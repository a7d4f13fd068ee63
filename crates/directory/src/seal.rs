//! The uses of the store's secret: derived keys, each for one purpose, and encryption of stored
//! secrets.

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

/// The secret that the nodes of one store share.
pub(crate) struct Secret([u8; 32]);

impl Secret {
    /// Returns the secret in `given`, or that of the store, which is generated when the store is
    /// first opened. With a given secret, a stolen copy of the store cannot be decrypted.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not respond.
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
        let kept = secrets::find_or_keep(&mut tx, &candidate).await?;
        tx.commit().await?;
        Ok(Self::from_text(&kept))
    }

    fn from_text(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// Derives the key for one purpose. It reveals nothing about the keys of other purposes.
    pub(crate) fn key_for(&self, purpose: &str) -> [u8; 32] {
        keyed_hash(&self.0, &[purpose.as_bytes()])
    }
}

/// HMAC-SHA-256 of the parts. Each has its length before it, so no two lists of parts have the same
/// input.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Encrypts small texts with ChaCha20-Poly1305.
pub(crate) struct Seal(ChaCha20Poly1305);

const NONCE_BYTES: usize = 12;

impl Seal {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(ChaCha20Poly1305::new(&secret.key_for("seal").into()))
    }

    /// Encrypts `plain` for `owner`. It cannot be decrypted with another owner.
    pub(crate) fn close(&self, owner: &str, plain: &[u8], nonce: [u8; NONCE_BYTES]) -> String {
        let payload = Payload { msg: plain, aad: owner.as_bytes() };
        #[expect(clippy::expect_used, reason = "fails only above 256 GiB")]
        let sealed = self.0.encrypt(&nonce.into(), payload).expect("a small text");
        BASE64_STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// Decrypts a text of `owner`. `None` for another owner or another secret.
    pub(crate) fn open(&self, owner: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: owner.as_bytes() };
        self.0.decrypt(nonce.into(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Seal, Secret};

    #[test]
    fn a_seal_opens_for_its_owner_alone() {
        let seal = Seal::new(&Secret::from_text("secret"));
        let closed = seal.close("amina", b"plain", [7; 12]);
        assert_eq!(seal.open("amina", &closed).as_deref(), Some(&b"plain"[..]));
        assert_eq!(seal.open("bello", &closed), None);
        assert_eq!(Seal::new(&Secret::from_text("other")).open("amina", &closed), None);
        assert_eq!(seal.open("amina", "AAAA"), None);
    }
}
