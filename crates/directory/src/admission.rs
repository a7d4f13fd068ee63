//! Authenticates a caller and determines their permissions in the requested domain.

use std::net::IpAddr;

use roster_model::{
    Actor, AuthFailure, Channel, Denial, Domain, DomainName, Error, Id, Membership, Permission,
    Rights, StateVersion, WebUser, Who,
};
use roster_store::{
    Tx, authz_version, domain_state, domains, key_uses, memberships, roles, web_users,
};

use crate::{
    Directory,
    access::Holder,
    admitted::{Entry, State, Told},
    credentials::{Credentials, DigestChallenge},
    digest::REALM,
    recognition::{Credential, Known, Recognised, ToldPassword, refused},
};

/// An authenticated web user, without a domain.
#[derive(Clone, Debug)]
pub struct Account {
    /// The web user.
    pub user: WebUser,
    /// The only domain that the credentials open, if they are limited to one.
    pub only: Option<DomainName>,
}

impl Directory {
    /// Authenticates a web user for the API of a domain. `from` is the address of the client;
    /// `channel` is noted in the change log.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for wrong credentials, at the same cost whatever is wrong with
    /// them. [`Error::Forbidden`] for right credentials that do not open the domain, whether or not
    /// it exists. [`Error::Unavailable`].
    pub async fn admit(
        &self,
        domain_name: &str,
        credentials: Credentials,
        from: IpAddr,
        channel: Channel,
    ) -> Result<Actor, Error> {
        let told = Told::of(&credentials, domain_name);
        let admitted = &self.access().admitted;
        let known = told.as_ref().and_then(|told| admitted.find(told, self.visit(from)));
        if let Some(known) = &known
            && let Some(state) = self.still(known).await?
        {
            return Ok(Actor { channel, ..self.came_again(known, state) });
        }
        let mut tx = self.store().read().await?;
        let access = authz_version::version(&mut tx).await?;
        let domain = domains::find(&mut tx, domain_name).await?;
        let recognised = self.recognise(tx, domain.as_ref(), credentials, from).await?;
        let Recognised { who: Known::WebUser(user, means), mut tx } = recognised else {
            return Err(Error::Forbidden(Denial::MobileWorker));
        };
        check_scope(&means, domain_name)?;
        let domain = domain.ok_or(Error::Forbidden(Denial::NotAMember))?;
        let membership = membership(&mut tx, &domain, &user).await?;
        check_means(&means, &domain)?;
        let rights = rights(&mut tx, &domain, &membership, &means).await?;
        let state = domain_state::read(&mut tx, domain.number).await?;
        let state_version = state.map(|state| self.state_version(state.seq, state.activity));
        drop(tx);
        match &means {
            Credential::Key(key) => self.note_use(domain.number, &key.id),
            Credential::Password(told) if domain.settings.digest_passwords => {
                self.keep_digest_secret(&user, told).await?;
            }
            Credential::Password(_) | Credential::DigestPassword => {}
        }
        let actor = Actor {
            state_version,
            ..actor(domain, user, &means, rights, membership.locations, channel)
        };
        if let (Some(told), Credential::Key(key)) = (told, means) {
            self.access().admitted.keep(told, access, *key, &actor);
        }
        Ok(actor)
    }

    /// Returns the state of the domain if the permissions are unchanged since `known` was stored.
    async fn still(&self, known: &Entry) -> Result<Option<State>, Error> {
        if let Some(state) = known.still(self.store()) {
            return Ok(Some(state));
        }
        let moment = self.store().freshness();
        let mut tx = self.store().read_single().await?;
        let domain = known.actor.domain.number;
        let (access, state) = authz_version::version_and_state(&mut tx, domain).await?;
        if access != known.access {
            return Ok(None);
        }
        known.seen(moment, state);
        Ok(Some(state))
    }

    /// Returns the actor of a cached entry, with this state of the domain.
    fn came_again(&self, known: &Entry, state: State) -> Actor {
        self.note_use(known.actor.domain.number, &known.key.id);
        let state_version = state.map(|(seq, activity)| self.state_version(seq, activity));
        Actor { state_version, ..known.actor.clone() }
    }

    fn state_version(&self, seq: i64, activity: i64) -> StateVersion {
        StateVersion { seq, activity, second: self.environment().now().as_second() }
    }

