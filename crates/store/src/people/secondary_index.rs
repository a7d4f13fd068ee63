//! The index tables of people: phones, words, groups, locations, tags, lists and SCIM names. They
//! are a function of the person, so every change of a person changes them.

use std::collections::BTreeSet;

use roster_model::{Id, Person, fold};

use super::{State, indexed_fields::IndexedFields};
use crate::{Error, Tx, Value};

/// The bit of a word of the first name, in the column of name bits.
pub(super) const FIRST_NAME: i64 = 1;

/// The bit of a word of the last name.
pub(super) const LAST_NAME: i64 = 2;

/// One index table and its statements.
pub(super) struct IndexTable {
    pub(super) table: &'static str,
    /// The columns that are compared with the document, besides the person: the key, the name bits of a
    /// word, and the copied state and username; 0 or empty for what the table does not have.
    pub(super) compared: &'static str,
    pub(super) keys: fn(&Person, &IndexedFields) -> BTreeSet<Key>,
    add: &'static str,
    remove: &'static str,
    /// The column of the person that the rows refer to.
    pub(super) refers_to: PersonKey,
    /// The columns of the person that the rows contain as well.
    pub(super) copied: Copied,
    /// The statement that updates a copied state.
    relist: Option<&'static str>,
}

/// The column of people that the column `person` of an index table refers to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PersonKey {
    Id,
    /// Takes a tenth of the space of an id.
    Number,
}

/// The columns of a person that an index table contains.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    Nothing,
    State,
    StateAndUsername,
}

/// The value of the second column of an index table.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Text(String),
    /// With the bits of the names that contain it.
    Word(String, i64),
    Number(i64),
}

impl From<Key> for Value<'_> {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) | Key::Word(text, _) => text.into(),
            Key::Number(number) => number.into(),
        }
    }
}

/// The index of searches.
pub(super) const WORDS: IndexTable = IndexTable {
    table: "person_words",
    compared: "word, names, state, ''",
    keys: words,
    add: "INSERT INTO person_words (domain, word, person, names, state) \
          VALUES ($1, $2, $3, $4, $5)",
    remove: "DELETE FROM person_words WHERE domain = $1 AND word = $2 AND person = $3",
    refers_to: PersonKey::Number,
    copied: Copied::State,
    relist: Some("UPDATE person_words SET state = $3 WHERE domain = $1 AND person = $2"),
};

pub(super) static INDEX_TABLES: [IndexTable; 7] = [
    IndexTable {
        table: "person_phones",
        compared: "phone, 0, 0, ''",
        keys: phones,
        add: "INSERT INTO person_phones (domain, phone, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_phones WHERE domain = $1 AND phone = $2 AND person = $3",
        refers_to: PersonKey::Number,
        copied: Copied::Nothing,
        relist: None,
    },
    WORDS,
    IndexTable {
        table: "group_members",
        compared: "group_id, 0, state, username",
        keys: groups,
        add: "INSERT INTO group_members (domain, group_id, person, state, username) \
              VALUES ($1, $2, $3, $4, $5)",
        remove: "DELETE FROM group_members WHERE domain = $1 AND group_id = $2 AND person = $3",
        refers_to: PersonKey::Id,
        copied: Copied::StateAndUsername,
        relist: Some("UPDATE group_members SET state = $3 WHERE domain = $1 AND person = $2"),
    },
    IndexTable {
        table: "person_locations",
        compared: "location, 0, state, username",
        keys: locations,
        add: "INSERT INTO person_locations (domain, location, person, state, username) \
              VALUES ($1, $2, $3, $4, $5)",
        remove: "DELETE FROM person_locations WHERE domain = $1 AND location = $2 AND person = $3",
        refers_to: PersonKey::Id,
        copied: Copied::StateAndUsername,
        relist: Some("UPDATE person_locations SET state = $3 WHERE domain = $1 AND person = $2"),
    },
    IndexTable {
        table: "person_tags",
        compared: "CAST(tag AS TEXT), 0, 0, ''",
        keys: tags,
        add: "INSERT INTO person_tags (domain, tag, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_tags WHERE domain = $1 AND tag = $2 AND person = $3",
        refers_to: PersonKey::Number,
        copied: Copied::Nothing,
        relist: None,
    },
    IndexTable {
        table: "person_lists",
        compared: "CAST(list AS TEXT), 0, 0, ''",
        keys: lists,
        add: "INSERT INTO person_lists (domain, list, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_lists WHERE domain = $1 AND list = $2 AND person = $3",
        refers_to: PersonKey::Number,
        copied: Copied::Nothing,
        relist: None,
    },
    IndexTable {
        table: "scim_names",
        compared: "name, 0, 0, ''",
        keys: scim_name,
        add: "INSERT INTO scim_names (domain, name, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM scim_names WHERE domain = $1 AND name = $2 AND person = $3",
        refers_to: PersonKey::Number,
        copied: Copied::Nothing,
        relist: None,
    },
];

/// Adds all rows of new people.
pub(super) async fn add_many(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    let fields = IndexedFields::load(tx, domain).await?;
    for table in &INDEX_TABLES {
        table.add_rows(tx, domain, people, &fields).await?;
    }
    Ok(())
}

