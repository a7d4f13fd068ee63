//! `PATCH` (RFC 7644, 3.5.2): the operations of a request, and their effect on a resource.

mod apply;
mod elements;
mod set;

pub(super) use set::elements;

use roster_model::SecretString;
use serde_json::{Map, Value};

use super::{
    ErrorResponse, WORKER,
    body::member,
    filter::{Node, parse_value_path},
    path::{self, Attr, Resource, SubAttr, Target},
    schema::Mutability,
};

/// The most operations in a request.
const MAX_OPERATIONS: usize = 1_000;

/// The operations of a request, in order.
#[derive(Clone, Debug)]
pub struct Patch {
    operations: Vec<Operation>,
    password: Option<SecretString>,
}

/// One operation on one attribute.
#[derive(Clone, Debug)]
struct Operation {
    verb: Verb,
    /// The path as sent, for errors.
    path: String,
    attr: Attr,
    filter: Option<Node>,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Add,
    Replace,
    Remove,
}

impl Patch {
    /// Decodes the operations of a request for a type of resource.
    ///
    /// # Errors
    /// 400 `invalidSyntax` for a malformed body, `invalidPath` for an unknown attribute,
    /// `invalidFilter` for a malformed value filter, `noTarget` for a removal without a path,
    /// `mutability` for a read-only attribute.
    pub fn decode(body: &Map<String, Value>, resource: Resource) -> Result<Self, ErrorResponse> {
        let Some(Value::Array(items)) = member(body, "Operations") else {
            return Err(ErrorResponse::invalid_syntax("Operations must be a list of operations."));
        };
        if items.is_empty() || items.len() > MAX_OPERATIONS {
            return Err(ErrorResponse::invalid_syntax(&format!(
                "Operations must have 1 to {MAX_OPERATIONS} items."
            )));
        }
        let mut patch = Self { operations: Vec::new(), password: None };
        for item in items {
            patch.read(item, resource)?;
        }
        Ok(patch)
    }

    /// The new password, which is no part of the resource.
    pub fn password(&self) -> Option<&SecretString> {
        self.password.as_ref()
    }

    fn read(&mut self, item: &Value, resource: Resource) -> Result<(), ErrorResponse> {
        let Value::Object(item) = item else {
            return Err(ErrorResponse::invalid_syntax("An operation must be a JSON object."));
        };
        let verb = match member(item, "op").and_then(Value::as_str) {
            Some(op) if op.eq_ignore_ascii_case("add") => Verb::Add,
            Some(op) if op.eq_ignore_ascii_case("replace") => Verb::Replace,
            Some(op) if op.eq_ignore_ascii_case("remove") => Verb::Remove,
            _ => {
                return Err(ErrorResponse::invalid_syntax("op must be add, replace or remove."));
            }
        };
        let value = member(item, "value").cloned();
        if verb != Verb::Remove && value.is_none() {
            return Err(ErrorResponse::invalid_value("An add or replace operation needs a value."));
        }
        let value = value.unwrap_or(Value::Null);
        match member(item, "path") {
            None | Some(Value::Null) => self.read_members(verb, &value, resource),
            Some(Value::String(path)) if path.trim().is_empty() => {
                self.read_members(verb, &value, resource)
            }
            Some(Value::String(path)) => self.push(verb, path, value, resource, Origin::Path),
            Some(_) => Err(ErrorResponse::invalid_path("path must be a text.")),
        }
    }

    /// Reads an operation without a path. Entra ID sends paths as names of members.
    fn read_members(
        &mut self,
        verb: Verb,
        value: &Value,
        resource: Resource,
    ) -> Result<(), ErrorResponse> {
        if verb == Verb::Remove {
            return Err(ErrorResponse::no_target("A remove operation needs a path."));
        }
        let Value::Object(members) = value else {
            return Err(ErrorResponse::invalid_value(
                "The value of an operation without a path must be a JSON object.",
            ));
        };
        for (name, value) in members {
            self.push(verb, name, value.clone(), resource, Origin::Member)?;
        }
        Ok(())
    }

