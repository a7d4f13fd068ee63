//! Imports from another directory: their progress, and the records that were seen there.

use std::collections::{BTreeMap, HashMap};

use roster_model::{Checkpoint, HqItem, HqKind, HqNote, HqOutcome, HqTally};
use serde_json::{Value as Json, json};

use crate::{Error, Row, Tx, Value};

/// The records of one kind from one source.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The target domain.
    pub domain: i64,
    /// The address of the source domain.
    pub address: &'a str,
    /// The kind of records.
    pub kind: HqKind,
}

impl Source<'_> {
    fn values(&self) -> [Value<'_>; 3] {
        [self.domain.into(), self.address.into(), self.kind.as_str().into()]
    }
}

/// The progress of the import from `address`; `None` before the first page.
pub async fn find(tx: &mut Tx, domain: i64, address: &str) -> Result<Option<Checkpoint>, Error> {
    let sql = "SELECT pass, step, next, changed, finished, tallies FROM takeovers \
               WHERE domain = $1 AND source = $2";
    tx.maybe(sql, &[domain.into(), address.into()], checkpoint).await
}

/// Saves the progress.
pub async fn save(
    tx: &mut Tx,
    domain: i64,
    address: &str,
    checkpoint: &Checkpoint,
) -> Result<(), Error> {
    let sql = "INSERT INTO takeovers \
               (domain, source, pass, step, next, changed, finished, tallies) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (domain, source) DO UPDATE SET pass = excluded.pass, \
               step = excluded.step, next = excluded.next, changed = excluded.changed, \
               finished = excluded.finished, tallies = excluded.tallies";
    let values = [
        domain.into(),
        address.into(),
        checkpoint.pass.into(),
        checkpoint.step.into(),
        checkpoint.next.as_deref().into(),
        checkpoint.changed.into(),
        checkpoint.finished.into(),
        tallies_text(&checkpoint.tallies).into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Records which records `pass` has seen, and their outcome.
pub async fn mark(
    tx: &mut Tx,
    source: Source<'_>,
    pass: i64,
    items: &[HqItem],
) -> Result<(), Error> {
    let sql = "INSERT INTO taken_over \
               (domain, source, kind, id, here, name, pass, refusal, left_out) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
               ON CONFLICT (domain, source, kind, id) DO UPDATE SET here = excluded.here, \
               name = excluded.name, pass = excluded.pass, refusal = excluded.refusal, \
               left_out = excluded.left_out";
    let row = |item: &HqItem| {
        let refusal = match &item.outcome {
            HqOutcome::Refused(errors) => Some(in_words(errors)),
            _ => None,
        };
        let left_out = Some(&item.left_out).filter(|errors| !errors.is_empty());
        let mut values = source.values().to_vec();
        values.extend([
            item.id.clone().into(),
            item.here.clone().into(),
            item.name.clone().into(),
            pass.into(),
            refusal.into(),
            left_out.map(|errors| in_words(errors)).into(),
        ]);
        values
    };
    let rows: Vec<Vec<Value<'_>>> = items.iter().map(row).collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// The local ids of imported records, by their source ids.
pub async fn places(tx: &mut Tx, source: Source<'_>) -> Result<HashMap<String, String>, Error> {
    let sql = "SELECT id, here FROM taken_over \
               WHERE domain = $1 AND source = $2 AND kind = $3 AND refusal IS NULL";
    let found = tx.all(sql, &source.values(), |row| Ok((row.text(0)?, row.text(1)?))).await?;
    Ok(found.into_iter().collect())
}

/// The number of imported records that `pass` has seen.
pub async fn count_came(tx: &mut Tx, source: Source<'_>, pass: i64) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM taken_over WHERE domain = $1 AND source = $2 AND kind = $3 \
               AND pass = $4 AND refusal IS NULL";
    tx.one(sql, &at_pass(&source, pass), |row| row.int(0)).await
}

/// The rejected records that `pass` has seen.
pub async fn refused(tx: &mut Tx, source: Source<'_>, pass: i64) -> Result<Vec<HqNote>, Error> {
    let sql = "SELECT id, name, refusal FROM taken_over \
               WHERE domain = $1 AND source = $2 AND kind = $3 AND pass = $4 \
               AND refusal IS NOT NULL ORDER BY name, id";
    tx.all(sql, &at_pass(&source, pass), note).await
}

/// The records that `pass` has seen and that were imported with parts left out.
pub async fn left_out(tx: &mut Tx, source: Source<'_>, pass: i64) -> Result<Vec<HqNote>, Error> {
    let sql = "SELECT id, name, left_out FROM taken_over \
               WHERE domain = $1 AND source = $2 AND kind = $3 AND pass = $4 \
               AND refusal IS NULL AND left_out IS NOT NULL ORDER BY name, id";
    tx.all(sql, &at_pass(&source, pass), note).await
}

/// The records that were imported before `pass` and that it has not seen; the texts are their local
/// ids.
pub async fn gone(tx: &mut Tx, source: Source<'_>, pass: i64) -> Result<Vec<HqNote>, Error> {
    let sql = "SELECT id, name, here FROM taken_over \
               WHERE domain = $1 AND source = $2 AND kind = $3 AND pass < $4 \
               AND refusal IS NULL ORDER BY name, id";
    tx.all(sql, &at_pass(&source, pass), note).await
}

fn at_pass<'a>(source: &'a Source<'_>, pass: i64) -> [Value<'a>; 4] {
    let [domain, address, kind] = source.values();
    [domain, address, kind, pass.into()]
}

fn note(row: &Row<'_>) -> Result<HqNote, Error> {
    Ok(HqNote { id: row.text(0)?, name: row.text(1)?, text: row.text(2)? })
}

fn in_words(errors: &[roster_model::FieldError]) -> String {
    let texts: Vec<String> =
        errors.iter().map(|error| format!("{}: {}", error.field, error.problem)).collect();
    texts.join("; ")
}

fn checkpoint(row: &Row<'_>) -> Result<Checkpoint, Error> {
    Ok(Checkpoint {
        pass: row.int(0)?,
        step: row.int(1)?,
        next: row.maybe_text(2)?,
        changed: row.bool(3)?,
        finished: row.bool(4)?,
        tallies: tallies(&row.json(5)?),
    })
}

fn tallies_text(tallies: &BTreeMap<HqKind, HqTally>) -> String {
    let entries = tallies.iter().map(|(kind, tally)| {
        let HqTally { listed, created, changed } = tally;
        (kind.as_str().to_owned(), json!([listed, created, changed]))
    });
    Json::Object(entries.collect()).to_string()
}

fn tallies(stored: &Json) -> BTreeMap<HqKind, HqTally> {
    let number = |value: &Json, place: usize| value[place].as_u64().unwrap_or(0);
    let entries = stored.as_object().into_iter().flatten().filter_map(|(name, value)| {
        let [listed, created, changed] = [0, 1, 2].map(|place| number(value, place));
        Some((HqKind::parse(name)?, HqTally { listed, created, changed }))
    });
    entries.collect()
}
