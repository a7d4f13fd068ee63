//! What an operator wants to know about the store as a whole.

use crate::{
    Error, Store,
    last_backup::{self, LastBackup},
    migrate, vacuum,
};

/// The store as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The engine: `sqlite` or `postgres`.
    pub engine: &'static str,
    /// The schema.
    pub schema: i64,
    /// The size of the database in bytes.
    pub bytes: u64,
    /// The last backup that was recorded.
    pub last_backup: Option<LastBackup>,
}

/// The store as a whole.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn overview(store: &Store) -> Result<Overview, Error> {
    let bytes = u64::try_from(vacuum::size(store).await?).unwrap_or(0);
    let mut tx = store.read().await?;
    let schema = migrate::schema(&mut tx).await?;
    let last_backup = last_backup::find(&mut tx).await?;
    Ok(Overview { engine: store.engine(), schema, bytes, last_backup })
}
