//! Returns the space of deleted rows.

use crate::{Error, Store, migrate};

/// The result of a vacuum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vacuumed {
    /// The size of the database before, in bytes.
    pub before: i64,
    /// The size after.
    pub after: i64,
}

/// Frees the space of deleted rows. A server may run meanwhile.
///
/// SQLite: the database file is written anew, which needs as much free space as the file has and
/// holds up writers meanwhile. PostgreSQL: each table is vacuumed and analyzed beside readers and
/// writers, so that its free space is used again; its files become smaller only at their ends.
///
/// # Errors
/// [`ErrorKind::Full`](crate::ErrorKind::Full) when the disk has no room for the new file.
pub async fn vacuum(store: &Store) -> Result<Vacuumed, Error> {
    let before = size(store).await?;
    if store.engine() == "sqlite" {
        store.vacuum_file().await?;
    } else {
        for table in migrate::tables() {
            store.run_alone(&format!("VACUUM (ANALYZE) {table}")).await?;
        }
    }
    Ok(Vacuumed { before, after: size(store).await? })
}

/// The size of the database in bytes.
pub(crate) async fn size(store: &Store) -> Result<i64, Error> {
    let sql = if store.engine() == "sqlite" {
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    } else {
        "SELECT pg_database_size(current_database())"
    };
    store.read().await?.one(sql, &[], |row| row.int(0)).await
}
