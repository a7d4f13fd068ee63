//! The attributes that a response shows: `attributes` and `excludedAttributes` (RFC 7644, 3.9).

use serde_json::{Map, Value};

use super::{
    ErrorResponse, WORKER,
    path::{self, Attr, Resource, SubAttr, Target},
};

/// A selection of attributes.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    included: Option<Vec<String>>,
    excluded: Vec<String>,
}

/// Attributes that every response has.
const ALWAYS: [&str; 2] = ["schemas", "id"];

impl Projection {
    /// Creates a selection from the names in a request.
    ///
    /// # Errors
    /// 400 `invalidValue` when a request has both.
    pub fn new(
        included: Option<Vec<String>>,
        excluded: Option<Vec<String>>,
    ) -> Result<Self, ErrorResponse> {
        if included.is_some() && excluded.is_some() {
            return Err(ErrorResponse::invalid_value(
                "attributes and excludedAttributes cannot be used together.",
            ));
        }
        Ok(Self { included, excluded: excluded.unwrap_or_default() })
    }

    /// Creates a selection from the query parameters.
    ///
    /// # Errors
    /// As [`Projection::new`].
    pub fn from_params(params: &crate::Params) -> Result<Self, ErrorResponse> {
        let names = |name: &str| params.non_empty(name).map(split_names);
        Self::new(names("attributes"), names("excludedAttributes"))
    }

    /// Whether the response shows an attribute of a group. Members need not be read otherwise.
    pub fn shows_members(&self) -> bool {
        let names_members = |path: &String| match path::resolve(path, Resource::Group) {
            Some(Target::Known(attr)) => attr.attribute.name == "members",
            _ => false,
        };
        let whole = |path: &String| names_members(path) && !path.contains('.');
        match &self.included {
            Some(included) => included.iter().any(names_members),
            None => !self.excluded.iter().any(whole),
        }
    }

    /// Removes what the response does not show.
    pub fn apply(&self, mut resource: Value, kind: Resource) -> Value {
        let Some(object) = resource.as_object_mut() else { return resource };
        if let Some(included) = &self.included {
            let mut shown = Map::new();
            for name in ALWAYS {
                if let Some(value) = object.get(name) {
                    shown.insert(name.to_owned(), value.clone());
                }
            }
            for path in included {
                include(object, &mut shown, path, kind);
            }
            return Value::Object(shown);
        }
        for path in &self.excluded {
            exclude(object, path, kind);
        }
        resource
    }
}

/// Splits a list that is separated by commas.
pub(super) fn split_names(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn include(from: &Map<String, Value>, to: &mut Map<String, Value>, path: &str, kind: Resource) {
    let attr = match path::resolve(path, kind) {
        Some(Target::Known(attr)) => attr,
        Some(Target::Extension) => {
            if let Some(value) = from.get(WORKER) {
                to.insert(WORKER.to_owned(), value.clone());
            }
            return;
        }
        Some(Target::Ignored) | None => return,
    };
    let (from, to) = if attr.in_extension {
        let Some(Value::Object(from)) = from.get(WORKER) else { return };
        let to = to.entry(WORKER).or_insert_with(|| Value::Object(Map::new()));
        let Some(to) = to.as_object_mut() else { return };
        (from, to)
    } else {
        (from, to)
    };
    let name = attr.attribute.name;
    let Some(value) = from.get(name) else { return };
    let Some(sub) = sub_name(&attr) else {
        to.insert(name.to_owned(), value.clone());
        return;
    };
    match value {
        Value::Object(members) => {
            if let Some(found) = members.get(sub) {
                let entry = to.entry(name).or_insert_with(|| Value::Object(Map::new()));
                if let Some(entry) = entry.as_object_mut() {
                    entry.insert(sub.to_owned(), found.clone());
                }
            }
        }
        Value::Array(items) => {
            let entry = to
                .entry(name)
                .or_insert_with(|| Value::Array(vec![Value::Object(Map::new()); items.len()]));
            let shown = entry.as_array_mut().into_iter().flatten();
            for (shown, item) in shown.zip(items) {
                if let (Some(shown), Some(found)) = (shown.as_object_mut(), item.get(sub)) {
                    shown.insert(sub.to_owned(), found.clone());
                }
            }
        }
        _ => {}
    }
}

fn exclude(object: &mut Map<String, Value>, path: &str, kind: Resource) {
    let attr = match path::resolve(path, kind) {
        Some(Target::Known(attr)) => attr,
        Some(Target::Extension) => {
            object.shift_remove(WORKER);
            return;
        }
        Some(Target::Ignored) | None => return,
    };
    let object = if attr.in_extension {
        match object.get_mut(WORKER).and_then(Value::as_object_mut) {
            Some(extension) => extension,
            None => return,
        }
    } else {
        object
    };
    let name = attr.attribute.name;
    if ALWAYS.contains(&name) {
        return;
    }
    let Some(sub) = sub_name(&attr) else {
        object.shift_remove(name);
        return;
    };
    match object.get_mut(name) {
        Some(Value::Object(members)) => drop(members.shift_remove(sub)),
        Some(Value::Array(items)) => {
            for item in items.iter_mut().filter_map(Value::as_object_mut) {
                item.shift_remove(sub);
            }
        }
        _ => {}
    }
}

fn sub_name(attr: &Attr) -> Option<&str> {
    match attr.sub.as_ref()? {
        SubAttr::Known(sub) => Some(sub.name),
        SubAttr::Member(key) => Some(key),
        // Names no member.
        SubAttr::Ignored => Some(""),
    }
}