    fn push(
        &mut self,
        verb: Verb,
        path: &str,
        value: Value,
        resource: Resource,
        origin: Origin,
    ) -> Result<(), ErrorResponse> {
        let (name, filter, sub) =
            parse_value_path(path.trim()).map_err(|text| ErrorResponse::invalid_filter(&text))?;
        let unknown = || {
            ErrorResponse::invalid_path(&format!(
                "There is no attribute '{path}'. The attributes are in /Schemas."
            ))
        };
        let target = path::resolve(name, resource).ok_or_else(unknown)?;
        let mut attr = match target {
            Target::Ignored => return Ok(()),
            Target::Extension => return self.push_extension(verb, value, resource, origin),
            Target::Known(attr) => attr,
        };
        if let Some(sub) = sub {
            if attr.sub.is_some() {
                return Err(unknown());
            }
            attr.sub = Some(path::sub(attr.attribute, sub).ok_or_else(unknown)?);
        }
        if filter.is_some() && (!attr.attribute.multi || sub.is_none() && attr.sub.is_some()) {
            return Err(ErrorResponse::invalid_path(&format!(
                "'{path}' has a filter, and '{}' has one value only.",
                attr.attribute.name
            )));
        }
        if matches!(attr.sub, Some(SubAttr::Ignored)) {
            return Ok(());
        }
        match attr.attribute.mutability {
            Mutability::WriteOnly => return self.set_password(verb, &value),
            // `displayName` is derived from the name.
            Mutability::ReadOnly if origin == Origin::Member => return Ok(()),
            Mutability::ReadOnly if attr.attribute.name == "displayName" => return Ok(()),
            Mutability::ReadOnly => {
                return Err(ErrorResponse::mutability(&format!("'{path}' is read-only.")));
            }
            Mutability::ReadWrite | Mutability::Immutable => {}
        }
        if attr.attribute.name == "schemas" {
            return Ok(());
        }
        let removes = verb == Verb::Remove || value.is_null();
        if removes && attr.attribute.required && attr.sub.is_none() && filter.is_none() {
            return Err(ErrorResponse::mutability(&format!(
                "'{path}' is required and cannot be removed."
            )));
        }
        let path = path.to_owned();
        self.operations.push(Operation { verb, path, attr, filter, value });
        Ok(())
    }

    /// Splits an operation on the whole extension.
    fn push_extension(
        &mut self,
        verb: Verb,
        value: Value,
        resource: Resource,
        origin: Origin,
    ) -> Result<(), ErrorResponse> {
        if verb == Verb::Remove || value.is_null() {
            for name in ["customData", "locations", "primaryLocation"] {
                let path = format!("{WORKER}:{name}");
                self.push(Verb::Remove, &path, Value::Null, resource, origin)?;
            }
            return Ok(());
        }
        let Value::Object(members) = value else {
            return Err(ErrorResponse::invalid_value(&format!("{WORKER} must be a JSON object.")));
        };
        let members = members.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("schemas"));
        for (name, value) in members {
            self.push(verb, &format!("{WORKER}:{name}"), value, resource, Origin::Member)?;
        }
        Ok(())
    }

    fn set_password(&mut self, verb: Verb, value: &Value) -> Result<(), ErrorResponse> {
        match value {
            Value::String(password) if verb != Verb::Remove => {
                self.password = Some(SecretString::from(password.as_str()));
                Ok(())
            }
            _ if verb == Verb::Remove => {
                Err(ErrorResponse::mutability("password can be replaced, but not removed."))
            }
            _ => Err(ErrorResponse::invalid_value("password must be a text.")),
        }
    }
}

/// Where the path of an operation comes from. Clients send back whole resources without a path, so
/// read-only attributes in them are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Path,
    Member,
}
