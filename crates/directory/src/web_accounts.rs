//! Accounts of web users: creation, password resets and deactivation from the command line.

use roster_model::{
    Email, Error, Kind, Membership, Problem, SecretString, WebUser, WebUserEdit, fold,
};
use roster_store::{Tx, memberships, second_factors, web_users};

use crate::{
    Directory,
    access::Holder,
    admin::{self, Admin},
    op_context::OpContext,
    passwords,
    roles::ADMIN,
    web_user_edit,
};

impl Admin<'_> {
    /// Adds the web user with this e-mail address to the domain, as an admin if there is no role.
    /// An unknown web user is created with this password or a generated one, which is returned and
    /// not stored. The password of an existing web user does not change.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain or role does not exist, the address or password is
    /// invalid, or the web user is already a member.
    pub async fn create_web_user(
        &self,
        email: &str,
        domain_name: &str,
        role: Option<&str>,
        password: Option<SecretString>,
    ) -> Result<(WebUser, Option<SecretString>), Error> {
        let ctx = self.ctx(domain_name).await?;
        let role = Some(role.unwrap_or(ADMIN).to_owned());
        let chosen = Password::choose(self.directory, password)?;
        let edit = WebUserEdit { role, ..WebUserEdit::default() };
        let (membership, generated) = enroll(&ctx, email, chosen, edit).await?;
        Ok((membership.user, generated))
    }

    /// Sets the password of a web user, or generates one, which is returned and not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist or the password is invalid.
    pub async fn reset_password(
        &self,
        email: &str,
        password: Option<SecretString>,
    ) -> Result<Option<SecretString>, Error> {
        let chosen = Password::choose(self.directory, password)?;
        let hash = self.directory.hash_password(chosen.text()).await?;
        let mut tx = self.write().await?;
        let user = account(&mut tx, email).await?;
        web_users::set_password(&mut tx, &user.id, &hash).await?;
        let domains = memberships::domains_of(&mut tx, &user.id).await?;
        if domains.iter().any(|domain| domain.settings.digest_passwords) {
            self.directory.keep_web_user_digest(&mut tx, &user, &hash, chosen.text()).await?;
        }
        tx.commit().await?;
        Ok(chosen.generated())
    }

    /// Removes the second factor of a web user, with its recovery codes.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn remove_second_factor(&self, email: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let user = account(&mut tx, email).await?;
        second_factors::delete(&mut tx, &user.id).await?;
        Ok(tx.commit().await?)
    }

    /// Activates or deactivates a web user, in every domain and with every key.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn set_web_user_active(&self, email: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let user = account(&mut tx, email).await?;
        web_users::set_active(&mut tx, &user.id, active).await?;
        Ok(tx.commit().await?)
    }
}

impl Directory {
    async fn keep_web_user_digest(
        &self,
        tx: &mut Tx,
        user: &WebUser,
        hash: &str,
        password: &SecretString,
    ) -> Result<(), Error> {
        let holder = Holder::Password(&user.id);
        let secret = self.seal_digest(holder, &user.username, password);
        Ok(web_users::set_digest_secret(tx, &user.id, hash, &secret).await?)
    }
}

/// Adds the web user with this e-mail address to the domain, with the values of `edit`. An unknown
/// web user is created with the password, which is returned if it was generated.
pub(crate) async fn enroll(
    ctx: &OpContext<'_>,
    email: &str,
    chosen: Password,
    edit: WebUserEdit,
) -> Result<(Membership, Option<SecretString>), Error> {
    let username = username(email)?;
    let hash = ctx.directory().hash_password(chosen.text()).await?;
    let mut tx = ctx.begin().await?;
    let domain = admin::domain(&mut tx.store, ctx.domain().name.as_str()).await?;
    let known = web_users::find(&mut tx.store, &username).await?;
    let is_new = known.is_none();
    let user = known.unwrap_or_else(|| WebUser {
        id: ctx.environment().id(),
        username: username.clone(),
        first_name: String::new(),
        last_name: String::new(),
        active: true,
    });
    let taken = || Error::invalid_field("email", Problem::Taken(username.clone()));
    if !is_new && is_member(&mut tx.store, domain.number, &user).await? {
        return Err(taken());
    }
    let blank = Membership::new(user.clone(), None);
    let membership = web_user_edit::apply(&mut tx, ctx.actor(), &blank, edit).await?;
    if is_new {
        let made = web_users::insert(&mut tx.store, &user, &hash, tx.now).await;
        made.map_err(
            |error| {
                if error.violates("web_users", "username") { taken() } else { error.into() }
            },
        )?;
        if domain.settings.digest_passwords {
            let keep =
                ctx.directory().keep_web_user_digest(&mut tx.store, &user, &hash, chosen.text());
            keep.await?;
        }
    }
    memberships::insert(&mut tx.store, domain.number, &membership).await?;
    tx.log(Kind::WebUserCreated, user.id.as_str(), None, Vec::new());
    tx.commit_or_defer().await?;
    Ok((membership, chosen.generated().filter(|_| is_new)))
}

/// A valid password.
pub(crate) enum Password {
    Given(SecretString),
    Generated(SecretString),
}

impl Password {
    pub(crate) fn choose(
        directory: &Directory,
        given: Option<SecretString>,
    ) -> Result<Self, Error> {
        let Some(given) = given else {
            return Ok(Self::Generated(passwords::generate(directory.environment())));
        };
        match passwords::judge_web_user(&given) {
            Some(problem) => Err(Error::invalid_field("password", problem)),
            None => Ok(Self::Given(given)),
        }
    }

    fn text(&self) -> &SecretString {
        let (Self::Given(text) | Self::Generated(text)) = self;
        text
    }

    fn generated(self) -> Option<SecretString> {
        match self {
            Self::Given(_) => None,
            Self::Generated(text) => Some(text),
        }
    }
}

fn username(email: &str) -> Result<String, Error> {
    let email = Email::parse(email).and_then(|email| email.ok_or(Problem::Required));
    Ok(email.map_err(|problem| Error::invalid_field("email", problem))?.folded())
}

async fn account(tx: &mut Tx, email: &str) -> Result<WebUser, Error> {
    let user = web_users::find(tx, &fold(email.trim())).await?;
    user.ok_or_else(|| Error::invalid_field("email", Problem::Unknown(email.to_owned())))
}

async fn is_member(tx: &mut Tx, domain: i64, user: &WebUser) -> Result<bool, Error> {
    Ok(memberships::find(tx, domain, &user.id).await?.is_some())
}
