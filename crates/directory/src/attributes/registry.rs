//! The defined attributes, and setting their values.

use std::collections::HashMap;

use roster_model::{
    CustomData, Diff, Error, Field, FieldError, FieldOptions, FieldType, Kind, PersonEdit, Problem,
    Profile, Schema, StandardField, Subject, Undefined, attribute_slug, closest,
};
use roster_store::{Tx, company_fields, fields};
use serde_json::Value;

use super::value;
use crate::{
    schema::{MAX_FIELDS, too_many_fields},
    text,
    unit_of_work::WriteTx,
};

/// The attributes of people or of companies.
pub(crate) struct Registry {
    subject: Subject,
    /// The definitions, by number.
    pub(super) fields: Vec<Field>,
    /// The first definition with each slug.
    by_slug: HashMap<String, usize>,
    /// The first definition with each label.
    by_label: HashMap<String, usize>,
}

impl Registry {
    pub(crate) async fn load(tx: &mut Tx, domain: i64, subject: Subject) -> Result<Self, Error> {
        let fields = match subject {
            Subject::Person => fields::list(tx, domain).await,
            Subject::Company => company_fields::list(tx, domain).await,
        };
        Ok(Self::new(subject, fields?))
    }

    pub(crate) fn new(subject: Subject, fields: Vec<Field>) -> Self {
        let (by_slug, by_label) = (HashMap::new(), HashMap::new());
        let mut registry = Self { subject, fields: Vec::new(), by_slug, by_label };
        for field in fields {
            registry.add(field);
        }
        registry
    }

    /// The definitions, by number, with those that were added.
    pub(crate) fn into_fields(self) -> Vec<Field> {
        self.fields
    }

    fn add(&mut self, field: Field) {
        let index = self.fields.len();
        self.by_slug.entry(field.slug.clone()).or_insert(index);
        self.by_label.entry(field.label.clone()).or_insert(index);
        self.fields.push(field);
    }

    /// Returns the definition with that slug or label.
    pub(crate) fn find(&self, name: &str) -> Option<&Field> {
        let found = self.by_slug.get(name).or_else(|| self.by_label.get(name));
        let index = found.or_else(|| self.by_slug.get(&attribute_slug(name)))?;
        self.fields.get(*index)
    }

    /// The error of a name without a definition, where values cannot define attributes.
    fn unknown(&self, name: &str) -> FieldError {
        let known = self.fields.iter().map(|field| field.slug.as_str());
        let (slug, similar) = (name.to_owned(), closest(name, known).map(str::to_owned));
        FieldError::new(name, Problem::UnknownField { slug, similar })
    }

    /// Checks the name of an attribute that a value is about to define.
    fn check_new_name(&self, name: &str) -> Option<FieldError> {
        match StandardField::find(self.subject, name) {
            Some(field) => Some(FieldError::new(name, Problem::StandardField(field.name))),
            None => text::validate_name(name, name, PersonEdit::MAX_ATTRIBUTE),
        }
    }

    /// Adds a definition under the next number.
    pub(crate) async fn define(
        &mut self,
        tx: &mut WriteTx,
        label: &str,
        value_type: FieldType,
        choices: Vec<String>,
    ) -> Result<Field, Error> {
        let mut field = Field {
            number: 0,
            slug: attribute_slug(label),
            label: label.trim().to_owned(),
            value_type,
            choices,
            declared: false,
            options: FieldOptions::default(),
        };
        let domain = tx.number();
        let number = match self.subject {
            Subject::Person => fields::insert(&mut tx.store, domain, &field).await,
            Subject::Company => company_fields::insert(&mut tx.store, domain, &field).await,
        };
        field.number = number?;
        tx.log(Kind::FieldCreated, &field.slug, Some(field.number), Diff::created(&field));
        self.add(field.clone());
        Ok(field)
    }

    /// Sets the values of `sent` in `data`. Returns their errors.
    pub(crate) async fn apply(
        &mut self,
        tx: &mut WriteTx,
        data: &mut CustomData,
        sent: &CustomData,
        undefined: Undefined,
        guard: &Guard,
    ) -> Result<Vec<FieldError>, Error> {
        let mut errors = Vec::new();
        for (name, sent) in sent {
            match guard.check(name, sent) {
                Access::Allowed => {}
                Access::Unchanged => continue,
                Access::Denied => {
                    errors.push(FieldError::new(name, Problem::Controlled(name.clone())));
                    continue;
                }
            }
            let field = match self.find(name) {
                Some(field) => field.clone(),
                None if undefined == Undefined::Ignore || sent.is_null() => continue,
                None if self.fields.len() >= MAX_FIELDS => {
                    errors.push(FieldError::new(name, too_many_fields()));
                    continue;
                }
                None if tx.domain.settings.enforce_fields && self.subject == Subject::Person => {
                    errors.push(self.unknown(name));
                    continue;
                }
                None => {
                    if let Some(error) = self.check_new_name(name) {
                        errors.push(error);
                        continue;
                    }
                    self.define(tx, name, value::type_of(sent), Vec::new()).await?
                }
            };
            // The name may be a label: the slug can be controlled even if the label is not.
            if matches!(guard.check(&field.slug, sent), Access::Denied) {
                errors.push(FieldError::new(name, Problem::Controlled(field.slug)));
                continue;
            }
            if data.get(&field.slug) == Some(sent) {
                continue;
            }
            match value::convert(sent, &field) {
                Err(problem) => errors.push(FieldError::new(name, problem)),
                Ok(Some(value)) => {
                    data.insert(field.slug, value);
                }
                Ok(None) => {
                    data.shift_remove(&field.slug);
                }
            }
        }
        Ok(errors)
    }
}

/// The keys that cannot be set: those that the directory provides and those of a worker's profile.
#[derive(Default)]
pub(crate) struct Guard {
    system: &'static [&'static str],
    profile: Option<Profile>,
}

const SYSTEM: [&str; 5] = [
    Schema::PROFILE_KEY,
    Schema::PROJECT_KEY,
    Schema::LOCATION_KEY,
    Schema::LOCATIONS_KEY,
    Schema::CASE_SHARING_KEY,
];

/// Whether a value may be set.
enum Access {
    Allowed,
    Unchanged,
    Denied,
}

impl Guard {
    /// The guard of a person with that profile.
    pub(crate) fn for_people(profile: Option<Profile>) -> Self {
        Self { system: &SYSTEM, profile }
    }

    /// Whether the key cannot be set.
    pub(crate) fn controls(&self, slug: &str) -> bool {
        self.system.contains(&slug) || self.profile_value(slug).is_some()
    }

    /// Clients send back the values that they read, so the profile's own value is accepted.
    fn check(&self, slug: &str, sent: &Value) -> Access {
        match self.profile_value(slug) {
            Some(value) if value == sent => Access::Unchanged,
            _ if self.controls(slug) => Access::Denied,
            _ => Access::Allowed,
        }
    }

    fn profile_value(&self, slug: &str) -> Option<&Value> {
        self.profile.as_ref().and_then(|profile| profile.values.get(slug))
    }
}
