//! Rebuilds the words of people when a version splits or folds texts in another way, or when other
//! fields are indexed.

use roster_model::Person;

use super::{COLUMNS, person, secondary_index};
use crate::{Error, Store, Tx, domain_state};

/// The counter of the last person, by number, whose words are those of this version. A version that
/// changes [`roster_model::indexed_words`] changes this name.
pub(super) const COUNTER: &str = "words_3";

/// The value of the counter when all people have the words of this version.
pub(super) const COMPLETE: i64 = i64::MAX;

/// People per transaction.
const BATCH: i64 = 500;

/// Marks a new domain: all its people will have the words of this version.
pub(crate) async fn begin(tx: &mut Tx, domain: i64) -> Result<(), Error> {
    save(tx, domain, COMPLETE).await
}

/// Rebuilds the words of the people of every domain that another version wrote. A process that dies
/// in between is continued by the next one that opens the store.
///
/// # Errors
/// [`ErrorKind::Corrupt`](crate::ErrorKind::Corrupt) before it writes into a damaged store.
pub(crate) async fn rebuild_words(store: &Store) -> Result<(), Error> {
    let stale = "SELECT d.domain FROM domain_state d WHERE NOT EXISTS \
                 (SELECT 1 FROM counters c WHERE c.domain = d.domain AND c.name = $1 \
                  AND c.value = $2)";
    let values = [COUNTER.into(), COMPLETE.into()];
    let domains = store.read().await?.all(stale, &values, |row| row.int(0)).await?;
    if !domains.is_empty() {
        store.refuse_damage().await?;
    }
    for domain in domains {
        tracing::info!(domain, "rebuilding the search index");
        while !rebuild_batch(store, domain).await? {}
    }
    Ok(())
}

/// Rebuilds the words of the next people. Returns whether they were the last.
async fn rebuild_batch(store: &Store, domain: i64) -> Result<bool, Error> {
    let mut tx = store.write().await?;
    // The lock keeps writers of these people, and other processes that do the same, away.
    if domain_state::take(&mut tx, domain).await?.is_none() {
        return Ok(true);
    }
    let is_complete = rebuild_next(&mut tx, domain).await?;
    tx.commit().await?;
    Ok(is_complete)
}

/// Marks the words of all people of a domain as those of other fields. [`rebuild_next`] rebuilds them.
pub async fn mark_words_stale(tx: &mut Tx, domain: i64) -> Result<(), Error> {
    save(tx, domain, 0).await
}

/// Whether the words of all people of a domain are those of its fields.
pub async fn words_are_complete(tx: &mut Tx, domain: i64) -> Result<bool, Error> {
    Ok(position(tx, domain).await? == COMPLETE)
}

/// Rebuilds the words of the next people of a domain whose row is locked. Returns whether they were the
/// last.
pub async fn rebuild_next(tx: &mut Tx, domain: i64) -> Result<bool, Error> {
    let done = position(tx, domain).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.number > $2 \
         ORDER BY p.number LIMIT $3"
    );
    let values = [domain.into(), done.into(), BATCH.into()];
    let people: Vec<Person> = tx.all(&sql, &values, person).await?;
    secondary_index::replace_words(tx, domain, &people).await?;
    let last = people.last().map_or(COMPLETE, |person| person.number);
    save(tx, domain, last).await?;
    Ok(last == COMPLETE)
}

/// The number of the last person whose words are rebuilt.
async fn position(tx: &mut Tx, domain: i64) -> Result<i64, Error> {
    let sql = "SELECT value FROM counters WHERE domain = $1 AND name = $2";
    let found = tx.maybe(sql, &[domain.into(), COUNTER.into()], |row| row.int(0)).await?;
    Ok(found.unwrap_or(0))
}

async fn save(tx: &mut Tx, domain: i64, value: i64) -> Result<(), Error> {
    let sql = "INSERT INTO counters (domain, name, value) VALUES ($1, $2, $3) \
               ON CONFLICT (domain, name) DO UPDATE SET value = excluded.value";
    tx.run(sql, &[domain.into(), COUNTER.into(), value.into()]).await.map(drop)
}