/// Adds and removes the rows that differ between the two people of each pair.
pub(super) async fn change(
    tx: &mut Tx,
    domain: i64,
    changes: &[(&Person, &Person)],
) -> Result<(), Error> {
    let fields = IndexedFields::load(tx, domain).await?;
    if fields.is_rebuilding {
        // The stored words may be those of other fields.
        let people: Vec<&Person> = changes.iter().map(|(_, after)| *after).collect();
        replace_words_by(tx, domain, &people, &fields).await?;
    }
    for index in &INDEX_TABLES {
        if fields.is_rebuilding && index.table == WORDS.table {
            continue;
        }
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (before, after) in changes {
            let (old, new) = ((index.keys)(before, &fields), (index.keys)(after, &fields));
            let key = |key: &Key| index.key_values(domain, key.clone(), after);
            removed.extend(old.difference(&new).map(key));
            let row = |key: &Key| index.row(domain, key.clone(), after);
            added.extend(new.difference(&old).map(row));
        }
        tx.run_many(index.remove, &removed).await?;
        tx.add_rows(index.add, &added).await?;
        let Some(relist) = index.relist else { continue };
        let moved: Vec<Vec<Value<'_>>> = changes
            .iter()
            .filter(|(before, after)| State::of_person(before) != State::of_person(after))
            .map(|(_, after)| {
                let state = State::of_person(after) as i64;
                vec![domain.into(), index.refers_to.value(after), state.into()]
            })
            .collect();
        tx.run_many(relist, &moved).await?;
    }
    Ok(())
}

/// Replaces the words of people, whatever was stored before.
pub(super) async fn replace_words(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<(), Error> {
    let fields = IndexedFields::load(tx, domain).await?;
    let people: Vec<&Person> = people.iter().collect();
    replace_words_by(tx, domain, &people, &fields).await
}

async fn replace_words_by(
    tx: &mut Tx,
    domain: i64,
    people: &[&Person],
    fields: &IndexedFields,
) -> Result<(), Error> {
    let stored = "DELETE FROM person_words WHERE domain = $1 AND person = $2";
    let keys: Vec<Vec<Value<'_>>> =
        people.iter().map(|person| vec![domain.into(), WORDS.refers_to.value(person)]).collect();
    tx.run_many(stored, &keys).await?;
    WORDS.add_rows(tx, domain, people, fields).await
}

/// The username that index tables contain.
pub(super) fn username(person: &Person) -> &str {
    person.worker.as_ref().map_or("", |worker| worker.username.as_str())
}

impl IndexTable {
    /// Adds the rows of people in key order, in which an index grows fastest.
    async fn add_rows(
        &self,
        tx: &mut Tx,
        domain: i64,
        people: &[&Person],
        fields: &IndexedFields,
    ) -> Result<(), Error> {
        let mut rows: Vec<(Key, &Person)> = people
            .iter()
            .flat_map(|person| {
                (self.keys)(person, fields).into_iter().map(move |key| (key, *person))
            })
            .collect();
        rows.sort_unstable_by(|(a, one), (b, other)| (a, one.number).cmp(&(b, other.number)));
        let rows: Vec<Vec<Value<'_>>> =
            rows.into_iter().map(|(key, person)| self.row(domain, key, person)).collect();
        tx.add_rows(self.add, &rows).await
    }

    /// The values of a row, in the order of [`IndexTable::add`].
    fn row<'p>(&self, domain: i64, key: Key, person: &'p Person) -> Vec<Value<'p>> {
        let names = if let Key::Word(_, names) = key { Some(names.into()) } else { None };
        let mut row = self.key_values(domain, key, person);
        row.extend(names);
        if self.copied != Copied::Nothing {
            row.push((State::of_person(person) as i64).into());
        }
        if self.copied == Copied::StateAndUsername {
            row.push(username(person).into());
        }
        row
    }

    /// The values of the primary key of a row.
    fn key_values<'p>(&self, domain: i64, key: Key, person: &'p Person) -> Vec<Value<'p>> {
        vec![domain.into(), key.into(), self.refers_to.value(person)]
    }
}

impl PersonKey {
    fn value(self, person: &Person) -> Value<'_> {
        match self {
            Self::Id => (&person.id).into(),
            Self::Number => person.number.into(),
        }
    }
}

fn phones(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    person.phones.iter().map(|phone| Key::Text(phone.digits().to_owned())).collect()
}

fn words(person: &Person, fields: &IndexedFields) -> BTreeSet<Key> {
    fields.words_of(person).into_iter().map(|(word, names)| Key::Word(word, names)).collect()
}

fn groups(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.groups).map(named).collect()
}

fn locations(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.locations).map(named).collect()
}

/// The `userName` that a SCIM client sent.
fn scim_name(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    let sent = person.worker.iter().filter_map(|worker| worker.scim.user_name.as_deref());
    sent.map(|name| Key::Text(fold(name))).collect()
}

fn tags(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    person.usercom.tags.iter().copied().map(Key::Number).collect()
}

fn lists(person: &Person, _: &IndexedFields) -> BTreeSet<Key> {
    person.usercom.lists.iter().copied().map(Key::Number).collect()
}

fn named(id: &Id) -> Key {
    Key::Text(id.as_str().to_owned())
}
