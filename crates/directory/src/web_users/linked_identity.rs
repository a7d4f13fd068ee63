//! Links between web users and their accounts at an identity provider, and the domains that people
//! join by signing in with it.

use roster_model::{
    AccountState, Actor, Channel, Error, Invitation, Kind, Membership, WebUser, WebUserEdit, Who,
};
use roster_store::{domains, identities, invitations, memberships, roles, sessions, web_users};

use super::{
    accept::may_invite,
    account::{NewPassword, end_other_access},
    enroll::join,
    membership,
};
use crate::{
    Directory,
    auth::{ProviderIdentity, SelfJoin},
    roles::ADMIN,
    unit_of_work::{AccountTx, WriteTx},
};

/// The outcome of linking an identity by a verified e-mail address.
pub(crate) enum LinkOutcome {
    /// The identity is linked to this web user.
    Linked(WebUser),
    /// The web user is linked to another identity of the same provider.
    OtherIdentity,
    /// No account has the address, and none may be created.
    NoAccount,
    /// The account is deactivated.
    Deactivated,
}

impl Directory {
    /// Removes the link between a web user and an identity provider, as the operator, and ends the
    /// sessions that began with it. The next sign-in with a verified e-mail address links again.
    /// Returns whether there was a link.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn unlink_identity(&self, email: &str) -> Result<bool, Error> {
        let (mut tx, user) = self.begin_operator_change(email).await?;
        if !identities::delete_all(&mut tx.store, &user.id).await? {
            return Ok(false);
        }
        sessions::delete_by_provider(&mut tx.store, &user.id).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["identity"]);
        tx.commit().await?;
        Ok(true)
    }

    /// Links the identity to the account with this sign-in name, which the provider has verified.
    /// An account is created for a person who may join a domain or is invited to one.
    pub(crate) async fn link_identity(
        &self,
        identity: &ProviderIdentity,
        username: &str,
        joins: &[SelfJoin],
    ) -> Result<LinkOutcome, Error> {
        let mut tx = self.store().read().await?;
        let found = web_users::find(&mut tx, username).await?;
        drop(tx);
        let outcome = match &found {
            Some(user) => self.link_account(user, identity).await,
            None => self.create_linked_account(username, identity, joins).await,
        };
        match outcome {
            // A request at the same time has linked the identity or the account.
            Err(LinkError::Taken) => {
                let mut tx = self.store().read().await?;
                let owner = identities::owner(&mut tx, &identity.issuer, &identity.subject).await?;
                Ok(owner.map_or(LinkOutcome::OtherIdentity, LinkOutcome::Linked))
            }
            Err(LinkError::Other(error)) => Err(error),
            Ok(outcome) => Ok(outcome),
        }
    }

    async fn link_account(
        &self,
        user: &WebUser,
        identity: &ProviderIdentity,
    ) -> Result<LinkOutcome, LinkError> {
        if !user.active {
            return Ok(LinkOutcome::Deactivated);
        }
        let mut tx = AccountTx::begin(self, &who(user), Channel::Console).await?;
        tx.lock_domains_of(&user.id).await?;
        // Read again under the locks.
        let current = web_users::find(&mut tx.store, &user.username).await?;
        let Some(user) = current.filter(|current| current.active) else {
            return Ok(LinkOutcome::Deactivated);
        };
        let linked = identities::subject_of(&mut tx.store, &user.id, &identity.issuer).await?;
        match linked {
            Some(subject) if subject == identity.subject => {}
            Some(_) => return Ok(LinkOutcome::OtherIdentity),
            None => {
                insert(&mut tx, &user, identity).await?;
                tx.log(Kind::WebUserUpdated, user.id.as_str(), &["identity"]);
                tx.commit().await?;
            }
        }
        Ok(LinkOutcome::Linked(user))
    }

    /// Creates an account whose owner the provider has confirmed. Its password is random and not
    /// shown. The account has no membership yet, so the change log of no domain has an entry.
    async fn create_linked_account(
        &self,
        username: &str,
        identity: &ProviderIdentity,
        joins: &[SelfJoin],
    ) -> Result<LinkOutcome, LinkError> {
        if !self.may_join_any(username, joins).await? {
            return Ok(LinkOutcome::NoAccount);
        }
        let password = NewPassword::new(self, None)?;
        let hash = self.hash_password(&password.text).await?;
        let user = WebUser {
            id: self.environment().id(),
            username: username.to_owned(),
            first_name: name(&identity.first_name),
            last_name: name(&identity.last_name),
            active: true,
        };
        let mut tx = AccountTx::begin(self, &who(&user), Channel::Console).await?;
        let now = tx.now;
        let state = AccountState::Joinable;
        web_users::insert(&mut tx.store, &user, &hash, state, now).await.map_err(|error| {
            if error.violates("web_users", "username") {
                LinkError::Taken
            } else {
                LinkError::Other(error.into())
            }
        })?;
        insert(&mut tx, &user, identity).await?;
        tx.commit().await?;
        Ok(LinkOutcome::Linked(user))
    }

    /// Whether a person without an account may join a domain, or has an invitation.
    async fn may_join_any(&self, username: &str, joins: &[SelfJoin]) -> Result<bool, Error> {
        let mut tx = self.store().read().await?;
        for join in joins {
            if domains::find(&mut tx, &join.domain).await?.is_some() {
                return Ok(true);
            }
        }
        let now = self.environment().now();
        for invitation in invitations::of_email(&mut tx, username, now).await? {
            if may_invite(&mut tx, &invitation).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds the web user to the domains of `joins` in which they have neither a membership, active
    /// or not, nor an invitation, whose role counts. A domain or role that does not exist is logged
    /// and skipped.
    pub(crate) async fn join_own_domains(
        &self,
        user: &WebUser,
        joins: &[SelfJoin],
    ) -> Result<(), Error> {
        let new = self.joinable(user, joins).await?;
        if new.is_empty() {
            return Ok(());
        }
        let mut tx = self.store().read().await?;
        let state = web_users::state(&mut tx, &user.id).await?;
        drop(tx);
        if let Some(AccountState::Claimed { home }) = state
            && new.iter().any(|(actor, _)| actor.domain.number != home)
        {
            self.replace_claimed_password(user).await?;
        }
        for (actor, role) in new {
            let domain = actor.domain.name.to_string();
            match self.join_as(&actor, user, &role).await {
                Ok(()) => {}
                Err(Error::Invalid(errors)) => {
                    let error = Error::Invalid(errors);
                    tracing::warn!(%error, domain, role, "domain of [oidc.domains] not joined");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The domains that the web user joins, as actors there, and the roles. The operator has decided
    /// on the roles, so they may have any rights.
    async fn joinable(
        &self,
        user: &WebUser,
        joins: &[SelfJoin],
    ) -> Result<Vec<(Actor, String)>, Error> {
        if joins.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.store().read().await?;
        let now = self.environment().now();
        let invited = invitations::of_email(&mut tx, &user.username, now).await?;
        let mut new = Vec::new();
        for SelfJoin { domain: name, role } in joins {
            let Some(domain) = domains::find(&mut tx, name).await? else {
                tracing::warn!(domain = name, "domain of [oidc.domains] does not exist");
                continue;
            };
            let is_here = |it: &Invitation| it.domain.number == domain.number;
            if memberships::find(&mut tx, domain.number, &user.id).await?.is_some()
                || invited.iter().any(is_here)
            {
                continue;
            }
            let known = roles::by_name(&mut tx, domain.number, role).await?;
            if known.is_none() && role != ADMIN {
                tracing::warn!(domain = name, role, "role of [oidc.domains] does not exist");
                continue;
            }
            let operator = self.operator(name).await?;
            let actor = Actor {
                who: who(user),
                channel: Channel::Console,
                credential: "identity provider".to_owned(),
                ..operator
            };
            new.push((actor, role.clone()));
        }
        Ok(new)
    }

    async fn join_as(&self, actor: &Actor, user: &WebUser, role: &str) -> Result<(), Error> {
        let mut tx = WriteTx::begin(self, actor).await?;
        let domain = tx.number();
        // Of two requests at the same time, one finds the membership.
        if memberships::find(&mut tx.store, domain, &user.id).await?.is_some() {
            return Ok(());
        }
        let blank = Membership::new(user.clone(), None);
        let edit = WebUserEdit::with_role(role);
        let member = membership::apply(&mut tx, actor, &blank, edit).await?;
        join(&mut tx, &member).await?;
        tx.commit_or_defer().await
    }

    /// Replaces the password of an account that another domain created, before it joins a further
    /// one: the admins of that domain could have chosen the password, which would open both.
    async fn replace_claimed_password(&self, user: &WebUser) -> Result<(), Error> {
        let password = NewPassword::new(self, None)?;
        let hash = self.hash_password(&password.text).await?;
        let mut tx = AccountTx::begin(self, &who(user), Channel::Console).await?;
        tx.lock_domains_of(&user.id).await?;
        web_users::set_password(&mut tx.store, &user.id, &hash).await?;
        web_users::set_state(&mut tx.store, &user.id, AccountState::Joinable).await?;
        end_other_access(&mut tx, user).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["password", "second_factor"]);
        tx.commit().await
    }
}

/// Why an identity was not linked.
enum LinkError {
    /// A request at the same time has linked the identity or created the account.
    Taken,
    /// Another error.
    Other(Error),
}

impl<E: Into<Error>> From<E> for LinkError {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

async fn insert(
    tx: &mut AccountTx,
    user: &WebUser,
    identity: &ProviderIdentity,
) -> Result<(), LinkError> {
    let ProviderIdentity { issuer, subject, .. } = identity;
    let now = tx.now;
    let inserted = identities::insert(&mut tx.store, &user.id, issuer, subject, now).await;
    inserted.map_err(|error| {
        let is_taken =
            error.violates("identities", "subject") || error.violates("identities", "web_user");
        if is_taken { LinkError::Taken } else { LinkError::Other(error.into()) }
    })
}

fn who(user: &WebUser) -> Who {
    Who::WebUser { id: user.id.clone(), username: user.username.clone() }
}

/// A name as it is stored: without control characters, and not longer than the limit.
fn name(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(roster_model::limits::MAX_TEXT).collect()
}
