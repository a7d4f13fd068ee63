//! Recognition: whose credentials these are. Nothing is said here of what they open.

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

/// Somebody whose credentials are right, and a snapshot in which to look further. It is not always
/// the one that recognition began in: none is held while a password is hashed.
pub(crate) struct Recognised {
    pub(crate) who: Known,
    pub(crate) tx: Tx,
}

/// The two sorts of people who have credentials.
pub(crate) enum Known {
    /// A web user, and by what they were recognised.
    WebUser(WebUser, Credential),
    /// A mobile worker.
    Worker,
}

/// By what a web user was recognised.
pub(crate) enum Credential {
    /// A password, told in clear.
    Password(Box<ToldPassword>),
    /// A password that was not told, in Digest authentication.
    DigestPassword,
    /// A key, told or not.
    Key(Box<ApiKey>),
}

/// A right password, and what is stored of it.
pub(crate) struct ToldPassword {
    pub(crate) password: SecretString,
    pub(crate) hash: String,
    pub(crate) digest_secret: Option<String>,
}

impl Credential {
    /// The key, if it was one.
    pub(crate) fn key(&self) -> Option<&ApiKey> {
        match self {
            Self::Key(key) => Some(key),
            Self::Password(_) | Self::DigestPassword => None,
        }
    }
}

/// The one way in which unknown callers are sent away.
pub(crate) fn refused(failure: AuthFailure) -> Error {
    Error::Unauthenticated(failure)
}

impl Directory {
    /// A visit from there, now.
    pub(crate) fn visit(&self, from: IpAddr) -> ClientInfo {
        ClientInfo { from: from.to_canonical(), now: self.environment().now() }
    }

    /// Whose credentials these are. A mobile worker is known only in the `domain` they are in.
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

    /// A web user with their password or a key in its place, or a mobile worker with theirs. The
    /// same is looked up and the password hashed once whatever is found, so that the time tells
    /// nothing of what was.
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

    /// A web user who knows a key of theirs, or their password where a domain of theirs keeps it
    /// for Digest.
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
        // Of nobody the same is looked up, so that the time tells nothing.
        let id = login.as_ref().map_or_else(|| self.environment().id(), |it| it.user.id.clone());
        let keys = api_keys::with_digest_secret(tx, &id).await?;
        let counted = self.access().guesses.count(&guess, visit.now)?;
        let Some((login, means)) = self.proved(login, keys, answer, visit) else {
            return Err(refused(AuthFailure::Digest));
        };
        self.access().guesses.was_right(counted, visit.now);
        // Only now: nobody without the password can use up somebody's nonce.
        if !self.access().nonces.spend(&answer.nonce, answer.nc, visit.now) {
            return Err(refused(AuthFailure::DigestStale));
        }
        Ok((login.user, means))
    }

    /// By which of their secrets an answer was made, be it by any.
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
            // As much work as for somebody, and for nothing.
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

/// Where a request comes from, and when.
#[derive(Clone, Copy)]
pub(crate) struct ClientInfo {
    pub(crate) from: IpAddr,
    pub(crate) now: Timestamp,
}

impl ClientInfo {
    /// Whether the key is in force, then and from there.
    pub(crate) fn may_use(self, key: &ApiKey) -> bool {
        let in_time = key.expires_at.is_none_or(|end| self.now < end);
        let in_place = key.allowed_ips.is_empty()
            || key.allowed_ips.iter().any(|ip| ip.to_canonical() == self.from);
        key.active && in_time && in_place
    }
}

/// The owner of a key; of that name, when one is given with it.
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
