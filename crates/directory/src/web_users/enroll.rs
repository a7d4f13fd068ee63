//! Adds a web user to a domain.

use roster_model::{
    Diff, Email, Error, Kind, Membership, Problem, SecretString, WebUser, WebUserEdit,
};
use roster_store::{memberships, web_users};

use super::{account::NewPassword, membership};
use crate::{domains::find_domain, op_context::OpContext};

/// Adds the web user with this e-mail address to the domain, with an account if there is none. Returns
/// the password of a new account if it was generated.
///
/// # Errors
/// [`Error::Invalid`].
pub(super) async fn enroll(
    ctx: &OpContext<'_>,
    email: &str,
    edit: WebUserEdit,
    password: Option<SecretString>,
) -> Result<(Membership, Option<SecretString>), Error> {
    let password = NewPassword::new(ctx.directory(), password)?;
    let username = username(email)?;
    let hash = ctx.directory().hash_password(&password.text).await?;
    let mut tx = ctx.begin().await?;
    let domain = find_domain(&mut tx.store, ctx.domain().name.as_str()).await?;
    let existing = web_users::find(&mut tx.store, &username).await?;
    let is_new = existing.is_none();
    let user = existing.unwrap_or_else(|| WebUser {
        id: ctx.environment().id(),
        username: username.clone(),
        first_name: String::new(),
        last_name: String::new(),
        active: true,
    });
    let taken = || Error::invalid_field("email", Problem::Taken(username.clone()));
    if memberships::find(&mut tx.store, domain.number, &user.id).await?.is_some() {
        return Err(taken());
    }
    let blank = Membership::new(user.clone(), None);
    let membership = membership::apply(&mut tx, ctx.actor(), &blank, edit).await?;
    if is_new {
        let inserted = web_users::insert(&mut tx.store, &user, &hash, tx.now).await;
        inserted.map_err(|error| {
            if error.violates("web_users", "username") { taken() } else { error.into() }
        })?;
        if domain.settings.digest_passwords {
            let secret = ctx.directory().encrypt_password_digest(&user, &password.text);
            web_users::set_digest_secret(&mut tx.store, &user.id, &hash, &secret).await?;
        }
    }
    memberships::insert(&mut tx.store, domain.number, &membership).await?;
    tx.log(Kind::WebUserCreated, user.id.as_str(), None, Diff::created(&membership));
    tx.commit_or_defer().await?;
    Ok((membership, password.generated().filter(|_| is_new)))
}

fn username(email: &str) -> Result<String, Error> {
    let email = Email::parse(email).and_then(|email| email.ok_or(Problem::Required));
    Ok(email.map_err(|problem| Error::invalid_field("email", problem))?.folded())
}
