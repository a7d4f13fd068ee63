//! Workers with borrowed texts. A page has up to 1,000 workers, so copies of their texts would cost
//! more than writing them.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use crate::{Id, Person};

/// The fields of a worker that API responses contain.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerRef<'a> {
    /// [`Person::id`].
    pub id: &'a str,
    /// The full username.
    pub username: &'a str,
    /// Whether the worker may sign in.
    pub active: bool,
    /// First name; empty when unknown.
    pub first_name: Cow<'a, str>,
    /// Last name; empty when unknown.
    pub last_name: Cow<'a, str>,
    /// E-mail address, as sent.
    pub email: Option<Cow<'a, str>>,
    /// The digits of the phone numbers, the default one first.
    pub phones: Vec<Cow<'a, str>>,
    /// [`Person::custom`].
    pub custom: Vec<(Cow<'a, str>, JsonCow<'a>)>,
    /// Language code.
    pub language: Option<Cow<'a, str>>,
    /// The name of the worker's role.
    pub role: Option<Cow<'a, str>>,
    /// Groups, by ascending id.
    pub groups: Vec<Cow<'a, str>>,
    /// Assigned locations, in the order of assignment.
    pub locations: Vec<Cow<'a, str>>,
    /// The primary location, one of `locations`.
    pub primary_location: Option<Cow<'a, str>>,
    /// The number of the profile.
    pub profile: Option<i64>,
    /// When the record was created.
    pub created_at: Timestamp,
    /// When the record last changed.
    pub updated_at: Timestamp,
}

/// A value of custom data. Most values are texts, which need no tree.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonCow<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// Any other value.
    Tree(Cow<'a, Value>),
}

impl JsonCow<'_> {
    /// Borrows the value.
    pub fn borrowed(&self) -> JsonCow<'_> {
        match self {
            Self::Text(text) => JsonCow::Text(Cow::Borrowed(text)),
            Self::Tree(tree) => JsonCow::Tree(Cow::Borrowed(tree)),
        }
    }

    /// Converts the value into a tree.
    pub fn into_tree(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.into_owned()),
            Self::Tree(tree) => tree.into_owned(),
        }
    }
}

impl<'a> From<&'a Value> for JsonCow<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            other => Self::Tree(Cow::Borrowed(other)),
        }
    }
}

impl Person {
    /// Borrows the fields that API responses contain. The fields of the worker part are empty for a
    /// contact.
    pub fn worker_ref(&self) -> WorkerRef<'_> {
        let worker = self.worker.as_ref();
        WorkerRef {
            id: self.id.as_str(),
            username: worker.map_or("", |worker| worker.username.as_str()),
            active: worker.is_some_and(|worker| worker.active),
            first_name: Cow::Borrowed(&self.first_name),
            last_name: Cow::Borrowed(&self.last_name),
            email: self.email.as_ref().map(|email| Cow::Borrowed(email.as_str())),
            phones: self.phones.iter().map(|phone| Cow::Borrowed(phone.digits())).collect(),
            custom: self.custom.iter().map(|(key, value)| (key.into(), value.into())).collect(),
            language: worker.and_then(|worker| text(worker.language.as_deref())),
            role: worker.and_then(|worker| text(worker.role.as_deref())),
            groups: worker.map_or_else(Vec::new, |worker| ids(&worker.groups)),
            locations: worker.map_or_else(Vec::new, |worker| ids(&worker.locations)),
            primary_location: worker
                .and_then(|worker| text(worker.primary_location.as_ref().map(Id::as_str))),
            profile: worker.and_then(|worker| worker.profile),
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

fn text(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(Cow::Borrowed)
}

fn ids(ids: &[Id]) -> Vec<Cow<'_, str>> {
    ids.iter().map(|id| Cow::Borrowed(id.as_str())).collect()
}
