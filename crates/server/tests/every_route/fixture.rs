//! Two domains with resources of every kind. All requests are for `north`. No caller without access to
//! `south` may learn anything about it.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::body::Body;
use http::{HeaderName, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::Directory;
use roster_model::{
    CustomData, DomainName, ExposeSecret as _, NewApiKey, NewAppKey, NewProfile, NewRole,
};
use roster_server::{App, HttpService, Limits, Networks, Peer, WebhookSettings, router};
use roster_store::{Backend, Store, domain_state};
use roster_testkit::{clock, operator, raw_sql};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    document::{self, Operation},
    resource_kind::ResourceKind,
    response::Response,
};

pub(crate) const PASSWORD: &str = "a rather long password";

/// The most webhooks besides the one that no test changes.
const MAX_WEBHOOKS: usize = 10;

/// An address that refuses connections.
pub(crate) const REFUSING_URL: &str = "http://127.0.0.1:9/";

/// The most attempts for a request while the store is busy.
const MAX_ATTEMPTS: usize = 6;

/// The lowest number of a resource in `south`. Numbers in `north` are lower.
const SOUTH_NUMBERS: i64 = 5_000_000;

/// A server with both domains.
pub(crate) struct Fixture {
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    service: HttpService,
    pub(crate) operations: Vec<Operation>,
    pub(crate) north: DomainFixture,
    pub(crate) south: DomainFixture,
    count: AtomicU64,
}

/// A domain, and the credentials of its admin.
pub(crate) struct DomainFixture {
    pub(crate) name: &'static str,
    /// The prefix of all texts in this domain.
    pub(crate) marker: &'static str,
    pub(crate) admin: &'static str,
    /// `ApiKey admin:key`.
    pub(crate) authorization: String,
    /// `Token key`.
    pub(crate) token: String,
    /// A resource of each kind that no test changes.
    existing: Mutex<HashMap<ResourceKind, String>>,
    /// A deleted resource of each kind that can be deleted.
    deleted: Mutex<HashMap<ResourceKind, String>>,
}

impl Fixture {
    pub(crate) async fn on(backend: &Backend) -> Arc<Self> {
        let store = Store::open(backend).await.unwrap();
        let (environment, _) = clock::environment();
        let directory = Directory::open(store.clone(), environment).await.unwrap();
        let north = DomainFixture::new(&directory, "north", "zznorth", "ada@example.org").await;
        let south = DomainFixture::new(&directory, "south", "zzsouth", "olga@example.org").await;
        let webhooks = WebhookSettings {
            networks: Networks::parse(["127.0.0.0/8"]).unwrap(),
            ..WebhookSettings::default()
        };
        let app = App::new(directory.clone()).with_webhooks(webhooks);
        let service = router(app, Limits::default(), CancellationToken::new());
        let count = AtomicU64::new(1_000);
        let mut fixture =
            Self { directory, store, service, operations: Vec::new(), north, south, count };
        let document = fixture.request("GET", "/openapi-all.json", &[], "").await.json();
        fixture.operations = document::operations(&document);
        for domain in [&fixture.north, &fixture.south] {
            for kind in INITIAL_KINDS {
                fixture.existing(domain, kind).await;
            }
            if domain.name == "south" {
                fixture.raise_counters(domain).await;
                domain.existing.lock().unwrap().retain(|kind, _| !kind.is_number());
                for kind in INITIAL_KINDS {
                    fixture.existing(domain, kind).await;
                }
            }
        }
        Arc::new(fixture)
    }

