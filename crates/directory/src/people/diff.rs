//! The difference between two states of a person, in the field names of the change log.
//!
//! The names are those of the CommCare dialect where it has the field, whichever dialect writes it.
//! Every struct is destructured in full, so a new field does not compile until it is compared here.

use std::collections::{BTreeMap, BTreeSet};

use roster_model::{Person, UsercomFields, Worker};

/// A field name and whether the field differs.
type Comparison = (&'static str, bool);

/// The names of the fields that differ. `updated_at` is no field: the writer sets it.
pub(crate) fn changed_fields(before: &Person, after: &Person) -> Vec<String> {
    let Person {
        id,
        number,
        key,
        custom_id,
        first_name,
        last_name,
        email,
        phones,
        custom,
        usercom,
        worker,
        created_at,
        updated_at: _,
    } = after;
    let own = [
        ("id", before.id != *id),
        ("number", before.number != *number),
        ("key", before.key != *key),
        ("created_at", before.created_at != *created_at),
        ("custom_id", before.custom_id != *custom_id),
        ("first_name", before.first_name != *first_name),
        ("last_name", before.last_name != *last_name),
        ("email", before.email != *email),
        ("phone_numbers", before.phones != *phones),
        ("user_data", before.custom != *custom || profile(before) != profile(after)),
    ];
    let compared = own
        .into_iter()
        .chain(compare_workers(before.worker.as_ref(), worker.as_ref()))
        .chain(compare_usercom(&before.usercom, usercom));
    let mut fields: Vec<String> =
        compared.filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect();
    fields.extend(differing_keys(&before.usercom.texts, &usercom.texts));
    fields.extend(differing_keys(&before.usercom.instants, &usercom.instants));
    fields
}

fn profile(person: &Person) -> Option<i64> {
    person.worker.as_ref().and_then(|worker| worker.profile)
}

fn compare_workers(before: Option<&Worker>, after: Option<&Worker>) -> Vec<Comparison> {
    let (Some(before), Some(after)) = (before, after) else {
        return vec![("username", before.is_some() != after.is_some())];
    };
    let Worker {
        username,
        active,
        unconfirmed,
        language,
        role,
        connect_username,
        groups,
        locations,
        primary_location,
        // Part of `user_data`, as in the CommCare dialect.
        profile: _,
    } = after;
    vec![
        ("username", before.username != *username),
        ("language", before.language != *language),
        ("role", before.role != *role),
        ("connect_username", before.connect_username != *connect_username),
        ("groups", before.groups != *groups),
        ("locations", before.locations != *locations),
        ("primary_location", before.primary_location != *primary_location),
        ("is_active", before.active != *active || before.unconfirmed != *unconfirmed),
    ]
}

fn compare_usercom(before: &UsercomFields, after: &UsercomFields) -> [Comparison; 8] {
    let UsercomFields {
        gender,
        status,
        score,
        unsubscribed,
        notifications_off,
        assigned_to,
        // Compared by key: see `differing_keys`.
        texts: _,
        instants: _,
        tags,
        lists,
    } = after;
    [
        ("gender", before.gender != *gender),
        ("status", before.status != *status),
        ("score", before.score != *score),
        ("unsubscribed", before.unsubscribed != *unsubscribed),
        ("notifications", before.notifications_off != *notifications_off),
        ("assigned_to", before.assigned_to != *assigned_to),
        ("tags", before.tags != *tags),
        ("lists", before.lists != *lists),
    ]
}

fn differing_keys<V: PartialEq>(
    before: &BTreeMap<String, V>,
    after: &BTreeMap<String, V>,
) -> BTreeSet<String> {
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}
