//! The check of the store finds what differs from the records.

use roster_model::Person;
use roster_store::{
    Backend, Store, Value,
    check::{self, MOST_FINDINGS},
    domain_state, groups,
    people::{self, Version},
};
use roster_testkit::on_both_engines;

use crate::{
    plans::{group, now, person},
    shared_people::{add, begin, commit, open},
};

on_both_engines! {
    every_copy_of_a_record_is_compared,
    exactly_the_people_whose_rows_differ_are_found,
    rows_of_no_person_are_found,
    words_are_not_compared_while_they_are_rebuilt,
    check_of_a_damaged_store_ends_with_a_limited_number_of_findings,
}

/// People for several batches of the check.
const PEOPLE: i64 = 1_200;

/// A change behind the server's back, and the problem that it makes.
const CHANGES: [(&str, &str); 7] = [
    ("UPDATE person_words SET state = 2", "the rows of person_words differ"),
    ("UPDATE person_phones SET phone = '7'", "the rows of person_phones differ"),
    ("UPDATE people SET email = 'other@example.org'", "the columns differ"),
    ("DELETE FROM usernames", "the username is not reserved"),
    ("UPDATE people_blocks SET size = size + 1 WHERE state = 1", "the blocks of a list"),
    ("UPDATE domain_state SET active_workers = 7", "the total of active workers"),
    ("UPDATE domain_state SET seq = seq + 1", "the last change is"),
];

async fn every_copy_of_a_record_is_compared(backend: Backend) {
    let (store, domain) = open(&backend).await;
    let (mut tx, mut state) = begin(&store, domain, "any").await.unwrap();
    let entry = add(&mut tx, domain, &mut state).await.unwrap();
    commit(tx, domain, &state, entry).await.unwrap();
    // The size of the record, which only the directory counts.
    let mut known = check::check(&store).await.unwrap().findings;
    assert_eq!(known.len(), 1, "{known:?}");
    for (change, problem) in CHANGES {
        let report = check::check(&store).await.unwrap();
        assert_eq!((report.people, &report.findings), (1, &known), "before: {change}");

        let mut tx = store.write().await.unwrap();
        assert!(tx.run(change, &[]).await.unwrap() > 0, "{change}");
        tx.commit().await.unwrap();
        let found = check::check(&store).await.unwrap().findings;
        assert!(
            found.iter().any(|it| !known.contains(it) && it.what.contains(problem)),
            "{change}: {found:?}"
        );
        known = found;
    }
}

/// Changes of the rows of a person of the domain `$1` with the id `$2`, their number, and the problem.
const CHANGES_OF_ONE: [(&str, i64, &str); 8] = [
    (
        "UPDATE people SET role = 'other' WHERE domain = $1 AND id = $2",
        3,
        "the columns differ from the document",
    ),
    (
        "UPDATE person_words SET names = 0 WHERE domain = $1 AND names > 0 AND person = \
         (SELECT number FROM people WHERE domain = $1 AND id = $2)",
        7,
        "the rows of person_words differ from the document",
    ),
    (
        "DELETE FROM person_phones WHERE domain = $1 AND person = \
         (SELECT number FROM people WHERE domain = $1 AND id = $2)",
        500,
        "the rows of person_phones differ from the document",
    ),
    (
        "UPDATE group_members SET state = 0 WHERE domain = $1 AND person = $2",
        501,
        "the rows of group_members differ from the document",
    ),
    (
        "UPDATE person_locations SET username = 'other' WHERE domain = $1 AND person = $2",
        777,
        "the rows of person_locations differ from the document",
    ),
    (
        "INSERT INTO scim_names (domain, name, person) \
         SELECT domain, 'other', number FROM people WHERE domain = $1 AND id = $2",
        999,
        "the rows of scim_names differ from the document",
    ),
    (
        "INSERT INTO person_words (domain, word, person, names, state) \
         SELECT domain, 'other', number, 0, state FROM people WHERE domain = $1 AND id = $2",
        1_000,
        "the rows of person_words differ from the document",
    ),
    (
        "UPDATE usernames SET person = 'gone' WHERE domain = $1 AND username = \
         (SELECT username FROM people WHERE domain = $1 AND id = $2)",
        1_200,
        "the username is not reserved for the worker",
    ),
];

