//! Sessions of the console: created by signing in, identified by a cookie, ended by expiry or by
//! the user.

use jiff::{SignedDuration, Timestamp};
use roster_model::{AuthFailure, Error, ExposeSecret as _, Id, SecretString, WebUser};
use roster_store::{Tx, sessions};
use sha2::{Digest as _, Sha256};

use crate::{Directory, digest::hex, environment::Environment, seal::keyed_hash};

/// How long a session lasts without use.
const IDLE: SignedDuration = SignedDuration::from_hours(12);

/// How long a session lasts at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Uses within this time are recorded as one.
const SPACING: SignedDuration = SignedDuration::from_mins(5);

/// The stored length of a `User-Agent`, in characters.
const AGENT_CHARS: usize = 200;

/// A signed-in web user.
#[derive(Clone, Debug)]
pub struct Session {
    /// The web user.
    pub user: WebUser,
    /// Whether the session was created over TLS, so that its cookie must not be accepted without.
    pub secure: bool,
    pub(crate) id: Id,
    forms: String,
}

impl Session {
    /// The CSRF token of every form of this session. It cannot be computed without the session's
    /// token.
    pub fn form_token(&self) -> &str {
        &self.forms
    }
}

/// A session, as listed to its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// The ID to end it.
    pub id: Id,
    /// Whether it is the session of the request.
    pub current: bool,
    /// The address where it was created.
    pub address: String,
    /// The `User-Agent` with which it was created.
    pub agent: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last used, with a resolution of five minutes.
    pub used_at: Timestamp,
}

impl Directory {
    /// Returns the session with this token.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when there is none, or it has ended: after 12 hours without use,
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

    /// Ends the session with this ID, if it has the same owner.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn end_session(&self, session: &Session, id: &str) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        sessions::delete(&mut tx, &session.user.id, id).await?;
        Ok(tx.commit().await?)
    }

    /// Ends all other sessions of the owner.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn end_other_sessions(&self, session: &Session) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        sessions::delete_others(&mut tx, &session.user.id, &session.id).await?;
        Ok(tx.commit().await?)
    }

    /// Returns the sessions of the owner, the most recently used first.
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

/// The values of a new session.
pub(crate) struct Beginning<'a> {
    pub(crate) user: &'a WebUser,
    pub(crate) password_hash: &'a str,
    pub(crate) secure: bool,
    pub(crate) address: &'a str,
    pub(crate) agent: &'a str,
}

/// Creates a session and returns its token. Deletes expired sessions.
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

/// The digest of the password hash. With another digest, the session is over.
pub(crate) fn mark(password_hash: &str) -> String {
    hex(&Sha256::digest(password_hash)[..16])
}

/// A token has 256 random bits, so a fast hash suffices.
fn token_hash(token: &SecretString) -> String {
    hex(&Sha256::digest(token.expose_secret()))
}

fn form_token(token: &SecretString) -> String {
    let key = Sha256::digest(token.expose_secret()).into();
    hex(&keyed_hash(&key, &[b"forms", token.expose_secret().as_bytes()])[..16])
}
