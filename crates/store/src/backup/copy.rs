//! Copies a store into another, also of the other engine.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::{
    restore::{ALWAYS_THERE, Filling, refuse_filled},
    tables::{self, Table},
};
use crate::{Error, ErrorKind, Store, Tx, cluster, store_identity};

/// Number of rows per read.
const AT_A_TIME: usize = 1_000;

/// The result of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Number of rows in all tables.
    pub rows: u64,
    /// The hash of each domain's data, by the domain's number, in hexadecimal digits. Data without
    /// a domain has the number 0. Equal data has equal hashes on both engines.
    pub domains: BTreeMap<i64, String>,
}

/// Copies all data of `from`, as of one committed point, into the empty store `to`, all or nothing.
/// Other processes may use `from` meanwhile. The copy is read back and compared by a hash per
/// domain.
///
/// # Errors
///
/// [`ErrorKind::Other`] when `to` is not empty; [`ErrorKind::Corrupt`] when the copy differs from
/// the source.
pub async fn copy(from: &Store, to: &Store) -> Result<Copied, Error> {
    let mut source = from.read().await?;
    let mut target = to.write().await?;
    cluster::use_one_connection(&mut target).await?;
    let known = tables::all(&mut target, to.engine()).await?;
    refuse_filled(&mut target, &known).await?;
    let previous = store_identity::find(&mut target).await?;
    target.run(&format!("DELETE FROM {ALWAYS_THERE}"), &[]).await?;

    let mut sums = Sums::default();
    for table in tables::all(&mut source, from.engine()).await? {
        let columns: Vec<String> = table.names().into_iter().map(str::to_owned).collect();
        let mut filling = Filling::new(&known, table.name, &columns)?;
        let mut last = None;
        while let Some(rows) = some_rows(&table, &mut source, last.as_deref()).await? {
            for row in &rows {
                sums.add(&table, row);
                filling.add(&mut target, row).await?;
            }
            last = rows.into_iter().next_back();
        }
        filling.flush(&mut target).await?;
    }
    drop(source);
    let copied = sums.finish();
    // Before the commit: a wrong copy leaves nothing.
    if read(&mut target, &known).await? != copied {
        let text = "what has arrived is not what was sent: nothing was copied";
        return Err(Error::new(ErrorKind::Corrupt, text));
    }
    store_identity::discard(&mut target, previous.as_ref()).await?;
    target.commit().await?;
    Ok(copied)
}

async fn read(tx: &mut Tx, tables: &[Table]) -> Result<Copied, Error> {
    let mut sums = Sums::default();
    for table in tables {
        let mut last = None;
        while let Some(rows) = some_rows(table, tx, last.as_deref()).await? {
            for row in &rows {
                sums.add(table, row);
            }
            last = rows.into_iter().next_back();
        }
    }
    Ok(sums.finish())
}

/// The next rows, if any.
async fn some_rows(
    table: &Table,
    tx: &mut Tx,
    last: Option<&[Json]>,
) -> Result<Option<Vec<Vec<Json>>>, Error> {
    let rows = table.rows_after(tx, last, AT_A_TIME).await?;
    Ok((!rows.is_empty()).then_some(rows))
}

/// The running hashes of the domains.
#[derive(Default)]
struct Sums {
    rows: u64,
    domains: BTreeMap<i64, Sha256>,
}

impl Sums {
    /// Adds a row of a table. Rows come in key order, which is the same on both engines.
    fn add(&mut self, table: &Table, row: &[Json]) {
        let place = table.columns.iter().position(|column| column.name == "domain");
        let domain = place.and_then(|place| row[place].as_i64()).unwrap_or(0);
        let sum = self.domains.entry(domain).or_default();
        sum.update(table.name);
        for (column, value) in table.columns.iter().zip(row) {
            // SQLite stores booleans as numbers.
            let value = match value {
                Json::Bool(answer) => Json::from(i64::from(*answer)),
                other => other.clone(),
            };
            sum.update(format!("\n{}={value}", column.name));
        }
        sum.update("\n\n");
        self.rows += 1;
    }

    fn finish(self) -> Copied {
        let hex = |sum: Sha256| {
            sum.finalize().iter().fold(String::new(), |mut text, byte| {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            })
        };
        let domains = self.domains.into_iter().map(|(domain, sum)| (domain, hex(sum))).collect();
        Copied { rows: self.rows, domains }
    }
}
