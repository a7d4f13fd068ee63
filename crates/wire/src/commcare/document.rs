//! Response bodies before serialization.

use roster_model::WireMode;
use serde_json::{Map, Value, json};

use crate::{Format, PageWriter, json as json_bytes, write_tree, xml};

/// The body of a response, independent of its format.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A resource. The XML root is `object`.
    Object(Value),
    /// A result that is not a resource. The XML root is `response`.
    Response(Value),
    /// Values without an envelope. The XML root is `objects`.
    Items(Vec<Value>),
    /// A page of a list. The XML root is `response`.
    List {
        /// The metadata of the page, in the order of JSON.
        meta: Map<String, Value>,
        /// The items.
        objects: Vec<Value>,
    },
}

/// The order of `meta` in the published XML sample.
const XML_META: [&str; 5] = ["next", "total_count", "previous", "limit", "offset"];

impl Document {
    /// Serializes the document. In [`WireMode::Live`] the keys of all objects are sorted. Otherwise
    /// they keep their order, and as in the published samples `meta` comes first in JSON and last
    /// in XML.
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
                json!({ "objects": objects, "meta": in_xml_order(meta) })
            }
        }
    }
}

fn in_xml_order(mut meta: Map<String, Value>) -> Map<String, Value> {
    let mut ordered = Map::new();
    for key in XML_META {
        if let Some(value) = meta.remove(key) {
            ordered.insert(key.to_owned(), value);
        }
    }
    ordered.append(&mut meta);
    ordered
}

/// Writes a page of a list with the bytes of [`Document::List`]. `objects` writes the items. `meta`
/// gets their number if the page ended early.
///
/// # Errors
/// The error of `objects`.
pub(super) fn write_page<E>(
    meta: impl FnOnce(Option<usize>) -> Map<String, Value>,
    format: Format,
    mode: WireMode,
    objects: impl FnOnce(&mut PageWriter) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let separator: &[u8] = match format {
        Format::Json => b", ",
        Format::Xml => b"",
    };
    let mut writer = PageWriter::new(separator);
    objects(&mut writer)?;
    let (objects, cut) = writer.finish();
    let mut meta = meta(cut);
    let mut out = Vec::with_capacity(objects.len() + 1024);
    match format {
        Format::Json => {
            if mode == WireMode::Live {
                meta.sort_keys();
            }
            out.extend_from_slice(b"{\"meta\": ");
            json_bytes::append(&mut out, &Value::Object(meta));
            out.extend_from_slice(b", \"objects\": [");
            out.extend_from_slice(&objects);
            out.extend_from_slice(b"]}");
        }
        Format::Xml => {
            out.extend_from_slice(xml::DECLARATION.as_bytes());
            out.extend_from_slice(b"<response>");
            if mode == WireMode::Live {
                meta.sort_keys();
                xml::write_value(&mut out, "meta", &Value::Object(meta));
                write_xml_objects(&mut out, &objects);
            } else {
                write_xml_objects(&mut out, &objects);
                xml::write_value(&mut out, "meta", &Value::Object(in_xml_order(meta)));
            }
            out.extend_from_slice(b"</response>");
        }
    }
    Ok(out)
}

fn write_xml_objects(out: &mut Vec<u8>, objects: &[u8]) {
    if objects.is_empty() {
        out.extend_from_slice(b"<objects type=\"list\"/>");
        return;
    }
    out.extend_from_slice(b"<objects type=\"list\">");
    out.extend_from_slice(objects);
    out.extend_from_slice(b"</objects>");
}

/// Writes a tree as an item of a page.
pub(super) fn write_item(out: &mut Vec<u8>, mut tree: Value, format: Format, mode: WireMode) {
    if mode == WireMode::Live {
        tree.sort_all_objects();
    }
    match format {
        Format::Json => json_bytes::append(out, &tree),
        Format::Xml => xml::write_item(out, &tree),
    }
}
