//! API keys of web users.

use jiff::Timestamp;
use roster_model::{
    AccountState, Actor, ApiKey, Channel, Denial, Diff, Domain, DomainName, Error,
    ExposeSecret as _, Id, Kind, NewApiKey, Permission, Problem, Rule, SecretString, WebUser, Who,
    fold,
};
use roster_store::{Tx, api_keys, domains, key_uses, memberships, roles, web_users};

use super::{hash, last_use};
use crate::{
    Directory,
    auth::{SecretOwner, digest::hex},
    domains::find_domain,
    environment::Environment,
    op_context::OpContext,
    text,
    unit_of_work::AccountTx,
    web_users::protection::check_covers,
};

/// The prefix of every key. Scanners for leaked secrets recognize it.
const MARK: &str = "rst_";

/// The number of stored characters of a key, to distinguish keys in lists: the prefix and 32 of
/// the 256 bits.
const PREFIX_CHARS: usize = 12;

/// A key in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The key.
    pub key: ApiKey,
    /// The sign-in name of its owner.
    pub owner: String,
    /// The last use, with a precision of 30 s.
    pub last_used_at: Option<Timestamp>,
}

/// The API keys that a member of a domain can see: their own and, with `edit_domain`, all that are
/// limited to the domain.
pub struct Keys<'a> {
    ctx: OpContext<'a>,
    owner: Id,
    username: String,
}

impl Directory {
    /// The API keys that the actor can see in their domain. Requires a web user, and no permission.
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

    /// Creates an API key as the operator. It is logged in the domain that it opens, or in all
    /// domains of its owner. Returns the secret; it cannot be shown again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user, the domain or the role does not exist, or the web user is
    /// not a member of the domain.
    pub async fn create_api_key(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Error> {
        let text = generate(self.environment());
        create(self, &Who::Operator, Channel::Cli, new, text).await
    }

    /// The API keys of a web user, or of all web users; oldest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist.
    pub async fn list_api_keys(&self, owner: Option<&str>) -> Result<Vec<ListedKey>, Error> {
        let mut tx = self.store().read().await?;
        let keys = match owner {
            Some(name) => {
                let owner = find_owner(&mut tx, name).await?;
                api_keys::of_owner(&mut tx, &owner.id).await?
            }
            None => api_keys::list(&mut tx).await?,
        };
        with_last_use(&mut tx, keys).await
    }

    /// Revokes an API key permanently, as the operator.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the key does not exist.
    pub async fn revoke_api_key(&self, id: &Id) -> Result<(), Error> {
        let mut tx = AccountTx::begin(self, &Who::Operator, Channel::Cli).await?;
        let key = api_keys::find(&mut tx.store, id).await?;
        revoke(tx, &key.ok_or(Error::not_found("API key"))?).await
    }
}

impl Keys<'_> {
    /// The actor's own keys that open this domain, oldest first. Keys for all domains have no domain.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn own(&self) -> Result<Vec<ListedKey>, Error> {
        let mut tx = self.ctx.read().await?;
        let mut keys = api_keys::of_owner(&mut tx, &self.owner).await?;
        keys.retain(|(key, _)| self.opens_domain(key));
        with_last_use(&mut tx, keys).await
    }

    /// The keys of all members that are limited to this domain, oldest first. Requires `edit_domain`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub async fn of_domain(&self) -> Result<Vec<ListedKey>, Error> {
        self.check_domain_right()?;
        let mut tx = self.ctx.read().await?;
        let keys = api_keys::of_domain(&mut tx, self.ctx.domain().number).await?;
        with_last_use(&mut tx, keys).await
    }

    /// Creates a key of the actor, who replaces the owner in `new`. The key opens this domain, or all
    /// domains of the actor, and can be limited to a role. Returns the secret; it cannot be shown
    /// again.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for another domain; [`Error::Invalid`] when the role does not exist, when
    /// the key has expired already, and for all domains unless the operator vouches for the owner:
    /// another person could have left a key in the account.
    pub async fn create(&self, new: NewApiKey) -> Result<(ApiKey, SecretString), Error> {
        if new.domain.as_ref().is_some_and(|domain| !self.is_here(domain)) {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let new = NewApiKey { owner: self.username.clone(), ..new };
        let actor = self.ctx.actor();
        let text = generate(self.ctx.environment());
        create(self.ctx.directory(), &actor.who, actor.channel, new, text).await
    }

    /// Revokes a key permanently: a key of the actor, or with `edit_domain` a key that is limited to
    /// this domain.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor sees no such key; [`Error::Forbidden`] when its owner has
    /// more rights than the actor.
    pub async fn revoke(&self, id: &str) -> Result<(), Error> {
        let missing = || Error::not_found("API key");
        let id = Id::parse(id).ok_or_else(missing)?;
        let actor = self.ctx.actor();
        let mut tx = AccountTx::begin(self.ctx.directory(), &actor.who, actor.channel).await?;
        let key = api_keys::find(&mut tx.store, &id).await?;
        let key = key.filter(|key| self.can_revoke(key)).ok_or_else(missing)?;
        if key.owner != self.owner {
            let domain = self.ctx.domain().number;
            let owner = memberships::find(&mut tx.store, domain, &key.owner).await?;
            owner.map_or(Ok(()), |owner| check_covers(actor, &owner))?;
        }
        revoke(tx, &key).await
    }

    fn can_revoke(&self, key: &ApiKey) -> bool {
        let is_own = key.owner == self.owner && self.opens_domain(key);
        let is_of_domain = key.domain.as_ref().is_some_and(|domain| self.is_here(domain));
        is_own || is_of_domain && self.check_domain_right().is_ok()
    }

    fn opens_domain(&self, key: &ApiKey) -> bool {
        key.domain.as_ref().is_none_or(|domain| self.is_here(domain))
    }

    fn is_here(&self, domain: &DomainName) -> bool {
        *domain == self.ctx.domain().name
    }

    fn check_domain_right(&self) -> Result<(), Error> {
        let actor = self.ctx.actor();
        self.ctx.directory().ctx(actor, Permission::EDIT_DOMAIN).map(drop)
    }
}

