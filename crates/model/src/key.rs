//! Keys to the CommCare dialect.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{DomainName, Id};

/// An API key of a web user. The key itself is told once, when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Identity of the key, by which it is revoked.
    pub id: Id,
    /// Its owner.
    pub owner: Id,
    /// The first characters of the key, to tell keys apart.
    pub prefix: String,
    /// The only domain it opens; `None` opens all of its owner's.
    pub domain: Option<DomainName>,
    /// The role it is cut down to, by identity.
    pub role: Option<Id>,
    /// The addresses it may be used from; empty is anywhere.
    pub allowed_ips: Vec<IpAddr>,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
    /// Whether it is in force.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiKey {
    /// The owner's e-mail address.
    pub owner: String,
    /// The only domain it opens.
    pub domain: Option<DomainName>,
    /// The role it is cut down to, by name; needs `domain`.
    pub role: Option<String>,
    /// The addresses it may be used from.
    pub allowed_ips: Vec<IpAddr>,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
}
