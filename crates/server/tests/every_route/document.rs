//! The document, read: operations, and the positions of each.

use std::fmt;

use serde_json::Value;

use crate::sorts::{self, Sort};

/// An operation at one address.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The method, in capitals.
    pub(crate) method: String,
    /// The template of its address.
    pub(crate) path: String,
    /// Its name, without what tells its address from others at which the same is done.
    pub(crate) name: String,
    /// Whether the document says that it is the same as another.
    pub(crate) again: bool,
    /// Whether it can be asked for without being anybody.
    pub(crate) open: bool,
    /// Where it takes something that may belong to somebody else.
    pub(crate) positions: Vec<(Position, Sort)>,
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Position {
    Path(String),
    Query(String),
    Header(String),
    /// A key of the body; of each item of a list above it, the first.
    Body {
        keys: Vec<String>,
        list: bool,
    },
}

impl Operation {
    /// Whether it changes something.
    pub(crate) fn writes(&self) -> bool {
        self.method != "GET"
    }

    /// Whether it is of the User.com dialect.
    pub(crate) fn is_usercom(&self) -> bool {
        self.path.starts_with("/api/public/")
    }

    /// What its `{id}` names.
    pub(crate) fn subject(&self) -> Option<Sort> {
        let of_path = |(position, sort): &(Position, Sort)| {
            (*position == Position::Path("id".to_owned())).then_some(*sort)
        };
        self.positions.iter().find_map(of_path)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// All operations.
///
/// # Panics
/// When a parameter or a key of a body is not known to `sorts`.
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
        let named = parameter["name"].as_str().unwrap().to_owned();
        let position = match parameter["in"].as_str().unwrap() {
            "path" => Position::Path(named),
            "query" => Position::Query(named),
            "header" => Position::Header(named),
            other => panic!("{path} has a parameter in {other}"),
        };
        positions.extend(sorts::of_parameter(path, name, &position).map(|sort| (position, sort)));
    }
    let content = &described["requestBody"]["content"]["application/json"]["schema"];
    bodies(document, path, name, content, &[], &mut positions);
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        name: name.to_owned(),
        again: described["x-same-as"].is_string(),
        open: described["security"] == serde_json::json!([]),
        positions,
    }
}

/// The positions in a body of this schema, below `keys`.
fn bodies(
    document: &Value,
    path: &str,
    name: &str,
    schema: &Value,
    keys: &[String],
    positions: &mut Vec<(Position, Sort)>,
) {
    let schema = resolved(document, schema);
    for (key, of) in schema["properties"].as_object().into_iter().flatten() {
        let below = [keys, std::slice::from_ref(key)].concat();
        let of = resolved(document, of);
        let items = resolved(document, &of["items"]);
        if items["properties"].is_object() {
            bodies(document, path, name, items, &below, positions);
            continue;
        }
        let list = of["type"] == "array";
        let position = Position::Body { keys: below, list };
        positions.extend(sorts::of_key(path, name, key).map(|sort| (position, sort)));
    }
}

/// A schema without references; of several, the first.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return document.pointer(reference.trim_start_matches('#')).unwrap();
    }
    match schema["oneOf"].as_array() {
        Some(several) => resolved(document, &several[0]),
        None => schema,
    }
}
