//! Identifies the owner of credentials. What the credentials open is decided in `admission`.

use std::net::IpAddr;

use jiff::Timestamp;
use roster_model::{ApiKey, AuthFailure, Domain, Error, SecretString, Username, WebUser, fold};
use roster_store::{
    Tx, api_keys,
    key_uses::NO_DOMAIN,
    web_users::{self, Login},
    worker_logins,
};

use crate::{
    Directory,
    access::Holder,
    credentials::{Credentials, DigestAnswer},
    digest::{DigestSecret, REALM},
    keys,
};

/// An authenticated caller, and a snapshot for further reads. It may be another than at the start:
/// none is held while a password is hashed.
pub(crate) struct Recognised {
    pub(crate) who: Known,
    pub(crate) tx: Tx,
}

/// The kinds of people with credentials.
pub(crate) enum Known {
    /// A web user, and the credential that was verified.
    WebUser(WebUser, Credential),
    /// A mobile worker.
    Worker,
}

/// The credential of a web user.
pub(crate) enum Credential {
    /// A password, sent in clear.
    Password(Box<ToldPassword>),
    /// A password, in Digest authentication.
    DigestPassword,
    /// A key, sent in clear or in Digest authentication.
    Key(Box<ApiKey>),
}

/// A right password and its stored hash.
pub(crate) struct ToldPassword {
    pub(crate) password: SecretString,
    pub(crate) hash: String,
    pub(crate) digest_secret: Option<String>,
}

impl Credential {
    /// Returns the key, if the credential is one.
    pub(crate) fn key(&self) -> Option<&ApiKey> {
        match self {
            Self::Key(key) => Some(key),
            Self::Password(_) | Self::DigestPassword => None,
        }
    }
}

/// The only error of unauthenticated callers.
pub(crate) fn refused(failure: AuthFailure) -> Error {
    Error::Unauthenticated(failure)
}

impl Directory {
    /// The client at this address, now.
    pub(crate) fn visit(&self, from: IpAddr) -> ClientInfo {
        ClientInfo { from: from.to_canonical(), now: self.environment().now() }
    }

    /// Identifies the owner of credentials. A mobile worker is found only in their `domain`.
    pub(crate) async fn recognise(
        &self,
        mut tx: Tx,
        domain: Option<&Domain>,
        credentials: Credentials,
        from: IpAddr,
    ) -> Result<Recognised, Error> {
        let visit = self.visit(from);
        let known = match credentials {
            Credentials::Basic { username, password } => {
                return self.by_basic(tx, domain, &username, password, visit).await;
            }
            Credentials::Key { username, key } => {
                by_key(&mut tx, Some(&username), &key, visit).await?.ok_or(AuthFailure::Key)
            }
            Credentials::Bearer(key) => {
                by_key(&mut tx, None, &key, visit).await?.ok_or(AuthFailure::Bearer)
            }
            Credentials::Digest(answer) => Ok(self.by_digest(&mut tx, &answer, visit).await?),
            Credentials::Nothing => Err(AuthFailure::NoCredentials),
            Credentials::BasicUnreadable => Err(AuthFailure::Basic),
            Credentials::KeyUnreadable => Err(AuthFailure::KeyUnreadable),
            Credentials::DigestUnreadable => Err(AuthFailure::Digest),
        };
        let (user, means) = known.map_err(refused)?;
        Ok(Recognised { who: Known::WebUser(user, means), tx })
    }

    /// Identifies a web user by password or key, or a mobile worker by password. The same records
    /// are read and one password is hashed in every case, so that the time reveals nothing.
    async fn by_basic(
        &self,
        mut tx: Tx,
        domain: Option<&Domain>,
        username: &str,
        password: SecretString,
        visit: ClientInfo,
    ) -> Result<Recognised, Error> {
        let username = fold(username);
        if let Some((user, means)) = by_key(&mut tx, Some(&username), &password, visit).await? {
            return Ok(Recognised { who: Known::WebUser(user, means), tx });
        }
        let login = web_users::login(&mut tx, &username).await?;
        let (number, full) = match domain {
            Some(domain) => (domain.number, fold(&Username::complete(&username, domain))),
            None => (NO_DOMAIN, username.clone()),
        };
        let worker_hash = worker_logins::password_hash(&mut tx, number, &full).await?;
        let user = login.as_ref().map(|login| &login.user);
        let guess = self.guess(&mut tx, &username, user, visit).await?;
        drop(tx);

        let hash = login.as_ref().map(|login| &login.password_hash).or(worker_hash.as_ref());
        let hash = hash.map(String::as_str);
        let may = login.as_ref().is_none_or(|login| login.user.active);
        let right = self.judge(guess, &password, hash, may, visit.now).await?;
        let who = match login {
            Some(login) if right => {
                let told = ToldPassword {
                    password,
                    hash: login.password_hash,
                    digest_secret: login.digest_secret,
                };
                Known::WebUser(login.user, Credential::Password(Box::new(told)))
            }
            None if right => Known::Worker,
            _ => return Err(refused(AuthFailure::Basic)),
        };
        Ok(Recognised { who, tx: self.store().read().await? })
    }

