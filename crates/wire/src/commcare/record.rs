//! A thing about to be written: its keys in their order, with values that are borrowed where they
//! can be. Lists are long, and to make a tree of each of their things costs several times what
//! writing it does.

use std::borrow::Cow;

use roster_model::{Datum, WireMode};
use serde_json::{Map, Value};

use crate::{Format, json, xml_write};

/// The keys of a thing and their values.
pub(super) struct Record<'a>(Vec<(&'static str, Cell<'a>)>);

/// A value.
pub(super) enum Cell<'a> {
    Null,
    Flag(bool),
    Text(Cow<'a, str>),
    Texts(Vec<Cow<'a, str>>),
    /// An object of any content.
    Data(Data<'a>),
}

/// The keys of an object and their values; of a key that is put twice the last value counts, in the
/// place of the first.
#[derive(Default)]
pub(super) struct Data<'a>(Vec<(Cow<'a, str>, Datum<'a>)>);

impl<'a> Data<'a> {
    pub(super) fn put(&mut self, key: impl Into<Cow<'a, str>>, value: Datum<'a>) {
        let key = key.into();
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key, value)),
        }
    }

    fn into_tree(self) -> Value {
        let owned = |(key, value): (Cow<'_, str>, Datum<'_>)| (key.into_owned(), value.into_tree());
        Value::Object(self.0.into_iter().map(owned).collect())
    }
}

impl<'a> Record<'a> {
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(20))
    }

    pub(super) fn put(&mut self, key: &'static str, cell: Cell<'a>) {
        self.0.push((key, cell));
    }

    pub(super) fn text(&mut self, key: &'static str, text: impl Into<Cow<'a, str>>) {
        self.put(key, Cell::Text(text.into()));
    }

    pub(super) fn maybe(&mut self, key: &'static str, text: Option<impl Into<Cow<'a, str>>>) {
        self.put(key, text.map_or(Cell::Null, |text| Cell::Text(text.into())));
    }

    /// The thing as a tree.
    pub(super) fn into_tree(self) -> Value {
        let pair = |(key, cell): (&'static str, Cell<'_>)| (key.to_owned(), cell.into_tree());
        Value::Object(self.0.into_iter().map(pair).collect::<Map<_, _>>())
    }

    /// Writes the thing as an item of a list, as its tree would be.
    pub(super) fn write(mut self, format: Format, mode: WireMode, out: &mut Vec<u8>) {
        if mode == WireMode::Live {
            self.sort();
        }
        match format {
            Format::Json => self.write_json(out),
            Format::Xml => self.write_xml(out),
        }
    }

    fn sort(&mut self) {
        self.0.sort_by_key(|(key, _)| *key);
        for (_, cell) in &mut self.0 {
            let Cell::Data(Data(pairs)) = cell else { continue };
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (_, value) in pairs {
                if let Datum::Tree(tree) = value
                    && (tree.is_object() || tree.is_array())
                {
                    tree.to_mut().sort_all_objects();
                }
            }
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
        let mut text = String::with_capacity(1536);
        text.push_str("<object");
        let id = self.0.iter().find(|(key, _)| *key == "id");
        if let Some((_, Cell::Text(id))) = id {
            text.push_str(" id=\"");
            xml_write::escape(&mut text, id, true);
            text.push('"');
        }
        text.push('>');
        for (key, cell) in self.0 {
            match cell {
                _ if key == "id" => {}
                Cell::Text(value) => xml_write::write_text(&mut text, key, &value),
                Cell::Texts(values) if !values.is_empty() => {
                    xml_write::open(&mut text, key, Some("list"));
                    text.push('>');
                    for value in values {
                        xml_write::write_text(&mut text, "value", &value);
                    }
                    xml_write::close(&mut text, key);
                }
                cell => xml_write::write_value(&mut text, key, &cell.into_tree()),
            }
        }
        text.push_str("</object>");
        out.extend_from_slice(text.as_bytes());
    }
}

impl Cell<'_> {
    fn into_tree(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => flag.into(),
            Self::Text(text) => text.into_owned().into(),
            Self::Texts(texts) => texts.into_iter().map(Cow::into_owned).collect(),
            Self::Data(data) => data.into_tree(),
        }
    }

    fn write_json(self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Flag(true) => out.extend_from_slice(b"true"),
            Self::Flag(false) => out.extend_from_slice(b"false"),
            Self::Text(text) => json::write_text(out, &text),
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
            Self::Data(Data(pairs)) => {
                out.push(b'{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    if index > 0 {
                        out.extend_from_slice(b", ");
                    }
                    json::write_text(out, key);
                    out.extend_from_slice(b": ");
                    match value {
                        Datum::Text(text) => json::write_text(out, text),
                        Datum::Tree(tree) => json::append(out, tree),
                    }
                }
                out.push(b'}');
            }
        }
    }
}
