//! Password guessing: it is throttled, reveals nothing, and does not lock out the owner.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_server::{Limits, TrustedProxies};

use crate::{
    digest_client::Challenge,
    raw::Response,
    server::{ADMIN, PASSWORD, Server},
};

const LIST: &str = "/a/demo/api/v0.5/user/";

async fn server() -> Server {
    let server =
        Server::with_proxies(TrustedProxies::parse(["127.0.0.1"]).unwrap(), Limits::default())
            .await;
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

/// The response as text, without the values that differ between any two responses.
fn comparable(response: &Response) -> String {
    let mut text = format!("{}\n", response.status);
    for (name, value) in &response.headers {
        let is_unique = ["Date", "X-Request-Id"].contains(&name.as_str());
        let value = if is_unique { "" } else { value };
        let value = match value.split_once("nonce=\"") {
            Some((before, rest)) => format!("{before}{}", rest.split_once('"').unwrap().1),
            None => value.to_owned(),
        };
        text = text + name + ": " + &value + "\n";
    }
    text + &response.body
}

#[tokio::test]
async fn concurrent_guesses_are_throttled_and_do_not_lock_out_others() {
    let server = server().await;
    let hashed = server.directory.passwords_hashed();
    let line = format!("GET {LIST}");
    let wrong = basic(ADMIN, "wrong");
    let attacker = from("198.51.100.66");
    let headers = [wrong.as_str(), &attacker];
    let guesses = (0..1000).map(|_| server.request(&line, &headers));
    let responses = futures_util::future::join_all(guesses).await;
    let checked = responses.iter().filter(|response| response.status == 401).count();
    let waiting: Vec<_> = responses.iter().filter(|response| response.status == 429).collect();
    assert!(checked <= 20, "{checked}");
    assert_eq!(checked + waiting.len(), 1000);
    for response in waiting {
        assert!(response.header("Retry-After").is_some(), "{response:?}");
        assert_eq!(response.code(), "throttled");
    }
    let hashed = server.directory.passwords_hashed() - hashed;
    assert!(hashed <= 20, "{hashed}");

    let right = basic(ADMIN, PASSWORD);
    assert_eq!(server.request(&line, &[&right, &from("192.0.2.1")]).await.status, 200);
    assert_eq!(server.request(&line, &[&server.authorization(), &attacker]).await.status, 200);
    let key = basic(ADMIN, &server.key);
    assert_eq!(server.request(&line, &[&key, &attacker]).await.status, 200);
}

#[tokio::test]
async fn owner_can_sign_in_from_a_known_address_during_an_attack() {
    let server = server().await;
    let line = format!("GET {LIST}");
    let (right, home) = (basic(ADMIN, PASSWORD), from("192.0.2.1"));
    assert_eq!(server.request(&line, &[&right, &home]).await.status, 200);
    for number in 0..40 {
        let address = from(&format!("198.51.100.{number}"));
        server.request(&line, &[&basic(ADMIN, "wrong"), &address]).await;
    }
    assert_eq!(server.request(&line, &[&right, &from("203.0.113.1")]).await.status, 429);
    assert_eq!(server.request(&line, &[&right, &home]).await.status, 200);
}

#[tokio::test]
async fn concurrent_right_passwords_are_hashed_once() {
    let server = server().await;
    let hashed = server.directory.passwords_hashed();
    let line = format!("GET {LIST}");
    let right = basic(ADMIN, PASSWORD);
    let headers = [right.as_str()];
    let responses =
        futures_util::future::join_all((0..64).map(|_| server.request(&line, &headers)));
    assert!(responses.await.iter().all(|response| response.status == 200));
    assert_eq!(server.directory.passwords_hashed() - hashed, 1);
}

#[tokio::test]
async fn all_wrong_credentials_get_the_same_response_at_the_same_cost() {
    let server = server().await;
    let long = "x".repeat(10_000);
    let wrong = [
        ("unknown@example.org", PASSWORD, "demo"),
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
    let mut responses = Vec::new();
    for (username, password, domain) in wrong {
        let hashed = server.directory.passwords_hashed();
        let line = format!("GET /a/{domain}/api/v0.5/user/");
        responses.push(comparable(&server.request(&line, &[&basic(username, password)]).await));
        assert_eq!(server.directory.passwords_hashed() - hashed, 1, "{username} {domain}");
    }
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:#?}");
    assert!(responses[0].starts_with("401"), "{}", responses[0]);

    let mut responses = Vec::new();
    for (username, password, domain) in wrong {
        let target = format!("/a/{domain}/api/v0.5/user/");
        let line = format!("GET {target}");
        let challenge = server.request(&line, &[]).await;
        let challenge = Challenge::parse(challenge.header("WWW-Authenticate").unwrap());
        let header = challenge.authorization((username, password), "GET", &target, 1);
        responses.push(comparable(&server.request(&line, &[&header]).await));
    }
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:#?}");

    let mut responses = Vec::new();
    for (username, key, domain) in wrong.into_iter().filter(|(_, key, _)| key.len() < 9000) {
        let line = format!("GET /a/{domain}/api/v0.5/user/");
        let header = format!("Authorization: ApiKey {username}:{key}");
        responses.push(comparable(&server.request(&line, &[&header]).await));
    }
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:#?}");
}

#[tokio::test]
async fn console_sign_in_reveals_nothing() {
    let server = server().await;
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let mut responses = Vec::new();
    for (number, (username, password)) in [
        ("unknown@example.org", PASSWORD),
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
        let response = server.send("POST /", &[kind, &address], &form).await;
        responses
            .push(comparable(&response).replace(username, "NAME").replace("Content-Length", ""));
        assert_eq!(server.directory.passwords_hashed() - hashed, 1, "{username}");
    }
    let bodies: Vec<_> = responses
        .iter()
        .map(|it| it.split_once("<!").map_or(it.as_str(), |(_, body)| body))
        .collect();
    assert!(bodies.iter().all(|body| body == &bodies[0]), "{responses:#?}");

    let cookies = ["", "roster=", "roster=unknown", "roster=0", "other=1"];
    let mut responses = Vec::new();
    for cookie in cookies {
        let cookie = format!("Cookie: {cookie}");
        responses.push(comparable(&server.request("GET /d/demo/people", &[&cookie]).await));
    }
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:#?}");
}
