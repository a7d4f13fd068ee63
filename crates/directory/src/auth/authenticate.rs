//! Finds the owner of credentials. What the owner may do is decided in `authorize`.

use std::net::IpAddr;

use jiff::Timestamp;
use roster_model::{
    AccountState, ApiKey, AuthFailure, Domain, Error, Id, SecretString, Username, WebUser, fold,
};
use roster_store::{
    Tx, api_keys,
    key_uses::NO_DOMAIN,
    second_factors,
    web_users::{self, Login},
    worker_logins,
};

use super::{
    credentials::{Credentials, DigestAnswer},
    digest::{DigestSecret, REALM},
    login_throttle::Factor,
    state::SecretOwner,
};
use crate::{Directory, keys};

/// The owner of valid credentials, and a snapshot for further queries. It can differ from the snapshot
/// at the start, because none is held while a password is hashed.
pub(crate) struct Authenticated {
    pub(crate) principal: Principal,
    pub(crate) tx: Tx,
}

/// The owner of credentials.
pub(crate) enum Principal {
    /// A web user, and the credential that proved it.
    WebUser(WebUser, Credential),
    /// A mobile worker.
    Worker,
}

/// The kind of credential that a web user has shown.
pub(crate) enum Credential {
    /// A password in clear text.
    Password(Box<VerifiedPassword>),
    /// The password of an account in this state, in Digest authentication.
    DigestPassword(AccountState),
    /// An API key, in clear text or in Digest authentication.
    Key(Box<ApiKey>),
}

/// A correct password, and what the store has of it.
pub(crate) struct VerifiedPassword {
    pub(crate) password: SecretString,
    pub(crate) hash: String,
    pub(crate) digest_secret: Option<String>,
    pub(crate) state: AccountState,
}

impl Credential {
    /// The API key, if the credential is one.
    pub(crate) fn key(&self) -> Option<&ApiKey> {
        match self {
            Self::Key(key) => Some(key),
            Self::Password(_) | Self::DigestPassword(_) => None,
        }
    }

    /// The number of the only domain that the credential opens, if it is a password that its owner has
    /// not replaced.
    pub(crate) fn only_domain(&self) -> Option<i64> {
        match self {
            Self::Password(password) => password.state.only_domain(),
            Self::DigestPassword(state) => state.only_domain(),
            Self::Key(_) => None,
        }
    }
}

/// The client of a request, and when it came.
#[derive(Clone, Copy)]
pub(crate) struct ClientInfo {
    pub(crate) address: IpAddr,
    pub(crate) now: Timestamp,
}

impl ClientInfo {
    /// Whether the key is active, has not expired and is allowed from this address.
    pub(crate) fn may_use(self, key: &ApiKey) -> bool {
        key.active && self.is_allowed(key.expires_at, &key.allowed_ips)
    }

    /// Whether a key with this expiry and these addresses is valid for this client. An empty list
    /// allows all addresses.
    pub(crate) fn is_allowed(self, expires_at: Option<Timestamp>, allowed: &[IpAddr]) -> bool {
        expires_at.is_none_or(|expiry| self.now < expiry)
            && (allowed.is_empty() || allowed.iter().any(|ip| ip.to_canonical() == self.address))
    }
}

impl Directory {
    pub(crate) fn client_info(&self, address: IpAddr) -> ClientInfo {
        ClientInfo { address: address.to_canonical(), now: self.environment().now() }
    }

    /// Finds the owner of the credentials. A mobile worker is found only in their own `domain`.
    pub(super) async fn verify_credentials(
        &self,
        mut tx: Tx,
        domain: Option<&Domain>,
        credentials: Credentials,
        address: IpAddr,
    ) -> Result<Authenticated, Error> {
        let client = self.client_info(address);
        let found = match credentials {
            Credentials::Basic { username, password } => {
                return self.verify_basic(tx, domain, &username, password, client).await;
            }
            Credentials::Key { username, key } => {
                find_key(&mut tx, Some(&username), &key, client).await?.ok_or(AuthFailure::Key)
            }
            Credentials::Bearer(key) => {
                find_key(&mut tx, None, &key, client).await?.ok_or(AuthFailure::Bearer)
            }
            Credentials::Digest(answer) => Ok(self.verify_digest(&mut tx, &answer, client).await?),
            Credentials::Nothing => Err(AuthFailure::NoCredentials),
            Credentials::BasicUnreadable => Err(AuthFailure::Basic),
            Credentials::KeyUnreadable => Err(AuthFailure::KeyUnreadable),
            Credentials::DigestUnreadable => Err(AuthFailure::Digest),
        };
        let (user, credential) = found.map_err(Error::Unauthenticated)?;
        Ok(Authenticated { principal: Principal::WebUser(user, credential), tx })
    }

