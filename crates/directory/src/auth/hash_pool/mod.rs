//! Password hashing with Argon2id on a bounded pool of threads.

mod argon2id;
mod threads;

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;
use roster_model::{Error, ExposeSecret as _, SecretString};
use roster_store::NO_DOMAIN;

use self::{argon2id::Memory, threads::Threads};
use crate::{auth::encryption::keyed_hash, environment::Environment};

/// How long a verified password is not hashed again.
const CACHE_TTL: SignedDuration = SignedDuration::from_secs(60);

/// The capacity of the cache, in passwords.
const MAX_CACHED: usize = 10_000;

/// A hash that no known password matches. It is verified when the user does not exist, so that the
/// response takes as long as for a wrong password.
const DUMMY_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                          $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and verifies passwords, and caches successful verifications.
///
/// A cache entry says that a password matches a hash. A changed password has a new hash with a new
/// salt, so no entry has to be removed when a password changes, on any node. Whether the user may
/// sign in is checked with every request.
pub(crate) struct HashPool {
    threads: Threads,
    verified: Cache<[u8; 32], Timestamp>,
    hash_count: AtomicU64,
    cache_key: [u8; 32],
}

impl HashPool {
    pub(crate) fn new(environment: &Environment) -> Self {
        Self {
            threads: Threads::new(),
            verified: Cache::new(MAX_CACHED),
            hash_count: AtomicU64::new(0),
            cache_key: environment.random(),
        }
    }

    /// Hashes a password of this domain, or of none ([`NO_DOMAIN`]), into a PHC string.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue is full.
    pub(crate) async fn hash(
        &self,
        domain: i64,
        password: &SecretString,
        salt: [u8; 16],
    ) -> Result<String, Error> {
        let password = password.clone();
        let hash = move |memory: &mut Memory| {
            argon2id::hash(password.expose_secret().as_bytes(), &salt, memory)
        };
        self.hash_count.fetch_add(1, Ordering::Relaxed);
        let hash = self
            .threads
            .run(domain, hash)
            .await?
            .map_err(|error| Error::Internal(Box::new(error)))?;
        Ok(hash.to_string())
    }

    /// Whether the password matches the hash. Without a hash the result is `false`, after the same
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
        let text = hash.unwrap_or(DUMMY_HASH).to_owned();
        if self.is_cached(password, &text, now) {
            return Ok(true);
        }
        let cache_key = self.cache_key(password, &text);
        let password = password.clone();
        let verify = move |memory: &mut Memory| {
            argon2id::verify(password.expose_secret().as_bytes(), &text, memory)
        };
        self.hash_count.fetch_add(1, Ordering::Relaxed);
        let matches = self.threads.run(NO_DOMAIN, verify).await? && hash.is_some();
        if matches {
            self.verified.insert(cache_key, now);
        }
        Ok(matches)
    }

    /// Whether the password was verified against this hash in the last 60 s.
    pub(crate) fn is_cached(&self, password: &SecretString, hash: &str, now: Timestamp) -> bool {
        let verified_at = self.verified.get(&self.cache_key(password, hash));
        verified_at.is_some_and(|at| now.duration_since(at).abs() <= CACHE_TTL)
    }

    /// The number of passwords hashed so far.
    pub(crate) fn hash_count(&self) -> u64 {
        self.hash_count.load(Ordering::Relaxed)
    }

    fn cache_key(&self, password: &SecretString, hash: &str) -> [u8; 32] {
        keyed_hash(&self.cache_key, &[hash.as_bytes(), password.expose_secret().as_bytes()])
    }
}
