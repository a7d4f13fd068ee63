//! What may be asked of any person of a domain, worker or not, in User.com's terms.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    CustomData, Email, Employment, Field, FieldError, Gender, List, Patch, Person, Phone, Status,
    Tag,
};

/// How a request names a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonRef {
    /// By number: `/users/:id/`.
    Number(i64),
    /// By the client's own identity: `/users-by-id/:custom_id/`.
    CustomId(String),
    /// By the 12-character key, which anonymous visitors are known by.
    Key(String),
}

/// A change of a person, or what a new one begins with: what is absent stays as it is.
///
/// `flaws` are those found while reading the request; the directory adds its own (lengths, values
/// taken, attribute types) and changes nothing unless there are none. Flaws of the directory name
/// fields as this type does in the text above each of them; the dialect renames those that its
/// version spells otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonEdit {
    /// `custom_id`: the client's own identity, unique in the domain; at most
    /// [`PersonEdit::MAX_CUSTOM_ID`] characters.
    pub custom_id: Patch<String>,
    /// `key`: chosen by the client when a new person continues an anonymous visitor, at most
    /// [`PersonEdit::MAX_KEY`] characters; for a person who is there it is ignored.
    pub key: Option<String>,
    /// `email`: need not be unique.
    pub email: Patch<Email>,
    /// `first_name`: at most [`PersonEdit::MAX_NAME`] characters.
    pub first_name: Patch<String>,
    /// `last_name`: at most [`PersonEdit::MAX_NAME`] characters.
    pub last_name: Patch<String>,
    /// `phone_number`: takes the place of the default number, the others stay; removing it removes
    /// the default number alone. A new one has [`PersonEdit::PHONE_DIGITS`].
    pub phone: Patch<Phone>,
    /// `gender`.
    pub gender: Option<Gender>,
    /// `status`.
    pub status: Option<Status>,
    /// `score`.
    pub score: Option<i64>,
    /// `notifications`: whether the person wants any.
    pub notifications: Option<bool>,
    /// `unsubscribed`.
    pub unsubscribed: Option<bool>,
    /// `assigned_to`: the number of the agent in charge.
    pub assigned_to: Patch<i64>,
    /// Texts by the names of [`crate::UsercomFields::TEXTS`], each under its own name; `None` removes.
    pub texts: BTreeMap<String, Option<String>>,
    /// Instants by the names of [`crate::UsercomFields::INSTANTS`], each under its own name; `None`
    /// removes.
    pub instants: BTreeMap<String, Option<Timestamp>>,
    /// `company_id`: the custom id of a company to join or, when none has it, the company's number
    /// in digits.
    pub company: Option<String>,
    /// `tags`: names of tags to add; unknown ones are created.
    pub tags: Vec<String>,
    /// Every other key of the request: custom attributes by slug or label.
    pub attributes: CustomData,
    /// What becomes of attributes that nobody has defined.
    pub undefined: Undefined,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

impl PersonEdit {
    /// The longest `custom_id`, in characters.
    pub const MAX_CUSTOM_ID: usize = 255;
    /// The longest first or last name that this dialect sets, in characters.
    pub const MAX_NAME: usize = 40;
    /// The longest `key`, in characters.
    pub const MAX_KEY: usize = 64;
    /// How many digits a phone number that this dialect sets may have (E.164 allows 15).
    pub const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
    /// The longest name of an attribute, in characters.
    pub const MAX_ATTRIBUTE: usize = 255;
}

/// What becomes of a custom attribute that nobody has defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undefined {
    /// It is ignored: clients send keys of their own to `POST`, `PUT` and `PATCH`.
    #[default]
    Ignore,
    /// It is defined, with the type of its first value: `update_or_create`, `set_attribute`.
    Define,
}

/// A person, and what one must know to show them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct PersonView {
    /// The person.
    pub person: Person,
    /// Their tags, in the order in which they got them.
    pub tags: Vec<Tag>,
    /// The lists they are on, in the order in which they got there.
    pub lists: Vec<List>,
    /// The companies they are with, the earliest membership first.
    pub companies: Vec<Employment>,
    /// The attributes defined for people, by number; shared by the views of one answer.
    pub fields: Arc<[Field]>,
}

impl PersonView {
    /// Every attribute defined for people, with the person's value where there is one.
    pub fn attributes(&self) -> impl Iterator<Item = (&Field, Option<&Value>)> {
        self.fields.iter().map(|field| (field, self.person.custom.get(&field.slug)))
    }
}

/// What `update_or_create` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upserted {
    /// The person's number.
    pub number: i64,
    /// Whether the person is new.
    pub created: bool,
}
