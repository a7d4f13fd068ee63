//! The domains of a signed-in web user, and changes of the user's own password.

use roster_model::{
    Actor, Channel, Denial, Domain, Error, Kind, Permission, Problem, SecretString, Who,
};
use roster_store::{domains, memberships, sessions as stored, web_users};

use super::{
    authorize::{active_membership, member_rights},
    login_throttle::Factor,
    password_policy,
    sessions::{self, Session},
};
use crate::{Directory, unit_of_work::AccountTx};

impl Directory {
    /// The domains that the session opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn domains_of_session(&self, session: &Session) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        Ok(memberships::domains_of(&mut tx, &session.user.id).await?)
    }

    /// Authorizes the owner of the session for the domain with this name. `channel` is recorded in the
    /// change log.
    ///
    /// # Errors
    /// [`Error::Forbidden`], the same whether or not the domain exists.
    pub async fn enter(
        &self,
        session: &Session,
        domain_name: &str,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let mut tx = self.store().read().await?;
        let domain = domains::find(&mut tx, domain_name).await?;
        let domain = domain.ok_or(Error::Forbidden(Denial::NotAMember))?;
        let membership = active_membership(&mut tx, &domain, &session.user).await?;
        let rights = member_rights(&membership);
        let everywhere = rights.has(Permission::ACCESS_ALL_LOCATIONS);
        Ok(Actor {
            domain,
            who: session.who(),
            channel,
            rights,
            confined_to: (!everywhere).then_some(membership.locations),
            credential: format!("session:{}", session.id),
            state_version: None,
        })
    }

    /// Changes the password of the session's owner. All their other sessions end.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `old` when it is not the current password, of `new` when the
    /// policy rejects it; [`Error::Throttled`]; [`Error::Unavailable`].
    pub async fn change_password(
        &self,
        session: &Session,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), Error> {
        if let Some(problem) = password_policy::check_web_user_password(new) {
            return Err(Error::invalid_field("new", problem));
        }
        let user = &session.user;
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, &user.username).await?;
        drop(tx);
        let current = login.as_ref().map(|login| login.password_hash.as_str());
        let attempt = self.known_client_attempt(Factor::Password, &user.username, session.client());
        let now = self.environment().now();
        if !self.verify_password(attempt, old, current, true, now).await? {
            let text = "is not the current password";
            return Err(Error::invalid_field("old", Problem::Other(text.to_owned())));
        }
        let hash = self.hash_password(new).await?;
        let mut tx = AccountTx::begin(self, &session.who(), Channel::Console).await?;
        tx.lock_domains_of(&user.id).await?;
        self.set_password_in(&mut tx.store, user, &hash, new).await?;
        stored::delete_others(&mut tx.store, &user.id, &session.id).await?;
        let fingerprint = sessions::password_fingerprint(&hash);
        stored::set_password(&mut tx.store, &session.id, &fingerprint).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["password"]);
        tx.commit().await
    }
}

impl Session {
    pub(super) fn who(&self) -> Who {
        Who::WebUser { id: self.user.id.clone(), username: self.user.username.clone() }
    }

    /// The name of the session in the login throttle.
    pub(super) fn client(&self) -> String {
        format!("session {}", self.id)
    }
}