/// Creates a key with the secret `text` and logs it in each domain that it opens.
pub(super) async fn create(
    directory: &Directory,
    who: &Who,
    channel: Channel,
    new: NewApiKey,
    text: SecretString,
) -> Result<(ApiKey, SecretString), Error> {
    super::check_expiry(new.expires_at, directory.environment().now())?;
    if let Some(error) = text::validate("name", &new.name, NewApiKey::MAX_NAME) {
        return Err(Error::Invalid(vec![error]));
    }
    let mut tx = AccountTx::begin(directory, who, channel).await?;
    let owner = find_owner(&mut tx.store, &new.owner).await?;
    if new.domain.is_none() && *who != Who::Operator {
        check_vouched(&mut tx.store, &owner).await?;
    }
    let domain = match &new.domain {
        Some(name) => Some(find_domain(&mut tx.store, name.as_str()).await?),
        None => None,
    };
    if let Some(domain) = &domain {
        check_membership(&mut tx.store, domain, &owner).await?;
    }
    let role = match &new.role {
        Some(role) => Some(find_role(&mut tx.store, domain.as_ref(), role).await?),
        None => None,
    };
    let environment = directory.environment();
    let key = ApiKey {
        id: environment.id(),
        prefix: text.expose_secret().chars().take(PREFIX_CHARS).collect(),
        owner: owner.id.clone(),
        name: new.name,
        domain: new.domain,
        role,
        allowed_ips: new.allowed_ips,
        expires_at: new.expires_at,
        active: true,
        created_at: tx.now,
    };
    let secret_owner = SecretOwner::ApiKey(&key.id);
    let digest_secret = directory.encrypt_digest(secret_owner, &owner.username, &text);
    let number = domain.map(|domain| domain.number);
    lock_domains(&mut tx, number, &key.owner).await?;
    api_keys::insert(&mut tx.store, &key, number, &hash(&text), &digest_secret).await?;
    let mut created = Diff::created(&key);
    created.after.insert("user".to_owned(), owner.username.into());
    tx.log(Kind::ApiKeyCreated, key.id.as_str(), created);
    tx.commit().await?;
    Ok((key, text))
}

