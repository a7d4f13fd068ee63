//! The tables that are compared with the documents of people, and their rows as hashes.

use roster_model::Person;

use super::{
    Verifier,
    hash::{HashedRow, RowHasher},
};
use crate::{
    Error, Row, Tx,
    people::{
        State,
        indexed_fields::IndexedFields,
        secondary_index::{Copied, INDEX_TABLES, IndexTable, Key, PersonKey, WORDS, username},
    },
};

/// The compared tables whose rows refer to people and to nothing else: a row that refers to no person
/// differs from all documents.
pub(crate) const REFER_TO_PEOPLE_ONLY: [&str; 4] =
    ["person_words", "person_phones", "person_locations", "scim_names"];

/// A table that is compared with the documents.
#[derive(Clone, Copy)]
pub(super) enum ComparedTable {
    Index(&'static IndexTable),
    /// The reserved usernames. Those of deleted people stay there, so only the rows of workers are
    /// compared, each by itself.
    Usernames,
}

impl ComparedTable {
    /// All of them, without the words while they are rebuilt.
    pub(super) fn all(fields: &IndexedFields) -> Vec<Self> {
        let indexes = INDEX_TABLES
            .iter()
            .filter(|index| !(fields.is_rebuilding && index.table == WORDS.table))
            .map(Self::Index);
        indexes.chain([Self::Usernames]).collect()
    }

    /// What is wrong with a person whose rows differ.
    pub(super) fn difference(self) -> String {
        match self {
            Self::Index(index) => format!("the rows of {} differ from the document", index.table),
            Self::Usernames => "the username is not reserved for the worker".to_owned(),
        }
    }

    /// The name, unless rows of no person belong there.
    pub(super) fn of_people_only(self) -> Option<&'static str> {
        match self {
            Self::Index(index) => Some(index.table),
            Self::Usernames => None,
        }
    }

    /// The rows of a domain: the person, the key, and the other columns of [`RowHasher::row`].
    fn query(self) -> String {
        match self {
            Self::Index(IndexTable { table, compared, .. }) => {
                format!("SELECT person, {compared} FROM {table} WHERE domain = $1")
            }
            Self::Usernames => "SELECT u.person, u.username, 0, 0, '' FROM usernames u \
                                JOIN people p ON p.domain = u.domain AND p.id = u.person \
                                WHERE u.domain = $1"
                .to_owned(),
        }
    }

    /// The row with this hash, as it is compared.
    fn hashed(self, person: u64, hash: u64) -> HashedRow {
        match self {
            Self::Index(_) => HashedRow { person, hash },
            Self::Usernames => HashedRow { person: hash, hash },
        }
    }

    /// The column of people that the rows refer to.
    fn refers_to(self) -> PersonKey {
        match self {
            Self::Index(index) => index.refers_to,
            Self::Usernames => PersonKey::Id,
        }
    }

    /// The sum of the rows that a person must have.
    pub(super) fn expected(self, person: &Person, verifier: &Verifier) -> HashedRow {
        let hasher = &verifier.hasher;
        let reference = match self.refers_to() {
            PersonKey::Id => hasher.person(person.id.as_str()),
            PersonKey::Number => hasher.person(person.number),
        };
        match self {
            Self::Index(index) => {
                let keys = (index.keys)(person, &verifier.fields).into_iter();
                let row = |key| index.expected_hash(key, person, reference, hasher);
                self.hashed(reference, keys.map(row).fold(0, u64::wrapping_add))
            }
            Self::Usernames => {
                let worker = person.worker.as_ref();
                let name = worker.map(|worker| worker.username.folded());
                self.hashed(
                    reference,
                    name.map_or(0, |name| hasher.row(reference, &name, 0, 0, "")),
                )
            }
        }
    }

    /// Passes the hashes of the rows of a domain to `take`.
    pub(super) async fn for_each_stored(
        self,
        tx: &mut Tx,
        domain: i64,
        hasher: &RowHasher,
        mut take: impl FnMut(HashedRow) + Send,
    ) -> Result<(), Error> {
        let refers_to = self.refers_to();
        let mut each = |row: &Row<'_>| {
            let person = match refers_to {
                PersonKey::Id => hasher.person(row.str(0)?),
                PersonKey::Number => hasher.person(row.int(0)?),
            };
            let (key, names, state) = (row.str(1)?, row.int(2)?, row.int(3)?);
            take(self.hashed(person, hasher.row(person, key, names, state, row.str(4)?)));
            Ok(true)
        };
        tx.each(&self.query(), &[domain.into()], &mut each).await
    }
}

impl IndexTable {
    /// The hash of the row of a person with a key. `reference` is the hash of the person.
    fn expected_hash(&self, key: Key, person: &Person, reference: u64, hasher: &RowHasher) -> u64 {
        let state = match self.copied {
            Copied::Nothing => 0,
            Copied::State | Copied::StateAndUsername => State::of_person(person) as i64,
        };
        let name = if self.copied == Copied::StateAndUsername { username(person) } else { "" };
        match key {
            Key::Text(text) => hasher.row(reference, &text, 0, state, name),
            Key::Word(word, names) => hasher.row(reference, &word, names, state, name),
            Key::Number(number) => hasher.row(reference, &number.to_string(), 0, state, name),
        }
    }
}
