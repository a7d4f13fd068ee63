//! Every statement of a request runs on one shard of a cluster, the shard of its domain: planned by the
//! cluster that `ROSTER_TEST_CITUS` names. Without one, the test plans the same statements on a plain
//! PostgreSQL, so that they are known to be found.

use jiff::Timestamp;
use roster_model::{DomainName, Person, Settings};
use roster_store::{Backend, Store, Tx, changes, cluster, domain_state, domains, groups, people};
use roster_testkit::postgres::{Postgres, citus};

use crate::plans::{change, group, now, person, run_statements};

/// Precedes the number of shards in the plan of a cluster.
const TASKS: &str = "Task Count: ";

#[tokio::test(flavor = "multi_thread")]
async fn statements_of_a_domain_run_on_one_shard() {
    let cluster = citus();
    let url = match &cluster {
        Some(url) => url.clone(),
        None => Postgres::shared().database().await,
    };
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    if cluster.is_some() {
        cluster::distribute(&store).await.unwrap();
    }
    let domain = begin(&store).await;
    let mut tx = store.write().await.unwrap();
    write_people(&mut tx, domain).await;
    run_statements(&mut tx, domain).await;
    let plans = plans(&mut tx, domain).await;
    drop(tx);
    delete(&store, domain).await;

    assert!(plans.len() > 40, "{} statements were found", plans.len());
    if cluster.is_some() {
        let is_spread = |plan: &&(String, String)| {
            let tasks = plan.1.split(TASKS).skip(1).map(|rest| rest.lines().next().unwrap_or(""));
            tasks.into_iter().any(|count| count.trim() != "1")
        };
        let spread: Vec<&(String, String)> = plans.iter().filter(is_spread).collect();
        assert!(spread.is_empty(), "on several shards: {spread:#?}");
        let routed = plans.iter().filter(|(_, plan)| plan.contains(TASKS)).count();
        assert!(routed > 30, "{routed} statements are on one shard");
    } else {
        Postgres::shared().remove(&url).await;
    }
}

/// Creates a domain of its own, which [`delete`] removes.
async fn begin(store: &Store) -> i64 {
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked(format!("shard{}", std::process::id()));
    let domain = domains::insert(&mut tx, &name, &Settings::default(), now()).await.unwrap().number;
    tx.commit().await.unwrap();
    domain
}

async fn delete(store: &Store, domain: i64) {
    let mut tx = store.write().await.unwrap();
    domains::delete(&mut tx, domain).await.unwrap();
    tx.commit().await.unwrap();
}

async fn write_people(tx: &mut Tx, domain: i64) {
    let mut state = domain_state::take(tx, domain).await.unwrap().unwrap();
    for number in 0..100 {
        groups::insert(tx, domain, &group(number), Timestamp::UNIX_EPOCH).await.unwrap();
    }
    let all: Vec<Person> = (1..=100).map(person).collect();
    for person in &all {
        state.count(person);
    }
    people::insert_many(tx, domain, people::Version(1), &all.iter().collect::<Vec<_>>())
        .await
        .unwrap();
    let log: Vec<_> = (1..=100).map(change).collect();
    changes::append(tx, domain, &log).await.unwrap();
    (state.seq, state.last_person) = (100, 100);
    domain_state::save(tx, domain, &state).await.unwrap();
    let erased: Vec<&Person> = all[50..80].iter().collect();
    people::erase_many(tx, domain, &erased).await.unwrap();
}

/// The statements that the connection has prepared and that name the domain, with their plans.
async fn plans(tx: &mut Tx, domain: i64) -> Vec<(String, String)> {
    let known = "SELECT name, statement, CAST(parameter_types AS TEXT) FROM pg_prepared_statements \
                 WHERE statement LIKE '%domain%' AND statement NOT LIKE '%pg_%' \
                 ORDER BY prepare_time";
    let known = tx.all(known, &[], |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)));
    let mut plans = Vec::new();
    for (name, statement, types) in known.await.unwrap() {
        if ["SELECT", "INSERT", "UPDATE", "DELETE"].iter().all(|verb| !statement.starts_with(verb))
        {
            continue;
        }
        let types = types.trim_matches(['{', '}']);
        let types = types.split(',').filter(|name| !name.is_empty());
        let values: Vec<String> =
            types.enumerate().map(|(index, name)| value(index, name, domain)).collect();
        let values =
            if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
        let explain = format!("EXPLAIN (COSTS OFF) EXECUTE {name}{values}");
        let lines = tx.all(&explain, &[], |row| row.text(0)).await;
        let lines = lines.unwrap_or_else(|error| panic!("{statement}: {error}"));
        plans.push((statement, lines.join("\n")));
    }
    plans
}

/// A value of the type, as a literal. The first one of a statement is the domain.
fn value(index: usize, of: &str, domain: i64) -> String {
    match of.trim_matches('"') {
        "bigint" if index == 0 => format!("'{domain}'"),
        "boolean" => "'true'".to_owned(),
        list if list.ends_with("[]") => "'{1}'".to_owned(),
        _ => "'1'".to_owned(),
    }
}
