//! The operations of the OpenAPI document, and their positions.

use std::fmt;

use serde_json::Value;

use crate::resource_kind::{self, ResourceKind};

/// An operation at one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The method in upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    /// The operation ID without the suffix that distinguishes paths of the same operation.
    pub(crate) name: String,
    /// Whether it is another path of an operation (`x-same-as`).
    pub(crate) is_duplicate: bool,
    /// Whether it needs no authentication.
    pub(crate) is_public: bool,
    /// The positions that name a resource, which may belong to another domain.
    pub(crate) positions: Vec<(Position, ResourceKind)>,
}

/// A position of a value in a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Position {
    Path(String),
    Query(String),
    Header(String),
    /// A key of the body. In a list, the key of its first item.
    Body {
        keys: Vec<String>,
        list: bool,
    },
}

impl Operation {
    /// Whether it is a write.
    pub(crate) fn writes(&self) -> bool {
        self.method != "GET"
    }

    /// Whether it can change a record. A search has a body, but reads.
    pub(crate) fn changes_records(&self) -> bool {
        self.writes() && !self.path.ends_with("/.search")
    }

    /// Whether it belongs to the User.com dialect.
    pub(crate) fn is_usercom(&self) -> bool {
        self.path.starts_with("/api/public/")
    }

    /// The kind of resource that `{id}` names.
    pub(crate) fn subject(&self) -> Option<ResourceKind> {
        let of_path = |(position, kind): &(Position, ResourceKind)| {
            (*position == Position::Path("id".to_owned())).then_some(*kind)
        };
        self.positions.iter().find_map(of_path)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Reads all operations.
///
/// # Panics
/// When `resource_kind` does not know a parameter or a key of a body.
pub(crate) fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, described) in item.as_object().unwrap() {
            operations.push(operation(document, path, method, described));
        }
    }
    operations
}

fn operation(document: &Value, path: &str, method: &str, described: &Value) -> Operation {
    let name = described["operationId"].as_str().unwrap();
    let mut name = name.trim_end_matches("ByAlias");
    for version in ["InV04", "InV05", "InV06", "InV1", "ByCustomId", "ByDelete", "ByPost"] {
        name = name.trim_end_matches(version);
    }
    let mut positions = Vec::new();
    for parameter in described["parameters"].as_array().into_iter().flatten() {
        let parameter = resolve(document, parameter);
        let named = parameter["name"].as_str().unwrap().to_owned();
        let position = match parameter["in"].as_str().unwrap() {
            "path" => Position::Path(named),
            "query" => Position::Query(named),
            "header" => Position::Header(named),
            other => panic!("{path} has a parameter in {other}"),
        };
        positions.extend(
            resource_kind::of_parameter(path, name, &position).map(|kind| (position, kind)),
        );
    }
    let content = &described["requestBody"]["content"]["application/json"]["schema"];
    add_body_positions(document, path, name, content, &[], &mut positions);
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        name: name.to_owned(),
        is_duplicate: described["x-same-as"].is_string(),
        is_public: described["security"] == serde_json::json!([]),
        positions,
    }
}

/// Adds the positions in a body of this schema, below `keys`.
fn add_body_positions(
    document: &Value,
    path: &str,
    name: &str,
    schema: &Value,
    keys: &[String],
    positions: &mut Vec<(Position, ResourceKind)>,
) {
    let schema = resolve(document, schema);
    for (key, of) in schema["properties"].as_object().into_iter().flatten() {
        let below = [keys, std::slice::from_ref(key)].concat();
        let of = resolve(document, of);
        let items = resolve(document, &of["items"]);
        if items["properties"].is_object() {
            add_body_positions(document, path, name, items, &below, positions);
            continue;
        }
        let list = of["type"] == "array";
        let kind = if path.contains("/scim/") {
            resource_kind::of_scim_keys(path, &below)
        } else {
            resource_kind::of_key(path, name, key)
        };
        let position = Position::Body { keys: below, list };
        positions.extend(kind.map(|kind| (position, kind)));
    }
}

/// Resolves references. Of several alternatives, it takes the first.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return document.pointer(reference.trim_start_matches('#')).unwrap();
    }
    match schema["oneOf"].as_array() {
        Some(several) => resolve(document, &several[0]),
        None => schema,
    }
}
