//! Custom data: the registry of fields, profiles, and the values.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// Custom values of a person, by slug, in the order in which they were first set.
pub type CustomData = Map<String, Value>;

/// A custom field of a domain: one registry for all dialects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The number by which User.com knows the definition; per domain, never reused.
    pub number: i64,
    /// The key in custom data; User.com's `name_std`.
    pub slug: String,
    /// What people see; User.com's `name`.
    pub label: String,
    /// What its values are meant to be.
    pub value_type: FieldType,
    /// The values to choose from; empty is no restriction.
    pub choices: Vec<String>,
    /// Whether every worker shows the field, with `""` when it is unset. A field that came into
    /// being by being used is registered, but not declared.
    pub declared: bool,
}

/// What the values of a field are meant to be.
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
    /// Day.
    Date,
    /// Instant.
    DateTime,
    /// One or more of a fixed set of choices.
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

    /// The name of the type, as User.com spells it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("string", |(_, name)| name)
    }

    /// The type of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == text).map(|(kind, _)| kind)
    }
}

/// A field to be declared for workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewField {
    /// The key in custom data.
    pub slug: String,
    /// What people see; the slug when absent.
    pub label: Option<String>,
    /// The values to choose from.
    pub choices: Vec<String>,
}

/// A change of a field: what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEdit {
    /// What people see.
    pub label: Option<String>,
    /// The values to choose from; empty is no restriction.
    pub choices: Option<Vec<String>>,
    /// Whether every worker shows the field.
    pub declared: Option<bool>,
}

/// A named set of values that a worker can be given as one; its keys cannot be set directly.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Profile {
    /// The number by which clients know it (`commcare_profile`); per domain.
    pub number: i64,
    /// Its name, unique in the domain.
    pub name: String,
    /// The values it gives.
    pub values: CustomData,
}

/// A profile to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProfile {
    /// Its name.
    pub name: String,
    /// The values it gives.
    pub values: CustomData,
}

/// What one must know of a domain to show a worker's custom data.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Schema {
    /// The registered fields, by number.
    pub fields: Vec<Field>,
    /// The profiles, by number.
    pub profiles: Vec<Profile>,
}

impl Schema {
    /// The profile of that number.
    pub fn profile(&self, number: i64) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.number == number)
    }

    /// The slugs that every worker shows.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|field| field.declared).map(|field| field.slug.as_str())
    }
}

/// The keys of `user_data` that the directory itself provides: for a worker with locations
/// `commcare_location_id`, `commcare_primary_case_sharing_id` and `commcare_location_ids`, the
/// profile's number and the domain's name. They are computed, never stored.
impl Schema {
    /// The key that holds the number of the profile.
    pub const PROFILE_KEY: &'static str = "commcare_profile";
    /// The key that holds the domain's name.
    pub const PROJECT_KEY: &'static str = "commcare_project";
    /// The key that holds the primary location.
    pub const LOCATION_KEY: &'static str = "commcare_location_id";
    /// The key that holds all locations, separated by blanks.
    pub const LOCATIONS_KEY: &'static str = "commcare_location_ids";
    /// The key that holds the owner of the worker's cases.
    pub const CASE_SHARING_KEY: &'static str = "commcare_primary_case_sharing_id";

    /// What the three location keys hold for a worker with these locations.
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
