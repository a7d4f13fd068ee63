//! The authentication state of a process.

use roster_model::{Error, Id, SecretString};
use roster_store::{NO_DOMAIN, Store};

use super::{
    cache::AuthCache,
    digest::{DigestSecret, REALM, hex},
    encryption::{Cipher, StoreSecret},
    hash_pool::HashPool,
    login_throttle::LoginThrottle,
    nonce::Nonces,
    version_reads::VersionReads,
};
use crate::{Directory, environment::Environment, keys::LastUsed};

/// The keys derived from the secret of the store, the hash pool, and what the process has cached.
pub(crate) struct AuthState {
    pub(crate) hash_pool: HashPool,
    pub(crate) cipher: Cipher,
    pub(crate) nonces: Nonces,
    pub(crate) last_used: LastUsed,
    pub(crate) cache: AuthCache,
    pub(super) version_reads: VersionReads,
    pub(crate) throttle: LoginThrottle,
    /// The `opaque` value of Digest challenges (RFC 7616, 3.3).
    pub(crate) opaque: String,
    /// The key of credentials that every start of the demo has again.
    pub(crate) repeatable: [u8; 32],
}

impl AuthState {
    /// Loads the secret of the store, unless `secret` is given.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn open(
        store: &Store,
        environment: &Environment,
        secret: Option<&SecretString>,
    ) -> Result<Self, Error> {
        let secret = StoreSecret::load(store, environment, secret).await?;
        Ok(Self {
            hash_pool: HashPool::new(environment),
            cipher: Cipher::new(&secret),
            nonces: Nonces::new(&secret, environment),
            last_used: LastUsed::new(),
            cache: AuthCache::new(),
            version_reads: VersionReads::default(),
            throttle: LoginThrottle::shared_by(store),
            opaque: hex(&secret.derive_key("digest opaque")[..16]),
            repeatable: secret.derive_key("repeatable credentials"),
        })
    }
}

impl Directory {
    /// Hashes a password into a PHC string. Takes about 20 ms, so it must not run in a transaction.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue of the hash pool is full.
    pub(crate) async fn hash_password(&self, password: &SecretString) -> Result<String, Error> {
        self.hash_password_of(NO_DOMAIN, password).await
    }

    /// As [`Directory::hash_password`], for a worker of the domain with this number.
    ///
    /// # Errors
    /// As [`Directory::hash_password`].
    pub(crate) async fn hash_password_of(
        &self,
        domain: i64,
        password: &SecretString,
    ) -> Result<String, Error> {
        self.auth().hash_pool.hash(domain, password, self.environment().random()).await
    }

    /// The number of passwords that this process has hashed.
    pub fn passwords_hashed(&self) -> u64 {
        self.auth().hash_pool.hash_count()
    }

    /// Encrypts the Digest secret of a password or key.
    pub(crate) fn encrypt_digest(
        &self,
        owner: SecretOwner<'_>,
        username: &str,
        password: &SecretString,
    ) -> String {
        let secret = DigestSecret::new(username, REALM, password);
        let nonce = self.environment().random();
        self.auth().cipher.encrypt(&owner.context(), &secret.to_bytes(), nonce)
    }

    /// Decrypts a Digest secret. `None` when it was encrypted for another owner.
    pub(crate) fn decrypt_digest(
        &self,
        owner: SecretOwner<'_>,
        encrypted: &str,
    ) -> Option<DigestSecret> {
        let bytes = self.auth().cipher.decrypt(&owner.context(), encrypted)?;
        DigestSecret::from_bytes(&bytes)
    }
}

/// The owner of a Digest secret. It is authenticated with the ciphertext, so a secret that is moved
/// to another row of the store does not decrypt.
#[derive(Clone, Copy)]
pub(crate) enum SecretOwner<'a> {
    /// The password of the web user with this id.
    Password(&'a Id),
    /// The API key with this id.
    ApiKey(&'a Id),
}

impl SecretOwner<'_> {
    fn context(self) -> String {
        match self {
            Self::Password(user) => format!("password:{user}"),
            Self::ApiKey(key) => format!("key:{key}"),
        }
    }
}
