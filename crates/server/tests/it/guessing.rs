//! Guessing at passwords: it leads nowhere, tells nothing, and keeps nobody out.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_server::{Limits, Proxies};

use crate::{
    digest_client::Challenge,
    raw::ApiResult,
    server::{ADMIN, PASSWORD, Server},
};

const LIST: &str = "/a/demo/api/v0.5/user/";

async fn server() -> Server {
    let server = Server::behind(Proxies::parse(["127.0.0.1"]).unwrap(), Limits::default()).await;
    let admin = server.directory.admin();
    admin.create_domain("other", None).await.unwrap();
    for (email, domain) in [("olga@example.org", "other"), ("ines@example.org", "demo")] {
        admin.create_web_user(email, domain, None, Some(PASSWORD.into())).await.unwrap();
    }
    admin.set_web_user_active("ines@example.org", false).await.unwrap();
    server
}

fn basic(username: &str, password: &str) -> String {
    format!("Authorization: Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}")))
}

fn from(address: &str) -> String {
    format!("X-Forwarded-For: {address}")
}

/// All of an answer but what no two answers have in common.
fn told(answer: &ApiResult) -> String {
    let mut text = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let once = ["Date", "X-Request-Id"].contains(&name.as_str());
        let value = if once { "" } else { value };
        let value = match value.split_once("nonce=\"") {
            Some((before, rest)) => format!("{before}{}", rest.split_once('"').unwrap().1),
            None => value.to_owned(),
        };
        text = text + name + ": " + &value + "\n";
    }
    text + &answer.body
}

#[tokio::test]
async fn a_thousand_at_once_are_hardly_judged_and_keep_nobody_out() {
    let server = server().await;
    let hashed = server.directory.passwords_hashed();
    let line = format!("GET {LIST}");
    let wrong = basic(ADMIN, "wrong");
    let there = from("198.51.100.66");
    let headers = [wrong.as_str(), &there];
    let guesses = (0..1000).map(|_| server.ask(&line, &headers));
    let answers = futures_util::future::join_all(guesses).await;
    let judged = answers.iter().filter(|answer| answer.status == 401).count();
    let waiting: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(judged <= 20, "{judged}");
    assert_eq!(judged + waiting.len(), 1000);
    for answer in waiting {
        assert!(answer.header("Retry-After").is_some(), "{answer:?}");
        assert_eq!(answer.code(), "throttled");
    }
    let hashed = server.directory.passwords_hashed() - hashed;
    assert!(hashed <= 20, "{hashed}");

    let right = basic(ADMIN, PASSWORD);
    assert_eq!(server.ask(&line, &[&right, &from("192.0.2.1")]).await.status, 200);
    assert_eq!(server.ask(&line, &[&server.authorization(), &there]).await.status, 200);
    let key = basic(ADMIN, &server.key);
    assert_eq!(server.ask(&line, &[&key, &there]).await.status, 200);
}

#[tokio::test]
async fn the_owner_comes_in_from_where_they_came_before() {
    let server = server().await;
    let line = format!("GET {LIST}");
    let (right, home) = (basic(ADMIN, PASSWORD), from("192.0.2.1"));
    assert_eq!(server.ask(&line, &[&right, &home]).await.status, 200);
    for number in 0..40 {
        let address = from(&format!("198.51.100.{number}"));
        server.ask(&line, &[&basic(ADMIN, "wrong"), &address]).await;
    }
    assert_eq!(server.ask(&line, &[&right, &from("203.0.113.1")]).await.status, 429);
    assert_eq!(server.ask(&line, &[&right, &home]).await.status, 200);
}

#[tokio::test]
async fn many_who_are_right_at_once_are_hashed_once() {
    let server = server().await;
    let hashed = server.directory.passwords_hashed();
    let line = format!("GET {LIST}");
    let right = basic(ADMIN, PASSWORD);
    let headers = [right.as_str()];
    let answers = futures_util::future::join_all((0..64).map(|_| server.ask(&line, &headers)));
    assert!(answers.await.iter().all(|answer| answer.status == 200));
    assert_eq!(server.directory.passwords_hashed() - hashed, 1);
}

#[tokio::test]
async fn whatever_is_wrong_looks_the_same_and_costs_the_same() {
    let server = server().await;
    let long = "x".repeat(10_000);
    let wrong = [
        ("nobody@example.org", PASSWORD, "demo"),
        (ADMIN, "wrong", "demo"),
        (ADMIN, "", "demo"),
        (ADMIN, &long, "demo"),
        ("ines@example.org", PASSWORD, "demo"),
        ("ines@example.org", "wrong", "demo"),
        ("olga@example.org", "wrong", "demo"),
        (ADMIN, "wrong", "other"),
        (ADMIN, "wrong", "nowhere"),
        ("", "", "demo"),
    ];
    let mut answers = Vec::new();
    for (username, password, domain) in wrong {
        let hashed = server.directory.passwords_hashed();
        let line = format!("GET /a/{domain}/api/v0.5/user/");
        answers.push(told(&server.ask(&line, &[&basic(username, password)]).await));
        assert_eq!(server.directory.passwords_hashed() - hashed, 1, "{username} {domain}");
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert!(answers[0].starts_with("401"), "{}", answers[0]);

    let mut answers = Vec::new();
    for (username, password, domain) in wrong {
        let target = format!("/a/{domain}/api/v0.5/user/");
        let line = format!("GET {target}");
        let challenge = server.ask(&line, &[]).await;
        let challenge = Challenge::read(challenge.header("WWW-Authenticate").unwrap());
        let header = challenge.answer((username, password), "GET", &target, 1);
        answers.push(told(&server.ask(&line, &[&header]).await));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");

    let mut answers = Vec::new();
    for (username, key, domain) in wrong.into_iter().filter(|(_, key, _)| key.len() < 9000) {
        let line = format!("GET /a/{domain}/api/v0.5/user/");
        let header = format!("Authorization: ApiKey {username}:{key}");
        answers.push(told(&server.ask(&line, &[&header]).await));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn the_console_tells_nothing_either() {
    let server = server().await;
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let mut answers = Vec::new();
    for (number, (username, password)) in [
        ("nobody@example.org", PASSWORD),
        (ADMIN, "wrong"),
        (ADMIN, ""),
        ("ines@example.org", PASSWORD),
        ("olga@example.org", "wrong"),
    ]
    .into_iter()
    .enumerate()
    {
        let hashed = server.directory.passwords_hashed();
        let form = format!("username={username}&password={}", password.replace(' ', "+"));
        let address = from(&format!("192.0.2.{number}"));
        let answer = server.send("POST /", &[kind, &address], &form).await;
        answers.push(told(&answer).replace(username, "NAME").replace("Content-Length", ""));
        assert_eq!(server.directory.passwords_hashed() - hashed, 1, "{username}");
    }
    let bodies: Vec<_> = answers
        .iter()
        .map(|it| it.split_once("<!").map_or(it.as_str(), |(_, body)| body))
        .collect();
    assert!(bodies.iter().all(|body| body == &bodies[0]), "{answers:#?}");

    let cookies = ["", "roster=", "roster=unknown", "roster=0", "other=1"];
    let mut answers = Vec::new();
    for cookie in cookies {
        let cookie = format!("Cookie: {cookie}");
        answers.push(told(&server.ask("GET /d/demo/people", &[&cookie]).await));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}