    /// Verifies the password or API key of a web user, or the password of a mobile worker. Every case
    /// runs the same queries and one password hash, so that the time reveals nothing.
    async fn verify_basic(
        &self,
        mut tx: Tx,
        domain: Option<&Domain>,
        username: &str,
        password: SecretString,
        client: ClientInfo,
    ) -> Result<Authenticated, Error> {
        let username = fold(username);
        if let Some((user, key)) = find_key(&mut tx, Some(&username), &password, client).await? {
            return Ok(Authenticated { principal: Principal::WebUser(user, key), tx });
        }
        let login = web_users::login(&mut tx, &username).await?;
        let (number, full_name) = match domain {
            Some(domain) => (domain.number, fold(&Username::complete(&username, domain))),
            None => (NO_DOMAIN, username.clone()),
        };
        let worker_hash = worker_logins::password_hash(&mut tx, number, &full_name).await?;
        let user = login.as_ref().map(|login| &login.user);
        // All names of one account are counted together.
        let account = if login.is_some() { &username } else { &full_name };
        let attempt = self.login_attempt(&mut tx, Factor::Password, account, user, client).await?;
        drop(tx);

        let hash = login.as_ref().map(|login| &login.password_hash).or(worker_hash.as_ref());
        let hash = hash.map(String::as_str);
        let may_sign_in = login.as_ref().is_none_or(|login| login.user.active);
        let matches =
            self.verify_password(attempt, &password, hash, may_sign_in, client.now).await?;
        let mut tx = self.store().read().await?;
        let principal = match login {
            Some(login) if matches => {
                check_no_second_factor(&mut tx, &login.user.id).await?;
                let verified = VerifiedPassword {
                    password,
                    hash: login.password_hash,
                    digest_secret: login.digest_secret,
                    state: login.state,
                };
                Principal::WebUser(login.user, Credential::Password(Box::new(verified)))
            }
            None if matches => Principal::Worker,
            _ => return Err(Error::Unauthenticated(AuthFailure::Basic)),
        };
        Ok(Authenticated { principal, tx })
    }

    /// Verifies a Digest response against the API keys of the web user, and against the password if
    /// a domain of the user stores a Digest secret for it.
    async fn verify_digest(
        &self,
        tx: &mut Tx,
        answer: &DigestAnswer,
        client: ClientInfo,
    ) -> Result<(WebUser, Credential), Error> {
        let login = web_users::login(tx, &answer.username).await?;
        let login = login.filter(|login| login.user.active && answer.realm == REALM);
        let name = fold(&answer.username);
        let user = login.as_ref().map(|login| &login.user);
        let attempt = self.login_attempt(tx, Factor::Password, &name, user, client).await?;
        // The same query runs for an unknown name, so that the time reveals nothing.
        let id = user.map_or_else(|| self.environment().id(), |user| user.id.clone());
        let keys = api_keys::with_digest_secret(tx, &id).await?;
        let throttle = &self.auth().throttle;
        let counted = throttle.count(&attempt, client.now)?;
        let Some((login, credential)) = self.matching_credential(login, keys, answer, client)
        else {
            throttle.fail(counted, client.now);
            return Err(Error::Unauthenticated(AuthFailure::Digest));
        };
        throttle.succeed(counted, client.now);
        // After the verification: only the owner of the password can use up the nonce.
        if !self.auth().nonces.spend(&answer.nonce, answer.nc, client.now) {
            return Err(Error::Unauthenticated(AuthFailure::DigestStale));
        }
        if credential.key().is_none() {
            check_no_second_factor(tx, &login.user.id).await?;
        }
        Ok((login.user, credential))
    }

    /// The credential of the user that the response was computed with.
    fn matching_credential(
        &self,
        login: Option<Login>,
        keys: Vec<(ApiKey, String)>,
        answer: &DigestAnswer,
        client: ClientInfo,
    ) -> Option<(Login, Credential)> {
        let verifies = |owner: SecretOwner<'_>, encrypted: &str| {
            self.decrypt_digest(owner, encrypted).is_some_and(|secret| secret.verifies(answer))
        };
        let Some(login) = login else {
            // The same computation as for an existing user.
            DigestSecret::new(&answer.username, REALM, &SecretString::default()).verifies(answer);
            return None;
        };
        let key = keys.into_iter().find(|(key, encrypted)| {
            client.may_use(key) && verifies(SecretOwner::ApiKey(&key.id), encrypted)
        });
        let password = login.digest_secret.as_deref();
        let owner = SecretOwner::Password(&login.user.id);
        let credential = match key {
            Some((key, _)) => Credential::Key(Box::new(key)),
            None if password.is_some_and(|encrypted| verifies(owner, encrypted)) => {
                Credential::DigestPassword(login.state)
            }
            None => {
                if password.is_none() {
                    tracing::info!(
                        user = %login.user.id,
                        "Digest rejected: the password was set before digest_passwords; \
                         sign in once with Basic or in the console, or set the password again"
                    );
                }
                return None;
            }
        };
        Some((login, credential))
    }
}

/// Rejects the password of an account with a second factor: the APIs cannot ask for a code.
async fn check_no_second_factor(tx: &mut Tx, user: &Id) -> Result<(), Error> {
    match second_factors::find(tx, user).await? {
        Some(_) => Err(Error::Unauthenticated(AuthFailure::KeyRequired)),
        None => Ok(()),
    }
}

/// Finds an API key and its owner. With a `username`, the owner must have it.
async fn find_key(
    tx: &mut Tx,
    username: Option<&str>,
    key: &SecretString,
    client: ClientInfo,
) -> Result<Option<(WebUser, Credential)>, Error> {
    let found = api_keys::find_by_hash(tx, &keys::hash(key)).await?;
    let valid = found.filter(|(key, owner)| {
        let name_matches = username.is_none_or(|username| username == owner.username);
        name_matches && owner.active && client.may_use(key)
    });
    Ok(valid.map(|(key, owner)| (owner, Credential::Key(Box::new(key)))))
}
