//! A server with a provider, and browsers that use both.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use axum::body::Body;
use http::{Method, Request, header};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_directory::Directory;
use roster_model::SecretString;
use roster_server::{App, HttpService, Limits, OidcSettings, Peer};
use roster_store::{Backend, Store};
use roster_testkit::{
    clock::{self, FixedClock},
    operator,
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::provider::{CLIENT, Provider, SECRET};

pub(super) const ADA: &str = "ada@example.org";
pub(super) const BELLO: &str = "bello@example.org";
pub(super) const PASSWORD: &str = "a rather long password";
const PUBLIC_URL: &str = "https://roster.example.org";

/// A server with the domains `demo` and `other`; Ada, an admin of `demo`, is signed in at the provider.
pub(super) struct Fixture {
    pub(super) directory: Directory,
    pub(super) provider: Provider,
    pub(super) clock: Arc<FixedClock>,
    service: HttpService,
}

impl Fixture {
    pub(super) async fn open(backend: &Backend) -> Self {
        Self::open_with(backend, |_| ()).await
    }

    /// With changed settings.
    pub(super) async fn open_with(
        backend: &Backend,
        change: impl FnOnce(&mut OidcSettings),
    ) -> Self {
        let store = Store::open(backend).await.unwrap();
        let (environment, clock) = clock::environment();
        let directory = Directory::open(store, environment).await.unwrap();
        for domain in ["demo", "other"] {
            directory.create_domain(domain, None).await.unwrap();
        }
        let password = Some(PASSWORD.into());
        operator::create_web_user(&directory, ADA, "demo", None, password).await.unwrap();
        let provider = Provider::start(Arc::clone(&clock), person("ada-1", ADA)).await;
        let mut settings = OidcSettings {
            issuer: provider.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: SecretString::from(SECRET),
            name: "North ID".to_owned(),
            public_url: PUBLIC_URL.to_owned(),
            local_sign_in: true,
            domains: Vec::new(),
            required_claims: BTreeMap::new(),
        };
        change(&mut settings);
        let app = App::new(directory.clone()).with_oidc(Some(settings));
        let service = roster_server::router(app, Limits::default(), CancellationToken::new());
        Self { directory, provider, clock, service }
    }

    pub(super) fn browser(&self) -> Browser<'_> {
        Browser { fixture: self, cookies: HashMap::new(), peer: "203.0.113.7" }
    }

    /// The fields of the last change of Ada in `demo`, with its actor.
    pub(super) async fn last_change(&self, domain: &str) -> (String, String, Vec<String>) {
        let actor = self.directory.operator(domain).await.unwrap();
        let changes = self.directory.changes(&actor).unwrap();
        let page = changes.after(0, 1000, std::time::Duration::ZERO).await.unwrap();
        let last = page.changes.last().unwrap().clone();
        (last.kind, last.actor, last.fields)
    }
}

/// The claims of a person whose address is verified.
pub(super) fn person(subject: &str, email: &str) -> Value {
    json!({
        "sub": subject, "email": email, "email_verified": true,
        "given_name": "Given", "family_name": "Family",
    })
}

/// A response.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) location: String,
    pub(super) body: String,
}

/// A browser with cookies.
pub(super) struct Browser<'a> {
    fixture: &'a Fixture,
    pub(super) cookies: HashMap<String, String>,
    pub(super) peer: &'static str,
}

impl Browser<'_> {
    pub(super) async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    /// Sends a form, with the token of the page at `from`; none if it is empty.
    pub(super) async fn post(&mut self, from: &str, path: &str, fields: &str) -> Page {
        let mut form = fields.to_owned();
        if !from.is_empty() {
            let page = self.get(from).await;
            let token = page.body.split("name=\"token\" value=\"").nth(1).unwrap();
            form = format!("token={}&{fields}", token.split('"').next().unwrap());
        }
        self.send(Method::POST, path, form).await
    }

    pub(super) async fn sign_in_with_password(&mut self, email: &str) -> Page {
        let fields = format!("username={}&password={}", encoded(email), encoded(PASSWORD));
        self.post("", "/", &fields).await
    }

    /// Begins a sign-in and lets the provider confirm it. Returns the path of the callback.
    pub(super) async fn authorize(&mut self, to: &str) -> String {
        let begun = self.get(&format!("/sign-in/oidc?to={}", encoded(to))).await;
        assert_eq!(begun.status, 303, "{}", begun.body);
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let sent = client.no_proxy().build().unwrap().get(&begun.location).send().await.unwrap();
        let back = sent.headers()[header::LOCATION].to_str().unwrap();
        let path = back.strip_prefix(PUBLIC_URL).unwrap();
        assert!(path.starts_with("/sign-in/oidc/callback?"), "{path}");
        path.to_owned()
    }

    /// Signs in with the provider, up to the response of the callback.
    pub(super) async fn sign_in(&mut self) -> Page {
        let callback = self.authorize("/").await;
        self.get(&callback).await
    }

    /// Whether the browser has a session.
    pub(super) async fn is_signed_in(&mut self) -> bool {
        self.get("/account").await.status == 200
    }

    async fn send(&mut self, method: Method, path: &str, body: String) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "roster.example.org")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        request.extensions_mut().insert(Peer(self.peer.parse().unwrap()));
        let response = self.fixture.service.handle(request).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                assert!(name.starts_with("__Host-") && cookie.ends_with("; Secure"), "{cookie}");
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, location, body: String::from_utf8(body.to_vec()).unwrap() }
    }
}

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
