//! App keys, for the User.com API.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{DomainName, Id};

/// An app key. It opens one domain. The key itself, 64 letters and digits, is shown once, when it is
/// created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppKey {
    /// The identity of the key, which revokes it.
    pub id: Id,
    /// The domain that the key opens.
    pub domain: DomainName,
    /// A name for the key; may be empty.
    pub name: String,
    /// The first characters of the key, to distinguish keys.
    pub prefix: String,
    /// Whether the key sees only contacts.
    pub contacts_only: bool,
    /// The addresses that may use the key; empty for any address.
    pub allowed_ips: Vec<IpAddr>,
    /// When the key expires.
    pub expires_at: Option<Timestamp>,
    /// Whether the key is active; a revoked key is not.
    pub active: bool,
    /// When the key was created.
    pub created_at: Timestamp,
}

impl AppKey {
    /// The number of characters of a key.
    pub const LENGTH: usize = 64;
    /// The number of characters of [`AppKey::prefix`].
    pub const PREFIX: usize = 8;
}

/// An app key to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAppKey {
    /// The domain that the key opens.
    pub domain: DomainName,
    /// A name for the key.
    pub name: String,
    /// Whether the key sees only contacts.
    pub contacts_only: bool,
    /// The addresses that may use the key; empty for any address.
    pub allowed_ips: Vec<IpAddr>,
    /// When the key expires.
    pub expires_at: Option<Timestamp>,
}