    /// Sends a request. Repeats it while the store is busy.
    pub(crate) async fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        let mut response = self.request_once(method, target, headers, body).await;
        for _ in 1..MAX_ATTEMPTS {
            if response.status != 503 {
                break;
            }
            response = self.request_once(method, target, headers, body).await;
        }
        response
    }

    async fn request_once(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        let request = Request::builder().method(method).uri(target);
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        let known = request.headers_mut();
        known.insert(header::HOST, "roster.example.org".parse().unwrap());
        if !body.is_empty() {
            known.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        }
        for (name, value) in headers {
            known.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        self.send(request).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Response {
        request.extensions_mut().insert(Peer(IpAddr::from([203, 0, 113, 7])));
        let (parts, body) = self.service.handle(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Response { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The last sequence number of a domain's change log.
    pub(crate) async fn seq(&self, domain: &DomainFixture) -> i64 {
        let actor = self.directory.operator(domain.name).await.unwrap();
        let mut tx = self.store.read().await.unwrap();
        domain_state::seq(&mut tx, actor.domain.number).await.unwrap().unwrap()
    }

    /// A unique number.
    pub(crate) fn unique_number(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// A unique text with the marker of the domain.
    pub(crate) fn unique_text(&self, domain: &DomainFixture) -> String {
        format!("{}{}", domain.marker, self.unique_number())
    }

    /// The resource of this kind that no test changes.
    pub(crate) async fn existing(&self, domain: &DomainFixture, kind: ResourceKind) -> String {
        if let Some(known) = domain.existing.lock().unwrap().get(&kind) {
            return known.clone();
        }
        let created = Box::pin(self.create(domain, kind)).await;
        domain.existing.lock().unwrap().insert(kind, created.clone());
        created
    }

    /// Creates a resource of this kind, and returns the value that names it.
    pub(crate) async fn create(&self, domain: &DomainFixture, kind: ResourceKind) -> String {
        let text = self.unique_text(domain);
        let usercom = "/api/public";
        let api = format!("/a/{}/api", domain.name);
        let worker = json!({ "username": text, "connect_username": text, "first_name": text });
        match kind {
            ResourceKind::Domain => domain.name.to_owned(),
            ResourceKind::Worker => {
                self.post(domain, &format!("{api}/user/v1/"), &worker, "id").await
            }
            ResourceKind::Username => {
                self.post(domain, &format!("{api}/user/v1/"), &worker, "id").await;
                text
            }
            ResourceKind::Group => {
                self.post(domain, &format!("{api}/group/v1/"), &json!({ "name": text }), "id").await
            }
            ResourceKind::Location | ResourceKind::LocationName | ResourceKind::SiteCode => {
                let location_type = self.existing(domain, ResourceKind::LocationTypeCode).await;
                let body =
                    json!({ "name": text, "site_code": text, "location_type_code": location_type });
                let path = format!("{api}/location/v2/");
                let id = self.post(domain, &path, &body, "location_id").await;
                if kind == ResourceKind::Location { id } else { text }
            }
            ResourceKind::LocationType | ResourceKind::LocationTypeCode => {
                let body = json!({ "code": text, "name": text });
                let path = format!("{api}/location_type/v1/");
                let id = self.post(domain, &path, &body, "id").await;
                if kind == ResourceKind::LocationType { id } else { text }
            }
            ResourceKind::WebUser | ResourceKind::WebUserName => {
                let email = format!("{text}@example.org");
                let password = Some(PASSWORD.into());
                operator::create_web_user(&self.directory, &email, domain.name, None, password)
                    .await
                    .unwrap();
                if kind == ResourceKind::WebUserName {
                    return email;
                }
                let path = format!("{api}/web-user/v1/?web_username={email}");
                let found = self.request("GET", &path, &[domain.as_admin(&path)], "").await.json();
                found["objects"][0]["id"].as_str().unwrap().to_owned()
            }
            ResourceKind::Role => {
                let new = NewRole { name: text.clone(), permissions: Vec::new() };
                operator::create_role(&self.directory, domain.name, new).await.unwrap();
                text
            }
            ResourceKind::Profile => {
                let actor = self.directory.operator(domain.name).await.unwrap();
                let values = CustomData::from_iter([("district".to_owned(), text.clone().into())]);
                let new = NewProfile { name: text, values, adds_fields: true };
                let created = self.directory.fields(&actor).unwrap().create_profile(new).await;
                created.unwrap().number.to_string()
            }
            ResourceKind::Form => {
                let user = self.existing(domain, ResourceKind::Worker).await;
                let body = json!({ "instance_id": text, "user_id": user });
                self.post(domain, &format!("{api}/activity/v1/"), &body, "accepted").await;
                text
            }
            ResourceKind::Contact
            | ResourceKind::Key
            | ResourceKind::CustomId
            | ResourceKind::Email
            | ResourceKind::Phone
            | ResourceKind::Name => {
                let (email, phone) = (format!("{text}@example.org"), phone(&text));
                let body = json!({
                    "first_name": text, "user_key": text, "user_id": text, "email": email,
                    "phone_number": phone,
                });
                let id = self.post(domain, &format!("{usercom}/users/"), &body, "id").await;
                match kind {
                    ResourceKind::Contact => id,
                    ResourceKind::Email => email,
                    ResourceKind::Phone => phone,
                    _ => text,
                }
            }
            ResourceKind::Company | ResourceKind::CompanyId => {
                let body = json!({ "name": text, "company_id": text });
                let id = self.post(domain, &format!("{usercom}/companies/"), &body, "id").await;
                if kind == ResourceKind::Company { id } else { text }
            }
            ResourceKind::Tag | ResourceKind::TagName => {
                let path = format!("{usercom}/tags/");
                let id = self.post(domain, &path, &json!({ "name": text }), "id").await;
                if kind == ResourceKind::Tag { id } else { text }
            }
            ResourceKind::List => {
                self.post(domain, &format!("{usercom}/lists/"), &json!({ "name": text }), "id")
                    .await
            }
            ResourceKind::Attribute | ResourceKind::AttributeName => {
                let body = json!({ "name": text, "value_type": "string" });
                let path = format!("{usercom}/attributes/");
                let id = self.post(domain, &path, &body, "id").await;
                if kind == ResourceKind::Attribute { id } else { text }
            }
            ResourceKind::Event => {
                let contact = self.existing(domain, ResourceKind::Contact).await;
                let path = format!("{usercom}/users/{contact}/events/");
                self.post(domain, &path, &json!({ "name": text }), "id").await
            }
            ResourceKind::Segment => {
                let body = json!({ "name": text, "query": "archived=true" });
                self.post(domain, &format!("{api}/saved_filter/v1/"), &body, "id").await
            }
            ResourceKind::Webhook => {
                let path = format!("{api}/webhook/v1/");
                let body = json!({ "url": REFUSING_URL, "description": text });
                let id = self.post(domain, &path, &body, "id").await;
                // A change that waits.
                Box::pin(self.create(domain, ResourceKind::Group)).await;
                id
            }
            ResourceKind::Cursor
            | ResourceKind::Since
            | ResourceKind::EntityTag
            | ResourceKind::IdempotencyKey => {
                panic!("{kind:?} is not a resource")
            }
        }
    }

    /// Deletes old webhooks: a domain can have only some. The newest may be in use.
    pub(crate) async fn prune_webhooks(&self, domain: &DomainFixture) {
        let kept = self.existing(domain, ResourceKind::Webhook).await;
        let actor = self.directory.operator(domain.name).await.unwrap();
        let webhooks = self.directory.webhooks(&actor).unwrap();
        let mut all = webhooks.all().await.unwrap();
        all.retain(|webhook| webhook.id.as_str() != kept);
        let old = all.len().saturating_sub(MAX_WEBHOOKS);
        for webhook in &all[..old] {
            // Another task may have deleted it.
            let _ = webhooks.delete(webhook.id.as_str()).await;
        }
    }

    /// The number or ID of a deleted resource in this domain, if this kind can be deleted.
    pub(crate) async fn deleted(
        &self,
        domain: &DomainFixture,
        kind: ResourceKind,
    ) -> Option<String> {
        let resource = match kind {
            ResourceKind::Worker => "/a/north/api/user/v1",
            ResourceKind::Group => "/a/north/api/group/v1",
            ResourceKind::Webhook => "/a/north/api/webhook/v1",
            ResourceKind::Contact => "/api/public/users",
            ResourceKind::CustomId => "/api/public/users-by-id",
            ResourceKind::Company => "/api/public/companies",
            ResourceKind::CompanyId => "/api/public/companies-by-id",
            ResourceKind::Tag => "/api/public/tags",
            ResourceKind::List => "/api/public/lists",
            ResourceKind::Segment => "/a/north/api/saved_filter/v1",
            ResourceKind::Attribute => "/api/public/attributes",
            _ => return None,
        };
        if let Some(known) = domain.deleted.lock().unwrap().get(&kind) {
            return Some(known.clone());
        }
        let created = self.create(domain, kind).await;
        let path = format!("{resource}/{created}/");
        let done = self.request("DELETE", &path, &[domain.as_admin(&path)], "").await;
        assert_eq!(done.status, 204, "{path}: {done:?}");
        domain.deleted.lock().unwrap().insert(kind, created.clone());
        Some(created)
    }

    /// A valid value that never named a resource of this kind.
    pub(crate) fn missing(&self, kind: ResourceKind) -> String {
        let number = self.unique_number();
        let text = format!("zzmissing{number}");
        match kind {
            _ if kind.is_number() => {
                (SOUTH_NUMBERS + 1_000_000 + i64::try_from(number).unwrap()).to_string()
            }
            ResourceKind::Worker
            | ResourceKind::Group
            | ResourceKind::Location
            | ResourceKind::Webhook
            | ResourceKind::WebUser => {
                format!("{:032x}", u128::from(number) << 64 | 0xfade_0000)
            }
            ResourceKind::Email | ResourceKind::WebUserName => format!("{text}@example.org"),
            ResourceKind::Phone => phone(&text),
            _ => text,
        }
    }

    async fn post(&self, domain: &DomainFixture, path: &str, body: &Value, key: &str) -> String {
        let done = self.request("POST", path, &[domain.as_admin(path)], &body.to_string()).await;
        assert!((200..300).contains(&done.status), "{path} {body}: {done:?}");
        let value = &done.json()[key];
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Raises the counters of a domain far above those of the other.
    async fn raise_counters(&self, domain: &DomainFixture) {
        let actor = self.directory.operator(domain.name).await.unwrap();
        let values = [actor.domain.number.into(), SOUTH_NUMBERS.into()];
        let mut tx = self.store.write().await.unwrap();
        for sql in [raw_sql::RAISE_PEOPLE, raw_sql::RAISE_OTHERS] {
            tx.run(sql, &values).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

impl DomainFixture {
    async fn new(
        directory: &Directory,
        name: &'static str,
        marker: &'static str,
        admin: &'static str,
    ) -> Self {
        directory.create_domain(name, None).await.unwrap();
        let password = Some(PASSWORD.into());
        operator::create_web_user(directory, admin, name, None, password).await.unwrap();
        let authorization =
            format!("ApiKey {admin}:{}", api_key(directory, admin, None, None).await);
        let token = format!("Token {}", app_key(directory, name, false).await);
        Self {
            name,
            marker,
            admin,
            authorization,
            token,
            existing: Mutex::default(),
            deleted: Mutex::default(),
        }
    }

    /// The credentials of the admin for this path.
    pub(crate) fn as_admin(&self, path: &str) -> (&'static str, &str) {
        let usercom = path.starts_with("/api/public/");
        ("Authorization", if usercom { &self.token } else { &self.authorization })
    }
}

/// The kinds of which both domains have a resource from the start.
const INITIAL_KINDS: [ResourceKind; 28] = [
    ResourceKind::LocationTypeCode,
    ResourceKind::LocationType,
    ResourceKind::Worker,
    ResourceKind::Username,
    ResourceKind::Group,
    ResourceKind::Location,
    ResourceKind::LocationName,
    ResourceKind::SiteCode,
    ResourceKind::WebUser,
    ResourceKind::WebUserName,
    ResourceKind::Role,
    ResourceKind::Profile,
    ResourceKind::Form,
    ResourceKind::Contact,
    ResourceKind::Key,
    ResourceKind::CustomId,
    ResourceKind::Email,
    ResourceKind::Phone,
    ResourceKind::Name,
    ResourceKind::Company,
    ResourceKind::CompanyId,
    ResourceKind::Tag,
    ResourceKind::TagName,
    ResourceKind::List,
    ResourceKind::AttributeName,
    ResourceKind::Event,
    ResourceKind::Segment,
    ResourceKind::Webhook,
];

/// Creates an API key of `owner`, limited to a domain and to a role if given.
pub(crate) async fn api_key(
    directory: &Directory,
    owner: &str,
    domain: Option<&str>,
    role: Option<&str>,
) -> String {
    let new = NewApiKey {
        name: String::new(),
        owner: owner.to_owned(),
        domain: domain.map(|name| DomainName::parse(name).unwrap()),
        role: role.map(str::to_owned),
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    directory.create_api_key(new).await.unwrap().1.expose_secret().to_owned()
}

/// Creates an app key for the User.com dialect.
pub(crate) async fn app_key(directory: &Directory, domain: &str, contacts_only: bool) -> String {
    let new = NewAppKey {
        domain: DomainName::parse(domain).unwrap(),
        name: String::new(),
        contacts_only,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    operator::create_app_key(directory, new).await.unwrap().1.expose_secret().to_owned()
}

/// A phone number that is as unique as the text.
fn phone(text: &str) -> String {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let prefix = if text.starts_with("zznorth") { 50 } else { 60 };
    format!("{prefix}{number:0>9}")
}
