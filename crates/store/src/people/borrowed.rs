//! Values of a person's document that borrow their texts from it.

use std::{borrow::Cow, fmt};

use roster_model::JsonCow;
use serde::{
    Deserialize, Deserializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::Value;

/// A text, borrowed unless it contains an escape.
#[derive(Deserialize, Default)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A list of texts.
#[derive(Default)]
pub(super) struct Texts<'a>(pub(super) Vec<Cow<'a, str>>);

/// Custom data, in the stored order.
#[derive(Default)]
pub(super) struct Custom<'a>(pub(super) Vec<(Cow<'a, str>, JsonCow<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Texts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Texts::default())
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Texts<'a> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Self, A::Error> {
        while let Some(Text(text)) = items.next_element()? {
            self.0.push(text);
        }
        Ok(self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Custom<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Custom::default())
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Custom<'a> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("values by slug")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Self, A::Error> {
        while let Some((Text(slug), Stored(value))) = entries.next_entry()? {
            self.0.push((slug, value));
        }
        Ok(self)
    }
}

/// A value of custom data.
struct Stored<'a>(JsonCow<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Stored<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Stored(JsonCow::Text(Cow::Borrowed(""))))
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Stored<'a> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self, E> {
        Ok(Self(JsonCow::Text(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self, E> {
        Ok(Self(JsonCow::Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self, E> {
        Ok(tree(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self, E> {
        Ok(tree(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self, E> {
        Ok(tree(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self, E> {
        Ok(tree(number))
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(tree(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(items)).map(tree)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(entries)).map(tree)
    }
}

fn tree(value: impl Into<Value>) -> Stored<'static> {
    Stored(JsonCow::Tree(Cow::Owned(value.into())))
}
