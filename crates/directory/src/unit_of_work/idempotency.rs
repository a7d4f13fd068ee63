//! Idempotency keys: a request with a key is carried out once, and its response is stored.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, Error, IdempotencyConflict, Problem};
use roster_store::{
    NO_DOMAIN, Tx,
    idempotency_keys::{self, Kept, Key},
};
use tokio::sync::Notify;

use super::Requirements;
use crate::{Directory, Session};

/// The maximum length of a key, in bytes of visible ASCII.
const MAX_KEY_LEN: usize = 255;

/// How long a response is stored at least.
pub(super) const RETENTION: SignedDuration = SignedDuration::from_hours(24);

/// Marks a response that is stored encrypted. Earlier versions stored JSON, which begins otherwise.
const ENCRYPTED: &str = "encrypted:";

/// A key that one request of this process holds until the value is dropped.
pub struct ClaimedKey {
    directory: Directory,
    domain: i64,
    key: Key,
    claimed: ClaimedKeys,
}

/// A claimed key, with the digest of the request that uses it.
pub struct IdempotentRequest {
    key: ClaimedKey,
    digest: String,
}

/// The keys that requests of this process hold now, with the number of their domain.
#[derive(Clone, Default)]
pub(crate) struct ClaimedKeys(Arc<Claims>);

#[derive(Default)]
struct Claims {
    held: Mutex<HashSet<(i64, Key)>>,
    released: Notify,
}

impl Directory {
    /// Claims an idempotency key for a request of `actor`. Keys are separate for each credential and
    /// domain.
    ///
    /// # Errors
    /// [`Error::Invalid`] of `Idempotency-Key` unless the key has 1 to 255 printable ASCII characters;
    /// [`Error::IdempotencyConflict`] while another request holds the key.
    pub fn claim_key(&self, actor: &Actor, key: &str) -> Result<ClaimedKey, Error> {
        let has_valid_len = (1..=MAX_KEY_LEN).contains(&key.len());
        if !has_valid_len || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(Error::invalid_field("Idempotency-Key", Problem::IdempotencyKey));
        }
        let key = Key { credential: actor.credential.clone(), key: key.to_owned() };
        let in_progress = Error::IdempotencyConflict(IdempotencyConflict::InProgress);
        self.try_claim(actor.domain.number, key).ok_or(in_progress)
    }

    /// Claims the key of a form in a domain. Waits while another request of this process holds it.
    pub async fn claim_form(&self, actor: &Actor, key: &str) -> ClaimedKey {
        self.claim_when_free(actor.domain.number, &actor.credential, key).await
    }

    /// Claims the key of a form outside the domains; there is no session while it is public. Waits
    /// while another request of this process holds it.
    pub async fn claim_account_form(&self, session: Option<&Session>, key: &str) -> ClaimedKey {
        let credential = session.map(Session::credential).unwrap_or_default();
        self.claim_when_free(NO_DOMAIN, &credential, key).await
    }

    async fn claim_when_free(&self, domain: i64, credential: &str, key: &str) -> ClaimedKey {
        loop {
            // Before the attempt, so that no release is missed.
            let released = self.claimed_keys().0.released.notified();
            let key = Key { credential: credential.to_owned(), key: key.to_owned() };
            if let Some(claimed) = self.try_claim(domain, key) {
                return claimed;
            }
            released.await;
        }
    }

    fn try_claim(&self, domain: i64, key: Key) -> Option<ClaimedKey> {
        let claimed = self.claimed_keys().clone();
        let is_free = claimed.lock().insert((domain, key.clone()));
        is_free.then(|| ClaimedKey { directory: self.clone(), domain, key, claimed })
    }
}

impl ClaimedKey {
    /// Binds the key to a request. Equal requests have equal digests.
    pub fn for_request(self, digest: String) -> IdempotentRequest {
        IdempotentRequest { key: self, digest }
    }

    /// Encrypts a response. It may contain a secret that is shown once.
    fn encrypt(&self, response: &str) -> String {
        let nonce = self.directory.environment().random();
        let cipher = &self.directory.auth().cipher;
        format!("{ENCRYPTED}{}", cipher.encrypt(&self.context(), response.as_bytes(), nonce))
    }

    fn decrypt(&self, stored: String) -> Result<String, Error> {
        let Some(encrypted) = stored.strip_prefix(ENCRYPTED) else { return Ok(stored) };
        let plain = self.directory.auth().cipher.decrypt(&self.context(), encrypted);
        let plain = plain.and_then(|bytes| String::from_utf8(bytes).ok());
        plain.ok_or_else(|| Error::Internal("a stored response is unreadable".into()))
    }

    fn context(&self) -> String {
        let Key { credential, key } = &self.key;
        format!("response:{}:{credential}:{key}", self.domain)
    }
}

impl IdempotentRequest {
    /// Looks up the response that was stored for an account form.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn account_response(&self) -> Result<Option<String>, Error> {
        let directory = &self.key.directory;
        let mut tx = directory.store().read().await?;
        let found = self.find_response(&mut tx, directory.environment().now()).await?;
        Ok(found.map(|(response, _)| response))
    }

    /// Stores the response to an account form, whose write was committed before.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn store_account_response(&self, response: &str) -> Result<(), Error> {
        let directory = &self.key.directory;
        let mut tx = directory.store().write().await?;
        let (requires, now) = (Requirements::default().to_json(), directory.environment().now());
        self.store_response(&mut tx, response, requires, now).await?;
        Ok(tx.commit().await?)
    }

    /// Looks up the response that was stored for the same request under this key, and what a caller
    /// needs to get it.
    ///
    /// # Errors
    /// [`Error::IdempotencyConflict`] when the key was used for a different request.
    pub(super) async fn find_response(
        &self,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<Option<(String, Requirements)>, Error> {
        let ClaimedKey { domain, key, .. } = &self.key;
        let stored = match idempotency_keys::find(tx, *domain, key, now - RETENTION).await? {
            Some(stored) if stored.request != self.digest => {
                return Err(Error::IdempotencyConflict(IdempotencyConflict::Mismatch));
            }
            stored => stored,
        };
        let Some(Kept { answer, requires, .. }) = stored else { return Ok(None) };
        Ok(Some((self.key.decrypt(answer)?, Requirements::from_json(&requires))))
    }

    /// Stores the response under this key, and deletes some expired responses.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn store_response(
        &self,
        tx: &mut Tx,
        response: &str,
        requires: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        let ClaimedKey { domain, key, .. } = &self.key;
        let answer = self.key.encrypt(response);
        let stored = Kept { request: self.digest.clone(), answer, requires };
        idempotency_keys::keep(tx, *domain, key, &stored, now).await?;
        idempotency_keys::sweep(tx, *domain, now - RETENTION).await?;
        Ok(())
    }
}

impl ClaimedKeys {
    fn lock(&self) -> MutexGuard<'_, HashSet<(i64, Key)>> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ClaimedKey {
    fn drop(&mut self) {
        self.claimed.lock().remove(&(self.domain, self.key.clone()));
        self.claimed.0.released.notify_waiters();
    }
}
