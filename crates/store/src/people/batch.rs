//! Many people at once: as many statements as for one.

use std::collections::HashSet;

use roster_model::{Id, Person};

use super::{COLUMNS, INSERT, Version, columns, offset_index, person, secondary_index};
use crate::{
    Error, Tx, Value,
    key_table::{Expected, KeyTable},
};

/// The usernames that are or were in use.
static USERNAMES: KeyTable = KeyTable {
    find: "SELECT username FROM usernames WHERE domain = $1 AND username = ANY($2)",
    find_one: "SELECT username FROM usernames WHERE domain = $1 AND username = $2",
    add: "INSERT INTO usernames (domain, username, person) VALUES ($1, $2, $3)",
};

/// Adds people like [`super::insert`], in username order, in which the indexes grow fastest.
pub async fn insert_many(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    people: &[&Person],
) -> Result<(), Error> {
    let people = by_username(people);
    let rows: Vec<Vec<Value<'_>>> = people
        .iter()
        .filter_map(|person| {
            let username = person.worker.as_ref()?.username.folded();
            Some(vec![domain.into(), username.into(), (&person.id).into()])
        })
        .collect();
    tx.add_rows(USERNAMES.add, &rows).await?;
    insert_rows(tx, domain, version, &people).await?;
    index(tx, domain, &people).await
}

/// Adds people who were deleted before: their usernames stayed taken.
pub async fn reinsert_many(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    people: &[&Person],
) -> Result<(), Error> {
    let people = by_username(people);
    insert_rows(tx, domain, version, &people).await?;
    index(tx, domain, &people).await
}

fn by_username<'p>(people: &[&'p Person]) -> Vec<&'p Person> {
    let mut people = people.to_vec();
    people.sort_by_key(|person| person.worker.as_ref().map(|worker| worker.username.as_str()));
    people
}

async fn insert_rows(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    people: &[&Person],
) -> Result<(), Error> {
    let rows: Vec<Vec<Value<'_>>> =
        people.iter().map(|person| columns(domain, version, person)).collect();
    tx.add_rows(INSERT, &rows).await
}

async fn index(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    offset_index::count(tx, domain, people).await?;
    secondary_index::add_many(tx, domain, people).await
}

/// Adds a deleted worker again, whose username stayed taken, with all index rows.
pub async fn restore(
    tx: &mut Tx,
    domain: i64,
    version: Version,
    person: &Person,
) -> Result<(), Error> {
    tx.run(INSERT, &columns(domain, version, person)).await?;
    offset_index::count(tx, domain, &[person]).await?;
    secondary_index::add_many(tx, domain, &[person]).await
}

/// The people with these folded usernames, in no order.
pub async fn find_by_usernames(
    tx: &mut Tx,
    domain: i64,
    folded: Vec<String>,
) -> Result<Vec<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM usernames u JOIN people p ON p.domain = u.domain AND p.id = u.person \
         WHERE u.domain = $1 AND u.username = ANY($2)"
    );
    tx.all(&sql, &[domain.into(), Value::storable(folded)], person).await
}

/// The folded usernames that are or were in use.
pub async fn usernames_taken(
    tx: &mut Tx,
    domain: i64,
    folded: Vec<String>,
) -> Result<HashSet<String>, Error> {
    tx.existing_keys(&USERNAMES, domain, folded).await
}

/// For a write that is going to call [`usernames_taken`] with these folded usernames.
pub fn expect_usernames(folded: Vec<String>) -> Expected {
    Expected(Some((&USERNAMES, folded)))
}

/// The password hashes of the people with these ids.
pub async fn passwords(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT person, hash FROM person_passwords WHERE domain = $1 AND person = ANY($2)";
    tx.all(sql, &[domain.into(), Value::List(ids)], |row| Ok((row.id(0)?, row.text(1)?))).await
}

/// Saves password hashes of different people.
pub async fn set_passwords(tx: &mut Tx, domain: i64, hashes: &[(&Id, &str)]) -> Result<(), Error> {
    if let [(id, hash)] = hashes {
        return super::set_password(tx, domain, id, hash).await;
    }
    // Rows of a plain insert share statements.
    remove_passwords(tx, domain, hashes.iter().map(|(id, _)| *id)).await?;
    let sql = "INSERT INTO person_passwords (domain, person, hash) VALUES ($1, $2, $3)";
    let rows: Vec<Vec<Value<'_>>> = hashes
        .iter()
        .map(|(id, hash)| vec![domain.into(), (*id).into(), Value::from(*hash)])
        .collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// Removes the passwords of people.
pub async fn remove_passwords<'i>(
    tx: &mut Tx,
    domain: i64,
    ids: impl Iterator<Item = &'i Id>,
) -> Result<(), Error> {
    let ids: Vec<String> = ids.map(Id::to_string).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let sql = "DELETE FROM person_passwords WHERE domain = $1 AND person = ANY($2)";
    tx.run(sql, &[domain.into(), Value::List(ids)]).await.map(drop)
}

/// Deletes people completely: their usernames are free again.
pub async fn erase_many(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    let ids = people.iter().map(|person| person.id.to_string()).collect();
    let sql = "DELETE FROM people WHERE domain = $1 AND id = ANY($2)";
    tx.run(sql, &[domain.into(), Value::List(ids)]).await?;
    offset_index::uncount(tx, domain, people).await?;
    let names = people.iter().filter_map(|person| Some(person.worker.as_ref()?.username.folded()));
    let sql = "DELETE FROM usernames WHERE domain = $1 AND username = ANY($2)";
    tx.run(sql, &[domain.into(), Value::List(names.collect())]).await.map(drop)
}
