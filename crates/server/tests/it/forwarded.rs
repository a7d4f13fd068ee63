//! `X-Forwarded-*` headers of trusted and untrusted proxies.

use std::net::IpAddr;

use roster_model::{DomainName, ExposeSecret as _, NewApiKey};
use roster_server::{Limits, TrustedProxies};
use roster_testkit::operator;

use crate::server::{ADMIN, Server};

const LIST: &str = "/a/demo/api/v0.5/user/";
const OFFICE: &str = "198.51.100.4";

async fn server_behind(proxies: &[&str]) -> Server {
    let proxies = TrustedProxies::parse(proxies.iter().copied()).unwrap();
    Server::with_proxies(proxies, Limits::default()).await
}

/// The header of an API key that is limited to [`OFFICE`].
async fn office_key(server: &Server) -> String {
    let new = NewApiKey {
        name: String::new(),
        owner: ADMIN.to_owned(),
        domain: Some(DomainName::parse("demo").unwrap()),
        role: None,
        allowed_ips: vec![OFFICE.parse::<IpAddr>().unwrap()],
        expires_at: None,
    };
    let (_, key) = server.directory.create_api_key(new).await.unwrap();
    format!("Authorization: ApiKey {ADMIN}:{}", key.expose_secret())
}

#[tokio::test]
async fn allowed_ips_apply_to_the_client_behind_a_trusted_proxy() {
    let server = server_behind(&["127.0.0.1"]).await;
    let key = office_key(&server).await;
    for (value, status) in [
        (OFFICE.to_owned(), 200),
        (format!("192.0.2.9, {OFFICE}"), 200),
        (format!("{OFFICE}, 127.0.0.1"), 200),
        (format!("{OFFICE}, 192.0.2.9"), 401),
        ("192.0.2.9".to_owned(), 401),
    ] {
        let forwarded = format!("X-Forwarded-For: {value}");
        let response = server.request(&format!("GET {LIST}"), &[&key, &forwarded]).await;
        assert_eq!(response.status, status, "{value}");
    }
}

#[tokio::test]
async fn headers_of_untrusted_peers_do_not_change_the_client() {
    let addresses = [OFFICE.to_owned(), format!("127.0.0.1, {OFFICE}"), format!("for={OFFICE}")];
    let names = [
        "X-Forwarded-For",
        "x-forwarded-for",
        "X-FORWARDED-FOR",
        "Forwarded",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Originating-IP",
        "X-Remote-IP",
        "X-Remote-Addr",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "X-Forwarded",
        "Forwarded-For",
        "Via",
        "X-Forwarded-For : x\r\nX-Forwarded-For",
    ];
    for server in [server_behind(&[]).await, server_behind(&["10.0.0.0/8", OFFICE]).await] {
        let key = office_key(&server).await;
        for (name, address) in
            names.iter().flat_map(|name| addresses.iter().map(move |it| (name, it)))
        {
            for repeated in [1, 2] {
                let line = format!("{name}: {address}");
                let mut lines = vec![key.as_str()];
                lines.extend([line.as_str()].repeat(repeated));
                let response = server.request(&format!("GET {LIST}"), &lines).await;
                assert!([400, 401].contains(&response.status), "{line}");
            }
        }
    }
}

#[tokio::test]
async fn links_have_the_origin_that_the_client_used() {
    let forwarded = ["X-Forwarded-Proto: https", "X-Forwarded-Host: people.example.org"];
    let line = "GET /api/public/users/";
    for (proxies, origin) in
        [(&["127.0.0.0/8"][..], "https://people.example.org"), (&[], "http://localhost")]
    {
        let server = server_behind(proxies).await;
        for name in ["a", "b"] {
            let body = format!(r#"{{"username": "{name}", "password": "secret"}}"#);
            server.send_as_admin(&format!("POST {LIST}"), &body).await;
        }
        let new = roster_model::NewAppKey {
            domain: DomainName::parse("demo").unwrap(),
            name: String::new(),
            contacts_only: false,
            allowed_ips: Vec::new(),
            expires_at: None,
        };
        let (_, key) = operator::create_app_key(&server.directory, new).await.unwrap();
        let token = format!("Authorization: Token {}", key.expose_secret());
        let response = server
            .request(&format!("{line}?page_size=1"), &[&token, forwarded[0], forwarded[1]])
            .await;
        let next = response.json()["next"].as_str().unwrap().to_owned();
        assert!(next.starts_with(&format!("{origin}/api/public/users/")), "{next}");
    }
}

#[tokio::test]
async fn console_cookie_is_secure_when_tls_ends_at_the_proxy() {
    let server = server_behind(&["127.0.0.1"]).await;
    let form = format!("username={ADMIN}&password={}", "a+rather+long+password");
    let kind = "Content-Type: application/x-www-form-urlencoded";
    for (proto, prefix, hsts) in [("https", "__Host-roster=", true), ("http", "roster=", false)] {
        let forwarded = format!("X-Forwarded-Proto: {proto}");
        let response = server.send("POST /", &[&forwarded, kind], &form).await;
        assert_eq!(response.status, 303, "{response:?}");
        let cookie = response.header("Set-Cookie").unwrap();
        assert!(cookie.starts_with(prefix), "{cookie}");
        assert_eq!(cookie.contains("; Secure"), hsts, "{cookie}");
        assert_eq!(response.header("Strict-Transport-Security").is_some(), hsts);
    }
}
