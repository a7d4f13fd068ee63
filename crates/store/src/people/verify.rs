//! Verifies that the columns and index tables of people agree with their documents.

use std::collections::HashMap;

use jiff::Timestamp;
use roster_model::{Email, Id, Person};

use super::{COLUMNS, WIDTH, person, scheduled::deactivate_at, secondary_index};
use crate::{Error, Row, Tx, Value};

/// The result of verifying some people.
pub(crate) struct Inspected {
    /// The number of people.
    pub(crate) people: u64,
    /// The identity of the last one; `None` without people.
    pub(crate) last: Option<String>,
    /// The people with a discrepancy, and its description.
    pub(crate) discrepancies: Vec<(Id, String)>,
}

/// Verifies the next `limit` people by identity, after the one with the identity `after`.
pub(crate) async fn inspect(
    tx: &mut Tx,
    domain: i64,
    after: &str,
    limit: u32,
) -> Result<Inspected, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, p.email, p.role, p.deactivate_at FROM people p WHERE p.domain = $1 AND p.id > $2 \
         ORDER BY p.id LIMIT $3"
    );
    let values = [domain.into(), after.into(), i64::from(limit).into()];
    let rows = tx.all(&sql, &values, read).await?;
    let (people, columns): (Vec<Person>, Vec<DerivedColumns>) = rows.into_iter().unzip();
    let mut discrepancies = Vec::new();
    for (person, columns) in people.iter().zip(&columns) {
        if !columns.agree(person) {
            discrepancies
                .push((person.id.clone(), "the columns differ from the document".to_owned()));
        }
    }
    for (id, table) in secondary_index::misplaced(tx, domain, &people).await? {
        discrepancies.push((id, format!("the rows of {table} differ from the document")));
    }
    discrepancies.extend(unreserved(tx, domain, &people).await?);
    Ok(Inspected {
        people: people.len() as u64,
        last: people.last().map(|person| person.id.to_string()),
        discrepancies,
    })
}

/// The columns with a value that the document contains too.
struct DerivedColumns {
    email: Option<String>,
    role: Option<String>,
    deactivate_at: Option<i64>,
}

impl DerivedColumns {
    fn agree(&self, person: &Person) -> bool {
        let worker = person.worker.as_ref();
        let role = worker.and_then(|worker| worker.role.as_ref());
        let primary = worker.and_then(|worker| worker.primary_location.as_ref());
        let placed = primary.is_none_or(|id| worker.is_some_and(|it| it.locations.contains(id)));
        self.email == person.email.as_ref().map(Email::folded)
            && self.role.as_ref() == role
            && self.deactivate_at == deactivate_at(person).map(Timestamp::as_microsecond)
            && placed
    }
}

fn read(row: &Row<'_>) -> Result<(Person, DerivedColumns), Error> {
    let columns = DerivedColumns {
        email: row.maybe_text(WIDTH)?,
        role: row.maybe_text(WIDTH + 1)?,
        deactivate_at: row.maybe_int(WIDTH + 2)?,
    };
    Ok((person(row)?, columns))
}

/// Finds the workers whose usernames are not reserved for them.
async fn unreserved(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<Vec<(Id, String)>, Error> {
    let workers = people.iter().filter_map(|person| Some((person, person.worker.as_ref()?)));
    let names: Vec<(&Id, String)> =
        workers.map(|(person, worker)| (&person.id, worker.username.folded())).collect();
    let wanted = names.iter().map(|(_, name)| name.clone()).collect();
    let sql = "SELECT username, person FROM usernames WHERE domain = $1 AND username = ANY($2)";
    let values = [domain.into(), Value::List(wanted)];
    let held = tx.all(sql, &values, |row| Ok((row.text(0)?, row.id(1)?))).await?;
    let held: HashMap<String, Id> = held.into_iter().collect();
    let unreserved = names.into_iter().filter(|(id, name)| held.get(name) != Some(*id));
    Ok(unreserved
        .map(|(id, _)| (id.clone(), "the username is not reserved for the worker".to_owned()))
        .collect())
}
