//! Serialization of API objects from borrowed values. Lists are long: building a tree for each item
//! costs several times as much as writing it.

use std::{borrow::Cow, collections::HashMap};

use roster_model::{JsonCow, WireMode};
use serde_json::{Map, Value};

use crate::{Format, json, xml};

/// The keys and values of an API object.
pub(super) struct Object<'a>(Vec<(&'static str, Member<'a>)>);

/// A value of an [`Object`].
pub(super) enum Member<'a> {
    Null,
    Flag(bool),
    Text(Cow<'a, str>),
    Texts(Cow<'a, [Cow<'a, str>]>),
    /// An object with arbitrary content.
    Data(Data<'a>),
}

/// The keys and values of an object with arbitrary content. A key that is set again keeps its
/// position.
pub(super) struct Data<'a> {
    pairs: Vec<(Cow<'a, str>, JsonCow<'a>)>,
    /// The position of each key, once there are more than [`FEW_KEYS`].
    positions: Option<HashMap<Cow<'a, str>, usize>>,
}

/// Up to this number of keys comparing all of them is faster than hashing.
const FEW_KEYS: usize = 32;

impl<'a> Data<'a> {
    pub(super) fn with_capacity(keys: usize) -> Self {
        Self { pairs: Vec::with_capacity(keys), positions: None }
    }

    pub(super) fn put(&mut self, key: impl Into<Cow<'a, str>>, value: JsonCow<'a>) {
        let key = key.into();
        if let Some(position) = self.position(&key) {
            self.pairs[position].1 = value;
            return;
        }
        if let Some(positions) = &mut self.positions {
            positions.insert(key.clone(), self.pairs.len());
        }
        self.pairs.push((key, value));
    }

    fn position(&mut self, key: &str) -> Option<usize> {
        if self.pairs.len() <= FEW_KEYS {
            return self.pairs.iter().position(|(known, _)| *known == key);
        }
        let positions = self.positions.get_or_insert_with(|| {
            let keys = self.pairs.iter().map(|(key, _)| key.clone());
            keys.enumerate().map(|(position, key)| (key, position)).collect()
        });
        positions.get(key).copied()
    }

    /// Sorts the keys at every level.
    pub(super) fn sort(&mut self) {
        self.positions = None;
        self.pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (_, value) in &mut self.pairs {
            if let JsonCow::Tree(tree) = value
                && (tree.is_object() || tree.is_array())
            {
                tree.to_mut().sort_all_objects();
            }
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, JsonCow<'_>)> + Clone {
        self.pairs.iter().map(|(key, value)| (&**key, value.borrowed()))
    }
}

impl<'a> Object<'a> {
    pub(super) fn with_capacity(keys: usize) -> Self {
        Self(Vec::with_capacity(keys))
    }

    pub(super) fn put(&mut self, key: &'static str, value: Member<'a>) {
        self.0.push((key, value));
    }

    /// Converts the object into a tree.
    pub(super) fn into_tree(self) -> Value {
        let pair = |(key, value): (&'static str, Member<'_>)| (key.to_owned(), value.into_tree());
        Value::Object(self.0.into_iter().map(pair).collect::<Map<_, _>>())
    }

    /// Writes the object as an item of a list. The live service sorts the keys; [`Data`] must be
    /// sorted already.
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
        for (key, value) in self.0 {
            out.extend_from_slice(before);
            before = b", \"";
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"\": ");
            value.write_json(out);
        }
        out.push(b'}');
    }

    fn write_xml(self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<object");
        let id = self.0.iter().find(|(key, _)| *key == "id");
        if let Some((_, Member::Text(id))) = id {
            out.extend_from_slice(b" id=\"");
            xml::escape(out, id, true);
            out.push(b'"');
        }
        out.push(b'>');
        for (key, value) in self.0 {
            if key != "id" {
                value.write_xml(key, out);
            }
        }
        out.extend_from_slice(b"</object>");
    }
}

impl<'a> From<&'a str> for Member<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<Option<T>> for Member<'a> {
    fn from(text: Option<T>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.into()))
    }
}

impl Member<'_> {
    fn into_tree(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => flag.into(),
            Self::Text(text) => text.into(),
            Self::Texts(texts) => texts.iter().map(|text| &**text).collect(),
            Self::Data(data) => {
                let pair = |(key, value): (Cow<'_, str>, JsonCow<'_>)| {
                    (key.into_owned(), value.into_tree())
                };
                Value::Object(data.pairs.into_iter().map(pair).collect())
            }
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
            Self::Null => xml::write_value(out, key, &Value::Null),
            Self::Flag(flag) => xml::write_value(out, key, &flag.into()),
            Self::Text(text) => xml::write_text(out, key, &text),
            Self::Texts(texts) => xml::write_texts(out, key, &texts),
            Self::Data(data) => xml::write_hash(out, key, data.pairs()),
        }
    }
}
