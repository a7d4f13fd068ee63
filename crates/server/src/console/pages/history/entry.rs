//! The values of a change as texts.

use roster_directory::RecordNames;
use roster_model::Change;
use serde_json::Value;

use crate::console::i18n;

/// The longest value that the page shows, in characters.
const MAX_CHARS: usize = 200;

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldChange {
    /// The label of the field, such as `first name` or `custom field village`.
    pub(crate) label: String,
    /// The values; `None` if they are not stored.
    pub(crate) values: Option<(String, String)>,
}

/// The changed fields of an entry, with both values. Of custom data, each changed field.
pub(crate) fn field_changes(change: &Change, names: &RecordNames) -> Vec<FieldChange> {
    let mut listed: Vec<&str> = change.fields.iter().map(String::as_str).collect();
    if change.fields.is_empty() || change.fields == ["restored"] || change.fields == ["declared"] {
        listed = change.before.keys().chain(change.after.keys()).map(String::as_str).collect();
        listed.sort_unstable();
        listed.dedup();
    }
    let mut all = Vec::new();
    for field in listed {
        let (before, after) = (change.before.get(field), change.after.get(field));
        if let Some(of_data) = custom_changes(field, before, after) {
            all.extend(of_data);
            continue;
        }
        let text = |value: Option<&Value>| display(field, value.unwrap_or(&Value::Null), names);
        let is_stored = before.is_some() || after.is_some();
        all.push(FieldChange {
            label: field_label(field),
            values: is_stored.then(|| (text(before), text(after))),
        });
    }
    all
}

/// The label of a field of the change log.
pub(crate) fn field_label(field: &str) -> String {
    i18n::message("history-field")
        .arg("field", i18n::Selector(field))
        .arg("name", field.replace('_', " "))
        .to_string()
}

/// The changed keys of a field with custom data; `None` for any other field.
fn custom_changes(
    field: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Option<Vec<FieldChange>> {
    if !["user_data", "attributes", "metadata", "location_data", "values"].contains(&field) {
        return None;
    }
    let (before, after) = (before.and_then(Value::as_object), after.and_then(Value::as_object));
    if before.is_none() && after.is_none() {
        return None;
    }
    let keys = before.into_iter().chain(after).flat_map(|data| data.keys());
    let mut keys: Vec<&String> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    let value = |data: Option<&serde_json::Map<String, Value>>, key: &str| {
        data.and_then(|data| data.get(key)).cloned().unwrap_or_default()
    };
    let change = |key: &&String| {
        let (old, new) = (value(before, key), value(after, key));
        (old != new).then(|| FieldChange {
            label: i18n::message("history-custom-field").arg("name", key).to_string(),
            values: Some((shorten(&plain(&old)), shorten(&plain(&new)))),
        })
    };
    Some(keys.iter().filter_map(change).collect())
}

/// A value as text, with names in place of ids.
fn display(field: &str, value: &Value, names: &RecordNames) -> String {
    let resolve = |value: &Value| {
        let id = plain(value);
        let kind = roster_directory::referenced_kind(field);
        kind.and_then(|kind| names.get(kind, &id)).map_or(id, str::to_owned)
    };
    shorten(&match value {
        Value::Array(items) => items.iter().map(resolve).collect::<Vec<_>>().join(", "),
        value => resolve(value),
    })
}

/// A value as text.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => i18n::text("history-yes"),
        Value::Bool(false) => i18n::text("history-no"),
        other => other.to_string(),
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= MAX_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MAX_CHARS).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use roster_directory::RecordNames;
    use roster_model::Change;
    use serde_json::json;

    use super::field_changes;

    #[test]
    fn each_changed_field_has_both_values() {
        let values = |value: serde_json::Value| value.as_object().cloned().unwrap();
        let change = Change {
            seq: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            kind: "person.updated".to_owned(),
            id: "u1".to_owned(),
            number: Some(1),
            actor: "ada".to_owned(),
            via: "console".to_owned(),
            fields: ["first_name", "user_data", "is_active", "password"].map(str::to_owned).into(),
            before: values(json!({
                "first_name": "Asha", "user_data": { "a": 1, "b": "x" }, "is_active": true,
            })),
            after: values(json!({ "user_data": { "a": 1, "c": [2] }, "is_active": false })),
            username: None,
        };
        let lines: Vec<String> = field_changes(&change, &RecordNames::default())
            .into_iter()
            .map(|field| match field.values {
                Some((before, after)) => format!("{}: {before} > {after}", field.label),
                None => field.label,
            })
            .collect();
        let expected = [
            "first name: Asha > ",
            "custom field b: x > ",
            "custom field c:  > [2]",
            "is active: yes > no",
            "password",
        ];
        assert_eq!(lines, expected);
    }
}
