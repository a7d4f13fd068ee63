//! The sizes of records, which count against the quota of their domain.

use std::io::{self, Write};

use serde_json::Value;

use crate::{FieldValues, Logged, UsercomFields};

/// Whether a field of the change log counts: not if another record stores it, nor an instant, of which the
/// store keeps microseconds. The records are those that programs create in numbers and sizes of their
/// choice.
fn is_counted(record: &str, field: &str) -> bool {
    match record {
        "person" => field != "created_on" && !UsercomFields::INSTANTS.contains(&field),
        "group" => !matches!(field, "users" | "external_id"),
        "location" => field != "location_type_code",
        "company" => field != "tags",
        _ => false,
    }
}

/// The size of some values of a record in bytes: of their names, and of the values as JSON. Empty values
/// have none. `kind` is the kind of a change, such as `person.created`. So the size of a record changes
/// with each entry of the change log by the sizes of the values after and before it.
pub fn counted_size(kind: &str, values: &FieldValues) -> i64 {
    let record = kind.split('.').next().unwrap_or_default();
    let counted =
        values.iter().filter(|(name, value)| is_counted(record, name) && !is_empty(value));
    let sizes = counted.map(|(name, value)| match value {
        // Both values have the same size, so that every worker can be deactivated.
        Value::Bool(_) => name.len() + 1,
        value => name.len() + json_size(value),
    });
    i64::try_from(sizes.sum::<usize>()).unwrap_or(i64::MAX)
}

/// The size of a whole record. `kind` is the name of its kind, such as `person`.
pub fn record_size(kind: &str, record: &impl Logged) -> i64 {
    counted_size(kind, &record.field_values())
}

/// The size of a value as JSON, in bytes.
pub fn json_size(value: &Value) -> usize {
    let mut counter = Counter(0);
    // Counting does not fail.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// Whether the change log leaves the value out of a new record.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::counted_size;

    fn size(kind: &str, values: Value) -> i64 {
        let Value::Object(values) = values else { panic!("no object") };
        counted_size(kind, &values)
    }

    #[test]
    fn names_and_values_count_and_empty_values_do_not() {
        let values = json!({ "name": "North", "data": {}, "email": "", "size": 12 });
        assert_eq!(size("person.created", values), 4 + 7 + 4 + 2);
        assert_eq!(size("group", json!({ "users": ["a"], "name": "é" })), 4 + 4);
        let instants =
            json!({ "created_on": "2026-01-01T00:00:00.123456789Z", "last_seen": "2026" });
        assert_eq!(size("person", instants), 0);
        for active in [true, false] {
            assert_eq!(size("person", json!({ "is_active": active })), 9 + 1);
        }
        assert_eq!(size("tag.created", json!({ "name": "North" })), 0);
        assert_eq!(size("location_type.created", json!({ "name": "North" })), 0);
    }
}
