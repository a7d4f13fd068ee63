//! Bulk requests (RFC 7644, 3.7).

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{ErrorResponse, body::member, path::Resource};

const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// The most operations in a request.
pub const MAX_OPERATIONS: usize = 1_000;

/// What precedes the `bulkId` of a resource that the same request creates.
const REFERENCE: &str = "bulkId:";

/// A bulk request.
#[derive(Clone, Debug)]
pub struct BulkRequest {
    /// The operations. One that cannot be decoded has its error.
    pub operations: Vec<BulkOperation>,
    /// The number of errors after which the request ends.
    pub fail_on_errors: Option<usize>,
}

/// An operation of a bulk request.
#[derive(Clone, Debug)]
pub struct BulkOperation {
    /// The method as sent.
    pub method_text: String,
    /// The identity that the client gave to the operation.
    pub bulk_id: Option<String>,
    /// The version that the resource must have.
    pub version: Option<String>,
    /// What to do.
    pub target: Result<BulkTarget, ErrorResponse>,
    /// The body.
    pub data: Map<String, Value>,
}

/// What an operation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkTarget {
    /// The method.
    pub method: BulkMethod,
    /// The type of the resource.
    pub resource: Resource,
    /// The id of the resource; empty for a `POST`.
    pub id: String,
}

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkMethod {
    /// Creates a resource.
    Post,
    /// Replaces a resource.
    Put,
    /// Changes a resource.
    Patch,
    /// Deletes a resource.
    Delete,
}

/// The result of an operation.
#[derive(Clone, Debug)]
pub struct BulkResult {
    /// The status and the address of the resource, or the error.
    pub outcome: Result<BulkSuccess, ErrorResponse>,
}

/// The result of a successful operation.
#[derive(Clone, Debug)]
pub struct BulkSuccess {
    /// The status.
    pub status: StatusCode,
    /// The address of the resource.
    pub location: String,
    /// The version of the resource; `None` if it was deleted.
    pub version: Option<String>,
}

impl BulkRequest {
    /// Decodes a request.
    ///
    /// # Errors
    /// 400 `invalidSyntax`; 413 for more than [`MAX_OPERATIONS`] operations.
    pub fn decode(body: &Map<String, Value>) -> Result<Self, ErrorResponse> {
        let Some(Value::Array(items)) = member(body, "Operations") else {
            return Err(ErrorResponse::invalid_syntax("Operations must be a list of operations."));
        };
        if items.len() > MAX_OPERATIONS {
            return Err(ErrorResponse::too_large(&format!(
                "A request must not have more than {MAX_OPERATIONS} operations. Send several."
            )));
        }
        let fail_on_errors = match member(body, "failOnErrors") {
            None | Some(Value::Null) => None,
            Some(value) => {
                let limit = value.as_u64().filter(|limit| *limit > 0).ok_or_else(|| {
                    ErrorResponse::invalid_value("failOnErrors must be a positive number.")
                })?;
                Some(usize::try_from(limit).unwrap_or(usize::MAX))
            }
        };
        let operations = items.iter().map(BulkOperation::decode).collect();
        Ok(Self { operations, fail_on_errors })
    }
}

impl BulkOperation {
    fn decode(item: &Value) -> Self {
        let empty = Map::new();
        let item = item.as_object().unwrap_or(&empty);
        let text = |name: &str| member(item, name).and_then(Value::as_str).map(str::to_owned);
        let method_text = text("method").unwrap_or_default();
        let bulk_id = text("bulkId").filter(|id| !id.is_empty());
        let data = member(item, "data").and_then(Value::as_object).cloned().unwrap_or_default();
        let target = target(&method_text, &text("path").unwrap_or_default());
        let target = target.and_then(|target| {
            let needs_data = target.method != BulkMethod::Delete;
            if target.method == BulkMethod::Post && bulk_id.is_none() {
                return Err(ErrorResponse::invalid_syntax("A POST operation needs a bulkId."));
            }
            if needs_data && data.is_empty() {
                return Err(ErrorResponse::invalid_syntax("The operation needs data."));
            }
            Ok(target)
        });
        Self { method_text, bulk_id, version: text("version"), target, data }
    }

