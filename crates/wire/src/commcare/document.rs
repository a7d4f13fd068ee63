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
            (Self::List { meta, objects }, Format::Xml) => {
                json!({ "objects": objects, "meta": ordered(meta) })
            }
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

/// A page of a list whose things `objects` writes, as [`Document::List`] would be written; in JSON
/// with `, ` between them.
///
/// # Errors
/// That of `objects`.
pub(super) fn write_page<E>(
    mut meta: Map<String, Value>,
    format: Format,
    mode: WireMode,
    objects: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(1024);
    match format {
        Format::Json => {
            if mode == WireMode::Live {
                meta.sort_keys();
            }
            out.extend_from_slice(b"{\"meta\": ");
            json_bytes::append(&mut out, &Value::Object(meta));
            out.extend_from_slice(b", \"objects\": [");
            objects(&mut out)?;
            out.extend_from_slice(b"]}");
        }
        Format::Xml => {
            out.extend_from_slice(xml_write::DECLARATION.as_bytes());
            out.extend_from_slice(b"<response>");
            if mode == WireMode::Live {
                meta.sort_keys();
                xml_write::write_value(&mut out, "meta", &Value::Object(meta));
                write_objects(&mut out, objects)?;
            } else {
                write_objects(&mut out, objects)?;
                xml_write::write_value(&mut out, "meta", &Value::Object(ordered(meta)));
            }
            out.extend_from_slice(b"</response>");
        }
    }
    Ok(out)
}

fn write_objects<E>(
    out: &mut Vec<u8>,
    objects: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let begin = out.len();
    out.extend_from_slice(b"<objects type=\"list\">");
    let none = out.len();
    objects(out)?;
    if out.len() == none {
        out.truncate(begin);
        out.extend_from_slice(b"<objects type=\"list\"/>");
    } else {
        out.extend_from_slice(b"</objects>");
    }
    Ok(())
}
