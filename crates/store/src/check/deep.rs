//! The deep check: reads every row of every table, and the indexes of PostgreSQL.

use serde_json::Value as Json;

use super::{MOST_FINDINGS, Report};
use crate::{
    Error, ErrorKind, Store, Tx,
    backup::tables::{self, Table},
};

/// Columns that contain JSON, as `table.column`.
const JSON_COLUMNS: [&str; 7] = [
    "people.doc",
    "deleted_people.doc",
    "import_rows.doc",
    "changes.fields",
    "changes.old_values",
    "changes.new_values",
    "domains.settings",
];

/// Checks that every row can be read as a backup reads it, and that stored JSON can be parsed.
pub(super) async fn check_rows(store: &Store, report: &mut Report) -> Result<(), Error> {
    let mut tx = store.read().await?;
    for table in tables::all(&mut tx, store.engine()).await? {
        let (mut rows, mut unreadable) = (0, 0);
        let counted = table.count(&mut tx).await?;
        let documents = json_columns(&table);
        let read = table.read_all(&mut tx, |row| {
            rows += 1;
            unreadable += u64::from(!documents.iter().all(|column| is_json(&row[*column])));
        });
        match read.await {
            Ok(()) => {}
            Err(error) if *error.kind() == ErrorKind::Corrupt => {
                report.find(None, format!("a row of {} cannot be read: {error}", table.name));
                // PostgreSQL has ended the transaction.
                return Ok(());
            }
            Err(error) => return Err(error),
        }
        report.rows += rows;
        if rows != counted {
            let what = format!("{} has {counted} rows, of which {rows} were read", table.name);
            report.find(None, what);
        }
        if unreadable > 0 {
            report.find(None, format!("{unreadable} rows of {} are no JSON", table.name));
        }
    }
    Ok(())
}

fn json_columns(table: &Table) -> Vec<usize> {
    let is_json = |name: &str| JSON_COLUMNS.contains(&format!("{}.{name}", table.name).as_str());
    let columns = table.names().into_iter().enumerate();
    columns.filter(|(_, name)| is_json(name)).map(|(index, _)| index).collect()
}

fn is_json(value: &Json) -> bool {
    match value {
        Json::String(text) => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
        other => other.is_null(),
    }
}

/// Compares each index of PostgreSQL with its table, with the extension `amcheck`. Returns whether it
/// is installed.
pub(super) async fn check_indexes(tx: &mut Tx, report: &mut Report) -> Result<bool, Error> {
    let installed = "SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'";
    if tx.one(installed, &[], |row| row.int(0)).await? == 0 {
        return Ok(false);
    }
    let indexes = "SELECT CAST(i.indexrelid AS BIGINT), CAST(c.relname AS TEXT) FROM pg_index i \
                   JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam \
                   WHERE a.amname = 'btree' AND c.relpersistence = 'p' AND i.indisvalid \
                   AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE) ORDER BY c.relname";
    let indexes = tx.all(indexes, &[], |row| Ok((row.int(0)?, row.text(1)?))).await?;
    let sql = "SELECT 1 FROM (SELECT bt_index_check(CAST(CAST($1 AS BIGINT) AS REGCLASS), true)) c";
    for (index, name) in indexes {
        if report.findings.len() >= MOST_FINDINGS {
            break;
        }
        match tx.all(sql, &[index.into()], |_| Ok(())).await {
            Ok(_) => {}
            Err(error) if *error.kind() == ErrorKind::Corrupt => {
                report.find(None, format!("the index {name} is damaged: {error}"));
                return Ok(true);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
