//! Sessions of the console. A cookie carries the token of a session; the store has its hash.

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    AccountState, AuthFailure, Denial, Error, ExposeSecret as _, Id, SecretString, WebUser,
};
use roster_store::{Tx, sessions};
use sha2::{Digest as _, Sha256};

use super::{digest::hex, encryption::keyed_hash};
use crate::{Directory, environment::Environment};

/// A session expires after this time without use.
const IDLE_TIMEOUT: SignedDuration = SignedDuration::from_hours(12);

/// A session expires at this age.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long a session may change the security of the account after the password was entered again.
const CONFIRMATION_TTL: SignedDuration = SignedDuration::from_mins(10);

/// The minimum time between two recorded uses.
const USE_INTERVAL: SignedDuration = SignedDuration::from_mins(5);

/// The most sessions of a web user. A new one ends those that were not used for the longest time.
const MAX_SESSIONS: usize = 20;

/// The maximum stored length of a user agent, in characters.
const MAX_AGENT_CHARS: usize = 200;

/// The session of a web user who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// The owner.
    pub user: WebUser,
    /// Whether the session began over TLS. Its cookie is valid only over TLS then.
    pub secure: bool,
    /// How far the owner has proved who they are.
    pub state: AccountState,
    /// Whether the owner is an operator of the server, who proved who they are.
    pub is_operator: bool,
    /// The language of the console that the owner has chosen, as a code such as `fr`.
    pub language: Option<String>,
    /// Whether the owner has entered the password again in the last ten minutes. Changes of the
    /// account's security require it, so that an unattended browser is not enough for them.
    pub is_confirmed: bool,
    /// When the owner signed in.
    pub(crate) signed_in_at: Timestamp,
    pub(crate) id: Id,
    form_token: String,
    form_mask: [u8; 16],
}

impl Session {
    /// The CSRF token of the session's forms. It is derived from the session token, so another
    /// origin cannot know it.
    pub fn form_token(&self) -> &str {
        &self.form_token
    }

    /// Random bytes that mask the CSRF token on the page of this request. So every page has another
    /// token, and a form that is sent twice can be recognized.
    pub fn form_mask(&self) -> [u8; 16] {
        self.form_mask
    }

    /// The credential of this session in [`roster_model::Actor`].
    pub(crate) fn credential(&self) -> String {
        format!("session:{}", self.id)
    }

    /// Whether the owner has signed in, or entered the password again, in the last ten minutes.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        self.is_confirmed || now.duration_since(self.signed_in_at) < CONFIRMATION_TTL
    }

    /// # Errors
    /// [`Denial::PasswordNotConfirmed`].
    pub(super) fn check_confirmed(&self) -> Result<(), Error> {
        if self.is_confirmed {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::PasswordNotConfirmed))
    }
}

/// A session in the list of its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// The id.
    pub id: Id,
    /// Whether it is the session of the request.
    pub current: bool,
    /// The address from which the user signed in.
    pub address: String,
    /// The user agent that signed in.
    pub agent: String,
    /// When the session began.
    pub created_at: Timestamp,
    /// The last use, with a precision of five minutes.
    pub used_at: Timestamp,
}

impl Directory {
    /// Finds the session with this token, and records its use.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when there is none or it has expired: after 12 hours without use,
    /// after 7 days, after a change of the owner's password, or when the owner is deactivated.
    pub async fn session(&self, token: &SecretString) -> Result<Session, Error> {
        let expired = || Error::Unauthenticated(AuthFailure::NoCredentials);
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let found = sessions::find(&mut tx, &token_hash(token)).await?;
        drop(tx);
        let (session, account) = found.ok_or_else(expired)?;
        let password_unchanged = session.password == password_fingerprint(&account.password_hash);
        if !is_alive(&session, now) || !session.user.active || !password_unchanged {
            return Err(expired());
        }
        if now.duration_since(session.used_at) > USE_INTERVAL {
            let mut tx = self.store().write().await?;
            sessions::touch(&mut tx, &session.id, now).await?;
            tx.commit().await?;
        }
        let is_recent = |at: Timestamp| now.duration_since(at) < CONFIRMATION_TTL;
        let state = session_state(account.state, session.by_provider);
        Ok(Session {
            user: session.user,
            secure: session.secure,
            is_operator: account.is_operator && state == AccountState::Joinable,
            state,
            language: account.language,
            is_confirmed: session.confirmed_at.is_some_and(is_recent),
            signed_in_at: session.created_at,
            id: session.id,
            form_token: form_token(token),
            form_mask: self.environment().random(),
        })
    }

