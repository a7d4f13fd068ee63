//! API keys for a member of a domain: their own and, with `edit_domain`, all that open only this
//! domain.

use roster_model::{
    Actor, ApiKey, Denial, DomainName, Error, Id, NewApiKey, Permission, SecretString, Who,
};
use roster_store::{Tx, api_keys, key_uses};

use crate::{Directory, keys::ListedKey, op_context::OpContext};

/// The API keys that a member may see.
pub struct Keys<'a> {
    ctx: OpContext<'a>,
    owner: Id,
    username: String,
}

impl Directory {
    /// Returns the API keys of the actor in their domain. The actor must be a web user.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn keys(&self, actor: &Actor) -> Result<Keys<'_>, Error> {
        let Who::WebUser { id, username } = &actor.who else {
            return Err(Error::Forbidden(Denial::NotAMember));
        };
        let ctx = OpContext::new(self, actor.clone());
        Ok(Keys { ctx, owner: id.clone(), username: username.clone() })
    }
}

impl Keys<'_> {
    /// Returns the actor's own keys that open this domain, oldest first. A key for all domains has
    /// no domain.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn own(&self) -> Result<Vec<ListedKey>, Error> {
        let mut tx = self.ctx.read().await?;
        let mut keys = api_keys::of_owner(&mut tx, &self.owner).await?;
        keys.retain(|(key, _)| key.domain.as_ref().is_none_or(|domain| self.is_here(domain)));
        listed(&mut tx, keys).await
    }

    /// Returns the keys of all members that open only this domain, oldest first. Requires
    /// `edit_domain`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub async fn of_domain(&self) -> Result<Vec<ListedKey>, Error> {
        self.check_domain_right()?;
        let mut tx = self.ctx.read().await?;
        let keys = api_keys::of_domain(&mut tx, self.ctx.domain().number).await;
        listed(&mut tx, keys?).await
    }

    /// Creates a key of the actor; the owner in `new` is ignored. It is for this domain, optionally
    /// limited to a role, or for all domains of the actor. The returned secret is not stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is for another domain, or the role does not exist.
    pub async fn create(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Error> {
        if new.domain.as_ref().is_some_and(|domain| !self.is_here(domain)) {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let new = NewApiKey { owner: self.username.clone(), ..new };
        self.ctx.directory().admin().create_api_key(new).await
    }

    /// Revokes a key: one of the actor or, with `edit_domain`, one that opens only this domain.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor sees no such key.
    pub async fn revoke(&self, id: &str) -> Result<(), Error> {
        let mut known = self.own().await?;
        if self.check_domain_right().is_ok() {
            known.extend(self.of_domain().await?);
        }
        let key = known.into_iter().find(|listed| listed.key.id.as_str() == id);
        let key = key.ok_or(Error::not_found("API key"))?.key;
        self.ctx.directory().admin().revoke_api_key(&key.id).await
    }

    fn is_here(&self, domain: &DomainName) -> bool {
        *domain == self.ctx.domain().name
    }

    fn check_domain_right(&self) -> Result<(), Error> {
        let actor = self.ctx.actor();
        self.ctx.directory().ctx(actor, Permission::EDIT_DOMAIN).map(drop)
    }
}

async fn listed(tx: &mut Tx, keys: Vec<(ApiKey, String)>) -> Result<Vec<ListedKey>, Error> {
    let ids = keys.iter().map(|(key, _)| key.id.as_str().to_owned()).collect();
    let uses = key_uses::last_of(tx, ids).await?;
    let listed = keys.into_iter().map(|(key, owner)| {
        let last = uses.iter().find(|(used, _)| *used == key.id).map(|(_, at)| *at);
        ListedKey { key, owner, last_used_at: last }
    });
    Ok(listed.collect())
}
