//! Whom this process has admitted by a key: while nothing has changed in who may do what, they need
//! not be looked up again.

use std::sync::Arc;

use quick_cache::sync::Cache;
use roster_model::{Actor, ApiKey, Who, fold};

use crate::{credentials::Credentials, keys, recognition::Visit};

/// How many are remembered.
const MOST: usize = 10_000;

/// Those who were admitted, by the hash of their key and the name of the domain.
pub(crate) struct Admitted(Cache<(String, String), Arc<Entry>>);

/// Somebody who was admitted.
pub(crate) struct Entry {
    /// The version of who may do what by which they were: with another they must be looked up anew.
    pub(crate) access: i64,
    /// Their key.
    pub(crate) key: ApiKey,
    /// Who they are.
    pub(crate) actor: Actor,
}

/// What somebody tells who has a key.
pub(crate) struct Told {
    place: (String, String),
    username: Option<String>,
}

impl Told {
    /// What these credentials tell of a key; what may be one is taken for one.
    pub(crate) fn of(credentials: &Credentials, domain: &str) -> Option<Self> {
        let (key, username) = match credentials {
            Credentials::Key { username, key } => (key, Some(username.clone())),
            Credentials::Basic { username, password } => (password, Some(fold(username))),
            Credentials::Bearer(key) => (key, None),
            _ => return None,
        };
        Some(Self { place: (keys::hash(key), domain.to_owned()), username })
    }
}

impl Admitted {
    pub(crate) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// The one who told this, if they were admitted, and their key was good for a visit like this.
    /// Whether it still is, [`Entry::access`] decides.
    pub(crate) fn find(&self, told: &Told, visit: Visit) -> Option<Arc<Entry>> {
        let entry = self.0.get(&told.place)?;
        let named = told.username.as_deref().is_none_or(|name| entry.is_called(name));
        (named && visit.may_use(&entry.key)).then_some(entry)
    }

    /// Remembers somebody.
    pub(crate) fn keep(&self, told: Told, access: i64, key: ApiKey, actor: &Actor) {
        self.0.insert(told.place, Arc::new(Entry { access, key, actor: actor.clone() }));
    }
}

impl Entry {
    fn is_called(&self, name: &str) -> bool {
        matches!(&self.actor.who, Who::WebUser { username, .. } if username == name)
    }
}
