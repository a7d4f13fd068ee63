//! What is sent as a body: a tree, and what it is.

use roster_model::WireMode;
use serde_json::{Map, Value, json};

use crate::{Format, json as json_bytes, write_tree, xml_write};

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
    /// The same, with the things as they are written in the answer's format, one behind the other;
    /// in JSON with `, ` between them.
    Written {
        /// What is told of the page, in the order of JSON.
        meta: Map<String, Value>,
        /// The things.
        objects: Vec<u8>,
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
            Self::Written { meta, objects } => return write_page(meta, &objects, format, mode),
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
            (Self::List { meta, objects }, Format::Xml) => {
                json!({ "objects": objects, "meta": ordered(meta) })
            }
            // Written without a tree.
            (Self::Written { meta, .. }, _) => Value::Object(meta),
        }
    }
}

/// What is told of a page, in the order of XML.
fn ordered(mut meta: Map<String, Value>) -> Map<String, Value> {
    let mut ordered = Map::new();
    for key in XML_META {
        if let Some(value) = meta.remove(key) {
            ordered.insert(key.to_owned(), value);
        }
    }
    ordered.append(&mut meta);
    ordered
}

fn write_page(
    mut meta: Map<String, Value>,
    objects: &[u8],
    format: Format,
    mode: WireMode,
) -> Vec<u8> {
    if mode == WireMode::Live {
        meta.sort_keys();
    }
    let mut out = Vec::with_capacity(objects.len() + 1024);
    match format {
        Format::Json => {
            out.extend_from_slice(b"{\"meta\": ");
            json_bytes::append(&mut out, &Value::Object(meta));
            out.extend_from_slice(b", \"objects\": [");
            out.extend_from_slice(objects);
            out.extend_from_slice(b"]}");
        }
        Format::Xml => {
            let told = |meta: Map<String, Value>| {
                let mut text = String::new();
                xml_write::write_value(&mut text, "meta", &Value::Object(meta));
                text
            };
            let (before, behind) = match mode {
                WireMode::Live => (told(meta), String::new()),
                WireMode::Documented => (String::new(), told(ordered(meta))),
            };
            out.extend_from_slice(xml_write::DECLARATION.as_bytes());
            out.extend_from_slice(b"<response>");
            out.extend_from_slice(before.as_bytes());
            if objects.is_empty() {
                out.extend_from_slice(b"<objects type=\"list\"/>");
            } else {
                out.extend_from_slice(b"<objects type=\"list\">");
                out.extend_from_slice(objects);
                out.extend_from_slice(b"</objects>");
            }
            out.extend_from_slice(behind.as_bytes());
            out.extend_from_slice(b"</response>");
        }
    }
    out
}
