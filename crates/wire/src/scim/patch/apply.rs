//! The effect of operations on a resource in JSON.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    Operation, Patch, Verb,
    elements::{Index, append, clear_other_primaries, is_primary, key},
    set,
};
use crate::scim::{
    ErrorResponse, WORKER,
    filter::{Node, element_matches},
    path::SubAttr,
    schema::{Attribute, Kind},
};

impl Patch {
    /// Applies the operations to a resource with its writable attributes.
    ///
    /// # Errors
    /// 400 `noTarget` when a value filter selects nothing; `invalidFilter`; `invalidValue` for a value
    /// of the wrong type.
    pub fn apply(&self, resource: &mut Map<String, Value>) -> Result<(), ErrorResponse> {
        let mut index = Index::default();
        for operation in &self.operations {
            if operation.attr.in_extension {
                let extension = resource.entry(WORKER).or_insert_with(empty);
                if let Value::Object(members) = extension {
                    operation.apply(members, &mut index)?;
                }
            } else {
                operation.apply(resource, &mut index)?;
            }
        }
        Ok(())
    }
}

impl Operation {
    fn apply(
        &self,
        object: &mut Map<String, Value>,
        index: &mut Index,
    ) -> Result<(), ErrorResponse> {
        let attribute = self.attr.attribute;
        let removes = self.verb == Verb::Remove || self.value.is_null();
        match (&self.attr.sub, attribute.multi) {
            (None, false) if removes => drop(object.shift_remove(attribute.name)),
            (None, false) => set::single(object, attribute, &self.value, &self.path)?,
            (Some(sub), false) => {
                let entry = object.entry(attribute.name).or_insert_with(empty);
                let Value::Object(members) = entry else { return Ok(()) };
                match sub {
                    SubAttr::Known(sub) if removes => drop(members.shift_remove(sub.name)),
                    SubAttr::Known(sub) => set::single(members, sub, &self.value, &self.path)?,
                    SubAttr::Member(key) if removes => drop(members.shift_remove(key)),
                    SubAttr::Member(key) => drop(members.insert(key.clone(), self.value.clone())),
                    SubAttr::Ignored => {}
                }
            }
            (sub, true) => {
                let entry =
                    object.entry(attribute.name).or_insert_with(|| Value::Array(Vec::new()));
                let Value::Array(items) = entry else { return Ok(()) };
                match (&self.filter, sub) {
                    (None, None) => self.apply_to_list(items, index)?,
                    (filter, sub) => {
                        index.clear();
                        let sub = sub.as_ref().and_then(|sub| match sub {
                            SubAttr::Known(sub) => Some(*sub),
                            _ => None,
                        });
                        self.apply_to_elements(items, filter.as_ref(), sub)?;
                    }
                }
                if items.is_empty() {
                    object.shift_remove(attribute.name);
                }
            }
        }
        Ok(())
    }

    /// An operation on a whole list.
    fn apply_to_list(
        &self,
        items: &mut Vec<Value>,
        index: &mut Index,
    ) -> Result<(), ErrorResponse> {
        let attribute = self.attr.attribute;
        if self.verb == Verb::Add {
            let elements = set::elements(attribute, &self.value, &self.path)?;
            append(items, elements, index.of(attribute, items));
            return Ok(());
        }
        index.clear();
        match self.verb {
            // Entra ID names the values to remove.
            Verb::Remove if !self.value.is_null() => {
                let values = set::elements(attribute, &self.value, &self.path)?;
                let removed: HashSet<&Value> = values.iter().map(key).collect();
                items.retain(|item| !removed.contains(key(item)));
            }
            Verb::Remove => items.clear(),
            _ => *items = set::elements(attribute, &self.value, &self.path)?,
        }
        Ok(())
    }

    /// An operation on the elements that a filter selects; without a filter, on all.
    fn apply_to_elements(
        &self,
        items: &mut Vec<Value>,
        filter: Option<&Node>,
        sub: Option<&'static Attribute>,
    ) -> Result<(), ErrorResponse> {
        let attribute = self.attr.attribute;
        let mut selected = Vec::with_capacity(items.len());
        for item in items.iter() {
            let is_selected = match filter {
                Some(filter) => element_matches(filter, item, attribute)?,
                None => true,
            };
            selected.push(is_selected);
        }
        if !selected.contains(&true) {
            return self.create_element(items, filter, sub);
        }
        let removes = self.verb == Verb::Remove || self.value.is_null();
        let mut is_selected = selected.iter().copied();
        match sub {
            None if removes => items.retain(|_| !is_selected.next().unwrap_or(false)),
            _ => {
                let chosen = items.iter_mut().filter(|_| is_selected.next().unwrap_or(false));
                for item in chosen {
                    self.change_element(item, sub, removes)?;
                }
            }
        }
        // A new primary value ends that of the others (RFC 7644, 3.5.2).
        if let Some(index) = selected.iter().position(|is_selected| *is_selected)
            && sub.is_none_or(|sub| sub.name == "primary")
            && items.get(index).is_some_and(is_primary)
        {
            clear_other_primaries(items, index);
        }
        Ok(())
    }

    fn change_element(
        &self,
        item: &mut Value,
        sub: Option<&'static Attribute>,
        removes: bool,
    ) -> Result<(), ErrorResponse> {
        let attribute = self.attr.attribute;
        match (item, sub) {
            (Value::Object(members), Some(sub)) if removes => drop(members.shift_remove(sub.name)),
            (Value::Object(members), Some(sub)) => {
                set::single(members, sub, &self.value, &self.path)?;
            }
            (item, None) => {
                let new = set::elements(attribute, &self.value, &self.path)?;
                let Some(new) = new.into_iter().next() else { return Ok(()) };
                match (item, new) {
                    (Value::Object(members), Value::Object(new)) => members.extend(new),
                    (item, new) => *item = new,
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Without a selected element, `add` creates one with the values that the filter compares. So does
    /// `replace` without a filter, because the attribute does not exist yet.
    fn create_element(
        &self,
        items: &mut Vec<Value>,
        filter: Option<&Node>,
        sub: Option<&'static Attribute>,
    ) -> Result<(), ErrorResponse> {
        let attribute = self.attr.attribute;
        let removes = self.verb == Verb::Remove || self.value.is_null();
        if filter.is_some() && (removes || self.verb == Verb::Replace) {
            return Err(ErrorResponse::no_target(&format!(
                "The filter of '{}' selects no value.",
                self.path
            )));
        }
        if removes {
            return Ok(());
        }
        let mut element = Map::new();
        if let Some(filter) = filter {
            set::from_filter(filter, attribute, &mut element);
        }
        if let Some(sub) = sub {
            set::single(&mut element, sub, &self.value, &self.path)?;
            append(items, vec![Value::Object(element)], Index::default().of(attribute, items));
            return Ok(());
        }
        let mut elements = set::elements(attribute, &self.value, &self.path)?;
        for new in &mut elements {
            if let Value::Object(new) = new {
                let mut element = element.clone();
                element.append(new);
                *new = element;
            }
        }
        append(items, elements, Index::default().of(attribute, items));
        Ok(())
    }
}

fn empty() -> Value {
    Value::Object(Map::new())
}

/// Whether an attribute is an object.
pub(super) fn is_object(attribute: &Attribute) -> bool {
    matches!(attribute.kind, Kind::Complex | Kind::Open)
}
