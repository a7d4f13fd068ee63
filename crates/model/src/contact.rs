//! Commands and views of the User.com API on people, workers and contacts alike.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    CustomData, Email, Employment, Field, FieldError, Gender, List, Patch, Person, Phone, Status,
    Tag,
};

/// A reference to a person in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonRef {
    /// By number: `/users/:id/`.
    Number(i64),
    /// By the client's own identity: `/users-by-id/:custom_id/`.
    CustomId(String),
    /// By the key, which identifies anonymous visitors.
    Key(String),
}

/// A change of a person, or a person to create. Absent fields stay unchanged.
///
/// `errors` holds the errors found while reading the request. The directory adds its own (lengths,
/// values in use, attribute types) and changes nothing if there are any. It names the fields as the
/// documentation of each field below; an API version with other names translates them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonEdit {
    /// `custom_id`: the client's own identity, unique in the domain; at most
    /// [`PersonEdit::MAX_CUSTOM_ID`] characters.
    pub custom_id: Patch<String>,
    /// `key`: the key of an anonymous visitor who becomes a new person; at most
    /// [`PersonEdit::MAX_KEY`] characters. Ignored for an existing person.
    pub key: Option<String>,
    /// `email`: need not be unique.
    pub email: Patch<Email>,
    /// `first_name`: at most [`PersonEdit::MAX_NAME`] characters.
    pub first_name: Patch<String>,
    /// `last_name`: at most [`PersonEdit::MAX_NAME`] characters.
    pub last_name: Patch<String>,
    /// `phone_number`: replaces or removes the default number; the others stay. A new number has
    /// [`PersonEdit::PHONE_DIGITS`].
    pub phone: Patch<Phone>,
    /// `gender`.
    pub gender: Option<Gender>,
    /// `status`.
    pub status: Option<Status>,
    /// `score`.
    pub score: Option<i64>,
    /// `notifications`: whether the person wants notifications.
    pub notifications: Option<bool>,
    /// `unsubscribed`.
    pub unsubscribed: Option<bool>,
    /// `assigned_to`: the number of the agent in charge.
    pub assigned_to: Patch<i64>,
    /// Texts by the names of [`crate::UsercomFields::TEXTS`]; `None` removes a text.
    pub texts: BTreeMap<String, Option<String>>,
    /// Instants by the names of [`crate::UsercomFields::INSTANTS`]; `None` removes an instant.
    pub instants: BTreeMap<String, Option<Timestamp>>,
    /// `company_id`: the custom id of a company to join or, if no company has it, the number of the
    /// company in digits.
    pub company: Option<String>,
    /// `tags`: names of tags to add; missing tags are created.
    pub tags: Vec<String>,
    /// All other keys of the request: custom attributes by slug or label.
    pub attributes: CustomData,
    /// How to handle undefined attributes.
    pub undefined: Undefined,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

impl PersonEdit {
    /// The maximum length of `custom_id`, in characters.
    pub const MAX_CUSTOM_ID: usize = 255;
    /// The maximum length of a first or last name that the User.com API sets, in characters.
    pub const MAX_NAME: usize = 40;
    /// The maximum length of `key`, in characters.
    pub const MAX_KEY: usize = 64;
    /// The number of digits of a phone number that the User.com API sets (E.164 allows 15).
    pub const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
    /// The maximum length of an attribute's name, in characters.
    pub const MAX_ATTRIBUTE: usize = 255;
}

/// How a request handles a custom attribute that is not defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undefined {
    /// Ignores it: clients send keys of their own to `POST`, `PUT` and `PATCH`.
    #[default]
    Ignore,
    /// Defines it with the type of its first value, as `update_or_create` and `set_attribute` do.
    Define,
}

/// A person with the records that a response needs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct PersonView {
    /// The person.
    pub person: Person,
    /// The tags, in the order in which they were added.
    pub tags: Vec<Tag>,
    /// The lists, in the order in which the person was added to them.
    pub lists: Vec<List>,
    /// The companies, the earliest membership first.
    pub companies: Vec<Employment>,
    /// The attributes defined for people, by number; shared by the views of one response.
    pub fields: Arc<[Field]>,
}

impl PersonView {
    /// Returns every attribute defined for people, with the person's value if there is one.
    pub fn attributes(&self) -> impl Iterator<Item = (&Field, Option<&Value>)> {
        self.fields.iter().map(|field| (field, self.person.custom.get(&field.slug)))
    }
}

/// The result of `update_or_create`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upserted {
    /// The person's number.
    pub number: i64,
    /// Whether the person is new.
    pub created: bool,
}
