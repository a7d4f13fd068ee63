//! The size of the records of a domain. Every write keeps the total in `domain_state`; here it is counted
//! from the records.

use roster_model::{Group, Id, Location, Person, Start, Window, record_size::record_size};

use crate::{
    Error, Row, Store, Tx, Value, companies, domain_state, groups,
    locations::{self, location},
    people,
};

/// Records per read.
const BATCH: u32 = 500;

/// Counts the records of the domains that an earlier version wrote. A process that dies in between is
/// continued by the next one that opens the store.
///
/// # Errors
/// [`ErrorKind::Corrupt`](crate::ErrorKind::Corrupt) before it writes into a damaged store.
pub(crate) async fn count_missing(store: &Store) -> Result<(), Error> {
    let uncounted = "SELECT domain FROM domain_state WHERE record_bytes IS NULL";
    let domains = store.read().await?.all(uncounted, &[], |row| row.int(0)).await?;
    if !domains.is_empty() {
        store.refuse_damage().await?;
    }
    for domain in domains {
        tracing::info!(domain, "counting the bytes of the records");
        let mut tx = store.write().await?;
        // The lock keeps writers away.
        let Some(mut state) = domain_state::take(&mut tx, domain).await? else { continue };
        state.record_bytes = Some(count(&mut tx, domain).await?);
        domain_state::save(&mut tx, domain, &state).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The size of all records of the domain, counted from its rows.
async fn count(tx: &mut Tx, domain: i64) -> Result<i64, Error> {
    let of_person = |it: &Person| (it.id.clone(), record_size("person", it));
    let people =
        format!("SELECT {} FROM people p WHERE p.domain = $1 AND p.id > $2", people::COLUMNS);
    let of_people = count_by_id(tx, domain, &people, "p.id", people::person, of_person).await?;
    Ok(of_people + count_others(tx, domain).await?)
}

/// The size of all records of the domain besides those of people.
pub(crate) async fn count_others(tx: &mut Tx, domain: i64) -> Result<i64, Error> {
    let sql = "SELECT CAST(COALESCE(SUM(octet_length(data)), 0) AS BIGINT) FROM occurrences \
               WHERE domain = $1";
    let mut total = tx.one(sql, &[domain.into()], |row| row.int(0)).await?;
    let of_group = |it: &Group| (it.id.clone(), record_size("group", it));
    let groups =
        format!("SELECT {} FROM groups g WHERE g.domain = $1 AND g.id > $2", groups::COLUMNS);
    total += count_by_id(tx, domain, &groups, "g.id", groups::group, of_group).await?;
    let of_location = |it: &Location| (it.id.clone(), record_size("location", it));
    let locations =
        format!("SELECT {} FROM locations p WHERE p.domain = $1 AND p.id > $2", locations::COLUMNS);
    total += count_by_id(tx, domain, &locations, "p.id", location, of_location).await?;
    let mut window = Window { limit: BATCH, start: Start::Offset(0) };
    loop {
        let page = companies::list(tx, domain, None, &window).await?;
        total += page.items.iter().map(|company| record_size("company", company)).sum::<i64>();
        let Some(next) = page.next else { return Ok(total) };
        window.start = Start::After(next);
    }
}

/// The size of the records that `select` reads after an id, in the order of `id`.
async fn count_by_id<T>(
    tx: &mut Tx,
    domain: i64,
    select: &str,
    id: &str,
    read: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    measure: impl Fn(&T) -> (Id, i64) + Sync,
) -> Result<i64, Error> {
    let sql = format!("{select} ORDER BY {id} LIMIT $3");
    let (mut total, mut after) = (0, String::new());
    loop {
        let values = [domain.into(), Value::from(after.as_str()), i64::from(BATCH).into()];
        let sizes = tx.all(&sql, &values, |row| Ok(measure(&read(row)?))).await?;
        let Some((last, _)) = sizes.last() else { return Ok(total) };
        after = last.to_string();
        total += sizes.iter().map(|(_, size)| size).sum::<i64>();
    }
}

/// The size of what is stored for people outside their records: the data of their events.
pub async fn of_events(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<i64, Error> {
    let sql = "SELECT CAST(COALESCE(SUM(octet_length(data)), 0) AS BIGINT) FROM occurrences \
               WHERE domain = $1 AND person = ANY($2)";
    let ids = people.iter().map(|person| person.id.to_string()).collect();
    tx.one(sql, &[domain.into(), Value::List(ids)], |row| row.int(0)).await
}
