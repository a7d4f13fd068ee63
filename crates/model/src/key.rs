//! API keys of web users, for the CommCare API.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{DomainName, Id};

/// An API key of a web user. The key itself is shown once, when it is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The identity of the key, which revokes it.
    pub id: Id,
    /// The web user who owns the key.
    pub owner: Id,
    /// What the key is for, in the owner's words; may be empty.
    pub name: String,
    /// The first characters of the key, to distinguish keys.
    pub prefix: String,
    /// The only domain that the key opens; `None` for all domains of the owner.
    pub domain: Option<DomainName>,
    /// The identity of the role that limits the key.
    pub role: Option<Id>,
    /// The addresses that may use the key; empty for any address.
    pub allowed_ips: Vec<IpAddr>,
    /// When the key expires.
    pub expires_at: Option<Timestamp>,
    /// Whether the key is active; a revoked key is not.
    pub active: bool,
    /// When the key was created.
    pub created_at: Timestamp,
}

impl NewApiKey {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// An API key to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiKey {
    /// What the key is for, in the owner's words; may be empty.
    pub name: String,
    /// The owner's e-mail address.
    pub owner: String,
    /// The only domain that the key opens.
    pub domain: Option<DomainName>,
    /// The name of the role that limits the key; needs `domain`.
    pub role: Option<String>,
    /// The addresses that may use the key; empty for any address.
    pub allowed_ips: Vec<IpAddr>,
    /// When the key expires.
    pub expires_at: Option<Timestamp>,
}
