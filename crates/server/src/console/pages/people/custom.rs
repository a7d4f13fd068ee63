//! Custom data: conversion between values and the text of form inputs.

use jiff::civil::Date;
use roster_model::{
    CustomData, Field, FieldType, Person, Problem, Profile, Schema, is_exact_number,
};
use roster_wire::json;
use serde_json::Value;

/// A custom field of a person, for pages and forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key.
    pub(super) slug: String,
    /// The label of the field.
    pub(super) label: String,
    /// The value, as text.
    pub(super) text: String,
    /// The values to choose from; empty if any value is allowed.
    pub(super) choices: Vec<String>,
    /// Whether the profile sets the value, so that it cannot be edited.
    pub(super) from_profile: bool,
    /// Whether the value is a list of choices; `text` is the list as JSON.
    pub(super) is_multiple: bool,
    pub(super) is_required: bool,
    pub(super) value_type: FieldType,
}

impl Entry {
    /// The entry of a field without a value.
    pub(super) fn blank(field: &Field) -> Self {
        let mut choices = field.choices.clone();
        if field.value_type == FieldType::Boolean {
            choices = ["true", "false"].map(str::to_owned).to_vec();
        }
        Self {
            slug: field.slug.clone(),
            label: field.label.clone(),
            text: String::new(),
            choices,
            from_profile: false,
            is_multiple: field.options.multiple && !field.choices.is_empty(),
            is_required: field.declared && field.options.required,
            value_type: field.value_type,
        }
    }

    /// The name of the input.
    pub(super) fn input(&self) -> String {
        format!("data.{}", self.slug)
    }

    /// The entry with these choices.
    pub(super) fn with_selected(self, choices: &[String]) -> Self {
        let chosen: Vec<Value> =
            choices.iter().filter(|it| !it.is_empty()).map(|it| Value::from(it.as_str())).collect();
        let text = if chosen.is_empty() { String::new() } else { Value::Array(chosen).to_string() };
        Self { text, ..self }
    }

    /// Whether the choice is selected.
    pub(super) fn has(&self, choice: &str) -> bool {
        self.selected().iter().any(|selected| selected == choice)
    }

    fn selected(&self) -> Vec<String> {
        match json::parse(self.text.as_bytes()) {
            Ok(Value::Array(items)) => items.iter().map(|item| text(Some(item))).collect(),
            _ => vec![self.text.clone()],
        }
    }

    /// Whether a date input suits the value: it would hide a text that is no date.
    pub(super) fn is_date_input(&self) -> bool {
        self.value_type == FieldType::Date
            && (self.text.is_empty() || self.text.parse::<Date>().is_ok())
    }
}

/// The custom fields of a person: fields of the schema in their order, then other values. Declared fields
/// without a value are included if `all_declared` is set.
pub(super) fn entries(person: &Person, schema: &Schema, all_declared: bool) -> Vec<Entry> {
    let profile = profile_of(person, schema);
    let profile_values = profile.map(|profile| &profile.values);
    let is_included = |field: &&Field| {
        (all_declared && field.declared)
            || person.custom.contains_key(&field.slug)
            || profile_values.is_some_and(|values| values.contains_key(&field.slug))
    };
    let fields = schema.fields.iter().filter(is_included);
    let mut entries: Vec<Entry> =
        fields.map(|field| entry(field, person, profile_values)).collect();
    let unknown = |slug: &&String| !schema.fields.iter().any(|field| field.slug == **slug);
    for slug in person.custom.keys().filter(unknown) {
        entries.push(Entry {
            slug: slug.clone(),
            label: slug.clone(),
            text: text(person.custom.get(slug)),
            choices: Vec::new(),
            from_profile: false,
            is_multiple: false,
            is_required: false,
            value_type: FieldType::default(),
        });
    }
    entries
}

/// The value of a field of a person, as text: that of the profile, else the person's own.
pub(super) fn shown_value(person: &Person, schema: &Schema, slug: &str) -> String {
    let profile = profile_of(person, schema);
    let of_profile = profile.and_then(|profile| profile.values.get(slug));
    text(of_profile.or_else(|| person.custom.get(slug)))
}

