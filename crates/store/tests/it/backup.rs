//! Backup, restore into either engine, copy and check.

use std::io::Cursor;

use jiff::Timestamp;
use roster_model::{
    CustomData, DomainName, Email, Id, Person, Phone, Settings, UsercomFields, Username, Worker,
    record_size::record_size,
};
use roster_store::{
    Backend, ErrorKind, Options, Store, backup, check, cluster, domain_state, domains, people,
};
use roster_testkit::{engines, on_both_engines, postgres::Postgres};
use serde_json::json;

on_both_engines! {
    backup_restores_into_either_engine,
    every_flipped_bit_is_detected,
    only_an_empty_store_is_restored,
    check_finds_inconsistent_data,
    backup_is_one_snapshot,
    copy_is_equal_on_both_engines,
    plain_postgres_is_not_distributed,
}

fn now() -> Timestamp {
    "2026-07-01T12:00:00Z".parse().unwrap()
}

fn person(number: i64) -> Person {
    let name = format!("worker{number:05}");
    let mut custom = CustomData::new();
    custom.insert("note".to_owned(), json!("=1+1 \"quoted\"\n\u{1F600}"));
    let username = Username::new_unchecked(format!("{name}@demo.commcarehq.org"));
    let worker = Worker { active: number % 3 != 0, ..Worker::new(username) };
    Person {
        id: Id::new_unchecked(format!("{number:032x}")),
        number,
        key: format!("k{number:011}"),
        custom_id: (number % 2 == 0).then(|| format!("c{number}")),
        first_name: name,
        last_name: "Doe".to_owned(),
        email: Some(Email::new_unchecked(format!("Worker{number}@Example.org"))),
        phones: vec![Phone::new_unchecked(format!("502{number:08}"))],
        custom,
        usercom: UsercomFields::default(),
        worker: Some(worker),
        created_at: now(),
        updated_at: now(),
    }
}

/// A store with a domain of `count` people. Returns the domain's number.
async fn filled(place: &Backend, count: i64) -> (Store, i64) {
    let store = Store::open(place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked("demo".to_owned());
    let domain = domains::insert(&mut tx, &name, &Settings::default(), now()).await.unwrap();
    let mut state = domain_state::take(&mut tx, domain.number).await.unwrap().unwrap();
    let all: Vec<Person> = (1..=count).map(person).collect();
    for person in &all {
        state.count(person);
        state.grow(record_size("person", person));
    }
    state.last_person = count;
    let all: Vec<&Person> = all.iter().collect();
    people::insert_many(&mut tx, domain.number, people::Version(1), &all).await.unwrap();
    people::set_password(&mut tx, domain.number, &all[0].id, "a hash").await.unwrap();
    domain_state::save(&mut tx, domain.number, &state).await.unwrap();
    tx.commit().await.unwrap();
    (store, domain.number)
}

async fn backed_up(store: &Store) -> (backup::Contents, Vec<u8>) {
    let mut file = Vec::new();
    let contents = backup::write(store, now(), &mut file).await.unwrap();
    (contents, file)
}

async fn backup_restores_into_either_engine(place: Backend) {
    let (store, domain) = filled(&place, 2_500).await;
    let (contents, file) = backed_up(&store).await;
    assert_eq!(backup::verify(Cursor::new(&file)).unwrap(), contents);
    assert!(contents.tables.contains(&("people".to_owned(), 2_500)));

    let folder = engines::folder();
    let url = Postgres::shared().database().await;
    for place in [Backend::Embedded(folder.path().to_owned()), Backend::Postgres(url)] {
        let other = Store::open(&place).await.unwrap();
        backup::restore(&other, Cursor::new(&file)).await.unwrap();
        // The restored store has another identity, and its own count of commits.
        let (again, _) = backed_up(&other).await;
        assert_eq!(again.tables[1..], contents.tables[1..]);
        let mut tx = other.read().await.unwrap();
        let found = people::find(&mut tx, domain, &format!("{:032x}", 7)).await.unwrap();
        assert_eq!(found, Some(person(7)));
        drop(tx);
        let report = check::check(&other).await.unwrap();
        assert_eq!((report.people, report.findings), (2_500, Vec::new()));
    }
}

async fn every_flipped_bit_is_detected(place: Backend) {
    let (store, _) = filled(&place, 40).await;
    let (_, mut file) = backed_up(&store).await;
    // Every bit of both ends, and one bit of every few bytes between.
    let edges = (0..64).chain(file.len() - 64..file.len());
    let sampled: Vec<usize> = edges.chain((64..file.len() - 64).step_by(17)).collect();
    for (turn, at) in sampled.into_iter().enumerate() {
        let bit = 1 << (turn % 8);
        file[at] ^= bit;
        assert!(backup::verify(Cursor::new(&file)).is_err(), "byte {at}");
        file[at] ^= bit;
    }
    for length in (0..file.len()).step_by(101) {
        assert!(backup::verify(Cursor::new(&file[..length])).is_err(), "{length} bytes");
    }
    file.push(0);
    assert!(backup::verify(Cursor::new(&file)).is_err());

    let folder = engines::folder();
    let empty = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let error = backup::restore(&empty, Cursor::new(&file)).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Corrupt);
}

