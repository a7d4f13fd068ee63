//! Passwords of imported rows: hashed before any transaction, for hashing takes long.

use futures_util::future::join_all;
use roster_model::{Error, ImportRow, Person};
use roster_store::people;

use super::known;
use crate::{op_context::OpContext, passwords::judge_worker};

/// A row, and the hash of its password if that is a new one.
pub(super) struct Prepared {
    pub(super) row: ImportRow,
    pub(super) hash: Option<String>,
}

/// Hashes the passwords of rows that are sound, as many at a time as the machine has cores. The one
/// that a worker has already is left out, so that a file that is imported again changes nothing.
pub(super) async fn prepare(
    ctx: &OpContext<'_>,
    rows: Vec<ImportRow>,
) -> Result<Vec<Prepared>, Error> {
    let mut prepared: Vec<Prepared> =
        rows.into_iter().map(|row| Prepared { row, hash: None }).collect();
    let strong = ctx.domain().settings.strong_passwords;
    let wanting: Vec<&mut Prepared> = prepared
        .iter_mut()
        .filter(|one| {
            let password = one.row.password.as_ref();
            one.row.errors.is_empty()
                && password.is_some_and(|password| judge_worker(password, strong).is_none())
        })
        .collect();
    if wanting.is_empty() {
        return Ok(prepared);
    }
    let present = present(ctx, &wanting).await?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut tx: Vec<(&mut Prepared, Option<String>)> = wanting.into_iter().zip(present).collect();
    for some in tx.chunks_mut(cores) {
        let running = some.iter_mut().map(|(one, present)| decide(ctx, one, present.as_deref()));
        join_all(running).await.into_iter().collect::<Result<(), Error>>()?;
    }
    Ok(prepared)
}

async fn decide(
    ctx: &OpContext<'_>,
    one: &mut Prepared,
    present: Option<&str>,
) -> Result<(), Error> {
    let Some(password) = &one.row.password else { return Ok(()) };
    let directory = ctx.directory();
    if present.is_some() {
        let hashing = &directory.access().hashing;
        if hashing.verify(password, present, ctx.now()).await? {
            one.row.password = None;
            return Ok(());
        }
    }
    one.hash = Some(directory.hash_password(password).await?);
    Ok(())
}

/// The hash of the password that the worker of each row has now.
async fn present(
    ctx: &OpContext<'_>,
    rows: &[&mut Prepared],
) -> Result<Vec<Option<String>>, Error> {
    let domain = ctx.domain();
    let mut tx = ctx.read().await?;
    let only: Vec<&ImportRow> = rows.iter().map(|one| &one.row).collect();
    let found = known::people(&mut tx, domain, &only).await?;
    let people: Vec<Option<&Person>> = only.iter().map(|row| found.of_row(row, domain)).collect();
    let ids = people.iter().flatten().map(|person| person.id.to_string()).collect();
    let hashes = people::passwords(&mut tx, domain.number, ids).await?;
    let hash = |person: &Person| {
        hashes.iter().find(|(id, _)| *id == person.id).map(|(_, hash)| hash.clone())
    };
    Ok(people.into_iter().map(|person| person.and_then(hash)).collect())
}
