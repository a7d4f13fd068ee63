//! The elements of a multi-valued attribute. All work is linear in the elements that a request contains.

use std::collections::HashMap;

use serde_json::Value;

use crate::scim::schema::Attribute;

/// Finds elements of the list that the operations before added to.
#[derive(Default)]
pub(super) struct Index {
    list: Option<&'static Attribute>,
    /// The positions of the elements with a value, in ascending order.
    positions: HashMap<Value, Vec<usize>>,
}

impl Index {
    /// The index of a list. It is built unless the last operation added to the same list.
    pub(super) fn of(&mut self, attribute: &'static Attribute, items: &[Value]) -> &mut Self {
        if !self.list.is_some_and(|list| std::ptr::eq(list, attribute)) {
            self.clear();
            self.list = Some(attribute);
            for (position, item) in items.iter().enumerate() {
                self.insert(item, position);
            }
        }
        self
    }

    /// Forgets the list. Any other change than an appended element requires this.
    pub(super) fn clear(&mut self) {
        self.list = None;
        self.positions.clear();
    }

    fn insert(&mut self, item: &Value, position: usize) {
        self.positions.entry(key(item).clone()).or_default().push(position);
    }

    /// The position of an equal element. Members of a group are equal if their ids are.
    fn position(&self, items: &[Value], element: &Value) -> Option<usize> {
        let has_type = element.get("type").is_some();
        let is_same = |item: &Value| item == element || (!has_type && key(item) == key(element));
        let positions = self.positions.get(key(element))?;
        positions.iter().copied().find(|position| items.get(*position).is_some_and(is_same))
    }
}

/// Adds elements that are not there already. The last primary one ends that of the others (RFC 7644,
/// 3.5.2).
pub(super) fn append(items: &mut Vec<Value>, elements: Vec<Value>, index: &mut Index) {
    let mut primary = None;
    for element in elements {
        let position = index.position(items, &element);
        let is_primary = is_primary(&element);
        if is_primary {
            primary = Some(position.unwrap_or(items.len()));
        }
        match (position.and_then(|same| items.get_mut(same)), element) {
            (Some(Value::Object(present)), Value::Object(new)) if is_primary => {
                present.extend(new);
            }
            (Some(_), _) => {}
            (None, element) => {
                index.insert(&element, items.len());
                items.push(element);
            }
        }
    }
    if let Some(primary) = primary {
        clear_other_primaries(items, primary);
    }
}

pub(super) fn clear_other_primaries(items: &mut [Value], primary: usize) {
    for (index, item) in items.iter_mut().enumerate() {
        if index != primary
            && let Value::Object(members) = item
        {
            members.shift_remove("primary");
        }
    }
}

pub(super) fn is_primary(item: &Value) -> bool {
    item.get("primary") == Some(&Value::Bool(true))
}

/// The value of an element.
pub(super) fn key(item: &Value) -> &Value {
    item.get("value").unwrap_or(item)
}
