//! A cache of actors that were authorized with an API key. An entry is valid while the authorization
//! version of the store is unchanged.

use std::sync::{Arc, Mutex, PoisonError};

use quick_cache::sync::Cache;
use roster_model::{Actor, ApiKey, Who, fold};
use roster_store::{Freshness, Store};

use super::{authenticate::ClientInfo, credentials::Credentials};
use crate::keys;

/// The capacity, in actors.
const MAX_ENTRIES: usize = 10_000;

/// The cached actors, by the hash of their key and the name of the domain.
pub(crate) struct AuthCache(Cache<(String, String), Arc<CachedActor>>);

/// The last numbers of a domain's change log and of its activity; `None` when the domain does not
/// exist.
pub(crate) type State = Option<(i64, i64)>;

/// An actor, with the conditions under which it may be used again.
pub(crate) struct CachedActor {
    /// The authorization version of the store when the actor was authorized.
    pub(crate) authz_version: i64,
    /// The key of the actor.
    pub(crate) key: ApiKey,
    /// The actor.
    pub(crate) actor: Actor,
    /// When the version was last checked, and the state of the domain then.
    checked: Mutex<Option<(Freshness, State)>>,
}

/// The key of a cached actor, from the credentials of a request.
pub(crate) struct CacheKey {
    key_and_domain: (String, String),
    username: Option<String>,
}

impl CacheKey {
    /// `None` for credentials that contain no API key. A Basic password may be a key.
    pub(crate) fn new(credentials: &Credentials, domain: &str) -> Option<Self> {
        let (key, username) = match credentials {
            Credentials::Key { username, key } => (key, Some(username.clone())),
            Credentials::Basic { username, password } => (password, Some(fold(username))),
            Credentials::Bearer(key) => (key, None),
            _ => return None,
        };
        Some(Self { key_and_domain: (keys::hash(key), domain.to_owned()), username })
    }
}

impl AuthCache {
    pub(crate) fn new() -> Self {
        Self(Cache::new(MAX_ENTRIES))
    }

    /// The cached actor, if the key may be used by this client. The caller checks
    /// [`CachedActor::authz_version`].
    pub(crate) fn find(&self, key: &CacheKey, client: ClientInfo) -> Option<Arc<CachedActor>> {
        let cached = self.0.get(&key.key_and_domain)?;
        let name_matches = key.username.as_deref().is_none_or(|name| cached.has_name(name));
        (name_matches && client.may_use(&cached.key)).then_some(cached)
    }

    /// Caches an actor.
    pub(crate) fn insert(&self, key: CacheKey, authz_version: i64, api_key: ApiKey, actor: &Actor) {
        let cached = CachedActor {
            authz_version,
            key: api_key,
            actor: actor.clone(),
            checked: Mutex::default(),
        };
        self.0.insert(key.key_and_domain, Arc::new(cached));
    }
}

impl CachedActor {
    /// The state of the domain, if the last check is recent enough.
    pub(crate) fn fresh_state(&self, store: &Store) -> Option<State> {
        let checked = *self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        checked.filter(|(freshness, _)| store.is_still(*freshness)).map(|(_, state)| state)
    }

    /// Records that the version was checked after `freshness` was taken, and is unchanged.
    pub(crate) fn record_check(&self, freshness: Freshness, state: State) {
        *self.checked.lock().unwrap_or_else(PoisonError::into_inner) = Some((freshness, state));
    }

    fn has_name(&self, name: &str) -> bool {
        matches!(&self.actor.who, Who::WebUser { username, .. } if username == name)
    }
}
