//! Versions of things: by them a client says which state of a thing it has read.

use std::hash::{Hash, Hasher};

use roster_model::Domain;
use sha2::{Digest as _, Sha256};

use crate::digest::hex;

/// Stands between the digest of a thing and that of what is shown beside it.
const BESIDE: char = '-';

/// The state of a thing as it is shown: another as soon as anything differs that is shown of it.
///
/// It is a digest, so that nothing needs to be counted or kept. Processes of the same build give a
/// thing the same version; another build may not, and then clients read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// The version of `thing` in `domain`, whose byte habits decide how it is shown.
    pub fn of(domain: &Domain, thing: &impl Hash) -> Self {
        Self(digest(&(domain.settings.wire.as_str(), thing)))
    }

    /// The version of the thing when more is shown beside it, which no change of the thing changes.
    /// Before a change it is as good as the version of the thing alone.
    #[must_use]
    pub fn beside(self, more: Option<&impl Hash>) -> Self {
        match more {
            Some(more) => Self(format!("{}{BESIDE}{}", self.0, digest(more))),
            None => self,
        }
    }

    /// Hexadecimal digits, and perhaps a hyphen among them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `told`, which a client has read, is this version of the thing.
    pub(crate) fn is(&self, told: &str) -> bool {
        told.split(BESIDE).next() == Some(&self.0)
    }
}

fn digest(thing: &impl Hash) -> String {
    let mut digest = Digest(Sha256::new());
    thing.hash(&mut digest);
    hex(&digest.0.finalize()[..16])
}

/// Takes in all that is hashed; `Hash` itself would give but 64 bits of it.
struct Digest(Sha256);

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
