//! What a web user who is signed in does about their own account, and which domains they enter.

use roster_model::{Actor, Channel, Domain, Error, Permission, Problem, Rights, SecretString, Who};
use roster_store::{domains, memberships, sessions as stored, web_users};

use super::lockout;
use crate::{
    Directory,
    access::Holder,
    admission, passwords,
    sessions::{self, Session},
};

impl Directory {
    /// The domains that a session opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn domains_of_session(&self, session: &Session) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        Ok(memberships::domains_of(&mut tx, &session.user.id).await?)
    }

    /// The session's owner in the domain of this name, with the rights that they have there now.
    ///
    /// # Errors
    /// [`Error::Forbidden`]: it makes no difference whether there is such a domain.
    pub async fn enter(
        &self,
        session: &Session,
        domain_name: &str,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let mut tx = self.store().read().await?;
        let domain = domains::find(&mut tx, domain_name).await?;
        let domain = domain.ok_or(Error::Forbidden(roster_model::Denial::NotAMember))?;
        let membership = admission::membership(&mut tx, &domain, &session.user).await?;
        let rights = match &membership.role {
            None => Rights::Admin,
            Some(role) => Rights::of_role(&role.permissions),
        };
        let everywhere = rights.has(Permission::ACCESS_ALL_LOCATIONS);
        Ok(Actor {
            domain,
            who: Who::WebUser {
                id: session.user.id.clone(),
                username: session.user.username.clone(),
            },
            channel,
            rights,
            confined_to: (!everywhere).then_some(membership.locations),
            credential: format!("session:{}", session.id),
            state_version: None,
        })
    }

    /// Gives the session's owner another password. All their other sessions end.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `old` when it is not the present password, of `new` when
    /// that will not do; [`Error::Throttled`]; [`Error::Unavailable`].
    pub async fn change_password(
        &self,
        session: &Session,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), Error> {
        if let Some(problem) = passwords::judge_web_user(new) {
            return Err(Error::invalid_field("new", problem));
        }
        let subjects = lockout::of_session(&session.user.username);
        self.reserve(&subjects).await?;
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, &session.user.username).await?;
        drop(tx);
        let present = login.as_ref().map(|login| login.password_hash.as_str());
        let now = self.environment().now();
        if !self.access().hashing.verify(old, present, now).await? {
            let text = "is not your present password";
            return Err(Error::invalid_field("old", Problem::Other(text.to_owned())));
        }
        self.forgive(&subjects).await?;
        let hash = self.hash_password(new).await?;
        let user = &session.user;
        let mut tx = self.store().write().await?;
        web_users::set_password(&mut tx, &user.id, &hash).await?;
        let domains = memberships::domains_of(&mut tx, &user.id).await?;
        if domains.iter().any(|domain| domain.settings.digest_passwords) {
            let secret = self.seal_digest(Holder::Password(&user.id), &user.username, new);
            web_users::set_digest_secret(&mut tx, &user.id, &hash, &secret).await?;
        }
        stored::delete_others(&mut tx, &user.id, &session.id).await?;
        stored::set_password(&mut tx, &session.id, &sessions::mark(&hash)).await?;
        Ok(tx.commit().await?)
    }
}