/// Other usernames of a person, and those of deleted people, are no problem.
async fn exactly_the_people_whose_rows_differ_are_found(backend: Backend) {
    let (store, domain) = fill(&backend).await;
    let username = "INSERT INTO usernames (domain, username, person) VALUES ($1, $2, $2)";
    run(&store, username, &[domain.into(), "released".into()]).await;
    let second = "INSERT INTO usernames (domain, username, person) VALUES ($1, 'second', $2)";
    run(&store, second, &[domain.into(), (&person(5).id).into()]).await;
    assert_eq!(problems(&store).await, Vec::<String>::new());
    let mut expected = Vec::new();
    for (change, number, problem) in CHANGES_OF_ONE {
        let id = person(number).id;
        run(&store, change, &[domain.into(), (&id).into()]).await;
        expected.push(format!("person {id}: {problem}"));
        let mut found = problems(&store).await;
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{change}");
    }
}

async fn rows_of_no_person_are_found(backend: Backend) {
    let (store, _) = fill(&backend).await;
    let change = "UPDATE person_words SET person = 9999999 WHERE word = '50200000600'";
    match &backend {
        Backend::Embedded(folder) => {
            let file = rusqlite::Connection::open(folder.join("roster.db")).unwrap();
            file.pragma_update(None, "foreign_keys", false).unwrap();
            assert_eq!(file.execute(change, []).unwrap(), 1);
        }
        Backend::Postgres(_) => {
            let mut tx = store.write().await.unwrap();
            tx.run("SET LOCAL session_replication_role = replica", &[]).await.unwrap();
            assert_eq!(tx.run(change, &[]).await.unwrap(), 1);
            tx.commit().await.unwrap();
        }
    }
    let whose = "the rows of person_words differ from the document";
    assert_eq!(
        problems(&store).await,
        [
            "person_words has rows of no person".to_owned(),
            format!("person {}: {whose}", person(600).id)
        ]
    );
}

async fn words_are_not_compared_while_they_are_rebuilt(backend: Backend) {
    let (store, domain) = fill(&backend).await;
    let mut tx = store.write().await.unwrap();
    people::mark_words_stale(&mut tx, domain).await.unwrap();
    tx.commit().await.unwrap();
    run(&store, "UPDATE person_words SET names = 7", &[]).await;
    let report = check::check(&store).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.unchecked, ["search words of demo: they are being rebuilt"]);

    let mut tx = store.write().await.unwrap();
    while !people::rebuild_next(&mut tx, domain).await.unwrap() {}
    tx.commit().await.unwrap();
    let report = check::check(&store).await.unwrap();
    assert_eq!((report.findings, report.unchecked), (Vec::new(), Vec::new()));
}

async fn check_of_a_damaged_store_ends_with_a_limited_number_of_findings(backend: Backend) {
    let (store, _) = fill(&backend).await;
    for table in ["person_words", "group_members", "person_locations"] {
        run(&store, &format!("UPDATE {table} SET state = 7"), &[]).await;
    }
    let report = check::check(&store).await.unwrap();
    assert_eq!((report.findings.len(), report.people), (MOST_FINDINGS, PEOPLE.unsigned_abs()));
}

/// A store with [`PEOPLE`], without the size of their records, and the number of their domain.
async fn fill(backend: &Backend) -> (Store, i64) {
    let (store, domain) = open(backend).await;
    let mut tx = store.write().await.unwrap();
    let mut state = domain_state::take(&mut tx, domain).await.unwrap().unwrap();
    for number in 0..100 {
        groups::insert(&mut tx, domain, &group(number), now()).await.unwrap();
    }
    let all: Vec<Person> = (1..=PEOPLE).map(person).collect();
    for person in &all {
        state.count(person);
    }
    let all: Vec<&Person> = all.iter().collect();
    people::insert_many(&mut tx, domain, Version(1), &all).await.unwrap();
    (state.last_person, state.record_bytes) = (PEOPLE, None);
    domain_state::save(&mut tx, domain, &state).await.unwrap();
    tx.commit().await.unwrap();
    (store, domain)
}

/// Changes rows behind the server's back.
async fn run(store: &Store, change: &str, values: &[Value<'_>]) {
    let mut tx = store.write().await.unwrap();
    assert!(tx.run(change, values).await.unwrap() > 0, "{change}");
    tx.commit().await.unwrap();
}

async fn problems(store: &Store) -> Vec<String> {
    let report = check::check(store).await.unwrap();
    assert_eq!(report.people, PEOPLE.unsigned_abs());
    report.findings.into_iter().map(|finding| finding.what).collect()
}
