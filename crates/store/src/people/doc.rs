//! The JSON document of a person's row: the values without a column. Empty values are left out,
//! because most people have few of them. [`Doc`] is the whole document; [`ShownDoc`] is the part that
//! lists of workers show, borrowed from its text.

use std::collections::BTreeMap;

use jiff::Timestamp;
use roster_model::{
    Email, Gender, Id, Person, Phone, Status, UsercomFields, Username, Worker, WorkerRef,
    scim::{ScimFields, SentPhone},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::borrowed::{Custom, Text, Texts};

/// The columns of a person's row.
pub(super) struct Head {
    pub(super) id: Id,
    pub(super) number: i64,
    pub(super) key: String,
    pub(super) custom_id: Option<String>,
    pub(super) active: bool,
    pub(super) username: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

/// The document.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(super) struct Doc {
    #[serde(skip_serializing_if = "String::is_empty")]
    first_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phones: Vec<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    custom: Map<String, Value>,
    // The released name of the key.
    #[serde(rename = "traits", skip_serializing_if = "Option::is_none")]
    usercom: Option<UsercomDoc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worker: Option<WorkerDoc>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct WorkerDoc {
    #[serde(skip_serializing_if = "is_false")]
    unconfirmed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connect_username: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deactivate_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scim: Option<ScimDoc>,
}

/// The columns of a worker's row that lists show.
pub(super) struct ShownHead<'a> {
    pub(super) id: &'a str,
    pub(super) username: &'a str,
    pub(super) active: bool,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

/// The part of the document that lists of workers show.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ShownDoc<'a> {
    #[serde(borrow)]
    first_name: Text<'a>,
    #[serde(borrow)]
    last_name: Text<'a>,
    #[serde(borrow)]
    email: Option<Text<'a>>,
    #[serde(borrow)]
    phones: Texts<'a>,
    #[serde(borrow)]
    custom: Custom<'a>,
    #[serde(borrow)]
    worker: ShownWorkerDoc<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ShownWorkerDoc<'a> {
    #[serde(borrow)]
    language: Option<Text<'a>>,
    #[serde(borrow)]
    role: Option<Text<'a>>,
    #[serde(borrow)]
    groups: Texts<'a>,
    #[serde(borrow)]
    locations: Texts<'a>,
    #[serde(borrow)]
    primary_location: Option<Text<'a>>,
    profile: Option<i64>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct ScimDoc {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_name: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    email_not_primary: bool,
    /// Digits, text as sent, type, whether it is not primary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phones: Vec<(String, String, Option<String>, bool)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active_removed_at: Option<bool>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct UsercomDoc {
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<u8>,
    #[serde(skip_serializing_if = "is_false")]
    is_user: bool,
    #[serde(skip_serializing_if = "is_zero")]
    score: i64,
    #[serde(skip_serializing_if = "is_false")]
    unsubscribed: bool,
    #[serde(skip_serializing_if = "is_false")]
    notifications_off: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<i64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, String>,
    /// Microseconds since 1970.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    instants: BTreeMap<String, i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lists: Vec<i64>,
}

impl Doc {
    pub(super) fn new(person: &Person) -> Self {
        Self {
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            email: person.email.as_ref().map(|email| email.as_str().to_owned()),
            phones: person.phones.iter().map(|phone| phone.digits().to_owned()).collect(),
            custom: person.custom.clone(),
            usercom: (person.usercom != UsercomFields::default())
                .then(|| UsercomDoc::new(&person.usercom)),
            worker: person.worker.as_ref().map(WorkerDoc::new),
        }
    }

    pub(super) fn into_person(self, head: Head) -> Person {
        let worker = self.worker.unwrap_or_default();
        Person {
            worker: head.username.map(|username| worker.into_worker(username, head.active)),
            id: head.id,
            number: head.number,
            key: head.key,
            custom_id: head.custom_id,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email.map(Email::new_unchecked),
            phones: self.phones.into_iter().map(Phone::new_unchecked).collect(),
            custom: self.custom,
            usercom: self.usercom.map(UsercomDoc::into_usercom).unwrap_or_default(),
            created_at: head.created_at,
            updated_at: head.updated_at,
        }
    }
}

impl WorkerDoc {
    fn new(worker: &Worker) -> Self {
        let texts = |ids: &[Id]| ids.iter().map(|id| id.as_str().to_owned()).collect();
        Self {
            unconfirmed: worker.unconfirmed,
            language: worker.language.clone(),
            role: worker.role.clone(),
            connect_username: worker.connect_username.clone(),
            groups: texts(&worker.groups),
            locations: texts(&worker.locations),
            primary_location: worker.primary_location.clone().map(Id::into_string),
            profile: worker.profile,
            deactivate_on: worker.deactivate_on.map(|day| day.to_string()),
            scim: (worker.scim != ScimFields::default()).then(|| ScimDoc::new(&worker.scim)),
        }
    }

    fn into_worker(self, username: String, active: bool) -> Worker {
        Worker {
            username: Username::new_unchecked(username),
            active,
            unconfirmed: self.unconfirmed,
            language: self.language,
            role: self.role,
            connect_username: self.connect_username,
            groups: self.groups.into_iter().map(Id::new_unchecked).collect(),
            locations: self.locations.into_iter().map(Id::new_unchecked).collect(),
            primary_location: self.primary_location.map(Id::new_unchecked),
            profile: self.profile,
            deactivate_on: self.deactivate_on.and_then(|day| day.parse().ok()),
            scim: self.scim.map(ScimDoc::into_scim).unwrap_or_default(),
        }
    }
}

impl<'a> ShownDoc<'a> {
    pub(super) fn into_worker_ref(self, head: &ShownHead<'a>) -> WorkerRef<'a> {
        let worker = self.worker;
        WorkerRef {
            id: head.id,
            username: head.username,
            active: head.active,
            first_name: self.first_name.0,
            last_name: self.last_name.0,
            email: self.email.map(|text| text.0),
            phones: self.phones.0,
            custom: self.custom.0,
            language: worker.language.map(|text| text.0),
            role: worker.role.map(|text| text.0),
            groups: worker.groups.0,
            locations: worker.locations.0,
            primary_location: worker.primary_location.map(|text| text.0),
            profile: worker.profile,
            created_at: head.created_at,
            updated_at: head.updated_at,
        }
    }
}

impl ScimDoc {
    fn new(scim: &ScimFields) -> Self {
        let phone = |phone: &SentPhone| {
            (phone.digits.clone(), phone.text.clone(), phone.kind.clone(), phone.not_primary)
        };
        Self {
            user_name: scim.user_name.clone(),
            email_not_primary: scim.email_not_primary,
            phones: scim.phones.iter().map(phone).collect(),
            active_removed_at: scim.active_removed_at,
        }
    }

    fn into_scim(self) -> ScimFields {
        let phone =
            |(digits, text, kind, not_primary)| SentPhone { digits, text, kind, not_primary };
        ScimFields {
            user_name: self.user_name,
            email_not_primary: self.email_not_primary,
            phones: self.phones.into_iter().map(phone).collect(),
            active_removed_at: self.active_removed_at,
        }
    }
}

impl UsercomDoc {
    fn new(usercom: &UsercomFields) -> Self {
        Self {
            gender: match usercom.gender {
                Gender::Unknown => None,
                Gender::Male => Some(2),
                Gender::Female => Some(3),
            },
            is_user: usercom.status == Status::User,
            score: usercom.score,
            unsubscribed: usercom.unsubscribed,
            notifications_off: usercom.notifications_off,
            assigned_to: usercom.assigned_to,
            texts: usercom.texts.clone(),
            instants: usercom
                .instants
                .iter()
                .map(|(name, at)| (name.clone(), at.as_microsecond()))
                .collect(),
            tags: usercom.tags.clone(),
            lists: usercom.lists.clone(),
        }
    }

    fn into_usercom(self) -> UsercomFields {
        let instant = |(name, micros)| Some((name, Timestamp::from_microsecond(micros).ok()?));
        UsercomFields {
            gender: match self.gender {
                Some(2) => Gender::Male,
                Some(3) => Gender::Female,
                _ => Gender::Unknown,
            },
            status: if self.is_user { Status::User } else { Status::Visitor },
            score: self.score,
            unsubscribed: self.unsubscribed,
            notifications_off: self.notifications_off,
            assigned_to: self.assigned_to,
            texts: self.texts,
            instants: self.instants.into_iter().filter_map(instant).collect(),
            tags: self.tags,
            lists: self.lists,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(value: &i64) -> bool {
    *value == 0
}