/// The profile of a worker.
pub(super) fn profile_of<'a>(person: &Person, schema: &'a Schema) -> Option<&'a Profile> {
    person.worker.as_ref().and_then(|worker| worker.profile).and_then(|it| schema.profile(it))
}

fn entry(field: &Field, person: &Person, profile_values: Option<&CustomData>) -> Entry {
    let profile_value = profile_values.and_then(|values| values.get(&field.slug));
    let value = profile_value.or_else(|| person.custom.get(&field.slug));
    let mut entry =
        Entry { text: text(value), from_profile: profile_value.is_some(), ..Entry::blank(field) };
    // The current value stays selectable even if it is no longer among the choices.
    let selected = if entry.is_multiple { entry.selected() } else { vec![entry.text.clone()] };
    for choice in selected {
        if !entry.choices.is_empty() && !choice.is_empty() && !entry.choices.contains(&choice) {
            entry.choices.push(choice);
        }
    }
    entry
}

/// A value as text: strings as they are, other values as JSON.
pub(super) fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// Parses the input of a field as a value of the field's type. In a text field, the input stays a number,
/// list or object if the value was one before.
///
/// # Errors
/// [`Problem::NotOfType`].
pub(super) fn value(
    text: &str,
    field: Option<&Field>,
    before: Option<&Value>,
) -> Result<Value, Problem> {
    let kind = field.map(|field| field.value_type).unwrap_or_default();
    let invalid = || Problem::NotOfType(kind);
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    match kind {
        FieldType::Integer => text.parse::<i64>().map(Value::from).map_err(|_| invalid()),
        FieldType::Float => match text.parse::<f64>() {
            Ok(number) if is_exact_number(text) => Ok(Value::from(number)),
            _ => Err(invalid()),
        },
        FieldType::Boolean => text.to_lowercase().parse().map(Value::Bool).map_err(|_| invalid()),
        FieldType::Fixed if field.is_some_and(|field| field.options.multiple) => {
            Ok(json::parse(text.as_bytes()).unwrap_or_else(|_| Value::from(text)))
        }
        FieldType::Json => json::parse(text.as_bytes()).map_err(|_| invalid()),
        FieldType::String | FieldType::Date | FieldType::DateTime | FieldType::Fixed => {
            let structured = before.is_some_and(|it| !it.is_string() && !it.is_null());
            let parsed = structured.then(|| json::parse(text.as_bytes()).ok()).flatten();
            Ok(parsed.unwrap_or_else(|| Value::from(text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use roster_model::{Field, FieldType};
    use serde_json::{Value, json};

    use super::{text, value};

    fn field(value_type: FieldType) -> Field {
        let slug = "it".to_owned();
        Field {
            number: 1,
            label: slug.clone(),
            slug,
            value_type,
            choices: vec![],
            declared: true,
            options: roster_model::FieldOptions::default(),
        }
    }

    #[test]
    fn displayed_values_parse_to_themselves() {
        for before in [json!("a"), json!(5), json!(1.5), json!(true), json!([1, "b"]), json!({})] {
            let displayed = text(Some(&before));
            assert_eq!(value(&displayed, None, Some(&before)).unwrap(), before);
        }
    }

    #[test]
    fn values_get_the_type_of_their_field() {
        let parse = |kind, text: &str| value(text, Some(&field(kind)), None);
        assert_eq!(parse(FieldType::Integer, "7").unwrap(), json!(7));
        assert!(parse(FieldType::Integer, "7.5").is_err());
        assert_eq!(parse(FieldType::Boolean, "True").unwrap(), json!(true));
        assert!(parse(FieldType::Float, "NaN").is_err());
        assert_eq!(parse(FieldType::String, "7").unwrap(), Value::from("7"));
        assert_eq!(parse(FieldType::Integer, "").unwrap(), Value::from(""));
    }
}
