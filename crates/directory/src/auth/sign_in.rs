//! Sign-in to the console: a password, then a code if the web user has a second factor.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use roster_model::{AuthFailure, Error, ExposeSecret as _, Id, SecretString, WebUser, fold};
use roster_store::{
    Tx, known_addresses, memberships, second_factors,
    web_users::{self, Login},
};

use super::{
    digest::hex,
    login_throttle::{Factor, LoginAttempt, network},
    sessions::{self, NewSession},
    state::SecretOwner,
};
use crate::Directory;

/// The time to enter the code after the password.
const TICKET_TTL: SignedDuration = SignedDuration::from_mins(10);

/// The contexts in which tickets and device tokens are encrypted.
const TICKET_CONTEXT: &str = "sign-in ticket";
const DEVICE_CONTEXT: &str = "device";

/// The browser of a sign-in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The address.
    pub from: IpAddr,
    /// Whether the connection uses TLS.
    pub secure: bool,
    /// The user agent.
    pub agent: String,
    /// The device token of an earlier sign-in, [`Opened::device`].
    pub device: Option<SecretString>,
}

/// The outcome of a correct password.
#[derive(Debug)]
pub enum SignedIn {
    /// The user is signed in.
    Opened(Opened),
    /// The user has a second factor. The ticket must be sent back with the code, within ten minutes.
    NeedsCode(SecretString),
}

/// The cookies of a new session.
#[derive(Debug)]
pub struct Opened {
    /// The session token, valid as long as the session.
    pub token: SecretString,
    /// The device token, for the next sign-in. Failed attempts of other clients do not delay a
    /// browser that has it.
    pub device: SecretString,
}

