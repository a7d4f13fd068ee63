//! Companies and their members.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{CustomData, Field, FieldError, Patch, Tag, Undefined};

/// A company of a domain.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Company {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The client's own identity, unique in the domain.
    pub custom_id: Option<String>,
    /// The name; need not be unique.
    pub name: String,
    /// Texts by the names of [`Company::TEXTS`]; absent when unset.
    pub texts: BTreeMap<String, String>,
    /// Phone numbers, as sent.
    pub phones: Vec<String>,
    /// The number of employees, as sent.
    pub size: Option<i64>,
    /// The number of the agent in charge.
    pub assigned_to: Option<i64>,
    /// Tags, by number, in the order in which they were added.
    pub tags: Vec<i64>,
    /// Values of custom attributes, by slug.
    pub custom: CustomData,
    /// When the record was created.
    pub created_at: Timestamp,
    /// When the record or its members last changed.
    pub updated_at: Timestamp,
}

impl Company {
    /// The text fields: name in the API and maximum length in characters.
    pub const TEXTS: [(&'static str, usize); 8] = [
        ("description", 2_000),
        ("email", 254),
        ("country", 255),
        ("region", 255),
        ("city", 255),
        ("address", 255),
        ("postal_code", 255),
        ("category", 255),
    ];
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The maximum length of `custom_id`, in characters.
    pub const MAX_CUSTOM_ID: usize = 255;
    /// The maximum length of a phone number, in characters.
    pub const MAX_PHONE: usize = 64;
    /// The maximum number of phone numbers.
    pub const MAX_PHONES: usize = 20;
}

/// A reference to a company in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompanyRef {
    /// By number: `/companies/:id/`.
    Number(i64),
    /// By the client's own identity: `/companies-by-id/:custom_id/`.
    CustomId(String),
}

/// A change of a company, or a company to create. A new company needs a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompanyEdit {
    /// `name`.
    pub name: Option<String>,
    /// `custom_id`.
    pub custom_id: Patch<String>,
    /// Texts by the names of [`Company::TEXTS`]; `None` removes a text.
    pub texts: BTreeMap<String, Option<String>>,
    /// `phone_numbers`; replace the present ones.
    pub phones: Option<Vec<String>>,
    /// `size`.
    pub size: Patch<i64>,
    /// `assigned_to`.
    pub assigned_to: Patch<i64>,
    /// `tags`: names of tags to add; missing tags are created.
    pub tags: Vec<String>,
    /// All other keys of the request: custom attributes by slug or label.
    pub attributes: CustomData,
    /// How to handle undefined attributes.
    pub undefined: Undefined,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// A company with the records that a response needs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct CompanyView {
    /// The company.
    pub company: Company,
    /// The tags, in the order in which they were added.
    pub tags: Vec<Tag>,
    /// The numbers of the members, ascending.
    pub employees: Vec<i64>,
    /// The attributes defined for companies, by number; shared by the views of one response.
    pub fields: Arc<[Field]>,
}

impl CompanyView {
    /// Returns every attribute defined for companies, with the company's value if it has one.
    pub fn attributes(&self) -> impl Iterator<Item = (&Field, Option<&Value>)> {
        self.fields.iter().map(|field| (field, self.company.custom.get(&field.slug)))
    }
}

/// The membership of a person in a company.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Employment {
    /// The company's number.
    pub company: i64,
    /// The company's name.
    pub name: String,
    /// When the person became a member.
    pub since: Timestamp,
}
