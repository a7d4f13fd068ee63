//! A builder for the operations of CommCare resources.

use serde_json::{Map, Value, json};

use super::{shared, tags};
use crate::commcare::openapi::ERRORS;

/// An operation of a resource, such as `Operation::get("user", "/{id}/")`.
pub(crate) struct Operation {
    method: &'static str,
    resource: &'static str,
    alias: Option<&'static str>,
    path_suffix: &'static str,
    versions: Versions,
    name: &'static str,
    summary: &'static str,
    description: &'static str,
    superseded_by: Option<&'static str>,
    parameters: Vec<Value>,
    body: Option<Value>,
    is_body_required: bool,
    responses: Map<String, Value>,
}

/// The versions in the paths of a resource.
#[derive(Clone, Copy)]
struct Versions {
    /// In `/api/{version}/{resource}/`. Empty if this style does not exist.
    old: &'static [&'static str],
    /// In `/api/{resource}/{version}/`.
    new: &'static str,
    /// Whether the paths are below `/a/{domain}`.
    domain: bool,
}

/// The usual [`Versions::old`].
const OLD_VERSIONS: &[&str] = &["v0.4", "v0.5", "v1"];

impl Operation {
    /// Creates a GET operation. `path_suffix` follows the path of the resource.
    pub(crate) fn get(resource: &'static str, path_suffix: &'static str) -> Self {
        Self::new("get", resource, path_suffix)
    }

    /// Creates a POST operation.
    pub(crate) fn post(resource: &'static str, path_suffix: &'static str) -> Self {
        Self::new("post", resource, path_suffix)
    }

    /// Creates a PUT operation.
    pub(crate) fn put(resource: &'static str, path_suffix: &'static str) -> Self {
        Self::new("put", resource, path_suffix)
    }

    /// Creates a PATCH operation.
    pub(crate) fn patch(resource: &'static str, path_suffix: &'static str) -> Self {
        Self::new("patch", resource, path_suffix)
    }

    /// Creates a DELETE operation.
    pub(crate) fn delete(resource: &'static str, path_suffix: &'static str) -> Self {
        Self::new("delete", resource, path_suffix)
    }

    fn new(method: &'static str, resource: &'static str, path_suffix: &'static str) -> Self {
        let mut responses = Map::new();
        let statuses = shared::error_statuses(method, path_suffix);
        shared::add_errors(&mut responses, &ERRORS, &statuses);
        if method == "get" {
            responses.insert("304".to_owned(), shared::not_modified());
        }
        Self {
            method,
            resource,
            alias: None,
            path_suffix,
            versions: Versions { old: OLD_VERSIONS, new: "v1", domain: true },
            name: "",
            summary: "",
            description: "",
            superseded_by: None,
            parameters: Vec::new(),
            body: None,
            is_body_required: true,
            responses,
        }
    }

    /// Sets the operation ID and the summary.
    pub(crate) fn named(self, name: &'static str, summary: &'static str) -> Self {
        Self { name, summary, ..self }
    }

    /// Adds details to the summary.
    pub(crate) fn described(self, description: &'static str) -> Self {
        Self { description, ..self }
    }

    /// Marks an old version of another resource, which new clients should use instead.
    pub(crate) fn superseded_by(self, path: &'static str) -> Self {
        Self { superseded_by: Some(path), ..self }
    }

