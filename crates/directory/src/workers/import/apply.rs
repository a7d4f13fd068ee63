//! Carrying out what was judged, in as many turns as for one row.

use std::collections::HashSet;

use roster_model::{Fault, Id, Kind, Person, Schema};
use roster_store::{imports, people};

use super::judge::{Deed, Judged};
use crate::{faults::fault, schema, scope::Scope, work::Work};

/// Notes the beginning of an import, and tells its number.
pub(super) async fn begin(work: &mut Work, source: &str, scope: &Scope<'_>) -> Result<i64, Fault> {
    let actor = scope.actor().who.label();
    let (domain, when) = (work.number(), (work.now, work.state.seq));
    imports::begin(&mut work.tx, domain, source, &actor, when).await.map_err(fault)
}

/// Does what is to be done, as part of the import of that number.
pub(super) async fn apply(
    work: &mut Work,
    number: i64,
    judged: &[Judged],
    schema: Schema,
) -> Result<(), Fault> {
    register_fields(work, judged, schema).await?;
    let mut made: Vec<(Person, Option<&str>, i64)> = Vec::new();
    let mut changed = Vec::new();
    for one in judged {
        match &one.deed {
            Deed::Nothing => {}
            Deed::Make { person, hash } => {
                work.state.last_person += 1;
                let mut person = Person::clone(person);
                person.number = work.state.last_person;
                work.state.count(&person);
                work.log_person(Kind::PersonCreated, &person, Vec::new());
                made.push((person, hash.as_deref(), work.state.seq));
            }
            Deed::Change(change) => {
                work.state.uncount(&change.before);
                work.state.count(&change.after);
                work.log_person(Kind::PersonUpdated, &change.after, change.fields.clone());
                changed.push((change, work.state.seq));
            }
        }
    }

    let domain = work.number();
    let new: Vec<&Person> = made.iter().map(|(person, ..)| person).collect();
    people::insert_many(&mut work.tx, domain, &new).await.map_err(fault)?;
    let pairs: Vec<(&Person, &Person)> =
        changed.iter().map(|(change, _)| (&change.before, &change.after)).collect();
    people::update_many(&mut work.tx, domain, &pairs).await.map_err(fault)?;

    let first = made.iter().filter_map(|(person, hash, _)| Some((&person.id, (*hash)?)));
    let other = changed
        .iter()
        .filter_map(|(change, _)| Some((&change.after.id, change.hash.as_ref()?.0.as_str())));
    let hashes: Vec<(&Id, &str)> = first.chain(other).collect();
    people::set_passwords(&mut work.tx, domain, &hashes).await.map_err(fault)?;

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
    imports::add(&mut work.tx, domain, number, &touched).await.map_err(fault)
}

/// Registers the custom fields that nobody has used yet.
async fn register_fields(
    work: &mut Work,
    judged: &[Judged],
    mut schema: Schema,
) -> Result<(), Fault> {
    let mut known: HashSet<String> = schema.fields.iter().map(|field| field.slug.clone()).collect();
    for one in judged {
        let person = match &one.deed {
            Deed::Nothing => continue,
            Deed::Make { person, .. } => person,
            Deed::Change(change) => &change.after,
        };
        if person.custom.keys().any(|slug| !known.contains(slug)) {
            schema::register_used(work, &mut schema, &person.custom).await?;
            known.extend(person.custom.keys().cloned());
        }
    }
    Ok(())
}