async fn only_an_empty_store_is_restored(place: Backend) {
    let (store, _) = filled(&place, 3).await;
    let (_, file) = backed_up(&store).await;
    let error = backup::restore(&store, Cursor::new(&file)).await.unwrap_err();
    assert!(error.to_string().contains("not empty"), "{error}");
    assert_eq!(check::check(&store).await.unwrap().findings, []);
}

async fn check_finds_inconsistent_data(place: Backend) {
    let (store, _) = filled(&place, 20).await;
    assert_eq!(check::check(&store).await.unwrap().findings, []);
    let damages = [
        ("UPDATE domain_state SET active_workers = active_workers + 1 WHERE domain = 1", "total"),
        ("UPDATE domain_state SET seq = 7 WHERE domain = 1", "last change"),
        ("DELETE FROM person_phones WHERE domain = 1 AND phone = '50200000007'", "person_phones"),
        (
            "DELETE FROM usernames WHERE domain = 1 AND username = 'worker00009@demo.commcarehq.org'",
            "username",
        ),
        ("UPDATE people SET email = 'x' WHERE domain = 1 AND number = 4", "columns"),
        (
            "UPDATE people_blocks SET size = size + 1 WHERE domain = 1 AND state = 2 AND first = ''",
            "blocks",
        ),
        ("INSERT INTO counters (domain, name, value) VALUES (99, 'field', 1)", "no domain"),
    ];
    for (sql, text) in damages {
        let mut tx = store.write().await.unwrap();
        tx.run(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let findings = check::check(&store).await.unwrap().findings;
        assert!(findings.iter().any(|finding| finding.what.contains(text)), "{sql}: {findings:?}");
    }
}

async fn backup_is_one_snapshot(place: Backend) {
    let (store, domain) = filled(&place, 1_200).await;
    let writing = store.clone();
    let writer = tokio::spawn(async move {
        for number in 2_001..2_050 {
            let mut tx = writing.write().await.unwrap();
            let mut state = domain_state::take(&mut tx, domain).await.unwrap().unwrap();
            let new = person(number);
            people::insert(&mut tx, domain, people::Version(1), &new).await.unwrap();
            state.count(&new);
            state.grow(record_size("person", &new));
            state.last_person = number;
            domain_state::save(&mut tx, domain, &state).await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    let (_, file) = backed_up(&store).await;
    writer.await.unwrap();
    let folder = engines::folder();
    let other = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    backup::restore(&other, Cursor::new(&file)).await.unwrap();
    assert_eq!(check::check(&other).await.unwrap().findings, []);
}

async fn copy_is_equal_on_both_engines(place: Backend) {
    let (store, domain) = filled(&place, 1_200).await;
    let folder = engines::folder();
    let embedded = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let url = Postgres::shared().database().await;
    // Through a pooler there are no prepared statements; the result must be the same.
    let pooled = Options { pooled: true, ..Options::default() };
    let postgres = Store::open_with(&Backend::Postgres(url), &pooled).await.unwrap();
    let mut from = store;
    for to in [embedded, postgres] {
        let copied = backup::copy(&from, &to).await.unwrap();
        assert!(copied.rows > 6_000, "{}", copied.rows);
        assert_eq!(copied.domains[&domain].len(), 64);
        assert_eq!(check::check(&to).await.unwrap().findings, []);
        let error = backup::copy(&from, &to).await.unwrap_err();
        assert!(error.to_string().contains("not empty"), "{error}");
        from = to;
    }
    let mut tx = from.read().await.unwrap();
    let all = people::find_many(&mut tx, domain, vec![person(7).id.to_string()]).await.unwrap();
    assert_eq!(all, [person(7)]);
}

async fn plain_postgres_is_not_distributed(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let error = cluster::distribute(&store).await.unwrap_err().to_string();
    let remedy = match place {
        Backend::Embedded(_) => "roster copy --from",
        Backend::Postgres(_) => "CREATE EXTENSION citus",
    };
    assert!(error.contains(remedy), "{error}");
}
