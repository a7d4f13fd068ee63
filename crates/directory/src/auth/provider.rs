//! Sign-in with an identity provider (OpenID Connect). The server speaks the protocol; this module
//! decides which account a confirmed identity opens.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Email, Error, ExposeSecret as _, SecretString};
use roster_store::{identities, web_users};

use super::{
    login_throttle::{CountedAttempt, Factor, network},
    sign_in::{Opened, Visitor},
};
use crate::{Directory, web_users::LinkOutcome};

/// How long a browser may stay at the provider.
const STATE_TTL: SignedDuration = SignedDuration::from_mins(10);

/// The context in which the state of a sign-in is encrypted.
const STATE_CONTEXT: &str = "sign-in with a provider";

/// The longest subject (OpenID Connect Core, section 2).
const MAX_SUBJECT_BYTES: usize = 255;

/// A person, as an identity provider has confirmed.
#[derive(Clone, Debug)]
pub struct ProviderIdentity {
    /// The provider.
    pub issuer: String,
    /// The id of the person at the provider.
    pub subject: String,
    /// The e-mail address, if the provider has verified that it belongs to the person.
    pub verified_email: Option<String>,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
}

/// A domain that people join by signing in, and their role there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfJoin {
    /// The name of the domain.
    pub domain: String,
    /// The name of the role.
    pub role: String,
}

/// The outcome of a sign-in with a provider.
#[derive(Debug)]
pub enum ProviderSignIn {
    /// The user is signed in.
    Opened(Opened),
    /// The identity is not linked, and the provider has not verified an e-mail address.
    EmailNotVerified,
    /// The account with this address is linked to another identity of the provider.
    OtherIdentity(String),
    /// No account has this address, and the person may not join a domain.
    NoAccount(String),
    /// The account is deactivated.
    Deactivated,
}

/// An attempt that counts as failed until it succeeds or is refunded.
pub struct ProviderAttempt(CountedAttempt);

impl Directory {
    /// Counts a sign-in with a provider as failed. Each network address is counted by itself.
    ///
    /// # Errors
    /// [`Error::Throttled`] with the seconds to wait.
    pub fn count_provider_attempt(&self, visitor: &Visitor) -> Result<ProviderAttempt, Error> {
        let throttle = &self.auth().throttle;
        let mut attempt = throttle.attempt(Factor::Provider, "", network(visitor.from));
        // No account is guessed, so other addresses must not delay this one.
        attempt.is_known_client = true;
        throttle.count(&attempt, self.environment().now()).map(ProviderAttempt)
    }

    /// Refunds an attempt that did not fail because of the client.
    pub fn refund_provider_attempt(&self, attempt: ProviderAttempt) {
        self.auth().throttle.refund(attempt.0, self.environment().now());
    }

    /// Encrypts the state of a sign-in for the browser that began it. Valid for ten minutes.
    pub fn seal_provider_state(&self, state: &str) -> SecretString {
        let environment = self.environment();
        let text = format!("{} {state}", environment.now().as_second());
        let cipher = &self.auth().cipher;
        cipher.encrypt(STATE_CONTEXT, text.as_bytes(), environment.random()).into()
    }

    /// Decrypts the state of a sign-in. `None` when it has expired or is not from this store.
    pub fn open_provider_state(&self, sealed: &SecretString) -> Option<String> {
        let plain = self.auth().cipher.decrypt(STATE_CONTEXT, sealed.expose_secret())?;
        let text = String::from_utf8(plain).ok()?;
        let (second, state) = text.split_once(' ')?;
        let at = Timestamp::from_second(second.parse().ok()?).ok()?;
        let age = self.environment().now().duration_since(at);
        (age <= STATE_TTL).then(|| state.to_owned())
    }

    /// Signs in a person that an identity provider has confirmed. The account is the one that is
    /// linked to the identity, otherwise the one with the verified e-mail address, which is linked.
    /// The person joins the domains of `joins` in which they have neither a membership nor an
    /// invitation. The second factor is not required: the provider decides how a person signs in.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::TransactionConflict`] or [`Error::Internal`] of the store.
    pub async fn sign_in_with_provider(
        &self,
        identity: &ProviderIdentity,
        joins: &[SelfJoin],
        visitor: &Visitor,
    ) -> Result<ProviderSignIn, Error> {
        let is_subject = !identity.subject.is_empty()
            && identity.subject.len() <= MAX_SUBJECT_BYTES
            && !identity.subject.contains(|c: char| c.is_control());
        if !is_subject {
            return Ok(ProviderSignIn::EmailNotVerified);
        }
        let mut tx = self.store().read().await?;
        let linked = identities::owner(&mut tx, &identity.issuer, &identity.subject).await?;
        drop(tx);
        let user = if let Some(user) = linked {
            user
        } else {
            let email = identity.verified_email.as_deref().map(Email::parse);
            let Some(Ok(Some(email))) = email else {
                return Ok(ProviderSignIn::EmailNotVerified);
            };
            let email = email.folded();
            match self.link_identity(identity, &email, joins).await? {
                LinkOutcome::Linked(user) => user,
                LinkOutcome::OtherIdentity => return Ok(ProviderSignIn::OtherIdentity(email)),
                LinkOutcome::NoAccount => return Ok(ProviderSignIn::NoAccount(email)),
                LinkOutcome::Deactivated => return Ok(ProviderSignIn::Deactivated),
            }
        };
        if !user.active {
            return Ok(ProviderSignIn::Deactivated);
        }
        self.join_own_domains(&user, joins).await?;
        let mut tx = self.store().read().await?;
        let login = web_users::login(&mut tx, &user.username).await?;
        drop(tx);
        match login.filter(|login| login.user.active) {
            Some(login) => {
                self.create_session(&login, visitor, true).await.map(ProviderSignIn::Opened)
            }
            None => Ok(ProviderSignIn::Deactivated),
        }
    }
}

impl ProviderAttempt {
    /// Refunds a successful attempt, and the failures before it.
    pub fn succeed(self, directory: &Directory) {
        directory.auth().throttle.succeed(self.0, directory.environment().now());
    }
}
