//! Accepting an invitation, as the invited person.

use std::collections::BTreeSet;

use roster_model::{
    AccountState, Actor, Channel, Error, Invitation, Membership, Permission, Problem, Rights, Rule,
    SecretString, WebUser, Who,
};
use roster_store::{Tx, invitations, memberships, web_users};

use super::{account::NewPassword, enroll::join};
use crate::{Directory, auth::Session, keys, unit_of_work::WriteTx};

/// A new password of a web user who accepts an invitation.
#[derive(Debug)]
pub struct PasswordChange {
    /// The current password.
    pub old: SecretString,
    /// The new password.
    pub new: SecretString,
}

impl Directory {
    /// The invitation whose link has this token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or it was accepted, withdrawn or replaced, has expired,
    /// or the inviter may no longer give the role.
    pub async fn invitation(&self, token: &SecretString) -> Result<Invitation, Error> {
        let mut tx = self.store().read().await?;
        find(self, &mut tx, token).await
    }

    /// Accepts an invitation with a new account. The link has reached its owner, so the account is
    /// theirs; who sent the link could have opened it, so it proves nothing to other domains.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Directory::invitation`]; [`Error::Invalid`] of the field `password` when
    /// the policy rejects it, of `email` when the address has an account: its owner must sign in.
    pub async fn accept_with_new_account(
        &self,
        token: &SecretString,
        password: SecretString,
    ) -> Result<Invitation, Error> {
        let invitation = self.invitation(token).await?;
        let password = NewPassword::new(self, Some(password))?;
        let hash = self.hash_password(&password.text).await?;
        let user = &invitation.membership.user;
        let user = WebUser { id: self.environment().id(), ..user.clone() };
        let mut tx = WriteTx::begin(self, &invited(&invitation, &user)).await?;
        // Read again under the lock of the domain.
        let invitation = find(self, &mut tx.store, token).await?;
        if web_users::find(&mut tx.store, &user.username).await?.is_some() {
            return Err(has_account());
        }
        let state = match invitation.inviter {
            Some(_) => AccountState::Claimed { home: invitation.domain.number },
            None => AccountState::Joinable,
        };
        let now = tx.now;
        let inserted = web_users::insert(&mut tx.store, &user, &hash, state, now).await;
        inserted.map_err(|error| {
            if error.violates("web_users", "username") { has_account() } else { error.into() }
        })?;
        join(&mut tx, &Membership { user, ..invitation.membership.clone() }).await?;
        tx.commit_or_defer().await?;
        Ok(invitation)
    }

    /// Accepts an invitation with the account of the session. Unless the operator vouches for the
    /// account, it needs a new password: those who created the account may know the present one.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Directory::invitation`], also when it is of another address;
    /// [`Error::Invalid`] of the fields of [`Directory::change_password`].
    pub async fn accept_invitation(
        &self,
        session: &Session,
        token: &SecretString,
        password: Option<PasswordChange>,
    ) -> Result<Invitation, Error> {
        let invitation = self.invitation(token).await?;
        check_address(&invitation, session)?;
        if session.state != AccountState::Joinable {
            let missing = || Error::invalid_field("new", Problem::Required);
            let PasswordChange { old, new } = password.ok_or_else(missing)?;
            self.change_password(session, &old, &new).await?;
        }
        let mut tx = WriteTx::begin(self, &invited(&invitation, &session.user)).await?;
        let invitation = find(self, &mut tx.store, token).await?;
        join_with_session(tx, session, invitation).await
    }

    /// The invitations of the session's owner. Only an account for which the operator vouches sees
    /// them without a link.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn invitations_of(&self, session: &Session) -> Result<Vec<Invitation>, Error> {
        if session.state != AccountState::Joinable {
            return Ok(Vec::new());
        }
        let mut tx = self.store().read().await?;
        let now = self.environment().now();
        let all = invitations::of_email(&mut tx, &session.user.username, now).await?;
        let mut valid = Vec::new();
        for invitation in all {
            if may_invite(&mut tx, &invitation).await? {
                valid.push(invitation);
            }
        }
        Ok(valid)
    }

    /// Accepts one of [`Directory::invitations_of`], by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn accept_own_invitation(
        &self,
        session: &Session,
        id: &str,
    ) -> Result<Invitation, Error> {
        let own = self.invitations_of(session).await?;
        let found = own.into_iter().find(|invitation| invitation.id().as_str() == id);
        let invitation = found.ok_or_else(missing)?;
        let tx = WriteTx::begin(self, &invited(&invitation, &session.user)).await?;
        join_with_session(tx, session, invitation).await
    }
}

async fn join_with_session(
    mut tx: WriteTx,
    session: &Session,
    invitation: Invitation,
) -> Result<Invitation, Error> {
    let domain = tx.number();
    // Of two requests at the same time, one finds the invitation gone.
    if !invitations::delete(&mut tx.store, domain, invitation.id()).await? {
        return Err(missing());
    }
    let user = session.user.clone();
    join(&mut tx, &Membership { user, ..invitation.membership.clone() }).await?;
    tx.commit_or_defer().await?;
    Ok(invitation)
}

async fn find(
    directory: &Directory,
    tx: &mut Tx,
    token: &SecretString,
) -> Result<Invitation, Error> {
    let now = directory.environment().now();
    let found = invitations::find(tx, &keys::hash(token), now).await?.ok_or_else(missing)?;
    if may_invite(tx, &found).await? { Ok(found) } else { Err(missing()) }
}

/// Whether the inviter may give the role today. A deleted role cannot be given.
pub(super) async fn may_invite(tx: &mut Tx, invitation: &Invitation) -> Result<bool, Error> {
    let given = &invitation.membership;
    if given.role.as_ref().is_some_and(|role| role.name.is_empty()) {
        return Ok(false);
    }
    let Some(inviter) = &invitation.inviter else { return Ok(true) };
    let inviter = memberships::find(tx, invitation.domain.number, inviter).await?;
    Ok(inviter.filter(|inviter| inviter.active && inviter.user.active).is_some_and(|inviter| {
        let rights = inviter.rights();
        rights.has(Permission::EDIT_WEB_USERS) && rights.covers(&given.rights())
    }))
}

fn check_address(invitation: &Invitation, session: &Session) -> Result<(), Error> {
    if invitation.email() == session.user.username { Ok(()) } else { Err(missing()) }
}

/// The actor of an acceptance: the invited person.
fn invited(invitation: &Invitation, user: &WebUser) -> Actor {
    Actor {
        domain: invitation.domain.clone(),
        who: Who::WebUser { id: user.id.clone(), username: user.username.clone() },
        channel: Channel::Console,
        rights: Rights::Some(BTreeSet::new()),
        confined_to: None,
        credential: "invitation".to_owned(),
        state_version: None,
    }
}

fn missing() -> Error {
    Error::not_found("invitation")
}

fn has_account() -> Error {
    Error::invalid_field("email", Rule::HasAccount.into())
}
