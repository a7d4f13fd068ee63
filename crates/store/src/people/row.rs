//! Workers of a page as rows, parsed when they are shown.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use roster_model::{JsonCow, WorkerRef};
use serde::{
    Deserialize, Deserializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::Value;

use super::State;
use crate::{Error, ErrorKind, Row};

/// The columns that [`WorkerRow::read`] reads, in its order.
pub(super) const SHOWN: &str = "p.id, p.username, p.state, p.created_at, p.updated_at, p.doc";

/// The row of a worker, with the values that pages show.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerRow {
    /// Id, username and document, concatenated: the only allocation per row, because pages are
    /// long.
    texts: String,
    username_at: usize,
    doc_at: usize,
    active: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl WorkerRow {
    /// A row of [`SHOWN`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self, Error> {
        let (id, username, doc) = (row.str(0)?, row.str(1)?, row.str(5)?);
        Ok(Self {
            texts: [id, username, doc].concat(),
            username_at: id.len(),
            doc_at: id.len() + username.len(),
            active: State::of(row.int(2)?) == State::Active,
            created_at: row.instant(3)?,
            updated_at: row.instant(4)?,
        })
    }

    /// The size of the row, in bytes.
    pub fn bytes(&self) -> usize {
        self.texts.len()
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.texts[..self.username_at]
    }

    /// The full username, the order of lists.
    pub fn username(&self) -> &str {
        &self.texts[self.username_at..self.doc_at]
    }

    /// The worker, borrowed from the row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Corrupt`] when the document is invalid.
    pub fn worker_ref(&self) -> Result<WorkerRef<'_>, Error> {
        let doc: Doc<'_> = serde_json::from_str(&self.texts[self.doc_at..])
            .map_err(|_| Error::new(ErrorKind::Corrupt, "a person's document is unreadable"))?;
        let worker = doc.worker;
        Ok(WorkerRef {
            id: self.id(),
            username: self.username(),
            active: self.active,
            first_name: doc.first_name.0,
            last_name: doc.last_name.0,
            email: doc.email.map(|text| text.0),
            phones: doc.phones.0,
            custom: doc.custom.0,
            language: worker.language.map(|text| text.0),
            role: worker.role.map(|text| text.0),
            groups: worker.groups.0,
            locations: worker.locations.0,
            primary_location: worker.primary_location.map(|text| text.0),
            profile: worker.profile,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// The shown part of a person's document, [`super::doc::Doc`].
#[derive(Deserialize, Default)]
#[serde(default)]
struct Doc<'a> {
    #[serde(borrow)]
    first_name: Text<'a>,
    #[serde(borrow)]
    last_name: Text<'a>,
    #[serde(borrow)]
    email: Option<Text<'a>>,
    #[serde(borrow)]
    phones: Texts<'a>,
    #[serde(borrow)]
    custom: Custom<'a>,
    #[serde(borrow)]
    worker: WorkerDoc<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WorkerDoc<'a> {
    #[serde(borrow)]
    language: Option<Text<'a>>,
    #[serde(borrow)]
    role: Option<Text<'a>>,
    #[serde(borrow)]
    groups: Texts<'a>,
    #[serde(borrow)]
    locations: Texts<'a>,
    #[serde(borrow)]
    primary_location: Option<Text<'a>>,
    profile: Option<i64>,
}

/// A text, borrowed unless it contains an escape.
#[derive(Deserialize, Default)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Default)]
struct Texts<'a>(Vec<Cow<'a, str>>);

#[derive(Default)]
struct Custom<'a>(Vec<(Cow<'a, str>, JsonCow<'a>)>);

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
        while let Some((Text(slug), Stored(datum))) = entries.next_entry()? {
            self.0.push((slug, datum));
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

#[cfg(test)]
mod tests {
    use roster_model::Person;
    use serde_json::json;

    use super::{State, WorkerRow};
    use crate::people::stored_doc;

    fn person(doc: &str) -> Person {
        let head = crate::people::doc::Head {
            id: roster_model::Id::new_unchecked("ab12".to_owned()),
            number: 7,
            key: "k".to_owned(),
            custom_id: None,
            active: true,
            username: Some("asha@demo.commcarehq.org".to_owned()),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            updated_at: jiff::Timestamp::UNIX_EPOCH,
        };
        serde_json::from_str::<crate::people::doc::Doc>(doc).unwrap().into_person(head)
    }

    #[test]
    fn a_row_is_shown_as_the_person_would_be() {
        let full = json!({
            "first_name": "Ashā \"A\"\n", "last_name": "Devi", "email": "Asha@example.org",
            "phones": ["919800000001", "0170"],
            "custom": {"a\tb": "c\\d", "n": -7, "u": u64::MAX, "f": 0.1, "t": true, "z": null,
                "tree": {"b": [1, "x"], "a": {}}},
            "traits": {"score": 3, "tags": [1]},
            "worker": {"language": "hin", "role": "CHW", "connect_username": "c", "groups": ["g1"],
                "locations": ["l1", "l2"], "primary_location": "l1", "profile": 4}
        });
        for doc in [full.to_string(), "{}".to_owned()] {
            let person = person(&doc);
            let (id, username) = (person.id.as_str(), "asha@demo.commcarehq.org");
            let row = WorkerRow {
                texts: [id, username, &stored_doc(&person)].concat(),
                username_at: id.len(),
                doc_at: id.len() + username.len(),
                active: State::of_person(&person) == State::Active,
                created_at: person.created_at,
                updated_at: person.updated_at,
            };
            assert_eq!(row.worker_ref().unwrap(), person.worker_ref());
        }
    }
}
