//! A cache of callers authenticated by key. An entry is valid while the authorization data is
//! unchanged.

use std::sync::{Arc, Mutex, PoisonError};

use quick_cache::sync::Cache;
use roster_model::{Actor, ApiKey, Who, fold};
use roster_store::{Freshness, Store};

use crate::{credentials::Credentials, keys, recognition::ClientInfo};

/// The most entries.
const MOST: usize = 10_000;

/// The entries, by the hash of the key and the name of the domain.
pub(crate) struct Admitted(Cache<(String, String), Arc<Entry>>);

/// The last numbers of a domain's change log and of its activity. `None` if the domain does not
/// exist.
pub(crate) type State = Option<(i64, i64)>;

/// An authenticated caller.
pub(crate) struct Entry {
    /// The authorization version of the entry. With another version, the entry is invalid.
    pub(crate) access: i64,
    /// The key of the caller.
    pub(crate) key: ApiKey,
    /// The caller.
    pub(crate) actor: Actor,
    /// When the version was last confirmed, and the state of the domain at that time.
    seen: Mutex<Option<(Freshness, State)>>,
}

/// The credentials of a caller with a key.
pub(crate) struct Told {
    place: (String, String),
    username: Option<String>,
}

impl Told {
    /// Returns the credentials if they have, or may have, a key.
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

    /// Returns the entry of these credentials, if the key may be used from this address at this
    /// time. The caller must compare [`Entry::access`] with the current version.
    pub(crate) fn find(&self, told: &Told, visit: ClientInfo) -> Option<Arc<Entry>> {
        let entry = self.0.get(&told.place)?;
        let named = told.username.as_deref().is_none_or(|name| entry.is_called(name));
        (named && visit.may_use(&entry.key)).then_some(entry)
    }

    /// Adds an entry.
    pub(crate) fn keep(&self, told: Told, access: i64, key: ApiKey, actor: &Actor) {
        let entry = Entry { access, key, actor: actor.clone(), seen: Mutex::default() };
        self.0.insert(told.place, Arc::new(entry));
    }
}

impl Entry {
    /// Returns the state of the domain if the store need not be read again.
    pub(crate) fn still(&self, store: &Store) -> Option<State> {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(moment, _)| store.is_still(*moment)).map(|(_, state)| state)
    }

    /// Stores the state that was read after `moment` with an unchanged version.
    pub(crate) fn seen(&self, moment: Freshness, state: State) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((moment, state));
    }

    fn is_called(&self, name: &str) -> bool {
        matches!(&self.actor.who, Who::WebUser { username, .. } if username == name)
    }
}
