//! Imports of people, and what is needed to undo them.

use jiff::Timestamp;
use roster_model::{ImportRecord, Person};

use crate::{Error, Row, Tx, Value, domain_state, people};

const COLUMNS: &str = "number, source, actor, started_at, first_seq, created, changed, undone, \
                       undone_at";

/// A person that an import created or changed.
pub struct Touched<'a> {
    /// After the import.
    pub after: &'a Person,
    /// Before the import; `None` if the import created them.
    pub before: Option<&'a Person>,
    /// The hash of the previous password, if the import changed it.
    pub hash: Option<&'a str>,
    /// The number of the change in the log.
    pub seq: i64,
}

/// A person to revert.
pub struct Undo {
    /// After the import.
    pub after: Person,
    /// Before the import; `None` if the import created them.
    pub before: Option<Person>,
    /// The hash of the previous password, if the import changed it.
    pub hash: Option<String>,
}

/// Records the start of an import and returns its number.
pub async fn begin(
    tx: &mut Tx,
    domain: i64,
    source: &str,
    actor: &str,
    (at, first_seq): (Timestamp, i64),
) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "import").await?;
    let sql = "INSERT INTO imports \
               (domain, number, source, actor, started_at, first_seq, created, changed) \
               VALUES ($1, $2, $3, $4, $5, $6, 0, 0)";
    let values =
        [domain.into(), number.into(), source.into(), actor.into(), at.into(), first_seq.into()];
    tx.run(sql, &values).await?;
    Ok(number)
}

/// Records the people that an import created or changed in one transaction.
pub async fn add(
    tx: &mut Tx,
    domain: i64,
    number: i64,
    touched: &[Touched<'_>],
) -> Result<(), Error> {
    let sql = "INSERT INTO import_rows (domain, import, person, seq, state, doc, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let rows: Vec<Vec<Value<'_>>> = touched
        .iter()
        .map(|one| {
            vec![
                domain.into(),
                number.into(),
                (&one.after.id).into(),
                one.seq.into(),
                one.before.map(|before| people::State::of_person(before) as i64).into(),
                one.before.map(people::stored_doc).into(),
                one.hash.into(),
            ]
        })
        .collect();
    tx.run_many(sql, &rows).await?;
    let made = touched.iter().filter(|one| one.before.is_none()).count();
    let count = |count: usize| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let sql = "UPDATE imports SET created = created + $3, changed = changed + $4 \
               WHERE domain = $1 AND number = $2";
    let values = [domain.into(), number.into(), count(made), count(touched.len() - made)];
    tx.run(sql, &values).await.map(drop)
}

/// The import with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<ImportRecord>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM imports WHERE domain = $1 AND number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], record).await
}

/// The imports of a domain, newest first.
pub async fn list(tx: &mut Tx, domain: i64, limit: u32) -> Result<Vec<ImportRecord>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM imports WHERE domain = $1 ORDER BY number DESC LIMIT $2");
    tx.all(&sql, &[domain.into(), i64::from(limit).into()], record).await
}

/// The logged fields of a change that only creates a password link.
const LINK_ONLY: &str = r#"["password_link"]"#;

/// The ids of at most `limit` people of the import that were changed after it, after the change `seq`. A
/// password link that was created for them is no change: it ends with the person.
pub async fn changed_since(
    tx: &mut Tx,
    domain: i64,
    import: i64,
    seq: i64,
    limit: usize,
) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT c.id FROM changes c JOIN import_rows r \
               ON r.domain = c.domain AND r.import = $2 AND r.person = c.id \
               WHERE c.domain = $1 AND c.seq > $3 AND c.seq > r.seq AND c.kind LIKE 'person.%' \
               AND c.fields <> $5 ORDER BY c.id LIMIT $4";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [domain.into(), import.into(), seq.into(), limit.into(), LINK_ONLY.into()];
    tx.all(sql, &values, |row| row.text(0)).await
}

