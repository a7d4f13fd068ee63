//! Query plans on PostgreSQL: a statement must not read a whole domain to find a few rows. On SQLite,
//! a debug build asserts this for every statement that it runs.

use jiff::Timestamp;
use roster_model::{
    ChangeFilter, Comparison, Condition, DomainName, Email, Group, Id, LabelKind, Person, Phone,
    Settings, Start, TextField, UsercomFields, Username, Window, Worker, WorkerFilter,
};
use roster_store::{
    Backend, Store, Tx, activity, changes, domain_state, domains, groups, labels,
    people::{self, Among, Known, WorkerSelection},
};
use roster_testkit::postgres::OwnPostgres;
use serde_json::Map;

const PEOPLE: i64 = 5_000;

const VERSION: people::Version = people::Version(1);

/// The last statement, which ends the plans in the log of the server.
const END: &str = "SELECT 'end of plans'";

/// Indexes, of which PostgreSQL shows the conditions, on the tables that grow with the people.
const LARGE: [&str; 9] = [
    "people",
    "usernames",
    "person_words",
    "person_phones",
    "person_locations",
    "group_members",
    "person_passwords",
    "changes",
    "person_tags",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_statement_reads_a_whole_domain_to_find_a_few_rows() {
    let server = OwnPostgres::new();
    let url = server.database().await;
    let domain = fill(&url).await;
    // Takes effect for new connections.
    let store = Store::open(&Backend::Postgres(url)).await.unwrap();
    let mut tx = store.write().await.unwrap();
    run_statements(&mut tx, domain).await;
    tx.all(END, &[], |_| Ok(())).await.unwrap();
    drop(tx);

    let log = server.log_until(END).join("\n");
    let plans: Vec<&str> = log.split(" plan:\n").skip(1).collect();
    assert!(plans.len() > 25, "{log}");
    let bad: Vec<&str> = plans.into_iter().filter(|plan| reads_a_domain(plan)).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}

/// Creates a domain with people, and makes the server log the plan of each statement.
async fn fill(url: &str) -> i64 {
    let store = Store::open(&Backend::Postgres(url.to_owned())).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked("demo".to_owned());
    let domain = domains::insert(&mut tx, &name, &Settings::default(), now()).await.unwrap().number;
    let mut state = domain_state::take(&mut tx, domain).await.unwrap().unwrap();
    for number in 0..100 {
        groups::insert(&mut tx, domain, &group(number), Timestamp::UNIX_EPOCH).await.unwrap();
    }
    let all: Vec<Person> = (1..=PEOPLE).map(person).collect();
    for person in &all {
        state.count(person);
    }
    for some in all.chunks(500) {
        people::insert_many(&mut tx, domain, VERSION, &some.iter().collect::<Vec<_>>())
            .await
            .unwrap();
    }
    let log: Vec<_> = (1..=PEOPLE).map(change).collect();
    changes::append(&mut tx, domain, &log).await.unwrap();
    (state.seq, state.last_person) = (PEOPLE, PEOPLE);
    domain_state::save(&mut tx, domain, &state).await.unwrap();
    tx.run("ANALYZE", &[]).await.unwrap();
    let database = url.rsplit_once('/').unwrap().1;
    for setting in ["session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0"]
    {
        tx.run(&format!("ALTER DATABASE {database} SET {setting}"), &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    domain
}

/// Runs the statements that find people and changes.
pub(crate) async fn run_statements(tx: &mut Tx, domain: i64) {
    let window = |start| Window { limit: 20, start };
    let text = |text: &str| Some(text.to_owned());
    let any = WorkerFilter::default;
    for filter in [
        any(),
        WorkerFilter { archived: true, ..any() },
        WorkerFilter { email: text("worker7@example.org"), ..any() },
        WorkerFilter { email: text("nobody@example.org"), ..any() },
        WorkerFilter { role: text("Supervisor"), ..any() },
        WorkerFilter { phone: text("50200000007"), ..any() },
        WorkerFilter { username: text("worker00007@demo.commcarehq.org"), ..any() },
        WorkerFilter { search: text("worker00007"), ..any() },
        WorkerFilter { group: text("group7"), role: text("Supervisor"), ..any() },
    ] {
        let wanted = WorkerSelection {
            filter: &filter,
            username: filter.username.clone(),
            phone: filter.phone.clone(),
        };
        for start in [Start::Offset(0), Start::After("worker00010".to_owned())] {
            let known = Known::default();
            people::list_workers(tx, domain, &wanted, known, &window(start)).await.unwrap();
        }
    }
    for (of, value) in [
        (TextField::Email, "worker7@example.org"),
        (TextField::Key, "k00000000007"),
        (TextField::CustomId, "c8"),
        (TextField::Phone, "50200000007"),
    ] {
        let comparison = Comparison::Equals;
        let condition = [Condition::Text { of, comparison, value: value.to_owned() }];
        let start = window(Start::Offset(0));
        people::list_by_number(tx, domain, Among::All, &condition, &start).await.unwrap();
    }
    let id = person(7).id;
    let ids = vec![id.to_string(), "unknown".to_owned()];
    assert_eq!(groups::eligible(tx, domain, ids).await.unwrap().len(), 1);
    changes::of_record(tx, domain, id.as_str(), 20).await.unwrap();
    let ids = vec![id.to_string(), person(8).id.to_string()];
    activity::last_submissions(tx, domain, ids).await.unwrap();
    for kind in [LabelKind::Company, LabelKind::List] {
        labels::list(tx, domain, kind, false, "a", (0, 20)).await.unwrap();
        labels::find(tx, domain, kind, false, 1).await.unwrap();
    }
    for filter in [
        ChangeFilter { actor: text("ada3"), ..ChangeFilter::default() },
        ChangeFilter { id: text(id.as_str()), ..ChangeFilter::default() },
        ChangeFilter::default(),
    ] {
        changes::latest(tx, domain, &filter, None, 20).await.unwrap();
    }
    let (before, mut after) = (person(8), person(8));
    "Asha".clone_into(&mut after.first_name);
    after.worker.as_mut().unwrap().active = true;
    people::update(tx, domain, VERSION, &before, &after).await.unwrap();
    people::delete(tx, domain, &person(9)).await.unwrap();
}

/// Whether a plan scans a large table, or searches an index of one by the domain, the state or a
/// range of numbers only, and leaves rows out.
fn reads_a_domain(plan: &str) -> bool {
    let is_page =
        plan.contains("Limit  (") && !plan.contains("Sort  (") && !plan.contains("Filter:");
    plan.split("->").any(|node| {
        let of_large = LARGE.iter().any(|table| node.contains(&format!(" on {table} ")));
        if node.contains("Seq Scan") {
            return of_large;
        }
        let condition = node.lines().find_map(|line| line.trim().strip_prefix("Index Cond: "));
        let Some(condition) = condition.filter(|_| !is_page && node.contains("Scan")) else {
            return false;
        };
        of_large && condition.split(" AND ").all(is_weak)
    })
}

/// Whether a condition of an index leaves a whole domain.
fn is_weak(condition: &str) -> bool {
    let mut words = condition.trim_start_matches('(').split(' ');
    match words.next() {
        Some("domain" | "state") => true,
        Some("number") => words.next() != Some("="),
        _ => false,
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-07-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn person(number: i64) -> Person {
    let name = format!("worker{number:05}");
    let username = Username::new_unchecked(format!("{name}@demo.commcarehq.org"));
    let role = if number % 500 == 0 { "Supervisor" } else { "Nurse" };
    let worker = Worker {
        active: number % 9 != 8,
        role: Some(role.to_owned()),
        groups: vec![group(number % 100).id],
        locations: vec![Id::new_unchecked(format!("location{}", number % 200))],
        ..Worker::new(username)
    };
    Person {
        id: Id::new_unchecked(format!("{number:032x}")),
        number,
        key: format!("k{number:011}"),
        custom_id: (number % 2 == 0).then(|| format!("c{number}")),
        first_name: name,
        last_name: "Doe".to_owned(),
        email: Some(Email::new_unchecked(format!("worker{number}@example.org"))),
        phones: vec![Phone::new_unchecked(format!("502{number:08}"))],
        custom: roster_model::CustomData::new(),
        usercom: UsercomFields::default(),
        worker: Some(worker),
        created_at: now(),
        updated_at: now(),
    }
}

pub(crate) fn group(number: i64) -> Group {
    Group {
        id: Id::new_unchecked(format!("group{number}")),
        name: format!("Group {number}"),
        case_sharing: false,
        reporting: false,
        metadata: Map::new(),
        users: Vec::new(),
    }
}

pub(crate) fn change(seq: i64) -> roster_model::Change {
    roster_model::Change {
        seq,
        at: now(),
        kind: "person.created".to_owned(),
        id: person(seq).id.to_string(),
        number: Some(seq),
        actor: format!("ada{}", seq % 200),
        via: "api".to_owned(),
        fields: Vec::new(),
        before: roster_model::FieldValues::new(),
        after: roster_model::FieldValues::new(),
        username: None,
    }
}
