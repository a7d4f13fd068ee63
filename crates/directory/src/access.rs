//! The state that authentication needs: the store's secret and the keys derived from it, the
//! threads that hash passwords, and the credentials that this process has verified.

use roster_model::{Error, Id, SecretString};
use roster_store::Store;

use crate::{
    Directory,
    admitted::Admitted,
    digest::{DigestSecret, REALM, hex},
    environment::Environment,
    guesses::Guesses,
    hashing::Hashing,
    key_uses::KeyUses,
    nonces::Nonces,
    seal::{Seal, Secret},
};

/// One per process.
pub(crate) struct Access {
    pub(crate) hashing: Hashing,
    pub(crate) seal: Seal,
    pub(crate) nonces: Nonces,
    pub(crate) key_uses: KeyUses,
    pub(crate) admitted: Admitted,
    pub(crate) guesses: Guesses,
    /// The `opaque` parameter of Digest challenges.
    pub(crate) opaque: String,
}

impl Access {
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not respond.
    pub(crate) async fn open(
        store: &Store,
        environment: &Environment,
        secret: Option<&SecretString>,
    ) -> Result<Self, Error> {
        let secret = Secret::load(store, environment, secret).await?;
        Ok(Self {
            hashing: Hashing::new(environment),
            seal: Seal::new(&secret),
            nonces: Nonces::new(&secret, environment),
            key_uses: KeyUses::new(),
            admitted: Admitted::new(),
            guesses: Guesses::new(),
            opaque: hex(&secret.key_for("digest opaque")[..16]),
        })
    }
}

impl Directory {
    /// Hashes a password to a PHC string. It takes about 20 ms, so do not call it within a
    /// transaction.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many calls are waiting.
    pub(crate) async fn hash_password(&self, password: &SecretString) -> Result<String, Error> {
        self.access().hashing.hash(password, self.environment().random()).await
    }

    /// The number of passwords that this process has hashed.
    pub fn passwords_hashed(&self) -> u64 {
        self.access().hashing.done()
    }

    /// Encrypts the Digest secret of a password or key.
    pub(crate) fn seal_digest(
        &self,
        holder: Holder<'_>,
        username: &str,
        password: &SecretString,
    ) -> String {
        let secret = DigestSecret::new(username, REALM, password);
        let nonce = self.environment().random();
        self.access().seal.close(&holder.label(), &secret.to_bytes(), nonce)
    }

    /// Decrypts the Digest secret of `holder`.
    pub(crate) fn open_digest(&self, holder: Holder<'_>, sealed: &str) -> Option<DigestSecret> {
        DigestSecret::from_bytes(&self.access().seal.open(&holder.label(), sealed)?)
    }
}

/// The holder of a Digest secret. A ciphertext that is moved to another row does not decrypt.
#[derive(Clone, Copy)]
pub(crate) enum Holder<'a> {
    /// The password of the web user with this ID.
    Password(&'a Id),
    /// The API key with this ID.
    Key(&'a Id),
}

impl Holder<'_> {
    fn label(self) -> String {
        match self {
            Self::Password(user) => format!("password:{user}"),
            Self::Key(key) => format!("key:{key}"),
        }
    }
}