impl Directory {
    /// Signs a web user in. Every failure takes the same time.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`]; [`Error::Throttled`]; [`Error::Unavailable`].
    pub async fn sign_in(
        &self,
        username: &str,
        password: &SecretString,
        visitor: &Visitor,
    ) -> Result<SignedIn, Error> {
        let username = fold(username.trim());
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, &username).await?;
        let user = login.as_ref().map(|login| &login.user);
        let attempt =
            self.sign_in_attempt(&mut tx, Factor::Password, &username, user, visitor).await?;
        drop(tx);
        let hash = login.as_ref().map(|login| login.password_hash.as_str());
        let may_sign_in = user.is_none_or(|user| user.active);
        let now = self.environment().now();
        let matches = self.verify_password(attempt, password, hash, may_sign_in, now).await?;
        let login = login.filter(|_| matches).ok_or(Error::Unauthenticated(AuthFailure::Basic))?;
        let mut tx = self.store().read().await?;
        let factor = second_factors::find(&mut tx, &login.user.id).await?;
        drop(tx);
        if factor.is_some() {
            return Ok(SignedIn::NeedsCode(self.ticket(&login)));
        }
        self.store_missing_digest_secret(&login, password).await?;
        self.create_session(&login, visitor, false).await.map(SignedIn::Opened)
    }

    /// Stores the Digest secret of a password that was set before a domain of the user asked for it.
    async fn store_missing_digest_secret(
        &self,
        login: &Login,
        password: &SecretString,
    ) -> Result<(), Error> {
        if login.digest_secret.is_some() {
            return Ok(());
        }
        let user = &login.user;
        let mut tx = self.store().read().await?;
        let domains = memberships::domains_of(&mut tx, &user.id).await?;
        drop(tx);
        if !domains.iter().any(|domain| domain.settings.digest_passwords) {
            return Ok(());
        }
        let owner = SecretOwner::Password(&user.id);
        let secret = self.encrypt_digest(owner, &user.username, password);
        let mut tx = self.store().write().await?;
        web_users::set_digest_secret(&mut tx, &user.id, &login.password_hash, &secret).await?;
        Ok(tx.commit().await?)
    }

    /// Completes a sign-in with a code of the app or with a recovery code. Each code is valid once.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a wrong code, with [`AuthFailure::TokenEmpty`] when the ticket
    /// has expired and the password must be entered again; [`Error::Throttled`].
    pub async fn sign_in_with_code(
        &self,
        ticket: &SecretString,
        code: &str,
        visitor: &Visitor,
    ) -> Result<Opened, Error> {
        let expired = || Error::Unauthenticated(AuthFailure::TokenEmpty);
        let login = self.ticket_owner(ticket).await?.ok_or_else(expired)?;
        let user = &login.user;
        let mut tx = self.store().read().await?;
        let attempt = self
            .sign_in_attempt(&mut tx, Factor::Code, &user.username, Some(user), visitor)
            .await?;
        drop(tx);
        if !self.verify_code(attempt, &user.id, code).await? {
            return Err(Error::Unauthenticated(AuthFailure::Basic));
        }
        self.create_session(&login, visitor, false).await
    }

    /// Verifies a code, with throttling, and marks it as used.
    ///
    /// # Errors
    /// [`Error::Throttled`].
    pub(super) async fn verify_code(
        &self,
        attempt: LoginAttempt,
        user: &Id,
        code: &str,
    ) -> Result<bool, Error> {
        let now = self.environment().now();
        let counted = self.auth().throttle.count(&attempt, now)?;
        let valid = self.spend_code(user, code).await;
        match valid {
            Ok(true) => self.auth().throttle.succeed(counted, now),
            Ok(false) => self.auth().throttle.fail(counted, now),
            Err(_) => self.auth().throttle.refund(counted, now),
        }
        valid
    }

    /// The attempt of a browser. A browser with a valid device token is a known client.
    async fn sign_in_attempt(
        &self,
        tx: &mut Tx,
        factor: Factor,
        username: &str,
        user: Option<&WebUser>,
        visitor: &Visitor,
    ) -> Result<LoginAttempt, Error> {
        let client = self.client_info(visitor.from);
        let attempt = self.login_attempt(tx, factor, username, user, client).await?;
        match user.and_then(|user| self.device_id(visitor, &user.id)) {
            Some(device) => Ok(self.known_client_attempt(factor, username, device)),
            None => Ok(attempt),
        }
    }

    /// The attempt of a client that has proved its identity in another way.
    pub(super) fn known_client_attempt(
        &self,
        factor: Factor,
        username: &str,
        client: String,
    ) -> LoginAttempt {
        let mut attempt = self.auth().throttle.attempt(factor, username, client);
        attempt.is_known_client = true;
        attempt
    }

    /// Creates a session. `by_provider`: the user has signed in at an identity provider.
    pub(super) async fn create_session(
        &self,
        login: &Login,
        visitor: &Visitor,
        by_provider: bool,
    ) -> Result<Opened, Error> {
        let environment = self.environment();
        let user = &login.user;
        let new = NewSession {
            user,
            password_hash: &login.password_hash,
            secure: visitor.secure,
            by_provider,
            address: &visitor.from.to_string(),
            agent: &visitor.agent,
        };
        let mut tx = self.store().write().await?;
        let token = sessions::create(&mut tx, environment, new).await?;
        let address = network(visitor.from);
        known_addresses::record(&mut tx, &user.id, &address, environment.now()).await?;
        tx.commit().await?;
        let device = self.device_id(visitor, &user.id);
        let device = device.unwrap_or_else(|| hex(&environment.random::<16>()));
        let device = format!("{} {device}", user.id);
        let cipher = &self.auth().cipher;
        let device = cipher.encrypt(DEVICE_CONTEXT, device.as_bytes(), environment.random());
        Ok(Opened { token, device: device.into() })
    }

    /// The id in the visitor's device token, if the token was issued to `user`.
    fn device_id(&self, visitor: &Visitor, user: &Id) -> Option<String> {
        let token = visitor.device.as_ref()?;
        let plain = self.auth().cipher.decrypt(DEVICE_CONTEXT, token.expose_secret())?;
        let text = String::from_utf8(plain).ok()?;
        let (owner, device) = text.rsplit_once(' ')?;
        (owner == user.as_str()).then(|| device.to_owned())
    }

    /// A ticket proves that the web user entered the correct password.
    fn ticket(&self, login: &Login) -> SecretString {
        let now = self.environment().now().as_second();
        let fingerprint = sessions::password_fingerprint(&login.password_hash);
        let text = format!("{now} {fingerprint} {}", login.user.username);
        let nonce = self.environment().random();
        self.auth().cipher.encrypt(TICKET_CONTEXT, text.as_bytes(), nonce).into()
    }

    async fn ticket_owner(&self, ticket: &SecretString) -> Result<Option<Login>, Error> {
        let plain = self.auth().cipher.decrypt(TICKET_CONTEXT, ticket.expose_secret());
        let Some(text) = plain.and_then(|plain| String::from_utf8(plain).ok()) else {
            return Ok(None);
        };
        let Some((at, rest)) = text.split_once(' ') else { return Ok(None) };
        let Some((fingerprint, username)) = rest.split_once(' ') else { return Ok(None) };
        let at = at.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
        let age = at.map(|at| self.environment().now().duration_since(at));
        if age.is_none_or(|age| age > TICKET_TTL) {
            return Ok(None);
        }
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, username).await?;
        let is_current =
            |it: &Login| sessions::password_fingerprint(&it.password_hash) == fingerprint;
        Ok(login.filter(|login| login.user.active && is_current(login)))
    }
}
