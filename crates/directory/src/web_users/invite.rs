//! Invitations: a member invites a person with a one-time link, and the person accepts.
//!
//! The result of an invitation does not depend on whether the address has an account, and the account
//! is not touched before the person accepts. The admins of a domain can open the links of their own
//! domain, so a link proves nothing to another domain.

use jiff::SignedDuration;
use roster_model::{
    Actor, Diff, Error, Id, Invitation, Kind, Membership, Problem, SecretString, WebUser,
    WebUserEdit, Who,
};
use roster_store::{invitations, memberships};

use super::{
    WebUsers,
    enroll::{parse_email, taken},
    membership,
};
use crate::{auth::digest::hex, keys, op_context::OpContext};

/// How long a link is valid.
const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

impl WebUsers<'_> {
    /// Invites the person with this e-mail address to the domain. `edit` must name a role. Returns the
    /// token of a link that is valid for seven days and replaces an earlier one; it cannot be shown
    /// again.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `email`, also for a member of the domain, and of those of
    /// [`WebUsers::edit`], also when the role has more rights than the actor.
    pub async fn invite(
        &self,
        email: &str,
        edit: WebUserEdit,
    ) -> Result<(Invitation, SecretString), Error> {
        if edit.role.is_none() {
            return Err(Error::invalid_field("role", Problem::Required));
        }
        let username = parse_email(email)?;
        let environment = self.ctx.environment();
        let token = SecretString::from(hex(&environment.random::<32>()));
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        if memberships::by_username(&mut tx.store, domain, &username).await?.is_some() {
            return Err(taken(&username));
        }
        let blank = Membership::new(invited_user(&self.ctx, username), None);
        let membership = membership::apply(&mut tx, self.ctx.actor(), &blank, edit).await?;
        let expires_at = tx.now.checked_add(VALID_FOR).unwrap_or(tx.now);
        let inviter = inviter(self.ctx.actor());
        let invitation = Invitation { domain: tx.domain.clone(), membership, inviter, expires_at };
        let now = tx.now;
        invitations::save(&mut tx.store, &invitation, &keys::hash(&token), now).await?;
        tx.log(Kind::InvitationCreated, invitation.id().as_str(), None, Diff::created(&invitation));
        tx.commit_or_defer().await?;
        Ok((invitation, token))
    }

    /// The invitations of the domain that were not accepted, by address. Some may have expired.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(invitations::list(&mut tx, self.ctx.domain().number).await?)
    }

    /// Withdraws an invitation: its link ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the domain has no such invitation.
    pub async fn withdraw_invitation(&self, id: &str) -> Result<(), Error> {
        let missing = || Error::not_found("invitation");
        let id = Id::parse(id).ok_or_else(missing)?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let all = invitations::list(&mut tx.store, domain).await?;
        let invitation = all.into_iter().find(|invitation| *invitation.id() == id);
        let invitation = invitation.ok_or_else(missing)?;
        invitations::delete(&mut tx.store, domain, &id).await?;
        tx.log(Kind::InvitationDeleted, id.as_str(), None, Diff::deleted(&invitation));
        tx.commit_or_defer().await
    }
}

/// Stands for the account, which need not exist.
fn invited_user(ctx: &OpContext<'_>, username: String) -> WebUser {
    WebUser {
        id: ctx.environment().id(),
        username,
        first_name: String::new(),
        last_name: String::new(),
        active: true,
    }
}

fn inviter(actor: &Actor) -> Option<Id> {
    match &actor.who {
        Who::WebUser { id, .. } => Some(id.clone()),
        _ => None,
    }
}