    /// Replaces the usual versions: `old` ones before the resource, `new` after it.
    pub(crate) fn versions(mut self, old: &'static [&'static str], new: &'static str) -> Self {
        self.versions = Versions { old, new, ..self.versions };
        self
    }

    /// Adds another name of the resource, in paths with the version before it.
    pub(crate) fn alias(self, alias: &'static str) -> Self {
        Self { alias: Some(alias), ..self }
    }

    /// Moves the operation out of domains: `/api/...`.
    pub(crate) fn without_domain(mut self) -> Self {
        self.versions = Versions { old: &["v0.5"], domain: false, ..self.versions };
        self.responses.remove("403");
        self.responses.remove("429");
        self
    }

    /// Adds a query parameter. Use `integer` only if other values are rejected.
    pub(crate) fn query(mut self, name: &str, schema: impl Into<Value>, description: &str) -> Self {
        let schema: Value = schema.into();
        self.parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": description, "schema": schema,
        }));
        self
    }

    /// Adds a query parameter that is required.
    pub(crate) fn required_query(
        self,
        name: &str,
        schema: impl Into<Value>,
        description: &str,
    ) -> Self {
        let mut operation = self.query(name, schema, description);
        if let Some(parameter) = operation.parameters.last_mut() {
            parameter["required"] = true.into();
        }
        operation
    }

    /// Adds the parameters of a list: `limit`, `offset`, `cursor`.
    pub(crate) fn paged(self, cap: u32) -> Self {
        let number = json!({ "type": "integer", "minimum": 0 });
        let description = format!("The page size: 20 by default; 0 means the maximum, {cap}.");
        let mut operation = self.query("limit", number, &description);
        operation.parameters.extend([shared::parameter("Offset"), shared::parameter("Cursor")]);
        operation
    }

    /// Sets the body, as JSON of this schema; XML of the same shape is accepted as well.
    pub(crate) fn body(mut self, schema: Value) -> Self {
        self.body = Some(schema);
        shared::add_errors(&mut self.responses, &ERRORS, &["413", "415"]);
        self
    }

    /// Sets the body, which may be absent.
    pub(crate) fn optional_body(self, schema: Value) -> Self {
        Self { is_body_required: false, ..self.body(schema) }
    }

    /// Adds a response with a body of this schema.
    pub(crate) fn response(
        mut self,
        status: &str,
        description: &str,
        schema: impl Into<Value>,
    ) -> Self {
        let schema: Value = schema.into();
        let content = json!({
            "application/json": { "schema": schema },
            "application/xml": { "schema": shared::xml() },
        });
        self.responses
            .insert(status.to_owned(), json!({ "description": description, "content": content }));
        self
    }

    /// Adds a response without a body.
    pub(crate) fn empty_response(mut self, status: &str, description: &str) -> Self {
        self.responses.insert(status.to_owned(), json!({ "description": description }));
        self
    }

    /// Adds the operation to the document's `paths`, in each style.
    pub(crate) fn add_to(self, paths: &mut Map<String, Value>) {
        let Versions { old, new, domain } = self.versions;
        let root = if domain { "/a/{domain}/api" } else { "/api" };
        let (resource, path_suffix) = (self.resource, self.path_suffix);
        let new = format!("{root}/{resource}/{new}{path_suffix}");
        for name in std::iter::once(resource).chain(self.alias) {
            for version in old {
                let mut operation = self.describe(&self.old_name(version, name));
                operation["x-same-as"] = json!(new);
                insert(
                    paths,
                    format!("{root}/{version}/{name}{path_suffix}"),
                    self.method,
                    operation,
                );
            }
        }
        insert(paths, new, self.method, self.describe(self.name));
    }

    /// The operation ID in an old path: `listUsersInV05`, `listUsersInV05ByAlias`.
    fn old_name(&self, version: &str, resource: &str) -> String {
        let version = version.to_uppercase().replace('.', "");
        let alias = if resource == self.resource { "" } else { "ByAlias" };
        format!("{}In{version}{alias}", self.name)
    }

    fn describe(&self, name: &str) -> Value {
        let mut parameters = Vec::new();
        if self.versions.domain {
            parameters.push(shared::parameter("Domain"));
        }
        if self.path_suffix.contains("{id}") {
            parameters.push(shared::parameter(id_parameter(self.resource)));
        }
        parameters.extend(self.parameters.iter().cloned());
        parameters.extend(shared::conditional_headers(self.method, self.path_suffix));
        parameters.push(shared::parameter("Format"));
        let mut described = json!({
            "operationId": name,
            "summary": self.summary,
            "tags": [tags::find(self.resource)],
            "parameters": parameters,
            "responses": self.responses,
            "security": tags::api_key_security(),
        });
        if !self.description.is_empty() {
            described["description"] = self.description.into();
        }
        if let Some(path) = self.superseded_by {
            described["x-superseded-by"] = path.into();
        }
        if let Some(schema) = &self.body {
            described["requestBody"] = json!({
                "required": self.is_body_required,
                "content": { "application/json": { "schema": schema } },
            });
        }
        described
    }
}

/// The shared parameter `{id}` of a resource.
fn id_parameter(resource: &str) -> &'static str {
    match resource {
        "group" => "GroupId",
        "location" => "LocationId",
        "location_type" => "LocationTypeId",
        "web-user" => "WebUserId",
        "webhook" => "WebhookId",
        "saved_filter" => "RecordId",
        _ => "UserId",
    }
}

fn insert(paths: &mut Map<String, Value>, path: String, method: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method] = operation;
}
