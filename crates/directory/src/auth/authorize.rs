//! Decides which domain credentials open, and with which permissions.

use std::net::IpAddr;

use roster_model::{
    Actor, ApiKey, AuthFailure, Channel, Denial, Domain, DomainName, Error, Id, Membership,
    Permission, Rights, StateVersion, WebUser, Who,
};
use roster_store::{
    Tx, api_keys, authz_version, domain_state, domains, key_uses, memberships, roles, web_users,
};

use super::{
    authenticate::{Authenticated, Credential, Principal, VerifiedPassword},
    cache::{CacheKey, CachedActor, State},
    credentials::{Credentials, DigestChallenge},
    digest::{self, REALM},
    state::SecretOwner,
};
use crate::Directory;

/// An authenticated web user, outside any domain.
#[derive(Clone, Debug)]
pub struct Account {
    /// The web user.
    pub user: WebUser,
    /// The only domain that the API key opens, if it is limited to one.
    pub only_domain: Option<DomainName>,
}

impl Directory {
    /// Authorizes the owner of the credentials, a web user, for the domain with this name. `address` is
    /// the address of the client; `channel` is recorded in the change log.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for wrong credentials; every failure takes the same time.
    /// [`Error::Forbidden`] for valid credentials that do not open the domain, the same whether or
    /// not the domain exists. [`Error::Throttled`]; [`Error::Unavailable`].
    pub async fn authorize(
        &self,
        domain_name: &str,
        credentials: Credentials,
        address: IpAddr,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let cache_key = CacheKey::new(&credentials, domain_name);
        let cache = &self.auth().cache;
        let client = self.client_info(address);
        let cached = cache_key.as_ref().and_then(|key| cache.find(key, client));
        if let Some(cached) = &cached
            && let Some(state) = self.check_version(cached).await?
        {
            return Ok(Actor { channel, ..self.reuse(cached, state) });
        }
        let mut tx = self.store().read().await?;
        let authz_version = authz_version::version(&mut tx).await?;
        let domain = domains::find(&mut tx, domain_name).await?;
        let authenticated = self.verify_credentials(tx, domain.as_ref(), credentials, address);
        let Authenticated { principal: Principal::WebUser(user, credential), mut tx } =
            authenticated.await?
        else {
            return Err(Error::Forbidden(Denial::MobileWorker));
        };
        check_key_domain(&credential, domain_name)?;
        let domain = domain.ok_or(Error::Forbidden(Denial::NotAMember))?;
        let membership = active_membership(&mut tx, &domain, &user.id).await?;
        check_first_password(&credential, &domain)?;
        check_digest_password(&credential, &domain)?;
        let rights = api_rights(&mut tx, &domain, &membership, credential.key()).await?;
        let keeps_digest_secret = digest::is_wanted(&mut tx, &user.id).await?;
        let state = domain_state::read(&mut tx, domain.number).await?;
        let state_version = state.map(|state| self.state_version(state.seq, state.activity));
        drop(tx);
        match &credential {
            Credential::Key(key) => self.record_key_use(domain.number, &key.id),
            Credential::Password(password) if keeps_digest_secret => {
                self.store_digest_secret(&user, password).await?;
            }
            Credential::Password(_) | Credential::DigestPassword(_) => {}
        }
        let actor = actor(domain, user, &credential, rights, membership.locations, channel);
        let actor = Actor { state_version, ..actor };
        if let (Some(cache_key), Credential::Key(key)) = (cache_key, credential) {
            cache.insert(cache_key, authz_version, *key, &actor);
        }
        Ok(actor)
    }

    /// The state of the actor's domain, unless permissions have changed since the actor was cached.
    async fn check_version(&self, cached: &CachedActor) -> Result<Option<State>, Error> {
        if let Some(state) = cached.fresh_state(self.store()) {
            return Ok(Some(state));
        }
        let freshness = self.store().freshness();
        let domain = cached.actor.domain.number;
        let (version, state) = self.auth().version_reads.read(self.store(), domain).await?;
        if version != cached.authz_version {
            return Ok(None);
        }
        cached.record_check(freshness, state);
        Ok(Some(state))
    }

