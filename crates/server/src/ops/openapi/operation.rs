//! An operation of the document.

use serde_json::{Map, Value, json};

use super::{schema, terms};

/// A builder: `Operation::get("user", "/{id}/")` and its details.
pub(crate) struct Operation {
    method: &'static str,
    resource: &'static str,
    alias: Option<&'static str>,
    below: &'static str,
    versions: Versions,
    name: &'static str,
    summary: &'static str,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: Map<String, Value>,
}

/// The versions of a resource's addresses.
#[derive(Clone, Copy)]
struct Versions {
    /// Versions before the resource; none where this style does not exist.
    old: &'static [&'static str],
    /// The version behind the resource.
    new: &'static str,
    domain: bool,
}

/// The default versions before a resource.
const OLD: &[&str] = &["v0.4", "v0.5", "v1"];

impl Operation {
    /// GET at `below` of a resource's list.
    pub(crate) fn get(resource: &'static str, below: &'static str) -> Self {
        Self::new("get", resource, below)
    }

    /// POST.
    pub(crate) fn post(resource: &'static str, below: &'static str) -> Self {
        Self::new("post", resource, below)
    }

    /// PUT.
    pub(crate) fn put(resource: &'static str, below: &'static str) -> Self {
        Self::new("put", resource, below)
    }

    /// PATCH.
    pub(crate) fn patch(resource: &'static str, below: &'static str) -> Self {
        Self::new("patch", resource, below)
    }

    /// DELETE.
    pub(crate) fn delete(resource: &'static str, below: &'static str) -> Self {
        Self::new("delete", resource, below)
    }

    fn new(method: &'static str, resource: &'static str, below: &'static str) -> Self {
        let mut operation = Self {
            method,
            resource,
            alias: None,
            below,
            versions: Versions { old: OLD, new: "v1", domain: true },
            name: "",
            summary: "",
            parameters: Vec::new(),
            body: None,
            responses: Map::new(),
        };
        for (status, description) in [
            ("400", "The request says something that cannot be."),
            ("401", "The caller is not known."),
            ("403", "The caller may not do this; the answer says what is missing."),
            ("429", "Too many requests; `Retry-After` says when to come back."),
            ("503", "The service is temporarily unavailable."),
        ] {
            operation = operation.refusal(status, description);
        }
        for (status, description) in terms::refusals(method) {
            operation = operation.refusal(status, description);
        }
        if method == "get" {
            operation = operation.answers_empty("304", terms::NOT_MODIFIED);
        }
        if below.contains("{id}") {
            operation.refusal("404", "The resource does not exist.")
        } else {
            operation
        }
    }

    /// Sets the unique name and the summary.
    pub(crate) fn called(self, name: &'static str, summary: &'static str) -> Self {
        Self { name, summary, ..self }
    }

    /// Sets other versions: `old` ones before the resource (none: the style does not exist), `new`
    /// behind it.
    pub(crate) fn versions(mut self, old: &'static [&'static str], new: &'static str) -> Self {
        self.versions = Versions { old, new, ..self.versions };
        self
    }

    /// Adds an alias of the resource, where the version stands first.
    pub(crate) fn also(self, alias: &'static str) -> Self {
        Self { alias: Some(alias), ..self }
    }

    /// Moves the operation outside of domains.
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

    /// Adds the parameters of a list: `limit`, `offset`, `cursor`.
    pub(crate) fn paged(self, cap: u32) -> Self {
        let number = json!({ "type": "integer", "minimum": 0 });
        self.query(
            "limit",
            number.clone(),
            &format!("Page size: 20 by default; 0 means the maximum, {cap}."),
        )
        .query("offset", number, "Number of items to skip.")
        .query(
            "cursor",
            schema::text(),
            "The position of the next page, copied from `next`.",
        )
    }

    /// Sets the body, as JSON of this schema; XML of the same shape is accepted as well.
    pub(crate) fn body(mut self, schema: Value) -> Self {
        self.body = Some(schema);
        self.refusal("413", "The body is larger than 1 MiB.")
            .refusal("415", "The body is neither JSON nor XML.")
    }

    /// Adds a response with a body of this schema.
    pub(crate) fn answers(
        mut self,
        status: &str,
        description: &str,
        schema: impl Into<Value>,
    ) -> Self {
        let schema: Value = schema.into();
        let content = json!({
            "application/json": { "schema": schema },
            "application/xml": { "schema": {} },
        });
        self.responses
            .insert(status.to_owned(), json!({ "description": description, "content": content }));
        self
    }

    /// Adds a response without a body.
    pub(crate) fn answers_empty(mut self, status: &str, description: &str) -> Self {
        self.responses.insert(status.to_owned(), json!({ "description": description }));
        self
    }

    /// Adds an error response.
    pub(crate) fn refusal(self, status: &str, description: &str) -> Self {
        self.answers(status, description, schema::reference("Error"))
    }

    /// Adds the operation to the document's `paths`, in each style.
    pub(crate) fn add_to(self, paths: &mut Map<String, Value>) {
        let Versions { old, new, domain } = self.versions;
        let root = if domain { "/a/{domain}/api" } else { "/api" };
        let (resource, below) = (self.resource, self.below);
        let new = format!("{root}/{resource}/{new}{below}");
        for name in std::iter::once(resource).chain(self.alias) {
            for version in old {
                let mut again = self.describe(&self.name_in(version, name));
                again["x-same-as"] = json!(new);
                put(paths, format!("{root}/{version}/{name}{below}"), self.method, again);
            }
        }
        put(paths, new, self.method, self.describe(self.name));
    }

    /// The name of the operation at an older address: `listUsersInV05`, `listUsersInV05ByAlias`.
    fn name_in(&self, version: &str, resource: &str) -> String {
        let version = version.to_uppercase().replace('.', "");
        let alias = if resource == self.resource { "" } else { "ByAlias" };
        format!("{}In{version}{alias}", self.name)
    }

    fn describe(&self, name: &str) -> Value {
        let mut parameters = Vec::new();
        if self.versions.domain {
            parameters.push(in_path("domain", "The project.", "^[a-z0-9][a-z0-9-]{0,62}$"));
        }
        if self.below.contains("{id}") {
            parameters.push(in_path(
                "id",
                "The id of the resource.",
                "^[^/\\u0000-\\u001f]{1,126}$",
            ));
        }
        parameters.extend(self.parameters.iter().cloned());
        parameters.extend(terms::parameters(self.method, self.below));
        parameters.push(json!({
            "name": "format", "in": "query", "required": false,
            "description": "`json` or `xml`; anything else is ignored.",
            "schema": { "type": "string" },
        }));
        let mut described = json!({
            "operationId": name,
            "summary": self.summary,
            "tags": [self.resource],
            "parameters": parameters,
            "responses": self.responses,
            "security": [
                { "apiKey": [] }, { "basic": [] }, { "bearer": [] }, { "digest": [] },
                { "queryUser": [], "queryKey": [] },
            ],
        });
        if let Some(schema) = &self.body {
            described["requestBody"] = json!({
                "required": true,
                "content": { "application/json": { "schema": schema } },
            });
        }
        described
    }
}

fn in_path(name: &str, description: &str, pattern: &str) -> Value {
    json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": { "type": "string", "pattern": pattern },
    })
}

fn put(paths: &mut Map<String, Value>, path: String, method: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method] = operation;
}
