//! Companies, and who is with them.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{CustomData, Field, FieldError, Patch, Tag, Undefined};

/// A company of a domain.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Company {
    /// The number by which clients know it; per domain, never reused.
    pub number: i64,
    /// The client's own identity, unique in the domain.
    pub custom_id: Option<String>,
    /// Its name; need not be unique.
    pub name: String,
    /// Texts by the names of [`Company::TEXTS`]; absent when unset.
    pub texts: BTreeMap<String, String>,
    /// Phone numbers, as sent.
    pub phones: Vec<String>,
    /// How many work there.
    pub size: Option<i64>,
    /// The number of the agent in charge.
    pub assigned_to: Option<i64>,
    /// Tags, by number, in the order in which it got them.
    pub tags: Vec<i64>,
    /// Values of custom attributes, by slug.
    pub custom: CustomData,
    /// When the record came into being.
    pub created_at: Timestamp,
    /// When it last changed; members who come and go change it too.
    pub updated_at: Timestamp,
}

impl Company {
    /// The texts of a company beside its name: what the dialect calls them, and how many characters
    /// each may have.
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
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The longest `custom_id`, in characters.
    pub const MAX_CUSTOM_ID: usize = 255;
    /// The longest phone number, in characters.
    pub const MAX_PHONE: usize = 64;
    /// The most phone numbers.
    pub const MAX_PHONES: usize = 20;
}

/// How a request names a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompanyRef {
    /// By number: `/companies/:id/`.
    Number(i64),
    /// By the client's own identity: `/companies-by-id/:custom_id/`.
    CustomId(String),
}

/// A change of a company, or what a new one begins with; a new one needs a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompanyEdit {
    /// `name`.
    pub name: Option<String>,
    /// `custom_id`.
    pub custom_id: Patch<String>,
    /// Texts by the names of [`Company::TEXTS`], each under its own name; `None` removes.
    pub texts: BTreeMap<String, Option<String>>,
    /// `phone_numbers`, in place of the present ones.
    pub phones: Option<Vec<String>>,
    /// `size`.
    pub size: Patch<i64>,
    /// `assigned_to`.
    pub assigned_to: Patch<i64>,
    /// `tags`: names of tags to add; unknown ones are created.
    pub tags: Vec<String>,
    /// Every other key of the request: custom attributes by slug or label.
    pub attributes: CustomData,
    /// What becomes of attributes that nobody has defined.
    pub undefined: Undefined,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// A company, and what one must know to show it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct CompanyView {
    /// The company.
    pub company: Company,
    /// Its tags, in the order in which it got them.
    pub tags: Vec<Tag>,
    /// The numbers of the people with it, ascending.
    pub employees: Vec<i64>,
    /// The attributes defined for companies, by number; shared by the views of one answer.
    pub fields: Arc<[Field]>,
}

impl CompanyView {
    /// Every attribute defined for companies, with the company's value where there is one.
    pub fn attributes(&self) -> impl Iterator<Item = (&Field, Option<&Value>)> {
        self.fields.iter().map(|field| (field, self.company.custom.get(&field.slug)))
    }
}

/// A company, as one of its people shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Employment {
    /// The company's number.
    pub company: i64,
    /// The company's name.
    pub name: String,
    /// Since when the person is with it.
    pub since: Timestamp,
}