    /// The `bulkId`s that the operation refers to.
    pub fn references(&self) -> Vec<String> {
        let mut found = Vec::new();
        if let Ok(target) = &self.target
            && let Some(id) = target.id.strip_prefix(REFERENCE)
        {
            found.push(id.to_owned());
        }
        for value in self.data.values() {
            collect(value, &mut found);
        }
        found
    }

    /// Replaces the references by the ids of the resources that were created.
    ///
    /// # Errors
    /// 400 `invalidValue` for a `bulkId` without a resource.
    pub fn resolve(&mut self, created: &BTreeMap<String, String>) -> Result<(), ErrorResponse> {
        if let Ok(target) = &mut self.target
            && let Some(id) = target.id.strip_prefix(REFERENCE)
        {
            target.id = resolved(id, created)?;
        }
        for value in self.data.values_mut() {
            replace(value, created)?;
        }
        Ok(())
    }
}

fn target(method: &str, path: &str) -> Result<BulkTarget, ErrorResponse> {
    let method = match method.to_ascii_uppercase().as_str() {
        "POST" => BulkMethod::Post,
        "PUT" => BulkMethod::Put,
        "PATCH" => BulkMethod::Patch,
        "DELETE" => BulkMethod::Delete,
        _ => {
            return Err(ErrorResponse::invalid_syntax(
                "method must be POST, PUT, PATCH or DELETE.",
            ));
        }
    };
    let mut segments = path.trim_matches('/').splitn(2, '/');
    let resource = match segments.next() {
        Some("Users") => Resource::User,
        Some("Groups") => Resource::Group,
        _ => {
            return Err(ErrorResponse::invalid_path(
                "path must be /Users, /Groups, or one of them with an id.",
            ));
        }
    };
    let id = segments.next().unwrap_or_default().to_owned();
    match (method, id.is_empty()) {
        (BulkMethod::Post, false) => {
            Err(ErrorResponse::invalid_path("The path of a POST operation has no id."))
        }
        (BulkMethod::Post, true) | (_, false) => Ok(BulkTarget { method, resource, id }),
        (_, true) => Err(ErrorResponse::invalid_path("The path needs the id of a resource.")),
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(REFERENCE).map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => members.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn replace(value: &mut Value, created: &BTreeMap<String, String>) -> Result<(), ErrorResponse> {
    match value {
        Value::String(text) => {
            if let Some(id) = text.strip_prefix(REFERENCE) {
                *text = resolved(id, created)?;
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| replace(item, created)),
        Value::Object(members) => {
            members.values_mut().try_for_each(|value| replace(value, created))
        }
        _ => Ok(()),
    }
}

fn resolved(id: &str, created: &BTreeMap<String, String>) -> Result<String, ErrorResponse> {
    created.get(id).cloned().ok_or_else(|| {
        ErrorResponse::invalid_value(&format!("No resource was created with the bulkId '{id}'."))
    })
}

/// Encodes the results of the operations that were carried out, in their order.
pub fn encode_results<'a>(
    results: impl Iterator<Item = (&'a BulkOperation, &'a BulkResult)>,
) -> Value {
    let operations: Vec<Value> =
        results.map(|(operation, result)| one(operation, result)).collect();
    json!({ "schemas": [RESPONSE], "Operations": operations })
}

fn one(operation: &BulkOperation, result: &BulkResult) -> Value {
    let mut entry = Map::new();
    let mut set = |name: &str, value: Value| drop(entry.insert(name.to_owned(), value));
    set("method", operation.method_text.to_ascii_uppercase().into());
    if let Some(bulk_id) = &operation.bulk_id {
        set("bulkId", bulk_id.as_str().into());
    }
    match &result.outcome {
        Ok(success) => {
            set("location", success.location.as_str().into());
            if let Some(version) = &success.version {
                set("version", version.as_str().into());
            }
            set("status", success.status.as_u16().to_string().into());
        }
        Err(error) => {
            set("status", error.status.as_u16().to_string().into());
            set("response", error.body());
        }
    }
    Value::Object(entry)
}