/// Whether a person that the import created has submitted a form.
pub async fn has_submissions(tx: &mut Tx, domain: i64, number: i64) -> Result<bool, Error> {
    let sql = "SELECT r.person FROM import_rows r \
               JOIN activity a ON a.domain = r.domain AND a.person = r.person \
               WHERE r.domain = $1 AND r.import = $2 AND r.doc IS NULL LIMIT 1";
    let found = tx.maybe(sql, &[domain.into(), number.into()], |row| row.text(0)).await?;
    Ok(found.is_some())
}

/// Those of the people with these ids that the import created and that have submitted a form.
pub async fn submitters(
    tx: &mut Tx,
    domain: i64,
    number: i64,
    people: Vec<String>,
) -> Result<Vec<String>, Error> {
    let sql = "SELECT r.person FROM import_rows r \
               JOIN activity a ON a.domain = r.domain AND a.person = r.person \
               WHERE r.domain = $1 AND r.import = $2 AND r.person = ANY($3) AND r.doc IS NULL";
    let values = [domain.into(), number.into(), Value::List(people)];
    tx.all(sql, &values, |row| row.text(0)).await
}

/// The ids of the people that the import created, by id.
pub async fn created(tx: &mut Tx, domain: i64, number: i64) -> Result<Vec<String>, Error> {
    let sql = "SELECT person FROM import_rows \
               WHERE domain = $1 AND import = $2 AND doc IS NULL ORDER BY person";
    tx.all(sql, &[domain.into(), number.into()], |row| row.text(0)).await
}

/// The number of people of the import that exist and were not reverted.
pub async fn remaining(tx: &mut Tx, domain: i64, number: i64) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM import_rows WHERE domain = $1 AND import = $2";
    tx.one(sql, &[domain.into(), number.into()], |row| row.int(0)).await
}

/// At most `limit` people to revert, by id, after the person `after`.
pub async fn undo_page(
    tx: &mut Tx,
    domain: i64,
    number: i64,
    after: &str,
    limit: usize,
) -> Result<Vec<Undo>, Error> {
    let sql = format!(
        "SELECT {}, r.state, r.doc, r.hash FROM import_rows r \
         JOIN people p ON p.domain = r.domain AND p.id = r.person \
         WHERE r.domain = $1 AND r.import = $2 AND r.person > $3 ORDER BY r.person LIMIT $4",
        people::COLUMNS
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [domain.into(), number.into(), after.into(), limit.into()];
    tx.all(&sql, &values, |row| {
        let after = people::person(row)?;
        let before = match row.maybe_int(people::WIDTH)? {
            Some(state) => Some(people::as_stored(&after, state, row, people::WIDTH + 1)?),
            None => None,
        };
        Ok(Undo { after, before, hash: row.maybe_text(people::WIDTH + 2)? })
    })
    .await
}

/// Records that these people were reverted, and deletes the data for that.
pub async fn add_undone(
    tx: &mut Tx,
    domain: i64,
    number: i64,
    people: Vec<String>,
) -> Result<(), Error> {
    let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let sql = "DELETE FROM import_rows WHERE domain = $1 AND import = $2 AND person = ANY($3)";
    tx.run(sql, &[domain.into(), number.into(), Value::List(people)]).await?;
    let sql = "UPDATE imports SET undone = undone + $3 WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into(), count.into()]).await.map(drop)
}

/// Records that an import was undone, and deletes the data for the undo.
pub async fn finish_undo(
    tx: &mut Tx,
    domain: i64,
    number: i64,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "DELETE FROM import_rows WHERE domain = $1 AND import = $2";
    tx.run(sql, &[domain.into(), number.into()]).await?;
    let sql = "UPDATE imports SET undone_at = $3 WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into(), at.into()]).await.map(drop)
}

fn record(row: &Row<'_>) -> Result<ImportRecord, Error> {
    Ok(ImportRecord {
        number: row.int(0)?,
        source: row.text(1)?,
        actor: row.text(2)?,
        started_at: row.instant(3)?,
        first_seq: row.int(4)?,
        created: row.int(5)?,
        changed: row.int(6)?,
        undone: row.int(7)?,
        undone_at: row.maybe_instant(8)?,
    })
}
