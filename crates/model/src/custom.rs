//! Custom data: fields, profiles and values.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::FieldOptions;

/// Custom values of a person, by slug, in the order in which they were first set.
pub type CustomData = Map<String, Value>;

/// A custom field of a domain. All APIs share the fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The key in custom data; `name_std` in the User.com API.
    pub slug: String,
    /// The label; `name` in the User.com API.
    pub label: String,
    /// The type of the values.
    pub value_type: FieldType,
    /// The values to choose from; empty for any value.
    pub choices: Vec<String>,
    /// Whether responses contain the field for every worker, with `""` when it is unset. A field that
    /// appeared with incoming data is registered, but not declared.
    pub declared: bool,
    /// The rules for the values, and where the field appears.
    pub options: FieldOptions,
}

/// The type of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FieldType {
    /// Text.
    #[default]
    String,
    /// Whole number.
    Integer,
    /// Number.
    Float,
    /// True or false.
    Boolean,
    /// Date.
    Date,
    /// Date and time.
    DateTime,
    /// One or more of the choices.
    Fixed,
    /// Any JSON.
    Json,
}

impl FieldType {
    const ALL: [(Self, &'static str); 8] = [
        (Self::String, "string"),
        (Self::Integer, "integer"),
        (Self::Float, "float"),
        (Self::Boolean, "boolean"),
        (Self::Date, "date"),
        (Self::DateTime, "datetime"),
        (Self::Fixed, "fixed"),
        (Self::Json, "json"),
    ];

    /// Returns the name of the type in the User.com API.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("string", |(_, name)| name)
    }

    /// Finds the type with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == text).map(|(kind, _)| kind)
    }
}

/// A field to declare for workers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewField {
    /// The key in custom data.
    pub slug: String,
    /// The label; the slug by default.
    pub label: Option<String>,
    /// The type; text by default. With choices it is [`FieldType::Fixed`].
    pub value_type: Option<FieldType>,
    /// The values to choose from.
    pub choices: Vec<String>,
    /// The rules for the values, and where the field appears.
    pub options: FieldOptions,
}

/// A change of a field. `None` leaves a value unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEdit {
    /// The label.
    pub label: Option<String>,
    /// The type. Stored values stay as they are.
    pub value_type: Option<FieldType>,
    /// The values to choose from; empty for any value.
    pub choices: Option<Vec<String>>,
    /// Whether responses contain the field for every worker.
    pub declared: Option<bool>,
    /// The rules for the values, and where the field appears.
    pub options: Option<FieldOptions>,
}

/// A named set of values that can be assigned to a worker. The keys of the profile cannot be set
/// directly.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Profile {
    /// The number in the CommCare API (`commcare_profile`), unique in the domain.
    pub number: i64,
    /// The name, unique in the domain.
    pub name: String,
    /// The values.
    pub values: CustomData,
}

/// A profile to create.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewProfile {
    /// The name.
    pub name: String,
    /// The values.
    pub values: CustomData,
    /// Whether values of fields that do not exist add these fields.
    pub adds_fields: bool,
}

/// The fields and profiles of a domain. A response needs them for a worker's custom data.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Schema {
    /// The registered fields, in the order of forms.
    pub fields: Vec<Field>,
    /// The profiles, by number.
    pub profiles: Vec<Profile>,
}

impl Schema {
    /// Finds the profile with this number.
    pub fn profile(&self, number: i64) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.number == number)
    }

    /// Returns the slugs of the declared fields.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|field| field.declared).map(|field| field.slug.as_str())
    }
}

/// The system keys of `user_data`: the locations of a worker, the profile's number and the domain's
/// name. They are computed, never stored.
impl Schema {
    /// The key of the profile's number.
    pub const PROFILE_KEY: &'static str = "commcare_profile";
    /// The key of the domain's name.
    pub const PROJECT_KEY: &'static str = "commcare_project";
    /// The key of the primary location.
    pub const LOCATION_KEY: &'static str = "commcare_location_id";
    /// The key of all locations, separated by spaces.
    pub const LOCATIONS_KEY: &'static str = "commcare_location_ids";
    /// The key of the location that owns the worker's cases: the primary one.
    pub const CASE_SHARING_KEY: &'static str = "commcare_primary_case_sharing_id";

    /// Returns the values of the three location keys; none without a primary location.
    pub fn location_keys<'a>(
        primary: Option<&'a str>,
        all: &'a [impl AsRef<str>],
    ) -> impl Iterator<Item = (&'static str, Cow<'a, str>)> {
        let keys = |primary: &'a str| {
            let joined = match all {
                [only] => Cow::Borrowed(only.as_ref()),
                all => all.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ").into(),
            };
            [
                (Self::LOCATION_KEY, primary.into()),
                (Self::LOCATIONS_KEY, joined),
                (Self::CASE_SHARING_KEY, primary.into()),
            ]
        };
        primary.map(keys).into_iter().flatten()
    }
}
