//! Whom this process has admitted by a key: while nothing has changed in who may do what, they need
//! not be looked up again.

use std::sync::{Arc, Mutex, PoisonError};

use quick_cache::sync::Cache;
use roster_model::{Actor, ApiKey, Who, fold};
use roster_store::{Freshness, Store};

use crate::{credentials::Credentials, keys, recognition::ClientInfo};

/// How many are remembered.
const MOST: usize = 10_000;

/// Those who were admitted, by the hash of their key and the name of the domain.
pub(crate) struct Admitted(Cache<(String, String), Arc<Entry>>);

/// The last numbers of a domain's change log and of its activity, if there is the domain.
pub(crate) type State = Option<(i64, i64)>;

/// Somebody who was admitted.
pub(crate) struct Entry {
    /// The version of who may do what by which they were: with another they must be looked up anew.
    pub(crate) access: i64,
    /// Their key.
    pub(crate) key: ApiKey,
    /// Who they are.
    pub(crate) actor: Actor,
    /// When that version was last seen to be the present one, and what the domain was like then.
    seen: Mutex<Option<(Freshness, State)>>,
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
    pub(crate) fn find(&self, told: &Told, visit: ClientInfo) -> Option<Arc<Entry>> {
        let entry = self.0.get(&told.place)?;
        let named = told.username.as_deref().is_none_or(|name| entry.is_called(name));
        (named && visit.may_use(&entry.key)).then_some(entry)
    }

    /// Remembers somebody.
    pub(crate) fn keep(&self, told: Told, access: i64, key: ApiKey, actor: &Actor) {
        let entry = Entry { access, key, actor: actor.clone(), seen: Mutex::default() };
        self.0.insert(told.place, Arc::new(entry));
    }
}

impl Entry {
    /// The state of the domain, if there is no need to ask the store again.
    pub(crate) fn still(&self, store: &Store) -> Option<State> {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(moment, _)| store.is_still(*moment)).map(|(_, state)| state)
    }

    /// Notes what the store said after `moment`, which is that the version is the same.
    pub(crate) fn seen(&self, moment: Freshness, state: State) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((moment, state));
    }

    fn is_called(&self, name: &str) -> bool {
        matches!(&self.actor.who, Who::WebUser { username, .. } if username == name)
    }
}
