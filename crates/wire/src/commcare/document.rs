//! Response bodies before serialization.

use roster_model::WireMode;
use serde_json::{Map, Value, json};

use crate::{Format, PageWriter, json as json_bytes, page_writer::Written, write_tree, xml};

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
    meta: impl Fn(Option<usize>) -> Map<String, Value>,
    format: Format,
    mode: WireMode,
    objects: impl FnOnce(&mut PageWriter) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let separator: &[u8] = match format {
        Format::Json => b", ",
        Format::Xml => b"",
    };
    // Items follow their metadata in one buffer: a page is up to 16 MiB. That it ends early, which
    // changes the metadata, is rare.
    let has_meta_first = format == Format::Json || mode == WireMode::Live;
    let head = |cut| page_head(has_meta_first.then(|| meta(cut)), format, mode);
    let mut writer = PageWriter::new(head(None), separator);
    objects(&mut writer)?;
    let mut written = writer.finish();
    if has_meta_first && written.cut.is_some() {
        written.replace_head(head(written.cut));
    }
    let is_empty = written.is_empty();
    let Written { bytes: mut out, start, cut } = written;
    match format {
        Format::Json => out.extend_from_slice(b"]}"),
        Format::Xml => {
            if is_empty {
                out.truncate(start - XML_OBJECTS.len());
                out.extend_from_slice(b"<objects type=\"list\"/>");
            } else {
                out.extend_from_slice(b"</objects>");
            }
            if !has_meta_first {
                xml::write_value(&mut out, "meta", &Value::Object(in_xml_order(meta(cut))));
            }
            out.extend_from_slice(b"</response>");
        }
    }
    Ok(out)
}

/// The element of the items.
const XML_OBJECTS: &[u8] = b"<objects type=\"list\">";

/// Writes what comes before the items of a page, with the metadata if it is part of that.
fn page_head(meta: Option<Map<String, Value>>, format: Format, mode: WireMode) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    let meta = meta.map(|mut meta| {
        if mode == WireMode::Live {
            meta.sort_keys();
        }
        Value::Object(meta)
    });
    match format {
        Format::Json => {
            out.extend_from_slice(b"{\"meta\": ");
            json_bytes::append(&mut out, &meta.unwrap_or_default());
            out.extend_from_slice(b", \"objects\": [");
        }
        Format::Xml => {
            out.extend_from_slice(xml::DECLARATION.as_bytes());
            out.extend_from_slice(b"<response>");
            if let Some(meta) = meta {
                xml::write_value(&mut out, "meta", &meta);
            }
            out.extend_from_slice(XML_OBJECTS);
        }
    }
    out
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
