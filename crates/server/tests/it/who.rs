//! Who asks: every scheme, and what those are told who are not known.

use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::{
    digest_client::Challenge,
    raw::ApiResult,
    server::{ADMIN, PASSWORD, Server},
};

const LIST: &str = "/a/demo/api/v0.5/user/";

fn basic(username: &str, password: &str) -> String {
    format!("Authorization: Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}")))
}

#[tokio::test]
async fn every_scheme_opens_the_door() {
    let server = Server::start().await;
    let key = &server.key;
    for header in [
        format!("Authorization: ApiKey {ADMIN}:{key}"),
        format!("authorization: apikey {ADMIN}:{key}"),
        basic(ADMIN, PASSWORD),
        basic("ADA@example.org", PASSWORD),
        basic(ADMIN, key),
        format!("Authorization: Bearer {key}"),
    ] {
        let answer = server.ask(&format!("GET {LIST}"), &[&header]).await;
        assert_eq!(answer.status, 200, "{header}");
    }
    let query = format!("GET {LIST}?username={ADMIN}&api_key={key}");
    assert_eq!(server.ask(&query, &[]).await.status, 200);
    let unknown_scheme = server.ask(&query, &["Authorization: Token x"]).await;
    assert_eq!(unknown_scheme.status, 200);
}

#[tokio::test]
async fn those_not_known_are_told_how_to_become_it() {
    let server = Server::start().await;
    let wrong_key = format!("Authorization: ApiKey {ADMIN}:wrong");
    let wrong_password = basic(ADMIN, "wrong");
    for (header, schemes) in [
        ("X: x", vec!["Digest", "Digest", "Basic"]),
        ("Authorization: Token x", vec!["Digest", "Digest", "Basic"]),
        (&wrong_password, vec!["Basic"]),
        ("Authorization: Basic ???", vec!["Basic"]),
        ("Authorization: Basic AGE6Yg==", vec!["Basic"]),
        ("Authorization: Digest username=\"x\"", vec!["Digest", "Digest"]),
        (&wrong_key, vec!["ApiKey"]),
        ("Authorization: Bearer wrong", vec!["Bearer"]),
    ] {
        let answer = server.ask(&format!("GET {LIST}"), &[header]).await;
        let lines = answer.all("WWW-Authenticate");
        let told: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!((answer.status, told), (401, schemes), "{header}");
        assert!(answer.json()["error"].is_string());
    }
    let answer = server.ask(&format!("GET {LIST}"), &["Authorization: ApiKey hush"]).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("Bad HTTP_AUTHORIZATION header"), "{answer:?}");
    assert!(!answer.body.contains("hush"), "no secret is echoed");
}

#[tokio::test]
async fn digest_goes_round_with_either_hash() {
    let server = Server::start().await;
    let target = format!("{LIST}?limit=5");
    let who = (ADMIN, server.key.as_str());
    let first = server.ask(&format!("GET {target}"), &[]).await;
    for line in first.all("WWW-Authenticate").into_iter().filter(|line| line.starts_with("Digest"))
    {
        let fresh = server.ask(&format!("GET {target}"), &[]).await;
        let nonce_of = fresh.all("WWW-Authenticate");
        let same = nonce_of.iter().find(|known| known.contains("MD5") == line.contains("MD5"));
        let challenge = Challenge::read(same.unwrap());
        for nc in 1..=3 {
            let header = challenge.answer(who, "GET", &target, nc);
            let answer = server.ask(&format!("GET {target}"), &[&header]).await;
            assert_eq!(answer.status, 200, "{header}");
        }
        let replayed = challenge.answer(who, "GET", &target, 2);
        let answer = server.ask(&format!("GET {target}"), &[&replayed]).await;
        assert_eq!(answer.status, 401);
        assert!(Challenge::read(answer.header("WWW-Authenticate").unwrap()).stale);
    }
}

#[tokio::test]
async fn a_digest_answer_is_good_for_its_request_only() {
    let server = Server::start().await;
    let challenge = server.ask(&format!("GET {LIST}"), &[]).await;
    let challenge = Challenge::read(challenge.header("WWW-Authenticate").unwrap());
    let good = challenge.answer((ADMIN, &server.key), "GET", LIST, 1);
    let wrong = challenge.answer((ADMIN, "wrong"), "GET", LIST, 1);
    for (line, header) in [
        (format!("GET {LIST}?archived=true"), &good),
        (format!("DELETE {LIST}abc/"), &good),
        (format!("GET {LIST}"), &wrong),
    ] {
        let answer = server.ask(&line, &[header]).await;
        assert_eq!(answer.status, 401, "{line}");
        assert!(!Challenge::read(answer.header("WWW-Authenticate").unwrap()).stale);
    }
    assert_eq!(server.ask(&format!("GET {LIST}"), &[&good]).await.status, 200);
}

#[tokio::test]
async fn nobody_is_told_which_domains_there_are() {
    let server = Server::start().await;
    let known = server.ask_as_admin("GET /a/nowhere/api/v0.5/user/").await;
    let strange = server.ask_as_admin("GET /a/no%00where/api/v0.5/user/").await;
    assert_eq!((known.status, strange.status), (403, 403));
    assert_eq!(known.body, strange.body);
    assert_eq!(server.ask("GET /a/nowhere/api/v0.5/user/", &[]).await.status, 401);
}

#[tokio::test]
async fn those_who_may_not_are_told_before_their_body_is_read() {
    let server = Server::start().await;
    let headers = ["Content-Length: 1000", "Expect: 100-continue"];
    let answer = server.ask(&format!("POST {LIST}"), &headers).await;
    assert_eq!(answer.status, 401, "and nothing is asked to be sent");
}

#[tokio::test]
async fn a_domain_may_set_a_rate() {
    let server = Server::start().await;
    server.directory.admin().set_domain("demo", "rate_limit", "2").await.unwrap();
    let line = format!("GET {LIST}");
    let told = |answer: &ApiResult| -> [u64; 3] {
        ["Limit", "Remaining", "Reset"]
            .map(|name| answer.header(&format!("RateLimit-{name}")).unwrap().parse().unwrap())
    };
    for (number, left) in [(1, 1), (2, 0)] {
        let answer = server.ask_as_admin(&line).await;
        let [limit, remaining, reset] = told(&answer);
        assert_eq!((answer.status, limit, remaining), (200, 2, left));
        assert!(reset <= number * 30 && reset > number * 30 - 20, "{reset}");
        assert_eq!(answer.header("Retry-After"), None);
    }
    let answer = server.ask_as_admin(&line).await;
    assert_eq!((answer.status, answer.code().as_str()), (429, "throttled"));
    assert_eq!(told(&answer)[..2], [2, 0]);
    let seconds: u64 = answer.header("Retry-After").unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");

    let other = crate::server::key(&server.directory, ADMIN).await;
    let other = format!("Authorization: ApiKey {ADMIN}:{other}");
    assert_eq!(server.ask(&line, &[&other]).await.status, 200, "each key is counted for itself");
}
