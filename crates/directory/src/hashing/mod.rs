//! Hashing passwords: slow on purpose, so it happens on few threads with few waiting, and a right
//! password is remembered for a minute.

mod threads;

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;
use roster_model::{Error, ExposeSecret as _, SecretString};

use self::threads::Threads;
use crate::{environment::Environment, seal::keyed_hash};

/// How long a right password need not be hashed again.
const REMEMBERED_FOR: SignedDuration = SignedDuration::from_secs(60);

/// How many right passwords are remembered.
const MOST_REMEMBERED: usize = 10_000;

/// Hashed against when there is nothing to hash against, so that an unknown name takes as long as a
/// wrong password. No password is known to give this.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The threads that hash, and what was proved lately.
///
/// What is remembered is that *this password gives this hash*. A changed password has another hash
/// (its salt is new), so there is nothing to forget when one changes, on whichever node that
/// happened; whether its owner may still sign in is looked up each time.
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

    /// The hash of a password, as a PHC string.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait already.
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

    /// Whether the password has this hash; without a hash it takes as long to say no.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait already.
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

    /// Whether it was proved lately that the password has this hash.
    pub(crate) fn remembers(&self, password: &SecretString, hash: &str, now: Timestamp) -> bool {
        let proved_at = self.proved.get(&self.memory(password, hash));
        proved_at.is_some_and(|at| now.duration_since(at).abs() <= REMEMBERED_FOR)
    }

    /// How many passwords were hashed.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    fn memory(&self, password: &SecretString, hash: &str) -> [u8; 32] {
        keyed_hash(&self.key, &[hash.as_bytes(), password.expose_secret().as_bytes()])
    }
}

/// Argon2id with the least that OWASP recommends: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}
