//! What a web user who is signed in does about their own account, and which domains they enter.

use roster_model::{Actor, Domain, Fault, Permission, Problem, Rights, SecretString, Via, Who};
use roster_store::{domains, memberships, sessions as stored, web_users};

use super::lockout;
use crate::{
    Directory, access::Holder, admission, faults::fault, passwords, sessions, sessions::Session,
};

impl Directory {
    /// The domains that a session opens, by name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn domains_of_session(&self, session: &Session) -> Result<Vec<Domain>, Fault> {
        let mut tx = self.store().read().await.map_err(fault)?;
        memberships::domains_of(&mut tx, &session.user.id).await.map_err(fault)
    }

    /// The session's owner in the domain of this name, with the rights that they have there now.
    ///
    /// # Errors
    /// [`Fault::Denied`]: it makes no difference whether there is such a domain.
    pub async fn enter(&self, session: &Session, domain_name: &str) -> Result<Actor, Fault> {
        let mut tx = self.store().read().await.map_err(fault)?;
        let domain = domains::find(&mut tx, domain_name).await.map_err(fault)?;
        let domain = domain.ok_or(Fault::Denied(roster_model::Denial::NotAMember))?;
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
            via: Via::Console,
            rights,
            confined_to: (!everywhere).then_some(membership.locations),
            credential: format!("session:{}", session.id),
            as_of: None,
        })
    }

    /// Gives the session's owner another password. All their other sessions end.
    ///
    /// # Errors
    /// [`Fault::Invalid`] of the field `old` when it is not the present password, of `new` when
    /// that will not do; [`Fault::Throttled`]; [`Fault::Busy`].
    pub async fn change_password(
        &self,
        session: &Session,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), Fault> {
        if let Some(problem) = passwords::judge_web_user(new) {
            return Err(Fault::flaw("new", problem));
        }
        let subjects = lockout::of_session(&session.user.username);
        self.reserve(&subjects).await?;
        let mut tx = self.store().read().await.map_err(fault)?;
        let login = web_users::login(&mut tx, &session.user.username).await.map_err(fault)?;
        drop(tx);
        let present = login.as_ref().map(|login| login.password_hash.as_str());
        let now = self.environment().now();
        if !self.access().hashing.verify(old, present, now).await? {
            let text = "is not your present password";
            return Err(Fault::flaw("old", Problem::Other(text.to_owned())));
        }
        self.forgive(&subjects).await?;
        let hash = self.hash_password(new).await?;
        let user = &session.user;
        let mut tx = self.store().write().await.map_err(fault)?;
        web_users::set_password(&mut tx, &user.id, &hash).await.map_err(fault)?;
        let domains = memberships::domains_of(&mut tx, &user.id).await.map_err(fault)?;
        if domains.iter().any(|domain| domain.settings.digest_passwords) {
            let secret = self.seal_digest(Holder::Password(&user.id), &user.username, new);
            web_users::set_digest_secret(&mut tx, &user.id, &hash, &secret).await.map_err(fault)?;
        }
        stored::delete_others(&mut tx, &user.id, &session.id).await.map_err(fault)?;
        stored::set_password(&mut tx, &session.id, &sessions::mark(&hash)).await.map_err(fault)?;
        tx.commit().await.map_err(fault)
    }
}
