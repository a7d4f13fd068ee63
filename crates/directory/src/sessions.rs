//! Sessions of the console: begun by signing in, carried by a cookie, ended by time or by hand.

use jiff::{SignedDuration, Timestamp};
use roster_model::{AuthFailure, Error, ExposeSecret as _, Id, SecretString, WebUser};
use roster_store::{Tx, sessions};
use sha2::{Digest as _, Sha256};

use crate::{Directory, digest::hex, environment::Environment, seal::keyed_hash};

/// How long a session may lie unused.
const IDLE: SignedDuration = SignedDuration::from_hours(12);

/// How long a session lasts at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Uses closer together than this are noted as one.
const SPACING: SignedDuration = SignedDuration::from_mins(5);

/// How much is kept of what a program calls itself, in characters.
const AGENT_CHARS: usize = 200;

/// A web user who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub user: WebUser,
    /// Whether the session began over TLS, so that its cookie must not come without.
    pub secure: bool,
    pub(crate) id: Id,
    forms: String,
}

impl Session {
    /// What every form of this session carries, so that no page of another origin can send one:
    /// known to nobody who does not know the session's token.
    pub fn form_token(&self) -> &str {
        &self.forms
    }
}

/// A session, as it is listed to its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// The identity by which it is ended.
    pub id: Id,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The address from which it began.
    pub address: String,
    /// The program with which it began, as that calls itself.
    pub agent: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to five minutes.
    pub used_at: Timestamp,
}

impl Directory {
    /// The session that has this token.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when there is none, or it is over: after 12 hours without use,
    /// after 7 days, when its owner's password changed, or when they may no longer sign in.
    pub async fn session(&self, token: &SecretString) -> Result<Session, Error> {
        let over = || Error::Unauthenticated(AuthFailure::NoCredentials);
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let found = sessions::find(&mut tx, &token_hash(token)).await?;
        drop(tx);
        let (session, password_hash) = found.ok_or_else(over)?;
        let in_time = now.duration_since(session.used_at) < IDLE
            && now.duration_since(session.created_at) < LONGEST;
        if !in_time || !session.user.active || session.password != mark(&password_hash) {
            return Err(over());
        }
        if now.duration_since(session.used_at) > SPACING {
            let mut tx = self.store().write().await?;
            sessions::touch(&mut tx, &session.id, now).await?;
            tx.commit().await?;
        }
        let forms = form_token(token);
        Ok(Session { user: session.user, secure: session.secure, id: session.id, forms })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn sign_out(&self, session: &Session) -> Result<(), Error> {
        self.end_session(session, session.id.as_str()).await
    }

    /// Ends the session of that identity, if its owner is the same.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn end_session(&self, session: &Session, id: &str) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        sessions::delete(&mut tx, &session.user.id, id).await?;
        Ok(tx.commit().await?)
    }

    /// Ends all other sessions of the same owner.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn end_other_sessions(&self, session: &Session) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        sessions::delete_others(&mut tx, &session.user.id, &session.id).await?;
        Ok(tx.commit().await?)
    }

    /// The sessions of the same owner, the one used last first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn sessions(&self, session: &Session) -> Result<Vec<ListedSession>, Error> {
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let all = sessions::list(&mut tx, &session.user.id).await?;
        let lives = |it: &sessions::Session| {
            now.duration_since(it.used_at) < IDLE && now.duration_since(it.created_at) < LONGEST
        };
        let listed = |it: sessions::Session| ListedSession {
            current: it.id == session.id,
            id: it.id,
            address: it.address,
            agent: it.agent,
            created_at: it.created_at,
            used_at: it.used_at,
        };
        Ok(all.into_iter().filter(lives).map(listed).collect())
    }
}

/// What a new session is told of its beginning.
pub(crate) struct Beginning<'a> {
    pub(crate) user: &'a WebUser,
    pub(crate) password_hash: &'a str,
    pub(crate) secure: bool,
    pub(crate) address: &'a str,
    pub(crate) agent: &'a str,
}

/// Begins a session, and tells its token. Sessions that are over go.
pub(crate) async fn begin(
    tx: &mut Tx,
    environment: &Environment,
    beginning: Beginning<'_>,
) -> Result<SecretString, Error> {
    let now = environment.now();
    sessions::delete_old(tx, now - LONGEST, now - IDLE).await?;
    let token = SecretString::from(hex(&environment.random::<32>()));
    let session = sessions::Session {
        user: beginning.user.clone(),
        id: environment.id(),
        password: mark(beginning.password_hash),
        secure: beginning.secure,
        address: beginning.address.to_owned(),
        agent: beginning.agent.chars().take(AGENT_CHARS).collect(),
        created_at: now,
        used_at: now,
    };
    sessions::insert(tx, &token_hash(&token), &session).await?;
    Ok(token)
}

/// By what a session recognises that the password is still the one with which it began.
pub(crate) fn mark(password_hash: &str) -> String {
    hex(&Sha256::digest(password_hash)[..16])
}

/// A token is 256 random bits: nobody finds it by trying, so a fast hash does.
fn token_hash(token: &SecretString) -> String {
    hex(&Sha256::digest(token.expose_secret()))
}

fn form_token(token: &SecretString) -> String {
    let key = Sha256::digest(token.expose_secret()).into();
    hex(&keyed_hash(&key, &[b"forms", token.expose_secret().as_bytes()])[..16])
}
