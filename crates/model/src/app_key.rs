//! Keys to the User.com dialect.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{DomainName, Id};

/// A key of an application: it opens one domain. The key itself, 64 letters and digits, is told
/// once, when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppKey {
    /// Identity of the key, by which it is revoked.
    pub id: Id,
    /// The domain it opens.
    pub domain: DomainName,
    /// What it is for; empty when not told.
    pub name: String,
    /// The first characters of the key, to tell keys apart.
    pub prefix: String,
    /// Whether it sees only people without a username.
    pub contacts_only: bool,
    /// The addresses it may be used from; empty is anywhere.
    pub allowed_ips: Vec<IpAddr>,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
    /// Whether it is in force.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl AppKey {
    /// How many characters a key has.
    pub const LENGTH: usize = 64;
    /// How many of them tell keys apart.
    pub const PREFIX: usize = 8;
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAppKey {
    /// The domain it opens.
    pub domain: DomainName,
    /// What it is for.
    pub name: String,
    /// Whether it sees only people without a username.
    pub contacts_only: bool,
    /// The addresses it may be used from; empty is anywhere.
    pub allowed_ips: Vec<IpAddr>,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
}
