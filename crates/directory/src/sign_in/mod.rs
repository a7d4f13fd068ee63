//! Signing in to the console: a password, and a code where the web user has set that up.

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

/// How long one may take to find the code after the password.
const TICKET_TIME: SignedDuration = SignedDuration::from_mins(10);

/// What tickets and device tokens are sealed for.
const TICKET: &str = "sign-in ticket";
const DEVICE: &str = "device";

/// From where, and with what, somebody tries to sign in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The address they come from.
    pub from: IpAddr,
    /// Whether they come over TLS.
    pub secure: bool,
    /// The program they use, as that calls itself.
    pub agent: String,
    /// What an earlier [`Opened`] gave this program to keep.
    pub device: Option<SecretString>,
}

/// How far signing in came.
#[derive(Debug)]
pub enum SignedIn {
    /// All the way.
    Opened(Opened),
    /// The password was right, and a code is needed too. The ticket, told back with the code, says
    /// so; it is good for ten minutes.
    NeedsCode(SecretString),
}

/// A session that has begun.
#[derive(Debug)]
pub struct Opened {
    /// What names the session: for the program to keep, for as long as the session may last.
    pub token: SecretString,
    /// What shows next time that this program was let in before, so that attempts of strangers do
    /// not stand in its way: for the program to keep for long.
    pub device: SecretString,
}

impl Directory {
    /// Signs a web user in. Whatever is wrong takes the same work to find out.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`]; [`Error::Throttled`] when too many attempts failed that have
    /// something in common with this one; [`Error::Unavailable`].
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

    /// Signs a web user in who has shown their password, by a code of their app or one of their
    /// recovery codes. Each is good once.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a wrong code, and with [`AuthFailure::TokenEmpty`] when the
    /// ticket is no longer good and the password is to be told again; [`Error::Throttled`].
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

    /// How well a visitor is known to be the one they say they are, before they prove it.
    async fn familiarity(
        &self,
        user: Option<&WebUser>,
        visitor: &Visitor,
    ) -> Result<Familiarity, Error> {
        // Of nobody the same is looked up, so that the time tells nothing.
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

    /// The name of the program that was given this token when `user` signed in with it.
    fn device_of(&self, token: &SecretString, user: &Id) -> Option<String> {
        let plain = self.access().seal.open(DEVICE, token.expose_secret())?;
        let text = String::from_utf8(plain).ok()?;
        let (owner, device) = text.rsplit_once(' ')?;
        (owner == user.as_str()).then(|| device.to_owned())
    }

    /// What shows that a web user told their password just now.
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