    /// Records that the owner of the session has entered the password again.
    pub(super) async fn record_confirmation(&self, session: &Session) -> Result<Session, Error> {
        let mut tx = self.store().write().await?;
        sessions::confirm(&mut tx, &session.id, self.environment().now()).await?;
        tx.commit().await?;
        Ok(Session { is_confirmed: true, ..session.clone() })
    }

    /// Ends the session.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn sign_out(&self, session: &Session) -> Result<(), Error> {
        self.end_session(session, session.id.as_str()).await
    }

    /// Ends the session with this id, if it has the same owner.
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

    /// The sessions of the same owner, the last used first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn sessions(&self, session: &Session) -> Result<Vec<ListedSession>, Error> {
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let all = sessions::list(&mut tx, &session.user.id).await?;
        let listed = |it: sessions::Session| ListedSession {
            current: it.id == session.id,
            id: it.id,
            address: it.address,
            agent: it.agent,
            created_at: it.created_at,
            used_at: it.used_at,
        };
        Ok(all.into_iter().filter(|it| is_alive(it, now)).map(listed).collect())
    }
}

fn is_alive(session: &sessions::Session, now: Timestamp) -> bool {
    now.duration_since(session.used_at) < IDLE_TIMEOUT
        && now.duration_since(session.created_at) < MAX_AGE
}

/// How far the owner of a session has proved who they are. The first password of an account opens one
/// domain, because the operator knows it; a provider has confirmed the owner, so the session opens all.
/// The password of a claimed account opens all its domains too, so that one must be replaced before
/// the account joins another domain.
fn session_state(account: AccountState, by_provider: bool) -> AccountState {
    match account {
        AccountState::Created { .. } if by_provider => AccountState::Joinable,
        account => account,
    }
}

/// The data of a new session.
pub(super) struct NewSession<'a> {
    pub(super) user: &'a WebUser,
    pub(super) password_hash: &'a str,
    pub(super) secure: bool,
    pub(super) by_provider: bool,
    pub(super) address: &'a str,
    pub(super) agent: &'a str,
}

/// Creates a session and deletes expired and surplus ones. Returns the token.
pub(super) async fn create(
    tx: &mut Tx,
    environment: &Environment,
    new: NewSession<'_>,
) -> Result<SecretString, Error> {
    let now = environment.now();
    sessions::delete_old(tx, now - MAX_AGE, now - IDLE_TIMEOUT).await?;
    let token = SecretString::from(hex(&environment.random::<32>()));
    let session = sessions::Session {
        user: new.user.clone(),
        id: environment.id(),
        password: password_fingerprint(new.password_hash),
        secure: new.secure,
        address: new.address.to_owned(),
        agent: new.agent.chars().take(MAX_AGENT_CHARS).collect(),
        by_provider: new.by_provider,
        created_at: now,
        used_at: now,
        confirmed_at: None,
    };
    sessions::insert(tx, &token_hash(&token), &session).await?;
    // The last used ones come first.
    let all = sessions::list(tx, &new.user.id).await?;
    let surplus = all.iter().filter(|it| it.id != session.id).skip(MAX_SESSIONS - 1);
    for old in surplus {
        sessions::delete(tx, &new.user.id, old.id.as_str()).await?;
    }
    Ok(token)
}

/// A digest of the password hash. A session ends when it differs from that of the current password.
pub(super) fn password_fingerprint(password_hash: &str) -> String {
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
