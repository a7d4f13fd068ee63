//! One-time links for workers to set their password, because HQ does not export passwords.

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

/// How long a link is valid.
const VALID_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The worker that a link belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLinkHolder {
    /// The worker's id.
    pub id: Id,
    /// The full username.
    pub username: String,
    /// The domain.
    pub domain: Domain,
}

impl HqImport<'_> {
    /// Creates a link for each active imported worker without a password, by username. A link is valid
    /// for 14 days and replaces an earlier link.
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
        let expires_at = expiry(tx.now);
        password_links::replace(&mut tx.store, domain, &hashes, expires_at).await?;
        tx.commit_or_defer().await?;
        Ok(links)
    }
}

impl Directory {
    /// Returns the worker of the link with this token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such link, or it is used, expired or replaced.
    pub async fn password_link_holder(
        &self,
        token: &SecretString,
    ) -> Result<PasswordLinkHolder, Error> {
        let mut tx = self.store().read().await?;
        find(&mut tx, token, self.environment().now()).await
    }

    /// Sets the password of the worker of the link with this token, and deletes the link.
    ///
    /// # Errors
    /// [`Error::NotFound`] as for [`Directory::password_link_holder`]; [`Error::Invalid`] when the password is
    /// not valid in the domain: then the link stays valid.
    pub async fn set_password_by_link(
        &self,
        token: &SecretString,
        password: SecretString,
    ) -> Result<PasswordLinkHolder, Error> {
        let holder = self.password_link_holder(token).await?;
        let strong = holder.domain.settings.strong_passwords;
        if let Some(problem) = passwords::judge_worker(&password, strong) {
            return Err(Error::Invalid(vec![FieldError::new("password", problem)]));
        }
        let hash = self.hash_password(&password).await?;
        let actor = actor(&holder);
        let mut tx = WriteTx::begin(self, &actor).await?;
        // Checked again in the transaction: of two concurrent requests, one finds the link used.
        let now = tx.now;
        let holder = find(&mut tx.store, token, now).await?;
        let domain = tx.number();
        password_links::remove(&mut tx.store, domain, &holder.id).await?;
        let edit = WorkerEdit { password: Some(password), ..WorkerEdit::default() };
        let workers = Workers::new(OpContext::new(self, actor));
        workers.edit_in(&mut tx, holder.id.as_str(), &edit, Some(&hash)).await?;
        tx.commit_or_defer().await?;
        Ok(holder)
    }
}

fn expiry(now: Timestamp) -> Timestamp {
    now.checked_add(VALID_FOR).unwrap_or(now)
}

/// Finds the worker of a link. The token starts with the number of the domain, so the search is within
/// the domain.
async fn find(
    tx: &mut Tx,
    token: &SecretString,
    now: Timestamp,
) -> Result<PasswordLinkHolder, Error> {
    use roster_model::ExposeSecret as _;
    let missing = || Error::not_found("link");
    let number = token.expose_secret().split_once('-').and_then(|(number, _)| number.parse().ok());
    let domain = domains::numbered(tx, number.ok_or_else(missing)?).await?;
    let domain = domain.ok_or_else(missing)?;
    let person = password_links::holder(tx, domain.number, &keys::hash(token), now).await;
    let person = person?.ok_or_else(missing)?;
    let username = person.worker.map(|worker| worker.username.to_string()).unwrap_or_default();
    Ok(PasswordLinkHolder { id: person.id, username, domain })
}

/// The actor: the worker of the link.
fn actor(holder: &PasswordLinkHolder) -> Actor {
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
