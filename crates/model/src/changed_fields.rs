//! The names of the fields that differ between two versions of a person.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Person, Worker};

/// Compares one field of two versions of a person.
type Differs = fn(&Person, &Person) -> bool;

/// The fields by their names in the change log, in the order of the log entry. These are the names
/// of the CommCare API where it has the field, else the names of the User.com API.
const FIELDS: [(&str, Differs); 26] = [
    ("id", |a, b| a.id != b.id),
    ("number", |a, b| a.number != b.number),
    ("key", |a, b| a.key != b.key),
    ("custom_id", |a, b| a.custom_id != b.custom_id),
    ("username", |a, b| worker(a, b, |worker| &worker.username)),
    ("first_name", |a, b| a.first_name != b.first_name),
    ("last_name", |a, b| a.last_name != b.last_name),
    ("email", |a, b| a.email != b.email),
    ("phone_numbers", |a, b| a.phones != b.phones),
    ("user_data", |a, b| a.custom != b.custom || worker(a, b, |worker| &worker.profile)),
    ("language", |a, b| worker(a, b, |worker| &worker.language)),
    ("role", |a, b| worker(a, b, |worker| &worker.role)),
    ("groups", |a, b| worker(a, b, |worker| &worker.groups)),
    ("locations", |a, b| worker(a, b, |worker| &worker.locations)),
    ("primary_location", |a, b| worker(a, b, |worker| &worker.primary_location)),
    ("is_active", |a, b| {
        worker(a, b, |worker| &worker.active) || worker(a, b, |worker| &worker.unconfirmed)
    }),
    ("connect_username", |a, b| worker(a, b, |worker| &worker.connect_username)),
    ("created_on", |a, b| a.created_at != b.created_at),
    ("gender", |a, b| a.usercom.gender != b.usercom.gender),
    ("status", |a, b| a.usercom.status != b.usercom.status),
    ("score", |a, b| a.usercom.score != b.usercom.score),
    ("unsubscribed", |a, b| a.usercom.unsubscribed != b.usercom.unsubscribed),
    ("notifications", |a, b| a.usercom.notifications_off != b.usercom.notifications_off),
    ("assigned_to", |a, b| a.usercom.assigned_to != b.usercom.assigned_to),
    ("tags", |a, b| a.usercom.tags != b.usercom.tags),
    ("lists", |a, b| a.usercom.lists != b.usercom.lists),
];

/// Returns the change-log names of all fields that differ. `updated_at` is not a field: it is the
/// time of the change itself. Passwords are not part of a [`Person`].
pub fn changed_fields(before: &Person, after: &Person) -> Vec<String> {
    let differing = FIELDS.iter().filter(|(_, differs)| differs(before, after));
    let mut names: Vec<String> = differing.map(|(name, _)| (*name).to_owned()).collect();
    names.extend(changed_keys(&before.usercom.texts, &after.usercom.texts));
    names.extend(changed_keys(&before.usercom.instants, &after.usercom.instants));
    names
}

/// Compares a field of the worker part. A person who becomes a worker, or stops being one, differs
/// in every field.
fn worker<T: PartialEq>(a: &Person, b: &Person, field: fn(&Worker) -> &T) -> bool {
    a.worker.as_ref().map(field) != b.worker.as_ref().map(field)
}

fn changed_keys<V: PartialEq>(
    before: &BTreeMap<String, V>,
    after: &BTreeMap<String, V>,
) -> BTreeSet<String> {
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}
