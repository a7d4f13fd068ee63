//! Revisions of resources: the value behind an `ETag`.

use std::hash::{Hash, Hasher};

use roster_model::Domain;
use sha2::{Digest as _, Sha256};

use crate::auth::digest::hex;

/// Separates the digest of a resource from that of the additional data.
const SEPARATOR: char = '-';

/// The revision of a resource: a digest of its view. It differs as soon as any shown value differs.
///
/// It is computed, not stored. Processes of the same build compute the same revision; another build
/// may compute another one, and clients then read the resource again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// Computes the revision of `view` in `domain`. The wire mode of the domain changes the bytes of
    /// a view, so it is part of the digest.
    pub fn new(domain: &Domain, view: &impl Hash) -> Self {
        Self(digest(&(domain.settings.wire.as_str(), view)))
    }

    /// The revision of a view with additional data, such as activity counts, that a change of the
    /// resource does not affect. A precondition compares the resource only.
    #[must_use]
    pub fn with_extras(self, extras: Option<&impl Hash>) -> Self {
        match extras {
            Some(extras) => Self(format!("{}{SEPARATOR}{}", self.0, digest(extras))),
            None => self,
        }
    }

    /// The revision as text: 32 hexadecimal digits, or twice as many with a hyphen between.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `read`, a revision that a client has read, is this revision of the resource.
    pub(crate) fn matches(&self, read: &str) -> bool {
        read.split(SEPARATOR).next() == Some(&self.0)
    }
}

fn digest(value: &impl Hash) -> String {
    let mut hashed = Hashed(Vec::with_capacity(1024));
    value.hash(&mut hashed);
    hex(&Sha256::digest(hashed.0)[..16])
}

/// Collects hashed bytes for SHA-256, because the 64 bits of [`Hasher::finish`] are too few.
struct Hashed(Vec<u8>);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
