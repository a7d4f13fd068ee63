//! Authentication (who sends a request) and authorization (what the sender may do in a domain).

pub(crate) mod authenticate;
mod authorize;
mod backoff;
mod cache;
mod credentials;
pub(crate) mod digest;
mod encryption;
mod hash_pool;
mod login_throttle;
mod nonce;
mod own_account;
pub(crate) mod password_policy;
mod provider;
mod second_factor;
mod sessions;
mod shared_failures;
mod sign_in;
mod state;
mod totp;
mod verify_password;
mod version_reads;

pub use authorize::Account;
pub use credentials::{Credentials, DigestAlgorithm, DigestAnswer, DigestChallenge};
pub(crate) use encryption::keyed_hash;
pub use provider::{ProviderAttempt, ProviderIdentity, ProviderSignIn, SelfJoin};
pub use second_factor::{Offer, SecondFactor};
pub use sessions::{ListedSession, Session};
pub use sign_in::{Opened, SignedIn, Visitor};
pub(crate) use state::{AuthState, SecretOwner};
