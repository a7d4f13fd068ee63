//! The domains of a signed-in web user, and changes of the user's own password and language.

use roster_model::{
    AccountState, Actor, Channel, Denial, Domain, Error, ExposeSecret as _, Kind, Rule,
    SecretString, Who,
};
use roster_store::{domains, memberships, sessions, web_users};

use super::{
    authorize::{active_membership, confinement},
    login_throttle::Factor,
    password_policy,
    sessions::{Session, password_fingerprint},
};
use crate::{Directory, unit_of_work::AccountTx};

impl Directory {
    /// The domains that the session opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn domains_of_session(&self, session: &Session) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        let mut domains = memberships::domains_of(&mut tx, &session.user.id).await?;
        domains.retain(|domain| session.state.opens(domain.number));
        Ok(domains)
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
        if !session.state.opens(domain.number) {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let membership = active_membership(&mut tx, &domain, &session.user.id).await?;
        let rights = membership.rights();
        Ok(Actor {
            domain,
            who: session.who(),
            channel,
            confined_to: confinement(&rights, membership.locations),
            rights,
            credential: session.credential(),
            state_version: None,
        })
    }

    /// Confirms the session with the password, which its owner has entered again. Returns the session
    /// as it is for ten minutes.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `password` when it is wrong; [`Error::Throttled`];
    /// [`Error::Unavailable`].
    pub async fn confirm_password(
        &self,
        session: &Session,
        password: &SecretString,
    ) -> Result<Session, Error> {
        if !self.is_password_of(session, password).await? {
            return Err(wrong_password("password"));
        }
        self.record_confirmation(session).await
    }

    /// Changes the password of the session's owner. All their other sessions end. With it the owner
    /// takes over an account that the operator created.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `old` when it is not the current password, of `new` when the
    /// policy rejects it or it is the current password; [`Error::Throttled`]; [`Error::Unavailable`].
    pub async fn change_password(
        &self,
        session: &Session,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), Error> {
        if let Some(problem) = password_policy::check_web_user_password(new) {
            return Err(Error::invalid_field("new", problem));
        }
        if !self.is_password_of(session, old).await? {
            return Err(wrong_password("old"));
        }
        if old.expose_secret() == new.expose_secret() {
            return Err(Error::invalid_field("new", Rule::SamePassword.into()));
        }
        let user = &session.user;
        let hash = self.hash_password(new).await?;
        let mut tx = AccountTx::begin(self, &session.who(), Channel::Console).await?;
        tx.lock_domains_of(&user.id).await?;
        self.set_password_in(&mut tx.store, user, &hash, new).await?;
        if let Some(AccountState::Created { .. }) =
            web_users::state(&mut tx.store, &user.id).await?
        {
            web_users::set_state(&mut tx.store, &user.id, AccountState::Joinable).await?;
        }
        sessions::delete_others(&mut tx.store, &user.id, &session.id).await?;
        let fingerprint = password_fingerprint(&hash);
        sessions::set_password(&mut tx.store, &session.id, &fingerprint).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["password"]);
        tx.commit().await
    }

    /// Sets the language of the console for the session's owner; `None` for that of the browser.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn set_language(
        &self,
        session: &Session,
        language: Option<&str>,
    ) -> Result<(), Error> {
        if session.language.as_deref() == language {
            return Ok(());
        }
        let user = &session.user;
        let mut tx = AccountTx::begin(self, &session.who(), Channel::Console).await?;
        tx.lock_domains_of(&user.id).await?;
        web_users::set_language(&mut tx.store, &user.id, language).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["language"]);
        tx.commit().await
    }

    async fn is_password_of(
        &self,
        session: &Session,
        password: &SecretString,
    ) -> Result<bool, Error> {
        let username = &session.user.username;
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, username).await?;
        drop(tx);
        let current = login.as_ref().map(|login| login.password_hash.as_str());
        let attempt = self.known_client_attempt(Factor::Password, username, session.client());
        self.verify_password(attempt, password, current, true, self.environment().now()).await
    }
}

fn wrong_password(field: &str) -> Error {
    Error::invalid_field(field, Rule::WrongPassword.into())
}

impl Session {
    pub(crate) fn who(&self) -> Who {
        Who::WebUser { id: self.user.id.clone(), username: self.user.username.clone() }
    }

    /// The name of the session in the login throttle.
    pub(super) fn client(&self) -> String {
        format!("session {}", self.id)
    }
}
