//! API keys: creation, lists and revocation from the command line.

use jiff::Timestamp;
use roster_model::{
    ApiKey, Domain, Error, ExposeSecret as _, Id, NewApiKey, Problem, SecretString, WebUser, fold,
};
use roster_store::{Tx, api_keys, key_uses, memberships, roles, web_users};
use sha2::{Digest as _, Sha256};

use crate::{
    access::Holder,
    admin::{self, Admin},
    digest::hex,
    environment::Environment,
};

/// The prefix of every key. Secret scanners recognize it.
const MARK: &str = "rst_";

/// The stored start of a key: the prefix and 32 of the 256 bits.
const PREFIX_CHARS: usize = 12;

/// A key in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The key.
    pub key: ApiKey,
    /// The sign-in name of its owner.
    pub owner: String,
    /// When it was last used, with a resolution of 30 seconds.
    pub last_used_at: Option<Timestamp>,
}

impl Admin<'_> {
    /// Creates an API key. The returned secret is not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user, domain or role does not exist, or the web user is not
    /// a member of the domain.
    pub async fn create_api_key(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Error> {
        let environment = self.directory.environment();
        let mut tx = self.write().await?;
        let owner = owner(&mut tx, &new.owner).await?;
        let domain = match &new.domain {
            Some(name) => Some(admin::domain(&mut tx, name.as_str()).await?),
            None => None,
        };
        if let Some(domain) = &domain {
            check_membership(&mut tx, domain, &owner).await?;
        }
        let role = match &new.role {
            Some(role) => Some(role_id(&mut tx, domain.as_ref(), role).await?),
            None => None,
        };

        let text = generate(environment);
        let key = ApiKey {
            id: environment.id(),
            prefix: text.expose_secret().chars().take(PREFIX_CHARS).collect(),
            owner: owner.id,
            domain: new.domain,
            role,
            allowed_ips: new.allowed_ips,
            expires_at: new.expires_at,
            active: true,
            created_at: environment.now(),
        };
        let digest_secret =
            self.directory.seal_digest(Holder::Key(&key.id), &owner.username, &text);
        let number = domain.map(|domain| domain.number);
        api_keys::insert(&mut tx, &key, number, &hash(&text), &digest_secret).await?;
        tx.commit().await?;
        Ok((key, text))
    }

    /// Returns the keys of a web user, or all keys, oldest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn list_api_keys(&self, owner_name: Option<&str>) -> Result<Vec<ListedKey>, Error> {
        let mut tx = self.read().await?;
        let only = match owner_name {
            Some(name) => Some(owner(&mut tx, name).await?.id),
            None => None,
        };
        let uses = key_uses::last(&mut tx).await?;
        let keys = api_keys::list(&mut tx).await?;
        let listed = keys
            .into_iter()
            .filter(|(key, _)| only.as_ref().is_none_or(|only| *only == key.owner))
            .map(|(key, owner)| {
                let last = uses.iter().find(|(used, _)| *used == key.id).map(|(_, at)| *at);
                ListedKey { key, owner, last_used_at: last }
            });
        Ok(listed.collect())
    }

    /// Revokes a key from the next request on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the key does not exist.
    pub async fn revoke_api_key(&self, id: &Id) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if !api_keys::revoke(&mut tx, id).await? {
            return Err(Error::not_found("API key"));
        }
        Ok(tx.commit().await?)
    }
}

/// The hash for lookups. 256 random bits need no salt and no slow hash.
pub(crate) fn hash(key: &SecretString) -> String {
    hex(&Sha256::digest(key.expose_secret()))
}

fn generate(environment: &Environment) -> SecretString {
    format!("{MARK}{}", hex(&environment.random::<32>())).into()
}

async fn owner(tx: &mut Tx, username: &str) -> Result<WebUser, Error> {
    let user = web_users::find(tx, &fold(username.trim())).await?;
    user.ok_or_else(|| Error::invalid_field("user", Problem::Unknown(username.to_owned())))
}

/// A key of a domain of which its owner is not a member would open nothing.
async fn check_membership(tx: &mut Tx, domain: &Domain, owner: &WebUser) -> Result<(), Error> {
    let membership = memberships::find(tx, domain.number, &owner.id).await?;
    if membership.is_some() {
        return Ok(());
    }
    let text = format!("{} is not a member of '{}'", owner.username, domain.name);
    Err(Error::invalid_field("domain", Problem::Other(text)))
}

async fn role_id(tx: &mut Tx, domain: Option<&Domain>, name: &str) -> Result<Id, Error> {
    let Some(domain) = domain else {
        let text = "needs a domain as well: a role is one of a domain".to_owned();
        return Err(Error::invalid_field("role", Problem::Other(text)));
    };
    let role = roles::by_name(tx, domain.number, name).await?;
    role.map(|role| role.id)
        .ok_or_else(|| Error::invalid_field("role", Problem::UnknownRole(name.to_owned())))
}