    /// Authenticates a web user for requests outside any domain, such as the list of their domains.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], also for mobile workers; [`Error::Unavailable`].
    pub async fn identify(&self, credentials: Credentials, from: IpAddr) -> Result<Account, Error> {
        let tx = self.store().read().await?;
        let Recognised { who, mut tx } = self.recognise(tx, None, credentials, from).await?;
        let Known::WebUser(user, means) = who else {
            return Err(refused(AuthFailure::Basic));
        };
        let only = means.key().and_then(|key| key.domain.clone());
        match &means {
            Credential::Key(key) => self.note_use(key_uses::NO_DOMAIN, &key.id),
            Credential::Password(told) => {
                let domains = memberships::domains_of(&mut tx, &user.id).await?;
                drop(tx);
                if domains.iter().any(|domain| domain.settings.digest_passwords) {
                    self.keep_digest_secret(&user, told).await?;
                }
            }
            Credential::DigestPassword => {}
        }
        Ok(Account { user, only })
    }

    /// Returns the domains that the account opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not respond.
    pub async fn domains_of(&self, account: &Account) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        let mut domains = memberships::domains_of(&mut tx, &account.user.id).await?;
        if let Some(only) = &account.only {
            domains.retain(|domain| domain.name == *only);
        }
        Ok(domains)
    }

    /// Stores the Digest secret of a password that was just sent in clear. It cannot be derived
    /// from the stored hash.
    async fn keep_digest_secret(&self, user: &WebUser, told: &ToldPassword) -> Result<(), Error> {
        if told.digest_secret.is_some() {
            return Ok(());
        }
        let secret = self.seal_digest(Holder::Password(&user.id), &user.username, &told.password);
        let mut tx = self.store().write().await?;
        web_users::set_digest_secret(&mut tx, &user.id, &told.hash, &secret).await?;
        Ok(tx.commit().await?)
    }

    /// Returns a Digest challenge with a new nonce.
    pub fn digest_challenge(&self) -> DigestChallenge {
        DigestChallenge {
            realm: REALM,
            nonce: self.access().nonces.issue(self.environment()),
            opaque: self.access().opaque.clone(),
        }
    }
}

/// A key of one domain opens no other, whether or not the other exists.
fn check_scope(means: &Credential, domain_name: &str) -> Result<(), Error> {
    match means.key().and_then(|key| key.domain.as_ref()) {
        Some(only) if only.as_str() != domain_name => {
            Err(Error::Forbidden(Denial::KeyOfAnotherDomain))
        }
        _ => Ok(()),
    }
}

/// Digest with a password opens only domains with the setting `digest_passwords`.
fn check_means(means: &Credential, domain: &Domain) -> Result<(), Error> {
    match means {
        Credential::DigestPassword if !domain.settings.digest_passwords => {
            Err(refused(AuthFailure::Digest))
        }
        _ => Ok(()),
    }
}

/// Returns the user's active membership of the domain.
pub(crate) async fn membership(
    tx: &mut Tx,
    domain: &Domain,
    user: &WebUser,
) -> Result<Membership, Error> {
    let membership = memberships::find(tx, domain.number, &user.id).await?;
    membership.filter(|membership| membership.active).ok_or(Error::Forbidden(Denial::NotAMember))
}

/// Returns the permissions of the member with these credentials. A key with a role has no more than
/// that role, even if its owner is an admin.
async fn rights(
    tx: &mut Tx,
    domain: &Domain,
    membership: &Membership,
    means: &Credential,
) -> Result<Rights, Error> {
    let api = Permission::ACCESS_API;
    let own = match &membership.role {
        None => Rights::Admin,
        Some(role) => Rights::of_role(&role.permissions),
    };
    if !own.has(api) {
        return Err(Error::Forbidden(Denial::PermissionMissing(api.as_str())));
    }
    let Some(role) = means.key().and_then(|key| key.role.as_ref()) else { return Ok(own) };
    let role = roles::find(tx, domain.number, role).await?;
    let keys = Rights::of_role(&role.map(|role| role.permissions).unwrap_or_default());
    if !keys.has(api) {
        return Err(Error::Forbidden(Denial::KeyLacksPermission(api.as_str())));
    }
    Ok(common(own, keys))
}

/// Returns the permissions that both grant.
fn common(a: Rights, b: Rights) -> Rights {
    match (a, b) {
        (Rights::Admin, other) | (other, Rights::Admin) => other,
        (Rights::Some(a), Rights::Some(b)) => Rights::Some(&a & &b),
    }
}

fn actor(
    domain: Domain,
    user: WebUser,
    means: &Credential,
    rights: Rights,
    locations: Vec<Id>,
    channel: Channel,
) -> Actor {
    let credential = match means.key() {
        Some(key) => format!("key:{}", key.id),
        None => format!("user:{}", user.id),
    };
    Actor {
        confined_to: (!rights.has(Permission::ACCESS_ALL_LOCATIONS)).then_some(locations),
        domain,
        who: Who::WebUser { id: user.id, username: user.username },
        channel,
        rights,
        credential,
        state_version: None,
    }
}
