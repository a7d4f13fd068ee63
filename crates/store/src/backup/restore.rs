//! Restores a backup.

use std::io::{Read, Seek};

use super::{
    Contents, damaged, file_error,
    read::{Lines, Piece, verify},
    tables::{self, Column, Table},
};
use crate::{Error, ErrorKind, Store, Tx, Value, cluster, migrate, store_identity};

/// Number of rows per write.
const AT_A_TIME: usize = 500;

/// The table that has rows even in an unused store, such as its secret.
pub(super) const ALWAYS_THERE: &str = "meta";

/// Restores a backup into an empty store, in one transaction: all or nothing. The backup is read to
/// its end before anything is written.
///
/// A backup of an earlier schema is restored into the tables of that schema, and then migrated. In a
/// Citus cluster the tables are local afterwards, until they are distributed again.
///
/// # Errors
/// [`ErrorKind::Corrupt`] when any byte of the backup is wrong; [`ErrorKind::Newer`] when it has a
/// newer schema; [`ErrorKind::Other`] when the store is not empty.
pub async fn restore(
    store: &Store,
    mut source: impl Read + Seek + Send,
) -> Result<Contents, Error> {
    verify(&mut source)?;
    source.rewind().map_err(file_error)?;
    let mut lines = Lines::open(source)?;

    let mut tx = store.write().await?;
    cluster::use_one_connection(&mut tx).await?;
    let known = migrate::schema(&mut tx).await?;
    if lines.contents().schema > known {
        let text = format!(
            "the backup has schema {}, and this version of roster knows none above {known}: use \
             the version that wrote it, or a newer one",
            lines.contents().schema
        );
        return Err(Error::new(ErrorKind::Newer, text));
    }
    let present = tables::all(&mut tx, store.engine()).await?;
    refuse_filled(&mut tx, &present).await?;
    let previous = store_identity::find(&mut tx).await?;
    tx.run(&format!("DELETE FROM {ALWAYS_THERE}"), &[]).await?;
    if lines.contents().schema < known {
        migrate::go_back(&mut tx, lines.contents().schema).await?;
    }
    let tables = tables::all(&mut tx, store.engine()).await?;

    let mut filling: Option<Filling<'_>> = None;
    while let Some(piece) = lines.next()? {
        match piece {
            Piece::Table(name, columns) => {
                if let Some(last) = &mut filling {
                    last.flush(&mut tx).await?;
                }
                filling = Some(Filling::new(&tables, &name, &columns)?);
            }
            Piece::Row(row) => filling.as_mut().ok_or_else(damaged)?.add(&mut tx, &row).await?,
        }
    }
    if let Some(last) = &mut filling {
        last.flush(&mut tx).await?;
    }
    migrate::go_forth(&mut tx).await?;
    store_identity::discard(&mut tx, previous.as_ref()).await?;
    tx.commit().await?;
    // Those of tables that were replaced are gone.
    store.set_statistics().await?;
    Ok(lines.contents().clone())
}

/// Rejects a store with any data in it.
pub(super) async fn refuse_filled(tx: &mut Tx, tables: &[Table]) -> Result<(), Error> {
    for table in tables.iter().filter(|table| table.name != ALWAYS_THERE) {
        let any = format!("SELECT 1 FROM {} LIMIT 1", table.name);
        if tx.maybe(&any, &[], |_| Ok(())).await?.is_some() {
            let text = "the store is not empty: restore into a new one";
            return Err(Error::new(ErrorKind::Other, text));
        }
    }
    Ok(())
}

/// A table that is being filled.
pub(super) struct Filling<'t> {
    insert: String,
    columns: Vec<&'t Column>,
    rows: Vec<Vec<Value<'static>>>,
}

impl<'t> Filling<'t> {
    /// The table of this name. Columns that the backup lacks get their defaults.
    pub(super) fn new(tables: &'t [Table], name: &str, columns: &[String]) -> Result<Self, Error> {
        let strange = |what: &str| {
            let text = format!("the backup has {what}, which this version of roster does not know");
            Error::new(ErrorKind::Other, text)
        };
        let table = tables.iter().find(|table| table.name == name);
        let table = table.ok_or_else(|| strange(&format!("a table '{name}'")))?;
        let known = |column: &String| {
            let found = table.columns.iter().find(|known| known.name == *column);
            found.ok_or_else(|| strange(&format!("a column '{name}.{column}'")))
        };
        let found = columns.iter().map(known).collect::<Result<Vec<_>, _>>()?;
        let places: Vec<String> = (1..=found.len()).map(|number| format!("${number}")).collect();
        let insert =
            format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), places.join(", "));
        Ok(Self { insert, columns: found, rows: Vec::new() })
    }

    pub(super) async fn add(
        &mut self,
        tx: &mut Tx,
        row: &[serde_json::Value],
    ) -> Result<(), Error> {
        if row.len() != self.columns.len() {
            return Err(damaged());
        }
        let values = self.columns.iter().zip(row).map(|(column, value)| column.value(value));
        self.rows.push(values.collect::<Result<_, _>>()?);
        if self.rows.len() >= AT_A_TIME { self.flush(tx).await } else { Ok(()) }
    }

    pub(super) async fn flush(&mut self, tx: &mut Tx) -> Result<(), Error> {
        tx.run_many(&self.insert, &self.rows).await?;
        self.rows.clear();
        Ok(())
    }
}