    /// Identifies a web user by Digest with a key, or with a password where a domain of theirs
    /// allows that.
    async fn by_digest(
        &self,
        tx: &mut Tx,
        answer: &DigestAnswer,
        visit: ClientInfo,
    ) -> Result<(WebUser, Credential), Error> {
        let login = web_users::login(tx, &answer.username).await?;
        let login = login.filter(|login| login.user.active && answer.realm == REALM);
        let name = fold(&answer.username);
        let guess = self.guess(tx, &name, login.as_ref().map(|it| &it.user), visit).await?;
        // Without a user the same records are read, so that the time reveals nothing.
        let id = login.as_ref().map_or_else(|| self.environment().id(), |it| it.user.id.clone());
        let keys = api_keys::with_digest_secret(tx, &id).await?;
        let counted = self.access().guesses.count(&guess, visit.now)?;
        let Some((login, means)) = self.proved(login, keys, answer, visit) else {
            return Err(refused(AuthFailure::Digest));
        };
        self.access().guesses.was_right(counted, visit.now);
        // Only after verification, so that others cannot use up a nonce.
        if !self.access().nonces.spend(&answer.nonce, answer.nc, visit.now) {
            return Err(refused(AuthFailure::DigestStale));
        }
        Ok((login.user, means))
    }

    /// Returns the secret with which a Digest response was computed.
    fn proved(
        &self,
        login: Option<Login>,
        keys: Vec<(ApiKey, String)>,
        answer: &DigestAnswer,
        visit: ClientInfo,
    ) -> Option<(Login, Credential)> {
        let proves = |holder: Holder<'_>, sealed: &str| {
            self.open_digest(holder, sealed).is_some_and(|secret| secret.proves(answer))
        };
        let Some(login) = login else {
            // As much work as for an existing user.
            DigestSecret::new(&answer.username, REALM, &SecretString::default()).proves(answer);
            return None;
        };
        let key = keys
            .into_iter()
            .find(|(key, sealed)| visit.may_use(key) && proves(Holder::Key(&key.id), sealed));
        let password = login.digest_secret.as_deref();
        let means = match key {
            Some((key, _)) => Credential::Key(Box::new(key)),
            None if password.is_some_and(|it| proves(Holder::Password(&login.user.id), it)) => {
                Credential::DigestPassword
            }
            None => return None,
        };
        Some((login, means))
    }
}

/// The address of a request and its time.
#[derive(Clone, Copy)]
pub(crate) struct ClientInfo {
    pub(crate) from: IpAddr,
    pub(crate) now: Timestamp,
}

impl ClientInfo {
    /// Returns whether the key may be used now and from this address.
    pub(crate) fn may_use(self, key: &ApiKey) -> bool {
        let in_time = key.expires_at.is_none_or(|end| self.now < end);
        let in_place = key.allowed_ips.is_empty()
            || key.allowed_ips.iter().any(|ip| ip.to_canonical() == self.from);
        key.active && in_time && in_place
    }
}

/// Returns the owner of a key. If a name is given, it must be the owner's.
async fn by_key(
    tx: &mut Tx,
    username: Option<&str>,
    key: &SecretString,
    visit: ClientInfo,
) -> Result<Option<(WebUser, Credential)>, Error> {
    let found = api_keys::find_by_hash(tx, &keys::hash(key)).await?;
    let known = found.filter(|(key, owner)| {
        let named = username.is_none_or(|username| username == owner.username);
        named && owner.active && visit.may_use(key)
    });
    Ok(known.map(|(key, owner)| (owner, Credential::Key(Box::new(key)))))
}
