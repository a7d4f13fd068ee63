//! Signing in to the console: a password, and a code if the web user has a second factor.

mod account;
pub(crate) mod lockout;
mod second_factor;

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use roster_model::{AuthFailure, Error, ExposeSecret as _, Id, SecretString, WebUser, fold};
use roster_store::{
    second_factors, sign_in_attempts,
    web_users::{self, Login},
};

pub use second_factor::{Offer, SecondFactor};

use lockout::{Familiarity, Subject};

use crate::{
    Directory,
    digest::hex,
    sessions::{self, Beginning},
};

/// How long the code may follow the password.
const TICKET_TIME: SignedDuration = SignedDuration::from_mins(10);

/// The purpose of sign-in tickets and device tokens in encryption.
const TICKET: &str = "sign-in ticket";
const DEVICE: &str = "device";

/// The client of a sign-in attempt.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Its address.
    pub from: IpAddr,
    /// Whether the connection uses TLS.
    pub secure: bool,
    /// Its `User-Agent`.
    pub agent: String,
    /// The device token of an earlier [`Opened`].
    pub device: Option<SecretString>,
}

/// The result of a sign-in.
#[derive(Debug)]
pub enum SignedIn {
    /// A session.
    Opened(Opened),
    /// The password was right, and a code is needed. Send the ticket with the code within ten
    /// minutes.
    NeedsCode(SecretString),
}

/// A new session.
#[derive(Debug)]
pub struct Opened {
    /// The token of the session, for its cookie.
    pub token: SecretString,
    /// The device token, for a long-lived cookie: attempts of strangers do not delay this device.
    pub device: SecretString,
}

impl Directory {
    /// Signs a web user in. Failures have the same cost, whatever is wrong.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`]; [`Error::Throttled`] after too many failed attempts;
    /// [`Error::Unavailable`].
    pub async fn sign_in(
        &self,
        username: &str,
        password: &SecretString,
        visitor: &Visitor,
    ) -> Result<SignedIn, Error> {
        let username = fold(username.trim());
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, &username).await?;
        drop(tx);
        let familiarity = self.familiarity(login.as_ref().map(|it| &it.user), visitor).await?;
        let subjects = lockout::of_password(&username, &familiarity, visitor.from);
        self.reserve(&subjects).await?;

