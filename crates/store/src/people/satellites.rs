//! What a person is found by: phones, words, groups, locations, tags and lists. Always a function of
//! the person, so a change of the one is a change of the other.

use std::collections::BTreeSet;

use roster_model::{Id, Person, search_words};

use crate::{Error, Tx, Value};

/// What stands before a word of the first name when it is to be found as such. No word that people
/// search for begins so.
pub(super) const FIRST_NAME: &str = ":first_name:";

/// What stands before a word of the last name when it is to be found as such.
pub(super) const LAST_NAME: &str = ":last_name:";

/// One kind of thing a person is found by, and the statements that keep it.
struct Satellite {
    of: fn(&Person) -> BTreeSet<Thing>,
    add: &'static str,
    remove: &'static str,
}

/// What the second column of a satellite's table names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Text(String),
    Number(i64),
}

impl From<Thing> for Value<'_> {
    fn from(thing: Thing) -> Self {
        match thing {
            Thing::Text(text) => text.into(),
            Thing::Number(number) => number.into(),
        }
    }
}

const SATELLITES: [Satellite; 6] = [
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
    Satellite {
        of: tags,
        add: "INSERT INTO person_tags (domain, tag, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_tags WHERE domain = $1 AND tag = $2 AND person = $3",
    },
    Satellite {
        of: lists,
        add: "INSERT INTO person_lists (domain, list, person) VALUES ($1, $2, $3)",
        remove: "DELETE FROM person_lists WHERE domain = $1 AND list = $2 AND person = $3",
    },
];

/// Adds all that new people are found by.
pub(super) async fn add_many(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    for satellite in &SATELLITES {
        let rows: Vec<Vec<Value<'_>>> =
            people.iter().flat_map(|person| rows(domain, person, (satellite.of)(person))).collect();
        tx.run_many(satellite.add, &rows).await?;
    }
    Ok(())
}

/// Adds and removes what differs between the two of each pair, the person before and after.
pub(super) async fn change(
    tx: &mut Tx,
    domain: i64,
    changes: &[(&Person, &Person)],
) -> Result<(), Error> {
    for satellite in &SATELLITES {
        let (mut gone, mut added) = (Vec::new(), Vec::new());
        for (before, after) in changes {
            let (old, new) = ((satellite.of)(before), (satellite.of)(after));
            gone.extend(rows(domain, after, old.difference(&new).cloned().collect()));
            added.extend(rows(domain, after, new.difference(&old).cloned().collect()));
        }
        tx.run_many(satellite.remove, &gone).await?;
        tx.run_many(satellite.add, &added).await?;
    }
    Ok(())
}

fn rows(domain: i64, person: &Person, things: BTreeSet<Thing>) -> Vec<Vec<Value<'_>>> {
    let row = |thing: Thing| vec![domain.into(), thing.into(), (&person.id).into()];
    things.into_iter().map(row).collect()
}

fn phones(person: &Person) -> BTreeSet<Thing> {
    person.phones.iter().map(|phone| Thing::Text(phone.digits().to_owned())).collect()
}

/// The words of the name, the username without its host, the e-mail and the phones; those of the
/// names a second time, marked as such.
fn words(person: &Person) -> BTreeSet<Thing> {
    let username = person.worker.as_ref().map_or("", |worker| worker.username.short());
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    let mut words: BTreeSet<Thing> =
        [person.first_name.as_str(), person.last_name.as_str(), username, email]
            .into_iter()
            .flat_map(search_words)
            .map(Thing::Text)
            .collect();
    words.extend(phones(person));
    let marked = |mark: &'static str, text: &str| {
        search_words(text).into_iter().map(move |word| Thing::Text(format!("{mark}{word}")))
    };
    words.extend(marked(FIRST_NAME, &person.first_name));
    words.extend(marked(LAST_NAME, &person.last_name));
    words
}

fn groups(person: &Person) -> BTreeSet<Thing> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.groups).map(named).collect()
}

fn locations(person: &Person) -> BTreeSet<Thing> {
    let worker = person.worker.iter();
    worker.flat_map(|worker| &worker.locations).map(named).collect()
}

fn tags(person: &Person) -> BTreeSet<Thing> {
    person.traits.tags.iter().copied().map(Thing::Number).collect()
}

fn lists(person: &Person) -> BTreeSet<Thing> {
    person.traits.lists.iter().copied().map(Thing::Number).collect()
}

fn named(id: &Id) -> Thing {
    Thing::Text(id.as_str().to_owned())
}
