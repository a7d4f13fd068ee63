//! Keeping people: the row, the totals and the change log, always together.

use roster_model::{Fault, Kind, Person};
use roster_store::people;

use super::differences::differences;
use crate::{faults::fault, work::Work};

/// Keeps a new person under the next number.
pub(crate) async fn insert(work: &mut Work, mut person: Person) -> Result<Person, Fault> {
    let domain = work.number();
    work.state.last_person += 1;
    person.number = work.state.last_person;
    people::insert(&mut work.tx, domain, &person).await.map_err(fault)?;
    work.state.count(&person);
    work.log_person(Kind::PersonCreated, &person, Vec::new());
    Ok(person)
}

/// Keeps a changed person, when anything did change; tells the person as kept.
pub(crate) async fn update(
    work: &mut Work,
    before: &Person,
    after: Person,
) -> Result<Person, Fault> {
    update_with(work, before, after, &[]).await
}

/// The same, of a person of whom `beside` changed too: what is not in the record itself.
pub(crate) async fn update_with(
    work: &mut Work,
    before: &Person,
    mut after: Person,
    beside: &[&str],
) -> Result<Person, Fault> {
    let mut fields = differences(before, &after);
    fields.extend(beside.iter().map(|field| (*field).to_owned()));
    if fields.is_empty() {
        return Ok(after);
    }
    after.updated_at = work.now;
    let domain = work.number();
    people::update(&mut work.tx, domain, before, &after).await.map_err(fault)?;
    work.state.uncount(before);
    work.state.count(&after);
    work.log_person(Kind::PersonUpdated, &after, fields);
    Ok(after)
}

/// Removes a person; a worker's username stays taken.
pub(crate) async fn remove(work: &mut Work, person: &Person) -> Result<(), Fault> {
    let domain = work.number();
    people::delete(&mut work.tx, domain, person).await.map_err(fault)?;
    work.state.uncount(person);
    work.log_person(Kind::PersonDeleted, person, Vec::new());
    Ok(())
}
