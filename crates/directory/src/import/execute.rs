//! Storing planned rows: as many statements as for one row.

use std::collections::{HashMap, HashSet};

use roster_model::{Error, Id, RowVerdict, Schema};
use roster_store::imports;

use super::plan::{Action, PlannedRow};
use crate::{
    op_context::OpContext,
    people::write::{Batch, PasswordChange},
    schema,
    unit_of_work::WriteTx,
};

/// Records the start of an import. Returns its number.
pub(super) async fn begin(
    tx: &mut WriteTx,
    source: &str,
    ctx: &OpContext<'_>,
) -> Result<i64, Error> {
    let actor = ctx.actor().who.label();
    let (domain, start) = (tx.number(), (tx.now, tx.state.seq));
    Ok(imports::begin(&mut tx.store, domain, source, &actor, start).await?)
}

/// Stores the rows as part of the import with this number. Returns their outcomes.
pub(super) async fn execute(
    tx: &mut WriteTx,
    number: i64,
    rows: Vec<PlannedRow>,
    schema: Schema,
) -> Result<Vec<RowVerdict>, Error> {
    register_fields(tx, &rows, schema).await?;
    let mut verdicts = Vec::with_capacity(rows.len());
    let mut batch = Batch::default();
    // The replaced password hashes, for undoing; empty if there was none.
    let mut replaced: HashMap<Id, String> = HashMap::new();
    for PlannedRow { verdict, action } in rows {
        verdicts.push(verdict);
        match action {
            Action::Nothing => {}
            Action::Create { person, hash } => {
                batch.insert(tx, *person, PasswordChange::from_hash(hash.as_deref()))?;
            }
            Action::Update(update) => {
                let hash = update.hash.as_ref().map(|(new, _)| new.as_str());
                let password = PasswordChange::from_hash(hash);
                if let Some((_, old)) = update.hash {
                    replaced.insert(update.after.id.clone(), old.unwrap_or_default());
                }
                batch.update(tx, update.before, update.after, &[], password)?;
            }
        }
    }
    let written = batch.flush(tx).await?;
    let touched: Vec<imports::Touched<'_>> = written
        .iter()
        .map(|write| imports::Touched {
            after: &write.after,
            before: write.before.as_ref(),
            hash: replaced.get(&write.after.id).map(String::as_str),
            seq: write.seq,
        })
        .collect();
    let domain = tx.number();
    imports::add(&mut tx.store, domain, number, &touched).await?;
    Ok(verdicts)
}

/// Registers the custom fields that the rows use first.
async fn register_fields(
    tx: &mut WriteTx,
    rows: &[PlannedRow],
    mut schema: Schema,
) -> Result<(), Error> {
    let mut known: HashSet<String> = schema.fields.iter().map(|field| field.slug.clone()).collect();
    for row in rows {
        let person = match &row.action {
            Action::Nothing => continue,
            Action::Create { person, .. } => person,
            Action::Update(update) => &update.after,
        };
        if person.custom.keys().any(|slug| !known.contains(slug)) {
            schema::register_used(tx, &mut schema, &person.custom).await?;
            known.extend(person.custom.keys().cloned());
        }
    }
    Ok(())
}
