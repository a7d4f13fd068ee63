//! Changes of a web user's account, which all domains share. Each is logged in every domain in which
//! the web user is a member.

use roster_model::{
    AccountState, Channel, Diff, Error, Kind, Problem, SecretString, WebUser, Who, fold,
};
use roster_store::{
    Tx, api_keys, identities, known_addresses, second_factors, sessions, web_users,
};

use super::protection::check_admins_remain;
use crate::{
    Directory,
    auth::{SecretOwner, digest, password_policy},
    keys::revocation,
    unit_of_work::AccountTx,
};

impl Directory {
    /// Resets the password of a web user, as the operator, who then vouches for the owner. Without a
    /// `password` one is generated and returned; it cannot be shown again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist, or the policy rejects the password.
    pub async fn reset_password(
        &self,
        email: &str,
        password: Option<SecretString>,
    ) -> Result<Option<SecretString>, Error> {
        let (mut tx, user, generated) = self.begin_password_reset(email, password).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["password"]);
        tx.commit().await?;
        Ok(generated)
    }

    /// Gives an account back to its owner, as the operator: a new password as
    /// [`Directory::reset_password`], no second factor, no session, no API key and no link to an
    /// identity provider.
    ///
    /// # Errors
    /// As [`Directory::reset_password`].
    pub async fn recover_account(
        &self,
        email: &str,
        password: Option<SecretString>,
    ) -> Result<Option<SecretString>, Error> {
        let (mut tx, user, generated) = self.begin_password_reset(email, password).await?;
        end_other_access(&mut tx, &user).await?;
        identities::delete_all(&mut tx.store, &user.id).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["password", "second_factor"]);
        tx.commit().await?;
        Ok(generated)
    }

    /// Removes the second factor of a web user and its recovery codes, as the operator.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn reset_second_factor(&self, email: &str) -> Result<(), Error> {
        let (mut tx, user) = self.begin_operator_change(email).await?;
        if second_factors::find(&mut tx.store, &user.id).await?.is_none() {
            return Ok(());
        }
        second_factors::delete(&mut tx.store, &user.id).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["second_factor"]);
        tx.commit().await
    }

    /// Activates or deactivates a web user in every domain and with every key, as the operator.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist; [`Error::LastAdmin`].
    pub async fn set_web_user_active(&self, email: &str, active: bool) -> Result<(), Error> {
        let (mut tx, user) = self.begin_operator_change(email).await?;
        if user.active == active {
            return Ok(());
        }
        if !active {
            check_admins_remain(&mut tx.store, &user).await?;
        }
        web_users::set_active(&mut tx.store, &user.id, active).await?;
        let changed = Diff::between(&user, &WebUser { active, ..user.clone() });
        tx.log(Kind::WebUserUpdated, user.id.as_str(), changed);
        tx.commit().await
    }

    /// Begins a change of the account by the operator with a new password. The operator vouches for the
    /// owner. Also returns the password if it was generated.
    async fn begin_password_reset(
        &self,
        email: &str,
        password: Option<SecretString>,
    ) -> Result<(AccountTx, WebUser, Option<SecretString>), Error> {
        let password = NewPassword::new(self, password)?;
        let hash = self.hash_password(&password.text).await?;
        let (mut tx, user) = self.begin_operator_change(email).await?;
        self.set_password_in(&mut tx.store, &user, &hash, &password.text).await?;
        web_users::set_state(&mut tx.store, &user.id, AccountState::Joinable).await?;
        Ok((tx, user, password.generated()))
    }

    /// Begins a change of the account by the operator, with the domains of the web user locked.
    pub(crate) async fn begin_operator_change(
        &self,
        email: &str,
    ) -> Result<(AccountTx, WebUser), Error> {
        let mut tx = AccountTx::begin(self, &Who::Operator, Channel::Cli).await?;
        let user = find_account(&mut tx.store, email).await?;
        tx.lock_domains_of(&user.id).await?;
        // Read again under the locks.
        let user = find_account(&mut tx.store, email).await?;
        Ok((tx, user))
    }

    /// Saves a new password, and its Digest secret if the domains of the web user ask for one.
    pub(crate) async fn set_password_in(
        &self,
        tx: &mut Tx,
        user: &WebUser,
        hash: &str,
        password: &SecretString,
    ) -> Result<(), Error> {
        web_users::set_password(tx, &user.id, hash).await?;
        if digest::is_wanted(tx, &user.id).await? {
            let secret = self.encrypt_password_digest(user, password);
            web_users::set_digest_secret(tx, &user.id, hash, &secret).await?;
        }
        Ok(())
    }

    pub(super) fn encrypt_password_digest(
        &self,
        user: &WebUser,
        password: &SecretString,
    ) -> String {
        self.encrypt_digest(SecretOwner::Password(&user.id), &user.username, password)
    }
}

/// Ends what another person who knew the password may have left in the account: the second factor,
/// sessions, known addresses and API keys.
pub(super) async fn end_other_access(tx: &mut AccountTx, user: &WebUser) -> Result<(), Error> {
    second_factors::delete(&mut tx.store, &user.id).await?;
    sessions::delete_all(&mut tx.store, &user.id).await?;
    known_addresses::delete_all(&mut tx.store, &user.id).await?;
    for (key, _) in api_keys::of_owner(&mut tx.store, &user.id).await? {
        if api_keys::revoke(&mut tx.store, &key.id).await? {
            tx.log(Kind::ApiKeyRevoked, key.id.as_str(), revocation(&key));
        }
    }
    Ok(())
}

/// A new password of a web user.
pub(super) struct NewPassword {
    pub(super) text: SecretString,
    is_generated: bool,
}

impl NewPassword {
    /// Checks the given password, or generates one.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `password` when the policy rejects it.
    pub(super) fn new(directory: &Directory, given: Option<SecretString>) -> Result<Self, Error> {
        let Some(text) = given else {
            let text = password_policy::generate(directory.environment());
            return Ok(Self { text, is_generated: true });
        };
        match password_policy::check_web_user_password(&text) {
            Some(problem) => Err(Error::invalid_field("password", problem)),
            None => Ok(Self { text, is_generated: false }),
        }
    }

    /// The password, if it was generated.
    pub(super) fn generated(self) -> Option<SecretString> {
        self.is_generated.then_some(self.text)
    }
}

async fn find_account(tx: &mut Tx, email: &str) -> Result<WebUser, Error> {
    let user = web_users::find(tx, &fold(email.trim())).await?;
    user.ok_or_else(|| Error::invalid_field("email", Problem::Unknown(email.to_owned())))
}
