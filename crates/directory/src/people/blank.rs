//! People without any data.

use jiff::Timestamp;
use roster_model::{CustomData, Id, Person, UsercomFields};

use crate::environment::Environment;

/// How many characters a person's key has.
const KEY_CHARS: usize = 12;

/// A new contact with this id, or with a random one, and a random key. The writer gives the number.
pub(crate) fn new(environment: &Environment, id: Option<Id>, now: Timestamp) -> Person {
    let id = id.unwrap_or_else(|| environment.id());
    empty(id, environment.alphanumeric(KEY_CHARS), now)
}

/// A contact with nothing but its identity.
pub(crate) fn empty(id: Id, key: String, now: Timestamp) -> Person {
    Person {
        id,
        number: 0,
        key,
        custom_id: None,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phones: Vec::new(),
        custom: CustomData::new(),
        usercom: UsercomFields::default(),
        worker: None,
        created_at: now,
        updated_at: now,
    }
}
