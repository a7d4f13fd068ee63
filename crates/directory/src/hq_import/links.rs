//! One-time links by which workers set their own password: passwords cannot be taken over.

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    Actor, Channel, Domain, Error, FieldError, Id, PasswordLink, Rights, SecretString, Who,
    WorkerEdit,
};
use roster_store::{Tx, domains, password_links};

use super::HqImport;
use crate::{
    Directory, digest::hex, keys, op_context::OpContext, passwords, unit_of_work::WriteTx,
    workers::Workers,
};

/// How long a link is in force.
const IN_FORCE_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Whose link it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    /// Their identity.
    pub id: Id,
    /// Their username, in full.
    pub username: String,
    /// Their domain.
    pub domain: Domain,
}

impl HqImport<'_> {
    /// A link for each active worker who came from there and has no password, in force for 14 days;
    /// links that they had before are so no longer. By username.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn password_links(&self) -> Result<Vec<PasswordLink>, Error> {
        let mut tx = WriteTx::begin(self.directory, &self.actor).await?;
        let domain = tx.number();
        let people = password_links::without_password(&mut tx.store, domain, &self.address).await;
        let mut links = Vec::new();
        let mut hashes = Vec::new();
        for (person, username) in people? {
            let random = self.directory.environment().random::<32>();
            let token = SecretString::from(format!("{domain}-{}", hex(&random)));
            hashes.push((person, keys::hash(&token)));
            links.push(PasswordLink { username, token });
        }
        let expires_at = in_force_until(tx.now);
        password_links::replace(&mut tx.store, domain, &hashes, expires_at).await?;
        tx.commit().await?;
        Ok(links)
    }
}

impl Directory {
    /// Whose link ends in `token`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is no link, was used, has expired, or was replaced.
    pub async fn link_holder(&self, token: &SecretString) -> Result<LinkHolder, Error> {
        let mut tx = self.store().read().await?;
        find(&mut tx, token, self.environment().now()).await
    }

    /// Gives the worker whose link ends in `token` this password. The link is used up by it.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Directory::link_holder`] tells; [`Error::Invalid`] when the domain
    /// does not take the password: then the link can be used again.
    pub async fn set_password_by_link(
        &self,
        token: &SecretString,
        password: SecretString,
    ) -> Result<LinkHolder, Error> {
        let holder = self.link_holder(token).await?;
        let strong = holder.domain.settings.strong_passwords;
        if let Some(problem) = passwords::judge_worker(&password, strong) {
            return Err(Error::Invalid(vec![FieldError::new("password", problem)]));
        }
        let hash = self.hash_password(&password).await?;
        let actor = actor(&holder);
        let mut tx = WriteTx::begin(self, &actor).await?;
        // Of two who come at once one finds it used.
        let now = tx.now;
        let holder = find(&mut tx.store, token, now).await?;
        let domain = tx.number();
        password_links::remove(&mut tx.store, domain, &holder.id).await?;
        let edit = WorkerEdit { password: Some(password), ..WorkerEdit::default() };
        let workers = Workers::new(OpContext::new(self, actor));
        workers.edit_in(&mut tx, holder.id.as_str(), &edit, Some(&hash)).await?;
        tx.commit().await?;
        Ok(holder)
    }
}

fn in_force_until(now: Timestamp) -> Timestamp {
    now.checked_add(IN_FORCE_FOR).unwrap_or(now)
}

/// The domain's number begins the token, so that a link is looked for in its own domain.
async fn find(tx: &mut Tx, token: &SecretString, now: Timestamp) -> Result<LinkHolder, Error> {
    use roster_model::ExposeSecret as _;
    let missing = || Error::not_found("link");
    let number = token.expose_secret().split_once('-').and_then(|(number, _)| number.parse().ok());
    let domain = domains::numbered(tx, number.ok_or_else(missing)?).await?;
    let domain = domain.ok_or_else(missing)?;
    let person = password_links::holder(tx, domain.number, &keys::hash(token), now).await;
    let person = person?.ok_or_else(missing)?;
    let username = person.worker.map(|worker| worker.username.to_string()).unwrap_or_default();
    Ok(LinkHolder { id: person.id, username, domain })
}

/// The worker, who sets their own password.
fn actor(holder: &LinkHolder) -> Actor {
    Actor {
        domain: holder.domain.clone(),
        who: Who::Worker { id: holder.id.clone(), username: holder.username.clone() },
        channel: Channel::Console,
        rights: Rights::Some(std::collections::BTreeSet::new()),
        confined_to: None,
        credential: "password link".to_owned(),
        state_version: None,
    }
}
