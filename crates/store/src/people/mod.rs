//! People: one row each, and their index tables.

mod batch;
mod borrowed;
mod bulk;
mod count;
mod doc;
mod export;
mod find;
mod indexed_fields;
mod list;
mod list_by_number;
mod list_members;
pub(crate) mod offset_index;
pub(crate) mod reindex;
mod row;
mod scheduled;
mod secondary_index;
mod verify;
mod where_clause;
pub(crate) mod word_index;

use roster_model::{Id, Person};

use crate::{Error, Row, Tx, Value};

pub use batch::{
    erase_many, expect_usernames, find_by_usernames, insert_many, passwords, reinsert_many,
    remove_passwords, restore, set_passwords, usernames_taken,
};
pub use bulk::{bulk, count_bulk};
pub use export::{Widths, widths, workers_after};
pub use find::{
    find_by_custom_id, find_by_custom_ids, find_by_key, find_by_number, find_by_numbers,
    find_sized_by_numbers,
};
pub use list::{Known, State, WorkerSelection, list_workers};
pub use list_by_number::{Among, ListedPerson, is_indexed, list_by_number, list_versions};
pub use offset_index::{Block, Places, block_rows, blocks_from, places};
pub use reindex::{mark_words_stale, rebuild_next, words_are_complete};
pub use row::WorkerRow;
pub use scheduled::{domains_with_due, due_for_deactivation};
pub(crate) use verify::{REFER_TO_PEOPLE_ONLY, inspect};
pub use where_clause::Selection;

/// The columns that [`person`] reads, in its order.
pub(crate) const COLUMNS: &str =
    "p.id, p.number, p.key, p.custom_id, p.state, p.username, p.created_at, p.updated_at, p.doc";

/// The position of the document among [`COLUMNS`].
const DOC: usize = 8;

/// The number of [`COLUMNS`].
pub(crate) const WIDTH: usize = 9;

/// The version of the people that a transaction writes: the number of its last change of the domain
/// so far, so that no other transaction has the same version for the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(pub i64);

/// Adds a row of [`columns`].
const INSERT: &str = "INSERT INTO people (domain, id, number, key, custom_id, state, username, \
     email, role, created_at, updated_at, doc, deactivate_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// The person with this id.
pub async fn find(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.id = $2");
    tx.maybe(&sql, &[domain.into(), Value::sought(id)], person).await
}

/// The person with this id, and the last number of the domain's change log
/// ([`domain_state::seq`](crate::domain_state::seq)).
pub async fn find_with_seq(
    tx: &mut Tx,
    domain: i64,
    id: &str,
) -> Result<Option<(Person, i64)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT seq FROM domain_state WHERE domain = $1) FROM people p \
         WHERE p.domain = $1 AND p.id = $2"
    );
    let with_seq = |row: &Row<'_>| Ok((person(row)?, row.int(WIDTH)?));
    tx.maybe(&sql, &[domain.into(), Value::sought(id)], with_seq).await
}

/// The people with these ids, in no order; unknown ones are left out.
pub async fn find_many(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.id = ANY($2)");
    tx.all(&sql, &[domain.into(), Value::storable(ids)], person).await
}

/// The person with this folded username.
pub async fn find_by_username(
    tx: &mut Tx,
    domain: i64,
    folded: &str,
) -> Result<Option<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM usernames u JOIN people p ON p.domain = u.domain AND p.id = u.person \
         WHERE u.domain = $1 AND u.username = $2"
    );
    tx.maybe(&sql, &[domain.into(), folded.into()], person).await
}

/// Whether the folded username is or was in use.
pub async fn username_is_taken(tx: &mut Tx, domain: i64, folded: &str) -> Result<bool, Error> {
    let sql = "SELECT domain FROM usernames WHERE domain = $1 AND username = $2";
    Ok(tx.maybe(sql, &[domain.into(), folded.into()], |row| row.int(0)).await?.is_some())
}

/// Adds a person and all index rows. The username stays taken for ever.
pub async fn insert(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    person: &Person,
) -> Result<(), Error> {
    insert_many(tx, domain, version, &[person]).await
}

/// Updates a person from `before` to `after`, which have the same id, number and username.
pub async fn update(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    before: &Person,
    after: &Person,
) -> Result<(), Error> {
    update_many(tx, domain, version, &[(before, after)]).await
}

