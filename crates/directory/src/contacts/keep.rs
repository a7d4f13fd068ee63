//! Keeping people: the row, the totals and the change log, always together.

use roster_model::{Error, Kind, Person};
use roster_store::people;

use super::differences::differences;
use crate::unit_of_work::WriteTx;

/// Keeps a new person under the next number.
pub(crate) async fn insert(tx: &mut WriteTx, mut person: Person) -> Result<Person, Error> {
    let domain = tx.number();
    tx.state.last_person += 1;
    person.number = tx.state.last_person;
    people::insert(&mut tx.store, domain, &person).await?;
    tx.state.count(&person);
    tx.log_person(Kind::PersonCreated, &person, Vec::new());
    Ok(person)
}

/// Keeps a changed person, when anything did change; tells the person as kept.
pub(crate) async fn update(
    tx: &mut WriteTx,
    before: &Person,
    after: Person,
) -> Result<Person, Error> {
    update_with(tx, before, after, &[]).await
}

/// The same, of a person of whom `beside` changed too: what is not in the record itself.
pub(crate) async fn update_with(
    tx: &mut WriteTx,
    before: &Person,
    mut after: Person,
    beside: &[&str],
) -> Result<Person, Error> {
    let mut fields = differences(before, &after);
    fields.extend(beside.iter().map(|field| (*field).to_owned()));
    if fields.is_empty() {
        return Ok(after);
    }
    after.updated_at = tx.now;
    let domain = tx.number();
    people::update(&mut tx.store, domain, before, &after).await?;
    tx.state.uncount(before);
    tx.state.count(&after);
    tx.log_person(Kind::PersonUpdated, &after, fields);
    Ok(after)
}

/// Removes a person; a worker's username stays taken.
pub(crate) async fn remove(tx: &mut WriteTx, person: &Person) -> Result<(), Error> {
    let domain = tx.number();
    people::delete(&mut tx.store, domain, person).await?;
    tx.state.uncount(person);
    tx.log_person(Kind::PersonDeleted, person, Vec::new());
    Ok(())
}
