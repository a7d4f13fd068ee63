//! Hashing the passwords of rows. Hashing takes long, so it happens before the transaction.

use futures_util::future::join_all;
use roster_model::{Error, ImportRow, Person};
use roster_store::people;

use super::context::load_people;
use crate::{auth::password_policy::check_worker_password, op_context::OpContext};

/// A row, with the hash of its password if the password is new.
pub(super) struct PreparedRow {
    pub(super) row: ImportRow,
    pub(super) hash: Option<String>,
}

/// Hashes the passwords of valid rows, as many at a time as the machine has cores. Removes a password
/// that the worker has, so that importing a file again changes nothing.
pub(super) async fn prepare(
    ctx: &OpContext<'_>,
    rows: Vec<ImportRow>,
) -> Result<Vec<PreparedRow>, Error> {
    let mut prepared: Vec<PreparedRow> =
        rows.into_iter().map(|row| PreparedRow { row, hash: None }).collect();
    let strong = ctx.domain().settings.strong_passwords;
    let with_password: Vec<&mut PreparedRow> = prepared
        .iter_mut()
        .filter(|prepared| {
            let password = prepared.row.password.as_ref();
            prepared.row.errors.is_empty()
                && password
                    .is_some_and(|password| check_worker_password(password, strong).is_none())
        })
        .collect();
    if with_password.is_empty() {
        return Ok(prepared);
    }
    let present = present_hashes(ctx, &with_password).await?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut pending: Vec<(&mut PreparedRow, Option<String>)> =
        with_password.into_iter().zip(present).collect();
    for chunk in pending.chunks_mut(cores) {
        let running =
            chunk.iter_mut().map(|(row, present)| hash_if_new(ctx, row, present.as_deref()));
        join_all(running).await.into_iter().collect::<Result<(), Error>>()?;
    }
    Ok(prepared)
}

/// Hashes the password of a row, unless it is the worker's present password.
async fn hash_if_new(
    ctx: &OpContext<'_>,
    prepared: &mut PreparedRow,
    present: Option<&str>,
) -> Result<(), Error> {
    let Some(password) = &prepared.row.password else { return Ok(()) };
    let directory = ctx.directory();
    if present.is_some() {
        let hash_pool = &directory.auth().hash_pool;
        if hash_pool.verify(password, present, ctx.now()).await? {
            prepared.row.password = None;
            return Ok(());
        }
    }
    prepared.hash = Some(directory.hash_password_of(ctx.domain().number, password).await?);
    Ok(())
}

/// The present password hash of each row's worker.
async fn present_hashes(
    ctx: &OpContext<'_>,
    rows: &[&mut PreparedRow],
) -> Result<Vec<Option<String>>, Error> {
    let domain = ctx.domain();
    let mut tx = ctx.read().await?;
    let rows: Vec<&ImportRow> = rows.iter().map(|prepared| &prepared.row).collect();
    let found = load_people(&mut tx, domain, &rows).await?;
    let people: Vec<Option<&Person>> = rows.iter().map(|row| found.find(row, domain)).collect();
    let ids = people.iter().flatten().map(|person| person.id.to_string()).collect();
    let hashes = people::passwords(&mut tx, domain.number, ids).await?;
    let hash = |person: &Person| {
        hashes.iter().find(|(id, _)| *id == person.id).map(|(_, hash)| hash.clone())
    };
    Ok(people.into_iter().map(|person| person.and_then(hash)).collect())
}
