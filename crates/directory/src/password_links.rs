//! One-time links with which workers set their own password.

use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    Actor, Channel, Diff, Domain, Error, FieldError, Id, Kind, PasswordLink, Person, Problem,
    Rights, Rule, SecretString, Who, WorkerEdit,
};
use roster_store::{Tx, domains, password_links};

use crate::{
    Directory, HqImport,
    auth::{digest::hex, password_policy},
    environment::Environment,
    keys,
    op_context::OpContext,
    unit_of_work::WriteTx,
    workers::Workers,
};

/// How long a link for an imported worker is valid.
const HQ_VALID_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long a link can be valid.
const VALIDITY: RangeInclusive<SignedDuration> =
    SignedDuration::from_secs(60)..=SignedDuration::from_secs(2_592_000);

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

/// A new link of a worker.
#[derive(Clone, Debug)]
pub struct IssuedLink {
    /// The worker's id.
    pub id: Id,
    /// The full username.
    pub username: String,
    /// The name; may be empty.
    pub name: String,
    /// The worker's language, as stored.
    pub language: Option<String>,
    /// The last part of the URL. It allows setting the password, so it is shown once and stored as a
    /// hash.
    pub token: SecretString,
    /// When the link expires.
    pub expires_at: Timestamp,
}

impl HqImport<'_> {
    /// Creates a link for each active imported worker without a password, by username. A link is valid
    /// for 14 days and replaces an earlier link.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn password_links(&self) -> Result<Vec<PasswordLink>, Error> {
        let mut tx = self.begin().await?;
        let domain = tx.number();
        let people =
            password_links::without_password(&mut tx.store, domain, self.address()).await?;
        let (mut links, mut tokens) = (Vec::new(), Vec::new());
        for (person, username) in people {
            let token = new_token(self.environment(), domain);
            tokens.push((person, token.clone()));
            links.push(PasswordLink { username, token });
        }
        let expires_at = expiry(tx.now, HQ_VALID_FOR);
        replace(&mut tx, &tokens, expires_at).await?;
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
        if let Some(problem) = password_policy::check_worker_password(&password, strong) {
            return Err(Error::Invalid(vec![FieldError::new("password", problem)]));
        }
        let hash = self.hash_password_of(holder.domain.number, &password).await?;
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

/// Creates, stores and logs the links of the active workers among `people`, in their order.
pub(crate) async fn issue(
    tx: &mut WriteTx,
    environment: &Environment,
    people: &[Person],
    valid_for: SignedDuration,
) -> Result<Vec<IssuedLink>, Error> {
    let expires_at = expiry(tx.now, valid_for);
    let (mut links, mut tokens) = (Vec::new(), Vec::new());
    for person in people {
        let Some(worker) = person.worker.as_ref().filter(|worker| worker.active) else { continue };
        let token = new_token(environment, tx.number());
        tokens.push((person.id.clone(), token.clone()));
        tx.require_person(&person.id);
        tx.log_person(Kind::PersonUpdated, person, Diff::names(["password_link"]));
        links.push(IssuedLink {
            id: person.id.clone(),
            username: worker.username.to_string(),
            name: person.name(),
            language: worker.language.clone(),
            token,
            expires_at,
        });
    }
    replace(tx, &tokens, expires_at).await?;
    Ok(links)
}

/// The error of a link for a deactivated worker.
pub(crate) fn deactivated() -> Error {
    Error::invalid_field("is_active", Rule::WorkerDeactivated.into())
}

/// Stores the links by their hashes. They replace earlier links of the same people.
async fn replace(
    tx: &mut WriteTx,
    links: &[(Id, SecretString)],
    expires_at: Timestamp,
) -> Result<(), Error> {
    let domain = tx.number();
    let hashes: Vec<(Id, String)> =
        links.iter().map(|(person, token)| (person.clone(), keys::hash(token))).collect();
    Ok(password_links::replace(&mut tx.store, domain, &hashes, expires_at).await?)
}

/// A new token. It starts with the number of the domain.
fn new_token(environment: &Environment, domain: i64) -> SecretString {
    format!("{domain}-{}", hex(&environment.random::<32>())).into()
}

/// When a link that is created now expires.
fn expiry(now: Timestamp, valid_for: SignedDuration) -> Timestamp {
    now.checked_add(valid_for).unwrap_or(now)
}

/// Checks how long a link is to be valid.
///
/// # Errors
/// [`Error::Invalid`] of `expires_in`.
pub(crate) fn check_validity(valid_for: SignedDuration) -> Result<(), Error> {
    if VALIDITY.contains(&valid_for) {
        return Ok(());
    }
    let text = "must be 60 to 2592000 seconds (30 days)";
    Err(Error::invalid_field("expires_in", Problem::Other(text.to_owned())))
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
