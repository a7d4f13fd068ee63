//! What a person is found by: phones, words, groups and locations. Always a function of the person,
//! so a change of the one is a change of the other.

use std::collections::BTreeSet;

use roster_model::{Person, search_words};

use crate::{Error, Tx, Value};

/// One kind of thing a person is found by, and the statements that keep it.
struct Satellite {
    of: fn(&Person) -> BTreeSet<String>,
    add: &'static str,
    remove: &'static str,
}

const SATELLITES: [Satellite; 4] = [
    Satellite {
        of: phones,
        add: "INSERT INTO person_phones (domain, phone, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_phones WHERE domain = $1 AND phone = $2 AND person = $3",
    },
    Satellite {
        of: words,
        add: "INSERT INTO person_words (domain, word, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_words WHERE domain = $1 AND word = $2 AND person = $3",
    },
    Satellite {
        of: groups,
        add: "INSERT INTO group_members (domain, group_id, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM group_members WHERE domain = $1 AND group_id = $2 AND person = $3",
    },
    Satellite {
        of: locations,
        add: "INSERT INTO person_locations (domain, location, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_locations WHERE domain = $1 AND location = $2 AND person = $3",
    },
];

/// Adds all that a new person is found by.
pub(super) async fn add_all(tx: &mut Tx, domain: i64, person: &Person) -> Result<(), Error> {
    for satellite in &SATELLITES {
        let rows = rows(domain, person, (satellite.of)(person));
        tx.run_many(satellite.add, &rows).await?;
    }
    Ok(())
}

/// Adds and removes what differs between `before` and `after`.
pub(super) async fn change(
    tx: &mut Tx,
    domain: i64,
    before: &Person,
    after: &Person,
) -> Result<(), Error> {
    for satellite in &SATELLITES {
        let (old, new) = ((satellite.of)(before), (satellite.of)(after));
        let gone = old.difference(&new).cloned().collect();
        tx.run_many(satellite.remove, &rows(domain, after, gone)).await?;
        let added = new.difference(&old).cloned().collect();
        tx.run_many(satellite.add, &rows(domain, after, added)).await?;
    }
    Ok(())
}

fn rows(domain: i64, person: &Person, things: BTreeSet<String>) -> Vec<Vec<Value<'_>>> {
    let row = |thing: String| vec![domain.into(), thing.into(), (&person.id).into()];
    things.into_iter().map(row).collect()
}

fn phones(person: &Person) -> BTreeSet<String> {
    person.phones.iter().map(|phone| phone.digits().to_owned()).collect()
}

/// The words of the name, the username without its host, the e-mail and the phones.
fn words(person: &Person) -> BTreeSet<String> {
    let username = person.worker.as_ref().map_or("", |worker| worker.username.short());
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    let mut words: BTreeSet<String> =
        [person.first_name.as_str(), person.last_name.as_str(), username, email]
            .into_iter()
            .flat_map(search_words)
            .collect();
    words.extend(phones(person));
    words
}

fn groups(person: &Person) -> BTreeSet<String> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.groups).map(|id| id.as_str().to_owned()).collect()
}

fn locations(person: &Person) -> BTreeSet<String> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.locations).map(|id| id.as_str().to_owned()).collect()
}
