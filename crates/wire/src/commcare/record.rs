//! A thing about to be written: its keys in their order, with values that are borrowed. Lists are
//! long, and to make a tree of each of their things costs several times what writing it does.

use std::borrow::Cow;

use roster_model::{JsonCow, WireMode};
use serde_json::{Map, Value};

use crate::{Format, json, xml_write};

/// The keys of a thing and their values.
pub(super) struct Record<'a>(Vec<(&'static str, Cell<'a>)>);

/// A value.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    Null,
    Flag(bool),
    Text(&'a str),
    Texts(&'a [Cow<'a, str>]),
    /// An object of any content.
    Data(&'a Data<'a>),
}

/// The keys of an object and their values; of a key that is put twice the last value counts, in the
/// place of the first.
pub(super) struct Data<'a>(Vec<(Cow<'a, str>, JsonCow<'a>)>);

impl<'a> Data<'a> {
    /// No keys, and room for so many.
    pub(super) fn with_capacity(keys: usize) -> Self {
        Self(Vec::with_capacity(keys))
    }

    pub(super) fn put(&mut self, key: impl Into<Cow<'a, str>>, value: JsonCow<'a>) {
        let key = key.into();
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key, value)),
        }
    }

    /// Sorts the keys, at every level.
    pub(super) fn sort(&mut self) {
        self.0.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (_, value) in &mut self.0 {
            if let JsonCow::Tree(tree) = value
                && (tree.is_object() || tree.is_array())
            {
                tree.to_mut().sort_all_objects();
            }
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, JsonCow<'_>)> + Clone {
        self.0.iter().map(|(key, value)| (&**key, value.borrowed()))
    }
}

impl<'a> Record<'a> {
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(20))
    }

    pub(super) fn put(&mut self, key: &'static str, cell: Cell<'a>) {
        self.0.push((key, cell));
    }

    pub(super) fn text(&mut self, key: &'static str, text: &'a str) {
        self.put(key, Cell::Text(text));
    }

    pub(super) fn maybe(&mut self, key: &'static str, text: Option<&'a str>) {
        self.put(key, text.map_or(Cell::Null, Cell::Text));
    }

    /// The thing as a tree.
    pub(super) fn into_tree(self) -> Value {
        let pair = |(key, cell): (&'static str, Cell<'_>)| (key.to_owned(), cell.into_tree());
        Value::Object(self.0.into_iter().map(pair).collect::<Map<_, _>>())
    }

    /// Writes the thing as an item of a list, as its tree would be; the keys of data stand in their
    /// order already.
    pub(super) fn write(mut self, format: Format, mode: WireMode, out: &mut Vec<u8>) {
        if mode == WireMode::Live {
            self.0.sort_unstable_by_key(|(key, _)| *key);
        }
        match format {
            Format::Json => self.write_json(out),
            Format::Xml => self.write_xml(out),
        }
    }

    fn write_json(self, out: &mut Vec<u8>) {
        let mut before: &[u8] = b"{\"";
        for (key, cell) in self.0 {
            out.extend_from_slice(before);
            before = b", \"";
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"\": ");
            cell.write_json(out);
        }
        out.push(b'}');
    }

    fn write_xml(self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<object");
        let id = self.0.iter().find(|(key, _)| *key == "id");
        if let Some((_, Cell::Text(id))) = id {
            out.extend_from_slice(b" id=\"");
            xml_write::escape(out, id, true);
            out.push(b'"');
        }
        out.push(b'>');
        for (key, cell) in self.0 {
            if key != "id" {
                cell.write_xml(key, out);
            }
        }
        out.extend_from_slice(b"</object>");
    }
}

impl Cell<'_> {
    fn into_tree(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => flag.into(),
            Self::Text(text) => text.into(),
            Self::Texts(texts) => texts.iter().map(|text| &**text).collect(),
            Self::Data(data) => {
                let pair = |(key, value): (&str, JsonCow<'_>)| (key.to_owned(), value.into_tree());
                Value::Object(data.pairs().map(pair).collect())
            }
        }
    }

    fn write_json(self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Flag(true) => out.extend_from_slice(b"true"),
            Self::Flag(false) => out.extend_from_slice(b"false"),
            Self::Text(text) => json::write_text(out, text),
            Self::Texts(texts) => {
                out.push(b'[');
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        out.extend_from_slice(b", ");
                    }
                    json::write_text(out, text);
                }
                out.push(b']');
            }
            Self::Data(data) => {
                out.push(b'{');
                for (index, (key, value)) in data.pairs().enumerate() {
                    if index > 0 {
                        out.extend_from_slice(b", ");
                    }
                    json::write_text(out, key);
                    out.extend_from_slice(b": ");
                    match value {
                        JsonCow::Text(text) => json::write_text(out, &text),
                        JsonCow::Tree(tree) => json::append(out, &tree),
                    }
                }
                out.push(b'}');
            }
        }
    }

    fn write_xml(self, key: &str, out: &mut Vec<u8>) {
        match self {
            Self::Null => xml_write::write_value(out, key, &Value::Null),
            Self::Flag(flag) => xml_write::write_value(out, key, &flag.into()),
            Self::Text(text) => xml_write::write_text(out, key, text),
            Self::Texts(texts) => xml_write::write_texts(out, key, texts),
            Self::Data(data) => xml_write::write_hash(out, key, data.pairs()),
        }
    }
}
