//! What differs between two states of a person, by the names that the change log has for it: those
//! of the CommCare dialect where it has one, so that a reader need not know who made the change.

use std::collections::{BTreeMap, BTreeSet};

use roster_model::Person;

/// The names of the fields that differ.
pub(super) fn differences(before: &Person, after: &Person) -> Vec<String> {
    let (old, new) = (&before.usercom, &after.usercom);
    let named = [
        ("custom_id", before.custom_id != after.custom_id),
        ("first_name", before.first_name != after.first_name),
        ("last_name", before.last_name != after.last_name),
        ("email", before.email != after.email),
        ("phone_numbers", before.phones != after.phones),
        ("user_data", before.custom != after.custom),
        ("gender", old.gender != new.gender),
        ("status", old.status != new.status),
        ("score", old.score != new.score),
        ("unsubscribed", old.unsubscribed != new.unsubscribed),
        ("notifications", old.notifications_off != new.notifications_off),
        ("assigned_to", old.assigned_to != new.assigned_to),
        ("tags", old.tags != new.tags),
        ("lists", old.lists != new.lists),
    ];
    let mut fields: Vec<String> =
        named.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()).collect();
    fields.extend(differing_keys(&old.texts, &new.texts));
    fields.extend(differing_keys(&old.instants, &new.instants));
    fields
}

fn differing_keys<V: PartialEq>(
    old: &BTreeMap<String, V>,
    new: &BTreeMap<String, V>,
) -> BTreeSet<String> {
    let keys = old.keys().chain(new.keys());
    keys.filter(|key| old.get(*key) != new.get(*key)).cloned().collect()
}
