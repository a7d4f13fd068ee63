//! Carrying out what was judged, in as many turns as for one row.

use std::collections::HashSet;

use roster_model::{Error, Id, Kind, Person, Schema};
use roster_store::{imports, people};

use super::judge::{Deed, Judged};
use crate::{op_context::OpContext, schema, unit_of_work::WriteTx};

/// Notes the beginning of an import, and tells its number.
pub(super) async fn begin(
    tx: &mut WriteTx,
    source: &str,
    ctx: &OpContext<'_>,
) -> Result<i64, Error> {
    let actor = ctx.actor().who.label();
    let (domain, when) = (tx.number(), (tx.now, tx.state.seq));
    Ok(imports::begin(&mut tx.store, domain, source, &actor, when).await?)
}

/// Does what is to be done, as part of the import of that number.
pub(super) async fn apply(
    tx: &mut WriteTx,
    number: i64,
    judged: &[Judged],
    schema: Schema,
) -> Result<(), Error> {
    register_fields(tx, judged, schema).await?;
    let mut made: Vec<(Person, Option<&str>, i64)> = Vec::new();
    let mut changed = Vec::new();
    for one in judged {
        match &one.deed {
            Deed::Nothing => {}
            Deed::Make { person, hash } => {
                tx.state.last_person += 1;
                let mut person = Person::clone(person);
                person.number = tx.state.last_person;
                tx.state.count(&person);
                tx.log_person(Kind::PersonCreated, &person, Vec::new());
                made.push((person, hash.as_deref(), tx.state.seq));
            }
            Deed::Change(change) => {
                tx.state.uncount(&change.before);
                tx.state.count(&change.after);
                tx.log_person(Kind::PersonUpdated, &change.after, change.fields.clone());
                changed.push((change, tx.state.seq));
            }
        }
    }

    let domain = tx.number();
    let new: Vec<&Person> = made.iter().map(|(person, ..)| person).collect();
    people::insert_many(&mut tx.store, domain, &new).await?;
    let pairs: Vec<(&Person, &Person)> =
        changed.iter().map(|(change, _)| (&change.before, &change.after)).collect();
    people::update_many(&mut tx.store, domain, &pairs).await?;

    let first = made.iter().filter_map(|(person, hash, _)| Some((&person.id, (*hash)?)));
    let other = changed
        .iter()
        .filter_map(|(change, _)| Some((&change.after.id, change.hash.as_ref()?.0.as_str())));
    let hashes: Vec<(&Id, &str)> = first.chain(other).collect();
    people::set_passwords(&mut tx.store, domain, &hashes).await?;

    let new = made.iter().map(|(person, _, seq)| imports::Touched {
        after: person,
        before: None,
        hash: None,
        seq: *seq,
    });
    let other = changed.iter().map(|(change, seq)| imports::Touched {
        after: &change.after,
        before: Some(&change.before),
        // Empty where there was none.
        hash: change.hash.as_ref().map(|(_, before)| before.as_deref().unwrap_or_default()),
        seq: *seq,
    });
    let touched: Vec<imports::Touched<'_>> = new.chain(other).collect();
    Ok(imports::add(&mut tx.store, domain, number, &touched).await?)
}

/// Registers the custom fields that nobody has used yet.
async fn register_fields(
    tx: &mut WriteTx,
    judged: &[Judged],
    mut schema: Schema,
) -> Result<(), Error> {
    let mut known: HashSet<String> = schema.fields.iter().map(|field| field.slug.clone()).collect();
    for one in judged {
        let person = match &one.deed {
            Deed::Nothing => continue,
            Deed::Make { person, .. } => person,
            Deed::Change(change) => &change.after,
        };
        if person.custom.keys().any(|slug| !known.contains(slug)) {
            schema::register_used(tx, &mut schema, &person.custom).await?;
            known.extend(person.custom.keys().cloned());
        }
    }
    Ok(())
}
