//! Adds a web user to a domain, as the operator.

use roster_model::{
    AccountState, Denial, Diff, Email, Error, Kind, Membership, Problem, SecretString, WebUser,
    WebUserEdit, Who,
};
use roster_store::{invitations, memberships, web_users};

use super::{account::NewPassword, membership};
use crate::{auth::digest, domains::find_domain, op_context::OpContext, unit_of_work::WriteTx};

/// Adds the web user with this e-mail address to the domain, with an account if there is none. Returns
/// the password of a new account if it was generated.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is the operator: others send an invitation. [`Error::Invalid`].
pub(super) async fn enroll(
    ctx: &OpContext<'_>,
    email: &str,
    edit: WebUserEdit,
    password: Option<SecretString>,
) -> Result<(Membership, Option<SecretString>), Error> {
    if ctx.actor().who != Who::Operator {
        return Err(Error::Forbidden(Denial::NotAMember));
    }
    let is_given = password.is_some();
    let password = NewPassword::new(ctx.directory(), password)?;
    let username = parse_email(email)?;
    let hash = ctx.directory().hash_password(&password.text).await?;
    let mut tx = ctx.begin().await?;
    let domain = find_domain(&mut tx.store, ctx.domain().name.as_str()).await?;
    let existing = web_users::login(&mut tx.store, &username).await?;
    let is_new = existing.is_none();
    if let Some(account) = &existing {
        check_joinable(account, domain.number)?;
        if is_given {
            return Err(keeps_password(&username));
        }
    }
    let user = existing.map_or_else(|| new_user(ctx, &username), |account| account.user);
    let blank = Membership::new(user.clone(), None);
    let member = membership::apply(&mut tx, ctx.actor(), &blank, edit).await?;
    if is_new {
        let (state, now) = (AccountState::Created { home: domain.number }, tx.now);
        let inserted = web_users::insert(&mut tx.store, &user, &hash, state, now).await;
        inserted.map_err(|error| {
            if error.violates("web_users", "username") { taken(&username) } else { error.into() }
        })?;
    }
    join(&mut tx, &member).await?;
    if is_new && domain.settings.digest_passwords {
        let secret = ctx.directory().encrypt_password_digest(&user, &password.text);
        web_users::set_digest_secret(&mut tx.store, &user.id, &hash, &secret).await?;
    }
    tx.commit_or_defer().await?;
    Ok((member, password.generated().filter(|_| is_new)))
}

/// Inserts a membership, and ends an invitation of the same address.
///
/// # Errors
/// [`Error::Invalid`] of the field `email` for a member.
pub(super) async fn join(tx: &mut WriteTx, member: &Membership) -> Result<(), Error> {
    let (domain, user) = (tx.number(), &member.user);
    if memberships::find(&mut tx.store, domain, &user.id).await?.is_some() {
        return Err(taken(&user.username));
    }
    memberships::insert(&mut tx.store, domain, member).await?;
    invitations::delete_of_email(&mut tx.store, domain, &user.username).await?;
    // The new domain may not want the secret of a password that it opens with.
    if !digest::is_wanted(&mut tx.store, &user.id).await? {
        web_users::forget_digest_secret(&mut tx.store, &user.id).await?;
    }
    tx.log(Kind::WebUserCreated, user.id.as_str(), None, Diff::created(member));
    Ok(())
}

/// Rejects an account that another domain created: the operator cannot know who has its password.
fn check_joinable(account: &web_users::Login, domain: i64) -> Result<(), Error> {
    match account.state {
        AccountState::Claimed { home } if home != domain => {
            let text = format!(
                "'{0}' has an account that another domain created. Send a link with `roster \
                 web-user invite`, or take the account over with `roster web-user recover {0}`",
                account.user.username
            );
            Err(Error::invalid_field("email", Problem::Other(text)))
        }
        _ => Ok(()),
    }
}

fn keeps_password(username: &str) -> Error {
    let text = format!(
        "'{username}' has an account and keeps its password: leave the password out, or change it \
         with `roster web-user set-password {username}`"
    );
    Error::invalid_field("password", Problem::Other(text))
}

fn new_user(ctx: &OpContext<'_>, username: &str) -> WebUser {
    WebUser {
        id: ctx.environment().id(),
        username: username.to_owned(),
        first_name: String::new(),
        last_name: String::new(),
        active: true,
    }
}

pub(super) fn taken(username: &str) -> Error {
    Error::invalid_field("email", Problem::Taken(username.to_owned()))
}

/// The sign-in name of an e-mail address.
///
/// # Errors
/// [`Error::Invalid`] of the field `email`.
pub(super) fn parse_email(email: &str) -> Result<String, Error> {
    let email = Email::parse(email).and_then(|email| email.ok_or(Problem::Required));
    Ok(email.map_err(|problem| Error::invalid_field("email", problem))?.folded())
}
