//! App keys: the credentials of the User.com dialect. Each opens one domain.

use std::{collections::BTreeSet, net::IpAddr};

use jiff::Timestamp;
use roster_model::{
    Actor, AppKey, AuthFailure, Channel, Diff, Error, ExposeSecret as _, Id, Kind, NewAppKey,
    Permission, Rights, SecretString, Who,
};
use roster_store::{app_keys, key_uses};

use super::{hash, last_use};
use crate::{Directory, op_context::OpContext, text, unit_of_work::AccountTx};

/// The permissions of an app key: all operations on people.
const PERMISSIONS: [Permission; 3] =
    [Permission::ACCESS_API, Permission::EDIT_COMMCARE_USERS, Permission::ACCESS_ALL_LOCATIONS];

/// The maximum length of a key's name, in characters.
const MAX_NAME_CHARS: usize = 255;

/// A key in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAppKey {
    /// The key.
    pub key: AppKey,
    /// The last use, with a precision of 30 s.
    pub last_used_at: Option<Timestamp>,
}

/// The app keys of a domain.
pub struct AppKeys<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The app keys of the actor's domain. Requires `edit_domain`, and the permissions of such a key:
    /// `access_api`, `edit_commcare_users` and `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn app_keys(&self, actor: &Actor) -> Result<AppKeys<'_>, Error> {
        for permission in PERMISSIONS {
            self.ctx(actor, permission)?;
        }
        Ok(AppKeys { ctx: self.ctx(actor, Permission::EDIT_DOMAIN)? })
    }

    /// Revokes an app key of any domain permanently, as the operator.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the key does not exist.
    pub async fn revoke_app_key(&self, id: &Id) -> Result<(), Error> {
        let mut tx = AccountTx::begin(self, &Who::Operator, Channel::Cli).await?;
        let key = app_keys::find(&mut tx.store, id).await?;
        let (key, domain) = key.ok_or_else(missing)?;
        tx.lock_domain(domain.number).await?;
        if !app_keys::revoke(&mut tx.store, domain.number, &key.id).await? {
            return Ok(());
        }
        tx.log(Kind::AppKeyRevoked, key.id.as_str(), revocation(&key));
        tx.commit().await
    }

    /// Authorizes the owner of an app key for its domain. `address` is the address of the client;
    /// `channel` is recorded in the change log.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the key is unknown, revoked, expired, or not allowed from this
    /// address; the error does not say which. [`Error::Unavailable`].
    pub async fn authorize_app_key(
        &self,
        token: &SecretString,
        address: IpAddr,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let mut tx = self.store().read().await?;
        let found = app_keys::find_by_hash(&mut tx, &hash(token)).await?;
        drop(tx);
        let client = self.client_info(address);
        let valid = found
            .filter(|(key, _)| key.active && client.is_allowed(key.expires_at, &key.allowed_ips));
        let (key, domain) = valid.ok_or(Error::Unauthenticated(AuthFailure::Token))?;
        self.record_key_use(domain.number, &key.id);
        Ok(Actor {
            domain,
            who: Who::AppKey { prefix: key.prefix, contacts_only: key.contacts_only },
            channel,
            rights: Rights::of_role(&BTreeSet::from(PERMISSIONS)),
            confined_to: None,
            credential: format!("app-key:{}", key.id),
            state_version: None,
        })
    }
}

impl AppKeys<'_> {
    /// The keys of the domain, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self) -> Result<Vec<ListedAppKey>, Error> {
        let mut tx = self.ctx.read().await?;
        let keys = app_keys::list(&mut tx, self.ctx.domain().number).await?;
        let ids = keys.iter().map(|key| key.id.as_str().to_owned()).collect();
        let uses = key_uses::last_of(&mut tx, ids).await?;
        let listed = keys.into_iter().map(|key| {
            let last_used_at = last_use(&uses, &key.id);
            ListedAppKey { key, last_used_at }
        });
        Ok(listed.collect())
    }

    /// Creates a key of 64 letters and digits for this domain, which replaces the domain in `new`.
    /// Returns the secret; it cannot be shown again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is too long, or the key has expired already.
    pub async fn create(&self, new: NewAppKey) -> Result<(AppKey, SecretString), Error> {
        let text = self.ctx.environment().alphanumeric(AppKey::LENGTH).into();
        self.create_with(new, text).await
    }

    /// As [`AppKeys::create`], with this secret.
    pub(super) async fn create_with(
        &self,
        new: NewAppKey,
        text: SecretString,
    ) -> Result<(AppKey, SecretString), Error> {
        if let Some(error) = text::validate("name", &new.name, MAX_NAME_CHARS) {
            return Err(Error::Invalid(vec![error]));
        }
        super::check_expiry(new.expires_at, self.ctx.now())?;
        let environment = self.ctx.environment();
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let key = AppKey {
            id: environment.id(),
            domain: tx.domain.name.clone(),
            name: new.name,
            prefix: text.expose_secret().chars().take(AppKey::PREFIX).collect(),
            contacts_only: new.contacts_only,
            allowed_ips: new.allowed_ips,
            expires_at: new.expires_at,
            active: true,
            created_at: tx.now,
        };
        app_keys::insert(&mut tx.store, domain, &key, &hash(&text)).await?;
        tx.log(Kind::AppKeyCreated, key.id.as_str(), None, Diff::created(&key));
        tx.commit_or_defer().await?;
        Ok((key, text))
    }

    /// Revokes a key of the domain permanently. Revoking it again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the domain has no such key.
    pub async fn revoke(&self, id: &str) -> Result<(), Error> {
        let id = Id::parse(id).ok_or_else(missing)?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let key = app_keys::find(&mut tx.store, &id).await?;
        let (key, _) = key.filter(|(_, of)| of.number == domain).ok_or_else(missing)?;
        if !app_keys::revoke(&mut tx.store, domain, &id).await? {
            return Ok(());
        }
        tx.log(Kind::AppKeyRevoked, id.as_str(), None, revocation(&key));
        tx.commit_or_defer().await
    }
}

/// The logged values of a key that is revoked.
fn revocation(key: &AppKey) -> Diff {
    let revoked = AppKey { active: false, ..key.clone() };
    Diff::between(key, &revoked).without_names()
}

fn missing() -> Error {
    Error::not_found("application key")
}