/// Revokes a key and logs it in each domain that it opens. Revoking it again changes nothing.
async fn revoke(mut tx: AccountTx, key: &ApiKey) -> Result<(), Error> {
    let domain = match &key.domain {
        Some(name) => domains::find(&mut tx.store, name.as_str()).await?,
        None => None,
    };
    lock_domains(&mut tx, domain.map(|domain| domain.number), &key.owner).await?;
    if !api_keys::revoke(&mut tx.store, &key.id).await? {
        return Ok(());
    }
    tx.log(Kind::ApiKeyRevoked, key.id.as_str(), revocation(key));
    tx.commit().await
}

/// The logged values of a key that is revoked.
pub(crate) fn revocation(key: &ApiKey) -> Diff {
    let revoked = ApiKey { active: false, ..key.clone() };
    Diff::between(key, &revoked).without_names()
}

/// Locks the domains that a key opens: `domain`, or all domains of its owner.
async fn lock_domains(tx: &mut AccountTx, domain: Option<i64>, owner: &Id) -> Result<(), Error> {
    match domain {
        Some(number) => tx.lock_domain(number).await,
        None => tx.lock_domains_of(owner).await,
    }
}

fn generate(environment: &Environment) -> SecretString {
    from_bytes(&environment.random::<32>())
}

/// The text of a key with these random bytes.
pub(super) fn from_bytes(bytes: &[u8; 32]) -> SecretString {
    format!("{MARK}{}", hex(bytes)).into()
}

async fn find_owner(tx: &mut Tx, username: &str) -> Result<WebUser, Error> {
    let user = web_users::find(tx, &fold(username.trim())).await?;
    user.ok_or_else(|| Error::invalid_field("user", Problem::Unknown(username.to_owned())))
}

/// Rejects a key for a domain of which its owner is not a member: it would open nothing.
async fn check_membership(tx: &mut Tx, domain: &Domain, owner: &WebUser) -> Result<(), Error> {
    let membership = memberships::find(tx, domain.number, &owner.id).await?;
    if membership.is_some() {
        return Ok(());
    }
    let text = format!("{} is not a member of '{}'", owner.username, domain.name);
    Err(Error::invalid_field("domain", Problem::Other(text)))
}

/// Rejects a key for all domains of an account that the operator does not vouch for.
async fn check_vouched(tx: &mut Tx, owner: &WebUser) -> Result<(), Error> {
    let rule = match web_users::state(tx, &owner.id).await? {
        Some(AccountState::Joinable) => return Ok(()),
        Some(AccountState::Claimed { .. }) => Rule::KeyPerDomain,
        Some(AccountState::Created { .. }) | None => Rule::FirstPassword,
    };
    Err(Error::invalid_field("domain", rule.into()))
}

async fn find_role(tx: &mut Tx, domain: Option<&Domain>, name: &str) -> Result<Id, Error> {
    let Some(domain) = domain else {
        return Err(Error::invalid_field("role", Rule::RoleNeedsDomain.into()));
    };
    let role = roles::by_name(tx, domain.number, name).await?;
    role.map(|role| role.id)
        .ok_or_else(|| Error::invalid_field("role", Problem::UnknownRole(name.to_owned())))
}

async fn with_last_use(tx: &mut Tx, keys: Vec<(ApiKey, String)>) -> Result<Vec<ListedKey>, Error> {
    let ids = keys.iter().map(|(key, _)| key.id.as_str().to_owned()).collect();
    let uses = key_uses::last_of(tx, ids).await?;
    let listed = keys.into_iter().map(|(key, owner)| {
        let last_used_at = last_use(&uses, &key.id);
        ListedKey { key, owner, last_used_at }
    });
    Ok(listed.collect())
}
