//! Several servers on one PostgreSQL, and a PostgreSQL that goes away and returns.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use roster_store::Backend;
use roster_testkit::postgres::{OwnPostgres, Postgres};

use crate::program::{Program, Server};

const LIST: &str = "/a/north/api/user/v1/";
/// Limit until a change takes effect on every node.
const SOON: Duration = Duration::from_secs(1);
/// Limit for a request without a store, and for a server to be ready once the store is back.
const AT_MOST: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread")]
async fn change_takes_effect_on_all_nodes() {
    let roster = Program::on(Backend::Postgres(Postgres::shared().database().await));
    let (key, id) = create_domain(&roster);
    let by_password = format!("Basic {}", "YWRhQGV4YW1wbGUub3JnOmEgcmF0aGVyIGxvbmcgb25l");
    let (one, other) = (roster.serve(""), roster.serve(""));

    let worker = r#"{"username": "jo", "connect_username": "jo", "first_name": "Jo"}"#;
    let created = ask(&one.address, "POST", LIST, &key, worker);
    let jo = created.split_once(r#""id": ""#).unwrap().1.split('"').next().unwrap();
    let address = format!("{LIST}{jo}/");
    // Twice, so that the cached response is tested as well.
    for name in ["Jo", "Ann", "Eve"] {
        ask(&one.address, "PUT", &address, &key, &format!(r#"{{"first_name": "{name}"}}"#));
        for target in [LIST, &address, LIST, &address] {
            let seen = other.get(target, &key);
            assert!(seen.contains(&format!(r#""first_name": "{name}""#)), "{seen}");
        }
    }

    for password in ["a rather long one", "another rather long one"] {
        let words = "web-user set-password ada@example.org --password-stdin";
        assert_eq!(roster.run_with(words, &[], password).code, 0);
        let right = password == "a rather long one";
        for node in [&one, &other] {
            let seen = node.get(LIST, &by_password);
            assert_eq!(seen.starts_with("HTTP/1.1 200 "), right, "{seen}");
        }
    }

    roster.must("domain set north wire=live");
    assert!(!other.get(&address, &key).contains(r#""type": "user""#));
    roster.must(&format!("api-key revoke {id}"));
    for node in [&one, &other] {
        let seen = node.get(LIST, &key);
        assert!(seen.starts_with("HTTP/1.1 401 "), "{seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn role_change_takes_effect_on_all_nodes() {
    let roster = Program::on(Backend::Postgres(Postgres::shared().database().await));
    let (key, _) = create_domain(&roster);
    let ways = "--permission edit_commcare_users --permission access_api";
    let idle = "--permission access_api";
    roster.must(&format!("role create Writer --domain north {ways}"));
    roster.must(&format!("role create Idle --domain north {idle}"));
    roster.must("web-user create bo@example.org --domain north --role Writer");
    let created = roster.json("api-key create --user bo@example.org --domain north");
    let bos = format!("ApiKey bo@example.org:{}", created["key"].as_str().unwrap());
    let (one, other) = (roster.serve(""), roster.serve(""));
    let members = one.get("/a/north/api/web-user/v1/", &key);
    let members = members.split_once("\r\n\r\n").unwrap().1;
    let members: serde_json::Value = serde_json::from_str(members).unwrap();
    let bo = members["objects"].as_array().unwrap().iter().find(|it| it["role"] == "Writer");
    let address = format!("/a/north/api/web-user/v1/{}/", bo.unwrap()["id"].as_str().unwrap());

    for (role, status) in [("Idle", 403), ("Writer", 200), ("Idle", 403)] {
        let answer =
            ask(&one.address, "PATCH", &address, &key, &format!(r#"{{"role": "{role}"}}"#));
        assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
        for node in [&one, &other] {
            let seen = node.get(LIST, &bos);
            assert!(seen.starts_with(&format!("HTTP/1.1 {status} ")), "{role}: {seen}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn change_wakes_long_poll_on_another_node() {
    let roster = Program::on(Backend::Postgres(Postgres::shared().database().await));
    let (key, _) = create_domain(&roster);
    let (one, other) = (roster.serve(""), roster.serve(""));
    let feed = other.get("/a/north/api/changes/v1/", &key);
    let next = feed.split_once(r#""next": ""#).unwrap().1.split('"').next().unwrap();
    let waiting = format!("/a/north/api/changes/v1/?since={next}&wait=30");
    thread::scope(|scope| {
        let woken = scope.spawn(|| (other.get(&waiting, &key), Instant::now()));
        let worker = r#"{"username": "jo", "connect_username": "jo"}"#;
        ask(&one.address, "POST", LIST, &key, worker);
        let since = Instant::now();
        let (page, at) = woken.join().unwrap();
        assert!(page.contains("person.created"), "{page}");
        assert!(at.saturating_duration_since(since) < SOON);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn server_starts_before_its_database() {
    let mut postgres = OwnPostgres::new();
    let roster = Program::on(Backend::Postgres(postgres.database().await));
    let (key, _) = create_domain(&roster);
    postgres.stop();

    let server = roster.serve("");
    assert!(server.get("/livez", "").starts_with("HTTP/1.1 200 "));
    assert!(server.get("/readyz", "").starts_with("HTTP/1.1 503 "));
    assert_away(&server.get(LIST, &key), r#"{"error": "#);
    assert_away(&server.get("/api/public/users/", "Token x"), "{");
    assert_eq!(roster.run("domain list").code, 1, "a command does not wait");

    postgres.start();
    let answer = once_ready(&server, || server.get(LIST, &key));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.end("TERM").0, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn database_restart_under_load_loses_nothing() {
    let mut postgres = OwnPostgres::new();
    let roster = Program::on(Backend::Postgres(postgres.database().await));
    let (key, _) = create_domain(&roster);
    // Requests that fail are not logged at this level.
    let server = roster.serve("--log-level error");
    let (over, next, good) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let worker =
                        format!(r#"{{"username": "w{number}", "connect_username": "w{number}"}}"#);
                    let since = Instant::now();
                    let answer = ask(&server.address, "POST", LIST, &key, &worker);
                    assert!(since.elapsed() < AT_MOST, "{answer}");
                    if answer.starts_with("HTTP/1.1 201 ") {
                        good.fetch_add(1, Ordering::Relaxed);
                    } else {
                        assert_away(&answer, r#"{"error": "#);
                    }
                }
            });
        }
        let more = |than: usize| {
            let since = Instant::now();
            while good.load(Ordering::Relaxed) <= than {
                assert!(since.elapsed() < 2 * AT_MOST, "no answers");
                thread::yield_now();
            }
        };
        more(8);
        postgres.stop();
        let before = good.load(Ordering::Relaxed);
        assert!(server.get("/livez", "").starts_with("HTTP/1.1 200 "));
        assert!(server.get("/readyz", "").starts_with("HTTP/1.1 503 "));
        postgres.start();
        once_ready(&server, || server.get("/readyz", ""));
        more(before);
        over.store(true, Ordering::Relaxed);
    });
    let list = server.get(&format!("{LIST}?limit=1"), &key);
    let total = list.split_once(r#""total_count": "#).unwrap().1.split('}').next().unwrap();
    // Unanswered requests may have been executed, successful ones have been.
    assert!(total.trim().parse::<usize>().unwrap() >= good.load(Ordering::Relaxed), "{list}");
}

/// A database that accepts connections and does not respond.
#[tokio::test(flavor = "multi_thread")]
async fn unresponsive_database_blocks_no_request() {
    let mut postgres = OwnPostgres::new();
    let roster = Program::on(Backend::Postgres(postgres.database().await));
    let (key, _) = create_domain(&roster);
    let server = roster.serve("--log-level error");
    assert!(server.get(LIST, &key).starts_with("HTTP/1.1 200 "));

    let timed = |answer: &dyn Fn() -> String, envelope: &str| {
        let since = Instant::now();
        assert_away(&answer(), envelope);
        assert!(since.elapsed() < AT_MOST, "{:?}", since.elapsed());
    };
    let worker = r#"{"username": "jo", "connect_username": "jo"}"#;
    let list = || timed(&|| server.get(LIST, &key), r#"{"error": "#);
    let create = || timed(&|| ask(&server.address, "POST", LIST, &key, worker), r#"{"error": "#);
    postgres.freeze();
    thread::scope(|scope| {
        // More than the connections, with cached and uncached requests.
        for _ in 0..12 {
            scope.spawn(list);
            scope.spawn(create);
        }
        scope.spawn(|| timed(&|| server.get("/api/public/users/", "Token x"), "{"));
        scope.spawn(|| timed(&|| server.get("/readyz", ""), ""));
        scope.spawn(|| assert!(server.get("/livez", "").starts_with("HTTP/1.1 200 ")));
    });

    postgres.thaw();
    let answer = once_ready(&server, || server.get(LIST, &key));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

/// Creates a domain and an API key of its admin. Returns the header and the id of the key.
fn create_domain(roster: &Program) -> (String, String) {
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    let key = roster.json("api-key create --user ada@example.org --domain north");
    let text = |name: &str| key[name].as_str().unwrap().to_owned();
    (format!("ApiKey ada@example.org:{}", text("key")), text("id"))
}

fn ask(address: &str, method: &str, target: &str, authorization: &str, body: &str) -> String {
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Asserts a 503 in the dialect's error format. `Retry-After` is for 429 only.
fn assert_away(answer: &str, envelope: &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(!head.to_lowercase().contains("retry-after"), "{answer}");
    assert!(body.starts_with(envelope), "{answer}");
}

/// The first response of a ready server, which must be ready soon.
fn once_ready(server: &Server, ask: impl Fn() -> String) -> String {
    let since = Instant::now();
    while !server.get("/readyz", "").starts_with("HTTP/1.1 200 ") {
        assert!(since.elapsed() < AT_MOST, "not ready in time");
        thread::yield_now();
    }
    ask()
}
