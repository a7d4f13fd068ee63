//! Renderings of single people, for lists by number.
//!
//! Every write of a person changes the version of the person. What a rendering shows of tags, lists,
//! companies and fields is that of [`DomainState::related_seq`]. So a write makes the rendering of one
//! person stale.
//!
//! [`DomainState::related_seq`]: roster_store::domain_state::DomainState

use std::sync::Arc;

use roster_model::PersonView;

use super::{Key, RenderedCache};

/// People whose row or rendering has more bytes are not stored: their pages are read from rows, which
/// end when they are full. A hundred people of this size are not.
pub(crate) const MAX_PERSON: usize = 128 << 10;

/// Serializes people for lists. The cache stores the bytes without knowing the dialect.
pub trait RenderPeople: Sync {
    /// Everything besides the person that the bytes depend on.
    fn style(&self) -> &'static str;

    /// Appends a person to `out`.
    fn render(&self, person: &PersonView, out: &mut Vec<u8>);
}

/// A person of a list, rendered.
#[derive(Clone)]
pub struct RenderedPerson {
    /// The number of the person.
    pub number: i64,
    /// The rendering.
    pub bytes: Arc<[u8]>,
}

/// The state of the cache for a person.
pub(crate) enum CachedPerson {
    /// A valid rendering.
    Rendered(Arc<[u8]>),
    /// This version is too large to be stored.
    TooLarge,
    /// Nothing is known of this version.
    Unknown,
}

/// Identifies a person in one style.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PersonKey {
    /// The number of the domain.
    pub(crate) domain: i64,
    /// The number of the person.
    pub(crate) number: i64,
    /// [`RenderPeople::style`].
    pub(crate) style: &'static str,
}

/// The state that a rendering shows: the version of the person and `related_seq` of the domain.
pub(crate) type Validity = (i64, i64);

#[derive(Clone)]
pub(super) struct Entry {
    validity: Validity,
    /// `None` if it is too large.
    rendering: Option<Arc<[u8]>>,
}

impl Entry {
    /// The size in memory.
    pub(super) fn bytes(&self) -> usize {
        self.rendering.as_ref().map_or(0, |bytes| bytes.len())
    }
}

impl RenderedCache {
    /// Finds the rendering of this state of a person.
    pub(crate) fn person(&self, key: PersonKey, validity: Validity) -> CachedPerson {
        match self.0.get(&Key::Person(key)) {
            Some(super::Entry::Person(entry)) if entry.validity == validity => {
                entry.rendering.map_or(CachedPerson::TooLarge, CachedPerson::Rendered)
            }
            _ => CachedPerson::Unknown,
        }
    }

    /// Stores the rendering of a person, or that it is too large if there is none.
    pub(crate) fn insert_person(
        &self,
        key: PersonKey,
        validity: Validity,
        rendering: Option<Arc<[u8]>>,
    ) {
        self.0.insert(Key::Person(key), super::Entry::Person(Entry { validity, rendering }));
    }
}
