//! Checks a password that was sent through an API, within the limits of failed attempts.

use jiff::Timestamp;
use roster_model::{Error, SecretString, WebUser};
use roster_store::{Tx, sign_in_attempts};

use crate::{Directory, access::Access, guesses::Guess, recognition::ClientInfo, sign_in::lockout};

impl Directory {
    /// Returns the attempt on the account of this name, which is that of `user` if they exist.
    pub(crate) async fn guess(
        &self,
        tx: &mut Tx,
        username: &str,
        user: Option<&WebUser>,
        visit: ClientInfo,
    ) -> Result<Guess, Error> {
        let address = lockout::network(visit.from);
        let mut guess = self.access().guesses.of(lockout::account(username), address.clone());
        if !guess.familiar {
            let user = user.map_or_else(|| self.environment().id(), |user| user.id.clone());
            let since = visit.now - lockout::ADDRESS_KNOWN_FOR;
            let known = sign_in_attempts::is_known_address(tx, &user, &address, since).await;
            guess.familiar = known?;
        }
        Ok(guess)
    }

    /// Returns whether the password has this hash and its owner is allowed in (`may`), unless the
    /// attempt is throttled.
    pub(crate) async fn judge(
        &self,
        guess: Guess,
        password: &SecretString,
        hash: Option<&str>,
        may: bool,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let Access { hashing, guesses, .. } = self.access();
        let remembered = |guess: &Guess| {
            let hash = hash.filter(|_| may && guess.familiar);
            hash.is_some_and(|hash| hashing.remembers(password, hash, now))
        };
        if remembered(&guess) {
            return Ok(true);
        }
        let _turn = guesses.turn(&guess).await;
        let guess = guesses.again(guess);
        if remembered(&guess) {
            return Ok(true);
        }
        let counted = guesses.count(&guess, now)?;
        // Without permission the hash is not verified, so a second attempt takes as long as the
        // first.
        match hashing.verify(password, hash.filter(|_| may), now).await {
            Ok(true) => {
                guesses.was_right(counted, now);
                Ok(true)
            }
            Ok(false) => Ok(false),
            Err(busy) => {
                guesses.forgive(counted, now);
                Err(busy)
            }
        }
    }
}