    /// The cached actor, with the current state of the domain.
    fn reuse(&self, cached: &CachedActor, state: State) -> Actor {
        self.record_key_use(cached.actor.domain.number, &cached.key.id);
        let state_version = state.map(|(seq, activity)| self.state_version(seq, activity));
        Actor { state_version, ..cached.actor.clone() }
    }

    fn state_version(&self, seq: i64, activity: i64) -> StateVersion {
        StateVersion { seq, activity, second: self.environment().now().as_second() }
    }

    /// Authenticates a web user, for requests outside a domain.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], also for mobile workers; [`Error::Throttled`];
    /// [`Error::Unavailable`].
    pub async fn authenticate(
        &self,
        credentials: Credentials,
        address: IpAddr,
    ) -> Result<Account, Error> {
        let tx = self.store().read().await?;
        let authenticated = self.verify_credentials(tx, None, credentials, address).await?;
        let Authenticated { principal: Principal::WebUser(user, credential), mut tx } =
            authenticated
        else {
            return Err(Error::Unauthenticated(AuthFailure::Basic));
        };
        let mut only_domain = credential.key().and_then(|key| key.domain.clone());
        if let Some(home) = credential.only_domain() {
            let home = domains::numbered(&mut tx, home).await?;
            // Without the domain, the password opens none.
            only_domain = Some(home.map_or_else(no_domain, |home| home.name));
        }
        match &credential {
            Credential::Key(key) => self.record_key_use(key_uses::NO_DOMAIN, &key.id),
            Credential::Password(password) => {
                let keeps_digest_secret = digest::is_wanted(&mut tx, &user.id).await?;
                drop(tx);
                if keeps_digest_secret {
                    self.store_digest_secret(&user, password).await?;
                }
            }
            Credential::DigestPassword(_) => {}
        }
        Ok(Account { user, only_domain })
    }

    /// Judges again what the actor of a request that has waited may do now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the key was revoked or has expired; [`Error::Forbidden`] when
    /// the actor is no longer an active member of the domain.
    pub(crate) async fn reauthorize(&self, actor: &Actor) -> Result<Actor, Error> {
        let Who::WebUser { id, .. } = &actor.who else { return Ok(actor.clone()) };
        let mut tx = self.store().read().await?;
        let membership = active_membership(&mut tx, &actor.domain, id).await?;
        if !membership.user.active {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let key = match actor.credential.strip_prefix("key:").and_then(Id::parse) {
            Some(key) => Some(self.valid_key(&mut tx, &key).await?),
            None => None,
        };
        let rights = api_rights(&mut tx, &actor.domain, &membership, key.as_ref()).await?;
        let confined_to = confinement(&rights, membership.locations);
        Ok(Actor { rights, confined_to, ..actor.clone() })
    }

    async fn valid_key(&self, tx: &mut Tx, id: &Id) -> Result<ApiKey, Error> {
        let now = self.environment().now();
        let is_valid = |key: &ApiKey| key.active && key.expires_at.is_none_or(|end| now < end);
        let key = api_keys::find(tx, id).await?.filter(is_valid);
        key.ok_or(Error::Unauthenticated(AuthFailure::Key))
    }

    /// The domains that the account opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn domains_of(&self, account: &Account) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        let mut domains = memberships::domains_of(&mut tx, &account.user.id).await?;
        if let Some(only) = &account.only_domain {
            domains.retain(|domain| domain.name == *only);
        }
        Ok(domains)
    }

    /// Stores the Digest secret of a password that was just verified, unless it is stored already.
    /// It cannot be computed from the stored hash.
    async fn store_digest_secret(
        &self,
        user: &WebUser,
        verified: &VerifiedPassword,
    ) -> Result<(), Error> {
        if verified.digest_secret.is_some() {
            return Ok(());
        }
        let owner = SecretOwner::Password(&user.id);
        let secret = self.encrypt_digest(owner, &user.username, &verified.password);
        let mut tx = self.store().write().await?;
        web_users::set_digest_secret(&mut tx, &user.id, &verified.hash, &secret).await?;
        Ok(tx.commit().await?)
    }

