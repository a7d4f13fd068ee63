//! Hashes passwords on a few threads with a bounded queue, and caches verified passwords for a
//! minute.

mod threads;

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;
use roster_model::{Error, ExposeSecret as _, SecretString};

use self::threads::Threads;
use crate::{environment::Environment, seal::keyed_hash};

/// How long a verified password is cached.
const REMEMBERED_FOR: SignedDuration = SignedDuration::from_secs(60);

/// The most cached passwords.
const MOST_REMEMBERED: usize = 10_000;

/// The hash that is verified when there is none, so that an unknown name takes as long as a wrong
/// password. No password is known to have this hash.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hashing threads and the cache of verified passwords.
///
/// An entry says that *this password has this hash*. A changed password has a hash with a new salt,
/// so no entry has to be removed when a password changes, on any node. Whether the owner may still
/// sign in is read for every request.
pub(crate) struct Hashing {
    threads: Threads,
    proved: Cache<[u8; 32], Timestamp>,
    done: AtomicU64,
    key: [u8; 32],
}

impl Hashing {
    pub(crate) fn new(environment: &Environment) -> Self {
        Self {
            threads: Threads::new(),
            proved: Cache::new(MOST_REMEMBERED),
            done: AtomicU64::new(0),
            key: environment.random(),
        }
    }

    /// Hashes a password to a PHC string.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue is full.
    pub(crate) async fn hash(
        &self,
        password: &SecretString,
        salt: [u8; 16],
    ) -> Result<String, Error> {
        let password = password.clone();
        let hash =
            move || argon2().hash_password_with_salt(password.expose_secret().as_bytes(), &salt);
        self.done.fetch_add(1, Ordering::Relaxed);
        let hash =
            self.threads.run(hash).await?.map_err(|error| Error::Internal(Box::new(error)))?;
        Ok(hash.to_string())
    }

    /// Verifies a password against a hash. Without a hash, the result is `false` after the same
    /// time.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue is full.
    pub(crate) async fn verify(
        &self,
        password: &SecretString,
        hash: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let text = hash.unwrap_or(NOBODY).to_owned();
        if self.remembers(password, &text, now) {
            return Ok(true);
        }
        let memory = self.memory(password, &text);
        let password = password.clone();
        let verify = move || {
            argon2().verify_password(password.expose_secret().as_bytes(), text.as_str()).is_ok()
        };
        self.done.fetch_add(1, Ordering::Relaxed);
        let right = self.threads.run(verify).await? && hash.is_some();
        if right {
            self.proved.insert(memory, now);
        }
        Ok(right)
    }

    /// Returns whether the cache has this password with this hash.
    pub(crate) fn remembers(&self, password: &SecretString, hash: &str, now: Timestamp) -> bool {
        let proved_at = self.proved.get(&self.memory(password, hash));
        proved_at.is_some_and(|at| now.duration_since(at).abs() <= REMEMBERED_FOR)
    }

    /// The number of passwords hashed.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    fn memory(&self, password: &SecretString, hash: &str) -> [u8; 32] {
        keyed_hash(&self.key, &[hash.as_bytes(), password.expose_secret().as_bytes()])
    }
}

/// Argon2id with the minimum that OWASP recommends: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}
