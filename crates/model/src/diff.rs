//! The values of changed fields, for the change log.

use serde_json::{Map, Value};

use crate::record_size::is_empty;

/// Values of a record's fields, by name. `null` means that the record does not have the field.
pub type FieldValues = Map<String, Value>;

/// A record whose fields are in the change log with their values.
pub trait Logged {
    /// All logged fields with their values, in the order of the log. Secrets are not among them.
    fn field_values(&self) -> FieldValues;
}

/// The changed fields of a record, with their values before and after the change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The names of the changed fields; empty for a record that was created or deleted.
    pub fields: Vec<String>,
    /// The values before the change, without `null`.
    pub before: FieldValues,
    /// The values after the change, without `null`.
    pub after: FieldValues,
}

impl Diff {
    /// The values of a new record. Fields without a value are left out.
    pub fn created(record: &impl Logged) -> Self {
        Self::created_with(record.field_values())
    }

    /// As [`Diff::created`], from the values of the record.
    pub fn created_with(values: FieldValues) -> Self {
        Self { after: filled(values), ..Self::default() }
    }

    /// The values of a record that is deleted. Fields without a value are left out.
    pub fn deleted(record: &impl Logged) -> Self {
        Self::deleted_with(record.field_values())
    }

    /// As [`Diff::deleted`], from the values of the record.
    pub fn deleted_with(values: FieldValues) -> Self {
        Self { before: filled(values), ..Self::default() }
    }

    /// The fields that differ between two versions of a record.
    pub fn between<T: Logged>(before: &T, after: &T) -> Self {
        Self::between_values(before.field_values(), after.field_values())
    }

    /// The fields that differ between the values of two versions of a record.
    pub fn between_values(mut before: FieldValues, mut after: FieldValues) -> Self {
        let mut diff = Self::default();
        let new: Vec<String> =
            after.keys().filter(|name| !before.contains_key(*name)).cloned().collect();
        let names: Vec<String> = before.keys().cloned().chain(new).collect();
        for name in names {
            diff.add(&name, take(&mut before, &name), take(&mut after, &name));
        }
        diff
    }

    /// Changed fields whose values are not logged: secrets, and what is stored outside the record.
    pub fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { fields: names.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Adds a field, unless its two values are equal.
    pub fn add(&mut self, name: &str, before: Value, after: Value) {
        if before != after {
            self.push(name, before, after);
        }
    }

    /// Adds a changed field.
    pub(crate) fn push(&mut self, name: &str, before: Value, after: Value) {
        self.fields.push(name.to_owned());
        for (values, value) in [(&mut self.before, before), (&mut self.after, after)] {
            if !value.is_null() {
                values.insert(name.to_owned(), value);
            }
        }
    }

    /// The same values without names of fields, for a kind of change that says what changed.
    #[must_use]
    pub fn without_names(self) -> Self {
        Self { fields: Vec::new(), ..self }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl From<Vec<String>> for Diff {
    /// See [`Diff::names`].
    fn from(fields: Vec<String>) -> Self {
        Self { fields, ..Self::default() }
    }
}

impl<const N: usize> From<&[&str; N]> for Diff {
    /// See [`Diff::names`].
    fn from(names: &[&str; N]) -> Self {
        Self::names(names.iter().copied())
    }
}

fn take(values: &mut FieldValues, name: &str) -> Value {
    values.get_mut(name).map(Value::take).unwrap_or_default()
}

/// The values without those that are empty.
fn filled(values: FieldValues) -> FieldValues {
    values.into_iter().filter(|(_, value)| !is_empty(value)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Diff, FieldValues, Logged};

    struct Record(Value);

    impl Logged for Record {
        fn field_values(&self) -> FieldValues {
            self.0.as_object().cloned().unwrap_or_default()
        }
    }

    #[test]
    fn only_differing_fields_are_in_a_diff() {
        let before = Record(json!({ "name": "North", "size": null, "data": { "a": 1 } }));
        let after = Record(json!({ "name": "North", "size": 3, "data": {}, "new": "x" }));
        let diff = Diff::between(&before, &after);
        assert_eq!(diff.fields, ["size", "data", "new"]);
        assert_eq!(Value::from(diff.before), json!({ "data": { "a": 1 } }));
        assert_eq!(Value::from(diff.after), json!({ "size": 3, "data": {}, "new": "x" }));
    }

    #[test]
    fn new_record_has_the_values_that_are_set() {
        let record = Record(json!({ "name": "North", "size": null, "tags": [], "active": false }));
        let diff = Diff::created(&record);
        assert_eq!(Value::from(diff.after), json!({ "name": "North", "active": false }));
        assert!(diff.fields.is_empty() && diff.before.is_empty());
        assert_eq!(Diff::deleted(&record).before.len(), 2);
    }
}
