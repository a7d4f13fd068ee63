//! API keys, as a member of a domain has them: their own and, for those who may change the domain,
//! all that open it alone.

use roster_model::{
    Actor, ApiKey, Denial, DomainName, Error, Id, NewApiKey, Permission, SecretString, Who,
};
use roster_store::{Tx, api_keys, key_uses};

use crate::{Directory, keys::ListedKey, op_context::OpContext};

/// API keys, as a member of a domain has them.
pub struct Keys<'a> {
    ctx: OpContext<'a>,
    owner: Id,
    username: String,
}

impl Directory {
    /// The API keys that concern the actor in their domain. Needs to be a web user, and nothing else.
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
    /// The actor's own keys that open this domain, oldest first: those that open others as well
    /// have no domain.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn own(&self) -> Result<Vec<ListedKey>, Error> {
        let mut tx = self.ctx.read().await?;
        let mut keys = api_keys::of_owner(&mut tx, &self.owner).await?;
        keys.retain(|(key, _)| key.domain.as_ref().is_none_or(|domain| self.is_here(domain)));
        listed(&mut tx, keys).await
    }

    /// The keys of everybody that open this domain alone, oldest first. Needs `edit_domain`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub async fn of_domain(&self) -> Result<Vec<ListedKey>, Error> {
        self.check_domain_right()?;
        let mut tx = self.ctx.read().await?;
        let keys = api_keys::of_domain(&mut tx, self.ctx.domain().number).await;
        listed(&mut tx, keys?).await
    }

    /// Makes a key of the actor's own, whoever `new` names: for this domain, cut down to a role of
    /// it or not, or for all of theirs. The key itself is told here and never again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain is another, or there is no such role.
    pub async fn create(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Error> {
        if new.domain.as_ref().is_some_and(|domain| !self.is_here(domain)) {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let new = NewApiKey { owner: self.username.clone(), ..new };
        self.ctx.directory().admin().create_api_key(new).await
    }

    /// Puts a key out of force for good: one's own or, with `edit_domain`, one that opens this domain
    /// alone.
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
