//! The names of the fields that differ between two versions of a person.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Person, WorkerField, scim::ScimFields};

/// Compares one field of two versions of a person.
type Differs = fn(&Person, &Person) -> bool;

/// The identities that only the User.com API knows.
const IDENTITIES: [(&str, Differs); 3] = [
    ("number", |a, b| a.number != b.number),
    ("key", |a, b| a.key != b.key),
    ("custom_id", |a, b| a.custom_id != b.custom_id),
];

/// The other fields that only the User.com API knows.
const USERCOM: [(&str, Differs); 8] = [
    ("gender", |a, b| a.usercom.gender != b.usercom.gender),
    ("status", |a, b| a.usercom.status != b.usercom.status),
    ("score", |a, b| a.usercom.score != b.usercom.score),
    ("unsubscribed", |a, b| a.usercom.unsubscribed != b.usercom.unsubscribed),
    ("notifications", |a, b| a.usercom.notifications_off != b.usercom.notifications_off),
    ("assigned_to", |a, b| a.usercom.assigned_to != b.usercom.assigned_to),
    ("tags", |a, b| a.usercom.tags != b.usercom.tags),
    ("lists", |a, b| a.usercom.lists != b.usercom.lists),
];

/// The fields that only SCIM knows.
const SCIM: [(&str, Differs); 4] = [
    ("scim_user_name", |a, b| scim(a).user_name != scim(b).user_name),
    ("scim_emails", |a, b| scim(a).email_not_primary != scim(b).email_not_primary),
    ("scim_phone_numbers", |a, b| scim(a).phones != scim(b).phones),
    ("scim_active", |a, b| scim(a).active_removed_at != scim(b).active_removed_at),
];

/// Returns the names of all fields that differ, in the order of a change-log entry. They are the
/// names of the CommCare API where it has the field, else those of the User.com API.
///
/// `updated_at` is not included: it is the time of the change itself. Passwords are not part of a
/// [`Person`].
pub fn changed_fields(before: &Person, after: &Person) -> Vec<String> {
    let among = |fields: &'static [(&'static str, Differs)]| {
        let differing = fields.iter().filter(|(_, differs)| differs(before, after));
        differing.map(|(name, _)| (*name).to_owned())
    };
    let of_worker = WorkerField::all().iter().filter(|field| field.differs(before, after));
    let mut names: Vec<String> = among(&IDENTITIES).collect();
    names.extend(of_worker.map(|field| field.name.to_owned()));
    names.extend(among(&SCIM));
    names.extend(among(&USERCOM));
    names.extend(changed_keys(&before.usercom.texts, &after.usercom.texts));
    names.extend(changed_keys(&before.usercom.instants, &after.usercom.instants));
    names
}

/// The fields of a contact are empty.
fn scim(person: &Person) -> &ScimFields {
    static NONE: ScimFields = ScimFields {
        user_name: None,
        email_not_primary: false,
        phones: Vec::new(),
        active_removed_at: None,
    };
    person.worker.as_ref().map_or(&NONE, |worker| &worker.scim)
}

fn changed_keys<V: PartialEq>(
    before: &BTreeMap<String, V>,
    after: &BTreeMap<String, V>,
) -> BTreeSet<String> {
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}