/// Updates several different people, each from the first of a pair to the second, like [`update`],
/// with as many statements as for one.
pub async fn update_many(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    changes: &[(&Person, &Person)],
) -> Result<(), Error> {
    // SQLite searches the rows that refer to a column that a statement sets, also to the same value.
    let sql = "UPDATE people SET key = $4, custom_id = $5, state = $6, \
               username = $7, email = $8, role = $9, created_at = $10, updated_at = $11, \
               doc = $12, deactivate_at = $13, version = $14 \
               WHERE domain = $1 AND id = $2 AND number = $3";
    let rows: Vec<Vec<Value<'_>>> =
        changes.iter().map(|(_, after)| columns(domain, version, after)).collect();
    tx.run_many(sql, &rows).await?;
    let moves = |(old, new): &&(&Person, &Person)| State::of_person(old) != State::of_person(new);
    let stayed: Vec<&Person> =
        changes.iter().filter(|change| !moves(change)).map(|(_, new)| *new).collect();
    offset_index::touch(tx, domain, &stayed).await?;
    let (left, joined): (Vec<&Person>, Vec<&Person>) =
        changes.iter().filter(moves).copied().unzip();
    offset_index::uncount(tx, domain, &left).await?;
    offset_index::count(tx, domain, &joined).await?;
    secondary_index::change(tx, domain, changes).await
}

/// Deletes a person and all index rows; the username stays taken.
pub async fn delete(tx: &mut Tx, domain: i64, person: &Person) -> Result<(), Error> {
    let sql = "DELETE FROM people WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), (&person.id).into()]).await?;
    offset_index::uncount(tx, domain, &[person]).await
}

/// Saves a password hash.
pub async fn set_password(tx: &mut Tx, domain: i64, id: &Id, hash: &str) -> Result<(), Error> {
    let sql = "INSERT INTO person_passwords (domain, person, hash) VALUES ($1, $2, $3) \
               ON CONFLICT (domain, person) DO UPDATE SET hash = excluded.hash";
    tx.run(sql, &[domain.into(), id.into(), hash.into()]).await.map(drop)
}

/// The password hash of a person.
pub async fn password(tx: &mut Tx, domain: i64, id: &Id) -> Result<Option<String>, Error> {
    let sql = "SELECT hash FROM person_passwords WHERE domain = $1 AND person = $2";
    tx.maybe(sql, &[domain.into(), id.into()], |row| row.text(0)).await
}

/// A row of [`COLUMNS`] as a person.
pub(crate) fn person(row: &Row<'_>) -> Result<Person, Error> {
    let doc: doc::Doc = row.json(DOC)?;
    Ok(doc.into_person(head(row)?))
}

/// The columns of a row of [`COLUMNS`] besides the document.
fn head(row: &Row<'_>) -> Result<doc::Head, Error> {
    Ok(doc::Head {
        id: row.id(0)?,
        number: row.int(1)?,
        key: row.text(2)?,
        custom_id: row.maybe_text(3)?,
        active: State::from_number(row.int(4)?) == State::Active,
        username: row.maybe_text(5)?,
        created_at: row.instant(6)?,
        updated_at: row.instant(7)?,
    })
}

/// The document of a person, as [`as_stored`] reads it.
pub(crate) fn stored_doc(person: &Person) -> String {
    serde_json::to_string(&doc::Doc::new(person)).unwrap_or_default()
}

/// The person of this state and document.
pub(crate) fn as_stored(
    now: &Person,
    state: i64,
    row: &Row<'_>,
    column: usize,
) -> Result<Person, Error> {
    Ok(with_doc(now, state, row.json(column)?))
}

/// The person of this state and document, whose identities are those of `identities`.
pub(crate) fn as_removed(identities: &Person, state: i64, doc: &str) -> Result<Person, Error> {
    let doc = serde_json::from_str(doc).map_err(|_| {
        Error::new(crate::ErrorKind::Corrupt, "the document of a deleted person is unreadable")
    })?;
    Ok(with_doc(identities, state, doc))
}

fn with_doc(now: &Person, state: i64, doc: doc::Doc) -> Person {
    doc.into_person(doc::Head {
        id: now.id.clone(),
        number: now.number,
        key: now.key.clone(),
        custom_id: now.custom_id.clone(),
        active: State::from_number(state) == State::Active,
        username: now.worker.as_ref().map(|worker| worker.username.as_str().to_owned()),
        created_at: now.created_at,
        updated_at: now.updated_at,
    })
}

/// The values of a person's row, in the order of the statements above.
fn columns(domain: i64, version: Version, person: &Person) -> Vec<Value<'_>> {
    let worker = person.worker.as_ref();
    vec![
        domain.into(),
        (&person.id).into(),
        person.number.into(),
        Value::from(person.key.as_str()),
        person.custom_id.as_deref().into(),
        (State::of_person(person) as i64).into(),
        worker.map(|worker| worker.username.as_str()).into(),
        person.email.as_ref().map(roster_model::Email::folded).into(),
        worker.and_then(|worker| worker.role.as_deref()).into(),
        person.created_at.into(),
        person.updated_at.into(),
        Value::json(&doc::Doc::new(person)),
        scheduled::deactivate_at(person).into(),
        version.0.into(),
    ]
}
