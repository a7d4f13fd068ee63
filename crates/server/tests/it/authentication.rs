//! Authentication: all schemes, challenges, and rate limits.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_testkit::operator;

use crate::{
    digest_client::Challenge,
    raw::Response,
    server::{ADMIN, PASSWORD, Server},
};

const LIST: &str = "/a/demo/api/v0.5/user/";

fn basic(username: &str, password: &str) -> String {
    format!("Authorization: Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}")))
}

#[tokio::test]
async fn every_scheme_is_accepted() {
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
        let response = server.request(&format!("GET {LIST}"), &[&header]).await;
        assert_eq!(response.status, 200, "{header}");
    }
    let query = format!("GET {LIST}?username={ADMIN}&api_key={key}");
    assert_eq!(server.request(&query, &[]).await.status, 200);
    let unknown_scheme = server.request(&query, &["Authorization: Token x"]).await;
    assert_eq!(unknown_scheme.status, 200);
}

#[tokio::test]
async fn wrong_credentials_get_challenges_of_the_scheme() {
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
        let response = server.request(&format!("GET {LIST}"), &[header]).await;
        let lines = response.all("WWW-Authenticate");
        let challenged: Vec<&str> =
            lines.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!((response.status, challenged), (401, schemes), "{header}");
        assert!(response.json()["error"].is_string());
    }
    let response = server.request(&format!("GET {LIST}"), &["Authorization: ApiKey hush"]).await;
    assert_eq!(response.status, 400);
    assert!(response.body.contains("Bad HTTP_AUTHORIZATION header"), "{response:?}");
    assert!(!response.body.contains("hush"), "the secret must not be in the response");
}

#[tokio::test]
async fn md5_is_the_last_digest_challenge() {
    let server = Server::start().await;
    let response = server.request(&format!("GET {LIST}"), &[]).await;
    let offered: Vec<bool> = response
        .all("WWW-Authenticate")
        .into_iter()
        .filter(|line| line.starts_with("Digest"))
        .map(|line| line.contains("algorithm=MD5"))
        .collect();
    assert_eq!(offered, [false, true], "clients that keep the last challenge know MD5 only");
}

#[tokio::test]
async fn digest_works_with_both_hashes() {
    let server = Server::start().await;
    let target = format!("{LIST}?limit=5");
    let credentials = (ADMIN, server.key.as_str());
    let first = server.request(&format!("GET {target}"), &[]).await;
    for line in first.all("WWW-Authenticate").into_iter().filter(|line| line.starts_with("Digest"))
    {
        let fresh = server.request(&format!("GET {target}"), &[]).await;
        let nonce_of = fresh.all("WWW-Authenticate");
        let same = nonce_of.iter().find(|known| known.contains("MD5") == line.contains("MD5"));
        let challenge = Challenge::parse(same.unwrap());
        for nc in 1..=3 {
            let header = challenge.authorization(credentials, "GET", &target, nc);
            let response = server.request(&format!("GET {target}"), &[&header]).await;
            assert_eq!(response.status, 200, "{header}");
        }
        let replayed = challenge.authorization(credentials, "GET", &target, 2);
        let response = server.request(&format!("GET {target}"), &[&replayed]).await;
        assert_eq!(response.status, 401);
        assert!(Challenge::parse(response.header("WWW-Authenticate").unwrap()).stale);
    }
}

#[tokio::test]
async fn digest_response_is_valid_for_its_request_only() {
    let server = Server::start().await;
    let challenge = server.request(&format!("GET {LIST}"), &[]).await;
    let challenge = Challenge::parse(challenge.header("WWW-Authenticate").unwrap());
    let right = challenge.authorization((ADMIN, &server.key), "GET", LIST, 1);
    let wrong = challenge.authorization((ADMIN, "wrong"), "GET", LIST, 1);
    for (line, header) in [
        (format!("GET {LIST}?archived=true"), &right),
        (format!("DELETE {LIST}abc/"), &right),
        (format!("GET {LIST}"), &wrong),
    ] {
        let response = server.request(&line, &[header]).await;
        assert_eq!(response.status, 401, "{line}");
        assert!(!Challenge::parse(response.header("WWW-Authenticate").unwrap()).stale);
    }
    assert_eq!(server.request(&format!("GET {LIST}"), &[&right]).await.status, 200);
}

#[tokio::test]
async fn unknown_domain_looks_like_a_forbidden_one() {
    let server = Server::start().await;
    let unknown = server.request_as_admin("GET /a/nowhere/api/v0.5/user/").await;
    let malformed = server.request_as_admin("GET /a/no%00where/api/v0.5/user/").await;
    assert_eq!((unknown.status, malformed.status), (403, 403));
    assert_eq!(unknown.body, malformed.body);
    assert_eq!(server.request("GET /a/nowhere/api/v0.5/user/", &[]).await.status, 401);
}

#[tokio::test]
async fn unauthenticated_request_is_rejected_before_its_body_is_read() {
    let server = Server::start().await;
    let headers = ["Content-Length: 1000", "Expect: 100-continue"];
    let response = server.request(&format!("POST {LIST}"), &headers).await;
    assert_eq!(response.status, 401, "without 100 Continue");
}

#[tokio::test]
async fn rate_limit_of_the_domain_applies_to_each_key() {
    let server = Server::start().await;
    operator::set_setting(&server.directory, "demo", "rate_limit", "2").await.unwrap();
    let line = format!("GET {LIST}");
    let limits = |response: &Response| -> [u64; 3] {
        ["Limit", "Remaining", "Reset"]
            .map(|name| response.header(&format!("RateLimit-{name}")).unwrap().parse().unwrap())
    };
    for (number, left) in [(1, 1), (2, 0)] {
        let response = server.request_as_admin(&line).await;
        let [limit, remaining, reset] = limits(&response);
        assert_eq!((response.status, limit, remaining), (200, 2, left));
        assert!(reset <= number * 30 && reset > number * 30 - 20, "{reset}");
        assert_eq!(response.header("Retry-After"), None);
    }
    let response = server.request_as_admin(&line).await;
    assert_eq!((response.status, response.code().as_str()), (429, "throttled"));
    assert_eq!(limits(&response)[..2], [2, 0]);
    let seconds: u64 = response.header("Retry-After").unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");

    let other = crate::server::key(&server.directory, ADMIN).await;
    let other = format!("Authorization: ApiKey {ADMIN}:{other}");
    assert_eq!(server.request(&line, &[&other]).await.status, 200, "another key has its own count");
}
