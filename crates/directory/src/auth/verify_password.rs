//! Verifies passwords, with throttling.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Error, SecretString, WebUser};
use roster_store::{Tx, known_addresses};

use super::{
    authenticate::ClientInfo,
    login_throttle::{Factor, LoginAttempt, network},
};
use crate::{Directory, auth::AuthState};

/// How long an address from which a web user has signed in stays known.
const ADDRESS_KNOWN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

impl Directory {
    /// An attempt of `client` at the account with this sign-in name, which is that of `user` if it
    /// exists.
    pub(super) async fn login_attempt(
        &self,
        tx: &mut Tx,
        factor: Factor,
        username: &str,
        user: Option<&WebUser>,
        client: ClientInfo,
    ) -> Result<LoginAttempt, Error> {
        let address = network(client.address);
        let mut attempt = self.auth().throttle.attempt(factor, username, address.clone());
        if !attempt.is_known_client {
            // The same query runs for an unknown name, so that the time reveals nothing.
            let user = user.map_or_else(|| self.environment().id(), |user| user.id.clone());
            let since = client.now - ADDRESS_KNOWN_FOR;
            attempt.is_known_client = known_addresses::contains(tx, &user, &address, since).await?;
        }
        Ok(attempt)
    }

    /// Whether the password matches the hash, of a user who may sign in.
    ///
    /// # Errors
    /// [`Error::Throttled`]; [`Error::Unavailable`] when the queue of the hash pool is full.
    pub(super) async fn verify_password(
        &self,
        attempt: LoginAttempt,
        password: &SecretString,
        hash: Option<&str>,
        may_sign_in: bool,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let AuthState { hash_pool, throttle, .. } = self.auth();
        // No verification is cached for an inactive user: a second attempt would be faster.
        let hash = hash.filter(|_| may_sign_in);
        let is_cached = |attempt: &LoginAttempt| {
            let hash = hash.filter(|_| attempt.is_known_client);
            hash.is_some_and(|hash| hash_pool.is_cached(password, hash, now))
        };
        if is_cached(&attempt) {
            return Ok(true);
        }
        let _lock = throttle.lock(&attempt).await;
        let attempt = throttle.refresh(attempt);
        if is_cached(&attempt) {
            return Ok(true);
        }
        let counted = throttle.count(&attempt, now)?;
        match hash_pool.verify(password, hash, now).await {
            Ok(true) => {
                throttle.succeed(counted, now);
                Ok(true)
            }
            Ok(false) => {
                throttle.fail(counted, now);
                Ok(false)
            }
            Err(queue_full) => {
                throttle.refund(counted, now);
                Err(queue_full)
            }
        }
    }
}
