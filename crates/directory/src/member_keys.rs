//! API keys, as a member of a domain has them: their own and, for those who may change the domain,
//! all that open it alone.

use roster_model::{
    Actor, ApiKey, Denial, DomainName, Fault, Id, NewApiKey, Permission, SecretString, Who,
};
use roster_store::{Tx, api_keys, key_uses};

use crate::{Directory, faults::fault, keys::ListedKey, scope::Scope};

/// API keys, as a member of a domain has them.
pub struct Keys<'a> {
    scope: Scope<'a>,
    owner: Id,
    username: String,
}

impl Directory {
    /// The API keys that concern the actor in their domain. Needs to be a web user, and nothing else.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn keys(&self, actor: &Actor) -> Result<Keys<'_>, Fault> {
        let Who::WebUser { id, username } = &actor.who else {
            return Err(Fault::Denied(Denial::NotAMember));
        };
        let scope = Scope::new(self, actor.clone());
        Ok(Keys { scope, owner: id.clone(), username: username.clone() })
    }
}

impl Keys<'_> {
    /// The actor's own keys that open this domain, oldest first: those that open others as well
    /// have no domain.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn own(&self) -> Result<Vec<ListedKey>, Fault> {
        let mut tx = self.scope.read().await?;
        let mut keys = api_keys::of_owner(&mut tx, &self.owner).await.map_err(fault)?;
        keys.retain(|(key, _)| key.domain.as_ref().is_none_or(|domain| self.is_here(domain)));
        listed(&mut tx, keys).await
    }

    /// The keys of everybody that open this domain alone, oldest first. Needs `edit_domain`.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub async fn of_domain(&self) -> Result<Vec<ListedKey>, Fault> {
        self.check_domain_right()?;
        let mut tx = self.scope.read().await?;
        let keys = api_keys::of_domain(&mut tx, self.scope.domain().number).await;
        listed(&mut tx, keys.map_err(fault)?).await
    }

    /// Makes a key of the actor's own, whoever `new` names: for this domain, cut down to a role of
    /// it or not, or for all of theirs. The key itself is told here and never again.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when the domain is another, or there is no such role.
    pub async fn create(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Fault> {
        if new.domain.as_ref().is_some_and(|domain| !self.is_here(domain)) {
            return Err(Fault::Denied(Denial::NotAMember));
        }
        let new = NewApiKey { owner: self.username.clone(), ..new };
        self.scope.directory().admin().create_api_key(new).await
    }

    /// Puts a key out of force for good: one's own or, with `edit_domain`, one that opens this domain
    /// alone.
    ///
    /// # Errors
    /// [`Fault::Missing`] when the actor sees no such key.
    pub async fn revoke(&self, id: &str) -> Result<(), Fault> {
        let mut known = self.own().await?;
        if self.check_domain_right().is_ok() {
            known.extend(self.of_domain().await?);
        }
        let key = known.into_iter().find(|listed| listed.key.id.as_str() == id);
        let key = key.ok_or(Fault::missing("API key"))?.key;
        self.scope.directory().admin().revoke_api_key(&key.id).await
    }

    fn is_here(&self, domain: &DomainName) -> bool {
        *domain == self.scope.domain().name
    }

    fn check_domain_right(&self) -> Result<(), Fault> {
        let actor = self.scope.actor();
        self.scope.directory().scope(actor, Permission::EDIT_DOMAIN).map(drop)
    }
}

async fn listed(tx: &mut Tx, keys: Vec<(ApiKey, String)>) -> Result<Vec<ListedKey>, Fault> {
    let ids = keys.iter().map(|(key, _)| key.id.as_str().to_owned()).collect();
    let uses = key_uses::last_of(tx, ids).await.map_err(fault)?;
    let listed = keys.into_iter().map(|(key, owner)| {
        let last = uses.iter().find(|(used, _)| *used == key.id).map(|(_, at)| *at);
        ListedKey { key, owner, last_used_at: last }
    });
    Ok(listed.collect())
}