    /// Creates a Digest challenge with a new nonce.
    pub fn digest_challenge(&self) -> DigestChallenge {
        DigestChallenge {
            realm: REALM,
            nonce: self.auth().nonces.issue(self.environment()),
            opaque: self.auth().opaque.clone(),
        }
    }
}

/// Rejects a key that is limited to another domain, whether or not this domain exists.
fn check_key_domain(credential: &Credential, domain_name: &str) -> Result<(), Error> {
    match credential.key().and_then(|key| key.domain.as_ref()) {
        Some(only) if only.as_str() != domain_name => {
            Err(Error::Forbidden(Denial::KeyOfAnotherDomain))
        }
        _ => Ok(()),
    }
}

/// Rejects a password in Digest authentication, unless the domain allows it.
fn check_digest_password(credential: &Credential, domain: &Domain) -> Result<(), Error> {
    match credential {
        Credential::DigestPassword(_) if !domain.settings.digest_passwords => {
            Err(Error::Unauthenticated(AuthFailure::Digest))
        }
        _ => Ok(()),
    }
}

/// Rejects a password that its owner has not replaced, in any domain but its first one. The denial does
/// not reveal the membership.
fn check_first_password(credential: &Credential, domain: &Domain) -> Result<(), Error> {
    match credential.only_domain() {
        Some(only) if only != domain.number => Err(Error::Forbidden(Denial::NotAMember)),
        _ => Ok(()),
    }
}

/// The name of no domain.
fn no_domain() -> DomainName {
    DomainName::new_unchecked(String::new())
}

/// The active membership of the user in the domain.
pub(super) async fn active_membership(
    tx: &mut Tx,
    domain: &Domain,
    user: &Id,
) -> Result<Membership, Error> {
    let membership = memberships::find(tx, domain.number, user).await?;
    membership.filter(|membership| membership.active).ok_or(Error::Forbidden(Denial::NotAMember))
}

/// The rights of the member in the APIs. A key with a role limits the rights of its owner to that role,
/// even for admins.
async fn api_rights(
    tx: &mut Tx,
    domain: &Domain,
    membership: &Membership,
    key: Option<&ApiKey>,
) -> Result<Rights, Error> {
    let api = Permission::ACCESS_API;
    let own = membership.rights();
    if !own.has(api) {
        return Err(Error::Forbidden(Denial::PermissionMissing(api.as_str())));
    }
    let Some(role) = key.and_then(|key| key.role.as_ref()) else { return Ok(own) };
    let role = roles::find(tx, domain.number, role).await?;
    let key = Rights::of_role(&role.map(|role| role.permissions).unwrap_or_default());
    if !key.has(api) {
        return Err(Error::Forbidden(Denial::KeyLacksPermission(api.as_str())));
    }
    Ok(intersection(own, key))
}

fn intersection(a: Rights, b: Rights) -> Rights {
    match (a, b) {
        (Rights::Admin, other) | (other, Rights::Admin) => other,
        (Rights::Some(a), Rights::Some(b)) => Rights::Some(&a & &b),
    }
}

/// The locations of a member whose rights do not include all locations.
pub(super) fn confinement(rights: &Rights, locations: Vec<Id>) -> Option<Vec<Id>> {
    (!rights.has(Permission::ACCESS_ALL_LOCATIONS)).then_some(locations)
}

fn actor(
    domain: Domain,
    user: WebUser,
    credential: &Credential,
    rights: Rights,
    locations: Vec<Id>,
    channel: Channel,
) -> Actor {
    let credential = match credential.key() {
        Some(key) => format!("key:{}", key.id),
        None => format!("user:{}", user.id),
    };
    Actor {
        confined_to: confinement(&rights, locations),
        domain,
        who: Who::WebUser { id: user.id, username: user.username },
        channel,
        rights,
        credential,
        state_version: None,
    }
}
