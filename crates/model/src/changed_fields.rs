//! The fields of a person in the change log.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

use crate::{Diff, FieldValues, Gender, Logged, Person, Status, WorkerField, scim::ScimFields};

/// Compares one field of two versions of a person.
type Differs = fn(&Person, &Person) -> bool;

/// Returns the value of a field.
type GetValue = fn(&Person) -> Value;

/// A field that only the User.com API knows: its name, and the two functions.
type UsercomField = (&'static str, Differs, GetValue);

/// The identities that only the User.com API knows.
const IDENTITIES: [UsercomField; 3] = [
    ("number", |a, b| a.number != b.number, |it| it.number.into()),
    ("key", |a, b| a.key != b.key, |it| it.key.clone().into()),
    ("custom_id", |a, b| a.custom_id != b.custom_id, |it| it.custom_id.clone().into()),
];

/// The other fields that only the User.com API knows.
const USERCOM: [UsercomField; 8] = [
    (
        "gender",
        |a, b| a.usercom.gender != b.usercom.gender,
        |it| match it.usercom.gender {
            Gender::Unknown => Value::Null,
            Gender::Male => "male".into(),
            Gender::Female => "female".into(),
        },
    ),
    (
        "status",
        |a, b| a.usercom.status != b.usercom.status,
        |it| match it.usercom.status {
            Status::Visitor => "visitor".into(),
            Status::User => "user".into(),
        },
    ),
    ("score", |a, b| a.usercom.score != b.usercom.score, |it| it.usercom.score.into()),
    (
        "unsubscribed",
        |a, b| a.usercom.unsubscribed != b.usercom.unsubscribed,
        |it| it.usercom.unsubscribed.into(),
    ),
    (
        "notifications",
        |a, b| a.usercom.notifications_off != b.usercom.notifications_off,
        |it| (!it.usercom.notifications_off).into(),
    ),
    (
        "assigned_to",
        |a, b| a.usercom.assigned_to != b.usercom.assigned_to,
        |it| it.usercom.assigned_to.into(),
    ),
    ("tags", |a, b| a.usercom.tags != b.usercom.tags, |it| it.usercom.tags.clone().into()),
    ("lists", |a, b| a.usercom.lists != b.usercom.lists, |it| it.usercom.lists.clone().into()),
];

/// The fields that only SCIM knows.
const SCIM: [UsercomField; 4] = [
    (
        "scim_user_name",
        |a, b| scim(a).user_name != scim(b).user_name,
        |it| scim(it).user_name.clone().into(),
    ),
    (
        "scim_emails",
        |a, b| scim(a).email_not_primary != scim(b).email_not_primary,
        |it| scim(it).email_not_primary.into(),
    ),
    (
        "scim_phone_numbers",
        |a, b| scim(a).phones != scim(b).phones,
        |it| scim(it).phones.iter().map(|phone| phone.text.clone()).collect(),
    ),
    (
        "scim_active",
        |a, b| scim(a).active_removed_at != scim(b).active_removed_at,
        |it| scim(it).active_removed_at.into(),
    ),
];

/// Returns the names of all fields that differ: see [`person_diff`].
pub fn changed_fields(before: &Person, after: &Person) -> Vec<String> {
    person_diff(before, after).fields
}

/// Returns the fields that differ with their values, in the order of a change-log entry. The names
/// are those of the CommCare API where it has the field, else those of the User.com API.
///
/// `updated_at` is not included: it is the time of the change itself. Passwords are not part of a
/// [`Person`].
pub fn person_diff(before: &Person, after: &Person) -> Diff {
    let mut diff = Diff::default();
    push_differing(&mut diff, &IDENTITIES, before, after);
    for field in WorkerField::all() {
        if field.differs(before, after) {
            diff.push(field.name, field.logged_value(before), field.logged_value(after));
        }
    }
    push_differing(&mut diff, &SCIM, before, after);
    push_differing(&mut diff, &USERCOM, before, after);
    let (old, new) = (&before.usercom, &after.usercom);
    for name in changed_keys(&old.texts, &new.texts) {
        diff.push(&name, text(&old.texts, &name), text(&new.texts, &name));
    }
    for name in changed_keys(&old.instants, &new.instants) {
        diff.push(&name, instant(&old.instants, &name), instant(&new.instants, &name));
    }
    diff
}

fn push_differing(diff: &mut Diff, fields: &[UsercomField], before: &Person, after: &Person) {
    for (name, differs, value) in fields {
        if differs(before, after) {
            diff.push(name, value(before), value(after));
        }
    }
}

impl Logged for Person {
    fn field_values(&self) -> FieldValues {
        let usercom = |fields: &'static [UsercomField]| {
            fields.iter().map(|(name, _, value)| ((*name).to_owned(), value(self)))
        };
        let mut values: FieldValues = usercom(&IDENTITIES).collect();
        let of_worker = WorkerField::all().iter().filter(|field| field.is_logged());
        values.extend(of_worker.map(|field| (field.name.to_owned(), field.logged_value(self))));
        values.extend(usercom(&SCIM));
        values.extend(usercom(&USERCOM));
        let (texts, instants) = (&self.usercom.texts, &self.usercom.instants);
        values.extend(texts.keys().map(|name| (name.clone(), text(texts, name))));
        values.extend(instants.keys().map(|name| (name.clone(), instant(instants, name))));
        values
    }
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

fn text(texts: &BTreeMap<String, String>, name: &str) -> Value {
    texts.get(name).cloned().into()
}

fn instant(instants: &BTreeMap<String, Timestamp>, name: &str) -> Value {
    instants.get(name).map(ToString::to_string).into()
}
