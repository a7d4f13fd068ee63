//! Custom data: how values are shown, and what is made of what was filled in.

use roster_model::{CustomData, Field, FieldType, Person, Problem, Profile, Schema};
use serde_json::Value;

/// A custom value, as pages show it and forms ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key.
    pub(super) slug: String,
    /// What people see of it.
    pub(super) label: String,
    /// The value, as text.
    pub(super) text: String,
    /// The values to choose from; none is no restriction.
    pub(super) choices: Vec<String>,
    /// Whether the profile gives the value, so that it cannot be set.
    pub(super) of_profile: bool,
}

/// What a person has: the fields that everybody shows, in their order, and then what else is there.
pub(super) fn entries(person: &Person, schema: &Schema, bulk_users: bool) -> Vec<Entry> {
    let profile = profile_of(person, schema);
    let given = profile.map(|profile| &profile.values);
    let shown = |field: &&Field| {
        (bulk_users && field.declared)
            || person.custom.contains_key(&field.slug)
            || given.is_some_and(|values| values.contains_key(&field.slug))
    };
    let fields = schema.fields.iter().filter(shown);
    let mut entries: Vec<Entry> = fields.map(|field| entry(field, person, given)).collect();
    let unknown = |slug: &&String| !schema.fields.iter().any(|field| field.slug == **slug);
    for slug in person.custom.keys().filter(unknown) {
        entries.push(Entry {
            slug: slug.clone(),
            label: slug.clone(),
            text: text(person.custom.get(slug)),
            choices: Vec::new(),
            of_profile: false,
        });
    }
    entries
}

/// The profile that a worker has.
pub(super) fn profile_of<'a>(person: &Person, schema: &'a Schema) -> Option<&'a Profile> {
    person.worker.as_ref().and_then(|worker| worker.profile).and_then(|it| schema.profile(it))
}

fn entry(field: &Field, person: &Person, given: Option<&CustomData>) -> Entry {
    let of_profile = given.and_then(|values| values.get(&field.slug));
    let value = of_profile.or_else(|| person.custom.get(&field.slug));
    let mut choices = field.choices.clone();
    let text = text(value);
    // What is there already can stay, whatever there is to choose from by now.
    if !choices.is_empty() && !text.is_empty() && !choices.contains(&text) {
        choices.push(text.clone());
    }
    Entry {
        slug: field.slug.clone(),
        label: field.label.clone(),
        text,
        choices,
        of_profile: of_profile.is_some(),
    }
}

/// A value as text: texts as they are, anything else as JSON.
pub(super) fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The value that somebody meant who filled in `text` for a field: of the field's type, and of the
/// sort that was there before.
pub(super) fn value(
    text: &str,
    field: Option<&Field>,
    before: Option<&Value>,
) -> Result<Value, Problem> {
    let kind = field.map(|field| field.value_type).unwrap_or_default();
    let wrong = || Problem::NotOfType(kind);
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    match kind {
        FieldType::Integer => text.parse::<i64>().map(Value::from).map_err(|_| wrong()),
        FieldType::Float => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::from(number)),
            _ => Err(wrong()),
        },
        FieldType::Boolean => text.to_lowercase().parse().map(Value::Bool).map_err(|_| wrong()),
        FieldType::Json => serde_json::from_str(text).map_err(|_| wrong()),
        FieldType::String | FieldType::Date | FieldType::DateTime | FieldType::Fixed => {
            let structured = before.is_some_and(|it| !it.is_string() && !it.is_null());
            let parsed = structured.then(|| serde_json::from_str(text).ok()).flatten();
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
        Field { number: 1, label: slug.clone(), slug, value_type, choices: vec![], declared: true }
    }

    #[test]
    fn what_is_shown_can_be_sent_back() {
        for before in [json!("a"), json!(5), json!(1.5), json!(true), json!([1, "b"]), json!({})] {
            let shown = text(Some(&before));
            assert_eq!(value(&shown, None, Some(&before)).unwrap(), before);
        }
    }

    #[test]
    fn values_are_of_the_type_of_their_field() {
        let of = |kind, text: &str| value(text, Some(&field(kind)), None);
        assert_eq!(of(FieldType::Integer, "7").unwrap(), json!(7));
        assert!(of(FieldType::Integer, "7.5").is_err());
        assert_eq!(of(FieldType::Boolean, "True").unwrap(), json!(true));
        assert!(of(FieldType::Float, "NaN").is_err());
        assert_eq!(of(FieldType::String, "7").unwrap(), Value::from("7"));
        assert_eq!(of(FieldType::Integer, "").unwrap(), Value::from(""));
    }
}
