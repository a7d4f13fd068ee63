//! The identity of a store. Cursors of the changes feed contain it, because the numbers of a restored
//! or copied change log continue differently.

use crate::{Error, Tx, Value};

/// The name of the row with the identity.
const ID: &str = "store_id";
/// The name of the row with the identity before the store was restored, copied or accepted.
pub(crate) const PREVIOUS: &str = "store_previous";
/// The name of the row that exists if the store was restored, copied or accepted.
const RESTORED: &str = "store_restored";

/// The identity of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The identity, random.
    pub id: String,
    /// Whether the store was restored, copied, or accepted after a loss: change numbers without an
    /// identity may mean other changes.
    pub restored: bool,
}

/// The identity of the store; `None` before [`find_or_keep`].
pub async fn find(tx: &mut Tx) -> Result<Option<Identity>, Error> {
    let sql = "SELECT name, value FROM meta WHERE name = ANY($1)";
    let names = Value::List(vec![ID.to_owned(), RESTORED.to_owned()]);
    let rows = tx.all(sql, &[names], |row| Ok((row.text(0)?, row.text(1)?))).await?;
    let restored = rows.iter().any(|(name, _)| name == RESTORED);
    let id = rows.into_iter().find(|(name, _)| name == ID);
    Ok(id.map(|(_, id)| Identity { id, restored }))
}

/// The identity of the store, or `candidate` if there is none yet. Concurrent callers all get the
/// same one.
pub async fn find_or_keep(tx: &mut Tx, candidate: &str) -> Result<Identity, Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    tx.run(sql, &[ID.into(), candidate.into()]).await?;
    let found = find(tx).await?;
    Ok(found.unwrap_or_else(|| Identity { id: candidate.to_owned(), restored: false }))
}

/// Discards the identity, so that the store gets a new one when a directory is opened in it.
/// `previous` is the identity before the change.
pub(crate) async fn discard(tx: &mut Tx, previous: Option<&Identity>) -> Result<(), Error> {
    let names = [ID, PREVIOUS, RESTORED].map(str::to_owned);
    tx.run("DELETE FROM meta WHERE name = ANY($1)", &[Value::List(names.to_vec())]).await?;
    let sql = "INSERT INTO meta (name, value) VALUES ($1, $2)";
    tx.run(sql, &[RESTORED.into(), "true".into()]).await?;
    if let Some(previous) = previous {
        tx.run(sql, &[PREVIOUS.into(), previous.id.as_str().into()]).await?;
    }
    Ok(())
}
