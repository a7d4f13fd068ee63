//! Keys of the User.com dialect, managed by operators and domain admins, and their authentication.

use std::{collections::BTreeSet, net::IpAddr};

use jiff::Timestamp;
use roster_model::{
    Actor, AppKey, AuthFailure, Channel, Error, ExposeSecret as _, Id, NewAppKey, Permission,
    Rights, SecretString, Who,
};
use roster_store::{app_keys, key_uses};

use crate::{
    Directory,
    admin::{self, Admin},
    keys,
    op_context::OpContext,
    text,
};

/// The permissions of a key.
const OF_A_KEY: [Permission; 3] =
    [Permission::ACCESS_API, Permission::EDIT_COMMCARE_USERS, Permission::ACCESS_ALL_LOCATIONS];

/// The maximum length of a key's name, in characters.
const MAX_NAME: usize = 255;

/// A key in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAppKey {
    /// The key.
    pub key: AppKey,
    /// When it was last used, with a resolution of 30 seconds.
    pub last_used_at: Option<Timestamp>,
}

/// The User.com keys of a domain.
pub struct AppKeys<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// Returns the User.com keys of the actor's domain. Requires `edit_domain` and the permissions
    /// of such a key: `access_api`, `edit_commcare_users` and `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn app_keys(&self, actor: &Actor) -> Result<AppKeys<'_>, Error> {
        for permission in OF_A_KEY {
            self.ctx(actor, permission)?;
        }
        Ok(AppKeys { ctx: self.ctx(actor, Permission::EDIT_DOMAIN)? })
    }
}

impl AppKeys<'_> {
    /// Returns the keys of the domain, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self) -> Result<Vec<ListedAppKey>, Error> {
        self.admin().list_app_keys(self.ctx.domain().name.as_str()).await
    }

    /// Creates a key of this domain; the domain in `new` is ignored. The returned secret is not
    /// stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is too long.
    pub async fn create(&self, new: NewAppKey) -> Result<(AppKey, SecretString), Error> {
        let new = NewAppKey { domain: self.ctx.domain().name.clone(), ..new };
        self.admin().create_app_key(new).await
    }

    /// Revokes a key of the domain from the next request on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the key does not exist.
    pub async fn revoke(&self, id: &str) -> Result<(), Error> {
        let known = self.list().await?;
        let key = known.into_iter().find(|listed| listed.key.id.as_str() == id);
        let key = key.ok_or(Error::not_found("application key"))?.key;
        self.admin().revoke_app_key(&key.id).await
    }

    fn admin(&self) -> Admin<'_> {
        self.ctx.directory().admin()
    }
}

impl Admin<'_> {
    /// Creates a key of 64 letters and digits. The returned secret is not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist or the name is too long.
    pub async fn create_app_key(&self, new: NewAppKey) -> Result<(AppKey, SecretString), Error> {
        if let Some(error) = text::validate("name", &new.name, MAX_NAME) {
            return Err(Error::Invalid(vec![error]));
        }
        let environment = self.directory.environment();
        let mut tx = self.write().await?;
        let domain = admin::domain(&mut tx, new.domain.as_str()).await?;
        let text: SecretString = environment.alphanumeric(AppKey::LENGTH).into();
        let key = AppKey {
            id: environment.id(),
            domain: new.domain,
            name: new.name,
            prefix: text.expose_secret().chars().take(AppKey::PREFIX).collect(),
            contacts_only: new.contacts_only,
            allowed_ips: new.allowed_ips,
            expires_at: new.expires_at,
            active: true,
            created_at: environment.now(),
        };
        let hash = keys::hash(&text);
        app_keys::insert(&mut tx, domain.number, &key, &hash).await?;
        tx.commit().await?;
        Ok((key, text))
    }

    /// Returns the keys of a domain, oldest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist.
    pub async fn list_app_keys(&self, domain_name: &str) -> Result<Vec<ListedAppKey>, Error> {
        let mut tx = self.read().await?;
        let domain = admin::domain(&mut tx, domain_name).await?;
        let uses = key_uses::last(&mut tx).await?;
        let keys = app_keys::list(&mut tx, domain.number).await?;
        let listed = |key: AppKey| {
            let last = uses.iter().find(|(used, _)| *used == key.id).map(|(_, at)| *at);
            ListedAppKey { key, last_used_at: last }
        };
        Ok(keys.into_iter().map(listed).collect())
    }

    /// Revokes a key from the next request on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the key does not exist.
    pub async fn revoke_app_key(&self, id: &Id) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if !app_keys::revoke(&mut tx, id.as_str()).await? {
            return Err(Error::not_found("application key"));
        }
        Ok(tx.commit().await?)
    }
}

impl Directory {
    /// Authenticates a client of the User.com dialect. `from` is its address.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the key is unknown, revoked, expired or not allowed from
    /// this address, without distinction. [`Error::Unavailable`].
    pub async fn admit_app_key(
        &self,
        token: &SecretString,
        from: IpAddr,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let mut tx = self.store().read().await?;
        let found = app_keys::find_by_hash(&mut tx, &keys::hash(token)).await?;
        drop(tx);
        let now = self.environment().now();
        let known = found.filter(|(key, _)| may_be_used(key, from.to_canonical(), now));
        let (key, domain) = known.ok_or(Error::Unauthenticated(AuthFailure::Token))?;
        self.note_use(domain.number, &key.id);
        Ok(Actor {
            domain,
            who: Who::AppKey { prefix: key.prefix, contacts_only: key.contacts_only },
            channel,
            rights: rights(),
            confined_to: None,
            credential: format!("app-key:{}", key.id),
            state_version: None,
        })
    }
}

fn may_be_used(key: &AppKey, from: IpAddr, now: Timestamp) -> bool {
    let in_time = key.expires_at.is_none_or(|end| now < end);
    let in_place =
        key.allowed_ips.is_empty() || key.allowed_ips.iter().any(|ip| ip.to_canonical() == from);
    key.active && in_time && in_place
}

/// All permissions on people, and no other.
fn rights() -> Rights {
    Rights::of_role(&BTreeSet::from(OF_A_KEY))
}
