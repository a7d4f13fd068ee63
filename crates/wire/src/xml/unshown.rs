//! What XML cannot show: keys that are no names, and characters that are not allowed. A client who
//! sends back a document must not remove them.

use serde_json::{Map, Value};

use super::{name::is_name, parse_tree, write_tree};

/// Adds to `sent`, an object from a client who has read `stored` as XML, what XML does not show of
/// `stored`. Values that are as XML shows them are replaced by the stored ones.
pub(crate) fn restore_unshown(
    stored: &Map<String, Value>,
    mut sent: Map<String, Value>,
) -> Map<String, Value> {
    for (key, value) in stored {
        match sent.get_mut(key) {
            Some(new) if new == value => {}
            Some(Value::Object(new)) if value.is_object() => {
                let stored = value.as_object().cloned().unwrap_or_default();
                *new = restore_unshown(&stored, std::mem::take(new));
            }
            Some(new) if shown(key, value).as_ref() == Some(new) => new.clone_from(value),
            Some(_) => {}
            None if is_shown(key, value) => {}
            None => {
                // XML shows the key without the blanks around it.
                if let Some(shown_key) = Some(key.trim()).filter(|it| !stored.contains_key(*it)) {
                    sent.shift_remove(shown_key);
                }
                sent.insert(key.clone(), value.clone());
            }
        }
    }
    sent
}

/// Whether an object in XML has this key. `id` is an attribute, which holds a text only.
fn is_shown(key: &str, value: &Value) -> bool {
    is_name(key) && (key != "id" || !(value.is_object() || value.is_array()))
}

/// The value under this key as a reader of XML sees it.
fn shown(key: &str, value: &Value) -> Option<Value> {
    let document = Value::Object(Map::from_iter([(key.to_owned(), value.clone())]));
    parse_tree(&write_tree("object", &document)).ok()?.get(key).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::restore_unshown;
    use crate::{parse_tree, write_tree};

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(object) = value else { panic!("an object") };
        object
    }

    fn through_xml(stored: &Map<String, Value>) -> Map<String, Value> {
        let bytes = write_tree("object", &Value::Object(stored.clone()));
        object(parse_tree(&bytes).unwrap())
    }

    #[test]
    fn document_that_is_sent_back_changes_nothing() {
        for stored in [
            json!({"village": "Karu", "2nd phone": "1", "house no": 5, "": true, "a:b": null}),
            json!({"tree": {"a": 1, "1": {"b": 2}}, "list": [{"1": 2}, "x"], "empty": {}}),
            json!({"note": "a\u{1}b", "line": "a\r\nb", " edge ": "x", "flag": false, "n": 1.5}),
            json!({"id": 7, "१": "x", "nested": {"id": {"x": 1}}}),
        ] {
            let stored = object(stored);
            let restored = restore_unshown(&stored, through_xml(&stored));
            assert_eq!(restored, stored);
        }
    }

    #[test]
    fn what_xml_shows_can_be_changed_and_removed() {
        let stored = object(json!({"a": "x", "b": "y", "1": "z", "tree": {"c": 1, "2": 2}}));
        let sent = object(json!({"a": "changed", "tree": {}, "new": 1}));
        let restored = restore_unshown(&stored, sent);
        let expected = json!({"a": "changed", "1": "z", "tree": {"2": 2}, "new": 1});
        assert_eq!(Value::Object(restored), expected);
    }
}
