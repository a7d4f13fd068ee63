//! What is sent as a body: a tree, and what it is.

use roster_model::WireMode;
use serde_json::{Map, Value, json};

use crate::{Format, json as json_bytes, write_tree};

/// A body to be written in either format.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// One thing; in XML an `object`.
    Object(Value),
    /// An answer that is no thing of its own; in XML a `response`.
    Response(Value),
    /// Things without an envelope; in XML `objects`.
    Items(Vec<Value>),
    /// A page of a list.
    List {
        /// What is told of the page, in the order of JSON.
        meta: Map<String, Value>,
        /// The things.
        objects: Vec<Value>,
    },
}

/// The order of `meta` in the published XML sample.
const XML_META: [&str; 5] = ["next", "total_count", "previous", "limit", "offset"];

impl Document {
    /// The bytes. In [`WireMode::Live`] keys are sorted at every level; else they stand as they
    /// were put in, a list's `meta` before its objects in JSON and behind them in XML, as the
    /// published samples have it.
    pub fn write(self, format: Format, mode: WireMode) -> Vec<u8> {
        let root = match self {
            Self::Object(_) => "object",
            Self::Items(_) => "objects",
            Self::Response(_) | Self::List { .. } => "response",
        };
        let mut tree = self.into_tree(format);
        if mode == WireMode::Live {
            tree.sort_all_objects();
        }
        match format {
            Format::Json => json_bytes::write(&tree),
            Format::Xml => write_tree(root, &tree),
        }
    }

    fn into_tree(self, format: Format) -> Value {
        match (self, format) {
            (Self::Object(tree) | Self::Response(tree), _) => tree,
            (Self::Items(items), _) => Value::Array(items),
            (Self::List { meta, objects }, Format::Json) => {
                json!({ "meta": meta, "objects": objects })
            }
            (Self::List { mut meta, objects }, Format::Xml) => {
                let mut ordered = Map::new();
                for key in XML_META {
                    if let Some(value) = meta.remove(key) {
                        ordered.insert(key.to_owned(), value);
                    }
                }
                ordered.append(&mut meta);
                json!({ "objects": objects, "meta": ordered })
            }
        }
    }
}