        let hash = login.as_ref().map(|login| login.password_hash.as_str());
        let now = self.environment().now();
        let right = match self.access().hashing.verify(password, hash, now).await {
            Ok(right) => right,
            Err(busy) => {
                self.forgive(&subjects).await?;
                return Err(busy);
            }
        };
        let Some(login) = login.filter(|login| right && login.user.active) else {
            return Err(refused());
        };
        self.forgive(&subjects).await?;
        let mut tx = self.store().read().await?;
        let factor = second_factors::find(&mut tx, &login.user.id).await?;
        drop(tx);
        if factor.is_some() {
            return Ok(SignedIn::NeedsCode(self.ticket(&login)));
        }
        self.open_session(&login, &familiarity, visitor).await.map(SignedIn::Opened)
    }

    /// Completes a sign-in with a code of the authenticator app or a recovery code. A code is valid
    /// once.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a wrong code, and with [`AuthFailure::TokenEmpty`] when the
    /// ticket has expired and the password is needed again; [`Error::Throttled`].
    pub async fn sign_in_with_code(
        &self,
        ticket: &SecretString,
        code: &str,
        visitor: &Visitor,
    ) -> Result<Opened, Error> {
        let stale = || Error::Unauthenticated(AuthFailure::TokenEmpty);
        let login = self.ticket_holder(ticket).await?.ok_or_else(stale)?;
        let familiarity = self.familiarity(Some(&login.user), visitor).await?;
        let subjects = lockout::of_code(&login.user.username, &familiarity);
        self.reserve(&subjects).await?;
        if !self.take_code(&login.user.id, code).await? {
            return Err(refused());
        }
        self.forgive(&subjects).await?;
        self.open_session(&login, &familiarity, visitor).await
    }

    /// Returns what is known of a visitor before they authenticate.
    async fn familiarity(
        &self,
        user: Option<&WebUser>,
        visitor: &Visitor,
    ) -> Result<Familiarity, Error> {
        // Without a user the same records are read, so that the time reveals nothing.
        let user = user.map_or_else(|| self.environment().id(), |user| user.id.clone());
        if let Some(device) = visitor.device.as_ref().and_then(|it| self.device_of(it, &user)) {
            return Ok(Familiarity::Device(device));
        }
        let address = lockout::network(visitor.from);
        let since = self.environment().now() - lockout::ADDRESS_KNOWN_FOR;
        let mut tx = self.store().read().await?;
        let known = sign_in_attempts::is_known_address(&mut tx, &user, &address, since).await;
        Ok(if known? { Familiarity::Address(address) } else { Familiarity::Stranger })
    }

    async fn open_session(
        &self,
        login: &Login,
        familiarity: &Familiarity,
        visitor: &Visitor,
    ) -> Result<Opened, Error> {
        let environment = self.environment();
        let address = lockout::network(visitor.from);
        let beginning = Beginning {
            user: &login.user,
            password_hash: &login.password_hash,
            secure: visitor.secure,
            address: &visitor.from.to_string(),
            agent: &visitor.agent,
        };
        let mut tx = self.store().write().await?;
        let token = sessions::begin(&mut tx, environment, beginning).await?;
        sign_in_attempts::know_address(&mut tx, &login.user.id, &address, environment.now())
            .await?;
        tx.commit().await?;
        let device = match familiarity {
            Familiarity::Device(device) => device.clone(),
            _ => hex(&environment.random::<16>()),
        };
        let device = format!("{} {device}", login.user.id);
        let sealed = self.access().seal.close(DEVICE, device.as_bytes(), environment.random());
        Ok(Opened { token, device: sealed.into() })
    }

    /// Returns the ID of the device with this token, if `user` signed in with it.
    fn device_of(&self, token: &SecretString, user: &Id) -> Option<String> {
        let plain = self.access().seal.open(DEVICE, token.expose_secret())?;
        let text = String::from_utf8(plain).ok()?;
        let (owner, device) = text.rsplit_once(' ')?;
        (owner == user.as_str()).then(|| device.to_owned())
    }

    /// Returns the proof that a web user has just sent their password.
    fn ticket(&self, login: &Login) -> SecretString {
        let now = self.environment().now().as_second();
        let mark = sessions::mark(&login.password_hash);
        let text = format!("{now} {mark} {}", login.user.username);
        self.access().seal.close(TICKET, text.as_bytes(), self.environment().random()).into()
    }

    async fn ticket_holder(&self, ticket: &SecretString) -> Result<Option<Login>, Error> {
        let plain = self.access().seal.open(TICKET, ticket.expose_secret());
        let Some(text) = plain.and_then(|plain| String::from_utf8(plain).ok()) else {
            return Ok(None);
        };
        let Some((at, rest)) = text.split_once(' ') else { return Ok(None) };
        let Some((mark, username)) = rest.split_once(' ') else { return Ok(None) };
        let at = at.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
        let age = at.map(|at| self.environment().now().duration_since(at));
        if age.is_none_or(|age| age > TICKET_TIME) {
            return Ok(None);
        }
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, username).await?;
        Ok(login.filter(|it| it.user.active && sessions::mark(&it.password_hash) == mark))
    }

    async fn reserve(&self, subjects: &[Subject]) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        lockout::reserve(&mut tx, subjects, self.environment().now()).await?;
        Ok(tx.commit().await?)
    }

    async fn forgive(&self, subjects: &[Subject]) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        lockout::forgive(&mut tx, subjects).await?;
        Ok(tx.commit().await?)
    }
}

fn refused() -> Error {
    Error::Unauthenticated(AuthFailure::Basic)
}
