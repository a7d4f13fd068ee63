//! The security headers of the console.

use std::collections::BTreeSet;

use crate::server::{ADMIN, Server};

#[tokio::test]
async fn every_response_has_security_headers() {
    let server = Server::start().await;
    let long = format!("GET /d/demo/people?q={}", "x".repeat(9000));
    let large = format!("X: {}", "x".repeat(33 * 1024));
    let form = "Content-Type: application/x-www-form-urlencoded";
    let signed_in = format!("username={ADMIN}&password=a+rather+long+password");
    let wrong = format!("username={ADMIN}&password=wrong");
    let (assets, page) = (server.request("GET /", &[]).await.body, "GET /");
    let style = assets.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    let style = format!("GET /assets/{style}");
    let tag = server.request(&style, &[]).await;
    let tag = tag.header("ETag").map(|tag| format!("If-None-Match: {tag}")).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for (line, header, body) in [
        (page, "X: x", ""),
        ("HEAD /", "X: x", ""),
        ("POST /", form, signed_in.as_str()),
        ("POST /", form, &wrong),
        ("POST /", "Content-Type: text/plain", "x"),
        ("POST /", "Content-Length: 99999999", ""),
        ("POST /", "Sec-Fetch-Site: cross-site", "username=x"),
        ("GET /d/demo/people", "X: x", ""),
        ("GET /d/demo/people", "HX-Request: true", ""),
        ("DELETE /d/demo/people", "X: x", ""),
        ("OPTIONS /d/demo/people", "X: x", ""),
        ("GET /d/demo/unknown/path", "X: x", ""),
        ("GET /d/%00/people", "X: x", ""),
        ("GET /assets/unknown.js", "X: x", ""),
        (&style, "X: x", ""),
        (&style, &tag, ""),
        ("GET /set-password/x", "X: x", ""),
        (&long, "X: x", ""),
        (page, &large, ""),
        (page, "Host: other", ""),
    ] {
        let response = server.send(line, &[header], body).await;
        seen.insert(response.status);
        let short: String = line.chars().take(40).collect();
        let policy = response.header("Content-Security-Policy").unwrap_or_default();
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{short}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{short}: {policy}");
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            assert_eq!(response.all(name), [value], "{short}: {name}");
        }
    }
    // The cases cover all statuses.
    let statuses = [200, 303, 304, 400, 403, 404, 405, 413, 414, 422, 431];
    assert!(statuses.iter().all(|status| seen.contains(status)), "{seen:?}");
}
