//! What it takes to know who is asking: the secret of the store and what is derived from it, the
//! threads that hash passwords, and what one process remembers of the credentials it saw.

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

/// One for each process.
pub(crate) struct Access {
    pub(crate) hashing: Hashing,
    pub(crate) seal: Seal,
    pub(crate) nonces: Nonces,
    pub(crate) key_uses: KeyUses,
    pub(crate) admitted: Admitted,
    pub(crate) guesses: Guesses,
    /// The `opaque` of Digest challenges.
    pub(crate) opaque: String,
}

impl Access {
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not answer.
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
    /// The hash of a password, as a PHC string. It takes about 20 ms: begin no transaction before.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait for theirs.
    pub(crate) async fn hash_password(&self, password: &SecretString) -> Result<String, Error> {
        self.access().hashing.hash(password, self.environment().random()).await
    }

    /// How many passwords this process has hashed.
    pub fn passwords_hashed(&self) -> u64 {
        self.access().hashing.done()
    }

    /// What Digest authentication needs of a password or key, sealed.
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

    /// What was sealed for `holder`.
    pub(crate) fn open_digest(&self, holder: Holder<'_>, sealed: &str) -> Option<DigestSecret> {
        DigestSecret::from_bytes(&self.access().seal.open(&holder.label(), sealed)?)
    }
}

/// Whose Digest secret it is: a sealed one moved elsewhere in the store does not open.
#[derive(Clone, Copy)]
pub(crate) enum Holder<'a> {
    /// The password of the web user with this identity.
    Password(&'a Id),
    /// The API key with this identity.
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
