//! Admission: who is asking, and what they may do in the domain they ask for.

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

/// A web user who is known, outside any domain.
#[derive(Clone, Debug)]
pub struct Account {
    /// Who.
    pub user: WebUser,
    /// The only domain that their credentials open, if there is but one.
    pub only: Option<DomainName>,
}

impl Directory {
    /// The web user with these credentials, in the domain of this name, for use of the API. `from`
    /// is the address of the client, and `channel` is noted in the change log.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for wrong credentials; whatever is wrong with them, it takes
    /// the same work to find out. [`Error::Forbidden`] for right ones that do not open the domain: it
    /// makes no difference whether there is such a domain. [`Error::Unavailable`].
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

    /// The state of the domain that somebody was admitted to, if who may do what is still the same.
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

    /// Somebody who was admitted before, now that the domain is in this state.
    fn came_again(&self, known: &Entry, state: State) -> Actor {
        self.note_use(known.actor.domain.number, &known.key.id);
        let state_version = state.map(|(seq, activity)| self.state_version(seq, activity));
        Actor { state_version, ..known.actor.clone() }
    }

    fn state_version(&self, seq: i64, activity: i64) -> StateVersion {
        StateVersion { seq, activity, second: self.environment().now().as_second() }
    }

    /// The web user with these credentials, for what is in no domain: who they are, and which
    /// domains are theirs.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], for mobile workers as well; [`Error::Unavailable`].
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

    /// The domains that the account opens, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not answer.
    pub async fn domains_of(&self, account: &Account) -> Result<Vec<Domain>, Error> {
        let mut tx = self.store().read().await?;
        let mut domains = memberships::domains_of(&mut tx, &account.user.id).await?;
        if let Some(only) = &account.only {
            domains.retain(|domain| domain.name == *only);
        }
        Ok(domains)
    }

    /// Keeps what Digest authentication needs of a password that was just told: the hash that is
    /// stored of it does not do.
    async fn keep_digest_secret(&self, user: &WebUser, told: &ToldPassword) -> Result<(), Error> {
        if told.digest_secret.is_some() {
            return Ok(());
        }
        let secret = self.seal_digest(Holder::Password(&user.id), &user.username, &told.password);
        let mut tx = self.store().write().await?;
        web_users::set_digest_secret(&mut tx, &user.id, &told.hash, &secret).await?;
        Ok(tx.commit().await?)
    }

    /// A challenge to authenticate by Digest, with a fresh nonce.
    pub fn digest_challenge(&self) -> DigestChallenge {
        DigestChallenge {
            realm: REALM,
            nonce: self.access().nonces.issue(self.environment()),
            opaque: self.access().opaque.clone(),
        }
    }
}

/// A key made for one domain opens no other, be there one of that name or not.
fn check_scope(means: &Credential, domain_name: &str) -> Result<(), Error> {
    match means.key().and_then(|key| key.domain.as_ref()) {
        Some(only) if only.as_str() != domain_name => {
            Err(Error::Forbidden(Denial::KeyOfAnotherDomain))
        }
        _ => Ok(()),
    }
}

/// Digest with a password opens only the domains that switched it on.
fn check_means(means: &Credential, domain: &Domain) -> Result<(), Error> {
    match means {
        Credential::DigestPassword if !domain.settings.digest_passwords => {
            Err(refused(AuthFailure::Digest))
        }
        _ => Ok(()),
    }
}

/// The user's membership of the domain, in force.
pub(crate) async fn membership(
    tx: &mut Tx,
    domain: &Domain,
    user: &WebUser,
) -> Result<Membership, Error> {
    let membership = memberships::find(tx, domain.number, &user.id).await?;
    membership.filter(|membership| membership.active).ok_or(Error::Forbidden(Denial::NotAMember))
}

/// What the member may do with these credentials: a key with a role cuts its owner's rights down to
/// that role's, be they an admin.
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

/// What both allow.
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
